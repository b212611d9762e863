"""Makes Word files and workbooks of other programs' files by LibreOffice: many a call, shut in, in limits."""

from __future__ import annotations

import logging
import re
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from types import TracebackType
from typing import Final, Generic, TypeVar
from xml.sax.saxutils import escape

from tertial.document import document_id
from tertial.errors import BrokenFile, MissingProgram, ReadError, TooLarge
from tertial.readers import programs

log = logging.getLogger(__name__)

T = TypeVar("T")

REMEDY: Final = (
    "Install LibreOffice (on Debian and Ubuntu: apt-get install libreoffice-writer libreoffice-calc)"
)
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
_LARGEST: Final = 512 * 1024 * 1024
"""Largest file that it may write, in bytes."""
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
    "Office.Calc/Content/Update": {"Link": "1"},
    "Office.Calc/Formula/Load": {"OOXMLRecalcMode": "1", "ODFRecalcMode": "1"},
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
class Target:
    """What LibreOffice makes of a file."""

    ending: str
    filter: str
    program: str
    """Whose file it is, for messages."""
    library: str
    """LibreOffice's own, by which it is known whether it can."""


TO_WORD: Final = Target(".docx", "MS Word 2007 XML", "Word", "libswlo")
TO_EXCEL: Final = Target(".xlsx", "Calc MS Excel 2007 XML", "Excel", "libsclo")


@dataclass(frozen=True, slots=True)
class Import:
    """How LibreOffice is told to read a format, so that it takes the bytes for nothing else."""

    filter: str
    ending: str
    warning: str = ""
    """What it may lose, for the document's warnings."""
    target: Target = TO_WORD


@dataclass(frozen=True, slots=True)
class File:
    """A file that is to become a Word file or workbook."""

    data: bytes
    name: str
    media_type: str
    what: str
    """What it is, for messages: "OpenDocument text"."""
    importing: Import


@dataclass(frozen=True, slots=True)
class Converted:
    """A Word file or workbook that was made of another file, which is the one that the dataset names."""

    data: bytes
    target: Target
    document_id: str
    media_type: str
    warnings: tuple[str, ...] = ()


def program() -> str | None:
    """Where LibreOffice is on this machine; None where it is not."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    return found or next((home for home in _HOMES if Path(home).is_file()), None)


def can_make(target: Target) -> bool:
    """Whether there is a LibreOffice on this machine, with the part that writes such files."""
    found = program()
    if found is None:
        return False
    home = Path(found).resolve().parent
    parts = {one: home / f"{one.library}.so" for one in (TO_WORD, TO_EXCEL)}
    # Debian packs its parts singly; elsewhere all are there, under names of their own.
    return parts[target].exists() or not any(part.exists() for part in parts.values())


def version() -> str:
    """Its version, such as 7.4.7.2; empty where there is no LibreOffice or it does not say."""
    with Office() as office:
        return office.version()


def convert(file: File) -> Converted:
    """The Word file or workbook made of one file.

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
            programs.kill(self._running)

    def convert(self, files: Sequence[File]) -> list[Converted | ReadError]:
        """What is made of each of some files of one format, in order, or why there is none.

        A call over several that hangs or crashes costs none of them more than that it is tried once alone.
        """
        if not can_make(files[0].importing.target):
            return [_missing(file) for file in files]
        made, _ = self._call(files, SECONDS_TO_START + SECONDS_EACH * len(files))
        return [
            self._alone(file) if data is None else _made_of(file, data)
            for file, data in zip(files, made, strict=True)
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
            programs.kill(process)
            process.communicate()
        found = re.search(rb"LibreOffice ([\d.]+)", told)
        return found[1].decode() if found is not None else ""

    def _alone(self, file: File) -> Converted | ReadError:
        (data,), in_time = self._call([file], SECONDS_ALONE)
        target = file.importing.target
        save = f"pen it in {target.program} and save it as {target.ending}"
        if data is not None:
            return _made_of(file, data)
        if not in_time:
            return TooLarge(
                f"{file.name} took LibreOffice more than {SECONDS_ALONE} s.",
                f"Divide it, or o{save}.",
            )
        return BrokenFile(
            f"{file.name} ({file.what}) is damaged, or of a kind that LibreOffice can't read.",
            f"O{save}, or fetch it anew.",
        )

    def _call(self, files: Sequence[File], seconds: float) -> tuple[list[bytes | None], bool]:
        """What was made of each, None where nothing was; and whether it ended in time."""
        target = files[0].importing.target
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
            *(
                "--convert-to",
                f"{target.ending[1:]}:{target.filter}",
                "--outdir",
                str(made),
                *map(str, paths),
            ),
        ]
        in_time = self._run(call, place, seconds)
        found = [_whole(made / f"{path.stem}{target.ending}") for path in paths]
        shutil.rmtree(place, ignore_errors=True)
        return found, in_time

    def _run(self, call: Sequence[str], place: Path, seconds: float) -> bool:
        """Whether it ended in time; the profile of one that did not, or crashed, is not used again."""
        if self._stopped:
            return True
        self._running = programs.start(call, place, self._environment())
        if self._stopped:
            programs.kill(self._running)
        try:
            status = self._running.wait(seconds)
        except subprocess.TimeoutExpired:
            status = None
        finally:
            programs.kill(self._running)
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
        shell = programs.shut_in(memory=_MEMORY, file_size=_LARGEST, seconds=2 * SECONDS_ALONE)
        return [*shell, program() or "soffice", f"-env:UserInstallation={self._profile.as_uri()}"]

    def _home(self) -> Path:
        if self._folder is None:
            self._folder = Path(tempfile.mkdtemp(prefix="tertial-")).resolve()
        return self._folder

    def _environment(self) -> Mapping[str, str]:
        return {**programs.environment(self._home()), "SAL_USE_VCLPLUGIN": "svp"}


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


def _whole(path: Path) -> bytes | None:
    """The bytes of a file that was written to its end; a zip's list of members stands there."""
    return path.read_bytes() if zipfile.is_zipfile(path) else None


def _made_of(file: File, data: bytes) -> Converted:
    warnings = (file.importing.warning,) if file.importing.warning else ()
    return Converted(data, file.importing.target, document_id(file.data), file.media_type, warnings)


def _missing(file: File) -> MissingProgram:
    return MissingProgram(
        f"{file.name} ({file.what}) is read by LibreOffice, which is not installed, or not this part of it.",
        f"{REMEDY}, or save the file as {file.importing.target.ending}.",
    )


class Batches(Generic[T]):
    """Files on their way to being read: gathered by format, a call for many, a few calls at once.

    Args:
        workers: How many calls at once.
        then: What is done with what was made of a file as soon as it is there, or with the reason why there
            is nothing, and with the file's name; by the thread that waited for LibreOffice.
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
            for one, (file, future) in zip(made, batch, strict=True):
                future.set_result(self._then(one, file.name))
        except BaseException as error:
            for _, future in batch:
                if not future.done():
                    future.set_exception(error)
        finally:
            self._idle.put(office)
