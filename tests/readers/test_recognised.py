"""Recognised letters are made even before they are read as print."""

from __future__ import annotations

import io

import pypdfium2 as pdfium
import pytest
from PIL import Image, ImageDraw

from tertial.readers.docx.styles import Look
from tertial.readers.pdf.glyphs import Piece
from tertial.readers.pdf.recognised import made_even, seen_rules


def piece(text: str, size: float = 10.0) -> Piece:
    """Letters in a row."""
    chars = [(char, float(n), n + 1.0, Look(size=size)) for n, char in enumerate(text)]
    return Piece(100.0, size, 0.0, float(len(text)), chars)


def test_sizes_that_vary_by_chance_become_one() -> None:
    """What is much larger stays larger; heights of lines of text differ with their letters."""
    pieces = [piece("Uppdrag", 17.5), piece("Mål", 12.5)]
    pieces += [piece("Uppdraget pågår och blir klart.", size) for size in (8.5, 9.5, 9.5, 10.5)]
    made_even(pieces)
    title, heading, *body = [one.size for one in pieces]
    assert title > heading > body[0]
    assert set(body) == {9.5}
    assert all(look.size == one.size for one in pieces for _, _, _, look in one.chars)
    made_even([])


@pytest.mark.parametrize(
    ("seen", "read"),
    [
        ("Minska sjukfrånvaron.......reerrrrrrrrerrsrrerersresers7", "Minska sjukfrånvaron" + "." * 34 + "7"),
        ("Inför e-arkivosesseeserrerrrrrererrrrrsrs", "Inför e-arkivo" + "." * 27),
    ],
)
def test_rows_of_dots_are_dots(seen: str, read: str) -> None:
    """Which recognition takes for letters, three of a kind among them."""
    found = piece(seen)
    made_even([found])
    assert found.text.rstrip("7").endswith("." * 20)
    assert len(found.text) == len(seen) and found.text[:10] == read[:10]


@pytest.mark.parametrize(
    "text",
    [
        "Se www.arena.se",
        "Resenärernas ansvar 2023",
        "Planen är klar. Se avsnitt 3.1",
        "Resan var en annan resa",
    ],
)
def test_words_are_left_as_they_are(text: str) -> None:
    """Addresses, words of the same letters, and sentences."""
    found = piece(text)
    made_even([found])
    assert found.text == text


def test_rules_are_seen_in_a_picture() -> None:
    """Those of a table, also where they are not quite level; letters and black areas are none."""
    image = Image.new("L", (600, 800), 255)
    draw = ImageDraw.Draw(image)
    for y in (100, 140, 180):
        draw.line((50, y, 550, y + 1), fill=60, width=2)
    for x in (50, 300, 550):
        draw.line((x, 100, x, 180), fill=60, width=2)
    draw.rectangle((100, 300, 500, 500), fill=0)
    draw.text((60, 110), "Uppdrag", fill=0)
    file = io.BytesIO()
    image.save(file, "PDF", resolution=72)
    found = seen_rules(pdfium.PdfDocument(file.getvalue())[0], 600, 800)
    across = {round(rule.top / 10) for rule in found if rule.across and rule.x1 - rule.x0 > 200}
    down = {round(rule.x0 / 10) for rule in found if not rule.across and rule.top < 200}
    assert {10, 14, 18} <= across <= {10, 14, 18, 30, 50}  # an area has edges
    assert down == {5, 30, 55}
    inside = [rule for rule in found if 310 < (rule.top + rule.bottom) / 2 < 490 and 110 < rule.x0 < 490]
    assert [rule for rule in inside if rule.across] == []
    assert seen_rules(None, 1e5, 1e5) == []
