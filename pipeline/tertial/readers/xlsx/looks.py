"""What the cells of a workbook look like: how their numbers are shown, their letters and their fills."""

from __future__ import annotations

import colorsys
import re
from dataclasses import dataclass
from typing import Final, TypeVar

from lxml import etree

from tertial.readers.docx import symbols
from tertial.readers.docx.styles import Look
from tertial.readers.lettering import PLAIN, one
from tertial.readers.xlsx.parts import MAIN
from tertial.readers.xlsx.shown import BUILT_IN, GENERAL

Value = TypeVar("Value")

_INDEXED: Final = [
    "000000", "FFFFFF", "FF0000", "00FF00", "0000FF", "FFFF00", "FF00FF", "00FFFF",
    "000000", "FFFFFF", "FF0000", "00FF00", "0000FF", "FFFF00", "FF00FF", "00FFFF",
    "800000", "008000", "000080", "808000", "800080", "008080", "C0C0C0", "808080",
    "9999FF", "993366", "FFFFCC", "CCFFFF", "660066", "FF8080", "0066CC", "CCCCFF",
    "000080", "FF00FF", "FFFF00", "00FFFF", "800080", "800000", "008080", "0000FF",
    "00CCFF", "CCFFFF", "CCFFCC", "FFFF99", "99CCFF", "FF99CC", "CC99FF", "FFCC99",
    "3366FF", "33CCCC", "99CC00", "FFCC00", "FF9900", "FF6600", "666699", "969696",
    "003366", "339966", "003300", "333300", "993300", "993366", "333399", "333333",
]  # fmt: skip
"""The colours that a file may name by number (ECMA-376, part 1, 18.8.27)."""
_THEME: Final = (
    "lt1", "dk1", "lt2", "dk2", "accent1", "accent2", "accent3", "accent4", "accent5", "accent6", "hlink",
    "folHlink",
)  # fmt: skip
_HEX: Final = re.compile(r"(?:[0-9A-Fa-f]{2})?([0-9A-Fa-f]{6})")
_A: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


@dataclass(frozen=True, slots=True)
class CellLook:
    """What a cell's style says."""

    code: str = GENERAL
    """The format of its numbers."""
    look: Look = PLAIN
    fill: str = ""
    """A colour in hexadecimal; empty for none."""


class Looks:
    """The styles of a workbook; what one can't be read of is plain.

    Args:
        styles: Root of the part of styles.
        theme: Root of the part of the theme, whose colours styles name.
    """

    def __init__(self, styles: etree._Element | None, theme: etree._Element | None) -> None:
        self._theme = _theme(theme)
        self._looks: list[CellLook] = []
        if styles is None:
            return
        codes = BUILT_IN | {
            _integer(each.get("numFmtId")): each.get("formatCode") or GENERAL
            for each in styles.iter(f"{MAIN}numFmt")
        }
        fonts = [self.letters(font) for font in _children(styles, "fonts")]
        fills = [self._fill(fill) for fill in _children(styles, "fills")]
        for style in _children(styles, "cellXfs"):
            self._looks.append(
                CellLook(
                    codes.get(_integer(style.get("numFmtId")), GENERAL),
                    _at(fonts, _integer(style.get("fontId")), PLAIN),
                    _at(fills, _integer(style.get("fillId")), ""),
                )
            )

    def of(self, style: str | None) -> CellLook:
        """What a cell that names its style by number looks like."""
        return _at(self._looks, _integer(style), CellLook())

    @property
    def fills(self) -> set[str]:
        """All colours that some cell may be filled with."""
        return {look.fill for look in self._looks if look.fill}

    def letters(self, font: etree._Element | None) -> Look:
        """What letters of a font, or with the marks of a run, look like."""
        if font is None:
            return PLAIN
        said = {etree.QName(child).localname: child for child in font if isinstance(child.tag, str)}
        colour = self._colour(said["color"]) if "color" in said else ""
        name = said.get("name", said.get("rFont"))
        return one(
            Look(
                bold=_is_on(said.get("b")),
                italic=_is_on(said.get("i")),
                underline=_is_on(said.get("u")),
                size=_size(said.get("sz")),
                font=symbols.symbol_font(name.get("val") if name is not None else ""),
                colour="" if colour in ("", "000000") or symbols.is_grey(colour) else colour,
            )
        )

    def _fill(self, fill: etree._Element) -> str:
        pattern = fill.find(f"{MAIN}patternFill")
        if pattern is not None and pattern.get("patternType") == "solid":
            colour = pattern.find(f"{MAIN}fgColor")
            return "" if colour is None else self._colour(colour)
        stop = next(fill.iter(f"{MAIN}stop"), None)
        colour = None if stop is None else stop.find(f"{MAIN}color")
        return "" if colour is None else self._colour(colour)

    def _colour(self, colour: etree._Element) -> str:
        found = ""
        if match := _HEX.fullmatch(colour.get("rgb") or ""):
            found = match[1].upper()
        elif colour.get("theme") is not None:
            found = self._theme.get(_at(list(_THEME), _integer(colour.get("theme")), ""), "")
        elif colour.get("indexed") is not None:
            found = _at(_INDEXED, _integer(colour.get("indexed")), "")
        return _tinted(found, _decimal(colour.get("tint"))) if found else ""


def _children(styles: etree._Element, name: str) -> list[etree._Element]:
    parent = styles.find(MAIN + name)
    return [] if parent is None else [child for child in parent if isinstance(child.tag, str)]


def _theme(root: etree._Element | None) -> dict[str, str]:
    scheme = None if root is None else next(root.iter(f"{_A}clrScheme"), None)
    found: dict[str, str] = {}
    for colour in () if scheme is None else scheme:
        value = next((child.get("lastClr") or child.get("val") or "" for child in colour), "")
        if isinstance(colour.tag, str) and _HEX.fullmatch(value):
            found[etree.QName(colour).localname] = value[-6:].upper()
    return found


def _tinted(colour: str, tint: float) -> str:
    """A colour made lighter, or with a tint below 0 darker."""
    if not tint:
        return colour
    hue, light, saturation = colorsys.rgb_to_hls(*(int(colour[i : i + 2], 16) / 255 for i in (0, 2, 4)))
    light = light * (1 + tint) if tint < 0 else light * (1 - tint) + tint
    channels = colorsys.hls_to_rgb(hue, min(max(light, 0.0), 1.0), saturation)
    return "".join(f"{round(255 * channel):02X}" for channel in channels)


def _is_on(mark: etree._Element | None) -> bool:
    return mark is not None and (mark.get("val") or "1") not in ("0", "false", "none")


def _size(mark: etree._Element | None) -> float:
    return 0.0 if mark is None else _decimal(mark.get("val"))


def _decimal(text: str | None) -> float:
    try:
        value = float(text or 0)
    except ValueError:
        return 0.0
    return value if -1 <= value <= 500 else 0.0


def _integer(text: str | None) -> int:
    return int(text) if text is not None and text.isdecimal() and text.isascii() and len(text) < 7 else 0


def _at(values: list[Value], index: int, default: Value) -> Value:
    return values[index] if 0 <= index < len(values) else default
