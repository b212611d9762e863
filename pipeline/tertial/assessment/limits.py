"""What holds back a word of status: a share, an exception, a condition, a dispute, what would have been."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from typing import Final, Literal

from tertial.assessment.clauses import Clause
from tertial.assessment.lexicon import Unit, times, word_list
from tertial.assessment.nearby import a_time
from tertial.assessment.sentence import Sentence
from tertial.resources import read_table

_AMOUNT: Final = (
    r"(?:\d{1,3}(?:,\d)? ?(?:%|procent)|(?:\w+(?:tio|hundra)|noll) procent|"
    r"(?:en|två|tre|fyra) (?:tredjedel|fjärdedel|femtedel)(?:ar)?|"
    r"halvvägs|halva|halvt|till hälften)"
)
_WHOLE: Final = re.compile(r"(?:100|hundra|etthundra)\D*")
_NOTHING: Final = re.compile(r"(?:0(?:,0)?|noll) ?(?:%|procent)")
_BEFORE: Final = re.compile(
    r"(?:^|[:(,]|\b(?:är|blev|blivit|till|nu|redan|bara|endast|hittills|idag|i dag|cirka|ca|ungefär|drygt|"
    rf"knappt|minst|omkring|runt|uppskattningsvis|uppemot|inte|ej|ännu)) *(?:till )?(?P<much>{_AMOUNT}) $"
)
"""How much is done, right before the word for it: "80 procent klart"."""
_AFTER: Final = re.compile(
    r"\btill (?:minst |ca |cirka |drygt |knappt |ungefär |omkring |uppskattningsvis |runt )?"
    rf"(?P<much>{_AMOUNT.replace('|till hälften', '')})"
)
_CHANGED: Final = re.compile(r"\b(?:från|öka|minska|höj|sänk|stig|steg|sjönk|gick)")
"""What goes from one figure to another before "till"."""
_UNREAL: Final = re.compile(
    r"^utan \w+|\bannars\b|\b(?:om|ifall) (?:inte|bara|det|vi|man|nämnden|förvaltningen|\w+(?:en|et|na))\b"
)
"""What makes "hade" tell of what would have been."""
_HINGES: Final = frozenset(
    {
        "om",
        "ifall",
        "såvida",
        "därest",
        "under förutsättning att",
        "förutsatt att",
        "när",
        "så snart",
        "så fort",
        "då väl",
        "sedan väl",
    }
)
_ONCE: Final = frozenset({"när", "så snart", "så fort"})
_PAST: Final = re.compile(
    r"\w+(?:ade|ades|dde|ddes|lde|nde|rde|gde|te|tes|ogs?|åddes)|var|blev|fick|kom|gick|gav|gavs|nu"
)
_ASKED: Final = frozenset(
    {"hur", "vad", "vem", "vilka", "vilken", "vilket", "var", "varför", "huruvida", "att"}
)
"""After "om" these tell what something is about: "lämnat en skrift om hur …"."""
_WITHOUT: Final = "utan att"
_ALL: Final = frozenset({"alla", "samtliga", "hela"})
_PLACES: Final = frozenset({"i", "på", "inom", "för", "vid", "hos", "bland", "av"})


def unreal(sentence: Sentence, index: int, i: int) -> bool:
    """Whether what would have been is told: "hade varit klart om …", "kunde ha varit klart"."""
    units = sentence.clauses[index].units
    could = next((j for j, unit in enumerate(units[:i]) if unit.text == "kunde"), None)
    if could is not None and any(unit.text == "ha" for unit in units[could:i]):
        return True
    at = next((j for j, unit in enumerate(units) if unit.text == "hade"), None)
    if at is not None and any(unit.text == "kunnat" for unit in units[at:i]):
        return True  # "då hade planen kunnat vara klar"
    return at is not None and (at == 0 or _UNREAL.search(sentence.low) is not None)


def hinges(sentence: Sentence, index: int) -> bool:
    """Whether what is called done hangs on what is yet to be: "klart när planen har antagits"."""
    following = sentence.following(index)
    if following is not None and _open(following):
        return True
    at = sentence.clauses[index].parent
    return at >= 0 and at == index - 1 and _open(sentence.clauses[at])


def _open(clause: Clause) -> bool:
    """Whether a condition is still open; a "när" with a past verb tells of what has been."""
    if clause.kind != "condition" or clause.opener not in _HINGES:
        return False
    texts = [unit.text for unit in clause.units]
    if not texts or texts[0] in _ASKED or texts[:2] == ["det", "gäller"]:
        return False
    return clause.opener not in _ONCE or not _has_been(texts)


def _has_been(words: Iterable[str]) -> bool:
    return any(_PAST.fullmatch(word) for word in words)


def awaits(stretch: str) -> bool:
    """Whether a stretch in lower case names what is yet to be: "när planen har antagits"."""
    opening, _, rest = stretch.partition(" ")
    if rest.startswith("det gäller"):
        return False
    return opening in {"när", "innan", "tills"} and not _has_been(rest.split())


def share(sentence: Sentence, unit: Unit, region: str) -> Literal["all", "some", "none"] | None:
    """How much is done, where it is said by measure: "80 procent klart", "klart till tre fjärdedelar"."""
    found = _BEFORE.search(sentence.low[: unit.start]) or _AFTER.search(region)
    if found is None or (found.re is _AFTER and _CHANGED.search(region, 0, found.start())):
        return None  # "nått då andelen ökade till 74 procent"
    if _NOTHING.fullmatch(found["much"]):
        return "none"
    return "all" if _WHOLE.fullmatch(found["much"]) else "some"


def spares(sentence: Sentence, index: int, i: int) -> bool:
    """Whether something but a board is excepted: "klart, förutom skyltningen", "men inte i Ekby"."""
    units = sentence.clauses[index].units
    following = sentence.following(index)
    rest = units[i + 1 :]
    for j, unit in enumerate(rest):
        if unit.has("except") and not _coordinated(rest, j):
            later = [*rest[j:], *(following.units if following is not None else ())]
            return not any(other.board for other in later)
    if units and units[0].has("except") and units[0].text not in {"förutom", "utom"}:
        return not any(other.board for other in units[:i])
    apart = next((j for j, unit in enumerate(units[1:i], 1) if unit.has("except")), None)
    if apart is not None and any(unit.text in _ALL for unit in units[:apart]):
        return not any(other.board for other in units[apart:i])  # "alla tankar utom den vid skolan är …"
    held = _held_out(rest)
    if held is None and following is not None and following.opener in {"men", "fast", "om än"}:
        held = following.units[1:] if following.units[:1] and following.units[0].has("neg") else None
    if not held or any(unit.board for unit in held):
        return False
    if held[0].text not in _PLACES:
        return _is_thing(sentence, held)
    if held[1:2] and a_time(held[1].text):
        return False
    return not any(unit.text in word_list("no place") for unit in held[1:4])


def _is_thing(sentence: Sentence, held: list[Unit]) -> bool:
    """Whether what is held out is a thing by its name alone: "klart, dock inte taket"."""
    first, rest = held[0], [unit for unit in held[1:] if unit.text.isalpha()]
    plain = not (first.cues or first.heads) and _DEFINITE.fullmatch(first.text) is not None
    return plain and not rest and sentence.noun(first) is None


_DEFINITE: Final = re.compile(r"[a-zåäö-]{2,}(?:en|et|arna|erna|orna)")


def _coordinated(units: list[Unit], j: int) -> bool:
    """Whether "utom" is an adverb of place: "inom och utom kommunen"."""
    return j > 0 and units[j - 1].has("coord")


def _held_out(rest: list[Unit]) -> list[Unit] | None:
    """What follows "dock inte" or "fast inte" behind a word of status."""
    for j, unit in enumerate(rest[:3]):
        if unit.has("neg") and j and rest[j - 1].text in {"dock", "fast", "men"}:
            return rest[j + 1 :]
    return None


_OVERCOME: Final = re.compile(r"\b(?:trots|efter) att\b")
"""Before what is over: "slutfört trots att fullmäktige återremitterade förslaget"."""


def disputed(low: str, at: int = 0) -> bool:
    """Whether a sentence goes on to say that it isn't so: "slutfört, men nämnden delar inte bilden"."""
    found = (pattern.search(low, at) for pattern in times()["disputed"])
    return any(one is not None and _OVERCOME.search(low[at : one.start()]) is None for one in found)


def undone(low: str) -> bool:
    """Whether what has been decided on is undone, which drops no matter: "antogs, men beslutet upphävdes"."""
    return any(pattern.search(low) for pattern in times()["adopted, then"]) and disputed(low)


def interim(low: str) -> bool:
    """Whether what is told of is no end but a report on the way: "har redovisats i en delrapport"."""
    return any(pattern.search(low) for pattern in times()["interim"])


def given_up(sentence: Sentence, index: int, unit: Unit) -> bool:
    """Whether what is closed was not carried out: "avslutat utan att genomföras"."""
    following = sentence.following(index)
    if following is None or following.opener != _WITHOUT or not unit.text.startswith("avslut"):
        return False
    kinds = {head.kind for other in following.units for head in other.heads}
    named = any(sentence.noun(other) for other in following.units)
    return bool(kinds & {"done", "begun"}) and not named


def refuses(low: str) -> bool:
    """Whether a sentence does not take what was called done: "Nämnden har en annan uppfattning."."""
    return _takes_back("what was called done", low)


def denies(low: str) -> bool:
    """Whether a sentence in lower case takes back the one before: "Det stämmer inte."."""
    return _takes_back("anything", low)


def _takes_back(what: str, low: str) -> bool:
    plain = low.strip(" .!")
    return any(
        pattern.search(plain) and not (unless and unless.search(plain))
        for pattern, unless in _taken_back()[what]
    )


@lru_cache(maxsize=1)
def _taken_back() -> dict[str, list[tuple[re.Pattern[str], re.Pattern[str] | None]]]:
    found: dict[str, list[tuple[re.Pattern[str], re.Pattern[str] | None]]] = defaultdict(list)
    for row in read_table("taken_back.csv"):
        unless = re.compile(row["unless"]) if row["unless"] else None
        found[row["what"]].append((re.compile(row["pattern"]), unless))
    return found
