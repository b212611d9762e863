"""Which boards answer for an item."""

from __future__ import annotations

from tertial.followed.answers import answers
from tertial.records import Report
from tests.builders import report

KS, TN, BUN = "Kommunstyrelsen", "Tekniska nämnden", "Barn- och utbildningsnämnden"


def matrix(*reports: Report) -> dict[tuple[str, int], dict[str, str]]:
    """What each board does, by report and item."""
    found: dict[tuple[str, int], dict[str, str]] = {}
    label = {one.document.document_id: one.document.period_label for one in reports}
    for one in answers(reports):
        ordinal = int(one.item_id.rpartition("-")[2])
        found.setdefault((label[one.document_id], ordinal), {})[one.board] = one.answer.value
    return found


AUTUMN = report(
    "2023-T2",
    [
        {
            "title": "Minska matsvinnet",
            "boards": ["Alla nämnder"],
            "sections": {KS: "Vi väger.", TN: "Vi mäter."},
        },
        {"title": "Bygg en bro", "boards": [TN], "status": ["pågår/utfall"]},
        {"title": "Inventera brunnar", "boards": [TN, KS], "status": ["pågår/utfall"]},
        {"title": "Köp in elbåtar", "boards": [TN, KS]},
        {"title": "Sanera tomten", "status": [f"{TN}: pågår/utfall"]},
    ],
)
SPRING = report("2023-T1", [{"title": "Läxhjälp", "boards": [BUN], "status": ["pågår/utfall"]}])


def test_answered_silent_and_not_asked() -> None:
    """All boards are those known of the municipality that year, from whichever report."""
    found = matrix(AUTUMN, SPRING)
    assert found["2023-T2", 1] == {KS: "answered", TN: "answered", BUN: "silent"}
    assert found["2023-T2", 2] == {KS: "not asked", TN: "answered", BUN: "not asked"}


def test_what_is_told_of_the_whole_is_nobody_s_silence() -> None:
    """Where no board speaks apart, several share what is told; where nothing is told, all are silent."""
    found = matrix(AUTUMN, SPRING)
    assert found["2023-T2", 3] == {KS: "together", TN: "together", BUN: "not asked"}
    assert found["2023-T2", 4] == {KS: "silent", TN: "silent", BUN: "not asked"}


def test_nobody_was_asked_by_name() -> None:
    """Then only who answers is told."""
    assert matrix(AUTUMN, SPRING)["2023-T2", 5] == {TN: "answered"}


def test_a_report_in_which_no_board_speaks_has_no_matrix() -> None:
    """Who answers is not told there; nor is a plan an answer."""
    assert ("2023-T1", 1) not in matrix(AUTUMN, SPRING)
    plan = report("2023", [{"title": "Bygg en bro", "sections": {TN: "Vi bygger."}}], kind="plan")
    assert matrix(plan) == {}


def test_another_year_s_report_and_order_change_nothing() -> None:
    """Taking out a report of another year leaves the matrix; shuffled reports give the same."""
    other = report("2021-T2", [{"title": "Läxhjälp", "sections": {"Socialnämnden": "Pågår."}}])
    whole = matrix(AUTUMN, SPRING, other)
    assert {key: row for key, row in whole.items() if key[0] != "2021-T2"} == matrix(SPRING, AUTUMN)


def test_what_all_boards_say_together_each_of_them_says() -> None:
    """`Alla nämnder` is no board of its own, and silences none."""
    told = report(
        "2023-T2",
        [
            {
                "title": "Minska matsvinnet",
                "boards": ["Alla nämnder"],
                "sections": {"Alla nämnder": "Vi väger."},
            },
            {"title": "Bygg en bro", "boards": [TN], "sections": {TN: "Vi bygger."}},
            {"title": "Läxhjälp", "boards": [KS], "status": ["pågår/utfall"]},
        ],
    )
    assert matrix(told)["2023-T2", 1] == {KS: "together", TN: "together"}
