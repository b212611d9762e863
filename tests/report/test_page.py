"""The report page, as somebody opens it from a shared folder."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import lxml.html
import pypdfium2
import pytest
from click.testing import CliRunner

from tertial.cli import main
from tertial.dataset import open_dataset
from tertial.report import html
from tertial.report.changes import added, removed
from tertial.report.html import write_report
from tertial.report.texts import FOLDER, write_texts
from tests.report.browser import chromium, violations, watched

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


@pytest.fixture(scope="module")
def path(out: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page made by the command."""
    path = tmp_path_factory.mktemp("page") / "rapport.html"
    done = CliRunner().invoke(main, ["report", str(out), "-o", str(path)])
    assert done.exit_code == 0, done.output
    return path


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A browser for all tests here."""
    with chromium() as found:
        yield found


@pytest.fixture
def page(browser: Browser, path: Path) -> Iterator[Page]:
    """The page, opened by a double click; nothing may go wrong and nothing be asked of the network."""
    context = browser.new_context()
    page = context.new_page()
    wrong = watched(page)
    page.goto(path.as_uri())
    yield page
    assert wrong == []
    context.close()


def test_all_is_told_without_a_script(out: Path, path: Path) -> None:
    """Every matter, status and flag stands in the file with the reports' words; each link leads somewhere."""
    dataset = open_dataset(out)
    tree = lxml.html.parse(str(path)).getroot()
    rows = tree.xpath("//tr[@data-boards]")
    assert len(rows) == sum(1 for _ in dataset.rows("threads"))
    assert len(tree.xpath("//details[contains(@class, 'matter')]")) == len(rows)
    flags = list(dataset.rows("flags"))
    assert len(tree.find_class("flag")) == sum(bool(row["item_id"]) for row in flags)
    assert len(tree.xpath("//table[contains(@class, 'flags')]//tbody/tr")) >= len(flags)
    told = re.sub(r"\s+", "", tree.text_content())
    assert all(re.sub(r"\s+", "", row["message"]) in told for row in flags)
    ids = set(tree.xpath("//@id"))
    assert len(ids) == len(tree.xpath("//@id"))
    assert {href[1:] for href in tree.xpath("//a/@href")} <= ids
    marked = tree.find_class("statement")
    assert len(marked) >= sum(1 for _ in dataset.rows("assessments"))


def test_what_a_report_says_stays_text(page: Page) -> None:
    """No script of a report's runs, no picture of its is fetched, no pattern is reckoned."""
    assert page.title() == "Vad blev det av uppdragen?"
    assert page.locator("img").count() == 0
    assert page.get_by_text("7*7").first.text_content()
    assert page.get_by_text("onerror=", exact=False).count() >= 1


def test_a_matter_opens_by_keyboard(page: Page) -> None:
    """From its title in the matrix to its own words, without a mouse."""
    link = page.locator("tr[data-boards] a").nth(3)
    title = link.text_content()
    link.focus()
    page.keyboard.press("Enter")
    opened = page.locator("details.matter[open]")
    assert opened.count() == 1
    assert opened.locator(".name").first.text_content() == title
    assert page.evaluate("document.activeElement.closest('details.matter').open")
    assert opened.locator("mark.statement").first.is_visible()


def test_a_click_on_a_mark_opens_its_matter(page: Page) -> None:
    """Again, too, when it was closed meanwhile."""
    cell = page.locator("tr[data-boards] td").first
    cell.click()
    opened = page.locator("details.matter[open]")
    assert opened.count() == 1
    opened.locator("summary").first.click()
    assert opened.count() == 0
    cell.click()
    assert opened.count() == 1


def test_filters_and_search(page: Page, out: Path) -> None:
    """What is shown is counted; all comes back."""
    form = page.locator("#filter")
    whole = page.locator("tr[data-boards]").count()
    shown = page.locator("#shown")
    assert shown.text_content() == str(whole)
    form.get_by_label("Nämnd", exact=True).select_option("Tekniska nämnden")
    few = page.locator("tr[data-boards]:visible").count()
    assert 0 < few < whole
    assert shown.text_content() == str(few) == str(page.locator("details.matter:visible").count())
    form.get_by_label("Status", exact=True).select_option("utgår")
    page.get_by_role("button", name="Visa allt").click()
    page.wait_for_function("n => document.getElementById('shown').textContent === String(n)", arg=whole)
    form.get_by_label("Sök i titlar och texter", exact=True).fill("byutvecklingsplan")
    assert 0 < page.locator("tr[data-boards]:visible").count() < whole
    page.get_by_role("button", name="Visa allt").click()
    form.get_by_label("Flagga", exact=True).select_option("forecast_missed")
    codes = {row["code"] for row in open_dataset(out).rows("flags")}
    assert "forecast_missed" in codes
    seen = page.locator("table.flags tbody tr:visible")
    assert {seen.nth(n).get_attribute("data-code") for n in range(seen.count())} == {"forecast_missed"}
    form.get_by_label("Kommun", exact=True).select_option(label="Stortjärna")
    assert page.locator("section.place:visible").count() == 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everybody_can_read_it(browser: Browser, path: Path, out: Path, scheme: str) -> None:
    """axe-core finds nothing, light or dark, on the report and on a text's page."""
    write_texts(open_dataset(out), path.parent)
    text = max((path.parent / FOLDER).iterdir(), key=lambda one: one.stat().st_size)
    for file, at in ((path, "#k1m3"), (text, "")):
        context = browser.new_context(color_scheme=scheme)  # type: ignore[arg-type]
        page = context.new_page()
        page.goto(file.as_uri() + at)
        assert violations(page) == []
        context.close()


@pytest.mark.parametrize("width", [320, 1000, 1280])
def test_what_one_opens_is_seen_on_any_screen(browser: Browser, path: Path, width: int) -> None:
    """Nothing lies over it, and the page itself never scrolls sideways."""
    page = browser.new_page(viewport={"width": width, "height": 640})
    page.goto(f"{path.as_uri()}#k1m3")
    page.wait_for_timeout(200)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    over = """() => {
      const box = document.querySelector("details.matter[open] summary").getBoundingClientRect();
      return document.elementFromPoint(box.left + 30, box.top + 8).closest("summary") !== null;
    }"""
    assert page.evaluate(over)
    page.close()


def test_it_prints(page: Page, tmp_path: Path) -> None:
    """With the matters' matrix, and without what is for the screen only."""
    page.pdf(path=str(tmp_path / "a.pdf"), format="A4", landscape=True)
    pdf = pypdfium2.PdfDocument(tmp_path / "a.pdf")
    told = "".join(one.get_textpage().get_text_range() for one in pdf)
    assert "byutvecklingsplan" in told
    assert "Visa bara" not in told


def test_same_dataset_gives_the_same_bytes(out: Path, path: Path, tmp_path: Path) -> None:
    """Pictures, too."""
    write_report(open_dataset(out), tmp_path / "a.html")
    assert (tmp_path / "a.html").read_bytes() == path.read_bytes()


def test_a_large_archive_is_split(out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page for each municipality, and one that leads to them."""
    monkeypatch.setattr(html, "MOST_ITEMS", 10)
    written = write_report(open_dataset(out), tmp_path / "a.html", "en")
    tree = lxml.html.parse(str(tmp_path / "a.html")).getroot()
    links = tree.xpath("//a/@href")
    assert [tmp_path / link for link in links] == written[1:]
    assert [link.rpartition("-")[2] for link in links] == ["farliga.html", "stortjarna.html"]
    assert "What became of" in (written[2]).read_text(encoding="utf-8")


def test_what_is_new_and_what_is_gone() -> None:
    """Word by word, with the characters that they take up."""
    before, now = "Bron är inte byggd. Anbud prövas.", "Bron är byggd i dag. Anbud prövas."
    assert [now[start:end] for start, end in added(before, now)] == ["i dag"]
    assert removed(before, now) == ["inte"]
    assert added(now, now) == []


def test_another_ending_is_refused(out: Path, tmp_path: Path) -> None:
    """With what to name."""
    done = CliRunner().invoke(main, ["report", str(out), "-o", str(tmp_path / "a.pdf")])
    assert (done.exit_code, "html" in done.stderr) == (2, True)
