"""What holds for any text that is read."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tertial.document import document_id
from tertial.errors import EmptyFile, TertialError, TooLarge
from tertial.readers import read as read_any
from tertial.readers import text as reader
from tertial.readers.text import read
from tertial.swedish.sentences import split

LINES = st.sampled_from(
    [
        "Bygg en ny simhall (KS)",
        "Uppdraget bedöms bli genomfört under året.",
        "",
        "",
        ".",
        "Mål\tStatus\tSlut",
        "Fler bussar\tPågår\t2023",
        "Bara första cellen\t\t",
        "Status:\tPågående",
        "- en punkt",
        "# Rubrik",
        "**Fet rad**",
        "| a | b |",
        "|---|---|",
        "Innehåll",
        "Inledning.....\t3",
        "Sida 3 (12)",
        "\f",
        "7",
        '"citat\tmed tabb',
        "<p>stycke</p>",
        "en rad som fortsätter med små bokstäver och är ganska lång för att",
        "Tekniska nämnden har under hösten arbetat vidare med kompetens-",
    ]
)


def seen(text: str) -> list[str]:
    """Letters and figures in order: what no reader may lose or move."""
    return re.findall(r"\w", text)


@settings(max_examples=300, deadline=None)
@given(st.lists(LINES, min_size=1, max_size=40).map("\n".join))
def test_no_word_is_lost(source: str) -> None:
    """All words of the file stand in the text in order, but for those beside the running text."""
    try:
        document = read(source.encode(), "a.txt")
    except EmptyFile:
        assert not source.strip()
        return
    running = "".join(document.cut(block.span) for block in document.body)
    if not document.margins:
        assert seen(running) == seen(re.sub(r"</?p>", "", source))
    for block in document.blocks:
        words = document.cut(block.span)
        assert words == words.strip()
        assert block.place is not None or words


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_end_in_a_document_or_an_error(data: bytes) -> None:
    """Whatever the bytes, there is a Document whose spans cut its text, or a TertialError."""
    for reading in (read, read_any):
        try:
            document = reading(data, "a.txt")
        except TertialError:
            continue
        assert document.document_id == document_id(data)
        assert "".join(document.text.split()) == "".join(
            "".join(document.cut(block.span).split()) for block in document.blocks
        )
        document.text.encode("utf-8")


@settings(deadline=None)
@given(st.text(max_size=200))
def test_reading_the_canonical_text_again_keeps_its_words(source: str) -> None:
    """A canonical text that is saved and read has the same words."""
    try:
        document = read(source.encode("utf-8", "replace"), "a.txt")
        again = read(document.text.encode(), "a.txt")
    except EmptyFile:
        return
    assert document.reader == "text"
    assert document.media_type == "text/plain"
    assert len(seen(again.text)) <= len(seen(document.text))


@pytest.mark.parametrize("data", [b"", b" \n\t\r\n", b"\xef\xbb\xbf", b"\xff\xfe"])
def test_nothing_is_said_to_be_nothing(data: bytes) -> None:
    """A file without a word is an empty file, by name."""
    with pytest.raises(EmptyFile, match="tom"):
        read(data, "tom.txt")


def test_a_huge_text_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Over the limit a text is refused with the limit in the message."""
    monkeypatch.setattr(reader, "LIMIT", 2 * 2**20)
    with pytest.raises(TooLarge, match="2 MB"):
        read(b"a" * (2 * 2**20 + 1), "stor.txt")


def test_a_long_line_is_read() -> None:
    """A paragraph may be as long as it likes."""
    line = "Nämnden har arbetat vidare. " * 20_000
    assert len(read(line.encode(), "a.txt").text) == len(line) - 1


@pytest.mark.parametrize(
    "unit", ["a", " ", "\t", ".", "<", "<p>", '"\t', "|", "- ", "1", "a\t1", "a-\n", "\n", "\f", "("]
)
def test_no_text_takes_long(unit: str) -> None:
    """Reading takes time in proportion to the length, whatever is repeated; else this test hangs."""
    source = "Uppdrag " + unit * (200_000 // len(unit)) + " slut"
    for start, end in split(read(source.encode(), "a.txt").text):
        assert start < end


def test_the_second_line_of_a_running_head_is_set_apart_with_the_first() -> None:
    """A line of figures alone that stands under the head of each page is none of the text."""
    matters = {"taxan": "hösten", "torget": "våren", "kajen": "året", "skolan": "vintern"}
    pages = [
        f"Solbacka kommun   Uppföljning av uppdrag\n2023-01-01–2023-08-31\n\n{n}.1 Se över {matter} (KS)\n"
        f"Uppdraget pågår. Arbetet med {matter} sker till-\n"
        f"sammans med grannkommunen och beräknas ta {time} i anspråk.\n"
        for n, (matter, time) in enumerate(matters.items(), start=1)
    ]
    document = read("\f".join(pages).encode(), "a.txt")
    assert document.text.count("2023-01-01") == 1, "with the margins, after the text"
    assert [document.cut(block.span) for block in document.margins][1:] == ["2023-01-01–2023-08-31"]
    assert document.text.count("sker tillsammans med") == len(matters)
