"""Reports that one would expect, by what the municipality has at other times."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tertial.followed import explained, follow
from tertial.followed.gaps import gaps
from tertial.linking import link, thread
from tertial.records import Report
from tests.builders import report

TITLES = ["Bygg en ny gångbro över ån", "Sanera tomten vid hamnen"]


def names(periods: str) -> list[str]:
    """The gaps in a series of reports, each with those around it."""
    reports = [report(when, TITLES) for when in periods.split()]
    when = {one.document.document_id: one.document.period_label for one in reports}
    links = link(reports)
    followed = follow(reports, links, thread(reports, links))
    return [
        f"{when[gap.before]} < {gap.year}-{gap.period} < {when[gap.after]}"
        for one in reports
        for gap in followed[one.document.document_id].gaps
    ]


@pytest.mark.parametrize(
    ("periods", "gaps"),
    [
        ("2022-T1 2022-T2 2022-T3 2023-T1 2023-T2 2023-T3", []),
        ("2022-T1 2022-T2 2022-T3 2023-T1 2023-T3", ["2023-T1 < 2023-T2 < 2023-T3"]),
        ("2022-T2 2023-T3", ["2022-T2 < 2022-T3 < 2023-T3", "2022-T2 < 2023-T2 < 2023-T3"]),
        ("2021-T2 2021-T3 2023-T2 2023-T3", ["2021-T3 < 2022-T2 < 2023-T2", "2021-T3 < 2022-T3 < 2023-T2"]),
        ("2020-H1 2020-år 2021-H1 2021-år 2022-T1 2022-T2 2022-år 2023-T1 2023-T2 2023-år", []),
        ("2022-T2 2022-år 2023-T2 2023-T3 2024-T2", []),
        ("2022-T2 2022-T3", []),
        ("2022-T2 2022-T3 2023-T1", []),
        ("2021-T3 2022-T1 2022-T2 2022-T3 2023-T1", []),
        ("2021-T2 2022-T1 2022-T2 2022-T3 2023-T1", ["2021-T2 < 2021-T3 < 2022-T1"]),
    ],
)
def test_what_is_missing_is_told_from_the_years_around_it(periods: str, gaps: list[str]) -> None:
    """What a year before and one after have, is expected between the first and the last report; T3 is år."""
    assert names(periods) == gaps


def test_a_plan_is_no_follow_up() -> None:
    """It fills no gap, though it is for the whole year."""
    reports = [report(when, TITLES) for when in ("2022-T2", "2022-T3", "2023-T2", "2024-T2", "2024-T3")]
    plan = report("2023-år", TITLES, kind="plan")
    found = gaps([one.document for one in (*reports, plan)])
    assert [(gap.year, gap.period.value) for gap in found] == [(2023, "T3")]


def test_what_was_called_off_needs_no_explanation() -> None:
    """It leaves the list as it should, whatever is missing after it."""
    reports = [
        report("2022-T2", [TITLES[0], {"title": TITLES[1], "status": ["utgår/utfall"]}]),
        *(report(when, TITLES[:1]) for when in ("2023-T2", "2023-T3")),
    ]
    assert (TITLES[1], "dropped", ()) in changes(reports)


@given(st.sets(st.tuples(st.integers(2019, 2024), st.sampled_from(("T1", "T2", "T3"))), min_size=1))
def test_nothing_is_missing_before_the_first_report_or_after_the_last(whens: set[tuple[int, str]]) -> None:
    """Whichever reports an archive has, it is not asked for what lies outside them."""
    ordered = sorted(whens)
    found = gaps([report(f"{year}-{period}", TITLES[:1]).document for year, period in ordered])
    assert all(ordered[0] < (gap.year, gap.period.value) < ordered[-1] for gap in found)


def changes(reports: list[Report]) -> list[tuple[str, str, tuple[str, ...]]]:
    """What became of each matter, and the missing reports that could explain it."""
    threads = explained(reports, thread(reports, link(reports)))
    return [(one.title, one.change.value, one.missing_reports) for one in threads.threads]


def test_new_and_dropped_say_which_missing_report_could_explain_them() -> None:
    """What went on over the gap needs no explanation, nor what was dropped where nothing is missing."""
    full = [report(when, ["Köp in elbåtar", *TITLES[:1]]) for when in ("2021-T2", "2021-T3")]
    before = report("2022-T2", TITLES)
    after = report("2023-T2", [TITLES[0], "Inventera brunnar"])
    assert changes([*full, before, after]) == [
        ("Köp in elbåtar", "dropped", ()),
        (TITLES[0], "continued", ()),
        (TITLES[1], "dropped", ("2022-T3",)),
        ("Inventera brunnar", "new", ("2022-T3",)),
    ]
    between = report("2022-T3", TITLES)
    assert all(missing == () for _, _, missing in changes([*full, before, between, after]))


def test_order_does_not_matter() -> None:
    """The same reports in another order lack the same."""
    reports = [report(when, TITLES) for when in ("2021-T2", "2021-T3", "2023-T2", "2023-T3")]
    one, other = (follow(some, [], thread(some, [])) for some in (reports, reports[::-1]))
    assert one == other
