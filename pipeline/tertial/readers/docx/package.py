"""Opens a Word file as a package of parts, and says what is wrong with one that can't be opened."""

from __future__ import annotations

import io
import re
import struct
import zlib
from typing import Final
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from docx.opc.exceptions import OpcError
from docx.opc.packuri import PACKAGE_URI, PackURI
from lxml import etree

from tertial.errors import BrokenFile, EmptyFile, LockedFile, TooLarge, counted

MAX_INFLATED: Final = 200_000_000
"""Bytes that all XML parts of a file may take when inflated; pictures are not read and not counted."""
BOMB_RATIO: Final = 500
"""An XML part that inflates to more than this times its size is no report; honest ones stay under 100."""
BOMB_FLOOR: Final = 10_000_000
"""Under this many bytes inflated no part is called a bomb."""

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
# All that zipfile, zlib and python-docx raise on bytes that aren't what they should be.
_DAMAGE: Final = (
    BadZipFile, OpcError, zlib.error, struct.error, EOFError, OSError, ValueError, NotImplementedError,
    LookupError, OverflowError, RuntimeError, AttributeError, TypeError,
)  # fmt: skip
_STRICT: Final = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/(\w+)")
_STRICT_HOMES: Final = {
    home: home + b"/2006/" for home in (b"wordprocessingml", b"officeDocument", b"drawingml")
}
_KNOWN: Final = (
    ("xl/", "an Excel workbook", "Save the sheet as .docx, or as text."),
    ("ppt/", "a PowerPoint presentation", "Save it as .docx, or as text."),
    ("content.xml", "an OpenDocument file", "Save it as .docx in LibreOffice or Word."),
    ("meta-inf/", "a Java or e-book archive", "Give the report itself."),
)

_PARSER: Final = etree.XMLParser(
    resolve_entities=False,
    no_network=True,
    load_dtd=False,
    huge_tree=False,
    remove_comments=True,
    remove_pis=True,
)


class Package:
    """A Word file's parts, read one by one when they are asked for.

    Raises:
        EmptyFile, LockedFile, TooLarge, BrokenFile: The bytes are no Word file that can be read.
    """

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        self._data = data
        if not data.strip(b"\0 \t\r\n"):
            raise EmptyFile(f"{name} is empty.", "Fetch the file again.")
        if data.startswith(_OLE):
            raise _compound(data, name)
        if not data.startswith(b"PK"):
            raise BrokenFile(f"{name} is no Word file: it is not a zip archive.", "Save it as .docx in Word.")
        try:
            self._archive = ZipFile(io.BytesIO(data))
            members = self._archive.infolist()
        except _DAMAGE as error:
            raise self.broken("it is cut off or damaged") from error
        check_members(members, name)
        # Part names are compared without regard to case (ECMA-376, part 2).
        self._members = {m.filename.replace("\\", "/").lstrip("/").lower(): m for m in members}
        self._read_relations: dict[PackURI, list[tuple[str, str, str]]] = {}
        self.main = self._main()

    def _main(self) -> PackURI:
        found = self.related(PACKAGE_URI, "officeDocument")
        main = found[0] if found else PackURI("/word/document.xml")
        if self._member(main) is None or any(self._holds(folder) for folder in ("xl/", "ppt/")):
            what, remedy = next(
                ((what, remedy) for folder, what, remedy in _KNOWN if self._holds(folder)),
                (
                    f"a zip archive of {counted(len(self._members), 'file')}",
                    "Give the files in it, or a .docx.",
                ),
            )
            raise BrokenFile(f"{self.name} is no Word file but {what}: it has no word/document.xml.", remedy)
        return main

    def _holds(self, beginning: str) -> bool:
        return any(member.startswith(beginning) for member in self._members)

    def _member(self, uri: PackURI) -> ZipInfo | None:
        return self._members.get(uri.membername.lower())

    def broken(self, why: str) -> BrokenFile:
        """The error for this file, with the reason `why`."""
        return BrokenFile(
            f"{self.name} can't be read: {why}.", "Open it in Word, save it again, or fetch it anew."
        )

    def blob(self, uri: PackURI) -> bytes | None:
        """The bytes of a part, in the transitional namespaces; None where there is no such part."""
        member = self._member(uri)
        if member is None:
            return None
        try:
            blob = self._inflated(member) or self._archive.read(member)
        except _DAMAGE as error:
            raise self.broken(f"its part {uri.membername} is damaged") from error
        if b"<!DOCTYPE" in blob[:4096]:
            raise self.broken(f"its part {uri.membername} declares entities, which no Word file does")
        if b"purl.oclc.org" in blob[:8192]:
            blob = _STRICT.sub(_transitional, blob)
        return blob

    def packed(self, uri: PackURI) -> bytes:
        """A part's bytes as they are packed; the same packed bytes are the same part. Empty for no part."""
        member = self._member(uri)
        if member is None:
            return b""
        return self._packed(member)

    def _packed(self, member: ZipInfo) -> bytes:
        # A member's own head is 30 bytes and two fields whose lengths stand at its end (APPNOTE 4.3.7).
        head = self._data[member.header_offset : member.header_offset + 30]
        n_name, n_extra = int.from_bytes(head[26:28], "little"), int.from_bytes(head[28:30], "little")
        begin = member.header_offset + 30 + n_name + n_extra
        return self._data[begin : begin + member.compress_size]

    def _inflated(self, member: ZipInfo) -> bytes:
        """A whole and sound member in two thirds of the time that zipfile takes; empty for any other."""
        if member.compress_type != ZIP_DEFLATED:
            return b""
        inflater = zlib.decompressobj(-zlib.MAX_WBITS)
        blob = inflater.decompress(self._packed(member), member.file_size + 1)
        sound = inflater.eof and len(blob) == member.file_size and zlib.crc32(blob) == member.CRC
        return blob if sound else b""

    def parse(self, blob: bytes, uri: PackURI) -> etree._Element:
        """The root of a part's tree; entities are not resolved and nothing is fetched."""
        try:
            root = etree.fromstring(blob, _PARSER)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise self.broken(f"its part {uri.membername} is no proper XML") from error
        if root.getroottree().docinfo.internalDTD is not None:
            raise self.broken(f"its part {uri.membername} declares entities, which no Word file does")
        return root

    def root(self, uri: PackURI) -> etree._Element | None:
        """The root of a part's tree, or None where there is no such part."""
        blob = self.blob(uri)
        return None if blob is None else self.parse(blob, uri)

    def related(self, source: PackURI, kind: str) -> list[PackURI]:
        """The parts that `source` names with a relationship whose type ends in `kind`."""
        return [
            PackURI.from_rel_ref(source.baseURI, target)
            for found, _, target in self._relations(source)
            if found == kind
        ]

    def target(self, source: PackURI, rel_id: str) -> PackURI | None:
        """The part that `source` names with the relationship `rel_id`."""
        found = [target for _, known, target in self._relations(source) if known == rel_id]
        return PackURI.from_rel_ref(source.baseURI, found[-1]) if found else None

    def _relations(self, source: PackURI) -> list[tuple[str, str, str]]:
        """The relationships inside the package of a part: last word of the type, id and target as written."""
        known = self._read_relations.get(source)
        if known is None:
            root = self.root(source.rels_uri)
            known = self._read_relations[source] = [
                ((relation.get("Type") or "").rpartition("/")[2], relation.get("Id") or "", target)
                for relation in (() if root is None else root)
                if (target := relation.get("Target")) and relation.get("TargetMode") != "External"
            ]
        return known


def _compound(data: bytes, name: str) -> LockedFile | BrokenFile:
    if _ENCRYPTED in data:
        return LockedFile(
            f"{name} is locked with a password.", "Save a copy without one in Word, and run again."
        )
    return BrokenFile(
        f"{name} is an old Word file (.doc) or another OLE file, no .docx.", "Save it as .docx in Word."
    )


def check_members(members: list[ZipInfo], name: str, *, program: str = "Word") -> None:
    """Refuses a zip whose XML is locked, inflates without end or is packed as no office program does.

    Args:
        program: Whose files these are, for messages.

    Raises:
        LockedFile, TooLarge, BrokenFile: Each says so.
    """
    total = 0
    for member in members:
        if not member.filename.lower().endswith((".xml", ".rels")):
            continue
        if member.flag_bits & 1:
            raise LockedFile(f"{name} is locked with a password.", "Save a copy without one, and run again.")
        if member.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise BrokenFile(
                f"{name} is packed in a way that {program} does not use.", f"Save it again in {program}."
            )
        total += member.file_size
        bomb = member.file_size > BOMB_FLOOR and member.file_size > BOMB_RATIO * max(member.compress_size, 1)
        if bomb or total > MAX_INFLATED:
            raise TooLarge(
                f"{name} inflates to more than a report can hold (limit {MAX_INFLATED // 1_000_000} MB).",
                f"Divide it in {program}, if it is a report at all.",
            )


def _transitional(match: re.Match[bytes]) -> bytes:
    home = _STRICT_HOMES.get(match[1])
    return match[0] if home is None else b"http://schemas.openxmlformats.org/" + home + match[2]
