"""Which of many patterns a text can match, by its first letters: they are looked up instead of tried."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from re import _constants as of  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any, Final, Generic, TypeVar

LETTERS: Final = 6
"""So many first letters tell patterns apart."""
_MOST: Final = 1_000
"""Beginnings of a pattern; one that has more is taken to begin with anything."""
_WIDEST: Final = 12
"""Letters of a class; one that has more is taken to hold any."""
_ANYTHING: Final = "\0"
"""Closes a beginning after which anything may come, or nothing."""
_T = TypeVar("_T")


class Beginnings(Generic[_T]):
    """Things with a pattern each; those that a text may match are found by how it begins."""

    def __init__(self, things: Iterable[_T], pattern: Callable[[_T], str]) -> None:
        self._things = tuple(things)
        by_beginning: defaultdict[str, list[int]] = defaultdict(list)
        for n, thing in enumerate(self._things):
            for beginning in beginnings(pattern(thing)):
                by_beginning[beginning].append(n)
        self._wide = tuple(by_beginning.pop(_ANYTHING, ()))
        wide = frozenset(self._wide)
        self._by_beginning = {
            beginning: tuple(n for n in numbers if n not in wide)
            for beginning, numbers in by_beginning.items()
        }
        self.wide = tuple(self._things[n] for n in self._wide)
        """Those whose patterns may match whatever a text begins with."""
        self._found = lru_cache(maxsize=2048)(self._find)

    def of(self, text: str) -> tuple[_T, ...]:
        """The things whose patterns may match at the beginning of a text, in order; no other does."""
        return self._found(text[:LETTERS])[0]

    def told(self, text: str) -> tuple[_T, ...]:
        """Those `of` the text that are not `wide`, in order."""
        return self._found(text[:LETTERS])[1]

    def _find(self, first: str) -> tuple[tuple[_T, ...], tuple[_T, ...]]:
        keys = [first, *(first[:n] + _ANYTHING for n in range(1, len(first) + 1))]
        told = {n for key in keys for n in self._by_beginning.get(key, ())}
        if not told:
            return self.wide, ()
        all_ = tuple(self._things[n] for n in sorted({*told, *self._wide}))
        return all_, tuple(self._things[n] for n in sorted(told))


def beginnings(pattern: str) -> frozenset[str]:
    """What a text begins with that the pattern matches: `LETTERS` letters, or fewer and `_ANYTHING`."""
    parsed = _parser.parse(pattern)
    found = {_ANYTHING} if parsed.state.flags & re.IGNORECASE else _after(parsed, {""})
    return frozenset(head + _ANYTHING if _goes_on(head) else head for head in found)


def _goes_on(head: str) -> bool:
    return len(head) < LETTERS and not head.endswith(_ANYTHING)


def _after(parts: Sequence[Any], heads: set[str]) -> set[str]:
    """Beginnings, and what they are with the parts of a pattern after them."""
    for kind, said in parts:
        going = set(filter(_goes_on, heads))
        if not going:
            break
        heads = (heads - going) | _with(kind, said, going)
        if len(heads) > _MOST:
            return {_ANYTHING}
    return heads


def _with(kind: Any, said: Any, heads: set[str]) -> set[str]:
    """Beginnings with one part of a pattern after them."""
    if kind in (of.AT, of.ASSERT, of.ASSERT_NOT):  # of no width
        return heads
    if kind is of.LITERAL:
        return {head + chr(said) for head in heads}
    if kind is of.IN and (letters := _letters(said)):
        return {head + letter for head in heads for letter in letters}
    if kind is of.BRANCH:
        return {longer for way in said[1] for longer in _after(way, heads)}
    if kind is of.SUBPATTERN and not (said[1] or said[2]):  # without flags of its own
        return _after(said[3], heads)
    if kind is of.ATOMIC_GROUP:
        return _after(said, heads)
    if kind in (of.MAX_REPEAT, of.MIN_REPEAT, of.POSSESSIVE_REPEAT):
        least, most, inside = said
        found = set() if least else set(heads)
        for n in range(1, min(most, max(least, LETTERS)) + 1):
            heads = _after(inside, heads)
            found |= heads if n >= least else set()
        return found
    return {head + _ANYTHING for head in heads}


def _letters(members: Sequence[Any]) -> str:
    """The letters of a class; empty where it is a wide one, or tells what is not in it."""
    letters = ""
    for kind, said in members:
        if kind is of.LITERAL:
            letters += chr(said)
        elif kind is of.RANGE and said[1] - said[0] < _WIDEST:
            letters += "".join(map(chr, range(said[0], said[1] + 1)))
        else:
            return ""
    return letters if len(letters) <= _WIDEST else ""
