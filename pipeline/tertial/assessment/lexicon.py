"""The words of status and of scope, found in a sentence by one PhraseMatcher."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from tertial.resources import read_table

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

FORMS: Final = ("part", "sup", "sup_s", "past_s", "now_s", "inf_s", "inf", "now", "past")
"""Columns of status_phrases.csv: participle, active and passive supine, passive past and present …"""


@dataclass(frozen=True, slots=True)
class Head:
    """A word of status in one of its forms."""

    kind: str
    """done, met, begun, ongoing, paused, dropped, fail, unmet, halfmet, unjudged, judged or product."""
    object: str
    """Said of: any, none (it takes no object), making (what a title orders), or a word."""
    form: str
    trust: float = 1.0
    """How far the word by itself is to be trusted, 0–1."""


class Unit(NamedTuple):
    """A word, a phrase of the tables or a board's name, with what it can be."""

    text: str
    """Lower case, no-break spaces as spaces."""
    start: int
    end: int
    cues: frozenset[str] = frozenset()
    heads: tuple[Head, ...] = ()
    board: str = ""

    def has(self, *cues: str) -> bool:
        return not self.cues.isdisjoint(cues)


@lru_cache(maxsize=1)
def heads() -> dict[str, tuple[Head, ...]]:
    """Each form of each word of status."""
    found: dict[str, list[Head]] = {}
    for row in read_table("status_phrases.csv"):
        for form in FORMS:
            for phrase in filter(None, row[form].split("|")):
                head = Head(row["class"], row["object"], form, float(row["trust"] or 1))
                if head not in found.setdefault(phrase, []):
                    found[phrase].append(head)
    return {phrase: tuple(list_) for phrase, list_ in found.items()}


@lru_cache(maxsize=1)
def cues() -> dict[str, frozenset[str]]:
    """Each word of scope with its cues."""
    found: dict[str, set[str]] = {}
    for row in read_table("scope_cues.csv"):
        for phrase in row["phrases"].split("|"):
            found.setdefault(phrase, set()).add(row["cue"])
    return {phrase: frozenset(names) for phrase, names in found.items()}


@lru_cache(maxsize=64)
def word_list(name: str) -> frozenset[str]:
    """A list of function_words.csv."""
    return next(
        frozenset(row["words"].split("|")) for row in read_table("function_words.csv") if row["list"] == name
    )


@lru_cache(maxsize=1)
def times() -> dict[str, tuple[re.Pattern[str], ...]]:
    """Patterns of time and plan by cue."""
    found: dict[str, list[re.Pattern[str]]] = {}
    for row in read_table("time_cues.csv"):
        found.setdefault(row["cue"], []).append(re.compile(row["pattern"]))
    return {cue: tuple(patterns) for cue, patterns in found.items()}


@lru_cache(maxsize=1)
def _gate_words() -> frozenset[str]:
    """The longest word of each phrase, of equals the last: it is the rarest."""
    return frozenset(max(reversed(phrase.split()), key=len) for phrase in heads())


_PARTED: Final = str.maketrans(dict.fromkeys(".,;:!?()[]\"'”“’»«/–—•*", " "))


@lru_cache(maxsize=64)
def gate(low: str) -> bool:
    """Whether a text in lower case may hold a word of status; what does not is never parsed."""
    return "färdig" in low or not _gate_words().isdisjoint(low.translate(_PARTED).split())


@lru_cache(maxsize=256)
def lower(text: str) -> str:
    """`text` in lower case with plain spaces, letter for letter."""
    plain = text.replace("\u00a0", " ").replace("\u202f", " ").replace("\n", " ").replace("\t", " ")
    low = plain.lower()
    return low if len(low) == len(text) else plain


@lru_cache(maxsize=1)
def language() -> Language:
    """A blank Swedish pipeline; spaCy is loaded on first use."""
    import spacy
    from spacy.vocab import Vocab

    return spacy.blank("sv", vocab=Vocab())  # its own works out the shape and more of each new word


@lru_cache(maxsize=1)
def _matcher() -> Any:
    from spacy.matcher import PhraseMatcher

    nlp = language()
    matcher = PhraseMatcher(nlp.vocab, attr="ORTH")
    phrases = sorted({*heads(), *cues()})
    matcher.add("wording", [nlp.make_doc(phrase) for phrase in phrases])
    return matcher


def units(text: str, boards: Iterable[tuple[int, int, str]] = ()) -> list[Unit]:
    """The units of a sentence; the longest phrase wins, and a board's name before all.

    Args:
        boards: start, end and canonical name of each board that is named in it.
    """
    from spacy.util import filter_spans

    low = lower(text)
    doc: Doc = language().tokenizer(low)
    named = []
    for start, end, board in boards:
        span = doc.char_span(start, end, label=board, alignment_mode="expand")
        if span is not None:
            named.append(span)
    at = {span.start: (span.end, span.label_) for span in (filter_spans(named) if named else ())}
    taken = {i for start, (end, _) in at.items() for i in range(start, end)}
    matched = [(start, end) for _, start, end in _matcher()(doc) if taken.isdisjoint(range(start, end))]
    for start, end in sorted(matched, key=lambda span: (span[0] - span[1], span[0])):  # the longest first
        if start not in taken and end - 1 not in taken:
            at[start] = end, ""
            taken.update(range(start, end))
    out: list[Unit] = []
    tokens = [(token.text, token.idx) for token in doc]
    after = 0
    for i, (text, first) in enumerate(tokens):
        if i < after:
            continue
        if i not in at:
            if not text.isspace():
                ready = text.startswith("färdig") and _READY_MADE.fullmatch(text) is not None
                out.append(Unit(text, first, first + len(text), _NO_CUES, _FINISHED if ready else ()))
            continue
        after, board = at[i]
        last = tokens[after - 1][1] + len(tokens[after - 1][0])
        words = " ".join(low[first:last].split())
        if board:
            out.append(Unit(words, first, last, _BOARD, (), board))
        else:
            out.append(Unit(words, first, last, cues().get(words, _NO_CUES), heads().get(words, ())))
    return out


_READY_MADE: Final = re.compile(
    r"färdig(?:bygg|ställ|gjor|skriv|montera|renovera|restaurera|installera|inred|asfaltera|belys|utred|bearbeta)"
    r"(?:d|t|da|de|en|et|na)"
)
_FINISHED: Final = (Head("done", "any", "part", 0.95),)
"""What is finished by such verbs: "färdigbelyst", "färdigasfalterad"."""
_NO_CUES: Final = frozenset[str]()
_BOARD: Final = frozenset({"board"})
