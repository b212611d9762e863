"""Patterns by what a text begins with: none that matches is left out."""

from __future__ import annotations

import re

import pytest

from tertial.resources import read_table
from tertial.swedish.beginnings import Beginnings, beginnings
from tertial.wording.readings import expand


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("klart", {"klart\0"}),
        ("färdigställt", {"färdig"}),
        ("nej", {"nej\0"}),
        ("(?:är|var) klar", {"är kla", "var kl"}),
        ("(?:helt )?gjord", {"helt g", "gjord\0"}),
        ("(?:så )*bra", {"bra\0", "så bra", "så så "}),
        ("a{2,3}b", {"aab\0", "aaab\0"}),
        ("[a-c]x", {"ax\0", "bx\0", "cx\0"}),
        (r"\bja\b", {"ja\0"}),
        ("(?!nej)(?P<svar>ja)", {"ja\0"}),
        (r"på\s*gång", {"på\0", "pågång"}),
        (r"\w+ klart", {"\0"}),
        ("[^x]klart", {"\0"}),
        ("(?i)klart", {"\0"}),
        ("(?i:k)lart", {"\0"}),
        ("|klart", {"\0", "klart\0"}),
    ],
)
def test_beginnings_of_a_pattern(pattern: str, expected: set[str]) -> None:
    """What the pattern matches begins in one of these ways; NUL stands for anything or nothing more."""
    assert beginnings(pattern) == expected


def test_what_may_match_is_in_order_and_told_apart() -> None:
    """Patterns keep their order, and those that may begin with anything are met by every text."""
    known = Beginnings(["klart", r"\w+ klart", "kl[ao]r", "påbörjat"], str)
    assert known.of("klart i maj") == ("klart", r"\w+ klart", "kl[ao]r")
    assert known.told("klart i maj") == ("klart", "kl[ao]r")
    assert known.of("") == known.wide == (r"\w+ klart",)


@pytest.mark.parametrize("table", ["status_cells.csv", "status_values.csv"])
def test_no_pattern_that_matches_is_left_out(table: str) -> None:
    """Each pattern of a table is found for each text that it matches, however short."""
    rows = read_table(table)
    patterns = [expand(row["pattern"]) for row in rows]
    known = Beginnings(patterns, str)
    examples = [row["example"].lower() for row in rows]
    texts = {text[:n] for text in examples for n in (1, 2, 3, 5, 8, len(text))}
    for text in texts:
        matching = [pattern for pattern in patterns if re.match(pattern, text)]
        assert set(matching) <= set(known.of(text)), text
    assert sum(len(known.of(text)) for text in examples) < 0.2 * len(patterns) * len(examples)
