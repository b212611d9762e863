"""Confidence is a measured share, and what is seldom right is not told."""

from __future__ import annotations

from itertools import pairwise

import pytest

from tertial.assessment.calibration import LEAST, calibrated
from tertial.resources import read_table
from tertial.vocabulary import Basis, Method

KEYS = sorted({(Basis(row["basis"]), Method(row["method"])) for row in read_table("calibration.csv")})


@pytest.mark.parametrize(("basis", "method"), KEYS)
def test_more_trust_is_never_less_confidence(basis: Basis, method: Method) -> None:
    """The steps rise, within 0 and 1."""
    shares = [calibrated(basis, method, trust / 100) for trust in range(101)]
    assert all(0 < share < 1 for share in shares)
    assert all(one <= other for one, other in pairwise(shares))


def test_each_step_was_measured_on_enough_statements() -> None:
    """No step stands for fewer than thirty statements."""
    assert all(int(row["statements"]) >= 30 for row in read_table("calibration.csv"))


def test_explicit_statements_are_surer_than_inferred_ones() -> None:
    """What is said is surer than what is read out of deeds, and both are sooner right than not."""
    said = calibrated(Basis.EXPLICIT, Method.RULE, 0.95)
    read = calibrated(Basis.INFERRED, Method.RULE, 0.6)
    assert said > read >= LEAST
