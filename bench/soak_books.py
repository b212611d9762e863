"""What must hold of a dataset whatever happened before: balanced books, whole tables, evidence in place."""

from __future__ import annotations

import csv
import json
import os
import sqlite3
import stat
from collections import Counter
from pathlib import Path

from tertial import codebook
from tertial.dataset import Dataset
from tertial.workspace import STATE

PARTS = ("read", "duplicates", "other_formats", "skipped", "failed")


def faults(archive: Path, out: Path, own: Path | None, temporary: Path) -> list[str]:
    """What is wrong after a run that came to its end; nothing where all is well.

    Args:
        own: A SQLite file that the dataset was loaded into.
        temporary: Where the run was told to put temporary files.
    """
    account = json.loads((out / "run.json").read_text(encoding="utf-8"))
    found = [*_books(account), *_entries(account, archive), *_tables(out), *_places(out)]
    found += _left_over(out, account, temporary)
    for file in filter(None, (out / "tertial.sqlite", own)):
        found += _database(file, out)
    return found


def _books(account: dict) -> list[str]:
    counts, sources = account["counts"], account["sources"]
    by = Counter(entry["outcome"] for entry in sources)
    told = {part: counts[part] for part in PARTS}
    there = dict(
        zip(PARTS, (by[n] for n in ("read", "duplicate", "other format", "skipped", "failed")), strict=True)
    )
    found = []
    if counts["found"] != sum(told.values()) or told != there or counts["found"] != len(sources):
        found.append(f"the books do not balance: {counts['found']} found, {told}, entries {there}")
    names = [entry["source"] for entry in sources]
    if len(set(names)) != len(names) and not any("!/" in name for name in _doubles(names)):
        found.append(f"files with two entries: {_doubles(names)}")
    failed = {entry["source"] for entry in sources if entry["outcome"] == "failed"}
    found += [f"{one['source']} in quarantine" for one in account["quarantine"] if one["source"] in failed]
    found += [
        f"no reason: {entry}"
        for entry in sources
        if entry["outcome"] in ("failed", "other format") and not entry["reason"]
    ]
    return found


def _doubles(names: list[str]) -> list[str]:
    return [name for name, times in Counter(names).items() if times > 1]


def _entries(account: dict, archive: Path) -> list[str]:
    """Each ordinary file with a plain name has an entry, or is an archive."""
    known = {entry["source"] for entry in (*account["sources"], *account["containers"])}
    found = []
    for place, folders, names in os.walk(archive):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            path = Path(place) / name
            plain = path.relative_to(archive).as_posix()
            told = plain in known
            if stat.S_ISREG(path.lstat().st_mode) and plain.isascii() and plain.isprintable() and not told:
                found.append(f"no entry: {plain}")
    return found


def _tables(out: Path) -> list[str]:
    """Keys are unique, and what is referred to is there."""
    dataset, found = Dataset(out), []
    values: dict[str, set[str]] = {}
    for table in codebook.tables().values():
        rows = list(dataset.rows(table.name))
        if table.key:
            keys = Counter(tuple(row[name] for name in table.key) for row in rows)
            found += [f"{table.name}: key {key} {times} times" for key, times in keys.items() if times > 1]
        for column in table.names:
            values[f"{table.name}.{column}"] = {row[column] for row in rows}
    for table in codebook.tables().values():
        for column in table.columns:
            if column.references:
                lost = values[f"{table.name}.{column.name}"] - values[column.references] - {""}
                found += [f"{table.name}.{column.name} refers to nothing: {one}" for one in sorted(lost)]
    return found


def _places(out: Path) -> list[str]:
    """Evidence and sections are cut out of the document's text by their places."""
    dataset, texts, found = Dataset(out), dict[str, str | None](), []
    for name, column in (("sections", "text"), ("assessments", "evidence")):
        for row in dataset.rows(name):
            document = row.get("document_id") or row["item_id"].rpartition("-")[0]
            if document not in texts:
                texts[document] = dataset.text(document)
            text = texts[document]
            if text is None or text[int(row["start"]) : int(row["end"])] != row[column]:
                found.append(f"{name}: {row['item_id']} is not where it is said to be")
    documents = {row["document_id"] for row in dataset.rows("documents")}
    kept = {path.stem for path in (out / "texts").iterdir()}
    return found + ([] if documents == kept else [f"texts of {sorted(documents ^ kept)}"])


def _left_over(out: Path, account: dict, temporary: Path) -> list[str]:
    found = [f"left over: {path}" for path in temporary.iterdir()]
    found += [f"left over: {path}" for path in out.parent.iterdir() if path.name.startswith(f".{out.name}")]
    there = {
        name
        for path in out.rglob("*")
        if path.is_file() and not (name := path.relative_to(out).as_posix()).startswith(f"{STATE}/")
    }
    said = {*account["files"], "run.json"}
    found += [f"run.json and the folder differ by {sorted(there ^ said)}"] if there != said else []
    found += [f"left over: {path}" for path in (out / STATE).rglob(".*")]
    return found


def _database(file: Path, out: Path) -> list[str]:
    found = []
    connection = sqlite3.connect(file)
    try:
        found += [
            f"{file.name}: {row}" for row in connection.execute("PRAGMA integrity_check") if row != ("ok",)
        ]
        found += [f"{file.name}: {row}" for row in connection.execute("PRAGMA foreign_key_check")]
        for name in codebook.tables():
            (rows,) = connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()
            with (out / f"{name}.csv").open(encoding="utf-8-sig", newline="") as lines:
                told = sum(1 for _ in csv.reader(lines)) - 1
            if rows != told:
                found.append(f"{file.name}: {rows} rows of {name}, and {told} in its file")
    finally:
        connection.close()
    return found
