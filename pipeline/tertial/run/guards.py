"""Processes beside a worker of a cluster that do what may harm: one pool for each run that it works for."""

from __future__ import annotations

import multiprocessing
import platform
import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from tertial.run.limits import RunLimits
from tertial.run.pool import Workers
from tertial.run.reading import prepare

_IDLE: Final = 120.0
"""Seconds after which processes that nobody uses are ended; their run is gone."""
_LOOK: Final = 5.0
_REMEMBERED: Final = 100
"""So many runs that were left are known as such."""


class _Guard:
    """A run's processes beside this worker."""

    def __init__(self, limits: RunLimits) -> None:
        # A worker under a nanny is a daemon, which may have no children.
        multiprocessing.current_process().daemon = False
        remedy = f"Look at what the worker {worker_name()} writes, and start it anew."
        self.pool = Workers(_threads(), limits, prepare, remedy=remedy)
        self.users = 0
        self.since = time.monotonic()


class Guards:
    """The processes of all runs, as long as somebody uses them."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._of: dict[str, _Guard] = {}
        self._left: deque[str] = deque(maxlen=_REMEMBERED)
        self._watcher: threading.Thread | None = None

    @contextmanager
    def of(self, run: str, limits: RunLimits) -> Iterator[Workers]:
        """The processes of a run, started where there are none.

        Raises:
            RuntimeError: The run was left.
        """
        with self._lock:
            if run in self._left:
                raise RuntimeError("the run was left")
            guard = self._of.get(run)
            if guard is None or not guard.pool.is_open:
                guard = self._of[run] = _Guard(limits)
                self._watch()
            guard.users += 1
        try:
            yield guard.pool
        finally:
            with self._lock:
                guard.users -= 1
                guard.since = time.monotonic()

    def leave(self, run: str) -> None:
        """End the processes of a run for good, and what they are at."""
        with self._lock:
            self._left.append(run)
            guard = self._of.pop(run, None)
        if guard is not None:
            guard.pool.shutdown(wait=False, cancel_futures=True)

    def _watch(self) -> None:
        if self._watcher is None or not self._watcher.is_alive():
            self._watcher = threading.Thread(target=self._end_idle, name="tertial-idle", daemon=True)
            self._watcher.start()

    def _end_idle(self) -> None:
        while True:
            time.sleep(_LOOK)
            now = time.monotonic()
            with self._lock:  # nobody can take up what is idle in between
                idle = [
                    run for run, guard in self._of.items() if not guard.users and now - guard.since > _IDLE
                ]
                ended = [self._of.pop(run) for run in idle]
                done = not self._of
                if done:
                    self._watcher = None
            for guard in ended:
                guard.pool.shutdown(wait=False, cancel_futures=True)
            if done:
                return


GUARDS: Final = Guards()
"""Of this process."""


def worker_name() -> str:
    """How this worker is called, with its machine."""
    try:
        from distributed import get_worker

        address = get_worker().address
    except (ImportError, ValueError):
        address = "here"
    return f"{address} ({platform.node()})"


def _threads() -> int:
    """How many tasks this worker has at once."""
    try:
        from distributed import get_worker

        return int(get_worker().state.nthreads)
    except (ImportError, ValueError):
        return 1
