"""Numbers that stand for statuses: the steps of a scale, or shares, in the columns that it is for."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Final

from tertial.swedish.words import fold, words
from tertial.wording.codes import current, key_of
from tertial.wording.readings import Reading

_NUMBER: Final = re.compile(r"\d(?:[/.]\d)?\.?|\d{1,3}(?: ?%)?|\d{1,3} ?%?[–-]\d{1,3} ?%|[ivx]{1,4}")


def is_number(code: str, of: int) -> bool:
    """Whether a code is a number; a letter that is a Roman one only among several."""
    return _NUMBER.fullmatch(fold(code)) is not None and (of > 2 or not code.isalpha())


def numbered(text: str, column: str, *, status: bool = False) -> Reading | None:
    """The status that a number stands for in a column of statuses, or that the explanation of numbers names.

    Args:
        status: The column is known to hold statuses.
    """
    codes = current()
    if status and _SHORT_NUMBER.fullmatch(text):
        named = (codes.known.get(key_of(f"{word} {text}")) for word in words(column))  # "3" under "Steg"
        found = next((reading for reading in named if reading), None) or _in_range(codes.numbers, text)
        if found is not None:
            return found
    if not ((status and codes.general) or names_numbers(column)):
        return None
    return codes.numbers.get(key_of(text))


_SHORT_NUMBER: Final = re.compile(r"\d{1,3}(?: ?%)?")
_RANGE: Final = re.compile(r"(?P<low>\d{1,3}) ?%?[–-] ?(?P<high>\d{1,3})%")


def _in_range(numbers: Mapping[str, Reading], text: str) -> Reading | None:
    """The status of a share that a legend names by its bounds: "60 %" where "1–99 % = pågår"."""
    if not text.endswith("%"):
        return None
    share = int(text.rstrip(" %"))
    bounds = ((_RANGE.fullmatch(key), reading) for key, reading in numbers.items() if key.endswith("%"))
    found = (reading for b, reading in bounds if b and int(b["low"]) <= share <= int(b["high"]))
    return next(found, None)


def names_numbers(column: str) -> bool:
    """Whether the explanation of numbers names a column, the numbers of which are statuses."""
    codes = current()
    return bool(codes.numbers) and any(_names(word, codes.columns) for word in words(column))


def _names(word: str, named: frozenset[str]) -> bool:
    """Whether a word of a column's name is one that the explanation uses, in any form: `grad`, `graden`."""
    return len(word) > 3 and any(
        len(other) > 3 and word[: max(4, len(word) - 2)] == other[: max(4, len(word) - 2)] for other in named
    )


def numbers_among(codes: Collection[str]) -> set[str]:
    """The codes that are numbers; letters that may be Roman ones only where `ii` is among them."""
    return {key for key in codes if _NUMBER.fullmatch(key) and (not key.isalpha() or "ii" in codes)}
