"""The items that openings in paragraphs begin: where each ends, who has it, what is told of it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from tertial import wording
from tertial.boards import Register
from tertial.document import Document, Span
from tertial.parsers.clauses import FORM
from tertial.parsers.content import ContentReader
from tertial.parsers.found import Found
from tertial.parsers.givers import given_to
from tertial.parsers.openings import EXPLICIT, SHORTEST, Opening
from tertial.parsers.outline import Line
from tertial.parsers.pieces import by_sentence, pieces
from tertial.parsers.states import ALL_BOARDS
from tertial.parsers.title_parts import take_apart
from tertial.parsers.titles import split_number
from tertial.vocabulary import Kind

PARSER = "prose"
"""The module that reads the reports whose items these are."""
_GOES_ON = re.compile(
    r"(?:Uppdraget|Arbetet|Ärendet|Frågan|Nämnden|Styrelsen|Utredningen|Det|Den|Detta|Därmed|Vidare)\b"
)
_SAY_WHO = frozenset({FORM, "order", "has", "turned", "cited", "shall"})
_NAMES = frozenset({"line", "noun", "dash", "colon", "state", FORM})
"""Forms whose title may end in who has it: `Ny taxa (TN). Förslaget är antaget.`"""


def items_of(
    document: Document,
    register: Register,
    lines: Sequence[Line],
    openings: Mapping[tuple[int, int], Opening],
    under: Sequence[tuple[str, str]],
) -> list[Found]:
    """The items of the places, by line and character, where paragraphs open with what was ordered.

    Args:
        under: Canonical board and heading of the chapter that each line stands in.
    """
    order = sorted(openings)
    places = list(zip(order, [*order[1:], (len(lines), 0)], strict=True))
    last = [(at, _stop(lines, at[0], after[0])) for at, after in places if after[0] > at[0]]
    longer = sum(end > i + 1 for (i, _), end in last[:-1])
    alone = longer <= 0.4 * max(1, len(last) - 1) and openings[order[0]].form != "line"
    ends = dict(last)
    found = []
    before, chapter = "", ("", "")
    for at, after in places:
        i, end = at[0], ends.get(at, at[0] + 1)
        if alone:
            stop = i + 1
            while stop < end and _continues(lines[stop], register):
                stop += 1
            end = stop
        before, chapter = before if under[i] == chapter else "", under[i]
        limit = after[1] if after[0] == i else len(lines[i].text)
        item = _item(
            document, register, lines, (i, limit), end, openings[at], before, in_chapter=bool(chapter[0])
        )
        item.chapter_board, item.chapter_heading = chapter
        before = item.responsible or before
        found.append(item)
    return found


def _stop(lines: Sequence[Line], i: int, limit: int) -> int:
    for j in range(i + 1, limit):
        line = lines[j]
        ended = line.text.rstrip()[-1:] in (".", "!", "?", ":") or line.label is not None
        ended = ended or wording.cell(line.text) is not None
        if line.table is not None or line.level or line.is_board or (len(line.text) < SHORTEST and not ended):
            return j
    return limit


def _continues(line: Line, register: Register) -> bool:
    """Whether a paragraph goes on with what the one before it tells of."""
    if line.listed or line.label is not None or _GOES_ON.match(line.text) is not None:
        return True
    return register.opening(line.text) is not None or wording.cell(line.text) is not None


def _who(text: str, opening: Opening, register: Register, before: str, *, in_chapter: bool) -> str:
    """Who the sentence says was to carry an order out, which may stand among others of its paragraph."""
    at, (start, stop) = opening.start, opening.title
    told = text[at : max(opening.body, stop)]
    if not register.mentions(told):
        said = register.opening(text)
        if in_chapter or (said is not None and said.label):
            return said.heading if said is not None and said.label else ""
        codes = re.findall(r"\b[A-ZÅÄÖ]\w{1,4}\b", told)
        code = next((word for word in codes if register.responsible(word).boards), "")
        if code:
            return code
    return given_to(text[at:], start - at, stop - at, register, before)


def _item(
    document: Document,
    register: Register,
    lines: Sequence[Line],
    place: tuple[int, int],
    end: int,
    opening: Opening,
    before: str,
    *,
    in_chapter: bool,
) -> Found:
    """The item that opens in a line and goes on to `end`; `place` is the line and where the next begins."""
    i, limit = place
    line = lines[i]
    start, stop = opening.title
    printed = take_apart(line.text[start:stop], register) if opening.form in _NAMES else None
    if printed is not None and (opening.form == "line" or printed.responsible):
        (start, stop), responsible = (
            (start + printed.span.start, start + printed.span.end),
            printed.responsible,
        )
    elif in_chapter and opening.form not in _SAY_WHO:
        responsible = ""  # the chapter says who
    elif opening.form == FORM:
        responsible = _who(line.text[:limit], opening, register, before, in_chapter=in_chapter)
    else:
        responsible = given_to(line.text[:limit], start, stop, register, before)
        if line.text.startswith(f"{responsible} ", opening.start) and responsible.endswith("s"):
            whole = responsible[:-1]  # Socialnämndens uppdrag att
            responsible = whole if register.responsible(whole).boards else responsible
    boards = register.responsible(responsible).boards if responsible else ()
    at = line.span.start
    body = opening.body + len(line.text[opening.body :]) - len(line.text[opening.body :].lstrip())
    limit = len(line.text[:limit].rstrip())
    told = [(Span(at + body, at + limit), "", False)] if body < limit else []
    if len(boards) > 1 or ALL_BOARDS in boards:
        told = by_sentence(document, told)
    told += [(other.span, "", False) for other in lines[i + 1 : end] if not other.separator]
    found = Found(
        title=line.text[start:stop].strip(),
        title_span=Span(at + start, at + stop),
        span=Span(at + opening.start, lines[end - 1].span.end if end > i + 1 else at + limit),
        parser=PARSER,
        kind=Kind.UPPDRAG,
        number=split_number(line.text)[0],
        responsible=responsible,
        explicit=opening.form in EXPLICIT or opening.form == FORM,
    )
    found.content = ContentReader(document, register).read(pieces(document, told), boards=boards)
    return found
