"""Tables of titles and verdicts whose rows a copy set in lines, a space between the two cells.

The head names what the rows are and how it goes; each row ends in a verdict that begins with a capital, as a
cell does: `Trygg hemtjänst Delvis uppnått`. Or each begins with one: `Klart Se över taxan`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from tertial import wording
from tertial.readers.column_names import names_in, role, whole_role
from tertial.readers.lines import Line
from tertial.readers.wrapping import dangles, ends_sentence, joint
from tertial.swedish.words import fold

FEWEST_ROWS: Final = 3
MOST_NAMES: Final = 3
MOST_WORDS: Final = 6
"""Words of a verdict at most."""
LONGEST_TITLE: Final = 220
WIDEST: Final = 160
"""Longer lines, in characters, are paragraphs that nobody cut."""
MOST_OPEN: Final = 2
"""Lines without a verdict before the one that ends a row, at most."""
_BEFORE: Final = frozenset({"title", "area", "number"})
_CAPITAL: Final = re.compile(r"(?<=[a-zåäö)] )(?=[A-ZÅÄÖ][a-zåäö])")


def to_tabs(lines: Sequence[Line]) -> list[Line]:
    """Lines in which each such table has become rows with tabs; at least three rows show one."""
    found: list[Line] = []
    at = 0
    for n, line in enumerate(lines):
        names = _head(line.bare) if n >= at else ()
        if not names or (n + 1 < len(lines) and _goes_on_as_head(lines[n + 1].bare)):
            continue
        rows, stop = _rows(lines, n) if _is_short(names[-1]) else _led_rows(lines, n)
        made = _cells(names, rows) if len(rows) >= FEWEST_ROWS else []
        if made:
            found += [*lines[at:n], *(replace(line, text="\t".join(row)) for row in made[:1])]
            found += [Line(text="\t".join(row), page=line.page) for row in made[1:]]
            at = stop
    return [*found, *lines[at:]] if found else list(lines)


def _head(text: str) -> tuple[str, ...]:
    """The names of the columns: what the rows are, then how they go; none for any other line."""
    names = names_in(text)
    if not 2 <= len(names) <= MOST_NAMES:
        return ()
    *before, last = map(_role, names)
    named = set(before) <= _BEFORE and before[-1] == "title"
    turned = len(names) == 2 and _is_short(names[0]) and last == "title"
    return names if (named and _is_short(names[-1])) or turned else ()


def _role(name: str) -> str:
    return role(name) or whole_role(name)


def _is_short(name: str) -> bool:
    return _role(name) in ("status", "forecast")


def _goes_on_as_head(text: str) -> bool:
    """Whether a line is the name of one more column."""
    return bool(whole_role(text)) and not _verdict(text.split(), 0)


@dataclass(frozen=True, slots=True)
class _Row:
    title: str
    verdict: str


def _rows(lines: Sequence[Line], head: int) -> tuple[list[_Row], int]:
    """The rows under a head, and the index after the last line taken."""
    found: list[_Row] = []
    stop = head + 1
    open_ = ""
    waiting = 0
    taken = head
    for n in range(head + 1, len(lines)):
        text = lines[n].bare
        if n <= taken:
            continue
        if text == lines[head].bare:
            break  # the same head over the next table
        if n + 1 < len(lines) and not lines[n + 1].gap and _cut_verdict(text, lines[n + 1].bare):
            text, taken = f"{text} {lines[n + 1].bare}", n + 1
        if len(text) > 2 * WIDEST or len(lines[n].bare) > WIDEST or "\t" in lines[n].text:
            break
        pieces = _pieces(text)
        words = text.split()
        if open_ and words[0][:1].isupper() and _verdict(words, 0) == len(words):
            pieces = [("", text), ("", "")]  # the verdict alone on the row's last line
        if not pieces[:-1] and (waiting >= MOST_OPEN or ends_sentence(text)):
            break
        if open_ and lines[n].gap and not _goes_on(open_, text):
            break
        for title, verdict in pieces[:-1]:
            found.append(_Row(title=_joined(open_, title), verdict=verdict))
            open_, waiting, stop = "", 0, max(n, taken) + 1
        if pieces[-1][0]:
            open_, waiting = _joined(open_, pieces[-1][0]), waiting + 1
    return found, stop


def _cut_verdict(text: str, after: str) -> bool:
    """Whether a verdict begins with the last words of a line and ends on the next: `… lampor Ej`, `klar`."""
    words, more = text.split(), after.split()
    for begun in range(1, min(MOST_WORDS, len(words))):
        tail = words[-begun:]
        whole = more[0][:1].isupper() and _verdict(tail, 0)
        if tail[0][:1].isupper() and _verdict([*tail, *more], 0) > begun and not whole:
            return True
    return False


def _led_rows(lines: Sequence[Line], head: int) -> tuple[list[_Row], int]:
    """The rows that each begin with their verdict under a head, and the index after the last line taken."""
    found: list[_Row] = []
    stop = head + 1
    for n in range(head + 1, len(lines)):
        words = lines[n].bare.split()
        end = _verdict(words, 0) if words[0][:1].isupper() or not words[0][:1].isalnum() else 0
        goes_on = found and not end and not lines[n].gap and _goes_on(found[-1].title, lines[n].bare)
        if len(lines[n].bare) > WIDEST or "\t" in lines[n].text or not (0 < end < len(words) or goes_on):
            break
        if goes_on:
            found[-1] = replace(found[-1], title=_joined(found[-1].title, lines[n].bare))
        else:
            found.append(_Row(title=" ".join(words[end:]), verdict=" ".join(words[:end])))
        stop = n + 1
    return found, stop


def _goes_on(before: str, text: str) -> bool:
    return text[:1].islower() or dangles(before)


def _joined(before: str, after: str) -> str:
    if not before or not after:
        return before or after
    text, between = joint(before, after)
    return f"{text}{between}{after}"


def _pieces(text: str) -> list[tuple[str, str]]:
    """Titles of a line each with its verdict, and last what is left without one, maybe nothing."""
    words = text.split()
    found: list[tuple[str, str]] = []
    start = 0
    n = 1
    while n < len(words):
        end = _verdict(words, n) if words[n][:1].isupper() or not words[n][:1].isalnum() else 0
        inner = [m for m in range(n + 1, end) if words[m][:1].isupper() and _verdict(words, m) == end]
        if inner:
            n = inner[0]  # `i Norrby Pågår`
        if end and n > start:
            found.append((" ".join(words[start:n]), " ".join(words[n:end])))
            start, n = end, end
        n += 1
    return [*found, (" ".join(words[start:]), "")]


def _verdict(words: Sequence[str], start: int) -> int:
    """Where a verdict ends that begins with a word: at the line's end or before a capital; 0 for none."""
    for end in range(min(len(words), start + MOST_WORDS), start, -1):
        said = " ".join(words[start:end])
        closes = end == len(words) or words[end][:1].isupper()
        if closes and (wording.value(said) is not None or wording.is_answer(said) or _is_blank(said)):
            return end
    return 0


def _is_blank(text: str) -> bool:
    return fold(text) in wording.not_applicable()


def _cells(names: Sequence[str], rows: Sequence[_Row]) -> list[list[str]]:
    """The head and rows in cells; none where what stands before the titles can't be told from them."""
    if any(not 2 < len(row.title) <= LONGEST_TITLE for row in rows):
        return []
    judged = [row for row in rows if wording.value(row.verdict) is not None]
    if len(judged) < FEWEST_ROWS or len({fold(row.title) for row in rows}) < FEWEST_ROWS:
        return []
    if not _is_short(names[-1]):
        return [list(names), *([row.verdict, row.title] for row in rows)]
    if len(names) == 2:
        return [list(names), *([row.title, row.verdict] for row in rows)]
    numbers = [re.match(r"\S*\d\S* (?=\S)", row.title) for row in rows]
    if all(numbers):
        cut = [number.end() for number in numbers if number is not None]
    else:
        inner = [[found.start() for found in _CAPITAL.finditer(row.title)] for row in rows]
        if not any(inner):  # each row names one of the two
            return [[names[-2], names[-1]], *([row.title, row.verdict] for row in rows)]
        cut = [where[0] for where in inner if len(where) == 1]
    if len(cut) < len(rows):
        return []
    return [
        list(names),
        *(
            [row.title[:end].strip(), row.title[end:].strip(), row.verdict]
            for row, end in zip(rows, cut, strict=True)
        ),
    ]
