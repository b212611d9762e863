"""Names of columns and labels: each row of the table proves itself."""

from __future__ import annotations

import re

import pytest

from tertial.parsers.furniture import is_furniture
from tertial.parsers.headings import area_name, is_chapter_name
from tertial.parsers.kinds import _cues
from tertial.parsers.references import reference_first
from tertial.parsers.roles import column, label, names_columns
from tertial.resources import read_table
from tertial.swedish.words import fold


@pytest.mark.parametrize("row", read_table("roles.csv"), ids=lambda row: f"{row['role']}: {row['name']}")
def test_each_name_is_read_as_its_role_and_its_counterexample_is_not(row: dict[str, str]) -> None:
    """A row's example has the row's role; its counterexample, which looks like it, has another or none."""
    found = column(row["example"])
    assert found is not None
    assert found.name == row["role"]
    other = column(row["counterexample"])
    assert (
        other is None or (other.name, other.kind) != (found.name, found.kind) or other.weight != found.weight
    )


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Nr Uppdrag Ansvarig Status", True),
        ("Uppdrag Ansvarig nämnd Status Kommentar", True),
        ("Aktivitet Startdatum Slutdatum Status", True),
        ("Uppdrag och status", False),
        ("Mål uppdrag och aktiviteter", False),
        ("Ansvarig nämnd rapporterar uppdrag", False),
        ("Uppdrag från nämnden klart i tid", False),
    ],
)
def test_a_head_run_together(line: str, expected: bool) -> None:
    """The names of columns on one line head a table whose cells were torn apart, and are no heading."""
    assert names_columns(line) == expected


@pytest.mark.parametrize("row", read_table("other_things.csv"), ids=lambda row: row["example"])
def test_names_of_other_things(row: dict[str, str]) -> None:
    """A thing that is no item is told by its name, and what sounds like it is none."""
    pattern = re.compile(row["pattern"])
    assert pattern.fullmatch(fold(row["example"])) and not pattern.fullmatch(fold(row["counterexample"]))
    role = column(row["example"])
    assert role is None or role.name != "title" or role.weight < 2


@pytest.mark.parametrize("row", read_table("not_followups.csv"), ids=lambda row: row["cue"])
def test_each_cue_finds_its_example_and_not_its_counterexample(row: dict[str, str]) -> None:
    """A cue for documents that follow nothing up holds for its example only."""
    pattern = next(p for p, where, _ in _cues() if p.pattern == row["cue"] and where == row["where"])
    assert pattern.search(fold(row["example"]))
    assert not pattern.search(fold(row["counterexample"]))


@pytest.mark.parametrize(
    ("line", "role", "value"),
    [
        ("Status: Pågår", "status", "Pågår"),
        ("**Ansvarig nämnd:** BUN", "responsible", "BUN"),
        ("Kommentar T2 2022: Arbetet löper på.", "comment", "Arbetet löper på."),
        ("Klart senast: 2023-05-31", "end", "2023-05-31"),
    ],
)
def test_a_label_gives_its_role_and_where_its_value_begins(line: str, role: str, value: str) -> None:
    """`Status: Pågår` is a status whose value is `Pågår`."""
    found = label(line)
    assert found is not None
    assert found.role.name == role
    assert line[found.value_start :] == value


@pytest.mark.parametrize(
    "line", ["Det viktigaste är: mer tid", "Kl 10:30 började mötet", "Tre steg återstår: a, b och c"]
)
def test_a_colon_in_a_sentence_makes_no_label(line: str) -> None:
    """Words before a colon that name no role are text."""
    assert label(line) is None


@pytest.mark.parametrize(
    ("heading", "area"),
    [
        ("Mål inom målområde Vuxna", "Vuxna"),
        ("Målområde: Trygghet", "Trygghet"),
        ("Fokusområde 2 – Ett grönt Norrby", "Ett grönt Norrby"),
        ("3.1 Levande landsbygd", "Levande landsbygd"),
        ("En trygg kommun", "En trygg kommun"),
    ],
)
def test_an_area_is_named_without_what_says_that_it_is_one(heading: str, area: str) -> None:
    """Numbering and words such as `målområde` are no part of an area's name."""
    assert area_name(heading) == area


@pytest.mark.parametrize(
    ("heading", "chapter"),
    [
        ("Uppdrag från kommunfullmäktige", True),
        ("Nämndens uppdrag 2022", True),
        ("Uppföljning av Norrby kommuns uppdrag T2 2022", True),
        ("Uppdrag som berör flera nämnder", True),
        ("Nämndövergripande uppdrag i korthet", True),
        ("Delat ansvar", False),
        ("En trygg kommun", False),
        ("Uppdrag om trygghet", False),
    ],
)
def test_a_heading_that_only_says_that_uppdrag_follow_is_a_chapter(heading: str, *, chapter: bool) -> None:
    """A heading whose every word is generic names no subject."""
    assert is_chapter_name(heading, ("Norrby",)) is chapter


@pytest.mark.parametrize("row", read_table("followups.csv"), ids=lambda row: row["cue"])
def test_what_a_followup_is_called_is_told_from_what_it_is_like(row: dict[str, str]) -> None:
    """A name of documents that follow something up finds its example and not its counterexample."""
    assert re.search(row["cue"], fold(row["example"]))
    assert not re.search(row["cue"], fold(row["counterexample"]))


@pytest.mark.parametrize("row", read_table("page_furniture.csv"), ids=lambda row: row["example"])
def test_each_line_of_a_site_is_its_example_and_not_its_counterexample(row: dict[str, str]) -> None:
    """A line that every page has is told from one that begins with its words."""
    assert re.fullmatch(row["line"], fold(row["example"]).strip(" .:"))
    assert is_furniture(row["example"])
    assert not is_furniture(row["counterexample"])


@pytest.mark.parametrize(
    "row", [*read_table("references.csv"), *read_table("sources.csv")], ids=lambda row: row["example"]
)
def test_each_part_of_a_reference_is_its_example_and_not_its_counterexample(row: dict[str, str]) -> None:
    """A pattern is all of its example and not all of its counterexample."""
    assert re.fullmatch(row["pattern"], row["example"], re.IGNORECASE)
    assert not re.fullmatch(row["pattern"], row["counterexample"], 0 if "sure" in row else re.IGNORECASE)


@pytest.mark.parametrize("row", read_table("ordering_phrases.csv"), ids=lambda row: row["example"])
def test_each_phrase_orders_in_its_example_alone(row: dict[str, str]) -> None:
    """What says that something is ordered is found in its example and not in its counterexample."""
    assert re.search(row["pattern"], row["example"], re.IGNORECASE)
    assert not re.search(row["pattern"], row["counterexample"], re.IGNORECASE)


@pytest.mark.parametrize(
    ("line", "rest"),
    [
        ("Kf § 45/04 Utreda taxan", "Utreda taxan"),
        ("Kf den 14 juni 2004, § 45: Utreda taxan", "Utreda taxan"),
        ("Dnr KS 2004.0112 Utreda taxan", "Utreda taxan"),
        ("2004-06-14 Utreda taxan", "2004-06-14 Utreda taxan"),
    ],
)
def test_a_reference_before_a_title_is_its_number(line: str, rest: str) -> None:
    """What a paragraph or diary number refers to begins after it; a date alone refers to nothing."""
    assert line[reference_first(line) :] == rest
