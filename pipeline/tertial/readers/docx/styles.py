"""What styles make of paragraphs and letters: heading levels, numbering, bold, size, hidden."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from tertial.readers.docx import names
from tertial.readers.docx.pulled import elements
from tertial.readers.docx.symbols import symbol_font

Props = tuple[str, ...]
"""Properties of letters as they stand in the source: each element's name, and its value if it has one."""

LETTER_TAGS: Final = (
    names.R_STYLE,
    names.BOLD,
    names.ITALIC,
    names.SIZE,
    names.VANISH,
    names.FONTS,
    names.UNDERLINE,
    names.SMALL_CAPS,
    names.CAPS,
    names.COLOR,
    names.HIGHLIGHT,
)
_LETTER_TAGS: Final = frozenset(LETTER_TAGS)
_STYLE: Final = names.W + "style"
_DEFAULTS: Final = names.W + "rPrDefault"
_LookKey = tuple[bool, bool, bool, float, str, bool, bool, str, str]
_HEADING: Final = re.compile(r"(?:heading|rubrik|överskrift)[ _-]*([1-9])(?!\d)")
_TOC: Final = re.compile(r"(?:toc|innehåll)\s*\d|toc heading|innehållsförteckning")
_TITLES: Final = frozenset({"title", "titel"})
_BODY: Final = frozenset(
    {"normal", "standard", "default", "body text", "brödtext", "text body", "default style"}
)
_TOGGLES: Final = (names.BOLD, names.ITALIC, names.VANISH, names.SMALL_CAPS, names.CAPS)
_LINKS: Final = re.compile(r"(?:followed ?|visited )?(?:hyper|internet ?)l(?:i|ä)nk")
"""Character styles of links: what they underline and colour, no writer has set apart."""
_MOST_KNOWN: Final = 4_000
"""Properties of letters that are remembered of the files with the same styles; a report has some dozens."""
_DARKEST: Final = 0x60
"""Letters whose strongest colour is weaker than this (of 255) look black."""
_GREYEST: Final = 0x20
"""Letters whose colours differ less than this are grey."""


@dataclass(frozen=True, slots=True, eq=False)
class Look:
    """How a run of letters looks. `Styles` gives one object for each look, so `is` compares them."""

    bold: bool = False
    italic: bool = False
    hidden: bool = False
    size: float = 0.0
    font: str = ""
    """A symbol font, casefolded; empty for fonts of letters."""
    underline: bool = False
    capitals: bool = False
    """Small capitals, or letters shown as capitals."""
    highlight: str = ""
    colour: str = ""
    """As the source has it; empty for black and grey."""


PLAIN: Final = Look()


@dataclass(frozen=True, slots=True, kw_only=True)
class ParagraphStyle:
    """What a paragraph style says, its ancestors heard."""

    name: str = ""
    """Casefolded; empty for body text."""
    level: int = 0
    """1–9 for headings and titles, else 0."""
    toc: bool = False
    num_id: str = ""
    ilvl: str = ""
    numbered_by: tuple[str, ...] = ()
    """The style and its ancestors down to the one that sets the numbering; a level may name any of them."""
    letters: dict[str, str] = field(default_factory=dict)


def _letters(props: etree._Element | None) -> dict[str, str]:
    """The properties in a `w:rPr` that matter here; one without a value is on."""
    if props is None:
        return {}
    return {
        str(child.tag): symbol_font_of(child) if child.tag == names.FONTS else _value_of(child)
        for child in props.iterchildren(*LETTER_TAGS)
    }


def symbol_font_of(fonts: etree._Element) -> str:
    """The symbol font that `w:rFonts` sets, or `text` for any other."""
    return symbol_font(fonts.get(names.ASCII)) or symbol_font(fonts.get(names.H_ANSI)) or "text"


def _value_of(child: etree._Element) -> str:
    return next(iter(child.values()), "1")  # type: ignore[return-value]


def _pairs(props: Props) -> dict[str, str]:
    """The first value of each property; colours and lines have more that say the same otherwise."""
    pairs: dict[str, str] = {}
    tag = ""
    for word in props:
        if word in _LETTER_TAGS:
            tag = word
            pairs[tag] = "1"
        elif pairs[tag] == "1":
            pairs[tag] = word
    return pairs


def _colour(value: str) -> str:
    """A colour of letters or behind them that a reader sees, in small letters; empty for black and grey."""
    value = value.casefold()
    if value in ("", "auto", "none", "white", "black", "text1", "dark1", "background1", "light1"):
        return ""
    if re.fullmatch(r"[0-9a-f]{6}", value):
        parts = [int(value[n : n + 2], 16) for n in (0, 2, 4)]
        if max(parts) < _DARKEST or max(parts) - min(parts) < _GREYEST:
            return ""
    return value


class Styles:
    """The styles of a document, each interpreted when it is first used."""

    def __init__(self, blob: bytes | None) -> None:
        self._rest = elements(blob or b"", _STYLE, _DEFAULTS)
        self._default = ""
        self._defaults: dict[str, str] = {}
        self._elements: dict[str, etree._Element | None] = {}
        self._common: dict[frozenset[Look], Look] = {}
        self._looks: dict[_LookKey, Look] = {}
        self._known: dict[str, dict[Props, Look]] = {}
        self._n_known = 0
        self._paragraphs: dict[str, ParagraphStyle] = {}
        self._characters: dict[str, dict[str, str]] = {}
        self._read_defaults(blob or b"")

    def _read_defaults(self, blob: bytes) -> None:
        """Reads as far as something may be called a default; of several default styles the last is it."""
        last = len(blob) if b"\0" in blob[:64] else max(blob.rfind(b"default"), blob.rfind(b"Defaults"))
        for element, end in self._rest:
            self._keep(element)
            if end > last:
                break

    def _keep(self, element: etree._Element) -> None:
        if element.tag == _DEFAULTS:
            self._defaults = self._defaults or _letters(element.find(names.R_PR))
            return
        style_id = element.get(names.STYLE_ID) or ""
        self._elements.setdefault(style_id, element)
        is_default = element.get(names.W + "default") in ("1", "true", "on")
        if is_default and element.get(names.TYPE, "paragraph") == "paragraph":
            self._default = style_id

    def paragraph(self, style_id: str) -> ParagraphStyle:
        """What the paragraph style `style_id` says; the default style where it is empty."""
        known = self._paragraphs.get(style_id)
        if known is None:
            known = self._paragraphs[style_id] = self._paragraph(style_id or self._default)
        return known

    def look(self, style_id: str, props: Props) -> Look:
        """How letters look with `props` set on them directly, in a paragraph of style `style_id`.

        Toggles of a paragraph and a character style undo each other (ECMA-376, 17.7.3).
        """
        if self._n_known >= _MOST_KNOWN:
            self._known.clear()
            self._n_known = 0
        self._n_known += 1
        found = self.known_looks(style_id)[props] = self._look(style_id, props)
        return found

    def known_looks(self, style_id: str) -> dict[Props, Look]:
        """What `look` has found in paragraphs of a style; it goes on filling it."""
        known = self._known.get(style_id)
        if known is None:
            known = self._known[style_id] = {}
        return known

    def _look(self, style_id: str, props: Props) -> Look:
        paragraph, direct = self.paragraph(style_id).letters, _pairs(props)
        character = self._character(direct[names.R_STYLE]) if names.R_STYLE in direct else {}
        on = {}
        for tag in _TOGGLES:
            if tag in direct:
                on[tag] = names.is_on(direct[tag])
            else:
                by_style = [names.is_on(given[tag]) for given in (paragraph, character) if tag in given]
                on[tag] = sum(by_style) == 1 or (tag in self._defaults and names.is_on(self._defaults[tag]))
        merged = {**self._defaults, **paragraph, **character, **direct}
        font = merged.get(names.FONTS, "text").replace("text", "")
        return self._one_look(
            on[names.BOLD],
            on[names.ITALIC],
            on[names.VANISH],
            _points(merged.get(names.SIZE)),
            font,
            merged.get(names.UNDERLINE, "none") != "none",
            on[names.SMALL_CAPS] or on[names.CAPS],
            _colour(merged.get(names.HIGHLIGHT, "")),
            _colour(merged.get(names.COLOR, "")),
        )

    def common(self, looks: frozenset[Look]) -> Look:
        """What all of several looks have."""
        known = self._common.get(looks)
        if known is not None:
            return known
        sizes = {look.size for look in looks}
        known = self._common[looks] = self._one_look(
            all(look.bold for look in looks),
            all(look.italic for look in looks),
            False,
            sizes.pop() if len(sizes) == 1 else 0.0,
            "",
            all(look.underline for look in looks),
            all(look.capitals for look in looks),
            "",
            "",
        )
        return known

    def _one_look(self, *key: *_LookKey) -> Look:
        found = self._looks.get(key)
        if found is None:
            found = self._looks[key] = Look(*key)
        return found

    def numbering_of(self, style_id: str) -> str:
        """The list that a numbering style stands for."""
        for element in self._chain(style_id):
            found = element.find(f"{names.P_PR}/{names.NUM_PR}/{names.NUM_ID}")
            if found is not None:
                return found.get(names.VAL) or ""
        return ""

    def _element(self, style_id: str) -> etree._Element | None:
        while style_id not in self._elements:
            found = next(self._rest, None)
            if found is None:
                self._elements[style_id] = None
            else:
                self._keep(found[0])
        return self._elements[style_id]

    def _chain(self, style_id: str) -> Iterable[etree._Element]:
        """A style and those it is based on, the nearest first."""
        seen: set[str] = set()
        while style_id and style_id not in seen:
            seen.add(style_id)
            element = self._element(style_id)
            if element is None:
                return
            yield element
            style_id = _value(element, names.W + "basedOn")

    def _character(self, style_id: str) -> dict[str, str]:
        known = self._characters.get(style_id)
        if known is None:
            chain = list(self._chain(style_id))
            known = self._letters(chain)
            if any(_LINKS.fullmatch(_value(one, names.W + "name").casefold()) for one in chain):
                known = {tag: at for tag, at in known.items() if tag not in (names.UNDERLINE, names.COLOR)}
            self._characters[style_id] = known
        return known

    def _letters(self, chain: Iterable[etree._Element]) -> dict[str, str]:
        merged: dict[str, str] = {}
        for element in chain:
            for tag, value in _letters(element.find(names.R_PR)).items():
                if tag != names.R_STYLE:
                    merged.setdefault(tag, value)
        return merged

    def _paragraph(self, style_id: str) -> ParagraphStyle:
        chain = list(self._chain(style_id))
        # A style that the document doesn't hold is at least called something.
        called = [_value(element, names.W + "name").casefold() or style_id.casefold() for element in chain]
        called = called or [style_id.casefold()]
        name = called[0]
        toc = any(_TOC.match(one) for one in called)
        num_id, ilvl, path = "", "", []
        for element in chain:
            path.append(element.get(names.STYLE_ID) or "")
            number = element.find(f"{names.P_PR}/{names.NUM_PR}")
            if number is not None and number.find(names.NUM_ID) is not None:
                num_id, ilvl = _value(number, names.NUM_ID), ilvl or _value(number, names.ILVL)
                break
            ilvl = ilvl or (_value(number, names.ILVL) if number is not None else "")
        return ParagraphStyle(
            name="title" if name in _TITLES else "" if name in _BODY or name == "" else name,
            level=0 if toc else _level(chain, called),
            toc=toc,
            num_id=num_id,
            ilvl=ilvl,
            numbered_by=tuple(path) if num_id else (),
            letters=self._letters(chain),
        )


def _level(chain: list[etree._Element], called: list[str]) -> int:
    for name, element in zip(called, [*chain, None], strict=False):
        outline = element.find(f"{names.P_PR}/{names.OUTLINE}") if element is not None else None
        if outline is not None:
            return outline_level(outline.get(names.VAL))
        heading = _HEADING.match(name)
        if heading or name in _TITLES:
            return int(heading[1]) if heading else 1
    return 0


def outline_level(value: str | None) -> int:
    """The heading level of an outline level: 0–8 are headings 1–9, 9 is body text."""
    return int(value) + 1 if value in {"0", "1", "2", "3", "4", "5", "6", "7", "8"} else 0


def _value(element: etree._Element, tag: str) -> str:
    found = element.find(tag)
    return "" if found is None else found.get(names.VAL) or ""


def _points(half_points: str | None) -> float:
    try:
        return max(float(half_points or 0), 0.0) / 2
    except ValueError:
        return 0.0
