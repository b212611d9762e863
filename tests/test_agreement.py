"""What people read in the reports, real and our own, is what tertial finds in them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tertial import stores
from tertial.analysis import analyse
from tertial.boards import tables
from tertial.dataset import Dataset
from tertial.records import Report
from tertial.run import process
from tertial.score import score, values
from tests.real import GOLD, SEEDS, STYLES, Style, as_word, needs_real_reports

ROOT = Path(__file__).parents[1]
CORPUS = ROOT / "corpus"
FLOORS = json.loads((Path(__file__).parent / "floors.json").read_text(encoding="utf-8"))


def _figures(reports: Path, gold: Path, out: Path, boards: Path | None = None) -> dict[str, float | None]:
    for _ in process([reports], out, stores.write, workers=1, boards=boards):
        pass
    return values(score(Dataset(out), gold).total())


def _below(found: dict[str, float | None], floors: dict[str, float]) -> dict[str, float | None]:
    return {name: found.get(name) for name, floor in floors.items() if (found.get(name) or 0.0) < floor}


@needs_real_reports
def test_the_real_reports_give_what_people_read_in_them(tmp_path: Path) -> None:
    """No figure on the real reports falls below its floor."""
    assert not _below(_figures(SEEDS, GOLD, tmp_path / "out"), FLOORS["real"])


def test_our_own_reports_give_what_people_read_in_them(tmp_path: Path) -> None:
    """No figure on the corpus falls below its floor."""
    found = _figures(CORPUS / "reports", CORPUS / "gold", tmp_path / "out", CORPUS / "boards")
    assert not _below(found, FLOORS["corpus"])


def test_a_municipality_with_a_table_of_boards_is_read_without_it(tmp_path: Path) -> None:
    """Fewer boards are told then, and nothing else is worse."""
    for table in (CORPUS / "boards").glob("*.csv"):
        shutil.copytree(CORPUS / "reports" / table.stem, tmp_path / "reports" / table.stem)
        for gold in (CORPUS / "gold").glob(f"{table.stem}-*.json"):
            (tmp_path / "gold").mkdir(exist_ok=True)
            shutil.copy(gold, tmp_path / "gold")
    known = _figures(tmp_path / "reports", tmp_path / "gold", tmp_path / "with", CORPUS / "boards")
    found = _figures(tmp_path / "reports", tmp_path / "gold", tmp_path / "without")
    assert not _below(found, FLOORS["corpus without municipality tables"])
    assert (found["item boards"] or 0.0) < (known["item boards"] or 0.0)


@pytest.mark.parametrize("name", ["test", "hard"])
def test_the_blind_reports_and_the_oddest_layouts_give_no_less_than_before(name: str, tmp_path: Path) -> None:
    """No figure on corpus/test or corpus/hard falls below its floor."""
    found = _figures(CORPUS / name / "reports", CORPUS / name / "gold", tmp_path / "out")
    assert not _below(found, FLOORS[name])


@needs_real_reports
def test_it_holds_without_any_table_of_a_municipality(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A report of a municipality of which no table knows anything is read about as well."""
    real = tables.pack
    taken_away = []

    def none(municipality: str, year: int | None, folder: Path | None) -> tables.Pack:
        taken_away.append(bool(real(municipality, year, folder).codes))
        return tables.Pack(codes={}, names={}, boards=())

    monkeypatch.setattr(tables, "pack", none)
    found = _figures(SEEDS, GOLD, tmp_path / "out")
    assert not _below(found, FLOORS["real without municipality tables"])
    assert any(taken_away)


@pytest.mark.parametrize("style", STYLES)
@needs_real_reports
def test_a_real_report_saved_as_word_gives_the_same_items_and_statements(style: Style) -> None:
    """Headings, paragraphs and real tables say what the text said: same items, same statements of status."""
    for path in sorted(SEEDS.glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        said = _said(analyse(path.read_bytes(), path.name))
        assert _said(analyse(as_word(text, style), path.with_suffix(".docx").name)) == said, path.name


def _said(report: Report) -> list[tuple[object, ...]]:
    rows: list[tuple[object, ...]] = []
    for item in report.items:
        rows.append((item.kind, item.title, item.area, item.boards, item.start_date, item.end_date))
        rows += [
            (a.board, a.assessment, a.modality, a.deviation, a.basis, " ".join(a.evidence.split()))
            for a in report.assessments
            if a.item_id == item.item_id
        ]
    return rows


@needs_real_reports
def test_no_sentence_of_the_real_reports_stands_in_the_project() -> None:
    """The real reports are read where they lie; none of their long lines is copied into the project."""
    lines = {
        line[10:80]
        for path in SEEDS.glob("*.txt")
        for line in path.read_text(encoding="utf-8").splitlines()
        if len(line) > 90
    }
    for folder in ("corpus", "pipeline/tertial/data", "tests", "docs"):
        for path in (ROOT / folder).rglob("*"):
            if path.is_file() and path.suffix in (".md", ".txt", ".json", ".csv", ".toml", ".py"):
                text = path.read_bytes().decode("utf-8", "replace")
                assert not any(line in text for line in lines), path
