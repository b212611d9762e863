"""What tertial took for one item and a person knows to be two."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from tertial.cli import main
from tertial.corrections import ledger
from tertial.corrections.ledger import Decision
from tertial.dataset import open_dataset
from tertial.vocabulary import What

HALL, PATH_ = "Bygg en ny ishall vid Kärnan", "Att anlägga en stig runt sjön"
REPORT = """Almviks kommun
Uppföljning av uppdrag, tertial {n} 2023

1. Bygg en ny ishall vid Kärnan (KS)
Hallen invigdes i november. Att anlägga en stig runt sjön
hör till samma beslut. Uppdraget är inte påbörjat.

2. Se över avgifterna för båtplatser (KS, TN)
Uppdraget pågår.
"""


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Reports in which an uppdrag is not marked as one, and their dataset."""
    (tmp_path / "reports").mkdir()
    for n in (2, 3):
        (tmp_path / "reports" / f"T{n}.txt").write_text(REPORT.format(n=n), encoding="utf-8")
    run(tmp_path)
    return tmp_path


def run(place: Path) -> list[dict[str, str]]:
    """Runs again; what became of the decisions."""
    arguments = ["run", "--quiet", str(place / "reports"), "--out", str(place / "out"), "--workers", "1"]
    done = CliRunner().invoke(main, arguments)
    assert done.exit_code == 0, done.output
    return rows(place, "corrections")


def rows(place: Path, table: str) -> list[dict[str, str]]:
    """The rows of a table."""
    return [dict(row) for row in open_dataset(place / "out").rows(table)]


def parted(place: Path, n: int, words: str = PATH_) -> Decision:
    """A decision that the uppdrag of one report are two."""
    document = next(row for row in rows(place, "documents") if row["period"] == f"T{n}")
    item = next(row for row in rows(place, "items") if row["document_id"] == document["document_id"])
    text = (place / "out" / "texts" / f"{document['document_id']}.txt").read_text(encoding="utf-8")
    start = text.find(words)
    return Decision(
        what=What.SPLIT,
        who="Anna",
        when=f"2026-01-0{n}T10:00:00",
        document_id=document["document_id"],
        municipality=document["municipality"],
        report=f"{document['year']}-{document['period']}",
        item_id=item["item_id"],
        title=item["title"],
        start=start,
        end=start + len(words),
        quote=words,
        before=text[start - 40 : start],
        after=text[start + len(words) : start + len(words) + 40],
        new={"title": words},
    )


def said(place: Path) -> dict[tuple[str, str], list[str]]:
    """What is said of each title in each report."""
    periods = {row["document_id"]: row["period"] for row in rows(place, "documents")}
    items = {row["item_id"]: (periods[row["document_id"]], row["title"]) for row in rows(place, "items")}
    told: dict[tuple[str, str], list[str]] = {key: [] for key in items.values()}
    for row in rows(place, "assessments"):
        told[items[row["item_id"]]].append(row["assessment"])
    return told


def test_each_part_has_its_own_words_and_is_followed(place: Path) -> None:
    """Statements, text, ordinals and links are those of two items; taken back, all is as it was."""
    assert ("T3", PATH_) not in said(place)
    before = {path.name: path.read_bytes() for path in (place / "out").glob("*.csv")}
    ledger.append(place / "out" / ledger.FILE, [parted(place, 2), parted(place, 3)])
    assert [row["result"] for row in run(place)] == ["applied", "applied"]
    told = said(place)
    assert (told["T3", HALL], told["T3", PATH_]) == ([], ["ej påbörjat"])
    first = rows(place, "items")[0]["document_id"]
    items = [row for row in rows(place, "items") if row["document_id"] == first]
    assert [row["ordinal"] for row in items] == ["1", "2", "3"]
    assert items[1]["text"].startswith(PATH_) and PATH_ not in items[0]["text"]
    threads = {row["titles"].split("\n")[0] for row in rows(place, "threads") if row["n_reports"] == "2"}
    assert any(PATH_ in title for title in threads), threads
    assert {row["n_items"] for row in rows(place, "documents")} == {"3"}
    (place / "out" / ledger.FILE).unlink()
    run(place)
    assert {path.name: path.read_bytes() for path in (place / "out").glob("*.csv")} == before


def test_the_part_can_be_corrected_in_its_turn(place: Path) -> None:
    """A decision on the new item is found again, also in a report that was saved anew."""
    ledger.append(place / "out" / ledger.FILE, [parted(place, 3)])
    run(place)
    new = next(row for row in rows(place, "items") if row["title"] == PATH_)
    where = {"document_id": new["document_id"], "item_id": new["item_id"], "title": PATH_}
    base = replace(parted(place, 3), what=What.BOARDS, start=None, end=None, quote="", before="", after="")
    decision = replace(base, when="2026-02-01T10:00:00", new={"boards": "Tekniska nämnden"}, **where)
    ledger.append(place / "out" / ledger.FILE, [decision])
    assert [row["result"] for row in run(place)] == ["applied", "applied"]
    assert [row["boards"] for row in rows(place, "items") if row["title"] == PATH_] == ["Tekniska nämnden"]
    path = place / "reports" / "T3.txt"
    path.write_text(REPORT.format(n=3).replace("Almviks kommun", "Almviks kommun\n"), encoding="utf-8")
    assert [row["result"] for row in run(place)] == ["moved", "moved"]
    assert [row["boards"] for row in rows(place, "items") if row["title"] == PATH_] == ["Tekniska nämnden"]


def test_words_that_are_gone_or_begin_an_item_by_now(place: Path) -> None:
    """Nothing is parted, and the table tells why."""
    ledger.append(place / "out" / ledger.FILE, [parted(place, 2), parted(place, 3)])
    text = REPORT.format(n=2).replace(PATH_, "Stigen")
    (place / "reports" / "T2.txt").write_text(text, encoding="utf-8")
    marked = REPORT.format(n=3).replace(" " + PATH_, f"\n\n2. {PATH_}").replace("2. Se", "3. Se")
    (place / "reports" / "T3.txt").write_text(marked, encoding="utf-8")
    results = [(row["result"], row["reason"] != "") for row in run(place)]
    assert results == [("orphaned", True), ("superfluous", True)]
