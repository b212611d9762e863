"""What an auditor should look at within one report: its items, their boards and their statuses."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from tertial.boards import Mention, Register
from tertial.document import Covered
from tertial.flags.figures import sums
from tertial.flags.going import silent, tells
from tertial.linking.order import FOLLOW_UPS, period_end
from tertial.records import Assessment, Figure, Flag, Item, Report, Section
from tertial.swedish.sentences import split
from tertial.vocabulary import Basis, DocumentType, FlagCode, Kind, Method, Modality, Severity, Status

ALL_BOARDS: Final = "Alla nämnder"
_SHORT: Final = 60
"""A text no longer than this says but one thing."""
_NOT_DONE: Final = frozenset({Status.INTE_GENOMFORT, Status.EJ_PABORJAT})
# A sentence that says of a board that it has said nothing.
_SILENT: Final = re.compile(
    r"\b(?:påmint\w*|påminnelse\w*|uppmana\w*"
    r"|(?:svar|yttrande|redovisning|uppgift(?:er)?) (?:\w+ ){0,2}?saknas"
    r"|(?:inte|ej|utom \w+ har) (?:ännu )?(?:svarat|inkommit|hört av sig|låtit sig avhöras|lämnat (?:in )?"
    r"(?:något |några )?(?:svar|uppgifter|underlag)))\b",
    re.IGNORECASE,
)
# Where a board is what a sentence or a clause is about, not what it only speaks of.
_SUBJECT: Final = re.compile(r"(?:^|[;:]|\b(?:medan|men|och|samt)\b)\s*(?:\S+\s)?$", re.IGNORECASE)
_LABELLED: Final = re.compile(r"\s?[:–-] (.*)", re.DOTALL)
# A sentence on how boards came and went does not list those that there are.
_REFORM: Final = re.compile(
    r"\b(?:samman(?:sl|fö)\w*|slogs|slagits|ersatt\w*|ersätter|tidigare|dåvarande|upphör\w*|bilda[dst]\w*|nybildad\w*)\b",
    re.IGNORECASE,
)
# What is owned by the municipality is asked by its own name only.
_COMPANY: Final = re.compile(r"\b(?:AB|HB)\b|bolaget|stiftelsen|förbundet", re.IGNORECASE)
_CENTRE: Final = re.compile(r"\bkommun(?:kansli|lednings?|direktör|chef)\w*\b", re.IGNORECASE)
_KS: Final = "Kommunstyrelsen"
# What states a status by itself: a word or two, or a short sentence on the item as such.
_STATES: Final = re.compile(
    r"(?:[\w-]+\W*){1,3}|(?=.*\b(?:uppdraget|aktiviteten|arbetet|åtgärden|målet)\b)(?:[\w-]+\W*){1,8}",
    re.IGNORECASE,
)
# A colour or a symbol in the place of a status, of which no legend tells the meaning.
_SIGN: Final = re.compile(r"\[(?:grön|gul|röd|orange|grå|blå|vit|svart|☺|😐|☹|●|▲|▼|◐)\]")
_DENIAL: Final = re.compile(r"\b(?:inte|ej|aldrig|varken)\b", re.IGNORECASE)
# What a status cannot stand beside as an outcome of the same matter.
_EXCLUDED: Final = {
    Status.GENOMFORT: frozenset(
        {Status.INTE_GENOMFORT, Status.EJ_PABORJAT, Status.PAGAR, Status.DELVIS_GENOMFORT, Status.VILANDE}
    ),
    Status.EJ_PABORJAT: frozenset({Status.PAGAR, Status.DELVIS_GENOMFORT, Status.GENOMFORT}),
}


def within(report: Report, figures: Sequence[Figure], register: Register) -> list[Flag]:
    """The flags of one report, in document order; those on its sums come last, those on claims elsewhere.

    Args:
        report: With its items, sections and assessments.
        figures: The numbers of its tables.
        register: The boards that its municipality and itself know.
    """
    case = _Case(report, register)
    found: list[Flag] = []
    for item in report.items:
        found += case.contradictions(item)
        found += case.missing_boards(item)
        found += case.missing_assessment(item)
        found += case.unknown_boards(item)
        found += case.overdue(item)
        found += case.goal_without_activities(item)
    return [*found, *sums(report.document.document_id, figures, report.text)]


@dataclass
class _Case:
    """A report, and what its rules look up."""

    report: Report
    register: Register

    @cached_property
    def assessments(self) -> dict[str, list[Assessment]]:
        found: dict[str, list[Assessment]] = defaultdict(list)
        for assessment in self.report.assessments:
            found[assessment.item_id].append(assessment)
        return found

    @cached_property
    def sections(self) -> dict[str, list[Section]]:
        found: dict[str, list[Section]] = defaultdict(list)
        for section in self.report.sections:
            found[section.item_id].append(section)
        return found

    @cached_property
    def answering(self) -> tuple[str, ...]:
        """The boards that the report lets answer anywhere, in order of first mention."""
        return tuple(dict.fromkeys(b for item in self.report.items for b in self._answer(item)))

    @cached_property
    def given(self) -> tuple[str, ...]:
        """The boards that any item is given to."""
        known = (b for i in self.report.items for b in i.boards if b not in self._unknown(i))
        return tuple(dict.fromkeys(board for board in known if board != ALL_BOARDS))

    @cached_property
    def listed(self) -> tuple[str, ...]:
        """The boards that the report itself lists outside its items: three or more in one sentence."""
        text, taken = self.report.text, Covered(item.span for item in self.report.items)
        found: dict[str, None] = {}
        offset = 0
        for line in text.split("\n"):
            place, offset = offset, offset + len(line) + 1
            if len(line) < 30 or place in taken:
                continue
            for start, end in split(line):
                named = dict.fromkeys(m.board for m in self.register.mentions(line[start:end]))
                if len(named) > 2 and not _REFORM.search(line[start:end]):
                    found.update(named)
        return tuple(found)

    @cached_property
    def unread(self) -> bool:
        """Whether most items of the report have no status: it tells of them in ways that are not read."""
        followed = [item for item in self.report.items if item.kind is not Kind.MAL]
        return 2 * sum(item.item_id not in self.assessments for item in followed) > len(followed) > 2

    @cached_property
    def end(self) -> str:
        return period_end(self.report.document)

    @cached_property
    def goals_with_activities(self) -> frozenset[str]:
        return frozenset(
            item.parent_id for item in self.report.items if item.kind is Kind.AKTIVITET and item.parent_id
        )

    @cached_property
    def parents(self) -> frozenset[str]:
        return frozenset(item.parent_id for item in self.report.items if item.parent_id)

    def contradictions(self, item: Item) -> Iterator[Flag]:
        """A board that says no under an item that is called done, and statements that exclude each other."""
        said = self.assessments.get(item.item_id, [])
        by_board: dict[str, list[Assessment]] = defaultdict(list)
        for assessment in said:
            if _is_said(assessment):
                by_board[assessment.board].append(assessment)
        whole = next((a for a in by_board[""] if a.assessment is Status.GENOMFORT), None)
        flagged: set[str] = set()
        if whole is not None:
            for board, several in by_board.items():
                against = next((a for a in several if a.assessment in _NOT_DONE), None)
                if board and against is not None and self._is_of(item, board):
                    flagged.add(board)
                    called = "genomfört" if whole.modality is Modality.UTFALL else "väntat bli genomfört"
                    message = f"Som helhet är det {called}, men {board} uppger {against.assessment.value}."
                    yield self._flag(
                        item, FlagCode.CONTRADICTION, Severity.WARNING, message, against.evidence, board
                    )
        for board, several in by_board.items():
            pair = None if board in flagged else _excluding(several)
            if pair is not None:
                one, other = pair
                message = f"Statusen {one.assessment.value} motsägs av en annan uppgift: {_told(other)}."
                yield self._flag(item, FlagCode.CONTRADICTION, Severity.INFO, message, other.evidence, board)

    def missing_boards(self, item: Item) -> Iterator[Flag]:
        """A board that an item is given to and that says nothing under it, while another board does."""
        sections = self.sections.get(item.item_id, [])
        speaking = {s.board for s in sections if not _says_nothing(s.text)}
        if not speaking:
            return
        told = self.register.responsible(item.responsible)
        unknown = told.unknown
        given = [board for board in item.boards if board != ALL_BOARDS and board not in unknown]
        if len(item.boards) == 1 and given:
            return  # What no section claims is told by the one board that there is.
        if ALL_BOARDS in item.boards:
            all_boards = [*self.listed, *self.answering, *self.given]
            given += [
                board
                for board in all_boards
                if board not in (*given, *told.excepted) and not _COMPANY.search(board)
            ]
        assessed = {a.board for a in self.assessments.get(item.item_id, []) if a.board}
        heard = speaking | assessed | self._named(item)
        for board in dict.fromkeys(given):
            if board not in heard and speaking - {board}:
                message = f"{board} är ansvarig men redovisar inget här, vilket andra gör."
                yield self._flag(
                    item, FlagCode.MISSING_BOARD, Severity.WARNING, message, item.responsible, board
                )

    def missing_assessment(self, item: Item) -> Iterator[Flag]:
        """An uppdrag or an aktivitet in a follow-up of which nothing tells how it goes."""
        if self.report.document.document_type not in FOLLOW_UPS or item.kind is Kind.MAL:
            return
        # What is told of and could not be read is not without a status.
        comment = self._comment(item)
        if self.assessments.get(item.item_id) or tells(comment) or _SIGN.search(comment):
            return
        if _only_silent(comment) or not self.unread:
            message = f"{_definite(item)} följs upp utan att någon status anges."
            yield self._flag(item, FlagCode.MISSING_ASSESSMENT, Severity.WARNING, message, item.title)

    def unknown_boards(self, item: Item) -> Iterator[Flag]:
        """A code or a name that resolves to no known board."""
        for name in self._unknown(item):
            message = f"”{name}” är ingen känd nämnd eller förvaltning i kommunen."
            evidence = next(
                (form for form in (f"({name})", name) if form in self.report.text), item.responsible
            )
            yield self._flag(item, FlagCode.UNKNOWN_BOARD, Severity.INFO, message, evidence, name)

    def overdue(self, item: Item) -> Iterator[Flag]:
        """An end date that has passed when the report's period ended, and the matter not done."""
        plan = self.report.document.document_type is DocumentType.PLAN
        if plan or not item.end_date or not self.end or item.end_date >= self.end or self._over(item):
            return
        message = (
            f"Slutdatum {item.end_date} passerades före periodens slut {self.end} utan att det är genomfört."
        )
        yield self._flag(item, FlagCode.OVERDUE, Severity.WARNING, message, self._date(item))

    def goal_without_activities(self, item: Item) -> Iterator[Flag]:
        """A goal without aktiviteter in a report that has some under other goals."""
        if item.kind is not Kind.MAL or not self.goals_with_activities or item.item_id in self.parents:
            return
        message = "Målet saknar aktiviteter, medan andra mål i rapporten har sådana."
        yield self._flag(item, FlagCode.GOAL_WITHOUT_ACTIVITIES, Severity.INFO, message, item.title)

    def _answer(self, item: Item) -> tuple[str, ...]:
        boards = [section.board for section in self.sections.get(item.item_id, [])]
        boards += [a.board for a in self.assessments.get(item.item_id, []) if a.board]
        return tuple(dict.fromkeys(boards))

    def _unknown(self, item: Item) -> tuple[str, ...]:
        return self.register.responsible(item.responsible).unknown if item.responsible else ()

    def _named(self, item: Item) -> set[str]:
        """The boards that something is told of under an item, though not in a section of their own."""
        found = {_KS} if _CENTRE.search(self._comment(item)) else set()
        labelled = [section.text for section in self.sections.get(item.item_id, []) if section.heading]
        for cell in re.split(r"[\n\t]", self._comment(item)):
            for start, end in split(cell):
                sentence = cell[start:end]
                told = self.register.mentions(sentence)
                if not told or _SILENT.search(sentence) or _only_names(sentence, told):
                    continue
                said = sentence.partition(": ")[2] or sentence
                if any(said in answer for answer in labelled):
                    told = [m for m in told if _SUBJECT.search(sentence[: m.span.start])]
                found.update(mention.board for mention in told)
        return found

    def _comment(self, item: Item) -> str:
        """What is told under an item, without its title and who is responsible."""
        text = item.text.replace(item.title, " ", 1)
        return text.replace(item.responsible, " ", 1) if item.responsible else text

    def _is_of(self, item: Item, board: str) -> bool:
        """Whether a board has a part in an item: it is given to it, or it answers in a section of its own."""
        if not item.boards or ALL_BOARDS in item.boards or board in item.boards:
            return True
        return any(section.board == board for section in self.sections.get(item.item_id, []))

    def _over(self, item: Item) -> bool:
        """Whether an item is said to be done or dropped: as a whole, or by all boards that say anything."""
        now = [a for a in self.assessments.get(item.item_id, []) if a.modality is Modality.UTFALL]
        whole = [a for a in now if not a.board]
        ended = (Status.GENOMFORT, Status.UTGAR)
        if any(a.assessment in ended for a in whole):
            return True
        return bool(now) and not whole and all(a.assessment in ended for a in now)

    def _date(self, item: Item) -> str:
        """The end date as printed under the item, else the item's title."""
        around = self.report.text[item.span.start : item.span.end]
        return item.end_date if item.end_date in around else item.title

    def _flag(
        self, item: Item, code: FlagCode, severity: Severity, message: str, evidence: str, board: str = ""
    ) -> Flag:
        text = self.report.text
        printed = text.find(evidence, item.span.start, item.span.end) >= 0 or evidence in text
        return Flag(
            document_id=item.document_id,
            item_id=item.item_id,
            board=board,
            code=code,
            severity=severity,
            message=message,
            evidence=evidence if printed else "",
        )


def _says_nothing(answer: str) -> bool:
    return silent(answer) or (len(answer) <= _SHORT and _SILENT.search(answer) is not None)


def _only_silent(comment: str) -> bool:
    """Whether all that a comment says is that there is no answer; one that is empty may stand elsewhere."""
    lines = [line for line in re.split(r"[\n\t]", comment) if re.search(r"[^\W\d_]", line)]
    return bool(lines) and all(silent(line) for line in lines)


def _only_names(text: str, told: Sequence[Mention]) -> bool:
    """Whether a text but names boards: who is responsible, a head, an answer that says nothing."""
    if told[0].span.start == 0:
        answer = _LABELLED.match(text[told[0].span.end :])
        if answer is not None and silent(answer[1]):
            return True
    rest = text
    for mention in reversed(told):
        rest = rest[: mention.span.start] + rest[mention.span.end :]
    return not re.search(r"[^\W\d_]{4}", rest) and not rest.strip().endswith(".")


def _is_said(assessment: Assessment) -> bool:
    """Whether a status is said: by itself, or by a denial of what was to be done."""
    if assessment.basis is Basis.EXPLICIT:
        return True
    return assessment.assessment in _NOT_DONE and _DENIAL.search(assessment.evidence) is not None


def _excluding(several: Sequence[Assessment]) -> tuple[Assessment, Assessment] | None:
    """Two statements by one speaker that exclude each other: a finished or not begun status, and another."""
    outcomes = sorted((a for a in several if a.modality is Modality.UTFALL), key=_order)
    for n, one in enumerate(outcomes):
        excluded = _EXCLUDED.get(one.assessment, frozenset())
        other = next((a for a in outcomes[n + 1 :] if a.assessment in excluded), None)
        if other is not None and (one.method is Method.STATUS_CELL or _STATES.fullmatch(one.evidence)):
            return one, other
    done = next((a for a in outcomes if a.assessment is Status.GENOMFORT), None)
    denied = (Status.INTE_GENOMFORT, Status.DELVIS_GENOMFORT)
    forecasts = [a for a in several if a.modality is Modality.PROGNOS]
    if done is not None:
        return next(((done, a) for a in forecasts if a.assessment in denied), None)
    hoped = next((a for a in forecasts if a.assessment is Status.GENOMFORT and a.confidence >= 0.7), None)
    if hoped is not None:
        # A sentence that says both tells of a deadline that is missed.
        against = (a for a in forecasts if a.assessment is Status.INTE_GENOMFORT and a.confidence >= 0.7)
        return next(((hoped, a) for a in against if a.evidence != hoped.evidence), None)
    return None


def _order(assessment: Assessment) -> tuple[bool, int]:
    """What is said first: a status of its own, then the sentences below it as they stand."""
    return assessment.method is not Method.STATUS_CELL, assessment.span.start


def _told(assessment: Assessment) -> str:
    return f"{assessment.assessment.value} ({assessment.modality.value})"


def _definite(item: Item) -> str:
    return {Kind.UPPDRAG: "Uppdraget", Kind.AKTIVITET: "Aktiviteten", Kind.MAL: "Målet"}[item.kind]
