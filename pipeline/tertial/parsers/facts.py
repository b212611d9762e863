"""Lines of bare facts about an item: who has it, from when to when, who changed the entry last."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tertial import wording
from tertial.boards import Register
from tertial.parsers.roles import Role, column
from tertial.swedish.dates import parse_range

LONGEST = 200
"""Characters; a longer line tells of something."""
_SIGNS = re.compile(r"\s*[·•|¦]\s*|\t+|\s{3,}|;\s+|\s+/\s+")
_JOINTS = re.compile(r"(?<=\d)[.,]?\s+(?=[A-ZÅÄÖ][a-zåäö]+\b)|\.\s+(?=[A-ZÅÄÖ])")
_NAMED = re.compile(r"(?P<name>[^\W\d_][^\d:]{1,30}?)(?:\s*:\s*|\s+)(?P<value>\(?\d.*)$")
_ASIDE = re.compile(r"\s*\([^()]*\)")
_NOT_NAMES = re.compile(r"[\d.:!?]")
LONGEST_NAME = 40
_GIVEN_TO = re.compile(r"(?:(?:går|gick|gavs|gett|givet|ställt|riktat|lämna[td]s?) )?till\s+", re.IGNORECASE)
_DUE = re.compile(
    r"(?:(?:ska|skall|skulle|bör) )?(?:vara )?(?:lämnas|redovisas|återrapporteras|besvaras|rapporteras"
    r"|slutföras|verkställas|klart?|färdigt?|genomför[ta]s?)(?: till \w+)? (?:senast|före|till|i)\s+",
    re.IGNORECASE,
)
"""That something is to be done by the day after it: `Lämnas senast 2021-12-31`."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What a line of facts holds."""

    responsible: str
    """As printed; empty where the line names nobody."""
    dates: tuple[tuple[str, str], ...]
    """Each as printed, with its role: start, end or when."""


def read_facts(text: str, register: Register) -> Facts | None:
    """The facts that a line consists of, or None for a line that tells of anything.

    The parts stand between signs (`KS · 2022-01-01–2022-12-31 · ändrad 2022-09-01 av Kim Ek`), or each has
    its name before its figures (`Start 2022-01-01 Slut 2022-12-31`). A name that is no board's is who is
    responsible where it opens a line all the rest of which are facts.
    """
    bare = text.strip()
    if len(bare) > LONGEST or "\n" in bare or not any(map(str.isdigit, bare)):
        return None
    parts = list(_parts(bare))
    if parts and wording.sentence(f"{parts[0]}."):
        return None
    responsible, dates, unknown = "", [], []
    for n, part in enumerate(parts):
        when = _ASIDE.sub("", part)
        named = _NAMED.match(when)
        role = _role(named["name"]) if named is not None else None
        given = _GIVEN_TO.match(part)
        if given is not None and not responsible and register.responsible(part[given.end() :]).boards:
            responsible = part[given.end() :]
        elif (due := _DUE.match(when)) is not None and parse_range(when[due.end() :]) is not None:
            dates.append((when[due.end() :], "end"))
        elif parse_range(when) is not None and when[:1].isdigit():
            dates.append((when, "when"))
        elif role is not None and named is not None:
            if role.name in ("start", "end", "when"):
                dates.append((named["value"], role.name))
        elif len(part) <= 80 and not responsible and register.responsible(part).boards:
            responsible = part
        elif n == 0 and len(part) <= LONGEST_NAME and not _NOT_NAMES.search(part):
            unknown.append(part)
        elif len(part) <= LONGEST_NAME and len(parts) > 2 and not _NOT_NAMES.search(part):
            continue  # `datum saknas`
        else:
            return None
    if len(parts) - len(unknown) < 2 and not (len(parts) == 1 and _is_stretch(dates)):
        return None
    return Facts(responsible or "".join(unknown), tuple(dates))


_LABELLED = re.compile(
    r"(?:^|[;,|]\s*)(?P<name>[^\W\d_][^:;,|\d]{1,30}):\s*(?P<value>[^;|]*?)\s*(?=$|[;|]|,\s*[^\W\d_][^:;,|\d]{1,30}:)"
)


def labelled_facts(text: str) -> Facts | None:
    """The facts of a text in which each has its label, or None: `ansvarig: KS; start: 2022-01-01`."""
    responsible, dates, end = "", [], 0
    for found in _LABELLED.finditer(text.strip()):
        role = column(found["name"])
        if role is None or found.start() != end:
            return None
        if role.name == "responsible":
            responsible = responsible or found["value"]
        elif role.name in ("start", "end", "when"):
            dates.append((found["value"], role.name))
        else:
            return None
        end = found.end()
    return Facts(responsible, tuple(dates)) if end and end == len(text.strip()) else None


_WHEN_LAST = re.compile(
    r"(?P<who>[^\d;]{2,120}?)\s*[,;]\s*(?P<till>(?:klart?|färdigt?|senast|till)\s+)?(?P<when>[^,;]{4,30})"
)


def who_and_when(text: str) -> Facts | None:
    """Who and when, parted by the last comma, or None: `Fritid, mars–maj 2022`, `KS, klart 2023`."""
    found = _WHEN_LAST.fullmatch(text.strip(" ."))
    if found is None or not any(map(str.isdigit, found["when"])) or parse_range(found["when"]) is None:
        return None
    return Facts(found["who"], ((found["when"], "end" if found["till"] else "when"),))


def _parts(text: str) -> Iterator[str]:
    for part in _SIGNS.split(text):
        yield from (piece for piece in (p.strip(" .,") for p in _JOINTS.split(part)) if piece)


def _role(name: str) -> Role | None:
    role = column(name)
    return role if role is not None and role.name in ("start", "end", "when", "decided") else None


def _is_stretch(dates: list[tuple[str, str]]) -> bool:
    found = parse_range(dates[0][0]) if len(dates) == 1 and dates[0][1] == "when" else None
    return found is not None and bool(found.start and found.end) and found.start != found.end
