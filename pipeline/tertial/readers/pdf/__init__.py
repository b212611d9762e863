"""Reads PDF files with text: letters by PDFium, ruled tables by pdfplumber, in the order of reading.

The steps: glyphs and drawing take letters, rules and fills from the pages, ruled finds tables, margins takes
out running heads and feet, columns puts the rest in order, lines and tables make paragraphs and cells, writer
tells a Draft. Nothing in the file is run, and nothing is fetched.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final, Literal

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from tertial.document import Document, Draft
from tertial.errors import (
    BrokenFile,
    EmptyFile,
    LockedFile,
    ScannedFile,
    TertialError,
    TooLarge,
    UnmappedText,
)
from tertial.readers import struck
from tertial.readers.finished import finished
from tertial.readers.pdf import margins, ruled
from tertial.readers.pdf.drawing import drawing, drawn_through
from tertial.readers.pdf.glyphs import Glyphs
from tertial.readers.pdf.margins import Page
from tertial.readers.pdf.plane import Plane
from tertial.readers.pdf.recognised import made_even, seen_rules
from tertial.readers.pdf.writer import Writer

MEDIA_TYPE: Final = "application/pdf"
Letters = Literal["printed", "recognised"]
"""Whether letters are those of a file, or were recognised by a program in pictures."""
PICTURES: Final = "pages_of_pictures"
"""The property that tells how many pages are pictures without text."""
MOST_PAGES: Final = 3_000
MOST_LETTERS: Final = 10_000_000
MOST_ON_A_PAGE: Final = 60_000
"""Letters of a page."""
_ANEW: Final = "Fetch or copy it anew, or print it to PDF again."
_RECOGNISE: Final = (
    "Have its text recognised: run again with --ocr (on Debian and Ubuntu: apt-get install ocrmypdf "
    "tesseract-ocr-swe)."
)
_FEWEST_LETTERS: Final = 20
"""Letters a page must have on average, where pages are pictures, to be more than stamped numbers."""
_UNMAPPED: Final = 0.3
"""Part of the letters that may be unknown."""
_PROPERTIES: Final = {"Title": "title", "Subject": "subject", "Keywords": "keywords"}


def read(data: bytes, name: str, *, letters: Letters = "printed") -> Document:
    """A PDF with text as a Document; running heads and feet are last, and blocks know their page.

    Args:
        letters: Whether a program recognised them in pictures, so that their sizes are not sure.

    Raises:
        ScannedFile: Its pages are pictures.
        LockedFile: It asks for a password.
        TooLarge: It has more pages or letters than are read.
        UnmappedText: Its fonts do not tell which letters their signs are.
        EmptyFile, BrokenFile: There is no text in it, or it can't be read.
    """
    if b"%%EOF" not in data[-1024 * 1024 :] and b"%%EOF" not in data:
        raise BrokenFile(f"{name} is cut off: its end is missing.", _ANEW)
    draft = Draft(data=data, source=name, media_type=MEDIA_TYPE, reader="pdf")
    with _opened(data, name) as document:
        pages, n_pictures = _pages(document, name, draft, letters)
        for key, ours in _PROPERTIES.items():
            said = " ".join(document.get_metadata_value(key).split())
            if said:
                draft.properties[ours] = said
    if n_pictures:
        draft.properties[PICTURES] = str(n_pictures)
        draft.warnings.append(
            f"{n_pictures} of {len(pages)} page(s) are pictures without text, and were left out."
        )
    if letters == "recognised":
        made_even(piece for page in pages for piece in _all_pieces(page))
    beside = margins.take_out(pages)
    Writer(draft).write(pages, beside)
    return finished(draft, _ANEW)


@contextmanager
def _opened(data: bytes, name: str) -> Iterator[Any]:
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        raise _refused(name) from error
    try:
        yield document
    finally:
        document.close()


def _refused(name: str) -> TertialError:
    code = raw.FPDF_GetLastError()
    if code == raw.FPDF_ERR_PASSWORD:
        return LockedFile(f"{name} is locked with a password.", "Save a copy without one, and run again.")
    if code == raw.FPDF_ERR_SECURITY:
        return LockedFile(f"{name} is locked in a way that can't be opened.", "Print it to PDF anew.")
    return BrokenFile(f"{name} is cut off or damaged.", _ANEW)


def _pages(document: Any, name: str, draft: Draft, letters: Letters) -> tuple[list[Page], int]:
    """The pages with their letters and ruled tables, and how many are pictures without letters."""
    count = len(document)
    if count > MOST_PAGES:
        raise TooLarge(f"{name} has {count} pages, and a PDF may have {MOST_PAGES}.", "Divide it.")
    if not count:
        raise EmptyFile(f"{name} has no pages.", _ANEW)
    glyphs = Glyphs()
    found: list[Page] = []
    withdrawn: list[str] = []
    pictures = broken = 0
    for number in range(count):
        try:
            page = document[number]
        except pdfium.PdfiumError:
            broken += 1
            continue
        made, is_picture = _page(page, number + 1, name, glyphs, letters, withdrawn)
        pictures += is_picture
        found.append(made)
        page.close()
        if glyphs.read > MOST_LETTERS:
            raise TooLarge(f"{name} has more than {MOST_LETTERS:,} letters.", "Divide it.")
    if broken == count:
        raise BrokenFile(f"{name} is damaged: none of its pages can be opened.", _ANEW)
    if broken:
        draft.warnings.append(f"{broken} of {count} page(s) are damaged, and were left out.")
    draft.warnings += struck.warnings(withdrawn)
    n_letters = sum(len(piece.chars) for page in found for piece in _all_pieces(page))
    if pictures and n_letters < _FEWEST_LETTERS * len(found):
        raise ScannedFile(f"{name} is a scanned PDF: its pages are pictures without text.", _RECOGNISE)
    if glyphs.unmapped > _UNMAPPED * max(glyphs.read, 1):
        raise UnmappedText(f"{name} does not tell which letters its signs are.", _RECOGNISE)
    return found, pictures


def _all_pieces(page: Page) -> Iterator[Any]:
    yield from page.pieces
    for grid in page.grids:
        for cell in grid.cells:
            yield from cell.pieces


def _page(
    page: Any, number: int, name: str, glyphs: Glyphs, letters: Letters, withdrawn: list[str]
) -> tuple[Page, bool]:
    """A page, and whether it is a picture without text; what is struck out is added to `withdrawn`."""
    left, bottom, right, top = page.get_bbox()
    turns = page.get_rotation() // 90
    width, height = abs(right - left), abs(top - bottom)
    if turns % 2:
        width, height = height, width
    plane = Plane(min(left, right), min(bottom, top), width, height, turns)
    textpage = page.get_textpage()
    n_letters = textpage.count_chars()
    if n_letters > MOST_ON_A_PAGE:
        raise TooLarge(
            f"{name} has {n_letters} letters on page {number}, and a page may have {MOST_ON_A_PAGE}.",
            "Divide it.",
        )
    pieces = glyphs.pieces(textpage, n_letters, plane)
    textpage.close()
    drawn = drawing(page, plane)
    if letters == "recognised":
        drawn.rules += seen_rules(page, width, height)
    pieces = [piece for piece in pieces if piece.x1 > 0 and piece.x0 < width and -5 < piece.base < height + 5]
    pieces, words = drawn_through(drawn, pieces)
    withdrawn += words
    grids, outside = ruled.grids(drawn, pieces, number)
    return Page(number, width, height, outside, grids, drawn.fills), bool(drawn.pictures) and sum(
        len(piece.chars) for piece in pieces
    ) < _FEWEST_LETTERS
