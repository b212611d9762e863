"""The title's own verb, said to be done: "Lokalerna är kartlagda" under "Kartlägg tomma lokaler"."""

from __future__ import annotations

from typing import Final

from tertial.assessment.fitting import Fit
from tertial.assessment.lexicon import Head, Unit, word_list
from tertial.assessment.matters import Profile
from tertial.assessment.nearby import anywhere, counted, foreign, numbered, with_another
from tertial.assessment.sentence import LIGHT, MODALS, Sentence
from tertial.assessment.subjects import Subject, is_doer
from tertial.swedish.words import words

_SURE: Final = 0.86
"""What the words are worth: the object may still be only one of many."""
_ALL: Final = frozenset(
    {"all", "allt", "alla", "samtliga", "hela", "båda", "de", "kommunens", "våra", "övriga"}
)
_ARTICLES: Final = frozenset({"en", "ett"})
_COUNTS: Final = word_list("counts")
_ACTIVE: Final = frozenset({"sup", "inf"})


def gate(low: str, about: Profile) -> bool:
    """Whether a sentence in lower case holds a form of the title's own verb."""
    return any(phrase in low for phrase in about.verb_forms)


def marked(units: list[Unit], about: Profile) -> list[Unit]:
    """The units, those of the title's own verb joined and marked as words of status."""
    if not about.verb_forms:
        return units
    out: list[Unit] = []
    i = 0
    while i < len(units):
        unit = units[i]
        if i + 1 < len(units):
            joined = f"{unit.text} {units[i + 1].text}"
            if joined in about.verb_forms:
                out.append(Unit(joined, unit.start, units[i + 1].end, heads=_heads(about.verb_forms[joined])))
                i += 2
                continue
        form = unit.text.removeprefix("färdig")
        if not unit.board and form in about.verb_forms:
            unit = unit._replace(heads=(*unit.heads, *_heads(about.verb_forms[form])))
        out.append(unit)
        i += 1
    return out


def _heads(forms: tuple[str, ...]) -> tuple[Head, ...]:
    return tuple(Head("own", "any", form) for form in forms)


def fit(sentence: Sentence, index: int, i: int, subject: Subject) -> tuple[Fit, Subject] | None:
    """The title's verb at `i` if it is said of the title's object; with what it is said of."""
    units = sentence.clauses[index].units
    taken = subject.place < 0 and _taken_over(sentence, index)
    doing = subject.kind == "board" or (
        subject.kind == "agent" and not taken and not sentence.about.target(units[max(subject.place, 0)].text)
    )
    own = [head.form for head in units[i].heads if head.kind == "own"]
    form = next((form for form in own if (form in _ACTIVE) is doing), None)
    if form is None or (form == "inf" and not any(unit.cues & MODALS for unit in units[:i])):
        return None
    if form == "inf_s" and not any(unit.cues & MODALS for unit in units[:i]):
        form = "now_s"  # "Gatan asfalteras"
    head = Head("product", "making", form)
    if doing:
        at = _object(sentence, units, i + 1, min(len(units), i + 6))
        doer = subject.board
    else:
        at = _object(sentence, units, 0, i)
        doer = ""
        if at is None and (taken or (sentence.first and _alone(units, i, form, subject))):
            at = 0
    if at is None:
        return None
    rest = units[at + 1 :]
    if (foreign(sentence, rest) or _elsewhere(sentence, rest)) and not (at == i and _to_body(rest)):
        return None
    if numbered(sentence, units[at + 1 : i]) or with_another(sentence, units[i + 1 :]):
        return None
    after = [unit.text for unit in units[i + 1 : i + 4]]
    by = after[:1] == ["med"]  # "har utökats med sex timmar"
    if not by and _COUNTS.intersection(after) and "av" not in {u.text for u in units[i:]}:
        return None  # "har samlats in från tre byalag"
    place = subject.place if doing else at
    negated = any(unit.has("none") for unit in units[:at])
    partly = any(unit.has("partof") for unit in units[:at])
    of = Subject(
        kind="own", confidence=_SURE, board=doer, partly=partly, negated=negated, product=True, place=place
    )
    return Fit(head=head, confidence=_SURE, board=doer), of


def _alone(units: list[Unit], i: int, form: str, subject: Subject) -> bool:
    """Whether the verb opens a passage with nothing that it describes: "Utrett.", "Asfalterad i juni"."""
    opens = all(unit.has("neg", "partly", "fully", "have") or unit.text in LIGHT for unit in units[:i])
    following = units[i + 1 : i + 2]
    idle = (
        not following or following[0].has("prep", "coord", "neg") or following[0].text in LIGHT | {",", "."}
    )
    said = subject.elided if form == "part" else subject.implied and form in {"past_s", "sup_s"}
    return opens and idle and said


def _to_body(rest: list[Unit]) -> bool:
    """Whether it was done before somebody who decides: "Redovisades för nämnden i april"."""
    return len(rest) > 1 and rest[0].text in {"för", "i", "till"} and bool(rest[1].board or is_doer(rest[1]))


def _taken_over(sentence: Sentence, index: int) -> bool:
    """Whether the clause goes on about the title's object: "Fastigheten är till salu men har inte sålts"."""
    clause = sentence.clauses[index]
    if clause.opener not in {"och", "men"} or clause.parent != index - 1 or clause.finite != 0:
        return False
    before = sentence.clauses[clause.parent]
    return before.finite is not None and _object(sentence, before.units, 0, before.finite) is not None


def _elsewhere(sentence: Sentence, rest: list[Unit]) -> bool:
    """Whether a place follows that the title does not name: "köket på Ekskolan"."""
    if not rest or rest[0].text not in {"i", "på", "vid", "inom", "hos"}:
        return False
    if rest[0].text in {"inom", "hos"} and rest[1:] and (rest[1].board or anywhere(rest[1].text)):
        return False
    of_all = any(unit.text == "av" for unit in rest[1:4])  # "vid fyra av nio skolor"
    named = next((unit for unit in rest[1:] if unit.text not in _ALL), None)
    return named is not None and not of_all and not named.cues and not sentence.about.names(named.text)


def _whole(sentence: Sentence, before: list[Unit], noun: Unit) -> bool:
    """Whether the object is all that the title names: neither "nya chefer" nor "chefer" for "alla chefer"."""
    about = sentence.about
    if any(
        not unit.cues and unit.text not in LIGHT | _ALL | about.numbers and not about.names(unit.text)
        for unit in before
    ):
        return False
    definite = noun.text.endswith(("en", "et", "an", "na", "mmet"))
    return not about.every or definite or any(unit.text in _ALL for unit in before)


def _same(sentence: Sentence, named: list[Unit]) -> bool:
    """Whether "ett" is followed by the object as the title has it: "ett förslag" for "Lämna förslag"."""
    ordered = words(sentence.matter.title) if not sentence.about.numbers else []
    noun = next((unit for unit in named if sentence.about.target(unit.text)), None)
    return noun is not None and noun.text in ordered and not any(unit.has("another") for unit in named)


def _object(sentence: Sentence, units: list[Unit], start: int, end: int) -> int | None:
    """Where the title's object stands, whole and not only some of it."""
    for j in range(start, end):
        unit = units[j]
        if unit.heads and j > start:
            return None
        if unit.has("prep") or unit.text in {"det", "den"}:
            return None
        if unit.text in _ARTICLES:
            if not _same(sentence, units[j + 1 : j + 3]):
                return None
            continue
        if unit.text.isalpha() and not unit.cues and sentence.about.target(unit.text):
            before = [other for other in units[start:j] if other.text not in _ARTICLES]
            return None if counted(sentence, before) or not _whole(sentence, before, unit) else j
    return None
