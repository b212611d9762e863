"""docs/questions.md: a question's command, its line of Python and its SQL give the same answer."""

from __future__ import annotations

import csv
import io
import re
import shlex
import shutil
import sqlite3
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from tertial.cli import main

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "questions.md").read_text(encoding="utf-8")
START, *QUESTIONS = re.split(r"^## ", PAGE, flags=re.MULTILINE)
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)
MUNICIPALITY = "Åkesta"
COUNTED = {4: ("municipality", "period", "hits", "misses", "unresolved")}
"""Questions whose command counts, with the columns that the other two give."""
MORE = (1, 5)
"""Questions whose command lists more: whole reports, the ten oldest of each nämnd."""
CODES = ("contradiction", "sum_mismatch", "claim_mismatch")
"""What a command says by its name and not in its rows."""


def blocks(text: str) -> dict[str, str]:
    """The code of a question by language."""
    return dict(BLOCK.findall(text))


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a dataset of two municipalities followed through three years."""
    folder = tmp_path_factory.mktemp("questions")
    for name in ("akesta", "stortjarna"):
        shutil.copytree(ROOT / "corpus" / "reports" / name, folder / "reports" / name)
    done = CliRunner().invoke(
        main, ["run", str(folder / "reports"), "--out", str(folder / "out"), "--quiet", "--workers", "1"]
    )
    assert done.exit_code == 0, done.output
    return folder


def by_python(code: str) -> Counter[tuple[str, ...]]:
    """The rows of the answer, as text."""
    names: dict[str, Any] = {}
    exec(blocks(START)["python"] + code, names)
    return Counter(_texts(row) for row in names["answer"].itertuples(index=False))


def by_sql(code: str) -> Counter[tuple[str, ...]]:
    """The rows of the answer, as text."""
    connection = sqlite3.connect("out/tertial.sqlite")
    try:
        return Counter(map(_texts, connection.execute(code)))
    finally:
        connection.close()


def _texts(row: Any) -> tuple[str, ...]:
    return tuple("" if value is None or value != value else str(value) for value in row)


def by_command(code: str) -> Iterator[dict[str, str]]:
    """The rows of all commands of a question."""
    for line in code.splitlines():
        words = [MUNICIPALITY if word == "Almvik" else word for word in shlex.split(line)][1:]
        done = CliRunner().invoke(main, [*words, "--format", "csv"])
        assert done.exit_code == 0, done.output
        yield from csv.DictReader(io.StringIO(done.stdout))


@pytest.mark.parametrize("question", QUESTIONS, ids=[question.split("\n")[0] for question in QUESTIONS])
def test_a_question_has_one_answer(question: str, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Python and SQL give the same rows, at least one, and the command tells each of them."""
    monkeypatch.chdir(place)
    code = blocks(question)
    answer = by_python(code["python"])
    assert answer == by_sql(code["sql"])
    assert answer
    told = list(by_command(code["sh"]))
    number = int(question.partition(".")[0])
    if number in COUNTED:
        assert Counter(tuple(row[name] for name in COUNTED[number]) for row in told) == answer
        return
    assert len(told) == answer.total() or number in MORE
    values = [set(row.values()) | set(CODES) for row in told]
    for row in answer:
        if number != 1 or row[0] == MUNICIPALITY:
            longest = max(row, key=len)
            assert any(longest in cells or longest in "\n".join(cells) for cells in values), row


def test_ten_questions() -> None:
    """Each with a command, Python and SQL."""
    assert [question.partition(".")[0] for question in QUESTIONS] == [str(n) for n in range(1, 11)]
    assert all(set(blocks(question)) == {"sh", "python", "sql"} for question in QUESTIONS)
