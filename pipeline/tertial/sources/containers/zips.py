"""Zip archives. What has lost its list of members at the end is read from the members themselves."""

from __future__ import annotations

import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO, Final, cast

from tertial.errors import TooLarge, counted
from tertial.sources.containers.member import Kind, Member, Stream
from tertial.sources.containers.salvage import salvaged
from tertial.sources.limits import Limits
from tertial.sources.names import decoded

_UTF8: Final = 0x800
_LOCKED: Final = 0x1 | 0x40
_BOUNDED: Final = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
"""Of other methods zipfile inflates a member at one go, whatever size is asked for."""
_LOCAL_HEADER: Final = 30
_END: Final = struct.Struct("<4s4H2LH")
_END_64: Final = struct.Struct("<4sQ2H2L4Q")
_LONGEST_END: Final = _END.size + 0xFFFF
_UNICODE_PATH: Final = 0x7075
_MOST_NAMED: Final = 1 << 10
"""Bytes that the list of members may take for each that is allowed, name and extra fields included."""


class Zip:
    """An open zip archive.

    Args:
        stream: Its bytes, that can be sought in.

    Raises:
        TooLarge: It lists more members than allowed.
    """

    format = "zip"
    position = 0

    def __init__(self, stream: BinaryIO, name: str, limits: Limits) -> None:
        self._cut = ""
        try:
            _check_list(stream, name, limits)
            self._zip = zipfile.ZipFile(stream)
        except TooLarge:
            raise
        except Exception as error:  # whatever is wrong with the list, the members may be whole
            rebuilt, cut_member = salvaged(stream, name, limits)
            self._zip = zipfile.ZipFile(cast(BinaryIO, rebuilt))
            if not self._zip.infolist():
                raise error
            self._cut = "is cut off or damaged at its end, and may have held more files"
            if cut_member:
                self._cut += f": {cut_member} is not whole"
        self._overlapping = _overlapping(self._zip)

    @property
    def names(self) -> list[str]:
        """The members' names."""
        return self._zip.namelist()

    def members(self) -> Iterator[Member]:
        for index, info in enumerate(self._zip.infolist()):
            fault = ""
            if index in self._overlapping:
                fault = "shares its bytes with another member, as in a zip bomb"
            yield Member(
                index,
                _name(info),
                kind=_kind(info),
                size=info.file_size,
                fault=fault,
                locked=bool(info.flag_bits & _LOCKED),
            )

    def open(self, index: int) -> Stream:
        info = self._zip.infolist()[index]
        if info.compress_type not in _BOUNDED:
            raise NotImplementedError("compression that zipfile doesn't inflate piece by piece")
        return cast(Stream, self._zip.open(info))

    def name_of(self, index: int) -> str:
        return _name(self._zip.infolist()[index])

    def cut_off(self) -> str:
        return self._cut

    def close(self) -> None:
        self._zip.close()


def _kind(info: zipfile.ZipInfo) -> Kind:
    mode = info.external_attr >> 16
    if stat.S_ISLNK(mode):
        return "link"
    if info.orig_filename.endswith(("/", "\\")):
        return "folder"
    if stat.S_IFMT(mode) not in (0, stat.S_IFREG, stat.S_IFDIR):
        return "device"
    return "file"


def _name(info: zipfile.ZipInfo) -> str:
    """The name as it was written; Windows writes its code page where the format asks for CP437."""
    name = info.orig_filename
    if info.flag_bits & _UTF8:
        return name
    try:
        raw = name.encode("cp437")
    except UnicodeEncodeError:  # zipfile has found it in an extra field already
        return name
    return _in_extra(info.extra, raw) or decoded(raw)


def _in_extra(extra: bytes, raw: bytes) -> str:
    """The name that the field "Unicode path" gives, where it belongs to this very name."""
    while len(extra) >= 4:
        field, size = struct.unpack_from("<HH", extra)
        content, extra = extra[4 : 4 + size], extra[4 + size :]
        if field == _UNICODE_PATH and len(content) > 5:
            version, crc = struct.unpack_from("<BL", content)
            if version == 1 and crc == zlib.crc32(raw):
                return content[5:].decode("utf-8", "replace")
    return ""


def _overlapping(archive: zipfile.ZipFile) -> frozenset[int]:
    """The members whose bytes are also another's."""
    starts = sorted((info.header_offset, n) for n, info in enumerate(archive.infolist()))
    infos = archive.infolist()
    found: set[int] = set()
    end, before = 0, -1
    for start, n in starts:
        if start < end:
            found |= {before, n}
        reach = start + _LOCAL_HEADER + len(infos[n].orig_filename) + infos[n].compress_size
        if reach > end:
            end, before = reach, n
    return frozenset(found)


def _check_list(stream: BinaryIO, name: str, limits: Limits) -> None:
    """Refuses a list of members that would fill the memory, before it is read."""
    size = stream.seek(0, 2)
    stream.seek(max(0, size - _LONGEST_END))
    tail = stream.read(_LONGEST_END)
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) - at < _END.size:
        return
    listed = _END.unpack_from(tail, at)[5]
    at_64 = tail.rfind(b"PK\x06\x06", 0, at)
    if at_64 >= 0 and at - at_64 >= _END_64.size:
        listed = max(_END_64.unpack_from(tail, at_64)[8], 0 if listed == 0xFFFFFFFF else listed)
    too_many = TooLarge(
        f"{name} holds more than {counted(limits.members, 'file')}.",
        "Unpack it and give the folder, or raise the limit members.",
    )
    if listed > size:
        return
    if listed > limits.members * _MOST_NAMED:
        raise too_many
    stream.seek(max(0, size - len(tail) + at - listed - _END_64.size - 20))
    n_members, left, seam = 0, listed + _END_64.size + 20, b""
    while left > 0 and (part := stream.read(min(left, 1 << 20))):
        n_members += (seam + part).count(b"PK\x01\x02")
        seam, left = part[-3:], left - len(part)
        if n_members > limits.members:
            raise too_many
