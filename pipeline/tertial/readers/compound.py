"""OLE files, as Office wrote them before 2007: which program's they are, and whether they are whole."""

from __future__ import annotations

import io
from typing import Final

MAGIC: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
WORD: Final = "WordDocument"
SHEETS: Final = ("Workbook", "Book")
"""Streams of Excel 97 and later, and of Excel 5 and 95."""
MAIL: Final = "__properties_version1.0"
_TABLES: Final = ("0table", "1table")
_WORD_97: Final = 105
"""From this number of its form on a file is of Word 97 or later; it and the flags stand first in the stream
([MS-DOC] 2.5.2, FibBase)."""
_ENCRYPTED: Final = 0x0100
_FILE_PASS: Final = 0x002F
"""The record that tells that a workbook is locked stands right after its first ([MS-XLS] 2.4.117)."""


class Compound:
    """The streams at the root of an OLE file; their names are compared without regard to case."""

    def __init__(self, data: bytes) -> None:
        import olefile

        self._data = data
        self._names: frozenset[str] = frozenset()
        """None where the file is too damaged to tell."""
        self.whole = False
        """What is read of a Word file or workbook is all there."""
        self.locked = False
        """A Word file or workbook that asks for a password."""
        self.before_97 = False
        """A file of Word 6 or 95."""
        try:
            with olefile.OleFileIO(io.BytesIO(data)) as file:
                self._names = frozenset(entry.name.casefold() for entry in file.root.kids)
                head = file.openstream(WORD).read() if self.holds(WORD) else b""
                self.before_97 = int.from_bytes(head[2:4], "little") < _WORD_97
                self.locked = bool(int.from_bytes(head[10:12], "little") & _ENCRYPTED)
                known = (WORD.casefold(), *_TABLES, *(name.casefold() for name in SHEETS))
                read = [name for name in known if name in self._names]
                for sheets in (name for name in SHEETS if self.holds(name)):
                    self.locked = self.locked or _locked(file.openstream(sheets).read(_FIRST_RECORDS))
                self.whole = all(len(file.openstream(name).read()) == file.get_size(name) for name in read)
        except Exception:  # olefile raises whatever damaged bytes lead it to
            self.whole = False

    @property
    def is_workbook(self) -> bool:
        return any(map(self.holds, SHEETS)) and not self.holds(WORD)

    def holds(self, stream: str) -> bool:
        """Whether there is such a stream; in a damaged file, whether its name stands anywhere."""
        if self._names:
            return stream.casefold() in self._names
        return stream.encode("utf-16-le") in self._data


_FIRST_RECORDS: Final = 64


def _locked(head: bytes) -> bool:
    """Whether the second or third record of a workbook says that it is locked."""
    at = 0
    for _ in range(3):
        if int.from_bytes(head[at : at + 2], "little") == _FILE_PASS:
            return True
        at += 4 + int.from_bytes(head[at + 2 : at + 4], "little")
    return False
