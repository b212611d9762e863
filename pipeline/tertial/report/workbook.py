"""A dataset as an Excel workbook for people: what to look at, matters side by side, and every table."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final

from tertial import __version__, codebook
from tertial.compare import Comparison, as_forecast, each_side_by_side
from tertial.dataset import Dataset, Row, report_label, report_order
from tertial.report.names import Lang, column_name, table_name, value_name
from tertial.report.queue import KEYS, Entry, entries
from tertial.report.texts import link, write_texts
from tertial.resources import read_toml
from tertial.stores.excel import Colour, Heading, Link, Sheet, write_sheets
from tertial.vocabulary import Modality, Status
from tertial.workspace import MANIFEST

FILE: Final = "tertial.xlsx"

FIRST: Final = ("observations", "threads", "items", "assessments")
"""Tables whose sheets stand before the others."""

_PAINTED: Final[Mapping[str, Colour]] = {
    Status.DELVIS_GENOMFORT: Colour("#3F5200", "#EAF3C4"),
    Status.INTE_GENOMFORT: Colour("#8C1D18", "#FDE2E0"),
    Status.EJ_PABORJAT: Colour("#6B4700", "#FDEBC8"),
    Status.EJ_BEDOMT: Colour("#4A4F57", "#E7E9EC"),
    Status.GENOMFORT: Colour("#14532D", "#D8F3E0"),
    Status.PAGAR: Colour("#0B4F9E", "#DCEBFB"),
    Status.VILANDE: Colour("#6B4700", "#FDEBC8"),
    Status.UTGAR: Colour("#4A4F57", "#E7E9EC"),
}
"""Dark on light, at least 4.5 to 1."""
COLOURS: Final[Mapping[str, Colour]] = {
    **{as_forecast(status): Colour(one.font_color, "#FFFFFF", True) for status, one in _PAINTED.items()},
    **_PAINTED,
}
"""What is only expected is on white, in italics."""

_WIDTHS: Final = {
    "title": 44, "titles": 44, "text": 60, "evidence": 56, "outcome_evidence": 56, "message": 56, "tried": 56,
    "claim": 48, "address": 34, "source": 34, "boards": 26, "board": 26, "responsible": 28, "heading": 34,
    "area": 26, "theme": 24, "table": 34, "row": 30, "column": 20, "columns": 24, "municipality": 16,
    "assessment": 17, "outcome": 17, "from_status": 17, "to_status": 17, "forecast": 17, "new_boards": 26,
}  # fmt: skip
"""Characters; other columns are as wide as their head."""
_ONE_LINE: Final = frozenset({"text", "titles", "item_ids"})
"""Columns whose long values would make rows too high."""
_STATUSES: Final = frozenset({"assessment", "outcome", "from_status", "to_status", "forecast"})
_REVIEWED: Final = ("decision", "new_status", "new_modality", "new_board", "note")


def write_workbook(dataset: Dataset, path: Path, lang: Lang = "sv") -> None:
    """The workbook, and beside it the folder of texts that its links lead to.

    Rows are written as they are read; what is held in memory is what is put side by side or to be looked at.
    The same dataset gives the same bytes.

    Raises:
        UsageError: A table has more rows than a sheet can hold.
    """
    names = read_toml("workbook.toml")["sheets"]
    known = codebook.tables()
    rest = [name for name in known if name not in FIRST]
    tables = {table_name(name, lang): _table(dataset, name, lang) for name in (*FIRST, *rest)}
    sheets = {
        names["readme"][lang]: _readme(dataset, lang),
        names["review"][lang]: _review(dataset, lang),
        names["compare"][lang]: _compared(dataset, lang),
        **tables,
        names["codebook"][lang]: _codebook(lang),
    }
    write_texts(dataset, path.parent, lang)
    write_sheets(sheets, path, COLOURS)


def _head(key: str, lang: Lang) -> str:
    return str(read_toml("workbook.toml")["heads"][key][lang])


def _width(name: str, shown: str) -> int:
    return _WIDTHS.get(name, max(11, min(len(shown) + 3, 22)))


def _table(dataset: Dataset, name: str, lang: Lang) -> Sheet:
    """A table of the dataset, with a link to what each row rests on first."""
    columns = codebook.tables()[name].columns
    shown = [column_name(column.name, lang) for column in columns]
    return Sheet(
        head=[_head("read", lang), *shown],
        rows=_rows(dataset, name, lang),
        widths=[10, *(_width(column.name, said) for column, said in zip(columns, shown, strict=True))],
        still=1,
        coloured=[n for n, column in enumerate(columns, start=1) if column.name in _STATUSES],
        one_line=[n for n, column in enumerate(columns, start=1) if column.name in _ONE_LINE],
    )


def _rows(dataset: Dataset, name: str, lang: Lang) -> Iterator[list[Any]]:
    columns = codebook.tables()[name].columns
    look = _head("look", lang)
    places = _observed(dataset) if name == "observations" else map(_place, dataset.rows(name))
    for row, place in zip(dataset.rows(name), places, strict=True):
        cells = [_cell(row[column.name], column.type, column.vocabulary, lang) for column in columns]
        yield [Link(place, look) if place else None, *cells]


def _cell(text: str, kind: str, vocabulary: str, lang: Lang) -> Any:
    if not text:
        return None
    if kind == "date":
        return date.fromisoformat(text)
    if kind == "integer":
        return int(text)
    if kind == "number":
        return float(text)
    return value_name(vocabulary, text, lang) if vocabulary else text


def _place(row: Row) -> str:
    """Where a row's words stand: its own place, else its item, else its report."""
    item_id = row.get("item_id") or row.get("to_item_id") or row.get("item_ids", "").rpartition(";")[2]
    document_id = row.get("document_id") or item_id.rpartition("-")[0] or row.get("before_document_id") or ""
    if not document_id:
        return ""
    if "start" in row and "ordinal" not in row:
        return link(document_id, row["start"], row["end"])
    return link(document_id, item_id=item_id)


def _observed(dataset: Dataset) -> Iterator[str]:
    """The place of each observation: that of its statement, which stand in the same order."""
    statements = dataset.rows("assessments")
    for row in dataset.rows("observations"):
        document_id = row["item_id"].rpartition("-")[0]
        said = next(statements, None) if row["assessment"] else None
        if said is not None and said["item_id"] == row["item_id"]:
            yield link(document_id, said["start"], said["end"])
        else:
            yield link(document_id, item_id=row["item_id"])


def _review(dataset: Dataset, lang: Lang) -> Sheet:
    """What to look at, with columns to fill in and the keys that a reading of them needs."""
    asked = read_toml("workbook.toml")["decisions"]
    shown = ("severity", "code", "municipality", None, "board", "title", "message", "evidence", "address")
    said = [column_name(name, lang) if name else _head("report", lang) for name in shown]
    before = [_head("nr", lang), *said, _head("read", lang)]
    now = [_head("says_now", lang), _head("modality_now", lang), column_name("confidence", lang)]
    first = len(before) + len(now)
    keys = len(before) + len(now) + len(_REVIEWED)
    boards = sorted({row["board"] for row in dataset.rows("observations")} - {""})
    given = sorted(
        {board for row in dataset.rows("items") for board in row["boards"].split(";")} - {"", *boards}
    )
    lists: dict[int, Sequence[str]] = {
        first: [words[lang] for words in asked.values()],
        first + 1: [status.value for status in Status],
        first + 2: [modality.value for modality in Modality],
        first + 3: [*boards, *given],
        first + 4: (),
    }
    widths = [6, 11, 19, 14, 10, 22, 34, 42, 46, 24, 10, 16, 13, 10, 11, 16, 13, 22, 30]
    return Sheet(
        head=[*before, *now, *(_head(name, lang) for name in _REVIEWED), *KEYS, _head("key", lang)],
        rows=(_entry(n, entry, lang) for n, entry in enumerate(entries(dataset), start=1)),
        widths=[*widths, *(18 for _ in range(len(KEYS) + 1))],
        still=3,
        coloured=[len(before), first + 1],
        lists=lists,
        small=range(keys, keys + len(KEYS) + 1),
    )


def _entry(n: int, entry: Entry, lang: Lang) -> list[Any]:
    code = value_name("code" if entry.severity else "doubt", entry.code, lang)
    place = link(entry.document_id, entry.start, entry.end, item_id=entry.item_id)
    return [
        n,
        value_name("severity", entry.severity, lang),
        code,
        entry.municipality,
        entry.report,
        entry.board,
        entry.title,
        entry.message,
        entry.evidence,
        entry.address,
        Link(place, _head("look", lang)),
        entry.status,
        entry.modality,
        entry.confidence,
        *(None for _ in _REVIEWED),
        *(getattr(entry, name) for name in KEYS),
        entry.key,
    ]


def _compared(dataset: Dataset, lang: Lang) -> Sheet:
    """Every matter on a row with a column for each period of any municipality, in time."""
    periods = dict.fromkeys(
        report_label(row["year"], row["period"])
        for row in sorted(dataset.rows("documents"), key=report_order)
        if row["n_items"] != "0"
    )
    fixed = [column_name(name, lang) for name in ("municipality", "title", "boards", "theme")]
    head = [*fixed, *periods, _head("movement", lang), column_name("thread_id", lang)]
    return Sheet(
        head=head,
        rows=(row for one in each_side_by_side(dataset) for row in _matters(one, list(periods))),
        widths=[16, 46, 26, 22, *(20 for _ in periods), 44, 24],
        still=2,
        coloured=range(len(fixed), len(fixed) + len(periods)),
        small=[len(head) - 1],
    )


def _matters(comparison: Comparison, periods: Sequence[str]) -> Iterator[list[Any]]:
    of_period: dict[str, list[int]] = {label: [] for label in periods}
    for n, report in enumerate(comparison.reports):
        of_period[report.period].append(n)
    for matter in comparison.matters:
        told = (
            "; ".join(standing.told or "?" for n in places if (standing := matter.standings[n]) is not None)
            for places in of_period.values()
        )
        boards = matter.boards.replace(";", ", ")
        fixed = [comparison.municipality, matter.title, boards, matter.theme]
        yield [*fixed, *told, matter.movement, matter.thread_id]


def _codebook(lang: Lang) -> Sheet:
    heads = [_head(name, lang) for name in ("table", "column", "value", "meaning", "name")]
    return Sheet(head=heads, rows=_meanings(lang), widths=(20, 28, 24, 90, 34))


def _meanings(lang: Lang) -> Iterator[list[str]]:
    """What each table, column and value means, with what the dataset calls it."""
    for name, table in codebook.tables().items():
        yield [table_name(name, lang), "", "", getattr(table, lang), name]
        for column in table.columns:
            shown = column_name(column.name, lang)
            yield [table_name(name, lang), shown, "", getattr(column, lang), f"{name}.{column.name}"]
    for vocabulary, values in codebook.vocabularies().items():
        used = [place.partition(".") for place in codebook.columns_of(vocabulary)]
        tables = ", ".join(dict.fromkeys(table_name(table, lang) for table, _, _ in used))
        columns = ", ".join(dict.fromkeys(column_name(column, lang) for _, _, column in used))
        for value in values:
            meaning = getattr(value, lang)
            yield [tables, columns, value_name(vocabulary, value.value, lang), meaning, value.value]


def _readme(dataset: Dataset, lang: Lang) -> Sheet:
    return Sheet(head=(), rows=_lines(dataset, lang), widths=(110,))


def _lines(dataset: Dataset, lang: Lang) -> Iterator[list[Any]]:
    documents = list(dataset.rows("documents"))
    text = read_toml("workbook.toml")["readme"][lang].format(
        version=_version(dataset.folder),
        documents=_counted(len(documents), "rapport", "rapporter", "report", "reports", lang),
        municipalities=_municipalities(documents, lang),
        items=sum(int(row["n_items"]) for row in documents),
        statements=sum(1 for _ in dataset.rows("assessments")),
        periods=_between(documents),
    )
    for line in text.strip().split("\n"):
        yield [Heading(line[2:])] if line.startswith("# ") else [line]


def _version(folder: Path) -> str:
    """That of the run that made the dataset; this one while it is being made."""
    path = folder / MANIFEST
    return str(json.loads(path.read_text(encoding="utf-8"))["tertial"]) if path.is_file() else __version__


def _municipalities(documents: Iterable[Row], lang: Lang) -> str:
    names = sorted({row["municipality"] for row in documents} - {""})
    if 0 < len(names) <= 5:
        return ", ".join(names)
    return _counted(len(names), "kommun", "kommuner", "municipality", "municipalities", lang)


def _counted(n: int, one: str, several: str, one_en: str, several_en: str, lang: Lang) -> str:
    if lang == "en":
        return f"{n} {one_en if n == 1 else several_en}"
    return f"{n} {one if n == 1 else several}"


def _between(documents: Iterable[Row]) -> str:
    """The first and the last period, `2021-T1–2023-år`."""
    dated = sorted((row for row in documents if row["year"]), key=report_order)
    labels = [report_label(row["year"], row["period"]) for row in dated]
    return "–".join(dict.fromkeys((labels[0], labels[-1]))) if labels else ""
