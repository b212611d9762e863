"""The Word reader: heading levels, looks and automatic numbers, through styles and lists."""

from __future__ import annotations

import pytest

from tests.docx_maker import lines, p, parse, r, style, tbl, tc, tr


def ps(style_id: str) -> str:
    """A paragraph's style."""
    return f'<w:pStyle w:val="{style_id}"/>'


def based(on: str, more: str = "") -> str:
    """What a style is based on."""
    return f'<w:basedOn w:val="{on}"/>{more}'


def outline(level: int) -> str:
    """A style's outline level."""
    return f'<w:pPr><w:outlineLvl w:val="{level}"/></w:pPr>'


LEVEL_9 = '<w:outlineLvl w:val="9"/>'
UNNUMBERED = '<w:numPr><w:numId w:val="0"/></w:numPr>'
UNLISTED = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>'
"""As LibreOffice writes of every style of a .doc that is based on a heading, beside level 9."""
STYLES = "".join(
    (
        style("Normal", "Normal", default="1"),
        style("Rubrik1", "heading 1", based("Normal", outline(0))),
        style("Rubrik2", "heading 2"),
        style("Egen", "Nämndens rubrik", based("Rubrik2")),
        style("Nivå", "Avsnitt", outline(3)),
        style("Brödtextrubrik", "Liten rubrik", based("Rubrik1", outline(9))),
        style("Ledd", "Kommunrubrik", based("Rubrik2", f"<w:pPr>{UNLISTED}{LEVEL_9}</w:pPr>")),
        style("Onumrerad", "Liten text", based("Rubrik2", f"<w:pPr>{UNNUMBERED}{LEVEL_9}</w:pPr>")),
        style("Svensk", "Rubrik 3 utan nummer"),
        style("Titel", "Title"),
        style("Ring", "ring", based("Ring")),
        style("Bt", "Body Text", based("Normal")),
    )
)


@pytest.mark.parametrize(
    ("properties", "kind", "level", "name"),
    [
        ("", "paragraph", 0, ""),
        (ps("Rubrik1"), "heading", 1, "heading 1"),
        (ps("Egen"), "heading", 2, "nämndens rubrik"),
        (ps("Nivå"), "heading", 4, "avsnitt"),
        (ps("Brödtextrubrik"), "paragraph", 0, "liten rubrik"),
        (ps("Ledd"), "heading", 2, "kommunrubrik"),
        (ps("Onumrerad"), "paragraph", 0, "liten text"),
        (ps("Svensk"), "heading", 3, "rubrik 3 utan nummer"),
        (ps("Titel"), "heading", 1, "title"),
        (ps("Bt"), "paragraph", 0, ""),
        (ps("Ring"), "paragraph", 0, "ring"),
        (ps("Rubrik5"), "heading", 5, "rubrik5"),
        ('<w:outlineLvl w:val="1"/>', "heading", 2, ""),
        (ps("Rubrik1") + '<w:outlineLvl w:val="9"/>', "paragraph", 0, "heading 1"),
    ],
)
def test_heading_levels(properties: str, kind: str, level: int, name: str) -> None:
    """The level comes from the paragraph, its style or that one's base; outline level 9 is text."""
    block = parse(p("x", properties), styles=STYLES).blocks[0]
    assert (block.kind, block.level, block.style) == (kind, level, name)


LOOKS = "".join(
    (
        '<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="22"/></w:rPr></w:rPrDefault></w:docDefaults>',
        style("N", "Normal", default="1"),
        style("F", "Fet", "<w:rPr><w:b/><w:sz w:val='28'/></w:rPr>"),
        style("FF", "Fet kursiv", based("F", "<w:rPr><w:i/></w:rPr>")),
        style("Stark", "Strong", "<w:rPr><w:b/></w:rPr>", kind="character"),
    )
)


@pytest.mark.parametrize(
    ("body", "bold", "italic", "size"),
    [
        (p("x"), False, False, 11.0),
        (p("x", run="<w:b/>"), True, False, 11.0),
        (p("x", run='<w:b w:val="0"/>'), False, False, 11.0),
        (p("x", ps("FF")), True, True, 14.0),
        (p("x", ps("F"), '<w:b w:val="false"/><w:sz w:val="40"/>'), False, False, 20.0),
        (p("x", run='<w:rStyle w:val="Stark"/>'), True, False, 11.0),
        (p("x", ps("F"), '<w:rStyle w:val="Stark"/>'), False, False, 14.0),
        (f"<w:p>{r('Rubrik', '<w:b/>')}{r(' . ')}</w:p>", True, False, 11.0),
        (f"<w:p>{r('Rubrik', '<w:b/>')}{r(' text')}</w:p>", False, False, 11.0),
        ("<w:p>" + r("a", '<w:sz w:val="30"/>') + r("b") + "</w:p>", False, False, 0.0),
        ("<w:p>" + r("a", "<w:b/>") + r("dolt", "<w:vanish/>") + "</w:p>", True, False, 11.0),
        (p("x", "<w:rPr><w:b/></w:rPr>"), False, False, 11.0),
    ],
)
def test_looks(body: str, bold: bool, italic: bool, size: float) -> None:
    """Bold, italic and size count where all visible words have them, directly or through styles."""
    block = parse(body, styles=LOOKS).blocks[0]
    assert (block.bold, block.italic, block.size) == (bold, italic, size)


def level(n: int, form: str, text: str, more: str = "") -> str:
    """A level of a list."""
    form = f'<w:start w:val="1"/><w:numFmt w:val="{form}"/>'
    return f'<w:lvl w:ilvl="{n}">{form}{more}<w:lvlText w:val="{text}"/></w:lvl>'


def abstract(n: int, *levels: str) -> str:
    """A list as it is defined."""
    return f'<w:abstractNum w:abstractNumId="{n}">{"".join(levels)}</w:abstractNum>'


def num(n: int, of: int, more: str = "") -> str:
    """A list as paragraphs name it."""
    return f'<w:num w:numId="{n}"><w:abstractNumId w:val="{of}"/>{more}</w:num>'


def numbered(text: str, num_id: int, ilvl: int = 0) -> str:
    """A paragraph of a list."""
    return p(text, f'<w:numPr><w:ilvl w:val="{ilvl}"/><w:numId w:val="{num_id}"/></w:numPr>')


def restart(n: int, start: int) -> str:
    """A level that begins anew."""
    return f'<w:lvlOverride w:ilvl="{n}"><w:startOverride w:val="{start}"/></w:lvlOverride>'


NUMBERING = "".join(
    (
        abstract(1, level(0, "decimal", "%1."), level(1, "decimal", "%1.%2"), level(2, "lowerLetter", "%3)")),
        abstract(2, level(0, "bullet", "\uf0b7"), level(1, "bullet", "o")),
        abstract(3, level(0, "upperRoman", "Del %1"), level(1, "decimal", "%1.%2", "<w:isLgl/>")),
        abstract(
            4,
            level(0, "decimal", "%1", '<w:pStyle w:val="H1"/>'),
            level(1, "decimal", "%1.%2", '<w:pStyle w:val="H2"/>'),
        ),
        abstract(5, level(0, "decimal", "%1"), level(1, "decimal", "%2", '<w:lvlRestart w:val="0"/>')),
        abstract(6, level(0, "none", "")),
        '<w:abstractNum w:abstractNumId="7"><w:numStyleLink w:val="Lista"/></w:abstractNum>',
        num(1, 1),
        num(2, 2),
        num(3, 3),
        num(4, 4),
        num(5, 5),
        num(6, 6),
        num(7, 7),
        num(11, 1, restart(0, 5)),
        num(12, 1, f'<w:lvlOverride w:ilvl="0">{level(0, "lowerRoman", "(%1)")}</w:lvlOverride>'),
    )
)
NUMBER_STYLES = "".join(
    (
        style("H1", "heading 1", '<w:pPr><w:numPr><w:numId w:val="4"/></w:numPr></w:pPr>'),
        style(
            "H2",
            "heading 2",
            based("H1", '<w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="4"/></w:numPr></w:pPr>'),
        ),
        style("H2x", "Egen", based("H2")),
        style("Punkt", "List Bullet", '<w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr>'),
        style("Lista", "lista", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>', kind="numbering"),
    )
)
NO_NUMBER = '<w:numPr><w:numId w:val="0"/></w:numPr>'


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            [
                numbered("a", 1),
                numbered("b", 1, 1),
                numbered("c", 1, 1),
                numbered("d", 1, 2),
                numbered("e", 1),
                numbered("f", 1, 1),
            ],
            ["1. a", "1.1 b", "1.2 c", "a) d", "2. e", "2.1 f"],
        ),
        ([numbered("a", 2), numbered("b", 2, 1)], ["• a", "• b"]),
        ([numbered("a", 3), numbered("b", 3, 1)], ["Del I a", "1.1 b"]),
        (
            [numbered("a", 1), numbered("b", 11), numbered("c", 11), numbered("d", 1)],
            ["1. a", "5. b", "6. c", "7. d"],
        ),
        ([numbered("a", 1), numbered("b", 12)], ["1. a", "(ii) b"]),
        ([numbered("a", 5, 1), numbered("b", 5), numbered("c", 5, 1)], ["1 a", "1 b", "2 c"]),
        ([numbered("a", 7), numbered("b", 1)], ["1. a", "2. b"]),
        ([numbered("a", 1, 1)], ["1.1 a"]),
        (
            [
                p("a", ps("H1")),
                p("b", ps("H2")),
                p("c", ps("H2x")),
                p("d", ps("H2") + NO_NUMBER),
                p("e", ps("H1")),
            ],
            ["1 a", "1.1 b", "1.2 c", "d", "2 e"],
        ),
        ([p("a", ps("Punkt"))], ["• a"]),
        ([numbered("a", 6), numbered("b", 99)], ["a", "b"]),
        ([numbered("a", 1), numbered("", 1), numbered("c", 1)], ["1. a", "3. c"]),
    ],
)
def test_automatic_numbers(body: list[str], expected: list[str]) -> None:
    """Numbers are printed as Word prints them: by level, form, restart, override and linked style."""
    document = parse("".join(body), numbering=NUMBERING, styles=NUMBER_STYLES)
    assert lines(document) == expected


def test_what_numbers_make_of_a_paragraph() -> None:
    """A numbered paragraph is a list item of its depth, a numbered heading stays a heading."""
    document = parse(
        numbered("a", 1) + numbered("b", 1, 1) + p("c", ps("H2")) + numbered("d", 6),
        numbering=NUMBERING,
        styles=NUMBER_STYLES,
    )
    found = [(block.kind, block.level, block.number) for block in document.blocks]
    assert found == [("list", 1, "1."), ("list", 2, "1.1"), ("heading", 2, "1.1"), ("paragraph", 0, "")]


def test_a_column_of_automatic_numbers() -> None:
    """A cell that holds only an automatic number is not empty; one that holds only a bullet is."""
    rows = tbl(tr(tc(numbered("", 1)), "a"), tr(tc(numbered("", 1)), "b"), tr(tc(numbered("", 2)), "c"))
    assert lines(parse(rows, numbering=NUMBERING)) == ["1.", "a", "2.", "b", "", "c"]


@pytest.mark.parametrize(
    ("form", "count", "printed"),
    [
        ("decimal", 3, "3"),
        ("decimalZero", 3, "03"),
        ("lowerLetter", 27, "aa"),
        ("upperLetter", 2, "B"),
        ("lowerRoman", 14, "xiv"),
        ("upperRoman", 9, "IX"),
        ("numberInDash", 1, "- 1 -"),
        ("chicago", 2, "2"),
    ],
)
def test_number_forms(form: str, count: int, printed: str) -> None:
    """Each form of number is printed as Word prints it; unknown forms as decimals."""
    numbering = abstract(1, level(0, form, "%1")) + num(1, 1, restart(0, count))
    assert parse(numbered("a", 1), numbering=numbering).blocks[0].number == printed


def test_styles_with_another_prefix_or_none() -> None:
    """Styles are found whatever prefix the part gives the namespace, and past comments."""
    from tertial.readers.docx.styles import Styles
    from tests.docx_maker import MAIN

    inside = '<{0}style {0}type="paragraph" {0}styleId="A&amp;B"><{0}name {0}val="heading 2"/></{0}style>'
    blob = f'<x:styles xmlns:x="{MAIN}"><!-- <x:style> -->{inside.format("x:")}</x:styles>'
    assert Styles(blob.encode()).paragraph("A&B").level == 2
    assert Styles(blob.encode("utf-16")).paragraph("A&B").level == 2


MANY = "".join(style(f"T{n}", f"Table {n}", "<w:tblPr/>", kind="table") for n in range(900))
"""Styles that fill a part many times over what is parsed of it at once."""


@pytest.mark.parametrize("style_id", ["Nära", "Mitt", "Långt", "Inte"])
def test_styles_far_into_a_large_part(style_id: str) -> None:
    """A style is found wherever it stands, also after another further on has been asked for."""
    near, middle, far = style("Nära", "heading 1"), style("Mitt", "heading 2"), style("Långt", "heading 3")
    blocks = parse(p("x", ps("Mitt")) + p("y", ps(style_id)), styles=near + MANY + middle + MANY + far).blocks
    assert [block.level for block in blocks] == [2, {"Nära": 1, "Mitt": 2, "Långt": 3}.get(style_id, 0)]


def test_the_last_of_two_default_styles_counts() -> None:
    """Also where it stands far from the first (ECMA-376, 17.7.4.17)."""
    first, last = style("A", "heading 1", default="1"), style("B", "heading 2", default="1")
    assert parse(p("x"), styles=first + MANY + last + MANY).blocks[0].level == 2


def test_styles_before_damage_count() -> None:
    """A styles part that breaks off costs the styles behind the break, not the report."""
    styles = style("A", "heading 1") + MANY + "<w:style></w:p>" + style("B", "heading 2")
    blocks = parse(p("x", ps("A")) + p("y", ps("B")), styles=styles).blocks
    assert [block.level for block in blocks] == [1, 0]


@pytest.mark.parametrize(
    ("fonts", "text"),
    [
        ('w:ascii="Wingdings"', "[✔]"),
        ('w:hAnsi="WINGDINGS"', "[✔]"),
        ('w:cs="Wingdings"', "ü"),
        ('w:ascii="Arial" w:cs="Wingdings"', "ü"),
        ('w:cs="Wingdings" w:ascii="Arial"', "ü"),
        ('w:cs="Arial" w:hAnsi="Wingdings"', "[✔]"),
        ('w:ascii="Arial"', "ü"),
    ],
)
def test_symbol_fonts_by_the_letters_they_are_for(fonts: str, text: str) -> None:
    """A symbol font counts where it is the font of Western letters, whatever stands beside it and first."""
    other = '<w:rFonts w:hAnsi="Arial" w:ascii="Wingdings"/>'
    body = "<w:p>" + r("ü", other) + r("ü", f"<w:rFonts {fonts}/>") + r("ü", other) + "</w:p>"
    assert lines(parse(body)) == [f"[✔]{text}[✔]"]
