"""What a report says of its own boards, and what a municipality's table adds."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tertial.boards import Register, own, tables
from tertial.errors import UsageError


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


def table(folder: Path, name: str, text: str) -> Path:
    """A folder with one table of a user's."""
    folder.mkdir(exist_ok=True)
    (folder / name).write_bytes(text.encode())
    return folder


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("fjallbro.csv", "written,board,from_year,to_year\nXN,Bygdenämnden,2019,\nXN,Hamnnämnd,,2018\n"),
        (
            "Fjällbro.csv",
            "\ufeffboard;written;from_year;to_year\r\nHamnnämnden;XN;;2018\r\nBygdenämnden;XN;2019;\r\n",
        ),
    ],
    ids=["commas", "semicolons and a byte order mark"],
)
def test_a_users_table(tmp_path: Path, name: str, text: str) -> None:
    """A table in a user's folder is of the municipality that its file is named after, year by year."""
    folder = table(tmp_path / name, name, text)
    for year, board in ((2018, "Hamnnämnden"), (2019, "Bygdenämnden")):
        found = Register.build("Fjällbro", year, "", folder).responsible("XN")
        assert (found.boards, found.unknown) == ((board,), ())
    assert Register.build("Storbro", 2019, "", folder).responsible("XN").unknown == ("XN",)


def test_a_users_table_goes_before_our_own(tmp_path: Path) -> None:
    """A user's row takes the place of the package's for the same code, and the others stay."""
    folder = table(
        tmp_path / "x", "2380.csv", "written,board\nTN,Tivolinämnden\nLivsrum,Kultur- och fritidsnämnden\n"
    )
    register = Register.build("Östersund", 2022, "", folder)
    assert register.responsible("TN, MSN").boards == ("Tivolinämnden", "Miljö- och samhällsnämnden")
    assert [m.board for m in register.mentions("Där har Livsrum hjälpt till.")] == [
        "Kultur- och fritidsnämnden"
    ]
    opening = register.opening("Livsrum: Två bad har öppnat.")
    assert opening is not None and opening.board == "Kultur- och fritidsnämnden"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("kod,namn\nTN,Tekniska nämnden\n", "lacks a column"),
        ("written,board\nTN,\n", "line 2 names no board"),
        ("written,board,from_year\nTN,Tekniska nämnden,förr\n", "line 2 has a year that is none"),
        ("written,board,from_year,to_year\nTN,Tekniska nämnden,2022,2019\n", "ends before it begins"),
        ("written,board\nTN,Barn-, kultur- och fritidsnämnden\n", "line 2 has more cells than the head"),
    ],
)
def test_a_users_table_that_is_wrong(tmp_path: Path, text: str, problem: str) -> None:
    """What is wrong with a user's table is told with the file and the line."""
    folder = table(tmp_path / "boards", "almvik.csv", text)
    with pytest.raises(UsageError, match=problem) as error:
        tables.reread(folder)
    assert "almvik.csv" in error.value.problem and error.value.remedy


def test_no_tables(tmp_path: Path) -> None:
    """A folder that is not there, or holds no table, or one in another encoding, is refused."""
    for folder in (tmp_path / "none", tmp_path):
        with pytest.raises(UsageError):
            tables.reread(folder)
    (tmp_path / "almvik.csv").write_bytes("written,board\nTN,Tekniska nämnden\n".encode("cp1252"))
    with pytest.raises(UsageError, match="UTF-8"):
        tables.reread(tmp_path)


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
