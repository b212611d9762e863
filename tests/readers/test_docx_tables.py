"""The Word reader: tables as a grid, shades and signs as marks."""

from __future__ import annotations

import pytest

from tertial.document import Document
from tertial.readers.docx import symbols
from tertial.resources import read_table
from tests.docx_maker import lines, p, parse, r, tbl, tc, tr


def grid(document: Document, table: int = 0) -> list[list[str]]:
    """The words at each place of a table, merged cells repeated."""
    return [
        ["" if cell is None else document.cut(cell.span) for cell in row]
        for row in document.tables[table].grid()
    ]


def merged(text: str, kind: str = "") -> str:
    """A cell merged downwards."""
    return tc(text, f'<w:vMerge w:val="{kind}"/>' if kind else "<w:vMerge/>")


def test_merged_cells_are_one_cell() -> None:
    """Cells merged across and down stand once, with how far they reach."""
    document = parse(
        tbl(
            tr(tc("bred", '<w:gridSpan w:val="2"/>'), "c"),
            tr(merged("hög", "restart"), "b", "c"),
            tr(merged("osynligt"), "d", "e"),
            tr(merged("ny", "restart"), "f", "g"),
        )
    )
    assert grid(document) == [["bred", "bred", "c"], ["hög", "b", "c"], ["hög", "d", "e"], ["ny", "f", "g"]]
    assert lines(document) == ["bred", "c", "hög", "b", "c", "d", "e", "ny", "f", "g"]


def test_a_row_may_hold_only_what_goes_on_from_above() -> None:
    """A row all of whose cells belong to those above it adds no cell and loses none."""
    document = parse(tbl(tr(merged("a", "restart")), tr(merged("")), tr("b")))
    assert grid(document) == [["a"], ["a"], ["b"]]


def test_merged_across_the_old_way() -> None:
    """A horizontal merge as old converters write it is one cell."""
    cells = tc("a", '<w:hMerge w:val="restart"/>') + tc("", "<w:hMerge/>") + tc("b")
    assert grid(parse(tbl(f"<w:tr>{cells}</w:tr>"))) == [["a", "a", "b"]]


def test_a_row_may_begin_further_in() -> None:
    """GridBefore leaves places without a cell."""
    document = parse(tbl(tr("a", "b"), tr("c", properties='<w:gridBefore w:val="1"/>')))
    assert grid(document) == [["a", "b"], ["", "c"]]


def test_continuation_without_a_beginning_is_a_cell() -> None:
    """A merge that continues nothing loses no text."""
    assert lines(parse(tbl(tr(merged("a"), "b")))) == ["a", "b"]


def test_rows_and_cells_in_controls() -> None:
    """Rows and cells inside content controls are rows and cells."""
    row = f"<w:sdt><w:sdtContent>{tr('a', 'b')}</w:sdtContent></w:sdt>"
    cell = f"<w:tr>{tc('c')}<w:sdt><w:sdtContent>{tc('d')}</w:sdtContent></w:sdt></w:tr>"
    assert grid(parse(tbl(row, cell))) == [["a", "b"], ["c", "d"]]


def test_deleted_and_hidden_rows_are_left_out() -> None:
    """Rows and cells that a tracked change deleted, and hidden rows, are not there, and not counted."""
    document = parse(
        tbl(
            tr("a", properties="<w:ins/>"),
            tr("x", properties="<w:del/>"),
            tr("y", properties="<w:hidden/>"),
            tr("b", tc("z", "<w:cellDel/>")),
        )
    )
    assert grid(document) == [["a"], ["b"]]


def test_headers_are_the_first_rows_so_marked() -> None:
    """Rows repeated on each page are headers, as long as no other row stands before them."""
    mark = "<w:tblHeader/>"
    document = parse(tbl(tr("h", properties=mark), tr("a"), tr("b", properties=mark)))
    assert [block.place.header for block in document.blocks if block.place] == [True, False, False]


def test_paragraphs_of_a_cell() -> None:
    """Each paragraph of a cell is a block; an empty cell has one empty block; tabs are spaces."""
    cell = tc(p("ett") + p() + f"<w:p>{r('två')}<w:r><w:tab/></w:r>{r('tre')}</w:p>")
    document = parse(tbl(tr(cell, "", "b")))
    assert lines(document) == ["ett", "två tre", "", "b"]
    assert document.text == "ett\ntvå tre\t\tb"


def test_nested_tables_follow_their_cell() -> None:
    """A table in a cell is a table of its own, after the blocks of the cell, wherever it stands in it."""
    inner = tbl(tr("inre"))
    document = parse(p("x") + tbl(tr(tc(inner + p("efter")), "b")) + tbl(tr("c")))
    assert lines(document) == ["x", "efter", "inre", "b", "c"]
    assert [block.place.table for block in document.blocks if block.place] == [0, 1, 0, 2]


def test_a_table_without_rows_is_none() -> None:
    """A table without cells takes no number."""
    document = parse(tbl() + tbl(tr("a")))
    assert len(document.tables) == 1
    assert document.blocks[0].place
    assert document.blocks[0].place.table == 0


def shaded(text: str, fill: str, **more: str) -> str:
    """A cell with a colour."""
    attributes = "".join(f' w:{key}="{value}"' for key, value in more.items())
    return tc(text, f'<w:shd w:val="clear" w:fill="{fill}"{attributes}/>')


def test_shades_are_swedish_words() -> None:
    """A coloured cell has its colour; an empty one stands in the text as a mark; grey and white are none."""
    document = parse(
        tbl(
            tr("Mål", "Status", "", ""),
            tr(shaded("a", "00B050"), shaded("", "FF0000"), shaded("", "D9D9D9"), shaded("", "auto")),
        )
    )
    assert lines(document)[4:] == ["a", "[röd]", "", ""]
    assert [block.shade for block in document.blocks[4:]] == ["grön", "röd", "", ""]


def test_grey_is_a_mark_among_colours() -> None:
    """An empty grey cell is a mark where its column holds colours, and dress elsewhere."""
    document = parse(
        tbl(
            tr("Mål", "Status", ""),
            tr("a", shaded("", "00B050"), shaded("", "BFBFBF")),
            tr(shaded("b", "BFBFBF"), shaded("", "BFBFBF"), shaded("", "D9D9D9")),
            tr("c", shaded("Klart", "BFBFBF"), shaded("", "FFFFFF")),
        )
    )
    assert lines(document)[3:] == ["a", "[grön]", "", "b", "[grå]", "", "c", "Klart", ""]


def test_grey_of_a_legend_is_a_mark_in_a_row_of_its_own() -> None:
    """The grey that a legend explained is a mark in a table of one row, another grey is none."""
    legend = tbl(tr("Färg", "Betyder"), tr(shaded("", "00B050"), "Klart"), tr(shaded("", "BFBFBF"), "Utgår"))
    item = tbl(tr(shaded("", "BFBFBF"), "Bygg en bro"))
    dress = tbl(tr(shaded("", "D9D9D9"), "Bygg ett torg"))
    document = parse(legend + item + dress)
    assert lines(document)[2:] == [
        "[grön]",
        "Klart",
        "[grå]",
        "Utgår",
        "[grå]",
        "Bygg en bro",
        "",
        "Bygg ett torg",
    ]


def test_a_coloured_head_says_nothing_where_it_is_empty() -> None:
    """An empty cell of a table's coloured head keeps its shade and gets no mark."""
    document = parse(
        tbl(tr(shaded("", "0070C0"), shaded("Status", "0070C0")), tr("Mål 1", shaded("", "92D050")))
    )
    assert lines(document) == ["", "Status", "Mål 1", "[grön]"]


def test_a_legend_tells_two_tints_of_a_colour_apart() -> None:
    """The paler of two blues that a legend explains is `ljusblå`, there and wherever it stands after it."""
    legend = tbl(tr(shaded("", "B8CCE4"), "Pågår"), tr(shaded("", "5B9BD5"), "Klart"))
    item = tbl(tr("Mål", "Nu"), tr("Bygg en bro", shaded("", "B8CCE4")))
    assert [block.shade for block in parse(legend + item).blocks if block.shade] == [
        "ljusblå",
        "blå",
        "ljusblå",
    ]
    assert [block.shade for block in parse(item).blocks if block.shade] == ["blå"]


def test_amber_is_yellow_unless_there_is_a_yellow() -> None:
    """What Word calls orange is the yellow of a traffic light, unless the document has a clearer yellow."""
    amber, yellow = shaded("a", "FFC000"), shaded("b", "FFFF00")
    assert parse(tbl(tr("x", amber))).blocks[1].shade == "gul"
    assert [block.shade for block in parse(tbl(tr(amber, yellow))).blocks] == ["orange", "gul"]


def test_theme_colours() -> None:
    """A shade that names a colour of the theme is that colour."""
    theme = '<a:clrScheme><a:accent6><a:srgbClr val="70AD47"/></a:accent6></a:clrScheme>'
    document = parse(tbl(tr("x", shaded("a", "auto", themeFill="accent6"))), theme=theme)
    assert document.blocks[1].shade == "grön"


@pytest.mark.parametrize("row", read_table("shades.csv"), ids=lambda row: row["example"])
def test_each_shade_has_its_example(row: dict[str, str]) -> None:
    """Each row of shades.csv names its example, and not its counterexample."""
    assert symbols.shade(row["example"]) == row["word"]
    assert symbols.shade(row["counterexample"]) not in ("", row["word"])


@pytest.mark.parametrize(
    "colour", ["FFFFFF", "000000", "808080", "F2F2F2", "DEEAF6", "DBE5F1", "1F", "auto", ""]
)
def test_what_is_no_shade(colour: str) -> None:
    """White, black, greys and the palest tints of table heads are no colours."""
    assert symbols.shade(colour) == ""


WINGDINGS = '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>'
SIGNS = [
    ("an inserted symbol", '<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>', "[✔]"),
    ("a smiley typed in Wingdings", r("J", WINGDINGS), "[☺]"),
    ("a private character in Wingdings", r("\uf04a", WINGDINGS) + r(" klart"), "[☺] klart"),
    ("the same letter in a font of letters", r("J", '<w:rFonts w:ascii="Arial"/>'), "J"),
    ("a private character without a font", r("a \uf0fc"), "a [✔]"),
    ("a bullet without a font", r("\uf0b7 punkt"), "• punkt"),
    ("a letter of Symbol", r("\uf0b3", '<w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/>') + r(" 80"), "≥ 80"),
    ("Webdings", '<w:r><w:sym w:font="Webdings" w:char="F061"/></w:r>', "[✔]"),
    (
        "a sign that is not in the table",
        '<w:r><w:sym w:font="Wingdings" w:char="F07B"/></w:r>',
        "[wingdings 7B]",
    ),
    ("a symbol of a font of letters", '<w:r><w:sym w:font="MS Gothic" w:char="2612"/></w:r>', "☒"),
    ("a symbol without a code", '<w:r><w:sym w:font="Wingdings" w:char="zz"/></w:r>' + r("a"), "a"),
]


@pytest.mark.parametrize(
    ("inside", "expected"), [case[1:] for case in SIGNS], ids=[case[0] for case in SIGNS]
)
def test_signs_of_symbol_fonts_are_marks(inside: str, expected: str) -> None:
    """A sign of a symbol font stands as a mark in brackets, a letter of one as the letter."""
    assert parse(f"<w:p>{inside}</w:p>").text == expected


def test_each_sign_is_read() -> None:
    """Each row of wingdings.csv is what an inserted symbol of that code shows."""
    for row in read_table("wingdings.csv"):
        shown = symbols.by_code(row["font"].title(), f"F0{row['code']}")
        assert shown == (row["mark"] if row["form"] == "text" else f"[{row['mark']}]"), row


def test_a_coloured_sign_shades_its_block() -> None:
    """Where a block is nothing but a coloured sign, the colour is its shade."""
    red = '<w:color w:val="FF0000"/>'
    assert parse(p("●", run=red)).blocks[0].shade == "röd"
    assert parse(p("● försenat", run=red)).blocks[0].shade == ""
    assert parse(tbl(tr("x", p("l", run=WINGDINGS + red)))).blocks[1].shade == "röd"
