"""Options with boxes: the ticked one is the status, however boxes and options are set, in every format."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tertial.analysis import analyse
from tests.docx_maker import make
from tests.pdf_maker import Page, pdf

TITLES = ("Bygg en simhall", "Se över taxan", "Ta fram en plan")
OPTIONS = ("Pågår", "Klart", "Ej påbörjat")
MEANT = ("pågår", "genomfört", "ej påbörjat")
WAYS = {
    "close": "{box}{said}",
    "spaced": "{box} {said} ",
    "behind": "{said} {box} ",
    "lines": "{box} {said}\n",
    "points": "• {box} {said}\n",
    "points, behind": "• {said} {box}\n",
}
SIGNS = [("☒", "☐"), ("[x]", "[ ]")]


def options(way: str, ticked: int | None, signs: tuple[str, str]) -> list[str]:
    """The lines of the options, of which at most one is ticked."""
    return (
        "".join(
            WAYS[way].format(box=signs[0] if n == ticked else signs[1], said=said)
            for n, said in enumerate(OPTIONS)
        )
        .strip()
        .split("\n")
    )


def report(lines: list[list[str]]) -> list[tuple[str, bool]]:
    """The lines of a report and whether each is a heading."""
    found = [("Uppföljning av uppdrag T2 2023, Almviks kommun", False)]
    for title, told in zip(TITLES, lines, strict=True):
        found += [(title, True), *((line, False) for line in told), ("Nämnden har haft möten.", False)]
    return found


def in_html(lines: list[list[str]]) -> bytes:
    """The report as a web page."""
    words = "".join(f"<h2>{text}</h2>" if head else f"<p>{text}</p>" for text, head in report(lines))
    return f"<html><meta charset=utf-8><body>{words}</body></html>".encode()


def in_word(lines: list[list[str]]) -> bytes:
    """The report in Word."""
    style = '<w:pPr><w:outlineLvl w:val="1"/></w:pPr>'
    return make(
        "".join(f"<w:p>{style * head}<w:r><w:t>{text}</w:t></w:r></w:p>" for text, head in report(lines))
    )


def in_pdf(lines: list[list[str]]) -> bytes:
    """The report as a PDF."""
    page = Page()
    for n, (text, head) in enumerate(report(lines)):
        page.text(70, 60 + 22 * n, text.replace("•", "\u2022"), 15 if head else 11, "bold" if head else "")
    return pdf(page)


def stated(data: bytes, name: str) -> dict[str, set[str]]:
    """The statuses of each item that the options or a sentence about them give."""
    found = analyse(data, name)
    titles = {item.item_id: item.title for item in found.items}
    told: dict[str, set[str]] = {title: set() for title in titles.values()}
    for statement in found.assessments:
        words = found.text[statement.span.start : statement.span.end]
        if "möten" not in words:
            told[titles[statement.item_id]].add(statement.assessment.value)
    return told


@pytest.mark.parametrize("signs", SIGNS)
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("made", [in_html, in_word, in_pdf])
def test_only_what_is_ticked_counts(
    made: Callable[[list[list[str]]], bytes], way: str, signs: tuple[str, str]
) -> None:
    """No option counts but the ticked one; where none is ticked, none is stated."""
    if made is in_pdf and signs[0] == "☒":
        pytest.skip("the letters of these PDF files have no boxes")
    meant = dict(zip(TITLES, MEANT, strict=True))
    told = stated(made([options(way, n, signs) for n in range(3)]), "rapport")
    assert all(found <= {meant[title]} for title, found in told.items())
    if way not in ("spaced", "behind"):
        assert told == {title: {status} for title, status in meant.items()}
    assert not any(stated(made([options(way, None, signs)] * 3), "rapport").values())
