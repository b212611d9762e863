"""The table of words that point to a theme, and how a word answers to a row of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final, Literal

from tertial.errors import DataError
from tertial.resources import read_table
from tertial.swedish.words import fold, words
from tertial.vocabulary import Theme

Match = Literal["word", "prefix", "suffix", "part"]
"""How a row's word is met: as the whole word, inflected or not; as the first or the last part of a
compound; or anywhere in it. A row of several words is met as they stand, the last one inflected."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of data/themes.csv."""

    word: str
    match: Match
    theme: Theme
    weight: float


@dataclass(frozen=True, slots=True)
class Hit:
    """A row that a word answers to, and which of its letters it takes."""

    start: int
    end: int
    row: Row


@dataclass(slots=True)
class _Tables:
    """The rows by how they match, and the lengths that occur: a word is looked up, never searched."""

    word: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    prefix: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    suffix: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    part: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    phrases: dict[str, list[tuple[tuple[str, ...], Row]]] = field(default_factory=lambda: defaultdict(list))
    lengths: dict[str, tuple[int, ...]] = field(default_factory=dict)
    shortest_end: int = 0
    suffix_ends: frozenset[str] = frozenset()
    """The last letters of each suffix, `shortest_end` of them."""
    part_starts: frozenset[str] = frozenset()
    """The first letters of each part, as many as the shortest has: few words hold some of them."""


# Endings of nouns and adjectives. A word in -a or -e loses it before those that begin with a vowel.
_ENDINGS: Final = (
    "arnas", "ernas", "ornas", "arna", "erna", "orna", "andes", "ande", "ens", "ets", "ars", "ers", "ors",
    "nas", "en", "et", "ar", "er", "or", "na", "ns", "as", "es", "a", "e", "n", "t", "s",
)  # fmt: skip
_AFTER_A: Final = ("or", "orna", "ors", "ornas", "an", "ans", "as", "ar", "arna", "t", "s", "n", "ns", "de")
_SHORTEST_LOOSE: Final = 4
_SHORTEST_REST: Final = 3


def hits(text: str) -> list[Hit]:
    """The rows that a text's words answer to, in reading order; offsets count within each word."""
    return [hit for _, found in met(words(text)) for hit in found]


def met(tokens: list[str]) -> Iterator[tuple[str, tuple[Hit, ...]]]:
    """Each word with the rows that it answers to; a phrase goes before the words that it consists of."""
    i = 0
    while i < len(tokens):
        taken, phrase = 0, None
        for rest, row in _phrases(tokens[i]):
            if len(rest) > taken and _follows(tokens, i + 1, rest):
                taken, phrase = len(rest), row
        if phrase is not None:
            length = len(tokens[i])
            yield tokens[i], (Hit(0, length, phrase),)
            i += taken + 1
            continue
        yield tokens[i], _look_up(tokens[i])
        i += 1


@lru_cache(maxsize=1 << 12)
def _phrases(token: str) -> tuple[tuple[tuple[str, ...], Row], ...]:
    """The phrases that a word may begin: what comes after it in each, and the row."""
    phrases = _tables().phrases
    return tuple(phrase for base in _bases(token) for phrase in phrases.get(base, ()))


def _follows(tokens: list[str], start: int, rest: tuple[str, ...]) -> bool:
    if start + len(rest) > len(tokens):
        return False
    for n, wanted in enumerate(rest):
        token = tokens[start + n]
        last = n == len(rest) - 1
        if token != wanted and not (token.startswith(wanted) if last else wanted in _bases(token)):
            return False
    return True


@lru_cache(maxsize=1 << 12)
def _look_up(token: str) -> tuple[Hit, ...]:
    """The rows that one word answers to: the longest first, none over another's letters."""
    tables = _tables()
    bare = token.rstrip("-")
    found: list[Hit] = []
    for base in _bases(bare):
        found += [Hit(0, len(bare), row) for row in tables.word.get(base, ())]
        for length in tables.lengths["suffix"] if base[-tables.shortest_end :] in tables.suffix_ends else ():
            start = len(base) - length
            if start >= 0 and (ends := tables.suffix.get(base[start:])):
                found += [Hit(start, len(base), row) for row in ends]
    for length in tables.lengths["prefix"]:
        if length <= len(bare) and (begins := tables.prefix.get(bare[:length])):
            found += [Hit(0, length, row) for row in begins]
    shortest = min(tables.lengths["part"], default=0)
    starts = [n for n in range(len(bare) - shortest + 1) if bare[n : n + shortest] in tables.part_starts]
    for length in tables.lengths["part"] if starts else ():
        for start in starts:
            rows = tables.part.get(bare[start : start + length])
            if rows and start + length <= len(bare):
                found += (Hit(start, start + length, row) for row in rows)
    found.sort(
        key=lambda hit: (hit.start - hit.end, -len(hit.row.word), hit.row.match != "word", -hit.row.weight)
    )
    kept: list[Hit] = []
    for hit in found:
        if all(hit.end <= other.start or other.end <= hit.start for other in kept):
            kept.append(hit)
    return tuple(sorted(kept, key=lambda hit: hit.start))


@lru_cache(maxsize=1 << 11)
def loose(token: str) -> tuple[Row, ...]:
    """The rows that a compound holds, though they ask for a word by itself: stadsbusslinjer."""
    tables = _tables()
    for length in range(len(token) - _SHORTEST_REST, _SHORTEST_LOOSE - 1, -1):
        first = tables.word.get(token[:length]) or tables.suffix.get(token[:length])
        if first:
            return tuple(row for row in first if row.weight > 1)
    for base in _bases(token):
        for start in range(_SHORTEST_REST, len(base) - _SHORTEST_LOOSE + 1):
            last = tables.word.get(base[start:]) or tables.prefix.get(base[start:])
            if last:
                return tuple(row for row in last if row.weight > 1)
    for start in range(_SHORTEST_REST, len(token) - _SHORTEST_REST - _SHORTEST_LOOSE + 1):
        for length in range(len(token) - start - _SHORTEST_REST, _SHORTEST_LOOSE - 1, -1):
            middle = tables.prefix.get(token[start : start + length])
            if middle and token[start - 1] == "s":
                return tuple(row for row in middle if row.weight > 1)
    return ()


@lru_cache(maxsize=1 << 12)
def _bases(token: str) -> tuple[str, ...]:
    """A word and what it may be an inflection of, among much that is no word at all."""
    bases = {token: None}
    for ending in _ENDINGS:
        if token.endswith(ending) and len(token) - len(ending) >= 2:
            bases[token[: -len(ending)]] = None
    for ending in _AFTER_A:
        if token.endswith(ending) and len(token) - len(ending) >= 3:
            stem = token[: -len(ending)]
            bases[stem + "a"] = None
            bases[stem + "e"] = None
    return tuple(bases)


@lru_cache(maxsize=1)
def _tables() -> _Tables:
    tables = _Tables()
    for row in rows():
        first, *rest = row.word.split(" ")
        if rest:
            tables.phrases[first].append((tuple(rest), row))
        else:
            getattr(tables, row.match)[row.word].append(row)
    for match in ("prefix", "suffix", "part"):
        tables.lengths[match] = tuple(sorted({len(word) for word in getattr(tables, match)}, reverse=True))
    tables.shortest_end = shortest = min(tables.lengths["suffix"], default=0)
    tables.suffix_ends = frozenset(word[-shortest:] for word in tables.suffix)
    shortest = min(tables.lengths["part"], default=0)
    tables.part_starts = frozenset(word[:shortest] for word in tables.part)
    return tables


@lru_cache(maxsize=1)
def rows() -> tuple[Row, ...]:
    """The table of words, as it stands in data/themes.csv.

    Raises:
        DataError: A theme, a way of matching or a weight is none.
    """
    found = []
    for raw in read_table("themes.csv"):
        match = raw["match"]
        if match not in ("word", "prefix", "suffix", "part"):
            raise DataError(
                f"themes.csv matches {raw['word']!r} by {match!r}.", "Use word, prefix, suffix or part."
            )
        try:
            found.append(Row(fold(raw["word"]), match, Theme(raw["theme"]), float(raw["weight"])))  # type: ignore[arg-type]
        except ValueError as error:
            raise DataError(
                f"themes.csv has a bad row for {raw['word']!r}: {error}.", "Mend the row."
            ) from error
    return tuple(found)
