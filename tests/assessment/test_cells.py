"""Status cells: by their words, by their column's name, and with a comment after them."""

from __future__ import annotations

from typing import Any

import pytest

from tertial.analysis import analyse
from tertial.assessment.cells import yes_or_no
from tertial.vocabulary import DocumentType, Period
from tertial.wording import cell, leading
from tests.assessment.made import judged, said
from tests.test_wording import grouped


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
        ("Ja", "Klart 31/12?", "genomfört"),
        ("Nej", "Klart 31/12?", "inte genomfört"),
        ("Nej", "Genomfört (ja/nej)", "inte genomfört"),
        ("Ja", "Är uppdraget klart den 31 augusti?", "genomfört"),
        ("Nej", "Målet nås (Ja/Delvis/Nej)", "inte genomfört"),
        ("Ja", "Uppnås målet 2023?", "genomfört"),
        ("Ja", "Måluppfyllelse", "genomfört"),
        ("Nej", "Klart i tid?", None),
        ("Nej", "Pågår", None),
        ("☐", "Pågår", None),
        ("☐", "Klart", None),
        ("Nej", "Status", None),
        ("Ja", "Klart för beslut", None),
        ("Nej", "Hinner vi?", "inte genomfört"),
        ("Ja", "Klart till nyår?", "genomfört"),
        ("Delvis", "Blev det klart", "delvis genomfört"),
        ("?", "I mål 31/12", None),
        ("Vet ej", "Helårsbedömning", None),
        ("Nej, inte än", "Är uppdraget genomfört?", "inte genomfört"),
        ("?", "Status", None),
        ("Osäkert", "Påbörjat", None),
        ("Ja", "Är det dyrt?", None),
        ("Nej", "Har vi råd?", None),
        ("Ja", "Kommer det att behövas medel?", None),
        ("Nej", "Kommer uppdraget att genomföras under året?", "inte genomfört"),
        ("Ja", "Väntas genomfört under 2024", "genomfört"),
        ("Ja", "Genomförs i år?", "genomfört"),
        ("Ja", "Når vi målet 2024?", "genomfört"),
        ("Ja, delvis", "Kan uppdraget slutföras i år?", "delvis genomfört"),
        ("Ja", "Prognos för året", "genomfört"),
        ("Ja", "Bedömning", None),
        ("Nej", "Kvarstår", None),
        ("Ja", "Kan uppdraget avslutas?", None),
        ("Nej", "Föreslås avslutas", None),
        ("Nej", "Fortsätter", None),
        ("Nej", "Har arbetet påbörjats?", "ej påbörjat"),
        ("Ja", "Kommer nämnden att berätta om det under året?", None),
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
        ("Blir inte klart förrän våren 2025", {"label": "Prognos"}, [["inte genomfört", "prognos"]]),
        ("Beräknas vara slutfört under nästa år", {}, [["inte genomfört", "prognos"]]),
        ("Klart 2025", {}, [["inte genomfört", "prognos"]]),
        ("Klart 2023", {}, [["genomfört", "utfall"]]),
        ("Avslutas nästa år", {}, [["inte genomfört", "prognos"]]),
        ("Går inte att bedöma", {"label": "Prognos"}, [["ej bedömt", "prognos"]]),
        ("Går inte att bedöma", {"label": "Status"}, [["ej bedömt", "utfall"]]),
        ("Välj status", {}, []),
        ("Ej tillämplig", {}, []),
        ("Avser ej nämnden", {}, []),
        ("●", {}, []),
        ("Trend: uppåt", {}, []),
        ("Pågående", {"board": "Tekniska nämnden"}, [["pågår", "utfall", "Tekniska nämnden"]]),
        ("Uppdraget är inte genomfört", {}, [["inte genomfört", "utfall"]]),
        ("Målet är att vara klara 2025", {}, []),
        ("Genomförs inte", {"label": "Prognos helår"}, [["inte genomfört", "prognos"]]),
        ("Verkställs i höst", {"label": "Prognos"}, [["genomfört", "prognos"]]),
        ("Genomförs", {"label": "Status"}, [["pågår", "utfall"]]),
        ("Skjuts till 2025", {"label": "Prognos 31/12"}, [["inte genomfört", "prognos"]]),
        ("Flyttas fram till våren 2025", {"label": "Bedömning helår"}, [["inte genomfört", "prognos"]]),
        ("Inom tid", {"label": "Prognos"}, [["genomfört", "prognos"]]),
        ("Fullt ut", {"label": "Förväntad måluppfyllelse"}, [["genomfört", "prognos"]]),
        ("Ej i år", {"label": "Prognos"}, [["inte genomfört", "prognos"]]),
        ("December 2024", {"label": "Prognos"}, [["genomfört", "prognos"]]),
        ("2025-03-31", {"label": "Prognos"}, [["inte genomfört", "prognos"]]),
        ("2025", {"label": "Prognos"}, [["inte genomfört", "prognos"]]),
        ("3/4", {"label": "Prognos helår"}, []),
        ("2 025", {"label": "Prognos helår"}, []),
        ("Helt ny lokal", {"label": "Prognos"}, []),
        ("Tveksamt", {"label": "Prognos"}, []),
    ],
)
def test_cell(text: str, fields: dict[str, str], expected: list[list[str]]) -> None:
    """A status passage gives its statement, as a forecast under a column of forecasts."""
    assert said(judged([("status", text, fields)])) == expected


@pytest.mark.parametrize(("text", "expected"), grouped("status_column", "expected"))
def test_a_cell_of_a_status_column(text: str, expected: list[list[str]]) -> None:
    """What systems and officials print in a column of statuses is read as it says, in August 2024."""
    found = judged([("status", text)], period=Period.T2)
    assert sorted([str(a.assessment), str(a.modality), str(a.deviation)] for a in found) == sorted(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("på väg, klart hösten 2024", [["genomfört", "prognos"], ["pågår", "utfall"]]),
        ("ej startat – klart 2025", [["ej påbörjat", "utfall"], ["inte genomfört", "prognos"]]),
        ("pågår och blir klart i år", [["genomfört", "prognos"], ["pågår", "utfall"]]),
        ("pågår, ej klart", [["pågår", "utfall"]]),
        ("upphandling, klart i maj", [["genomfört", "utfall"]]),
    ],
)
def test_how_it_is_and_how_it_ends(text: str, expected: list[list[str]]) -> None:
    """A cell of two statuses says how it is and then how it is expected to end."""
    assert said(judged([("status", text)], period=Period.T2)) == expected


@pytest.mark.parametrize(
    ("answer", "status", "expected"),
    [
        ("Ja", "Pågår", [["genomfört", "prognos"], ["pågår", "utfall"]]),
        ("Ja", "Ej påbörjat", [["ej påbörjat", "utfall"], ["genomfört", "prognos"]]),
        ("Ja", "Klart", [["genomfört", "utfall"]]),
        ("Nej", "Pågår", [["pågår", "utfall"]]),
    ],
)
def test_ready_in_time(answer: str, status: str, expected: list[list[str]]) -> None:
    """Yes to "Klart i tid?" is a forecast of what is not finished; no leaves open how it ends."""
    found = judged([("status", status), ("status", answer, {"label": "Klart i tid?"})], period=Period.T2)
    assert said(found) == expected


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


def test_a_deviation_after_a_word_of_the_house() -> None:
    """What is added to a status in the report's own words says whether it goes as planned."""
    lines = [
        "Granhults kommun",
        "Uppföljning av uppdrag, januari–augusti 2022",
        "Framme betyder att uppdraget är genomfört, På stigen betyder att arbetet pågår.",
        "",
        "Uppdrag\tAnsvarig\tLäge\tKommentar",
        "Bygg en gångbro över ån\tTekniska nämnden\tPå stigen, men sackar\tPålarna är slagna.",
        "Rusta lekplatsen\tTekniska nämnden\tPå stigen (följer tidplanen)\tGungor är köpta.",
        "Se över taxan för torghandel\tKommunstyrelsen\tPå stigen, sen vår\tSamråd hålls.",
    ]
    found = analyse("\n".join(lines).encode(), "granhult/2022-T2.txt").assessments
    assert [(a.evidence, str(a.deviation)) for a in found] == [
        ("På stigen, men sackar", "med avvikelse"),
        ("På stigen (följer tidplanen", "enligt plan"),
        ("På stigen", ""),
    ]


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


@pytest.mark.parametrize(
    ("period", "text", "expected"),
    [
        (Period.T2, "Klart i december", [["genomfört", "prognos"]]),
        (Period.T2, "Klart i juni", [["genomfört", "utfall"]]),
        (Period.T2, "Klart i december 2023", [["genomfört", "utfall"]]),
        (Period.T2, "Klart, redovisas i december", [["genomfört", "utfall"]]),
        (Period.T2, "Slutfört i december", [["genomfört", "utfall"]]),
        (Period.T1, "Klart i december", [["genomfört", "utfall"]]),
        (Period.AR, "Klart i december", [["genomfört", "utfall"]]),
        (Period.T2, "Färdigt kv 4", [["genomfört", "prognos"]]),
        (Period.T2, "Klart kv 2", [["genomfört", "utfall"]]),
        (Period.T2, "Klart 2024-12-31", [["genomfört", "prognos"]]),
        (Period.T2, "Klart 241231", [["genomfört", "prognos"]]),
        (Period.T2, "Klart 2024-05-31", [["genomfört", "utfall"]]),
        (Period.T2, "Klart hösten 2024", [["genomfört", "prognos"]]),
        (Period.AR, "Klart hösten 2024", [["genomfört", "utfall"]]),
        (Period.T2, "Klart våren 2024", [["genomfört", "utfall"]]),
        (Period.T2, "Klart våren 2025", [["inte genomfört", "prognos"]]),
        (Period.T2, "Klart till våren", [["inte genomfört", "prognos"]]),
        (Period.T1, "Klart kv 4", [["genomfört", "prognos"]]),
        (Period.T2, "Slutfört 2024-12-31", [["genomfört", "prognos"]]),
        (Period.T2, "Slutfört 2024-09-12", [["genomfört", "utfall"]]),
        (Period.AR, "Slutfört 2025-01-15", [["genomfört", "utfall"]]),
        (None, "Klart nästa år", [["inte genomfört", "prognos"]]),
        (None, "Slutfört nästa år", [["inte genomfört", "prognos"]]),
        (None, "Klart 2024-12-31", [["genomfört", "utfall"]]),
    ],
)
@pytest.mark.parametrize("role", ["status", "comment"])
def test_ready_at_a_time_to_come(
    period: Period | None, text: str, expected: list[list[str]], role: str
) -> None:
    """What is called ready at a time after the report's own period is a forecast."""
    assert said(judged([(role, text)], period=period)) == expected


def test_what_is_said_of_the_whole_in_a_boards_part_is_the_items() -> None:
    """A board's part that ends with the item as a whole gives the item's statement, not the board's."""
    found = judged(
        [
            (
                "comment",
                "Vi har bytt alla lampor. Som helhet är uppdraget slutfört.",
                {"board": "Servicenämnden"},
            ),
            ("comment", "Uppdraget är i sin helhet inte påbörjat.", {"board": "Tekniska nämnden"}),
        ]
    )
    assert said(found) == [["ej påbörjat", "utfall", "Tekniska nämnden"], ["genomfört", "utfall"]]


def test_the_plain_headline_is_the_evidence() -> None:
    """Of sentences that say the same, one that names the uppdrag goes before one that names its product."""
    found = judged([("comment", "Planen antogs i november. Uppdraget är genomfört.")])
    assert [a.evidence for a in found] == ["Uppdraget är genomfört."]
    found = judged(
        [("comment", "Arbetet skulle ha påbörjats i våras men har dröjt. Uppdraget är inte påbörjat.")]
    )
    assert [a.evidence for a in found] == ["Uppdraget är inte påbörjat."]


def test_a_form_with_two_boxes_ticked() -> None:
    """Each ticked option of a form is a statement, with its own words as evidence; an empty form has none."""
    found = judged([("status", "☒ Pågår ☒ Bedöms bli klart ☐ Ej påbörjat")])
    assert [(a.evidence, a.modality) for a in found] == [("Pågår", "utfall"), ("Bedöms bli klart", "prognos")]
    assert judged([("status", "☐ Pågår ☐ Ej påbörjat")]) == []
    answer = judged([("status", "☐ Ja ☒ Nej", {"label": "Genomfört"})])
    assert [(a.assessment, a.evidence) for a in answer] == [("inte genomfört", "Nej")]
    assert judged([("status", "☐ Ja ☒ Nej", {"label": "Status"})]) == []


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("☐ Ja ☐ Delvis ☒ Nej", [["inte genomfört", "prognos"]]),
        ("☐ Ja ☒ Delvis ☐ Nej", [["delvis genomfört", "prognos"]]),
        ("☒ Ja ☐ Delvis ☐ Nej", [["genomfört", "prognos"]]),
        ("☐ Ja ☐ Nej ☒ Går inte att säga än", [["ej bedömt", "prognos"]]),
        ("☐ Ja ☐ Delvis ☐ Nej", []),
    ],
)
def test_boxes_under_a_question_of_later(answer: str, expected: list[list[str]]) -> None:
    """Boxes that answer how it will be by a day to come are forecasts."""
    for label in ("I hamn före nyår", "Klart till årsskiftet?"):
        found = judged([("status", answer, {"label": label})], period=Period.T1)
        assert said(found) == expected


@pytest.mark.parametrize("text", ["Klart senast", "Klart senast 2024-12-31", "Färdigt senast: juni"])
def test_a_deadline_is_no_status(text: str) -> None:
    """By when a matter is to be ready says nothing of how it goes."""
    assert cell(text) is None and leading(text) is None and cell("Klart") is not None


def test_a_column_that_asks_of_later() -> None:
    """Yes under "Klart 31/12?" is a forecast before that day and an outcome after it."""
    asked = [("status", "Nej", {"label": "Klart 31/12?"})]
    assert said(judged(asked, period=Period.T2)) == [["inte genomfört", "prognos"]]
    assert said(judged(asked, period=Period.AR)) == [["inte genomfört", "utfall"]]


@pytest.mark.parametrize(
    ("passages", "expected"),
    [
        (
            [("status", "Klart"), ("status", "Försenad", {"label": "Tidplan"})],
            [("genomfört", "med avvikelse")],
        ),
        ([("status", "Pågår"), ("status", "Ja", {"label": "Avvikelse"})], [("pågår", "med avvikelse")]),
        ([("status", "Pågår"), ("status", "Nej", {"label": "Avvikelse"})], [("pågår", "enligt plan")]),
        ([("status", "Pågår"), ("status", "Nej", {"label": "Enligt plan?"})], [("pågår", "med avvikelse")]),
        (
            [("status", "Försenad"), ("comment", "Uppdraget är inte påbörjat.")],
            [("ej påbörjat", "med avvikelse")],
        ),
        ([("status", "Försenad")], [("pågår", "med avvikelse")]),
        ([("status", "Kvarstår")], []),
    ],
)
def test_a_cell_of_no_more_than_a_deviation(passages: list[Any], expected: list[tuple[str, str]]) -> None:
    """A cell that only tells how the plan is kept gives that to the status beside it."""
    assert [(a.assessment, a.deviation) for a in judged(passages)] == expected


@pytest.mark.parametrize(
    ("label", "text", "expected"),
    [
        ("Slutförd 31/12", "Ja", [["genomfört", "utfall"]]),
        ("Slutförd 31/12", "Nej", [["inte genomfört", "utfall"]]),
        ("Klart i år?", "Delvis", [["delvis genomfört", "utfall"]]),
        ("Synpunkter", "Nej", []),
        ("Berörs nämnden?", "Ja", []),
        ("Slutförd 31/12", "Enligt beslut", []),
    ],
)
def test_an_answer_in_a_column_of_comments(label: str, text: str, expected: list[list[str]]) -> None:
    """A lone answer under a name that asks for the status is one, whatever the column was taken for."""
    assert said(judged([("comment", text, {"label": label})], period=Period.AR)) == expected
