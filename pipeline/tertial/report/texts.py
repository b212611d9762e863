"""The reports' own texts as pages, each statement marked in its place, for links to lead to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from pathlib import Path
from typing import Final

from tertial.dataset import Dataset, Row, report_label
from tertial.report.names import Lang, value_name
from tertial.report.pages import render
from tertial.vocabulary import Modality

FOLDER: Final = "rapporttexter"
"""Where the pages lie, beside what links to them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A place in a text that something is said of."""

    start: int
    end: int
    kind: str
    """`title`, `statement`, `claim` or `section`: how it is drawn."""
    says: str
    """In words, for those who can't see how it is drawn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of text under the same marks."""

    text: str
    kinds: tuple[str, ...]
    anchors: tuple[str, ...]
    """Ids of what begins here."""
    says: tuple[str, ...]
    """What is said by the marks that end here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A line of the canonical text in pieces; one whose cells are parted by tabs is a row of a table."""

    cells: tuple[tuple[Piece, ...], ...]
    heading: bool
    """Whether it begins with the title of an item."""


def anchor(start: int | str, end: int | str) -> str:
    """The id of a place on a text's page."""
    return f"t{start}-{end}"


def link(document_id: str, start: int | str = "", end: int | str = "", *, item_id: str = "") -> str:
    """Where a place stands, seen from beside the pages' folder; without offsets the title of an item."""
    at = anchor(start, end) if start != "" else item_id
    return f"{FOLDER}/{document_id}.html" + (f"#{at}" if at else "")


def write_texts(dataset: Dataset, folder: Path, lang: Lang = "sv") -> int:
    """Writes a page for each document into `folder/rapporttexter`; how many.

    One document at a time is in memory. The same dataset gives the same bytes.
    """
    place = folder / FOLDER
    place.mkdir(parents=True, exist_ok=True)
    count = 0
    for count, (document, marks, ids) in enumerate(_marked(dataset, lang), start=1):  # noqa: B007
        text = dataset.text(document["document_id"])
        page = render(
            "text.html",
            lang,
            document=document,
            label=report_label(document["year"], document["period"]),
            paragraphs=None if text is None else paragraphs(text, marks, ids),
        )
        (place / f"{document['document_id']}.html").write_text(page, encoding="utf-8", newline="\n")
    return count


def paragraphs(text: str, marks: Iterable[Mark], ids: Sequence[tuple[int, str]] = ()) -> Iterator[Paragraph]:
    """A text in paragraphs, cut where marks begin and end; empty lines are left out.

    Args:
        text: The canonical text that the marks' offsets point into.
        marks: In any order; they may lie over each other.
        ids: Further anchors: where, and the id.
    """
    ordered = sorted(marks, key=lambda mark: (mark.start, -mark.end, mark.kind, mark.says))
    anchors: dict[int, dict[str, None]] = defaultdict(dict)
    for at, name in ids:
        anchors[at][name] = None
    for mark in ordered:
        anchors[mark.start][anchor(mark.start, mark.end)] = None
    n, running = 0, list[Mark]()
    begin = 0
    for line in text.split("\n"):
        end = begin + len(line)
        while n < len(ordered) and ordered[n].start <= end:
            running.append(ordered[n])
            n += 1
        own = [mark for mark in running if mark.end > begin or mark.start >= begin]
        if line.strip():
            yield Paragraph(
                cells=tuple(_cells(text, begin, end, own, anchors)),
                heading=any(mark.kind == "title" and mark.start == begin for mark in own),
            )
        running = [mark for mark in own if mark.end > end]
        begin = end + 1


def _cells(
    text: str, begin: int, end: int, marks: Sequence[Mark], anchors: dict[int, dict[str, None]]
) -> Iterator[tuple[Piece, ...]]:
    at = begin
    for cell in text[begin:end].split("\t"):
        yield tuple(_pieces(text, at, at + len(cell), marks, anchors))
        at += len(cell) + 1


def _pieces(
    text: str, begin: int, end: int, marks: Sequence[Mark], anchors: dict[int, dict[str, None]]
) -> Iterator[Piece]:
    own = [mark for mark in marks if mark.start < end and mark.end > begin]
    cuts = {begin, end, *(at for at in anchors if begin <= at < end)}
    for mark in own:
        cuts.update(at for at in (mark.start, mark.end) if begin < at < end)
    places = sorted(cuts)
    for start, stop in pairwise(places):
        over = [mark for mark in own if mark.start < stop and mark.end > start]
        yield Piece(
            text=text[start:stop],
            kinds=tuple(dict.fromkeys(mark.kind for mark in over)),
            anchors=tuple(anchors.get(start, ())),
            says=tuple(
                mark.says
                for mark in over
                if mark.says and (mark.end == stop or (stop == end and start < mark.end <= stop))
            ),
        )


def _marked(dataset: Dataset, lang: Lang) -> Iterator[tuple[Row, list[Mark], list[tuple[int, str]]]]:
    """Each document with its marks and the anchors of its items, as the tables tell them, in their order."""
    items = _Groups(dataset.rows("items"), "document_id")
    statements = _Groups(dataset.rows("assessments"), "item_id")
    sections = _Groups(dataset.rows("sections"), "item_id")
    claims = _Groups(dataset.rows("claims"), "document_id")
    for document in dataset.rows("documents"):
        marks: list[Mark] = []
        ids: list[tuple[int, str]] = []
        for item in items.of(document["document_id"]):
            start = int(item["start"])
            ids.append((start, item["item_id"]))
            if item["text"].startswith(item["title"]):
                marks.append(Mark(start=start, end=start + len(item["title"]), kind="title", says=""))
            for row in statements.of(item["item_id"]):
                marks.append(_mark(row, "statement", said_of(row, lang)))
            for row in sections.of(item["item_id"]):
                ids.append((int(row["start"]), anchor(row["start"], row["end"])))
        for row in claims.of(document["document_id"]):
            marks.append(_mark(row, "claim", row["verdict"]))
        yield document, marks, ids


def _mark(row: Row, kind: str, says: str) -> Mark:
    return Mark(start=int(row["start"]), end=int(row["end"]), kind=kind, says=says)


def said_of(row: Row, lang: Lang) -> str:
    """What a statement says, in a few words."""
    parts = [row["assessment"]]
    if row["modality"] == Modality.PROGNOS:
        parts.append(row["modality"])
    if row["deviation"]:
        parts.append(row["deviation"])
    if row["board"]:
        parts.append(row["board"])
    if row["basis"] == "inferred":
        parts.append(value_name("basis", row["basis"], lang))
    return " · ".join(parts)


class _Groups:
    """Rows of a table that stand together by a key, in the table's order; one group is in memory."""

    def __init__(self, rows: Iterable[Row], key: str) -> None:
        self._groups = groupby(rows, key=lambda row: row[key])
        self._next = self._taken()

    def of(self, key: str) -> list[Row]:
        """The rows of a key; keys are asked for in the order of the table, and some have none."""
        if self._next is None or self._next[0] != key:
            return []
        found, self._next = self._next[1], self._taken()
        return found

    def _taken(self) -> tuple[str, list[Row]] | None:
        for key, rows in self._groups:
            return key, list(rows)
        return None
