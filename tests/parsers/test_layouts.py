"""Layouts as cases: the report in notation, and the items that must be found in it."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from builder.notation import Source
from builder.word import word_report
from tertial import readers, wording
from tertial.boards import Register
from tertial.document import Document
from tertial.identify import identify
from tertial.parsers import parse
from tertial.parsers.legends import explaining, used
from tertial.parsers.titles import is_order
from tertial.records import Parsed
from tests.notation import document

CASES = Path(__file__).parent.parent / "cases" / "layouts"


def cases() -> list[Any]:
    """All cases as parameters, named by file and case."""
    found = []
    for path in sorted(CASES.glob("*.toml")):
        for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]:
            found.append(pytest.param(case, id=f"{path.stem}: {case['name']}"))
    return found


def read(text: str, form: str = "notation") -> tuple[Document, Parsed]:
    """The document that a report writes, and what the parsers find in it.

    Args:
        form: `notation` for that of tests/notation.py, `text` for a .txt as it stands, `word` for a .docx
            written in the notation of the corpus.
    """
    if form == "text":
        report = readers.read(text.strip().encode(), "report.txt")
    elif form == "word":
        report = readers.read(word_report(Source(Path("report.md"), {}, text.strip())), "report.docx")
    else:
        report = document(text)
    identity = identify(report)
    register = Register.build(identity.municipality, identity.year, report.text)
    with wording.knowing(
        wording.declared(explaining(report), text=report.text, used=used(report), orders=is_order)
    ):
        return report, parse(report, register, identity)


@pytest.mark.parametrize("case", cases())
def test_items_are_found_in_any_layout(case: dict[str, Any]) -> None:
    """A report gives just the items that the case names, in order, each with its statuses and boards."""
    report, parsed = read(case["report"], case.get("as", "notation"))
    assert [entry.title for entry in parsed.entries] == [item["title"] for item in case.get("items", [])], (
        parsed.reasons
    )
    for entry, item in zip(parsed.entries, case.get("items", []), strict=True):
        for field in ("kind", "area", "responsible", "helpers", "number", "start_date", "end_date"):
            if field in item:
                assert getattr(entry, field) == item[field], (entry.title, field)
        if "status" in item:
            said = [
                report.cut(p.span) for p in entry.passages if p.role in ("status", "forecast") and not p.board
            ]
            assert said == item["status"], entry.title
        if "boards" in item:
            assert [part.board for part in entry.parts] == item["boards"], entry.title
        if "says" in item:
            told = [report.cut(p.span) for p in entry.passages if p.role == "comment" and not p.board]
            assert told == item["says"], entry.title
        if "parent" in item:
            assert entry.parent is not None and parsed.entries[entry.parent].title == item["parent"]
        for passage in entry.passages:
            assert report.cut(passage.span).strip() == report.cut(passage.span)
    if "type" in case:
        assert parsed.document_type == case["type"]
