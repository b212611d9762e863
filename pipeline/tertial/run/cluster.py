"""A dask.distributed cluster behind its Executor: tasks in bounded number, and its end is noticed."""

from __future__ import annotations

import logging
import platform
import re
import threading
import time
import warnings
from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from concurrent.futures import TimeoutError as Late
from contextlib import suppress
from pathlib import Path
from typing import Any, Final, ParamSpec, TypeVar, cast

from tertial.errors import TertialError, UsageError
from tertial.run.abroad import Reply, leave, office
from tertial.run.terms import Terms, check

log = logging.getLogger(__name__)

P = ParamSpec("P")
T = TypeVar("T")

INSTALL: Final = "Install it, here and on all workers, with: pip install 'tertial[dask]'."
_ADDRESS: Final = re.compile(r"(?:(?:tcp|tls|wss?)://)?[^/\s]+:\d+/?")
_WRITE: Final = "Give the address that `dask scheduler` tells when it starts, such as tcp://host:8786."
_CONNECT: Final = 10
"""Seconds to reach the scheduler, and for a first worker to be there."""
_LOOK: Final = 5.0
"""Seconds between two looks at the cluster."""
_EMPTY: Final = 60.0
"""Seconds that it may be without any worker."""
_UNDER_WAY: Final = 3
"""So many tasks a thread of the cluster may be with the scheduler."""
_SEEN: Final = 90.0
"""Seconds until a file that a worker has written is seen here; disks of a network may lag behind."""
_FAREWELL: Final = 10.0


class LostWorkers(Exception):
    """A task was given up as the workers that were at it were lost, one after the other.

    Args:
        times: How many.
    """

    def __init__(self, times: int) -> None:
        super().__init__(times)
        self.times = times


class Cluster:
    """Gives tasks to a cluster.

    Args:
        address: Of the scheduler, such as tcp://host:8786.

    Raises:
        UsageError: It can't be reached, or has no workers.
    """

    def __init__(self, address: str) -> None:
        if _ADDRESS.fullmatch(address) is None:
            raise UsageError(f"{address} is no address of a dask scheduler.", _WRITE)
        try:
            from distributed import Client
        except ImportError as error:
            raise UsageError("--dask needs dask.distributed, which is not installed.", INSTALL) from error
        self.address = address
        self._client: Any
        self._levels = _silenced("distributed", "tornado", "asyncio")
        warnings.filterwarnings("ignore", message="Sending large graph")
        self._filter = warnings.filters[0]
        try:
            with warnings.catch_warnings(record=True) as told:
                self._client = cast(Any, Client)(
                    address, timeout=_CONNECT, set_as_default=False, name="tertial"
                )
        except Exception as error:
            what = (str(error).splitlines() or [""])[0]
            raise UsageError(
                f"No dask scheduler can be reached at {address} ({type(error).__name__}: {what}).",
                _WRITE,
            ) from error
        for warning in told:
            log.warning("%s", warning.message)
        self._executor = self._client.get_executor(pure=False)
        self._connection = self._client.scheduler_comm
        self._ended = threading.Condition()
        self._under_way = 0
        self._looked = self._last_seen = time.monotonic()
        self._workers: frozenset[str] = frozenset()
        self.number = 0
        """Threads that its workers have, as of late."""
        try:
            self._await_workers()
        except BaseException:
            self.close()
            raise

    def admit(self, terms: Terms) -> None:
        """Refuses a cluster one of whose workers can't do the work as it would be done here.

        Raises:
            UsageError: There is such a worker.
        """
        asked = self._client.run(_check, terms, on_error="return")
        for address, told in sorted(asked.items()):
            if isinstance(told, TertialError):
                raise told
            if isinstance(told, BaseException):
                raise UsageError(
                    f"The worker {address} can't work for tertial ({type(told).__name__}: {told}).",
                    "Install the same version of tertial everywhere, with its libraries.",
                ) from told
            if told != terms.office:
                log.warning(
                    "The worker %s has LibreOffice %s, and this machine %s: what it "
                    "converts will stop the run.",
                    address,
                    told or "not",
                    terms.office or "has not",
                )

    def submit(self, work: Callable[P, Reply[T]], *args: P.args, **kwargs: P.kwargs) -> Future[Reply[T]]:
        """Has a function called by a worker; waits while many calls are under way."""
        assert not kwargs, "values are given by place"
        while not self._taken_on():
            self._look()
        self._look()
        future: Future[Reply[T]] = self._executor.submit(work, *args)
        future.add_done_callback(self._note)
        return future

    def result(self, future: Future[Reply[T]]) -> T:
        """What a call gave; what was logged on the way is logged here.

        Raises:
            LostWorkers: So many workers were lost with it that it is not given to others.
            UsageError: The cluster is gone, or a worker refuses the terms.
        """
        from distributed.scheduler import KilledWorker

        while True:
            try:
                reply = future.result(_LOOK)
                break
            except Late:
                done = future.done() and not future.cancelled()
                if done and isinstance(future.exception(), Late):
                    raise  # the task's own
                self._look()
            except CancelledError:
                raise self._gone() from None
            except KilledWorker as error:
                raise LostWorkers(error.allowed_failures + 1) from error
        for record in reply.logged:
            logging.getLogger(record.name).handle(record)
        return reply.value

    def await_file(self, path: Path) -> None:
        """Waits until what a worker has written is seen here.

        Raises:
            UsageError: It is not.
        """
        end = time.monotonic() + _SEEN
        pause = 0.05
        while not path.exists():
            if time.monotonic() > end:
                raise UsageError(
                    f"What a worker has written is not seen here: {path}.",
                    "Name a folder with --out that all machines share and call by the same path.",
                )
            time.sleep(pause)
            pause = min(2.0, 2 * pause)

    def leave(self, run: str) -> None:
        """Cancels what is under way for a run, and lets go of the cluster."""
        if self._client.status == "running":
            with suppress(Exception):
                self._executor.shutdown(wait=False)
            # A worker that does not answer holds nobody up.
            ending = threading.Thread(target=self._end, args=(run,), daemon=True)
            ending.start()
            ending.join(_FAREWELL)
        self.close()

    def close(self) -> None:
        """Let go of the cluster."""
        with suppress(Exception):
            self._client.close(timeout=2)
        for logger, level in self._levels.items():
            logger.setLevel(level)
        with suppress(ValueError):
            warnings.filters.remove(self._filter)  # type: ignore[attr-defined]

    def _end(self, run: str) -> None:
        with suppress(Exception):
            self._count()  # tells of a worker lost of late
            self._client.run(leave, run, on_error="ignore")

    def _taken_on(self) -> bool:
        """Whether one more call may be under way, after some waiting."""
        with self._ended:
            free = self._ended.wait_for(lambda: self._under_way <= _UNDER_WAY * self.number, _LOOK)
            self._under_way += free
            return free

    def _note(self, _: Future[Any]) -> None:
        with self._ended:
            self._under_way -= 1
            self._ended.notify_all()

    def _await_workers(self) -> None:
        end = time.monotonic() + _CONNECT
        while not self._count():
            if time.monotonic() > end:
                raise UsageError(
                    f"The dask scheduler at {self.address} has no workers.",
                    f"Start some with: dask worker {self.address}.",
                )
            time.sleep(0.2)

    def _count(self) -> int:
        threads: dict[str, int] = self._client.nthreads()
        for address in sorted(self._workers - threads.keys()):
            log.warning("The worker %s was lost; what it was at is done by others.", address)
        for address in sorted(threads.keys() - self._workers) if self._workers else ():
            log.info("The worker %s has come.", address)
        self._workers = frozenset(threads)
        found = sum(threads.values())
        self.number = found or self.number
        return found

    def _look(self) -> None:
        """Looks whether there is still somebody to wait for; now and then at the workers too."""
        if not self._connected():
            raise self._gone()
        now = time.monotonic()
        if now - self._looked < _LOOK:
            return
        self._looked = now
        try:
            n = self._count()
        except Exception as error:
            log.info("the cluster does not answer: %s", error)
            n = 0
        if n:
            self._last_seen = now
        elif now - self._last_seen > _EMPTY:
            raise UsageError(
                f"All workers of {self.address} are gone.",
                "Start workers, and give the same command again: what was read is kept.",
            )

    def _connected(self) -> bool:
        """Whether the connection is the first one: dask makes another, which knows of no call under way."""
        return self._client.status == "running" and self._client.scheduler_comm is self._connection

    def _gone(self) -> UsageError:
        return UsageError(
            f"The connection with the dask scheduler at {self.address} was lost.",
            "Start it and its workers, and give the same command again: what was read is kept.",
        )


def _silenced(*libraries: str) -> dict[logging.Logger, int]:
    """Keeps libraries from telling in tracebacks what is told here in a sentence; the levels that they had.

    Each of their loggers has its own: dask gives levels to some of them.
    """
    names = [name for name in logging.root.manager.loggerDict if name.partition(".")[0] in libraries]
    levels = {logger: logger.level for logger in map(logging.getLogger, [*libraries, *names])}
    for logger in levels:
        logger.setLevel(logging.CRITICAL)
    return levels


def _check(terms: Terms, dask_worker: Any = None) -> str:
    """Asks a worker, which dask gives, whether it can do the work; its version of LibreOffice."""
    check(terms, f"{dask_worker.address} ({platform.node()})")
    return office()
