"""Sentences: the cases, the table of abbreviations, and what holds for any text."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tertial.resources import read_table
from tertial.swedish.sentences import split

CASES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parents[1] / "cases/sentences/split.toml").read_text(encoding="utf-8")
)["case"]
ABBREVIATIONS = read_table("abbreviations.csv")


def cut(text: str) -> list[str]:
    """The sentences themselves."""
    return [text[start:end] for start, end in split(text)]


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_case(case: dict[str, Any]) -> None:
    """A paragraph is parted where its reader would part it."""
    assert cut(case["text"]) == case["expected"]


@pytest.mark.parametrize("row", ABBREVIATIONS, ids=[row["abbreviation"] for row in ABBREVIATIONS])
def test_abbreviation(row: dict[str, str]) -> None:
    """Each abbreviation ends no sentence in its example, and one in its counterexample, where it has any."""
    assert len(cut(row["example"])) == 1
    if row["counterexample"]:
        assert len(cut(row["counterexample"])) == 2
    assert row["ends"] in {"never", "capital", "figure"}


@settings(deadline=None)
@given(st.text(alphabet=' .!?\n\tabåÖ1("”•…-:\u00a0', max_size=80))
def test_spans_cover_all_but_white_space(text: str) -> None:
    """Sentences stand in order, are stripped, and leave nothing out but white space."""
    position = 0
    for start, end in split(text):
        assert position <= start < end
        assert not text[position:start].strip()
        assert text[start:end] == text[start:end].strip()
        position = end
    assert not text[position:].strip()
