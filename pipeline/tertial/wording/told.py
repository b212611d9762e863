"""What a clause says of matters that it need not name: `det vi har gjort`, `som inte blev av`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Final

from tertial.swedish.words import fold
from tertial.vocabulary import Modality, Status
from tertial.wording.readings import Reading, expand, status_at

_SUBJECT: Final = re.compile(
    r"^(?:att |när |då |om )?"
    r"(?:(?:\w*uppdrag(?:et|en)?|\w*mål(?:et|en)?|arbetet|aktivitet(?:en|er|erna)?"
    r"|åtgärd(?:en|er|erna)?|beslut(?:et|en)?"
    r"|insats(?:en|er|erna)?|ärende(?:t|n|na)?|projekt(?:et|en)?|motion(?:en|er|erna)?"
    r"|saken|beställning(?:en|ar|arna)?|uppgift(?:en|er|erna)?|åtagande(?:t|n|na)?"
    r"|(?:det|de)(?: här| där)?|detta|dessa|vad|allt|sådant)(?: är det)?(?: som)? )?"
)
_SPEAKER: Final = re.compile(r"\b(?:vi|man|nämnden|styrelsen|förvaltningen|verksamheten|den ansvariga) ")
_OBJECT: Final = re.compile(r"(?<=\w{6}) (?:uppdraget|aktiviteten|åtgärden|det|detta)(?= delvis| helt|$)")
"""What is done, where a legend says who does it: "nämnden har genomfört det delvis"."""
_INVERTED: Final = re.compile(
    r"^(?P<neg>(?:ännu )?(?:inte|ej)(?: längre| ännu)?) "
    r"(?P<verb>är|har|kommer att|bedöms|beräknas|blir|kan|går|kunde) "
)
_HELPER: Final = re.compile(
    r"^(?:(?:nu |redan |sedan tidigare )?(?:är|har|blev|ligger)(?: nu| redan)? (?=\S))"
)
_ANSWERED: Final = re.compile(r"^(?:ja|nej|delvis)\s*[,.:;–-]\s*(?=\w)", re.IGNORECASE)
"""What stands before what it means: "J = Ja, uppdraget är genomfört"."""
_MORE: Final = re.compile(
    r"$|\W*$|[^\w\s]| \(| (?:och|men|av|i|på|enligt|från|som|under|med|inom)\b"
    r"| (?:\w*uppdrag|\w*mål|aktivitet|åtgärd|insats|beslut)(?:$|\W)"
)


@lru_cache(maxsize=2048)
def status_words(folded: str) -> tuple[str, ...]:
    """A folded clause, and what is left of it without its subject, its helping verbs and "vi".

    "som inte har påbörjats" becomes "inte påbörjats", "det vi håller på med" "håller på".
    """
    said = _SUBJECT.sub("", folded)
    if (spoken := _SPEAKER.sub("", said)) != said:
        said = _OBJECT.sub("", spoken)
    said = _HELPER.sub("", _INVERTED.sub(_turned, said))
    return tuple(dict.fromkeys((folded, said, re.sub(r" med(?= |$)", "", said))))


def plain_status(text: str) -> Reading | None:
    """The status that a phrase gives which explains something: `arbetet pågår`, `uppdraget är klart`."""
    folded = fold(text).strip(" .,:;()")
    for said in status_words(folded):
        found = status_at(said, "asked for")
        if found is not None and _MORE.match(said[found[1] :]):
            return found[0]
    return None


def unmeasured(reading: Reading) -> bool:
    """Whether a legend explains by what is known now that there is no verdict: "ej mätt", "vid delåret"."""
    return _NOT_MEASURED.search(reading.words) is not None


_NOT_MEASURED: Final = re.compile(r"\b(?:delår|mät|nu\b|i ?dag\b|nuläg|för närvarande|sakna)", re.IGNORECASE)


def lies_ahead(words: str) -> bool:
    """Whether an end is told in the present, or of the year's end: "nås", "genomförs inte", "till nyår"."""
    return _PRESENT.search(words) is not None or _AT_YEARS_END.search(words) is not None


def only_present(text: str) -> bool:
    """Whether a sentence tells of an end in the present, and of none that is past: "Målet nås."."""
    if _ELLIPTIC.fullmatch(text) is not None:
        return True
    return _MET.search(text) is not None and _past().search(text) is None


_ELLIPTIC: Final = re.compile(
    r"(?!.*\b(?:är|har|blev|var|blir)\b)[\w ]{4,40}? "
    r"(?:vid|till|per) (?:årets slut|årsskiftet|nyår|jul|31 december)\.?",
    re.IGNORECASE,
)
"""A status of the year's end with no verb: "delvis genomfört vid årets slut"."""


@lru_cache(maxsize=1)
def _past() -> re.Pattern[str]:
    return re.compile(
        expand(r"\b(?:{done}|(?:upp)?nå(?:dd|dda|tt|tts|dde|ddes)|uppfyll(?:d|t|ts|de|des))\b"), re.I
    )


_MET: Final = re.compile(
    r"\b(?:(?:upp)?nås|uppfylls|klaras|hinns|(?:upp)?når|uppfyller|klarar)\b", re.IGNORECASE
)
_PRESENT: Final = re.compile(
    r"\b(?:(?:upp)?nås|uppfylls|klaras|hinns|genomförs|slutförs|verkställs|avslutas|färdigställs|blir"
    r"|(?:upp)?når|uppfyller|klarar|hinner)\b",
    re.IGNORECASE,
)
_AT_YEARS_END: Final = re.compile(
    r"\b(?:vid|per|till|före|innan|senast)(?: den)? "
    r"(?:årets slut|årsskiftet|nyår|jul|helåret|31/12|31 december)",
    re.IGNORECASE,
)


def foretold(readings: Mapping[str, Reading]) -> dict[str, Reading]:
    """A legend's readings, where "ej bedömt" among nothing but forecasts is one too."""
    ends = [reading for reading in readings.values() if reading.assessment is not Status.EJ_BEDOMT]
    foretells = (end.modality is Modality.PROGNOS or lies_ahead(end.words) for end in ends)
    if not all(foretells) or all(end.modality is not Modality.PROGNOS for end in ends):
        return dict(readings)
    return {
        sign: reading if unmeasured(reading) or reading.also else replace(reading, modality=Modality.PROGNOS)
        for sign, reading in readings.items()
    }


_AND: Final = re.compile(r" (?:men|och) ")


def plain_meaning(text: str) -> Reading | None:
    """The status that explains a code, without the answer before it: `J = Ja, det är klart`."""
    meant = plain_status(text) or plain_status(_ANSWERED.sub("", text))
    if meant is None and _AND.search(text):  # "det förbereds men har inte påbörjats"
        parts = [part for said in _AND.split(text) if (part := plain_status(said)) is not None]
        meant = parts[0] if len(parts) == 1 else None
    return replace(meant, words=text) if meant is not None else None


def _turned(found: re.Match[str]) -> str:
    """The negation of a subordinate clause as it stands in a main one: "inte är" → "inte", "bedöms inte"."""
    if found["verb"] in {"är", "har"}:
        return f"{found['neg']} "
    verb, _, to = found["verb"].partition(" ")
    return f"{verb} {found['neg']} {to}{' ' if to else ''}"
