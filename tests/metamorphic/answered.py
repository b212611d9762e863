"""Draws at random how several boards answer one matter: under it, in its table, or each in its own chapter.

The boards that are asked have it, those that answer have it where nobody is asked; each answer is its board's
section.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from random import Random
from typing import Final

from tests.metamorphic.answered_drawing import (
    BOARDS,
    POOL,
    Drawing,
    Layout,
    Matter,
    Report,
    Said,
    joined,
    small,
    subordinate,
)
from tests.metamorphic.answered_forms import (
    ANSWERS,
    CHAPTERS,
    CLOSING,
    DECLARED,
    FREELY,
    OWN,
    TAKEN_UP,
    TOGETHER,
)
from tests.metamorphic.tables import head_of, line_of


def drawn(seed: int) -> Report:
    """The report of a seed."""
    return Drawing(Random(seed), LAYOUTS).report()


def _paragraphs(d: Drawing, matters: Sequence[Matter]) -> Iterator[str]:
    form = d.choose("form", ANSWERS)

    def body(said: list[Said]) -> Iterator[str]:
        for a in said:
            yield from form.format(**a.values).split("\n")
            yield from () if form.startswith("- ") else ("",)

    return d.beneath(matters, form, body)


def _freely(d: Drawing, matters: Sequence[Matter]) -> Iterator[str]:
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
            words |= {"that": subordinate(words["sentence"]), "thing": thing, "Thing": thing.capitalize()}
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


def _together(d: Drawing, matters: Sequence[Matter]) -> Iterator[str]:
    form = d.choose("form", TOGETHER)
    return d.beneath(matters, form, lambda said: iter([" ".join(form.format(**a.values) for a in said)]))


def _small_table(d: Drawing, matters: Sequence[Matter]) -> Iterator[str]:
    who = d.choose("who", ("name", "name", "code", "office"))
    state = d.draw.choice(("Status", "Läge", "Hur går det?", "Bedömning", ""))
    told = d.draw.choice(("Kommentar", "Redovisning", "Vad är gjort", "Analys"))

    def body(said: list[Said]) -> Iterator[str]:
        yield from head_of(["Förvaltning" if who == "office" else "Nämnd", *([state] if state else []), told])
        for a in said:
            word = a.values["Word"] if a.state else "{tom}"
            yield line_of([a.values[who], word, a.told] if state else [a.values[who], a.values["judged"]])

    return d.beneath(matters, "", body)


def _in_cells(d: Drawing, matters: Sequence[Matter]) -> Iterator[str]:
    """One table; the answers stand one below the other in the comment."""
    draw = d.draw
    form = d.choose("form", [f for f in ANSWERS if f[0] not in "-#" and "\n" not in f and "&tab;" not in f])
    status, told = draw.choice(("Status", "Läge", "Bedömning")), draw.choice(("Kommentar", "Svar"))
    yield from head_of([d.kind.capitalize(), draw.choice(("Ansvarig", "Nämnd", "Till")), status, told])
    for matter in matters:
        said = d.said(matter, form)
        who = ", ".join(a.values["name"] for a in said)
        state = draw.choice(sorted(d.states)) if len(said) > 1 else said[0].state
        d.want(matter, said, state if len(said) > 1 else "")
        word = draw.choice(d.states[state]["word"]) if state else "{tom}"
        text = (
            [matter["whole"], *(form.format(**a.values) for a in said)] if len(said) > 1 else [said[0].told]
        )
        yield line_of([d.title(matter), who, word, "<br>".join(text)])
    yield ""


def _rows(d: Drawing, matters: Sequence[Matter]) -> Iterator[str]:
    """A row for each board that answers; the title stands once, in each row, or in a row across."""
    draw, how = d.draw, d.choose("how", ("^", "{tom}", "repeated", "across"))
    names = [
        draw.choice(("Nämnd", "Ansvarig nämnd")),
        draw.choice(("Status", "Läge")),
        draw.choice(("Svar", "Analys")),
    ]
    yield from head_of(names if how == "across" else [d.kind.capitalize(), *names])
    for n, matter in enumerate(matters, start=1):
        said = d.said(matter)
        d.want(matter, said)
        if how == "across":
            yield line_of([f"{n}. {d.title(matter)}", "<", "<"])
        for k, a in enumerate(said):
            first = d.title(matter) if not k or how == "repeated" else how
            cells = [a.values["name"], a.values["Word"] if a.state else "–", a.told]
            yield line_of(cells if how == "across" else [first, *cells])
    yield ""


def _matrix(d: Drawing, matters: Sequence[Matter]) -> Iterator[str]:
    """A column for each board, with its answer or a word."""
    named, words = d.choose("named", ("name", "code")), d.draw.random() < 0.4
    nothing = d.choose("nothing", ("{tom}", "–", "Berörs ej"))
    yield from head_of(
        [d.kind.capitalize(), *(b["name"] if named == "name" else c for c, b in BOARDS.items())]
    )
    for matter in matters:
        said = {a.code: a for a in d.said(matter, "{word}")}
        one = d.want(matter, list(said.values()))
        one.sections = {} if words else one.sections
        cells = [said[c].values["Word" if words else "judged"] if c in said else nothing for c in BOARDS]
        yield line_of([d.title(matter), *cells])
    yield ""


def _cards(d: Drawing, matters: Sequence[Matter]) -> Iterator[str]:
    """A small table for each matter, with a row for each board."""
    draw, three, named = d.draw, d.draw.random() < 0.5, d.choose("named", ("name", "code"))
    who, status = draw.choice(("Ansvarig", "Berörda nämnder", "Till")), draw.choice(("Status", "Läge"))
    over = ["<"] if three else []
    for n, matter in enumerate(matters, start=1):
        said = d.said(matter)
        state = draw.choice(sorted(d.states)) if len(said) > 1 else said[0].state
        d.want(matter, said, state if len(said) > 1 else "")
        yield line_of([f"{d.kind.capitalize()} {n}", d.title(matter), *over])
        yield line_of([who, ", ".join(a.values["name"] for a in said), *over])
        yield line_of([status, draw.choice(d.states[state]["word"]) if state else "–", *over])
        yield line_of(["Kommentar", matter["whole"] if len(said) > 1 else said[0].told, *over])
        for a in said if len(said) > 1 else ():
            told = [a.values["Word"] if a.state else "–", a.told] if three else [a.values["judged"]]
            yield line_of([a.values[named], *told])
        yield ""


def _by_board(d: Drawing, matters: Sequence[Matter], shared: Sequence[Matter] = ()) -> Iterator[str]:
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
                "low_short": small(matter["name"]),
            }
            yield from (declared.format(all=joined([a.values["low"] for a in answers]), **values), "")
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


def _declared(d: Drawing, matters: Sequence[Matter]) -> Iterator[str]:
    """What several answer is listed before the boards' chapters, which answer it by its letter."""
    return _by_board(d, POOL["sole"], [m for m in matters if isinstance(m["told"], dict)][:3])


def _by_state(d: Drawing, matters: Sequence[Matter]) -> Iterator[str]:
    """The boards of each state on a line: `Klart: KS, SN`."""
    named, sign = d.choose("named", ("name", "code")), d.choose("sign", (": ", " – ", ": "))

    def body(said: list[Said]) -> Iterator[str]:
        states = {a.state: a.values["Word"] for a in said}
        for state, word in states.items():
            who = [a.values[named] for a in said if a.state == state]
            yield from (f"{word}{sign}{', '.join(who)}", "")

    return (line for line in d.beneath(matters, "{word}", body))


def _under_state(d: Drawing, matters: Sequence[Matter]) -> Iterator[str]:
    """One table; the answers stand under the state, in its cell."""
    d.out.settings["format"] = "docx"
    forms = [f for f in ANSWERS if f[0] not in "-#" and "\n" not in f and "&tab;" not in f]
    opened = ("{code}", "{Code}", "{name}:", "{name}.", "{office}:")
    form = d.choose("form", [f for f in forms if f.startswith(opened)])
    who = d.choose("who", ("column", "title"))
    status = d.draw.choice(("Status", "Läge", "Var vi är"))
    yield from head_of([d.kind.capitalize(), *(["Ansvarig"] if who == "column" else []), status])
    for matter in matters:
        said = d.said(matter, form)
        codes = ", ".join(a.code for a in said)
        state = d.draw.choice(sorted(d.states)) if len(said) > 1 else said[0].state
        d.want(matter, said, state if len(said) > 1 else "")
        word = d.draw.choice(d.states[state]["word"]) if state else "–"
        told = [form.format(**a.values) for a in said] if len(said) > 1 else [said[0].told]
        title = d.title(matter) if who == "column" else f"{d.title(matter)} ({codes})"
        yield line_of([title, *([codes] if who == "column" else []), "<br>".join([word, *told])])
    yield ""


LAYOUTS: Final[Mapping[str, Layout]] = {
    "paragraphs": _paragraphs, "freely": _freely, "together": _together, "small table": _small_table,
    "in cells": _in_cells, "rows": _rows, "matrix": _matrix, "cards": _cards, "by board": _by_board,
    "declared": _declared,
    "by state": _by_state, "under state": _under_state,
}  # fmt: skip
