"""A house that sets signs: what they are, where they stand, where and how it explains them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

DATA: Final[Mapping[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "signs.toml").read_text(encoding="utf-8")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """A sign as it is printed, what it stands for, and the words that explain it."""

    sign: str
    name: str
    """How the legend calls it."""
    said: tuple[str, str]
    meaning: str
    clause: str
    sub: str
    """The clause after "att"."""


@dataclass(slots=True, kw_only=True)
class House:
    """Where its signs stand, what they are, where and how it explains them."""

    shape: str
    kind: str
    place: str
    form: str
    format: str
    column: str
    codes: list[Code]
    empty: str
    """An empty place means `not begun` by the legend, or `nothing`; "" where none is empty."""
    seed: int

    def __str__(self) -> str:
        parts = (self.shape, self.kind, self.place, self.form, self.format, self.column, self.empty)
        return ", ".join(filter(None, parts))


Matter = tuple[str, str, str, str]
"""Title, code of the board, sign, comment."""
