"""What a worker of a cluster does for a run: looks at files, reads them, compares reports.

All that a document may harm is done in processes of tertial's own beside the worker, within the run's limits;
what is read goes to the state's folder, and only what is told of it goes back.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Generic, TypeVar

from tertial import sources
from tertial.errors import TertialError, UsageError
from tertial.readers import libreoffice, to_convert
from tertial.run.comparing import Group, compare
from tertial.run.guards import GUARDS, worker_name
from tertial.run.hands import Looked, looked
from tertial.run.kept import Kept, Refusal
from tertial.run.logs import LOGS
from tertial.run.pool import Stopped, Workers
from tertial.run.reading import read
from tertial.run.terms import Terms, check, named
from tertial.sources import Source

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A file to be read."""

    source: Source
    looked: Looked
    key: str


class Unseen:
    """An answer: the file can't be loaded by the worker, or is no longer as it was."""


Told = Kept | Stopped | Unseen


@dataclass(frozen=True, slots=True)
class Reply(Generic[T]):
    """What a worker sends back."""

    value: T
    logged: tuple[logging.LogRecord, ...]


def look(terms: Terms, files: Sequence[Source]) -> Reply[list[Looked | None]]:
    """What is seen of some files, without their bytes; None where one can't be loaded here."""
    try:
        return _reply(terms, lambda: [_looked(source) for source in files])
    finally:
        sources.close()


def read_all(terms: Terms, jobs: Sequence[Job]) -> Reply[list[Told]]:
    """What became of some files; those of LibreOffice are of one format, and converted in one call."""
    return _reply(terms, lambda: _told(terms, jobs))


def compare_group(terms: Terms, group: Group, place: Path) -> Reply[None]:
    """Compares a group, without limits, and keeps what that gives."""
    return _reply(terms, lambda: _compared(terms, group, place))


def leave(run: str) -> None:
    """End what is under way for a run."""
    GUARDS.leave(run)
    LOGS.leave(run)


def _reply(terms: Terms, work: Callable[[], T]) -> Reply[T]:
    """What some work gives that is done for a run, with what is logged on the way."""
    with LOGS.of(terms.run, terms.level) as logged:
        _admitted(terms)
        return Reply(work(), logged.taken())


def _told(terms: Terms, jobs: Sequence[Job]) -> list[Told]:
    loaded = [_loaded(job) for job in jobs]
    whole = [(job, data) for job, data in zip(jobs, loaded, strict=True) if data is not None]
    given: list[bytes | libreoffice.Converted | TertialError] = [data for _, data in whole]
    if whole and whole[0][0].looked.importing is not None:
        given = _converted(terms, whole)
    told: dict[str, Told] = {}
    with GUARDS.of(terms.run, terms.limits) as processes:
        for (job, _), data in zip(whole, given, strict=True):
            told[job.key] = _read(terms, processes, job, data)
    return [told.get(job.key, Unseen()) for job in jobs]


def _compared(terms: Terms, group: Group, place: Path) -> None:
    with GUARDS.of(terms.run, terms.limits) as processes:
        processes.unlimited.submit(compare, group, terms.desk.folder, place).result()


def _looked(source: Source) -> Looked | None:
    try:
        return looked(source, hold=False)
    except TertialError:
        return None


def _loaded(job: Job) -> bytes | None:
    if job.looked.data is not None:
        return job.looked.data
    try:
        data = job.source.load()
    except TertialError:
        return None
    return data if hashlib.sha256(data).hexdigest() == job.looked.sha256 else None


def _converted(
    terms: Terms, whole: Sequence[tuple[Job, bytes]]
) -> list[bytes | libreoffice.Converted | TertialError]:
    found = office()
    if found != terms.office:
        raise UsageError(
            f"The worker {worker_name()} has {named([('LibreOffice', found)])}, and this machine "
            f"{named([('LibreOffice', terms.office)])}.",
            "Install the same everywhere.",
        )
    files = [to_convert(data, job.source.name) for job, data in whole]
    with libreoffice.Office() as opened:
        return list(opened.convert([file for file in files if file is not None]))


def _read(
    terms: Terms, processes: Workers, job: Job, data: bytes | libreoffice.Converted | TertialError
) -> Kept | Stopped:
    if isinstance(data, TertialError):
        return Refusal(problem=data.problem, remedy=data.remedy)
    try:
        return processes.submit(read, terms.desk.task(data, job.source.name, job.key)).result()
    except Stopped as stopped:
        return stopped


@lru_cache(maxsize=64)
def _admitted(terms: Terms) -> None:
    """Checks once what a worker that came late was not asked."""
    check(terms, worker_name())


@cache
def office() -> str:
    """The version of this machine's LibreOffice, asked for once."""
    return libreoffice.version()
