"""Tables in plain text: runs of lines with tabs, and of lines with pipes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from tertial.readers.lines import LINE_BREAK, Line
from tertial.readers.wrapping import divided, ends_sentence, joint

MAX_QUOTED: Final = 60
"""Lines that a quoted cell may take; more means that the quotation mark was none."""

FEWEST_SPACED: Final = 3
"""Fewer rows with empty lines between them are no table."""

FEWEST_WRAPPED: Final = 35
"""Characters of the shortest line of a cell that was cut at a width."""

_RULED: Final = r"\s*(?::?-{2,}:?|:-:?|-:)\s*"
_RULE: Final = re.compile(rf"\|?{_RULED}(?:\|{_RULED})*\|?")
_MARKED: Final = re.compile(r"\s*(?:\(?\d{1,3}(?:\.\d{1,3})*[.)]?|\(?[a-zA-Z][.)]|[-*•–·▪◦●])\t[^\t]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table's rows as the text has them."""

    rows: tuple[tuple[str, ...], ...]
    """Cells; a line break inside a cell is LINE_BREAK. Rows may differ in length."""
    pages: tuple[int, ...]
    gap: int
    headed: bool = False
    """A rule under the first row marks it as the header."""


def take(lines: Sequence[Line], start: int) -> tuple[Grid, int] | None:
    """The table that begins at line `start` and the index after its last line, or None where none begins."""
    if lines[start].bare.startswith("|"):
        return _piped(lines, start)
    if "\t" in lines[start].text:
        return _tabbed(lines, start)
    return None


def _piped(lines: Sequence[Line], start: int) -> tuple[Grid, int] | None:
    end = start
    while end < len(lines) and lines[end].bare.count("|") >= 2 and (end == start or not lines[end].gap):
        if not lines[end].bare.startswith("|"):
            break
        end += 1
    ruled = end - start >= 2 and _RULE.fullmatch(lines[start + 1].bare) is not None
    if not ruled and end - start < 2:
        return None
    rows, pages = [], []
    for line in lines[start:end]:
        if _RULE.fullmatch(line.bare):
            continue
        text = line.bare[1:]
        text = text[:-1] if text.endswith("|") and not text.endswith("\\|") else text
        rows.append(tuple(cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", text)))
        pages.append(line.page)
    if not rows:
        return None
    return Grid(rows=tuple(rows), pages=tuple(pages), gap=lines[start].gap, headed=ruled), end


def unquote(lines: Sequence[Line]) -> list[Line]:
    """Lines with each quoted cell, as exports have it round line ends, on one line and without marks."""
    found: list[Line] = []
    index = 0
    while index < len(lines):
        line = lines[index]
        taken = 1
        if "\t" in line.text and '"' in line.text:
            text, taken = _unquoted(lines, index)
            line = Line(text=text, gap=line.gap, page=line.page, turned=line.turned)
        found.append(line)
        index += taken
    return found


_QUOTED: Final = re.compile(r'(?:(?<=\t)|^)"((?:[^"]|"")*)"(?=\t|$)')


def _unquoted(lines: Sequence[Line], index: int) -> tuple[str, int]:
    text = lines[index].text
    taken = 1
    while _open(text):
        if index + taken >= len(lines) or taken >= MAX_QUOTED:
            text, taken = lines[index].text, 1
            break
        text += LINE_BREAK + lines[index + taken].text
        taken += 1
    return _QUOTED.sub(lambda match: match.group(1).replace('""', '"'), text), taken


def _open(text: str) -> bool:
    """The last quoted cell has begun and not ended."""
    rest = _QUOTED.sub("", text)
    cell = rest.rsplit("\t", 1)[-1]
    return cell.startswith('"') and cell.count('"') % 2 == 1


def _spaced(lines: Sequence[Line], start: int) -> int:
    """The end of rows with an empty line after each, at least three, of as many cells; else `start`."""
    end = start
    tabs = lines[start].text.count("\t")
    while end < len(lines) and lines[end].text.count("\t") == tabs and (end == start or lines[end].gap == 1):
        end += 1
    if end < len(lines) and not lines[end].gap and end > start:
        end -= 1
    return end if end - start >= FEWEST_SPACED else start


def _tabbed(lines: Sequence[Line], start: int) -> tuple[Grid, int] | None:
    end = _spaced(lines, start)
    if end > start and _is_table(lines[start:end], run := [_cells(line.text) for line in lines[start:end]]):
        pages = tuple(line.page for line in lines[start:end])
        return Grid(rows=tuple(map(tuple, run)), pages=pages, gap=lines[start].gap), end
    broken = _mended(lines, start)
    if broken is not None:
        return broken
    end = start
    while end < len(lines) and (end == start or not lines[end].gap):
        if "\t" not in lines[end].text and not _over_rows(lines, end):
            break
        end += 1
    first = end
    run = [_cells(line.text) for line in lines[start:end]]
    size = _width(run)
    if size >= 2:
        end = _extend(lines, end, size)
        if end > first:
            run = [_cells(line.text) for line in lines[start:end]]
    if not _is_table(lines[start:end], run):
        return None
    rows, at = _whole(lines[start:end], size)
    return Grid(rows=tuple(rows), pages=tuple(at), gap=lines[start].gap), end


def _mended(lines: Sequence[Line], start: int) -> tuple[Grid, int] | None:
    """A table whose cells hold line ends: lines are put together until each row has the tabs of the first.

    None where no line has to be mended, or where a row comes out with too many or too few cells.
    """
    tabs = lines[start].text.count("\t")
    if tabs < 2 or not all(_cells(lines[start].text)):
        return None
    rows: list[str] = [lines[start].text]
    pages = [lines[start].page]
    mended = 0
    end = start + 1
    while end < len(lines) and not lines[end].gap:
        text = lines[end].text
        have = rows[-1].count("\t")
        more = text.count("\t")
        if have == tabs and more:
            rows.append(text)
            pages.append(lines[end].page)
        elif not more and _heads_next(lines, end):
            break
        elif _over_rows(lines, end):
            return None
        elif have + more <= tabs and len(rows) > 1 and (not more or _is_rest(text, rows)):
            rows[-1] = _joined(rows[-1], text)
            mended += 1
        else:
            return None
        if rows[-1].count("\t") > tabs:
            return None
        end += 1
    if not mended or len(rows) < FEWEST_SPACED or any(row.count("\t") != tabs for row in rows):
        return None
    grid = tuple(tuple(_cells(row)) for row in rows)
    if 2 * sum(1 for row in grid if row[0]) < len(grid):
        return None
    return Grid(rows=grid, pages=tuple(pages), gap=lines[start].gap), end


def _joined(before: str, more: str) -> str:
    """A broken cell with its next line, which goes on with a sentence or begins a paragraph."""
    last = before.rsplit("\t", 1)[-1].rsplit(LINE_BREAK, 1)[-1]
    if divided(last, more) or (
        len(last) >= FEWEST_WRAPPED and more[:1].islower() and not ends_sentence(last)
    ):
        before, between = joint(before, more)
        return before + between + more
    return before + LINE_BREAK + more


def _heads_next(lines: Sequence[Line], index: int) -> bool:
    """Whether a line without tabs stands over the head of the next table, said again."""
    heads = {line.text for line in lines[:index] if "\t" in line.text}
    return index + 1 < len(lines) and lines[index + 1].text in heads


def _is_rest(text: str, rows: Sequence[str]) -> bool:
    """Whether a line with tabs goes on with a broken cell: the rows are numbered, or it begins small."""
    first = _cells(text)[0]
    numbered = all(row.split("\t", 1)[0].strip(" .)").isdigit() for row in rows[1:])
    return bool(first) and not first.strip(" .)").isdigit() and (numbered or first[:1].islower())


def _cells(text: str) -> list[str]:
    return [cell.strip(" \u00a0") for cell in text.split("\t")]


def _width(run: Sequence[Sequence[str]]) -> int:
    """The number of columns: that of the first row if others have as many, else the commonest above one."""
    counts = Counter(len(cells) for cells in run if len(cells) > 1)
    if not counts:
        return 1
    if counts[len(run[0])] * 3 >= sum(counts.values()):
        return len(run[0])
    return max(counts.items(), key=lambda item: (item[1], item[0]))[0]


def _extend(lines: Sequence[Line], end: int, size: int) -> int:
    """Where the table ends when lines without a tab inside it are pieces of broken cells.

    A line without tab goes on with the row before if that row lacks cells which a following row supplies, or
    if it plainly goes on with a sentence (a small letter or a bullet).
    """
    while end < len(lines) and not lines[end].gap and "\t" not in lines[end].text:
        stop = end
        while stop < len(lines) and not lines[stop].gap and "\t" not in lines[stop].text and stop - end < 12:
            stop += 1
        before = len(_cells(lines[end - 1].text))
        supplied = stop < len(lines) and not lines[stop].gap and "\t" in lines[stop].text
        after = len(_cells(lines[stop].text)) if supplied else 0
        fills = before < size and supplied and before + after - 1 == size
        goes_on = all(_goes_on(lines[i].bare) for i in range(end, stop))
        if not fills and not (goes_on and (supplied or before >= size)):
            break
        end = stop
        while end < len(lines) and not lines[end].gap and "\t" in lines[end].text:
            end += 1
    return end


_GROUP: Final = re.compile(r"[A-ZÅÄÖ0-9][^\t]{2,60}(?<![.,;:!?-])")


def _over_rows(lines: Sequence[Line], index: int) -> bool:
    """Whether a line without tabs names the group of the numbered rows after it: `Motioner`."""
    if not 0 < index < len(lines) - 1 or _GROUP.fullmatch(lines[index].bare) is None:
        return False
    before, after = lines[index - 1], lines[index + 1]
    number = after.text.split("\t", 1)[0].strip(" .)")
    same = min(before.text.count("\t"), after.text.count("\t")) >= 3
    return same and number.isdigit() and not (lines[index].gap or after.gap)


def _goes_on(text: str) -> bool:
    return text[:1].islower() or re.match(r"[-–•·▪*]\s", text) is not None


def _is_table(lines: Sequence[Line], run: Sequence[Sequence[str]]) -> bool:
    full = [cells for cells in run if sum(1 for cell in cells if cell) >= 2]
    if not full:
        return False
    if all(_MARKED.fullmatch(line.text) for line in lines):
        return False  # a numbered list, with tabs after its numbers
    if len(run) == 1:
        filled = sum(1 for cell in run[0] if cell)
        return len(run[0]) >= 3 and filled >= 2 and not (filled == 2 and not run[0][0] and len(run[0]) == 3)
    return len(full) * 4 >= len(run)


def _whole(lines: Sequence[Line], size: int) -> tuple[list[tuple[str, ...]], list[int]]:
    """The rows, those made whole that a line end inside a cell had broken."""
    rows: list[list[str]] = []
    pages: list[int] = []
    for index, line in enumerate(lines):
        cells = _cells(line.text)
        whole = _over_rows(lines, index) or (index > 0 and _over_rows(lines, index - 1))
        if rows and not whole and _continues(rows[-1], cells, size):
            rows[-1][-1] = _joined(rows[-1][-1], cells[0]).strip(LINE_BREAK)
            rows[-1] += cells[1:]
            continue
        rows.append(cells)
        pages.append(line.page)
    return [tuple(row) for row in rows], pages


def _continues(row: Sequence[str], cells: Sequence[str], size: int) -> bool:
    if len(cells) == 1:
        return True  # _extend let it in
    if len(row) >= size or len(row) + len(cells) - 1 != size:
        return False
    broken = LINE_BREAK in row[-1] and row[-1].split(LINE_BREAK)[-1] != ""
    return broken or (bool(row[-1]) and _goes_on(cells[0]) and row[-1][-1:] not in ".!?")
