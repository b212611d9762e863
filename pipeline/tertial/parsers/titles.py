"""A title as printed, taken apart: numbering, the thing's name, who is responsible, a status in brackets."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from tertial import wording
from tertial.boards import Register
from tertial.document import Span
from tertial.parsers.facts import NO_FACTS, Facts, read_facts
from tertial.parsers.givers import GIVEN_TO, nothing_else
from tertial.parsers.orders import opens_order
from tertial.parsers.references import is_reference, reference_first
from tertial.parsers.roles import column, label, remembered
from tertial.swedish.sentences import split
from tertial.swedish.words import fold
from tertial.vocabulary import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """The parts of a title line; spans are offsets into the line."""

    number: str
    text: str
    span: Span
    responsible: str = ""
    status: Span | None = None
    kind: Kind | None = None
    """Where a label before it says what it is (`Uppdrag 3:`)."""
    dates: tuple[tuple[str, str], ...] = ()
    """When it is to be done, with start, end or when: `(KS; 30 juni 2007)`, `(ansvarig: KS; start: 2007)`."""


_THING = (
    r"(?P<thing>[Uu]ppdrag|UPPDRAG|[Mm]ål|MÅL|[Aa]ktivitet|AKTIVITET|[Åå]tgärd|ÅTGÄRD|[Ii]nsats"
    r"|[Bb]eslut|[Dd]elmål|[Nn]ämndmål"
    r"|(?:[A-ZÅÄÖ][^\W\d_]+|[A-ZÅÄÖ][^\W\d_]+[sdt] [^\W\d_]*)(?:mål|aktivitet|åtgärd|insats))"
)
_CODE = (
    r"\d{4}:\d{1,3}|\d{1,4}/(?:(?:19|20)\d\d|\d\d)(?!\d)|\d{1,3}(?:[.:]\d{1,3})*"
    r"|[A-ZÅÄÖ]{1,3}[-.]?\d{1,3}(?:[.:]\d{1,3})*"
)
_NUMBERED_THING = re.compile(
    rf"^{_THING}\s*(?:nr\.?\s*)?(?P<number>{_CODE})\s*(?:\((?P<said>[^()]{{3,40}})\)\s*:)?[.:)–—-]*\s+(?=\S)"
)
_LABELLED_THING = re.compile(rf"^{_THING}\s*[:–—]\s*(?=\S)")
_NUMBER = re.compile(
    r"^(?P<number>\d{4}:\d{1,3}|\d{1,3}(?:[.:]\d{1,3})+\.?|\d{1,3}\\?[.)]|\(?[a-zA-Z]\)|\(\d{1,3}\)|§\s*\d+|#\d+"
    r"|[A-ZÅÄÖ]{1,3}[-.]?\d{1,3}(?:[.:]\d{1,3})*[a-d]?[.:]?|[A-ZÅÄÖ]{2,4} \d{1,3}[.:]|[IVX]{1,5}[.)]"
    r"|(?:[Nn]r|NR|[Ll]öpnr|[Pp]unkt|[Ää]rende|ÄRENDE)\.? ?\d{1,3}[.:)]?"
    r"|[A-ZÅÄÖ]\.|\d{1,2}(?=\s+[A-ZÅÄÖ\"”]))[\s:]+(?=\S)"
)
_PARENTHESIS = re.compile(r"\s*\(([^()]*(?:\([^()]*\)[^()]*)*)\)\s*[.:]?\s*$")
_WITH = re.compile(
    r"\s*\((?:gemensamt|tillsammans|delas|delat|i samverkan|i samråd|ihop) med ([^()]{3,80})\)\s*[.:]?\s*$",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"\s*\[([^\[\]]{2,120})\]\s*[.:]?\s*$")
_DASH = re.compile(
    r"\s+[–—-]\s+([^–—]{3,60})$|\s*[:|]\s*([^:|]{3,60})$|\t+([^\t]{2,60})$|\s*(?:\.{3,}|…+|(?:\s\.){3,})\s*([^.…\s][^…]{2,60})$"
    r"|\s{3,}(\S[^\t]{2,60})$"
)
_STATUS_FIRST = re.compile(r"\s*(?:\[([^\[\]]{1,40})\]|\(([^()]{1,40})\))[\s:–-]+(?=\S)")
_AFTER_DASH = re.compile(
    r"(?:\s+[–—-]\s*|,\s*)(?:[Aa]nsvarig(?:a)?:?\s+)?((?:[A-ZÅÄÖ][A-Za-zÅÄÖåäö]{1,5}[A-ZÅÄÖ]?)(?:(?:\s*[,/&]\s*|\s+och\s+)[A-ZÅÄÖ]{2,6})*(?:\s*\([^()]{2,40}\))?)\.?\s*$"
)
_NAMES_AFTER_DASH = re.compile(r"\s+[–—-]\s+(?:till\s+)?([A-ZÅÄÖa-zåäö][^–—]{4,160}?)\.?\s*$")
_WHO_PREFIX = re.compile(
    r"^(?:ansvar(?:ig|iga)?(?:\s+(?:nämnd|nämnder|styrelse|förvaltning))?(?:\s*:|\s)"
    r"|(?:ges |går |riktas )?till(?:\s*:|\s)"
    r"|nämnd(?:er)?\s*:|berör(?:d|da)?(?:\s+nämnd(?:er)?)?\s*:|utförs av\s|uppdragstagare\s*:)\s*",
    re.IGNORECASE,
)
"""What may stand before who has it: `(ansvar: KS)`, `(till socialnämnden)`."""
_AFTER_SLASH = re.compile(r"\s+(?:/|\|)\s*([^/|]{2,90}?)\s*$")
_STROKES = re.compile(r"\s+/([^/\d]{2,60})/\s*$")
_AT_THE_MARGIN = re.compile(r"(?:\s{3,}|\t+)([A-ZÅÄÖ]\w{0,8}(?:(?:\s*[,/]\s*|\s+)[A-ZÅÄÖ]\w{0,8}){0,5})\s*$")
_AFTER_STOP = re.compile(r"(?<!exkl|inkl)[.!?]\s+((?:(?:ex|in)kl\.|[^.!?]){2,90}?)\.?\s*$")
_FROM_WHOM = re.compile(
    r"(?:motion|medborgarförslag|e-förslag|förslag|interpellation|initiativ)\b", re.IGNORECASE
)
_VERB = re.compile(
    r"\b(?:är|har|ska|skall|kommer|får|kan|blir|blev|var|bör|arbetar|ansvarar|gäller|avser|anges|leder|till|som|den|det|hela|varje)\b"
)
_SAYS_WHO = re.compile(
    r"(?<![\s.,;–(-])[\s.,;–(-]*\b(?:[Hh]uvuda|A|a)nsvarig(?:a)?(?:\s+(?:nämnd|nämnder|styrelse|förvaltning))?\s*:\s*([^:]{2,120}?)\)?\.?\s*$"
)


def is_order(text: str) -> bool:
    """Whether a title tells somebody to do something: `1.2 Se över lokalbehovet`, `Att utreda …`."""
    return opens_order(text[split_number(text)[1] :])


@remembered
def like_title(text: str) -> float:
    """0–1: how much a text's words are like the title of an uppdrag: an order, `att …`, `… ska …`, a name."""
    bare = text[split_number(text)[1] :].strip(" .:\"”“'»«")
    words = fold(bare).split()
    if len(split(text)) > 2 or len(bare) > 250 or not words:
        return 0.0
    if is_order(bare) or words[0] == "att":
        return 1.0
    if re.search(r"\b(?:ska|skall|bör|(?:lovade|beslutade|uppdrag) att)\b", fold(bare)):
        return 0.9
    return 0.2 if len(words) < 2 else 0.7 if len(words) <= 16 else 0.3


def responsible_last(text: str, register: Register) -> str:
    """Who is named in parentheses at the very end of a text; empty where nobody is."""
    found = _PARENTHESIS.search(text)
    return found[1].strip() if found is not None and known_only(found[1].strip(), register) else ""


_FIRST_LINE = re.compile(r"[\s.:]*([^\n]{2,140}?)[ .]*(?:\n|$)")
_DECIDED = re.compile(
    r"[\s,;(]+(?:KF|KS|kommunfullmäktige|fullmäktige|beslut(?:at)?)\b[^,;()]*"
    r"(?:§|\b(?:19|20)\d\d-\d\d-\d\d\b|\b\d{6}\b).*$",
    re.IGNORECASE,
)
"""When it was given, after who it was given to."""


def undecided(printed: str) -> str:
    """Who is responsible, without the decision that may stand after it: `KS (KF 2023-09-25)`."""
    return _DECIDED.sub("", printed.strip()).strip()


def who_below(rest: str, register: Register) -> tuple[Facts, int]:
    """Who is named alone on the line after a title, until when, and where the text goes on; or nothing, 0.

    A board that names the line where more follows in the paragraph answers, and is not asked.

    Args:
        rest: What follows the title in its paragraph.
    """
    found = _FIRST_LINE.match(rest)
    if found is None:
        return NO_FACTS, 0
    line = found[1].strip()
    facts = read_facts(line, register) if "\n" in rest[: found.start(1)] else None
    if facts is not None and register.responsible(facts.responsible).boards:
        return facts, found.end()
    named, goes = label(line), GIVEN_TO.match(line)
    if named is not None and named.role.name != "responsible":
        return NO_FACTS, 0
    alone = "\n" in rest[: found.start(1)] and not rest[found.end() :].strip()
    said = (
        line[named.value_start :]
        if named
        else line[goes.end() :]
        if goes
        else line.strip("()")
        if alone
        else ""
    )
    who = undecided(said)
    known = who and (known_only(who, register) or (goes is not None and nothing_else(who, register)))
    return (Facts(who, ()), found.end()) if known else (NO_FACTS, 0)


@remembered
def split_number(text: str, automatic: str = "") -> tuple[str, int, Kind | None]:
    """The numbering that `text` begins with, where the rest begins, and what a label says it is.

    Args:
        automatic: The number that the word processor gave the paragraph, if any.
    """
    if automatic and text.startswith(automatic):
        start = len(automatic)
        while start < len(text) and text[start] in " \t\u00a0":
            start += 1
        number = automatic.rstrip(".):")
        return _named(text, start, number if any(c.isalnum() for c in number) else "")
    found = _thing(_NUMBERED_THING, text)
    if found is not None:
        return found.group("number"), found.end(), _kind(found.group("thing"))
    found = _thing(_LABELLED_THING, text)
    if found is not None:
        rest, start, _ = split_number(text[found.end() :])
        return rest, found.end() + start, _kind(found.group("thing"))
    start = reference_first(text)
    if start:
        return text[:start].strip(" \t()[].:,–-"), start, None
    found = _NUMBER.match(text)
    if found is not None:
        return _named(text, found.end(), found.group("number").strip("().:#\\"))
    return "", 0, None


def _named(text: str, start: int, number: str) -> tuple[str, int, Kind | None]:
    """The number, the rest and the kind of a text whose numbering ends at `start`.

    `2.1 Nämndmål: Fler ska cykla`, `2.1 Mål 3: Fler ska cykla`, where the second number is the mål's own.
    """
    numbered = _thing(_NUMBERED_THING, text[start:])
    if numbered is not None and numbered["said"] is None:
        return numbered["number"], start + numbered.end(), _kind(numbered["thing"])
    inner = _thing(_LABELLED_THING, text[start:])
    return (number, start, None) if inner is None else (number, start + inner.end(), _kind(inner["thing"]))


def says_between(text: str) -> bool:
    """Whether a title says something in parentheses after its number: `Uppdrag 3 (pågår): Se över taxan`."""
    found = _NUMBERED_THING.match(text)
    return found is not None and found.group("said") is not None


def names_order(text: str) -> bool:
    """Whether a line says what it is and tells somebody to do something: `Uppdrag 3: Starta ett nätverk`."""
    return split_number(text)[2] is not None and is_order(text)


def _thing(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    """The name of a thing that a text begins with; one of areas (`KF-mål`) is none."""
    found = pattern.match(text)
    role = column(found["thing"]) if found is not None else None
    return found if role is not None and role.name == "title" else None


def _kind(thing: str) -> Kind | None:
    role = column(thing)
    return role.kind if role is not None else None


def take_apart(text: str, register: Register, *, automatic: str = "") -> Title:
    """The parts of a title line.

    What stands last in parentheses is who is responsible only where it names a board or a code; a
    law's number or an abbreviation stays in the title.
    """
    number, start, kind = split_number(text, automatic)
    end = len(text)
    responsible, status = "", None
    dates: tuple[tuple[str, str], ...] = ()
    numbered = _NUMBERED_THING.match(text)
    if numbered is not None and (said := numbered.group("said")):
        # Uppdrag 3 (pågår): Se över taxan
        if _is_status(said):
            status = Span(*numbered.span("said"))
        elif register.responsible(said).boards:
            responsible = said
    if not responsible and (leading := _responsible_first(text[start:], register)) is not None:
        responsible, start = leading[0], start + leading[1]
    first = _STATUS_FIRST.match(text, start)
    if first is not None:
        inner = Span(*first.span(1 if first[1] else 2))
        whole = Span(inner.start - 1, inner.end + 1)
        if len(inner) > 2 and _is_status(text[inner.start : inner.end]):  # [KLART] Se över taxan
            status, start = inner, first.end()
        elif wording.cell(text[whole.start : whole.end]) is not None:  # [x] Se över taxan
            status, start = whole, first.end()
    elif not number and (signed := sign_of(text)) is not None and signed[0] == "first":  # ● Se över taxan
        status, start = Span(*signed[1]), signed[2]
    for _ in range(3):
        line = text[start:end]
        if status is None and (found := status_last(line)) is not None:
            status = Span(start + found[0], start + found[1])
            end = start + found[2]
            continue
        cited = _PARENTHESIS.search(line, 3)
        if cited is not None and is_reference(cited[1]):
            end = start + cited.start()  # `Se över taxan (Kf § 45/04)`
            continue
        shared = _WITH.search(line, 3) if not responsible else None
        if shared is not None and known_only(shared[1], register):
            end = start + shared.start()  # the board of the chapter is the first to act
            continue
        if (told := _facts_last(line, register)) is not None:
            facts, cut = told
            responsible, dates = responsible or facts.responsible, dates or facts.dates
            end = start + cut
            continue
        if not responsible and (who := _responsible_last(line, register)) is not None:
            responsible, cut = who
            end = start + cut
            continue
        break
    while end > start and text[end - 1] in " \t\n\u00a0:–-*_":
        end -= 1
    while start < end and (
        not (text[start].isalnum() or text[start] in _OPENS) or text.startswith("- ", start)
    ):
        start += 1
    return Title(
        number=number,
        text=text[start:end],
        span=Span(start, end),
        responsible=responsible,
        status=status,
        kind=kind,
        dates=dates,
    )


_OPENS = frozenset("\"”“'’‘«»([#§-@&%")
"""Signs that a title may begin with; others, as bullets, are none of its words."""


def sign_of(text: str) -> tuple[Literal["first", "last"], tuple[int, int], int] | None:
    """Where a sign stands that the report explains and a title bears, and where the title begins or ends."""
    last = wording.sign_last(text)
    if last is not None and last[2] >= 3:
        return "last", last[:2], last[2]
    first = wording.sign_first(text)
    return ("first", first[:2], first[2]) if first is not None else None


def status_last(line: str, shortest: int = 3) -> tuple[int, int, int] | None:
    """Start and end of a status that ends the line, and where the title before it ends.

    Args:
        shortest: Characters that must stand before it.
    """
    if (signed := wording.sign_last(line)) is not None and signed[2] >= shortest:
        return signed
    for pattern in (_BRACKETS, _PARENTHESIS, _DASH):
        found = pattern.search(line)
        if found is None or found.start() < shortest:
            continue
        group = next(i for i, value in enumerate(found.groups(), start=1) if value is not None)
        value = found.group(group)
        if _is_status(value):
            lead = len(value) - len(value.lstrip())
            return found.start(group) + lead, found.start(group) + len(value.rstrip()), found.start()
    return None


def _is_status(value: str) -> bool:
    if wording.cell(value) is not None:
        return True
    name, _, rest = value.partition(":")
    role = column(name)
    return bool(rest and role and role.name in ("status", "forecast") and wording.cell(rest))


_NAMES_WHO = (
    _AFTER_STOP,
    _AFTER_DASH,
    _NAMES_AFTER_DASH,
    _STROKES,
    _AFTER_SLASH,
    _AT_THE_MARGIN,
    _BRACKETS,
    _PARENTHESIS,
    _SAYS_WHO,
)


_WHO_FIRST = (
    re.compile(r"(?:[Tt]ill\s+)?(?P<who>[A-ZÅÄÖa-zåäö][^:()\n]{1,120}?)(?:\s*:|\s+[–—])\s+(?=\S)"),
    re.compile(r"[(\[](?:[Tt]ill\s+)?(?P<who>[^()\[\]\n]{2,120})[)\]][\s:–-]+(?=\S)"),
    re.compile(r"(?P<who>[A-ZÅÄÖ]{2,6}(?:(?:\s*[,/]\s*|\s+och\s+)[A-ZÅÄÖ]{2,6})*)(?:\s+[–—-]\s+|\t+)(?=\S)"),
)
"""Who has what follows: `KS, SN: Se över …`, `Till socialnämnden: …`, `(TN) …`, `KS – Se över …`."""


def _responsible_first(line: str, register: Register) -> tuple[str, int] | None:
    """Who is named before a title, as printed, and where it begins; sentences there are an answer."""
    for pattern in _WHO_FIRST:
        found = pattern.match(line)
        if found is None:
            continue
        rest = line[found.end() :]
        if (
            rest.rstrip()[-1:] == "."
            or len(split(rest)) > 1
            or like_title(rest) < LIKE_TITLE
            or wording.cell(rest) is not None
        ):
            return None
        if known_only(found["who"], register) and register.heading(rest) is None:
            return found["who"].strip(), found.end()
    return None


LIKE_TITLE = 0.7
"""Least likeness of what follows a board's name that makes it a title."""


def _responsible_last(line: str, register: Register) -> tuple[str, int] | None:
    """Who is named as responsible at the end of the line, as printed, and where the title ends."""
    for pattern in _NAMES_WHO:
        found = pattern.search(line)
        if found is None or found.start() < 3:
            continue
        if pattern is _AFTER_STOP:
            who = found.group(1)
            named = label(who) if ":" in who else None
            if ":" in who and (named is None or named.role.name != "responsible"):
                continue  # Ansvarig för rapporten: kommunstyrelsen
            who = who[named.value_start :] if named is not None else who
            if _VERB.search(who) is None and not _is_sentence(who) and register.responsible(who).boards:
                return who.strip(), found.start() + 1
            continue
        printed = found.group(1).strip()
        printed = _WHO_PREFIX.sub("", printed)
        if pattern is _AFTER_DASH and not _is_codes(line[: found.start()], printed, register):
            continue
        if pattern in (_STROKES, _AFTER_SLASH, _AT_THE_MARGIN, _NAMES_AFTER_DASH) and not known_only(
            printed, register
        ):
            continue
        if pattern is _PARENTHESIS and _FROM_WHOM.match(printed):
            continue  # `(motion från Eva Ek, MP)`
        if pattern is _PARENTHESIS and _expands(line[: found.start()], printed, register):
            continue
        if pattern is _SAYS_WHO or (len(printed) <= 160 and register.responsible(printed).boards):
            return printed, found.start()
    return None


def _facts_last(line: str, register: Register) -> tuple[Facts, int] | None:
    """Who has what a line names, until when and whence it comes, after it, and where the title ends.

    `(KS; 30 juni 2007)`, `[budget 2022, senast maj]`, `– socialnämnden / slutdatum 2022-06-30`. A deadline
    alone is part of what is to be done: `Se över taxan, senast 2022-06-30`.
    """
    if not any(map(str.isdigit, line[3:])):
        return None
    for pattern in (_PARENTHESIS, _BRACKETS):
        last = pattern.search(line, 3)
        facts = read_facts(last[1], register) if last is not None else None
        if last is not None and facts is not None and facts.parts > 1:
            return facts, last.start()
    for sign in _BEFORE_FACTS.finditer(line, 3):
        facts = read_facts(line[sign.end() :], register)
        if facts is not None and facts.dates and facts.parts > 1:
            return facts, sign.start()
    return None


_BEFORE_FACTS = re.compile(r"\s+[–—-]\s+|\s+[|·•/]\s+|;\s+|[.,]\s+|\t+|\s{3,}")


def _is_sentence(text: str) -> bool:
    """Whether more than two words of what should be names stand in lower case (`och`, `samt` aside)."""
    words = [w for w in text.split() if w[:1].islower() and w.strip(",") not in _BETWEEN_NAMES]
    return sum(not _NAMES_BODY.search(w) for w in words) > 2


_BETWEEN_NAMES = frozenset({"och", "samt", "i", "samråd", "samverkan", "med", "tillsammans"})
_NAMES_BODY = re.compile(r"(?:nämnd|styrelse|utskott|förvaltning|kontor|bolag|förbund|chef|direktör|-)\w*,?$")


def _is_codes(before: str, printed: str, register: Register) -> bool:
    """Whether what stands after a title's dash or comma is nothing but abbreviations of known boards."""
    if len(split(before)) > 1 or re.search(r"\b[A-ZÅÄÖ]{2,6}$", before):
        return False
    codes = re.findall(r"[A-ZÅÄÖ][A-Za-zÅÄÖåäö]*", printed)
    who = register.responsible(printed)
    return all(sum(c.isupper() for c in code) >= 2 for code in codes) and bool(who.boards) and not who.unknown


def known_only(printed: str, register: Register) -> bool:
    """Whether a text is nothing but names or codes of known boards."""
    who = register.responsible(printed)
    return bool(who.boards) and not who.unknown and not _is_sentence(printed)


def _expands(before: str, code: str, register: Register) -> bool:
    """Whether the parenthesis only abbreviates the board's name that stands before it."""
    board = register.resolve(code)
    name = re.search(r"((?:\S+\s+){0,5}\S+)$", before)
    if board is None or name is None:
        return False
    words = name.group(1).split()
    return any(
        (named := register.resolve(" ".join(words[n:]))) is not None and named.name == board.name
        for n in range(len(words))
    )
