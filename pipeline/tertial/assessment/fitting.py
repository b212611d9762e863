"""Which reading of a word of status fits its clause, and whether it is said of the item at all."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import takewhile
from typing import Final

from tertial.assessment.lexicon import Head, Unit, word_list
from tertial.assessment.objects import foreign_object, own_object
from tertial.assessment.possible import ACTIVE, PASSIVE, READY, Place, possible
from tertial.assessment.sentence import LIGHT, Sentence, inside_complement
from tertial.assessment.statement import CONFIDENCE
from tertial.assessment.subjects import Subject, is_doer

_INTRANSITIVE: Final = frozenset({"none", "arbete", "plan", "action"})
_EITHER: Final = ("starta", "fortsatt", "fortsätt", "avsluta", "börja")
"""Verbs that take an object or none: "arbetet har startat", "har startat arbetet"."""
_UNDER_WAY: Final = frozenset({"pågående", "ständigt pågående"})
_BEFORE_NOUN: Final = frozenset(
    {"med", "genom", "till", "av", "för", "från", "om", "mellan", "via", "per", "bland"}
)
_NOTHING: Final = frozenset({"inget", "ingenting", "ingen", "inga"})
_STEPS_OF_MANY: Final = frozenset({"åtgärder", "insatser", "aktiviteter"})
_ANY_STEP: Final = _STEPS_OF_MANY | {"åtgärd", "arbete", "insats", "något", "någon"}
"""Of which none is taken where nothing is done at all: "någon åtgärd har inte vidtagits"."""
_NOUNS: Final = frozenset({"uppdrag", "aktiviteter", "åtgärder", "arbete", "arbetet", "insatser", "projekt"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """A word of status that is said of the item."""

    head: Head
    confidence: float
    board: str = ""
    """The board that does it."""
    subject: float = 1.0
    """How surely the item is what is spoken of."""


def fit(sentence: Sentence, index: int, i: int, subject: Subject, chain: list[Unit]) -> Fit | None:
    """The reading of the word at `i` that fits; None where it is said of something else."""
    unit = sentence.clauses[index].units[i]
    cues = frozenset(cue for verb in chain for cue in verb.cues)
    place = Place(sentence, index, i, unit, subject, chain, cues)
    for head in unit.heads:
        if head.kind == "own" or not possible(place, head):
            continue
        for way in _WAYS:
            found = way(place, head)
            if found is not None:
                return found
    return None


def _nothing_done(place: Place, head: Head) -> Fit | None:
    """Nobody has begun: "ingenting har gjorts", "ingen åtgärd har vidtagits", "inga åtgärder vidtagna".

    "Inga åtgärder har vidtagits" may be said of what the sentence before tells.
    """
    if head.object != "inget":
        return None
    clause = place.sentence.clauses[place.index]
    before = clause.units[: place.i]
    if any(unit.text in {"sedan dess", "därefter"} for unit in before):
        return None  # something was done before
    if clause.finite is not None and any(unit.text in _STEPS_OF_MANY for unit in before):
        return None
    denied = any(unit.text in _NOTHING or unit.has("neg") for unit in before)
    rest = takewhile(lambda unit: unit.text not in {"under", "sedan"}, place.after)
    named = [unit for unit in rest if unit.text.isalpha() and not unit.cues and unit.text not in LIGHT]
    own = all(place.sentence.noun(unit) for unit in named[:1])
    if not any(unit.text in _NOTHING | _ANY_STEP for unit in before) and head.form == "sup_s":
        return None  # "Har inte gjorts" is said of the whole
    with_it = [u.text for u in before[1:3]] == ["arbete", "med"]
    alone = all(
        unit.cues
        or unit.text in LIGHT | _NOTHING | _ANY_STEP
        or (with_it and place.sentence.noun(unit) is not None)  # "något arbete med planen har inte skett"
        for unit in before
    )
    return Fit(head=head, confidence=0.85, board=place.subject.board) if denied and alone and own else None


def _passive(place: Place, head: Head) -> Fit | None:
    """The item is the subject of what is done to it: "uppdraget är genomfört", "har slutförts"."""
    if place.subject.kind != "own" or head.form not in PASSIVE or head.object == "inget":
        return None
    if head.form == "part" and not _predicative(place):
        return None
    if not place.subject_first and head.form not in {"now_s", "past_s"}:
        return None
    return Fit(head=head, confidence=place.subject.confidence, subject=place.subject.confidence)


def _attributive(place: Place) -> bool:
    """Whether the word only describes another noun: "genom avslutade projekt", "ett avslutat avtal"."""
    units = place.sentence.clauses[place.index].units
    before = units[place.i - 1] if place.i else None
    if before is not None and (before.text in {"ett", "en", "flera", "fler"} or before.text in _BEFORE_NOUN):
        return place.unit.text not in _UNDER_WAY
    if place.sentence.clauses[place.index].finite is None and 0 <= place.subject.place < place.i - 1:
        after_subject = units[place.subject.place + 1]  # may be a verb that no table knows
        known = after_subject.cues or after_subject.text in LIGHT or not after_subject.text.isalpha()
        return not known and not inside_complement(
            place.sentence.clauses[place.index], place.subject.place + 1
        )
    return False


def _predicative(place: Place) -> bool:
    """A participle tells of the subject after är, blir, har blivit; before a noun it only describes it."""
    if _attributive(place):
        return False
    following = place.after[:1]
    if following and (place.sentence.noun(following[0]) or following[0].text in _NOUNS):
        before = place.sentence.clauses[place.index].units[: place.i]
        named = any(unit.has("prep") or unit.text in {"det", "den", "de"} for unit in before)
        return place.unit.text in _UNDER_WAY and "be" in place.cues and not named
    if place.sentence.clauses[place.index].finite is None or place.cues & {"be", "become", "became"}:
        return True
    return "fore" in place.cues and "have" not in place.cues


def _intransitive(place: Place, head: Head) -> Fit | None:
    """The item itself goes on, rests or ends: "arbetet pågår", "uppdraget utgår"."""
    subject = place.subject
    either = place.unit.text.startswith(_EITHER)
    if subject.kind != "own" or head.form not in ACTIVE or not (head.object in _INTRANSITIVE or either):
        return None
    if either and _attributive(place):
        return None
    if head.form == "sup" and not place.cues & {"have", "could"}:
        return None
    if head.form == "inf" and not place.modal:
        return None
    if head.kind == "begun" and (foreign_object(place.after) or _begins_to(place)):
        return None
    sure = subject.confidence * (1 if place.subject_first or subject.work else 0.9)
    return Fit(head=head, confidence=sure, subject=subject.confidence)


def _begins_to(place: Place) -> bool:
    """Whether what begins is something that the item does: "arbetet har börjat ge resultat"."""
    if not place.unit.text.startswith(("börj", "komm")):
        return False
    return any(unit.text.isalpha() and not unit.cues and unit.text not in LIGHT for unit in place.after[:1])


def _cannot(place: Place, head: Head) -> Fit | None:
    """What can't be done: "uppdraget går inte att genomföra", "det går inte att bedöma om målet nås"."""
    if head.object == "bedömning":
        return _no_judgement(place, head)
    if head.kind in {"unjudged", "fail"} and own_object(place.sentence, place.after) is not None:
        return Fit(head=head, confidence=0.85)
    if head.kind == "unjudged" and _asks_whether(place):
        return Fit(head=head, confidence=0.85)
    if head.form == "inf" and "couldnot" in place.cues and head.kind in {"done", "begun", "met", "product"}:
        sure = own_object(place.sentence, place.after, "product" if head.object == "making" else "any")
        if place.subject.kind == "own" and place.subject_first and sure is None:
            sure = place.subject.confidence  # "uppdraget gick inte att genomföra"
        return Fit(head=head, confidence=sure * 0.95, board=place.subject.board) if sure is not None else None
    if head.kind == "judged" and _asked_before(place):
        return Fit(head=head, confidence=0.85)
    if head.form != "inf" or "cannot" not in place.cues:
        return None
    if place.subject.kind == "own" and place.subject_first and head.kind in {"judged", "done", "met"}:
        return Fit(head=head, confidence=place.subject.confidence)
    if head.kind == "judged":
        if _asks_whether(place):
            return Fit(head=head, confidence=0.85)
        if own_object(place.sentence, place.after) is not None:
            return Fit(head=head, confidence=0.85)
    return None


def _asks_whether(place: Place) -> bool:
    """Whether "om" and the item follow: "att bedöma om målet nås"."""
    following = place.sentence.following(place.index)
    if following is None or following.opener not in {"om", "huruvida"}:
        return False
    return any(place.sentence.noun(unit) for unit in following.units)


def _asked_before(place: Place) -> bool:
    """Whether what is asked of the item stands first: "om svinnet har minskat kan inte bedömas"."""
    if not place.index or place.subject.kind != "none" or not place.cues & {"can", "cannot"}:
        return False
    asked = place.sentence.clauses[place.index - 1]
    if asked.kind != "condition" or asked.opener not in {"om", "huruvida"}:
        return False
    about = place.sentence.about
    return any(place.sentence.noun(unit) or about.about(unit.text) for unit in asked.units)


def _no_judgement(place: Place, head: Head) -> Fit | None:
    """Nobody has judged: "ingen bedömning kan göras", "någon bedömning av målet har inte gjorts"."""
    units = place.sentence.clauses[place.index].units[: place.i]
    at = next(i for i, unit in enumerate(units) if unit.text.startswith(("bedömning", "mätning", "prognos")))
    denied = any(unit.has("none", "neg", "cannot") for unit in units)
    of = next(
        (unit for unit in units[at + 1 :] if unit.text.isalpha() and not unit.cues and not unit.heads), None
    )
    own = of is None or of.text in LIGHT or place.sentence.noun(of) is not None
    return Fit(head=head, confidence=0.85) if denied and own else None


def _ready(place: Place, head: Head) -> Fit | None:
    """A board that is or will be "klar" is so with the item, where it does not say with what."""
    if place.unit.text not in READY or head.form != "part" or not _predicative(place):
        return None
    if any(unit.text == "med" for unit in place.after):
        return None
    units = place.sentence.clauses[place.index].units
    doer = place.subject.place >= 0 and is_doer(units[place.subject.place])
    named = place.subject.kind == "board" or (
        place.subject.kind == "agent"
        and doer
        and (place.sentence.matter.part or (place.sentence.first and units[place.subject.place].text == "vi"))
    )
    return Fit(head=head, confidence=0.88, board=place.subject.board) if named else None


def _active(place: Place, head: Head) -> Fit | None:
    """A board or doer acts on the item: "nämnden har påbörjat arbetet"."""
    doing = place.subject.kind in {"board", "agent"} or (place.subject.implied and head.form == "sup")
    if not doing or head.form not in ACTIVE:
        return None
    if head.object in _INTRANSITIVE - {"action"} and head.kind != "ongoing":
        return None
    if head.object in {"plan", "med"} or (head.form == "sup" and not place.cues & {"have", "could"}):
        return None
    if head.form == "inf" and not place.modal:
        return None
    if head.kind == "done" and place.subject.kind == "agent" and _its_own(place):
        return None
    sure = own_object(place.sentence, place.after, "product" if head.object == "making" else "any")
    if sure is None:
        return None
    return Fit(head=head, confidence=sure * 0.97, board=place.subject.board, subject=sure)


def _its_own(place: Place) -> bool:
    """Whether one who is hired, or a group, has done its own part: "konsulten har lämnat sin del"."""
    units = place.sentence.clauses[place.index].units
    doer = units[place.subject.place].text if place.subject.place >= 0 else ""
    if any(unit.has("neg") for unit in units):
        return False
    own = any(unit.text in {"sin del", "sitt", "sina"} for unit in place.after[:2])
    return own and _HELPER.fullmatch(doer) is not None


_HELPER: Final = re.compile(
    r"\w*(?:konsult\w*|leverantör\w*|entreprenör\w*|byrån|gruppen|teamet|kommittén|rådet|regionen|polisen|länsstyrelsen|föreningen)"
)
"""Who works for others, so that what is theirs is only a step."""


def _with(place: Place, head: Head) -> Fit | None:
    """A doer and "med": "vi är klara med uppdraget", "har kommit igång med arbetet"."""
    doing = place.subject.kind in {"board", "agent"} or (place.subject.implied and head.form == "sup")
    if not doing or not place.after or place.after[0].text != "med":
        return None
    if head.object != "med" and not (
        head.form in {"part", "sup", "now"} and head.kind in {"done", "begun", "ongoing", "paused"}
    ):
        return None
    sure = own_object(place.sentence, place.after[1:], "generic" if head.object == "med" else "any")
    if sure is None:
        return None
    return Fit(head=head, confidence=sure * 0.95, board=place.subject.board, subject=sure)


def _under_way(place: Place, head: Head) -> Fit | None:
    """A board "har kommit en bit på väg" or "har inte börjat", without saying with what."""
    if head.object != "none" or head.kind != "begun" or head.form != "sup" or "have" not in place.cues:
        return None
    if any(unit.text == "med" for unit in place.after) or _begins_to(place) or foreign_object(place.after):
        return None
    units = place.sentence.clauses[place.index].units
    doer = place.sentence.first and place.subject.place >= 0 and is_doer(units[place.subject.place])
    agent = place.sentence.matter.part or doer or place.unit.text.startswith("kommit en")
    if place.unit.text == "börjat" and doer and _HIRED.fullmatch(units[place.subject.place].text):
        return None
    part = place.subject.place >= 0 and not is_doer(units[place.subject.place])  # "Ridhuset har inte börjat"
    named = place.subject.kind == "board" or (place.subject.kind == "agent" and agent and not part)
    return Fit(head=head, confidence=0.88, board=place.subject.board) if named else None


_HIRED: Final = re.compile(r"\w*(?:chefen|ledaren|direktören|strategen|samordnaren|konsulten|läraren)")
"""Who may not have begun in a post: "Den nya chefen har inte börjat"."""


def _waiting(place: Place, head: Head) -> Fit | None:
    """A doer who waits for others: "nämnden avvaktar den statliga översynen"."""
    if place.unit.text != "avvaktar" or head.kind != "paused" or not place.subject_first:
        return None
    units = place.sentence.clauses[place.index].units
    doer = units[place.subject.place] if place.subject.place >= 0 else None
    named = place.subject.kind == "board" or (
        place.subject.kind == "agent" and doer is not None and doer.text in word_list("turns: vi")
    )
    waited = place.after and place.after[0].text not in {"med", ".", ","}
    return Fit(head=head, confidence=0.78, board=place.subject.board) if named and waited else None


def _seen_as(place: Place, head: Head) -> Fit | None:
    """A board "ser uppdraget som avslutat", "anser uppdraget vara slutfört"."""
    if place.subject.kind not in {"board", "agent"} or head.form != "part" or "seen" not in place.cues:
        return None
    units = place.sentence.clauses[place.index].units
    between = units[place.subject.place + 1 : place.i]
    declared = any(unit.text.startswith(_DECLARES) for unit in between)
    bare = declared and bool(between) and place.sentence.noun(between[-1]) is not None
    if not bare and not any(unit.text in {"som", "vara"} for unit in between[-2:]):
        return None
    said = next((j for j, unit in enumerate(between) if unit.has("seen")), 0)
    sure = own_object(place.sentence, between[said + 1 :])
    return Fit(head=head, confidence=sure * 0.95, board=place.subject.board) if sure is not None else None


def _laid(place: Place, head: Head) -> Fit | None:
    """A doer puts the item where the word says: "har lagt uppdraget på is", "satte arbetet på paus"."""
    if head.form != "part" or not place.unit.text.startswith(_TO):
        return None
    before = place.sentence.clauses[place.index].units[: place.i]
    verb = next((j for j, unit in enumerate(before) if unit.text in _PUT), None)
    if verb is None:
        return None
    inverted = any(is_doer(unit) for unit in before[verb + 1 : verb + 2])  # "i juni lade vi arbetet åt sidan"
    if not inverted and place.subject.kind not in {"board", "agent"}:
        return None
    sure = own_object(place.sentence, before[verb + 1 + inverted :])
    return Fit(head=head, confidence=sure * 0.95, board=place.subject.board, subject=sure) if sure else None


def _kept(place: Place, head: Head) -> Fit | None:
    """A doer has the item as the word says: "räknar med att ha planen klar"; it may stand first."""
    if head.form != "part" or head.kind not in {"done", "product"} or place.subject.kind == "other":
        return None
    units = place.sentence.clauses[place.index].units
    at = next((j for j in range(place.i - 1, -1, -1) if units[j].text in {"ha", "har"}), None)
    if at is None or any(unit.heads for unit in units[at : place.i]):
        return None
    between = units[at + 1 : place.i]
    if place.subject.kind == "own":  # fronted
        doer = any(is_doer(unit) or unit.board for unit in units[place.subject.place + 1 : at])
        idle = all(unit.has("fully", "neg") or unit.text in LIGHT for unit in between)
        return Fit(head=head, confidence=0.85) if doer and idle and place.cues & {"foreassert"} else None
    if place.subject.kind not in {"board", "agent"} or not between:
        return None
    pronoun = between[0].text in {"den", "det"} and len(between) == 1 and place.sentence.trace.own
    sure = CONFIDENCE.told if pronoun else own_object(place.sentence, between)
    return Fit(head=head, confidence=sure * 0.95, board=place.subject.board, subject=sure) if sure else None


def _has_made(place: Place, head: Head) -> Fit | None:
    """A doer has what the title orders, made: "nämnden har en antagen plan sedan i våras"."""
    made = head.form == "part" and head.kind in {"done", "product"}
    if not made or place.subject.kind not in {"board", "agent"}:
        return None
    units = place.sentence.clauses[place.index].units
    noun = place.sentence.noun(place.after[0]) if place.after else None
    before = [unit for unit in units[place.subject.place + 1 : place.i] if unit.text not in LIGHT]
    if noun is None or not noun.product or not before or before[0].text != "har":
        return None
    idle = all(unit.has("neg", "none") or unit.text in {"en", "ett", "någon", "något"} for unit in before[1:])
    return Fit(head=head, confidence=0.85, board=place.subject.board) if idle and len(before) > 1 else None


_PUT: Final = word_list("verbs that put")
_TO: Final = ("i ", "på ", "åt ", "till ", "igång")
_DECLARES: Final = ("förklara", "anser", "finner", "fann", "bedömer", "betraktar")
"""After these a participle needs no "som": "nämnden anser uppdraget slutfört"."""
_WAYS: Final[tuple[Callable[[Place, Head], Fit | None], ...]] = (
    _passive,
    _intransitive,
    _cannot,
    _active,
    _with,
    _seen_as,
    _laid,
    _kept,
    _has_made,
    _under_way,
    _waiting,
    _ready,
    _nothing_done,
)
