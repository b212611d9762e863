"""No text takes more than its share of time, however long its lines and however many its tables.

Each text is read in two lengths, one four times the other: where the work grows with the length the longer
one takes four times as long, where it grows with the square sixteen times. Only this ratio is held, whatever
the machine.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from tertial.analysis import interpret
from tertial.assessment.combine import combine
from tertial.assessment.rules import judge
from tertial.assessment.statement import Matter, Statement
from tertial.document import Draft, Span
from tertial.flags.claims import claims
from tertial.flags.figures import sums
from tertial.records import Figure
from tertial.swedish.sentences import LONGEST
from tertial.vocabulary import Kind, Modality, Status
from tests.builders import figures
from tests.notation import document

TIMES = 4
"""How many times the longer text is as long as the shorter one."""
SHARE = 9
"""How many times as long it may take: over twice its share, and well below the sixteen of the square."""
ATTEMPTS = 3
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


def growth(work: Callable[[int], object], number: int) -> float:
    """How many times as long `number` takes as a quarter of it; measured again where the machine disturbs."""
    small, whole = number // TIMES, float("inf")
    work(small // TIMES)
    shorter = 0.0
    for _ in range(ATTEMPTS):
        shorter = max(shorter, took(lambda: work(small)))
        whole = min(whole, took(lambda: work(number)))
        if whole < SHARE * shorter:
            break
    return whole / shorter


@pytest.mark.parametrize("words", LINES.values(), ids=LINES)
def test_one_long_line_takes_its_share(words: str) -> None:
    """A hundred thousand characters of anything in one paragraph."""

    def read(length: int) -> None:
        line = words * (length // len(words))
        interpret(
            document(
                f"{HEAD}## Utred en ny kaj (SN)\n\nUppdraget {line} pågår.\n\n## Bygg en bro (TN)\n\nKlart.\n"
            )
        )

    assert growth(read, LENGTH) < SHARE


def test_a_long_title_in_a_table_takes_its_share() -> None:
    """Dashes and spaces, from each of which what follows a title might begin."""

    def read(length: int) -> None:
        dashes = "- " * length
        rows = f"| Uppdrag | Ansvarig | Status |\n| Hus | KS | Klart |\n| {dashes} | TN | Pågår |\n"
        interpret(document(HEAD + rows))

    assert growth(read, LENGTH // 5) < SHARE


MANY: dict[str, tuple[int, Callable[[int], str]]] = {
    "headings": (2000, lambda n: f"## Ta fram plan {n} (KS)\n\nUppdraget pågår.\n\n"),
    "bold titles": (2500, lambda n: f"**Ta fram plan {n} (KS)**\n\nUppdraget pågår.\n\n"),
    "short lines": (12_000, lambda n: f"rad {n}\n"),
    "statements, a line each": (5000, lambda n: f"Uppdraget {n} pågår.\n"),
    "rows of a table": (5000, lambda n: f"| Bygg hus {n} | Pågår | Arbetet pågår |\n"),
    "rows without a title": (8000, lambda n: "| | Pågår | mer text |\n"),
    "small tables": (500, lambda n: f"## Mål {n}\n\n| Aktivitet | Status |\n| Bygg hus {n} | Pågår |\n\n"),
}


@pytest.mark.parametrize(("number", "make"), MANY.values(), ids=MANY)
def test_many_lines_take_their_share(number: int, make: Callable[[int], str]) -> None:
    """Thousands of headings, lines, rows and tables."""
    head = "| Uppdrag | Status | Kommentar |\n| Bygg ett hus | Pågår | x |\n"
    begin = HEAD + (head if make(0).startswith("|") else "")
    assert growth(lambda lines: interpret(document(begin + "".join(map(make, range(lines))))), number) < SHARE


def test_many_statements_take_their_share() -> None:
    """A statement is held against what its board says surely, not against every other."""

    def said(number: int) -> list[Statement]:
        return [
            Statement(
                board="",
                assessment=Status.PAGAR,
                modality=Modality.UTFALL,
                confidence=0.9,
                span=Span(n, n + 1),
            )
            for n in range(number)
        ]

    assert growth(lambda number: combine(said(number)), 12_000) < SHARE


def test_many_small_tables_take_their_share() -> None:
    """Each sentence is held against the tables that it can mean, not against all pairs of them."""

    def flags(number: int) -> int:
        found: list[Figure] = []
        said = []
        for n in range(number):
            rows = [["", "Enheten", 12, 14, n], ["", "Totalt", 3, 4, 90 + n]]
            found += figures(rows, ["2020", "2021", "2022"], table=f"Antal anställda i enhet {n}")
            said += [f"Antalet anställda på Enheten var {100 + n} personer 2022."]
            said += [f"Antalet anställda i enhet {n} ökade totalt med {n % 7} procent mellan 2020 och 2022."]
        return len(claims(found, "x" * (found[-1].span.end + 1) + "\n" + "\n".join(said)))

    assert flags(400) > 400
    assert growth(flags, 400) < SHARE


def test_many_totals_take_their_share() -> None:
    """A total may be that of any totals above it."""

    def held(number: int) -> None:
        rows = [
            row
            for n in range(number)
            for row in (["", f"Rad {n}", n], ["", f"Rad b{n}", 3], ["", "Totalt", n + 3])
        ]
        sums("d", figures(rows, ["Antal"]), "")

    assert growth(held, 1500) < SHARE


def test_an_address_costs_no_more_in_a_long_report() -> None:
    """The heading path and the line are kept for a document, not sought for each place."""

    def addressed(number: int) -> list[str]:
        draft = Draft(data=b"", source="x.txt", media_type="text/plain", reader="test")
        for n in range(number):
            draft.add("heading", f"Rubrik {n}", level=1 + n % 3)
            draft.add("paragraph", f"Text {n}.")
        report = draft.finish()
        return [report.address(block.span.start) for block in report.blocks]

    assert growth(addressed, 8000) < SHARE
    assert addressed(8000)[-1] == "Rubrik 7998 › Rubrik 7999 › rad 16000"


def test_a_sentence_without_end_is_judged_by_nobody() -> None:
    """What is run together over thousands of characters says nothing sure of the item."""
    matter = Matter(title="Utred en ny kaj", kind=Kind.UPPDRAG, year=2023)
    said = "Uppdraget är genomfört" + " och kajen ligger där den ligger" * (LONGEST // 30)
    assert not judge(said, matter)[0]
    assert judge(said[:LONGEST], matter)[0]
