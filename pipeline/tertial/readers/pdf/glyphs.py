"""The letters of a page with their positions and looks, out of PDFium."""

from __future__ import annotations

import ctypes
import re
import unicodedata
from dataclasses import dataclass, field, replace
from typing import Any, Final

import pypdfium2.raw as pdfium

from tertial.document import normalise
from tertial.readers.docx import symbols
from tertial.readers.docx.styles import Look
from tertial.readers.lettering import one
from tertial.readers.pdf.plane import Plane

GUTTER: Final = 0.9
"""Room between letters, in parts of their size, that parts pieces."""
_SPACE: Final = 0.17
"""Room between letters, in parts of their size, that is a space where none is written."""
_MOST_SPACES: Final = 8
_BACK: Final = 0.6
"""How far a letter may begin before the end of the last one, in parts of their size."""
_SAME_LINE: Final = 0.25
"""How far the foot of a letter may lie from that of the last one, in parts of their size."""
_BOLD: Final = re.compile(r"bold|black|heavy|demi|,b\b|-b\b", re.IGNORECASE)
_ITALIC: Final = re.compile(r"italic|oblique|kursiv", re.IGNORECASE)
_SYMBOLS: Final = re.compile(r"wingdings\s*[23]?|webdings|(?<!open)symbol(?!a)", re.IGNORECASE)
_GREY: Final = 24
_HYPHENS: Final = frozenset({0x02, 0xAD, 0xFFFE})
"""What PDFium gives for a hyphen at the end of a line."""
_BOLD_WEIGHT: Final = 600


@dataclass(slots=True)
class Piece:
    """Letters in a row on one line, without a gutter between them. Positions are points from top left."""

    base: float
    """Where the letters stand."""
    size: float
    x0: float
    x1: float
    chars: list[tuple[str, float, float, Look]] = field(default_factory=list)
    underlined: bool = False

    @property
    def top(self) -> float:
        return self.base - 0.8 * self.size

    @property
    def bottom(self) -> float:
        return self.base + 0.22 * self.size

    @property
    def text(self) -> str:
        return "".join(char for char, _, _, _ in self.chars)

    @property
    def middle(self) -> float:
        """Half-way up its small letters."""
        return self.base - 0.25 * self.size

    def runs(self) -> list[tuple[str, Look]]:
        """Its letters by how they look."""
        found: list[tuple[str, Look]] = []
        for char, _, _, look in self.chars:
            if found and found[-1][1] is look:
                found[-1] = found[-1][0] + char, look
            else:
                found.append((char, look))
        return [(text, replace(look, underline=True) if self.underlined else look) for text, look in found]

    def without(self, gone: set[int]) -> Piece | None:
        """The piece without the letters of these ids; None where nothing is left."""
        left: list[tuple[str, float, float, Look]] = []
        for char in self.chars:
            twice = bool(left) and char[0].isspace() and left[-1][0].isspace()
            if id(char) not in gone and not twice:
                left.append(char)
        return self if len(left) == len(self.chars) else _made(left, self.base, self.size)

    def cut(self, xs: list[float]) -> list[Piece]:
        """The piece parted where it crosses one of some vertical lines."""
        crossed = [x for x in xs if self.x0 + 1 < x < self.x1 - 1]
        if not crossed:
            return [self]
        parts: dict[int, list[tuple[str, float, float, Look]]] = {}
        for char in self.chars:
            middle = (char[1] + char[2]) / 2
            parts.setdefault(sum(x < middle for x in crossed), []).append(char)
        return [made for chars in parts.values() if (made := _made(chars, self.base, self.size)) is not None]


def _made(chars: list[tuple[str, float, float, Look]], base: float, size: float) -> Piece | None:
    """A piece of letters without the white space around them; None where that is all."""
    first, last = 0, len(chars)
    while first < last and not chars[first][0].strip():
        first += 1
    while last > first and not chars[last - 1][0].strip():
        last -= 1
    if first == last:
        return None
    inside = chars[first:last]
    return Piece(base, size, min(c[1] for c in inside), max(c[2] for c in inside), inside)


@dataclass(slots=True)
class _Kind:
    """What the letters of a text object have in common."""

    look: Look
    size: float
    turned: bool
    """They do not run from left to right."""


class Glyphs:
    """Reads the letters of pages of one document."""

    def __init__(self) -> None:
        self.unmapped = 0
        """Letters of which the document does not tell which they are."""
        self.read = 0

    def pieces(self, textpage: Any, n_chars: int, plane: Plane) -> list[Piece]:
        """The letters of a page in pieces, in the order in which they are drawn."""
        kinds: dict[int, _Kind] = {}
        box = pdfium.FS_RECTF()
        x, y = ctypes.c_double(), ctypes.c_double()
        raw = textpage.raw
        found: list[Piece] = []
        chars: list[tuple[str, float, float, Look]] = []
        base = end = 0.0
        before, kind = 0, _Kind(Look(), 1.0, False)
        parted, spaced = False, 0  # white space before the letter, and how much of it is written
        for index in range(n_chars):
            code = pdfium.FPDFText_GetUnicode(raw, index)
            if code in (0x20, 0xA0, 0x09, 0x0D, 0x0A):
                spaced += code != 0x20 or not pdfium.FPDFText_IsGenerated(raw, index)
                parted = True
                if code != 0xA0:
                    continue
            if pdfium.FPDFText_IsGenerated(raw, index):
                continue
            self.read += 1
            if not code or pdfium.FPDFText_HasUnicodeMapError(raw, index) == 1:
                self.unmapped += 1
                continue
            handle = pdfium.FPDFText_GetTextObject(raw, index)
            address = ctypes.addressof(handle.contents) if handle else 0
            pdfium.FPDFText_GetLooseCharBox(raw, index, box)
            left, right = plane.sides(box.left, box.bottom, box.right, box.top)
            if address != before or not chars:
                before = address
                known = kinds.get(address)
                if known is None:
                    known = kinds[address] = _kind(handle, plane)
                pdfium.FPDFText_GetCharOrigin(raw, index, x, y)
                foot = plane.point(x.value, y.value)[1]
                kind_before, kind = kind, known
                parts = abs(foot - base) > _SAME_LINE * max(kind.size, kind_before.size)
                if parts or kind.turned:
                    _end(found, chars, base, kind_before.size)
                    chars = []
                if not chars:
                    base = foot
            elif kind.turned:
                pass
            if kind.turned:
                continue
            size = kind.size
            char = _letter(code, kind.look)
            same = bool(chars) and left == chars[-1][1] and right == chars[-1][2]  # letters of a ligature
            if chars and not same and (left - end > GUTTER * size or left < end - _BACK * size):
                _end(found, chars, base, size)
                chars = []
                if left < end:
                    pdfium.FPDFText_GetCharOrigin(raw, index, x, y)
                    base = plane.point(x.value, y.value)[1]
            elif chars and not same and (parted or left - end > _SPACE * size) and left - end > 0.04 * size:
                chars.append((" " * max(1, min(spaced, _MOST_SPACES)), end, left, kind.look))
            if code != 0xA0:
                parted, spaced = False, 0
            if char:
                chars.append((char, left, right, kind.look))
            end = right
        _end(found, chars, base, kind.size)
        return found


def _end(found: list[Piece], chars: list[tuple[str, float, float, Look]], base: float, size: float) -> None:
    piece = _made(chars, base, size)
    if piece is not None:
        found.append(piece)


def _letter(code: int, look: Look) -> str:
    if code in _HYPHENS:
        return "\u00ad"
    char = chr(code)
    if look.font:
        return symbols.marks(look.font, char)
    if "\ufb00" <= char <= "\ufb06":
        return unicodedata.normalize("NFKC", char)
    return symbols.private_marks(normalise(char)) if code > 0xFF or code < 0x20 else char


def _kind(handle: Any, plane: Plane) -> _Kind:
    """How the letters of a text object look; of none where PDFium has no object for a letter."""
    if not handle:
        return _Kind(Look(size=1.0), 1.0, True)
    size = ctypes.c_float()
    pdfium.FPDFTextObj_GetFontSize(handle, size)
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(handle, matrix)
    along, across = plane.direction(matrix.a, matrix.b)
    scale = (matrix.c**2 + matrix.d**2) ** 0.5
    points = round(2 * min(size.value * scale, 1000.0)) / 2 or 1.0
    font = pdfium.FPDFTextObj_GetFont(handle)
    name, weight, angle = _font(font)
    mode = pdfium.FPDFTextObj_GetTextRenderMode(handle)
    symbol = _SYMBOLS.search(name)
    look = Look(
        bold=_BOLD.search(name) is not None or weight >= _BOLD_WEIGHT or mode == 2,
        italic=_ITALIC.search(name) is not None or angle != 0,
        size=points,
        font=symbols.symbol_font(symbol[0].casefold()) if symbol is not None else "",
        colour=_colour(handle),
    )
    return _Kind(one(look), points, abs(across) > abs(along) or along < 0)


def _font(font: Any) -> tuple[str, int, int]:
    if not font:
        return "", 0, 0
    buffer = ctypes.create_string_buffer(200)
    pdfium.FPDFFont_GetBaseFontName(font, buffer, 200)
    angle = ctypes.c_int()
    pdfium.FPDFFont_GetItalicAngle(font, angle)
    name = buffer.value.decode("utf-8", "replace").partition("+")
    return name[2] or name[0], pdfium.FPDFFont_GetWeight(font), angle.value


def _colour(handle: Any) -> str:
    """The colour of letters in hexadecimal; nothing for black, white and grey."""
    channels = [ctypes.c_uint() for _ in range(4)]
    if not pdfium.FPDFPageObj_GetFillColor(handle, *channels):
        return ""
    values = [channel.value for channel in channels[:3]]
    return "".join(f"{value:02X}" for value in values) if max(values) - min(values) >= _GREY else ""
