"""`tertial report`: a page with pictures for auditors, or a memo."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tertial.errors import UsageError

if TYPE_CHECKING:
    from tertial.report.names import Lang


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.option(
    "--output",
    "-o",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="Page to write: .html.",
)
@click.option("--memo", metavar="MUNICIPALITY", help="Write an audit memo on a municipality, in Word.")
@click.option("--lang", type=click.Choice(["sv", "en"]), default="sv", help="Language of the page.")
def report(folder: Path, output: Path, memo: str | None, lang: str) -> None:
    """Write a page that tells what became of the matters in DIR, in one file that needs no network.

    Matters side by side with what is and what is expected, each in full with the reports' own words, how
    status moved, forecasts against outcome, what is gone, flags and missing reports. Large archives get a
    page for each municipality, in a folder beside the file, which then leads to them.

    \b
    Examples:
      tertial report out -o rapport.html
      tertial report out --memo Almvik -o revisions-pm.docx
    """
    from tertial.dataset import open_dataset
    from tertial.report.html import write_report
    from tertial.report.memo import write_memo

    endings = (".docx",) if memo is not None else (".html", ".htm")
    if output.suffix.casefold() not in endings:
        raise UsageError(
            f"tertial report writes no {output.suffix or 'such'} files{' with --memo' if memo else ''}.",
            f"Name a {endings[0]} file.",
        )
    dataset = open_dataset(folder)
    language: Lang = "en" if lang == "en" else "sv"
    try:
        if memo is not None:
            write_memo(dataset, memo, output, language)
            written = [output]
        else:
            written = write_report(dataset, output, language)
    except OSError as error:
        raise UsageError(
            f"{output} can't be written: {error.strerror or error}.", "Name another file with -o."
        ) from error
    more = f", with {len(written) - 1} pages beside it" if len(written) > 1 else ""
    click.echo(f"Written: {output}{more}", err=True)
