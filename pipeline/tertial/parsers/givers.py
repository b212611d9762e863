"""Who an uppdrag is given to: in a sentence (`SN ska …`) or on a line (`Lämnat till SN och KS`)."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from tertial.boards import Register
from tertial.parsers.roles import Label, Role, label, remembered_in_report
from tertial.resources import read_table
from tertial.swedish.sentences import split

_ALL = re.compile(
    r"\b(?:(?:alla|samtliga) nämnder|styrelsen? och (?:övriga )?nämnder(?:na)?"
    r"|(?:varje|var och en av|respektive) nämnd(?:erna)?|nämnderna(?= (?:ska|skall|bör)\b))\b",
    re.IGNORECASE,
)
_THE_SAME = re.compile(r"\b(?:samma nämnd(?:er)?|nämnden|nämndens|styrelsen)\b", re.IGNORECASE)
GIVES = "Kommunfullmäktige"
"""Gives uppdrag, and gets none."""
_JOINED = re.compile(
    r"[\s,]*(?:och|samt|jämte|tillsammans med|i samarbete med|i samverkan med)?[\s,]*", re.IGNORECASE
)


LONGEST_LINE = 200
"""Characters; a longer line tells more than who has it."""
RESPONSIBLE = Role("responsible", None, 2)


@remembered_in_report
def given_line(text: str, register: Register) -> Label | None:
    """What a line says by being nothing but who has it; None for others, and for a board's name alone.

    `Lämnat till Socialnämnden`, `Ansvar KS/TN`, `(KS)`, `KS, SN`. A board's name alone may as well open its
    answer.
    """
    bare = text.strip(" *_")
    if len(bare) > LONGEST_LINE or "\n" in bare:
        return None
    start = len(text) - len(text.lstrip(" *_("))
    to = GIVEN_TO.match(text, start)
    if to is not None and nothing_else(text[to.end() :].strip(" .*_"), register):
        return Label(RESPONSIBLE, to[0].strip(" :"), to.end())
    if ":" in bare:
        return None
    for end in _name_ends(text):
        found = label(f"{text[:end].rstrip(' –—-')}: x")
        if (
            found is not None
            and found.role.name == "responsible"
            and nothing_else(text[end:].strip(" .*"), register)
        ):
            return Label(found.role, found.name, end)
    if register.heading(bare) is not None or bare[-1:] in "!?;,":
        if bare.startswith(("(", "[")) and nothing_else(bare, register):
            return Label(RESPONSIBLE, "", text.index(bare[0]) + 1)
        return None
    inner = bare.rstrip(".")
    if inner[:1].islower() or not nothing_else(inner, register):
        return None
    several = (
        len(register.responsible(inner).boards) > 1 or "Alla nämnder" in register.responsible(inner).boards
    )
    return Label(RESPONSIBLE, "", start) if several or bare.startswith(("(", "[")) else None


GIVEN_TO = re.compile(
    r"(?:(?:går|gick|gavs|ges|gett|givet|ställt|riktat|riktas|riktar sig|lämna[td]s?) )?till\s*:?\s+"
    r"|(?:svar|återrapport|rapport|redovisning|besked)(?:et|en)?\s+(?:från|av)\s+"
    r"|ansvar(?:ig|iga)?(?:\s+(?:nämnd|nämnder|styrelse|förvaltning))?\s*:?\s+|nämnd(?:er)?\s*:?\s+|berör\w*\s*:?\s+"
    r"|(?:utförs|besvaras|redovisas|rapporteras|genomförs|hanteras|drivs|ägs|verkställs|handläggs) av\s+"
    r"|(?:ligger )?hos\s+|uppdragstagare\s*:?\s+",
    re.IGNORECASE,
)
"""What stands before who has an uppdrag, or answers it, on a line of their own."""


def _name_ends(text: str) -> list[int]:
    """Where the first words of a line end that may be a label without its colon, the fewest words first."""
    return [m.end() for m in re.finditer(r"\s+(?:[–—-]\s+)?(?=\S)", text[:60])][:4]


def nothing_else(printed: str, register: Register) -> bool:
    """Whether a text names known boards and says nothing else."""
    bare = printed.strip("()[] ")
    whole, all_but = register.heading(bare) is not None, EVERYBODY.match(bare) is not None
    parts = (part.strip(" .()[]") for part in _BETWEEN.split(printed))
    each = all(not part or _is_one(part, register) for part in parts)
    if not (whole or all_but or each):
        return False  # most lines; to find the boards in them costs more
    who = register.responsible(printed)
    if len(who.unknown) >= len(who.boards) or not all(map(_CODE.fullmatch, who.unknown)):
        return False
    if who.excepted:
        return all_but and _STOP.search(bare) is None
    return (whole and len(who.boards) == 1) or each


def _is_one(part: str, register: Register) -> bool:
    capital = part[:1].upper() + part[1:]
    return (
        register.heading(capital) is not None
        or EVERYBODY.fullmatch(part) is not None
        or part.endswith("-")
        or _CODE.fullmatch(part) is not None
    )


_CODE = re.compile(r"[A-ZÅÄÖ]{2,5}")
"""What may be the code of a board that nobody knows, among those that are known: `SBN och TFK`."""
_STOP = re.compile(r"[.!?]\s")
_BETWEEN = re.compile(r"[,;/+&]\s*|\s+(?:och|samt|o|&)\s+|\s[–-]\s|\(|\)")
EVERYBODY = re.compile(
    r"(?:alla|samtliga|övriga)(?: kommunens)?(?: (?:nämnder|förvaltningar|sektorer|bolag|styrelser)(?:na)?)?",
    re.IGNORECASE,
)


@lru_cache(maxsize=1)
def _phrases() -> tuple[re.Pattern[str], ...]:
    return tuple(
        re.compile(row["pattern"].replace("{boards}", r"(?P<boards>\S.*?\w\)?)") + r"\s*[.!]?", re.IGNORECASE)
        for row in read_table("giving_phrases.csv")
    )


def said_given(sentence: str, register: Register) -> str:
    """Who a sentence says has it, as printed: `Uppdraget har lämnats till SN.`; empty for others."""
    if len(sentence) > LONGEST_LINE:
        return ""
    for pattern in _phrases():
        found = pattern.fullmatch(sentence.strip())
        if found is not None and nothing_else(found["boards"], register):
            return found["boards"]
    return ""


_SIGNED = re.compile(
    r"(?<=[.!?])\s*(?:(?:/+|[–—])\s?(?P<sign>[^\s(/][^().]{1,80}?)/?|[(\[](?P<bracket>[^()\[\]]{2,80})[)\]])\.?\s*$"
)


def signature(text: str, register: Register) -> tuple[str, int] | None:
    """Who signs a paragraph after its last sentence, as printed, and where the text before it ends."""
    found = _SIGNED.search(text)
    if found is None or found.start() < SHORTEST_SIGNED:
        return None
    printed = found["sign"] or found["bracket"]
    return (printed, found.start()) if nothing_else(printed, register) else None


SHORTEST_SIGNED = 15
"""Characters; a shorter paragraph is no sentence."""
_GIVEN = re.compile(r"\b(?:ska|skall|skulle|bör|uppdrag\w*|har att|uppgift|åligger|sak)\b", re.IGNORECASE)


def is_given(text: str, start: int, end: int, register: Register) -> bool:
    """Whether the sentence around what stands from `start` to `end` says that a board is to do it."""
    at, stop = next(((s, e) for s, e in split(text) if s <= start < e), (0, len(text)))
    around = f"{text[at:start]} \n {text[end : max(stop, end)]}"
    named = _ALL.search(around) is not None or bool(_named(around, register))
    return named and _GIVEN.search(around) is not None


def given_to(text: str, start: int, end: int, register: Register, before: str) -> str:
    """Who is to do what `text` names from `start` to `end`, as printed; empty where nobody is said to.

    The sentence that names it says who, before the name or after it; else a board that is the only one of
    the paragraph.

    Args:
        before: Who the uppdrag before this one was given to, for `samma nämnd`.
    """
    sentence = next(((s, e) for s, e in split(text) if s <= start < e), (0, len(text)))
    named = _named(text, register)
    here = [span for span in named if sentence[0] <= span[0] < max(sentence[1], end)]
    outside = [span for span in here if not start <= span[0] < end]
    for stretch in (text[sentence[0] : start], text[end : max(sentence[1], end)]):
        if (all_ := _ALL.search(stretch)) is not None:
            return all_.group()
    first = [span for span in outside if span[0] < start] or outside
    if first:
        return _printed(text, first)
    if before and _THE_SAME.search(text, sentence[0], start):
        return before
    if (all_ := _ALL.search(text, end)) is not None:
        return all_.group()
    rest = [span for span in named if not start <= span[0] < end]
    boards = {span[2] for span in rest}
    return _printed(text, rest[:1]) if len(boards) == 1 else ""


def _named(text: str, register: Register) -> list[tuple[int, int, str]]:
    return [
        (mention.span.start, mention.span.end, mention.board)
        for mention in register.mentions(text)
        if mention.board != GIVES
    ]


def _printed(text: str, named: list[tuple[int, int, str]]) -> str:
    """The names as one stretch of the text where nothing but `och` is between them, else parted by commas."""
    parts = [text[named[0][0] : named[0][1]]]
    for (_, stop, _), (start, end, _) in pairwise(named):
        between = text[stop:start]
        joint = between if _JOINED.fullmatch(between) and between.strip() else ", "
        parts += [joint, text[start:end]]
    return "".join(parts)
