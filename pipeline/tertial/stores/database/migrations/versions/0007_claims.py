"""The figures in running text that the tables of a report can test."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Makes the table, empty: the next load fills it."""
    types: dict[str, sa.types.TypeEngine[Any]] = {
        "start": sa.Integer(),
        "end": sa.Integer(),
        "claimed": sa.Float(),
        "stated": sa.Float(),
    }
    names = (
        "document_id", "item_id", "claim", "start", "end", "kind", "verdict",
        "claimed", "unit", "stated", "table", "row", "columns", "tried",
    )  # fmt: skip
    op.create_table(
        "claims",
        *(
            sa.Column(name, types.get(name, sa.Text()), primary_key=name in ("document_id", "start"))
            for name in names
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.document_id"], deferrable=True, initially="DEFERRED"
        ),
        sa.ForeignKeyConstraint(["item_id"], ["items.item_id"], deferrable=True, initially="DEFERRED"),
    )
    op.create_index("claims_item_id", "claims", ["item_id"])
