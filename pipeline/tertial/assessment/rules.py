"""Judges a sentence: which statements of status it makes about the item, and about which boards."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final, Literal

from tertial.assessment import apart, halves, own_verb, scope
from tertial.assessment.clauses import Clause, split
from tertial.assessment.course import Told, settled
from tertial.assessment.fitting import fit
from tertial.assessment.lexicon import Head, Unit, gate, lower, units
from tertial.assessment.modality import yet_to_come
from tertial.assessment.objects import own_object
from tertial.assessment.outcomes import outcome
from tertial.assessment.partly import of_others
from tertial.assessment.past import compared, of_now, was_once
from tertial.assessment.profiles import profile
from tertial.assessment.sentence import Sentence, Trace, inside_complement
from tertial.assessment.statement import Matter, Verdict
from tertial.assessment.subjects import Subject, find, told_beside
from tertial.swedish.sentences import LONGEST
from tertial.vocabulary import Deviation, Modality, Status

__all__ = ["Trace", "Verdict", "judge", "may_tell", "opens_with"]

_SURE: Final = 0.95
"""No sentence is surer than this; a status cell may be."""
_SILENT: Final = frozenset({"condition", "purpose", "relative", "infinitive"})
"""Kinds of clauses that state nothing."""
_STOPS: Final = {"dropped": Status.UTGAR, "paused": Status.VILANDE}
_REFUSED: Final = {
    "begun": Status.EJ_PABORJAT,
    "done": Status.INTE_GENOMFORT,
    "product": Status.INTE_GENOMFORT,
}
"""What a board has decided to stop, and what it has decided not to do."""
_THEN: Final = frozenset({"varmed", "varvid", "varefter", "varpå", "då"})
"""What follows with these from something expected is expected too."""
_BY_THAT: Final = frozenset({"i och med det", "i och med detta", "därmed", "därigenom", "då"})
"""Words inside a clause that make it follow from what is told before it."""
_APART: Final = frozenset({Status.EJ_PABORJAT, Status.UTGAR, Status.VILANDE})
"""What one of two things that a title orders made may be without the other."""
_THEREFORE: Final = frozenset({"därmed", "därigenom", "således"})
"""What follows with these from what a board has done is that board's."""
_PREPARED: Final = ("bered", "handlägg", "utred", "under utredning", "under beredning", "under handläggning")
"""Where the item as a whole is prepared is no part of it: "ärendet bereds inom stadsbyggnadskontoret"."""
_HANDED: Final = ("redovis", "present", "lämn", "inläm", "avläm", "överläm", "inkom")
"""A board named after these has been given it: "redovisades för kommunstyrelsen"."""
_OPPOSITE: Final = {Status.GENOMFORT: Status.INTE_GENOMFORT, Status.PAGAR: Status.EJ_PABORJAT}
"""What a board has done that is excepted from a statement."""


def judge(
    text: str,
    matter: Matter,
    boards: Sequence[tuple[int, int, str]] = (),
    *,
    first: bool = True,
    trace: Trace | None = None,
) -> tuple[list[Verdict], Trace]:
    """The statements that a sentence makes about the item, and what a pronoun after it would stand for.

    Args:
        boards: start, end and canonical name of each board that the sentence names.
        first: It is the first of its passage, so that "detta" and a missing subject stand for the item.
        trace: From the sentence before.
    """
    text = apart.without_likeness(of_now(text, matter.year))
    low = lower(text)
    if low.rstrip().endswith("?") or not may_tell(low, matter):
        return [], Trace()
    about = profile(matter.title, matter.kind)
    sentence = Sentence(
        low=low,
        matter=matter,
        about=about,
        clauses=split(own_verb.marked(apart.arranged(units(text, boards), about), about)),
        first=first,
        trace=trace or Trace(),
    )
    stating = [clause for clause in sentence.clauses if clause.kind not in _SILENT]
    of_old = (unit for clause in stating for unit in clause.units if unit.has("history"))
    if any(not compared(low, unit.start, unit.end) for unit in of_old):
        return [], Trace()
    told = list(_told(sentence))
    found = settled(told, sentence)
    said = {_said(one.verdict) for one in told} | sentence.passed
    outlived = said - {_said(verdict) for verdict in found}
    return found, Trace(own=sentence.spoke_of_item, outlived=frozenset(outlived))


def _said(verdict: Verdict) -> tuple[Status, Modality]:
    return verdict.assessment, verdict.modality


def may_tell(low: str, matter: Matter) -> bool:
    """Whether a text in lower case may hold a word of status, of the tables or the title's own verb."""
    if len(low) > LONGEST:
        return False
    return gate(low) or own_verb.gate(low, profile(matter.title, matter.kind))


def opens_with(low: str, matter: Matter) -> bool:
    """Whether a sentence in lower case begins with the item: "Uppdraget leds av …"."""
    about = profile(matter.title, matter.kind)
    noun = next(
        (about.noun(word) for word in low.split(maxsplit=2)[:2] if word.isalpha() and about.noun(word)), None
    )
    return noun is not None and not noun.complement


def _told(sentence: Sentence) -> Iterator[Told]:
    """What is said clause by clause; one without a subject takes over that of the clause before."""
    known: Subject | None = None
    chain: list[Unit] = []
    doer = ""
    made = ahead = False
    for index, clause in enumerate(sentence.clauses):
        if clause.kind == "infinitive" and known is not None:
            yield from _decided(sentence, index, known)
        told = told_beside(sentence, index) if clause.kind == "relative" else None
        stated = scope.governed(sentence, index) if clause.kind not in _SILENT else None
        if told is not None:
            stated = "free"
        if stated is None:
            continue
        subject, verbs = find(sentence, index, told or known, chain)
        subject = told or subject
        if subject.kind == "own":
            sentence.spoke_of_item = True
        if clause.kind == "main" and subject.kind != "none":
            known, chain = subject, verbs
        then = _was_then(sentence, clause)
        reported = then and clause.finite is not None and clause.units[clause.finite].text in _REPORTED
        for one, head in _of_clause(sentence, index, subject, verbs, stated):
            verdict = one.verdict
            sentence.told = True
            if then and (reported or verdict.assessment in _MAY_PASS or verdict.modality is Modality.PROGNOS):
                sentence.passed.add(_said(verdict))
                continue  # "i april var uppdraget inte påbörjat"
            product = head.kind == "product"
            if product and made and verdict.assessment is Status.INTE_GENOMFORT:
                continue  # "är framtagen men inte antagen"
            done = verdict.assessment is Status.GENOMFORT and verdict.modality is Modality.UTFALL
            if done and told is not None and told.product and sentence.about.renews:
                continue  # "planen, som är antagen," may be the one that is to be revised
            if done and ahead and _follows(clause):
                verdict = replace(verdict, modality=Modality.PROGNOS)
            made = made or (done and verdict.modality is Modality.UTFALL)
            therefore = any(unit.text in _THEREFORE for unit in clause.units)
            verdict = replace(verdict, board=doer) if doer and therefore and not verdict.board else verdict
            yield replace(one, verdict=verdict)
        made = made or (subject.product and any(unit.text.startswith("lever") for unit in clause.units))
        doer = subject.board if subject.kind == "board" else ""
        ahead = (
            any(unit.has("fore", "foreassert") for unit in clause.units)
            or yet_to_come(sentence, clause)
            or (ahead and not clause.units)
        )


_MAY_PASS: Final = frozenset(
    {Status.EJ_PABORJAT, Status.PAGAR, Status.VILANDE, Status.DELVIS_GENOMFORT, Status.INTE_GENOMFORT}
)
"""What was so may be otherwise now; what was done is done."""


def _was_then(sentence: Sentence, clause: Clause) -> bool:
    """Whether a clause tells how it was at a time before the end of the report's period."""
    if clause.finite is None or clause.units[clause.finite].text not in {"var", *_REPORTED}:
        return False
    stretch = sentence.low[clause.units[0].start : clause.units[-1].end]
    return was_once(stretch, sentence.matter.period)


_REPORTED: Final = frozenset({"rapporterades som", "redovisades som", "markerades som"})
"""What a matter counted as in an earlier report, which says nothing of how it is now."""


def _follows(clause: Clause) -> bool:
    """Whether a clause tells what follows from the one before it, or goes on with its verb: "varmed …"."""
    first = clause.units[0].text if clause.units else ""
    then = clause.kind == "main" and any(unit.text in _BY_THAT for unit in clause.units)
    return (
        then or {clause.opener, first} & _THEN != set() or (clause.finite is None and clause.opener == "och")
    )


def _decided(sentence: Sentence, index: int, doer: Subject) -> Iterator[Told]:
    """What a board has decided to stop has stopped: "nämnden har beslutat att avbryta uppdraget"."""
    clause = sentence.clauses[index]
    matrix = sentence.clauses[clause.parent].units
    decided = any(unit.has("decide") for unit in matrix) and not any(
        unit.has("neg", "must") for unit in matrix
    )
    refused = bool(clause.units) and clause.units[0].has("neg")
    wanted = clause.units[1:] if refused else clause.units
    first = wanted[0] if wanted else None
    if not decided or clause.parent != index - 1 or first is None or doer.kind not in {"board", "agent"}:
        return
    following = sentence.following(index)
    if refused and following is not None and following.kind == "condition":
        return  # "beslutade att inte inleda utredningen så länge …" puts it off
    meant = _REFUSED if refused else _STOPS
    head = next((h for h in first.heads if h.kind in meant and h.form == "inf"), None)
    want: Literal["product", "generic"] = "product" if head and head.kind == "product" else "generic"
    sure = own_object(sentence, wanted[1:], want) if head is not None else None
    if head is not None and sure is not None:
        said = Verdict("", meant[head.kind], Modality.UTFALL, Deviation.NONE, round(sure * 0.9, 2))
        yield Told(verdict=said, index=index, word=first.text, form="inf", subject="", general=False)


def _of_clause(
    sentence: Sentence, index: int, subject: Subject, verbs: list[Unit], stated: scope.Governed
) -> Iterator[tuple[Told, Head]]:
    """What the first word of status says that is said of the item, and of the boards that it excepts."""
    clause = sentence.clauses[index]
    for i, unit in enumerate(clause.units):
        if not unit.heads or inside_complement(clause, i):
            continue
        of = subject
        fitted = fit(sentence, index, i, subject, verbs)
        if fitted is None:
            found = own_verb.fit(sentence, index, i, subject)
            fitted, of = found if found is not None else (None, subject)
        said = outcome(sentence, index, i, fitted.head, of, verbs, stated) if fitted is not None else None
        if fitted is None or said is None or of_others(sentence, index):
            continue
        done = said.assessment is Status.GENOMFORT
        own = of.place >= 0 and (of.product or (of.action and done)) and (done or said.assessment in _APART)
        if own and halves.only_one(
            sentence.matter.title, sentence.about, sentence.low, clause.units[of.place].text
        ):
            continue
        confidence = round(min(fitted.confidence, _SURE) * said.trust * fitted.head.trust, 2)
        prepared = unit.text.startswith(_PREPARED)
        prepared = prepared or unit.text.startswith(_HANDED)
        board = (
            scope.board(sentence, index, subject, fitted.board)
            if not prepared
            else fitted.board or subject.board
        )
        if not board and scope.for_its_part(sentence.low, clause.units):
            board = next(
                (
                    c.units[0].board
                    for c in reversed(sentence.clauses[:index])
                    if c.units and c.units[0].board
                ),
                "",
            )
        deviation = scope.deviation(sentence.region(index))
        if deviation is Deviation.NONE:
            deviation = scope.deviation_before(sentence, index)
        told = Verdict(board, said.assessment, said.modality, deviation, confidence, fitted.subject)
        made = Told(
            verdict=told,
            index=index,
            word=unit.text,
            form=fitted.head.form,
            subject=clause.units[of.place].text if of.place >= 0 else "",
            general=of.kind == "own" and not of.product and not of.action,
        )
        for name in (board, *scope.fellows(clause.units, board)):
            verdict = replace(told, board=name)
            yield replace(made, verdict=verdict), fitted.head
        opposite = _OPPOSITE.get(said.assessment)
        if opposite is not None:
            for other in scope.excepted(sentence, index):
                besides = Verdict(other, opposite, said.modality, Deviation.NONE, round(confidence * 0.9, 2))
                yield replace(made, verdict=besides), fitted.head
        return
