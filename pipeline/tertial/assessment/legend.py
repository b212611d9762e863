"""A report's own legend: what it says that its colours and symbols mean."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from tertial.assessment.meanings import meaning
from tertial.assessment.statement import CONFIDENCE
from tertial.document import Document
from tertial.resources import read_table
from tertial.swedish.words import fold
from tertial.wording import Reading, explained, foretold

_EXPLAINS: Final = re.compile(
    r"\s*(?:\([^)]{1,30}\)\s*)?(?:=|:|–|—|-|betyder(?: att)?|innebär(?: att)?|motsvarar|står för|att)\s*"
)
_LONGEST: Final = 220
_MOST_MARKS: Final = 20
"""Rows of a table that explains marks; a longer one lists things that bear them."""
_PIECES: Final = re.compile(
    r"\n|;|(?<=[.,])\s+(?=\S{1,12}\s*[=:–—-])|\s{3,}|(?<=\w),\s+(?=\w{3,6}\s*=)"
    r"|(?<=[a-zåäö\d])\.\s+(?=[A-ZÅÄÖ])"
    r"|,?\s+(?:och\s+)?(?=(?:grön|gul|röd|blå|vit|grå)\w*\s+(?:betyder|innebär|att|står för)\b)"
)
"""Where one mark's explanation ends and the next may begin: "Grön betyder att det är klart, gul att …"."""


@dataclass(frozen=True, slots=True)
class Legend:
    """What each mark means. A mark that is given two statuses can't be read, and is left out."""

    marks: tuple[tuple[str, Reading], ...] = ()
    columns: tuple[tuple[str, tuple[tuple[str, Reading], ...]], ...] = ()
    """What they mean in the places that the legend tells apart by name, each folded with its marks."""

    def reading(self, printed: str, place: str = "") -> Reading | None:
        """What a colour, a symbol or a mark in brackets means when it stands alone.

        Args:
            place: The name of the column or box that it stands in.
        """
        mark = name(printed)
        if not mark:
            return None
        words = fold(place)
        marks = next((marks for head, marks in self.columns if words and words in head), self.marks)
        return next((reading for known, reading in marks if known == mark), None)

    def within(self, places: Iterable[str]) -> Legend:
        """The legend as it is under the first of these names that it tells apart; as a whole under none."""
        if not self.columns:
            return self
        named = (
            marks for place in map(fold, places) if place for head, marks in self.columns if place in head
        )
        marks = next(named, None)
        return self if marks is None else Legend(marks)

    @classmethod
    def of(cls, document: Document) -> Legend:
        """The legend of a document: lines such as "Grön = målet är uppfyllt", and tables of two columns."""
        columns = tuple(_columns(document))
        if columns:
            return cls(columns[0][1], columns)
        return cls(_read([*_explained(document), *_lines(document), *_tables(document)]))


def _read(explained_: Iterable[tuple[str, str]]) -> tuple[tuple[str, Reading], ...]:
    """The marks whose explanations give one status."""
    found: dict[str, list[Reading]] = {}
    for mark, said in explained_:
        reading = meaning(said)
        if reading is not None:
            found.setdefault(mark, []).append(replace(reading, confidence=CONFIDENCE.legend))
    said_once = {
        mark: readings[0]
        for mark, readings in found.items()
        if len({(r.assessment, r.modality) for r in readings}) == 1
    }
    return tuple(foretold(said_once).items())


def _columns(document: Document) -> Iterator[tuple[str, tuple[tuple[str, Reading], ...]]]:
    """What each named column of a legend says of its marks, where one table explains them in several."""
    for table in document.tables:
        rows = [row for row in table.rows if len(row) == table.width]
        if not 3 <= table.width <= 5 or not 3 <= len(rows) <= 9:
            continue
        marks = [name(document.cut(row[0].span)) for row in rows[1:]]
        if not all(marks) or len(set(marks)) < len(marks):
            continue
        read = [
            (
                fold(document.cut(rows[0][c].span)),
                _read((mark, document.cut(row[c].span)) for mark, row in zip(marks, rows[1:], strict=True)),
            )
            for c in range(1, table.width)
        ]
        if all(head and len(found) >= 2 for head, found in read):
            yield from read
            return


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    return {form: row["mark"] for row in read_table("marks.csv") for form in row["forms"].split("|")}


_SHAPE: Final = re.compile(r" (?:ljus|lampa|signal|ruta|flagga|punkt|markering|boll|fält)$")
"""What a colour may be the colour of: `Grönt ljus`."""


@lru_cache(maxsize=2048)
def name(printed: str) -> str:
    """The name of a mark ("[grön]", "Grönt", "🟢" are all grön); empty for anything else."""
    bare = _SHAPE.sub("", printed.strip().strip("[]").strip(" .,:*\u00a0\ufe0f").lower())
    return _names().get(bare, "") if 0 < len(bare) <= 24 else ""


_BOX: Final = "ruta"
"""In a line an empty box is a choice that is not made: `☐ Klart`."""


def _in_lines() -> str:
    """The forms of marks that lines may explain, as a pattern."""
    named = (re.escape(form) for form, mark in _names().items() if mark != _BOX)
    return "|".join(sorted(named, key=lambda form: (-len(form), form)))


@lru_cache(maxsize=1)
def _opening() -> re.Pattern[str]:
    return re.compile(rf"\s*[*•-]?\s*\[?(?P<mark>{_in_lines()})\]?\ufe0f?(?![a-zåäö])", re.IGNORECASE)


def _explained(document: Document) -> Iterator[tuple[str, str]]:
    """Marks with their meanings, where a line or a margin explains several codes at once."""
    for block in (*document.body, *document.margins):
        for pair in explained(document.cut(block.span)):
            if mark := name(pair.code):
                yield mark, pair.meaning


def _lines(document: Document) -> list[tuple[str, str]]:
    """Marks with what is said to explain them, in lines; several may stand in one line."""
    found: list[tuple[str, str]] = []
    for block in document.body:
        if not 4 <= len(block.span) <= 4 * _LONGEST:
            continue
        text = document.cut(block.span)
        if not _mark_anywhere().search(text.lower()):
            continue
        for piece in _PIECES.split(text):
            opened = _opening().match(piece)
            if opened is None:
                continue
            rest = piece[opened.end() :]
            explains = _EXPLAINS.match(rest)
            symbol = not opened["mark"][0].isalpha()
            bracket = "[" in piece[: opened.end()]
            if explains is None and not symbol and not bracket:
                continue
            said = rest[explains.end() :] if explains else rest.strip()
            second = _opening().match(said)  # "● Röd: målet nås inte" explains both
            if second is not None and (tail := _EXPLAINS.match(said[second.end() :])):
                said = said[second.end() :][tail.end() :]
                found.append((name(second["mark"]), said))
            if 3 <= len(said) <= _LONGEST:
                found.append((name(opened["mark"]), said))
    return found


@lru_cache(maxsize=1)
def _mark_anywhere() -> re.Pattern[str]:
    """Any of the forms, in a text in lower case."""
    return re.compile(_in_lines().lower())


def _tables(document: Document) -> list[tuple[str, str]]:
    """Marks with their meanings, from small tables in which a column holds nothing but marks.

    Two legends may stand side by side, each with a column of marks and one of meanings.
    """
    found: list[tuple[str, str]] = []
    for table in document.tables:
        if not 2 <= table.width <= 4 or len(table.rows) > _MOST_MARKS:
            continue
        pairs = ((0, 1), (2, 3)) if table.width == 4 else ((0, -1),)
        for first, last in pairs:
            rows: list[tuple[str, str]] = []
            for row in table.rows:
                if len(row) <= max(first, last, 1):
                    continue
                printed = document.cut(row[first].span)
                mark = name(printed) or (name(row[first].shade) if not printed.strip() else "")
                if mark:
                    rows.append((mark, document.cut(row[last].span)))
            if len(rows) >= 2 and len({mark for mark, _ in rows}) == len(rows):
                found += rows
    return found
