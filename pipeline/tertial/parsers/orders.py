"""The verbs in which somebody is told to do something: `utred`, `att se över`."""

from __future__ import annotations

from functools import lru_cache

from tertial.resources import read_table
from tertial.swedish.words import fold


@lru_cache(maxsize=1)
def _verbs() -> tuple[frozenset[str], frozenset[str]]:
    rows = read_table("order_verbs.csv")
    infinitives = frozenset(row["infinitive"] for row in rows)
    return infinitives | {row["imperative"] for row in rows}, infinitives


def opens_order(text: str) -> bool:
    """Whether a text begins by telling somebody to do something: `Se över lokalbehovet`, `Att utreda …`."""
    words = fold(text).split(maxsplit=2)
    if len(words) < 2:
        return False
    verbs, infinitives = _verbs()
    return words[0] in verbs or (words[0] == "att" and words[1] in infinitives)
