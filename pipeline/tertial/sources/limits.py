"""How large and how nested what is given may be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from tertial.errors import TooLarge, counted

MB: Final = 2**20

BOMB_FLOOR: Final = 100 * MB
"""Bytes under which no archive is called a bomb, however well it is packed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What is not read as it is too large; made once, and passed whole."""

    file_mb: int = 200
    """Largest file or member of an archive that is read, in MB of 1,048,576 bytes."""
    archive_mb: int = 20_000
    """Most that an archive may inflate to, with those in it, in MB."""
    ratio: int = 200
    """How many times its size an archive may inflate to, once that is over 100 MB."""
    nesting: int = 5
    """How many archives may lie in one another, the outermost counted."""
    members: int = 100_000
    """Most files that an archive may hold, those of archives in it counted."""
    name_chars: int = 1_000
    """Longest name of a member, folders counted."""

    @property
    def file_bytes(self) -> int:
        return self.file_mb * MB


DEFAULT: Final = Limits()


class Meter:
    """What an archive and those in it have inflated to so far.

    Args:
        size: Bytes of the archive as it lies there.
        outer: The meter of the archive that it lies in.
    """

    def __init__(self, name: str, size: int, limits: Limits, outer: Meter | None = None) -> None:
        self.name = name
        self.limits = limits
        self.outer = outer
        self.depth: int = 1 if outer is None else outer.depth + 1
        self.size = size
        self._error: TooLarge | None = None
        self._most = min(limits.archive_mb * MB, max(BOMB_FLOOR, limits.ratio * size))
        self._inflated = 0
        self._members = 0

    def exceeded(self) -> TooLarge | None:
        """The error that it, or one that it lies in, has come to."""
        return self._error or (None if self.outer is None else self.outer.exceeded())

    def _refuse(self, problem: str, remedy: str) -> TooLarge:
        self._error = TooLarge(problem, remedy)
        return self._error

    def charge(self, n_bytes: int) -> None:
        """Count bytes that come out of the archive.

        Raises:
            TooLarge: They are more than it, or one that it lies in, may inflate to.
        """
        self._inflated += n_bytes
        if self._inflated > self._most:
            if self._most == self.limits.archive_mb * MB:
                raise self._refuse(
                    f"{self.name} inflates to more than {self.limits.archive_mb} MB.",
                    "Unpack it and give the folder, or raise the limit archive_mb.",
                )
            raise self._refuse(
                f"{self.name} inflates to more than {self.limits.ratio} times its size, as a zip bomb does.",
                "If you know that it is none, unpack it and give the folder, or raise the limit ratio.",
            )
        if self.outer is not None:
            self.outer.charge(n_bytes)

    def count(self) -> None:
        """Count a member.

        Raises:
            TooLarge: There are more than the outermost archive may hold.
        """
        self._members += 1
        if self._members > self.limits.members:
            raise self._refuse(
                f"{self.name} holds more than {counted(self.limits.members, 'file')}.",
                "Unpack it and give the folder, or raise the limit members.",
            )
        if self.outer is not None:
            self.outer.count()
