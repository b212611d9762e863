"""The same report in another format gives the same items and statements."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Literal

import pytest

from bench import formats, sheets
from tertial.analysis import analyse
from tertial.readers import libreoffice

SAMPLE = sorted(formats.CORPUS.rglob("*.docx"))[5::16]
TABLES = [formats.CORPUS / name for name in sheets.SAMPLE]
ASKED = 0.95
SAME = 0.98
"""The part of the items, and of the explicit assessments, that must be the same."""


@pytest.mark.skipif(
    libreoffice.program() is None,
    reason="LibreOffice is not installed (apt-get install --no-install-recommends libreoffice-writer)",
)
@pytest.mark.parametrize("ending", ["html", "pdf"])
def test_a_saved_page_and_a_print_say_the_same(ending: str, tmp_path: Path) -> None:
    """Of what is found in a Word file, as much as asked is found in its web page and in its print."""
    files = formats.exported(SAMPLE, ending, tmp_path)
    in_word = {path: formats.facts(analyse(path.read_bytes(), formats.name(path))) for path in files}
    found = list(formats.compared(in_word, formats.reports(files)))
    for figure in dict.fromkeys(one.figure for one in found):
        assert formats.f1(one for one in found if one.figure == figure) >= ASKED, found


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_a_report_of_one_table_says_the_same_as_a_sheet(kind: sheets.Kind) -> None:
    """Of what is found in a Word file, as much as asked is found in the same table in Excel and as CSV."""
    files = sheets.exported(TABLES, {path: formats.name(path) for path in TABLES}, kind)
    assert len(files) >= (len(TABLES) if kind == "xlsx" else 3)
    agree(files, kind)


@pytest.mark.skipif(
    not libreoffice.can_make(libreoffice.TO_EXCEL),
    reason="LibreOffice Calc is not installed (apt-get install --no-install-recommends libreoffice-calc)",
)
@pytest.mark.parametrize("ending", ["xls", "ods"])
def test_an_old_sheet_says_the_same(ending: Literal["xls", "ods"], tmp_path: Path) -> None:
    """What LibreOffice makes a workbook of first, its colours and merged cells kept."""
    files = sheets.exported(TABLES, {path: formats.name(path) for path in TABLES}, "xlsx")
    agree(sheets.converted(files, ending, tmp_path), ending)


def agree(files: Mapping[Path, bytes], ending: str) -> None:
    """Holds files of a format to what is found in Word."""
    in_word = {path: formats.facts(analyse(path.read_bytes(), formats.name(path))) for path in files}
    found = list(formats.compared(in_word, formats.reports(files, f".{ending}")))
    for figure in dict.fromkeys(one.figure for one in found):
        assert formats.f1(one for one in found if one.figure == figure) >= SAME, found
