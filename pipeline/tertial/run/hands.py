"""Who does the work of a run: looks at files, reads them, compares reports; near on this machine, or far."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

from tertial.errors import TertialError
from tertial.readers import libreoffice, to_convert
from tertial.run.comparing import Group
from tertial.run.kept import Kept
from tertial.sources import Refused, Source

Load = Callable[[Source], bytes]
"""Gives a file's bytes, wherever it lies."""

_PDF: Final = b"%PDF-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """What has to be known of a file before it is read."""

    sha256: str
    size: int
    """Bytes."""
    importing: libreoffice.Import | None
    """How LibreOffice converts it; None where it is read as it is."""
    pdf: bool
    data: bytes | None
    """All of it; None where whoever reads it loads it."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of a file, once it is known."""

    get: Callable[[], Kept]
    """Waits for it.

    Raises:
        Stopped: The file was given up.
    """
    done: Callable[[], bool]
    """Whether nothing has to be waited for."""
    begin: Callable[[], None] = lambda: None
    """Begins with it where that was put off until more of its kind come."""


Sight = Looked | TertialError | None
"""What was seen of a file, or why it can't be opened; None for what is not opened."""


class Hands(Protocol):
    """What a run asks of those who do its work."""

    @property
    def number(self) -> int:
        """How many work at once."""

    def look(self, found: Iterable[Source | Refused]) -> Iterator[tuple[Source | Refused, Sight]]:
        """Each file with what was seen of it, in order; few are looked at ahead."""

    def read(self, source: Source, looked: Looked, key: str) -> Answer:
        """Has a file read, and what it gives kept under a key."""

    def full(self, n_files: int, n_bytes: int) -> bool:
        """Whether no more is taken on while so many files wait, of which so many bytes are held here."""

    def compare(self, group: Group, place: Path) -> Callable[[], None]:
        """Has a group compared, and what that gives kept at a place; what is returned waits for it."""


def looked(source: Source, load: Load = Source.load, *, hold: bool = True) -> Looked:
    """A file loaded and looked at, by whoever calls.

    Raises:
        TertialError: It can't be loaded.
    """
    data = load(source)
    file = to_convert(data, source.name)
    return Looked(
        sha256=hashlib.sha256(data).hexdigest(),
        size=len(data),
        importing=file.importing if file is not None else None,
        pdf=_PDF in data[:1024],
        data=data if hold else None,
    )


def known(kept: Kept) -> Answer:
    """What nobody has to find out."""
    return Answer(lambda: kept, lambda: True)
