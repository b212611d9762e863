"""Columns that a text aligns by spaces, as `pdftotext -layout` writes them: made tabbed lines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from tertial.readers import column_names, gutters
from tertial.readers.cells import Row, widths
from tertial.readers.gutters import GUTTER, RULE
from tertial.readers.lines import Line

LONGEST_LABEL: Final = 40
FEWEST_COLUMNS: Final = 4
"""Fewer names on a line, with spaces between them, are no head of a table."""
FEWEST_ROWS: Final = 3
FEWEST_ANSWERED: Final = 2
"""Columns of a table that needs more of them for rows with an empty first cell."""

_NAME: Final = re.compile(r"\S+(?: \S+)*")
_MARKED: Final = re.compile(r"\(?(?:\d{1,3}(?:\.\d{1,3})*|[a-zA-Z])[.)]?|[-*•–·▪◦●]")
_ITEM: Final = re.compile(r"[ \t]+\(?(?:\d{1,3}|[a-zA-Z])[.)] ")


def to_tabs(lines: Sequence[Line]) -> list[Line]:
    """Lines in which each block of aligned columns has become rows with tabs between their cells.

    A line whose first column is empty goes on with the cells of the row before it.
    """
    found: list[Line] = []
    columns: list[list[int]] = []
    start = 0
    while start < len(lines):
        headed = _headed(lines, start)
        if headed is not None:
            rows, start, cuts = headed
            found += rows
            columns.append(cuts)
            continue
        end = _block(lines, start)
        parted = _parted(lines, start, end)
        if parted is not None:
            rows, start = parted
            found += rows
            continue
        block = lines[start:end]
        rows, cuts = _table(block)
        if rows:
            columns.append(cuts)
        else:
            rows = next(filter(None, (_more(block, cuts) for cuts in reversed(columns))), [])
        found += rows or block
        start = end
    return found


def _block(lines: Sequence[Line], start: int) -> int:
    """The end of the lines from `start` on that no empty line parts."""
    end = start + 1
    while end < len(lines) and not lines[end].gap and not lines[end].turned:
        end += 1
    return end


def _headed(lines: Sequence[Line], start: int) -> tuple[list[Line], int, list[int]] | None:
    """A table whose head says where its columns begin, and whose rows have empty lines between them."""
    head = lines[start].text
    if "\t" in head or " " * GUTTER not in head.strip():
        return None
    starts = [at for match in _NAME.finditer(head) for at in _begun(match)]
    names = [head[a:b].strip() for a, b in zip(starts, [*starts[1:], None], strict=True)]
    known = len(starts) > 1 and all(map(column_names.role, names))
    if (
        (len(starts) < FEWEST_COLUMNS and not known)
        or max(map(len, names)) > LONGEST_LABEL
        or starts[0] > GUTTER
    ):
        return None
    cuts = starts[1:]
    end = start + 1
    while end < len(lines) and (
        _fits(lines[end].text, cuts)
        or _ends_title(lines[end], cuts)
        or (end == start + 1 and RULE.fullmatch(lines[end].text))
    ):
        end += 1
    body = [
        line
        for line in lines[start + 1 : end]
        if not (line.turned and line.text == head) and not RULE.fullmatch(line.text)
    ]
    columns = widths([names, *(_cells(line.text, cuts) for line in body)])
    rows = [Row(lines[start], names, head=True)]
    owners = []
    for line in body:
        cells = _cells(line.text, cuts)
        if (
            cells[0]
            and sum(map(bool, cells)) > 1
            and ((line.gap and not line.turned) or len(rows) == 1 or not rows[-1].wraps(cells, columns))
        ) or (len(rows) > 1 and not cells[0] and not rows[-1].wraps(cells, columns)):
            rows.append(Row(replace(line, gap=0), cells, head=False))
            owners.append(line)
        else:
            rows[-1].add(cells, columns)
    parted = len(body) < len(rows) and all(line.gap for line in owners)
    if len(rows) < FEWEST_ROWS or (parted and not known):
        return None
    return [row.line() for row in rows], end, cuts


def _begun(match: re.Match[str]) -> list[int]:
    """Where the names begin in what a head has between gutters; single spaces may part short ones."""
    names = column_names.names_in(match.group())
    if len(names) < 2 or not all(map(column_names.role, names)):
        return [match.start()]
    return [at for name in names for at in (match.start() + match.group().index(name),)]


def _cells(text: str, cuts: Sequence[int]) -> list[str]:
    """What stands in each column of a line; one without gutter stands whole where it begins."""
    indent = len(text) - len(text.lstrip())
    if indent and " " * GUTTER not in text.strip():
        begun = sum(1 for cut in cuts if cut <= indent)
        return [text.strip() if n == begun else "" for n in range(len(cuts) + 1)]
    return [text[a:b].strip() for a, b in zip([0, *cuts], [*cuts, None], strict=True)]


def _fits(text: str, cuts: Sequence[int]) -> bool:
    """Whether a line leaves the places before each column empty, and reaches at least the second.

    A line of running text may also begin where a column does.
    """
    if "\t" in text or (len(text) <= cuts[0] and text[:1] != " "):
        return False
    if len(text) - len(text.lstrip()) in cuts and " " * GUTTER not in text.strip():
        return True
    return all(not text[cut - 1 : cut].strip() for cut in cuts)


def _ends_title(line: Line, cuts: Sequence[int]) -> bool:
    """Whether a line is the rest of a title in the first column, and nothing else."""
    return not line.gap and line.text[:1].islower() and len(line.text) < cuts[0] and "\t" not in line.text


def _parted(lines: Sequence[Line], start: int, end: int) -> tuple[list[Line], int] | None:
    """A table whose rows have empty lines or rules between them, one row each; None where there is none."""
    if not any(map(_has_gutter, lines[start:end])):
        return None
    ends = [end]
    while ends[-1] < len(lines) and lines[ends[-1]].gap == 1 and not lines[ends[-1]].turned:
        ends.append(_block(lines, ends[-1]))
    best, cuts = gutters.longest(lines, start, ends)
    block = lines[start:best]
    if _is_outline(block):
        return None
    pieces: list[list[Line]] = [[]]
    for n, line in enumerate(block):
        rule = RULE.fullmatch(line.text) is not None
        if pieces[-1] and (rule or (n and line.gap)):
            pieces.append([])
        if not rule:
            pieces[-1].append(line)
    pieces = [piece for piece in pieces if piece]
    if (
        len(pieces) < FEWEST_ROWS
        or not any(len(piece) > 1 for piece in pieces[1:])
        or _labelled(pieces, cuts)
    ):
        return None
    rows = _pieced(pieces, cuts)
    return (_made(rows, block), best) if _is_table(rows, cuts) else None


def _labelled(pieces: Sequence[Sequence[Line]], cuts: Sequence[int]) -> bool:
    """Whether the pieces are cards: what stands first on a lower line of one does so in most others."""
    lower = Counter(_cells(line.text, cuts)[0] for piece in pieces for line in piece[1:])
    lower.pop("", None)
    return bool(lower) and lower.most_common(1)[0][1] >= gutters.MOST * len(pieces)


def _pieced(pieces: Sequence[Sequence[Line]], cuts: Sequence[int]) -> list[Row]:
    """A row for each piece; none where a line inside one begins a row of its own."""
    columns = widths([_cells(line.text, cuts) for piece in pieces for line in piece])
    rows: list[Row] = []
    for piece in pieces:
        first, *others = [_cells(line.text, cuts) for line in piece]
        row = Row(piece[0], first, head=not rows)
        for cells in others:
            if not (first[0] and first[1]) or (
                all(cells) and not cells[0][:1].islower() and not row.full(0, cells[0], columns)
            ):
                return []
            row.add(cells, columns)
        rows.append(row)
    return rows


def _made(rows: Sequence[Row], block: Sequence[Line]) -> list[Line]:
    made = [replace(row.line(), gap=0) for row in rows]
    made[0] = replace(made[0], gap=block[0].gap)
    return made


def _table(block: Sequence[Line]) -> tuple[list[Line], list[int]]:
    """The block as tabbed rows, and where their columns begin; both empty where its lines stand in none.

    A line of running text over the head, or under the last row, is none of the table.
    """
    tabbed = any("\t" in line.text for line in block)
    if tabbed or not any(map(_has_gutter, block)) or _is_outline(block):
        return [], []
    inside = [n for n, line in enumerate(block) if _has_gutter(line)]
    first = inside[0]
    for end in (len(block), inside[-1] + 1):
        part = block[first:end]
        texts = [line.text for line in part]
        cuts = gutters.cuts(texts) if len(part) >= FEWEST_ROWS else []
        rows = _rows([line for line in part if not RULE.fullmatch(line.text)], cuts) if cuts else []
        if _is_table(rows, cuts):
            return [*block[:first], *_made(rows, part), *block[end:]], cuts
    return [], []


def _has_gutter(line: Line) -> bool:
    return " " * GUTTER in line.bare


def _is_outline(block: Sequence[Line]) -> bool:
    """Whether some of the lines, and not all, are numbered or lettered further in than the others."""
    deeper = [_ITEM.match(line.text) is not None for line in block]
    return sum(deeper) > 1 and not all(deeper)


def _rows(lines: Sequence[Line], cuts: Sequence[int], *, headed: bool = True) -> list[Row]:
    split = [_cells(line.text, cuts) for line in lines]
    columns = widths(split)
    rows: list[Row] = []
    for line, cells in zip(lines, split, strict=True):
        if rows and rows[-1].wraps(cells, columns):
            rows[-1].add(cells, columns)
        elif cells[0] or (rows and len(cells) > FEWEST_ANSWERED):
            rows.append(Row(line, cells, head=headed and not rows))
        else:
            return []
    return rows


def _is_table(rows: Sequence[Row], cuts: Sequence[int]) -> bool:
    """Whether most rows have their first two cells, and the first column is no list of labels or marks."""
    if len(cuts) >= FEWEST_ANSWERED:
        rows = [row for row in rows if row.cells[0]]  # the others answer under them
    full = sum(all(row.cells[:2]) for row in rows)
    if len(rows) < FEWEST_ROWS or full < 0.75 * len(rows):
        return False
    firsts = [row.cells[0] for row in rows]
    return len(cuts) > 1 or (
        max(map(len, firsts)) <= LONGEST_LABEL and not all(map(_MARKED.fullmatch, firsts))
    )


def _more(block: Sequence[Line], cuts: Sequence[int]) -> list[Line]:
    """The block as rows in the columns of a table before it; empty where its first line does not fit them."""
    starts = {match.start() for match in _NAME.finditer(block[0].text)}
    if len(starts) < 3 or not starts <= {0, *cuts} or not all(_in_columns(line.text, cuts) for line in block):
        return []
    return _made(rows, block) if (rows := _rows(block, cuts, headed=False)) else []


def _in_columns(text: str, cuts: Sequence[int]) -> bool:
    """Whether what a line has between gutters begins where columns begin, in most of its pieces the first."""
    indent = len(text) - len(text.lstrip())
    if "\t" in text or indent not in (0, *cuts):
        return False
    return " " * GUTTER not in text.strip() or all(not text[cut - 1 : cut].strip() for cut in cuts)
