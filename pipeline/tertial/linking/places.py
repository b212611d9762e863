"""Where an item stands among those that are linked, and which words of its title no other title has."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tertial.linking.matters import Matter
from tertial.linking.similarity import likeness
from tertial.linking.wordings import Term, term_of, wording
from tertial.records import Item
from tertial.swedish.words import words

_ALIKE = 0.8
_STEM = 7
_SHORTEST_PART = 4
_TELLING_PART = 5
# What these bring in says where or when, not what (cases/links/pairs, one word in common).
_WHERE = frozenset(("i", "på", "inom", "vid", "hos", "bland", "under", "från", "mellan", "utanför", "runt"))
_REACH = 3
# What these bring in is what the matter is for or about; of one sort in two titles, it must be one thing.
_BRINGING = _WHERE | {"till", "för", "om", "av", "mot", "med", "åt", "kring", "gällande", "avseende"}
_DEEDS = ("ing", "ande", "ende")


class Places:
    """The items of two successive stages in their order, and what is already linked between them.

    Args:
        before: The items of the earlier stage, in order.
        now: Those of the later, in order.
        pairs: The ids of those that are linked.
    """

    def __init__(self, before: Sequence[Matter], now: Sequence[Matter], pairs: Iterable[tuple[str, str]]):
        self._before = before
        self._now = now
        self._at = {matter.item_id: n for n, matter in enumerate(now)}
        self._places_before = {matter.item_id: n for n, matter in enumerate(before)}
        self._linked = places = {one: self._at[other] for one, other in pairs if other in self._at}
        self._after: dict[str, int] = {}
        self._until: dict[str, int] = {}
        last = -1
        for matter in before:
            self._after[matter.item_id] = last
            last = places.get(matter.item_id, last)
        last = len(now)
        for matter in reversed(before):
            self._until[matter.item_id] = last
            last = places.get(matter.item_id, last)

    def fits(self, before: Matter, after: Matter) -> bool:
        """Whether two items stand between the same items in both reports; one of these at least is linked."""
        first, last = self._after.get(before.item_id, -1), self._until.get(before.item_id, -1)
        if first < 0 and last == len(self._now):
            return False
        return first < self._at[after.item_id] < last

    def between_the_same(self, before: Matter, after: Matter) -> bool:
        """Whether what stands right before and right after two items is linked, or both are first or last."""
        at = self._places_before.get(before.item_id)
        if at is None:
            return False
        place = self._at[after.item_id]
        known = 0
        for here, there in ((at - 1, place - 1), (at + 1, place + 1)):
            if 0 <= here < len(self._before):
                if self._linked.get(self._before[here].item_id) != there:
                    return False
                known += 1
            elif 0 <= there < len(self._now):
                return False
        return known > 0

    def own_words(self, before: Matter, after: Matter) -> list[Term]:
        """The telling words that two titles share, and that no other title of either stage has.

        A word that only says where counts for nothing.
        """
        shared = [
            term
            for term in before.wording.content
            if _telling(term)
            and _names(after, term)
            and not (_where(before.item, term) and _where(after.item, term))
        ]
        return [
            term
            for term in shared
            if not any(_names(other, term) for other in self._before if other is not before)
            and not any(_names(other, term) for other in self._now if other is not after)
        ]


def rivals(before: Matter, after: Matter) -> bool:
    """Whether each title names a thing that the other has another for.

    Another of the same sort, simhall and ishall, or at the same place of the title: to a museum, to a bath.
    """
    one = [term for term in before.wording.content if not _names(after, term)]
    other = [term for term in after.wording.content if not _names(before, term)]
    return any(
        likeness(a, b) > 0 or _bringing(before.item, a) & _bringing(after.item, b)
        for a in one
        for b in other
        if not a.word.startswith(b.word[:4]) and likeness(a, b) < _ALIKE
    )


def same_sort(before: Matter, after: Matter) -> bool:
    """Whether each title names a thing, two of one sort: simhall and ishall."""
    return any(
        0 < likeness(a, b) < _ALIKE and not a.word.startswith(b.word[:4])
        for a in before.wording.content
        for b in after.wording.content
    )


def akin(before: Item, after: Item) -> bool:
    """Whether two items, not of different boards, share a word that says what they are about: no name."""
    if before.kind is not after.kind or (
        before.boards and after.boards and not {*before.boards} & {*after.boards}
    ):
        return False
    others = wording(after.title).content
    return any(
        any(_same(term, other, _TELLING_PART) or _of_one_stem(term, other) for other in others)
        and not (_where(before, term) and _where(after, term))
        for term in wording(before.title).content
        if _telling(term) and term.kind != "name"
    )


def _of_one_stem(a: Term, b: Term) -> bool:
    """Whether two words begin alike for the most part: nödvatten, nödvattenförsörjning."""
    shared = next((n for n, (x, y) in enumerate(zip(a.word, b.word, strict=False)) if x != y), None)
    shorter = min(len(a.word), len(b.word))
    return (shorter if shared is None else shared) >= max(_STEM, 0.6 * shorter)


def _telling(term: Term) -> bool:
    return term.kind in ("content", "name") and len(term.word) > 3


def _where(item: Item, term: Term) -> bool:
    """Whether a title has a word only to say where: it follows on a preposition of place."""
    tokens = words(item.title)
    at = next((n for n, token in enumerate(tokens) if _is_of(token, term)), 0)
    return any(token in _WHERE for token in tokens[max(0, at - _REACH) : at])


def _bringing(item: Item, term: Term) -> frozenset[str]:
    """The preposition right before a word of a title that names a thing; what is done to one has synonyms."""
    if term.word.endswith(_DEEDS):
        return frozenset()
    tokens = words(item.title)
    at = next((n for n, token in enumerate(tokens) if _is_of(token, term)), 0)
    return frozenset(tokens[max(0, at - 1) : at]) & _BRINGING


def _is_of(token: str, term: Term) -> bool:
    """Whether a word of a title is what a term was made of; a name is no lemma."""
    return token.removesuffix("s") == term.word or _same(term_of(token), term)


def _names(matter: Matter, term: Term) -> bool:
    return any(_same(term, other) for other in matter.wording.content)


def _same(a: Term, b: Term, part: int = _SHORTEST_PART) -> bool:
    """Whether two words name the same, or the one is what the other is a kind of: läcka, vattenläcka."""
    if likeness(a, b) >= _ALIKE:
        return True
    short, long = sorted((a.word, b.word), key=len)
    return len(short) >= part and len(long) - len(short) >= _SHORTEST_PART and long.endswith(short)
