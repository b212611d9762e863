"""What a model of undecided texts learns from: what nämnder tell of an item without saying how it goes.

As a command it writes training/train.spacy; `matters` and `learnt` serve score.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from unittest.mock import patch

from recipe import CORPUS, Annotated, Learnt, annotated, write  # isort: skip
from tertial import analysis, assessment
from tertial.score.matching import fold
from tertial.swedish.names import names
from tertial.swedish.words import words
from tertial.vocabulary import DocumentType, Status

HERE: Final = Path(__file__).parent
NONE: Final = "none"
"""Nothing can be read out of the text."""
LABELS: Final = [status.value for status in Status if status is not Status.EJ_BEDOMT] + [NONE]
STEM: Final = 6
"""Letters of a word that the model sees."""


@dataclass(frozen=True, slots=True)
class Matter:
    """An annotated item, and by the folded name of a nämnd the text in which no statement was found."""

    annotated: Annotated
    texts: dict[str, list[str]]

    def stated(self, board: str, *, doubtful: bool = False) -> list[str]:
        """What people called the state of the nämnd's part, what they inferred first."""
        rows = [
            row
            for row in self.annotated.gold["assessments"]
            if (fold(row.get("board")), row["modality"]) == (board, "utfall")
            and bool(row.get("doubtful")) is doubtful
        ]
        return [row["assessment"] for row in sorted(rows, key=lambda row: row["basis"] != "inferred")]


def matters(corpus: Path) -> list[Matter]:
    """The annotated items of a set of reports."""
    texts: dict[str, dict[str, list[str]]] = {}
    asked: list[str] = []
    """The item that is judged; what the program judges to look for doubts is none."""
    assess, inferred, undecided = assessment.assess, assessment._inferred, assessment._undecided

    def assessing(document: Any, entry: Any, item_id: str, context: Any) -> Any:
        asked[:] = [item_id]
        found = assess(document, entry, item_id, context)
        asked.clear()
        return found

    def inferring(document: Any, entry: Any, statements: Any, told: Any, context: Any) -> Any:
        found = inferred(document, entry, statements, told, context)
        if asked and context.document_type is not DocumentType.PLAN:
            texts[asked[0]] = {
                fold(board): [document.cut(span) for span in spans]
                for board, spans in undecided(entry, statements, told)
            }
        return found

    with patch.object(analysis, "assess", assessing), patch.object(assessment, "_inferred", inferring):
        every = annotated(corpus)
    return [Matter(one, texts.get(one.found["item_id"], {}) if one.found else {}) for one in every]


def signs(sentences: Iterable[str]) -> Iterator[str]:
    """What the model sees of a text: the beginnings of its words, but not of names."""
    yield "text"  # so that no text is nothing
    for sentence in sentences:
        named = names(sentence)
        yield from (word[:STEM] for word in words(sentence) if word not in named)


def learnt(those: Iterable[Matter]) -> Iterator[Learnt]:
    """What the model sees of each text, also where the rules decide, and what people read out of it.

    What people doubt is not learnt from.
    """
    for matter in those:
        for board, sentences in matter.texts.items():
            stated = matter.stated(board)
            if stated or not matter.stated(board, doubtful=True):
                yield signs(sentences), next((one for one in stated if one in LABELS), NONE)


if __name__ == "__main__":
    write(learnt(matters(CORPUS)), LABELS, HERE / "training" / "train.spacy")
