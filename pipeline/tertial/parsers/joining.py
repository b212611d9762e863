"""Makes one list of items from what each layout gave: boards' chapters merged, mål named twice joined."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import groupby

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA, Levenshtein

from tertial.boards import Register
from tertial.document import Span
from tertial.parsers.anchors import title_key
from tertial.parsers.found import Found, titled
from tertial.parsers.headings import is_goal
from tertial.parsers.outline import Line
from tertial.parsers.title_parts import take_apart
from tertial.parsers.titles import split_number
from tertial.records import Entry, Part
from tertial.resources import read_table
from tertial.swedish.words import fold
from tertial.vocabulary import Kind

SAME_TITLE = 94
"""Least rapidfuzz ratio, 0–100, at which titles in two boards' chapters are one uppdrag."""
REWORDED = 60
"""Least rapidfuzz token set ratio at which titles with one code are one uppdrag."""
SAID_OTHERWISE = 80
"""Least rapidfuzz token sort ratio at which a board's title is the one that a list gave it in other words."""
SOUND_LETTERS = 5
"""So many letters for each wrong one make a misprint of a word; fewer make another word."""


def join(
    found: Sequence[Found], register: Register, default: Kind, area_above: Callable[[Line], str]
) -> list[Entry]:
    """Entries in document order from all that was found.

    Args:
        found: The items, in any order.
        register: The boards that may be named.
        default: The kind of an item of which nothing says what it is.
        area_above: The area that a heading stands under.
    """
    items = sorted(found, key=lambda item: item.title_span.start)
    items = _without_opening([item for item in items if item.title])
    items = _with_chapters(items)
    items = _with_answers(items, register)
    _by_rows(items, register)
    items = merge_chapters(items)
    for item in items:
        if (
            item.kind is None
            and item.area_line is not None
            and split_number(item.area_line.text)[2] is Kind.MAL
        ):
            item.kind = Kind.AKTIVITET
        item.kind = item.kind or default
    items = _with_goals_above(items, register, area_above)
    items = _unique_goals(items)
    items.sort(key=lambda item: item.title_span.start)
    _give_to_goals(items)
    goals = {title_key(item.title): n for n, item in enumerate(items) if item.kind is Kind.MAL}
    entries = []
    for item in items:
        parent = None
        if item.kind is Kind.AKTIVITET and item.area:
            parent = goals.get(title_key(item.area))
            if parent is not None:
                item.area = items[parent].title
        entries.append(_entry(item, parent, register))
    return entries


def _entry(item: Found, parent: int | None, register: Register) -> Entry:
    content = item.content
    responsible = item.responsible or content.responsible
    if not responsible and item.chapter_board and not item.names_responsible:
        named = register.responsible(item.chapter_heading).boards
        responsible = item.chapter_heading if named else item.chapter_board  # `Socialnämndens uppdrag`
    return Entry(
        kind=item.kind or Kind.UPPDRAG,
        title=" ".join(item.title.split("\n")).strip(),
        title_span=item.title_span,
        span=item.span,
        number=item.number,
        area=item.area or content.area,
        parent=parent,
        responsible=responsible,
        helpers=content.helpers,
        start_date=content.start_date,
        end_date=content.end_date,
        date_precision=content.date_precision,
        passages=tuple(content.passages),
        parts=tuple(content.parts),
    )


_OPENING = re.compile(r"(?!det (?:ska|skall|bör|är|måste) )(?:[^\W\d_]+,? ){1,9}att (?=\w)", re.IGNORECASE)


def _without_opening(items: list[Found]) -> list[Found]:
    """Titles without the words that most of them begin with: `Fullmäktige beslutade att …`."""
    openings = [_OPENING.match(item.title) for item in items]
    counts = Counter(fold(found.group()) for found in openings if found is not None)
    common = {words for words, count in counts.items() if count >= max(2, 0.3 * len(items))}
    for item, found in zip(items, openings, strict=True):
        if found is not None and fold(found.group()) in common and len(item.title) > found.end() + 8:
            at = item.title_span.start + found.end()
            item.title, item.title_span = item.title[found.end() :], Span(at, item.title_span.end)
    return items


def _with_chapters(items: list[Found]) -> list[Found]:
    """Rows of a table, each joined with the chapter of the same title that tells more of it."""
    rows: dict[str, list[Found]] = {}
    for item in items:
        if item.parser == "tables":
            rows.setdefault(title_key(item.title), []).append(item)
    result = []
    for item in items:
        row = rows.get(title_key(item.title), []) if item.parser == "flow" else []
        if len(row) != 1 or item.chapter_board:
            result.append(item)
            continue
        _take_over(row[0], item)
    return result


def _with_answers(items: list[Found], register: Register) -> list[Found]:
    """Rows or lines that only say who has what, each with what the boards' chapters answer under its title.

    Where one board alone has it, its chapter tells of the whole.
    """
    chapters = [item for item in items if item.chapter_board]
    rows = [item for item in items if not item.chapter_board and _only_given(item)]
    by_key = {title_key(row.title): row for row in rows}
    given = {id(row): register.responsible(row.responsible or row.content.responsible).boards for row in rows}
    answers: dict[int, list[Found]] = {id(row): [] for row in rows}
    for item in chapters:
        row = by_key.get(title_key(item.title)) or _reworded(item, rows, given)
        if row is not None and all(other.chapter_board != item.chapter_board for other in answers[id(row)]):
            answers[id(row)].append(item)
    answered = [row for row in rows if answers[id(row)]]
    if len(answered) < FEWEST_ANSWERED or len(answered) < MOST_ANSWERED * len(rows):
        return items
    for row in answered:
        told = answers[id(row)]
        alone = len(told) == 1 and given[id(row)] in ((), (told[0].chapter_board,))
        _take_over(row, told[0] if alone else _merged(told))
    taken = {id(item) for row in answered for item in answers[id(row)]}
    return [item for item in items if id(item) not in taken]


FEWEST_ANSWERED, MOST_ANSWERED = 2, 0.6
"""Rows, and share of them, that chapters answer where a table lists what these are to answer."""


def _only_given(item: Found) -> bool:
    """Whether nothing is told of an item but what it is and who has it."""
    return not item.content.parts and all(p.role == "description" for p in item.content.passages)


def _reworded(item: Found, rows: Sequence[Found], given: Mapping[int, Sequence[str]]) -> Found | None:
    """The one row of its board that a chapter's title says otherwise: `Samordna transporterna i kommunen`."""
    key = title_key(item.title)
    alike = [
        row
        for row in rows
        if fuzz.token_sort_ratio(title_key(row.title), key) >= SAID_OTHERWISE
        and _stems(title_key(row.title)) == _stems(key)
    ]
    named = len(alike) == 1 and item.chapter_board in given[id(alike[0])]
    return alike[0] if named else None


def _stems(title: str) -> frozenset[str]:
    """What the words of a folded title begin with, small words aside: another place is another matter."""
    return frozenset(word[:STEM] for word in _WORDS.findall(title) if word not in _small_words())


STEM = 6


def _by_rows(items: Sequence[Found], register: Register) -> None:
    """Take rows of one title, each of another board and right after another, for answers to one matter."""
    for _, rows in groupby(items, key=lambda item: title_key(item.title)):
        own = [item for item in rows if item.parser == "tables" and not item.chapter_board]
        boards = [register.responsible(item.responsible).boards for item in own]
        if len(own) < 2 or len(set(boards)) < len(own) or any(len(named) != 1 for named in boards):
            continue
        for item, (board,) in zip(own, boards, strict=True):
            item.chapter_board, item.chapter_heading, item.responsible = board, item.responsible, ""


def _take_over(item: Found, other: Found) -> None:
    """Add to an item what another place of the document tells of it."""
    for field in ("number", "area", "responsible", "area_line"):
        if not getattr(item, field):
            setattr(item, field, getattr(other, field))
    content, more = item.content, other.content
    for field in ("responsible", "helpers", "area", "start_date", "end_date", "date_precision"):
        if not getattr(content, field):
            setattr(content, field, getattr(more, field))
    known = {passage.span for passage in content.passages}
    content.passages += [passage for passage in more.passages if passage.span not in known]
    content.parts += more.parts


def merge_chapters(found: list[Found]) -> list[Found]:
    """Items that several boards answer, each in its own chapter, made one with a part for each board."""
    groups: list[list[Found]] = []
    # Titles with other figures are no misprints of each other.
    by_figures: dict[str, dict[str, list[Found]]] = {}
    by_number: dict[str, list[list[Found]]] = {}
    alone = Counter(title_key(item.title) for item in found if item.chapter_board)
    for item in found:
        if not item.chapter_board:
            groups.append([item])
            continue
        key = title_key(item.title)
        by_key = by_figures.setdefault("".join(filter(str.isdigit, key)), {})
        group = by_key.get(key)
        if group is None and alone[key] == 1:
            near = process.extract_iter(key, by_key.keys(), scorer=fuzz.ratio, score_cutoff=SAME_TITLE)
            group = next((by_key[other] for other, _, _ in near if is_misprint(other, key)), None)
        if group is None and item.number and not item.number.isdigit():
            alike = by_number.get(item.number, [])
            group = next((g for g in alike if _says_much_the_same(g[0], key)), None)
        if group is None or any(other.chapter_board == item.chapter_board for other in group):
            group = by_key[key] = []
            groups.append(group)
            by_number.setdefault(item.number, []).append(group)
        group.append(item)
    if any(len(group) > 1 and all(map(_only_holds, group)) for group in groups):
        for item in filter(_only_holds, found):
            item.chapter_board = item.chapter_heading = ""  # the municipality's mål, not the chapters'
    return [_merged(group) if len(group) > 1 else group[0] for group in groups]


def _only_holds(item: Found) -> bool:
    """Whether an item is a mål of which nothing is said, but what is done for it."""
    return item.kind is Kind.MAL and not (item.content.passages or item.content.parts or item.of_goal)


def _says_much_the_same(item: Found, title: str) -> bool:
    """Whether two boards' chapters under one code (`G1`) have titles that say much the same."""
    return fuzz.token_set_ratio(title_key(item.title), title) >= REWORDED


def is_misprint(title: str, other: str) -> bool:
    """Whether two folded titles are one but for letters in long words, or small words.

    Another figure is another matter (`etapp 2`), and so is another short word (`norra`, `södra`).
    """
    if fuzz.ratio(title, other) < SAME_TITLE:
        return False
    here, there = _WORDS.findall(title), _WORDS.findall(other)
    for change in Levenshtein.opcodes(here, there):
        before = here[change.src_start : change.src_end]
        after = there[change.dest_start : change.dest_end]
        one, two = "".join(before), "".join(after)
        if one == two or all(word in _small_words() for word in (*before, *after)):
            continue
        wrong = OSA.distance(one, two)
        if any(sign.isdigit() for sign in one + two) or wrong * SOUND_LETTERS > max(len(one), len(two)):
            return False
    return True


_WORDS = re.compile(r"[\w-]+")


@lru_cache(maxsize=1)
def _small_words() -> frozenset[str]:
    rows = read_table("function_words.csv")
    return frozenset(
        word for row in rows if row["list"] == "interchangeable" for word in row["words"].split("|")
    )


def _merged(group: list[Found]) -> Found:
    first = group[0]
    content = first.content
    own = list(group)
    passages, parts = [], []
    for item in own:
        said = [p for p in item.content.passages if p.role != "description"] or item.content.passages
        told = [p for p in said if p.span.start >= item.title_span.end]  # not a sign before the title
        passages += [
            replace(p, board=p.board or item.chapter_board) if p.role != "description" else p
            for p in item.content.passages
        ]
        if said:
            span = Span(min(p.span.start for p in told or said), max(p.span.end for p in said))
            parts.append(Part(board=item.chapter_board, heading=item.chapter_heading, span=span))
        content.start_date = content.start_date or item.content.start_date
        content.end_date = content.end_date or item.content.end_date
    content.passages[:] = passages
    content.parts[:] = parts
    first.responsible = first.responsible or first.content.responsible
    if not first.responsible:
        first.responsible = ", ".join(item.chapter_heading for item in own if item.chapter_heading)
    return first


def _with_goals_above(
    items: list[Found], register: Register, area_above: Callable[[Line], str]
) -> list[Found]:
    """Add a mål for each heading that is worded as one and has aktiviteter under it."""
    known = {title_key(item.title) for item in items if item.kind is Kind.MAL}
    lines: dict[int, Line] = {}
    for item in items:
        line = item.area_line
        if item.kind is Kind.AKTIVITET and line is not None and is_goal(line.text):
            lines.setdefault(line.index, line)
    added = []
    for line in lines.values():
        assert line.block is not None
        offset = line.label.value_start if line.label is not None else 0
        title = take_apart(line.text[offset:], register, automatic=line.block.number)
        at = line.span.start + offset
        goal = titled(title, Span(at + title.span.start, at + title.span.end), line.span, "joining")
        goal.kind = Kind.MAL
        goal.area = area_above(line)
        for item in items:
            if item.area_line is line:
                item.area = title.text
        if title_key(title.text) not in known or not any(
            title_key(item.title) == title_key(title.text) and item.title_span.start <= goal.title_span.start
            for item in items
        ):
            added.append(goal)
    return items + added


def _give_to_goals(items: list[Found]) -> None:
    """Hand over to each mål what the table of its aktiviteter tells of it."""
    goals = {title_key(item.title): item for item in items if item.kind is Kind.MAL}
    for item in items:
        goal = goals.get(title_key(item.area)) if item.of_goal else None
        if goal is not None:
            goal.content.passages += item.of_goal


def _unique_goals(items: list[Found]) -> list[Found]:
    """A mål named several times is one item, where it is first named, with the area of its list."""
    first: dict[str, Found] = {}
    result = []
    for item in sorted(items, key=lambda found: found.title_span.start):
        if item.kind is not Kind.MAL:
            result.append(item)
            continue
        key = title_key(item.title)
        before = first.get(key)
        if before is None:
            first[key] = item
            result.append(item)
            continue
        if item.parser == "goals" and item.area and not (before.parser == "goals" and before.area):
            before.area = item.area
        area = before.area
        _take_over(before, item)
        if not area and item.parser != "goals":
            before.area = area or item.area
    return result
