"""Questions that a column's name or a label asks, and what a lone answer means: `Hinner vi? Nej`."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import Final

from tertial.resources import read_table
from tertial.swedish.words import fold
from tertial.vocabulary import Deviation, Modality, Status
from tertial.wording.cells import cell
from tertial.wording.codes import remembered
from tertial.wording.readings import TURNED, Reading

LEAST: Final = 0.6
"""A status that its word tells less surely is none of a name either."""
SURE: Final = 0.9
"""How sure a lone Ja or Nej is of what the name over it asks."""
_QUESTION_MARKS: Final = re.compile(
    r"[\s(/,|:]*\b(?:ja\s*/\s*(?:delvis\s*/\s*)?nej(?:\s*/\s*delvis)?|ja|nej|j/n)\b[\s)]*|[?()]"
)
_ASKED_OF: Final = re.compile(
    r"^(?:(?:är|har) |(?P<verb>blir|nås|uppnås|uppfylls|kommer|bedöms|beräknas|förväntas) )?"
    r"(?:kf-)?(?:uppdraget|målet|arbetet|aktiviteten|åtgärden|målen|insatsen|beslutet)(?: (?:är|har|blir)\b)?"
    r" ?"
)
"""The item in a question, which is taken out: "Är målet uppfyllt?", "Nås målet?"."""
_TIME: Final = re.compile(
    r"(?P<of_year> (?:(?:före|innan|till|vid|per|den|senast|i|under|för|på|inom) )?(?:den )?(?:hela )?"
    r"(?:nyår|jul|år|(?:verksamhets)?året|hel(?:a )?år(?:et)?|årsskiftet|årsslut(?:et)?"
    r"|år(?:et)?s (?:slut|utgång)|(?:slutet|utgången) av året|året är slut|31/12|31 dec(?:ember)?|december)"
    r"(?: 20\d\d)?)$"
    r"| (?:(?:under|i|för|till|per) )?(?:år )?20\d\d$"
)
"""A time in a question, which is no part of the status; one of the year's end makes the answer a forecast."""
_WITHIN_YEAR: Final = re.compile(r" (?:(?:i|under|för|inom|på) )?(?:hela )?(?:år|året)")
"""A time that any state of the year may have, but for one that is asked for."""
_STRAYS: Final = re.compile(r"^(?:finns )?avvikelser?(?: från (?:tids?)?plan(?:en)?)?$")
_GOAL_MET: Final = re.compile(r"^måluppfyll(?:else|nad)\b")
_PROGNOSIS: Final = re.compile(
    r"(?:helårs?|års)?prognos|helårsbedömning|utsikt(?:er)?"
    r"|(?:bedömd|förväntad|beräknad|väntad) måluppfyllelse"
)
_FORESEEN: Final = re.compile(
    r"(?:(?:års|helårs?)?prognos(?:ti[sc]era[td])?|(?:förvänt|beräkn|bedöm|vänt)(?:as|at|ad|d|t|s)|läget?|status"
    r"|utfall|resultat|genomförande|slutförande|måluppfyllelse|klart?|i|för|per|vid|av|till|på|hel(?:år|a)(?:et)?"
    r"|året|årets|års|slut|årsslut|årsskiftet|t[1-3]|(?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec)\w*"
    r"|20\d\d(?:-\d\d){0,2}|\d\d?/\d\d?|tertial|efter|[123]|sammantage[nt]|bedömning)"
)
"""Words of a column's name that say nothing but that the end is foreseen, and when."""
_FORESEES: Final = re.compile(r"\b(?:(?:års|helårs?)?prognos|förvänta|beräknad|vänta)")
_VERB: Final = (
    r"(?P<verb>är|har|blir|blev|hinn(?:er|s)|hann|hanns|nås|når|nådde|nåddes|uppnås|uppfylls|klara(?:r|s|des|de)"
    r"|(?:genomför|slutför|färdigställ|verkställ)s|avslutas|kommer|kom|tror|kan|bedöms|beräknas|förväntas|väntas"
    r"|räknar)"
)
_ABOUT: Final = (
    r"(?:det|vi|ni|man|den|nämnden|(?:uppdrag|mål|beslut|löfte|arbete|ärende|projekt)et|målen|aktiviteten|åtgärden"
    r"|insatsen|saken|att|med|bli|vara|kunna|hinna|till|fram|nu|ändå|gjort)"
)
_GOAL: Final = (
    r"(?:klart?|klara|färdig(?:t|a)?|i (?:mål|hamn)|mål(?:et)?|dit|fram|i tid|gjort|genomför(?:t|as)"
    r"|(?:slutför|färdigställ)(?:t|as)|verkställ(?:t|as)|uppfyll(?:t|as|d)|upp?nå(?:tt|s)|nå(?:tt|s)"
    r"|avsluta(?:t|s)|lösas|hållet|(?<=det )av)"
)
_ASKS: Final = re.compile(rf"{_VERB}(?: {_ABOUT})*(?: {_GOAL}(?: målet)?)?(?: (?:i år|i tid))?")
_ASKING: Final = re.compile(_VERB)
"""How all begins that `_ASKS` matches."""
_OF_IT: Final = re.compile(r" (?:det|vi|ni|man|nämnden|målet|uppdraget)\b")
_DONE: Final = re.compile(r"(?:genomför|slutför|färdigställ|verkställ)s|avslutas")
_ENDS_BY_ITSELF: Final = re.compile(rf"hinn|hann|nå|uppnå|uppfyll|klara|{_DONE.pattern}")
"""Verbs that ask for an end without any other word: "Hinner vi?"."""
_EXPECTS: Final = re.compile(r"(?:kommer|tror|kan|räknar|bedöms|beräknas|(?:för)?väntas)\b")
_BEGUN: Final = re.compile(r"börja|start|inle[dt]|i ?gång")
"""What has not begun where the answer is no; that it does not go on leaves open how it is."""
_PROPOSED: Final = re.compile(
    r"^(?:föreslås|förslag|bör|får) |^(?:kan )?(?:uppdraget )?(?:avslutas|kvarstår)$"
)
"""What is to become of a line of the list, as no status of it."""
_YES: Final = frozenset({"ja", "x", "✔", "✓", "☒", "☑", "√", "[x]", "[✔]", "[✓]", "[☒]", "[☑]", "(x)"})
_NO: Final = frozenset({"nej"})
_PARTLY: Final = frozenset({"delvis", "till viss del", "ja, delvis", "nja", "ja delvis"})
_WORDED_YES: Final = frozenset({"j", "japp", "jo", "ja, troligen", "troligen", "sannolikt", "ja, sannolikt"})
_WORDED_NO: Final = frozenset(
    {
        "n",
        "nej, troligen inte",
        "troligen inte",
        "sannolikt inte",
        "inte än",
        "inte ännu",
        "ej ännu",
        "nej, inte än",
    }
)
_UNSURE: Final = frozenset({"?", "??", "osäkert", "oklart", "vet ej", "vet inte", "osäker"})
_AROUND: Final = " .,!:"
_OPPOSITE: Final = {
    Status.GENOMFORT: Status.INTE_GENOMFORT,
    Status.PAGAR: Status.EJ_PABORJAT,
    Status.INTE_GENOMFORT: Status.GENOMFORT,
    Status.DELVIS_GENOMFORT: Status.INTE_GENOMFORT,
}


def is_answer(text: str) -> bool:
    """Whether a cell is an answer to a question that is said elsewhere: `Ja`, `Delvis`, `?`."""
    return plain_answer(text) or _bare(text) in _WORDED_YES | _WORDED_NO | _UNSURE


def plain_answer(text: str) -> bool:
    """Whether a cell is yes, no, partly or a tick, and nothing more."""
    return _bare(text) in _YES | _NO | _PARTLY


def ticked(text: str) -> bool:
    """Whether a cell is yes or a tick."""
    return _bare(text) in _YES


def _bare(text: str) -> str:
    return fold(text).strip(_AROUND)


@remembered
def asks(name: str) -> bool:
    """Whether a name asks in so many words if the item is done: `Klart till nyår?`, `Slutförs i år`."""
    folded = fold(name).strip(" *:")
    said = _QUESTION_MARKS.sub(" ", folded).strip(" -/:")
    asked = folded.endswith("?")
    if not asked and not _ASKING.match(said):
        return False
    if not (asked or _OF_IT.search(said) or _TIME.search(said) or said.endswith(" i tid")):
        return False
    return _question(said) is not None or (asked and _meant(said) is not None)


@lru_cache(maxsize=512)
def foresees(name: str) -> bool:
    """Whether a name says that how it ends is foreseen, and nothing more: `Förväntat läge T3`."""
    said = _QUESTION_MARKS.sub(" ", fold(name)).strip(" -/:*")
    return _FORESEES.search(said) is not None and all(_FORESEEN.fullmatch(word) for word in said.split())


@lru_cache(maxsize=512)
def of_years_end(name: str) -> bool:
    """Whether a name asks how it is when the year is over: `Klart 31 december?`, `I mål i år`."""
    return bool(_years_end(name))


@lru_cache(maxsize=512)
def dated_at_years_end(name: str) -> bool:
    """Whether what stands under a name holds at the year's end: `Årsslut`, `Klart i år`; not `Läge i år`."""
    said = _years_end(name)
    return bool(said) and (_WITHIN_YEAR.fullmatch(said) is None or asks(f"{name.strip(' ?:*')}?"))


def _years_end(name: str) -> str:
    """The words of a name that tell of the whole year or its end; empty for another time or none."""
    said = _QUESTION_MARKS.sub(" ", fold(name)).strip(" -/:*")
    found = _TIME.search(f" {said}")
    return found["of_year"] or "" if found is not None else ""


@lru_cache(maxsize=512)
def is_forecast(name: str) -> bool:
    """Whether the name of a column says that what stands in it is expected, whatever the report's time."""
    folded = fold(name)
    return any(re.search(row["pattern"], folded) for row in read_table("forecast_labels.csv"))


def _question(said: str) -> re.Match[str] | None:
    """The question that words are, with an end in it: `blir det klart`, `hinner vi`."""
    found = _ASKS.fullmatch(_TIME.sub("", said))
    if found is None:
        return None
    ends = _ENDS_BY_ITSELF.match(found["verb"]) is not None
    return (
        found
        if ends or re.search(rf" {_GOAL}(?: målet)?(?: (?:i år|i tid))?$", found[0]) is not None
        else None
    )


def _meant(said: str) -> Reading | None:
    """What yes means under words that are a status or a forecast."""
    asked = _ASKED_OF.sub(lambda m: f"{m['verb'] or ''} ", said)
    asked = _TIME.sub("", asked).strip()
    asked = re.sub(r"(\w{4,}t)s$", r"\1", asked)  # "Har uppdraget genomförts?"
    question = _question(said)
    done = question is not None and _DONE.match(question["verb"])  # "Genomförs i år?" is no "genomförs"
    meant = None if done else cell(_GOAL_MET.sub("uppfyllt", _STRAYS.sub("med avvikelse", asked)))
    foreseen = (
        _PROGNOSIS.fullmatch(asked)
        or (asked in ("bedömning", "bedömning av") and of_years_end(said))
        or foresees(said)
    )
    if meant is None and foreseen:  # "Prognos helår: Nej"
        meant = Reading(Status.GENOMFORT, Modality.PROGNOS, Deviation.NONE, SURE)
    if meant is None and question is not None:
        modality = Modality.PROGNOS if _EXPECTS.match(question[0]) else Modality.UTFALL
        meant = Reading(Status.GENOMFORT, modality, Deviation.NONE, SURE)
    return meant


@remembered
def yes_or_no(answer: str, label: str) -> Reading | None:
    """What a lone Ja, Nej, Delvis or tick means under a column whose name is a status.

    That it is not "klart i tid" or no longer "pågår" leaves open how it is; an empty box was not filled in.
    That nobody knows is no status, unless the report says what it means by it.
    """
    word = _bare(answer)
    if not is_answer(answer):
        return None
    asked = _QUESTION_MARKS.sub(" ", fold(label)).strip(" -/:")
    meant = _meant(asked)
    if meant is None:
        return None
    if word in _UNSURE or meant.confidence < LEAST or _PROPOSED.search(_TIME.sub("", asked)):
        return None  # "Kvarstår" on a list is no status
    meant = replace(meant, confidence=SURE)
    if meant.implied and word in _NO | _WORDED_NO:
        return replace(meant, deviation=TURNED[meant.deviation])
    if word in _YES | _WORDED_YES:
        return meant
    if word in _NO | _WORDED_NO:
        begun = meant.assessment is not Status.PAGAR or _BEGUN.search(asked)
        opposite = _OPPOSITE.get(meant.assessment) if begun and not meant.deviation else None
        return replace(meant, assessment=opposite, deviation=Deviation.NONE) if opposite else None
    return (
        replace(meant, assessment=Status.DELVIS_GENOMFORT) if meant.assessment is Status.GENOMFORT else None
    )


_OPENS: Final = re.compile(r"(?P<answer>[^\W\d_]+(?: [^\W\d_]+){0,2})(?=[.,;:!]? |[.,;:!]?\n|\s[–—-] )")


def answered(text: str, label: str) -> tuple[Reading, int] | None:
    """What the answer that a comment begins with means, and where it ends: "Nej. Ett av tre tak är lagt."."""
    opened = _OPENS.match(text)
    reading = yes_or_no(opened["answer"], label) if opened is not None else None
    stop = opened is not None and text[opened.end()] in ".,;:!\n"
    return (reading, opened.end()) if reading is not None and opened is not None and stop else None


@lru_cache(maxsize=1)
def _expected() -> tuple[tuple[re.Pattern[str], str], ...]:
    rows = read_table("forecast_values.csv")
    return tuple((re.compile(row["pattern"]), row["meaning"]) for row in rows)


def expected(text: str) -> str | None:
    """What a short answer in a column of forecasts says of the end: there `Genomförs` is `klart`."""
    folded = fold(text).strip(" .!")
    for pattern, meaning in _expected():
        found = pattern.fullmatch(folded)
        if found is not None:
            return meaning.format_map(found.groupdict())
    return None
