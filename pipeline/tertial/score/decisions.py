"""Compares a dataset with what people have decided: of what they looked at, how much is as they say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Final

from tertial.corrections.anchoring import Anchor, find, in_report, later_end
from tertial.corrections.ledger import Decision, in_force, read
from tertial.dataset import Dataset, Row, report_label
from tertial.document import Span
from tertial.records import Item
from tertial.score.judge import DocumentScore, grouped
from tertial.score.tally import Tallies, Tally
from tertial.swedish.words import fold
from tertial.vocabulary import DatePrecision, Kind, Theme, What

_OF: Final = {
    What.CONFIRM: "decided statements",
    What.STATUS: "decided statements",
    What.TITLE: "decided items",
    What.SPLIT: "decided items",
    What.NO_ITEM: "decided items",
    What.BOARDS: "decided boards",
    What.DISMISS: "decided flags",
    What.LINK: "decided links",
    What.UNLINK: "decided links",
}
"""The figure that a kind of decision counts in; a confirmed flag in that of flags."""


def judge_decisions(dataset: Dataset, ledger: Path) -> tuple[tuple[DocumentScore, ...], int]:
    """How a dataset agrees with the decisions in force of a ledger, by document; how many it was made with.

    Raises:
        UsageError: The ledger can't be read.
    """
    counting, _ = in_force(read([ledger]))
    judge = DecisionJudge(dataset)
    tallies: dict[str, Tallies] = defaultdict(lambda: defaultdict(Tally))
    for decision in counting:
        judge.count(tallies[decision.document_id], decision)
    applied = {
        row["decision_id"] for row in dataset.rows("corrections") if row["result"] in ("applied", "moved")
    }
    made_with = sum(decision.id in applied for decision in counting)
    of = {decision.document_id: decision for decision in counting}
    return tuple(judge.score(of[name], own) for name, own in tallies.items()), made_with


class DecisionJudge:
    """Holds a dataset's rows by what they belong to, and compares one decision at a time."""

    def __init__(self, dataset: Dataset) -> None:
        self._dataset = dataset
        self._documents = {row["document_id"]: row for row in dataset.rows("documents")}
        self._items = grouped(dataset.rows("items"), "document_id")
        self._said = grouped(dataset.rows("assessments"), "item_id")
        self._flags: dict[tuple[str, ...], set[str]] = defaultdict(set)
        for row in dataset.rows("flags"):
            self._flags[row["item_id"] or row["document_id"], row["board"], row["code"]].add(row["message"])
        self._links = {(row["from_item_id"], row["to_item_id"]) for row in dataset.rows("links")}
        self._texts: dict[str, str] = {}

    def count(self, t: Tallies, decision: Decision) -> None:
        """Counts whether the dataset says what a person says, wherever the place of it is now."""
        where = " · ".join(
            filter(None, (decision.report, decision.title, decision.board, decision.quote[:60]))
        )
        found = self.find(decision)
        read = bool(self._alike(decision))
        if not t["documents read"].hit + t["documents read"].miss:
            t["documents read"].check(read, decision.source or where)
        if decision.what is What.NO_ITEM and read and found is None:
            t[_OF[decision.what]].check(True, where)
            return
        t["decisions found"].check(found is not None, where)
        if found is None:
            return
        document_id, anchor = found
        if decision.old.get("code"):
            about = anchor.item.item_id if anchor.item else document_id
            messages = self._flags[about, decision.board, decision.old["code"]]
            there = decision.old.get("message", "") in messages or len(messages) == 1
            t["decided flags"].check(
                there is (decision.what is What.CONFIRM), f"{where} {decision.old['code']}"
            )
        elif decision.what in _RIGHT and anchor.item is not None:
            right, told = _RIGHT[decision.what](self, decision, anchor, anchor.item)
            t[_OF[decision.what]].check(right, f"{where}: {told}")

    def find(self, decision: Decision) -> tuple[str, Anchor] | None:
        """The document and the place that a decision is about."""

        def anchored(document_id: str) -> Anchor | None:
            text = self._text(document_id)
            items = [_item(row) for row in self._items.get(document_id, ())]
            return in_report(decision, text, items)

        there = decision.document_id in self._documents
        found = find(decision, there, lambda: self._alike(decision), anchored)
        return None if isinstance(found, str) else found

    def score(self, decision: Decision, tallies: Tallies) -> DocumentScore:
        """The tallies of the decisions on a document, with what is known of it."""
        row = self._documents.get(decision.document_id)
        if row is None and len(alike := self._alike(decision)) == 1:
            row = self._documents[alike[0]]
        return DocumentScore(
            source=row["source"] if row else decision.source,
            municipality=row["municipality"] if row else decision.municipality,
            parser=row["parser"] if row else "",
            period=row["period"] if row else decision.report.partition("-")[2],
            empty=False,
            tallies=tallies,
        )

    def told(self, decision: Decision) -> Row | None:
        """The row of the statement that a decision is about, where the dataset has it."""
        found = self.find(decision)
        if found is None or found[1].item is None:
            return None
        told = decision.old
        key = told.get("board", decision.board), told.get("assessment", ""), told.get("modality", "")
        rows = self._said.get(found[1].item.item_id, ())
        return next((row for row in rows if (row["board"], row["assessment"], row["modality"]) == key), None)

    def statement(self, decision: Decision, anchor: Anchor, item: Item) -> tuple[bool, str]:
        """Whether the item's statements are as a person says."""
        rows = self._said.get(item.item_id, ())
        said = {(row["board"], row["assessment"], row["modality"]) for row in rows}
        old, new = (
            (told.get("board", decision.board), told.get("assessment", ""), told.get("modality", ""))
            for told in (decision.old, decision.new)
        )
        wanted = old if decision.what is What.CONFIRM else new
        right = wanted in said if wanted[1] else old not in said
        if decision.what is What.STATUS and new[1] and old[1]:
            right = right and old not in said
        told = "; ".join(" ".join(filter(None, one)) for one in sorted(said)) or "–"
        return right, f"{' '.join(filter(None, wanted)) or '–'} got {told}"

    def title(self, decision: Decision, anchor: Anchor, item: Item) -> tuple[bool, str]:
        """Whether an item at the place has the title that a person gave it."""
        return fold(item.title) == fold(
            decision.new["title"]
        ), f"{decision.new['title']!r} got {item.title!r}"

    def parted(self, decision: Decision, anchor: Anchor, item: Item) -> tuple[bool, str]:
        """Whether the words begin an item."""
        return fold(item.title).startswith(fold(decision.quote)), f"{decision.quote!r} inside {item.title!r}"

    def none(self, decision: Decision, anchor: Anchor, item: Item) -> tuple[bool, str]:
        """Whether there is no such item."""
        return fold(item.title) != fold(decision.title), f"no item got {item.title!r}"

    def boards(self, decision: Decision, anchor: Anchor, item: Item) -> tuple[bool, str]:
        """Whether the item is given to the boards that a person named."""
        wanted = {one for one in decision.new["boards"].split(";") if one}
        return set(item.boards) == wanted, f"{sorted(wanted)} got {sorted(item.boards)}"

    def link(self, decision: Decision, anchor: Anchor, item: Item) -> tuple[bool, str]:
        """Whether the two items are, or are not, linked."""
        other = self.find(later_end(decision))
        there = other is not None and other[1].item is not None
        linked = there and (item.item_id, other[1].item.item_id) in self._links  # type: ignore[index,union-attr]
        return linked is (decision.what is What.LINK), f"{decision.what} {decision.new.get('title', '')!r}"

    def _alike(self, decision: Decision) -> list[str]:
        if decision.document_id in self._documents:
            return [decision.document_id]
        return [
            name
            for name, row in self._documents.items()
            if row["municipality"] == decision.municipality
            and report_label(row["year"], row["period"]) == decision.report
        ]

    def _text(self, document_id: str) -> str:
        if document_id not in self._texts:
            self._texts = {document_id: self._dataset.text(document_id) or ""}
        return self._texts[document_id]


_RIGHT: Final[dict[What, Callable[[DecisionJudge, Decision, Anchor, Item], tuple[bool, str]]]] = {
    What.CONFIRM: DecisionJudge.statement,
    What.STATUS: DecisionJudge.statement,
    What.TITLE: DecisionJudge.title,
    What.SPLIT: DecisionJudge.parted,
    What.NO_ITEM: DecisionJudge.none,
    What.BOARDS: DecisionJudge.boards,
    What.LINK: DecisionJudge.link,
    What.UNLINK: DecisionJudge.link,
}


def _item(row: Row) -> Item:
    return Item(
        item_id=row["item_id"],
        document_id=row["document_id"],
        ordinal=int(row["ordinal"]),
        kind=Kind(row["kind"]),
        number=row["number"],
        title=row["title"],
        area=row["area"],
        parent_id=row["parent_id"],
        theme=Theme(row["theme"]),
        responsible=row["responsible"],
        boards=tuple(filter(None, row["boards"].split(";"))),
        start_date=row["start_date"],
        end_date=row["end_date"],
        date_precision=DatePrecision(row["date_precision"]),
        text=row["text"],
        span=Span(int(row["start"]), int(row["end"])),
    )
