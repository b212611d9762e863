"""This very process behind the Executor interface: a task is done when its answer is asked for."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from typing import Any, ParamSpec, TypeVar

from tertial.run.limits import UNLIMITED, RunLimits
from tertial.run.pool import Stopped

P = ParamSpec("P")
T = TypeVar("T")


class Here(Executor):
    """No other process is started. Time is limited where the system can, memory is not."""

    number = 1

    def __init__(self, limits: RunLimits) -> None:
        self._limits = limits

    @property
    def unlimited(self) -> Executor:
        """For tasks that may take what they need."""
        return self.within(UNLIMITED)

    def within(self, limits: RunLimits) -> Executor:
        """For tasks that may take something else."""
        return Here(limits)

    def submit(self, work: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """The answer of a call that is made when it is asked for, by the thread that asks."""
        return _Lazy(lambda: work(*args, **kwargs), self._limits.seconds)


class _Lazy(Future[T]):
    def __init__(self, call: Callable[[], T], seconds: float) -> None:
        super().__init__()
        self._call = call
        self._seconds = seconds

    def result(self, timeout: float | None = None) -> T:
        if not self.done():
            try:
                with _alarm(self._seconds):
                    self.set_result(self._call())
            except _TimeIsOver:
                self.set_exception(Stopped("time"))
            except MemoryError:
                self.set_exception(Stopped("memory"))
            except Exception as error:
                self.set_exception(error)
            del self._call
        return super().result(timeout)


class _TimeIsOver(BaseException):
    """A task takes too long; no Exception, as nothing on the way may take it for a fault and go on."""


@contextmanager
def _alarm(seconds: float) -> Iterator[None]:
    """Raises _TimeIsOver inside the block after so long.

    Not on Windows, which has no such signal, nor outside the main thread, nor where the caller has set an
    alarm of its own.
    """
    if (
        seconds == float("inf")
        or not hasattr(signal, "setitimer")
        or threading.current_thread() is not threading.main_thread()
        or any(signal.getitimer(signal.ITIMER_REAL))
    ):
        yield
        return
    before = signal.signal(signal.SIGALRM, _time_is_over)
    try:
        signal.setitimer(signal.ITIMER_REAL, seconds)
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _time_is_over(*_: Any) -> None:
    raise _TimeIsOver
