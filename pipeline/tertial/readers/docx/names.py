"""Names of the WordprocessingML elements and attributes that the Word reader looks at."""

from __future__ import annotations

from typing import Final

MAIN: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W: Final = f"{{{MAIN}}}"
R_ID: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_M: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

# Frame
DOCUMENT: Final = W + "document"
BODY: Final = W + "body"
SECTION: Final = W + "sectPr"
TITLE_PAGE: Final = W + "titlePg"
HEADER_REFERENCE: Final = W + "headerReference"
FOOTER_REFERENCE: Final = W + "footerReference"
FOOTNOTE: Final = W + "footnote"
ENDNOTE: Final = W + "endnote"
ALT_CHUNK: Final = W + "altChunk"

# Blocks and what may stand round them
P: Final = W + "p"
TBL: Final = W + "tbl"
TR: Final = W + "tr"
TC: Final = W + "tc"
SDT: Final = W + "sdt"
SDT_PR: Final = W + "sdtPr"
GALLERY: Final = W + "docPartGallery"
WRAPPERS: Final = frozenset(
    {W + "sdtContent", W + "customXml", W + "ins", W + "moveTo", W + "smartTag"}
    | {_MC + "AlternateContent", _MC + "Choice", _MC + "Fallback"}
)

# Properties of tables
TR_PR: Final = W + "trPr"
TC_PR: Final = W + "tcPr"
GRID_SPAN: Final = W + "gridSpan"
GRID_BEFORE: Final = W + "gridBefore"
V_MERGE: Final = W + "vMerge"
H_MERGE: Final = W + "hMerge"
TBL_HEADER: Final = W + "tblHeader"
SHD: Final = W + "shd"

# Properties of paragraphs and letters
P_PR: Final = W + "pPr"
P_STYLE: Final = W + "pStyle"
NUM_ID: Final = W + "numId"
ILVL: Final = W + "ilvl"
OUTLINE: Final = W + "outlineLvl"
R_PR: Final = W + "rPr"
R_STYLE: Final = W + "rStyle"
BOLD: Final = W + "b"
ITALIC: Final = W + "i"
SIZE: Final = W + "sz"
VANISH: Final = W + "vanish"
FONTS: Final = W + "rFonts"
COLOR: Final = W + "color"
UNDERLINE: Final = W + "u"
SMALL_CAPS: Final = W + "smallCaps"
CAPS: Final = W + "caps"
HIGHLIGHT: Final = W + "highlight"
STRIKE: Final = W + "strike"
DOUBLE_STRIKE: Final = W + "dstrike"
VERTICAL: Final = W + "vertAlign"
POSITION: Final = W + "position"

# What stands in a line
R: Final = W + "r"
T: Final = W + "t"
MATH_R: Final = _M + "r"
MATH_T: Final = _M + "t"
TAB: Final = W + "tab"
TABS: Final = W + "tabs"
PTAB: Final = W + "ptab"
BR: Final = W + "br"
CR: Final = W + "cr"
NO_BREAK_HYPHEN: Final = W + "noBreakHyphen"
SYM: Final = W + "sym"
FOOTNOTE_REFERENCE: Final = W + "footnoteReference"
ENDNOTE_REFERENCE: Final = W + "endnoteReference"
FIELD_CHAR: Final = W + "fldChar"
FIELD_CODE: Final = W + "instrText"
FIELD_DATA: Final = W + "ffData"
SIMPLE_FIELD: Final = W + "fldSimple"

# What is not seen, or seen elsewhere
DEL: Final = W + "del"
MOVE_FROM: Final = W + "moveFrom"
CELL_DEL: Final = W + "cellDel"
HIDDEN: Final = W + "hidden"
RUBY_TEXT: Final = W + "rt"
TEXT_BOX: Final = W + "txbxContent"
CHOICE: Final = _MC + "Choice"
FALLBACK: Final = _MC + "Fallback"
CHANGES: Final = tuple(
    f"{W}{of}Change"
    for of in ("rPr", "pPr", "tcPr", "trPr", "tblPr", "tblPrEx", "sectPr", "tblGrid", "numbering")
)

# Attributes
VAL: Final = W + "val"
TYPE: Final = W + "type"
ID: Final = W + "id"
FILL: Final = W + "fill"
THEME_FILL: Final = W + "themeFill"
THEME_COLOR: Final = W + "themeColor"
FONT: Final = W + "font"
CHAR: Final = W + "char"
ASCII: Final = W + "ascii"
H_ANSI: Final = W + "hAnsi"
FIELD_CHAR_TYPE: Final = W + "fldCharType"
INSTRUCTION: Final = W + "instr"
STYLE_ID: Final = W + "styleId"

_OFF: Final = frozenset({"0", "false", "off"})


def is_on(value: str | None) -> bool:
    """What the value of an on/off property means; without a value it is on."""
    return value not in _OFF
