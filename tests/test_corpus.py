"""The corpus holds together: reports are what their content builds, and gold says what stands in them."""

from __future__ import annotations

import copy
import csv
import io
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

import agreement
import check
from builder.notation import Source
from builder.reports import SETS, built, same, up_to_date
from builder.text import text_report
from builder.word import word_report
from tertial.resources import read_table

CORPUS = Path(__file__).parents[1] / "corpus"
GOLDS, LINKS = check.read_gold()
LAYOUTS = list(csv.DictReader((CORPUS / "layouts.csv").read_text(encoding="utf-8").splitlines()))


def archive(text: str, compression: int) -> bytes:
    """An archive with one member."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as packed:
        packed.writestr(zipfile.ZipInfo("word/document.xml"), text)
    return buffer.getvalue()


def test_reports_are_what_their_content_builds() -> None:
    """Each report is up to date, and none lacks content; otherwise run python corpus/build.py."""
    reports = dict(built())
    assert sorted(reports) == sorted(
        path.relative_to(CORPUS).as_posix()
        for folder in SETS.values()
        for path in (folder / "reports").rglob("*.*")
    )
    assert not [name for name, data in reports.items() if not up_to_date(name, data)]


def test_a_report_is_the_same_however_it_is_packed() -> None:
    """What is compared is what stands in the archive; one letter more is another report."""
    assert same(archive("Klart", zipfile.ZIP_DEFLATED), archive("Klart", zipfile.ZIP_STORED))
    assert not same(archive("Klart", zipfile.ZIP_DEFLATED), archive("Klart.", zipfile.ZIP_DEFLATED))
    assert not same(b"Klart", b"Klart.")


def word_xml(body: str, part: str = "document") -> str:
    """A part of the Word file that a body of notation gives."""
    with zipfile.ZipFile(io.BytesIO(word_report(Source(Path("prov.md"), {}, body)))) as packed:
        return packed.read(f"word/{part}.xml").decode("utf-8")


@pytest.mark.parametrize(("written", "lists"), [(2, {"2"}), (1, {"2", "3"})])
def test_a_numbered_list_goes_on_over_a_paragraph_where_the_number_says_so(
    written: int, lists: set[str]
) -> None:
    """After another block `1.` begins a list of its own, `2.` goes on with the last one."""
    xml = word_xml(f"1. Bygg om.\n\nKlart.\n\n{written}. Riv.")
    assert set(re.findall(r'<w:numId w:val="(\d+)"/>', xml)) == lists


def test_a_style_in_braces_is_the_paragraphs_and_is_no_text() -> None:
    """What stands in braces before a paragraph names its style, which the file holds only then."""
    body = "{tabelltext} Antal elever"
    assert re.search(r'<w:pStyle w:val="Beskrivning"/>.*<w:t[^>]*>Antal elever</w:t>', word_xml(body))
    assert '"caption"' in word_xml(body, "styles")
    assert '"caption"' not in word_xml("Antal elever", "styles")
    assert text_report(Source(Path("prov.md"), {}, body)) == "Antal elever\n"


@pytest.mark.parametrize("name", GOLDS)
def test_gold_quotes_its_report_and_keeps_to_the_vocabulary(name: str) -> None:
    """Titles, evidence, headings and figures stand in the report, and values are those of the vocabulary."""
    assert not check.check(name, GOLDS[name])


def test_every_report_has_gold() -> None:
    """No report lies in the corpus without its annotation."""
    assert not check.reports_without_gold(GOLDS)


def test_each_municipality_has_one_row_that_tells_its_set_formats_and_first_year() -> None:
    """layouts.csv agrees with the reports; no municipality is in two sets, and no family goes unexplained."""
    found = []
    for name, folder in SETS.items():
        golds = [GOLDS[path.stem] for path in (folder / "gold").glob("*.json") if path.stem in GOLDS]
        for municipality in {gold["document"]["municipality"] for gold in golds}:
            own = [Path(gold["source"]) for gold in golds if gold["document"]["municipality"] == municipality]
            formats = " ".join(sorted({path.suffix[1:] for path in own}))
            found.append((municipality, name, formats, min(path.name[:4] for path in own)))
    told = [(row["municipality"], row["set"], row["formats"], row["first_year"]) for row in LAYOUTS]
    assert sorted(found) == sorted(told)
    assert len({municipality for municipality, *_ in told}) == len(told)
    explained = re.findall(
        r"^\| ([\w -]+) \| \w.*\|$", (CORPUS / "README.md").read_text("utf-8"), re.MULTILINE
    )
    assert {row["family"] for row in LAYOUTS} <= set(explained)
    assert len({row["family"] for row in LAYOUTS}) >= 15


def test_no_municipality_is_a_real_one() -> None:
    """All are invented."""
    assert not {row["municipality"] for row in LAYOUTS} & {
        row["name"] for row in read_table("municipalities.csv")
    }


def test_links_lead_from_one_item_to_a_later() -> None:
    """Both ends of a link are items of gold, the first in the earlier report, and no pair stands twice."""
    assert not check.check_links(GOLDS, LINKS)


@pytest.mark.parametrize(
    ("quote", "stands"),
    [
        ("Minska svinnet i skolor och på äldreboenden", True),
        ("svinnet i skolor och på äldre", True),
        ("Minska svinnet i skolor och på äldreboendenx", False),
        ("Minska svinnet i skolor på äldreboenden", False),
        ("Minska svinnet i skolor och 41 gram", True),  # what stands in the next column is not told apart
    ],
)
def test_a_quote_may_be_torn_over_the_lines_of_a_print(quote: str, stands: bool) -> None:
    """A piece a line in the same order, divided words joined; a letter too many or a word too few is none."""
    lines = [["5", "Minska svinnet i skolor och", "TN", "-"], ["på äldre-", "41 gram"], ["boenden"]]
    assert check.torn(quote, lines) == stands


@pytest.mark.parametrize("quoted", ["title", "evidence"])
def test_words_that_the_report_does_not_say_are_found(quoted: str) -> None:
    """A title or a piece of evidence with a letter too many is a problem, one and no more."""
    name, gold = next((n, copy.deepcopy(g)) for n, g in GOLDS.items() if g["items"])
    item: dict[str, Any] = next(i for i in gold["items"] if i["assessments"])
    (item if quoted == "title" else item["assessments"][0])[quoted] += "x"
    [problem] = check.check(name, gold)
    assert f"#{item['id']} {quoted} does not stand in the report" in problem


@pytest.mark.parametrize("command", [["build.py", "--check"], ["check.py"]], ids=" ".join)
def test_the_commands_run_from_any_folder(command: list[str], tmp_path: Path) -> None:
    """Both find the corpus where they lie, and have nothing to complain of."""
    script, *arguments = command
    call = [sys.executable, str(CORPUS / script), *arguments]
    done = subprocess.run(call, cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_many_reports_are_annotated_twice(capsys: pytest.CaptureFixture[str]) -> None:
    """Each second annotation has a first, and the figures of their agreement are printed."""
    second = {path.name for path in agreement.SECOND.glob("*.json")}
    first = agreement.FIRST.glob("*-*.json")
    with_items = {path.name for path in first if '"items": []' not in path.read_text(encoding="utf-8")}
    assert second <= with_items
    assert len(second) >= 57
    agreement.main()
    assert f"{len(second)} reports annotated twice" in capsys.readouterr().out


def test_kappa_is_agreement_beyond_chance() -> None:
    """1 where all agree, 0 where they agree as often as their shares would by chance."""
    assert agreement.kappa([("a", "a"), ("b", "b")]) == 1.0
    assert agreement.kappa([("a", "a"), ("a", "b"), ("b", "a"), ("b", "b")]) == 0.0
