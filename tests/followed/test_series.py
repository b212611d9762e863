"""What comes of following matters: the same from reports in any order, and local to what is taken away."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tertial import tables
from tertial.flags.across import across
from tertial.followed import explained, follow
from tertial.linking import link, thread
from tertial.linking.order import period_end
from tertial.records import Report
from tests.builders import report

BRIDGE, HARBOUR, WASTE = "Bygg en ny gångbro över ån", "Sanera tomten vid hamnen", "Ta fram en avfallsplan"
SAID = (
    "Köken väger sedan januari det som slängs från serveringen, och resultatet anslås i matsalen varje "
    "fredag. Fyra kök av elva är ännu inte med, eftersom de saknar vågar eller håller på att byggas om. "
    "Kostenheten har tagit fram en enkel handledning."
)
FOLLOWED = ("links", "threads", "transitions", "forecasts", "gaps", "answers", "flags")


def series(municipality: str = "Almvik", names: str = "") -> list[Report]:
    """Five reports with something for every table and flag, in files called by these letters."""
    tn = ["Tekniska nämnden"]
    raw: list[tuple[str, list[dict[str, Any]]]] = [
        ("2021-T2", [{"title": BRIDGE, "boards": tn, "end": "2021-12-31", "status": ["genomfört/prognos"]}]),
        ("2021-T3", [{"title": BRIDGE, "boards": tn, "end": "2021-12-31", "status": ["pågår/utfall"]}]),
        (
            "2022-T2",
            [
                {"title": BRIDGE, "boards": tn, "end": "2022-09-30", "status": ["pågår/utfall"]},
                {"title": HARBOUR, "status": ["pågår/utfall"]},
                {"title": WASTE, "sections": {"Kommunstyrelsen": "Pågår."}, "comment": SAID},
            ],
        ),
        (
            "2023-T2",
            [
                {"title": BRIDGE, "boards": tn, "status": ["vilande/utfall"]},
                {"title": WASTE, "comment": SAID},
            ],
        ),
        ("2023-T3", [{"title": BRIDGE, "boards": tn, "status": ["genomfört/utfall"]}, {"title": WASTE}]),
    ]
    sources = [f"{name}.txt" for name in names] or [""] * len(raw)
    return [
        report(when, items, municipality=municipality, source=source)
        for (when, items), source in zip(raw, sources, strict=True)
    ]


def found(reports: Sequence[Report]) -> dict[str, list[dict[str, Any]]]:
    """The rows of all tables that following gives."""
    links = link(reports)
    threads = explained(reports, thread(reports, links))
    built = tables.build(
        reports,
        links,
        threads.threads,
        threads.of,
        across(reports, links, threads),
        follow(reports, links, threads),
    )
    return {name: built[name].to_pylist() for name in FOLLOWED}


def test_the_series_has_something_for_every_table() -> None:
    """Else the tests below would hold of nothing."""
    rows = found(series())
    assert all(rows.values())
    codes = {row["code"] for row in rows["flags"]}
    assert {"dropped_unfinished", "forecast_missed", "target_moved", "unchanged_text"} <= codes


def test_reports_in_any_order_give_the_same() -> None:
    """Row by row, in the same order."""
    reports = series()
    whole = found(reports)
    assert found(reports[::-1]) == whole
    assert found([reports[2], reports[4], reports[0], reports[3], reports[1]]) == whole


def test_rows_stand_in_time_whatever_the_files_are_called() -> None:
    """By municipality, then year and period, then as the items stand, where names go the other way."""
    reports = [*series("Björkvik", "edcba"), *series("Almvik", "54321")]
    places = {
        item.item_id: (one.document.municipality, period_end(one.document), item.ordinal)
        for one in reports
        for item in one.items
    }
    ends = {one.document.document_id: period_end(one.document) for one in reports}
    rows = found(reports)
    for name, of in (
        ("links", "from_item_id"),
        ("transitions", "from_item_id"),
        ("forecasts", "item_id"),
        ("answers", "item_id"),
    ):
        order = [places[row[of]] for row in rows[name]]
        assert order == sorted(order), name
        assert len({municipality for municipality, *_ in order}) == 2, name
    gaps = [(row["municipality"], ends[row["before_document_id"]]) for row in rows["gaps"]]
    assert gaps == sorted(gaps)
    assert found(reports[::-1]) == rows


def test_another_municipality_changes_nothing() -> None:
    """What is told of Almvik is the same with and without the reports of Björkvik."""
    alone, both = found(series()), found([*series("Björkvik"), *series()])
    for name in FOLLOWED:
        assert [row for row in both[name] if row in alone[name]] == alone[name]
        assert len(both[name]) == 2 * len(alone[name])


def test_taking_one_report_out_leaves_what_it_does_not_touch() -> None:
    """Without the last report, whatever was told of earlier ones alone stands as it stood."""
    reports = series()
    last = reports[-1].document.document_id
    whole, less = found(reports), found(reports[:-1])
    for name in ("links", "transitions", "forecasts", "gaps", "answers", "flags"):
        untouched = [row for row in whole[name] if not any(last in str(value) for value in row.values())]
        assert [row for row in untouched if row not in less[name]] == [], name
