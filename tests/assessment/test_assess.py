"""Whole items: several passages, boards with parts of their own, evidence and place."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tertial.analysis import interpret
from tertial.vocabulary import DocumentType, Period
from tests.assessment.made import judged, said
from tests.notation import document

TN = {"board": "Tekniska nämnden"}
SN = {"board": "Socialnämnden"}


def test_boards_and_the_whole() -> None:
    """The item and each board have statements of their own; a board without one is read out of its prose."""
    found = judged(
        [
            ("comment", "Uppdraget bedöms bli genomfört under året. Två träffar har hållits."),
            ("comment", "Tekniska nämnden har inte påbörjat arbetet.", TN),
            ("comment", "Socialnämnden har anställt en samordnare. En enkät ska genomföras.", SN),
        ]
    )
    assert [(a.board, a.assessment, a.modality, a.basis) for a in found] == [
        ("", "genomfört", "prognos", "explicit"),
        ("Tekniska nämnden", "ej påbörjat", "utfall", "explicit"),
        ("Socialnämnden", "pågår", "utfall", "inferred"),
    ]
    assert found[2].evidence == "Socialnämnden har anställt en samordnare."


def test_the_clearest_sentence() -> None:
    """A status that is repeated is one row, and the headline is its evidence."""
    found = judged([("comment", "Uppdraget är genomfört. Rutiner finns. Arbetet är alltså avslutat.")])
    assert [a.evidence for a in found] == ["Uppdraget är genomfört."]


def test_contradiction_is_kept() -> None:
    """Two statements that exclude each other are both rows."""
    found = judged([("comment", "Uppdraget är genomfört. Arbetet har inte påbörjats.")])
    assert said(found) == [["ej påbörjat", "utfall"], ["genomfört", "utfall"]]


def test_weak_yields() -> None:
    """What is implied yields to what is said."""
    found = judged([("comment", "Uppdraget pågår. Arbetet kommer att påbörjas i fler skolor under hösten.")])
    assert said(found) == [["pågår", "utfall"]]


def test_pronoun() -> None:
    """After a sentence about the uppdrag "det" stands for it, after another it does not."""
    after_uppdrag = judged([("comment", "Uppdraget leds av staben. Det är ännu inte slutfört.")])
    assert said(after_uppdrag) == [["inte genomfört", "utfall"]]
    assert said(judged([("comment", "En kurs hölls i maj. Det är ännu inte slutfört.")])) == []


def test_only_plans() -> None:
    """A board that only tells of what is to come has no statement."""
    found = judged(
        [
            ("comment", "Uppdraget är påbörjat."),
            ("comment", "I socialnämnden ska en workshop genomföras under hösten.", SN),
        ]
    )
    assert said(found, basis=None) == [["pågår", "utfall"]]


def test_the_only_board() -> None:
    """What the board that the item is given to says of it is the item's."""
    found = judged(
        [("comment", "Tekniska nämnden har inte påbörjat arbetet.")], responsible="Tekniska nämnden"
    )
    assert said(found) == [["ej påbörjat", "utfall"]]
    found = judged([("comment", "Tekniska nämnden har inte påbörjat arbetet.")], responsible="Alla nämnder")
    assert said(found) == [["ej påbörjat", "utfall", "Tekniska nämnden"]]


def test_inferred_of_a_board_beside_another() -> None:
    """A board that acts where only another says how it goes is at work; one that waits is not."""
    done = "Kulturnämnden har slutfört uppdraget."
    acts = judged([("comment", f"{done} Socialnämnden har tagit fram en lokal rutin.")])
    assert [(a.board, a.assessment, a.basis) for a in acts] == [
        ("Kulturnämnden", "genomfört", "explicit"),
        ("Socialnämnden", "pågår", "inferred"),
    ]
    for idle in ("behöver mer tid.", "väntar på beslut.", "och Tekniska nämnden har tagit fram en rutin."):
        found = judged([("comment", f"{done} Socialnämnden {idle}")])
        assert [a.board for a in found] == ["Kulturnämnden"]


def test_inferred_of_the_item() -> None:
    """Where nothing is stated, work that is told of is pågår for an uppdrag, never for a mål."""
    prose = [("comment", "Förvaltningen har tagit fram ett underlag. Det ska behandlas i mars.")]
    assert [(a.assessment, a.basis) for a in judged(prose)] == [("pågår", "inferred")]
    assert judged(prose, kind="mål") == []
    assert judged(prose, document_type=DocumentType.PLAN) == []


def test_nothing_told() -> None:
    """Prose without work gives nothing."""
    assert judged([("comment", "Frågan är viktig för kommunen. Mer personal behövs.")]) == []


def test_descriptions_are_never_judged() -> None:
    """What was ordered is no status, whatever words it holds."""
    assert judged([("description", "Uppdraget är genomfört när planen är antagen. Planen är antagen.")]) == []


def test_not_a_follow_up() -> None:
    """A document that follows nothing up has no statements."""
    assert judged([("comment", "Uppdraget är genomfört.")], document_type=DocumentType.OVRIGT) == []


def test_no_break_spaces() -> None:
    """White space that does not break is looked through, and kept in the evidence."""
    found = judged([("comment", "Uppdraget\u00a0är inte\u00a0genomfört under\u00a0året.")])
    assert [(a.assessment, a.evidence) for a in found] == [
        ("inte genomfört", "Uppdraget\u00a0är inte\u00a0genomfört under\u00a0året.")
    ]


PIECES = st.sampled_from(
    [
        "Uppdraget är genomfört.",
        "Arbetet pågår inte",
        "om målet nås,",
        "men Tekniska nämnden har påbörjat arbetet",
        "(delvis)",
        "att",
        "förutom",
        "\u00a0",
        "\n",
        "•",
        "bedöms inte att",
        "Status: pågår",
        "🟢",
        "2025",
    ]
)


@settings(deadline=None)  # the first text loads the language
@given(st.lists(st.one_of(PIECES, st.text(max_size=12)), min_size=1, max_size=12))
def test_any_text(pieces: list[str]) -> None:
    """Any text is judged without an error, and all evidence stands where it is said to stand."""
    text = "Och " + " ".join(pieces).replace("\n", " ")
    for role in ("comment", "status"):
        found = judged([(role, text)])
        assert all(0.5 <= assessment.confidence <= 1 for assessment in found)


def test_a_boards_part_that_rests() -> None:
    """That a board's part has not begun is read out of what it is made up of, unless the board is at work."""
    rests = judged([("comment", "Ombyggnaden är inte påbörjad. Nämnden söker en vikarie.", TN)])
    assert [(a.board, a.assessment, a.basis) for a in rests] == [
        ("Tekniska nämnden", "ej påbörjat", "inferred")
    ]
    works = judged([("comment", "Ombyggnaden är inte påbörjad. Nämnden har tagit fram ritningar.", TN)])
    assert [(a.board, a.assessment, a.basis) for a in works] == [("Tekniska nämnden", "pågår", "inferred")]


def test_a_delay_told_by_itself() -> None:
    """A sentence that only says that the work is late makes what goes on deviate from its plan."""
    late = judged([("status", "Pågår"), ("comment", "Två avtal finns. Arbetet är försenat då svar dröjer.")])
    assert [(a.assessment, a.deviation) for a in late] == [("pågår", "med avvikelse")]
    other = judged([("status", "Pågår"), ("comment", "Två avtal finns. Leveransen är försenad.")])
    assert [(a.assessment, a.deviation) for a in other] == [("pågår", "")]


def test_what_gainsays_a_status_cell_speaks_of_the_item_itself() -> None:
    """Only uppdraget or the title's own noun says otherwise than the status cell."""
    assert said(judged([("status", "Avslutad"), ("comment", "Uppdraget pågår.")])) == [
        ["genomfört", "utfall"],
        ["pågår", "utfall"],
    ]
    assert said(judged([("status", "Avslutad"), ("comment", "Ärendet pågår.")])) == [["genomfört", "utfall"]]


def test_a_delay_beside_a_status() -> None:
    """What takes longer than planned deviates, whether it goes on, is done or is expected to be."""
    for text in (
        "Uppdraget blir klart senare än beslutat.",
        "Arbetet pågår men tar längre tid än planerat.",
        "Uppdraget är genomfört, om än senare än beslutat.",
    ):
        assert [a.deviation for a in judged([("comment", text)])] == ["med avvikelse"], text
    assert [a.deviation for a in judged([("comment", "Uppdraget blev klart tidigare än planerat.")])] == [""]


def test_a_board_before_a_colon_answers_to_the_next() -> None:
    """In one paragraph each board speaks from its label on, by name or by code; another word is no board."""
    text = "Socialnämnden: Utkastet finns. För vår del är uppdraget klart. TN: Vi har inte påbörjat arbetet."
    assert said(judged([("comment", text)], responsible="Socialnämnden, Tekniska nämnden")) == [
        ["ej påbörjat", "utfall", "Tekniska nämnden"],
        ["genomfört", "utfall", "Socialnämnden"],
    ]
    assert said(judged([("comment", "Obs: Vi har inte påbörjat arbetet.")])) == [["ej påbörjat", "utfall"]]


def test_for_its_own_part() -> None:
    """What a board says is done for its part is that board's, and not of who was given it."""
    found = judged([("comment", "Tekniska nämnden uppger att arbetet är slutfört för deras del.")])
    assert said(found) == [["genomfört", "utfall", "Tekniska nämnden"]]
    handed = "Uppdraget lämnades till tekniska nämnden i mars och är därmed slutfört för nämndens del."
    assert said(judged([("comment", handed)])) == [["genomfört", "utfall"]]


def test_what_the_committee_judges_under_a_board_is_the_items() -> None:
    """A label that speaks of the whole takes its text out of the board's part."""
    summed = ("comment", "Arbetet pågår.", TN | {"label": "Utskottets omdöme"})
    assert said(judged([("comment", "Ramper är beställda.", TN), summed])) == [["pågår", "utfall"]]


def test_arbetet_whatever_part_it_is_about() -> None:
    """That arbetet goes on with a part is said in so many words; that a step does is only read out of it."""
    work = judged([("comment", "Arbetet med att mäta upp gatorna pågår.")])
    assert said(work) == [["pågår", "utfall"]]
    assert said(judged([("comment", "Upphandlingen av en konsult pågår.")])) == []


def test_a_row_across_under_an_empty_status_is_judged() -> None:
    """Where the table has a column of status, what stands in a row across tells how it goes."""
    report = """
Verkställighet av uppdrag 2019, läget 31 december 2019

| Uppdrag | Nämnd | Verkställt |
| Sälj gamla brandstationen | TN | Ja |
| Köparen tillträdde i mars. Lagfarten är klar. | < | < |
| Upprätta ett program för konst | KFN | |
| Något program har inte upprättats. Konstnären har flyttat. | < | < |
"""
    found = interpret(document(report))
    assert [str(assessment.assessment) for assessment in found.assessments] == ["genomfört", "inte genomfört"]


@pytest.mark.parametrize("label", ["Årsslut", "Läget vid årets slut", "Utfall helår"])
def test_the_years_end_holds_when_the_year_is_over(label: str) -> None:
    """In an annual report what went on before the year's end yields to how it ended, and not in August."""
    cells = [("status", "Pågår", {"label": "Läge"}), ("status", "Klart", {"label": label})]
    assert said(judged(cells, period=Period.AR)) == [["genomfört", "utfall"]]
    assert said(judged(cells, period=Period.T2)) == [["genomfört", "prognos"], ["pågår", "utfall"]]
    going = [("status", "Pågår", {"label": "Läge"}), ("status", "Pågår", {"label": label})]
    assert said(judged(going, period=Period.AR)) == [["pågår", "utfall"]]
