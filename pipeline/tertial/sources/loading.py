"""The bytes of a source, wherever it lies; archives stay open while their members are asked for in order."""

from __future__ import annotations

import threading
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, cast

from tertial.errors import TertialError, UnreadableSource
from tertial.sources import addresses
from tertial.sources.containers.member import Archive, Replayed, Stream, read_all, read_some
from tertial.sources.containers.opening import HEAD, kind_of, open_archive, told, too_large
from tertial.sources.limits import Limits, Meter
from tertial.sources.records import Address, Inside, Place


def load(place: Place, name: str, limits: Limits) -> bytes:
    """All bytes of a source.

    Raises:
        TertialError: They can't be had, or are more than the limits allow.
    """
    if isinstance(place, Inside):
        return _archives.chain.read(place, name, limits)
    close()
    try:
        stream, size = opened_file(place)
        with stream:
            if size > limits.file_bytes:
                raise too_large(name, limits, size)
            return read_all(cast(Stream, stream), limits.file_bytes, too_large(name, limits))
    except OSError as error:
        raise UnreadableSource(f"{name} can't be read: {reason(error)}.", remedy(error)) from error
    except TertialError:
        raise
    except Exception as error:
        if not isinstance(place, Address):
            raise
        raise addresses.unreachable(place.url, error) from error


def opened_file(place: Place) -> tuple[BinaryIO, int]:
    """A file on this machine or elsewhere, and its size in bytes; 0 where that isn't told."""
    if isinstance(place, Address):
        return addresses.opened(place.url)
    assert isinstance(place, Path)
    stream = place.open("rb")
    return stream, stream.seek(0, 2) and _rewound(stream)


def _rewound(stream: BinaryIO) -> int:
    size = stream.tell()
    stream.seek(0)
    return size


def close() -> None:
    """Close the archives that are still open."""
    _archives.chain.close()


class _Chain:
    """The archives that are open, each in the one before."""

    def __init__(self) -> None:
        self._open: list[tuple[Place, Archive, Meter, BinaryIO | None]] = []

    def read(self, place: Inside, name: str, limits: Limits) -> bytes:
        """All bytes of a member."""
        try:
            return read_all(self._stream(place, name, limits), limits.file_bytes, too_large(name, limits))
        except OSError as error:
            if error.errno is None:
                raise told(error, name) from error
            raise UnreadableSource(f"{name} can't be read: {reason(error)}.", remedy(error)) from error
        except Exception as error:
            raise told(error, name) from error

    def close(self) -> None:
        self._keep(0)

    def _keep(self, n: int) -> None:
        while len(self._open) > n:
            _, archive, _, file = self._open.pop()
            # Of damaged bytes even closing may fail, and nothing is written.
            with suppress(Exception):
                archive.close()
            if file is not None:
                file.close()

    def _stream(self, place: Inside, name: str, limits: Limits) -> Stream:
        """A member's bytes."""
        archive, _ = self._archive(place.archive, place.index, name, limits)
        if archive.position > place.index:  # it is read from beginning to end, and stands behind it
            self._keep(len(self._open) - 1)
            archive, _ = self._archive(place.archive, place.index, name, limits)
        stream = archive.open(place.index)
        if archive.name_of(place.index) != place.member:
            raise _changed(name)
        return stream

    def _archive(self, place: Place, index: int, name: str, limits: Limits) -> tuple[Archive, Meter]:
        for n, (known, archive, meter, _) in enumerate(self._open):
            if known == place:
                self._keep(n + 1)
                return archive, meter
        outer: Meter | None = None
        file: BinaryIO | None = None
        if isinstance(place, Inside):
            stream = self._stream(place, name, limits)
            outer = self._open[-1][2]
            size = outer.size
        else:
            self._keep(0)
            file, size = opened_file(place)
            stream = cast(Stream, file)
        meter = Meter(name, size, limits, outer)
        try:
            head = read_some(stream, HEAD)
            if file is not None:
                file.seek(0)
            else:
                stream = Replayed(head, stream)
            opened = open_archive(kind_of(head), stream, name, meter, limits, file=file)
            if opened is None:
                raise _changed(name)
        except BaseException:
            if file is not None:
                file.close()
            raise
        self._open.append((place, opened, meter, file))
        return opened, meter


class _Archives(threading.local):
    """Each thread has its own, as a stream has one place that it is read at."""

    def __init__(self) -> None:
        self.chain = _Chain()


_archives = _Archives()


def _changed(name: str) -> UnreadableSource:
    return UnreadableSource(
        f"{name} is no longer where it was: its archive has changed.", "Run again when nobody changes it."
    )


def reason(error: OSError) -> str:
    """Why a file can't be had, as the end of a sentence."""
    if isinstance(error, PermissionError):
        return "the rights are missing"
    if isinstance(error, FileNotFoundError):
        return "it is gone"
    return (error.strerror or type(error).__name__).casefold()


def remedy(error: OSError) -> str:
    """What can be done about it."""
    if isinstance(error, PermissionError):
        return "Ask its owner for the right to read it."
    return "Check that it is there and that its disk is connected, and run again."
