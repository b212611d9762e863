"""What happens in a run, as it is told while it goes on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from tertial import tables


class Outcome(StrEnum):
    """What became of a file."""

    READ = "read"
    DUPLICATE = "duplicate"
    OTHER_FORMAT = "other format"
    SKIPPED = "skipped"
    """No report by its nature: hidden, or an editor's or the operating system's own."""
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What is told of a report that was read, without its content."""

    document_id: str
    media_type: str
    reader: str
    municipality: str
    dated: bool
    """Whether its municipality and year are known, so that it has a place among other reports."""
    position: tuple[str | int, ...]
    """Sorts the reports of a municipality in time."""
    n_items: int
    n_assessments: int
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrections:
    """What became of what people have decided."""

    counts: Mapping[str, int]
    """By result: applied, moved, superfluous, orphaned, conflict."""
    problems: tuple[str, ...]
    """Lines of a ledger that can't be read, a sentence each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """How many files there are under the paths."""

    n: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Gone:
    """A file that the dataset in place was made of, and that is there no longer."""

    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Processed:
    """A file that is done with."""

    source: str
    outcome: Outcome
    sha256: str = ""
    size: int | None = None
    """Bytes; None where the file could not be opened."""
    problem: str = ""
    """Why it was not read, a sentence that names the file; empty where it was."""
    remedy: str = ""
    duplicate_of: str = ""
    warnings: tuple[str, ...] = ()
    """What is odd about where it was found; those of the report have them too."""
    quarantined: bool = False
    """It was given up twice, as it took too long or too much memory, or ended the process that read it."""
    reused: bool = False
    """It is unchanged, and what an earlier run read stands."""
    report: Summary | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What is done now that all files are read."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished:
    """The dataset is in its place."""

    out: Path
    counts: Mapping[str, int]
    """Files found, read and not, and rows of each table."""
    tables: tables.Tables = field(repr=False)
    """Read from disk when asked for; they stand until the next run."""


Event = Found | Gone | Processed | Step | Corrections | Finished
