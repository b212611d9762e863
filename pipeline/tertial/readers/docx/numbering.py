"""Automatic numbers: what Word prints before the paragraphs of its lists."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from lxml import etree

from tertial.readers.docx import names
from tertial.readers.docx.pulled import elements
from tertial.readers.docx.styles import ParagraphStyle, Styles

BULLET: Final = "•"
LEVELS: Final = 9
_NUM: Final = names.W + "num"
_ABSTRACT: Final = names.W + "abstractNum"
_START, _FORM, _TEXT, _LEGAL, _RESTART = (
    names.W + name for name in ("start", "numFmt", "lvlText", "isLgl", "lvlRestart")
)
_PLACE: Final = re.compile(r"%([1-9])")
_ROMAN: Final = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """One level of a list."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    """As in the source: `%1.%2`."""
    legal: bool = False
    """All numbers in it are printed as decimals."""
    restart: int | None = None
    """The level, counted from 1, after which it begins anew; 0 never, None any higher one."""
    style: str = ""
    """Id of the paragraph style that stands for the level."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberedList:
    """A list that paragraphs name: the counters it shares with others, and what is its own."""

    counters: str
    """Lists with the same go on where the other left off."""
    levels: tuple[Level, ...]
    starts: dict[int, int]
    """Levels that begin anew where the list is first used, with their first number."""
    restarted: tuple[tuple[int, ...], ...]
    """For each level the deeper ones that begin anew after it."""


class Numbering:
    """The lists of a document, each interpreted when it is first used."""

    def __init__(self, blob: bytes | None, styles: Styles) -> None:
        self._blob = blob or b""
        self._styles = styles
        self._lists: dict[str, NumberedList | None] = {}

    @cached_property
    def _elements(self) -> dict[tuple[object, str], etree._Element]:
        """The lists and what they are instances of, by tag and id."""
        return {
            (element.tag, element.get(f"{element.tag}Id") or ""): element
            for element, _ in elements(self._blob, _NUM, _ABSTRACT)
        }

    def find(self, num_id: str) -> NumberedList | None:
        """The list with the id `num_id`, or None."""
        if num_id not in self._lists:
            self._lists[num_id] = self._load(num_id, frozenset())
        return self._lists[num_id]

    def _load(self, num_id: str, seen: frozenset[str]) -> NumberedList | None:
        num = self._elements.get((_NUM, num_id))
        if num is None or num_id in seen:
            return None
        abstract_id = _value(num, "abstractNumId")
        abstract = self._elements.get((_ABSTRACT, abstract_id))
        if abstract is None:
            return None
        link = _value(abstract, "numStyleLink")
        if link:
            linked = self._load(self._styles.numbering_of(link), seen | {num_id})
            counters, levels = (
                (linked.counters, list(linked.levels)) if linked else (abstract_id, _levels(abstract))
            )
        else:
            counters, levels = abstract_id, _levels(abstract)
        starts = {}
        for override in num.iterchildren(names.W + "lvlOverride"):
            ilvl = _integer(override.get(names.ILVL), -1)
            own = override.find(names.W + "lvl")
            if not 0 <= ilvl < LEVELS:
                continue
            if own is not None:
                levels[ilvl] = _level(own)
            start = _value(override, "startOverride")
            if start:
                starts[ilvl] = _integer(start, 1)
        return NumberedList(
            counters=counters, levels=tuple(levels), starts=starts, restarted=_restarted(levels)
        )


class Counter:
    """Counts the numbered paragraphs of one document, in order."""

    def __init__(self, numbering: Numbering) -> None:
        self._numbering = numbering
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[str] = set()
        self._known: dict[tuple[str, str, ParagraphStyle], _Counted | None] = {}

    def next(self, num_id: str, ilvl: str, style: ParagraphStyle) -> tuple[str, int] | None:
        """The number printed before the next paragraph of a list, and its level from 0.

        Args:
            num_id: The list; unknown ones and "0" print nothing.
            ilvl: The level that the paragraph itself gives, empty where only its style tells it.
        """
        key = (num_id, ilvl, style)
        if key in self._known:
            known = self._known[key]
        else:
            known = self._known[key] = self._first(num_id, ilvl, style)
        if known is None:
            return None
        found, level, counts = known
        own = found.levels[level]
        counts[level] = own.start if (now := counts[level]) is None else now + 1
        for deeper in found.restarted[level]:
            counts[deeper] = None
        return BULLET if own.form == "bullet" else _printed(found.levels, counts, level), level

    def _first(self, num_id: str, ilvl: str, style: ParagraphStyle) -> _Counted | None:
        """The list, level and counters of a paragraph that is the first of its kind."""
        found = self._numbering.find(num_id)
        if found is None:
            return None
        counts = self._counts.setdefault(found.counters, [None] * LEVELS)
        if num_id not in self._begun:
            self._begun.add(num_id)
            for begun, start in found.starts.items():
                counts[begun] = start - 1
                counts[begun + 1 :] = [None] * (LEVELS - begun - 1)
        return found, min(_depth(found, num_id, ilvl, style), LEVELS - 1), counts


_Counted = tuple[NumberedList, int, list[int | None]]
"""A list, the level at which a paragraph stands in it, and its counters."""


def _depth(found: NumberedList, num_id: str, ilvl: str, style: ParagraphStyle) -> int:
    """The level, from 0, of a paragraph that stands in a list; `ilvl` is the one that it gives itself."""
    level = _integer(ilvl, -1)
    if level < 0 and num_id == style.num_id:
        # The level that names the style goes before the one that the style names, as in Word.
        level = next(
            (i for by in style.numbered_by for i in range(LEVELS) if found.levels[i].style == by), -1
        )
    return level if level >= 0 else max(_integer(style.ilvl, 0), 0)


def _restarted(levels: list[Level]) -> tuple[tuple[int, ...], ...]:
    return tuple(
        tuple(
            deeper
            for deeper in range(level + 1, LEVELS)
            if (restart := levels[deeper].restart) is None or 0 < level + 1 <= restart
        )
        for level in range(LEVELS)
    )


def _printed(levels: tuple[Level, ...], counts: list[int | None], level: int) -> str:
    own = levels[level]

    def number(match: re.Match[str]) -> str:
        i = int(match[1]) - 1
        count = counts[i]
        if count is None:
            count = levels[i].start
        if levels[i].form == "bullet":
            return ""
        return _format("decimal" if own.legal else levels[i].form, count)

    return _PLACE.sub(number, own.text).strip()


def _format(form: str, number: int) -> str:
    return _FORMS.get(form, str)(number)


def _letters(number: int) -> str:
    if number < 1:
        return ""
    return chr(ord("a") + (number - 1) % 26) * min((number - 1) // 26 + 1, 50)


def _roman(number: int) -> str:
    if not 0 < number < 5000:
        return str(number)
    parts = []
    for value, sign in _ROMAN:
        parts.append(sign * (number // value))
        number %= value
    return "".join(parts)


_FORMS: Final[dict[str, Callable[[int], str]]] = {
    "lowerLetter": _letters,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "decimalZero": lambda number: f"{number:02d}",
    "numberInDash": lambda number: f"- {number} -",
    "none": lambda number: "",
}


def _levels(abstract: etree._Element) -> list[Level]:
    levels = [Level()] * LEVELS
    for element in abstract.iterchildren(names.W + "lvl"):
        ilvl = _integer(element.get(names.ILVL), -1)
        if 0 <= ilvl < LEVELS:
            levels[ilvl] = _level(element)
    return levels


def _level(element: etree._Element) -> Level:
    said = {child.tag: child.get(names.VAL) for child in reversed(element)}  # the first of a name counts
    return Level(
        start=_integer(said.get(_START), 0),
        form=said.get(_FORM) or "decimal",
        text=said.get(_TEXT) or "",
        legal=_LEGAL in said and names.is_on(said[_LEGAL]),
        restart=_integer(said[_RESTART], 0) if _RESTART in said else None,
        style=said.get(names.P_STYLE) or "",
    )


def _value(element: etree._Element, tag: str) -> str:
    found = element.find(names.W + tag)
    return "" if found is None else found.get(names.VAL) or ""


def _integer(value: str | None, default: int) -> int:
    try:
        return max(min(int(value or ""), 1_000_000), -1)
    except ValueError:
        return default
