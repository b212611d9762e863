"""An item in running text: its title taken apart, and what stands under it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from tertial.document import Span
from tertial.parsers.accounts import closing_facts
from tertial.parsers.anchors import named_kind, stands_alone, status_of
from tertial.parsers.beneath import OneLine
from tertial.parsers.content import ContentReader
from tertial.parsers.decisions import tells_after
from tertial.parsers.details import answered_in_columns, take_card, take_columns, take_details, take_labels
from tertial.parsers.facts import NO_FACTS, read_facts
from tertial.parsers.flow.context import Context, kind_above, kind_named
from tertial.parsers.flow.layout import Layout
from tertial.parsers.found import Found
from tertial.parsers.givers import given_to, nothing_else
from tertial.parsers.marks import names_thing
from tertial.parsers.openings import opened
from tertial.parsers.outline import Line
from tertial.parsers.pieces import Piece, by_sentence, pieces
from tertial.parsers.states import ALL_BOARDS
from tertial.parsers.title_owners import responsible_last, who_below
from tertial.parsers.title_parts import Title, take_apart
from tertial.parsers.titles import is_order, split_number
from tertial.parsers.who_and_how import state_at
from tertial.records import Passage
from tertial.vocabulary import Kind

PARSER = "flow"
_IS_TO = re.compile(r"(.{2,80}?) ska(?:ll)?\b")


@dataclass(frozen=True, slots=True)
class _Opening:
    """What the title's line says."""

    title: Title
    base: int
    """Where the offsets of the title's parts count from, in the document."""
    last: int
    """The last line of the title."""
    responsible: str
    told: list[tuple[Span, str, bool]]
    """What follows the title on its line."""
    dates: tuple[tuple[str, str], ...]


def titled(layout: Layout, i: int, end: int, context: Context) -> Found:
    """The item whose title stands at line `i` and whose text ends before line `end`."""
    document, line = layout.document, layout.lines[i]
    opening = _opening(layout, i, end, context)
    title, base, last = opening.title, opening.base, opening.last
    before = layout.lines[i - 1] if i else None
    if before is not None and before.separator and i > 1:
        before = layout.lines[i - 2]
    found = Found(
        title=title.text,
        title_span=Span(base + title.span.start, base + title.span.end)
        if last == i
        else Span(base + title.span.start, layout.lines[last].span.end),
        span=Span(line.span.start, layout.lines[end - 1].span.end),
        parser=PARSER,
        kind=title.kind
        or layout.kinds.get(i)
        or context.kind
        or _kind(layout, i, end)
        or kind_named(context)
        or kind_above(layout, i)
        or layout.default_kind,
        number=title.number,
        responsible=opening.responsible,
        area=context.area,
        area_line=context.area_line,
        chapter_board=context.board,
        chapter_heading=context.board_heading,
    )
    if line.label is not None and line.label.role.kind is not None:
        found.kind = line.label.role.kind
    if before is not None and names_thing(before) and before.bare is not None:
        found.kind = before.bare.role.kind
    judged = _judged_before(layout, before, context, opening)
    if layout.marker.status_first and before is not None and stands_alone(before):
        found.number = found.number or split_number(f"{before.text[: state_at(before.text)].strip()} x")[0]
    if not found.responsible:
        found.responsible = _named_around(layout, i, range(last + 1, end), before)
    if last + 1 in layout.given and end > last + 1:
        found.responsible = found.responsible or layout.printed(last + 1)
        last += 1
    boards = layout.register.responsible(found.responsible).boards if found.responsible else ()
    body = pieces(document, opening.told) + _pieces(layout, range(last + 1, end))
    found.content = ContentReader(document, layout.register, asks=layout.asks).read(body, boards=boards)
    if line.signed is not None:
        at = line.span.start
        found.content.passages += [
            Passage(span=Span(at + answer.span.start, at + answer.span.end), role="status", board=board)
            for answer in line.signed.answers
            for board in answer.boards or ("",)
        ]
    for printed, which in opening.dates:
        found.content.set_dates(printed, which)
    found.content.passages[:0] = judged
    _take_tables(layout, found, range(i + 1, end))
    found.number = found.number or found.content.number
    return found


def _opening(layout: Layout, i: int, end: int, context: Context) -> _Opening:
    """The title that stands at line `i` taken apart, and what its line says beside it."""
    line = layout.lines[i]
    assert line.block is not None
    text = line.text
    offset = 0
    if line.label is not None and line.label.role.name == "title":
        offset = line.label.value_start
    rest_at = line.run_in or text.find("\n", offset)
    first = text if rest_at < 0 else text[:rest_at]
    answer = _ANSWER.search(text, offset) if offset and rest_at < 0 else None
    if answer is not None:
        first, rest_at = text[: answer.start()], answer.end()
    if line.apart is not None and "set apart inside" in layout.marks[i]:
        offset, end_of_title = line.apart
        # All of the paragraph tells of what it names, but for the sentence that only says who decided it.
        first, rest_at = text[:end_of_title], tells_after(text, end_of_title) if line.order else 0
    last = _title_lines(layout, i, end) if rest_at < 0 and not offset else i
    if last > i:
        first = _unwrapped([first, *(layout.lines[j].text for j in range(i + 1, last + 1))])
    title = take_apart(
        first[offset:] or first, layout.register, automatic=line.block.number if not offset else ""
    )
    offset = offset if first[offset:] else 0
    base = line.span.start + offset
    told: list[tuple[Span, str, bool]] = []
    who, goes_on = who_below(text[rest_at:], layout.register) if rest_at > 0 else (NO_FACTS, 0)
    goes_on += rest_at
    if rest_at >= 0:
        parting = _PARTING.match(text, rest_at) if rest_at else None
        rest_at = parting.end() if parting is not None else rest_at
        aside = _ASIDE.match(text, rest_at)
        facts = read_facts(aside[1], layout.register) if aside is not None else None
        if aside is not None and facts is not None:
            title = replace(title, responsible=title.responsible or facts.responsible, dates=facts.dates)
            rest_at = aside.end()
        ends = line.span.start + line.signed.start if line.signed is not None else line.span.end
        told.append((Span(line.span.start + rest_at, max(ends, line.span.start + rest_at)), "", False))
    responsible = title.responsible
    turned = opened(title.text, "turned") if not responsible else None
    if turned is not None:  # Att se över taxan har ålagts socialnämnden.
        responsible = given_to(title.text, *turned, layout.register, "")
        span = Span(title.span.start + turned[0], title.span.start + turned[1])
        title = replace(title, text=title.text[slice(*turned)], span=span)
    inside = "set apart inside" in layout.marks[i] and (
        line.order is not None or "set apart inside" in layout.marker.marks
    )
    if inside and not responsible:
        at = offset if line.apart is not None else 0
        responsible = given_to(text, at, at + len(first[offset:]), layout.register, context.responsible)
        subject = _IS_TO.match(title.text) if not responsible else None
        if subject is not None and nothing_else(subject[1], layout.register):
            responsible = subject[1]  # `Kommunstyrelsen skall pröva …`
        context.responsible = responsible or context.responsible
    boards = layout.register.responsible(responsible).boards if responsible else ()
    if inside and (len(boards) > 1 or ALL_BOARDS in boards):
        told = by_sentence(layout.document, told)
    if who.responsible and not responsible:
        responsible = who.responsible
        told = [(Span(line.span.start + goes_on, line.span.end), "", False)]
    return _Opening(title, base, last, responsible, told, (*title.dates, *who.dates))


def _judged_before(layout: Layout, before: Line | None, context: Context, opening: _Opening) -> list[Passage]:
    """What says how an item goes before its text: a heading over it, the line before it, its title."""
    spans = []
    over = layout.document.cut(context.status) if context.status is not None else ""
    if context.status is not None and not (opening.title.kind is Kind.MAL and named_kind(over) != Kind.MAL):
        spans.append(context.status)
    if layout.marker.status_first and before is not None and stands_alone(before):
        spans.append(Span(before.span.start + state_at(before.text), before.span.end))
    if (said := opening.title.status) is not None:
        spans.append(Span(opening.base + said.start, opening.base + said.end))
    passages = [Passage(span=span, role="status") for span in spans]
    if (later := opening.title.forecast) is not None:
        span = Span(opening.base + later.start, opening.base + later.end)
        passages.append(Passage(span=span, role="forecast"))
    return passages


def _named_around(layout: Layout, i: int, below: range, before: Line | None) -> str:
    """Who has an item whose title names nobody: at the end of its text, before it or under it."""
    line, marks = layout.lines[i], layout.marks[i]
    if line.run_in and (last := responsible_last(line.text, layout.register)):
        return last
    if "who closes its text" in marks and below.stop > i + 1:
        closing = closing_facts(layout.lines[below.stop - 1].text, layout.register)
        if closing is not None and closing.responsible:
            return closing.responsible
    if before is not None and before.is_board and before.text.startswith("("):
        return before.text.strip(" .:").removeprefix("(").removesuffix(")")
    if before is not None and "reference before" in marks:
        after_dash = before.text.split("–")[-1].strip(" .")
        named = before.facts.responsible if before.facts is not None else after_dash
        if layout.register.responsible(named).boards:
            return named
    if line.signed is not None and line.signed.responsible:
        return line.signed.responsible
    quoted = next(
        (ln for ln in layout.lines[below.start : min(below.stop, below.start + 3)] if ln.order), None
    )
    if quoted is not None and quoted.order is not None:
        return given_to(quoted.text, *quoted.order, layout.register, "")
    return ""


def one_line(layout: Layout, i: int, end: int, context: Context, one: OneLine) -> Found:
    """An item whose line says all or most of it."""
    line = layout.lines[i]
    at = line.span.start
    body = pieces(layout.document, [(Span(at + one.rest, line.span.end), "", False)])
    found = Found(
        title=line.text[slice(*one.title)],
        title_span=Span(at + one.title[0], at + one.title[1]),
        span=Span(at, layout.lines[end - 1].span.end),
        parser=PARSER,
        kind=one.kind or layout.kinds.get(i),
        number=one.number,
        responsible=one.responsible,
        area=context.area,
        area_line=context.area_line,
        chapter_board=context.board,
        chapter_heading=context.board_heading,
    )
    boards = layout.register.responsible(one.responsible).boards if one.responsible else ()
    reader = ContentReader(layout.document, layout.register)
    found.content = reader.read(body + _pieces(layout, range(i + 1, end)), boards=boards)
    if one.status is not None:
        span = Span(at + one.status[0], at + one.status[1])
        found.content.passages.insert(0, Passage(span=span, role="status"))
    if one.over is not None:
        found.content.passages.insert(0, Passage(span=one.over, role="status"))
    for printed, which in one.dates:
        found.content.set_dates(printed, which)
    return found


def _title_lines(layout: Layout, i: int, end: int) -> int:
    """The last line of a title that a narrow column broke: lines in small letters, or after a hyphen."""
    last = i
    for j in range(i + 1, min(end, i + 6)):
        before, line = layout.lines[j - 1], layout.lines[j]
        broken = before.text.endswith("-") or (line.text[:1].islower() and not is_order(line.text))
        if not broken or line.gap or line.table is not None or line.label is not None or status_of(line):
            break
        if line.level:
            break
        if before.text[-1:] in ".:;!?" or len(before.text) > LONGEST_BROKEN or line.is_board:
            break
        last = j
    return last


def _pieces(layout: Layout, indexes: range) -> list[Piece]:
    parts: list[tuple[Span, str, bool]] = []
    for j in indexes:
        line = layout.lines[j]
        caption = _CAPTION.match(line.text) and j + 1 < len(layout.lines) and layout.lines[j + 1].table
        if line.table is None and not line.separator and line.block is not None and not caption:
            parts.append((line.span, line.block.shade, bool(line.level) or line.caption))
    return pieces(layout.document, parts)


def _take_tables(layout: Layout, found: Found, indexes: range) -> None:
    """Statuses, boards' answers and comments in the tables under an item."""
    for j in indexes:
        table = layout.lines[j].table
        if table is None:
            continue
        reading = layout.tables[table.index]
        if reading.kind != "items" and answered_in_columns(layout.register, reading.table):
            take_columns(layout.document, layout.register, reading.table, found)
        elif reading.kind == "details":
            take_details(layout.document, layout.register, reading, found)
        elif reading.kind == "card":
            take_card(layout.document, layout.register, reading.table, found)
        elif reading.kind == "labels":
            take_labels(layout.document, layout.register, reading.table, found)


def _kind(layout: Layout, i: int, end: int) -> Kind | None:
    for j in range(i + 1, min(end, i + 4)):
        line = layout.lines[j]
        if line.table is None and status_of(line):
            name = named_kind(line.text[:80])
            if name:
                return Kind(name)
    return None


def _unwrapped(parts: Sequence[str]) -> str:
    """The lines of a title as one; a word divided over two lines is joined."""
    text = parts[0]
    for part in parts[1:]:
        divided = text.endswith("-") and part[:1].islower() and text[-2:-1].isalpha()
        text = text[:-1] + part if divided else f"{text} {part}"
    return text


_PARTING = re.compile(r"[\s.:]*(?:(?:--+|[–—]+)\s*)?")
"""What parts a title from the comment on its line."""
_ASIDE = re.compile(r"\s*\(([^()]*)\)[\s.]*")
"""What stands in brackets after a title: `(ansvarig: rektor; start: 2022-01-01)`."""
_ANSWER = re.compile(r"\.\s+[A-ZÅÄÖ]\w+(?: \w+){0,2}:\s")
"""What parts a title from the answer where each has its label: `Vi ville: se över taxan. Vi svarar: …`"""
LONGEST_BROKEN = 60
"""Characters; a longer line was broken by no narrow column."""
_CAPTION = re.compile(r"(?:tabell|diagram|figur)\s*\d*\s*[.:–-]?\s", re.IGNORECASE)
