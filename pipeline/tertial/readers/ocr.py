"""Has the text of scanned PDF files recognised by ocrmypdf, in Swedish, shut in and within limits."""

from __future__ import annotations

import logging
import re
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Final

from tertial.document import Document, document_id
from tertial.errors import BrokenFile, MissingProgram, ScannedFile, TooLarge, UnmappedText
from tertial.readers import programs

log = logging.getLogger(__name__)

REMEDY: Final = (
    "Install ocrmypdf and tesseract with Swedish (on Debian and Ubuntu: apt-get install ocrmypdf "
    "tesseract-ocr tesseract-ocr-swe)"
)
"""What makes scanned files readable."""
_LANGUAGE: Final = "swe"
_MEMORY: Final = 4 * 1024 * 1024
"""Kilobytes of address space of each process."""
_LARGEST: Final = 2 * 1024**3
"""Largest file that it may write, in bytes."""
_SECONDS_PAGE: Final = 120
"""A page that takes longer stays a picture."""
_MOST_PIXELS: Final = 250
"""Millions of a page; a sheet of A3 at 600 dots an inch has 70."""
_SECONDS_TO_ANSWER: Final = 30
_SCANNED: Final = ("--skip-text", "--rotate-pages")
"""How the pages without text are recognised; those with text stay as they are."""
_UNMAPPED: Final = ("--force-ocr",)
"""How pages are recognised whose text can't be trusted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognition:
    """How text is recognised."""

    jobs: int = 1
    """Pages of a file at once."""
    seconds: int = 1_200
    """A file that takes longer is given up."""


def lacking() -> str:
    """What to do so that this machine can recognise text; empty where it can."""
    if shutil.which("ocrmypdf") is None or shutil.which("tesseract") is None:
        return f"{REMEDY}."
    return "" if _LANGUAGE in _languages() else "Install Swedish for tesseract (Debian: tesseract-ocr-swe)."


@cache
def versions() -> dict[str, str]:
    """The versions of the programs by their names; empty ones where they are not installed."""
    return {
        program: match[0] if (match := re.search(r"\d+(?:\.\d+)+", _told(program, "--version"))) else ""
        for program in ("ocrmypdf", "tesseract")
    }


def read(data: bytes, name: str, how: Recognition) -> Document:
    """A PDF as a Document; where its pages are pictures, or tell no letters, with their text recognised.

    Raises:
        MissingProgram: Text has to be recognised, and what does it is not installed.
        TooLarge: That took too long.
        TertialError: It can't be read, with or without.
    """
    from tertial.readers import pdf

    try:
        document = pdf.read(data, name)
    except ScannedFile:
        return _recognised(data, name, how, _SCANNED)
    except UnmappedText:
        return _recognised(data, name, how, _UNMAPPED)
    return _recognised(data, name, how, _SCANNED) if pdf.PICTURES in document.properties else document


def _recognised(data: bytes, name: str, how: Recognition, options: Sequence[str]) -> Document:
    from tertial.readers import pdf

    if remedy := lacking():
        raise MissingProgram(f"{name} is scanned, and its text can't be recognised on this machine.", remedy)
    with tempfile.TemporaryDirectory(prefix="tertial-") as folder:
        made = _call(data, name, how, options, Path(folder).resolve())
    try:
        document = pdf.read(made, name, letters="recognised")
    except ScannedFile as error:
        raise ScannedFile(f"{name} is scanned, and no text was recognised in it.", "Scan it anew.") from error
    told = versions()
    return replace(
        document,
        document_id=document_id(data),
        reader="ocr",
        warnings=(
            f"Its text was recognised (OCR, tesseract {told['tesseract']}), and may read wrongly.",
            *document.warnings,
        ),
    )


def _call(data: bytes, name: str, how: Recognition, options: Sequence[str], place: Path) -> bytes:
    """The same PDF with text behind its pictures."""
    (place / "in.pdf").write_bytes(data)
    made = place / "out.pdf"
    limits = programs.shut_in(memory=_MEMORY, file_size=_LARGEST, seconds=how.seconds + 60)
    call = [
        *(*limits, shutil.which("ocrmypdf") or "ocrmypdf", *options, "--quiet"),
        # The other renderer sets words without their own breadth, so that gutters are seen between them.
        *(
            "--pdf-renderer",
            "hocr",
            "--language",
            _LANGUAGE,
            "--jobs",
            str(how.jobs),
            "--output-type",
            "pdf",
            "--optimize",
            "0",
        ),
        *("--tesseract-timeout", str(_SECONDS_PAGE), "--max-image-mpixels", str(_MOST_PIXELS)),
        *("in.pdf", "out.pdf"),
    ]
    process = programs.start(call, place, {**programs.environment(place), "OMP_THREAD_LIMIT": "1"})
    try:
        status = process.wait(how.seconds)
    except subprocess.TimeoutExpired as error:
        raise TooLarge(
            f"{name} is scanned, and to recognise its text took more than {how.seconds} s.", "Divide it."
        ) from error
    finally:
        programs.kill(process)
        process.wait()
    if status != 0 or not made.is_file():
        log.info("ocrmypdf ended with %s on %s", status, name)
        raise BrokenFile(f"{name} is scanned, and its text can't be recognised.", "Scan or print it anew.")
    return made.read_bytes()


@cache
def _languages() -> frozenset[str]:
    return frozenset(_told("tesseract", "--list-langs").split())


def _told(program: str, option: str) -> str:
    """What a program says of itself; nothing where it is not installed."""
    with suppress(OSError, subprocess.TimeoutExpired):
        call = [shutil.which(program) or program, option]
        told = subprocess.run(call, capture_output=True, timeout=_SECONDS_TO_ANSWER, check=False)
        return (told.stdout + told.stderr).decode("utf-8", "replace")
    return ""
