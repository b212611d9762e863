"""A dataset under review: its questions, what a filled-in form decides, and where that is kept."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from re import escape, finditer
from typing import Any, Final

from tertial.corrections import ledger
from tertial.corrections.ledger import CONTEXT, PART, Decision
from tertial.dataset import Dataset, Row, report_label
from tertial.report.queue import Entry
from tertial.review.questions import Pair, Question, decided, place_of, questions
from tertial.vocabulary import Modality, Status, What

BESIDE: Final = (What.TITLE, What.BOARDS, What.SPLIT)
"""Decisions after which the page asks on, as the statement may still be right or wrong."""


class Desk:
    """A dataset under review: its questions, what is decided, and where decisions go.

    Args:
        dataset: What is reviewed.
        sample: Statements to be coded in place of what is doubtful.
        path: The ledger; that of the dataset where none is named.
    """

    def __init__(self, dataset: Dataset, sample: Sequence[Entry] | None, path: Path | None) -> None:
        self.dataset = dataset
        self.path = path or dataset.folder / ledger.FILE
        self.questions: Sequence[Question] = questions(dataset) if sample is None else sample
        self.places = [place_of(one) for one in self.questions]
        self.documents = {row["document_id"]: row for row in dataset.rows("documents")}
        wanted = {one.item_id for one in self.questions if isinstance(one, Entry)}
        for one in self.questions:
            if isinstance(one, Pair):
                wanted |= {one.from_item_id, one.to_item_id}
        self.items = {row["item_id"]: row for row in dataset.rows("items") if row["item_id"] in wanted}
        boards = {row["board"] for row in dataset.rows("observations")}
        for row in dataset.rows("items"):
            boards |= set(row["boards"].split(";"))
        self.boards = sorted(boards - {""})

    def known(self) -> ledger.Ledger:
        """All that is decided, read anew: others may decide at the same time."""
        return ledger.read([self.path] if self.path.is_file() else [])

    def left(self, known: ledger.Ledger) -> list[int]:
        """The numbers of the questions that nobody has answered."""
        answered = decided(known.decisions)
        return [n for n, place in enumerate(self.places) if not self._settles(n, answered.get(place, ()))]

    def _settles(self, n: int, decisions: Sequence[Decision]) -> bool:
        """Whether decisions answer a question; a statement may be wrong yet where a title is mended."""
        one = self.questions[n]
        told = isinstance(one, Entry) and not one.severity
        return any(not told or decision.what not in BESIDE for decision in decisions)

    def document_of(self, item_id: str) -> Row:
        """The report that an item stands in."""
        return self.documents[self.items[item_id]["document_id"]]

    def decide(
        self, what: What, who: str, question: Question, fields: Mapping[str, Any], seen: Collection[str]
    ) -> None:
        """Keeps a decision made in sight of others; it is on the disk when this returns."""
        made = Decision(what=what, who=who, when=now(), **{**self._about(question), **fields})
        fresh = ledger.new([made], self.known(), seen)
        ledger.append(self.path, fresh)

    def _about(self, question: Question) -> dict[str, Any]:
        """What tells what a decision is about."""
        if isinstance(question, Pair):
            item, document = self.items[question.from_item_id], self.document_of(question.from_item_id)
            later, of = self.items[question.to_item_id], self.document_of(question.to_item_id)
            new = {
                "item_id": later["item_id"],
                "document_id": of["document_id"],
                "title": later["title"],
                "report": report_label(of["year"], of["period"]),
            }
            return {**_of(document), "item_id": item["item_id"], "title": item["title"], "new": new}
        document = self.documents[question.document_id]
        text = self.dataset.text(question.document_id) or ""
        start = int(question.start) if question.start else None
        end = int(question.end) if question.end else None
        about: dict[str, Any] = {
            **_of(document),
            "item_id": question.item_id,
            "title": question.title,
            "board": question.board,
        }
        if start is not None and end is not None:
            about |= {
                "start": start,
                "end": end,
                "quote": text[start:end],
                "before": text[max(0, start - CONTEXT) : start],
                "after": text[end : end + CONTEXT],
            }
        return about


def _of(document: Row) -> dict[str, Any]:
    return {
        "document_id": document["document_id"],
        "source": document["source"],
        "municipality": document["municipality"],
        "report": report_label(document["year"], document["period"]),
    }


def now() -> str:
    """UTC, ISO, to the microsecond."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


def read(question: Question) -> dict[str, str]:
    """What tertial read, as an answer tells it."""
    if isinstance(question, Pair):
        return {}
    return {"assessment": question.status, "modality": question.modality, "board": question.board}


def answer_of(form: Mapping[str, str], question: Question, desk: Desk) -> tuple[dict[str, Any], What | None]:
    """What a form decides; None where it fits neither the question nor the vocabulary."""
    fields: dict[str, Any] = {"why": form.get("note", "").strip()[:2000]}
    given = form.get("what", "")
    if isinstance(question, Pair):
        allowed = {"link": What.LINK, "unlink": What.UNLINK, "unknown": What.UNKNOWN}
        if given == "unknown":
            fields["old"] = {"asked": PART.join(place_of(question))}
        return fields, allowed.get(given)
    if question.severity:
        old = {"code": question.code, "message": question.message}
    else:
        old = {"assessment": question.status, "modality": question.modality, "board": question.board}
        old["confidence"] = str(question.confidence)
    statement = {"assessment": question.status, "modality": question.modality, "board": question.board}
    asked = {"asked": PART.join(place_of(question))}
    match given:
        case "confirm":
            return fields | {"old": old}, What.CONFIRM
        case "unknown":
            return fields | {"old": old}, What.UNKNOWN
        case "dismiss" if question.severity:
            return fields | {"old": old}, What.DISMISS
        case "none" if question.status:
            return fields | {"old": (statement | asked) if question.severity else old, "new": {}}, What.STATUS
        case "status" if question.item_id:
            new = {name: form.get(name, "") for name in ("assessment", "modality", "board")}
            fits = new["assessment"] in {*Status} and new["modality"] in {*Modality}
            if not fits or (new["board"] and new["board"] not in desk.boards):
                return fields, None
            told = (statement if question.status else {"board": question.board}) | asked
            return fields | {"old": told if question.severity else old, "new": new}, What.STATUS
        case "title" if question.item_id and form.get("title", "").strip():
            return fields | {"old": asked, "new": {"title": form["title"].strip()[:500]}}, What.TITLE
        case "boards" if question.item_id:
            boards = [part.strip() for part in form.get("boards", "").split(";")]
            return fields | {"old": asked, "new": {"boards": ";".join(filter(None, boards))}}, What.BOARDS
        case "split" if question.item_id:
            begins = " ".join(form.get("split", "").split())
            return fields | {"old": asked, "new": {"title": begins}} | _cut(
                desk, question, begins
            ), What.SPLIT
        case "no_item" if question.item_id:
            return fields | {"old": asked}, What.NO_ITEM
    return fields, None


def _cut(desk: Desk, question: Entry, words: str) -> dict[str, Any]:
    """Where an item is parted; nothing where the words don't stand once inside it."""
    item = desk.items[question.item_id]
    text = desk.dataset.text(question.document_id) or ""
    begin, end = int(item["start"]), int(item["end"])
    found = list(finditer(r"\s+".join(map(escape, words.split())), text[begin + 1 : end])) if words else []
    if len(found) != 1:
        return {}
    start, stop = (begin + 1 + at for at in found[0].span())
    return {
        "board": "",
        "start": start,
        "end": stop,
        "quote": text[start:stop],
        "before": text[max(0, start - CONTEXT) : start],
        "after": text[stop : stop + CONTEXT],
    }
