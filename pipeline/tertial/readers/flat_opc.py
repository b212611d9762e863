"""Reads a Word file that was saved as one XML file ("Flat OPC"): its parts are zipped and read as Word."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from typing import Final

from lxml import etree

from tertial.document import Document, document_id
from tertial.errors import BrokenFile
from tertial.readers import docx

MEDIA_TYPE: Final = "application/xml"
LONGEST_NAME: Final = 1_000
"""Characters of the name of a part; one without or with a longer is none of a Word file."""
_PKG: Final = "{http://schemas.microsoft.com/office/2006/xmlPackage}"


def read(data: bytes, name: str) -> Document:
    """The Word file as a Document; pictures and other parts that are no XML are left out.

    Raises:
        BrokenFile: It is no proper XML.
        ReadError: What the Word reader says.
    """
    # Parts hold whole pictures; what the parts themselves may hold is for the Word reader to say.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise BrokenFile(
            f"{name} is a Word file as XML that is cut off or damaged.", "Fetch or copy it anew."
        ) from error
    document = docx.read(_zip(root), name)
    return replace(document, document_id=document_id(data), media_type=MEDIA_TYPE)


def _zip(root: etree._Element) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for part in root.iterchildren(f"{_PKG}part"):
            inside = part.find(f"{_PKG}xmlData")
            if inside is not None and len(inside):
                content = etree.tostring(inside[0], encoding="UTF-8", with_tail=False)
                part_name = (part.get(f"{_PKG}name") or "").lstrip("/")
                if part_name and len(part_name) <= LONGEST_NAME:
                    archive.writestr(part_name, content)
    return packed.getvalue()
