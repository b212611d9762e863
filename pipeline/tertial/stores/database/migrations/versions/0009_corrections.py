"""What people have decided; empty until the next load."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Makes the table, with its indexes."""
    names = (
        "decision_id", "result", "reason", "what", "who", "decided_at", "why", "municipality", "report",
        "source", "document_id", "item_id", "title", "board", "quote", "old", "new",
    )  # fmt: skip
    op.create_table(
        "corrections",
        *(sa.Column(name, sa.Text(), primary_key=name == "decision_id") for name in names),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.document_id"], deferrable=True, initially="DEFERRED"
        ),
        sa.ForeignKeyConstraint(["item_id"], ["items.item_id"], deferrable=True, initially="DEFERRED"),
    )
    for column in ("document_id", "item_id", "municipality", "board"):
        op.create_index(f"corrections_{column}", "corrections", [column])
