"""Blocks as the body of a Word document: headings, lists, tables, a table of contents."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from builder.notation import COLOURS, Block, ContentError, cell_parts, inline, styled
from builder.paragraphs import Look, Paragraphs
from builder.text import plain


@dataclass(slots=True)
class Body:
    """Writes the blocks of one .docx, and counts its numbered lists."""

    settings: dict[str, Any]
    write: Paragraphs
    lists: int = 0
    met: set[str] = field(default_factory=set)
    """The ids of the styles that paragraphs name in braces."""

    def body(self, blocks: list[Block]) -> str:
        """The title and all blocks, in order."""
        out, before = [self.title()], ""
        for block in blocks:
            match block.kind:
                case "heading":
                    out.append(self.heading(block))
                case "bullet":
                    out.append(self.item(block, 1))
                case "number":
                    self.lists += before != "number" and block.level == 1
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
                    style, text = styled(block.text)
                    self.met.add(style)
                    out.append(self.write.paragraph(inline(text), style=style))
            before = block.kind
        if before == "table":
            out.append("<w:p/>")
        return "".join(out)

    def heading(self, block: Block) -> str:
        nodes = inline(block.text)
        style = self.settings.get("heading_style", "styles")
        if isinstance(style, list):
            style = style[min(block.level, len(style)) - 1]
        match style:
            case "styles":
                return self.write.paragraph(nodes, style=f"Rubrik{block.level}")
            case "custom":
                return self.write.paragraph(nodes, style=f"KommunRubrik{block.level}")
            case "outline":
                return self.write.paragraph(
                    nodes, Look(bold=True), extra=f'<w:outlineLvl w:val="{block.level - 1}"/>'
                )
            case "bold":
                return self.write.paragraph(nodes, Look(bold=True))
            case "large":
                return self.write.paragraph(nodes, Look(size=(36, 30, 26, 24)[block.level - 1]))
        raise ContentError(f"no such heading_style: {style}")

    def title(self) -> str:
        text = self.settings.get("title", "")
        style = self.settings.get("title_style", "title")
        if not text or style == "none":
            return ""
        return {
            "title": lambda: self.write.paragraph(inline(text), style="Rubrik"),
            "bold": lambda: self.write.paragraph(inline(text), Look(bold=True)),
            "large": lambda: self.write.paragraph(inline(text), Look(size=40)),
            "heading": lambda: self.write.paragraph(inline(text), style="Rubrik1"),
        }[style]()

    def item(self, block: Block, number: int) -> str:
        pr = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'
        return self.write.paragraph(inline(block.text), style="Liststycke", extra=pr)

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
        return self.write.paragraph(inline(part), look)

    def contents(self, blocks: list[Block]) -> str:
        """A table of contents as Word leaves it: a field whose result is a line for each heading."""
        headings = [b for b in blocks if b.kind == "heading" and b.level <= 2]
        lines = []
        for i, block in enumerate(headings):
            runs = self.write.run(plain(inline(block.text), []) + "\t" + str(2 + i // 3), Look())
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
