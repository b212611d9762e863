"""One sentence under judgement: its clauses, what it is judged against, and the words around a clause."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from tertial.assessment.clauses import Clause
from tertial.assessment.lexicon import Unit, times, word_list
from tertial.assessment.matters import Noun, Profile
from tertial.assessment.statement import Matter
from tertial.vocabulary import Kind, Modality, Status

YEAR: Final = re.compile(r"(?<![\d/.-])20\d\d(?!\d)(?:\s?[-/–]\s?(?:20)?\d\d(?!\d))?")
MODALS: Final = frozenset(
    {"fore", "foreassert", "must", "can", "able", "could", "couldnot", "shouldhave", "cannot"}
)
"""Cues of verbs that take an infinitive."""
JOINS: Final = frozenset({"och", "men", ",", "samt", "utan", "eller", "fast", "däremot"})
"""What joins a clause that may lack a subject to the one before it."""
LIGHT: Final = word_list("light")
"""Words that can stand before a finite verb without being its subject."""
_HORIZON: Final = 5
"""A goal that may be reached so many years ahead was set for then."""
_NOT_BEFORE: Final = re.compile(r"\b(?:först|förrän|tidigast|dröjer)\b")
_BREAKS: Final = frozenset({"relative", "purpose", "condition", "cause"})


_ABOUT: Final = re.compile(
    r"(?:vad (?:som )?(?:avser|gäller|beträffar|rör|angår)|när det gäller|i fråga om|ifråga om|beträffande"
    r"|angående|rörande|gällande|avseende|vidkommande)\b",
    re.IGNORECASE,
)
"""What a sentence may begin with that goes on with what it speaks of."""
_NAMES: Final = re.compile(r"\buppdrag(?:et)?\b[^.:;]{0,60}$", re.IGNORECASE)
_LEAD_OF_TITLE: Final = re.compile(r"[\s,(]*(?:\batt\s+)?[”\"“»«\s]*$")


def without_title(text: str, title: str) -> str:
    """A sentence about an uppdrag without the words of its title, which may hold verbs of their own.

    `Uppdraget att öka andelen behöriga pågår.` becomes `Uppdraget pågår.`, and `Vad avser uppdraget att öka
    andelen behöriga har arbetet slutförts.` becomes `har arbetet slutförts.`
    """
    text = _without_tail(text, title)
    at = text.casefold().find(title.casefold()) if len(title) >= 8 else -1
    if at <= 0:
        return text
    rest = re.sub(r"^[”\"“»«)*,\s]+(?:så\s+)?", "", text[at + len(title) :])
    if not any(map(str.isalpha, rest)):
        return text
    if _ABOUT.match(text):
        return rest
    if _NAMES.search(text[:at]) is None:
        return text
    before = re.sub(r"^[^-\s]+-uppdrag", "Uppdrag", _LEAD_OF_TITLE.sub("", text[:at]))
    return f"{before} {rest}"


def _without_tail(text: str, title: str) -> str:
    """A sentence that opens with what a title orders, without what tells that apart by "som".

    `Heltid som norm är infört.` becomes `Heltid är infört.` under `Införa heltid som norm`.
    """
    head, joint, tail = title.partition(" som ")
    named = f"{head.rsplit(maxsplit=1)[-1]}{joint}{tail}" if joint else ""
    opens = len(named) >= 8 and text.casefold().startswith(named.casefold())
    return text[: len(named.partition(" ")[0])] + text[len(named) :] if opens else text


@dataclass(frozen=True, slots=True)
class Trace:
    """What a sentence leaves behind: whether it spoke of the item itself, for the next one's pronouns."""

    own: bool = False
    outlived: frozenset[tuple[Status, Modality]] = frozenset()
    """What it says first and that no longer holds at its end."""


@dataclass(slots=True)
class Sentence:
    """The clauses of a sentence, gone through in order."""

    low: str
    matter: Matter
    about: Profile
    clauses: list[Clause]
    first: bool
    """It opens its passage."""
    trace: Trace
    spoke_of_item: bool = False
    told: bool = False
    """A clause has told how the item stands, so that "det" after it is the item."""
    passed: set[tuple[Status, Modality]] = field(default_factory=set)
    """What a clause tells of an earlier time only."""

    def noun(self, unit: Unit) -> Noun | None:
        """What a unit is to the item as a noun; None for status words, boards and all else."""
        if unit.board or unit.heads or unit.has("none", "neg"):
            return None
        return self.about.noun(unit.text, near=self.matter.near)

    def following(self, index: int) -> Clause | None:
        """The clause after the one at `index`."""
        return self.clauses[index + 1] if index + 1 < len(self.clauses) else None

    def region(self, index: int) -> str:
        """The words from a clause to where the next statement or subordinate clause begins, in lower case."""
        units = self.clauses[index].units
        if not units:
            return ""
        end = units[-1].end
        for clause in self.clauses[index + 1 :]:
            if clause.kind in _BREAKS or (any(u.heads for u in clause.units) and clause.kind != "aside"):
                break
            if clause.units:
                end = clause.units[-1].end
        return self.low[units[0].start : end]

    def says(self, index: int, cue: str) -> bool:
        """Whether the region of a clause holds a pattern of time_cues.csv."""
        region = self.region(index)
        return any(pattern.search(region) for pattern in times()[cue])

    def later(self, index: int) -> bool:
        """Whether the time that a clause names lies after the report's own year, and is no goal's own."""
        if self.says(index, "later"):
            return True
        year = self.ahead(index)
        return year is not None and not self._aims_at(year, self.region(index))

    def ahead(self, index: int) -> int | None:
        """The year after the report's own that a clause names, or None."""
        years = [int(match[0][:4]) for match in YEAR.finditer(self.region(index))]
        own = self.matter.year
        return max(years) if own is not None and years and max(years) > own else None

    def _aims_at(self, year: int, region: str) -> bool:
        """Whether a goal is to be reached by a year, so that to reach it by then is to reach it."""
        goal = self.matter.kind is Kind.MAL and self.matter.year is not None
        far = goal and year - (self.matter.year or 0) >= _HORIZON
        return goal and (far or str(year) in self.matter.title) and _NOT_BEFORE.search(region) is None


def inside_complement(clause: Clause, i: int) -> bool:
    """Whether unit `i` stands in an infinitive phrase inside the subject."""
    return clause.complement is not None and clause.complement[0] <= i < clause.complement[1]


def first_head(clause: Clause, after: int = -1) -> int | None:
    """Index of the first word of status after `after`."""
    return next(
        (i for i, u in enumerate(clause.units) if i > after and u.heads and not inside_complement(clause, i)),
        None,
    )
