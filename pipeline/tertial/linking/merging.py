"""What became one, and what became several: a second look at what was left, which must have evidence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from tertial.linking.comments import covers
from tertial.linking.cues import told
from tertial.linking.matters import Context, Matter
from tertial.linking.numbers import Numbers, stem
from tertial.linking.options import LinkOptions
from tertial.linking.places import Places
from tertial.linking.similarity import VERBS, WEIGHTS, Rarity, carries_on, compare, likeness
from tertial.linking.wordings import wording
from tertial.vocabulary import Relation


class Pair(NamedTuple):
    """Two items that are the same matter, the earlier first."""

    before: Matter
    after: Matter
    relation: Relation
    score: float


@dataclass(frozen=True, slots=True)
class Judge:
    """What decides whether one item holds another."""

    rarity: Rarity
    context: Context
    options: LinkOptions
    numbers: Numbers
    places: Callable[[], Places]

    def takes_in(self, whole: Matter, part: Matter, said: str) -> bool:
        """Whether a title and its comment cover another title, sharing what that one is about.

        Args:
            said: Sentences that tell that matters were joined or divided; they ask for less.
        """
        if whole.item.kind is not part.item.kind or self.context.boards(part, whole) == "apart":
            return False
        if not said and not self._shared(part, whole):
            return False
        least = self.options.told if said else self.options.covered
        return self._covered(part, whole, said or whole.comment) >= least

    def divides(self, whole: Matter, part: Matter, said: str) -> bool:
        """Whether a part of what was divided, as its comment says, is of this: by its title or what it says.

        Args:
            said: Sentences of the part that tell that a matter was divided.
        """
        if not said or whole.item.kind is not part.item.kind or self.context.boards(part, whole) == "apart":
            return False
        if self._shared(part, whole) and self._covered(part, whole, whole.comment) >= self.options.told:
            return True
        weights = [(self.rarity.weight(term), covers(said, term)) for term in whole.wording.content]
        total = sum(weight for weight, _ in weights)
        return bool(total) and sum(weight for weight, named in weights if named) >= self.options.told * total

    def _shared(self, part: Matter, whole: Matter) -> bool:
        """Whether a title has a telling word that is in another."""
        if not part.wording.telling.isdisjoint(whole.wording.telling):
            return True
        return any(self.rarity.nearest(term, whole.wording) >= 0.8 for term in part.wording.content)

    def _covered(self, part: Matter, whole: Matter, comment: str) -> float:
        total = covered = 0.0
        for term in part.wording.terms:
            if term.kind == "actor":
                continue
            weight = max(self.rarity.weight(term), WEIGHTS["instrument"] / 2)
            best = self.rarity.nearest(term, whole.wording)
            total += weight
            covered += weight * (1.0 if best >= 0.8 or covers(comment, term) else best)
        return covered / total if total else 0.0

    def carries_on(self, whole: Matter, part: Matter) -> bool:
        """Whether a title names all that another is about, and asks for nothing against it."""
        if whole.item.kind is not part.item.kind or self.context.boards(part, whole) == "apart":
            return False
        return carries_on(whole.wording, part.wording, self.rarity)

    def alone(self, whole: Matter, part: Matter, wholes: Sequence[Matter]) -> bool:
        """Whether a title shares with another a telling word that none of the others has."""
        if whole.item.kind is not part.item.kind or self.context.boards(part, whole) == "apart":
            return False
        nearest = self.rarity.nearest
        return any(
            nearest(term, part.wording) >= 0.8
            and not any(nearest(term, other.wording) >= 0.8 for other in wholes if other is not whole)
            for term in whole.wording.content
        )

    def names(self, whole: Matter, part: Matter) -> bool:
        """Whether a comment names another item by its title."""
        return part.plain in whole.plain_comment and part.plain.count(" ") > 1

    def told_of(self, said: str, other: Matter) -> bool:
        """Whether sentences that tell of joining name all that another item's title is about."""
        content = other.wording.content if said else ()
        return bool(content) and all(covers(said, term) for term in content)

    def says_more(self, whole: Matter, parts: Sequence[Matter]) -> bool:
        """Whether a title, its verbs aside, says anything that not each of the parts says already."""
        return any(
            any(self.rarity.nearest(term, part.wording) < 0.8 for part in parts)
            for term in whole.wording.terms
            if term.kind not in VERBS
        )

    def accounts_for(self, whole: Matter, parts: Sequence[Matter]) -> bool:
        """Whether the parts together name all that the whole's title is about."""
        terms = [term for part in parts for term in part.wording.terms]
        return all(any(likeness(term, other) >= 0.8 for other in terms) for term in whole.wording.content)


def merged(before: Sequence[Matter], now: Sequence[Matter], pairs: list[Pair], judge: Judge) -> list[Pair]:
    """The pairs with those added of items that went up in one.

    An item has gone up in another where they share what they are about, where the other's title and
    comment cover its title, and where the other's title holds nothing that neither it nor what else went
    up there names. What keeps its wording has taken in only what its comment names in full.
    """
    taken = {pair.before.item_id for pair in pairs}
    free = [matter for matter in before if matter.item_id not in taken and not matter.finished]
    return _Gathering("after", free, now, pairs, judge).run(before, now)


def split(before: Sequence[Matter], now: Sequence[Matter], pairs: list[Pair], judge: Judge) -> list[Pair]:
    """The pairs with those added of an item that became several; the mirror of `merged`."""
    taken = {pair.after.item_id for pair in pairs}
    free = [matter for matter in now if matter.item_id not in taken]
    return _Gathering("before", free, before, pairs, judge).run(now, before)


class _Gathering:
    """The items that are left, as parts of wholes; `side` says which of a pair is the whole."""

    def __init__(
        self, side: str, free: list[Matter], wholes: Sequence[Matter], pairs: list[Pair], judge: Judge
    ) -> None:
        self.side = side
        self.free = free
        self.wholes = wholes
        self.pairs = pairs
        self.judge = judge
        self.relation = Relation.MERGED if side == "after" else Relation.SPLIT
        self.linked: dict[str, list[Pair]] = defaultdict(list)

    def run(self, parts: Sequence[Matter], wholes: Sequence[Matter]) -> list[Pair]:
        """The pairs, with those of what was gathered added, and those it changes changed."""
        together = self._together()
        if not together:
            return self.pairs
        for pair in self.pairs:
            self.linked[self._whole(pair).item_id].append(pair)
        groups = self._groups(together)
        if not groups:
            return self.pairs
        found = {id(pair): pair for pair in self.pairs}
        added: list[Pair] = []
        by_id = {whole.item_id: whole for whole in self.wholes}
        for item_id, several in groups.items():
            whole = by_id[item_id]
            known = [p for p in self.linked[item_id] if p.relation in (Relation.SAME, Relation.RENAMED)]
            already = [self._part(pair) for pair in known]
            everyone = [*several, *already]
            if len(everyone) < 2 or not self._sound(whole, everyone, parts, wholes):
                continue
            for pair in known:
                found[id(pair)] = self._pair(whole, self._part(pair), pair.score)
            for part in several:
                score = compare(part.wording, whole.wording, self.judge.rarity).score
                added.append(self._pair(whole, part, min(max(score, 0.6), 0.95)))
        return [*found.values(), *added]

    def _groups(self, together: Iterable[tuple[Matter, Matter]]) -> dict[str, list[Matter]]:
        """The parts of each whole; a part that could go to two wholes goes to none."""
        homes: dict[str, list[tuple[Matter, Matter]]] = defaultdict(list)
        for part, whole in together:
            if self._joins(part, whole):
                homes[part.item_id].append((part, whole))
        groups: dict[str, list[Matter]] = defaultdict(list)
        for several in homes.values():
            if len(several) == 1:
                groups[several[0][1].item_id].append(several[0][0])
        return groups

    def _joins(self, part: Matter, whole: Matter) -> bool:
        linked = [pair.relation for pair in self.linked.get(whole.item_id, ())]
        if Relation.MERGED in linked or Relation.SPLIT in linked:
            return False
        if self.judge.names(whole, part) or self.judge.numbers.part(whole, part):
            return True
        if self._told_by_name(whole, part):
            return True
        if Relation.SAME in linked:
            return False
        if self._near(part, whole) and self.judge.alone(whole, part, self.wholes):
            return True
        said = self._said(whole, part)
        if self.side == "before":
            if self.judge.divides(whole, part, said):
                return True
            said = ""
        return self.judge.takes_in(whole, part, said) or self.judge.carries_on(whole, part)

    def _near(self, part: Matter, whole: Matter) -> bool:
        before, after = (part, whole) if self.side == "after" else (whole, part)
        return not before.finished and self.judge.places().fits(before, after)

    def _said(self, whole: Matter, part: Matter) -> str:
        """What is told of joining or dividing; of a division it is the parts that tell."""
        return told(whole.comment if self.side == "after" else part.comment, self.relation)

    def _told_by_name(self, whole: Matter, part: Matter) -> bool:
        """Whether the comment of one tells that it was joined with the other, whichever board has it now."""
        if self.side == "before" or whole.item.kind is not part.item.kind:
            return False
        judge = self.judge
        return judge.told_of(self._said(whole, part), part) or judge.told_of(
            told(part.comment, self.relation), whole
        )

    def _sound(
        self, whole: Matter, several: list[Matter], parts: Sequence[Matter], wholes: Sequence[Matter]
    ) -> bool:
        """Whether a group holds together: told so, covered in full, or alone with a word of theirs."""
        if any(
            self._said(whole, part) or self._told_by_name(whole, part) or self.judge.numbers.part(whole, part)
            for part in several
        ):
            return True
        if all(self.judge.takes_in(whole, part, "") for part in several):
            return self.judge.accounts_for(whole, several)
        if self.side == "after" and not self.judge.says_more(whole, several):
            return False  # What each part says in full tells of none that it took in the others.
        members = {part.item_id for part in several}
        for term in whole.wording.content:
            at_parts = {m.item_id for m in parts if any(likeness(term, t) >= 0.9 for t in m.wording.content)}
            at_wholes = {
                m.item_id for m in wholes if any(likeness(term, t) >= 0.9 for t in m.wording.content)
            }
            if at_parts == members and at_wholes == {whole.item_id}:
                return True
        return False

    def _together(self) -> list[tuple[Matter, Matter]]:
        """Parts and wholes that share a telling word, in a title or in what is told of joining."""
        index: dict[str, list[int]] = defaultdict(list)
        for n, part in enumerate(self.free):
            said = told(part.comment, self.relation)
            own = part.wording.keys | (wording(said).keys if said else frozenset())
            for key in own | ({stem(part.item.number)} - {""}):
                index[key].append(n)
        found: list[tuple[int, int, Matter, Matter]] = []
        for whole in self.wholes:
            said = told(whole.comment, self.relation) if self.side == "after" and whole.comment else ""
            own = whole.wording.keys
            if said:
                own |= wording(said).keys
            if whole.item.number:
                own |= {stem(number) for number in whole.item.number.split("/") if number}
            if not index.keys().isdisjoint(own):
                near = {n for key in own if key in index for n in index[key]}
                found += [(n, whole.order, self.free[n], whole) for n in near]
        return [(part, whole) for _, _, part, whole in sorted(found, key=lambda one: one[:2])]

    def _whole(self, pair: Pair) -> Matter:
        return pair.after if self.side == "after" else pair.before

    def _part(self, pair: Pair) -> Matter:
        return pair.before if self.side == "after" else pair.after

    def _pair(self, whole: Matter, part: Matter, score: float) -> Pair:
        before, after = (part, whole) if self.side == "after" else (whole, part)
        return Pair(before, after, self.relation, score)
