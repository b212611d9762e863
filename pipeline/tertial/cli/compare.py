"""`tertial compare`: a municipality's matters side by side, report by report."""

from __future__ import annotations

import csv
import json
import sys
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from tertial.compare import Comparison


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.option("--municipality", "-m", required=True, help="Whose reports, such as Östersund.")
@click.option("--from", "first", default="", metavar="REPORT", help="Earliest report: 2022-T2, or a year.")
@click.option("--to", "last", default="", metavar="REPORT", help="Latest report: 2023-T3, or a year.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "json", "xlsx"]),
    help="How it is written; by default what the file's name ends in, else table.",
)
@click.option(
    "--output", "-o", type=click.Path(path_type=Path, dir_okay=False), help="File to write; needed for xlsx."
)
def compare(
    folder: Path, municipality: str, first: str, last: str, form: str | None, output: Path | None
) -> None:
    """Put a municipality's matters side by side, report by report, with how their status moved.

    Under a matter's title stand, in brackets, the nämnder that have it. What is expected stands as
    such: genomfört (prognos). Where nothing is said of the whole and the nämnder differ, each one's
    status stands by its name. A dash means that a report doesn't take the matter up, a question mark
    that it does and says no status.

    \b
    Examples:
      tertial compare out --municipality Almvik --from 2022-T2 --to 2023-T3
      tertial compare out --municipality Almvik -o almvik.xlsx
    """
    from tertial.compare import compare as compared
    from tertial.dataset import open_dataset
    from tertial.errors import UsageError, counted

    ending = output.suffix.removeprefix(".").casefold() if output is not None else ""
    if form is None and ending not in ("", "txt", "csv", "json", "xlsx"):
        raise UsageError(
            f"tertial compare writes no .{ending} files.",
            "Name a file that ends in .xlsx, .csv, .json or .txt, or say --format.",
        )
    form = form or (ending if ending in ("csv", "json", "xlsx") else "table")
    if form == "xlsx" and output is None:
        raise UsageError("An Excel workbook can't be written to the terminal.", "Name a file with -o.")
    comparison = compared(open_dataset(folder), municipality, first, last)
    try:
        _write(comparison, form, output)
    except OSError as error:
        if output is None:
            raise
        raise UsageError(
            f"{output} can't be written: {error.strerror}.", "Name another file with -o."
        ) from error
    if output is not None:
        matters = counted(len(comparison.matters), "matter")
        click.echo(f"{matters} of {counted(len(comparison.reports), 'report')} in {output}", err=True)


def _write(comparison: Comparison, form: str, output: Path | None) -> None:
    if form == "xlsx":
        assert output is not None
        _write_excel(comparison, output)
    elif form == "table":
        _tell(comparison, output)
    else:
        text = _csv(comparison) if form == "csv" else _json(comparison)
        if output is None:
            click.echo(text, nl=False)
        else:
            output.write_bytes(text.encode("utf-8"))


def _csv(comparison: Comparison) -> str:
    buffer = StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(comparison.head())
    writer.writerows(comparison.rows())
    return buffer.getvalue()


def _json(comparison: Comparison) -> str:
    told = {
        "municipality": comparison.municipality,
        "reports": [
            {"label": report.label, "source": report.source, "document_id": report.document_id}
            for report in comparison.reports
        ],
        "matters": [
            {
                "thread_id": matter.thread_id,
                "title": matter.title,
                "theme": matter.theme,
                "boards": matter.boards.split(";") if matter.boards else [],
                "movement": matter.movement,
                "reports": {
                    report.label: {
                        "item_ids": list(standing.item_ids),
                        "titles": list(standing.titles),
                        "outcome": standing.outcome,
                        "forecast": standing.forecast,
                        "deviation": standing.deviation,
                        "boards": [{"board": board, "status": status} for board, status in standing.boards],
                    }
                    for report, standing in zip(comparison.reports, matter.standings, strict=True)
                    if standing
                },
            }
            for matter in comparison.matters
        ],
    }
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def _write_excel(comparison: Comparison, output: Path) -> None:
    from tertial.stores.excel import Sheet, write_sheets

    head = comparison.head()
    widths = [24, 60, 24, 30, *([26] * len(comparison.reports)), 40]
    write_sheets({"compare": Sheet(head=head, rows=comparison.rows(), widths=widths)}, output)


def _tell(comparison: Comparison, output: Path | None) -> None:
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    table = Table(title=comparison.municipality, title_justify="left", show_lines=True)
    table.add_column("matter", ratio=3, overflow="fold")
    for report in comparison.reports:
        table.add_column(escape(report.label), ratio=2, overflow="fold")
    table.add_column("movement", ratio=2, overflow="fold")
    for matter in comparison.matters:
        told = [standing.told if standing else "–" for standing in matter.standings]
        boards = f"\n[dim]({escape(matter.boards.replace(';', ', '))})[/dim]" if matter.boards else ""
        table.add_row(escape(matter.title) + boards, *(escape(cell) for cell in (*told, matter.movement)))
    if output is None:
        Console(highlight=False, width=None if sys.stdout.isatty() else 160).print(table)
    else:
        with output.open("w", encoding="utf-8") as file:
            Console(file=file, highlight=False, width=160).print(table)
