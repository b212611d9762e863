"""Sentences that tell of joining, dividing and renaming."""

from __future__ import annotations

import re

from tertial.linking.cues import told
from tertial.resources import read_table
from tertial.vocabulary import Relation


def test_each_row_proves_itself() -> None:
    """Each row is met in its example and not in its counterexample."""
    for row in read_table("gathering_cues.csv"):
        assert re.search(row["pattern"], row["example"], re.IGNORECASE), row
        assert not re.search(row["pattern"], row["counterexample"], re.IGNORECASE), row


def test_each_row_is_met_in_any_case() -> None:
    """Capitals hide no telling sentence."""
    for row in read_table("gathering_cues.csv"):
        assert told(row["example"].upper(), Relation(row["relation"])), row


def test_only_the_sentence_that_tells_it_is_taken() -> None:
    """What stands around the sentence names nothing that was joined."""
    text = "Broar har målats. Uppdraget ersätter de tidigare om lås och larm. Parken är klar."
    assert told(text, Relation.MERGED) == "Uppdraget ersätter de tidigare om lås och larm."
    assert told(text, Relation.SPLIT) == ""
