"""What the workers of a cluster must have in common with the process that leads a run."""

from __future__ import annotations

import platform
import sys
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tertial import sources
from tertial.boards.tables import reread
from tertial.errors import TertialError, UsageError
from tertial.readers import ocr
from tertial.run import version
from tertial.run.limits import RunLimits
from tertial.run.near import Desk
from tertial.sources import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What a worker must have in common with the process that leads the run."""

    run: str
    """Names the run; stands in the mark."""
    mark: Path
    """A file in the folder of the state."""
    samples: tuple[tuple[Source, int], ...]
    """Some of the files that are to be read, with their sizes in bytes."""
    python: str
    reading: str
    """The version of the reading, with the user's tables."""
    office: str
    """The version of LibreOffice; asked for where it is used."""
    recognisers: tuple[tuple[str, str], ...]
    """The programs that recognise text, and their versions; empty where they are not used."""
    desk: Desk
    limits: RunLimits
    level: int
    """Of what is logged."""


def python() -> str:
    """The interpreter and the system, as far as they must be the same."""
    return f"Python {platform.python_version()} on {sys.platform}"


def check(terms: Terms, worker: str) -> None:
    """Refuses to work where something else than the same bytes could come out.

    Args:
        worker: How the worker is called in messages.

    Raises:
        UsageError: Something is not there, or of another version.
    """
    _check_versions(terms, worker)
    try:
        same = terms.mark.read_text("utf-8") == terms.run
    except OSError:
        same = False
    if not same:
        raise UsageError(
            f"The worker {worker} does not see {terms.mark.parent.parent}, where the dataset is to be.",
            "Name a folder with --out that all machines share and call by the same path.",
        )
    trial = terms.mark.with_name(f"{terms.mark.name}-{uuid.uuid4().hex}")
    try:
        trial.write_bytes(b"")
        trial.unlink()
    except OSError as error:
        raise UsageError(
            f"The worker {worker} can't write to {terms.mark.parent}: {error.strerror or error}.",
            "Start it as a user who may write there.",
        ) from error
    try:
        for source, size in terms.samples:
            _check_seen(source, size, worker)
    finally:
        sources.close()


def _check_versions(terms: Terms, worker: str) -> None:
    if python() != terms.python:
        raise UsageError(
            f"The worker {worker} has {python()}, and this machine {terms.python}.",
            "Install the same everywhere.",
        )
    if terms.desk.boards is not None:
        try:
            reread(terms.desk.boards)
        except UsageError as error:
            raise UsageError(
                f"The worker {worker} can't read the tables of boards: {error.problem}",
                "Keep them in a folder that all machines share and call by the same path.",
            ) from error
    if version.of_reading(terms.desk.boards) != terms.reading:
        raise UsageError(
            f"The worker {worker} has another version of tertial or its libraries than this machine, or "
            "other tables of boards.",
            "Install the same everywhere (pip install -c constraints.txt), and start the worker anew.",
        )
    if terms.recognisers and (found := recognisers()) != terms.recognisers:
        raise UsageError(
            f"The worker {worker} has {named(found)}, and this machine {named(terms.recognisers)}.",
            "Install the same programs everywhere, or run without --ocr.",
        )


def _check_seen(source: Source, size: int, worker: str) -> None:
    try:
        found = len(source.load())
    except TertialError as error:
        raise UsageError(
            f"The worker {worker} can't read what this machine reads: {error.problem}",
            "Keep the reports in a folder that all machines share and call by the same path, or at an "
            "address that all reach.",
        ) from error
    if found != size:
        raise UsageError(
            f"The worker {worker} sees another file as {source.path or source.name} than this machine.",
            "Keep the reports in a folder that all machines share and call by the same path.",
        )


@cache
def recognisers() -> tuple[tuple[str, str], ...]:
    """The programs of this machine that recognise text, with their versions; none where one is lacking."""
    return () if ocr.lacking() else tuple(sorted(ocr.versions().items()))


def named(programs: Sequence[tuple[str, str]]) -> str:
    """Programs and their versions as a message has them."""
    told = ", ".join(f"{name} {number}" if number else f"no {name}" for name, number in programs)
    return told or "no program that recognises text"
