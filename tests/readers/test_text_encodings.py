"""Text in any encoding that Swedish reports come in is read as it was written."""

from __future__ import annotations

import codecs
import tomllib
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from tertial.readers.encoding import CODE_PAGES, decode
from tertial.readers.text import read

TEXTS: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parents[1] / "cases/encodings/texts.toml").read_text(encoding="utf-8")
)["case"]
MARKED = {
    "utf-8": codecs.BOM_UTF8,
    "utf-16-le": codecs.BOM_UTF16_LE,
    "utf-16-be": codecs.BOM_UTF16_BE,
    "utf-32-le": codecs.BOM_UTF32_LE,
}


@pytest.mark.parametrize("case", TEXTS, ids=[case["text"][:20] for case in TEXTS])
@pytest.mark.parametrize("encoding", ["utf-8", *CODE_PAGES])
def test_eight_bits(case: dict[str, Any], encoding: str) -> None:
    """However short, a Swedish text is told apart from what its bytes would be elsewhere."""
    assert decode(case["text"].encode(encoding)).text == case["text"]


@pytest.mark.parametrize("case", TEXTS, ids=[case["text"][:20] for case in TEXTS])
@pytest.mark.parametrize("encoding", MARKED)
def test_byte_order_mark(case: dict[str, Any], encoding: str) -> None:
    """A mark at the beginning decides, and is no part of the text."""
    assert decode(MARKED[encoding] + case["text"].encode(encoding)).text == case["text"]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_wide_without_mark(encoding: str) -> None:
    """UTF-16 shows itself by its zeros."""
    text = "Nämnden har påbörjat översynen."
    assert decode(text.encode(encoding)).text == text


def test_decomposed_letters_are_composed() -> None:
    """The canonical text is in NFC."""
    text = "Översyn av åtgärder för äldre"
    document = read(unicodedata.normalize("NFD", text).encode(), "a.txt")
    assert document.text == text


def test_a_stray_byte_spoils_nothing() -> None:
    """A UTF-8 text with a byte of Windows-1252 in it keeps its other letters, and says so."""
    document = read("Nämnden har påbörjat översynen ".encode() + b"\x96 klart i h\xf6st.", "a.txt")
    assert document.text == "Nämnden har påbörjat översynen – klart i höst."
    assert len(document.warnings) == 1


def test_a_file_cut_inside_a_letter_is_still_utf8() -> None:
    """The last letter of a file that was cut off does not change what the file is."""
    assert decode("Målet nås å".encode()[:-1]).encoding == "utf-8"


@pytest.mark.parametrize("separator", ["\n", "\r\n", "\r", "\u2028", "\x0b"])
def test_any_line_end(separator: str) -> None:
    """Lines end as on any system."""
    document = read(separator.join(["Ny simhall", "", "Uppdraget pågår."]).encode(), "a.txt")
    assert document.text == "Ny simhall\n\nUppdraget pågår."
