"""A Word file that was saved as one XML file is read as the Word file that it is."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import pytest

from tertial.document import document_id
from tertial.errors import BrokenFile, TertialError
from tertial.readers import docx, read
from tests.docx_maker import make, p, style, tbl, tc, tr

WORD = make(
    p("Rubrik", '<w:pStyle w:val="H"/>') + tbl(tr(tc("Mål"), tc("", '<w:shd w:fill="00B050"/>'))) + p("Åtta"),
    styles=style("H", "heading 1"),
    core="<dc:title>Uppföljning</dc:title>",
)


def flat(packed: bytes) -> bytes:
    """The same parts in one XML file, and a picture."""
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    inside = "".join(
        f'<pkg:part pkg:name="/{name}"><pkg:xmlData>{part.partition("?>")[2] or part}'
        "</pkg:xmlData></pkg:part>"
        for name, part in parts.items()
        if name != "[Content_Types].xml"
    )
    picture = '<pkg:part pkg:name="/word/a.png"><pkg:binaryData>iVBORw0KGgo=</pkg:binaryData></pkg:part>'
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<?mso-application progid="Word.Document"?>\n'
        '<pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage">'
        f"{inside}{picture}</pkg:package>"
    ).encode()


def test_it_says_the_same_as_the_word_file() -> None:
    """But for its identity, which is that of its own bytes."""
    expected = docx.read(WORD, "a.xml")
    assert [block.kind for block in expected.blocks][:2] == ["heading", "paragraph"]
    found = read(flat(WORD), "a.xml")
    assert found.document_id == document_id(flat(WORD))
    assert found == replace(expected, document_id=found.document_id, media_type="application/xml")


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (flat(WORD)[:-40], "cut off or damaged"),
        (flat(make("")), "holds no text"),
        (
            b'<pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage"/>',
            "no word/document",
        ),
        (b"<pkg:package>hej", "cut off or damaged"),
    ],
)
def test_what_can_not_be_read_is_told(data: bytes, says: str) -> None:
    """With the file's name and what to do."""
    with pytest.raises(TertialError, match=says) as caught:
        read(data, "rapport.xml")
    assert "rapport.xml" in caught.value.problem and caught.value.remedy


def test_entities_are_not_resolved() -> None:
    """A file that declares some is no Word file."""
    data = flat(WORD).replace(b"<pkg:package", b'<!DOCTYPE a [<!ENTITY x "y">]><pkg:package', 1)
    with pytest.raises(TertialError):
        read(data, "a.xml")
    with pytest.raises(BrokenFile):
        from tertial.readers import flat_opc

        flat_opc.read(data.replace("Åtta".encode(), b"&x;&x;"), "a.xml")
