"""Worker processes behind the Executor interface, each watched: its time, its memory, whether it lives."""

from __future__ import annotations

import logging
import multiprocessing
import os
import pickle
import threading
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Executor, Future
from contextvars import copy_context
from dataclasses import dataclass, field
from functools import partial
from multiprocessing.connection import Connection, wait
from typing import Any, Final, Literal, ParamSpec, TypeVar

from tertial.errors import UsageError
from tertial.run.limits import UNLIMITED, RunLimits
from tertial.run.worker import main, resident

P = ParamSpec("P")
T = TypeVar("T")

_MIB: Final = 1024 * 1024
_WATCH: Final = 0.05
"""Seconds between two looks at the workers."""
_SECONDS_TO_START: Final = 120
_STARTS: Final = 3
"""So many workers in a row may fail to start before the run is given up."""
_WORN: Final = 0.5
"""A worker that holds this share of the memory allowed gives way to a new one before the next task."""

Cause = Literal["time", "memory", "crash"]


class Stopped(Exception):
    """A task was given up, alone too: it took too long or too much memory, or ended its process.

    Args:
        cause: Which of these.
        how: How the process ended; for `crash`.
    """

    def __init__(self, cause: Cause, how: str = "") -> None:
        super().__init__(cause, how)
        self.cause = cause
        self.how = how


@dataclass(eq=False, slots=True)
class _Task:
    payload: bytes
    limits: RunLimits
    future: Future[Any] = field(default_factory=Future)
    alone: bool = False
    """It was stopped once, and is tried again while nothing else runs."""


class _Worker:
    """A process, and what it is at."""

    def __init__(
        self, level: int, initializer: Callable[..., object] | None, arguments: tuple[Any, ...]
    ) -> None:
        # Forking a process that has threads (Arrow's, the progress bar's) may hang.
        context = multiprocessing.get_context("spawn")
        self.connection, other = context.Pipe()
        given = (other, os.getpid(), level, initializer, arguments)
        self.process = context.Process(target=main, args=given, daemon=True, name="tertial-worker")
        self.process.start()
        other.close()
        self.task: _Task | None = None
        self.ready = False
        self.since = time.monotonic()

    @property
    def idle(self) -> bool:
        return self.ready and self.task is None

    def begin(self, task: _Task) -> None:
        self.task = task
        self.since = time.monotonic()
        self.connection.send_bytes(task.payload)

    def excess(self) -> Cause | None:
        """Which limit it goes beyond, if any."""
        seconds = time.monotonic() - self.since
        if self.task is None:
            return "time" if not self.ready and seconds > _SECONDS_TO_START else None
        if seconds > self.task.limits.seconds:
            return "time"
        return "memory" if self._resident() > self.task.limits.memory_mb else None

    def worn(self, limits: RunLimits) -> bool:
        return self._resident() > _WORN * limits.memory_mb

    def end(self) -> int | None:
        """Kill it; how it ended."""
        self.process.kill()
        self.process.join()
        self.connection.close()
        return self.process.exitcode

    def _resident(self) -> float:
        return resident(self.process.pid or 0) / _MIB


class Workers(Executor):
    """Processes that do one task at a time, within limits.

    A task that goes beyond them, or whose process ends, is tried once more while no other runs; what happens
    then is its answer: its result, or `Stopped`. The other tasks go on in other processes.

    Args:
        number: How many processes.
        limits: What a task may take.
        initializer: Called first in each process; such as loads what all tasks need.
        remedy: What is said to be done where none can be started.
    """

    def __init__(
        self,
        number: int,
        limits: RunLimits,
        initializer: Callable[..., object] | None = None,
        arguments: tuple[Any, ...] = (),
        *,
        remedy: str = "Run with --workers 1, or call from a module that can be imported.",
    ) -> None:
        self.number = number
        self._remedy = remedy
        self._limits = limits
        self._start_with = (logging.getLogger("tertial").getEffectiveLevel(), initializer, arguments)
        self._waiting: deque[_Task] = deque()
        self._again: deque[_Task] = deque()
        self._lock = threading.Lock()
        self._wake, self._woken = multiprocessing.Pipe(duplex=False)[::-1]
        self._state: Literal["open", "closing", "stopped"] = "open"
        self._thread: threading.Thread | None = None
        self._workers: list[_Worker] = []
        self._false_starts = 0
        self.unlimited: Executor = self.within(UNLIMITED)
        """The same processes, for tasks that may take what they need."""

    def submit(self, work: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Begin with a call when a process is free; function and values must be such as pickle can take."""
        assert not kwargs, "values are given by place"
        return self._submit(self._limits, work, args)

    def within(self, limits: RunLimits) -> Executor:
        """The same processes, for tasks that may take something else."""
        return _Within(self, limits)

    @property
    def is_open(self) -> bool:
        """Whether it takes calls: it was not shut down, and its processes could be started."""
        with self._lock:
            return self._state == "open"

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the processes, when all is done or, with `cancel_futures`, now."""
        with self._lock:
            self._state = "stopped" if cancel_futures or self._state == "stopped" else "closing"
        self._ring()
        if wait and self._thread is not None:
            self._thread.join()

    def _submit(self, limits: RunLimits, work: Callable[..., T], args: tuple[Any, ...]) -> Future[T]:
        task = _Task(pickle.dumps((work, args), protocol=pickle.HIGHEST_PROTOCOL), limits)
        with self._lock:
            if self._state != "open":
                raise RuntimeError("the pool is closed")
            self._waiting.append(task)
            if self._thread is None:
                # What its processes log is heard in the context of the one who first gave it something to do.
                run = partial(copy_context().run, self._run)
                self._thread = threading.Thread(target=run, name="tertial-pool", daemon=True)
                self._thread.start()
        self._ring()
        return task.future

    def _ring(self) -> None:
        with self._lock:
            if not self._wake.closed:
                self._wake.send_bytes(b".")

    def _run(self) -> None:
        """The thread that all processes belong to."""
        failure: BaseException | None = None
        try:
            while self._state != "stopped" and (self._state == "open" or self._busy()):
                self._hand_out()
                self._listen()
                self._watch()
        except BaseException as error:
            failure = error
        for worker in self._workers:
            worker.end()
        with self._lock:
            self._state = "stopped"
            self._wake.close()
        for task in [*self._waiting, *self._again, *(w.task for w in self._workers if w.task)]:
            if failure is None:
                task.future.cancel()
            else:
                _settle(task.future, "failed", failure)
        self._woken.close()

    def _busy(self) -> bool:
        return bool(self._waiting or self._again or any(worker.task for worker in self._workers))

    def _hand_out(self) -> None:
        """Gives waiting tasks to idle processes, and starts as many as are of use."""
        working = sum(worker.task is not None for worker in self._workers)
        source = self._again or self._waiting
        wanted = min(self.number, 1 if self._again else working + len(source))
        while len(self._workers) < wanted:
            self._workers.append(_Worker(*self._start_with))
        if working and (self._again or any(worker.task and worker.task.alone for worker in self._workers)):
            return
        for worker in [worker for worker in self._workers if worker.idle]:
            if not source:
                return
            task = source.popleft()
            try:
                worker.begin(task)
            except OSError:
                self._lose(worker, "crash")
            if task.alone:
                return

    def _listen(self) -> None:
        """Takes what the processes send, or waits until it is time to look at them."""
        by_connection: dict[Connection, _Worker] = {worker.connection: worker for worker in self._workers}
        attended = any(worker.task or not worker.ready for worker in self._workers)
        for one in wait([self._woken, *by_connection], timeout=_WATCH if attended else None):
            if one is self._woken:
                while self._woken.poll():
                    self._woken.recv_bytes()
            else:
                self._hear(by_connection[one])  # type: ignore[index]

    def _hear(self, worker: _Worker) -> None:
        try:
            kind, value = pickle.loads(worker.connection.recv_bytes())
        except (EOFError, OSError):
            self._lose(worker, "crash")
            return
        if kind == "log":
            logging.getLogger(value.name).handle(value)
        elif kind == "ready":
            worker.ready = True
            self._false_starts = 0
        elif kind == "failed" and isinstance(value, MemoryError):
            self._lose(worker, "memory")
        else:
            task, worker.task = worker.task, None
            if worker.worn(self._limits):
                self._workers.remove(worker)
                worker.end()
            if task is not None:
                _settle(task.future, kind, value)

    def _watch(self) -> None:
        for worker in list(self._workers):
            cause = worker.excess()
            if cause is not None and not worker.connection.poll():
                self._lose(worker, cause)

    def _lose(self, worker: _Worker, cause: Cause) -> None:
        """A process is ended; what it was at is tried alone, or given up if it has been."""
        self._workers.remove(worker)
        task = worker.task
        if cause == "crash":
            worker.process.join(1)  # how it ended by itself, not by us
        status = worker.end()
        how = _ending(status) if cause == "crash" else ""
        if task is None:
            self._false_starts += not worker.ready
            if self._false_starts >= _STARTS:
                raise UsageError(
                    f"The processes that read can't be started ({how or 'they take too long'}).",
                    self._remedy,
                )
        elif task.alone:
            _settle(task.future, "failed", Stopped(cause, how))
        else:
            task.alone = True
            self._again.append(task)


class _Within(Executor):
    """A pool's processes with other limits."""

    def __init__(self, pool: Workers, limits: RunLimits) -> None:
        self._pool = pool
        self._limits = limits

    def submit(self, work: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        assert not kwargs, "values are given by place"
        return self._pool._submit(self._limits, work, args)


def _settle(future: Future[Any], kind: str, value: Any) -> None:
    if not future.set_running_or_notify_cancel():
        return
    if kind == "done":
        future.set_result(value)
    else:
        future.set_exception(value)


def _ending(status: int | None) -> str:
    if status is None or status >= 0:
        return f"status {status}"
    return f"signal {-status}"
