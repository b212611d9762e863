"""Paragraphs whose lines were cut at a width, made whole again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from tertial.readers.lines import Line


@dataclass(frozen=True, slots=True, kw_only=True)
class WrapOptions:
    """When a text counts as cut at a width, and a line as full."""

    widest: int = 130
    """Longest line, in characters; longer ones are paragraphs that nobody cut."""
    narrowest: int = 35
    few: int = 4
    """Fewer full lines that go on are chance."""
    share: float = 0.3
    """Part of all neighbouring lines that must be a full line and one that goes on."""
    full: float = 0.82
    """A line is full if the next line's first word would make it longer than this part of the width."""
    tight: float = 0.97
    """The same where the words leave open whether a paragraph goes on."""
    loose: float = 0.6
    """The same where the words themselves show that it goes on."""
    long: int = 50
    """Shortest line, in characters, that goes on where the text shows no width."""
    dense: float = 0.75
    """Where so many of the neighbouring lines are full, empty lines part the paragraphs, and nothing else."""


DEFAULT: Final = WrapOptions()


@dataclass(frozen=True, slots=True, kw_only=True)
class Width:
    """At which width lines were cut."""

    limit: int
    """In characters; 0 where nobody cut them."""
    dense: bool = False
    """Empty lines part the paragraphs."""
    longest: int = 0
    """Of a text too short to show a width, the longest line; 0 where it is a whole paragraph."""


# Lines that begin something of their own: a list item, a heading, a number, a label, a line in bold.
_STRUCTURE: Final = re.compile(
    r"\s*(?:[-*•–—·▪◦●○■□➢][ \t]|#{1,6} |\||>|\(?(?:\d{1,3}(?:\.\d{1,3})*|[a-zA-Z])\)[ \t]"
    r"|(?:\d{1,3}(?:\.\d{1,3})*|[a-zA-Z])\.[ \t](?=[\W\d]*[A-ZÅÄÖ])|\d{1,2}(?:\.\d{1,2})+[ \t]"
    r"|[A-ZÅÄÖ][^:.!?\t]{1,40}:(?:\s|$)|\*\*[^*]+\*\*[:.]?$)"
)
_NUMBERED: Final = re.compile(r"\s*\(?\d{1,3}(?:\.\d{1,3})*[.)]?[ \t]")
_DASH: Final = re.compile(r"[–—-] [a-zåäö]")
_NO_WORDS: Final = re.compile(r"[^\w]*")
_TERMINAL: Final = re.compile(r"[.!?:…][\"'”’»)\]]*$")
_TRAILING_CODE: Final = re.compile(r"\([A-ZÅÄÖ][\w ,/&-]*\)\.?$")
# No title and no sentence ends in a comma, an open parenthesis, a preposition or a conjunction.
_DANGLING: Final = re.compile(
    r"(?:,|\([^()]*|\b(?:och|eller|samt|att|som|för|till|från|med|av|på|om|inom|under|efter|hos|mellan|mot|genom"
    r"|utan|via|än|den|det|de|en|ett|ca|cirka|år|enligt|när|där|vid))$"
)
_SUSPENDED: Final = frozenset(
    (
        "och",
        "eller",
        "samt",
        "respektive",
        "resp.",
        "som",
        "till",
        "men",
        "&",
        "såväl",
        "alternativt",
        "kontra",
    )
)
_FIRST_WORD: Final = re.compile(r"\s*(\S+)")
_HYPHEN: Final = re.compile(r"(\w+)-$")
_PAGE_SPANNING: Final = 30
"""Shortest line, in characters, that goes on over a page break."""


def measure(lines: Sequence[Line], options: WrapOptions = DEFAULT) -> Width:
    """The width at which the lines were cut."""
    lengths = sorted(len(line.text) for line in lines if "\t" not in line.text and "|" not in line.text)
    if len(lengths) <= options.few:
        return Width(limit=0)
    limit = lengths[min(len(lengths) - 1, int(len(lengths) * 0.97))]
    too_long = sum(1 for n in lengths if n > limit * 1.25)
    if (
        not options.narrowest <= limit <= options.widest
        or too_long > 0.01 * len(lengths)
        or lengths[-1] > 2 * limit
    ):
        return Width(limit=0)
    pairs = full = goes_on = 0
    for line, following in pairwise(lines):
        if following.gap or "\t" in line.text or "\t" in following.text or _STRUCTURE.match(following.text):
            continue
        is_full = _full(line, following, limit * options.full)
        pairs += 1
        full += is_full
        goes_on += is_full and _runs_on(line, following)
    if goes_on < options.few or goes_on < options.share * pairs:
        return Width(limit=0, longest=lengths[-1] if lengths[-1] <= options.widest else 0)
    return Width(limit=limit, dense=full >= options.dense * pairs)


def _full(line: Line, following: Line, length: float) -> bool:
    first = _FIRST_WORD.match(following.text)
    return len(line.text) + 1 + len(first.group(1) if first else "") > length


def _runs_on(line: Line, following: Line) -> bool:
    """The words themselves show that a sentence goes on."""
    if following.bare[:1].islower() or following.bare.startswith("("):
        return not _TERMINAL.search(line.bare)
    return _DANGLING.search(line.bare[-80:]) is not None


def unwrap(lines: Sequence[Line], options: WrapOptions = DEFAULT) -> list[Line]:
    """The lines with those joined that are one paragraph; as they are where the text shows no width.

    List items, labels, rows, separators and titles that stand by themselves are never joined to what stands
    before them. Over a page break a sentence is joined that plainly goes on.
    """
    width = measure(lines, options)
    hyphenated = _hyphenated(lines)
    paragraphs: list[tuple[Line, list[str]]] = []
    before: Line | None = None
    for line in lines:
        first = bool(paragraphs) and len(paragraphs[-1][1]) == 1
        if before is not None and _belongs(before, line, width, first=first, options=options):
            pieces = paragraphs[-1][1]
            pieces[-1], joint = _joint(pieces[-1], line.bare, hyphenated)
            pieces.append(joint + line.bare)
        else:
            paragraphs.append((line, [line.text]))
        before = line
    return [line if len(pieces) == 1 else replace(line, text="".join(pieces)) for line, pieces in paragraphs]


def _belongs(before: Line, line: Line, width: Width, *, first: bool, options: WrapOptions) -> bool:
    """Whether `line` goes on with the paragraph of the line before, which is its `first` or a later one."""
    if any("\t" in at.text or at.bare.startswith("|") for at in (before, line)):
        return False
    if _NO_WORDS.fullmatch(before.bare) or _NO_WORDS.fullmatch(line.bare) or before.bare.startswith("#"):
        return False
    runs_on = _runs_on(before, line)
    if line.turned:
        return runs_on and len(before.bare) >= _PAGE_SPANNING and before.bare[-1:] != ";"
    if width.longest and not line.gap and line.bare[:1].islower() and not _STRUCTURE.match(line.text):
        # Few lines are too few to show a width, but a long line that ends in the middle of a sentence is one.
        return runs_on and len(before.bare) >= options.long and _full(before, line, 0.75 * width.longest)
    if not width.limit or line.gap:
        return False
    if _STRUCTURE.match(line.text):
        # A dash inside a sentence may come first on a line, as a bullet does.
        dash = _DASH.match(line.bare) and before.bare[-1:].isalpha() and not _STRUCTURE.match(before.text)
        return bool(dash) and _full(before, line, width.limit * options.full)
    if runs_on:
        return _full(before, line, width.limit * options.loose)
    if before.bare.endswith(":") or (first and _TRAILING_CODE.search(before.bare)):
        return False
    # A capital or figure: a name or a new sentence inside the paragraph, or another paragraph. The first
    # line may be a title then, unless a sentence ends in it.
    title = first and not _TERMINAL.search(before.bare)
    if title and _NUMBERED.match(before.text):
        return False
    return _full(before, line, width.limit * (options.full if width.dense and not title else options.tight))


def _joint(before: str, after: str, hyphenated: Counter[str]) -> tuple[str, str]:
    """The first of two pieces as it is in a whole paragraph, and what stands between it and the second.

    A word that was divided is made whole; a hyphen of its own stays. What is a word's own hyphen is told by
    `och` after it, by a capital, figure or abbreviation, and by the same word elsewhere in the text.
    """
    before = before.rstrip()
    match = _HYPHEN.search(before[-60:])
    if match is None:
        return before, " "
    word = _FIRST_WORD.match(after)
    following = word.group(1) if word else ""
    if following.casefold().rstrip(",;") in _SUSPENDED:
        return before, " "
    head, tail = match.group(1), re.match(r"\w*", following)
    kept = hyphenated[f"{head}-{tail.group() if tail else ''}".casefold()] > 0
    if kept or not following[:1].islower() or head.isupper() or head.isdigit() or len(head) == 1:
        return before, ""
    return before[:-1], ""


def _hyphenated(lines: Sequence[Line]) -> Counter[str]:
    found: Counter[str] = Counter()
    for line in lines:
        if "-" in line.text:
            found.update(word.casefold() for word in re.findall(r"\w+-\w+", line.text))
    return found
