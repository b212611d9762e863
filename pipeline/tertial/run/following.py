"""The files of a run one after the other: loaded, known already or read by a worker, and told in order."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from tertial.errors import GivenUp
from tertial.readers import libreoffice, ocr
from tertial.run import kept, version
from tertial.run.events import Outcome, Processed, Summary
from tertial.run.hands import Answer, Hands, Looked, Sight, known
from tertial.run.kept import Kept, Refusal
from tertial.run.limits import RunLimits
from tertial.run.pool import Stopped
from tertial.sources import Refused, Source

log = logging.getLogger(__name__)

_BEHIND: Final = 8
"""The oldest file, which nothing holds up but itself, is put off until so many wait behind it: a task's."""


@dataclass(slots=True)
class _Waiting:
    """A file on its way."""

    event: Processed
    answer: Answer | None = None
    key: str = ""
    size: int = 0
    """Bytes of it that are held here."""

    @property
    def done(self) -> bool:
        return self.answer is None or self.answer.done()

    def begin(self) -> None:
        if self.answer is not None:
            self.answer.begin()


@dataclass(slots=True, kw_only=True)
class Follower:
    """Takes the files of a run, in order, and tells what became of each."""

    hands: Hands
    limits: RunLimits
    folder: Path
    """Where what is read is kept."""
    version: str
    """Of the reading: files that were kept under another are read anew."""
    recognising: bool
    """Whether the text of scanned files is recognised."""
    keys: list[str] = field(default_factory=list)
    """Under which is kept what was read or refused in this run."""
    _seen: dict[str, str] = field(default_factory=dict)
    _unread: dict[str, Outcome] = field(default_factory=dict)
    """By digest, what became of those that gave no report."""
    _office: str | None = None

    def follow(self, found: Iterable[Source | Refused]) -> Iterator[tuple[Processed, str]]:
        """Each file's outcome and key, in order. Of files with the same bytes the first alone is read."""
        waiting: deque[_Waiting] = deque()
        size = 0
        for source, sight in self.hands.look(found):
            waiting.append(self._begin(source, sight))
            del sight
            size += waiting[-1].size
            while waiting and (waiting[0].done or self.hands.full(len(waiting), size)):
                size -= waiting[0].size
                yield self._end(waiting.popleft())
            if len(waiting) > _BEHIND:
                waiting[0].begin()
        while waiting:
            yield self._end(waiting.popleft())

    def _begin(self, source: Source | Refused, sight: Sight) -> _Waiting:
        name = source.name
        if isinstance(source, Refused):
            if source.error is None:
                reason = f"{name} is {source.reason}."
                return _Waiting(Processed(source=name, outcome=Outcome.SKIPPED, problem=reason))
            sight = source.error
        if not isinstance(sight, Looked):
            assert sight is not None
            return _Waiting(
                Processed(
                    source=name,
                    outcome=Outcome.FAILED,
                    problem=sight.problem,
                    remedy=sight.remedy,
                    quarantined=isinstance(sight, GivenUp),
                )
            )
        assert isinstance(source, Source)
        event = Processed(
            source=name,
            outcome=Outcome.READ,
            sha256=sight.sha256,
            size=sight.size,
            warnings=source.warnings,
        )
        if sight.size and event.sha256 in self._seen:
            return _Waiting(_duplicate(event, self._seen[event.sha256]))
        self._seen[event.sha256] = name
        return self._known_or_begun(event, source, sight)

    def _known_or_begun(self, event: Processed, source: Source, looked: Looked) -> _Waiting:
        converter = self._converter() if looked.importing is not None else self._recogniser(looked)
        key = version.digest(self.version, converter, event.source, event.sha256)
        self.keys.append(key)
        told = kept.told(self.folder, key)
        if told is not None and not self._outlived(told):
            return _Waiting(replace(event, reused=True), known(told), key)
        answer = self.hands.read(source, looked, key)
        return _Waiting(event, answer, key, len(looked.data or b""))

    def _outlived(self, told: Kept) -> bool:
        """Whether a file was put into quarantine under other limits than now."""
        return isinstance(told, Refusal) and told.quarantined and told.limits != repr(self.limits)

    def _converter(self) -> str:
        if self._office is None:
            self._office = libreoffice.version()
        return self._office

    def _recogniser(self, looked: Looked) -> str:
        """With what a file that may be scanned is read."""
        return repr(sorted(ocr.versions().items())) if self.recognising and looked.pdf else ""

    def _end(self, waiting: _Waiting) -> tuple[Processed, str]:
        event = waiting.event
        if waiting.answer is None:
            if event.outcome is Outcome.DUPLICATE and event.sha256 in self._unread:
                problem = (
                    f"{event.source} has the same bytes as {event.duplicate_of}, which could not be read."
                )
                event = replace(event, outcome=self._unread[event.sha256], problem=problem)
            return event, ""
        answer = self._answer(waiting.answer, event.source, waiting.key)
        if isinstance(answer, Summary):
            warnings = (*event.warnings, *answer.warnings)
            return replace(event, report=replace(answer, warnings=warnings)), waiting.key
        self._unread[event.sha256] = answer.outcome
        return replace(
            event,
            outcome=answer.outcome,
            problem=answer.problem,
            remedy=answer.remedy,
            quarantined=answer.quarantined,
        ), ""

    def _answer(self, answer: Answer, name: str, key: str) -> Kept:
        try:
            return answer.get()
        except Stopped as stopped:
            refusal = _quarantine(stopped, name, self.limits)
            kept.keep_refusal(self.folder, key, refusal)
            return refusal


def _duplicate(event: Processed, first: str) -> Processed:
    log.info("%s: passed over, the same bytes as %s", event.source, first)
    problem = f"{event.source} has the same bytes as {first}."
    return replace(event, outcome=Outcome.DUPLICATE, problem=problem, duplicate_of=first)


def _quarantine(stopped: Stopped, name: str, limits: RunLimits) -> Refusal:
    """Why a file is not tried again under the same limits."""
    match stopped.cause:
        case "time":
            problem = f"{name} took more than {limits.seconds:g} s."
            remedy = "Split the file, save it anew in Word, or allow more with --limit seconds=NUMBER."
        case "memory":
            problem = f"{name} needs more than {limits.memory_mb:g} MB of memory."
            remedy = "Split the file, leave out its pictures, or allow more with --limit memory_mb=NUMBER."
        case "crash":
            problem = f"{name} ended the process that read it ({stopped.how})."
            remedy = "Save it anew in Word, and please report it: it is a fault in tertial or a library."
    return Refusal(problem=problem, remedy=remedy, quarantined=True, lasting=True, limits=repr(limits))
