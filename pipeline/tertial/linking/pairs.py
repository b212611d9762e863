"""Links between the items of successive reports: identical titles, then reworded, then merged and split."""

from __future__ import annotations

import gc
import logging
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import TypeVar

from tertial.errors import counted
from tertial.linking.assign import best_pairs
from tertial.linking.candidates import candidates
from tertial.linking.comments import comments, covers
from tertial.linking.cues import told
from tertial.linking.elimination import Leftovers
from tertial.linking.matters import Context, Matter, corroborated, kinship, matters
from tertial.linking.merging import Judge, Pair, merged, split
from tertial.linking.numbers import Numbers
from tertial.linking.options import LinkOptions
from tertial.linking.order import Stage, stages
from tertial.linking.places import Places, rivals
from tertial.linking.similarity import Rarity, compare, names_differ
from tertial.linking.waiting import Waiting
from tertial.linking.weights import Evidence, total
from tertial.records import Link, Report
from tertial.swedish.words import fold
from tertial.vocabulary import Kind, Relation

log = logging.getLogger(__name__)

T = TypeVar("T", bound=Hashable)


def link(reports: Sequence[Report], options: LinkOptions | None = None) -> list[Link]:
    """The pairs of items that are the same matter in two reports of one municipality.

    Each item is linked to the next report in which its matter appears, also where reports in between
    lack it. A doubtful pair, or two that are as good, is left unlinked.

    Args:
        reports: In any order; those of other municipalities do not touch each other.
        options: Thresholds.

    Returns:
        The links in the order of the earlier item, then of the later.
    """
    options = options or LinkOptions()
    found: list[Link] = []
    for several in stages(reports):
        if len(several) > 1:
            found += Chain(several, options).links()
    return found


@dataclass
class Chain:
    """One municipality's reports in order; items wait until a later report takes their matter up."""

    several: list[Stage]
    options: LinkOptions

    def links(self) -> list[Link]:
        """What is linked, in the order of the earlier item, then of the later."""
        with _uncollected():
            found = [pair for _, step in self.steps() for pair in step.pairs]
        found.sort(key=lambda pair: (pair.before.order, pair.after.order))
        log.info(
            "%s: %s over %s",
            self.several[0].municipality,
            counted(len(found), "link"),
            counted(len(self.several), "stage"),
        )
        return [
            Link(
                from_item_id=pair.before.item_id,
                to_item_id=pair.after.item_id,
                relation=pair.relation,
                score=round(min(max(pair.score, 0.0), 1.0), 3),
            )
            for pair in found
        ]

    def rarity(self) -> Rarity:
        """How much each word tells among all titles of the municipality."""
        return Rarity(item.title for stage in self.several for r in stage.reports for item in r.items)

    def steps(self) -> Iterator[tuple[Stage, Step]]:
        """Each stage that follows on something, with what was linked to it."""
        waiting = Waiting()
        n = 0
        rarity: Rarity | None = None
        for stage in self.several:
            now = matters(stage, n)
            n += len(now)
            if waiting and now:
                step = Step(waiting.near(stage, self.options), now, self.options)
                step.identical(lambda matter: matter.plain, waiting.same_title)
                if step.left_now():
                    step.identical(lambda matter: matter.wording.key, waiting.same_wording)
                if step.left_before() and step.left_now():
                    rarity = rarity or self.rarity()
                    step.reworded(rarity, stage.number)
                    step.gathered(rarity)
                    step.by_own_words(rarity)
                    step.by_elimination(rarity)
                    step.by_children()
                elif step.tells():
                    rarity = rarity or self.rarity()
                    step.gathered(rarity)
                step.across_kinds(waiting.same_title)
                for pair in step.pairs:
                    waiting.drop(pair.before)
                yield stage, step
            waiting.add(now)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Rest the collector of cycles: linking makes none, and walking all reports took a third of its time."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


class Step:
    """The items of one stage against those that wait from the stages before.

    Args:
        before: Those of the last stages.
        now: Those of the stage.
        options: Thresholds.
    """

    def __init__(self, before: list[Matter], now: list[Matter], options: LinkOptions) -> None:
        self.before = before
        self.now = now
        self.options = options
        self.pairs: list[Pair] = []
        self.last = max(matter.stage for matter in self.before)
        self.latest = [matter for matter in self.before if matter.stage == self.last]
        self.context = Context.of(self.latest, now)
        self.numbers = Numbers((), ())
        self._taken: set[str] = set()
        self._places: tuple[list[Pair], int, Places] | None = None
        self._parents: set[tuple[str, str]] = set()

    def left_before(self) -> list[Matter]:
        return [matter for matter in self.before if matter.item_id not in self._taken]

    def left_now(self) -> list[Matter]:
        return [matter for matter in self.now if matter.item_id not in self._taken]

    def identical(self, key: Callable[[Matter], T], waiting: Callable[[T], Iterable[Matter]]) -> None:
        """Link items of one kind whose titles are the same under `key`; the latest report goes first.

        Args:
            key: What two titles have in common that count as the same wording.
            waiting: What waits with such a key, from all stages.
        """
        now: dict[tuple[Kind, T], list[Matter]] = {}
        for matter in self.left_now():
            if at := key(matter):
                now.setdefault((matter.item.kind, at), []).append(matter)
        for (kind, at), later in now.items():
            earlier = [m for m in waiting(at) if m.item.kind is kind and m.item_id not in self._taken]
            if len(earlier) == len(later) == 1:
                self._alone(earlier[0], later[0])
                continue
            for stage in sorted({matter.stage for matter in earlier}, reverse=True):
                later = [matter for matter in later if matter.item_id not in self._taken]
                self._twins([matter for matter in earlier if matter.stage == stage], later)

    def _alone(self, before: Matter, now: Matter) -> None:
        if self._plausible(before, now, alone=True):
            self._take_same(before, now, 1.0)

    def _twins(self, before: list[Matter], now: list[Matter]) -> None:
        if len(before) == len(now) == 1:
            self._alone(before[0], now[0])
            return
        scores = {
            (a, b): kinship(one, other, self.context)
            for a, one in enumerate(before)
            for b, other in enumerate(now)
            if self._plausible(one, other, alone=False)
        }
        # As many in both reports and nothing to tell them apart: they keep their order.
        full = len(scores) == len(before) * len(now)
        even = full and len(before) == len(now) and len(set(scores.values())) == 1
        pairs = [(n, n) for n in range(len(now))] if even else best_pairs(scores, 0.01)
        for a, b in pairs:
            if (a, b) in scores:
                self._take_same(before[a], now[b], 0.97)

    def _take_same(self, before: Matter, after: Matter, score: float) -> None:
        same = before.plain == after.plain or before.wording.numbers == after.wording.numbers
        self._take(before, after, Relation.SAME if same else Relation.RENAMED, score)

    def _plausible(self, before: Matter, after: Matter, *, alone: bool) -> bool:
        boards = self.context.boards(before, after)
        if boards == "apart" and not alone:
            return False
        if boards != "apart" and alone:
            return True
        telling = len(before.plain.split()) > 3 and len(before.wording.content) > 1
        return telling or (boards != "apart" and corroborated(before, after, self.context))

    def reworded(self, rarity: Rarity, stage: int) -> None:
        """Link items whose titles are alike enough, one to one, the best whole; ties are left."""
        self.numbers = Numbers(
            [m for m in [*self.before, *self.now] if m.item.number],
            [(pair.before, pair.after) for pair in self.pairs],
        )
        for kinds in ((Kind.MAL,), (Kind.UPPDRAG, Kind.AKTIVITET)):
            before = [m for m in self.left_before() if m.item.kind in kinds]
            now = [m for m in self.left_now() if m.item.kind in kinds]
            scores: dict[tuple[int, int], float] = {}
            for a, b in candidates(before, now, rarity, self.options):
                score = self.score(before[a], now[b], rarity)
                if score >= self.options.renamed + self.options.skipped * (stage - before[a].stage - 1):
                    scores[a, b] = score - (self.options.finished if before[a].finished else 0.0)
            for a, b in best_pairs(scores, self.options.near):
                self._take(before[a], now[b], Relation.RENAMED, scores[a, b])

    def score(self, before: Matter, after: Matter, rarity: Rarity) -> float:
        """How surely two reworded titles are the same matter; 0 where something rules it out."""
        evidence = self.evidence(before, after, rarity)
        return min(max(total(evidence, self.options.weights), 0.0), 0.99) if evidence else 0.0

    def evidence(self, before: Matter, after: Matter, rarity: Rarity) -> Evidence | None:
        """What speaks for and against two reworded titles being one matter; None where it is ruled out."""
        if before.wording.key == after.wording.key:
            return None  # The same wording, and yet not taken: the boards differ, or it is a tie.
        one_number = self.numbers.same(before, after)
        if not one_number and names_differ(before.wording, after.wording, rarity):
            return None
        title = compare(before.wording, after.wording, rarity)
        boards = self.context.boards(before, after)
        meet = boards != "apart"
        numbered = meet and one_number
        named = title.shared > 0
        # What is told in a few words may be told of anything.
        long = min(len(before.vector.weights), len(after.vector.weights)) >= self.options.long
        alike = comments(before.vector, after.vector)
        told_again = meet and (named or (boards == "shared" and long)) and alike >= self.options.retold
        retold = told_again or (meet and _called(before, after))
        if not (named or retold or numbered):
            return None
        if before.finished and title.verbs < 1.0 and not (retold or numbered):
            return None  # What was bought is reviewed: another matter.
        apart = title.free_before and title.free_after
        moved = named and not apart and self._moved(before, after)
        score = title.score
        if apart and alike >= self.options.alike:
            score = 0.85 * title.covered * title.verbs
        if retold or numbered:
            score = max(score, self.options.contained)
        elif named and not apart and meet:
            # The one names all that the other does, and something more.
            sure = self.options.contained - (0.0 if boards == "shared" else self.options.unsure)
            score = max(score, sure * title.verbs)
        if score < self.options.least_title:
            return None
        one, other = before.item, after.item
        covered = title.covered * title.verbs
        areas = bool(one.area and other.area)
        same_area = areas and fold(one.area) == fold(other.area)
        goals = bool(one.parent_id and other.parent_id)
        same_goal = goals and (one.parent_id, other.parent_id) in self._parents
        return Evidence(
            title=score,
            compounds=title.by_parts * title.verbs,
            one_differs=0.0 if apart or not (title.free_before or title.free_after) else covered,
            both_differ=covered if apart else 0.0,
            comments=max(0.0, min(1.0, 2 * alike) - score),
            moved=moved,
            shared_board=boards == "shared",
            other_board=boards == "apart",
            same_area=same_area,
            other_area=areas and not same_area,
            same_number=bool(one.number and one.number == other.number),
            same_goal=same_goal,
            other_goal=goals and not same_goal,
            same_end=bool(one.end_date and one.end_date == other.end_date),
            order=bool(self.options.weights.order)
            and before.stage == self.last
            and self.places().fits(before, after),
        )

    def _moved(self, before: Matter, after: Matter) -> bool:
        """Whether a telling word stood in the one title alone, and stands in the other alone."""
        shared = before.wording.telling & after.wording.telling
        return any(self._words_before[word] == 1 == self._words_now[word] for word in shared)

    @cached_property
    def _words_before(self) -> Counter[str]:
        return _words(self.latest)

    @cached_property
    def _words_now(self) -> Counter[str]:
        return _words(self.now)

    def gathered(self, rarity: Rarity) -> None:
        """Find what became one, and what became several; pairs already found may be read anew."""
        for found in (merged, split):
            free = self.left_before() if found is merged else self.left_now()
            if not free:
                continue
            judge = Judge(rarity, self.context, self.options, self.numbers, self.places)
            pairs = found(self.latest, self.now, self.pairs, judge)
            if pairs is not self.pairs:
                self.pairs = pairs
                self._taken = {m.item_id for pair in pairs for m in (pair.before, pair.after)}

    def tells(self) -> bool:
        """Whether anything is left on one side, and a comment tells of joining or dividing."""
        relation = Relation.MERGED if self.left_before() else Relation.SPLIT
        left = self.left_before() or self.left_now()
        return bool(left) and any(told(m.comment, relation) for m in (*self.now, *left))

    def places(self) -> Places:
        """Where the items of the latest stage and of this one stand, by what is linked so far."""
        if not self._places or self._places[0] is not self.pairs or self._places[1] != len(self.pairs):
            linked = [(pair.before.item_id, pair.after.item_id) for pair in self.pairs]
            self._places = self.pairs, len(self.pairs), Places(self.latest, self.now, linked)
        return self._places[2]

    def by_own_words(self, rarity: Rarity) -> None:
        """Link what is left and shares a word that no other title has, at the same place in both reports."""
        # A goal that was reached this year is set again the next.
        before = [
            m
            for m in self.left_before()
            if m.stage == self.last and (m.item.kind is Kind.MAL or not m.finished)
        ]
        now = self.left_now()
        if not before or not now:
            return
        places = self.places()
        scores: dict[tuple[int, int], float] = {}
        for a, one in enumerate(before):
            for b, other in enumerate(now):
                if one.item.kind is not other.item.kind or not places.fits(one, other):
                    continue
                title = compare(one.wording, other.wording, rarity)
                if title.names_differ or title.verbs <= self.options.against:
                    continue
                boards = self.context.boards(one, other)
                own = places.own_words(one, other) if boards != "apart" else []
                least = 1 if boards == "shared" or one.item.kind is Kind.MAL else 2
                if len(own) >= least and not rivals(one, other):
                    scores[a, b] = min(self.options.renamed + 0.1 * title.covered, 0.79)
        for a, b in best_pairs(scores, self.options.near):
            self._take(before[a], now[b], Relation.RENAMED, scores[a, b])

    def by_elimination(self, rarity: Rarity) -> None:
        """Link what is left and is the same by all but its title."""
        before = [m for m in self.left_before() if m.stage == self.last]
        now = self.left_now()
        open_ = [(a, m) for a, m in enumerate(before) if not m.finished and not m.called_off]
        if not open_ or not now:
            return
        leftovers = Leftovers(
            self.latest,
            self.now,
            (before, now),
            self.places(),
            lambda one, other: not one.boards.isdisjoint(other.boards),
            self.options,
        )
        scores: dict[tuple[int, int], float] = {}
        for a, one in open_:
            for b, other in enumerate(now):
                if one.item.kind is not other.item.kind or self.context.boards(one, other) == "apart":
                    continue
                points = leftovers.points(one, other)
                if not points or names_differ(one.wording, other.wording, rarity):
                    continue
                if compare(one.wording, other.wording, rarity).verbs > self.options.against:
                    scores[a, b] = min(self.options.renamed + 0.01 * points, 0.79)
        for a, b in best_pairs(scores, self.options.near / 4):
            self._take(before[a], now[b], Relation.RENAMED, scores[a, b])

    def by_children(self) -> None:
        """Link goals of which most aktiviteter went from the one to the other, however they are worded."""
        parents = {m.item_id: m.item.parent_id for m in (*self.before, *self.now) if m.item.parent_id}
        moves = Counter(
            (parents[pair.before.item_id], parents[pair.after.item_id])
            for pair in self.pairs
            if pair.before.item_id in parents and pair.after.item_id in parents
        )
        before = {m.item_id: m for m in self.left_before() if m.item.kind is Kind.MAL}
        now = {m.item_id: m for m in self.left_now() if m.item.kind is Kind.MAL}
        went = Counter[str]()
        came = Counter[str]()
        for (one, other), n in moves.items():
            went[one] += n
            came[other] += n
        for (one, other), n in sorted(moves.items()):
            if one in before and other in now and 2 * n > went[one] and 2 * n > came[other]:
                self._take(before[one], now[other], Relation.RENAMED, self.options.renamed)

    def across_kinds(self, waiting: Callable[[str], Iterable[Matter]]) -> None:
        """An uppdrag may become an aktivitet, and the other way, where the wording is the same."""
        kinds = (Kind.UPPDRAG, Kind.AKTIVITET)
        left = self.left_now()
        now = Counter(m.plain for m in left)
        for matter in left:
            if now[matter.plain] != 1 or matter.item.kind not in kinds:
                continue
            earlier = [
                m for m in waiting(matter.plain) if m.item.kind in kinds and m.item_id not in self._taken
            ]
            if len(earlier) != 1 or earlier[0].item.kind is matter.item.kind:
                continue
            if self._plausible(earlier[0], matter, alone=True):
                self._take(earlier[0], matter, Relation.SAME, 0.9)

    def _take(self, before: Matter, after: Matter, relation: Relation, score: float) -> None:
        self.pairs.append(Pair(before, after, relation, score))
        self._taken.add(before.item_id)
        self._taken.add(after.item_id)
        if before.item.kind is Kind.MAL:
            self._parents.add((before.item_id, after.item_id))


def _called(before: Matter, after: Matter) -> bool:
    """Whether a comment says that a matter went by what the earlier title names."""
    said = told(after.comment, Relation.RENAMED)
    content = before.wording.content if said else ()
    return bool(content) and all(covers(said, term) for term in content)


def _words(several: Iterable[Matter]) -> Counter[str]:
    """In how many titles each telling word stands."""
    return Counter(chain.from_iterable([matter.wording.telling for matter in several]))
