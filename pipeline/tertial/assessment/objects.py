"""What a verb is done to: the item, or something else."""

from __future__ import annotations

from typing import Final, Literal

from tertial.assessment.clauses import is_finite
from tertial.assessment.lexicon import Unit
from tertial.assessment.nearby import ABOUT, elsewhere, fits, foreign, of_something_else
from tertial.assessment.sentence import Sentence
from tertial.assessment.statement import CONFIDENCE

_POSSESSIVES: Final = frozenset({"vårt", "sitt", "deras", "dess", "detta"})


def own_object(
    sentence: Sentence, after: list[Unit], want: Literal["any", "product", "generic", "action"] = "any"
) -> float | None:
    """How sure it is that the object right after a verb is the item; None where it is something else.

    Args:
        after: The units that follow the verb.
        want: product: only what the title orders made; generic: only uppdraget, målet, arbetet and the like;
            action: only the title's verb as a noun.
    """
    denied = False
    for i, unit in enumerate(after[:7]):
        if unit.has("ownpart"):
            return None if of_something_else(sentence, after[i + 1 :]) else 0.92
        if unit.has("another"):
            return None
        denied = denied or unit.text in {"något", "inget"}
        noun = sentence.noun(unit)
        if noun is not None:
            if (want == "product" and not noun.product) or (want == "generic" and noun.product):
                return None
            if want == "action" and not noun.action:
                return None
            if noun.own_matter and foreign(sentence, after[i + 1 :]):
                return None
            if noun.product and elsewhere(sentence, after[i + 1 :]):
                return None  # "har byggt hållplatserna vid Åsen"
            if noun.complement:
                rest = after[i + 1 :]
                mine = denied or any(possessive(u) for u in after[:i])
                if unit.text == "arbete" and not mine and not (rest and rest[0].text == "med"):
                    return None
                if not _object_fits(sentence, rest):
                    return None
            return noun.confidence
        if unit.text == "detta" and sentence.trace.own and i == 0:
            return CONFIDENCE.pronoun
        if unit.text == "det" and i == 0 and _alone(after[1:2]) and _spoken_of(sentence, unit):
            return CONFIDENCE.told
        if unit.text in {"en", "ett"} and not any(sentence.noun(u) for u in after[i + 1 : i + 3]):
            return None
        if unit.has("prep") or unit.text in {",", "och", "om"} or unit.heads or is_finite(unit):
            return None
    return None


def _spoken_of(sentence: Sentence, pronoun: Unit) -> bool:
    """Whether the sentence has told of the item before a pronoun: "har låtit arbetet vila, men … det"."""
    if sentence.told:
        return True
    before = [unit for clause in sentence.clauses for unit in clause.units if unit.end < pronoun.start]
    if sentence.first and any(unit.has("decide") for unit in before):
        return not any(_named(unit) for unit in before)  # "I maj beslutade nämnden att pausa det."
    nouns = [noun for noun in map(sentence.noun, before) if noun is not None]
    return bool(nouns) and not nouns[-1].own_matter


def _named(unit: Unit) -> bool:
    """Whether a word before "det" may be what it stands for: "tog förslaget och beslutade stryka det"."""
    plain = not (unit.cues or unit.heads or unit.board) and len(unit.text) > 3
    return plain and unit.text.endswith("et")


def _alone(following: list[Unit]) -> bool:
    """Whether "det" stands for the item: nothing that it could belong to follows."""
    return not following or bool(following[0].cues) or not following[0].text.isalpha()


def _object_fits(sentence: Sentence, rest: list[Unit]) -> bool:
    if sentence.matter.part or not rest or rest[0].text not in ABOUT:
        return True
    words = []
    for unit in rest[1:]:
        if unit.text == "," or is_finite(unit):
            break
        words.append(unit.text)
    if not words:
        words = next(([u.text for u in c.units] for c in sentence.clauses if c.kind == "infinitive"), [])
    return fits(sentence, words)


def foreign_object(after: list[Unit]) -> bool:
    """Whether a verb that can do without an object has an indefinite one ("har startat en kurs")."""
    for unit in after[:3]:
        if unit.text in {"en", "ett", "flera", "många"}:
            return True
        if unit.cues or not unit.text.isalpha():
            return False
    return False


def possessive(unit: Unit) -> bool:
    """Whether a unit makes the noun after it definite: "nämndens arbete", "vårt arbete"."""
    return bool(unit.board) or unit.text in _POSSESSIVES or (len(unit.text) > 4 and unit.text.endswith("s"))
