"""Lines of a text that are the steps of a scale, printed once or under each goal, and judge nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from tertial import wording
from tertial.swedish.words import fold
from tertial.wording import Reading

FEWEST: Final = 3
"""So many steps after one another, all different, are a scale; an item has one of them."""
_LONGEST: Final = 90
_STEP: Final = re.compile(
    r"(?:del|nämnd|kf-|inriktnings|effekt)?(?:mål|uppdrag|åtgärd|aktivitet|insats)(?:en|et|er|erna|s)?\b"
    r"|\b(?:når|nås)\b|^bedömning saknas"
)
"""What a step is of: `Målet har uppnåtts`, `Påbörjad åtgärd`, `Når delvis målet`."""
_PICTURE: Final = re.compile(
    r"(?:illustration|bild|ikon|symbol|figur|foto)(?:en)? (?:av|på|som|med|för)\b.{2,60}"
    r"|(?:ljus|mörk)?(?:grön|gul|röd|grå|blå|vit|orange)\w?"
    r" (?:cirkel|prick|ruta|pil|fyr\w+|kvadrat|triangel|symbol)",
    re.IGNORECASE,
)
"""The words that stand for a picture where it can't be shown."""
_COMMENT: Final = re.compile(r"[.;!?]\s|/\s?[A-ZÅÄÖ]{2,6}$|\([A-ZÅÄÖ]{2,6}\)$")
"""What only a comment has: a second sentence, or the code of the board that wrote it."""


def steps_of_scales(texts: Sequence[str]) -> frozenset[int]:
    """Indexes of the lines that only say which verdicts there are, with the words for pictures among them.

    Three or more stand together, say something of one kind of matter each, and no two of them the same.
    A line that ends in a full stop is a sentence of a comment, and so is one signed by a board.
    """
    found: set[int] = set()
    run: list[int] = []
    steps: dict[str, Reading | None] = {}
    for n, text in enumerate((*texts, "")):
        if _is_picture(text):
            run.append(n)
            continue
        reading = _step(text)
        told = [(other.assessment, other.modality) for other in steps.values() if other is not None]
        again = reading is not None and (reading.assessment, reading.modality) in told
        if not _names_matter(text) or fold(text) in steps or again:
            if len(steps) >= FEWEST and len(told) >= max(2, len(steps) / 2):
                found.update(run)
            run, steps = [], {}
        if _names_matter(text):
            run.append(n)
            steps[fold(text)] = reading
    return frozenset(found)


def _is_picture(text: str) -> bool:
    return len(text) <= _LONGEST and _PICTURE.fullmatch(text.strip(" .")) is not None


def _names_matter(text: str) -> bool:
    return (
        0 < len(text) <= _LONGEST
        and text[-1] not in ".;,"
        and ":" not in text
        and _COMMENT.search(text) is None
        and _STEP.search(fold(text)) is not None
    )


def _step(text: str) -> Reading | None:
    """The status that a line gives as one of several that there are."""
    return (
        wording.of_matter(text) or wording.value(text) or wording.plain_status(text)
        if _names_matter(text)
        else None
    )
