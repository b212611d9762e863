"""The head of a table: the role and the printed name of each column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from tertial.parsers.roles import Role
from tertial.swedish.words import fold
from tertial.vocabulary import Kind


@dataclass(frozen=True, slots=True)
class Head:
    """The columns of a table: role and printed name by grid column."""

    roles: dict[int, Role]
    names: dict[int, str]
    rows: int
    """How many rows, from the top, belong to the head and what stands over it."""
    boards: dict[int, str] = field(default_factory=dict)
    """Columns that are a board's own."""
    inferred: bool = False
    """The table has no head; roles were read from what stands in the columns."""

    def first(self, name: str) -> int | None:
        """The leftmost column of that role."""
        return next((c for c, role in sorted(self.roles.items()) if role.name == name), None)

    @property
    def title(self) -> int | None:
        return self.first("title")

    @property
    def kind(self) -> Kind | None:
        at = self.title
        return self.roles[at].kind if at is not None else None

    def has(self, *names: str) -> bool:
        return any(role.name in names for role in self.roles.values())

    def is_repeated_in(self, row: Sequence[str]) -> bool:
        """Whether a row, as folded texts by column, says the head again."""
        named = [(c, fold(name)) for c, name in self.names.items() if name]
        return len(named) >= 2 and sum(c < len(row) and row[c] == name for c, name in named) >= 0.7 * len(
            named
        )
