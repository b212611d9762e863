"""Archives as tests need them, whole and ill-made."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import stat
import struct
import sys
import tarfile
import zipfile
from collections.abc import Callable, Sequence
from typing import Any

import py7zr

Entry = tuple[str, bytes]

TEXT = """Almviks kommun
Uppföljning av uppdrag, tertial {n} 2023

1. Bygg en ny ishall vid Kärnan (KS)
Uppdraget pågår.
"""


def report(n: int) -> bytes:
    """A small report, another for each number."""
    return TEXT.format(n=n % 3 + 1).encode() + f"Ritning nummer {n} är beställd.\n".encode()


def zipped(*entries: Entry, compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of these members."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", compression) as archive:
        for name, data in entries:
            archive.writestr(zipfile.ZipInfo(name), data, compression)
    return file.getvalue()


def zipped_raw(name: bytes, data: bytes, flags: int = 0) -> bytes:
    """A zip of one member whose name is these very bytes."""
    placeholder = "x" * len(name)
    packed = zipped((placeholder, data)).replace(placeholder.encode(), name)
    at = packed.rindex(b"PK\x01\x02")
    marked = bytearray(packed)
    struct.pack_into("<H", marked, 6, flags)
    struct.pack_into("<H", marked, at + 8, flags)
    return bytes(marked)


def zip_with_link(name: str, target: str) -> bytes:
    """A zip of a symbolic link and a report."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        link = zipfile.ZipInfo(name)
        link.create_system = 3
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, target)
    return file.getvalue()


def tarred(*entries: Entry, form: int = tarfile.PAX_FORMAT) -> bytes:
    """A tar of these members."""
    return tar_of([(tarfile.TarInfo(name), data) for name, data in entries], form=form)


def tar_of(members: Sequence[tuple[tarfile.TarInfo, bytes]], form: int = tarfile.GNU_FORMAT) -> bytes:
    """A tar of these members, whatever their kind."""
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w", format=form, encoding="utf-8", errors="surrogateescape") as tar:
        for info, data in members:
            info.size = len(data)
            tar.addfile(info, io.BytesIO(data))
    return file.getvalue()


def special(name: str, kind: bytes, target: str = "") -> tarfile.TarInfo:
    """A tar's member that is no file."""
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, target
    return info


def seven_zipped(*entries: Entry, password: str | None = None, **options: Any) -> bytes:
    """A 7z of these members."""
    file = io.BytesIO()
    with py7zr.SevenZipFile(file, "w", password=password, **options) as archive:
        for name, data in entries:
            archive.writestr(data, name)
    return file.getvalue()


def zstandard(data: bytes) -> bytes:
    """Packed by zstd."""
    if sys.version_info >= (3, 14):
        from compression import zstd
    else:
        from backports import zstd
    return bytes(zstd.compress(data))


PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "gz": lambda data: gzip.compress(data, mtime=0),
    "bz2": bz2.compress,
    "xz": lzma.compress,
    "zst": zstandard,
}


def overlapping(n: int) -> bytes:
    """A zip whose list names the same packed bytes many times."""
    packed = zipped(("0.txt", report(1) * 20))
    at, end = packed.index(b"PK\x01\x02"), packed.index(b"PK\x05\x06")
    listed = packed[at:end]
    many = b"".join(listed.replace(b"0.txt", f"{i}.txt".encode()) for i in range(n))
    return packed[:at] + many + struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, n, n, len(many), at, 0)
