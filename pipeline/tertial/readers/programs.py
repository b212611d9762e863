"""Other programs that read files for tertial: shut in by limits, with nothing of the user's, ended whole."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

_KEPT: Final = ("PATH", "LD_LIBRARY_PATH", "SYSTEMROOT", "SYSTEMDRIVE", "WINDIR", "APPDATA", "LOCALAPPDATA")
_BLOCK: Final = 512


def shut_in(*, memory: int, file_size: int, seconds: int) -> tuple[str, ...]:
    """What stands before a call so that it, and all that it starts, is held to limits.

    A shell sets them, so that they hold also where tertial is killed and can't end what it started. Empty
    where there is no such shell.

    Args:
        memory: Address space of a process, in kilobytes.
        file_size: Largest file that one may write, in bytes.
        seconds: Processor time of a process.
    """
    if os.name != "posix":
        return ()
    limits = f"ulimit -c 0; ulimit -v {memory}; ulimit -f {file_size // _BLOCK}; ulimit -t {seconds}"
    return ("/bin/sh", "-c", f'{limits}; exec "$0" "$@"')


def environment(home: Path) -> Mapping[str, str]:
    """No proxies, display or settings of the user's; what is temporary goes to `home`."""
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    return {**kept, **dict.fromkeys(("HOME", "TMPDIR", "TEMP", "TMP"), str(home)), "LC_ALL": "C.UTF-8"}


def start(call: Sequence[str], place: Path, surroundings: Mapping[str, str]) -> subprocess.Popen[bytes]:
    """A program that is begun in a folder, with a group of its own for all that it starts."""
    return subprocess.Popen(
        call,
        cwd=place,
        env=surroundings,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def kill(process: subprocess.Popen[bytes]) -> None:
    """Ends a process that has not been waited for, and all that it started."""
    if process.returncode is not None:
        return
    if sys.platform == "win32":
        process.kill()
        return
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
