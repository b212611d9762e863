"""The work of a run given to a cluster: files are looked at, loaded, converted and read by its workers."""

from __future__ import annotations

import logging
import uuid
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import Final

from tertial.errors import TertialError, UsageError, counted
from tertial.readers import libreoffice
from tertial.run import abroad, kept
from tertial.run.abroad import Job, Told
from tertial.run.cluster import Cluster, LostWorkers
from tertial.run.comparing import Group
from tertial.run.hands import Answer, Load, Looked, Sight
from tertial.run.kept import Kept, Refusal
from tertial.run.limits import RunLimits
from tertial.run.near import Desk, seen_here
from tertial.run.pool import Stopped
from tertial.run.state import State
from tertial.run.terms import Terms, python, recognisers
from tertial.sources import Inside, Refused, Source

_LOOKED_AT: Final = 16
"""So many files are looked at in a task."""
_READ: Final = 8
_BYTES_READ: Final = 60_000
"""A task that reads has no more files, and begins where it has so many bytes: seconds of work."""
_WAITING: Final = 20_000
"""So many files may wait for one that takes long."""
_BYTES_HELD: Final = 64_000_000
"""No more members of archives are loaded here while those that wait hold so much."""


_MARK: Final = "cluster"
"""A file in the folder of the state, by which workers know that they see it."""


@dataclass(slots=True)
class _Batch:
    """Files that are read in one task."""

    jobs: list[Job] = field(default_factory=list)
    future: Future[abroad.Reply[list[Told]]] | None = None


@contextmanager
def far(
    cluster: Cluster,
    state: State,
    found: Sequence[Source | Refused],
    desk: Desk,
    limits: RunLimits,
    reading: str,
    load: Load,
) -> Iterator[Far]:
    """A run's work done by a cluster all of whose workers can.

    Args:
        state: Of the run; its folder must be seen by the workers.
        found: What is to be read; some of it is shown to the workers.
        reading: The version of the reading.
        load: Loads what lies in archives, and what no worker could.

    Raises:
        UsageError: A worker can't, or what it would read were not the same as here.
    """
    for old in state.folder.glob(f"{_MARK}*"):
        old.unlink(missing_ok=True)
    mark = state.folder / _MARK
    run = uuid.uuid4().hex
    mark.write_text(run, "utf-8")
    terms = Terms(
        run=run,
        mark=mark,
        samples=tuple(_samples(found)),
        python=python(),
        reading=reading,
        office=libreoffice.version(),
        recognisers=recognisers() if desk.recognition is not None else (),
        desk=desk,
        limits=limits,
        level=logging.getLogger("tertial").getEffectiveLevel(),
    )
    try:
        cluster.admit(terms)
        yield Far(cluster, terms, load)
    finally:
        cluster.leave(run)
        mark.unlink(missing_ok=True)


def _samples(found: Sequence[Source | Refused]) -> Iterator[tuple[Source, int]]:
    """Files of the beginning, the middle and the end, with their sizes."""
    theirs = [one for one in found if isinstance(one, Source) and _is_theirs(one)]
    for n in sorted({0, len(theirs) // 2, len(theirs) - 1}) if theirs else ():
        sight = seen_here(theirs[n])
        if not isinstance(sight, TertialError):
            yield theirs[n], sight.size


class Far:
    """Does a run's work on a cluster, some files a task."""

    def __init__(self, cluster: Cluster, terms: Terms, load: Load) -> None:
        self._cluster = cluster
        self._terms = terms
        self._load = load
        self._open: dict[libreoffice.Import | None, _Batch] = {}

    @property
    def number(self) -> int:
        return self._cluster.number

    def look(self, found: Iterable[Source | Refused]) -> Iterator[tuple[Source | Refused, Sight]]:
        """What workers see, and what is looked at here in its turn: archives are gone through in one pass."""
        rest = iter(found)
        ahead: deque[tuple[list[Source | Refused], Future[abroad.Reply[list[Looked | None]]] | None]] = (
            deque()
        )
        while True:
            while len(ahead) <= self.number and (some := list(islice(rest, _LOOKED_AT))):
                theirs = [one for one in some if isinstance(one, Source) and _is_theirs(one)]
                ahead.append(
                    (some, self._cluster.submit(abroad.look, self._terms, theirs) if theirs else None)
                )
            if not ahead:
                return
            some, future = ahead.popleft()
            yield from self._seen(some, iter(self._looked(future)))

    def read(self, source: Source, looked: Looked, key: str) -> Answer:
        batch = self._open.setdefault(looked.importing, _Batch())
        n = len(batch.jobs)
        batch.jobs.append(Job(source=source, looked=looked, key=key))
        if _is_full(batch):
            self._send(batch)
        return Answer(
            lambda: self._answer(batch, n),
            lambda: batch.future is not None and batch.future.done(),
            lambda: self._begin(batch),
        )

    def full(self, n_files: int, n_bytes: int) -> bool:
        return n_files > _WAITING or n_bytes > _BYTES_HELD

    def compare(self, group: Group, place: Path) -> Callable[[], None]:
        future = self._cluster.submit(abroad.compare_group, self._terms, group, place)
        return lambda: self._compared(future, group, place)

    def _looked(self, future: Future[abroad.Reply[list[Looked | None]]] | None) -> list[Looked | None]:
        """What workers saw; less where they were lost."""
        if future is None:
            return []
        try:
            return self._cluster.result(future)
        except LostWorkers:
            return []

    def _seen(
        self, some: Sequence[Source | Refused], theirs: Iterator[Looked | None]
    ) -> Iterator[tuple[Source | Refused, Sight]]:
        for one in some:
            if isinstance(one, Refused):
                yield one, None
            else:
                # What a worker can't load is tried here: it may be the worker's fault.
                yield one, (next(theirs, None) if _is_theirs(one) else None) or seen_here(one, self._load)

    def _begin(self, batch: _Batch) -> None:
        if batch.future is None:
            self._send(batch)

    def _send(self, batch: _Batch) -> None:
        del self._open[batch.jobs[0].looked.importing]
        batch.future = self._cluster.submit(abroad.read_all, self._terms, batch.jobs)

    def _answer(self, batch: _Batch, n: int) -> Kept:
        """What became of a file; one whose worker was lost several times is tried once more by itself."""
        self._begin(batch)
        assert batch.future is not None
        job = batch.jobs[n]
        try:
            told = self._cluster.result(batch.future)[n]
        except LostWorkers:
            told = self._alone(job)
        if isinstance(told, abroad.Unseen):
            told = self._with_its_bytes(job)
        if isinstance(told, Stopped):
            raise told
        if isinstance(told, abroad.Unseen):  # its bytes were sent along
            raise AssertionError(job.source.name)
        if not isinstance(told, Refusal) or told.lasting:
            self._cluster.await_file(kept.place(self._terms.desk.folder, job.key))
        return told

    def _alone(self, job: Job) -> Told:
        try:
            return self._cluster.result(self._cluster.submit(abroad.read_all, self._terms, [job]))[0]
        except LostWorkers as lost:
            return Stopped("crash", f"and its worker, {counted(2 * lost.times, 'time')}")

    def _with_its_bytes(self, job: Job) -> Told:
        """What becomes of a file that a worker could not load, or that is no longer as it was."""
        sight = seen_here(job.source, self._load)
        if isinstance(sight, TertialError):
            return Refusal(problem=sight.problem, remedy=sight.remedy)
        if sight.sha256 != job.looked.sha256:
            return Refusal(
                problem=f"{job.source.name} was changed while the run was under way.", remedy="Run again."
            )
        return self._alone(replace(job, looked=sight))

    def _compared(self, future: Future[abroad.Reply[None]], group: Group, place: Path) -> None:
        try:
            self._cluster.result(future)
        except LostWorkers as lost:
            raise UsageError(
                f"The reports of {group.municipality or 'no municipality'} could not be compared: "
                f"the worker was lost {counted(lost.times, 'time')}.",
                "Give the workers more memory, and run again: what was read is kept.",
            ) from lost
        self._cluster.await_file(place)


def _is_theirs(one: Source | Refused) -> bool:
    """Whether workers load a file themselves."""
    return isinstance(one, Source) and not isinstance(one.place, Inside)


def _is_full(batch: _Batch) -> bool:
    size = sum(job.looked.size for job in batch.jobs)
    if batch.jobs[0].looked.importing is not None:
        return len(batch.jobs) >= libreoffice.MOST_FILES or size >= libreoffice.MOST_BYTES
    return len(batch.jobs) >= _READ or size >= _BYTES_READ
