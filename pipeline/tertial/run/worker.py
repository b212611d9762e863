"""The process that does the work of a pool: one task at a time, as long as its parent lives."""

from __future__ import annotations

import copy
import ctypes
import logging
import os
import pickle
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Final, Literal

Message = tuple[Literal["ready", "log", "done", "failed"], Any]

_DIE_WITH_PARENT: Final = 1
"""PR_SET_PDEATHSIG of Linux."""


def main(
    connection: Connection,
    parent: int,
    level: int,
    initializer: Callable[..., object] | None,
    arguments: tuple[Any, ...],
) -> None:
    """Take tasks until there are no more; each answer, and what is logged on the way, is sent back."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the main process ends its workers itself
    _bind_to(parent)
    root = logging.getLogger()
    root.handlers[:] = [_Sender(connection)]
    logging.getLogger("tertial").setLevel(level)
    if initializer is not None:
        initializer(*arguments)
    connection.send_bytes(pickle.dumps(("ready", None)))
    while True:
        try:
            work, given = pickle.loads(connection.recv_bytes())
        except (EOFError, OSError):
            return
        try:
            answer: Message = ("done", work(*given))
        except BaseException as error:
            answer = ("failed", error)
        del given
        _answer(connection, answer)


def resident(pid: int) -> int:
    """Bytes of memory that a process has in use; 0 where it is gone or the system does not tell."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_bytes().split()[1])
    except (OSError, ValueError, IndexError):
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")


def sendable(record: logging.LogRecord) -> logging.LogRecord:
    """A copy that pickle can take, whatever was logged."""
    plain = copy.copy(record)
    plain.msg, plain.args = record.getMessage(), None
    if record.exc_info:
        plain.exc_text = logging.Formatter().formatException(record.exc_info)
        plain.exc_info = None
    return plain


def _answer(connection: Connection, answer: Message) -> None:
    try:
        data = pickle.dumps(answer)
        if not isinstance(answer[1], bytes):  # of which, being large, there are copies enough
            pickle.loads(data)
    except Exception as error:
        data = pickle.dumps(("failed", RuntimeError(f"{answer[1]!r} can't be sent: {error}")))
    with suppress(OSError):
        connection.send_bytes(data)


def _bind_to(parent: int) -> None:
    """Ends this process when its parent ends, however that is; elsewhere than on Linux, at its next task.

    So that a document that hangs does not outlive a run that was killed. Where memory runs out, the system
    is told to end a worker rather than the run.
    """
    if not sys.platform.startswith("linux"):
        return
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("1000")


class _Sender(logging.Handler):
    """Hands log records to the parent, which knows where they go."""

    def __init__(self, connection: Connection) -> None:
        super().__init__()
        self._connection = connection

    def emit(self, record: logging.LogRecord) -> None:
        with suppress(OSError):
            self._connection.send_bytes(pickle.dumps(("log", sendable(record))))
