"""What a paragraph opens with: the words that say what was ordered, and where they end."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache

from tertial.boards import Register
from tertial.parsers.decisions import SOMEBODY
from tertial.parsers.legends import is_legend
from tertial.parsers.outline import Line
from tertial.parsers.titles import like_title
from tertial.resources import read_table
from tertial.swedish.sentences import split
from tertial.swedish.words import fold

SHORTEST = 40
"""Characters; a shorter line is no paragraph but a name, a place or a date."""
LONGEST_TITLE = 250
_PLACEHOLDERS = {
    "{given}": (
        r"(?:\b(?:[Uu]ppdrogs?|uppdragits?|[Åå]lades?|ålagts?|[Aa]nmodades?|anmodats?|anbefall(?:ts|des)"
        r"|[Bb]egärdes?|begärt|ombads|ombetts|[Uu]ppmanades?|uppmanats?|tillsades|förelades)"
        r"|\b[Bb]esl(?:öts?|uta(?:de|des|ts?))\b.{0,60}?"
        r"\b(?:uppdra(?:ga)?|i uppdrag|ålägga|anmoda|uppmana)"
        r"|\b(?:[Gg]avs?|[Gg]ick|[Ff]ick|fått|erhöll|erhållit|ge?tts?|givits?|lämnades?)\b.{0,90}?"
        r"\b(?:(?:i|till) (?:uppdrag|uppgift)|uppdraget|uppgiften)|\b[Uu]ppdrag(?:et)? (?:till|åt))"
    ),
    "{about}": (
        r"(?:Beträffande|Vad gäller|När det gäller|Vad (?:som )?(?:beträffar|avser|rör|angår)|Vidkommande"
        r"|Rörande|Angående|Avseende|Gällande|I fråga om|Ifråga om|I ärendet om|I frågan om|Frågan om"
        r"|Frågan huruvida|Ärendet om|Ärendet angående)"
    ),
    "{nth}": (
        r"\(?(?:(?:K[FS]-?|[Ff]ullmäktiges )?[Uu]ppdrag(?:et)?|Punkt|Att-sats|KF)(?: nr\.?| nummer)? "
        r"\d+(?:[.:]\d+)*\)?"
    ),
    "{we}": r"(?:nämnden|styrelsen|vi|kommunen|\w+nämnden|kommunstyrelsen)",
    "{We}": r"(?:Nämnden|Styrelsen|Vi|\w+nämnden|[A-ZÅÄÖ][\w-]+ och \w+nämnden|Kommunstyrelsen)",
    "{verb}": (
        r"(?:har|hade|är|var|pågår|blev|blir|får|fick|kan|kunde|bedöms|anses|ansågs|kommer|kvarstår|vilar|återstår"
        r"|finns|saknas|väntas|beräknas|måste|inväntar|avvaktar|föreligger|skedde|fortsätter|fortgår|torde|planeras"
        r"|rullar|löper|fortlöper|fortskrider|framskrider|bedrivs|drivs|genomförs|slutförs|utförs|påbörjas|inleds|startar|återupptas|avförs|ersätts|försenas|dras|drar|dröjer|halkar|närmar|uppfylls|uppnås|nås|färdigställs|verkställs|slutredovisas|redovisas|återrapporteras|togs|sköts|ligger|föreslås|utgår|noteras|konstateras|gick|går|bör|ska|skall|gäller|antogs|står|anser|anses|menar|finner|bedömer|skulle"
        r"|\w{3,}(?:ades|[dt]es))"
    ),
}
_REFERENCE = re.compile(
    r"(?:§+\s*\d+(?:/\d+)?"
    r"|(?:(?:K[FfSs]|Kommunfullmäktige|Fullmäktige|Beslut|Prot)\.? )?(?:19|20)\d\d-\d\d-\d\d(?:,? § ?\d+)?"
    r"|\d{1,2}[.)]|[a-z]\))[\s,:.–-]+(?=\S)"
)
_CITED_LAST = re.compile(r"\s*\((?:[^()]*§[^()]*|[^()]*\d{4}[^()]*)\)\s*$")


_LEAD = re.compile(rf"\s*(?:[–—•*-]\s+)?(?:{_REFERENCE.pattern})?")
EXPLICIT = frozenset({"order", "has", "is", "the order", "named", "titled"})
"""Forms that say by their words that something was ordered."""


@dataclass(frozen=True, slots=True)
class Opening:
    """What a paragraph opens with, as offsets into its text."""

    form: str
    title: tuple[int, int]
    body: int
    """Where what is told of it begins."""
    start: int = 0


@lru_cache(maxsize=1)
def _patterns() -> dict[str, tuple[re.Pattern[str], ...]]:
    """The patterns of each form, in the order of the table."""
    found: dict[str, list[re.Pattern[str]]] = {}
    for row in read_table("prose_openings.csv"):
        pattern = row["pattern"]
        for name, words in _PLACEHOLDERS.items():
            pattern = pattern.replace(name, words)
        found.setdefault(row["form"], []).append(re.compile(pattern))
    return {form: tuple(patterns) for form, patterns in found.items()}


def opened(text: str, form: str) -> tuple[int, int] | None:
    """Where the title stands in a paragraph that opens in a form of prose_openings.csv; None elsewhere."""
    first = split(text)[0][1] if text else 0
    # An order is a sentence of its own; what is only named is parted from what is told of it.
    stretch = text[:first].rstrip(" .") if form in _SENTENCES else text
    for pattern in _patterns()[form]:
        found = pattern.match(stretch)
        if found is not None:
            start, end = found.span("title")
            return start, _whole(text[:first], start, end) if _VERB_NEXT in pattern.pattern else end
    return None


_SENTENCES = frozenset({"order", "has", "is", "must"})
"""Forms whose title goes on to the end of their sentence."""
_VERB_NEXT = f"(?={_PLACEHOLDERS['{verb}']}\\b)"
_VERB = re.compile(rf"\b{_PLACEHOLDERS['{verb}']}\b")
_NEXT_VERB = re.compile(rf"\s+{_PLACEHOLDERS['{verb}']}\b")
_CLAUSE = re.compile(
    r"(?:\w+a|få|se|över),? (?:om|huruvida)\b"
    r"|\b(?:huruvida|hur|som|där|vilk\w+|vad|varför|när|att det)\b"
)
"""What opens a clause that has a verb of its own: `utreda om det är möjligt …`."""


def _whole(sentence: str, start: int, end: int) -> int:
    """Where a title ends whose clauses have verbs of their own: at the first verb that none of them takes."""
    opened_at = start
    while True:
        clause = _CLAUSE.search(sentence, opened_at, end)
        if clause is None or re.search(r"[.,:;]", sentence[clause.end() : end]):
            return end
        verb = _NEXT_VERB.match(sentence, end)
        later = _NEXT_VERB.search(sentence, verb.end()) if verb is not None else None
        if later is None or re.search(r"[.,:;]", sentence[end : later.start()]):
            return end
        opened_at, end = end, later.start()


def openings_of(
    line: Line, register: Register, forms: Collection[str], board_ends: int = 0
) -> dict[str, Opening]:
    """All that a paragraph may open with, by form.

    Args:
        forms: Those that are asked for.
        board_ends: Where the text begins after the name of the board that answers.
    """
    if line.table is not None or line.separator or line.level or line.is_board:
        return {}
    named = line.label is None or line.label.role.name == "title"
    if len(line.text) < SHORTEST - 10 or is_legend(line.text) or not (named or board_ends):
        return {}
    lead = _LEAD.match(line.text, board_ends).end()  # type: ignore[union-attr]
    asked = [form for form in _patterns() if form in forms and (form in EXPLICIT or not line.listed)]
    return {form: o for form in asked if (o := _opening(line.text, lead, form, register)) is not None}


def later_openings(line: Line, register: Register, begins: Callable[[str], bool]) -> list[Opening]:
    """What sentences inside a paragraph open with that say that something was ordered.

    Args:
        begins: Whether a sentence begins as such sentences do in the report.
    """
    found = []
    for start, _ in split(line.text)[1:]:
        if begins(line.text[start:]):
            openings = (
                _opening(line.text, start, form, register) for form in _patterns() if form in EXPLICIT
            )
            found += list(filter(None, openings))[:1]
    return found


def opening_at(text: str, at: int, forms: Sequence[str], register: Register) -> Opening | None:
    """What a text goes on with at a place, in the first of these forms that it has."""
    return next(filter(None, (_opening(text, at, form, register) for form in forms)), None)


def _opening(text: str, lead: int, form: str, register: Register) -> Opening | None:
    told = text[lead:]
    span = opened(told, form)
    if span is None or not _fits(told, span, form, register):
        return None
    start, end = lead + span[0], lead + span[1]
    cited = _CITED_LAST.search(text[start:end])
    end = start + cited.start() if cited is not None else end
    body = lead + split(told)[0][1] if form in _SENTENCES else lead
    if form in ("quoted", "cited", "dash", "noun", "colon", "shall", "named"):
        parting = _PARTING.match(text, end)
        body = parting.end() if parting is not None else end
    return Opening(form, (start, end), body, lead)


_PARTING = re.compile(r"\s*(?:\([^()]*\))?[\s.,:\"”“»«–—-]*")


_SPEAKS = re.compile(
    r"(?:De[nt]?|Detta|Dessa|Vi|Man|Här|Nu|Nämnden|Styrelsen|Under|Efter|Sedan|Enligt|Som|Även|Nedan|Härmed|Följande)\b"
    r"|.* (?:avser|ansvarar)\b"
)
"""What begins a sentence, and no name of a thing."""


OF_ORDERS = re.compile(r"\b(?:uppdragen|uppdrag som|(?:sina|dessa|deras|sitt|givna|lämnade) uppdrag)\b")
"""What makes an order one to tell of orders: `Nämnderna har ombetts att redogöra för sina uppdrag.`"""


def _fits(text: str, span: tuple[int, int], form: str, register: Register) -> bool:
    """Whether what a pattern found may be what was ordered."""
    title = text[slice(*span)]
    if not 4 <= len(title) <= LONGEST_TITLE or len(split(title)) > 1:
        return False
    if form in EXPLICIT and OF_ORDERS.search(title):
        return False  # `Nämnderna har ombetts att redogöra för sina uppdrag.`
    if form in ("order", "has"):
        before = text[: span[0]]
        named = register.mentions(before) or re.search(r"nämnd|styrelse|\bvi\b", before, re.IGNORECASE)
        return bool(named or SOMEBODY.search(before))
    if form in ("dash", "noun", "colon"):
        words = fold(title).split()
        verbs = _VERB.search(fold(title)) or _SPEAKS.match(title)
        board = register.opening(title) or register.heading(title)
        return len(words) <= 14 and not verbs and board is None and like_title(title) > 0
    return True
