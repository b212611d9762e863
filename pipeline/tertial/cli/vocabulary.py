"""`tertial vocabulary`: which values there are, and what they and the columns mean."""

from __future__ import annotations

import click


@click.command()
@click.argument("column", required=False)
@click.option("--swedish", "language", flag_value="sv", help="Meanings in Swedish.")
@click.option(
    "--english", "language", flag_value="en", default="en", help="Meanings in English (the default)."
)
def vocabulary(column: str | None, language: str) -> None:
    """Tell what the values of a COLUMN mean; without one, list all tables and columns.

    COLUMN is the name of a column (assessment), or a table's name for all of its columns.

    \b
    Examples:
      tertial vocabulary
      tertial vocabulary assessment
      tertial vocabulary observations --swedish
    """
    from tertial import codebook
    from tertial.errors import UsageError

    tables, values = codebook.tables(), codebook.vocabularies()
    if column is None:
        for table in tables.values():
            _tell_table(table, language)
            click.echo()
        return
    if column in tables:
        _tell_table(tables[column], language)
        return
    found = [(t, c) for t in tables.values() for c in t.columns if c.name == column]
    if not found and column not in values:
        raise UsageError(
            f"There is no column or table {column}.",
            "`tertial vocabulary` lists them all with their meaning.",
        )
    for table, known in found:
        click.echo(f"{table.name}.{known.name}: {getattr(known, language)}")
    names = {known.vocabulary for _, known in found if known.vocabulary} or ({column} & values.keys())
    for name in sorted(names):
        width = max(len(value.value) for value in values[name])
        for value in values[name]:
            click.echo(f"  {value.value:<{width}}  {getattr(value, language)}")


def _tell_table(table: object, language: str) -> None:
    from tertial.codebook import Table

    assert isinstance(table, Table)
    click.echo(f"{table.name}: {getattr(table, language)}")
    width = max(len(name) for name in table.names)
    for column in table.columns:
        click.echo(f"  {column.name:<{width}}  {getattr(column, language)}")
