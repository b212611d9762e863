"""Agreement against values that the literature gives."""

from __future__ import annotations

import pytest

from tertial.corrections.ledger import Decision, Ledger
from tertial.review.agreement import agreement, alpha, kappa, right
from tertial.vocabulary import What


def pairs(table: dict[tuple[str, str], int]) -> list[tuple[str, str]]:
    """So many of each pair."""
    return [pair for pair, n in table.items() for _ in range(n)]


def test_cohens_kappa() -> None:
    """The textbook's two readers of 50 proposals: 20 yes by both, 15 no by both, kappa 0.4."""
    told = pairs({("yes", "yes"): 20, ("yes", "no"): 5, ("no", "yes"): 10, ("no", "no"): 15})
    assert kappa(told) == pytest.approx(0.4)


def test_krippendorffs_alpha() -> None:
    """Krippendorff's own example of two observers and nominal data (2011, part B): alpha 0.692."""
    meg = ["a", "a", "b", "b", "d", "c", "c", "c", "e", "d", "d", "a"]
    owen = ["b", "a", "b", "b", "b", "c", "c", "c", "e", "d", "d", "d"]
    assert alpha(list(zip(meg, owen, strict=True))) == pytest.approx(0.692, abs=0.0005)


def test_where_chance_can_not_be_told() -> None:
    """Both only ever use one value."""
    assert kappa([("a", "a")] * 3) is None
    assert alpha([("a", "a")] * 3) is None


def decided(n: int, who: str, what: What, status: str = "") -> Decision:
    """A decision on the n-th statement."""
    new = {"assessment": status, "modality": "utfall", "board": ""} if status else {}
    old = {"assessment": "pågår", "modality": "utfall", "board": ""}
    return Decision(what=what, who=who, when=f"2026-01-{n:02}", item_id=f"i{n}", old=old, new=new)


def test_by_column() -> None:
    """Right or wrong of all that both decided on, status only where both say one."""
    one = [
        decided(1, "a", What.CONFIRM),
        decided(2, "a", What.STATUS, "vilande"),
        decided(3, "a", What.UNKNOWN),
    ]
    other = [
        decided(1, "b", What.CONFIRM),
        decided(2, "b", What.STATUS, "utgår"),
        decided(3, "b", What.CONFIRM),
    ]
    found = {each.column: (each.n, round(each.same, 3)) for each in agreement(one, other)}
    assert found == {
        "right or wrong": (3, 0.667),
        "status": (2, 0.5),
        "modality": (2, 1.0),
        "board": (2, 1.0),
    }


def test_how_often_what_was_said_was_right() -> None:
    """Of what people could tell, with an interval."""
    made = [decided(n, "a", What.CONFIRM) for n in range(1, 9)]
    made += [decided(9, "a", What.STATUS, "utgår"), decided(10, "a", What.UNKNOWN)]
    [told] = right(Ledger(decisions=tuple(made)))
    assert (told.what, told.n, round(told.right, 3)) == ("statements", 9, 0.889)
    assert told.low < told.right < told.high
