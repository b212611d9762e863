"""A negation put in or taken out turns what is read."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tertial.resources import read_table
from tests.assessment.made import judged, said
from tests.assessment.test_statements import cases, read

TURNED = {"done": "inte genomfört", "met": "inte genomfört", "begun": "ej påbörjat"}
FRAMES = (
    ("part", "är {}", "är inte {}", "utfall"),
    ("part", "är {}", "är ej {}", "utfall"),
    ("part", "är {}", "är ännu inte {}", "utfall"),
    ("sup_s", "har {}", "har inte {}", "utfall"),
    ("sup_s", "har {}", "har ännu ej {}", "utfall"),
    ("past_s", "{}", "{} inte", "utfall"),
    ("part", "bedöms bli {}", "bedöms inte bli {}", "prognos"),
    ("inf_s", "kommer att {}", "kommer inte att {}", "prognos"),
    ("inf_s", "beräknas kunna {}", "beräknas inte kunna {}", "prognos"),
)


def sentences() -> list[Any]:
    """Each finishing or beginning verb of the table in each frame, with and without negation."""
    found = []
    for row in read_table("status_phrases.csv"):
        if row["class"] not in TURNED or row["object"] != "any":
            continue
        for form, plain, negated, modality in FRAMES:
            if row["class"] == "begun" and modality == "prognos":
                continue
            for phrase in filter(None, row[form].split("|")):
                subject = "Målet" if row["class"] == "met" else "Uppdraget"
                with_it = f"{subject} {negated.format(phrase)}."
                without = f"{subject} {plain.format(phrase)}."
                found.append(pytest.param(without, with_it, row["class"], modality, id=with_it))
    return found


@pytest.mark.parametrize(("plain", "negated", "kind", "modality"), sentences())
def test_every_verb_is_turned(plain: str, negated: str, kind: str, modality: str) -> None:
    """With the negation the verb says the opposite, in the same modality."""
    positive = "pågår" if kind == "begun" else "genomfört"
    item = "mål" if kind == "met" else "uppdrag"
    assert said(judged([("comment", plain)], kind=item)) == [[positive, modality]]
    assert said(judged([("comment", negated)], kind=item)) == [[TURNED[kind], modality]]


VERB = r"(är|har|bedöms|beräknas|kommer|blir|väntas|förväntas|nås|uppnås|pågår)"
TURNABLE = {"genomfört", "inte genomfört", "ej påbörjat", "pågår"}


SIMPLE = {"done", "forecast", "negated", "ongoing", "not_begun", "other_statements", "own_matter"}
TWISTED = re.compile(r"förrän|först|\bmen\b|\boch\b|plan\b|nästa|202[5-9]")


def turnable() -> list[Any]:
    """The one-statement cases that have a plain verb after a plain subject, and nothing else that decides."""
    found = []
    for case in cases():
        row: Any = case.values[0]
        if len(row["expected"]) != 1 or row["expected"][0][0] not in TURNABLE or TWISTED.search(row["text"]):
            continue
        plain = re.match(rf"(?:Uppdraget|Målet|Arbetet|Åtgärden|Beslutet|Planen) {VERB}\b", row["text"])
        if plain and str(case.id).split(":")[0] in SIMPLE:
            found.append(case)
    return found


@pytest.mark.parametrize("row", turnable())
def test_a_case_is_turned(row: dict[str, Any]) -> None:
    """The same sentence with "inte" after its verb, or without the one it has, never reads the same."""
    text = row["text"]
    bare = re.sub(r"\b(?:ännu |ändå )?(?:inte|ej)\b ?(?!bara|enbart|minst)", "", text, count=1)
    changed = bare if bare != text else re.sub(rf"^(\w+) {VERB}\b", r"\1 \2 inte", text, count=1)
    assert changed != text
    assert read(row, changed) != read(row) == row["expected"]
