"""How a report lays out its titles: which lines are headings, chapters and groups over them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from tertial.boards import Register
from tertial.document import Document
from tertial.parsers.accounts import closing_facts
from tertial.parsers.anchors import stands_alone, status_of
from tertial.parsers.beneath import OneLine, leads
from tertial.parsers.decisions import SHORTEST
from tertial.parsers.givers import EVERYBODY, signature
from tertial.parsers.headings import is_chapter_name
from tertial.parsers.markers import TOLD, Marker
from tertial.parsers.marks import names_thing
from tertial.parsers.outline import Line, divided_by_board, rank
from tertial.parsers.tables import TableReading
from tertial.parsers.titles import split_number
from tertial.vocabulary import Kind

FEWEST_ASKED = 3
MOST_ASKED = 0.7
"""Items, and share of them, that name a board between title and status."""


class Layout:
    """The lines of a report around the titles that bear a marker."""

    def __init__(
        self,
        document: Document,
        register: Register,
        lines: Sequence[Line],
        tables: dict[int, TableReading],
        known: Sequence[str],
        marker: Marker,
        parents: Sequence[tuple[Line, ...]],
        marks: Sequence[frozenset[str]],
        covered: set[int],
        kinds: Mapping[int, Kind],
        single: Mapping[int, OneLine],
    ) -> None:
        self.document = document
        self.register = register
        named_last = "who closes its text" in marker.marks
        self.lines = lines if named_last else _with_chapters_of_several(lines, frozenset(marker.lines))
        self.tables = tables
        self.known = known
        self.marker = marker
        self.parents = parents
        self.marks = marks
        self.covered = frozenset(covered)
        self.kinds = kinds
        self.single = single
        self.bearing = frozenset(marker.lines) | frozenset(
            i for i, m in enumerate(marks) if marker.marks and marker.marks <= m
        )
        levels = sorted({rank(lines[i]) for i in marker.lines if rank(lines[i])})
        self.level = levels[0] if levels and len(levels) * 2 <= len(marker.lines) + 1 else 0.0
        """Rank of the titles as headings; 0.0 where they are none."""
        self.divided = divided_by_board(lines, parents)
        self.chapters = self._board_chapters()
        set_as = {lines[i].level for i in self.chapters if not 0 < rank(lines[i]) < self.level}
        self.set_as_chapters = set_as - {0} - {lines[i].level for i in self.bearing}
        """Levels of chapters that seem no higher than the titles under them, whose numbers raise these."""
        self.groups = self._group_levels()
        self.given = self._given_lines()
        self.over = self._groups_between()
        facts = [line.facts or closing_facts(line.text, register) for line in lines]
        self.asks = (
            sum(bool(one.responsible and one.dates) for one in facts if one is not None) > 1
            or self._asked_between()
        )
        over = sum("goal over activities" in marks[i] for i in marker.lines)
        self.default_kind = Kind.MAL if over and over >= 0.4 * len(marker.lines) else None
        if TOLD in marker.marks:
            self.default_kind = Kind.UPPDRAG
        told = [i for i in marker.lines if lines[i].order is not None]
        self.account = len(told) > 0.5 * len(marker.lines)
        after = [lines[i + 1] if i + 1 < len(lines) else None for i in told]
        closed = sum(ln is None or ln.order is not None or len(ln.text) < SHORTEST for ln in after)
        self.alone = self.account and closed >= 0.6 * len(told)
        """Each order is told to its end in one paragraph; one that names none tells of something else."""

    def _asked_between(self) -> bool:
        """Whether a board's name stands between title and status again and again, and few items name another.

        So a form is filled in: who has the item, how it goes, a comment.
        """
        titles, lines = self.marker.lines, self.lines
        asked = [
            i for i in titles if i + 2 < len(lines) and lines[i + 1].is_board and stands_alone(lines[i + 2])
        ]
        ends = zip(titles, [*titles[1:], len(lines)], strict=True)
        several = sum(sum(line.is_board for line in lines[i:end]) > 1 for i, end in ends)
        return len(asked) >= max(FEWEST_ASKED, MOST_ASKED * len(titles)) and several <= len(titles) / 5

    def _board_chapters(self) -> frozenset[int]:
        """Lines with a board's name that open a chapter of items, not a part of one item."""
        boards = [line.index for line in self.lines if line.is_board]
        titles = frozenset(self.marker.lines)
        chapters = set()
        for i in boards:
            line = self.lines[i]
            if line.level and self.level and rank(line) < self.level and not self.is_part(line):
                chapters.add(i)
                continue
            if line.level > self.level > 0 and _is_word_heading(line):
                continue
            if not self.level and line.level and split_number(line.text)[0]:
                chapters.add(i)  # a numbered heading is a chapter's, whatever its first line is
                continue
            if (i - 1 in titles and not self.lines[i - 1].run_in) or (
                i >= 2 and i - 2 in titles and self.lines[i - 1].separator
            ):
                continue
            following = next((j for j in range(i + 1, len(self.lines)) if not self.lines[j].separator), -1)
            if following in titles or (
                following >= 0 and self._heads_group(following) and following + 1 in titles
            ):
                chapters.add(i)
        if self.level and not any(rank(self.lines[i]) > self.level for i in chapters):
            return frozenset(chapters)
        if any(self._gives(self.lines[i].text) for i in chapters):
            return frozenset(chapters)  # no answer, so those that stand as it does are none
        if not self.level and boards and boards[0] < min(titles):
            # Each board has titles under it, whatever else its chapter begins with.
            over = [i for i, end in pairwise([*boards, len(self.lines)]) if any(i < t < end for t in titles)]
            if len(over) >= 2 and len(over) >= 0.6 * len(boards):
                return frozenset(over)
            headed = [
                {ln.index for ln in self.parents[t] if ln.is_board and _is_word_heading(ln)} for t in titles
            ]
            if all(headed):  # other boards mark theirs otherwise
                return frozenset().union(*headed)
        return frozenset(chapters) if len(chapters) >= 0.5 * len(boards) else frozenset()

    def _gives(self, text: str) -> bool:
        """Whether a line of boards opens no answer: it lists several, or says that uppdrag are given."""
        return self.register.heading(text) is None or bool(self.register.ordered(text))

    def _given_lines(self) -> frozenset[int]:
        """Lines right under titles with a board's name that say who has the item, as others there do.

        Where some of the lines under titles name several boards or say by a label who has it, those with one
        board's name do the same, and open no answer.
        """
        under = [i + 1 for i in self.marker.lines if i + 1 < len(self.lines)]
        named = [i for i in under if self.lines[i].is_board]
        ends = [*(t for t in self.marker.lines[1:]), len(self.lines)]
        within = {i + 1: range(i + 2, end) for i, end in zip(self.marker.lines, ends, strict=True)}
        if any(self.lines[j].is_board and j not in self.chapters for i in named for j in within[i]):
            return frozenset()  # one board's answer after another
        listed = [
            i
            for i in under
            if (found := self.lines[i].label) is not None
            and found.role.name == "responsible"
            and (not found.name or self.register.responsible(self.lines[i].text).boards)
        ]
        several = [
            i
            for i in named
            if self.lines[i].text.startswith("(")
            or len(self.register.responsible(self.printed(i)).boards) > 1
        ]
        if len(named) + len(listed) < 0.6 * len(under) or not (listed or several):
            return frozenset()
        return frozenset(named)

    def printed(self, i: int) -> str:
        """Who a line names that says nothing else."""
        text = self.lines[i].text
        return self.register.ordered(text) or text.strip(" .:*()")

    def is_part(self, line: Line) -> bool:
        """Whether a board's name answers the title above, as a title stands over all names that look so."""
        titles = self.marker.lines
        if not line.level or line.index < titles[0]:
            return False
        alike = [other.index for other in self.lines if other.is_board and other.level == line.level]
        return alike[0] > titles[0] and not any(i + 1 in titles for i in alike)

    def _group_levels(self) -> frozenset[int]:
        """Levels of the headings over groups of titles that are no headings themselves."""
        if self.level:
            return frozenset()
        before = []
        for i in self.marker.lines:
            j = i - 1
            while j >= 0 and self.lines[j].separator:
                j -= 1
            if j >= 0 and self.lines[j].level and not self.lines[j].is_board:
                before.append(self.lines[j].level)
        return frozenset(level for level in before if before.count(level) >= 3)

    def _groups_between(self) -> frozenset[int]:
        """Short lines right over titles that name what follows, where the first has one and most have not.

        They bear no mark, or all a lower one than the titles, whose number makes them seem higher.
        """
        titles = self.marker.lines
        for levels in ({0}, {self.lines[titles[0] - 1].level} if titles[0] > 1 else {0}):
            over = [i - 1 for i in titles if i > 1 and self._names_alone(i - 1, levels)]
            if titles[0] - 1 not in over or not 2 <= len(over) <= 0.7 * len(titles):
                continue
            alike = [ln.index for ln in self.lines[over[0] :] if ln.level in levels - {0} and not ln.is_board]
            if all(j in over for j in alike):
                return frozenset(over)
        return frozenset()

    def _names_alone(self, j: int, levels: set[int]) -> bool:
        """Whether a line on these levels is a name and nothing else: no sentence, label, bullet or title."""
        line = self.lines[j]
        plain = line.table is None and not (line.separator or line.is_board or line.run_in)
        plain = plain and line.level in levels and (not line.level or rank(line) > self.level > 0)
        return plain and j not in self.bearing and 0 < len(line.text) <= 60 and self.reads_as_heading(line)

    def is_heading(self, i: int) -> bool:
        return bool(self.lines[i].level) or self.lines[i].is_board

    def _heads_group(self, i: int) -> bool:
        """Whether a line is a heading, or only says which uppdrag follow: `Uppdrag från tidigare år`."""
        line = self.lines[i]
        named = line.table is None and bool(line.text) and self.reads_as_heading(line)
        return self.is_heading(i) or (named and is_chapter_name(line.text, self.known))

    def reads_as_heading(self, line: Line) -> bool:
        text = line.text
        return (
            len(text) <= 100
            and not line.listed
            and text[-1] not in ".,;!?"
            and text[split_number(text)[1] :][:1].isupper()
            and "§" not in text
            and line.label is None
            and not status_of(line)
            and signature(text, self.register) is None
        )

    def names_group(self, j: int) -> bool:
        """Whether a line says by a label what the items after it stand under: `Inriktning: …`, `Mål 1. …`."""
        line = self.lines[j]
        if j in self.bearing or line.table is not None:
            return False
        if line.counted:
            return True
        if line.label is not None:
            return line.label.role.name in ("area", "title")
        return "uppdrag by name" in self.marks[j]

    def introduces(self, j: int) -> bool:
        """Whether a line only leads over to the titles after it, under a mål: `Det här har vi gjort:`."""
        text = self.lines[j].text
        if not self.kinds or j + 1 not in self.kinds or j in self.kinds or len(text) > 60:
            return False
        return text.endswith(":") or (j + 1 in self.single and leads(self.lines[j]))

    def labels_next(self, j: int) -> bool:
        return names_thing(self.lines[j]) and j + 1 < len(self.lines) and j + 1 in self.bearing


def _with_chapters_of_several(lines: Sequence[Line], titles: frozenset[int]) -> Sequence[Line]:
    """The lines; those that list boards right over titles open chapters, as one name does."""
    listing = [n for n, line in enumerate(lines) if line.label is not None and not line.label.name]
    over = [n for n in listing if n + 1 in titles and n - 1 not in titles]
    if len(over) < 0.6 * len(listing):
        over = []
    everybody = [n - 1 for n in titles if n > 1 and n - 2 not in titles and _is_everybody(lines[n - 1])]
    if any(line.is_board for line in lines[: min(titles)]):
        over += everybody  # a chapter as those of the boards before it
    if not over:
        return lines
    return [replace(line, label=None, is_board=True) if n in over else line for n, line in enumerate(lines)]


def _is_everybody(line: Line) -> bool:
    """Whether a line says that what follows is for all boards, and nothing else: `Samtliga nämnder:`."""
    bare = line.text[split_number(line.text)[1] :].strip(" :*")
    return line.table is None and not line.run_in and EVERYBODY.fullmatch(bare) is not None


def _is_word_heading(line: Line) -> bool:
    """Whether the word processor says that a line is a heading; levels of other lines are guesses."""
    return line.block is not None and line.block.kind == "heading"
