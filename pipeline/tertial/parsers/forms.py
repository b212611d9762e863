"""Cards of one form, a table for each item: names that recur are labels, what stands across is the title."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from tertial import wording
from tertial.boards import Register
from tertial.document import Cell, Document, Span, Table
from tertial.parsers.cells import cell_pieces, counted_thing, is_example, is_number, title_of
from tertial.parsers.content import ContentReader
from tertial.parsers.details import answering, take_answer, take_value
from tertial.parsers.found import Found, titled
from tertial.parsers.house import role_of
from tertial.parsers.moments import LAST_MONTH, NOW, sides_of, when_of
from tertial.parsers.roles import Role, column, known, of_card
from tertial.parsers.rows import PARSER
from tertial.parsers.titles import like_title
from tertial.parsers.values import in_figures, is_sign, is_status
from tertial.records import Passage, PassageRole
from tertial.swedish.dates import parse_range
from tertial.swedish.numbers import parse_number
from tertial.swedish.words import fold
from tertial.vocabulary import Kind

FEWEST = 3
"""Fewer tables in one form are no regularity."""
LONGEST_NAME = 40
_ANSWERS = frozenset({"ja", "nej", "delvis", "ja delvis", "vet ej", "x"})


@dataclass(frozen=True, slots=True)
class _Field:
    """A label of a card and where its value stands."""

    name: str
    cell: Cell
    value: Span
    """Of a cell that holds label and value the value alone."""


@dataclass(frozen=True, slots=True)
class _Card:
    table: Table
    title: Cell | None
    """None where the title has a label as the rest has."""
    number: str
    fields: tuple[_Field, ...]
    rest: tuple[Cell, ...]
    beside: tuple[Cell, ...] = ()
    """What stands without a label on the title's row: who has it, and until when."""
    answers: tuple[tuple[Cell, ...], ...] = ()
    """Rows that begin with a board's name and go on with its answer."""


def forms(document: Document, register: Register, tables: Iterable[Table], *, sure: bool) -> dict[int, Found]:
    """The item of each table that is a card, by table index; empty where no form recurs.

    Args:
        sure: The document follows something up; else cards without anybody responsible are no items.
    """
    reader = _Forms(document, register)
    cards = reader.cards([table for table in tables if 2 <= table.width <= 8])
    named = reader.title_label(cards)
    cards = [card for card in cards if card.title is not None or reader.field(card, named) is not None]
    if len(cards) < FEWEST:
        return {}
    roles = reader.roles(cards)
    names = {role.name for name, role in roles.items() if name != named}
    if not names & {"status", "forecast", "comment"} or not (sure or "responsible" in names):
        return {}
    return {card.table.index: reader.item(card, roles, named) for card in cards}


def banners(
    document: Document, register: Register, tables: Iterable[Table], *, fewest: int = FEWEST
) -> dict[int, Found]:
    """The items of tables of one row that hold a title beside a sign, a number or a date, by table index.

    Args:
        fewest: Fewer such tables are no regularity.
    """
    found = {}
    names = box_names(document)
    for table in tables:
        cells = [cell for cell in table.rows[0] if len(cell.span)] if len(table.rows) == 1 else []
        item = _banner(document, register, cells, names) if 2 <= len(cells) <= 5 else None
        if item is not None:
            found[table.index] = item
    if all(item.kind is Kind.MAL for item in found.values()):
        fewest = 1  # `Mål 3` beside a name leaves no doubt
    return found if len(found) >= fewest else {}


def box_names(document: Document) -> tuple[str, ...]:
    """What a legend calls the places of a mark that means one thing here and another there, in order."""
    for table in document.tables:
        rows = [[cell.text for cell in row] for row in table.rows]
        if table.width >= 3 and len(rows) >= 3 and all(len(row) == table.width for row in rows):
            marks = [row[0] for row in rows[1:]]
            said = [any(map(str.isalpha, text)) and not is_status(text) for text in rows[0][1:]]
            if all(said) and all(is_sign(mark) for mark in marks) and len(set(marks)) == len(marks):
                return tuple(text.replace("\n", " ") for text in rows[0][1:])
    return ()


def _banner(
    document: Document, register: Register, cells: list[Cell], names: tuple[str, ...]
) -> Found | None:
    """The item of a row of short cells around a title.

    Args:
        names: What several signs beside each other are called, in order.
    """
    texts = [cell.text for cell in cells]
    longest = max(range(len(cells)), key=lambda n: (counted_thing(texts[n]) is None, len(texts[n])))
    text = texts[longest].replace("\n", " ")
    statuses = [
        n
        for n in range(len(cells))
        if n != longest and (is_status(texts[n]) or (cells[n].shade and len(texts[n]) <= 12))
    ]
    others = [n for n in range(len(cells)) if n != longest and n not in statuses]
    if len(text) < 10 or text.endswith(".") or like_title(text) < 0.5 or wording.leading(text) is not None:
        return None
    if (role := column(text)) is not None and role.name != "title":
        return None  # `Prognos helår` beside a sign
    counts = any(is_number(texts[n]) or counted_thing(texts[n]) is not None for n in others)
    if any(len(texts[n]) > 30 for n in others) or not (statuses or counts):
        return None
    title, span, description = title_of(document, cells[longest], register)
    place = Span(cells[0].span.start, cells[-1].span.end)
    found = titled(title, span, place, PARSER)
    found.content.passages += [Passage(span=s, role="description") for s in description]
    for n in (*statuses, *others):
        if (thing := counted_thing(texts[n])) is not None:
            found.kind = found.kind or thing.kind
        elif n in statuses:
            name = names[statuses.index(n)] if len(names) == len(statuses) else ""
            passage = Passage(span=cells[n].span, role="status", label=name, shade=cells[n].shade)
            found.content.passages.append(passage)
        elif register.responsible(texts[n]).boards:
            found.responsible = found.responsible or texts[n]
        elif is_number(texts[n]):
            found.number = found.number or texts[n].strip(" .")
        elif parse_range(texts[n]) is not None:
            found.content.set_dates(texts[n], "end")
    return found


def _number_in(cell: Cell) -> str:
    """The number in what a card is called: `Kort 3`."""
    found = re.search(r"(?:^|\s)([A-Z]{0,3}\d{1,3})$", cell.text)
    return found[1] if found is not None else ""


_YEAR_END = re.compile(r"\bvid (?:års(?:skiftet|slutet)|årets slut|utgången av året)|\bhelår")
_REFERS = re.compile(r"(?:KF|KS|§|dnr)\b.*\d|\d{4}[-/]\d{3,}", re.IGNORECASE)


def _groups(values: list[str], register: Register) -> bool:
    """Whether a label's values name groups: a few short ones of several words, most of them in more cards."""
    said = [fold(value) for value in values if value]
    worded = sum(" " in text and len(text) <= 60 and text[-1:] not in ".!?" for text in said)
    plain = not any(register.responsible(value).boards or is_status(value) for value in values)
    return len(said) > FEWEST and worded >= 0.6 * len(said) and len(set(said)) <= 0.6 * len(said) and plain


class _Forms:
    def __init__(self, document: Document, register: Register) -> None:
        self._document = document
        self._register = register
        self._dated: frozenset[str] = frozenset()
        """Words of a status that recur before dates, as labels do: `Färdigt | 2024-12-31`."""
        self._frequent: frozenset[str] = frozenset()
        """Labels of most cards; a value may recur in some."""

    def cards(self, tables: list[Table]) -> list[_Card]:
        before_dates = Counter(
            fold(one.text)
            for table in tables
            for row in table.rows
            for one, other in pairwise(row)
            if parse_range(other.text) is not None
        )
        self._dated = frozenset(word for word, count in before_dates.items() if count >= FEWEST)
        names = {table.index: self._names(table) for table in tables}
        counts = Counter(key for found in names.values() for key in found)
        recurring = frozenset(key for key, count in counts.items() if count >= FEWEST)
        alike = sum(len(recurring & found) > 1 for found in names.values())
        self._frequent = frozenset(key for key in recurring if counts[key] >= max(FEWEST, 0.5 * alike))
        found = [self._card(table, recurring & names[table.index]) for table in tables]
        return [card for card in found if card is not None]

    def _names(self, table: Table) -> frozenset[str]:
        """What may be labels among the cells of a table."""
        return frozenset(key for row in table.rows for cell in row if (key := self._key(cell)[0]))

    def _key(self, cell: Cell) -> tuple[str, int]:
        """The label that a cell is or begins with, folded without figures, and where its value begins."""
        text = cell.text
        first, _, rest = text.partition("\n")
        name, at = (first, len(first) + 1) if rest else (text, 0)
        if not rest and ":" in text[:LONGEST_NAME] and text.index(":") + 1 < len(text):
            name, at = text[: text.index(":")], text.index(":") + 1
        bare = re.sub(r"[\d\s]+", " ", fold(name)).strip(" .:?*")
        if (
            not 1 < len(bare) <= LONGEST_NAME
            or (len(name) > 6 and name.rstrip().endswith("."))
            or bare in _ANSWERS
            or parse_range(name) is not None
        ):
            return "", 0
        asks = name.rstrip().endswith("?") or fold(name) in self._dated  # "I hamn före nyår?" asks for one
        said = is_status(name) and not asks
        if said or wording.form(name) is not None or not any(map(str.isalpha, bare)):
            return "", 0
        who = self._register.responsible(name)
        if who.boards and not at and not (who.unknown and of_card(name) is not None):  # `LÄGE:` is no code
            return "", 0
        return bare, at

    def _card(self, table: Table, names: frozenset[str]) -> _Card | None:
        answers = tuple(map(tuple, answering(self._register, table)))
        answered = {row[0].row for row in answers}
        rows = [[cell for cell in row if len(cell.span)] for row in table.rows if row]
        rows = [row for row in rows if not row or row[0].row not in answered]
        cells = [cell for row in rows for cell in row]
        figures = sum(parse_number(cell.text) is not None for cell in cells)
        fields, across = self._fields(rows, names)
        inside = sum(field.value.start > field.cell.span.start for field in fields)
        in_rows = {field.cell.row for field in fields}
        # A label that few cards have describes what the others name without it.
        labelled = any(
            (role := of_card(field.name)) is not None
            and role.name == "title"
            and field.name in self._frequent
            for field in fields
        )
        if len(fields) < 2 or (len(in_rows) < 2 and inside < 2) or figures > 0.3 * len(cells):
            return None
        named = next((c for c, _ in across if self._may_be_title(c)), None) if not labelled else None
        if named is None:
            number = _number_in(rows[0][0]) if rows[0] else ""
            return _Card(table, None, number, tuple(fields), (), (), answers) if len(fields) > 2 else None
        if not any(field.cell.row >= named.row for field in fields):
            return None
        number = next((text for cell, text in across if cell is named), "")
        rest = tuple(cell for cell, _ in across if cell is not named and cell.row > named.row)
        beside = tuple(cell for cell, _ in across if cell is not named and cell.row == named.row)
        return _Card(table, named, number, tuple(fields), rest, beside, answers)

    def title_label(self, cards: list[_Card]) -> str:
        """The label of the title in the cards that have one: known, or the first over titles; else empty."""
        values: dict[str, list[str]] = defaultdict(list)
        for card in cards:
            for field in card.fields if card.title is None else ():
                values[field.name].append(self._document.cut(field.value))
        most = 0.8 * sum(card.title is None for card in cards)
        own = {name: said for name, said in values.items() if len(said) >= most}
        for name in own:
            if (role := column(name)) is not None and role.name == "title":
                return name
        for name, said in own.items():
            titles = role_of(name, said, self._register) == "title" and known(name) is None
            if titles and sum(map(like_title, said)) >= 0.7 * len(said):
                return name
        return ""

    def field(self, card: _Card, name: str) -> _Field | None:
        """The card's label of this name with a value, if it has one."""
        return next((f for f in card.fields if f.name == name and len(f.value)), None)

    def _fields(
        self, rows: list[list[Cell]], names: frozenset[str]
    ) -> tuple[list[_Field], list[tuple[Cell, str]]]:
        """The labels with their values; and the cells that have none, with the number before them."""
        fields: list[_Field] = []
        across: list[tuple[Cell, str]] = []
        for row in rows:
            at = 0
            while at < len(row):
                key, inside = self._key(row[at])
                if key not in names:
                    text = row[at].text
                    numbers = at + 1 < len(row) and len(text) <= 8 and any(map(str.isdigit, text))
                    if numbers:
                        across.append((row[at + 1], text.strip(" .")))
                        at += 1
                    else:
                        across.append((row[at], ""))
                elif inside:
                    start = row[at].span.start + inside
                    lead = len(self._document.cut(Span(start, row[at].span.end)))
                    lead -= len(self._document.cut(Span(start, row[at].span.end)).lstrip())
                    fields.append(_Field(key, row[at], Span(start + lead, row[at].span.end)))
                elif at + 1 < len(row) and self._key(row[at + 1])[0] in self._frequent - {key}:
                    pass  # `Kort 3 | Läge | Klart`: what the card is called
                elif at + 1 < len(row):
                    fields.append(_Field(key, row[at + 1], row[at + 1].span))
                    at += 1
                at += 1
        return fields, across

    def _may_be_title(self, cell: Cell) -> bool:
        text = cell.text
        said = wording.leading(text) is not None or is_example(text)
        return 5 <= len(text) <= 300 and not said and like_title(text.replace("\n", " ")) > 0

    def roles(self, cards: list[_Card]) -> dict[str, Role]:
        """What each label is, by its name or by its values in all cards."""
        values: dict[str, list[str]] = defaultdict(list)
        for card in cards:
            for field in card.fields:
                values[field.name].append(self._document.cut(field.value))
        roles = {}
        judged = any(role is not None and role.name == "status" for role in map(known, values))
        for name, said in values.items():
            role = known(name)
            kind = role_of(name, said, self._register)
            if role is None and kind != "status" and _groups(said, self._register):
                kind = "area"
            if role is not None and kind == "responsible" and role.name in ("start", "end", "when", "area"):
                role = None  # `Till` over boards
            if role is None and kind is None and not judged and in_figures(said):
                kind = "status"
            answered = sum(fold(text).strip(" .") in _ANSWERS for text in said) >= 0.6 * len(said)
            if role is None and answered and wording.cell(name.split()[0]) is not None:
                kind = "status"  # `Klart före nyår?` over Ja and Nej
            if role is None and sum(_REFERS.search(text) is not None for text in said) >= 0.6 * len(said):
                kind = "decided"
            if role is not None and role.name != "title" and (role.weight > 1 or kind is None):
                roles[name] = role
            elif kind is not None:
                roles[name] = Role("comment" if kind == "title" else kind, None, 2)
        statuses = {name: known(name) for name, role in roles.items() if role.name == "status"}
        stages = [name for name, role in statuses.items() if role is None and when_of(name) is None]
        if (len(stages) > 1 or wording.elsewhere()) and len(statuses) > len(stages) > 0:
            roles |= dict.fromkeys(stages, Role("description", None, 2))  # `Upphandling` beside `Status`
        current = [n for n, r in roles.items() if r.name == "status" and not wording.foretell(values[n])]
        sides = dict(zip(current, sides_of(current), strict=True))
        if {-1, 0} <= set(sides.values()):
            earlier = [name for name, side in sides.items() if side < 0]
            roles |= dict.fromkeys(earlier, Role("description", None, 2))  # `Status delår` beside `Status`
            current = [name for name in current if name not in earlier]
        times = {name: when_of(name) for name in current}
        latest = max((when for when in times.values() if when is not None), default=None)
        now = False
        for name, when in times.items():
            now = now or when == NOW
            # `I december` after `Läget nu` is to come; `Läge i april` beside `Läge i december` was.
            if now and (when == (0, LAST_MONTH) or _YEAR_END.search(name)):
                roles[name] = Role("forecast", None, 2)
            elif when is not None and when != latest:
                roles[name] = Role("description", None, 2)
        return roles

    def item(self, card: _Card, roles: dict[str, Role], named: str) -> Found:
        labelled = self.field(card, named) if card.title is None else None
        cell = labelled.cell if labelled is not None else card.title
        assert cell is not None
        title, span, description = title_of(self._document, cell, self._register)
        found = titled(title, span, card.table.span, PARSER)
        found.kind = title.kind or (kind.kind if (kind := column(named)) is not None and labelled else None)
        found.number = title.number or card.number
        if title.status is not None:
            found.content.passages.append(Passage(span=title.status, role="status"))
        found.content.passages += [Passage(span=s, role="description") for s in description]
        for field in card.fields:
            role = roles.get(field.name)
            if role is None or field is labelled:
                continue
            if field.value == field.cell.span:
                take_value(self._document, self._register, role, field.name, field.cell, "", found)
            else:
                self._take_part(found, role, field)
        for row in card.answers:
            take_answer(self._document, self._register, row, found)
        for cell in card.beside:
            self._take_beside(found, cell)
        for cell in card.rest:
            read = ContentReader(self._document, self._register).read(cell_pieces(self._document, cell))
            found.content.passages += read.passages
            found.content.parts += read.parts
        return found

    def _take_beside(self, found: Found, cell: Cell) -> None:
        """A cell beside the title: a line for who has it, one for when it is to be done."""
        for line in cell.text.split("\n"):
            if self._register.responsible(line).boards:
                found.responsible = found.responsible or line.strip()
            elif len(line) <= LONGEST_NAME and parse_range(line) is not None:
                found.content.set_dates(line, "end")

    def _take_part(self, found: Found, role: Role, field: _Field) -> None:
        """A value that stands in one cell with its label."""
        text = self._document.cut(field.value)
        if role.name == "responsible":
            found.responsible = found.responsible or text.replace("\n", " ")
        elif role.name == "helper":
            found.content.helpers = found.content.helpers or text.replace("\n", " ")
        elif role.name in ("start", "end", "when"):
            found.content.set_dates(text, role.name)
        elif role.name == "area":
            found.area = found.area or text.replace("\n", " ")
        elif (kind := _PASSAGES.get(role.name)) is not None:
            passage = Passage(span=field.value, role=kind, label=field.name, shade=field.cell.shade)
            found.content.passages.append(passage)


_PASSAGES: Final[dict[str, PassageRole]] = {
    "status": "status",
    "forecast": "forecast",
    "comment": "comment",
    "description": "description",
}
