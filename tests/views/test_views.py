"""What auditors ask of a dataset, from the side of somebody who types the command."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from tertial import stores, tables
from tertial.bounds import choose
from tertial.cli import main
from tertial.dataset import open_dataset
from tertial.errors import UsageError
from tertial.flags.across import across
from tertial.followed import follow
from tertial.linking import link, thread
from tertial.records import Report
from tertial.views.columns import meanings
from tests.builders import report

BRIDGE, HARBOUR, WELLS = "Bygg en ny gångbro över ån", "Sanera tomten vid hamnen", "Inventera brunnar"
TN, KS = "Tekniska nämnden", "Kommunstyrelsen"


def series() -> list[Report]:
    """Three reports of Almvik: a bridge that is promised and late, a site that is gone, wells done."""
    return [
        report(
            "2022-T2",
            [
                {"title": BRIDGE, "boards": [TN], "status": ["pågår/utfall", "genomfört/prognos"]},
                {"title": HARBOUR, "boards": [TN], "status": ["pågår/utfall", "inte genomfört/prognos"]},
                {"title": WELLS, "boards": [KS], "status": ["genomfört/prognos"]},
            ],
        ),
        report(
            "2022-T3",
            [
                {"title": BRIDGE, "boards": [TN], "status": ["pågår/utfall"]},
                {"title": HARBOUR, "boards": [TN], "status": ["vilande/utfall"]},
                {"title": WELLS, "boards": [KS], "status": ["genomfört/utfall"]},
            ],
        ),
        report("2023-T2", [{"title": BRIDGE, "boards": [TN], "status": ["pågår/utfall"]}]),
    ]


def written(reports: Sequence[Report], folder: Path) -> Path:
    """The dataset of some reports."""
    folder.mkdir()
    links = link(reports)
    threads = thread(reports, links)
    flags = across(reports, links, threads)
    built = tables.build(reports, links, threads.threads, threads.of, flags, follow(reports, links, threads))
    stores.write(built, folder, ["csv"])
    return folder


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """The dataset of the three reports."""
    return written(series(), tmp_path / "out")


def said(*arguments: object) -> Result:
    """What the command gives."""
    return CliRunner().invoke(main, ["compare", *map(str, arguments)])


def rows(*arguments: object) -> list[dict[str, str]]:
    """What the command gives as CSV."""
    done = said(*arguments, "--format", "csv")
    assert done.exit_code == 0, done.output
    return list(csv.DictReader(io.StringIO(done.stdout)))


def csv_rows(path: Path) -> list[dict[str, str]]:
    """The rows of a table."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def head_of(text: str) -> list[str]:
    """The names of the columns of a CSV."""
    return next(csv.reader(io.StringIO(text)))


def test_how_often_forecasts_came_true(out: Path) -> None:
    """By board: one hit in two, its 95 % interval, and one more promised than came; the other was right."""
    found = {row["board"]: row for row in rows(out, "--forecasts", "--by", "board")}
    board = found[TN]
    assert [board[name] for name in ("period", "n", "hits", "misses", "unresolved")] == [
        "T2",
        "2",
        "1",
        "1",
        "0",
    ]
    assert [board[name] for name in ("hit_rate", "low", "high", "optimism")] == [
        "0.5",
        "0.095",
        "0.905",
        "0.5",
    ]
    assert found[KS]["hit_rate"] == "1.0"


def test_a_rate_of_nothing_is_empty(tmp_path: Path) -> None:
    """Without the year's last report nothing is resolved, and no rate is made up; the number stays."""
    [row] = rows(written(series()[:1], tmp_path / "out"), "--forecasts", "--by", "municipality")
    assert (row["n"], row["unresolved"], row["hit_rate"], row["optimism"]) == ("3", "3", "", "")


def test_forecasts_are_told_for_each_board_and_year_where_nothing_is_put_together(out: Path) -> None:
    """Municipality, year, board and period stand in columns of their own."""
    assert [
        (row["municipality"], row["year"], row["board"], row["period"]) for row in rows(out, "--forecasts")
    ] == [
        ("Almvik", "2022", KS, "T2"),
        ("Almvik", "2022", TN, "T2"),
    ]


def test_what_is_gone_with_what_speaks_for_it(out: Path) -> None:
    """The report that was searched is named; what was done and left the list is not there."""
    [row] = rows(out, "--dropped")
    assert row["title"] == HARBOUR
    assert "2023-T2 (almvik-2023-T2.txt)" in row["message"]
    [counted] = rows(out, "--dropped", "--by", "board")
    assert counted == {"board": TN, "error": "0", "warning": "1", "info": "0"}


def test_what_to_look_at_of_one_kind_or_of_all(out: Path) -> None:
    """All kinds say which each is; of one kind nothing else comes."""
    all_ = rows(out, "--flagged", "all")
    assert {row["code"] for row in all_} > {"dropped_unfinished"}
    only = rows(out, "--flagged", "forecast_missed")
    assert [row["title"] for row in only] == [
        row["title"] for row in all_ if row["code"] == "forecast_missed"
    ]
    assert only and "code" not in only[0]


def test_the_reports_that_are_missing(tmp_path: Path) -> None:
    """A T3 that the years around have, with its neighbours."""
    items = [{"title": BRIDGE, "boards": [TN], "status": ["pågår/utfall"]}]
    whens = ["2021-T2", "2021-T3", "2022-T2", "2023-T2", "2023-T3"]
    out = written([report(when, items) for when in whens], tmp_path / "out")
    [row] = rows(out, "--gaps")
    assert (row["municipality"], row["year"], row["period"]) == ("Almvik", "2022", "T3")
    assert (row["before"], row["after"]) == ("almvik-2022-T2.txt", "almvik-2023-T2.txt")
    assert rows(out, "--gaps", "--by", "year") == [{"year": "2022", "n": "1"}]


def test_who_answers_for_what(tmp_path: Path) -> None:
    """A row an item, in time, and a column a board; by board how many are asked and answer."""
    asked = {"title": BRIDGE, "boards": [TN, KS], "sections": {TN: "Pågår."}, "status": ["pågår/utfall"]}
    wells = {"title": WELLS, "boards": [KS], "sections": {KS: "Klart."}}
    out = written([report("2022-T3", [wells, asked]), report("2022-T2", [asked])], tmp_path / "out")
    assert [
        (row["report"], row["title"], row[KS], row[TN]) for row in rows(out, "--answers", "-m", "Almvik")
    ] == [
        ("2022-T2", BRIDGE, "silent", "answered"),
        ("2022-T3", WELLS, "answered", "not asked"),
        ("2022-T3", BRIDGE, "silent", "answered"),
    ]
    boards = {row["board"]: row for row in rows(out, "--answers", "--by", "board")}
    names = ("asked", "answered", "together", "silent", "not_asked", "answer_rate")
    assert [boards[KS][name] for name in names] == ["3", "1", "0", "2", "0", "0.333"]
    assert [boards[TN][name] for name in names] == ["2", "2", "0", "0", "1", "1.0"]
    [all_] = rows(out, "--answers", "--by", "municipality")
    assert (all_["asked"], all_["answer_rate"]) == ("5", "0.6")
    assert TN in said(out, "--answers", "--by", "board").stdout
    assert len(json.loads(said(out, "--answers", "--format", "json").stdout)["rows"]) == 3
    assert said(out, "--answers", "-o", tmp_path / "a.xlsx").exit_code == 0
    assert openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets[0].max_row == 4


def test_what_a_board_says_of_its_own_item_counts_once(tmp_path: Path) -> None:
    """Not again as a forecast of the whole; by municipality the whole counts."""
    item = {"title": BRIDGE, "boards": [TN], "status": ["genomfört/prognos", f"{TN}: genomfört/prognos"]}
    out = written([report("2022-T2", [item])], tmp_path / "out")
    assert [(row["board"], row["n"]) for row in rows(out, "--forecasts", "--by", "board")] == [(TN, "1")]
    assert [row["n"] for row in rows(out, "--forecasts", "--by", "municipality")] == ["1"]


def test_numbers_are_numbers_in_json(tmp_path: Path) -> None:
    """Years and what is 1 or 0, too."""
    out = written([*series(), report("2023-T3", [BRIDGE]), report("2024-T3", [BRIDGE])], tmp_path / "out")
    told = {
        view: json.loads(said(out, view, "--format", "json").stdout)["rows"][0]
        for view in ("--forecasts", "--changed", "--gaps")
    }
    assert told["--forecasts"]["year"] == 2022
    assert told["--changed"]["postponed"] == 0
    assert told["--gaps"]["year"] == 2024


def test_who_answers_unasked_is_counted_by_itself(tmp_path: Path) -> None:
    """Not among those asked, of which the share is."""
    items = [
        {"title": BRIDGE, "boards": [TN], "sections": {TN: "Vi bygger.", KS: "Vi betalar."}},
        {"title": WELLS, "boards": [KS, TN], "sections": {TN: "Vi letar."}},
    ]
    out = written([report("2022-T2", items)], tmp_path / "out")
    found = {row["board"]: row for row in rows(out, "--answers", "--by", "board")}
    columns = ("asked", "answered", "silent", "unasked", "answer_rate")
    assert [found[KS][name] for name in columns] == ["1", "0", "1", "1", "0.0"]
    assert [found[TN][name] for name in columns] == ["2", "2", "0", "0", "1.0"]


@pytest.mark.parametrize("end", [["pågår/utfall"], ["genomfört/prognos"]])
def test_what_is_only_promised_still_runs(tmp_path: Path, end: list[str]) -> None:
    """It is among the oldest, told as it stood in the last report asked for, whatever it became later."""
    reports = [
        report("2022", [BRIDGE], kind="plan"),
        report("2022-T2", [{"title": BRIDGE, "status": end}]),
        report("2022-T3", [{"title": BRIDGE, "status": ["genomfört/utfall"]}]),
    ]
    out = written(reports, tmp_path / "out")
    [row] = rows(out, "--long-runners", "--to", "2022-T2")
    assert (row["outcome"], row["days"]) == (end[0].split("/")[0], "243")
    assert rows(out, "--long-runners") == []
    [row] = rows(written(reports[:2], tmp_path / "first"), "--long-runners")
    assert row["outcome"] == end[0].split("/")[0]


def test_the_years_of_forecasts_stand_side_by_side(tmp_path: Path) -> None:
    """With the same figures as each year has alone; a year without forecasts is empty."""
    later = [
        report("2023-T2", [{"title": WELLS, "boards": [KS], "status": ["genomfört/prognos"]}]),
        report("2023-T3", [{"title": WELLS, "boards": [KS], "status": ["pågår/utfall"]}]),
    ]
    out = written([*series()[:2], *later], tmp_path / "out")
    found = {row["board"]: row for row in rows(out, "--forecasts", "--by", "board,year")}
    assert (found[KS]["n_2022"], found[KS]["hit_rate_2022"]) == ("1", "1.0")
    assert (found[KS]["n_2023"], found[KS]["hits_2023"], found[KS]["misses_2023"]) == ("1", "0", "1")
    assert (found[TN]["n_2022"], found[TN]["low_2022"], found[TN]["n_2023"]) == ("2", "0.095", "")


def test_what_may_or_may_not_be_one_matter_is_a_queue(tmp_path: Path) -> None:
    """What was left unlinked stands before links of a low score, both with titles; the sure are not there."""
    one, other = "Utred ett nytt särskilt boende i Ekeby", "Välj plats för ett nytt särskilt boende"
    before, after = [one, BRIDGE], [other, "Se över ett nytt särskilt boende i Ekeby", BRIDGE]
    out = written([report("2022-T2", before), report("2022-T3", after)], tmp_path / "out")
    found = rows(out, "--doubtful")
    assert found and all(row["from_title"] == one for row in found)
    ranks = [(bool(row["relation"]), float(row["score"]) * (1 if row["relation"] else -1)) for row in found]
    assert ranks == sorted(ranks)
    linked = {(row["from_item_id"], row["to_item_id"]) for row in csv_rows(out / "links.csv")}
    for row in found:
        assert bool(row["relation"]) is ((row["from_item_id"], row["to_item_id"]) in linked)
    assert {row["municipality"] for row in rows(out, "--doubtful", "--by", "municipality")} == {"Almvik"}


def test_a_workbook_of_flags_says_where_and_what_the_columns_mean(out: Path, tmp_path: Path) -> None:
    """The report's file and the place in it, evidence wrapped, and a sheet that explains the columns."""
    said(out, "--flagged", "all", "-o", tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    sheet, meaning = book.worksheets
    head = [cell.value for cell in sheet[1]]
    sources = {str(row[head.index("source")].value) for row in sheet.iter_rows(min_row=2)}
    assert "almvik-2022-T3.txt" in sources
    assert all(row[head.index("evidence")].alignment.wrap_text for row in sheet.iter_rows(min_row=2))
    told = {str(row[0].value): row[2].value for row in meaning.iter_rows(min_row=2)}
    assert set(told) == set(head)
    assert all(told.values())


@pytest.mark.parametrize(
    "view", ["--forecasts", "--dropped", "--long-runners", "--changed", "--gaps", "--answers", "--doubtful"]
)
@pytest.mark.parametrize("by", [(), ("--by", "municipality")])
def test_each_column_has_a_meaning(out: Path, view: str, by: tuple[str, ...]) -> None:
    """Of its own; only a column that is a nämnd is told as such."""
    head = head_of(said(out, view, *by, "--format", "csv").stdout)
    told = {name: (en, sv) for name, en, sv in meanings(head)}
    assert all(en and sv for en, sv in told.values())
    assert [name for name, (en, _) in told.items() if en.startswith("Whether this nämnd")] == [
        name for name in head if name in (KS, TN)
    ]


def test_the_oldest_matters_that_are_not_done(out: Path) -> None:
    """Age in days between the ends of the first and last period, and the reports in which it was pågår."""
    [row] = rows(out, "--long-runners")
    assert (row["board"], row["rank"], row["title"]) == (TN, "1", BRIDGE)
    assert (row["days"], row["n_reports"], row["n_ongoing"]) == ("365", "3", "3")
    assert (row["first_period"], row["last_period"]) == ("2022-T2", "2023-T2")


def test_ten_of_each_board_at_most(tmp_path: Path) -> None:
    """Of twelve old matters the ten oldest are told."""
    names = ["Bro", "Damm", "Torg", "Kaj", "Skola", "Bad", "Hiss", "Park", "Väg", "Larm", "Tak", "Brunn"]
    items = [
        {"title": f"{name} ska rustas upp", "boards": [TN], "status": ["pågår/utfall"]} for name in names
    ]
    found = rows(
        written([report("2022-T2", items), report("2023-T2", items)], tmp_path / "o"), "--long-runners"
    )
    assert [row["rank"] for row in found] == [str(n) for n in range(1, 11)]


def test_only_what_changed(out: Path) -> None:
    """A matter that stayed as it was has no row; counts are had by board."""
    assert [(row["title"], row["change"]) for row in rows(out, "--changed")] == [
        (HARBOUR, "stalled"),
        (WELLS, "finished"),
    ]
    assert [
        (row["board"], row["stalled"], row["finished"]) for row in rows(out, "--changed", "--by", "board")
    ] == [
        (KS, "0", "1"),
        (TN, "1", "0"),
    ]


def test_a_report_that_is_not_at_hand_is_told_with_those_that_are(out: Path) -> None:
    """Beside what changed between the others: the bound, the nearest report, and all of the municipality."""
    done = said(out, "--changed", "-m", "Almvik", "--from", "2022-T1", "--to", "2022-T3")
    assert done.exit_code == 0
    assert done.stderr == (
        "There is no report 2022-T1 of Almvik: the nearest is 2022-T2. "
        "At hand are 2022-T2, 2022-T3, 2023-T2.\n"
    )
    assert HARBOUR in done.stdout
    assert "There is no report" not in said(out, "--changed", "--from", "2022", "--to", "2022-T3").stderr


@pytest.mark.parametrize(
    ("bounds", "message", "remedy"),
    [
        (
            ("2022-T3", "2023-T1"),
            "Only 2022-T3 of the reports of Almvik lies",
            "2023-T1 of Almvik: the nearest",
        ),
        (("2020-T1", "2020-T2"), "None of the reports of Almvik lies", "the nearest is 2022-T2"),
        (("2023-T1", "2023-T1"), "to tell a change it takes 2", "are 2022-T3 and 2023-T2"),
    ],
)
def test_no_change_can_be_told_of_one_report(
    out: Path, bounds: tuple[str, str], message: str, remedy: str
) -> None:
    """Where fewer than two are at hand it isn't said that nothing changed."""
    with pytest.raises(UsageError) as raised:
        choose(open_dataset(out), "Almvik", *bounds, fewest=2)
    assert message in str(raised.value)
    assert remedy in raised.value.remedy
    assert "2022-T2, 2022-T3, 2023-T2" in raised.value.remedy


@pytest.mark.parametrize("view", ["--forecasts", "--dropped", "--long-runners", "--changed"])
def test_each_can_be_had_in_every_form(out: Path, tmp_path: Path, view: str) -> None:
    """On the screen, as JSON and as a workbook, with the same rows."""
    n = len(rows(out, view))
    table = said(out, view)
    assert table.exit_code == 0
    assert TN in table.stdout or "Almvik" in table.stdout
    assert len(json.loads(said(out, view, "--format", "json").stdout)["rows"]) == n
    assert said(out, view, "-o", tmp_path / "a.xlsx").exit_code == 0
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").active
    assert sheet is not None
    assert sheet.max_row == n + 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--forecasts", "--by", "area"], "--by board, municipality, year"),
        (["--long-runners", "--by", "year"], "--by board, area, municipality"),
        (["-m", "Almvik", "--by", "board"], "--forecasts, --dropped"),
        ([], "Name a municipality with -m"),
    ],
)
def test_what_makes_no_sense_is_refused_with_what_does(out: Path, arguments: list[str], message: str) -> None:
    """Exit status 2, and what to say instead."""
    done = said(out, *arguments)
    assert done.exit_code != 0
    assert message in done.output or message in str(done.exception) + str(
        getattr(done.exception, "remedy", "")
    )
