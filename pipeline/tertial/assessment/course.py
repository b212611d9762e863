"""How a matter moves within one sentence: which of its statements still hold when it has ended."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from tertial.assessment.clauses import Clause
from tertial.assessment.lexicon import times, word_list
from tertial.assessment.nearby import anywhere
from tertial.assessment.past import was_once
from tertial.assessment.sentence import Sentence
from tertial.assessment.statement import Verdict
from tertial.vocabulary import Modality, Period, Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A statement, with what it was made of."""

    verdict: Verdict
    index: int
    """Of its clause."""
    word: str
    """The word of status."""
    form: str
    """The form of that word."""
    subject: str
    """The word for what is spoken of; empty where it is taken over from the clause before."""
    general: bool
    """That word may stand for any item: uppdraget, arbetet."""


def settled(told: Sequence[Told], sentence: Sentence) -> list[Verdict]:
    """The statements that hold at the end of a sentence: "inte bara påbörjat utan slutfört"."""
    left = [one for one in told if not any(_outlives(later, one, sentence) for later in told)]
    left = [one for one in left if not any(_completes(other, one, sentence) for other in left)]
    found = [one.verdict for one in left]
    cues = {cue for clause in sentence.clauses for unit in clause.units for cue in unit.cues}
    now = {v.assessment for v in found if v.modality is Modality.UTFALL}
    beyond: set[Status] = set()
    if "notneg" in cues and Status.GENOMFORT in now:
        beyond.add(Status.PAGAR)
    if Status.GENOMFORT in now and "utgår ur" in sentence.low:
        beyond.add(Status.UTGAR)  # "är fullgjort och utgår ur förteckningen"
    if "far" in cues and Status.PAGAR in now:
        beyond.add(Status.INTE_GENOMFORT)
    now_done = _NOW_DONE.search(sentence.low) is not None
    done = {v.board for v in found if (v.assessment, v.modality) == _DONE}
    found = [v for v in found if (v.assessment, v.modality) != _AT_REST or v.board not in done]
    spared = set() if now_done else {v.board for v in found if (v.assessment, v.modality) == _PARTLY_DONE}
    found = [v for v in found if (v.assessment, v.modality) != _DONE or v.board not in spared]
    return [v for v in found if v.modality is not Modality.UTFALL or v.assessment not in beyond]


_NOW_DONE: Final = re.compile(
    r"\b(?:och|men) är (?:nu|numera)\b|\bnu (?:helt )?(?:genomfört|klart|slutfört)\b"
)
_DONE: Final = (Status.GENOMFORT, Modality.UTFALL)
_AT_REST: Final = (Status.VILANDE, Modality.UTFALL)
"""What was so on the way to the end: "slutfört trots att arbetet pausades i våras"."""
_PARTLY_DONE: Final = (Status.DELVIS_GENOMFORT, Modality.UTFALL)
"""What takes some of it back in the same sentence: "skedde i maj och är slutförd utom i norr"."""


def _outlives(later: Told, earlier: Told, sentence: Sentence) -> bool:
    """Whether the sentence goes on to tell that it is no longer as it first says."""
    if later.index <= earlier.index or later.verdict.board != earlier.verdict.board:
        return False
    if later.verdict.modality is not Modality.UTFALL:
        return False
    now, then = later.verdict.assessment, earlier.verdict.assessment
    of_same = later.subject in _GOES_ON or later.subject == earlier.subject
    before, after = sentence.clauses[earlier.index], sentence.clauses[later.index]
    if _placed(before) and _placed(after):
        return False  # "vilar i norr men pågår i söder"
    if earlier.verdict.modality is Modality.PROGNOS:  # "väntas bli klart i höst men har stannat av"
        stopped = then is Status.GENOMFORT and now in _STOPPED and after.opener in _BUT
        for_a_while = _WHILE.search(_text(after, sentence)) is not None  # "men vilade under sommaren"
        return stopped and (of_same or later.general) and not for_a_while
    again = later.word.startswith(tuple(word_list("taken up again")))
    if now is Status.PAGAR and then in _ENDED:  # "har legat nere men är åter igång"
        rested = (
            then is Status.VILANDE and earlier.form in _WAS_DONE
        )  # no "är vilande men det pågår en dialog"
        again |= _says(after, sentence, "again")
        no_more = any(unit.has("neg", "none") for unit in after.units)  # "men det pågår nu inget arbete"
        stopped = then in _STOPPED and earlier.form in _WAS_DONE  # "ströks i juni men är nu påbörjat"
        again |= stopped and _says(after, sentence, "by now")
        return (of_same or (later.general and earlier.general)) and (rested or again) and not no_more
    if not of_same:
        return False
    if (then, now) == (Status.UTGAR, Status.GENOMFORT):  # "ställdes in men har nu genomförts"
        return earlier.form in _WAS_DONE and (after.opener in _BUT or _says(after, sentence, "by now"))
    if now in _STOPPED:  # "påbörjades i våras men har avbrutits", "avbröts och har inte återupptagits"
        begun = then is Status.PAGAR and earlier.form in _WAS_DONE
        undone = then is Status.GENOMFORT and now is Status.UTGAR and after.opener in _BUT
        return begun or undone or (then in _STOPPED - {now} and again)
    if (then, now) not in _REACHED:
        return False
    # "hanns inte med i våras men antogs i juni"
    return _says(after, sentence, "by now") or was_once(
        _text(before, sentence), sentence.matter.period or Period.AR
    )


def _completes(done: Told, partly: Told, sentence: Sentence) -> bool:
    """Whether what was partly done once is done by now: "var delvis klart i maj men slutfördes i juni"."""
    if (partly.verdict.assessment, partly.verdict.modality) != _PARTLY_DONE:
        return False
    if (
        done.verdict.assessment,
        done.verdict.modality,
    ) != _DONE or done.verdict.board != partly.verdict.board:
        return False
    then, now = sentence.clauses[partly.index], sentence.clauses[done.index]
    if _placed(then) and _placed(now):
        return False
    once = _is_past(then) and not _is_past(now)
    return once or (done.index > partly.index and partly.form == "past_s")


def _is_past(clause: Clause) -> bool:
    return clause.finite is not None and clause.units[clause.finite].text == "var"


_STOPPED: Final = frozenset({Status.VILANDE, Status.UTGAR})
_ENDED: Final = _STOPPED | {Status.GENOMFORT}
_REACHED: Final = frozenset(
    {
        (Status.INTE_GENOMFORT, Status.GENOMFORT),
        (Status.EJ_PABORJAT, Status.GENOMFORT),
        (Status.EJ_PABORJAT, Status.PAGAR),
    }
)
"""What was not so yet and what came of it."""
_WHILE: Final = re.compile(
    r"\b(?:under|i) (?:(?:sommar|vår|vinter|höst)en|januari|februari|mars|april|maj|juni|juli|augusti"
    r"|september|oktober|november|december|våras|somras|höstas|vintras)\b"
)
"""A time that is over by now."""
_GOES_ON: Final = frozenset({"", "det", "den", "detta", "denna"})
_BUT: Final = frozenset({"men", "fast", "däremot"})
_WAS_DONE: Final = frozenset({"past", "past_s", "sup", "sup_s"})
_PLACES: Final = frozenset({"i", "på", "inom", "hos", "vid", "för"})


def _says(clause: Clause, sentence: Sentence, cue: str) -> bool:
    """Whether a clause has a cue of time: how it is by now, that it is so again."""
    return any(pattern.search(_text(clause, sentence)) for pattern in times()[cue])


def _text(clause: Clause, sentence: Sentence) -> str:
    return sentence.low[clause.units[0].start : clause.units[-1].end] if clause.units else ""


def _placed(clause: Clause) -> bool:
    """Whether a clause says of which place or part it speaks."""
    texts = [unit.text for unit in clause.units]
    return any(
        text in _PLACES and n + 1 < len(texts) and texts[n + 1].isalpha() and not anywhere(texts[n + 1])
        and clause.units[n + 1].text not in word_list("no place")
        for n, text in enumerate(texts)
    )  # fmt: skip
