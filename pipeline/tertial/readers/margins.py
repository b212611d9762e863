"""Running heads, running feet and page numbers among the lines of a text, by place and repetition."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import Final, Literal

from tertial import wording
from tertial.readers import wrapping
from tertial.readers.column_names import is_head
from tertial.readers.lines import Line
from tertial.swedish.words import fold

_NUMBERED: Final = re.compile(
    r"(?:-{1,2} ?\d{1,3} ?-{1,2}|\d{1,3} ?\(\d{1,3}\)|\d{1,3} ?/ ?\d{1,3}"
    r"|(?:sida|sid\.?|page|s\.) ?\d{1,3}(?: ?(?:\(|av|/|of) ?\d{1,3}\)?)?)",
    re.IGNORECASE,
)
_SURE: Final = re.compile(
    r"(?:|.{3,120}?(?:\s{2,}|\s*[|–-]\s*))(?:sida|sid\.?|page) ?(\d{1,3}) ?(?:\(|av|/|of) ?(\d{1,3})\)?",
    re.IGNORECASE,
)
"""A page number that says of how many, alone or after what stands in the margin: it needs no like."""
_BARE: Final = re.compile(r"\d{1,3}")
_GUTTER: Final = re.compile(r"\s{2,}")
_FIGURES: Final = re.compile(r"\d+")
_WORD: Final = re.compile(r"[^\W\d]{2,}")
_LONG: Final = 0.7
"""A line this part of the width long has no room for more: what follows on it may follow after a margin."""
_COLUMNS: Final = 3
"""So many names with gutters between them and no number are the head of a table."""
_DEPTH: Final = 4
"""How many lines from the edge of a page may be a running head or foot."""
_NEAR: Final = 2
"""Without form feeds: how many lines from a page number a running head or foot may stand."""
_SHORTEST_PAGE: Final = 8
"""Lines between what recurs on each page, at least."""
_SHORTEST: Final = 8
"""Letters and figures of a line that recurs between the words of sentences; a shorter one may be a cell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Margin:
    """A line that stands beside the running text."""

    kind: Literal["header", "footer"]
    text: str
    page: int


def part(lines: Sequence[Line]) -> tuple[list[Line], list[Margin]]:
    """The running text, and what stood beside it, each running head and foot once.

    A line beside the text is a page number that has its like on other pages, or words that recur at the edge
    of pages. A line before which one was taken out has `turned` set, since a sentence may go on there.
    """
    out = _at_edges(lines) if any(line.turned for line in lines) else _by_number(lines)
    _inside_sentences(lines, out)
    _further_lines(lines, out)
    for index, line in enumerate(lines):
        ends = line.bare[-1].isdigit() or line.bare[-1] == ")"
        sure = _SURE.fullmatch(line.bare) if ends else None
        if sure is not None and 0 < int(sure[1]) <= int(sure[2]):
            out.setdefault(index, "footer")
    if not out:
        return list(lines), []
    kept: list[Line] = []
    margins: dict[str, Margin] = {}
    gap, turned = 0, False
    for index, line in enumerate(lines):
        if index in out:
            margins.setdefault(_mask(line), Margin(kind=out[index], text=line.bare, page=line.page))
            gap, turned = max(gap, line.gap), True
            continue
        if turned or line.turned:
            line = replace(line, gap=max(gap, line.gap, 1), turned=True)
        kept.append(line)
        gap, turned = 0, False
    return kept, list(margins.values())


def _further_lines(lines: Sequence[Line], out: dict[int, Literal["header", "footer"]]) -> None:
    """Adds what stands word for word beside most running heads or feet: the second line of one."""
    beside = {j: out[i] for i in out for j in (i - 1, i + 1) if 0 <= j < len(lines) and j not in out}
    counts = Counter(lines[j].bare for j in beside)
    pages = len({line.page for line in lines}) if any(line.turned for line in lines) else len(out) // 2
    for j, kind in beside.items():
        text = lines[j].bare
        if counts[text] >= max(3, 0.6 * pages) and not _is_content(text) and wording.cell(text) is None:
            out[j] = kind


def _mask(line: Line) -> str:
    return _masked(line.text)


@lru_cache(maxsize=2048)
def _masked(text: str) -> str:
    return _FIGURES.sub("0", fold(text))


def _recurring(line: Line) -> bool:
    """Whether a line could be a running head at all: words and no label, or a page number."""
    text = line.bare
    if _NUMBERED.fullmatch(text) or _BARE.fullmatch(text):
        return True
    if _is_content(text) or ("\t" in text and not re.search(r"\d{1,3}(?: ?\(\d{1,3}\))?$", text)):
        return False
    return len(text.split()) > 1 and any(c.isalpha() for c in text)


def _is_content(text: str) -> bool:
    """Whether a line is a sentence, a label or the head of a table that is repeated."""
    if text.endswith((":", ".", "?")) or len(text) > 150:
        return True
    return is_head(text) or (text[-1:].isalpha() and len(_GUTTER.split(text)) >= _COLUMNS)


def _at_edges(lines: Sequence[Line]) -> dict[int, Literal["header", "footer"]]:
    """Lines at the edges of pages whose wording (figures apart) recurs there on most pages."""
    pages: dict[int, list[int]] = {}
    for index, line in enumerate(lines):
        pages.setdefault(line.page, []).append(index)
    if len(pages) < 2:
        return {}
    heads: Counter[str] = Counter()
    feet: Counter[str] = Counter()
    for indexes in pages.values():
        heads.update({_mask(lines[i]) for i in indexes[:_DEPTH]})
        feet.update({_mask(lines[i]) for i in indexes[-_DEPTH:]})
    needed = max(2, round(0.5 * len(pages)))
    found: dict[int, Literal["header", "footer"]] = {}
    for indexes in pages.values():
        for kind, edge, counts in (
            ("header", indexes[:_DEPTH], heads),
            ("footer", indexes[::-1][:_DEPTH], feet),
        ):
            for i in edge:
                mask = _mask(lines[i])
                numbered = bool(_NUMBERED.fullmatch(lines[i].bare))
                if not _recurring(lines[i]) or (counts[mask] < needed and not numbered):
                    break
                if len(pages) == 2 and not any(c.isdigit() for c in lines[i].bare) and not found:
                    break  # two pages prove nothing unless a page number is there
                found.setdefault(i, "header" if kind == "header" else "footer")
    return found


def _by_number(lines: Sequence[Line]) -> dict[int, Literal["header", "footer"]]:
    """Where the file has no form feeds: page numbers in sequence, and what recurs beside them.

    What stands beside most of them recurs; of a line with words far apart it is enough that it comes twice.
    """
    forms: dict[str, list[int]] = {}
    for i, line in enumerate(lines):
        if _NUMBERED.fullmatch(line.bare):
            forms.setdefault(_mask(line), []).append(i)
    numbered = sorted(i for at in forms.values() for i in _ascending(lines, at, shortest=2))
    if not numbered:
        alone = [i for i, line in enumerate(lines) if _BARE.fullmatch(line.bare) and _isolated(lines, i)]
        numbered = _ascending(lines, alone, shortest=3) or _beside_heads(lines)
    found: dict[int, Literal["header", "footer"]] = dict.fromkeys(numbered, "footer")
    counts: Counter[str] = Counter()
    near: set[int] = set()
    for i in numbered:
        around = [j for j in range(max(0, i - _NEAR), min(len(lines), i + _NEAR + 1)) if j not in found]
        near.update(around)
        counts.update({_mask(lines[j]) for j in around})
    if numbered:
        top = range(min(_NEAR, numbered[0]))  # the first page has no number before its head
        near.update(top)
        counts.update({_mask(lines[j]) for j in top})
    spread = Counter(line.bare for line in lines if _GUTTER.search(line.bare))
    for j in near:
        enough = counts[_mask(lines[j])] >= max(2, round(0.6 * len(numbered))) or spread[lines[j].bare] > 1
        if enough and _recurring(lines[j]):
            found[j] = "header" if j - 1 in found or j < _NEAR else "footer"
    return found


def _beside_heads(lines: Sequence[Line]) -> list[int]:
    """Bare page numbers in sequence that stand right before or after one line that recurs with them."""
    bare = [i for i, line in enumerate(lines) if _BARE.fullmatch(line.bare)]
    for side in (1, -1):
        beside: dict[str, list[int]] = {}
        for i in bare:
            if 0 <= i + side < len(lines) and _recurring(lines[i + side]):
                beside.setdefault(_mask(lines[i + side]), []).append(i)
        for at in beside.values():
            if numbered := _ascending(lines, at, shortest=3):
                return numbered
    return []


def _inside_sentences(lines: Sequence[Line], found: dict[int, Literal["header", "footer"]]) -> None:
    """Adds what recurs page by page, and stands at least once between two lines of one sentence.

    With it go the page numbers beside it, which count on from one to the next.
    """
    places: dict[str, list[int]] = {}
    for index, line in enumerate(lines):
        places.setdefault(_mask(line), []).append(index)
    recurring = {
        mask: at
        for mask, at in places.items()
        if len(at) > 1 and all(_may_recur(lines, a, b) for a, b in pairwise(at[:-1] if len(at) > 2 else at))
    }
    numbers = [i for i in places.get("0", []) if _BARE.fullmatch(lines[i].bare)]
    counted = set(_ascending(lines, numbers, shortest=2))
    candidates = {index for at in recurring.values() for index in at} | counted
    shortest = _LONG * wrapping.measure(lines).limit
    torn: set[str] = set()
    runs = _runs(candidates | set(found))
    for run in runs:
        after = run[-1] + 1
        counts = any(
            i in counted or len({lines[j].bare for j in recurring.get(_mask(lines[i]), ())}) > 1 for i in run
        )
        edge = not run[0] or (after == len(lines) and counts)
        if edge or (after < len(lines) and _goes_on(lines[run[0] - 1], lines[after], shortest)):
            torn.update(_mask(lines[i]) for i in run)
    for run in runs:
        if any(i in found or _mask(lines[i]) in torn for i in run):
            for i in run:
                if _mask(lines[i]) in torn:
                    found.setdefault(i, "footer")


def _may_recur(lines: Sequence[Line], first: int, second: int) -> bool:
    """Whether two lines that are alike may be a running head or foot of two pages."""
    line, other = lines[first], lines[second]
    text = line.bare
    if second - first < _SHORTEST_PAGE or not _WORD.search(text) or _is_content(text):
        return False
    if text[:1].islower() or "\t" in text or text.endswith(",") or wording.cell(text) is not None:
        return False
    before, after = _FIGURES.findall(text), _FIGURES.findall(other.bare)
    changed = [(int(a), int(b)) for a, b in zip(before, after, strict=True) if a != b]
    return sum(map(str.isalnum, text)) >= _SHORTEST and (
        not changed or changed == [(changed[0][0], changed[0][0] + 1)]
    )


def _runs(indexes: set[int]) -> list[list[int]]:
    """The indexes in order, those together that follow on each other."""
    runs: list[list[int]] = []
    for index in sorted(indexes):
        if runs and runs[-1][-1] == index - 1:
            runs[-1].append(index)
        else:
            runs.append([index])
    return runs


def _goes_on(before: Line, after: Line, shortest: float) -> bool:
    """Whether a sentence plainly goes on from one line to the other, the first as long as `shortest`."""
    if not after.bare[:1].islower() or wrapping.ends_sentence(before.bare):
        return False
    return wrapping.divided(before.bare, after.bare) or 0 < shortest <= len(before.text)


def _isolated(lines: Sequence[Line], index: int) -> bool:
    after = lines[index + 1].gap if index + 1 < len(lines) else 1
    return lines[index].gap > 0 and after > 0


def _ascending(lines: Sequence[Line], indexes: Sequence[int], *, shortest: int) -> list[int]:
    """Those of the lines that count pages: each one more than the last, some lines apart."""
    best: list[int] = []
    run: list[int] = []
    last = -1
    for i in indexes:
        digits = re.search(r"\d+", lines[i].bare)
        number = int(digits.group()) if digits else -1
        if run and number == last + 1 and i - run[-1] >= 4:
            run.append(i)
        else:
            run = [i]
        last = number
        if len(run) > len(best):
            best = list(run)
    return best if len(best) >= shortest else []
