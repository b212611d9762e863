"""The title in a cell, apart from the description that follows it."""

from __future__ import annotations

import re
from functools import lru_cache

from tertial.boards import Register
from tertial.document import Cell, Document, Span
from tertial.parsers.facts import read_facts
from tertial.parsers.found import Found
from tertial.parsers.givers import given_line
from tertial.parsers.pieces import Piece, pieces
from tertial.parsers.roles import Role, column
from tertial.parsers.title_parts import Title, take_apart
from tertial.parsers.titles import is_order
from tertial.resources import read_table
from tertial.swedish.words import fold

LONGEST_TITLE = 250
"""Characters; of a longer cell only the first sentence is the title."""


def cell_pieces(document: Document, cell: Cell) -> list[Piece]:
    """The paragraphs of a cell."""
    return pieces(
        document, [(b.span, b.shade, b.bold or b.kind == "heading") for b in cell.blocks if len(b.span)]
    )


def take_facts(found: Found, text: str, register: Register) -> bool:
    """Take over who has an item and until when, where a paragraph under its title says just that."""
    facts = read_facts(text, register)
    given = given_line(text, register) if facts is None else None
    if facts is not None:
        found.responsible = found.responsible or facts.responsible
        for printed, which in facts.dates:
            found.content.set_dates(printed, which)
    elif given is not None and given.name:
        found.responsible = found.responsible or text[given.value_start :].strip(" .")
    return facts is not None or (given is not None and bool(given.name))


def title_of(document: Document, cell: Cell, register: Register) -> tuple[Title, Span, list[Span]]:
    """The title in a cell, its place, and the places of the description that follows it."""
    blocks = [b for b in cell.blocks if len(b.span)]
    if len(blocks) > 1 and len(blocks[0].span) <= 8:
        number = document.cut(blocks[0].span)
        if take_apart(number + " x", register).number:
            blocks = blocks[1:]
    first = blocks[0]
    taken = 1
    while taken < len(blocks) and _goes_on(
        document.cut(blocks[taken - 1].span), document.cut(blocks[taken].span)
    ):
        taken += 1
    description = [b.span for b in blocks[taken:]]
    # A title whose lines are parted in its cell is one line (cases/tables/title_over_lines).
    text = document.cut(Span(first.span.start, blocks[taken - 1].span.end))
    end = len(text)
    for line in re.finditer("\n", text):
        if not _goes_on(text[: line.start()], text[line.end() :]):
            end = line.start()
            break
    text = text.replace("\n", " ")
    cut = description_start(text[:end])
    if cut:
        end = cut
    if end < len(text):
        rest = text[end:]
        lead = len(rest) - len(rest.lstrip())
        stop = blocks[taken - 1].span.end
        description.insert(0, Span(first.span.start + end + lead, stop))
    title = take_apart(text[:end].rstrip(), register, automatic=first.number)
    at = first.span.start
    if title.status is not None:
        title = Title(
            number=title.number,
            text=title.text,
            span=title.span,
            responsible=title.responsible,
            status=Span(at + title.status.start, at + title.status.end),
            kind=title.kind,
        )
    return title, Span(at + title.span.start, at + title.span.end), description


def _goes_on(before: str, after: str) -> bool:
    """Whether a line goes on with the title of the line before it."""
    return before.rstrip()[-1:] not in ".!?:" and (
        after[:1].islower() or before.rstrip().endswith((",", "-", " och"))
    )


def is_number(text: str) -> bool:
    """Whether a short cell is a number, or a code with one: `1.2`, `A3`; a year is none."""
    year = re.fullmatch(r"(?:19|20)\d\d", text.strip()) is not None
    return len(text) <= 8 and any(map(str.isdigit, text)) and " " not in text.strip() and not year


def counted_thing(text: str) -> Role | None:
    """The role of a cell that only counts things of a kind: `Kommunmål 1`, `Aktivitet 2.3`."""
    words = text.strip(" .").rsplit(" ", 1)
    role = column(words[0]) if len(words) == 2 and is_number(words[1]) else None
    return role if role is not None and role.name == "title" and role.kind is not None else None


_EXAMPLE = re.compile(
    r"^\W*(?:exempel(?:\s*:|text|\s+på|$)|ex\s*:|mall\s*:|välj |klicka |\[?fyll i"
    r"|skriv (?:här|in |text|namn|kort|en kort|vad|hur))",
    re.IGNORECASE,
)


def is_example(text: str) -> bool:
    """Whether a title cell holds an example or an instruction of the form's maker."""
    return _EXAMPLE.match(text) is not None


_TOTAL = re.compile(r"(?:del)?(?:summa|totalsumma|total(?:t|en)?)(?: \w+){0,3}\W*")


def is_total(text: str) -> bool:
    """Whether a title cell only says that the row adds up those above it."""
    return _TOTAL.fullmatch(fold(text)) is not None


_STATEMENT_OPENS = frozenset(
    {"för", "att", "det", "den", "detta", "denna", "dessa", "vi", "här", "genom", "inom", "under", "syftet"}
    | {"syfte", "målet", "målgrupp", "målgruppen", "målgrupper", "en", "ett", "när", "som", "då", "med"}
    | {"utifrån", "samt", "avser", "innebär", "bakgrund", "uppdraget", "aktiviteten", "insatsen", "arbetet"}
)
_FINITE = frozenset(
    {"är", "ska", "skall", "har", "kommer", "innebär", "avser", "består", "bör", "behöver", "får", "kan"}
    | {"genomförs", "görs", "sker"}
)
_GOES_ON = frozenset(
    {
        "i",
        "på",
        "till",
        "från",
        "för",
        "av",
        "med",
        "vid",
        "mellan",
        "inom",
        "hos",
        "och",
        "samt",
        "eller",
        "kring",
    }
)
_STOP = re.compile(r"[.!?]\s")
"""Only after a name and its description does another sentence follow; in `Bygg ut Solbacka` a name does."""
_BREAK = re.compile(r"(?<=[\wåäö\"”’')])\s+(?=[A-ZÅÄÖ][\wåäö-]*\s+\S)")

_LEADS_ON = re.compile(
    r"\b(?:och|eller|samt|att|som|för|till|från|med|av|på|om|i|inom|under|hos|mellan|mot|genom|via|vid|den|det|de|en"
    r"|ett)$"
)
"""Words that no name ends in: what follows `Motion från` is a name, no description."""


@lru_cache(maxsize=1)
def _open_ends() -> frozenset[str]:
    rows = read_table("function_words.csv")
    return frozenset(w for row in rows if row["list"] == "ends a phrase" for w in row["words"].split("|"))


def description_start(text: str) -> int:
    """Where a description begins that follows the name in the same paragraph without a full stop; 0 for none.

    `Öka trivseln För att fler ska stanna i yrket.` is a name and a description; a capital letter alone
    (`Skapa utbildning kring Rehabiliteringsprocessen`) is none.
    """
    if len(text) > LONGEST_TITLE:
        stop = re.search(r"[.!?]\s+(?=[A-ZÅÄÖ])", text)
        if stop is not None and 15 <= stop.start() <= LONGEST_TITLE:
            return stop.end()
    if len(text) < 40 or (not text.rstrip().endswith((".", "!", "?", '"', "”")) and len(text) < 90):
        first_stop = -1
    else:
        first_stop = text.find(".")
    for found in _BREAK.finditer(text):
        if found.start() < 8 or " " not in text[: found.start()] or _LEADS_ON.search(text, 0, found.start()):
            continue
        if fold(text[: found.start()].split()[-1]) in _open_ends():
            continue  # `En förstudie av Västra skolan`
        if 0 <= first_stop < found.start() and text[found.start() - 1] in ".!?":
            continue
        if fold(text[: found.start()].split()[-1]) in _GOES_ON:
            continue  # `på Solgården`
        right = text[found.end() :].split()
        if len(right) < 4 and fold(right[0]) != fold(text.split()[0]):
            continue
        if right[0].isupper() and len(right[0]) > 1:
            continue  # `hur LSS kan …`
        word, second = fold(right[0]).strip('"”“'), fold(right[1]) if len(right) > 1 else ""
        named = text[: found.start()].split()[-1].istitle()  # `för att Norra Hult får en station`
        repeated = word == fold(text.split()[0])
        if (
            word in _STATEMENT_OPENS
            or (second in _FINITE and not named)
            or repeated
            or is_order(text[found.end() :])
            or (word.endswith("a") and len(word) > 2 and _STOP.search(text, found.end()))
        ):
            return found.end()
    return 0
