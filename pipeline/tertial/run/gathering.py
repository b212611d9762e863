"""What was kept of the documents, put together as the tables: Arrow files, written some rows at a time."""

from __future__ import annotations

import shutil
from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Final

from tertial import codebook, tables
from tertial.errors import UsageError
from tertial.run import kept
from tertial.run.comparing import Compared, Decided, Group

_ROWS: Final = 2_000
_CHARACTERS: Final = 1_000_000
"""A batch is written when it has so many rows, or so much text."""
_OPEN: Final = 64
"""Files of groups that stay open; more are opened anew when their turn comes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A report that was read, as a run remembers it."""

    source: str
    document_id: str
    key: str
    municipality: str
    dated: bool
    position: tuple[str | int, ...]


def groups(
    documents: Sequence[Document],
    size_alone: int = 200,
    decided: Mapping[str, tuple[Decided, ...]] | None = None,
) -> list[Group]:
    """The reports by municipality, in its order; those that name none come first, so many at a time."""
    by: dict[str, list[Document]] = {}
    for document in sorted(documents, key=lambda d: (d.municipality, d.source, d.document_id)):
        by.setdefault(document.municipality, []).append(document)
    found = []
    for municipality, several in by.items():
        size = len(several) if municipality else size_alone
        for n in range(0, len(several), size):
            part = tuple((document.key, document.document_id) for document in several[n : n + size])
            own = (decided or {}).get(municipality, ())
            found.append(Group(municipality=municipality, documents=part, decided=own))
    return found


def gather(
    documents: Sequence[Document],
    found: Mapping[Group, Path],
    read: Path,
    folder: Path,
    corrections: Sequence[tables.Row] = (),
) -> tables.Tables:
    """The tables of all documents, as files in a folder, which is made anew.

    Args:
        documents: In any order.
        found: All groups, in their order, and where the comparison of each is kept.
        read: Where what was read of the documents is kept.
        folder: Where the files go.
        corrections: The rows of the table of that name.
    """
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    try:
        with _Groups(found) as compared, _Sheets(folder) as sheets:
            for document in sorted(documents, key=lambda d: (d.source, d.document_id)):
                report = kept.report(read, document.key)
                told = compared.of(document.document_id).told(document.document_id)
                thread_of = dict(zip((i.item_id for i in report.items), told.thread_of, strict=True))
                sheets.add(tables.rows_of(report, thread_of, told.flags))
            for document in sorted(documents, key=lambda d: (d.position, d.document_id)):
                told = compared.of(document.document_id).told(document.document_id)
                sheets.add({"links": tables.link_rows(told.links)})
                sheets.add(tables.followed_rows(told.followed))
            for threads in compared.threads():
                sheets.add({"threads": [tables.thread_row(thread) for thread in threads]})
            alone = (document for document in documents if not document.dated)
            for document in sorted(alone, key=lambda d: d.position):
                told = compared.of(document.document_id).told(document.document_id)
                sheets.add({"threads": [tables.thread_row(thread) for thread in told.threads]})
            sheets.add({"corrections": corrections})
            return sheets.tables()
    except OSError as error:
        raise UsageError(
            f"{folder} can't be written: {error.strerror or error}.", "Make room, or name another --out."
        ) from error


class _Groups:
    """The groups' files; few are open at a time."""

    def __init__(self, found: Mapping[Group, Path]) -> None:
        self._found = found
        self._of = {document_id: group for group in found for _, document_id in group.documents}
        self._open: OrderedDict[int, Compared] = OrderedDict()

    def __enter__(self) -> _Groups:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        for compared in self._open.values():
            compared.close()

    def of(self, document_id: str) -> Compared:
        return self._opened(self._of[document_id])

    def threads(self) -> Iterator[list[Any]]:
        """Threads, some at a time, in the order of the table."""
        for group in self._found:
            some = []
            for thread in self._opened(group).threads():
                some.append(thread)
                if len(some) >= _ROWS:
                    yield some
                    some = []
            yield some

    def _opened(self, group: Group) -> Compared:
        compared = self._open.get(id(group))
        if compared is None:
            compared = self._open[id(group)] = Compared(group, self._found[group])
            if len(self._open) > _OPEN:
                self._open.popitem(last=False)[1].close()
        else:
            self._open.move_to_end(id(group))
        return compared


class _Sheets:
    """The files of all tables, written as rows come."""

    def __init__(self, folder: Path) -> None:
        import pyarrow as pa

        self._paths = {name: folder / f"{name}.arrow" for name in codebook.tables()}
        options = pa.ipc.IpcWriteOptions(compression="lz4")
        self._writers = {
            name: pa.ipc.new_file(str(path), tables.arrow_schema(name), options=options)
            for name, path in self._paths.items()
        }
        self._rows: dict[str, list[tables.Row]] = {name: [] for name in self._paths}
        self._characters = dict.fromkeys(self._paths, 0)
        self._n = dict.fromkeys(self._paths, 0)

    def __enter__(self) -> _Sheets:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        with suppress(OSError):
            for writer in self._writers.values():
                writer.close()

    def add(self, rows: Mapping[str, Sequence[tables.Row]]) -> None:
        """Rows of some tables, after those that are there."""
        for name, some in rows.items():
            self._rows[name] += some
            self._characters[name] += sum(len(v) for row in some for v in row if isinstance(v, str))
            if len(self._rows[name]) >= _ROWS or self._characters[name] >= _CHARACTERS:
                self._flush(name)

    def tables(self) -> tables.Tables:
        """All of them, whole."""
        for name, writer in self._writers.items():
            self._flush(name)
            writer.close()
        return {name: tables.Stored(path, self._n[name]) for name, path in self._paths.items()}

    def _flush(self, name: str) -> None:
        rows = self._rows[name]
        if rows:
            self._writers[name].write_table(tables.arrow(name, rows))
            self._n[name] += len(rows)
            self._rows[name], self._characters[name] = [], 0
