"""What a word of status comes to: assessment and modality, by negation, degree, verbs and time."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import takewhile
from typing import Final

from tertial.assessment import limits, scope
from tertial.assessment.case import FINISHED, Case, Outcome, deeming
from tertial.assessment.lexicon import Head, Unit, word_list
from tertial.assessment.modality import by_verbs
from tertial.assessment.nearby import elsewhere, in_one_place, pointed_place
from tertial.assessment.partly import denied_at, only_partly
from tertial.assessment.sentence import LIGHT, Sentence
from tertial.assessment.statement import CONFIDENCE
from tertial.assessment.subjects import Subject
from tertial.vocabulary import Modality, Status

_STOPPED: Final = {"dropped": Status.UTGAR, "paused": Status.VILANDE}
_FALLS_SHORT: Final = word_list("falls short")
_LEAVES_OPEN: Final = frozenset({"innan", "tills", "till dess att", "till dess"})


def outcome(
    sentence: Sentence,
    index: int,
    i: int,
    head: Head,
    subject: Subject,
    chain: list[Unit],
    governed: scope.Governed,
) -> Outcome | None:
    """What the word of status at `i` comes to; None where nothing is stated after all."""
    clause = sentence.clauses[index]
    cues = frozenset(cue for unit in (*clause.units, *chain) for cue in unit.cues)
    if cues & {"unsure", "review", "was"} or limits.unreal(sentence, index, i):
        return None
    nearly = "nearly" in cues
    if nearly and not _nearly(clause.units[:i]):
        return None
    deemed = any(unit.text.startswith(deeming()) for unit in chain)
    if governed == "decided":
        return _by_decision(clause.units[i], head, deemed=deemed)
    pronoun = subject.product and subject.confidence <= CONFIDENCE.told
    rest = clause.units[i + 1 :]
    whole = len(rest) > 1 and rest[1].text in word_list("everywhere")
    if pronoun and clause.units[i].text.startswith("inför") and not whole and elsewhere(sentence, rest):
        return None  # "Den är införd i norra distriktet"
    if subject.product and clause.units[i].text.startswith("lever"):
        return None  # what has been delivered may still have to be put to use
    if subject.product and head.kind == "dropped" and _DATED.search(clause.units[i].text):
        return None  # a plan that is out of date is what a new one is ordered for
    if subject.of_parts and head.kind in FINISHED | {"dropped", "paused", "unbegun"}:
        return None  # "Kartläggningen av förskolorna är klar" leaves the rest open
    step = subject.place >= 0 and clause.units[subject.place].text in word_list("turns: steg")
    if step and head.kind == "dropped":
        return None  # an invigning that was called off
    named = subject.product or subject.action or head.kind == "met"
    if named and head.kind != "ongoing" and in_one_place(sentence, index):
        return None
    plain = subject.kind == "own" and not subject.work and subject.confidence >= CONFIDENCE.inherited
    if head.kind != "ongoing" and not plain and pointed_place(sentence, index):
        return None
    denied = scope.negated(sentence, index, i, subject) ^ (governed in {"deny", "doubt"})
    following = sentence.following(index)
    if subject.of_parts and denied:
        return None
    if any(unit.text in _FALLS_SHORT and denied_at(clause.units, j) for j, unit in enumerate(clause.units)):
        return None  # "inte ofullständigt utfört"
    if head.kind in FINISHED and limits.share(sentence, clause.units[i], sentence.region(index)) == "none":
        return None if denied else Outcome(assessment=Status.EJ_PABORJAT, trust=CONFIDENCE.indirect)
    case = Case(
        sentence=sentence,
        index=index,
        i=i,
        head=head,
        unit=clause.units[i],
        cues=cues,
        verbs=frozenset(unit.text for unit in chain),
        negated=denied,
        partly=nearly
        or _by_degree(clause.units, chain)
        or only_partly(sentence, index, i, subject, finished=head.kind in FINISHED, denied=denied),
        until="until" in cues or bool(following and following.units and following.units[0].has("until")),
        subject_negated=subject.negated,
        launched=(
            subject.product
            or ((subject.elided or subject.implied) and not clause.units[i].text.startswith("påbörj"))
        )
        and sentence.about.launch
        and head.kind in {"begun", "ongoing"},
        region=sentence.region(index),
    )
    if "nolonger" in cues and head.kind != "dropped":
        return None
    if "shouldhave" in cues:
        stalled = head.kind == "begun" and ("men" in sentence.low or "dock" in sentence.low)
        return Outcome(assessment=Status.EJ_PABORJAT, trust=CONFIDENCE.indirect) if stalled else None
    musts = {unit.text for unit in (*clause.units, *chain) if unit.has("must")}
    if musts and case.finished and not denied and "först" in case.region.split() and sentence.later(index):
        return Outcome(assessment=Status.INTE_GENOMFORT, modality=Modality.PROGNOS, trust=0.85)
    scheduled = musts <= {"ska", "skall"} and _scheduled(case)
    if (musts - {"får"} if deemed else musts) and not scheduled and not {"could", "have"} <= cues:
        return None  # but "får härmed anses slutfört"
    counted = governed == "free" and _counts_as(clause.units[:i])
    expected = scheduled or governed in {"expect", "doubt"} or bool(cues & {"fore", "likely"})
    expected = expected or ("foreassert" in cues and not counted)
    expected = expected or (governed == "assert" and "är" in case.verbs and case.says("year end"))
    soon = sentence.matter.unfinished and case.says("coming") and "är" in case.verbs
    expected = expected or (governed == "assert" and soon)  # "bedömer att utredningen är klar i oktober"
    succeeds = bool(case.verbs & _SUCCEEDS) and governed in {"assert", "deny"}
    expected = expected or succeeds  # "bedömer inte att man lyckas slutföra uppdraget"
    expected = expected or "hinner" in case.verbs or {"seen", "able"} <= cues  # "anser sig kunna slutföra"
    if _conditional(case, expected=expected):
        return None
    found = by_verbs(case, expected=expected)
    return (
        replace(found, trust=min(found.trust, CONFIDENCE.hedged)) if nearly and found is not None else found
    )


def _nearly(before: list[Unit]) -> bool:
    """Whether "nästan" stands right before the word of status: "nästan helt klart", not "nästan överallt"."""
    rest = takewhile(lambda unit: not unit.has("nearly"), reversed(before))
    return all(unit.has("fully", "be") or unit.text in LIGHT for unit in rest)


_DATED: Final = re.compile(r"aktuel|relevant|obsolet|överspelad")


def _by_degree(units: list[Unit], chain: list[Unit]) -> bool:
    """Whether a degree short of all is given; one that is denied gives none: "inte så gott som klart"."""
    own = any(unit.has("partly") and not denied_at(units, j) for j, unit in enumerate(units))
    return own or any(unit.has("partly") and unit not in units for unit in chain)


_SUCCEEDS: Final = frozenset({"lyckas", "klarar", "klarar av att"})
"""Verbs in the present that tell of an end to come where somebody judges so."""


def _scheduled(case: Case) -> bool:
    """Whether it is to be done by a time that a plan says: "ska enligt tidplanen vara klart i november"."""
    done = case.finished and case.head.form == "part" and not case.negated
    return done and bool(case.verbs & {"ska", "skall"}) and _BY_PLAN.search(case.region) is not None


_BY_PLAN: Final = re.compile(
    r"\benligt (?:\w+ ){0,2}(?:tids?plan(?:en)?|planen|planeringen)\b.*\b(?:i|till|före|under|vid|senast) \w"
)


def _counts_as(before: list[Unit]) -> bool:
    """Whether what a doer "räknar som" stands before a word of status: it is so, not expected."""
    return before[-1:] != [] and before[-1].text == "som" and any(u.text == "räknar" for u in before)


def _by_decision(unit: Unit, head: Head, *, deemed: bool) -> Outcome | None:
    """What a board does by deciding: it may order that a matter ends, but that drops it or deems it done."""
    if head.kind in _STOPPED:
        return Outcome(assessment=_STOPPED[head.kind])
    if deemed and head.kind in {"done", "met"}:
        return Outcome(assessment=Status.GENOMFORT, trust=0.9)
    if head.kind == "ongoing" and unit.text.startswith(("fortsätt", "fortgå")):
        return Outcome(assessment=Status.PAGAR, trust=CONFIDENCE.indirect)
    return None


def _conditional(case: Case, *, expected: bool) -> bool:
    """Whether what is expected hangs on a condition: "… om medel beviljas", "när planen är antagen"."""
    ahead = expected or case.says("ahead") or "can" in case.cues
    if case.head.kind in {"ongoing", "judged"} or (not ahead and case.head.form not in {"now_s", "now"}):
        return False
    if case.verbs & word_list("judged ahead"):  # "bedöms bli genomfört, om …" is a forecast all the same
        return False
    following = case.sentence.following(case.index)
    if following is not None and following.kind == "condition" and following.opener not in _LEAVES_OPEN:
        return not (
            following.opener == "när" and (case.says("coming") or case.sentence.later(case.index))
        )  # a date all the same
    parent = case.sentence.clauses[case.index].parent
    return (
        parent >= 0
        and parent == case.index - 1
        and case.sentence.clauses[parent].opener in word_list("hard conditions")
    )
