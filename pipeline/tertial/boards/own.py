"""What a report itself says of its boards: full names, and codes that it spells out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from rapidfuzz.distance import OSA

from tertial.boards import names, scan, tables
from tertial.swedish.words import fold

_CODE: Final = r"[A-ZÅÄÖ][A-Za-zÅÄÖåäö]{1,5}"
_IN_PARENTHESES: Final = re.compile(
    rf"\s*\(\s*(?:(?:nedan|förkort\w+|fortsättningen|i|även|kallad\w*)\s+)*[\"”’']?({_CODE})[\"”’']?\s*\)"
)
_CODE_AFTER: Final = re.compile(rf"\s*(=|:|\t|–|-)\s*({_CODE})\s*(?=$|[\n;,.\t])")
_CODE_BEFORE: Final = re.compile(
    rf"(?:^|[\n\t;:,(.]|\b(?:och|samt|betecknar|betyder)\b)\s*({_CODE})"
    r"\s*(=|:|\t|–|-|\(|(?:är|betyder)(?: alltjämt| fortfarande| som förr)?|[ ])\s*$"
)
_TYPED: Final = re.compile(r"(?<!\w)[BCDFGHJKLMNPQRSTVWXZ][bcdfghjklmnpqrstvwxz]{0,3}[ns](?!\w)")
_END: Final = re.compile(r"\s*(?:$|[\n;,.)\t]|(?:och|samt)\s+[A-ZÅÄÖ])")
_OTHER: Final = re.compile(rf"\(({_CODE})\)|(?<!\w)({_CODE})\s\(([^()\n]{{6,80}})\)")
_NUMBER: Final = re.compile(r"[ #*]*(?:\d+(?:\.\d+)*\.?)?[ *]*")
_REST_OF_HEADING: Final = re.compile(r"[ *]*(?:\([^()\n]{2,8}\))?[ *]*:?[ *]*(?:\n|\Z)")
_OFFICE: Final = (
    r"(?:(?:sektor|område|avdelning|verksamhetsområde|förvaltning)(?:n|en|et)?(?: för)? [\w-]+"
    r"(?: och [\w-]+)?|(?:tekniska |sociala )?[\w-]+"
    r"(?:kontoret|förvaltningen|staben|kansliet|enheten|avdelningen|sektorn|verken))"
)
_SERVING: Final = re.compile(
    rf"(?:(?P<other>{_OFFICE}) och )?(?P<one>{_OFFICE})"
    r"(?: (?:svarar|arbetar) (?:båda )?(?:inför|under|åt)| (?:lyder|sorterar|ligger) (?:båda )?under"
    r"| hör (?:båda )?(?:till|under)| tillhör(?: båda)?| inför)\s+$",
    re.IGNORECASE,
)
"""What says of an office, or of two, which board it serves, up to the board's name."""
_SERVED: Final = ("inför", "under", "åt", "till", "tillhör", "båda")
_BROKEN: Final = re.compile(r"[.,:;()\n]")
_SMALL: Final = frozenset({"och", "för", "i", "av", "med", "på", "till", "om"})
_INNER: Final = re.compile(
    r"(?<=..)(?:byggnad|bygg|plan|utbildning|marknad|förmyndar|skydd|omsorg|stöd|skol|liv|ledning|tjänst|utveckling"
    r"|vård|miljö|service|teknik|hälso|familj|bygd|färd|borgar)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """A report's own names."""

    boards: tuple[str, ...] = ()
    """Canonical names of the boards that it names in full, in order of first mention."""
    codes: dict[str, str] = field(default_factory=dict)
    """Folded code → the board's or department's name that it is spelt out with, as printed."""
    departments: tuple[str, ...] = ()
    """Departments that it names, as first printed."""
    served: dict[str, str] = field(default_factory=dict)
    """Folded names of sectors and offices → canonical name of the board that it says that they serve."""
    others: frozenset[str] = frozenset()
    """Folded codes that it spells out as something else than a board: EST, PDCA."""
    vouched: frozenset[tables.Key] = frozenset()
    """Keys of boards and departments that it speaks of more than once, or as a line of their own."""
    typed: bool = False
    """It writes codes as older print does: Ks, Tn."""


def collect(text: str) -> Own:
    """Read off a report's own names and codes."""
    boards: Counter[str] = Counter()
    departments: dict[str, None] = {}
    spelt: dict[str, Counter[str]] = {}
    served: dict[str, str] = {}
    times: Counter[tables.Key] = Counter()
    known = tables.national().boards
    for chain in scan.scan(text):
        found = _name(chain)
        if found is None:
            continue
        first, name = found
        printed = chain.name(first)
        times[name.key] += 2 if _stands_out(text, chain.begin(first), chain.end) else 1
        if name.head == "board":
            board = known.get(name.key, names.canonical(name))
            boards[board] += 1
            served |= _serving(text, chain.begin(first), board, served)
        else:
            departments.setdefault(printed)
        for code in _codes(text, chain.begin(first), chain.end, name.parts):
            spelt.setdefault(fold(code), Counter())[printed] += 1
            times[name.key] += 1
    for match in scan.FOR_A_SUBJECT.finditer(text):
        for key in _subjects(match["subject"]):
            times[key] += 2 if _stands_out(text, match.start(), match.end()) else 1
    for match in scan.STYRELSE.finditer(text):
        word = fold(match["word"])
        board = tables.bodies().get(word, "")
        if board:
            boards[board] += 1
            served |= _serving(text, match.start(), board, served)
            for code in _codes(text, match.start(), match.end(), ("kommun", "styrelse")):
                spelt.setdefault(fold(code), Counter())[board] += 1
    codes = {code: printed.most_common(1)[0][0] for code, printed in spelt.items()}
    return Own(
        boards=tuple(_without_misspellings(boards)),
        codes=codes,
        departments=tuple(departments),
        served=served,
        others=frozenset(_others(text)) - codes.keys(),
        vouched=frozenset(_vouched(times)),
        typed=len(_TYPED.findall(text)) >= 2,
    )


def _stands_out(text: str, start: int, end: int) -> bool:
    """Whether a name is a line of its own, as a heading is: a number before it and a code after it aside."""
    line = text[text.rfind("\n", 0, start) + 1 : start]
    return _NUMBER.fullmatch(line) is not None and _REST_OF_HEADING.match(text, end) is not None


def _serving(text: str, start: int, board: str, known: dict[str, str]) -> dict[str, str]:
    """The sectors and offices that what stands before a board's name, at `start`, says to serve it.

    `Sektor lärande svarar inför bildningsnämnden, sektor välfärd inför välfärdsnämnden`.
    """
    before = text[max(0, start - 100) : start]
    if not before[-12:].rstrip().endswith(_SERVED):
        return {}
    found = _SERVING.search(before)
    if found is None or (found[0].rstrip().endswith(f"{found['one']} inför") and not known):
        return {}
    return {fold(name): board for name in (found["one"], found["other"]) if name}


def _subjects(text: str) -> Iterator[tables.Key]:
    """The keys that "Nämnden för" and these words may make, as only the reader knows where the name ends."""
    words = text.split()
    for n in range(1, len(words) + 1):
        if words[n - 1] not in _SMALL:
            yield names.key(names.parts_of(" ".join(words[:n])))


def _vouched(times: Counter[tables.Key]) -> Iterator[tables.Key]:
    for key, n in times.items():
        if n > 1 or any(other != key and close(key, other) for other in times):
            yield key


def _name(chain: scan.Chain) -> tuple[int, names.Name] | None:
    for first in chain.firsts:
        printed = chain.name(first)
        name = names.parse(printed)
        if name is None or name.plural or scan.excluded(printed):
            continue
        if any("samt" in part.joint for part in chain.parts[first:]):
            continue
        if (chain.hyphens(first) and not name.loose) or name.key in tables.national().boards:
            return first, name
    return None


def _codes(text: str, start: int, end: int, parts: tuple[str, ...]) -> Iterator[str]:
    """The codes that stand beside a name as its abbreviation."""
    after = _IN_PARENTHESES.match(text, end)
    if after and spells(after[1], parts):
        yield after[1]
    equal = _CODE_AFTER.match(text, end)
    if equal and (equal[1] == "=" or spells(equal[2], parts)):
        yield equal[2]
    before = _CODE_BEFORE.search(text[max(0, start - 20) : start])
    if before and _END.match(text, end):
        said = before[2] == "=" or before[2].startswith(("är", "betyder"))
        if said or (_may_abbreviate(before[1]) and spells(before[1], parts)):
            yield before[1]


def _may_abbreviate(word: str) -> bool:
    """Whether a word is written as a code is, or as a short one in older print: `Ks`, `Bun`."""
    return tables.is_code(word) or (len(word) <= 4 and word.istitle() and word[-1] in "snuv")


def is_typed(word: str) -> bool:
    """Whether a word is an abbreviation of older print that can't be a word of the language: Ks, Mbn."""
    return _TYPED.fullmatch(word) is not None


def spells(code: str, parts: tuple[str, ...]) -> bool:
    """Whether the code's letters come in this order in the name, from its first letter on."""
    word = "o".join(parts) + "nfk"
    at = -1
    for letter in fold(code):
        at = word.find(letter, at + 1)
        if at < 0:
            return False
    return word[0] == fold(code)[0]


def _others(text: str) -> Iterator[str]:
    """Codes whose letters are the initials of the words beside them, none of them a board's name."""
    for match in _OTHER.finditer(text):
        code = fold(match[1] or match[2])
        said = match[3] or _BROKEN.split(text[max(0, match.start() - 100) : match.start()])[-1]
        words = [word for word in fold(said).split() if word not in _SMALL]
        if match[1]:
            words = words[-len(code) :]
        if "".join(word[0] for word in words) == code and not scan.HEAD.search(said):
            yield code


def initials(parts: tuple[str, ...], tail: str = "n") -> set[str]:
    """Folded codes that a name's initials make: vård, omsorgs → von, voon, voo; social → sn, socn."""
    first = [part[0] for part in parts]
    inner = ["".join([part[0], *(match[0][0] for match in _INNER.finditer(part))]) for part in parts]
    made = {"".join(first) + tail, "o".join(first) + tail, "".join(inner) + tail}
    if len(parts) > 1:
        made.add("o".join(first))
    else:
        made |= {parts[0][:n] + tail for n in range(2, min(5, len(parts[0])))}
    return made


def close(printed: tables.Key, board: tables.Key) -> bool:
    """Whether a key is a misprint of a board's: one letter in eight, and no part another common word.

    At one letter in four Lokalnämnden would become Socialnämnden.
    """
    if len(printed) != len(board):
        return False
    total = 0
    for one, other in zip(printed, board, strict=True):
        if one == other:
            continue
        if one in tables.common_parts() or min(len(one), len(other)) < (5 if len(board) == 1 else 4):
            return False
        distance = OSA.distance(one, other)
        if distance > 1 + max(len(one), len(other)) // 11:
            return False
        total += distance
    return total <= (sum(map(len, board)) + 7) // 8


def _without_misspellings(boards: Counter[str]) -> list[str]:
    national = tables.national().boards
    kept: dict[tables.Key, str] = {}
    for board in sorted(boards, key=lambda name: (tables.key_of(name) not in national, -boards[name])):
        key = tables.key_of(board)
        if key not in kept and not any(close(key, other) for other in kept):
            kept[key] = board
    return [board for board in boards if board in kept.values()]
