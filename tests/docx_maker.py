"""Builds small and odd Word files from their XML, so that a test shows what it is about."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from tertial.document import Document
from tertial.readers.docx import read

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMESPACES = (
    f'xmlns:w="{MAIN}" xmlns:r="{OFFICE}/relationships" xmlns:m="{OFFICE}/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_ROOTS = {
    "document": "document",
    "styles": "styles",
    "numbering": "numbering",
    "footnotes": "footnotes",
    "endnotes": "endnotes",
    "settings": "settings",
    "theme": "theme",
}


def make(body: str, *, core: str = "", margins: dict[str, str] | None = None, **parts: str) -> bytes:
    """A .docx.

    Args:
        body: What stands in `w:body`.
        core: What stands in the core properties.
        margins: Headers and footers by relationship id, each `header:` or `footer:` and what stands in it.
        parts: What stands in `styles`, `numbering`, `footnotes`, `endnotes`, `settings`, `theme`.
    """
    files = {"word/document.xml": xml("document", f"<w:body>{body}</w:body>")}
    relations = []
    for part, content in parts.items():
        files[f"word/{part}.xml"] = xml(_ROOTS[part], content)
        relations.append((f"x{part}", part, f"{part}.xml"))
    for rel_id, margin in (margins or {}).items():
        kind, _, content = margin.partition(":")
        files[f"word/{rel_id}.xml"] = xml("hdr" if kind == "header" else "ftr", content)
        relations.append((rel_id, kind, f"{rel_id}.xml"))
    package = [("a", "officeDocument", "word/document.xml")]
    if core:
        files["docProps/core.xml"] = (
            '<cp:coreProperties xmlns:dc="http://purl.org/dc/elements/1.1/" '
            f'xmlns:cp="{_RELATIONS[:-13]}metadata/core-properties">{core}</cp:coreProperties>'
        )
        package.append(("b", "metadata/core-properties", "docProps/core.xml"))
    files["_rels/.rels"] = relations_xml(package)
    files["word/_rels/document.xml.rels"] = relations_xml(relations)
    files["[Content_Types].xml"] = (
        f'<Types xmlns="{_TYPES}"><Default Extension="xml" ContentType="x/xml"/></Types>'
    )
    return pack(files)


def pack(files: Mapping[str, str | bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip archive, the same bytes each time."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0)), content, compression)
    return buffer.getvalue()


def parse(body: str, **parts: object) -> Document:
    """The Document that the reader makes of `body`; the same arguments as `make`."""
    return read(make(body, **parts), "report.docx")  # type: ignore[arg-type]


def p(text: str = "", properties: str = "", run: str = "") -> str:
    """A paragraph of one run; `properties` are the paragraph's, `run` the letters'."""
    letters = r(text, run) if text else ""
    return f"<w:p><w:pPr>{properties}</w:pPr>{letters}</w:p>"


def r(text: str, properties: str = "") -> str:
    """A run."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def tbl(*rows: str) -> str:
    """A table."""
    return f"<w:tbl><w:tblPr/>{''.join(rows)}</w:tbl>"


def tr(*cells: str, properties: str = "") -> str:
    """A row; what is no cell yet becomes one."""
    inside = "".join(cell if cell.startswith(("<w:tc", "<w:sdt")) else tc(cell) for cell in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{inside}</w:tr>"


def tc(content: str = "", properties: str = "") -> str:
    """A cell; content that is no XML is taken for one paragraph's text."""
    inside = content if content.startswith("<") else p(content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside}</w:tc>"


def style(style_id: str, name: str, inside: str = "", *, kind: str = "paragraph", default: str = "") -> str:
    """A style; `inside` is what follows its name."""
    mark = f' w:default="{default}"' if default else ""
    return f'<w:style w:type="{kind}"{mark} w:styleId="{style_id}"><w:name w:val="{name}"/>{inside}</w:style>'


def lines(document: Document) -> list[str]:
    """The text of each block, headers and footers included."""
    return [document.cut(block.span) for block in document.blocks]


def xml(root: str, content: str) -> str:
    """A part."""
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{root} {NAMESPACES}>{content}</w:{root}>'


def relations_xml(relations: list[tuple[str, str, str]]) -> str:
    """The relationships of a part."""
    inside = "".join(
        f'<Relationship Id="{rel_id}" Type="{OFFICE}/relationships/{kind}" Target="{target}"/>'
        for rel_id, kind, target in relations
    )
    return f'<Relationships xmlns="{_RELATIONS}">{inside}</Relationships>'
