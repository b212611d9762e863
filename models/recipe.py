"""What the recipes of the models share: the annotated reports, training on some of them, and the card.

`make models` puts this folder on the path; the recipes import it from there.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import spacy
from spacy.cli.train import train
from spacy.language import Language
from spacy.tokens import Doc, DocBin

from tertial import stores
from tertial.dataset import Dataset, Row
from tertial.run import process
from tertial.score.matching import match_items

MODELS: Final = Path(__file__).parent
CORPUS: Final = MODELS.parent / "corpus"
BETWEEN: Final = re.compile(r"(?s)(?<=<!-- scores -->\n).*(?=<!-- end of scores -->)")

Learnt = tuple[Iterable[str], str]
"""What the model sees of an example, and the label that is right."""
Scores = Mapping[str, Mapping[str, Mapping[str, float]]]
"""By what was judged, by municipality and for "all": the number, and the figure of each way."""


@dataclass(frozen=True, slots=True)
class Annotated:
    """An item that people annotated, with what the program finds of it."""

    municipality: str
    gold: Mapping[str, Any]
    document: Row
    found: Row | None
    said: Sequence[Row]
    """Its statements of status."""


def annotated(corpus: Path) -> list[Annotated]:
    """The annotated items of a set of reports, in the order of its gold files."""
    with tempfile.TemporaryDirectory() as folder:
        for _ in process([corpus / "reports"], Path(folder) / "out", stores.write):
            pass
        dataset = Dataset(Path(folder) / "out")
        documents = {row["source"]: row for row in dataset.rows("documents")}
        items: dict[str, list[Row]] = defaultdict(list)
        said: dict[str, list[Row]] = defaultdict(list)
        for row in dataset.rows("items"):
            items[row["document_id"]].append(row)
        for row in dataset.rows("assessments"):
            said[row["item_id"]].append(row)
    every: list[Annotated] = []
    for path in sorted((corpus / "gold").glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(gold, dict) or "items" not in gold:
            continue
        document = next(row for source, row in documents.items() if source.endswith(gold["source"]))
        own = items[document["document_id"]]
        pairs = match_items(gold["items"], own)
        for n, item in enumerate(gold["items"]):
            found = own[pairs[n]] if n in pairs else None
            rows = said[found["item_id"]] if found else ()
            every.append(Annotated(gold["document"]["municipality"], item, document, found, rows))
    return every


def write(learnt: Iterable[Learnt], labels: Sequence[str], path: Path) -> None:
    """Write what a model is to learn, in the order given."""
    vocab = spacy.blank("sv").vocab
    binary = DocBin()
    for signs, right in learnt:
        doc = Doc(vocab, words=list(signs))
        doc.cats = {label: float(label == right) for label in labels}
        binary.add(doc)
    path.parent.mkdir(parents=True, exist_ok=True)
    binary.to_disk(path)


def trained(learnt: Iterable[Learnt], labels: Sequence[str]) -> Language:
    """A model that has learnt of these examples alone."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "train.spacy"
        write(learnt, labels, data)
        train(MODELS / "config.cfg", Path(folder), overrides={"paths.train": str(data)})
        return spacy.load(Path(folder) / "model-last")


def tell(scores: Scores, folder: Path, of: str) -> None:
    """Write scores.json and the table in README.md: a line for all of each thing judged.

    Args:
        of: What the number of a line is the number of.
    """
    (folder / "scores.json").write_text(
        json.dumps(scores, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
    )
    rows: list[str] = []
    for name, by in scores.items():
        number, *figures = by["all"].items()
        if not rows:
            ways = [way for way, _ in figures]
            rows = [f"| {of} | number | {' | '.join(ways)} |", f"|---|---|{'---|' * len(ways)}"]
        rows.append(f"| {name} | {number[1]:,} | {' | '.join(f'{value:.3f}' for _, value in figures)} |")
    table = "\n".join(rows) + "\n"
    card = folder / "README.md"
    card.write_text(BETWEEN.sub(lambda _: table, card.read_text(encoding="utf-8")), encoding="utf-8")
    print(table)
