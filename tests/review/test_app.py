"""The review app, as reviewers use it in Chromium, and as others try to."""

from __future__ import annotations

import http.client
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from tertial import codebook, stores, tables
from tertial.cli import main
from tertial.corrections import ledger
from tertial.corrections.ledger import Decision
from tertial.dataset import open_dataset
from tertial.report.queue import Entry
from tertial.review.app import create_app
from tertial.review.questions import expected, questions
from tertial.vocabulary import What
from tests.report.browser import chromium, violations

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


WRONG: list[str] = []


@contextmanager
def served(folder: Path, *more: str) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """The app as the command serves it: its address, and the process."""
    command = [sys.executable, "-m", "tertial", "review", str(folder), "--no-browser", *more]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        assert process.stdout is not None
        yield process.stdout.readline().strip(), process
    finally:
        process.kill()
        process.wait()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A browser for all tests here."""
    with chromium() as found:
        yield found


@pytest.fixture(autouse=True)
def wrong() -> Iterator[list[str]]:
    """What goes wrong on the pages of a test, and what they ask of the network: nothing."""
    WRONG.clear()
    yield WRONG
    assert WRONG == []


def begun(browser: Browser, address: str, who: str = "Anna Berg", **options: object) -> Page:
    """A page that somebody has begun to review on."""
    page = browser.new_context(**options).new_page()  # type: ignore[arg-type]
    page.on("pageerror", lambda error: WRONG.append(str(error)))
    page.on("console", lambda told: WRONG.append(told.text) if told.type == "error" else None)
    page.on("request", lambda one: None if "//127.0.0.1:" in one.url else WRONG.append(one.url))
    page.goto(address)
    page.get_by_label("Ditt namn").fill(who)
    page.keyboard.press("Enter")
    page.wait_for_url("**/q/*")
    return page


def decisions(folder: Path) -> tuple[Decision, ...]:
    """What the ledger holds."""
    path = folder / ledger.FILE
    return ledger.read([path]).decisions if path.is_file() else ()


def left(page: Page) -> int:
    """How many questions are left, as the page says."""
    return int((page.locator("#left").text_content() or "").split()[0])


def press(page: Page, key: str) -> None:
    """A key that leads to another page."""
    with page.expect_navigation():
        page.keyboard.press(key)


def test_a_review_by_keyboard_alone(browser: Browser, desk: Path) -> None:
    """Confirm, dismiss, correct, skip and undo; each decision is on the disk at once."""
    with served(desk) as (address, _):
        page = begun(browser, address)
        everything = left(page)
        press(page, "r")
        assert [one.what for one in decisions(desk)] == [What.CONFIRM]
        press(page, "i")
        press(page, "v")
        assert left(page) == everything - 3
        page.keyboard.press("s")
        assert page.evaluate("document.activeElement.id") == "assessment"
        page.keyboard.press("r")
        assert len(decisions(desk)) == 3, "a key in a field writes there"
        page.locator("#assessment").select_option("vilande")
        page.keyboard.press("Escape")
        page.keyboard.press("a")
        page.keyboard.type("Så står det inte.")
        page.keyboard.press("Escape")
        page.keyboard.press("s")
        press(page, "Enter")
        told = decisions(desk)[-1]
        assert (told.what, told.new["assessment"], told.why) == (What.STATUS, "vilande", "Så står det inte.")
        assert (told.who, told.document_id != "") == ("Anna Berg", True)
        at = page.url
        press(page, "n")
        assert page.url != at and left(page) == everything - 4
        press(page, "u")
        assert left(page) == everything - 3
        assert decisions(desk)[-1].what is What.TAKE_BACK
        assert page.get_by_text("Sak 4 av").is_visible()


def test_an_item_is_parted_at_words_that_are_marked(browser: Browser, desk: Path) -> None:
    """Marked words go into the field by one key; the page tells what came of it, and asks on."""
    with served(desk) as (address, _):
        page = begun(browser, address)
        asked = questions(open_dataset(desk))
        n = next(n for n, one in enumerate(asked, start=1) if getattr(one, "item_id", "") and one.status)
        at = f"{address.split('/?')[0]}/q/{n}"
        page.goto(at)
        everything = left(page)
        page.keyboard.press("k")
        page.keyboard.type("ord som inte står där")
        press(page, "Enter")
        assert page.get_by_role("status").inner_text().startswith("Delades inte")
        assert decisions(desk) == ()
        words = page.evaluate(
            """() => {
              const part = [...document.querySelectorAll(".text p, blockquote p")].at(-1);
              const range = document.createRange();
              range.selectNodeContents(part);
              getSelection().removeAllRanges();
              getSelection().addRange(range);
              return getSelection().toString().trim();
            }"""
        )
        page.keyboard.press("k")
        assert page.locator("#split").input_value() == " ".join(words.split()) != ""
        press(page, "Enter")
        [told] = decisions(desk)
        assert (told.what, " ".join(told.quote.split())) == (What.SPLIT, " ".join(words.split()))
        assert page.get_by_role("status").inner_text().startswith("Sparat")
        assert page.url.split("?")[0] == at
        press(page, "r")
        assert [one.what for one in decisions(desk)] == [What.SPLIT, What.CONFIRM]
        assert left(page) == everything - 1
        press(page, "x")
        assert decisions(desk)[-1].what is What.NO_ITEM


def test_a_review_by_mouse(browser: Browser, desk: Path) -> None:
    """Earlier decisions are seen, changed and taken back; pairs are linked; keys can be turned off."""
    with served(desk) as (address, _):
        page = begun(browser, address)
        page.get_by_role("button", name="Rätt", exact=False).first.click()
        page.get_by_role("link", name="Beslut").click()
        page.get_by_role("link", name="Ändra").first.click()
        assert page.get_by_text("Anna Berg", exact=False).first.is_visible()
        page.get_by_role("button", name="Inget att titta på").click()
        assert [one.what for one in decisions(desk)] == [What.CONFIRM, What.DISMISS]
        assert decisions(desk)[1].of == (decisions(desk)[0].id,)
        page.get_by_role("link", name="Beslut").click()
        page.get_by_role("button", name="Ta tillbaka").first.click()
        assert decisions(desk)[-1].what is What.TAKE_BACK
        numbers = [n for n, one in enumerate(questions(open_dataset(desk)), start=1) if hasattr(one, "score")]
        base = address.split("/?")[0]
        page.goto(f"{base}/q/{numbers[0]}")
        page.get_by_role("button", name="Samma ärende").first.click()
        assert decisions(desk)[-1].what is What.LINK
        page.get_by_label("Använd tangenter").uncheck()
        count = len(decisions(desk))
        page.keyboard.press("r")
        page.reload()
        assert not page.get_by_label("Använd tangenter").is_checked()
        assert len(decisions(desk)) == count


def test_two_at_once_and_a_server_that_is_killed(browser: Browser, desk: Path) -> None:
    """Nothing decided is lost, and who goes on does so where it was left."""
    with served(desk) as (address, process):
        anna, bo = (begun(browser, address, who) for who in ("Anna", "Bo"))
        everything = left(anna)
        press(anna, "r")
        bo.reload()
        press(bo, "v")
        assert {one.who for one in decisions(desk)} == {"Anna", "Bo"}
        process.kill()
        process.wait()
    with served(desk) as (address, _):
        page = begun(browser, address)
        assert left(page) == everything - len({one.place for one in decisions(desk)})
        page.reload()
        press(page, "r")
        assert len(decisions(desk)) == 3


def test_what_a_report_says_stays_text(browser: Browser, desk: Path) -> None:
    """On its page and in its text."""
    dataset = open_dataset(desk)
    numbers = [
        n
        for n, one in enumerate(questions(dataset), start=1)
        if getattr(one, "municipality", "") == "Farliga"
    ]
    farliga = next(row for row in dataset.rows("documents") if row["municipality"] == "Farliga")
    with served(desk) as (address, _):
        page = begun(browser, address)
        base = address.split("/?")[0]
        for path in (f"/text/{farliga['document_id']}", *(f"/q/{n}" for n in numbers[:2])):
            page.goto(base + path)
            assert page.title() != "taget"
            assert page.locator("main img, main script").count() == 0
        page.goto(f"{base}/text/{farliga['document_id']}")
        assert page.get_by_text("<script>", exact=False).first.is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everybody_can_use_it(browser: Browser, desk: Path, scheme: str) -> None:
    """axe-core finds nothing on any page, light or dark."""
    numbers = [n for n, one in enumerate(questions(open_dataset(desk)), start=1) if hasattr(one, "score")]
    with served(desk) as (address, _):
        page = begun(browser, address, color_scheme=scheme)
        assert violations(page) == []
        press(page, "r")
        base = address.split("/?")[0]
        for path in ("/", "/decisions", "/q/1", f"/q/{numbers[0]}"):
            page.goto(base + path)
            assert violations(page) == []


def ask(address: str, path: str, method: str = "GET", body: str = "", **headers: str) -> int:
    """The status of an answer."""
    host = address.split("//")[1].split("/")[0]
    connection = http.client.HTTPConnection(host, timeout=30)
    connection.putrequest(method, path, skip_host=True)
    given = {
        "Host": host,
        "Content-Type": "application/x-www-form-urlencoded",
        "Content-Length": str(len(body)),
    }
    for name, value in {**given, **headers}.items():
        connection.putheader(name, value)
    connection.endheaders(body.encode())
    return connection.getresponse().status


def test_others_are_refused(desk: Path) -> None:
    """Without the key, by another name, from another page, and out of the folder."""
    with served(desk) as (address, _):
        key = address.partition("?")[2]
        assert ask(address, f"/?{key}") == 302
        assert ask(address, "/") == 403
        assert ask(address, "/?token=guess") == 403
        assert ask(address, "/q/1") == 403
        assert ask(address, f"/?{key}", Host="evil.example") == 403
        assert ask(address, f"/?{key}", Origin="http://evil.example") == 403
        for path in (
            "/text/..%2f..%2fcorrections.jsonl",
            "/text/../run.json",
            "/../run.json",
            "/app.js/../x",
        ):
            assert ask(address, path) in (403, 404)
    app = create_app(open_dataset(desk), "key", "sv", {"localhost"}, "Anna")
    client = app.test_client()
    client.get("/?token=key")
    assert client.post("/q/1", data={"what": "confirm"}).status_code == 403
    assert client.get("/text/..%2f..%2frun.json").status_code == 404
    assert client.get("/q/0").status_code == client.get("/q/999999").status_code == 404
    with client.session_transaction() as kept:
        csrf = kept["csrf"]
    for odd in ({"what": "fly"}, {"what": "status", "assessment": "klar"}, {}):
        assert client.post("/q/1", data={"csrf": csrf, **odd}).status_code == 400
    assert client.post("/q/1", data={"csrf": csrf, "what": "x" * 300_000}).status_code in (400, 413)
    assert decisions(desk) == ()
    headers = client.get("/q/1").headers
    assert "default-src 'none'" in headers["Content-Security-Policy"]


def test_ten_thousand_things(tmp_path: Path) -> None:
    """Each stands in its place, and an answer leaves one less."""
    n = 10_000
    document_id = "d" * 16
    document: dict[str, object] = {"document_id": document_id, "source": "a.txt", "n_items": n}
    document["document_type"] = "övrigt"
    given: dict[str, list[dict[str, object]]] = {
        "documents": [document],
        "items": [],
        "assessments": [],
        "observations": [],
    }
    for at in range(1, n + 1):
        item: dict[str, object] = {"item_id": f"{document_id}-{at:05}", "title": f"Uppdrag {at}"}
        item |= {"kind": "uppdrag", "theme": "övrigt", "start": 0, "end": 5}
        said = {"assessment": "pågår", "modality": "utfall", "basis": "inferred", "confidence": 0.54}
        said |= {"method": "rule"}
        given["items"].append(item | {"document_id": document_id, "ordinal": at, "text": "Text."})
        given["assessments"].append(item | said | {"evidence": "Text."})
        given["observations"].append(item | said)
    built = {
        name: tables.arrow(name, [tuple(map(row.get, table.names)) for row in given.get(name, [])])
        for name, table in codebook.tables().items()
    }
    folder = tmp_path / "out"
    (folder / "texts").mkdir(parents=True)
    stores.write(built, folder, ["csv"])
    (folder / "texts" / f"{document_id}.txt").write_text("Text.", encoding="utf-8")
    client = create_app(open_dataset(folder), "key", "en", {"localhost"}, "Anna").test_client()
    client.get("/?token=key")
    page = client.get("/q/1").get_data(as_text=True)
    assert f"{n} left of {n}" in page
    assert "4600 are expected to be wrong" in page
    with client.session_transaction() as kept:
        csrf = kept["csrf"]
    after = client.post("/q/10000", data={"csrf": csrf, "what": "confirm"})
    assert after.headers["Location"].endswith("/next?after=9999")
    assert f"{n - 1} left of {n}" in client.get("/q/2").get_data(as_text=True)


def test_a_sample_is_coded_blind_by_two(browser: Browser, desk: Path) -> None:
    """The same statements for both, without what tertial read; each into a ledger of their own."""
    for who in ("Anna", "Bo"):
        with served(desk, "--sample", "3", "--blind", "--who", who) as (address, _):
            page = begun(browser, address, who)
            assert left(page) == 3
            for _ in range(3):
                assert page.get_by_text("Vad tertial läst").count() == 0
                assert page.locator(".says").count() == 0
                assert page.locator("mark.statement").count() >= 1
                page.get_by_label("Status").select_option("pågår")
                page.get_by_label("Utfall eller prognos").select_option("utfall")
                with page.expect_navigation():
                    page.get_by_role("button", name="Spara bedömningen").click()
    assert decisions(desk) == ()
    one, other = (ledger.read([desk / f"blind-{who}.jsonl"]).decisions for who in ("anna", "bo"))
    assert {each.place for each in one} == {each.place for each in other}
    assert len(one) == 3 and {each.what for each in one} <= {What.CONFIRM, What.STATUS}
    paths = [str(desk / f"blind-{who}.jsonl") for who in ("anna", "bo")]
    command = ["review", str(desk), "--agreement", paths[0], "--agreement", paths[1]]
    told = CliRunner().invoke(main, command)
    assert "status: 100.0% of 3 the same" in told.stdout
    refused = CliRunner().invoke(main, ["review", str(desk), "--blind"])
    assert refused.exit_code == 2


def test_what_the_reviewer_finds_moves_what_is_expected(desk: Path) -> None:
    """More is expected to be wrong where much was, and the more is known the narrower the interval."""
    asked = questions(open_dataset(desk))
    least = min(one.confidence for one in asked if isinstance(one, Entry) and one.confidence is not None)
    old = {"assessment": "pågår", "confidence": str(least)}

    def found(right: int, wrong: int) -> list[Decision]:
        what = [What.CONFIRM] * right + [What.STATUS] * wrong
        return [Decision(what=one, who="a", when=f"{n:03}", old=old) for n, one in enumerate(what)]

    none, good, bad = (expected(asked, found(*counts)) for counts in ((0, 0), (60, 0), (0, 60)))
    assert none is not None and good is not None and bad is not None
    assert good.mean < none.mean < bad.mean
    assert good.high - good.low < none.high - none.low
