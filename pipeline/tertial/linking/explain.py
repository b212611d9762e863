"""Why an item is linked or not: what speaks for a pair, what against, and which came next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from tertial.linking.comments import comments
from tertial.linking.matters import Matter
from tertial.linking.options import LinkOptions
from tertial.linking.order import stages
from tertial.linking.pairs import Chain, Step
from tertial.linking.similarity import TELLING, Rarity, compare, nearest
from tertial.linking.wordings import Wording
from tertial.records import Report
from tertial.swedish.words import fold
from tertial.vocabulary import Relation

Direction = Literal["earlier", "later"]

_SAME = 0.97
"""What the same wording scores that another item has too, or that nothing else speaks for."""
_NAMED = 0.5
"""A word less like all of another title's is not named there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An item of another report that might be the same matter."""

    item_id: str
    direction: Direction
    relation: Relation | None
    """None where it is not linked."""
    score: float
    """That of the link, or what a reworded title would have scored; 0 where something rules it out."""
    speaks_for: tuple[str, ...]
    speaks_against: tuple[str, ...]
    tie: bool
    """Good enough by its title, and left: another is as good, or the title is too short to tell alone."""


def explain(reports: Sequence[Report], item_id: str, options: LinkOptions | None = None) -> list[Candidate]:
    """What an item is linked to, and for each direction the best that it is not linked to.

    Args:
        reports: All of the item's municipality, as they were linked.
        options: Thresholds, as they were linked with.

    Returns:
        The earlier before the later, in each direction the linked first. An item that shares no word
        and scores 0 is none.
    """
    options = options or LinkOptions()
    found: list[Candidate] = []
    for several in stages(reports):
        own = next(
            (s.number for s in several for r in s.reports if item_id in {i.item_id for i in r.items}), None
        )
        if own is None:
            continue
        rarity = Rarity(item.title for stage in several for report in stage.reports for item in report.items)
        later_told = False
        for stage, step in Chain(several, options).steps():
            if stage.number == own:
                found += _told(step, rarity, item_id, "earlier", options)
            elif stage.number > own and not later_told:
                told = _told(step, rarity, item_id, "later", options)
                # What the next report lacks may be linked to one after it; the last word is the link.
                linked = any(one.relation for one in told)
                if linked or not any(one.direction == "later" for one in found):
                    found = [one for one in found if one.direction == "earlier"] + told
                later_told = linked
    return found


def _told(
    step: Step, rarity: Rarity, item_id: str, direction: Direction, options: LinkOptions
) -> list[Candidate]:
    first = min((matter.stage for matter in step.before), default=0)
    earlier = [*(pair.before for pair in step.pairs if pair.before.stage < first), *step.before]
    own = next((m for m in (step.now if direction == "earlier" else earlier) if m.item_id == item_id), None)
    if own is None:  # It was seen too long ago for this report to be held against it.
        return []
    others = earlier if direction == "earlier" else step.now
    linked = {
        (pair.before if direction == "earlier" else pair.after).item_id: pair
        for pair in step.pairs
        if (pair.after if direction == "earlier" else pair.before).item_id == item_id
    }
    found: list[Candidate] = []
    rest: list[tuple[float, Candidate]] = []
    for other in others:
        before, after = (other, own) if direction == "earlier" else (own, other)
        pair = linked.get(other.item_id)
        score = pair.score if pair else 0.0
        if not pair and before.item.kind is after.item.kind:
            same = before.wording.key == after.wording.key
            score = _SAME if same else step.score(before, after, rarity)
        if not (pair or score or (before.item.kind is after.item.kind and _meet(before, after, rarity))):
            continue
        free = not linked and other.item_id in {m.item_id for m in (*step.left_before(), *step.left_now())}
        candidate = Candidate(
            item_id=other.item_id,
            direction=direction,
            relation=pair.relation if pair else None,
            score=min(score, 1.0),
            speaks_for=tuple(_for(before, after, step, rarity)),
            speaks_against=tuple(_against(before, after, step, rarity)),
            tie=free and score >= options.renamed + options.skipped * (after.stage - before.stage - 1),
        )
        if pair:
            found.append(candidate)
        else:
            rest.append((compare(before.wording, after.wording, rarity).covered, candidate))
    rest.sort(key=lambda one: (-one[1].score, -one[0], one[1].item_id))
    ties = [one for _, one in rest if one.tie]
    return found + (ties or [one for _, one in rest[:1]])


def _meet(before: Matter, after: Matter, rarity: Rarity) -> bool:
    """Whether two titles share a word that tells something."""
    return compare(before.wording, after.wording, rarity).shared > 0


def _for(before: Matter, after: Matter, step: Step, rarity: Rarity) -> list[str]:
    """What speaks for two items being one matter, in words."""
    if before.plain == after.plain:
        said = ["the same title"]
    else:
        covered = compare(before.wording, after.wording, rarity).covered
        shared = [term.lemma for term in before.wording.content if nearest(term, after.wording) >= _NAMED]
        said = [f"titles cover each other to {covered:.2f}"]
        said += [f"both name {', '.join(shared)}"] if shared else []
    if step.context.boards(before, after) == "shared":
        said.append("a nämnd in common")
    if before.item.area and fold(before.item.area) == fold(after.item.area):
        said.append("the same area")
    if before.item.number and before.item.number == after.item.number:
        said.append(f"the same number {before.item.number}")
    if before.parent_title and before.parent_title == after.parent_title:
        said.append("the same mål")
    alike = comments(before.vector, after.vector)
    return [*said, f"comments {alike:.2f} alike"] if alike >= 0.1 else said


def _against(before: Matter, after: Matter, step: Step, rarity: Rarity) -> list[str]:
    """What speaks against it."""
    title = compare(before.wording, after.wording, rarity)
    said = []
    for which, one, other in (("earlier", before, after), ("later", after, before)):
        alone = _alone(one.wording, other.wording)
        said += [f"only the {which} names {', '.join(alone)}"] if alone else []
    if title.verbs < 0.9:
        said.append("what is to be done differs")
    if step.context.boards(before, after) == "apart":
        said.append("other nämnder")
    if before.item.area and after.item.area and fold(before.item.area) != fold(after.item.area):
        said.append("another area")
    if before.item.number and after.item.number and before.item.number != after.item.number:
        said.append("another number")
    if before.parent_title and after.parent_title and before.parent_title != after.parent_title:
        said.append("another mål")
    if before.finished:
        said.append("the earlier was genomfört")
    if after.stage - before.stage > 1:
        said.append(f"{after.stage - before.stage - 1} reports in between lack it")
    return said


def _alone(one: Wording, other: Wording) -> list[str]:
    """The telling words of a title that another has nothing like."""
    return [term.lemma for term in one.terms if term.kind in TELLING and nearest(term, other) < _NAMED]
