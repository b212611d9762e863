"""What a person corrected once stays corrected: by workbook, into the ledger, into every table."""

from __future__ import annotations

import json
import multiprocessing
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner, Result

from tertial.cli import main
from tertial.corrections import ledger
from tertial.corrections.ledger import Decision, Ledger
from tertial.dataset import open_dataset
from tertial.vocabulary import What

REPORTS = {
    "almvik T2 2023.txt": """Almviks kommun
Uppföljning av uppdrag, tertial 2 2023

1. Bygg en ny ishall vid Kärnan (KS)
Förhandlingar förs med två entreprenörer.

2. Anlägg en stig runt sjön (KS)
Uppdraget bedöms bli genomfört under året.

3. Se över avgifterna för båtplatser (KS, TN)
KS: Nämnden har inte påbörjat sin del.
""",
    "almvik T3 2023.txt": """Almviks kommun
Uppföljning av uppdrag, tertial 3 2023

1. Bygg en ny ishall vid Kärnan (KS)
Uppdraget är genomfört. Hallen invigdes i november.

2. Anlägg en stig runt sjön (KS)
Uppdraget är inte genomfört.

3. Utred vad gästhamnen kan kosta (KS)
Uppdraget pågår.
""",
}
ICE, PATH_, FEES = (
    "Bygg en ny ishall vid Kärnan",
    "Anlägg en stig runt sjön",
    "Se över avgifterna för båtplatser",
)


WORDS = "Förhandlingar förs med två entreprenörer."


def tertial(*arguments: object) -> Result:
    """What a command gives."""
    return CliRunner().invoke(main, [*map(str, arguments)])


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two reports of an invented municipality, and their dataset."""
    place = tmp_path_factory.mktemp("made")
    folder = place / "reports"
    folder.mkdir()
    for name, text in REPORTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    run(folder, place / "out")
    return place


@pytest.fixture
def reports(made: Path, tmp_path: Path) -> Path:
    """The reports, to be changed."""
    return Path(shutil.copytree(made / "reports", tmp_path / "reports"))


@pytest.fixture
def out(made: Path, tmp_path: Path) -> Path:
    """Their dataset, to be changed."""
    return Path(shutil.copytree(made / "out", tmp_path / "out"))


def run(reports: Path, out: Path, *more: object) -> Path:
    """Runs over the reports."""
    done = tertial("run", "--quiet", reports, "--out", out, "--workers", "1", *more)
    assert done.exit_code == 0, done.output
    return out


def rows(out: Path, table: str) -> list[dict[str, str]]:
    """The rows of a table."""
    return [dict(row) for row in open_dataset(out).rows(table)]


def result(out: Path) -> list[tuple[str, str]]:
    """What became of each decision."""
    return [(row["what"], row["result"]) for row in rows(out, "corrections")]


def said(out: Path, title: str) -> list[tuple[str, str, str, str]]:
    """The statements of a matter: report, status, modality and method."""
    items = {row["item_id"]: row for row in rows(out, "items") if row["title"] == title}
    label = {row["document_id"]: f"{row['year']}-{row['period']}" for row in rows(out, "documents")}
    return [
        (label[items[row["item_id"]]["document_id"]], row["assessment"], row["modality"], row["method"])
        for row in rows(out, "assessments")
        if row["item_id"] in items
    ]


Fill = Callable[[dict[str, Any]], dict[str, str] | None]


def filled(out: Path, path: Path, fill: Fill) -> Path:
    """A workbook in which a person has written."""
    assert tertial("export", out, "-o", path, "--force").exit_code == 0
    book = openpyxl.load_workbook(path)
    sheet = book["Att granska"]
    head = [cell.value for cell in sheet[1]]
    for cells in sheet.iter_rows(min_row=2):
        row = {name: cell.value for name, cell in zip(head, cells, strict=True)}
        for name, value in (fill(row) or {}).items():
            cells[head.index(name)].value = value
    book.save(path)
    return path


def on(title: str, what: str = "Utläst, inte sagt", **answer: str) -> Fill:
    """Fills in the rows of an item."""

    def fill(row: dict[str, Any]) -> dict[str, str] | None:
        if row["Titel"] == title and row["Vad"] == what:
            return {name.replace("_", " "): value for name, value in answer.items()}
        return None

    return fill


def test_what_is_filled_in_is_in_every_table_of_the_next_run(
    reports: Path, out: Path, tmp_path: Path
) -> None:
    """A status that is wrong, with its words: corrected, told as reviewed, flags and steps anew."""
    [(_, before, _, _), *_] = said(out, ICE)
    assert before == "pågår"
    book = filled(
        out, tmp_path / "a.xlsx", on(ICE, Beslut="fel", Ny_status="ej påbörjat", Anmärkning="Bara förstudie")
    )
    told = tertial("review", out, "--import", book, "--who", "Anna Berg")
    assert told.exit_code == 0, told.output
    [decision] = ledger.read([out / ledger.FILE]).decisions
    assert (decision.who, decision.why, decision.quote) == (
        "Anna Berg",
        "Bara förstudie",
        WORDS,
    )
    assert decision.before.endswith("(KS)\n")
    assert tertial("review", out, "--import", book, "--who", "Anna Berg").exit_code == 0
    assert len(ledger.read([out / ledger.FILE]).decisions) == 1, "the same workbook twice decides once"
    run(reports, out)
    assert said(out, ICE)[0] == ("2023-T2", "ej påbörjat", "utfall", "review")
    assert result(out) == [("status", "applied")]
    [step] = [row for row in rows(out, "transitions") if row["to_status"] == "genomfört"]
    assert step["from_status"] == "ej påbörjat"
    observed = [row for row in rows(out, "observations") if row["title"] == ICE]
    assert (observed[0]["assessment"], observed[0]["confidence"]) == ("ej påbörjat", "1")
    entries = filled(out, tmp_path / "b.xlsx", lambda row: None)
    titles = [row[6].value for row in openpyxl.load_workbook(entries)["Att granska"].iter_rows(min_row=2)]
    assert ICE not in titles, "what was reviewed is not asked again"
    assert json.loads((out / "run.json").read_text(encoding="utf-8"))["counts"]["corrections"] == 1


def test_right_removed_and_dismissed(reports: Path, out: Path, tmp_path: Path) -> None:
    """What is right becomes sure; what is nothing to look at is no flag any more."""
    flags = {row["code"] for row in rows(out, "flags")}
    assert {"missing_board", "forecast_missed", "dropped_unfinished"} & flags
    fills = [
        on(ICE, Beslut="rätt"),
        on(PATH_, "Prognosen slog inte in", Beslut="fel"),
        on(FEES, "Nämnd som inte svarar", Beslut="fel"),
    ]

    def fill(row: dict[str, Any]) -> dict[str, str] | None:
        return next((told for one in fills if (told := one(row))), None)

    done = tertial("review", out, "--import", filled(out, tmp_path / "a.xlsx", fill), "--who", "Bo")
    assert done.exit_code == 0, done.output
    run(reports, out)
    assert said(out, ICE)[0][3] == "review"
    left = {row["code"] for row in rows(out, "flags")}
    assert left == flags - {"missing_board", "forecast_missed"}
    assert sorted(result(out)) == [("confirm", "applied"), ("dismiss", "applied"), ("dismiss", "applied")]
    removed = filled(out, tmp_path / "b.xlsx", on(PATH_, "Osäker bedömning", Beslut="fel"))
    assert tertial("review", out, "--import", removed).exit_code == 0


def test_only_what_changed_is_done_again(reports: Path, out: Path, tmp_path: Path) -> None:
    """No report is read again for a decision, and without the ledger all is as it was, byte for byte."""
    before = {path.name: path.read_bytes() for path in out.glob("*.csv")}
    book = filled(out, tmp_path / "a.xlsx", on(ICE, Beslut="fel", Ny_status="vilande"))
    tertial("review", out, "--import", book)
    done = tertial("run", "--json-log", reports, "--out", out)
    events = [json.loads(line) for line in done.stderr.splitlines()]
    assert all(event["unchanged"] for event in events if event["event"] == "file")
    assert [event["counts"] for event in events if event["event"] == "corrections"] == [{"applied": 1}]
    again = run(reports, tmp_path / "again", "--corrections", out / ledger.FILE, "--workers", "2")
    for path in sorted(out.glob("*.csv")):
        assert (again / path.name).read_bytes() == path.read_bytes()
    (out / ledger.FILE).unlink()
    run(reports, out)
    assert {path.name: path.read_bytes() for path in out.glob("*.csv")} == before


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda text: text.replace("tertial 2 2023", "tertial 2 2023\n\nUpprättad i september."), "moved"),
        (lambda text: text.replace("1. Bygg", "4. Bygg"), "moved"),
        (
            lambda text: text.replace(WORDS, "Vi tänker på saken."),
            "orphaned",
        ),
        (
            lambda text: text.replace(ICE, "Ny ishall").replace(WORDS, "Tänkt."),
            "orphaned",
        ),
        (lambda text: text.replace("tertial 2 2023", "tertial 1 2023"), "orphaned"),
    ],
)
def test_a_report_saved_anew_keeps_what_was_decided(
    reports: Path, out: Path, tmp_path: Path, change: Callable[[str], str], expected: str
) -> None:
    """By the words and what stands around them; where the words are gone it is told and not applied."""
    tertial(
        "review",
        out,
        "--import",
        filled(out, tmp_path / "a.xlsx", on(ICE, Beslut="fel", Ny_status="vilande")),
    )
    path = reports / "almvik T2 2023.txt"
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")
    done = tertial("run", reports, "--out", out)
    assert f"1 {expected}" in done.stderr
    assert result(out) == [("status", expected)]
    corrected = [one for one in said(out, ICE) if one[3] == "review"]
    assert bool(corrected) == (expected == "moved")
    [row] = rows(out, "corrections")
    assert bool(row["reason"]) == (expected == "orphaned")


def test_what_tertial_says_by_itself_is_superfluous(reports: Path, out: Path, tmp_path: Path) -> None:
    """The table says that the decision is not needed any more."""
    tertial(
        "review",
        out,
        "--import",
        filled(out, tmp_path / "a.xlsx", on(ICE, Beslut="fel", Ny_status="vilande")),
    )
    path = reports / "almvik T2 2023.txt"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(WORDS, "Uppdraget är vilande."), encoding="utf-8")
    run(reports, out)
    assert result(out) == [("status", "superfluous")]


def decision(out: Path, what: What, title: str, **fields: Any) -> Decision:
    """A decision on the first item of a title, as another program may write it."""
    item = next(row for row in rows(out, "items") if row["title"] == title)
    document = next(row for row in rows(out, "documents") if row["document_id"] == item["document_id"])
    made = Decision(
        what=what,
        who="Anna",
        when="2026-01-01T00:00:00+00:00",
        document_id=item["document_id"],
        source=document["source"],
        municipality=document["municipality"],
        report=f"{document['year']}-{document['period']}",
        item_id=item["item_id"],
        title=title,
    )
    return replace(made, **fields)


def test_items_and_links(reports: Path, out: Path) -> None:
    """Another title, other boards, no item, and two items that are one matter or are not."""
    harbour = next(row for row in rows(out, "items") if row["title"].startswith("Utred"))
    later = {name: harbour[name] for name in ("item_id", "document_id", "title")} | {"report": "2023-T3"}
    ice = [row["item_id"] for row in rows(out, "items") if row["title"] == ICE]
    cut = {"item_id": ice[1], "document_id": harbour["document_id"], "title": ICE, "report": "2023-T3"}
    ledger.append(
        out / ledger.FILE,
        [
            decision(out, What.TITLE, FEES, new={"title": "Se över alla hamnavgifter"}),
            decision(out, What.BOARDS, FEES, new={"boards": "Tekniska nämnden"}),
            decision(out, What.NO_ITEM, PATH_),
            decision(out, What.LINK, FEES, new=later),
            decision(out, What.UNLINK, ICE, new=cut),
        ],
    )
    run(reports, out)
    assert [applied for _, applied in result(out)] == ["applied"] * 5
    items = rows(out, "items")
    fees = next(row for row in items if row["title"] == "Se över alla hamnavgifter")
    assert fees["boards"] == "Tekniska nämnden"
    assert len([row for row in items if row["title"] == PATH_]) == 1
    linked = {(row["from_item_id"], row["to_item_id"]) for row in rows(out, "links")}
    assert (fees["item_id"], harbour["item_id"]) in linked
    assert tuple(ice) not in linked
    assert not any(
        row["item_id"] == fees["item_id"] for row in rows(out, "flags") if row["code"].startswith("dropped")
    )


def test_two_people_who_differ_are_shown_and_nothing_is_chosen(
    reports: Path, out: Path, tmp_path: Path
) -> None:
    """Nothing is chosen until one of the decisions is taken back."""
    theirs = tmp_path / "theirs"
    shutil.copytree(out, theirs)
    for folder, who, status in ((out, "Anna", "vilande"), (theirs, "Bo", "ej påbörjat")):
        book = filled(folder, tmp_path / f"{who}.xlsx", on(ICE, Beslut="fel", Ny_status=status))
        assert tertial("review", folder, "--import", book, "--who", who).exit_code == 0
    merged = tertial("review", out, "--merge", theirs / ledger.FILE)
    assert "Anna" in merged.stdout and "Bo" in merged.stdout and "vilande" in merged.stdout
    assert "0 decisions added" in tertial("review", out, "--merge", theirs / ledger.FILE).stderr
    agreed = tertial("review", out, "--agreement", theirs / ledger.FILE)
    assert agreed.exit_code == 0
    run(reports, out)
    assert result(out) == [("status", "conflict")] * 2
    assert said(out, ICE)[0][1] == "pågår"
    ours = next(row["decision_id"] for row in rows(out, "corrections") if row["who"] == "Anna")
    assert tertial("review", out, "--take-back", ours).exit_code == 0
    run(reports, out)
    assert said(out, ICE)[0][1] == "ej påbörjat"
    assert tertial("review", out, "--take-back", "nothing").exit_code == 2


def test_rows_whose_keys_were_altered_are_refused_by_number(out: Path, tmp_path: Path) -> None:
    """The others are taken."""

    def fill(row: dict[str, Any]) -> dict[str, str] | None:
        if row["Titel"] == ICE and row["Vad"] == "Utläst, inte sagt":
            return {"Beslut": "fel", "Ny status": "vilande", "item_id": "another"}
        if row["Titel"] == PATH_ and row["Vad"] == "Prognosen slog inte in":
            return {"Beslut": "kanske"}
        if row["Titel"] == FEES and row["Vad"] == "Nämnd som inte svarar":
            return {"Beslut": "Fel"}
        return None

    done = tertial("review", out, "--import", filled(out, tmp_path / "a.xlsx", fill))
    assert done.exit_code == 1
    refused = [line for line in done.stderr.splitlines() if line.startswith("Rad ")]
    assert len(refused) == 2
    assert any("nycklarna" in line for line in refused) and any("kanske" in line for line in refused)
    assert len(ledger.read([out / ledger.FILE]).decisions) == 1


def test_a_broken_line_is_told_and_the_others_go_on(reports: Path, out: Path, tmp_path: Path) -> None:
    """Whatever a torn or foreign line holds; what is added after it is whole."""
    one = decision(out, What.TITLE, FEES, new={"title": "Avgifter"})
    ledger.append(out / ledger.FILE, [one])
    with (out / ledger.FILE).open("ab") as file:
        file.write(b'{"what": "status", "who"')
    two = decision(out, What.BOARDS, FEES, new={"boards": "Tekniska nämnden"})
    ledger.append(out / ledger.FILE, [two])
    told = tertial("run", reports, "--out", out)
    assert "line 2" in told.stderr
    assert [applied for _, applied in result(out)] == ["applied"] * 2
    read = ledger.read([out / ledger.FILE])
    assert read.decisions == tuple(sorted((one, two), key=lambda decision: (decision.when, decision.id)))
    assert len(read.problems) == 1


@pytest.mark.parametrize(
    "line",
    [
        b"[]",
        b"null",
        b"1",
        b'{"what": "fly", "who": "a", "when": "b"}',
        b"\xff\xfe",
        b'{"what": "title", "who": 1}',
    ],
)
def test_no_line_stops_a_run(tmp_path: Path, line: bytes) -> None:
    """Whatever it holds."""
    path = tmp_path / "a.jsonl"
    path.write_bytes(line + b"\n")
    assert len(ledger.read([path]).problems) == 1


def _add(path: Path, who: str) -> None:
    for n in range(50):
        ledger.append(path, [Decision(what=What.UNKNOWN, who=who, when=f"{n:04}", why="x" * 3000)])


def test_several_may_add_at_once(tmp_path: Path) -> None:
    """No line is torn or lost."""
    path = tmp_path / "a.jsonl"
    context = multiprocessing.get_context("spawn")
    people = [context.Process(target=_add, args=(path, who)) for who in "abcd"]
    for one in people:
        one.start()
    for one in people:
        one.join()
    read = ledger.read([path])
    assert (len(read.decisions), read.problems) == (200, ())


def test_a_dataset_can_be_made_of_a_ledger_in_any_order(reports: Path, out: Path, tmp_path: Path) -> None:
    """The same decisions give the same bytes, however their lines stand."""
    made = [
        decision(out, What.TITLE, FEES, new={"title": "Avgifter"}),
        decision(out, What.BOARDS, FEES, new={"boards": "Tekniska nämnden"}),
        decision(out, What.NO_ITEM, PATH_),
    ]
    tables = []
    for n, order in enumerate((made, made[::-1])):
        path = tmp_path / f"{n}.jsonl"
        ledger.append(path, order)
        again = run(reports, tmp_path / f"out{n}", "--corrections", path)
        tables.append({file.name: file.read_bytes() for file in again.glob("*.csv")})
    assert tables[0] == tables[1]


def test_an_empty_ledger_is_no_ledger() -> None:
    """Nothing counts, nobody differs."""
    assert ledger.in_force(Ledger()) == ([], [])
