"""What is left over on both sides, and is one matter by all but its title: place, board, number, comment."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property, lru_cache
from typing import Final

from tertial.linking.comments import comments, covers
from tertial.linking.matters import Matter
from tertial.linking.options import LinkOptions
from tertial.linking.places import Places, akin, rivals, same_sort
from tertial.linking.similarity import TELLING
from tertial.linking.wordings import Term, term_of
from tertial.resources import read_table
from tertial.swedish.words import words

SLOT: Final = 1
SOLE: Final = 1
NUMBER: Final = 1
END: Final = 1
OWN_WORD: Final = 1
NAMED: Final = 2
ALIKE: Final = 1
ENOUGH: Final = 3
"""So many points make a link, of which `BY_CONTENT` are of what is told; one more is asked of each doubt."""
BY_CONTENT: Final = 2
_FEW: Final = 2
"""A day on which no more items than this end tells them from the others."""
_SHORTEST: Final = 5
"""A shorter word of a title stands in comments by chance."""


class Leftovers:
    """The items of two successive stages, of which some are linked and some are left.

    Args:
        before: The items of the earlier stage.
        now: Those of the later.
        left: Those of each that are left.
        places: Where they stand.
        shared: Whether two have a board in common.
        options: Thresholds.
    """

    def __init__(
        self,
        before: Sequence[Matter],
        now: Sequence[Matter],
        left: tuple[Sequence[Matter], Sequence[Matter]],
        places: Places,
        shared: Callable[[Matter, Matter], bool],
        options: LinkOptions,
    ) -> None:
        self._before = before
        self._now = now
        self._left = left
        self._places = places
        self._shared = shared
        self._options = options

    def points(self, before: Matter, after: Matter) -> int:
        """How much says that two left items are one matter, or 0 where it is not enough.

        A board that they share, or the same place between linked items, comes first; a comment must then tell
        of the same, by words that no other comment of either report has, or by the title's words. Where the
        titles ask for things of one sort, simhall and ishall, nothing is enough; nor where anything else
        that is left shares a word with either title.
        """
        where = SLOT * self._places.between_the_same(before, after) + SOLE * self._sole(before, after)
        if not where or same_sort(before, after):
            return 0
        content = self._content(before, after)
        if not content:
            return 0
        one, other = before.item, after.item
        counted = one.number == str(one.ordinal) and other.number == str(other.ordinal)
        number = NUMBER * bool(one.number and one.number == other.number and not counted)
        points = where + number + content
        enough = ENOUGH + (content < BY_CONTENT) + rivals(before, after)
        return points if points >= enough and not self._nearer(before, after) else 0

    def _nearer(self, before: Matter, after: Matter) -> bool:
        """Whether something else that is left may be the matter by its title."""
        earlier, later = self._left
        return any(akin(other.item, after.item) for other in earlier if other is not before) or any(
            akin(before.item, other.item) for other in later if other is not after
        )

    def _sole(self, before: Matter, after: Matter) -> bool:
        """Whether nothing else of its kind is left of the board, in either report."""
        if not before.item.boards or not self._shared(before, after):
            return False
        return not any(
            other is not own and other.item.kind is own.item.kind and self._shared(own, other)
            for own, others in zip((before, after), self._left, strict=True)
            for other in others
        )

    def _content(self, before: Matter, after: Matter) -> int:
        points = END * self._same_end(before, after)
        if not before.vector.weights or not after.vector.weights:
            return points
        if self._named(before.wording.content, self._comments_now, after.comment) or self._named(
            after.wording.content, self._comments_before, before.comment
        ):
            points += NAMED
        own = sum(
            _holding(word, self._before) == 1 == _holding(word, self._now)
            for word in _telling(before.comment) & _telling(after.comment)
        )
        points += OWN_WORD * min(own, 2)
        long = min(len(before.vector.weights), len(after.vector.weights)) >= self._options.long
        return points + ALIKE * (long and comments(before.vector, after.vector) >= self._options.alike)

    def _named(self, content: Sequence[Term], told: Sequence[str], comment: str) -> bool:
        """Whether a comment, and no other of its report, has a telling word of the other title."""
        return any(
            term.kind == "content"
            and len(term.word) >= _SHORTEST
            and covers(comment, term)
            and sum(covers(other, term) for other in told) == 1
            for term in content
        )

    def _same_end(self, before: Matter, after: Matter) -> bool:
        day = before.item.end_date
        return bool(day and day == after.item.end_date) and all(
            sum(matter.item.end_date == day for matter in several) <= _FEW
            for several in (self._before, self._now)
        )

    @cached_property
    def _comments_before(self) -> list[str]:
        return [matter.comment for matter in self._before if matter.comment]

    @cached_property
    def _comments_now(self) -> list[str]:
        return [matter.comment for matter in self._now if matter.comment]


def _holding(word: str, several: Sequence[Matter]) -> int:
    return sum(word in _telling(matter.comment) for matter in several)


@lru_cache(maxsize=1 << 10)
def _telling(comment: str) -> frozenset[str]:
    """The words of a comment that are not said of any matter alike."""
    common = _common()
    terms = (term_of(word) for word in words(comment) if len(word) > 3)
    return frozenset(term.word for term in terms if term.kind in TELLING and term.word not in common)


@lru_cache(maxsize=1)
def _common() -> frozenset[str]:
    return frozenset(term_of(row["word"]).word for row in read_table("common_in_comments.csv"))
