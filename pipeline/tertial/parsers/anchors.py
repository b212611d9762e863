"""Lines that say how an item goes or who is responsible for it: what the titles of a report stand near."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from tertial import wording
from tertial.parsers.outline import Line
from tertial.parsers.roles import column, label
from tertial.parsers.titles import names_order, says_between
from tertial.parsers.who_and_how import state_at
from tertial.swedish.sentences import split
from tertial.swedish.words import fold

AnchorKind = Literal["status", "later", "responsible"]


@dataclass(frozen=True, slots=True)
class Anchor:
    """A line that says how an item goes, or who is responsible for it."""

    line: int
    kind: AnchorKind
    alone: bool
    """The line is nothing but a status; it may stand before its title as well as after it."""
    weak: bool = False
    """It speaks of some work that goes on, and names no uppdrag, mål or aktivitet."""


def anchors(lines: Sequence[Line], details: frozenset[int]) -> list[Anchor]:
    """The anchors among lines, in order.

    Args:
        details: Indexes of tables that belong to the item above them.
    """
    found = []
    names = Counter(name[0] for line in lines if (name := _NAMES.match(line.text)))
    for i, line in enumerate(lines):
        recurs = (name := _NAMES.match(line.text)) is not None and names[name[0]] >= OFTEN
        if line.table is not None:
            if line.table.index in details:
                found.append(Anchor(i, "status", False))
            continue
        bare = line.bare
        said = wording.cell(line.text) is not None and not line.text.rstrip().endswith(":")
        if bare is not None and not said and bare.role.name in ("status", "forecast") and i + 1 < len(lines):
            below = lines[i + 1]
            told = below.table is None and not below.level and below.text[-1:] in ".!"
            if wording.cell(below.text) is not None:
                found.append(Anchor(i, "status", False))
            elif told and line.text.rstrip()[-1:] == "?":
                found.append(Anchor(i, "status", False))  # `Hur gick det?` over sentences
            continue
        if (line.label is not None and line.label.role.name == "responsible") or (
            line.run_in and any(label(s) is not None for s in _later_sentences(line)[-1:])
        ):
            found.append(Anchor(i, "responsible", False))
        elif status_of(line):
            alone = stands_alone(line) and not wording.sentence(line.text)
            weak = not alone and line.label is None and not named_kind(line.text[:80])
            found.append(Anchor(i, "status", alone, weak))
        elif any(_is_labelled_status(s) for s in _later_sentences(line)[-1:]):
            found.append(Anchor(i, "status", False))
        elif (
            _is_bracketed_last(line)
            or (recurs and is_stated_last(line))
            or any(wording.sentence(s) and named_kind(s[:80]) for s in _later_clauses(line))
        ):
            found.append(Anchor(i, "later", False))
        elif any(_OF_WORK.match(s) and wording.sentence(s) for s in _later_sentences(line)[-1:]):
            found.append(Anchor(i, "later", False, True))
    return found


def status_of(line: Line) -> bool:
    """Whether a line states a status: alone, after a label, or in its first sentence."""
    if line.table is not None or line.separator or says_between(line.text) or names_order(line.text):
        return False
    if line.label is not None and line.label.role.name in ("status", "forecast"):
        value = line.text[line.label.value_start :]
        return bool(value) and not wording.choice_unfilled(value)
    if line.label is not None:
        when = line.label.role.name in ("responsible", "start", "end", "when")
        return when and any(map(_is_labelled_status, _PARTED.split(line.text)[1:]))
    if line.who_and_how is not None or state_at(line.text) or wording.stated(line.text) is not None:
        return True
    text = line.text[max(line.run_in, line.answer) :].lstrip(' \t\n"”“»')
    text = text[found.end() :] if line.run_in and (found := _ASIDE.match(text)) else text
    if wording.cell(text) is not None:
        return True
    first = split(text)[:1]
    if not first:
        return False
    said = text[first[0][0] : first[0][1]]
    # `Pågår. Planen blir klar i höst.`, `Pågår, blir klart i höst.`
    return wording.sentence(said) or any(wording.cell(s) is not None for s in (said, said.partition(",")[0]))


_PARTED = re.compile(r"[.;,]\s+(?=[A-ZÅÄÖ])|\t+")
_ASIDE = re.compile(r"\([^()]*\)[\s.]*")


def stands_alone(line: Line) -> bool:
    """Whether a line is nothing but a status, without a label; a title's number may be set off from it."""
    return (
        line.table is None
        and line.label is None
        and wording.cell(line.text[state_at(line.text) :]) is not None
    )


def _later_sentences(line: Line) -> list[str]:
    if line.separator or (line.label is not None and line.label.role.name != "comment"):
        return []
    return [line.text[start:end] for start, end in split(line.text)[1:]]


def _is_labelled_status(text: str) -> bool:
    found = label(text)
    return found is not None and found.role.name in ("status", "forecast") and found.value_start < len(text)


def _is_bracketed_last(line: Line) -> bool:
    """Whether sentences end in a status in brackets: `Planen är på remiss. (pågår)`."""
    if line.separator or line.label is not None or line.text.rstrip(". ")[-1:] not in ("]", ")"):
        return False
    last = _BRACKETED.search(line.text)
    return last is not None and wording.cell(last[1]) is not None


OFTEN = 3
"""So many lines begin with a name that is a label of the house's own."""
_NAMES = re.compile(r"[A-ZÅÄÖ][^.:\n]{2,25}:\s")


def is_stated_last(line: Line) -> bool:
    """Whether sentences after a name end in a status by itself: `Resultat: 77 procent. Ej uppnått` does."""
    if _NAMES.match(line.text) is None:
        return False
    found = [wording.cell(text) for text in _later_sentences(line)[-1:]]
    return any(reading is not None and not reading.implied for reading in found)


_BRACKETED = re.compile(r"[.!?]\s+[(\[]([^()\[\]]{3,40})[)\]][. ]*$")
_OF_WORK = re.compile(r"Arbetet (?:\w+ ){0,3}\w+\.?$")
"""A last sentence that says of the work in a few words how it goes: `Arbetet har inte påbörjats.`"""
_CLAUSE = re.compile(r"(?:,|\boch|\bmen|\bvarför|\bså)\s+(?=(?:uppdrag|mål|aktivitet|åtgärd)(?:et|en)\b)")


def _later_clauses(line: Line) -> list[str]:
    """The line's sentences but the first, and what one says last: `… och uppdraget är klart`."""
    later = _later_sentences(line)
    if not line.separator and line.label is None:
        later += [line.text[found.end() :] for found in _CLAUSE.finditer(line.text)]
    return later


def title_key(title: str) -> str:
    """A title as it is compared with others in the same report."""
    return fold(title).rstrip(" .:!")


def named_kind(text: str) -> str:
    """The thing that a status sentence or heading speaks of: `uppdrag`, `mål`, `aktivitet` or nothing."""
    found = _THING.search(text)
    if found is None:
        role = column(text)
        return role.kind.value if role is not None and role.kind is not None else ""
    word = found.group(1).casefold()
    return "mål" if word.startswith("mål") else "uppdrag" if word.startswith("uppdrag") else "aktivitet"


def names_kind(text: str) -> bool:
    """Whether the name of a column says itself what its things are: `Aktivitet`, and not `Vad ska göras`."""
    return _THING.search(text) is not None


_THING = re.compile(r"\b(uppdrag|mål(?:et|en|uppf)|nämndmål|aktivitet|åtgärd|insats)", re.IGNORECASE)
