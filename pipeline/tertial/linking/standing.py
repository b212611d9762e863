"""How a matter stands in one report: its status, and whether that is so or only expected."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from tertial.records import Assessment
from tertial.vocabulary import Basis, Modality, Status

FAR: Final = {
    Status.EJ_PABORJAT: 0,
    Status.INTE_GENOMFORT: 1,
    Status.VILANDE: 2,
    Status.PAGAR: 3,
    Status.DELVIS_GENOMFORT: 4,
    Status.GENOMFORT: 5,
    Status.UTGAR: 6,
    Status.EJ_BEDOMT: 7,
}
"""How far a matter has come, least first; what is dropped or can't be judged comes after all that can."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How an item stands in one report; both are None where nothing is said."""

    status: Status | None = None
    modality: Modality | None = None

    @property
    def done(self) -> bool:
        """Whether it is genomfört, and not only expected to be."""
        return self.status is Status.GENOMFORT and self.modality is Modality.UTFALL

    @property
    def closed(self) -> bool:
        """Whether nothing is left to do: it is genomfört or utgår, and not only expected to be."""
        return self.done or (self.status is Status.UTGAR and self.modality is Modality.UTFALL)

    @property
    def promised(self) -> bool:
        """Whether it is only expected to be genomfört."""
        return self.status is Status.GENOMFORT and self.modality is Modality.PROGNOS


def standing(assessments: Iterable[Assessment]) -> Standing:
    """As a whole, else as the least far come of its boards.

    What is goes before what is expected, what is said before what is read out, the surer before the rest. Of
    two boards with one status, that which only expects it has come less far.
    """
    by_board: dict[str, list[Assessment]] = defaultdict(list)
    for assessment in assessments:
        by_board[assessment.board].append(assessment)
    if "" in by_board:
        return _of(_clearest(by_board[""]))
    return least([_of(_clearest(several)) for several in by_board.values()])


def least(standings: Iterable[Standing]) -> Standing:
    """The least far come of some; those of which nothing is said do not count."""
    told = [one for one in standings if one.status is not None]
    return min(told, key=_far, default=Standing())


def outcome(assessments: Iterable[Assessment]) -> Status | None:
    """The status of an item in one report; None where nothing is said."""
    return standing(assessments).status


def _far(one: Standing) -> tuple[int, bool]:
    assert one.status is not None
    return FAR[one.status], one.modality is Modality.UTFALL


def _of(assessment: Assessment) -> Standing:
    return Standing(assessment.assessment, assessment.modality)


def _clearest(assessments: Sequence[Assessment]) -> Assessment:
    return min(
        assessments,
        key=lambda a: (
            a.modality is not Modality.UTFALL,
            a.basis is not Basis.EXPLICIT,
            -round(a.confidence, 2),
            FAR[a.assessment],
        ),
    )
