"""The real reports, read where they lie, and saved as Word documents on the fly."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Literal

import docx
import pytest
from docx.document import Document as Word

SHARED = Path(__file__).parents[2] / "shared"
SEEDS = SHARED / "seeds"
GOLD = SHARED / "gold"

needs_real_reports = pytest.mark.skipif(
    not SEEDS.is_dir(), reason="no folder ../shared with the real reports"
)

Style = Literal["plain", "headings", "headings and merged rows"]
STYLES: tuple[Style, ...] = ("plain", "headings", "headings and merged rows")


def as_word(text: str, style: Style) -> bytes:
    """A text saved as a Word document: paragraphs, real tables for tabbed lines, headings if so wished."""
    word = docx.Document()
    rows: list[list[str]] = []
    lines = text.replace("\ufeff", "").split("\n")
    for n, raw in enumerate([*lines, ""]):
        line = raw.rstrip("\r")
        in_contents = re.search(r"(?:\.{4,}|\t)\s*\d{1,3}$", line) is not None
        if line.count("\t") > 2 or ("\t" in line and not in_contents):
            rows.append(line.split("\t"))
            continue
        if rows:
            _table(word, rows, style)
            rows = []
        if not line.strip():
            continue
        level = 0 if style == "plain" else _level(line, lines[n - 1] if n else "", lines[n + 1 : n + 2])
        if level:
            word.add_heading(line.strip(), level)
        else:
            word.add_paragraph(line)
    data = io.BytesIO()
    word.save(data)
    return data.getvalue()


def _level(line: str, before: str, after: list[str]) -> int:
    number = re.match(r"(\d+(?:\.\d+)*) [A-ZÅÄÖ]", line)
    if number and len(line) < 120 and not re.search(r"\d$", line):
        return 1 + number[1].count(".")
    if before.strip() == "." and line.rstrip().endswith(")"):
        return 2
    short = len(line) < 90 and line[:1].isupper() and line.rstrip()[-1:] not in ".,:;"
    alone = not before.strip() and after and not after[0].strip()
    return 3 if short and alone and not re.search(r"\t|genomfört|\d$", line) else 0


def _table(word: Word, rows: list[list[str]], style: Style) -> None:
    width = max(map(len, rows))
    table = word.add_table(rows=0, cols=width)
    for row in rows:
        cells = table.add_row().cells
        filled = [text for text in row if text.strip()]
        if style == "headings and merged rows" and len(filled) == 1 and row[0].strip() and width > 2:
            merged = cells[0].merge(cells[-1])
            merged.text = row[0].strip()
            continue
        for cell, text in zip(cells, row, strict=False):
            cell.text = text.strip()
