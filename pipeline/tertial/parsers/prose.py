"""Items in plain prose: paragraphs that open with what was ordered and go on with how it went."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from tertial import wording
from tertial.boards import Register
from tertial.document import Document
from tertial.parsers.accounts import SURE_TITLE
from tertial.parsers.anchors import title_key
from tertial.parsers.board_chapters import board_labels, boards_of, boards_over
from tertial.parsers.clauses import clauses
from tertial.parsers.found import Found
from tertial.parsers.headings import is_chapter_name, is_frame_name
from tertial.parsers.opened import items_of
from tertial.parsers.openings import EXPLICIT, SHORTEST, Opening, later_openings, openings_of
from tertial.parsers.outline import LONGEST_HEADING, Line
from tertial.parsers.recurring import order_lines
from tertial.parsers.sorts import kind_of_chapter
from tertial.parsers.titles import like_title
from tertial.swedish.sentences import split
from tertial.swedish.words import fold
from tertial.vocabulary import Kind

FEWEST = 3
"""Fewer paragraphs that open alike are chance."""
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
        return items_of(document, register, lines, told, boards_of(lines, register))
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
        return items_of(document, register, lines, places, boards_of(lines, register))
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
    return items_of(document, register, lines, {(i, 0): opening for i, opening in whole.items()}, under)


_ORDER = (
    *("order", "has", "is", "named", "titled", "the order", "turned", "about", "work", "must"),
    *("quoted", "cited", "shall", "dash", "colon", "noun"),
)
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
