"""The same report as a web page or printed as a PDF gives the same items and statements."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench import formats
from tertial.analysis import analyse
from tertial.readers import libreoffice

SAMPLE = sorted(formats.CORPUS.rglob("*.docx"))[5::16]
ASKED = 0.95
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
