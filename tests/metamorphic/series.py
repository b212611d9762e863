"""Draws successive reports at random of which it is known what is the same matter."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any, Final

from tertial.records import Report
from tests.builders import report

MATTERS: Final[list[dict[str, Any]]] = tomllib.loads(
    (Path(__file__).parent / "series.toml").read_text(encoding="utf-8")
)["matter"]
GOES: Final = (
    "Arbetet pågår enligt plan.", "Konsult är anlitad och ett första utkast finns.", "Inget att rapportera.",
    "Väntar på besked från länsstyrelsen.", "Arbetsgruppen har träffats tre gånger sedan i våras.", "",
)  # fmt: skip
DIVIDED: Final = (
    "Uppdraget har delats i två.", "Det tidigare uppdraget om {word} delades på två i budgeten.",
    "Utbruten ur uppdraget om {word}.", "Var tidigare en del av uppdraget om {word}.", "",
    "Utgör ena hälften av uppdraget om {word}.", "Uppdraget om {word} har brutits upp i två.",
)  # fmt: skip
JOINED: Final = (
    "Fullmäktige slog i våras ihop uppdragen om {word}.",
    "Uppdragen om {word} har slagits samman.", "Ersätter de båda tidigare uppdragen om {word}.",
    "Uppdragen om {word} är sedan mars ett.", "Här redovisas numera båda uppdragen om {word}.", "",
)  # fmt: skip


Drawn = tuple[dict[str, Any], int, str]
"""An item of the later report, empty where it is the one before; what it was, from 1; how it is related."""


@dataclass
class Series:
    """Two reports, and the pairs (earlier, later, relation) of ordinals that are the same matter."""

    reports: tuple[Report, Report]
    truth: set[tuple[int, int, str]] = field(default_factory=set)


def series(draw: Random, status: str = "") -> Series:
    """Two reports of one municipality with twelve of the matters, some finished, dropped, new, unlike.

    Args:
        status: Of the items of the first report that are not finished; empty for none.
    """
    chosen = draw.sample(MATTERS, 12)
    before: list[dict[str, Any]] = []
    now: list[Drawn] = []
    numbered = draw.random() < 0.3
    for n, matter in enumerate(chosen):
        fate = draw.choice(
            ("same", "same", "same", "reworded", "reworded", "divided", "joined", "gone", "new")
        )
        first, second = draw.sample(matter["wordings"], 2)
        number = f"{20 + n // 4}:{n * 3 + 1}" if numbered else ""
        known = {"boards": matter["boards"] if draw.random() < 0.85 else (), "number": number}
        word = max(first.lower().split(), key=len).strip(":,")
        if fate == "same":
            now.append(({**known, "title": first, "text": draw.choice(GOES)}, len(before) + 1, "same"))
            before.append({**known, "title": first, "text": draw.choice(GOES)})
        elif fate == "reworded":
            now.append(({**known, "title": second, "text": draw.choice(GOES)}, len(before) + 1, "renamed"))
            before.append({**known, "title": first, "text": draw.choice(GOES)})
        elif fate == "divided":
            told = draw.choice(DIVIDED).format(word=word)
            for letter, part in zip("ab", matter["parts"], strict=True):
                item = {**known, "title": part, "text": told, "number": number and number + letter}
                now.append((item, len(before) + 1, "split"))
            before.append({**known, "title": first, "text": draw.choice(GOES)})
        elif fate == "joined":
            now.append(
                (
                    {**known, "title": first, "text": draw.choice(JOINED).format(word=word), "number": ""},
                    -1,
                    "",
                )
            )
            for part in matter["parts"]:
                now.append(({}, len(before) + 1, "merged"))
                before.append({**known, "title": part, "text": draw.choice(GOES), "number": ""})
        elif fate == "gone":
            before.append({**known, "title": first, "text": "Klart.", "status": ["genomfört/utfall"]})
            if draw.random() < 0.5:
                now.append(({**known, "title": matter["unlike"], "number": ""}, 0, ""))
        else:
            now.append(({**known, "title": first, "text": draw.choice(GOES)}, 0, ""))
            if draw.random() < 0.5:
                before.append({**known, "title": matter["unlike"], "number": ""})
    if draw.random() < 0.3:
        now = _shuffled(now, draw)
    items = [item for item, _, _ in now if item]
    truth: set[tuple[int, int, str]] = set()
    last = 0
    for item, source, relation in now:
        last += bool(item)
        if source > 0:
            truth.add((source, last, relation))
    if status:
        before = [{"status": [status], **item} for item in before]
    one, other = report("2023-T2", before), report("2023-T3", items)
    return Series((one, other), truth)


def _shuffled(now: list[Drawn], draw: Random) -> list[Drawn]:
    """The same in another order; what an item has taken in stays behind it."""
    groups: list[list[Drawn]] = []
    for one in now:
        if one[0]:
            groups.append([one])
        else:
            groups[-1].append(one)
    draw.shuffle(groups)
    return [one for group in groups for one in group]


def outcome(drawn: Series, found: set[tuple[int, int, str]]) -> tuple[int, list[str], list[str]]:
    """How many links are right, and those that are missing and invented, in words."""
    one, other = drawn.reports
    wanted = {pair[:2]: pair[2] for pair in drawn.truth}
    got = {pair[:2]: pair[2] for pair in found}

    def words(pair: tuple[int, int]) -> str:
        return f"{one.items[pair[0] - 1].title} -> {other.items[pair[1] - 1].title}"

    missing = [f"{wanted[pair]}: {words(pair)}" for pair in sorted(wanted.keys() - got.keys())]
    invented = [f"{got[pair]}: {words(pair)}" for pair in sorted(got.keys() - wanted.keys())]
    return len(wanted.keys() & got.keys()), missing, invented
