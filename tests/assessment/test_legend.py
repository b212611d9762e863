"""A report's own legend decides what its colours and symbols mean."""

from __future__ import annotations

from typing import Any

import pytest

from tertial import wording
from tertial.analysis import interpret
from tertial.assessment.legend import Legend, name
from tertial.parsers.legends import explaining, used
from tests.assessment.made import document, judged, said
from tests.notation import document as notation
from tests.test_wording import cases


@pytest.mark.parametrize(
    ("line", "mark", "status", "modality"),
    [
        ("Grön = målet är uppfyllt", "grön", "genomfört", "utfall"),
        ("Gul: Målet är delvis uppfyllt.", "gul", "delvis genomfört", "utfall"),
        ("Röd – Målet nås inte", "röd", "inte genomfört", "utfall"),
        ("[grön] Klart", "grön", "genomfört", "utfall"),
        ("🟡 Pågår", "gul", "pågår", "utfall"),
        ("Blå innebär att uppdraget inte är påbörjat", "blå", "ej påbörjat", "utfall"),
        ("😊 = Målet bedöms bli uppfyllt under året", "😊", "genomfört", "prognos"),
        ("● Röd: Målet bedöms inte uppnås", "röd", "inte genomfört", "prognos"),
        ("Grå = Ej bedömt", "grå", "ej bedömt", "utfall"),
    ],
)
def test_line(line: str, mark: str, status: str, modality: str) -> None:
    """A line that explains a mark gives it its status."""
    reading = Legend.of(document(["Så läses färgerna", line])).reading(mark)
    assert reading is not None and [reading.assessment, reading.modality] == [status, modality]


@pytest.mark.parametrize(
    "line",
    [
        "Gul = målet är delvis uppfyllt eller kan inte mätas",
        "Grön: indikatorn har förbättrats sedan förra året",
        "Grön el köps in till alla lokaler",
        "Röd tråd: arbetet pågår",
        "Grönområden: skötselplanen är klar",
    ],
)
def test_no_legend(line: str) -> None:
    """A line that explains no mark, or gives it two statuses, is no legend."""
    assert Legend.of(document([line])).marks == ()


def test_two_meanings() -> None:
    """A mark that is explained in two ways can't be read."""
    legend = Legend.of(document(["Gul = delvis genomfört", "Gul = ej påbörjat", "Grön = genomfört"]))
    assert legend.reading("Gul") is None
    assert legend.reading("Grön") is not None


def test_several_in_a_line() -> None:
    """A line may explain all marks at once."""
    legend = Legend.of(document(["Grön = genomfört, Gul = pågår, Röd = ej påbörjat"]))
    assert [mark for mark, _ in legend.marks] == ["grön", "gul", "röd"]


def test_table() -> None:
    """A table of marks and meanings is a legend, with words or shades for the marks."""
    legend = Legend.of(
        notation("""
            | {grön} | Målet är uppfyllt |
            | {gul} | Målet är delvis uppfyllt |
            | {röd} | Målet är inte uppfyllt |
        """)
    )
    assert [(mark, str(reading.assessment)) for mark, reading in legend.marks] == [
        ("grön", "genomfört"),
        ("gul", "delvis genomfört"),
        ("röd", "inte genomfört"),
    ]


def test_two_legends_side_by_side() -> None:
    """A table of four columns may hold two legends: how it is now, and how it is expected to end."""
    made = notation(
        """
        | Nu |  | Vid årsskiftet |  |
        |---|---|---|---|
        | ☺ | Avslutad | ↑ | Blir klar |
        | ☹ | Inte påbörjad | ↓ | Blir inte klar |
        |  |  | → | Blir klar till viss del |
        """
    )
    legend = Legend.of(made)
    meant = {mark: (reading.assessment, reading.modality) for mark, reading in legend.marks}
    assert meant == {
        "glad": ("genomfört", "utfall"),
        "ledsen": ("ej påbörjat", "utfall"),
        "upp": ("genomfört", "prognos"),
        "ner": ("inte genomfört", "prognos"),
        "lika": ("delvis genomfört", "prognos"),
    }


def test_a_legend_of_two_places() -> None:
    """A table may say what a colour means here and there; the name of the place decides, else the first."""
    legend = Legend.of(
        notation("""
            | Färg | Läget i dag | Kolumnen 31 dec: väntat läge |
            | {grön} | Genomfört | Väntas bli genomfört |
            | {gul} | Pågår | Väntas bli delvis genomfört |
            | {blå} | Vilar | (används inte) |
        """)
    )
    places = {"": "pågår", "KS": "pågår", "31 dec": "delvis genomfört"}
    for place, status in places.items():
        reading = legend.reading("[gul]", place)
        assert reading is not None and str(reading.assessment) == status
    assert legend.reading("[blå]") is not None
    assert legend.reading("[blå]", "31 dec") is None


def test_a_colour_by_the_legend() -> None:
    """A colour alone is a status cell where the report explains it, and nothing where it does not."""
    explained = judged([("status", "[grön]")], before=["Grön = uppdraget är genomfört"])
    assert said(explained) == [["genomfört", "utfall"]]
    assert [(a.method, a.evidence) for a in explained] == [("status_cell", "[grön]")]
    assert judged([("status", "[grön]")]) == []
    assert judged([("status", "Gul")], before=["Grön = uppdraget är genomfört"]) == []


@pytest.mark.parametrize(
    ("text", "shade", "expected"),
    [
        ("Pågår", "gul", [("pågår", "med avvikelse")]),
        ("Klart", "röd", [("genomfört", "med avvikelse")]),
        ("Pågår", "grön", [("pågår", "enligt plan")]),
        ("Pågår", "blå", [("pågår", "")]),
        ("Upphandling i maj", "röd", [("pågår", "med avvikelse")]),
        ("Upphandling i maj", "blå", []),
    ],
)
def test_a_colour_that_means_a_deviation(text: str, shade: str, expected: list[tuple[str, str]]) -> None:
    """The colour of a cell with words adds the deviation that the legend gives it."""
    legend = ["Gul = avviker från plan", "Röd = försenad", "Grön = enligt plan"]
    found = judged([("status", text, {"shade": shade})], before=legend)
    assert [(a.assessment, a.deviation) for a in found] == expected


@pytest.mark.parametrize(
    ("meaning", "deviation"),
    [
        ("Ingen avvikelse", "enligt plan"),
        ("Mindre avvikelse", "med avvikelse"),
        ("Stor försening", "med avvikelse"),
    ],
)
def test_degrees_of_deviation(meaning: str, deviation: str) -> None:
    """A legend may tell of no more than how far the plan is kept."""
    reading = Legend.of(document([f"Gul = {meaning}"])).reading("gul")
    assert reading is not None and reading.deviation == deviation and reading.implied


def test_a_word_by_the_legend() -> None:
    """What stands over from before is a status only where the report says which."""
    assert judged([("status", "Kvarstår")]) == []
    explained = judged([("status", "Kvarstår")], before=["Kvarstår = uppdraget är inte genomfört"])
    assert said(explained) == [["inte genomfört", "utfall"]]


def test_names() -> None:
    """A mark is known in its forms, in brackets or not, and no other word is one."""
    assert [name(form) for form in ("[grön]", "Grönt", "🟢", " grön. ")] == ["grön"] * 4
    assert [name(form) for form in ("grönare", "", "Pågår", "Grön skola")] == [""] * 4


@pytest.mark.parametrize("case", cases("legends"))
def test_what_a_report_explains(case: dict[str, Any]) -> None:
    """Each code of a legend means what the case says, and a report without a legend explains nothing."""
    report = notation(f"{case['text']}\n\n# Uppdrag\n\nTa fram en plan")
    codes = wording.declared(explaining(report), text=report.text, used=used(report))
    legend = Legend.of(report)
    if not case["means"]:
        assert not codes.known and not legend.marks
    with wording.knowing(codes):
        read = {printed: legend.reading(printed) or wording.value(printed) for printed in case["means"]}
    assert {printed: str(r.assessment) if r else "" for printed, r in read.items()} == case["means"]


REPORT = """
# Uppföljning av uppdrag, augusti 2023

{before}

| Uppdrag | Ansvarig | {column} |
| Ta fram en plan för cykelvägar | TN | {first} |
| Se över taxorna | KS | {second} |

{after}
"""


@pytest.mark.parametrize(
    ("column", "first", "second", "before", "after"),
    [
        ("Status", "4", "2", "Status anges i en skala: 1 = ej påbörjat, 2 = påbörjat, 4 = klart", ""),
        ("Läget", "4/4", "2/4", "Läget visas i fjärdedelar: 2/4 = halvvägs, 4/4 = klart", ""),
        ("Läge", "●", "◑", "", "!footer ○ ej påbörjat ◑ pågående ● avslutat"),
        ("Läge", "G", "P", "", "Förklaring: G – genomfört, P – pågår, EP – ej påbörjat"),
        ("Status (K = klart, P = pågår)", "K", "P", "", ""),
        ("Status", "✔", "►", "| ✔ | Klart |\n| ► | Pågår |", ""),
        ("Status", "✔", "►", "", "| Tecken | Betydelse |\n| ✔ | Klart |\n| ► | Pågår |"),
        ("Status", "✔", "►", "✔ för det vi har gjort och ► för det vi håller på med", ""),
    ],
)
def test_a_legend_stands_anywhere(column: str, first: str, second: str, before: str, after: str) -> None:
    """A legend is found before and after its table, in its head, in a table of its own and in the footer."""
    text = REPORT.format(column=column, first=first, second=second, before=before, after=after)
    report = interpret(notation(text))
    assert [item.title for item in report.items] == ["Ta fram en plan för cykelvägar", "Se över taxorna"]
    assert [(a.assessment, a.evidence) for a in report.assessments] == [
        ("genomfört", first),
        ("pågår", second),
    ]


@pytest.mark.parametrize(
    ("column", "before"),
    [
        ("Status", "Prioritet: 1 = ej påbörjat, 2 = pågår, 4 = klart"),
        ("Antal", "Status: 1 = ej påbörjat, 2 = pågår, 4 = klart"),
        ("Status", "| 1 | Pågår |\n| 2 | Klart |\n| 4 | Ej påbörjat |"),
        ("Status", "1 Inledning\n\n2 Pågående uppdrag\n\n4 Avslutade uppdrag"),
    ],
)
def test_a_number_is_no_status_of_itself(column: str, before: str) -> None:
    """A number is a status only in a column that the explanation names."""
    text = REPORT.format(column=column, first="4", second="2", before=before, after="")
    report = interpret(notation(text))
    assert not [a for a in report.assessments if a.evidence in {"4", "2"}]


def test_how_many_there_are_of_each_colour_is_no_status() -> None:
    """A table that counts statuses gives none to the item above it."""
    report = interpret(
        notation("""
            # Uppföljning av uppdrag, augusti 2023

            Grön = genomfört, gul = pågår, röd = ej påbörjat

            | Uppdrag | Ansvarig | Läge |
            | Ta fram en plan för cykelvägar | TN | Grön |
            | Se över taxorna | KS | Gul |

            | Läge | Antal |
            | Grön | 1 |
            | Gul | 1 |
            | Röd | 0 |
        """)
    )
    assert [(a.assessment, a.evidence) for a in report.assessments] == [
        ("genomfört", "Grön"),
        ("pågår", "Gul"),
    ]


def test_a_sign_before_a_comment_leaves_the_legend_as_it_is() -> None:
    """What stands behind a sign in a cell explains the sign no more where the report has a legend."""
    legend = ["● avklarat  ▲ arbete på gång  ○ ännu inte startat"]
    cells = ["○ Väntar på ny prognos", "▲ Vilar tills vidare"]
    known = wording.declared([*cells, *legend]).known
    assert [str(known[sign].assessment) for sign in "●▲○"] == ["genomfört", "pågår", "ej påbörjat"]


@pytest.mark.parametrize(
    ("meaning", "expected"),
    [
        ("klart eller blir klart i år", [("genomfört", "prognos")]),
        ("uppnått eller kommer att uppnås", [("genomfört", "prognos")]),
        ("klart eller på väg", []),
        ("genomfört/enligt plan", []),
        ("pågår och blir klart i år", [("genomfört", "prognos"), ("pågår", "utfall")]),
        ("ej startat, men blir klart i år", [("ej påbörjat", "utfall"), ("genomfört", "prognos")]),
    ],
)
def test_a_sign_of_alternatives_or_of_two_statuses(meaning: str, expected: list[tuple[str, str]]) -> None:
    """A sign that stands for either says what is certain of both; one for two statuses says both."""
    legend = [f"● = {meaning}, ○ = vilande, ◐ = utgår"]
    found = judged([("status", "●")], before=legend)
    assert sorted((str(one.assessment), str(one.modality)) for one in found) == expected


@pytest.mark.parametrize(
    ("word", "meaning", "deviation"),
    [
        ("Pågående med avvikelse", "Arbetet pågår men tid eller kostnad avviker.", "med avvikelse"),
        ("Pågår enligt plan", "Arbetet pågår och slutdatum håller.", "enligt plan"),
        ("Avslutad med avvikelse", "Arbetet är klart.", "med avvikelse"),
        ("Pågående", "Arbetet pågår.", ""),
    ],
)
def test_a_status_in_words_keeps_how_its_plan_is_kept(word: str, meaning: str, deviation: str) -> None:
    """Where a legend says of a status in words only what the status is, how the plan is kept stays."""
    legend = f"{word} = {meaning}; Ej påbörjad = Arbetet har inte startat."
    assert wording.declared([legend]).known[word.lower()].deviation.value == deviation
