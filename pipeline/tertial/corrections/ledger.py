"""The ledger: decisions of people, a line of JSON each, only ever added to."""

from __future__ import annotations

import hashlib
import json
import os
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any, Final

from tertial.errors import UsageError
from tertial.vocabulary import What

FILE: Final = "corrections.jsonl"
"""The ledger of a dataset, in its folder."""
CONTEXT: Final = 40
"""So many characters on each side of a quote are kept with it."""


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
    that of the new item; `boards`; for a flag its `code`; for a link `item_id`, `document_id`, `report` and
    `title` of the later item."""
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
            return "flag", self.item_id or self.document_id, self.board, self.old["code"], self.quote
        asked = tuple(self.old.get("asked", "").split("\x1f"))
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


def new(decisions: Iterable[Decision], known: Ledger) -> list[Decision]:
    """The decisions that a ledger lacks; each takes the place of those that it has on the same place.

    What the same person has said of a place already is not said again.
    """
    over = {other for one in known.decisions for other in one.of}
    by_place: dict[tuple[str, ...], list[Decision]] = defaultdict(list)
    for one in known.decisions:
        if one.id not in over and one.what is not What.TAKE_BACK:
            by_place[one.place].append(one)
    found = []
    for one in decisions:
        there = by_place[one.place]
        if not any(
            (other.who, other.verdict, other.why) == (one.who, one.verdict, one.why) for other in there
        ):
            found.append(replace(one, of=tuple(other.id for other in there)))
    return found


def in_force(ledger: Ledger) -> tuple[list[Decision], list[list[Decision]]]:
    """The decisions that count, and those on one place that two people made without knowing of each other.

    What a later decision names as taken back or as taken the place of counts no more. Of one person's
    decisions on a place the last counts. Where people differ nothing counts until somebody who knows of both
    decides.
    """
    over = {other for one in ledger.decisions for other in one.of}
    by_place: dict[tuple[str, ...], dict[str, Decision]] = defaultdict(dict)
    for one in ledger.decisions:
        if one.id not in over and one.what is not What.TAKE_BACK:
            by_place[one.place][one.who] = one
    counting, differing = [], []
    for several in by_place.values():
        told = [one for one in several.values() if one.what is not What.UNKNOWN]
        if len({one.verdict for one in told}) > 1:
            differing.append(told)
        elif told:
            counting.append(told[-1])
    return counting, differing


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
