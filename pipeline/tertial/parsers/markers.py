"""How a report marks its items in running text, inferred from what precedes its statuses again and again."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from tertial import wording
from tertial.parsers.anchors import Anchor, stands_alone
from tertial.parsers.candidates import BULLETS
from tertial.parsers.headings import is_frame_name
from tertial.parsers.marks import BEFORE, ORDER, STRONG
from tertial.parsers.outline import Line, rank
from tertial.parsers.series import counted_through, of_their_series
from tertial.parsers.titles import like_title, split_number
from tertial.swedish.sentences import split
from tertial.swedish.words import fold

ACCEPT = 0.55
"""Least score of a marker; two out of three of its lines must be borne out by what follows them."""
TOLD = "completes an order"
_WEAK = frozenset(
    {"status line after", "status line before", "responsible line after", "bold", "italic", ORDER}
)
DELIBERATE = frozenset({"set apart inside", "underlined"})
"""Marks that a writer makes by hand to name something; headings are made for all there is."""
TOLERANCE = 0.06
"""Markers whose scores differ by no more are about as good."""


@dataclass(frozen=True, slots=True)
class Marker:
    """A combination of marks that the titles of a report have in common."""

    marks: frozenset[str]
    lines: tuple[int, ...]
    """Indexes of the lines that bear it."""
    supported: frozenset[int]
    """Those of them that something else bears out: a status after it, a board in parentheses."""
    score: float
    status_first: bool = False
    """A status stands alone on the line before each title."""
    borne_by_status: bool = False
    """A status follows at least one of the lines."""

    def __str__(self) -> str:
        return " and ".join(sorted(self.marks)) or "the names of their chapters"


def infer(
    lines: Sequence[Line],
    marks: Sequence[frozenset[str]],
    found: Sequence[Anchor],
    parents: Sequence[tuple[Line, ...]],
    known: Sequence[str],
) -> Marker | None:
    """The marker that explains the anchors best, or None where none does.

    Args:
        lines: The document's lines.
        marks: Their marks, as `marks_of` gives them.
        found: The anchors among them.
        parents: The headings over each line.
        known: Names that say nothing of a subject.
    """
    supported = {
        i
        for i, m in enumerate(marks)
        if m & (STRONG - {"separator before"})
        or "status on its line" in m
        or ("responsible line after" in m and lines[i].head.rstrip()[-1:] not in ".!?")
    }
    if not found and len(supported) < 2:
        return None
    names = sorted({mark for line_marks in marks for mark in line_marks})
    candidates = [frozenset({name}) for name in names]
    candidates += [frozenset(pair) for pair in combinations(names, 2)]
    scored = []
    for candidate in candidates:
        bearing = [i for i, m in enumerate(marks) if candidate <= m]
        if bearing:
            marker = _score(candidate, bearing, lines, marks, found, supported, parents, known)
            if marker is not None:
                scored.append(marker)
    best = max(scored, key=lambda m: m.score, default=None)
    if best is not None:
        # Of markers about as good, the one that takes in most: a title in the same form without a
        # status is an item too (cases/layouts: titles of which only some say who is responsible).
        near = [m for m in scored if m.score >= max(ACCEPT, best.score - TOLERANCE) and _is_sure(m)]
        best = max(near, key=lambda m: (len(m.supported), len(m.lines), m.score), default=best)
        told = [m for m in near if m.marks == {TOLD} and len(m.lines) >= 3]
        best = told[0] if told else best
    if best is None or best.score < ACCEPT:
        return None
    # What a writer marks by hand is marked for what it is, whatever else most of it has in common.
    lines_of_best = set(best.lines)
    wider = [
        m for m in scored if m.marks <= DELIBERATE and m.score >= ACCEPT and lines_of_best < set(m.lines)
    ]
    wider = wider or [m for m in scored if m.marks <= DELIBERATE and _stands_under(m, best, lines, parents)]
    best = max(wider, key=lambda m: m.score, default=best)
    return _with_its_like(best, lines, marks, parents, known) if _is_sure(best) else None


def _with_its_like(
    best: Marker,
    lines: Sequence[Line],
    marks: Sequence[frozenset[str]],
    parents: Sequence[tuple[Line, ...]],
    known: Sequence[str],
) -> Marker:
    """The marker with the lines that are set as all its lines are, under headings of the same names.

    Titles that name nobody stand in one form with those that do (cases/layouts/board_by_board): each has
    text under it, and most are worded as titles.
    """
    if best.status_first or any(lines[i].run_in or lines[i].apart for i in best.lines):
        return best
    named = {fold(parents[i][-1].text) for i in best.lines if parents[i]}
    common = frozenset.intersection(*(marks[i] for i in best.lines))
    widest = best
    for style in sorted(mark for mark in common if _SET.match(mark)):
        own = [i for i, m in enumerate(marks) if style in m]
        more = [
            i
            for i in own
            if i not in best.lines
            and parents[i]
            and fold(parents[i][-1].text) in named
            and i + 1 < len(lines)
            and not (style in marks[i + 1] or lines[i + 1].level or lines[i + 1].is_board)
            and not is_frame_name(lines[i].text, known)
        ]
        like = sum(likeness_of(lines[i]) for i in more) / len(more) if more else 0.0
        if like >= (SET_APART if style == "italic" else SET) and len(more) > len(widest.lines) - len(
            best.lines
        ):
            kept = tuple(sorted({*best.lines, *more}))
            widest = replace(best, marks=frozenset({style}), lines=kept)
    return widest


SET_APART = 0.65
"""Least likeness to titles, on the average, of paragraphs in italics, which hold little else."""
SET = 0.8
"""The same of lines set in bold or in a style, as sub-headings are too."""
_SET = re.compile(r"italic$|bold$|style |heading |numbered ")


def _stands_under(
    marker: Marker, best: Marker, lines: Sequence[Line], parents: Sequence[tuple[Line, ...]]
) -> bool:
    """Whether most lines of a marker made by hand stand under headings that the best takes for titles."""
    if marker.score < ACCEPT or len(marker.lines) <= len(best.lines):
        return False
    headings = {i for i in best.lines if lines[i].level}
    under = sum(any(over.index in headings for over in parents[i]) for i in marker.lines)
    return len(headings) == len(best.lines) and under >= 0.5 * len(marker.lines)


def _is_sure(marker: Marker) -> bool:
    """Whether it is a regularity, or a single title that its own words show to be one."""
    return len(marker.supported) >= 2 or (marker.borne_by_status and bool(marker.marks & (STRONG - BEFORE)))


def _score(
    candidate: frozenset[str],
    bearing: list[int],
    lines: Sequence[Line],
    marks: Sequence[frozenset[str]],
    found: Sequence[Anchor],
    supported: set[int],
    parents: Sequence[tuple[Line, ...]],
    known: Sequence[str],
) -> Marker | None:
    own = frozenset(bearing)
    boards = [i for i, line in enumerate(lines) if line.is_board]
    flat = frozenset(i for i in bearing if (block := lines[i].block) is None or block.kind != "heading")
    status_first = _status_comes_first(bearing, lines, found)
    starts = [_lead(i, lines) if status_first else i for i in bearing]
    others = supported - own
    hits: dict[int, bool] = {}
    """Lines that an anchor follows, and whether one of the anchors is more than weak."""
    distant: set[int] = set()
    """Lines whose anchor stands under another heading that is nearer to it."""
    unexplained = 0.0
    before = 0
    seen: set[tuple[int, str]] = set()
    position = 0
    previous = -2
    for anchor in found:
        while position < len(starts) and starts[position] <= anchor.line:
            position += 1
        at = position - 1
        if _is_anothers(anchor.line, starts[at] if at >= 0 else -1, others):
            previous = anchor.line
            continue
        if at < 0:
            before += anchor.kind == "status"
            previous = anchor.line
            continue
        if anchor.kind == "later":
            if bearing[at] not in hits and not _in_board_part(anchor.line, starts[at], boards):
                hits[bearing[at]] = not anchor.weak
            continue
        key = (at, anchor.kind)
        adjacent = anchor.line - previous <= 1 or (status_first and anchor.line <= bearing[at] + 1)
        previous = anchor.line
        if key not in seen:
            seen.add(key)
            hits[bearing[at]] = hits.get(bearing[at], False) or not anchor.weak
            if any(_other_heading(line) for line in lines[bearing[at] + 1 : anchor.line]):
                distant.add(bearing[at])
        elif anchor.kind == "status" and not adjacent and not _in_board_part(anchor.line, starts[at], boards):
            unexplained += 1.0 if _after_title_like(anchor.line, starts[at], marks) else 0.3
    borne = {i for i in bearing if i in hits or i in supported}
    sure = {i for i in borne if hits.get(i) or i in supported}
    if not borne or (not sure and len(borne) < 3):
        return None
    ordered = {i for i in bearing if ORDER in marks[i]}
    if len(borne) >= 2 and len(ordered) >= max(3, 0.6 * len(bearing)):
        # Titles that all tell somebody to do something are uppdrag, also where few of them say how they go.
        borne |= ordered
        sure |= ordered
    often = len(ordered) >= max(3, 0.4 * len(bearing)) or (ordered and len(borne) >= 0.6 * len(bearing))
    if len(borne) >= 2 and often and counted_through(bearing, lines):
        series = of_their_series(bearing, borne, lines)  # one of them, however it is worded
        borne |= series
        sure |= series
    over = {i: tuple(line for line in parents[i] if line.index not in flat) for i in bearing}
    groups = {over[i] for i in sure or borne}
    alike = {_first_word(group) for group in groups if group} if len(groups) > 1 else set()
    chapters = {rank(group[-1]) for group in groups if group and group[-1].is_board}
    groups |= {o for o in over.values() if o and o[-1].is_board and rank(o[-1]) in chapters}
    if len(alike) == 1:
        groups |= {over[i] for i in bearing if over[i] and _first_word(over[i]) in alike}
    if candidate & DELIBERATE:
        groups = set(over.values())
    borne = {i for i in borne if over[i] in groups}
    hits = {i: strong for i, strong in hits.items() if i in borne}
    ends = min(borne), max(borne)
    rest = [
        i
        for i in bearing
        if i not in borne
        and over[i] in groups
        and (ends[0] < i < ends[1] or _goes_on(i, ends, candidate, lines, parents))
        and not is_frame_name(lines[i].text, known)
        and len(split(lines[i].head)) <= 1
    ]
    weak = 0.15 if candidate & (STRONG | DELIBERATE) else 0.5
    strangers = sum(1 for i in supported if i not in borne)
    gain = sum(
        0.4 if i in distant and i not in supported else 1.0 if i in hits else 0.8 if i in supported else 0.7
        for i in borne
    )
    unexplained += 0.6 * len(distant)
    told_less = sum(0.15 if _names_under_board(i, candidate, lines, parents) else weak for i in rest)
    score = 2 * gain / (2 * gain + told_less + unexplained + 0.7 * before + 0.8 * strangers)
    if candidate <= _WEAK:
        score *= 0.9
        ended = sum(lines[i].head.rstrip()[-1:] in ".!" and i not in ordered for i in borne)
        score *= 1 - 0.3 * ended / len(borne)
    levels = {block.level for i in borne if (block := lines[i].block) is not None and block.kind == "heading"}
    if len(levels) > 1 or (levels and any(lines[i].run_in for i in borne)):
        score *= 0.75  # titles of one kind stand on one level, and are headings or begin paragraphs
    wordy = sum(len(split(lines[i].head)) > 1 and i not in supported for i in borne)
    score *= 1 - 0.4 * wordy / len(borne)
    score *= 1 - 0.5 * sum(_answers(lines[i]) for i in borne) / len(borne)
    if status_first:
        score *= 1.05
    elif "status line before" in candidate:
        score *= 0.7
    if any(mark.startswith(("size", "style")) for mark in candidate):
        score *= 0.97
    score *= 1 - 0.01 * len(candidate)
    score *= 1 + 0.02 * min(len(borne), 10) / 10
    kept = tuple(sorted(borne | set(rest)))
    return Marker(candidate, kept, frozenset(borne), score, status_first, bool(hits))


def _answers(line: Line) -> bool:
    """Whether a line tells how something went, and orders or names nothing: no title looks so."""
    if line.apart is not None or line.run_in or line.sign:
        return False
    spans = split(line.text)
    if not spans or like_title(line.text[slice(*spans[0])].lstrip(BULLETS if line.listed else "")) >= 0.9:
        return False
    if len(line.text) > SHORTEST_NAME and _BRACKETED.fullmatch(line.text) is not None:
        return True
    told = [line.text[start:end] for start, end in spans]
    return any(wording.sentence(text) for text in told) or any(
        wording.cell(text) is not None for text in (told[0], told[-1]) if len(told) > 1
    )


NAMES = 0.65
"""Least likeness to a title of what goes on in a chapter that a board has."""
SHORTEST_NAME = 8
"""Letters; `Vid a` in bold refers to something and names nothing."""
_BRACKETED = re.compile(r"\([^()]*\)\.?|\[[^\[\]]*\]\.?|[–-]\s.*\.")


def likeness_of(line: Line) -> float:
    """0–1: how much a line's words are like a title's; less where it ends as a sentence does."""
    found = like_title(line.head)
    return (
        found
        if line.run_in or line.apart or line.text.rstrip()[-1:] not in ".,;"
        else min(found, max(0.3, found - 0.4))
    )


def _is_anothers(i: int, start: int, others: set[int]) -> bool:
    """Whether a title in another form stands nearer above an anchor: a mål over aktiviteter, say."""
    return any(j in others for j in range(max(start + 1, i - 2), i))


def _first_word(headings: tuple[Line, ...]) -> str:
    """`målområde` of the heading `Målområde Lärande`: chapters that begin alike are of one kind."""
    words = fold(headings[-1].text).split()
    return words[0] if len(words) > 1 and words[0].isalpha() else f"={headings[-1].index}"


def _other_heading(line: Line) -> bool:
    return line.level > 0 and not line.is_board and line.label is None and line.bare is None


def _goes_on(
    i: int,
    ends: tuple[int, int],
    candidate: frozenset[str],
    lines: Sequence[Line],
    parents: Sequence[tuple[Line, ...]],
) -> bool:
    """Whether a line before the first or after the last that is borne out goes on with their row."""
    if candidate & ({"separator before", "run in", "reference before"} | DELIBERATE) or lines[i].run_in:
        return True
    near = ends[1] if i > ends[1] else ends[0]
    if parents[i] and parents[i] == parents[near]:
        if any(mark.startswith("heading") for mark in candidate):
            return True
        if _names_under_board(i, candidate, lines, parents):
            return True
    here, there = (_DEPTH.match(split_number(lines[n].text)[0]) for n in (i, near))
    if here is None or there is None:
        return False
    last = (
        [int(part) for part in re.split("[.:]", here.group())],
        [int(part) for part in re.split("[.:]", there.group())],
    )
    return (
        len(last[0]) == len(last[1])
        and abs(last[0][-1] - last[1][-1]) <= abs(i - near)
        and last[0] != last[1]
    )


def _names_under_board(
    i: int, candidate: frozenset[str], lines: Sequence[Line], parents: Sequence[tuple[Line, ...]]
) -> bool:
    """Whether a line is one more name set off from the text in the chapter of a board."""
    block = lines[i].block
    if block is None or block.kind == "heading" or not block.bold:
        return False
    set_off = "bold at first" in candidate or any(mark.startswith("level") for mark in candidate)
    return bool(set_off and parents[i] and parents[i][-1].is_board) and likeness_of(lines[i]) >= NAMES


_DEPTH = re.compile(r"^\d+(?:[.:]\d+)*")


def _lead(i: int, lines: Sequence[Line]) -> int:
    """The line where an item begins whose status stands before its title."""
    j = i - 1
    while j >= 0 and lines[j].separator:
        j -= 1
    return j if j >= 0 and stands_alone(lines[j]) else i


def _status_comes_first(bearing: list[int], lines: Sequence[Line], found: Sequence[Anchor]) -> bool:
    alone = {anchor.line for anchor in found if anchor.alone}
    if not alone or _lead(bearing[0], lines) not in alone:
        return False
    leading = sum(_lead(i, lines) in alone for i in bearing)
    following = sum(i + 1 in alone for i in bearing)
    return leading >= 2 and leading >= 0.6 * len(bearing) and following < leading


def _in_board_part(i: int, start: int, boards: Sequence[int]) -> bool:
    return bisect_right(boards, start) < bisect_right(boards, i)


def _after_title_like(i: int, start: int, marks: Sequence[frozenset[str]]) -> bool:
    return any(marks[j] for j in range(max(start + 1, i - 3), i))
