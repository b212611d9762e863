"""Each row of the tables of wordings proves itself by its example and counterexample."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tertial.assessment.inferred import BOARD, clearest, strength
from tertial.assessment.legend import name
from tertial.assessment.lexicon import lower
from tertial.assessment.orders import verb
from tertial.assessment.rules import Verdict, judge
from tertial.assessment.statement import Matter
from tertial.assessment.turns import turns
from tertial.boards import Register
from tertial.document import Span
from tertial.resources import read_table
from tertial.swedish.words import fold
from tertial.vocabulary import Kind
from tertial.wording import Used, expected, is_forecast, not_applicable, value
from tests.assessment.made import TITLE, judged, said

MEANS = {
    "done": "genomfört",
    "met": "genomfört",
    "product": "genomfört",
    "begun": "pågår",
    "ongoing": "pågår",
    "paused": "vilande",
    "dropped": "utgår",
    "fail": "inte genomfört",
    "unmet": "inte genomfört",
    "halfmet": "delvis genomfört",
    "judged": "ej bedömt",
    "unbegun": "ej påbörjat",
    "unjudged": "ej bedömt",
}


def verdicts(text: str, kind: Kind) -> list[Verdict]:
    """What a sentence says under an item with the usual title."""
    named = [(m.span.start, m.span.end, m.board) for m in Register.build("", 2024, "").mentions(text)]
    return judge(text, Matter(title=TITLE, kind=kind, year=2024), named)[0]


def both(text: str) -> list[list[Verdict]]:
    """What a sentence says under an uppdrag and under a mål."""
    return [verdicts(text, kind) for kind in (Kind.UPPDRAG, Kind.MAL)]


def rows(table: str) -> list[Any]:
    """The rows of a table, each named by its example."""
    return [pytest.param(row, id=row["example"]) for row in read_table(table)]


@pytest.mark.parametrize("row", rows("status_phrases.csv"))
def test_word_of_status(row: dict[str, str]) -> None:
    """The word gives its status when it is said of the item, and none when of something else."""
    assert [MEANS[row["class"]]] in [[v.assessment for v in found] for found in both(row["example"])]
    assert not any(both(row["counterexample"]))


@pytest.mark.parametrize("row", [*rows("scope_cues.csv"), *rows("time_cues.csv"), *rows("subjects.csv")])
def test_scope(row: dict[str, str]) -> None:
    """A word of scope makes a difference to what is read."""
    assert both(row["example"]) != both(row["counterexample"])


@pytest.mark.parametrize("row", rows("taken_back.csv"))
def test_taken_back(row: dict[str, str]) -> None:
    """A sentence takes back what the one before it says, or only that it is done."""
    before = "Uppdraget är genomfört." if row["what"] == "what was called done" else "Uppdraget pågår."
    assert said(judged([("comment", f"{before} {row['example']}.", {})])) == []
    assert said(judged([("comment", f"{before} {row['counterexample']}.", {})])) != []


@pytest.mark.parametrize(
    "rest",
    [
        "Nej, det återstår ingenting",
        "I praktiken är inget kvar att göra",
        "I verkligheten återstår alltså inget",
        "Nej, ingenting av vikt saknas",
    ],
)
def test_what_lacks_nothing_is_done(rest: str) -> None:
    """A denial of what is left refuses nothing."""
    assert said(judged([("comment", f"Uppdraget är genomfört. {rest}.", {})])) != []


@pytest.mark.parametrize("row", rows("doing_cues.csv"))
def test_doing(row: dict[str, str]) -> None:
    """A sentence tells of work, and its counterpart does not."""
    assert strength(row["example"]) == float(row["strength"])
    assert strength(row["counterexample"]) == 0


@pytest.mark.parametrize("row", rows("doing_guards.csv"))
def test_not_doing(row: dict[str, str]) -> None:
    """A guard silences what would tell of work, in its sentence or in all that a board says."""
    if row["reach"] == "sentence":
        assert strength(row["example"]) == 0 < strength(row["counterexample"])
        return
    found = [clearest(row[text], [Span(0, len(row[text]))], BOARD) for text in ("example", "counterexample")]
    assert found[0] is None and found[1] is not None


@pytest.mark.parametrize("row", rows("own_verbs.csv"))
def test_own_verb_of_a_title(row: dict[str, str]) -> None:
    """The title's own verb says that its object is done with, and nothing of another object."""
    matter = Matter(title=row["title"], kind=Kind.UPPDRAG, year=2024)
    assert [str(v.assessment) for v in judge(row["example"], matter)[0]] == ["genomfört"]
    assert judge(row["counterexample"], matter)[0] == []


@pytest.mark.parametrize("row", rows("turns.csv"))
def test_turn_of_phrase(row: dict[str, str]) -> None:
    """A turn of phrase says its status without naming the item, and its cousin says nothing."""
    found = list(turns(lower(row["example"]), 2024))
    assert [(str(v.assessment), str(v.modality)) for v in found] == [(row["status"], row["modality"])]
    assert list(turns(lower(row["counterexample"]), 2024)) == []


@pytest.mark.parametrize("row", rows("own_turns.csv"))
def test_turn_with_the_title_s_own_word(row: dict[str, str]) -> None:
    """A turn of phrase speaks of the item by a noun or figure of its title, and of no other's."""
    matter = Matter(title=row["title"], kind=Kind.UPPDRAG, year=2024)
    found = list(turns(lower(row["example"]), 2024, matter=matter))
    assert [(str(v.assessment), str(v.modality)) for v in found] == [(row["status"], row["modality"])]
    assert list(turns(lower(row["counterexample"]), 2024, matter=matter)) == []
    assert list(turns(lower(row["example"]), 2024)) == []


@pytest.mark.parametrize("row", rows("title_verbs.csv"))
def test_verb_of_a_title(row: dict[str, str]) -> None:
    """A title opens with the verb, and a like one does not."""
    found = verb(row["example"])
    assert found is not None and found[0] in row["verb"].split("|")
    other = verb(row["counterexample"])
    assert other is None or other[0] not in row["verb"].split("|")


@pytest.mark.parametrize("row", rows("marks.csv"))
def test_mark(row: dict[str, str]) -> None:
    """A colour or symbol has one name in all its forms."""
    assert {name(form) for form in row["forms"].split("|")} == {row["mark"]} == {name(row["example"])}
    assert name(row["counterexample"]) != row["mark"]


@pytest.mark.parametrize("row", rows("sign_names.csv"))
def test_name_of_a_sign(row: dict[str, str]) -> None:
    """What a legend calls by its name is the sign that the report prints."""
    signs = row["signs"].split()
    for sign in signs:
        codes = [pair.code for pair in Used.of([sign, "Z"]).explained(f"{row['example']}; Z: vilar")]
        assert codes == [sign, "Z"]
    other = Used.of([*signs, "Z"]).explained(f"{row['counterexample']}: klart; Z: vilar; Ö: klart")
    assert not {pair.code for pair in other} & {*signs}


@pytest.mark.parametrize("row", rows("forecast_labels.csv"))
def test_label_of_a_forecast(row: dict[str, str]) -> None:
    """A column's name tells that its values are expected."""
    assert is_forecast(row["example"]) and not is_forecast(row["counterexample"])


@pytest.mark.parametrize("row", rows("forecast_values.csv"))
def test_value_in_a_column_of_forecasts(row: dict[str, str]) -> None:
    """A short answer means the end that its row tells, and another answer doesn't."""
    pattern = re.compile(row["pattern"])
    assert pattern.fullmatch(fold(row["example"])) and not pattern.fullmatch(fold(row["counterexample"]))
    meant = expected(row["example"])
    assert meant is not None and value(meant) is not None


@pytest.mark.parametrize("row", rows("not_applicable.csv"))
def test_no_status(row: dict[str, str]) -> None:
    """A value that says that nothing is asked is no status."""
    assert fold(row["example"]) in not_applicable() and fold(row["counterexample"]) not in not_applicable()


def test_lists_hold_single_words() -> None:
    """The lists of function words are parted as they are read, and none is empty."""
    for row in read_table("function_words.csv"):
        listed = row["words"].split("|")
        assert len(listed) == len(set(listed)) and all(listed) and row["meaning"]
