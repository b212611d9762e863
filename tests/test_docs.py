"""What README and docs say can be done, can be done; what is generated is up to date."""

from __future__ import annotations

import csv
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner

from docs import make_dataset, make_pictures
from tertial import codebook
from tertial.cli import main

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
PATH = re.compile(r"`((?:\.\./)?(?:data|docs|tests|corpus|pipeline)/[\w./-]+)`")


def blocks(page: str, language: str) -> list[str]:
    """The code of a language on a page, block by block."""
    return [code for found, code in BLOCK.findall(page) if found == language]


def calls() -> Iterator[Any]:
    """Each line of shell in README and docs, as words."""
    for page in PAGES:
        for code in blocks(page.read_text(encoding="utf-8"), "sh"):
            for line in code.splitlines():
                words = shlex.split(line, comments=True)
                yield pytest.param(words, id=f"{page.name}: {' '.join(words)}")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the reports of one municipality, and the dataset that README makes of them."""
    folder = tmp_path_factory.mktemp("docs")
    shutil.copytree(ROOT / "corpus" / "reports" / "almvik", folder / "corpus" / "reports" / "almvik")
    done = CliRunner().invoke(
        main, ["run", str(folder / "corpus"), "--out", str(folder / "out"), "--quiet", "--workers", "1"]
    )
    assert done.exit_code == 0, done.output
    return folder


@pytest.mark.parametrize("words", list(calls()))
def test_a_line_of_shell_is_one_that_exists(words: list[str]) -> None:
    """A command of tertial with its options, a target of make, or a script that is there."""
    match words:
        case ["tertial", name, *arguments]:
            with click.Context(main) as parent:
                command = main.get_command(parent, name)
                assert command is not None
                command.make_context(name, arguments, parent=parent)
        case ["make", target]:
            assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
        case ["python", "-m", module, *_]:
            assert (ROOT / f"{module.replace('.', '/')}.py").is_file()
        case ["python", script]:
            assert (ROOT / script).is_file()
        case _:
            assert words[:2] == ["git", "diff"]


def test_the_commands_of_readme_run(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a newcomer copies from README ends well, one after the other."""
    monkeypatch.chdir(place)
    lines = [shlex.split(line) for code in blocks(README, "sh") for line in code.splitlines()]
    mine = [words[1:] for words in lines if words[0] == "tertial"]
    assert {words[0] for words in mine} == {"run", "show", "compare", "export", "report"}
    for words in mine:
        done = CliRunner().invoke(main, words)
        assert done.exit_code == 0, done.output
    assert (place / "almvik.xlsx").is_file() and (place / "arbetsbok" / "uppdrag.xlsx").is_file()


@pytest.mark.parametrize("source", ["parquet", "csv"])
def test_the_python_of_readme_counts(place: Path, monkeypatch: pytest.MonkeyPatch, source: str) -> None:
    """Each item once, by how it is as a whole, also where it is told of several times."""
    monkeypatch.chdir(place)
    (code,) = blocks(README, "python")
    if source == "csv":
        code, n = re.subn(r"pd\.read_parquet.*# or: (.*)", r"\1", code)
        assert n == 1
    names: dict[str, Any] = {}
    exec(code, names)
    counts = names["counts"]
    assert list(counts.index.names) == ["municipality", "year", "period"]
    with Path("out/items.csv").open(encoding="utf-8", newline="") as file:
        assert counts.to_numpy().sum() == len(list(csv.DictReader(file)))
    with Path("out/observations.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    done = {
        row["item_id"]
        for row in rows
        if (row["assessment"], row["modality"], row["board"]) == ("genomfört", "utfall", "")
    }
    assert counts["genomfört"].sum() == len(done) > 0


def test_the_r_of_readme_names_columns_that_exist() -> None:
    """Every column that the R code uses stands in observations, or is made in it."""
    (code,) = blocks(README, "r")
    used = set(re.findall(r"(?:rows|whole|items)\$(\w+)", code)) | set(re.findall(r"is\.na\((\w+)\)", code))
    made = set(re.findall(r"items\$(\w+) <-", code))
    assert {"item_id", "board", "assessment"} <= used
    assert used - made <= set(codebook.tables()["observations"].names)


def test_the_account_of_a_layout_is_what_verbose_tells(tmp_path: Path) -> None:
    """The lines quoted in docs/layouts.md are among those that the command above them prints."""
    page = (ROOT / "docs" / "layouts.md").read_text(encoding="utf-8")
    (call,), (told,) = blocks(page, "sh"), blocks(page, "text")
    words = [str(tmp_path / "out") if word == "out" else word for word in shlex.split(call)[1:]]
    done = subprocess.run(
        [sys.executable, "-m", "tertial", *words], cwd=ROOT, capture_output=True, text=True, encoding="utf-8"
    )
    assert set(told.splitlines()) <= set(done.stderr.splitlines()), done.stderr


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_what_a_page_points_to_is_there(page: Path) -> None:
    """Every link leads to a file, every path names one, and every anchor a heading."""
    text = page.read_text(encoding="utf-8")
    for target in LINK.findall(text):
        name, _, anchor = target.partition("#")
        found = page.parent / name if name else page
        assert found.exists(), target
        assert not anchor or f"\n## {anchor}\n" in found.read_text(encoding="utf-8"), target
    for path in PATH.findall(text):
        home = ROOT / "pipeline" / "tertial" if path.startswith("data/") else ROOT
        assert (home / path).exists(), path


def test_the_page_of_the_dataset_is_the_codebook() -> None:
    """docs/dataset.md says what the codebook says; `make snapshots` writes it."""
    assert make_dataset.PAGE.read_text(encoding="utf-8") == make_dataset.page()


def test_the_pictures_show_what_the_commands_print() -> None:
    """They are of this version, and `make snapshots` draws them."""
    for name, picture in make_pictures.pictures().items():
        kept = (make_pictures.PICTURES / name).read_text(encoding="utf-8")
        assert make_pictures.words(kept) == make_pictures.words(picture), name


@pytest.mark.parametrize("path", sorted(make_pictures.PICTURES.glob("*.svg")), ids=lambda path: path.name)
def test_a_picture_fetches_nothing(path: Path) -> None:
    """No font, script or picture from the web: the only address is the name of the format."""
    text = path.read_text(encoding="utf-8")
    assert re.findall(r"https?://[^\"'\s]+", text) == ["http://www.w3.org/2000/svg"]
    assert "<script" not in text and "@font-face" not in text
