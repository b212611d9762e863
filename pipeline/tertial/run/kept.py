"""What was read of a file, as it is kept on disk: a line that tells of it, its records, its text."""

from __future__ import annotations

import json
import os
import uuid
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from tertial.errors import UsageError
from tertial.records import Report
from tertial.run import plain
from tertial.run.events import Outcome, Summary

_FORM: Final = 1
"""Changes with the form of these files; others are not believed."""
_SPEED: Final = 1
"""Of zlib: a fifth larger than at its best, five times as fast."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why a file gave no report."""

    problem: str
    remedy: str
    outcome: Outcome = Outcome.FAILED
    quarantined: bool = False
    lasting: bool = False
    """The same bytes will be refused again, whatever is installed or free on the machine."""
    limits: str = ""
    """Those under which it was put into quarantine."""


Kept = Summary | Refusal


def place(folder: Path, key: str) -> Path:
    """Where what was read under a key is kept."""
    return folder / key[:2] / key


def keep_report(folder: Path, key: str, report: Report, summary: Summary) -> None:
    """Write what a file gave, whole or not at all."""
    body = zlib.compress(plain.dumps(replace(report, text="")), _SPEED)
    text = zlib.compress(report.text.encode("utf-8"), _SPEED)
    _write(folder, key, {"report": _bare(summary)}, [body, text])


def keep_refusal(folder: Path, key: str, refusal: Refusal) -> None:
    """Write why a file gave nothing."""
    _write(folder, key, {"refusal": _bare(refusal)}, [])


def told(folder: Path, key: str) -> Kept | None:
    """What is known of a file; None where nothing whole is kept under the key."""
    try:
        with place(folder, key).open("rb") as file:
            line = file.readline()
            size = os.fstat(file.fileno()).st_size
        head = json.loads(line)
        if head["form"] != _FORM or head["key"] != key or size != len(line) + sum(head["sizes"]):
            return None
        if "report" in head:
            return plain.loads(json.dumps(head["report"]).encode(), Summary)
        return plain.loads(json.dumps(head["refusal"]).encode(), Refusal)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def report(folder: Path, key: str) -> Report:
    """The records of a file that was read, with an empty text.

    Raises:
        UsageError: They are damaged or gone.
    """
    try:
        return plain.loads(_part(folder, key, 0), Report)
    except (OSError, ValueError, KeyError, IndexError, zlib.error) as error:
        raise damaged(folder) from error


def text(folder: Path, key: str) -> bytes:
    """The canonical text of a file that was read, in UTF-8.

    Raises:
        UsageError: It is damaged or gone.
    """
    try:
        return _part(folder, key, 1)
    except (OSError, ValueError, KeyError, IndexError, zlib.error) as error:
        raise damaged(folder) from error


def damaged(folder: Path) -> UsageError:
    """What is said where a kept file can't be read back."""
    return UsageError(
        f"What is kept in {folder} is damaged.", "Run again with --fresh, which reads all anew."
    )


def write_whole(path: Path, parts: Sequence[bytes]) -> None:
    """A file that is there with all of its bytes, or not there.

    Raises:
        UsageError: It can't be written.
    """
    fresh = path.with_name(f".{path.name}.{uuid.uuid4().hex[:12]}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with fresh.open("wb") as file:
            file.writelines(parts)
        fresh.replace(path)
    except OSError as error:
        raise UsageError(
            f"{path.parent} can't be written: {error.strerror or error}.", "Make room, or name another --out."
        ) from error


def _write(folder: Path, key: str, head: dict[str, Any], parts: list[bytes]) -> None:
    line = json.dumps({"form": _FORM, "key": key, "sizes": [len(part) for part in parts], **head})
    write_whole(place(folder, key), [line.encode() + b"\n", *parts])


def _part(folder: Path, key: str, n: int) -> bytes:
    with place(folder, key).open("rb") as file:
        head = json.loads(file.readline())
        sizes = head["sizes"]
        file.seek(sum(sizes[:n]), os.SEEK_CUR)
        return zlib.decompress(file.read(sizes[n]))


def _bare(record: Kept) -> Any:
    return json.loads(plain.dumps(record))
