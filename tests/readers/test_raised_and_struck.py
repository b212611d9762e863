"""Figures that mark notes and words that are struck out are treated alike in every format."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import docx
import pytest

from bench import formats
from tertial.document import Document, normalise
from tertial.errors import ReadError
from tertial.readers import libreoffice, read, to_convert
from tests.docx_maker import make
from tests.pdf_maker import Page, pdf

Piece = tuple[str, str]
"""Words, and how they stand: `raised`, `struck` or as the others."""
LOOKS: Mapping[str, tuple[str, ...]] = {
    "raised": ('<w:vertAlign w:val="superscript"/>', '<w:position w:val="8"/><w:sz w:val="14"/>'),
    "struck": ("<w:strike/>", "<w:dstrike/>"),
    "": ("", ""),
}
TAGS: Mapping[str, tuple[str, ...]] = {
    "raised": (
        "<sup>{}</sup>",
        "<span style='vertical-align:super;font-size:60%'>{}</span>",
        "<sup>[{}]</sup>",
    ),
    "struck": ("<s>{}</s>", "<span style='text-decoration: line-through'>{}</span>", "<strike>{}</strike>"),
    "": ("{}", "{}", "{}"),
}
SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def in_word(line: list[Piece], way: int = 0) -> bytes:
    """The line in a Word file."""
    runs = "".join(
        f'<w:r><w:rPr>{LOOKS[look][way]}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'
        for text, look in line
    )
    return make(f"<w:p>{runs}</w:p>")


def in_html(line: list[Piece], way: int = 0) -> bytes:
    """The line in a web page."""
    words = "".join(TAGS[look][way].format(text) for text, look in line)
    return f"<html><head><meta charset=utf-8></head><body><p>{words}</p></body></html>".encode()


def in_text(line: list[Piece], way: int = 0) -> bytes:
    """The line in a plain text: superscripts, and tildes or remains of tags."""
    marks = {"struck": ("~~{}~~", "<s>{}</s>")[way], "raised": "{}", "": "{}"}
    return "".join(
        marks[look].format(text.translate(SUPERSCRIPTS) if look == "raised" else text) for text, look in line
    ).encode()


def in_pdf(line: list[Piece], way: int = 0) -> bytes:
    """The line in a PDF, its letters where a typesetter puts them, more or less."""
    page, x = Page(), 70.0
    for text, look in line:
        size = (7.0, 6.0)[way] if look == "raised" else 11.0
        page.text(x, 100 - (4 if look == "raised" else 0), text.strip(), size)
        # Helvetica's small letters are half as wide as they are high, on average; a gap is a space at least.
        width = sum(_WIDTHS.get(char, 0.556) for char in text) * size
        if look == "struck":
            page.rule(x, 97, x + width - 1, 97)
        x += width
    return pdf(page)


_WIDTHS = {" ": 0.278, "t": 0.278, "f": 0.278, "i": 0.222, "l": 0.222, "r": 0.333, ".": 0.278, ",": 0.278} | {
    "k": 0.5, "s": 0.5, "v": 0.5, "y": 0.5, "m": 0.833, "P": 0.667, "D": 0.722, "T": 0.611, "j": 0.222,
}  # fmt: skip
WAYS = {
    "docx": (in_word, 0), "docx-position": (in_word, 1), "html": (in_html, 0), "html-css": (in_html, 1),
    "html-brackets": (in_html, 2), "text": (in_text, 0), "text-tags": (in_text, 1), "pdf": (in_pdf, 0),
    "pdf-small": (in_pdf, 1),
}  # fmt: skip


def said(data: bytes, name: str = "rapport") -> Document:
    """What is read of the bytes."""
    return read(data, name)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ([("Taxan är inte", ""), ("1", "raised"), (" genomförd.", "")], "Taxan är inte genomförd."),
        ([("Planen är ej", ""), ("12", "raised"), (" klar", "")], "Planen är ej klar"),
        ([("Uppdraget utgår.", ""), ("3", "raised")], "Uppdraget utgår."),
        ([("Det kostar 45", ""), ("2", "raised"), (" kronor", "")], "Det kostar 45 kronor"),
        ([("Planen är ", ""), ("inte", "struck"), (" klar.", "")], "Planen är klar."),
        ([("Taxan tas fram. ", ""), ("Det dröjer.", "struck")], "Taxan tas fram."),
    ],
)
def test_marks_and_withdrawn_words_are_left_out(way: str, line: list[Piece], expected: str) -> None:
    """A note's mark never becomes part of a word or figure; struck words are left out, with a warning."""
    made, which = WAYS[way]
    document = said(made(line, which))
    assert document.text == expected
    withdrawn = [text.strip() for text, look in line if look == "struck"]
    assert len(document.warnings) == len(withdrawn)
    assert all(f"“{words}”" in document.warnings[0] for words in withdrawn)


@pytest.mark.skipif(libreoffice.program() is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("ending", ["odt", "rtf", "pdf", "html"])
def test_so_are_they_where_libreoffice_writes_them(ending: str, tmp_path: Path) -> None:
    """The same in OpenDocument, RTF, PDF and web pages as an office program saves them."""
    made = docx.Document()
    paragraph = made.add_paragraph("Planen är inte")
    paragraph.add_run("1").font.superscript = True
    paragraph.add_run(" klar på 50 m")
    paragraph.add_run("2").font.superscript = True
    paragraph.add_run(". ")
    paragraph.add_run("Den är klar.").font.strike = True
    paragraph.add_run(" Mer kommer.")
    source = tmp_path / "a.docx"
    made.save(str(source))
    data = formats.exported([source], ending, tmp_path)[source]
    if (asked := to_convert(data, source.name)) is None:
        document = read(data, "a")
    else:
        with libreoffice.Office() as office:
            (converted,) = office.convert([asked])
        assert not isinstance(converted, ReadError)
        document = read(converted, "a")
    assert document.text == "Planen är inte klar på 50 m². Mer kommer."
    assert "Den är klar." in document.warnings[0]


@pytest.mark.parametrize(
    ("printed", "kept"),
    [
        ("¹ Avser gymnasiet.", "¹ Avser gymnasiet."),
        ("²Avser gymnasiet.", "² Avser gymnasiet."),
        ("inte ¹ klart", "inte klart"),
        ("inte¹,² klart", "inte klart"),
        ("inte¹⁾ klart", "inte klart"),
        ("inte¹klart", "inte klart"),
        ("Klart 2023¹.", "Klart 2023."),
        ("50 m² och 3 km²", "50 m² och 3 km²"),
        ("10³ kronor kl. 13³⁰", "10³ kronor kl. 13³⁰"),
    ],
)
def test_powers_minutes_and_notes_themselves_stay(printed: str, kept: str) -> None:
    """Superscripts are left out behind words and figures only; what begins a line is the note itself."""
    assert normalise(printed) == kept
    assert normalise(kept) == kept


def test_a_row_of_struck_words_has_empty_cells() -> None:
    """A matter that is struck out in a table is no matter, and its row stays a row."""
    document = read(
        b"<html><table><tr><td>Uppdrag<td>Status<tr><td><s>Bygg en bro</s><td><s>Klart</s><tr><td>Se om"
        b" taxan<td>Klart</table></html>",
        "a.html",
    )
    assert [cell.text for cell in document.tables[0].rows[1]] == ["", ""]
    assert document.warnings == ("2 stretch(es) of struck-out words were left out: “Bygg en bro”, “Klart”",)
