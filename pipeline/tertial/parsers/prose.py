"""Items in plain prose: paragraphs that open with what was ordered and go on with how it went."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from tertial import wording
from tertial.boards import Register
from tertial.document import Document, Span
from tertial.parsers.accounts import SURE_TITLE
from tertial.parsers.anchors import title_key
from tertial.parsers.board_chapters import board_labels, boards_of, boards_over
from tertial.parsers.clauses import FORM, clauses
from tertial.parsers.content import ContentReader
from tertial.parsers.found import Found
from tertial.parsers.givers import given_to
from tertial.parsers.headings import is_chapter_name, is_frame_name
from tertial.parsers.openings import EXPLICIT, SHORTEST, Opening, later_openings, openings_of
from tertial.parsers.outline import LONGEST_HEADING, Line
from tertial.parsers.pieces import by_sentence, pieces
from tertial.parsers.recurring import order_lines
from tertial.parsers.sorts import kind_of_chapter
from tertial.parsers.states import ALL_BOARDS
from tertial.parsers.title_parts import take_apart
from tertial.parsers.titles import is_order, like_title, split_number
from tertial.swedish.sentences import split
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
    r"\b(?:(?:av)?klar|färdig|avslut|slutför|genomför|verkställ|uppnå|pågå|påbörja|påbegyn|starta|i ?gång"
    r"|börja|kommit|inle[dt]|vänta|avvakta|försen|dröj|återstå|kvarstå|utgå|avbr[uöy]|vila|anstå|paus|inför|anta[gs]"
    r"|utager|utfört?|antog|öppna|utred|ta[gs]it|gjort|gjord|arbet|ännu|avgjord|avskriv|återkom|förfall"
    r"|återkall|fullg[jö]|redovisa|lämna|uppskj|skjut|hänt|effektuer|bordl|åt sidan|remitt|svara"
    r"|behandl|upprätta|inkom|anställ)"
)


def read_prose(
    document: Document,
    register: Register,
    lines: Sequence[Line],
    known: Sequence[str],
    *,
    of_orders: bool,
    called: bool,
) -> list[Found]:
    """The items of a report in which each has a paragraph that opens with it; none where that is no rule.

    Args:
        known: Names that say nothing of a subject.
        of_orders: Its beginning speaks of what was ordered and of how it went. Without it only paragraphs
            that say that something was ordered count.
        called: It calls itself a follow-up.
    """
    by_paragraph = _by_paragraph(document, register, lines, known, of_orders=of_orders, called=called)
    told = clauses(lines, register) if of_orders else {}
    if len(told) > len(by_paragraph) and _answers(lines, told):
        return _cut(document, register, lines, told, boards_of(lines, register))
    return by_paragraph


def _answers(lines: Sequence[Line], openings: Mapping[tuple[int, int], Opening]) -> bool:
    """Whether clauses stand in most paragraphs from the first to the last, and most are told of."""
    if len(openings) < FEWEST:
        return False
    order = sorted(openings)
    told = 0
    for at, after in zip(order, [*order[1:], (len(lines), 0)], strict=True):
        i = at[0]
        text = lines[i].text[openings[at].body : after[1] if after[0] == i else None]
        if len(text) < 4 and i + 1 < min(after[0], len(lines)) and not lines[i + 1].level:
            text = lines[i + 1].text
        told += (
            _TOLD.search(fold(text)) is not None
            or wording.leading(text.strip()) is not None
            or wording.cell(text.strip(" .,;()")) is not None
        )
    at_lines = {i for i, _ in order}
    between = [
        line
        for line in lines[order[0][0] : order[-1][0] + 1]
        if line.table is None and not line.level and not line.is_board and len(line.text) >= SHORTEST
    ]
    return told >= 0.5 * len(openings) and len(at_lines) >= 0.5 * len(between)


def _by_paragraph(
    document: Document,
    register: Register,
    lines: Sequence[Line],
    known: Sequence[str],
    *,
    of_orders: bool,
    called: bool,
) -> list[Found]:
    """The same by what paragraphs open with."""
    under = boards_over(lines, register)
    labels = board_labels(lines, register)
    families = _FAMILIES if of_orders else (_ORDERED,)
    forms = frozenset({"inside"}).union(*families)
    openings = [openings_of(line, register, forms, labels[i][2]) for i, line in enumerate(lines)]
    for family in families:
        chosen = {
            i: found[next(form for form in _ORDER if form in found.keys() & family)]
            for i, found in enumerate(openings)
            if found.keys() & family
        }
        ordered = family.issuperset(EXPLICIT)
        if ordered:
            chosen = {
                i: o
                for i, o in chosen.items()
                if o.form not in _LOOSE or _tells(lines, i, o, surely=o.form == "must")
            }
        inside = [i for i in chosen if under[i][0] or labels[i][0]]
        if len(inside) >= 0.8 * len(chosen):
            chosen = {
                i: o for i, o in chosen.items() if i >= min(inside, default=0)
            }  # the others introduce them
        if "colon" in family and "uppdrag" not in fold(document.text[:600]):
            continue  # a newsletter tells of buildings in the same form
        if not ordered:
            chosen = {i: o for i, o in chosen.items() if not _is_of_the_report(i, o, lines, known)}
        least = 0.25 if ordered else 0.4 if "quoted" in family else 0.6
        fewest = FEWEST - 1 if ordered and _in_chapters(lines, chosen, known) else FEWEST
        if not _is_rule(lines, chosen, least=least, surely=not (of_orders or called), fewest=fewest):
            continue
        places = {(i, opening.start): opening for i, opening in chosen.items()}
        if ordered:
            chosen = _of_orders(lines, chosen, openings)
            places = {(i, opening.start): opening for i, opening in chosen.items()}
            places |= _later(lines, register, chosen)
        return _cut(document, register, lines, places, boards_of(lines, register))
    return lines_of_orders(document, register, lines, known)


def _in_chapters(lines: Sequence[Line], openings: Mapping[int, Opening], known: Sequence[str]) -> bool:
    """Whether all that is opened stands in chapters of uppdrag, as `Uppdrag från fullmäktige`."""
    named = [line for line in lines[1:] if line.level or line.is_board or _is_short(line)]
    over = (next((line for line in reversed(named) if line.index < i), None) for i in openings)
    return all(line is not None and kind_of_chapter(line, known) is Kind.UPPDRAG for line in over)


def _is_short(line: Line) -> bool:
    return 0 < len(line.text) < SHORTEST and line.text[-1] not in ".,;!?"


def _is_of_the_report(i: int, opening: Opening, lines: Sequence[Line], known: Sequence[str]) -> bool:
    """Whether a paragraph that orders nothing stands under the name of a chapter of any report: `Ekonomi`."""
    above = lines[i - 1] if i > 1 and like_title(lines[i].text[slice(*opening.title)]) < SURE_TITLE else None
    named = above is not None and 0 < len(above.text) <= LONGEST_HEADING
    return (
        above is not None and named and is_frame_name(above.text, known) and not is_chapter_name(above.text)
    )


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


def _later(
    lines: Sequence[Line], register: Register, chosen: Mapping[int, Opening]
) -> dict[tuple[int, int], Opening]:
    """The orders that sentences inside paragraphs open with, as paragraphs of the report do."""
    stems = Counter(_stem(lines[i].text[o.start :]) for i, o in chosen.items() if o.form in EXPLICIT)
    found: dict[tuple[int, int], Opening] = {}
    titles = {title_key(lines[i].text[slice(*o.title)]) for i, o in chosen.items()}
    for i in range(min(chosen), len(lines)):
        line = lines[i]
        if line.table is None and not line.level and len(line.text) >= SHORTEST:
            for opening in later_openings(line, register, lambda text: stems[_stem(text)] > 0):
                if title_key(line.text[slice(*opening.title)]) not in titles:
                    found[i, opening.start] = opening
    return found


def _stem(text: str) -> str:
    return " ".join(fold(text[:60]).split()[:2])


def lines_of_orders(
    document: Document, register: Register, lines: Sequence[Line], known: Sequence[str]
) -> list[Found]:
    """The items of a report in whose chapters by board lines name the orders, told by words alone."""
    under = boards_over(lines, register)
    named = order_lines(lines, under, known)
    if not named:
        return []
    whole = {i: Opening("line", (0, len(lines[i].text)), len(lines[i].text)) for i in named}
    return _cut(document, register, lines, {(i, 0): opening for i, opening in whole.items()}, under)


def told_better(told: Sequence[Found], marked: Sequence[Found]) -> bool:
    """Whether items told in paragraphs are a report's own, and those found by their marks are parts of these.

    Where marked titles stand over the paragraphs, or apart in them, they are its own; those that hold more
    than the words of the order, or stand in a list of the same orders, are not. Where both name the same,
    those are better whose boards' answers are told apart.
    """
    starts = {item.span.start for item in told}
    if len(told) > len(marked) and all(item.span.start in starts for item in marked):
        # What marks some of the orders marks none of the others, but for the numbers of a series.
        marks = {item.span.start for item in marked}
        last = max(marks, default=0)
        others = [one for one in told if one.span.start not in marks]
        if marks and not any(one.explicit or one.span.start < last or is_order(one.title) for one in others):
            return False  # what is told after the last is of the report itself
        return len(marked) <= FEWEST or not all(item.number for item in marked)
    names = {title_key(item.title) for item in told}
    if _own_answers(marked) > _own_answers(told) and all(title_key(item.title) in names for item in marked):
        return False
    pairs = zip(sorted(told, key=_place), sorted(marked, key=_place), strict=False)
    if len(told) == len(marked) and all(_is_same(one.title, item.title) for one, item in pairs):
        return False
    own = wider = 0
    for item in marked:
        inside = [one for one in told if item.span.start < one.title_span.end <= item.span.end]
        longer = sum(
            item.title_span.start <= one.title_span.start
            and one.title_span.end <= item.title_span.end
            and len(one.title_span) < len(item.title_span)
            for one in inside
        )
        wider += longer
        own += not longer and len(inside) < 2 and title_key(item.title) not in names
    ordered = sum(item.explicit for item in told)
    sure = ordered >= max(FEWEST, 0.5 * len(told)) or wider >= max(FEWEST, 0.5 * len(told))
    return sure and own < 0.5 * len(told)


def _own_answers(found: Sequence[Found]) -> int:
    """How many passages are a board's own."""
    return sum(bool(passage.board) for item in found for passage in item.content.passages)


def _place(item: Found) -> int:
    return item.title_span.start


def _is_same(order: str, title: str) -> bool:
    """Whether a title says no more than an order but who is to carry it out, as `KS ska bygga` does."""
    said, whole = (title_key(text).removeprefix("att ") for text in (order, title))
    return (
        said == whole
        or re.fullmatch(rf"(?!nämnden|styrelsen|vi\b).{{2,90}} ska(?:ll)? {re.escape(said)}", whole)
        is not None
    )


_ORDER = (
    *("order", "has", "is", "named", "titled", "the order", "turned", "about", "work", "must"),
    *("quoted", "cited", "shall", "dash", "colon", "noun"),
)
_SAY_WHO = frozenset({FORM, "order", "has", "turned", "cited", "shall"})
_NAMES = frozenset({"line", "noun", "dash", "colon", "state", FORM})
"""Forms whose title may end in who has it: `Ny taxa (TN). Förslaget är antaget.`"""
_SUBJECTS = frozenset({"about", "dash", "colon", "noun"})
_ORDERED = EXPLICIT | {"turned", "about"}
"""Forms that say that something was ordered, or what is reported on; one report mixes them."""
_MANDATES = frozenset({"has", "is"})
"""Forms that also say what a board is for."""
_LOOSE = frozenset({"work", "must"})
"""Forms that a plan has as well: each must tell how it goes, beside others that say that it was ordered."""
_FAMILIES = (
    _ORDERED | _LOOSE,
    *(frozenset({form}) for form in ("quoted", "cited", "shall", "dash", "colon", "noun", "must")),
)
"""Forms that may be mixed; those that only name what was ordered must each be the report's own rule."""


def _is_rule(
    lines: Sequence[Line],
    openings: Mapping[int, Opening],
    *,
    least: float,
    surely: bool = False,
    fewest: int = FEWEST,
) -> bool:
    """Whether enough paragraphs from the first to the last open so, and most of these tell how it goes.

    Args:
        surely: They must say so in words of a status.
    """
    if len(openings) < fewest:
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
    # `Nämnden har i uppdrag att sköta parker` is what it is for, unless the report speaks of uppdrag before.
    named = any("uppdrag" in fold(line.text) for line in lines[: min(openings)])
    told = sum(
        _tells(lines, i, opening, surely=surely or (opening.form in _MANDATES and not named))
        for i, opening in openings.items()
    )
    return len(openings) >= least * len(between) and told >= max(0.5, least) * len(openings)


def _tells(lines: Sequence[Line], i: int, opening: Opening, *, surely: bool) -> bool:
    """Whether what follows an order, in its paragraph or in the next, tells how it goes."""
    text = lines[i].text[opening.body :]
    below = lines[i + 1] if i + 1 < len(lines) else None
    if below is not None and below.table is None and not below.level:
        worded = opening.form not in ("dash", "colon", "noun")
        text = f"{text} {below.text}" if worded else text or below.text
    if surely:
        sentences = [text[start:end] for start, end in split(text)[:6]]
        said = any(wording.sentence(one) or wording.cell(one.strip("[]() .")) for one in sentences)
        return said or wording.leading(text.strip()) is not None
    if opening.form == "has":  # a policy says what boards have to do, and how it is done
        return _OF_NOW.search(fold(text)) is not None
    return _TOLD.search(fold(text)) is not None or wording.leading(text.strip()) is not None


def _cut(
    document: Document,
    register: Register,
    lines: Sequence[Line],
    openings: Mapping[tuple[int, int], Opening],
    under: Sequence[tuple[str, str]],
) -> list[Found]:
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
