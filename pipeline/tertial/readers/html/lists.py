"""The lists of a web page that are open, and the numbers and bullets that they print."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from tertial.readers.docx.numbering import BULLET

TAGS: Final = frozenset({"ol", "ul", "menu", "dir"})
HEADINGS: Final = {f"h{level}": level for level in range(1, 7)}
"""Elements of headings, with their levels."""
_LONGEST_COUNT: Final = 6
"""Figures of a number that a list or item says it begins with; longer ones are none."""


@dataclass(slots=True)
class _List:
    """A list that is open."""

    ordered: bool
    form: str
    count: int


@dataclass(slots=True)
class Lists:
    """The lists around the element at hand."""

    around: list[_List] = field(default_factory=list)
    _heads: dict[int, int] = field(default_factory=dict)
    """How many items that are headings were counted, by level."""

    def begin(self, element: etree._Element, tag: str) -> int:
        """Opens a list; how deep it stands in others."""
        start = _count(element.get("start"))
        before = 0 if start is None else start - 1
        self.around.append(_List(tag == "ol", element.get("type") or "1", before))
        return len(self.around)

    def end(self) -> None:
        """Closes the innermost list."""
        if self.around:
            self.around.pop()

    def of_item(self, element: etree._Element) -> str:
        """The printed number or bullet of an item of a list."""
        if not self.around or not self.around[-1].ordered:
            return BULLET
        current = self.around[-1]
        first = next((child.tag for child in element), None)
        if isinstance(first, str) and first in HEADINGS and not (element.text or "").strip():
            return ""  # the heading counts itself
        value = _count(element.get("value"))
        current.count = current.count + 1 if value is None else value
        return f"{_printed(current.count, current.form)}."

    def of_heading(self, element: etree._Element, level: int) -> str:
        """The printed number of a heading that is an item of a list, as LibreOffice saves them.

        The lists of levels above are opened anew for each, so the counts of these are kept.
        """
        parent = element.getparent()
        if parent is None or parent.tag != "li" or not self.around or not self.around[-1].ordered:
            return ""
        self._heads = {at: count for at, count in self._heads.items() if at < level}
        current = self.around[-1]
        current.count += 1
        self._heads[level] = current.count
        return ".".join(str(self._heads[at]) for at in sorted(self._heads))


def _count(value: str | None) -> int | None:
    """The number that an attribute says, if it says one."""
    return int(value) if value and value.isdecimal() and len(value) <= _LONGEST_COUNT else None


def _printed(count: int, form: str) -> str:
    if form in ("a", "A") and 0 < count <= 26:
        return chr(ord(form) + count - 1)
    if form in ("i", "I") and 0 < count < 40:
        roman = "x" * (count // 10) + ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")[count % 10]
        return roman if form == "i" else roman.upper()
    return str(count)
