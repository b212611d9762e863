"""Labels of the house's own: names that a report sets before values again and again, and what they are."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from itertools import zip_longest
from statistics import mean

from tertial import wording
from tertial.boards import Register
from tertial.document import Document
from tertial.parsers.pieces import BRACKETED
from tertial.parsers.references import is_reference
from tertial.parsers.roles import (
    ENDS_LABEL,
    LONGEST_NAME,
    Role,
    RoleName,
    bare_label,
    column,
    is_column_only,
    phrase,
    unnumbered,
)
from tertial.parsers.title_owners import known_only, undecided
from tertial.parsers.titles import like_title
from tertial.parsers.values import is_status
from tertial.swedish.dates import parse_range
from tertial.swedish.sentences import LONGEST
from tertial.swedish.words import fold
from tertial.vocabulary import Kind

OFTEN = 3
"""A label of the house's own stands so many times in running text; in tables twice is enough."""
MOST = 0.6
"""Share of a label's values that must be of a kind."""
_LINE = re.compile(
    r"[•*–-]?\s*(?P<name>[^\W\d_](?:[^:\t\n.!?]|:s ){1,38}?\??\.?)(?:\s*:|\t|\s{3,}|(?<=\?)\s)"
    r"\s*(?P<value>\S.*)?$"
)
_LATER = re.compile(r"\s+\|\s+|(?<=[.;,])\s+(?=[A-ZÅÄÖ][^:\t\n.!?]{1,38}\??:\s)")
"""Where another label may begin in the same paragraph."""


def learn(document: Document, register: Register) -> dict[str, Role]:
    """Names of labels that nobody but this report uses, folded, each with the role that its values give it.

    The first of the labels that are set before each item, over values that differ, names the item, where no
    label does so by its own name; number, decision, who and when may stand before it.
    """
    learned: dict[str, Role] = {}
    for in_lines, found in ((False, _in_tables(document)), (True, _in_lines(document))):
        values: dict[str, list[str]] = defaultdict(list)
        for name, value in found:
            values[name].append(value)
        sure_roles = [role for name in values if (role := column(name)) is not None and role.weight > 1]
        titled = any(role.name == "title" for role in sure_roles)
        given = any(role.name == "responsible" for role in sure_roles)
        told = False
        """A label stands before that says more than number, decision, who and when."""
        for name, said in values.items():
            known = None if in_lines and is_column_only(name) else column(name)
            kind = None
            if fold(name) not in learned:
                kind = role_of(name, [value for value in said if value], register)
            sure = known is not None and known.weight > 1 and not _denies(kind, known)
            if fold(name) in learned or sure:
                told = told or known is None or known.name not in FACTS
                continue
            other = known is not None and known.name != "title"
            if kind == "title" and (told or titled or other or not _lead_others(values)):
                kind = "comment"
            if kind == "responsible" and (_gives(name) or (given and len(set(map(fold, said))) == 1)):
                kind = "decided"  # one and the same for all, where another label says who has each
            told = told or (kind is not None and kind not in FACTS)
            if kind is not None:
                learned[fold(name)] = Role(kind, None, 2)
        _without_stages(values, learned)
        if in_lines:
            _under_the_first(values, learned)
    learned |= {fold(said): Role("responsible", None, 2) for said in _phrases(document, register)}
    alone = _alone(document, register)
    learned = alone | learned
    return (
        learned
        if alone
        or any(role.name in ("status", "title", "responsible", "description") for role in learned.values())
        else {}
    )


def _alone(document: Document, register: Register) -> dict[str, Role]:
    """Lines of their own that recur among items and say what the line after them is: `Var står vi?`.

    What recurs once in each board's chapter is an order that several boards answer, or a part of the chapter.
    """
    texts = [document.cut(block.span).strip(" *:") for block in document.body if block.place is None]
    count = Counter(text for text in texts if 1 < len(text) <= LONGEST_NAME)
    names = {text for text, n in count.items() if n >= OFTEN and _may_be_alone(text, register)}
    values: dict[str, list[str]] = defaultdict(list)
    where: dict[str, Counter[int]] = defaultdict(Counter)
    titled: Counter[str] = Counter()
    chapter, before = 0, ""
    for text, after in zip_longest(texts, texts[1:], fillvalue=""):
        if text in names:
            values[text].append("" if after in names else after)
            where[text][chapter] += 1
            named = before not in names and before[-1:] not in ".!" and register.heading(before) is None
            titled[text] += named and like_title(before) > 0.5
        elif before not in names and len(text) <= LONGEST_NAME and register.heading(text) is not None:
            chapter += 1
        before = text
    found: dict[str, Role] = {}
    stated: list[str] = []
    for name in (name for name in values if max(where[name].values()) > 1):
        known = None if is_column_only(name) else column(name)
        kind = role_of(name, [value for value in values[name] if value], register)
        role = Role(kind, None, 2) if kind is not None and (known is None or _denies(kind, known)) else known
        if role is not None and role.name in _ALONE:
            found[name] = role
            stated += [name] if kind == "status" else []
    if not any(role.name in ("status", "forecast") for role in found.values()):
        found |= {name: Role("status", None, 2) for name in stated}  # `Var står vi?` may be told in prose
    leading = (n for n in found if found[n].name != "comment" or titled[n] >= MOSTLY * count[n])
    most = max((count[name] for name in leading), default=0)
    return {
        fold(name): role
        for name, role in found.items()
        if ((bare := bare_label(name)) is None or bare.role.name != role.name)
        and (role.name != "comment" or count[name] >= 0.75 * most > 0)
    }


def _may_be_alone(text: str, register: Register) -> bool:
    if ": " in text:
        return False  # `Läget nu: Pågår`, said of many, is a label with its value
    named = _may_be_name(text) and text[-1] not in ".!," and register.heading(text) is None
    return named and like_title(text) < 0.9


MOSTLY = 0.8
"""Share of the places of a name in which it must stand right under a title of its own."""
_ALONE: frozenset[RoleName] = frozenset({"status", "forecast", "responsible", "start", "end", "comment"})
FACTS: frozenset[RoleName] = frozenset({"number", "decided", "responsible", "helper", "start", "end", "when"})
_OF_GIVERS = frozenset({"av", "från", "ur"})
"""What ends a phrase before who has ordered: `Uppdrag från fullmäktige`."""


def _gives(name: str) -> bool:
    """Whether a label stands before who has ordered, and not before who does it: `Från`, not `Utförs av`."""
    return fold(name).split()[-1] in _OF_GIVERS - {"av"}


def _phrases(document: Document, register: Register) -> list[str]:
    """Words that begin lines again and again, and each time go before nothing but boards: `Lämnat till`."""
    after: dict[str, list[str]] = defaultdict(list)
    for block in document.body:
        for line in document.cut(block.span).split("\n"):
            if before := phrase(line):
                after[before].append(line[line.index(before) + len(before) :])
    return [
        before
        for before, said in after.items()
        if len(said) >= OFTEN
        and fold(before).split()[-1] not in _OF_GIVERS
        and all(known_only(undecided(who), register) for who in said)
    ]


_DENIED: Mapping[RoleName, frozenset[RoleName]] = {
    "responsible": frozenset({"start", "end", "when", "area", "number"}),
    "decided": frozenset({"title"}),
    "status": frozenset({"figure", "indicator", "number"}),
}
"""By what values are: what a name may say of them wrongly, as `Till` over boards, `Utfall` over words."""


def _denies(kind: RoleName | None, known: Role) -> bool:
    return kind is not None and known.name in _DENIED.get(kind, ())


def _without_stages(values: Mapping[str, list[str]], learned: dict[str, Role]) -> None:
    """Beside a label that is a status by its name, several that only hold statuses are stages of the work."""
    stages = [name for name in map(fold, values) if name in learned and learned[name].name == "status"]
    named = any(
        (role := column(name)) is not None and role.name == "status" and fold(name) not in learned
        for name in values
    )
    if named and len(stages) > 1:
        learned.update(dict.fromkeys(stages, Role("description", None, 2)))


def _under_the_first(values: Mapping[str, list[str]], learned: dict[str, Role]) -> None:
    """Under a label that names matters, others that may name something order it or tell what was done.

    `Ärende: Torget`, `Beslut: att anordna en tävling`, `Åtgärd: Juryn är utsedd.`
    """
    titles = [
        (name, role)
        for name in values
        if (role := learned.get(fold(name)) or column(name)) is not None and role.name == "title"
    ]
    if not titles or titles[0][0] != next(iter(values)) or not _lead_others(values):
        return
    (first, leading), *others = titles
    if leading.kind not in (None, Kind.UPPDRAG) or any(
        role.weight == 3 and role.kind == Kind.UPPDRAG for _, role in others
    ):
        return
    learned[fold(first)] = Role("title", Kind.UPPDRAG, 2)
    for name, role in others:
        if role.kind == Kind.UPPDRAG or role.kind is None:
            learned[fold(name)] = Role("description", None, 2)
        elif fold(name) in DONE:
            learned[fold(name)] = Role("comment", None, 2)


DONE = frozenset({"åtgärd", "åtgärder", "vidtagna åtgärder", "vidtagen åtgärd"})
"""What may name an aktivitet, and under the name of a matter says what was done."""


def _lead_others(values: Mapping[str, list[str]]) -> bool:
    """Whether the first label is followed by others as often as it stands."""
    first, *others = (len(said) for said in values.values())
    return any(abs(count - first) <= 0.25 * first for count in others)


def _in_tables(document: Document) -> Iterator[tuple[str, str]]:
    """Names in the first column of cards: in several tables of the same form, or again and again in one."""
    rows: list[tuple[str, str, int]] = []
    for table in document.tables:
        if not 2 <= table.width <= 6:
            continue
        for row in filter(None, table.rows):
            cells = [document.cut(cell.span) for cell in row]
            name = cells[0].strip()
            if len(cells) > 1 and row[0].column == 0 and _may_be_name(name):
                rows.append((name.rstrip(":"), next((c for c in cells[1:] if c), ""), table.index))
    for name, value, _ in _repeated(rows):
        yield name, value


def _repeated(rows: list[tuple[str, str, int]]) -> list[tuple[str, str, int]]:
    """The rows whose names make up most of their tables, and stand there as often as other such names."""
    count: dict[str, int] = defaultdict(int)
    for name, _, _ in rows:
        count[name] += 1
    by_table: dict[int, list[str]] = defaultdict(list)
    for name, _, table in rows:
        by_table[table].append(name)
    cards = {
        table
        for table, names in by_table.items()
        if len(names) >= 2 and sum(count[name] >= 2 for name in names) >= 0.7 * len(names)
    }
    return [row for row in rows if row[2] in cards and count[row[0]] >= 2]


def _in_lines(document: Document) -> Iterator[tuple[str, str]]:
    """Names before a colon, a tab or a wide gap that begin several lines."""
    found: dict[str, list[str]] = defaultdict(list)
    leads = Counter(document.cut(block.span)[: block.lead] for block in document.body if block.lead)
    for block in document.body:
        text = document.cut(block.span)
        lead = text[: block.lead]
        if leads[lead] > 1:
            found[lead.strip(" .:")].append(text[block.lead :].strip(" .:"))
            continue
        for line in text[block.lead :].split("\n"):  # a lead of its own is a title
            if len(line) > LONGEST or not ENDS_LABEL.search(line):
                continue
            bracketed = [part.group().rstrip(".")[1:-1] for part in BRACKETED.finditer(line)]
            for part in bracketed or _LATER.split(line):
                match = _LINE.match(_COUNT.sub("", part))
                if match is not None and _may_be_name(match["name"]):
                    found[unnumbered(match["name"])].append(match["value"] or "")
    for name, values in found.items():
        if len(values) >= OFTEN:
            yield from ((name, value) for value in values)


_COUNT = re.compile(r"^\(?\d{1,3}[.)]{1,2}\s+(?=[^\W\d_][^:.]{1,20}:)")
"""A number before a label: `3) Ärende: Torget`."""
_ROMAN = re.compile(r"[IVX]{1,5}\.?")


def _may_be_name(text: str) -> bool:
    words = text.split()
    if _ROMAN.fullmatch(text):
        return False
    return 1 < len(text) <= min(LONGEST_NAME, 40) and len(words) <= 5 and wording.cell(text) is None


def role_of(name: str, values: list[str], register: Register) -> RoleName | None:
    """What a label's values are: statuses, boards, dates, titles or prose."""
    if len(values) < 2 or register.heading(name) is not None:
        return None
    kinds = ["status" if wording.numbered(value, name) else _kind(value, register) for value in values]
    short = mean(map(len, values)) <= 40
    for kind in ("status", "responsible", "decided", "when"):
        if kinds.count(kind) >= (0.5 if kind == "status" and short else MOST) * len(values):
            if kind == "when":
                return "end" if re.search(r"klar|färdig|senast|slut|avse", name) else "decided"
            return kind
    distinct = len({fold(value) for value in values}) >= MOST * len(values)  # boards share some
    length = mean(map(len, values))
    worded = sum(sum(map(str.isalpha, value)) >= 8 for value in values)
    told = sum(value.rstrip()[-1:] in ".!?" and like_title(value) < 0.9 for value in values)
    if told > 0.6 * len(values):
        return "comment"
    if distinct and length <= 160 and worded >= 0.8 * len(values) and not any("\n" in v for v in values):
        return "title"
    return "comment" if length > 25 else None


def _kind(value: str, register: Register) -> RoleName | None:
    worded = len(value) <= 40 and wording.value(value) is not None
    if worded or is_status(value) or wording.leading(value) or wording.form(value):
        return "status"
    if value[:1].islower() and (wording.sentence(value) or wording.plain_status(value) is not None):
        return "status"  # `Sammantaget: avrapporterat och därmed avslutat.`
    if is_reference(value):
        return "decided"  # `KF 2023-06-19 § 80`
    who = value.partition(". ")[0]  # `KS. Arbetet pågår.`
    if len(who) <= 80 and register.responsible(who).boards:
        return "responsible"
    return "when" if len(value) <= 40 and parse_range(value) is not None else None
