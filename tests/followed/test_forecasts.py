"""What was expected within a year, beside how the year ended."""

from __future__ import annotations

import pytest

from tertial.followed import follow
from tertial.linking import link, thread
from tertial.records import Forecast, Report
from tests.builders import report

TITLE = "Bygg en ny gångbro över ån"


def found(reports: list[Report]) -> list[Forecast]:
    """The forecasts of some reports, in the order of the table."""
    links = link(reports)
    followed = follow(reports, links, thread(reports, links))
    return [one for each in reports for one in followed[each.document.document_id].forecasts]


@pytest.mark.parametrize(
    ("expected", "end", "result"),
    [
        ("genomfört/prognos", ["genomfört/utfall"], "hit"),
        ("genomfört/prognos", ["pågår/utfall"], "miss"),
        ("genomfört/prognos", ["delvis genomfört/utfall"], "miss"),
        ("inte genomfört/prognos", ["pågår/utfall"], "hit"),
        ("inte genomfört/prognos", ["genomfört/utfall"], "miss"),
        ("delvis genomfört/prognos", ["delvis genomfört/utfall"], "hit"),
        ("genomfört/prognos", ["ej bedömt/utfall"], "unresolved"),
        ("genomfört/prognos", ["genomfört/prognos"], "unresolved"),
        ("genomfört/prognos", ["inte genomfört/prognos"], "miss"),
        ("inte genomfört/prognos", ["inte genomfört/prognos"], "hit"),
        ("genomfört/prognos", ["pågår/utfall?"], "unresolved"),
        ("genomfört/prognos", [], "unresolved"),
        ("genomfört/prognos", ["Tekniska nämnden: genomfört/utfall"], "unresolved"),
        ("Tekniska nämnden: genomfört/prognos", ["Tekniska nämnden: genomfört/utfall"], "hit"),
        ("Tekniska nämnden: genomfört/prognos", ["genomfört/utfall"], "unresolved"),
    ],
)
def test_a_forecast_is_held_against_the_same_speaker(expected: str, end: list[str], result: str) -> None:
    """The whole against the whole, a board against itself; else how it ended is not known."""
    [one] = found(
        [
            report("2023-T2", [{"title": TITLE, "status": [expected]}]),
            report("2023-T3", [{"title": TITLE, "status": end}]),
        ]
    )
    assert one.result.value == result
    assert bool(one.outcome_evidence) == bool(one.outcome)


def test_no_end_of_the_year_leaves_it_unresolved() -> None:
    """Neither what goes on within the year nor the next year's report tells how this one ended."""
    forecasts = found(
        [
            report("2022-T1", [{"title": TITLE, "status": ["genomfört/prognos"]}]),
            report("2022-T2", [{"title": TITLE, "status": ["pågår/utfall"]}]),
            report("2023-T3", [{"title": TITLE, "status": ["genomfört/utfall"]}]),
        ]
    )
    assert [(one.period.value, one.result.value) for one in forecasts] == [("T1", "unresolved")]


@pytest.mark.parametrize(
    ("within", "end", "result"),
    [
        ("genomfört/utfall", None, "hit"),
        ("utgår/utfall", None, "miss"),
        ("genomfört/utfall", "pågår/utfall", "miss"),
        ("Tekniska nämnden: genomfört/utfall", None, "unresolved"),
    ],
)
def test_what_is_closed_within_the_year_may_leave_the_list(within: str, end: str | None, result: str) -> None:
    """What T2 calls done came true, unless the year's last report says otherwise."""
    last = [{"title": TITLE, "status": [end]}] if end else [{"title": "Inventera brunnar", "status": []}]
    forecasts = found(
        [
            report("2022-T1", [{"title": TITLE, "status": ["genomfört/prognos"]}]),
            report("2022-T2", [{"title": TITLE, "status": [within]}]),
            report("2022-T3", last),
        ]
    )
    assert [one.result.value for one in forecasts] == [result]


def test_what_is_guessed_or_contradicts_itself_is_no_forecast() -> None:
    """Only what is said once, and one thing by one speaker."""
    assert not found(
        [
            report(
                "2023-T2",
                [
                    {"title": TITLE, "status": ["genomfört/prognos?"]},
                    {
                        "title": "Sanera tomten vid hamnen",
                        "status": ["genomfört/prognos", "inte genomfört/prognos"],
                    },
                    {"title": "Inventera brunnar", "status": ["ej bedömt/prognos"]},
                ],
            ),
            report("2023-T3", [{"title": TITLE, "status": ["genomfört/utfall"]}]),
        ]
    )


def test_what_was_done_early_counts_only_where_the_rest_does() -> None:
    """Where the year's last report is not at hand, nothing tells of those that were not done."""
    forecasts = found(
        [
            report("2022-T1", [{"title": TITLE, "status": ["genomfört/prognos"]}]),
            report("2022-T2", [{"title": TITLE, "status": ["genomfört/utfall"]}]),
        ]
    )
    assert [one.result.value for one in forecasts] == ["unresolved"]


@pytest.mark.parametrize("names", [("a.txt", "b.txt"), ("b.txt", "a.txt")])
def test_two_reports_of_the_year_end_tell_the_same_in_any_order(names: tuple[str, str]) -> None:
    """The least far come of what they say, whatever their files are called."""
    last = [
        report("2022-T3", [{"title": TITLE, "status": ["pågår/utfall"]}], source=names[0]),
        report("2022-år", [{"title": TITLE, "status": ["inte genomfört/utfall"]}], source=names[1]),
    ]
    forecasts = found([report("2022-T2", [{"title": TITLE, "status": ["genomfört/prognos"]}]), *last])
    assert [one.outcome.value for one in forecasts if one.outcome] == ["inte genomfört"]
