"""The notation of corpus/content, read: a file's front matter, its blocks, and the pieces of a line.

It is described in corpus/README.md.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

COLOURS = {
    "grön": "92D050", "gul": "FFFF00", "röd": "FF0000", "orange": "FFC000", "grå": "BFBFBF",
    "blå": "5B9BD5", "vit": "FFFFFF", "ljusgrå": "EDEDED", "ljusblå": "B8CCE4",
}  # fmt: skip
SYMBOLS = {
    "Wingdings:4A": "☺", "Wingdings:4B": "😐", "Wingdings:4C": "☹", "Wingdings:FC": "✓", "Wingdings:FB": "✗",
    "Wingdings:E0": "→", "Wingdings:E1": "↑", "Wingdings:E2": "↓", "Wingdings:6C": "●", "Wingdings:A8": "□",
}  # fmt: skip
ENTITIES = {
    "&nbsp;": "\u00a0", "&shy;": "\u00ad", "&nbhy;": "\u2011", "&tab;": "\t", "&br;": "\n", "&amp;": "&",
}  # fmt: skip
STYLES = {
    "tom": "", "underrubrik": "Underrubrik", "tabelltext": "Beskrivning",
    "innehållsrubrik": "Innehllsfrteckningsrubrik",
}  # fmt: skip
"""What stands in braces before a paragraph, and the id of its style."""
SPANS = (
    "ins",
    "del",
    "hidden",
    "sym",
    "colour",
    "footnote",
    "textbox",
    "comment",
    "control",
    "choice",
    "link",
    "field",
)


class ContentError(Exception):
    """A content file that can't be read as the notation says; the message names file and line."""


@dataclass(frozen=True, slots=True)
class Node:
    """A piece of a line: text, or a span with the pieces inside it."""

    kind: str
    text: str = ""
    inner: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a table, or a mark that stands alone on a line."""

    kind: str
    """`para`, `heading`, `bullet`, `number`, `table`, `page` or `toc`."""
    text: str = ""
    level: int = 0
    """Of a heading; of a numbered paragraph the number that is written."""
    rows: tuple[tuple[str, ...], ...] = ()
    header_rows: int = 0
    widths: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """A content file: what its front matter says, and the body."""

    path: Path
    settings: dict[str, Any]
    body: str


def read_source(path: Path) -> Source:
    """The content file, its front matter parsed."""
    text = path.read_bytes().decode("utf-8").replace("\r\n", "\n")
    settings: dict[str, Any] = {}
    if text.startswith("+++\n"):
        front, found, text = text[4:].partition("\n+++\n")
        if not found:
            raise ContentError(f"{path}: the front matter is not closed by a line +++")
        settings = tomllib.loads(front)
    return Source(path, settings, text)


def blocks_of(body: str, where: str = "") -> list[Block]:
    """The blocks of a body, in order. Lines without a blank line between them are one paragraph."""
    blocks: list[Block] = []
    para: list[str] = []
    kind, widths = "para", ()
    number = 0
    lines = body.split("\n")

    def close() -> None:
        nonlocal para, kind
        if para:
            text = ""
            for line in para:
                soft = line.endswith("\\")
                text += (line[:-1].rstrip() + "\n") if soft else line + " "
            blocks.append(Block(kind, text.rstrip(" \n"), level=number if kind == "number" else 0))
        para, kind = [], "para"

    at = 0
    while at < len(lines):
        line = lines[at].rstrip()
        at += 1
        stripped = line.lstrip()
        heading = re.match(r"(#{1,4}) +(.*)", line)
        if not stripped:
            close()
        elif heading:
            close()
            blocks.append(Block("heading", heading[2], level=len(heading[1])))
        elif stripped in ("---page---", "---toc---"):
            close()
            blocks.append(Block(stripped.strip("-")))
        elif re.fullmatch(r"\{bredd:[ \d]+\}", stripped):
            close()
            widths = tuple(int(n) for n in stripped[7:-1].split())
        elif stripped.startswith("|"):
            close()
            rows: list[tuple[str, ...]] = []
            header_rows, at = 0, at - 1
            while at < len(lines) and lines[at].lstrip().startswith("|"):
                row = lines[at].strip()
                at += 1
                if re.fullmatch(r"\|[-| ]+\|", row) and "-" in row:
                    header_rows = len(rows)
                    continue
                cells = tuple(c.strip() for c in re.split(r"(?<!\\)\|", row)[1:-1])
                if rows and len(cells) != len(rows[0]):
                    raise ContentError(
                        f"{where}, body line {at}: {len(cells)} cells, the table has {len(rows[0])}"
                    )
                rows.append(cells)
            blocks.append(Block("table", rows=tuple(rows), header_rows=header_rows, widths=widths))
            widths = ()
        elif re.match(r"[-•] ", stripped):
            close()
            kind, para = "bullet", [stripped[2:]]
        elif re.match(r"\d+\. ", stripped) and kind in ("para", "number") and (not para or kind == "number"):
            close()
            written, text = stripped.split(". ", 1)
            kind, para, number = "number", [text], int(written)
        else:
            para.append(stripped)
    close()
    return blocks


def inline(text: str) -> tuple[Node, ...]:
    """The pieces of a line of notation."""
    for entity, char in ENTITIES.items():
        text = text.replace(entity, char)
    nodes: list[Node] = []
    plain: list[str] = []

    def flush() -> None:
        if plain:
            nodes.append(Node("text", "".join(plain)))
            plain.clear()

    at = 0
    while at < len(text):
        span = re.compile(r"\+(" + "|".join(SPANS) + r")\{").match(text, at)
        if span:
            flush()
            depth, end = 1, span.end()
            while end < len(text) and depth:
                depth += {"{": 1, "}": -1}.get(text[end], 0)
                end += 1
            if depth:
                raise ContentError(f"+{span[1]}{{ is never closed: {text[at : at + 60]!r}")
            inner = text[span.end() : end - 1]
            raw = span[1] in ("sym", "colour", "textbox", "footnote", "comment", "link", "field")
            nodes.append(Node(span[1], inner, () if raw else inline(inner)))
            at = end
        elif text[at] == "\\" and at + 1 < len(text) and text[at + 1] in "*|\\{+.-#":
            plain.append(text[at + 1])
            at += 2
        elif text[at] == "*":
            mark = "**" if text.startswith("**", at) else "*"
            end = text.find(mark, at + len(mark))
            if end < 0:
                raise ContentError(f"{mark} is never closed: {text[at : at + 60]!r}")
            flush()
            inner = text[at + len(mark) : end]
            nodes.append(Node("bold" if mark == "**" else "italic", inner, inline(inner)))
            at = end + len(mark)
        else:
            plain.append(text[at])
            at += 1
    flush()
    return tuple(nodes)


def styled(text: str) -> tuple[str, str]:
    """The style that a paragraph names in braces before it (or ""), and the rest of it."""
    found = re.match(r"\{(" + "|".join(STYLES) + r")\} *", text)
    return (STYLES[found[1]], text[found.end() :]) if found else ("", text)


def cell_parts(cell: str) -> tuple[str, list[str]]:
    """The colour of a cell (or "") and its paragraphs, as notation."""
    colour = ""
    if found := re.match(r"\{(\w+)\}", cell):
        if found[1] in COLOURS:
            colour = found[1]
        elif found[1] != "tom":
            raise ContentError(f"no such colour: {found[0]}")
        cell = cell[found.end() :].strip()
    return colour, [part.strip() for part in cell.replace("{tom}", "").split("<br>")]
