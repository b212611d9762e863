"""Which format bytes are of, and the reader for it; a module and a line in FORMATS for each."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from dataclasses import dataclass
from importlib import import_module
from pathlib import PurePosixPath
from typing import Final, Protocol, cast

from tertial.document import Document
from tertial.errors import BrokenFile, EmptyFile, LockedFile, UnknownFormat
from tertial.readers import foreign
from tertial.readers.encoding import looks_like_text

OOXML: Final = "application/vnd.openxmlformats-officedocument"


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A format that tertial reads."""

    name: str
    media_type: str
    module: str
    """Module under readers/ that reads it; loaded on first use."""
    extensions: tuple[str, ...]
    """Usual endings of file names. They are for people; bytes decide."""
    description: str
    signature: bytes = b""
    """The first bytes; empty for text, which is known by having no others."""
    member: str = ""
    """A member that must be in the zip."""


class Reader(Protocol):
    """What a module under readers/ offers."""

    def read(self, data: bytes, name: str) -> Document:
        """The report that the bytes are."""
        ...


FORMATS: Final = (
    Format(
        name="docx",
        media_type=f"{OOXML}.wordprocessingml.document",
        module="docx",
        extensions=(".docx", ".docm", ".dotx"),
        description="Word 2007 and later",
        signature=b"PK",
        member="word/document.xml",
    ),
    Format(
        name="txt",
        media_type="text/plain",
        module="text",
        extensions=(".txt", ".md", ".text", ".tsv"),
        description=(
            "plain text and Markdown in UTF-8, UTF-16, Windows-1252, ISO-8859-1/15, Mac Roman or CP850; "
            "tabs and pipes make tables"
        ),
    ),
)

_DOCX, _TEXT = FORMATS
_WORD_BODY: Final = re.compile(r"word/document\d*\.xml")
_WORD_NAMES: Final = frozenset(_DOCX.extensions)


def detect(data: bytes, name: str) -> Format:
    """The format that the bytes are of; `name` is for messages, and for what the file pretends to be.

    Raises:
        EmptyFile: There is nothing in it but white space.
        LockedFile: It is encrypted.
        BrokenFile: Its first bytes or its name promise a Word file, and it is none.
        UnknownFormat: It is of a format that tertial does not read, or of none.
    """
    if not data.strip(b"\x00 \t\r\n\f\v\xef\xbb\xbf\xff\xfe"):
        raise EmptyFile(f"{name} is empty.", "Check that the right file was saved or copied whole.")
    if error := foreign.recognise(data, name):
        raise error
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _in_zip(data, name)
    pretends = PurePosixPath(name).suffix.casefold() in _WORD_NAMES
    if not looks_like_text(data):
        if pretends:
            raise BrokenFile(f"{name} is no Word file, although its name says so.", "Fetch or save it anew.")
        raise UnknownFormat(f"{name} is of no format that tertial knows.", "Save it as .docx or .txt.")
    if error := foreign.in_text(data, name):
        raise error
    if pretends:
        raise BrokenFile(
            f"{name} is plain text and no Word file, although its name says so.",
            "If it is a report, give it a name that ends in .txt; else fetch or save it anew.",
        )
    return _TEXT


def _in_zip(data: bytes, name: str) -> Format:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            body = [member for member in members if _WORD_BODY.fullmatch(member.filename)]
            if any(member.flag_bits & 1 for member in body or members):
                raise LockedFile(
                    f"{name} is locked with a password.", "Unpack it or save a copy without a password."
                )
            if body:
                return _DOCX
            if error := foreign.in_zip(archive, name):
                raise error
            names = set(archive.namelist())
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, EOFError, zlib.error) as error:
        raise BrokenFile(f"{name} is cut off or damaged.", "Fetch or copy it anew.") from error
    if PurePosixPath(name).suffix.casefold() in _WORD_NAMES or any(
        member.startswith("word/") for member in names
    ):
        raise BrokenFile(
            f"{name} is a zip without {_DOCX.member}, so there is no text in it.",
            "Open it in Word and save it anew.",
        )
    if "[Content_Types].xml" in names:
        raise foreign.unknown(name, "an Office file without a Word text", "Save its text as .docx or .txt.")
    raise foreign.unknown(name, "a zip archive", "Unpack it, and give the folder.")


def read(data: bytes, name: str) -> Document:
    """The report that the bytes are, whatever its format.

    Args:
        data: All bytes of the file.
        name: What the report is called in messages and in the column `source`.

    Raises:
        TertialError: It can't be read; the message says why and what to do.
    """
    module = import_module(f"tertial.readers.{detect(data, name).module}")
    return cast(Reader, module).read(data, name)
