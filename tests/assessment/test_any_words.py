"""Sentences of any words that the tables know, in any order, are judged without a fault."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tertial.assessment.lexicon import heads
from tertial.assessment.rules import judge
from tertial.assessment.statement import Matter
from tertial.resources import read_table
from tertial.vocabulary import Kind

PHRASES = sorted(heads())
WORDS = sorted({word for row in read_table("function_words.csv") for word in row["words"].split("|")})
NOUNS = (
    "översynen",
    "planen",
    "arbetet",
    "nämnden",
    "det",
    "en",
    "vara",
    "går",
    "att",
    "kom",
    ",",
    "–",
    "2024",
    "som",
)
TITLES = ("Se över planen", "Inventera broarna och ta fram en plan", "Andelen nöjda ska öka", "")


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.sampled_from(PHRASES) | st.sampled_from(WORDS) | st.sampled_from(NOUNS), min_size=1, max_size=9
    ),
    st.sampled_from(TITLES),
    st.sampled_from(["", "."]),
)
def test_any_words_are_judged(words: list[str], title: str, stop: str) -> None:
    """Judging ends whatever the order of the words, and how sure a statement is lies between 0 and 1."""
    sentence = " ".join(words).capitalize() + stop
    found, _ = judge(sentence, Matter(title=title, kind=Kind.UPPDRAG, year=2024))
    for verdict in found:
        assert 0 < verdict.confidence <= 1
