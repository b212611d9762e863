"""Numbers as tables and sentences print them: blanks between thousands, decimal comma, a unit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from tertial.resources import read_table
from tertial.swedish.words import fold


@dataclass(frozen=True, slots=True)
class Number:
    """A number with the unit that is printed beside it."""

    value: float
    unit: str = ""
    """As printed but for case and dots (`%`, `tkr`, `mnkr`); empty for none."""


# Thousands stand in threes after blanks or full stops; "12 34" is two figures run together, and so no number.
_NUMBER: Final = re.compile(
    r"(?P<sign>\+/-|±|[+-])? ?"
    r"(?P<whole>\d{1,3}(?: \d{3})+|\d{1,3}(?:\.\d{3})+(?![\d.])|\d+)"
    r"(?:,(?P<part>\d+)|\.(?P<dot>\d{1,2}))?(?![\d,.]| ?\d)"
)
_ABOUT: Final = re.compile(r"(?:ca\.?|cirka|drygt|knappt|nära|närmare|omkring|totalt|kr|sek) ?(?=[-+\d])")


@lru_cache(maxsize=1)
def units() -> frozenset[str]:
    """What may stand after a number in a cell and leave it a number; folded."""
    return frozenset(row["unit"] for row in read_table("units.csv"))


@lru_cache(maxsize=1 << 11)
def parse_number(text: str) -> Number | None:
    """The number that the whole of `text` is, or None.

    A dash alone, figures run together ("1 3931 407", "12 34"), a date and words around a number give None.
    "1.393" is more than a thousand, "1.5" one and a half. A parenthesis around the number is left out; it is
    no minus sign, since reports put last year's figure in one.
    """
    text = fold(text).strip("*")
    if text.startswith("(") and text.endswith(")"):
        text = text[1:-1].strip()
    text = _ABOUT.sub("", text, count=1)
    match = _NUMBER.match(text)
    if match is None:
        return None
    unit = text[match.end() :].strip().rstrip(".")
    if unit and unit not in units():
        return None
    digits = match["whole"].replace(" ", "").replace(".", "")
    if len(digits) > 15:
        return None
    value = float(f"{digits}.{match['part'] or match['dot'] or '0'}")
    if match["sign"] == "-" and value:
        value = -value
    return Number(value, unit)
