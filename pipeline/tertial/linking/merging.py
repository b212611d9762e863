"""What became one, and what became several: a second look at what was left, which must have evidence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from tertial.linking.matters import Context, Matter
from tertial.linking.options import LinkOptions
from tertial.linking.similarity import WEIGHTS, Rarity, compare, covers, keys, likeness, plain
from tertial.vocabulary import Relation


@dataclass(frozen=True, slots=True)
class Pair:
    """Two items that are the same matter, the earlier first."""

    before: Matter
    after: Matter
    relation: Relation
    score: float


def merged(
    before: Sequence[Matter],
    now: Sequence[Matter],
    pairs: list[Pair],
    rarity: Rarity,
    context: Context,
    options: LinkOptions,
) -> list[Pair]:
    """The pairs with those added of items that went up in one.

    An item has gone up in another where they share what they are about, where the other's title and
    comment cover its title, and where the other's title holds nothing that neither it nor what else went
    up there names. What keeps its wording has taken in only what its comment names in full.
    """
    taken = {pair.before.item_id for pair in pairs}
    free = [matter for matter in before if matter.item_id not in taken and not matter.finished]
    return _gather(_Side(whole="after"), free, now, pairs, _Judge(rarity, context, options))


def split(
    before: Sequence[Matter],
    now: Sequence[Matter],
    pairs: list[Pair],
    rarity: Rarity,
    context: Context,
    options: LinkOptions,
) -> list[Pair]:
    """The pairs with those added of an item that became several; the mirror of `merged`."""
    taken = {pair.after.item_id for pair in pairs}
    free = [matter for matter in now if matter.item_id not in taken]
    return _gather(_Side(whole="before"), free, before, pairs, _Judge(rarity, context, options))


@dataclass(frozen=True, slots=True)
class _Side:
    """Which of a pair is the whole, and which the part."""

    whole: str

    def of(self, pair: Pair) -> tuple[Matter, Matter]:
        return (pair.after, pair.before) if self.whole == "after" else (pair.before, pair.after)

    def pair(self, whole: Matter, part: Matter, score: float) -> Pair:
        relation = Relation.MERGED if self.whole == "after" else Relation.SPLIT
        before, after = (part, whole) if self.whole == "after" else (whole, part)
        return Pair(before, after, relation, score)


@dataclass(frozen=True, slots=True)
class _Judge:
    rarity: Rarity
    context: Context
    options: LinkOptions

    def takes_in(self, whole: Matter, part: Matter) -> bool:
        """Whether a title and its comment cover another title, sharing what that one is about."""
        if whole.item.kind is not part.item.kind or self.context.boards(part, whole) == "apart":
            return False
        if not compare(part.wording, whole.wording, self.rarity).shared:
            return False
        total = covered = 0.0
        for term in part.wording.terms:
            if term.kind == "actor":
                continue
            weight = max(self.rarity.weight(term), WEIGHTS["instrument"] / 2)
            best = max((likeness(term, other) for other in whole.wording.terms), default=0.0)
            total += weight
            covered += weight * (1.0 if best >= 0.8 or covers(whole.comment, term) else best)
        return total > 0 and covered / total >= self.options.covered

    def names(self, whole: Matter, part: Matter) -> bool:
        """Whether a comment names another item by its title."""
        return len(part.plain.split()) > 2 and part.plain in plain(whole.comment)

    def accounts_for(self, whole: Matter, parts: Sequence[Matter]) -> bool:
        """Whether the parts together name all that the whole's title is about."""
        terms = [term for part in parts for term in part.wording.terms]
        return all(any(likeness(term, other) >= 0.8 for other in terms) for term in whole.wording.content)


def _gather(
    side: _Side, free: list[Matter], wholes: Sequence[Matter], pairs: list[Pair], judge: _Judge
) -> list[Pair]:
    linked: dict[str, list[Pair]] = defaultdict(list)
    for pair in pairs:
        linked[side.of(pair)[0].item_id].append(pair)
    claims: dict[str, list[tuple[Matter, Matter]]] = defaultdict(list)
    for part, whole in _together(free, wholes):
        claims[part.item_id].append((part, whole))
    groups: dict[str, list[Matter]] = defaultdict(list)
    by_id = {whole.item_id: whole for whole in wholes}
    for several in claims.values():
        homes = [
            (part, whole)
            for part, whole in several
            if _joins(part, whole, linked[whole.item_id], side, judge)
        ]
        if len(homes) == 1:
            groups[homes[0][1].item_id].append(homes[0][0])
    found = {id(pair): pair for pair in pairs}
    added: list[Pair] = []
    for item_id, parts in groups.items():
        whole = by_id[item_id]
        known = [pair for pair in linked[item_id] if pair.relation in (Relation.SAME, Relation.RENAMED)]
        already = [side.of(pair)[1] for pair in known]
        if len(parts) + len(already) < 2 or not judge.accounts_for(whole, [*parts, *already]):
            continue
        for pair in known:
            found[id(pair)] = side.pair(*side.of(pair), pair.score)
        for part in parts:
            score = compare(part.wording, whole.wording, judge.rarity).score
            added.append(side.pair(whole, part, max(score, 0.6)))
    return [*found.values(), *added]


def _joins(part: Matter, whole: Matter, linked: list[Pair], side: _Side, judge: _Judge) -> bool:
    if any(pair.relation in (Relation.MERGED, Relation.SPLIT) for pair in linked):
        return False
    if any(pair.relation is Relation.SAME for pair in linked):
        return judge.names(whole, part)
    return judge.names(whole, part) or judge.takes_in(whole, part)


def _together(parts: list[Matter], wholes: Sequence[Matter]) -> list[tuple[Matter, Matter]]:
    """Parts and wholes that share a telling word."""
    index: dict[str, list[Matter]] = defaultdict(list)
    for whole in wholes:
        for key in keys(whole.wording):
            index[key].append(whole)
    found: list[tuple[Matter, Matter]] = []
    for part in parts:
        near = {whole.item_id: whole for key in sorted(keys(part.wording)) for whole in index.get(key, ())}
        found += ((part, whole) for whole in sorted(near.values(), key=lambda matter: matter.order))
    return found
