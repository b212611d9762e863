"""Who or what a clause speaks of: the item, a board, an unnamed doer, or something else."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final, Literal

from tertial.assessment.clauses import Clause, is_finite
from tertial.assessment.lexicon import Unit
from tertial.assessment.nearby import (
    ABOUT,
    NARROWED,
    about_another,
    counted,
    elsewhere,
    fits,
    foreign,
    narrowed,
    of_parts,
    of_past_years,
    of_something_else,
    one_of_several,
    owned,
    pointed_out,
    set_apart,
)
from tertial.assessment.objects import possessive
from tertial.assessment.sentence import JOINS, LIGHT, Sentence, first_head, inside_complement
from tertial.assessment.statement import CONFIDENCE
from tertial.swedish.dates import MONTHS

_PRONOUNS: Final = frozenset({"det", "detta", "den", "denna"})
_AGENTS: Final = re.compile(
    r"(?:vi|man|hr|fullmäktige|kommunen|staden|regionen|förbundet|\w*(?:förvaltningen|förvaltning|nämnden|nämnd|verksamheten|enheten|"
    r"området|kontoret|bolaget|avdelningen|sektorn|styrelsen|staben|chefen|ledaren|gruppen|ledningen|direktören|strategen|"
    r"samordnaren|tjänsten|kansliet|byrån|konsulten|teamet|rådet))"
)
_ALL_OF: Final = frozenset({"alla", "samtliga"})
_ALL_BOARDS: Final = frozenset({"nämnder", "nämnderna", "förvaltningar", "förvaltningarna", "verksamheter"})
_ONE: Final = re.compile(r"\w{3,}(?:en|et)")
"""A definite noun that is alone before the verb, and may do something with the item: "lokalvården"."""
_SEVERAL: Final = re.compile(r"\w{3,}an")
"""The same of other nouns: "elevhälsan"."""
_VERBAL: Final = frozenset(
    {
        "seen",
        "be",
        "become",
        "became",
        "have",
        "fore",
        "foreassert",
        "can",
        "cannot",
        "must",
        "able",
        "could",
        "couldnot",
        "shouldhave",
    }
)
_DEGREES: Final = ("neg", "coord", "fully", "partly", "nearly", "likely", "until", "adverb")


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What a clause speaks of."""

    kind: Literal["own", "board", "agent", "other", "none"]
    confidence: float = 1.0
    board: str = ""
    """The board that acts, or whose arbete it is."""
    partly: bool = False
    """Only of a part: "delar av uppdraget"."""
    negated: bool = False
    """"Inget arbete", "ingen kartläggning"."""
    product: bool = False
    """It is what the title orders made."""
    action: bool = False
    """It is the title's own verb as a noun."""
    place: int = -1
    """Index of its unit; -1 where it is taken over from the clause before."""
    work: bool = False
    """It is a word for any work (arbetet), not the title's own."""
    bare: bool = False
    """Indefinite: "ett arbete"."""
    elided: bool = False
    """It goes without saying: "Antagen i juni"."""
    of_parts: bool = False
    """It is told for which places: "kartläggning av förskolorna"."""
    implied: bool = False
    """Only a verb is printed, so that it may also be who does it: "Har inte påbörjat sin del"."""


def find(
    sentence: Sentence, index: int, known: Subject | None, chain: list[Unit]
) -> tuple[Subject, list[Unit]]:
    """The subject of a clause, and its verbs other than those of status.

    Args:
        known: The subject of the clause before, which a clause without one takes over.
        chain: The verbs of the clause before, which an elliptic one takes over.
    """
    clause = sentence.clauses[index]
    finite = clause.finite
    verbs = [unit for unit in clause.units if unit.cues & _VERBAL]
    limit = finite if finite is not None else first_head(clause)
    field = clause.units[:limit] if limit is not None else clause.units
    if finite == 0 and sentence.first and clause.parent < 0 and _waits(clause.units[0]):
        return Subject(kind="own", confidence=CONFIDENCE.pronoun), verbs  # "Avvaktar nämndens beslut."
    if sentence.matter.loose and _definite(sentence, field):
        return Subject(kind="own", confidence=CONFIDENCE.plain, place=0), verbs
    half = 2 if len(field) > 2 and field[0].text.endswith("-") and field[1].has("coord") else 0
    if len(field) == 3 and field[0].text == "det" and field[1].has("prep") and field[2].board:
        told = _pronoun(sentence, clause, field[0], 0)  # "medan det inom kulturnämnden pågår"
        if told is not None:
            return replace(told, board=field[2].board), verbs
    if finite is not None and [unit.text for unit in field] == ["det"] and _there_is(clause.units[finite:]):
        return _after_finite(sentence, index, finite) or Subject(kind="other"), verbs
    subject = _in_field(sentence, index, field[half:], half)  # "barn- och elevhälsan"
    if subject is None and finite is not None and _leaves_subject_open(sentence, field):
        subject = _after_finite(sentence, index, finite)
    if subject is not None:
        return subject, verbs
    bare = [u for u in field if not u.has(*_DEGREES) and not u.cues & _VERBAL and u.text not in LIGHT]
    if bare and not (sentence.first and clause.parent < 0 and finite is None and _denies(field)):
        return Subject(kind="other"), verbs
    joined = clause.opener in JOINS or _resumes(sentence, clause)
    if finite is None:
        if known is not None and joined:
            return replace(known, place=-1), verbs or chain
        if clause.parent < 0:
            return Subject(kind="own", confidence=CONFIDENCE.elliptic, work=True, elided=True), verbs
    elif not _has_noun(clause.units[finite + 1 : first_head(clause, after=finite)]):
        if known is not None and joined:
            return replace(known, place=-1), verbs
        goes_on = sentence.trace.own and finite == 0 and _to_come(clause.units[0])
        if (sentence.first or goes_on) and clause.parent < 0:
            return Subject(kind="own", confidence=CONFIDENCE.elliptic, implied=finite == 0), verbs
    return Subject(kind="none"), verbs


def _denies(field: list[Unit]) -> bool:
    """Whether a clause without a verb says by an adjective how the item is not: "Inte aktuellt i år"."""
    told = field[1].text if len(field) > 1 and field[0].has("neg") else ""
    return told.endswith(("lt", "nt", "at", "rt", "igt", "ell", "ad"))


def told_beside(sentence: Sentence, index: int) -> Subject | None:
    """The item, of which a relative clause tells beside: "arbetas in i planen, som väntas bli klar i maj".

    Without a comma the clause tells which plan is meant, and nothing of how it goes.
    """
    clause = sentence.clauses[index]
    if clause.opener != "som" or clause.parent != index - 1 or clause.parent < 0:
        return None
    before = sentence.clauses[clause.parent].units
    if len(before) < 2 or before[-1].text != "," or clause.finite is None:
        return None
    if not clause.units[clause.finite].has("fore"):
        return None  # "bygger på den nationella planen, som antogs i maj"
    adverbs = clause.units[: clause.finite]
    if not all(unit.has("neg", "adverb", "likely") or unit.text in LIGHT for unit in adverbs):
        return None
    noun = sentence.noun(before[-2])
    definite = before[-2].text.endswith(("en", "et", "an", "na"))
    if noun is None or not definite or pointed_out(before, len(before) - 2):
        return None
    if any(unit.has("another") for unit in before[-4:-2]):
        return None  # "det gamla avtalet, som blev klart 1994,"
    return Subject(
        kind="own",
        confidence=noun.confidence * (NARROWED if noun.own_matter else 1),
        product=noun.product,
        action=noun.action,
        work=noun.complement,
    )


def _definite(sentence: Sentence, field: list[Unit]) -> bool:
    """Whether a definite noun that names nobody is spoken of: "tillsynen av avlopp", "ombyggnaden"."""
    if not field or field[0].cues or field[0].heads or sentence.noun(field[0]):
        return False
    named = _ONE.fullmatch(field[0].text) and not _AGENTS.fullmatch(field[0].text)
    return bool(named) and (len(field) == 1 or field[1].has("prep") or field[1].text in LIGHT)


def _there_is(units: list[Unit]) -> bool:
    """Whether "det" before a verb stands for what comes after it: "det pågår en dialog"."""
    if not any(head.kind == "ongoing" for head in units[0].heads):
        return False
    rest = next((unit for unit in units[1:] if unit.text not in LIGHT), None)
    return rest is not None and not rest.cues and _SOME.fullmatch(rest.text) is not None


_SOME: Final = re.compile(
    r"en|ett|flera|många|några|viss|visst|vissa|(?!\w*(?:vidare|bättre|längre|mer)$)[a-zåäö]{4,}(?:ar|er|or|ingar|samtal)|samtal|möten"
)
"""How a noun begins that stands for no matter told before: an article, a quantity, an indefinite plural."""


def _to_come(unit: Unit) -> bool:
    """Whether a verb tells in the passive present what is done to what was spoken of: "Antas i maj."."""
    return any(head.form == "now_s" for head in unit.heads)


def is_doer(unit: Unit) -> bool:
    """Whether a unit names somebody who may act: "vi", "förvaltningen"."""
    return _AGENTS.fullmatch(unit.text) is not None


def _waits(unit: Unit) -> bool:
    """Whether a verb says that what goes without saying waits; what it waits for is its object."""
    return any(head.kind == "paused" and head.form == "now" for head in unit.heads)


def _leaves_subject_open(sentence: Sentence, field: list[Unit]) -> bool:
    """Whether what stands before the finite verb is no subject, so that it comes after."""
    if not field or (len(field) == 1 and field[0].text == "det"):
        return True
    if len(field) <= 2 and all(u.text in LIGHT for u in field):
        return True
    named = any(sentence.noun(u) or u.board or _AGENTS.fullmatch(u.text) for u in field)
    return field[0].has("prep", "coord", "neg") or not named


def _after_finite(sentence: Sentence, index: int, finite: int) -> Subject | None:
    clause = sentence.clauses[index]
    subject = _in_field(
        sentence, index, clause.units[finite + 1 : first_head(clause, after=finite)], finite + 1
    )
    if subject is None and clause.units[finite].heads:  # "Nu pågår arbetet"
        subject = _in_field(sentence, index, clause.units[finite + 1 :], finite + 1)
    return subject


def _resumes(sentence: Sentence, clause: Clause) -> bool:
    """The main clause goes on after an insertion in its subject: "Uppdraget, som gavs i mars, | är klart"."""
    if clause.opener not in {"", ")", "–", "—", ","}:
        return False
    at = clause.parent
    while at > 0 and sentence.clauses[at].kind in {"aside", "relative", "that"}:
        at -= 1
    return (
        0 <= at < clause.parent
        and sentence.clauses[at].kind == "main"
        and sentence.clauses[at].finite is None
    )


def _in_field(sentence: Sentence, index: int, field: list[Unit], offset: int) -> Subject | None:
    """The subject among `field`; None where none can be told. After a preposition or "och" none is sought."""
    clause = sentence.clauses[index]
    partly = negated = False
    for i, unit in enumerate(field):
        if inside_complement(clause, offset + i):
            return None
        if unit.has("partof"):
            if i and field[i - 1].board and unit.text == "del av":  # "kommunstyrelsens del av uppdraget"
                board = field[i - 1].board
                return Subject(kind="own", confidence=0.92, board=board, negated=negated, place=offset + i)
            if i and owned(field[i - 1]):
                return Subject(kind="other")  # "elevhälsans del av planen"
            whole = i and field[i - 1].text in _ALL_OF and not any(u.has("neg") for u in field[:i])
            partly = not whole  # "alla delar av uppdraget"
            continue
        negated = negated or unit.has("none")
        if unit.has("ownpart"):
            if of_something_else(sentence, clause.units[offset + i + 1 :]):
                return Subject(kind="other")
            board = next((u.board for u in field[:i] if u.board), "")
            return Subject(kind="own", confidence=0.92, board=board, negated=negated, place=offset + i)
        noun = sentence.noun(unit)
        if noun is not None:
            if any(u.has("another") for u in field[:i]) or pointed_out(field, i):
                return Subject(kind="other")  # "ett annat uppdrag", "det uppdraget"
            if unit.text == "ärendet" and not (sentence.first or sentence.trace.own):
                return Subject(kind="other")  # that of the sentence before
            if one_of_several(sentence, field[:i]) or about_another(sentence, clause.units[offset + i :]):
                return Subject(kind="other")  # "första utbildningen", "målet om något annat"
            if noun.product and counted(sentence, field[:i]):
                return Subject(kind="other")  # "Tre träffar har hållits"
            if noun.own_matter and (
                set_apart(sentence, field[:i]) or foreign(sentence, clause.units[offset + i + 1 :])
            ):
                return Subject(kind="other")  # "Inventeringen av något annat"
            if noun.product and of_past_years(sentence, clause.units[offset + i + 1 :]):
                return Subject(kind="other")  # "programmet för 2012–2015", in 2016
            if noun.product and elsewhere(sentence, clause.units[offset + i + 1 :]):
                return Subject(kind="other")
            after = field[i + 1 : i + 2]
            if unit.text.endswith("s") and after and not sentence.noun(after[0]) and not after[0].cues:
                return None  # "Planens första del"
            if noun.complement and not _is_own_work(sentence, index, offset + i):
                return Subject(kind="other")
            near = noun.own_matter and narrowed(sentence, clause.units[offset + i + 1 :])
            return Subject(
                kind="own",
                confidence=noun.confidence * (NARROWED if near else 1),
                board=next((u.board for u in field[:i] if u.board), ""),
                partly=partly and not negated,
                negated=negated,
                product=noun.product,
                action=noun.action,
                place=offset + i,
                work=noun.complement,
                of_parts=noun.action and of_parts(sentence, clause.units[offset + i + 1 :]),
                bare=unit.text == "arbete" and not any(possessive(u) for u in field[:i]),
            )
        if unit.board:
            if any(u.has("except") for u in field[:i]):
                continue  # "Alla nämnder utom socialnämnden"
            if unit.text.endswith("s") and any(sentence.noun(u) for u in field[i + 1 : i + 3]):
                continue  # "Socialnämndens arbete"
            return Subject(kind="board", board=unit.board, place=offset + i)
        if i and unit.text in _ALL_BOARDS and field[i - 1].text in {"alla", "samtliga"}:
            return Subject(kind="agent", place=offset + i)
        if unit.has("prep", "coord") or unit.text == ",":
            return None
        if i == 0 and unit.text in _PRONOUNS and sum(u.text not in LIGHT | {"."} for u in field) == 1:
            return _pronoun(sentence, clause, unit, offset)
        if one_of_several(sentence, field[:i]) and _AGENTS.fullmatch(unit.text):
            return Subject(kind="other")  # "första gruppen"
        one = len(field) == 1 and unit.text not in LIGHT and _may_do(unit.text)
        if not negated and (_AGENTS.fullmatch(unit.text) or one):
            board = _spoken_for(sentence, clause) if unit.text == "man" else ""
            return Subject(kind="board" if board else "agent", board=board, place=offset + i)
    return None


def _may_do(word: str) -> bool:
    """Whether a noun is definite, so that alone before a verb it may be who does something."""
    return _ONE.fullmatch(word) is not None or _SEVERAL.fullmatch(word) is not None


def _spoken_for(sentence: Sentence, clause: Clause) -> str:
    """The board that says something of itself: "omsorgsnämnden bedömer att man inte hinner i mål"."""
    if clause.kind != "that" or clause.parent < 0:
        return ""
    return next((unit.board for unit in sentence.clauses[clause.parent].units[:1]), "")


def _pronoun(sentence: Sentence, clause: Clause, unit: Unit, place: int) -> Subject | None:
    """The item, where "detta" opens a passage, or "det" follows a sentence about it."""
    spoken = sentence.trace.own or sentence.spoke_of_item
    in_that = clause.kind == "that" and unit.text == "det"
    if spoken or in_that or (sentence.first and unit.text != "det"):
        made = unit.text == "den" and bool(sentence.about.products)  # "Den är antagen"
        sure = CONFIDENCE.told if sentence.spoke_of_item and clause.kind == "main" else CONFIDENCE.pronoun
        return Subject(kind="own", confidence=sure, product=made, place=place)
    return None


def _is_own_work(sentence: Sentence, index: int, place: int) -> bool:
    """Whether "med att …" or "kring …" after "arbetet" is about the item; where nothing is said it is."""
    clause = sentence.clauses[index]
    words: list[str] = []
    another = False
    inside = False
    definite = clause.units[place].text != "arbete"
    if sentence.matter.part and clause.units[place].text.endswith(("arbete", "arbetet", "genomförandet")):
        return True
    for i in range(place + 1, len(clause.units)):
        unit = clause.units[i]
        if unit.text == "," or (definite and is_finite(unit)):
            break  # what follows the verb tells how: "Arbetet fortsätter med en kurs"
        if unit.text in ABOUT or inside_complement(clause, i):
            inside = True
        elif is_finite(unit) or unit.heads:
            inside = False
        if inside and unit.text not in {"med", "att"}:
            words.append(unit.text)
            another = another or unit.has("another")
    following = sentence.following(index)
    if (
        not definite
        and following is not None
        and following.kind == "infinitive"
        and clause.units[-1].text == "med"
    ):
        words += [unit.text for unit in following.units]
    return not (another and sentence.about.stems) and fits(sentence, words)


_TIME: Final = re.compile(
    rf"(?:veck|måndag|tisdag|onsdag|torsdag|fredag|lördag)\w*|(?:vår|höst|vinter|sommar)(?:en|n)?|nästa|"
    rf"därför|tyvärr|äntligen|dessvärre|istället|preliminärt|tidigast|{'|'.join(MONTHS)}"
)
"""A time without a preposition, or an adverb, and no subject: "skjuts därför", "slutförs våren 2025"."""


def _has_noun(between: list[Unit]) -> bool:
    """Whether words between verb and status, before any preposition, could be a subject that is not known."""
    for unit in between:
        if unit.has("prep"):
            return False
        if (
            not unit.cues
            and not unit.heads
            and unit.text not in LIGHT
            and unit.text.isalpha()
            and unit.text != "att"
            and _TIME.fullmatch(unit.text) is None
        ):
            return True
    return False
