"""Draws everyday reports at random: numbered uppdrag in chapters, tables with comments, figures last."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any, Final

from tertial.analysis import Report, analyse
from tests.metamorphic.reading import read, rows

CONTENT: Final[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "ordinary.toml").read_text(encoding="utf-8")
)
NUMBERS: Final = (
    "{n}. ", "{n}.\t", "{n} ", "{n}) ", "{c}.{k} ", "{c}.{k}\t", "Uppdrag {n}: ", "Uppdrag {n} – ", "U{n} ",
    "{c}:{k} ", "Nr {n}. ", "2014:{n} ",
)  # fmt: skip
ALL: Final = (
    "Uppdrag till samtliga nämnder", "Samtliga nämnder", "Uppdrag till alla nämnder", "Alla nämnder",
    "Gemensamma uppdrag till alla nämnder", "Uppdrag som rör samtliga nämnder",
    "Övriga uppdrag till samtliga nämnder",
)  # fmt: skip
DECIDED: Final = ("Kf 2013-11-18, § 96.", "Beslut: KF 2013-11-18 § 96", "(Budget 2014)")
GROUPS: Final = ("Nya uppdrag", "Uppdrag från tidigare år", "Kvarstående uppdrag", "Uppdrag i budget 2014")
FORMS: Final = ("{board}: {text}", "{board} – {text}", "- {board}: {text}", "{board}\n\n{text}")
FIGURES: Final = (
    "Budgetavvikelse, kkr", "", "Nämnd\tBudget\tUtfall\tAvvikelse", "Kommunstyrelsen\t31 450\t30 980\t470",
    "Vård- och omsorgsnämnden\t187 900\t192 350\t-4 450", "Summa\t219 350\t223 330\t-3 980", "",
)  # fmt: skip
LETTERHEADS: Final = (
    ("{town}s kommun", "Kommunledningskontoret", "Handläggare: Siv Åkerlind, controller"),
    ("{TOWN}S KOMMUN", "Ekonomikontoret", "2015-02-11\tDnr 2015/44-041"),
    ("{town}s kommun",),
    ("Kommunstyrelsens förvaltning", "{town}s kommun"),
)  # fmt: skip
TITLES: Final = (
    "Uppföljning av fullmäktiges uppdrag till nämnderna", "Bilaga 2. Redovisning av uppdrag till nämnderna",
    "Fullmäktiges uppdrag – läget vid årets slut", "Uppdrag i budget 2014, uppföljning",
)  # fmt: skip
OPENINGS: Final = (
    "Här redovisas de uppdrag som fullmäktige lämnade i budgeten för 2014. Nämndernas svar har kortats.",
    "Sammanställningen bygger på vad nämnderna har lämnat till kommunledningskontoret. Uppdrag som var "
    "slutförda vid delårsbokslutet har tagits bort.",
)  # fmt: skip
AFTER: Final = ("Budgetutfall 2014", "Nämndernas resultat", "Ekonomi", "Personal", "Fortsatt arbete")
TOLD_AFTER: Final = (
    "Nämndernas samlade underskott blev 5 190 kkr, vilket är 1 240 kkr sämre än prognosen i delårsbokslutet.",
    "Antalet tillsvidareanställda har ökat med elva sedan förra årsskiftet, främst inom äldreomsorgen.",
)  # fmt: skip
COMMENTS: Final = ("**Kommentar**", "Kommentar", "**Kommentar:**", "Kommentar:", "**Nämndens kommentar**", "")
SPEAKERS: Final = ("**{board}**<br>{text}", "{board}<br>{text}", "{board}: {text}", "**{board}:** {text}")


@dataclass
class Wanted:
    """What an item should say: of itself, and by board."""

    title: str
    kind: str = "uppdrag"
    area: str = ""
    responsible: tuple[str, ...] = ()
    said: set[tuple[str, str, str]] = field(default_factory=set)
    sections: tuple[str, ...] = ()


@dataclass
class Drawn:
    """A report as its lines, and what it should say."""

    lines: list[str]
    settings: dict[str, Any]
    wanted: list[Wanted]


def _wanted(matter: dict[str, Any], title: str, *, whole: bool, area: str = "") -> Wanted:
    answers = matter.get("answers", {})
    said = {("", *state) for state in matter["expected"]} if whole or not answers else set()
    said |= {(board, state, "utfall") for board, (_, state) in answers.items()}
    boards = ("Alla nämnder",) if answers else (matter["board"],)
    return Wanted(title, "uppdrag", area, boards, said, tuple(answers))


def chapters(draw: Random) -> Drawn:
    """Chapters of boards, with numbered titles of any wording over an answer each; figures follow."""
    plain = draw.random() < 0.6
    town = draw.choice(("Almhult", "Norrvika", "Sörbo", "Hedlanda"))
    chapter = draw.choice(("{C}", "{c}", "{c}:") if plain else ("# {c}", "# {c}", "**{c}**"))
    number = draw.choice(NUMBERS)
    mark = "{t}" if plain else draw.choice(("## {t}", "**{t}**", "{t}", "### {t}"))
    names = draw.choice((0.0, 0.3, 0.5))
    restart = draw.random() < 0.3
    answer = draw.choice((*FORMS, FORMS[0])) if plain else draw.choice((*FORMS, "**{board}:** {text}"))
    decided, groups_in, two = draw.random() < 0.2, draw.random() < 0.2, draw.random() < 0.3
    decision = draw.choice(DECIDED)
    if groups_in and not plain:
        chapter, mark = "# {c}", draw.choice(("### {t}", "**{t}**"))
    lines: list[str] = []
    heads = draw.choice(LETTERHEADS)
    for line in heads:
        lines += [line.format(town=town, TOWN=town.upper())] + ([] if plain else [""])
    lines += ["", draw.choice(TITLES) if plain else "# " + draw.choice(TITLES), "", draw.choice(OPENINGS), ""]
    wanted: list[Wanted] = []
    n = 0
    groups: list[tuple[str, list[dict[str, Any]]]] = [
        (board, [m for m in CONTENT["matter"] if m["board"] == board]) for board in CONTENT["boards"]
    ]
    groups.append((draw.choice(ALL), CONTENT["shared"]))
    for c, (board, matters) in enumerate(groups, start=1):
        lines += [chapter.format(C=board.upper(), c=board), ""]
        for k, matter in enumerate(matters, start=1):
            n = k if restart else n + 1
            title = matter["name"] if draw.random() < names else matter["title"]
            if groups_in and k in (1, 3) and "told" in matter:
                lines += [("## {t}" if not plain else "{t}").format(t=GROUPS[k - 1]), ""]
            lines += [mark.format(t=number.format(n=n, c=c, k=k) + title), ""]
            if decided:
                lines += [decision, ""]
            for said, (text, _) in matter.get("answers", {}).items():
                lines += [*answer.format(board=said, text=text).split("\n"), ""]
            if "told" in matter and two:
                lines += [f"{part}." for part in matter["told"].rstrip(".").split(". ")] + [""]
            elif "told" in matter:
                lines += [matter["told"], ""]
            wanted.append(_wanted(matter, title, whole=False))
    if draw.random() < 0.7:
        lines += [chapter.format(C=(after := draw.choice(AFTER)).upper(), c=after).rstrip(":"), ""]
        lines += [*(FIGURES if plain and draw.random() < 0.5 else ()), draw.choice(TOLD_AFTER)]
    suffix = {"format": "txt"} if plain else {}
    return Drawn(lines, suffix, wanted)


def tables(draw: Random) -> Drawn:
    """A table for each area, a row for each uppdrag and its comment in a row across below or in a column."""
    town = draw.choice(("Almhult", "Norrvika", "Sörbo", "Hedlanda"))
    prefix = draw.choice(("", "Fokusområde ", "Målområde: ", "Strategiskt område: "))
    below = draw.random() < 0.7
    label, speaker = draw.choice(COMMENTS), draw.choice(SPEAKERS)
    sign = draw.choice(("", "+sym{Wingdings:6C} ", "● "))
    columns = ["Uppdrag", "Ansvarig", "Startdatum", "Slutdatum", "Status"]
    if draw.random() < 0.5:
        columns = ["Nr", "Uppdrag", "Ansvarig nämnd", "Klart senast", "Status"]
    head = columns if below else [*columns, "Kommentar"]
    lines = [f"{town}s kommun", "", draw.choice(OPENINGS), ""]
    wanted: list[Wanted] = []
    everyone = draw.choice(("Samtliga nämnder", "Alla nämnder"))
    for c, (area, board) in enumerate(zip(CONTENT["areas"], CONTENT["boards"], strict=True), start=1):
        lines += [f"# {prefix}{area}", ""]
        if draw.random() < 0.5:
            lines += ["Befolkningen minskade med 67 personer under året.", ""]
        lines += [f"| {' | '.join(head)} |", "|" + "---|" * len(head)]
        matters = [m for m in CONTENT["matter"] if m["board"] == board]
        matters += [CONTENT["shared"][c // 2]] if c % 2 else []
        for k, matter in enumerate(matters, start=1):
            title = matter["name"] if draw.random() < 0.2 else matter["title"]
            who = everyone if "answers" in matter else matter["board"]
            row = [title, who, "2014-01-01", "2014-12-31", sign + matter["cell"]]
            if columns[0] == "Nr":
                row = [f"{c}.{k}", title, who, "2014-12-31", sign + matter["cell"]]
            else:
                row[0] = f"{c}.{k} {title}"
            parts = [label] if label and below else []
            parts += [speaker.format(board=b, text=t) for b, (t, _) in matter.get("answers", {}).items()]
            parts += [matter["told"]] if "told" in matter else []
            if not below:
                row.append("<br>".join(parts))
            lines.append(f"| {' | '.join(row)} |")
            if below and draw.random() < 0.9:
                lines.append(f"| {'<br>'.join(parts)} |" + " < |" * (len(columns) - 1))
                wanted.append(_wanted(matter, title, whole=True, area=area))
            else:
                one = _wanted(matter, title, whole=True, area=area)
                if below:
                    one.said, one.sections = {r for r in one.said if not r[0]}, ()
                wanted.append(one)
        lines.append("")
    return Drawn(lines, {"title": draw.choice(TITLES)}, wanted)


GOALS: Final = (
    ("En trygg omsorg", "Brukare med hemtjänst ska möta så få medarbetare som möjligt",
     ("Schemalägg i fasta slingor", "Utbilda planerare i verktyget")),
    ("Delaktighet", "Personer med funktionsnedsättning ska ha inflytande över sin vardag",
     ("Brukarråd på alla gruppbostäder", "Granska ett urval genomförandeplaner")),
    ("Attraktiv arbetsgivare", "Förvaltningen ska vara en arbetsplats där medarbetare vill stanna",
     ("Handlingsplaner utifrån enkäten", "Traineeprogram för nya sjuksköterskor")),
)  # fmt: skip
CHAPTERS: Final = (
    "Uppdrag", "Uppdrag från kommunfullmäktige", "Särskilda uppdrag", "Uppdrag till nämnden",
    "Övriga uppdrag", "Nämndens uppdrag", "Kommunfullmäktiges uppdrag", "Uppdrag i budget 2014",
    "Riktade uppdrag", "Uppföljning av uppdrag", "Politiska uppdrag",
)  # fmt: skip


def board_report(draw: Random) -> Drawn:
    """One board's own report: mål with a table of aktiviteter each, and a chapter of uppdrag."""
    town = draw.choice(("Almhult", "Norrvika", "Sörbo", "Hedlanda"))
    lines = [f"Omsorgsnämnden, {town}s kommun", "", "# Sammanfattning", "", TOLD_AFTER[0], ""]
    wanted: list[Wanted] = []
    goal = draw.choice(("Nämndmål {n}: {t}", "Mål {n}: {t}", "Mål: {t}", "Nämndmål {n}. {t}"))
    over = draw.choice(("Målområde: {a}", "Målområde {a}", "Fokusområde: {a}"))
    label = draw.choice(("Ansvarig: {w}", "**Ansvarig:** {w}", "Ansvarig funktion: {w}", ""))
    first = draw.random() < 0.3

    def goals() -> Iterator[str]:
        yield "# Mål och aktiviteter"
        yield ""
        for n, (area, title, activities) in enumerate(GOALS, start=1):
            yield f"## {over.format(a=area)}"
            yield ""
            yield f"### {goal.format(n=n, t=title)}"
            yield ""
            yield "**Prognos helår:** Målet bedöms uppfyllas."
            yield ""
            wanted.append(Wanted(title, "mål", area, (), {("", "genomfört", "prognos")}))
            yield "| Aktivitet | Ansvarig | Klart senast | Status | Kommentar |"
            yield "|---|---|---|---|---|"
            for activity in activities:
                yield f"| {activity} | Verksamhetschef | 2014-12-31 | Påbörjad | {{tom}} |"
                wanted.append(Wanted(activity, "aktivitet", title, (), {("", "pågår", "utfall")}))
            yield ""

    def uppdrag() -> Iterator[str]:
        yield f"# {draw.choice(CHAPTERS)}"
        yield ""
        if draw.random() < 0.6:
            yield "Nedan redovisas uppdrag som fullmäktige lämnat i budgeten och sådana som pågår."
            yield ""
        level = draw.choice(("##", "###"))
        grouped = draw.random() < 0.4
        for n, matter in enumerate(CONTENT["matter"][3:9]):
            if grouped and not n % 3:
                yield f"## {('Uppdrag från kommunfullmäktige', 'Uppdrag från nämnden')[n // 3]}"
                yield ""
            yield f"{'###' if grouped else level} {matter['title']}"
            yield ""
            if label:
                yield label.format(w=draw.choice(("Förvaltningschef", "Ekonom", "MAS, enhetschef")))
                yield ""
            yield matter["told"]
            yield ""
            wanted.append(Wanted(matter["title"], "uppdrag", "", (), {("", *s) for s in matter["expected"]}))

    for part in (uppdrag, goals) if first else (goals, uppdrag):
        lines += list(part())
    lines += ["# Ekonomi", "", TOLD_AFTER[0], ""]
    settings = {"title": "Uppföljningsrapport tertial 2 2014", "heading_numbers": draw.random() < 0.6}
    return Drawn(lines, settings, wanted)


Family = Callable[[Random], Drawn]
FAMILIES: Final[tuple[Family, ...]] = (chapters, tables, board_report)


def read_drawn(drawn: Drawn) -> Report:
    """What is read of a report as it is drawn."""
    if drawn.settings.get("format") == "txt":
        return analyse("\r\n".join(drawn.lines).encode("cp1252"), "bilaga.txt")
    return read(drawn.lines, drawn.settings, "bilaga")


def faults(drawn: Drawn) -> list[str]:
    """What is missing, invented or told otherwise, in words; empty where all comes out as it was drawn."""
    found = read_drawn(drawn)
    said = rows(found)
    sections: dict[str, list[str]] = defaultdict(list)
    for section in found.sections:
        sections[section.item_id].append(section.board)
    got = {item.title: item for item in found.items}
    wrong = [f"invented {title}" for title in got.keys() - {one.title for one in drawn.wanted}]
    for one in drawn.wanted:
        item = got.get(one.title)
        if item is None:
            wrong.append(f"missing {one.title}")
            continue
        pairs: tuple[tuple[str, object, object], ...] = (
            ("kind", one.kind, item.kind.value),
            ("area", one.area, item.area),
            ("boards", one.responsible, item.boards),
            ("said", one.said, said[item.item_id]),
            ("sections", sorted(one.sections), sorted(sections[item.item_id])),
            ("after", False, any(text in item.text for text in TOLD_AFTER)),
        )
        wrong += [f"{name} of {one.title}: {want} got {is_}" for name, want, is_ in pairs if want != is_]
    return wrong
