"""What is known of boards before a report is opened: the tables under data/."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from tertial.boards import local, names
from tertial.resources import has_table, read_table
from tertial.swedish.words import fold, unmarked

FULLMAKTIGE: Final = "Kommunfullmäktige"
"""It gives uppdrag, and answers for none."""
ALL_BOARDS: Final = "Alla nämnder"

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class National:
    """Boards and codes as they are commonly named in Sweden."""

    codes: dict[str, tuple[str, ...]]
    """Folded code → its meanings."""
    defaults: dict[str, str]
    """Folded code → the meaning that is by far the commonest."""
    boards: dict[Key, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """A municipality's own names and codes, as they were in a year."""

    codes: dict[str, str]
    """Folded code → board."""
    names: dict[str, str]
    """Folded name of a department or area → the board that it serves."""
    boards: tuple[str, ...]


@lru_cache(maxsize=1)
def national() -> National:
    """The common table."""
    codes: dict[str, list[str]] = {}
    defaults: dict[str, str] = {}
    boards: dict[Key, str] = {}
    for row in read_table("boards", "national.csv"):
        boards.setdefault(key_of(row["board"]), row["board"])
        if row["code"]:
            meanings = codes.setdefault(fold(row["code"]), [])
            if row["board"] not in meanings:
                meanings.append(row["board"])
            if row["default"]:
                defaults.setdefault(fold(row["code"]), row["board"])
    return National(
        codes={code: tuple(found) for code, found in codes.items()}, defaults=defaults, boards=boards
    )


@lru_cache(maxsize=1)
def common_parts() -> frozenset[str]:
    """Roots that are parts of common names: another of them is another board, never a misprint."""
    return frozenset(part for key in national().boards for part in key)


@lru_cache(maxsize=1)
def real() -> frozenset[Key]:
    """Keys of boards that there are in Sweden, the common ones and those that few municipalities have."""
    return frozenset(national().boards) | {
        key_of(row["board"]) for row in read_table("boards", "uncommon.csv")
    }


@lru_cache(maxsize=1)
def departments() -> dict[str, tuple[str, ...]]:
    """Folded department → the boards that it may serve; the last, or none, where the report names none."""
    return {fold(row["written"]): tuple(row["boards"].split("|")) for row in read_table("departments.csv")}


@lru_cache(maxsize=1)
def departments_by_key() -> dict[tuple[str, Key], tuple[str, ...]]:
    """The same by kind and key, for names in other inflections."""
    parsed = {written: names.parse(written) for written in departments()}
    return {
        (name.head, name.key): departments()[written] for written, name in parsed.items() if name is not None
    }


@lru_cache(maxsize=1)
def bodies() -> dict[str, str]:
    """Folded name of a body that is no nämnd → its canonical name: kommunstyrelse, fullmäktige, revision."""
    return {fold(row["written"]): row["board"] for row in read_table("boards", "bodies.csv")}


@lru_cache(maxsize=1)
def no_codes() -> frozenset[str]:
    """Folded codes that stand for staff functions, laws, units … and never for an unknown board."""
    return frozenset(fold(row["word"]) for row in read_table("boards", "not_codes.csv"))


@lru_cache(maxsize=1)
def no_stems() -> frozenset[tuple[str, str]]:
    """Kind and folded first half of words that are no board or department: benämnd, kapitalförvaltning."""
    return frozenset((row["head"], fold(row["stem"])) for row in read_table("boards", "not_stems.csv"))


@lru_cache(maxsize=1)
def _municipalities() -> dict[str, str]:
    return {fold(row["name"]): row["code"] for row in read_table("municipalities.csv")}


@lru_cache(maxsize=64)
def pack(municipality: str, year: int | None, folder: Path | None = None) -> Pack:
    """The municipality's own table, empty where there is none.

    Args:
        municipality: Its name as in data/municipalities.csv, or any other.
        year: The year of the report; None takes the rows of all years, the later over the earlier.
        folder: A user's own tables, whose rows go before those under data/.
    """
    codes: dict[str, str] = {}
    written: dict[str, str] = {}
    boards: dict[str, None] = {}
    for row in _rows(municipality, folder):
        if year is not None and not int(row["from_year"] or 0) <= year <= int(row["to_year"] or 9999):
            continue
        name = names.parse(row["board"])
        board = names.canonical(name) if name is not None and name.head == "board" else row["board"]
        boards.setdefault(board)
        if row["written"]:
            target = codes if is_code(row["written"]) else written
            target[fold(row["written"])] = board
    return Pack(codes=codes, names=written, boards=tuple(boards))


def _rows(municipality: str, folder: Path | None) -> Iterator[dict[str, str]]:
    code = _municipalities().get(fold(municipality), "")
    if code and has_table("boards", f"{code}.csv"):
        yield from read_table("boards", f"{code}.csv")
    for name in (code, unmarked(municipality)) if folder is not None else ():
        yield from local.read(folder).get(name, ())


def reread(folder: Path) -> None:
    """Read a user's tables as they are now, whatever was read before.

    Raises:
        UsageError: One is not as it should be.
    """
    local.read.cache_clear()
    pack.cache_clear()
    local.read(folder)


def names_table_of(stem: str, municipality: str) -> bool:
    """Whether a file of this name, folded, is a table of the municipality."""
    return stem in (_municipalities().get(fold(municipality), ""), unmarked(municipality))


def is_code(text: str) -> bool:
    """Whether a word is written like an abbreviation of a board: KS, BUN, SocN, BoU."""
    return (
        2 <= len(text) <= 6 and text.isalpha() and text[0].isupper() and sum(c.isupper() for c in text) >= 2
    )


@lru_cache(maxsize=2048)
def key_of(board: str) -> Key:
    """The key of a canonical name; of a name that is no nämnd, the name itself."""
    name = names.parse(board)
    return name.key if name is not None else (fold(board),)
