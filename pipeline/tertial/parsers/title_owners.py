"""Who a title names as having it, before it, after it or on the line below; and until when."""

from __future__ import annotations

import re

from tertial import wording
from tertial.boards import Register
from tertial.parsers.facts import NO_FACTS, Facts, read_facts
from tertial.parsers.givers import GIVEN_TO, nothing_else
from tertial.parsers.roles import label
from tertial.parsers.titles import like_title
from tertial.swedish.sentences import split

PARENTHESIS = re.compile(r"\s*\(([^()]*(?:\([^()]*\)[^()]*)*)\)\s*[.:]?\s*$")
SHARED_WITH = re.compile(
    r"\s*\((?:gemensamt|tillsammans|delas|delat|i samverkan|i samråd|ihop) med ([^()]{3,80})\)\s*[.:]?\s*$",
    re.IGNORECASE,
)
BRACKETS = re.compile(r"\s*\[([^\[\]]{2,120})\]\s*[.:]?\s*$")
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


def responsible_last(text: str, register: Register) -> str:
    """Who is named in parentheses at the very end of a text; empty where nobody is."""
    found = PARENTHESIS.search(text)
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


_NAMES_WHO = (
    (_AFTER_STOP, ".!?"),
    (_AFTER_DASH, "–—-,"),
    (_NAMES_AFTER_DASH, "–—-"),
    (_STROKES, "/"),
    (_AFTER_SLASH, "/|"),
    (_AT_THE_MARGIN, ""),
    (BRACKETS, "]"),
    (PARENTHESIS, ")"),
    (_SAYS_WHO, ":"),
)
"""How who is responsible is named last, each with the signs of which a line holds one then."""
_WHO_FIRST = (
    re.compile(r"(?:[Tt]ill\s+)?(?P<who>[A-ZÅÄÖa-zåäö][^:()\n]{1,120}?)(?:\s*:|\s+[–—])\s+(?=\S)"),
    re.compile(r"[(\[](?:[Tt]ill\s+)?(?P<who>[^()\[\]\n]{2,120})[)\]][\s:–-]+(?=\S)"),
    re.compile(r"(?P<who>[A-ZÅÄÖ]{2,6}(?:(?:\s*[,/]\s*|\s+och\s+)[A-ZÅÄÖ]{2,6})*)(?:\s+[–—-]\s+|\t+)(?=\S)"),
)
"""Who has what follows: `KS, SN: Se över …`, `Till socialnämnden: …`, `(TN) …`, `KS – Se över …`."""


def owner_first(line: str, register: Register) -> tuple[str, int] | None:
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


def owner_last(line: str, register: Register) -> tuple[str, int] | None:
    """Who is named as responsible at the end of the line, as printed, and where the title ends."""
    for pattern, signs in _NAMES_WHO:
        found = pattern.search(line) if not signs or any(sign in line for sign in signs) else None
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
        if pattern is PARENTHESIS and _FROM_WHOM.match(printed):
            continue  # `(motion från Eva Ek, MP)`
        if pattern is PARENTHESIS and _expands(line[: found.start()], printed, register):
            continue
        if pattern is _SAYS_WHO or (len(printed) <= 160 and register.responsible(printed).boards):
            return printed, found.start()
    return None


def facts_last(line: str, register: Register) -> tuple[Facts, int] | None:
    """Who has what a line names, until when and whence it comes, after it, and where the title ends.

    `(KS; 30 juni 2007)`, `[budget 2022, senast maj]`, `– socialnämnden / slutdatum 2022-06-30`. A deadline
    alone is part of what is to be done: `Se över taxan, senast 2022-06-30`.
    """
    if not any(map(str.isdigit, line[3:])):
        return None
    for pattern in (PARENTHESIS, BRACKETS):
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
