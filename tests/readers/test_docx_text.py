"""The Word reader: nothing visible is lost, nothing hidden gets in."""

from __future__ import annotations

import pytest

from tertial.readers.docx import read
from tests.docx_maker import lines, make, p, parse, r, style, tbl, tc, tr

BEGIN, SEPARATE, END = (
    f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")
)


def control(properties: str, content: str) -> str:
    """A content control in a line."""
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def form(data: str) -> str:
    """The beginning of a field of an old form."""
    return f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{data}</w:ffData></w:fldChar></w:r>'


def code(text: str) -> str:
    """A field's code."""
    return f"<w:r><w:instrText>{text}</w:instrText></w:r>"


CHOICES = '<w:ddList><w:result w:val="1"/><w:listEntry w:val="Pågår"/><w:listEntry w:val="Klart"/></w:ddList>'
NO_LONGER_HIDDEN = '<w:rPrChange w:id="1"><w:rPr><w:vanish/></w:rPr></w:rPrChange>'
INLINE = [
    ("insertions stay", r("är ") + f"<w:ins>{r('inte ')}</w:ins>" + r("klart"), "är inte klart"),
    ("moved text stays where it went", f"<w:moveTo>{r('hit')}</w:moveTo>", "hit"),
    (
        "deletions go",
        r("är") + "<w:del><w:r><w:delText> inte</w:delText></w:r></w:del>" + r(" klart"),
        "är klart",
    ),
    ("moved text goes where it was", r("a") + f"<w:moveFrom>{r('b')}</w:moveFrom>", "a"),
    ("a deletion within an insertion goes", f"<w:ins>{r('a')}<w:del>{r('b')}</w:del></w:ins>", "a"),
    ("hidden letters go", r("syns") + r(" dolt", "<w:vanish/>"), "syns"),
    ("hidden taken back is visible", r("syns", '<w:vanish w:val="0"/>'), "syns"),
    ("content controls stay", control("<w:alias/>", r("Klart")), "Klart"),
    ("an unfilled choice stays", control("<w:showingPlcHdr/>", r("Välj ett objekt.")), "Välj ett objekt."),
    ("a ticked box stays", control("<w14:checkbox/>", r("☒")) + r(" Ja"), "☒ Ja"),
    ("hyperlinks stay", f"<w:hyperlink>{r('länk')}</w:hyperlink>", "länk"),
    ("smart tags stay", f"<w:smartTag>{r('Ort')}</w:smartTag>", "Ort"),
    ("simple fields show their result", f'<w:fldSimple w:instr="DATE">{r("2024")}</w:fldSimple>', "2024"),
    (
        "complex fields show their result",
        BEGIN + code("REF x") + SEPARATE + r("svar") + END + r("!"),
        "svar!",
    ),
    (
        "codes in codes are not seen",
        BEGIN + BEGIN + code("A") + SEPARATE + r("x") + END + code("B") + SEPARATE + r("y") + END,
        "y",
    ),
    ("a field that never ends hides nothing after it", SEPARATE + r("a") + BEGIN, "a"),
    ("formulas stay", "<m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath>", "x=1"),
    ("soft breaks part lines", f"{r('a')}<w:r><w:br/></w:r>{r('b')}<w:r><w:cr/></w:r>{r('c')}", "a\nb\nc"),
    ("a page break at the end is nothing", f'{r("a")}<w:r><w:br w:type="page"/></w:r>', "a"),
    ("tabs stay", f"{r('a')}<w:r><w:tab/></w:r>{r('b')}", "a\tb"),
    ("hyphens", f"{r('a')}<w:r><w:noBreakHyphen/></w:r>{r('b')}<w:r><w:softHyphen/></w:r>{r('c')}", "a-bc"),
    ("no-break spaces stay", r("31\u00a0augusti"), "31\u00a0augusti"),
    ("a line end in the source is a space", r("a\n   b"), "a b"),
    ("a comment is not seen", r("a") + '<w:r><w:commentReference w:id="1"/></w:r>', "a"),
    ("earlier formatting is not the present", r("a", NO_LONGER_HIDDEN), "a"),
    (
        "an old check box",
        form("<w:checkBox><w:checked/></w:checkBox>") + code("FORMCHECKBOX") + SEPARATE + END,
        "☒",
    ),
    ("an old list of choices", form(CHOICES) + code("FORMDROPDOWN") + END, "Klart"),
]


@pytest.mark.parametrize(
    ("inside", "expected"), [case[1:] for case in INLINE], ids=[case[0] for case in INLINE]
)
def test_a_line_reads_as_it_looks(inside: str, expected: str) -> None:
    """The text of a paragraph is what a reader of the printed page sees in it."""
    assert parse(f"<w:p>{inside}</w:p>").text == expected


def test_text_hidden_by_a_style_is_hidden() -> None:
    """Hidden through a paragraph or a character style is hidden."""
    hidden = "<w:rPr><w:vanish/></w:rPr>"
    styles = style("Dold", "Dold", hidden) + style("d", "d", hidden, kind="character")
    body = p("x", '<w:pStyle w:val="Dold"/>') + "<w:p>" + r("a") + r("b", '<w:rStyle w:val="d"/>') + "</w:p>"
    assert parse(body, styles=styles).text == "a"


def test_a_text_box_is_read_once() -> None:
    """A text box stands after its paragraph, taken from Choice and not again from Fallback."""
    box = f"<w:txbxContent>{p('I rutan')}</w:txbxContent>"
    choice = f'<mc:Choice Requires="wps"><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>'
    fallback = f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
    both = f"<w:r><mc:AlternateContent>{choice}{fallback}</mc:AlternateContent></w:r>"
    body = f"<w:p>{r('Före')}{both}{r(' efter')}</w:p>"
    assert lines(parse(body)) == ["Före efter", "I rutan"]


def test_a_fallback_alone_is_read() -> None:
    """Where there is no choice, the fallback is what is seen."""
    body = f"<w:p><mc:AlternateContent><mc:Fallback>{r('bara')}</mc:Fallback></mc:AlternateContent></w:p>"
    assert parse(body).text == "bara"


def test_notes_follow_their_paragraph() -> None:
    """Foot- and endnotes are blocks of their own, after the paragraph, or the table, that refers to them."""
    note = '<w:footnote w:id="{}">{}</w:footnote>'
    notes = note.format(2, p("Not två")) + note.format(3, p("Not tre"))
    separator = f'<w:footnote w:type="separator" w:id="0">{p("---")}</w:footnote>'
    end = f'<w:endnote w:id="2">{p("Slutnot")}</w:endnote>'
    first = '<w:p>{}<w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:endnoteReference w:id="2"/></w:r></w:p>'
    cell = tc(f'<w:p>{r("cell")}<w:r><w:footnoteReference w:id="3"/></w:r></w:p>')
    body = first.format(r("Ett")) + p("Två") + tbl(tr(cell, "b")) + p("Tre")
    document = parse(body, footnotes=separator + notes, endnotes=end)
    assert lines(document) == ["Ett", "Not två", "Slutnot", "Två", "cell", "b", "Not tre", "Tre"]
    assert [b.kind for b in document.blocks].count("footnote") == 3


def test_a_deleted_paragraph_mark_joins() -> None:
    """Text before a deleted paragraph mark goes on in the next one; an emptied paragraph is no gap."""
    gone = "<w:rPr><w:del/></w:rPr>"
    body = p("a", gone) + p("b") + f"<w:p><w:pPr>{gone}</w:pPr><w:del>{r('x')}</w:del></w:p>" + p("c")
    document = parse(body)
    assert lines(document) == ["ab", "c"]
    assert document.blocks[1].gap == 0


def test_a_deleted_paragraph_mark_before_a_table_loses_no_text() -> None:
    """Where no paragraph follows that the text could go on in, it stays where it is."""
    assert lines(parse(p("a", "<w:rPr><w:del/></w:rPr>") + tbl(tr("b")))) == ["a", "b"]


def test_empty_paragraphs_are_gaps() -> None:
    """Empty paragraphs count before the next block; hidden ones don't."""
    hidden = p("", "<w:rPr><w:vanish/></w:rPr>")
    document = parse(p("a") + p() + p() + hidden + p("b"))
    assert [block.gap for block in document.blocks] == [0, 2]
    assert document.text == "a\n\nb"


def test_blocks_inside_controls_and_insertions() -> None:
    """Paragraphs and tables inside content controls, custom XML and insertions are read."""
    body = (
        f"<w:sdt><w:sdtContent>{p('a')}{tbl(tr('b'))}</w:sdtContent></w:sdt>"
        f"<w:customXml>{p('c')}</w:customXml><w:ins>{p('d')}</w:ins>"
    )
    assert lines(parse(body)) == ["a", "b", "c", "d"]


def test_table_of_contents() -> None:
    """Paragraphs in TOC styles, in a TOC field or in Word's own control are of the kind toc."""
    styles = (
        style("TOC1", "toc 1")
        + style("H1", "heading 1")
        + style("TH", "TOC Heading", '<w:basedOn w:val="H1"/>')
    )
    entry = '<w:pStyle w:val="TOC1"/>'
    control = '<w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
    body = (
        f"<w:sdt>{control}<w:sdtContent>{p('Innehåll')}</w:sdtContent></w:sdt>"
        + p("Innehåll", '<w:pStyle w:val="TH"/>')
        + p("Inledning 3", entry)
        + f"<w:p>{BEGIN}{code('TOC x')}{SEPARATE}{r('Ett 1')}</w:p>{p('Två 2')}"
        + f"<w:p>{END}{r('Brödtext')}</w:p>"
    )
    document = parse(body, styles=styles)
    assert [block.kind for block in document.blocks] == ["toc"] * 5 + ["paragraph"]


def test_headers_and_footers() -> None:
    """Headers and footers that some page shows stand last, each text once, without page numbers."""
    page = f"{r('Sida ')}{BEGIN}{code('PAGE')}{SEPARATE}{r('3')}{END}"
    pages = f'<w:fldSimple w:instr=" NUMPAGES ">{r("9")}</w:fldSimple>'
    margins = {
        "h1": "header:" + p("Almviks kommun") + tbl(tr("2023", p("Uppföljning"))),
        "h2": "header:" + p("Almviks kommun"),
        "h3": "header:" + p("Första sidan"),
        "f1": f"footer:<w:p>{r('Bilaga 1')}<w:r><w:tab/></w:r>{page}{r(' (')}{pages}{r(')')}</w:p>",
        "f2": f"footer:<w:p>{page}</w:p>{p('4')}{p('Sida 2 av 9')}",
    }
    reference = '<w:{}Reference w:type="{}" r:id="{}"/>'
    section = "".join(
        reference.format(*parts)
        for parts in (
            ("header", "default", "h1"),
            ("header", "even", "h2"),
            ("header", "first", "h3"),
            ("footer", "default", "f1"),
            ("footer", "even", "f2"),
        )
    )
    body = p("Text") + f"<w:sectPr>{section}</w:sectPr>"
    assert lines(parse(body, margins=margins)) == [
        "Text",
        "Almviks kommun",
        "2023",
        "Uppföljning",
        "Bilaga 1",
    ]
    both = parse(
        p("Text") + f"<w:sectPr>{section}<w:titlePg/></w:sectPr>",
        margins=margins,
        settings="<w:evenAndOddHeaders/>",
    )
    assert lines(both)[1:] == ["Almviks kommun", "2023", "Uppföljning", "Första sidan", "Bilaga 1"]
    assert [block.kind for block in both.margins] == ["header"] * 4 + ["footer"]


def test_properties_of_the_file() -> None:
    """What the file says of itself is kept as properties."""
    core = "<dc:title>Uppföljning  2023</dc:title><dc:subject/><dc:creator>N. N.</dc:creator>"
    assert parse(p("a"), core=core).properties == {"title": "Uppföljning 2023"}


def test_strict_open_xml_is_the_same() -> None:
    """A file in the strict namespaces reads as one in the transitional."""
    from tests.docx_maker import MAIN, OFFICE, pack, relations_xml, xml

    strict = "http://purl.oclc.org/ooxml"
    document = xml("document", f"<w:body>{p('Strikt')}</w:body>").replace(
        MAIN, f"{strict}/wordprocessingml/main"
    )
    relations = relations_xml([("a", "officeDocument", "word/main.xml")]).replace(
        f"{OFFICE}/relationships", f"{strict}/officeDocument/relationships"
    )
    document = document.replace(f"{OFFICE}/relationships", f"{strict}/officeDocument/relationships")
    data = pack({"_rels/.rels": relations, "word/main.xml": document})
    assert read(data, "strict.docx").text == "Strikt"


def test_the_same_file_gives_the_same_document() -> None:
    """Reading twice gives the same Document."""
    data = make(p("a") + tbl(tr("b")))
    assert read(data, "x.docx") == read(data, "x.docx")
