"""Records come back from disk as they were."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tertial.errors import UsageError
from tertial.records import DocumentRecord, Link, Report
from tertial.run import Outcome, Summary, kept, plain
from tertial.vocabulary import DocumentType, Relation

SUMMARY = Summary(
    document_id="a",
    media_type="text/plain",
    reader="text",
    municipality="Almvik",
    dated=True,
    position=("Almvik", 2023, 1, "2023-04-30", "", "a.txt"),
    n_items=1,
    n_assessments=0,
    warnings=("En varning.",),
)


def test_a_report_comes_back_equal(reports: list[Report]) -> None:
    """With spans, enums, numbers and what is missing, each of its own type."""
    for report in reports:
        again = plain.loads(plain.dumps(report), Report)
        assert again == report
        assert type(again.document.document_type) is DocumentType
        assert type(again.items[0].span) is type(report.items[0].span)


@given(st.text(), st.floats(allow_nan=False))
def test_any_text_and_number_comes_back(text: str, number: float) -> None:
    """Exactly, so that nothing that is compared or rounded later is another."""
    link = Link(from_item_id=text, to_item_id="", relation=Relation.SAME, score=number)
    assert plain.loads(plain.dumps(link), Link) == link


@pytest.mark.parametrize("data", [b"", b"{", b"{}", b"[]", b"[1,2]", b"null", b'"x"', b"7", b"[[]]"])
def test_other_bytes_are_no_record(data: bytes) -> None:
    """What is no record is told as such, whatever it is."""
    with pytest.raises(ValueError):
        plain.loads(data, DocumentRecord)


def test_what_is_kept_is_had_back(reports: list[Report], tmp_path: Path) -> None:
    """The summary, the records and the text, each by itself."""
    kept.keep_report(tmp_path, "abc", reports[0], SUMMARY)
    assert kept.told(tmp_path, "abc") == SUMMARY
    assert kept.report(tmp_path, "abc") == replace(reports[0], text="")
    assert kept.text(tmp_path, "abc").decode() == reports[0].text


def test_a_refusal_is_had_back(tmp_path: Path) -> None:
    """With its reason and outcome."""
    refusal = kept.Refusal(problem="Å.", remedy="Ö.", outcome=Outcome.OTHER_FORMAT, lasting=True)
    kept.keep_refusal(tmp_path, "abc", refusal)
    assert kept.told(tmp_path, "abc") == refusal


def test_what_is_cut_off_or_of_another_key_is_not_believed(reports: list[Report], tmp_path: Path) -> None:
    """As a disk that lost its power may leave it: it is read anew."""
    kept.keep_report(tmp_path, "abc", reports[0], SUMMARY)
    path = kept.place(tmp_path, "abc")
    whole = path.read_bytes()
    for size in (0, 1, whole.index(b"\n"), whole.index(b"\n") + 1, len(whole) - 1):
        path.write_bytes(whole[:size])
        assert kept.told(tmp_path, "abc") is None
    other = kept.place(tmp_path, "abd")
    other.write_bytes(whole)
    assert kept.told(tmp_path, "abd") is None
    assert kept.told(tmp_path, "abe") is None


def test_damage_is_told_with_what_to_do(reports: list[Report], tmp_path: Path) -> None:
    """A user has a way out."""
    kept.keep_report(tmp_path, "abc", reports[0], SUMMARY)
    path = kept.place(tmp_path, "abc")
    whole = path.read_bytes()
    cut = whole.index(b"\n") + 10
    path.write_bytes(whole[:cut] + bytes(len(whole) - cut))
    for get in (kept.report, kept.text):
        with pytest.raises(UsageError, match="--fresh"):
            get(tmp_path, "abc")
