"""Tables aligned by spaces in which what is told of each row stands in full lines under it.

A print out of a system for follow-up: the head names what, who and when, each row has a line or three in its
columns, and its status and comment run over the whole width. Each row becomes a table under its head.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import Final

from tertial import wording
from tertial.readers.cells import Row, widths
from tertial.readers.column_names import SHORT, role, whole_role
from tertial.readers.gutters import GUTTER, RULE
from tertial.readers.lines import Line
from tertial.readers.wrapping import dangles, ends_sentence
from tertial.swedish.dates import parse_range

FEWEST: Final = 3
"""Fewer rows with something told under them show no such table."""
MOST: Final = 0.6
"""Part of the rows that must have something told under them."""
SHIFTED: Final = 3
"""Characters by which a cell may begin beside its column's name."""
DEEPEST: Final = 8
"""Characters by which the next line of a title may be indented."""
MOST_LINES: Final = 6
"""Lines of a row in its columns, at most."""
LONGEST_CELL: Final = 60
LONGEST_NAME: Final = 40
FEWEST_LETTERS: Final = 2
"""Of a title, as in `IKT` or `GIS`."""
ANY_YEAR: Final = 2000

_PIECE: Final = re.compile(r"\S+(?: \S+)*")
_LABEL: Final = re.compile(r"[A-ZÅÄÖ][^:.!?]{1,40}:(?=\s|$)")
_NONE: Final = re.compile(r"[-–—]|löpande|tills vidare|årligen|snarast", re.IGNORECASE)
_DATES: Final = frozenset({"start", "end", "when"})
_COMPOUND: Final = re.compile(r"(?<=\w)(?:uppdrag|aktivitet|åtgärd|status|bedömning|datum|ansvarig)$")
_LONG: Final = frozenset({"comment", "description"})


@dataclass(frozen=True, slots=True)
class _Head:
    """The names of the columns, where they begin, and what they hold."""

    names: tuple[str, ...]
    starts: tuple[int, ...]
    roles: tuple[str, ...]
    end: int
    """Index after its last line."""

    @property
    def titles(self) -> list[int]:
        """The columns of what is to be done."""
        return [n for n, named in enumerate(self.roles) if named == "title"]


@dataclass(slots=True)
class _Entry:
    """A row in its columns, and whether something is told under it."""

    head: _Head
    start: int
    cells: list[list[str]]
    """A list for each of its lines."""
    columns: list[int]
    """Width of each column, in characters."""
    end: int = 0
    """Index after its last line."""
    told: bool = False
    bare: bool = False
    """Only its title stands in its columns, so that it speaks for no table by itself."""

    def line(self, first: Line) -> Line:
        """The row with tabs between its cells."""
        row = Row(replace(first, gap=0, turned=False), self.cells[0], head=False)
        for cells in self.cells[1:]:
            row.add(cells, self.columns)
        return row.line()


def to_tabs(lines: Sequence[Line]) -> list[Line]:
    """Lines in which each row of such a table is a table with its head, over what is told of it."""
    heads = {n: head for n in range(len(lines)) if (head := _head(lines, n)) is not None}
    entries = _entries(lines, heads) if heads else []
    rows = Counter(entry.head.names for entry in entries if not entry.bare)
    told = Counter(entry.head.names for entry in entries if entry.told and not entry.bare)
    kept = {names for names, count in told.items() if count >= max(FEWEST, MOST * rows[names])}
    return _made(lines, heads, entries, kept) if kept else list(lines)


def _head(lines: Sequence[Line], n: int) -> _Head | None:
    """The head that begins at a line: known names with gutters between them, on one line or two."""
    text = lines[n].text
    if "\t" in text or " " * GUTTER not in text.strip():
        return None
    starts = [match.start() for match in _PIECE.finditer(text)]
    names = _PIECE.findall(text)
    end = n + 1
    if end < len(lines) and not lines[end].gap and "\t" not in lines[end].text:
        more = {match.start(): match.group() for match in _PIECE.finditer(lines[end].text)}
        if set(more) <= set(starts) and all(rest[:1].islower() for rest in more.values()):
            names = [f"{name} {more.get(at, '')}".strip() for at, name in zip(starts, names, strict=True)]
            end += 1
    roles = list(map(_role, names))
    few = roles.count("") <= max(0, min(1, len(roles) - FEWEST))
    known = few and "title" in roles and SHORT.intersection(roles)
    if not known or _LONG.intersection(roles) or max(map(len, names)) > LONGEST_NAME:
        return None
    return _Head(tuple(names), tuple(starts), tuple(roles), end)


def _role(name: str) -> str:
    """The role of a name, of the first of two, or of what a compound is: `Budgetuppdrag`."""
    first = name.split("/")[0].strip()
    compound = _COMPOUND.search(first)
    return whole_role(name) or role(name) or whole_role(first) or (role(compound[0]) if compound else "")


def _entries(lines: Sequence[Line], heads: Mapping[int, _Head]) -> list[_Entry]:
    """The rows under all heads, in order."""
    found: list[_Entry] = []
    head: _Head | None = None
    n = 0
    while n < len(lines):
        if n in heads:
            head, n = heads[n], heads[n].end
            continue
        cells = _cells(lines[n].text, head) if head is not None else None
        if head is not None and cells is not None:
            row = _is_row(cells, head)
            if row or (found and _is_title(lines, n, cells, head)):
                found.append(_Entry(head, n, [cells], [], bare=not row))
        n += 1
    columns = {
        names: widths(entry.cells[0] for entry in found if entry.head.names == names)
        for names in {entry.head.names for entry in found}
    }
    for entry, following in zip_longest(found, found[1:]):
        entry.columns = columns[entry.head.names]
        entry.end = n = entry.start + 1
        stop = following.start if following else len(lines)
        torn = False
        while n < min(stop, entry.start + MOST_LINES):
            if n in heads:
                n, torn = heads[n].end, True
                continue
            more = _cells(lines[n].text, entry.head)
            anew = lines[n].gap and not (torn or lines[n].turned)
            if more is None or anew or not _goes_on(entry, more, begun=lines[n].gap > 0):
                break
            entry.cells.append(more)
            entry.end = n = n + 1
            torn = False
        entry.told = n < stop and n not in heads and _is_told(lines[n], entry.head)
    return found


def _cells(text: str, head: _Head) -> list[str] | None:
    """What stands in each column of a line; None where something runs over a column's beginning."""
    if "\t" in text or RULE.fullmatch(text):
        return None
    cells = [""] * len(head.starts)
    for match in _PIECE.finditer(text):
        near = [n for n, at in enumerate(head.starts) if abs(match.start() - at) <= SHIFTED]
        if not near and not text[: match.start()].strip():  # its indent says that a title goes on
            near = [at for at in head.titles if 0 < match.start() - head.starts[at] <= DEEPEST]
        if not near or cells[near[0]] or _LABEL.match(match.group()):
            return None
        room = head.starts[near[0] + 1] if near[0] + 1 < len(head.starts) else len(text)
        if match.end() > room + SHIFTED:
            return None
        cells[near[0]] = match.group()
    return cells


_UNDATED: Final = re.compile(
    r"(?:snarast(?: möjligt)?|löpande|tills ?vidare|ej satt|våren|hösten|sommaren|vintern|årsskiftet)",
    re.IGNORECASE,
)
"""What stands for a day where none is set."""
_OFFICE: Final = re.compile(r"[a-zåäö-]+(?:chef|chefen|controllern?|sekreterare|sekreteraren|direktören)")


def _is_row(cells: Sequence[str], head: _Head) -> bool:
    """Whether what stands in the columns is a title, and who, when or how it goes as the names say."""
    title = " ".join(cells[n] for n in head.titles)
    short = [(cell, named) for cell, named in zip(cells, head.roles, strict=True) if cell and named in SHORT]
    if not short or sum(map(str.isalpha, title)) < FEWEST_LETTERS or title.strip()[:1].islower():
        return False
    return all(_fits(cell, named) for cell, named in short)


def _is_title(lines: Sequence[Line], n: int, cells: Sequence[str], head: _Head) -> bool:
    """Whether a line is a row of which nobody has set who and when: a title alone, told of under a state."""
    title = " ".join(filter(None, (cells[at] for at in head.titles)))
    before = next((above.bare for above in reversed(lines[:n]) if not above.bare.isdigit()), "")
    if not (_ends(before) and title[:1].isupper()) or _ends(title) or whole_role(title):
        return False
    for k, below in enumerate(lines[n : n + MOST_LINES]):
        if k and (below.gap or _judges(below.bare)):
            return not below.gap
        row = _cells(below.text, head) or ()
        if not any(row) or any(
            c and h not in ("title", "number") for c, h in zip(row, head.roles, strict=True)
        ):
            return False
    return False


def _ends(text: str) -> bool:
    """Whether nothing goes on after a line: a sentence that ends, or a state."""
    return ends_sentence(text) or _judges(text)


def _judges(text: str) -> bool:
    """Whether a line is a state, or names one by a label."""
    labelled = _LABEL.match(text)
    named = labelled is not None and whole_role(labelled.group().rstrip(":")) == "status"
    return named or wording.value(text) is not None


def _fits(cell: str, named: str) -> bool:
    if _NONE.fullmatch(cell):
        return True
    if named in _DATES:
        dated = any(map(str.isdigit, cell)) and parse_range(cell, ANY_YEAR) is not None
        return dated or _UNDATED.fullmatch(cell) is not None
    if named == "responsible":
        office = cell[:1].isupper() or _OFFICE.fullmatch(cell) is not None
        return office and len(cell) <= LONGEST_CELL and not ends_sentence(cell)
    return wording.value(cell) is not None or parse_range(cell, ANY_YEAR) is not None  # `Klart` over dates


def _goes_on(entry: _Entry, cells: Sequence[str], *, begun: bool) -> bool:
    """Whether a line goes on with the cells of the row above it, and is not told of it.

    Args:
        begun: It begins a page.
    """
    head, row = entry.head, entry.cells
    if begun and any(cells[at][:1].isupper() and not dangles(row[-1][at]) for at in head.titles):
        return False
    filled = [n for n, cell in enumerate(cells) if cell]
    if not filled or any(cells[n] and named in _DATES for n, named in enumerate(head.roles) if row[0][n]):
        return False
    at = filled[0]
    if filled != [at] or at > head.titles[-1]:
        return True
    text, before = cells[at], row[-1][at]
    if not before or wording.value(text) is not None or ends_sentence(text):
        return False
    room = entry.columns[at] - len(before) - 1
    return text[:1].islower() or dangles(before) or room < len(text.split(maxsplit=1)[0])


def _is_told(line: Line, head: _Head) -> bool:
    """Whether a line tells of the row above it: over the columns' beginnings, in a label or as a state."""
    text = line.bare
    if line.gap > 1 or "\t" in line.text or text[:1].islower():
        return False
    said = wording.value(text) is not None or ends_sentence(text) or bool(whole_role(text))
    return said or _cells(line.text, head) is None


def _made(
    lines: Sequence[Line],
    heads: Mapping[int, _Head],
    entries: Sequence[_Entry],
    kept: AbstractSet[tuple[str, ...]],
) -> list[Line]:
    """The lines with a table for each row of the kept heads, and these heads nowhere else."""
    begun = {entry.start: entry for entry in entries if entry.head.names in kept}
    again = {n for n, head in heads.items() if head.names in kept}
    chapters = _chapters(lines, begun, again)
    found: list[Line] = []
    gap, turned, parted = 0, False, False
    n = 0
    while n < len(lines):
        line, entry = lines[n], begun.get(n)
        if n in again:
            gap, turned, n = max(gap, line.gap), turned or line.turned, heads[n].end
            continue
        if entry is not None:
            found += [Line(text="\t".join(entry.head.names), gap=1, page=line.page), entry.line(line)]
        else:
            made = replace(line, gap=max(gap, line.gap), turned=turned or line.turned, titled=n in chapters)
            found.append(replace(made, begins=line.begins or parted))
        n = entry.end if entry is not None else n + 1
        parted = entry is None and _is_whole(line.bare)
        gap, turned = 0, False
    return found


def _chapters(lines: Sequence[Line], begun: Mapping[int, _Entry], again: AbstractSet[int]) -> set[int]:
    """The lines that name a chapter: over a head, or after the last row's comment.

    Where some comment has empty lines inside, it is not known where the last one ends.
    """
    alone = [n for n, line in enumerate(lines) if n not in begun and n not in again and _stands_alone(line)]
    over = {n for n in alone if n + 1 in again or n + 1 in begun}
    first, last = min(begun), max(begun)
    inside = (
        n
        for n in range(first, last)
        if lines[n].gap and not lines[n].turned and not {n, n - 1} & {*begun, *again} and n not in over
    )
    if any(_LABEL.match(lines[n].bare) is None for n in inside):
        return over
    return over | {n for n in alone if n > last and n + 1 < len(lines) and lines[n + 1].gap}


def _stands_alone(line: Line) -> bool:
    """Whether a line after an empty one may be a heading."""
    text = line.bare
    short = line.gap > 0 and len(text) <= LONGEST_NAME and text[:1].isupper() and text[-1:].isalpha()
    plain = " " * GUTTER not in text and "\t" not in text
    return short and plain and _LABEL.match(text) is None and wording.value(text) is None


def _is_whole(text: str) -> bool:
    """Whether a line is a paragraph of its own under a row: a state, or labels side by side."""
    return wording.value(text) is not None or (_LABEL.match(text) is not None and " " * GUTTER in text)
