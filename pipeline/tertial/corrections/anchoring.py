"""Finds the place that a decision is about again: in the same report, saved anew, or read otherwise."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from tertial.corrections.ledger import Decision
from tertial.records import Item
from tertial.swedish.words import fold
from tertial.vocabulary import What


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """Where a decision belongs now."""

    item: Item | None
    """None where it is about no item."""
    start: int | None
    """Of its words; None where it has none, or they are gone and the item is known by its title."""
    moved: bool
    """Whether that is another place than it was made at."""


GONE: Final = (
    "Rapporten som beslutet gäller finns inte bland dem som lästs, och ingen annan har samma ord eller titel."
)
NO_PLACE: Final = "Varken orden eller postens titel går att hitta säkert i rapporten."


def find(
    decision: Decision,
    there: bool,
    alike: Callable[[], Iterable[str]],
    anchored: Callable[[str], Anchor | None],
) -> tuple[str, Anchor] | str:
    """The document and the place that a decision belongs to, or why there is none, in Swedish.

    Args:
        decision: What was decided.
        there: Whether the very document that it was made on is among those that were read.
        alike: The ids of those of the same municipality and period, as a report saved anew has another id.
        anchored: The place in a document.
    """
    if there:
        found = anchored(decision.document_id)
        return (decision.document_id, found) if found else NO_PLACE
    places = [(document_id, found) for document_id in alike() if (found := anchored(document_id))]
    if len(places) != 1:
        return GONE
    return places[0][0], replace(places[0][1], moved=True)


def in_report(decision: Decision, text: str, items: Sequence[Item]) -> Anchor | None:
    """The place in a report, also of what is about the report as a whole; None where it can't be told."""
    if not decision.item_id and not decision.quote:
        return Anchor(item=None, start=None, moved=False)
    return anchor(decision, text, items)


def later_end(decision: Decision) -> Decision:
    """The decision as if it were about the later of the two items that it is about."""
    return replace(
        decision,
        document_id=decision.new.get("document_id", ""),
        item_id=decision.new.get("item_id", ""),
        title=decision.new.get("title", ""),
        report=decision.new.get("report", ""),
        board="",
        quote="",
    )


_OF_ITEMS: Final = (What.TITLE, What.BOARDS, What.NO_ITEM)
"""What is decided of an item is found by the item alone, never by words that may stand in another now."""


def anchor(decision: Decision, text: str, items: Sequence[Item]) -> Anchor | None:
    """The place in a report, or None where it can't be told for sure.

    The words with what stands around them decide, then the words alone where they stand once, then the item's
    title and board.

    Args:
        decision: What was decided.
        text: The canonical text of the report that it may belong to.
        items: The report's.
    """
    own = {item.item_id: item for item in items}
    here = own.get(decision.item_id)
    if decision.quote and decision.what not in _OF_ITEMS:
        start = decision.start
        if start is not None and text[start : start + len(decision.quote)] == decision.quote:
            same = not decision.item_id or (here is not None and _in(here, start, decision))
            if same and _around(decision, text, start):
                return Anchor(item=here, start=start, moved=False)
        places = _all(text, decision.quote)
        for near in ([at for at in places if _around(decision, text, at)], places):
            held = [(at, _holder(items, at, decision)) for at in near]
            held = [
                (at, item) for at, item in held if not decision.item_id or (item and _named(item, decision))
            ]
            if len(held) == 1:
                return Anchor(item=held[0][1], start=held[0][0], moved=True)
            if held:
                break
    if not decision.item_id:
        return None
    titles = {fold(decision.title), fold(decision.new.get("title", ""))} - {""}
    titles = titles if decision.what is What.TITLE else {fold(decision.title)} - {""}
    by_item = not decision.quote or decision.what in _OF_ITEMS
    if here is not None and by_item and fold(here.title) in titles:
        return Anchor(item=here, start=None, moved=False)
    alike = [item for item in items if fold(item.title) in titles]
    if len(alike) > 1 and decision.board:
        alike = [item for item in alike if decision.board in item.boards]
    return Anchor(item=alike[0], start=None, moved=True) if len(alike) == 1 else None


def _around(decision: Decision, text: str, start: int) -> bool:
    end = start + len(decision.quote)
    before, after = text[max(0, start - len(decision.before)) : start], text[end : end + len(decision.after)]
    return (before, after) == (decision.before, decision.after)


def _all(text: str, quote: str) -> list[int]:
    found, at = [], text.find(quote)
    while at >= 0:
        found.append(at)
        at = text.find(quote, at + 1)
    return found


def _in(item: Item, start: int, decision: Decision) -> bool:
    inside = item.span.start <= start < item.span.end
    return inside or (decision.quote in item.text and _named(item, decision))


def _named(item: Item, decision: Decision) -> bool:
    """Whether an item is called as that of the decision, or one of the two names is within the other.

    Another version may read a number or a few words as part of a title.
    """
    one, other = fold(item.title), fold(decision.title)
    if decision.what is What.SPLIT and one.startswith(fold(decision.quote)):
        return True  # the part is read as an item of its own by now
    return bool(one and other) and (one in other or other in one)


def _holder(items: Sequence[Item], at: int, decision: Decision) -> Item | None:
    """The item that a place stands in: the innermost; of several equal ones that of the same title."""
    inside = [item for item in items if item.span.start <= at < item.span.end]
    same = [item for item in inside if fold(item.title) == fold(decision.title)]
    return min(same or inside, key=lambda item: item.span.end - item.span.start, default=None)
