"""The figures are those of the contract's own scorer."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tertial.dataset import open_dataset
from tertial.errors import UsageError
from tertial.score import NO_ITEMS, Tally, interval, score, together, values

SCORER = Path(__file__).parents[2] / "shared" / "score.py"
"""The contract's scorer, where it is at hand."""

GOLD: list[dict[str, Any]] = [
    {
        "source": "2023-T1.txt",
        "document": {"municipality": "Almvik", "document_type": "plan", "year": 2023, "period": "T1"},
        "items": [
            {
                "id": "1",
                "kind": "uppdrag",
                "title": "Bygg en ny ishall, Kärnan",
                "area": "Fritid",
                "boards": ["Kommunstyrelsen", "Socialnämnden"],
                "themes": ["kultur och fritid", "övrigt"],
                "end_date": "2024-12-31",
                "assessments": [
                    {"board": "", "assessment": "pågår", "modality": "utfall", "evidence": "Uppdraget pågår"},
                    {"board": "", "assessment": "genomfört", "modality": "prognos", "basis": "explicit"},
                    {
                        "board": "Tekniska nämnden",
                        "assessment": "pågår",
                        "modality": "utfall",
                        "basis": "inferred",
                        "doubtful": True,
                    },
                ],
                "sections": [
                    {"board": "Tekniska nämnden", "heading": "TN", "begins": "Tekniska", "ends": "startat."},
                    {"board": "Socialnämnden", "heading": "SN", "begins": "Vi", "ends": "klart."},
                ],
            },
            {"id": "2", "kind": "mål", "title": "Något helt annat", "assessments": [], "sections": []},
        ],
        "measures": [{"group": "Skola", "row": "Lärare", "column": "2023", "value": 12}],
        "flags": [
            {"item": "1", "board": "", "code": "contradiction"},
            {"item": "", "board": "", "code": "sum_mismatch"},
        ],
    },
    {
        "source": "almvik/2023-T3.txt",
        "document": {
            "municipality": "Almvik",
            "document_type": "uppdragsuppföljning",
            "year": 2023,
            "period": "T3",
        },
        "items": [
            {
                "id": "1",
                "kind": "uppdrag",
                "title": "Färdigställ den nya ishallen",
                "themes": ["övrigt"],
                "boards": ["Tekniska nämnden", "Kommunstyrelsen"],
                "assessments": [
                    {
                        "board": "",
                        "assessment": "genomfört",
                        "modality": "utfall",
                        "deviation": "enligt plan",
                        "evidence": "Uppdraget är genomfört.",
                    }
                ],
                "sections": [],
            },
            {"id": "2", "kind": "uppdrag", "title": "Se över avgifterna", "doubtful": True},
        ],
        "flags": [{"item": "2", "board": "", "code": "missing_assessment"}],
    },
    {
        "source": "borta.docx",
        "document": {"municipality": "Björkvik", "document_type": "plan", "year": 2020, "period": ""},
        "doubtful_fields": ["year"],
        "items": [{"id": "1", "title": "X", "assessments": []}],
    },
]

LINKS = [
    {"from": ["2023-T1.txt", "1"], "to": ["almvik/2023-T3.txt", "1"], "relation": "same"},
    {"from": ["2023-T1.txt", "2"], "to": ["almvik/2023-T3.txt", "2"], "relation": "merged"},
]


FIGURES = {
    "documents read": 0.6667,
    "document municipality": 0.6667,
    "document document_type": 0.3333,
    "document year": 1.0,
    "document period": 1.0,
    "items": 0.6667,
    "item kind": 1.0,
    "item area": 0.0,
    "item end_date": 0.0,
    "item theme": 1.0,
    "item boards": 0.75,
    "assessments": 0.8,
    "assessments explicit": 0.8,
    "assessment deviation": 0.5,
    "evidence agrees": 1.0,
    "sections": 0.6667,
    "section bounds": 1.0,
    "evidence re-slices": 0.75,
    "measures": 1.0,
    "flags": 0.5,
    "links": 0.6667,
    "link relation": 0.0,
}
"""What the contract's scorer prints for the two reports and this gold."""


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    """Gold that agrees and disagrees with the two reports in every metric."""
    folder = tmp_path / "gold"
    folder.mkdir()
    for n, entry in enumerate(GOLD):
        (folder / f"{n}.json").write_text(json.dumps(entry), encoding="utf-8")
    (folder / "links.json").write_text(json.dumps(LINKS), encoding="utf-8")
    return folder


def test_what_agrees_and_what_does_not_is_counted(dataset_folder: Path, gold: Path) -> None:
    """One right of each kind, and the cases behind what is not."""
    total = score(open_dataset(dataset_folder), gold).total()
    assert values(total)["documents read"] == pytest.approx(2 / 3)
    assert (total["items"].hit, total["items"].miss, total["items"].extra) == (3, 2, 1)
    assert values(total)["evidence re-slices"] == pytest.approx(3 / 4)
    assert total["links"].cases[0].startswith("missing")
    assert values(total)["link relation"] == 0.0


def test_some_documents_can_be_told_apart(dataset_folder: Path, gold: Path) -> None:
    """By municipality or layout; the parts of a metric sum up to the whole."""
    scores = score(open_dataset(dataset_folder), gold)
    assert {document.municipality for document in scores.documents} == {"Almvik", "Björkvik"}
    assert {document.parser for document in scores.documents} == {"marked", ""}
    parts = [scores.total(lambda d, name=name: d.municipality == name) for name in ("Almvik", "Björkvik")]  # type: ignore[misc]
    for metric, tally in scores.total().items():
        assert tally.hit == sum(part[metric].hit for part in parts if metric in part)
        assert tally.miss == sum(part[metric].miss for part in parts if metric in part)


def test_flags_that_gold_does_not_annotate_are_left_aside(dataset_folder: Path, gold: Path) -> None:
    """scope.json names those that it does."""
    (gold / "scope.json").write_text('{"flags": ["missing_assessment"]}')
    tally = score(open_dataset(dataset_folder), gold).total()["flags"]
    assert (tally.hit, tally.miss, tally.extra) == (1, 0, 0)


@pytest.mark.parametrize("key", ["flags", "measures"])
def test_what_gold_has_no_list_of_is_not_judged(dataset_folder: Path, gold: Path, key: str) -> None:
    """An empty list says that there are none; without the list nobody has looked."""
    told = []
    for change in ({key: []}, {}):
        for n, entry in enumerate(GOLD):
            kept = {name: value for name, value in entry.items() if name != key}
            (gold / f"{n}.json").write_text(json.dumps(kept | change), encoding="utf-8")
        told.append(score(open_dataset(dataset_folder), gold).total().get(key))
    assert told[0] is not None and told[0].extra > 0
    assert told[1] is None


def test_a_document_without_items_is_right_where_none_are_found(dataset_folder: Path, gold: Path) -> None:
    """It is told of by itself, as no figure of items can be had of it."""
    scores = score(open_dataset(dataset_folder), gold)
    assert not any(NO_ITEMS in part for part in scores.parts())
    for n in (1, 2):
        (gold / f"{n}.json").write_text(json.dumps({**GOLD[n], "items": []}), encoding="utf-8")
    tally = together(score(open_dataset(dataset_folder), gold).parts())[NO_ITEMS]
    assert (tally.hit, tally.miss) == (1, 1)  # one was not found at all, in the other there are items


def test_the_parts_of_a_figure_are_those_of_its_documents(dataset_folder: Path, gold: Path) -> None:
    """Together they give the figures of all, links too."""
    scores = score(open_dataset(dataset_folder), gold)
    assert len(scores.parts()) == len(GOLD)
    assert values(together(scores.parts())) == values(scores.total())


@pytest.mark.parametrize(
    ("parts", "low", "high"),
    [
        ([(10, 0, 0)] * 3, 0.917, 1.0),  # all right: as few as they are
        ([(1, 0, 0)], 0.270, 1.0),
        ([(30, 0, 0), (0, 30, 0)], 0.0, 1.0),  # two reports that differ wholly say little
        ([(50, 50, 0)] * 100, 0.492, 0.508),  # many that are alike say much
    ],
)
def test_an_interval_tells_how_few_the_cases_and_how_unlike_the_documents_are(
    parts: list[tuple[int, int, int]], low: float, high: float
) -> None:
    """The wider of Wilson's and the bootstrap's, 0–1, the same each time."""
    tallies = [{"item kind": Tally(hit=hit, miss=miss, extra=extra)} for hit, miss, extra in parts]
    found = interval(tallies, "item kind")
    assert found == pytest.approx((low, high), abs=0.001)
    assert found == interval(tallies, "item kind")
    assert interval(tallies, "items") is None


def test_an_interval_of_f1_holds_what_is_invented() -> None:
    """Ten found and ten invented are two thirds, not all."""
    found = interval([{"items": Tally(hit=10, extra=10)}] * 5, "items")
    assert found is not None and found[0] < 2 / 3 < found[1] < 0.8


def test_a_folder_without_gold_is_refused(dataset_folder: Path, tmp_path: Path) -> None:
    """Rather than told as perfect agreement."""
    with pytest.raises(UsageError, match="no gold files"):
        score(open_dataset(dataset_folder), tmp_path)


def test_a_file_that_is_no_gold_is_named(dataset_folder: Path, gold: Path) -> None:
    """A list, or anything else that names no document."""
    (gold / "z.json").write_text("[]")
    with pytest.raises(UsageError, match=r"z\.json is no gold file"):
        score(open_dataset(dataset_folder), gold)


def told(tally_of: dict[str, float | None]) -> dict[str, float | None]:
    """Figures rounded as the contract's scorer prints them."""
    return {metric: value and round(value, 4) for metric, value in tally_of.items()}


def test_figures_are_those_that_the_contract_gives(dataset_folder: Path, gold: Path) -> None:
    """The same metrics in the same order with the same figures: FIGURES is what its scorer printed."""
    got = told(values(score(open_dataset(dataset_folder), gold).total()))
    assert got == FIGURES
    assert list(got) == list(FIGURES)


def test_the_scorer_itself_agrees_where_it_is_at_hand(dataset_folder: Path, gold: Path) -> None:
    """FIGURES is not out of date, and neither are the cases."""
    if not SCORER.exists():
        return
    command = [sys.executable, SCORER, dataset_folder, gold]
    printed = subprocess.run([*command, "--json"], capture_output=True, check=True, text=True).stdout
    assert json.loads(printed) == FIGURES
    shown = subprocess.run([*command, "--show", "99"], capture_output=True, check=True, text=True).stdout
    ours = subprocess.run(
        [sys.executable, "-m", "tertial", "evaluate", dataset_folder, gold, "--show", "99"],
        capture_output=True,
        check=True,
        text=True,
    ).stdout
    assert ours == shown
