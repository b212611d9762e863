"""Writes the paragraphs of a part as one string of letters and marks, in libxslt, which is in C.

Looking at each run and property from Python would take three times as long as parsing the part. The marks are
private characters that no text of a report holds; where one does, it is taken out first.
"""

from __future__ import annotations

import re
from typing import Final

from lxml import etree

from tertial.readers.docx import names

PARAGRAPH: Final = "\ue000"
RUN: Final = "\ue001"
PROPERTY: Final = "\ue002"
"""Before a property: one letter of those below, and its value."""
TEXT: Final = "\ue003"
"""Before letters."""
SPECIAL: Final = "\ue004"
"""Round what is no letter: one letter of those below, and what it says."""
CUT: Final = "\ue005"
"""Between two values."""
_MARKS: Final = re.compile("[\ue000-\ue005]")
_WRAP: Final = re.compile(r"[ \t]*[\r\n]+[ \t]*")

P_STYLE, NUM_ID, ILVL, OUTLINE = "PNLO"
R_STYLE, BOLD, ITALIC, SIZE, VANISH, FONTS = "sbizvf"
SYMBOL, FIELD_MARK, FIELD_CODE, FOOTNOTE, ENDNOTE = "yFCne"

_VALUES: Final = {
    "pStyle": P_STYLE,
    "numId": NUM_ID,
    "ilvl": ILVL,
    "outlineLvl": OUTLINE,
    "rStyle": R_STYLE,
    "b": BOLD,
    "i": ITALIC,
    "sz": SIZE,
    "vanish": VANISH,
}
_SYMBOL_FONT: Final = " or ".join(
    f"contains(@w:{of}, 'dings') or @w:{of} = 'Symbol'" for of in ("ascii", "hAnsi")
)


def _template(match: str, inside: str = "") -> str:
    return f'<xsl:template match="{match}">{inside}</xsl:template>'


def _value_of(select: str) -> str:
    return f'<xsl:value-of select="{select}"/>'


def _special(match: str, letter: str, *selects: str) -> str:
    return _template(match, TEXT + SPECIAL + letter + CUT.join(map(_value_of, selects)) + SPECIAL)


def _stylesheet(*more: str) -> etree.XSLT:
    parts = (
        f'<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:w="{names.MAIN}"',
        f' xmlns:m="{names.MATH}"><xsl:output method="text" encoding="UTF-8"/>',
        _template("text()"),
        _template("w:sdtPr | w:sdtEndPr"),
        _template("w:p", PARAGRAPH + "<xsl:apply-templates/>"),
        _template("w:pPr", '<xsl:apply-templates select="w:pStyle | w:numPr | w:outlineLvl | w:rPr"/>'),
        _template("w:r | m:r", RUN + "<xsl:apply-templates/>"),
        *(_template(f"w:{tag}", PROPERTY + letter + _value_of("@w:val")) for tag, letter in _VALUES.items()),
        _template("w:t | m:t", TEXT + _value_of(".")),
        _template("w:tab | w:ptab", TEXT + "<xsl:text>&#9;</xsl:text>"),
        _template("w:br | w:cr", TEXT + "<xsl:text>&#10;</xsl:text>"),
        _template("w:noBreakHyphen", TEXT + "-"),
        _special("w:sym", SYMBOL, "@w:font", "@w:char"),
        _special("w:fldChar", FIELD_MARK),
        _special("w:instrText", FIELD_CODE, "."),
        _special("w:footnoteReference", FOOTNOTE, "@w:id"),
        _special("w:endnoteReference", ENDNOTE, "@w:id"),
        *more,
        "</xsl:stylesheet>",
    )
    return etree.XSLT(etree.fromstring("".join(parts)), access_control=etree.XSLTAccessControl.DENY_ALL)


_FLATTEN: Final = _stylesheet()
_FLATTEN_WITH_FONTS: Final = _stylesheet(
    _template(f"w:rFonts[{_SYMBOL_FONT}]", PROPERTY + FONTS + _value_of("@w:ascii") + CUT + _value_of("@w:hAnsi"))
)


def flatten(root: etree._Element, *, fonts: bool) -> list[str]:
    """Each paragraph under `root` as a string, in the order of `root.iter(names.P)`.

    It is: properties of the paragraph and its mark, then for each run `RUN`, its properties, and after `TEXT`
    its letters, with tabs, breaks and hyphens as the characters they are.

    Args:
        fonts: Whether symbol fonts are told; where there are none, not asking saves a third.

    Raises:
        XSLTApplyError: The elements are nested too deep.
    """
    flat = _FLATTEN_WITH_FONTS(root) if fonts else _FLATTEN(root)
    return str(flat).split(PARAGRAPH)[1:]


def clean(root: etree._Element) -> None:
    """Puts a space for line ends in a part's letters, and takes out private characters that serve as marks."""
    for text in root.iter(names.T, names.MATH_T, names.FIELD_CODE):
        if text.text:
            text.text = strip(_WRAP.sub(" ", text.text))


def strip(text: str) -> str:
    """Text without marks."""
    return _MARKS.sub("", text)
