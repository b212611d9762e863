"""Words without their endings, so that one form of a word is known by another."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

_ENDINGS: Final = re.compile(
    r"(?:ernas|arnas|ornas|erna|arna|orna|ens|ets|ers|ars|en|et|er|ar|or|na|s|n|t|a|e)$"
)
_EACH: Final = (
    "erna",
    "arna",
    "orna",
    "ens",
    "ets",
    "ers",
    "ars",
    "en",
    "et",
    "er",
    "ar",
    "or",
    "na",
    "s",
    "n",
    "t",
    "a",
)


@lru_cache(maxsize=2048)
def forms(word: str) -> frozenset[str]:
    """`word` as it stands, and without each ending that it may have; never shorter than three letters."""
    found = {word, stem(word)}
    found.update(word[: -len(end)] for end in _EACH if word.endswith(end) and len(word) - len(end) >= 3)
    if word.endswith(("nnen", "mmen", "mmet")):  # ombudsmannen, programmet
        found.add(word[:-3])
    if word.endswith("tret"):  # centret, registret
        found.add(word[:-3] + "er")
    return frozenset(found)


def stem(word: str) -> str:
    """`word` without its ending, never shorter than four letters."""
    if len(word) <= 4:
        return word
    if word.endswith(("mmet", "mmets", "mmen")):
        return word[: word.rindex("mm") + 1]
    cut = _ENDINGS.sub("", word)
    return cut if len(cut) >= 4 else word


_IN_A: Final = re.compile(r"(?<=\w{3})(?:ornas|orna|ors|or|ans|an|as|a)$")


def root(word: str) -> str:
    """A noun without the endings of those in -a: tax for "taxa", "taxan" and "taxorna"."""
    return _IN_A.sub("", word)


def begins_alike(a: str, b: str) -> bool:
    """Whether one word begins with the other, of four letters or more, or both with the same seven."""
    short, long_ = (a, b) if len(a) <= len(b) else (b, a)
    return (long_.startswith(short) and len(short) >= 4) or (len(short) >= 7 and short[:7] == long_[:7])


def alike(a: str, b: str) -> bool:
    """Whether two words begin alike, or one ends with the other, of five letters or more."""
    short, long_ = (a, b) if len(a) <= len(b) else (b, a)
    if len(short) < 4:
        return a == b
    return begins_alike(a, b) or (len(short) >= 5 and long_.endswith(short))


def ends_compound(product: str, form: str, word: str) -> bool:
    """Whether a compound ends in a form of `word`; of three letters only where it is definite: "vägen"."""
    return product.endswith(form) and (len(form) >= 4 or (len(form) == 3 and len(word) >= 5))
