"""A folder that is built beside its place and moved there once it is whole."""

from __future__ import annotations

import json
import logging
import os
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, Final, Literal

from tertial.errors import UsageError

log = logging.getLogger(__name__)

MANIFEST: Final = "run.json"
"""The file by which a folder is known to be a dataset of ours."""
STATE: Final = ".tertial"
"""The folder in it where a run keeps what the next can use."""

_Beside = Literal["new", "old", "gone"]
"""What a folder beside a dataset is: one that is being built, the earlier one, one that is being deleted."""


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
    if out.is_dir() and any(out.iterdir()) and not (is_dataset(out) or (out / STATE).is_dir()):
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
    """Every file under a folder but a run's state, "/"-separated and relative to it, in order."""
    found = []
    for place, folders, files in os.walk(folder):
        inner = Path(place).relative_to(folder)
        if inner == Path():
            folders[:] = [name for name in folders if name != STATE]
        links = [name for name in folders if os.path.islink(os.path.join(place, name))]
        found += [(inner / name).as_posix() for name in (*files, *links)]
    return sorted(found)


def write_manifest(folder: Path, manifest: Mapping[str, Any]) -> None:
    """run.json: what is given and the names of all files that stand in the folder.

    Args:
        manifest: Values as JSON knows them; an iterator becomes a list, written as its members come.
    """
    files = iter(_files(folder))
    with (folder / MANIFEST).open("w", encoding="utf-8", newline="\n") as file:
        lead = "{"
        for key, value in {**manifest, "files": files}.items():
            file.write(f"{lead}\n {json.dumps(key)}: ")
            lead = ","
            if isinstance(value, Iterator):
                _write_list(file, value)
            else:
                file.write(_indented(value, 1))
        file.write("\n}\n")


def _write_list(file: IO[str], members: Iterable[Any]) -> None:
    lead = "["
    for member in members:
        file.write(f"{lead}\n  {_indented(member, 2)}")
        lead = ","
    file.write("[]" if lead == "[" else "\n ]")


def _indented(value: Any, by: int) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1).replace("\n", "\n" + " " * by)


@contextmanager
def replacing(out: Path) -> Iterator[Path]:
    """A new folder beside `out`, which takes its place when the block ends well, and else is gone.

    What somebody else has put into an earlier dataset in that place is kept, and so is a run's state.

    Raises:
        UsageError: The disk is full, or the folder can't be made or moved.
    """
    out = out.resolve()
    fresh = _beside(out, "new")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir()
        try:
            yield fresh
            with still(out):
                _move(fresh, out)
        finally:
            shutil.rmtree(fresh, ignore_errors=True)
    except OSError as error:
        raise UsageError(
            f"{out} can't be written: {error.strerror or error}.", "Make room, or name another --out."
        ) from error


def recover(out: Path) -> None:
    """Ends what a run that was killed while it moved a dataset into place left undone."""
    for old in _all_beside(out, "old"):
        if out.exists():
            _take_over(old, out)
        else:
            old.rename(out)


def sweep(out: Path) -> None:
    """Deletes what runs that were killed left beside a dataset; no other run may be at work on it."""
    for kind in ("new", "gone"):
        for folder in _all_beside(out, kind):
            shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def still(out: Path) -> Iterator[None]:
    """No other run moves a dataset in the same folder meanwhile."""
    try:
        handle = os.open(out.parent, os.O_RDONLY)
    except OSError:  # Windows can't open a folder
        yield
        return
    try:
        _lock(handle, "wait")
        yield
    finally:
        os.close(handle)


def locked(file: IO[bytes]) -> bool:
    """Whether a file could be locked, until it is closed or its process ends; true where no file can be."""
    return _lock(file.fileno(), "refuse")


def _lock(handle: int, busy: Literal["wait", "refuse"]) -> bool:
    try:
        import fcntl
    except ImportError:  # Windows
        return True
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | (fcntl.LOCK_NB if busy == "refuse" else 0))
    except BlockingIOError:
        return False
    except OSError:  # a disk of the network that knows no locks
        return True
    return True


def _beside(out: Path, kind: _Beside) -> Path:
    return out.with_name(f".{out.name}.{kind}-{os.getpid()}")


def _all_beside(out: Path, kind: _Beside) -> list[Path]:
    form = re.compile(rf"\.{re.escape(out.name)}\.{kind}-\d+")
    return sorted(path for path in out.parent.iterdir() if form.fullmatch(path.name))


def _free(place: Path) -> Path:
    """The place, or one beside it where something stands there already."""
    beside, n = place, 1
    while os.path.lexists(beside):
        n += 1
        beside = place.with_name(f"{place.stem} ({n}){place.suffix}")
    return beside


def is_of_a_run(path: Path) -> bool:
    """Whether a file or folder is what a run keeps or leaves beside a dataset, by its name."""
    return path.name == STATE or re.fullmatch(r"\..+\.(?:new|old|gone)-\d+", path.name) is not None


def _move(fresh: Path, out: Path) -> None:
    if not out.exists():
        fresh.rename(out)
        return
    old = _beside(out, "old")
    out.rename(old)
    try:
        fresh.rename(out)
    except OSError:
        old.rename(out)
        raise
    _take_over(old, out)


def _take_over(old: Path, out: Path) -> None:
    """Moves a run's state, and what is not tertial's, from an earlier dataset into the new one."""
    if (old / STATE).exists() and not (out / STATE).exists():
        (old / STATE).rename(out / STATE)
    own = own_files(old)
    for name in _files(old):
        if name not in own:
            place = _free(out / name)
            place.parent.mkdir(parents=True, exist_ok=True)
            (old / name).rename(place)
            if place != out / name:
                log.warning("%s was not tertial's, and is now %s", out / name, place.name)
    gone = _beside(out, "gone")
    shutil.rmtree(gone, ignore_errors=True)
    old.rename(gone)
    shutil.rmtree(gone, ignore_errors=True)
