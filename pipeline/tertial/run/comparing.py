"""One municipality's reports compared: links, threads and flags, kept a line a document; runs in a worker."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from tertial.records import Flag, Followed, Link, Report, Thread
from tertial.run import kept, plain, version
from tertial.vocabulary import Relation

_THREADS_A_LINE: Final = 500

Decided = tuple[str, ...]
"""`link` or `unlink` and two item_ids, or `dismiss` and what tells a flag (`applying.dismissed`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Reports that are compared with each other: those of one municipality.

    Of those that name no municipality each stands alone; they are taken many at a time all the same.
    """

    municipality: str
    documents: tuple[tuple[str, str], ...]
    """Key and document_id of each, in the order of the tables."""
    decided: tuple[Decided, ...] = ()
    """What people have decided about its links and flags."""

    def name(self, reading: str) -> str:
        """What its file is called: another where a report or a decision is another, or read otherwise."""
        told = ("\0".join(one) for one in self.decided)
        return version.digest(reading, *(key for key, _ in self.documents), *told)


@dataclass(frozen=True, slots=True)
class Told:
    """What comparing gave for one document."""

    thread_of: tuple[str, ...]
    """The thread_id of each of its items."""
    links: tuple[Link, ...]
    """Those that begin in it, in the order of the table."""
    flags: tuple[Flag, ...]
    threads: tuple[Thread, ...]
    """Where it stands alone."""
    followed: Followed


@dataclass(frozen=True, slots=True)
class _Threads:
    threads: tuple[Thread, ...]


def compare(group: Group, read: Path, place: Path) -> None:
    """Compares the reports of a group, and keeps what that gives."""
    lines: list[bytes] = []
    threads: list[Thread] = []
    if group.municipality:
        reports = [kept.report(read, key) for key, _ in group.documents]
        threads = _compared(reports, lines, group.decided)
    else:
        for key, _ in group.documents:
            _compared([kept.report(read, key)], lines, group.decided)
    n_documents = len(lines)
    for n in range(0, len(threads), _THREADS_A_LINE):
        lines.append(plain.dumps(_Threads(tuple(threads[n : n + _THREADS_A_LINE]))))
    head = {"documents": n_documents, "sizes": [len(line) for line in lines]}
    kept.write_whole(place, [json.dumps(head).encode() + b"\n", *lines])


def _compared(reports: Sequence[Report], lines: list[bytes], decided: Sequence[Decided]) -> list[Thread]:
    """Adds a line for each report; gives the threads of those that have a place in time."""
    from tertial.corrections.applying import without
    from tertial.flags.across import across
    from tertial.followed import explained, follow
    from tertial.linking import link, thread
    from tertial.linking.order import in_order

    links = in_order(_as_decided(link(reports), decided), reports)
    threads = explained(reports, thread(reports, links))
    alone: dict[str, list[Thread]] = {
        report.document.document_id: []
        for report in reports
        if not (report.document.municipality and report.document.year)
    }
    known: list[Thread] = []
    for one in threads.threads:
        alone.get(_document_of(one), known).append(one)
    flags: dict[str, list[Flag]] = defaultdict(list)
    dismissed = [one[1:] for one in decided if one[0] == "dismiss"]
    for flag in without(across(reports, links, threads), dismissed):
        flags[flag.document_id].append(flag)
    outgoing: dict[str, list[Link]] = defaultdict(list)
    items = {item.item_id: report.document.document_id for report in reports for item in report.items}
    for pair in links:
        outgoing[items[pair.from_item_id]].append(pair)
    followed = follow(reports, links, threads)
    for report in reports:
        at = report.document.document_id
        told = Told(
            thread_of=tuple(threads.of.get(item.item_id, "") for item in report.items),
            links=tuple(outgoing[at]),
            flags=tuple(flags[at]),
            threads=tuple(alone.get(at, ())),
            followed=followed[at],
        )
        lines.append(plain.dumps(told))
    return known


def _as_decided(links: Sequence[Link], decided: Sequence[Decided]) -> list[Link]:
    """The links with those that a person made, and without those that a person cut."""
    cut = {one[1:] for one in decided if one[0] == "unlink"}
    kept_links = [one for one in links if (one.from_item_id, one.to_item_id) not in cut]
    there = {(one.from_item_id, one.to_item_id) for one in kept_links}
    for what, *ends in decided:
        if what == "link" and (ends[0], ends[1]) not in there:
            made = Link(from_item_id=ends[0], to_item_id=ends[1], relation=Relation.RENAMED, score=1.0)
            kept_links.append(made)
    return kept_links


def _document_of(thread: Thread) -> str:
    """The document of a thread's first item, which its id is made of."""
    return thread.thread_id.removeprefix("t-").rpartition("-")[0]


def whole(place: Path) -> bool:
    """Whether a comparison is there, with all of its bytes."""
    try:
        with place.open("rb") as file:
            line = file.readline()
            return bool(line) and place.stat().st_size == len(line) + sum(json.loads(line)["sizes"])
    except (OSError, ValueError, KeyError, TypeError):
        return False


class Compared:
    """What `compare` has kept, read a document at a time."""

    def __init__(self, group: Group, place: Path) -> None:
        self._file: BinaryIO = place.open("rb")
        try:
            line = self._file.readline()
            head = json.loads(line)
        except ValueError as error:
            raise kept.damaged(place) from error
        starts = [len(line)]
        for size in head["sizes"]:
            starts.append(starts[-1] + size)
        self._places = list(zip(starts, head["sizes"], strict=False))
        self._n_documents: int = head["documents"]
        self._at = {document_id: n for n, (_, document_id) in enumerate(group.documents)}

    def told(self, document_id: str) -> Told:
        """What comparing gave for a document of the group."""
        return plain.loads(self._line(self._at[document_id]), Told)

    def threads(self) -> Iterator[Thread]:
        """The threads of reports that have a place in time, in the order of their first items."""
        for n in range(self._n_documents, len(self._places)):
            yield from plain.loads(self._line(n), _Threads).threads

    def close(self) -> None:
        self._file.close()

    def _line(self, n: int) -> bytes:
        start, size = self._places[n]
        self._file.seek(start)
        return self._file.read(size)
