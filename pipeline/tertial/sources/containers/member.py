"""What an archive gives: its members in its order, and the bytes of each as a stream."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal, Protocol

from tertial.errors import TertialError

CHUNK: Final = 1 << 16

Kind = Literal["file", "folder", "link", "device"]


@dataclass(frozen=True, slots=True)
class Member:
    """An entry of an archive."""

    index: int
    """From 0, in the archive's order."""
    name: str
    """As the archive has it, made characters; neither cleaned nor checked."""
    kind: Kind = "file"
    size: int | None = None
    """Bytes when unpacked, as the archive says; None where it doesn't."""
    fault: str = ""
    """Why its bytes can't be had, as the end of a sentence; empty where they may be."""
    locked: bool = False
    """A password is needed."""


class Stream(Protocol):
    """Bytes that are read once, from beginning to end."""

    def read(self, size: int = -1, /) -> bytes: ...

    def close(self) -> None: ...


class Archive(Protocol):
    """An open archive.

    Whatever its library raises on damaged bytes comes out; who asks makes a TertialError of it.
    """

    format: str
    position: int
    """The lowest index that can be opened; one that can be opened in any order stays at 0."""

    def members(self) -> Iterator[Member]:
        """Its members in order. Each may be opened while it is the last that was given."""
        ...

    def open(self, index: int) -> Stream:
        """The bytes of a member at or after `position`; what was opened before is no longer read."""
        ...

    def name_of(self, index: int) -> str:
        """The name of the member that was opened last."""
        ...

    def cut_off(self) -> str:
        """Asked after the last member: what is missing at its end, as the end of a sentence, or nothing."""
        ...

    def close(self) -> None: ...


class Packet:
    """An archive whose members are in memory, such as a mail with what is attached to it."""

    position = 0

    def __init__(self, members: list[tuple[str, bytes]], form: str) -> None:
        self.format = form
        self._members = members

    def members(self) -> Iterator[Member]:
        for index, (name, data) in enumerate(self._members):
            yield Member(index, name, size=len(data))

    def open(self, index: int) -> Stream:
        return io.BytesIO(self._members[index][1])

    def name_of(self, index: int) -> str:
        return self._members[index][0]

    def cut_off(self) -> str:
        return ""

    def close(self) -> None:
        self._members = []


class Replayed:
    """A stream of which the beginning has been read already."""

    def __init__(self, head: bytes, rest: Stream) -> None:
        self._head = head
        self._rest = rest

    def read(self, size: int = -1, /) -> bytes:
        if not self._head:
            return self._rest.read(size)
        if size < 0:
            head, self._head = self._head, b""
            return head + self._rest.read()
        head, self._head = self._head[:size], self._head[size:]
        return head

    def close(self) -> None:
        self._rest.close()


def read_some(stream: Stream, most: int) -> bytes:
    """So many bytes of a stream, and fewer only at its end."""
    parts: list[bytes] = []
    while most > 0 and (part := stream.read(min(most, CHUNK))):
        parts.append(part)
        most -= len(part)
    return b"".join(parts)


def read_all(stream: Stream, most: int, error: TertialError) -> bytes:
    """All bytes of a stream.

    Raises:
        TertialError: The one given, where there are more than `most`.
    """
    data = read_some(stream, most + 1)
    if len(data) > most:
        raise error
    return data
