"""The marks that a line bears and that titles may have in common: its style, numbering, neighbours."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise, takewhile

from tertial import wording
from tertial.boards import Register
from tertial.parsers import references
from tertial.parsers.anchors import stands_alone, status_of, title_key
from tertial.parsers.facts import Facts, read_facts
from tertial.parsers.givers import is_given, nothing_else, signature
from tertial.parsers.outline import (
    LONGEST_HEADING,
    Line,
    is_caption,
    is_frame_name,
    is_goal,
    may_be_subject,
)
from tertial.parsers.roles import column, label
from tertial.parsers.titles import (
    is_order,
    like_title,
    names_order,
    says_between,
    split_number,
    take_apart,
    who_below,
)
from tertial.swedish.sentences import split
from tertial.swedish.words import fold

LONGEST_TITLE = 350
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
    naming = _over_orders(lines, known)
    under_titles = _orders_under_titles(lines, register)
    below = _references_below(lines)
    bullets = _bullets_over_text(lines, naming)
    closed = _closed_by_who(lines, register)
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
            and _may_be_title(line, of_list or heads)
            and not (line.listed and not heads and over is not None and _judged(over, lines, line))
        ):
            before = lines[i - 1] if i else None
            marks = _marks(line, register)
            if before is not None and before.separator and not (i > 1 and _is_underlined(i - 2, lines)):
                marks.add("separator before")
            if _is_underlined(i, lines):
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
            if last_text is not None and names_thing(last_text):
                marks.add("counted before" if last_text.text[-1:].isdigit() else "label before")
            if last_text is not None and not below and is_reference(last_text.text):
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
            if _tells(line) and not _in_list(i, lines):
                marks.add(ORDER)
            if last_text is not None and stands_alone(last_text):
                marks.add("status line before")
            follower = next((ln for ln in lines[i + 1 : i + 3] if not ln.separator), None)
            if follower is not None and not follower.answer and status_of(follower):
                marks.add("status line after")
            if follower is not None and _says_who_or_when(follower):
                marks.add("responsible line after")
            judged = "status line after" in marks and line.level and may_be_subject(line.text)
            if not marks & (STRONG - BEFORE) and is_frame_name(line.text, known) and not judged:
                marks = set()
            if (
                "who is named" in marks
                and line.level
                and is_frame_name(take_apart(line.head, register).text, known)
            ):
                marks = set()  # `Delårsrapport per 31 augusti – Kommunstyrelsen`
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


UNDER_STATUS = "under a status heading"
MOSTLY_NEWS = 0.6
"""Share of the entries of a list that are sentences which tell what has happened, and no titles."""


def _is_news(line: Line) -> bool:
    """Whether an entry of a list tells in sentences what has happened, and orders nothing."""
    text = line.text.lstrip("•*–▪◦○●■►➢✓- ")
    return text.endswith(".") and like_title(text) < SURE_TITLE and not line.run_in


def _says_who_or_when(line: Line) -> bool:
    role = line.label.role.name if line.label is not None else ""
    named = line.facts is not None and bool(line.facts.responsible)
    return role in ("responsible", "start", "end", "when") or named


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


def _closed_by_who(lines: Sequence[Line], register: Register) -> frozenset[int]:
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


def is_reference(text: str) -> bool:
    """Whether a line only refers to a decision: `Dnr KS 2011/87 – KF 2011-09-26 § 92`."""
    if references.is_reference(text):
        return True
    rest = text[references.reference_first(text) :]
    if (rest != text and (len(rest.split()) > 4 or is_order(rest))) or _DECIDES.search(text) is not None:
        return False  # what it refers to follows on the line
    if len(text) > 140 or _REFERENCE.match(text) is None or wording.cell(text.split()[-1]) is not None:
        return False  # `KS 2016-03-31 Klart` tells how it goes
    return "§" in text or re.search(r"\b(?:19|20)\d\d[/:-]\d+", text) is not None


_ENDS_IN_STATUS = re.compile(r"\s*(?:[:–—-]|\[|\()\s*([^:–—()\[\]]{3,40})[\])]?\s*\.?$")


def names_thing(line: Line) -> bool:
    """Whether a line is nothing but the word for what the next line names: `Aktivitet`, `Mål:`."""
    if line.bare is None or line.level:
        return False
    return line.bare.role.name == "title" and line.bare.role.weight > 1


def _may_be_listed(line: Line) -> bool:
    """Whether a line of a list may be a title: who is responsible or a status stands on the line."""
    if line.run_in:
        return True
    found = _ENDS_IN_STATUS.search(line.text)
    return found is not None and found.start() > 8 and wording.cell(found.group(1)) is not None


def _heads_text(i: int, lines: Sequence[Line]) -> bool:
    """Whether a bullet is a heading for the paragraphs under it, which say how it goes or by whom."""
    if lines[i].text.rstrip()[-1:] in ".;,":
        return False
    below = list(takewhile(lambda ln: not (ln.listed or ln.level or ln.separator), lines[i + 1 : i + 4]))
    return any(ln.label is not None or status_of(ln) for ln in below)


def _is_underlined(i: int, lines: Sequence[Line]) -> bool:
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


def _tells(line: Line) -> bool:
    """Whether a line is no more than an order: `Se över lokalbehovet`."""
    short = line.table is None and len(line.head) <= LONGEST_HEADING and line.head[-1:] not in "!?;,"
    ordered = is_order(line.head) or line.head.startswith("att ")  # `att utan ökade kostnader höja …`
    return short and ordered and len(split(line.head[split_number(line.head)[1] :])) == 1


def _completes(opening: str, text: str) -> bool:
    """Whether a line is what a board was told to do: `att utreda …`, `3) att alla …`, `utreda …`."""
    rest = text[split_number(text)[1] :]
    if opening.rstrip(" :").endswith(" att"):
        return rest[:1].islower() or is_order(text)
    return is_order(text) or fold(rest).startswith("att ")


def _orders_under_titles(lines: Sequence[Line], register: Register) -> bool:
    """Whether lines as `Uppdrag till SN` stand under titles and not over them; the first then does."""
    found = [i for i, line in enumerate(lines) if line.is_board and register.ordered(line.text)]
    titled = [i for i in found if i and not lines[i - 1].is_board and _tells(lines[i - 1])]
    return bool(titled) and titled[0] == found[0] and len(titled) >= 0.6 * len(found)


def _over_orders(lines: Sequence[Line], known: Sequence[str]) -> frozenset[int]:
    """Lines that name what the order under them is about, in an account most of whose orders have a name."""
    orders = [i for i, line in enumerate(lines) if line.order is not None]
    orders = orders or [
        i
        for i, line in enumerate(lines)
        if _tells(line) and not (line.listed or line.run_in or _in_list(i, lines))
    ]
    over = []
    for i in orders:
        above = [
            j for j in range(max(0, i - 3), i) if not lines[j].separator and not is_reference(lines[j].text)
        ]
        if above and _names(lines[above[-1]]) and not is_frame_name(lines[above[-1]].text, known):
            over.append(above[-1])
    names = {fold(lines[i].text) for i in over}
    return frozenset(over) if len(names) >= max(3, NAMED * len(orders)) else frozenset()


ORDER = "worded as an order"
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


def _bullets_over_text(lines: Sequence[Line], naming: frozenset[int]) -> frozenset[int]:
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
        if len(own) >= 3 and min(over, ordering) >= 0.8 * len(own):
            found.update(own)
    return frozenset(found)


def _references_below(lines: Sequence[Line]) -> bool:
    """Whether lines that refer to decisions stand under what was decided, and not over it."""
    pairs = [(a, b) for a, b in pairwise(ln for ln in lines if not ln.separator) if is_reference(b.text)]
    named = [i for i, line in enumerate(lines) if line.facts is not None and line.facts.responsible]
    ordered = [i for i, line in enumerate(lines) if line.order is not None or _tells(line)]
    if len(named) > 1 and ordered and ordered[0] < named[0] and ordered[-1] < named[-1]:
        return True  # each text ends in who has it
    under = sum(
        not b.gap and (a.order is not None or _tells(a) or (_names(a) and not is_reference(a.text)))
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


def _in_list(i: int, lines: Sequence[Line]) -> bool:
    """Whether a line stands in a row of orders, as in a list whose bullets are lost."""
    if i + 1 < len(lines) and _tells(lines[i + 1]):
        return True
    return i > 0 and _tells(lines[i - 1]) and lines[i].gap == lines[i - 1].gap


def _may_be_title(line: Line, of_list: bool) -> bool:
    """Whether a line may be a title.

    Args:
        of_list: It stands in a list that is all there is under a status heading.
    """
    if (
        line.table is not None
        or line.separator
        or line.caption
        or not line.text
        or (line.listed and not of_list and not _may_be_listed(line))
    ):
        return False
    if len(line.head) > LONGEST_TITLE or sum(c.isalpha() for c in line.head) < 4:
        return False
    if line.label is not None and line.label.role.name != "title":
        return False
    if line.answer and like_title(line.text[line.answer :]) < SURE_TITLE:
        return False
    named = line.bare is not None and not (line.level and may_be_subject(line.text))
    facts = line.who_and_how is not None or line.facts is not None
    if named or line.is_board or facts or stands_alone(line):
        return False
    if line.block is not None and (line.block.kind == "footnote" or line.block.style == "caption"):
        return False
    if (
        is_reference(line.text)
        or is_reference(line.head)
        or is_caption(line.text)
        or _names_columns(line.text)
    ):
        return False
    if _TALLY.match(line.head) is not None or len(_COUNTED_OFF.findall(line.head)) > 1:
        return False
    sentences = split(line.head)
    if len(sentences) > 3:
        return False
    judged = _ENDS_IN_STATUS.search(line.head) if line.level else None
    if judged is not None and judged.start() > 8 and wording.cell(judged[1]) is not None:
        return True  # `Färre är beroende av bilen – ej uppfyllt`
    if says_between(line.head) or names_order(line.head):
        return True
    return not (sentences and wording.sentence(line.head[sentences[0][0] : sentences[0][1]]))


_TALLY = re.compile(r"(?:antal|andel|summa|totalt?)\b[^=:]{0,40}[=:]\s*\d", re.IGNORECASE)
"""What counts things and names none: `Antal = 7 (KS, SN)`."""


_COUNTED_OFF = re.compile(r"\b(?:mål|uppdrag|åtgärd|aktivitet)(?: nr\.?)? \d{1,2}:", re.IGNORECASE)
"""What one of several things in a line begins with: `Mål 3: Hälsa, mål 4: Utbildning`."""


def _names_columns(text: str) -> bool:
    """Whether a line is the head of a table whose columns are lost: `Ansvar Läge`."""
    words = text.split()
    return 2 <= len(words) <= 5 and all((role := column(word)) and role.weight == 3 for word in words)


def _marks(line: Line, register: Register) -> set[str]:
    block = line.block
    assert block is not None
    if line.apart is not None:
        before = fold(line.text[: line.apart[0]]).rstrip(" :.")
        if before.endswith("exempel"):
            return set()
        said = is_given(line.text, *line.apart, register)
        return {"set apart inside", "who is named"} if said else {"set apart inside"}
    marks = set()
    if block.kind == "heading":
        marks.add(f"heading {block.level}")
    elif line.level:
        marks.add(f"level {line.level}")
    if block.bold:
        marks.add("bold")
    if block.bold or block.lead:
        marks.add("bold at first")
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
SURE_TITLE = 0.9
"""Least likeness to a title that tells `KS: Se över taxan` from an answer, as `KS: Taxan ses över`."""


def _labelled_last(line: Line) -> bool:
    """Whether a line's last sentence is a label and its value: `Planen är antagen. Status: Klar`."""
    spans = split(line.head)
    return len(spans) > 1 and not line.run_in and label(line.head[spans[-1][0] :]) is not None


_LABELLED_LAST = re.compile(r"[.!?]\s*(?:\([^():]{2,40}:[^()]+\)\s*)+\.?$")
"""A label in brackets after sentences: `Planen är antagen. Arbetet pågår. (Vem: KS)`."""
_DEPTH = re.compile(r"^\d+(?:[.:]\d+)*")
