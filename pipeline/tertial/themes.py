"""What an item is about: the theme that its words point to, by a table of words with weights.

A title weighs most, then the area it stands under, then what the text begins with. A document on one
subject lends that subject to what says little by itself. Where nothing points anywhere, it is `övrigt`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final, Literal

from tertial.errors import DataError
from tertial.resources import read_table
from tertial.swedish.names import names
from tertial.swedish.words import fold, words
from tertial.vocabulary import Theme

Match = Literal["word", "prefix", "suffix", "part"]
"""How a row's word is met: as the whole word, inflected or not; as the first or the last part of a
compound; or anywhere in it. A row of several words is met as they stand, the last one inflected."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """How much a word counts by where it stands."""

    first: float = 1.25
    """Factor of the first word of a title that points anywhere: what an item is about comes early."""
    aside: float = 0.7
    """Factor of words that tell where or with whom: after `i`, `inom`, `på`, `med` …"""
    loose: float = 0.4
    """Factor of a compound that only begins or ends with a word of the table, where nothing else is met."""
    name: float = 0.3
    """Factor of what a name begins with: Skogsvall is no skog. What it ends in counts in full."""
    area: float = 0.45
    text: float = 0.22
    text_length: int = 400
    """Characters of the text that are looked at."""
    most_text: float = 1.6
    """No theme gets more than this from the text."""
    subject: float = 2.2
    """What the document's one subject adds to its theme."""


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


# Endings of nouns and adjectives. A word in -a or -e loses it before those that begin with a vowel.
_ENDINGS: Final = (
    "arnas", "ernas", "ornas", "arna", "erna", "orna", "andes", "ande", "ens", "ets", "ars", "ers", "ors",
    "nas", "en", "et", "ar", "er", "or", "na", "ns", "as", "es", "a", "e", "n", "t", "s",
)  # fmt: skip
_AFTER_A: Final = ("or", "orna", "ors", "ornas", "an", "ans", "as", "ar", "arna", "t", "s", "n", "ns", "de")
_SHORTEST_LOOSE: Final = 4
_SHORTEST_REST: Final = 3
_ASIDE: Final = frozenset(
    {"i", "inom", "på", "vid", "hos", "med", "till", "från", "genom", "enligt", "bland", "längs"}
)
_AGAIN: Final = frozenset(
    {"för", "mot", "om", "att", "av", "som", "så", "vilka", "vilket", "kring", "rörande"}
)
_YEARS: Final = re.compile(r"\b(?:19|20)\d\d\b")


def theme(
    title: str, area: str = "", text: str = "", subject: str = "", weights: Weights | None = None
) -> Theme:
    """The theme that an item's words point to most.

    Args:
        title: The item's title.
        area: The goal or area that it stands under.
        text: What the report says under it.
        subject: The document's title; counts only where it points to one theme clearly.

    Returns:
        The theme with the highest sum; of equals, the first in the vocabulary. `Theme.OVRIGT` where no
        word of the table occurs.
    """
    weights = weights or Weights()
    sums = _title(title, weights)
    for found, weight in _plain(area).items():
        sums[found] += weights.area * weight
    for found, weight in _plain(_beginning(text, weights.text_length)).items():
        sums[found] += min(weights.text * weight, weights.most_text)
    leading = _subject(subject)
    if leading is not None:
        sums[leading] += weights.subject
    best = max(Theme, key=lambda one: (sums.get(one, 0.0), one is not Theme.OVRIGT))
    return best if sums.get(best, 0.0) > 0 else Theme.OVRIGT


def hits(text: str) -> list[Hit]:
    """The rows that a text's words answer to, in reading order; offsets count within each word."""
    return [hit for _, found in _met(words(text)) for hit in found]


def _title(title: str, weights: Weights) -> dict[Theme, float]:
    sums: dict[Theme, float] = defaultdict(float)
    factor, met, seen = 1.0, False, set()
    named = names(title)
    for token, found in _met(words(title)):
        if token in _ASIDE:
            factor = weights.aside
        elif token in _AGAIN:
            factor = 1.0
        for hit in found:
            if hit.row in seen:
                continue
            seen.add(hit.row)
            share = hit.row.weight * factor * (1.0 if met else weights.first)
            if token in named and hit.row.match in ("prefix", "part"):
                share *= weights.name
            sums[hit.row.theme] += share
        met = met or any(hit.row.weight > 1 for hit in found)
    if not sums:
        for row in {row for token in words(title) if token not in named for row in _loose(token)}:
            sums[row.theme] += weights.loose * row.weight
    return sums


def _plain(text: str) -> dict[Theme, float]:
    sums: dict[Theme, float] = defaultdict(float)
    if text:
        for row in {hit.row: None for hit in hits(text)}:
            sums[row.theme] += row.weight
    return sums


@lru_cache(maxsize=256)
def _subject(title: str) -> Theme | None:
    """The theme of a document on one subject: it gets twice what any other theme gets."""
    sums = sorted(_plain(title).items(), key=lambda pair: -pair[1])
    if not sums or sums[0][1] < 3 or (len(sums) > 1 and sums[0][1] < 2 * sums[1][1]):
        return None
    return sums[0][0]


def _beginning(text: str, length: int) -> str:
    if len(text) <= length:
        return text
    return text[:length].rsplit(None, 1)[0]


def _met(tokens: list[str]) -> Iterator[tuple[str, tuple[Hit, ...]]]:
    """Each word with the rows that it answers to; a phrase goes before the words that it consists of."""
    tables = _tables()
    i = 0
    while i < len(tokens):
        taken, phrase = 0, None
        for base in _bases(tokens[i]):
            for rest, row in tables.phrases.get(base, ()):
                if len(rest) > taken and _follows(tokens, i + 1, rest):
                    taken, phrase = len(rest), row
        if phrase is not None:
            length = len(tokens[i])
            yield tokens[i], (Hit(0, length, phrase),)
            i += taken + 1
            continue
        yield tokens[i], _look_up(tokens[i])
        i += 1


def _follows(tokens: list[str], start: int, rest: tuple[str, ...]) -> bool:
    if start + len(rest) > len(tokens):
        return False
    for n, wanted in enumerate(rest):
        token = tokens[start + n]
        last = n == len(rest) - 1
        if token != wanted and not (token.startswith(wanted) if last else wanted in _bases(token)):
            return False
    return True


@lru_cache(maxsize=1 << 16)
def _look_up(token: str) -> tuple[Hit, ...]:
    """The rows that one word answers to: the longest first, none over another's letters."""
    tables = _tables()
    bare = token.rstrip("-")
    found: list[Hit] = []
    for base in _bases(bare):
        found += (Hit(0, len(bare), row) for row in tables.word.get(base, ()))
        for length in tables.lengths["suffix"]:
            if length <= len(base):
                start = len(base) - length
                found += (Hit(start, len(base), row) for row in tables.suffix.get(base[start:], ()))
    for length in tables.lengths["prefix"]:
        if length <= len(bare):
            found += (Hit(0, length, row) for row in tables.prefix.get(bare[:length], ()))
    for length in tables.lengths["part"]:
        for start in range(len(bare) - length + 1):
            rows = tables.part.get(bare[start : start + length])
            if rows:
                found += (Hit(start, start + length, row) for row in rows)
    found.sort(
        key=lambda hit: (hit.start - hit.end, -len(hit.row.word), hit.row.match != "word", -hit.row.weight)
    )
    kept: list[Hit] = []
    for hit in found:
        if all(hit.end <= other.start or other.end <= hit.start for other in kept):
            kept.append(hit)
    return tuple(sorted(kept, key=lambda hit: hit.start))


@lru_cache(maxsize=1 << 14)
def _loose(token: str) -> tuple[Row, ...]:
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


@lru_cache(maxsize=1 << 16)
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
