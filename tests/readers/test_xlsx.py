"""Workbooks become what a reader of their sheets sees: lines, tables, spans, shades and addresses."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Callable, Mapping
from typing import Any, Literal

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.styles.colors import COLOR_INDEX, Color
from openpyxl.worksheet.worksheet import Worksheet

from tertial.analysis import analyse
from tertial.document import Document
from tertial.errors import BrokenFile, EmptyFile, TertialError, TooLarge
from tertial.readers import read
from tertial.readers.xlsx import sheet as one_sheet
from tertial.readers.xlsx.looks import Looks
from tertial.readers.xlsx.shown import number

ROWS = [
    ["Nr", "Uppdrag", "Status", "Klart senast"],
    [1, "Bygga en ny skola i Norrby", "Pågår", datetime.date(2023, 8, 31)],
    [2, "Ta fram en vattenplan", "Genomfört", None],
    [3, "Inrätta ett ungdomsråd", "Ej påbörjat", datetime.date(2024, 6, 1)],
]
Change = Callable[[Worksheet], None]


def made(*sheets: Mapping[str, Any] | Change, title: str = "Uppdrag") -> bytes:
    """A workbook with a sheet for each argument: the values of its cells, or what is done to a sheet."""
    book = openpyxl.Workbook()
    for n, content in enumerate(sheets):
        sheet = book.worksheets[0] if not n else book.create_sheet()
        sheet.title = title if not n else f"{title} {n + 1}"
        if callable(content):
            content(sheet)
        else:
            for at, value in content.items():
                sheet[at] = value
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def table(sheet: Worksheet) -> None:
    """A sheet of a title, a line and a table with a bold head."""
    sheet["A1"] = "Uppföljning av uppdrag per den 31 augusti 2023"
    sheet["A1"].font = Font(bold=True, size=16)
    sheet.merge_cells("A1:D1")
    sheet["A2"] = "Almviks kommun"
    for r, row in enumerate(ROWS, 4):
        for c, value in enumerate(row, 1):
            sheet.cell(r, c, value).font = Font(bold=r == 4, size=11)


def edited(data: bytes, member: str, edit: Callable[[str], str]) -> bytes:
    """A workbook with a part changed."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            blob = old.read(name)
            new.writestr(name, edit(blob.decode()) if name == member else blob)
    return file.getvalue()


def grid(document: Document, index: int = 0) -> list[list[str]]:
    """The texts of a table."""
    return [[cell.text for cell in row] for row in document.tables[index].rows]


def lines(document: Document) -> list[str]:
    """The texts outside tables and margins."""
    return [document.cut(block.span) for block in document.lines()]


def test_a_report_in_a_sheet() -> None:
    """Items, statements and evidence are those of the table; the address names sheet and cell."""
    report = analyse(made(table), "almvik/2023.xlsx")
    assert [item.title for item in report.items] == [row[1] for row in ROWS[1:]]
    assert {(one.assessment, one.address) for one in report.assessments} == {
        ("pågår", "Uppföljning av uppdrag per den 31 augusti 2023 › cell Uppdrag!C5"),
        ("genomfört", "Uppföljning av uppdrag per den 31 augusti 2023 › cell Uppdrag!C6"),
        ("ej påbörjat", "Uppföljning av uppdrag per den 31 augusti 2023 › cell Uppdrag!C7"),
    }
    assert [item.end_date for item in report.items] == ["2023-08-31", "", "2024-06-01"]
    document = report.document
    assert (document.municipality, document.year, document.reader) == ("Almvik", 2023, "xlsx")


def test_sheets_come_in_order_under_their_names() -> None:
    """Names that the program gives are none, hidden sheets are left out and counted."""
    document = read(made({"A1": "Ett"}, {"A1": "Två"}, title="Socialnämnden"), "a.xlsx")
    assert lines(document) == ["Socialnämnden", "Ett", "Socialnämnden 2", "Två"]
    assert [block.level for block in document.blocks] == [1, 0, 1, 0]
    assert lines(read(made({"A1": "Ett"}, {"A1": "Två"}, title="Blad"), "a.xlsx")) == ["Ett", "Två"]

    def hide(sheet: Worksheet) -> None:
        sheet["A1"] = "Dold"
        sheet.sheet_state = "veryHidden"

    document = read(made({"A1": "Ett"}, hide), "a.xlsx")
    assert lines(document) == ["Ett"]
    assert document.warnings == ("1 hidden sheet(s) were left out.",)
    only = edited(made({"A1": "Ett"}), "xl/workbook.xml", lambda text: text.replace('"visible"', '"hidden"'))
    with pytest.raises(EmptyFile, match="sheets that are seen"):
        read(only, "a.xlsx")


def test_merged_cells_are_spans() -> None:
    """Over rows and columns, counted in those that the table keeps."""

    def merge(sheet: Worksheet) -> None:
        table(sheet)
        sheet["A5"] = "Trygghet"
        sheet.merge_cells("A5:A7")
        sheet["C5"] = "Pågår"
        sheet["D5"] = None
        sheet.merge_cells("C5:D5")

    first = read(made(merge), "a.xlsx").tables[0].rows[1]
    assert [(cell.text, cell.rows, cell.columns) for cell in first] == [
        ("Trygghet", 3, 1),
        ("Bygga en ny skola i Norrby", 1, 1),
        ("Pågår", 1, 2),
    ]


def test_hidden_rows_and_columns_are_left_out_and_filtered_rows_are_read() -> None:
    """Each is told in a warning."""

    def hide(sheet: Worksheet) -> None:
        table(sheet)
        sheet.row_dimensions[6].hidden = True
        sheet.column_dimensions["D"].hidden = True

    document = read(made(hide), "a.xlsx")
    assert grid(document) == [[str(value) for value in row[:3]] for row in (ROWS[0], ROWS[1], ROWS[3])]
    assert document.warnings == (
        "Sheet Uppdrag: 1 hidden row(s) were left out.",
        "Sheet Uppdrag: 1 hidden column(s) were left out.",
    )

    def filtered(sheet: Worksheet) -> None:
        table(sheet)
        sheet.row_dimensions[6].hidden = True
        sheet.auto_filter.ref = "A4:D7"
        sheet.auto_filter.add_filter_column(2, ["Pågår", "Ej påbörjat"])

    document = read(made(filtered), "a.xlsx")
    assert len(document.tables[0].rows) == 4
    assert document.tables[0].rows[0][0].header
    assert document.warnings == ("Sheet Uppdrag: 1 row(s) that a filter hides were read.",)


@pytest.mark.parametrize(
    ("colour", "shade"),
    [
        (Color(rgb="FF00B050"), "grön"),
        (Color(indexed=10), "röd"),
        (Color(theme=5), "röd"),
        (Color(theme=4, tint=0.4), "blå"),
        (Color(rgb="FFFFFFFF"), ""),
    ],
)
def test_coloured_cells_are_marks(colour: Color, shade: str) -> None:
    """A filled cell has a shade, and is a mark where it is empty; however the file names the colour."""

    def fill(sheet: Worksheet) -> None:
        table(sheet)
        sheet["C5"] = None
        sheet["C5"].fill = sheet["C6"].fill = PatternFill("solid", fgColor=colour)

    cells = [row[2] for row in read(made(fill), "a.xlsx").tables[0].rows]
    assert [cell.shade for cell in cells] == ["", shade, shade, ""]
    assert cells[1].text == (f"[{shade}]" if shade else "")


def test_a_legend_beside_the_table_explains_its_colours() -> None:
    """It is a table of its own, and what it says is what the colours mean."""
    colours = {"Genomfört": "FF00B050", "Pågår": "FFFFFF00", "Ej påbörjat": "FFFF0000"}

    def legend(sheet: Worksheet) -> None:
        table(sheet)
        for row, word in ((5, "Pågår"), (6, "Genomfört"), (7, "Ej påbörjat")):
            sheet.cell(row, 3).value = None
            sheet.cell(row, 3).fill = PatternFill("solid", fgColor=colours[word])
        for row, (word, colour) in enumerate(colours.items(), 4):
            sheet.cell(row, 7).fill = PatternFill("solid", fgColor=colour)
            sheet.cell(row, 8, word)

    report = analyse(made(legend), "almvik/2023.xlsx")
    assert [item.title for item in report.items] == [row[1] for row in ROWS[1:]]
    assert [one.assessment for one in report.assessments] == ["pågår", "genomfört", "ej påbörjat"]


def test_tables_are_told_from_lines_and_from_each_other() -> None:
    """An empty row does not end a table, but a line of text over another head does."""

    def two(sheet: Worksheet) -> None:
        table(sheet)
        sheet["A9"], sheet["B9"], sheet["C9"] = 4, "Rusta upp torget", "Pågår"
        sheet["A11"] = "Personal"
        for column, (head, value) in enumerate((("Nyckeltal", "Antal"), ("2022", "12"), ("2023", "14")), 1):
            sheet.cell(12, column, head).font = Font(bold=True)
            sheet.cell(13, column, value)
        sheet["A16"] = "Frågor besvaras av kansliet."

    document = read(made(two), "a.xlsx")
    assert [len(each.rows) for each in document.tables] == [5, 2]
    assert [line for line in lines(document)[2:]] == ["Personal", "Frågor besvaras av kansliet."]


def test_groups_over_rows_stay_in_the_table() -> None:
    """A line between two rows names a group, also where empty rows stand around it."""

    def groups(sheet: Worksheet) -> None:
        table(sheet)
        sheet["A9"] = "Trygghet"
        sheet["A10"], sheet["B10"], sheet["C10"] = 4, "Rusta upp torget", "Pågår"

    (only,) = read(made(groups), "a.xlsx").tables
    assert [row[0].text for row in only.rows] == ["Nr", "1", "2", "3", "Trygghet", "4"]


def test_what_is_printed_at_the_edges_is_set_apart() -> None:
    """Without numbers of pages, dates and names of files."""

    def margins(sheet: Worksheet) -> None:
        table(sheet)
        sheet.oddHeader.left.text = "Almviks kommun"
        sheet.oddFooter.center.text = "Sida &P av &N"
        sheet.oddFooter.right.text = "Dnr KS 2023/12"

    document = read(made(margins), "a.xlsx")
    assert [document.cut(block.span) for block in document.margins] == [
        "Uppdrag",
        "Almviks kommun",
        "Dnr KS 2023/12",
    ]


def test_cells_are_read_as_they_look() -> None:
    """Line ends part paragraphs, parts in bold are told, signs of symbol fonts are marks, notes left out."""

    def cells(sheet: Worksheet) -> None:
        table(sheet)
        sheet["B5"] = "Bygga en ny skola\ni Norrby"
        sheet["B5"].comment = Comment("Stämmer det?", "AB")
        sheet["C5"] = "ü"
        sheet["C5"].font = Font(name="Wingdings")
        sheet["C6"] = True
        sheet["D6"] = "=1+1"

    data = made(cells)
    document = read(data, "a.xlsx")
    assert [len(cell.blocks) for cell in document.tables[0].rows[1]] == [1, 2, 1, 1]
    assert document.tables[0].rows[1][2].text == "[✔]"
    assert document.tables[0].rows[2][2].text == "SANT"
    assert "Stämmer" not in document.text
    assert document.warnings == (
        "Sheet Uppdrag: 1 formula(s) have no value in the file: open it in Excel and save it.",
    )


def of_another_program(*, kept: Literal["whole", "half of its strings"] = "whole") -> bytes:
    """A workbook whose texts stand apart from its cells, one of them with its first words in bold."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    sheet = book.add_worksheet("Uppdrag")
    sheet.write_row(0, 0, ["Uppdrag", "Status"])
    sheet.write_rich_string(1, 0, book.add_format({"bold": True}), "Ta fram", " en\nplan")
    sheet.write_row(1, 1, ["Pågår"])
    book.close()
    if kept == "whole":
        return file.getvalue()
    return edited(file.getvalue(), "xl/sharedStrings.xml", lambda text: text[: len(text) // 2])


def test_texts_may_stand_apart_from_cells() -> None:
    """With the words set apart in them; a part of them that is damaged is told."""
    whole = of_another_program()
    returned = edited(whole, "xl/sharedStrings.xml", lambda text: text.replace("\nplan", "_x000D_plan"))
    for data in (whole, returned):
        first, second = read(data, "a.xlsx").tables[0].rows[1][0].blocks
        assert (len(first.span), first.lead) == (len("Ta fram en"), len("Ta fram"))
        assert len(second.span) == len("plan")
    with pytest.raises(BrokenFile, match=r"sharedStrings\.xml is no proper XML"):
        read(of_another_program(kept="half of its strings"), "a.xlsx")


def test_text_boxes_are_read() -> None:
    """After the cells of their sheet."""
    space = "http://schemas.openxmlformats.org/drawingml/2006"
    box = (
        f'<xdr:wsDr xmlns:xdr="{space}/spreadsheetDrawing" xmlns:a="{space}/main"><xdr:sp><xdr:txBody>'
        "<a:p><a:r><a:t>Grön = </a:t></a:r><a:r><a:t>genomfört</a:t></a:r></a:p>"
        "</xdr:txBody></xdr:sp></xdr:wsDr>"
    )
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/drawing"
    file = io.BytesIO(made(table))
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("xl/drawings/drawing1.xml", box)
        archive.writestr(
            "xl/worksheets/_rels/sheet1.xml.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="r1" Type="{relation}" Target="../drawings/drawing1.xml"/></Relationships>',
        )
    assert lines(read(file.getvalue(), "a.xlsx"))[-1] == "Grön = genomfört"


@pytest.mark.parametrize(
    ("raw", "code", "shown"),
    [
        ("1393", "General", "1393"),
        ("0.1", "General", "0,1"),
        ("0.30000000000000004", "General", "0,3"),
        ("-2.5", "0", "-3"),
        ("1393.5", "#,##0", "1\u00a0394"),
        ("1393.5", "# ##0.00", "1\u00a0393,50"),
        ("0.453", "0%", "45%"),
        ("0.4531", "0.0 %", "45,3 %"),
        ("1393000", "#,##0,", "1\u00a0393"),
        ("1393", '#,##0 "tkr"', "1\u00a0393 tkr"),
        ("1393", "#,##0\\ [$kr-41D]", "1\u00a0393 kr"),
        ("-57.8", "0.0;[Red]-0.0", "-57,8"),
        ("-57.8", '0.0;"minus "0.0', "minus 57,8"),
        ("0", '0;-0;"inga"', "inga"),
        ("0", "#,##0.0", "0,0"),
        ("0.5", "#.##", ",5"),
        ("7", "000", "007"),
        ("2", '"T"0', "T2"),
        ("5", ";;;", ""),
        ("12", "@", "12"),
        ("45169", "yyyy-mm-dd", "2023-08-31"),
        ("45169", "d mmm", "2023-08-31"),
        ("45169.5", "yyyy/mm/dd hh:mm", "2023-08-31 12:00"),
        ("45169", "[$-41D]mmmm yyyy", "augusti 2023"),
        ("45169", "yyyy", "2023"),
        ("45169", "mmm", "augusti"),
        ("0.75", "hh:mm", "18:00"),
        ("1.5", "[h]:mm", "36:00"),
        ("1", "yyyy-mm-dd", "1900-01-01"),
        ("-1", "yyyy-mm-dd", "-1"),
        ("9e99", "yyyy-mm-dd", "1e+99"),
        ("0.00001", "0.00E+00", "0,00001"),
        ("2.75", "# ?/?", "2,75"),
        ("x", "0", "x"),
        ("NaN", "0", "NaN"),
    ],
)
def test_numbers_are_read_as_they_are_shown(raw: str, code: str, shown: str) -> None:
    """With the decimals, spaces and units of their format; days as ISO dates."""
    if raw == "9e99":
        assert number(raw, code, from_1904=False).startswith(("1e", "9e"))
        return
    assert number(raw, code, from_1904=False) == shown


def test_days_may_count_from_1904() -> None:
    """As in files of Excel for Mac."""
    assert number("43707", "yyyy-mm-dd", from_1904=True) == "2023-08-31"


def test_colours_by_number_are_those_of_the_standard() -> None:
    """The same as openpyxl's table of them."""
    from lxml import etree

    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    fills = "".join(
        f'<fill><patternFill patternType="solid"><fgColor indexed="{n}"/></patternFill></fill>'
        for n in range(64)
    )
    styles = "".join(f'<xf fillId="{n}"/>' for n in range(64))
    root = etree.fromstring(
        f'<styleSheet xmlns="{main}"><fills>{fills}</fills><cellXfs>{styles}</cellXfs></styleSheet>'
    )
    looks = Looks(root, None)
    assert [looks.of(str(n)).fill for n in range(64)] == [colour[-6:] for colour in COLOR_INDEX[:64]]


BOMB = '<!DOCTYPE a [<!ENTITY b "c">]>'


@pytest.mark.parametrize(
    ("member", "edit", "says"),
    [
        ("xl/workbook.xml", lambda text: BOMB + text[text.index("<workbook") :], "declares entities"),
        ("xl/worksheets/sheet1.xml", lambda text: BOMB + text, "declares entities"),
        ("xl/worksheets/sheet1.xml", lambda text: text[: len(text) // 2], "no proper XML"),
        ("xl/workbook.xml", lambda _: "<a/>", "holds no workbook"),
    ],
)
def test_a_damaged_part_is_told(member: str, edit: Callable[[str], str], says: str) -> None:
    """Which one, and what to do."""
    with pytest.raises(BrokenFile, match=says) as caught:
        read(edited(made(table), member, edit), "a.xlsx")
    assert caught.value.remedy


def test_a_workbook_may_be_so_large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Cells are counted over all sheets; areas over the whole sheet cost nothing."""
    data = edited(
        made(table),
        "xl/worksheets/sheet1.xml",
        lambda text: text.replace('ref="A1:D1"', 'ref="A1:XFD1"').replace(
            "</mergeCells>", '<mergeCell ref="F20:XFD1048576"/></mergeCells>'
        ),
    )
    assert len(read(data, "a.xlsx").tables) == 1
    monkeypatch.setattr(one_sheet, "MOST_CELLS", 10)
    with pytest.raises(TooLarge, match="10 cells"):
        read(data, "a.xlsx")
    zeros = edited(made(table), "docProps/core.xml", lambda _: " " * 20_000_000)
    with pytest.raises(TooLarge, match="inflates"):
        read(zeros, "a.xlsx")


SOUND = made(table, {"A1": "Förklaring", "B1": 0.5})
MEMBERS = [name for name in zipfile.ZipFile(io.BytesIO(SOUND)).namelist() if name.endswith((".xml", ".rels"))]


@settings(deadline=None, max_examples=150)
@given(
    st.sampled_from(MEMBERS),
    st.lists(
        st.tuples(st.integers(0, 20_000), st.integers(0, 30), st.text(max_size=8)), min_size=1, max_size=4
    ),
)
def test_a_changed_part_ends_in_a_document_or_an_error(
    member: str, changes: list[tuple[int, int, str]]
) -> None:
    """Whatever stands in a part of a workbook."""

    def change(text: str) -> str:
        for at, length, put in changes:
            at %= len(text) + 1
            text = text[:at] + put.replace("\ud800", "") + text[at + length :]
        return text.encode("utf-8", "replace").decode()

    try:
        assert read(edited(SOUND, member, change), "a.xlsx").source == "a.xlsx"
    except TertialError as error:
        assert "a.xlsx" in error.problem


@settings(deadline=None, max_examples=150)
@given(st.integers(0, len(SOUND)), st.integers(0, 300), st.binary(max_size=20))
def test_changed_bytes_end_in_a_document_or_an_error(at: int, length: int, put: bytes) -> None:
    """Whatever is cut out of the file or put into it."""
    try:
        assert read(SOUND[:at] + put + SOUND[at + length :], "a.xlsx").source == "a.xlsx"
    except TertialError as error:
        assert "a.xlsx" in error.problem
