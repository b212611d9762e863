"""What a report means by its codes, names, headings and cells of who is responsible."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from tertial.boards import Register

CASES = Path(__file__).parents[1] / "cases" / "boards"


def cases(name: str) -> list[Any]:
    """The cases of a file."""
    rows = tomllib.loads((CASES / f"{name}.toml").read_text(encoding="utf-8"))["case"]
    return [pytest.param(row, id=row.get("name") or row.get("text") or row["line"]) for row in rows]


def register(row: dict[str, Any]) -> Register:
    """The register of a case's report, of a municipality without a table."""
    return Register.build("", None, row.get("report", ""))


@pytest.mark.parametrize("row", cases("resolve"))
def test_resolve(row: dict[str, Any]) -> None:
    """A name or code stands for the board of the case, or for none."""
    board = register(row).resolve(row["printed"])
    assert (board.name if board else "") == row["board"]
    if board is not None and "via" in row:
        assert board.via == row["via"]


@pytest.mark.parametrize("row", cases("responsible"))
def test_responsible(row: dict[str, Any]) -> None:
    """A cell of who is to act gives the boards of the case, known or not; functions and sentences none."""
    found = register(row).responsible(row["printed"])
    assert list(found.boards) == row["boards"]
    assert list(found.unknown) == row.get("unknown", [])
    assert list(found.excepted) == row.get("excepted", [])


@pytest.mark.parametrize("row", cases("heading"))
def test_heading(row: dict[str, Any]) -> None:
    """A line is a board's heading only if it says nothing else."""
    board = register(row).heading(row["line"])
    assert (board.name if board else "") == row["board"]


@pytest.mark.parametrize("row", cases("opening"))
def test_opening(row: dict[str, Any]) -> None:
    """A paragraph opens with a board that speaks on its own behalf, and the place of its name is told."""
    opening = register(row).opening(row["text"])
    assert (opening.board if opening else "") == row["board"]
    if opening is not None:
        span = opening.heading_span
        assert opening.heading == row["heading"] == row["text"][span.start : span.end]
        assert opening.label == ("body" in row)
        assert row["text"][opening.body_start :] == row.get("body", row["text"])


@pytest.mark.parametrize("row", cases("mentions"))
def test_mentions(row: dict[str, Any]) -> None:
    """The boards inside a text are found in order, each at its words."""
    found = register(row).mentions(row["text"])
    assert [[m.board, row["text"][m.span.start : m.span.end]] for m in found] == row["found"]
