"""What a word of status comes to: assessment and modality, by negation, degree, verbs and time."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from tertial.assessment import limits, scope
from tertial.assessment.clauses import Clause
from tertial.assessment.lexicon import Head, Unit, times
from tertial.assessment.nearby import elsewhere, in_one_place, pointed_place
from tertial.assessment.sentence import YEAR, Sentence
from tertial.assessment.statement import CONFIDENCE
from tertial.assessment.subjects import Subject
from tertial.vocabulary import Modality, Status

_WAITS: Final = re.compile(r"avvakta|i väntan|vänta")
_BY_THEN: Final = re.compile(
    r"\b(?:under året|(?:vid|till|före|innan) (?:årets (?:slut|utgång)|årsskiftet|jul|nyår|sommaren|hösten)|"
    r"i år|senast|inom|före utgången)\b"
)
_AT_THE_END: Final = re.compile(
    r"\b(?:vid|till|i|mot|före|innan) (?:årets slut|årsskiftet|årsslutet|slutet av året|helår|helåret|jul|"
    r"nyår)\b|"
    r"\b(?:med|i) (?:nuvarande|dagens|samma|denna) takt\b|\b(?:inte|ej) (?:\w+ )?i år\b"
)
_AS_PLANNED: Final = re.compile(r"\bsom (?:var )?(?:tänkt|planerat|avsett|beräknat)\b")
_DEEMED: Final = (
    "anses",
    "betraktas",
    "kan anses",
    "kan betraktas",
    "kan ses",
    "sägas vara",
    "kan sägas",
)
_HARD: Final = frozenset({"om", "ifall", "såvida", "därest", "under förutsättning att", "förutsatt att"})
_JUDGED: Final = frozenset(
    {
        "bedöms",
        "beräknas",
        "förväntas",
        "väntas",
        "prognostiseras",
        "räknar med",
        "räknar man med",
        "beräknar",
    }
)
_SHARE: Final = re.compile(
    r"\s*(?:nu |redan )?(?:i|för|på|vid|hos|inom) "
    r"(?:en|ett|två|tre|fyra|fem|sex|sju|åtta|nio|tio|\d{1,3}) av (?:de |våra |totalt )?"
    r"(?:två|tre|fyra|fem|sex|sju|åtta|nio|tio|elva|tolv|\d{1,3})\b"
)
"""Some of all that there are: "två av tre områden"."""
_FINISHED: Final = frozenset({"done", "met", "product"})
_AS_TO: Final = re.compile(r"\b(?:vad gäller|när det gäller|i fråga om|beträffande|vad avser)\b")
_HEREBY: Final = re.compile(r"\b(?:härmed|i och med (?:detta|det|denna)|med (?:detta|denna|det här))\b")
_EARLY: Final = re.compile(
    r"\butan (?:resultat|framgång|att (?:någon|något|några|man|vi|det) (?:har |hade )?"
    r"(?:kun|lyck|anställ|hitt))"
)
"""What is ended so led to nothing."""
_AT_TIMES: Final = re.compile(
    r"\b(?:vart(?:annat| tredje| fjärde| femte)|varannan|var tredje) (?:år|månad|gång)\b"
)
_OUTSIDE: Final = re.compile(
    r"\b(?:i|för|hos|bland|inom) (?:grannkommun\w*|(?:flera |många |alla |de flesta )?andra kommuner|"
    r"övriga landet|riket|hela landet|andra regioner)\b"
)
"""What is done there isn't said of the municipality."""
_STOPPED: Final = {"dropped": Status.UTGAR, "paused": Status.VILANDE}
_LEAVES_OPEN: Final = frozenset({"innan", "tills", "till dess att", "till dess"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a statement says, and how far its wording is to be trusted."""

    assessment: Status
    modality: Modality = Modality.UTFALL
    trust: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Case:
    """All that decides over one word of status."""

    sentence: Sentence
    index: int
    i: int
    head: Head
    unit: Unit
    cues: frozenset[str]
    verbs: frozenset[str]
    negated: bool
    partly: bool
    until: bool
    subject_negated: bool
    launched: bool
    """What the title orders opened or started is itself said to start or to run."""
    region: str

    def says(self, cue: str) -> bool:
        return any(pattern.search(self.region) for pattern in times()[cue])

    @property
    def finished(self) -> bool:
        return self.head.kind in _FINISHED


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
    deemed = any(unit.text.startswith(_DEEMED) for unit in chain)
    if governed == "decided":
        return _by_decision(clause.units[i], head, deemed=deemed)
    pronoun = subject.product and subject.confidence <= CONFIDENCE.told
    rest = clause.units[i + 1 :]
    whole = len(rest) > 1 and rest[1].text in _EVERYWHERE
    if pronoun and clause.units[i].text.startswith("inför") and not whole and elsewhere(sentence, rest):
        return None  # "Den är införd i norra distriktet"
    if subject.product and clause.units[i].text.startswith("lever"):
        return None  # what has been delivered may still have to be put to use
    named = subject.product or subject.action or head.kind == "met"
    if named and head.kind != "ongoing" and in_one_place(sentence, index):
        return None
    plain = subject.kind == "own" and not subject.work and subject.confidence >= CONFIDENCE.inherited
    if head.kind != "ongoing" and not plain and pointed_place(sentence, index):
        return None
    denied = scope.negated(sentence, index, i, subject) ^ (governed in {"deny", "doubt"})
    following = sentence.following(index)
    finished = head.kind in _FINISHED
    much = limits.share(sentence, clause.units[i], sentence.region(index)) if finished else None
    case = _Case(
        sentence=sentence,
        index=index,
        i=i,
        head=head,
        unit=clause.units[i],
        cues=cues,
        verbs=frozenset(unit.text for unit in chain),
        negated=denied,
        partly="partly" in cues
        or subject.partly
        or (denied and (_fully_denied(clause) or much == "all"))
        or much == "some"
        or (finished and limits.spares(sentence, index, i))
        or _taken_back(following, sentence.region(index))
        or (finished and _goes_on_elsewhere(clause.units[i + 1 :], following))
        or (finished and not denied and _not_there(sentence, clause.units[i].end))
        or (subject.elided and _of_some(sentence, index, i)),
        until="until" in cues or bool(following and following.units and following.units[0].has("until")),
        subject_negated=subject.negated,
        launched=(subject.product or subject.elided or subject.implied)
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
    if (musts - {"får"} if deemed else musts) and not {"could", "have"} <= cues:
        return None  # but "får härmed anses slutfört"
    counted = governed == "free" and _counts_as(clause.units[:i])
    expected = governed in {"expect", "doubt"} or bool(cues & {"fore", "likely"})
    expected = expected or ("foreassert" in cues and not counted)
    expected = expected or (governed == "assert" and "är" in case.verbs and case.says("year end"))
    soon = sentence.matter.unfinished and case.says("coming") and "är" in case.verbs
    expected = expected or (governed == "assert" and soon)  # "bedömer att utredningen är klar i oktober"
    expected = expected or "hinner" in case.verbs or {"seen", "able"} <= cues  # "anser sig kunna slutföra"
    if _conditional(case, expected=expected):
        return None
    said = _by_verbs(case, expected=expected)
    return said


_EVERYWHERE: Final = frozenset({"alla", "samtliga", "hela", "båda", "varje"})


def _counts_as(before: list[Unit]) -> bool:
    """Whether what a doer "räknar som" stands before a word of status: it is so, not expected."""
    return before[-1:] != [] and before[-1].text == "som" and any(u.text == "räknar" for u in before)


def _taken_back(following: Clause | None, region: str) -> bool:
    """Whether what follows takes some of it back: "genomfört, men inte helt", "… men pågår för Y"."""
    if following is None or following.opener not in {"men", "fast", "om än"}:
        return False
    kinds = {head.kind for unit in following.units for head in unit.heads}
    if "ongoing" in kinds and _AS_TO.search(region):
        return True
    short = len(following.units) <= 2 and not any(unit.heads for unit in following.units)
    return short and any(unit.has("partly") for unit in following.units)


def _fully_denied(clause: Clause) -> bool:
    """Whether "helt" stands behind a negation; "uppdraget i sin helhet" before it is the whole uppdrag."""
    degree = next((j for j, unit in enumerate(clause.units) if unit.has("fully")), None)
    subject = degree is not None and clause.units[degree].text == "i sin helhet"
    return degree is not None and not (subject and any(unit.has("neg") for unit in clause.units[degree:]))


def _goes_on_elsewhere(rest: list[Unit], following: Clause | None) -> bool:
    """Whether it is done in one place and goes on in another: "gjord inom skolan och pågår inom omsorgen"."""
    if following is None or following.opener not in {"och", "men", "medan"} or not rest:
        return False
    verb, place = [*following.units[:2], *rest][:2]
    goes_on = any(head.kind == "ongoing" for head in verb.heads)
    named = any(unit.board for unit in (*rest, *following.units))
    return goes_on and not named and rest[0].text in _WHERE and place.text in _WHERE


def _not_there(sentence: Sentence, at: int) -> bool:
    """Whether it is said after `at` for whom it is not done, who is no board with a statement of its own."""
    found = _NOT_THERE.match(sentence.low, at)
    units = (unit for clause in sentence.clauses for unit in clause.units)
    return found is not None and not any(unit.board and unit.start >= at for unit in units)


_NOT_THERE: Final = re.compile(
    r"(?: (?:i|inom|på|hos|vid|för) [^,;:.]{3,60}?|),? (?:men |dock |fast |och |ännu )*(?:inte|ej) "
    r"(?:ännu )?(?:i|inom|på|hos|vid|för) (?!tid\b|år\b|fas\b|den tid|sin helhet)"
)
"""It is done for some and not for others: "infört för skolan, inte för förskolan"."""
_WHERE: Final = frozenset({"i", "inom", "på", "hos", "vid", "för"})


def _of_some(sentence: Sentence, index: int, i: int) -> bool:
    """Whether it is said for some only, whom the title does not name: "Gjort för hemtjänsten"."""
    rest = sentence.clauses[index].units[i + 1 : i + 3]
    if len(rest) < 2 or rest[0].text != "för" or rest[1].cues or rest[1].heads or rest[1].board:
        return False
    named = rest[1].text
    return _SOME.fullmatch(named) is not None and not sentence.about.about(named)


_SOME: Final = re.compile(
    r"(?!året|säsongen|terminen|läsåret|perioden|kommunen|verksamheten|sommaren|hösten|våren)\w{5,}(?:en|et|na)|vuxna|barn"
)


def _by_decision(unit: Unit, head: Head, *, deemed: bool) -> Outcome | None:
    """What a board does by deciding: it may order that a matter ends, but that drops it or deems it done."""
    if head.kind in _STOPPED:
        return Outcome(assessment=_STOPPED[head.kind])
    if deemed and head.kind in {"done", "met"}:
        return Outcome(assessment=Status.GENOMFORT, trust=0.9)
    if head.kind == "ongoing" and unit.text.startswith(("fortsätt", "fortgå")):
        return Outcome(assessment=Status.PAGAR, trust=CONFIDENCE.indirect)
    return None


def _conditional(case: _Case, *, expected: bool) -> bool:
    """Whether what is expected hangs on a condition: "… om medel beviljas", "när planen är antagen"."""
    ahead = expected or case.says("ahead") or "can" in case.cues
    if case.head.kind == "ongoing" or (not ahead and case.head.form not in {"now_s", "now"}):
        return False
    if case.verbs & _JUDGED:  # "bedöms bli genomfört, om …" is a forecast all the same
        return False
    following = case.sentence.following(case.index)
    if following is not None and following.kind == "condition" and following.opener not in _LEAVES_OPEN:
        return not (
            following.opener == "när" and (case.says("coming") or case.sentence.later(case.index))
        )  # a date all the same
    parent = case.sentence.clauses[case.index].parent
    return parent >= 0 and parent == case.index - 1 and case.sentence.clauses[parent].opener in _HARD


_IN_TIME: Final = re.compile(r"\b(?:i år|under|20\d\d|i tid|till|före|innan|i (?:höst|vår|sommar|vinter))\b")
"""What is not done by then may be done later."""


def _by_verbs(case: _Case, *, expected: bool) -> Outcome | None:
    """Modality first, which the verbs decide; then the outcome by kind."""
    head = case.head
    present = head.form in {"now_s", "now"} and head.kind in {"done", "product"}
    dated = case.until or case.says("coming") or _IN_TIME.search(case.region)
    if case.unit.text.startswith("fullfölj") and present and case.negated and not dated:
        return Outcome(assessment=Status.UTGAR, trust=0.9)  # "Uppdraget fullföljs inte"
    if present and not expected:
        if case.says("steady"):
            return None if case.negated else Outcome(assessment=Status.PAGAR, trust=0.9)
        if case.unit.text in {"genomförs", "genomför"}:
            return _is_carried_out(case)
        if head.kind == "product":
            return None
    deemed = any(verb.startswith(_DEEMED) for verb in case.verbs)
    if deemed and case.until and case.negated and not case.sentence.later(case.index):
        return Outcome(assessment=Status.INTE_GENOMFORT, trust=0.9)  # "kan inte anses klart förrän alla …"
    if (
        case.cues & {"can", "cannot"}
        and not deemed
        and head.form in {"inf_s", "inf", "part"}
        and head.kind not in {"judged", "unjudged"}
    ):
        return _can(case)
    if head.kind == "met" and head.form in {"now_s", "now"} and _AT_THE_END.search(case.region):
        expected = True
    if case.finished and head.form == "part" and "är" in case.verbs and _not_yet(case):
        expected = True  # "då är uppdraget slutfört till jul"
    if present and _HEREBY.search(case.region) and not case.sentence.later(case.index):
        present = False  # "och avslutas härmed"
    becomes = "become" in case.cues and "blivit" not in case.verbs
    expected = expected or becomes or present
    judged = head.kind == "dropped" or _judged_now(case) or ("torde" in case.verbs and deemed)
    if case.verbs & {"bedöms", "torde"} and judged:
        expected = False
    return _by_kind(case, Modality.PROGNOS if expected else Modality.UTFALL)


def _not_yet(case: _Case) -> bool:
    """Whether what is called done will be so by a time to come: "till jul", "innan året är slut"."""
    following = case.sentence.following(case.index)
    if following is not None and following.opener == "innan":
        return case.says("ahead") or any(unit.text == "är" for unit in following.units)
    units = case.sentence.clauses[case.index].units
    own = case.sentence.low[units[0].start : units[-1].end]
    return any(pattern.search(own) for pattern in times()["ahead"])


_NEXT: Final = re.compile(r"\bnästa (?:år|vår|sommar|höst|vinter|termin|läsår|månad|vecka)\b")


def _is_carried_out(case: _Case) -> Outcome | None:
    """What "uppdraget genomförs" says: it goes on, but with a time to come it says nothing of now."""
    if case.says("coming") or _AT_TIMES.search(case.region) or _NEXT.search(case.sentence.low):
        return None
    if case.negated:
        return Outcome(assessment=Status.INTE_GENOMFORT, trust=0.7)
    return Outcome(assessment=Status.PAGAR, trust=0.8)


_AWAITS: Final = re.compile(
    r" (?:innan|så länge|utan att) "
    r"(?!årsskiftet|årets?\b|jul\b|nyår|utgången|slutet|sommaren|hösten|våren|den \d)"
)
"""What must come first: "kan inte tas i bruk innan avtalet är undertecknat"."""


def _can(case: _Case) -> Outcome | None:
    """What can be is expected: "målet kan uppnås", "uppdraget kan inte slutföras" the opposite."""
    if not case.finished:
        return None
    proposed = case.unit.text.startswith(("avslut", "verkställ")) and not case.negated
    if proposed and not (case.says("coming") or _BY_THEN.search(case.region)):
        return None  # "Uppdraget kan avslutas" asks for it
    if case.negated:
        if case.until and not case.sentence.later(case.index):
            return None  # "kan inte slutföras förrän bygglov finns"
        if _AWAITS.match(case.sentence.low, case.unit.end):
            return None
        return Outcome(assessment=Status.INTE_GENOMFORT, modality=Modality.PROGNOS, trust=0.85)
    later = case.sentence.later(case.index)
    ends = Status.INTE_GENOMFORT if later else Status.GENOMFORT
    dated = later or _BY_THEN.search(case.region) is not None
    return Outcome(assessment=ends, modality=Modality.PROGNOS, trust=0.85 if dated else CONFIDENCE.indirect)


_BY_MONTH: Final = re.compile(
    r"\b(?:i|till|under|före|per|senast) (?:den \d{1,2} )?(?:början av |slutet av |mitten av )?"
    r"(?:januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december)\b"
)


def _judged_now(case: _Case) -> bool:
    """Whether "bedöms vara genomfört" judges how it is now: no time to come is named."""
    if case.head.form == "sup_s":
        return True
    if case.sentence.matter.unfinished and _BY_MONTH.search(case.region):
        return False  # what goes on and "bedöms vara klar i mars" will be so
    now = bool(case.verbs & {"vara", "att betrakta som"}) and not case.verbs & {
        "kunna",
        "kommer att",
        "kommer",
        "bli",
    }
    return now and not case.says("coming") and _BY_THEN.search(case.region) is None


def _by_kind(case: _Case, modality: Modality) -> Outcome | None:
    kind = case.head.kind
    expected = modality is Modality.PROGNOS
    if kind == "unbegun":
        return Outcome(assessment=Status.EJ_PABORJAT, trust=0.9)
    if case.launched:
        return _running(case)
    if case.finished:
        return _expected_end(case) if expected else _end(case)
    if kind == "begun":
        return _begun(case, modality)
    if kind == "ongoing":
        return _ongoing(case, modality)
    if kind == "judged":
        ends = _NO_MORE.match(case.sentence.low, case.unit.end)  # "följs inte upp vidare"
        return Outcome(assessment=Status.EJ_BEDOMT, trust=0.95) if case.negated and not ends else None
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
        if _SO_FAR.match(case.sentence.low, case.unit.end):
            return Outcome(assessment=Status.VILANDE, modality=modality, trust=0.9)
        return Outcome(assessment=Status.UTGAR, modality=modality, trust=0.8 if expected else 1.0)
    if kind == "unjudged" and _NO_MORE.match(case.sentence.low, case.unit.end):
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
        return Outcome(assessment=Status.INTE_GENOMFORT, modality=Modality.PROGNOS, trust=0.75)
    return None


_NO_MORE: Final = re.compile(r" (?:inte |ej )?(?:upp )?(?:vidare|längre|framöver|mer|separat)\b(?! än)")
"""What is followed up no more has been."""


def _running(case: _Case) -> Outcome | None:
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


def _expected_end(case: _Case) -> Outcome | None:
    """How it is expected to end, judged against the report's own year."""
    later = case.sentence.later(case.index)
    if case.negated and _AS_PLANNED.search(case.region):
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


def _end(case: _Case) -> Outcome | None:
    """How it has ended; a missed date by itself says nothing."""
    if not case.negated and limits.given_up(case.sentence, case.index, case.unit):
        return Outcome(assessment=Status.UTGAR, trust=0.9)
    if case.partly:
        return Outcome(assessment=Status.DELVIS_GENOMFORT, trust=0.98)
    if case.negated:
        if case.until or case.says("missed"):
            return None
        return Outcome(assessment=Status.INTE_GENOMFORT, trust=0.98)
    if _SHARE.match(case.sentence.low, case.unit.end) is not None:
        return Outcome(assessment=Status.DELVIS_GENOMFORT, trust=0.8)
    if _long_ago(case) or _in_one_place(case):
        return None
    if case.until and case.sentence.later(case.index):
        return Outcome(assessment=Status.INTE_GENOMFORT, modality=Modality.PROGNOS, trust=0.9)
    if _OUTSIDE.search(case.region) or _EARLY.search(case.sentence.low) or _in_years_past(case):
        return None
    called = case.head.form == "part" and not case.verbs & {"blev", "blivit"}
    if limits.disputed(case.sentence.low, case.unit.end) or (
        called and limits.hinges(case.sentence, case.index)
    ):
        return None
    if case.head.form in {"now", "now_s"} and case.sentence.ahead(case.index) is not None:
        return _expected_end(case)  # "Målet nås till 2030"
    return Outcome(assessment=Status.GENOMFORT, trust=0.9 if case.head.kind == "product" else 1.0)


def _long_ago(case: _Case) -> bool:
    """Whether what was made was so years before the report, so that it is what is there already."""
    if case.head.kind != "product" or case.head.form != "past_s" or case.sentence.matter.year is None:
        return False
    year = YEAR.search(case.sentence.low, case.unit.end)
    return year is not None and int(year[0][:4]) <= case.sentence.matter.year - _YEARS_AGO


_YEARS_AGO: Final = 3


def _in_years_past(case: _Case) -> bool:
    """Whether a goal "var" reached in years before the report's own."""
    year = case.sentence.matter.year
    years = [int(match[0][:4]) for match in YEAR.finditer(case.region)]
    return "var" in case.verbs and bool(years) and year is not None and max(years) < year


def _in_one_place(case: _Case) -> bool:
    """Whether all were ordered and one place is named: "installerat i rådhuset" for "alla byar"."""
    rest = case.sentence.clauses[case.index].units[case.i + 1 : case.i + 3]
    if not case.sentence.about.every or len(rest) < 2 or rest[0].text not in {"i", "på", "vid"}:
        return False
    return rest[1].text not in {"alla", "samtliga", "hela", "båda"} and elsewhere(case.sentence, rest)


def _begun(case: _Case, modality: Modality) -> Outcome | None:
    """What is yet to begin has not begun, though that is only implied."""
    future = case.head.form in {"now_s", "now"} or modality is Modality.PROGNOS
    if case.negated:
        if future and not case.until:
            return Outcome(assessment=Status.EJ_PABORJAT, modality=modality, trust=0.85)
        if case.until and not future:
            return Outcome(assessment=Status.PAGAR, trust=0.7)
        return Outcome(assessment=Status.EJ_PABORJAT, trust=0.8 if case.until else 0.98)
    if future:
        return Outcome(assessment=Status.EJ_PABORJAT, trust=CONFIDENCE.indirect)
    return Outcome(assessment=Status.PAGAR, trust=0.97)


_WENT_ON: Final = frozenset({"pågick", "fortgick"})
_RANGE: Final = re.compile(r"\w ?[–-] ?\w|\btill (?:och med )?(?:den )?\w")


def _then_only(case: _Case) -> bool:
    """Whether what went on is over: "pågick mars–november", "pågick i våras och är nu utvärderat"."""
    following = case.sentence.following(case.index)
    done = following is not None and any(head.kind in _FINISHED for u in following.units for head in u.heads)
    return done or _RANGE.search(case.region) is not None


_SO_FAR: Final = re.compile(r" (?:så länge|tills vidare|tillfälligt)\b")
"""What is stopped so rests: "arbetet är nedlagt så länge"."""


def _ongoing(case: _Case, modality: Modality) -> Outcome | None:
    """That a matter goes on is said of now, also where it is expected to go on."""
    if case.unit.text in _WENT_ON and _then_only(case):
        return None
    if case.negated:
        if case.subject_negated and _WAITS.search(case.sentence.low):
            return Outcome(assessment=Status.VILANDE, trust=0.85)
        return Outcome(assessment=Status.PAGAR, trust=0.75) if scope.off_plan(case.region) else None
    if case.head.object == "plan":
        return Outcome(assessment=Status.PAGAR, trust=0.88) if modality is Modality.UTFALL else None
    trust = 0.75 if modality is Modality.PROGNOS or _ROUTINE.search(case.sentence.low) else 1.0
    return Outcome(assessment=Status.PAGAR, trust=trust * (0.8 if case.head.form == "past" else 1.0))


_ROUTINE: Final = re.compile(
    r"\b(?:inom|i|som en del av) (?:den |det |nämndens |förvaltningens )?"
    r"(?:(?:ordinarie|löpande|reguljära?|dagliga) (?:\w+)|linje\w*|ordinarie)\b"
)
"""Where what goes on as routine goes on, also once the item is done."""
