"""All titles and items of a matter beside its latest title; empty until the next load."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Adds the two columns to threads."""
    for column in ("titles", "item_ids"):
        op.add_column("threads", sa.Column(column, sa.Text()))
