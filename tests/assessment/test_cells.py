"""Status cells: by their words, by their column's name, and with a comment after them."""

from __future__ import annotations

import pytest

from tertial.assessment.cells import yes_or_no
from tertial.vocabulary import DocumentType
from tests.assessment.made import judged, said


@pytest.mark.parametrize(
    ("answer", "label", "expected"),
    [
        ("Ja", "Uppfyllt Ja/Nej", "genomfört"),
        ("Nej", "Uppfyllt Ja/Nej", "inte genomfört"),
        ("Nej.", "Uppfyllt (ja/nej)", "inte genomfört"),
        ("Ja", "Genomfört?", "genomfört"),
        ("Delvis", "Uppfyllt", "delvis genomfört"),
        ("Nej", "Påbörjad ja/nej", "ej påbörjat"),
        ("X", "Klart", "genomfört"),
        ("☒", "Pågår", "pågår"),
        ("Ja", "Är målet uppfyllt?", "genomfört"),
        ("Ja", "Status", None),
        ("Ja", "Berör nämnden", None),
        ("Ja", "", None),
        ("Kanske", "Uppfyllt Ja/Nej", None),
        ("Nej", "Vilande", None),
    ],
)
def test_yes_or_no(answer: str, label: str, expected: str | None) -> None:
    """A lone Ja or Nej means what its column's name makes it mean."""
    reading = yes_or_no(answer, label)
    assert (reading.assessment if reading else None) == expected


@pytest.mark.parametrize(
    ("text", "fields", "expected"),
    [
        ("Klart", {"label": "Prognos helår"}, [["genomfört", "prognos"]]),
        ("Delvis uppfyllt", {"label": "Bedömning helår"}, [["delvis genomfört", "prognos"]]),
        ("Pågår", {"label": "Prognos"}, [["pågår", "utfall"]]),
        ("Klart", {"label": "Status"}, [["genomfört", "utfall"]]),
        ("Beräknas klart 2024", {}, [["genomfört", "prognos"]]),
        ("Beräknas klart 2025", {}, [["inte genomfört", "prognos"]]),
        ("Välj status", {}, []),
        ("Ej tillämplig", {}, []),
        ("Avser ej nämnden", {}, []),
        ("●", {}, []),
        ("Trend: uppåt", {}, []),
        ("Pågående", {"board": "Tekniska nämnden"}, [["pågår", "utfall", "Tekniska nämnden"]]),
        ("Uppdraget är inte genomfört", {}, [["inte genomfört", "utfall"]]),
        ("Målet är att vara klara 2025", {}, []),
    ],
)
def test_cell(text: str, fields: dict[str, str], expected: list[list[str]]) -> None:
    """A status passage gives its statement, as a forecast under a column of forecasts."""
    assert said(judged([("status", text, fields)])) == expected


def test_forecast_passage() -> None:
    """In a passage of forecasts an end is expected."""
    assert said(judged([("forecast", "Ej genomfört")])) == [["inte genomfört", "prognos"]]


def test_comment_after_a_status() -> None:
    """The status is the evidence, the comment after it tells nothing of its own."""
    found = judged(
        [("status", "▶ Avslutad med avvikelse Bara en av fyra träffar har genomförts.")], kind="aktivitet"
    )
    assert [(a.evidence, a.deviation, a.method) for a in found] == [
        ("Avslutad med avvikelse", "med avvikelse", "status_cell")
    ]


def test_comment_adds_a_forecast() -> None:
    """A sentence of the comment that says the uppdrag's own status gives a row beside the cell."""
    found = judged([("status", "Pågående"), ("comment", "Uppdraget bedöms bli genomfört under året.")])
    assert said(found) == [["genomfört", "prognos"], ["pågår", "utfall"]]


def test_repeated_status() -> None:
    """A status that the comment repeats takes the cell as evidence, the deviation from where it is told."""
    found = judged([("status", "Pågår"), ("comment", "Arbetet pågår enligt plan.")])
    assert [(a.evidence, a.method, a.deviation) for a in found] == [("Pågår", "status_cell", "enligt plan")]


def test_weak_beside_a_cell() -> None:
    """What is only implied gives no row beside a status cell."""
    found = judged(
        [("status", "Pågår"), ("comment", "Det kommer att påbörjas i höst. Uppdraget kan slutföras i maj.")]
    )
    assert said(found) == [["pågår", "utfall"]]


def test_plan() -> None:
    """In a plan only a status cell counts."""
    passages = [("status", "Pågår"), ("comment", "Uppdraget är inte genomfört.")]
    assert said(judged(passages, document_type=DocumentType.PLAN)) == [["pågår", "utfall"]]
