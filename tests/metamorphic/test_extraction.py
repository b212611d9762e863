"""A report whose text came out of a PDF says what it says as clean text, and never what it does not."""

from __future__ import annotations

import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Final

from builder.notation import blocks_of
from tertial.analysis import analyse
from tests.metamorphic import extraction, houses, naming
from tests.metamorphic.reading import rows
from tests.metamorphic.renderers import RENDERERS, Content, opening

CONTENTS: Final[list[Content]] = [
    report
    for name in ("contents.toml", "long_contents.toml", "long_contents.toml")
    for report in tomllib.loads((Path(__file__).parent / name).read_text(encoding="utf-8"))["report"]
]

Rows = frozenset[tuple[str, ...]]
Said = dict[str, tuple[frozenset[str], Rows, Rows]]
"""By title: the boards, each (board, assessment, modality), and each section's board and text."""


@dataclass(frozen=True, slots=True)
class Case:
    """A report as clean text, and what came out of a print of it."""

    content: Content
    tabular: bool
    how: extraction.Print
    clean: str
    taken: str


def _case(seed: int) -> Case:
    """A content, a layout and a print drawn at random."""
    draw = Random(seed)
    content, kind = draw.choice(CONTENTS), draw.random()
    if kind < 0.35:
        body = list(RENDERERS[draw.choice(list(RENDERERS))](content))
    elif kind < 0.5:
        body = list(houses.table(content, draw))
    elif kind < 0.75:
        body = list(houses.lines(content, draw))
    else:
        giving, answering = draw.choice(list(naming.GIVINGS.values())), draw.choice(list(naming.ANSWERINGS))
        body = list(
            naming.write(content, giving, naming.ANSWERINGS[answering], draw.choice(sorted(giving.marks)))
        )
    tabular = any(block.kind == "table" for block in blocks_of("\n".join(body)))
    lines, how = [*opening(content), *body], extraction.drawn(draw)
    names = {"place": content["municipality"], "year": str(content["year"])}
    return Case(content, tabular, how, extraction.clean(lines), extraction.extracted(lines, how, names, draw))


def _key(text: str) -> str:
    """Letters and figures alone, ligatures undone: misprints and hyphens are not what is asked."""
    return "".join(sign for sign in unicodedata.normalize("NFKC", text).casefold() if sign.isalnum())


def _said(content: Content, text: str) -> Said:
    found = analyse(text.encode(), f"{content['municipality']} {content['year']} {content['period']}.txt")
    told = rows(found)
    said: Said = {}
    for item in found.items:
        parts = frozenset(
            (one.board, _key(one.text)) for one in found.sections if one.item_id == item.item_id
        )
        said[_key(item.title)] = (frozenset(item.boards), frozenset(told[item.item_id]), parts)
    return said


@cache
def _read(first: int, last: int) -> list[tuple[int, Case, Said, Said]]:
    """The cases whose clean text is read rightly: what it says, and what the extracted text says."""
    read = []
    for seed in range(first, last):
        case = _case(seed)
        wanted = _said(case.content, case.clean)
        if wanted.keys() == {_key(matter["title"]) for matter in case.content["matter"]}:
            read.append((seed, case, wanted, _said(case.content, case.taken)))
    return read


SEEDS: Final = (20_000, 20_120)


def test_running_text_keeps_its_items() -> None:
    """Of the items of reports in running text 19 in 20 come out, and one in 25 at most is none."""
    wanted = found = invented = 0
    for _, case, clean, taken in _read(*SEEDS):
        if not case.tabular:
            wanted += len(clean)
            found += len(clean.keys() & taken.keys())
            invented += len(taken.keys() - clean.keys())
    assert wanted > 300
    assert found >= 0.95 * wanted
    assert invented <= 0.04 * wanted


def test_running_text_says_the_same() -> None:
    """Of the items that come out, nine in ten have the same boards, statements and sections."""
    other = [
        (seed, title)
        for seed, case, clean, taken in _read(*SEEDS)
        if not case.tabular and case.how.noise not in ("spaced", "stops")
        for title in clean.keys() & taken.keys()
        if clean[title] != taken[title]
    ]
    same = sum(
        len(clean.keys() & taken.keys()) for _, case, clean, taken in _read(*SEEDS) if not case.tabular
    )
    assert len(other) <= 0.1 * same, other


def _of_tables(kind: str) -> tuple[int, int, int]:
    """How many items the tables of a kind have, how many of them come out, and how many that are none."""
    cases = [
        (clean, taken) for _, case, clean, taken in _read(*SEEDS) if case.tabular and case.how.table == kind
    ]
    wanted = sum(len(clean) for clean, _ in cases)
    found = sum(len(clean.keys() & taken.keys()) for clean, taken in cases)
    return wanted, found, sum(len(taken.keys() - clean.keys()) for clean, taken in cases)


def test_tables_set_cell_by_cell_keep_their_items() -> None:
    """Of the items of tables whose cells or rows follow on each other in lines, most or a third come out."""
    cells, rows = _of_tables("cells"), _of_tables("rows")
    assert cells[1] >= 0.55 * cells[0]
    assert rows[1] >= 0.35 * rows[0]


def test_torn_tables_give_no_items() -> None:
    """Of tables whose columns were mixed up line by line at most two items in five are invented."""
    wanted, _, invented = _of_tables("torn")
    assert invented <= 0.4 * wanted
