"""Document → items, sections, measures. Each table and each stretch of text is read by its own regularity."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from tertial import wording
from tertial.boards import Register
from tertial.document import Document, Span
from tertial.identify import Identity
from tertial.parsers.anchors import named_kind, names_kind
from tertial.parsers.answers import answers
from tertial.parsers.board_chapters import below_letterhead
from tertial.parsers.by_number import answer_by_number, numbers_of
from tertial.parsers.chapters import declared, take_answers
from tertial.parsers.content import reporting
from tertial.parsers.deadlines import with_deadline
from tertial.parsers.details import cards, take_adjoining, titled_details, titled_labels
from tertial.parsers.figures import read_figures
from tertial.parsers.flow import read_flow
from tertial.parsers.forms import banners, forms
from tertial.parsers.found import Found, leave_out_decisions
from tertial.parsers.frames import counting, list_under_frames, stand_under_frames, tell
from tertial.parsers.goals import read_goals, stand_under_goals
from tertial.parsers.head import Head
from tertial.parsers.headings import area_name, is_chapter, is_chapter_name, is_goal
from tertial.parsers.house import learn
from tertial.parsers.joining import join
from tertial.parsers.kinds import (
    FIRST_LINES,
    concerns_orders,
    document_type,
    guessing,
    has_status,
    is_yearly,
    not_a_followup,
    tells_of_a_year,
    tells_of_orders,
)
from tertial.parsers.legends import is_legend
from tertial.parsers.lines import lines
from tertial.parsers.mixed import mixed
from tertial.parsers.moments import at
from tertial.parsers.numbered_chapters import numbered_chapters
from tertial.parsers.opened import PARSER as PROSE
from tertial.parsers.other_things import without_chapters, without_other_things
from tertial.parsers.outline import Line, divided_by_board, outline
from tertial.parsers.piles import piles
from tertial.parsers.prose import read_prose
from tertial.parsers.registers import registered
from tertial.parsers.reshape import reshape
from tertial.parsers.roles import knowing
from tertial.parsers.sorts import kind_of_chapter
from tertial.parsers.stacks import stacks
from tertial.parsers.tables import TableReading, read_tables
from tertial.parsers.titles import is_order
from tertial.parsers.told_or_marked import told_better
from tertial.parsers.torn import is_torn
from tertial.parsers.unlabelled import unlabelled
from tertial.records import Entry, Parsed, Passage
from tertial.swedish.words import fold
from tertial.vocabulary import DocumentType, Kind

NOTHING = "ovrigt"
"""Name of the parser where nothing is found."""


def parse(document: Document, register: Register, identity: Identity) -> Parsed:
    """Find the items, sections and figures of a document. Never raises for what a document holds."""
    shaped = reshape(document, register)
    with knowing(learn(shaped, register)), reporting(identity.year), at(identity.period_end):
        follows = guessing(document, identity.title) <= 1
        shaped, heads = mixed(shaped, register) if follows else (shaped, {})
        shaped, more = registered(shaped, register) if follows else (shaped, {})
        heads |= more
        return _parse(shaped, register, identity, heads)


def _parse(document: Document, register: Register, identity: Identity, heads: Mapping[int, Head]) -> Parsed:
    known = (identity.municipality,)
    all_lines = below_letterhead(lines(document, register), identity.title)
    adjoining = frozenset(
        line.table.index
        for before, line in pairwise(all_lines)
        if line.table is not None and before.table is not None
    )
    figures = read_figures(document, all_lines)
    reason = not_a_followup(document)
    if reason:
        return Parsed(
            parser=NOTHING,
            document_type=DocumentType.OVRIGT,
            other=reason,
            figures=tuple(figures),
            reasons=(f"follows nothing up: {reason}",),
        )
    likeness = guessing(document, identity.title)
    ordered = concerns_orders(document)
    tables = read_tables(document, register, adjoining, titles=likeness <= 1, ordered=ordered, heads=heads)
    answered = answers(document, register, tables.values())
    stacked = stacks(document, register, tables.values()) if likeness <= 1 or ordered else {}
    unnamed = [r.table for n, r in tables.items() if not r.names_titles and n not in heads]
    unnamed += [table for table in counting(tables.values()) if table not in unnamed]
    carded = forms(document, register, unnamed, sure=ordered)
    framed = banners(document, register, unnamed, fewest=2 if stacked else 3) if ordered else {}
    carded |= framed
    rest = [r.table for n, r in tables.items() if r.kind in ("other", "details") and n not in heads]
    placed = unlabelled(document, register, rest, named=likeness <= 1)
    piled = piles(document, register, unnamed) if ordered or likeness <= 1 else {}
    for index, reading in tables.items():
        if index in heads:
            continue
        if index in piled:
            reading.kind, reading.found = "items", piled[index]
            reading.reason = f"table {index + 1}: a column a status, the items under each"
        elif index in carded:
            reading.kind, reading.found = "items", [carded[index]]
            reading.reason = f"table {index + 1}: a card of a form that recurs"
        elif index in placed:
            reading.kind, reading.found = "items", [placed[index]]
            reading.reason = f"table {index + 1}: a card without labels of a form that recurs"
        elif index in stacked:
            reading.kind, reading.found = "items", stacked[index]
            reading.reason = f"table {index + 1}: rows in stacks, an item each"
        elif index in answered:
            reading.kind, reading.found = "items", answered[index]
            reading.reason = f"table {reading.table.index + 1}: names across, the boards' answers under each"
        elif reading.kind == "card":
            own = cards(document, register, reading.table)
            if own:
                reading.kind, reading.found = "items", own
        elif reading.kind == "labels" and (named := titled_labels(document, register, reading.table)):
            reading.kind, reading.found = "items", named
        elif reading.kind == "details" and reading.title_row is not None:
            reading.found = [titled_details(document, register, reading)]
            reading.kind = "items"
    of_numbers = numbered_chapters(document, register, all_lines, tables.values())
    numbered = numbers_of(tables) if ordered or likeness <= 1 else {}
    for index in numbered:
        tables[index].kind = "other"
    followed = [
        (tables[before.table.index], tables[line.table.index])
        for before, line in pairwise(all_lines)
        if before.table is not None and line.table is not None
    ]
    take_adjoining(document, register, followed)
    told = _tell_after(document, all_lines, tables, register, framed)
    _stand_under(all_lines, tables, register, known, identity.title)
    in_tables = [found for reading in tables.values() for found in reading.found]
    told |= of_numbers
    above = outline(all_lines)
    listed_once = declared(all_lines, register)
    told |= take_answers(document, register, all_lines, above, [*in_tables, *listed_once])
    listed_once = [item for item in listed_once if item.content.passages]
    told |= {line.index for line in all_lines if any(line.span == item.span for item in listed_once)}
    elsewhere = frozenset[str]().union(*numbered.values()) if not in_tables else frozenset[str]()
    of_year = tells_of_a_year(document)
    flow = read_flow(
        document,
        register,
        all_lines,
        tables,
        known,
        likeness=likeness,
        of_orders=not of_year,
        taken=told,
        answered=elsewhere,
    )
    list_under_frames(all_lines, tables, framed, flow.found)
    found: list[Found] = [*in_tables, *listed_once, *flow.found]
    of_orders = tells_of_orders(document)
    if not in_tables and (likeness <= 1 or tells_of_orders(document, widely=True)):
        told_in_prose = read_prose(
            document, register, all_lines, known, of_orders=of_orders, called=likeness < 0.7
        )
        if of_year and not any(one.explicit or is_goal(one.title) for one in told_in_prose):
            told_in_prose = []  # what was done during a year, ordered by nobody
        if told_better(told_in_prose, found):
            found = told_in_prose
            if named_kind(identity.title) == Kind.MAL:
                for item in found:
                    item.kind = item.kind if item.explicit else None
    found = without_other_things(document, tables.values(), found)
    if is_yearly(document):
        found = without_chapters(document, tables.values(), found)
    leave_out_decisions(found)
    if numbered:
        answer_by_number(document, register, all_lines, tables, found)
    names_activities = re.search(_NAMES[Kind.AKTIVITET], fold(document.text)) is not None
    names_activities = names_activities and named_kind(identity.title) != Kind.UPPDRAG
    stand_under_goals(all_lines, found, known, names_activities=names_activities)
    listed = read_goals(all_lines, register)
    if listed and any(item.kind in (Kind.MAL, Kind.AKTIVITET) for item in found):
        inside = [(item.span.start, item.span.end) for item in flow.found]
        found += [
            goal for goal in listed if not any(start < goal.title_span.start < end for start, end in inside)
        ]

    def area_above(line: Line) -> str:
        return _area(above[line.index], known)[0]

    entries = join(found, register, _default_kind(all_lines, found, identity.title), area_above)
    torn = is_torn(document, entries)
    entries = [] if torn else entries
    judged = any(p.role in ("status", "forecast") for entry in entries for p in entry.passages)
    if len(entries) == 1 and likeness > CALLED and not judged and not entries[0].responsible:
        entries = []  # a notice among others in a newsletter
    of_prose = all(item.parser == PROSE for item in found)
    if likeness > 1 and of_prose and not any(has_status(document, entry) for entry in entries):
        entries = []  # what a policy or a mandate says that boards have to do
    in_columns = any(reading.names_titles for reading in tables.values())
    given = sum(
        _is_given(entry, register) or is_order(entry.title) or _is_aimed_at(document, entry)
        for entry in entries
    )
    if likeness > 1 and not in_columns and len(entries) > FEW and 2 * given < len(entries):
        entries = []  # cases, faults and contracts have states too, but are nobody's to do
    kind = document_type(document, entries, identity.title)
    if kind is DocumentType.OVRIGT:
        entries = []
    elif kind is not DocumentType.PLAN:
        entries = [with_deadline(entry) for entry in entries]
    parsers = Counter(item.parser for item in found)
    reasons = [*flow.reasons, *(r.reason for r in tables.values() if r.reason)]
    if torn:
        reasons.append("refused: most titles are torn out of sentences")
    parsed = Parsed(
        parser=parsers.most_common(1)[0][0] if parsers else NOTHING,
        document_type=kind,
        entries=tuple(entries),
        figures=tuple(figures),
        reasons=tuple(reasons),
    )
    return parsed


def _is_aimed_at(document: Document, entry: Entry) -> bool:
    """Whether its status says whether an aim or a promise is kept: `Ej uppfyllt`."""
    said = (fold(document.cut(p.span)) for p in entry.passages if p.role in ("status", "forecast"))
    return any("uppfyll" in text or "uppnå" in text for text in said)


def _tell_after(
    document: Document,
    all_lines: tuple[Line, ...],
    tables: dict[int, TableReading],
    register: Register,
    framed: Collection[int],
) -> set[int]:
    """Give each table that is one item's card the text after it, where most such tables have some.

    Returns:
        The indexes of the lines that were given to a mål in a frame, or to a row under a named column.
    """
    goals = stand_under_frames(all_lines, tables, framed)
    for index, said in goals.items():
        tell(document, register, tables[index].found[0], said)
    if goals:
        return {line.index for said in goals.values() for line in said}
    told: list[tuple[Found, list[Line]]] = []
    named = set[int]()
    for n, line in enumerate(all_lines):
        reading = tables[line.table.index] if line.table is not None else None
        if reading is None or reading.kind != "items" or len(reading.found) != 1:
            continue
        after: list[Line] = []
        for other in all_lines[n + 1 :]:
            if other.table is not None or other.level or other.is_board or other.separator:
                break
            after.append(other)
        told.append((reading.found[0], after))
        named |= {other.index for other in after} if reading.names_titles else set()
    if len(told) < 2 or sum(bool(after) for _, after in told) < 0.6 * len(told):
        return set()
    for found, after in told:
        tell(document, register, found, after)
    return named


def _stand_under(
    all_lines: tuple[Line, ...],
    tables: dict[int, TableReading],
    register: Register,
    known: tuple[str, ...],
    title: str,
) -> None:
    """Give the rows of each table the area, or the board's chapter, that it stands under."""
    above = outline([replace(ln, level=0) if _captions(ln, all_lines, tables) else ln for ln in all_lines])
    divided = divided_by_board(all_lines, above)
    carried: dict[int, tuple[str, Line | None, str, str]] = {}
    for n, line in enumerate(all_lines):
        if line.table is None:
            continue
        reading = tables[line.table.index]
        if reading.kind != "items":
            continue
        before = all_lines[n - 1] if n else None
        if before is not None and before.table is not None and before.table.index in carried:
            context = carried[before.table.index]
        else:
            context = _context(all_lines, n, above[n], register, known, divided)
        carried[line.table.index] = context
        area, area_line, board, heading = context
        status = _status_above(above[n])
        head = reading.head
        of_uppdrag = head is not None and _is_uppdrag_by_chapter(head, above[n], known)
        columns = (
            {head.names.get(c, "") for c, role in head.roles.items() if role.name == "status"} if head else ()
        )
        if area_line is not None and title and fold(area_line.text) in fold(title):
            area, area_line = "", None  # the report's own name
        for found in reading.found:
            told = (p.role == "status" and p.label in columns for p in found.content.passages)
            if status is not None and not any(told):
                found.content.passages.insert(0, Passage(span=status, role="status"))
            if of_uppdrag and found.kind is Kind.AKTIVITET:
                found.kind = Kind.UPPDRAG
            if not found.area and area:
                found.area, found.area_line = area, area_line
            if not found.chapter_board and board:
                found.chapter_board, found.chapter_heading = board, heading
            if found.kind is None and area_line is not None and (named := named_kind(area_line.text)):
                found.kind = Kind(named) if named != Kind.MAL or not is_goal(area_line.text) else None


def _is_uppdrag_by_chapter(head: Head, headings: Sequence[Line], known: Sequence[str]) -> bool:
    """Whether a chapter says that uppdrag stand in it, and no column's name what is done: `Vad ska göras`."""
    nearest = next((line for line in reversed(headings) if not line.is_board), None)
    if nearest is None or kind_of_chapter(nearest, known) is not Kind.UPPDRAG:
        return False
    return not any(names_kind(name) for c, name in head.names.items() if c in head.roles)


def _status_above(headings: tuple[Line, ...]) -> Span | None:
    """The heading right over a table that says how what stands in it goes: `Verkställda beslut`."""
    nearest = next((line for line in reversed(headings) if not line.is_board), None)
    return nearest.span if nearest is not None and wording.status_over(nearest.text) is not None else None


def _captions(heading: Line, all_lines: tuple[Line, ...], tables: dict[int, TableReading]) -> bool:
    """Whether a line that looks like a heading names the figures in the table right under it, and no more."""
    following = all_lines[heading.index + 1] if heading.index + 1 < len(all_lines) else None
    if following is None or following.table is None or heading.block is None:
        return False
    return heading.block.kind != "heading" and tables[following.table.index].kind == "other"


def _context(
    all_lines: tuple[Line, ...],
    n: int,
    headings: tuple[Line, ...],
    register: Register,
    known: tuple[str, ...],
    divided: Collection[int],
) -> tuple[str, Line | None, str, str]:
    area, area_line, board, heading = "", None, "", ""
    for line in headings:
        if line.is_board:
            found = register.heading(line.text)
            printed = register.ordered(line.text) or line.text.strip(" :*")
            board, heading = (found.name, printed) if found is not None else ("", "")
            if area_line is None or area_line.index not in divided:
                area, area_line = "", None
        else:
            area, area_line = _area((line,), known) if _area((line,), known)[0] else (area, area_line)
    for line in all_lines[headings[-1].index + 1 if headings else 0 : n]:
        if line.label is not None and line.label.role.name == "area":
            area, area_line = area_name(line.text[line.label.value_start :]), line
    near = next((ln for ln in reversed(all_lines[max(0, n - 2) : n]) if not ln.separator), None)
    if near is not None and near.table is None and not near.level and not area:
        short = (
            len(near.text) <= 100 and near.text[-1:] not in ".,;:!?" and not near.listed and near.index > 0
        )
        named = near.label is None and not near.is_board and not is_legend(near.text)
        if short and named and not is_chapter_name(near.text, known):
            area, area_line = area_name(near.text), near
    return area, area_line, board, heading


def _area(headings: tuple[Line, ...], known: tuple[str, ...]) -> tuple[str, Line | None]:
    """The nearest of the headings that names a subject, as the name of an area."""
    for line in reversed(headings):
        if line.index > 0 and not line.is_board and not is_chapter(line.text, known):
            return area_name(line.text), line
    return "", None


def _default_kind(all_lines: tuple[Line, ...], found: list[Found], title: str) -> Kind:
    """What an item is of which nothing near it says so: as the others, as the title says, else uppdrag."""
    kinds = Counter(item.kind for item in found if item.kind is not None)
    if kinds:
        return kinds.most_common(1)[0][0]
    name = named_kind(title)
    if name:
        return Kind(name)
    told = any(p.role in ("status", "forecast", "comment") for item in found for p in item.content.passages)
    # Who is told to do something has no mål, whatever the rest of the report is about.
    ordered = sum(is_order(item.title) for item in found) >= MOSTLY * len(found)
    opening = [line for line in all_lines if line.index < FIRST_LINES or line.level]
    for several in (opening, all_lines):
        text = " ".join(line.text for line in several).casefold()
        counts = {kind: len(re.findall(words, text)) for kind, words in _NAMES.items()}
        if ordered:
            del counts[Kind.MAL]
        first, second = sorted(counts.values(), reverse=True)[:2]
        if first > second:
            break
    if not first and not told:
        return Kind.AKTIVITET  # what a plan lists without a name for it
    return max(counts, key=lambda kind: counts[kind])


def _is_given(entry: Entry, register: Register) -> bool:
    """Whether a board is named that has an entry, or answers for it."""
    who = register.responsible(entry.responsible) if entry.responsible else None
    return (who is not None and bool(who.boards) and not who.unknown) or any(p.board for p in entry.passages)


FEW = 2
"""Entries of a text too short to tell what it is."""
CALLED = 0.6
"""How like titles lines must be where a document calls itself a follow-up; more where it does not."""
MOSTLY = 0.6
"""Share of the titles that must tell somebody to do something."""


_NAMES = {
    Kind.UPPDRAG: r"\b(?:uppdrag(?:et|en|ets|ens)?|beställning(?:en|ar|arna)?)\b",
    Kind.AKTIVITET: r"\b(?:aktivitet|åtgärd|insats)(?:en|er|erna|ens)?\b",
    Kind.MAL: r"\b(?:nämnd)?mål(?:et|en|ets|ens)?\b(?! och (?:budget|verksamhetsplan|resurs))",
}


__all__ = ["NOTHING", "parse"]
