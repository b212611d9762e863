"""Learns from gold what speaks for two reworded titles being one matter: link_weights.csv and the card.

Fitted weights are shipped where links are at least as right with them on municipalities left out of the
fitting, on the made titles of bench/linking.py and in the cases that people wrote for the tests; else the
hand-set weights of hand.csv are.
Run it from the root, `python -m models.linking.fit`. It sees corpus/gold alone, no set that is kept apart.
"""

from __future__ import annotations

import csv
import json
import re
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from unittest.mock import patch

import numpy
from scipy.optimize import minimize
from scipy.special import expit

from bench.linking import archive
from tertial import stores
from tertial.dataset import Dataset, Row, municipality_reports
from tertial.linking import LinkOptions, link
from tertial.linking.matters import Matter
from tertial.linking.pairs import Step
from tertial.linking.similarity import Rarity
from tertial.linking.weights import Evidence, Weights, shipped
from tertial.records import Report
from tertial.resources import data_path
from tertial.run import process
from tertial.score.matching import match_items
from tests.linking import test_pairs as written

HERE: Final = Path(__file__).parent
CORPUS: Final = HERE.parents[1] / "corpus"
BENCH: Final = 20_000
FIRM: Final = 1.0
"""How firmly weights are held to the hand-set, in log odds."""
STEEP: Final = 20.0
"""Log odds in a score of 1: 0.8 is e² times as sure as 0.7."""
WAYS: Final = ("every pair", "threshold kept", "both sides")
FITTED: Final = "threshold kept"
"""The way whose weights are shipped where they are good enough; all are measured."""
NEXT_TO_NOTHING: Final = 1e-9
"""Order is looked at only where it weighs something."""
BETWEEN: Final = re.compile(r"(?s)(?<=<!-- scores -->\n).*(?=<!-- end of scores -->)")

Ends = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Place:
    """A municipality: its reports, what people linked, and what the rules leave open."""

    reports: list[Report]
    judged: frozenset[str]
    """Items that people found too."""
    links: frozenset[Ends]
    reworded: frozenset[Ends]
    doubtful: frozenset[Ends]
    pairs: list[tuple[Evidence, bool]] = field(default_factory=list)
    """Each pair that was weighed, and whether it is one matter."""


def places() -> Iterator[Place]:
    """The municipalities in which people linked something."""
    with tempfile.TemporaryDirectory() as folder:
        for _ in process([CORPUS / "reports"], Path(folder) / "out", stores.write, workers=1):
            pass
        found = Dataset(Path(folder) / "out")
        ids, names = _known(found)
        gold: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for entry in json.loads((CORPUS / "gold" / "links.json").read_text(encoding="utf-8")):
            gold[names[entry["from"][0]]].append(entry)
        for name, entries in sorted(gold.items()):
            reports = municipality_reports(found, name)
            own = {item.item_id for report in reports for item in report.items}
            ends: dict[str, set[Ends]] = defaultdict(set)
            for entry in entries:
                pair = _end(ids, entry["from"]), _end(ids, entry["to"])
                ends["doubtful" if entry.get("doubtful") else entry["relation"]].add(pair)
            sure = frozenset().union(*(several for of, several in ends.items() if of != "doubtful"))
            place = Place(
                reports=reports,
                judged=frozenset(own & set(ids.values())),
                links=sure,
                reworded=frozenset(ends["renamed"]),
                doubtful=frozenset(ends["doubtful"]),
            )
            place.pairs.extend(weighed(place, ends["merged"] | ends["split"] | ends["doubtful"]))
            yield place


def _known(found: Dataset) -> tuple[dict[tuple[str, str], str], dict[str, str]]:
    """The item that each of gold's items is, and the municipality of each source."""
    items: dict[str, list[Row]] = defaultdict(list)
    for row in found.rows("items"):
        items[row["document_id"]].append(row)
    documents = {
        row["source"].partition("reports/")[2] or row["source"]: row for row in found.rows("documents")
    }
    ids = {}
    for path in sorted((CORPUS / "gold").glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        if isinstance(gold, dict) and "items" in gold and gold["source"] in documents:
            own = items[documents[gold["source"]]["document_id"]]
            for g, n in match_items(gold["items"], own).items():
                ids[gold["source"], str(gold["items"][g]["id"])] = own[n]["item_id"]
    return ids, {source: row["municipality"] for source, row in documents.items()}


def _end(ids: dict[tuple[str, str], str], end: Sequence[str]) -> str:
    return ids.get((end[0], str(end[1])), f"?{end[0]}#{end[1]}")


def weighed(place: Place, aside: set[Ends]) -> list[tuple[Evidence, bool]]:
    """What linking weighs of a municipality, with the truth; what was joined or divided is left aside."""
    found: dict[Ends, Evidence] = {}
    own = Step.evidence

    def noted(step: Step, before: Matter, after: Matter, rarity: Rarity) -> Evidence | None:
        evidence = own(step, before, after, rarity)
        if evidence:
            found[before.item_id, after.item_id] = evidence
        return evidence

    with patch.object(Step, "evidence", noted):
        link(place.reports, LinkOptions(weights=shipped()._replace(order=NEXT_TO_NOTHING)))
    return [
        (evidence, pair in place.links)
        for pair, evidence in found.items()
        if pair not in aside and set(pair) <= place.judged
    ]


def fitted(pairs: Iterable[tuple[Evidence, bool]], hand: Weights, way: str) -> Weights:
    """The weights that tell the pairs apart best, and are not far from the hand-set.

    Args:
        pairs: What was weighed, with the truth.
        hand: The hand-set weights.
        way: `every pair`: each counts as much. `threshold kept`: so too, and the constant stays as set
            by hand, as few of what linking weighs are two matters, and the rare would else be let through.
            `both sides`: the few that are two matters count as much together as the many that are one.
    """
    several = list(pairs)
    x = numpy.array([evidence for evidence, _ in several], dtype=float)
    y = numpy.array([same for _, same in several], dtype=float)
    start = numpy.array(hand, dtype=float)
    free = numpy.ones(len(start))
    free[0] = way != "threshold kept"
    counts = numpy.ones(len(y))
    if way == "both sides":
        counts = numpy.where(y == 1, len(y) / 2 / max(y.sum(), 1), len(y) / 2 / max(len(y) - y.sum(), 1))

    def loss(weights: Any) -> tuple[float, Any]:
        odds = STEEP * (x @ weights - LinkOptions().renamed)
        away = STEEP * (weights - start)
        value = counts @ (numpy.logaddexp(0.0, odds) - odds * y) + FIRM / 2 * (away @ away)
        return float(value), STEEP * (x.T @ (counts * (expit(odds) - y)) + FIRM * away) * free

    found = minimize(loss, start, jac=True, method="L-BFGS-B").x
    return Weights(*(round(float(weight), 3) for weight in found))


def shares(right: int, told: int, true: int) -> dict[str, float]:
    """Precision, recall and F1."""
    return {
        "precision": round(right / max(told, 1), 4),
        "recall": round(right / max(true, 1), 4),
        "f1": round(2 * right / max(told + true, 1), 4),
    }


def measured(several: Sequence[tuple[Place, Weights]]) -> dict[str, dict[str, float]]:
    """How right links are, each municipality's by weights of its own: all, and those of new wordings."""
    right = told = true = hit = new = 0
    for place, weights in several:
        found = {
            (one.from_item_id, one.to_item_id) for one in link(place.reports, LinkOptions(weights=weights))
        }
        found = {pair for pair in found if set(pair) <= place.judged} - place.doubtful
        right, told, true = right + len(found & place.links), told + len(found), true + len(place.links)
        hit, new = hit + len(found & place.reworded), new + len(place.reworded)
    return {"links": shares(right, told, true), "reworded": {"recall": round(hit / new, 4)}}


def on_bench(weights: Weights) -> dict[str, float]:
    """How right links of made titles are."""
    right = told = true = 0
    for reports, truth, _ in archive(BENCH):
        found = {(one.from_item_id, one.to_item_id) for one in link(reports, LinkOptions(weights=weights))}
        right, told, true = right + len(found & truth), told + len(found), true + len(truth)
    return shares(right, told, true)


def cases_held(weights: Weights) -> int:
    """How many of the cases that people wrote for linking, twins above all, come out as they say."""
    with patch.object(written, "link", lambda reports: link(reports, LinkOptions(weights=weights))):
        return sum(written.found_links(case) == sorted(case["links"]) for case in written.CASES)


def read(path: Path) -> Weights:
    """The weights of a file in the format of link_weights.csv."""
    with path.open(encoding="utf-8", newline="") as file:
        return Weights(**{row["evidence"]: float(row["weight"]) for row in csv.DictReader(file)})


def write(path: Path, weights: Weights) -> None:
    """Weights as a file, with the meanings of hand.csv."""
    with (HERE / "hand.csv").open(encoding="utf-8", newline="") as file:
        meanings = {row["evidence"]: row["meaning"] for row in csv.DictReader(file)}
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["evidence", "weight", "meaning"])
        writer.writerows([name, f"{weight:g}", meanings[name]] for name, weight in weights._asdict().items())


def main() -> None:
    """Fit, measure, choose and write."""
    several = list(places())
    hand = read(HERE / "hand.csv")
    weights = {"hand-set": hand}
    scores: dict[str, Any] = {
        "hand-set": {"left out": measured([(one, hand) for one in several]), "bench": on_bench(hand)}
    }
    scores["hand-set"]["cases"] = cases_held(hand)
    for way in WAYS:
        left_out = [
            (one, fitted((pair for other in several if other is not one for pair in other.pairs), hand, way))
            for one in several
        ]
        weights[way] = fitted((pair for one in several for pair in one.pairs), hand, way)
        scores[way] = {"left out": measured(left_out), "bench": on_bench(weights[way])}
        scores[way]["cases"] = cases_held(weights[way])
    best = {
        name: [by["left out"]["links"]["f1"], by["bench"]["f1"], by["cases"]] for name, by in scores.items()
    }
    good = all(new >= old for old, new in zip(best["hand-set"], best[FITTED], strict=True))
    chosen = FITTED if good else "hand-set"
    write(data_path("link_weights.csv"), weights[chosen])
    pairs = [same for one in several for _, same in one.pairs]
    told = {
        "municipalities": len(several),
        "pairs": len(pairs),
        "one matter": sum(pairs),
        "shipped": chosen,
        "scores": scores,
        "weights": {name: one._asdict() for name, one in weights.items()},
    }
    (HERE / "scores.json").write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    rows = [
        f"{len(pairs)} pairs of {len(several)} municipalities were weighed, {sum(pairs)} of them one matter. "
        f"In use: {chosen}.",
        "",
        "| weights | left out: precision | recall | F1 | of the reworded "
        "| bench: precision | recall | F1 | cases |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for name, by in scores.items():
        cells = [
            *by["left out"]["links"].values(),
            *by["left out"]["reworded"].values(),
            *by["bench"].values(),
        ]
        rows.append(f"| {name} | {' | '.join(f'{cell:.4f}' for cell in cells)} | {by['cases']} |")
    rows += ["", f"| evidence | {' | '.join(weights)} |", "|---" * (len(weights) + 1) + "|"]
    for name in hand._fields:
        rows.append(f"| {name} | {' | '.join(f'{getattr(one, name):g}' for one in weights.values())} |")
    table = "\n".join(rows) + "\n"
    card = HERE / "README.md"
    card.write_text(BETWEEN.sub(lambda _: table, card.read_text(encoding="utf-8")), encoding="utf-8")
    print(table)


if __name__ == "__main__":
    main()
