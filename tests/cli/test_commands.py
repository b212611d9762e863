"""The other subcommands as a user meets them."""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
import subprocess
import sys
from pathlib import Path

import docx
import openpyxl
import pytest

from tertial import __version__, vocabulary
from tertial.readers import libreoffice, ocr
from tests.cli.conftest import Tertial

COMMANDS = ("run", "show", "compare", "load", "evaluate", "formats", "vocabulary")

HEAVY = ("pandas", "spacy", "docx", "pyarrow", "scipy", "sqlalchemy", "alembic", "lxml", "numpy")

OF_OTHERS = (
    *("pandas", "scipy", "simplemma", "alembic", "psycopg", "xlsxwriter", "fsspec"),
    *("pdfplumber", "pypdfium2", "olefile", "oxmsg", "py7zr", "openpyxl"),
)
"""What a run over one small report in Word or text has no use for."""


@pytest.mark.parametrize("arguments", [[], *([name] for name in COMMANDS)], ids=" ".join)
def test_help_is_light(arguments: list[str]) -> None:
    """Help comes at once: it loads no library that a run needs."""
    code = (
        "import sys\nfrom tertial.cli import main\n"
        f"main({[*arguments, '--help']!r}, standalone_mode=False)\n"
        f"print('loaded', [name for name in {HEAVY!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stdout.endswith("loaded []\n"), done.stdout + done.stderr


def test_help_loads_no_command() -> None:
    """The list of commands is told without the modules of any."""
    code = (
        "import sys\nfrom tertial.cli import main\nmain(['--help'], standalone_mode=False)\n"
        "print('loaded', sorted(name for name in sys.modules if name.startswith('tertial')))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stdout.endswith("loaded ['tertial', 'tertial.cli', 'tertial.errors']\n"), done.stdout


@pytest.mark.parametrize("kind", ["txt", "docx"])
def test_a_run_loads_no_library_that_its_file_does_not_need(tmp_path: Path, kind: str) -> None:
    """Not those of other formats and stores, nor pandas, which Arrow takes along."""
    lines = [
        "Almviks kommun",
        "Uppföljning av uppdrag, tertial 3 2022",
        "",
        "1. Stärk elevhälsan i grundskolan (KS)",
    ]
    report = tmp_path / f"report.{kind}"
    if kind == "txt":
        report.write_text("\n".join([*lines, "Uppdraget är genomfört.", ""]), encoding="utf-8")
    else:
        word = docx.Document()
        for line in [*lines, "Uppdraget är genomfört."]:
            word.add_paragraph(line)
        word.save(str(report))
    arguments = ["run", str(report), "--out", str(tmp_path / "out"), "--workers", "1", "--quiet"]
    code = (
        "import sys\nfrom tertial.cli import main\n"
        f"try: main({arguments!r}, standalone_mode=False)\nexcept SystemExit as end: assert not end.code\n"
        f"print('loaded', [name for name in {OF_OTHERS!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stdout.endswith("loaded []\n"), done.stdout + done.stderr
    assert (tmp_path / "out" / "observations.csv").read_text(encoding="utf-8").count("\n") == 2


@pytest.mark.parametrize("name", COMMANDS)
def test_help_has_an_example(tertial: Tertial, name: str) -> None:
    """A newcomer sees a whole call."""
    assert f"\n    tertial {name}" in tertial(name, "--help").stdout


def test_version(tertial: Tertial) -> None:
    """The package's own."""
    assert tertial("--version").stdout == f"tertial {__version__}\n"


def test_show_an_item_by_its_id(out: Path, tertial: Tertial) -> None:
    """Title, board, statement, evidence and place, and where it goes on."""
    with sqlite3.connect(out / "tertial.sqlite") as connection:
        query = "SELECT item_id FROM observations WHERE period = 'T3' AND title LIKE '%ishall%'"
        ((item_id,),) = connection.execute(query).fetchall()
    done = tertial("show", out, item_id)
    assert done.returncode == 0
    for words in (
        "Bygg en ny ishall vid Kärnan",
        "Kommunstyrelsen",
        "genomfört",
        "Uppdraget är genomfört",
        "2023-T1",
        "for:     the same title; a nämnd in common",
    ):
        assert words in done.stdout


def test_show_by_words_lists_several(out: Path, tertial: Tertial) -> None:
    """Each with its id, so that one can be chosen."""
    done = tertial("show", out, "ISHALL", "ny")
    assert done.returncode == 0
    assert done.stdout.count("Bygg en ny ishall") == 2
    assert "2 items" in done.stderr


def test_show_lists_the_oldest_report_first(tmp_path: Path, tertial: Tertial) -> None:
    """Also where the files are called otherwise."""
    for name, label in (("a", "tertial 3 2022"), ("b", "tertial 1 2022"), ("c", "tertial 2 2021")):
        text = f"Uppföljning av uppdrag {label}\n\nMora kommun\n\nUtred en simhall (KS)\nUppdraget pågår.\n"
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    tertial("run", tmp_path, "--out", tmp_path / "out")
    shown = tertial("show", tmp_path / "out", "simhall").stdout
    assert re.findall(r"20\d\d-T\d", shown) == ["2021-T2", "2022-T1", "2022-T3"]


def test_show_by_words_shows_the_only_one(out: Path, tertial: Tertial) -> None:
    """Without asking again."""
    assert "Uppdraget är inte påbörjat." in tertial("show", out, "båtplatser").stdout


def test_show_what_is_not_there(out: Path, tertial: Tertial) -> None:
    """Exit status 2 and what to try."""
    done = tertial("show", out, "rymdraket")
    assert (done.returncode, done.stdout) == (2, "")
    assert "rymdraket" in done.stderr


def test_compare_as_table_and_csv_and_json(out: Path, tertial: Tertial) -> None:
    """The same matters and movements, in three forms."""
    table = tertial("compare", out, "--municipality", "Almvik")
    assert table.returncode == 0
    assert "pågår → genomfört" in " ".join(table.stdout.split())
    rows = list(
        csv.DictReader(io.StringIO(tertial("compare", out, "-m", "Almvik", "--format", "csv").stdout))
    )
    told = json.loads(tertial("compare", out, "-m", "Almvik", "--format", "json").stdout)
    assert [row["movement"] for row in rows] == [matter["movement"] for matter in told["matters"]]
    hall = next(row for row in rows if "ishall" in row["title"])
    assert (hall["2023-T1"], hall["2023-T3"]) == ("pågår", "genomfört")
    path = next(row for row in rows if "stig" in row["title"])
    assert path["movement"] == "genomfört (prognos) → inte genomfört"


def test_compare_as_a_workbook(out: Path, tmp_path: Path, tertial: Tertial) -> None:
    """To a file, as a workbook is nothing for a terminal."""
    assert tertial("compare", out, "-m", "Almvik", "--format", "xlsx").returncode == 2
    done = tertial("compare", out, "-m", "Almvik", "--format", "xlsx", "-o", tmp_path / "a.xlsx")
    assert done.returncode == 0
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").active
    assert sheet is not None
    assert [cell.value for cell in sheet[1]] == [
        "thread_id",
        "title",
        "theme",
        "boards",
        "2023-T1",
        "2023-T3",
        "movement",
    ]


def test_compare_a_municipality_that_has_no_reports(out: Path, tertial: Tertial) -> None:
    """The message says whose there are."""
    done = tertial("compare", out, "-m", "Björkvik")
    assert done.returncode == 2
    assert "Almvik" in done.stderr


@pytest.mark.parametrize(
    "command", [["show", "x"], ["compare", "-m", "Almvik"], ["evaluate", "gold"]], ids=lambda c: c[0]
)
def test_a_folder_without_a_dataset(tmp_path: Path, tertial: Tertial, command: list[str]) -> None:
    """The message says how to make one."""
    (tmp_path / "gold").mkdir()
    name, *rest = command
    done = tertial(name, tmp_path, *rest, cwd=tmp_path)
    assert done.returncode == 2
    assert "tertial run" in done.stderr


def test_evaluate_tells_figures_and_holds_them_to_minima(out: Path, tmp_path: Path, tertial: Tertial) -> None:
    """Exit status 1 where a figure is below what was asked for."""
    gold = {
        "source": "almvik/Almvik T1 2023.txt",
        "document": {
            "municipality": "Almvik",
            "document_type": "uppdragsuppföljning",
            "year": 2023,
            "period": "T1",
        },
        "items": [{"id": "1", "kind": "uppdrag", "title": "Bygg en ny ishall vid Kärnan"}],
    }
    (tmp_path / "a.json").write_text(json.dumps(gold), encoding="utf-8")
    assert tertial("evaluate", out, tmp_path, "--min", "document municipality=1").returncode == 0
    low = tertial("evaluate", out, tmp_path, "--min", "items=0.9", "--show", 2, "--by", "layout")
    assert low.returncode == 1
    assert "invented almvik/Almvik T1 2023.txt: 'Anlägg en stig runt sjön'" in low.stdout
    assert "layout " in low.stdout
    told = json.loads(tertial("evaluate", out, tmp_path, "--json", "--by", "municipality").stdout)
    assert told["total"] == told["Almvik"]
    assert tertial("evaluate", out, tmp_path, "--min", "items").returncode == 2
    families = tmp_path / "layouts.csv"
    families.write_text("municipality,family\nAlmvik,headings\n", encoding="utf-8")
    by = ("--by", "family", "--by", "format", "--by", "period", "--families", families)
    told = tertial("evaluate", out, tmp_path, *by, "--metric", "items", "--interval").stdout
    assert [line for line in told.splitlines() if line and not line.startswith("items ")] == [
        "family headings",
        "format txt",
        "period T1",
    ]
    assert re.search(r"^items +F1 +0\.\d{3} +0\.\d{3}–[01]\.\d{3} +1 right, 0 missed", told, re.MULTILINE)
    assert tertial("evaluate", out, tmp_path, "--by", "family").returncode == 2
    families.write_text("name\n", encoding="utf-8")
    assert "municipality and family" in tertial("evaluate", out, tmp_path, *by).stderr


def test_formats_lists_what_can_be_read(tertial: Tertial) -> None:
    """Word and text at least, and whether LibreOffice reads the old ones here or has to be installed."""
    told = tertial("formats").stdout
    assert "docx" in told
    assert "text/plain" in told
    odt = told.partition("odt: OpenDocument text")[2].splitlines()
    assert odt[0].endswith("by LibreOffice")
    assert odt[2].startswith("  Not readable on this machine yet.") == (libreoffice.program() is None)
    xls = told.partition("\nxls: Excel 97 to 2003")[2].splitlines()
    sheets = libreoffice.can_make(libreoffice.TO_EXCEL)
    assert xls[2].startswith("  Not readable on this machine yet.") != sheets
    scanned = told.partition("\nscanned PDF")[2]
    assert "--ocr" in scanned and ("apt-get install" in scanned) == bool(ocr.lacking())
    assert all(f"\n{name}: " in told for name in ("xlsx", "csv", "eml", "msg", "ods"))


def test_vocabulary_explains_every_value(tertial: Tertial) -> None:
    """In English, and in Swedish on demand."""
    told = tertial("vocabulary", "assessment").stdout
    assert all(status.value in told for status in vocabulary.Status)
    assert "Påbörjat, under arbete." in tertial("vocabulary", "assessment", "--swedish").stdout
    assert "observations" in tertial("vocabulary").stdout
    unknown = tertial("vocabulary", "smak")
    assert unknown.returncode == 2
    assert "smak" in unknown.stderr


def test_a_reader_that_stops_is_no_error(out: Path) -> None:
    """`tertial … | head` ends without a complaint."""
    command = f'"{sys.executable}" -m tertial vocabulary | head -1'
    done = subprocess.run(["bash", "-c", f"set -o pipefail; {command}"], capture_output=True, text=True)
    assert done.stderr == ""
