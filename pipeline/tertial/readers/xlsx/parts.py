"""Opens a workbook as a package of parts, within limits, and says what is wrong with one that can't be."""

from __future__ import annotations

import io
import posixpath
import re
import struct
import zlib
from collections.abc import Iterator
from typing import Final
from zipfile import BadZipFile, ZipFile

from lxml import etree

from tertial.errors import BrokenFile
from tertial.readers.docx.package import check_members

_DAMAGE: Final = (
    BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError, NotImplementedError, LookupError,
    OverflowError, RuntimeError,
)  # fmt: skip
_SAVE: Final = "Open it in Excel, save it again, or fetch it anew."
_STRICT: Final = re.compile(rb"http://purl\.oclc\.org/ooxml/(spreadsheetml|officeDocument|drawingml)/(\w+)")
MAIN: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_ID: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_PARSER: Final = etree.XMLParser(
    resolve_entities=False,
    no_network=True,
    load_dtd=False,
    huge_tree=False,
    remove_comments=True,
    remove_pis=True,
)


class Parts:
    """The parts of a workbook, inflated one by one when they are asked for.

    Raises:
        LockedFile, TooLarge, BrokenFile: The bytes are no workbook that can be read.
    """

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        try:
            self._archive = ZipFile(io.BytesIO(data))
            members = self._archive.infolist()
        except _DAMAGE as error:
            raise self.broken("it is cut off or damaged") from error
        check_members(members, name, program="Excel")
        self._members = {member.filename.replace("\\", "/").lstrip("/").lower(): member for member in members}
        found = self.related("", "officeDocument")
        self.main = found[0] if found else "xl/workbook.xml"

    def broken(self, why: str) -> BrokenFile:
        """The error for this file, with the reason `why`."""
        return BrokenFile(f"{self.name} can't be read: {why}.", _SAVE)

    def blob(self, path: str) -> bytes:
        """The bytes of a part, in the transitional namespaces; empty where there is no such part."""
        member = self._members.get(path.lower())
        if member is None:
            return b""
        try:
            blob = self._archive.read(member)
        except _DAMAGE as error:
            raise self.broken(f"its part {path} is damaged") from error
        if b"<!DOCTYPE" in blob[:4096] or b"<\0!\0D\0O\0C\0T\0Y\0P\0E" in blob[:8192]:
            raise self.broken(f"its part {path} declares entities, which no workbook does")
        if b"purl.oclc.org" in blob[:8192]:
            blob = _STRICT.sub(rb"http://schemas.openxmlformats.org/\1/2006/\2", blob)
        return blob

    def root(self, path: str) -> etree._Element | None:
        """The root of a part's tree; None where there is no such part."""
        blob = self.blob(path)
        if not blob:
            return None
        try:
            root = etree.fromstring(blob, _PARSER)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise self.broken(f"its part {path} is no proper XML") from error
        if root.getroottree().docinfo.internalDTD is not None:
            raise self.broken(f"its part {path} declares entities, which no workbook does")
        return root

    def elements(self, path: str, *tags: str) -> Iterator[etree._Element]:
        """Elements of a part as they end, each emptied after it has been looked at."""
        blob = self.blob(path)
        try:
            for _, element in etree.iterparse(
                io.BytesIO(blob),
                events=("end",),
                tag=[MAIN + tag for tag in tags],
                resolve_entities=False,
                no_network=True,
                load_dtd=False,
                huge_tree=False,
                remove_comments=True,
                remove_pis=True,
            ):
                yield element
                element.clear(keep_tail=False)
                before = element.getprevious()
                parent = element.getparent()
                if before is not None and parent is not None:
                    parent.remove(before)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise self.broken(f"its part {path} is no proper XML") from error

    def related(self, source: str, kind: str) -> list[str]:
        """Paths of the parts that `source` names with a relationship whose type ends in `kind`."""
        return [path for found, _, path in self._relations(source) if found == kind]

    def target(self, source: str, element: etree._Element) -> str:
        """Path of the part that an element of `source` names by its id; empty for none."""
        wanted = element.get(_ID)
        return next((path for _, known, path in self._relations(source) if known == wanted), "")

    def _relations(self, source: str) -> list[tuple[str, str, str]]:
        folder, file = posixpath.split(source)
        root = self.root(posixpath.join(folder, "_rels", f"{file}.rels"))
        return [
            (
                (relation.get("Type") or "").rpartition("/")[2],
                relation.get("Id") or "",
                posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/"),
            )
            for relation in (() if root is None else root)
            if (target := relation.get("Target")) and relation.get("TargetMode") != "External"
        ]
