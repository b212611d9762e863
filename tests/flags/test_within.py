"""Flags within one report."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from tertial.boards import Register
from tertial.flags.within import within
from tertial.records import Flag
from tests.builders import report

CASES = tomllib.loads((Path(__file__).parents[1] / "cases/flags/within.toml").read_text(encoding="utf-8"))[
    "case"
]


def found_flags(case: dict[str, Any]) -> tuple[list[Flag], str]:
    """The flags of a case's report, and its text."""
    one = report(case.get("when", "2023-T2"), case["items"], kind=case.get("kind", "uppdragsuppföljning"))
    return within(one, (), Register.build("", 2023, one.text)), one.text


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_flags(case: dict[str, Any]) -> None:
    """The flags of each case are raised and no other, each in one sentence with words of the report."""
    flags, text = found_flags(case)
    assert [[int(f.item_id[-4:]), f.board, f.code.value, f.severity.value] for f in flags] == case["flags"]
    for flag in flags:
        assert flag.evidence in text
        assert flag.message.endswith(".") and "\n" not in flag.message
