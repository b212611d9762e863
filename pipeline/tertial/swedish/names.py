"""Names of places, people and programmes inside a title, by their capital."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from tertial.swedish.words import fold

# Not what begins the title or a sentence in it, nor what is all capitals (LSS, IT).
_NAME: Final = re.compile(r"(?<![.:!?\"”»])(?<=\S)[\s(/-]+([A-ZÅÄÖÉ](?=[\w-]*[a-zåäö])[\w-]+)")


@lru_cache(maxsize=1 << 11)
def names(title: str) -> frozenset[str]:
    """The folded words of a title that begin with a capital inside it; none in a title in Title Case.

    Example: `Rusta upp torget i Ekeby` gives `ekeby`.
    """
    found = _NAME.findall(title)
    if len(found) > 1 and 2 * len(found) >= len(title.split()):
        return frozenset()
    return frozenset(fold(name) for name in found)
