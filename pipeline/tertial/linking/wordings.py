"""A title taken apart into words: the lemma of each, what it does there, and what it is a synonym of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from tertial.resources import read_table
from tertial.swedish.names import names
from tertial.swedish.words import fold, words

Kind = Literal[
    "function", "amount", "actor", "verb", "act", "generic", "instrument", "content", "name", "number"
]
"""What a word does. `act`: a verb that tells something (digitalisera); `instrument`: a plan or policy;
`number`: one that tells things apart (etapp 2)."""

# A number after one of these tells one thing from another (`etapp 2`); any other is an amount.
_NUMBERED: Final = frozenset(
    ("etapp", "del", "fas", "steg", "åk", "årskurs", "väg", "kvarter", "område", "§", "agenda")
)
_YEAR: Final = re.compile(r"(?:19|20)\d\d(?:[-/](?:19|20)?\d\d)?")
# Two places with a dash between them are two names.
_BETWEEN: Final = re.compile(r"(?<=[a-zåäö]{3})[-–](?=[A-ZÅÄÖ][a-zåäö])")
# Of a noun that the dictionary does not know.
_ENDING: Final = re.compile(
    r"(?<=\w{5})(?:arna|erna|orna|ena|en|et|ar|er|or|(?<=[eioy])(?<!io)n|(?<=[^lmr]a)n)?s?$"
)


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
    content: tuple[Term, ...]
    """The words that say what the matter is about."""
    keys: frozenset[str]
    """What the title is filed under, so that only titles with something in common are ever compared."""
    telling: frozenset[str]
    """The words that say what it is about."""
    names: tuple[Term, ...]
    """The names and numbers among them."""


@lru_cache(maxsize=1 << 15)
def _term(word: str, kind: Kind, lemma: str) -> Term:
    """The one Term of such a form, so that what is known of it is known in every title."""
    return Term(word, kind, lemma)


def wording(title: str) -> Wording:
    """A title taken apart into words with their lemma, kind and parts."""
    return _wording(title.strip())


@lru_cache(maxsize=1 << 13)
def _wording(title: str) -> Wording:
    title = _BETWEEN.sub(" ", title)
    capitals = names(title)
    phrases = _phrases()
    tokens = words(title)
    terms: list[Term] = []
    numbers: list[str] = []
    i = 0
    while i < len(tokens):
        size, canonical = _phrase(tokens, i, phrases)
        if size:
            stands = term_of(canonical)
            terms.append(_term(stands.word, stands.kind, " ".join(tokens[i : i + size])))
            i += size
            continue
        token = tokens[i]
        if kind_of(token) == "amount":
            numbers.append(token)
        elif token[0].isdigit():
            before = tokens[i - 1] if i else ""
            if before in _NUMBERED and not _YEAR.fullmatch(token):
                terms.append(_term(f"{before} {token}", "number", token))
            else:
                numbers.append(token)
        elif token in capitals and kind_of(token) == "content":
            name = token.removesuffix("s")
            terms.append(_term(name, "name", name))
        elif not (token in _NUMBERED and tokens[i + 1 : i + 2] and tokens[i + 1][0].isdigit()):
            terms.append(_as_verb(tokens, i) or term_of(token))
        i += 1
    kept = tuple(term for term in terms if term.kind != "function")
    key = tuple(stem(term.lemma) for term in kept) + tuple(numbers)
    content = tuple(term for term in kept if term.kind in ("content", "name", "number"))
    keys = frozenset(term.word[:5] for term in content)
    telling = frozenset(term.word for term in content)
    named = tuple(term for term in content if term.kind != "content")
    return Wording(kept, tuple(numbers), key, content, keys, telling, named)


def _as_verb(tokens: list[str], i: int) -> Term | None:
    """The word as what is to be done, where it begins a title that orders something: Avropa, Ersätt."""
    if i > 2 or (i and tokens[i - 1] not in ("och", "samt", "att")) or len(tokens) < 3:
        return None
    if "ska" in tokens or "skall" in tokens or kind_of(tokens[i]) != "content":
        return None
    term = term_of(tokens[i])
    if (
        term.kind != "content"
        or not term.lemma.endswith("a")
        or (term.lemma == tokens[i] and not _acts(term.lemma))
    ):
        return None
    return _term(term.word, "act", term.lemma)


def _acts(lemma: str) -> bool:
    """Whether a word in -a is a verb in the infinitive: its past tense is a word as well."""
    return any(known(lemma[:-1] + ending) for ending in ("ade", "de", "te")) or known(lemma + "de")


def plain(title: str) -> str:
    """A title folded to its letters and digits: what is identical here is identical without any thought."""
    return _plain(title)


@lru_cache(maxsize=1 << 12)
def _plain(title: str) -> str:
    return " ".join(words(title))


@lru_cache(maxsize=1 << 13)
def term_of(token: str) -> Term:
    """A word as it is compared."""
    bare = token.strip("-")
    if kind_of(bare) == "function":
        return _term(bare, "function", bare)
    lemma = lemma_of(bare)
    canonical = _synonyms().get(bare) or _synonyms().get(lemma) or lemma
    kind: Kind = next(
        (k for k in (kind_of(canonical), kind_of(lemma), kind_of(bare)) if k != "content"), "content"
    )
    return _term(canonical, kind, lemma)


@lru_cache(maxsize=1 << 13)
def stem(word: str) -> str:
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


@lru_cache(maxsize=1 << 13)
def lemma_of(word: str) -> str:
    """The lemma of a folded word; of a compound that no dictionary has, the word without its ending."""
    if kind_of(word) != "content" or word in _synonyms() or word in _stood_for():
        return word
    import simplemma

    if not simplemma.is_known(word, lang="sv"):
        return _ENDING.sub("", word)
    lemma: str = simplemma.lemmatize(word, lang="sv")
    return lemma.casefold()


@lru_cache(maxsize=1 << 13)
def known(word: str) -> bool:
    """Whether the dictionary has a word in this form."""
    import simplemma

    return bool(simplemma.is_known(word, lang="sv"))


@lru_cache(maxsize=1)
def kinds() -> dict[str, Kind]:
    """What words do that are no telling ones, by data/stopwords.csv."""
    return {fold(row["word"]): row["kind"] for row in read_table("stopwords.csv")}  # type: ignore[misc]


def kind_of(word: str) -> Kind:
    """What a word does in a title; `content` where it tells something."""
    return kinds().get(word, "content")


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


@lru_cache(maxsize=1 << 12)
def _head(word: str) -> str:
    """A word as the table of phrases knows it: the lemma of what may be inflected."""
    return word if word.endswith("-") or len(word) < 3 else lemma_of(word)
