"""Paragraphs that hold several items, cut so that each begins a block: run-in numbers, dashes, orders."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from tertial.boards import Register
from tertial.document import Block, Document, Span
from tertial.parsers.openings import orders
from tertial.swedish.sentences import split

FEWEST = 4
"""Fewer marks inside paragraphs are chance."""
_AFTER = r"(?:^\s*|(?<=[.!?:;,)\"”])\s+)"
_NUMBER = re.compile(rf"{_AFTER}\(?(?P<mark>\d{{1,2}}|[a-zåäö])(?P<close>[.):]+)?\s+(?=\"?[A-ZÅÄÖ]|att\b)")
_SIGN = re.compile(r"(?:^\s*|(?<=[.!?)])\s+)(?P<mark>[-–—•*·▪◦●○/|]|//)\s+(?=[A-ZÅÄÖ])")


def recut(document: Document, register: Register) -> Document | None:
    """The document with a block for each item that a paragraph of several tells of; None where none does.

    The text stays as it is; only the blocks are shorter, so that spans mean the same in both.
    """
    blocks = [block for block in document.body if block.place is None and block.kind in ("paragraph", "list")]
    texts = [document.cut(block.span) for block in blocks]
    for cuts in (_by_number(texts), _by_sign(texts), _by_order(texts, register)):
        if sum(at > 0 for found in cuts for at in found) >= FEWEST - 1:
            made = {id(block): list(_cut(block, found)) for block, found in zip(blocks, cuts, strict=True)}
            pieces = [piece for block in document.blocks for piece in made.get(id(block), [block])]
            return replace(document, blocks=tuple(pieces))
    return None


def _by_number(texts: Sequence[str]) -> list[list[int]]:
    """Where numbers or letters stand that count on from 1 or a, by sort; a count may begin anew."""
    found: list[list[int]] = [[] for _ in texts]
    marks = [(n, m) for n, text in enumerate(texts) for m in _NUMBER.finditer(text)]
    last = {"": 0, "letter": 0}
    run: list[tuple[int, int]] = []
    runs: list[list[tuple[int, int]]] = []
    for n, mark in marks:
        word = mark["mark"]
        sort = "" if word.isdigit() else "letter"
        value = int(word) if word.isdigit() else ord(word) - ord("a") + 1
        if value == last[sort] + 1:
            run.append((n, mark.start("mark")))
        elif value == 1:
            runs.append(run)
            run = [(n, mark.start("mark"))]
        else:
            continue
        last[sort] = value
    for one in [*runs, run]:
        if len(one) > 1 and any(at > 0 for _, at in one):
            for n, at in one:
                found[n].append(at)
    return found


def _by_sign(texts: Sequence[str]) -> list[list[int]]:
    """Where a sign stands between sentences that does so again and again."""
    places = [[(m["mark"], m.start("mark")) for m in _SIGN.finditer(text)] for text in texts]
    inside = [mark for found in places for mark, at in found if at > 0]
    return [[at for mark, at in found if inside.count(mark) >= FEWEST - 1] for found in places]


def _by_order(texts: Sequence[str], register: Register) -> list[list[int]]:
    """Where sentences begin that say what somebody was to do, in paragraphs that hold several of them."""
    found = []
    for text in texts:
        starts = [start for start, end in split(text) if orders(text[start:end], register)]
        found.append(starts if len(starts) > 1 else [])
    return found


def _cut(block: Block, at: Sequence[int]) -> Iterator[Block]:
    """The block in pieces that begin at these places of its text."""
    length = len(block.span)
    inner = sorted({0, length, *(place for place in at if 0 < place < length)})
    if len(inner) == 2:
        yield block
        return
    for start, end in pairwise(inner):
        first = start == 0
        yield replace(
            block,
            span=Span(block.span.start + start, block.span.start + end),
            lead=block.lead if first and block.lead < end else 0,
            apart=None,
            number=block.number if first else "",
            gap=block.gap if first else 0,
        )
