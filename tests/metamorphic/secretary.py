"""Draws accounts of orders as a secretary types them: plain text or Word without styles, marked by hand."""

from __future__ import annotations

import textwrap
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from random import Random
from typing import Any, Final

from tertial.records import Report
from tests.docx_maker import make, p
from tests.metamorphic.reading import rows

_HELD: Final[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "secretary.toml").read_text(encoding="utf-8")
)
BOARDS: Final[dict[str, str]] = _HELD["boards"]


def _rows(name: str) -> list[list[str]]:
    return [[part.strip() for part in row.split("|")] for row in _HELD[name].strip().split("\n")]


MATTERS: Final = _rows("matters")
STATES: Final = [(word, frozenset(said.split("/"))) for word, said in _rows("states")]
SENTENCES: Final = [(word, frozenset(said.split("/"))) for word, said in _rows("sentences")]
MARKS: Final = (
    "{n}. ", "{n}) ", "({n}) ", "{letter}) ", "Nr {n}: ", "§ {par} ", "Kf § {par}/{yy} ",
    "KF {date} § {par} ", "{n}.\t", "{n}   ", "Uppdrag {n}: ", "Ärende {n}. ", "- ", "* ", "§ {par}\t",
    "Dnr {year}/{par} ", "", "", "",
)  # fmt: skip
REFERENCES: Final = (
    "Kf § {par}/{yy}", "KF {date} § {par}", "{date} § {par}", "Kf den {day} juni {year}, § {par}",
    "{yy}06{day} § {par}", "KF {day}/6 § {par}", "Dnr {year}/{par}", "KS {year}.0{par}",
    "Kf {date}, § {par}, Dnr {year}/1{par}", "Beslut: KF {date} § {par}", "Kommunfullmäktige {date}, § {par}",
    "Beslutsdatum: {date}", "Dnr: {year}.{par}-101",
)  # fmt: skip
QUOTES: Final = (
    "Kommunfullmäktige beslutar att uppdra åt {board} att {order}.",
    "Kommunfullmäktige beslutade {date} § {par} att uppdra åt {board} att {order}.",
    "Fullmäktige gav {board} i uppdrag att {order}.",
    "att uppdra åt {board} att {order}.",
    "{Board} fick i uppdrag att {order}.",
    "{Board} uppdras att {order}.",
    "Kommunfullmäktige uppdrog {date}, § {par}, åt {board} att {order}.",
    "Kf § {par}: Uppdra åt {board} att {order}",
    "”Kommunfullmäktige beslutar att uppdra åt {board} att {order}.”",
)  # fmt: skip
ORDERS: Final = ("{Order}", "Att {order}", "att {order}", "{Order}.")
LOOKS: Final = ("{}", "{}", "CAPITALS", "SPACED", "{}\n-", "{}\n=", "*{}*", "BOLD", "{}:", "_{}_")
STATE_LABELS: Final = ("Läge", "Status", "Verkst", "Verkställt", "Verkställighet", "Läget")
TOLD_LABELS: Final = ("Åtgärd", "Anm", "Kommentar", "Svar", "Åtgärder", "Redovisning", "Återrapport")
WHO_LABELS: Final = ("Ansv", "Ansvarig", "Handläggs av", "Till", "Verkställs av", "Nämnd")
ORDER_LABELS: Final = ("Beslut", "Uppdrag", "Kf:s beslut", "Fullmäktiges beslut", "Lydelse")
NAME_LABELS: Final = ("Ärende", "Rubrik", "Ärende", "Ärendet")


@dataclass(slots=True)
class Account:
    """An account: its paragraphs, and what a reader finds in it."""

    place: str
    year: int
    lines: list[str] = field(default_factory=list)
    """A paragraph each, "" an empty line; a leading \\x01 is bold."""
    wanted: list[tuple[frozenset[str], str, frozenset[str]]] = field(default_factory=list)
    """The titles that would be right, the board or "", and the readings of the state, "*" for any."""
    drawn: dict[str, str] = field(default_factory=dict)
    """What was drawn, for those who look into a failure."""


@dataclass(frozen=True, slots=True)
class Matter:
    """A matter: what was ordered, what it is called, who has it and how it goes."""

    order: str
    name: str
    code: str
    told: str
    word: str
    sentence: str
    said: frozenset[str]
    """Readings of the state where the word says it."""
    meant: frozenset[str]
    """The same where the sentence does."""
    values: dict[str, str]

    def fill(self, form: str) -> str:
        return form.format(**self.values)


def account(draw: Random) -> Account:
    """An account with everything drawn."""
    made = Account(draw.choice(_HELD["places"]), draw.randint(2003, 2012))
    matters = [
        matter(draw, n, row, made.year) for n, row in enumerate(draw.sample(MATTERS, draw.randint(6, 17)), 1)
    ]
    made.lines += head(made, draw)
    layout = draw.choice((_blocks, _blocks, _blocks, _margin, _columns))
    made.drawn["layout"] = layout.__name__
    made.lines += layout(made, draw, matters)
    made.lines += ["", "", *draw.choice(_HELD["signatures"]).split("\n")]
    if draw.random() < 0.5:
        made.lines += ["", *draw.choice(_HELD["lists"]).split("\n")]
    return made


def matter(draw: Random, n: int, row: Sequence[str], year: int) -> Matter:
    """What a row of the matters tells, in a state of its own."""
    order, name, code, told = row
    word, said = draw.choice(STATES)
    sentence, meant = draw.choice(SENTENCES)
    before, par, day = year - draw.randint(0, 2), draw.randint(11, 98), draw.randint(10, 28)
    board = BOARDS[code]
    values = {
        "n": str(n), "letter": chr(96 + n), "par": str(par), "yy": f"{before % 100:02}", "year": str(before),
        "date": f"{before}-06-{day}", "day": str(day), "board": board[0].lower() + board[1:], "Board": board,
        "order": order, "Order": order[0].upper() + order[1:],
    }  # fmt: skip
    return Matter(order, name, code, told, word, sentence, said, meant, values)


def head(made: Account, draw: Random) -> Iterator[str]:
    """Who writes to whom, what the account is of, and a sentence that opens it."""
    title = draw.choice(_HELD["titles"])
    made.drawn["title"] = title
    when = f"{made.year}-{draw.randint(2, 12):02}-{draw.randint(10, 28)}"
    if draw.random() < 0.7:
        yield draw.choice(
            (
                f"{made.place.upper()}S KOMMUN",
                f"{made.place}s kommun\t\t{draw.choice(('TJÄNSTESKRIVELSE', 'PM'))}",
            )
        )
        yield draw.choice(
            (
                "Kommunkansliet",
                "Kommunstyrelsen",
                "Kommunledningskontoret\t\tDnr " + f"{made.year}/{draw.randint(10, 400)}",
            )
        )
        yield when
        yield ""
        yield draw.choice(
            ("Till kommunfullmäktige", "Kommunfullmäktige", "Till Kommunstyrelsen", "Kommunstyrelsen")
        )
        yield ""
    title = draw.choice((title, title.upper(), f"{title} {made.year}", f"{title}, {made.place}s kommun"))
    yield draw.choice((title, f"Ang. {title[0].lower()}{title[1:]}", "\x01" + title))
    yield ""
    yield f"{draw.choice(_HELD['openings'])} Avser {draw.choice((made.year, when))}."
    yield ""


def _looking(look: str, text: str) -> list[str]:
    if look in ("CAPITALS", "SPACED", "BOLD"):
        return [{"CAPITALS": text.upper(), "SPACED": " ".join(text.upper()), "BOLD": "\x01" + text}[look]]
    line, *under = look.split("\n")
    return [line.format(text), *(sign * len(text) for sign in under)]


def _blocks(made: Account, draw: Random, matters: Sequence[Matter]) -> Iterator[str]:
    """A paragraph or several for each matter: what it is called or what was ordered, and the answer."""
    heads = draw.choice(("name", "name", "order", "order", "quote", "quote", "card"))
    mark = draw.choice(MARKS)
    look = draw.choice(LOOKS) if heads in ("name", "order") else "{}"
    order = draw.choice(QUOTES if heads == "quote" or draw.random() < 0.6 else ORDERS)
    if heads == "order":
        order = draw.choice(ORDERS)
    reference, where = draw.choice(REFERENCES), draw.choice(("none", "none", "above", "below", "after"))
    if heads == "quote" and ("{par}" in order or where == "after"):
        where = "none"
    names_order = heads == "card" or draw.random() < 0.7
    who = (
        draw.choice(("none", "none", "brackets", "label", "group"))
        if "oard" not in order or not names_order
        else "none"
    )
    state = draw.choice(("label", "sentence first", "sentence last", "alone", "word first", "group"))
    answer = draw.choice(("{}", "{}", "\t{}", "      {}", "– {}", "[{}]", "({})", "LABEL"))
    if heads == "card":
        answer, look, mark = "LABEL", "{}", draw.choice(("", "{n}. ", "{n}) "))
    labels = {
        kind: draw.choice(names)
        for kind, names in (
            ("state", STATE_LABELS),
            ("told", TOLD_LABELS),
            ("who", WHO_LABELS),
            ("order", ORDER_LABELS),
            ("name", NAME_LABELS),
        )
    }
    after = draw.choice((":", ":", ":\t"))
    gap = draw.choice((True, True, False))
    made.drawn |= {
        "heads": heads,
        "mark": mark,
        "look": look,
        "order": order,
        "where": where,
        "who": who,
        "state": state,
        "answer": answer,
        "names_order": str(names_order),
    }
    if heads == "name" and not mark and look == "{}" and not gap:
        gap = True
    chapter = ""
    if state == "group":
        matters = sorted(matters, key=lambda m: min(m.meant))
    elif who == "group":
        matters = sorted(matters, key=lambda m: m.code)
    for m in matters:
        group = (
            {
                "ej påbörjat": "EJ PÅBÖRJADE UPPDRAG",
                "genomfört": "VERKSTÄLLDA UPPDRAG",
                "inte genomfört": "EJ VERKSTÄLLDA UPPDRAG",
                "pågår": "PÅGÅENDE UPPDRAG",
                "vilande": "VILANDE UPPDRAG",
                "utgår": "UPPDRAG SOM UTGÅR",
                "delvis genomfört": "DELVIS VERKSTÄLLDA UPPDRAG",
            }[min(m.meant)]
            if state == "group"
            else BOARDS[m.code]
            if who == "group"
            else ""
        )
        if group != chapter:
            yield from ("", group, "")
            chapter = group
        ref = m.fill(reference)
        if where == "above":
            yield ref
        worded = m.fill(order)
        titles = {m.order}
        board = BOARDS[m.code] if "oard" in order or who != "none" else ""
        if heads == "card":
            yield f"{m.fill(mark)}{labels['name']}{after} {m.name}"
            yield f"{labels['order']}{after} {worded}"
            titles = {m.name, m.order, worded.strip(".”")}
        else:
            text = {"name": m.name, "order": worded, "quote": worded}[heads]
            text += f" ({ref})" if where == "after" else ""
            text += f" ({m.code})" if who == "brackets" and not text.endswith(".") else ""
            if who == "brackets" and text.endswith("."):
                board = ""
            yield from _looking(look, m.fill(mark) + text)
            if heads == "name":
                titles = {m.name}
                if names_order:
                    yield worded
                elif "oard" in order and who == "none":
                    board = ""
        if where == "below":
            yield ref
        if who == "label":
            yield f"{labels['who']}{after} {m.code}"
        told, said = m.told, m.meant
        lines = []
        if state == "label":
            lines.append(f"{labels['state']}{after} {m.word}")
            said = m.said
        elif state == "sentence first":
            told = f"{m.sentence} {told}"
        elif state == "sentence last":
            told = f"{told} {m.sentence}"
        elif state == "word first":
            told, said = f"{m.word[0].upper()}{m.word[1:].rstrip('.')}. {told}", m.said
        elif state == "alone":
            lines.append(m.word)
            said = m.said
        text = f"{labels['told']}{after} {told}" if answer == "LABEL" else answer.format(told)
        lines.append(text)
        yield from lines if draw.random() < 0.8 or state != "label" else reversed(lines)
        if gap:
            yield ""
        made.wanted.append((frozenset(map(plain, titles)), board, said))


def _margin(made: Account, draw: Random, matters: Sequence[Matter]) -> Iterator[str]:
    """A line for each matter, with its state at the right margin; a note under some."""
    mark, sign = (
        draw.choice(MARKS),
        draw.choice((" ........ ", "....................", " . . . . . . ", "\t", "        ", " – ", " … ")),
    )
    who, noted = draw.choice((" ({code})", "", "")), draw.random() < 0.4
    form, width = draw.choice(("{Order}", "{Order}", "att {order}", "NAME")), draw.choice((200, 200, 42))
    made.drawn |= {"mark": mark, "sign": sign, "noted": str(noted), "form": form, "width": str(width)}
    for m in matters:
        title = m.name if form == "NAME" else m.fill(form)
        first, *more = textwrap.wrap(title, width, break_on_hyphens=False)
        text = "\n".join([m.fill(mark) + first, *("      " + line for line in more)])
        yield from f"{text}{who.format(code=m.code)}{sign}{m.word}".split("\n")
        if noted:
            yield f"      {m.told}"
            yield ""
        made.wanted.append(
            (
                frozenset({plain(title), plain(m.order if form != "NAME" else m.name)}),
                BOARDS[m.code] if who else "",
                m.said,
            )
        )


def _columns(made: Account, draw: Random, matters: Sequence[Matter]) -> Iterator[str]:
    """A typed table: columns set by spaces, cells wrapped, under a head and a line of signs."""
    names = {
        "ref": ("Kf §", "Beslut", "Dnr", "Datum", "§"),
        "title": ("Ärende", "Uppdrag", "Beslut", "Fullmäktiges beslut"),
        "who": ("Ansv.", "Nämnd", "Till", "Ansvarig"),
        "state": ("Läge", "Status", "Verkst.", "Anm.", "Åtgärd"),
        "told": ("Anmärkning", "Kommentar", "Åtgärd"),
    }
    columns = draw.choice(
        (
            ["ref", "title", "state"],
            ["ref", "title", "who", "state"],
            ["title", "who", "state"],
            ["title", "state"],
            ["ref", "title", "who", "state", "told"],
            ["title", "who", "told", "state"],
        )
    )
    widths = {"ref": 14, "title": draw.choice((28, 36)), "who": 8, "state": 22, "told": 26}
    reference = draw.choice(("{par}/{yy}", "{date}", "§ {par}", "{year}/{par}", "{yy}06{day}"))
    rule, form, gap = (
        draw.choice(("-", "=", "")),
        draw.choice(("{Order}", "{Order}", "NAME", "att {order}")),
        draw.random() < 0.5,
    )
    made.drawn |= {"columns": " ".join(columns), "form": form, "rule": rule, "gap": str(gap)}
    chosen: dict[str, str] = {}
    for column in columns:
        chosen[column] = draw.choice([name for name in names[column] if name not in chosen.values()])
    head = "".join(chosen[column].ljust(widths[column] + 2) for column in columns).rstrip()
    yield draw.choice((head, head.upper()))
    if rule:
        yield rule * len(head)
    for m in matters:
        title = m.name if form == "NAME" else m.fill(form)
        cells = {"ref": m.fill(reference), "title": title, "who": m.code, "state": m.word, "told": m.told}
        wrapped = [textwrap.wrap(cells[column], widths[column], break_on_hyphens=False) for column in columns]
        for row in range(max(map(len, wrapped))):
            yield "".join(
                (w[row] if row < len(w) else "").ljust(widths[c] + 2)
                for w, c in zip(wrapped, columns, strict=True)
            ).rstrip()
        if gap:
            yield ""
        made.wanted.append((frozenset({plain(title)}), BOARDS[m.code] if "who" in columns else "", m.said))


def plain(text: str) -> str:
    """A title as it is compared: no capitals, no `att` before it and no stop after it."""
    return text.casefold().strip(' .:*_”"').removeprefix("att ")


def typed(made: Account, draw: Random) -> tuple[str, bytes]:
    """The name and the bytes of an account, as plain text cut at a width, as whole lines, or as Word."""
    kind = (
        draw.choice(("cut", "cut", "whole", "docx", "docx"))
        if made.drawn["layout"] == "_blocks"
        else draw.choice(("whole", "whole", "docx"))
        if made.drawn.get("width") == "200"
        else "whole"
    )
    made.drawn["kind"] = kind
    name = f"{made.place} {made.year}"
    if kind == "docx":
        body = "".join(
            p(escape(line.strip("\x01")), "", "<w:b/>" if line[:1] == "\x01" else "").replace(
                "\t", '</w:t><w:tab/><w:t xml:space="preserve">'
            )
            for line in made.lines
        )
        return f"{name}.docx", make(body)
    width = draw.choice((66, 72, 78)) if kind == "cut" else 10_000
    lines = []
    for line in made.lines:
        line = line.strip("\x01")
        indent = line[: len(line) - len(line.lstrip())]
        lines += (
            textwrap.wrap(
                line,
                width,
                subsequent_indent=indent,
                break_on_hyphens=False,
                replace_whitespace=False,
                drop_whitespace=True,
                expand_tabs=False,
            )
            if len(line) > width
            else [line]
        )
    encoding = draw.choice(("utf-8", "cp1252"))
    return f"{name}.txt", "\r\n".join(lines).encode(encoding, "replace")


@dataclass(frozen=True, slots=True)
class Tally:
    """How an account was read."""

    n: int
    right: int
    boards: int
    states: int
    wrong: int
    """Items that are called something that they are not."""
    invented: int


def compare(made: Account, report: Report) -> Tally:
    """What a report says of an account, beside what a reader finds in it."""
    found, told = {}, rows(report)
    for item in report.items:
        said = frozenset(state for _, state, how in told[item.item_id] if how == "utfall")
        found[plain(item.title)] = tuple(item.boards), said
    used, boards, states, wrong = set(), 0, 0, 0
    for titles, board, readings in made.wanted:
        title = next((title for title in titles if title in found), None)
        if title is None:
            continue
        used.add(title)
        names, said = found[title]
        boards += not board or names == (board,)
        fits = (len(said) == 1 and said <= readings) or (not said and "" in readings) or "*" in readings
        states += fits
        wrong += bool(said) and not fits
    return Tally(len(made.wanted), len(used), boards, states, wrong, len(found) - len(used))
