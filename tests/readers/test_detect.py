"""Bytes are believed, names are not; what can't be read is named, with a remedy."""

from __future__ import annotations

import gzip
import io
import struct
import time
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tertial.errors import BrokenFile, EmptyFile, LockedFile, TertialError, UnknownFormat
from tertial.readers import FORMATS, detect, libreoffice, read
from tertial.resources import read_table
from tests.ole_maker import compound

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def packed(*members: str, content: bytes = b"<x/>") -> bytes:
    """A zip with members of these names."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for member in members:
            archive.writestr(zipfile.ZipInfo(member), content)
    return file.getvalue()


def open_document(kind: str) -> bytes:
    """A zip that is an OpenDocument of this kind."""
    return packed("mimetype", "content.xml", content=f"application/vnd.oasis.opendocument.{kind}".encode())


@pytest.mark.parametrize(
    ("data", "name", "expected"),
    [
        (packed("[Content_Types].xml", "word/document.xml"), "a.docx", "docx"),
        (packed("[Content_Types].xml", "word/document.xml"), "a.txt", "docx"),
        (packed("[Content_Types].xml", "word/document2.xml"), "a", "docx"),
        (b"Uppdraget p\xe5g\xe5r.", "a.txt", "txt"),
        (b"Uppdraget p\xe5g\xe5r.", "a.doc", "txt"),
        ("\ufeffUppdraget pågår.".encode("utf-16-le"), "a.txt", "txt"),
        ("Uppdraget pågår.".encode("utf-16-be"), "a.txt", "txt"),
        (b"a", "a.txt", "txt"),
        ("[grön] Uppdraget pågår.".encode(), "a.md", "txt"),
        ("{Uppdrag} pågår.".encode(), "a.md", "txt"),
        (b"Fr\xe5n: A till B\nMal\tStatus", "a.tsv", "txt"),
        (packed("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"), "a.docm", "docx"),
        (compound("WordDocument", "1Table"), "a.docx", "doc"),
        (compound("WordDocument", "0Table", form=104), "a", "doc-95"),
        (compound("worddocument", "1TABLE"), "a.txt", "doc"),
        (b"\xdb\xa5\x2d\x00" + bytes(9), "a.doc", "doc-2"),
        (b"{\\rtf1\\ansi Hej}", "a.doc", "rtf"),
        (b"\xef\xbb\xbf\r\n{\\rtf1\\ansi Hej}\r\n\x00", "a.rtf", "rtf"),
        (open_document("text"), "a.docx", "odt"),
        (open_document("text-template"), "a.zip", "odt"),
        (b"<?xml version='1.0'?><?mso-application progid='Word.Document'?><w:wordDocument>", "a", "word-xml"),
        (b"<?xml version='1.0'?>\n<!-- a --><pkg:package>", "a.doc", "flat-docx"),
        ("\ufeff<?xml version='1.0'?><pkg:package>".encode("utf-16-le"), "a.xml", "flat-docx"),
        (
            b"<office:document xmlns:office='a' office:mimetype='application/vnd.oasis.opendocument.text'>",
            "a.xml",
            "fodt",
        ),
        (b"<!DOCTYPE html><html><body>Uppdraget</body></html>", "a.txt", "html"),
        (b"\r\n%PDF-1.4", "a.docx", "pdf"),
        (b"\n<html lang='sv'><p>Uppdraget", "a.doc", "html"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related\n\nHej", "a.doc", "mht"),
        (b"Received: x\nMIME-Version: 1.0\n\nHej", "a.txt", "eml"),
        (b"From: a@b.se\nTo: c\n d@e.se\nSubject: T2\nMessage-ID: <1>\n\nHej", "a", "eml"),
        ("Från: Anna\nSkickat: den 4 maj\nTill: KS\nÄmne: T2\n\nHej".encode(), "a.txt", "txt"),
        (compound("__properties_version1.0"), "a.msg", "msg"),
        (packed("[Content_Types].xml", "xl/workbook.xml"), "a.docx", "xlsx"),
        (packed("[Content_Types].xml", "xl/workbook.xml", "xl/vbaProject.bin"), "a.xlsm", "xlsx"),
        (packed("[Content_Types].xml", "xl/workbook.bin"), "a.xlsb", "xlsb"),
        (compound("Workbook"), "a.doc", "xls"),
        (compound("Book"), "a.xls", "xls-95"),
        (open_document("spreadsheet"), "a.xls", "ods"),
        (open_document("spreadsheet-template"), "a.ots", "ods"),
        (b"<?xml version='1.0'?><?mso-application progid='Excel.Sheet'?><Workbook>", "a", "excel-xml"),
        (b"<office:document office:mimetype='application/vnd.oasis.opendocument.spreadsheet'>", "a", "fods"),
        (b"Namn;Status;Klart\nA;Klart;2023\nB;P\xe5g\xe5r;2024", "a.txt", "csv"),
    ],
)
def test_known_formats(data: bytes, name: str, expected: str) -> None:
    """A file is what its bytes are, whatever it is called."""
    assert detect(data, name).name == expected


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (compound("PowerPoint Document"), "PowerPoint"),
        (OLE, "old Office program"),
        (open_document("text-master"), r"\.odm"),
        (open_document("presentation"), r"\.odp"),
        (packed("[Content_Types].xml", "ppt/presentation.xml"), "PowerPoint"),
        (packed("[Content_Types].xml", "annat.xml"), "Office file without a text or sheet"),
        (packed("rapport.docx", "rapport.txt"), "zip archive.*[Uu]npack"),
        (b"\x89PNG\r\n\x1a\n" + bytes(20), "picture"),
        (b"\xff\xd8\xff\xe0" + bytes(20), "picture"),
        (b"GIF89a" + bytes(20), "picture"),
        (b"II*\x00" + bytes(20), "picture"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "picture"),
        (gzip.compress(b"Uppdraget", mtime=0), "gzip"),
        (b'<?xml version="1.0"?><data/>', "XML"),
        (b'{"items": [1, 2]}', "JSON"),
        (b"SQLite format 3\x00" + bytes(40), "SQLite"),
        (bytes(range(256)) * 8, "no format that tertial knows"),
        (bytes(1000) + b"\x01", "no format that tertial knows"),
    ],
)
def test_other_formats_are_named(data: bytes, says: str) -> None:
    """What is no report is named by what it is, also behind the name of a text."""
    with pytest.raises(UnknownFormat, match=f"(?s){says}") as caught:
        detect(data, "rapport.txt")
    assert "rapport.txt" in caught.value.problem
    assert caught.value.remedy


def locked_open_document() -> bytes:
    """An OpenDocument text whose list of parts says that they are locked."""
    file = io.BytesIO(open_document("text"))
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("META-INF/manifest.xml", "<manifest:encryption-data/>")
    return file.getvalue()


def locked_workbook() -> bytes:
    """An old workbook whose second record says that it is locked."""
    whole = compound("Workbook")
    begins = whole.index(struct.pack("<H", 0xA5EC))
    records = struct.pack("<HHHH", 0x0809, 4, 0x600, 5) + struct.pack("<HH", 0x2F, 6) + bytes(6)
    return whole[:begins] + records + whole[begins + len(records) :]


@pytest.mark.parametrize(
    "data",
    [
        OLE + "EncryptedPackage".encode("utf-16-le"),
        OLE + "EncryptionInfo".encode("utf-16-le"),
        compound("EncryptedPackage"),
        compound("WordDocument", "1Table", flags=0x100),
        locked_workbook(),
        locked_open_document(),
    ],
)
def test_a_password_is_told(data: bytes) -> None:
    """A file with a password is said to have one, not to be an old Office file or a damaged one."""
    with pytest.raises(LockedFile, match="password"):
        detect(data, "rapport.docx")


@pytest.mark.parametrize(
    "data",
    [
        OLE + "WordDocument".encode("utf-16-le"),
        compound("WordDocument", "1Table")[:-600],
        compound("Workbook")[:-600],
        OLE + "Workbook".encode("utf-16-le"),
        compound("WordDocument", "1Table")[:1600],
        open_document("text")[:-30],
        open_document("text").replace(b"vnd.oasis", b"vnd.oosis"),
    ],
)
def test_what_is_cut_off_or_damaged_is_told(data: bytes) -> None:
    """A part of it would be read as if it were the whole."""
    with pytest.raises(BrokenFile, match="cut off or damaged"):
        detect(data, "rapport.doc")


def test_markup_is_recognised_in_linear_time() -> None:
    """A text of nothing but comments costs no more than to look at it."""
    begin = time.perf_counter()
    assert detect(b"<!-- Uppdraget -->\n" * 2000 + b"Uppdraget", "a.txt").name == "txt"
    assert time.perf_counter() - begin < 2


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"Detta \xe4r ingen zip", "no Word file, although its name says so"),
        (bytes(range(256)) * 8, "no Word file, although its name says so"),
        (packed("[Content_Types].xml", "word/document.xml")[:40], "cut off or damaged"),
        (packed("[Content_Types].xml", "word/styles.xml"), r"without word/document\.xml"),
        (packed("[Content_Types].xml"), r"without word/document\.xml"),
    ],
)
def test_a_broken_word_file_is_broken(data: bytes, says: str) -> None:
    """A file that its name or its first bytes promise to be a Word file, and is none, has failed."""
    with pytest.raises(BrokenFile, match=says):
        detect(data, "rapport.docx")


@pytest.mark.parametrize("data", [b"", b"\n \n", bytes(100), b"\xef\xbb\xbf"])
def test_an_empty_file_is_empty(data: bytes) -> None:
    """Nothing but white space or zeros is an empty file, whatever its name."""
    with pytest.raises(EmptyFile, match=r"rapport\.docx is empty"):
        detect(data, "rapport.docx")


def test_signatures_are_of_no_text() -> None:
    """No row of the table of signatures takes a Swedish text for something else."""
    for row in read_table("foreign_formats.csv"):
        assert row["what"] and row["remedy"].endswith(".")
    assert detect("BM, MZ, II och MM är förkortningar.".encode(), "a.txt").name == "txt"
    assert detect("Rar, GIF och PDF är format.".encode(), "a.txt").name == "txt"


def test_read_takes_the_reader_of_the_format() -> None:
    """`read` gives the Document of the module that the format names."""
    document = read("Uppdraget pågår.".encode(), "mapp/a.txt")
    assert (document.reader, document.source, document.text) == ("text", "mapp/a.txt", "Uppdraget pågår.")
    names = [known.name for known in FORMATS]
    assert len(names) == len(set(names)) >= 2


@settings(deadline=None, max_examples=200)
@given(
    st.binary(max_size=200),
    st.sampled_from([b"", b"PK\x03\x04", OLE[:8], b"{\\rtf", b"\xff\xfe", b"<?xml", b"<html", b"%PDF-"]),
)
def test_any_bytes_end_in_a_document_or_an_error(data: bytes, head: bytes) -> None:
    """Whatever the bytes, detection and reading end in a Document or a TertialError."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(libreoffice, "program", lambda: None)  # to start it hundreds of times takes minutes
        for name in ("a.txt", "a.docx"):
            try:
                assert read(head + data, name).source == name
            except TertialError as error:
                assert name in error.problem
