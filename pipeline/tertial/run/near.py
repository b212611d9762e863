"""The work of a run given to an Executor of this machine; files are loaded and converted by this process."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tertial.errors import TertialError
from tertial.readers import libreoffice, to_convert
from tertial.readers.ocr import Recognition
from tertial.run.comparing import Group, compare
from tertial.run.hands import Answer, Load, Looked, Sight, known, looked
from tertial.run.kept import Kept, Refusal
from tertial.run.reading import Task, read
from tertial.sources import Refused, Source

_AHEAD: Final = 4
"""So many files a worker may wait for their answers."""
_BYTES_AHEAD: Final = 64_000_000
"""No more files are loaded while those that wait hold so much."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What every file of a run is read with."""

    boards: Path | None
    recognition: Recognition | None
    """Of the text of scanned files; None where it is not asked for."""
    folder: Path
    """Where what is read is kept."""

    def task(self, data: bytes | libreoffice.Converted, name: str, key: str) -> Task:
        """A file to be read."""
        return Task(
            data=data,
            name=name,
            boards=self.boards,
            recognition=self.recognition,
            folder=self.folder,
            key=key,
        )


class Near:
    """Does a run's work by an Executor, a file a task."""

    def __init__(self, executor: Executor, number: int, desk: Desk, load: Load) -> None:
        self.number = number
        self._executor = executor
        self._desk = desk
        self._load = load
        self._batches = libreoffice.Batches(number, self._converted)
        self._converting: dict[tuple[str, str], str] = {}
        """The keys of files that LibreOffice has, by name and document."""

    def look(self, found: Iterable[Source | Refused]) -> Iterator[tuple[Source | Refused, Sight]]:
        for source in found:
            yield source, None if isinstance(source, Refused) else seen_here(source, self._load)

    def read(self, source: Source, looked: Looked, key: str) -> Answer:
        assert looked.data is not None
        if looked.importing is None:
            return self._read(looked.data, source.name, key)
        self._converting[source.name, looked.sha256[:16]] = key
        file = to_convert(looked.data, source.name)
        assert file is not None
        made = self._batches.add(file)
        return Answer(lambda: made().get(), lambda: False)

    def full(self, n_files: int, n_bytes: int) -> bool:
        ahead = self.number * (_AHEAD + libreoffice.MOST_FILES * self._batches.used)
        return n_files > ahead or n_bytes > _BYTES_AHEAD

    def compare(self, group: Group, place: Path) -> Callable[[], None]:
        unlimited: Executor = getattr(self._executor, "unlimited", self._executor)
        return unlimited.submit(compare, group, self._desk.folder, place).result

    def close(self) -> None:
        self._batches.close()

    def _read(self, data: bytes | libreoffice.Converted, name: str, key: str) -> Answer:
        future: Future[Kept] = self._executor.submit(read, self._desk.task(data, name, key))
        return Answer(future.result, future.done)

    def _converted(self, made: libreoffice.Converted | TertialError, name: str) -> Answer:
        if isinstance(made, TertialError):
            return known(Refusal(problem=made.problem, remedy=made.remedy))
        return self._read(made, name, self._converting.pop((name, made.document_id)))


def seen_here(source: Source, load: Load = Source.load) -> Looked | TertialError:
    """What this process sees of a file."""
    try:
        return looked(source, load)
    except TertialError as error:
        return error
