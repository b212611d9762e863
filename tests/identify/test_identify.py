"""Whose report it is, of which year and period."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tertial.analysis import interpret
from tertial.document import Document, Draft, Place
from tertial.identify import identify
from tertial.identify.period import compiled
from tertial.resources import read_table

CASES = Path(__file__).parents[1] / "cases" / "identify"


def cases(name: str) -> list[Any]:
    """The cases of a file."""
    rows = tomllib.loads((CASES / f"{name}.toml").read_text(encoding="utf-8"))["case"]
    return [pytest.param(row, id=row.get("name") or row["text"].split("\n")[0]) for row in rows]


def document(row: dict[str, Any]) -> Document:
    """A case as a document, each line a paragraph, or a row of a table where it has tabs."""
    draft = Draft(
        data=row["text"].encode(), source=row.get("source", "x.txt"), media_type="text/plain", reader="text"
    )
    table, rows = -1, 0
    for line in row["text"].split("\n"):
        cells = line.split("\t")
        table, rows = (table, rows) if rows and len(cells) > 1 else (table + 1, 0)
        for column, cell in enumerate(cells):
            place = Place(table=table, row=rows, column=column) if len(cells) > 1 else None
            draft.add("paragraph", cell, gap=0 if place else 1, place=place)
        rows = rows + 1 if len(cells) > 1 else 0
    for kind in ("header", "footer"):
        draft.add(kind, row.get(kind, ""))  # type: ignore[arg-type]
    draft.properties["title"] = row.get("property", "")
    return draft.finish()


@pytest.mark.parametrize("row", cases("municipality"))
def test_municipality(row: dict[str, Any]) -> None:
    """The municipality is found from margins, first lines, text, file or folder, in that order of trust."""
    found = identify(document(row))
    assert (found.municipality, found.municipality_code) == (row["municipality"], row["code"])


@pytest.mark.parametrize("row", cases("period"))
def test_period(row: dict[str, Any]) -> None:
    """Year and period are those that the report is about, and empty where it does not say."""
    found = identify(document(row))
    assert (found.year or 0, str(found.period or ""), found.period_end) == (
        row["year"],
        row["period"],
        row["end"],
    )
    if "label" in row:
        assert found.period_label == row["label"]


@pytest.mark.parametrize("row", cases("openings"))
def test_openings(row: dict[str, Any]) -> None:
    """A report's opening tells whose it is, of which year and period, and with its items what it is."""
    found = interpret(document(row)).document
    said = [found.municipality, found.year or "", str(found.period or ""), str(found.document_type)]
    assert said == row["is"]


@pytest.mark.parametrize("row", read_table("periods.csv"), ids=lambda row: row["name"])
def test_periods_table(row: dict[str, str]) -> None:
    """Each pattern finds its own example, as its label says, and not its counterexample."""
    match = compiled(row["pattern"]).search(row["example"])
    assert match is not None
    assert match[0].strip() == row["label"]
    assert compiled(row["pattern"]).search(row["counterexample"]) is None


def test_title() -> None:
    """The title is the line marked as one; a municipality's name or a date before it is none."""
    draft = Draft(data=b"x", source="x.docx", media_type="", reader="docx")
    draft.add("paragraph", "Almviks kommun", bold=True)
    draft.add("paragraph", "2022-10-04")
    draft.add("paragraph", "Uppföljning av uppdrag", style="title")
    draft.add("heading", "Inledning", level=1)
    assert identify(draft.finish()).title == "Uppföljning av uppdrag"


def test_title_from_properties() -> None:
    """A report without any text of its own is called as its file says."""
    draft = Draft(data=b"x", source="x.docx", media_type="", reader="docx")
    draft.properties["title"] = "Uppdrag"
    assert identify(draft.finish()).title == "Uppdrag"


@settings(deadline=None)
@given(st.text(max_size=400), st.text(max_size=40))
def test_any_text(text: str, source: str) -> None:
    """Any text has an identity, and the end of the period lies in the year."""
    found = identify(document({"text": text, "source": source}))
    assert not found.period_end or found.period_end.startswith(str(found.year))
