"""What a column's name or a label says of the values under it: title, status, who is responsible."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Literal, ParamSpec, TypeVar, cast

from tertial import wording
from tertial.parsers.references import reference_first
from tertial.resources import read_table
from tertial.swedish.dates import parse_range
from tertial.swedish.words import fold
from tertial.vocabulary import Kind

_P = ParamSpec("_P")
_T = TypeVar("_T")
RoleName = Literal[
    "title",
    "area",
    "status",
    "forecast",
    "responsible",
    "helper",
    "comment",
    "description",
    "start",
    "end",
    "when",
    "decided",
    "number",
    "indicator",
    "figure",
]

ANY_YEAR = 2000
"""What makes a date of one that is printed without a year."""
LONGEST_NAME = 60
"""A column name or label is no longer than this; what is longer is text."""


@dataclass(frozen=True, slots=True)
class Role:
    """What values are, and how sure the name is of it."""

    name: RoleName
    kind: Kind | None
    """For a title: what the thing is."""
    weight: int
    """3 the whole name, 2 its beginning or end, 1 a name that often means something else."""


@lru_cache(maxsize=1)
def _rules() -> tuple[dict[str, Role], list[tuple[str, Role]], list[tuple[str, Role]], frozenset[str]]:
    whole: dict[str, Role] = {}
    starts: list[tuple[str, Role]] = []
    ends: list[tuple[str, Role]] = []
    columns_only = set()
    for row in read_table("roles.csv"):
        kind = Kind(row["kind"]) if row["kind"] else None
        weight = 1 if row["where"] == "weak" else 3 if row["match"] == "whole" else 2
        role = Role(cast("RoleName", row["role"]), kind, weight)
        name = fold(row["name"])
        if row["match"] == "end":
            ends.append((name, role))
            continue
        if row["where"] in ("column", "weak"):
            columns_only.add(name)
        whole.setdefault(name, Role(role.name, role.kind, 1 if weight == 1 else 3))
        if row["match"] == "start":
            starts.append((name, role))
    starts.sort(key=lambda rule: -len(rule[0]))
    ends.sort(key=lambda rule: -len(rule[0]))
    return whole, starts, ends, frozenset(columns_only)


_EARLIER = re.compile(
    r"(?!.*\b(?:hänt|hände|skett|gjort|nytt|händelser)\b.*\bsedan\b)(?:.*)"
    r"\b(?:föreg(?:ående)?|tidigare|förra|fg|(?:status|läge) senast|senaste (?:rapport|uppföljning|period)\w*"
    r")(?!\w)(?!.*mål\b)"
)
"""What an earlier report said is told, not judged."""
_OF_EARLIER = ("föreg", "tidigare", "förra", "fg", "senast")
"""One of these stands in all that `_EARLIER` matches; to look for them is far cheaper."""
_SENTENCE = re.compile(r"\s[^\s.]{5,}\.$|\s\S+\s\S+\s\S+\.$")
"""`Status aug.` is a name, `Statusen är oklar.` a sentence."""
_TAIL = re.compile(r"\s*[:?*]+$|\s*\((?:ja|nej|grön|gul|röd|ja/nej|nämnd|datum|[^()]{0,25})\)\s*[:?]*$")
_TAIL_ENDS = frozenset(":?*)")
_MAY_BE_WHEN = re.compile(r"\d|augusti|april")
_WHEN = re.compile(
    r"[\s,]*\b(?:(?:t|tertial|delår|kv|kvartal)\s?[1-4]|h[12]|20\d\d|\d\d?/\d\d?|per \d.*|augusti|april)\b.*$"
)


_NUMBER = re.compile(r"\s+(?:nr\.?\s*)?\d{1,3}(?:[.:]\d+)*$")


_own: ContextVar[Mapping[str, Role]] = ContextVar("labels", default=MappingProxyType({}))


_kept: list[Any] = []
"""What `remembered` keeps."""


def remembered(function: Callable[_P, _T]) -> Callable[_P, _T]:
    """As `wording.remembered`; its answers are forgotten too where the report's own labels are others."""
    kept = wording.remembered(function)
    _kept.append(kept)
    return kept


_of_report: list[Any] = []
"""What `remembered_in_report` keeps."""


def remembered_in_report(function: Callable[_P, _T]) -> Callable[_P, _T]:
    """As `remembered`, for what asks a register too: its answers are forgotten with the report."""
    kept = remembered(function)
    _of_report.append(kept)
    return kept


@contextmanager
def knowing(labels: Mapping[str, Role]) -> Iterator[None]:
    """Lets these labels, folded, have these roles inside the block, which is about one report."""
    other = labels != _own.get()
    token = _own.set(labels)
    for kept in _kept if other else ():
        kept.cache_clear()
    try:
        yield
    finally:
        _own.reset(token)
        for kept in _kept if other else _of_report:
            kept.cache_clear()


def column(name: str, longest: int = LONGEST_NAME) -> Role | None:
    """The role of a column by its name, or None. `Status T2 2023` is a status; a sentence is no name."""
    own = _own.get()
    if own and (role := own.get(fold(name).strip(" *:"))) is not None:
        return role
    return _column(name, longest)


def of_card(name: str) -> Role | None:
    """The role of a label in a card of labels and values, where a title's may be numbered: `Uppdrag 3`."""
    role = column(name)
    if role is None and (bare := unnumbered(name.strip(" *:"))) != name:
        numbered = column(bare)
        return numbered if numbered is not None and numbered.name == "title" else None
    return role


def unnumbered(name: str) -> str:
    """A label without the number of what it names: `Uppdrag 3` is `Uppdrag`."""
    return _NUMBER.sub("", name)


def known(name: str) -> Role | None:
    """The role of a column or label by its name alone, whatever the report at hand says."""
    return _column(name, LONGEST_NAME)


_LONGEST_HEAD = 60
_LONGEST_COLUMN = 3
"""Characters of a line of columns' names, and words of a name in it."""


@wording.remembered
def names_columns(line: str) -> bool:
    """Whether a line is the head of a table whose names were run together: `Nr Uppdrag Ansvarig Status`."""
    words = line.split()
    if not len(words) >= 3 or len(line) > _LONGEST_HEAD or not line[:1].isupper():
        return False
    told: list[frozenset[str] | None] = [frozenset()]
    for end in range(1, len(words) + 1):
        roles = [
            before | {role.name}
            for start in range(max(0, end - _LONGEST_COLUMN), end)
            if (before := told[start]) is not None and (role := known(" ".join(words[start:end]))) is not None
        ]
        told.append(max(roles, key=len, default=None))
    names = told[-1] or frozenset[str]()
    return len(names) >= 3 and "title" in names


def is_column_only(name: str) -> bool:
    """Whether a known name is one of columns alone, and says nothing before a value in running text."""
    return fold(name) in _rules()[3]


@lru_cache(maxsize=1)
def _first_words() -> tuple[str, ...]:
    """What names begin with by rule: most texts begin with none, and need not be tried with each."""
    return tuple(start for start, _ in _rules()[1])


@lru_cache(maxsize=1)
def _last_letters() -> tuple[str, ...]:
    """What the last words of names end with by rule."""
    return tuple(end for end, _ in _rules()[2])


@wording.remembered
def _column(name: str, longest: int) -> Role | None:
    folded = fold(name).strip(" *:")
    sentence = folded.endswith(".") and _SENTENCE.search(folded) is not None
    if not folded or len(folded) > longest or sentence or reference_first(name):
        return None
    whole, starts, ends, _ = _rules()
    if any(word in folded for word in _OF_EARLIER) and _EARLIER.match(folded):
        return Role("description", None, 2)
    plain = _TAIL.sub("", folded) if folded[-1] in _TAIL_ENDS else folded
    asked = Role("status", None, 2) if wording.asks(folded) else None
    dated = asked is None and _MAY_BE_WHEN.search(plain) is not None
    for form in (folded, plain, _WHEN.sub("", plain) if dated else plain):
        if form in whole:
            return whole[form]
    for start, role in starts if plain.startswith(_first_words()) else ():
        if plain.startswith(start) and (len(plain) == len(start) or not plain[len(start)].isalpha()):
            return role if asked is None or role.name in ("status", "forecast") else asked
    if asked is not None:
        return asked
    if wording.foresees(folded):
        return Role("forecast", None, 2)
    last = plain.split(" ")[-1] if plain else ""
    for end, role in ends if last.endswith(_last_letters()) else ():
        if last.endswith(end):
            return role
    parts = _BETWEEN_NAMES.split(plain)
    for part in parts if len(parts) > 1 else ():
        if part in whole and whole[part].weight > 1:
            return Role(whole[part].name, whole[part].kind, 2)
    return None


_BETWEEN_NAMES = re.compile(r"\s*[/,]\s*| (?:och|samt) ")


@dataclass(frozen=True, slots=True)
class Label:
    """A label at the beginning of a line."""

    role: Role
    name: str
    """As printed, without colon."""
    value_start: int
    """Where the value begins in the line; the line's length where it stands on a line of its own."""


_LABEL = re.compile(
    r"^[\s•*(–-]*([^\W\d_](?:[^:\n\t]|:s ){0,58}?)\*{0,2}"
    r"(?:\s*[:\t]|\s{3,}|\?\s+"
    r"(?=(?:Ja|Nej|Delvis|Nja|Osäkert|Oklart|Vet ej|Inte än|Troligen)\b|[☐☒☑✔✓]|\[[ xX]\]|\?+(?:\s|$)))"
    r"(?:\*{1,2}(?=\s|$))?\s*(?:\*{1,2}(?=\w))?\s*"
)


ENDS_LABEL = re.compile(r"[:\t?]|\s{3}")
"""What a line holds that begins with a label and its value."""
_ASKED = re.compile(r"^[\s•*(–-]*([^\W\d_][^:?\n\t]{2,58}\?)\*{0,2}\s+(?=\S)")
"""A question of the house's own before its answer: `Hur går det? Pågår`."""
_COUNT = re.compile(r"\(?\d{1,3}[.)]{1,2}\s+(?=[^\W\d_][^:.]{1,20}:)")
_SENTENCE_END = re.compile(r"[^\W\d_]{3}[.!?]\s")


@remembered
def label(line: str) -> Label | None:
    """The label that the line begins with (`Status: Pågår`, `Ansvarig nämnd:`), or None.

    Words that go before boards again and again, and only there, need no colon: `Lämnat till KS`.
    """
    found = _LABEL.match(line) if ENDS_LABEL.search(line) else None
    if found is None and (count := _COUNT.match(line)) is not None:
        numbered = label(line[count.end() :])
        if numbered is not None and numbered.role.name == "title" and fold(numbered.name) in _own.get():
            return Label(numbered.role, numbered.name, count.end() + numbered.value_start)
        return None
    if found is None and (question := _ASKED.match(line)) is not None:
        role = _own.get().get(fold(question[1]))
        return Label(role, question[1], question.end()) if role is not None else None
    if found is None:
        given = phrase(line)
        role = _own.get().get(fold(given)) if given else None
        return Label(role, given, line.index(given) + len(given) + 1) if role is not None else None
    name = found.group(1).strip(" *")
    if _SENTENCE_END.search(name) or name.count("(") > name.count(")") or wording.stated(line) is not None:
        return None
    asked = "?" in found[0][found.end(1) - found.start() :]
    role = column(f"{name}?" if asked else name)
    if role is None:
        return None
    if is_column_only(name) and fold(name) not in _own.get():
        value = _VALUE_END.split(line[found.end() :], maxsplit=1)[0]
        dated = role.name in ("start", "end", "when") and parse_range(value, ANY_YEAR)
        return Label(role, name, found.end()) if dated else None
    return Label(role, name, found.end())


_VALUE_END = re.compile(r"\n|\t|[.;,]?\s+(?=[A-ZÅÄÖ][^\W\d_]*(?: [^\W\d_]+){0,3}\??:)")
"""Where the value of a label ends and another label begins: `Tid: mars 2022. Ansvarig: KS`."""
_PHRASE = re.compile(r"\s*((?:[^\W\d_]+ ){0,3}(?:till|åt|hos|på|av|för|från)) (?=\S)", re.IGNORECASE)
_NEXT_SENTENCE = re.compile(r"[.!?]\s+\S")


def phrase(line: str) -> str:
    """The words before a name on a short line, as `Gick till` of `Gick till SN`; empty for a longer line."""
    found = _PHRASE.match(line) if len(line) <= LONGEST_PHRASE and not _NEXT_SENTENCE.search(line) else None
    return found[1] if found is not None else ""


LONGEST_PHRASE = 140
"""Characters of a line that says who is asked, with the phrase before it."""


def bare_label(line: str) -> Label | None:
    """A line that is nothing but the name of a role, with or without colon: `Status`, `Kommentar:`."""
    name = line.strip(" *:\t")
    if not name or len(name) > LONGEST_NAME or "\n" in name or _NEXT_SENTENCE.search(name):
        return None
    folded = fold(name)
    whole, *_ = _rules()
    role = _own.get().get(folded) or whole.get(folded) or whole.get(_WHEN.sub("", folded))
    if role is None and line.rstrip().endswith(":"):
        role = column(name)
    if role is None or (is_column_only(name) and folded not in _own.get()):
        return None
    return Label(role, name, len(line))


def counting_labels(lines: Iterable[str]) -> dict[str, Label]:
    """The lines that are nothing but the name of a thing and its number, where a report counts them so.

    `Delmål 1`, `Delmål 2`: what each is stands on the line after it.
    """
    found: dict[str, dict[str, Label]] = {}
    for line in lines:
        name = unnumbered(line.strip(" *:")) if len(line) <= LONGEST_NAME and line[-1:].isdigit() else line
        named = bare_label(name) if name != line else None
        if named is not None and named.role.name == "title" and named.role.kind is not None:
            found.setdefault(fold(name), {})[line] = Label(named.role, name, len(line))
    return {line: told for counted in found.values() if len(counted) > 1 for line, told in counted.items()}
