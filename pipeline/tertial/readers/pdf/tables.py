"""Tables that go on over pages, and the paragraphs in their cells."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from tertial.readers.docx.styles import Look
from tertial.readers.pdf.lines import Line, paragraphs, rows, runs_of
from tertial.readers.pdf.ruled import PADDING, Cell, Grid
from tertial.readers.wrapping import ends_sentence
from tertial.swedish.words import fold
from tertial.wording import function_words

_NEAR: Final = 4.0
"""Points by which columns of a table may differ from page to page."""
_FEWEST_LABELS: Final = 3
"""Labels of a card that tell it."""
_WORDS: Final = re.compile(r"[^\W\d_]+")
_FRAGMENT: Final = re.compile(r"[^\W\d_]+$|^\d{1,2}$")
_REST: Final = re.compile(r"[^\W\d_]+|\d{1,2}$")
_ROOM: Final = 1.3
"""Room after a broken word, in breadths of its next letter; programs reckon otherwise than their fonts."""
_LETTERS: Final = frozenset("iåö&")
"""Words of one letter."""
_BOUND: Final = re.compile(r"\w{3}(?:ings|ions|tets|skaps|hets|doms)$")
"""How the first part of a compound ends, and no word."""
_ENDING: Final = re.compile(r"(?:n?ings|ning|heten|hets|skaps?|tions?|arna|erna)")
"""How endings begin, and no word."""
_SHORTEST: Final = 4
"""Letters of a part of a compound; fewer that are no word are an ending."""


@dataclass(eq=False)
class Table:
    """A table over all its pages."""

    grids: list[Grid]

    @property
    def last(self) -> Grid:
        return self.grids[-1]


def words(running: Iterable[Line], inside: Iterable[Line]) -> Counter[str]:
    """The words of a text, folded; of cells only those that stand inside a line, and so are whole."""
    found: Counter[str] = Counter()
    for line in running:
        found.update(word.casefold() for word in _WORDS.findall(line.text)[:-1])
    for line in inside:
        found.update(word.casefold() for word in _WORDS.findall(line.text)[1:-1])
    return found


def goes_on(before: Grid, grid: Grid) -> bool:
    """Whether a table that begins a page goes on from the one that ended the last: the same columns."""
    if before.page + 1 != grid.page or len(before.xs) < 2 or before.ruled is not grid.ruled:
        return False
    if not grid.ruled:
        same = len(before.begins) == len(grid.begins)
        return same and all(abs(x - y) <= _NEAR for x, y in zip(before.begins, grid.begins, strict=True))
    if abs(before.x0 - grid.x0) > _NEAR or abs(before.x1 - grid.x1) > _NEAR:
        return False
    alike = sum(any(abs(x - y) <= _NEAR for y in before.xs) for x in grid.xs)
    if alike < max(2, 0.75 * len(grid.xs)):
        return False
    if _torn(before.cells, grid.cells):
        return True
    labels, repeated = _labels(before), set(_labels(grid)[:_FEWEST_LABELS])
    anew = len(repeated) == _FEWEST_LABELS and len(repeated & set(labels)) >= _FEWEST_LABELS - 1
    if anew and len(labels) == len(set(labels)) and _words_of(before, 0) != _words_of(grid, 0):
        return False  # the labels of a card begin anew
    first, again = _dress(before, 0), _dress(grid, 0)
    if first != again or _words_of(before, 0) == _words_of(grid, 0):
        return True
    # It begins as the last one began, and as no other row of that one does: a table of its own.
    return first in [_dress(before, row) for row in range(1, 1 + max(cell.row for cell in before.cells))]


def _dress(grid: Grid, row: int) -> list[tuple[int, int, str, bool]]:
    """How a row looks: its cells with their breadth, fill and whether they are bold."""
    return [
        (cell.column, cell.columns, cell.fill, _is_bold(cell))
        for cell in sorted(grid.cells, key=lambda cell: cell.column)
        if cell.row == row
    ]


def _is_bold(cell: Cell) -> bool:
    looks = [look for piece in cell.pieces for _, look in piece.runs()]
    return bool(looks) and all(look.bold for look in looks)


def _labels(grid: Grid) -> list[str]:
    """What stands in the first column, row by row."""
    cells = sorted(grid.cells, key=lambda cell: cell.row)
    return [text for cell in cells if cell.column == 0 and (text := _said(cell))]


def _words_of(grid: Grid, row: int) -> list[str]:
    return [_said(cell) for cell in grid.cells if cell.row == row]


def merge(grids: Sequence[Grid]) -> Grid:
    """One grid of all parts of a table: heads that are repeated stand once, torn rows are whole again."""
    if len(grids) == 1:
        return grids[0]
    xs = _columns(grids)
    first = grids[0]
    whole = Grid(first.x0, first.top, first.x1, first.bottom, [], xs, first.page)
    head = _head(grids)
    n_rows = 0
    for index, grid in enumerate(grids):
        cells = _placed(grid, xs)
        if index and head:
            cells = [_moved(cell, -head) for cell in cells if cell.row >= head]
        if index:
            whole.cells, n_rows = _without_empty_end(whole.cells, n_rows)
            cells = _without_empty_start(cells)
        if index and cells and _torn(whole.cells, cells):
            _mend(whole.cells, [cell for cell in cells if cell.row == 0])
            cells = [_moved(cell, -1) for cell in cells if cell.row > 0]
        elif index and cells:
            cells = _reaching(whole.cells, cells)
        whole.cells += [_moved(cell, n_rows) for cell in cells]
        n_rows = max((cell.row + cell.rows for cell in whole.cells), default=0)
    for cell in whole.cells:
        cell.header = cell.row + cell.rows <= head
    return whole


def _without_empty_end(cells: list[Cell], n_rows: int) -> tuple[list[Cell], int]:
    """The cells of a page, and their rows, without a last row that had no room for its letters there."""
    last = [cell for cell in cells if cell.row == n_rows - 1]
    if last and n_rows > 1 and not any(cell.pieces or cell.fill for cell in last):
        return [cell for cell in cells if cell.row < n_rows - 1], n_rows - 1
    return cells, n_rows


def _without_empty_start(cells: list[Cell]) -> list[Cell]:
    """The cells of a page without a first row that only ends what stands on the page before."""
    first = [cell for cell in cells if cell.row == 0]
    if len(first) == len(cells) or any(cell.pieces or cell.fill or cell.rows > 1 for cell in first):
        return cells
    return [_moved(cell, -1) for cell in cells if cell.row > 0]


def _columns(grids: Sequence[Grid]) -> list[float]:
    found: list[float] = []
    for x in sorted(x for grid in grids for x in grid.xs):
        if not found or x - found[-1] > _NEAR:
            found.append(x)
    return found


def _placed(grid: Grid, xs: Sequence[float]) -> list[Cell]:
    """The cells of a grid by the columns of the whole table."""
    if not grid.ruled:
        return [_moved(cell, 0) for cell in grid.cells]
    found = []
    for cell in grid.cells:
        begin = min(range(len(xs)), key=lambda i: abs(xs[i] - cell.x0))
        end = min(range(len(xs)), key=lambda i: abs(xs[i] - cell.x1))
        found.append(_copy(cell, row=cell.row, column=begin, columns=max(1, end - begin)))
    return found


def _copy(cell: Cell, *, row: int, column: int, columns: int) -> Cell:
    return Cell(
        row,
        column,
        columns,
        cell.rows,
        cell.x0,
        cell.top,
        cell.x1,
        cell.bottom,
        cell.fill,
        cell.header,
        cell.pieces,
    )


def _moved(cell: Cell, by: int) -> Cell:
    return _copy(cell, row=cell.row + by, column=cell.column, columns=cell.columns) if by else cell


def _said(cell: Cell) -> str:
    return fold(" ".join(piece.text for row in rows(cell.pieces) for piece in row))


def _head(grids: Sequence[Grid]) -> int:
    """How many rows all parts of a table begin with alike."""
    n = 0
    while n < 3:
        kinds = {tuple(_said(cell) for cell in grid.cells if cell.row == n) for grid in grids}
        if len(kinds) != 1 or not any(kinds.pop()):
            return n
        n += 1
    return n


def _torn(above: Sequence[Cell], below: Sequence[Cell]) -> bool:
    """Whether the first row of a page goes on from the last row of the page before."""
    last = max(cell.row for cell in above)
    upper = {cell.column: cell for cell in above if cell.row == last}
    lower = {cell.column: cell for cell in below if cell.row == 0}
    filled = {column for column, cell in lower.items() if cell.pieces}
    if not filled <= set(upper) or not filled or any(not upper[column].pieces for column in filled):
        return False
    broken = sum(_breaks_off(upper[column], lower[column]) for column in filled)
    if 2 * broken >= len(filled):
        return True
    key = min(upper)
    empty = any(cell.column == key and not cell.pieces for cell in above)
    return key not in filled and bool(upper[key].pieces) and not empty and 2 * len(filled) <= len(upper)


def _reaching(above: Sequence[Cell], below: list[Cell]) -> list[Cell]:
    """The cells of a page without those that only let a merged cell of the page before reach further."""
    end = max(cell.row + cell.rows for cell in above)
    found = []
    for cell in below:
        upper = next((one for one in above if one.column == cell.column and one.row + one.rows == end), None)
        heights = Counter(one.rows for one in above if one.column == cell.column and one is not upper)
        tall = heights.most_common(1)[0][0] if heights else 0
        if cell.row == 0 and not cell.pieces and upper is not None and upper.rows + cell.rows <= tall:
            upper.rows += cell.rows
        else:
            found.append(cell)
    return found


def _breaks_off(upper: Cell, lower: Cell) -> bool:
    before, after = _said_as_printed(upper), _said_as_printed(lower)
    return (
        bool(before and after) and (after[:1].islower() or before.endswith("-")) and not ends_sentence(before)
    )


def _said_as_printed(cell: Cell) -> str:
    return " ".join(piece.text for row in rows(cell.pieces) for piece in row)


def _mend(above: list[Cell], torn: Sequence[Cell]) -> None:
    last = max(cell.row for cell in above)
    for cell in torn:
        upper = next((one for one in above if one.row == last and one.column == cell.column), None)
        if upper is None:
            continue  # an empty cell under one that is merged
        if upper.pieces and cell.pieces:
            last_line = max(piece.base for piece in upper.pieces)
            first_line = min(piece.base for piece in cell.pieces)
            for piece in cell.pieces:
                piece.base += last_line + 1.2 * piece.size - first_line
        upper.pieces = [*upper.pieces, *cell.pieces]
        upper.bottom += cell.bottom - cell.top
        upper.fill = upper.fill or cell.fill


def cell_paragraphs(
    cell: Cell,
    page: int,
    left: float,
    usual: Mapping[float, float],
    known: Mapping[str, int],
    inner: Mapping[str, int],
) -> list[list[tuple[str, Look]]]:
    """The paragraphs of a cell, each as runs of letters.

    Args:
        left: How far from a cell's side the letters of its column begin.
        known: Words of the text, by number.
        inner: Words with a hyphen inside.
    """
    lines = [Line(row, page) for row in rows(cell.pieces)]
    right = cell.x1 - (left if 0 < left < 20 else PADDING)
    right = max([right, *(line.x1 for line in lines)])
    for line in lines:
        line.right = right
    found = []
    for paragraph in paragraphs(whole_words(lines, known), usual, inside=True):
        found.append(runs_of(paragraph, inner))
    return found


def whole_words(lines: Sequence[Line], known: Mapping[str, int]) -> list[Line]:
    """Lines of a cell or column in which words that broke inside, without a hyphen, are whole again."""
    made: list[Line] = []
    risen = 0.0
    for line in lines:
        for piece in line.pieces:
            piece.base -= risen
        if made and _broken(made[-1], line, known):
            before = made[-1]
            chars = line.pieces[0].chars
            end = next((n for n, char in enumerate(chars) if char[0].isspace()), len(chars))
            before.pieces[-1].chars = [*before.pieces[-1].chars, *chars[:end]]
            rest = chars[end + 1 :]
            if not rest:
                # What follows goes on from where the broken word ends.
                risen += line.base - before.base
                before.pieces[-1].x1 = line.x1
            before.forget()
            if rest:
                line.pieces[0].chars = rest  # the line begins where it began
                made.append(Line(line.pieces, line.page, line.right))
            continue
        made.append(line)
    return made


def _broken(before: Line, line: Line, known: Mapping[str, int]) -> bool:
    """Whether a word broke at the end of a line: it stands alone there, has no more room, and is one word.

    A program breaks a word only where it alone is wider than its cell.
    """
    head, rest = _FRAGMENT.search(before.text), _REST.match(line.text)
    if head is None or rest is None or abs(before.size - line.size) > 0.5 or " " in before.text.strip():
        return False
    one, two = head.group(), rest.group()
    if not two[0].islower() and not (one.isupper() and two.isupper()) and not (one + two).isdigit():
        return False
    letter = line.pieces[0].chars[0]
    if before.x1 + _ROOM * (letter[2] - letter[1]) <= before.right:
        return False
    return (one + two).isdigit() or _is_one(
        one.casefold(), two.casefold(), known, alone=line.text == two and line.x1 > before.x1 - 2 * line.size
    )


def _is_one(head: str, rest: str, known: Mapping[str, int], *, alone: bool) -> bool:
    """Whether two pieces are rather one word than two: by the words of the text, then by those of Swedish.

    Args:
        alone: The second piece is alone on its line too, and may be broken itself.
    """
    if known.get(head + rest) or (len(rest) == 1 and rest not in _LETTERS):
        return True
    if _BOUND.search(head) or _ENDING.match(rest):
        return True
    from simplemma import is_known

    # A compound need not be known, but its last part is, and that with an ending.
    ends = [head[at:] for at in range(len(head) - _SHORTEST + 1)]
    wholes = [end + rest for end in ends] if len(rest) < _SHORTEST else []
    if any(is_known(word, lang="sv") for word in (head + rest, *wholes)):
        return True
    if rest in function_words() or (known.get(head) and known.get(rest)):
        return False
    if not known.get(head) and not any(is_known(end, lang="sv") for end in ends):
        return True
    if known.get(rest) or is_known(rest, lang="sv"):
        return False
    return not alone
