"""Which files were loaded last, so that the same are not loaded again."""

from __future__ import annotations

from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Makes the table for it, empty: what is there is not known."""
    op.execute("CREATE TABLE tertial_loaded (digest VARCHAR(64) PRIMARY KEY)")
