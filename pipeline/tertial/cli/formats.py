"""`tertial formats`: what can be read."""

from __future__ import annotations

import click


@click.command(short_help="List the formats that can be read.")
def formats() -> None:
    """List the file formats that can be read.

    What a file is, is told from its bytes; its name doesn't matter.

    \b
    Example:
      tertial formats
    """
    from tertial.readers import FORMATS

    for known in FORMATS:
        click.echo(f"{known.name}: {known.description} ({', '.join(known.extensions)})")
        click.echo(f"  {known.media_type}")
