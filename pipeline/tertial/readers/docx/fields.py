"""Complex fields: their results are seen, their codes are not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from lxml import etree

from tertial.readers.docx import names

PAGE_FIELDS: Final = frozenset({"PAGE", "NUMPAGES", "SECTIONPAGES"})
MOMENT_FIELDS: Final = frozenset({"DATE", "TIME", "FILENAME"})
"""Their results are of the moment and place in which a program last reckoned them."""
_CHECKED, _UNCHECKED = "☒", "☐"


@dataclass(slots=True)
class _Field:
    form: str = ""
    """What a form field shows where it has no result of its own."""
    code: str = ""
    has_result: bool = False
    dropped: bool = False
    n_letters: int = 0
    """Letters before the result."""

    @property
    def name(self) -> str:
        return self.code.split(maxsplit=1)[0].upper() if self.code.strip() else ""


class Fields:
    """Which fields are open, through the paragraphs of a part.

    Args:
        left_out: Names of fields whose results are left out.
        balanced: Whether each field that begins also ends; where not, no field reaches past its paragraph.
    """

    def __init__(self, left_out: frozenset[str], *, balanced: bool) -> None:
        self._left_out = left_out
        self._balanced = balanced
        self._open: list[_Field] = []
        self.active = False
        """A field begins, ends or is open in the paragraph."""
        self.mute = 0
        """More than 0 while what comes is a code, or a result that is left out."""
        self.paged = False
        """A page number was left out of the paragraph."""
        self.toc = False
        """The paragraph stands in the result of a table of contents."""

    def end_paragraph(self) -> None:
        """Makes ready for the next paragraph."""
        if not self._balanced:
            self._open.clear()
            self.mute = 0
        self.paged = False
        self.toc = self._in_toc()
        self.active = bool(self._open)

    def _in_toc(self) -> bool:
        return any(opened.has_result and opened.name == "TOC" for opened in self._open)

    def add_code(self, text: str) -> None:
        """A stretch of the innermost field's code."""
        if self._open and not self._open[-1].has_result:
            self._open[-1].code += text

    def turn(self, mark: etree._Element, n_letters: int) -> str:
        """A field begins, comes to its result, or ends; what a form field shows is returned at its end.

        Args:
            n_letters: How many letters the paragraph has so far.
        """
        kind = mark.get(names.FIELD_CHAR_TYPE)
        self.active = True
        if kind == "begin":
            data = mark.find(names.FIELD_DATA)
            self._open.append(_Field(form="" if data is None else _shown(data)))
            self.mute += 1
        elif kind == "separate" and self._open and not self._open[-1].has_result:
            self._separate(n_letters)
        elif kind == "end" and self._open:
            return self._end(n_letters)
        return ""

    def _separate(self, n_letters: int) -> None:
        field = self._open[-1]
        field.has_result = True
        field.n_letters = n_letters
        if field.name in self._left_out:
            field.dropped = True
            self.paged = self.paged or field.name in PAGE_FIELDS
        else:
            self.mute -= 1
            self.toc = self.toc or field.name == "TOC"

    def _end(self, n_letters: int) -> str:
        field = self._open.pop()
        if field.dropped or not field.has_result:
            self.mute -= 1
        self.paged = self.paged or field.name in self._left_out & PAGE_FIELDS
        if field.name == "TOC" and n_letters == 0:
            self.toc = self._in_toc()  # the end alone stands in this paragraph
        empty = not field.has_result or field.n_letters == n_letters
        return field.form if empty else ""


def _shown(data: etree._Element) -> str:
    """What a check box or a list of choices of an old form shows."""
    box = data.find(names.W + "checkBox")
    if box is not None:
        state = box.find(names.W + "checked")
        state = box.find(names.W + "default") if state is None else state
        return _CHECKED if state is not None and names.is_on(state.get(names.VAL)) else _UNCHECKED
    choices = data.find(names.W + "ddList")
    if choices is None:
        return ""
    entries = [entry.get(names.VAL) or "" for entry in choices.iterchildren(names.W + "listEntry")]
    chosen = choices.find(names.W + "result")
    chosen = choices.find(names.W + "default") if chosen is None else chosen
    index = (chosen.get(names.VAL) or "0") if chosen is not None else "0"
    return entries[int(index)] if index.isdecimal() and int(index) < len(entries) else ""
