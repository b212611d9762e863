"""What is logged beside a worker of a cluster, run by run, until the run's next reply takes it along."""

from __future__ import annotations

import logging
import threading
from collections import OrderedDict, deque
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Final

from tertial.run.worker import sendable

_MOST_LOGGED: Final = 10_000
"""Records of a run; of more the earlier are dropped."""
_MOST_RUNS: Final = 64
"""Runs that were killed never leave; of more the one that was heard of least lately is forgotten."""

_run: ContextVar[str] = ContextVar("_run", default="")
"""For which run it is that something is done; a pool's thread takes it over from who starts it."""


@dataclass(slots=True)
class Logged:
    """What was logged for a run."""

    level: int
    records: deque[logging.LogRecord] = field(default_factory=lambda: deque(maxlen=_MOST_LOGGED))

    def taken(self) -> tuple[logging.LogRecord, ...]:
        """All that nobody has taken yet."""
        return tuple(self._one_by_one())

    def _one_by_one(self) -> Iterator[logging.LogRecord]:
        while True:
            try:
                yield self.records.popleft()
            except IndexError:  # taken by another thread
                return


class Logs(logging.Handler):
    """What is logged for each run, each at its own level."""

    def __init__(self) -> None:
        super().__init__()
        self._of: OrderedDict[str, Logged] = OrderedDict()
        self._runs = threading.Lock()

    @contextmanager
    def of(self, run: str, level: int) -> Iterator[Logged]:
        """What is logged for a run; what the block logs, and pools that it starts, is that run's."""
        with self._runs:
            logged = self._of.setdefault(run, Logged(level))
            self._of.move_to_end(run)
            if len(self._of) > _MOST_RUNS:
                self._of.popitem(last=False)
            self._listen()
        before = _run.set(run)
        try:
            yield logged
        finally:
            _run.reset(before)

    def leave(self, run: str) -> None:
        """Forget what nobody will take."""
        with self._runs:
            self._of.pop(run, None)
            self._listen()

    def emit(self, record: logging.LogRecord) -> None:
        logged = self._of.get(_run.get())
        if logged is not None and record.levelno >= logged.level:
            logged.records.append(sendable(record))

    def _listen(self) -> None:
        """Has what some run wants to know sent here, and nowhere else."""
        logger = logging.getLogger("tertial")
        if self not in logger.handlers:
            logger.addHandler(self)
            logger.propagate = False
        if self._of:
            logger.setLevel(min(logged.level for logged in self._of.values()))


LOGS: Final = Logs()
"""Of this process."""
