"""Builds mails as Outlook saves them (.msg): an OLE file with a folder for each thing attached."""

from __future__ import annotations

import struct
from collections.abc import Mapping

from tertial.readers.compound import MAGIC

_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_SECTOR, _SMALL, _CUTOFF = 512, 64, 4096
_UNICODE, _BINARY, _LONG = 0x001F, 0x0102, 0x0003
Folder = Mapping[str, "bytes | Folder"]


def mail(
    subject: str,
    body: str = "",
    html: bytes = b"",
    attached: Mapping[str, bytes] | None = None,
    kind: str = "IPM.Note",
) -> bytes:
    """A mail with text, a web page or both, and files by their names."""
    files: dict[str, bytes | Folder] = {}
    for n, (name, data) in enumerate((attached or {}).items()):
        inside = {(0x3707, _UNICODE): name, (0x3701, _BINARY): data, (0x3705, _LONG): 1}
        files[f"__attach_version1.0_#{n:08X}"] = _properties(inside, bytes(8))
    head = struct.pack("<8x4I8x", 0, len(files), 0, len(files))
    own = {(0x001A, _UNICODE): kind, (0x0037, _UNICODE): subject, (0x1000, _UNICODE): body}
    html_values = {(0x1013, _BINARY): html, (0x3FDE, _LONG): 65001} if html else {}
    return _ole({**_properties({**own, **html_values}, head), **files})


def _properties(values: Mapping[tuple[int, int], str | bytes | int], head: bytes) -> Folder:
    streams: dict[str, bytes | Folder] = {}
    table = head
    for (number, kind), value in values.items():
        if isinstance(value, int):
            table += struct.pack("<HHIII", kind, number, 6, value, 0)
            continue
        data = value.encode("utf-16-le") if isinstance(value, str) else value
        streams[f"__substg1.0_{number:04X}{kind:04X}"] = data
        table += struct.pack("<HHIII", kind, number, 6, len(data) + 2 * (kind == _UNICODE), 0)
    return {"__properties_version1.0": table, **streams}


def _ole(root: Folder) -> bytes:
    """An OLE file; small streams stand in the stream of the root, as the form asks."""
    entries: list[list[object]] = [["Root Entry", 5, _FREE, _FREE, b""]]
    _enter(root, 0, entries)
    small, mini = b"", []
    large: list[bytes] = []
    starts: list[tuple[int, int]] = []
    n_sectors = 0
    for _, kind, _, _, data in entries:
        assert isinstance(data, bytes)
        if kind != 2 or not data:
            starts.append((_END, 0))
        elif len(data) < _CUTOFF:
            first, count = len(small) // _SMALL, -(-len(data) // _SMALL)
            mini += [*range(first + 1, first + count), _END]
            small += data.ljust(count * _SMALL, b"\0")
            starts.append((first, len(data)))
        else:
            count = -(-len(data) // _SECTOR)
            large.append(data.ljust(count * _SECTOR, b"\0"))
            starts.append((n_sectors, len(data)))
            n_sectors += count
    n_entries = -(-len(entries) // 4)
    n_small, n_mini = -(-len(small) // _SECTOR), -(-len(mini) // 128)
    total = n_sectors + n_entries + n_small + n_mini
    n_fat = next(n for n in range(1, 100) if n * 128 >= total + n)
    fat = [_FAT] * n_fat
    at = n_fat
    begins = []
    for count in [*(len(data) // _SECTOR for data in large), n_entries, n_small, n_mini]:
        begins.append(at if count else _END)
        fat += [*range(at + 1, at + count), _END][:count] if count else []
        at += count
    folder_at, small_at, mini_at = begins[-3:]
    streams = [entry[4] for entry in entries]
    starts = [
        (n_fat + at if isinstance(data, bytes) and len(data) >= _CUTOFF else at, size)
        for (at, size), data in zip(starts, streams, strict=True)
    ]
    starts[0] = (small_at, len(small))
    folder = b"".join(_entry(*entry[:4], *start) for entry, start in zip(entries, starts, strict=True))  # type: ignore[arg-type]
    header = MAGIC + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<9I", 0, n_fat, folder_at, 0, _CUTOFF, mini_at, n_mini, _END, 0)
    header += struct.pack(f"<{n_fat}I", *range(n_fat))
    table = struct.pack(f"<{len(fat)}I", *fat).ljust(n_fat * _SECTOR, b"\xff")
    last = small.ljust(n_small * _SECTOR, b"\0")
    minis = struct.pack(f"<{len(mini)}I", *mini).ljust(n_mini * _SECTOR, b"\xff")
    free = _entry("", 0, _FREE, _FREE, 0, 0) * (-len(entries) % 4)
    return header.ljust(_SECTOR, b"\xff") + table + b"".join(large) + folder + free + last + minis


def _enter(folder: Folder, parent: int, entries: list[list[object]]) -> None:
    before = None
    for name, content in folder.items():
        index = len(entries)
        if before is None:
            entries[parent][3] = index
        else:
            entries[before][2] = index
        before = index
        if isinstance(content, bytes):
            entries.append([name, 2, _FREE, _FREE, content])
        else:
            entries.append([name, 1, _FREE, _FREE, b""])
            _enter(content, index, entries)


def _entry(name: str, kind: int, right: int, child: int, start: int, size: int) -> bytes:
    written = name.encode("utf-16-le").ljust(64, b"\0")
    length = 2 * len(name) + 2 if name else 0
    return (
        written
        + struct.pack("<HBBIII", length, kind, 1, _FREE, right, child)
        + bytes(36)
        + struct.pack("<IQ", start, size)
    )
