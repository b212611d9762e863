"""`tertial export`: a dataset as a workbook for people, or as files for other programs."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click

from tertial.errors import UsageError

FORMATS: Final = ("xlsx", "csv", "parquet", "sqlite")


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    help="By default what the name given by -o ends in, else xlsx.",
)
@click.option(
    "--dialect",
    type=click.Choice(["excel-sv"]),
    help="Of CSV: as a Swedish Excel opens it by double click; not for R or pandas.",
)
@click.option("--lang", type=click.Choice(["sv", "en"]), default="sv", help="Language of the workbook.")
@click.option(
    "--output",
    "-o",
    type=click.Path(path_type=Path),
    help="Workbook or SQLite file to write; for csv and parquet a folder.",
)
@click.option("--force", is_flag=True, help="Write a workbook anew, with all that was filled in there gone.")
def export(
    folder: Path, form: str | None, dialect: str | None, lang: str, output: Path | None, force: bool
) -> None:
    """Write the dataset in DIR as an Excel workbook, in Swedish, or as files for other programs.

    The workbook begins with what to read first, has what a person should look at, the matters side by side,
    a sheet for each table and a codebook. Its links lead to the reports' own texts, in the folder
    rapporttexter beside it: move or copy them together. Without -o it is DIR-arbetsbok/tertial.xlsx.

    \b
    Examples:
      tertial export out
      tertial export out -o uppdrag.xlsx
      tertial export out --format csv --dialect excel-sv -o for-excel
    """
    from tertial.dataset import open_dataset

    if form is None:
        ending = output.suffix.removeprefix(".").casefold() if output is not None else "xlsx"
        if ending not in FORMATS:
            raise UsageError(
                f"What {output} is to be is not said.", f"Name a format: --format {', '.join(FORMATS)}."
            )
        form = ending
    if dialect is not None and form != "csv":
        raise UsageError(f"A {form} file has no dialect.", "Say --format csv, too.")
    dataset = open_dataset(folder)
    if output is None and not (form == "xlsx" or dialect):
        raise UsageError(
            f"{folder} has its {form} files already.", "Name another place with -o to have them there, too."
        )
    target = output or _beside(folder, "arbetsbok/tertial.xlsx" if form == "xlsx" else "excel-sv")
    if form == "xlsx" and target.exists() and not force:
        raise UsageError(
            f"{target} is there already, and may hold what somebody has filled in.",
            "Name another file with -o, or say --force to have it written anew.",
        )
    try:
        if form == "xlsx":
            from tertial.report.workbook import write_workbook

            target.parent.mkdir(parents=True, exist_ok=True)
            write_workbook(dataset, target, "en" if lang == "en" else "sv")
        elif dialect:
            from tertial.report.delimited import write_for_excel

            target.mkdir(parents=True, exist_ok=True)
            write_for_excel(dataset, target)
        else:
            from tertial.report.delimited import copy_tables

            copy_tables(dataset, target, form)
    except OSError as error:
        raise UsageError(
            f"{target} can't be written: {error.strerror or error}.",
            "Close it if it is open in Excel, or name another place with -o.",
        ) from error
    click.echo(f"Written: {target}", err=True)


def _beside(folder: Path, name: str) -> Path:
    """A place beside a dataset: what lies in it is written anew by the next run."""
    folder = folder.resolve()
    return folder.with_name(f"{folder.name}-{name}")
