"""What is drawn of a report in which several boards answer one matter, and what is right for it."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any, Final

from tests.metamorphic.answered_forms import AREA_MARKS, GIVEN, MARKS, TITLES

POOL: Final[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "answered.toml").read_text(encoding="utf-8")
)
BOARDS: Final[dict[str, dict[str, str]]] = POOL["boards"]
Matter = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Said:
    """What a board says of a matter."""

    code: str
    state: str
    """Empty where it says nothing of how it goes."""
    told: str
    values: Mapping[str, str]
    """What the forms print, by name."""


@dataclass(slots=True)
class Wanted:
    """What is right for a matter."""

    title: str
    area: str
    boards: set[str]
    sections: dict[str, str]
    """What only this board tells."""
    said: set[tuple[str, str]]


@dataclass(slots=True)
class Report:
    """A report with what should be found in it."""

    name: str
    kind: str
    settings: dict[str, Any]
    lines: list[str] = field(default_factory=list)
    wanted: list[Wanted] = field(default_factory=list)
    drawn: dict[str, str] = field(default_factory=dict)


class Drawing:
    """A report while it is drawn."""

    def __init__(self, draw: Random, layouts: Mapping[str, Layout]) -> None:
        self.draw = draw
        self.year = draw.choice((2008, 2014, 2019, 2023))
        self.kind = draw.choice(("uppdrag", "uppdrag", "mål"))
        self.states = POOL[self.kind]["states"]
        self.orders = draw.choice((("first",), ("last",), ("first", "last", "after one")))
        self.silent = draw.choice((0, 0, 0.2))
        self.layout = draw.choice(sorted(layouts))
        self.laid_out = layouts[self.layout]
        self.areas = draw.random() < 0.4 and self.layout in BENEATH
        self.given = draw.choice(GIVEN)
        settings: dict[str, Any] = {"format": draw.choice(("docx", "docx", "txt"))}
        if settings["format"] == "docx":
            settings["heading_style"] = draw.choice(("styles", "styles", "bold", "large"))
        self.out = Report(draw.choice(POOL["municipalities"]), self.kind, settings)

    def choose(self, what: str, of: Sequence[str]) -> str:
        """One of several, noted for the one who reads what went wrong."""
        self.out.drawn[what] = self.draw.choice(of)
        return self.out.drawn[what]

    def report(self) -> Report:
        """The report, with what is right for it."""
        draw, out = self.draw, self.out
        when = draw.choice((f"tertial 2 {self.year}", f"helåret {self.year}", f"augusti {self.year}"))
        title = self.choose("title", TITLES[self.kind]).format(when=when, year=self.year)
        out.drawn |= {"layout": self.layout, "given": self.given, "areas": str(self.areas)}
        told = ", ".join(f"{code} = {board['name'].lower()}" for code, board in BOARDS.items())
        out.lines += [f"# {title}", "", f"{out.name}s kommun. Nämnderna har själva lämnat texterna.", ""]
        out.lines += [f"Förkortningar: {told}.", ""]
        matters = draw.sample(POOL["matter"], draw.randint(4, 6)) + draw.sample(POOL["sole"], 3)
        draw.shuffle(matters)
        if self.areas:
            matters.sort(key=lambda m: m["area"])
        out.lines += self.laid_out(self, matters)
        return out

    def title(self, matter: Matter) -> str:
        """What a matter is called."""
        return str(matter["order" if self.kind == "uppdrag" else "goal"])

    def said(self, matter: Matter, form: str = "") -> list[Said]:
        """What each board of a matter says; one that some form tells the state of is never silent."""
        draw, told = self.draw, matter["told"]
        own = told if isinstance(told, dict) else {matter["board"]: told}
        stated = any(slot in form for slot in ("{word}", "{Word}", "{turned}", "{subject}"))
        result = []
        for code, text in own.items():
            state = "" if not stated and draw.random() < self.silent else draw.choice(sorted(self.states))
            words = {name: draw.choice(some) for name, some in self.states[state or "genomfört"].items()}
            first, _, rest = text.partition(". ")
            order = draw.choice(self.orders) if rest else "last"
            whole = {
                "first": f"{words['sentence']} {text}", "last": f"{text} {words['sentence']}",
                "after one": f"{first}. {words['sentence']} {rest}",
            }[order]  # fmt: skip
            name, office = BOARDS[code]["name"], BOARDS[code]["office"]
            values = words | {
                "code": code, "Code": code.capitalize(), "k": str(len(result) + 1), "name": name,
                "low": small(name), "office": office, "told": text,
                "low_office": small(office), "own": whole if state else text, "Word": words["word"],
                "that": subordinate(words["sentence"]),
                "judged": f"{words['word']}. {text}" if state else text, "word": words["word"].lower(),
            }  # fmt: skip
            result.append(Said(code, state, text, values))
        return result

    def want(self, matter: Matter, said: Sequence[Said], whole: str = "") -> Wanted:
        """Take up what is right for a matter, which as a whole goes as `whole` says."""
        names = {a.code: BOARDS[a.code]["name"] for a in said}
        sole = len(said) == 1
        one = Wanted(
            title=self.title(matter),
            area=matter["area"] if self.areas else "",
            boards=set() if sole and not self.given and self.layout in BENEATH else set(names.values()),
            sections={} if sole or self.layout == "by state" else {names[a.code]: a.told for a in said},
            said={("" if sole else names[a.code], a.state) for a in said if a.state},
        )
        one.said |= {("", whole)} if whole else set()
        self.out.wanted.append(one)
        return one

    def overall(self, matter: Matter) -> tuple[str, list[str]]:
        """How a matter goes as a whole, and the paragraphs that say it before the answers."""
        how = self.draw.choice(("state", "label", "text", ""))
        state = self.draw.choice(sorted(self.states)) if how in ("state", "label") else ""
        words = {name: self.draw.choice(some) for name, some in self.states[state].items()} if state else {}
        return state, {
            "state": lambda: [f"{matter['whole']} {words['sentence']}"],
            "label": lambda: [f"Status: {words['word']}", matter["whole"]],
            "text": lambda: [matter["whole"]],
            "": lambda: [],
        }[how]()  # fmt: skip

    def beneath(
        self, matters: Sequence[Matter], form: str, body: Callable[[list[Said]], Iterator[str]]
    ) -> Iterator[str]:
        """Titles, who has each, what is said of it as a whole, and the boards' answers in some form."""
        mark, area_mark = self.choose("mark", MARKS), self.choose("area", AREA_MARKS)
        while self.areas and mark.startswith("{n}. ") and "{n}. " in area_mark:
            area_mark = self.choose("area", AREA_MARKS)
        over, areas, word = "", 0, self.kind.capitalize()
        for n, matter in enumerate(matters, start=1):
            if self.areas and matter["area"] != over:
                over, areas = matter["area"], areas + 1
                counted = {
                    "n": areas,
                    "letter": "ABCDE"[areas - 1],
                    "roman": ("I", "II", "III", "IV", "V")[areas - 1],
                }
                yield from (area_mark.format(name=over, **counted), "")
            said = self.said(matter, form)
            names = [a.values["name"] for a in said]
            codes = [a.code for a in said]
            who = self.given.format(
                codes=", ".join(codes), slashed="/".join(codes), names=joined(names),
                low=joined([small(name) for name in names]), first=names[0],
                others="".join(f"\n\nMedverkande: {joined(rest)}" for rest in [names[1:]] if rest),
            )  # fmt: skip
            after = who if who.startswith(" ") else ""
            yield from (
                mark.format(title=self.title(matter), n=n, letter="ABCDEFGHI"[n - 1], word=word, who=after),
                "",
            )
            yield from (*who.split("\n"), "") if who and not after else ()
            if len(said) == 1:
                self.want(matter, said)
                yield from (said[0].values["own"], "")
                continue
            state, before = self.overall(matter)
            self.want(matter, said, state)
            for text in before:
                yield from (text, "")
            yield from (*body(said), "")


def subordinate(sentence: str) -> str:
    """A sentence as it stands after `att`: `uppdraget inte är klart`."""
    if sentence.startswith("Därmed är "):
        return f"{sentence.removeprefix('Därmed är ').rpartition(' ')[0]} därmed är klart."
    subject, verb, rest = f"{sentence} ".split(" ", 2)
    turns = ("ännu inte ", "inte ", "delvis ")
    turn = next((t for t in turns if rest.startswith(t)), "") if verb in ("är", "har") else ""
    return f"{subject.lower()} {turn}{verb} {rest.removeprefix(turn)}".strip()


def small(name: str) -> str:
    """A name as it stands inside a sentence."""
    return name[0].lower() + name[1:]


def joined(names: Sequence[str]) -> str:
    """Names, with `och` before the last."""
    return " och ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


BENEATH: Final = ("paragraphs", "freely", "together", "small table", "by state")
"""Layouts in which nothing but what is said under a title may tell who has it."""


Layout = Callable[[Drawing, Sequence[Matter]], Iterator[str]]
"""The lines of a report's matters."""
