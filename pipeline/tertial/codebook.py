"""What the dataset consists of: tables, columns, keys, closed vocabularies, and what each of them means."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from tertial.resources import read_toml

ColumnType = Literal["text", "integer", "number", "date"]
"""A date is a whole day, in ISO text but in stores that know dates."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a table."""

    name: str
    type: ColumnType
    references: str
    """`table.column` whose values it takes; empty for none."""
    vocabulary: str
    """Name of the closed vocabulary that its values keep to; empty for none."""
    en: str
    sv: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table of the dataset."""

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    """Columns that tell a row from all others; empty where rows may be alike."""
    en: str
    sv: str

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its columns, in order."""
        return tuple(column.name for column in self.columns)


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """A value of a closed vocabulary."""

    value: str
    en: str
    sv: str


def tables() -> Mapping[str, Table]:
    """The tables by name, those that others refer to first but for threads, which come from the links."""
    return _read()[0]


def vocabularies() -> Mapping[str, tuple[Value, ...]]:
    """The closed vocabularies by the name of their column, each in its natural order."""
    return _read()[1]


def columns_of(vocabulary: str) -> Iterator[str]:
    """Where a vocabulary is used, as `table.column`."""
    for table in tables().values():
        for column in table.columns:
            if column.vocabulary == vocabulary:
                yield f"{table.name}.{column.name}"


@lru_cache(maxsize=1)
def _read() -> tuple[dict[str, Table], dict[str, tuple[Value, ...]]]:
    book = read_toml("codebook.toml")
    found = {
        table["name"]: Table(
            name=table["name"],
            columns=tuple(
                Column(
                    name=column["name"],
                    type=column.get("type", "text"),
                    references=column.get("references", ""),
                    vocabulary=column.get("values", ""),
                    en=column["en"],
                    sv=column["sv"],
                )
                for column in table["column"]
            ),
            key=tuple(table.get("key", ())),
            en=table["en"],
            sv=table["sv"],
        )
        for table in book["table"]
    }
    values = {
        name: tuple(
            Value(value=value, en=meaning["en"], sv=meaning["sv"]) for value, meaning in entries.items()
        )
        for name, entries in book["values"].items()
    }
    return found, values


TABLE_NAMES: Final = (
    "documents",
    "items",
    "sections",
    "assessments",
    "measures",
    "claims",
    "links",
    "threads",
    "transitions",
    "forecasts",
    "gaps",
    "answers",
    "flags",
    "corrections",
    "observations",
)
"""The tables in the order of the contract; a test holds the codebook to it."""
