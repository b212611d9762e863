"""What stands around a noun of the item: whether it makes it another's, another thing's or only a part."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

from tertial.assessment.lexicon import Unit, word_list
from tertial.assessment.sentence import LIGHT, Sentence
from tertial.swedish.dates import MONTHS
from tertial.swedish.words import words

_OWNER: Final = re.compile(
    r"(?!läns)\w*(?:fullmäktiges|nämndens|styrelsens|förvaltningens|kontorets|enhetens|verksamhetens|avdelningens)"
    r"|kommunens|stadens|årets|periodens|dagens|mandatperiodens"
)
"""Whose an item may be; what belongs to somebody else is another."""
NARROWED: Final = 0.95
_ANYWHERE: Final = re.compile(
    r"kommunen|nämnden|förvaltningen|verksamheten|staden|stort|helhet|år|fjol|dag|sig|sin|sitt|form|fråga|hela|"
    r"våras|höstas|vintras|somras|början|slutet|\d+|"
    r"januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december"
)
"""What "i" may lead to without making a product that of one place."""
ABOUT: Final = frozenset({"med", "kring", "för", "gällande", "avseende", "rörande", "om", "runt", "angående"})
"""Prepositions after "arbetet" that tell what work it is."""
_WHERE: Final = frozenset(
    {
        "i",
        "på",
        "inom",
        "vid",
        "under",
        "från",
        "tillsammans",
        "genom",
        "enligt",
        "hos",
        "mellan",
        "över",
        "utifrån",
        "efter",
        "inför",
        "sedan",
        "och",
        "samt",
    }
)
"""What begins the words of place, time and manner after an object."""
OF: Final = ABOUT | {"av", "till"}
_IN_PARTS: Final = word_list("parts counted") | {"samtliga", "kommunens", "alla", "våra", "övriga"}
_DECIDE: Final = frozenset({"fullmäktige", "nämnden", "styrelsen", "utskottet", "politiken"})
"""Those to whom a matter is brought: "redovisningen till fullmäktige"."""
_NEUTRAL: Final = word_list("neutral adjectives")
_COUNTS: Final = word_list("counts")
_ORDINALS: Final = word_list("ordinals")
_SAME: Final = frozenset(
    {"detta", "denna", "frågan", "uppdraget", "målet", "planen", "aktiviteten", "åtgärden", "beslutet"}
)
_MANNER: Final = re.compile(
    r"viss|tids?plan\w*|plan(?:en|ering\w*)?|försen\w+|avvikelse\w*|full|fart|kraft|anledning|samtliga|start|fokus|"
    r"extern\w*|konsult\w*"
)


_AMOUNT: Final = re.compile(
    r"högst|minst|lägst|under|över|procent|promille|veckor|dagar|dygn|timmar|minuter|månader|kronor|\d+|"
    r"två|tre|fyra|fem|sex|sju|åtta|nio|tio|elva|tolv|tjugo|trettio"
)
"""What "målet om" may name of a figure without being about anything else."""
_OWN: Final = frozenset({"egen", "eget", "egna"})


def pointed_out(field: list[Unit], i: int) -> bool:
    """Whether the word before a noun points to another: "det uppdraget", "bolagets uppdrag"."""
    if not i:
        return False
    before = field[i - 1]
    if i > 1 and before.text in _OWN:
        before = field[i - 2]  # "polisens egen kartläggning"
    if before.text in {"det", "den"}:
        return field[i].text.endswith(("et", "en"))
    genitive = len(before.text) > 5 and before.text.endswith("s") and not before.cues
    return genitive and not before.board and _OWNER.fullmatch(before.text) is None


def owned(before: Unit) -> bool:
    """Whether a word makes what follows that of somebody who is no board: "elevhälsans", "skolornas"."""
    genitive = len(before.text) > 5 and before.text.endswith("s") and before.text.isalpha()
    return genitive and not before.cues and not before.board and _OWNER.fullmatch(before.text) is None


def counted(sentence: Sentence, before: list[Unit]) -> bool:
    """Whether what stands before a noun counts some of many: "tre", "flera"; never the title's own number."""
    counts = {unit.text for unit in before if unit.text in _COUNTS or unit.text.isdigit()}
    return bool(counts - sentence.about.numbers)


def one_of_several(sentence: Sentence, before: list[Unit]) -> bool:
    """Whether an ordinal that the title does not have singles out one: "första gruppen"."""
    return any(unit.text in _ORDINALS and not sentence.about.about(unit.text) for unit in before)


def set_apart(sentence: Sentence, before: list[Unit]) -> bool:
    """Whether an adjective singles out another of the kind: "den geotekniska utredningen"."""
    if len(before) < 2 or before[-2].text not in {"den", "det", "de"} or before[-1].cues:
        return False
    adjective = before[-1].text
    return adjective not in _NEUTRAL and not sentence.about.about(adjective)


def foreign(sentence: Sentence, rest: list[Unit]) -> bool:
    """Whether "av", "om" or "för" after a noun of the title makes it that of something else."""
    if len(rest) < 2 or rest[0].text not in OF:
        return False
    named: list[str] = []
    for unit in rest[1:]:
        if (unit.cues and not unit.has("another")) or unit.heads or unit.text == ",":
            break
        named.append(unit.text)
    if any(word in _ORDINALS and not sentence.about.about(word) for word in named):
        return True
    if numbered(sentence, rest):
        return True
    content = [word for word in named if len(word) > 3 and not _MANNER.fullmatch(word)]
    content = [word for word in content if not _YEARS.fullmatch(word)]
    content = [word for word in content if not _AMOUNT.fullmatch(word)]  # "målet om högst fem procent"
    if rest[0].text == "av" and named[:1] and named[0] in {"dem", "dessa"}:
        return True
    if not content or rest[1].board or rest[1].text in _DECIDE or _SAME.intersection(named):
        return False
    if _IN_PARTS.issuperset(content):
        return False
    return not sentence.about.names(" ".join(content)) and not any(map(sentence.about.noun, content))


def of_parts(sentence: Sentence, rest: list[Unit]) -> bool:
    """Whether it is told for which places a thing is done: "kartläggning av samtliga förskolor"."""
    if len(rest) < 2 or rest[0].text not in OF:
        return False
    named = [unit.text for unit in rest[1:4] if unit.text in word_list("parts counted")]
    return bool(named) and not sentence.about.names(" ".join(named))


_ABOUT: Final = frozenset({"om", "gällande", "avseende", "rörande", "angående", "kring", "beträffande"})


def about_another(sentence: Sentence, units: list[Unit]) -> bool:
    """Whether "om" or "kring" after "målet" or "uppdraget" tells of another matter than the title's."""
    named = units[1:2] and units[1].text in _ABOUT
    return bool(named) and bool(sentence.about.stems) and foreign(sentence, units[1:])


def numbered(sentence: Sentence, between: list[Unit]) -> bool:
    """Whether a number tells that it is another of the name: "Kvarnen 5" for "Kvarnen 3"."""
    figures = set(re.findall(r"\d+", sentence.matter.title))
    named = sentence.about.names
    return bool(figures) and any(
        unit.text.isdigit() and unit.text not in figures and named(before.text)
        for before, unit in pairwise(between)
    )


_A_TIME: Final = re.compile(
    rf"\d+\S*|{'|'.join(MONTHS)}|(?:vår|höst|sommar|vinter)(?:en|n)?|våras|höstas|somras|vintras|fjol|år|året|"
    r"början|slutet|mitten|tid|tiden|perioden"
)


def a_time(word: str) -> bool:
    """Whether a word after "i" or "på" names a time and no place: "november", "början"."""
    return _A_TIME.fullmatch(word) is not None


def of_past_years(sentence: Sentence, rest: list[Unit]) -> bool:
    """Whether a product is that of years gone by, which is there already: "planen för 2016–2019", in 2019."""
    named = next((unit.text for unit in rest[:3] if unit.text not in _FOR_YEARS), "")
    span = _SPAN.fullmatch(named)
    year = sentence.matter.year
    if span is None or year is None or span["first"] in sentence.matter.title:
        return False
    return int(span["first"]) < year - 1


_FOR_YEARS: Final = frozenset({"för", "år", "åren", "perioden"})
_SPAN: Final = re.compile(r"(?P<first>(?:19|20)\d\d)[–-](?:(?:19|20)?\d\d)")
_YEARS: Final = re.compile(rf"{_SPAN.pattern.replace('?P<first>', '?:')}|åren|perioden")


def anywhere(word: str) -> bool:
    """Whether a place is the whole of what a report is about: "kommunen", "nämnden"."""
    return _ANYWHERE.fullmatch(word) is not None


def with_another(sentence: Sentence, rest: list[Unit]) -> bool:
    """Whether it is done with somebody else than the title says: "avtal har tecknats med regionen"."""
    if len(rest) < 2 or rest[0].text != "med" or "med" not in words(sentence.matter.title):
        return False
    return rest[1].text.isalpha() and not rest[1].cues and not sentence.about.names(rest[1].text)


def in_some_places(sentence: Sentence, rest: list[Unit]) -> bool:
    """Whether it is done in so many places, which the title does not count: "satts upp hos 120 kunder"."""
    if len(rest) < 3 or rest[0].text not in {"i", "på", "hos", "vid"} or not rest[2].text.isalpha():
        return False
    if rest[2].text == "av":
        return False  # "på fyra av sju enheter" is a share of them all
    if rest[1].text.isdigit() and (len(rest[1].text) > 3 or rest[2].text in MONTHS):
        return False
    return counted(sentence, rest[1:2]) and not a_time(rest[2].text) and not _LASTS.match(rest[2].text)


_LASTS: Final = re.compile(
    r"(?:dag|veck|månad|år|termin|omgång|steg|etapp|exemplar|del|läsår|timm|dygn|fall)"
)


def narrowed(sentence: Sentence, rest: list[Unit]) -> bool:
    """Whether a genitive takes only some of what the title names: "inventeringen av tätortens lekplatser"."""
    if len(rest) < 3 or rest[0].text not in OF or rest[1].cues or rest[1].heads or rest[1].board:
        return False
    owner = rest[1].text
    whose = len(owner) > 4 and owner.endswith("s") and _OWNER.fullmatch(owner) is None
    return whose and not sentence.about.names(owner)


def elsewhere(sentence: Sentence, rest: list[Unit]) -> bool:
    """Whether a product is only that of one place, which the title does not name: "planen på Ekskolan"."""
    if len(rest) < 2 or rest[0].text not in {"i", "på", "vid"}:
        return False
    place = rest[1]
    if rest[0].text == "i" and (place.cues or place.heads or place.board or _ANYWHERE.fullmatch(place.text)):
        return False
    return not sentence.about.about(place.text)


def in_one_place(sentence: Sentence, index: int) -> bool:
    """Whether a clause opens with one of several places: "På Tallmon är installationen klar"."""
    units = sentence.clauses[index].units
    if len(units) < 3 or units[0].text not in _AT or not units[1].text.isalpha():
        return False
    place = units[1]
    if place.board or place.cues or place.heads or place.text in _ALL_OF_IT or units[2].text == "av":
        return False  # "i två av tre byar" is a share of them all
    if _ANYWHERE.fullmatch(place.text):
        return False
    named = sentence.about.about(place.text)
    return not _TIMES.match(place.text) and (not named or " och " in sentence.matter.title)


def pointed_place(sentence: Sentence, index: int) -> bool:
    """Whether a clause opens with a place that was spoken of: "I den gruppen …", "Där har vi inte börjat"."""
    units = sentence.clauses[index].units
    said = [unit for unit in units if unit.text.isalpha()]
    if said and "där" in {said[0].text, said[-1].text}:
        return True
    if len(units) < 3 or units[0].text not in _AT | {"inom", "hos"} or units[1].text not in _THAT:
        return False
    return _PLACE.fullmatch(units[2].text) is not None and sentence.noun(units[2]) is None


_THAT: Final = frozenset({"den", "det", "de", "dessa", "denna", "detta"})
_PLACE: Final = re.compile(r"(?!fråga|del|sak|avseende|läge|nämnd|kommun|år)\w{4,}(?:en|et|na|an)")
_AT: Final = frozenset({"i", "på", "runt", "kring", "vid"})
_ALL_OF_IT: Final = frozenset(
    {
        "alla",
        "samtliga",
        "hela",
        "båda",
        "stort",
        "och",
        "sin",
        "den",
        "det",
        "samma",
        "nuvarande",
        "dagens",
        "denna",
    }
)
_TIMES: Final = re.compile(
    rf"(?:\d|(?:{'|'.join(MONTHS)})\b|år|höst|vår|sommar|vinter|fjol|dag|början|slutet|mitten|samband|grunden|"
    r"nuläget|praktiken|huvudsak|korthet|förväg|efterhand|sammanträdet|mötet|senaste|detta|skrivande|"
    r"rapporten|övrigt)"
)
"""What stands after "i" or "på" and is no place."""


def of_something_else(sentence: Sentence, rest: list[Unit]) -> bool:
    """Whether "sin del" goes on to be a part of another thing: "… av utredningen"."""
    return len(rest) > 1 and rest[0].text in {"av", "i"} and sentence.noun(rest[1]) is None


def fits(sentence: Sentence, words: list[str]) -> bool:
    """Whether what follows "arbetet med" is about what the title is about."""
    about = sentence.about.about
    content = [word for word in words if len(word) > 3 and (not _MANNER.fullmatch(word) or about(word))]
    if not content or not sentence.about.stems or _SAME.intersection(words):
        return True
    named = any(sentence.about.target(word) or _is_made(sentence, word) for word in content)
    return (named or about(" ".join(content))) and not (
        _done_to_another(sentence, words) or _of_another(sentence, words)
    )


def _is_made(sentence: Sentence, word: str) -> bool:
    """Whether a word is what the title orders made: "taxan" for "bibliotekstaxan"."""
    noun = sentence.about.noun(word)
    return noun is not None and noun.product


def _of_another(sentence: Sentence, words: list[str]) -> bool:
    """Whether "för" or "om" after the title's noun makes it another's: "taxor för hamnen" for bygglov."""
    about = sentence.about
    for word, joint, *rest in (words[i:] for i in range(len(words) - 2)):
        if joint in {"för", "om", "kring"} and about.about(word):
            named = [w for w in rest[:3] if len(w) > 3 and w.isalpha() and w not in LIGHT]
            content = [w for w in named if not _MANNER.fullmatch(w) and _ANYWHERE.fullmatch(w) is None]
            return rest[0] != "att" and bool(content) and not about.names(" ".join(content))
    return False


def _done_to_another(sentence: Sentence, words: list[str]) -> bool:
    """Whether the title's own verb is followed by another object: "märkningen av badplatser" for stigar."""
    about = sentence.about
    at = next((i for i, word in enumerate(words) if about.doing(word)), None)
    if at is None:
        return False
    named: list[str] = []
    for word in words[at + 1 :]:
        if word in _WHERE or (word in OF and word != "av"):
            break
        if len(word) > 3 and word.isalpha() and word not in LIGHT:
            named.append(word)
    content = [word for word in named if not _MANNER.fullmatch(word)]
    return bool(content) and not about.names(" ".join(content))
