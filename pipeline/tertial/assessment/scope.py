"""What reaches a word of status in its sentence: negation, a governing clause, deviation, boards."""

from __future__ import annotations

import re
from typing import Final, Literal

from tertial.assessment.lexicon import Unit, times
from tertial.assessment.sentence import JOINS, LIGHT, Sentence
from tertial.assessment.subjects import Subject
from tertial.boards.tables import FULLMAKTIGE
from tertial.vocabulary import Deviation

Governed = Literal["free", "assert", "deny", "expect", "doubt", "decided"]
"""How a clause is stated: by itself, or in a that-clause after bedömer att, bedömer inte att, räknar med att,
räknar inte med att, beslutade att."""

_LOCATIVE: Final = frozenset({"i", "inom", "på", "hos", "för", "vid", "från"})
_DECIDED: Final = ("anta", "antog", "beslut", "fastställ", "klubb", "godkän")
"""How verbs begin of what a board does in its meeting room: the board after them answers for nothing."""
_IN_A_ROW: Final = frozenset({",", "och", "samt", "eller", "liksom", "som", "inom", "i", "hos", "både"})
"""What may stand between boards of whom the same is said."""
_SAY: Final = frozenset(
    {
        "framhålla",
        "konstatera",
        "meddela",
        "rapportera",
        "påpeka",
        "understryka",
        "betona",
        "anmäla",
        "informera",
    }
)
_ASCERTAIN: Final = frozenset({"konstatera", "bekräfta", "intyga", "verifiera"})
"""What can't be ascertained isn't denied."""
_ONLY: Final = frozenset({"bara", "enbart", "endast", "minst"})
_NOT_LATE: Final = re.compile(r"\b(?:inte|ej|utan|ingen|inga|trots) (?:\w+ )?(?:försen|fördröj|avvikels)")
_NOT_PLANNED: Final = re.compile(
    r"\b(?:inte|ej) (?:\w+ ){0,2}(?:enligt|i enlighet|i fas|i tid|följ)|\b(?:följer|håller) (?:inte|ej)\b"
)


def governed(sentence: Sentence, index: int) -> Governed | None:
    """How a clause is stated; None where it states nothing: a wish, an aim, a decision, a doubt."""
    clause = sentence.clauses[index]
    if clause.kind == "aside":
        return None
    if clause.kind != "that":
        return "free"
    if clause.parent < 0:
        return None
    at = clause.parent
    while at > 0 and sentence.clauses[at].kind == "aside":  # "beslutade i juni (§ 61) att …"
        at -= 1
    matrix = sentence.clauses[at]
    joined = clause.opener if clause.opener != "att" else next((u.text for u in matrix.units[-1:]), "")
    if matrix.kind == "that" and joined in {"och", ",", "men", "samt"}:  # "att … och att …"
        return governed(sentence, clause.parent)
    if matrix.kind == "that" and governed(sentence, at) not in {"free", "assert"}:
        return None  # but "meddelar att man inte räknar med att …"
    if matrix.kind not in {"main", "cause", "relative", "that"}:
        return None
    cues = {cue for unit in matrix.units for cue in unit.cues}
    if cues & {"unsure", "shouldhave"} or ("must" in cues and not _will_say(matrix.units)):
        return None
    if "cannot" in cues and any(unit.text in _ASCERTAIN for unit in matrix.units):
        return None
    negative = bool(cues & {"neg", "cannot", "none", "nolonger"}) != _of_nothing(sentence, at)
    if cues & {"foreassert", "forenoun", "likely"}:
        return "doubt" if negative else "expect"
    if "assert" in cues or any(unit.text == "bedöms" for unit in matrix.units) or _sees(matrix.units):
        means = any(unit.text in {"innebär", "inneburit"} for unit in matrix.units)
        if means and any(sentence.noun(unit) for unit in matrix.units):
            return None  # "Uppdraget innebär att …" tells what was ordered
        return "deny" if negative else "assert"
    if "decide" in cues and not negative:
        return "decided"
    return None


def _of_nothing(sentence: Sentence, index: int) -> bool:
    """Whether a clause tells beside nothing: "det finns inget som tyder på att …"."""
    clause = sentence.clauses[index]
    before = sentence.clauses[clause.parent].units if clause.kind == "relative" and clause.parent >= 0 else []
    return bool(before) and (before[-1].has("none") or before[-1].text == "ingenting")


def _sees(units: list[Unit]) -> bool:
    """Whether a clause ends in "ser" and so says what it sees: "nämnden ser att …", never "ser till att"."""
    last = next((unit for unit in reversed(units) if unit.text not in LIGHT and unit.text != "att"), None)
    return last is not None and last.text == "ser"


def _will_say(units: list[Unit]) -> bool:
    """Whether "vill" or "får" only opens what is said: "nämnden vill framhålla att …"."""
    musts = {unit.text for unit in units if unit.has("must")}
    return musts <= {"vill", "får"} and any(unit.text in _SAY for unit in units)


def negated(sentence: Sentence, index: int, i: int, subject: Subject) -> bool:
    """Whether the word of status at `i` lies in the scope of a negation of its own clause."""
    clause = sentence.clauses[index]
    found = subject.negated
    if clause.opener == "eller" and clause.parent >= 0:
        found = found or any(unit.has("neg") for unit in sentence.clauses[clause.parent].units)
    for j, unit in enumerate(clause.units):
        if unit.has("cannot", "couldnot") or (
            unit.has("none") and not subject.negated and 0 <= subject.place < j < i
        ):
            found = True
        if unit.has("neg") and (
            _reaches(clause.units, j, i, has_finite=clause.finite is not None)
            or _behind_subject(clause.units, j, i, subject)
        ):
            found = True
    return found


def _behind_subject(units: list[Unit], j: int, i: int, subject: Subject) -> bool:
    """Whether the negation at `j` ends what the verb opens: "så blev planen inte"."""
    between = units[subject.place + 1 : j]
    return i < subject.place < j and not any(
        unit.heads or unit.has("coord") or unit.text == "," for unit in between
    )


def _reaches(units: list[Unit], j: int, i: int, *, has_finite: bool) -> bool:
    """Whether the negation at `j` is about the word of status at `i`."""
    if units[j + 1 : j + 2] and units[j + 1].text in _ONLY:
        return False
    if j < i:
        return not any(unit.heads and unit.heads[0].kind in {"done", "begun"} for unit in units[j + 1 : i])
    participle = any(head.form == "part" for head in units[i].heads)
    if any(unit.has("be", "become", "became", "fore") for unit in units[i + 1 : j]):
        return j - i <= 4  # "Helt färdiga är vi inte"
    return j - i <= 3 and not (participle and has_finite and j - i > 1)


def off_plan(region: str) -> bool:
    """Whether a negation is about the plan: "pågår inte enligt plan"."""
    return _NOT_PLANNED.search(region) is not None


def deviation(region: str) -> Deviation:
    """Whether the words around a status say that it keeps to its plan."""
    if any(pattern.search(region) for pattern in times()["delayed"]):
        return Deviation.NONE if _NOT_LATE.search(region) else Deviation.MED_AVVIKELSE
    if any(pattern.search(region) for pattern in times()["plan"]):
        return Deviation.MED_AVVIKELSE if off_plan(region) else Deviation.ENLIGT_PLAN
    return Deviation.NONE


def deviation_before(sentence: Sentence, index: int) -> Deviation:
    """What the clause before says of the plan, where it states nothing else: "är försenat men blir klart"."""
    clause = sentence.clauses[index]
    if clause.opener not in JOINS or clause.parent != index - 1 or clause.parent < 0:
        return Deviation.NONE
    before = sentence.clauses[clause.parent]
    if before.kind != "main" or not sentence.says(clause.parent, "delayed"):
        return Deviation.NONE
    return deviation(sentence.region(clause.parent))


def board(sentence: Sentence, index: int, subject: Subject, doer: str) -> str:
    """The board that a statement is about: the doer, or the one that "i", "inom", "hos" points to."""
    if doer or subject.board:
        return doer or subject.board
    units = sentence.clauses[index].units
    for j, unit in enumerate(units):
        if unit.board == FULLMAKTIGE:
            continue  # who decides answers for nothing
        if unit.board and j and units[j - 1].text in _LOCATIVE:
            if any(before.has("except") for before in units[max(0, j - 3) : j]):
                continue
            if j > 1 and not _leads_to_place(sentence, units[j - 2]):
                continue  # "efter beslut i kommunstyrelsen"
            return unit.board
    return ""


def for_its_part(low: str, units: list[Unit]) -> bool:
    """Whether a clause says something of the one who speaks alone: "… är slutfört för deras del"."""
    return bool(units) and _ITS_PART.search(low, units[0].start) is not None


_ITS_PART: Final = re.compile(
    r"\b(?:för (?:sin|deras|dess|egen|nämndens|styrelsens|förvaltningens|kontorets|bolagets) (?:egen )?"
    r"(?:del|räkning|vidkommande)|från (?:deras|nämndens|sin) sida)\b"
)


def fellows(units: list[Unit], board: str) -> list[str]:
    """The boards named in a row with `board`: "i socialnämnden, tekniska nämnden och kulturnämnden"."""
    at = next((j for j, unit in enumerate(units) if unit.board == board), None) if board else None
    found: list[str] = []
    while at is not None:
        joint = at + 1
        while joint < len(units) and units[joint].text in _IN_A_ROW:
            joint += 1
        further = joint > at + 1 and joint < len(units) and units[joint].board not in {"", board, *found}
        at = joint if further else None
        if further:
            found.append(units[joint].board)
    return found


def _leads_to_place(sentence: Sentence, unit: Unit) -> bool:
    """Whether a place after `unit` is where the item stands, not where something else was done."""
    if any(head.object == "making" for head in unit.heads):
        return not unit.text.startswith(_DECIDED)
    known = (
        bool(unit.cues or unit.heads or unit.board) or unit.text in LIGHT or sentence.noun(unit) is not None
    )
    return known or not unit.text.isalpha()


def excepted(sentence: Sentence, index: int) -> list[str]:
    """The boards that a statement excepts: "förutom socialnämnden", "men inte i socialnämnden"."""
    following = sentence.following(index)
    if following is not None and following.opener in {"men", "fast"} and len(following.units) > 2:
        first, place, named = following.units[:3]
        if first.has("neg") and place.text in _LOCATIVE and named.board:
            return [named.board, *fellows(following.units, named.board)]
    units = [*sentence.clauses[index].units, *(following.units if following is not None else ())]
    begin = next((j for j, unit in enumerate(units) if unit.has("except")), len(units))
    return [unit.board for unit in units[begin:] if unit.board]
