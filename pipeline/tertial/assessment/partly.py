"""What takes back some of what is called done: "men inte helt", "inte för förskolan", "utom i norr"."""

from __future__ import annotations

import re
from typing import Final

from tertial.assessment import limits
from tertial.assessment.clauses import Clause
from tertial.assessment.lexicon import Unit, times, word_list
from tertial.assessment.nearby import a_time, anywhere, counted
from tertial.assessment.sentence import LIGHT, Sentence
from tertial.assessment.subjects import Subject
from tertial.swedish.dates import MONTHS
from tertial.swedish.words import words


def only_partly(
    sentence: Sentence, index: int, i: int, subject: Subject, *, finished: bool, denied: bool
) -> bool:
    """Whether what the word of status at `i` says is not true of all of the item.

    Args:
        finished: The word says that it is at an end.
        denied: It is denied.
    """
    clause = sentence.clauses[index]
    following = sentence.following(index)
    much = limits.share(sentence, clause.units[i], sentence.region(index)) if finished else None
    if (
        subject.partly
        or much == "some"
        or (denied and (_fully_denied(clause) or much == "all" or sentence.says(index, "measure")))
    ):
        return True
    if _taken_back(following, sentence.region(index)) or (subject.elided and _of_some(sentence, index, i)):
        return True
    if not finished:
        return False
    if _in_a_share(sentence, index, i) or limits.spares(sentence, index, i):
        return True
    if _goes_on_elsewhere(clause.units[i + 1 :], following):
        return True
    if not denied and _left_over(sentence, index, i):
        return True
    return not denied and _not_there(sentence, clause.units[i].end)


def denied_at(units: list[Unit], j: int) -> bool:
    """Whether the degree at `j` is itself denied: "inte så gott som klart", "inte ens delvis klart"."""
    before = units[j - 1] if j else None
    if before is not None and before.text == "ens" and j > 1:
        before = units[j - 2]
    return before is not None and before.has("neg")


def _taken_back(following: Clause | None, region: str) -> bool:
    """Whether what follows takes some of it back: "genomfört, men inte helt", "… men pågår för Y"."""
    if following is None or following.opener not in {"men", "fast", "om än"}:
        return False
    kinds = {head.kind for unit in following.units for head in unit.heads}
    if "ongoing" in kinds and any(pattern.search(region) for pattern in times()["as to"]):
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


def of_others(sentence: Sentence, index: int) -> bool:
    """Whether it is said of another place than one's own: "avslutat i regionen men pågår hos oss"."""
    following = sentence.following(index)
    if following is None or following.opener not in {"men", "medan", "fast"}:
        return False
    rest = sentence.region(index)
    stretch = " ".join(unit.text for unit in following.units)
    return (
        _OF_US.search(stretch) is not None and _OF_US.search(rest) is None and _THERE.search(rest) is not None
    )


_OF_US: Final = re.compile(
    r"\b(?:hos oss|för oss|här|i (?:vår )?kommun(?:en)?|för (?:vår|kommunens) del|lokalt)\b"
)
_THERE: Final = re.compile(r"\b(?:i|inom|på|hos|vid|för) [a-zåäö-]{3,}(?:en|et|na|n)\b")


def _in_a_share(sentence: Sentence, index: int, i: int) -> bool:
    """Whether it is said in how many of all the places: "gjort i hälften av byarna", "i två av tre är …"."""
    units = sentence.clauses[index].units
    places = (units[0].start, units[i].end)
    return any(pattern.match(sentence.low, at) for at in places for pattern in times()["share"])


def _left_over(sentence: Sentence, index: int, i: int) -> bool:
    """Whether others lack it: "klart i norr medan söder återstår", "skolan når det, köken gör det inte".

    Of a board that is named the next statement tells.
    """
    rest_of = (clause for clause in sentence.clauses[index + 1 :] if clause.kind != "aside")
    following = next(rest_of, None)
    if following is None or following.opener not in _AGAINST or any(unit.board for unit in following.units):
        return False
    texts = [unit.text for unit in following.units]
    named = [u for u in following.units if u.text.isalpha() and not u.cues and u.text not in LIGHT]
    if any(text in _VERB_FOR and "det" in texts[n : n + 2] for n, text in enumerate(texts)):
        denied = any(unit.has("neg") for unit in following.units)
        return denied and texts[0] not in _VERB_FOR and sentence.noun(following.units[0]) is None
    left = next((n for n, text in enumerate(texts) if text in word_list("left over")), None)
    if left is None or not named or sentence.noun(named[0]) is not None:
        return False
    if any(unit.has("neg", "none") or unit.text in {"allt", "alla"} for unit in following.units):
        return False  # "avslutat i hemtjänsten, inget återstår på boendena"
    some = texts[0] in _ONLY or counted(sentence, following.units[:1])
    if some and following.opener != "och" and _OF_TIME.isdisjoint(texts):
        return True  # "slutfört, men två enheter återstår"
    rest = sentence.clauses[index].units[i + 1 : i + 3]
    here = len(rest) > 1 and rest[0].text in _WHERE and not rest[1].board
    here = here and not any(
        unit.text in word_list("no place") for unit in sentence.clauses[index].units[i + 2 : i + 5]
    )
    here = here and rest[1].text not in word_list("everywhere") and not anywhere(rest[1].text)
    units = sentence.clauses[index].units
    here = here or any(pattern.search(sentence.region(index)) for pattern in times()["as to"])
    here = here or (i > 2 and units[0].text in _WHERE and _NO_TIME.fullmatch(units[1].text) is not None)
    here = here or any(unit.text == "av" for unit in sentence.clauses[index].units[:i])
    there = texts[left + 1 : left + 2] != [] and texts[left + 1] in _WHERE
    return (here or there) and (left > 0 or there)


def left_to_do(before: str, after: str) -> bool:
    """Whether a sentence tells what is left where the one before names a place: "… i Vik. Hov återstår."."""
    if _PART.search(before) is not None and _ELSEWHERE.fullmatch(after.strip()) is not None:
        return True
    left = _LEFT.fullmatch(after.strip())
    if left is None or _STEP.search(left["what"]) or _PART.search(before) is None:
        return False
    what = left["what"]
    return what.split()[0] not in _NOTHING and (
        _PLACE.match(what) is not None or _PART.search(f"i {what.lower()}") is not None
    )


def of_one_part(text: str) -> bool:
    """Whether a sentence names a place or one part: "i Vik", "på norra sidan", "i förskolan"."""
    return _PART.search(text) is not None


def rest_done(low: str) -> bool:
    """Whether a sentence in lower case tells that what was left is done too: "resten är också klart"."""
    return _REST_DONE.search(low) is not None


_REST_DONE: Final = re.compile(
    r"\b(?:resten|återstoden|det (?:återstående|resterande|sista)|"
    r"det som (?:återstod|var kvar|fattades|saknades)|"
    r"(?:de |den )?(?:återstående|resterande|övriga|sista|kvarvarande) "
    r"(?:delar(?:na)?|delen|etapp(?:en|er|erna)?)) "
    r"(?:är|har blivit|blev|har) (?:(?:nu|numera|också|även|redan|likaså|därmed|sedan) )*"
    r"(?:klar[ta]?|färdig(?:t|a)?|(?:gjor|slutför|genomför)(?:d|t|da|ts)|(?:avsluta|åtgärda)(?:d|t|de|ts)|"
    r"på plats|i (?:mål|hamn))(?=\s*(?:$|[.!;,)]|sedan\b))"
)


_ELSEWHERE: Final = re.compile(
    r"(?:I|På|Inom|För|Hos) (?!år\b|dag\b)[\w-]+(?: [\w-]+)? (?:är|har) (?:det|arbetet|uppdraget) "
    r"(?:ännu |fortfarande |dock )*(?:inte|ej) "
    r"(?:klart|färdigt|slutfört|slutförts|genomfört|genomförts|påbörjat|påbörjats|startat|börjat)\.?"
)
"""What is told of another part: "I förskolan är det inte påbörjat."."""
_LEFT: Final = re.compile(
    r"(?P<what>[A-ZÅÄÖ][\w-]+(?: och)?(?: [\w-]+){0,2}?) (?:ännu |fortfarande |alltjämt )*"
    r"(?:återstår|kvarstår|är kvar|får vänta|får stå över|dröjer|släpar|"
    r"är inte med|tas senare|kommer senare|släpar efter|"
    r"är (?:ännu )?inte (?:klara?|klart|färdig[ta]?|påbörja[dt]e?)|"
    r"har (?:ännu )?inte (?:gjorts|påbörjats|kommit i ?gång))"
    r"(?: (?:dock|ännu|fortfarande|alltjämt|att göra))*\.?"
)
_PLACE: Final = re.compile(
    r"(?:Norra|Södra|Östra|Västra|Centrala) |[A-ZÅÄÖ](?![\w-]*(?:en|et|an|na|ar|er|or|ing)\b)[\w-]+\b"
    r"|[A-ZÅÄÖ][\w-]+(?:liden|gården|backen|viken|dalen|ängen|åsen|lunden|berget|torget|holmen|näset|byn)\b"
)
"""A name of a place: no noun in a definite form or a plural, as "Behovet kvarstår" has."""
_NOTHING: Final = frozenset(
    {"Inget", "Ingenting", "Inga", "Allt", "Detta", "Det", "Mycket", "Lite", "Vad", "Frågan"}
)
_STEP: Final = re.compile(
    r"(?:ing|ningen|ingen|else|elsen|ande|andet|tion|tionen|beslut|beslutet|faktur\w*|arbete\w*|medel|pengar)$"
)
"""What is left to do when a matter is done, and no part of it: "Slutbesiktning återstår."."""
_PART: Final = re.compile(
    r"\b(?:i|på|vid|inom|för) (?:[A-ZÅÄÖ][a-zåäö]{2,}|(?:norr|söder|öster|väster)\b|"
    r"(?:norra|södra|östra|västra|centrala|ena|första) [a-zåäö]{3,}|"
    r"[a-zåäö-]*(?:skol|hem|bosta|boende|enhet|avdelning|hemtjänst|omsorg|kommundel)[a-zåäö]*)"
)
"""What tells of one part: a place by its name, one side of many, one activity."""
_NO_TIME: Final = re.compile(
    rf"(?!(?:{'|'.join(MONTHS)}|år|våras|höstas|vår|höst|sommar|vinter|dag)$)[a-zåäö-]{{3,}}"
)
_ONLY: Final = frozenset({"endast", "bara", "enbart"})
_OF_TIME: Final = frozenset({"år", "månader", "veckor", "dagar"})
_AGAINST: Final = frozenset({"men", "medan", ",", ")", "fast", "och", ";", "–"})
_VERB_FOR: Final = frozenset({"gör", "gjorde", "är", "har"})


def _not_there(sentence: Sentence, at: int) -> bool:
    """Whether it is said after `at` for whom it is not done, who is no board with a statement of its own."""
    found = next(filter(None, (pattern.match(sentence.low, at) for pattern in times()["not there"])), None)
    place = words(sentence.low[found.end() :])[:1] if found is not None else []
    if not place or a_time(place[0]) or place[0] in word_list("no place"):
        return False  # "antogs, men inte i november som planerat"
    return not any(unit.board and unit.start >= at for clause in sentence.clauses for unit in clause.units)


_WHERE: Final = frozenset({"i", "inom", "på", "hos", "vid", "för"})


def _of_some(sentence: Sentence, index: int, i: int) -> bool:
    """Whether it is said for some only, whom the title does not name: "Gjort för hemtjänsten"."""
    rest = sentence.clauses[index].units[i + 1 : i + 3]
    if len(rest) < 2 or rest[0].text != "för" or rest[1].cues or rest[1].heads or rest[1].board:
        return False
    named = rest[1].text
    return any(pattern.fullmatch(named) for pattern in times()["of some"]) and not sentence.about.about(named)
