"""Builds OLE files, as Office wrote them before 2007, with streams of no meaning."""

from __future__ import annotations

import struct

from tertial.readers.compound import MAGIC

_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_SECTOR = 512
_SECTORS_EACH = 8
"""Smaller streams would stand in a stream of their own kind."""


def compound(*streams: str, form: int = 193, flags: int = 0) -> bytes:
    """An OLE file with these streams at its root, each of which begins as a Word file does.

    Args:
        form: The number of the file's form: 193 is Word 97, 104 Word 95.
        flags: 0x100 is a file with a password.
    """
    n_entries = (len(streams) + 4) // 4
    first = 1 + n_entries
    entries = [_entry("Root Entry", kind=5, right=_FREE, child=1 if streams else _FREE, start=_END, size=0)]
    fat = [_FAT, *(n + 1 for n in range(1, n_entries)), _END]
    for n, name in enumerate(streams):
        start = first + n * _SECTORS_EACH
        right = n + 2 if n + 1 < len(streams) else _FREE
        size = _SECTORS_EACH * _SECTOR
        entries.append(_entry(name, kind=2, right=right, child=_FREE, start=start, size=size))
        fat += [*range(start + 1, start + _SECTORS_EACH), _END]
    head = struct.pack("<HH6xH", 0xA5EC, form, flags).ljust(_SECTORS_EACH * _SECTOR, b"a")
    header = MAGIC + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<9I", 0, 1, 1, 0, 4096, _END, 0, _END, 0) + struct.pack("<I", 0)
    sectors = struct.pack(f"<{len(fat)}I", *fat).ljust(_SECTOR, b"\xff")
    folder = b"".join(entries).ljust(n_entries * _SECTOR, b"\0")
    return header.ljust(_SECTOR, b"\xff") + sectors + folder + head * len(streams)


def _entry(name: str, *, kind: int, right: int, child: int, start: int, size: int) -> bytes:
    written = name.encode("utf-16-le").ljust(64, b"\0")
    numbers = struct.pack("<HBBIII", 2 * len(name) + 2, kind, 1, _FREE, right, child)
    return written + numbers + bytes(36) + struct.pack("<IQ", start, size)
