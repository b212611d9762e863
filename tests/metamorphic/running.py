"""Draws accounts that tell orders in running text, several to a paragraph, as a secretary types them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from random import Random
from typing import Final

from tests.metamorphic.secretary import BOARDS, MATTERS, Account, Matter, head, matter, plain

ORDERS: Final = (
    "{Board} fick i uppdrag att {order}.",
    "{Board} fick i juni {year} i uppdrag att {order}.",
    "{code} fick i uppdrag att {order}.",
    "{Board} skulle {order}.",
    "{code} skulle {order}.",
    "{Board} att {order}.",
    "{code} att {order}.",
    "Åt {board} uppdrogs att {order}.",
    "Fullmäktige uppdrog åt {board} att {order}.",
    "I juni {year} fick {board} i uppdrag att {order}.",
    "I budgeten för {year} uppdrogs åt {board} att {order}.",
    "{Board} ålades att {order}.",
    "{Board} ombads {order}.",
    "{Board} hade att {order}.",
    "Kf gav {date} {board} i uppdrag att {order}.",
    "{Board} fick uppdraget att {order}.",
    "{Board} har haft i uppdrag att {order}.",
    "{code} har haft att {order}.",
    "{Board} ska enligt fullmäktige {order}.",
    "Till {board} gick uppdraget att {order}.",
)  # fmt: skip
AGAIN: Final = (
    "Nämnden fick vidare i uppdrag att {order}.",
    "Vidare uppdrogs åt nämnden att {order}.",
    "Samtidigt fick {board} i uppdrag att {order}.",
    "{Board} skulle även {order}.",
    "Nämnden skulle också {order}.",
    "Nämnden skulle dessutom {order}.",
    "Ett annat uppdrag var att {order}.",
    "Därutöver fick {board} uppdraget att {order}.",
)  # fmt: skip
MARKS: Final = ("{n}. ", "{n}) ", "({n}) ", "{letter}) ", "– ", "- ", "{n} ", "* ", "/{n}/ ", "Nr {n}. ")
CLAUSES: Final = (
    "{letter}) att {order}: {word}, {told},",
    "{letter}) att {order}: {word};",
    "{letter}. Att {order}. {Word}.",
    "{letter}) {order} – {word}.",
    "– att {order} ({word}),",
    "- att {order}: {word}.",
    "{n}) att {order}, {word};",
    "{n}. {name}: {word}. {Told}",
    "{letter}) {name}, {word}.",
)  # fmt: skip
NAMED: Final = (
    "{name}. {Board} skulle {order}. {answer}",
    "{name}. {code} skulle {order}. {answer}",
    "{name}: {code} fick i uppdrag att {order}. {answer}",
    "{name} – {Board} fick i uppdrag att {order}. {answer}",
    "{name}. Uppdrag till {board} att {order}. {answer}",
    "{name} ({code}). {answer}",
    "{name}. {answer}",
    "{name}: {answer}",
)  # fmt: skip
GROUPS: Final = {
    "genomfört": "Slutförda är uppdragen",
    "pågår": "Pågående är uppdragen",
    "ej påbörjat": "Ej påbörjade är uppdragen",
    "utgår": "Uppdragen som utgår är",
}
ORDINALS: Final = ("första", "andra", "tredje", "fjärde", "femte", "sjätte")
NUMBERS: Final = ("noll", "ett", "två", "tre", "fyra", "fem", "sex")


def running(draw: Random) -> Account:
    """An account in running text, with everything drawn."""
    made = Account(draw.choice(("Hagfälla", "Ekvallen", "Norrmyra")), draw.randint(2003, 2014))
    rows = draw.sample(MATTERS, draw.randint(6, 17))
    matters = [matter(draw, n, row, made.year) for n, row in enumerate(rows, 1)]
    made.lines += head(made, draw)
    layout: Callable[[Account, Random, Sequence[Matter]], Iterator[str]]
    layout = draw.choice((_sentences, _sentences, _sentences, _clauses, _named, _counted))
    made.drawn["layout"] = "_blocks"
    made.drawn["shape"] = layout.__name__
    made.lines += layout(made, draw, matters)
    made.lines += ["", "", "Gun Lindberg", "kommunsekreterare"]
    return made


def _answer(draw: Random, m: Matter, style: str) -> tuple[str, frozenset[str]]:
    """What is told of an order and every reading of it."""
    word = f"{m.word[0].upper()}{m.word[1:].rstrip('.')}."
    return {
        "sentence": (m.sentence, m.meant),
        "told": (f"{m.told} {m.sentence}", m.meant),
        "first": (f"{m.sentence} {m.told}", m.meant),
        "word": (word, m.said),
        "word told": (f"{word} {m.told}", m.said),
    }[style if style != "mixed" else draw.choice(("sentence", "told", "first"))]


def _style(made: Account, draw: Random) -> str:
    made.drawn["style"] = draw.choice(("sentence", "told", "first", "mixed", "word", "word told"))
    return made.drawn["style"]


def _by_board(draw: Random, matters: Sequence[Matter]) -> list[list[Matter]]:
    """The matters by board, or in stretches of two to four."""
    if draw.random() < 0.5:
        ordered = sorted(matters, key=lambda m: m.code)
        return [list(own) for _, own in groupby(ordered, key=lambda m: m.code)]
    size = draw.choice((1, 2, 2, 3, 4))
    return [list(matters[n : n + size]) for n in range(0, len(matters), size)]


def _sentences(made: Account, draw: Random, matters: Sequence[Matter]) -> Iterator[str]:
    """Each order in a sentence of its own, its answer after it, several to a paragraph."""
    forms, style = draw.sample(ORDERS, draw.choice((1, 2, 5))), _style(made, draw)
    mark = draw.choice(MARKS) if draw.random() < 0.4 else ""
    groups = _by_board(draw, matters)
    again = not mark and draw.random() < 0.5
    made.drawn |= {"forms": " / ".join(forms), "mark": mark, "again": str(again)}
    n = 0
    for group in groups:
        said = []
        for k, m in enumerate(group):
            n += 1
            same = bool(k) and m.code == group[k - 1].code and m.code != "KS"
            form = draw.choice(AGAIN) if again and same else draw.choice(forms)
            answer, meant = _answer(draw, m, style)
            values = m.values | {
                "code": m.code.capitalize() if len(m.code) > 3 else m.code[0] + m.code[1:].lower()
            }
            said.append(f"{mark.format(n=n, letter=chr(96 + n))}{form.format(**values)} {answer}")
            made.wanted.append((frozenset({plain(m.order)}), BOARDS[m.code], meant))
        yield " ".join(said)
        yield ""


def _clauses(made: Account, draw: Random, matters: Sequence[Matter]) -> Iterator[str]:
    """Clauses with letters or signs under boards' names, a line each or run into one paragraph."""
    form, joined = draw.choice(CLAUSES), draw.random() < 0.5
    made.drawn |= {"form": form, "joined": str(joined)}
    for code, own in groupby(sorted(matters, key=lambda m: m.code), key=lambda m: m.code):
        clauses = []
        for k, m in enumerate(own, 1):
            word = m.word.rstrip(".")
            values = m.values | {
                "letter": chr(96 + k), "n": str(k), "name": m.name, "word": word[0].lower() + word[1:],
                "Word": word[0].upper() + word[1:], "told": m.told[0].lower() + m.told[1:].rstrip("."),
                "Told": m.told,
            }  # fmt: skip
            clauses.append(form.format(**values))
            made.wanted.append((frozenset({plain(m.order), plain(m.name)}), BOARDS[code], m.said))
        clauses[-1] = clauses[-1].rstrip(",;.") + "."
        if joined:
            yield f"{BOARDS[code]}: {' '.join(clauses)}"
        else:
            yield from (BOARDS[code], *clauses)
        yield ""


def _named(made: Account, draw: Random, matters: Sequence[Matter]) -> Iterator[str]:
    """What each matter is called, what was ordered and the answer, in a paragraph or two to one."""
    form, style, size = draw.choice(NAMED), _style(made, draw), draw.choice((1, 1, 2))
    made.drawn |= {"form": form, "size": str(size)}
    said = []
    for m in matters:
        answer, meant = _answer(draw, m, style)
        values = m.values | {"name": m.name, "answer": answer, "code": m.code}
        said.append(form.format(**values))
        who = BOARDS[m.code] if "oard" in form or "code" in form else ""
        made.wanted.append((frozenset({plain(m.name), plain(m.order)}), who, meant))
    for n in range(0, len(said), size):
        yield " ".join(said[n : n + size])
        yield ""


def _counted(made: Account, draw: Random, matters: Sequence[Matter]) -> Iterator[str]:
    """Boards' chapters of prose that count their orders: the first, to do this, is done."""
    quoted = draw.random() < 0.5
    made.drawn["quoted"] = str(quoted)
    for code, group in groupby(sorted(matters, key=lambda m: m.code), key=lambda m: m.code):
        own = list(group)[: len(ORDINALS)]
        board = BOARDS[code]
        number = NUMBERS[len(own)]
        yield from (board, "")
        opening = draw.choice(
            (
                "Nämnden fick {} uppdrag i årets budget.",
                "{} uppdrag riktades till nämnden.",
                "Nämnden har haft {} uppdrag.",
            )
        ).format(number)
        said = [opening[0].upper() + opening[1:]]
        for nth, m in zip(ORDINALS, own, strict=False):
            which = (
                "Uppdraget"
                if quoted or len(own) == 1
                else draw.choice((f"Det {nth}", f"Det {nth} uppdraget"))
            )
            rest = m.sentence.split(" ", 1)[1]
            verb = (
                rest
                if m.sentence.startswith(("Uppdraget ", "Arbetet ", "Ärendet ", "Beslutet "))
                else "är slutfört."
            )
            meant = m.meant if verb == rest else frozenset({"genomfört"})
            if which == "Uppdraget":
                said.append(f"Uppdraget att {m.order} {verb}")
            elif draw.random() < 0.5:
                said.append(f"{which}, att {m.order}, {verb} {m.told}")
            else:
                named = which if which.endswith("uppdraget") else f"{which} uppdraget"
                gist = draw.choice(("gällde att", "var att", "handlar om att", "är att"))
                said.append(f"{named} {gist} {m.order}. {m.told} {m.sentence}")
                meant = m.meant
            made.wanted.append((frozenset({plain(m.order)}), board, meant))
        yield " ".join(said)
        yield ""
