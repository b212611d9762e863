"""`tertial report`: a page with pictures for auditors."""

from __future__ import annotations

from pathlib import Path

import click

from tertial.errors import UsageError


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.option(
    "--output",
    "-o",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="Page to write: .html.",
)
@click.option("--lang", type=click.Choice(["sv", "en"]), default="sv", help="Language of the page.")
def report(folder: Path, output: Path, lang: str) -> None:
    """Write a page that tells what became of the matters in DIR, in one file that needs no network.

    Matters side by side with what is and what is expected, each in full with the reports' own words, how
    status moved, forecasts against outcome, what is gone, flags and missing reports. Large archives get a
    page for each municipality, in a folder beside the file, which then leads to them.

    \b
    Example:
      tertial report out -o rapport.html
    """
    from tertial.dataset import open_dataset
    from tertial.report.html import write_report

    if output.suffix.casefold() not in (".html", ".htm"):
        raise UsageError(f"tertial report writes no {output.suffix or 'such'} files.", "Name a .html file.")
    dataset = open_dataset(folder)
    try:
        written = write_report(dataset, output, "en" if lang == "en" else "sv")
    except OSError as error:
        raise UsageError(
            f"{output} can't be written: {error.strerror or error}.", "Name another file with -o."
        ) from error
    more = f", with {len(written) - 1} pages beside it" if len(written) > 1 else ""
    click.echo(f"Written: {output}{more}", err=True)
