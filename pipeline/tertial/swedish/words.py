"""Folded copies of words, in which everything that is compared is compared."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

_DASHES: Final = "\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u2212\ufe58\ufe63\uff0d"
_UNSEEN: Final = "\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f"
_TABLE: Final = str.maketrans({**dict.fromkeys(_DASHES, "-"), **dict.fromkeys(_UNSEEN, None)})
_ODD: Final = re.compile("[^\x00-\x7fÀ-ÖØ-öø-ÿ§–•”’]")
"""Characters that may be more than a letter in upper or lower case, or the most usual dash."""
_WORD: Final = re.compile(r"[^\W_]+(?:[-'’:][^\W_]+)*-?")


@lru_cache(maxsize=1 << 13)
def fold(text: str) -> str:
    """Text as it is compared: NFKC, lower case, every dash "-", white space of any kind one space.

    Soft hyphens and zero-width characters are left out. Offsets do not survive: it is for comparing only.
    """
    if not text.isascii():
        if _ODD.search(text):
            text = unicodedata.normalize("NFKC", text.translate(_TABLE)).translate(_TABLE)
        else:
            text = text.replace("\u2013", "-")
    return " ".join(text.casefold().split())


def unmarked(text: str) -> str:
    """Folded, without diacritics: as a name stands in an address or a file's name."""
    return "".join(c for c in unicodedata.normalize("NFD", fold(text)) if not unicodedata.combining(c))


def words(text: str) -> list[str]:
    """The folded words of a text in order, without punctuation; "barn-" keeps its hyphen."""
    return _WORD.findall(fold(text))
