"""The tables of boards, codes, departments and municipalities."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from tertial.boards import Register, names, scan, tables
from tertial.resources import data_path, read_table

MUNICIPALITIES = read_table("municipalities.csv")
NATIONAL = read_table("boards", "national.csv")
PACKS = sorted(path.name for path in data_path("boards").glob("[0-9]*.csv"))


def test_municipalities_are_all_there() -> None:
    """There are 290 municipalities, each with a code of four digits and a name of its own."""
    assert len(MUNICIPALITIES) == 290
    assert len({row["code"] for row in MUNICIPALITIES}) == 290
    assert len({row["name"] for row in MUNICIPALITIES}) == 290
    assert all(re.fullmatch(r"\d{4}", row["code"]) for row in MUNICIPALITIES)
    assert [row["code"] for row in MUNICIPALITIES] == sorted(row["code"] for row in MUNICIPALITIES)


def test_counties() -> None:
    """Each of the 21 counties has one code and its number of municipalities."""
    counties = Counter(row["county"] for row in MUNICIPALITIES)
    assert len(counties) == len({(row["code"][:2], row["county"]) for row in MUNICIPALITIES}) == 21
    assert counties["Västra Götalands län"] == 49
    assert counties["Skåne län"] == 33
    assert counties["Stockholms län"] == 26
    assert counties["Jämtlands län"] == 8
    assert counties["Gotlands län"] == 1


def test_municipalities_by_code() -> None:
    """Names stand without kommun and genitive s, and keep an s of their own."""
    by_code = {row["code"]: row["name"] for row in MUNICIPALITIES}
    assert by_code["2380"] == "Östersund"
    assert by_code["1490"] == "Borås"
    assert by_code["0861"] == "Mönsterås"
    assert by_code["1460"] == "Bengtsfors"
    assert by_code["2023"] == "Malung-Sälen"
    assert not any(name.endswith((" kommun", " stad")) for name in by_code.values())


@pytest.mark.parametrize("board", sorted({row["board"] for row in NATIONAL}))
def test_national_boards_are_canonical(board: str) -> None:
    """A board of the common table is written in its canonical form, and resolves to itself."""
    found = Register.build("", None, "").resolve(board)
    assert found is not None
    assert found.name == board
    name = names.parse(board)
    assert name is None or names.canonical(name) == board


@pytest.mark.parametrize("board", [row["board"] for row in read_table("boards", "uncommon.csv")])
def test_uncommon_boards_are_known(board: str) -> None:
    """A board that few have is written in its canonical form, and is known where it is named once."""
    assert board not in {row["board"] for row in NATIONAL}
    found = Register.build("", None, f"Rita kartan ({board})").responsible(board)
    assert (found.boards, found.unknown) == ((board,), ())


@pytest.mark.parametrize("code", sorted({row["code"] for row in NATIONAL if row["default"]}))
def test_default_codes(code: str) -> None:
    """A common code resolves to its default, or to another meaning that the report alone names."""
    national = tables.national()
    meanings = national.codes[code.casefold()]
    found = Register.build("", None, "").resolve(code)
    assert found is not None
    assert found.name == national.defaults[code.casefold()]
    assert found.confidence <= 0.75
    for meaning in meanings:
        found = Register.build("", None, f"{meaning} har ordet.").resolve(code)
        assert found is not None
        assert found.name == meaning


def test_codes_have_one_default() -> None:
    """No code has two default meanings, and no code is both a board's and a function's."""
    defaults = Counter(row["code"] for row in NATIONAL if row["default"])
    assert set(defaults.values()) == {1}
    assert not {row["code"].casefold() for row in NATIONAL} & tables.no_codes()


@pytest.mark.parametrize("row", read_table("departments.csv"), ids=lambda row: row["written"])
def test_departments(row: dict[str, str]) -> None:
    """A department serves the first board of its row that the report names, else the last of its row."""
    *named, default = row["boards"].split("|")
    found = Register.build("", None, "").resolve(row["written"])
    assert (found.name if found else "") == default
    for board in named:
        found = Register.build("", None, f"{board} har ordet.").resolve(row["written"])
        assert found is not None
        assert found.name == board


@pytest.mark.parametrize("row", read_table("boards", "bodies.csv"), ids=lambda row: row["written"])
def test_bodies(row: dict[str, str]) -> None:
    """A body that is no nämnd resolves to its canonical name."""
    found = Register.build("", None, "").resolve(row["written"])
    assert found is not None
    assert found.name == row["board"]


@pytest.mark.parametrize("row", read_table("boards", "not_codes.csv"), ids=lambda row: row["word"])
def test_not_codes(row: dict[str, str]) -> None:
    """A staff function, a law or a unit is no board, and no unknown board either."""
    assert row["why"]
    found = Register.build("", None, "").responsible(row["word"].upper())
    assert not set(found.unknown)


@pytest.mark.parametrize("row", read_table("boards", "not_stems.csv"), ids=lambda row: row["example"])
def test_not_stems(row: dict[str, str]) -> None:
    """A word that only ends like a board's name is none, and its row's first half is in it."""
    assert row["example"].startswith(row["stem"])
    assert scan.excluded(row["example"])
    assert Register.build("", None, "").mentions(f"Här är {row['example']} med.") == []


@pytest.mark.parametrize("pack", PACKS)
def test_packs(pack: str) -> None:
    """A municipality's own table is of a municipality, names canonical boards, and has years in order."""
    assert pack.removesuffix(".csv") in {row["code"] for row in MUNICIPALITIES}
    for row in read_table("boards", pack):
        found = Register.build("", None, "").resolve(row["board"])
        assert found is not None
        assert found.name == row["board"]
        assert (row["from_year"] or "0") <= (row["to_year"] or "9999")
