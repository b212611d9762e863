"""Whether a word of status tells how it is or how it is to end, which its verbs and times decide."""

from __future__ import annotations

import re
from typing import Final

from tertial.assessment.case import Case, Outcome, deeming
from tertial.assessment.clauses import Clause
from tertial.assessment.kinds import by_kind
from tertial.assessment.lexicon import times, word_list
from tertial.assessment.sentence import Sentence
from tertial.assessment.statement import CONFIDENCE
from tertial.swedish.dates import MONTHS
from tertial.vocabulary import Modality, Period, Status


def by_verbs(case: Case, *, expected: bool) -> Outcome | None:
    """Modality first, which the verbs decide; then the outcome by kind."""
    head = case.head
    present = head.form in {"now_s", "now"} and head.kind in {"done", "product"}
    if case.unit.text.startswith("fullfölj") and present and case.negated and not _dated(case):
        return Outcome(assessment=Status.UTGAR, trust=0.9)  # "Uppdraget fullföljs inte"
    if present and not expected:
        if case.says("steady"):
            return None if case.negated else Outcome(assessment=Status.PAGAR, trust=0.9)
        if _at_a_time_to_come(case):
            return by_kind(case, Modality.PROGNOS)
        if case.unit.text in {"genomförs", "genomför", "utförs", "utför"}:
            return _is_carried_out(case)
        if head.kind == "product":
            return _is_being_made(case)
    deemed = any(verb.startswith(deeming()) for verb in case.verbs)
    if deemed and case.until and case.negated and not case.sentence.later(case.index):
        return Outcome(assessment=Status.INTE_GENOMFORT, trust=0.9)  # "kan inte anses klart förrän alla …"
    if deemed and "can" in case.cues and case.says("year end"):
        expected = True  # "kan redovisas som slutfört vid årsskiftet"
    if (
        case.cues & {"can", "cannot"}
        and not deemed
        and head.form in {"inf_s", "inf", "part"}
        and head.kind not in {"judged", "unjudged"}
    ):
        return _can(case)
    if head.kind == "met" and head.form in {"now_s", "now"} and case.says("at the end"):
        expected = True
    if case.finished and head.form == "part" and "är" in case.verbs and _not_yet(case):
        expected = True  # "då är uppdraget slutfört till jul"
    if present and case.unit.text == "avslutas" and case.sentence.matter.period in _WHOLE_YEAR:
        present = case.says("coming") or case.says("ahead")  # "Uppdraget övergår i driften och avslutas"
    if present and case.says("hereby") and not case.sentence.later(case.index):
        present = False  # "och avslutas härmed"
    becomes = "become" in case.cues and not case.verbs & _WAS
    expected = expected or becomes or present
    judged = head.kind == "dropped" or _judged_now(case) or ("torde" in case.verbs and deemed)
    if case.verbs & {"bedöms", "torde"} and judged:
        expected = False
    return by_kind(case, Modality.PROGNOS if expected else Modality.UTFALL)


_WAS: Final = frozenset({"blivit", "hann", "kunde"})
"""With these "bli" tells of what has been: "hann inte bli färdig"."""
_WHOLE_YEAR: Final = frozenset({Period.T3, Period.AR})


def _at_a_time_to_come(case: Case) -> bool:
    """Whether what is told in the present will be so after the period: "genomförs i oktober", in August."""
    matter = case.sentence.matter
    passive = case.head.form == "now_s"
    if matter.period is None or not passive or case.says("at times") or _SPAN.search(case.region):
        return False
    return case.sentence.later(case.index) or _after_the_period(case)


def _after_the_period(case: Case) -> bool:
    """Whether a month is named that comes after those that the report tells of."""
    period = case.sentence.matter.period
    when = _AT.search(case.region)
    return period is not None and when is not None and MONTHS.get(when["when"], _AUTUMN) > period.month


_SPAN: Final = re.compile(
    r"20\d\d ?[-–/] ?(?:20)?\d\d|\b(?:varje|årligen|fram till|från|successivt|etappvis|stegvis)\b"
)
"""What goes on from one time to another, or comes again."""
_AUTUMN: Final = 9
_AT: Final = re.compile(
    r"\b(?:i|till|under|före|innan|vid|per|senast)(?: den)?(?: \d{1,2})?(?: (?:början|slutet|mitten) av)? "
    rf"(?P<when>{'|'.join(name for name in MONTHS if len(name) > 3 or name == 'maj')}|höst|hösten)\b"
)


def yet_to_come(sentence: Sentence, clause: Clause) -> bool:
    """Whether a clause tells in the present of a time after the period: "avtalet gäller från 1 december"."""
    period = sentence.matter.period
    if period is None or not clause.units:
        return False
    when = _AT.search(f"i {_DAY.sub('i ', sentence.low[clause.units[0].start : clause.units[-1].end])}")
    if when is None or not any(_PRESENT.fullmatch(unit.text) for unit in clause.units[1:]):
        return False
    return MONTHS.get(when["when"], _AUTUMN) > period.month


_DAY: Final = re.compile(r"\b(?:den )?\d{1,2} (?=[a-z])")
_PRESENT: Final = re.compile(
    r"(?!(?:var|är|har|hölls|fanns|åter|efter|under|över)$)[a-zåäö]+(?:r|as|ks|ls|ms|ns|rs|ts)"
)


def _is_being_made(case: Case) -> Outcome | None:
    """What "planen tas nu fram" says; without "nu" it may be done at any time to come."""
    lasts = not case.unit.text.startswith(tuple(word_list("done at once")))
    if (
        case.negated
        or not lasts
        or any(word in case.region for word in word_list("elsewhere made"))
        or not case.says("now")
        or case.says("coming")
        or case.sentence.later(case.index)
    ):
        return None
    return Outcome(assessment=Status.PAGAR, trust=0.9)


def _dated(case: Case) -> bool:
    """Whether a time is named, so that what is not done by then may be done later."""
    return case.until or case.says("coming") or case.says("in time")


def _not_yet(case: Case) -> bool:
    """Whether what is called done will be so by a time to come: "till jul", "innan året är slut"."""
    following = case.sentence.following(case.index)
    if following is not None and following.opener == "innan":
        return case.says("ahead") or any(unit.text == "är" for unit in following.units)
    units = case.sentence.clauses[case.index].units
    own = case.sentence.low[units[0].start : units[-1].end]
    return any(pattern.search(own) for pattern in times()["ahead"])


def _is_carried_out(case: Case) -> Outcome | None:
    """What "uppdraget genomförs" says: it goes on, but with a time to come it says nothing of now."""
    if case.says("coming") or case.says("at times") or case.tells("next"):
        return None
    if case.negated:
        return Outcome(assessment=Status.INTE_GENOMFORT, trust=0.7)
    return Outcome(assessment=Status.PAGAR, trust=0.8)


def _can(case: Case) -> Outcome | None:
    """What can be is expected: "målet kan uppnås", "uppdraget kan inte slutföras" the opposite."""
    if case.head.kind == "begun" and case.until and not case.negated and not case.launched:
        return Outcome(assessment=Status.EJ_PABORJAT, trust=0.85)  # "arbetet kan starta först i maj"
    begins = case.head.kind == "begun" and case.unit.text.startswith(("påbörja", "inled", "börja"))
    if begins and case.negated and not case.partly:
        return Outcome(assessment=Status.EJ_PABORJAT, trust=0.85)  # "arbetet kan inte påbörjas"
    if not case.finished:
        return None
    proposed = case.unit.text.startswith(("avslut", "verkställ")) and not case.negated
    if proposed and not (case.says("coming") or case.says("by then")):
        return None  # "Uppdraget kan avslutas" asks for it
    if case.negated:
        if case.until and not case.sentence.later(case.index):
            if _AT.search(case.region):  # "kan inte slutföras förrän i november"
                return Outcome(assessment=Status.GENOMFORT, modality=Modality.PROGNOS, trust=0.85)
            return None  # "kan inte slutföras förrän bygglov finns"
        if case.goes_on("awaits"):
            return None
        return Outcome(assessment=Status.INTE_GENOMFORT, modality=Modality.PROGNOS, trust=0.85)
    later = case.sentence.later(case.index)
    if later:
        return Outcome(assessment=Status.INTE_GENOMFORT, modality=Modality.PROGNOS, trust=0.95)
    trust = 0.85 if case.says("by then") else CONFIDENCE.indirect
    return Outcome(assessment=Status.GENOMFORT, modality=Modality.PROGNOS, trust=trust)


_BY_MONTH: Final = re.compile(
    r"\b(?:i|till|under|före|per|senast) (?:den \d{1,2} )?(?:början av |slutet av |mitten av )?"
    rf"(?:{'|'.join(name for name in MONTHS if len(name) > 4 or name in {'maj', 'mars', 'juni', 'juli'})})\b"
)


def _judged_now(case: Case) -> bool:
    """Whether "bedöms vara genomfört" judges how it is now: no time to come is named."""
    if case.head.form == "sup_s":
        return True
    if case.sentence.matter.unfinished and _BY_MONTH.search(case.region):
        return False  # what goes on and "bedöms vara klar i mars" will be so
    if _after_the_period(case) or case.says("feast"):
        return False  # "bedöms vara klart till den 1 juni", in April
    now = bool(case.verbs & {"vara", "att betrakta som"}) and not case.verbs & {
        "kunna",
        "kommer att",
        "kommer",
        "bli",
    }
    return now and not case.says("coming") and not case.says("by then")
