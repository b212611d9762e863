"""Orders told in running text, several to a paragraph: the clause that says who was to do what."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tertial import wording
from tertial.boards import Register
from tertial.parsers.decisions import SOMEBODY, infinitive
from tertial.parsers.givers import GIVES
from tertial.parsers.legends import is_legend
from tertial.parsers.openings import LONGEST_TITLE, OF_ORDERS, Opening, opening_at
from tertial.parsers.outline import Line
from tertial.swedish.sentences import LONGEST, split

FEWEST = 3
"""Fewer clauses are chance."""
SHORTEST = 12
"""Characters; a shorter line orders nothing."""
LONGEST_HEAD = 170
"""Characters before what was ordered."""
FORM = "clause"
_MARK = re.compile(
    r"(?:^|(?<=[.,;:!?)])\s+)(?P<mark>(?:[Nn]r\.? )?\(?\d{1,2}[.)]+|\(?[a-zåäö]\)|[a-zåäö]\."
    r"|/\d{1,2}/|\d{1,2}(?= [A-ZÅÄÖ])|[Nn]r \d{1,2}:?|[-–—•*·▪])\s+(?=[\w\"”“])"
)
_GIVEN = re.compile(
    r"\b(?:fick|får|fått|gavs?|getts?|givits?|gick|erhöll|erhållit|lämnades?|uppdrogs?|uppdragits?|uppdras|ålades|ålagts"
    r"|åläggs|ålåg|åligger|anmodades|anmodats|ombads|ombetts|bads|begärdes|uppmanades|tillsades|beslöts?|beslutades?"
    r"|hade|har|haft|skulle|skall|ska|uppdrag(?:et)? (?:till|åt))\b",
    re.IGNORECASE,
)
_SOMEBODY = re.compile(
    r"\b(?:(?:samma |berörd )nämnd|nämnden|styrelsen|utskottet|nämnderna|(?:alla|samtliga) nämnder"
    r"|vi|oss)\b",
    re.IGNORECASE,
)
_TO = re.compile(
    r"(?<!för )(?<!så )(?<!genom )(?<!utan )(?<!med )\batt(?:,\s[^,]{4,90},)?\s+(?=\w)", re.IGNORECASE
)
_SHALL = re.compile(r"\b(?:skulle|skall|ska|ombads|hade|har)\s+(?=[a-zåäö]{2,})")
_BETWEEN = re.compile(
    r"(?:(?:även|också|dessutom|vidare|därutöver|samtidigt|dels|att|nu|sedan|i uppdrag|i uppgift)\b,?\s*"
    r"|,?\s*(?:enligt|före|senast|under|från|i|av)\s(?:[^\s.;:]+\s){1,6}?)"
)
"""What may stand between `ska` and what somebody is to do: `ska, enligt fullmäktiges beslut, även`."""
_NTH = re.compile(
    r"(?:Det|Den|Ett|Nämndens) (?:första|andra|tredje|fjärde|femte|sjätte|sjunde|åttonde|nionde|tionde|sista"
    r"|annat|ytterligare(?: ett)?|enda|återstående)(?: uppdrag(?:et)?)?"
    r"(?P<says>,? (?:som )?(?:gällde|gäller|var|är|avsåg|avser|handla[dr]e? om|gick ut på|går ut på|löd)"
    r"|,?)\s*"
)
_ENDS = re.compile(
    r";|:(?=\s)|\s[–—-](?=\s)"
    r"|,\s+(?=(?:vilket|men|något som|och (?:det|detta|den|så)|som (?:nu|ännu)|dock)\b)"
)
_SAID_LAST = re.compile(r"\s*(?:\((?P<aside>[^()]{2,60})\)|,\s+(?P<clause>[^,]{2,60}))[\s.,;]*$")
_PARTING = re.compile(r"[\s.,:;()\"”“»«–—-]*")
_VERB = re.compile(
    r"\b(?:är|har|hade|var|blev|fick|får|ska|skall|skulle|kommer|pågår|saknas|finns|utgår|vilar|kan|att)\b|\w{3,}(?:ades|des)\b",
    re.IGNORECASE,
)
LONGEST_NAME = 7
"""Words of what a matter is called before the sentence that says who was to do what."""


def clauses(lines: Sequence[Line], register: Register) -> dict[tuple[int, int], Opening]:
    """Each order of the report by its line and the place in it where it begins.

    Where more sentences are no more than a name and a state, those: `a) Ny taxa, klart; b) Belysning, vilar.`
    """
    found: dict[tuple[int, int], Opening] = {}
    judged: dict[tuple[int, int], Opening] = {}
    named: dict[tuple[int, int], Opening] = {}
    for i, line in enumerate(lines):
        if line.table is not None or line.separator or line.level or len(line.text) < SHORTEST:
            continue
        if is_legend(line.text):
            continue
        before: tuple[int, int] | None = None
        for start, at, end in _pieces(line.text):
            if end - start > LONGEST:
                continue
            opening = _clause(line.text, start, at, end, register)
            if opening is not None:
                found[i, start] = opening
                if before is not None:
                    body = opening.body
                    named[i, start] = Opening(FORM, before, body, before[0])
            elif line.label is None and (told := _judged(line.text, start, at, end, register)) is not None:
                judged[i, start] = told
            before = _name(line.text, at, end, register) if opening is None else None
    if len(judged) > len(found):
        return judged
    if len(named) >= max(FEWEST, 0.6 * len(found)):
        rest = {key: opening for key, opening in found.items() if key not in named}
        return rest | {(i, o.start): o for (i, _), o in named.items()}
    return found


def _pieces(text: str) -> Iterator[tuple[int, int, int]]:
    """The sentences of a paragraph, and what has a mark of its own inside them: start, words, end."""
    marks = {m.start("mark"): m.end() for m in _MARK.finditer(text)}
    starts = sorted({start for start, _ in split(text)} | marks.keys())
    for n, start in enumerate(starts):
        end = starts[n + 1] if n + 1 < len(starts) else len(text)
        label = _LABEL.match(text, start, end)
        at = marks.get(start, start)
        yield start, label.end() if label is not None and start not in marks else at, len(text[:end].rstrip())


_LABEL = re.compile(r"[A-ZÅÄÖ][\w, -]{1,60}:\s+(?=(?:att|Att|\(?\d{1,2}[.)]|\(?a[.)]|[–—•*-])(?:\s|\b))")
"""A board's name before the first clause of its paragraph."""


def _clause(text: str, start: int, at: int, end: int, register: Register) -> Opening | None:
    """The order that a sentence tells; None where it tells none."""
    sentence = text[at:end]
    marked = at > start
    place = _placed(sentence, register, marked=marked)
    if place is None:
        known = opening_at(text[:end], at, ("the order", "named"), register)
        if known is None:
            return None
        return Opening(FORM, known.title, known.body if known.form == "named" else at, start)
    first, last = at + place[0], at + place[1]
    if not 8 <= last - first <= LONGEST_TITLE or OF_ORDERS.search(text, first, last) is not None:
        return None
    parting = _PARTING.match(text, last)
    return Opening(FORM, (first, last), parting.end() if parting is not None else last, start)


def _placed(sentence: str, register: Register, *, marked: bool) -> tuple[int, int] | None:
    """Where a sentence names what somebody was to do."""
    nth = _NTH.match(sentence)
    if nth is not None:
        to = _TO.match(sentence, nth.end())
        if to is None:
            return None
        if len(nth["says"]) > 1:
            return to.end(), _end(sentence, to.end())
        turned = re.compile(r",\s+").search(sentence, to.end())
        return (to.end(), turned.start()) if turned is not None else None
    to = _TO.search(sentence, 0, LONGEST_HEAD)
    shall = _SHALL.search(sentence, 0, to.start() if to is not None else LONGEST_HEAD)
    if shall is not None and _names(sentence[: shall.start()], register):
        at = shall.end()
        while (
            not infinitive(sentence[at:], first=True)
            and (between := _BETWEEN.match(sentence, at)) is not None
        ):
            at = between.end()
        if infinitive(sentence[at:], first=True):
            return at, _end(sentence, at)
    if to is not None and infinitive(sentence[to.end() :]):
        head = sentence[: to.start()].strip(" ,:–-")
        if (not head and marked) or (head and _gives(head, register)):
            return to.end(), _end(sentence, to.end())
    return None


_FURTHER = re.compile(r"(?:Vidare|Slutligen|Dessutom|Därtill|Dels|Likaså|Sist)")
"""What goes on from the order before it: `Vidare att sälja gården.`"""


def _gives(head: str, register: Register) -> bool:
    """Whether the words before `att` say that somebody was to do it: a board and a verb, or a board alone."""
    if _FURTHER.fullmatch(head) is not None:
        return True
    if register.responsible(head.strip(" .:,")).boards and len(head.split()) <= 6:
        return register.responsible(head).boards != (GIVES,)
    return _GIVEN.search(head) is not None and _names(head, register)


def _names(head: str, register: Register) -> bool:
    if _SOMEBODY.search(head) is not None or SOMEBODY.search(f"{head} att") is not None:
        return True
    if any(m.board != GIVES for m in register.mentions(head)):
        return True
    words = re.findall(r"[\w-]+", head)[:8]
    return any(
        2 <= len(w) <= 5 and w[0].isupper() and register.responsible(w).boards not in ((), (GIVES,))
        for w in words
    )


def _end(sentence: str, at: int) -> int:
    """Where an order ends: where its sentence does, or where it goes on to say how it went."""
    stop = _ENDS.search(sentence, at)
    end = stop.start() if stop is not None else len(sentence)
    last = _SAID_LAST.search(sentence, at, end)
    if last is not None and wording.cell((last["aside"] or last["clause"]).strip()) is not None:
        end = last.start()
    return at + len(sentence[at:end].rstrip(" .,"))


_STATE = re.compile(
    r"\s*(?::|\s[–—-]|,|\.)\s+(?P<said>[^.,;:]{2,60})(?=[.,;]|$)|\s*\((?P<aside>[^()]{2,60})\)"
)


def _judged(text: str, start: int, at: int, end: int, register: Register) -> Opening | None:
    """What is called something and followed by its state; None for other sentences."""
    for state in _STATE.finditer(text, at + 4, end):
        if wording.cell((state["said"] or state["aside"]).strip()) is None:
            continue
        title = _name(text, at, state.start(), register)
        if at > start and infinitive(text[at:], first=True):
            title = at, state.start()  # `b) anlägga en badplats – klart`
        if title is None or (at == start and state["said"] and text[state.start()] == "."):
            return None
        return Opening("state", title, state.start("said" if state["said"] else "aside"), start)
    return None


def _name(text: str, at: int, end: int, register: Register) -> tuple[int, int] | None:
    """Where a sentence is no more than what a matter is called, as `Torgplatserna`."""
    words = text[at:end].rstrip(" .:")
    few = 1 <= len(words.split()) <= LONGEST_NAME and words[:1].isupper()
    if (
        not few
        or _VERB.search(words) is not None
        or wording.cell(words) is not None
        or register.heading(words)
    ):
        return None
    return at, at + len(words)
