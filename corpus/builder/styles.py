"""The parts of a Word document that say how it looks: styles.xml and numbering.xml."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from xml.sax.saxutils import quoteattr

from builder.ooxml import NS, PROLOGUE

RAISED = '<w:vertAlign w:val="superscript"/>'
SELDOM = (
    ("Underrubrik", "Subtitle", "<w:i/>"),
    ("Innehllsfrteckningsrubrik", "TOC Heading", '<w:b/><w:sz w:val="28"/>'),
    ("Beskrivning", "caption", '<w:b/><w:sz w:val="18"/>'),
)
"""Styles that stand in the file only where a paragraph has them: id, name and look."""
SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")


def styles(settings: dict[str, Any], met: Collection[str]) -> str:
    """styles.xml, with the style ids that a Swedish Word gives.

    Args:
        met: The ids that paragraphs of the document name themselves.
    """
    font, size = settings.get("font", "Calibri"), 2 * settings.get("size", 11)

    def style(
        sid: str, name: str, based: str = "Normal", ppr: str = "", rpr: str = "", kind: str = "paragraph"
    ) -> str:
        base = f'<w:basedOn w:val="{based}"/>' if based else ""
        default = ' w:default="1"' if sid == "Normal" else ""
        return (
            f'<w:style w:type="{kind}"{default} w:styleId="{sid}"><w:name w:val="{name}"/>{base}'
            f"{f'<w:pPr>{ppr}</w:pPr>' if ppr else ''}{f'<w:rPr>{rpr}</w:rPr>' if rpr else ''}</w:style>"
        )

    out = [
        f"{PROLOGUE}<w:styles {NS}><w:docDefaults><w:rPrDefault><w:rPr>"
        f"<w:rFonts w:ascii={quoteattr(font)} w:hAnsi={quoteattr(font)} "
        f'w:cs={quoteattr(font)}/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
        '<w:lang w:val="sv-SE"/></w:rPr></w:rPrDefault>'
        '<w:pPrDefault><w:pPr><w:spacing w:after="120" w:line="264" w:lineRule="auto"/></w:pPr>'
        "</w:pPrDefault></w:docDefaults>",
        style("Normal", "Normal", based=""),
        style("Rubrik", "Title", rpr='<w:b/><w:sz w:val="44"/>'),
    ]
    number = (
        '<w:numPr><w:ilvl w:val="{}"/><w:numId w:val="99"/></w:numPr>'.format
        if settings.get("heading_numbers")
        else lambda _: ""
    )
    for level, points in enumerate((32, 28, 24, 22), 1):
        ppr = (
            f'<w:keepNext/>{number(level - 1)}<w:spacing w:before="240" w:after="60"/>'
            f'<w:outlineLvl w:val="{level - 1}"/>'
        )
        out.append(
            style(f"Rubrik{level}", f"heading {level}", ppr=ppr, rpr=f'<w:b/><w:sz w:val="{points}"/>')
        )
        out.append(
            style(
                f"KommunRubrik{level}",
                f"Kommunrubrik {level}",
                f"Rubrik{level}",
                rpr='<w:color w:val="1F4E79"/>',
            )
        )
        out.append(
            style(
                f"Innehll{level}",
                f"toc {level}",
                ppr='<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="9060"/></w:tabs>'
                f'<w:ind w:left="{220 * (level - 1)}"/>',
            )
        )
    out += [
        style("Liststycke", "List Paragraph", ppr='<w:ind w:left="720"/><w:contextualSpacing/>'),
        *(style(sid, name, rpr=rpr) for sid, name, rpr in SELDOM if sid in met),
        style("Sidhuvud", "header"), style("Sidfot", "footer"),
        style("Fotnotstext", "footnote text", rpr='<w:sz w:val="18"/>'),
        style("Fotnotsreferens", "footnote reference", "", rpr=RAISED, kind="character"),
        style("Hyperlnk", "Hyperlink", "", "", '<w:color w:val="0563C1"/><w:u w:val="single"/>', "character"),
        style("Platshllartext", "Placeholder Text", "", rpr='<w:color w:val="808080"/>', kind="character"),
        '<w:style w:type="table" w:default="1" w:styleId="Normaltabell">'
        '<w:name w:val="Normal Table"/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
        '<w:tblCellMar><w:left w:w="108" w:type="dxa"/><w:right w:w="108" w:type="dxa"/>'
        '</w:tblCellMar></w:tblPr></w:style>',
        '<w:style w:type="table" w:styleId="Tabellrutnt"><w:name w:val="Table Grid"/>'
        '<w:basedOn w:val="Normaltabell"/><w:tblPr><w:tblBorders>'
        + "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>' for side in SIDES)
        + "</w:tblBorders></w:tblPr></w:style></w:styles>",
    ]  # fmt: skip
    return "".join(out)


def numbering(lists: int) -> str:
    """numbering.xml with bullets, numbered headings and as many numbered lists as asked for."""
    bullet = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        '<w:numFmt w:val="bullet"/><w:lvlText w:val="\uf0b7"/>'
        '<w:pPr><w:ind w:left="720" w:hanging="360"/></w:pPr><w:rPr>'
        '<w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/></w:rPr></w:lvl></w:abstractNum>'
    )
    decimal = (
        '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        '<w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/>'
        '<w:pPr><w:ind w:left="720" w:hanging="360"/></w:pPr></w:lvl></w:abstractNum>'
    )
    levels = "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
        f'<w:pStyle w:val="Rubrik{i + 1}"/>'
        f'<w:lvlText w:val="{".".join(f"%{n + 1}" for n in range(i + 1))}"/></w:lvl>'
        for i in range(4)
    )
    headings = (
        f'<w:abstractNum w:abstractNumId="2"><w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
    )
    nums = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    for n in range(lists):
        restart = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
        nums += f'<w:num w:numId="{n + 2}"><w:abstractNumId w:val="1"/>{restart}</w:num>'
    nums += '<w:num w:numId="99"><w:abstractNumId w:val="2"/></w:num>'
    return f"{PROLOGUE}<w:numbering {NS}>{bullet}{decimal}{headings}{nums}</w:numbering>"
