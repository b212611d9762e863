"""Which boards answer for which items; empty until the next load."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Makes the table with its indexes."""
    references = {"document_id": "documents.document_id", "item_id": "items.item_id"}
    op.create_table(
        "answers",
        *(sa.Column(name, sa.Text()) for name in ("document_id", "item_id", "board", "answer")),
        *(
            sa.ForeignKeyConstraint([own], [other], deferrable=True, initially="DEFERRED")
            for own, other in references.items()
        ),
    )
    for column in ("document_id", "item_id", "board"):
        op.create_index(f"answers_{column}", "answers", [column])
    op.create_index("answers_key", "answers", ["item_id", sa.text("coalesce(board, '')")], unique=True)
