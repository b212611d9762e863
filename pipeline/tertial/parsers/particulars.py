"""The particulars of an entry in a register: its number, the decision it comes of, who has it, until when."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property
from typing import cast

from tertial.boards import Register
from tertial.parsers.facts import read_facts
from tertial.parsers.givers import nothing_else
from tertial.parsers.references import reference_at
from tertial.parsers.roles import RoleName, label
from tertial.swedish.dates import parse_range

LONGEST = 160
"""Characters of the particulars of an entry."""
_NUMBER = re.compile(
    r"\s*(?:(?:[Nn]r|#)\.?\s*)?\(?(\d{1,3}(?:[.:]\d{1,2})?|[A-Za-z]{1,2}\d{1,3})[.)]{0,2}(?=\s|$)"
)
_LABEL = re.compile(r"\s*([^\W\d_][^:\d\n]{1,30}):\s*(?=\S)")
"""A label of the house's own: `Hos: SN`."""
_BETWEEN = re.compile(r"[\s,;|/•·–-]*")
_REST = re.compile(r"[\s,;:|/•·–-]*(?:tid\s*[–-]\s*:?\s*)?")
_ENDS = re.compile(r"\s*(?:[,;:|·•\t]|\s[–/-]\s|\s{2,}|$)")
_PIECE = re.compile(
    r"[^\n,;:|·•\t]+?(?=\s*(?:[,;:|·•\t]|\s[–/-]\s|\s{2,}|$)|\s(?:tid|klart?|senast|t\.?o\.?m\.?|före)\s)"
)
_IDENTIFIER = re.compile(r"[A-ZÅÄÖ]{1,3}[.-]?\d{1,4}(?=\s*(?:[,;:|·•\t]|\s[–/-]\s|\s{2,}|$))")
_DUE = re.compile(
    r"(?P<word>tid|klart?|färdigt?|senast|t\.?o\.?m\.?|till|före|redovisas|åter)?(?:\s*:)?(?:\s+(?:senast|den|till))*\s*"
    r"(?P<when>-|–|(?=.{0,12}\d)[^\n,;:|·•\t]{4,24}?)(?=\s*(?:[,;:|·•\t]|\s[–/-]\s|\s{2,}|$))",
    re.IGNORECASE,
)
_DIARY = re.compile(r"(?:19|20)\d\d[./:]\d{1,5}(?=\s*(?:[,;:|·•\t]|\s[–/-]\s|\s{2,}|$))")
FACTS: frozenset[RoleName] = frozenset({"responsible", "start", "end", "when", "decided", "number", "helper"})
"""What labels before particulars say that they are."""


@dataclass(frozen=True, slots=True)
class Particular:
    """One of them, with its place in the line."""

    role: RoleName
    start: int
    end: int


@dataclass(frozen=True)
class Particulars:
    """Those that a line begins with."""

    text: str
    found: tuple[Particular, ...]
    end: int
    """Where the line goes on after them."""

    @cached_property
    def roles(self) -> frozenset[RoleName]:
        return frozenset(one.role for one in self.found)

    @property
    def alone(self) -> bool:
        """Whether the line holds nothing else."""
        return not self.text[self.end :].strip(" .:,;")

    def said(self, role: RoleName) -> str:
        """The first of a role as printed; empty for none."""
        return next((self.text[one.start : one.end] for one in self.found if one.role == role), "")


def particulars(text: str, register: Register) -> Particulars | None:
    """The particulars that a line begins with, or None: `1) Kf 112/09, SN, tid 2010-06-30`, `Till: KS`.

    A number alone, or a word that could as well open a sentence, is none unless the line ends there.
    """
    if len(text) > LONGEST and reference_at(text, 0) == 0 and _NUMBER.match(text) is None:
        return None
    named = label(text)
    if named is not None and named.role.name in FACTS and named.value_start < len(text) <= LONGEST:
        one = Particular(named.role.name, named.value_start, len(text.rstrip(" .")))
        return Particulars(text, (one,), len(text))
    if named is None and (own := _LABEL.match(text)) is not None and register.heading(own[1]) is None:
        value = particulars(text[own.end() :], register) if own.end() < len(text) else None
        if value is not None and value.alone and len(value.roles) == 1 and "number" not in value.roles:
            role = value.found[0].role
            one = Particular("end" if role == "when" else role, own.end(), len(text.rstrip(" .")))
            return Particulars(text, (one,), len(text))
    found: list[Particular] = []
    at = 0
    number = _NUMBER.match(text)
    if number is not None and reference_at(text, number.start(1)) == number.start(1):
        found.append(Particular("number", *number.span(1)))
        at = number.end()
    while at < len(text):
        between = _BETWEEN.match(text, at)
        begin = between.end() if between is not None else at
        following = _particular(text, begin, register)
        if following is None:
            break
        last = found[-1] if found else None
        if last is not None and last.role == following.role == "responsible":
            found[-1] = replace(last, end=following.end)
        else:
            found.append(following)
        at = following.end
    if not found:
        return None
    first = next((n for n, one in enumerate(found) if one.role != "number"), -1)
    if -1 < first < len(found) - 1 and found[first].role == "when":
        found[first] = replace(found[first], role="decided")  # a day before who has it is when it was decided
    rest = _REST.match(text, at)
    end = rest.end() if rest is not None else at
    if end < len(text) and len(found) > 1 and read_facts(text, register) is not None:
        end = len(text)  # `KS · 2022-01-01–2022-12-31 · ändrad 2022-09-01 av Kim Ek`
    return Particulars(text, tuple(found), end)


def _particular(text: str, at: int, register: Register) -> Particular | None:
    end = reference_at(text, at)
    if end > at and (_ENDS.match(text, end) is not None or _goes_on(text, end, register)):
        return Particular("decided", at, end)
    for role, pattern in (("number", _IDENTIFIER), ("decided", _DIARY)):
        own = pattern.match(text, at)
        if own is not None:
            return Particular(cast("RoleName", role), *own.span())
    due = _DUE.match(text, at)
    if due is not None and ((due["when"] in "-–" and due["word"]) or parse_range(due["when"]) is not None):
        return Particular("end" if due["word"] else "when", *due.span("when"))
    piece = _PIECE.match(text, at)
    if piece is not None and (nothing_else(piece[0], register) or _is_code(piece[0], register)):
        return Particular("responsible", *piece.span())
    return None


def _goes_on(text: str, at: int, register: Register) -> bool:
    """Whether after no more than a space another particular follows."""
    return text[at : at + 1] == " " and _particular(text, at + 1, register) is not None


_CODES = re.compile(
    r"[A-ZÅÄÖ][A-Za-zÅÄÖåäö]{1,5}(?:(?:\s*[/+&]\s*|\s+(?:och|samt)\s+)[A-ZÅÄÖ][A-Za-zÅÄÖåäö]{1,5})*"
)


def _is_code(text: str, register: Register) -> bool:
    """Whether a text is the code of a board, or codes: `Gfn`, `Skn och Vn`."""
    if _CODES.fullmatch(text) is None:
        return False
    who = register.responsible(text)
    return bool(who.boards) and not who.unknown
