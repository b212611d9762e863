"""What is found: files that may be reports, archives that hold them, and what is not read."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tertial.errors import TertialError
from tertial.sources.limits import DEFAULT, Limits


@dataclass(frozen=True, slots=True)
class Address:
    """A place that fsspec reaches."""

    url: str


@dataclass(frozen=True, slots=True)
class Inside:
    """A member of an archive."""

    archive: Place
    index: int
    """Which of its members, in the archive's order; also folders and links count."""
    member: str
    """Its name as it was when the archive was listed."""


Place = Path | Address | Inside


@dataclass(frozen=True, slots=True)
class Source:
    """A file that may be a report. It can be sent to another process."""

    name: str
    """Path from the ingest root, "/"-separated, NFC; after an archive stands "!/" and the path in it."""
    place: Place
    limits: Limits = DEFAULT
    warnings: tuple[str, ...] = ()
    """What is odd about how it was found; each names the file."""

    @property
    def path(self) -> Path | None:
        """The file on this machine that it is or lies in; None for what lies elsewhere."""
        return on_this_machine(self.place)

    def load(self) -> bytes:
        """All its bytes.

        Raises:
            UnreadableSource: It can't be opened or read.
            TooLarge: It is larger than the limits allow.
            ReadError: The archive that it lies in is damaged there.
        """
        from tertial.sources.loading import load

        return load(self.place, self.name, self.limits)


@dataclass(frozen=True, slots=True)
class Refused:
    """Something under the ingest root whose bytes are not asked for."""

    name: str
    reason: str
    """What it is, as the end of a sentence: "a hidden file"."""
    error: TertialError | None = None
    """Set where a report may have been lost; None for what is no report by its nature."""
    path: Path | None = None
    """The file on this machine that it is or lies in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Container:
    """An archive. It is no file that may be a report; what is in it is found beside it."""

    name: str
    format: str
    n_files: int
    """Files in it that were found; those of archives in it are counted there."""
    refused: tuple[str, ...] = ()
    """Names of members that are not read as their names, their kind or their place forbid it."""
    path: Path | None = None


Found = Source | Refused | Container


def on_this_machine(place: Place) -> Path | None:
    """The file on this machine that a place is or lies in."""
    while isinstance(place, Inside):
        place = place.archive
    return place if isinstance(place, Path) else None
