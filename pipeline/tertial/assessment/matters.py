"""What an item is about, as far as a sentence can name it: the nouns that stand for the item itself."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from tertial.assessment.lexicon import word_list
from tertial.assessment.orders import order_verbs, ordered, regular_forms, verb, verb_forms, verbal_nouns
from tertial.assessment.statement import CONFIDENCE
from tertial.resources import read_table
from tertial.swedish.words import words
from tertial.vocabulary import Kind

_CODE: Final = re.compile(r"^\W*(?:[A-ZÅÄÖa-zåäö]{0,4}[ .:-]?\d[\d.:/-]*[a-z]?[.:)]?\s+)+")
"""A number or code before a title: "22-03", "4.1", "U12"."""
_STOP: Final = word_list("too common")
_ENDINGS: Final = re.compile(
    r"(?:ernas|arnas|ornas|erna|arna|orna|ens|ets|ers|ars|en|et|er|ar|or|na|s|n|t|a|e)$"
)
_EACH: Final = (
    "erna",
    "arna",
    "orna",
    "ens",
    "ets",
    "ers",
    "ars",
    "en",
    "et",
    "er",
    "ar",
    "or",
    "na",
    "s",
    "n",
    "t",
    "a",
)
_COUNTS: Final = word_list("counts")
_PREPOSITIONS: Final = word_list("ends a phrase")


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun that stands for the item."""

    confidence: float
    product: bool = False
    """It is what the title orders made, so that "antagen" or "byggd" says that the item is done."""
    complement: bool = False
    """What it is about must be checked: "arbetet med att byta skyltar"."""
    action: bool = False
    """It is the title's verb as a noun: "kartläggningen"."""

    @property
    def own_matter(self) -> bool:
        """It is taken from the title, so that "av", "om" or "för" something else makes it another."""
        return self.product or self.action


@dataclass(frozen=True, slots=True)
class Profile:
    """The nouns of one title."""

    kind: Kind
    stems: frozenset[str]
    """Stems of its content words."""
    products: frozenset[str]
    """Head nouns of what is to be made."""
    actions: frozenset[str]
    """Noun forms of its verb: kartläggning for "Kartlägg …"."""
    project: bool
    targets: frozenset[str] = frozenset()
    """Head nouns of what the title's verb is to be done to: lokaler for "Kartlägg tomma lokaler"."""
    verb_forms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Forms of the title's own verb that tell that it is done, each with what it may be in grammar."""
    roots: frozenset[str] = frozenset()
    """Roots of its content words, for nouns in -a: tax for "taxorna"."""
    every: bool = False
    """The title says that it is all of them: "alla", "samtliga"."""
    numbers: frozenset[str] = frozenset()
    """What the title counts: två for "Anställ två lärare"."""
    launch: bool = False
    """It orders something opened or started, which is done when that starts."""
    event: bool = False
    """It orders something held, which is done when that "har hållits"."""
    opening: str = ""
    """The stem of the verb that it opens with."""
    nouns: frozenset[str] = frozenset()
    """Its long words, whose last part may stand for them: "planen" for "i en lokalförsörjningsplan"."""
    renews: bool = False
    """It orders something made anew that is there already: "Revidera planen"."""
    trial: bool = False
    """It orders a trial: "på försök", "som pilot"."""

    def doing(self, word: str) -> bool:
        """Whether `word` is a form of the title's own verb, or its noun: "märkningen" for "Märka …"."""
        if any(word.startswith(action) for action in self.actions) or word in self.verb_forms:
            return True
        if self.opening.endswith("er") and _LATIN.fullmatch(word.removeprefix(self.opening[:-2])):
            return True
        return bool(self.opening) and _VERBAL.fullmatch(word.removeprefix(self.opening)) is not None

    def names(self, text: str) -> bool:
        """Whether `text` has a content word of the title, whole: "områden" is no "vattenskyddsområde"."""
        named = [word for word in words(text) if word not in _STOP]
        return any(
            _root(word) in self.roots or self.target(word) or _begins(stem(word), own)
            for word in named
            for own in self.stems
        )

    def target(self, word: str) -> bool:
        """Whether `word` is what the title's verb is to be done to."""
        own = forms(word)
        return any(
            own & forms(target) or any(len(form) >= 4 and target.endswith(form) for form in own)
            for target in self.targets
        )

    def noun(self, word: str, *, near: bool = False) -> Noun | None:
        """What `word` is to the item, or None where it is something else.

        Args:
            near: What only shares a word with the title, or is what comes of any order, stands for it too.
        """
        return self._noun(word) or (Noun(_NEAR, product=True) if near and self._is_near(word) else None)

    def _is_near(self, word: str) -> bool:
        """Whether a definite noun is what comes of an order, or has a part of a word of the title."""
        if word in _RESULTS:
            return True
        if len(word) < 6 or not word.endswith(_DEFINITE) or _STEP.search(word) is not None:
            return False
        own = {form for form in forms(word) if len(form) >= 4}
        if any(noun.endswith(form) for noun in self.nouns for form in own):
            return True
        return any(
            len(stem_) >= 4
            and (word.startswith(stem_) or any(stem_.endswith((form, word[:4], word[:5])) for form in own))
            for stem_ in self.stems
        )

    def _noun(self, word: str) -> Noun | None:
        generic = _generic().get(word)
        if generic is not None and self.kind in generic[0]:
            return Noun(generic[1], complement=generic[2], action=word.startswith(_CARRYING_OUT))
        if self.project and re.fullmatch(r"(?:\w*)projekt(?:et)?", word):
            return Noun(0.9, product=self.launch)
        if self.trial and _OF_TRIAL.fullmatch(word):
            return Noun(0.9, action=True)
        for action in (action for action in self.actions if action in word):
            match = re.fullmatch(rf"(\w*){action}{_OF_WORK}", word)
            if match is not None and (not match[1] or self._has_part(match[1].rstrip("s"))):
                return Noun(0.8 if match[1] else 0.9, action=True)
        own = forms(word)
        if _OF_ACTION.search(word) and any(
            action.endswith(form) for action in self.actions for form in own if len(form) > _LONG
        ):
            return Noun(0.85, action=True)  # "granskningen" for "Kvalitetsgranska"
        for product in self.products:
            same = forms(product)
            if own & same:
                return Noun(0.9, product=True)
            if any(_ends(whole, form, word) for whole in same for form in own):  # "planen" for "grönytsplan"
                return Noun(_COMPOUND, product=True)
            for form in own:
                if (
                    len(product) >= 4
                    and form.endswith(product)
                    and self.about(form[: -len(product)].rstrip("s"))
                ):
                    return Noun(0.85, product=True)
        if self.products and word in word_list("turns: steg"):
            return Noun(_NEAR, action=True)  # the last step of what is made
        if self.launch and word == "verksamheten":
            return Noun(_NEAR, product=True)
        made = re.sub("arbetet?$", "", word)  # "planarbetet" for "Ny plan", "visionsarbete" for "Ny vision"
        if made != word and self.products and (made in _WRITING or self._makes(made)):
            return Noun(0.85, action=True)
        return None

    def _makes(self, made: str) -> bool:
        """Whether work is on what the title orders made: "plan" and "visions" before "arbetet"."""
        ends = (made, made.removesuffix("s"))
        return len(ends[1]) >= _SHORTEST and any(product.endswith(ends) for product in self.products)

    def _has_part(self, word: str) -> bool:
        """Whether a part of a compound is of the title: "bro" of "bron", "skol" of "grundskolan"."""
        if self.about(word) or any(word in forms(target) for target in self.targets):
            return True
        return len(word) >= 4 and any(own.endswith(word) for own in self.stems | self.roots)

    def about(self, text: str) -> bool:
        """Whether `text` shares a content word, or a part of a compound, with the title."""
        named = [word for word in words(text) if word not in _STOP]
        if any(_root(word) in self.roots for word in named):
            return True
        return any(_alike(stem(word), own) for word in named for own in self.stems)


@lru_cache(maxsize=4096)
def forms(word: str) -> frozenset[str]:
    """`word` as it stands, and without each ending that it may have; never shorter than three letters."""
    found = {word, stem(word)}
    found.update(word[: -len(end)] for end in _EACH if word.endswith(end) and len(word) - len(end) >= 3)
    if word.endswith(("nnen", "mmen", "mmet")):  # ombudsmannen, programmet
        found.add(word[:-3])
    if word.endswith("tret"):  # centret, registret
        found.add(word[:-3] + "er")
    return frozenset(found)


def stem(word: str) -> str:
    """`word` without its ending, never shorter than four letters."""
    if len(word) <= 4:
        return word
    if word.endswith(("mmet", "mmets", "mmen")):
        return word[: word.rindex("mm") + 1]
    cut = _ENDINGS.sub("", word)
    return cut if len(cut) >= 4 else word


_IN_A: Final = re.compile(r"(?<=\w{3})(?:ornas|orna|ors|or|ans|an|as|a)$")


def _root(word: str) -> str:
    """A noun without the endings of those in -a: tax for "taxa", "taxan" and "taxorna"."""
    return _IN_A.sub("", word)


def _begins(a: str, b: str) -> bool:
    short, long_ = (a, b) if len(a) <= len(b) else (b, a)
    return (long_.startswith(short) and len(short) >= 4) or (len(short) >= 7 and short[:7] == long_[:7])


def _alike(a: str, b: str) -> bool:
    if len(a) < 4 or len(b) < 4:
        return a == b
    short, long_ = (a, b) if len(a) <= len(b) else (b, a)
    if long_.startswith(short) and len(short) >= 4:
        return True
    if len(short) >= 5 and long_.endswith(short):
        return True
    return len(short) >= 7 and short[:7] == long_[:7]


@lru_cache(maxsize=1)
def _generic() -> dict[str, tuple[frozenset[str], float, bool]]:
    found: dict[str, tuple[frozenset[str], float, bool]] = {}
    for row in read_table("subjects.csv"):
        for form in row["forms"].split("|"):
            found[form] = (
                frozenset(row["kinds"].split("|")),
                float(row["confidence"]),
                row["complement"] == "title",
            )
    return found


def _ends(product: str, form: str, word: str) -> bool:
    """Whether a compound ends in a form of `word`; of three letters only where it is definite: "vägen"."""
    return product.endswith(form) and (len(form) >= 4 or (len(form) == 3 and len(word) >= 5))


@lru_cache(maxsize=512)
def profile(title: str, kind: Kind) -> Profile:
    """What a sentence under `title` may call the item."""
    bare = _CODE.sub("", title)
    title = ordered(bare)
    names = _names(bare)
    tokens = words(title)
    known = verb(title)
    regular = regular_forms(tokens[0]) if known is None and tokens else {}
    actions: set[str] = set()
    rest = tokens
    making = False
    if known is not None:
        actions.update(known[1])
        if known[0] in word_list("looked into"):
            actions.update(_LOOKED_INTO)
        making = known[2]
        rest = tokens[len(known[0].split()) :]
    products: set[str] = set()
    if making or (known is None and not regular and tokens and _nominal(tokens, kind)):
        products = _products(rest, names)
    if known is not None and not making and known[1]:
        making = False
    if products and known is None and kind is not Kind.MAL:
        actions.update(_BRINGING_IN)
    stems = frozenset(stem(word) for word in tokens if word not in _STOP and len(word) >= 3)
    if known is None and tokens:
        actions.update(verbal_nouns(tokens[0]), verbal_nouns(tokens[0], "".join(tokens[1:2])))
    targets = _targets(rest[1:] if known is None else rest, names) if known or regular else frozenset()
    if known is not None and known[0].startswith(_HIRING):
        targets |= {"tjänst"}
    if known is not None and known[0].startswith("upphandl"):
        products |= {"avtal"}
    if known is not None and "förslag" in known[0].split():
        targets |= {"förslag"}
    project = any(word.startswith("projekt") or "projekt" in word for word in tokens)
    return Profile(
        kind,
        stems,
        frozenset(products - {""}),
        frozenset(actions),
        project,
        targets=targets,
        verb_forms=verb_forms(known[0]) if known is not None else regular,
        roots=frozenset(_root(word) for word in tokens if word not in _STOP and len(word) > 3),
        every=not {"alla", "samtliga"}.isdisjoint(tokens),
        numbers=frozenset(tokens) & _COUNTS,
        launch=known is not None and known[0].startswith(_LAUNCH),
        event=known is not None and known[0].startswith(_EVENT),
        opening=_opening(tokens),
        nouns=frozenset(word for word in tokens if len(word) > _LONG),
        renews=known is not None and known[0].startswith(_RENEWING),
        trial=_TRIAL.search(title) is not None,
    )


_LOOKED_INTO: Final = ("utredning", "översyn", "genomgång")
"""Nouns that stand one for another where a matter is to be looked into."""
_OF_ACTION: Final = re.compile(r"n?ing(?:en)?$")
_LONG: Final = 9
_SHORTEST: Final = 4
_WRITING: Final = frozenset({"skriv", "framtagnings", "framtagande"})
"""What before "arbetet" is work on anything that is made."""
_OF_WORK: Final = r"(?:en|n|et|t|arna|erna)?(?:s?(?:arbetet|projektet|processen|insatsen|insatserna))?"
"""How a noun for what is done may end: "kartläggningen", "kartläggningsarbetet"."""
_TRIAL: Final = re.compile(
    r"\b(?:på (?:försök|prov)|som (?:pilot|försök)|pröva|prova|testa)\b|"
    r"(?:försöks|prov|pilot)(?:verksamhet|projekt)",
    re.IGNORECASE,
)
_OF_TRIAL: Final = re.compile(
    r"(?:prov|pilot)?(?:försöket|provet|testet|piloten|försöksverksamheten|pilotprojektet|provverksamheten)"
)
_NEAR: Final = CONFIDENCE.near
_COMPOUND: Final = CONFIDENCE.compound
_RESULTS: Final = word_list("results")
_DEFINITE: Final = ("en", "et", "na", "an", "ln", "rn")
_STEP: Final = re.compile(r"upphandl|projekter|förstud|samråd|remiss|enkät|workshop|rekryter|ansök|bygglov")
"""Parts of words for a step on the way, which may be over before the matter itself is."""
_CARRYING_OUT: Final = ("genomförande", "verkställ")
"""Nouns for doing the item, whatever it is: that it "har ägt rum" says that it is done."""
_BRINGING_IN: Final = (
    "införande", "implementering", "inrättande", "bildande", "utbyggnad", "utrullning", "omläggning",
)  # fmt: skip
"""What is done with a thing that a title only names: "Digitala lås"."""
_HIRING: Final = ("rekryter", "anställ")
"""Verbs of orders of which a post is made: "tjänsten är tillsatt"."""
_RENEWING: Final = (
    "revider", "uppdater", "aktualiser", "se över", "gör om", "göra om", "bygg", "renover", "rusta",
)  # fmt: skip
_LAUNCH: Final = ("starta", "öppna", "etablera", "inrätta", "lansera")
_EVENT: Final = ("genomför", "anordna", "arrangera", "håll", "ordna")
_VERBAL: Final = re.compile(r"(?:a|n?ing|n?ingen|ande|andet)")
_LATIN: Final = re.compile(r"(?:a[ts]ion|ion)(?:en|er|erna)?")
"""What makes a verb or its noun of a stem: "märk" and "ning"."""


def _opening(tokens: list[str]) -> str:
    """The stem of the verb that a title opens with: "märk" for "Märka" or "Märkning"."""
    if len(tokens) < 2:
        return ""
    first = re.sub(r"(?:n?ing|ande)$", "", tokens[0])
    if first != tokens[0]:
        return first if len(first) >= 3 else ""
    return tokens[0][:-1] if tokens[0].endswith("a") and len(tokens[0]) >= 4 else ""


_NOUN_END: Final = re.compile(
    r"(?:ning|ing|ande|ion|plan|policy|program|strategi|hall|skola|översyn|analys|väg|lokal|bad)(?:en|n|et|ar|er)?$"
)


def _nominal(tokens: list[str], kind: Kind) -> bool:
    """Whether a title without a known verb begins with a noun rather than with an unknown verb."""
    first = tokens[0]
    if first in {"ny", "nytt", "nya", "en", "ett"} or _NOUN_END.search(first) is not None:
        return True
    phrase = next((n for n, word in enumerate(tokens) if word in _PREPOSITIONS), len(tokens))
    said = not {"ska", "skall", "bör", "får", "kan", "är", "har"}.isdisjoint(tokens)
    if _MORE.fullmatch(first):
        return False
    return kind is not Kind.MAL and 0 < phrase <= _SHORT and not said and not _maybe_verb(first)


_MORE: Final = re.compile(
    r"\w{4,}are|fler|färre|bättre|högre|lägre|större|mindre|mer|goda?|gott|"
    r"(?:öka|stärk|minska|förbättra|utveckla|fördjupa|förstärk|bibehåll)(?:d|t|de|ta|na|en|et)"
)
"""Opens a title that says how things are to be, and orders nothing made: "Effektivare inköp"."""
_SHORT: Final = 3
"""Words of a title that is no more than the name of a thing: "Gemensam bilpool", "Reglemente för …"."""


def _maybe_verb(word: str) -> bool:
    """Whether a title's first word may be the verb of an order: those of the table, and all in -a."""
    if word in order_verbs():
        return True
    return (word.endswith("a") and not word.endswith(_ADJECTIVES)) or word in {"tala", "betala"}


_ADJECTIVES: Final = ("na", "ma", "ala", "iska", "liga", "iga", "bara", "ella")
"""Ends of words in -a that describe the noun after them: "Digitala lås".  "Betala" is another."""


def _targets(rest: list[str], names: frozenset[str]) -> frozenset[str]:
    """What a title's verb is to be done to: its head noun, or a definite noun before a name."""
    definite = rest[:1] if rest and rest[0].endswith(("en", "et", "erna", "arna")) else []
    return frozenset({*_products(rest, names), *definite} - {""})


_YEAR: Final = re.compile(r"(?:19|20)\d\d(?:\W+\d{2,4})?")


def _names(title: str) -> frozenset[str]:
    """The names in a title, folded: ekhaga in "Bygg en förskola i Ekhaga"; none where most words are so."""
    tokens = title.split()
    named = [word for word in tokens[1:] if _NAME.match(word)]
    return (
        frozenset(fold for word in named for fold in words(word))
        if 2 * len(named) < len(tokens)
        else frozenset()
    )


_NAME: Final = re.compile(r"[\"”'(]*[A-ZÅÄÖ][a-zåäö]")


def _products(rest: list[str], names: frozenset[str] = frozenset()) -> set[str]:
    found: set[str] = set()
    phrase: list[str] = []
    for n, word in enumerate(rest):
        if word in names and phrase:  # "Bygg cykelväg Ekby-Holm"
            continue
        if word in _PREPOSITIONS and not (word == "över" and rest[n + 1 : n + 2] and rest[n + 1].isdigit()):
            break
        if word in {"och", "samt", "eller"}:
            if rest[n - 1].endswith("-"):  # "gång- och cykelväg"
                phrase = phrase[:-1]
                continue
            if phrase:
                found.add(phrase[-1])
            phrase = []
            continue
        if not _YEAR.fullmatch(word):  # "Plan 2022–2026" is a plan
            phrase.append(word)
    if phrase:
        found.add(phrase[-1])
    return {word for word in found if len(word) >= 3 and word not in _STOP}
