"""The package that a Word document is: named parts, what they are, how they hang together, one archive.

Everything comes in a fixed order with fixed dates, so that the same parts give the same bytes.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

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
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
CORE = "application/vnd.openxmlformats-package.core-properties+xml"


@dataclass(slots=True)
class Package:
    """A .docx under construction: parts are added, then all of it is packed."""

    parts: dict[str, str] = field(default_factory=dict)
    """Name in the archive → XML."""
    relations: list[tuple[str, str, str]] = field(default_factory=list)
    """What the document refers to: id, type and target."""
    overrides: list[tuple[str, str]] = field(default_factory=list)
    """Name of a part and its content type."""

    def add(self, name: str, xml: str, kind: str) -> None:
        """Adds `word/<name>.xml`, which the document refers to as a relation of that kind."""
        self.parts[f"word/{name}.xml"] = xml
        self.relations.append((f"r{name.capitalize()}", f"{OFFICE}/{kind}", f"{name}.xml"))
        self.overrides.append((f"/word/{name}.xml", f"{TYPES}.{kind}+xml"))

    def packed(self, document: str, links: Iterable[str], title: str) -> bytes:
        """The archive: the parts added, the document, and what every .docx must have beside it.

        Args:
            links: Addresses of the document's hyperlinks; the first has the id rLink1.
            title: What the file's properties say.
        """
        parts = {
            **self.parts,
            "word/document.xml": document,
            "word/_rels/document.xml.rels": self.document_relations(links),
            "[Content_Types].xml": self.content_types(),
            "_rels/.rels": package_relations(),
            "docProps/core.xml": properties(title),
        }
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            for name in ("[Content_Types].xml", *sorted(set(parts) - {"[Content_Types].xml"})):
                info = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
                info.compress_type, info.create_system, info.external_attr = zipfile.ZIP_DEFLATED, 0, 0
                archive.writestr(info, parts[name].encode("utf-8"))
        return buffer.getvalue()

    def document_relations(self, links: Iterable[str]) -> str:
        within = "".join(
            f'<Relationship Id="{i}" Type="{kind}" Target="{target}"/>' for i, kind, target in self.relations
        )
        without = "".join(
            f'<Relationship Id="rLink{n}" Type="{OFFICE}/hyperlink" '
            f'Target={quoteattr(url)} TargetMode="External"/>'
            for n, url in enumerate(links, 1)
        )
        return f'{PROLOGUE}<Relationships xmlns="{PACKAGE}/relationships">{within}{without}</Relationships>'

    def content_types(self) -> str:
        own = "".join(
            f'<Override PartName="{name}" ContentType="{content}"/>' for name, content in self.overrides
        )
        return (
            f'{PROLOGUE}<Types xmlns="{PACKAGE}/content-types">'
            '<Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{TYPES}.document.main+xml"/>'
            f'<Override PartName="/docProps/core.xml" ContentType="{CORE}"/>{own}</Types>'
        )


def package_relations() -> str:
    """_rels/.rels: which part is the document, which its properties."""
    return (
        f'{PROLOGUE}<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/>'
        f'<Relationship Id="rId2" Type="{PACKAGE}/relationships/metadata/core-properties" '
        'Target="docProps/core.xml"/></Relationships>'
    )


def properties(title: str) -> str:
    """docProps/core.xml: title and dates."""
    return (
        f'{PROLOGUE}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(title)}</dc:title>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{STAMP}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{STAMP}</dcterms:modified></cp:coreProperties>'
    )
