"""What an item is about, by the table of words."""

from __future__ import annotations

import time
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tertial.resources import read_table
from tertial.themes import theme
from tertial.themes.pointing import pointed
from tertial.themes.table import hits, rows
from tertial.vocabulary import Theme

FOLDER = Path(__file__).parent / "cases/themes"
CASES = [
    case
    for name in ("titles", "more_titles")
    for case in tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8"))["case"]
]


def test_each_row_proves_itself() -> None:
    """Each row is met in its example, which gives its theme, and is not met in its counterexample."""
    wrong = []
    for raw, row in zip(read_table("themes.csv"), rows(), strict=True):
        if row not in [hit.row for hit in hits(raw["example"])]:
            wrong.append((row.word, row.match, "not met in its example"))
        elif row.weight and _by_words(raw["example"]) is not row.theme:
            wrong.append((row.word, row.match, f"its example is {_by_words(raw['example'])}"))
        if row in [hit.row for hit in hits(raw["counterexample"])]:
            wrong.append((row.word, row.match, "met in its counterexample"))
    assert not wrong


def _by_words(title: str) -> Theme:
    """The theme that the table alone gives; of equals, the first."""
    sums = pointed(title)
    return max(Theme, key=lambda one: sums.get(one, 0.0))


def test_no_row_stands_twice() -> None:
    """A word that is met in one way stands for one theme."""
    assert not [key for key, n in Counter((row.word, row.match) for row in rows()).items() if n > 1]


def test_every_theme_has_words() -> None:
    """Each of the themes has at least twenty rows."""
    count = Counter(row.theme for row in rows())
    assert all(count[one] >= 20 for one in Theme)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["title"])
def test_titles(case: dict[str, Any]) -> None:
    """A title as municipalities word it gets a theme that would be right."""
    assert (
        theme(case["title"], case.get("area", ""), case.get("text", ""), case.get("subject", ""))
        in case["themes"]
    )


@pytest.mark.parametrize(
    "title", ["", "Utveckla kommunens arbete", "Ta fram en plan", "Handlingsplan 2023", "???"]
)
def test_what_says_nothing_is_ovrigt(title: str) -> None:
    """Words that any title may hold weigh nothing."""
    assert theme(title) is Theme.OVRIGT


def test_the_title_goes_before_the_area_and_the_area_before_the_text() -> None:
    """A clear title is not outvoted by its area, nor a clear area by the text."""
    assert theme("Minska sjukfrånvaron", "En levande landsbygd") is Theme.ARBETSMILJO_OCH_HALSA
    assert theme("Genomför etapp två", "En levande landsbygd", "Skolan och elevhälsan berörs.") is (
        Theme.NARINGSLIV_OCH_LANDSBYGD
    )


def test_a_name_is_not_what_it_begins_with() -> None:
    """A place called Skogsvall has nothing to do with skog, but Alskolan is a school."""
    assert theme("Förbättra utbudet i Skogsvall") is not Theme.KLIMAT_OCH_MILJO
    assert theme("Inför bibliotek i Skogsvall") is Theme.KULTUR_OCH_FRITID
    assert theme("Nya möbler till Alskolan") is Theme.FORSKOLA_OCH_SKOLA


def test_a_compound_that_only_holds_a_known_word_is_better_than_nothing() -> None:
    """Where no row is met, what a compound begins or ends with decides; a met row always goes before."""
    assert theme("Översyn av stadsbusslinjerna") is Theme.TRAFIK_GATOR_OCH_VA
    assert theme("Fler brandvarnare") is Theme.KRISBEREDSKAP_OCH_SAKERHET


def test_a_document_on_many_subjects_lends_none() -> None:
    """The document's title counts only where it is on one subject."""
    assert theme("Samverka med andra", subject="Kultur, miljö, trafik och skola 2023") is Theme.OVRIGT


@given(st.text(max_size=80), st.text(max_size=40), st.text(max_size=200))
def test_any_text_has_a_theme(title: str, area: str, text: str) -> None:
    """Whatever stands in a title, one theme comes out, and the same again."""
    assert theme(title, area, text) is theme(title, area, text)


def test_themes_are_fast() -> None:
    """Two thousand items take less than a second once their words have been met."""
    titles = [f"{case['title']} {n}" for case in CASES for n in range(6)]
    for title in titles:
        theme(title)
    began = time.perf_counter()
    for title in titles:
        theme(title, "En trygg kommun", "Arbetet har påbörjats under våren tillsammans med polisen.")
    assert time.perf_counter() - began < 1.0
