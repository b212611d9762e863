"""Marks of notes that somebody typed or raised himself: figures over the line, behind a word."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_FIGURES: Final = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_LETTERS: Final = "ᵃᵇᶜᵈᵉᶠ"
_RAISED: Final = str.maketrans("0123456789abcdef)", f"{_FIGURES}{_LETTERS}⁾", "[](")
IN_LATIN: Final = frozenset(map(ord, "¹²³"))
"""Those that are characters of Latin-1."""
_ONE: Final = rf"(?:[{_FIGURES}]{{1,3}}|[{_LETTERS}])"
_MARK: Final = re.compile(rf"(?P<room>[ \u00a0]?)(?P<mark>{_ONE}(?:[,;] ?{_ONE})*⁾?)(?P<next>\w?)")
_ANY: Final = re.compile(f"[{_FIGURES}{_LETTERS}]")
_HELD: Final = re.compile(r"(?:\[?\(?(?:\d{1,3}|[a-f])(?:[,;] ?(?:\d{1,3}|[a-f]))*\)?\]?)")
_MEASURE: Final = re.compile(r"(?<![^\W\d_])(?:[cdhkm]?m|[A-Za-z]|CO)\Z")
"""What is raised to a power: metres, and names of one letter in formulas."""
_POWER: Final = re.compile(r"(?<![\d.,])10\Z")
_HOUR: Final = re.compile(r"(?<![\d.,])(?:[01]?\d|2[0-4])\Z")
_MINUTES: Final = frozenset({"⁰⁰", "¹⁵", "³⁰", "⁴⁵"})
_BEHIND: Final = 6
"""Characters before a mark that tell what it stands behind."""


def raised(text: str) -> str:
    """Letters set over the line: figures and letters that mark notes as superscripts, others as they are."""
    bare = text.strip()
    return text.translate(_RAISED) if bare and _HELD.fullmatch(bare) else text


def lowered(text: str) -> str:
    """Text whose superscripts stand on the line."""
    return unicodedata.normalize("NFKC", text)


def without_marks(text: str) -> str:
    """Text without marks of notes behind words, figures and stops, as those of real notes have none.

    What a line begins with stays: there the note itself stands. So do powers (m², 10³) and minutes (13⁰⁰).
    """
    return _MARK.sub(_left, text) if _ANY.search(text) is not None else text


def _left(found: re.Match[str]) -> str:
    mark, after = found["mark"], found["next"]
    before = found.string[max(found.start() - _BEHIND, 0) : found.start()]
    if not before.strip(" \u00a0") or before[-1] in "\n\t":
        return f"{found['room']}{mark} {after}" if after.isalpha() else found.group()
    if found["room"]:
        return f" {after}" if after else ""
    if _MEASURE.search(before) or _POWER.search(before) or (mark in _MINUTES and _HOUR.search(before)):
        return found.group()
    if mark[0] in _LETTERS and before[-1].isdigit():
        return lowered(mark) + after
    return f" {after}" if after else ""
