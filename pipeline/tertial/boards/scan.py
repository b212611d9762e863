"""Finds where names of boards and departments may stand in running text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from tertial.boards import names, tables
from tertial.document import Span

_LETTER: Final = r"[^\W\d_]"
HEAD: Final = re.compile(
    "(?:"
    + "|".join(f"(?P<{head}>{tail})" for head, tail in names.HEADS[:3])
    + f"){names.ENDING}(?!{_LETTER})",
    re.IGNORECASE,
)
STYRELSE: Final = re.compile(
    rf"(?<!{_LETTER})(?P<word>(?:kommun|region)(?:styrelsen?|fullmäktige))(?P<genitive>s)?(?!{_LETTER})",
    re.IGNORECASE,
)
FOR_A_SUBJECT: Final = re.compile(
    r"(?<!\w)(?:den\s+)?(?:gemensam(?:ma)?\s+)?(?:nämnd|förvaltning)(?:en)?s?\s+för\s+"
    r"(?P<subject>[^\W\d_][\w-]*(?:,?[^\S\n]+[^\W\d_][\w-]*){0,8})",
    re.IGNORECASE,
)
"""Nämnden or förvaltningen för something, and up to eight words more."""
_FIRST_HALF: Final = re.compile(rf"(?:{_LETTER}{{2,}}-)?{_LETTER}+-?$")
_BEFORE: Final = re.compile(rf"(?<!{_LETTER})(?P<word>{_LETTER}{{4,}}|{_LETTER}{{2,}}-)\s+$")
_UNIT: Final = re.compile(
    rf"(?<!{_LETTER})(?P<word>{_LETTER}{{2,}})"
    r"(?P<joint>\s?-\s*(?:,\s*)?(?:och|samt|o(?=\s)|&|/)\s*|-\s*(?:,\s*)?|\s-(?!\s)|\s+(?:och|o|&)\s+)$",
    re.IGNORECASE,
)


_SIGNS: Final = ("mnd", "ämd", "förval", "kontor", "styrelse", "fullmäktige")


def may_name(text: str) -> bool:
    """Whether a text is worth a scan; cheap."""
    lower = text.lower()
    return any(sign in lower for sign in _SIGNS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of a coordinated name, before the last."""

    start: int
    word: str
    joint: str
    """What stands between it and the next: "- och ", "-, ", "- samt ", " och "."""

    @property
    def hyphen(self) -> bool:
        return "-" in self.joint


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """A word that ends in nämnd, förvaltning or kontor, with the parts that may belong to it."""

    parts: tuple[Part, ...]
    start: int
    """Where the last part begins."""
    end: int
    text: str
    """The whole text that was scanned."""

    def name(self, first: int) -> str:
        """The name from part `first` on; the last part alone where that is their number."""
        return self.text[self.begin(first) : self.end]

    def begin(self, first: int) -> int:
        return self.parts[first].start if first < len(self.parts) else self.start

    @property
    def firsts(self) -> Iterator[int]:
        """Where the name may begin, the longest first."""
        return iter(range(len(self.parts) + 1))

    def hyphens(self, first: int) -> bool:
        """Whether every part from `first` on has its hyphen."""
        return all(part.hyphen for part in self.parts[first:])

    def span(self, first: int) -> Span:
        return Span(self.begin(first), self.end)


def scan(text: str) -> Iterator[Chain]:
    """Every nämnd, förvaltning and kontor in order; a bare "nämnden" gives none."""
    for match in HEAD.finditer(text):
        start = match.start()
        half = _FIRST_HALF.search(text, max(0, start - 40), start)
        if half is not None:
            start = half.start()
        else:
            before = _BEFORE.search(text, max(0, start - 30), start)
            if before is None:
                continue
            start = before.start()
        parts: list[Part] = []
        at = start
        while len(parts) < 6:
            unit = _UNIT.search(text, max(0, at - 40), at)
            if unit is None:
                break
            at = unit.start()
            parts.insert(0, Part(start=at, word=unit["word"], joint=unit["joint"]))
        yield Chain(parts=tuple(parts), start=start, end=match.end(), text=text)


def excluded(printed: str) -> bool:
    """Whether a word ends in -nämnd or -förvaltning and is no board: benämnd, kapitalförvaltning."""
    name = names.parse(printed)
    if name is None or len(name.parts) != 1 or (name.head, name.parts[0]) not in tables.no_stems():
        return False
    return not (name.head != "board" and name.definite and printed[:1].isupper())
