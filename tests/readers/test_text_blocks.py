"""Plain text becomes the blocks that its reader sees."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from tertial.document import Block, Document
from tertial.readers.text import read
from tests.notation import told

FOLDER = Path(__file__).parents[1] / "cases/text"
BLOCKS: list[dict[str, Any]] = tomllib.loads((FOLDER / "blocks.toml").read_text(encoding="utf-8"))["case"]
PASTED: list[dict[str, Any]] = tomllib.loads((FOLDER / "pasted.toml").read_text(encoding="utf-8"))["case"]
WRAPPED: list[dict[str, Any]] = tomllib.loads((FOLDER / "wrapped.toml").read_text(encoding="utf-8"))["case"]


def shown(document: Document, block: Block) -> str:
    """A block as the cases write it."""
    head = f"{block.kind}{block.level or ''}{'b' if block.bold else ''}"
    gap = f" +{block.gap}" if block.gap else ""
    page = f" p{block.page}" if block.page else ""
    place = block.place
    cell = f" [{place.table},{place.row},{place.column}]" if place else ""
    return f"{head}{gap}{page}{cell} | {document.cut(block.span)}"


@pytest.mark.parametrize("case", BLOCKS, ids=[case["name"] for case in BLOCKS])
def test_blocks(case: dict[str, Any]) -> None:
    """Lines become headings, paragraphs, list items, cells and margins, each as a reader takes it."""
    document = read(case["text"].encode(), case.get("file", "rapport.txt"))
    assert [shown(document, block) for block in document.blocks] == case["expected"]


@pytest.mark.parametrize("case", WRAPPED, ids=[case["name"] for case in WRAPPED])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_wrapped(case: dict[str, Any], line_end: str) -> None:
    """Paragraphs cut at a width are made whole, and nothing else is joined, whatever the line ends."""
    document = read(case["text"].replace("\n", line_end).encode(), "rapport.txt")
    assert [document.cut(block.span) for block in document.blocks] == case["expected"]


def typed(document: Document) -> list[str]:
    """A document as a careful person types it off: paragraphs, rows between bars, margins."""
    lines: list[str] = []
    table = -1
    for block in document.body:
        if block.place is None:
            lines += [""] * (table >= 0) + [_squeezed(document, block)]
            table = -1
        elif block.place.table != table:
            table = block.place.table
            lines += [""] * bool(lines)
            for row in document.tables[table].rows:
                cells = (" / ".join(_squeezed(document, part) for part in cell.blocks) for cell in row)
                lines.append(" ".join(f"| {' | '.join(cells)} |".split()))
    return [*lines, *(f"! {_squeezed(document, block)}" for block in document.margins)]


def _squeezed(document: Document, block: Block) -> str:
    return " ".join(document.cut(block.span).split())


@pytest.mark.parametrize("case", PASTED, ids=[case["name"] for case in PASTED])
def test_pasted(case: dict[str, Any]) -> None:
    """What was pasted out of a PDF file, a Word table, a spreadsheet or a mail reads as it was meant."""
    found = typed(read(case["text"].encode(), "rapport.txt"))
    assert found == [line.rstrip() for line in case["expected"].strip("\n").split("\n")]


def test_a_ruled_first_row_is_a_header() -> None:
    """The row above the rule of a pipe table is marked as a header."""
    document = read("| Mål | Status |\n|---|---|\n| Fler bussar | Pågår |".encode(), "a.md")
    assert [row[0].header for row in document.tables[0].rows] == [True, False]


def test_headings_in_frames_and_marks_before_lines() -> None:
    """`== Name ==` is a heading; `>` before single lines is a bullet."""
    text = (
        "Läget 2022\n\n== Socialnämnden ==\n\n> Uppdrag: Sänk sjuktalen\nStatus: Klar\n\n=== Mer ===\n\nText."
    )
    assert told(read(text.encode(), "a.txt")) == [
        "paragraph: Läget 2022",
        "heading1: Socialnämnden",
        "list1: > Uppdrag: Sänk sjuktalen",
        "paragraph: Status: Klar",
        "heading2: Mer",
        "paragraph: Text.",
    ]
