"""Columns of statuses of other times than the report's, and of what is expected."""

from __future__ import annotations

import pytest

from tertial.analysis import interpret
from tests.notation import document

TITLES = (
    "Utred en ny idrottshall",
    "Se över taxan för vatten",
    "Ta fram en kulturplan",
    "Bygg om brandstationen",
)
SHORT = {"genomfört": "+", "inte genomfört": "-", "delvis genomfört": "~", "pågår": "p", "ej påbörjat": "0"}


def statuses(title: str, columns: dict[str, tuple[str, ...]]) -> list[str]:
    """What is said of each row: `p` pågår, `+` genomfört, `-` inte genomfört …, forecasts after a stroke."""
    head = f"| Uppdrag | {' | '.join(columns)} |"
    rows = [f"| {' | '.join((t, *(cells[n] for cells in columns.values())))} |" for n, t in enumerate(TITLES)]
    report = interpret(document("\n".join((f"# {title}", "", "Granviks kommun", "", head, *rows))))
    found = []
    for item in report.items:
        own = [a for a in report.assessments if a.item_id == item.item_id]
        told = ["".join(SHORT[a.assessment] for a in own if a.modality == m) for m in ("utfall", "prognos")]
        found.append("/".join(told))
    return found


NOW = ("Genomfört", "Delvis genomfört", "Ej genomfört", "Genomfört")
BEFORE = ("Pågår", "Pågår", "Ej påbörjat", "Pågår")


@pytest.mark.parametrize(
    "earlier", ["Status delår", "T2", "Läge i augusti", "Status 2021", "Status 2022-08-31", "Tertial 1"]
)
@pytest.mark.parametrize("first", [True, False])
def test_a_column_of_an_earlier_time_is_not_judged(earlier: str, first: bool) -> None:
    """Beside the status at the end of the year that of August is told, and gives no row."""
    columns = {earlier: BEFORE, "Status": NOW} if first else {"Status": NOW, earlier: BEFORE}
    assert statuses("Årsredovisning 2022, uppföljning av uppdrag", columns) == ["+/", "~/", "-/", "+/"]


def test_all_columns_of_earlier_times_are_told() -> None:
    """Beside the status at the end of the year neither that of April nor that of August is judged."""
    columns = {"T1": ("Ej påbörjat",) * 4, "T2": BEFORE, "Läge": NOW}
    assert statuses("Årsredovisning 2022, uppföljning av uppdrag", columns) == ["+/", "~/", "-/", "+/"]


@pytest.mark.parametrize("own", ["Status delår", "T2", "Läge i augusti", "Status 2022"])
def test_a_column_of_the_reports_own_time_is_judged(own: str) -> None:
    """In August the status of August is the report's own, also where it is the only one."""
    assert statuses("Uppföljning av uppdrag, tertial 2 2022", {own: BEFORE}) == ["p/", "p/", "0/", "p/"]


@pytest.mark.parametrize(
    "later",
    [
        "Läget i december",
        "Bedömning december",
        "Bedömning T3",
        "Förväntat utfall",
        "Årsprognos",
        "Målbedömning helår",
        "Årsslut",
        "Slutet av året",
        "Klart under året",
        "Kommande status",
        "Framåt",
        "Progn.",
        "P",
    ],
)
def test_a_column_of_a_time_to_come_is_a_forecast(later: str) -> None:
    """In April what is called done in December is expected to be."""
    told = statuses("Uppföljning av uppdrag, tertial 1 2022", {"Status": ("Pågår",) * 4, later: NOW})
    assert told == ["p/+", "p/~", "p/-", "p/+"]


@pytest.mark.parametrize(
    "question",
    [
        "Prognos T3",
        "Prognos 2022-12-31",
        "Förväntat läge T3",
        "Väntas",
        "Status (prognos)",
        "Genomförs 2022",
        "Slutförs under 2022 (J/N)",
        "Prognos för genomförande",
        "Kommer uppdraget att genomföras under året?",
        "Bedöms vara klart i år",
    ],
)
def test_yes_and_no_to_a_forecast(question: str) -> None:
    """Yes, no and partly say how it is expected to end where a column asks just that."""
    answers = ("Ja", "Delvis", "Nej", "Osäkert")
    told = statuses("Uppföljning av uppdrag, tertial 1 2022", {"Status": ("Pågår",) * 4, question: answers})
    assert told == ["p/+", "p/~", "p/-", "p/"]


@pytest.mark.parametrize("other", ["Prognos budget hålls", "Kräver beslut", "Nya medel"])
def test_yes_and_no_to_another_question(other: str) -> None:
    """What a column asks of something else is no forecast of the item."""
    answers = ("Ja", "Nej", "Nej", "Ja")
    told = statuses("Uppföljning av uppdrag, tertial 1 2022", {"Status": ("Pågår",) * 4, other: answers})
    assert told == ["p/"] * 4


def test_a_label_of_a_time_to_come_is_a_forecast() -> None:
    """Labels under a heading are dated as columns are."""
    told = [f"## {t}\n\nLäge T1: Pågår\n\nBedömning T3: {how}\n" for t, how in zip(TITLES, NOW, strict=True)]
    report = interpret(document("\n".join(("# Uppdrag, tertial 1 2022", "", "Granviks kommun", "", *told))))
    found = [str(a.assessment) for a in report.assessments if a.modality == "prognos"]
    assert found == ["genomfört", "delvis genomfört", "inte genomfört", "genomfört"]


@pytest.mark.parametrize(
    "names",
    [
        ("Föreg. period", "Nuläge"),
        ("Status senast", "Status nu"),
        ("Status T1", "Status T2"),
        ("31/12", "31/8"),
    ],
)
def test_the_last_periods_status_is_not_todays(names: tuple[str, str]) -> None:
    """In columns and on lines, also where December stands before August: that was last year's."""
    title = "Uppföljning av uppdrag, tertial 2 2022"
    assert statuses(title, {names[0]: BEFORE, names[1]: NOW}) == ["+/", "~/", "-/", "+/"]


@pytest.mark.parametrize(
    "name", ["Status 2023-01-15", "Status januari 2023", "Status mål 2023", "Status markavdelningen"]
)
def test_a_lone_column_dated_after_the_period_is_no_forecast(name: str) -> None:
    """A report is written after its period, and may say how things are by then."""
    assert statuses("Årsredovisning 2022, uppföljning av uppdrag", {name: NOW}) == ["+/", "~/", "-/", "+/"]


GOING = ("Pågår", "Ej påbörjat", "Pågår", "Pågår")


@pytest.mark.parametrize("name", ["Blir klart", "Vi tror", "Utblick", "Bedömning", "Läge 2"])
@pytest.mark.parametrize(
    "cells",
    [
        ("Blir klart", "Blir delvis klart", "Inte klart", "Blir klart"),
        ("Klart 2022", "Delvis klart 2022", "Klart 2023", "Klart 2022"),
        ("Bedöms bli genomfört", "Delvis", "Hinns inte", "Genomfört"),
    ],
)
@pytest.mark.parametrize("now", ["Läge", "Status", "L"])
def test_a_column_whose_cells_foretell_is_a_forecast(name: str, cells: tuple[str, ...], now: str) -> None:
    """Beside what goes on a column of ends, some of them yet to come, tells how it is expected to end."""
    told = statuses("Uppföljning av uppdrag, tertial 1 2022", {now: GOING, name: cells})
    assert told == ["p/+", "0/~", "p/-", "p/+"]


@pytest.mark.parametrize("name", ["Bild", "Beredning", "Läget hos oss i huset"])
def test_a_column_that_may_be_of_anything_is_not_judged(name: str) -> None:
    """Where neither name nor cells tell what a second column of statuses is, how it is now stands alone."""
    told = statuses("Uppföljning av uppdrag, tertial 1 2022", {"Status": GOING, name: NOW})
    assert told == ["p/", "0/", "p/", "p/"]


def test_two_columns_that_agree_are_both_judged() -> None:
    """A second column that says the same, or what the first leaves out, is no riddle."""
    first = ("Pågår", "Klart", "Klart", "")
    told = statuses(
        "Uppföljning av uppdrag, tertial 1 2022", {"Status": first, "Bild": (*first[:3], "Klart")}
    )
    assert told == ["p/", "+/", "+/", "+/"]


@pytest.mark.parametrize("name", ["Läge i år", "Status under året", "Utfall hela året"])
def test_a_status_of_the_year_is_no_forecast(name: str) -> None:
    """What is so this year is so now, unless the name asks whether it will be done."""
    title = "Uppföljning av uppdrag, tertial 2 2022"
    assert statuses(title, {name: NOW}) == ["+/", "~/", "-/", "+/"]


@pytest.mark.parametrize("name", ["Prognos", "Årsslut", "Kommande status"])
def test_what_goes_on_at_the_end_of_the_year_is_not_how_it_is_now(name: str) -> None:
    """Not begun, and expected to go on when the year is over, is one status of now."""
    later = ("Pågår", "Klart", "Pågår", "Klart")
    title = "Uppföljning av uppdrag, tertial 2 2022"
    now = ("Ej påbörjat", "Pågår", "Pågår", "Ej påbörjat")
    assert statuses(title, {"Läge": now, name: later}) == ["0/", "p/+", "p/", "0/+"]
