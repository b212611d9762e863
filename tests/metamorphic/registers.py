"""Draws registers of decisions at random: entries in plain text, tables of pairs, ledgers, cards and lists.

The same houses hold registers that follow nothing up, as diaries, agendas and plans, which must stay empty.
"""

from __future__ import annotations

import textwrap
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any, Final

from builder.notation import Source
from builder.reports import report
from tests.metamorphic.secretary import BOARDS, MATTERS, SENTENCES, STATES, Account, plain

_HELD: Final[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "registers.toml").read_text(encoding="utf-8")
)
PLACES: Final = ("Granhult", "Sjöhammar", "Lillsele", "Hagfälla", "Norrmyra", "Ekvallen", "Tranebro")
OTHERS: Final[list[Mapping[str, Any]]] = _HELD["other"]
NAMES: Final = {
    "n": ("Nr", "Löpnr", "#", ""),
    "ref": ("Beslut", "Kf §", "Dnr", "KF-beslut", "Datum och §", "Paragraf", "Beslutad"),
    "title": ("Uppdrag", "Uppdrag/Åtgärd", "Beslut om", "Ärende", "Vad fullmäktige beslutade", "Beställning",
              "Beslutets innehåll", "Uppdragets innebörd", "Vad", "Åtgärd"),
    "who": ("Ansvarig", "Nämnd", "Till", "Ansv.", "Lämnat till", "Hos", "Utförare"),
    "due": ("Klart senast", "Tid", "När", "Tidpunkt", "Ska vara klart"),
    "state": ("Status", "Läge", "Verkställt", "Läget", "Läge i dag", "Verkst."),
    "told": ("Kommentar", "Vad som har hänt", "Svar", "Redovisning", "Anmärkning", "Lägesbeskrivning"),
}  # fmt: skip
REFERENCES: Final = (
    "Kf {par}/{yy}", "Kf § {par}/{yy}", "KF {date} § {par}", "§ {par}/{year}", "KS {year}/{par}", "{date}",
    "Kf den {day} juni {year}, § {par}", "{year}.{par}", "§ {par} ({year})", "Dnr KS {year}.{par}", "A{n}",
)  # fmt: skip
DUE: Final = ("tid {due}", "klart {due}", "senast {due}", "{due}", "t.o.m. {due}")


@dataclass(frozen=True, slots=True)
class Row:
    """An entry of a register."""

    n: int
    title: str
    called: frozenset[str]
    """The titles that would be right."""
    ref: str
    who: str
    due: str
    state: str
    notes: tuple[tuple[str, str], ...]
    """What is told, each with the code of a board that tells it or ""."""
    boards: tuple[str, ...] = ()
    said: frozenset[str] = frozenset()
    values: Mapping[str, str] = field(default_factory=dict)


Names = Mapping[str, str]


def register(seed: int, form: str = "") -> Account:
    """A register of orders, in a house drawn at random; its lines are in the notation of the corpus."""
    draw = Random(seed)
    made = Account(draw.choice(PLACES), draw.randint(2003, 2022))
    house = _house(made, draw, form)
    rows = _orders(draw, made)
    title = draw.choice(_HELD["titles"])
    when = draw.choice((f"den 31 augusti {made.year}", f"{made.year}-12-31", f"tertial 2 {made.year}"))
    explained = ", ".join(f"{code} = {name.lower()}" for code, name in BOARDS.items())
    names = {kind: draw.choice(words) for kind, words in NAMES.items()}
    _open(made, draw, f"{title}, läget {when}", draw.choice(_HELD["openings"]))
    if draw.random() < 0.6:
        told = f"Förkortningar: {explained}."
        made.lines += [*(textwrap.wrap(told, 68) if made.drawn["kind"] == "raw" else [told]), ""]
    made.lines += house(made, draw, rows, names)
    made.lines += ["", draw.choice(("Gun Lindberg, kommunsekreterare", "Kansliet", "Per Holm"))]
    return made


def other(seed: int, form: str = "") -> Account:
    """A register that follows nothing up, in a house drawn at random."""
    draw = Random(seed)
    made = Account(draw.choice(PLACES), draw.randint(2003, 2022))
    house = _house(made, draw, form)
    held = draw.choice(OTHERS)
    lines = [[part.strip() for part in row.split("|")] for row in held["rows"].strip().split("\n")]
    rows = []
    for n, (title, who, told, state) in enumerate(draw.sample(lines, draw.randint(5, len(lines))), 1):
        values = _values(draw, n, made.year)
        notes = (("", told),) if draw.random() < 0.6 else (("", f"{told} {draw.choice(_HELD['notes'])}"),)
        rows.append(Row(n, title, frozenset(), "", who, f"{made.year}-05-1{n}", state, notes, values=values))
    title = draw.choice(held["titles"])
    made.drawn["other"] = title
    _open(made, draw, title, held["opening"])
    made.lines += house(made, draw, rows, held["columns"])
    made.wanted.clear()
    return made


def typed(made: Account) -> tuple[str, bytes]:
    """The name and the bytes of a register."""
    name = f"{made.place} {made.year}"
    if made.drawn["kind"] == "raw":
        return f"{name}.txt", "\r\n".join(made.lines).encode("cp1252", "replace")
    settings = {"format": made.drawn["kind"], "heading_style": made.drawn["style"]}
    suffix, data = report(Source(Path("report.md"), settings, "\n".join(made.lines)))
    return f"{name}{suffix}", data


def _house(made: Account, draw: Random, form: str) -> House:
    form = form or draw.choice(sorted(HOUSES))
    made.drawn["form"] = form
    kind = draw.choice(("docx", "docx", "docx", "txt"))
    made.drawn["kind"] = "raw" if form == "records" else "docx" if form in ("pairs", "cards") else kind
    made.drawn["style"] = draw.choice(("styles", "bold", "large"))
    return HOUSES[form]


def _open(made: Account, draw: Random, title: str, opening: str) -> None:
    if made.drawn["kind"] == "raw":
        right = draw.choice(("Kommunkansliet", "", "Kommunledningskontoret"))
        made.lines += [f"{made.place.upper()}S KOMMUN".ljust(50) + right, ""]
        made.lines += [draw.choice((title, title.upper())), "", *textwrap.wrap(opening, 68), ""]
    else:
        made.lines += [f"# {title}", "", f"{made.place}s kommun. {opening}", ""]


def _values(draw: Random, n: int, year: int) -> dict[str, str]:
    before, par, day = year - draw.randint(0, 2), draw.randint(11, 98), draw.randint(10, 28)
    return {
        "n": str(n), "par": str(par), "yy": f"{before % 100:02}", "year": str(before), "day": str(day),
        "date": f"{before}-06-{day}",
    }  # fmt: skip


def _orders(draw: Random, made: Account) -> list[Row]:
    """Orders with who has them, when they shall be done and what is told; some have two boards."""
    named = draw.choice(("{Order}", "{Order}", "Att {order}", "{name}", "{Board} får i uppdrag att {order}"))
    made.drawn["titles"] = named
    full = draw.random() < 0.4
    stated = draw.choice(("word", "sentence", "sentence"))
    rows = []
    for n, (order, name, code, told) in enumerate(draw.sample(MATTERS, draw.randint(6, 13)), 1):
        title = named.format(order=order, Order=order[0].upper() + order[1:], name=name, Board=BOARDS[code])
        codes = (code,) if draw.random() < 0.8 else (code, draw.choice([c for c in BOARDS if c != code]))
        sentence, meant = draw.choice(SENTENCES)
        word, said = draw.choice(STATES)
        extra = draw.sample(_HELD["notes"], draw.choice((0, 1, 1, 2)))
        notes: tuple[tuple[str, str], ...]
        if len(codes) > 1:
            others = draw.sample(SENTENCES, 2)
            notes = tuple(
                (c, f"{s} {told}" if k == 0 else s)
                for k, (c, (s, _)) in enumerate(zip(codes, others, strict=True))
            )
            meant = said = frozenset("*")
        else:
            own = [told, *extra]
            own = [sentence, *own] if draw.random() < 0.6 else [*own, sentence]
            if stated == "word":
                own = [told, *extra]
            notes = tuple(("", part) for part in _parts(own, draw))
        said = said if stated == "word" else meant
        called = frozenset(map(plain, (title, order, name) if "Board" in named else (title,)))
        due = draw.choice((f"{made.year}-06-30", f"{made.year}-12-31", f"juni {made.year}", "-"))
        who = ", ".join(BOARDS[c] if full else c for c in codes)
        rows.append(
            Row(n, title, called, "", who, due, word if stated == "word" else "", notes, codes, said,
                _values(draw, n, made.year))
        )  # fmt: skip
    return rows


def _parts(told: list[str], draw: Random) -> list[str]:
    """What is told, as one note or as two."""
    if len(told) > 2 and draw.random() < 0.4:
        return [" ".join(told[:2]), " ".join(told[2:])]
    return [" ".join(told)]


def _want(made: Account, row: Row, *, who: bool = True) -> None:
    board = BOARDS[row.boards[0]] if who and row.boards else ""
    made.wanted.append((row.called, board, row.said))


def _records(made: Account, draw: Random, rows: Sequence[Row], names: Names) -> Iterator[str]:
    """Entries in plain text: a line of who and when, the order, and what is told with or without a date."""
    ref, due = draw.choice(REFERENCES), draw.choice(DUE)
    parts = draw.choice(
        (["ref", "who", "due"], ["ref", "who"], ["ref"], ["who", "due"], ["ref", "due", "who"])
    )
    sep = draw.choice((", ", ", ", "; ", "   ", " - ", " / ", "\t"))
    mark = draw.choice(("{n})  ", "{n}.  ", "{n}   ", "Nr {n}  ", "", "({n}) "))
    place = draw.choice(("below", "below", "same", "above"))
    indent = draw.choice((0, 3, 5, 5)) if mark else draw.choice((0, 0, 3))
    dated = draw.choice(("margin", "margin", "start", "no", "no", "label"))
    told_in = draw.choice((indent, indent, indent + 2))
    width, gap = draw.choice((60, 68, 74)), draw.random() < 0.85
    label = names["told"]
    made.drawn |= {"parts": " ".join(parts), "sep": sep, "mark": mark, "place": place, "dated": dated,
                   "indent": str(indent), "gap": str(gap), "ref": ref}  # fmt: skip

    def set_out(first: str, text: str, by: int) -> list[str]:
        return textwrap.wrap(first + text, width, subsequent_indent=" " * by, break_on_hyphens=False,
                             drop_whitespace=True, replace_whitespace=False)  # fmt: skip

    for row in rows:
        values = {"ref": ref.format(**row.values), "who": row.who, "due": due.format(due=row.due)}
        head = sep.join(values[part] for part in parts)
        n = mark.format(n=row.n).ljust(indent)
        if place == "same":
            yield from set_out(f"{n}{head}: ", row.title, indent)
        elif place == "above":
            yield from set_out(n, row.title, indent)
            yield " " * indent + head
        else:
            yield n + head
            yield from set_out(" " * indent, row.title, indent)
        for k, (code, text) in enumerate(row.notes):
            day = f"{draw.randint(2, 28)}/{draw.randint(1, 9)}"
            if row.state and not k:
                text = f"{row.state[0].upper()}{row.state[1:].rstrip('.')}. {text}"
            if code:
                yield from set_out(" " * (told_in + 2), f"{code}: {text}", told_in + 2)
            elif dated == "margin":
                yield from set_out(day.ljust(max(told_in, 7)), text, max(told_in, 7))
            elif dated == "start":
                yield from set_out(
                    " " * told_in, f"{row.values['year']}-09-{day.split('/')[0]:0>2}: {text}", told_in
                )
            elif dated == "label":
                yield from set_out(" " * told_in, f"{label}: {text}", told_in)
            else:
                yield from set_out(" " * told_in, text, told_in)
        if gap:
            yield ""
        _want(made, row, who="who" in parts)


def _marked(look: str, text: str) -> str:
    return {"bold": f"**{text}**", "italic": f"*{text}*", "plain": text}[look]


def _told(row: Row, form: str = "{code}: {text}") -> str:
    lines = []
    for code, text in row.notes:
        lines.append(form.format(code=code, name=BOARDS.get(code, ""), text=text) if code else text)
    return "<br>".join(lines)


ANSWERS: Final = ("{code}: {text}", "*{name}*: {text}", "{name}: {text}", "*{name}:* {text}")


SPLITS: Final = (
    "facts | title told", "facts | title told", "facts title | told", "title facts | told",
    "title | facts told", "title | state told", "ref title | told", "title | told facts",
)  # fmt: skip
LEDGERS: Final = (
    "ref title who told", "n title who told", "ref title told", "n title told", "n ref title told",
    "title who told", "ref who title told", "n ref title who due told", "title told", "who title told",
)  # fmt: skip


def _pairs(made: Account, draw: Random, rows: Sequence[Row], names: Names) -> Iterator[str]:
    """A table of two columns: what was ordered on the left, or by whom and when; the rest on the right."""
    split = draw.choice(SPLITS)
    ref, form = draw.choice(REFERENCES), draw.choice(ANSWERS)
    look = draw.choice(("bold", "italic", "plain"))
    if "title told" in split and look == "plain":
        look = "bold"
    facts = draw.choice((["ref", "who", "due"], ["ref", "who"], ["who", "due"], ["n", "who"], ["ref", "due"]))
    labelled = draw.random() < 0.35
    headed, last = draw.random() < 0.6, draw.random() < 0.3
    headings = draw.random() < 0.4
    made.drawn |= {"split": split, "facts": " ".join(facts), "look": look, "labelled": str(labelled),
                   "headed": str(headed), "last": str(last), "headings": str(headings)}  # fmt: skip
    left, right = (side.split() for side in split.split(" | "))
    last = last and bool(rows[0].state)
    about = {**names, "facts": draw.choice(("Ref., vem, när", "Beslut", "Vem och när", names["ref"]))}

    def head() -> list[str]:
        cells = [
            " och ".join([about[side[0]], *(about[p].lower() for p in side[1:])]) for side in (left, right)
        ]
        cells += [names["state"]] if last else []
        return [f"| {' | '.join(cells)} |", f"|{'---|' * len(cells)}"] if headed else []

    chapters = {0: "Mark och vatten", len(rows) // 2: "Omsorg och skola"} if headings else {}
    if not headings:
        yield from head()
    for k, row in enumerate(rows):
        if k in chapters:
            yield from ("", f"## {chapters[k]}", "", *head())
        values = {"ref": ref.format(**row.values), "who": row.who, "due": row.due, "n": str(row.n)}
        stacked = [f"{names[f] or 'Nr'}: {values[f]}" if labelled else values[f] for f in facts]
        told = _told(row, form)
        if row.state and not last and "state" not in right:
            told = f"{row.state[0].upper()}{row.state[1:].rstrip('.')}. {told}"
        parts = {"facts": "<br>".join(stacked), "title": _marked(look, row.title), "told": told,
                 "state": row.state, "ref": values["ref"]}  # fmt: skip
        cells = ["<br>".join(parts[p] for p in side if parts[p]) for side in (left, right)]
        cells += [row.state] if last else []
        yield f"| {' | '.join(cells)} |"
        _want(made, row, who="facts" in split and "who" in facts)


def _ledger(made: Account, draw: Random, rows: Sequence[Row], names: Names) -> Iterator[str]:
    """A table with a row an entry that begins with a number, a date, a reference or a §, headed or not."""
    ref, headed = draw.choice(REFERENCES), draw.random() < 0.6
    columns = draw.choice(LEDGERS).split()
    if rows[0].state:
        columns.insert(draw.choice((len(columns), len(columns) - 1)), "state")
    below = draw.random() < 0.2 and len(columns) > 3
    made.drawn |= {"columns": " ".join(columns), "headed": str(headed), "ref": ref, "below": str(below)}
    shown = [c for c in columns if not below or c != "told"]
    if headed:
        yield f"| {' | '.join(names[c] for c in shown)} |"
        yield f"|{'---|' * len(shown)}"
    form = draw.choice(ANSWERS)
    for row in rows:
        values = {"n": str(row.n), "ref": ref.format(**row.values), "title": row.title, "who": row.who,
                  "due": row.due, "state": row.state, "told": _told(row, form)}  # fmt: skip
        yield f"| {' | '.join(values[c] or '{tom}' for c in shown)} |"
        if below:
            yield f"| {values['told']} |{' < |' * (len(shown) - 1)}"
        _want(made, row, who="who" in columns)


def _cards(made: Account, draw: Random, rows: Sequence[Row], names: Names) -> Iterator[str]:
    """A table of labels and values for each entry, or lines of them."""
    ref, lined = draw.choice(REFERENCES), draw.random() < 0.35
    fields = (
        ["ref", "title", "who", "due", "told"]
        if draw.random() < 0.5
        else ["n", "title", "ref", "who", "told"]
    )
    fields = [f for f in fields if f in ("title", "told") or draw.random() < 0.8]
    if rows[0].state:
        fields.insert(draw.choice((len(fields), len(fields) - 1)), "state")
    top = draw.choice(("", "", "title", "number"))
    form, bold = draw.choice(ANSWERS), draw.random() < 0.4
    sep = draw.choice((": ", ":&tab;", "&tab;"))
    made.drawn |= {"fields": " ".join(fields), "top": top, "lined": str(lined), "sep": sep, "bold": str(bold)}
    for row in rows:
        values = {"n": str(row.n), "ref": ref.format(**row.values), "title": row.title, "who": row.who,
                  "due": row.due, "state": row.state, "told": _told(row, form)}  # fmt: skip
        shown = [f for f in fields if top != "title" or f != "title"]
        if top:
            said = row.title if top == "title" else f"{names['title']} {row.n}"
            yield from (f"**{said}**", "") if lined else (f"| **{said}** | < |",)
        for f in shown:
            name = _marked("bold" if bold else "plain", names[f] or "Nr")
            if lined:
                yield from (f"{name}{sep}{values[f]}".replace("<br>", " "), "")
            else:
                yield f"| {name} | {values[f]} |"
        yield ""
        _want(made, row, who="who" in shown)


def _list(made: Account, draw: Random, rows: Sequence[Row], names: Names) -> Iterator[str]:
    """A paragraph or bullet for each entry that says all: reference, order, who and how it goes."""
    ref = draw.choice(REFERENCES)
    form = draw.choice((
        "{ref}: {title}. {told}", "**{ref}** {title}. {told}", "{ref} {title} ({who}). {told}",
        "- {ref} – {title}. {told}",
        "**{title}** ({ref}). {told}", "{n}. {title} ({ref}, {who}). {told}", "**{title}.** {ref}. {told}",
        "{ref}&tab;{title}&tab;{who}&tab;{told}", "**{ref}, {who}**&br;{title}&br;{told}",
        "{title} [{who}, {ref}]&br;{told}",
        "**{ref} {title}**&br;{told}", "{ref}&br;{title}&br;{told}",
    ))  # fmt: skip
    made.drawn |= {"line": form, "ref": ref}
    for row in rows:
        told = " ".join(f"{code}: {text}" if code else text for code, text in row.notes)
        if row.state:
            told = f"{row.state[0].upper()}{row.state[1:].rstrip('.')}. {told}"
        text = form.format(n=row.n, ref=ref.format(**row.values), title=row.title, who=row.who, told=told)
        yield from (text, "")
        _want(made, row, who="{who}" in form)


House = Callable[[Account, Random, Sequence[Row], Names], Iterator[str]]
HOUSES: Final[dict[str, House]] = {
    "records": _records, "pairs": _pairs, "ledger": _ledger, "cards": _cards, "list": _list,
}  # fmt: skip
