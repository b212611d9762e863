"""Reads Word files (.docx, .docm, .dotx): what is visible, in reading order, with its marks and places.

The steps: package opens the file, visible takes out of a part what is not seen, inline reads a paragraph's
letters, body walks over paragraphs and tables; styles, numbering, tables and symbols say what the marks mean.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from docx.opc.packuri import PACKAGE_URI, PackURI
from lxml import etree

from tertial.document import Document, Draft
from tertial.errors import BrokenFile
from tertial.readers import struck
from tertial.readers.docx import inline, names, numbering, styles, symbols
from tertial.readers.docx.body import Around, Shared, Walk
from tertial.readers.docx.fields import MOMENT_FIELDS, PAGE_FIELDS
from tertial.readers.docx.package import Package
from tertial.readers.docx.shading import Shading
from tertial.readers.docx.visible import trim
from tertial.readers.finished import finished

__all__ = ["MEDIA_TYPE", "MOMENT_FIELDS", "forget_templates", "read"]

MEDIA_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_PROPERTIES: Final = frozenset({"title", "subject", "keywords"})
_THEME_NAMES: Final = {"hlink": "hyperlink", "folHlink": "followedHyperlink"}
_MAX_TEMPLATES: Final = 8
_TEMPLATES: Final[dict[tuple[bytes, ...], tuple[styles.Styles, numbering.Numbering]]] = {}
"""Styles and lists by the packed bytes they come from."""


def forget_templates() -> None:
    """Forgets the styles of earlier files, as if none had been read."""
    _TEMPLATES.clear()


def read(data: bytes, name: str, *, left_out: frozenset[str] = frozenset()) -> Document:
    """A Word file as a Document.

    Foot- and endnotes follow the paragraph, or the table, that refers to them. Headers and footers are last.

    Args:
        left_out: Names of fields whose results are left out.

    Raises:
        EmptyFile, LockedFile, TooLarge, BrokenFile: The bytes are no Word file that can be read.
    """
    package = Package(data, name)
    draft = Draft(data=data, source=name, media_type=MEDIA_TYPE, reader="docx")
    try:
        reading = _Reading(package, draft, left_out)
        reading.run()
        reading.close()
    except RecursionError as error:
        raise BrokenFile(
            f"{name} can't be read: its parts are nested too deep.", "Save it again in Word."
        ) from error
    return finished(draft, "If its pages are pictures, have their text recognised and save that.")


class _Reading:
    """The reading of one file."""

    def __init__(self, package: Package, draft: Draft, left_out: frozenset[str]) -> None:
        self._package = package
        self._draft = draft
        self._left_out = left_out
        self._styles, lists = self._template()
        self._shared = Shared(
            draft=draft,
            styles=self._styles,
            counter=numbering.Counter(lists),
            theme=self._theme,
            note=self._note,
        )
        self._struck: list[str] = []
        self._theme_colours: dict[str, str] | None = None
        self._notes: dict[str, tuple[Walk, dict[str, etree._Element]]] = {}

    def run(self) -> None:
        root, walk = self._open(self._package.main)
        body = root.find(names.BODY) if root is not None and root.tag == names.DOCUMENT else None
        if root is None or walk is None or body is None:
            raise self._package.broken("its main part holds no document")
        fills = {mark.get(names.FILL) or "" for mark in walk.marks if mark.tag == names.SHD}
        self._shared.shading = Shading(fills)
        walk.blocks(body, Around())
        self._margins(mark for mark in walk.marks if mark.tag == names.SECTION)
        self._properties()
        self._draft.warnings += struck.warnings(self._struck)

    def close(self) -> None:
        """Lets go of the trees now: `Shared` refers back to here, and a cycle would keep them for long."""
        del self._shared
        self._notes.clear()

    def _open(self, uri: PackURI, *, margin: bool = False) -> tuple[etree._Element | None, Walk | None]:
        blob = self._package.blob(uri)
        if blob is None:
            return None, None
        root = self._package.parse(blob, uri)
        symbols.tell_colours(root, blob)
        part = trim(root)
        left_out = self._left_out | PAGE_FIELDS if margin else self._left_out
        lines = inline.read(part, blob, self._styles, left_out=left_out)
        self._struck += lines.struck
        return part.root, Walk(self._shared, part, lines)

    def _related(self, kind: str) -> PackURI | None:
        return next(iter(self._package.related(self._package.main, kind)), None)

    def _template(self) -> tuple[styles.Styles, numbering.Numbering]:
        """The styles and lists of the file; those of files from one template are interpreted once."""
        uris = [self._related(kind) for kind in ("styles", "numbering")]
        key = tuple(b"" if uri is None else self._package.packed(uri) for uri in uris)
        found = _TEMPLATES.pop(key, None)
        if found is None:
            blobs = [None if uri is None else self._package.blob(uri) for uri in uris]
            try:
                known = styles.Styles(blobs[0])
                found = known, numbering.Numbering(blobs[1], known)
            except etree.XMLSyntaxError as error:
                raise self._package.broken("its styles or lists are no proper XML") from error
        _TEMPLATES[key] = found  # the last one used stands last
        if len(_TEMPLATES) > _MAX_TEMPLATES:
            _TEMPLATES.pop(next(iter(_TEMPLATES)), None)
        return found

    def _theme(self) -> dict[str, str]:
        """The theme's colours by the names that cells and letters use."""
        if self._theme_colours is None:
            self._theme_colours = {}
            uri = self._related("theme")
            root = self._package.root(uri) if uri is not None else None
            scheme = None if root is None else next(root.iter("{*}clrScheme"), None)
            for colour in () if scheme is None else scheme:
                name = etree.QName(colour).localname
                value = next((child.get("val") or "" for child in colour if child.get("val")), "")
                self._theme_colours[_THEME_NAMES.get(name, name)] = value
        return self._theme_colours

    def _note(self, kind: str, note_id: str) -> None:
        if kind not in self._notes:
            uri = self._related(f"{kind}s")
            root, walk = (None, None) if uri is None else self._open(uri)
            tag = names.FOOTNOTE if kind == "footnote" else names.ENDNOTE
            if root is None or walk is None:
                return
            # Separators are notes with a type, which no text refers to.
            found = {
                note.get(names.ID) or "": note for note in root.iterchildren(tag) if not note.get(names.TYPE)
            }
            self._notes[kind] = walk, found
        walk, found = self._notes[kind]
        note = found.pop(note_id, None)
        if note is not None:
            walk.blocks(note, Around(kind="footnote"))

    def _margins(self, sections: Iterable[etree._Element]) -> None:
        """Headers and footers that some page shows, each once; a section may inherit those before it."""
        inherited: dict[tuple[str, str], str] = {}
        shown: dict[str, str] = {}
        even = None
        for section in sections:
            for tag, kind in ((names.HEADER_REFERENCE, "header"), (names.FOOTER_REFERENCE, "footer")):
                for reference in section.iterchildren(tag):
                    inherited[kind, reference.get(names.TYPE) or "default"] = reference.get(names.R_ID) or ""
            first = section.find(names.TITLE_PAGE)
            for (kind, pages), rel_id in inherited.items():
                if pages == "first" and (first is None or not names.is_on(first.get(names.VAL))):
                    continue
                if pages == "even":
                    even = self._has_even_pages() if even is None else even
                    if not even:
                        continue
                shown.setdefault(rel_id, kind)
        for rel_id, kind in sorted(shown.items(), key=lambda item: item[1] == "footer"):
            uri = self._package.target(self._package.main, rel_id)
            margin, walk = (None, None) if uri is None else self._open(uri, margin=True)
            if margin is not None and walk is not None:
                walk.blocks(margin, Around(kind="header" if kind == "header" else "footer"))

    def _has_even_pages(self) -> bool:
        uri = self._related("settings")
        root = None if uri is None else self._package.root(uri)
        setting = None if root is None else root.find(names.W + "evenAndOddHeaders")
        return setting is not None and names.is_on(setting.get(names.VAL))

    def _properties(self) -> None:
        for uri in self._package.related(PACKAGE_URI, "core-properties")[:1]:
            try:
                root = self._package.root(uri)
            except BrokenFile:
                self._draft.warnings.append("What the file says of itself (title, subject) can't be read.")
                return
            for child in () if root is None else root:
                key = str(child.tag).rpartition("}")[2]
                text = " ".join((child.text or "").split())
                if key in _PROPERTIES and text:
                    self._draft.properties[key] = text
