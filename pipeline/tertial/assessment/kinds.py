"""What each kind of word of status comes to, once it is known whether it is told or foretold."""

from __future__ import annotations

import re
from typing import Final

from tertial.assessment import limits, scope
from tertial.assessment.case import FINISHED, Case, Outcome
from tertial.assessment.lexicon import times, word_list
from tertial.assessment.nearby import anywhere, elsewhere
from tertial.assessment.sentence import YEAR
from tertial.assessment.statement import CONFIDENCE
from tertial.vocabulary import Modality, Status


def by_kind(case: Case, modality: Modality) -> Outcome | None:
    """What the word comes to by its kind; None where it says nothing after all."""
    kind = case.head.kind
    expected = modality is Modality.PROGNOS
    if kind == "unbegun":
        return Outcome(assessment=Status.EJ_PABORJAT, trust=0.9)
    if case.launched:
        return _running(case)
    if case.unit.text.startswith("avsluta") and not case.negated and case.tells("taken over"):
        return Outcome(assessment=Status.UTGAR, trust=0.85)
    if case.finished:
        return _expected_end(case) if expected else _end(case)
    if kind == "begun":
        return _begun(case, modality)
    if kind == "ongoing":
        return _ongoing(case, modality)
    if kind == "judged":
        if not case.negated or case.goes_on("no more"):  # "följs inte upp vidare"
            return None
        asked = Modality.PROGNOS if _asks_of_later(case) else Modality.UTFALL
        return Outcome(assessment=Status.EJ_BEDOMT, modality=asked, trust=0.95)
    if kind == "dropped":
        if any(p.search(case.sentence.low, case.unit.end) for p in times()["anew"]):
            return None
        units = case.sentence.clauses[case.index].units
        following = units[case.i + 1].text if case.i + 1 < len(units) else ""
        built_in = case.unit.text.startswith(("inte", "ej"))
        if (case.negated and not built_in) or (
            case.unit.text in {"utgår", "avfört", "avförd"} and following in {"från", "ifrån"}
        ):
            return None
        if case.goes_on("so far"):
            return Outcome(assessment=Status.VILANDE, modality=modality, trust=0.9)
        return Outcome(assessment=Status.UTGAR, modality=modality, trust=0.8 if expected else 1.0)
    if kind == "unjudged" and case.goes_on("no more"):
        return None
    if kind == "unjudged":
        return Outcome(assessment=Status.EJ_BEDOMT, trust=0.9)
    if case.negated:
        return None
    if kind == "paused":
        return Outcome(assessment=Status.VILANDE, modality=modality, trust=0.75 if expected else 1.0)
    if kind in {"unmet", "halfmet"}:
        missed = Status.INTE_GENOMFORT if kind == "unmet" else Status.DELVIS_GENOMFORT
        return Outcome(assessment=missed, modality=modality, trust=0.9)
    if kind == "fail":
        trust = 0.75 if case.head.form == "part" else 0.9  # "svårt att nå", but "hinns inte med"
        return Outcome(assessment=Status.INTE_GENOMFORT, modality=Modality.PROGNOS, trust=trust)
    return None


def _asks_of_later(case: Case) -> bool:
    """Whether what cannot be judged is how it will end: "… om uppdraget kommer att kunna slutföras"."""
    following = case.sentence.following(case.index)
    if following is None or following.opener not in {"om", "huruvida"}:
        return False
    return any(unit.has("fore", "become", "able", "can") for unit in following.units)


def _running(case: Case) -> Outcome | None:
    """What is to be opened is opened once it starts; that it runs adds nothing."""
    if case.head.kind == "ongoing":
        return None
    starts = case.head.form in {"now", "now_s", "inf", "inf_s"} or "fore" in case.cues
    if case.negated and starts and case.until and case.sentence.later(case.index):
        return Outcome(assessment=Status.INTE_GENOMFORT, modality=Modality.PROGNOS, trust=0.85)
    if case.negated:
        modality = Modality.PROGNOS if starts else Modality.UTFALL
        silent = case.until or case.partly
        return None if silent else Outcome(assessment=Status.INTE_GENOMFORT, modality=modality, trust=0.85)
    if not starts:
        return Outcome(assessment=Status.GENOMFORT, trust=0.85)
    later = case.sentence.later(case.index)
    return Outcome(
        assessment=Status.INTE_GENOMFORT if later else Status.GENOMFORT,
        modality=Modality.PROGNOS,
        trust=0.95 if "fore" in case.cues else CONFIDENCE.indirect,
    )


def _expected_end(case: Case) -> Outcome | None:
    """How it is expected to end, judged against the report's own year."""
    later = case.sentence.later(case.index)
    if case.negated and case.says("as planned"):
        return None
    trust = CONFIDENCE.hedged if "likely" in case.cues else 1.0
    if case.until and case.negated:
        ends = Status.INTE_GENOMFORT if later else Status.GENOMFORT
        return Outcome(assessment=ends, modality=Modality.PROGNOS, trust=0.9 if later else 0.7)
    if later and not case.negated:
        return Outcome(assessment=Status.INTE_GENOMFORT, modality=Modality.PROGNOS, trust=0.94 * trust)
    if case.partly:
        return Outcome(assessment=Status.DELVIS_GENOMFORT, modality=Modality.PROGNOS, trust=0.97 * trust)
    if case.negated:
        return Outcome(assessment=Status.INTE_GENOMFORT, modality=Modality.PROGNOS, trust=trust)
    if case.sentence.matter.year is None and YEAR.search(case.region) is not None:
        trust *= 0.7
    return Outcome(assessment=Status.GENOMFORT, modality=Modality.PROGNOS, trust=trust)


def _end(case: Case) -> Outcome | None:
    """How it has ended; a missed date by itself says nothing."""
    if not case.negated and limits.given_up(case.sentence, case.index, case.unit):
        return Outcome(assessment=Status.UTGAR, trust=0.9)
    if case.partly:
        return Outcome(assessment=Status.DELVIS_GENOMFORT, trust=0.98)
    if case.negated:
        if case.until and case.sentence.later(case.index):
            return Outcome(assessment=Status.INTE_GENOMFORT, modality=Modality.PROGNOS, trust=0.9)
        if case.until or case.says("missed") or _of_one_part(case):
            return None
        return Outcome(assessment=Status.INTE_GENOMFORT, trust=0.98)
    if _long_ago(case) or _is_there(case) or _in_one_place(case):
        return None
    if case.until and case.sentence.later(case.index):
        return Outcome(assessment=Status.INTE_GENOMFORT, modality=Modality.PROGNOS, trust=0.9)
    if case.says("on trial") and not case.sentence.about.trial:
        return None
    if case.tells("interim") or _sent_on(case):
        return None
    if case.says("outside") or case.tells("without result") or _in_years_past(case):
        return None
    called = case.head.form == "part" and not case.verbs & {"blev", "blivit"}
    if limits.disputed(case.sentence.low, case.unit.end) or (
        called and limits.hinges(case.sentence, case.index)
    ):
        return None
    if case.head.form in {"now", "now_s"} and case.sentence.ahead(case.index) is not None:
        return _expected_end(case)  # "Målet nås till 2030"
    return Outcome(assessment=Status.GENOMFORT, trust=0.9 if case.head.kind == "product" else 1.0)


def _of_one_part(case: Case) -> bool:
    """Whether what is not done is so for some whom no title names: "hann inte … för nattpersonalen"."""
    rest = case.sentence.clauses[case.index].units[case.i + 1 : case.i + 3]
    if len(rest) < 2 or rest[0].text not in {"för", "hos", "bland"} or rest[1].cues or rest[1].heads:
        return False
    some = any(pattern.fullmatch(rest[1].text) for pattern in times()["of some"])
    return some and not anywhere(rest[1].text) and not case.sentence.about.names(rest[1].text)


def _sent_on(case: Case) -> bool:
    """Whether what one body has approved goes on to another to decide: "godkänd av styrgruppen och går …"."""
    decided = case.head.kind == "product" and case.unit.text.startswith(tuple(word_list("decided by")))
    return decided and any(pattern.match(case.sentence.low, case.unit.end) for pattern in times()["sent on"])


def _long_ago(case: Case) -> bool:
    """Whether what was made was so years before the report, so that it is what is there already."""
    if case.head.kind != "product" or case.sentence.matter.year is None:
        return False
    since = _WHEN.match(case.sentence.low, case.unit.end)
    if since is None:
        return False
    return int(since["year"] or case.sentence.matter.year) <= case.sentence.matter.year - _YEARS_AGO or bool(
        since["ago"]
    )


_YEARS_AGO: Final = 3
_WHEN: Final = re.compile(
    r"(?: (?!(?:och|men|som|från|för att|inför|till|ersätter|gäller|avser)\b)[^\s,;.]+){0,5}?"
    r" (?:(?P<year>1[5-9]\d\d|20\d\d)(?!\d|[/–-]\d)|(?P<ago>(?!(?:ett|två|[12])\b)\w+ år sedan\b))"
)
"""When something was made, told right after it: "invigdes 1974", "på 1950-talet", "för 20 år sedan"."""


def _is_there(case: Case) -> bool:
    """Whether a thing that the title orders something done to is only said to be there."""
    return (
        case.head.kind == "product"
        and case.sentence.about.alters
        and case.unit.text in word_list("is there")
        and not case.says("now")
    )


def _in_years_past(case: Case) -> bool:
    """Whether a goal "var" reached in years before the report's own."""
    year = case.sentence.matter.year
    years = [int(match[0][:4]) for match in YEAR.finditer(case.region)]
    return "var" in case.verbs and bool(years) and year is not None and max(years) < year


def _in_one_place(case: Case) -> bool:
    """Whether all were ordered and one place is named: "installerat i rådhuset" for "alla byar"."""
    rest = case.sentence.clauses[case.index].units[case.i + 1 : case.i + 4]
    if not case.sentence.about.every or len(rest) < 2 or rest[0].text not in {"i", "på", "vid"}:
        return False
    if rest[2:] and rest[2].text == "av":
        return False  # "på nio av nio skolor"
    return rest[1].text not in {"alla", "samtliga", "hela", "båda"} and elsewhere(case.sentence, rest)


def _begun(case: Case, modality: Modality) -> Outcome | None:
    """What is yet to begin has not begun, though that is only implied."""
    future = case.head.form in {"now_s", "now"} or modality is Modality.PROGNOS
    if future and case.partly:
        return None  # "Övriga delar påbörjas i höst"
    if case.negated:
        if future and not case.until:
            return Outcome(assessment=Status.EJ_PABORJAT, modality=modality, trust=0.85)
        if case.until and not future:
            return Outcome(assessment=Status.PAGAR, trust=0.7)
        return Outcome(assessment=Status.EJ_PABORJAT, trust=0.8 if case.until else 0.98)
    if future:
        put_off = case.until or "tidigast" in case.region.split()
        return Outcome(assessment=Status.EJ_PABORJAT, trust=0.85 if put_off else CONFIDENCE.indirect)
    return Outcome(assessment=Status.PAGAR, trust=0.97)


_WENT_ON: Final = frozenset({"pågick", "fortgick"})
_RANGE: Final = re.compile(r"\w ?[–-] ?\w|\btill (?:och med )?(?:den )?\w")


def _then_only(case: Case) -> bool:
    """Whether what went on is over: "pågick mars–november", "pågick i våras och är nu utvärderat"."""
    following = case.sentence.following(case.index)
    over = FINISHED | {"judged", "own"}
    done = following is not None and any(head.kind in over for u in following.units for head in u.heads)
    return done or _RANGE.search(case.region) is not None


def _ongoing(case: Case, modality: Modality) -> Outcome | None:
    """That a matter goes on is said of now, also where it is expected to go on."""
    if case.unit.text in _WENT_ON and _then_only(case):
        return None
    if case.negated:
        if case.subject_negated and case.tells("waits"):
            return Outcome(assessment=Status.VILANDE, trust=0.85)
        if case.unit.text.startswith(tuple(word_list("taken up again"))):
            return Outcome(assessment=Status.VILANDE, trust=0.9)  # "har inte återupptagits"
        return Outcome(assessment=Status.PAGAR, trust=0.75) if scope.off_plan(case.region) else None
    if case.head.object == "plan":
        return Outcome(assessment=Status.PAGAR, trust=0.88) if modality is Modality.UTFALL else None
    trust = 0.75 if modality is Modality.PROGNOS or case.tells("routine") else 1.0
    return Outcome(assessment=Status.PAGAR, trust=trust * (0.8 if case.head.form == "past" else 1.0))
