"""What tables, columns and codes are called in front of people, in Swedish or English."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Final, Literal

from tertial.resources import read_toml

Lang = Literal["sv", "en"]
LANGS: Final[tuple[Lang, ...]] = ("sv", "en")


def table_name(table: str, lang: Lang) -> str:
    """The name of a table, for a sheet or a heading."""
    return str(_names()["tables"][table][lang])


def column_name(column: str, lang: Lang) -> str:
    """The name of a column, for its head."""
    return str(_names()["columns"][column][lang])


def value_name(vocabulary: str, value: str, lang: Lang) -> str:
    """A code in words; a value that is Swedish already stays as it is."""
    named = _names()["values"].get(vocabulary, {}).get(value)
    return str(named[lang]) if named else value


@lru_cache(maxsize=1)
def _names() -> dict[str, Any]:
    return read_toml("names.toml")
