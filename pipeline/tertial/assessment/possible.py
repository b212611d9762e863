"""Where a word of status stands, and whether a reading of it can be meant there at all."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from tertial.assessment.lexicon import Head, Unit, word_list
from tertial.assessment.nearby import in_some_places, with_another
from tertial.assessment.objects import own_object
from tertial.assessment.sentence import LIGHT, MODALS, YEAR, Sentence
from tertial.assessment.subjects import Subject
from tertial.vocabulary import Kind

PASSIVE: Final = frozenset({"part", "sup_s", "past_s", "now_s", "inf_s"})
ACTIVE: Final = frozenset({"sup", "inf", "now", "past"})
READY: Final = frozenset({"klar", "klart", "klara", "färdig", "färdigt", "färdiga", "i mål", "i hamn"})
_QUESTIONS: Final = frozenset({"vem", "vad", "hur", "vilka", "vilken", "vilket", "varför", "huruvida", "att"})
_HOW: Final = re.compile(
    r"(?!senare|tidigare)"
    r"(?:(?!\w*(?:slut|klar|färdig|redovis|rapporter|genomför))\w{3,}(?:ad|at|ade|vet|ven|vna|tydd|tytt)|"
    r"\w{2,}(?:are|gre|rre|mre|ttre))"
)
"""What "klart" may be an adverb to: "klart formulerat", "klart lägre"."""
_IN_USE: Final = frozenset({"använda", "användas", "nyttja", "nyttjas", "hyra", "hyras", "boka", "bokas"})
"""What is ready to be used is done."""
_STEPS: Final = word_list("next steps")
_NO_STEP: Final = r"(?!del|räkning|vidkommande)"
_STEP: Final = re.compile(_NO_STEP + r"[a-zåäö]{3,}(?:ing|ande|tion|sion|start|remiss|beslut|else)")
"""An indefinite noun of action is a step to come: "klart för projektering"."""


@dataclass(frozen=True, slots=True)
class Place:
    """A word of status where it stands."""

    sentence: Sentence
    index: int
    i: int
    unit: Unit
    subject: Subject
    chain: list[Unit]
    cues: frozenset[str]
    """Cues of the verbs."""

    @property
    def after(self) -> list[Unit]:
        return self.sentence.clauses[self.index].units[self.i + 1 :]

    @property
    def modal(self) -> bool:
        return bool(self.cues & MODALS)

    @property
    def subject_first(self) -> bool:
        return self.subject.place < self.i


def possible(place: Place, head: Head) -> bool:
    """Whether a reading can be meant at all with this subject and these verbs."""
    subject = place.subject
    if head.form == "now_s" and place.modal and any(other.form == "inf_s" for other in place.unit.heads):
        return False
    if subject.bare and head.kind in {"done", "product", "met"} and not subject.negated:
        return False  # "Ett arbete har genomförts" leaves open which
    if head.kind == "done" and _over_again(place):
        return False  # "fick göras om"
    if head.form in {"inf", "inf_s"} and not place.modal and _in_main(place):
        return False  # "tas i bruk" without "ska" is the present
    if place.unit.text.startswith("finns") and not _there_by_now(place):
        return False
    if place.unit.text in _STEADY and not _is_steady(place):
        return False
    if head.object == "making" and _of_document(place):
        return False  # a plan that "har öppnats på nytt"
    if head.object == "making" and with_another(place.sentence, place.after):
        return False
    if head.object == "making" and in_some_places(place.sentence, place.after):
        return False  # "har satts upp hos 120 kunder" leaves open how many there are
    if head.object == "making":
        if (subject.elided and head.form == "part") or (subject.implied and head.form in PASSIVE):
            decided = place.unit.text.startswith(("beslut", "godkän"))  # may be said of what is to be done
            return bool(place.sentence.about.products) and not decided  # "Antagen i juni"
        return subject.product or own_object(place.sentence, place.after, "product") is not None
    if head.object == "mål" and place.sentence.matter.kind is not Kind.MAL:
        return any(unit.text == "målet" for unit in place.sentence.clauses[place.index].units)
    if head.object == "uppfyllelse":
        return _named(place, "måluppfyllelse")
    if head.object == "action":
        held = subject.action or (subject.product and place.sentence.about.event)
        return held or (head.form in ACTIVE and own_object(place.sentence, place.after, "action") is not None)
    if head.object == "again":
        return not (subject.product or subject.action)  # a bridge that "har öppnats på nytt"
    if head.object == "tid":
        dated = YEAR.search(place.sentence.region(place.index)) is not None
        return (
            dated or place.sentence.says(place.index, "later") or place.sentence.says(place.index, "coming")
        )
    if head.object == "bedömning":
        return _named(place, "bedömning", "mätning", "prognos")
    if place.unit.text in READY and ((_only_for(place) and not _made_by_then(place)) or _clearly(place)):
        return False
    if head.object == "arbete":
        now = head.form in {"now", "now_s"}
        told = place.sentence.says(place.index, "steady") or (
            now and place.sentence.says(place.index, "plan")
        )
        return subject.kind == "own" and not subject.product and told
    if head.object == "plan":
        return subject.kind == "own" and (
            place.sentence.says(place.index, "plan") or place.sentence.says(place.index, "delayed")
        )
    return True


def _of_document(place: Place) -> bool:
    """Whether what is opened anew is a document, and so no longer decided on."""
    if not place.unit.text.startswith(tuple(word_list("taken up again"))):
        return False
    ends = tuple(word_list("decided on"))
    return any(product.endswith(ends) for product in place.sentence.about.products)


def _over_again(place: Place) -> bool:
    """Whether "om" after a word is its particle, so that what was done is done again."""
    if not place.unit.text.startswith(("gör", "gjor")) or [u.text for u in place.after[:1]] != ["om"]:
        return False
    rest = place.after[1:]
    return not rest or rest[0].text in {",", "."} or rest[0].has("prep", "coord")


def _in_main(place: Place) -> bool:
    clause = place.sentence.clauses[place.index]
    return clause.kind in {"main", "cause"} and not any(unit.text == "att" for unit in clause.units)


_STEADY: Final = frozenset({"löpande", "fortlöpande", "kontinuerligt"})


def _is_steady(place: Place) -> bool:
    """Whether "löpande" tells of the subject, and not how or which: "uppdraget är löpande"."""
    units = place.sentence.clauses[place.index].units
    before = [unit for unit in units[: place.i] if unit.text not in LIGHT]
    ends = not place.after or place.after[0].has("prep", "coord") or place.after[0].text in {".", ","}
    return ends and bool(before) and before[-1].has("be")


def _there_by_now(place: Place) -> bool:
    """Whether what "finns" is there by what was ordered: never "sedan tidigare", "i utkast"."""
    after = place.after
    if place.unit.text != "finns" or not after or after[0].has("neg"):
        return True
    if after[0].text == "sedan":
        return len(after) > 1 and after[1].text not in _LONG_SINCE and not after[1].text.isdigit()
    return after[0].text in {".", ",", "nu", "och"}


_LONG_SINCE: Final = frozenset({"tidigare", "länge", "många", "flera", "år"})


def _named(place: Place, *nouns: str) -> bool:
    """Whether one of `nouns` stands before the word in its clause."""
    units = place.sentence.clauses[place.index].units[: place.i]
    return any(unit.text.startswith(nouns) for unit in units)


def _only_for(place: Place) -> bool:
    """Whether what is ready is ready for the next step: "klar för antagande", "färdig att antas"."""
    following = place.sentence.clauses[place.index].units[place.i + 1 : place.i + 4]
    if not following:
        after = place.sentence.following(place.index)
        if after is None or after.kind not in {"infinitive", "that"} or after.opener != "att":
            return False
        return not (after.units and after.units[0].text in _IN_USE)
    steps = any(unit.text in _STEPS or _STEP.fullmatch(unit.text) for unit in following[1:])
    return following[0].text == "att" or (following[0].text in {"för", "till"} and steps)


def _made_by_then(place: Place) -> bool:
    """Whether what the title orders made is expected to be so: "beräknas bli färdig för antagande"."""
    expected = bool(place.cues & {"fore", "foreassert", "become"})
    return expected and place.subject.product and not place.sentence.about.opening.startswith("ant")


def _clearly(place: Place) -> bool:
    """Whether "klart" says how, or what is known: "klart definierat", "inte klart vem som betalar"."""
    if place.unit.text != "klart":
        return False
    if place.after:
        return place.after[0].text in _QUESTIONS or _HOW.fullmatch(place.after[0].text) is not None
    following = place.sentence.following(place.index)
    units = place.sentence.clauses[place.index].units
    unnamed = place.subject.place >= 0 and units[place.subject.place].text == "det"
    return unnamed and following is not None and following.opener in {"om", "när", "huruvida", "var"}
