"""The rows of a table in running lines, told by their short cells; what its columns hold is known."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from typing import Final

from tertial import wording
from tertial.boards import Register
from tertial.readers.lines import Line
from tertial.readers.short_cells import Marks
from tertial.readers.wrapping import dangles, ends_sentence, joint

FEWEST_ROWS: Final = 3
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
LONG: Final = frozenset({"title", "comment"})
"""The columns of running words."""

_STARTS: Final = re.compile(r"[A-ZÅÄÖ\d\"”(–—-]")
_WORD: Final = re.compile(r"\S+")
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


@dataclass(frozen=True, slots=True)
class _Text:
    """Lines as one text, with where each begins and ends, and before which of them an empty line stood."""

    text: str
    begins: tuple[int, ...]
    ends: tuple[int, ...]
    gaps: frozenset[int]


class Rows:
    """Reads the rows under one head."""

    def __init__(
        self,
        lines: Sequence[Line],
        body: Sequence[int],
        roles: Sequence[str],
        register: Register,
        begins_table: Callable[[int], bool],
    ) -> None:
        """Begin.

        Args:
            lines: Of the whole report.
            body: Indexes of those after the head that may be rows.
            roles: What the columns hold.
            register: Resolves the boards in short cells.
            begins_table: Whether a line, by its index, begins another table.
        """
        self._roles = roles
        long = [n for n, found in enumerate(roles) if found in LONG]
        self._lead, self._inner, self._trail = (
            list(roles[: long[0]]),
            list(roles[long[0] + 1 : long[-1]]),
            list(roles[long[-1] + 1 :]),
        )
        self._order = [roles[n] for n in long]
        self._marks = Marks(lines, 0, 0, roles, register)
        self._lines = lines
        self._body = [lines[n] for n in body]
        self._places = body
        self._begins_table = begins_table
        lengths = sorted(len(line.bare) for line in self._body)
        self._width = lengths[int(0.95 * (len(lengths) - 1))] if lengths else 0

    @cached_property
    def _ordinary(self) -> frozenset[str]:
        """The words that the report prints in small letters."""
        return frozenset(re.findall(r"\b[a-zåäö]{2,}\b", "\n".join(line.text for line in self._lines)))

    def read(self) -> tuple[list[Line], int] | None:
        """The rows with tabs, and the index after the last line; None where there are none."""
        for apart in (True, False):
            found = self._read(apart=apart)
            if found is not None:
                return found
        return None

    def _read(self, *, apart: bool) -> tuple[list[Line], int] | None:
        """The same where each cell stands on lines of its own (`apart`), or a row is one paragraph."""
        size = len(self._body)
        ways: dict[int, tuple[int, int, tuple[tuple[int, tuple[str, ...]], ...]]] = {0: (0, 1, ())}
        for i in range(size):  # what no row ends before is not looked at
            if i not in ways or not self._may_begin(i):
                continue
            cost, count, rows = ways[i]
            for j in range(i + 1, min(i + LONGEST_ROW, size) + 1):
                if not apart and j - i > 1 and not self._is_full(j - 2):
                    break
                if j < size and not self._body[j].gap and not self._may_begin(j):
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
        ends = [
            n
            for n in ways
            if n and (n >= size - LOOSE or self._body[n].gap or self._begins_table(self._places[n]))
        ]
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
        if len(sure) < SURE * len(rows):
            return None
        made = [Line(text="\t".join(cells), page=self._body[i].page) for i, cells in rows if cells]
        ends_at = [i for i, _ in rows[1:]] + [end]
        others = [
            replace(self._body[i], text=self._joined(i, j).text, gap=1)
            for (i, cells), j in zip(rows, ends_at, strict=True)
            if not cells
        ]
        return [*made, *others], self._places[end] if end < size else self._places[-1] + 1

    @cache  # noqa: B019 - as below
    def _may_begin(self, n: int) -> bool:
        """Whether a row may begin with a line."""
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
