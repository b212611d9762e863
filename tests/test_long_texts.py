"""No text takes more than its share of time, however long its lines and however many its tables.

Each text takes a second or so where the work grows with its length, and many times the limit where it grows
with the square.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from tertial.analysis import interpret
from tertial.assessment.combine import combine
from tertial.assessment.rules import judge
from tertial.assessment.statement import Matter, Statement
from tertial.document import Document, Draft, Span
from tertial.flags.claims import claims
from tertial.flags.figures import sums
from tertial.records import Figure
from tertial.swedish.sentences import LONGEST
from tertial.vocabulary import Kind, Modality, Status
from tests.builders import figures
from tests.notation import document

SECONDS = 10
"""Of this process, whatever else the machine does."""
LENGTH = 100_000

HEAD = "# Almviks kommun, uppföljning av uppdrag tertial 2 2023\n\n"
LINES = {
    "one sentence over and over": "Uppdraget pågår. ",
    "statements without a full stop": "inte genomfört ",
    "negations": "inte ",
    "commas": "Uppdraget, ",
    "boards and commas": "kommunstyrelsen, ",
    "codes": "KS: ",
    "codes in brackets": "(KS) ",
    "brackets": "(",
    "years": "2022-",
    "digits": "1 ",
    "dots": ". ",
    "spaces": " ",
}


def took(work: Callable[[], object]) -> float:
    """Seconds of processor time."""
    begin = time.process_time()
    work()
    return time.process_time() - begin


@pytest.mark.parametrize("words", LINES.values(), ids=LINES)
def test_one_long_line_takes_its_share(words: str) -> None:
    """A hundred thousand characters of anything in one paragraph."""
    line = words * (LENGTH // len(words))
    report = document(
        f"{HEAD}## Utred en ny kaj (SN)\n\nUppdraget {line} pågår.\n\n## Bygg en bro (TN)\n\nKlart.\n"
    )
    assert took(lambda: interpret(report)) < SECONDS


def test_a_long_title_in_a_table_takes_its_share() -> None:
    """Dashes and spaces, from each of which what follows a title might begin."""
    dashes = "- " * (LENGTH // 5)
    report = document(
        f"{HEAD}| Uppdrag | Ansvarig | Status |\n| Hus | KS | Klart |\n| {dashes} | TN | Pågår |\n"
    )
    assert took(lambda: interpret(report)) < SECONDS


MANY: dict[str, tuple[int, Callable[[int], str]]] = {
    "headings": (2000, lambda n: f"## Ta fram plan {n} (KS)\n\nUppdraget pågår.\n\n"),
    "bold titles": (5000, lambda n: f"**Ta fram plan {n} (KS)**\n\nUppdraget pågår.\n\n"),
    "short lines": (20_000, lambda n: f"rad {n}\n"),
    "statements, a line each": (5000, lambda n: f"Uppdraget {n} pågår.\n"),
    "rows of a table": (5000, lambda n: f"| Bygg hus {n} | Pågår | Arbetet pågår |\n"),
    "rows without a title": (20_000, lambda n: "| | Pågår | mer text |\n"),
    "small tables": (500, lambda n: f"## Mål {n}\n\n| Aktivitet | Status |\n| Bygg hus {n} | Pågår |\n\n"),
}


@pytest.mark.parametrize(("number", "make"), MANY.values(), ids=MANY)
def test_many_lines_take_their_share(number: int, make: Callable[[int], str]) -> None:
    """Thousands of headings, lines, rows and tables."""
    head = "| Uppdrag | Status | Kommentar |\n| Bygg ett hus | Pågår | x |\n"
    report = document(HEAD + (head if make(0).startswith("|") else "") + "".join(map(make, range(number))))
    assert took(lambda: interpret(report)) < SECONDS


def test_many_statements_take_their_share() -> None:
    """A statement is held against what its board says surely, not against every other."""
    statements = [
        Statement(
            board="",
            assessment=Status.PAGAR,
            modality=Modality.UTFALL,
            confidence=0.9,
            span=Span(n, n + 1),
        )
        for n in range(12_000)
    ]
    assert took(lambda: combine(statements)) < SECONDS


def test_many_small_tables_take_their_share() -> None:
    """Each sentence is held against the tables that it can mean, not against all pairs of them."""
    found: list[Figure] = []
    said = []
    for n in range(400):
        rows = [["", "Enheten", 12, 14, n], ["", "Totalt", 3, 4, 90 + n]]
        found += figures(rows, ["2020", "2021", "2022"], table=f"Antal anställda i enhet {n}")
        said += [f"Antalet anställda på Enheten var {100 + n} personer 2022."]
        said += [f"Antalet anställda i enhet {n} ökade totalt med {n % 7} procent mellan 2020 och 2022."]
    text = "x" * (found[-1].span.end + 1) + "\n" + "\n".join(said)
    flags = claims("d", found, text)
    assert len(flags) > 400
    assert took(lambda: claims("d", found, text)) < SECONDS


def test_many_totals_take_their_share() -> None:
    """A total may be that of any totals above it."""
    rows = [
        row for n in range(1500) for row in (["", f"Rad {n}", n], ["", f"Rad b{n}", 3], ["", "Totalt", n + 3])
    ]
    assert took(lambda: sums("d", figures(rows, ["Antal"]), "")) < SECONDS


def test_an_address_costs_no_more_in_a_long_report() -> None:
    """The heading path and the line are kept for a document, not sought for each place."""
    draft = Draft(data=b"", source="x.txt", media_type="text/plain", reader="test")
    for n in range(8000):
        draft.add("heading", f"Rubrik {n}", level=1 + n % 3)
        draft.add("paragraph", f"Text {n}.")
    report: Document = draft.finish()
    places = [block.span.start for block in report.blocks]
    assert took(lambda: [report.address(place) for place in places]) < SECONDS
    assert report.address(places[-1]) == "Rubrik 7998 › Rubrik 7999 › rad 16000"


def test_a_sentence_without_end_is_judged_by_nobody() -> None:
    """What is run together over thousands of characters says nothing sure of the item."""
    matter = Matter(title="Utred en ny kaj", kind=Kind.UPPDRAG, year=2023)
    said = "Uppdraget är genomfört" + " och kajen ligger där den ligger" * (LONGEST // 30)
    assert not judge(said, matter)[0]
    assert judge(said[:LONGEST], matter)[0]
