"""Tables in odd shapes are read as tables of rows, and tables of rows stay as they are."""

from __future__ import annotations

import pytest

from tertial.boards import Register
from tertial.document import Document
from tertial.parsers.reshape import reshape
from tests.notation import document

TURNED = """
| | Ny simhall | Gemensam växel |
| Ansvarig | TN | KS |
| Läge | Pågår | Klart |
"""
BELOW = """
| Uppdrag | Ny simhall |
| Status | Pågår |
| Uppdrag | Gemensam växel |
| Status | Klart |
"""
RUN_IN = """
| Nämnd | Redovisning |
| KS | **Se över taxan.** Taxan är antagen. |
| TN | **Bygg om bron.** Arbetet pågår i maj. |
| BUN | **Minska matsvinnet.** Vågar har köpts in. |
"""
BRACKETS = """
| 1 | Se över taxan (klart) | Den är antagen. |
| 2 | Bygg om bron (pågår) | Öppnar i maj. |
| 3 | Minska matsvinnet (ej påbörjat) | Vågar saknas. |
"""
GROUPED = """
| Nämnd | Uppdrag | Status |
| KS | Se över taxan | Klart |
| | Samordna växeln | Pågår |
| TN | Bygg om bron | Klart |
"""


def shaped(text: str) -> Document:
    """What is made of a document."""
    before = document(text)
    return reshape(before, Register.build("", None, before.text))


def _rows(text: str) -> list[list[list[str]]]:
    found = shaped(text)
    return [found.texts[table.index] for table in found.tables]


def test_a_table_with_a_column_for_each_item_is_turned() -> None:
    """Its labels become the head, and each column a row."""
    assert _rows(TURNED) == [
        [["", "Ansvarig", "Läge"], ["Ny simhall", "TN", "Pågår"], ["Gemensam växel", "KS", "Klart"]]
    ]


def test_cards_below_each_other_become_a_table_each() -> None:
    """The label that begins the first card begins each."""
    assert _rows(BELOW) == [
        [["Uppdrag", "Ny simhall"], ["Status", "Pågår"]],
        [["Uppdrag", "Gemensam växel"], ["Status", "Klart"]],
    ]


@pytest.mark.parametrize(
    ("text", "row"),
    [
        (RUN_IN, ["KS", "Se över taxan", "Taxan är antagen."]),
        (RUN_IN.replace("**", ""), ["KS", "Se över taxan", "Taxan är antagen."]),
        (BRACKETS, ["1", "Se över taxan", "klart", "Den är antagen."]),
    ],
)
def test_a_title_and_what_is_told_of_it_in_one_cell_are_parted(text: str, row: list[str]) -> None:
    """In bold, as a first sentence, or with a status in brackets after it; spans are the words' own."""
    assert row in _rows(text)[0]
    before, after = document(text), shaped(text)
    assert after.text == before.text


def test_a_name_over_empty_cells_holds_for_their_rows() -> None:
    """What names a group once is one cell of several rows."""
    found = shaped(GROUPED)
    assert [cell.rows for row in found.tables[0].rows for cell in row if cell.column == 0] == [1, 2, 1]


@pytest.mark.parametrize(
    "text",
    [
        "| | T1 | T2 |\n| Status | Pågår | Klart |\n| Kommentar | Det går | Klart i maj |",
        "| Uppdrag | Status |\n| Ny simhall | Pågår |\n| Gemensam växel | Klart |",
        "| Uppdrag | Kommentar |\n" + "| Ny simhall | Den ritas. Bygget börjar i maj. |\n" * 3,
        "| Nämnd | Uppdrag | Status |\n| KS | Se över taxan | Klart |\n| | Samordna växeln | |\n"
        "| KS | Bygg om bron | Klart |",
    ],
    ids=["periods", "rows", "comments", "names again"],
)
def test_tables_of_rows_stay_as_they_are(text: str) -> None:
    """Periods are no items, comments no titles, and a name that stands again holds for its row alone."""
    before = document(text)
    assert reshape(before, Register.build("", None, before.text)) is before


def test_an_account_beside_its_numbers_is_running_text() -> None:
    """Paragraphs that tell of orders and answers are read as others are."""
    text = """
| 1 | Den 24 april 2003, § 33, uppdrogs åt skolnämnden att pröva skolskjutsarna. Prövningen är gjord. |
| 2 | Den 2 maj 2003, § 41, uppdrogs åt socialnämnden att utreda hemtjänsten. Utredningen pågår. |
| 3 | Den 2 maj 2003, § 44, uppdrogs åt tekniska nämnden att rusta bron. Bron är inte rustad. |
"""
    found = shaped(text)
    assert not found.tables
    assert [found.cut(block.span)[:6] for block in found.body] == ["Den 24", "Den 2 ", "Den 2 "]
