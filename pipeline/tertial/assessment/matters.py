"""What an item is about, as far as a sentence can name it: the nouns that stand for the item itself."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from tertial.assessment.lexicon import word_list
from tertial.assessment.statement import CONFIDENCE
from tertial.assessment.stems import alike, begins_alike, ends_compound, forms, root, stem
from tertial.resources import read_table
from tertial.swedish.words import words
from tertial.vocabulary import Kind

TOO_COMMON: Final = word_list("too common")
_IMPLIED: Final = 0.88
"""How surely what no title names is the item; a status cell that says otherwise goes before it."""


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
    alters: bool = False
    """It orders something done to what there is: "Bygg ut skolan"."""
    trial: bool = False
    """It orders a trial: "på försök", "som pilot"."""
    implied: frozenset[str] = frozenset()
    """Those of the products that it does not name: avtal for "Upphandla skolmat"."""

    def doing(self, word: str) -> bool:
        """Whether `word` is a form of the title's own verb, or its noun: "märkningen" for "Märka …"."""
        if any(word.startswith(action) for action in self.actions) or word in self.verb_forms:
            return True
        if self.opening.endswith("er") and _LATIN.fullmatch(word.removeprefix(self.opening[:-2])):
            return True
        return bool(self.opening) and _VERBAL.fullmatch(word.removeprefix(self.opening)) is not None

    def names(self, text: str) -> bool:
        """Whether `text` has a content word of the title, whole: "områden" is no "vattenskyddsområde"."""
        named = [word for word in words(text) if word not in TOO_COMMON]
        return any(
            root(word) in self.roots or self.target(word) or begins_alike(stem(word), own)
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
            action.endswith(form) for action in self.actions for form in own if len(form) > LONG
        ):
            return Noun(0.85, action=True)  # "granskningen" for "Kvalitetsgranska"
        for product in self.products:
            same = forms(product)
            if own & same:
                return Noun(_IMPLIED if product in self.implied else 0.9, product=True)
            if any(
                ends_compound(whole, form, word) for whole in same for form in own
            ):  # "planen" for "grönytsplan"
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
        # "planarbetet" for "Ny plan", "visionsarbete" for "Ny vision"
        made = re.sub("arbetet?$", "", word) if "arbete" in word else word
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
        named = [word for word in words(text) if word not in TOO_COMMON]
        if any(root(word) in self.roots for word in named):
            return True
        return any(alike(stem(word), own) for word in named for own in self.stems)


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


_OF_ACTION: Final = re.compile(r"n?ing(?:en)?$")
LONG: Final = 9
_SHORTEST: Final = 4
_WRITING: Final = frozenset({"skriv", "framtagnings", "framtagande"})
"""What before "arbetet" is work on anything that is made."""
_OF_WORK: Final = r"(?:en|n|et|t|arna|erna)?(?:s?(?:arbetet|projektet|processen|insatsen|insatserna))?"
"""How a noun for what is done may end: "kartläggningen", "kartläggningsarbetet"."""
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
_VERBAL: Final = re.compile(r"(?:a|n?ing|n?ingen|ande|andet)")
_LATIN: Final = re.compile(r"(?:a[ts]ion|ion)(?:en|er|erna)?")
"""What makes a verb or its noun of a stem: "märk" and "ning"."""
