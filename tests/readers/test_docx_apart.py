"""The Word reader: words set apart from the others of their paragraph."""

from __future__ import annotations

import pytest

from tests.docx_maker import p, parse, r, style, tbl, tr

STYLES = "".join(
    (
        '<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="22"/></w:rPr></w:rPrDefault></w:docDefaults>',
        style("N", "Normal", default="1"),
        style("Betoning", "Emphasis", "<w:rPr><w:i/></w:rPr>", kind="character"),
        style(
            "Lank",
            "Hyperlink",
            '<w:rPr><w:color w:val="0563C1"/><w:u w:val="single"/></w:rPr>',
            kind="character",
        ),
    )
)
ITALIC, BOLD, LINED = "<w:i/>", "<w:b/>", '<w:u w:val="single"/>'
RED = '<w:color w:val="C00000" w:themeColor="accent2"/>'
BLACK = '<w:color w:val="000000" w:themeColor="text1"/>'


@pytest.mark.parametrize(
    ("look", "lead"),
    [
        (BOLD, True),
        (ITALIC, True),
        (LINED, True),
        ("<w:smallCaps/>", True),
        ("<w:caps/>", True),
        ('<w:highlight w:val="yellow"/>', True),
        (RED, True),
        ('<w:color w:val="1F3864"/>', True),
        ('<w:sz w:val="28"/>', True),
        ('<w:rStyle w:val="Betoning"/>', True),
        (BOLD + LINED, True),
        ('<w:u w:val="none"/>', False),
        ('<w:smallCaps w:val="0"/>', False),
        (BLACK, False),
        ('<w:color w:val="262626"/>', False),
        ('<w:color w:val="7F7F7F"/>', False),
        ('<w:highlight w:val="none"/>', False),
        ('<w:sz w:val="23"/>', False),
        ('<w:sz w:val="18"/>', False),
        ('<w:rStyle w:val="Lank"/>', False),
        ("", False),
    ],
)
def test_a_beginning_set_apart(look: str, lead: bool) -> None:
    """A lead looks otherwise than the rest; black, grey, half a point and a link's dress do not."""
    body = f"<w:p>{r('Ny skidbana. ', look)}{r('Banan är', BLACK)}{r(' ritad och ska byggas i vår.')}</w:p>"
    [block] = parse(body, styles=STYLES).blocks
    assert block.lead == (len("Ny skidbana.") if lead else 0)


@pytest.mark.parametrize(
    ("runs", "lead"),
    [
        ([("Ny bana", BOLD + ITALIC), (" (TN) ", ITALIC), ("Banan är ritad.", "")], "Ny bana"),
        ([("Ny bana ", ITALIC), ("är ritad, ", ""), ("inte", ITALIC), (" byggd.", "")], ""),
        ([("Ny bana ", ITALIC), ("är ritad, ", ""), ("inte", BOLD), (" byggd.", "")], "Ny bana"),
        ([("Ny ", ITALIC), ("bana", ITALIC + RED), (": ritad.", "")], "Ny bana"),
        ([("Banan är ritad och ska byggas ", ""), ("not 1", '<w:sz w:val="16"/>')], ""),
        ([("Banan ", ""), ("är ritad.", ITALIC)], ""),
    ],
)
def test_one_look_makes_a_lead(runs: list[tuple[str, str]], lead: str) -> None:
    """A lead has one way of being set apart that no later word has; bold goes before the others."""
    body = f"<w:p>{''.join(r(text, look) for text, look in runs)}</w:p>"
    document = parse(body, styles=STYLES)
    assert document.text[: document.blocks[0].lead] == lead


@pytest.mark.parametrize(
    ("runs", "found"),
    [
        (
            [("Uppdraget ", ""), ("att rusta upp Norra skolan", ITALIC), (" är klart.", "")],
            "att rusta upp Norra skolan",
        ),
        (
            [("Uppdraget ", ""), ("rusta upp ", LINED), ("Norra skolan.", LINED + BOLD)],
            "rusta upp Norra skolan",
        ),
        (
            [("Uppdraget ", ""), ("rusta upp", RED), (" ", ""), ("Norra skolan", RED), (" är klart.", "")],
            "rusta upp Norra skolan",
        ),
        (
            [("Svar: ", BOLD), ("Uppdraget ", ""), ("rusta upp skolan", ITALIC), (" är klart.", "")],
            "rusta upp skolan",
        ),
        ([("Nämnden är ", ""), ("inte helt", ITALIC), (" nöjd med svaret.", "")], None),
        (
            [
                ("Både ", ""),
                ("rusta upp Norra skolan", ITALIC),
                (" och ", ""),
                ("rusta upp Södra skolan", ITALIC),
                (" är klara.", ""),
            ],
            None,
        ),
        (
            [
                ("Nämnden ska ", ""),
                ("rusta upp Norra skolan", ITALIC),
                (". ", ""),
                ("Bladet", ITALIC),
                (" skrev om det. Nämnden kallar läget ", ""),
                ("igång men skakigt", ITALIC),
                (", och det får stå så.", ""),
            ],
            "rusta upp Norra skolan",
        ),
        ([("Svar: ", ""), ("uppdraget är klart sedan i juni.", ITALIC)], None),
        ([("Rusta upp Norra skolan ", ITALIC), ("är klart sedan i juni.", "")], None),
        ([("Läs mer på ", ""), ("sidan om alla uppdrag", '<w:rStyle w:val="Lank"/>'), (" i år.", "")], None),
        (
            [("Att ", ITALIC), ("rusta upp skolan", ""), (" har nämnden sagt att den vill göra.", ITALIC)],
            None,
        ),
    ],
)
def test_words_set_apart_inside(runs: list[tuple[str, str]], found: str | None) -> None:
    """The first stretch of three words or more that stands out has its place, if alone in its sentence."""
    body = p("Före.") + f"<w:p>{''.join(r(text, look) for text, look in runs)}</w:p>"
    document = parse(body, styles=STYLES)
    at = document.blocks[1].apart
    assert (document.cut(at) if at else None) == found


def test_nothing_is_set_apart_inside_a_cell() -> None:
    """Words set apart inside a paragraph are sought in body text only."""
    runs = r("Uppdraget ") + r("att rusta upp skolan", ITALIC) + r(" är klart.")
    document = parse(tbl(tr(f"<w:tc><w:p>{runs}</w:p></w:tc>", "Klart")))
    assert document.blocks[0].apart is None


@pytest.mark.parametrize(("look", "lined"), [(LINED, True), ('<w:u w:val="words"/>', True), ("", False)])
def test_a_whole_paragraph_underlined(look: str, lined: bool) -> None:
    """A paragraph is underlined where all its words are, and has then no lead."""
    [block] = parse(f"<w:p>{r('Ny skidbana', look)}{r(' i Åsen', look + RED)}</w:p>").blocks
    assert block.underline is lined
    assert (block.lead > 0) is False
