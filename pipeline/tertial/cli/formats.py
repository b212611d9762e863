"""`tertial formats`: what can be read."""

from __future__ import annotations

import click


@click.command()
def formats() -> None:
    """List the file formats that can be read, and what this machine lacks for it.

    What a file is, is told from its bytes; its name doesn't matter.

    \b
    Example:
      tertial formats
    """
    from tertial.readers import FORMATS, lacking, ocr

    for known in FORMATS:
        by = ", by LibreOffice" if known.importing else ""
        click.echo(f"{known.name}: {known.description} ({', '.join(known.extensions)}){by}")
        click.echo(f"  {known.media_type}")
        if remedy := lacking(known):
            click.echo(f"  Not readable on this machine yet. {remedy}")
    click.echo("scanned PDF, with `tertial run --ocr`: text recognised by ocrmypdf and tesseract, in Swedish")
    click.echo("  application/pdf")
    if remedy := ocr.lacking():
        click.echo(f"  Not readable on this machine yet. {remedy}")
