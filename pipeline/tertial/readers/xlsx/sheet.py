"""One sheet of a workbook: the cells that are seen, how they are merged, what is printed around them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, Literal

from lxml import etree

from tertial.errors import TooLarge
from tertial.readers.docx import symbols
from tertial.readers.docx.styles import Look
from tertial.readers.lettering import lettering
from tertial.readers.sheets import Lines, SheetCell, letters, plain
from tertial.readers.xlsx.looks import CellLook, Looks
from tertial.readers.xlsx.parts import MAIN, Parts
from tertial.readers.xlsx.shown import moment, number

MOST_CELLS: Final = 1_000_000
"""Cells of all sheets of a file, empty ones that are formatted counted."""
MOST_ROWS: Final = 1_048_576
MOST_COLUMNS: Final = 16_384
_REFERENCE: Final = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
_MOMENT: Final = re.compile(r"\b(?:TODAY|NOW|RAND|RANDBETWEEN)\(")
_UNQUOTED: Final = re.compile(r"\w[\w.]*")
_CODES: Final = re.compile(r"&(?:\"[^\"]*\"|K[0-9A-Fa-f+-]{6}|\d{1,3}|[A-Za-z])")
_PLACES: Final = re.compile(r"&[LCR]")

Runs = tuple[tuple[str, Look | None], ...]
"""A text, run by run; None for letters that look as the cell's."""


@dataclass(slots=True)
class Sheet:
    """What is seen of a sheet."""

    cells: list[SheetCell] = field(default_factory=list)
    heads: set[int] = field(default_factory=set)
    """Rows that stand over a filter, or that stay when the others are scrolled."""
    margins: list[tuple[str, str]] = field(default_factory=list)
    """`header` or `footer`, and what is printed there."""
    hidden_rows: int = 0
    hidden_columns: int = 0
    filtered_rows: int = 0
    """Rows that a filter hides, which are read."""
    unstored: int = 0
    """Formulas whose value the file does not keep."""
    icons: bool = False
    """Some values are shown as icons, which are not read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """What holds for all sheets of a file."""

    parts: Parts
    looks: Looks
    strings: Sequence[Runs]
    from_1904: bool
    moments: Literal["kept", "left out"]
    """Whether values of formulas for today and the clock are read."""


@dataclass(slots=True)
class _Raw:
    row: int
    column: int
    lines: Lines
    fill: str


class Reading:
    """The reading of the sheets of one file, which together may not hold too many cells."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._n_cells = 0

    def sheet(self, path: str, title: str) -> Sheet:
        """One sheet.

        Args:
            path: Of its part.
            title: Its name, for the addresses of its cells.

        Raises:
            TooLarge, BrokenFile: It can't be read.
        """
        found = Sheet()
        raw: list[_Raw] = []
        rows_hidden: set[int] = set()
        columns_hidden: list[tuple[int, int]] = []
        merged: list[tuple[int, int, int, int]] = []
        filtering = False
        at_row, at_column = 0, -1
        tags = ("c", "row", "col", "mergeCell", "filterColumn", "autoFilter", "sheetPr", "pane", "cfRule")
        for element in self._book.parts.elements(path, *tags, "oddHeader", "oddFooter"):
            tag = element.tag[len(MAIN) :]
            if tag == "c":
                self._count()
                at_row, at_column = _place(element, at_row, at_column)
                if (cell := self._cell(element, at_row, at_column, found)) is not None:
                    raw.append(cell)
            elif tag == "row":
                at_row, at_column = _integer(element.get("r")) - 1 if element.get("r") else at_row, -1
                if _is_on(element.get("hidden")) or _is_nothing(element.get("ht")):
                    rows_hidden.add(at_row)
                at_row += 1
            elif tag == "col" and (_is_on(element.get("hidden")) or _is_nothing(element.get("width"))):
                columns_hidden.append((_integer(element.get("min")) - 1, _integer(element.get("max")) - 1))
            elif tag == "mergeCell" and (area := _area(element.get("ref"))) is not None:
                merged.append(area)
            elif tag == "filterColumn" or (tag == "sheetPr" and _is_on(element.get("filterMode"))):
                filtering = True
            elif tag == "autoFilter" and (area := _area(element.get("ref"))) is not None:
                found.heads.add(area[0])
            elif tag == "pane" and element.get("state") in ("frozen", "frozenSplit"):
                found.heads.add(_integer(element.get("ySplit")) - 1)
            elif tag == "cfRule" and element.get("type") == "iconSet":
                found.icons = True
            elif tag in ("oddHeader", "oddFooter"):
                found.margins += _margins("header" if tag == "oddHeader" else "footer", element.text or "")
        if filtering:
            found.filtered_rows = len({cell.row for cell in raw if cell.row in rows_hidden})
            rows_hidden = set()
        self._seen(found, raw, rows_hidden, columns_hidden, merged, title)
        return found

    def _count(self) -> None:
        self._n_cells += 1
        if self._n_cells > MOST_CELLS:
            raise TooLarge(
                f"{self._book.parts.name} has more than {MOST_CELLS:,} cells.",
                "Save the sheets that hold reports as a file of their own.",
            )

    def _cell(self, element: etree._Element, row: int, column: int, found: Sheet) -> _Raw | None:
        look = self._book.looks.of(element.get("s"))
        value = element.find(f"{MAIN}v")
        raw = "" if value is None else value.text or ""
        formula = element.find(f"{MAIN}f")
        if formula is not None:
            found.unstored += not raw and element.get("t") in (None, "n")
            if self._book.moments == "left out" and _MOMENT.search(formula.text or ""):
                return None
        lines = self._lines(element, raw, look)
        if not lines and not look.fill:
            return None
        return _Raw(row, column, lines, look.fill)

    def _lines(self, element: etree._Element, raw: str, look: CellLook) -> Lines:
        kind = element.get("t") or "n"
        if kind == "s":
            index = int(raw) if raw.isdecimal() and raw.isascii() and len(raw) < 9 else -1
            known = 0 <= index < len(self._book.strings)
            return _lines(self._book.strings[index], look.look) if known else ()
        if kind == "inlineStr":
            inline = element.find(f"{MAIN}is")
            return () if inline is None else _lines(runs(inline, self._book.looks), look.look)
        if kind == "b":
            return plain("SANT" if raw.strip() == "1" else "FALSKT" if raw else "", look.look)
        if kind == "n":
            raw = number(raw, look.code, from_1904=self._book.from_1904) if raw else ""
        elif kind == "d":
            raw = _day(raw)
        return _lines(((raw, None),), look.look)

    def _seen(
        self,
        found: Sheet,
        raw: Sequence[_Raw],
        rows_hidden: set[int],
        columns_hidden: Sequence[tuple[int, int]],
        merged: Sequence[tuple[int, int, int, int]],
        title: str,
    ) -> None:
        """Gives a sheet its cells: those that are not hidden, merged ones with their reach."""
        shut = {at for first, last in columns_hidden for at in range(first, min(last, MOST_COLUMNS) + 1)}
        reach = {(top, left): (bottom, right) for top, left, bottom, right in merged}
        covered = _Covered(merged)
        left_out_rows: set[int] = set()
        left_out_columns: set[int] = set()
        prefix = f"{title if _UNQUOTED.fullmatch(title) else _in_quotes(title)}!" if title else ""
        for cell in raw:
            if cell.row in rows_hidden:
                left_out_rows |= {cell.row} if cell.lines else set()
                continue
            if cell.column in shut:
                left_out_columns |= {cell.column} if cell.lines else set()
                continue
            if covered.holds(cell.row, cell.column):
                continue
            bottom, right = reach.get((cell.row, cell.column), (cell.row, cell.column))
            found.cells.append(
                SheetCell(
                    cell.row,
                    cell.column,
                    cell.lines,
                    columns=right - cell.column + 1,
                    rows=bottom - cell.row + 1,
                    fill=cell.fill,
                    address=f"{prefix}{letters(cell.column)}{cell.row + 1}",
                )
            )
        found.hidden_rows, found.hidden_columns = len(left_out_rows), len(left_out_columns)


class _Covered:
    """The places that merged cells reach over, without those where they begin."""

    def __init__(self, merged: Sequence[tuple[int, int, int, int]]) -> None:
        self._by_row: dict[int, list[tuple[int, int, int, int]]] = {}
        self._tall = [area for area in merged if area[2] - area[0] >= 1000]
        for area in merged:
            for row in range(area[0], area[2] + 1) if area[2] - area[0] < 1000 else ():
                self._by_row.setdefault(row, []).append(area)

    def holds(self, row: int, column: int) -> bool:
        return any(
            top <= row <= bottom and left <= column <= right and (row, column) != (top, left)
            for top, left, bottom, right in (*self._by_row.get(row, ()), *self._tall)
        )


def runs(element: etree._Element, looks: Looks) -> Runs:
    """The runs of a shared or inline string, without the signs that tell how it is pronounced."""
    found: list[tuple[str, Look | None]] = []
    for child in element:
        if child.tag == f"{MAIN}t":
            found.append((child.text or "", None))
        elif child.tag == f"{MAIN}r":
            marks = child.find(f"{MAIN}rPr")
            text = "".join(part.text or "" for part in child.iterchildren(f"{MAIN}t"))
            found.append((text, None if marks is None else looks.letters(marks)))
    return tuple(found)


_ESCAPED: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")


def _lines(text: Runs, look: Look) -> Lines:
    """The lines of a cell, their letters as they look."""
    if len(text) == 1 and text[0][1] is None and not look.font:
        return plain(_unescaped(text[0][0]), look)
    lines: list[list[tuple[str, Look]]] = [[]]
    for part, own in text:
        shown = own or look
        part = _unescaped(part).replace("\r\n", "\n").replace("\r", "\n")
        part = symbols.marks(shown.font, part) if shown.font else part
        first, *others = part.split("\n")
        lines[-1].append((first, shown))
        lines += [[(other, shown)] for other in others]
    return tuple(lettering(line, inside=False) for line in lines if any(part.strip() for part, _ in line))


def _unescaped(text: str) -> str:
    """A text without the escapes that stand for what XML has no sign for: `_x000D_`."""
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


def _day(raw: str) -> str:
    """A date that the file keeps as one, without a time at midnight."""
    try:
        when = datetime.fromisoformat(raw.strip().removesuffix("Z"))
    except ValueError:
        return raw
    return moment(when, "ymd" if when.time() == datetime.min.time() else "ymdh")


def _margins(kind: str, text: str) -> Iterator[tuple[str, str]]:
    """The texts at the edge of a printed page, left, middle and right, without fields and marks."""
    for part in _PLACES.split(text):
        bare = " ".join(_CODES.sub("", part).replace("&&", "&").split())
        if any(sign.isalpha() for sign in bare) and bare.casefold() not in ("sida", "sida av", "sid"):
            yield kind, bare


def _place(element: etree._Element, row: int, column: int) -> tuple[int, int]:
    """Where a cell stands; after the one before where it does not say."""
    match = _REFERENCE.fullmatch(element.get("r") or "")
    if match is None:
        parent = element.getparent()
        said = None if parent is None else parent.get("r")
        return _integer(said) - 1 if said else row, min(column + 1, MOST_COLUMNS - 1)
    return min(int(match[2]), MOST_ROWS) - 1, min(_column(match[1]), MOST_COLUMNS - 1)


def _area(reference: str | None) -> tuple[int, int, int, int] | None:
    """Top, left, bottom and right of an area, counted from 0."""
    first, _, last = (reference or "").partition(":")
    begin, end = _REFERENCE.fullmatch(first), _REFERENCE.fullmatch(last or first)
    if begin is None or end is None:
        return None
    top, bottom = sorted(min(max(int(at[2]), 1), MOST_ROWS) - 1 for at in (begin, end))
    left, right = sorted(min(_column(at[1]), MOST_COLUMNS - 1) for at in (begin, end))
    return top, left, bottom, right


def _column(name: str) -> int:
    number = 0
    for letter in name:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _in_quotes(title: str) -> str:
    return "'" + title.replace("'", "''") + "'"


def _is_on(value: str | None) -> bool:
    return value in ("1", "true")


def _is_nothing(value: str | None) -> bool:
    """Whether a height or width is said, and is 0."""
    return value is not None and value.strip("0.") == "" and value != ""


def _integer(text: str | None) -> int:
    match = re.match(r"\d{1,7}", text or "")
    return int(match[0]) if match else 0
