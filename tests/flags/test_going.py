"""Words that tell how a matter goes."""

from __future__ import annotations

import re

from tertial.flags.going import silent, tells
from tertial.resources import read_table


def test_each_row_proves_itself() -> None:
    """Each row is met in its example, and nothing is met in its counterexample."""
    for row in read_table("going_cues.csv"):
        assert re.search(row["pattern"], row["example"], re.IGNORECASE), row
        assert not tells(row["counterexample"]), row


def test_each_silent_answer_proves_itself() -> None:
    """Each row is met by all of its example, and its counterexample is an answer."""
    for row in read_table("silent_answers.csv"):
        assert re.fullmatch(row["pattern"], row["example"].strip("."), re.IGNORECASE), row
        assert silent(row["example"]), row
        assert not silent(row["counterexample"]), row
