"""Where a report says what its codes, colours and signs mean."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from tertial import wording
from tertial.document import Document, Table
from tertial.parsers.headings import WORD
from tertial.resources import read_table
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
            if len(row) == 2:
                yield "\t".join(said)
            elif len(row) % 2 == 0 and len(table.rows) <= 2:  # code, meaning, code, meaning
                yield from ("\t".join(said[n : n + 2]) for n in range(0, len(said), 2))


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


_LED_BY = re.compile(r"^[^\W\d_][^:=]{2,40}:\s+")
_IN_A_ROW = re.compile(r"\s*[,;|]\s+")
_EXPLAINED = re.compile(r"([^\w\s\"'()\[\]–—-])\ufe0f?\s*(?:[=:–—-]\s*)?(\S.{1,40})$")


def explained_signs(texts: Sequence[str]) -> frozenset[str]:
    """The signs that a report explains as statuses, on own lines or in a row: `✖ = nej, ► = klart`."""
    rows = [_LED_BY.sub("", text) if text.count("=") > 1 else text for text in texts]
    said = [part for text in rows for part in (_IN_A_ROW.split(text) if text.count("=") > 1 else (text,))]
    found = [_EXPLAINED.match(text) if len(text) <= 48 else None for text in said]
    sure = [m is not None and wording.cell(m[2]) is not None for m in found]
    # What stands in a row with those whose words are known is one of them.
    signs = {m[1] for n, m in enumerate(found) if m is not None and any(sure[max(n - 1, 0) : n + 2])}
    return frozenset(signs) if sum(sure) >= 2 else frozenset()


@lru_cache(maxsize=1)
def _colours() -> frozenset[str]:
    return frozenset(word for row in read_table("shades.csv") for word in row["word"].split(" eller "))


def is_legend(text: str) -> bool:
    """Whether a line explains colours or signs: `Grön = klart, gul = pågår`, `Rött: inte påbörjat`."""
    named = [word for word in WORD.findall(fold(text)) if word.removesuffix("t") in _colours()]
    return text.count("=") >= 2 or len(set(named)) >= 2 or (bool(named) and "=" in text)
