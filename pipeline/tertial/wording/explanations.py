"""Finds what a line explains: `r = rullar`, `grön betyder att …, gul att …`, `● klart ○ ej påbörjat`."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from tertial.resources import read_table
from tertial.swedish.words import fold
from tertial.wording.forms import form
from tertial.wording.readings import TICK, function_words
from tertial.wording.told import plain_status

_SIGN: Final = (
    r"\[[^\[\]\n]{1,12}\]|\+/-|(?:[^\w\s\"”“’'()\[\]=:;,.!?/§%&<>|•·\uf0b7▪–—‐-]\ufe0f?){1,5}|[☐-☒]"
)
_BOXES: Final = frozenset("☐☒☑□◻▢⬜") | {"[x]", "[X]", "[ ]", "[]"}
"""Boxes to tick: without "=" they stand before options, and explain nothing."""
_TOKEN: Final = r"[^\s=,;.:()\"”“’']{1,20}"
_OPENS: Final = r"(?:^|(?<=[,;.:(|/])\s*|(?<=\s)(?:och|samt|medan|respektive) )"
QUOTE: Final = r"[\"”“’']?"
_ARTICLE: Final = (
    r"(?:(?:en|ett|den|det|de|med|symbolen|färgen|tecknet|bokstaven|siffran|koden|markeringen"
    r"|där det står) )*"
)
_SHAPE: Final = (
    r"(?: (?:ljus|lampa|prick|cirkel|ruta|pil|färg|flagga|markering|symbol|punkt|fält|boll|smiley))?"
)
_THING: Final = r"(?: (?:uppdrag|mål|aktiviteter|åtgärder|insatser|rader|rutor|fält|prickar|punkter|beslut))?"
_EXPLAINS: Final = (
    r"(?:(?:betyder|innebär|menas|visar|markerar|motsvarar|anger|avser|avses)(?: att| när)?|står för(?: att)?"
    r"|används (?:när|för|om)|är(?= (?:uppdraget|målet|arbetet|åtgärden|aktiviteten)\b))"
)
_MEANS: Final = re.compile(rf" {_EXPLAINS} ", re.IGNORECASE)
_ELLIPTIC: Final = frozenset({"att", "när", "för"})
"""What may stand for a verb of meaning once one is said: "grön betyder att …, gul att …"."""
_EQUALS: Final = re.compile(
    rf"(?:{_OPENS}{QUOTE}(?P<several>{_TOKEN}(?: {_TOKEN}){{0,2}}){QUOTE}|(?<=\s)(?P<code>{_TOKEN})) ?= ?"
)
_INVERTED: Final = r"(?:(?<=betyder )|(?<=innebär )|(?<=menas med )|(?<=avses med ))"
"""Before a code that follows its verb: "i kolumnen Läge betyder Rullar att …"."""
_WORDED: Final = re.compile(
    rf"(?:{_OPENS}{_ARTICLE}|(?P<turned>{_INVERTED}))"
    rf"{QUOTE}(?P<code>{_TOKEN}(?: {_TOKEN})??){QUOTE}{_SHAPE}"
    rf" (?P<said>{_EXPLAINS}|att|när|för) ",
    re.IGNORECASE,
)
_WHERE: Final = re.compile(
    rf"(?:^|(?<=\s))(?P<code>[^\W\d_]{{3,8}}){_SHAPE} (?:om|när|där)(?: ett| en)? (?=[^\W\d_])", re.IGNORECASE
)
"""A colour that is there where something is so: "rutan är grön om målet har nåtts, gul om …"."""
_FOR: Final = re.compile(
    rf"{_OPENS}{QUOTE}(?P<code>{_SIGN}|[^\W\d_]{{1,12}}){QUOTE} för (?:att )?"
    r"(?=(?:det|de|sådant|allt|uppdrag\w*|mål\w*|aktivitet\w*|åtgärd\w*|insats\w*|avslut\w*|klar\w*|genomför\w*"
    r"|pågå\w*|påbörja\w*|ej|inte|vilande)\b)"
)
_SHORT_FOR: Final = re.compile(r"(?:^|(?<=[\s,;:.(]))(?P<code>[^\W\d_]{1,4}) för (?=\w)")
_IN_ROW: Final = re.compile(r"(?:^|(?<=[,;:.(])\s*|(?<=\s)(?:och|samt) )(?P<code>[^\W\d_]{1,4}) (?=[a-zåäö])")
ADDED: Final = re.compile(
    r"(?:(?<=\s)(?P<code>[^\W\d_]{1,4})|\b[Nn]ytt (?:\w+ )?är (?P<several>[^.,;:]{3,23}))"
    rf",? som {_EXPLAINS} ",
    re.IGNORECASE,
)
"""What is added to a legend: `Nytt är nk som betyder inte klart`."""
_SIGNS: Final = re.compile(rf"(?:^|(?<=[\s,;:.(]))(?P<code>{_SIGN})\s*[=:–—-]?\s*(?=[^\W\d_])")
_MEANT: Final = re.compile(
    rf"(?:^|(?<=[\s,;:.])){QUOTE}(?P<code>{_SIGN}|[^\W\d_]{{1,6}}){QUOTE} \((?=[^()]{{3,60}}\))"
)
_IN_BRACKETS: Final = re.compile(r"(?P<code>\([^\W\d_]{1,3}\))\s*[=:–—-]?\s*(?=[^\W\d_])")
_INTRODUCED: Final = re.compile(
    r"\b(?:(?:\w*status|läge|ord(?:et|en)?\b|spalt|siffra|bokstav|färg|kod|tecken|symbol|skal|steg|stadi|grad|beteckning)\w*"
    r"|anges|markeras?|betecknas)\b",
    re.IGNORECASE,
)
"""Words that lead to what codes mean: "Läget är sådd (inte påbörjat), spirar (pågår) eller …"."""
_GLOSSED: Final = re.compile(
    rf"(?:^|(?<=[,:])\s+|(?<=\s)(?:är|som|med|och|eller|samt) ){QUOTE}"
    rf"(?P<code>[^\s,:()\"”]{{1,14}}(?: (?!(?:är|som|med|och) )[^\s,:()\"”]{{1,16}}){{0,2}}?)"
    rf"{QUOTE} \((?=[^()]{{3,60}}\))"
)
_RUNG: Final = r"(?:nivå|steg|fas|grad|läge|stadium|status|kod|klass|skede|siffran?|betyg|poäng)"
_STEPS: Final = re.compile(
    rf"(?<![\w.,/–-])(?P<code>(?:{_RUNG} )?"
    r"(?:(?P<share>\d{1,3} ?%)|(?P<part>\d/\d)|(?P<step>\d)|(?P<roman>[IVX]{1,4})))"
    r"(?: ?[:=–—-] ?| ?\(| att | (?:innebär|betyder|är|används|menas|avses)(?: (?:att|när|för|om))? |\)? )"
    r"(?=[^\W\d_])(?!\w{1,3} ?=)",
    re.IGNORECASE,
)
"""Figures, numerals or steps of per cent that rise: "1 Ej påbörjat 2 Pågår 3 Klart"."""
_THREE_FIGURES: Final = re.compile(r"[\dIVX](?:[^\dIVX]*[\dIVX]){2}")
_ROMAN: Final = ("I", "II", "III", "IV", "V", "VI")
_LAST_DASH: Final = re.compile(
    r"(?:(?<=[,;] )|(?<=\w )|(?<=\w  ))(?P<code>[–—-]) (?=(?:inte|ej|ännu|ingen|inget|utgår)\b)"
)
"""A dash that is a code, after others: "✔ klart ○ pågår – inte påbörjat"."""
_DASHED: Final = re.compile(rf"{_OPENS}{QUOTE}(?P<code>\d(?:/\d)?|[^\W\d_]{{1,6}}){QUOTE} ?[:–—-] ")
_LISTED: Final = re.compile(rf"{_OPENS}(?:[A-ZÅÄÖ]\w{{0,9}}: )?(?P<code>[A-ZÅÄÖ]{{1,3}}) (?=[a-zåäö])")
_COLOURED: Final = re.compile(
    rf"(?:^|(?<=\s))(?P<code>[^\W\d_]{{3,8}}){_THING} "
    r"(?=(?:är|har|pågår|vilar|utgår|bedöms|kommer|nås|uppnås|uppfylls|ännu|inte|ej)\b)",
    re.IGNORECASE,
)
_OF_A_LINE: Final = re.compile(
    rf"(?P<code>(?i:{_RUNG}) (?:\d|[IVX]{{1,3}})|\d{{1,3}} ?%|"
    r"\[[^\[\]\n]{1,10}\]|\((?:[^()\n]|[^\w\s()]{2,3})\)|[A-Za-zÅÄÖåäö]{1,3}|\d(?:/\d)?|\+/-|[^\w\s\"'()\[\]=–—]{1,3}|[–—-](?=\s*[:=\t]))"
    r"(?P<joint>\s*(?:[:=–—-]|\t+|\s{2,})\s*| )(?P<meaning>\S.{2,80})"
)
_COLOUR_LINE: Final = re.compile(
    r"(?:[-–*•·]\s+)?(?P<code>[^\W\d_]{3,8})(?:\s*[:=–—-]\s*|\t+)(?P<meaning>\S[^=]{2,80})"
)
_RUNG_CODE: Final = re.compile(rf"(?:{_RUNG} )(?:\d|[IVX]{{1,4}})", re.IGNORECASE)
# What a line must hold twice to explain two codes in a way; to count it is far cheaper than to try the way.
_LONELY: Final = re.compile(r"[^\w\s\"”“’'()\]=:;,.!?/§%&<>|•·\uf0b7▪–—‐-]|\+/")
_PARTED: Final = re.compile(r"[:–—-] ")
_SHOUTED: Final = re.compile(r"[A-ZÅÄÖ] [a-zåäö]")
_BULLETS: Final = frozenset("*+-•·▪\uf0b7")
_WORDS: Final = re.compile(r"[\w ,/-]{3,60}\.?")
_NOTE: Final = re.compile(r"^\s*\[\d{1,2}\]\s+(?=\S+ ?=)")
"""The number of a footnote in plain text."""
_BULLET: Final = re.compile(r"^\s*[-–*•·]\s+(?=\S+ ?=)")
_BEFORE_SIGN: Final = re.compile(r"^[-–•*·]\s+(?=[^\w\s\"'()\[\]=–—]{1,3}\s)")
_ENDS: Final = re.compile(r"\n|;|\.\s+(?=[A-ZÅÄÖ])|\)(?=\W|$)")
_LOOSE: Final = re.compile(r"(?:[\s,;.()|/]|\b(?:och|samt|medan|men|respektive|med|ett|en|de)$)+$")
_LONGEST: Final = 110


@dataclass(frozen=True, slots=True)
class Explained:
    """A code, and what a line says that it means."""

    code: str
    meaning: str
    alone: bool = False
    """It fills its line; one such line alone explains nothing."""


def introduces(text: str) -> bool:
    """Whether words before codes tell that these are of a status: "Status anges med en siffra:"."""
    return _INTRODUCED.search(text) is not None


def names_itself(code: str) -> bool:
    """Whether a code is one by its own words, whatever stands beside it: a colour, `Nivå 2`."""
    return fold(code).partition(" ")[0] in _colours() or _RUNG_CODE.fullmatch(code) is not None


@lru_cache(maxsize=2048)
def explained(text: str) -> tuple[Explained, ...]:
    """What a line explains, by the first way that it has two of, or by "=" or a verb of meaning."""
    text = _NOTE.sub("", _BULLET.sub("", text))
    if len(text) > 900:
        return ()
    rising = _steps(text)
    if rising:
        return tuple(rising)
    line = _of_a_line(_BEFORE_SIGN.sub("", text.strip()))
    if line is not None:
        return (line,)
    found: list[Explained] = []
    if "=" in text:
        found = pairs_of(text, list(_EQUALS.finditer(text)))
        found += _of_signs_beside(text, found)
    if not found:
        worded = [m for m in _WORDED.finditer(text) if _may_be_code(m)] if _MEANS.search(text) else []
        told = (
            n for n, m in enumerate(worded) if m["said"].lower() not in _ELLIPTIC or m["turned"] is not None
        )
        first = next(told, None)
        found = pairs_of(text, worded[first:] if first is not None else [])
        if len(found) == 1 and ":" in found[0].meaning:
            found = []  # "Pilarna visar hur långt det har kommit: ↑ klart, → pågår"
    ways: tuple[tuple[re.Pattern[str], Callable[[Explained], bool] | None, Callable[[], bool]], ...] = (
        (_FOR, None, lambda: text.count(" för ") > 1),
        (_SIGNS, _is_sign, lambda: _twice(_LONELY, text)),
        (_GLOSSED, None, lambda: text.count(" (") > 2 and _INTRODUCED.search(text) is not None),
        (_MEANT, _abbreviates, lambda: text.count(" (") > 1),
        (_IN_BRACKETS, _abbreviates, lambda: text.count("(") > 1),
        (_DASHED, _abbreviates, lambda: _twice(_PARTED, text)),
        (_LISTED, None, lambda: _twice(_SHOUTED, text) and len(_LISTED.findall(text)) > 2),
        (_WHERE, _is_colour, lambda: _names_two_colours(text)),
        (_COLOURED, _is_colour, lambda: _names_two_colours(text)),
    )
    for pattern, holds, possible in ways:
        if found:
            break
        if not possible():
            continue
        opened = list(pattern.finditer(text))
        if pattern in (_SIGNS, _LISTED):
            opened += _dash(text, opened)
        pairs = pairs_of(text, opened)
        kept = [pair for pair in pairs if holds is None or holds(pair)]
        found = kept if len({pair.code for pair in kept}) >= 2 and len(kept) == len(pairs) else []
        if pattern is _LISTED and sum(map(_abbreviates, kept)) < max(3, 0.6 * len(kept)):
            found = []
        if pattern is _SIGNS and form(text) is not None and all(TICK.fullmatch(p.code) for p in found):
            found = []
    row = _row_of_statuses(text) if text.count(",") >= 2 else []
    best = row if len(row) > sum(map(_is_status, found)) else found
    spelt = [Explained(_SPELT[pair.code.lower()], pair.meaning) for pair in pairs_of(text, _spelt(text))]
    return (*best, *(pair for pair in spelt if all(pair.code != other.code for other in best)))


_SPELT: Final = {"frågetecken": "?", "utropstecken": "!", "plustecken": "+", "minustecken": "-"}
_SPELT_SIGN: Final = re.compile(
    rf"\b(?P<code>{'|'.join(_SPELT)})(?:et)?(?: (?:efter|före|i|under) [^.,;:=]{{3,24}}?)?"
    rf"(?: = ?| (?:om|när|{_EXPLAINS}) )",
    re.IGNORECASE,
)
"""A sign that is called by its name: "ett frågetecken om det inte går att bedöma"."""


def _spelt(text: str) -> list[re.Match[str]]:
    return list(_SPELT_SIGN.finditer(text)) if "tecken" in text else []


def _of_signs_beside(text: str, found: list[Explained]) -> list[Explained]:
    """Signs that another sentence of the line explains: "Färgen: grön = nås. Stapeln: ○○ ej påbörjad …"."""
    if not found or not _twice(_LONELY, text) or any(not pair.code.isalnum() for pair in found):
        return []
    signs = [pair for pair in pairs_of(text, list(_SIGNS.finditer(text))) if _is_sign(pair)]
    return signs if len({pair.code for pair in signs}) > LEAST else []


LEAST: Final = 2
"""More than so many codes in a row explain themselves among other sentences."""


def _may_be_code(worded: re.Match[str]) -> bool:
    """Whether what a verb of meaning explains can be a code: not "vilket innebär" nor "sammantaget är"."""
    code = fold(worded["code"])
    if len(code) < 4 and worded["code"][0].isupper():
        return True
    if worded["said"].lower() == "är":
        return len(code) < 4 or code in _colours()
    return code.partition(" ")[0] not in _never_codes()


@lru_cache(maxsize=1)
def _never_codes() -> frozenset[str]:
    """Words that no code begins with, though one may be "på väg" or "i hamn"."""
    listed = (row["words"].split("|") for row in read_table("function_words.csv") if row["list"] in _LISTS)
    return frozenset({*function_words(), *(word for some in listed for word in some)} - _OPENING_CODES)


_LISTS: Final = frozenset({"ends a phrase", "light"})
_OPENING_CODES: Final = frozenset({"i", "på", "under", "inte", "ej", "delvis", "helt", "fullt", "ännu"})


def _row_of_statuses(text: str) -> list[Explained]:
    """Short codes explained in a row, as `kl för klart, pg för pågår` or `kl klart, pg pågår`."""
    for pattern in (_SHORT_FOR, _IN_ROW):
        pairs = [pair for pair in pairs_of(text, list(pattern.finditer(text))) if _is_status(pair)]
        shortened = sum(_shortens(pair) for pair in pairs)
        if len({pair.code for pair in pairs}) >= 3 and shortened >= 0.6 * len(pairs):
            return pairs + pairs_of(text, list(ADDED.finditer(text)))
    return []


def _is_status(pair: Explained) -> bool:
    return plain_status(pair.meaning) is not None


def _shortens(pair: Explained) -> bool:
    """Whether the letters of a code stand in this order in what it means, as `pg` in `pågår`."""
    letters = iter(_plain(pair.meaning))
    return all(letter in letters for letter in _plain(pair.code))


def _plain(text: str) -> str:
    return fold(text).translate(str.maketrans("åäö", "aao"))


def _dash(text: str, opened: list[re.Match[str]]) -> list[re.Match[str]]:
    """The one dash of a line that comes after all other codes and has a meaning of its own."""
    dashes = list(_LAST_DASH.finditer(text))
    last = len(dashes) == 1 and len(opened) > 1 and dashes[0].start() > opened[-1].end() + 2
    return dashes if last else []


def _steps(text: str) -> list[Explained]:
    """Figures that rise or fall by one, Roman numerals from one on, or per cents up to a hundred."""
    steps = list(_STEPS.finditer(text)) if _THREE_FIGURES.search(text) else []
    for kind in ("share", "part", "step", "roman") if len(steps) > 2 else ():
        opened = [m for m in steps if m[kind] and m[kind].upper() == m[kind]]
        if len(opened) < 3:
            continue
        values = [_value(m[kind]) for m in opened]
        rising = sorted(values)
        last = opened[-1][kind]
        if kind in ("share", "part"):
            ends = rising[-1] == 100 or last[0] == last[2:]
        else:
            ends = rising[0] in (0, 1) and rising == list(range(rising[0], rising[0] + len(values)))
        if ends and values in (rising, rising[::-1]):
            pairs = pairs_of(text, opened)
            bare = [
                Explained(p.code.split()[-1], p.meaning)
                for p in pairs
                if p.code[:1].isalpha() and " " in p.code
            ]
            return [*pairs, *bare]  # a column "Steg" may hold the figure alone
    return []


def _value(code: str) -> int:
    return (
        _ROMAN.index(code) + 1
        if code in _ROMAN
        else int(code.partition("/")[0].rstrip(" %"))
        if code[0].isdigit()
        else -1
    )


def _twice(pattern: re.Pattern[str], text: str) -> bool:
    found = pattern.search(text)
    return found is not None and pattern.search(text, found.end()) is not None


@lru_cache(maxsize=1)
def _names_two_colours(text: str) -> bool:
    return _twice(_colour(), text.lower())


def _of_a_line(text: str) -> Explained | None:
    coloured = _COLOUR_LINE.fullmatch(text)
    if coloured is not None and fold(coloured["code"]) in _colours():
        return Explained(coloured["code"], coloured["meaning"], alone=True)
    own = _OF_A_LINE.fullmatch(text)
    if own is None or ("=" in own["meaning"] and "=" in own["joint"]):
        return None
    pair = Explained(own["code"], own["meaning"], alone=True)
    letters = own["code"].strip("()")
    if not letters.isalpha():
        icon = letters[:1] not in _BULLETS and _WORDS.fullmatch(own["meaning"])
        return pair if own["joint"] != " " or (icon and not letters[:1].isdigit()) else None
    if own["joint"] == " ":
        return pair if letters.isupper() and _abbreviates(pair) else None
    return pair if len(letters) == 1 or _abbreviates(pair) else None


def pairs_of(text: str, opened: list[re.Match[str]]) -> list[Explained]:
    """The codes that open an explanation, each with the words up to the next or the end of the sentence."""
    found = []
    for n, match in enumerate(opened):
        stop = opened[n + 1].start() if n + 1 < len(opened) else len(text)
        said = text[match.end() : stop]
        end = _ENDS.search(said)
        said = _LOOSE.sub("", said[: end.start()] if end is not None else said).strip()
        code = _bare(match.groupdict().get("several") or match["code"])
        if 3 <= len(said) <= _LONGEST and code:
            found.append(Explained(code, said))
    return found


_LOOSE_BEFORE: Final = re.compile(r"^(?:(?:och|samt|medan|men|därtill|dessutom|även|slutligen) )+(?=\S)")
"""What only ties a code to the one before it: "och därtill H = hinner inte"."""


def _bare(code: str) -> str:
    """A code without the words around its sign: "Pilen uppåt ↑" is "↑"."""
    code = _LOOSE_BEFORE.sub("", code)
    last = code.split()[-1] if code.split() else ""
    return last if len(last) <= 4 and re.fullmatch(_SIGN, last) else code.strip()


@lru_cache(maxsize=1)
def _colours() -> frozenset[str]:
    return frozenset(
        form for row in read_table("marks.csv") for form in row["forms"].split("|") if form.isalpha()
    )


@lru_cache(maxsize=1)
def _colour() -> re.Pattern[str]:
    """Any colour's name, in a text in lower case."""
    return re.compile("|".join(sorted(_colours())).lower())


def _is_colour(pair: Explained) -> bool:
    return fold(pair.code) in _colours()


def _is_sign(pair: Explained) -> bool:
    return pair.code not in _BOXES


def _abbreviates(pair: Explained) -> bool:
    """Whether a code shortens what it means ("EP – ej påbörjat"), or is a colour, a sign or a number.

    A board before its status does not: "BUN: klart".
    """
    letters = fold(pair.code).strip("()")
    if not letters.isalpha() or letters in _colours():
        return True
    words = fold(pair.meaning).split()
    if letters == "".join(word[0] for word in words[: len(letters)]):
        return True
    return len(letters) <= 4 and bool(words) and words[0].startswith(letters)
