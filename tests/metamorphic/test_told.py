"""Comments drawn at random say of an order what they say, and of another matter nothing."""

from __future__ import annotations

from random import Random

import pytest

from tertial.vocabulary import Period
from tests.assessment.made import judged, said
from tests.metamorphic import told

DRAWN = 240
FIRST = 7000
"""The seeds from here on are held for the test; those below may be looked at."""


def _read(comment: told.Comment) -> frozenset[tuple[str, ...]]:
    found = judged([("comment", comment.text)], title=comment.title, year=2024, period=Period.T2)
    return frozenset(tuple(row) for row in said(found))


def test_what_is_said_of_an_order_is_read() -> None:
    """By whatever name the order goes and however the sentence is put, nearly all comments are read right."""
    drawn = [told.comment(Random(seed)) for seed in range(FIRST, FIRST + DRAWN)]
    wrong = [comment.text for comment in drawn if _read(comment) != comment.says]
    assert len(wrong) <= 0.02 * DRAWN, wrong


def test_what_is_said_of_another_matter_is_not_read() -> None:
    """The same said of a recruitment, an enquiry or a removal is no statement about the order."""
    drawn = [told.comment(Random(seed), of_another=True) for seed in range(FIRST, FIRST + DRAWN)]
    wrong = [comment.text for comment in drawn if _read(comment)]
    assert len(wrong) <= 0.005 * DRAWN, wrong


@pytest.mark.parametrize("seed", range(4))
def test_a_seed_draws_the_same_comment_again(seed: int) -> None:
    """A comment that is read wrong can be drawn again by its seed."""
    assert told.comment(Random(seed)) == told.comment(Random(seed))
