"""7z archives, read once from beginning to end."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from typing import Any, BinaryIO, Final

from tertial.errors import LockedFile, TooLarge, counted
from tertial.sources.containers.member import CHUNK, Kind, Member, Stream
from tertial.sources.limits import Limits

_STUCK: Final = 1_000
"""Times that an unpacker may give nothing in a row; it needs some while it fills its memory."""


class SevenZip:
    """An open 7z archive.

    py7zr writes out all members by itself; to stream them one by one, its decompressors are asked here.

    Raises:
        LockedFile: Not even its list of members can be read without a password.
        TooLarge: It lists more members than allowed.
    """

    format = "7z"

    def __init__(self, stream: BinaryIO, name: str, limits: Limits) -> None:
        from py7zr import SevenZipFile
        from py7zr.compressor import SupportedMethods
        from py7zr.exceptions import PasswordRequired

        self._stream = stream
        self.position = 0
        try:
            self._file: Any = SevenZipFile(stream)
        except PasswordRequired as error:
            raise LockedFile(
                f"{name} is locked with a password.", "Unpack it, or have it packed without one."
            ) from error
        self._files: list[Any] = list(getattr(self._file, "files", ()))
        if len(self._files) > limits.members:
            raise TooLarge(
                f"{name} holds more than {counted(limits.members, 'file')}.",
                "Unpack it and give the folder, or raise the limit members.",
            )
        self._needs_password = SupportedMethods.needs_password
        streams = getattr(self._file.header, "main_streams", None)
        self._folders: list[Any] = [] if streams is None else list(streams.unpackinfo.folders)
        self._starts: list[int] = [] if streams is None else list(streams.packinfo.packpositions)
        self._sizes: list[int] = [] if streams is None else list(streams.packinfo.packsizes)
        self._open: _Unpacked | None = None
        self._folder: Any = None
        self._engine: Any = None
        self._next = 0

    def members(self) -> Iterator[Member]:
        for index, file in enumerate(self._files):
            folder = file.folder
            locked = folder is not None and bool(self._needs_password(folder.coders))
            size = 0 if file.emptystream else file.uncompressed
            yield Member(index, file.filename, kind=_kind(file), size=size, locked=locked)

    def open(self, index: int) -> Stream:
        file = self._files[index]
        self.position = index + 1
        if file.emptystream:
            return io.BytesIO()
        if self._folder is not file.folder:
            self._begin(file.folder)
        elif self._open is not None:
            self._open.drain()
        while self._next < index:
            if not self._files[self._next].emptystream:
                _Unpacked(self._engine, self._stream, self._files[self._next]).drain()
            self._next += 1
        self._next = index + 1
        self._open = _Unpacked(self._engine, self._stream, file)
        return self._open

    def _begin(self, folder: Any) -> None:
        number = next(n for n, known in enumerate(self._folders) if known is folder)
        self._stream.seek(self._file.afterheader + self._starts[number])
        self._engine = folder.get_decompressor(self._sizes[number], reset=True)
        self._folder, self._open = folder, None
        self._next = next(n for n, file in enumerate(self._files) if file.folder is folder)

    def name_of(self, index: int) -> str:
        return str(self._files[index].filename)

    def cut_off(self) -> str:
        return ""

    def close(self) -> None:
        self._file.close()
        self._stream.close()


def _kind(file: Any) -> Kind:
    if file.is_directory:
        return "folder"
    if file.is_symlink or file.is_junction:
        return "link"
    return "device" if file.is_socket else "file"


class _Unpacked:
    """The bytes of a member, as its folder's decompressor comes to them."""

    def __init__(self, engine: Any, stream: BinaryIO, file: Any) -> None:
        self._engine, self._stream = engine, stream
        self._left: int = file.uncompressed
        self._crc: int | None = file.crc32
        self._sum = 0

    def read(self, size: int = -1, /) -> bytes:
        wanted = self._left if size < 0 else min(size, self._left)
        parts: list[bytes] = []
        while wanted:
            part = self._some(min(wanted, CHUNK))
            parts.append(part)
            wanted -= len(part)
        return b"".join(parts)

    def _some(self, most: int) -> bytes:
        for _ in range(_STUCK):
            if part := bytes(self._engine.decompress(self._stream, most)):
                self._left -= len(part)
                self._sum = zlib.crc32(part, self._sum)
                if not self._left and self._crc is not None and self._sum != self._crc:
                    raise ValueError("the sum is wrong")
                return part
        raise EOFError("it ends too early")

    def drain(self) -> None:
        """Come past it; whether it is whole is asked when it is read."""
        self._crc = None
        while self._left:
            self._some(min(self._left, CHUNK))

    def close(self) -> None:
        pass
