"""What a report says of its own boards, and what a municipality's table adds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tertial.boards import Register, own, tables


def test_known() -> None:
    """A report's own boards are those it names in full, in order, each once and without its misspellings."""
    text = (
        "Tekniska nämnden har svarat. Kultur- och fritidsnämnden likaså.\n"
        "Tekniska nämndens svar. KULTUR OCH FRITIDSNÄMNDEN\nKultur- och fritdsnämnden. "
        "Tekniska förvaltningen. Kommunstyrelsens mål. Nämnden. Nämnderna. Hyresnämnden."
    )
    assert Register.build("", None, text).known == (
        "Tekniska nämnden",
        "Kultur- och fritidsnämnden",
        "Kommunstyrelsen",
    )


def test_expansions() -> None:
    """A code beside a name is its abbreviation only if the name spells it, or an equal sign says so."""
    found = own.collect(
        "Socialnämnden (SN), Tekniska nämnden (nedan TN). Möte med Kulturnämnden (KS).\nXYZ = Bygdenämnden\n"
    )
    assert found.codes == {"sn": "Socialnämnden", "tn": "Tekniska nämnden", "xyz": "Bygdenämnden"}


def test_other_expansions() -> None:
    """A code that the report spells out as something else than a board is kept apart."""
    found = own.collect(
        "Vi arbetar med effektiv samordning för trygghet (EST) och PAX (Plan för alla xylofoner)."
    )
    assert found.others == {"est", "pax"}


def test_municipalitys_table() -> None:
    """A municipality's own table tells what its departments serve, misspelt or not, and no more."""
    register = Register.build("Östersund", 2022, "")
    for printed in (
        "Samhällsbyggnad",
        "Samhällsbyggnadsförvaltningen",
        "Samällsbyggnadsförvaltningen",
        "MSN",
    ):
        board = register.resolve(printed)
        assert board is not None
        assert board.name == "Miljö- och samhällsnämnden"
    assert register.responsible("BRE").unknown == ("BRE",)


def test_without_table() -> None:
    """Where a municipality has no table, the common one is asked, at lower confidence."""
    own_table = Register.build("Östersund", 2022, "").resolve("KFN")
    common = Register.build("", 2022, "").resolve("KFN")
    assert own_table is not None
    assert common is not None
    assert own_table.name == common.name == "Kultur- och fritidsnämnden"
    assert common.confidence < own_table.confidence


def test_years(monkeypatch: pytest.MonkeyPatch) -> None:
    """A row of a municipality's table holds for its years only; without a year the later one holds."""
    rows = (
        {"written": "XN", "board": "Socialnämnden", "from_year": "", "to_year": "2018"},
        {"written": "XN", "board": "Kulturnämnden", "from_year": "2019", "to_year": ""},
    )
    read = tables.read_table
    monkeypatch.setattr(tables, "has_table", lambda *parts: True)
    monkeypatch.setattr(
        tables, "read_table", lambda *parts: rows if parts == ("boards", "0114.csv") else read(*parts)
    )
    tables.pack.cache_clear()
    found = {year: Register.build("Upplands Väsby", year, "").resolve("XN") for year in (2015, 2022, None)}
    tables.pack.cache_clear()
    assert {year: board.name for year, board in found.items() if board} == {
        2015: "Socialnämnden",
        2022: "Kulturnämnden",
        None: "Kulturnämnden",
    }


@given(
    st.lists(
        st.one_of(
            st.sampled_from(
                [
                    "Tekniska nämnden",
                    "social- och",
                    "nämnderna",
                    "KS",
                    "(BUN)",
                    "förvaltningen",
                    "Barn- och",
                    "samt",
                    ":",
                    "-",
                ]
            ),
            st.text(max_size=12),
        ),
        max_size=12,
    )
)
def test_any_text(words: list[str]) -> None:
    """Any text can be asked about, and every name found stands in it."""
    text = " ".join(words)
    register = Register.build("", None, text)
    register.heading(text)
    register.responsible(text)
    for mention in register.mentions(text):
        assert text[mention.span.start : mention.span.end]
    opening = register.opening(text)
    if opening is not None:
        assert text[opening.heading_span.start : opening.heading_span.end] == opening.heading
        assert opening.body_start <= len(text)
