"""Flags from one report to the next."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from tertial.flags.across import across
from tertial.linking import link, thread
from tests.builders import report

CASES = tomllib.loads((Path(__file__).parents[1] / "cases/flags/across.toml").read_text(encoding="utf-8"))[
    "case"
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_flags(case: dict[str, Any]) -> None:
    """The flags of each case are raised and no other, on the item that was forecast or dropped."""
    reports = [
        report(raw["when"], raw["items"], kind=raw.get("kind", "uppdragsuppföljning"))
        for raw in case["reports"]
    ]
    text = {one.document.document_id: one.text for one in reports}
    name = {
        item.item_id: f"{n}.{item.ordinal}" for n, one in enumerate(reports, start=1) for item in one.items
    }
    links = link(reports)
    flags = across(reports, links, thread(reports, links))
    assert [[name[f.item_id], f.code.value, f.severity.value] for f in flags] == case["flags"]
    assert all(f.evidence and f.evidence in text[f.document_id] for f in flags)
    for flag, says in zip(flags, case.get("says", ()), strict=False):
        assert says in flag.message
