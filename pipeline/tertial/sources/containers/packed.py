"""Files packed by gzip, bzip2, xz or zstd: a tar archive, or one file."""

from __future__ import annotations

import bz2
import gzip
import lzma
import sys
from collections.abc import Iterator
from typing import Any, Final, cast

from tertial.sources.containers.member import Member, Stream
from tertial.sources.limits import Meter

PACKERS: Final = {
    "gz": (b"\x1f\x8b",),
    "bz2": (b"BZh",),
    "xz": (b"\xfd7zXZ\x00",),
    "zst": (b"\x28\xb5\x2f\xfd",),
}
"""The first bytes of each."""
_ENDINGS: Final = (".gz", ".bz2", ".xz", ".zst", ".zstd")


def unpacked(form: str, stream: Stream, meter: Meter) -> Stream:
    """What comes out of a packed file, counted."""
    opened: Any
    match form:
        case "gz":
            opened = gzip.GzipFile(fileobj=cast(Any, _NotSought(stream)), mode="rb")
        case "bz2":
            opened = bz2.BZ2File(cast(Any, _NotSought(stream)), "rb")
        case "xz":
            opened = lzma.LZMAFile(cast(Any, _NotSought(stream)), "rb")  # noqa: SIM115
        case _:
            opened = _zstd().ZstdFile(_NotSought(stream), "r")
    return Metered(cast(Stream, opened), meter)


def _zstd() -> Any:
    if sys.version_info >= (3, 14):
        from compression import zstd
    else:
        from backports import zstd
    return zstd


class _NotSought:
    """A stream as the libraries ask for it, which look whether they may seek."""

    def __init__(self, stream: Stream) -> None:
        self._stream = stream

    def read(self, size: int = -1) -> bytes:
        return self._stream.read(size)

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return False

    def close(self) -> None:
        self._stream.close()


class Metered:
    """A stream whose bytes are counted as they come."""

    def __init__(self, stream: Stream, meter: Meter) -> None:
        self._stream, self._meter = stream, meter

    def read(self, size: int = -1, /) -> bytes:
        data = self._stream.read(size)
        self._meter.charge(len(data))
        return data

    def close(self) -> None:
        self._stream.close()


class OnePacked:
    """A packed file that is no tar archive, as an archive of one file."""

    def __init__(self, stream: Stream, name: str, form: str) -> None:
        self.format = form
        self.position = 0
        self._stream = stream
        last = name.rpartition("/")[2]
        ending = next((ending for ending in _ENDINGS if last.casefold().endswith(ending)), "")
        self._name = last[: len(last) - len(ending)] or last

    def members(self) -> Iterator[Member]:
        yield Member(0, self._name)

    def open(self, index: int) -> Stream:
        self.position = index + 1
        return self._stream

    def name_of(self, index: int) -> str:
        return self._name

    def cut_off(self) -> str:
        return ""

    def close(self) -> None:
        self._stream.close()
