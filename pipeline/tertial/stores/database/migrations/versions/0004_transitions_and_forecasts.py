"""How matters went from report to report, and forecasts beside their outcome; empty until the next load."""

from __future__ import annotations

from typing import Any, Final

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

TYPES: Final[dict[str, sa.types.TypeEngine[Any]]] = {"": sa.Text(), "integer": sa.Integer()}
TABLES: Final = {
    "transitions": "thread_id municipality from_item_id to_item_id from_document_id to_document_id "
    "from_period to_period from_status from_modality to_status to_modality change reworded:integer "
    "postponed:integer new_boards",
    "forecasts": "thread_id municipality year:integer period item_id board forecast outcome result evidence "
    "outcome_item_id outcome_evidence",
}
KEYS: Final = {"transitions": ("from_item_id", "to_item_id"), "forecasts": ()}
THREAD: Final = ("thread_id", "threads.thread_id")
REFERENCES: Final = {
    "transitions": (
        THREAD,
        ("from_item_id", "items.item_id"),
        ("to_item_id", "items.item_id"),
        ("from_document_id", "documents.document_id"),
        ("to_document_id", "documents.document_id"),
    ),
    "forecasts": (THREAD, ("item_id", "items.item_id"), ("outcome_item_id", "items.item_id")),
}
INDEXED: Final = {
    "transitions": ("thread_id", "municipality", "to_item_id", "from_document_id", "to_document_id"),
    "forecasts": ("thread_id", "municipality", "year", "item_id", "board", "outcome_item_id"),
}


def upgrade() -> None:
    """Makes the tables with their indexes."""
    for name, columns in TABLES.items():
        named = [column.partition(":") for column in columns.split()]
        op.create_table(
            name,
            *(sa.Column(own, TYPES[kind], primary_key=own in KEYS[name]) for own, _, kind in named),
            *(
                sa.ForeignKeyConstraint([own], [other], deferrable=True, initially="DEFERRED")
                for own, other in REFERENCES[name]
            ),
        )
        for column in INDEXED[name]:
            op.create_index(f"{name}_{column}", name, [column])
    board = sa.text("coalesce(board, '')")
    op.create_index("forecasts_key", "forecasts", ["item_id", board], unique=True)
