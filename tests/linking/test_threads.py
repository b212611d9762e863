"""Threads: a matter followed through time."""

from __future__ import annotations

from typing import Any

import pytest

from tertial.linking import link, thread
from tertial.records import Report, Thread
from tests.builders import report

BRIDGE = "Bygg en ny gångbro över ån"
PLOT = "Sanera tomten vid hamnen"


def threads(*reports: Report) -> dict[str, Thread]:
    """The threads of some reports by title."""
    return {one.title: one for one in thread(reports, link(reports)).threads}


def item(title: str, *status: str, **more: Any) -> dict[str, Any]:
    """An item with its statements of status."""
    return {"title": title, "status": list(status), **more}


def test_a_thread_runs_from_its_first_report_to_its_last() -> None:
    """A thread has the periods of its first and last report, their number, and its first item's identity."""
    first = report("2022-T2", [item(BRIDGE, "pågår/utfall")])
    second = report("2022-T3", [item(BRIDGE, "pågår/utfall")])
    third = report("2023-T1", [item(BRIDGE, "delvis genomfört/utfall")])
    found = thread([third, first, second], link([third, first, second]))
    (one,) = found.threads
    assert (one.first_period, one.last_period, one.n_reports) == ("2022-T2", "2023-T1", 3)
    assert one.thread_id == f"t-{first.items[0].item_id}"
    assert set(found.of.values()) == {one.thread_id} and len(found.of) == 3


def test_a_thread_keeps_its_id_when_reports_are_added() -> None:
    """A later report changes no thread_id."""
    first, second = report("2022-T2", [BRIDGE, PLOT]), report("2022-T3", [BRIDGE])
    before, after = thread([first], []), thread([first, second], link([first, second]))
    assert {key: after.of[key] for key in before.of} == before.of


def test_a_report_without_a_period_is_named_by_its_year() -> None:
    """Where no period is stated the year alone stands."""
    assert threads(report("2021", [BRIDGE], kind="plan"))[BRIDGE].first_period == "2021"


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (["pågår/utfall", "genomfört/prognos"], "pågår"),
        (["genomfört/prognos"], "genomfört"),
        (["genomfört/utfall", "Socialnämnden: ej påbörjat/utfall"], "genomfört"),
        (["Socialnämnden: ej påbörjat/utfall", "Tekniska nämnden: genomfört/utfall"], "ej påbörjat"),
        (["Socialnämnden: ej bedömt/utfall", "Tekniska nämnden: genomfört/utfall"], "genomfört"),
        ([], None),
    ],
)
def test_outcome(status: list[str], expected: str | None) -> None:
    """The outcome is what the report says of the whole, else the least far come of its boards."""
    assert threads(report("2023-T2", [item(BRIDGE, *status)]))[BRIDGE].outcome == expected


def test_what_became_of_a_matter() -> None:
    """New, continued, completed or dropped, seen from the municipality's last report."""
    found = threads(
        report(
            "2022-T3",
            [
                item(BRIDGE, "pågår/utfall"),
                item(PLOT, "pågår/utfall"),
                item("Köp in elbåtar", "pågår/utfall"),
            ],
        ),
        report(
            "2023-T1",
            [
                item(BRIDGE, "pågår/utfall"),
                item("Köp in elbåtar", "genomfört/utfall"),
                item("Byt takpannor på rådhuset"),
            ],
        ),
    )
    assert {title: one.change.value for title, one in found.items()} == {
        BRIDGE: "continued",
        PLOT: "dropped",
        "Köp in elbåtar": "completed",
        "Byt takpannor på rådhuset": "new",
    }


def test_a_hope_is_no_completion() -> None:
    """Expected to be done: new or continued in the last report, dropped once it is no longer reported."""
    first = report("2022-T2", [item(BRIDGE, "genomfört/prognos")])
    assert threads(first)[BRIDGE].change == "new"
    assert threads(first, report("2022-T3", [PLOT]))[BRIDGE].change == "dropped"


def test_a_matter_that_the_report_calls_off_is_dropped() -> None:
    """Utgår is dropped, also in the last report."""
    assert threads(report("2022-T2", [item(BRIDGE, "utgår/utfall")]))[BRIDGE].change == "dropped"


def test_merged_matters_are_one_thread() -> None:
    """What became one is one thread, with the identity of the first."""
    before = report("2022-T3", ["Ta fram en klimatplan", "Ta fram en energiplan"])
    after = report("2023-T1", ["Ta fram en gemensam klimatplan och energiplan"])
    found = thread([before, after], link([before, after]))
    assert len(found.threads) == 1 and found.threads[0].n_reports == 2
    assert found.threads[0].thread_id == f"t-{before.items[0].item_id}"
    assert found.threads[0].titles == (
        "Ta fram en klimatplan",
        "Ta fram en energiplan",
        "Ta fram en gemensam klimatplan och energiplan",
    )


def test_a_split_matter_is_one_row_in_which_each_branch_is_found() -> None:
    """Titled by the first of its latest items, with all titles and ids, and as far as the least far come."""
    before = report("2022-T3", ["Ta fram en gemensam klimatplan och energiplan"])
    after = report(
        "2023-T1",
        [item("Ta fram en klimatplan", "genomfört/utfall"), item("Ta fram en energiplan", "pågår/utfall")],
    )
    for order in ([before, after], [after, before]):
        found = thread(order, link(order))
        assert [(one.title, one.outcome, one.change, one.n_reports) for one in found.threads] == [
            ("Ta fram en klimatplan", "pågår", "continued", 2)
        ]
        assert found.threads[0].titles[1:] == ("Ta fram en klimatplan", "Ta fram en energiplan")
        assert found.threads[0].item_ids == tuple(one.item_id for one in (*before.items, *after.items))
