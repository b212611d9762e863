"""Which bytes are an archive, or a mail with reports attached, and what is in it."""

from __future__ import annotations

import io
import re
import struct
from typing import BinaryIO, Final, cast

from tertial import mail
from tertial.errors import BrokenFile, TertialError, TooLarge
from tertial.readers.compound import MAGIC
from tertial.readers.mail import is_report
from tertial.sources.containers.member import Archive, Packet, Replayed, Stream, read_all, read_some
from tertial.sources.containers.packed import PACKERS, OnePacked, unpacked
from tertial.sources.containers.tars import BLOCK, Tar, begins_tar
from tertial.sources.limits import Limits, Meter
from tertial.sources.names import short

HEAD: Final = 16_384
"""Bytes that tell whether a file is an archive; a mail tells first by whom it was passed on."""

_ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_SEVEN_ZIP: Final = b"7z\xbc\xaf\x27\x1c"

_REPORT: Final = re.compile(
    r"\[Content_Types\]\.xml|mimetype|META-INF/(?:container|manifest)\.xml|word/document\d*\.xml"
    r"|xl/workbook\.(?:xml|bin)|ppt/presentation\.xml|visio/document\.xml|Index/Document\.iwa|index\.xml\.gz"
)
"""A member of a zip that is a document of an office program, and no archive of files."""
_REPORT_FIRST: Final = re.compile(
    _REPORT.pattern + r"|_rels/\.rels|docProps/\w+\.xml|word/(?:_rels/|theme/|media/)?[\w.]+\.(?:xml|rels)"
)
"""A first member that only such a zip has; of one that is cut off, no more may be known."""


def kind_of(head: bytes) -> str:
    """What kind of archive or mail may begin with these bytes; empty for what is none."""
    if head.startswith(_ZIP):
        return "" if _REPORT_FIRST.fullmatch(_first_name(head)) else "zip"
    if head.startswith(_SEVEN_ZIP):
        return "7z"
    for form, signatures in PACKERS.items():
        if head.startswith(signatures):
            return form
    if begins_tar(head):
        return "tar"
    # An old Word file begins as a mail of Outlook's does, and is told from it when it is opened.
    return "msg" if head.startswith(MAGIC) else mail.kind(head)


def _first_name(head: bytes) -> str:
    if not head.startswith(_ZIP[0]) or len(head) < 30:
        return ""
    (length,) = struct.unpack_from("<H", head, 26)
    return head[30 : 30 + length].decode("cp437").replace("\\", "/")


def open_archive(
    kind: str, stream: Stream, name: str, meter: Meter, limits: Limits, *, file: BinaryIO | None
) -> Archive | None:
    """The archive that a stream holds; None where it is a document of an office program.

    A mail is an archive of what is attached, and a document where no report or archive is.

    Args:
        kind: What `kind_of` says of its beginning.
        meter: Counts what comes out of it.
        file: The same bytes, where they can be sought in; else they are taken into memory where need be.

    Raises:
        TertialError: It is locked, too large or damaged.
    """
    try:
        return _opened(kind, stream, name, meter, limits, file)
    except Exception as error:
        raise told(error, name) from error


def _opened(
    kind: str, stream: Stream, name: str, meter: Meter, limits: Limits, file: BinaryIO | None
) -> Archive | None:
    match kind:
        case "zip":
            from tertial.sources.containers.zips import Zip

            archive = Zip(file or _in_memory(stream, name, limits), name, limits)
            return None if any(map(_REPORT.fullmatch, archive.names)) else archive
        case "7z":
            from tertial.sources.containers.sevens import SevenZip

            return SevenZip(file or _in_memory(stream, name, limits), name, limits)
        case "eml" | "msg":
            return _mail(file or _in_memory(stream, name, limits), name, limits)
        case "tar":
            return Tar(stream, name)
        case _:
            inner = unpacked(kind, stream, meter)
            head = read_some(inner, BLOCK)
            if begins_tar(head):
                return Tar(Replayed(head, inner), name, f"tar.{kind}")
            return OnePacked(Replayed(head, inner), name, kind)


def _mail(file: BinaryIO, name: str, limits: Limits) -> Packet | None:
    if _outlook_says_no(file):
        return None
    data = read_all(file, limits.file_bytes, too_large(name, limits))
    kind = mail.kind(data)
    attached = list(mail.members(data, name)) if kind else []
    if not any(kind_of(one.data[:HEAD]) or is_report(one) for one in attached):
        return None
    return Packet([(one.name, one.data) for one in attached], kind)


def _outlook_says_no(file: BinaryIO) -> bool:
    """Whether a file begins as a mail of Outlook's does and is none; it is not read whole for that."""
    outlook = file.read(len(MAGIC)) == MAGIC
    file.seek(0)
    if not outlook:
        return False
    none = not mail.is_outlook(file)
    file.seek(0)
    return none


def _in_memory(stream: Stream, name: str, limits: Limits) -> BinaryIO:
    return cast(BinaryIO, io.BytesIO(read_all(stream, limits.file_bytes, too_large(name, limits))))


def too_large(name: str, limits: Limits, size: int | None = None) -> TooLarge:
    """The error for a file or member over the limit."""
    found = f"more than {limits.file_mb}" if size is None else f"{size // 2**20}"
    return TooLarge(
        f"{short(name)} is {found} MB, and a file may have {limits.file_mb} MB.",
        "Divide it, leave out its pictures, or raise the limit file_mb.",
    )


def told(error: Exception, name: str) -> TertialError:
    """What a library says of damaged bytes, as an error for people."""
    if isinstance(error, TertialError):
        return error
    if isinstance(error, MemoryError):
        return TooLarge(f"{short(name)} needs more memory than there is.", "Unpack it, and give the folder.")
    if isinstance(error, NotImplementedError) or "Unsupported" in type(error).__name__:
        return BrokenFile(
            f"{short(name)} is packed in a way that tertial can't unpack.", "Unpack it, and give the folder."
        )
    return BrokenFile(f"{short(name)} is cut off or damaged.", "Fetch or copy it anew.")
