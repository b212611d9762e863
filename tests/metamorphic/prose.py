"""Draws reports at random in which boards' chapters answer their uppdrag in running prose."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any, Final

DATA: Final[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "prose.toml").read_text(encoding="utf-8")
)
BOARDS: Final[dict[str, str]] = DATA["boards"]
STATES: Final[dict[str, dict[str, list[str]]]] = DATA["states"]
FRAME: Final[dict[str, list[str]]] = DATA["frame"]
FAMILIES: Final[dict[str, list[str]]] = DATA["forms"] | {
    "mixed": [form for family in ("named", "given", "concern") for form in DATA["forms"][family]]
}
ONE_FORM: Final = frozenset({"numbered", "numbered_otherwise", "quoted", "run in"})
"""Families of which a house uses one form; it mixes those of the others."""
LEADS: Final = ("", "", "", "", "- ", "– ", "{letter}) ", "{n}. ")
TAILS: Final = ("last", "last", "last", "bracket", "square", "closing", "line", "first", "middle", "second")


@dataclass
class Told:
    """What is right for one matter."""

    titles: set[str]
    """The words of the order, or its name where the report has only that or both."""
    boards: set[str] = field(default_factory=set)
    said: set[tuple[str, str]] = field(default_factory=set)
    """Each board that answers and what it says."""


@dataclass(frozen=True)
class House:
    """How one report is laid out."""

    family: str
    forms: tuple[str, ...]
    chapter: str
    lead: str
    tail: str
    listed: str
    """Where a list of all uppdrag stands: before, after or nowhere."""
    shared: bool
    joined: bool
    """Two uppdrag may stand in one paragraph."""
    settings: dict[str, Any]


def house(draw: Random) -> House:
    """A way of writing such a report."""
    kind = draw.choice(("docx", "docx", "txt"))
    family = draw.choice(list(FAMILIES))
    forms = [form for form in FAMILIES[family] if kind == "docx" or "*" not in form]
    chosen = draw.sample(forms, 1 if family in ONE_FORM else min(len(forms), draw.choice((1, 2, 4, 8))))
    chapter = draw.choice([one for one in FRAME["chapters"] if kind == "docx" or "*" not in one])
    plain = family in ONE_FORM
    look = {"heading_style": draw.choice(("styles", "styles", "bold", "large", "custom"))}
    return House(
        family, tuple(chosen), chapter,
        lead="" if plain or chapter.endswith(":** ") else draw.choice(LEADS),
        tail=draw.choice(TAILS),
        listed=draw.choice(("", "", "", "", "before", "after")),
        shared=draw.random() < 0.3,
        joined=family in ("named", "given", "concern", "mixed") and draw.random() < 0.2,
        settings={"format": kind, **(look if kind == "docx" else {"wrap": draw.choice((0, 72))})},
    )  # fmt: skip


def write(draw: Random, one: House) -> tuple[list[str], list[Told]]:
    """A report of a house in the notation of corpus/README.md, and what is right for it."""
    year = draw.randint(2004, 2024)
    title = draw.choice(FRAME["titles"]).format(year=year)
    lines = [f"# {title}", ""]
    lines += [f"Granhults kommun, {draw.choice(('kansliet', 'ekonomienheten'))}", ""]
    for text in draw.sample(FRAME["introductions"], draw.choice((1, 1, 2))):
        lines += [text.format(year=year), ""]
    codes = draw.sample(list(BOARDS), draw.randint(3, 6))
    if draw.random() < 0.5:
        codes.sort(key=lambda code: BOARDS[code])
    matters: list[tuple[str, list[str]]] = []
    for code in codes:
        own = draw.sample(DATA["matters"][code], draw.randint(2, 5))
        matters += [(code, matter) for matter in own]
    shared = draw.choice(DATA["matters"]["ALL"]) if one.shared else None
    wanted: dict[str, Told] = {}
    body: list[str] = []
    number = 0
    for n, code in enumerate(codes, start=1):
        label = _chapter(one.chapter, code, n)
        paragraphs: list[list[str]] = []
        if draw.random() < 0.5:
            text = draw.choice(DATA["noise"]["openings"])
            low = BOARDS[code].lower()
            paragraphs.append([text.format(board=low, Board=BOARDS[code], boards=f"{low}s")])
        own = [matter for other, matter in matters if other == code] + ([shared] if shared and n <= 3 else [])
        answers = []
        for letter, matter in zip("abcdefgh", own, strict=False):
            number += 1
            state = matter[2] if matter is not shared else draw.choice(list(STATES))
            form = draw.choice(one.forms)
            lead = one.lead.format(letter=letter, n=number)
            answers.append(_answer(draw, form, one.tail, matter, state, code, number, year, lead))
            told = wanted.setdefault(matter[0], Told(_titles(form, matter)))
            told.boards.add(BOARDS[code])
            told.said.add((BOARDS[code], state))
        if one.joined and len(answers) > 1 and not any(len(answer) > 1 for answer in answers):
            answers = [[f"{answers[0][0]} {answers[1][0]}"], *answers[2:]]
        paragraphs += answers
        for _ in range(draw.choice((0, 0, 1, 2))):
            at = draw.choice((0, len(paragraphs), len(paragraphs), draw.randrange(len(paragraphs) + 1)))
            paragraphs.insert(at, [draw.choice(DATA["noise"]["paragraphs"])])
        if label.endswith(": ") or label.endswith(":** "):
            paragraphs[0][0] = label + paragraphs[0][0]
        else:
            body += [label, ""]
        for text in (text for paragraph in paragraphs for text in paragraph):
            body += [text, ""]
    every = list(_list(draw, matters)) if one.listed else []
    lines += every if one.listed == "before" else []
    lines += body
    if draw.random() < 0.3:
        heading = [f"## {draw.choice(('Avslutning', 'Sammanfattning', 'Den fortsatta uppföljningen'))}", ""]
        lines += [*heading, draw.choice(DATA["noise"]["closing"]), ""]
    lines += every if one.listed == "after" else []
    return lines, list(wanted.values())


def _chapter(form: str, code: str, n: int) -> str:
    name = BOARDS[code]
    office = name.replace("nämnden", "förvaltningen").replace("Kommunstyrelsen", "Kommunledningskontoret")
    return form.format(board=name, n=n, capitals=name.upper(), office=office, lower=name.lower(), code=code)


def _titles(form: str, matter: list[str]) -> set[str]:
    both = {"order": matter[0], "Order": matter[0], "Name": matter[1]}
    return {text for slot, text in both.items() if f"{{{slot}}}" in form}


def _answer(
    draw: Random, form: str, tail: str, matter: list[str], state: str, code: str, n: int, year: int, lead: str
) -> list[str]:
    """The paragraphs that answer one uppdrag."""
    order, name, _, told = matter
    said = {slot: draw.choice(choices) for slot, choices in STATES[state].items()}
    first, _, rest = told.partition(". ")
    first = f"{first.rstrip('.')}."
    closing = draw.choice(("Bedömning", "Status", "Läge"))
    answer = {
        "last": [f"{told} {said['sentence']}"],
        "bracket": [f"{told} ({said['word']})"],
        "square": [f"{told} [{said['word']}]"],
        "closing": [told, f"{closing}: {said['word']}"],
        "line": [told, said["sentence"]],
        "first": [f"{said['word']}. {told}"],
        "middle": [f"{first} {said['sentence']} {rest}".strip()],
        "second": [first, f"{rest} {said['sentence']}".strip()],
    }[tail]
    text = form.format(
        order=order, Order=order[0].upper() + order[1:], Name=name, n=n, year=year, told=told,
        answer=answer[0], predicate=said["predicate"], turned=said["turned"], sentence=said["sentence"],
        board=BOARDS[code], lower=BOARDS[code].lower(),
    )  # fmt: skip
    return [f"{lead}{text}", *(answer[1:] if "{answer}" in form else [])]


def _list(draw: Random, matters: list[tuple[str, list[str]]]) -> Iterator[str]:
    """All uppdrag in a list, with who has each."""
    form = draw.choice(("- {order} ({board})", "{n}. {order} ({board})", "- {order}"))
    yield from (
        f"## {draw.choice(('Uppdragen i sammandrag', 'Förteckning över uppdragen', 'Alla uppdrag'))}",
        "",
    )
    for n, (code, matter) in enumerate(matters, start=1):
        yield form.format(order=matter[0][0].upper() + matter[0][1:], board=BOARDS[code], n=n)
    yield ""
