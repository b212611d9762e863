"""Which items of two reports are worth a comparison: those that share what they are about, or are told to."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from tertial.linking.comments import FEWEST_WORDS
from tertial.linking.cues import told
from tertial.linking.matters import Matter
from tertial.linking.options import LinkOptions
from tertial.linking.similarity import TELLING, Rarity, alike
from tertial.linking.wordings import Term
from tertial.vocabulary import Kind, Relation

Place = tuple[int, int]


def candidates(
    before: Sequence[Matter], now: Sequence[Matter], rarity: Rarity, options: LinkOptions
) -> list[Place]:
    """Pairs of one kind that share a telling word, or that numbers or comments may hold together, in order.

    In large reports words that very many hold bring none, and comments alone none either.
    """
    small = len(before) * len(now) <= options.most_compared
    found = _by_words(before, now, rarity, len(now) if small else options.most_alike)
    found |= _by_number(before, now)
    if small:
        told_of = [n for n, matter in enumerate(now) if told(matter.comment, Relation.RENAMED)]
        found |= {(a, b) for a in range(len(before)) for b in told_of}
        long_before = [a for a, m in enumerate(before) if len(m.vector.weights) >= FEWEST_WORDS]
        long_now = [b for b, m in enumerate(now) if len(m.vector.weights) >= FEWEST_WORDS]
        found |= {(a, b) for a in long_before for b in long_now}
    return sorted((a, b) for a, b in found if before[a].item.kind is now[b].item.kind)


def _by_words(before: Sequence[Matter], now: Sequence[Matter], rarity: Rarity, most: int) -> set[Place]:
    """Pairs of which a telling word of the earlier is like a word of the later."""
    index: dict[Term, list[int]] = defaultdict(list)
    for b, matter in enumerate(now):
        for term in dict.fromkeys(matter.wording.terms):
            index[term].append(b)
    known = alike(index, rarity)
    held: dict[Term, list[int]] = {}
    found: set[Place] = set()
    for a, matter in enumerate(before):
        several = []
        for term in dict.fromkeys(matter.wording.terms):
            if term.kind in TELLING:
                places = held.get(term)
                if places is None:
                    places = held[term] = [b for other in known(term) for b in index[other]]
                several.append(places)
        rare = [places for places in several if len(places) <= most]
        for places in rare or sorted(several, key=len)[:1]:
            found.update((a, b) for b in places)
    return found


def _by_number(before: Sequence[Matter], now: Sequence[Matter]) -> set[Place]:
    at: dict[tuple[Kind, str], list[int]] = defaultdict(list)
    for b, matter in enumerate(now):
        if matter.item.number:
            at[matter.item.kind, matter.item.number].append(b)
    having = Counter(matter.item.number for matter in now)
    return {
        (a, b)
        for a, matter in enumerate(before)
        for b in at.get((matter.item.kind, matter.item.number), ())
        if having[matter.item.number] == 1
    }
