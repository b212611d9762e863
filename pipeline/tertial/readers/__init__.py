"""Which format bytes are of, and the reader for it; a module and a line in FORMATS for each."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final, Protocol, cast

from tertial import mail
from tertial.document import Document
from tertial.errors import BrokenFile, EmptyFile, LockedFile, TertialError, UnknownFormat
from tertial.readers import delimited, foreign, libreoffice
from tertial.readers.compound import MAGIC, MAIL, Compound
from tertial.readers.encoding import decode, looks_like_text

if TYPE_CHECKING:
    from tertial.readers.ocr import Recognition

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
    markup: str = ""
    """A pattern that its beginning matches as text, after an XML declaration and comments."""
    importing: libreoffice.Import | None = None
    """How LibreOffice reads it to make it a Word file or workbook first; None where none is made."""


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
        member="word/document.xml",
    ),
    Format(
        name="flat-docx",
        media_type="application/xml",
        module="flat_opc",
        extensions=(".xml",),
        description="Word 2007 and later, saved as one XML file",
        markup=r"<pkg:package",
    ),
    Format(
        name="doc",
        media_type="application/msword",
        module="docx",
        extensions=(".doc", ".dot"),
        description="Word 97 to 2003",
        signature=MAGIC,
        importing=libreoffice.Import("MS Word 97", ".doc"),
    ),
    Format(
        name="doc-95",
        media_type="application/msword",
        module="docx",
        extensions=(".doc", ".dot"),
        description="Word 6 and 95",
        signature=MAGIC,
        importing=libreoffice.Import("MS Word 95", ".doc"),
    ),
    Format(
        name="doc-2",
        media_type="application/msword",
        module="docx",
        extensions=(".doc", ".dot"),
        description="Word 2",
        signature=b"\xdb\xa5",
        importing=libreoffice.Import("MS WinWord 5", ".doc"),
    ),
    Format(
        name="word-xml",
        media_type="application/xml",
        module="docx",
        extensions=(".xml",),
        description="Word 2003, saved as XML",
        markup=r"<w:wordDocument",
        importing=libreoffice.Import(
            "MS Word 2003 XML",
            ".xml",
            "LibreOffice may lose headings, numbers of lists and changed words of Word 2003's XML: open the "
            "file in Word and save it as .docx.",
        ),
    ),
    Format(
        name="rtf",
        media_type="application/rtf",
        module="docx",
        extensions=(".rtf",),
        description="Rich Text Format",
        signature=b"{\\rtf",
        importing=libreoffice.Import("Rich Text Format", ".rtf"),
    ),
    Format(
        name="odt",
        media_type="application/vnd.oasis.opendocument.text",
        module="docx",
        extensions=(".odt", ".ott"),
        description="OpenDocument text",
        member="content.xml",
        importing=libreoffice.Import("writer8", ".odt"),
    ),
    Format(
        name="fodt",
        media_type="application/vnd.oasis.opendocument.text-flat-xml",
        module="docx",
        extensions=(".fodt",),
        description="OpenDocument text, saved as one XML file",
        markup=r"<office:document\s[^>]*office:mimetype=.application/vnd\.oasis\.opendocument\.text",
        importing=libreoffice.Import("OpenDocument Text Flat XML", ".fodt"),
    ),
    Format(
        name="xlsx",
        media_type=f"{OOXML}.spreadsheetml.sheet",
        module="xlsx",
        extensions=(".xlsx", ".xlsm", ".xltx", ".xltm"),
        description="Excel 2007 and later, where the table in a sheet is the report",
        member="xl/workbook.xml",
    ),
    Format(
        name="xlsb",
        media_type="application/vnd.ms-excel.sheet.binary.macroEnabled.12",
        module="xlsx",
        extensions=(".xlsb",),
        description="Excel 2007 and later, saved in binary form",
        member="xl/workbook.bin",
        importing=libreoffice.Import("Calc MS Excel 2007 Binary", ".xlsb", target=libreoffice.TO_EXCEL),
    ),
    Format(
        name="xls",
        media_type="application/vnd.ms-excel",
        module="xlsx",
        extensions=(".xls", ".xlt"),
        description="Excel 97 to 2003",
        signature=MAGIC,
        importing=libreoffice.Import("MS Excel 97", ".xls", target=libreoffice.TO_EXCEL),
    ),
    Format(
        name="xls-95",
        media_type="application/vnd.ms-excel",
        module="xlsx",
        extensions=(".xls", ".xlt"),
        description="Excel 5 and 95",
        signature=MAGIC,
        importing=libreoffice.Import("MS Excel 5.0/95", ".xls", target=libreoffice.TO_EXCEL),
    ),
    Format(
        name="excel-xml",
        media_type="application/xml",
        module="xlsx",
        extensions=(".xml", ".xls"),
        description="Excel 2003, saved as XML",
        markup=r"<(?:ss:)?Workbook\b",
        importing=libreoffice.Import("MS Excel 2003 XML", ".xml", target=libreoffice.TO_EXCEL),
    ),
    Format(
        name="ods",
        media_type="application/vnd.oasis.opendocument.spreadsheet",
        module="xlsx",
        extensions=(".ods", ".ots"),
        description="OpenDocument sheets",
        member="content.xml",
        importing=libreoffice.Import("calc8", ".ods", target=libreoffice.TO_EXCEL),
    ),
    Format(
        name="fods",
        media_type="application/vnd.oasis.opendocument.spreadsheet-flat-xml",
        module="xlsx",
        extensions=(".fods",),
        description="OpenDocument sheets, saved as one XML file",
        markup=r"<office:document\s[^>]*office:mimetype=.application/vnd\.oasis\.opendocument\.spreadsheet",
        importing=libreoffice.Import(
            "OpenDocument Spreadsheet Flat XML", ".fods", target=libreoffice.TO_EXCEL
        ),
    ),
    Format(
        name="pdf",
        media_type="application/pdf",
        module="pdf",
        extensions=(".pdf",),
        description="PDF with text; pages that are only pictures are told apart, and read with --ocr",
        signature=b"%PDF-",
    ),
    Format(
        name="html",
        media_type="text/html",
        module="html",
        extensions=(".html", ".htm", ".xhtml", ".doc"),
        description="web pages: saved from Word or a browser, or published by a system of follow-up",
        markup=r"(?i:<!doctype html|<html|<head|<body)",
    ),
    Format(
        name="mht",
        media_type="multipart/related",
        module="html",
        extensions=(".mht", ".mhtml", ".doc"),
        description="web pages in one file with their pictures (web archives)",
        markup=(
            r"(?!(?:[^\n]*\n(?!\s*\n)){0,40}?(?i:to|received|delivered-to):)"
            r"(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){0,30}?(?i:MIME-Version):"
        ),
    ),
    Format(
        name="eml",
        media_type="message/rfc822",
        module="mail",
        extensions=(".eml",),
        description="mails: the reports attached, or else the mail's own text",
        markup=mail.HEAD,
    ),
    Format(
        name="msg",
        media_type="application/vnd.ms-outlook",
        module="mail",
        extensions=(".msg",),
        description="mails of Outlook, likewise",
        signature=MAGIC,
    ),
    Format(
        name="csv",
        media_type="text/csv",
        module="delimited",
        extensions=(".csv", ".tsv", ".tab"),
        description="tables exported as delimited text: semicolons, or as the name says commas or tabs",
    ),
    Format(
        name="txt",
        media_type="text/plain",
        module="text",
        extensions=(".txt", ".md", ".text"),
        description=(
            "plain text and Markdown in UTF-8, UTF-16, Windows-1252, ISO-8859-1/15, Mac Roman or CP850; "
            "tabs and pipes make tables"
        ),
    ),
)

_BY_NAME: Final = {known.name: known for known in FORMATS}
_DOCX, _TEXT = _BY_NAME["docx"], _BY_NAME["txt"]
_ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_CONVERTED: Final = (*_ZIP, *(known.signature for known in FORMATS if known.importing and known.signature))
_BLANK: Final = b" \t\r\n\xef\xbb\xbf"
_PROLOGUE: Final = r"\s*(?:<\?xml[^>]*\?>\s*)?(?:<\?mso-application[^>]*\?>\s*)?(?>(?:<!--.*?-->\s*)*)"
_MAIL_HEAD: Final = re.compile(rb"[\w-]+:")
_HEAD: Final = 16_384
"""Bytes in which markup shows what it is; an OpenDocument names a hundred namespaces first."""
_BODIES: Final = (
    (re.compile(r"word/document\d*\.xml"), _DOCX),
    (re.compile(r"xl/workbook\d*\.xml"), _BY_NAME["xlsx"]),
    (re.compile(r"xl/workbook\.bin"), _BY_NAME["xlsb"]),
)
"""The part that holds the text, of each format of Office's."""
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
    start = data[:64].lstrip(_BLANK)
    for known in FORMATS:
        if known.signature and start.startswith(known.signature):
            return _checked(known, data, name)
    if error := foreign.recognise(data, name):
        raise error
    if data.startswith(_ZIP):
        return _in_zip(data, name)
    pretends = PurePosixPath(name).suffix.casefold() in _WORD_NAMES
    if not looks_like_text(data):
        if pretends:
            raise BrokenFile(f"{name} is no Word file, although its name says so.", "Fetch or save it anew.")
        raise UnknownFormat(f"{name} is of no format that tertial knows.", "Save it as .docx or .txt.")
    if markup := _in_markup(data):
        return markup
    if error := foreign.in_text(data, name):
        raise error
    if pretends:
        raise BrokenFile(
            f"{name} is plain text and no Word file, although its name says so.",
            "If it is a report, give it a name that ends in .txt; else fetch or save it anew.",
        )
    if len(data) <= delimited.LIMIT and delimited.parted(decode(data).text, name):
        return _BY_NAME["csv"]
    return _TEXT


def _checked(known: Format, data: bytes, name: str) -> Format:
    """A format that the first bytes are of, where the rest shows nothing against it."""
    if known.signature == MAGIC:
        file = Compound(data)
        if error := foreign.in_compound(file, name):
            raise error
        if file.holds(MAIL):
            return _BY_NAME["msg"]
        if file.is_workbook:
            return _BY_NAME["xls" if file.holds("Workbook") else "xls-95"]
        return _BY_NAME["doc-95"] if file.before_97 else known
    return known


def _in_markup(data: bytes) -> Format | None:
    if b"<" not in data[:64] and _MAIL_HEAD.match(data) is None:
        return None
    head = decode(data[:_HEAD]).text.lstrip("\ufeff")
    return next(
        (known for known in FORMATS if known.markup and re.match(_PROLOGUE + known.markup, head, re.DOTALL)),
        None,
    )


def _in_zip(data: bytes, name: str) -> Format:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            body = [
                (member, known)
                for pattern, known in _BODIES
                for member in members
                if pattern.fullmatch(member.filename)
            ]
            if any(member.flag_bits & 1 for member in [at for at, _ in body] or members):
                raise LockedFile(
                    f"{name} is locked with a password.", "Unpack it or save a copy without a password."
                )
            if body:
                return body[0][1]
            if known := _open_document(archive, name):
                return known
            if error := foreign.in_zip(archive, name):
                raise error
            names = set(archive.namelist())
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, EOFError, zlib.error) as error:
        raise foreign.cut_off(name) from error
    if PurePosixPath(name).suffix.casefold() in _WORD_NAMES or any(
        member.startswith("word/") for member in names
    ):
        raise BrokenFile(
            f"{name} is a zip without {_DOCX.member}, so there is no text in it.",
            "Open it in Word and save it anew.",
        )
    if "[Content_Types].xml" in names:
        raise foreign.unknown(
            name, "an Office file without a text or sheet", "Save its text as .docx or .txt."
        )
    raise foreign.unknown(name, "a zip archive", "Unpack it, and give the folder.")


def _open_document(archive: zipfile.ZipFile, name: str) -> Format | None:
    """The format of an OpenDocument text or sheet, where the zip is one."""
    names = archive.namelist()
    if "mimetype" not in names or _BY_NAME["odt"].member not in names:
        return None
    kind = archive.read("mimetype")[:100].decode("ascii", "replace").strip().removesuffix("-template")
    known = next((_BY_NAME[one] for one in ("odt", "ods") if _BY_NAME[one].media_type == kind), None)
    if known is None:
        return None
    if "META-INF/manifest.xml" in names and b"encryption-data" in archive.read("META-INF/manifest.xml"):
        raise LockedFile(
            f"{name} is locked with a password.", "Save a copy without one in LibreOffice, and run again."
        )
    from tertial.readers.docx.package import check_members

    check_members(archive.infolist(), name)
    archive.read(known.member)
    return known


def lacking(known: Format) -> str:
    """What to do so that this machine can read a format; empty where it can."""
    if known.importing is None or libreoffice.can_make(known.importing.target):
        return ""
    return f"{libreoffice.REMEDY}."


def to_convert(data: bytes, name: str) -> libreoffice.File | None:
    """Bytes of which LibreOffice makes something before they are read, with what it must know; else None."""
    start = data[:64].lstrip(_BLANK)
    if b"<" not in start and not start.startswith(_CONVERTED):  # to look at a text costs 5 ms
        return None
    try:
        known = detect(data, name)
    except TertialError:
        return None
    if known.importing is None:
        return None
    return libreoffice.File(data, name, known.media_type, known.description, known.importing)


def read(data: bytes | libreoffice.Converted, name: str, recognition: Recognition | None = None) -> Document:
    """The report that the bytes are, whatever its format.

    Args:
        data: All bytes of the file, or what LibreOffice made of it.
        name: What the report is called in messages and in the column `source`.
        recognition: How text in pictures of pages is recognised; None where it is not.

    Raises:
        TertialError: It can't be read; the message says why and what to do.
    """
    if isinstance(data, libreoffice.Converted):
        return _read_converted(data, name)
    if (file := to_convert(data, name)) is not None:
        return _read_converted(libreoffice.convert(file), name)
    known = detect(data, name)
    if recognition is not None and known.name == "pdf":
        from tertial.readers import ocr

        return ocr.read(data, name, recognition)
    module = import_module(f"tertial.readers.{known.module}")
    return cast(Reader, module).read(data, name)


def _read_converted(made: libreoffice.Converted, name: str) -> Document:
    if made.target == libreoffice.TO_EXCEL:
        from tertial.readers import xlsx

        document = xlsx.read(made.data, name, moments="left out")
    else:
        from tertial.readers import docx

        document = docx.read(made.data, name, left_out=docx.MOMENT_FIELDS)
    warnings = (*document.warnings, *made.warnings)
    return replace(document, document_id=made.document_id, media_type=made.media_type, warnings=warnings)
