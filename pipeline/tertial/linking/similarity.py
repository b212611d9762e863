"""How like two titles are, as matters: rare words count, verbs and set phrases hardly.

Characters alone would take a new simhall for a new ishall, and miss that `Stärk arbetet med skolnärvaro`
carries on `Utveckla nämndens skolnärvaroarbete`. So titles are compared word by word, by lemma, synonym
and parts of compounds, each word weighing what it tells among the titles of the municipality.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final, Literal

from tertial.resources import read_table
from tertial.swedish.names import names
from tertial.swedish.words import fold, words

Kind = Literal["function", "actor", "verb", "generic", "instrument", "content", "name", "number"]
"""What a word does in a title. `instrument`: a plan or policy; `number`: one that tells things apart."""

WEIGHTS: Final[Mapping[Kind, float]] = {
    "function": 0.0,
    "actor": 0.08,
    "verb": 0.15,
    "generic": 0.15,
    "instrument": 0.3,
    "content": 1.0,
    "name": 1.0,
    "number": 0.8,
}
_OPPOSED: Final = (
    frozenset({"öka", "minska"}),
    frozenset({"utveckla", "minska"}),
    frozenset({"genomföra", "avveckla"}),
    frozenset({"utveckla", "avveckla"}),
    frozenset({"upprätta", "avveckla"}),
    frozenset({"öppna", "avveckla"}),
    frozenset({"genomföra", "sälja"}),
    frozenset({"köpa", "sälja"}),
)
_STEPS: Final = (
    frozenset({"utreda", "genomföra"}),
    frozenset({"upprätta", "genomföra"}),
    frozenset({"upprätta", "följa"}),
    frozenset({"genomföra", "följa"}),
)
# A number after one of these tells one thing from another (`etapp 2`); any other is an amount.
_NUMBERED: Final = frozenset(
    {
        "etapp",
        "del",
        "fas",
        "åk",
        "årskurs",
        "väg",
        "kvarter",
        "steg",
        "område",
        "kapitel",
        "§",
        "lag",
        "agenda",
        "e",
    }
)
_YEAR: Final = re.compile(r"(?:19|20)\d\d(?:[-/](?:19|20)?\d\d)?")
# Of a noun that the dictionary does not know.
_ENDING: Final = re.compile(r"(?<=\w{5})(?:arna|erna|orna|en|et|ar|er|or|(?<=[eioy])n)?s?$")
_SHORTEST_PART: Final = 3
_EMPTY: Final = ("generic", "instrument", "actor")


@dataclass(frozen=True, slots=True, eq=False)
class Term:
    """A word of a title, as it is compared. There is one for each form, so it is its own hash."""

    word: str
    """Its lemma, or the word that it is a synonym of."""
    kind: Kind
    lemma: str


@dataclass(frozen=True, slots=True)
class Wording:
    """A title taken apart."""

    terms: tuple[Term, ...]
    numbers: tuple[str, ...]
    """Amounts and years, in order."""
    key: tuple[str, ...]
    """What two titles with the same wording but for trifles have in common."""

    @property
    def content(self) -> tuple[Term, ...]:
        return tuple(term for term in self.terms if term.kind in ("content", "name", "number"))


@dataclass(frozen=True, slots=True)
class Likeness:
    """How like two titles are; all 0–1."""

    score: float
    before: float
    """Share of the earlier title's weight that the later one covers."""
    after: float
    """Share of the later title's weight that the earlier one covers."""
    shared: float
    """The weight of the heaviest content word that they share."""
    numbers: bool
    """They name the same amounts and years."""


class Rarity:
    """How much a word tells among the titles of one municipality.

    Args:
        titles: The titles; one that is repeated from report to report counts once.
    """

    def __init__(self, titles: Iterable[str]) -> None:
        distinct = {one.key: one for one in map(wording, sorted(set(titles)))}.values()
        self._documents = max(len(distinct), 1)
        self._counts: Counter[str] = Counter()
        self._weights: dict[Term, float] = {}
        for one in distinct:
            self._counts.update({term.word for term in one.terms})

    def weight(self, term: Term) -> float:
        """The weight of a word: its kind's, lowered by up to a half where many titles hold it."""
        known = self._weights.get(term)
        if known is not None:
            return known
        share = math.log((self._documents + 1) / (self._counts[term.word] + 0.5)) / math.log(
            self._documents + 2
        )
        weight = WEIGHTS[term.kind] * (0.5 + 0.5 * min(max(share, 0.0), 1.0))
        self._weights[term] = weight
        return weight


def wording(title: str) -> Wording:
    """A title taken apart into words with their lemma, kind and parts."""
    return _wording(title.strip())


@lru_cache(maxsize=1 << 16)
def _wording(title: str) -> Wording:
    named = names(title)
    phrases = _phrases()
    tokens = words(title)
    terms: list[Term] = []
    numbers: list[str] = []
    i = 0
    while i < len(tokens):
        size, canonical = _phrase(tokens, i, phrases)
        if size:
            terms.append(replace(_term(canonical), lemma=" ".join(tokens[i : i + size])))
            i += size
            continue
        token = tokens[i]
        if token[0].isdigit():
            before = tokens[i - 1] if i else ""
            if before in _NUMBERED and not _YEAR.fullmatch(token):
                terms.append(Term(f"{before} {token}", "number", token))
            else:
                numbers.append(token)
        elif token in named and _kind(token) == "content":
            name = token.removesuffix("s")
            terms.append(Term(name, "name", name))
        elif not (token in _NUMBERED and tokens[i + 1 : i + 2] and tokens[i + 1][0].isdigit()):
            terms.append(_term(token))
        i += 1
    kept = tuple(term for term in terms if term.kind != "function")
    key = tuple(_stem(term.lemma) for term in kept) + tuple(numbers)
    return Wording(kept, tuple(numbers), key)


def plain(title: str) -> str:
    """A title folded to its letters and digits: what is identical here is identical without any thought."""
    return " ".join(words(title))


def compare(before: Wording, after: Wording, rarity: Rarity) -> Likeness:
    """How like two titles are, word by word."""
    covered_before, free_before, shared = _cover(before, after, rarity)
    covered_after, free_after, _ = _cover(after, before, rarity)
    score = math.sqrt(covered_before * covered_after)
    if free_before > 0.45 and free_after > 0.45:
        # Each names a thing that the other does not: a simhall and an ishall.
        score *= 0.6
    elif max(free_before, free_after) > 0.45:
        score *= 0.95
    verbs = ({t.word for t in one.terms if t.kind == "verb"} for one in (before, after))
    score *= _by_verbs(*verbs)
    numbers = before.numbers == after.numbers
    return Likeness(min(score, 1.0), covered_before, covered_after, shared, numbers)


def likeness(a: Term, b: Term) -> float:
    """How like two words are, 0–1: lemmas, synonyms, parts of compounds, verb and noun, a misprint."""
    if a.word == b.word:
        return 1.0
    return _likeness(a, b) if a.word < b.word else _likeness(b, a)


@lru_cache(maxsize=1 << 18)
def _likeness(a: Term, b: Term) -> float:
    kinds = {a.kind, b.kind}
    if "number" in kinds:
        return 0.0
    if _stem(a.word) == _stem(b.word):
        return 0.9
    if kinds == {"verb", "content"}:
        return 0.0
    if a.kind != b.kind and _ends_with(a, b):
        return 0.9
    if "name" not in (a.kind, b.kind):
        by_parts = _by_parts(a, b)
        if by_parts:
            return by_parts
    return 0.9 if _misprint(a, b) else 0.0


def comments(a: str, b: str) -> float:
    """How like two comments are, 0–1: the cosine of their words, common ones left out."""
    x, y = _vector(a), _vector(b)
    if len(x) < 4 or len(y) < 4:
        return 0.0
    if len(y) < len(x):
        x, y = y, x
    dot = sum(weight * y[word] for word, weight in x.items() if word in y)
    return dot / math.sqrt(sum(w * w for w in x.values()) * sum(w * w for w in y.values()))


def covers(text: str, term: Term) -> bool:
    """Whether a text speaks of what a word of a title names."""
    if term.word in _vector_words(text):
        return True
    stem = _stem(term.word)
    return len(stem) >= 5 and any(word.startswith(stem) for word in _vector_words(text))


def keys(one: Wording) -> frozenset[str]:
    """What a title is filed under, so that only titles with something in common are ever compared."""
    return frozenset(term.word[:5] for term in one.content)


def _cover(one: Wording, other: Wording, rarity: Rarity) -> tuple[float, float, float]:
    """Share of a title that another covers, its heaviest word without a match, and its heaviest with one."""
    total = covered = free = shared = 0.0
    for term in one.terms:
        weight = rarity.weight(term)
        best = max((likeness(term, another) for another in other.terms), default=0.0)
        total += weight
        covered += weight * best
        if term.kind in ("content", "name", "number"):
            if best < 0.45:
                free = max(free, weight)
            elif best >= 0.8:
                shared = max(shared, weight * best)
    return (covered / total if total else 0.0), free, shared


def _by_verbs(before: set[str], after: set[str]) -> float:
    if not before or not after or before & after:
        return 1.0
    pairs = {frozenset({a, b}) for a in before for b in after}
    if any(pair in pairs for pair in _OPPOSED):
        return 0.5
    if any(pair in pairs for pair in _STEPS):
        return 0.7
    return 0.92


def _ends_with(a: Term, b: Term) -> bool:
    """The one is a plan, and the other a compound that ends in it: plan för kompetensförsörjning, …plan."""
    short, long = sorted((a, b), key=lambda term: len(term.word))
    if short.kind not in _EMPTY or long.kind != "content":
        return False
    return _stem(long.word).endswith(_stem(short.word)) or long.word.endswith(short.word)


def _by_parts(a: Term, b: Term) -> float:
    """How like two compounds are by what they begin and end with.

    What a compound begins with tells more than its end: a kompetensförsörjningsplan and a
    kompetensförsörjningsarbete are about one thing, a cykelplan and a trafikplan about two.
    """
    short, long = sorted((a.word, b.word), key=len)
    for beginning in dict.fromkeys((short, _stem(short))):
        if long.startswith(beginning) and len(beginning) >= _SHORTEST_PART:
            rest = long[len(beginning) :]
            if _empty(rest):
                return 0.9
            if _word(rest):
                return 0.5
    shared = _common(short, long)
    if shared >= 5:
        # What is left of both may begin with the s that joins.
        rests = (short[shared:], long[shared:])
        if all(_empty(rest) for rest in rests):
            return 0.85
        if shared >= 6 and all(_word(rest) for rest in rests):
            return 0.4
    return 0.25 if _same_end(a.word, b.word) else 0.0


def _empty(rest: str) -> bool:
    """Whether the last part of a compound adds nothing: -arbete, -s + plan, -process."""
    return any(_stem(form) in _empty_stems() for form in _joints(rest))


@lru_cache(maxsize=1)
def _empty_stems() -> frozenset[str]:
    return frozenset(_stem(word) for word, kind in _kinds().items() if kind in _EMPTY)


def _word(rest: str) -> bool:
    return any(len(form) >= _SHORTEST_PART and _known(form) for form in _joints(rest))


def _joints(rest: str) -> tuple[str, ...]:
    return tuple(rest[n:] for n in range(3) if len(rest) - n >= _SHORTEST_PART)


def _common(a: str, b: str) -> int:
    """How many letters two words have in common from their beginning."""
    return next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))


def _same_end(a: str, b: str) -> bool:
    """Two compounds end with the same word, one that tells something: simhall and sporthall."""
    shared = _common(a[::-1], b[::-1])
    return any(_known(a[-n:]) and not _empty(a[-n:]) for n in range(4, shared + 1))


def _misprint(a: Term, b: Term) -> bool:
    """One letter differs in a long word, and not both are words that there are."""
    if min(len(a.word), len(b.word)) < 7 or "name" in (a.kind, b.kind):
        return False
    from rapidfuzz.distance import OSA

    return OSA.distance(a.word, b.word, score_cutoff=1) <= 1 and not (_known(a.word) and _known(b.word))


@lru_cache(maxsize=1 << 16)
def _term(token: str) -> Term:
    bare = token.strip("-")
    if _kind(bare) == "function":
        return Term(bare, "function", bare)
    lemma = _lemma(bare)
    canonical = _synonyms().get(bare) or _synonyms().get(lemma) or lemma
    kind: Kind = next((k for k in (_kind(canonical), _kind(lemma), _kind(bare)) if k != "content"), "content")
    return Term(canonical, kind, lemma)


@lru_cache(maxsize=1 << 16)
def _stem(word: str) -> str:
    """A word without what makes a verb or a noun of it: kartlägga, kartläggning → kartlägg."""
    for ending in (
        "eringen",
        "ering",
        "era",
        "ningar",
        "ning",
        "ande",
        "ingar",
        "ing",
        "are",
        "het",
        "a",
        "e",
    ):
        if word.endswith(ending) and len(word) - len(ending) >= 5:
            return word[: -len(ending)]
    return word


@lru_cache(maxsize=1 << 16)
def _lemma(word: str) -> str:
    if _kind(word) != "content" or word in _synonyms() or word in _stood_for():
        return word
    import simplemma

    if not simplemma.is_known(word, lang="sv"):
        return _ENDING.sub("", word)
    lemma: str = simplemma.lemmatize(word, lang="sv")
    return lemma.casefold()


@lru_cache(maxsize=1 << 16)
def _known(word: str) -> bool:
    import simplemma

    return bool(simplemma.is_known(word, lang="sv"))


@lru_cache(maxsize=1)
def _kinds() -> dict[str, Kind]:
    return {fold(row["word"]): row["kind"] for row in read_table("stopwords.csv")}  # type: ignore[misc]


def _kind(word: str) -> Kind:
    return _kinds().get(word, "content")


@lru_cache(maxsize=1)
def _synonyms() -> dict[str, str]:
    return {fold(row["word"]): fold(row["stands_for"]) for row in read_table("synonyms.csv")}


@lru_cache(maxsize=1)
def _stood_for() -> frozenset[str]:
    return frozenset(_synonyms().values())


@lru_cache(maxsize=1)
def _phrases() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for phrase, canonical in _synonyms().items():
        tokens = tuple(words(phrase))
        if len(tokens) > 1:
            found.setdefault(_head(tokens[0]), []).append((tokens, canonical))
    for several in found.values():
        several.sort(key=lambda pair: -len(pair[0]))
    return found


def _phrase(
    tokens: list[str], i: int, phrases: dict[str, list[tuple[tuple[str, ...], str]]]
) -> tuple[int, str]:
    """How many words from the i-th are a phrase of the table, and what it stands for."""
    for phrase, canonical in phrases.get(_head(tokens[i]), ()):
        found = tokens[i : i + len(phrase)]
        if len(found) == len(phrase) and all(
            _head(a) == _head(b) for a, b in zip(found, phrase, strict=True)
        ):
            return len(phrase), canonical
    return 0, ""


@lru_cache(maxsize=1 << 14)
def _head(word: str) -> str:
    """A word as the table of phrases knows it: the lemma of what may be inflected."""
    return word if word.endswith("-") or len(word) < 3 else _lemma(word)


@lru_cache(maxsize=2048)
def _vector(text: str) -> dict[str, float]:
    counts = Counter(word[:9] for word in words(text) if len(word) > 3 and _kind(word) == "content")
    return {word: 1 + math.log(count) for word, count in counts.items()}


@lru_cache(maxsize=2048)
def _vector_words(text: str) -> frozenset[str]:
    return frozenset(form for word in words(text) if len(word) > 2 for form in (word, _term(word).word))
