"""One paragraph of a file that holds several things: lines in bold among others, numbers in bold inside."""

from __future__ import annotations

import pytest

from tertial.analysis import analyse
from tests.docx_maker import make, p, parse, r
from tests.readers.test_html import page

BOLD = "<w:b/>"
BREAK = "<w:r><w:br/></w:r>"


def word(text: str) -> str:
    """A paragraph of Word: `*…*` in bold, `/` a line that ends within it."""
    runs = []
    for n, part in enumerate(text.split("*")):
        for k, line in enumerate(part.split("/")):
            runs += ([BREAK] if k else []) + ([r(line, BOLD if n % 2 else "")] if line else [])
    return f"<w:p>{''.join(runs)}</w:p>"


def web(text: str) -> str:
    """The same as a paragraph of a web page."""
    pieces = [part.replace("/", "<br>") for part in text.split("*")]
    return f"<p>{''.join(f'<b>{piece}</b>' if n % 2 else piece for n, piece in enumerate(pieces))}</p>"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "*Rusta torget*/Läget nu: Pågår/*Se över avgifterna*/Läget nu: Klart",
            ["Rusta torget\nLäget nu: Pågår", "Se över avgifterna\nLäget nu: Klart"],
        ),
        (
            "Nämnden har två uppdrag./*Rusta torget*/Pågår./*Bygg en bro*/Klart.",
            ["Nämnden har två uppdrag.", "Rusta torget\nPågår.", "Bygg en bro\nKlart."],
        ),
        (
            "*KS 1 | Rusta torget* Pågår. *KS 2 | Bygg en bro* Klart.",
            ["KS 1 | Rusta torget Pågår.", "KS 2 | Bygg en bro Klart."],
        ),
        (
            "*1. Rusta torget* Pågår. *2. Bygg en bro* Klart.",
            ["1. Rusta torget Pågår.", "2. Bygg en bro Klart."],
        ),
        # What stays one paragraph:
        ("*Status*/Pågår/*Kommentar*/Arbetet löper på.", None),
        ("*Vad har hänt:*/Samråd./*Vad återstår nu:*/Beslut.", None),
        ("Texten är vanlig./*En mening i fetstil*/Vanlig igen.", None),
        ("*1. Rusta torget* Vi väntar på *2. Bygg en bro* som inte är klar.", None),
        ("*2022 års plan* gäller. *2023 års plan* är inte antagen.", None),
        ("*Ett långt namn*/*på två rader*/Pågår.", None),
    ],
)
def test_what_is_parted(text: str, expected: list[str] | None) -> None:
    """In Word and on a web page alike."""
    whole = [text.replace("*", "").replace("/", "\n")]
    for document in (parse(word(text)), page(web(text))):
        told = [document.cut(block.span) for block in document.body]
        assert told == (expected or whole)


REPORT = (
    "*SBN 1 | Ta fram en cykelplan*{0}Vad har hänt: Samråd hölls i maj.{0}Läget nu: Pågår.{0}"
    "Utsikt för helåret: Klart i november.{0}"
    "*SBN 2 | Rusta upp lekplatserna*{0}Vad har hänt: Tre är klara.{0}Läget nu: Pågår.{0}"
    "Utsikt för helåret: Beräknas klart till årets slut.{0}"
    "*SBN 3 | Bygga ny gångbro vid ån*{0}Vad har hänt: Inga anbud kom in.{0}Läget nu: Inte påbörjat.{0}"
    "Utsikt för helåret: Kommer inte att genomföras i år."
)


@pytest.mark.parametrize("between", ["/", " "])
def test_items_that_somebody_wrote_in_one_paragraph(between: str) -> None:
    """Each is an item with what is said of it; the house's own label tells the forecast."""
    head = p("Almviks kommun") + p("Uppföljning av uppdrag, tertial 2 2023") + p("Samhällsbyggnadsnämnden")
    report = analyse(make(head + word(REPORT.format(between))), "a.docx")
    said = {
        item.title: [
            (one.assessment, one.modality) for one in report.assessments if one.item_id == item.item_id
        ]
        for item in report.items
    }
    assert said == {
        "Ta fram en cykelplan": [("pågår", "utfall"), ("genomfört", "prognos")],
        "Rusta upp lekplatserna": [("pågår", "utfall"), ("genomfört", "prognos")],
        "Bygga ny gångbro vid ån": [("ej påbörjat", "utfall"), ("inte genomfört", "prognos")],
    }


def test_what_an_icon_in_a_heading_says_follows_it() -> None:
    """It is no part of the title."""
    document = page(
        "<h3><img alt='Uppnås ej'> Alla ska nå behörighet</h3><p>Få gör det.</p><h3><img alt='Mål'></h3>"
    )
    assert [document.cut(block.span) for block in document.body] == [
        "Alla ska nå behörighet",
        "Uppnås ej",
        "Få gör det.",
        "Mål",
    ]


def test_things_that_a_page_places_side_by_side() -> None:
    """They are told apart though no space is written between them; parts of a word are not."""
    tile = "<div><b class=value>22,4</b><span class=unit>mnkr</span><span class=label>Resultat</span></div>"
    word_ = "<div><b class=x>Upp</b><b class=x>drag</b></div><p><b class=a>Ko</b><i class=b>stnad</i></p>"
    document = page(
        f"<header><a href=/>Almviks kommun</a><span class=y>Plan 2025</span></header>{tile}{word_}"
    )
    told = [document.cut(block.span) for block in document.blocks]
    assert {"22,4 mnkr Resultat", "Uppdrag", "Kostnad"} < set(told)
    assert any("kommun Plan" in line for line in told)


def test_one_paragraph_of_thousands() -> None:
    """However many things somebody wrote in one, each is a part; nothing grows deeper with their number."""
    text = "/".join(f"*Uppdrag {n} om torget*/Pågår." for n in range(3000))
    assert len(parse(word(text)).body) == 3000
    cells = "".join(f"<b class=c{n % 2}>ord</b>" for n in range(3000))
    assert len(page(f"<div>{cells}</div>").body) == 1
