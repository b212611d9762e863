"""Reads workbooks (.xlsx, .xlsm, .xltx): what is seen of their sheets, with spans, shades and addresses.

The steps: parts opens the file, looks reads its styles, sheet the cells of one sheet, shown makes numbers and
dates what Excel shows; readers.sheets tells lines of text from tables. The XML is read by lxml, as that of
Word files is: openpyxl's streaming reader gives neither merged cells nor hidden rows and columns, its other
makes a cell of every place of a merged area, and calamine knows neither fills nor formats of numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, Literal

from lxml import etree

from tertial.document import Document, Draft
from tertial.errors import EmptyFile
from tertial.readers.docx.shading import Shading
from tertial.readers.sheets import SheetWriter
from tertial.readers.xlsx.looks import Looks
from tertial.readers.xlsx.parts import MAIN, Parts
from tertial.readers.xlsx.sheet import Book, Reading, Runs, Sheet, runs

MEDIA_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_A: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_PROPERTIES: Final = frozenset({"title", "subject", "keywords"})
_UNNAMED: Final = re.compile(r"(?:Blad|Sheet|Ark|Taulukko|Tabelle|Arkusz|Feuil)\s?\d*", re.IGNORECASE)
"""Names that the program gives."""
_REPEATED: Final = 2
"""Sheets from which on each has its name as a heading."""


def read(data: bytes, name: str, *, moments: Literal["kept", "left out"] = "kept") -> Document:
    """A workbook as a Document; what is printed at the edges of its pages is last.

    Args:
        moments: What becomes of formulas for today and the clock: the file's own values are those of when
            it was saved, those of a conversion of when it was made.

    Raises:
        EmptyFile, LockedFile, TooLarge, BrokenFile: The bytes are no workbook that can be read.
    """
    parts = Parts(data, name)
    draft = Draft(data=data, source=name, media_type=MEDIA_TYPE, reader="xlsx")
    root = parts.root(parts.main)
    if root is None or root.tag != f"{MAIN}workbook":
        raise parts.broken("its main part holds no workbook")
    _Reading(parts, draft, root, moments).run()
    document = draft.finish()
    if not document.text.strip():
        raise EmptyFile(f"{name} holds no text in sheets that are seen.", "Show the sheets that hold it.")
    return document


class _Reading:
    """The reading of one file."""

    def __init__(
        self, parts: Parts, draft: Draft, root: etree._Element, moments: Literal["kept", "left out"]
    ) -> None:
        self._moments = moments
        self._parts = parts
        self._draft = draft
        self._root = root
        styles, theme = (self._first(kind) for kind in ("styles", "theme"))
        self._looks = Looks(styles, theme)

    def run(self) -> None:
        found = []
        hidden = 0
        for element in self._root.iter(f"{MAIN}sheet"):
            path = self._parts.target(self._parts.main, element)
            if element.get("state") in ("hidden", "veryHidden"):
                hidden += 1
            elif path:
                found.append((element.get("name") or "", path))
        properties = self._root.find(f"{MAIN}workbookPr")
        reading = Reading(
            Book(
                parts=self._parts,
                looks=self._looks,
                strings=list(self._strings()),
                moments=self._moments,
                from_1904=properties is not None and properties.get("date1904") in ("1", "true"),
            )
        )
        sheets = [(title, path, reading.sheet(path, title)) for title, path in found]
        boxes = {path: list(self._boxes(path)) for _, path in found}
        sheets = [one for one in sheets if any(cell.lines for cell in one[2].cells) or boxes[one[1]]]
        writer = SheetWriter(self._draft, Shading(self._looks.fills))
        for title, path, sheet in sheets:
            headed = self._title(title, sheet, n_sheets=len(sheets))
            writer.write(sheet.cells, sheet.heads, top=2 if headed else 1)
            for text in boxes[path]:
                self._draft.add("paragraph", text, gap=1)
            self._warn(title, sheet)
        for kind, text in dict.fromkeys(margin for _, _, sheet in sheets for margin in sheet.margins):
            self._draft.add("header" if kind == "header" else "footer", text)
        if hidden:
            self._draft.warnings.append(f"{hidden} hidden sheet(s) were left out.")
        self._properties()

    def _first(self, kind: str) -> etree._Element | None:
        path = next(iter(self._parts.related(self._parts.main, kind)), "")
        return self._parts.root(path) if path else None

    def _strings(self) -> Iterator[Runs]:
        for path in self._parts.related(self._parts.main, "sharedStrings")[:1]:
            for element in self._parts.elements(path, "si"):
                yield runs(element, self._looks)

    def _title(self, title: str, sheet: Sheet, *, n_sheets: int) -> bool:
        """Gives a sheet's name as a heading, or beside the text where the only sheet has a title over its
        table; whether it is a heading.
        """
        if not title or _UNNAMED.fullmatch(title):
            return False
        first = min((cell.row for cell in sheet.cells if cell.lines), default=0)
        titled = sum(1 for cell in sheet.cells if cell.row == first and cell.lines) == 1
        if n_sheets < _REPEATED and titled:
            self._draft.add("header", title)
            return False
        self._draft.add("heading", title, level=1, gap=1)
        return True

    def _boxes(self, path: str) -> Iterator[str]:
        """The texts of the text boxes and shapes on a sheet, paragraph by paragraph."""
        for drawing in self._parts.related(path, "drawing"):
            root = self._parts.root(drawing)
            for body in () if root is None else root.iter("{*}txBody"):
                for paragraph in body.iter(f"{_A}p"):
                    text = "".join(part.text or "" for part in paragraph.iter(f"{_A}t"))
                    if text.strip():
                        yield text

    def _warn(self, title: str, sheet: Sheet) -> None:
        where = f"Sheet {title}"
        told = (
            (sheet.hidden_rows, "hidden row(s) were left out"),
            (sheet.hidden_columns, "hidden column(s) were left out"),
            (sheet.filtered_rows, "row(s) that a filter hides were read"),
            (sheet.unstored, "formula(s) have no value in the file: open it in Excel and save it"),
        )
        self._draft.warnings += [f"{where}: {count} {what}." for count, what in told if count]
        if sheet.icons:
            self._draft.warnings.append(f"{where}: icons that rules show for values were not read.")

    def _properties(self) -> None:
        for path in self._parts.related("", "core-properties")[:1]:
            root = self._parts.root(path)
            for child in () if root is None else root:
                key = str(child.tag).rpartition("}")[2]
                text = " ".join((child.text or "").split())
                if key in _PROPERTIES and text:
                    self._draft.properties[key] = text
