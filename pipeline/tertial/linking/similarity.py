"""How like two titles are, as matters: rare words count, verbs and set phrases hardly.

Characters alone would take a new simhall for a new ishall, and miss that `Stärk arbetet med skolnärvaro`
carries on `Utveckla nämndens skolnärvaroarbete`. So titles are compared word by word, by lemma, synonym
and parts of compounds, each word weighing what it tells among the titles of the municipality.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Final, NamedTuple

from tertial.linking.wordings import (
    Kind,
    Term,
    Wording,
    kinds,
    known,
    stem,
    wording,
)

WEIGHTS: Final[Mapping[Kind, float]] = {
    "function": 0.0,
    "amount": 0.0,
    "actor": 0.08,
    "verb": 0.15,
    "act": 0.25,
    "generic": 0.15,
    "instrument": 0.3,
    "content": 1.0,
    "name": 1.0,
    "number": 0.8,
}
TELLING: Final = ("content", "name", "number")
"""Kinds of words that say what a matter is about."""
_FREE: Final = 0.45
"""A telling word that weighs more and has no match is a thing of its own."""
_ALIKE: Final = 0.8
"""Words this like tell the same."""
_OPPOSED: Final = (
    frozenset({"öka", "minska"}),
    frozenset({"utveckla", "minska"}),
    frozenset({"genomföra", "avveckla"}),
    frozenset({"utveckla", "avveckla"}),
    frozenset({"upprätta", "avveckla"}),
    frozenset({"öppna", "avveckla"}),
    frozenset({"genomföra", "sälja"}),
    frozenset({"köpa", "sälja"}),
)
_STEPS: Final = (
    frozenset({"utreda", "genomföra"}),
    frozenset({"upprätta", "genomföra"}),
    frozenset({"upprätta", "följa"}),
    frozenset({"genomföra", "följa"}),
)
_SHORTEST_PART: Final = 3
_LONG: Final = 10
"""A word of so many letters is most of what a compound says that ends in it: byutvecklingsplan."""
VERBS: Final = frozenset({"verb", "act"})
"""Kinds of words that say what is to be done."""
_EMPTY: Final = frozenset({"generic", "instrument", "actor"})


_REMEMBERED: Final = 1 << 19
"""So many pairs of words of one municipality are remembered."""


class Likeness(NamedTuple):
    """How like two titles are; all 0–1."""

    covered: float
    """How far each covers the other, by weight."""
    by_parts: float
    """How much of that rests on parts of compounds and near words, and not on the words themselves."""
    verbs: float
    """How well what is to be done goes together: under 1 for another step, far under for the opposite."""
    free_before: bool
    """The earlier title names a thing that the later does not."""
    free_after: bool
    """The later title names a thing that the earlier does not."""
    names_differ: bool
    """Each has a name or number that the other lacks."""
    shared: float
    """The weight of the heaviest telling word that they share."""

    @property
    def score(self) -> float:
        """How like they are in all, by the titles alone."""
        score = self.covered * self.verbs
        if self.free_before and self.free_after:
            return 0.6 * score  # A simhall and an ishall.
        return 0.95 * score if self.free_before or self.free_after else score


Weighed = tuple[list[tuple[Term, float, bool]], float]
"""A title's words, each with its weight and whether it is a telling one; and the weight of all."""


class Rarity:
    """How much a word tells among the titles of one municipality, and which of its words are like.

    Args:
        titles: The titles; one that is repeated from report to report counts once.
    """

    def __init__(self, titles: Iterable[str]) -> None:
        distinct = {one.key: one for one in map(wording, sorted(set(titles)))}.values()
        self._documents = max(len(distinct), 1)
        self._counts: Counter[str] = Counter()
        self._weights: dict[Term, float] = {}
        self._weighed: dict[tuple[Term, ...], Weighed] = {}
        self.likenesses: defaultdict[Term, dict[Term, float]] = defaultdict(dict)
        """How like words are that were held against each other so far; `likeness` knows the others."""
        self._remembered = 0
        for one in distinct:
            self._counts.update({term.word for term in one.terms})

    def weight(self, term: Term) -> float:
        """The weight of a word: its kind's, lowered by up to a half where many titles hold it."""
        known = self._weights.get(term)
        if known is not None:
            return known
        share = math.log((self._documents + 1) / (self._counts[term.word] + 0.5)) / math.log(
            self._documents + 2
        )
        weight = WEIGHTS[term.kind] * (0.5 + 0.5 * min(max(share, 0.0), 1.0))
        self._weights[term] = weight
        return weight

    def weighed(self, terms: tuple[Term, ...]) -> Weighed:
        """A title's words with their weights, and whether each is a telling one; the weight of all."""
        known = self._weighed.get(terms)
        if known is None:
            weighed = [(term, self.weight(term), term.kind in TELLING) for term in terms]
            total = 0.0
            for _, weight, _ in weighed:  # not sum(), which rounds otherwise from Python 3.12
                total += weight
            known = self._weighed[terms] = weighed, total
        return known

    def likeness(self, term: Term, other: Term) -> float:
        """How like two words are, 0–1; from now on it is known."""
        if self._remembered >= _REMEMBERED:
            self.likenesses.clear()
            self._remembered = 0
        self._remembered += 1
        found = self.likenesses[term][other] = likeness(term, other)
        return found

    def nearest(self, term: Term, other: Wording) -> float:
        """How like a word is to the likest of a title's words."""
        if term in other.terms:
            return 1.0
        known = self.likenesses[term]
        best = 0.0
        for held in other.terms:
            like = known.get(held)
            if like is None:
                like = self.likeness(term, held)
            if like > best:
                best = like
        return best


def compare(before: Wording, after: Wording, rarity: Rarity) -> Likeness:
    """How like two titles are, word by word; titles that differ in figures alone are compared once."""
    return _compare(before.terms, after.terms, rarity)


@lru_cache(maxsize=1 << 12)
def _compare(before: tuple[Term, ...], after: tuple[Term, ...], rarity: Rarity) -> Likeness:
    one, total = rarity.weighed(before)
    other, other_total = rarity.weighed(after)
    nearest_before = [0.0] * len(other)
    nearest_after = []
    for term, _, _ in one:
        known = rarity.likenesses[term]
        best = 0.0
        for n, (held, _, _) in enumerate(other):
            like = known.get(held)
            if like is None:
                like = rarity.likeness(term, held)
            if like:
                if like > best:
                    best = like
                if like > nearest_before[n]:
                    nearest_before[n] = like
        nearest_after.append(best)
    share, exact, free, name, shared = _covered(one, total, nearest_after)
    other_share, other_exact, other_free, other_name, _ = _covered(other, other_total, nearest_before)
    covered = math.sqrt(share * other_share)
    return Likeness(
        covered=covered,
        by_parts=covered - math.sqrt(exact * other_exact),
        verbs=_by_verbs(_verbs(before), _verbs(after)),
        free_before=free > _FREE,
        free_after=other_free > _FREE,
        names_differ=name and other_name,
        shared=shared,
    )


def names_differ(before: Wording, after: Wording, rarity: Rarity) -> bool:
    """Whether each title has a name or number that the other lacks; `compare` tells more."""
    return _lacks(before, after, rarity) and _lacks(after, before, rarity)


def _lacks(one: Wording, other: Wording, rarity: Rarity) -> bool:
    return any(rarity.nearest(term, other) < _FREE for term in one.names)


def _covered(
    weighed: list[tuple[Term, float, bool]], total: float, nearest: list[float]
) -> tuple[float, float, float, bool, float]:
    """How far a title is covered, by how like each of its words is to the likest of another title.

    Returns:
        The share of its weight; the same, of words that are the same; the weight of the heaviest telling
        word without a match; whether a name or a number has none; the weight of the heaviest telling word
        that has one.
    """
    covered = exact = free = shared = 0.0
    name = False
    for (term, weight, telling), best in zip(weighed, nearest, strict=True):
        covered += weight * best
        if best == 1.0:
            exact += weight
        if telling:
            if best < _FREE:
                free = max(free, weight)
                name = name or term.kind != "content"
            elif best >= _ALIKE:
                shared = max(shared, weight * best)
    if not total:
        return 0.0, 0.0, free, name, shared
    return covered / total, exact / total, free, name, shared


def likeness(a: Term, b: Term) -> float:
    """How like two words are, 0–1: lemmas, synonyms, parts of compounds, verb and noun, a misprint."""
    one, other = a.word, b.word
    if one == other:
        return 1.0
    may_end_alike = a.kind != b.kind and not _EMPTY.isdisjoint((a.kind, b.kind))
    if one[:1] != other[:1] and one[-1:] != other[-1:] and not may_end_alike:
        return 0.0
    return _likeness(a, b) if one < other else _likeness(b, a)


def nearest(term: Term, other: Wording) -> float:
    """How like a word is to the likest of a title's words."""
    if term in other.terms:
        return 1.0
    return max([likeness(term, held) for held in other.terms], default=0.0)


def alike(several: Iterable[Term], rarity: Rarity) -> Callable[[Term], list[Term]]:
    """Which of some words tell the same as another: a function of that.

    What makes two words like shows in a first or a last letter, but for an inflected compound that ends
    in what the other word is.
    """
    terms = tuple(several)
    first: dict[str, list[Term]] = {}
    last: dict[str, list[Term]] = {}
    for term in terms:
        first.setdefault(term.word[:1], []).append(term)
        last.setdefault(term.word[-1:], []).append(term)
    empty = [term for term in terms if term.kind in _EMPTY]

    def told(term: Term) -> list[Term]:
        near = (
            terms if term.kind in _EMPTY else (*first.get(term.word[:1], ()), *last.get(term.word[-1:], ()))
        )
        known = rarity.likenesses[term]
        found = []
        for other in dict.fromkeys((*near, *empty)):
            like = known.get(other)
            if (rarity.likeness(term, other) if like is None else like) >= _ALIKE:
                found.append(other)
        return found

    return told


def carries_on(whole: Wording, part: Wording, rarity: Rarity) -> bool:
    """Whether a title names all that another is about, and asks for nothing against it."""
    if names_differ(whole, part, rarity):
        return False
    title = compare(whole, part, rarity)
    return title.shared > 0 and not title.free_before and title.verbs > 0.6


@lru_cache(maxsize=1 << 15)
def _likeness(a: Term, b: Term) -> float:
    both = {a.kind, b.kind}
    if "number" in both:
        return 0.0
    if stem(a.word) == stem(b.word):
        return 0.9
    if VERBS & both and "content" in both:
        return 0.0
    if a.kind != b.kind and _ends_with(a, b):
        return 0.9
    if "name" not in (a.kind, b.kind):
        by_parts = _by_parts(a, b)
        if by_parts:
            return by_parts
    return 0.9 if _misprint(a, b) else 0.0


@lru_cache(maxsize=1 << 12)
def _verbs(terms: tuple[Term, ...]) -> frozenset[str]:
    return frozenset(term.word for term in terms if term.kind in VERBS)


@lru_cache(maxsize=1 << 12)
def _by_verbs(before: frozenset[str], after: frozenset[str]) -> float:
    if not before or not after or before & after:
        return 1.0
    pairs = {frozenset({a, b}) for a in before for b in after}
    if any(pair in pairs for pair in _OPPOSED):
        return 0.5
    if any(pair in pairs for pair in _STEPS):
        return 0.7
    return 0.92


def _ends_with(a: Term, b: Term) -> bool:
    """The one is a plan, and the other a compound that ends in it: plan för kompetensförsörjning, …plan."""
    short, long = sorted((a, b), key=lambda term: len(term.word))
    if short.kind not in _EMPTY or long.kind != "content":
        return False
    return stem(long.word).endswith(stem(short.word)) or long.word.endswith(short.word)


def _by_parts(a: Term, b: Term) -> float:
    """How like two compounds are by what they begin and end with.

    What a compound begins with tells more than its end: a kompetensförsörjningsplan and a
    kompetensförsörjningsarbete are about one thing, a cykelplan and a trafikplan about two.
    """
    short, long = sorted((a.word, b.word), key=len)
    if long == f"o{short}":
        return 0.5
    if len(short) >= _LONG and long.endswith(short) and known(long[: -len(short)].removesuffix("s")):
        return 0.5
    for beginning in dict.fromkeys((short, stem(short))):
        if long.startswith(beginning) and len(beginning) >= _SHORTEST_PART:
            rest = long[len(beginning) :]
            if _empty(rest):
                return 0.9
            if _word(rest):
                return 0.5
    shared = _common(short, long)
    if shared >= 5:
        # What is left of both may begin with the s that joins.
        rests = (short[shared:], long[shared:])
        if all(_empty(rest) for rest in rests):
            return 0.85
        if shared >= 6 and all(_word(rest) for rest in rests):
            return 0.4
    return 0.25 if _same_end(a.word, b.word) else 0.0


def _empty(rest: str) -> bool:
    """Whether the last part of a compound adds nothing: -arbete, -s + plan, -process."""
    return any(stem(form) in _empty_stems() for form in _joints(rest))


@lru_cache(maxsize=1)
def _empty_stems() -> frozenset[str]:
    return frozenset(stem(word) for word, kind in kinds().items() if kind in _EMPTY)


def _word(rest: str) -> bool:
    return any(len(form) >= _SHORTEST_PART and known(form) for form in _joints(rest))


def _joints(rest: str) -> tuple[str, ...]:
    return tuple(rest[n:] for n in range(3) if len(rest) - n >= _SHORTEST_PART)


def _common(a: str, b: str) -> int:
    """How many letters two words have in common from their beginning."""
    return next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))


def _same_end(a: str, b: str) -> bool:
    """Two compounds end with the same word, one that tells something: simhall and sporthall."""
    shared = _common(a[::-1], b[::-1])
    return any(known(a[-n:]) and not _empty(a[-n:]) for n in range(4, shared + 1))


def _misprint(a: Term, b: Term) -> bool:
    """One letter differs in a long word, and not both are words that there are."""
    if min(len(a.word), len(b.word)) < 7 or "name" in (a.kind, b.kind):
        return False
    from rapidfuzz.distance import OSA

    return OSA.distance(a.word, b.word, score_cutoff=1) <= 1 and not (known(a.word) and known(b.word))
