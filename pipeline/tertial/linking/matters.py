"""An item with what linking asks of it, and what speaks for or against two of them beside their titles."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Literal

from tertial.linking.comments import Vector, comments, vector
from tertial.linking.order import Stage
from tertial.linking.wordings import Wording, plain, wording
from tertial.records import DocumentRecord, Item
from tertial.swedish.words import fold
from tertial.vocabulary import Modality, Status

ALL_BOARDS = "Alla nämnder"

Boards = Literal["shared", "unknown", "apart"]


@dataclass(eq=False)
class Matter:
    """An item in its report. Not frozen, as that doubles what it costs to make one; nothing changes it."""

    item_id: str
    item: Item
    document: DocumentRecord
    stage: int
    parent_title: str
    finished: bool
    """The report says that it is genomfört."""
    called_off: bool
    """The report says that it utgår."""
    order: int
    """Its place among all items of the municipality."""
    plain: str
    """Its title's letters and digits."""

    @cached_property
    def wording(self) -> Wording:
        return wording(self.item.title)

    @cached_property
    def comment(self) -> str:
        """What is told under the item, without its title and who is responsible."""
        if self.item.text == self.item.title:
            return ""
        text = self.item.text.replace(self.item.title, " ", 1)
        return text.replace(f"({self.item.responsible})", " ", 1) if self.item.responsible else text

    @cached_property
    def plain_comment(self) -> str:
        return plain(self.comment)

    @cached_property
    def vector(self) -> Vector:
        return vector(self.comment)

    @cached_property
    def boards(self) -> frozenset[str]:
        return frozenset(self.item.boards)


def matters(stage: Stage, first: int) -> list[Matter]:
    """The items of a stage, in the order of its reports."""
    found: list[Matter] = []
    for report in stage.reports:
        parents = {item.parent_id for item in report.items}
        titles = {item.item_id: fold(item.title) for item in report.items if item.item_id in parents}
        finished = {
            a.item_id
            for a in report.assessments
            if not a.board and a.assessment is Status.GENOMFORT and a.modality is Modality.UTFALL
        }
        called_off = {a.item_id for a in report.assessments if not a.board and a.assessment is Status.UTGAR}
        for item in report.items:
            found.append(
                Matter(
                    item_id=item.item_id,
                    item=item,
                    document=report.document,
                    stage=stage.number,
                    parent_title=titles.get(item.parent_id, ""),
                    finished=item.item_id in finished,
                    called_off=item.item_id in called_off,
                    order=first + len(found),
                    plain=plain(item.title),
                )
            )
    return found


@dataclass(frozen=True, slots=True)
class Context:
    """What is known of two stages as wholes."""

    gone: frozenset[str]
    """Boards that the earlier stage names and the later does not."""
    new: frozenset[str]
    """Boards that only the later stage names."""

    @classmethod
    def of(cls, before: list[Matter], after: list[Matter]) -> Context:
        earlier = {board for matter in before for board in matter.item.boards}
        later = {board for matter in after for board in matter.item.boards}
        return cls(frozenset(earlier - later), frozenset(later - earlier))

    def boards(self, before: Matter, after: Matter) -> Boards:
        """Whether two items are given to the same board; a board that went may live on as one that came."""
        if not before.item.boards or not after.item.boards:
            return "unknown"
        if before.item.boards == after.item.boards:
            return "shared"
        one, other = before.boards, after.boards
        if not one.isdisjoint(other) or ALL_BOARDS in one or ALL_BOARDS in other:
            return "shared"
        return "unknown" if one <= self.gone and other <= self.new else "apart"


def series(before: DocumentRecord, after: DocumentRecord) -> float:
    """How far two documents look like two numbers of one series, 0–1."""
    if before.document_type is not after.document_type:
        return 0.3
    return 0.5 + 0.5 * _alike(_bare(before.title), _bare(after.title))


@lru_cache(maxsize=4096)
def _alike(a: str, b: str) -> float:
    if a == b or not a or not b:
        return 1.0
    from rapidfuzz import fuzz

    return fuzz.token_sort_ratio(a, b) / 100


@lru_cache(maxsize=4096)
def _bare(title: str) -> str:
    """A document's title without what tells one number of a series from the next."""
    dated = ("tertial", "delår", "delårsrapport", "januari", "april", "augusti", "december", "juni", "helår")
    return " ".join(word for word in plain(title).split() if word.isalpha() and word not in dated)


def kinship(before: Matter, after: Matter, context: Context) -> float:
    """What speaks for two items of the same wording, to tell twins apart; higher is nearer."""
    score = {"shared": 1.0, "unknown": 0.0, "apart": -1.0}[context.boards(before, after)]
    if before.boards == after.boards:
        score += 0.3
    score += fold(before.item.area) == fold(after.item.area)
    score += before.parent_title == after.parent_title
    score += 0.4 * bool(before.item.number and before.item.number == after.item.number)
    score += 0.8 * series(before.document, after.document)
    return score + 0.5 * comments(before.vector, after.vector)


def corroborated(before: Matter, after: Matter, context: Context) -> bool:
    """Whether anything but a short title says that two items belong together."""
    if context.boards(before, after) == "shared":
        return True
    area = fold(before.item.area)
    if area and area == fold(after.item.area):
        return True
    if before.parent_title and before.parent_title == after.parent_title:
        return True
    return series(before.document, after.document) >= 0.85
