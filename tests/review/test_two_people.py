"""Several people, and one who thinks again: what counts, what is shown as differing, what stands again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner, Result

from tertial.cli import main
from tertial.corrections import ledger
from tertial.corrections.applying import without
from tertial.corrections.ledger import Decision, Ledger, in_force, new, standing
from tertial.dataset import open_dataset
from tertial.records import Flag
from tertial.review.agreement import of_people
from tertial.review.app import create_app
from tertial.review.questions import Pair, questions
from tertial.vocabulary import FlagCode, Severity, What

WORDS = "Förhandlingar förs med två entreprenörer."
REPORT = f"""Almviks kommun
Uppföljning av uppdrag, tertial 2 2023

1. Bygg en ny ishall vid Kärnan (KS)
{WORDS}

2. Anlägg en stig runt sjön (KS)
Uppdraget är genomfört.
"""
SAYS = {"assessment": "pågår", "modality": "utfall", "board": ""}


def decided(who: str, n: int, status: str = "", what: What = What.STATUS, **more: Any) -> Decision:
    """A decision on one and the same statement."""
    told = {"assessment": status, "modality": "utfall", "board": ""} if status else {}
    given = {"item_id": "i", "old": SAYS, "new": told} | more
    return Decision(what=what, who=who, when=f"2026-01-{n:02}T00:00:00+00:00", **given)


def kept(*decisions: Decision) -> Ledger:
    """A ledger that holds them."""
    return Ledger(decisions=decisions)


def counts(*decisions: Decision) -> list[str]:
    """Who it is whose decisions count."""
    return [one.who for one in in_force(kept(*decisions))[0]]


def test_what_was_not_seen_is_not_replaced() -> None:
    """Two who decide at once differ; one who has seen the other settles it, also by the same answer."""
    first = decided("Anna", 1, "vilande")
    [other] = new([decided("Bo", 2, "ej påbörjat")], kept(first))
    assert other.of == () and counts(first, other) == []
    [aware] = new([decided("Bo", 2, "ej påbörjat")], kept(first), seen=[first.id])
    assert counts(first, aware) == ["Bo"]
    both = [first.id, other.id]
    [again] = new([decided("Anna", 3, "vilande")], kept(first, other), seen=both)
    assert set(again.of) == set(both) and counts(first, other, again) == ["Anna"]
    assert new([decided("Anna", 4, "vilande")], kept(first, other, again), seen=[again.id]) == []


def test_two_who_say_the_same_both_stand() -> None:
    """So that one of them can be taken back and the other's answer still counts."""
    first = decided("Anna", 1, "vilande")
    [other] = new([decided("Bo", 2, "vilande")], kept(first), seen=[first.id])
    assert other.of == () and len(standing([first, other])) == 2
    back = decided("Bo", 3, what=What.TAKE_BACK, of=(other.id,))
    assert counts(first, other, back) == ["Anna"]


def test_what_is_taken_back_gives_way_to_what_it_replaced() -> None:
    """An answer that replaced another, and a taking back."""
    first = decided("Anna", 1, "vilande")
    [second] = new([decided("Anna", 2, "utgår")], kept(first))
    assert standing([first, second]) == [second]
    back = decided("Anna", 3, what=What.TAKE_BACK, of=(second.id,))
    assert standing([first, second, back]) == [first]
    undone = decided("Anna", 4, what=What.TAKE_BACK, of=(back.id,))
    assert standing([first, second, back, undone]) == [second]


def test_agreement_is_between_people_not_files() -> None:
    """The same figures before and after one ledger has taken over the other."""
    mine = [decided("Anna", n, "vilande", item_id=f"i{n}") for n in range(1, 5)]
    theirs = [decided("Bo", n, "vilande" if n < 3 else "utgår", item_id=f"i{n}") for n in range(1, 5)]
    apart = of_people(kept(*mine), kept(*theirs))
    assert [(one.column, one.n, one.same) for one in apart["Anna", "Bo"]][1] == ("status", 4, 0.5)
    assert of_people(kept(*mine, *theirs), kept(*theirs)) == apart
    again = [decided("Anna", 9, "vilande", item_id=f"i{n}") for n in range(1, 5)]
    [(people, told)] = of_people(kept(*mine), kept(*again)).items()
    assert people == ("Anna", "Anna") and told[0].n == 4, "one person twice: how stable the coding is"


# On reports


def tertial(*arguments: object) -> Result:
    """What a command gives."""
    return CliRunner().invoke(main, [*map(str, arguments)])


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A report and its dataset."""
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "almvik.txt").write_text(REPORT, encoding="utf-8")
    return run(tmp_path)


def run(place: Path) -> Path:
    """Runs over the reports of a place."""
    done = tertial("run", "--quiet", place / "reports", "--out", place / "out", "--workers", "1")
    assert done.exit_code == 0, done.output
    return place


def resaved(place: Path, old: str, now: str) -> None:
    """The report with other words, read again."""
    path = place / "reports" / "almvik.txt"
    path.write_text(path.read_text(encoding="utf-8").replace(old, now), encoding="utf-8")
    run(place)


def rows(place: Path, table: str) -> list[dict[str, str]]:
    """The rows of a table."""
    return [dict(row) for row in open_dataset(place / "out").rows(table)]


def statuses(place: Path) -> list[tuple[str, str]]:
    """Status and method of the first item's statements."""
    first = rows(place, "items")[0]["item_id"]
    return [
        (row["assessment"], row["method"]) for row in rows(place, "assessments") if row["item_id"] == first
    ]


class Person:
    """Somebody with a page open on the statement of the first item."""

    def __init__(self, place: Path, who: str) -> None:
        dataset = open_dataset(place / "out")
        asked = questions(dataset)
        self._at = next(
            f"/q/{n}"
            for n, one in enumerate(asked, 1)
            if not isinstance(one, Pair) and not one.severity and one.evidence == WORDS
        )
        self._client = create_app(dataset, "t", "sv", {"localhost"}, who).test_client()
        self._client.get("/?token=t")
        self.look()

    def look(self) -> None:
        """Opens the page, which shows what is decided by then."""
        page = self._client.get(self._at).get_data(as_text=True)
        self._seen = page.partition('name="seen" value="')[2].partition('"')[0]

    def say(self, what: str, status: str = "") -> None:
        """Sends the form of the page."""
        with self._client.session_transaction() as session:
            csrf = session["csrf"]
        told = {"assessment": status, "modality": "utfall"} if status else {}
        sent = {"csrf": csrf, "seen": self._seen, "what": what, **told}
        assert self._client.post(self._at, data=sent).status_code == 302


def test_pages_that_were_open_at_once(place: Path) -> None:
    """Each decides without having seen the other: they differ until somebody sees both."""
    anna, bo = Person(place, "Anna"), Person(place, "Bo")
    anna.say("confirm")
    bo.say("status", "vilande")
    run(place)
    assert {row["result"] for row in rows(place, "corrections")} == {"conflict"}
    assert statuses(place)[0][1] != "review"
    bo.look()
    bo.say("status", "vilande")
    run(place)
    assert statuses(place) == [("vilande", "review")]


def filled(place: Path, name: str, *answers: dict[str, str]) -> Path:
    """A workbook with an answer on the first item's row; further ones on copies of the row."""
    path = place / name
    assert tertial("export", place / "out", "-o", path, "--force").exit_code == 0
    book = openpyxl.load_workbook(path)
    sheet = book["Att granska"]
    head = [cell.value for cell in sheet[1]]
    row = next(r for r in sheet.iter_rows(min_row=2) if r[head.index("Belägg (ordagrant)")].value == WORDS)
    own = [cell.value for cell in row]
    for n, answer in enumerate(answers):
        at = row[0].row if not n else sheet.max_row + 1
        for column, value in enumerate(own, start=1):
            sheet.cell(at, column).value = answer.get(head[column - 1], value)
    book.save(path)
    return path


def test_workbooks_filled_in_at_once(place: Path) -> None:
    """Who fills in a workbook has not seen what others fill in."""
    for who, status in (("Anna", "vilande"), ("Bo", "utgår")):
        book = filled(place, f"{who}.xlsx", {"Beslut": "fel", "Ny status": status})
        assert tertial("review", place / "out", "--import", book, "--who", who).exit_code == 0
    run(place)
    assert {row["result"] for row in rows(place, "corrections")} == {"conflict"}


def test_rows_that_decide_nothing_are_refused(place: Path) -> None:
    """A note alone, and two rows on one thing that say different things."""
    book = filled(place, "a.xlsx", {"Anmärkning": "se sidan 4"})
    done = tertial("review", place / "out", "--import", book, "--who", "Anna")
    assert done.exit_code == 1 and "inget beslut" in done.stderr
    book = filled(place, "b.xlsx", *({"Beslut": "fel", "Ny status": one} for one in ("vilande", "utgår")))
    done = tertial("review", place / "out", "--import", book, "--who", "Anna")
    assert done.exit_code == 1 and "säger olika" in done.stderr
    assert (
        not (place / "out" / ledger.FILE).is_file()
        or not ledger.read([place / "out" / ledger.FILE]).decisions
    )


@pytest.mark.parametrize("now", ["Uppdraget är inte påbörjat.", "Vi tänker på saken.", "Hallen är klar."])
def test_what_was_confirmed_of_words_that_are_gone(place: Path, now: str) -> None:
    """It is told as without a place, and nothing is added beside what the report says now."""
    Person(place, "Anna").say("confirm")
    resaved(place, WORDS, now)
    assert [row["result"] for row in rows(place, "corrections")] == ["orphaned"]
    assert not [one for one in statuses(place) if one[1] == "review"]


def test_people_who_decided_on_two_saves_of_a_report(place: Path) -> None:
    """They differ though the item has another id in each."""
    Person(place, "Anna").say("status", "vilande")
    made = (place / "out" / ledger.FILE).read_bytes()
    (place / "out" / ledger.FILE).unlink()
    resaved(place, "tertial 2 2023", "tertial 2 2023\n\nUpprättad i september.")
    Person(place, "Bo").say("status", "utgår")
    with (place / "out" / ledger.FILE).open("ab") as file:
        file.write(made)
    run(place)
    assert [row["result"] for row in rows(place, "corrections")] == ["conflict", "conflict"]


def test_one_flag_of_several_is_dismissed() -> None:
    """That with the words of the decision; one alone also when a version of tertial words it otherwise."""

    def flag(message: str, item_id: str = "") -> Flag:
        given: dict[str, Any] = {"document_id": "d", "item_id": item_id, "board": "", "evidence": ""}
        return Flag(code=FlagCode.CLAIM_MISMATCH, severity=Severity.WARNING, message=message, **given)

    def dismiss(message: str) -> tuple[str, ...]:
        return "d", "", "", FlagCode.CLAIM_MISMATCH.value, message

    several = [flag("Fyra sägs, tre finns."), flag("Var femte sägs, var fjärde är det."), flag("Fel.", "i")]
    assert without(several, [dismiss("Fyra sägs, tre finns.")]) == (several[1], several[2])
    assert without(several, [dismiss("Något annat.")]) == tuple(several)
    assert without(several[1:], [dismiss("Något annat.")]) == (several[2],)
