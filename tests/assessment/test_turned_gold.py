"""What stands in gold is read otherwise once it is negated, no longer negated, or set in another time."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import Any, Final

import pytest

from tertial.resources import read_table
from tests.assessment.made import judged, said

GOLD: Final = Path(__file__).parents[2] / "corpus" / "gold"
ADVERBS: Final = (
    "(?: (?:nu|därmed|redan|numera|dock|alltså|också|härmed|således|sedan i våras|i år|under året|alltjämt|"
    "därför|helt))*"
)


def words(form: str, classes: Collection[str] = ("done", "met", "begun", "product")) -> dict[str, str]:
    """Each word of status in a form, by class, with its infinitive in the passive."""
    found = {}
    for row in read_table("status_phrases.csv"):
        if row["class"] in classes and row["object"] in {"any", "making", "mål"}:
            infinitive = row["inf_s"].split("|")[0]
            found.update({word: infinitive for word in row[form].split("|") if word})
    return found


def one_of(forms: dict[str, str]) -> str:
    """A pattern for any of the words, the longest first."""
    return "(?P<word>" + "|".join(sorted(map(re.escape, forms), key=len, reverse=True)) + r")\b(?! av\b)"


PART, DONE, TO_DO = words("part"), words("sup_s"), words("inf_s")
BEGUN = {word for form in ("part", "sup_s", "inf_s") for word in words(form, ["begun"])}
DONE_BY = {infinitive: word for word, infinitive in DONE.items() if infinitive}
IS = rf"\b(?P<verb>är)(?P<mid>{ADVERBS}) {one_of(PART)}"
HAS = rf"\b(?P<verb>har)(?P<mid>{ADVERBS}) {one_of(DONE)}"
WILL_BE = (
    r"\b(?P<verb>bedöms|beräknas|väntas|förväntas|kommer att|kommer)"
    rf"(?P<mid>(?: kunna)?) (?:bli|vara) {one_of(PART)}"
)
WILL = (
    r"\b(?P<verb>bedöms kunna|beräknas|väntas|förväntas|kommer att|kommer)"
    rf"(?P<mid>{ADVERBS}(?: kunna)?) {one_of(TO_DO)}"
)
NOT = r"(?:ännu |fortfarande |alltjämt )?(?:inte|ej)(?: ännu)?"
DECIDED: Final = re.compile(
    r"\b(?:förrän|först|tidigast|nästa|20\d\d|om|innan|till (?:nyår|jul|årsskiftet)|utom|undantag|så länge)\b"
)
"""What decides over a statement besides: a later year, a condition, a time to come, an exception."""
TOLD: Final = re.compile(r"\b(?:" + "|".join(map(re.escape, words("past_s"))) + r"|överlämnades)\b")
"""Tells of what was done in words that are not turned."""
STATES: Final = re.compile(
    r"\b(?:"
    + "|".join(map(re.escape, {*PART, *DONE, *words("sup")} - {""}))
    + r"|i drift|fortsätter|inget hänt|hållits|överlämna[dt])\b",
    re.IGNORECASE,
)
"""A word of status: of two, one may say so when the other is turned."""
SAID: Final = {
    "genomfört": ("done", "plain"),
    "inte genomfört": ("done", "negated"),
    "pågår": ("begun", "plain"),
    "ej påbörjat": ("begun", "negated"),
}
POLARITY: Final = {"put in": "plain", "taken out": "negated"}
TIME: Final = {"foretold": "utfall", "come true": "prognos"}


def put_in(text: str) -> Iterator[tuple[str, str]]:
    """The text with a negation behind the verb of each statement."""
    for frame in (IS, HAS, WILL_BE, WILL):
        for match in re.finditer(frame, text):
            verb = match["verb"]
            turned = f"{verb.removesuffix(' att').removesuffix(' kunna')} inte"
            turned += " att" if verb.endswith(" att") else " kunna" if verb.endswith(" kunna") else ""
            yield match["word"], text[: match.start("verb")] + turned + text[match.end("verb") :]


def taken_out(text: str) -> Iterator[tuple[str, str]]:
    """The text without the negation of each statement."""
    for frame in (IS, HAS, WILL_BE, WILL):
        negated = frame.replace("(?P<mid>", rf" (?P<not>{NOT})(?P<mid>", 1).replace("kommer att|", "")
        for match in re.finditer(negated, text):
            yield match["word"], text[: match.start("not")].rstrip() + text[match.end("not") :]


def foretold(text: str) -> Iterator[tuple[str, str]]:
    """The text with what has been done as what is expected."""
    for match in re.finditer(IS, text):
        yield match["word"], text[: match.start("verb")] + "bedöms bli" + text[match.end("verb") :]
    for match in re.finditer(HAS, text):
        if DONE[match["word"]]:
            will = f"kommer att {DONE[match['word']]}"
            yield match["word"], text[: match.start()] + will + text[match.end() :]


def come_true(text: str) -> Iterator[tuple[str, str]]:
    """The text with what is expected as what has been done; what is expected by the year's end stays so."""
    if re.search(r"\b(?:räknar|bedömer)\b.*(?:årets slut|årsskiftet)", text):
        return
    for match in re.finditer(WILL_BE, text):
        yield match["word"], text[: match.start()] + f"är {match['word']}" + text[match.end() :]
    for match in re.finditer(WILL, text):
        if match["word"] in DONE_BY:
            has = f"har {DONE_BY[match['word']]}"
            yield match["word"], text[: match.start()] + has + text[match.end() :]


TURNS: Final[dict[str, Callable[[str], Iterator[tuple[str, str]]]]] = {
    "put in": put_in,
    "taken out": taken_out,
    "foretold": foretold,
    "come true": come_true,
}


def read(row: dict[str, Any], text: str) -> list[tuple[str, str]]:
    """What is said explicitly under the item of gold, by whichever board."""
    found = said(judged([("comment", text)], title=row["title"], kind=row["kind"], year=row["year"]))
    return sorted({(one[0], one[1]) for one in found})


def others(text: str, status: str, modality: str) -> Iterator[tuple[str, str]]:
    """Each way to turn what a sentence says, and the sentence turned; none where two verbs may say it."""
    if status not in SAID or len(STATES.findall(text)) > 1:
        return
    kind, polarity = SAID[status]
    for name, turn in TURNS.items():
        if TIME.get(name, modality) == modality and POLARITY.get(name, polarity) == polarity:
            made = [other for word, other in turn(text) if (word in BEGUN) == (kind == "begun")]
            if len(made) == 1:
                yield name, made[0]


def turned() -> list[Any]:
    """Each sentence of gold that makes one statement of the item, with each way to turn it."""
    found = []
    for path in sorted(GOLD.glob("*-*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        for item in gold["items"]:
            row = {"title": item["title"], "kind": item["kind"], "year": gold["document"]["year"]}
            texts: dict[str, set[tuple[str, str]]] = {}
            for said_ in item["assessments"]:
                texts.setdefault(said_["evidence"], set()).add((said_["assessment"], said_["modality"]))
            for text, verdicts in sorted(texts.items()):
                if not DECIDED.search(text) and not TOLD.search(text):
                    found += [
                        pytest.param(row, text, verdict, other, id=f"{path.stem}: {name}: {text}")
                        for verdict in sorted(verdicts)
                        if [modality for _, modality in verdicts].count(verdict[1]) == 1
                        for name, other in others(text, *verdict)
                    ]
    return found


@pytest.mark.parametrize(("row", "text", "verdict", "other"), turned())
def test_a_statement_of_gold_is_turned(
    row: dict[str, Any], text: str, verdict: tuple[str, str], other: str
) -> None:
    """What the sentence says is not said once its negation is put in or taken out, or its time is changed."""
    assert verdict not in set(read(row, text)) & set(read(row, other))


def test_there_are_enough() -> None:
    """Every way to turn a statement is tried on many that are read."""
    cases = [(str(case.id), case.values) for case in turned()]
    for name in TURNS:
        read_ = [
            verdict in read(row, text) for known, (row, text, verdict, _) in cases if f": {name}: " in known
        ]
        assert sum(read_) >= 30
