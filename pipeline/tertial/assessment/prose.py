"""Reads a comment sentence by sentence: whose each statement is, and what the next one may build on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final, TypeVar

from tertial.assessment.answers import answer, asks, shares, title_asks
from tertial.assessment.context import Context
from tertial.assessment.halves import parts
from tertial.assessment.lexicon import lower
from tertial.assessment.limits import denies, refuses, undone
from tertial.assessment.opening import ANSWER, ANSWER_OF, begin_at, begins
from tertial.assessment.overtaken import not_overtaken
from tertial.assessment.partly import left_to_do, rest_done
from tertial.assessment.profiles import profile
from tertial.assessment.rules import Trace, Verdict, judge, may_tell, opens_with
from tertial.assessment.sentence import without_title
from tertial.assessment.stalls import boards_named
from tertial.assessment.statement import CONFIDENCE, Matter, Statement
from tertial.assessment.timing import after_year, ahead, dated, in_present
from tertial.assessment.turns import turns
from tertial.boards.tables import FULLMAKTIGE
from tertial.document import Document, Span
from tertial.records import Passage
from tertial.vocabulary import Deviation, Modality, Status
from tertial.wording import Reading, cell, of_matter, only_present, yes_or_no


def told_in(
    document: Document,
    passage: Passage,
    sentences: Iterable[Span],
    matter: Matter,
    context: Context,
    given: Sequence[str],
    *,
    opening: bool,
) -> list[Statement]:
    """The statements of a comment, sentence by sentence."""
    found: list[Statement] = []
    sole = given[0] if len(given) == 1 else ""
    own = replace(matter, part=bool(passage.board))
    trace = Trace()
    first = True
    previous: Span | None = None
    asked = title_asks(matter.title)
    before = ""
    low_label = f"{lower(passage.label)}:"
    speaker = ""
    heads = opening and passage.role == "comment"
    orders = parts(matter.title, profile(matter.title, matter.kind))
    done: set[int] = set()
    for n, span in enumerate(sentences):
        whole = document.cut(span)
        label = _SPEAKER.match(whole) if not passage.board else None
        spokesman = context.register.resolve(label["who"]) if label is not None else None
        if speaker and (_OTHER_VOICE.match(whole) or _WHOLE.search(lower(whole))):
            speaker = ""
        named_well = spokesman is not None and spokesman.confidence >= _NAMED
        if label is not None and spokesman is not None and named_well and spokesman.name != FULLMAKTIGE:
            speaker, whole = spokesman.name, whole[label.end() :]
            own, trace, first = replace(matter, part=True), Trace(), True
        text = without_title(whole[begin_at(whole) :], matter.title)
        low = lower(text)
        missed = before and _SO_NOT.match(low) is not None and "skulle" in before
        earlier, before = before, low
        if missed:
            continue  # "Planen skulle ha antagits i april. Så blev det inte." tells of a date
        if n and denies(low):
            found = [statement for statement in found if statement.span != previous]
        if n and refuses(lower(whole)):
            found = [one for one in found if one.span != previous or one.assessment not in _AT_LEAST_PARTLY]
        if previous is not None and left_to_do(document.cut(previous), whole):
            found = [
                _but_partly(statement) if statement.span == previous else statement for statement in found
            ]
        completed = previous if rest_done(low) else None
        previous = span
        if _ANOTHER_MATTER.search(low) and not _OF_ITSELF.match(low):
            trace = Trace()
            continue
        named: Iterable[tuple[int, int, str]] = boards_named(text, context.register)
        verdicts: list[Verdict] = []
        spoken = trace
        if not may_tell(low, own):
            trace = Trace(own=opens_with(low, matter))
        else:
            named = list(named)
            verdicts, trace = judge(text, own, named, first=first, trace=spoken)
        alone = (cell(text) or begins(text, first=first)) if not verdicts else None
        foretold = of_matter(text)
        if foretold is not None and foretold.modality is Modality.PROGNOS and not _foretell(verdicts):
            alone = foretold  # "Uppdraget klaras i år."
        asked_of = _ANSWERED.fullmatch(text)
        if asked_of is not None:  # "Blir klart i år: nej"
            verdicts, alone = [], yes_or_no(asked_of["answer"], asked_of["label"])
        if alone is not None and alone.confidence >= CONFIDENCE.weak:  # "Status: pågår."
            if asked_of is None:
                alone = dated(alone, text, matter.year, context.period, unfinished=own.unfinished)
            sure = round(min(alone.confidence, CONFIDENCE.elliptic), 2)
            verdicts = [Verdict("", alone.assessment, alone.modality, alone.deviation, sure)]
            trace = Trace(own=True)
        turned = turns(low, context.year, named, first=first, matter=own)
        verdicts += _turned((v for v in turned if (v.assessment, v.modality) not in trace.outlived), verdicts)
        if own.unfinished and text[:1].isupper() and not _foretell(verdicts) and _FORETELLS.search(low):
            verdicts += _foretold(text, low, own, named, first=first)
        if any(not v.board and v.modality is Modality.PROGNOS for v in verdicts):
            # "KS väntas anta planen i maj, och uppdraget bedöms inte bli klart" tells how the item is to end.
            verdicts = [v for v in verdicts if not v.board or (v.assessment, v.modality) != _COMES]
        if any(map(_is_done, verdicts)):  # "Uppdraget är klart och avslutas."
            verdicts = [v for v in verdicts if (v.assessment, v.modality) != _COMES]
        if " men " in low:  # "Inte avslutat men i stort sett färdigt"
            partly = {v.board for v in verdicts if (v.assessment, v.modality) == _PARTLY}
            verdicts = [v for v in verdicts if v.board not in partly or (v.assessment, v.modality) != _UNDONE]
        if _ELSE.search(low):
            verdicts = [
                replace(v, assessment=Status.DELVIS_GENOMFORT) if _is_done(v) else v for v in verdicts
            ]
        if undone(low) and _ITEM_DROPPED.search(low) is None:
            verdicts = [v for v in verdicts if v.assessment is not Status.UTGAR]
        if rest_done(low):  # "Det mesta är klart. Resten är nu också klart."
            found = [_wholly(statement) if statement.span == completed else statement for statement in found]
            verdicts = [_wholly(verdict) for verdict in verdicts]
        if orders and not verdicts:
            each = [_of_order(replace(own, title=order), text, low, named, first=first) for order in orders]
            done.update(n for n, said in enumerate(each) if said and all(map(_is_done, said)))
            if len(done) == len(orders):  # "Inventeringen är gjord. Planen antogs i maj."
                verdicts = [Verdict("", *_DONE, Deviation.NONE, _BOTH, CONFIDENCE.inherited)]
            else:
                verdicts = [v for n, said in enumerate(each) for v in said if _ends_all(v, last=n > 0)]
        if own.unfinished and (
            low.startswith(("det ", "detta ")) or (low.startswith("den ") and opens_with(earlier, matter))
        ):
            verdicts = [_of_item(verdict) for verdict in verdicts]
        if not any(verdict.modality is Modality.UTFALL for verdict in verdicts):
            counted = shares(text, own, first=first and passage.role == "comment")
            verdicts = (answer(whole) if asked and not verdicts else []) or [*counted, *verdicts]
        asked = asks(whole)
        several = _answering(text, named) if ":" in text else []
        if several:  # "SN, ON och KFN: Arbetet pågår."
            verdicts = [replace(v, board=b) for v in verdicts for b in several]
        shared = len({verdict.board for verdict in verdicts}) > 1  # "Påbörjat i KS och KFN"
        for verdict in _begun_and_ended([_timed(verdict, text, context, own) for verdict in verdicts]):
            own_answer = shared or ANSWER_OF.match(whole) is not None
            named_board = "" if verdict.board == sole and not own_answer else verdict.board
            of_all = _WHOLE.search(low_label) or _WHOLE.search(lower(whole))
            apart = passage.board or ("" if speaker == sole else speaker)
            board = (verdict.board if apart else named_board) or ("" if of_all else apart)
            above = bool(given) and board not in given and _CENTRAL.search(low) is not None
            found.append(
                Statement(
                    board="" if above else board,
                    assessment=verdict.assessment,
                    modality=verdict.modality,
                    deviation=verdict.deviation,
                    confidence=verdict.confidence,
                    span=span,
                    headline=n == 0 and opening,
                    subject=1.0 if n == 0 and heads and _states_alone(text) else verdict.subject,
                )
            )
        first = first and ANSWER.fullmatch(lower(whole)) is not None
    return not_overtaken(document, found)


def _of_order(
    matter: Matter, text: str, low: str, named: Iterable[tuple[int, int, str]], *, first: bool
) -> list[Verdict]:
    """What a sentence says of one of the two things that a title orders."""
    boards = list(named)
    said, _ = judge(text, matter, boards, first=first)
    if said or _FORETELLS.search(low) is None:
        return said
    return list(turns(low, matter.year, boards, first=first, matter=matter))


def _ends_all(verdict: Verdict, *, last: bool) -> bool:
    """Whether a forecast of one of two things is one of both: that it fails, or how the last of them ends."""
    if verdict.modality is not Modality.PROGNOS:
        return False
    return verdict.assessment is Status.INTE_GENOMFORT or (last and verdict.assessment is Status.GENOMFORT)


_BOTH: Final = 0.85


def _states_alone(text: str) -> bool:
    """Whether a sentence is nothing but a status in words, which is of nothing but the item: "Pågår."."""
    return cell(text) is not None and not any(map(str.isdigit, text))


_SPEAKER: Final = re.compile(
    r"(?P<who>[A-ZÅÄÖ][A-Za-zÅÄÖåäö]{1,4}|"
    r"[A-ZÅÄÖ][\w ,-]{3,50}(?:nämnden?|styrelsen|förvaltningen|kontoret)) ?: (?=\S)"
)
"""A board before a colon, whose answer goes on to the next: "Skn: Utkastet är klart. Vn: Inte påbörjat."."""
_OTHER_VOICE: Final = re.compile(r"[A-ZÅÄÖ][\w ,-]{1,60}:\s|(?:Sammantaget|Totalt|Samtliga|Alla nämnder)\b")
"""Who else speaks, or of whom all, after which no board goes on: "Övriga: …", "Sammantaget är …"."""
_NAMED: Final = 0.7


_CENTRAL: Final = re.compile(
    r"\b(?:(?:enligt|menar|bedömer|anser) (?=(?:stads|kommun)ledning|kansliet\b|stadskontoret\b)|"
    r"(?:(?:stads|kommun)lednings\w+|kansliet|stadskontoret) (?:anser|bedömer|menar|räknar|konstaterar)\b)"
)
"""What the office that writes the report judges of an item that others were given is said of the whole."""
_SO_NOT: Final = re.compile(r"så (?:blev|har) det inte(?: blivit)?\b")
_OF_ITSELF: Final = re.compile(r"(?:uppdraget|målet|aktiviteten|beslutet) ")
_ANOTHER_MATTER: Final = re.compile(
    r"\b(?:är|var) (?:dock |ju |däremot )?en (?:helt )?annan (?:sak|fråga|historia)\b"
)
"""What is said to be another matter: "Genomförandet har inte börjat, det är en annan sak"."""
_ELSE: Final = re.compile(r"\b(?:är|har) i övrigt (?!inte |ej )")
"""What is done but for something: "Arbetet är i övrigt avslutat"."""


_COMES: Final = (Status.GENOMFORT, Modality.PROGNOS)


_DONE: Final = (Status.GENOMFORT, Modality.UTFALL)
_PARTLY: Final = (Status.DELVIS_GENOMFORT, Modality.UTFALL)
_UNDONE: Final = (Status.INTE_GENOMFORT, Modality.UTFALL)
_AT_LEAST_PARTLY: Final = frozenset({Status.GENOMFORT, Status.DELVIS_GENOMFORT})
_ITEM_DROPPED: Final = re.compile(
    r"\b(?:uppdraget|målet|aktiviteten|åtgärden|projektet|ärendet) (?:\w+ )?"
    r"(?:utgår|utgick|avslutas|stryks|ströks)\b"
)
"""What is itself dropped where a decision was undone: "uppdraget utgår då bygglovet avslogs"."""


def _is_done(verdict: Verdict) -> bool:
    return (verdict.assessment, verdict.modality) == _DONE


_JOINED: Final = re.compile(r"(?:\s|,|och|samt|&|/)*")


def _answering(text: str, named: Iterable[tuple[int, int, str]]) -> list[str]:
    """The boards, two or more, that open a sentence before a colon and nothing else with them."""
    at = 0
    found = []
    for start, end, board in sorted(named):
        if not _JOINED.fullmatch(text[at:start]):
            break
        found.append(board)
        at = end
    return found if len(found) > 1 and text[at : at + 1] == ":" else []


def _turned(turned: Iterable[Verdict], said: Sequence[Verdict]) -> list[Verdict]:
    """What turns of phrase add to what a sentence says; of one modality the plainer words hold."""
    modalities = {verdict.modality for verdict in said}
    told = {verdict.assessment for verdict in said}
    found: dict[tuple[str, Modality], Verdict] = {}
    for verdict in turned:
        if verdict.modality not in modalities and verdict.assessment not in told:
            found.setdefault((verdict.board, verdict.modality), verdict)
    return list(found.values())


_FORETELLS: Final = re.compile(
    r"\b(?:beräknas|bedöm|vänt|förvänt|planer|kommer|hinn|blir|bli|kan|klar|färdig|först|tidigast|räkna)"
)


def _foretold(
    text: str, low: str, matter: Matter, named: Iterable[tuple[int, int, str]], *, first: bool
) -> list[Verdict]:
    """How it is to end, told beside a status cell that says that it goes on, of what is near to the item."""
    if _HANGS.search(low):
        return []
    near = replace(matter, near=True)
    boards = list(named)
    elided = _ELIDED.match(low) is not None
    said, _ = judge(text, near, boards, first=first or elided, trace=Trace(own=True))
    said += turns(low, matter.year, boards, first=first, matter=near)
    return [v for v in said if v.modality is Modality.PROGNOS and v.assessment in _ENDS][:1]


def _of_item(verdict: Verdict) -> Verdict:
    """A forecast that "det" opens, which beside a status cell is of the item: "Detta hinns inte med i år"."""
    if verdict.modality is not Modality.PROGNOS:
        return verdict
    return replace(verdict, subject=max(verdict.subject, CONFIDENCE.near))


_ELIDED: Final = re.compile(
    r"(?:kommer|beräknas|bedöms|väntas|förväntas|planeras|hinner|blir)\b(?!.*\b(?:klara?|färdiga?|[a-zåäö]{5,}d)\b)"
)
"""Says of nobody, and in the neuter, that it will be ready: "Kommer att vara klart till sista oktober"."""
_HANGS: Final = re.compile(r"\b(?:kan|får|går) (?:inte|ej)\b.* (?:innan|förrän|så länge|utan att|om) ")
"""What may not be done before something else tells of no year's end: "kan inte tas i bruk innan …"."""
_ENDS: Final = frozenset({Status.GENOMFORT, Status.DELVIS_GENOMFORT, Status.INTE_GENOMFORT})


def _foretell(verdicts: Sequence[Verdict]) -> bool:
    return any(verdict.modality is Modality.PROGNOS for verdict in verdicts)


_ANSWERED: Final = re.compile(
    r"(?P<label>[^:?.\n]{3,60})[:?]\s*"
    r"(?P<answer>ja|nej|delvis|nja|osäkert|oklart|vet ej|inte än|troligen(?: inte)?)[.!]?",
    re.IGNORECASE,
)


def _timed(verdict: Verdict, text: str, context: Context, matter: Matter) -> Verdict:
    """A verdict as the report's own time makes it: "Klart i december", said in August, is a forecast."""
    said = Reading(verdict.assessment, verdict.modality, verdict.deviation, verdict.confidence)
    meant = ahead(said, text, context.year, context.period, unfinished=matter.unfinished)
    listed = _LISTED.search(text)
    if meant is said and listed is not None:  # "Påbörjat, klart i november."
        meant = ahead(said, text[listed.end() :], context.year, context.period, unfinished=matter.unfinished)
    if meant is said and _GOES_ON.match(text) is not None and said.assessment is Status.GENOMFORT:
        meant = replace(said, modality=Modality.PROGNOS)  # "Pågår, klart 2024."
    if only_present(text):
        meant = in_present(meant, text, context.period)
    meant = after_year(meant, text, context.period)
    return replace(verdict, assessment=meant.assessment, modality=meant.modality, confidence=meant.confidence)


_GOES_ON: Final = re.compile(
    r"(?:(?:arbetet )?pågår|pågående|under arbete)[^.:;]{0,30}, (?:klart?|klara|färdig(?:t|a)?) \S",
    re.IGNORECASE,
)
"""What still goes on and has a time is not done yet."""
_LISTED: Final = re.compile(r"[,;–-] ?(?=(?:klart?|klara|färdig(?:t|a)?) )")
"""Where one thing is said after another without a verb."""


def _but_partly(statement: Statement) -> Statement:
    """A statement that it is done, once the next sentence has told what is left."""
    done = (statement.assessment, statement.modality) == _DONE
    return replace(statement, assessment=Status.DELVIS_GENOMFORT) if done else statement


_Told = TypeVar("_Told", Statement, Verdict)


def _wholly(told: _Told) -> _Told:
    """What is called partly done, once it is told that the rest is done too."""
    partly = (told.assessment, told.modality) == (Status.DELVIS_GENOMFORT, Modality.UTFALL)
    return replace(told, assessment=Status.GENOMFORT) if partly else told


def _begun_and_ended(verdicts: list[Verdict]) -> list[Verdict]:
    """What a sentence says, without the beginning of what has ended by it: "startat i mars, klart i maj"."""
    found: list[Verdict] = []
    for verdict in verdicts:
        if _is_done(verdict):
            going = (verdict.board, Status.PAGAR, Modality.UTFALL)
            found = [v for v in found if (v.board, v.assessment, v.modality) != going]
        found.append(verdict)
    return found


_WHOLE: Final = re.compile(
    r"\b(?:som|sin|dess) helhet (?:är|har|pågår|fort\w+|bedöms)|^som helhet\b"
    r"|^(?:sammantaget|totalt|samlat|sett|räknat)(?: sett)? (?:för|i|över) (?:hela )?kommunen\b"
    r"|^för (?:hela )?kommunen (?:som|i)\b"
    r"|^(?:helhet|sammanvägt|samlat|totalt|samlad \w+|(?:utskottets|kansliets|kommunstyrelsens|revisionens|"
    r"(?:stads|kommun)lednings\w+s) (?:omdöme|bedömning|samlade bedömning|slutsats)) ?:"
)
"""In one board's part these words still speak of the item: "Som helhet fortgår uppdraget."."""
