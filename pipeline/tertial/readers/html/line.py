"""The paragraph of a web page that is being read: its letters, and what its pictures and boxes say."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from tertial.readers.docx.numbering import BULLET
from tertial.readers.docx.styles import Look
from tertial.readers.docx.symbols import private_marks
from tertial.readers.html.tables import text_of
from tertial.readers.lettering import PLAIN
from tertial.swedish.words import fold

LONGEST_TWICE: Final = 60
"""Characters of a value that stands twice: once as a picture, once as letters."""
_PRINTED: Final = re.compile(r"(?=.*\d)[\w.()§-]{1,20}|\(?[A-Za-z]{1,6}[.)]")
"""A number before a paragraph and no bullet."""
_FILE: Final = re.compile(r"\.\w{2,4}$|[/\\_]|^(?:bild|image|picture|figur|logo)", re.IGNORECASE)
_LONGEST_ALT: Final = 40
"""Characters; a longer alternative text describes a picture, and is no value."""


@dataclass(slots=True)
class Line:
    """What has been read of a paragraph."""

    runs: list[tuple[str, Look]] = field(default_factory=list)
    _values: list[str] = field(default_factory=list)
    """What its pictures and elements say, folded, one for each of `runs`."""
    _pictured: list[int] = field(default_factory=list)
    """Which of `runs` a picture or a box says."""

    @property
    def ends_in_space(self) -> bool:
        return not self.runs or self.runs[-1][0][-1:] in " \t\n"

    def add(self, text: str, shown: Look) -> None:
        """Takes up letters, unless they say once more what was said last: for screen and for ear."""
        value = fold(text.strip()) if len(text) <= LONGEST_TWICE else ""
        if value and any(c.isalpha() for c in value):
            before = next((known for known in reversed(self._values) if known != " "), "")
            if value == before:
                return
        self.runs.append((text, shown))
        self._values.append(value or (" " if not text.strip() else ""))

    def add_value(self, said: str, shown: Look) -> None:
        """Takes up what a picture or a box says, with space around it."""
        if said.strip():
            lead = "" if self.ends_in_space else " "
            before = len(self.runs)
            self.add(lead + said.strip() + " ", shown)
            self._pictured += range(before, len(self.runs))

    def beside(self) -> list[tuple[str, Look]]:
        """Takes out what pictures say beside letters, which are then left alone."""
        told = [self.runs[n] for n in self._pictured]
        if len(told) == sum(bool(text.strip()) for text, _ in self.runs):
            return []
        pictured = set(self._pictured)
        kept = [n for n in range(len(self.runs)) if n not in pictured]
        self.runs = [self.runs[n] for n in kept]
        self._values = [self._values[n] for n in kept]
        self._pictured = []
        return told

    def add_number(self, element: etree._Element) -> None:
        """Takes up the number or bullet that Word wrote before a paragraph."""
        printed = text_of(element).strip(" \t\r\n\u00a0")
        number = printed if _PRINTED.fullmatch(printed) else BULLET
        self.runs.append((f"\x00{number}\x00", PLAIN))
        self._values.append("")

    def finished(self, number: str) -> tuple[str, list[tuple[str, Look]]]:
        """The number of the paragraph, or else `number`, and its letters."""
        runs = self.runs
        if runs and runs[0][0][:1] == "\x00":
            number, runs = runs[0][0].strip("\x00"), runs[1:]
        return number, [(private_marks(text.replace("\x00", "")), shown) for text, shown in runs]


def said_by(element: etree._Element, tag: str) -> str:
    """What a picture says by its alternative text, and a box by its tick."""
    if tag == "input":
        kind = (element.get("type") or "text").casefold()
        if kind in ("checkbox", "radio"):
            return "☒" if element.get("checked") is not None else "☐"
        return element.get("value") or "" if kind == "text" else ""
    said = element.get("alt") or element.get("aria-label") or element.get("title") or ""
    if tag == "svg" and not said:
        said = next((text_of(child) for child in element if child.tag == "title"), "")
    return as_value(said)


def chosen(element: etree._Element) -> str:
    """The chosen of several values."""
    found = next((one for one in element.iter("option") if one.get("selected") is not None), None)
    return text_of(found) if found is not None else ""


def label_of(element: etree._Element) -> str:
    """What an element without letters is called."""
    return element.get("aria-label") or (element.get("title") if element.tag != "a" else "") or ""


def as_value(said: str) -> str:
    """A label or an alternative text as a value; empty where it describes, or names a file."""
    said = " ".join(said.split())
    return said if len(said) <= _LONGEST_ALT and not _FILE.search(said) else ""
