"""Reports all whose items one table holds, as workbooks and as delimited text, for comparison with Word."""

from __future__ import annotations

import csv
import io
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Literal, NamedTuple

import xlsxwriter

from tertial import readers
from tertial.analysis import interpret
from tertial.document import Block, Document, Table
from tertial.readers import libreoffice
from tertial.resources import read_table

Kind = Literal["xlsx", "csv"]


SAMPLE = (
    "alvhult/2023-T2.docx",
    "brattsele/2022-T2.docx",
    "fjallbranna/2023-T1.docx",
    "kvarnsele/2022-T2.docx",
    "ljungsele/2013-T2.docx",
    "norrhult/2022-T2.docx",
    "ormsele/2021-T2.docx",
    "storviken/2022-H1.docx",
    "tallasen/2017-T1.docx",
    "tallhed/2010-ar.docx",
)
"""Reports of the corpus that are so; half of them say nothing by colours alone."""


class Put(NamedTuple):
    """A cell of a sheet."""

    row: int
    column: int
    rows: int
    columns: int
    text: str
    bold: bool
    level: int
    """Of a heading; 0 for other text."""
    shade: str


def one_table(path: Path, name: str) -> Document | None:
    """A report in Word all whose items begin in one table; None for any other."""
    document = readers.read(path.read_bytes(), name)
    if not document.tables:
        return None
    blocks = [document.block_at(item.span.start) for item in interpret(document).items]
    tables = {
        block.place.table if block is not None and block.place is not None else None for block in blocks
    }
    return document if len(tables) == 1 and None not in tables else None


def without_colours(document: Document) -> bool:
    """Whether nothing is said by colours alone, which delimited text does not have."""
    return not any(block.shade for block in document.blocks)


def laid_out(document: Document) -> Iterator[Put]:
    """The report as somebody sets it into one sheet: lines in the first column, its tables among them."""
    row = -1
    done: set[int] = set()
    tables = {table.index: table for table in document.tables}
    in_table = False
    for block in document.body:
        if block.place is None:
            row += 2 if in_table or block.gap else 1
            in_table = False
            yield _line(document, block, row)
        elif block.place.table not in done:
            done.add(block.place.table)
            row += 2
            in_table = True
            table = tables[block.place.table]
            yield from _table(table, document, row)
            row += len(table.rows) - 1


def _line(document: Document, block: Block, row: int) -> Put:
    return Put(
        row,
        0,
        1,
        1,
        document.cut(block.span),
        block.bold,
        block.level if block.kind == "heading" else 0,
        block.shade,
    )


def _table(table: Table, document: Document, top: int) -> Iterator[Put]:
    for cell in (cell for row in table.rows for cell in row):
        text = "" if cell.text == f"[{cell.shade}]" else cell.text
        bold = bool(cell.blocks) and all(block.bold for block in cell.blocks)
        yield Put(top + cell.row, cell.column, cell.rows, cell.columns, text, bold, 0, cell.shade)


def workbook(document: Document) -> bytes:
    """The report as an Excel file with its merged and coloured cells."""
    colours = {row["word"]: row["example"] for row in read_table("shades.csv")} | {"grå": "BFBFBF"}
    paler = {f"ljus{word}": _paler(colour) for word, colour in colours.items()}
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_numbers": False})
    sheet = book.add_worksheet("Uppföljning")
    for kind, set_margin in (("header", sheet.set_header), ("footer", sheet.set_footer)):
        texts = [document.cut(block.span) for block in document.margins if block.kind == kind]
        set_margin("".join(f"&{place}{text}" for place, text in zip("LCR", texts, strict=False)))
    for put in laid_out(document):
        size = 20 - min(put.level, 5) if put.level else 11
        look = {"bold": put.bold or put.level > 0, "font_size": size, "text_wrap": True}
        colour = colours.get(put.shade) or paler.get(put.shade)
        if colour:
            look["bg_color"] = f"#{colour}"
        form = book.add_format(look)
        if put.rows > 1 or put.columns > 1:
            reach = put.row + put.rows - 1, put.column + put.columns - 1
            sheet.merge_range(put.row, put.column, *reach, put.text, form)
        elif put.text:
            sheet.write_string(put.row, put.column, put.text, form)
        elif colour:
            sheet.write_blank(put.row, put.column, None, form)
    book.close()
    return file.getvalue()


def _paler(colour: str) -> str:
    return "".join(f"{(int(colour[at : at + 2], 16) + 255) // 2:02X}" for at in (0, 2, 4))


def delimited(document: Document) -> bytes:
    """The report as a Swedish Excel saves it: semicolons, Windows-1252 where that has all its signs."""
    grid: dict[tuple[int, int], str] = {}
    for put in laid_out(document):
        grid[put.row, put.column] = put.text
    below = max(row for row, _ in grid) + 2
    grid |= {(below + n, 0): document.cut(block.span) for n, block in enumerate(document.margins)}
    n_rows, n_columns = max(row for row, _ in grid) + 1, max(column for _, column in grid) + 1
    file = io.StringIO()
    writer = csv.writer(file, delimiter=";")
    for row in range(n_rows):
        writer.writerow([grid.get((row, column), "") for column in range(n_columns)])
    text = file.getvalue()
    try:
        return text.encode("cp1252")
    except UnicodeEncodeError:
        return text.encode("utf-8-sig")


def exported(paths: Sequence[Path], names: Mapping[Path, str], kind: Kind) -> dict[Path, bytes]:
    """The reports that one table holds, as workbooks, or those of them without colours as delimited text."""
    found = {path: document for path in paths if (document := one_table(path, names[path])) is not None}
    if kind == "csv":
        return {path: delimited(one) for path, one in found.items() if without_colours(one)}
    return {path: workbook(one) for path, one in found.items()}


def converted(
    workbooks: Mapping[Path, bytes], ending: Literal["xls", "ods"], folder: Path
) -> dict[Path, bytes]:
    """Workbooks as LibreOffice saves them in another format."""
    filters = {"xls": "MS Excel 97", "ods": "calc8"}
    copies = {path: folder / f"{n:04}.xlsx" for n, path in enumerate(workbooks)}
    for path, copy in copies.items():
        copy.write_bytes(workbooks[path])
    profile = f"-env:UserInstallation={(folder / 'profile').resolve().as_uri()}"
    how = (
        "--headless",
        "--norestore",
        "--convert-to",
        f"{ending}:{filters[ending]}",
        "--outdir",
        str(folder),
    )
    call = [str(libreoffice.program()), profile, *how, *map(str, copies.values())]
    subprocess.run(call, check=True, capture_output=True, timeout=600)
    return {path: copy.with_suffix(f".{ending}").read_bytes() for path, copy in copies.items()}
