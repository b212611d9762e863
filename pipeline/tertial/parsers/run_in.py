"""Titles that their comment follows on the same line: where they end."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from tertial import wording
from tertial.boards import Register
from tertial.parsers.title_parts import take_apart
from tertial.parsers.titles import like_title, split_number
from tertial.swedish.sentences import split
from tertial.swedish.words import fold

_WHO = re.compile(r"\(([^()]{2,80})\)(?:[.:]\s+(?=\S)|\s+(?=[A-ZÅÄÖ]))")
_UNIT = re.compile(r"\w*(?:enhet|verksamhet|avdelning|sektion|förvaltning|kontor)(?:en|et)?", re.IGNORECASE)
_BULLET = re.compile(r"[•*–▪◦○●■►➢✓-]\s+")
LONGEST_TITLE = 200


def who_ends(text: str, register: Register) -> int:
    """Where a title ends that the comment follows on the same line: after `(KS).`; 0 where there is none.

    Before a status it needs no sign: `Se över taxan (KS) Pågår.` The unit of a board that answers is no
    title: `Serviceenheten (KS): …`
    """
    if "(" not in text[:260] or ")" not in text[:300]:
        return 0
    for found in _WHO.finditer(text[:300]):
        parted = found[0].rstrip()[-1:] in ".:"
        said = None if parted else wording.leading(text[found.end() :])
        if not parted and (said is None or said[0].implied):
            continue
        if len(split(text[: found.start()])) > 2:
            return 0
        title = take_apart(text[: found.end()].rstrip(), register)
        if title.responsible and len(title.text) >= 8 and _UNIT.fullmatch(title.text) is None:
            return found.end(1) + 1 + parted
    return 0


def judged_last(texts: Sequence[str]) -> list[int]:
    """Where the title of each line ends in a report whose lines say it all; 0 where a line does not.

    `3. Utred skolskjutsarna. Linjerna är inventerade. PÅGÅR` is a title, a comment and a status, and so is
    `3. Utred skolskjutsarna. Pågår. Linjerna är inventerade.` The lines are told by their numbers or
    bullets, and most of those in one form have a status second or last, or a sign for one before the second.
    """
    forms = [_form(text) for text in texts]
    several = [bool(form) and len(_sentences(text)) > 1 for text, form in zip(texts, forms, strict=True)]
    ends = Counter(form for text, form in zip(texts, forms, strict=True) if form and _judges(text))
    all_ = Counter(form for form, more in zip(forms, several, strict=True) if form and more)
    regular = {form for form, count in ends.items() if count >= 2 and count >= 0.5 * all_[form]}
    return [
        _sentences(text)[0] if form in regular and more else 0
        for text, form, more in zip(texts, forms, several, strict=True)
    ]


def ordered(texts: Sequence[str]) -> list[int]:
    """Where the title of each line ends in a list of orders, each with a comment after its first sentence.

    A sign of status before each shows that a sentence after the order tells how it goes; what orders more is
    of the title.
    """
    forms = [_form(text) for text in texts]
    ends = [_sentences(text) if form else [] for text, form in zip(texts, forms, strict=True)]
    several = Counter(form for form, found in zip(forms, ends, strict=True) if len(found) > 1)
    worded = Counter(
        form
        for text, form, found in zip(texts, forms, ends, strict=True)
        if len(found) > 1 and like_title(text[_start(text) : found[0]]) >= 0.9
    )
    regular = {
        form
        for form, count in worded.items()
        if count >= (1 if form == SIGN else 3) and count >= 0.6 * several[form]
    }
    return [
        0 if form not in regular or len(found) < 2 else _last_order(text, found) if form == SIGN else found[0]
        for text, form, found in zip(texts, forms, ends, strict=True)
    ]


def _last_order(text: str, ends: Sequence[int]) -> int:
    """Where the last of the sentences ends that order something, one after another; 0 where all do."""
    return next((start for start, end in pairwise(ends) if like_title(text[start:end].strip()) < ORDER), 0)


_ARROW = r"->|-->|=>|[→➔➜⇒]"
_SIGN = re.compile(r"-[->]|[→➔➜⇒–—]")
"""One of these stands in every sign that parts a title from its comment."""
_PARTED = re.compile(
    rf"(?P<title>\S.{{6,160}}?\S)(?P<sign>\s+(?:{_ARROW}|--+|[–—])\s+|\s*[–—]{{2,}}\s*"
    r"|(?<=[^\s.!?:;,])(?:\t+| {2,})(?=[^\n]{40}))(?=[A-ZÅÄÖ\d])"
)


def parted(texts: Sequence[str]) -> list[int]:
    """Where the title of each paragraph ends in a report that parts it from its comment by a sign."""
    found = [
        _PARTED.match(text) if len(text) >= 40 and _SIGN.search(text) is not None else None for text in texts
    ]
    found = [
        m
        if m is not None
        and split_number(m["title"] + " x")[1] < m.end("title")
        and wording.stated(m[0] + "x") is None
        and wording.sign_first(m[0] + "x") is None
        else None
        for m in found
    ]
    signs = Counter(m["sign"].strip() for m in found if m is not None)
    long = sum(len(text) >= 40 for text in texts)
    common = {
        sign
        for sign, count in signs.items()
        if count >= (3 if re.fullmatch(_ARROW, sign) else 4) and count >= 0.4 * long
    }
    return [m.end("title") if m is not None and m["sign"].strip() in common else 0 for m in found]


def judged_on(texts: Sequence[str], listed: Sequence[bool]) -> list[int]:
    """Where the title of each entry of a list ends that goes on after a dash or colon, as others do.

    `Bygg en bro – invigdes i juni` stands in a list of `Laga broarna – uppdraget är vilande`, which begins
    with its status.

    Args:
        listed: Whether each line is an entry of a list, by a bullet or its style.
    """
    found = [
        m
        if (of_list or _start(text))
        and (m := _JOINT.search(text, _start(text)))
        and like_title(text[_start(text) : m.start()]) >= LIKE_NAME
        and _BOARD.search(text[: m.start()]) is None
        and wording.cell(text[_start(text) : m.start()]) is None
        else None
        for text, of_list in zip(texts, listed, strict=True)
    ]
    signs = Counter(m["sign"] for m in found if m is not None)
    rests = [text[m.end() :].strip() if m is not None else "" for text, m in zip(texts, found, strict=True)]
    only = [wording.states_only(rest) if rest else False for rest in rests]
    begins = [
        status or wording.cell(_CLAUSE.split(rest, maxsplit=1)[0]) is not None
        for rest, status in zip(rests, only, strict=True)
    ]
    said = Counter(m["sign"] for m, status in zip(found, begins, strict=True) if m is not None and status)
    regular = {sign for sign, count in said.items() if count >= FEWEST and count >= 0.5 * signs[sign]}
    return [
        m.end("sign") if m is not None and m["sign"] in regular and not status and rest[:1].islower() else 0
        for m, status, rest in zip(found, only, rests, strict=True)
    ]


_CLAUSE = re.compile(r"[.,;] | till följd | på grund | i väntan | i avvaktan ")
_JOINT = re.compile(r"(?P<sign> [–—-]|(?<=\w):) (?=\S)")


def judged_between(texts: Sequence[str]) -> list[int]:
    """Where the title of each line ends that goes on with its status and then with what is told of it.

    `Byta journalsystem: pågår – testas på två enheter`, in a report where several lines say so.
    """
    found = [_BETWEEN.match(text) if ": " in text or "– " in text else None for text in texts]
    found = [
        m
        if m is not None
        and like_title(m["title"]) >= LIKE_NAME
        and wording.cell(m["said"]) is not None
        and wording.cell(m["title"]) is None
        and _BOARD.search(m["title"]) is None
        else None
        for m in found
    ]
    names = Counter(fold(m["title"]) for m in found if m is not None)
    regular = len(names) >= FEWEST and len(names) == names.total()
    return [m.end("sign") if m is not None and regular else 0 for m in found]


_BETWEEN = re.compile(
    r"(?P<title>[^:.!?\n]{6,120}?)(?P<sign>:| [–—]) (?P<said>[^.,;:–—\n]{3,30}?)(?: [–—-]|[.,;]) (?=\S)"
)


def coloned(texts: Sequence[str]) -> list[int]:
    """Where the title of each line ends in a numbered list whose entries each have a colon after a name."""
    forms = [_form(text) for text in texts]
    found = [
        _COLON.match(text, _start(text)) if form else None for text, form in zip(texts, forms, strict=True)
    ]
    long = Counter(form for text, form in zip(texts, forms, strict=True) if form and len(text) >= 40)
    names: dict[str, list[str]] = {}
    for form, m in zip(forms, found, strict=True):
        if m is not None and like_title(m[1]) >= 0.7 and _BOARD.search(m[1]) is None:
            names.setdefault(form, []).append(m[1])
    regular = {
        form
        for form, own in names.items()
        if len(own) >= 4 and len(own) >= 0.7 * long[form] and len(set(own)) >= 0.9 * len(own)
    }
    return [
        m.end(1) + 1 if m is not None and form in regular else 0 for form, m in zip(forms, found, strict=True)
    ]


def glued(texts: Sequence[str]) -> list[int]:
    """Where the title of each paragraph ends in a report that parts titles from text by no sign.

    A soft break stands between them, or out of a PDF nothing: `Ny simhall Förstudien är klar.` Most
    paragraphs must be so, from the first to the last.
    """
    for end_of in (_first_line, _before_sentence):
        found = [end_of(text) for text in texts]
        named = [n for n, end in enumerate(found) if end]
        if len(named) < FEWEST:
            continue
        long = [
            n for n in range(named[0], named[-1] + 1) if len(texts[n]) >= SHORTEST and texts[n][-1] in ".!)"
        ]
        names = [fold(texts[n][: found[n]]) for n in named]
        if len(named) >= MOST_GLUED * len(long) and len(set(names)) == len(names):
            return [end or _one_word(text) for end, text in zip(found, texts, strict=True)]
    return [0] * len(texts)


FEWEST = 3
SHORTEST = 40
"""Characters; a shorter line is no paragraph."""
MOST_GLUED = 0.75
LONGEST_NAME = 110


def _first_line(text: str) -> int:
    """Where the first line of a paragraph ends that names something over sentences; 0 where it does not."""
    end = text.find("\n", 0, LONGEST_NAME + 1)
    rest = text[end:].lstrip() if end > 0 else ""
    if len(rest) < 15 or not rest[0].isupper() or ":" in rest.partition("\n")[0][:25]:
        return 0
    sentences = all(line.rstrip()[-1:] in ".!)" for line in rest.splitlines())
    return end if sentences and _may_name(text[:end]) else 0


def _before_sentence(text: str) -> int:
    """Where a title ends before a sentence of which no sign parts it; 0 where there is none."""
    if len(text) < SHORTEST or "\n" in text or _CAPITAL.search(text, 0, FURTHEST) is None:
        return 0
    verbs = list(_FINITE.finditer(text, 0, min(split(text)[0][1], FURTHEST)))
    for verb in verbs:
        for opening in reversed(list(_CAPITAL.finditer(text, 0, verb.start()))):
            title = text[: opening.start()]
            words = title.split()
            if len(words) < 2 or _JOIN.fullmatch(words[-1].casefold()):
                continue
            proper = words[-1][:1].isupper() and not _OPENS.fullmatch(opening[1])
            if not proper and _may_name(title) and (verb is verbs[0] or like_title(title) >= ORDER):
                return len(title)
            break
    return 0


FURTHEST = 250
ORDER = 0.9


def _one_word(text: str) -> int:
    """Where a single long word ends that names something before a sentence, as `Dagvattenplan` may."""
    found = _WORD.match(text)
    return found.end(1) if found is not None and _OPENS.fullmatch(found[2]) else 0


def _may_name(title: str) -> bool:
    bare = title[_start(title) :]
    plain = bare[:1].isupper() and bare.rstrip()[-1:] not in ".!?,;:–-" and len(split(bare)) == 1
    return (
        plain and len(bare) <= LONGEST_NAME and like_title(bare) >= LIKE_NAME and _BOARD.search(bare) is None
    )


LIKE_NAME = 0.7
_WORD = re.compile(r"([A-ZÅÄÖ][a-zåäö-]{8,})\s+([A-ZÅÄÖ][\w-]*)\s")
_CAPITAL = re.compile(r"(?<=[\w)])\s+(?=([A-ZÅÄÖ][\w-]*))")
_FINITE = re.compile(
    r"\b(?:är|har|hade|var|blev|blir|kommer|pågår|vilar|ligger|finns|saknas|fick|får|tog|visar|utgår|antogs|väntar"
    r"|återstår|kvarstår|fortsätter|fortgår|gäller|kan|kunde|består|\w{3,}(?:ades|[lnrktsp]des|ktes|[^\W\d_]as))\b"
)
_JOIN = re.compile(
    r"i|av|för|till|och|på|med|om|vid|från|mot|under|efter|inom|mellan|samt|eller|en|ett|den|det|de|sina?|sitt"
    r"|som|att|hos|åt|per"
)
_OPENS = re.compile(
    r"\w{3,}(?:en|et|na|er|or|ar|an)|Vi|Nu|Det|Den|De|En|Ett|Två|Tre|Fyra|Fem|Alla|Inga|Under|Efter|I|På"
)
"""What a sentence may begin with that is no name of a place or a person."""


_COLON = re.compile(r"([A-ZÅÄÖ][^.!?\n]{6,160}?): (?=[A-ZÅÄÖ\d])")
_BOARD = re.compile(r"(?:nämnd|styrelse|förvaltning|utskott)(?:en|et)?$")


def _form(text: str) -> str:
    """How a line begins: `1.`, `a)`, `KS 1.`, a bullet, a sign that is explained; empty where with words."""
    if wording.sign_first(text) is not None:
        return SIGN
    bullet = _BULLET.match(text)
    if bullet is not None:
        return bullet.group()[0]
    start = split_number(text)[1]
    if not start:
        return ""
    return re.sub(r"[^\W\d_]+", "a", re.sub(r"\d+", "1", text[:start].strip()))


SIGN = "sign"
"""The form of all lines that open with a sign which the report explains, whichever it is."""


def _start(text: str) -> int:
    signed = wording.sign_first(text)
    if signed is not None:
        return signed[2]
    bullet = _BULLET.match(text)
    return bullet.end() if bullet is not None else split_number(text)[1]


def _sentences(text: str) -> list[int]:
    """Where each sentence of a line ends, its number aside."""
    start = _start(text)
    ends = [start + end for _, end in split(text[start:])]
    return ends if ends and start < ends[0] <= start + LONGEST_TITLE else []


def _judges(text: str) -> bool:
    ends = _sentences(text)
    told = [
        text[ends[n - 1] : ends[n]].strip() for n in dict.fromkeys((1, len(ends) - 1)) if 0 < n < len(ends)
    ]
    return any(wording.cell(said) is not None or wording.sign_before(said) for said in told)
