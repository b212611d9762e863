"""Folders of this machine to the files in them."""

from __future__ import annotations

import os
import stat
from collections.abc import Sequence
from pathlib import Path

from tertial.errors import UnreadableSource
from tertial.sources.limits import Limits
from tertial.sources.loading import reason, remedy
from tertial.sources.names import clean_name, file_litter, litter
from tertial.sources.records import Refused, Source


def base_of(roots: Sequence[Path]) -> Path:
    """The folder that the names of files under the roots are relative to."""
    if len(roots) == 1:
        return roots[0] if roots[0].is_dir() else roots[0].parent
    try:
        common = Path(os.path.commonpath([str(root) for root in roots])) if roots else Path()
    except ValueError:  # drives of Windows have nothing in common
        return Path()
    return common if common not in roots or common.is_dir() else common.parent


class Walk:
    """Collects what is under a folder; folders that are links wait until all others have been seen."""

    def __init__(self, base: Path, limits: Limits) -> None:
        self.base = base
        self.limits = limits
        self.found: dict[Path, Source | Refused] = {}
        self.linked: list[Path] = []
        self._folders: set[tuple[int, int]] = set()

    def all_of(self, asked: Sequence[tuple[Path, bool]]) -> list[Source | Refused]:
        """What is under the paths; of those that a pattern found, True, no litter is taken."""
        for path, by_pattern in sorted(set(asked)):
            kind = file_litter(self._name(path)) if by_pattern else ""
            if kind:
                self.found[path] = Refused(self._name(path), kind, path=path)
            else:
                self.visit(path)
        while self.linked:
            self.visit(self.linked.pop(0))
        return list(self.found.values())

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
        kind = litter(entry.name)
        try:
            status = entry.stat()
            folder = stat.S_ISDIR(status.st_mode)
            if kind:
                self.found[path] = Refused(
                    self._name(path), f"{kind} {'folder' if folder else 'file'}", path=path
                )
            elif folder and entry.is_symlink():
                self.linked.append(path)
            elif folder:
                self._folder(path, status)
            else:
                self._file(path, status)
        except OSError as error:
            if kind:
                self.found[path] = Refused(self._name(path), f"{kind} file", path=path)
            else:
                self._fail(path, error)

    def _file(self, path: Path, status: os.stat_result) -> None:
        name = self._name(path)
        if stat.S_ISREG(status.st_mode):
            self.found[path] = Source(name, path, self.limits)
            return
        error = UnreadableSource(
            f"{name} is no ordinary file but a pipe or device.", "Give the file that it stands for."
        )
        self.found[path] = Refused(name, "a pipe or device", error, path)

    def _fail(self, path: Path, error: OSError) -> None:
        name = self._name(path)
        why = "a link that points nowhere" if path.is_symlink() and not path.exists() else reason(error)
        failure = UnreadableSource(f"{name} can't be opened: {why}.", remedy(error))
        failure.__cause__ = error
        self.found[path] = Refused(name, why, failure, path)

    def _name(self, path: Path) -> str:
        try:
            inner = path.relative_to(self.base)
        except ValueError:
            inner = path.relative_to(path.anchor)
        return clean_name("/".join(inner.parts) or path.name)
