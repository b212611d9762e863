"""Exported tables are read in any encoding and whatever parts their cells; other texts stay texts."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tertial.analysis import analyse
from tertial.document import Document
from tertial.errors import TertialError, TooLarge
from tertial.readers import delimited, detect, read

TABLE = 'Mål;Status;Kommentar\nFler bussar;Pågår;"Två linjer; en till\ni höst"\nFärre bilar;Klart;'
CELLS = [["Mål", "Status", "Kommentar"], ["Fler bussar", "Pågår", "Två linjer; en till\ni höst"]]
FOLLOWED_UP = (
    "Uppföljning av uppdrag per den 31 augusti 2023;;;\nAlmviks kommun;;;\n;;;\n"
    "Nr;Uppdrag;Ansvarig;Status\n1;Bygga en ny skola i Norrby;Barn- och utbildningsnämnden;Pågår\n"
    "2;Ta fram en vattenplan;Tekniska nämnden;Genomfört\n"
    "3;Inrätta ett ungdomsråd;Kommunstyrelsen;Ej påbörjat\n"
)


def grid(document: Document) -> list[list[str]]:
    """The texts of the first table."""
    return [[cell.text for cell in row] for row in document.tables[0].rows]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "mac-roman"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_a_table_is_read_in_any_encoding(encoding: str, line_end: str) -> None:
    """Quoted cells keep their delimiters and line ends."""
    document = read(TABLE.replace("\n", line_end).encode(encoding), "mål.txt")
    assert (document.reader, document.media_type) == ("delimited", "text/csv")
    assert grid(document)[:2] == CELLS
    assert grid(document)[2] == ["Färre bilar", "Klart", ""]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ('Mål,Status,År\n"Fler bussar, och tåg",Pågår,2023\n', "mål.csv"),
        ("Mål\tStatus\tÅr\nFler bussar, och tåg\tPågår\t2023\n", "mål.tsv"),
        ("Mål\tStatus\tÅr\nFler bussar, och tåg\tPågår\t2023\n", "mål.CSV"),
        ("sep=|\r\nMål|Status|År\nFler bussar, och tåg|Pågår|2023\n", "mål.txt"),
        ("Mål|Status|År\nFler bussar, och tåg|Pågår|2023\n", "mål.csv"),
    ],
)
def test_cells_are_parted_as_the_file_or_its_name_says(text: str, name: str) -> None:
    """By commas, tabs or pipes, where the name says that it is a table or Excel's first line does."""
    assert grid(read(text.encode(), name)) == [
        ["Mål", "Status", "År"],
        ["Fler bussar, och tåg", "Pågår", "2023"],
    ]


@pytest.mark.parametrize(
    "row",
    ["2;Ta fram en vattenplan;Tekniska nämnden;Genomfört;",
     '2;"Ta" fram en vattenplan;Tekniska nämnden;Genomfört',
     "2;Ta fram en vattenplan;Tekniska nämnden;Genomfört; ; "],
)  # fmt: skip
def test_a_row_typed_wrongly_loses_no_table(row: str) -> None:
    """A delimiter too many, or a quotation mark out of its place, in a file named as a table."""
    text = FOLLOWED_UP.replace("2;Ta fram en vattenplan;Tekniska nämnden;Genomfört", row)
    found = analyse(text.encode(), "Almvik T2 2023.csv")
    assert [item.title for item in found.items][1:] == ["Ta fram en vattenplan", "Inrätta ett ungdomsråd"]
    assert len(found.items) == 3


def test_lines_over_a_table_are_lines() -> None:
    """A title over the table stands outside it, and the address of evidence is its cell in a sheet."""
    report = analyse(FOLLOWED_UP.encode("cp1252"), "almvik/2023.csv")
    assert [item.title for item in report.items] == [
        "Bygga en ny skola i Norrby",
        "Ta fram en vattenplan",
        "Inrätta ett ungdomsråd",
    ]
    told = {(one.assessment, one.evidence, one.address) for one in report.assessments}
    assert told == {
        ("pågår", "Pågår", "cell D5"),
        ("genomfört", "Genomfört", "cell D6"),
        ("ej påbörjat", "Ej påbörjat", "cell D7"),
    }
    assert (report.document.municipality, report.document.year) == ("Almvik", 2023)
    short = FOLLOWED_UP.replace(";;;", "")
    assert len(analyse(short.encode(), "almvik/2023.csv").items) == 3


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "Namn;Adress;Telefon\nStadshuset;Torget 1;0123-100 00\nBiblioteket;Storgatan 2;0123-100 01\n",
            "a.csv",
        ),
        ("Konto,Belopp,Leverantör\n5010,12 000,Bygg AB\n5020,3 500,El AB\n", "fakturor.csv"),
        ("id\tlat\tlon\n1\t59.1\t18.2\n2\t59.2\t18.3\n", "punkter.tsv"),
    ],
)
def test_a_table_of_other_things_gives_no_items(text: str, name: str) -> None:
    """A register, invoices or figures follow nothing up."""
    assert analyse(text.encode(), name).items == ()


@pytest.mark.parametrize(
    "text",
    [
        "Vi har sett över tre saker; avgifter; lokaler.\nResten; det som är kvar; väntar.\nSlut.",
        "Uppdraget är klart; alla är nöjda.\nArbetet pågår; mer väntar.\nTaxan är antagen; den gäller nu.",
        "Namn\tStatus\nA\tKlart\nB\tPågår",
    ],
)
def test_prose_and_pasted_tables_are_texts(text: str) -> None:
    """Semicolons in sentences make no table, and tabs are the text reader's."""
    assert detect(text.encode(), "rapport.txt").name == "txt"


def test_a_table_may_be_so_large(monkeypatch: pytest.MonkeyPatch) -> None:
    """More cells or columns than are read are refused, and it is said how many there may be."""
    monkeypatch.setattr(delimited, "MOST_CELLS", 20)
    with pytest.raises(TooLarge, match="20 cells"):
        read(b"a;b;c\n" * 9, "a.csv")
    with pytest.raises(TooLarge, match="columns"):
        read((b"a;" * 1100 + b"\n") * 3, "a.csv")


@pytest.mark.parametrize("text", [";;;\n;;;\n;;;\n", '"a;b;c\n"d";e;f\n', 'a;b\n"', "sep=;\n"])
def test_odd_tables_are_read_or_refused(text: str) -> None:
    """Nothing but delimiters, a quotation mark that is never closed, Excel's line and no more."""
    try:
        assert read(text.encode(), "a.csv").source == "a.csv"
    except TertialError as error:
        assert "a.csv" in error.problem


PIECES = [*'\r\n";,\t|\0\ufeff\u2028å', '""', "sep=,", "2023-08-31", ";" * 1100]


@settings(deadline=None, max_examples=150)
@given(
    st.sampled_from([TABLE, FOLLOWED_UP, FOLLOWED_UP.replace(";", "\t")]),
    st.sampled_from(["utf-8", "utf-16", "utf-16-le", "cp1252"]),
    st.lists(
        st.tuples(st.integers(0, 600), st.integers(0, 60), st.sampled_from(PIECES) | st.text(max_size=8)),
        max_size=6,
    ),
    st.tuples(st.integers(0, 1200), st.integers(0, 3), st.binary(max_size=4)),
)
@example(TABLE, "utf-8", [(0, 600, '"')], (0, 0, b""))
def test_changed_tables_end_in_a_document_or_an_error(
    text: str, encoding: str, changes: list[tuple[int, int, str]], last: tuple[int, int, bytes]
) -> None:
    """Whatever is put into a table or cut out of it, as text and then as bytes."""
    for at, length, put in changes:
        text = text[:at] + put + text[at + length :]
    data = text.encode(encoding, "replace")
    at, length, put_bytes = last
    try:
        assert read(data[:at] + put_bytes + data[at + length :], "a.csv").source == "a.csv"
    except TertialError as error:
        assert "a.csv" in error.problem
