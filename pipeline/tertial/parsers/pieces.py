"""The paragraphs under a title, cut into pieces at labels, facts and statuses that open or close them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tertial import wording
from tertial.document import Document, Span
from tertial.parsers.facts import LONGEST
from tertial.parsers.roles import bare_label, label
from tertial.swedish.dates import parse_range
from tertial.swedish.sentences import split
from tertial.vocabulary import Modality


@dataclass(frozen=True, slots=True)
class Piece:
    """A line or paragraph under a title, with its place in the document."""

    span: Span
    text: str
    shade: str = ""
    heading: bool = False
    """It is marked as a heading: bold, large, or by its style."""


_PARTED = re.compile(r"\t+|\s+\|\s+|\s{3,}")
_CLOSED = re.compile(r"[.;,]\s+(?=[A-ZÅÄÖ][\w /-]{1,40}\??:)")
_SPACED = re.compile(r"\S\s+(?=[A-ZÅÄÖ][^\W\d_]*(?: [^\W\d_]+){0,2}:\s)")
"""Where another label may begin after a short value: `Ansvarig: KS Tidplan: maj 2022`."""
DATES = ("start", "end", "when")
"""Roles whose value is a date."""
BRACKETED = re.compile(r"\((?=[^():\n]{2,40}:)[^()\n]{4,120}\)\.?")
"""What may be a label and its value in brackets: `(Ansvarig: KS)`."""


def pieces(document: Document, spans: Iterable[tuple[Span, str, bool]]) -> list[Piece]:
    """Paragraphs as pieces; one whose lines, or parts between tabs, begin with labels becomes several."""
    found: list[Piece] = []
    for span, shade, heading in spans:
        text = document.cut(span)
        cuts = _label_cuts(text)
        for start, end in cuts:
            part = text[start:end]
            lead = len(part) - len(part.lstrip())
            part = part.strip().rstrip(" |")
            at = span.start + start + lead
            squared = part[:1] == "[" and part[-1:] == "]" and wording.cell(part[1:-1]) is not None
            if squared or (BRACKETED.fullmatch(part) and label(part) is not None):
                at, part = at + 1, part.rstrip(".")[1:-1]
            if part:
                found.append(Piece(Span(at, at + len(part)), part, shade, heading))
    return found


def by_sentence(
    document: Document, paragraphs: Sequence[tuple[Span, str, bool]]
) -> list[tuple[Span, str, bool]]:
    """Each sentence of the paragraphs as a paragraph of its own, so that each may be another board's."""
    return [
        (Span(span.start + start, span.start + end), shade, heading)
        for span, shade, heading in paragraphs
        for start, end in split(document.cut(span))
    ]


def _label_cuts(text: str) -> list[tuple[int, int]]:
    """Where a paragraph is cut: at lines and parts of lines that begin with a label or are a status alone."""
    end, start = wording.before_comment(text) or (0, 0)
    cuts = [(0, end)] if end else []
    for line in re.finditer(r"[^\n]+", text):
        labelled = _labels_in(line.group())
        if labelled:
            for s in labelled:
                at = line.start() + s
                if at > start:
                    cuts.append((start, at))
                    start = at
            found = label(line.group()[labelled[-1] :])
            goes_on = text[line.end() :].lstrip()[:1].islower()  # `Status: Ej` over `påbörjat` is one value
            if found is not None and found.role.name in _SHORT and line.end() < len(text) and not goes_on:
                cuts.append((start, line.end()))
                start = line.end()
        elif line.group()[:1].islower() and text[: line.start()].rstrip()[-1:] not in (
            "",
            ".",
            "!",
            "?",
            ":",
        ):
            continue
        elif "\n" in text and (wording.cell(line.group()) or bare_label(line.group())):
            if line.start() > start:
                cuts.append((start, line.start()))
            cuts.append((line.start(), line.end()))
            start = line.end()
    tail = _label_last(text[start:])
    if tail:
        cuts.append((start, start + tail))
        start += tail
    if start < len(text):
        cuts.append((start, len(text)))
    return cuts


def _label_last(text: str) -> int:
    """Where a last sentence begins that is a label and its value (`Ansvarig: KS.`) or a status; else 0."""
    start = split(text)[-1][0] if text.strip() else 0
    if not start or (":" not in text[start:] and len(text) - start > wording.LONGEST_CELL):
        return 0
    found = label(text[start:])
    if found is not None and found.role.name in ("responsible", "status", "forecast"):
        return start
    # `Startdatum 2022-01-01, slutdatum 2022-12-31. Klar`, `2022 • Rektorerna • Klar`
    dated = parse_range(text[:start]) is not None or text[:start].rstrip()[-1:] in "•·|"
    said = wording.cell(text[start:].strip("[] .")) if label(text) is None and not dated else None
    return start if said is not None and said.modality is Modality.UTFALL else 0


_SHORT = frozenset({"responsible", "start", "end", "when", "status", "forecast", "number", "decided", "area"})
"""Roles whose value ends with its line; a comment goes on."""


def _labels_in(line: str) -> list[int]:
    """Where labels begin in a line that begins with one (`Ansvar: KS. Tid: 2010`) or parts two by tabs."""
    if ":" not in line and "? " not in line:
        return []
    bracketed = [m.span() for m in BRACKETED.finditer(line) if label(m.group()) is not None]
    if bracketed:
        return sorted({s for span in bracketed for s in span if s < len(line)})
    parted = [s for s in (0, *(m.end() for m in _PARTED.finditer(line))) if label(line[s:]) is not None]
    closed = [m.end() for m in _CLOSED.finditer(line)]
    later = {s: found.role.name for s in closed if (found := label(line[s:])) is not None}
    if (opening := label(line)) is not None and opening.role.name in _SHORT and len(line) <= LONGEST:
        spaced = (m.end() for m in _SPACED.finditer(line, opening.value_start))
        later |= {
            s: f.role.name for s in spaced if (f := label(line[s:])) is not None and f.role.name in _SHORT
        }
    if not parted or (parted[0] > 0 and len(parted) < 2):
        if len(later) > 1 and any(name in DATES for name in later.values()):
            return sorted(later)
        return [s for s, name in later.items() if name == "responsible"]
    return sorted({*parted, *(later if parted[0] == 0 else ())})


def cut(piece: Piece, start: int, end: int) -> Piece:
    """A part of a piece, without the space around it."""
    text = piece.text[start:end]
    lead = len(text) - len(text.lstrip())
    text = text.strip()
    at = piece.span.start + start + lead
    return Piece(Span(at, at + len(text)), text, piece.shade, piece.heading)
