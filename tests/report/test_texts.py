"""A report's own text as a page, with what is said of it marked."""

from __future__ import annotations

import re
from pathlib import Path

import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tertial.dataset import open_dataset
from tertial.report.texts import FOLDER, Mark, anchor, link, paragraphs, write_texts


@pytest.fixture(scope="module")
def pages(out: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of pages."""
    place = tmp_path_factory.mktemp("texts")
    assert write_texts(open_dataset(out), place) == 9
    return place


def text_of(path: Path) -> lxml.html.HtmlElement:
    """What of a page is the report's."""
    return lxml.html.parse(str(path)).getroot().find_class("text")[0]


def test_a_page_says_all_that_the_report_says(out: Path, pages: Path) -> None:
    """No word is lost, added or turned into markup, whatever it looks like."""
    dataset = open_dataset(out)
    for row in dataset.rows("documents"):
        body = text_of(pages / FOLDER / f"{row['document_id']}.html")
        for said in body.find_class("says"):
            said.drop_tree()
        shown = re.sub(r"\s+", "", body.text_content())
        assert shown == re.sub(r"\s+", "", dataset.text(row["document_id"]) or "")
        assert not body.xpath(".//script | .//img")


def test_each_statement_is_marked_with_its_words(out: Path, pages: Path) -> None:
    """The link of each leads to where its evidence begins."""
    dataset = open_dataset(out)
    statements = list(dataset.rows("assessments"))
    assert len(statements) > 100
    trees: dict[str, lxml.html.HtmlElement] = {}
    for row in statements:
        document_id = row["item_id"].rpartition("-")[0]
        path, _, at = link(document_id, row["start"], row["end"]).partition("#")
        tree = trees.setdefault(path, text_of(pages / path))
        [place] = tree.xpath(".//*[@id=$at]", at=at)
        marked = next(one for one in place.itersiblings() if one.get("class") != "at")
        assert row["evidence"].split("\n")[0].startswith((marked.text or "").rstrip())
        assert "statement" in marked.get("class")
    items = list(dataset.rows("items"))
    assert all(
        trees[f"{FOLDER}/{row['document_id']}.html"].xpath(".//*[@id=$at]", at=row["item_id"])
        for row in items
        if f"{FOLDER}/{row['document_id']}.html" in trees
    )


def test_what_is_said_stands_in_words(pages: Path) -> None:
    """Nobody needs to see a colour: status, forecast and nämnd are written after the mark."""
    said = {one.text for path in (pages / FOLDER).glob("*.html") for one in text_of(path).find_class("says")}
    assert {"genomfört", "inte genomfört · prognos"} <= said


@given(
    st.text(alphabet="ab<&\t\n ", max_size=60),
    st.lists(st.tuples(st.integers(0, 60), st.integers(1, 30), st.sampled_from(["statement", "claim"]))),
)
def test_pieces_make_up_the_text_again(text: str, spans: list[tuple[int, int, str]]) -> None:
    """However marks lie over each other, each has one anchor, and the words between stay as they are."""
    marks = [
        Mark(start=start, end=min(start + length, len(text)), kind=kind, says="x")
        for start, length, kind in spans
        if start < len(text)
    ]
    found = list(paragraphs(text, marks))
    told = ["\t".join("".join(piece.text for piece in cell) for cell in one.cells) for one in found]
    assert told == [line for line in text.split("\n") if line.strip()]
    anchors = [name for one in found for cell in one.cells for piece in cell for name in piece.anchors]
    assert len(anchors) == len(set(anchors))
    shown = {anchor(mark.start, mark.end) for mark in marks if text[mark.start : mark.start + 1].strip()}
    assert shown <= set(anchors)


def test_same_dataset_gives_the_same_pages(out: Path, pages: Path, tmp_path: Path) -> None:
    """Byte for byte."""
    write_texts(open_dataset(out), tmp_path)
    for path in (tmp_path / FOLDER).iterdir():
        assert path.read_bytes() == (pages / FOLDER / path.name).read_bytes()
