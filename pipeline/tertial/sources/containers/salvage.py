"""A zip archive without its list of members: the list is made anew from what stands before each member."""

from __future__ import annotations

import io
import struct
import zlib
from typing import BinaryIO, Final, NamedTuple

from tertial.sources.containers.member import CHUNK
from tertial.sources.limits import Limits, Meter
from tertial.sources.names import decoded, member_name

_LOCAL: Final = struct.Struct("<4s5H3L2H")
_LISTED: Final = struct.Struct("<4s4B4H3L5H2L")
_END: Final = struct.Struct("<4s4H2LH")
_STREAMED, _UTF8 = 0x8, 0x800
_DEFLATED: Final = 8
_FAR: Final = 0xFFFFFFFF


class _Entry(NamedTuple):
    name: bytes
    flags: int
    method: int
    crc: int
    packed: int
    size: int
    offset: int


def salvaged(stream: BinaryIO, name: str, limits: Limits) -> tuple[io.RawIOBase, str]:
    """The archive with a new list of the members that are whole, and the name of one that is not.

    Raises:
        TooLarge: More comes out of it than limits allow.
    """
    end = stream.seek(0, 2)
    meter = Meter(name, end, limits)
    entries: list[_Entry] = []
    at, cut = 0, ""
    while (head := _at(stream, at, _LOCAL.size))[:4] == b"PK\x03\x04" and len(head) == _LOCAL.size:
        _, _, flags, method, _, _, crc, packed, size, n_name, n_extra = _LOCAL.unpack(head)
        raw = stream.read(n_name)
        if not raw:
            break
        begin = at + _LOCAL.size + n_name + n_extra
        after = begin + packed
        if flags & _STREAMED and not packed and method == _DEFLATED and not flags & 1:
            found = _inflated(stream, begin, meter)
            if found is None:
                after = end + 1
            else:
                packed, size, crc = found
                after = _past_descriptor(stream, begin + packed)
        elif flags & _STREAMED and not packed:
            after = end + 1
        if after > end or len(raw) < n_name or _FAR in (packed, size):
            cut = member_name(raw.decode("utf-8", "replace") if flags & _UTF8 else decoded(raw))
            break
        meter.count()
        entries.append(_Entry(raw, flags & ~_STREAMED, method, crc, packed, size, at))
        at = after
    return _Joined(stream, end, _list_of(entries, end)), cut


def _at(stream: BinaryIO, offset: int, size: int) -> bytes:
    stream.seek(offset)
    return stream.read(size)


def _inflated(stream: BinaryIO, begin: int, meter: Meter) -> tuple[int, int, int] | None:
    """Packed bytes, bytes and CRC of a member whose sizes stand behind it; None where it does not end."""
    stream.seek(begin)
    engine = zlib.decompressobj(-15)
    packed = size = crc = 0
    waiting = b""
    while not engine.eof:
        if not waiting:
            waiting = stream.read(CHUNK)
            packed += len(waiting)
            if not waiting:
                return None
        try:
            part = engine.decompress(waiting, CHUNK)
        except zlib.error:
            return None
        waiting = engine.unconsumed_tail
        meter.charge(len(part))
        size, crc = size + len(part), zlib.crc32(part, crc)
    return packed - len(engine.unused_data) - len(waiting), size, crc


def _past_descriptor(stream: BinaryIO, at: int) -> int:
    marked = _at(stream, at, 28)
    for length in (16, 24):
        if marked[:4] == b"PK\x07\x08" and marked[length : length + 2] in (b"PK", b""):
            return at + length
    return at + 12 if marked[12:14] == b"PK" else at


def _list_of(entries: list[_Entry], end: int) -> bytes:
    listed = [
        _LISTED.pack(
            b"PK\x01\x02", 20, 3, 20, 0, e.flags, e.method, 0, 0x21, e.crc, e.packed, e.size,
            len(e.name), 0, 0, 0, 0, 0, e.offset,
        ) + e.name
        for e in entries if e.offset < _FAR
    ]  # fmt: skip
    whole = b"".join(listed)
    return whole + _END.pack(
        b"PK\x05\x06", 0, 0, len(listed) & 0xFFFF, len(listed) & 0xFFFF, len(whole), min(end, _FAR), 0
    )


class _Joined(io.RawIOBase):
    """A stream with some bytes after its end."""

    def __init__(self, first: BinaryIO, n_first: int, second: bytes) -> None:
        self._first, self._n_first, self._second = first, n_first, second
        self._at = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = 0) -> int:
        start = (0, self._at, self._n_first + len(self._second))[whence]
        if start + offset < 0:
            raise OSError("before the beginning")
        self._at = start + offset
        return self._at

    def tell(self) -> int:
        return self._at

    def read(self, size: int | None = -1, /) -> bytes:
        whole = self._n_first + len(self._second) - self._at
        size = max(0, whole if size is None or size < 0 else min(size, whole))
        parts = b""
        if self._at < self._n_first:
            self._first.seek(self._at)
            parts = self._first.read(min(size, self._n_first - self._at))
        if len(parts) < size:
            begin = self._at + len(parts) - self._n_first
            parts += self._second[begin : begin + size - len(parts)]
        self._at += len(parts)
        return parts
