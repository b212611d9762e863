"""Tables that a copy out of a PDF set in running lines, a row after the other, parted by their short cells.

Each cell stands on lines of its own, or a row's cells follow on each other in lines as wide as the page. The
head says which columns there are; numbers, dates, boards and states are fixed points in each row. Where
titles cannot be told from the comments beside them with certainty the lines stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import permutations
from typing import Final

from tertial import wording
from tertial.boards import Register
from tertial.readers.column_names import SHORT, names_in, whole_role
from tertial.readers.lines import Line
from tertial.readers.short_cells import Marks
from tertial.readers.wrapping import dangles, ends_sentence, joint
from tertial.resources import read_table
from tertial.swedish.words import fold

FEWEST_ROWS: Final = 3
MOST_COLUMNS: Final = 8
FEWEST_COLUMNS: Final = 3
LONGEST_NAMES: Final = 140
MOST_OPEN: Final = 2
LONGEST_HEAD: Final = 9
"""Lines of a head at most."""
LONGEST_ROW: Final = 40
"""Lines of a row at most."""
LOOSE: Final = 2
"""Lines after the last row that may be remains of a margin."""
ROW: Final = 2
"""What a row is worth, in short cells that may be empty: as many fixed points as can be are rows."""
UNSURE: Final = 4
"""What a row costs whose title and comment cannot be told apart; it stays out of the table."""
SURE: Final = 0.6
"""Part of the rows that must be told apart."""
LONGEST_TITLE: Final = 260
FULL: Final = 0.85
"""A line inside a row set as one paragraph has no room for the next word in this part of the width."""
MOST_SHORT: Final = 14
"""Words of the short cells that follow on each other at the end of a row, at most."""

_NAME: Final = re.compile(r"[A-ZÅÄÖ][a-zåäö]+(?: [a-zåäö]+){0,3}\??")
"""A column's name that is not known."""
_STARTS: Final = re.compile(r"[A-ZÅÄÖ\d\"”(–—-]")
_WORD: Final = re.compile(r"\S+")
_LETTERS: Final = re.compile(r"[^\W\d_]+")
MOST_IN_NAME: Final = 4
"""Words of the name of a chapter that every report has."""
_PRESIDED: Final = re.compile(r"(?:ordförande|\w+(?:chef|direktör))\s*:", re.IGNORECASE)
"""What stands under the name of a board's chapter: `Ordförande: Kim Ek`."""
_NUMBER: Final = re.compile(r"\(?[A-ZÅÄÖ]{0,3}\.?\d{1,4}(?:[.:/-]\d{1,4})*[.)]?(?=\s|$)")
_NUMBER_INSIDE: Final = re.compile(r"(?<=\S) \(?[A-ZÅÄÖ]{0,3}\d{1,4}[:.-]\d{1,3}\.? (?=[A-ZÅÄÖ])")
"""The number of a row after the name of a group: `Uppdrag i budget 2015 2015:2 Utreda taxan`."""
_DECIDED: Final = re.compile(
    r"(?:(?:KF|KS|Kf|Ks)\s+)?(?:\d{4}-\d\d-\d\d|\d{6}|(?:19|20)\d\d)(?:,?\s*§+\s*\d+(?:/\d+)?)?(?=\s|$)"
    r"|(?:(?:KF|KS|Kf|Ks)\s+)?§+\s*\d+(?:/\d+)?(?=\s|$)"
)
_STOP: Final = re.compile(r"(?<=\w[.!?])[\"”)]?\s+(?=[A-ZÅÄÖ\d\"”])")
_CAPITAL: Final = re.compile(r"(?<=\s)[A-ZÅÄÖ]")
_NONE: Final = ("-", "–", "—")
_ROLES: Final = {"description": "comment"}
_OPEN: Final = frozenset({"", "figure", "indicator"})
_LONG: Final = frozenset({"title", "comment"})


@cache
def _headings() -> frozenset[str]:
    return frozenset(row["word"] for row in read_table("generic_headings.csv") if row["use"] != "beside")


def _names_chapter(text: str) -> bool:
    """Whether a line is the name of a chapter that every report has, and no state."""
    words = _LETTERS.findall(fold(text))
    known = 0 < len(words) <= MOST_IN_NAME and all(word in _headings() for word in words)
    return known and text[-1:].isalpha() and text[:1].isupper() and wording.cell(text) is None


def _begins_chapter(lines: Sequence[Line], n: int, register: Register, *, given: bool) -> bool:
    """Whether the line after the end of a sentence is the name of a chapter: a common one, or a board's.

    Args:
        given: A column says who is asked, so that a board's name may be a cell.
    """
    line, following = lines[n], lines[n + 1].text if n + 1 < len(lines) else ""
    if _names_chapter(line.bare):
        return register.responsible(line.bare).boards == ()
    parted = line.turned or line.gap > 0 or _PRESIDED.match(following) is not None
    return not given and parted and register.heading(line.bare) is not None


def to_tabs(lines: Sequence[Line], register: Callable[[], Register]) -> list[Line]:
    """Lines in which each such table has become rows with tabs; at least three rows show one."""
    found: list[Line] = []
    at = n = 0
    failed: set[tuple[str, ...]] = set()
    while n < len(lines):
        taken = None
        heads = _heads(lines, n)
        for first, names in heads:
            if tuple(names) not in failed:
                ways = (_Rows(lines, n, first, names, roles, register()) for roles in _meant(names))
                taken = next(filter(None, (way.read() for way in ways)), None)
                failed.update([] if taken else [tuple(names)])
            if taken is not None:
                break
        if taken is None:
            n = heads[-1][0] if heads else n + 1  # a part of a head is none
            continue
        rows, stop = taken
        found += [*lines[at:n], *rows]
        at = n = stop
    return [*found, *lines[at:]] if found else list(lines)


def _heads(lines: Sequence[Line], n: int) -> list[tuple[int, list[str]]]:
    """Where a head that begins at a line may end, and its names; the longest first."""
    found = []
    text = ""
    for end in range(n, min(n + LONGEST_HEAD, len(lines))):
        text = f"{text} {lines[end].bare}".strip()
        if "\t" in lines[end].text or len(text) > LONGEST_NAMES or (end > n and lines[end].gap > 1):
            break
        names = _named(text)
        if not names or len(names) > MOST_COLUMNS:
            break
        if len(names) >= FEWEST_COLUMNS and next(_meant(names), None):
            found.append((end + 1, names))
        if not whole_role(names[0]) and len(names) > 1 and not whole_role(names[1]):
            break
    return found[::-1]


def _named(text: str) -> list[str]:
    """The names of columns in a text; one goes on over a capital where the whole is a known name."""
    names: list[str] = []
    for name in names_in(text):
        whole = f"{names[-1]} {name}" if names else ""
        if (
            names
            and not whole_role(name)
            and whole_role(names[-1])
            and (name in ("KF", "KS") or whole_role(whole))
        ):
            names[-1] = whole
        else:
            names.append(name)
    return names


def _meant(names: Sequence[str]) -> Iterator[list[str]]:
    """What the columns may hold; names that are not known may stand over states or comments."""
    roles = [_ROLES.get(found, found) for found in map(whole_role, names)]
    open_at = [n for n, found in enumerate(roles) if found in _OPEN]
    if len(open_at) > MOST_OPEN or not all(
        _NAME.fullmatch(names[n]) and wording.cell(names[n]) is None for n in open_at
    ):
        return
    lacking = [found for found in ("status", "comment", "number") if found not in roles]
    for filled in permutations(lacking, len(open_at)):
        whole = list(roles)
        for n, found in zip(open_at, filled, strict=True):
            whole[n] = found
        short = {found for found in whole if found in SHORT}
        if (
            whole.count("title") == 1
            and "number" not in whole[1:]
            and whole.count("comment") <= 1
            and short & {"status", "responsible"}
            and all(found in SHORT or found in _LONG or found in ("number", "decided") for found in whole)
        ):
            yield whole


@dataclass(frozen=True, slots=True)
class _Text:
    """Lines as one text, with where each begins and ends, and before which of them an empty line stood."""

    text: str
    begins: tuple[int, ...]
    ends: tuple[int, ...]
    gaps: frozenset[int]


class _Rows:
    """Reads the rows under one head."""

    def __init__(
        self,
        lines: Sequence[Line],
        start: int,
        first: int,
        names: Sequence[str],
        roles: Sequence[str],
        register: Register,
    ) -> None:
        self._lines, self._start, self._names, self._roles = lines, start, names, roles
        long = [n for n, found in enumerate(roles) if found in _LONG]
        self._lead, self._inner, self._trail = (
            list(roles[: long[0]]),
            list(roles[long[0] + 1 : long[-1]]),
            list(roles[long[-1] + 1 :]),
        )
        self._order = [roles[n] for n in long]
        self._marks = Marks(lines, 0, 0, roles, register)
        again = [line.bare for line in lines[start:first]]
        self._body: list[Line] = []
        self._places: list[int] = []
        n = first
        while n < len(lines) and "\t" not in lines[n].text:
            if [line.bare for line in lines[n : n + len(again)]] == again:
                n += len(again)
                continue
            ended = bool(self._body) and ends_sentence(self._body[-1].bare)
            if ended and _begins_chapter(lines, n, register, given="responsible" in roles):
                break
            self._body.append(lines[n])
            self._places.append(n)
            n += 1
        self._ordinary = frozenset(re.findall(r"\b[a-zåäö]{2,}\b", "\n".join(ln.text for ln in lines)))
        lengths = sorted(len(line.bare) for line in self._body)
        self._width = lengths[int(0.95 * (len(lengths) - 1))] if lengths else 0

    def read(self) -> tuple[list[Line], int] | None:
        """The head and the rows with tabs, and the index after the last line; None where there is none."""
        for apart in (True, False):
            found = self._read(apart=apart)
            if found is not None:
                return found
        return None

    def _read(self, *, apart: bool) -> tuple[list[Line], int] | None:
        """The same where each cell stands on lines of its own (`apart`), or a row is one paragraph."""
        size = len(self._body)
        begins = [n for n in range(size) if self._may_begin(n)]
        ways: dict[int, tuple[int, int, tuple[tuple[int, tuple[str, ...]], ...]]] = {0: (0, 1, ())}
        allowed = {*begins, size}
        for i in begins:
            if i not in ways:
                continue
            cost, count, rows = ways[i]
            for j in range(i + 1, min(i + LONGEST_ROW, size) + 1):
                if not apart and j - i > 1 and not self._is_full(j - 2):
                    break
                if j not in allowed and not self._body[j].gap:
                    continue
                read = self._row(i, j, apart=apart) or (self._answer(i, j, apart=apart) if i else None)
                if read is None:
                    continue
                dear = cost + read[0] - ROW
                other = ways.get(j)
                if other is None or dear < other[0]:
                    ways[j] = dear, count, (*rows, (i, read[1]))
                elif dear == other[0]:
                    ways[j] = dear, count + other[1], other[2]
        ends = [n for n in ways if n and (n >= size - LOOSE or self._body[n].gap or self._ends(n))]
        if not ends:
            return None
        end = max(ends)
        cost, count, rows = ways[end]
        sure = [cells for _, cells in rows if cells]
        titles = list(filter(None, (cells[self._roles.index("title")] for cells in sure)))
        if len(titles) < FEWEST_ROWS or count > 1 or cost > (1.5 - ROW) * len(rows):
            return None
        if len(set(titles)) < len(titles):
            return None
        head = replace(self._lines[self._start], text="\t".join(self._names))
        if len(sure) < SURE * len(rows):
            return None
        made = [Line(text="\t".join(cells), page=self._body[i].page) for i, cells in rows if cells]
        ends_at = [i for i, _ in rows[1:]] + [end]
        others = [
            replace(self._body[i], text=self._joined(i, j).text, gap=1)
            for (i, cells), j in zip(rows, ends_at, strict=True)
            if not cells
        ]
        return [head, *made, *others], self._places[end] if end < size else self._places[-1] + 1

    def _ends(self, n: int) -> bool:
        """Whether what follows a table that ends before a line is another one's head."""
        return bool(_heads(self._lines, self._places[n]))

    def _may_begin(self, n: int) -> bool:
        bare = self._body[n].bare
        if not _STARTS.match(bare):
            return False
        if not self._lead or (n and (self._body[n].gap or ends_sentence(self._body[n - 1].bare))):
            return bare[:1] not in "(-–—"
        if n and self._is_answer_after(n):
            return True
        text = self._joined(n, min(n + 5, len(self._body)))
        here = self._taken(self._lead, text, 0)
        return here is not None and here[0] > 0

    def _is_full(self, n: int) -> bool:
        """Whether the first word of the line after it had no room on a line."""
        word = self._body[n + 1].bare.split()[0]
        return len(self._body[n].bare) + 1 + len(word) > FULL * self._width

    @cache  # noqa: B019 - a reader of one table lives as long as the table is read
    def _joined(self, i: int, j: int) -> _Text:
        text, begins, gaps = "", list[int](), set[int]()
        for line in self._body[i:j]:
            if text:
                text, between = joint(text, line.bare)
                text += between
                if line.gap and not line.turned:
                    gaps.add(len(text))
            begins.append(len(text))
            text += line.bare
        return _Text(text, tuple(begins), (*(at - 1 for at in begins[1:]), len(text)), frozenset(gaps))

    def _taken(self, roles: Sequence[str], whole: _Text, here: int) -> tuple[int, list[str], int] | None:
        """Where the short cells end that begin at a place, what they say, and how many are empty."""
        cells, empty = [], 0
        text = whole.text
        for found in roles:
            while text[here : here + 1].isspace():
                here += 1
            stop = self._value(found, text, here, whole.ends)
            if stop <= here:
                if found in ("status", "number"):
                    return None
                empty += 1
            said = text[here:stop].strip()
            cells.append("" if said in _NONE else said)
            here = stop
        return (here, cells, empty) if empty < max(len(roles), 1) or not roles else None

    def _value(self, found: str, text: str, here: int, ends: Sequence[int]) -> int:
        if found in ("number", "decided"):
            match = (found == "decided" and _DECIDED.match(text, here)) or _NUMBER.match(text, here)
            return match.end() if match is not None else here
        stop = self._marks.value(found, text, here, ends)
        if found == "status" and wording.cell(text[here:stop]) is None and text[here:stop] not in _NONE:
            return here
        return stop if not text[stop : stop + 1].strip() else here

    def _row(self, i: int, j: int, *, apart: bool) -> tuple[int, tuple[str, ...]] | None:
        """What a row costs that the lines from i to j are, and its cells; None where they are none."""
        whole = self._joined(i, j)
        lead = self._taken(self._lead, whole, 0)
        if lead is None:
            return None
        best: list[tuple[int, tuple[str, ...]]] = []
        for stop, trail, lacking in self._tails(whole, lead[0], apart=apart):
            for title, inner, comment, dear in self._middle(whole, lead[0], stop, apart=apart):
                cells = (title, *inner, comment) if self._order[0] == "title" else (comment, *inner, title)
                cells = cells if len(self._order) > 1 else (title,)
                best.append((lead[2] + lacking + dear, (*lead[1], *cells, *trail)))
            if best:
                break  # the most that can stand last
        least = min((cost for cost, _ in best), default=0)
        best = [row for row in best if row[0] == least]
        if not best or self._breaks(whole, best[0][1], apart=apart):
            return None
        return best[0] if len(best) == 1 else (UNSURE, ())

    def _is_answer_after(self, n: int) -> bool:
        """Whether the line before ends in a board, after which a board's answer may follow."""
        word = self._body[n - 1].bare.split()[-1]
        return self._roles[-1] == "responsible" and self._marks.value("responsible", word, 0, [len(word)]) > 0

    def _answer(self, i: int, j: int, *, apart: bool) -> tuple[int, tuple[str, ...]] | None:
        """The same of a row under another that only says what one board answers to the same title."""
        if "responsible" not in self._roles or "comment" not in self._roles:
            return None
        whole = self._joined(i, j)
        text, ends = whole.text, whole.ends
        if self._roles.index("responsible") < self._roles.index("comment"):
            stop = self._marks.value("responsible", text, 0, ends)
            who, told = text[:stop], text[stop:].lstrip()
            at = len(text) - len(told)
        else:
            stops = [match.end() for match in _STOP.finditer(text)]
            at = stops[-1] if stops else len(text)
            stop = self._marks.value("responsible", text, at, ends)
            who, told = text[at:stop], text[:at].rstrip()
            if stop < len(text):
                return None
        if not who or not told or not told[0].isupper() or not ends_sentence(told) or whole.gaps - {at}:
            return None
        if apart and at not in whole.begins:
            return None
        cells = {"responsible": who, "comment": told}
        return ROW - 1, tuple(cells.get(found, "") for found in self._roles)

    def _tails(self, whole: _Text, start: int, *, apart: bool) -> Iterator[tuple[int, list[str], int]]:
        """Where the short cells begin that a row ends in, what they say and how many are empty."""
        if not self._trail:
            yield len(whole.text), [], 0
            return
        words = [match.start() for match in _WORD.finditer(whole.text, start)]
        for at in words[-MOST_SHORT:]:
            if (apart and at not in whole.begins) or not _STARTS.match(whole.text, at):
                continue
            taken = self._taken(self._trail, whole, at)
            if taken is not None and taken[0] == len(whole.text):
                yield at, taken[1], taken[2]

    def _middle(
        self, whole: _Text, start: int, stop: int, *, apart: bool
    ) -> Iterator[tuple[str, list[str], str, int]]:
        """Title, short cells, comment and cost of what stands between the first and the last short cells."""
        text = whole.text[start:stop]
        begin = start + len(text) - len(text.lstrip())
        if len(self._order) == 1:
            if self._is_title(whole, begin, stop):
                yield whole.text[begin:stop].strip(), [], "", 0
            return
        first_is_title = self._order[0] == "title"
        for at in self._boundaries(whole, begin, stop, apart=apart):
            inner: list[str] = []
            after, empty = at, 0
            if self._inner:
                taken = self._taken(self._inner, whole, at)
                if taken is None or taken[0] > stop:
                    continue
                after, inner, empty = taken
            a, b = (begin, at), (after, stop)
            title, comment = (a, b) if first_is_title else (b, a)
            dear = self._comment(whole, *comment)
            if dear is not None and self._is_title(whole, *title):
                yield (
                    whole.text[title[0] : title[1]].strip(),
                    inner,
                    whole.text[comment[0] : comment[1]].strip(),
                    dear + empty,
                )

    def _boundaries(self, whole: _Text, begin: int, stop: int, *, apart: bool) -> list[int]:
        """Where the first long cell of a row may end."""
        text = whole.text
        if self._inner:
            places = [match.start() for match in _WORD.finditer(text, begin, stop)][1:]
            return [
                at
                for at in places
                if (not apart or at in whole.begins)
                and _STARTS.match(text, at)
                and (taken := self._taken(self._inner, whole, at)) is not None
                and (taken[0] == stop or not apart or taken[0] + 1 in whole.begins)
            ][:4]
        if self._order[0] == "comment":
            stops = [match.end() for match in _STOP.finditer(text, begin, stop)]
            stops = [at for at in stops if not apart or at in whole.begins]
            return stops[-1:] if stops else [begin]
        ends = _STOP.search(text, begin, stop)
        last = ends.start() if ends is not None else stop
        places = [match.start() for match in _CAPITAL.finditer(text, begin + 1, last)]
        places = [
            at
            for at in places
            if (not apart or at in whole.begins)
            and not dangles(text[begin:at].rstrip())
            and not text[at : at + 2].isupper()
        ]
        sure = [at for at in places if _WORD.match(text, at)[0].strip(".,:;").lower() in self._ordinary]  # type: ignore[index]
        return sure or places or [stop]

    def _is_title(self, whole: _Text, begin: int, end: int) -> bool:
        title = whole.text[begin:end].strip()
        if not 3 <= len(title) <= LONGEST_TITLE or not _STARTS.match(title) or title[:1] in "(-–—":
            return False
        if (
            dangles(title)
            or title.endswith("-")
            or _NUMBER_INSIDE.search(title)
            or _STOP.search(title)
            or "\x1e" in title
        ):
            return False
        words = title.split()
        return (
            sum(map(str.isalpha, title)) > 2
            and wording.cell(title) is None
            and wording.leading(title) is None
            and not self._is_short(" ".join(words[:8]), title)
        )

    def _is_short(self, opening: str, title: str) -> bool:
        """Whether a title is or begins with who is asked, and nothing that it could be asked."""
        stop = self._marks.value("responsible", title, 0, [len(title)])
        return stop == len(title) or title[stop : stop + 1] == ":"

    def _comment(self, whole: _Text, begin: int, end: int) -> int | None:
        text = whole.text[begin:end].strip()
        if not text:
            return 1
        if not _STARTS.match(text):
            return None
        return int(not ends_sentence(text))

    def _breaks(self, whole: _Text, cells: Sequence[str], *, apart: bool) -> bool:
        """Whether an empty line stands inside a cell, or the cells of a row `apart` inside lines."""
        here, starts = 0, set[int]()
        for cell in cells:
            here = whole.text.find(cell, here)
            starts.add(here)
            here += len(cell)
        if any(at not in starts for at in whole.gaps):
            return True
        return apart and any(
            at not in whole.begins for at, cell in zip(sorted(starts), cells, strict=False) if cell
        )
