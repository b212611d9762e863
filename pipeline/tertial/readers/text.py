"""Plain text, Markdown and tabbed text into a Document: headings, paragraphs, lists, tables and margins."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import PurePosixPath
from typing import Final

from tertial.boards import Register
from tertial.document import Document, Draft, Place
from tertial.errors import EmptyFile, TooLarge
from tertial.readers import (
    aligned,
    contents,
    continued,
    drawn,
    entries,
    figures,
    flattened,
    judged_rows,
    leaders,
    margins,
    quoting,
    rows,
    run_together,
    struck,
    told_under,
    wrapping,
)
from tertial.readers.encoding import decode
from tertial.readers.lines import LINE_BREAK, Line, split_lines

MEDIA_TYPE: Final = "text/plain"
LIMIT: Final = 50 * 1024 * 1024
"""Largest text file, in bytes; a hundred times the longest annual report."""

_HASHED: Final = re.compile(r"(#{1,6})[ \t]+(\S.*?)(?:\s+#+)?")
_UNDERLINE: Final = re.compile(r"={3,}")
_BOLD: Final = re.compile(r"(\*{1,3}|__?)(?=\S)((?:(?!\1).)+)(?<=\S)\1([:.]?)")
_BULLET: Final = re.compile(r"(?P<bullet>[-*•–—·▪◦●>\uf0b7])(?:[ \t\u00a0]+|(?<=[•▪●\uf0b7]))(?=.*\w)")
_NUMBER_TAB: Final = re.compile(r"\A(\(?(?:\d{1,3}(?:\.\d{1,3})*|[a-zA-Z])[.)]?)\t+(?=[^\t]+$)")


def read(data: bytes, name: str) -> Document:
    """The report that the bytes of a text file are.

    Raises:
        EmptyFile: There is nothing but white space in it.
        TooLarge: It is larger than LIMIT.
    """
    if len(data) > LIMIT:
        raise TooLarge(
            f"{name} is {len(data) // 2**20} MB, and a text may have {LIMIT // 2**20} MB.",
            "Divide it into its reports.",
        )
    decoded = decode(data)
    standing, withdrawn = struck.taken_out(decoded.text)
    lines = wrapping.closed_up(split_lines(standing))
    if not lines:
        raise EmptyFile(f"{name} is empty.", "Check that the right file was saved.")
    draft = Draft(data=data, source=name, media_type=MEDIA_TYPE, reader="text")
    draft.properties["encoding"] = decoded.encoding
    if decoded.repaired:
        draft.warnings.append(
            f"{decoded.repaired} byte(s) are no characters of {decoded.encoding}, and may read wrongly."
        )
    draft.warnings += struck.warnings(withdrawn)
    running, beside = margins.part(rows.unquote(quoting.unquote(lines)))
    parted = entries.apart(running)
    width = wrapping.measure(running) if parted != running else None
    _Writer(
        draft,
        wrapping.unwrap(_tabbed(parted), width=width),
        markdown=PurePosixPath(name).suffix.casefold() in {".md", ".markdown"},
    ).write()
    for margin in beside:
        draft.add(margin.kind, margin.text, page=margin.page)
    return draft.finish()


def _tabbed(lines: Sequence[Line]) -> list[Line]:
    """Drawn, led and aligned tables as lines with tabs, and an empty line after each that has none."""
    register = cache(lambda: Register.build("", None, "\n".join(line.text for line in lines)))
    judged = judged_rows.to_tabs(told_under.to_tabs(continued.without_heads_again(lines)))
    together = flattened.to_tabs(run_together.to_tabs(judged, register), register)
    made = aligned.to_tabs(leaders.to_tabs(drawn.to_tabs(figures.to_tabs(together))))
    given = {line.text for line in lines if "\t" in line.text}
    found = made[:1]
    for before, line in pairwise(made):
        ends = "\t" in before.text and before.text not in given and "\t" not in line.text
        found.append(replace(line, gap=1) if ends and not line.gap else line)
    return found


class _Writer:
    """Gives a draft its blocks, line by line."""

    def __init__(self, draft: Draft, lines: Sequence[Line], *, markdown: bool) -> None:
        self.draft = draft
        self.lines = lines
        hashed = sum(1 for line in lines if _HASHED.fullmatch(line.bare))
        self.hashes = hashed >= 2 or (markdown and hashed > 0)
        self.toc = contents.find(lines)

    def write(self) -> None:
        index = 0
        while index < len(self.lines):
            line = self.lines[index]
            if index in self.toc:
                self.draft.add("toc", _flat(line.text), gap=line.gap, page=line.page)
                index += 1
                continue
            taken = rows.take(self.lines, index)
            if taken is not None:
                self._table(taken[0])
                index = taken[1]
                continue
            index += self._line(index)

    def _line(self, index: int) -> int:
        """Adds the paragraphs of a line without table; how many lines that took."""
        line = self.lines[index]
        following = self.lines[index + 1] if index + 1 < len(self.lines) else None
        if (
            following is not None
            and not following.gap
            and _UNDERLINE.fullmatch(following.bare)
            and len(line.bare) <= 150
        ):
            text, bold = _unstarred(line.bare)
            self.draft.add("heading", text, level=1, bold=bold, gap=line.gap, page=line.page)
            return 2
        if line.titled:
            self.draft.add("heading", line.bare, level=2, gap=line.gap, page=line.page)
            return 1
        gap = line.gap
        for part in line.text.split(LINE_BREAK):
            if part.strip():
                self._paragraph(part, gap=gap, page=line.page)
                gap = 0
        return 1

    def _paragraph(self, text: str, *, gap: int, page: int, place: Place | None = None) -> None:
        bare = text.strip()
        if self.hashes and place is None and (match := _HASHED.fullmatch(bare)):
            title, bold = _unstarred(match.group(2))
            self.draft.add("heading", title, level=len(match.group(1)), bold=bold, gap=gap, page=page)
            return
        if place is None and (framed := _framed(bare)) is not None:
            self.draft.add("heading", framed[0], level=framed[1] - 1, gap=gap, page=page)
            return
        bare, bold = _unstarred(bare)
        bare = _NUMBER_TAB.sub(r"\1 ", bare) if "\t" in bare else bare
        if match := _BULLET.match(bare):
            indent = len(text.expandtabs(4)) - len(text.expandtabs(4).lstrip())
            level = 1 + min(indent // 2, 8)
            self.draft.add(
                "list", bare, level=level, number=match["bullet"], bold=bold, gap=gap, page=page, place=place
            )
            return
        self.draft.add("paragraph", bare, bold=bold, gap=gap, page=page, place=place)

    def _table(self, grid: rows.Grid) -> None:
        table = self.draft.new_table()
        size = max(len(row) for row in grid.rows)
        for r, row in enumerate(grid.rows):
            for c in range(size):
                place = Place(table=table, row=r, column=c, header=grid.headed and r == 0)
                text = row[c] if c < len(row) else ""
                parts = [part for part in text.split(LINE_BREAK) if part.strip()] or [""]
                for part in parts:
                    gap = grid.gap if r == c == 0 and part is parts[0] else 0
                    self._paragraph(part, gap=gap, page=grid.pages[r], place=place)


def _framed(text: str) -> tuple[str, int] | None:
    """A heading as AsciiDoc and wikis write it, `== Socialnämnden ==`, and how many signs are before it."""
    signs = len(text) - len(text.lstrip("="))
    inner = text[signs : len(text) - signs]
    spaced = inner[:1] in (" ", "\t") and inner[-1:] in (" ", "\t") and bool(inner.strip(" \t="))
    framed = 2 <= signs <= 6 and text.endswith("=" * signs) and spaced
    return (inner.strip(), signs) if framed else None


def _flat(text: str) -> str:
    return text.replace(LINE_BREAK, " ").strip()


def _unstarred(text: str) -> tuple[str, bool]:
    """A line without the stars that make the whole of it bold, and whether it had any."""
    match = _BOLD.fullmatch(text)
    if match is None:
        return text, False
    return match.group(2) + match.group(3), True
