"""Folders of files to Sources: each file's name under the ingest root, and its bytes when asked for."""

from __future__ import annotations

import os
import stat
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tertial.errors import TertialError, TooLarge, UnreadableSource, UsageError

LIMIT: Final = 200 * 1024 * 1024
"""Largest file that is read, in bytes."""

_LITTER: Final = frozenset({"thumbs.db", "desktop.ini", "ehthumbs.db", "icon\r", "__macosx"})
"""Files and folders that operating systems leave behind."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file that may be a report."""

    name: str
    """Path from the ingest root, "/"-separated, NFC."""
    path: Path
    """Where it is on this machine."""

    def load(self) -> bytes:
        """All its bytes.

        Raises:
            UnreadableSource: It can't be opened or read.
            TooLarge: It is larger than LIMIT.
        """
        try:
            size = self.path.stat().st_size
            if size > LIMIT:
                raise TooLarge(
                    f"{self.name} is {size // 2**20} MB, and a file may have {LIMIT // 2**20} MB.",
                    "Divide it, or leave out its pictures.",
                )
            return self.path.read_bytes()
        except OSError as error:
            raise UnreadableSource(f"{self.name} can't be read: {_reason(error)}.", _remedy(error)) from error


@dataclass(frozen=True, slots=True)
class Refused:
    """Something under the ingest root whose bytes are not asked for."""

    name: str
    reason: str
    """What it is, as the end of a sentence: "a hidden file"."""
    error: TertialError | None = None
    """Set where a report may have been lost; None for what is no report by its nature."""


def discover(paths: Sequence[Path]) -> Iterator[Source | Refused]:
    """Every file under the paths, each once, in an order that depends on names alone.

    Names are relative to the folder given, or to what several paths have in common; a single file goes by its
    own name. Links are followed; a folder that is reached twice is read where it really stands.

    Raises:
        UsageError: A path does not exist.
    """
    roots = sorted({Path(os.path.abspath(path)) for path in paths})
    for root in roots:
        if not os.path.lexists(root):
            raise UsageError(
                f"{root} does not exist.", "Check the spelling, or give the folder that holds the reports."
            )
    base = _base(roots)
    walk = _Walk(base)
    for root in roots:
        walk.visit(root)
    while walk.linked:
        walk.visit(walk.linked.pop(0))
    yield from sorted(walk.found.values(), key=lambda found: (found.name.casefold(), found.name))


def _base(roots: Sequence[Path]) -> Path:
    if len(roots) == 1:
        return roots[0] if roots[0].is_dir() else roots[0].parent
    try:
        common = Path(os.path.commonpath([str(root) for root in roots])) if roots else Path()
    except ValueError:  # drives of Windows have nothing in common
        return Path()
    return common if common not in roots or common.is_dir() else common.parent


class _Walk:
    """Collects what is under a folder; folders that are links wait until all others have been seen."""

    def __init__(self, base: Path) -> None:
        self.base = base
        self.found: dict[Path, Source | Refused] = {}
        self.linked: list[Path] = []
        self._folders: set[tuple[int, int]] = set()

    def visit(self, path: Path) -> None:
        """Take a path that was asked for, or a link that was met."""
        try:
            status = path.stat()
        except OSError as error:
            self._fail(path, error)
            return
        if stat.S_ISDIR(status.st_mode):
            self._folder(path, status)
        else:
            self._file(path, status)

    def _folder(self, path: Path, status: os.stat_result) -> None:
        key = (status.st_dev, status.st_ino)
        if key in self._folders:
            return
        self._folders.add(key)
        try:
            with os.scandir(path) as entries:
                inside = sorted(entries, key=lambda entry: entry.name)
        except OSError as error:
            self._fail(path, error)
            return
        for entry in inside:
            self._entry(entry)

    def _entry(self, entry: os.DirEntry[str]) -> None:
        path = Path(entry.path)
        kind = _litter(entry.name)
        try:
            status = entry.stat()
            folder = stat.S_ISDIR(status.st_mode)
            if kind:
                self.found[path] = Refused(self._name(path), f"{kind} {'folder' if folder else 'file'}")
            elif folder and entry.is_symlink():
                self.linked.append(path)
            elif folder:
                self._folder(path, status)
            else:
                self._file(path, status)
        except OSError as error:
            if kind:
                self.found[path] = Refused(self._name(path), f"{kind} file")
            else:
                self._fail(path, error)

    def _file(self, path: Path, status: os.stat_result) -> None:
        name = self._name(path)
        if stat.S_ISREG(status.st_mode):
            self.found[path] = Source(name, path)
            return
        error = UnreadableSource(
            f"{name} is no ordinary file but a pipe or device.", "Give the file that it stands for."
        )
        self.found[path] = Refused(name, "a pipe or device", error)

    def _fail(self, path: Path, error: OSError) -> None:
        name = self._name(path)
        reason = "a link that points nowhere" if path.is_symlink() and not path.exists() else _reason(error)
        failure = UnreadableSource(f"{name} can't be opened: {reason}.", _remedy(error))
        failure.__cause__ = error
        self.found[path] = Refused(name, reason, failure)

    def _name(self, path: Path) -> str:
        try:
            inner = path.relative_to(self.base)
        except ValueError:
            inner = path.relative_to(path.anchor)
        return clean_name("/".join(inner.parts) or path.name)


def _litter(name: str) -> str:
    """What kind of file or folder that is no report by its name; empty for all others."""
    if name.startswith("~$"):
        return "an editor's temporary"
    if name.startswith("."):
        return "a hidden"
    return "the operating system's own" if name.casefold() in _LITTER else ""


def clean_name(name: str) -> str:
    """A file name in NFC; bytes that are no UTF-8 are read as Windows-1252."""
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        name = os.fsencode(name).decode("cp1252", "replace")
    return unicodedata.normalize("NFC", name)


def _reason(error: OSError) -> str:
    if isinstance(error, PermissionError):
        return "the rights are missing"
    if isinstance(error, FileNotFoundError):
        return "it is gone"
    return (error.strerror or type(error).__name__).casefold()


def _remedy(error: OSError) -> str:
    if isinstance(error, PermissionError):
        return "Ask its owner for the right to read it."
    return "Check that it is there and that its disk is connected, and run again."
