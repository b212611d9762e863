"""Judges statements of status: an entry's passages become assessments, each with its words and place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from tertial.assessment.answers import answer, asks, shares, title_asks
from tertial.assessment.calibration import LEAST, calibrated
from tertial.assessment.cells import read
from tertial.assessment.combine import combine
from tertial.assessment.inferred import BOARD, ITEM, clearest, goes_on
from tertial.assessment.learnt import learn, silent, unread
from tertial.assessment.legend import Legend
from tertial.assessment.lexicon import lower
from tertial.assessment.limits import denies
from tertial.assessment.meanings import meaning
from tertial.assessment.rules import Trace, Verdict, judge, may_tell, opens_with
from tertial.assessment.sentence import without_title
from tertial.assessment.stalls import boards_named, late, stalled
from tertial.assessment.statement import CONFIDENCE, Matter, Statement
from tertial.assessment.timing import after_year, ahead, dated, in_present
from tertial.assessment.turns import turns
from tertial.boards import Register
from tertial.boards.tables import FULLMAKTIGE
from tertial.document import Document, Span
from tertial.identify import Identity
from tertial.records import Assessment, Entry, Passage
from tertial.swedish.sentences import split
from tertial.vocabulary import Basis, DocumentType, Kind, Modality, Period, Status
from tertial.wording import Reading, cell, leading, of_matter, only_present, yes_or_no

__all__ = ["Context", "assess", "learn", "meaning", "silent", "states", "unread"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What is known of a report when its entries are judged."""

    year: int | None
    period: Period | None
    register: Register
    document_type: DocumentType
    legend: Legend = field(default_factory=Legend)

    @classmethod
    def build(
        cls, document: Document, identity: Identity, register: Register, document_type: DocumentType
    ) -> Context:
        """The context of a document, with the legend that it holds."""
        return cls(
            year=identity.year,
            period=identity.period,
            register=register,
            document_type=document_type,
            legend=Legend.of(document),
        )


def assess(document: Document, entry: Entry, item_id: str, context: Context) -> list[Assessment]:
    """The statements of status about an entry, one for each board, assessment and modality."""
    if context.document_type is DocumentType.OVRIGT:
        return []
    statements, told = _explicit(document, entry, context)
    statements += _inferred(document, entry, statements, told, context)
    made = (_assessment(document, item_id, statement) for statement in statements)
    return [assessment for assessment in made if assessment.confidence >= LEAST]


def states(document: Document, entry: Entry, context: Context) -> bool:
    """Whether an entry says in so many words how it goes; what its prose tells of work is not asked."""
    statements, _ = _explicit(document, entry, context)
    return any(_confidence(statement) >= LEAST for statement in statements)


def _explicit(
    document: Document, entry: Entry, context: Context
) -> tuple[list[Statement], dict[str, list[Span]]]:
    """The statements that an entry makes, and the sentences that tell of each board."""
    statements: list[Statement] = []
    told: dict[str, list[Span]] = {}
    matter = Matter(title=entry.title, kind=entry.kind, year=context.year)
    given = _given_to(entry, context)
    cells = {
        p: _read(document, p, context)
        for p in entry.passages
        if p.role in {"status", "forecast"} or (p.role == "comment" and p.label and _answers(document, p))
    }
    unfinished = {one.board for found, _ in cells.values() for one in found if one.assessment in _UNFINISHED}
    if len(cells) > 1:
        cells = {p: _read(document, p, context, unfinished=p.board in unfinished) for p in cells}
    for passage in entry.passages:
        span: Span | None = passage.span
        if passage in cells:
            found, span = cells[passage]
            statements += found
        elif passage.role != "comment":
            continue
        if span is None or context.document_type is DocumentType.PLAN:
            continue
        sentences = _sentences(document, span)
        opening = not told.get(passage.board)
        told.setdefault(passage.board, []).extend(sentences)
        own = replace(matter, unfinished=passage.board in unfinished)
        statements += _from_prose(document, passage, sentences, own, context, given, opening=opening)
    return late(document, told, combine(statements)), told


def _answers(document: Document, passage: Passage) -> bool:
    """Whether a cell of comments only answers what its column's name asks: "Slutförd 31/12"."""
    if passage.span.end - passage.span.start > _ANSWERS_IN:
        return False
    return yes_or_no(document.cut(passage.span), passage.label) is not None


_ANSWERS_IN: Final = 12
"""Letters that an answer has at most."""


def _read(
    document: Document, passage: Passage, context: Context, *, unfinished: bool = False
) -> tuple[list[Statement], Span | None]:
    """The statements of a status cell, and where a comment goes on after it."""
    return read(document, passage, context.legend, context.year, context.period, unfinished=unfinished)


_UNFINISHED: Final = frozenset({Status.PAGAR, Status.EJ_PABORJAT, Status.VILANDE, Status.DELVIS_GENOMFORT})


def _given_to(entry: Entry, context: Context) -> Sequence[str]:
    """The boards that an item is given to; what one alone says is the item's."""
    return context.register.responsible(entry.responsible).boards if entry.responsible else ()


def _sentences(document: Document, span: Span) -> list[Span]:
    text = document.cut(span)
    return [Span(span.start + start, span.start + end) for start, end in split(text)]


def _from_prose(
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
        text = without_title(whole[_opening(whole) :], matter.title)
        low = lower(text)
        missed = before and _SO_NOT.match(low) is not None and "skulle" in before
        earlier, before = before, low
        if missed:
            continue  # "Planen skulle ha antagits i april. Så blev det inte." tells of a date
        if n and denies(low):
            found = [statement for statement in found if statement.span != previous]
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
        alone = (cell(text) or _begins(text, first=first)) if not verdicts else None
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
        verdicts += _turned(turns(low, context.year, named, first=first, matter=own), verdicts)
        if own.unfinished and text[:1].isupper() and not _foretell(verdicts) and _FORETELLS.search(low):
            verdicts += _foretold(text, low, own, named, first=first)
        if any(map(_is_done, verdicts)):  # "Uppdraget är klart och avslutas."
            verdicts = [v for v in verdicts if (v.assessment, v.modality) != _COMES]
        if _ELSE.search(low):
            verdicts = [
                replace(v, assessment=Status.DELVIS_GENOMFORT) if _is_done(v) else v for v in verdicts
            ]
        if own.unfinished and (
            low.startswith(("det ", "detta ")) or (low.startswith("den ") and opens_with(earlier, matter))
        ):
            verdicts = [_of_item(verdict) for verdict in verdicts]
        if not verdicts:
            verdicts = (answer(whole) if asked else []) or shares(
                text, own, first=first and passage.role == "comment"
            )
        asked = asks(whole)
        several = _answering(text, named) if ":" in text else []
        if several:  # "SN, ON och KFN: Arbetet pågår."
            verdicts = [replace(v, board=b) for v in verdicts for b in several]
        shared = len({verdict.board for verdict in verdicts}) > 1  # "Påbörjat i KS och KFN"
        for verdict in (_timed(verdict, text, context, own) for verdict in verdicts):
            own_answer = shared or _ANSWER_OF.match(whole) is not None
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
                    subject=verdict.subject,
                )
            )
        first = first and _ANSWER.fullmatch(lower(whole)) is not None
    return found


_SPEAKER: Final = re.compile(
    r"(?P<who>[A-ZÅÄÖ][A-Za-zÅÄÖåäö]{1,4}|"
    r"[A-ZÅÄÖ][\w ,-]{3,50}(?:nämnden?|styrelsen|förvaltningen|kontoret)) ?: (?=\S)"
)
"""A board before a colon, whose answer goes on to the next: "Skn: Utkastet är klart. Vn: Inte påbörjat."."""
_OTHER_VOICE: Final = re.compile(r"[A-ZÅÄÖ][\w ,-]{1,60}:\s|(?:Sammantaget|Totalt|Samtliga|Alla nämnder)\b")
"""Who else speaks, or of whom all, after which no board goes on: "Övriga: …", "Sammantaget är …"."""
_NAMED: Final = 0.7
_LABEL: Final = re.compile(
    r"(?:svar|status|läge|läget|bedömning|samlad bedömning|sammanfattande bedömning|sammantaget|"
    r"sammanfattning|kommentar|resultat|utfall|prognos|slutsats|lägesrapport|uppföljning|återrapportering|nuläge|"
    r"sammanvägt|samlat|samlad bild|helhet|totalt|vid årets slut|"
    r"\w{4,}s (?:omdöme|bedömning|samlade bedömning|svar|slutsats|kommentar))\s*:\s*"
)
_RUN_IN: Final = re.compile(
    r"(?:Vi gjorde|Det här gjorde vi|Så gick det|Det här är gjort|Så här långt) (?=[A-ZÅÄÖ])"
)
"""A label that runs into its text: "Vi gjorde Vägen är färdigbyggd"."""
_NOTED: Final = re.compile(
    r"(?:(?:\d{1,2}/\d{1,2}(?:[ -]\d{2,4})?|\d{4}-\d\d-\d\d|\d{6,8})(?: ?\([^()]{2,40}\))?)"
    r"\s*[:,–-]?\s+(?=[A-ZÅÄÖ])"
)
"""The day of a note and who made it, before what it says: "17/1 (Ekonomichefen) Påbörjat i november"."""
_UNCHANGED: Final = re.compile(
    r"(?:läget är )?(?:oförändrat|som tidigare|som förut|inget nytt|inga förändringar|"
    r"inget(?: nytt| mer)? att (?:tillägga|rapportera|redovisa))(?: läge| status)?\s*"
    r"[,:–-]\s*(?:dvs\.?|d\.v\.s\.|det vill säga|alltså|status(?:en)? är(?: fortsatt)?)?:?\s*"
)
"""What says that a status is as it was, before it: "Oförändrat, dvs. ej påbörjat"."""
_ANSWER: Final = re.compile(r"(?:ja|nej|jo|jodå|nja|tja|tyvärr|nej tyvärr|absolut|visst|klart)[.!]*")
_LETTER: Final = re.compile(r"(?:\d{1,2} [a-h]|\[\d{1,2}(?:\.\d{1,2})?\])\s+(?=\w)")
"""The number in brackets, or the figure and letter of a board's answer: "9 a Tekniska nämnden …"."""
_ANSWER_OF: Final = re.compile(r"\d{1,2} [a-h]\s")
_FIGURE: Final = re.compile(
    r"\d[\d ,.]*\s*(?:%|procent)(?: [a-zåäö]+){0,3}(?:,| och) (?:(?:därmed|alltså|således) )?(?=[a-zåäö]+\b)"
)
"""The figure before what it comes to: "4,7 procent, alltså uppnått"."""
_REPLY: Final = re.compile(
    r"(?:ja|nej|jo|jodå|nja|tyvärr|nej tyvärr)\s*[,:–-]\s*|"
    r"för (?:vår|nämndens|styrelsens|förvaltningens) (?:egen )?del,? "
    r"(?=klar|färdig|genomför|slutför|inte |ej |pågå)"
)


def _begins(text: str, *, first: bool) -> Reading | None:
    """The status that a comment begins with before it goes on: "Pågår, två tjänster är vakanta."."""
    opened = leading(text) if first else None
    sure = opened is not None and opened[1] < len(text) and text[opened[1]] == ","
    return opened[0] if opened is not None and sure and not opened[0].implied else None


def _opening(text: str) -> int:
    """Where a sentence begins behind a label or the yes or no of an answer: "Svar: …", "Nej, …"."""
    low = lower(text)
    noted = _NOTED.match(text)
    at = noted.end() if noted is not None else 0
    for opening in (_LETTER, _LABEL, _REPLY, _FIGURE, _UNCHANGED):
        match = opening.match(low, at)
        at = match.end() if match is not None else at
    run_in = _RUN_IN.match(text, at)
    at = run_in.end() if run_in is not None else at
    return at if at < len(low) else 0


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


def _is_done(verdict: Verdict) -> bool:
    return (verdict.assessment, verdict.modality) == (Status.GENOMFORT, Modality.UTFALL)


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
    if only_present(text):
        meant = in_present(meant, text, context.period)
    meant = after_year(meant, text, context.period)
    return replace(verdict, assessment=meant.assessment, modality=meant.modality, confidence=meant.confidence)


_WHOLE: Final = re.compile(
    r"\b(?:som|sin|dess) helhet (?:är|har|pågår|fort\w+|bedöms)|^som helhet\b"
    r"|^(?:sammantaget|totalt|samlat|sett|räknat)(?: sett)? (?:för|i|över) (?:hela )?kommunen\b"
    r"|^för (?:hela )?kommunen (?:som|i)\b"
    r"|^(?:helhet|sammanvägt|samlat|totalt|samlad \w+|(?:utskottets|kansliets|kommunstyrelsens|revisionens|"
    r"(?:stads|kommun)lednings\w+s) (?:omdöme|bedömning|samlade bedömning|slutsats)) ?:"
)
"""In one board's part these words still speak of the item: "Som helhet fortgår uppdraget."."""


def _undecided(
    entry: Entry, statements: Sequence[Statement], told: Mapping[str, list[Span]]
) -> Iterator[tuple[str, list[Span]]]:
    """The sentences of each board that says no status, or of the item where nobody says one for it."""
    explicit = {statement.board for statement in statements}
    for board, sentences in told.items():
        if board in explicit:
            continue
        if not board and (explicit or len(told) > 1 or entry.kind is Kind.MAL):
            continue
        yield board, sentences


def _inferred(
    document: Document,
    entry: Entry,
    statements: list[Statement],
    told: dict[str, list[Span]],
    context: Context,
) -> list[Statement]:
    """What the prose of each board without a statement tells of work, or of the item where none is."""
    if context.document_type is DocumentType.PLAN:
        return []
    found: list[Statement] = []
    part = Matter(title=entry.title, kind=entry.kind, year=context.year, part=True, loose=True)
    for board, sentences in _undecided(entry, statements, told):
        sign = clearest(document.text, sentences, BOARD if board else ITEM)
        rests = (
            stalled(document, board, sentences[0], part, context.register) if board and sentences else None
        )
        if rests is not None and (sign is None or sign.strength < ITEM):
            found.append(rests)
            continue
        if sign is None:
            continue
        work = next((span for span in sentences if goes_on(document.cut(span))), None)
        if work is not None:
            found.append(_going(board, work, Basis.EXPLICIT, CONFIDENCE.weak))
            continue
        sure = CONFIDENCE.inferred if sign.strength >= 2.5 else CONFIDENCE.weak_inferred
        found.append(_going(board, sign.span, Basis.INFERRED, sure))
    return found


def _going(board: str, span: Span, basis: Basis, confidence: float) -> Statement:
    return Statement(
        board=board,
        assessment=Status.PAGAR,
        modality=Modality.UTFALL,
        basis=basis,
        confidence=confidence,
        span=span,
    )


def _assessment(document: Document, item_id: str, statement: Statement) -> Assessment:
    return Assessment(
        item_id=item_id,
        board=statement.board,
        assessment=statement.assessment,
        modality=statement.modality,
        deviation=statement.deviation,
        basis=statement.basis,
        method=statement.method,
        confidence=_confidence(statement),
        evidence=document.cut(statement.span),
        span=statement.span,
        address=document.address(statement.span.start),
    )


def _confidence(statement: Statement) -> float:
    return calibrated(statement.basis, statement.method, min(max(statement.confidence, 0.0), 1.0))
