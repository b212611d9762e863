"""Tar archives, read once from beginning to end."""

from __future__ import annotations

import tarfile
from collections.abc import Iterator
from typing import Any, Final, cast

from tertial.errors import TertialError, TooLarge
from tertial.sources.containers.member import CHUNK, Kind, Member, Stream

BLOCK: Final = 512
_MOST_HEADER: Final = 1 << 20
"""Bytes that may stand before a member, with its long names."""

_MOST_EMPTY: Final = 16
"""How often an archive may be read on behind its end."""
_SPARSE: Final = "has holes that are not stored, and may be of any size"


def begins_tar(head: bytes) -> bool:
    """Whether bytes are the first of a tar archive: its mark or, in older ones, a sum that fits."""
    if len(head) < BLOCK or not head[0]:
        return False
    try:
        tarfile.TarInfo.frombuf(head[:BLOCK], "utf-8", "surrogateescape")
    except (tarfile.HeaderError, ValueError):
        return head[257:262] == b"ustar"
    return True


class Tar:
    """An open tar archive."""

    def __init__(self, stream: Stream, name: str, form: str = "tar") -> None:
        self.format = form
        self.position = 0
        self._source = _Guarded(stream, name)
        self._cut = ""
        self._at = -1
        self._last: tarfile.TarInfo | None = None
        self._opened: Any = None
        self._source.guard(_MOST_HEADER)
        self._tar: Any = tarfile.open(  # noqa: SIM115
            fileobj=cast(Any, self._source), mode="r|", errors="surrogateescape"
        )
        self._members = self._listed()

    def members(self) -> Iterator[Member]:
        return self._members

    def _listed(self) -> Iterator[Member]:
        index = 0
        while (info := self._next()) is not None:
            self.position, self._last, self._opened = index, info, None
            self._at = index
            self._tar.members = []  # else every header would be kept
            fault = _SPARSE if _is_sparse(info) else ""
            yield Member(index, info.name, kind=_kind(info), size=info.size, fault=fault)
            if not self._drain():
                break
            index += 1
        self.position = index + 1

    def _next(self) -> tarfile.TarInfo | None:
        self._source.guard(_MOST_HEADER)
        try:
            info: tarfile.TarInfo | None = self._tar.next()
        except TertialError:
            raise
        except Exception as error:
            if self._last is None:
                raise
            self._cut = f"is cut off or damaged after {self._after()}"
            if self._source.fault is not None:
                raise self._source.fault from error
            return None
        finally:
            self._source.guard(None)
        if info is None and self._source.ended:
            self._cut = f"is cut off after {self._after()}"
        return info

    def _after(self) -> str:
        return "its beginning" if self._last is None else self._last.name

    def _drain(self) -> bool:
        """Read what is left of the last member; whether it is whole."""
        if self._last is None or not self._last.isreg():
            return True
        try:
            if _is_sparse(self._last):  # only what is stored, never its holes
                self._tar.fileobj.seek(self._tar.offset - 1)
                return True
            self._opened = self._opened or self._tar.extractfile(self._last)
            while self._opened is not None and self._opened.read(CHUNK):
                pass
        except TertialError:
            raise
        except Exception:  # who reads the member is told; here it is where the archive ends
            self._cut = f"is cut off or damaged at {self._after()}"
            return False
        return True

    def open(self, index: int) -> Stream:
        while self._at < index:
            if next(self._members, None) is None:
                raise EOFError("no such member")
        self.position = index + 1
        sparse = self._last is not None and _is_sparse(self._last)
        self._opened = None if sparse else self._tar.extractfile(self._last)
        if self._opened is None:
            raise ValueError("no file")
        return _Part(self._opened)

    def name_of(self, index: int) -> str:
        return "" if self._last is None or self._at != index else self._last.name

    def cut_off(self) -> str:
        return self._cut

    def close(self) -> None:
        self._tar.close()
        self._source.close()


class _Part:
    """A member's bytes; what is left of them is read past by the archive, whoever closes them."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream

    def read(self, size: int = -1, /) -> bytes:
        return bytes(self._stream.read(size))

    def close(self) -> None:
        pass


def _is_sparse(info: tarfile.TarInfo) -> bool:
    """Whether a member has holes; tarfile takes one whose version of this it does not know for whole."""
    return info.issparse() or any(key.startswith("GNU.sparse.") for key in info.pax_headers)


def _kind(info: tarfile.TarInfo) -> Kind:
    if info.isreg():
        return "file"
    if info.isdir():
        return "folder"
    return "link" if info.islnk() or info.issym() else "device"


class _Guarded:
    """A stream that gives no more than allowed while headers are read, which tarfile takes into memory."""

    def __init__(self, stream: Stream, name: str) -> None:
        self._stream, self._name = stream, name
        self._left: int | None = None
        self.ended = False
        self._n_empty = 0
        self.fault: TertialError | None = None

    def guard(self, most: int | None) -> None:
        self._left = most

    def read(self, size: int = -1) -> bytes:
        try:
            data = self._stream.read(size)
        except TertialError as error:
            self.fault = error
            raise
        if size != 0 and not data:
            self.ended = True
            self._n_empty += 1
            if self._n_empty > _MOST_EMPTY:  # a header may ask tarfile to skip petabytes
                raise EOFError("read on behind the end")
        if self._left is not None:
            self._left -= len(data)
            if self._left < 0:
                self.fault = TooLarge(
                    f"{self._name} has a name or header of more than {_MOST_HEADER // 2**20} MB.",
                    "Unpack it, and give the folder.",
                )
                raise self.fault
        return data

    def close(self) -> None:
        self._stream.close()
