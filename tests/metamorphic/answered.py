"""Draws at random how several boards answer one matter: under it, in its table, or each in its own chapter.

The boards that are asked have it, those that answer have it where nobody is asked; each answer is its board's
section.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any, Final

POOL: Final[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "answered.toml").read_text(encoding="utf-8")
)
BOARDS: Final[dict[str, dict[str, str]]] = POOL["boards"]
TITLES: Final = {
    "uppdrag": (
        "Uppföljning av uppdrag {when}", "Delårsrapport {when}: fullmäktiges uppdrag",
        "Återrapportering av budgetuppdrag {when}", "Verksamhetsberättelse {year}: uppdragen",
        "Uppdragen i mål och budget, läget {when}",
    ),
    "mål": (
        "Måluppföljning {when}", "Delårsrapport {when}: måluppfyllelse",
        "Verksamhetsberättelse {year}: målen",
    ),
}  # fmt: skip
MARKS: Final = (
    "## {title}{who}", "### {n}. {title}{who}", "**{title}{who}**", "**{n}. {title}{who}**",
    "**{word} {n}: {title}{who}**", "{n}. {title}{who}", "## {word} {n} – {title}{who}", "{n}) {title}{who}",
    "{word}: {title}{who}", "**{word}: {title}{who}**", "{n} {title}{who}", "{letter}. {title}{who}",
)  # fmt: skip
AREA_MARKS: Final = (
    "# {name}", "# {name}", "# {n}. {name}", "# Målområde {n}: {name}", "# Fokusområde: {name}",
    "# {roman}  {name}", "# {roman}. {name}", "# Område {letter}. {name}", "# Inriktning {n} – {name}",
    "# Inom målområdet {name}", "# Del {n}. {name}",
)  # fmt: skip
GIVEN: Final = (
    "", "", " ({codes})", " ({names})", "Ansvarig: {names}", "Berörda nämnder: {names}", "{codes}",
    "{slashed}", "Till: {names}", "Nämnd: {names}", "*Frågan gick till {low}.*", " – {codes}",
    " [{codes}]", " ({slashed})", "Ansvar: {codes}", "Uppdraget till: {names}", "Ansvarig: {first}{others}",
)  # fmt: skip
"""Who has it: after the title, or on a line under it."""
ANSWERS: Final = (
    "{name}: {own}", "{code}: {own}", "{name}: {judged}", "{code} – {judged}", "{name} – {own}",
    "{name}. {own}", "{code}. {own}", "{code}&tab;{own}", "{name}, {word}: {told}", "{name} ({word}): {told}",
    "{name} – {word}. {told}", "**{name}** {own}", "**{name}.** {own}", "**{code}** {own}", "*{name}* {own}",
    "**{office}:** {own}", "{office}: {own}", "- {name}: {own}", "- {code}: {own}", "- {name} – {judged}",
    "- **{name}** {own}", "- {name} {subject} {told}", "{name} {subject} {told}", "{office} {subject} {told}",
    "**{name}** {subject} {told}", "{code} {subject} {told}", "{name} rapporterar: {own}",
    "{name} svarar: {own}", "{code} svarar: {own}", "Svar från {low}: {own}", "Kommentar från {low}: {own}",
    "Svar {code}: {own}", "{name}s svar: {own}", "{name}s del: {own}", "I {low} {turned} {told}",
    "Hos {low} {turned} {told}", "Inom {low_office} {turned} {told}", "För {low}s del {turned} {told}",
    "Enligt {low} {turned} {told}", "På {low_office} {turned} {told}", "{own} ({code})", "{own} ({low})",
    "{own} /{code}", "{own} [{code}]", "[{code}] {own}", "({code}) {own}", "#### {name}\n\n{own}",
    "**{name}**\n\n{own}", "{name}\n\n{own}", "{code}\n\n{own}", "*{office}*\n\n{own}",
    "**{name}** – {word}\n\n{told}", "**{name}**\n\nStatus: {Word}\n\n{told}",
    "Status {code}: {Word}. {told}", "{name}\\\n{own}", "a) {name}: {own}",
    "{Code}: {own}", "{Code}: {judged}", "{Code} {subject} {told}", "{name} [{word}]: {told}",
    "- {name} [{word}]: {told}", "{code} [{Word}]: {told}", "{code} → {Word}. {told}", "{own} /{low}",
    "{own} – {name}", "{name} ({code}): {own}", "{code} ({office}): {own}", "Från {low}: {own}",
    "{name} anger: {own}", "{name} har svarat: {own}", "I {low}s svar sägs: {told} {sentence}",
    "**{name}** ({word})\n\n{told}", "#### {code}\n\n{own}", "**{office} – {word}**\n\n{told}",
    "{office}s kommentar: {own}", "{name}s bedömning: {own}", "{k} {name}: {own}",
)  # fmt: skip
TOGETHER: Final = (
    "{name}: {own}", "{code}: {own}", "{name} {subject} {told}", "{code} {subject} {told}",
    "**{name}.** {own}", "**{name}** {subject} {told}", "I {low} {turned} {told}",
    "Hos {low} {turned} {told}", "För {low}s del {turned} {told}", "{code} – {judged}", "{own} ({code})",
    "{Code}: {own}", "{Code} {subject} {told}", "{office} {subject} {told}",
    "På {low_office} {turned} {told}",
)  # fmt: skip
"""Forms that stand one after the other in a single paragraph."""
FREELY: Final = (
    "{name} {subject} {told}", "{office} {subject} {told}", "I {low} {turned} {told}",
    "Hos {low} {turned} {told}", "För {low}s del {turned} {told}", "Inom {low_office} {turned} {told}",
    "{name} uppger att {that} {told}", "{name} meddelar att {that} {told}", "Enligt {low} {turned} {told}",
    "{name} redovisar att {that} {told}", "Även {low} {subject} {told}",
    "{name}s förvaltning {subject} {told}",
    "Av {low}s svar framgår att {that} {told}", "Från {low} uppges att {that} {told}",
    "{name} skriver: {own}", "{name} anser att {that} {told}", "Vad gäller {low} {turned} {told}",
    "{name}, som {asked}, {subject} {told}", "När det gäller {low} {turned} {told}",
    "{name} konstaterar att {that} {told}", "I {low}s verksamhet {turned} {told}",
    "{name}s bedömning är att {that} {told}", "Däremot {low_subject} {told}",
    "Samtidigt {low_subject} {told}",
)  # fmt: skip
"""How boards that have no heading say it, each in its own way under one title."""
CLOSING: Final = (
    "Samlad bedömning: {ks} delar nämndernas bild.", "Sammantagen bedömning: {sentence}",
    "Samlad bedömning: {ks} delar nämndernas bild. {sentence}", "Sammanfattningsvis {turned}",
    "{Thing} som helhet: {word}", "Samlad status: {Word}", "Helhetsbedömning: {sentence}",
    "**Samlad bedömning**&para;{sentence}", "Samlat omdöme: {Word}", "Sammantaget {turned}",
    "Kommunledningens samlade bedömning: {sentence}", "Totalt sett {turned}",
    "Kommentar till helheten: {ks} följer frågan.", "Bedömning av {thing} i sin helhet: {sentence}",
    "{ks} bedömer sammantaget att {that}", "Slutsats för hela kommunen: {sentence}",
)  # fmt: skip
"""What is said of all boards again, after their answers."""
CHAPTERS: Final = ("# {name}", "# {n} {name}", "# {name} ({code})", "# {office}")
OWN: Final = (
    "## {title}\n\n{own}", "**{title}**\n\n{own}", "**{title}.** {own}", "- **{title}** – {own}",
    "*{title}.* {own}", "### {n}. {title}\n\n{own}",
)  # fmt: skip
DECLARED: Final = ("{key}. {title} ({all})", "{key}. {title}", "{key}) {title}", "- {key}: {title}")
TAKEN_UP: Final = (
    "**{short} ({key}).** {own}", "{short} ({key}) {turned} {told}", "**{key}.** {own}", "{key}. {own}",
    "Uppdrag {key}, {low_short}: {own}", "{key}. {short}: {own}", "**{key}. {short}**\n\n{own}",
    "**{key}. {title}**\n\n{own}", "### {key} {short}\n\n{own}", "Uppdrag {key}: {own}",
    "**Uppdrag {key}** {own}", "- {key}: {own}", "- {key} {short} – {own}", "### {title}\n\n{own}",
    "{short} (gemensamt uppdrag {key}): {own}", "I fråga om uppdrag {key} {turned} {told}",
)  # fmt: skip
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


def drawn(seed: int, layout: str = "") -> Report:
    """The report of a seed.

    Args:
        layout: One of LAYOUTS; empty for any.
    """
    return _Drawing(Random(seed), layout).report()


class _Drawing:
    def __init__(self, draw: Random, layout: str) -> None:
        self.draw = draw
        self.year = draw.choice((2008, 2014, 2019, 2023))
        self.kind = draw.choice(("uppdrag", "uppdrag", "mål"))
        self.states = POOL[self.kind]["states"]
        self.orders = draw.choice((("first",), ("last",), ("first", "last", "after one")))
        self.silent = draw.choice((0, 0, 0.2))
        self.layout = layout or draw.choice(sorted(LAYOUTS))
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
        out.lines += LAYOUTS[self.layout](self, matters)
        return out

    def title(self, matter: Matter) -> str:
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
                "low": _small(name), "office": office, "told": text,
                "low_office": _small(office), "own": whole if state else text, "Word": words["word"],
                "that": _subordinate(words["sentence"]),
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
                codes=", ".join(codes), slashed="/".join(codes), names=_joined(names),
                low=_joined([_small(name) for name in names]), first=names[0],
                others="".join(f"\n\nMedverkande: {_joined(rest)}" for rest in [names[1:]] if rest),
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


def _subordinate(sentence: str) -> str:
    """A sentence as it stands after `att`: `uppdraget inte är klart`."""
    if sentence.startswith("Därmed är "):
        return f"{sentence.removeprefix('Därmed är ').rpartition(' ')[0]} därmed är klart."
    subject, verb, rest = f"{sentence} ".split(" ", 2)
    turns = ("ännu inte ", "inte ", "delvis ")
    turn = next((t for t in turns if rest.startswith(t)), "") if verb in ("är", "har") else ""
    return f"{subject.lower()} {turn}{verb} {rest.removeprefix(turn)}".strip()


def _small(name: str) -> str:
    return name[0].lower() + name[1:]


def _joined(names: Sequence[str]) -> str:
    return " och ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _head(cells: Sequence[str]) -> Iterator[str]:
    yield from (_row(cells), "|" + "---|" * len(cells))


def _paragraphs(d: _Drawing, matters: Sequence[Matter]) -> Iterator[str]:
    form = d.choose("form", ANSWERS)

    def body(said: list[Said]) -> Iterator[str]:
        for a in said:
            yield from form.format(**a.values).split("\n")
            yield from () if form.startswith("- ") else ("",)

    return d.beneath(matters, form, body)


def _freely(d: _Drawing, matters: Sequence[Matter]) -> Iterator[str]:
    """Paragraphs without headings, each board in its own words, and what is said of the whole after them."""
    forms = d.draw.sample(FREELY, 4)
    closing = d.choose("closing", ("", "", "", *CLOSING))
    d.out.drawn["form"] = str(forms)

    def body(said: list[Said]) -> Iterator[str]:
        for a in said:
            words = {
                "asked": "fick frågan i mars",
                "low_subject": _turned(a.values["subject"], a.values["low"]),
            }
            form = d.out.drawn[f"{d.out.wanted[-1].title}, {a.values['name']}"] = d.draw.choice(forms)
            yield from (form.format(**a.values, **words), "")
        if closing:
            whole = [state for board, state in d.out.wanted[-1].said if not board]
            state = whole[0] if whole else d.draw.choice(sorted(d.states))
            words = {name: d.draw.choice(some) for name, some in d.states[state].items()}
            thing = "uppdraget" if d.kind == "uppdrag" else "målet"
            words |= {"that": _subordinate(words["sentence"]), "thing": thing, "Thing": thing.capitalize()}
            ks = BOARDS["KS"]["name"]
            text = closing.format(**{**words, "word": words["word"].lower(), "Word": words["word"], "ks": ks})
            yield from (text.replace("&para;", "\n\n"), "")
            if any(slot in closing for slot in ("{sentence}", "{word}", "{Word}", "{turned}", "{that}")):
                d.out.wanted[-1].said.add(("", state))

    return d.beneath(matters, "{subject}", body)


def _turned(clause: str, name: str) -> str:
    """A clause with its finite verb before the name: `har nämnden påbörjat arbetet`."""
    verb, _, rest = clause.partition(" ")
    return f"{verb} {name} {rest}"


def _together(d: _Drawing, matters: Sequence[Matter]) -> Iterator[str]:
    form = d.choose("form", TOGETHER)
    return d.beneath(matters, form, lambda said: iter([" ".join(form.format(**a.values) for a in said)]))


def _small_table(d: _Drawing, matters: Sequence[Matter]) -> Iterator[str]:
    who = d.choose("who", ("name", "name", "code", "office"))
    state = d.draw.choice(("Status", "Läge", "Hur går det?", "Bedömning", ""))
    told = d.draw.choice(("Kommentar", "Redovisning", "Vad är gjort", "Analys"))

    def body(said: list[Said]) -> Iterator[str]:
        yield from _head(["Förvaltning" if who == "office" else "Nämnd", *([state] if state else []), told])
        for a in said:
            word = a.values["Word"] if a.state else "{tom}"
            yield _row([a.values[who], word, a.told] if state else [a.values[who], a.values["judged"]])

    return d.beneath(matters, "", body)


def _in_cells(d: _Drawing, matters: Sequence[Matter]) -> Iterator[str]:
    """One table; the answers stand one below the other in the comment."""
    draw = d.draw
    form = d.choose("form", [f for f in ANSWERS if f[0] not in "-#" and "\n" not in f and "&tab;" not in f])
    status, told = draw.choice(("Status", "Läge", "Bedömning")), draw.choice(("Kommentar", "Svar"))
    yield from _head([d.kind.capitalize(), draw.choice(("Ansvarig", "Nämnd", "Till")), status, told])
    for matter in matters:
        said = d.said(matter, form)
        who = ", ".join(a.values["name"] for a in said)
        state = draw.choice(sorted(d.states)) if len(said) > 1 else said[0].state
        d.want(matter, said, state if len(said) > 1 else "")
        word = draw.choice(d.states[state]["word"]) if state else "{tom}"
        text = (
            [matter["whole"], *(form.format(**a.values) for a in said)] if len(said) > 1 else [said[0].told]
        )
        yield _row([d.title(matter), who, word, "<br>".join(text)])
    yield ""


def _rows(d: _Drawing, matters: Sequence[Matter]) -> Iterator[str]:
    """A row for each board that answers; the title stands once, in each row, or in a row across."""
    draw, how = d.draw, d.choose("how", ("^", "{tom}", "repeated", "across"))
    names = [
        draw.choice(("Nämnd", "Ansvarig nämnd")),
        draw.choice(("Status", "Läge")),
        draw.choice(("Svar", "Analys")),
    ]
    yield from _head(names if how == "across" else [d.kind.capitalize(), *names])
    for n, matter in enumerate(matters, start=1):
        said = d.said(matter)
        d.want(matter, said)
        if how == "across":
            yield _row([f"{n}. {d.title(matter)}", "<", "<"])
        for k, a in enumerate(said):
            first = d.title(matter) if not k or how == "repeated" else how
            cells = [a.values["name"], a.values["Word"] if a.state else "–", a.told]
            yield _row(cells if how == "across" else [first, *cells])
    yield ""


def _matrix(d: _Drawing, matters: Sequence[Matter]) -> Iterator[str]:
    """A column for each board, with its answer or a word."""
    named, words = d.choose("named", ("name", "code")), d.draw.random() < 0.4
    nothing = d.choose("nothing", ("{tom}", "–", "Berörs ej"))
    yield from _head([d.kind.capitalize(), *(b["name"] if named == "name" else c for c, b in BOARDS.items())])
    for matter in matters:
        said = {a.code: a for a in d.said(matter, "{word}")}
        one = d.want(matter, list(said.values()))
        one.sections = {} if words else one.sections
        cells = [said[c].values["Word" if words else "judged"] if c in said else nothing for c in BOARDS]
        yield _row([d.title(matter), *cells])
    yield ""


def _cards(d: _Drawing, matters: Sequence[Matter]) -> Iterator[str]:
    """A small table for each matter, with a row for each board."""
    draw, three, named = d.draw, d.draw.random() < 0.5, d.choose("named", ("name", "code"))
    who, status = draw.choice(("Ansvarig", "Berörda nämnder", "Till")), draw.choice(("Status", "Läge"))
    over = ["<"] if three else []
    for n, matter in enumerate(matters, start=1):
        said = d.said(matter)
        state = draw.choice(sorted(d.states)) if len(said) > 1 else said[0].state
        d.want(matter, said, state if len(said) > 1 else "")
        yield _row([f"{d.kind.capitalize()} {n}", d.title(matter), *over])
        yield _row([who, ", ".join(a.values["name"] for a in said), *over])
        yield _row([status, draw.choice(d.states[state]["word"]) if state else "–", *over])
        yield _row(["Kommentar", matter["whole"] if len(said) > 1 else said[0].told, *over])
        for a in said if len(said) > 1 else ():
            told = [a.values["Word"] if a.state else "–", a.told] if three else [a.values["judged"]]
            yield _row([a.values[named], *told])
        yield ""


def _by_board(d: _Drawing, matters: Sequence[Matter], shared: Sequence[Matter] = ()) -> Iterator[str]:
    """Boards' chapters; what several answer stands in each, by its title or as it was listed before."""
    chapter, own = d.choose("chapter", CHAPTERS), d.choose("own", OWN[:2] if shared else OWN)
    said: list[tuple[Matter, str, Said]] = []
    if shared:
        keys = d.choose("keys", ("A B C", "1 2 3", "G1 G2 G3")).split()
        declared, taken = d.choose("declared", DECLARED), d.choose("taken", TAKEN_UP)
        while keys[0] == "1" and not taken.startswith(("###", "**{key}. ", "Uppdrag", "I fråga")):
            taken = d.choose("taken", TAKEN_UP)
        yield from (d.choose("over", (f"# Gemensamma {d.kind}", "Detta är gemensamt för flera nämnder:")), "")
        for key, matter in zip(keys, shared, strict=False):
            answers = d.said(matter, taken)
            d.want(matter, answers)
            values = {
                "key": key,
                "title": d.title(matter),
                "short": matter["name"],
                "low_short": _small(matter["name"]),
            }
            yield from (declared.format(all=_joined([a.values["low"] for a in answers]), **values), "")
            said += [(matter, taken.format(**values, **a.values), a) for a in answers]
    for matter in matters:
        answers = d.said(matter)
        d.want(matter, answers)
        said += [(matter, "", a) for a in answers]
    for c, (code, board) in enumerate(BOARDS.items(), start=1):
        mine = [(m, text, a) for m, text, a in said if a.code == code]
        yield from (chapter.format(code=code, n=c, **board), "") if mine else ()
        for n, (matter, text, a) in enumerate(mine, start=1):
            yield from (text or own.format(title=d.title(matter), n=n, **a.values)).split("\n")
            yield ""


def _declared(d: _Drawing, matters: Sequence[Matter]) -> Iterator[str]:
    """What several answer is listed before the boards' chapters, which answer it by its letter."""
    return _by_board(d, POOL["sole"], [m for m in matters if isinstance(m["told"], dict)][:3])


def _by_state(d: _Drawing, matters: Sequence[Matter]) -> Iterator[str]:
    """The boards of each state on a line: `Klart: KS, SN`."""
    named, sign = d.choose("named", ("name", "code")), d.choose("sign", (": ", " – ", ": "))

    def body(said: list[Said]) -> Iterator[str]:
        states = {a.state: a.values["Word"] for a in said}
        for state, word in states.items():
            who = [a.values[named] for a in said if a.state == state]
            yield from (f"{word}{sign}{', '.join(who)}", "")

    return (line for line in d.beneath(matters, "{word}", body))


def _under_state(d: _Drawing, matters: Sequence[Matter]) -> Iterator[str]:
    """One table; the answers stand under the state, in its cell."""
    d.out.settings["format"] = "docx"
    forms = [f for f in ANSWERS if f[0] not in "-#" and "\n" not in f and "&tab;" not in f]
    opened = ("{code}", "{Code}", "{name}:", "{name}.", "{office}:")
    form = d.choose("form", [f for f in forms if f.startswith(opened)])
    who = d.choose("who", ("column", "title"))
    status = d.draw.choice(("Status", "Läge", "Var vi är"))
    yield from _head([d.kind.capitalize(), *(["Ansvarig"] if who == "column" else []), status])
    for matter in matters:
        said = d.said(matter, form)
        codes = ", ".join(a.code for a in said)
        state = d.draw.choice(sorted(d.states)) if len(said) > 1 else said[0].state
        d.want(matter, said, state if len(said) > 1 else "")
        word = d.draw.choice(d.states[state]["word"]) if state else "–"
        told = [form.format(**a.values) for a in said] if len(said) > 1 else [said[0].told]
        title = d.title(matter) if who == "column" else f"{d.title(matter)} ({codes})"
        yield _row([title, *([codes] if who == "column" else []), "<br>".join([word, *told])])
    yield ""


LAYOUTS: Final[Mapping[str, Callable[[_Drawing, Sequence[Matter]], Iterator[str]]]] = {
    "paragraphs": _paragraphs, "freely": _freely, "together": _together, "small table": _small_table,
    "in cells": _in_cells, "rows": _rows, "matrix": _matrix, "cards": _cards, "by board": _by_board,
    "declared": _declared,
    "by state": _by_state, "under state": _under_state,
}  # fmt: skip
BENEATH: Final = ("paragraphs", "freely", "together", "small table", "by state")
"""Layouts in which nothing but what is said under a title may tell who has it."""
