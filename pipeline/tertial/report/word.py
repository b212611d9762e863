"""A Word document with what a memo needs beside python-docx: footnotes, captions, fields, fixed bytes."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_COLOR_INDEX
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor
from lxml import etree

WHEN: Final = datetime(2000, 1, 1)
"""Word keeps times; fixed ones give the same bytes for the same memo."""
_FOOTNOTES: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
"""What XML can't hold."""


class Memo:
    """A document that is written from its beginning to its end."""

    def __init__(self, title: str, lang: str, table: str) -> None:
        self.document = docx.Document()
        self._table = table
        self._n_tables = 0
        self._notes: list[str] = []
        self._bookmark = 0
        properties = self.document.core_properties
        properties.title, properties.author, properties.language = title, "tertial", lang
        properties.created = properties.modified = WHEN
        properties.last_modified_by, properties.revision, properties.comments = "", 1, ""
        self._styles(lang)

    def _styles(self, lang: str) -> None:
        styles = self.document.styles
        normal = styles["Normal"]
        normal.font.name, normal.font.size = "Calibri", Pt(11)
        normal.paragraph_format.space_after = Pt(6)
        for default in styles.element.iter(qn("w:lang")):
            for name in ("val", "eastAsia", "bidi"):
                default.set(qn(f"w:{name}"), lang)
        for level, size in ((1, 16), (2, 13), (3, 11)):
            style = styles[f"Heading {level}"]
            style.font.name, style.font.size = "Calibri", Pt(size)
            style.font.color.rgb = RGBColor(0x1B, 0x24, 0x33)
            fonts = style.element.rPr.rFonts
            for name in [key for key in fonts.attrib if key.endswith("Theme")]:
                del fonts.attrib[name]
        caption = styles["Caption"]
        caption.font.size, caption.font.color.rgb = Pt(9.5), RGBColor(0x33, 0x3D, 0x4A)
        caption.paragraph_format.keep_with_next = True
        note = styles.add_style("footnote text", WD_STYLE_TYPE.PARAGRAPH)
        note.base_style, note.font.size = normal, Pt(9)
        note.paragraph_format.space_after = Pt(0)
        mark = styles.add_style("footnote reference", WD_STYLE_TYPE.CHARACTER)
        mark.font.superscript = True

    def heading(self, text: str, level: int = 1) -> None:
        """A heading that the table of contents has."""
        self.document.add_heading(clean(text), level)

    def paragraph(self, text: str, style: str | None = None, *, quote: str = "", mark: bool = False) -> None:
        """A paragraph, with a footnote after it; `mark` sets off what the auditor is to write."""
        paragraph = self.document.add_paragraph(style=style)
        run = paragraph.add_run(clean(text))
        if mark:
            run.font.highlight_color = WD_COLOR_INDEX.YELLOW
        if quote:
            self._note(paragraph, quote)

    def _note(self, paragraph: Any, text: str) -> None:
        self._notes.append(clean(text))
        run = paragraph.add_run()
        run.style = self.document.styles["footnote reference"]
        reference = OxmlElement("w:footnoteReference")
        reference.set(qn("w:id"), str(len(self._notes)))
        run._r.append(reference)

    def contents(self, title: str, headings: Iterable[tuple[int, str]]) -> None:
        """A table of contents: a field that Word can fill with pages, showing the headings until then."""
        self.document.add_paragraph(title, style="TOC Heading" if self._has("TOC Heading") else None)
        lines = list(headings)
        for n, (level, text) in enumerate(lines):
            paragraph = self.document.add_paragraph()
            paragraph.paragraph_format.left_indent = Cm(0.6 * (level - 1))
            paragraph.paragraph_format.space_after = Pt(0)
            if n == 0:
                _field_begin(paragraph, 'TOC \\o "1-2" \\h \\z \\u')
            paragraph.add_run(clean(text))
            if n == len(lines) - 1:
                _field_end(paragraph)

    def _has(self, name: str) -> bool:
        return any(style.name == name for style in self.document.styles)

    def table(
        self,
        caption: str,
        head: Sequence[str],
        rows: Iterable[Sequence[str | tuple[str, str]]],
        widths: Sequence[float],
    ) -> None:
        """A table under its number and caption; its head stands on each page.

        Args:
            rows: Cells of text, or of a text and the footnote to it.
            widths: Of the columns, in cm.
        """
        self._n_tables += 1
        title = self.document.add_paragraph(style="Caption")
        title.add_run(f"{self._table} ")
        _field(title, "SEQ Tabell \\* ARABIC", str(self._n_tables))
        title.add_run(f". {clean(caption)}")
        table = self.document.add_table(rows=1, cols=len(head), style="Table Grid")
        table.autofit = False
        properties = table._tbl.tblPr
        for tag in ("w:tblCaption", "w:tblDescription"):
            told = OxmlElement(tag)
            told.set(qn("w:val"), clean(caption))
            properties.append(told)
        for cell, text in zip(table.rows[0].cells, head, strict=True):
            self._cell(cell, text, bold=True)
            shade = parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="DDE6EE"/>')
            cell._tc.get_or_add_tcPr().append(shade)
        _repeat(table.rows[0])
        for row in rows:
            line = table.add_row()
            _whole(line)
            for cell, content in zip(line.cells, row, strict=True):
                self._cell(cell, *((content,) if isinstance(content, str) else content))
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Cm(width)
            for cell in column.cells:
                cell.width = Cm(width)
        self.document.add_paragraph()

    def _cell(self, cell: Any, text: str, quote: str = "", *, bold: bool = False) -> None:
        paragraph = cell.paragraphs[0]
        paragraph.paragraph_format.space_after = Pt(1)
        run = paragraph.add_run(clean(text))
        run.font.size, run.bold = Pt(9), bold or None
        if quote:
            self._note(paragraph, quote)

    def header(self, text: str, page: str) -> None:
        """What stands at the top of each page, and the page's number at its foot."""
        for section in self.document.sections:
            section.page_width, section.page_height = Cm(21), Cm(29.7)
            section.left_margin = section.right_margin = Cm(2.2)
            section.header.paragraphs[0].text = clean(text)
            foot = section.footer.paragraphs[0]
            foot.add_run(f"{page} ")
            _field(foot, "PAGE", "1")

    def across(self) -> None:
        """What follows stands on pages that lie across."""
        section = self.document.add_section()
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Cm(29.7), Cm(21)

    def save(self, path: Path) -> None:
        """Writes the document, all or nothing; the same contents give the same bytes."""
        self._keep_notes()
        buffer = io.BytesIO()
        self.document.save(buffer)
        whole = io.BytesIO()
        with zipfile.ZipFile(buffer) as old, zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as fresh:
            for info in old.infolist():
                fixed = zipfile.ZipInfo(info.filename, WHEN.timetuple()[:6])
                fixed.compress_type = zipfile.ZIP_DEFLATED
                fresh.writestr(fixed, old.read(info))
        path.write_bytes(whole.getvalue())

    def _keep_notes(self) -> None:
        """The part of the file that has the footnotes, the lines above them first."""
        ids = {style.name: style.style_id for style in self.document.styles}
        root = OxmlElement("w:footnotes")
        for number, kind in ((-1, "separator"), (0, "continuationSeparator")):
            note = _under(root, "w:footnote", type=kind, id=str(number))
            _under(_under(_under(note, "w:p"), "w:r"), f"w:{kind}")
        for n, text in enumerate(self._notes, start=1):
            paragraph = _under(_under(root, "w:footnote", id=str(n)), "w:p")
            _under(_under(paragraph, "w:pPr"), "w:pStyle", val=ids["footnote text"])
            run = _under(paragraph, "w:r")
            _under(_under(run, "w:rPr"), "w:rStyle", val=ids["footnote reference"])
            _under(run, "w:footnoteRef")
            told = _under(_under(paragraph, "w:r"), "w:t")
            told.set(qn("xml:space"), "preserve")
            told.text = f" {text}"
        package = self.document.part.package
        blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
        part = Part(PackURI("/word/footnotes.xml"), _FOOTNOTES, blob, package)
        self.document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def _under(parent: Any, tag: str, **attributes: str) -> Any:
    """A new last child."""
    child = OxmlElement(tag)
    for name, value in attributes.items():
        child.set(qn(f"w:{name}"), value)
    parent.append(child)
    return child


def clean(text: str) -> str:
    """A text without what XML can't hold."""
    return _CONTROL.sub("\ufffd", text)


def _field(paragraph: Any, code: str, shown: str) -> None:
    _field_begin(paragraph, code)
    paragraph.add_run(shown)
    _field_end(paragraph)


def _field_begin(paragraph: Any, code: str) -> None:
    _mark(paragraph, "begin")
    told = OxmlElement("w:instrText")
    told.set(qn("xml:space"), "preserve")
    told.text = f" {code} "
    paragraph.add_run()._r.append(told)
    _mark(paragraph, "separate")


def _field_end(paragraph: Any) -> None:
    _mark(paragraph, "end")


def _mark(paragraph: Any, kind: str) -> None:
    mark = OxmlElement("w:fldChar")
    mark.set(qn("w:fldCharType"), kind)
    paragraph.add_run()._r.append(mark)


def _repeat(row: Any) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _whole(row: Any) -> None:
    """A row is not parted between two pages."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
