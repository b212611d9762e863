"""Readers that harm a run, put in place of the real one in worker processes."""

from __future__ import annotations

import logging
import os
import re
import signal
import sys
import time
import types
from collections.abc import Callable
from typing import Any

from tertial.document import document_id
from tertial.records import DocumentRecord, Report
from tertial.vocabulary import DocumentType


def do(what: str) -> None:
    """The harm itself."""
    match what:
        case "hang":
            time.sleep(600)
        case "crash":
            os.kill(os.getpid(), signal.SIGSEGV)
        case "eat":
            eaten = []
            while True:
                eaten.append(bytearray(b"x" * 20_000_000))
                time.sleep(0.01)
        case "fell":
            os.kill(os.getppid(), signal.SIGKILL)
            time.sleep(600)
        case "leave":
            os._exit(3)


def put_in_place() -> None:
    """The initializer of workers with a reader of no cost that does what a report's bytes ask for.

    With `once PATH` it does so until PATH exists, which it makes.
    """
    module = types.ModuleType("tertial.analysis")
    module.analyse = harmful  # type: ignore[attr-defined]
    sys.modules["tertial.analysis"] = module


def harmful(data: bytes, name: str, *_: object) -> Report:
    """A report without items, if it comes to that."""
    asked = re.search(rb"HARM (\w+)(?: once (\S+))?", data)
    if asked is not None and not (asked[2] and os.path.exists(asked[2])):
        if asked[2]:
            open(asked[2], "w").close()
        do(asked[1].decode())
    return Report(
        document=DocumentRecord(
            document_id=document_id(data),
            source=name,
            media_type="text/plain",
            municipality="Almvik",
            municipality_code="",
            document_type=DocumentType.OVRIGT,
            title="",
            year=2023,
            period=None,
            period_end="",
            period_label="",
            reader="text",
            parser="ovrigt",
            n_items=0,
        ),
        text=data.decode(),
    )


def archives_that_harm() -> None:
    """The initializer of workers in which an archive with `HARM …` among its first bytes does it.

    One with `LATE …` is listed, and does it when a member is asked for.
    """
    from tertial.sources import listing, loading

    listing.open_archive = _harming(listing.open_archive, rb"HARM (\w+)")
    loading.open_archive = _harming(loading.open_archive, rb"(?:HARM|LATE) (\w+)")


def _harming(opened: Callable[..., Any], asked: bytes) -> Callable[..., Any]:
    def harming(kind: str, stream: Any, name: str, *more: Any, file: Any) -> Any:
        if file is not None:
            if found := re.search(asked, file.read(200)):
                do(found[1].decode())
            file.seek(0)
        return opened(kind, stream, name, *more, file=file)

    return harming


def fail_to_start() -> None:
    """An initializer that no worker survives."""
    os._exit(1)


def square(n: int) -> int:
    """Work that is done at once."""
    return n * n


def process_id(seconds: float) -> int:
    """Work that takes a while; which process did it."""
    time.sleep(seconds)
    return os.getpid()


def raise_error(text: str) -> None:
    """Work that fails as work may."""
    raise KeyError(text)


def log(text: str) -> None:
    """Work that tells something."""
    logging.getLogger("tertial.run").warning("%s", text)
