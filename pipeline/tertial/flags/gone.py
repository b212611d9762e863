"""What speaks for it that a matter is gone from a report: what was searched there, and what comes nearest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal

from tertial.linking.comments import Vector, comments, vector
from tertial.linking.places import akin
from tertial.linking.similarity import Likeness, Rarity, compare, nearest
from tertial.linking.wordings import wording
from tertial.records import Item, Report
from tertial.vocabulary import Relation

Why = Literal["other kind", "other name", "other board", "another's", "too unlike"]
"""Why the nearest item was not taken for the matter."""

WHY: Final[dict[Why, str]] = {
    "other kind": "av annat slag",
    "other name": "annat namn eller annan siffra",
    "other board": "annan nämnd",
    "another's": "fortsätter ett annat",
    "too unlike": "för olik",
}
"""As a message says it."""

_ALL: Final = "Alla nämnder"
_ALIKE: Final = 0.8
"""Two words so like name the same."""
_SHORTEST: Final = 7
"""Letters of a word that says what another is a kind of."""
_EDGE: Final = 4
"""Two words that are alike begin or end with the same so many letters."""
_NEAREST: Final = 0.2
"""Titles less like than this have nothing in common that is worth telling."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DoubtOptions:
    """When an item that is no link may yet be the matter, so that it can't be said to be gone; 0–1."""

    title: float = 0.4
    """So far the titles cover each other, where the wording is new in the report."""
    comment: float = 0.4
    """So like are the comments."""


@dataclass(frozen=True, slots=True)
class Nearest:
    """The item of a report that comes nearest to a matter that is gone from it."""

    title: str
    why: Why


class Search:
    """A report in which matters are looked for.

    Args:
        report: It.
        relations: How each of its items that is linked to an earlier one carries that on.
        rarity: How much words tell among the municipality's titles.
    """

    def __init__(self, report: Report, relations: Mapping[str, Iterable[Relation]], rarity: Rarity) -> None:
        self.report = report
        self._rarity = rarity
        self._options = DoubtOptions()
        self._vectors: dict[str, Vector] = {}
        self._relations = {item.item_id: set(relations.get(item.item_id, ())) for item in report.items}

    def lives_on(self, item: Item) -> bool:
        """Whether something with a wording that is new there may be the matter, merged or worded anew."""
        near = frozenset(self._near(item))
        return any(self._may_be(item, self.report.items[n]) for n in near) or any(
            self._told_alike(item, other) for n, other in enumerate(self.report.items) if n not in near
        )

    def nearest(self, item: Item) -> Nearest | None:
        """What has the likest title, and why it is another; None where nothing is like it."""
        scores = [(self._title(item, self.report.items[n]), n) for n in self._near(item)]
        if not scores:
            return None
        title, n = min(scores, key=lambda one: (-_score(one[0]), one[1]))
        if _score(title) < _NEAREST:
            return None
        return Nearest(self.report.items[n].title, self._why(item, self.report.items[n], title))

    def missing_boards(self, item: Item) -> Sequence[str]:
        """The boards of an item where the report names some, and none of these."""
        own = [board for board in item.boards if board != _ALL]
        if not own or not self._boards or _ALL in item.boards or not self._boards.isdisjoint(own):
            return ()
        return own

    @cached_property
    def _boards(self) -> frozenset[str]:
        """All boards that the report gives anything to, or lets speak."""
        named = {board for item in self.report.items for board in item.boards}
        named |= {section.board for section in self.report.sections}
        return frozenset(named | {one.board for one in self.report.assessments if one.board})

    def _may_be(self, item: Item, other: Item) -> bool:
        relations = self._relations[other.item_id]
        if not relations and akin(item, other):
            return True
        if Relation.SAME in relations:
            return False  # it has long been there under this name, beside the matter
        title = self._title(item, other)
        if title.names_differ:
            return False
        if _score(title) > 0.99:
            return True
        if (
            item.kind is other.kind
            and _score(title) >= self._options.title
            and title.shared
            and _of_one_thing(item, other)
        ):
            return True
        return self._told_alike(item, other)

    def _told_alike(self, item: Item, other: Item) -> bool:
        """Whether what is told of something with a wording that is new there is much like it."""
        if Relation.SAME in self._relations[other.item_id] or item.kind is not other.kind:
            return False
        if _apart(item, other):
            return False
        return comments(self._vector(item), self._vector(other)) >= self._options.comment

    def _near(self, item: Item) -> list[int]:
        """Where the items stand that have a word that begins or ends as one of the title's does."""
        return sorted({n for key in _edges(item) for n in self._by_edge.get(key, ())})

    @cached_property
    def _by_edge(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = defaultdict(list)
        for n, item in enumerate(self.report.items):
            for key in _edges(item):
                found[key].append(n)
        return found

    def _why(self, item: Item, other: Item, title: Likeness) -> Why:
        if item.kind is not other.kind:
            return "other kind"
        if title.names_differ:
            return "other name"
        if _apart(item, other):
            return "other board"
        return "another's" if self._relations[other.item_id] else "too unlike"

    def _vector(self, item: Item) -> Vector:
        if item.item_id not in self._vectors:
            self._vectors[item.item_id] = vector(item.text)
        return self._vectors[item.item_id]

    def _title(self, item: Item, other: Item) -> Likeness:
        return compare(wording(item.title), wording(other.title), self._rarity)


def _edges(item: Item) -> set[str]:
    """The beginnings and ends of a title's words, but for verbs and other words that tell little."""
    words = [
        term.word for term in wording(item.title).terms if term.kind in ("content", "name", "instrument")
    ]
    return {f"{word[:_EDGE]}-" for word in words} | {f"-{word[-_EDGE:]}" for word in words}


def _score(title: Likeness) -> float:
    return title.covered * title.verbs


def _of_one_thing(one: Item, other: Item) -> bool:
    """Whether two titles have more in common than a place: a thing, or what the one is a kind of."""
    others = wording(other.title)
    return any(
        term.kind in ("content", "instrument")
        and (nearest(term, others) >= _ALIKE or any(_kind_of(term.word, o.word) for o in others.terms))
        for term in wording(one.title).terms
    )


def _kind_of(one: str, other: str) -> bool:
    """Whether the one word ends as the other does: utvecklingsplan, byutvecklingsplan."""
    short, long = sorted((one, other), key=len)
    return len(short) >= _SHORTEST and long.endswith(short)


def _apart(one: Item, other: Item) -> bool:
    """Whether two items are given to different boards."""
    if not one.boards or not other.boards or _ALL in (*one.boards, *other.boards):
        return False
    return set(one.boards).isdisjoint(other.boards)
