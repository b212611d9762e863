"""All reports that the content of the sets gives, and whether those in their folders are the same."""

from __future__ import annotations

import io
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path

from builder.notation import ContentError, Source, read_source
from builder.text import encoded, text_report
from builder.word import word_report

CORPUS = Path(__file__).resolve().parents[1]
SETS = {"train": CORPUS, "test": CORPUS / "test", "hard": CORPUS / "hard"}
"""Each set's folder, with its content, reports and gold. No municipality is in two of them."""


def built() -> Iterator[tuple[str, bytes]]:
    """Each report's file name relative to corpus and its bytes, set by set, sorted by the content's name.

    Raises:
        ContentError: A content file can't be read; the message begins with its name.
    """
    for folder in SETS.values():
        for path in sorted((folder / "content").rglob("*")):
            if path.suffix not in (".md", ".txt"):
                continue
            try:
                suffix, data = report(read_source(path))
            except (ContentError, tomllib.TOMLDecodeError, UnicodeError, KeyError) as error:
                raise ContentError(f"{path.relative_to(CORPUS)}: {error}") from error
            target = folder / "reports" / path.relative_to(folder / "content").with_suffix(suffix)
            yield target.relative_to(CORPUS).as_posix(), data


def report(source: Source) -> tuple[str, bytes]:
    """The suffix of the report's file, and its bytes."""
    if source.path.suffix == ".txt":
        return ".txt", encoded(source.body, source.settings)
    kind = source.settings.get("format", "docx")
    if kind == "txt":
        return ".txt", encoded(text_report(source), source.settings)
    if kind != "docx":
        raise ContentError(f"{source.path}: format is {kind!r}, not docx or txt")
    return ".docx", word_report(source)


def up_to_date(name: str, data: bytes) -> bool:
    """Whether the report is there and is what its content gives."""
    target = CORPUS / name
    return target.exists() and same(target.read_bytes(), data)


def same(old: bytes, new: bytes) -> bool:
    """Equal bytes, or archives with equal members: another zlib packs the same thing otherwise."""
    if old == new:
        return True
    try:
        with zipfile.ZipFile(io.BytesIO(old)) as a, zipfile.ZipFile(io.BytesIO(new)) as b:
            return a.namelist() == b.namelist() and all(a.read(n) == b.read(n) for n in a.namelist())
    except zipfile.BadZipFile:
        return False
