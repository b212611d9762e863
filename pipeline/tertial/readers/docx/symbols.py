"""Marks for what has no letters: signs of symbol fonts, and colours as Swedish words."""

from __future__ import annotations

import colorsys
import re
from functools import lru_cache
from typing import Final

from lxml import etree

from tertial.readers.docx import names
from tertial.resources import read_table

SYMBOL_FONTS: Final = frozenset({"wingdings", "wingdings 2", "wingdings 3", "webdings", "symbol"})
AMBER: Final = "gul eller orange"
"""What Word's palette calls orange and traffic lights call yellow: the document's other colours decide."""
LONGEST_SIGN: Final = 8
"""Characters of a text that is nothing but a sign or two, brackets counted."""
_GREY: Final = 0.12
"""Saturation under which a colour is grey, or a tint of a table's head."""
_PRIVATE: Final = re.compile("[\uf020-\uf0ff]")
_HEX: Final = re.compile(r"[0-9A-Fa-f]{6}")
_SIGN: Final = re.compile(r"[\u2190-\u2bff\u25a0-\u25ff\U0001f300-\U0001faff]")
_WORD: Final = re.compile(r"[^\W_]")


def symbol_font(name: str | None) -> str:
    """The name of a symbol font, casefolded, or nothing where `name` is a font of letters."""
    folded = (name or "").casefold()
    return folded if folded in SYMBOL_FONTS else ""


@lru_cache(maxsize=1)
def _table() -> dict[tuple[str, int], str]:
    return {
        (row["font"], int(row["code"], 16)): row["mark"] if row["form"] == "text" else f"[{row['mark']}]"
        for row in read_table("wingdings.csv")
    }


@lru_cache(maxsize=2048)
def mark(font: str, char: str) -> str:
    """What a careful typist writes for one sign: `[✔]`, of Symbol's letters the letter itself.

    A sign that is not in the table keeps its code (`[wingdings 7B]`), so that a legend can still explain it.
    Without a font a private character is of Symbol if it is a bullet, else of Wingdings, as Word has it.
    """
    code = ord(char)
    if 0xF000 <= code <= 0xF0FF:
        code -= 0xF000
    elif code > 0xFF or char.isspace():
        return char
    if code <= 0x20:
        return " "
    home = font or ("symbol" if code == 0xB7 else "wingdings")
    return _table().get((home, code)) or f"[{home} {code:02X}]"


def marks(font: str, text: str) -> str:
    """Text set in a symbol font, sign by sign."""
    return "".join(mark(font, char) for char in text)


def private_marks(text: str) -> str:
    """Text in which signs of symbol fonts stand as private characters, and no font is told."""
    if len(text.encode("latin-1", "ignore")) == len(text):  # far faster than a search, and so of most texts
        return text
    return _PRIVATE.sub(lambda found: mark("", found[0]), text)


def by_code(font: str | None, code: str | None) -> str:
    """The sign that an inserted symbol (`w:sym`) shows; nothing where its code is no number."""
    try:
        char = chr(int(code or "", 16))
    except (ValueError, OverflowError):
        return ""
    name = symbol_font(font)
    return mark(name, char) if name or _PRIVATE.match(char) else char


_DARKEST_GREY: Final = 0.25
_PALEST_GREY: Final = 0.92


def is_sign(text: str) -> bool:
    """Whether a text is a sign or two and no words, such as `●` or `[☺]`."""
    return len(text) <= LONGEST_SIGN and _SIGN.search(text) is not None and _WORD.search(text) is None


_FILLED: Final = "●■⬤▲◆▼◼⚫★"
"""Signs that are set in colours to tell them apart."""


def tell_colours(root: etree._Element, blob: bytes) -> None:
    """Writes the name of its colour for a sign that a part has in several: `[grön]`, `[röd]` for two `●`.

    Args:
        blob: The part's bytes, in which to look first.
    """
    if b"w:color " not in blob or not any(sign.encode() in blob for sign in _FILLED):
        return
    found: dict[str, list[tuple[etree._Element, str]]] = {}
    for text in root.iter(names.T):
        sign = (text.text or "").strip()
        colour = text.getparent().find(f"{names.R_PR}/{names.COLOR}") if 0 < len(sign) < 3 else None  # type: ignore[union-attr]
        if colour is not None and sign[0] in _FILLED and (word := shade(colour.get(names.VAL) or "")):
            found.setdefault(sign, []).append((text, word))
    for sign, several in found.items():
        words = {word for _, word in several}
        amber = "orange" if "gul" in words else "gul"
        for text, word in several if len(words) > 1 else ():
            text.text = (text.text or "").replace(sign, f"[{amber if word == AMBER else word}]")


@lru_cache(maxsize=1)
def _shades() -> tuple[tuple[str, float, float, float, float], ...]:
    return tuple(
        (
            row["word"],
            *(float(row[key]) for key in ("hue_from", "hue_to", "value_from", "value_to")),  # type: ignore[misc]
        )
        for row in read_table("shades.csv")
    )


@lru_cache(maxsize=1024)
def is_grey(colour: str) -> bool:
    """Whether a colour in hexadecimal is grey, neither white nor black."""
    if not _HEX.fullmatch(colour):
        return False
    _, saturation, value = colorsys.rgb_to_hsv(*(int(colour[i : i + 2], 16) / 255 for i in (0, 2, 4)))
    return saturation < _GREY and _DARKEST_GREY <= value <= _PALEST_GREY


def strength(colour: str) -> float:
    """How far a colour in hexadecimal is from white and from grey, 0–1."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (0, 2, 4)] if _HEX.fullmatch(colour) else [1.0]
    return max(channels) - min(channels)


@lru_cache(maxsize=1024)
def shade(colour: str) -> str:
    """The Swedish word for a colour in hexadecimal; nothing for white, grey, black and palest tints.

    `AMBER` where only the document's other colours tell whether it is yellow or orange.
    """
    if not _HEX.fullmatch(colour):
        return ""
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (0, 2, 4))
    hue, saturation, value = colorsys.rgb_to_hsv(red, green, blue)
    if saturation < _GREY:
        return ""
    for word, hue_from, hue_to, value_from, value_to in _shades():
        if hue_from <= hue * 360 < hue_to and value_from <= value <= value_to:
            return word
    return ""
