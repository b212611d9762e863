"""The tables of the dataset, with keys and indexes, as the first version had them."""

from __future__ import annotations

from typing import Any, Final

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

TYPES: Final[dict[str, sa.types.TypeEngine[Any]]] = {
    "": sa.Text(),
    "date": sa.Text().with_variant(sa.Date(), "postgresql"),
    "integer": sa.Integer(),
    "number": sa.Float(),
}
TABLES: Final = {
    "documents": "document_id source media_type municipality municipality_code document_type title "
    "year:integer period period_end:date period_label reader parser n_items:integer",
    "items": "item_id document_id ordinal:integer kind number title area parent_id theme responsible boards "
    "start_date:date end_date:date date_precision text start:integer end:integer",
    "threads": "thread_id municipality title first_period last_period n_reports:integer outcome change",
    "sections": "item_id board heading text start:integer end:integer",
    "assessments": "item_id board assessment modality deviation basis method confidence:number evidence "
    "start:integer end:integer address",
    "measures": "document_id table group row column value:number unit",
    "flags": "document_id item_id board code severity message evidence",
    "observations": "municipality municipality_code year:integer period document_type kind thread_id item_id "
    "title area theme board assessment modality deviation basis confidence:number evidence address source",
    "links": "from_item_id to_item_id relation score:number",
}
"""Those that others refer to first."""
KEYS: Final = {
    "documents": ("document_id",),
    "items": ("item_id",),
    "links": ("from_item_id", "to_item_id"),
    "threads": ("thread_id",),
}
DOCUMENT: Final = ("document_id", "documents.document_id")
ITEM: Final = ("item_id", "items.item_id")
REFERENCES: Final = {
    "items": (DOCUMENT, ("parent_id", "items.item_id")),
    "sections": (ITEM,),
    "assessments": (ITEM,),
    "measures": (DOCUMENT,),
    "links": (("from_item_id", "items.item_id"), ("to_item_id", "items.item_id")),
    "flags": (DOCUMENT, ITEM),
    "observations": (("thread_id", "threads.thread_id"), ITEM),
}
INDEXED: Final = {
    "documents": ("municipality", "year"),
    "items": ("document_id", "parent_id", "theme"),
    "sections": ("item_id", "board"),
    "assessments": ("item_id", "board", "assessment"),
    "measures": ("document_id",),
    "links": ("to_item_id",),
    "threads": ("municipality",),
    "flags": ("document_id", "item_id", "board", "code"),
    "observations": ("municipality", "year", "thread_id", "item_id", "theme", "board", "assessment"),
}


def upgrade() -> None:
    """Makes the tables with their indexes."""
    for name, columns in TABLES.items():
        named = [column.partition(":") for column in columns.split()]
        op.create_table(
            name,
            *(sa.Column(own, TYPES[kind], primary_key=own in KEYS.get(name, ())) for own, _, kind in named),
            *(
                sa.ForeignKeyConstraint([own], [other], deferrable=True, initially="DEFERRED")
                for own, other in REFERENCES.get(name, ())
            ),
        )
        for column in INDEXED[name]:
            op.create_index(f"{name}_{column}", name, [column])
    board = sa.text("coalesce(board, '')")
    op.create_index(
        "assessments_key", "assessments", ["item_id", board, "assessment", "modality"], unique=True
    )
