"""Aktiviteter that stand under mål a line each: what a line says of when, who and how beside the title."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tertial import wording
from tertial.boards import Register
from tertial.document import Span
from tertial.parsers.anchors import named_kind
from tertial.parsers.facts import FUNCTION, PERSON
from tertial.parsers.headings import is_chapter, is_goal
from tertial.parsers.outline import Line, rank
from tertial.parsers.roles import column, label
from tertial.parsers.titles import is_order, split_number
from tertial.parsers.who_and_how import dated_part, names_only
from tertial.swedish.dates import parse_range
from tertial.swedish.sentences import split
from tertial.vocabulary import Kind

OFTEN = 3
"""Fewer lines in one form are no regularity."""
MOSTLY = 0.6
"""Share of the headings over such lines that must show that they are mål."""
LONGEST_LINE = 2_000
"""Characters; what is longer is no line of an aktivitet."""
LONGEST_TITLE = 160
FIRST_LINES = 3
"""Lines in which a report says what it is about."""
FURTHEST = 40
"""Lines between an aktivitet and its mål."""


@dataclass(frozen=True, slots=True)
class OneLine:
    """The parts of a line; offsets into it."""

    title: tuple[int, int]
    rest: int
    """Where the comment begins."""
    form: tuple[str, ...]
    """How the line is built: lines of one report that are built alike are items."""
    number: str = ""
    kind: Kind | None = None
    status: tuple[int, int] | None = None
    over: Span | None = None
    """The heading that says how it goes with all that is listed under it: `Pågående aktiviteter`."""
    responsible: str = ""
    dates: tuple[tuple[str, str], ...] = ()


_RECURRING = re.compile(r"(?P<name>[A-ZÅÄÖ][^:.\n]{2,30}):\s")
_AROUND = ' :–—"”“'
_BULLET = re.compile(r"\s*[•*–▪◦○●■►➢✓-]\s+")
_PARTING = re.compile(r"\n+|\t+|\s+[–—-]+\s+|:\s+|\s*\(|[.;,]\s+|\s+\|\s+")
_STOP = re.compile(r"\n|\t|\s*\(|\)|[.;,](?=\s|$)|\s+[–—|]\s+|$")
_BETWEEN = re.compile(r"[\s.:;,|•/()\[\]–—-]*")
_FIRST = re.compile(r"\[?(?P<said>[^:\[\]–—\n]{3,40}?)\s*(?:\]\s*[:–—]?|:|\s[–—])\s+(?=\S)")
_CAPITALS = re.compile(r"(?P<said>(?:[A-ZÅÄÖ]{2,}\s+){1,4})(?=[A-ZÅÄÖ][a-zåäö])")
_TOLD = re.compile(
    r"(?:Aktiviteten|Åtgärden|Insatsen)\s+(?:[”\"“](?P<quoted>[^”\"“]{6,})[”\"“]|(?P<title>[A-ZÅÄÖ].{6,150}?))\s+"
    r"(?=(?:är|har|pågår|blev|blir|kommer|ligger|avslutades|genomfördes|startade|utgår|väntar)\b)"
)
"""A sentence that names an aktivitet and says how it goes: `Aktiviteten ”Fler träd” är klar.`"""


def beneath(
    lines: Sequence[Line], known: Sequence[str], register: Register
) -> tuple[dict[int, Kind], dict[int, OneLine]]:
    """The mål with aktiviteter in lines under them, and these, by index; and how each line is read."""
    told = any(named_kind(line.text) == Kind.AKTIVITET for line in lines[:FIRST_LINES])
    if not told and not any(_speaks_of_goals(line) for line in lines):
        return {}, {}
    read: dict[int, OneLine] = {}
    over: Line | None = None
    labels = Counter(found["name"] for line in lines if (found := _RECURRING.match(line.text)))
    for line in lines:
        again = line.label is None and _labels(line.text, labels)
        one = _read(line, register) if not again else None  # `Resultat: 77 procent. Ej uppnått.`
        if one is None and over is not None and line.listed:
            one = _listed(line, over, register)
        elif not line.listed:
            over = line if leads(line) and wording.over_group(line.text) is not None else None
        if one is not None:
            read[line.index] = one
    forms = Counter(one.form for one in read.values())
    read = {i: one for i, one in read.items() if forms[one.form] >= OFTEN}
    read |= _fellows(lines, read, register)
    goal_of = {i: goal for i in read if (goal := _goal_over(i, lines, read, known)) is not None}
    read = {i: one for i, one in read.items() if i in goal_of}
    goals = sorted(set(goal_of.values()))
    if len(read) < OFTEN or len(goals) < 2:
        return {}, {}
    shown = [
        i
        for i in goals
        if _calls_itself_goal(lines[i])
        or (told and is_goal(lines[i].text) and not is_order(lines[i].text))
        or any(goal_of[n] == i and (read[n].kind is Kind.AKTIVITET or _led(i, n, lines)) for n in read)
    ]
    if len(shown) < MOSTLY * len(goals):
        return {}, {}
    ranks = {rank(lines[i]) for i in goals}
    alike = [
        line.index
        for line in lines[goals[0] :]
        if line.table is None
        and line.index not in read
        and rank(line) in ranks
        and _is_goal_line(line, known)
        and (is_goal(line.text) or len(ranks) == 1)
    ]
    kinds = dict.fromkeys(sorted({*goals, *alike, *read}), Kind.MAL)
    return kinds | {i: one.kind or Kind.AKTIVITET for i, one in read.items()}, read


def _labels(text: str, labels: Mapping[str, int]) -> bool:
    """Whether a line begins with a name that recurs and says neither how it goes nor what is named."""
    found = _RECURRING.match(text)
    if found is None or labels[found["name"]] < OFTEN:
        return False
    return wording.cell(found["name"]) is None and not named_kind(found["name"])


def _fellows(lines: Sequence[Line], read: Mapping[int, OneLine], register: Register) -> dict[int, OneLine]:
    """Entries beside these in their lists that go on after the same sign and say nothing of how it goes."""
    found = {}
    for line in lines:
        beside = next((read[n] for n in (line.index - 1, line.index + 1) if n in read), None)
        if beside is None or line.index in read or not (line.listed and line.run_in):
            continue
        start = _start(line.text)
        title = line.text[start : line.run_in].strip(_AROUND)
        last = _WHO_LAST.search(title)  # however the name is spelt
        title = title[: last.start()] if last is not None else title
        if line.text[:start] == beside.form[0] + " " and _is_title(title, register, listed=True):
            begin = line.text.index(title, start)
            who = last["who"] if last is not None else ""
            placed = begin, begin + len(title)
            found[line.index] = OneLine(placed, line.run_in, beside.form, responsible=who)
    return found


_WHO_LAST = re.compile(r"\s*\((?P<who>[^()]{2,80})\)\.?$")


def _goal_over(i: int, lines: Sequence[Line], read: dict[int, OneLine], known: Sequence[str]) -> int | None:
    """The nearest line over an aktivitet that is a heading with a name of its own, or calls itself a mål."""
    for line in reversed(lines[max(0, i - FURTHEST) : i]):
        if line.index in read or line.table is not None:
            continue
        if _is_goal_line(line, known):
            return line.index
    return None


def _is_goal_line(line: Line, known: Sequence[str]) -> bool:
    if line.is_board or line.separator or line.index == 0:
        return False
    if _calls_itself_goal(line):
        return True
    if not line.level or line.listed or line.label is not None:
        return False
    return not (is_chapter(line.text, known) or leads(line) or wording.status_over(line.text) is not None)


def _speaks_of_goals(line: Line) -> bool:
    """Whether a line names a mål or an aktivitet, or leads to some; where none does, no mål can be shown."""
    if line.table is not None:
        return False
    if line.label is not None and line.label.role.kind is Kind.AKTIVITET:
        return True
    at = _start(line.text)
    kind = split_number(line.text[at:], line.block.number if line.block is not None and not at else "")[2]
    return (
        kind is Kind.AKTIVITET
        or _TOLD.match(line.text, at) is not None
        or _calls_itself_goal(line)
        or leads(line)
    )


def _calls_itself_goal(line: Line) -> bool:
    if line.label is not None:
        return line.label.role.kind is Kind.MAL and line.label.value_start < len(line.text)
    return split_number(line.text)[2] is Kind.MAL


def leads(line: Line) -> bool:
    """Whether a line says that aktiviteter follow: `Aktiviteter under året`, `Nämndens insatser:`."""
    return (
        len(line.text) <= 60 and split_number(line.text)[1] == 0 and named_kind(line.text) == Kind.AKTIVITET
    )


def _led(goal: int, i: int, lines: Sequence[Line]) -> bool:
    return any(line.table is None and leads(line) for line in lines[goal + 1 : i])


def _read(line: Line, register: Register) -> OneLine | None:
    """A line as the parts of an aktivitet, or None where it says nothing of how, or holds no title."""
    text, block = line.text, line.block
    if block is None or line.separator or line.is_board or block.kind == "heading" or block.bold:
        return None
    if len(text) > LONGEST_LINE:
        return None
    titled = line.label is not None and line.label.role.name == "title"
    judged = line.label is not None and wording.cell(line.label.name) is not None  # `Klar: Fler träd`
    if (
        (line.label is not None and not (titled or judged))
        or line.who_and_how is not None
        or line.bare is not None
    ):
        return None
    at = _start(text)
    told = _TOLD.match(text, at)
    if told is not None and wording.sentence(text[at : split(text[at:])[0][1] + at]):
        group = "quoted" if told["quoted"] else "title"
        begin, end = told.end(), at + split(text[at:])[0][1]
        verb = text.find(" ", begin)
        status = next((n for n in (begin, verb + 1) if wording.cell(text[n:end]) is not None), end)
        return OneLine(
            told.span(group), at if status == end else end, ("told", group), kind=Kind.AKTIVITET,
            status=(status, end) if status < end else None,
        )  # fmt: skip
    number, start, kind = split_number(text[at:], block.number if not at else "")
    start += at
    if titled and line.label is not None:
        start, kind = line.label.value_start, line.label.role.kind
    if kind not in (None, Kind.AKTIVITET) or wording.cell(text) is not None:
        return None
    facts = _Facts(text, register)
    first = _CAPITALS.match(text, start) or _FIRST.match(text, start)
    lead = ""
    if first is not None and wording.cell(first["said"].strip()) is not None:
        facts.status, start, lead = first.span("said"), first.end(), "status"
        facts.status = facts.status[0], facts.status[0] + len(first["said"].rstrip())
    elif (dated := _date_first(text, start)) is not None:
        facts.dates.append((text[start : dated[0]], "when"))
        start, lead = dated[1], "date"
    end, parting = _title_end(text, start, facts)
    rest = facts.take(end, tabs=parting == "\t") if end < len(text) else end
    end += text.startswith(". ", end)
    title = text[start:end].strip(_AROUND)
    named = kind is Kind.AKTIVITET
    if facts.status is None and not (named and (facts.dates or facts.responsible)):
        return None
    if not _is_title(title, register, listed=bool(at)):
        return None
    start = text.index(title, start)
    signs = (text[:1] if at else "", lead, "named" if named else "", parting)
    return OneLine(
        (start, start + len(title)), rest, signs, number, kind, facts.status, None, facts.responsible,
        tuple(facts.dates),
    )  # fmt: skip


def _start(text: str) -> int:
    """Where a line begins after its bullet."""
    bullet = _BULLET.match(text)
    return bullet.end() if bullet is not None else 0


def _listed(line: Line, over: Line, register: Register) -> OneLine | None:
    """What is listed under a heading that says how it goes with all of it."""
    start, end = _start(line.text), len(line.text)
    if not _is_title(line.text[start:end], register, listed=True):
        return None
    return OneLine((start, end), end, ("listed", line.text[:start].strip()), over=over.span)


def _is_title(title: str, register: Register, *, listed: bool) -> bool:
    letters = sum(map(str.isalpha, title))
    if not 8 <= letters <= LONGEST_TITLE or column(title) is not None or register.heading(title) is not None:
        return False
    if not (listed or title[:1].isupper() or title[:1].isdigit()):
        return False
    return (
        len(split(title)) == 1
        and wording.cell(title) is None
        and not wording.sentence(title.rstrip(".") + ".")
    )


def _date_first(text: str, start: int) -> tuple[int, int] | None:
    """Where a date that a line begins with ends, and where the title after it begins."""
    found = None
    for sign in re.finditer(r"(?:\s*[:–—]\s+|\s+)(?=[A-ZÅÄÖ\"”])", text[start : start + 60]):
        if parse_range(text[start : start + sign.start()]) is not None:
            found = start + sign.start(), start + sign.end()
    return found


def _title_end(text: str, start: int, facts: _Facts) -> tuple[int, str]:
    """Where the title ends, and the sign that ends it: before the first fact, sentence or line.

    Of a title that would be too long, or more than a sentence, the end is that of the text.
    """
    for sign in _PARTING.finditer(text, start + 3):
        title = text[start : sign.start()].strip(_AROUND)
        if len(split(title)) > 1 or sum(map(str.isalpha, title)) > LONGEST_TITLE:
            break
        if facts.at(sign.end()) is not None or "\n" in sign.group():
            return sign.start(), sign.group().strip(" \n") or sign.group()[:1]
        if sign.group()[0] == "\t" and FUNCTION.match(text, sign.end()):
            return sign.start(), "\t"
        if (
            sign.group()[0] == "."
            and facts.status is not None
            and len(split(text[start : sign.end() + 1])) > 1
        ):
            return sign.start(), "."
    return len(text), ""


class _Facts:
    """What a line says beside the title, taken up part by part."""

    def __init__(self, text: str, register: Register) -> None:
        self._text = text
        self._register = register
        self.status: tuple[int, int] | None = None
        self.responsible = ""
        self.dates: list[tuple[str, str]] = []

    def at(self, start: int) -> tuple[str, int, int, int] | None:
        """The fact that begins at `start`: its role, where its value begins and ends, and what follows."""
        text = self._text
        ends = [stop.start() for stop, _ in zip(_STOP.finditer(text, start), range(5), strict=False)]
        first = text[start : ends[0]]
        if not any(map(str.isdigit, first)) and wording.cell(first) is not None:
            return "status", start, ends[0], ends[0]
        for end in reversed(ends):
            if any(map(str.isdigit, text[start:end])) and (when := dated_part(text, start, end)) is not None:
                return when[2], when[0], when[1], end
        for end in ends:
            if end > start and wording.cell(text[start:end]) is not None:
                return "status", start, end, end
        found = label(text[start:])
        if found is not None and found.role.name in _LABELLED and start + found.value_start < len(text):
            begin = start + found.value_start
            if found.role.name in ("comment", "description"):
                return "comment", begin, len(text), len(text)
            end = next(
                n for n in (*(m.start() for m in _VALUE_END.finditer(text, begin)), len(text)) if n > begin
            )
            return found.role.name, begin, end, end
        for end in reversed(ends):
            part = text[start:end]
            if not _NO_NAME.search(part) and names_only(part.strip(" ."), self._register):
                return "responsible", start, end, end
        return None

    def take(self, start: int, *, tabs: bool) -> int:
        """Take up the facts from `start` on; where the comment begins."""
        text = self._text
        while True:
            between = _BETWEEN.match(text, start)
            start = between.end() if between is not None else start
            found = self.at(start) if start < len(text) else None
            if found is None and tabs and start < len(text):
                end = next(stop.start() for stop in re.finditer(r"\t|$", text[start:])) + start
                if FUNCTION.fullmatch(text[start:end]) and (
                    end < len(text) or PERSON.search(text[start:end])
                ):
                    found = "responsible", start, end, end
            if found is None or found[0] == "comment":
                return start
            role, begin, end, goes_on = found
            if role == "status":
                if self.status is not None:
                    return start
                self.status = begin, end
            elif role == "responsible":
                self.responsible = self.responsible or text[begin:end].strip(" .,;")
            elif role in ("start", "end", "when"):
                self.dates.append((text[begin:end], role))
            start = goes_on


_NO_NAME = re.compile(r"[\d\t\n)]")
_LABELLED = frozenset({"status", "responsible", "start", "end", "when", "comment", "description"})
_VALUE_END = re.compile(r"\n|\t|[.;](?=\s+[A-ZÅÄÖ]|\s*$)|,\s+(?=[\w ]{2,30}:)")
