"""What a line explains of the signs that a report uses: by these, whatever stands between them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from tertial.resources import read_table
from tertial.swedish.words import fold
from tertial.wording.explanations import Explained

LONGEST: Final = 700
_OPENS: Final = (
    r"(?:(?<![^\s(\[,;:.|/\"”])"
    r"(?:(?:en|ett|med|symbolen|färgen|tecknet|bokstaven|siffran|koden|markeringen) )?)"
)
_THING: Final = (
    r"(?: (?:färg|ljus|lampa|signal|prick|cirkel|ring|ruta|punkt|flagga|markering|boll|fält|symbol|tecken"
    r"|gubbe|smiley|figur|pil)\w{0,2})?"
)
_VERB: Final = (
    r"(?:betyder|innebär|visar|markerar|motsvarar|anger|avser|står för|är|används|menas)"
    r"(?: (?:att|när|för|om|där))?|att|när|där|för|om"
)
_JOINT: Final = rf"(?:[\"”\])]?(?P<joint>\s*[=:(]\s*|\s*[–—-]\s+| (?:{_VERB}) )|(?P<loose>\s+))"
_STOPS: Final = re.compile(r"\n|\)|;|\s\||\s{3,}|(?<=[^\W\d_]{2})\.(?=\s|$)")
_LOOSE_END: Final = re.compile(
    r"(?:[\s,;.:()|/–—-]|\s(?:och|samt|medan|men|respektive|eller|med|en|ett|de))+$"
)
_MARK: Final = re.compile(r"\[[^\[\]\n]{1,14}\]")
_NUMBER: Final = re.compile(r"\d{1,3}(?: ?%)?")
_BULLETS: Final = frozenset("-–—●○■")
_EMPTY_BOX: Final = re.compile(r"\[ *\]")
"""With nothing but a space after it it is a choice that is not made: `[x] Klart [ ] Pågår`."""


DATE: Final = "[datum]"
"""Stands for a date where a legend says what one means: `Ett datum är dagen då uppdraget var klart`."""
_OF_DATES: Final = re.compile(
    r"(?<=\b[Dd]atum)(?:et)?(?: (?:i|till|under|efter) [^.=:;]{3,45}?| står| anges)"
    r"(?= (?:är|visar|betyder|anger|innebär)\b)"
)
_OF_DAY: Final = re.compile(
    r"^(?:dagen|den dag(?:en)?|datumet|tidpunkten) (?:då|när|som) | (?:den|på|vid) (?:dagen|det datumet)$"
)


@lru_cache(maxsize=1)
def _families() -> tuple[frozenset[str], ...]:
    """Signs with their names and those that mean the same, a set each."""
    marks = [frozenset(row["forms"].split("|")) for row in read_table("marks.csv")]
    spoken = [frozenset((row["name"], *row["signs"].split())) for row in read_table("sign_names.csv")]
    return (*marks, *spoken)


def unbracketed(sign: str) -> str:
    """A sign without the brackets around it: `(+)` is `+`; an empty box is all brackets."""
    inner = _BRACKETED.fullmatch(sign)
    return inner[1] if inner is not None else sign


_BRACKETED: Final = re.compile(r"(?:[\[{</|]|\((?![^\W\d_]+\)))\s*([^\s(\[{].*?)\s*[)\]}>/|]")


@lru_cache(maxsize=512)
def _names(sign: str) -> frozenset[str]:
    """All that a legend may call a sign, folded: `[grön]` is `grön`, `grönt` and `🟢`."""
    bare = fold(unbracketed(sign).replace("\ufe0f", ""))
    alike = [family for family in _families() if bare in family]
    return frozenset((sign, *(bare,) * (sign != bare and not bare.isalpha()), *frozenset().union(*alike)))


@dataclass(frozen=True, slots=True)
class Used:
    """The signs that a report prints where a status may stand, as printed."""

    signs: frozenset[str] = frozenset()
    named: Mapping[str, str] = field(default_factory=dict)
    """Each name of a sign, folded where it is a word, with the sign."""
    pattern: re.Pattern[str] | None = None

    @classmethod
    def of(cls, signs: Iterable[str]) -> Used:
        """These signs, with what they may be called."""
        kept = sorted({sign for sign in signs if sign})
        if not kept:
            return cls()
        named = {unbracketed(sign): sign for sign in kept} | {sign: sign for sign in kept}
        for sign in kept:
            for name in _names(sign):
                named.setdefault(name, sign)
        exact = [name for name in named if not _is_word(name)]
        worded = [name for name in named if _is_word(name)]
        either = [f"(?i:{_either(worded)})(?![^\\W_]){_THING}"] * bool(worded)
        either += [f"(?:{_either(exact)})(?![^\\W_])\ufe0f?"] * bool(exact)
        pattern = re.compile(rf"{_OPENS}[\"”\[(]?(?P<code>{'|'.join(either)}){_JOINT}", re.IGNORECASE)
        return cls(frozenset(kept), named, pattern)

    def explained(self, text: str) -> tuple[Explained, ...]:
        """The signs that a line seems to explain; it is for the reader to ask whether all mean statuses."""
        if self.pattern is None or len(text) > LONGEST:
            return ()
        if DATE in self.signs:
            text = _OF_DATES.sub("", text)
        opened = [
            m
            for m in self.pattern.finditer(text)
            if self.sign(m["code"]) and (m["joint"] or _EMPTY_BOX.fullmatch(m["code"]) is None)
        ]
        if len(opened) > 1 and opened[0]["code"] in _BULLETS and not opened[0]["joint"]:
            opened = opened[1:]
        if not opened:
            return ()
        if len({self.sign(m["code"]) for m in opened}) < 2:
            return self._alone(opened[0], text)
        strong = [m for m in opened if m["joint"]]
        opened = strong if len(strong) >= 2 else [m for m in opened if self._may_be_loose(m, text)]
        found: list[Explained] = []
        for n, match in enumerate(opened):
            stop = opened[n + 1].start() if n + 1 < len(opened) else len(text)
            said = text[match.end() : stop]
            end = _STOPS.search(said)
            said = _LOOSE_END.sub("", said[: end.start()] if end is not None else said).strip()
            said = _OF_DAY.sub("", said)
            if 2 <= len(said) <= 110:
                found.append(Explained(self.sign(match["code"]), said))
        return tuple(found) if len({pair.code for pair in found}) >= 2 else ()

    def _alone(self, match: re.Match[str], text: str) -> tuple[Explained, ...]:
        """The sign that opens a line of its own, with what the rest of the line says of it."""
        said = text[match.end() :].strip()
        opens = not text[: match.start("code")].strip(' \t-–•*·\uf0b7("”[')
        told = match["joint"] and opens and 3 <= len(said) <= 110
        return (Explained(self.sign(match["code"]), said.rstrip(")"), alone=True),) if told else ()

    @staticmethod
    def names(sign: str) -> frozenset[str]:
        """All that a legend may call a sign."""
        return _names(sign)

    def sign(self, printed: str) -> str:
        """The sign that a name in a line stands for; empty where a letter is printed in another case."""
        if printed in self.named:
            return self.named[printed]
        folded = fold(printed).lstrip("-•*· ")
        while folded and folded not in self.named:
            folded = folded.rpartition(" ")[0]
        return self.named.get(folded, "") if _is_word(folded) else ""

    def _may_be_loose(self, match: re.Match[str], text: str) -> bool:
        """Whether a sign with nothing but space after it stands apart from what goes before."""
        sign = self.sign(match["code"])
        if _NUMBER.fullmatch(sign):
            return False
        before = text[: match.start()]
        apart = (
            not before.strip()
            or before[-1:] in ",;:|("
            or before.rstrip(" ")[-1:] in ",;:.|("
            or before[-2:].isspace()
        )
        return apart or not any(map(str.isalnum, match["code"]))


def _either(names: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, names), key=lambda name: (-len(name), name)))


def _is_word(name: str) -> bool:
    """Whether a name is a word in any case, as letters and signs are not."""
    return len(name) > 2 and name[:1].isalpha()


_MARK_NAMES: Final = r"(?:\w+ )?(?:markering|tecken|kryss|färg|symbol|bokstav|siffra|märke)"
_NO_SIGN: Final = (
    r"(?:tom(?:t|ma)? ?(?:ruta|rutor|cell|celler|fält|rad|plats|kolumn)?n?|blankt?(?: ruta)?"
    rf"|(?:ingen|inget|utan) {_MARK_NAMES}|saknas {_MARK_NAMES}\w*|inget (?:anges|står)"
    r"|(?:rutan|cellen|fältet|platsen|raden) (?:(?:är|lämnas|har lämnats) )?(?:tom|tomt|blank))"
)
_EMPTY: Final = re.compile(
    r"(?:^|(?<=[\s,;:.(|]))(?:(?:om|där|när|är|en|ett|ett uppdrag|uppdrag|mål|rader) )*"
    rf"{_NO_SIGN}(?: (?:står|anges|finns))?"
    r"(?:\s*[=:–—-]\s*| (?:betyder|innebär|visar|är|har|när|om|då)(?: att)? )(?P<said>[^.,;|\n()=]{3,80})",
    re.IGNORECASE,
)
"""What says that nothing stands where a sign may: `tomt = ej påbörjat`, `Saknas krysset är …`."""


def names_nothing(code: str) -> bool:
    """Whether what a line explains is that no sign stands there."""
    return _NOTHING.fullmatch(code) is not None


_NOTHING: Final = re.compile(rf"(?:[-•*·] )?(?:\w+ )?{_NO_SIGN}", re.IGNORECASE)


def of_empty(text: str) -> tuple[str, str] | None:
    """What a line says that an empty place means: all that says so as printed, and its meaning."""
    if text.startswith("\t"):  # a row of a table
        return (text.strip(), text.strip()) if text.strip() else None
    found = _EMPTY.search(text) if len(text) <= LONGEST else None
    return (found[0].strip(), found["said"].strip()) if found is not None else None
