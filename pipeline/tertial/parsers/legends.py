"""Where a report says what its codes, colours and signs mean."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from tertial import wording
from tertial.document import Document, Table
from tertial.parsers.headings import WORD
from tertial.resources import read_table
from tertial.swedish.dates import is_day
from tertial.swedish.words import fold


def explaining(document: Document, meaning: wording.Meaning = wording.plain_status) -> Iterator[str]:
    """The lines of a document that may say what its codes mean: in its text, margins and small tables."""
    for block in (*document.body, *document.margins):
        if block.kind == "toc":
            continue
        text = document.cut(block.span)
        yield text
        if "\n" in text:
            yield from text.split("\n")
    for table in document.tables:
        yield ""
        if legend := legend_of(document, table, meaning):
            yield legend
            continue
        for row in table.rows:
            said = [document.cut(cell.span) for cell in row]
            if len(row) > 2 and len(table.rows) == 1:
                yield "   ".join(said)
            if len(row) == 2:
                yield "\t".join(said)
            elif len(row) % 2 == 0 and len(table.rows) <= 2:  # code, meaning, code, meaning
                yield from ("\t".join(said[n : n + 2]) for n in range(0, len(said), 2))


def used(document: Document) -> wording.Used:
    """The signs that stand alone in cells, or before or after the words of a line or a cell."""
    found: set[str] = set()
    for table in document.tables:
        for row in table.rows:
            for cell in row:
                text = document.cut(cell.span)
                if cell.shade:
                    found.add(f"[{cell.shade}]")
                if len(text) <= LONGEST_SIGNS:
                    found.update(_signs(text))
                    if is_day(text):
                        found.add(wording.DATE)
    for block in document.body:
        text = document.cut(block.span)
        if block.place is None and text.strip():  # Word keeps spaces that do not break, alone too
            first, *more = text.split(None, 2)
            words = (
                (*more[:1], text.rsplit(None, 1)[-1]) if first in _BULLETS else (text.rsplit(None, 1)[-1],)
            )
            for word in (first, *words):
                found.update(_signs(word, ends=True))
    texts = (document.cut(block.span) for block in document.body if block.place is None)
    return wording.Used.of(found | _at_ends(texts))


def _at_ends(texts: Iterable[str]) -> set[str]:
    """What stands before or after the words of lines as a sign may, however it is bracketed.

    Figures and letters in parentheses that open lines are their numbering where they count: `(1)`, `(a)`.
    """
    found: set[str] = set()
    first: set[str] = set()
    for text in texts:
        opened, closed = _SET_FIRST.match(text), _SET_LAST.search(text)
        first.update([opened["sign"]] if opened is not None else [])
        found.update([closed["sign"]] if closed is not None else [])
    counted = {"(a)", "(b)"} <= {sign.lower() for sign in first}
    numbers = {sign for sign in first if _NUMBER.fullmatch(sign) and (counted or sign[1].isdigit())}
    return found | (first - numbers)


_NUMBER = re.compile(r"\([^\W_]+\)")
_SET = (
    r"(?P<sign>\[ {1,3}\]|[(\[{</|](?:[^\W_]{1,3}|[^\w\s()\[\]{}]{1,3})[)\]}>/|]"
    r"|[!?*#%&§/<>=|^~+]{1,3}|\*{1,5})"
)
_SET_FIRST = re.compile(rf"\s*(?:[-–•*]\s+)?{_SET}(?=\s+[^\W\d_])")
_SET_LAST = re.compile(rf"(?<=\w)\.?\s+{_SET}\s*$")
_BULLETS = frozenset("-–•*·▪●○■◦")
LONGEST_SIGNS = 40
"""Characters of a cell that may hold the signs of several boards."""
_MARKED = re.compile(r"\+/-|\[[^\[\]\n]{1,14}\]|(?:[^\w\s\"”'’()\[\],.:;!/§&%<>|•·▪=*]\ufe0f?){1,5}")
_LETTERS = re.compile(r"[A-ZÅÄÖ][a-zåäö]?|[a-zåäö]|\?")
_SHARE = re.compile(r"\d{1,3}(?: ?%)?")


def _signs(text: str, *, ends: bool = False) -> Iterator[str]:
    """The signs of a text: marks of no letters, or the letter, number or colour that it is.

    Args:
        ends: It is a word that begins or ends a line.
    """
    bare = text.strip("()[] .:") if ends and text[:1] != "[" else text
    coloured = bare[:1].isalpha() and fold(bare) in _mark_forms()
    if coloured or _LETTERS.fullmatch(bare) or (not ends and _SHARE.fullmatch(bare)):
        yield bare
    yield from _MARKED.findall(text)


@lru_cache(maxsize=1)
def _mark_forms() -> frozenset[str]:
    return frozenset(form for row in read_table("marks.csv") for form in row["forms"].split("|"))


_MEANING = re.compile(r"betyd|inneb(?:är|örd)|förklar|definition|mening|står för")


def legend_of(document: Document, table: Table, meaning: wording.Meaning | None) -> str:
    """A small table that says what the codes of its first column mean, as a line; empty for any other.

    It says so in its head; or its codes are numbers from one on, or words used elsewhere, and all it says of
    them are statuses.

    Args:
        meaning: What the words mean that explain a code; None where that was asked before.
    """
    if not 2 <= table.width <= 4 or not 2 <= len(table.rows) <= 12:
        return ""
    rows = [[document.cut(cell.span) for cell in row] for row in table.rows]
    heads = enumerate(map(fold, rows[0]))
    at = next((n for n, head in heads if n and len(head) < 40 and _MEANING.search(head)), 0)
    pairs = [(row[0], row[at]) for row in rows[1:] if at and len(row) > at and row[0]]
    if not at and table.width % 2 == 0:
        full = [row for row in rows if len(row) == table.width]  # not a head over both columns of a pair
        pairs = [(row[n], row[n + 1]) for row in full for n in range(0, table.width, 2) if row[n]]
        signs = bool(pairs) and not any(any(map(str.isalnum, code.strip("[]"))) for code, _ in pairs[::2])
        worded = all(code.isdigit() or _SUBJECT.match(fold(said)) for code, said in pairs)
        fewest = (0.7 if signs else 1) * len(pairs)
        if fewest < 3 or not (signs or worded) or not _are_codes(document, [code for code, _ in pairs]):
            return ""
        if meaning is not None and sum(meaning(said) is not None for _, said in pairs) < fewest:
            return ""
    return "; ".join(f"{code} = {said}" for code, said in pairs)


_SUBJECT = re.compile(r"(?:arbetet|uppdraget|målet|åtgärden|aktiviteten|insatsen) ")


def _are_codes(document: Document, codes: list[str]) -> bool:
    """Whether words are codes: numbers from nought or one on, or short ones that most stand elsewhere too."""
    if all(map(str.isdigit, codes)):
        return sorted(map(int, codes)) in (list(range(len(codes))), list(range(1, len(codes) + 1)))
    short = all(len(code) <= 24 for code in codes) and len(set(codes)) == len(codes)
    return short and sum(document.text.count(code) > 1 for code in codes) > 0.6 * len(codes)


@lru_cache(maxsize=1)
def _colours() -> frozenset[str]:
    return frozenset(word for row in read_table("shades.csv") for word in row["word"].split(" eller "))


def is_legend(text: str) -> bool:
    """Whether a line explains colours or signs: `Grön = klart, gul = pågår`, `Rött: inte påbörjat`."""
    named = [word for word in WORD.findall(fold(text)) if word.removesuffix("t") in _colours()]
    return text.count("=") >= 2 or len(set(named)) >= 2 or (bool(named) and "=" in text)
