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
from tertial.parsers.facts import Facts, in_parts, read_facts
from tertial.parsers.givers import given_line, nothing_else, said_given
from tertial.parsers.moments import sides_of
from tertial.parsers.pieces import DATES, Piece, cut
from tertial.parsers.references import is_reference
from tertial.parsers.roles import Label, bare_label, label
from tertial.parsers.speakers import (
    Speaker,
    Stretch,
    answered_before,
    each_signed,
    of_the_whole,
    opened,
    signed_apart,
)
from tertial.parsers.states import by_board, judged, states
from tertial.parsers.title_owners import undecided
from tertial.parsers.who_and_how import who_and_how
from tertial.records import Part, Passage, PassageRole
from tertial.swedish.dates import parse_range
from tertial.swedish.sentences import split
from tertial.vocabulary import DatePrecision

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
        stretches: list[Stretch] = []
        speaker: Speaker | None = None
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
                speaker = Speaker(board.name, _heading_as_printed(piece.text))
                role, name, by_heading = "comment", "", True
                continue
            if pending is not None and pending.role.name in ("status", "forecast", "responsible", *DATES):
                taken = self._take(pending, piece.text, piece.span, piece.shade, speaker, stretches)
                pending = None
                if taken:
                    continue
            listed = states(piece.text, self._register)
            if listed:
                self.content.passages += by_board(listed, piece.span.start, "status")
                role, name = "comment", ""
                continue
            signed = each_signed(piece, self._register)
            if signed:
                role, name = "comment", ""
                stretches += signed
                continue
            answer = self._judged(piece)
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
                speaker = None if of_the_whole(found_label.name) else speaker
                if kind in ("comment", "description"):
                    told = (_ROLES[kind], found_label.name)
                    stretches.append(Stretch(speaker, Piece(span, value, piece.shade), *told))
                    role, name = told if not is_reference(value) else ("comment", "")
                elif not self._take(found_label, value, span, piece.shade, speaker, stretches):
                    stretches.append(Stretch(speaker, piece, role, name))
                elif kind in ("status", "forecast"):
                    role, name = "comment", ""
                continue
            said = wording.cell(piece.text) is not None and not piece.text.rstrip().endswith(":")
            bare = bare_label(piece.text)
            if bare is not None and not said:
                pending = bare if bare.role.name != "comment" else None  # what follows may name a board
                speaker = None if of_the_whole(bare.name) else speaker
                if bare.role.name in ("comment", "description"):
                    role, name = _ROLES[bare.role.name], bare.name
                elif bare.role.name not in ("status", "forecast"):
                    role = "comment"
                continue
            if wording.cell(piece.text) is not None and role != "description":
                stretches.append(Stretch(speaker, piece, "status", ""))
                continue
            stretches.append(Stretch(speaker, piece, role, name))
        if not self.content.responsible and not boards:
            self.content.responsible = self._said(stretches)
        if self.content.responsible and not boards:
            boards = self._register.responsible(self.content.responsible).boards
        if self.content.helpers and boards:
            boards = (*boards, *self._register.responsible(self.content.helpers).boards)
        stretches, boards, self.content.responsible = signed_apart(
            stretches, boards, self.content.responsible, self._register
        )
        if not by_heading or answered_before(stretches, self._register):
            stretches = opened(stretches, boards, self._register, self._document.text)
        self._settle(stretches)
        return self.content

    def _judged(self, piece: Piece) -> Stretch | None:
        """What a board tells after its state, which is taken over: `SN (klart): …`."""
        said = judged(piece.text, self._register)
        if said is None:
            return None
        speaker = Speaker(said.board, said.heading)
        if said.how is not None and said.told == len(piece.text):  # `Socialnämnden (pågår)`
            return Stretch(speaker, cut(piece, *said.how), "status", "")
        if said.how is not None:
            at = piece.span.start
            span = Span(at + said.how[0], at + said.how[1])
            self.content.passages.append(Passage(span=span, role="status", board=said.board))
        told = cut(piece, said.told, len(piece.text))
        role: PassageRole = "status" if wording.cell(told.text) is not None else "comment"
        return Stretch(speaker, told, role, "")

    def _without_who_and_how(
        self,
        found: Sequence[Piece],
        boards: tuple[str, ...],
        stretches: list[Stretch],
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
        stretches.append(Stretch(None, cut(piece, *said.how), "status", ""))
        stretches += [Stretch(None, cut(piece, *told), "comment", "") for told in said.foretold]
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
        return cut(piece, 0, last.start())

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
                        yield cut(piece, start, line.start())
                    yield cut(piece, line.start(), line.end())
                    start = line.end()
            if not start:
                yield piece
            elif piece.text[start:].strip():
                yield cut(piece, start, len(piece.text))

    def _take(
        self,
        found: Label,
        value: str,
        span: Span,
        shade: str,
        speaker: Speaker | None,
        stretches: list[Stretch],
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
            role = _ROLES[kind] if fits else "comment"
            stretches.append(Stretch(speaker, Piece(span, value, shade), role, found.name))
            return True
        if kind == "responsible":
            value = self._without_deadline(value)
            value = value[:-1] if value.count(")") > value.count("(") else value
            who = self._without_text(value)
            content.responsible = content.responsible or undecided(value[:who]).strip().rstrip(".;,")
            rest = value[who:]
            if rest.strip():
                at = span.start + who + len(rest) - len(rest.lstrip())
                stretches.append(
                    Stretch(speaker, Piece(Span(at, span.end), rest.lstrip(), shade), "comment", "")
                )
            return True
        if kind == "helper":
            if not self._register.responsible(value).boards or wording.sentence(value):
                return False  # `Medverkande: eleverna i årskurs 6` tells of the work
            content.helpers = content.helpers or value.strip().rstrip(".;,")
            return True
        if kind in DATES:
            content.set_dates(value, kind)
            (_, first), *others = split(value) or [(0, len(value))]
            if others and parse_range(value) is None:  # `Slutdatum: 2023-06-30. Arbetet pågår.`
                content.set_dates(value[:first], kind)
                begin = others[0][0]
                told = Piece(Span(span.start + begin, span.end), value[begin:], shade)
                stretches.append(Stretch(speaker, told, "comment", ""))
            return True
        if kind == "area":
            content.area = content.area or value.strip()
            return True
        if kind == "number":
            content.number = content.number or value.strip()
            return True
        if kind in _NEVER_JUDGED:
            stretches.append(Stretch(speaker, Piece(span, value, shade), "description", found.name))
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

    def _names_board(self, piece: Piece, found: Label) -> bool:
        opening = self._register.opening(piece.text)
        return opening is not None and opening.label and opening.heading == found.name

    def _said(self, stretches: Sequence[Stretch]) -> str:
        """Who a sentence of the item's own comment says that it was given to; empty where none does."""
        told = (piece.text for speaker, piece, role, _ in stretches if role == "comment" and speaker is None)
        found = (said_given(text[start:end], self._register) for text in told for start, end in split(text))
        return next(filter(None, found), "")

    def _settle(self, stretches: list[Stretch]) -> None:
        order: list[Speaker] = []
        for speaker, piece, role, name in _of_now(stretches):
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


def _of_now(stretches: Sequence[Stretch]) -> list[Stretch]:
    """The stretches, a status of an earlier time told beside one of now, one of a later time a forecast.

    In August `Status (T1): …` is told beside `Status (T2): …`, and `Bedömning T3: …` is expected.
    """
    named = [n for n, one in enumerate(stretches) if one.role in ("status", "forecast") and one.name]
    sides = dict(zip(named, sides_of([stretches[n].name for n in named]), strict=True))
    found = list(stretches)
    for n, side in sides.items():
        others = [sides[m] for m in named if m != n and stretches[m].speaker == stretches[n].speaker]
        if side < 0 and any(other >= 0 for other in others):
            found[n] = stretches[n]._replace(role="description")
        elif side > 0 and others:
            found[n] = stretches[n]._replace(role="forecast")
    return found


_DONE_BY = re.compile(r"klart?|färdigt?", re.IGNORECASE)
_FACTS_LAST = re.compile(r"\s[\[(]([^\[\]()]{3,120})[\])][. ]*$")


def _heading_as_printed(text: str) -> str:
    return text.strip(" \t\n:*.").strip()
