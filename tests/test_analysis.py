"""One report from bytes to records, whatever it holds."""

from __future__ import annotations

from pathlib import Path

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from builder.notation import Source
from builder.word import word_report
from tertial.analysis import analyse, interpret
from tertial.errors import TertialError
from tertial.records import Report
from tests.notation import document

PIECES = (
    "Uppdraget är inte genomfört.",
    "Uppdraget bedöms bli genomfört under året.",
    "Arbetet har påbörjats i BUN men inte i SN.",
    "Status: Pågår",
    "Ansvarig: KS, BUN",
    "Kommunstyrelsen",
    "Tekniska nämnden har inte påbörjat arbetet.",
    "VON: Klart. BUN: Pågår.",
    "Ta fram en plan för något (KS)",
    "1.2 Fler ska cykla till jobbet",
    "Mål 1. Fler ska cykla",
    "# Uppdrag",
    "## Rusta upp hamnplanen",
    "**Inför e-arkiv.** Uppdraget pågår.",
    "- Mer tid för läsning: klart",
    "| Uppdrag | Ansvarig | Status | Kommentar |",
    "| Rusta upp | TN | Pågår | Det går bra. Arbetet är\u00a0igång. |",
    "| Grupp | < | < | < |",
    "| ✔ Avslutad enligt plan | < | < | < |",
    "| | | | och så vidare. |",
    "| 2019 | 2020 | 12 | 1\u00a0393 |",
    "| Totalt | 5 | 7 | 9 |",
    "---",
    ".",
    "",
    "",
    "Kontrollområde 1: Inköp",
    "Dnr KS 2011/87 – KF 2011-09-26 § 92 – Tekniska nämnden",
    "Grön = målet är uppfyllt",
    "[grön]",
    "å\u0308 Fö\u00adrord e\u0301",
)


def _holds(report: Report) -> None:
    ids = {item.item_id for item in report.items}
    for assessment in report.assessments:
        assert assessment.item_id in ids
        assert assessment.evidence
        assert report.text[assessment.span.start : assessment.span.end] == assessment.evidence
        assert 0 <= assessment.confidence <= 1
    for section in report.sections:
        assert section.item_id in ids
        assert report.text[section.span.start : section.span.end] == section.text
    for item in report.items:
        assert item.title
        assert not item.parent_id or item.parent_id in ids
    keys = [(a.item_id, a.board, a.assessment, a.modality) for a in report.assessments]
    assert len(keys) == len(set(keys))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=45))
@example(
    [
        "Dnr KS 2011/87 – KF 2011-09-26 § 92 – Tekniska nämnden",
        "Uppdraget är inte genomfört.",
        "Status: Pågår",
        *["Dnr KS 2011/87 – KF 2011-09-26 § 92 – Tekniska nämnden", "Uppdraget är inte genomfört."],
        *["Kommunstyrelsen", "Ansvarig: KS, BUN", "Dnr KS 2011/87 – KF 2011-09-26 § 92 – Tekniska nämnden"],
    ]
)
def test_evidence_and_sections_are_the_words_at_their_place(pieces: list[str]) -> None:
    """Each evidence and section is cut from the text at its span, and no statement is told twice."""
    _holds(interpret(document("\n".join(["Uppföljning av uppdrag T2 2023", *pieces]))))


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.sampled_from(PIECES) | st.text(max_size=40), min_size=1, max_size=30),
    st.sampled_from(["\n", "\r\n", "\t\n"]),
)
def test_any_text_ends_in_a_report_or_a_clear_error(pieces: list[str], line_end: str) -> None:
    """A text of any lines is read and judged, or refused with a message."""
    try:
        _holds(analyse(line_end.join(pieces).encode("utf-8", "replace"), "rapport.txt"))
    except TertialError as error:
        assert error.problem


def test_a_paragraph_of_spaces_that_do_not_break_is_no_fault() -> None:
    """Word keeps a paragraph that holds nothing but such a space, and the report around it is read."""
    text = "# Uppföljning av uppdrag T2 2023\n\n&nbsp;\n\n## Se över taxan (TN)\n\nUppdraget pågår.\n\n&nbsp;"
    found = analyse(word_report(Source(Path("report.md"), {}, text)), "report.docx")
    assert [item.title for item in found.items] == ["Se över taxan"]
