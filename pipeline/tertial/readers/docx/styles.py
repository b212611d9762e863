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
    names.STRIKE,
    names.DOUBLE_STRIKE,
    names.VERTICAL,
    names.POSITION,
)
_LETTER_TAGS: Final = frozenset(LETTER_TAGS)
_STYLE: Final = names.W + "style"
_DEFAULTS: Final = names.W + "rPrDefault"
_NAME: Final = names.W + "name"
_BASED_ON: Final = names.W + "basedOn"
_LookKey = tuple[bool, bool, bool, float, str, bool, bool, str, str, bool, bool]
_HEADING: Final = re.compile(r"(?:heading|rubrik|överskrift)[ _-]*([1-9])(?!\d)")
_TOC: Final = re.compile(r"(?:toc|innehåll)\s*\d|toc heading|innehållsförteckning")
_TITLES: Final = frozenset({"title", "titel"})
_BODY: Final = frozenset(
    {"normal", "standard", "default", "body text", "brödtext", "text body", "default style"}
)
_TOGGLES: Final = (
    names.BOLD,
    names.ITALIC,
    names.VANISH,
    names.SMALL_CAPS,
    names.CAPS,
    names.STRIKE,
    names.DOUBLE_STRIKE,
)
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
    struck: bool = False
    """With a line through them: withdrawn, and left out as deleted letters are."""
    raised: bool = False
    """They stand over the line."""


PLAIN: Final = Look()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ParagraphStyle:
    """What a paragraph style says, its ancestors heard. `Styles` gives one object for each style."""

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
    looks: dict[Props, Look] = field(default_factory=dict)
    """How letters look with properties set on them directly, as far as `Styles.look` was asked."""


@dataclass(slots=True, eq=False)
class _Given:
    """What a style says itself."""

    style_id: str
    name: str = ""
    based_on: str = ""
    num_id: str | None = None
    """The list it names; None where it names none."""
    ilvl: str = ""
    outline: str | None = None
    letters: dict[str, str] = field(default_factory=dict)


def _given(style: etree._Element) -> _Given:
    given = _Given(style.get(names.STYLE_ID) or "")
    for child in style:
        tag = child.tag
        if tag == _NAME:
            given.name = given.name or child.get(names.VAL) or ""
        elif tag == _BASED_ON:
            given.based_on = given.based_on or child.get(names.VAL) or ""
        elif tag == names.R_PR:
            given.letters = given.letters or _letters(child)
        elif tag == names.P_PR:
            for inner in child.iter(names.NUM_ID, names.ILVL, names.OUTLINE):
                value = inner.get(names.VAL)
                if inner.tag == names.NUM_ID:
                    given.num_id = value or ""
                elif inner.tag == names.ILVL:
                    given.ilvl = value or ""
                else:
                    given.outline = value or ""
    return given


def _letters(props: etree._Element) -> dict[str, str]:
    """The properties in a `w:rPr` that matter here; one without a value is on."""
    letters: dict[str, str] = {}
    for child in props:
        tag = str(child.tag)
        if tag == names.FONTS:
            letters[tag] = symbol_font_of(child)
        elif tag in _LETTER_TAGS:
            letters[tag] = next(iter(child.values()), "1")  # type: ignore[assignment]
    return letters


def symbol_font_of(fonts: etree._Element) -> str:
    """The symbol font that `w:rFonts` sets, or `text` for any other."""
    return symbol_font(fonts.get(names.ASCII)) or symbol_font(fonts.get(names.H_ANSI)) or "text"


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
        self._given: dict[str, _Given] = {}
        self._looks: dict[_LookKey, Look] = {}
        self._n_known = 0
        self._paragraphs: dict[str, ParagraphStyle] = {}
        self._characters: dict[str, dict[str, str]] = {}
        self._read_defaults(blob or b"")

    def _read_defaults(self, blob: bytes) -> None:
        """Reads as far as something may be called a default; of several default styles the last is it."""
        last = len(blob) if b"\0" in blob[:64] else max(blob.rfind(b"default"), blob.find(b"Defaults"))
        for element, end in self._rest:
            self._keep(element)
            if end > last:
                break

    def _keep(self, element: etree._Element) -> None:
        if element.tag == _DEFAULTS:
            for child in element.iterchildren(names.R_PR):
                self._defaults = self._defaults or _letters(child)
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

    def look(self, style: ParagraphStyle, props: Props) -> Look:
        """How letters look with `props` set on them directly, in a paragraph of a style, which remembers it.

        Toggles of a paragraph and a character style undo each other (ECMA-376, 17.7.3).
        """
        if self._n_known >= _MOST_KNOWN:
            for known in self._paragraphs.values():
                known.looks.clear()
            self._n_known = 0
        self._n_known += 1
        found = style.looks[props] = self._look(style, props)
        return found

    def _look(self, style: ParagraphStyle, props: Props) -> Look:
        paragraph, direct = style.letters, _pairs(props)
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
        key = (
            on[names.BOLD],
            on[names.ITALIC],
            on[names.VANISH],
            _points(merged.get(names.SIZE)),
            font,
            merged.get(names.UNDERLINE, "none") != "none",
            on[names.SMALL_CAPS] or on[names.CAPS],
            _colour(merged.get(names.HIGHLIGHT, "")),
            _colour(merged.get(names.COLOR, "")),
            on[names.STRIKE] or on[names.DOUBLE_STRIKE],
            merged.get(names.VERTICAL) == "superscript" or _points(merged.get(names.POSITION)) > 0,
        )
        found = self._looks.get(key)
        if found is None:
            found = self._looks[key] = Look(*key)
        return found

    def numbering_of(self, style_id: str) -> str:
        """The list that a numbering style stands for."""
        return next((given.num_id for given in self._chain(style_id) if given.num_id is not None), "")

    def _element(self, style_id: str) -> etree._Element | None:
        while style_id not in self._elements:
            found = next(self._rest, None)
            if found is None:
                self._elements[style_id] = None
            else:
                self._keep(found[0])
        return self._elements[style_id]

    def _chain(self, style_id: str) -> list[_Given]:
        """A style and those it is based on, the nearest first."""
        chain: list[_Given] = []
        while style_id:
            given = self._given.get(style_id)
            if given is None:
                element = self._element(style_id)
                if element is None:
                    break
                given = self._given[style_id] = _given(element)
            if given in chain:
                break
            chain.append(given)
            style_id = given.based_on
        return chain

    def _character(self, style_id: str) -> dict[str, str]:
        known = self._characters.get(style_id)
        if known is None:
            chain = self._chain(style_id)
            known = _merged(chain)
            if any(_LINKS.fullmatch(given.name.casefold()) for given in chain):
                known = {tag: at for tag, at in known.items() if tag not in (names.UNDERLINE, names.COLOR)}
            self._characters[style_id] = known
        return known

    def _paragraph(self, style_id: str) -> ParagraphStyle:
        # A style that the document doesn't hold is at least called something.
        chain = self._chain(style_id) or [_Given(style_id)]
        called = [(given.name or given.style_id or style_id).casefold() for given in chain]
        name = called[0]
        toc = any(_TOC.match(one) for one in called)
        ilvl, path = "", []
        num_id = None
        for given in chain:
            path.append(given.style_id)
            num_id, ilvl = given.num_id, ilvl or given.ilvl
            if num_id is not None:
                break
        return ParagraphStyle(
            name="title" if name in _TITLES else "" if name in _BODY or name == "" else name,
            level=0 if toc else _level(chain, called),
            toc=toc,
            num_id=num_id or "",
            ilvl=ilvl,
            numbered_by=tuple(path) if num_id else (),
            letters=_merged(chain),
        )


def _merged(chain: Iterable[_Given]) -> dict[str, str]:
    """The properties of letters of a style, its ancestors heard."""
    merged: dict[str, str] = {}
    for given in chain:
        merged = {**given.letters, **merged}
    merged.pop(names.R_STYLE, None)
    return merged


def _level(chain: Iterable[_Given], called: Iterable[str]) -> int:
    for given, name in zip(chain, called, strict=True):
        # LibreOffice says so of any style that is based on a heading, where it reads a .doc.
        if given.outline is not None and (given.outline, given.num_id, given.ilvl) != ("9", "0", "0"):
            return outline_level(given.outline)
        heading = _HEADING.match(name)
        if heading or name in _TITLES:
            return int(heading[1]) if heading else 1
    return 0


def outline_level(value: str | None) -> int:
    """The heading level of an outline level: 0–8 are headings 1–9, 9 is body text."""
    return int(value) + 1 if value in {"0", "1", "2", "3", "4", "5", "6", "7", "8"} else 0


def _points(half_points: str | None) -> float:
    try:
        return max(float(half_points or 0), 0.0) / 2
    except ValueError:
        return 0.0
