"""Who writes a report, who gets it and who gave its uppdrag have none of them."""

from __future__ import annotations

import pytest

from tertial.analysis import analyse

HEADS = (
    "Hedmarks kommun\nKommunstyrelsen\n2014-09-12",
    "HEDMARKS KOMMUN\nKommunledningskontoret\nDatum 2014-09-12   Dnr KS 2014/212",
    "Hedmarks kommun\nTill kommunstyrelsen",
    "Hedmarks kommun\nSAMMANTRÄDESHANDLING\nKommunstyrelsen 2014-09-23",
    "Tjänsteskrivelse\nHedmarks kommun\nEkonomikontoret\nKommunstyrelsen",
    "Hedmarks kommun\nMottagare: Kommunstyrelsen\nHandläggare: Per Ek",
    "Hedmarks kommun\nKommunfullmäktige",
)
TITLES = (
    "Uppföljning av kommunfullmäktiges uppdrag, delårsrapport 2014-08-31",
    "Särskilda uppdrag till nämnderna 2014 – läget 31 augusti",
    "Återrapportering av uppdrag i budget 2014, tertial 2",
)
GROUPS = (
    "Uppdrag från kommunstyrelsen",
    "Uppdrag från barn- och utbildningsnämnden",
    "Kommunstyrelsens uppdrag till nämnderna",
    "Beställningar från kommunstyrelsen",
    "Beslutade av kommunstyrelsen",
)
GIVERS = (
    "Givet av: KS",
    "Källa: KS § 12/2013",
    "Från: KS",
    "Initierat av: Kommunstyrelsen",
    "Beställare: KS",
    "Beslutsinstans: KS",
    "Återrapporteras till: Kommunstyrelsen",
    "Upphov: KS",
)
ITEMS = (
    ("Ta fram en ny översiktsplan", "", "Uppdraget är genomfört."),
    ("Se över skolskjutsarna", "Socialnämnden, Miljönämnden", "Socialnämnden: Klart.\nMiljönämnden: Pågår."),
    ("Inrätta ett ungdomsråd", "", "Frågan bereds av socialnämndens presidium. Arbetet pågår."),
    ("Utreda kommunens lokaler", "Tekniska nämnden, Miljönämnden", "Arbetet har inte påbörjats."),
    ("Kartlägga tomgångskörning", "", "Arbetet pågår."),
    ("Redovisa vakanser", "Socialnämnden, Tekniska nämnden", "Arbetet har inte påbörjats."),
)
GIVEN = {title: tuple(who.split(", ")) if who else () for title, who, _ in ITEMS}


def _boards(
    head: str, title: str, *, over: str = "", under: str = "", mark: str = "1. "
) -> dict[str, tuple[str, ...]]:
    """The boards of each item of a report with this head; of the items with a line over all or under each."""
    parts = [head, title, over]
    for n, (name, who, said) in enumerate(ITEMS, 1):
        given = f"Nämnder: {who}" if who else ""
        parts.append("\n".join(filter(None, (mark.replace("1", str(n)) + name, under, given, said))))
    found = analyse("\n\n".join(filter(None, parts)).encode(), "rapport.txt")
    return {item.title: item.boards for item in found.items}


@pytest.mark.parametrize("title", TITLES)
@pytest.mark.parametrize("head", HEADS)
def test_who_writes_and_to_whom_has_no_uppdrag(head: str, title: str) -> None:
    """A board in the head of a letter is in no item's boards, whatever the report is called."""
    assert _boards(head, title) == GIVEN
    assert _boards(head, title, mark="• ") == GIVEN


@pytest.mark.parametrize("group", GROUPS)
def test_a_chapter_of_what_a_board_has_given_is_not_its_own(group: str) -> None:
    """`Uppdrag från kommunstyrelsen` says whence the items come, and neither who has them nor their area."""
    assert _boards("Hedmarks kommun", TITLES[0], over=group) == GIVEN


@pytest.mark.parametrize("giver", GIVERS)
def test_a_label_of_who_gave_an_uppdrag_says_not_who_has_it(giver: str) -> None:
    """Beside `Nämnder:` a label over one and the same board is not of who has the item, known or not."""
    assert _boards("Hedmarks kommun", TITLES[0], under=giver) == GIVEN


def test_who_has_an_uppdrag_by_a_decision_in_a_register_is_kept() -> None:
    """A line of who has the item under the line of its decision is read as such."""
    text = "Hedmarks kommun\nUppföljning av uppdrag 2014\n\n" + "\n\n".join(
        f"{name}\nKälla: KS § {n}/2013\nAnsvarig: Tekniska nämnden\n{said.splitlines()[-1]}"
        for n, (name, _, said) in enumerate(ITEMS, 12)
    )
    found = analyse(text.encode(), "rapport.txt")
    assert [(item.responsible, item.boards) for item in found.items] == [
        ("Tekniska nämnden", ("Tekniska nämnden",))
    ] * len(ITEMS)


def test_a_chapter_of_a_board_under_the_title_still_has_its_uppdrag() -> None:
    """A board's heading under what the report is called opens its chapter, also where one stands over it."""
    chapters = {"Socialnämnden": ITEMS[:3], "Tekniska nämnden": ITEMS[3:]}
    text = f"{HEADS[0]}\n{TITLES[0]}\n\n" + "\n\n".join(
        "\n\n".join([board, *(f"{n}. {name}\nArbetet pågår." for n, (name, _, _) in enumerate(items, 1))])
        for board, items in chapters.items()
    )
    found = analyse(text.encode(), "rapport.txt")
    assert {item.title: item.boards for item in found.items} == {
        name: (board,) for board, items in chapters.items() for name, *_ in items
    }


@pytest.mark.parametrize(
    "whence",
    ["Beslut: Budget 2015", "Källa: Mål och budget 2014", "Beslut: Budget 2015, ändrat KF 2015-10-26 § 104"],
)
def test_whence_an_uppdrag_comes_is_no_part_of_who_has_it(whence: str) -> None:
    """A line that says who and whence gives who has the item as printed, and nothing more."""
    text = "Hedmarks kommun\nUppföljning av uppdrag 2015\n\n" + "\n\n".join(
        f"{n}. {name}\nAnsvarig: Tekniska nämnden. {whence}\nArbetet pågår."
        for n, (name, *_) in enumerate(ITEMS, 1)
    )
    found = analyse(text.encode(), "rapport.txt")
    assert {item.responsible for item in found.items} == {"Tekniska nämnden"}
    assert [item.title for item in found.items] == [name for name, *_ in ITEMS]


@pytest.mark.parametrize(
    "head", ["Redovisning av fullmäktiges uppdrag", "Uppföljning av uppdrag till {board}"]
)
def test_the_first_of_several_chapters_is_no_letterhead(head: str) -> None:
    """Where each board has a chapter with a title of its own, the first has its uppdrag as the others."""
    chapters = [
        f"## {board}\n\n## {head.format(board=board.lower())}\n\n### {name}\n\nUppdraget är genomfört."
        for board, (name, *_) in zip(("Socialnämnden", "Tekniska nämnden"), ITEMS, strict=False)
    ]
    text = "# Almviks kommun\n\n" + "\n\n".join(chapters)
    found = analyse(text.encode(), "rapport.md")
    assert [item.boards for item in found.items] == [("Socialnämnden",), ("Tekniska nämnden",)]
