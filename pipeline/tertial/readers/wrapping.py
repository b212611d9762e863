"""Paragraphs whose lines were cut at a width, made whole again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from types import MappingProxyType
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
    sure: float = 0.1
    """The same where `many` lines go on, and half of these are full; the others are of titles and cells."""
    many: int = 8
    full: float = 0.82
    """A line is full if the next line's first word would make it longer than this part of the width."""
    tight: float = 0.97
    """The same where the words leave open whether a paragraph goes on."""
    loose: float = 0.4
    """The same where the words themselves show that it goes on."""
    least: float = 0.3
    """A first line shorter than this part of the width is whole, a name over what its bearer is."""
    titled: float = 0.78
    """A first line that ends no sentence and is shorter than this part of the width is a title."""
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
    indent: int = -1
    """Of a text whose paragraphs begin with an indent: so far in its other lines begin; -1 of others."""
    longest: int = 0
    """Of a text too short to show a width, the longest line; 0 where it is a whole paragraph."""


# Lines that begin something of their own: a list item, a heading, a number, a label, a line in bold.
STRUCTURE: Final = re.compile(
    r"\s*(?:[-*•–—·▪◦●○■□➢\uf0b7\uf0a7][ \t]|#{1,6} |\||>|\(?(?:\d{1,3}(?:\.\d{1,3})*|[a-zA-Z])\)[ \t]"
    r"|(?:\d{1,3}(?:\.\d{1,3})*|[a-zA-Z])\.[ \t](?=[\W\d]*[A-ZÅÄÖ])|\d{1,2}(?:\.\d{1,2})+[ \t]"
    r"|[A-ZÅÄÖ][^:.!?\t]{1,40}:(?:\s|$)|\*\*[^*]+\*\*[:.]?$)"
)
_NUMBERED: Final = re.compile(r"\s*\(?\d{1,3}(?:\.\d{1,3})*[.)]?[ \t]")
_LAST_LABEL: Final = re.compile(r"[.!?)] [A-ZÅÄÖ][^.:!?]{1,40}:$")
"""A label inside a paragraph, whose value stands on the next line."""
_DASH: Final = re.compile(r"[–—-] [a-zåäö]")
_NO_WORDS: Final = re.compile(r"[^\w]*")
_TERMINAL: Final = (".", "!", "?", ":", "…")
_TRAILING_CODE: Final = re.compile(r"\([A-ZÅÄÖ][\w ,/&-]*\)\.?$")
_PARTING: Final = re.compile(r"--+[ \t]")
_GUTTER: Final = re.compile(r"[A-ZÅÄÖ][^\s.](?:(?! {4}).)*\S {4,}\S(?:(?! {3}).)*")
"""A name and, set off from it, a value: `Socialnämnden          Pågår`."""
# No title and no sentence ends in a comma, an open parenthesis, a preposition or a conjunction.
_DANGLING: Final = re.compile(
    r"(?:,|\b(?:och|eller|samt|att|som|för|till|från|med|av|på|i|om|inom|under|efter|hos|mellan|mot|genom"
    r"|utan|via|än|den|det|de|en|ett|ca|cirka|enligt|när|där|vid)"
    r"|\bår(?<!varje år)(?<!per år)(?<!i år)(?<!nästa år)(?<!förra år)(?<!om år)(?<!\d år)(?<!två år)"
    r"(?<!tre år))$"
)
_COUNTS: Final = re.compile(r"\b(?:år|ca|cirka)$")
"""What goes on with a figure only: `Avslutas i år` is whole."""
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
_ORDINARY: Final = re.compile(r"\b[a-zåäö]+\b")
_FIRST_WORD: Final = re.compile(r"\s*(\S+)")
_HYPHEN: Final = re.compile(r"(?<!\w)(\w++)[-\u2010]$")
_HANGING: Final = re.compile(
    r"\s*(?:[-*•–—·▪◦●○■□➢\uf0b7\uf0a7]|\(?(?:\d{1,3}(?:\.\d{1,3})*|[a-zA-Z])[.)]|[A-ZÅÄÖ][^:.!?\t]{1,40}:)\s+(?=\S)"
)
_SHORTEST_CAPITALS: Final = 6
"""A shorter line in capitals may be the abbreviation that a sentence ends in."""
_DEEPEST: Final = 8
"""Characters by which the first line of a paragraph is indented, at most."""
_FEWEST_INDENTED: Final = 3
SPREAD: Final = 0.75
"""Part of the lines of a text that have an empty line before them where every line has."""
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
    pairs = full = goes_on = running = gaps = 0
    for line, following in pairwise(lines):
        gaps += following.gap > 0
        if following.gap or "\t" in line.text or "\t" in following.text or STRUCTURE.match(following.text):
            continue
        is_one = is_full(line, following, limit * options.full)
        pairs += 1
        full += is_one
        runs_on = _runs_on(line, following)
        running += runs_on
        goes_on += is_one and runs_on
    sure = running >= options.many and 2 * goes_on >= running
    if goes_on < options.few or goes_on < (options.sure if sure else options.share) * pairs:
        return Width(limit=0, longest=lengths[-1] if lengths[-1] <= options.widest else 0)
    dense = full >= options.dense * pairs and gaps >= pairs - full
    return Width(limit=limit, dense=dense, indent=_indented(lines))


def closed_up(lines: Sequence[Line]) -> list[Line]:
    """The lines of a text with an empty line after every line, one of them less; of any other as they are.

    Such a text was cut at a width, and its sentences go on over the empty lines; running heads may have none.
    """
    running = [following.gap > 0 for line, following in pairwise(lines) if _runs_on(line, following)]
    spread = sum(1 for line in lines[1:] if line.gap)
    if spread < SPREAD * (len(lines) - 1) or sum(running) < SPREAD * len(running):
        return list(lines)
    closed = [replace(line, gap=max(0, line.gap - 1)) for line in lines]
    return closed if measure(closed).limit else list(lines)


def _indented(lines: Sequence[Line]) -> int:
    """Where most lines begin, if paragraphs begin further in and have no empty line before them; else -1."""
    common = Counter(map(_indent, lines)).most_common(1)[0][0]
    begun = [
        line
        for line, following in pairwise(lines)
        if common < _indent(line) <= common + _DEEPEST
        and not (line.gap or following.gap or STRUCTURE.match(line.text))
        and _indent(following) == common
    ]
    enough = len(begun) >= _FEWEST_INDENTED and all(line.bare[:1].isupper() for line in begun)
    return common if enough else -1


def is_full(line: Line, following: Line, length: float) -> bool:
    """Whether a line would be longer than so many characters with the next line's first word."""
    first = _FIRST_WORD.match(following.text)
    return len(line.text) + 1 + len(first.group(1) if first else "") > length


def _indent(line: Line) -> int:
    return len(line.text) - len(line.text.lstrip())


def _hanging(text: str) -> int:
    """Where the words begin after the bullet, number or label of a line; 0 where it has none."""
    match = _HANGING.match(text)
    return match.end() if match else 0


def _hyphen(text: str) -> re.Match[str] | None:
    return _HYPHEN.search(text[-60:]) if text.endswith(("-", "\u2010")) else None


def divided(before: str, after: str) -> bool:
    """Whether a word was divided between the lines, by all signs."""
    match = _hyphen(before)
    first = _FIRST_WORD.match(after)
    return (
        match is not None
        and match.group(1)[1:].islower()
        and first is not None
        and first.group(1)[:1].islower()
        and first.group(1).rstrip(",;") not in _SUSPENDED
    )


def _in_capitals(text: str) -> bool:
    """Whether a line is set in capitals: words, and no small letter."""
    return text.isupper() and len(text) > _SHORTEST_CAPITALS


def _runs_on(line: Line, following: Line) -> bool:
    """The words themselves show that a sentence goes on."""
    if _in_capitals(line.bare) and following.bare.isupper():
        return not ends_sentence(line.bare)
    if following.bare[:1].islower() or following.bare.startswith("("):
        return not ends_sentence(line.bare)
    return dangles(line.bare) and (following.bare[:1].isdigit() or not _COUNTS.search(line.bare))


def unwrap(
    lines: Sequence[Line], options: WrapOptions = DEFAULT, *, width: Width | None = None
) -> list[Line]:
    """The lines with those joined that are one paragraph; as they are where the text shows no width.

    List items, labels, rows, separators and titles that stand by themselves are never joined to what stands
    before them. Over a page break a sentence is joined that plainly goes on.

    Args:
        width: At which the text was cut that the lines are taken from; else that of the lines.
    """
    width = width or measure(lines, options)
    known = hyphenated(line.text for line in lines)
    ordinary = ordinary_words(lines)
    paragraphs: list[tuple[Line, list[str]]] = []
    before: Line | None = None
    for index, line in enumerate(lines):
        if (
            before is not None
            and _belongs(paragraphs[-1], before, line, width, options)
            and (width.dense or line.turned or _runs_on(before, line) or not _parts(lines, index, ordinary))
        ):
            pieces = paragraphs[-1][1]
            pieces[-1], between = joint(pieces[-1], line.bare, known)
            pieces.append(between + line.bare)
        else:
            paragraphs.append((line, [line.text]))
        before = line
    return [line if len(pieces) == 1 else replace(line, text="".join(pieces)) for line, pieces in paragraphs]


def _belongs(
    paragraph: tuple[Line, Sequence[str]], before: Line, line: Line, width: Width, options: WrapOptions
) -> bool:
    """Whether `line` goes on with the paragraph, of which `before` is the last line."""
    first = len(paragraph[1]) == 1
    if line.begins or line.titled or before.titled:
        return False
    if any("\t" in at.text or at.bare.startswith("|") for at in (before, line)):
        return False
    if _NO_WORDS.fullmatch(before.bare) or _NO_WORDS.fullmatch(line.bare) or before.bare.startswith("#"):
        return False
    if _GUTTER.fullmatch(line.bare) or (_GUTTER.fullmatch(before.bare) and not line.bare[:1].islower()):
        return False
    runs_on = _runs_on(before, line)
    if line.turned:
        long = not first or len(before.bare) >= _PAGE_SPANNING
        return runs_on and long and before.bare[-1:] != ";"
    if line.gap:
        return bool(width.limit) and line.gap == 1 and divided(before.bare, line.bare)
    if _indent(line) and not STRUCTURE.match(line.text) and _indent(line) == _hanging(paragraph[0].text):
        return True
    if (
        _in_capitals(before.bare) or _in_capitals(line.bare)
    ) and before.bare.isupper() != line.bare.isupper():
        return False
    if width.longest and (line.bare[:1].islower() or dangles(before.bare)) and not STRUCTURE.match(line.text):
        # Few lines are too few to show a width, but a long line that ends in the middle of a sentence is one.
        return runs_on and len(before.text) >= options.long and is_full(before, line, 0.75 * width.longest)
    if not width.limit or -1 < width.indent < _indent(line):
        return False
    if STRUCTURE.match(line.text):
        # A dash inside a sentence may come first on a line, as a bullet does.
        dash = _DASH.match(line.bare) and before.bare[-1:].isalpha() and not STRUCTURE.match(before.text)
        return bool(dash) and is_full(before, line, width.limit * options.full)
    if runs_on:
        long = not first or len(before.text) >= options.least * width.limit or dangles(before.bare)
        return long and is_full(before, line, width.limit * options.loose)
    if before.bare.endswith(":") and not _LAST_LABEL.search(before.bare):
        return False
    if first and _TRAILING_CODE.search(before.bare):
        # `… (KS).` over `-- Pågår.`: what parts a title from its comment begins the line.
        return _PARTING.match(line.bare) is not None and is_full(before, line, width.limit * options.loose)
    # A capital or figure: a name or a new sentence inside the paragraph, or another paragraph. The first
    # line may be a title then, unless a sentence ends in it.
    title = first and not ends_sentence(before.bare)
    if title and (_NUMBERED.match(before.text) or len(before.text) < options.titled * width.limit):
        return False
    return is_full(before, line, width.limit * (options.full if width.dense and not title else options.tight))


def _parts(lines: Sequence[Line], index: int, ordinary: frozenset[str]) -> bool:
    """Whether a line that begins with a capital begins something of its own, though the last one had no room.

    A title over a comment does not go on with a word that is no name. After a sentence a title begins where
    no sentence ends before the next capital.

    Args:
        ordinary: Words that the text writes in small letters.
    """
    before, line = lines[index - 1], lines[index]
    if not ends_sentence(before.bare):
        first = _FIRST_WORD.match(line.text)
        word = first.group(1).strip("(,.:;") if first is not None else ""
        return word[:1].isupper() and word.lower() in ordinary and before.bare[-1].isalnum()
    last = index
    while last + 1 < len(lines) and not lines[last + 1].gap and _runs_on(lines[last], lines[last + 1]):
        last += 1
    following = lines[last + 1] if last + 1 < len(lines) else None
    words = _NUMBERED.sub("", line.bare)  # `13 Utveckla samarbetet`
    if following is None or following.turned or following.gap or not words[:1].isupper():
        return False
    return not ends_sentence(lines[last].bare)


def dangles(text: str) -> bool:
    """Whether a line ends as no title and no sentence does: in a comma, a preposition, a conjunction."""
    tail = text[-80:]
    return tail.rfind("(") > tail.rfind(")") or _DANGLING.search(tail[-20:]) is not None


def ends_sentence(text: str) -> bool:
    """Whether a line ends in a full stop or its like."""
    return text.rstrip("\"'”’»)]").endswith(_TERMINAL)


def joint(before: str, after: str, known: Mapping[str, int] = MappingProxyType({})) -> tuple[str, str]:
    """The first of two pieces as it is in a whole paragraph, and what stands between it and the second.

    A word that was divided is made whole; a hyphen of its own stays. What is a word's own hyphen is told by
    `och` after it, by a capital, figure or abbreviation, and by the same word elsewhere in the text.
    """
    before = before.rstrip()
    match = _hyphen(before)
    if match is None:
        return before, " "
    word = _FIRST_WORD.match(after)
    following = word.group(1) if word else ""
    if following.casefold().rstrip(",;") in _SUSPENDED:
        return before, " "
    head, tail = match.group(1), re.match(r"\w*", following)
    kept = f"{head}-{tail.group() if tail else ''}".casefold() in known
    if kept or not following[:1].islower() or head.isupper() or head.isdigit() or len(head) == 1:
        return before, ""
    return before[:-1], ""


def hyphenated(texts: Iterable[str]) -> Counter[str]:
    """Words with a hyphen inside, folded."""
    found: Counter[str] = Counter()
    for text in texts:
        if "-" in text:
            found.update(word.casefold() for word in re.findall(r"\w+-\w+", text))
    return found


def ordinary_words(lines: Sequence[Line]) -> frozenset[str]:
    """Words that a text writes in small letters, and that are therefore no names."""
    return frozenset(_ORDINARY.findall("\n".join(line.text for line in lines)))
