"""One file from bytes to what is kept of it; runs in a worker."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import Path

from tertial.errors import DataError, MissingProgram, TertialError, UnknownFormat
from tertial.readers.libreoffice import Converted
from tertial.readers.ocr import Recognition
from tertial.records import Report
from tertial.run import kept
from tertial.run.events import Outcome, Summary
from tertial.run.kept import Kept, Refusal

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A file to be read, and where what it gives is kept."""

    data: bytes | Converted
    name: str
    boards: Path | None
    recognition: Recognition | None
    folder: Path
    key: str


def read(task: Task) -> Kept:
    """Reads a file, whatever is wrong with it, and keeps what it gives."""
    answer = _analysed(task)
    if isinstance(answer, Report):
        summary = _summary(answer)
        kept.keep_report(task.folder, task.key, answer, summary)
        return summary
    if answer.lasting:
        kept.keep_refusal(task.folder, task.key, answer)
    return answer


def prepare() -> None:
    """Loads what every report needs, so that no report's time goes to it; tells nothing of it."""
    from tertial.analysis import analyse

    text = "Almviks kommun\nUppföljning av uppdrag\n\n1. Bygg en brygga\nUppdraget pågår.\n"
    told = logging.getLogger("tertial")
    level = told.level
    told.setLevel(logging.CRITICAL)
    try:
        analyse(text.encode(), "a.txt")
    finally:
        told.setLevel(level)


def _analysed(task: Task) -> Report | Refusal:
    from tertial.analysis import analyse

    name = task.name
    try:
        return analyse(task.data, name, task.boards, task.recognition)
    except DataError:
        raise  # a broken table of tertial's own would spoil every file
    except UnknownFormat as error:
        return Refusal(problem=error.problem, remedy=error.remedy, outcome=Outcome.OTHER_FORMAT, lasting=True)
    except TertialError as error:
        # That text could not be recognised may be the machine's fault: it was busy, or its disk full.
        lasting = not isinstance(error, MissingProgram) and task.recognition is None
        return Refusal(problem=error.problem, remedy=error.remedy, lasting=lasting)
    except MemoryError:
        raise
    except Exception as error:
        log.info("%s", name, exc_info=True)
        what = f"{type(error).__name__}: {error}".splitlines()[0]
        return Refusal(
            problem=f"{name} could not be interpreted ({what}).",
            remedy="This is a fault in tertial: please report it.",
        )


def _summary(report: Report) -> Summary:
    from tertial.linking.order import position

    document = report.document
    return Summary(
        document_id=document.document_id,
        media_type=document.media_type,
        reader=document.reader,
        municipality=document.municipality,
        dated=bool(document.municipality and document.year),
        position=position(document),
        n_items=len(report.items),
        n_assessments=len(report.assessments),
        warnings=report.warnings,
    )
