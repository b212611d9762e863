"""The Word reader: whatever bytes it is given, it ends in a Document or says what is wrong."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tertial.document import Document
from tertial.errors import BrokenFile, EmptyFile, LockedFile, TertialError, TooLarge
from tertial.readers.docx import package, read
from tests.docx_maker import NAMESPACES, make, p, pack, parse, r, style, tbl, tc, tr

WHOLE = make(
    p("Rubrik", '<w:pStyle w:val="H"/>')
    + p("a", '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>')
    + tbl(
        tr(tc("b", '<w:vMerge w:val="restart"/><w:gridSpan w:val="2"/>'), "c"), tr(tc("", "<w:vMerge/>"), "d")
    )
    + f"<w:p>{r('e', '<w:b/>')}<w:r><w:footnoteReference w:id='2'/></w:r></w:p>",
    styles=style("H", "heading 1"),
    footnotes=f'<w:footnote w:id="2">{p("not")}</w:footnote>',
    numbering='<w:abstractNum w:abstractNumId="1">'
    '<w:lvl w:ilvl="0"><w:lvlText w:val="%1"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>',
    core="<dc:title>t</dc:title>",
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)


ENTITY = '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'


def document_xml(content: str | bytes) -> bytes:
    """A file with this as its document."""
    return pack({"word/document.xml": content})


CASES = [
    ("nothing", b"", EmptyFile, "is empty"),
    ("only zeros", bytes(100), EmptyFile, "is empty"),
    ("text", b"Uppdrag. Kommentar", BrokenFile, "not a zip"),
    ("cut off", WHOLE[:-60], BrokenFile, "cut off"),
    ("only the first bytes of a zip", b"PK\x03\x04", BrokenFile, "cut off"),
    ("locked with a password", OLE + "EncryptedPackage".encode("utf-16-le"), LockedFile, "password"),
    ("an old .doc", OLE, BrokenFile, "old Word file"),
    ("a workbook", pack({"xl/workbook.xml": "<a/>", "[Content_Types].xml": "<a/>"}), BrokenFile, "Excel"),
    (
        "an OpenDocument text",
        pack({"content.xml": "<a/>", "META-INF/manifest.xml": "<a/>"}),
        BrokenFile,
        "OpenDocument",
    ),
    ("any zip", pack({"a.txt": "x"}), BrokenFile, "zip archive of 1 file"),
    ("an empty zip", pack({}), BrokenFile, "zip archive of 0 files"),
    ("no XML", document_xml("hej"), BrokenFile, "no proper XML"),
    ("another document", document_xml("<html/>"), BrokenFile, "no document"),
    ("no body", document_xml(f"<w:document {NAMESPACES}/>"), BrokenFile, "no document"),
    ("entities", document_xml(ENTITY), BrokenFile, "entities"),
    (
        "entities in UTF-16",
        document_xml(f'<?xml version="1.0" encoding="UTF-16"?>{ENTITY}'.encode("utf-16")),
        BrokenFile,
        "entities",
    ),
    (
        "packed otherwise",
        pack({"word/document.xml": "x" * 99}, compression=zipfile.ZIP_LZMA),
        BrokenFile,
        "packed in a way",
    ),
    ("a bomb", document_xml("<a>" + " " * 20_000_000 + "</a>"), TooLarge, "inflates"),
]


@pytest.mark.parametrize(("data", "error", "words"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_what_is_no_word_file_is_told_apart(data: bytes, error: type[TertialError], words: str) -> None:
    """A file that can't be read gives an error that names it, says why and what to do."""
    with pytest.raises(error, match=words) as caught:
        read(data, "fil.docx")
    assert type(caught.value) is error
    assert "fil.docx" in caught.value.problem
    assert caught.value.remedy


def test_a_damaged_part_is_a_broken_file() -> None:
    """A part whose check sum is wrong breaks the file, and the message names the part."""
    data = pack({"word/document.xml": "<a>" + "x" * 50 + "</a>"}, compression=zipfile.ZIP_STORED)
    with pytest.raises(BrokenFile, match=r"word/document\.xml is damaged"):
        read(data.replace(b"xxxx", b"xyxx", 1), "fil.docx")


def test_too_many_bytes_inflated(monkeypatch: pytest.MonkeyPatch) -> None:
    """The limit holds for all XML parts together."""
    monkeypatch.setattr(package, "MAX_INFLATED", 500)
    with pytest.raises(TooLarge):
        read(WHOLE, "fil.docx")


def test_depth_without_end_is_a_broken_file() -> None:
    """Tables in tables in tables end in an error, not in a crash."""
    deep = "<w:tbl><w:tr><w:tc>" * 60
    body = deep + p("botten") + "</w:tc></w:tr></w:tbl>" * 60
    assert parse(body).text.strip() == "botten"
    controls = "<w:sdt><w:sdtContent>" * 2000 + p("x") + "</w:sdtContent></w:sdt>" * 2000
    with pytest.raises(BrokenFile):
        parse(controls)


def test_names_of_parts_in_another_case() -> None:
    """Part names are found whatever their case, and with backslashes."""
    with zipfile.ZipFile(io.BytesIO(WHOLE)) as archive:
        files = {name: archive.read(name).decode() for name in archive.namelist()}
    renamed = {name.replace("word/document", "Word/Document"): text for name, text in files.items()}
    assert read(pack(renamed), "x").text == read(WHOLE, "x").text


def test_broken_properties_are_a_warning() -> None:
    """What the file says of itself is not worth failing for."""
    with zipfile.ZipFile(io.BytesIO(WHOLE)) as archive:
        files = {name: archive.read(name).decode() for name in archive.namelist()}
    document = read(pack({**files, "docProps/core.xml": "<a"}), "x")
    assert document.warnings
    assert not document.properties


def check(data: bytes) -> None:
    """Reads, and looks through what comes out."""
    try:
        document = read(data, "x.docx")
    except TertialError:
        return
    assert isinstance(document, Document)
    for block in document.blocks:
        assert 0 <= block.span.start <= block.span.end <= len(document.text)
    assert all(table.grid() for table in document.tables)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(WHOLE) - 1), st.integers(0, 255)), min_size=1, max_size=8))
@example([(4, 255)])
def test_any_flipped_bytes_end_well(flips: list[tuple[int, int]]) -> None:
    """A Word file with any bytes changed gives a Document or a TertialError."""
    data = bytearray(WHOLE)
    for at, byte in flips:
        data[at] = byte
    check(bytes(data))


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=400), st.sampled_from([b"", b"PK\x03\x04", b"PK\x05\x06", WHOLE[:200], OLE]))
def test_any_bytes_end_well(data: bytes, head: bytes) -> None:
    """Any bytes at all give a Document or a TertialError."""
    check(head + data)


TAGS = (
    "p",
    "r",
    "t",
    "tbl",
    "tr",
    "tc",
    "sdt",
    "sdtContent",
    "ins",
    "del",
    "pPr",
    "rPr",
    "trPr",
    "tcPr",
    "vMerge",
    "gridSpan",
    "fldChar",
    "instrText",
    "fldSimple",
    "txbxContent",
    "numPr",
    "numId",
    "ilvl",
    "sz",
    "b",
    "rFonts",
    "sym",
    "footnoteReference",
    "moveFrom",
    "hidden",
    "cellDel",
    "shd",
    "outlineLvl",
    "tab",
    "color",
)
ATTRIBUTES = st.sampled_from(
    [
        "",
        'w:val="1"',
        'w:val="-5"',
        'w:val="x"',
        'w:val="99999999999999"',
        'w:fldCharType="begin"',
        'w:fldCharType="separate"',
        'w:fldCharType="end"',
        'w:instr="PAGE"',
        'w:id="2"',
        'w:ascii="Wingdings"',
        'w:fill="FF0000"',
    ]
)


def element(children: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Elements of Word's with such children."""
    return st.builds(
        lambda tag, attributes, inside: f"<w:{tag} {attributes}>{''.join(inside)}</w:{tag}>",
        st.sampled_from(TAGS),
        ATTRIBUTES,
        st.lists(children, max_size=4),
    )


@settings(max_examples=400, deadline=None)
@given(st.recursive(st.sampled_from(["", "ord", "\uf0fc"]), element, max_leaves=30))
def test_elements_in_any_order_end_well(body: str) -> None:
    """Elements of Word's in any order, nested in any way, give a Document."""
    document = parse(p("ord") + body, footnotes=f'<w:footnote w:id="2">{p("not")}</w:footnote>')
    assert isinstance(document, Document)


def test_a_file_without_a_word_is_told() -> None:
    """Nothing in it but empty paragraphs, or pages that are pictures: it must not pass for a read report."""
    with pytest.raises(EmptyFile, match="holds no text"):
        parse("<w:p/><w:p/>")
