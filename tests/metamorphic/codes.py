"""Writes the same matters in any layout, with the codes of codes.toml for how it goes."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

Scheme = Mapping[str, Any]
"""A scheme of codes.toml."""

SCHEMES: Final[list[Scheme]] = tomllib.loads(
    (Path(__file__).parent / "codes.toml").read_text(encoding="utf-8")
)["scheme"]
MATTERS: Final = (
    ("Ta fram en plan för kommunens lekplatser", "Tekniska nämnden", "Nio lekplatser berörs."),
    ("Inför digital tidbokning för bygglov", "Byggnadsnämnden", "Tjänsten används i två grannkommuner."),
    ("Se över avgifterna för uthyrning av lokaler", "Kommunstyrelsen", "Kostnaden är 40 tkr."),
    ("Utred förutsättningarna för en ny simhall", "Kommunstyrelsen", "Två platser har nämnts."),
    ("Byt ut gatubelysningen i Norrbyn", "Tekniska nämnden", "Det gäller 340 stolpar."),
    ("Stärk samverkan mellan skola och socialtjänst", "Socialnämnden", "Tre skolor berörs."),
    ("Förbättra sophämtningen i skärgården", "Tekniska nämnden", "Det rör elva öar."),
)


def codes(scheme: Scheme) -> Iterator[tuple[str, str, str, str]]:
    """The title, board, code and comment of each matter: every code comes, in a fixed order."""
    signs = list(scheme["said"])
    for n, (title, board, comment) in enumerate(MATTERS):
        yield title, board, signs[n % len(signs)], comment


def readings(meant: str) -> list[frozenset[tuple[str, str]]]:
    """The sets of (assessment, modality) that would be right for a code of `said`."""
    found: list[frozenset[tuple[str, str]]] = [frozenset()]
    for part in filter(None, meant.split("; ")):
        words, modality = (part[:-8], "prognos") if part.endswith(" prognos") else (part, "utfall")
        found = [one | {(word, modality)} for one in found for word in words.split("/")]
    return found


def lines(scheme: Scheme, layout: str) -> Iterator[str]:
    """The report's body: its title, what explains the codes where the scheme wants it, and the matters."""
    legend, where = scheme["legend"].strip("\n"), scheme["where"]
    columns = scheme["column"].split(" | ")
    if where == "footnote":
        columns[0] += f"+footnote{{{legend}}}"
    yield from ("# Uppföljning av kommunfullmäktiges uppdrag, tertial 2 2022", "")
    yield from ("Granhults kommun följer upp de uppdrag som fullmäktige har lämnat till nämnderna.", "")
    if where == "before":
        yield from (*legend.split("\n"), "")
    yield from {"table": _table, "card": _cards, "text": _text, "bare": _bare}[layout](scheme, columns)
    if where == "after":
        yield from ("", *legend.split("\n"), "")


def _table(scheme: Scheme, columns: list[str]) -> Iterator[str]:
    yield f"| Nr | Uppdrag | Ansvarig nämnd | {' | '.join(columns)} | Kommentar |"
    yield "|---" * (4 + len(columns)) + "|"
    for n, (title, board, code, comment) in enumerate(codes(scheme), 1):
        yield f"| {n} | {title} | {board} | {code} | {comment} |"


def _cards(scheme: Scheme, columns: list[str]) -> Iterator[str]:
    for n, (title, board, code, comment) in enumerate(codes(scheme)):
        yield from ("", f"| Uppdrag | {title} |", f"| Ansvarig | {board} |")
        for name, sign in zip(columns, code.split(" | "), strict=True):
            yield f"| {name if n == 0 else name.split('+')[0]} | {sign} |"
        yield f"| Kommentar | {comment} |"


def _text(scheme: Scheme, columns: list[str]) -> Iterator[str]:
    for n, (title, board, code, comment) in enumerate(codes(scheme)):
        yield from (f"## {title}", "", f"Ansvarig: {board}", "")
        for name, sign in zip(columns, code.split(" | "), strict=True):
            label, _, note = name.partition("+")
            yield from (
                f"{label}{':' * (not label.endswith('?'))} {sign}{f'+{note}' * (n == 0 and bool(note))}",
                "",
            )
        yield from (comment, "")


def _bare(scheme: Scheme, columns: list[str]) -> Iterator[str]:
    """A line for all: the code, the title and the board in parentheses."""
    for title, board, code, comment in codes(scheme):
        yield from (f"{code.replace(' | ', ', ')} {title} ({board})", "", comment, "")
