"""`tertial run`: from a folder of reports to the tables."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

import click

if TYPE_CHECKING:
    from rich.console import Console

    from tertial.run import Event
    from tertial.tables import Tables

STOPPED: Final = ("The run was stopped.", "What it has read is kept: the same command goes on from there.")
INTERRUPTED: Final = 130
"""Exit status after Ctrl-C, as shells have it."""
SHOWN: Final = 20
"""So many files that could not be read, warnings or files that are gone are told one by one."""


@click.command()
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
    "--corrections",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    multiple=True,
    metavar="FILE",
    help="Ledger of decisions to apply beside that of the dataset itself; several allowed.",
)
@click.option(
    "--workers",
    type=click.IntRange(1, 256),
    help="Processes that read; by default as many as it pays to start.",
)
@click.option(
    "--dask",
    "cluster",
    metavar="ADDRESS",
    help="Have the reading done by the workers of this dask scheduler, as in tcp://host:8786.",
)
@click.option(
    "--limit",
    "given_limits",
    multiple=True,
    metavar="NAME=VALUE",
    help="Change a limit: seconds=300 or memory_mb=2048 for one document, or one of docs/archives.md.",
)
@click.option(
    "--ocr",
    is_flag=True,
    help="Have the text of scanned PDF files recognised; takes seconds a page.",
)
@click.option("--fresh", is_flag=True, help="Read all files anew, also those that are unchanged.")
@click.option("--excel", is_flag=True, help="Write the tables as an Excel workbook too.")
@click.option("--db", metavar="URL", help="Load the dataset into this database too, as `tertial load` does.")
@click.option("--json-log", is_flag=True, help="Tell what happens as lines of JSON, and nothing else.")
@click.option("--quiet", "-q", is_flag=True, help="Say only what could not be read.")
@click.option(
    "--verbose", "-v", is_flag=True, help="Tell how each report's layout was understood; reads all anew."
)
def run(
    paths: tuple[str, ...],
    out: Path,
    boards: Path | None,
    corrections: tuple[Path, ...],
    workers: int | None,
    cluster: str | None,
    given_limits: tuple[str, ...],
    ocr: bool,
    fresh: bool,
    excel: bool,
    db: str | None,
    json_log: bool,
    quiet: bool,
    verbose: bool,
) -> None:
    """Read every report under the PATHs and write the dataset to a folder.

    A PATH is a file, a folder, which is read with all folders in it, an archive such as a .zip, a pattern
    such as 'reports/**/2023*.docx', or an address such as s3://bucket/reports. --out holds each table as
    CSV and Parquet, all of them in tertial.sqlite, the text of each report under texts/, and run.json,
    which says what was read and what could not be, and why. A dataset that is there already is replaced
    when the new one is whole, and not before. A run that was stopped goes on where it was, and a second
    run reads only files that are new or changed.

    \b
    Example:
      tertial run reports/2023 reports/2024 --out out

    Exit status: 0 all files were read; 1 some could not be; 2 the call was wrong, or none could be.
    """
    # Arrow's own keep what is freed, a fifth of the leading process's memory.
    os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "system")

    from tertial import stores
    from tertial.cli.limits import limited
    from tertial.cli.progress import JsonHandler, with_json, write_json
    from tertial.errors import TertialError, UsageError
    from tertial.run import RunLimits, process
    from tertial.sources import Limits

    if cluster is not None and workers is not None:
        raise UsageError(
            "--workers is of processes on this machine, and --dask of others.",
            "Leave out --workers: each dask worker reads as many files at once as it has threads.",
        )
    of_run, of_sources = limited(given_limits, RunLimits(), Limits())
    if db is not None:
        from tertial.stores import database

        database.check(db)
    handler = JsonHandler(sys.stderr) if json_log else logging.StreamHandler()
    level = logging.INFO if verbose else logging.WARNING
    logging.basicConfig(level=level, format="%(message)s", handlers=[handler])
    events = process(
        paths,
        out,
        _with_workbook if excel else stores.write,
        workers=workers,
        boards=boards,
        source_limits=of_sources,
        recognise="scanned files" if ocr else "nothing",
        limits=of_run,
        fresh=fresh or verbose,
        cluster=cluster,
        corrections=corrections,
    )
    if db is not None:
        events = _loaded(events, out, db)
    try:
        if not json_log:
            raise SystemExit(_told(events, "quiet" if quiet else "verbose" if verbose else "usual"))
        n_unread = sum(_is_unread(event) for event in with_json(events, sys.stderr))
        raise SystemExit(1 if n_unread else 0)
    except TertialError as error:
        if not json_log:
            raise
        write_json(sys.stderr, event="error", problem=error.problem, remedy=error.remedy)
        raise SystemExit(2) from error
    except KeyboardInterrupt as stop:
        if json_log:
            write_json(sys.stderr, event="error", problem=STOPPED[0], remedy=STOPPED[1])
        else:
            click.echo(f"tertial: {STOPPED[0]}\n{STOPPED[1]}", err=True)
        raise SystemExit(INTERRUPTED) from stop


def _with_workbook(tables: Tables, folder: Path) -> None:
    """The tables as usual, and the workbook."""
    from tertial import stores
    from tertial.dataset import open_dataset
    from tertial.report.workbook import FILE, write_workbook

    stores.write(tables, folder)
    write_workbook(open_dataset(folder), folder / FILE)


def _loaded(events: Iterator[Event], out: Path, db: str) -> Iterator[Event]:
    """The same events; before it is told that all is done the dataset is in the database too."""
    from tertial.run import Finished, Step
    from tertial.stores import database

    for event in events:
        if isinstance(event, Finished):
            yield Step(name=f"loading into {database.shown(db)}")
            database.load(out, db)
        yield event


def _told(events: Iterator[Event], manner: Literal["quiet", "verbose", "usual"]) -> int:
    """Tells people what happens; the exit status."""
    from rich.console import Console
    from rich.markup import escape

    from tertial.cli.progress import with_bar, with_lines
    from tertial.cli.summary import tell
    from tertial.errors import counted
    from tertial.run import Corrections, Finished, Gone, Processed, Summary

    console = Console(stderr=True, highlight=False, width=None if sys.stderr.isatty() else 140)
    if manner == "usual":
        events = (with_bar if console.is_terminal else with_lines)(events, console)
    unread, doubts, gone = _Some(), _Some(), _Some()
    n_unchanged = 0
    finished: Finished | None = None
    corrected: Corrections | None = None
    try:
        for event in events:
            match event:
                case Finished():
                    finished = event
                case Gone():
                    gone.add(event.source)
                case Corrections():
                    corrected = event
                case Processed():
                    n_unchanged += event.reused
                    if _is_unread(event):
                        unread.add(f"{event.problem} {event.remedy}".rstrip())
            match event:
                case Processed(report=Summary(warnings=warnings)) if warnings:
                    for warning in warnings:
                        doubts.add(f"{event.source}: {warning}")
    finally:
        unread.tell(console, "[red]not read[/]", "file", "run.json tells why.")
        doubts.tell(console, "[yellow]look at[/]", "warning", "all are in run.json.")
    if corrected is not None:
        for problem in corrected.problems:
            console.print(f"[red]ledger[/] {escape(problem)}", soft_wrap=True)
        lost = {"orphaned", "conflict"} & corrected.counts.keys()
        if finished is not None and (lost or manner != "quiet"):
            each = ", ".join(f"{n} {result}" for result, n in corrected.counts.items()) or "none"
            console.print(f"Corrections: {each}; the table corrections tells of each.", soft_wrap=True)
    if finished is not None and manner != "quiet":
        gone.tell(console, "[yellow]gone[/]", "file", "run.json does not have them any more.")
        if n_unchanged:
            told = counted(n_unchanged, "file is", "files are")
            console.print(f"{told} unchanged since the last reading; --fresh reads all anew.")
        tell(finished, console)
    return 1 if unread.n else 0


def _is_unread(event: Event) -> bool:
    from tertial.run import Outcome, Processed

    return isinstance(event, Processed) and event.outcome in (Outcome.FAILED, Outcome.OTHER_FORMAT)


class _Some:
    """The first of some lines, and how many there are."""

    def __init__(self) -> None:
        self.n = 0
        self._first: list[str] = []

    def add(self, line: str) -> None:
        self.n += 1
        if len(self._first) < SHOWN:
            self._first.append(line)

    def tell(self, console: Console, lead: str, noun: str, where: str) -> None:
        from rich.markup import escape

        from tertial.errors import counted

        for line in self._first:
            console.print(f"{lead} {escape(line)}", soft_wrap=True)
        if self.n > SHOWN:
            console.print(f"{lead} {counted(self.n - SHOWN, noun)} more; {where}")
