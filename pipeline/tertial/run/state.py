"""What a run keeps beside the dataset, so that it can be gone on with and the next reads only what is new."""

from __future__ import annotations

import shutil
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from tertial import workspace
from tertial.errors import UsageError


@dataclass(frozen=True, slots=True)
class State:
    """The folder of a run's state, in the folder of its dataset."""

    out: Path
    made: tuple[Path, ...]
    """Folders that were made for it, innermost first."""

    @property
    def folder(self) -> Path:
        return self.out / workspace.STATE

    @property
    def read(self) -> Path:
        """What was read, a file a report."""
        return self.folder / "read"

    @property
    def linked(self) -> Path:
        """What comparing reports gave, a file a municipality."""
        return self.folder / "linked"

    @property
    def stops(self) -> Path:
        """Where runs were stopped at archives, a file an archive."""
        return self.folder / "stops"

    @property
    def tables(self) -> Path:
        """The tables of the last run, which the stores were written from."""
        return self.folder / "tables"

    @property
    def books(self) -> Path:
        """What became of each file in this run, a line each."""
        return self.folder / "books.jsonl"

    @property
    def last_books(self) -> Path:
        """What became of each file in the last run that was finished."""
        return self.folder / "last.jsonl"

    def forget(self) -> None:
        """Take nothing over from earlier runs."""
        for folder in (self.read, self.linked, self.stops):
            shutil.rmtree(folder, ignore_errors=True)

    def tidy(self, read: Collection[str], linked: Collection[str], stops: Collection[str]) -> None:
        """Leave only what the last run used."""
        self.books.replace(self.last_books)
        for folder, used in ((self.read, read), (self.linked, linked), (self.stops, stops)):
            for path in _files(folder):
                if path.name not in used:
                    path.unlink(missing_ok=True)

    def remove(self) -> None:
        """Leave no trace, where there is nothing to go on with; what stood there before stays."""
        if self.made:
            shutil.rmtree(self.folder, ignore_errors=True)
            for folder in self.made:
                with suppress(OSError):
                    folder.rmdir()


@contextmanager
def opened(out: Path) -> Iterator[State]:
    """The state of a dataset, made where there is none; no other run may use it meanwhile.

    What a run that was killed left half moved is put right first.

    Raises:
        UsageError: Another run is writing there, or the folder can't be made.
    """
    out = out.resolve()
    state = State(out, tuple(_missing(out / workspace.STATE)))
    try:
        state.folder.parent.parent.mkdir(parents=True, exist_ok=True)
        with workspace.still(out):
            workspace.recover(out)
            state.folder.mkdir(parents=True, exist_ok=True)
            lock = (state.folder / "lock").open("ab")
            if not workspace.locked(lock):
                lock.close()
                raise UsageError(f"Another run is writing to {out}.", "Wait for it, or name another --out.")
            workspace.sweep(out)
    except OSError as error:
        raise UsageError(
            f"{out} can't be written: {error.strerror or error}.", "Name another folder with --out."
        ) from error
    with lock:
        yield state


def _missing(folder: Path) -> Iterable[Path]:
    """A folder and those that it lies in, as far as they don't exist."""
    while not folder.exists():
        yield folder
        folder = folder.parent


def _files(folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*"):
        if path.is_file():
            yield path
