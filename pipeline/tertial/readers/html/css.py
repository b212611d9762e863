"""How the elements of a web page look: its style sheets and `style` attributes, as far as readers care."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields, replace
from functools import lru_cache
from typing import Final

from lxml import etree

from tertial.readers.docx.styles import Look
from tertial.readers.docx.symbols import symbol_font

_COMMENT: Final = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL)
_SIMPLE: Final = re.compile(r"(?:[A-Za-z][\w:\\-]*)?(?:[.#][\w-]+)?")
_PARTS: Final = re.compile(r"[{}]")
_URL: Final = re.compile(r"url\([^)]*\)")
_HEX: Final = re.compile(r"#([0-9a-fA-F]{6}|[0-9a-fA-F]{3})\b")
_RGB: Final = re.compile(r"rgba?\(\s*(\d{1,3})\s*[, ]\s*(\d{1,3})\s*[, ]\s*(\d{1,3})")
_LENGTH: Final = re.compile(r"(\d+(?:\.\d+)?)(pt|px|em|rem|%|cm|mm|in)?")
_POINTS: Final = {"pt": 1.0, "px": 0.75, "cm": 28.35, "mm": 2.835, "in": 72.0}
_SIZES: Final = {
    "xx-small": 7.0,
    "x-small": 7.5,
    "small": 10.0,
    "medium": 12.0,
    "large": 13.5,
    "x-large": 18.0,
    "xx-large": 24.0,
}
FONT_SIZES: Final = {"1": 7.5, "2": 10.0, "3": 12.0, "4": 13.5, "5": 18.0, "6": 24.0, "7": 36.0}
"""Points of `<font size=…>`."""
_COLOURS: Final = {
    "aqua": "00FFFF", "blue": "0000FF", "crimson": "DC143C", "cyan": "00FFFF", "darkgreen": "006400",
    "darkorange": "FF8C00", "darkred": "8B0000", "fuchsia": "FF00FF", "gold": "FFD700", "gray": "808080",
    "green": "008000", "grey": "808080", "lightblue": "ADD8E6", "lightgray": "D3D3D3",
    "lightgreen": "90EE90", "lightgrey": "D3D3D3", "lightyellow": "FFFFE0", "lime": "00FF00",
    "limegreen": "32CD32", "magenta": "FF00FF", "maroon": "800000", "navy": "000080", "olive": "808000",
    "orange": "FFA500", "orangered": "FF4500", "pink": "FFC0CB", "purple": "800080", "red": "FF0000",
    "salmon": "FA8072", "silver": "C0C0C0", "teal": "008080", "tomato": "FF6347", "yellow": "FFFF00",
    "yellowgreen": "9ACD32",
}  # fmt: skip
_GREY: Final = 24
"""Channels that differ less make black, grey or white."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """What is declared for an element; None where nothing is."""

    bold: bool | None = None
    italic: bool | None = None
    underline: bool | None = None
    capitals: bool | None = None
    struck: bool | None = None
    raised: bool | None = None
    """They stand over the line; other than `struck`, what is inside may undo it."""
    hidden: bool | None = None
    size: str | None = None
    """As declared; it may depend on the size around it."""
    font: str | None = None
    colour: str | None = None
    fill: str | None = None
    """Background colour in hexadecimal; empty for none."""
    block: bool | None = None
    """It begins a line of its own (True), or stands in one (False)."""
    outline: int | None = None
    """Heading level, 0 for body text."""
    list_level: int | None = None
    """Depth in one of Word's lists."""
    element: str | None = None
    """What Word says it is: `header`, `footer`, `footnote` …"""
    tabs: int | None = None
    """It stands for so many tabs."""


NOTHING: Final = Style()


def _over(below: Style, above: Style) -> Style:
    """The declarations of both; where both declare, those of `above`."""
    if below is NOTHING or above is NOTHING:
        return above if below is NOTHING else below
    return replace(
        below,
        **{each.name: value for each in fields(Style) if (value := getattr(above, each.name)) is not None},
    )


class Sheet:
    """The rules of a page for a tag, a class or both; those that ask for what is around are left out."""

    def __init__(self, text: str) -> None:
        self._rules: dict[str, Style] = {}
        for selector, style in _rules(_COMMENT.sub(" ", text)):
            self._rules[selector] = _over(self._rules.get(selector, NOTHING), style)
        self._known: dict[tuple[str, str, str, str], Style] = {}

    def style(self, element: etree._Element) -> Style:
        """All that is declared for an element, in its own `style` too."""
        tag = str(element.tag)
        classes, own, id_ = (element.get(key) or "" for key in ("class", "style", "id"))
        if not self._rules and not own:
            return NOTHING
        key = (tag, classes, own, id_ if f"#{id_}" in self._rules else "")
        found = self._known.get(key)
        if found is None:
            found = self._rules.get(tag, NOTHING)
            for name in classes.split()[:20]:
                found = _over(found, self._rules.get(f".{name}", NOTHING))
                found = _over(found, self._rules.get(f"{tag}.{name}", NOTHING))
            found = _over(found, self._rules.get(f"#{id_}", NOTHING))
            found = _over(found, declared(own) if own else NOTHING)
            if len(self._known) < _MOST_KNOWN:
                self._known[key] = found
        return found


_MOST_KNOWN: Final = 20_000


def _rules(text: str) -> list[tuple[str, Style]]:
    """Simple selectors with what they declare, in order; rules for paper alone are left out."""
    found: list[tuple[str, Style]] = []
    depth, start, selector, skipped = 0, 0, "", 0
    for match in _PARTS.finditer(text):
        words = text[start : match.start()].strip()
        start = match.end()
        if match.group() == "{":
            depth += 1
            at = words.startswith("@")
            if skipped or (at and not re.match(r"@media\s+(?:screen|all)\s*$", words.strip())):
                skipped = skipped or depth
            elif not at:
                selector = words
        else:
            if not skipped and selector:
                style = declared(words)
                names = [name.strip() for name in selector.split(",")]
                found += [(_named(name), style) for name in names if _SIMPLE.fullmatch(name) and name]
            selector = ""
            if skipped == depth:
                skipped = 0
            depth = max(depth - 1, 0)
    return found


def _named(selector: str) -> str:
    tag, mark, rest = re.match(r"([^.#]*)([.#]?)(.*)", selector).groups()  # type: ignore[union-attr]
    return f"{tag.lower()}{mark}{rest}" if mark != "#" else f"#{rest}"


@lru_cache(maxsize=2048)
def declared(text: str) -> Style:
    """What the declarations of a rule or a `style` attribute say."""
    said: dict[str, object] = {}
    for declaration in _URL.sub("", text).split(";"):
        key, colon, value = declaration.partition(":")
        key, value = key.strip().lower(), value.replace("!important", "").strip().lower()
        if colon and value:
            _declare(said, key, value)
    return Style(**said) if said else NOTHING  # type: ignore[arg-type]


def _declare(said: dict[str, object], key: str, value: str) -> None:
    if key == "font-weight":
        said["bold"] = value in ("bold", "bolder") or (value.isdigit() and int(value[:4]) >= 600)
    elif key == "font-style":
        said["italic"] = value in ("italic", "oblique")
    elif key in ("text-decoration", "text-decoration-line"):
        said["underline"] = "underline" in value
        said["struck"] = "line-through" in value
    elif key == "vertical-align":
        said["raised"] = value == "super" or (value[:1].isdigit() and value[0] != "0")
    elif key == "font-variant" or key == "text-transform":
        said["capitals"] = value in ("small-caps", "all-small-caps", "uppercase")
    elif key == "font-size":
        said["size"] = value
    elif key == "font-family" or key == "font":
        said["font"] = symbol_font(value.split(",")[0].strip(" '\"")) if key == "font-family" else None
    elif key == "color":
        said["colour"] = _letters(colour(value))
    elif key in ("background", "background-color"):
        said["fill"] = colour(value)
    elif key == "display":
        said["hidden"] = value == "none"
        said["block"] = value not in ("inline", "inline-block", "contents", "none", "inline-flex")
    elif key == "visibility":
        said["hidden"] = value in ("hidden", "collapse")
    elif key == "mso-hide":
        said["hidden"] = value == "all"
    elif key == "mso-outline-level":
        said["outline"] = int(value) if value.isdigit() and len(value) == 1 else 0
    elif key == "mso-list":
        level = re.search(r"\blevel(\d)", value)
        said["list_level"] = int(level[1]) if level else None
        if value == "ignore":
            said["element"] = "number"
    elif key == "mso-element":
        said["element"] = value
    elif key == "mso-tab-count":
        said["tabs"] = min(int(value), 9) if value.isdigit() and len(value) < 4 else 1


def colour(value: str) -> str:
    """A colour in hexadecimal, upper case; empty for none and for what is not understood."""
    if (found := _HEX.search(value)) is not None:
        digits = found[1].upper()
        return digits if len(digits) == 6 else "".join(2 * digit for digit in digits)
    if (rgb := _RGB.search(value)) is not None:
        return "".join(f"{min(int(channel), 255):02X}" for channel in rgb.groups())
    return next((_COLOURS[word] for word in value.split() if word in _COLOURS), "")


def _letters(hexadecimal: str) -> str:
    """The colour of letters; nothing for black and grey."""
    if not hexadecimal:
        return ""
    channels = [int(hexadecimal[i : i + 2], 16) for i in (0, 2, 4)]
    return hexadecimal if max(channels) - min(channels) >= _GREY else ""


def points(value: str, around: float) -> float:
    """A font size in points, by half points."""
    if value in _SIZES:
        return _SIZES[value]
    found = _LENGTH.match(value)
    if found is None:
        return around
    number, unit = min(float(found[1]), 1000.0), found[2] or "px"
    if unit in _POINTS:
        return round(2 * number * _POINTS[unit]) / 2
    return round(2 * number * (around if unit == "em" else 12.0 if unit == "rem" else around / 100)) / 2


def look(style: Style, around: Look) -> Look:
    """How letters look under a style, by how they look around it."""
    if style is NOTHING:
        return around
    inherited = {
        key: value
        for key in ("bold", "italic", "capitals", "font", "colour")
        if (value := getattr(style, key)) is not None
    }
    inherited |= {key: True for key in ("underline", "struck") if getattr(style, key)}
    if style.raised is not None and not style.block:
        inherited["raised"] = style.raised
    if style.hidden is not None:
        inherited["hidden"] = style.hidden
    if style.size is not None:
        inherited["size"] = points(style.size, around.size or 12.0)
    if style.fill is not None and not style.block:
        inherited["highlight"] = _letters(style.fill)
    return replace(around, **inherited) if inherited else around
