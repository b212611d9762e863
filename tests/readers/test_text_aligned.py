"""Columns that a text aligns by spaces, read as rows."""

from __future__ import annotations

import pytest

from tertial.readers import read

HEAD = "Uppföljning av uppdrag T2 2023\n\n"
WRAPPED = {
    "in small letters": """
Uppdrag                Ansvarig   Status        Kommentar
Minska matsvinnet      KS         Pågår         Svinnet vägs
i skolköken                                     varje dag
Inför e-tjänster       SN         Klart         Sju finns
Ta fram en plan        TN         Ej påbörjat   Resurser saknas
för lekplatser                                  i år
""",
    "with empty lines between rows": """
Uppdrag                Ansvarig   Status        Kommentar

Minska matsvinnet      KS         Pågår         Svinnet vägs
i skolköken                                     varje dag

Inför e-tjänster       SN         Klart         Sju finns

Ta fram en plan        TN         Ej            Resurser saknas
för lekplatser                    påbörjat      i år
""",
    "in three columns": """
Uppdrag                Ansvarig           Status
Minska matsvinnet      Barn- och          Pågår
i skolköken            utbildnings-
                       nämnden
Inför e-tjänster       Kommunstyrelsen    Klart
Ta fram en plan        Tekniska           Ej påbörjat
för lekplatser         nämnden
""",
}


@pytest.mark.parametrize("layout", WRAPPED)
def test_a_row_whose_first_cell_goes_on_is_one_row(layout: str) -> None:
    """Lines that go on with a row's cells make no row of their own, and its words are joined."""
    document = read((HEAD + WRAPPED[layout].lstrip("\n")).encode(), "uppdrag.txt")
    [table] = document.tables
    firsts = [document.cut(row[0].span) for row in table.rows]
    assert firsts == [
        "Uppdrag",
        "Minska matsvinnet i skolköken",
        "Inför e-tjänster",
        "Ta fram en plan för lekplatser",
    ]
    assert document.cut(table.rows[3][2].span) == "Ej påbörjat"
