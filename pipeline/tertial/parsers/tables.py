"""What each table is: rows of items, details of the item above it, a card of labels and values, or other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

from tertial import wording
from tertial.boards import Register
from tertial.document import Cell, Document, Table
from tertial.parsers.body import Body
from tertial.parsers.found import Found
from tertial.parsers.grid import head_of
from tertial.parsers.head import Head
from tertial.parsers.roles import Role, column, label, of_card
from tertial.parsers.rows import Rows
from tertial.parsers.titles import like_title
from tertial.parsers.values import is_entitled, is_status
from tertial.swedish.numbers import parse_number
from tertial.swedish.words import fold

WORDED = 0.9
"""Least likeness to a title at which a text is worded as an order or as an aim, and is no name of a thing."""
MOSTLY = 0.8
"""Share of the titles with lines of who and when under them."""
TableKind = Literal["items", "details", "card", "labels", "other"]

_SIGNS = re.compile(r"\[[^\[\]\n]*\]")
_SIGN_FIRST = re.compile(r"(?:\[[^\[\]\n]{1,12}\]|[^\w\s\"”“'’()«»§-]{1,3})\s*(?=[^\W\d_])")


@dataclass(slots=True)
class TableReading:
    """What a table is, and the items that are its rows."""

    table: Table
    kind: TableKind
    head: Head | None = None
    found: list[Found] = field(default_factory=list)
    reason: str = ""
    area: str = ""
    """The area that its last row stands under; it carries over a page break."""
    title_row: Cell | None = None
    """Of details: the row across over the head that names the item."""
    torn: bool = False
    """Its first rows belong to the last item of the table before it."""

    @property
    def names_titles(self) -> bool:
        """Whether a column is named as one of titles, so that each row is an item."""
        head = self.head if self.kind == "items" else None
        return head is not None and head.title is not None and head.roles[head.title].weight > 1


def read_tables(
    document: Document,
    register: Register,
    adjoining: frozenset[int],
    *,
    titles: bool,
    ordered: bool,
    heads: Mapping[int, Head] = MappingProxyType({}),
) -> dict[int, TableReading]:
    """What each table with more than one column is, by table index.

    Args:
        adjoining: Indexes of tables that follow the table before them with no text in between.
        titles: The document follows something up, so that orders beside prose are its items.
        ordered: It speaks of what was ordered, so that columns of weak names (`Ärende`) may name items.
        heads: Those of tables whose columns are known, by table index.
    """
    readings: dict[int, TableReading] = {}
    before: TableReading | None = None
    for table in document.tables:
        if table.width < 2:
            continue
        last = before if table.index in adjoining else None
        reader = _TableReader(document, register, table, last, titles=titles, ordered=ordered)
        reading = reader.read(heads.get(table.index))
        readings[table.index] = reading
        before = reading
    again = (r for r in readings.values() if r.table.index not in heads)
    for reading in [r for r in again if r.kind == "other" or (r.kind == "items" and not r.torn)]:
        head = _same_head(reading, readings.values())
        if head is not None:
            reader = _TableReader(document, register, reading.table, None, titles=titles, ordered=ordered)
            readings[reading.table.index] = reader.read(head)
    return readings


def _same_head(reading: TableReading, others: Iterable[TableReading]) -> Head | None:
    """The head of a table of items that names its columns just as this one does, whose few rows tell less."""
    names = {cell.column: fold(cell.text) for cell in reading.table.rows[0] if len(cell.span)}
    told = len(reading.head.roles) if reading.head is not None and reading.kind == "items" else 0
    for other in others:
        head = other.head if other.kind == "items" and other.table.width == reading.table.width else None
        if head is None or head.inferred or head.rows != 1 or len(names) < 2 or len(head.roles) <= told:
            continue
        if names == {c: fold(name) for c, name in head.names.items()} and len(reading.table.rows) > 1:
            return head
    return None


def states(text: str) -> bool:
    """Whether a text as a whole says no more than a status: `Uppdraget är genomfört`, `Klart`."""
    return len(text) <= wording.LONGEST_CELL and (
        wording.cell(text) is not None or wording.sentence(text) or wording.plain_status(text) is not None
    )


def _is_explained(text: str) -> bool:
    """Whether a cell of a legend says what a sign means, one status or several: `● Pågår / Försenad`."""
    sign = _SIGN_FIRST.match(text)
    return sign is not None and all(states(said.strip()) for said in text[sign.end() :].split("/"))


class _TableReader:
    def __init__(
        self,
        document: Document,
        register: Register,
        table: Table,
        before: TableReading | None,
        *,
        titles: bool,
        ordered: bool,
    ) -> None:
        self._document = document
        self._register = register
        self._table = table
        self._before = before
        self._titles = titles
        self._ordered = ordered
        self._grid = table.grid()
        self._texts = document.texts[table.index]

    def read(self, head: Head | None = None) -> TableReading:
        """What the table is.

        Args:
            head: That of another table with the same names over its columns.
        """
        table, before = self._table, self._before
        if head is None and self._holds_labels():
            return TableReading(table, "labels", reason="cells of label and value")
        answer = self._answer()
        if head is None and answer is None and not self._pairs_names():
            head = head_of(self._document, table, self._register, titles=self._titles)
        carried = before is not None and before.kind == "items" and before.head is not None
        if carried and before is not None and before.head is not None:
            same_width = table.width == before.table.width
            if same_width and (head is None or (head.inferred and not before.head.inferred)):
                head = Head(before.head.roles, before.head.names, 0, before.head.boards, before.head.inferred)
        if head is None:
            if self._is_card():
                return TableReading(table, "card", reason="labels in one column, values beside them")
            if answer is not None:
                return TableReading(table, "details", answer, reason="a status and what is said beside it")
            return TableReading(table, "other")
        if head.title is None:
            if self._counts(head):
                return TableReading(table, "other", head, reason="how many there are of each status")
            if head.has("indicator") and self._measures(head):
                return TableReading(table, "other", head, reason="indicators and how each stands")
            if head.has("status", "forecast") or (head.has("responsible") and head.has("comment")):
                reading = TableReading(
                    table, "details", head, reason="a status column and no column for titles"
                )
                reading.title_row = self._title_above(head)
                return reading
            return TableReading(table, "other", head)
        named = table.width == 2 or all(of_card(row[0]) for row in self._texts if row[0])
        carded = head.title == 0 and named and not self._heads_columns() and self._is_card()
        if carded or (head.inferred and self._is_named(head)):
            return TableReading(table, "card", reason="labels in one column, values beside them")
        doubtful = head.roles[head.title].weight == 1 or self._answers_others(head)
        if doubtful and not self._lists_orders(head):
            return TableReading(table, "other", head)  # cases, courses and faults have states too
        if head.roles[head.title].weight == 1 and self._measures(head):
            return TableReading(table, "other", head)
        told = self._tells_of_items(head) and self._names_each(head)
        if not told or self._explains(head):
            return TableReading(table, "other", head)
        reading = TableReading(table, "items", head)
        last = before.found[-1] if carried and before is not None and before.found else None
        self._read_rows(head, reading, last)
        names = ", ".join(
            f"{head.names.get(c, '?')!r} = {role.name}" for c, role in sorted(head.roles.items())
        )
        reading.reason = f"table {table.index + 1}: a row an item; {names}"
        return reading

    def _answers_others(self, head: Head) -> bool:
        """Whether what should be titles stand beside what they answer: a complaint and its `Åtgärd`."""
        body = [row for row in self._texts[head.rows :] if any(row)]
        before = [
            c for c in head.names if c < (head.title or 0) and c not in head.roles and c not in head.boards
        ]
        return any(sum(sum(map(str.isalpha, row[c])) >= 8 for row in body) >= 0.6 * len(body) for c in before)

    def _lists_orders(self, head: Head) -> bool:
        """Whether what stands under a name that tells little is what was ordered, and no names of things."""
        if self._titles:
            return True
        orders = names = 0
        for table in self._document.tables:
            rows = self._document.texts[table.index]
            if table is not self._table and not any(
                head.is_repeated_in([*map(fold, row)]) for row in rows[:2]
            ):
                continue
            said = [row[head.title or 0].replace("\n", " ") for row in rows[head.rows :]]
            orders += sum(like_title(text) >= WORDED for text in said if text)
            names += sum(bool(text) for text in said)
        return orders >= 0.3 * max(1, names)

    def _answer(self) -> Head | None:
        """The columns of a table of a single row: a status or a sign of one, and its name or a comment."""
        if len(self._texts) != 1:
            return None
        filled = [(c, text) for c, text in enumerate(self._texts[0]) if text]
        statuses = [c for c, text in filled if is_status(text)]
        if len(statuses) != 1 or len(filled) < 2:
            return None
        named = {c: role for c, text in filled if c not in statuses and (role := column(text)) is not None}
        if len(filled) == 2 and any(role.name in ("status", "forecast") for role in named.values()):
            (c, role), names = named.popitem(), dict(filled)
            return Head({statuses[0]: role}, {statuses[0]: names[c]}, 0, inferred=True)  # `Prognos | grön`
        roles = {c: Role("status" if c in statuses else "comment", None, 1) for c, _ in filled}
        return Head(roles, {}, 0, inferred=True)

    def _title_above(self, head: Head) -> Cell | None:
        """The cell of the row over the head, where it stands alone there and may name an item."""
        if head.rows < 2:
            return None
        cells = [cell for cell in self._table.rows[head.rows - 2] if len(cell.span)]
        if len(cells) != 1 or wording.leading(cells[0].text) is not None:
            return None
        return cells[0]

    def _tells_of_items(self, head: Head) -> bool:
        if head.has("status", "forecast", "responsible", "start", "end", "when") or head.boards:
            return True
        if self._titles and head.has("decided") and head.has("comment"):
            return True
        if head.inferred:
            return head.has("comment") or (head.first("number") == 0 and self._is_answered())
        title = head.title
        named = [row[title] for row in self._texts[head.rows :] if title is not None and row[title]]
        if head.has("comment") and named and sum(map(is_entitled, named)) >= MOSTLY * len(named):
            return True
        kind = head.roles[title].kind if title is not None else None
        return kind is not None and head.has("comment") and head.roles[title or 0].weight >= 2

    def _is_answered(self) -> bool:
        """Whether another table has a row for most of the numbers in the first column."""
        own = {row[0] for row in self._texts if row[0]}
        others = [rows for index, rows in self._document.texts.items() if index != self._table.index]
        answered = [own & {row[0] for row in rows if sum(map(bool, row)) > 1} for rows in others]
        return any(len(numbers) >= max(2, 0.6 * len(own)) for numbers in answered)

    def _is_named(self, head: Head) -> bool:
        """Whether what should be titles are names of labels: `Prognos för helåret` beside a status."""
        titles = [row[head.title] for row in self._texts if head.title is not None and row[head.title]]
        named = [text for text in titles if column(text) is not None]
        return bool(titles) and len(named) >= 0.6 * len(titles)

    def _names_each(self, head: Head) -> bool:
        """Whether what should be titles are words and no figures, and no kinds of things (`Bygglov`)."""
        titles = [row[head.title] for row in self._texts[head.rows :] if head.title is not None]
        said = [text for text in titles if text]
        worded = [sum(map(str.isalpha, text)) >= 4 or self._abbreviates(text, head) for text in said]
        kinds = [text for text in said if len(text.split()) <= 2 and said.count(text) > 1]
        return sum(worded) >= 0.5 * len(worded) and len(kinds) < max(3, 0.5 * len(said))

    def _abbreviates(self, text: str, head: Head) -> bool:
        """Whether letters alone may be a title: `IKT` under `Uppdrag`, and no board's code."""
        named = head.title is not None and head.roles[head.title].weight > 1
        return named and len(text) > 1 and text.isalpha() and self._register.heading(text) is None

    def _explains(self, head: Head) -> bool:
        """Whether what should be titles are statuses: the table says what colours or signs mean."""
        cells = [text for row in self._texts[max(1, head.rows) :] for text in row if text]
        if cells and sum(map(_is_explained, cells)) >= MOSTLY * len(cells):
            return True
        titles = [row[head.title] for row in self._texts[head.rows :] if head.title is not None]
        said = [text for text in titles if text]
        stated = sum(states(text) for text in said)
        if said and stated >= 0.6 * len(said):
            return True
        status = head.first("status")
        if status is None or self._table.width != 2 or len(said) < 3:
            return False
        # A sign that no other row has, beside each, is what the row is about.
        signs = [row[status] for row in self._texts[head.rows :] if row[status]]
        return stated > 0 and len(set(signs)) == len(said) and all(map(is_status, signs))

    def _measures(self, head: Head) -> bool:
        """Whether the rows are measured things: several columns of numbers, and nothing else but signs.

        What money is spent on may have a status and a year too: `Budget`, `Utfall` and `Klart` of a building.
        """
        if head.has("responsible") or head.boards:
            return False
        body = self._texts[head.rows :]
        columns = {c: [row[c] for row in body if row[c]] for c in range(self._table.width) if c != head.title}
        numbers = {
            c
            for c, cells in columns.items()
            if sum(parse_number(text) is not None for text in cells) >= max(1, 0.6 * len(cells))
        }
        told = any(role.name == "comment" and c not in numbers for c, role in head.roles.items())
        said = [
            t for c, r in head.roles.items() if r.name in ("status", "forecast") for t in columns.get(c, [])
        ]
        worded = sum(any(map(str.isalpha, _SIGNS.sub("", text))) for text in said) > 0.5 * len(said)
        named = bool(head.names.get(head.title or 0)) and not head.has("number")
        budgeted = named and any(head.roles[c].name == "figure" for c in numbers & head.roles.keys())
        plain = not worded and not head.has("start", "end", "when")
        return len(numbers) >= 2 and not told and (plain or budgeted)

    def _counts(self, head: Head) -> bool:
        """Whether several statuses stand beside nothing but numbers: `Grönt | 4`, `Gult | 2`."""
        rows = [row for row in self._texts[head.rows :] if any(row)]
        status = {c for c, role in head.roles.items() if role.name in ("status", "forecast")}
        beside = [text for row in rows for c, text in enumerate(row) if text and c not in status]
        return len(rows) >= 2 and bool(beside) and all(parse_number(text) is not None for text in beside)

    def _holds_labels(self) -> bool:
        """Whether most cells hold a label and its value: `Ansvarig: KS`."""
        filled = [text for row in self._texts for text in row if text]
        labels = [label(text) for text in filled]
        valued = [
            f for text, f in zip(filled, labels, strict=True) if f is not None and f.value_start < len(text)
        ]
        return len(valued) >= 2 and len(valued) >= 0.6 * len(filled)

    def _pairs_names(self) -> bool:
        """Whether names of a title, a status or the like stand in a column with a value beside each."""
        if self._table.width != 2:
            return False
        rows = [row for row in self._texts if row[0] and row[1]]
        roles = [of_card(row[0]) for row in rows]
        names = {role.name for role in roles if role is not None and role.weight > 1}
        return (
            len(rows) > 2
            and {"title", "status"} <= names
            and not any(
                of_card(row[1]) is not None and not is_status(row[1])
                for row, role in zip(rows, roles, strict=True)
                if role is not None
            )
        )

    def _heads_columns(self) -> bool:
        """Whether the first row names a column beside its first: `Åtgärd | Genomförd`, `Uppdrag | Status`."""
        names = filter(None, self._texts[0][1:])
        return any(column(name) is not None or wording.cell(name) is not None for name in names)

    def _is_card(self) -> bool:
        """Labels in the first column (or in every other), values beside them."""
        names = set()
        rows = 0
        for row in self._texts:
            filled = [t for t in row if t]
            if len(filled) < 2:
                continue
            rows += 1
            for c in range(0, len(row) - 1):
                role = of_card(row[c]) if row[c] else None
                if role is not None and c % 2 == 0:
                    names.add(role.name)
        firsts = [row[0] for row in self._texts if row and row[0]]
        if len(firsts) > 2 and sum(map(states, firsts)) >= 0.6 * len(firsts):
            return False  # what each status means
        labelled = sum(
            of_card(text) is not None or self._register.heading(text) is not None for text in firsts
        )
        return (
            len(names) >= 2
            and (labelled >= 0.5 * max(1, len(firsts)) or self._pairs_names())
            and bool(names & {"status", "forecast", "title"})
        )

    def _read_rows(self, head: Head, reading: TableReading, last: Found | None) -> None:
        body = Body(
            self._document, self._register, head, self._grid, self._texts, self._table.width,
            goes_on=last is not None,
        )  # fmt: skip
        rows = Rows(body, last, self._before.area if last is not None and self._before is not None else "")
        for r in range(head.rows - 1):
            rows.above(r)
        for r in range(head.rows, len(self._texts)):
            rows.row(r)
        reading.found = rows.found
        reading.area = rows.area
        reading.torn = rows.torn
