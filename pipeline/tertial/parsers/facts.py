"""What says of an item only who has it, until when and whence it comes: `KS · budget 2022 · senast juni`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from tertial import wording
from tertial.boards import Register
from tertial.parsers.givers import GIVEN_TO, nothing_else
from tertial.parsers.orders import opens_order
from tertial.parsers.references import is_reference
from tertial.parsers.roles import column, remembered_in_report
from tertial.resources import read_table
from tertial.swedish.dates import parse_range

LONGEST = 200
"""Characters; a longer text tells of something."""
LONGEST_NAME = 40
MOST = 9
"""Parts between signs; what has more is a list of something else."""
_PARTING = re.compile(
    r"\s*[·•|¦]\s*|\t+|\s{3,}|\s*\n\s*|;\s*|,\s+|\s+[/–—-]\s+|(?<!\b[A-ZÅÄÖ])\.\s+|(?<=\d)\s+(?=[A-ZÅÄÖ][a-zåäö]+\b)"
)
_ASIDE = re.compile(r"\s*\([^()]*\)$")
_NAMED = re.compile(r"(?P<name>[^\W\d_][^\d:]{1,34}?)(?:\s*:\s*|\s+)(?P<value>\S.*)$", re.DOTALL)
_NAME = re.compile(r"[A-ZÅÄÖ][\w/-]+(?: (?:och|samt|&) [\w-]+| [A-ZÅÄÖ][\w-]+){0,2}")
"""The name of one who is no board: `Kost och service`, `Kim Ek`."""
_NO_NAME = re.compile(r"[\d.:!?()\[\]»\"\n]")
_CODES = re.compile(r"[A-ZÅÄÖ]\w{1,6}(?:(?:\s*[,/&+]\s*|\s+och\s+)[A-ZÅÄÖ]\w{1,6})*")
_FULL_NAME = re.compile(r"[A-ZÅÄÖ][\w-]*\.?(?: [A-ZÅÄÖ][\w-]+){1,2}")
"""Of who wrote it last."""
_ANSWERS = re.compile(r"ansvar|utförs av|uppdragstagare", re.IGNORECASE)
FUNCTION = re.compile(r"[A-ZÅÄÖ][^\s.!?:;\d]*(?: [^\s.!?:;\d]+){0,2}")
PERSON = re.compile(
    r"\w*(?:chef(?:en|erna)?|rektor(?:n|er|erna)?|direktör(?:en)?|samordnare|strateg|controller|ledare|HR)\b",
    re.IGNORECASE,
)
"""What someone who has an aktivitet is called."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What a text of facts holds."""

    responsible: str
    """As printed; empty where it names nobody."""
    dates: tuple[tuple[str, str], ...]
    """Each as printed, with its role: start, end or when."""
    parts: int = 1
    """How many things it says."""
    sure: bool = True
    """Nothing in it may as well be the name of something: `Delårsrapport, augusti 2022`."""


NO_FACTS = Facts("", ())


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a text of facts."""

    says: str
    """who, name (who is no board), start, end, when or else."""
    value: str = ""
    sure: bool = False
    """It can't be meant otherwise: a stretch of time, or a date after a word that makes it a deadline."""


@remembered_in_report
def read_facts(text: str, register: Register) -> Facts | None:
    """The facts that a text consists of, or None for a text that tells of anything.

    The parts stand between signs (`KS · 2022-01-01–2022-12-31 · ändrad 2022-09-01 av Kim Ek`, `KS, senast
    juni 2022`), or each has its name before it (`Start 2022-01-01 Slut 2022-12-31`). A name that is no
    board's is who is responsible where it opens a text all the rest of which are facts.
    """
    bare = _unbracketed(text.strip())
    if len(bare) > LONGEST or not any(map(str.isdigit, bare)):
        return None
    spans = list(_spans(bare))
    if len(spans) > MOST:
        return None
    parts = _cover(bare, spans, 0, register)
    if not parts:
        return None
    who = [part.value for part in parts if part.says == "who"]
    names = [n for n, part in enumerate(parts) if part.says == "name"]
    dates = [part for part in parts if part.says in ("start", "end", "when")]
    if names and (names != [0] or who or not dates):
        return None
    if not who and not any(part.sure for part in dates) and not (names and dates):
        return None
    if (who and len(parts) < 2) or len(dates) > 2:
        return None
    if parts[0].says in ("end", "when") and wording.sentence(f"{bare[slice(*spans[0])]}."):
        return None  # `Klart 2022-05-01`
    return Facts(
        ", ".join(who) if who else parts[0].value if names else "",
        tuple((part.value, part.says) for part in dates),
        len(parts),
        not names or PERSON.search(parts[0].value) is not None,
    )


def in_parts(text: str) -> bool:
    """Whether a text has signs between parts, so that a label at its head may not name all of it."""
    return _PARTING.search(text) is not None


def _unbracketed(text: str) -> str:
    """A text without the brackets around all of it."""
    for opening, closing in ("()", "[]"):
        inner = text.rstrip(".")
        if inner[:1] == opening and inner[-1:] == closing and opening not in inner[1:]:
            return inner[1:-1].strip()
    return text


def _spans(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for sign in _PARTING.finditer(text):
        if sign.start() > start:
            yield start, sign.start()
        start = sign.end()
    if start < len(text):
        yield start, len(text)


def _cover(text: str, spans: list[tuple[int, int]], first: int, register: Register) -> list[_Part]:
    """The parts that the spans from the first on make, of as many as can be one each; or none."""
    for last in range(len(spans) - 1, first - 1, -1):
        stretch = text[spans[first][0] : spans[last][1]].strip(" .,")
        part = _part(stretch, register, first=first == 0, single=last == first)
        if part is None:
            continue
        within = (text[slice(*span)] for span in spans[first : last + 1]) if last > first else ()
        if part.says == "else" and any(nothing_else(one, register) for one in within):
            continue  # `KF 2021-11-22 § 140, KS`
        if last + 1 == len(spans):
            return [part]
        rest = _cover(text, spans, last + 1, register)
        if rest:
            return [part, *rest]
    return []


@lru_cache(maxsize=1)
def _sources() -> re.Pattern[str]:
    """Any of the patterns of sources.csv."""
    either = "|".join(f"(?:{row['pattern']})" for row in read_table("sources.csv"))
    return re.compile(either, re.IGNORECASE)


def _part(text: str, register: Register, *, first: bool, single: bool) -> _Part | None:
    """What a part is, or None.

    Args:
        text: What stands between signs, or several such and the signs between them.
        first: It opens the text.
        single: No sign stands in it.
    """
    if not text or len(text) > LONGEST // 2:
        return None
    if any(map(str.isdigit, text)):
        found = _dated(_ASIDE.sub("", text), single=single) or (_Part("else") if _is_source(text) else None)
        if found is None and first and single and len(text) <= LONGEST_NAME and PERSON.match(text):
            return _Part("name", text)  # `Rektorerna 7–9`
        return found
    given = GIVEN_TO.match(text)
    who = text[given.end() :] if given is not None else text
    coded = given is not None or (_CODES.fullmatch(who) is not None and wording.cell(who) is None)
    if (
        nothing_else(who, register)
        or (who.endswith(")") and nothing_else(_ASIDE.sub("", who), register))
        or (coded and register.responsible(who).boards)
    ):
        return _Part("who", who)
    named = given is not None and _ANSWERS.match(text) is not None
    if single and named and len(who) <= LONGEST_NAME and (":" in text or PERSON.match(who)):
        return _Part("who", who)
    if not single or len(text) > LONGEST_NAME or _NO_NAME.search(text):
        return None
    if _is_source(text) or (not first and _FULL_NAME.fullmatch(text)):
        return _Part("else")
    named = PERSON.search(text) is not None or (_NAME.fullmatch(text) is not None and not _tells(text))
    return _Part("name", text) if first and named else None


def _tells(text: str) -> bool:
    """Whether what may be a name tells how it goes: `Försenat`, `Pågår`."""
    return opens_order(text) or wording.cell(text) is not None or wording.sentence(f"{text}.")


def _is_source(text: str) -> bool:
    """Whether a text says whence something comes: `KF § 45`, `Beslut: Budget 2015`, `ändrat KF § 45`."""
    forms = dict.fromkeys((text, _WHENCE.sub("", text)))
    return any(is_reference(said) or _sources().fullmatch(said) is not None for said in forms)


_WHENCE = re.compile(
    r"(?:beslut(?:at|ad)?|källa|ursprung|givet|ändra[td]|reviderat|kompletterat|förnyat|utökat)"
    r"(?:\s+(?:i|av|enligt|genom))?\s*:?\s+",
    re.IGNORECASE,
)
"""What stands before whence it comes."""


def _dated(text: str, *, single: bool) -> _Part | None:
    """A date or a stretch of time, after its name or a word that makes it a deadline, or alone."""
    found = parse_range(text)
    named = _NAMED.match(text)
    role = column(named["name"]) if named is not None else None
    if role is not None and named is not None and role.name in ("start", "end", "when", "decided"):
        if role.name == "decided":
            return _Part("else") if single else None
        if parse_range(named["value"]) is not None:
            return _Part(role.name, named["value"], sure=True)
    due = _DUE.match(text)
    if due is not None and (until := parse_range(text[due.end() :])) is not None:
        stretch = until.start and _is_stretch(text[due.end() :])
        return _Part("when" if stretch else "end", text[due.end() :], sure=not _DONE.fullmatch(due[0]))
    if found is None:
        return None
    if not found.start:
        return _Part("end", text, sure=True)
    return _Part("when", text, sure=_is_stretch(text))


def _is_stretch(text: str) -> bool:
    return _BETWEEN.search(_ISO.sub("0", text)) is not None


_ISO = re.compile(r"\d{4}-\d\d(?:-\d\d)?(?!\d)")
_BETWEEN = re.compile(r"\w\s*[–—-]\s*\w|\s(?:till|t\.?o\.?m\.?|och)\s")
_DONE = re.compile(r"(?:klart?|färdigt?|genomför[ta]s?):?\s+", re.IGNORECASE)
"""What may as well tell that it is done, and when it was: `Klart 2022-03-14`."""
_DUE = re.compile(
    r"(?:(?:ska|skall|skulle|bör) )?(?:vara )?(?:lämnas|redovisas|återrapporteras|besvaras|rapporteras"
    r"|slutföras|verkställas|klart?|färdigt?|genomför[ta]s?|åter)"
    r"(?: till \w+)?:?(?: (?:senast|före|till|i|under))?\s+",
    re.IGNORECASE,
)
"""That something is to be done by the day after it: `Lämnas senast 2021-12-31`."""
