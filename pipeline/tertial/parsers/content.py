"""What stands under an item's title: labels, statuses, comments, and each board's own part."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from tertial import wording
from tertial.boards import Register
from tertial.document import Document, Span
from tertial.parsers.facts import LONGEST, Facts, in_parts, read_facts
from tertial.parsers.givers import given_line, in_state, nothing_else, said_given, signature
from tertial.parsers.references import is_reference
from tertial.parsers.roles import Label, bare_label, column, label
from tertial.parsers.signed import stated
from tertial.parsers.titles import undecided
from tertial.parsers.who_and_how import who_and_how
from tertial.records import Part, Passage, PassageRole
from tertial.swedish.dates import parse_range
from tertial.swedish.sentences import split
from tertial.vocabulary import DatePrecision, Modality

ALL_BOARDS = "Alla nämnder"

_year: ContextVar[int | None] = ContextVar("year", default=None)
_SEASON = re.compile(r"\b(?:vår|sommar|höst|[vh]t\b)", re.IGNORECASE)
"""What says too little of when without a year."""


@contextmanager
def reporting(year: int | None) -> Iterator[None]:
    """Lets days, months and quarters that are printed without a year be of this one inside the block."""
    token = _year.set(year)
    try:
        yield
    finally:
        _year.reset(token)


@dataclass(slots=True)
class Content:
    """What was found under a title; filled while its paragraphs are read, then taken over by an Entry."""

    passages: list[Passage] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    responsible: str = ""
    helpers: str = ""
    """Who takes part without being responsible, as printed."""
    area: str = ""
    number: str = ""
    start_date: str = ""
    end_date: str = ""
    date_precision: DatePrecision = DatePrecision.NONE

    def add(self, more: Content) -> None:
        """Add what another place tells: all that is said there, and the dates that are not set yet."""
        self.passages += more.passages
        self.parts += more.parts
        self.start_date = self.start_date or more.start_date
        self.end_date = self.end_date or more.end_date
        self.date_precision = self.date_precision or more.date_precision

    def set_dates(self, printed: str, which: str) -> None:
        """Take over a date or range of dates; `which` is start, end or when. What is set already stays.

        A single day of which nothing says whether it is the first or the last is the last.
        """
        found = parse_range(printed)
        if found is None and not _SEASON.search(printed):
            found = parse_range(printed, _year.get())
        if found is None:
            return
        day = found.start == found.end
        if which in ("start", "when") and not self.start_date and not (day and which == "when"):
            self.start_date = found.start
        if which in ("end", "when") and not self.end_date:
            self.end_date = found.end or (found.start if which == "end" else "")
        if self.date_precision is DatePrecision.NONE:
            self.date_precision = found.precision


@dataclass(frozen=True, slots=True)
class Piece:
    """A line or paragraph under a title, with its place in the document."""

    span: Span
    text: str
    shade: str = ""
    heading: bool = False
    """It is marked as a heading: bold, large, or by its style."""


@dataclass(slots=True)
class _Speaker:
    board: str
    heading: str
    start: int = -1
    end: int = -1


_PARTED = re.compile(r"\t+|\s+\|\s+|\s{3,}")
_CLOSED = re.compile(r"[.;,]\s+(?=[A-ZÅÄÖ][\w /-]{1,40}\??:)")
_SPACED = re.compile(r"\S\s+(?=[A-ZÅÄÖ][^\W\d_]*(?: [^\W\d_]+){0,2}:\s)")
"""Where another label may begin after a short value: `Ansvarig: KS Tidplan: maj 2022`."""
BRACKETED = re.compile(r"\((?=[^():\n]{2,40}:)[^()\n]{4,120}\)\.?")
"""What may be a label and its value in brackets: `(Ansvarig: KS)`."""


def pieces(document: Document, spans: Iterable[tuple[Span, str, bool]]) -> list[Piece]:
    """Paragraphs as pieces; one whose lines, or parts between tabs, begin with labels becomes several."""
    found: list[Piece] = []
    for span, shade, heading in spans:
        text = document.cut(span)
        cuts = _label_cuts(text)
        for start, end in cuts:
            part = text[start:end]
            lead = len(part) - len(part.lstrip())
            part = part.strip().rstrip(" |")
            at = span.start + start + lead
            squared = part[:1] == "[" and part[-1:] == "]" and wording.cell(part[1:-1]) is not None
            if squared or (BRACKETED.fullmatch(part) and label(part) is not None):
                at, part = at + 1, part.rstrip(".")[1:-1]
            if part:
                found.append(Piece(Span(at, at + len(part)), part, shade, heading))
    return found


def by_sentence(
    document: Document, paragraphs: Sequence[tuple[Span, str, bool]]
) -> list[tuple[Span, str, bool]]:
    """Each sentence of the paragraphs as a paragraph of its own, so that each may be another board's."""
    return [
        (Span(span.start + start, span.start + end), shade, heading)
        for span, shade, heading in paragraphs
        for start, end in split(document.cut(span))
    ]


def _label_cuts(text: str) -> list[tuple[int, int]]:
    """Where a paragraph is cut: at lines and parts of lines that begin with a label or are a status alone."""
    end, start = wording.before_comment(text) or (0, 0)
    cuts = [(0, end)] if end else []
    for line in re.finditer(r"[^\n]+", text):
        labelled = _labels_in(line.group())
        if labelled:
            for s in labelled:
                at = line.start() + s
                if at > start:
                    cuts.append((start, at))
                    start = at
            found = label(line.group()[labelled[-1] :])
            goes_on = text[line.end() :].lstrip()[:1].islower()  # `Status: Ej` over `påbörjat` is one value
            if found is not None and found.role.name in _SHORT and line.end() < len(text) and not goes_on:
                cuts.append((start, line.end()))
                start = line.end()
        elif line.group()[:1].islower() and text[: line.start()].rstrip()[-1:] not in (
            "",
            ".",
            "!",
            "?",
            ":",
        ):
            continue
        elif "\n" in text and (wording.cell(line.group()) or bare_label(line.group())):
            if line.start() > start:
                cuts.append((start, line.start()))
            cuts.append((line.start(), line.end()))
            start = line.end()
    tail = _label_last(text[start:])
    if tail:
        cuts.append((start, start + tail))
        start += tail
    if start < len(text):
        cuts.append((start, len(text)))
    return cuts


def _label_last(text: str) -> int:
    """Where a last sentence begins that is a label and its value (`Ansvarig: KS.`) or a status; else 0."""
    start = split(text)[-1][0] if text.strip() else 0
    if not start or (":" not in text[start:] and len(text) - start > wording.LONGEST_CELL):
        return 0
    found = label(text[start:])
    if found is not None and found.role.name in ("responsible", "status", "forecast"):
        return start
    # `Startdatum 2022-01-01, slutdatum 2022-12-31. Klar`, `2022 • Rektorerna • Klar`
    dated = parse_range(text[:start]) is not None or text[:start].rstrip()[-1:] in "•·|"
    said = wording.cell(text[start:].strip("[] .")) if label(text) is None and not dated else None
    return start if said is not None and said.modality is Modality.UTFALL else 0


_SHORT = frozenset({"responsible", "start", "end", "when", "status", "forecast", "number", "decided", "area"})
"""Roles whose value ends with its line; a comment goes on."""


def _labels_in(line: str) -> list[int]:
    """Where labels begin in a line that begins with one (`Ansvar: KS. Tid: 2010`) or parts two by tabs."""
    if ":" not in line and "? " not in line:
        return []
    bracketed = [m.span() for m in BRACKETED.finditer(line) if label(m.group()) is not None]
    if bracketed:
        return sorted({s for span in bracketed for s in span if s < len(line)})
    parted = [s for s in (0, *(m.end() for m in _PARTED.finditer(line))) if label(line[s:]) is not None]
    closed = [m.end() for m in _CLOSED.finditer(line)]
    later = {s: found.role.name for s in closed if (found := label(line[s:])) is not None}
    if (opening := label(line)) is not None and opening.role.name in _SHORT and len(line) <= LONGEST:
        spaced = (m.end() for m in _SPACED.finditer(line, opening.value_start))
        later |= {
            s: f.role.name for s in spaced if (f := label(line[s:])) is not None and f.role.name in _SHORT
        }
    if not parted or (parted[0] > 0 and len(parted) < 2):
        if len(later) > 1 and any(name in _DATES for name in later.values()):
            return sorted(later)
        return [s for s, name in later.items() if name == "responsible"]
    return sorted({*parted, *(later if parted[0] == 0 else ())})


_ROLES: dict[str, PassageRole] = {
    "status": "status",
    "forecast": "forecast",
    "comment": "comment",
    "description": "description",
}
_NEVER_JUDGED = frozenset({"description", "decided", "number", "indicator", "figure", "title"})


class ContentReader:
    """Reads the pieces under one title, in order, into a Content."""

    def __init__(
        self, document: Document, register: Register, *, speaker: str = "", asks: bool = False
    ) -> None:
        """Begin.

        Args:
            speaker: Canonical board that speaks from the start, where the item stands in its chapter.
            asks: The report says on lines of their own who has its items, so that a name alone does.
        """
        self._asks = asks
        self._document = document
        self._register = register
        self._speaker = speaker
        self.content = Content()

    def read(self, found: Sequence[Piece], *, boards: tuple[str, ...] = ()) -> Content:
        """Read all pieces.

        Args:
            boards: Canonical boards that the item is given to, as far as the title tells.
        """
        stretches: list[tuple[_Speaker | None, Piece, PassageRole, str]] = []
        speaker: _Speaker | None = None
        pending: Label | None = None
        role: PassageRole = "comment"
        name = ""
        by_heading = False
        found = list(self._by_name(self._without_who_and_how(found, boards, stretches)))
        found = [rest for piece in found if (rest := self._without_facts_last(piece)).text]
        for piece in found:
            facts = (
                read_facts(piece.text, self._register)
                if in_parts(piece.text) or label(piece.text) is None
                else None
            )
            if facts is not None and pending is None:
                self._take_facts(facts)
                continue
            given = given_line(piece.text, self._register)
            board = self._register.heading(piece.text) if len(piece.text) <= 120 and given is None else None
            if board is not None and self._asks and piece in (found[0], found[-1]) and not boards:
                self.content.responsible, boards = piece.text.strip(" .:*"), (board.name,)
                continue
            if board is not None and pending is None:
                speaker = _Speaker(board.name, _heading_as_printed(piece.text))
                role, name, by_heading = "comment", "", True
                continue
            if pending is not None and pending.role.name in ("status", "forecast", "responsible", *_DATES):
                taken = self._take(pending, piece.text, piece.span, piece.shade, speaker, stretches)
                pending = None
                if taken:
                    continue
            listed = self._by_state(piece)
            if listed:
                self.content.passages += listed
                role, name = "comment", ""
                continue
            signed = self._each_signed(piece)
            if signed:
                role, name = "comment", ""
                stretches += signed
                continue
            answer = self._judged_answer(piece)
            if answer is not None:
                role, name = "comment", ""
                stretches.append(answer)
                continue
            found_label = label(piece.text) or given
            if (
                found_label is not None
                and found_label.role.name == "comment"
                and self._names_board(piece, found_label)
            ):
                found_label = None  # `Kommentar KS: …` is an answer
            if found_label is not None and found_label.value_start < len(piece.text):
                value = piece.text[found_label.value_start :]
                span = Span(piece.span.start + found_label.value_start, piece.span.end)
                kind = found_label.role.name
                if kind in ("comment", "description"):
                    told = (_ROLES[kind], found_label.name)
                    stretches.append((speaker, Piece(span, value, piece.shade), *told))
                    role, name = told if not is_reference(value) else ("comment", "")
                elif not self._take(found_label, value, span, piece.shade, speaker, stretches):
                    stretches.append((speaker, piece, role, name))
                elif kind in ("status", "forecast"):
                    role, name = "comment", ""
                continue
            said = wording.cell(piece.text) is not None and not piece.text.rstrip().endswith(":")
            bare = bare_label(piece.text)
            if bare is not None and not said:
                pending = bare if bare.role.name != "comment" else None  # what follows may name a board
                speaker = None if _OF_THE_WHOLE.match(bare.name) else speaker
                if bare.role.name in ("comment", "description"):
                    role, name = _ROLES[bare.role.name], bare.name
                elif bare.role.name not in ("status", "forecast"):
                    role = "comment"
                continue
            if wording.cell(piece.text) is not None and role != "description":
                stretches.append((speaker, piece, "status", ""))
                continue
            stretches.append((speaker, piece, role, name))
        if not self.content.responsible and not boards:
            self.content.responsible = self._said(stretches)
        if self.content.responsible and not boards:
            boards = self._register.responsible(self.content.responsible).boards
        if self.content.helpers and boards:
            boards = (*boards, *self._register.responsible(self.content.helpers).boards)
        stretches, boards = self._signed(stretches, boards)
        if not by_heading or self._answered_before(stretches):
            stretches = self._opened(stretches, boards)
        self._settle(stretches)
        return self.content

    def _judged_answer(self, piece: Piece) -> tuple[_Speaker, Piece, PassageRole, str] | None:
        """What a board tells after a label that says how it goes, or that this is how: `SN (klart): …`."""
        labelled = ":" in piece.text[:100] or piece.text[-1:] in ")]"
        for pattern in (_JUDGED, _STATE_OF) if labelled else ():
            found = pattern.match(piece.text)
            board = self._register.heading(found["who"]) if found is not None else None
            if found is None or board is None:
                continue
            speaker = _Speaker(board.name, found["who"].lstrip(" •*–-"))
            if "how" in found.groupdict():
                if wording.cell(found["how"]) is None:
                    continue
                if found.end() == len(piece.text):  # `Socialnämnden (pågår)`
                    return speaker, _cut(piece, *found.span("how")), "status", ""
                at = piece.span.start + found.start("how")
                span = Span(at, at + len(found["how"]))
                self.content.passages.append(Passage(span=span, role="status", board=board.name))
            elif (role := column(found["name"])) is None or role.name not in ("status", "forecast"):
                continue
            told = _cut(piece, found.end(), len(piece.text))
            said: PassageRole = "status" if wording.cell(told.text) is not None else "comment"
            return speaker, told, said, ""
        return None

    def _by_state(self, piece: Piece) -> list[Passage]:
        """The states of a paragraph that only says who is in each: `Klart: KS`, `KS klart, SN pågår`."""
        told = [
            Passage(span=Span(at + one.span.start, at + one.span.end), role="status", board=board)
            for at in (piece.span.start,)
            for one in stated(piece.text.rstrip(" ."), self._register)
            for board in one.boards
        ]
        for start, end in (
            split(piece.text) if not told and _MAY_LIST.search(piece.text, 0, LONGEST_STATE) else ()
        ):
            said = in_state(piece.text[start:end], self._register)
            if said is None:
                return []
            span = Span(piece.span.start + start, piece.span.start + start + len(said[0]))
            boards = ("" if board == ALL_BOARDS else board for board in said[1])
            told += [Passage(span=span, role="status", board=board) for board in boards]
        return told

    def _each_signed(self, piece: Piece) -> list[tuple[_Speaker, Piece, PassageRole, str]]:
        """The parts of a paragraph in which one board after another signs what it says, to its end."""
        signs = _SIGNS.finditer(piece.text) if piece.text.rstrip()[-2:].strip(".")[-1:] in (")", "]") else ()
        found = [m for m in signs if nothing_else(m["who"], self._register)]
        boards = [self._register.responsible(m["who"]).boards for m in found]
        alone = all(len(named) == 1 for named in boards)
        if len(set(boards)) < 2 or not alone or piece.text[found[-1].end() :].strip():
            return []
        starts = [0, *(m.end() for m in found)]
        return [
            (_Speaker(board, m["who"]), _cut(piece, start, m.start()), "comment", "")
            for start, m, (board,) in zip(starts, found, boards, strict=False)
        ]

    def _without_who_and_how(
        self,
        found: Sequence[Piece],
        boards: tuple[str, ...],
        stretches: list[tuple[_Speaker | None, Piece, PassageRole, str]],
    ) -> Sequence[Piece]:
        """The pieces but the one line that says who is to act and how it goes, which is taken over.

        Where there are several such lines, or one of several boards has one, they are the boards' answers.
        """
        told = [(piece, said) for piece in found[:3] if (said := who_and_how(piece.text, self._register))]
        if len(told) != 1 or any(who_and_how(piece.text, self._register) for piece in found[3:]):
            return found
        piece, said = told[0]
        who = piece.text[slice(*said.who)].strip()
        given = self._register.responsible(who).boards
        if len(boards) > 1 and len(given) == 1 and given[0] in boards:
            return found
        others = [other for other in found if other is not piece]
        if who.endswith(":") and any(self._register.answers(other.text) for other in others):
            return found  # `Ks:  Planen är antagen.` over `Bun:  Pågår`
        parting = piece.text[said.who[1] :].lstrip()[:1]
        for other in found if parting in "–-:" else ():
            opening = self._register.opening(other.text) if other is not piece else None
            if opening is not None and other.text[opening.heading_span.end :].lstrip()[:1] == parting:
                return found  # `KS – Planen är antagen.`, `SN – Ej påbörjat.`
        self.content.responsible = self.content.responsible or who
        for start, end, which in said.when:
            self.content.set_dates(piece.text[start:end], which)
        stretches.append((None, _cut(piece, *said.how), "status", ""))
        return others

    def _without_facts_last(self, piece: Piece) -> Piece:
        """A piece up to the facts in brackets that close it, which are taken over: `… pågår. [KS; 2022]`."""
        last = _FACTS_LAST.search(piece.text) if piece.text.rstrip(". ")[-1:] in "])" else None
        if last is None:
            return piece
        facts = read_facts(last[1], self._register)
        if facts is None and self._asks and nothing_else(last[1], self._register):
            facts = Facts(last[1], ())
        if facts is None:
            return piece
        self._take_facts(facts)
        return _cut(piece, 0, last.start())

    def _take_facts(self, facts: Facts) -> None:
        self.content.responsible = self.content.responsible or facts.responsible
        for printed, which in facts.dates:
            self.content.set_dates(printed, which)

    def _by_name(self, found: Iterable[Piece]) -> Iterator[Piece]:
        """The pieces; one whose lines begin with a board's name alone on its line becomes two."""
        for piece in found:
            start = 0
            for line in re.finditer(r"[^\n]+", piece.text) if "\n" in piece.text else ():
                if len(line.group()) <= 120 and self._register.heading(line.group().strip()) is not None:
                    if piece.text[start : line.start()].strip():
                        yield _cut(piece, start, line.start())
                    yield _cut(piece, line.start(), line.end())
                    start = line.end()
            if not start:
                yield piece
            elif piece.text[start:].strip():
                yield _cut(piece, start, len(piece.text))

    def _take(
        self,
        found: Label,
        value: str,
        span: Span,
        shade: str,
        speaker: _Speaker | None,
        stretches: list[tuple[_Speaker | None, Piece, PassageRole, str]],
    ) -> bool:
        """Take a labelled value over; False where it is not what the label promises."""
        kind = found.role.name
        content = self.content
        if kind in ("status", "forecast"):
            if wording.choice_unfilled(value):
                return True
            if content.responsible and _DONE_BY.fullmatch(found.name) and parse_range(value) is not None:
                content.set_dates(value, "end")  # `Ansvarig: rektor. Klart: juni 2017`
                return True
            said = wording.cell(value) or wording.leading(value) or wording.answered(value, found.name)
            fits = said is not None or len(value) <= 40
            stretches.append(
                (speaker, Piece(span, value, shade), _ROLES[kind] if fits else "comment", found.name)
            )
            return True
        if kind == "responsible":
            value = self._without_deadline(value)
            value = value[:-1] if value.count(")") > value.count("(") else value
            who = self._without_text(value)
            content.responsible = content.responsible or undecided(value[:who]).strip().rstrip(".;,")
            rest = value[who:]
            if rest.strip():
                at = span.start + who + len(rest) - len(rest.lstrip())
                stretches.append((speaker, Piece(Span(at, span.end), rest.lstrip(), shade), "comment", ""))
            return True
        if kind == "helper":
            if not self._register.responsible(value).boards or wording.sentence(value):
                return False  # `Medverkande: eleverna i årskurs 6` tells of the work
            content.helpers = content.helpers or value.strip().rstrip(".;,")
            return True
        if kind in _DATES:
            content.set_dates(value, kind)
            (_, first), *others = split(value) or [(0, len(value))]
            if others and parse_range(value) is None:  # `Slutdatum: 2023-06-30. Arbetet pågår.`
                content.set_dates(value[:first], kind)
                begin = others[0][0]
                told = Piece(Span(span.start + begin, span.end), value[begin:], shade)
                stretches.append((speaker, told, "comment", ""))
            return True
        if kind == "area":
            content.area = content.area or value.strip()
            return True
        if kind == "number":
            content.number = content.number or value.strip()
            return True
        if kind in _NEVER_JUDGED:
            stretches.append((speaker, Piece(span, value, shade), "description", found.name))
            return True
        return False

    def _without_deadline(self, value: str) -> str:
        """Who is responsible, without the sentence after it that only sets a date."""
        spans = split(value)
        if len(spans) != 2 or not self._register.responsible(value[: spans[0][1]]).boards:
            return value
        rest = value[spans[1][0] :]
        if len(rest) > 60 or parse_range(rest) is None:
            return value
        self.content.set_dates(rest, "end")
        return value[: spans[0][1]]

    def _without_text(self, value: str) -> int:
        """Where the one who is responsible ends and text follows on the line: `KS. Pågår. Planen …`."""
        spans = split(value)
        if len(spans) < 2 or not self._register.responsible(value[: spans[0][1]]).boards:
            return len(value)
        return spans[0][1] if value[spans[1][0] :].rstrip()[-1:] in (".", "!", "?") else len(value)

    def _signed(
        self, stretches: list[tuple[_Speaker | None, Piece, PassageRole, str]], boards: tuple[str, ...]
    ) -> tuple[list[tuple[_Speaker | None, Piece, PassageRole, str]], tuple[str, ...]]:
        """Give a paragraph that one board signs to that board, and the item to whom the first is signed by.

        `… är klar. /TN` under an item that nobody else is named for says who has it; so does
        `(KS, SN)`. Of several signed paragraphs each is the signer's own.
        """
        signed = {
            n: found
            for n, (speaker, piece, role, _) in enumerate(stretches)
            if role == "comment" and speaker is None and (found := signature(piece.text, self._register))
        }
        who = {n: self._register.responsible(printed).boards for n, (printed, _) in signed.items()}
        first = next((n for n, (_, _, role, _) in enumerate(stretches) if role == "comment"), -1)
        whole = next((n for n in signed if len(who[n]) > 1 or (len(signed) == 1 and n == first)), None)
        if whole is not None and not boards and not self.content.responsible:
            self.content.responsible, boards = signed[whole][0], who[whole]
        own = {n for n in signed if len(who[n]) == 1 and n != whole}
        if len({who[n] for n in own}) < 2 and not (len(boards) > 1 and own):
            return stretches, boards
        result = []
        for n, (speaker, piece, role, name) in enumerate(stretches):
            if n in own:
                speaker = _Speaker(who[n][0], signed[n][0])
                piece = _cut(piece, 0, signed[n][1])
            result.append((speaker, piece, role, name))
        return result, boards

    def _names_board(self, piece: Piece, found: Label) -> bool:
        opening = self._register.opening(piece.text)
        return opening is not None and opening.label and opening.heading == found.name

    def _said(self, stretches: Sequence[tuple[_Speaker | None, Piece, PassageRole, str]]) -> str:
        """Who a sentence of the item's own comment says that it was given to; empty where none does."""
        told = (piece.text for speaker, piece, role, _ in stretches if role == "comment" and speaker is None)
        found = (said_given(text[start:end], self._register) for text in told for start, end in split(text))
        return next(filter(None, found), "")

    def _answered_before(self, stretches: Sequence[tuple[_Speaker | None, Piece, PassageRole, str]]) -> bool:
        """Whether two boards answer by labels before the first that has a heading, as of the whole report."""
        told = (piece.text for speaker, piece, role, _ in stretches if role == "comment" and speaker is None)
        openings = (self._register.opening(text) for text in told)
        return len({one.board for one in openings if one is not None and one.label}) > 1

    def _opened(
        self,
        stretches: list[tuple[_Speaker | None, Piece, PassageRole, str]],
        boards: tuple[str, ...],
    ) -> list[tuple[_Speaker | None, Piece, PassageRole, str]]:
        """Give each board what it says where boards open paragraphs or sentences instead of having headings.

        One board that opens a paragraph is no regularity, unless it answers by a label ("VON: …") or is
        one of several that the item is given to.
        """
        openings: list[list[tuple[int, str, str, int, bool]]] = []
        first_in_paragraph, labelled = [], []
        for own, piece, role, _ in stretches:
            here: list[tuple[int, str, str, int, bool]] = []
            if role == "comment" and own is None:
                for n, (start, end) in enumerate(split(piece.text)):
                    of_all = _OF_ALL.search(piece.text, start, end) is not None
                    opening = None if of_all else self._register.opening(piece.text[start:end])
                    if opening is not None and said_given(piece.text[start:end], self._register):
                        continue
                    if opening is None:
                        if of_all or _OF_THE_WHOLE.match(piece.text, start):
                            here.append((start, "", "", start, False))
                        continue
                    here.append(
                        (start, opening.board, opening.heading, start + opening.body_start, opening.label)
                    )
                    if n == 0:
                        first_in_paragraph.append(opening.board)
                    if opening.label:
                        labelled.append(opening.board)
            openings.append(here)
        several = len(boards) > 1
        regular = len(set(first_in_paragraph)) >= 2 or bool(labelled)
        if several or ALL_BOARDS in boards:
            # Several are asked, and two answer in one paragraph, each in a sentence of its own.
            together = [{board for _, board, *_ in here if board} for here in openings]
            asked_of = set(boards)
            regular = regular or any(
                len(told if ALL_BOARDS in boards else told & asked_of) >= 2 for told in together
            )
        elif not boards:  # nobody is named, and two answer in a paragraph that the first of them opens
            regular = regular or any(
                len({board for _, board, *_ in here if board}) >= 2
                and (here[0][0] == 0 or wording.sentence(piece.text[: here[0][0]].strip()))
                and not any(
                    _DEALT_WITH.search(piece.text, start, start + LONGEST_DEALT) for start, *_ in here
                )
                for here, (_, piece, *_) in zip(openings, stretches, strict=True)
            )
        if not regular and not (several and any(board in boards for board in first_in_paragraph)):
            return stretches
        allowed = set(first_in_paragraph) if not several or regular else set(boards)
        result: list[tuple[_Speaker | None, Piece, PassageRole, str]] = []
        speaker: _Speaker | None = None
        in_turn = 0  # where a paragraph ends in which one board after another answers
        verdicts = sum(_is_verdict(role, name) for _, _, role, name in stretches)
        for (own, piece, role, name), here in zip(stretches, openings, strict=True):
            if piece.heading and not here:
                speaker = None
            if own is not None:
                result.append((own, piece, role, name))
                continue
            if verdicts == 1 and _is_verdict(role, name):
                speaker = None  # the one labelled verdict is the item's, wherever it stands
            apart = "\n" in self._document.text[in_turn : piece.span.start] if in_turn else False
            if apart and not here and wording.sentence(piece.text):
                speaker = None  # after a paragraph in which one board after another answers
            if apart or here:
                in_turn = piece.span.end if len({board for _, board, *_ in here if board}) > 1 else 0
            at = 0
            for start, board, heading, body, by_label in here:
                opens_paragraph = start == 0
                if board and not by_label and opens_paragraph and board not in allowed:
                    continue
                asked = not board or not boards or ALL_BOARDS in boards or board in boards
                if not by_label and not opens_paragraph and not asked:
                    continue
                if start > at:
                    result.append((speaker, _cut(piece, at, start), role, name))
                speaker = _Speaker(board, heading) if board else None
                at = body if by_label else start
            if at < len(piece.text):
                result.append((speaker, _cut(piece, at, len(piece.text)), role, name))
        return result

    def _settle(self, stretches: list[tuple[_Speaker | None, Piece, PassageRole, str]]) -> None:
        order: list[_Speaker] = []
        for speaker, piece, role, name in stretches:
            board = speaker.board if speaker is not None else self._speaker
            self.content.passages.append(
                Passage(span=piece.span, role=role, label=name, board=board, shade=piece.shade)
            )
            if speaker is not None:
                if speaker.start < 0:
                    speaker.start = piece.span.start
                    order.append(speaker)
                speaker.end = piece.span.end
        for speaker in order:
            self.content.parts.append(
                Part(board=speaker.board, heading=speaker.heading, span=Span(speaker.start, speaker.end))
            )


LONGEST_STATE = 40
"""Characters of a state before the boards that are in it."""
_MAY_LIST = re.compile(r"[:–—]\s|\s-\s")
_DATES = ("start", "end", "when")
_DONE_BY = re.compile(r"klart?|färdigt?", re.IGNORECASE)
_SIGNS = re.compile(r"\s*[(\[](?P<who>[^()\[\]\n]{2,60})[)\]](?:\.(?=\s|$)|(?=\s+[A-ZÅÄÖ]|$))")
_JUDGED = re.compile(
    r"(?P<who>[^\n:.,()\[\]]{2,60}?)(?:,\s+|\s*[(\[])(?P<how>[^\n:()\[\]]{3,30}?)[)\]]?(?:\s*:\s+(?=\S)|\s*$)"
)
_STATE_OF = re.compile(r"(?P<name>[A-ZÅÄÖ]\w+)\s+(?:(?:för|hos|i)\s+)?(?P<who>[^\n:.()]{2,60}?)\s*:\s+(?=\S)")
_OF_THE_WHOLE = re.compile(
    r"(?:(?:uppdraget |målet |beslutet |för kommunen )?(?:som|i sin) helhet|för kommunen i stort|sammantaget"
    r"|sammanfattningsvis|sammanvägt|totalt sett|på det hela taget|övriga nämnder"
    r"|(?:sammanta?gen|samlad|sammanvägd|sammanfattande) (?:bedömning|bild)|helhetsbedömning|samlat omdöme)"
    r"(?!\w)",
    re.IGNORECASE,
)
"""What begins a statement after the boards' own that is of them all again."""
_DEALT_WITH = re.compile(
    r"\b(?:behandla|beslut|yttra|remitter|återremitter|bordl[aä]|avslog|godkän|fastställ|överläm|anslog|anslagit)"
)
"""What a board does with a matter that is no answer of its own: `Kommunstyrelsen behandlade planen`."""
LONGEST_DEALT = 80
"""Characters of a sentence that may say so."""
_OF_ALL = re.compile(
    r"\b(?:hela (?:uppdraget|målet|beslutet)|(?:uppdraget|målet|beslutet) (?:som|i sin) helhet"
    r"|(?:uppdraget|målet|beslutet) (?:\w+ )?sammantaget"
    r"|(?:för|hos) (?:båda|bägge|samtliga|alla)(?: \w+)? nämnder(?:na)?)(?!\w)",
    re.IGNORECASE,
)
"""What makes a statement one of all boards, whoever makes it: `KLK räknar med att hela uppdraget …`."""


_FACTS_LAST = re.compile(r"\s[\[(]([^\[\]()]{3,120})[\])][. ]*$")


def _is_verdict(role: PassageRole, name: str) -> bool:
    """Whether a stretch stands after a label that asks for a status, in one word or in sentences."""
    if not name or role in ("status", "forecast"):
        return bool(name)
    asked = column(name)
    return asked is not None and asked.name in ("status", "forecast")


def _cut(piece: Piece, start: int, end: int) -> Piece:
    text = piece.text[start:end]
    lead = len(text) - len(text.lstrip())
    text = text.strip()
    at = piece.span.start + start + lead
    return Piece(Span(at, at + len(text)), text, piece.shade, piece.heading)


def _heading_as_printed(text: str) -> str:
    return text.strip(" \t\n:*.").strip()
