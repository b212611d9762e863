"""Sentences that state the status of the item itself, told from other prose before any is judged."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from tertial.wording.cells import cell
from tertial.wording.readings import expand, plain, skip_marks
from tertial.wording.told import plain_status

_ELSEWHERE: Final = (
    r"\b(?:ska|skall|bör|måste|(?<!bedöms )(?<!betraktas )(?<!räknas )(?<!ses )(?<!anses )som"
    r"|avser|innan|när|är att)\b"
)
"""After these a status is ordered, or said of something else."""
_SENTENCE_SUBJECT: Final = (
    r"(?:(?:detta|det|samtliga|kommunfullmäktiges|fullmäktiges|nämndens|hela) )?"
    r"(?:uppdrag(?:et|en)?|del(?:uppdraget|målet)|mål(?:et|en|sättningen)?|nämndmålet|aktivitet(?:en|er|erna)|"
    r"åtgärd(?:en|erna)|beslut(?:et|en)|arbetet|satsningen|projektet|ärendet|motionen|insatsen|åtagandet|indikatorn)"
)


@lru_cache(maxsize=1)
def _sentence_pattern() -> re.Pattern[str]:
    word = expand(
        r"(?:{done}|{met}|{begun}|pågår|pågående|fortsätter|fortgår|fortskrider|löper|vilande|vilar|pausa[td]s?|utgår|"
        r"avbrut(?:en|et)|avbryts|återkallat|upphävt|ersatt|ersätts|avvaktar|framskjutet|under arbete|"
        r"genomföras|slutföras|uppfyllas|uppnås|verkställas|avslutas|färdigställas|påbörjas|startas?|bedömas|"
        r"(?:upp)?nåddes|uppfylldes|infria(?:des|ts|s)|genomfördes|slutfördes|verkställdes|färdigställdes|"
        r"avslutades|påbörjades|försena[td]|enligt plan|avskriv(?:et|its))"
    )
    return re.compile(
        rf"(?:{_SENTENCE_SUBJECT}\b(?:(?!{_ELSEWHERE})[^.!?\n]){{0,90}}?\b{word}\b"
        rf"|(?:bedöms|beräknas|förväntas|är|har|kommer att|blir) "
        rf"(?:(?:inte|ej|delvis|helt|redan|nu|att|bli|vara) ){{0,4}}{word}\b"
        r"|(?:vi|nämnden|kommunen|förvaltningen|verksamheten) (?:har |kommer )?(?:inte )?(?:att )?"
        r"(?:når|nådde|nått|nå|klarar|klarade|klarat|klara) (?:inte |ej )?(?:helt |delvis |upp till )?"
        r"(?:sitt |sina |vårt |våra |års)?mål(?:et|en)?\b)"
    )


@lru_cache(maxsize=2048)
def sentence(text: str) -> bool:
    """Whether the first sentence of `text` states the status of the uppdrag, mål or aktivitet itself."""
    start = skip_marks(text)
    return _sentence_pattern().match(plain(text[start : start + 300])) is not None


def states_only(text: str) -> bool:
    """Whether a text is a status and no more, in a word or in a sentence: `klart`, `uppdraget är vilande`."""
    if cell(text) is not None:
        return True
    return not _PARTED.search(text) and sentence(text) and plain_status(text) is not None


_PARTED: Final = re.compile(r"[,;]")
"""What parts a status from what else is told: "arbetet pågår, samråd hölls i oktober"."""
