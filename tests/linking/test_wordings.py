"""Titles taken apart, and how like they are."""

from __future__ import annotations

from typing import get_args

import pytest

from tertial.linking.similarity import Rarity, compare
from tertial.linking.wordings import Kind, wording
from tertial.resources import read_table


def test_words_that_tell_nothing_have_a_known_kind() -> None:
    """Each row of stopwords.csv names a kind, and no word stands twice."""
    rows = read_table("stopwords.csv")
    assert {row["kind"] for row in rows} <= set(get_args(Kind))
    assert len({row["word"] for row in rows}) == len(rows)


def test_a_synonym_stands_for_one_word_that_stands_for_itself() -> None:
    """synonyms.csv leads from a word to its one canonical word, and no further."""
    rows = read_table("synonyms.csv")
    words = [row["word"] for row in rows]
    assert len(set(words)) == len(words)
    assert not set(words) & {row["stands_for"] for row in rows}


@pytest.mark.parametrize(
    ("before", "after", "least", "most"),
    [
        ("Kartlägg tomma lokaler", "Kartläggning av tomma lokaler", 0.95, 1.0),
        ("Ta fram en parkeringsplan", "Upprätta en plan för parkering", 0.7, 1.0),
        ("Utred en ny simhall", "Utred en ny ishall", 0.0, 0.3),
        ("Öka andelen ekologisk mat", "Minska andelen ekologisk mat", 0.0, 0.6),
        ("Utveckla äldreomsorgen", "Utveckla barnomsorgen", 0.0, 0.3),
        ("Bygg en förskola i Norrby", "Bygg en förskola i Söderby", 0.0, 0.5),
    ],
)
def test_likeness_of_titles(before: str, after: str, least: float, most: float) -> None:
    """Rare words decide: the same thing in other words is like, another thing in the same words is not."""
    score = compare(wording(before), wording(after), Rarity([before, after])).score
    assert least <= score <= most
