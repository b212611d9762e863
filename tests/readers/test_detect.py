"""Bytes are believed, names are not; what can't be read is named, with a remedy."""

from __future__ import annotations

import gzip
import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tertial.errors import BrokenFile, EmptyFile, LockedFile, TertialError, UnknownFormat
from tertial.readers import FORMATS, detect, read
from tertial.resources import read_table

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
    return packed("mimetype", content=f"application/vnd.oasis.opendocument.{kind}".encode())


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
    ],
)
def test_known_formats(data: bytes, name: str, expected: str) -> None:
    """A file is what its bytes are, whatever it is called."""
    assert detect(data, name).name == expected


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (OLE + "WordDocument".encode("utf-16-le"), r"\.doc\).*save it as \.docx"),
        (OLE + "Workbook".encode("utf-16-le"), "Excel"),
        (OLE, "old Office program"),
        (b"%PDF-1.7\n", "PDF"),
        (b"{\\rtf1\\ansi Hej}", "RTF.*save it as .docx"),
        (open_document("text"), r"\.odt"),
        (open_document("spreadsheet"), r"\.ods"),
        (packed("[Content_Types].xml", "xl/workbook.xml"), "Excel"),
        (packed("[Content_Types].xml", "ppt/presentation.xml"), "PowerPoint"),
        (packed("[Content_Types].xml", "annat.xml"), "Office file without a Word text"),
        (packed("rapport.docx", "rapport.txt"), "zip archive.*[Uu]npack"),
        (b"\x89PNG\r\n\x1a\n" + bytes(20), "picture"),
        (b"\xff\xd8\xff\xe0" + bytes(20), "picture"),
        (b"GIF89a" + bytes(20), "picture"),
        (b"II*\x00" + bytes(20), "picture"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "picture"),
        (gzip.compress(b"Uppdraget", mtime=0), "gzip"),
        (b"<!DOCTYPE html><html><body>Uppdraget</body></html>", "web page"),
        (b"\n<html lang='sv'><p>Uppdraget", "web page"),
        (b'<?xml version="1.0"?><w:wordDocument/>', "Word file as XML"),
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


@pytest.mark.parametrize("stream", ["EncryptedPackage", "EncryptionInfo"])
def test_a_password_is_told(stream: str) -> None:
    """A Word file with a password is said to have one, not to be an old Office file."""
    with pytest.raises(LockedFile, match="password"):
        detect(OLE + stream.encode("utf-16-le"), "rapport.docx")


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
    assert [known.name for known in FORMATS] == ["docx", "txt"]


@settings(deadline=None, max_examples=200)
@given(
    st.binary(max_size=200), st.sampled_from([b"", b"PK\x03\x04", OLE[:8], b"{\\rtf", b"\xff\xfe", b"<?xml"])
)
def test_any_bytes_end_in_a_document_or_an_error(data: bytes, head: bytes) -> None:
    """Whatever the bytes, detection and reading end in a Document or a TertialError."""
    for name in ("a.txt", "a.docx"):
        try:
            assert read(head + data, name).source == name
        except TertialError as error:
            assert name in error.problem
