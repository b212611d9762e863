"""What the columns of a table are: by the names in its head, or by what stands in them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from tertial import wording
from tertial.boards import Register
from tertial.document import Document, Table
from tertial.parsers.roles import Role, RoleName, column
from tertial.parsers.titles import like_title, split_number
from tertial.swedish.dates import parse_range
from tertial.swedish.numbers import parse_number
from tertial.swedish.words import fold
from tertial.vocabulary import Kind, Status

SHORTEST_SENTENCE = 15
"""Characters of a cell that tells how an order goes."""
LONGEST_FACT = 60
"""Characters of a line under a title that says who or when."""
TITLED = 0.7
"""Least likeness to a title of the first line of a cell whose other lines name who has it."""
GROUPED = 1.5
"""Rows that a cell takes on average in a column of groups, at least."""
LONGEST_NAME = 80
"""Characters of the name of a group."""
HEAD_ROWS = 4
"""A head stands within the first rows, after a caption or two at most."""


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


def head_of(document: Document, table: Table, register: Register, *, titles: bool) -> Head | None:
    """The head of a table, or None where neither its first rows nor its cells say what the columns are.

    Args:
        titles: Orders beside prose are uppdrag and what became of them, as the document follows them up.
    """
    rows = document.texts[table.index]
    best: Head | None = None
    value = cache(lambda text: value_of(text, register))  # each row but the last stands under another
    for n, row in enumerate(rows[:HEAD_ROWS]):
        below = rows[n + 1 :]
        if n and not below:
            break  # a head has rows under it
        values = by_values(below, table.width, value)
        found = _read_head(
            row, n, register, values, _answered(below, table.width), _counted(below, table.width)
        )
        if found is None:
            continue
        named = len(best.roles) + len(best.boards) if best is not None else 0
        if best is None or len(found.roles) > named + 1 or _stands_over(best, found):
            best = found
    if best is None:
        return _by_content(table, rows, value) or (
            _by_orders(rows, table, by_values(rows, table.width, value)) if titles else None
        )
    best = _without_references(_without_titles(_second_row(best, rows, table), rows), rows)
    best = _without_numbers(best, rows)
    best = _with_deviations(_latest_only(best, rows), rows)
    return _with_prose(_with_groups(_choose_title(best, rows), table, rows), rows)


def _stands_over(above: Head, head: Head) -> bool:
    """Whether a row only names the mål that the aktiviteter of the table are for, whose head stands lower."""
    named = sum(name != "?" for name in head.names.values())
    alone = sum(name != "?" for name in above.names.values()) == 1
    return alone and named > 1 and above.kind is Kind.MAL and head.kind is Kind.AKTIVITET


def _second_row(head: Head, rows: list[list[str]], table: Table) -> Head:
    """A head of two rows: names under a name across are its parts (`Status` over `T1`, `T2`)."""
    if head.rows >= len(rows):
        return head
    above = table.rows[head.rows - 1]
    across = {cell.column: cell for cell in above if cell.columns > 1 and cell.column in head.roles}
    under = {c: start for start, cell in across.items() for c in range(start, start + cell.columns)}
    filled = [c for c, text in enumerate(rows[head.rows]) if text]
    if len(filled) < 2 or any(c not in under or len(rows[head.rows][c]) > 30 for c in filled):
        return head
    roles, names = dict(head.roles), dict(head.names)
    for c in filled:
        roles[c] = head.roles[under[c]]
        names[c] = f"{head.names[under[c]]} {rows[head.rows][c]}"
    return replace(head, roles=roles, names=names, rows=head.rows + 1)


_REFERENCE = re.compile(r"§|(?<!\d)\d{6}(?!\d)|\d{4}-\d\d-\d\d")


def _without_references(head: Head, rows: list[list[str]]) -> Head:
    """A column called `Datum KF` or `Beslut` over dates and paragraphs holds neither answers nor titles."""
    roles, boards = dict(head.roles), dict(head.boards)
    for c, name in head.names.items():
        cells = [row[c] for row in rows[head.rows :] if row[c]]
        referring = sum(_REFERENCE.search(text) is not None and len(text) <= 40 for text in cells)
        if not cells or referring < 0.6 * len(cells):
            continue
        role = roles.get(c, _ANY)
        named = role.name == "title" and all(sum(map(str.isalpha, text)) <= 20 for text in cells)
        if c in boards or named or (role.name in ("when", "start") and _DECIDES.search(name)):
            boards.pop(c, None)
            roles[c] = Role("decided", None, 1)
    return replace(head, roles=roles, boards=boards)


def _without_titles(head: Head, rows: list[list[str]]) -> Head:
    """Where no column is named as one of titles, one of orders is none of decisions, whatever its name."""
    if head.has("title"):
        return head
    roles = dict(head.roles)
    for c, role in head.roles.items():
        cells = [row[c] for row in rows[head.rows :] if row[c]]
        words = sum(len(text.split()) >= 3 and not _REFERENCE.search(text) for text in cells)
        if role.name == "decided" and words >= 2 and words >= 0.8 * len(cells):
            del roles[c]  # `Beslutat av nämnden`
    return replace(head, roles=roles)


_ANY = Role("figure", None, 1)
_DECIDES = re.compile(r"\b(?:KF|KS|fullmäktige|beslut\w*|bifall\w*|antag\w*)\b", re.IGNORECASE)
_MONTHS = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
_YEAR = re.compile(r"\b(20\d\d)\b")
_DATED = re.compile(r"\b20\d\d-(?P<m>0[1-9]|1[0-2])\b|\b\d\d?/(?P<month>1[0-2]|[1-9])\b")
_COMPACT = re.compile(r"(?<!\d)(?:20)?([0-4]\d)(0[1-9]|1[0-2])(?:[0-2]\d|3[01])(?!\d)")
_NOW = re.compile(r"\b(?:nu|idag|i dag|aktuell[t]?|nuvarande)\b")
_NAMED = re.compile(rf"\b({'|'.join(_MONTHS)})[a-zåäö]*\b")
_PART = re.compile(r"\b(?:t|tertial|delår)\s?([123])\b")


LAST_MONTH = 12
NOW = (9999, LAST_MONTH)
"""When a status holds that holds now; later than any that has a date."""


def when_of(name: str) -> tuple[int, int] | None:
    """Year and month at which a column's status holds, as its name says; 0 for what it leaves out."""
    folded = fold(name)
    if _NOW.search(folded):
        return NOW
    if (compact := _COMPACT.search(folded)) is not None:
        return (2000 + int(compact[1]), int(compact[2]))
    year = _YEAR.search(folded)
    month = 0
    if (dated := _DATED.search(folded)) is not None:
        month = int(dated["m"] or dated["month"])
    elif (named := _NAMED.search(folded)) is not None:
        month = _MONTHS.index(named[1]) + 1
    elif (part := _PART.search(folded)) is not None:
        month = 4 * int(part[1])
    elif "helår" in folded or "bokslut" in folded:
        month = 12
    return (int(year[1]) if year else 0, month) if year or month else None


def _latest_only(head: Head, rows: list[list[str]]) -> Head:
    """Of columns that say the status at different times the latest that is filled is this report's own."""
    roles = dict(head.roles)
    for kind in ("status", "comment"):
        times = {c: when_of(head.names.get(c, "")) for c, role in roles.items() if role.name == kind}
        body = rows[head.rows :]
        dated = {c: w for c, w in times.items() if w and not wording.foretell(row[c] for row in body)}
        named = {fold(head.names[c]).split()[0]: c for c in dated}
        for c in times.keys() - dated.keys():
            if named.get(fold(head.names.get(c, "")).strip(" .:"), c) < c:
                dated[c] = NOW  # `Status` after `Status aug.`
        if len(dated) < 2 or len(set(dated.values())) < 2:
            continue
        filled = {c for c in dated if any(re.search(r"\w|\[", row[c]) for row in rows[head.rows :])}
        latest = max(when for c, when in dated.items() if c in filled or not filled)
        for c, when in dated.items():
            if when != latest:
                # `I december` after `Nu` is to come.
                now = next((other for other, at in dated.items() if at == NOW), c)
                later = kind == "status" and when == (0, LAST_MONTH) and now < c
                roles[c] = replace(roles[c], name="forecast" if later else "description")
    return replace(head, roles=roles)


def by_values(body: list[list[str]], width: int, value: Callable[[str], RoleName | None]) -> dict[int, Role]:
    """Columns in most cells of which a status, a board or a date stands, whatever the column is called."""
    several = [row for row in body if sum(map(bool, row)) > 1]
    roles: dict[int, Role] = {}
    for c in range(width):
        cells = [row[c] for row in several if row[c]]
        if len(cells) < max(2, 0.4 * len(several)):
            continue
        name = "status" if _in_words(cells) else _most(cells, value)
        if name is not None:
            roles[c] = Role(name, None, 2 if name == "status" else 1)
    return roles


def _most(cells: Sequence[str], value: Callable[[str], RoleName | None]) -> RoleName | None:
    """What most of the cells are; asked of no more of them than it takes to tell."""
    counts: Counter[RoleName | None] = Counter()
    for cell in cells:
        counts[value(cell)] += 1
        if len(cells) - counts[None] < 0.6 * len(cells):
            return None
    name, count = counts.most_common(1)[0]
    return name if count >= 0.6 * len(cells) else None


def _in_words(cells: Sequence[str]) -> bool:
    """Whether nearly all of the cells are statuses in any words, and not all the same."""
    if any(len(text) > 40 for text in cells):
        return False
    read = [reading for text in cells if (reading := wording.value(text)) is not None]
    return len(read) >= 0.8 * len(cells) and len({reading.assessment for reading in read}) > 1


_MARK = re.compile(r"(?:\[[^\[\]\n]{1,20}\]|[^\w\s-])(?:\s*\w{3,12})?")


def is_sign(text: str) -> bool:
    """Whether a cell is nothing but a sign, with its name in words at most: `[grön]`, `●`."""
    return _MARK.fullmatch(text) is not None


def is_status(text: str) -> bool:
    """Whether a cell is nothing but a status or a sign that may stand for one: `Klart`, `[grön]`, `●`."""
    return wording.cell(text) is not None or is_sign(text)


_ROMAN = re.compile(r"[IVX]{1,5}\.?")


def value_of(text: str, register: Register) -> RoleName | None:
    """What a cell by itself is: a status or a sign of one, a board, a date; None for all else."""
    if is_status(text) or wording.leading(text) is not None:
        return "status"
    first, _, more = text.partition("\n")
    entitled = bool(more) and like_title(first) >= TITLED and not register.responsible(first).boards
    if len(text) <= 80 and not entitled and not _ROMAN.fullmatch(text) and register.responsible(text).boards:
        return "responsible"
    return "when" if len(text) <= 40 and parse_range(text) is not None else None


def _is_worded_status(text: str) -> bool:
    """Whether a cell says a status in words, and is no name of a column as `Status` is."""
    return wording.cell(text) is not None and column(text) is None and not is_sign(text)


def _answered(body: list[list[str]], width: int) -> frozenset[int]:
    """Columns that hold answers to a question and nothing else."""
    return frozenset(c for c in range(width) if _are_answers([row[c] for row in body]))


def _are_answers(cells: Sequence[str]) -> bool:
    worded = all(wording.is_answer(text) or not _WORDED.search(text) for text in cells)
    return worded and sum(map(wording.plain_answer, filter(_WORDED.search, cells))) >= 2


_WORDED = re.compile(r"[\w?]")


def _is_asked(name: str) -> bool:
    """Whether a name is a question, or yes under it would be a status: `Klart till jul`."""
    return name.endswith("?") or wording.yes_or_no("Ja", name) is not None


def _counted(body: list[list[str]], width: int) -> frozenset[int]:
    """Columns that hold numbers of which the report says what they mean, and nothing else."""
    cells = [[row[c] for row in body if row[c]] for c in range(width)]
    coded = (c for c in range(width) if all(wording.numbered(t, "", status=True) for t in cells[c]))
    return frozenset(c for c in coded if len(cells[c]) >= 2)


def _read_head(
    row: list[str],
    n: int,
    register: Register,
    values: dict[int, Role],
    answered: frozenset[int],
    counted: frozenset[int],
) -> Head | None:
    """The head that a row is, or None for a row that names no columns.

    Args:
        values: What the columns are by the values under the row.
        answered: The columns of answers under the row; and those of numbers that are codes.
    """
    roles: dict[int, Role] = {}
    names: dict[int, str] = {}
    boards: dict[int, str] = {}
    filled = [(c, text) for c, text in enumerate(row) if text]
    if any(c in values and value_of(text, register) == values[c].name for c, text in filled):
        if any(c in values and _is_worded_status(text) for c, text in filled):
            return None  # the first of the rows, under no head
        values = {}
    for c, text in filled:
        line = wording.uncoded(text.replace("\n", " "))
        names[c] = line
        role = column(line)
        signs = sum(_MARK.fullmatch(other) is not None for _, other in filled) >= 2
        if role is None and (
            (c in answered and _is_asked(line))  # `Kom vi dit?` over yes and no
            or (len(line) <= 40 and wording.cell(line) is not None)
            or (signs and _MARK.fullmatch(line))
            or (c in counted and wording.names_numbers(line))
        ):
            # A column for each status, with a cross in the one that holds (cases/tables/crosses).
            role = Role("status", None, 2)
        board = register.heading(line) if role is None and len(line) <= 60 else None
        if board is not None:
            boards[c] = board.name
        elif (value := values.get(c)) is not None and len(line) <= 40:
            role = _by_name_and_value(role, value)
        if role is not None:
            roles[c] = role
    for c, value in values.items():
        if value.name == "status" and c not in names and any(column(text) for _, text in filled):
            roles[c] = value  # signs under no name
    if len(roles) >= 3:
        for c, text in filled:
            # A caption run together with the name of its column (cases/tables/caption_in_head).
            role = column(text, longest=300) if c not in roles and len(text) > 60 else None
            if role is not None:
                roles[c] = role
    stages = [c for c in roles if c in values and roles[c] is values[c] and when_of(names.get(c, "")) is None]
    stages = [c for c in stages if roles[c].name == "status" and c in names]
    judged = {
        c for c, value in values.items() if value.name == "status" and column(names.get(c, "")) is not None
    }
    if len(stages) > 1 and any(roles[c].name == "status" for c in judged & roles.keys()):
        # Steps of the work beside what is named as its status (cases/layouts: steps in columns).
        roles |= dict.fromkeys(stages, Role("description", None, 2))
    distinct = {role.name for role in roles.values()}
    if values and any(c not in roles and c not in boards for c, _ in filled):
        distinct.add("title")  # the name of the column of titles need not be known
    strong = sum(role.weight >= 2 for role in roles.values())
    if len(boards) >= 2 and len(filled) >= 3 and (roles or len(boards) == len(filled) - 1):
        return Head(roles, names, n + 1, boards)
    if len(distinct) < 2 or strong < 1 or any(len(t) > 120 and c not in roles for c, t in filled):
        return None
    if len(filled) == 2 and 0 in roles and 1 in roles and _is_pair(row):
        return None
    if len(roles) + len(boards) < 0.5 * len(filled) and len(roles) < 3:
        return None
    return Head(roles, names, n + 1, boards)


def _by_name_and_value(role: Role | None, value: Role) -> Role:
    """The role of a column whose values have one: its name's, unless they deny it (`Till` over boards)."""
    if role is None or (value.name == "responsible" and role.name in ("start", "end", "when", "area")):
        return value
    return role


def _is_pair(row: list[str]) -> bool:
    """A row such as `Status | Klart`: the second is a value although its words are a role's too."""
    return (
        wording.cell(row[1]) is not None
        and column(row[1]) is not None
        and fold(row[1]) not in ("status", "läge")
    )


def _without_numbers(head: Head, rows: list[list[str]]) -> Head:
    """A column of numbers or dates tells of no status, whatever its name, and one of statuses is one."""
    roles = dict(head.roles)
    for c, role in head.roles.items():
        cells = [row[c] for row in rows[head.rows :] if row[c]]
        named = head.names.get(c, "")
        asked = role.name in ("status", "forecast")
        numbers = sum(
            parse_number(t) is not None and wording.numbered(t, named, status=asked) is None for t in cells
        )
        dates = sum(
            len(t) <= 40 and parse_range(t) is not None and wording.numbered(t, named, status=asked) is None
            for t in cells
        )
        statuses = sum(wording.cell(t) is not None for t in cells)
        if role.name in ("status", "forecast") and cells and dates >= 0.6 * len(cells):
            begun = wording.cell(head.names[c])
            # `Klart` over dates is a deadline, `Påbörjat` a beginning.
            name: RoleName = "start" if begun and begun.assessment is Status.PAGAR else "end"
            roles[c] = replace(role, name=name)
        elif role.name in ("status", "forecast", "comment", "area") and cells and numbers >= 0.7 * len(cells):
            roles[c] = replace(role, name="figure")  # `Prognos 2020` in a budget
        elif role.name == "figure" and cells and statuses >= 0.6 * len(cells):
            roles[c] = replace(role, name="status")  # `Utfall aug` over words
    return replace(head, roles=roles)


_STRAYS = re.compile(r"(?:avvikelse|avviker|tids?plan)\b")
_SIGN = re.compile(r"\[[^\]\n]+\]|[^\w\s]{1,3}|ja|nej")


def _with_deviations(head: Head, rows: list[list[str]]) -> Head:
    """A column `Avvikelse` of colours, answers or words tells how the plan is kept, of figures not."""
    roles = dict(head.roles)
    for c, role in head.roles.items():
        cells = [fold(row[c]) for row in rows[head.rows :] if row[c]]
        if role.name not in ("figure", "when") or not _STRAYS.match(fold(head.names.get(c, ""))):
            continue
        if cells and all(_SIGN.fullmatch(t) or wording.cell(t) is not None for t in cells):
            roles[c] = Role("status", None, 2)
    return replace(head, roles=roles)


def _with_prose(head: Head, rows: list[list[str]]) -> Head:
    """Columns of sentences are comments, whatever they are called: `Vad nämnden säger`."""
    roles = dict(head.roles)
    body = rows[head.rows :]
    for c in range(len(rows[0])):
        if c in roles or c in head.boards or head.title is None:
            continue
        if is_prose(body, c):
            roles[c] = Role("comment", None, 1)
    return replace(head, roles=roles)


def _with_groups(head: Head, table: Table, rows: list[list[str]]) -> Head:
    """A column of names before the titles, merged over rows, holds areas, whatever it is called."""
    if head.title is None or head.has("area"):
        return head
    roles = dict(head.roles)
    for c in range(head.title):
        cells = [cell for row in table.rows[head.rows :] for cell in row if cell.column == c]
        names = [rows[cell.row][c] for cell in cells if rows[cell.row][c]]
        over = sum(cell.rows for cell in cells)
        if c in roles or c in head.boards or len(names) < 2 or over < GROUPED * len(cells):
            continue
        worded = [sum(map(str.isalpha, name)) >= 4 and wording.cell(name) is None for name in names]
        if all(worded) and len(set(names)) == len(names) and max(map(len, names)) <= LONGEST_NAME:
            roles[c] = Role("area", None, 1)
            break
    return replace(head, roles=roles)


def _choose_title(head: Head, rows: list[list[str]]) -> Head:
    """One title column, the finest thing named; another becomes area, description or comment."""
    titles = {c: role for c, role in head.roles.items() if role.name == "title"}
    roles = dict(head.roles)
    if len(titles) > 1:
        strong = {c: r for c, r in titles.items() if r.weight > 1} or titles
        order = {Kind.UPPDRAG: 0, Kind.AKTIVITET: 1, Kind.MAL: 2, None: 3}
        kinds = {r.kind for r in strong.values()}
        if Kind.UPPDRAG in kinds:
            chosen = min(strong, key=lambda c: (order[strong[c].kind], c))
        elif Kind.AKTIVITET in kinds:
            chosen = min(c for c, r in strong.items() if r.kind is Kind.AKTIVITET)
        else:
            chosen = max(strong)
        for c, role in titles.items():
            if c == chosen:
                continue
            if role.kind is Kind.MAL or (c < chosen and role.weight > 1):
                roles[c] = replace(role, name="area")
            elif role.weight == 1:
                roles[c] = replace(role, name="decided")
            elif strong[chosen].kind is Kind.UPPDRAG:
                roles[c] = replace(role, name="comment")
            else:
                roles[c] = replace(role, name="description")
    if not titles and (roles.keys() or head.boards):
        at = _text_column(head, rows)
        at = _ordering_column(head, rows) if at is None else at
        if at is not None:
            roles[at] = Role("title", None, 1)
    return replace(head, roles=roles)


def _text_column(head: Head, rows: list[list[str]]) -> int | None:
    """The leftmost column without a role that is filled with words, not sentences, in most rows."""
    body = [row for row in rows[head.rows :] if sum(bool(t) for t in row) > 1]
    for c in range(len(rows[0])):
        if c in head.roles or c in head.boards or not body:
            continue
        cells = [row[c] for row in body if row[c]]
        worded = [t for t in cells if sum(ch.isalpha() for ch in t) >= 8 and wording.cell(t) is None]
        told = [t for t in cells if t.rstrip()[-1:] in ".!?" and like_title(t) < 0.9]
        if len(worded) >= 0.6 * len(body) and len(told) < 0.6 * len(cells):
            return c
    return None


def is_prose(body: list[list[str]], c: int) -> bool:
    """Whether at least half of a column's cells are sentences."""
    cells = [row[c] for row in body if row[c]]
    return sum(len(text) >= 20 and text.rstrip()[-1:] in ".!?" for text in cells) >= 0.5 * len(cells) > 0


def _ordering_column(head: Head, rows: list[list[str]]) -> int | None:
    """The column of orders among those whose names say that they describe or comment: `Text`."""
    for c, role in sorted(head.roles.items()):
        cells = [row[c] for row in rows[head.rows :] if row[c]]
        worded = sum(like_title(text.replace("\n", " ")) >= 0.9 for text in cells)
        if role.name in ("comment", "description") and len(cells) > 1 and worded >= 0.6 * len(cells):
            return c
    return None


def _by_content(table: Table, rows: list[list[str]], value: Callable[[str], RoleName | None]) -> Head | None:
    """Roles of the columns of a table without a head, where statuses or boards stand in a column."""
    body = [row for row in rows if sum(bool(t) for t in row) > 1]
    if len(body) < 2:
        return None
    roles: dict[int, Role] = {}
    values = by_values(rows, table.width, value)
    rest = []
    for c in range(table.width):
        cells = [row[c] for row in body if row[c]]
        if len(cells) < max(2, 0.4 * len(body)):
            rest.append(c)
            continue
        if c in values:
            roles[c] = values[c]
        elif sum(len(t) <= 6 and split_number(t + " x")[1] > 0 for t in cells) >= 0.6 * len(cells):
            roles[c] = Role("number", None, 1)
        else:
            rest.append(c)
    if not any(role.name == "status" for role in roles.values()):
        return None
    worded = [
        c
        for c in rest
        if sum(sum(ch.isalpha() for ch in row[c]) >= 8 for row in body) >= max(2, 0.6 * len(body))
    ]
    if not worded:
        return None
    roles[worded[0]] = Role("title", None, 1)
    for c in rest:
        if c > worded[0]:
            roles[c] = Role("comment", None, 1)
    return Head(roles, {}, 0, inferred=True)


def is_entitled(text: str) -> bool:
    """Whether a cell holds a title and under it lines of who and when: `Ny hamn`, `Tekniska`, `mars–maj`."""
    first, *more = text.split("\n")
    short = all(len(line) <= LONGEST_FACT and line[-1:] not in ".!?" for line in more)
    return bool(more) and short and like_title(first) >= TITLED and first[-1:] not in ".!?:"


def _by_orders(rows: list[list[str]], table: Table, values: dict[int, Role]) -> Head | None:
    """Roles of the columns of a table of orders beside prose, boards or statuses, under any names.

    Args:
        values: What the columns are by the values in them.
    """
    body = [row for row in rows if sum(map(bool, row)) > 1]
    if len(body) < 2:
        return None
    named = all(
        len(text) <= 40 and text[-1:] not in ".!?" and like_title(text) < 0.9 for text in body[0] if text
    )
    told = body[1:] if named and len(body) > 2 else body
    order: dict[int, float] = {}
    prose: list[int] = []
    for c in range(table.width):
        cells = [row[c] for row in told if row[c]]
        if len(cells) < max(2, 0.6 * len(told)):
            continue
        titled = [like_title(text) >= 0.9 or is_entitled(text) for text in cells]
        order[c] = sum(titled) / len(cells)
        if sum(len(text) >= SHORTEST_SENTENCE and text.rstrip()[-1:] in ".!" for text in cells) >= 0.5 * len(
            cells
        ):
            prose.append(c)
    best = max(order, key=lambda c: order[c], default=None)
    numbered = best == 1 and all(0 < len(row[0]) <= 6 and split_number(row[0] + ". x")[1] for row in told)
    beside = numbered or any(
        role.name in ("status", "responsible") for c, role in values.items() if c != best
    )
    if best is None or order[best] < 0.6 or not (beside or any(c > best for c in prose)):
        return None
    roles = {c: Role("comment" if c > best else "description", None, 1) for c in prose}
    if beside:
        roles |= {c: Role("comment", None, 1) for c in range(best + 1, table.width)}
    roles |= values
    for c in range(best):
        if c not in roles and all(
            len(row[c]) <= 6 and split_number(row[c] + ". x")[1] for row in told if row[c]
        ):
            roles[c] = Role("number", None, 1)
    roles[best] = Role("title", None, 1)
    first = rows.index(body[0]) + 1 if told is not body else 0
    return Head(roles, dict(enumerate(body[0])) if first else {}, first, inferred=True)
