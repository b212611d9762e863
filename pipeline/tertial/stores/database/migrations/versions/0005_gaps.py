"""Reports that one would expect and that are not at hand; empty until the next load."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Makes the table with its indexes, and the column of threads that tells of it."""
    op.create_table(
        "gaps",
        sa.Column("municipality", sa.Text()),
        sa.Column("year", sa.Integer(), primary_key=True),
        sa.Column("period", sa.Text(), primary_key=True),
        sa.Column("before_document_id", sa.Text(), primary_key=True),
        sa.Column("after_document_id", sa.Text()),
        *(
            sa.ForeignKeyConstraint([own], ["documents.document_id"], deferrable=True, initially="DEFERRED")
            for own in ("before_document_id", "after_document_id")
        ),
    )
    for column in ("municipality", "year", "after_document_id"):
        op.create_index(f"gaps_{column}", "gaps", [column])
    op.add_column("threads", sa.Column("missing_reports", sa.Text()))
