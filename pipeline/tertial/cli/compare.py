"""`tertial compare`: a municipality's matters report by report, and what auditors ask of them."""

from __future__ import annotations

import csv
import json
import sys
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tertial.errors import UsageError, counted
from tertial.vocabulary import FlagCode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from rich.table import Table

    from tertial.compare import Comparison
    from tertial.views import By, Listing

BY = {
    "forecasts": ("board", "municipality", "year", "board,year", "municipality,year"),
    "dropped": ("board", "area", "municipality"),
    "long_runners": ("board", "area", "municipality"),
    "changed": ("board", "area", "municipality"),
    "flagged": ("board", "area", "municipality"),
    "gaps": ("municipality", "year"),
    "answers": ("board", "area", "municipality"),
    "doubtful": ("board", "area", "municipality"),
}
"""What each view can be put together by."""

UNSEEN = frozenset({"item_id", "thread_id", "from_item_id", "to_item_id", "evidence", "address", "source"})
"""Columns that a screen has no room for."""

BESIDE_UNSEEN = ("hits_", "misses_", "optimism_")
"""The same where years stand side by side."""


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.option(
    "--municipality", "-m", default="", help="Whose reports, such as Östersund; those below take all, too."
)
@click.option("--from", "first", default="", metavar="REPORT", help="Earliest report: 2022-T2, or a year.")
@click.option("--to", "last", default="", metavar="REPORT", help="Latest report: 2023-T3, or a year.")
@click.option("--forecasts", "view", flag_value="forecasts", help="How often forecasts came true.")
@click.option("--dropped", "view", flag_value="dropped", help="What was not done and is gone.")
@click.option("--long-runners", "view", flag_value="long_runners", help="The oldest matters not done.")
@click.option("--changed", "view", flag_value="changed", help="Only what changed from report to report.")
@click.option("--gaps", "view", flag_value="gaps", help="Reports that are missing from a series.")
@click.option("--answers", "view", flag_value="answers", help="Which nämnder answer for which items.")
@click.option("--doubtful", "view", flag_value="doubtful", help="Pairs that may or may not be one matter.")
@click.option(
    "--flagged",
    "code",
    type=click.Choice(["all", *(code.value for code in FlagCode)]),
    help="What to look at, of one kind or all.",
)
@click.option(
    "--by",
    type=click.Choice(["board", "area", "municipality", "year", "board,year", "municipality,year"]),
    help="What the rows of these are put together by; board,year sets years side by side.",
)
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
    folder: Path,
    municipality: str,
    first: str,
    last: str,
    view: str | None,
    code: str | None,
    by: By | None,
    form: str | None,
    output: Path | None,
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
      tertial compare out --forecasts --by board
      tertial compare out -m Almvik --long-runners --format csv
      tertial compare out --flagged target_moved
      tertial compare out -m Almvik --answers -o svar.xlsx
    """
    from tertial import views
    from tertial.bounds import choose
    from tertial.compare import side_by_side
    from tertial.dataset import open_dataset

    ending = output.suffix.removeprefix(".").casefold() if output is not None else ""
    if form is None and ending not in ("", "txt", "csv", "json", "xlsx"):
        raise UsageError(
            f"tertial compare writes no .{ending} files.",
            "Name a file that ends in .xlsx, .csv, .json or .txt, or say --format.",
        )
    form = form or (ending if ending in ("csv", "json", "xlsx") else "table")
    if form == "xlsx" and output is None:
        raise UsageError("An Excel workbook can't be written to the terminal.", "Name a file with -o.")
    dataset = open_dataset(folder)
    view = view or ("flagged" if code else None)
    if view is not None:
        if by is not None and by not in BY[view]:
            raise UsageError(
                f"--{view.replace('_', '-')} is not told by {by}.", f"Say --by {', '.join(BY[view])}."
            )
        chosen = choose(dataset, municipality, first, last, fewest=2 if view == "changed" else 1)
        _remark(chosen.remarks)
        reports = chosen.reports
        if view == "flagged":
            listing = views.flagged(dataset, reports, by, () if code == "all" else (FlagCode(code or ""),))
        else:
            listing = getattr(views, view)(dataset, reports, by)
        _save(lambda: _write_listing(listing, form, output), output)
        told = f"{counted(len(listing.rows), 'row')} in {output}"
    else:
        if by is not None:
            raise UsageError(
                "--by needs something to put together.",
                "Say --forecasts, --dropped, --long-runners, --changed, --gaps, --answers, --doubtful or "
                "--flagged, too.",
            )
        if not municipality:
            raise UsageError("Whose matters are to be compared is not said.", "Name a municipality with -m.")
        chosen = choose(dataset, municipality, first, last)
        _remark(chosen.remarks)
        comparison = side_by_side(dataset, chosen.reports)
        _save(lambda: _write(comparison, form, output), output)
        matters = counted(len(comparison.matters), "matter")
        told = f"{matters} of {counted(len(comparison.reports), 'report')} in {output}"
    if output is not None:
        click.echo(told, err=True)


def _remark(remarks: Iterable[str]) -> None:
    for remark in remarks:
        click.echo(remark, err=True)


def _save(write: Callable[[], None], output: Path | None) -> None:
    try:
        write()
    except OSError as error:
        if output is None:
            raise
        raise UsageError(
            f"{output} can't be written: {error.strerror}.", "Name another file with -o."
        ) from error


def _write(comparison: Comparison, form: str, output: Path | None) -> None:
    if form == "xlsx":
        assert output is not None
        _write_excel(comparison, output)
    elif form == "table":
        _tell(comparison, output)
    else:
        _put(_csv(comparison) if form == "csv" else _json(comparison), output)


def _write_listing(listing: Listing, form: str, output: Path | None) -> None:
    if form == "xlsx":
        from tertial.stores.excel import Sheet, write_sheets
        from tertial.views.columns import meanings

        assert output is not None
        meaning = Sheet(
            head=("column", "meaning", "betydelse"), rows=meanings(listing.head), widths=(24, 60, 60)
        )
        widths = [
            max(12, min(60, *(len(str(row[n] or "")) + 2 for row in listing.rows or [listing.head])))
            for n in range(len(listing.head))
        ]
        sheet = Sheet(head=listing.head, rows=listing.rows, widths=widths)
        write_sheets({listing.title: sheet, "columns": meaning}, output)
    elif form == "table":
        _tell_listing(listing, output)
    elif form == "csv":
        _put(_as_csv(listing.head, listing.rows), output)
    else:
        rows = [dict(zip(listing.head, row, strict=True)) for row in listing.rows]
        told = {"title": listing.title, "rows": rows}
        _put(json.dumps(told, ensure_ascii=False, indent=1) + "\n", output)


def _put(text: str, output: Path | None) -> None:
    if output is None:
        click.echo(text, nl=False)
    else:
        output.write_bytes(text.encode("utf-8"))


def _as_csv(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    buffer = StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(head)
    writer.writerows(rows)
    return buffer.getvalue()


def _tell_listing(listing: Listing, output: Path | None) -> None:
    from rich.markup import escape
    from rich.table import Table

    table = Table(title=listing.title, title_justify="left")
    # Ids and evidence are for programs; the screen has no room for them.
    shown = [
        n
        for n, name in enumerate(listing.head)
        if name not in UNSEEN and not (name[-4:].isdigit() and name.startswith(BESIDE_UNSEEN))
    ]
    for n in shown:
        table.add_column(listing.head[n], overflow="fold")
    for row in listing.rows:
        table.add_row(*("" if row[n] is None else escape(str(row[n])) for n in shown))
    if not listing.rows:
        click.echo(f"{listing.title}: there are none.", err=True)
        return
    _print(table, output)


def _print(table: Table, output: Path | None) -> None:
    from rich.console import Console

    if output is None:
        Console(highlight=False, width=None if sys.stdout.isatty() else 160).print(table)
    else:
        with output.open("w", encoding="utf-8") as file:
            Console(file=file, highlight=False, width=160).print(table)


def _csv(comparison: Comparison) -> str:
    return _as_csv(comparison.head(), comparison.rows())


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
    _print(table, output)
