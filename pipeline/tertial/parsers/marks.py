"""The marks that a line bears and that titles may have in common: its style, numbering, neighbours."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import takewhile

from tertial import wording
from tertial.boards import Register
from tertial.parsers import references
from tertial.parsers.accounts import (
    SURE_TITLE,
    bullets_over_text,
    closed_by_who,
    in_list,
    only_refers,
    orders_under_titles,
    over_orders,
    over_text,
    references_below,
    tells,
)
from tertial.parsers.anchors import stands_alone, status_of, title_key
from tertial.parsers.candidates import may_be_title
from tertial.parsers.decisions import SOMEBODY
from tertial.parsers.givers import is_given, signature
from tertial.parsers.headings import is_frame_name, is_goal, may_be_subject
from tertial.parsers.outline import Line
from tertial.parsers.roles import label
from tertial.parsers.title_owners import who_below
from tertial.parsers.title_parts import take_apart
from tertial.parsers.titles import is_order, like_title, says_between, split_number
from tertial.swedish.sentences import split
from tertial.swedish.words import fold

STRONG = frozenset(
    {
        "separator before",
        "who is named",
        "who in parentheses",
        "who closes its text",
        "who after the full stop",
        "uppdrag by name",
        "board line before",
        "reference before",
        "label before",
        "counted before",
        "under a status heading",
        "names an item",
        "answered by number",
        "goal over activities",
        "sign before",
        "completes an order",
        "names an order",
    }
)
BEFORE = frozenset({"separator before", "reference before", "board line before"})
"""Strong marks that tell nothing of the line's own words."""


def marks_of(
    lines: Sequence[Line],
    register: Register,
    parents: Sequence[tuple[Line, ...]],
    known: Sequence[str],
    named: frozenset[str] = frozenset(),
    goals: frozenset[int] = frozenset(),
    answered: frozenset[str] = frozenset(),
) -> list[frozenset[str]]:
    """The marks of each line that may be a title; none for a line that can't be one.

    Args:
        lines: The document's lines.
        register: The boards that may be named.
        parents: The headings over each line.
        known: Names that say nothing of a subject.
        named: Folded titles of items that are found already, as in a table over the whole report.
        goals: Indexes of lines that are worded as mål and stand over a table of aktiviteter.
        answered: Numbers of items that a table answers elsewhere; the first line of each is meant.
    """
    result = []
    naming = over_orders(lines, known)
    under_titles = orders_under_titles(lines, register)
    below = references_below(lines)
    bullets = bullets_over_text(lines, naming)
    closed = closed_by_who(lines, register)
    parts = _parts(lines, parents)
    above_text = over_text(lines, known)
    seen: set[str] = set()
    last_text: Line | None = None
    listed = -1
    """Depth of the list that follows a status heading, where only the list stands under it; else -1."""
    for i, line in enumerate(lines):
        marks: set[str] = set()
        over = parents[i][-1] if parents[i] else None
        status_over = over is not None and wording.status_over(over.text) is not None
        if not status_over or (line.table is None and not line.listed and not line.text.endswith(":")):
            listed = -1
        elif (
            line.listed
            and line.block is not None
            and last_text is not None
            and (over is last_text or last_text.text.endswith(":"))
        ):
            listed = line.block.level
        lead = line.run_in or (line.block.lead if line.block is not None else 0)
        answers = lead and register.heading(line.text[:lead].strip(" :.*")) is not None
        of_list = line.listed and line.block is not None and line.block.level == listed
        heads = line.listed and (i in bullets or _heads_text(i, lines))
        if (
            not answers
            and i not in parts
            and may_be_title(line, of_list or heads)
            and not (line.listed and not heads and over is not None and _judged(over, lines, line))
        ):
            before = lines[i - 1] if i else None
            marks = _marks(line, register)
            if before is not None and before.separator and not (i > 1 and is_underlined(i - 2, lines)):
                marks.add("separator before")
            if is_underlined(i, lines):
                marks.add("underlined")
            if heads:
                marks.add("bullet over text")
            if named and title_key(line.text[split_number(line.text)[1] :]) in named:
                marks.add("names an item")
            number = split_number(line.text, line.block.number if line.block is not None else "")[0]
            if number in answered and number not in seen and like_title(line.head) >= 0.5:
                seen.add(number)
                marks.add("answered by number")
            if i in closed:
                marks.add("who closes its text")
            if i in naming:
                marks.add("names an order")
            if i in goals:
                marks.add("goal over activities")
            worded = line.text[-1] == "." and like_title(line.head) < SURE_TITLE
            if last_text is not None and names_thing(last_text) and not worded:
                marks.add("counted before" if last_text.text[-1:].isdigit() else "label before")
            if last_text is not None and not below and only_refers(last_text.text):
                marks.add("reference before")
            ordered = over is not None and not under_titles and register.ordered(over.text)
            if over is not None and ordered and _completes(over.text, line.head):
                marks.add("completes an order")
            told = line.head[-1:] == "." or (line.head[:1] in "([" and line.head[-1:] in ")]")
            told = told and line.order is None and not marks & STRONG and like_title(line.head) < SURE_TITLE
            if status_over and ((marks and not told) or of_list):
                marks.add("under a status heading")
            if last_text is not None and last_text.text.startswith("(") and last_text.is_board:
                marks.add("board line before")
            if tells(line) and (line.run_in or not in_list(i, lines)):
                marks.add(ORDER)
            if last_text is not None and stands_alone(last_text):
                marks.add("status line before")
            follower = next((ln for ln in lines[i + 1 : i + 3] if not ln.separator), None)
            sister = follower is not None and line.run_in and follower.run_in and not follower.label
            if follower is not None and not sister and not follower.answer and status_of(follower):
                marks.add("status line after")
            if follower is not None and _says_who_or_when(follower):
                marks.add("responsible line after")
            names = line.text[-1] not in ".!?:" and not line.text[0].islower() and line.gap > 0
            if names and follower is not None and follower.is_board and not follower.level:
                marks.add("board line after")
            judged = "status line after" in marks and line.level and may_be_subject(line.text)
            if not marks & (STRONG - BEFORE) and is_frame_name(line.text, known) and not judged:
                marks = set()
            if (
                "who is named" in marks
                and (line.level or i < FIRST)
                and is_frame_name(take_apart(line.head, register).text, known)
            ):
                marks = set()  # `Delårsrapport per 31 augusti – Kommunstyrelsen`
            if i in above_text:
                marks.add(OVER_TEXT)
        result.append(frozenset(marks))
        if not line.separator:
            last_text = line if line.table is None else None
    listed_under = [i for i, m in enumerate(result) if UNDER_STATUS in m and lines[i].listed]
    news = [i for i in listed_under if _is_news(lines[i]) and not result[i] & STRONG - {UNDER_STATUS}]
    if len(news) >= MOSTLY_NEWS * max(1, len(listed_under)):
        result = [m - {UNDER_STATUS} if i in news else m for i, m in enumerate(result)]
    if naming:
        # What stands under a name is its order and what became of it.
        result = [m if "names an order" in m else m - BELOW_NAMES for m in result]
    if sum("set apart inside" in marks for marks in result) >= 3:
        # A paragraph may also begin with what others have inside.
        result = [m | {"set apart inside"} if "run in" in m else m for m in result]
    return result


FIRST = 2
"""Lines of a report in which it says what it is, however they are set."""
UNDER_STATUS = "under a status heading"
MOSTLY_NEWS = 0.6
"""Share of the entries of a list that are sentences which tell what has happened, and no titles."""


def _parts(lines: Sequence[Line], parents: Sequence[tuple[Line, ...]]) -> set[int]:
    """Headings that name the same part of what several headings over them name: `Vad ville vi uppnå?`.

    What stands in the chapters of several boards may be one order that they all answer, and is none.
    """
    under: dict[str, list[int]] = defaultdict(list)
    for i, line in enumerate(lines):
        if line.level and line.table is None and parents[i] and not is_order(line.text):
            under[fold(line.text)].append(i)
    return {
        i
        for same in under.values()
        if len({fold(parents[i][-1].text) for i in same}) >= FEWEST_WHOLES
        and not any(parents[i][-1].is_board for i in same)
        for i in same
    }


FEWEST_WHOLES = 3
"""So many things each have a part of the same name."""


def _is_news(line: Line) -> bool:
    """Whether an entry of a list tells in sentences what has happened, and orders nothing."""
    text = line.text.lstrip("•*–▪◦○●■►➢✓- ")
    return text.endswith(".") and like_title(text) < SURE_TITLE and not line.run_in


def _says_who_or_when(line: Line) -> bool:
    role = line.label.role.name if line.label is not None else ""
    named = line.facts is not None and bool(line.facts.responsible)
    return role in ("responsible", "start", "end", "when") or named


def names_thing(line: Line) -> bool:
    """Whether a line is nothing but the word for what the next line names: `Aktivitet`, `Mål:`."""
    if line.bare is None or line.level:
        return False
    return line.bare.role.name == "title" and line.bare.role.weight > 1


def _heads_text(i: int, lines: Sequence[Line]) -> bool:
    """Whether a bullet is a heading for the paragraphs under it, which say how it goes or by whom."""
    if lines[i].text.rstrip()[-1:] in ".;,":
        return False
    below = list(takewhile(lambda ln: not (ln.listed or ln.level or ln.separator), lines[i + 1 : i + 4]))
    return any(ln.label is not None or status_of(ln) for ln in below)


def is_underlined(i: int, lines: Sequence[Line]) -> bool:
    """Whether a line of plain text has a line of dashes of its own length under it."""
    if i + 1 >= len(lines) or not lines[i + 1].separator or lines[i + 1].gap:
        return False
    under = lines[i + 1].text.strip()
    return len(set(under)) == 1 and under[0] in "-=_~" and len(under) >= 0.6 * len(lines[i].text)


def _judged(heading: Line, lines: Sequence[Line], listed: Line) -> bool:
    """Whether a heading that is no mål says by a label how it goes; what is listed under it are its parts.

    What is listed with a status of its own after its title is an aktivitet.
    """
    if (is_goal(heading.text) and not is_order(heading.text)) or (listed.run_in and status_of(listed)):
        return False
    below = [ln for ln in lines[heading.index + 1 : heading.index + 4] if not ln.level and not ln.listed]
    return any(ln.label is not None and ln.label.role.name == "status" and status_of(ln) for ln in below)


def _completes(opening: str, text: str) -> bool:
    """Whether a line is what a board was told to do: `att utreda …`, `3) att alla …`, `utreda …`."""
    rest = text[split_number(text)[1] :]
    if opening.rstrip(" :").endswith(" att"):
        return rest[:1].islower() or is_order(text)
    return is_order(text) or fold(rest).startswith("att ")


ORDER = "worded as an order"
OVER_TEXT = "name over text"
BELOW_NAMES = frozenset(
    {
        ORDER,
        "set apart inside",
        "who is named",
        "under a status heading",
        "reference before",
        "numbered by reference",
    }
)
"""What marks orders and answers, where each order has a name over it."""


def _marks(line: Line, register: Register) -> set[str]:
    block = line.block
    assert block is not None
    if line.apart is not None:
        before = fold(line.text[: line.apart[0]]).rstrip(" :.")
        if before.endswith("exempel"):
            return set()
        said = is_given(line.text, *line.apart, register) or SOMEBODY.search(line.text[: line.apart[0]])
        return {"set apart inside", "who is named"} if said else {"set apart inside"}
    marks = set()
    if block.kind == "heading":
        marks.add(f"heading {block.level}")
    elif line.level:
        marks.add(f"level {line.level}")
    if block.bold:
        marks.add("bold")
    if block.bold or block.lead:
        # A run-in title is no sister of a heading, however both are set.
        marks.add("bold at first" if block.kind != "heading" else "bold heading")
    if block.size and line.level:
        marks.add(f"size {block.size:g}")
    if block.style and block.kind != "heading":
        marks.add(f"style {block.style}")
    if line.run_in:
        marks.add("run in")
    if line.sign:
        marks.add("sign before")
    number, _, kind = split_number(line.head, block.number)
    if kind is not None or (line.label is not None and line.label.role.name == "title"):
        marks.add("uppdrag by name")
    if number:
        depth = _DEPTH.match(number)
        if references.is_reference(number):
            marks.add("numbered by reference")
        elif depth is None:
            marks.add("lettered")
        else:
            marks.add(f"numbered {len(re.split('[.:]', depth.group()))} deep")
    title = take_apart(line.head, register, automatic=block.number)
    labelled = _LABELLED_LAST.search(line.head)
    told = len(split(line.head)) > 2 and (labelled is not None or _labelled_last(line))
    told = told or (labelled is not None and like_title(line.head[: labelled.start()]) < 0.9)
    told = told or _COUNTS.fullmatch(title.text) is not None
    in_front = title.responsible and title.responsible in line.head[: title.span.start]
    told = told or (title.text[-1:] == "." and _signed(line.head, title.text, register))
    if title.responsible and not told and (not in_front or like_title(title.text) >= SURE_TITLE):
        marks.add("who is named")
        marks.add(
            "who in parentheses" if line.head.rstrip(" .:").endswith(")") else "who after the full stop"
        )
    first = line.run_in or line.text.find("\n")
    if first > 0 and "\n" in line.text[first - 1 :] and who_below(line.text[first:], register)[1]:
        marks.add("who is named")
    answers = register.heading(title.text) is not None  # `Socialnämnden: Klart.` is a board's answer
    judged = title.status is not None and not says_between(line.head) and not _labelled_last(line)
    if (judged or line.says_all) and not answers and not told:
        marks.add("status on its line")
    if line.head.rstrip().endswith(":") and line.label is None:
        marks.add("colon")
    if block.italic:
        marks.add("italic")
    return marks


def _signed(head: str, text: str, register: Register) -> bool:
    """Whether a board's name after sentences that tell signs them: `… är klar. (SN)`, `… är klar. /SN`."""
    signed = head.rstrip(" .:").endswith(")") or signature(head, register) is not None
    told = like_title(text) < SURE_TITLE and (len(split(text)) > 1 or _FINITE.search(text) is not None)
    return signed and told


_FINITE = re.compile(r"\b(?:har|är|hade|var|blev|kommer|pågår|vilar|ligger|finns|saknas|saknar|fick|tog)\b")
_COUNTS = re.compile(r"[A-ZÅÄÖ]\w+ (?:\d{1,2}|[A-F])\.?")
"""A heading that counts: `Del 2. Stöd och omsorg`, whose name is no board's."""


def _labelled_last(line: Line) -> bool:
    """Whether a line's last sentence is a label and its value: `Planen är antagen. Status: Klar`."""
    spans = split(line.head)
    return len(spans) > 1 and not line.run_in and label(line.head[spans[-1][0] :]) is not None


_LABELLED_LAST = re.compile(r"[.!?]\s*(?:\([^():]{2,40}:[^()]+\)\s*)+\.?$")
"""A label in brackets after sentences: `Planen är antagen. Arbetet pågår. (Vem: KS)`."""
_DEPTH = re.compile(r"^\d+(?:[.:]\d+)*")
