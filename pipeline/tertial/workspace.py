"""A folder that is built beside its place and moved there once it is whole."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from tertial.errors import UsageError

MANIFEST: Final = "run.json"
"""The file by which a folder is known to be a dataset of ours."""


def check(out: Path) -> None:
    """Refuses a place that can't be written to, or that holds what is not ours to replace.

    Raises:
        UsageError: It is a file, a folder with other things in it, or lies where nothing can be made.
    """
    if out.exists() and not out.is_dir():
        raise UsageError(f"{out} is a file.", "Name a folder for the tables with --out.")
    # The new folder is built beside the place, also where there is an earlier one.
    parent = next(folder for folder in out.absolute().parents if folder.exists())
    if not parent.is_dir():
        raise UsageError(f"{out} can't be made: {parent} is a file.", "Name another folder with --out.")
    if not os.access(parent, os.W_OK | os.X_OK):
        raise UsageError(
            f"{out} can't be made: no right to write in {parent}.", "Name another folder with --out."
        )
    if out.is_dir() and any(out.iterdir()) and not is_dataset(out):
        raise UsageError(
            f"{out} holds other things than a dataset of tertial's, and would be replaced.",
            "Name a new or empty folder with --out.",
        )


def is_dataset(folder: Path) -> bool:
    """Whether tertial made the folder."""
    return _manifest(folder) is not None


def own_files(folder: Path) -> frozenset[str]:
    """The files of a dataset that tertial wrote, "/"-separated, relative to it; none if it is no dataset."""
    manifest = _manifest(folder)
    files = manifest.get("files", []) if manifest is not None else []
    return frozenset([MANIFEST, *map(str, files)]) if manifest is not None else frozenset()


def _manifest(folder: Path) -> dict[str, Any] | None:
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return manifest if isinstance(manifest, dict) and "tertial" in manifest else None


def _files(folder: Path) -> list[str]:
    """Every file under a folder, "/"-separated and relative to it, in order."""
    return sorted(
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_symlink() or not path.is_dir()
    )


def write_manifest(folder: Path, manifest: Mapping[str, Any]) -> None:
    """run.json: what is given and the names of all files that stand in the folder."""
    text = json.dumps({**manifest, "files": _files(folder)}, ensure_ascii=False, indent=1) + "\n"
    (folder / MANIFEST).write_bytes(text.encode("utf-8"))


@contextmanager
def replacing(out: Path) -> Iterator[Path]:
    """A new folder beside `out`, which takes its place when the block ends well, and else is gone.

    What somebody else has put into an earlier dataset in that place is kept.

    Raises:
        UsageError: The disk is full, or the folder can't be made or moved.
    """
    out = out.resolve()
    fresh = out.with_name(f".{out.name}.new-{os.getpid()}")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir()
        try:
            yield fresh
            _move(fresh, out)
        finally:
            shutil.rmtree(fresh, ignore_errors=True)
    except OSError as error:
        raise UsageError(
            f"{out} can't be written: {error.strerror or error}.", "Make room, or name another --out."
        ) from error


def _move(fresh: Path, out: Path) -> None:
    if not out.exists():
        fresh.rename(out)
        return
    old = out.with_name(f".{out.name}.old-{os.getpid()}")
    shutil.rmtree(old, ignore_errors=True)
    own = own_files(out)
    out.rename(old)
    try:
        fresh.rename(out)
    except OSError:
        old.rename(out)
        raise
    for name in _files(old):
        if name not in own and not os.path.lexists(out / name):
            (out / name).parent.mkdir(parents=True, exist_ok=True)
            (old / name).rename(out / name)
    if all(name in own or os.path.lexists(out / name) for name in _files(old)):
        shutil.rmtree(old, ignore_errors=True)
