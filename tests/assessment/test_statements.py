"""Single sentences, each with the statements that it makes; cases/statements holds them by subject."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from tertial import wording
from tertial.assessment import meaning
from tertial.vocabulary import Period
from tests.assessment.made import TITLE, judged, said

CASES = Path(__file__).parents[1] / "cases" / "statements"


def cases() -> list[Any]:
    """Every case of every file, named by its file and text."""
    return [
        pytest.param(row, id=f"{path.stem}: {row['text']}")
        for path in sorted(CASES.glob("*.toml"))
        for row in tomllib.loads(path.read_text(encoding="utf-8"))["case"]
    ]


def read(row: dict[str, Any], text: str | None = None) -> list[list[str]]:
    """What is said explicitly under the item of a case, by the text of the case or another.

    A case may be a status cell itself (`role`) in a column (`label`), with a legend `before` it, or a comment
    beside one (`cell`).
    """
    options = {key: row[key] for key in ("board", "label") if key in row}
    beside = [("status", row["cell"])] if "cell" in row else []
    before = row.get("before", [])
    with wording.knowing(wording.declared(before, meaning)):
        found = judged(
            [*beside, (row.get("role", "comment"), text or row["text"], options)],
            title=row.get("title", TITLE),
            kind=row.get("kind", "uppdrag"),
            year=row.get("year", 2024),
            period=Period(row["period"]) if "period" in row else None,
            responsible=row.get("responsible", ""),
            before=before,
        )
    return said(found)


@pytest.mark.parametrize("row", cases())
def test_statement(row: dict[str, Any]) -> None:
    """A sentence gives the statements of the case and no others."""
    assert read(row) == sorted(row["expected"])


def test_there_are_enough() -> None:
    """Each reading is held by cases for and against it."""
    rows = [case.values[0] for case in cases()]
    assert len(rows) >= 250
    assert sum(not row["expected"] for row in rows) >= 150
    assert len({f"{row}" for row in rows}) == len(rows)
