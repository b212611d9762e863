"""What the paragraphs of a whole account have in common: names over orders, who closes each, references."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from tertial import wording
from tertial.boards import Register
from tertial.parsers import references
from tertial.parsers.anchors import status_of
from tertial.parsers.facts import Facts, read_facts
from tertial.parsers.givers import nothing_else
from tertial.parsers.headings import is_frame_name
from tertial.parsers.outline import LONGEST_HEADING, Line
from tertial.parsers.titles import (
    is_order,
    like_title,
    split_number,
)
from tertial.swedish.sentences import split
from tertial.swedish.words import fold


def closing_facts(text: str, register: Register) -> Facts | None:
    """Who is named in brackets at the end of a text or as all of it, and until when; None where nobody is.

    `… är antagen. [KS]`, `[TN; senast 2012-06-30]`.
    """
    found = _CLOSING.search(text)
    if found is None:
        return None
    if any(nothing_else(other[1], register) for other in _BRACKETS.finditer(text, 0, found.start())):
        return None  # one board after another signs what it says
    inner = found[1].strip()
    if nothing_else(inner, register):
        return Facts(inner, ())
    return read_facts(inner, register)


def closed_by_who(lines: Sequence[Line], register: Register) -> frozenset[int]:
    """Short lines over text that ends in who has it, in brackets, as the text under most such lines does."""
    titles: list[int] = []
    closings = 0
    start = 1  # the first line is the report's title
    for i, line in enumerate(lines):
        if line.table is not None or line.level or line.is_board:
            start = i + 1
        elif closing_facts(line.text, register) is not None:
            if not closings:  # what stands over the first name is the report's own
                start = next(
                    (j for j in range(i - 1, start, -1) if like_title(lines[j].text) >= SURE_TITLE), start
                )
            closings += 1
            first = lines[start] if start < i else None
            if (
                first is not None
                and len(first.text.split()) <= LONGEST_NAME
                and first.text[-1:] not in ".:,;!?)]"
            ):
                titles.append(start)
            start = i + 1
    sure = len(titles) >= FEWEST_CLOSED and len(titles) >= CLOSED * closings
    return frozenset(titles) if sure else frozenset()


_BRACKETS = re.compile(r"[.!?]\s*[(\[]([^()\[\]]{2,80})[)\]]")
_CLOSING = re.compile(r"(?:^|\s)[(\[]([^()\[\]]{2,80})[)\]]\.?$")
FEWEST_CLOSED = 4
CLOSED = 0.7
"""Share of the texts ending in who has them that must have a name over them."""
LONGEST_NAME = 18
"""Words of a name over a text."""
_REFERENCE = re.compile(r"(?:dnr|diarienr|ärende(?:nr)?|kf|ks|kommunfullmäktige|beslut)\b", re.IGNORECASE)
_DECIDES = re.compile(r"\batt\b|\b[Uu]ppdr|\bbeslut(?:ade|ar)\b")


def only_refers(text: str) -> bool:
    """Whether a line only refers to a decision: `Dnr KS 2011/87 – KF 2011-09-26 § 92`."""
    if references.is_reference(text):
        return True
    rest = text[references.reference_first(text) :]
    if (rest != text and (len(rest.split()) > 4 or is_order(rest))) or _DECIDES.search(text) is not None:
        return False  # what it refers to follows on the line
    if len(text) > 140 or _REFERENCE.match(text) is None or wording.cell(text.split()[-1]) is not None:
        return False  # `KS 2016-03-31 Klart` tells how it goes
    return "§" in text or re.search(r"\b(?:19|20)\d\d[/:-]\d+", text) is not None


def tells(line: Line) -> bool:
    """Whether a line is no more than an order: `Se över lokalbehovet`."""
    short = line.table is None and len(line.head) <= LONGEST_HEADING and line.head[-1:] not in "!?;,"
    ordered = is_order(line.head) or line.head.startswith("att ")  # `att utan ökade kostnader höja …`
    return short and ordered and len(split(line.head[split_number(line.head)[1] :])) == 1


def orders_under_titles(lines: Sequence[Line], register: Register) -> bool:
    """Whether lines as `Uppdrag till SN` stand under titles and not over them; the first then does."""
    found = [i for i, line in enumerate(lines) if line.is_board and register.ordered(line.text)]
    titled = [i for i in found if i and not lines[i - 1].is_board and tells(lines[i - 1])]
    return bool(titled) and titled[0] == found[0] and len(titled) >= 0.6 * len(found)


def over_orders(lines: Sequence[Line], known: Sequence[str]) -> frozenset[int]:
    """Lines that name what the order under them is about, in an account most of whose orders have a name."""
    orders = [i for i, line in enumerate(lines) if line.order is not None]
    orders = orders or [
        i
        for i, line in enumerate(lines)
        if tells(line) and not (line.listed or line.run_in or in_list(i, lines))
    ]
    over = []
    for i in orders:
        above = [
            j for j in range(max(0, i - 3), i) if not lines[j].separator and not only_refers(lines[j].text)
        ]
        if above and _names(lines[above[-1]]) and not is_frame_name(lines[above[-1]].text, known):
            over.append(above[-1])
    names = {fold(lines[i].text) for i in over}
    return frozenset(over) if len(names) >= max(3, NAMED * len(orders)) else frozenset()


def bullets_over_text(lines: Sequence[Line], naming: frozenset[int]) -> frozenset[int]:
    """Lines with one bullet that order or name something each, most of them over text with no such bullet."""
    listed: dict[str, list[int]] = {}
    for i, line in enumerate(lines[:-1]):
        if line.listed:
            listed.setdefault(line.text[:1] if not line.text[:1].isalnum() else "", []).append(i)
    found: set[int] = set()
    for own in listed.values():
        over = sum(lines[i + 1].table is None and i + 1 not in own and not lines[i + 1].level for i in own)
        ordering = sum(
            i in naming or lines[i].order is not None or is_order(lines[i].head.lstrip("-*•–· ")) for i in own
        )
        named = sum(_names_in_list(lines[i].text.lstrip("-*•–· ")) for i in own)
        if over == len(own) and named >= 0.8 * len(own):
            ordering = len(own)  # each is a name over a text
        if len(own) >= 3 and min(over, ordering) >= 0.8 * len(own):
            found.update(own)
    return frozenset(found)


def over_text(lines: Sequence[Line], known: Sequence[str]) -> frozenset[int]:
    """Short lines that nothing marks but that each stands over a paragraph, as over most there are."""
    names, told = [], 0
    for i, line in enumerate(lines[1:], start=1):
        if (
            line.table is not None
            or line.listed
            or len(line.text) < SHORTEST_TEXT
            or line.text[-1] not in ".!)"
        ):
            continue
        above = lines[i - 1]
        if line.level or line.label is not None or line.run_in or line.who_and_how is not None:
            continue
        named = not above.level and not above.run_in and above.label is None and not above.is_board
        named = (
            named and i > 2 and len(above.text.split()) <= LONGEST_NAME and above.text[-1:] not in ".!?,;:"
        )
        named = named and (tells(above) or _names(above)) and above.text[:1].isupper()
        if named and not is_frame_name(above.text, known):
            names.append(i - 1)
        told += bool(names)
    texts = {fold(lines[i].text) for i in names}
    return frozenset(names) if len(texts) >= FEWEST_CLOSED and len(texts) >= CLOSED * told else frozenset()


SHORTEST_TEXT = 40


def _names_in_list(text: str) -> bool:
    """Whether an entry of a list is a name of more words than one, and no sentence or part of one."""
    return text[:1].isupper() and text[-1:] not in ".,;:!?" and like_title(text) >= LIKE_NAME


LIKE_NAME = 0.7


def references_below(lines: Sequence[Line]) -> bool:
    """Whether lines that refer to decisions stand under what was decided, and not over it."""
    pairs = [(a, b) for a, b in pairwise(ln for ln in lines if not ln.separator) if only_refers(b.text)]
    named = [i for i, line in enumerate(lines) if line.facts is not None and line.facts.responsible]
    ordered = [i for i, line in enumerate(lines) if line.order is not None or tells(line)]
    if len(named) > 1 and ordered and ordered[0] < named[0] and ordered[-1] < named[-1]:
        return True  # each text ends in who has it
    under = sum(
        not b.gap and (a.order is not None or tells(a) or (_names(a) and not only_refers(a.text)))
        for a, b in pairs
    )
    return under > 0.6 * len(pairs)


NAMED = 0.7
"""Share of the orders that must have a name of their own."""


def _names(line: Line) -> bool:
    """Whether a line is short and no sentence, and no label, board or status."""
    text = line.text.rstrip(" _*")
    short = line.table is None and len(text) <= LONGEST_HEADING and text[-1:] not in ".,;!?)]"
    plain = (
        not line.is_board
        and line.order is None
        and not is_order(text)
        and (line.label is None or line.label.role.name == "title")
    )
    if wording.status_over(text) is not None:
        return False
    return short and plain and not status_of(line) and any(map(str.isalpha, text[:12]))


def in_list(i: int, lines: Sequence[Line]) -> bool:
    """Whether a line stands in a row of orders, as in a list whose bullets are lost."""
    if i + 1 < len(lines) and tells(lines[i + 1]):
        return True
    return i > 0 and tells(lines[i - 1]) and lines[i].gap == lines[i - 1].gap


SURE_TITLE = 0.9
"""Least likeness to a title that tells `KS: Se över taxan` from an answer, as `KS: Taxan ses över`."""
