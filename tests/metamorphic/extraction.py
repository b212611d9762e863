"""Sets a report on pages and takes its text out again, as a copy out of a PDF or an OCR program gives it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random
from typing import Final

from builder.notation import Block, blocks_of, cell_parts, inline, styled
from builder.text import plain


@dataclass(frozen=True, slots=True, kw_only=True)
class Print:
    """How a report is set and taken out."""

    width: int
    """Characters of a line, more or less `ragged`."""
    ragged: int
    divided: float
    """Part of the line ends at which a word is divided that can be."""
    soft: str
    """What divides it."""
    titles: float
    """Part of the width that headings and lines in bold take."""
    page: int
    """Lines of a page; 0 for a text without pages."""
    head: tuple[str, ...]
    foot: tuple[str, ...]
    """Lines above and below each page; {n} and {of} are its number and how many there are."""
    feeds: bool
    """A form feed ends each page."""
    margin: int
    """Empty lines between text, head and foot."""
    blank: str
    """Empty lines between paragraphs: `kept`, `doubled`, `lost`, or `each` for one after every line."""
    bullet: str
    """Before the first line of a list item; with a line end it stands alone."""
    table: str
    """`cells` one after the other, `rows` with spaces between the cells, `aligned` columns, `torn` ones."""
    repeated: bool
    """The head of a table is set again at the top of a page."""
    noise: str
    """`` for none, else `ligatures`, `soft hyphens`, `stops` without the space after, `spaced` words."""


HEADS: Final = (
    (), ("{place} kommun",), ("{place} kommun", "Uppföljning av uppdrag {year}"),
    ("{place} kommun    Uppföljning av uppdrag {year}    {n} ({of})",), ("Sida {n} av {of}",),
    ("Kommunledningskontoret", "Dnr KS {year}/214"), ("{place} kommun | Uppföljning {year}",), ("{n}",),
    ("Uppföljning av kommunfullmäktiges uppdrag {year}-08-31",),
)  # fmt: skip
FEET: Final = (
    (), ("Sida {n} av {of}",), ("{n} ({of})",), ("- {n} -",), ("{n}",), ("{n}({of})",), ("sid {n}",),
    ("{n}/{of}",),
    ("{place} kommun, 123 45 {place}", "Sida {n}"), ("Uppföljning {year} {n}",), ("Dnr KS {year}/214", "{n}"),
)  # fmt: skip
BULLETS: Final = ("- ", "• ", "•\n", "\uf0b7 ", "\uf0b7\n", "o ", "– ", "", "●\n", "▪ ")


def drawn(draw: Random) -> Print:
    """A print at random; what is rare in files is rare here."""
    width = draw.choice((52, 62, 70, 78, 86, 95, 105))
    return Print(
        width=width,
        ragged=draw.choice((0, 0, 3, 6)),
        divided=draw.choice((0, 0, 0.5, 1)),
        soft=draw.choice(("-", "-", "-", "-", "\u00ad", "\u2010")),
        titles=draw.choice((1, 1, 0.8, 0.6)),
        page=draw.choice((0, 26, 34, 44, 52)),
        head=draw.choice(HEADS),
        foot=draw.choice(FEET),
        feeds=draw.random() < 0.4,
        margin=draw.choice((0, 1, 1, 2)),
        blank=draw.choice(("kept", "kept", "kept", "doubled", "lost", "lost", "each")),
        bullet=draw.choice(BULLETS),
        table=draw.choice(("cells", "cells", "rows", "aligned", "aligned", "torn")),
        repeated=draw.random() < 0.6,
        noise=draw.choice(("", "", "", "", "", "", "ligatures", "soft hyphens", "stops", "spaced")),
    )


def clean(lines: Sequence[str], bullet: str = "- ") -> str:
    """The same as plain text with a paragraph a line, an empty line after each, and tabs between cells."""
    parts = []
    for block in blocks_of("\n".join(lines)):
        if block.kind == "table":
            parts.append("\n".join("\t".join(_cells(row)) for row in block.rows))
        else:
            parts.append(_marked(block, bullet))
    return "\n\n".join(parts) + "\n"


def extracted(lines: Sequence[str], how: Print, names: dict[str, str], draw: Random) -> str:
    """The text that comes out of the print of a report in the notation."""
    body = [line for block in blocks_of("\n".join(lines)) for line in _set(block, how, draw)]
    if how.blank == "each":
        body = [at for line in body if line for at in (line, "")]
    return "\n".join(_noisy(line, how.noise, draw) for line in _paged(body, how, names)) + "\n"


def _marked(block: Block, bullet: str) -> str:
    text = plain(inline(styled(block.text)[1]), [])
    return {"bullet": bullet, "number": f"{block.level}. "}.get(block.kind, "") + text


def _cells(row: Sequence[str]) -> list[str]:
    return [" ".join(plain(inline(part), []) for part in cell_parts(cell)[1]) for cell in row]


def _set(block: Block, how: Print, draw: Random) -> Iterator[str]:
    """The lines of a block and the empty lines after it; a line of a table's head begins with a NUL."""
    if block.kind == "table":
        yield from _table(block, how, draw)
    else:
        title = block.kind == "heading" or re.fullmatch(r"\*\*[^*]+\*\*", block.text)
        width = int(how.width * how.titles) if title else how.width
        for text in _marked(block, how.bullet).split("\n"):
            yield from _wrapped(text, width, how, draw)
    yield from [""] * {"kept": 1, "doubled": 2, "lost": 0, "each": 0}[how.blank]


def _wrapped(text: str, width: int, how: Print, draw: Random) -> list[str]:
    """The lines of a paragraph; words with a hyphen of their own may be parted there."""
    done, line = [], ""
    words = text.split()
    while words:
        word = words.pop(0)
        room = width + draw.randint(-how.ragged, how.ragged) - len(line) - bool(line)
        if len(word) <= room or not line:
            line = f"{line} {word}".strip()
            continue
        at = _division(word, room - 1, how, draw)
        if at:
            own = word[at - 1] == "-"
            line += f" {word[:at]}{'' if own else how.soft}"
            word = word[at:]
        done.append(line)
        line = word
    return [*done, line] if line else done


def _division(word: str, room: int, how: Print, draw: Random) -> int:
    """Where a word is divided that has no room: after its own hyphen, or between syllables; 0 for nowhere."""
    hyphen = word.rfind("-", 1, max(room + 1, 1))
    if hyphen > 1:
        return hyphen + 1
    if draw.random() >= how.divided:
        return 0
    places = [
        n
        for n in range(3, min(room, len(word) - 3))
        if re.match(r"[a-zåäö]{2}[bcdfghjklmnprstv][aeiouyåäö]", word[n - 2 : n + 2])
    ]
    return places[-1] if places else 0


def _table(block: Block, how: Print, draw: Random) -> Iterator[str]:
    rows = [_cells(row) for row in block.rows]
    longest = [max(len(row[c]) for row in rows) for c in range(len(rows[0]))]
    words = [max(len(word) for row in rows for word in row[c].split() or [""]) for c in range(len(rows[0]))]
    share = [min(length, 8 + length**0.7) for length in longest]
    widths = [
        max(word, int(part * max(how.width, 90) / sum(share)))
        for word, part in zip(words, share, strict=True)
    ]
    for n, row in enumerate(rows):
        pieces = [
            _wrapped(cell, max(word, width - how.ragged), how, draw)
            for cell, width, word in zip(row, widths, words, strict=True)
        ]
        height = max(map(len, pieces))
        level = [[(piece[k] if k < len(piece) else "") for piece in pieces] for k in range(height)]
        match how.table:
            case "cells":
                lines = [line for piece in pieces for line in piece]
            case "rows":
                lines = _wrapped(" ".join(filter(None, row)), how.width, how, draw)
            case "aligned":
                full = [width + how.ragged + 2 for width in widths]
                lines = ["".join(map(str.ljust, cells, full)).rstrip() for cells in level]
            case _:
                lines = [" ".join(filter(None, cells)) for cells in level]
        for line in lines:
            yield f"\0{line}" if n < block.header_rows else line
        if how.blank == "doubled" and how.table != "cells":
            yield ""


def _paged(body: list[str], how: Print, names: dict[str, str]) -> list[str]:
    """The lines on pages, with the head of a table again where it goes on."""
    if not how.page:
        return [line.removeprefix("\0") for line in body]
    pages: list[list[str]] = [[]]
    head: list[str] = []
    for before, line in zip(["", *body], body, strict=False):
        if line[:1] == "\0":
            head = [*(head if before[:1] == "\0" else []), line[1:]]
        if len(pages[-1]) >= how.page:
            goes_on = how.repeated and head and line and line[:1] != "\0"
            pages.append(list(head) if goes_on else [])
        pages[-1].append(line.removeprefix("\0"))
    found: list[str] = []
    for n, page in enumerate(pages, start=1):
        head_lines = [line.format(n=n, of=len(pages), **names) for line in how.head]
        foot_lines = [line.format(n=n, of=len(pages), **names) for line in how.foot]
        gap = [""] * how.margin
        lines = [*head_lines, *(gap if head_lines else []), *page, *(gap if foot_lines else []), *foot_lines]
        if n > 1 and how.feeds and lines:
            lines[0] = f"\f{lines[0]}"
        found += [*lines, *(gap if not how.feeds else [])]
    return found


def _noisy(line: str, noise: str, draw: Random) -> str:
    if noise == "ligatures":
        return line.replace("fi", "ﬁ").replace("fl", "ﬂ")
    if noise == "soft hyphens":
        return re.sub(
            r"(?<=[a-zåäö]{4})(?=[a-zåäö]{4})", lambda _: "\u00ad" if draw.random() < 0.1 else "", line
        )
    if noise == "stops":
        return re.sub(r"(?<=[a-zåäö]\.) (?=[A-ZÅÄÖ])", lambda _: "" if draw.random() < 0.15 else " ", line)
    if noise == "spaced":
        return re.sub(r"\b[a-zåäö]{8,}\b", lambda m: " ".join(m[0]) if draw.random() < 0.02 else m[0], line)
    return line
