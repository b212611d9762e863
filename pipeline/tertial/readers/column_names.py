"""The names of the columns of a table whose cells a copy out of a PDF set one after the other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from tertial.readers.gutters import GUTTER
from tertial.readers.lines import Line
from tertial.resources import read_table
from tertial.swedish.words import fold

LONGEST_HEAD: Final = 110
MOST: Final = 8
"""Columns of a table at most."""
FEWEST: Final = 3
MOST_WORDS: Final = 4
"""Words of a column's name at most."""
SHORT: Final = frozenset({"responsible", "start", "end", "when", "status", "forecast"})
"""Roles of columns that hold a few words: who is asked, when, and how it goes."""

_NAME: Final = re.compile(r"(?=[A-ZÅÄÖ][^\d\s])(?<!\S)")
_AT: Final = re.compile(
    r" (?:(?:per |den )?\d{1,2}(?:/\d{1,2}| [a-zåäö]{3,9})(?: \d{4})?|t[1-3](?: \d{4})?)$"
)
"""When what a column tells was so: `Läge 31 december`, `Status T2`."""


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    return {fold(row["name"]): row["role"] for row in reversed(read_table("roles.csv"))}


@lru_cache(maxsize=1)
def _most_words() -> int:
    return max(len(name.split()) for name in _names())


@lru_cache(maxsize=2048)
def role(name: str) -> str:
    """The role of a column's name; empty where it has none."""
    folded = re.sub(r"\s*(?:\bt\d\b|\d).*$", "", fold(name).strip(" :*?"))
    if folded in _names():
        return _names()[folded]
    words = folded.split()
    longest = min(len(words) - 1, _most_words())
    begun = (_names().get(" ".join(words[:n]), "") for n in range(longest, 0, -1))
    return next(filter(None, begun), "")


@lru_cache(maxsize=1)
def _forms() -> tuple[tuple[str, str, str], ...]:
    rows = [row for row in read_table("roles.csv") if row["match"] in ("whole", "start", "end")]
    return tuple((fold(row["name"]), row["match"], row["role"]) for row in rows)


@lru_cache(maxsize=2048)
def whole_role(name: str) -> str:
    """The role of a name that is one as a whole, of a few words; empty for what only begins with one."""
    folded = _AT.sub("", fold(name).strip(" :*?"))
    if len(folded.split()) > MOST_WORDS or any(map(str.isdigit, folded)):
        return ""
    for form, _, found in _forms():
        if folded == form:
            return found
    for form, match, found in _forms():
        if (match == "start" and folded.startswith(f"{form} ")) or (
            match == "end" and folded.endswith(f" {form}")
        ):
            return found
    return ""


def heads(lines: Sequence[Line]) -> Iterator[tuple[int, int, tuple[tuple[str, str], ...]]]:
    """Where heads begin and end, with name and role of each column."""
    for n, line in enumerate(lines):
        names, end = names_in(line.bare), n + 1
        if len(names) == 1:
            while end < len(lines) and not lines[end].gap and len(names) < MOST and role(lines[end].bare):
                names = (*names, lines[end].bare)
                end += 1
        elif names and end < len(lines) and not lines[end].gap and lines[end].bare[:1].islower():
            whole = names_in(f"{line.bare} {lines[end].bare}")  # the name of a column goes on
            names, end = (whole, end + 1) if _are_columns(_roles(whole)) else (names, end)
        if _are_columns(roles := _roles(names)):
            yield n, end, roles


def _roles(names: Sequence[str]) -> tuple[tuple[str, str], ...]:
    return tuple((name, role(name)) for name in names)


@lru_cache(maxsize=2048)
def names_in(text: str) -> tuple[str, ...]:
    """What may be names of columns in a line: each begins with a capital."""
    if len(text) > LONGEST_HEAD or "\t" in text or " " * GUTTER in text or text[-1:] in ".,;!":
        return ()
    return tuple(name.strip() for name in _NAME.split(text) if name.strip()) if text[:1].isupper() else ()


def is_head(text: str) -> bool:
    """Whether a line names columns of a table: three that are known, and nothing else but one more."""
    known = [bool(role) for _, role in _roles(names_in(text))]
    return sum(known) >= FEWEST and sum(known) + 1 >= len(known)


def _are_columns(roles: Sequence[tuple[str, str]]) -> bool:
    kinds = [role for _, role in roles]
    if not 3 <= len(kinds) <= MOST or kinds.count("") > 1 or kinds.count("title") != 1:
        return False
    first, short = kinds.index("title"), [n for n, kind in enumerate(kinds) if kind in SHORT]
    if len(short) < 2 or short[0] != first + 1 or short[-1] - short[0] != len(short) - 1:
        return False
    before, after = kinds[:first], kinds[short[-1] + 1 :]
    return all(kind == "number" for kind in before) and len(before) <= 1 and len(after) <= 1
