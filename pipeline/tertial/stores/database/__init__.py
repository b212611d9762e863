"""A dataset in a database of the user's own, SQLite or PostgreSQL: `--db URL`."""

from __future__ import annotations

from tertial.stores.database.load import check, load, shown

__all__ = ["check", "load", "shown"]
