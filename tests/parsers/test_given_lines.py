"""Who has an uppdrag, as lines and sentences say it."""

from __future__ import annotations

import pytest

from tertial.boards import Register
from tertial.parsers.givers import given_line, said_given, signature
from tertial.resources import read_table

REGISTER = Register.build("", 2020, "")


@pytest.mark.parametrize("row", read_table("giving_phrases.csv"), ids=lambda row: row["example"])
def test_each_phrase_says_who_has_it_and_its_counterexample_does_not(row: dict[str, str]) -> None:
    """A row's example names the one who has the uppdrag; its counterexample says something else."""
    assert REGISTER.responsible(said_given(row["example"], REGISTER)).boards
    assert not said_given(row["counterexample"], REGISTER)


@pytest.mark.parametrize(
    ("line", "boards"),
    [
        ("Lämnat till Socialnämnden och Kommunstyrelsen", ["Socialnämnden", "Kommunstyrelsen"]),
        ("Ansvar KS/TN", ["Kommunstyrelsen", "Tekniska nämnden"]),
        ("(KS)", ["Kommunstyrelsen"]),
        ("BUN, SN", ["Barn- och utbildningsnämnden", "Socialnämnden"]),
        ("Kommunstyrelsen och samtliga nämnder", ["Kommunstyrelsen", "Alla nämnder"]),
        ("Alla nämnder utom valnämnden", ["Alla nämnder"]),
        ("Mottagare – Tekniska nämnden", ["Tekniska nämnden"]),
    ],
)
def test_a_line_that_says_nothing_else_says_who_has_it(line: str, boards: list[str]) -> None:
    """Names after a label without a colon, in parentheses or in a list are of those who have the uppdrag."""
    found = given_line(line, REGISTER)
    assert found is not None and found.role.name == "responsible"
    assert list(REGISTER.responsible(line[found.value_start :]).boards) == boards


@pytest.mark.parametrize(
    "line",
    [
        "Socialnämnden",
        "Se över lokalerna (KS)",
        "Till valnämnden har kommit nya ledamöter",
        "Möte med KS och SN",
        "Dnr KS 2021/34",
        "Beslut KS 2021-05-12",
        "Ansvar tas av alla",
    ],
)
def test_other_lines_give_nobody_anything(line: str) -> None:
    """A board's name alone may open its answer; a board named in another role has nothing."""
    assert given_line(line, REGISTER) is None


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Planen antogs i april. /TN", "TN"),
        ("Planen antogs i april. (KS, SN)", "KS, SN"),
        ("Planen antogs i april (KS)", ""),
        ("Planen antogs i april. (dnr KS 2021/34)", ""),
        ("Planen antogs i april. (se nedan)", ""),
    ],
)
def test_a_signature_stands_after_the_last_sentence(text: str, who: str) -> None:
    """Boards after a stroke or in parentheses sign what is before them; a decision's number doesn't."""
    found = signature(text, REGISTER)
    assert (found[0] if found else "") == who
