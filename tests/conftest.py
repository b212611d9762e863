"""What many tests build on: two reports of an invented municipality as records, and a dataset of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tertial import stores, tables
from tertial.document import Span
from tertial.records import (
    Assessment,
    Claim,
    DocumentRecord,
    Flag,
    Item,
    Link,
    Measure,
    Report,
    Section,
    Thread,
)
from tertial.tables import Tables
from tertial.vocabulary import (
    Basis,
    Change,
    ClaimKind,
    DatePrecision,
    Deviation,
    DocumentType,
    FlagCode,
    Kind,
    Method,
    Modality,
    Period,
    Relation,
    Severity,
    Status,
    Theme,
    Verdict,
)

SPRING = "aaaaaaaaaaaaaaa1"
AUTUMN = "aaaaaaaaaaaaaaa2"


def item(document_id: str, ordinal: int, title: str, text: str, **fields: object) -> Item:
    """An uppdrag whose text stands at the beginning of its document."""
    defaults: dict[str, object] = {
        "kind": Kind.UPPDRAG,
        "number": "",
        "area": "",
        "parent_id": "",
        "theme": Theme.OVRIGT,
        "responsible": "",
        "boards": (),
        "start_date": "",
        "end_date": "",
        "date_precision": DatePrecision.NONE,
        "span": Span(0, len(text)),
    }
    return Item(
        item_id=f"{document_id}-{ordinal:04d}",
        document_id=document_id,
        ordinal=ordinal,
        title=title,
        text=text,
        **{**defaults, **fields},  # type: ignore[arg-type]
    )


def statement(
    item_id: str,
    text: str,
    evidence: str,
    status: Status,
    modality: Modality = Modality.UTFALL,
    board: str = "",
) -> Assessment:
    """A statement whose evidence stands in the text."""
    start = text.index(evidence)
    return Assessment(
        item_id=item_id,
        board=board,
        assessment=status,
        modality=modality,
        deviation=Deviation.NONE,
        basis=Basis.EXPLICIT,
        method=Method.RULE,
        confidence=0.9,
        evidence=evidence,
        span=Span(start, start + len(evidence)),
        address="Uppdrag › rad 1",
    )


def document(document_id: str, source: str, period: Period | None, n_items: int) -> DocumentRecord:
    """A report of Almvik about 2023."""
    return DocumentRecord(
        document_id=document_id,
        source=source,
        media_type="text/plain",
        municipality="Almvik",
        municipality_code="",
        document_type=DocumentType.UPPDRAGSUPPFOLJNING,
        title="Uppföljning av uppdrag",
        year=2023,
        period=period,
        period_end="",
        period_label="",
        reader="text",
        parser="marked",
        n_items=n_items,
    )


@pytest.fixture
def reports() -> list[Report]:
    """Two reports: a hall begun in spring is finished in autumn, a path is only expected and then gone."""
    spring_text = 'Bygg en ny ishall, "Kärnan".\nUppdraget pågår.\nTekniska nämnden har startat.'
    path_text = "Anlägg en stig\nUppdraget bedöms bli genomfört."
    autumn_text = "Färdigställ den nya ishallen\nUppdraget är genomfört."
    boards = ("Tekniska nämnden", "Kommunstyrelsen")
    hall = item(SPRING, 1, 'Bygg en ny ishall, "Kärnan".', spring_text, boards=boards, responsible="TN, KS")
    path = item(SPRING, 2, "Anlägg en stig", path_text, span=Span(200, 200 + len(path_text)))
    done = item(AUTUMN, 1, "Färdigställ den nya ishallen", autumn_text, boards=boards)
    silent = item(AUTUMN, 2, "Se över avgifterna", "Se över avgifterna", number="2")
    section = "Tekniska nämnden har startat."
    start = spring_text.index(section)
    spring = Report(
        document=document(SPRING, "almvik/2023-T1.txt", Period.T1, 2),
        text=spring_text.ljust(200) + path_text,
        items=(hall, path),
        sections=(
            Section(
                item_id=hall.item_id,
                board="Tekniska nämnden",
                heading="Tekniska nämnden",
                text=section,
                span=Span(start, start + len(section)),
            ),
        ),
        assessments=(
            statement(hall.item_id, spring_text, "Uppdraget pågår.", Status.PAGAR),
            statement(hall.item_id, spring_text, section, Status.PAGAR, board="Tekniska nämnden"),
            statement(
                path.item_id,
                path_text,
                "Uppdraget bedöms bli genomfört.",
                Status.GENOMFORT,
                Modality.PROGNOS,
            ),
        ),
        measures=(
            Measure(
                document_id=SPRING,
                table="Antal anställda",
                group="Skola",
                row="Lärare",
                column="2023",
                value=12.0,
                unit="",
            ),
        ),
        claims=(
            Claim(
                document_id=SPRING,
                item_id=hall.item_id,
                claim="Uppdraget pågår.",
                span=Span(spring_text.index("Uppdraget pågår."), spring_text.index("Uppdraget pågår.") + 16),
                kind=ClaimKind.NIVA,
                verdict=Verdict.OKLART,
                claimed=12.0,
                unit="",
                stated=None,
                table="Antal anställda",
                row="Lärare",
                columns="2023",
                tried="",
            ),
        ),
    )
    autumn = Report(
        document=document(AUTUMN, "almvik/2023-T3.txt", Period.T3, 2),
        text=autumn_text,
        items=(done, silent),
        assessments=(statement(done.item_id, autumn_text, "Uppdraget är genomfört.", Status.GENOMFORT),),
        flags=(
            Flag(
                document_id=AUTUMN,
                item_id=silent.item_id,
                board="",
                code=FlagCode.MISSING_ASSESSMENT,
                severity=Severity.WARNING,
                message="Uppdraget har ingen status.",
                evidence="",
            ),
        ),
    )
    return [autumn, spring]


@pytest.fixture
def links() -> list[Link]:
    """The hall goes on from spring to autumn under another name."""
    return [
        Link(
            from_item_id=f"{SPRING}-0001",
            to_item_id=f"{AUTUMN}-0001",
            relation=Relation.RENAMED,
            score=0.912345,
        )
    ]


@pytest.fixture
def built(reports: list[Report], links: list[Link]) -> Tables:
    """The tables of the two reports."""
    thread_of = {
        f"{SPRING}-0001": "t-hall",
        f"{AUTUMN}-0001": "t-hall",
        f"{SPRING}-0002": "t-path",
        f"{AUTUMN}-0002": "t-fees",
    }
    periods = {
        "t-hall": ("2023-T1", "2023-T3", 2),
        "t-path": ("2023-T1",) * 2 + (1,),
        "t-fees": ("2023-T3",) * 2 + (1,),
    }
    threads = [
        Thread(
            thread_id=thread_id,
            municipality="Almvik",
            title=thread_id,
            first_period=str(first),
            last_period=str(last),
            n_reports=int(n),
            outcome=Status.GENOMFORT if thread_id == "t-hall" else None,
            change=Change.COMPLETED if thread_id == "t-hall" else Change.NEW,
        )
        for thread_id, (first, last, n) in periods.items()
    ]
    return tables.build(reports, links, threads, thread_of)


@pytest.fixture
def dataset_folder(built: Tables, reports: list[Report], tmp_path: Path) -> Path:
    """A folder with the tables and texts of the two reports."""
    folder = tmp_path / "dataset"
    (folder / "texts").mkdir(parents=True)
    stores.write(built, folder)
    for report in reports:
        (folder / "texts" / f"{report.document.document_id}.txt").write_bytes(report.text.encode())
    return folder
