"""Registers of decisions in running text: entries that each have a line of number, decision, who and when.

An entry becomes the row of a table, with a column for each thing, and is read as such rows are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from tertial import wording
from tertial.boards import Register
from tertial.document import Block, Document, Place, Span
from tertial.parsers.head import Head
from tertial.parsers.lines import lines
from tertial.parsers.outline import Line
from tertial.parsers.particulars import Particulars, particulars
from tertial.parsers.roles import Role, RoleName
from tertial.parsers.titles import like_title, split_number
from tertial.swedish.sentences import split

FEWEST = 3
"""Fewer entries are no register."""
MOST = 0.8
"""Share of the entries that must have a title, and a title in the same place."""
TOLD = 0.5
"""Share of them under which something must be told, and that must say who has them or order something."""
LONGEST_TITLE, SHORTEST_TITLE = 250, 4
LONGEST_LINE = 400
"""Characters of a line that particulars open."""
SURE = 0.9
FACTS: Sequence[RoleName] = ("number", "decided", "responsible", "start", "end", "when")
_TITLE, _TOLD = len(FACTS), len(FACTS) + 1

Where = Literal["below", "above", "same"]
"""Where the title of an entry stands: below its particulars, above them, or after them on their line."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """An entry: its particulars, its title and what is told of it, as spans in blocks."""

    facts: tuple[tuple[RoleName, Block, Span], ...]
    title: tuple[Block, Span]
    told: tuple[tuple[Block, Span], ...]

    @property
    def blocks(self) -> list[Block]:
        found = [block for _, block, _ in self.facts] + [self.title[0], *(block for block, _ in self.told)]
        return list(dict.fromkeys(found))


def registered(document: Document, register: Register) -> tuple[Document, dict[int, Head]]:
    """The document with the entries of a register as rows of tables, and the heads of these tables."""
    texts = [text for block in document.lines() for text in document.cut(block.span).split("\n")]
    heads = [_opening(text, register) for text in texts]
    if sum(head is not None for head in heads) < FEWEST:
        return document, {}
    found_lines = (ln for ln in lines(document, register) if ln.block is not None and ln.block.place is None)
    all_lines = [part for line in found_lines for part in _parted(line)]
    opened = {
        n: facts
        for n, line in enumerate(all_lines)
        if not line.level and (facts := _opening(line.text, register)) is not None
    }
    where = _where(all_lines, opened)
    unnamed = [facts for facts in opened.values() if "responsible" not in facts.roles]
    if len(unnamed) > TOLD * len(opened) and sum(line.order is not None for line in all_lines) >= FEWEST:
        return document, {}  # an account that quotes what was decided, and to whom
    if where is None or any(line.level and wording.status_over(line.text) for line in all_lines):
        return document, {}
    groups = _entries(document, all_lines, opened, where)
    if sum(map(len, groups)) < FEWEST:
        return document, {}
    index = max((block.place.table for block in document.blocks if block.place is not None), default=-1) + 1
    made: dict[int, list[Block]] = {}
    found: dict[int, Head] = {}
    for group in groups:
        roles = {FACTS.index(role): Role(role, None, 2) for entry in group for role, _, _ in entry.facts}
        roles[_TITLE] = Role("title", None, 1)
        if any(entry.told for entry in group):
            roles[_TOLD] = Role("comment", None, 1)
        found[index] = Head(roles, {}, 0)
        for row, entry in enumerate(group):
            made |= {id(block): [] for block in entry.blocks}
            parts = [(FACTS.index(role), block, span) for role, block, span in entry.facts]
            parts += [(_TITLE, *entry.title), *((_TOLD, block, span) for block, span in entry.told)]
            for c, block, span in parts:
                place = Place(table=index, row=row, column=c)
                made[id(block)].append(replace(block, span=span, place=place, lead=0, apart=None, level=0))
        index += 1
    blocks = tuple(piece for block in document.blocks for piece in made.get(id(block), (block,)))
    return replace(document, blocks=blocks), found


def _parted(line: Line) -> Iterator[Line]:
    """A line, or those of a paragraph that was broken by hand."""
    if "\n" not in line.text or line.level:
        yield line
        return
    at = line.span.start
    for text in line.text.split("\n"):
        if text.strip():
            yield replace(line, span=Span(at, at + len(text)), text=text)
        at += len(text) + 1


def _opening(text: str, register: Register) -> Particulars | None:
    """The particulars of an entry that a line begins with: its decision, or number or date and who has it."""
    if len(text) > LONGEST_LINE or not any(map(str.isdigit, text[:60])) or text[:1] == "[":
        return None
    found = particulars(text, register)
    if found is None:
        return None
    dated = "responsible" in found.roles and found.roles & {"end", "when"}
    return found if "decided" in found.roles or dated else None


def _where(all_lines: Sequence[Line], opened: dict[int, Particulars]) -> Where | None:
    """Where the titles stand, or None where the lines that hold particulars are no entries of a register."""
    alone = [n for n, found in opened.items() if found.alone]
    after = [n for n in opened if n not in alone and _named_end(opened[n])]
    if len(after) >= FEWEST and len(after) > len(alone):
        return "same"
    if len(alone) < FEWEST:
        return None
    under = sum(n + 1 < len(all_lines) and _may_name(all_lines[n + 1].text) for n in alone)
    over = sum(n > 0 and _may_name(all_lines[n - 1].text) for n in alone)
    parted = sum(n > 0 and all_lines[n].gap > 0 for n in alone)
    numbered = sum("number" in opened[n].roles for n in alone)
    if max(under, over) < MOST * len(alone):
        return None
    return "below" if under >= over or max(parted, numbered) >= MOST * len(alone) else "above"


def _may_name(text: str) -> bool:
    """Whether a text may be a title: no sentence that tells of something."""
    bare = text[split_number(text)[1] :].strip()
    if not SHORTEST_TITLE <= len(bare) <= LONGEST_TITLE or not bare[:1].isalpha():
        return False
    return bare[-1:] not in ".!?:" or like_title(bare) >= SURE


def _named_end(facts: Particulars) -> int:
    """Where the title ends that follows on the line after the particulars; 0 where none does."""
    rest = facts.text[facts.end :]
    spans = split(rest)
    end = spans[0][1] if len(spans) > 1 and spans[0][1] <= LONGEST_TITLE else len(rest)
    named = rest[:end].rstrip(" .") if end < len(rest) else rest
    return facts.end + len(named) if _may_name(named) else 0


def _entries(
    document: Document, all_lines: Sequence[Line], opened: dict[int, Particulars], where: Where
) -> list[list[_Entry]]:
    """The entries, those together between which no heading stands."""
    starts = [
        n - 1 if where == "above" else n
        for n, found in opened.items()
        if (found.alone if where != "same" else _named_end(found))
    ]
    starts = [n for n in starts if n >= 0]
    gaps = [any(line.gap for line in all_lines[a + 1 : b]) for a, b in pairwise(starts)]
    close = sum(gaps) <= (1 - MOST) * len(gaps)
    longest = max((b - a for a, b in pairwise(starts)), default=1)
    groups: list[list[_Entry]] = [[]]
    named = told = given = 0
    for start, limit in zip(starts, [*starts[1:], len(all_lines)], strict=True):
        end = start + 1
        while end < limit and not _closes(all_lines[end], close=close, last=limit == len(all_lines)):
            end += 1
        if limit == len(all_lines):
            end = min(end, start + longest)
        entry = _entry(all_lines[start:end], opened.get(start + (where == "above")), where)
        if entry is not None:
            groups[-1].append(entry)
            told += bool(entry.told)
            roles = {role for role, block, _ in entry.facts if block is entry.facts[0][1]}
            ordered = like_title(document.cut(entry.title[1])) >= SURE and roles & {"number", "decided"}
            given += "responsible" in roles or bool(ordered)
        named += entry is not None
        if any(line.level or line.is_board for line in all_lines[end:limit]):
            groups.append([])
    sure = named >= MOST * len(starts) and min(told, given) >= TOLD * len(starts)
    return [group for group in groups if group] if sure else []


def _closes(line: Line, *, close: bool, last: bool) -> bool:
    """Whether a line ends the entry before it."""
    return bool(line.level) or line.is_board or line.separator or (close and last and line.gap > 0)


def _entry(own: Sequence[Line], facts: Particulars | None, where: Where) -> _Entry | None:
    """The entry that some lines make."""
    if facts is None or (len(own) < 2 and where != "same"):
        return None
    at = 1 if where == "above" else 0
    head = own[at]
    assert head.block is not None
    held = [
        (one.role, head.block, Span(head.span.start + one.start, head.span.start + one.end))
        for one in facts.found
        if one.role in FACTS
    ]
    told: list[tuple[Block, Span]] = []
    if where == "same":
        begin = facts.end + len(facts.text[facts.end :]) - len(facts.text[facts.end :].lstrip(" :.–-\t"))
        end = _named_end(facts)
        named, span = head, Span(head.span.start + begin, head.span.start + end)
        after = len(facts.text[end:]) - len(facts.text[end:].lstrip(" ."))
        if end + after < len(facts.text) and head.block is not None:
            told.append((head.block, Span(head.span.start + end + after, head.span.end)))
    else:
        named = own[1 - at]
        number, begin, _ = split_number(named.text)
        span = Span(named.span.start + begin, named.span.end)
        if number and named.block is not None and all(role != "number" for role, _, _ in held):
            at = named.text.index(number)
            held.append(
                ("number", named.block, Span(named.span.start + at, named.span.start + at + len(number)))
            )
    if named.block is None or not _may_name(
        named.text[span.start - named.span.start : span.end - named.span.start]
    ):
        return None
    rest = [line for line in own if line is not head and line is not named and not line.separator]
    labelled = {
        line.label.role.name: line for line in rest if line.label is not None and line.block is not None
    }
    for role in FACTS[2:]:
        line = labelled.get(role)
        if line is None or line.label is None or line.block is None or any(r == role for r, _, _ in held):
            continue
        held.append((role, line.block, Span(line.span.start + line.label.value_start, line.span.end)))
        rest.remove(line)
    told += [(line.block, line.span) for line in rest if line.block is not None]
    return _Entry(tuple(held), (named.block, span), tuple(told))
