"""How a run is told while it goes on: a bar at a terminal, lines elsewhere, JSON for programs."""

from __future__ import annotations

import json
import logging
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final, TextIO

from tertial.errors import counted
from tertial.run import Corrections, Finished, Found, Gone, Processed, Step

if TYPE_CHECKING:
    from rich.console import Console

    from tertial.run import Event

SECONDS_BETWEEN: Final = 30.0
"""A line of progress is written so often where nobody looks at a terminal, and with --json-log."""


class Pace:
    """How far a run has come, and how fast it goes."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._begun = clock()
        self.of = 0
        self.done = 0
        self.reused = 0
        self.gone = 0
        self.by: Counter[str] = Counter()

    def see(self, event: Event) -> None:
        """Count an event."""
        match event:
            case Found():
                self.of = event.n
                self._begun = self._clock()
            case Gone():
                self.gone += 1
            case Processed():
                self.done += 1
                self.reused += event.reused
                self.by[event.outcome] += 1

    @property
    def seconds(self) -> float:
        """Since the files were found."""
        return self._clock() - self._begun

    @property
    def rate(self) -> float:
        """Files a second of those that are read now; what an earlier run has read takes next to no time."""
        return (self.done - self.reused) / self.seconds if self.seconds > 0 else 0.0

    @property
    def left(self) -> float | None:
        """Seconds until all files are done at this rate; None where that can't be known yet."""
        return (self.of - self.done) / self.rate if self.rate > 0 else None

    def __str__(self) -> str:
        counts = ", ".join(f"{n} {name}" for name, n in sorted(self.by.items()))
        kept = f", {self.reused} unchanged" if self.reused else ""
        left = "" if self.left is None else f", {_span(self.left)} left"
        return f"{self.done} of {counted(self.of, 'file')}, {self.rate:.1f} a second{left}: {counts}{kept}"


def with_bar(events: Iterator[Event], console: Console) -> Iterator[Event]:
    """The same events, with a bar while they come."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[told]}"),
    )
    pace = Pace()
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("reading", total=None, told="")
        for event in events:
            pace.see(event)
            match event:
                case Found():
                    bar.update(task, total=event.n)
                case Processed():
                    unread = pace.by["failed"]
                    told = f"{pace.rate:.1f}/s" + (f", {unread} failed" if unread else "")
                    bar.update(task, advance=1, told=told)
                case Step():
                    bar.update(task, description=event.name, told="")
            yield event


def with_lines(events: Iterator[Event], console: Console) -> Iterator[Event]:
    """The same events, with a line now and then of how far they have come."""
    pace = Pace()
    told = time.monotonic()
    for event in events:
        pace.see(event)
        if isinstance(event, Processed) and time.monotonic() - told >= SECONDS_BETWEEN:
            told = time.monotonic()
            console.print(str(pace), soft_wrap=True)
        yield event


def with_json(events: Iterator[Event], file: TextIO) -> Iterator[Event]:
    """The same events, each as a line of JSON too; docs/many_files.md tells the fields."""
    pace = Pace()
    told = time.monotonic()
    for event in events:
        pace.see(event)
        write_json(file, **_fields(event, pace))
        if isinstance(event, Processed) and time.monotonic() - told >= SECONDS_BETWEEN:
            told = time.monotonic()
            write_json(file, **_progress(pace))
        yield event


def write_json(file: TextIO, **fields: Any) -> None:
    """One line with the time."""
    now = datetime.now(UTC).isoformat(timespec="milliseconds")
    file.write(json.dumps({"time": now, **fields}, ensure_ascii=False) + "\n")
    file.flush()


class JsonHandler(logging.Handler):
    """What is logged, as lines of JSON."""

    def __init__(self, file: TextIO) -> None:
        super().__init__()
        self._file = file

    def emit(self, record: logging.LogRecord) -> None:
        message = record.getMessage()
        write_json(
            self._file, event="log", level=record.levelname.lower(), logger=record.name, message=message
        )


def _fields(event: Event, pace: Pace) -> dict[str, Any]:
    match event:
        case Found():
            return {"event": "found", "files": event.n}
        case Gone():
            return {"event": "gone", "source": event.source}
        case Processed():
            return _file(event)
        case Step():
            return {"event": "step", "name": event.name}
        case Corrections():
            return {"event": "corrections", "counts": dict(event.counts), "problems": list(event.problems)}
        case Finished():
            return {
                "event": "finished",
                "out": str(event.out),
                "seconds": round(pace.seconds, 3),
                "unchanged": pace.reused,
                "gone": pace.gone,
                "counts": dict(event.counts),
            }


def _file(event: Processed) -> dict[str, Any]:
    told: dict[str, Any] = {
        "event": "file",
        "source": event.source,
        "outcome": event.outcome,
        "unchanged": event.reused,
        "size": event.size,
        "sha256": event.sha256,
    }
    if event.problem:
        told["reason"] = f"{event.problem} {event.remedy}".strip()
        told["quarantined"] = event.quarantined
    if event.report is not None:
        told["items"] = event.report.n_items
        told["assessments"] = event.report.n_assessments
        told["warnings"] = list(event.report.warnings)
    return told


def _progress(pace: Pace) -> dict[str, Any]:
    return {
        "event": "progress",
        "done": pace.done,
        "files": pace.of,
        "rate": round(pace.rate, 3),
        "seconds_left": None if pace.left is None else round(pace.left, 1),
        "counts": dict(pace.by),
    }


def _span(seconds: float) -> str:
    """12 s, 3 min or 2.5 h."""
    if seconds < 100:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 6000 else f"{seconds / 3600:.1f} h"
