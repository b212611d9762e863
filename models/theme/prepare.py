"""What the model of themes learns from and is scored on: the annotated items of corpus/, as spaCy documents.

As a command it writes training/train.spacy; `examples` and `learnt` serve score.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from unittest.mock import patch

from recipe import CORPUS, Learnt, annotated, write  # isort: skip
from tertial import themes
from tertial.themes.model import signs
from tertial.vocabulary import Theme

HERE: Final = Path(__file__).parent
LEARNT: Final = (CORPUS, CORPUS / "hard")
"""The sets that it learns from; corpus/test is left to tell how well it does."""
LABELS: Final = [theme.value for theme in Theme]


@dataclass(frozen=True, slots=True)
class Example:
    """An annotated item, with what the program finds of it."""

    municipality: str
    title: str
    area: str
    text: str
    subject: str
    themes: tuple[str, ...]
    """All that would be right, the best first."""


def examples(corpus: Path) -> Iterator[Example]:
    """The items of a set of reports; the text of one that the program doesn't find is empty."""
    with patch.object(themes, "theme", lambda *_: Theme.OVRIGT):  # its model need not be there yet
        every = annotated(corpus)
    for one in every:
        item = one.gold
        got = one.found or {"title": item["title"], "area": item.get("area", ""), "text": ""}
        if item.get("themes"):
            yield Example(
                one.municipality, got["title"], got["area"], got["text"],
                one.document["title"], tuple(item["themes"]),
            )  # fmt: skip


def learnt(those: Iterable[Example]) -> Iterator[Learnt]:
    """What the model sees of each, and the theme that it is to expect."""
    return ((signs(one.title, one.area, one.text), one.themes[0]) for one in those)


if __name__ == "__main__":
    every = [one for corpus in LEARNT for one in examples(corpus)]
    write(learnt(every), LABELS, HERE / "training" / "train.spacy")
