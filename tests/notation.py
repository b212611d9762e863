"""Writes a Document as text, so that a parser's test shows its report.

`# ` … `#### ` a heading of that level; `**line**` a bold paragraph, `**Title.** rest` one that begins in
bold, `_words_` words set apart inside one; `- ` a list item; `| a | b |` a row of a table; `<` is merged
with the cell to its left, `^` with the cell above, `{grön}` shades a cell and ` / ` parts its paragraphs;
`!header ` and `!footer ` stand in the margins. An empty line parts paragraphs, and ends a table.
"""

from __future__ import annotations

import re

from tertial.document import Document, Draft, Place


def document(text: str, source: str = "report.txt") -> Document:
    """The document that `text` writes in the notation above."""
    draft = Draft(data=text.encode(), source=source, media_type="text/plain", reader="notation")
    gap = 0
    rows: list[list[str]] = []
    for raw in [*text.strip("\n").split("\n"), ""]:
        line = raw.strip()
        if line.startswith("|"):
            rows.append([cell.strip() for cell in line.strip("|").split("|")])
            continue
        if rows:
            _table(draft, rows)
            rows = []
        if not line:
            gap += 1
            continue
        heading = re.match(r"(#{1,6})\s+(.*)", line)
        if heading:
            draft.add(
                "heading", heading[2], level=len(heading[1]), gap=gap, style=f"heading {len(heading[1])}"
            )
        elif line.startswith("!"):
            kind, _, rest = line[1:].partition(" ")
            draft.add("header" if kind == "header" else "footer", rest)
        elif line.startswith("**") and line.endswith("**"):
            draft.add("paragraph", line[2:-2], bold=True, gap=gap)
        elif line.startswith(("- ", "• ")):
            draft.add("list", line, level=1, number=line[0], gap=gap)
        elif run_in := re.match(r"\*\*(.+?)\*\* (.*)", line):
            draft.add("paragraph", f"{run_in[1]} {run_in[2]}", lead=run_in[1], gap=gap)
        elif inside := re.search(r"(?<!\w)_([^_]{6,})_(?!\w)", line):
            text = line[: inside.start()] + inside[1] + line[inside.end() :]
            draft.add("paragraph", text, apart=inside[1] if inside.start() else "", gap=gap)
        else:
            draft.add("paragraph", line.replace("\\n", "\n").replace("\\t", "\t"), gap=gap)
        gap = 0
    return draft.finish()


def told(document: Document) -> list[str]:
    """The blocks of a document, a line each: kind and level, place, text."""
    found = []
    for block in document.blocks:
        at = "" if block.place is None else f" {block.place.table}.{block.place.row}.{block.place.column}"
        found.append(f"{block.kind}{block.level or ''}{at}: {document.cut(block.span)}")
    return found


def _table(draft: Draft, rows: list[list[str]]) -> None:
    index = draft.new_table()
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            if text in ("<", "^"):
                continue
            columns = 1
            while c + columns < len(row) and row[c + columns] == "<":
                columns += 1
            height = 1
            while r + height < len(rows) and c < len(rows[r + height]) and rows[r + height][c] == "^":
                height += 1
            shade = re.match(r"\{(\w+)\}\s*", text)
            body = text[shade.end() :] if shade else text
            for part in body.split(" / "):
                run_in = re.match(r"\*\*(.+?)\*\* (.*)", part)
                draft.add(
                    "paragraph",
                    f"{run_in[1]} {run_in[2]}" if run_in else part or (f"[{shade[1]}]" if shade else ""),
                    lead=run_in[1] if run_in else "",
                    place=Place(table=index, row=r, column=c, columns=columns, rows=height),
                    shade=shade[1] if shade else "",
                )
