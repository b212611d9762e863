"""Folding is what everything is compared by."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tertial.swedish.words import fold, words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Barn-\u00a0och utbildningsnämnden", "barn- och  utbildningsnämnden"),
        ("Sjukfrånvaro–mål", "sjukfrånvaro-mål"),
        ("kompetens\u00adförsörjning", "Kompetensförsörjning"),
        ("A\u030atgärd", "åtgärd"),
        ("  två\tord\n", "TVÅ ORD"),
        ("2019\u20112022", "2019-2022"),
        ("ﬁnns", "finns"),
    ],
)
def test_what_a_reader_takes_for_the_same_folds_to_the_same(one: str, other: str) -> None:
    """Case, dashes, white space, soft hyphens and composition make no difference."""
    assert fold(one) == fold(other)


@settings(deadline=None)
@given(st.text(max_size=60))
def test_folding_twice_changes_nothing(text: str) -> None:
    """A folded text is its own folded copy, but for the rare letters whose lower case decomposes."""
    once = fold(text)
    assert fold(fold(once)) == fold(once)
    assert once == once.strip()


def test_words_keep_suspended_hyphens() -> None:
    """`barn-` stays apart from `barn`."""
    assert words("Barn- och ungdomsvård (BUN), e-arkiv!") == [
        "barn-", "och", "ungdomsvård", "bun", "e-arkiv",
    ]  # fmt: skip


@given(st.text(st.sampled_from("aÅÉß×Øÿ §–•”’-\u2011\u00ad\u00a0…½ﬁ\u030a\t\u2028"), max_size=12))
def test_letters_that_need_no_looking_up_fold_as_all_others(text: str) -> None:
    """What is folded in one way by itself is folded so beside a character that takes the long way."""
    assert fold(f"{text} ½").removesuffix("1⁄2").strip() == fold(text)
