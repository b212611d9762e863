"""The ledger: decisions of people, a line of JSON each, only ever added to."""

from __future__ import annotations

import hashlib
import json
import os
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any, Final

from tertial.errors import UsageError
from tertial.vocabulary import What

FILE: Final = "corrections.jsonl"
"""The ledger of a dataset, in its folder."""
CONTEXT: Final = 40
"""So many characters on each side of a quote are kept with it."""
PART: Final = "\x1f"
"""Parts the parts of a place where it is kept as one text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One line of a ledger."""

    what: What
    who: str
    when: str
    """UTC, ISO, to the second."""
    why: str = ""
    document_id: str = ""
    source: str = ""
    municipality: str = ""
    report: str = ""
    """Its period, `2022-T2`."""
    item_id: str = ""
    title: str = ""
    board: str = ""
    start: int | None = None
    end: int | None = None
    quote: str = ""
    """The words that it is about; empty where it is about none."""
    before: str = ""
    after: str = ""
    """What stands before and after the quote."""
    old: Mapping[str, str] = field(default_factory=dict)
    new: Mapping[str, str] = field(default_factory=dict)
    """For `status` `assessment`, `modality` and `board`, all empty for no statement; `title`, for a split
    that of the new item; `boards`; for a link `item_id`, `document_id`, `report` and `title` of the later
    item. In `old` `code` and `message` of a flag, and what was asked."""
    of: tuple[str, ...] = ()
    """The ids of earlier decisions on the same place that this one takes the place of, or takes back."""

    @property
    def id(self) -> str:
        """Made of all that it says, so that the same decision in two ledgers is one."""
        return hashlib.sha256(_line(self).encode()).hexdigest()[:16]

    @property
    def place(self) -> tuple[str, ...]:
        """What it is about; a later decision on the same is another answer to the same question."""
        if self.what in (What.LINK, What.UNLINK):
            return "link", self.item_id, self.new.get("item_id", "")
        if self.what is What.SPLIT:
            return "split", self.item_id, self.quote
        if self.what in (What.TITLE, What.BOARDS, What.NO_ITEM):
            return "item" if self.what is What.NO_ITEM else self.what.value, self.item_id
        if self.old.get("code"):
            about = self.item_id or self.document_id
            return "flag", about, self.board, self.old["code"], self.old.get("message", "")
        asked = tuple(self.old.get("asked", "").split(PART))
        if self.what is What.UNKNOWN and asked[0] == "link":
            return asked
        if not self.old.get("assessment") and self.new.get("assessment"):  # one that was missed
            return (
                "statement",
                self.item_id,
                self.new.get("board", self.board),
                "",
                self.new.get("modality", ""),
            )
        told = self.old.get("assessment", ""), self.old.get("modality", "")
        return "statement", self.item_id, self.old.get("board", self.board), *told

    @property
    def verdict(self) -> tuple[str, tuple[tuple[str, str], ...]]:
        """What it says of its place; two people who say the same agree."""
        return self.what.value, tuple(sorted(self.new.items()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """The decisions of one ledger or several, in the order of time."""

    decisions: tuple[Decision, ...] = ()
    problems: tuple[str, ...] = ()
    """A sentence for each line that can't be read."""


def read(paths: Iterable[Path]) -> Ledger:
    """All decisions of some ledgers, each once; a line that is no decision is told, and the others go on.

    Raises:
        UsageError: A ledger is not there, or can't be read at all.
    """
    found: dict[str, Decision] = {}
    problems: list[str] = []
    for path in paths:
        try:
            lines = path.read_bytes().split(b"\n")
        except OSError as error:
            raise UsageError(
                f"{path} can't be read: {error.strerror}.", "Name a ledger that is there."
            ) from error
        for n, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                decision = _decision(json.loads(line.decode("utf-8")))
            except (ValueError, TypeError, KeyError, AttributeError) as error:
                problems.append(f"{path}, line {n} is no decision ({error}); it is left out.")
                continue
            found[decision.id] = decision
    ordered = sorted(found.values(), key=lambda one: (one.when, one.id))
    return Ledger(decisions=tuple(ordered), problems=tuple(problems))


def append(path: Path, decisions: Sequence[Decision]) -> None:
    """Adds decisions at the end, on the disk when this returns; several may do so at once.

    Raises:
        UsageError: The ledger can't be written.
    """
    data = "".join(f"{_line(one)}\n" for one in decisions).encode()
    try:
        with path.open("ab+") as file:
            _lock(file.fileno())
            if file.tell():
                file.seek(-1, os.SEEK_END)
                if file.read(1) != b"\n":  # a line that somebody was stopped in
                    data = b"\n" + data
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise UsageError(
            f"{path} can't be written: {error.strerror}.", "Make room, or see to your right to write there."
        ) from error


def new(decisions: Iterable[Decision], known: Ledger, seen: Collection[str] = ()) -> list[Decision]:
    """The decisions that a ledger lacks.

    Each takes the place of what the same person has decided on the same place, and of what others have where
    it was seen; where it was not the two differ until somebody who has seen both decides. What a person has
    said already is not said again, but for where it settles what others said.

    Args:
        decisions: They name none that they take the place of.
        known: What is decided already.
        seen: The ids of the decisions of others that these were made in sight of.
    """
    by_place: dict[tuple[str, ...], list[Decision]] = defaultdict(list)
    for one in standing(known.decisions):
        by_place[one.place].append(one)
    found = []
    for one in decisions:
        own = [other for other in by_place[one.place] if other.who == one.who]
        others = [
            other
            for other in by_place[one.place]
            if other.who != one.who and other.id in seen and other.verdict != one.verdict
        ]
        again = any((other.verdict, other.why) == (one.verdict, one.why) for other in own[-1:])
        if others or not again:
            found.append(replace(one, of=tuple(other.id for other in (*own, *others))))
    return found


def standing(decisions: Iterable[Decision]) -> list[Decision]:
    """Those that are neither taken back nor in a place that a later one took.

    When that later one is taken back they stand again, and so does what a taken back taking back took back.

    Args:
        decisions: In the order of time.
    """
    told = list(decisions)
    back: set[str] = set()
    for one in reversed(told):
        if one.what is What.TAKE_BACK and one.id not in back:
            back |= set(one.of)
    there = [one for one in told if one.id not in back and one.what is not What.TAKE_BACK]
    over = {other for one in there for other in one.of}
    return [one for one in there if one.id not in over]


def in_force(ledger: Ledger) -> tuple[list[Decision], list[list[Decision]]]:
    """The decisions that count, and those on one place that two people made without knowing of each other.

    Of one person's decisions on a place the last counts. Where people differ nothing counts until somebody
    who knows of both decides.
    """
    by_place: dict[tuple[str, ...], list[Decision]] = defaultdict(list)
    for one in standing(ledger.decisions):
        by_place[one.place].append(one)
    counting, differing = [], []
    for several in by_place.values():
        told = settled(several)
        if len(told) > 1:
            differing.append(told)
        else:
            counting += told
    return counting, differing


def settled(decisions: Sequence[Decision]) -> list[Decision]:
    """What counts of some decisions on one place: one where people agree, all of them where they differ."""
    by_person = {one.who: one for one in decisions}
    told = [one for one in by_person.values() if one.what is not What.UNKNOWN]
    return told if len({one.verdict for one in told}) > 1 else told[-1:]


def _line(decision: Decision) -> str:
    told = {name: value for name, value in asdict(decision).items() if value not in ("", None, (), {})}
    return json.dumps(told, ensure_ascii=False, sort_keys=True)


_TEXTS: Final = frozenset(
    one.name for one in fields(Decision) if one.name not in ("what", "start", "end", "old", "new", "of")
)


def _decision(told: Any) -> Decision:
    unknown = set(told) - {one.name for one in fields(Decision)}
    if unknown:
        raise ValueError(f"unknown: {', '.join(sorted(unknown))}")
    for name in _TEXTS & told.keys():
        if not isinstance(told[name], str):
            raise ValueError(f"{name} is no text")
    for name in ("old", "new"):
        if not all(isinstance(value, str) for value in told.get(name, {}).values()):
            raise ValueError(f"{name} holds other things than text")
    return Decision(**{**told, "what": What(told["what"]), "of": tuple(told.get("of", ()))})


def _lock(number: int) -> None:
    """Waits until no other process is adding; a system without such locks relies on appending alone."""
    try:
        import fcntl
    except ImportError:
        return
    fcntl.flock(number, fcntl.LOCK_EX)
