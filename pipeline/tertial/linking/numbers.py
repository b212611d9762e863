"""Numbers that name matters: what a matter is numbered in one report, and still is in the next."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from tertial.linking.matters import Matter

_LEAST = 3
_KEPT = 0.9
_LETTER = re.compile(r"(?<=\d)\s?[a-e]$")


class Numbers:
    """Whether two reports keep their numbers, and which items have the same.

    Numbers are kept where nearly all that is linked has its own again, and something among it stands at
    another place: what merely counts the items would then have changed.

    Args:
        several: All items of both reports that have a number.
        pairs: What is linked by its wording.
    """

    def __init__(self, several: Sequence[Matter], pairs: Sequence[tuple[Matter, Matter]]):
        numbered = [(one, other) for one, other in pairs if one.item.number and other.item.number]
        same = [(one, other) for one, other in numbered if one.item.number == other.item.number]
        moved = any(one.item.ordinal != other.item.ordinal for one, other in same)
        self.kept = moved and len(same) >= _LEAST and len(same) >= _KEPT * len(numbered)
        self._having = Counter((matter.stage, matter.item.number) for matter in several)

    def same(self, before: Matter, after: Matter) -> bool:
        """Whether two items have one number that no other of their reports has."""
        number = before.item.number
        if not self.kept or not number or number != after.item.number:
            return False
        return self._having[before.stage, number] == 1 == self._having[after.stage, number]

    def part(self, whole: Matter, part: Matter) -> bool:
        """Whether an item bears its whole's number with a letter to it, or is one of the numbers it bears."""
        if not self.kept or not part.item.number or whole.item.number == part.item.number:
            return False
        several = [number.strip() for number in whole.item.number.split("/")]
        if len(several) > 1:
            return part.item.number in several
        return bool(whole.item.number) and stem(part.item.number) == whole.item.number


def stem(number: str) -> str:
    """A number without the letter that tells the parts of one from each other: B2a, B2."""
    return _LETTER.sub("", number.strip())
