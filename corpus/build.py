#!/usr/bin/env python3
"""Builds corpus/reports from corpus/content: what people write as text becomes Word files and plain text.

    python corpus/build.py             rebuild all reports
    python corpus/build.py --check     say whether the reports are up to date (exit status 1 if not)

The notation is described in corpus/README.md. Standard library only: the parts of a .docx are written here,
so that the same content gives the same bytes whatever is installed.
"""

from __future__ import annotations

import argparse
import io
import re
import sys
import textwrap
import tomllib
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

HERE = Path(__file__).resolve().parent
CONTENT, REPORTS = HERE / "content", HERE / "reports"

COLOURS = {
    "grön": "92D050", "gul": "FFFF00", "röd": "FF0000", "orange": "FFC000", "grå": "BFBFBF",
    "blå": "5B9BD5", "vit": "FFFFFF",
}  # fmt: skip
SYMBOLS = {
    "Wingdings:4A": "☺", "Wingdings:4B": "😐", "Wingdings:4C": "☹", "Wingdings:FC": "✓", "Wingdings:FB": "✗",
    "Wingdings:E0": "→", "Wingdings:E1": "↑", "Wingdings:E2": "↓", "Wingdings:6C": "●", "Wingdings:A8": "□",
}  # fmt: skip
ENTITIES = {"&nbsp;": "\u00a0", "&shy;": "\u00ad", "&nbhy;": "\u2011", "&tab;": "\t", "&amp;": "&"}
RAISED = '<w:vertAlign w:val="superscript"/>'
SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")
SPANS = (
    "ins",
    "del",
    "hidden",
    "sym",
    "footnote",
    "textbox",
    "comment",
    "control",
    "choice",
    "link",
    "field",
)
STAMP = "2024-01-15T09:00:00Z"
NS = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
)
PROLOGUE = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"


class ContentError(Exception):
    """A content file that can't be read as the notation says; the message names file and line."""


# --- Notation ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Node:
    """A piece of a line: text, or a span with the pieces inside it."""

    kind: str
    text: str = ""
    inner: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a table, or a mark that stands alone on a line."""

    kind: str
    """`para`, `heading`, `bullet`, `number`, `table`, `page` or `toc`."""
    text: str = ""
    level: int = 0
    rows: tuple[tuple[str, ...], ...] = ()
    header_rows: int = 0
    widths: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """A content file: what its front matter says, and the body."""

    path: Path
    settings: dict[str, Any]
    body: str


def read_source(path: Path) -> Source:
    """The content file, its front matter parsed."""
    text = path.read_bytes().decode("utf-8").replace("\r\n", "\n")
    settings: dict[str, Any] = {}
    if text.startswith("+++\n"):
        front, found, text = text[4:].partition("\n+++\n")
        if not found:
            raise ContentError(f"{path}: the front matter is not closed by a line +++")
        settings = tomllib.loads(front)
    return Source(path, settings, text)


def blocks_of(body: str, where: str = "") -> list[Block]:
    """The blocks of a body, in order. Lines without a blank line between them are one paragraph."""
    blocks: list[Block] = []
    para: list[str] = []
    kind, widths = "para", ()
    lines = body.split("\n")

    def close() -> None:
        nonlocal para, kind
        if para:
            text = ""
            for line in para:
                soft = line.endswith("\\")
                text += (line[:-1].rstrip() + "\n") if soft else line + " "
            blocks.append(Block(kind, text.rstrip(" \n")))
        para, kind = [], "para"

    at = 0
    while at < len(lines):
        line = lines[at].rstrip()
        at += 1
        stripped = line.lstrip()
        heading = re.match(r"(#{1,4}) +(.*)", line)
        if not stripped:
            close()
        elif heading:
            close()
            blocks.append(Block("heading", heading[2], level=len(heading[1])))
        elif stripped in ("---page---", "---toc---"):
            close()
            blocks.append(Block(stripped.strip("-")))
        elif re.fullmatch(r"\{bredd:[ \d]+\}", stripped):
            close()
            widths = tuple(int(n) for n in stripped[7:-1].split())
        elif stripped.startswith("|"):
            close()
            rows: list[tuple[str, ...]] = []
            header_rows, at = 0, at - 1
            while at < len(lines) and lines[at].lstrip().startswith("|"):
                row = lines[at].strip()
                at += 1
                if re.fullmatch(r"\|[-| ]+\|", row) and "-" in row:
                    header_rows = len(rows)
                    continue
                cells = tuple(c.strip() for c in re.split(r"(?<!\\)\|", row)[1:-1])
                if rows and len(cells) != len(rows[0]):
                    raise ContentError(
                        f"{where}, body line {at}: {len(cells)} cells, the table has {len(rows[0])}"
                    )
                rows.append(cells)
            blocks.append(Block("table", rows=tuple(rows), header_rows=header_rows, widths=widths))
            widths = ()
        elif re.match(r"[-•] ", stripped):
            close()
            kind, para = "bullet", [stripped[2:]]
        elif re.match(r"\d+\. ", stripped) and kind in ("para", "number") and (not para or kind == "number"):
            close()
            kind, para = "number", [stripped.split(". ", 1)[1]]
        else:
            para.append(stripped)
    close()
    return blocks


def inline(text: str) -> tuple[Node, ...]:
    """The pieces of a line of notation."""
    for entity, char in ENTITIES.items():
        text = text.replace(entity, char)
    nodes: list[Node] = []
    plain: list[str] = []

    def flush() -> None:
        if plain:
            nodes.append(Node("text", "".join(plain)))
            plain.clear()

    at = 0
    while at < len(text):
        span = re.compile(r"\+(" + "|".join(SPANS) + r")\{").match(text, at)
        if span:
            flush()
            depth, end = 1, span.end()
            while end < len(text) and depth:
                depth += {"{": 1, "}": -1}.get(text[end], 0)
                end += 1
            if depth:
                raise ContentError(f"+{span[1]}{{ is never closed: {text[at : at + 60]!r}")
            inner = text[span.end() : end - 1]
            raw = span[1] in ("sym", "textbox", "footnote", "comment", "link", "field")
            nodes.append(Node(span[1], inner, () if raw else inline(inner)))
            at = end
        elif text[at] == "\\" and at + 1 < len(text) and text[at + 1] in "*|\\{+.-#":
            plain.append(text[at + 1])
            at += 2
        elif text[at] == "*":
            mark = "**" if text.startswith("**", at) else "*"
            end = text.find(mark, at + len(mark))
            if end < 0:
                raise ContentError(f"{mark} is never closed: {text[at : at + 60]!r}")
            flush()
            inner = text[at + len(mark) : end]
            nodes.append(Node("bold" if mark == "**" else "italic", inner, inline(inner)))
            at = end + len(mark)
        else:
            plain.append(text[at])
            at += 1
    flush()
    return tuple(nodes)


def cell_parts(cell: str) -> tuple[str, list[str]]:
    """The colour of a cell (or "") and its paragraphs, as notation."""
    colour = ""
    if found := re.match(r"\{(\w+)\}", cell):
        if found[1] in COLOURS:
            colour = found[1]
        elif found[1] != "tom":
            raise ContentError(f"no such colour: {found[0]}")
        cell = cell[found.end() :].strip()
    return colour, [part.strip() for part in cell.replace("{tom}", "").split("<br>")]


# --- Plain text -------------------------------------------------------------------------------------------


def plain(nodes: Iterable[Node], notes: list[str]) -> str:
    """What a reader sees of a line; footnotes are put aside in `notes`."""
    out = ""
    for node in nodes:
        match node.kind:
            case "text":
                out += node.text
            case "del" | "hidden" | "comment":
                pass
            case "sym":
                out += SYMBOLS[node.text]
            case "footnote":
                notes.append(plain(inline(node.text), notes))
                out += f"[{len(notes)}]"
            case "textbox":
                notes_before = [plain(inline(p.strip()), notes) for p in node.text.split("<br>")]
                out += "\n" + "\n".join(notes_before) + "\n"
            case "link" | "field":
                out += node.text.split("|", 1)[1]
            case _:
                out += plain(node.inner, notes)
    return out


def text_report(source: Source) -> str:
    """A report as plain text: tables as lines with tabs, headings as plain lines."""
    settings, notes, parts = source.settings, [], []
    wrap = settings.get("wrap", 0)
    bullet = settings.get("bullet", "- ")
    number = 0
    before = ""
    for block in blocks_of(source.body, str(source.path)):
        number = number + 1 if block.kind == "number" else 0
        if block.kind == "table":
            lines = []
            for row in block.rows:
                cells = [
                    " ".join(plain(inline(p), notes) for p in cell_parts(c)[1]) if c not in "<^" else ""
                    for c in row
                ]
                lines.append("\t".join(cells).rstrip() if settings.get("strip_rows") else "\t".join(cells))
            piece = "\n".join(lines)
        elif block.kind == "page":
            piece = "\f"
        elif block.kind == "toc":
            piece = "\n".join(
                plain(inline(b.text), notes)
                for b in blocks_of(source.body)
                if b.kind == "heading" and b.level < 3
            )
        else:
            piece = plain(inline(block.text), notes)
            mark = {"bullet": bullet, "number": f"{number}. "}.get(block.kind, "")
            if wrap and block.kind != "heading":
                lines = [
                    textwrap.fill(line, wrap, break_long_words=False, break_on_hyphens=False,
                                  initial_indent="" if i else mark, subsequent_indent=" " * len(mark))
                    for i, line in enumerate(piece.split("\n"))
                ]  # fmt: skip
                piece = "\n".join(lines)
            else:
                piece = mark + piece
        tight = block.kind in ("bullet", "number") and before == block.kind
        parts.append(("\n" if tight or not parts else "\n\n") + piece)
        before = block.kind
    text = "".join(parts).lstrip("\n")
    if settings.get("title"):
        text = settings["title"] + "\n\n" + text
    if settings.get("header"):
        text = settings["header"] + "\n\n" + text
    if notes:
        text += "\n\n" + "\n".join(f"[{i}] {note}" for i, note in enumerate(notes, 1))
    if settings.get("footer"):
        text += "\n\n" + re.sub(r"\{sid(?:a|or)\}", "1", settings["footer"])
    return text + "\n"


def encoded(text: str, settings: dict[str, Any]) -> bytes:
    """The text with the line ends and in the encoding that the front matter names."""
    newline = {"lf": "\n", "crlf": "\r\n", "cr": "\r"}[settings.get("newline", "lf")]
    encoding = settings.get("encoding", "utf-8")
    data = text.replace("\n", newline)
    if encoding == "utf-16":  # Python's own would follow the byte order of the machine
        return b"\xff\xfe" + data.encode("utf-16-le")
    return data.encode(encoding)


# --- Word -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Look:
    """How a run looks."""

    bold: bool = False
    italic: bool = False
    hidden: bool = False
    deleted: bool = False
    size: int = 0
    colour: str = ""
    style: str = ""

    def xml(self) -> str:
        parts = [f'<w:rStyle w:val="{self.style}"/>'] if self.style else []
        parts += ["<w:b/>"] * self.bold + ["<w:i/>"] * self.italic + ["<w:vanish/>"] * self.hidden
        parts += [f'<w:color w:val="{self.colour}"/>'] if self.colour else []
        parts += [f'<w:sz w:val="{self.size}"/><w:szCs w:val="{self.size}"/>'] if self.size else []
        return f"<w:rPr>{''.join(parts)}</w:rPr>" if parts else ""


@dataclass(slots=True)
class Word:
    """One .docx under construction: collects notes, comments, links and numbers as the body is written."""

    settings: dict[str, Any]
    footnotes: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    lists: int = 0
    ids: int = 0

    def next_id(self) -> int:
        self.ids += 1
        return self.ids

    # runs

    def run(self, text: str, look: Look) -> str:
        out = []
        for piece in self.split(text):
            rsid = (
                f' w:rsidR="00{zlib.crc32(piece.encode()) & 0xFFFFFF:06X}"'
                if self.settings.get("split_runs")
                else ""
            )
            inner = ""
            for part in re.split("([\t\n\u2011\u00ad])", piece):
                if not part:
                    continue
                tag = "delText" if look.deleted else "t"
                inner += {
                    "\t": "<w:tab/>",
                    "\n": "<w:br/>",
                    "\u2011": "<w:noBreakHyphen/>",
                    "\u00ad": "<w:softHyphen/>",
                }.get(part) or f'<w:{tag} xml:space="preserve">{escape(part)}</w:{tag}>'
            out.append(f"<w:r{rsid}>{look.xml()}{inner}</w:r>")
        return "".join(out)

    def split(self, text: str) -> Iterator[str]:
        """The text in one piece, or cut as Word cuts it after editing: anywhere, also inside words."""
        at = 0
        while self.settings.get("split_runs") and len(text) - at > 25:
            step = 9 + zlib.crc32(text[at : at + 9].encode()) % 40
            if at + step >= len(text):
                break
            yield text[at : at + step]
            at += step
        yield text[at:]

    def runs(self, nodes: Iterable[Node], look: Look) -> str:
        return "".join(self.node(node, look) for node in nodes)

    def node(self, node: Node, look: Look) -> str:
        match node.kind:
            case "text":
                return self.run(node.text, look)
            case "bold":
                return self.runs(node.inner, replace(look, bold=True))
            case "italic":
                return self.runs(node.inner, replace(look, italic=True))
            case "hidden":
                return self.runs(node.inner, replace(look, hidden=True))
            case "ins" | "del":
                mark = f'w:id="{900 + self.next_id()}" w:author="Granskare" w:date="{STAMP}"'
                inner = self.runs(node.inner, replace(look, deleted=node.kind == "del"))
                return f"<w:{node.kind} {mark}>{inner}</w:{node.kind}>"
            case "sym":
                font, char = node.text.split(":")
                return f'<w:r>{look.xml()}<w:sym w:font="{font}" w:char="F0{char}"/></w:r>'
            case "footnote":
                self.footnotes.append(node.text)
                mark = f'<w:footnoteReference w:id="{len(self.footnotes)}"/>'
                return f'<w:r><w:rPr><w:rStyle w:val="Fotnotsreferens"/></w:rPr>{mark}</w:r>'
            case "comment":
                self.comments.append(node.text)
                n = len(self.comments) - 1
                ends = f'<w:commentRangeStart w:id="{n}"/><w:commentRangeEnd w:id="{n}"/>'
                return f'{ends}<w:r><w:commentReference w:id="{n}"/></w:r>'
            case "control":
                return (
                    f"<w:sdt><w:sdtPr>{self.control_pr()}<w:text/></w:sdtPr>"
                    f"<w:sdtContent>{self.runs(node.inner, look)}</w:sdtContent></w:sdt>"
                )
            case "choice":
                items = "".join(
                    f'<w:listItem w:displayText="{v}" w:value="{v}"/>'
                    for v in ("Pågår", "Klart", "Ej påbörjat")
                )
                pr = f"{self.control_pr()}<w:showingPlcHdr/><w:dropDownList>{items}</w:dropDownList>"
                inner = self.runs(node.inner, replace(look, style="Platshllartext"))
                return f"<w:sdt><w:sdtPr>{pr}</w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>"
            case "link":
                url, text = node.text.split("|", 1)
                self.links.append(url)
                inner = self.runs(inline(text), replace(look, style="Hyperlnk"))
                return f'<w:hyperlink r:id="rLink{len(self.links)}">{inner}</w:hyperlink>'
            case "field":
                code, text = node.text.split("|", 1)
                return self.field(code, self.runs(inline(text), look))
            case "textbox":
                return self.textbox(node.text)
        raise ContentError(f"no such span: {node.kind}")

    def control_pr(self) -> str:
        return f'<w:id w:val="{70000 + self.next_id()}"/>'

    @staticmethod
    def field(code: str, result: str) -> str:
        mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'.format
        instruction = f'<w:r><w:instrText xml:space="preserve"> {escape(code)} </w:instrText></w:r>'
        return mark("begin") + instruction + mark("separate") + result + mark("end")

    def textbox(self, text: str) -> str:
        """A text box as Word writes it: once for itself and once, the same, for older programs."""
        n = self.next_id()
        inside = "".join(self.paragraph(inline(p.strip())) for p in text.split("<br>"))
        body = f"<w:txbxContent>{inside}</w:txbxContent>"
        shape = (
            '<wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/>'
            '<a:ext cx="5400000" cy="1080000"/></a:xfrm>'
            '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:ln w="6350"><a:solidFill>'
            '<a:srgbClr val="000000"/></a:solidFill></a:ln>'
            f'</wps:spPr><wps:txbx>{body}</wps:txbx><wps:bodyPr wrap="square"><a:spAutoFit/>'
            "</wps:bodyPr></wps:wsp>"
        )
        drawing = (
            '<w:drawing><wp:anchor distT="45720" distB="45720" distL="114300" distR="114300" simplePos="0" '
            f'relativeHeight="{251659264 + n}" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1">'
            '<wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="column">'
            "<wp:posOffset>0</wp:posOffset></wp:positionH>"
            '<wp:positionV relativeFrom="paragraph"><wp:posOffset>120000</wp:posOffset></wp:positionV>'
            '<wp:extent cx="5400000" cy="1080000"/><wp:effectExtent l="0" t="0" r="0" b="0"/>'
            "<wp:wrapTopAndBottom/>"
            f'<wp:docPr id="{n}" name="Textruta {n}"/><wp:cNvGraphicFramePr/><a:graphic><a:graphicData '
            f'uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">{shape}</a:graphicData>'
            "</a:graphic>"
            "</wp:anchor></w:drawing>"
        )
        old = (
            "<w:pict>"
            f'<v:shape id="Textruta{n}" style="position:absolute;width:425pt;height:85pt" '
            'type="#_x0000_t202">'
            f"<v:textbox>{body}</v:textbox></v:shape></w:pict>"
        )
        choice = f'<mc:Choice Requires="wps">{drawing}</mc:Choice><mc:Fallback>{old}</mc:Fallback>'
        return f"<w:r><mc:AlternateContent>{choice}</mc:AlternateContent></w:r>"

    # blocks

    def paragraph(
        self, nodes: tuple[Node, ...], look: Look = Look(), style: str = "", extra: str = ""
    ) -> str:
        if len(nodes) == 1 and nodes[0].kind == "control":  # a content control around a whole paragraph
            inner = self.paragraph(nodes[0].inner, look, style, extra)
            return (
                f"<w:sdt><w:sdtPr>{self.control_pr()}</w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>"
            )
        pr = (f'<w:pStyle w:val="{style}"/>' if style else "") + extra
        return f"<w:p>{f'<w:pPr>{pr}</w:pPr>' if pr else ''}{self.runs(nodes, look)}</w:p>"

    def heading(self, block: Block) -> str:
        nodes = inline(block.text)
        style = self.settings.get("heading_style", "styles")
        if isinstance(style, list):
            style = style[min(block.level, len(style)) - 1]
        match style:
            case "styles":
                return self.paragraph(nodes, style=f"Rubrik{block.level}")
            case "custom":
                return self.paragraph(nodes, style=f"KommunRubrik{block.level}")
            case "outline":
                return self.paragraph(
                    nodes, Look(bold=True), extra=f'<w:outlineLvl w:val="{block.level - 1}"/>'
                )
            case "bold":
                return self.paragraph(nodes, Look(bold=True))
            case "large":
                return self.paragraph(nodes, Look(size=(36, 30, 26, 24)[block.level - 1]))
        raise ContentError(f"no such heading_style: {style}")

    def title(self) -> str:
        text = self.settings.get("title", "")
        style = self.settings.get("title_style", "title")
        if not text or style == "none":
            return ""
        return {
            "title": lambda: self.paragraph(inline(text), style="Rubrik"),
            "bold": lambda: self.paragraph(inline(text), Look(bold=True)),
            "large": lambda: self.paragraph(inline(text), Look(size=40)),
            "heading": lambda: self.paragraph(inline(text), style="Rubrik1"),
        }[style]()

    def item(self, block: Block, number: int) -> str:
        pr = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'
        return self.paragraph(inline(block.text), style="Liststycke", extra=pr)

    def table(self, block: Block) -> str:
        columns = len(block.rows[0])
        total = 14000 if self.settings.get("landscape") else 9638
        shares = block.widths or (1,) * columns
        if len(shares) != columns:
            raise ContentError(f"{{bredd: …}} has {len(shares)} numbers, the table {columns} columns")
        widths = [total * s // sum(shares) for s in shares]
        grid = "".join(f'<w:gridCol w:w="{w}"/>' for w in widths)
        rows = []
        for r, row in enumerate(block.rows):
            cells, c = [], 0
            header = r < block.header_rows
            if row[0] == "<":
                raise ContentError("a row can't begin with <")
            while c < columns:
                span = 1
                while c + span < columns and row[c + span] == "<":
                    span += 1
                pr = f'<w:tcW w:w="{sum(widths[c : c + span])}" w:type="dxa"/>'
                pr += f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
                below = r + 1 < len(block.rows) and block.rows[r + 1][c] == "^"
                pr += "<w:vMerge/>" if row[c] == "^" else '<w:vMerge w:val="restart"/>' if below else ""
                colour, parts = ("", [""]) if row[c] == "^" else cell_parts(row[c])
                fill = (
                    COLOURS[colour]
                    if colour
                    else "D9D9D9"
                    if header and self.settings.get("header_fill")
                    else ""
                )
                pr += f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
                body = "".join(self.cell_paragraph(part, header) for part in parts)
                cells.append(f"<w:tc><w:tcPr>{pr}</w:tcPr>{body}</w:tc>")
                c += span
            row_pr = "<w:trPr><w:tblHeader/></w:trPr>" if header else ""
            rows.append(f"<w:tr>{row_pr}{''.join(cells)}</w:tr>")
        style = "Tabellrutnt" if self.settings.get("table_style", "grid") == "grid" else "Normaltabell"
        pr = (
            f'<w:tblStyle w:val="{style}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
            '<w:tblLook w:val="04A0"/>'
        )
        return f"<w:tbl><w:tblPr>{pr}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"

    def cell_paragraph(self, part: str, header: bool) -> str:
        look = Look(bold=header and self.settings.get("header_bold", True))
        if re.match(r"[-•] ", part):
            return self.item(Block("bullet", part[2:]), 1)
        return self.paragraph(inline(part), look)

    def contents(self, blocks: list[Block]) -> str:
        """A table of contents as Word leaves it: a field whose result is a line for each heading."""
        headings = [b for b in blocks if b.kind == "heading" and b.level <= 2]
        lines = []
        for i, block in enumerate(headings):
            runs = self.run(plain(inline(block.text), []) + "\t" + str(2 + i // 3), Look())
            begin = end = ""
            if i == 0:
                begin = (
                    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r>'
                    '<w:instrText xml:space="preserve"> TOC \\o "1-2" \\h </w:instrText></w:r><w:r>'
                    '<w:fldChar w:fldCharType="separate"/></w:r>'
                )
            if i == len(headings) - 1:
                end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
            lines.append(
                f'<w:p><w:pPr><w:pStyle w:val="Innehll{block.level}"/></w:pPr>{begin}{runs}{end}</w:p>'
            )
        return "".join(lines)

    def body(self, blocks: list[Block]) -> str:
        out, before = [self.title()], ""
        for block in blocks:
            match block.kind:
                case "heading":
                    out.append(self.heading(block))
                case "bullet":
                    out.append(self.item(block, 1))
                case "number":
                    self.lists += before != "number"
                    out.append(self.item(block, 1 + self.lists))
                case "table":
                    if before == "table":
                        out.append("<w:p/>")
                    out.append(self.table(block))
                case "page":
                    out.append('<w:p><w:r><w:br w:type="page"/></w:r></w:p>')
                case "toc":
                    out.append(self.contents(blocks))
                case _:
                    out.append(self.paragraph(inline(block.text)))
            before = block.kind
        if before == "table":
            out.append("<w:p/>")
        return "".join(out)


def styles(settings: dict[str, Any]) -> str:
    """styles.xml, with the style ids that a Swedish Word gives."""
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


def running(kind: str, text: str, word: Word) -> str:
    """A running header or footer; {sida} and {sidor} are the page's number and how many there are."""
    style = "Sidhuvud" if kind == "hdr" else "Sidfot"
    paragraphs = ""
    for line in text.split("<br>"):
        runs = ""
        for part in re.split(r"(\{sid(?:a|or)\})", line.strip()):
            code = {"{sida}": "PAGE", "{sidor}": "NUMPAGES"}.get(part)
            runs += word.field(code, "<w:r><w:t>1</w:t></w:r>") if code else word.runs(inline(part), Look())
        paragraphs += f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{runs}</w:p>'
    return f"{PROLOGUE}<w:{kind} {NS}>{paragraphs}</w:{kind}>"


def word_report(source: Source) -> bytes:
    """A report as a .docx."""
    settings = source.settings
    word = Word(settings)
    body = word.body(blocks_of(source.body, str(source.path)))
    parts: dict[str, str] = {}
    relations: list[tuple[str, str, str]] = []  # id, type, target
    overrides: list[tuple[str, str]] = []

    def add(name: str, xml: str, kind: str, content: str = "") -> None:
        parts[f"word/{name}.xml"] = xml
        relations.append((f"r{name.capitalize()}", f"{OFFICE}/{kind}", f"{name}.xml"))
        overrides.append((f"/word/{name}.xml", f"{TYPES}.{content or kind}+xml"))

    add("styles", styles(settings), "styles")
    add("numbering", numbering(word.lists), "numbering")
    section = ""
    for key, kind in (("header", "hdr"), ("footer", "ftr")):
        if settings.get(key):
            add(key, running(kind, settings[key], word), key)
            section += f'<w:{key}Reference w:type="default" r:id="r{key.capitalize()}"/>'
    if word.footnotes:
        notes = '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
        notes += (
            '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/>'
            "</w:r></w:p></w:footnote>"
        )
        for n, note in enumerate(word.footnotes, 1):
            mark = '<w:r><w:rPr><w:rStyle w:val="Fotnotsreferens"/></w:rPr><w:footnoteRef/></w:r>'
            runs = word.runs(inline(" " + note), Look())
            notes += (
                f'<w:footnote w:id="{n}"><w:p><w:pPr><w:pStyle w:val="Fotnotstext"/>'
                f"</w:pPr>{mark}{runs}</w:p></w:footnote>"
            )
        add("footnotes", f"{PROLOGUE}<w:footnotes {NS}>{notes}</w:footnotes>", "footnotes")
    if word.comments:
        comments = "".join(
            f'<w:comment w:id="{n}" w:author="Granskare" w:initials="G" w:date="{STAMP}">'
            f"{word.paragraph(inline(text))}</w:comment>"
            for n, text in enumerate(word.comments)
        )
        add("comments", f"{PROLOGUE}<w:comments {NS}>{comments}</w:comments>", "comments")
    settings_xml = (
        f'{PROLOGUE}<w:settings {NS}><w:defaultTabStop w:val="1304"/><w:themeFontLang w:val="sv-SE"/>'
        "</w:settings>"
    )
    add("settings", settings_xml, "settings")
    size = (
        'w:w="16838" w:h="11906" w:orient="landscape"'
        if settings.get("landscape")
        else 'w:w="11906" w:h="16838"'
    )
    section += (
        f"<w:pgSz {size}/>"
        '<w:pgMar w:top="1417" w:right="1134" w:bottom="1417" w:left="1134" '
        'w:header="708" w:footer="708" w:gutter="0"/>'
    )
    parts["word/document.xml"] = (
        f"{PROLOGUE}<w:document {NS}><w:body>{body}<w:sectPr>{section}</w:sectPr></w:body></w:document>"
    )
    links = "".join(
        f'<Relationship Id="rLink{n}" Type="{OFFICE}/hyperlink" '
        f'Target={quoteattr(url)} TargetMode="External"/>'
        for n, url in enumerate(word.links, 1)
    )
    package = "http://schemas.openxmlformats.org/package/2006"
    parts["word/_rels/document.xml.rels"] = (
        f'{PROLOGUE}<Relationships xmlns="{package}/relationships">'
        + "".join(f'<Relationship Id="{i}" Type="{t}" Target="{target}"/>' for i, t, target in relations)
        + links + "</Relationships>"
    )  # fmt: skip
    core = "application/vnd.openxmlformats-package.core-properties+xml"
    parts["[Content_Types].xml"] = (
        f'{PROLOGUE}<Types xmlns="{package}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{TYPES}.document.main+xml"/>'
        f'<Override PartName="/docProps/core.xml" ContentType="{core}"/>'
        + "".join(f'<Override PartName="{name}" ContentType="{content}"/>' for name, content in overrides)
        + "</Types>"
    )
    parts["_rels/.rels"] = (
        f'{PROLOGUE}<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/>'
        f'<Relationship Id="rId2" Type="{package}/relationships/metadata/core-properties" '
        'Target="docProps/core.xml"/>'
        "</Relationships>"
    )
    parts["docProps/core.xml"] = (
        f'{PROLOGUE}<cp:coreProperties xmlns:cp="{package}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(settings.get('property_title', settings.get('title', '')))}</dc:title>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{STAMP}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{STAMP}</dcterms:modified></cp:coreProperties>'
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in ("[Content_Types].xml", *sorted(set(parts) - {"[Content_Types].xml"})):
            info = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            info.compress_type, info.create_system, info.external_attr = zipfile.ZIP_DEFLATED, 0, 0
            archive.writestr(info, parts[name].encode("utf-8"))
    return buffer.getvalue()


# --- Command ----------------------------------------------------------------------------------------------


def report(source: Source) -> tuple[str, bytes]:
    """The report's file name relative to corpus/reports, and its bytes."""
    relative = source.path.relative_to(CONTENT)
    if source.path.suffix == ".txt":
        return relative.as_posix(), encoded(source.body, source.settings)
    kind = source.settings.get("format", "docx")
    if kind == "txt":
        return relative.with_suffix(".txt").as_posix(), encoded(text_report(source), source.settings)
    if kind != "docx":
        raise ContentError(f"{source.path}: format is {kind!r}, not docx or txt")
    return relative.with_suffix(".docx").as_posix(), word_report(source)


def same(old: bytes, new: bytes) -> bool:
    """Equal bytes, or archives with equal members: another zlib packs the same thing otherwise."""
    if old == new:
        return True
    try:
        with zipfile.ZipFile(io.BytesIO(old)) as a, zipfile.ZipFile(io.BytesIO(new)) as b:
            return a.namelist() == b.namelist() and all(a.read(n) == b.read(n) for n in a.namelist())
    except zipfile.BadZipFile:
        return False


def main() -> int:
    """Build, or check, and say how it went."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--check", action="store_true", help="write nothing; say which reports are out of date"
    )
    check = parser.parse_args().check
    stale, count = [], 0
    for path in sorted(CONTENT.rglob("*")):
        if path.suffix not in (".md", ".txt"):
            continue
        try:
            name, data = report(read_source(path))
        except (ContentError, tomllib.TOMLDecodeError, UnicodeError, KeyError) as error:
            print(f"build.py: {path.relative_to(HERE)}: {error}", file=sys.stderr)
            return 2
        target = REPORTS / name
        count += 1
        if not target.exists() or not same(target.read_bytes(), data):
            stale.append(name)
            if not check:
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(data)
    for name in stale:
        print(f"{'out of date' if check else 'written'}: corpus/reports/{name}")
    print(f"{count} reports, {len(stale)} {'out of date' if check else 'written'}")
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
