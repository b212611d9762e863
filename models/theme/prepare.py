"""What the model of themes learns from and is scored on: the annotated items of corpus/, as spaCy documents.

`python models/theme/prepare.py` writes training/train.spacy; `training` and `folds` serve score.py.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from unittest.mock import patch

import spacy
from spacy.tokens import Doc, DocBin

from tertial import stores, themes
from tertial.dataset import Dataset
from tertial.run import process
from tertial.score.matching import match_items
from tertial.themes.model import signs
from tertial.vocabulary import Theme

HERE: Final = Path(__file__).parent
CORPUS: Final = HERE.parents[1] / "corpus"
LEARNT: Final = (CORPUS, CORPUS / "hard")
"""The sets that it learns from; corpus/test is left to tell how well it does."""


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
    no_theme = patch.object(themes, "theme", lambda *_: Theme.OVRIGT)  # its model need not be there yet
    with tempfile.TemporaryDirectory() as folder, no_theme:
        for _ in process([corpus / "reports"], Path(folder) / "out", stores.write):
            pass
        found = Dataset(Path(folder) / "out")
        documents = {row["source"]: row for row in found.rows("documents")}
        items: dict[str, list[dict[str, str]]] = {}
        for row in found.rows("items"):
            items.setdefault(row["document_id"], []).append(row)
    for path in sorted((corpus / "gold").glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(gold, dict) or "items" not in gold:
            continue
        document = next(row for source, row in documents.items() if source.endswith(gold["source"]))
        own = items.get(document["document_id"], [])
        pairs = match_items(gold["items"], own)
        for n, item in enumerate(gold["items"]):
            got = (
                own[pairs[n]]
                if n in pairs
                else {"title": item["title"], "area": item.get("area", ""), "text": ""}
            )
            if item.get("themes"):
                yield Example(
                    gold["document"]["municipality"], got["title"], got["area"], got["text"],
                    document["title"], tuple(item["themes"]),
                )  # fmt: skip


def write(learnt: Sequence[Example], path: Path) -> None:
    """Write what the model is to learn, in the order given."""
    vocab = spacy.blank("sv").vocab
    binary = DocBin()
    for example in learnt:
        doc = Doc(vocab, words=list(signs(example.title, example.area, example.text)))
        doc.cats = {theme.value: float(theme.value == example.themes[0]) for theme in Theme}
        binary.add(doc)
    path.parent.mkdir(parents=True, exist_ok=True)
    binary.to_disk(path)


if __name__ == "__main__":
    write([one for corpus in LEARNT for one in examples(corpus)], HERE / "training" / "train.spacy")
