"""However a report shows who has an uppdrag and who answers it, the same boards and answers come out."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Final

import pytest

from tests.metamorphic.naming import ANSWERINGS, GIVINGS, MARKS, Content, write
from tests.metamorphic.reading import Row, read, rows
from tests.metamorphic.renderers import opening

CONTENT: Final[Content] = tomllib.loads((Path(__file__).parent / "naming.toml").read_text(encoding="utf-8"))[
    "report"
][0]

Case = tuple[str, str, str, str, bool]
"""Names of a giving, an answering and a mark; a format; whether boards are named in other roles too."""
Said = dict[str, tuple[set[str], dict[str, str], set[Row]]]
"""By title: the boards, the text of each one's section, and each (board, assessment, modality)."""


def _cases() -> list[Case]:
    """Each giving and each answering with several of the others, of the marks and of the formats in turn."""
    pairs = [(giving, n * 7 + k * 13) for n, giving in enumerate(GIVINGS) for k in range(2)]
    chosen = [(giving, list(ANSWERINGS)[at % len(ANSWERINGS)], at) for giving, at in pairs]
    chosen += [
        (list(GIVINGS)[(n * 11 + k * 5) % len(GIVINGS)], answering, n + k)
        for n, answering in enumerate(ANSWERINGS)
        for k in range(2)
    ]
    cases = []
    for giving, answering, n in chosen:
        marks = [mark for mark in MARKS if mark in GIVINGS[giving].marks]
        cases.append((giving, answering, marks[n % len(marks)], ("docx", "txt")[n % 2], n % 3 == 0))
    return list(dict.fromkeys(cases))


CASES: Final = _cases()


def _said(case: Case) -> Said:
    giving, answering, mark, kind, decoy = case
    body = [*opening(CONTENT), *write(CONTENT, GIVINGS[giving], ANSWERINGS[answering], mark, decoy=decoy)]
    found = read(body, {"format": kind}, f"{CONTENT['municipality']} {CONTENT['year']} {CONTENT['period']}")
    told = rows(found)
    said: Said = {}
    for item in found.items:
        alone = len(item.boards) == 1
        said[item.title.rstrip(".")] = (
            set(item.boards),
            {s.board: s.text for s in found.sections if s.item_id == item.item_id and not alone},
            {("" if alone else board, state, how) for board, state, how in told[item.item_id]},
        )
    return said


@pytest.mark.parametrize("case", CASES, ids=lambda case: ", ".join(map(str, case)))
def test_any_naming_gives_the_same_boards_and_answers(case: Case) -> None:
    """Every item has its boards, each board its own section and status, and nobody named otherwise is one."""
    said = _said(case)
    assert list(said.keys() - {matter["title"] for matter in CONTENT["matter"]}) == []
    for matter in CONTENT["matter"]:
        boards, sections, statuses = said[matter["title"]]
        answers = {CONTENT["boards"][code]: text for code, text in matter.get("answers", {}).items()}
        assert boards == {CONTENT["boards"][code] for code in matter["boards"]}
        assert statuses == set(map(tuple, matter["expected"]))
        assert sections.keys() == answers.keys()
        for board, text in answers.items():
            told = {name: other.split(". ")[1].rstrip(".") for name, other in answers.items()}
            assert {name for name, words in told.items() if words in sections[board]} == {board}, text
