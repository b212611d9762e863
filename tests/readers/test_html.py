"""Web pages: saved from an office program or published by a system of follow-up, alone or in an archive."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tertial.document import Document
from tertial.errors import BrokenFile, EmptyFile, TertialError, TooLarge
from tertial.readers import detect, read
from tests.notation import told


def page(body: str, head: str = "") -> Document:
    """A web page with this body as a Document."""
    text = f'<html><head><meta charset="utf-8">{head}</head><body>{body}</body></html>'
    return read(text.encode(), "sida.html")


def test_headings_paragraphs_and_lists() -> None:
    """Headings keep their level, wrapped lines are one line, lists get their numbers and bullets."""
    document = page(
        "<h1>Uppdrag</h1><p>Planen\n   är\tklar.<br>Den gäller.</p><ol start=3><li>Ett<li>Två</ol>"
        "<ul><li>Tre<ol type=a><li>Fyra</ol></ul>"
    )
    assert told(document) == [
        "heading1: Uppdrag",
        "paragraph: Planen är\tklar.\nDen gäller.",
        "list1: 3. Ett",
        "list1: 4. Två",
        "list1: • Tre",
        "list2: a. Fyra",
    ]


def test_words_saved_page() -> None:
    """Word's page gives what the .docx gives: levels, printed numbers, marks, notes; nothing hidden."""
    document = page(
        "<p class=MsoTitle>Uppföljning T2 2023</p>"
        "<p class=MsoToc1>Trygghet<span style='mso-tab-count:1 dotted'>....</span>3</p>"
        "<h1 style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>1<span>&nbsp;"
        "</span></span><![endif]>Trygghet<a style='mso-footnote-id:ftn1' href='#_ftn1'>[1]</a></h1>"
        "<p class=Uppdrag>Ta fram en plan <span style='mso-hide:all'>hemligt</span>(KS)<o:p></o:p></p>"
        "<p class=MsoListParagraph style='mso-list:l1 level2 lfo2'><span style='font-family:Symbol'>"
        "<span style='mso-list:Ignore'>·<span>&nbsp;</span></span></span>En punkt</p>"
        "<p class=MsoNormal><b>Status:</b> Pågår <del>inte</del><ins>nu</ins></p>"
        "<div style='mso-element:footnote' id=ftn1><p><a href='#_ftnref1'>[1]</a> Antaget i maj.</p></div>",
        "<style><!-- p.Uppdrag {mso-outline-level:2;font-weight:bold} --></style>",
    )
    assert told(document) == [
        "heading1: Uppföljning T2 2023",
        "toc: Trygghet\t3",
        "heading1: 1 Trygghet",
        "footnote: Antaget i maj.",
        "heading2: Ta fram en plan (KS)",
        "list2: • En punkt",
        "paragraph: Status: Pågår nu",
    ]
    assert document.blocks[4].bold
    assert document.cut(document.blocks[6].span)[: document.blocks[6].lead] == "Status:"


def test_tables_are_grids() -> None:
    """Merged cells reach as far as they say, heads are marked, fills and signs are marks."""
    document = page(
        "<table><thead><tr><th>Uppdrag<th>Status<th>T1</thead>"
        "<tr><td rowspan=2>Se över taxan<td style='background:#92D050'>&nbsp;<td>a"
        "<tr><td bgcolor=red><font face=Wingdings>J</font><td>b"
        "<tfoot><tr><td colspan=3>Slut</table>"
    )
    assert told(document)[3:] == [
        "paragraph 0.1.0: Se över taxan",
        "paragraph 0.1.1: [grön]",
        "paragraph 0.1.2: a",
        "paragraph 0.2.1: [☺]",
        "paragraph 0.2.2: b",
        "paragraph 0.3.0: Slut",
    ]
    (table,) = document.tables
    assert [cell.header for cell in table.rows[0]] == [True] * 3
    assert (table.rows[1][0].rows, table.rows[3][0].columns) == (2, 3)
    assert table.rows[2][0].shade == "röd"


PUBLISHED = """
<header><img src="l.png" alt="Storby kommun"><nav><ul><li>Start</ul></nav></header>
<table role="presentation"><tr><td><table><tr><td><h2>Uppdrag</h2></td></tr><tr><td>
<table><tr><th>Uppdrag</th><th>Status</th></tr>
<tr><td>Ta fram en plan</td><td><img src="i/1.png" alt="Avslutad"> <span>Avslutad</span></td></tr>
<tr><td>Bygg en bro</td><td><i class="icon" title="Pågående med avvikelse"></i></td></tr>
<tr><td>Se över taxan</td><td><span class="sr-only">Vilande</span><svg><title>Vilande</title></svg>
<div>Vilande</div></td></tr>
<tr><td>Måla</td><td><span style="background-color:#00b050;width:9px"></span></td></tr>
<tr><td>Riv</td><td><select><option>Pågår<option selected>Utgår</select></td></tr>
</table></td></tr></table></td></tr></table>
<script>document.write("skript")</script>
"""


def test_published_views() -> None:
    """An icon says its alternative text, a value printed twice stands once, layout tables are no tables."""
    document = page(PUBLISHED)
    assert len(document.tables) == 1
    assert [row[1] for row in document.texts[0]] == [
        "Status",
        "Avslutad",
        "Pågående med avvikelse",
        "Vilande",
        "[grön]",
        "Utgår",
    ]
    assert told(document)[0] == "heading2: Uppdrag"
    assert [block.kind for block in document.margins] == ["footer", "footer"]
    assert "skript" not in document.text


def test_the_address_names_the_element() -> None:
    """A human finds a statement by headings, table, row and the path of the element."""
    document = page("<h1>A</h1><div><p>x</p><p>Uppdraget pågår.</p></div>")
    assert document.address(document.text.index("Uppdraget")) == "A › element body/div[1]/p[2]"


@pytest.mark.parametrize(
    "data",
    [
        '<html><head><meta charset="utf-8"></head><body>Åtgärd pågår å ä ö</body></html>'.encode(),
        "<html><head><meta charset=utf-8></head><body>Åtgärd pågår å ä ö</body></html>".encode("cp1252"),
        '<html><meta content="text/html; charset=iso-8859-1"><body>Åtgärd pågår å ä ö</body>'.encode(
            "cp1252"
        ),
        "<html><meta charset=macintosh><body>Åtgärd pågår å ä ö</body>".encode("mac-roman"),
        "\ufeff<html><body>Åtgärd pågår å ä ö</body></html>".encode("utf-16-le"),
    ],
)
def test_encodings(data: bytes) -> None:
    """What the bytes show goes before what the page says of itself."""
    assert read(data, "sida.html").text == "Åtgärd pågår å ä ö"


ARCHIVE = (
    b"From: <Saved by a browser>\r\nSubject: x\r\nMIME-Version: 1.0\r\n"
    b'Content-Type: multipart/related; type="text/html"; boundary="X"\r\n\r\n'
    b"--X\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
    b"<html><body><p>Uppdraget p=C3=A5g=C3=A5r.</p></body></html>\r\n"
    b"--X\r\nContent-Type: text/html\r\nContent-Location: header.htm\r\n\r\n"
    b"<html><body><div style='mso-element:header'><p>Storby kommun</p>"
    b"<p>Sida 3 (7)</p></div></body></html>\r\n"
    b"--X\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n--X--\r\n"
)


def test_archives() -> None:
    """A web archive gives its page, and what Word keeps beside it in the margins without page numbers."""
    assert detect(ARCHIVE, "a.doc").name == "mht"
    document = read(ARCHIVE, "a.mht")
    assert told(document) == ["paragraph: Uppdraget pågår.", "header: Storby kommun"]
    assert document.media_type == "multipart/related"


def test_a_mail_is_no_archive() -> None:
    """A mail that holds a page has a receiver, and is a mail."""
    mail = ARCHIVE.replace(b"Subject: x", b"To: b@example.se\r\nSubject: x")
    assert detect(mail, "a.mht").name == "eml"


@pytest.mark.parametrize(
    ("data", "error", "says"),
    [
        (b"<html><body><script>fyll()</script></body></html>", EmptyFile, "no text.*scripts"),
        (b"<html><body><p>Uppdraget</p><p cla", BrokenFile, "cut off"),
        (b"<html><body>" + b"<div>" * 5000 + b"x", TooLarge, "nested deeper than 256"),
        (
            b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=X\r\n\r\n--X--",
            BrokenFile,
            "without",
        ),
    ],
)
def test_what_can_not_be_read(data: bytes, error: type[TertialError], says: str) -> None:
    """Each kind of bad page has one error, which says what to do."""
    with pytest.raises(error, match=f"(?s){says}") as caught:
        read(data, "sida.html")
    assert "sida.html" in caught.value.problem
    assert caught.value.remedy


MARKUP = (
    "<table>|<tr>|<td>|<td rowspan=9 colspan=999>|</table>|<h1>|<li>|<ol>|<p>|<br>|<img alt=x>|&nbsp;|&#0;"
    "|<!--|-->|<![if x]>|<style>|</style>|p{color:red}|<a href=#_ftn1>|<div id=ftn1>|<caption>|<svg>|</span>"
    "|<span style='font-family:Wingdings;display:none'>|<select>|<option selected>|<pre>|<o:p>"
)


@settings(deadline=None, max_examples=300)
@given(
    st.lists(
        st.one_of(
            st.sampled_from(MARKUP.split("|")),
            st.binary(max_size=12).map(lambda data: data.decode("latin-1")),
        ),
        max_size=30,
    )
)
def test_any_page_ends_in_a_document_or_an_error(parts: list[str]) -> None:
    """Whatever stands behind <html, there is a Document whose spans hold, or a TertialError."""
    try:
        document = read(b"<html>" + "".join(parts).encode("latin-1"), "sida.html")
    except TertialError as error:
        assert "sida.html" in error.problem
    else:
        assert all(
            document.cut(block.span) == document.cut(block.span).strip(" \t\n") for block in document.blocks
        )


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        (
            "Bygg en simhall (KS)\nUppdraget är inte\ngenomfört. Det\ndröjer.",
            ["paragraph: Bygg en simhall (KS)", "paragraph: Uppdraget är inte\ngenomfört. Det\ndröjer."],
        ),
        ("Taxan är <b>inte\nantagen</b> än.", ["paragraph: Taxan är inte\nantagen än."]),
        (
            "Planen är under fram-\ntagande.\n\nKlart",
            ["paragraph: Planen är under framtagande.", "paragraph: Klart"],
        ),
        (
            "Ny simhall    Pågår\nny väg    Klart",
            ["paragraph: Ny simhall    Pågår", "paragraph: ny väg    Klart"],
        ),
        ("Status\nPågår", ["paragraph: Status", "paragraph: Pågår"]),
    ],
)
def test_sentences_go_on_over_line_ends_of_preformatted_text(printed: str, expected: list[str]) -> None:
    """A line end inside a sentence does not part it; titles, rows and values stay lines of their own."""
    assert told(page(f"<pre>{printed}</pre>")) == expected


@pytest.mark.parametrize(
    "cards",
    [
        "<div><header>Ny simhall</header><p>Pågår</p></div><div><header>Ny väg</header><p>Klart</p></div>",
        "<header>Ny simhall</header><p>Pågår</p><header>Ny väg</header><p>Klart</p>",
        "<section><header>Ny simhall</header><p>Pågår</p></section><ul><li><header>Ny väg</header>Klart</ul>",
    ],
)
def test_heads_of_cards_are_no_heads_of_the_page(cards: str) -> None:
    """A `header` in a card holds its title, and stands where it stands; the page's own is set apart."""
    page_head = "<div id=topp><header>Almvik</header></div><h1>Uppdrag</h1>"
    texts = [line.split(": ", 1)[1].lstrip("• ") for line in told(page(page_head + f"<div>{cards}</div>"))]
    assert texts == ["Uppdrag", "Ny simhall", "Pågår", "Ny väg", "Klart", "Almvik"]


def test_labels_of_boxes_stand_in_one_line() -> None:
    """An option and its box are parted from the next option by a space, and by no line end."""
    options = [("Pågår", ""), ("Klart", " checked"), ("Utgår", "")]
    after = "".join(f"<label>{said}<input type=checkbox{on}></label>" for said, on in options)
    before = "".join(f"<label><input type=radio{on}>{said}</label>" for said, on in options)
    assert told(page(f"<p>{after}</p><div>{before}</div>")) == [
        "paragraph: Pågår ☐ Klart ☒ Utgår ☐",
        "paragraph: ☐ Pågår ☒ Klart ☐ Utgår",
    ]
