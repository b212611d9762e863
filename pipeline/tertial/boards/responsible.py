"""Who is to act, as a cell or a parenthesis says it: boards, functions, or a sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from tertial.boards import places, scan, tables
from tertial.boards.places import Mention
from tertial.boards.resolver import Resolver, clean
from tertial.swedish.words import fold


@dataclass(frozen=True, slots=True, kw_only=True)
class Responsible:
    """Who is to act."""

    boards: tuple[str, ...] = ()
    """Canonical, or as printed where a code resolves to none; the leading first."""
    unknown: tuple[str, ...] = ()
    """Those of `boards` that resolved to none."""
    excepted: tuple[str, ...] = ()
    """Of "Alla nämnder utom …": those that are not to act."""


_NONE: Final = Responsible()
_ALL: Final = re.compile(
    r"(?:varje|respektive) nämnd|nämnderna|styrelsen? och (?:övriga )?nämnder(?:na)?"
    r"|(?:alla|samtliga)(?:\s+kommunens)?(?:\s+(?:nämnder(?:na)?|förvaltningar(?:na)?|sektorer(?:na)?)"
    r"(?:\s*(?:,|och|samt|/|inkl\w*\.?)\s*(?:styrelser|(?:hel|del)?ägda bolag|(?:kommunala\s+)?bolag(?:en)?"
    r"|förvaltningar|kommunstyrelsen|ks))*)?"
)
_BUT: Final = re.compile(
    r"(?:\s*[,;(–-]\s*|\s+)(?:(?:med\s+)?undanta(?:get|gna|gen|g)\s*(?:av|för|från|är)?|(?:för)?utom"
    r"|bortsett från|frånsett|exkl\w*\.?|minus|(?:(?:dock|men)\s+)?(?:inte|ej)(?:\s+för)?)"
    r"\s*:?\s+(?P<boards>\S.*)",
    re.IGNORECASE | re.DOTALL,
)
_LEFT_OUT: Final = re.compile(
    r"(?:\s*[,;(–-]\s*|\s+)(?P<boards>[^,;()]*\S)\s+(?:är\s+)?(?:undantag(?:en|na|et)|exkluder\w+)",
    re.IGNORECASE,
)
_PREFIX: Final = re.compile(
    r"^[^:,(]{0,25}(?:ansvar|nämnd|uppdrag|utför|ägare|berör)[^:,(]{0,20}:\s*", re.IGNORECASE
)
_SEPARATOR: Final = re.compile(
    r"[,;/\n\t•()\[\]+|]|\s[–-]\s"
    r"|\s(?:och|samt|o|&|i (?:samverkan|samråd|samarbete) med|tillsammans med|med stöd av)\s",
    re.IGNORECASE,
)
_GOES_ON: Final = re.compile(
    r"\s*(?:$|[,;/\n(]|(?:och|samt|&)\s+(?:[A-ZÅÄÖ]{2,}|\S*(?:nämnd|styrelse|förvaltning)))|\s[–-]\s"
)
_OFFICE: Final = re.compile(
    r"\x00(\d+)s\x00\s+(?:\w+\s+)?\w*(?:förvaltning|kontor|stab|kansli|utskott)(?:en|et)?"
)
_MARK: Final = "\x00"
_WHOLE_MARK: Final = re.compile(rf"{_MARK}(\d+){_MARK}")
_LOWER: Final = re.compile(r"\s+[a-zåäö]")
_SHORT: Final = re.compile(r"[A-ZÅÄÖ][a-zåäö]{1,3}(?:(?:\s*[,/]\s*|\s+och\s+)[A-ZÅÄÖ][a-zåäö]{1,3})*\.?")
"""Abbreviations as older print writes them."""
_LED: Final = re.compile(
    r",?\s+(?:under ledning av|ledd[ae]? av|samordnas av|samordnade av|med samordning av)\s+", re.IGNORECASE
)
"""The board after these words leads those before them: `samtliga nämnder under ledning av KS`."""
_OWNERS: Final = re.compile(r"(nämnden|styrelsen|förvaltningen|kontoret)s$", re.IGNORECASE)
"""Whose it is, where a name stands last in the genitive: `socialnämndens`."""
_AND_OWNERS: Final = re.compile(
    r"(nämnden|styrelsen|förvaltningen|kontoret)s(?=\s*[,/&]|\s+(?:och|samt)\s)", re.IGNORECASE
)
_DUE: Final = re.compile(r"\s*(?:m\.?\s?fl\.?|etc\.?|mfl)$", re.IGNORECASE)


def responsible(resolver: Resolver, printed: str) -> Responsible:
    """The boards in a cell or parenthesis of who is to act; functions and sentences give none."""
    text = printed.replace("\u00a0", " ").strip().strip("()[]*").strip()
    text = _PREFIX.sub("", text) if ":" in text else text
    if text.endswith(("s", "S")) and _OWNERS.search(text) is not None:
        text = _AND_OWNERS.sub(r"\1", _OWNERS.sub(r"\1", text))
    led = _LED.search(text)
    if led is not None:
        leading, others = (responsible(resolver, part) for part in (text[led.end() :], text[: led.start()]))
        return Responsible(
            boards=tuple(dict.fromkeys((*leading.boards, *others.boards))),
            unknown=(*leading.unknown, *others.unknown),
            excepted=others.excepted,
        )
    if not text:
        return _NONE
    words = re.findall(r"\w+", text) if text.islower() or _SHORT.fullmatch(text) else []
    if words and all(tables.is_code(w.upper()) and resolver.code(w.upper()) for w in words if w != "och"):
        text = text.upper().replace(" OCH ", ", ")  # "/tn, bun/", "(Bun, Ks)"
    words = text.split()
    if len(words) > 1 and all(tables.is_code(word) and resolver.resolve(word) for word in words):
        text = ", ".join(words)  # "TEK KST" in the margin
    text, excepted = _but(resolver, text)
    if _ALL.fullmatch(fold(clean(text))):
        return Responsible(boards=(tables.ALL_BOARDS,), excepted=excepted)
    marked, named = _marked(resolver, text)
    if _MARK not in marked or _WHOLE_MARK.fullmatch(marked):
        whole = resolver.resolve(text) or resolver.area(text)
        if whole is not None:
            name, known = _known(resolver, whole.name, text)
            return Responsible(boards=(name,), unknown=() if known else (name,))
    boards: dict[str, bool] = {}
    for n, segment in enumerate(_SEPARATOR.split(marked)):
        segment = _DUE.sub("", segment.strip(" .:*_"))
        for board, known in _segment(resolver, segment, text, named, first=n == 0):
            boards.setdefault(board, known)
    return Responsible(
        boards=tuple(boards),
        unknown=tuple(board for board, known in boards.items() if not known),
        excepted=excepted,
    )


def _but(resolver: Resolver, text: str) -> tuple[str, tuple[str, ...]]:
    """A text up to the exception that it makes from all boards, and the boards excepted."""
    folded = fold(text)
    for pattern in (_BUT, _LEFT_OUT) if "alla" in folded or "samtliga" in folded else ():
        for match in pattern.finditer(text):
            before = text[: match.start()]
            if any(_ALL.fullmatch(fold(clean(part))) for part in _SEPARATOR.split(before)):
                return before, responsible(resolver, match["boards"]).boards
    return text, ()


def _known(resolver: Resolver, board: str, printed: str) -> tuple[str, bool]:
    """A board with whether it is known; one that is not stays as printed."""
    return (clean(printed), False) if resolver.unknown(board) else (board, True)


def _marked(resolver: Resolver, text: str) -> tuple[str, list[Mention]]:
    """The text with each full name replaced by a mark and its number, so that it can be divided at "och"."""
    named = list(places.for_a_subject(text, _ends))
    named += (m for m in places.named(resolver, text) if not any(m.span in other.span for other in named))
    named.sort(key=lambda mention: mention.span)
    marked, at = "", 0
    for n, mention in enumerate(named):
        genitive = "s" if mention.genitive else ""
        marked += f"{text[at : mention.span.start]}{_MARK}{n}{genitive}{_MARK}"
        at = mention.span.end
    return re.sub(r"(?<=\x00)-?\s+(?=\x00)", ", ", marked + text[at:]), named


def _ends(subject: str, rest: str) -> bool:
    """Whether a list goes on, or is at its end, after "nämnden för" a subject that holds no other name."""
    if any(tables.is_code(word) for word in subject.split()) or scan.HEAD.search(subject):
        return False
    return _GOES_ON.match(rest) is not None


def _segment(
    resolver: Resolver, text: str, whole: str, named: list[Mention], *, first: bool
) -> list[tuple[str, bool]]:
    """The boards of one member of a list, each with whether it is known.

    `whole` is the text that the names were found in.
    A name with words after it counts only in front of all: "Socialförvaltningen HR", and not in
    "stöd till Socialförvaltningen".
    """
    if not text:
        return []
    if _ALL.fullmatch(fold(text)):
        return [(tables.ALL_BOARDS, True)]
    office = _OFFICE.fullmatch(text)
    if office is not None:
        return [(named[int(office[1])].board, True)]
    mark = _WHOLE_MARK.match(text)
    if mark is not None:
        mention = named[int(mark[1])]
        printed = whole[mention.span.start : mention.span.end]
        return [_known(resolver, mention.board, printed)] if first or mark.end() == len(text) else []
    if _MARK in text:
        return []
    if tables.is_code(text):
        return _one_code(resolver, text)
    found = resolver.resolve(text) or resolver.area(text)
    if found is not None:
        return [_known(resolver, found.name, text)]
    words = text.split()
    if len(words) <= 5 and all(tables.is_code(word) for word in words):
        return [hit for word in words for hit in _one_code(resolver, word)]
    if first and tables.is_code(words[0]) and _LOWER.match(text, len(words[0])):
        board = resolver.code(words[0])
        return [(board.name, True)] if board is not None else []
    return []


def _one_code(resolver: Resolver, code: str) -> list[tuple[str, bool]]:
    found = resolver.resolve(code)
    if found is not None:
        return [(found.name, True)]
    unknown = (
        code.isupper()
        and len(code) <= 5
        and fold(code) not in tables.no_codes()
        and fold(code) not in resolver.own.others
    )
    return [(code, False)] if unknown else []
