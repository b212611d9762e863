"""Finds where a report explains its own words, letters and signs: `r = rullar, m = i mål`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from tertial.swedish.words import words
from tertial.vocabulary import Modality, Status
from tertial.wording.before_comments import said_before_comments
from tertial.wording.before_titles import said_before_titles
from tertial.wording.code_rows import LEADS, row
from tertial.wording.codes import LONGEST, NONE, Codes, key_of
from tertial.wording.explanations import Explained, explained, introduces, names_itself
from tertial.wording.questions import answers, named
from tertial.wording.readings import Reading
from tertial.wording.scales import is_number, numbers_among
from tertial.wording.signs import at_ends
from tertial.wording.told import foretold, plain_meaning, plain_status
from tertial.wording.used import Used, names_nothing, of_empty, unbracketed

Meaning = Callable[[str], Reading | None]
"""The status that the words of a legend give."""
_PAIRED: Final = re.compile(
    r"\b(?:före|innan|till vänster om|första)\b.{0,60}\b(?:snedstreck|streck|efter|andra|till höger)\w*\b"
    r".{0,80}\b(?:bedöm|beräkna|förvänta|prognos|helår|årets slut|årsskifte)",
    re.IGNORECASE,
)
"""What says of two codes in one cell that the second is a forecast."""
_LED: Final = re.compile(
    r"\s*(?:[-–•*·]\s+)?(?P<code>[^\s:=][^:=\n]{0,22}?)\s*(?:[:=]|\s[–—-])\s*(?P<meaning>\S[^\n]{2,110})"
)
_NO_SIGNS: Final = Used()
_DASHES: Final = frozenset("-–—")
_TICKED_BOX: Final = re.compile(r"☒|☑|\[[xX]\]")


def declared(
    lines: Iterable[str],
    meaning: Meaning = plain_meaning,
    text: str = "",
    used: Used = _NO_SIGNS,
    *,
    orders: Callable[[str], bool] | None = None,
) -> Codes:
    """The codes that a report explains as statuses; none where it explains fewer than two.

    A code that is given two meanings can't be read and is left out.

    Args:
        meaning: What the words mean that explain a code.
        text: The whole report, which shows what its boxes are.
        used: The signs that it prints where a status may stand.
        orders: Whether words tell somebody to do something, as titles do.
    """
    texts = list(lines)
    codes, said = _declared(texts, meaning, used), said_before_comments(texts)
    titled = said_before_titles(texts, orders) if orders is not None else frozenset[str]()
    if titled:
        codes, said = replace(codes, titled=titled), frozenset[str]()
    ends = at_ends(texts, codes.known)
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
            listed += [(text.strip(), key_of(led["code"]), meant)] if meant is not None else []
        elif text.strip():
            leads = _leads(text)
        readings = [meaning(pair.meaning) or named(text, pairs[0].code, pair.meaning) for pair in pairs]
        numeric = [is_number(pair.code, len(pairs)) for pair in pairs]
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
                found.setdefault(key_of(pair.code), []).append(reading)
                said.update([pair.code] if reading is not None else [])
            elif reading is not None:
                alone.append((key_of(pair.code), reading))
                lonely.update([text.strip()] if names_itself(pair.code) else [])
        for sign, reading in answers(text):
            found.setdefault(key_of(sign), []).append(reading)
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
                    places.setdefault(key_of(pair.code), []).append((text.strip(), reading))
        run = [*run, *((text.strip(), pair.code, reading) for pair, reading in read if pair.alone)]
        if not any(pair.alone for pair, _ in read):
            run = []
        elif listing := _list_of(run):
            lonely.update(line for line, _, _ in listing)
            general = general or _rises([code for _, code, _ in listing])
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
    codes = _with_signs(_agreed(found, places), used)
    if len(_meant(codes.values())) < 2:
        return NONE
    counts = numbers_among(codes)
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


def _agreed(
    found: Mapping[str, Sequence[Reading | None]], places: Mapping[str, Sequence[object]]
) -> dict[str, Reading]:
    """What the codes mean that are given one meaning, or one in each place that explains them."""
    return foretold(
        {
            key: _in_own_words(key, replace(readings[0], confidence=min(readings[0].confidence, 0.9)))
            for key, readings in found.items()
            if readings[0] is not None
            and not names_nothing(key)
            and len(key) <= LONGEST
            and (len(_meant(readings)) == 1 or len(readings) == len(places.get(key, ())))
        }
    )


def _with_signs(codes: Mapping[str, Reading], used: Used) -> dict[str, Reading]:
    """The codes, and the signs that they are the names of: `● röd` and `Röd = inte påbörjat`."""
    found = dict(codes)
    for sign in sorted(used.signs):
        named = used.names(sign)
        if sign in _DASHES and "uppgift" in " ".join(found[key].words for key in named & found.keys()):
            continue  # "streck = ingen uppgift"
        names = (
            key for key in map(key_of, sorted(named)) if key == key_of(unbracketed(sign)) or len(key) > 2
        )
        called = next((found[key] for key in names if key in found), None)
        if called is not None:
            sure = 0.7 if sign in _DASHES else called.confidence  # a sentence says it better
            found.setdefault(key_of(sign), replace(called, confidence=min(called.confidence, sure)))
    return found


def _meant(readings: Iterable[Reading | None]) -> set[tuple[Status, Modality] | None]:
    return {(reading.assessment, reading.modality) if reading else None for reading in readings}


def _in_own_words(code: str, reading: Reading) -> Reading:
    """What a code means: a status in words says no more than these do, however it is explained."""
    own = plain_status(code) if len(code) > _SHORTEST_WORDS else None
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
_SHORTEST_WORDS: Final = 3
"""Letters of a status in words; `Ja` is explained by what was asked."""
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


def _list_of(
    run: Sequence[tuple[str, str, Reading | None]],
) -> Sequence[tuple[str, str, Reading | None]]:
    """The lines of a run that stand as a list: all, or the last ones after titles with the same signs."""
    if _stands_as_list(run):
        return run
    codes = [code for _, code, _ in run]
    last = next((n for n in range(len(run)) if len(set(codes[n:])) == len(codes) - n), len(run))
    tail = run[last:]
    return tail if _stands_as_list(tail) and all(reading is not None for _, _, reading in tail) else ()


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
