"""PDF files with text: order of reading, paragraphs, headings, margins, tables; and what can't be read."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tertial.document import Document
from tertial.errors import BrokenFile, EmptyFile, LockedFile, TertialError, UnknownFormat
from tertial.readers import read
from tests.notation import told
from tests.pdf_maker import Page, pdf

PROSE = (
    "Nämnden har under perioden arbetat med de uppdrag som full-",
    "mäktige lämnade i budgeten. Arbetet går enligt planen och väntas",
    "vara klart i december, då en slutlig redovisning lämnas.",
)


def test_paragraphs_headings_and_lists() -> None:
    """Lines become paragraphs, divided words are whole; larger letters are headings, bullets a list."""
    page = Page().text(70, 100, "Rapport", 22, "bold").text(70, 140, "Uppdrag", 15, "bold")
    page.lines(70, 160, PROSE).text(70, 216, "Nästa stycke är kort.")
    page.text(70, 240, "•", 11).text(88, 240, "En punkt")
    assert told(read(pdf(page), "a.pdf")) == [
        "heading1: Rapport",
        "heading1: Uppdrag",
        "paragraph: Nämnden har under perioden arbetat med de uppdrag som fullmäktige lämnade i budgeten. "
        "Arbetet går enligt planen och väntas vara klart i december, då en slutlig redovisning lämnas.",
        "paragraph: Nästa stycke är kort.",
        "list1: • En punkt",
    ]


def test_running_heads_and_feet_stand_beside() -> None:
    """What recurs at the edge of pages stands once at the end, without page numbers; sentences go on."""
    pages = []
    for n in range(1, 5):
        page = Page().text(70, 40, "Storby kommun", 9).text(450, 40, f"Sida {n} (4)", 9)
        page.lines(70, 130, PROSE).text(70, 190, "Meningen börjar på en sida och går vidare till nästa sida")
        pages.append(page.text(70, 810, f"Uppföljning 2023 {n}", 9))
    pages[1].content[2:] = []
    pages[1].text(70, 130, "där den också slutar.")
    document = read(pdf(*pages), "a.pdf")
    assert told(document)[-2:] == ["header: Storby kommun", "footer: Uppföljning 2023"]
    assert "går vidare till nästa sida där den också slutar." in document.text
    assert document.address(document.text.index("Meningen")) == "sida 1"


def test_two_columns_are_read_one_after_the_other() -> None:
    """Beside one another stand columns of running text: first the left one to its end, then the right."""
    left = ["Vänster spalt har rader som fyller sin", "bredd nästan helt och hållet, rad för"] * 5
    right = ["Höger spalt har också sådana rader i", "samma höjd, och den läses efter den"] * 5
    page = Page().text(60, 80, "En rubrik tvärs över sidan som är rätt lång", 16)
    page.lines(60, 120, left, size=10).lines(320, 120, right, size=10)
    text = read(pdf(page), "a.pdf").text
    assert text.rindex("Vänster") < text.index("Höger")
    assert text.index("En rubrik") < text.index("Vänster")


def ruled(top: float, rows: list[list[str]], page: Page) -> Page:
    """A table with rules, each row 20 points high."""
    xs = [70, 250, 340, 520]
    page.grid(xs, [top + 20 * n for n in range(len(rows) + 1)])
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            page.text(xs[c] + 5, top + 20 * r + 14, text, 10)
    return page


def test_a_ruled_table_goes_on_over_pages() -> None:
    """A table whose head is repeated on the next page is one table, and its head stands once."""
    head = ["Uppdrag", "Status", "Kommentar"]
    one = ruled(
        600, [head, ["Se över taxan", "Pågår", "Arbetet går bra."], ["Bygg en bro", "Klar", ""]], Page()
    )
    two = ruled(70, [head, ["Ta fram en plan", "Vilande", "Väntar."]], Page())
    document = read(pdf(one.text(70, 100, "Före"), two.text(70, 300, "Efter")), "a.pdf")
    assert document.texts == {
        0: [
            head,
            ["Se över taxan", "Pågår", "Arbetet går bra."],
            ["Bygg en bro", "Klar", ""],
            ["Ta fram en plan", "Vilande", "Väntar."],
        ]
    }
    assert [cell.header for cell in document.tables[0].rows[0]] == [True] * 3


def test_merged_and_coloured_cells() -> None:
    """A cell without rules inside is merged, and an empty coloured cell is a mark."""
    page = Page().fill(250, 120, 340, 140, "00B050").fill(250, 140, 340, 160, "FF0000")
    for y in (100, 120, 160):
        page.rule(70, y, 520, y)
    page.rule(250, 140, 520, 140)
    for x in (70, 520):
        page.rule(x, 100, x, 160)
    page.rule(250, 120, 250, 160).rule(340, 120, 340, 160)
    page.text(75, 114, "Målet för hela perioden").text(75, 134, "Taxan").text(345, 134, "a").text(
        345, 154, "b"
    )
    (table,) = read(pdf(page), "a.pdf").tables
    first, taxa = table.rows[0][0], table.rows[1][0]
    assert (first.columns, taxa.rows, taxa.text) == (3, 2, "Taxan")
    assert [cell.text for cell in (table.rows[1][1], table.rows[2][0])] == ["[grön]", "[röd]"]


def test_words_that_broke_inside_a_cell() -> None:
    """A word that had no room in its cell and broke without a hyphen is whole again."""
    page = Page().text(70, 80, "Uppdraget är genomfört och det är bra.").grid([70, 114, 300], [100, 140, 170])
    page.text(75, 114, "Genomf", 10).text(75, 126, "ört", 10).text(119, 114, "Se över taxan", 10)
    page.text(75, 154, "Pågår", 10).text(119, 154, "Bygg en bro", 10)
    (table,) = read(pdf(page), "a.pdf").tables
    assert [row[0].text for row in table.rows] == ["Genomfört", "Pågår"]


def test_a_table_without_rules() -> None:
    """Words under one another with the same gutters between are a table; wrapped cells stay whole."""
    page = Page().text(70, 80, "Läget är som följer i de tre uppdragen.")
    rows = [("Uppdrag", "Ansvarig", "Status"), ("Se över taxan för vatten", "TN", "Pågår")]
    rows += [("Bygg en ny bro över", "KS", "Klar"), ("ån", "", ""), ("Ta fram en plan", "BUN", "Vilande")]
    for n, row in enumerate(rows):
        for x, text in zip((70, 260, 360), row, strict=True):
            if text:
                page.text(x, 110 + 14 * n, text)
    assert read(pdf(page), "a.pdf").texts[0] == [
        ["Uppdrag", "Ansvarig", "Status"],
        ["Se över taxan för vatten", "TN", "Pågår"],
        ["Bygg en ny bro över ån", "KS", "Klar"],
        ["Ta fram en plan", "BUN", "Vilande"],
    ]


WHOLE = pdf(Page().lines(70, 100, PROSE))
LOCK = (
    f"/Encrypt << /Filter /Standard /V 1 /R 2 /P -1 /O <{'41' * 32}> /U <{'42' * 32}> >> "
    f"/ID [<{'00' * 16}> <{'00' * 16}>] "
)


@pytest.mark.parametrize(
    ("data", "error", "says"),
    [
        (pdf(Page(picture=True), Page(picture=True)), UnknownFormat, "scanned.*again with --ocr"),
        (pdf(Page(picture=True).text(70, 800, "7")), UnknownFormat, "scanned"),
        (pdf(Page()), EmptyFile, "no text"),
        (pdf(), BrokenFile, "damaged"),
        (WHOLE[:-300], BrokenFile, "cut off"),
        (b"%PDF-1.7\n%%EOF", BrokenFile, "cut off or damaged"),
        (pdf(Page().lines(70, 100, PROSE), trailer=LOCK), LockedFile, "password"),
    ],
)
def test_what_can_not_be_read(data: bytes, error: type[TertialError], says: str) -> None:
    """Each kind of bad PDF has one error, which says what to do."""
    with pytest.raises(error, match=f"(?s){says}") as caught:
        read(data, "rapport.pdf")
    assert "rapport.pdf" in caught.value.problem
    assert caught.value.remedy


def test_pages_that_are_pictures_are_told() -> None:
    """Where some pages have text and others are pictures, the text is read and the rest is in a warning."""
    document = read(pdf(Page().lines(70, 100, PROSE * 3), Page(picture=True)), "a.pdf")
    assert document.warnings == ("1 of 2 page(s) are pictures without text, and were left out.",)


@settings(deadline=None, max_examples=150)
@given(
    st.one_of(
        st.binary(max_size=300), st.tuples(st.integers(0, len(WHOLE)), st.binary(min_size=1, max_size=8))
    )
)
def test_any_bytes_end_in_a_document_or_an_error(change: bytes | tuple[int, bytes]) -> None:
    """Whatever stands behind %PDF-, and wherever a good file is changed: a Document, or a TertialError."""
    if isinstance(change, bytes):
        data = b"%PDF-" + change
    else:
        at, patch = change
        data = b"%PDF-" + (WHOLE[:at] + patch + WHOLE[at + len(patch) :])[5:]
    try:
        document = read(data, "a.pdf")
    except TertialError as error:
        assert "a.pdf" in error.problem
    else:
        assert document.text


def test_nothing_of_it_is_imported_for_other_formats(tmp_path: Path) -> None:
    """A text or Word file is read without the libraries for PDF and web pages."""
    import subprocess
    import sys

    code = (
        "import sys\nfrom tertial.readers import read\nread(b'Uppdraget p\\xe5g\\xe5r.', 'a.txt')\n"
        "import tertial.readers.docx\n"
        "sys.exit(any(name.split('.')[0] in ('pypdfium2', 'pdfplumber', 'pdfminer') "
        "or name.startswith('tertial.readers.html') for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=tmp_path, check=False).returncode == 0


def test_a_table_with_rules_across_only() -> None:
    """Rules across part rows, gutters part columns, and a title over all columns is one cell."""
    page = Page().text(75, 94, "Socialnämndens uppdrag i budgeten för året")
    for y in (80, 100, 120, 150, 170):
        page.rule(70, y, 500, y)
    rows = {114: ("Uppdrag", "Status", "Klart"), 134: ("Se över taxan för vatten,", "Pågår", "2023")}
    for y, row in (rows | {146: ("avloppshantering",), 164: ("Bygg en bro", "Klar", "2022")}).items():
        for x, text in zip((75, 240, 400), row, strict=False):
            page.text(x, y, text)
    (table,) = read(pdf(page), "a.pdf").tables
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["Socialnämndens uppdrag i budgeten för året"],
        ["Uppdrag", "Status", "Klart"],
        ["Se över taxan för vatten, avloppshantering", "Pågår", "2023"],
        ["Bygg en bro", "Klar", "2022"],
    ]
    assert table.rows[0][0].columns == 3


def test_struck_letters_and_footnotes() -> None:
    """What is struck out is left out, and a footnote follows its paragraph without its number."""
    page = Page().text(70, 100, "Uppdraget är inte klart").rule(137, 97, 157, 97)
    page.text(70, 130, "Taxan gäller från maj").text(172, 126, "1", 6).text(180, 130, "och är ny.")
    page.text(70, 160, "Sista stycket.").text(70, 760, "1", 6).text(76, 763, "Beslut i april.", 8)
    assert told(read(pdf(page), "a.pdf")) == [
        "paragraph: Uppdraget är klart",
        "paragraph: Taxan gäller från maj och är ny.",
        "footnote: Beslut i april.",
        "paragraph: Sista stycket.",
    ]


UNRULED = [
    (
        "Bygg en ny simhall",
        "KFN",
        "Pågår",
        ["Projekteringen fortsätter", "under hösten och en", "upphandling förbereds."],
    ),
    ("Se över taxan", "SBN", "Genomfört", ["Ny taxa gäller."]),
    (
        "Ta fram en plan för",
        "KS",
        "Ej påbörjat",
        ["Resurser saknas på", "förvaltningen som helhet.", "Arbetet är inte påbörjat."],
    ),
    ("Renovera hallen", "TN", "Pågår", ["Bygget har startat", "enligt planen."]),
]


def unruled(page: Page, top: float, rows: list[tuple[str, str, str, list[str]]]) -> float:
    """Rows of a table without rules, one under the other; where they end."""
    for title, who, status, comment in rows:
        page.text(70, top, title, 10).text(200, top, who, 10).text(260, top, status, 10)
        page.lines(350, top, comment, pitch=12, size=10)
        top += 12 * len(comment) + 10
    return top


def cells_of(document: Document) -> list[list[list[str]]]:
    """The texts of each table, row by row."""
    return [[[cell.text for cell in row] for row in table.rows] for table in document.tables]


EXPECTED = [[title, who, status, " ".join(comment)] for title, who, status, comment in UNRULED]


def test_a_table_without_rules_keeps_long_comments() -> None:
    """A cell of many lines beside cells of one is one cell, though most lines stand in one column alone."""
    page = Page()
    end = unruled(page, 100, UNRULED)
    page.text(70, end + 20, "Nämnderna har lämnat sina svar till kommunledningskontoret.", 10)
    document = read(pdf(page), "a.pdf")
    assert cells_of(document) == [EXPECTED]
    assert told(document)[-1].startswith("paragraph: Nämnderna")


def test_a_table_without_rules_goes_on_over_a_page() -> None:
    """A comment that goes on at the top of the next page is its row's; so are the next rows."""
    first, second = Page(), Page()
    unruled(first, 700, [*UNRULED[:2]])
    first.text(70, 760, UNRULED[2][0], 10).text(200, 760, "KS", 10).text(260, 760, "Ej påbörjat", 10)
    first.text(350, 760, UNRULED[2][3][0], 10)
    second.lines(350, 100, UNRULED[2][3][1:], pitch=12, size=10)
    unruled(second, 138, [UNRULED[3], *UNRULED[:2]])
    assert cells_of(read(pdf(first, second), "a.pdf")) == [[*EXPECTED, *EXPECTED[:2]]]


def test_titles_of_groups_stand_in_a_table_without_rules() -> None:
    """A title over a group of rows is a row of the table; one over the labels of a card ends a table."""
    page = Page()
    top = unruled(page, 100, UNRULED[:2])
    page.text(70, top, "En öppen förvaltning med korta köer för alla", 10, "bold")
    unruled(page, top + 20, UNRULED[2:])
    (table,) = cells_of(read(pdf(page), "a.pdf"))
    assert [row[0] for row in table] == [
        "Bygg en ny simhall",
        "Se över taxan",
        "En öppen förvaltning med korta köer för alla",
        "Ta fram en plan för",
        "Renovera hallen",
    ]
    page = Page()
    for n, title in enumerate(["Bygg en simhall", "Se över taxan"]):
        page.text(70, 100 + 100 * n, title, 10, "bold")
        for m, (label, value) in enumerate([("Ansvarig", "KS"), ("Status", "Pågår"), ("Slut", "2023")]):
            page.text(70, 122 + 100 * n + 20 * m, label, 10).text(160, 122 + 100 * n + 20 * m, value, 10)
    assert len(read(pdf(page), "a.pdf").tables) == 2


def test_a_cell_over_all_columns_whose_words_keep_to_them_is_parted() -> None:
    """Where rules between the columns are missing in a row, its words show the cells."""
    page = Page()
    xs = [70, 250, 340, 520]
    for n, row in enumerate(
        [["Uppdrag", "Ansvarig", "Status"], ["Bygg", "KS", "Pågår"], ["Se om", "TN", "Klart"]]
    ):
        for x, text in zip(xs, row, strict=False):
            page.text(x + 5, 114 + 20 * n, text, 10)
        for x in xs if n != 1 else (xs[0], xs[-1]):
            page.rule(x, 100 + 20 * n, x, 120 + 20 * n)
    for n in range(4):
        page.rule(70, 100 + 20 * n, 520, 100 + 20 * n)
    assert cells_of(read(pdf(page), "a.pdf")) == [
        [["Uppdrag", "Ansvarig", "Status"], ["Bygg", "KS", "Pågår"], ["Se om", "TN", "Klart"]]
    ]
