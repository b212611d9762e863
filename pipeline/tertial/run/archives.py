"""Archives opened, listed and read away from the leading process, which none of them can hold or end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Protocol, TypeVar

from tertial.errors import GivenUp, TertialError
from tertial.run.here import Here
from tertial.run.limits import RunLimits
from tertial.run.pool import Stopped, Workers
from tertial.run.stops import Memory
from tertial.sources import Address, Found, Inside, Refused, Source, listed

T = TypeVar("T")


class Bounded(Protocol):
    """What does tasks within limits of their own."""

    def within(self, limits: RunLimits) -> Executor: ...


class Archives:
    """The archives of a run. Each has the seconds of a document, and one more for each MB of its size.

    That is ten times what unpacking the slowest kind takes, or a slow network.

    Args:
        opener: One process at most, as an archive is read in its order and stays open meanwhile.
        memory: Of archives that earlier runs were stopped at.
    """

    def __init__(self, opener: Bounded, limits: RunLimits, memory: Memory) -> None:
        self._opener = opener
        self._limits = limits
        self._memory = memory
        self._allowed: dict[Path | Address, RunLimits] = {}
        self._given_up: dict[Path | Address, Stopped] = {}

    def contents(self, source: Source, size: int) -> list[Found]:
        """What `listed` says of a file; where it was stopped, the archive as one that can't be read."""
        seconds = self._limits.seconds + size // 2**20
        allowed = self._allowed[_outermost(source)] = replace(self._limits, seconds=seconds)
        try:
            return self._tried(source, source.name, allowed, listed)
        except Stopped as stopped:
            error = _told(stopped, source.name, allowed)
            return [Refused(source.name, "an archive that can't be read", error, source.path)]

    def load(self, source: Source) -> bytes:
        """All bytes of a source; of what lies in no archive, from the disk itself.

        Once an archive was stopped at a member, the rest of it is not tried: each would take as long.

        Raises:
            TertialError: As `Source.load` does, or it was stopped.
        """
        if not isinstance(source.place, Inside):
            return source.load()
        archive = _outermost(source)
        allowed = self._allowed.get(archive, self._limits)
        name = source.name.partition("!/")[0]
        if archive not in self._given_up:
            try:
                return self._tried(source, name, allowed, Source.load)
            except Stopped as stopped:
                self._given_up[archive] = stopped
        raise _told(self._given_up[archive], name, allowed, source.name)

    def _tried(self, source: Source, name: str, allowed: RunLimits, work: Callable[[Source], T]) -> T:
        """What some work gives, unless it was stopped at the same by an earlier run.

        Raises:
            Stopped: It was, or is now.
        """
        archive = _outermost(source)
        before = self._memory.stopped(archive, name, source.name, allowed)
        if before is not None:
            raise before
        try:
            return self._opener.within(allowed).submit(work, source).result()
        except Stopped as stopped:
            self._memory.keep(archive, name, source.name, allowed, stopped)
            raise


@contextmanager
def opening(limits: RunLimits, memory: Memory, *, apart: bool) -> Iterator[Archives]:
    """Archives that are opened by a process of their own, started with the first of them, or by this one."""
    if not apart:
        yield Archives(Here(limits), limits, memory)
        return
    remedy = "Unpack the archives and give the folder, or call from a module that can be imported."
    pool = Workers(1, limits, remedy=remedy)
    try:
        yield Archives(pool, limits, memory)
    finally:
        pool.shutdown(cancel_futures=True)


def _outermost(source: Source) -> Path | Address:
    place = source.place
    while isinstance(place, Inside):
        place = place.archive
    return place


def _told(stopped: Stopped, name: str, limits: RunLimits, member: str = "") -> TertialError:
    """Why an archive was given up, or a member that was to be read when it was or since."""
    lead = f"{member} is not read: " if member else ""
    match stopped.cause:
        case "time":
            return GivenUp(
                f"{lead}{name} took more than {limits.seconds:g} s to open.",
                "Unpack it and give the folder, or allow more with --limit seconds=NUMBER.",
            )
        case "memory":
            return GivenUp(
                f"{lead}{name} needs more than {limits.memory_mb:g} MB of memory to open.",
                "Unpack it and give the folder, or allow more with --limit memory_mb=NUMBER.",
            )
        case "crash":
            return GivenUp(
                f"{lead}{name} ended the process that opened it ({stopped.how}).",
                "Fetch it anew, or unpack it and give the folder. Please report it.",
            )
