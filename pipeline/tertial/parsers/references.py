"""What refers to a decision: `Kf § 45/04`, `KF 2004-06-14 § 45`, `Dnr KS 2004.0112`."""

from __future__ import annotations

import re
from functools import lru_cache

from tertial.resources import read_table
from tertial.wording import function_words

LONGEST = 90
"""Characters of a reference."""
_BEGINS = re.compile(
    r"[\[(]?(?:§|\d|[A-Za-zÅÄÖåäö]+[\s.:§]+[^a-zåäö]|[Dd]en \d|[Kk][FfSs]\b|[Kk]ommun|[Ff]ull|[Uu]r |[Pp]rot)"
)
_NAMED_AFTER = re.compile(r"(?<=[\d)])(?:[,;]\s*|\s{2,}|\s[/–-]\s)[^\d§,;]+$")
_BETWEEN = re.compile(r"[\s,;:./–-]*")
_PARTED = re.compile(r"(?:[\])]?[.:,]?[\s–-]+)(?=[\w\"”“»])|[\])]?[.:] *(?=[\w\"”“»])")


@lru_cache(maxsize=1)
def _parts() -> tuple[re.Pattern[str], tuple[bool, ...]]:
    """What references are made of, each in a group of its own, and whether each is one by itself."""
    rows = read_table("references.csv")
    return re.compile("|".join(f"({row['pattern']})" for row in rows)), tuple(
        bool(row["sure"]) for row in rows
    )


@lru_cache(maxsize=2048)
def _end(text: str) -> int:
    """Where the reference ends that a text begins with; 0 where it begins with none."""
    if _BEGINS.match(text) is None:
        return 0
    part, is_sure = _parts()
    at = end = int(text[0] in "([")
    named, sure, dated = False, False, False
    while at < min(len(text), LONGEST):
        found = part.match(text, at)
        if found is None or found.lastindex is None:
            break
        end = found.end()
        sure = sure or is_sure[found.lastindex - 1]
        digits = any(map(str.isdigit, found.group()))
        named, dated = named or not digits, dated or digits
        between = _BETWEEN.match(text, end)
        at = between.end() if between is not None else end
    return end if sure or (named and dated) else 0


def reference_at(text: str, at: int) -> int:
    """Where a reference to a decision ends that begins there, or `at` where none does."""
    end = _end(text[at : at + LONGEST])
    named = _NAMED_AFTER.search(text, at, at + end)  # `Kf 14/10, Ks`: who has it
    return named.start() if named is not None else at + end


def reference_first(text: str) -> int:
    """Where the text goes on after the reference that it begins with; 0 where it begins with none."""
    end = _end(text)
    parted = _PARTED.match(text, end) if end else None
    return parted.end() if parted is not None else 0


def is_reference(text: str) -> bool:
    """Whether a line is nothing but a reference to a decision."""
    end = _end(text) if len(text) <= LONGEST else 0
    return end > 0 and not text[end:].strip(" .:,)]")


_LAST = re.compile(r"[.,;:]?\s+(?=[A-ZÅÄÖ§\d]|[Kk](?:f|s|ommun)|fullm|beslut|dnr|prot)")


def reference_last(text: str) -> int:
    """Where the reference begins that ends a title of two words or more; its length where none does."""
    if not any(map(str.isdigit, text[-LONGEST:])):
        return len(text)
    for found in _LAST.finditer(text, max(3, len(text) - LONGEST)):
        if is_reference(text[found.end() :]):
            before = text[: found.start()].split()
            governed = len(before) < 2 or before[-1].lower() in function_words()  # "enligt Kf § 45"
            return len(text) if governed else found.start()
    return len(text)
