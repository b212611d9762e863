"""Answers whether the item is done, and counts of how much of it is: "Ja.", "Tre av fem är klara."."""

from __future__ import annotations

import re
from typing import Final

from tertial.assessment.lexicon import heads, lower, word_list
from tertial.assessment.profiles import profile
from tertial.assessment.rules import Verdict
from tertial.assessment.statement import Matter
from tertial.swedish.sentences import LONGEST
from tertial.vocabulary import Deviation, Kind, Modality, Status

_ASKS: Final = re.compile(
    r"(?:kom vi (?:dit|fram)|(?:nådde|når|klarade|klarar|uppfyllde|uppfyller) "
    r"(?:vi|nämnden|kommunen) (?:målet|dit|det)|"
    r"(?:är|blev) (?:det|målet|uppdraget|beställningen|saken|löftet) "
    r"(?:klart?|uppfyllt|genomfört|uppnått|gjort|hållet|av)|"
    r"har (?:vi|ni|nämnden) (?:nått målet|klarat (?:det|målet)|gjort (?:det|vad) |"
    r"hållit (?:det|vad|löftet)|uppfyllt)|"
    r"(?:målet|uppdraget) (?:nått|uppnått|uppfyllt|genomfört))\b.*\?"
)
"""A question of the text whether the item is done."""
_TITLE_ASKS: Final = re.compile(r"(?:har|är|finns|blev|fick) .*\?")
_ANSWERS: Final = (
    (
        Status.GENOMFORT,
        0.8,
        re.compile(
            r"(?:ja|jo|jodå|absolut|visst)(?:,? (?:med råge|helt|fullt ut|får man väl säga|"
            r"det (?:gjorde|kom|är|har) vi|"
            r"det är det|det har det|det blev det|gott och väl|sedan [\w ]{2,30}))?"
        ),
    ),
    (Status.INTE_GENOMFORT, 0.75, re.compile(r"nej(?:,? (?:tyvärr|det gjorde vi inte|det är det inte))?")),
    (
        Status.DELVIS_GENOMFORT,
        0.8,
        re.compile(
            r"(?:nja, |ja, |jo, )?(?:nästan|(?:bara |endast )?delvis|till (?:viss|en) del|"
            r"till (?:vissa|stora) delar|"
            r"en (?:bra |god )?bit(?: på väg)?|inte (?:riktigt|helt|fullt ut)|i (?:stort sett|huvudsak)|"
            r"halvvägs|"
            r"i någon mån|inte ända fram)"
        ),
    ),
)


def asks(sentence: str) -> bool:
    """Whether a sentence of the text asks if the item is done: "Kom vi dit vi ville?"."""
    return _ASKS.fullmatch(lower(sentence).strip()) is not None


def title_asks(title: str) -> bool:
    """Whether a title is such a question: "Har skolmaten blivit svensk?"."""
    return _TITLE_ASKS.fullmatch(lower(title).strip()) is not None


def answer(sentence: str) -> list[Verdict]:
    """What a sentence answers that is no more than an answer."""
    low = lower(sentence).strip(" .!\"”'")
    for status, confidence, pattern in _ANSWERS:
        if pattern.fullmatch(low):
            return [Verdict("", status, Modality.UTFALL, Deviation.NONE, confidence)]
    return []


_NUMBER: Final = (
    r"(?:\d{1,4}|ingen|noll|en|ett|två|tre|fyra|fem|sex|sju|åtta|nio|tio|elva|tolv|tretton|fjorton|femton|sexton|"
    r"sjutton|arton|nitton|tjugo)"
)
_SHARE: Final = re.compile(
    rf"(?:hittills |nu |i dag )?(?:är )?(?P<some>{_NUMBER}) (?:(?P<before>\w+) )?"
    rf"av (?:de |totalt |våra |sina |kommunens )?"
    rf"(?P<all>{_NUMBER})(?: (?P<noun>[a-zåäö-]+?))??(?: (?:är|har blivit|står))?(?: nu| redan| helt)?"
    r"(?P<done> (?:klara?|klart|färdiga?|gjorda|på plats|i drift|ute|i mål|i hamn|"
    r"\w+(?:ade|ad|at|dda|gda|lda|rda|nda|sta|tta)))?"
)
_PERCENT: Final = re.compile(
    r"(?:hittills |nu |i dag )?(?:är )?(?:(?:cirka|ca|ungefär|drygt|knappt|omkring|över|nästan) )?"
    r"(?P<much>\d{1,3}) ?(?:%|procent) av (?:\w+ ){0,2}?(?P<noun>[a-zåäö-]+)(?: är| har blivit)?"
    r"(?: nu| redan)? (?P<done>[a-zåäö]+)"
)
_PARTED: Final = re.compile(r"\s*(?:[,;:.!?()]|(?<=\w)\s+(?=och |men |medan ))\s*")


def shares(sentence: str, matter: Matter, *, first: bool) -> list[Verdict]:
    """What a count says: "Tre av fem är klara" that it is partly done, "14 av 14 i drift" that it is done.

    Args:
        first: It opens its passage, so that a bare "Två av fyra" can be said of the item.
    """
    if matter.kind is Kind.MAL or len(sentence) > LONGEST or sentence.rstrip().endswith("?"):
        return []
    stretches = [part for part in _PARTED.split(" ".join(lower(sentence).split()).strip("•\"”'")) if part]
    for stretch in stretches[:1]:
        percent = _PERCENT.fullmatch(stretch)
        if (
            percent is not None
            and profile(matter.title, matter.kind).about(percent["noun"])
            and _finishes(percent["done"], matter)
        ):
            status = Status.GENOMFORT if percent["much"] == "100" else Status.DELVIS_GENOMFORT
            return [Verdict("", status, Modality.UTFALL, Deviation.NONE, 0.75)]
        match = _SHARE.fullmatch(stretch)
        if match is None or match["some"] in {"noll", "ingen", "0"}:
            continue
        worded = not match["some"].isdigit()  # "1 av 4" may be a grade or a page
        bare = match["done"] is None and match["noun"] is None and first and len(stretches) == 1 and worded
        noun = match["before"] or match["noun"] or ""
        if match["done"] is not None and not _finishes(match["done"].strip(), matter):
            continue
        if not bare and (match["done"] is None or not _own(noun, matter)):
            continue
        every = match["some"] == match["all"]
        status = Status.GENOMFORT if every else Status.DELVIS_GENOMFORT
        return [Verdict("", status, Modality.UTFALL, Deviation.NONE, 0.75)]
    return []


def _finishes(word: str, matter: Matter) -> bool:
    """Whether a participle tells that something is done, or is of the title's own verb: never "stängda"."""
    about = profile(matter.title, matter.kind)
    known = any(head.kind in {"done", "met", "product"} for head in heads().get(word, ()))
    if known or word in word_list("finished"):
        return True
    return (word in about.verb_forms or about.about(word)) and word not in word_list("unfinished")


def _own(noun: str, matter: Matter) -> bool:
    """Whether what is counted is what the title is about, or the places and parts that it falls into."""
    about = profile(matter.title, matter.kind)
    return not noun or noun in word_list("parts counted") or about.about(noun) or about.target(noun)
