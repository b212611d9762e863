"""`tertial load`: a dataset into a database."""

from __future__ import annotations

import os
from pathlib import Path

import click


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.option("--db", "url", required=True, metavar="URL", help="Address of the database.")
def load(folder: Path, url: str) -> None:
    """Load the dataset in DIR into a database, SQLite or PostgreSQL.

    It takes the place of the dataset that tertial loaded there before, all at once: who reads meanwhile
    sees the old one until the new one is whole. Tables, views and rights of your own beside it stay. A
    password is better kept in ~/.pgpass or PGPASSWORD than in the address.

    \b
    Example:
      tertial load out --db postgresql+psycopg://anna@localhost/audit
      tertial load out --db sqlite:///audit.sqlite
    """
    # Arrow's own keep what is freed, a third of the memory that loading takes.
    os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "system")

    from tertial.stores import database

    counts = database.load(folder, url)
    rows = ", ".join(f"{n} {name}" for name, n in counts.items())
    click.echo(f"Loaded into {database.shown(url)}: {rows}.", err=True)
