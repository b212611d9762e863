"""Parts a sentence into clauses, and tells of each what kind it is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Literal

from tertial.assessment.lexicon import Unit, word_list

ClauseKind = Literal["main", "that", "infinitive", "condition", "purpose", "relative", "cause", "aside"]
"""How a clause hangs in its sentence. Only main, cause and some that-clauses state anything."""

_SHORT_INFINITIVES: Final = word_list("short infinitive")
_INFINITIVE_FORMS: Final = frozenset({"inf", "inf_s"})
_NOT_INFINITIVE: Final = word_list("not infinitive")
_MARKS: Final = frozenset({";", ":", "–", "—", "(", ")", "?", "!", "•", "/", '"', "”", "“", "»", "«"})

_VERB: Final = re.compile(r"[a-zåäö]{2,}(?:s|de|te|ar|er)")
"""May be the verb right after "som"."""
_OF_MANY: Final = ("erna", "arna", "orna")
"""Ends of definite nouns, which are no infinitives though they end in a: "platserna"."""
_DEFINITE: Final = re.compile(r"[a-zåäö]{3,}(?:en|et|na|an|ln|rn)")
_PASSIVE: Final = re.compile(r"[a-zåäö]{3,}(?:as|vs|ns|rs|ts|ks|ades|ddes)")
"""May be the verb at the end of "eftersom underlag saknas"; nouns in -ar and -er are no verbs."""


_TOLD: Final = re.compile(
    rf"{_PASSIVE.pattern}|(?!.*(?:het|ning|[ei]ser))[a-zåäö]{{3,}}(?:ar|er|ade|dde|lte|kte|ste|pte|tte)"
)
"""May be a verb after a definite noun, in any form that is not a noun there."""


@dataclass(slots=True)
class Clause:
    """Units that belong to one verb."""

    kind: ClauseKind
    units: list[Unit]
    parent: int
    """Index of the clause before it that it hangs on or follows; -1 for the first."""
    opener: str = ""
    """The conjunction that opens it."""
    complement: tuple[int, int] | None = None
    """Units of `units` that are an infinitive phrase inside the subject."""

    @property
    def finite(self) -> int | None:
        """Index of its first finite verb."""
        for i, unit in enumerate(self.units):
            if self.complement is not None and self.complement[0] <= i < self.complement[1]:
                continue
            if is_finite(unit):
                return i
        return None


_INFINITE: Final = frozenset({"vara", "bli", "blivit", "varit", "ha", "föreligga"})
_FINITE: Final = frozenset({"kunde", "hann", "hinner", "klarar", "lyckas"})
_FINITE_CUES: Final = frozenset(
    {"be", "become", "became", "have", "fore", "foreassert", "can", "must", "fin", "cannot", "seen"}
)
_FINITE_FORMS: Final = frozenset({"now", "past", "past_s", "now_s"})


def is_finite(unit: Unit) -> bool:
    """Whether a unit is, or holds, a finite verb."""
    if not unit.cues and not unit.heads:
        return False
    if unit.text in _INFINITE:
        return False
    if not unit.cues.isdisjoint(_FINITE_CUES) or unit.text in _FINITE:
        return True
    if _also(unit, "part"):  # "påbörjade" is past as well; what stands before it tells
        return False
    return any(head.form in _FINITE_FORMS for head in unit.heads)


def _also(unit: Unit, form: str) -> bool:
    return any(head.form == form for head in unit.heads)


def infinitive(unit: Unit) -> bool:
    """Whether a unit reads as an infinitive after "att"."""
    if unit.text in _NOT_INFINITIVE or unit.board or unit.text.endswith(_OF_MANY):
        return False
    if any(head.form in _INFINITIVE_FORMS for head in unit.heads):
        return True
    return (
        unit.text in _SHORT_INFINITIVES
        or unit.has("able")
        or (unit.text.endswith("a") and len(unit.text) > 3)
    )


def split(units: list[Unit]) -> list[Clause]:
    """The clauses of a sentence in order."""
    clauses: list[Clause] = []
    current = Clause("main", [], -1)
    depth = 0
    i = 0

    def close(kind: ClauseKind, opener: str = "") -> None:
        nonlocal current
        if current.units:
            clauses.append(current)
        current = Clause(kind, [], len(clauses) - 1, opener)

    while i < len(units):
        unit = units[i]
        following = units[i + 1 :]
        if unit.text in _MARKS:
            if unit.text == "(":
                depth += 1
                close("aside")
            elif unit.text == ")" and depth:
                depth -= 1
                close("main", ")")
            elif unit.text in {"/", '"', "”", "“", "»", "«"}:
                pass
            else:
                close("main", unit.text)
            i += 1
            continue
        kind = _opens(unit, current, following)
        if kind is not None:
            close(kind, unit.text)
        elif unit.text == "att":
            verb = _next_word(following)
            if verb is None or (infinitive(verb) and _modal_before(current)):
                pass
            elif not infinitive(verb):
                close("that", "att")
            elif current.finite is None and current.units:
                i = _complement(current, units, i)
                continue
            else:
                close("infinitive", "att")
        elif (unit.text == "," or unit.has("coord")) and not current.units and clauses:
            current.opener = unit.text
        elif unit.text == "," or unit.has("coord"):
            if _parts(unit, current, following):
                after_sub = current.kind not in {"main", "aside"} and unit.text == ","
                coordinated: ClauseKind = "main" if after_sub or current.kind != "that" else "that"
                if (
                    current.kind in {"condition", "purpose", "relative", "infinitive"}
                    and unit.text != ","
                    and not _fresh(following)
                ):
                    coordinated = current.kind
                close(coordinated, unit.text)
            else:
                current.units.append(unit)
        elif (
            is_finite(unit)
            and current.kind in {"condition", "relative", "cause", "that"}
            and _second_finite(current, unit, clauses)
        ):
            close("main", "")
            current.units.append(unit)
        else:
            current.units.append(unit)
        i += 1
    close("main")
    return clauses


_DECIDES: Final = re.compile(
    r"vi|man|nämnden|styrelsen|förvaltningen|fullmäktige|\w*(?:utskottet|styrelsen)|staten|regionen|medel|resurser"
)
"""Of whose doing a matter may hang on: after "om" and before a verb that no table knows."""
_LIMITS: Final = frozenset({"högst", "minst", "lägst"})
"""Before a figure, so that "om" before them is a preposition."""


def _next_word(following: list[Unit]) -> Unit | None:
    """The first unit that is no adverb of degree or negation."""
    return next((u for u in following if not u.has("neg", "partly", "fully", "likely", "adverb")), None)


def _opens(unit: Unit, current: Clause, following: list[Unit]) -> ClauseKind | None:
    """The kind of the subordinate clause that `unit` opens here, if it opens one."""
    if unit.has("purpose"):
        return "purpose"
    if unit.text == "om":
        last = current.units[-1] if current.units else None
        if last is None or last.text in {",", "och", "men", "eller"} or last.has("unsure", "cannot"):
            return "condition"
        if following and following[0].has("neg"):
            return "condition"  # "om inte medel tillskjuts", whatever its verb is
        if following and following[0].text in _LIMITS:
            return None  # "målet om högst sju veckor"
        if last.text in {
            "beslut",
            "besked",
            "frågan",
            "fråga",
            "bedöma",
            "säga",
            "veta",
            "klart",
            "beroende",
        }:
            noun = len(following) > 1 and following[1].text in {"och", "men"}  # "besked om medel och …"
            return "condition" if not noun and any(is_finite(u) for u in following[:10]) else None
        if any(head.kind == "judged" for head in last.heads):
            return "condition"
        if (
            len(following) > 1
            and _DECIDES.fullmatch(following[0].text)
            and _VERB.fullmatch(following[1].text)
        ):
            return "condition"  # "om nämnden beviljar medel"
        near = following[:4]
        verb = any(is_finite(u) for u in near) and not any(u.text in {"och", ",", "som"} for u in near[:3])
        if verb and (
            current.finite is not None or not last.text.endswith(("et", "en", "na", "ning", "tion", "sion"))
        ):
            return "condition"
        return None
    if unit.has("cond"):
        if unit.text in {"innan", "tills", "efter att"} and following and following[0].text[:1].isdigit():
            return None
        if unit.text == "innan" and not any(is_finite(u) for u in following[:8]):
            return None
        return "condition"
    if unit.has("relative"):
        if (
            unit.text == "som"
            and following
            and following[0].heads
            and any(u.has("seen", "be") for u in current.units)
        ):
            return None  # "ser uppdraget som avslutat"
        if unit.text == "där" and (not current.units or current.units[-1].text == "och"):
            return None
        if unit.text == "där" and not any(u.text.isalpha() for u in following):
            return None  # "har inte startat där"
        if (
            unit.text == "som"
            and following
            and (
                following[0].has("missedword")
                or following[0].text in {"planerat", "helhet", "en", "ett", "ovan"}
            )
        ):
            return None
        if unit.text in {"vilket", "vilken"} and not current.units:
            return "relative"
        return "relative"
    if unit.has("cause"):
        if unit.text in {"då", "dock"}:
            if unit.text == "dock":
                return None
            if not current.units:  # "Då alla delar är klara bedöms målet som nått", not "Då är målet nått"
                verbs = [is_finite(u) for u in following]
                return "cause" if verbs and not verbs[0] and sum(verbs) > 1 else None
            return "cause" if any(is_finite(u) for u in following[:9]) else None
        if unit.text in {"medan", "även om", "trots att"}:
            return "cause"
        return "cause" if unit.text != "på grund av" else None
    return None


def _modal_before(current: Clause) -> bool:
    """Whether "att" here only joins a modal verb with its infinitive: "kommer inte att bli"."""
    for unit in reversed(current.units):
        if unit.heads and not unit.has("fore", "must", "able", "could"):
            return False
        if unit.has("fore", "foreassert", "able", "could", "cannot"):
            return True
        if unit.text in {"planerat", "planerad", "planerade", "avser", "behöver", "återstår"}:
            return unit.text != "återstår"
        if unit.has("assert"):
            return False
    return False


def _complement(current: Clause, units: list[Unit], i: int) -> int:
    """Takes in the infinitive phrase of a subject ("Uppdraget att ta fram …"); where it ends."""
    start = len(current.units)
    j = i
    while j < len(units):
        unit = units[j]
        if (
            is_finite(unit)
            and not unit.has("neg")
            and j > i + 1
            and not (unit.heads and _also(unit, "inf_s") and not unit.has("be"))
        ):
            break
        if unit.text in _MARKS:
            break
        current.units.append(unit)
        j += 1
    current.complement = (start, len(current.units))
    return j


def _parts(unit: Unit, current: Clause, following: list[Unit]) -> bool:
    """Whether a comma or a conjunction begins a clause here, not only the next part of a list."""
    if unit.text == "," and following and following[0].text == "och" and current.units:
        return True
    if _follows_from(following):
        return True
    if (
        unit.text == ","
        and current.kind in {"infinitive", "relative"}
        and following
        and is_finite(following[0])
    ):
        return True  # "…, som knappt har några fakturor att tala om, har inte inlett arbetet"
    if current.finite is None and not any(u.heads for u in current.units):
        if _denies(current) and unit.text == "," and following and is_finite(following[0]):
            return True  # "Inte aktuellt i år, startar 2025."
        return unit.text in {"men", "utan", "fast"} or _new_subject(current, following)
    if unit.text in {"men", "utan", "fast", "däremot"}:
        return True
    ahead: list[Unit] = []
    for n, nxt in enumerate(following):
        if nxt.text == "om" and n + 1 < len(following) and following[n + 1].text in _LIMITS:
            continue
        if (
            nxt.text in _MARKS
            or nxt.has("coord", "relative", "purpose")
            or nxt.text in {",", "att"}
            or nxt.has("cond", "cause")
        ):
            break
        ahead.append(nxt)
    if any(is_finite(u) for u in ahead):
        return True
    if current.kind not in {"main", "aside", "that"} and unit.text == ",":
        return True
    return any(u.heads for u in ahead) and any(u.heads for u in current.units)


def _denies(current: Clause) -> bool:
    """Whether a clause without a verb begins by telling how the item is not: "Ej prioriterat i år"."""
    return current.kind == "main" and len(current.units) > 1 and current.units[0].has("neg")


def _follows_from(following: list[Unit]) -> bool:
    """Whether what comes of it is told next, whatever the verb before: "medel saknas, så uppdraget vilar"."""
    if len(following) < 3 or following[0].text not in _SO:
        return False
    return any(is_finite(unit) for unit in following[1:_SUBJECT]) and not following[1].has("coord", "cond")


_SO: Final = frozenset({"så", "därför", "alltså", "följaktligen", "därmed"})


def _new_subject(current: Clause, following: list[Unit]) -> bool:
    """Whether "och" is followed by the item and its verb, after a clause whose verb no table knows."""
    least = 1 if current.opener == "utan" else 2
    if len(current.units) < least or len(following) < 2:
        return False
    finite = next((n for n, unit in enumerate(following[:_SUBJECT]) if is_finite(unit)), 0)
    breaks = any(unit.text == "," or unit.has("coord", "relative") for unit in following[:finite])
    if not finite or breaks or (finite > 1 and not following[1].has("prep")):
        return False
    parted = current.opener == "utan" and following[0].text in _RESUMES  # "har varit utan chef och arbetet …"
    long = len(current.units) > 2
    resumed = parted or (long and any(unit.text in _RESUMES for unit in following[:2]))
    named = following[0].board or _DEFINITE.fullmatch(following[0].text)
    return resumed or (bool(named) and _unknown_verb(current.units))


_SUBJECT: Final = 7
"""Units that the item may take before its verb: "arbetet med planen för de äldre är igång"."""
_RESUMES: Final = frozenset(
    {
        "uppdrag",
        "uppdraget",
        "målet",
        "arbetet",
        "aktiviteten",
        "åtgärden",
        "vi",
        "man",
        "nämnden",
        "förvaltningen",
    }
)
"""Before a verb these begin a clause of their own: "rutinen fungerar och nämnden ser det som avslutat"."""


def _unknown_verb(units: list[Unit]) -> bool:
    """Whether a verb that no table knows seems to follow a definite noun: "budgeten räcker"."""
    return any(
        not unit.cues
        and not unit.heads
        and not before.has("prep")
        and (_PASSIVE if _DEFINITE.fullmatch(before.text) is None else _TOLD).fullmatch(unit.text)
        for before, unit in pairwise(units)
    )


def _fresh(following: list[Unit]) -> bool:
    """Whether what follows a conjunction has a subject of its own."""
    return bool(following) and not is_finite(following[0]) and not following[0].heads


def _inside_subject(clauses: list[Clause]) -> bool:
    """Whether the that-clause at hand stands inside a subject: "Målet att andelen ska öka | har nåtts"."""
    return bool(clauses) and clauses[-1].kind == "main" and clauses[-1].finite is None


def _second_finite(current: Clause, unit: Unit, clauses: list[Clause]) -> bool:
    """A second finite verb without a conjunction ends a subordinate clause: "När X är klart kommer …"."""
    if not current.units:
        return False
    if current.finite is None:
        # A verb that no table knows stands right after "som": "Uppdraget som gavs i mars är klart".
        verb = current.units[0] if current.kind == "relative" else current.units[-1]
        if verb.cues or verb.heads:
            return False
        known = _VERB if current.kind == "relative" else _PASSIVE
        return len(current.units) > 1 and current.kind != "that" and known.fullmatch(verb.text) is not None
    if current.kind == "that" and not _inside_subject(clauses):
        return False
    last = current.units[-1]
    if is_finite(last) and not last.heads and last.cues - {"fin"}:
        return False
    if any(head.form in {"now_s", "inf_s"} for head in unit.heads) and not unit.has("be"):
        return not last.has("able", "fore", "can", "must", "have", "could") and not any(
            u.has("fore", "can", "must", "able", "cannot", "could") for u in current.units
        )
    return True
