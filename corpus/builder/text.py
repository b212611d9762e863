"""Blocks as plain text: what a reader sees of a line, a whole report, and its bytes."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable
from typing import Any

from builder.notation import SYMBOLS, Node, Source, blocks_of, cell_parts, inline, styled


def plain(nodes: Iterable[Node], notes: list[str]) -> str:
    """What a reader sees of a line; footnotes are put aside in `notes`."""
    out = ""
    for node in nodes:
        match node.kind:
            case "text":
                out += node.text
            case "del" | "hidden" | "comment":
                pass
            case "sym":
                out += SYMBOLS[node.text]
            case "footnote":
                notes.append(plain(inline(node.text), notes))
                out += f"[{len(notes)}]"
            case "textbox":
                notes_before = [plain(inline(p.strip()), notes) for p in node.text.split("<br>")]
                out += "\n" + "\n".join(notes_before) + "\n"
            case "colour":
                out += node.text.split(":", 1)[1]
            case "link" | "field":
                out += node.text.split("|", 1)[1]
            case _:
                out += plain(node.inner, notes)
    return out


def text_report(source: Source) -> str:
    """A report as plain text: tables as lines with tabs, headings as plain lines."""
    settings, notes, parts = source.settings, [], []
    wrap = settings.get("wrap", 0)
    bullet = settings.get("bullet", "- ")
    number = 0
    before = ""
    for block in blocks_of(source.body, str(source.path)):
        if block.kind == "number":
            number = 1 if block.level == 1 and before != "number" else number + 1
        if block.kind == "table":
            lines = []
            for row in block.rows:
                cells = [
                    " ".join(plain(inline(p), notes) for p in cell_parts(c)[1]) if c not in "<^" else ""
                    for c in row
                ]
                lines.append("\t".join(cells).rstrip() if settings.get("strip_rows") else "\t".join(cells))
            piece = "\n".join(lines)
        elif block.kind == "page":
            piece = "\f"
        elif block.kind == "toc":
            piece = "\n".join(
                plain(inline(b.text), notes)
                for b in blocks_of(source.body)
                if b.kind == "heading" and b.level < 3
            )
        else:
            piece = plain(inline(styled(block.text)[1]), notes)
            mark = {"bullet": bullet, "number": f"{number}. "}.get(block.kind, "")
            if wrap and block.kind != "heading":
                lines = [
                    textwrap.fill(line, wrap, break_long_words=False, break_on_hyphens=False,
                                  initial_indent="" if i else mark, subsequent_indent=" " * len(mark))
                    for i, line in enumerate(piece.split("\n"))
                ]  # fmt: skip
                piece = "\n".join(lines)
            else:
                piece = mark + piece
        tight = block.kind in ("bullet", "number") and before == block.kind
        parts.append(("\n" if tight or not parts else "\n\n") + piece)
        before = block.kind
    text = "".join(parts).lstrip("\n")
    if settings.get("title"):
        text = settings["title"] + "\n\n" + text
    if settings.get("header"):
        text = settings["header"] + "\n\n" + text
    if notes:
        text += "\n\n" + "\n".join(f"[{i}] {note}" for i, note in enumerate(notes, 1))
    if settings.get("footer"):
        text += "\n\n" + re.sub(r"\{sid(?:a|or)\}", "1", settings["footer"])
    return text + "\n"


def encoded(text: str, settings: dict[str, Any]) -> bytes:
    """The text with the line ends and in the encoding that the front matter names."""
    newline = {"lf": "\n", "crlf": "\r\n", "cr": "\r"}[settings.get("newline", "lf")]
    encoding = settings.get("encoding", "utf-8")
    data = text.replace("\n", newline)
    if encoding == "utf-16":  # Python's own would follow the byte order of the machine
        return b"\xff\xfe" + data.encode("utf-16-le")
    return data.encode(encoding)
