"""Formats that tertial does not read: what bytes are instead, and what their owner can do."""

from __future__ import annotations

import json
import re
import zipfile
from functools import lru_cache
from typing import Final

from tertial.errors import BrokenFile, LockedFile, TertialError, UnknownFormat
from tertial.readers.compound import MAIL, WORD, Compound
from tertial.readers.encoding import decode
from tertial.resources import read_table

_AS_DOCX: Final = "Open it in Word or LibreOffice and save it as .docx."
_STREAMS: Final = (
    ("PowerPoint Document", "a PowerPoint file of before 2007 (.ppt)", "Save its text as .docx or .txt."),
)
_MEMBERS: Final = (
    (r"ppt/presentation\.xml", "a PowerPoint file", "Save its text as .docx or .txt."),
    (r"visio/document\.xml", "a Visio drawing", "Save its text as .docx or .txt."),
    (r"META-INF/container\.xml", "an e-book (EPUB)", "Save its text as .docx or .txt."),
    (
        r"Index/Document\.iwa|index\.xml\.gz",
        "a Pages file",
        "Open it in Pages and export it to Word (.docx).",
    ),
)
_OPEN_DOCUMENT: Final = {
    "text-master": ("an OpenDocument master document (.odm)", "Give the texts that it is put together of."),
    "text-web": ("an OpenDocument web page (.oth)", _AS_DOCX),
    "presentation": ("an OpenDocument presentation (.odp)", "Save its text as .docx or .txt."),
}
_MARKUP: Final = (
    (r"<svg|<\?xml[^>]*\?>\s*(?>(?:<!.*?>\s*)*)<svg", "a drawing (SVG)", "There is no text in it to read."),
    (r"<\?xml", "data in XML", "Give the report that it was made from."),
)


_HEAD: Final = 4096
"""Bytes in which markup shows itself."""


def unknown(name: str, what: str, remedy: str) -> UnknownFormat:
    """The error for a file that is something else than a report."""
    return UnknownFormat(f"{name} is {what}, which tertial does not read.", remedy)


def cut_off(name: str) -> BrokenFile:
    """The error for a file of which a part is missing or damaged."""
    return BrokenFile(f"{name} is cut off or damaged.", "Fetch or copy it anew.")


@lru_cache(maxsize=1)
def _signatures() -> tuple[tuple[int, bytes, str, str], ...]:
    return tuple(
        (int(row["offset"]), _unescaped(row["signature"]), row["what"], row["remedy"])
        for row in read_table("foreign_formats.csv")
    )


def _unescaped(text: str) -> bytes:
    return re.sub(
        rb"\\(?:x([0-9a-fA-F]{2})|(.))",
        lambda m: bytes([int(m[1], 16)]) if m[1] else {b"r": b"\r", b"n": b"\n", b"t": b"\t"}.get(m[2], m[2]),
        text.encode("ascii"),
    )


def recognise(data: bytes, name: str) -> TertialError | None:
    """The error that names what the bytes are, where their first ones are those of a known format."""
    for offset, signature, what, remedy in _signatures():
        if data.startswith(signature, offset):
            return unknown(name, what, remedy)
    return None


def in_compound(file: Compound, name: str) -> TertialError | None:
    """The error that names what an OLE file is other than a whole Word file, workbook or mail: one of another
    program, or one behind a password.
    """
    if file.locked or file.holds("EncryptedPackage") or file.holds("EncryptionInfo"):
        return LockedFile(
            f"{name} is locked with a password.", "Save a copy without one in the program that it is of."
        )
    if file.holds(WORD) or file.is_workbook:
        return None if file.whole else cut_off(name)
    if file.holds(MAIL):
        return None
    for stream, what, remedy in _STREAMS:
        if file.holds(stream):
            return unknown(name, what, remedy)
    return unknown(name, "a file of an old Office program", _AS_DOCX)


def in_zip(archive: zipfile.ZipFile, name: str) -> TertialError | None:
    """The error that names what a zip is that is no Word file; None where its members say nothing."""
    names = archive.namelist()
    if "mimetype" in names:
        kind = archive.read("mimetype")[:100].decode("ascii", "replace").rpartition(".")[2]
        for known, (what, remedy) in _OPEN_DOCUMENT.items():
            if kind.startswith(known):
                return unknown(name, what, remedy)
    for pattern, what, remedy in _MEMBERS:
        if any(re.fullmatch(pattern, member) for member in names):
            return unknown(name, what, remedy)
    return None


def head(data: bytes) -> str:
    """The first characters of a text, in which markup shows itself."""
    return decode(data[:_HEAD]).text.lstrip("\ufeff \t\r\n")


def in_text(data: bytes, name: str) -> TertialError | None:
    """The error that names what a text is that is markup or data and no report."""
    opening = head(data)
    for pattern, what, remedy in _MARKUP:
        if re.match(pattern, opening, re.IGNORECASE | re.DOTALL):
            return unknown(name, what, remedy)
    if opening[:1] in ("{", "["):
        try:
            json.loads(decode(data).text)
        except (ValueError, RecursionError):
            return None
        return unknown(name, "data in JSON", "Give the report that it was made from.")
    return None
