"""The files of a run one after the other: loaded, known already or read by a worker, and told in order."""

from __future__ import annotations

import hashlib
import logging
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from tertial.errors import TertialError
from tertial.readers import libreoffice, ocr, to_convert
from tertial.readers.ocr import Recognition
from tertial.run import kept, version
from tertial.run.events import Outcome, Processed, Summary
from tertial.run.kept import Kept, Refusal
from tertial.run.limits import RunLimits
from tertial.run.pool import Stopped
from tertial.run.reading import Task, read
from tertial.sources import Refused, Source

log = logging.getLogger(__name__)

_AHEAD: Final = 4
"""So many files a worker may wait for their answers."""
_BYTES_AHEAD: Final = 64_000_000
"""No more files are loaded while those that wait hold so much."""

_PDF: Final = b"%PDF-"

Answer = Callable[[], Kept]
"""Gives what became of a file, once it is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What every file of a run is read with."""

    executor: Executor
    load: Callable[[Source], bytes]
    """Gives a file's bytes, wherever it lies."""
    workers: int
    limits: RunLimits
    boards: Path | None
    recognition: Recognition | None
    """Of the text of scanned files; None where it is not asked for."""
    folder: Path
    """Where what is read is kept."""
    version: str
    """Of the reading: files that were kept under another are read anew."""


@dataclass(slots=True)
class _Waiting:
    """A file on its way."""

    event: Processed
    answer: Answer | None = None
    key: str = ""
    size: int = 0


@dataclass(slots=True)
class Follower:
    """Takes the files of a run, in order, and tells what became of each."""

    desk: Desk
    keys: list[str] = field(default_factory=list)
    """Under which is kept what was read or refused in this run."""
    _seen: dict[str, str] = field(default_factory=dict)
    _unread: dict[str, Outcome] = field(default_factory=dict)
    """By digest, what became of those that gave no report."""
    _converting: dict[tuple[str, str], str] = field(default_factory=dict)
    """The keys of files that LibreOffice has, by name and document."""
    _office: str | None = None

    def follow(self, found: Iterable[Source | Refused]) -> Iterator[tuple[Processed, str]]:
        """Each file's outcome and key, in order. Of files with the same bytes the first alone is read."""
        batches = libreoffice.Batches(self.desk.workers, self._converted)
        waiting: deque[_Waiting] = deque()
        size = 0
        try:
            for source in found:
                waiting.append(self._begin(source, batches))
                size += waiting[-1].size
                ahead = self.desk.workers * (_AHEAD + libreoffice.MOST_FILES * batches.used)
                while len(waiting) > ahead or (size > _BYTES_AHEAD and waiting):
                    size -= waiting[0].size
                    yield self._end(waiting.popleft())
            while waiting:
                yield self._end(waiting.popleft())
        finally:
            batches.close()

    def _begin(self, source: Source | Refused, batches: libreoffice.Batches[Answer]) -> _Waiting:
        name = source.name
        try:
            if isinstance(source, Refused):
                if source.error is None:
                    reason = f"{name} is {source.reason}."
                    return _Waiting(Processed(source=name, outcome=Outcome.SKIPPED, problem=reason))
                raise source.error
            data = self.desk.load(source)
        except TertialError as error:
            return _Waiting(
                Processed(source=name, outcome=Outcome.FAILED, problem=error.problem, remedy=error.remedy)
            )
        event = Processed(
            source=name,
            outcome=Outcome.READ,
            sha256=hashlib.sha256(data).hexdigest(),
            size=len(data),
            warnings=source.warnings,
        )
        if data and event.sha256 in self._seen:
            return _Waiting(_duplicate(event, self._seen[event.sha256]))
        self._seen[event.sha256] = name
        return self._known_or_begun(event, data, batches)

    def _known_or_begun(
        self, event: Processed, data: bytes, batches: libreoffice.Batches[Answer]
    ) -> _Waiting:
        file = to_convert(data, event.source)
        converter = self._converter() if file is not None else self._recogniser(data)
        key = version.digest(self.desk.version, converter, event.source, event.sha256)
        self.keys.append(key)
        known = kept.told(self.desk.folder, key)
        if known is not None and not self._outlived(known):
            return _Waiting(replace(event, reused=True), lambda: known, key)
        if file is None:
            return _Waiting(event, self._read(data, event.source, key), key, len(data))
        self._converting[event.source, event.sha256[:16]] = key
        made = batches.add(file)
        return _Waiting(event, lambda: made()(), key, len(data))

    def _read(self, data: bytes | libreoffice.Converted, name: str, key: str) -> Answer:
        desk = self.desk
        task = Task(
            data=data,
            name=name,
            boards=desk.boards,
            recognition=desk.recognition,
            folder=desk.folder,
            key=key,
        )
        future = desk.executor.submit(read, task)
        return lambda: self._answer(future, name, key)

    def _converted(self, made: libreoffice.Converted | TertialError, name: str) -> Answer:
        if isinstance(made, TertialError):
            refusal = Refusal(problem=made.problem, remedy=made.remedy)
            return lambda: refusal
        return self._read(made, name, self._converting.pop((name, made.document_id)))

    def _answer(self, future: Future[Kept], name: str, key: str) -> Kept:
        try:
            return future.result()
        except Stopped as stopped:
            refusal = _quarantine(stopped, name, self.desk.limits)
            kept.keep_refusal(self.desk.folder, key, refusal)
            return refusal

    def _outlived(self, known: Kept) -> bool:
        """Whether a file was put into quarantine under other limits than now."""
        return isinstance(known, Refusal) and known.quarantined and known.limits != repr(self.desk.limits)

    def _converter(self) -> str:
        if self._office is None:
            self._office = libreoffice.version()
        return self._office

    def _recogniser(self, data: bytes) -> str:
        """With what a file that may be scanned is read."""
        if self.desk.recognition is None or _PDF not in data[:1024]:
            return ""
        return repr(sorted(ocr.versions().items()))

    def _end(self, waiting: _Waiting) -> tuple[Processed, str]:
        event = waiting.event
        if waiting.answer is None:
            if event.outcome is Outcome.DUPLICATE and event.sha256 in self._unread:
                problem = (
                    f"{event.source} has the same bytes as {event.duplicate_of}, which could not be read."
                )
                event = replace(event, outcome=self._unread[event.sha256], problem=problem)
            return event, ""
        answer = waiting.answer()
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
