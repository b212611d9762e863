"""Turns other word processors' files into Word files by LibreOffice: many a call, shut in, within limits."""

from __future__ import annotations

import logging
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from types import TracebackType
from typing import Final, Generic, TypeVar
from xml.sax.saxutils import escape

from tertial.document import document_id
from tertial.errors import BrokenFile, MissingProgram, ReadError, TooLarge

log = logging.getLogger(__name__)

T = TypeVar("T")

REMEDY: Final = "Install LibreOffice (on Debian and Ubuntu: apt-get install libreoffice-writer)"
"""What makes the formats readable."""
SECONDS_ALONE: Final = 180
"""A file that takes longer by itself is given up."""
SECONDS_TO_START: Final = 60
SECONDS_EACH: Final = 6
"""A call over several files may take that to start, and this for each of them; who is left is tried alone."""
MOST_FILES: Final = 24
MOST_BYTES: Final = 30_000_000
"""A call takes no more files, and begins where it has so many bytes."""
_MEMORY: Final = 4 * 1024 * 1024
"""Kilobytes of address space; it starts with less than two million."""
_LARGEST: Final = 1024 * 1024
"""Largest file that it may write, in blocks of 512 bytes."""
_SHUT_IN: Final = (
    "/bin/sh",
    "-c",
    f'ulimit -c 0; ulimit -v {_MEMORY}; ulimit -f {_LARGEST}; ulimit -t {2 * SECONDS_ALONE}; exec "$0" "$@"',
)
"""A shell sets the limits, which hold also where tertial is killed and can't end what it started."""
_KEPT: Final = ("PATH", "LD_LIBRARY_PATH", "SYSTEMROOT", "SYSTEMDRIVE", "WINDIR", "APPDATA", "LOCALAPPDATA")
_HOMES: Final = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
)
_SETTINGS: Final = {
    "Office.Common/Security/Scripting": {
        "DisableMacrosExecution": "true",
        "MacroSecurityLevel": "3",
        "BlockUntrustedRefererLinks": "true",
    },
    "Office.Writer/Content/Update": {"Link": "0", "Field": "false", "Chart": "false"},
    "Office.Java/VirtualMachine": {"Enable": "false"},
    "Office.Common/Misc": {"CrashReport": "false", "UseLocking": "false"},
    "Office.Recovery/AutoSave": {"Enabled": "false"},
    "Setup/L10N": {"ooSetupSystemLocale": "sv-SE"},
    # What asks for the network nevertheless is sent to a port where nobody answers.
    "Inet/Settings": {
        "ooInetProxyType": "2",
        "ooInetNoProxy": "",
        **{f"ooInet{kind}ProxyName": "127.0.0.1" for kind in ("HTTP", "HTTPS", "FTP")},
        **{f"ooInet{kind}ProxyPort": "9" for kind in ("HTTP", "HTTPS", "FTP")},
    },
}


@dataclass(frozen=True, slots=True)
class Import:
    """How LibreOffice is told to read a format, so that it takes the bytes for nothing else."""

    filter: str
    ending: str
    warning: str = ""
    """What it may lose, for the document's warnings."""


@dataclass(frozen=True, slots=True)
class File:
    """A file that is to become a Word file."""

    data: bytes
    name: str
    media_type: str
    what: str
    """What it is, for messages: "OpenDocument text"."""
    importing: Import


@dataclass(frozen=True, slots=True)
class Converted:
    """A Word file that was made of another, which is the one that the dataset names."""

    docx: bytes
    document_id: str
    media_type: str
    warnings: tuple[str, ...] = ()


def program() -> str | None:
    """Where LibreOffice is on this machine; None where it is not."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    return found or next((home for home in _HOMES if Path(home).is_file()), None)


def version() -> str:
    """Its version, such as 7.4.7.2; empty where there is no LibreOffice or it does not say."""
    with Office() as office:
        return office.version()


def convert(file: File) -> Converted:
    """The Word file made of one file.

    Raises:
        ReadError: There is no LibreOffice, or it can't read the file.
    """
    with Office() as office:
        (made,) = office.convert([file])
    if isinstance(made, ReadError):
        raise made
    return made


class Office:
    """A LibreOffice with a profile and a folder of its own, both gone when the block ends."""

    def __init__(self) -> None:
        self._folder: Path | None = None
        self._profile: Path | None = None
        self._running: subprocess.Popen[bytes] | None = None
        self._stopped = False

    def __enter__(self) -> Office:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        self.stop()
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)

    def stop(self) -> None:
        """Ends what is running, from whatever thread; nothing is begun after it."""
        self._stopped = True
        if self._running is not None:
            _kill(self._running)

    def convert(self, files: Sequence[File]) -> list[Converted | ReadError]:
        """The Word file of each of some files of one format, in order, or why there is none.

        A call over several that hangs or crashes costs none of them more than that it is tried once alone.
        """
        if program() is None:
            return [_missing(file) for file in files]
        made, _ = self._call(files, SECONDS_TO_START + SECONDS_EACH * len(files))
        return [
            self._alone(file) if docx is None else _made_of(file, docx)
            for file, docx in zip(files, made, strict=True)
        ]

    def version(self) -> str:
        """What `version` promises."""
        if program() is None:
            return ""
        call = [*self._command(), "--version"]
        process = subprocess.Popen(
            call,
            env=self._environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        told = b""
        try:
            told, _ = process.communicate(timeout=SECONDS_TO_START)
        except subprocess.TimeoutExpired:
            log.info("LibreOffice did not say its version in time")
        finally:
            _kill(process)
            process.communicate()
        found = re.search(rb"LibreOffice ([\d.]+)", told)
        return found[1].decode() if found is not None else ""

    def _alone(self, file: File) -> Converted | ReadError:
        (docx,), in_time = self._call([file], SECONDS_ALONE)
        if docx is not None:
            return _made_of(file, docx)
        if not in_time:
            return TooLarge(
                f"{file.name} took LibreOffice more than {SECONDS_ALONE} s.",
                "Divide it, or open it in Word and save it as .docx.",
            )
        return BrokenFile(
            f"{file.name} ({file.what}) is damaged, or of a kind that LibreOffice can't read.",
            "Open it in Word and save it as .docx, or fetch it anew.",
        )

    def _call(self, files: Sequence[File], seconds: float) -> tuple[list[bytes | None], bool]:
        """The Word file of each, None where it made none; and whether it ended in time."""
        place = Path(tempfile.mkdtemp(dir=self._home()))
        made = place / "made"
        paths = [place / f"{n:03}{file.importing.ending}" for n, file in enumerate(files)]
        for path, file in zip(paths, files, strict=True):
            path.write_bytes(file.data)
        call = [
            *self._command(),
            *(
                "--headless",
                "--norestore",
                "--nolockcheck",
                "--nologo",
                f"--infilter={files[0].importing.filter}",
            ),
            *("--convert-to", "docx:MS Word 2007 XML", "--outdir", str(made), *map(str, paths)),
        ]
        in_time = self._run(call, place, seconds)
        found = [_whole(made / f"{path.stem}.docx") for path in paths]
        shutil.rmtree(place, ignore_errors=True)
        return found, in_time

    def _run(self, call: Sequence[str], place: Path, seconds: float) -> bool:
        """Whether it ended in time; the profile of one that did not, or crashed, is not used again."""
        if self._stopped:
            return True
        self._running = subprocess.Popen(
            call,
            cwd=place,
            env=self._environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        if self._stopped:
            _kill(self._running)
        try:
            status = self._running.wait(seconds)
        except subprocess.TimeoutExpired:
            status = None
        finally:
            _kill(self._running)
            self._running.wait()
            self._running = None
        if status != 0:
            log.info("LibreOffice %s", "was ended as it took too long" if status is None else "crashed")
            self._profile = None
        return status is not None

    def _command(self) -> list[str]:
        if self._profile is None:
            self._profile = Path(tempfile.mkdtemp(dir=self._home(), prefix="profile-"))
            (self._profile / "user").mkdir()
            (self._profile / "user" / "registrymodifications.xcu").write_text(_registry(), encoding="utf-8")
        shell = _SHUT_IN if os.name == "posix" else ()
        return [*shell, program() or "soffice", f"-env:UserInstallation={self._profile.as_uri()}"]

    def _home(self) -> Path:
        if self._folder is None:
            self._folder = Path(tempfile.mkdtemp(prefix="tertial-")).resolve()
        return self._folder

    def _environment(self) -> Mapping[str, str]:
        """No proxies, display or settings of the user's."""
        home = str(self._home())
        kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
        return {
            **kept,
            **dict.fromkeys(("HOME", "TMPDIR", "TEMP", "TMP"), home),
            "LC_ALL": "C.UTF-8",
            "SAL_USE_VCLPLUGIN": "svp",
        }


def _registry() -> str:
    """The settings as a profile keeps them."""
    items = "".join(
        f'<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{escape(value)}</value></prop></item>"
        for path, values in _SETTINGS.items()
        for name, value in values.items()
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<oor:items xmlns:oor="http://openoffice.org/2001/registry">{items}</oor:items>'
    )


def _kill(process: subprocess.Popen[bytes]) -> None:
    """Ends a process that has not been waited for, and all that it started."""
    if process.returncode is not None:
        return
    if sys.platform == "win32":
        process.kill()
        return
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)


def _whole(path: Path) -> bytes | None:
    """The bytes of a Word file that was written to its end; a zip's list of members stands there."""
    return path.read_bytes() if zipfile.is_zipfile(path) else None


def _made_of(file: File, docx: bytes) -> Converted:
    warnings = (file.importing.warning,) if file.importing.warning else ()
    return Converted(docx, document_id(file.data), file.media_type, warnings)


def _missing(file: File) -> MissingProgram:
    return MissingProgram(
        f"{file.name} ({file.what}) is read by LibreOffice, which is not installed.",
        f"{REMEDY}, or save the file as .docx.",
    )


class Batches(Generic[T]):
    """Files on their way to being Word files: gathered by format, a call for many, a few calls at once.

    Args:
        workers: How many calls at once.
        then: What is done with a Word file as soon as it is there, or with the reason why there is none,
            and with the file's name; by the thread that waited for LibreOffice.
    """

    def __init__(self, workers: int, then: Callable[[Converted | ReadError, str], T]) -> None:
        self._then = then
        self._open: dict[Import, list[tuple[File, Future[T]]]] = {}
        self._threads: ThreadPoolExecutor | None = None
        self._workers = workers
        self._offices: list[Office] = []
        self._idle: SimpleQueue[Office] = SimpleQueue()
        self.used = False
        """Whether a file was given."""

    def add(self, file: File) -> Callable[[], T]:
        """Takes a file; its answer is had by calling what is returned, which starts the call it waits for."""
        self.used = True
        reading = file.importing
        waiting = self._open.setdefault(reading, [])
        future: Future[T] = Future()
        waiting.append((file, future))
        if len(waiting) >= MOST_FILES or sum(len(known.data) for known, _ in waiting) >= MOST_BYTES:
            self._start(reading)

        def answer() -> T:
            if any(future is known for _, known in self._open.get(reading, ())):
                self._start(reading)
            return future.result()

        return answer

    def close(self) -> None:
        """Ends what is under way, and waits until nothing of it is left."""
        for office in self._offices:
            office.stop()
        if self._threads is not None:
            self._threads.shutdown(cancel_futures=True)
        for office in self._offices:
            office.__exit__(None, None, None)

    def _start(self, reading: Import) -> None:
        if self._threads is None:
            self._threads = ThreadPoolExecutor(self._workers, thread_name_prefix="libreoffice")
            for _ in range(self._workers):
                self._offices.append(Office())
                self._idle.put(self._offices[-1])
        self._threads.submit(self._convert, self._open.pop(reading))

    def _convert(self, batch: Sequence[tuple[File, Future[T]]]) -> None:
        office = self._idle.get()
        try:
            made = office.convert([file for file, _ in batch])
            for docx, (file, future) in zip(made, batch, strict=True):
                future.set_result(self._then(docx, file.name))
        except BaseException as error:
            for _, future in batch:
                if not future.done():
                    future.set_exception(error)
        finally:
            self._idle.put(office)
