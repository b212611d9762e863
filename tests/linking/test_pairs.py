"""Links between reports: what is the same matter, and what only sounds so."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from tertial.linking import link
from tests.builders import report

CASES = tomllib.loads((Path(__file__).parents[1] / "cases/links/pairs.toml").read_text(encoding="utf-8"))[
    "case"
]


def found_links(case: dict[str, Any]) -> list[list[str]]:
    """The links of a case's reports, written as the case writes them."""
    reports = [
        report(
            raw["when"],
            raw["items"],
            municipality=raw.get("municipality", "Almvik"),
            kind=raw.get("kind", "uppdragsuppföljning"),
            source=raw.get("source", ""),
        )
        for raw in case["reports"]
    ]
    name = {
        item.item_id: f"{n}.{item.ordinal}" for n, one in enumerate(reports, start=1) for item in one.items
    }
    found = link(list(reversed(reports)))
    return sorted([name[one.from_item_id], name[one.to_item_id], one.relation.value] for one in found)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_links(case: dict[str, Any]) -> None:
    """The links of each case are found, no other, whatever the order of the reports."""
    assert found_links(case) == sorted(case["links"])
