"""Lines as paragraphs of Word: runs, and what stands among them, from a tracked change to a text box."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any
from xml.sax.saxutils import escape

from builder.notation import COLOURS, ContentError, Node, inline
from builder.ooxml import STAMP


@dataclass(frozen=True, slots=True)
class Look:
    """How a run looks."""

    bold: bool = False
    italic: bool = False
    hidden: bool = False
    deleted: bool = False
    size: int = 0
    """In half points; 0 as the style says."""
    style: str = ""
    colour: str = ""
    """In hexadecimal; empty as the style says."""

    def xml(self) -> str:
        parts = [f'<w:rStyle w:val="{self.style}"/>'] if self.style else []
        parts += ["<w:b/>"] * self.bold + ["<w:i/>"] * self.italic + ["<w:vanish/>"] * self.hidden
        parts += [f'<w:color w:val="{self.colour}"/>'] if self.colour else []
        parts += [f'<w:sz w:val="{self.size}"/><w:szCs w:val="{self.size}"/>'] if self.size else []
        return f"<w:rPr>{''.join(parts)}</w:rPr>" if parts else ""


@dataclass(slots=True)
class Paragraphs:
    """Writes the paragraphs of one .docx, and collects the notes, comments and links it meets."""

    settings: dict[str, Any]
    footnotes: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    ids: int = 0
    """The last number given to a tracked change, a content control or a text box."""

    def next_id(self) -> int:
        self.ids += 1
        return self.ids

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
            case "colour":
                colour, text = node.text.split(":", 1)
                return self.run(text, replace(look, colour=COLOURS[colour]))
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
