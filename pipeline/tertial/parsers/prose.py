"""Items in plain prose: paragraphs that open with what was ordered and go on with how it went."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from tertial import wording
from tertial.boards import Register
from tertial.document import Document, Span
from tertial.parsers.content import ALL_BOARDS, ContentReader, by_sentence, pieces
from tertial.parsers.found import Found
from tertial.parsers.givers import GIVES, given_to
from tertial.parsers.openings import SHORTEST, Opening, openings_of
from tertial.parsers.outline import Line, rank
from tertial.parsers.recurring import order_lines
from tertial.parsers.titles import split_number, take_apart
from tertial.swedish.words import fold
from tertial.vocabulary import Kind

PARSER = "prose"
FEWEST = 3
"""Fewer paragraphs that open alike are chance."""
_GOES_ON = re.compile(
    r"(?:Uppdraget|Arbetet|Ärendet|Frågan|Nämnden|Styrelsen|Utredningen|Det|Den|Detta|Därmed|Vidare)\b"
)
_OF_NOW = re.compile(r"\b(?:har|är|blev|blir|pågår|ännu)\b")
_TOLD = re.compile(
    r"\b(?:klar|färdig|avslut|slutför|genomför|verkställ|uppnå|pågå|påbörja|påbegyn|starta|igång|i gång|börja"
    r"|kommit|inle[dt]|vänta|avvakta|försen|dröj|återstå|kvarstå|utgå|avbr[uöy]|vila|anstå|paus|inför|anta[gs]"
    r"|utager|utfört?|antog|öppna|utred|ta[gs]it|gjort|gjord|arbet|ännu|avgjord|avskriv|återkom|förfall"
    r"|återkall|fullg[jö]|redovisa|lämna|uppskj|skjut|hänt|svara|behandl|upprätta|inkom|anställ)"
)


def read_prose(
    document: Document,
    register: Register,
    lines: Sequence[Line],
    known: Sequence[str],
    *,
    of_orders: bool,
) -> list[Found]:
    """The items of a report in which each has a paragraph that opens with it; none where that is no rule.

    Args:
        known: Names that say nothing of a subject.
        of_orders: Its beginning speaks of what was ordered and of how it went. Without it only paragraphs
            that say that something was ordered count.
    """
    under = _boards_over(lines, register)
    openings = [{o.form: o for o in openings_of(line, register)} for line in lines]
    for family in _FAMILIES if of_orders else _FAMILIES[:1]:
        chosen = {
            i: found[next(form for form in _ORDER if form in found.keys() & family)]
            for i, found in enumerate(openings)
            if found.keys() & family
        }
        if "colon" in family and "uppdrag" not in fold(document.text[:600]):
            continue  # a newsletter tells of buildings in the same form
        if not _is_rule(lines, chosen, least=0.4 if family is _ORDERED else 0.6):
            continue
        if family is _ORDERED:
            chosen = _of_orders(lines, chosen, openings)
        return _cut(document, register, lines, chosen, under)
    return lines_of_orders(document, register, lines, known)


def _of_orders(
    lines: Sequence[Line], chosen: Mapping[int, Opening], openings: Sequence[Mapping[str, Opening]]
) -> dict[int, Opening]:
    """Where most paragraphs say that something was ordered: those, and the ones that name an order later."""
    if sum(opening.form != "about" for opening in chosen.values()) < 0.5 * len(chosen):
        return dict(chosen)
    kept = {
        i: opening
        for i, opening in chosen.items()
        if opening.form != "about" or len(lines[i].text[slice(*opening.title)].split()) > 1
    }
    later = {i: found["inside"] for i, found in enumerate(openings) if "inside" in found and i not in kept}
    return kept | {i: opening for i, opening in later.items() if min(kept) < i < max(kept)}


def lines_of_orders(
    document: Document, register: Register, lines: Sequence[Line], known: Sequence[str]
) -> list[Found]:
    """The items of a report in whose chapters by board lines name the orders, told by words alone."""
    under = _boards_over(lines, register)
    named = order_lines(lines, under, known)
    whole = {i: Opening("line", (0, len(lines[i].text)), len(lines[i].text)) for i in named}
    return _cut(document, register, lines, whole, under) if whole else []


_ORDER = (
    "order",
    "the order",
    "turned",
    "about",
    "has",
    "work",
    "quoted",
    "cited",
    "shall",
    "dash",
    "colon",
    "noun",
)
_ORDERED = frozenset({"order", "the order", "turned", "about"})
"""Forms that say that something was ordered, or what is reported on; one report mixes them."""
_SAY_WHO = frozenset({"order", "has", "turned", "cited", "shall"})
_SUBJECTS = frozenset({"about", "dash", "colon", "noun"})
_FAMILIES = (
    _ORDERED,
    _ORDERED | {"has"},
    _ORDERED | {"work"},
    *(frozenset({form}) for form in ("quoted", "cited", "shall", "dash", "colon", "noun")),
)
"""Forms that may be mixed; those that only name what was ordered must each be the report's own rule."""


def _is_rule(lines: Sequence[Line], openings: Mapping[int, Opening], *, least: float) -> bool:
    """Whether most paragraphs from the first to the last open so, and most of these tell how it goes."""
    if len(openings) < FEWEST:
        return False
    between = [
        line
        for line in lines[min(openings) : max(openings) + 1]
        if line.table is None and not line.level and len(line.text) >= SHORTEST
    ]
    if all(opening.form in _SUBJECTS for opening in openings.values()):
        # `Beträffande rutinerna` is no more than a subject; what was ordered takes more words.
        worded = [len(lines[i].text[slice(*opening.title)].split()) > 1 for i, opening in openings.items()]
        if sum(worded) < 0.5 * len(worded):
            return False
    told = sum(_tells(lines, i, opening) for i, opening in openings.items())
    return len(openings) >= least * len(between) and told >= max(0.5, least) * len(openings)


def _tells(lines: Sequence[Line], i: int, opening: Opening) -> bool:
    """Whether what follows an order, in its paragraph or in the next, tells how it goes."""
    text = lines[i].text[opening.body :]
    below = lines[i + 1] if i + 1 < len(lines) else None
    if below is not None and below.table is None and not below.level:
        text = f"{text} {below.text}" if opening.form in _ORDERED else text or below.text
    if opening.form == "has":  # a policy says what boards have to do, and how it is done
        return _OF_NOW.search(fold(text)) is not None
    return _TOLD.search(fold(text)) is not None or wording.leading(text.strip()) is not None


def _boards_over(lines: Sequence[Line], register: Register) -> list[tuple[str, str]]:
    """The board in whose chapter each line stands, canonical and as printed."""
    over: list[tuple[str, str]] = []
    board: tuple[str, str] = ("", "")
    at: Line | None = None
    for line in lines:
        if (named := _chapter_of(line, register)) is not None:
            board, at = named, line
        elif line.level and at is not None and at.level and rank(line) <= rank(at):
            board, at = ("", ""), None
        over.append(board)
    return over


def _chapter_of(line: Line, register: Register) -> tuple[str, str] | None:
    """The board that a heading names, also where it says what the board gives: `Tekniska nämndens svar`."""
    printed = line.text[split_number(line.text)[1] :].strip(" :*")
    named = register.mentions(printed) if line.level else []
    board = register.heading(line.text) if line.is_board else None
    name = board.name if board is not None else ""
    if not name and len(named) == 1 and named[0].span.start == 0:
        name = named[0].board
    return (name, printed) if name and name != GIVES else None  # the one it is sent to has no chapter


def _cut(
    document: Document,
    register: Register,
    lines: Sequence[Line],
    openings: Mapping[int, Opening],
    under: Sequence[tuple[str, str]],
) -> list[Found]:
    order = sorted(openings)
    ends = [_stop(lines, i, after) for i, after in zip(order, [*order[1:], len(lines)], strict=True)]
    longer = sum(end > i + 1 for i, end in zip(order[:-1], ends[:-1], strict=True))
    alone = longer <= 0.4 * max(1, len(order) - 1) and openings[order[0]].form != "line"
    found = []
    before = ""
    for i, end in zip(order, ends, strict=True):
        if alone:
            stop = i + 1
            while stop < end and _continues(lines[stop], register):
                stop += 1
            end = stop
        item = _item(document, register, lines, i, end, openings[i], before, in_chapter=bool(under[i][0]))
        item.chapter_board, item.chapter_heading = under[i]
        before = item.responsible or before
        found.append(item)
    return found


def _stop(lines: Sequence[Line], i: int, limit: int) -> int:
    for j in range(i + 1, limit):
        line = lines[j]
        ended = line.text.rstrip()[-1:] in (".", "!", "?", ":")
        if line.table is not None or line.level or line.is_board or (len(line.text) < SHORTEST and not ended):
            return j
    return limit


def _continues(line: Line, register: Register) -> bool:
    """Whether a paragraph goes on with what the one before it tells of."""
    return line.listed or register.opening(line.text) is not None or _GOES_ON.match(line.text) is not None


def _item(
    document: Document,
    register: Register,
    lines: Sequence[Line],
    i: int,
    end: int,
    opening: Opening,
    before: str,
    *,
    in_chapter: bool,
) -> Found:
    line = lines[i]
    start, stop = opening.title
    if opening.form == "line":
        printed = take_apart(line.text, register)
        (start, stop), responsible = (printed.span.start, printed.span.end), printed.responsible
    elif in_chapter and opening.form not in _SAY_WHO:
        responsible = ""  # the chapter says who
    else:
        responsible = given_to(line.text, start, stop, register, before)
        if responsible.endswith("s") and register.responsible(responsible[:-1]).boards:
            responsible = responsible[:-1]  # socialnämndens uppdrag
    boards = register.responsible(responsible).boards if responsible else ()
    at = line.span.start
    body = opening.body + len(line.text[opening.body :]) - len(line.text[opening.body :].lstrip())
    told = [(Span(at + body, line.span.end), "", False)] if body < len(line.text) else []
    if len(boards) > 1 or ALL_BOARDS in boards:
        told = by_sentence(document, told)
    told += [(other.span, "", False) for other in lines[i + 1 : end] if not other.separator]
    found = Found(
        title=line.text[start:stop].strip(),
        title_span=Span(at + start, at + stop),
        span=Span(at, lines[end - 1].span.end),
        parser=PARSER,
        kind=Kind.UPPDRAG,
        number=split_number(line.text)[0],
        responsible=responsible,
    )
    found.content = ContentReader(document, register).read(pieces(document, told), boards=boards)
    return found
