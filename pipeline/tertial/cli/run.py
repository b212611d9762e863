"""`tertial run`: from a folder of reports to the tables."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

if TYPE_CHECKING:
    from rich.console import Console

    from tertial.run import Event, Processed

UNREAD: Final = 20
"""Files of which it is said why they could not be read; run.json says it of all."""


@click.command(short_help="Read reports and write the dataset.")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option(
    "--out", required=True, type=click.Path(path_type=Path), help="Folder for the tables; replaced."
)
@click.option(
    "--boards",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Folder with your own tables of boards, a CSV file for each municipality.",
)
@click.option(
    "--workers",
    type=click.IntRange(1, 256),
    help="Processes that read; by default as many as it pays to start.",
)
@click.option(
    "--limit",
    "settings",
    multiple=True,
    metavar="NAME=VALUE",
    help="Change a limit, as in file_mb=500; may be given several times. docs/archives.md lists them.",
)
@click.option(
    "--ocr",
    is_flag=True,
    help="Have the text of scanned PDF files recognised; takes seconds a page.",
)
@click.option("--excel", is_flag=True, help="Write the tables as an Excel workbook too.")
@click.option("--db", metavar="URL", help="Load the dataset into this database too, as `tertial load` does.")
@click.option("--quiet", "-q", is_flag=True, help="Say only what could not be read.")
@click.option("--verbose", "-v", is_flag=True, help="Tell how each report's layout was understood.")
def run(
    paths: tuple[str, ...],
    out: Path,
    boards: Path | None,
    workers: int | None,
    settings: tuple[str, ...],
    ocr: bool,
    excel: bool,
    db: str | None,
    quiet: bool,
    verbose: bool,
) -> None:
    """Read every report under the PATHs and write the dataset to a folder.

    A PATH is a file, a folder, which is read with all folders in it, an archive such as a .zip, a pattern
    such as 'reports/**/2023*.docx', or an address such as s3://bucket/reports. --out holds each table as
    CSV and Parquet, all of them in tertial.sqlite, the text of each report under texts/, and run.json,
    which says what was read and what could not be, and why. A dataset that is there already is replaced
    when the new one is whole, and not before.

    \b
    Example:
      tertial run reports/2023 reports/2024 --out out

    Exit status: 0 all files were read; 1 some could not be; 2 the call was wrong, or none could be.
    """
    from rich.console import Console

    from tertial import stores
    from tertial.cli.summary import tell
    from tertial.records import Report
    from tertial.run import Finished, Outcome, Processed, process
    from tertial.sources import Limits

    console = Console(stderr=True, highlight=False, width=None if sys.stderr.isatty() else 140)
    logging.basicConfig(level=logging.INFO if verbose else logging.WARNING, format="%(message)s")
    if db is not None:
        from tertial.stores import database

        database.check(db)
    names = (*stores.DEFAULT, "excel") if excel else stores.DEFAULT
    events = process(
        paths,
        out,
        partial(stores.write, names=names),
        workers=workers,
        boards=boards,
        limits=Limits.parse(settings),
        recognise="scanned files" if ocr else "nothing",
    )
    unread: list[Processed] = []
    doubts: list[str] = []
    finished: Finished | None = None
    try:
        for event in events if quiet or verbose else _with_bar(events, console):
            match event:
                case Finished():
                    finished = event
                case Processed(outcome=Outcome.FAILED | Outcome.OTHER_FORMAT):
                    unread.append(event)
                case Processed(report=Report(warnings=warnings)) if warnings:
                    doubts += [f"{event.source}: {warning}" for warning in warnings]
    finally:
        _tell_unread(unread, console)
        _tell_doubts(doubts, console)
    if finished is not None and not quiet:
        tell(finished, console)
    if finished is not None and db is not None:
        database.load(out, db)
        if not quiet:
            console.print(f"Loaded into {database.shown(db)}.", markup=False, soft_wrap=True)
    raise SystemExit(1 if unread else 0)


def _tell_unread(unread: Sequence[Processed], console: Console) -> None:
    from rich.markup import escape

    for file in unread[:UNREAD]:
        console.print(f"[red]not read[/] {escape(f'{file.problem} {file.remedy}'.rstrip())}", soft_wrap=True)
    if len(unread) > UNREAD:
        console.print(f"[red]not read[/] {len(unread) - UNREAD} files more; run.json tells why.")


def _tell_doubts(doubts: Sequence[str], console: Console) -> None:
    from rich.markup import escape

    for doubt in doubts[:UNREAD]:
        console.print(f"[yellow]look at[/] {escape(doubt)}", soft_wrap=True)
    if len(doubts) > UNREAD:
        console.print(f"[yellow]look at[/] {len(doubts) - UNREAD} warnings more; they stand in run.json.")


def _with_bar(events: Iterator[Event], console: Console) -> Iterator[Event]:
    """The same events, with a bar while they come where somebody is looking at a terminal."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from tertial.run import Found, Processed, Step

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("reading", total=None)
        for event in events:
            match event:
                case Found():
                    bar.update(task, total=event.n)
                case Processed():
                    bar.advance(task)
                case Step():
                    bar.update(task, description=event.name)
            yield event
