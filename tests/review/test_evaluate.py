"""What people have decided, as gold for another run over the same reports."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from models.confidence import fit
from tertial.cli import main
from tertial.corrections import ledger
from tertial.corrections.ledger import Decision
from tertial.dataset import open_dataset
from tertial.vocabulary import What

REPORT = """Almviks kommun
Uppföljning av uppdrag, tertial {n} 2023

1. Bygg en ny ishall vid Kärnan (KS)
Uppdraget är genomfört.

2. Anlägg en stig runt sjön (KS)
Uppdraget bedöms bli genomfört under året.

3. Se över avgifterna för båtplatser (KS, TN)
KS: Nämnden har inte påbörjat sin del.
"""


def tertial(*arguments: object) -> Result:
    """What a command gives."""
    return CliRunner().invoke(main, [*map(str, arguments)])


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Two reports, and their dataset."""
    (tmp_path / "reports").mkdir()
    for n in (1, 2):
        (tmp_path / "reports" / f"T{n}.txt").write_text(REPORT.format(n=n), encoding="utf-8")
    assert (
        tertial("run", "--quiet", tmp_path / "reports", "--out", tmp_path / "out", "--workers", "1").exit_code
        == 0
    )
    return tmp_path


def decisions(place: Path) -> list[Decision]:
    """One of each kind on the first report, right and wrong by turns."""
    dataset = open_dataset(place / "out")
    document = next(iter(dataset.rows("documents")))
    items = [row for row in dataset.rows("items") if row["document_id"] == document["document_id"]]
    others = [row for row in dataset.rows("items") if row["document_id"] != document["document_id"]]
    said = {row["item_id"]: row for row in dataset.rows("assessments")}
    base = Decision(
        what=What.CONFIRM,
        who="Anna",
        when="2026-01-01T10:00:00",
        document_id=document["document_id"],
        source=document["source"],
        municipality=document["municipality"],
        report="2023-T1",
    )

    def on(n: int, what: What, **more: object) -> Decision:
        row = said[items[n]["item_id"]]
        old = {"assessment": row["assessment"], "modality": row["modality"], "board": row["board"]}
        given = {"item_id": items[n]["item_id"], "title": items[n]["title"], "old": old} | more
        return replace(base, what=what, **given)  # type: ignore[arg-type]

    pair = {key: others[0][key] for key in ("item_id", "document_id", "title")} | {"report": "2023-T2"}
    vilande = {"assessment": "vilande", "modality": "utfall", "board": ""}
    flag = {"old": {"code": "missing_board"}, "board": "Tekniska nämnden"}
    return [
        on(0, What.CONFIRM),
        on(1, What.STATUS, new=vilande),
        on(2, What.DISMISS, **flag),
        on(0, What.TITLE, new={"title": "Bygg en ny ishall"}, old={}),
        on(1, What.BOARDS, new={"boards": items[1]["boards"]}, old={}),
        on(2, What.NO_ITEM, old={}),
        on(0, What.LINK, new=pair, old={}),
    ]


def figures(*arguments: object) -> dict[str, float]:
    """What `tertial evaluate` tells."""
    done = tertial("evaluate", *arguments, "--json")
    assert done.exit_code == 0, done.output
    found: dict[str, float] = json.loads(done.stdout)
    return found


def test_decisions_are_gold_for_another_run(place: Path) -> None:
    """Each figure is the share of what people looked at that is as they say; with the ledger all is."""
    ledger.append(place / "out" / ledger.FILE, decisions(place))
    told = place / "out" / ledger.FILE
    alone = figures(place / "out", told)
    assert alone == {
        "documents read": 1.0,
        "decisions found": 1.0,
        "decided statements": 0.5,
        "decided flags": 0.0,
        "decided items": 0.0,
        "decided boards": 1.0,
        "decided links": 1.0,
    }
    shown = tertial("evaluate", place / "out", told, "--show", 1).output
    assert "Anlägg en stig runt sjön" in shown and "vilande utfall got genomfört prognos" in shown
    tertial("run", "--quiet", place / "reports", "--out", place / "out", "--workers", "1")
    done = tertial("evaluate", place / "out", told)
    assert "was made with" in done.stderr and "decided statements       share 1.000" in done.stdout
    tertial("run", "--quiet", place / "reports", "--out", place / "alone", "--workers", "1")
    assert figures(place / "alone", told) == alone


def test_what_was_reviewed_tells_how_sure_statements_are(place: Path) -> None:
    """Each statement that people decided on counts once, right or wrong, with the rules' own trust."""
    path = place / "some.jsonl"
    ledger.append(path, decisions(place))
    told = [*fit.reviewed(place / "reports", path)]
    assert [(one.municipality, one.key, one.right) for one in told] == [
        ("Almvik", ("explicit", "rule"), True),
        ("Almvik", ("explicit", "rule"), False),
    ]
    assert all(0 < one.trust <= 1 for one in told)


def test_reports_that_are_not_there_are_told(place: Path) -> None:
    """A decision whose report was not read is no right one."""
    gone = replace(decisions(place)[5], document_id="0" * 16, report="2019-T1", source="borta.docx")
    path = place / "other.jsonl"
    ledger.append(path, [gone])
    assert figures(place / "out", path) == {"documents read": 0.0, "decisions found": 0.0}
    path.write_text("", encoding="utf-8")
    done = tertial("evaluate", place / "out", path)
    assert done.exit_code == 2 and "holds no decision" in done.stderr
    assert tertial("evaluate", place / "out", place / "nowhere").exit_code == 2
