"""What can go wrong, as a tree; every message says what is wrong and what to do.

TertialError
├── UsageError            the call itself can't be carried out (a path that does not exist, --out is a file)
├── SourceError           a file or folder
│   ├── UnreadableSource  it can't be opened (rights, a broken link, a folder that can't be listed)
│   └── UnknownFormat     its bytes are of no format that tertial reads: listed, not counted as failed
│       └── ScannedFile   pages that are pictures of text
├── ReadError             a file of a known format whose content can't be read
│   ├── EmptyFile         there is nothing in it
│   ├── BrokenFile        cut off, damaged, or not what its first bytes promise
│   │   └── UnmappedText  its fonts do not tell which letters their signs are
│   ├── LockedFile        encrypted or protected with a password
│   ├── MissingProgram    read by a program that is not installed
│   ├── TooLarge          over a stated limit
│   └── GivenUp           in an archive that took too long or too much memory, or ended what opened it
└── DataError             one of tertial's own tables is not as it should be
"""

from __future__ import annotations


def counted(number: int, one: str, more: str = "") -> str:
    """A number with its noun, as messages have it: "1 file", "2 files".

    Args:
        more: The plural, where it is not made with an s.
    """
    return f"{number} {one if number == 1 else more or f'{one}s'}"


class TertialError(Exception):
    """Anything that tertial refuses, with a remedy.

    Args:
        problem: What is wrong, a full sentence that names the file or value.
        remedy: What the user can do, a full sentence; may be empty.
    """

    def __init__(self, problem: str, remedy: str = "") -> None:
        super().__init__(f"{problem} {remedy}".strip())
        self.problem = problem
        self.remedy = remedy

    def __reduce__(self) -> tuple[type[TertialError], tuple[str, str]]:
        # Exceptions cross from worker processes; the default would lose the remedy.
        return type(self), (self.problem, self.remedy)


class UsageError(TertialError):
    """The call itself can't be carried out."""


class SourceError(TertialError):
    """A file or folder can't be had."""


class UnreadableSource(SourceError):
    """A file or folder can't be opened."""


class UnknownFormat(SourceError):
    """Bytes of no format that tertial reads."""


class ScannedFile(UnknownFormat):
    """Pages that are pictures of text."""


class ReadError(TertialError):
    """A file of a known format whose content can't be read."""


class EmptyFile(ReadError):
    """A file without content."""


class BrokenFile(ReadError):
    """A file that is cut off, damaged, or not what its first bytes promise."""


class UnmappedText(BrokenFile):
    """A file whose fonts do not tell which letters their signs are."""


class LockedFile(ReadError):
    """A file that is encrypted or asks for a password."""


class MissingProgram(ReadError):
    """A file of a format that is read by a program which is not installed."""


class TooLarge(ReadError):
    """A file over a stated limit."""


class GivenUp(ReadError):
    """In an archive that took too long or too much memory to open, or ended the process that opened it."""


class DataError(TertialError):
    """One of tertial's own tables is not as it should be."""
