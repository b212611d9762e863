"""How a matter went from one report to the next."""

from __future__ import annotations

import pytest

from tertial.followed import follow
from tertial.linking import link, thread
from tertial.records import Report, Transition
from tests.builders import report

TITLE = "Bygg en ny gångbro över ån"


def found(reports: list[Report]) -> list[Transition]:
    """The transitions of some reports, in the order of the table."""
    links = link(reports)
    followed = follow(reports, links, thread(reports, links))
    return [one for each in reports for one in followed[each.document.document_id].transitions]


@pytest.mark.parametrize(
    ("before", "now", "change"),
    [
        (["ej påbörjat/utfall"], ["pågår/utfall"], "advanced"),
        (["vilande/utfall"], ["pågår/utfall"], "advanced"),
        (["inte genomfört/prognos"], ["genomfört/prognos"], "advanced"),
        (["pågår/utfall"], ["genomfört/utfall"], "finished"),
        (["genomfört/prognos"], ["genomfört/utfall"], "finished"),
        (["pågår/utfall"], ["utgår/utfall"], "called off"),
        (["pågår/utfall"], ["vilande/utfall"], "stalled"),
        (["genomfört/prognos"], ["inte genomfört/utfall"], "stalled"),
        (["pågår/utfall"], ["ej påbörjat/utfall"], "reversed"),
        (["genomfört/prognos"], ["inte genomfört/prognos"], "reversed"),
        (["genomfört/utfall"], ["pågår/utfall"], "reopened"),
        (["utgår/utfall"], ["ej påbörjat/utfall"], "reopened"),
        (["pågår/utfall", "genomfört/prognos"], ["pågår/utfall"], "unchanged"),
        (["pågår/utfall"], ["genomfört/prognos"], "unclear"),
        (["pågår/utfall"], ["ej bedömt/utfall"], "unclear"),
        (["pågår/utfall"], [], "unclear"),
        (["Tekniska nämnden: pågår/utfall"], ["Tekniska nämnden: delvis genomfört/utfall"], "advanced"),
        (
            ["pågår/utfall"],
            ["Tekniska nämnden: genomfört/utfall", "Kommunstyrelsen: genomfört/prognos"],
            "unclear",
        ),
    ],
)
def test_how_the_status_went(before: list[str], now: list[str], change: str) -> None:
    """What is compared with what, and how a step is called; a forecast never finishes anything."""
    [one] = found(
        [
            report("2023-T1", [{"title": TITLE, "status": before}]),
            report("2023-T2", [{"title": TITLE, "status": now}]),
        ]
    )
    assert (one.from_period, one.to_period, one.change.value) == ("2023-T1", "2023-T2", change)


def test_what_else_changed_stands_beside_it() -> None:
    """A title, an end and a board that are new are told whatever the status did."""
    [one] = found(
        [
            report("2023-T1", [{"title": TITLE, "boards": ["Tekniska nämnden"], "end": "2023-06-30"}]),
            report(
                "2023-T2",
                [
                    {
                        "title": "Bygg en ny gång- och cykelbro över ån",
                        "boards": ["Tekniska nämnden", "Kommunstyrelsen"],
                        "end": "2023-12-31",
                    }
                ],
            ),
        ]
    )
    assert (one.reworded, one.postponed, one.new_boards) == (True, True, ("Kommunstyrelsen",))


def test_what_did_not_change_is_not_told() -> None:
    """The same title, an end that is earlier or now missing, a board where none was named: nothing is new."""
    [one] = found(
        [
            report("2023-T1", [{"title": TITLE, "end": "2023-12-31"}]),
            report("2023-T2", [{"title": TITLE + ".", "boards": ["Kommunstyrelsen"], "end": "2023-06-30"}]),
        ]
    )
    assert (one.reworded, one.postponed, one.new_boards) == (False, False, ())


def test_order_and_absence_change_nothing_else() -> None:
    """Reports in another order give the same; without the last, what came before it stays as it was."""
    series = [
        report("2023-T1", [{"title": TITLE, "status": ["pågår/utfall"]}]),
        report("2023-T2", [{"title": TITLE, "status": ["vilande/utfall"]}]),
        report("2023-T3", [{"title": TITLE, "status": ["genomfört/utfall"]}]),
    ]
    whole = found(series)
    assert [one.change.value for one in whole] == ["stalled", "finished"]
    assert sorted(found(series[::-1]), key=lambda one: one.from_period) == whole
    assert found(series[:2]) == whole[:1]


def test_an_end_set_anew_each_year_is_not_put_off() -> None:
    """What goes on has its year's last day for its end, whatever the year."""
    anew, moved = (
        found(
            [
                report("2022-T3", [{"title": TITLE, "end": "2022-12-31"}]),
                report("2023-T1", [{"title": TITLE, "end": end}]),
            ]
        )
        for end in ("2023-12-31", "2023-06-30")
    )
    assert [one.postponed for one in (*anew, *moved)] == [False, True]


def test_one_of_all_boards_is_no_new_board() -> None:
    """Who was asked with all the others answered for it before."""
    [one] = found(
        [
            report("2023-T1", [{"title": TITLE, "boards": ["Alla nämnder"]}]),
            report("2023-T2", [{"title": TITLE, "boards": ["Kommunstyrelsen"]}]),
        ]
    )
    assert one.new_boards == ()
