"""Chapters of uppdrag that were given, in any report: the titles in them are the names set alike."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from tertial.parsers.headings import closes_chapter, is_mandate
from tertial.parsers.marks import is_underlined
from tertial.parsers.outline import LONGEST_HEADING, Line
from tertial.parsers.titles import is_order, like_title
from tertial.swedish.words import fold

Form = tuple[str | float | bool, ...]
"""How a line that may name something is set: what one that opens a chapter has beside those within it."""
FEWEST = 2
NAMED, LONG = 0.5, 8
"""What a single word of so many letters is worth: `Föreningsbidrag`."""
LIKELY = 0.55
"""Least likeness of the names in a chapter to titles, 0–1, on the average."""
TOLD = 0.3
"""Share of the names that must stand over text which tells what has been done."""
SHORTEST = 15
"""Characters of a text that tells of an item."""


def given(chapter: Line, lines: Sequence[Line], known: Sequence[str]) -> tuple[list[Line], list[Line]]:
    """The titles of the uppdrag in a chapter that says by its name that it holds some; what stands there.

    No titles where it may hold none. What stands there is neither titles nor names of groups.

    Where the titles are set in another way than the chapter's name, it ends with the next name that is set as
    its own. Where nothing tells them apart, it ends with the name of a chapter that every report has.

    Args:
        known: Names that say nothing of a subject, as the municipality's own.
    """
    if not chapter.index or is_mandate(chapter.text):
        return [], []
    own = form_of(replace(chapter, label=None, facts=None), lines)
    before = (ln for ln in lines[1 : chapter.index] if closes_chapter(ln.text, known))
    higher = {form for ln in before if (form := form_of(ln, lines)) is not None and any(form)} - {own}
    titles: list[Line] = []
    groups: set[Form] = set()
    over: set[int] = set()
    alike: Form | None = None
    end = len(lines)
    for line, form in _names(chapter, lines):
        word = " " not in line.text and alike == own and bool(titles)
        single = word and all(" " in ln.text for ln in titles)
        if single or _ends(line, form, own if titles and alike != own else None, higher - {alike}, known):
            end = line.index
            break
        if not titles and line.index + 1 < len(lines) and form_of(lines[line.index + 1], lines) is not None:
            groups.add(form)
            over.add(line.index)  # it stands over names, not over a text
        elif alike in (None, form):
            alike = form
            titles.append(line)
        elif form in groups:
            over.add(line.index)
        elif not line.listed:
            return [], []  # names within the names
    sure = all(like_title(ln.text) >= SURE for ln in titles)
    if own is None or (alike == own and end == len(lines) and not sure):
        return [], []
    inside = [ln for ln in lines[chapter.index + 1 : end] if ln not in titles and ln.index not in over]
    return (titles, inside) if _are_titles(titles, lines, end) else ([], [])


SURE = 0.7
"""Least likeness of each name to a title where nothing but the report's end closes their chapter."""


def _ends(line: Line, form: Form, own: Form | None, higher: set[Form], known: Sequence[str]) -> bool:
    """Whether a name opens another chapter: set as this one or as those before it, or one of every report."""
    return form == own or form in higher or line.is_board or closes_chapter(line.text, known)


def _names(chapter: Line, lines: Sequence[Line]) -> Iterator[tuple[Line, Form]]:
    """The lines after a chapter's name that name something, each with its form."""
    for line in lines[chapter.index + 1 :]:
        form = form_of(line, lines)
        if form is not None:
            yield line, form


def form_of(line: Line, lines: Sequence[Line]) -> Form | None:
    """How a line is set that names what stands under it; None for a text, a label, a table."""
    block, text = line.block, line.text
    if block is None or line.separator or line.caption or line.facts is not None:
        return None
    if line.label is not None and (line.label.value_start < len(text) or len(text.split()) < 3):
        return None  # `Redovisning av vikariekostnader:` is no label
    if len(text) > LONGEST_HEADING or not any(map(str.isalpha, text)):
        return None
    if block.kind == "heading":
        return "heading", block.level
    if line.run_in or text[-1] in ".,;!?" or not text.lstrip("-–•* ")[:1].isalnum():
        return None
    underlined = is_underlined(line.index, lines)
    number = _DIGITS.sub("0", found.group()) if (found := _NUMBER.match(text)) is not None else ""
    capitals = text.isupper()
    wide = block.gap > 1
    by_hand = bool(block.bold or block.italic or underlined or capitals or number or wide or line.listed)
    below = lines[line.index + 1 + underlined] if line.index + 1 + underlined < len(lines) else None
    if not by_hand and not (line.level or _opens(line, below)):
        return None
    return (
        "",
        block.size if line.level else 0,
        bool(block.bold),
        bool(block.italic),
        underlined,
        capitals,
        number,
        wide,
        line.listed,
    )


_NUMBER = re.compile(r"\d{1,2}(?:\.\d{1,2})*[.):]?(?=\s)")
_DIGITS = re.compile(r"\d+")


def _opens(line: Line, below: Line | None) -> bool:
    """Whether an unmarked line stands over something longer than itself, or over another name."""
    if not line.text[:1].isupper() or below is None or (not below.gap and below.text[:1].islower()):
        return False
    return (
        below.table is not None
        or below.text[-1:] in ".!?"
        or len(below.text) > len(line.text)
        or bool(below.gap)
    )


def _are_titles(titles: Sequence[Line], lines: Sequence[Line], end: int) -> bool:
    """Whether names are like the titles of uppdrag, each another, and most have text under them."""
    if len(titles) < FEWEST or len({fold(ln.text) for ln in titles}) < len(titles):
        return False
    over = sum(len(text) >= SHORTEST for text in _texts(titles, lines, end))
    like = sum(max(like_title(ln.text), NAMED if len(ln.text) >= LONG else 0.0) for ln in titles) / len(
        titles
    )
    return over >= 0.7 * len(titles) and like >= LIKELY


def _texts(titles: Sequence[Line], lines: Sequence[Line], end: int) -> Iterator[str]:
    """What stands under each of some names, the last of which ends before a line."""
    for line, stop in zip(titles, [*(ln.index for ln in titles[1:]), end], strict=True):
        below = (ln.text for ln in lines[line.index + 1 : stop] if ln.table is None and not ln.separator)
        yield " ".join(below)


def tell(titles: Sequence[Line], lines: Sequence[Line]) -> bool:
    """Whether enough names stand over text that tells what has been done, or order something themselves."""
    told = sum(
        is_order(line.text)
        or any(_DONE.search(fold(ln.text)) for ln in lines[line.index + 1 : line.index + 4])
        for line in titles
    )
    return told >= TOLD * len(titles)


_DONE = re.compile(
    r"\b(?:\w{3,}(?:ade|des|tes|ats|its|tts|dde|ogs)|bli[rv]\w*|blev|fick|tog|gav|gick|kom|lades|hölls"
    r"|(?:är|har) (?:\w+ ){0,2}\w+(?:[aeiy]t|tt|ts|nt|rt|[at]d|lda?)|sattes|gjordes|skedde|pågår|väntar"
    r"|klara?|klart|färdig\w*|avslutad?\w*|slutför\w*|genomför\w*|påbörja\w*|anta(?:gen|get|gna)|monterade|utred[ds]"
    r"|ännu|inte|redovisas|återkommer)\b"
)
"""What has been done, or has not: a board's tasks are told in the present."""
