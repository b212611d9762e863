"""What a report itself says that its own words, letters and signs mean: `r = rullar, m = i mål`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any, Final, ParamSpec, TypeVar, cast

from tertial.swedish.dates import parse_range
from tertial.swedish.words import fold, words
from tertial.vocabulary import Modality, Status
from tertial.wording.code_rows import LEADS, row
from tertial.wording.explanations import Explained, explained, introduces, names_itself
from tertial.wording.questions import answers, named
from tertial.wording.readings import END, Reading, status_at
from tertial.wording.told import foretold, plain_meaning, plain_status
from tertial.wording.used import Used, names_nothing, of_empty

_P = ParamSpec("_P")
_T = TypeVar("_T")
_kept: Final[list[Any]] = []
"""What `remembered` keeps."""
Meaning = Callable[[str], Reading | None]
"""The status that the words of a legend give."""
LONGEST: Final = 24
"""Characters of a code; more are words of their own."""
_NUMBER: Final = re.compile(r"\d(?:[/.]\d)?\.?|\d{1,3}(?: ?%)?|\d{1,3} ?%?[–-]\d{1,3} ?%|[ivx]{1,4}")


@dataclass(frozen=True, slots=True)
class Codes:
    """The codes that a report explains as statuses, folded."""

    known: Mapping[str, Reading] = field(default_factory=dict)
    numbers: Mapping[str, Reading] = field(default_factory=dict)
    """Numbers are statuses only in a column that the explanation names: any figure would be one else."""
    columns: frozenset[str] = frozenset()
    """The words beside the explanation of numbers, of which a column's name must be one."""
    lines: frozenset[str] = frozenset()
    """The lines that explain them, and tell nothing of any matter."""
    paired: bool = False
    """Two stand in one cell: how it is, and how it is expected to be."""
    general: bool = False
    """The explanation of numbers names no column, or one of statuses: it holds for any of these."""
    stated: frozenset[str] = frozenset()
    """Statuses that stand before a colon or a dash and a comment, folded: `EJ UPPFYLLT: Bygglovet dröjer`."""
    apart: Mapping[str, tuple[tuple[str, Reading], ...]] = field(default_factory=dict)
    """Codes that lines give several meanings, each in its part of the report: the lines, as printed."""
    elsewhere: bool = False
    """Another line explains the same signs and gives no statuses: they tell of something else too."""
    empty: tuple[str, Reading] | None = None
    """What says of an empty place what it means, as printed, and the status that it gives."""
    opening: bool = False
    """Line after line begins with one of them and no more than a space: `K Ny simhall`."""
    closing: bool = False
    """Line after line ends in one of them after a space: `Ny simhall K`."""
    pictures: bool = False
    """Its empty boxes of a symbol font are pictures, as none is ever ticked: `[☐] Ej påbörjad`."""


_PAIRED: Final = re.compile(
    r"\b(?:före|innan|till vänster om|första)\b.{0,60}\b(?:snedstreck|streck|efter|andra|till höger)\w*\b"
    r".{0,80}\b(?:bedöm|beräkna|förvänta|prognos|helår|årets slut|årsskifte)",
    re.IGNORECASE,
)
"""What says of two codes in one cell that the second is a forecast."""
_DATED: Final = re.compile(
    r"\s+(?:\d{6}|\d{4}-\d\d-\d\d|\d{1,2}/\d{1,2}|(?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec)[a-zå]*\.?(?:\s+(?:19|20)\d\d)?)\.?$",
    re.IGNORECASE,
)
"""When it came to be so: `V 130617`."""
_NOTE: Final = re.compile(r"(?<=\S)\[\d{1,2}\]$")
"""The number of a footnote after a code: `G[1]`."""
_LED: Final = re.compile(
    r"\s*(?:[-–•*·]\s+)?(?P<code>[^\s:=][^:=\n]{0,22}?)\s*(?:[:=]|\s[–—-])\s*(?P<meaning>\S[^\n]{2,110})"
)
_TWO: Final = re.compile(r"([^\s/|→>]{1,12})\s*(?:[/|→>]|->)\s*([^\s/|→>]{1,12})")
_NOW_LATER: Final = re.compile(
    r"\b(?:nu|idag|läge|status|utfall)\b.{1,12}\b(?:prognos|helår|årets slut|slutet|31/12|årsskifte)"
)
_NONE: Final = Codes()
_NO_SIGNS: Final = Used()
_known: ContextVar[Codes] = ContextVar("codes", default=_NONE)


_TICKED_BOX: Final = re.compile(r"☒|☑|\[[xX]\]")


def declared(
    lines: Iterable[str], meaning: Meaning = plain_meaning, text: str = "", used: Used = _NO_SIGNS
) -> Codes:
    """The codes that a report explains as statuses; none where it explains fewer than two.

    A code that is given two meanings can't be read and is left out.

    Args:
        meaning: What the words mean that explain a code.
        text: The whole report, which shows what its boxes are.
        used: The signs that it prints where a status may stand.
    """
    texts = list(lines)
    codes, said = _declared(texts, meaning, used), _before_comments(texts)
    ends = _at_ends(texts, codes.known)
    codes = replace(codes, opening=ends[0], closing=ends[1]) if any(ends) else codes
    if codes.known or codes.numbers:
        beside = [
            {texts[max(n - 1, 0)].strip(), texts[min(n + 1, len(texts) - 1)].strip()}
            for n in range(len(texts))
        ]
        plain = [
            text
            for text, near in zip(texts, beside, strict=True)
            if "\n" not in text and (text[:1] != "\t" or near & codes.lines)
        ]
        codes = replace(codes, empty=_of_empty(plain, meaning))
    pictures = "[☐]" in text and _TICKED_BOX.search(text) is None
    return replace(codes, stated=said, pictures=pictures) if said or pictures else codes


def _of_empty(lines: Sequence[str], meaning: Meaning) -> tuple[str, Reading] | None:
    told = (said for text in lines if (said := of_empty(text)) is not None)
    read = ((clause, meaning(said)) for clause, said in told)
    return next(((clause, reading) for clause, reading in read if reading is not None), None)


def apart(text: str) -> tuple[tuple[str, Reading], ...]:
    """The lines that explain a code, each with another meaning; none where all of them agree."""
    return _known.get().apart.get(_key(text), ())


def elsewhere() -> bool:
    """Whether the report explains its signs as something else too, as money or risks."""
    return _known.get().elsewhere


def empty() -> tuple[str, Reading] | None:
    """What an empty place means by the report at hand: the words that say so, and the status."""
    return _known.get().empty


def _at_ends(lines: Sequence[str], known: Mapping[str, Reading]) -> tuple[bool, bool]:
    """Whether lines begin, and end, with codes of letters again and again, and with two or more of these.

    Not where codes stand alone as often, or where only its end tells a line from another: `Bygg etapp A`.
    """
    found: tuple[list[str], list[str]] = ([], [])
    rests: list[str] = []
    letters = {key for key in known if key.isalpha() and " " not in key}
    for text in lines if len(letters) > 1 else ():
        words = text.split()
        words = words[words[:1] == ["-"] or words[:1] == ["•"] :]
        if len(words) > 2 and len(text) < _LONGEST_TITLE:
            for word, end in ((words[0], found[0]), (words[-1], found[1])):
                end += [word] if word[0].isupper() and _key(word) in letters else []
            rests += [" ".join(words[:-1])] if found[1] and found[1][-1] == words[-1] else []
    first, last = (len(end) >= _OFTEN and len(set(end)) > 1 for end in found)
    alone = sum(_key(text) in letters for text in lines)
    return first, last and len(set(rests)) == len(rests) and alone < _OFTEN


_LONGEST_TITLE: Final = 200


def pictured(text: str) -> bool:
    """Whether a text begins with an empty box that the report at hand uses as a picture."""
    return _known.get().pictures and text.lstrip().startswith("[☐]")


def _declared(lines: Sequence[str], meaning: Meaning, used: Used) -> Codes:
    found: dict[str, list[Reading | None]] = {}
    alone: list[tuple[str, Reading]] = []
    columns: set[str] = set()
    legends: set[str] = set()
    lonely: set[str] = set()
    listed: list[tuple[str, str, Reading]] = []
    places: dict[str, list[tuple[str, Reading]]] = {}
    run: list[tuple[str, str, Reading | None]] = []
    general = leads = elsewhere = False
    above = ""
    for text in lines:
        pairs = _pairs(text, meaning, used, led=leads)
        led = _LED.fullmatch(text) if leads else None
        if led is not None:
            meant = meaning(led["meaning"])
            listed += [(text.strip(), _key(led["code"]), meant)] if meant is not None else []
        elif text.strip():
            leads = _leads(text)
        readings = [meaning(pair.meaning) or named(text, pairs[0].code, pair.meaning) for pair in pairs]
        numeric = [_is_number(pair.code, len(pairs)) for pair in pairs]
        if pairs and all(numeric) and not any(readings) and words(text.partition(pairs[0].code)[0]):
            continue  # "Risk: 1 = låg, 2 = hög" says what numbers mean in another column
        several = [pair for pair in pairs if not pair.alone]
        if len(several) > 1 and not any(readings) and any(used.sign(pair.code) for pair in several):
            elsewhere = True
            continue  # what signs mean that tell of something else: "Grön = budget i balans"
        said: set[str] = set()
        read = list(zip(pairs, readings, strict=True))
        for pair, reading in read:
            if not pair.alone:
                found.setdefault(_key(pair.code), []).append(reading)
                said.update([pair.code] if reading is not None else [])
            elif reading is not None:
                alone.append((_key(pair.code), reading))
                lonely.update([text.strip()] if names_itself(pair.code) else [])
        for sign, reading in answers(text):
            found.setdefault(_key(sign), []).append(reading)
        if not pairs:
            run = [] if text.strip() else run
            above = text
            continue
        numbered = any(
            count and reading is not None for count, reading in zip(numeric, readings, strict=True)
        )
        if len(said) >= 2:
            legends.add(text.strip())
            for pair, reading in read:
                if reading is not None:
                    places.setdefault(_key(pair.code), []).append((text.strip(), reading))
        run = [*run, *((text.strip(), pair.code, reading) for pair, reading in read if pair.alone)]
        if not any(pair.alone for pair, _ in read):
            run = []
        elif _stands_as_list(run):
            lonely.update(line for line, _, _ in run)
            general = general or _rises([code for _, code, _ in run])
        if numbered:
            before = text.partition(pairs[0].code)[0]
            lead = [word for word in words(before) if word not in _NO_LEAD]
            columns.update(lead or words(above))
            columns.update(words(pairs[0].code))
            leads_here = introduces(before) or LEADS.search(before) is not None
            of_column = before.rstrip().endswith(":") and not leads_here  # `Prioritet: 1 = …`
            general = general or (len(used.signs & said) >= 2 and not of_column)
            general = general or leads or (not pairs[0].alone and (not lead or leads_here))
        else:
            above = text
    if len({key for _, key, _ in listed}) >= 2:
        legends.update(text for text, _, _ in listed)
        for _, key, reading in listed:
            found.setdefault(key, []).append(reading)
    told = frozenset(found)  # a sign before a comment says less than the legend does
    if len(alone) >= 2:
        for key, reading in alone:
            if key not in told:
                found.setdefault(key, []).append(reading)
    codes = foretold(
        {
            key: _in_own_words(key, replace(readings[0], confidence=min(readings[0].confidence, 0.9)))
            for key, readings in found.items()
            if readings[0] is not None
            and not names_nothing(key)
            and len(key) <= LONGEST
            and (len(_meant(readings)) == 1 or len(readings) == len(places.get(key, ())))
        }
    )
    for sign in used.signs:  # `● röd` and `Röd = inte påbörjat`
        if sign in _DASHES and "uppgift" in " ".join(
            codes[key].words for key in used.names(sign) & codes.keys()
        ):
            continue  # "streck = ingen uppgift"
        names = (
            key
            for key in map(_key, sorted(used.names(sign)))
            if key == _key(sign.strip("[]")) or len(key) > 2
        )
        called = next((codes[key] for key in names if key in codes), None)
        if called is not None:
            sure = 0.7 if sign in _DASHES else called.confidence  # a sentence says it better
            codes.setdefault(_key(sign), replace(called, confidence=min(called.confidence, sure)))
    counts = {key for key in codes if _NUMBER.fullmatch(key) and (not key.isalpha() or "ii" in codes)}
    if len({(reading.assessment, reading.modality) for reading in codes.values()}) < 2:
        return _NONE
    known = {key: reading for key, reading in codes.items() if key not in counts}
    apart = {
        key: tuple(told)
        for key, told in places.items()
        if key in codes and len(_meant(reading for _, reading in told)) > 1
    }
    return Codes(
        known if len(known) >= 2 or counts else {},
        {key: reading for key, reading in codes.items() if key in counts},
        frozenset(columns),
        frozenset(legends | lonely if len(lonely) > 1 else legends),
        any(map(_PAIRED.search, lines)),
        general,
        apart=apart,
        elsewhere=elsewhere,
    )


def _meant(readings: Iterable[Reading | None]) -> set[tuple[Status, Modality] | None]:
    return {(reading.assessment, reading.modality) if reading else None for reading in readings}


def _in_own_words(code: str, reading: Reading) -> Reading:
    """What a code means: a status in words says no more than these do, however it is explained."""
    own = plain_status(code) if len(code) > SHORTEST_WORDS else None
    if own is None:
        return reading
    given_up = own.assessment is Status.UTGAR  # is never done, which is how it is explained
    kept = given_up or (own.assessment in _GOING and reading.modality is Modality.PROGNOS)
    if (own.assessment, own.modality) == (reading.assessment, reading.modality):
        reading = replace(reading, deviation=own.deviation or reading.deviation)
    elif not kept:
        return reading
    return replace(own if kept else reading, also=None, words="")


_GOING: Final = frozenset({Status.PAGAR, Status.EJ_PABORJAT, Status.VILANDE})
"""Of what goes on, rests or has not begun an explanation may foretell the end; the word says what is."""
SHORTEST_WORDS: Final = 3
"""Letters of a status in words; `Ja` is explained by what was asked."""


_STATED: Final = re.compile(
    r"\s*(?:[-–•*·]\s+)?(?P<said>[^\W\d_][^:=\n\d(–—]{2,30}?)(?:\s*:[ \t]+|\s+[–—-]\s+)(?P<comment>\S[^\n]*)"
)
_SHORTEST_COMMENT: Final = 2
"""Words after the colon; one alone is the value of a label: `Uppfyllt: Delvis`, `Klart: 2024-06-30`."""
_OFTEN: Final = 3
_DENIES: Final = re.compile(r"(?:nej|delvis|inte|ej|ännu)\b", re.IGNORECASE)
_PART: Final = re.compile(r"[;,]\s+[^\W\d_][^:;,]{2,30}:\s")


def _before_comments(lines: Sequence[str]) -> frozenset[str]:
    """The statuses that a report sets before the comment of an item, one under each title: `Klart: …`.

    There are three such lines or more, of two statuses or more. Two of them in a row are headings of what
    was done and of what was not: `Genomfört: …`, `Planerat: …`. A label over a value is none, nor is a
    line that counts or lists the statuses of several.
    """
    said: dict[str, Reading] = {}
    count = 0
    before = False
    for text in lines:
        found = _STATED.match(text)
        reading = _status(found["said"]) if found is not None else None
        if found is not None and reading is not None:
            comment = found["comment"]
            valued = len(comment.split()) < _SHORTEST_COMMENT or parse_range(comment) is not None
            if before or valued or _DENIES.match(comment) or _PART.search(text):
                return frozenset()
            said[_key(found["said"])] = reading
            count += 1
        before = reading is not None or (before and not text.strip())
    several = len({reading.assessment for reading in said.values()}) > 1
    return frozenset(said) if several and count >= _OFTEN else frozenset()


def _status(text: str) -> Reading | None:
    folded = fold(text)
    found = status_at(folded)
    plain = found is not None and not found[0].implied and re.fullmatch(END, folded[found[1] :]) is not None
    return found[0] if found is not None and plain else None


def stated(text: str) -> tuple[Reading, int] | None:
    """The status before the comment that a line holds, where the report sets it so, and where it ends."""
    known = _known.get().stated
    found = _STATED.match(text) if known else None
    reading = _status(found["said"]) if found is not None and _key(found["said"]) in known else None
    return (reading, found.end("said")) if found is not None and reading is not None else None


_NO_LEAD: Final = frozenset({"med", "1", "2"})
"""What may stand before the first number of an explanation and names no column; a footnote has its own."""


def _leads(text: str) -> bool:
    """Whether a line leads to an explanation of codes: "Så läser du tabellen:", "Teckenförklaring"."""
    if text.rstrip().endswith(":"):
        return introduces(text) or LEADS.search(text) is not None
    return len(text) < 40 and LEADS.search(text) is not None


def _stands_as_list(run: Sequence[tuple[str, str, Reading | None]]) -> bool:
    """Whether lines after one another, three or more, explain a code each, and no code or status twice.

    One of the signs may mean what no status is: `😐 = delvis eller kan inte mätas`.
    """
    told = [(reading.assessment, reading.modality) for _, _, reading in run if reading is not None]
    unread = [code for _, code, reading in run if reading is None]
    if len(unread) > (len(run) > 2) or any(map(str.isalnum, "".join(unread))):
        return False
    return len(run) > 2 and len(set(told)) == len(told) and len({code for _, code, _ in run}) == len(run)


def _rises(codes: Sequence[str]) -> bool:
    """Whether codes are shares up to all, or figures that leave none out."""
    figures = sorted(int(code.rstrip(" %")) for code in codes if re.fullmatch(r"\d{1,3} ?%|\d", code))
    if len(figures) < len(codes):
        return False
    return figures[-1] == 100 or figures == list(range(figures[0], figures[0] + len(figures)))


def _pairs(text: str, meaning: Meaning, used: Used, *, led: bool) -> tuple[Explained, ...]:
    """What a line explains; a line that is nothing but statuses with a code before each by all of these.

    Signs that the report uses are known by that, if most of what is said of them are statuses.
    """
    pairs = explained(text)
    full = row(text, led=led)
    said = sum(meaning(pair.meaning) is not None for pair in pairs)
    best = full if len(full) > said and all(meaning(pair.meaning) for pair in full) else pairs
    signs = used.explained(text)
    read = sum(meaning(pair.meaning) is not None for pair in signs)
    enough = len(signs) >= len(best) and (read >= max(1, 0.6 * len(signs)) or not best)
    if enough and read >= sum(meaning(pair.meaning) is not None for pair in best):
        best = signs
    return best


def _is_number(code: str, of: int) -> bool:
    """Whether a code is a number; a letter that is a Roman one only among several."""
    return _NUMBER.fullmatch(fold(code)) is not None and (of > 2 or not code.isalpha())


def remembered(function: Callable[_P, _T]) -> Callable[_P, _T]:
    """A function whose answers are kept, and forgotten where what a report's own words mean is another.

    To be put on what asks for a status, so that no report is read by the codes of the one before it.
    """
    kept = lru_cache(maxsize=4096)(function)
    _kept.append(kept)
    return cast("Callable[_P, _T]", kept)


@contextmanager
def knowing(codes: Codes) -> Iterator[None]:
    """While in it, these codes are read as what they mean."""
    other = codes != _known.get()
    token = _known.set(codes)
    for kept in _kept if other else ():
        kept.cache_clear()
    try:
        yield
    finally:
        _known.reset(token)
        for kept in _kept if other else ():
            kept.cache_clear()


@contextmanager
def learning(words: Mapping[str, Reading]) -> Iterator[None]:
    """Lets these words, folded, be read as statuses too inside the block."""
    codes = _known.get()
    with knowing(replace(codes, known={**words, **codes.known})):
        yield


def code(text: str) -> Reading | None:
    """The status that a code of the report at hand stands for."""
    known = _known.get().known
    if not known or len(text) > LONGEST + 12:
        return None
    text = _NOTE.sub("", text)
    found = known.get(_key(text)) or known.get(_key(_DATED.sub("", text)))
    return found or _together(known, text)


def sign_before(text: str) -> int:
    """Where a sign ends that the report explains as a status and that a comment follows: `✔ Klart i maj`."""
    found = _SIGN.match(text) if _known.get().known else None
    return found.end() if found is not None and code(found[0]) is not None else 0


def before_comment(text: str) -> tuple[int, int] | None:
    """Where a status ends that is set before a comment as a sign or before a colon, and where that begins."""
    if end := sign_before(text):
        return end, end
    found = _STATED.match(text) if stated(text) is not None else None
    return (found.end("said"), found.start("comment")) if found is not None else None


_SIGN: Final = re.compile(r"(?:\[[^\[\]\n]{1,12}\]|[^\w\s\"”“'’(\[«–—-]\ufe0f?)(?= +\w)")


def sign_first(text: str) -> tuple[int, int, int] | None:
    """Start and end of a sign that opens a text and that the report explains, and where the rest begins.

    A bullet may stand before it.
    """
    known = _known.get().known
    opened = _FIRST.match(text) if known else None
    if opened is not None and opened["sign"] in _BULLETS and (after := _FIRST.match(text, opened.end())):
        opened = after if _explained_in(after, known) else opened
    if opened is None:
        return None
    sign, joint = opened["sign"] or "", opened["joint"]
    if sign.isalpha() and len(sign) < 3 and joint == " ":
        capitals = sign[0].isupper() and text[opened.end()].isupper()
        if not capitals or (sign in _WORDS_TOO and not _known.get().opening):
            return None
    return (*place, opened.end()) if (place := _explained_in(opened, known)) else None


def _explained_in(found: re.Match[str], known: Mapping[str, Reading]) -> tuple[int, int] | None:
    """Where the sign of a match stands that is explained, without the brackets that are none of its own."""
    return next(
        (found.span(g) for g in ("bracketed", "printed") if found[g] and _key(found[g]) in known), None
    )


def sign_last(text: str) -> tuple[int, int, int] | None:
    """Start and end of a sign that ends a text and that the report explains, and where the rest ends."""
    known = _known.get().known
    closed = _LAST.search(text) if known else None
    if closed is None:
        return None
    letters = closed["joint"] == " " and (closed["sign"] or "").isalnum()
    if letters and not (_known.get().closing and closed["sign"][0].isupper()):
        return None  # `Bygg etapp A`
    return (*place, closed.start()) if (place := _explained_in(closed, known)) else None


_DASHES: Final = frozenset("-–—")
_BULLETS: Final = frozenset("-–—•*·▪●○■◦")
_WORDS_TOO: Final = frozenset("IÅÖ")
"""Letters that are words as well: `I Norrbyn`."""
_ONE_SIGN: Final = (
    r"\[[^\[\]\n]{1,14}\]|[•·▪*]|(?:[^\w\s\"”“'’()\[\],.:;!/§&%<>|•·▪=*]\ufe0f?){1,5}|[^\W\d_]{1,12}|\?"
)
_FIRST: Final = re.compile(
    rf"(?P<printed>[(\[](?P<bracketed>[^\W_]{{1,12}}|[^\w\s]\ufe0f?)[)\]]|(?P<sign>{_ONE_SIGN}))"
    r"(?P<joint>\s*[:–—-]\s+|\s+)(?=\S)"
)
_LAST: Final = re.compile(
    rf"(?P<joint>\s*[:,–—-]\s+|\s+|(?<=[)\]]))"
    rf"(?P<printed>[(\[](?P<bracketed>[^\W_]{{1,12}}|[^\w\s]\ufe0f?|\[[^\[\]\n]{{1,14}}\])[)\]]|(?P<sign>{_ONE_SIGN}))"
    r"\s*\.?$"
)


def _together(known: Mapping[str, Reading], text: str) -> Reading | None:
    """The status of two signs side by side, one of which says how the plan is kept: `[●] [↓]`."""
    readings = [known.get(_key(sign)) for sign in text.split()]
    if len(readings) != 2 or readings[0] is None or readings[1] is None:
        return None
    status, kept = sorted((readings[0], readings[1]), key=lambda reading: reading.implied)
    return replace(status, deviation=kept.deviation) if kept.implied and not status.implied else None


def numbered(text: str, column: str, *, status: bool = False) -> Reading | None:
    """The status that a number stands for in a column of statuses, or that the explanation of numbers names.

    Args:
        status: The column is known to hold statuses.
    """
    codes = _known.get()
    if status and _SHORT_NUMBER.fullmatch(text):
        named = (codes.known.get(_key(f"{word} {text}")) for word in words(column))  # "3" under "Steg"
        found = next((reading for reading in named if reading), None) or _in_range(codes.numbers, text)
        if found is not None:
            return found
    if not ((status and codes.general) or names_numbers(column)):
        return None
    return codes.numbers.get(_key(text))


_SHORT_NUMBER: Final = re.compile(r"\d{1,3}(?: ?%)?")
_RANGE: Final = re.compile(r"(?P<low>\d{1,3}) ?%?[–-] ?(?P<high>\d{1,3})%")


def _in_range(numbers: Mapping[str, Reading], text: str) -> Reading | None:
    """The status of a share that a legend names by its bounds: "60 %" where "1–99 % = pågår"."""
    if not text.endswith("%"):
        return None
    share = int(text.rstrip(" %"))
    bounds = ((_RANGE.fullmatch(key), reading) for key, reading in numbers.items() if key.endswith("%"))
    found = (reading for b, reading in bounds if b and int(b["low"]) <= share <= int(b["high"]))
    return next(found, None)


def names_numbers(column: str) -> bool:
    """Whether the explanation of numbers names a column, the numbers of which are statuses."""
    codes = _known.get()
    return bool(codes.numbers) and any(_names(word, codes.columns) for word in words(column))


def now_and_later(text: str, column: str) -> list[tuple[Reading, int, int]]:
    """The two codes of a cell with their places, the second of which is a forecast: `2/3`."""
    codes = _known.get()
    found = _TWO.fullmatch(text)
    if found is None or not (codes.paired or _NOW_LATER.search(fold(column))):
        return []
    first, second = (codes.known.get(_key(t)) or codes.numbers.get(_key(t)) for t in found.groups())
    if first is None or second is None or _key(text) in codes.known:
        return []
    return [(first, *found.span(1)), (replace(second, modality=Modality.PROGNOS), *found.span(2))]


def explains(text: str) -> bool:
    """Whether a line of the report at hand is one of those that explain its codes."""
    return text.strip() in _known.get().lines


def _names(word: str, named: frozenset[str]) -> bool:
    """Whether a word of a column's name is one that the explanation uses, in any form: `grad`, `graden`."""
    return len(word) > 3 and any(
        len(other) > 3 and word[: max(4, len(word) - 2)] == other[: max(4, len(word) - 2)] for other in named
    )


def _key(text: str) -> str:
    bare = fold(text).replace("\ufe0f", "").replace(" %", "%")
    return bare if bare[:1] in "[(" else bare.strip(" .,:;\"”’'–—-") or bare
