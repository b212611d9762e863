"""Turns of phrase that say how the item stands and never name it: "Därmed är saken ur världen"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from tertial.assessment import limits
from tertial.assessment.lexicon import lower, times, word_list
from tertial.assessment.orders import replaces
from tertial.assessment.past import without_comparisons
from tertial.assessment.profiles import profile
from tertial.assessment.rules import Verdict
from tertial.assessment.sentence import YEAR
from tertial.assessment.statement import Matter
from tertial.boards.tables import FULLMAKTIGE
from tertial.resources import read_table
from tertial.swedish.beginnings import Beginnings
from tertial.swedish.dates import MONTHS
from tertial.swedish.sentences import LONGEST
from tertial.vocabulary import Deviation, Modality, Status

_CUT: Final = re.compile(
    r"\s*(?:,(?!\d)|[;:!?…()\"”“»«•])\s*|\s+[–—-]\s+|\.\s+|\.$|"
    r"(?<! att)(?<!-)\s+(?=(?:och(?! med| tydligt)|men|så(?! när| smått| gott)|utan|"
    r"eftersom|medan|trots att|på grund av|i väntan på|i och med att|när|"
    r"innan(?! (?:året|årsskiftet|årets|jul|nyår|sommaren|hösten)\b)|tills|sedan dess|därför att|"
    r"enär|varför|varmed|varvid|då(?! är vi| blir vi))\s)"
)
"""Where a sentence is parted; a turn fills such a stretch from end to end."""
_JOINT: Final = re.compile(
    r"^(?:och|men|så(?! (?:har|är|inte|skedde|blev)\b)|utan|då|eftersom|enär|medan|varför|varmed|varvid) "
)
_SAYS: Final = re.compile(
    r"^(?:[\w§-]+ ){1,4}?(?:meddelar|uppger|anser|bedömer|konstaterar|rapporterar|svarar|säger|tycker|menar|"
    r"anmäler|(?:får|måste|kan) konstatera)(?: också| dock| nu| rent ut)? att |"
    r"^(?:[\w§-]+ ){1,3}(?:beklagar|befarar|inser|medger|erkänner|tillstår) att |"
    r"^enligt (?:[\w§-]+ ){1,2}(?=(?:är|blir|har|kan|kommer|hinner|pågår|ligger) )|"
    r"^(?:[\w§-]+ ){0,3}(?:bedömning|slutsats|uppfattning|besked)(?:en)? är (?:nu |också )?att "
)
_OFF: Final = re.compile(
    r"\b(?:(?<!bedöma )(?<!säga )(?<!avgöra )(?<!svara på )(?<!även )"
    r"(?<!sig )(?<!oss )(?<!något )(?<!sägas )(?<!bedömas )om(?= \w)(?! (?:än|hur|när|vem|vilka?|att) )"
    r"(?!.{3,60}\b(?:går|kan)\b.{0,25}\binte\b.{0,15}\b(?:bedöma|avgöra|säga|svara|besvara))|"
    r"ifall|såvida|förutsatt att|under förutsättning att|förrän|kanske|eventuellt|möjligen|"
    r"hoppas|förhoppningen|förhoppningsvis|önskar|tanken|(?<!om )målet är|syftet|ambitionen|hade|"
    r"(?<!det den )(?<!det vi )(?<!det de )skulle|"
    r"borde|bör(?! (?:kunna |hinna )*(?:vara|bli|stå|lämnas|antas|redovisas)\b)|måste|"
    r"i fjol|förra året|tidigare år|vid förra|annars|frågan är om|osäkert)\b"
)
"""What makes a turn part of a condition, a wish or the past."""
_CONCERNING: Final = re.compile(
    r"(?<=(?:et|en|an|na|or|ar|er|ag|ut|ng|on|al|ed|åd|av) )om(?= [a-zåäö]{4,}(?:\s|$))|"
    r"(?<=^beslut )om(?= de[nt]? \w+ \w)"
)
"""A noun before "om" makes it a preposition: "svar på erbjudandet om markbyte"."""
_TIME: Final = re.compile(
    r" (?:den \d{1,2} \w+|(?:sedan|från|till|före|innan|under|i|per|vid|efter)(?: och med)?(?: den)? "
    r"(?:\d{1,2} )?(?:januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december|"
    r"våras|vår|våren|höst|hösten|höstas|sommar|sommaren|vinter|vintern|jul|nyår|årsskiftet|midsommar|"
    r"semestern|i sommar|i höst|i vår|i vinter|år|året|årets slut|slutet av året|årets utgång|bokslutet|tid|"
    r"god tid)"
    r"(?: månad)?(?: i år)?(?: \d{4})?|(?:under |i |sedan )?\d{4})$"
)
"""A time that closes a stretch."""
BOARD: Final = "§nämnden"


@dataclass(frozen=True, slots=True)
class Turn:
    """A row of turns.csv."""

    assessment: Status
    modality: Modality
    confidence: float
    pattern: re.Pattern[str]
    later: bool
    """It says so only of a time after the report's own year."""
    first: bool
    """It says so only where it opens a passage."""
    opens: bool
    """It says so only where it opens a sentence."""

    def match(self, plain: str, matter: Matter | None) -> bool:
        """Whether a stretch is this turn, with a noun or figure of the title where it asks for one."""
        found = self.pattern.fullmatch(plain)
        if found is None:
            return False
        named = {name: word for name, word in found.groupdict().items() if word}
        if not named or matter is None:
            return not named
        about = profile(matter.title, matter.kind)
        if "noun" in named and about.noun(named["noun"], near=matter.near) is None:
            alone = plain.startswith(("någon ", "något ")) or self.assessment is Status.EJ_BEDOMT
            if not alone or not about.target(named["noun"]):  # what the title's verb is to be done to
                return False
        if "of" in named and not about.names(named["of"]):  # "inventeringen av" something else
            return False
        if "named" in named and not about.names(named["named"]):
            return False
        wanted = not about.products and "own" in named and about.names(named["own"])
        if "own" in named and not wanted and about.noun(named["own"]) is None:
            return False
        if "replaced" in named and not replaces(matter.title, named["replaced"]):
            return False
        if "steg" in named and not (about.products or about.launch):  # a last step of what is made
            return False
        if "thing" in named and (len(about.targets) != 1 or not about.target(named["thing"])):
            return False
        if "beslut" in named and not any(product.endswith(_decided_on()) for product in about.products):
            return False
        return "figure" not in named or _in_figures(named["figure"]) in _in_figures(lower(matter.title))


_TEENS: Final = "noll en två tre fyra fem sex sju åtta nio tio elva tolv tretton fjorton femton sexton"
_NUMBERS: Final = {word: str(n) for n, word in enumerate(_TEENS.split())}
_UNIT: Final = re.compile(r"(?<=\w{5})(?:en|et|na|erna|arna|orna|s)(?= )")


def _in_figures(text: str) -> str:
    """A text in lower case with its numbers in figures: "sju procent" and "7,0 %" are alike."""
    plain = re.sub(r" ?%", " procent", re.sub(r"(?<=\d),0+(?!\d)", "", text))
    told = " ".join(_NUMBERS.get(word, word) for word in re.findall(r"[\w,]+", plain))
    return f" {_UNIT.sub('', f'{told} ')}"


@lru_cache(maxsize=1)
def _decided_on() -> tuple[str, ...]:
    """How the words end for what is done once it is decided on: "trafikstrategi"."""
    return tuple(sorted(word_list("decided on")))


@lru_cache(maxsize=1)
def _turns() -> tuple[Turn, ...]:
    return tuple(
        Turn(
            Status(row["status"]),
            Modality(row["modality"]),
            float(row["confidence"]),
            re.compile(_filled(row["pattern"])),
            row.get("only") == "later",
            row.get("only") == "first",
            row.get("only") == "opens",
        )
        for row in (*read_table("turns.csv"), *read_table("own_turns.csv"))
    )


_BODY: Final = (
    r"[a-zåäö-]{3,}(?:enheten|avdelningen|kontoret|förvaltningen|nämnden|staben|kansliet|gruppen|styrelsen|"
    r"utskottet)"
)
"""Those who speak in a turn of phrase besides those of the list: "personalenheten"."""
_BODY_FIRST: Final = re.compile(_BODY)


def _filled(pattern: str) -> str:
    """A pattern with the words of a list of function_words.csv in the place of its name: {saken}."""
    pattern = pattern.replace("{då}", _THEN).replace("{body}", _BODY_THAT_DECIDES)
    for name in _LISTS:
        words = "|".join(sorted(word_list(f"turns: {name}"), key=lambda word: (-len(word), word)))
        also = rf"|{_BODY}" if name == "vi" else ""
        pattern = pattern.replace(f"{{{name}}}", f"(?:{words}{also})")
    for name in _TITLES:  # a group of its own wherever the pattern names one
        first, *rest = pattern.split(f"{{{name}}}")
        pattern = first + "".join(f"(?P<{name}>{_TITLES[name]}){part}" for part in rest)
    return pattern


_LISTS: Final = ("saken", "vi", "vår", "beställt", "klar", "i år", "beräknas", "sker", "går live")
_THEN: Final = (
    r"(?:(?:tidigast|först|preliminärt|senast|redan|i|till|under|vid|per|före|innan|den|kring|omkring|runt|"
    r"på|in på|slutet av|början av|mitten av) )*(?:(?!(?:inte|ej|icke|aldrig|knappast)\b)\S+ ){0,2}?"
    rf"(?:{'|'.join(name for name in MONTHS if len(name) > 2)}|vår|våren|sommaren|höst|hösten|vintern|"
    r"jul|nyår|årsskiftet|årets slut|nästa \S+|(?:v\.? ?|vecka )\d+|kvartal\w*|q[1-4]|20\d\d|\d+/\d+|"
    r"höstterminen|vårterminen|mandatperioden)(?: \S+){0,2}"
)
"""A time, after what is to be then."""
_BODY_THAT_DECIDES: Final = r"(?:§nämnden|nämnden|styrelsen|(?:kommun)?fullmäktige|kommunstyrelsen|utskottet)"
_TITLES: Final = {
    "beslut": r"(?:(?:nytt|slutligt|politiskt|formellt) )?beslut(?:et)?",
    "noun": r"[a-zåäö-]{3,}",
    "steg": "|".join(sorted(word_list("turns: steg"), key=lambda word: (-len(word), word))),
    "of": r"(?: av (?:den |det |de )?[a-zåäö-]+)?",
    "own": r"[a-zåäö-]{3,}",
    "named": r"[a-zåäö-]{3,}",
    "thing": r"[a-zåäö-]{3,}",
    "replaced": r"[a-zåäö-]{4,}",
    "figure": r"(?:de )?(?:\d[\d ,]* ?%|(?:\d[\d ,]*|[a-zåäö]{2,7}) [a-zåäö]+)",
}
"""What may stand for {noun}, {of} and {figure}, which must be the title's own, and for {steg} and {beslut}.

{own} is a noun of the item or, where nothing is to be made, any word of the title, {named} is any word of it,
{thing} the one thing that its verb is to be done to, and {replaced} the thing that it orders exchanged.
"""


@lru_cache(maxsize=2)
def _known(*, of_body: bool) -> tuple[Beginnings[Turn], re.Pattern[str]]:
    """The turns by what a stretch begins with, and a pattern of those that may begin with any word.

    Args:
        of_body: It begins with a word like `_BODY`; many turns may.
    """
    known = Beginnings(
        _turns(), lambda turn: turn.pattern.pattern.replace("" if of_body else f"|{_BODY}", "")
    )
    return known, re.compile("|".join(_NAMED.sub("(?:", turn.pattern.pattern) for turn in known.wide))


_NAMED: Final = re.compile(r"\(\?P<\w+>")


@lru_cache(maxsize=1)
def _fill() -> re.Pattern[str]:
    """The words that a turn may hold anywhere and that change nothing of it."""
    words = "|".join(sorted(word_list("turns: fill"), key=lambda word: (-len(word), word)))
    return re.compile(rf"(?<!\S)(?:(?<!inte )(?:helt och hållet|helt)|{words})(?!\S)\s*")


def turns(
    low: str,
    year: int | None,
    boards: Iterable[tuple[int, int, str]] = (),
    *,
    first: bool = True,
    matter: Matter | None = None,
) -> Iterator[Verdict]:
    """The statements that a sentence in lower case makes by turns of phrase alone.

    Args:
        year: The report's own.
        first: It opens its passage.
        boards: start, end and canonical name of each board that the sentence names; asked for last.
        matter: Whose title the turns of own_turns.csv must name; without one they say nothing.
    """
    if len(low) > LONGEST or low.rstrip(" \"”'").endswith("?"):
        return
    named_in_order = sorted(boards)
    for start, end, _ in reversed(named_in_order):
        low = low[:start] + BOARD + low[end:].removeprefix(":s")
    low = _ASIDE.sub(r"\1 ", low) if low.count(", ") > 1 else low
    low = _PARAGRAPH.sub("", low) if "§ " in low else low
    at = 0
    names = [name for *_, name in named_in_order]
    row: list[str] = []  # boards that stand alone before the one of which it is told
    stretches = [stretch for stretch in _CUT.split(" ".join(low.split())) if stretch]
    for n, (stretch, following) in enumerate(zip(stretches, [*stretches[1:], ""], strict=False)):
        named = names[at : at + stretch.count(BOARD)]
        at += len(named)
        fellows, row = row, [*row, *named] if _JOINT.sub("", stretch) == BOARD else []
        said = without_comparisons(stretch.replace("förrän", ""))
        if _OFF.search(_CONCERNING.sub("kring", said) if " om " in said else said):
            return  # a wish or a condition reaches over what comes after it
        if n > 1 and stretches[n - 1].startswith("som ") and not _speaks_of(stretches[0], matter):
            continue  # "Flytten av arkivet, som leds av kansliet, ligger nere"
        found = _one(stretch, year, matter)
        if found is not None and found.modality is Modality.UTFALL and _hangs(stretches[n + 1 :]):
            continue
        done = found is not None and (found.assessment, found.modality) == (Status.GENOMFORT, Modality.UTFALL)
        if done and (
            limits.disputed(low)
            or limits.interim(stretch)
            or limits.awaits(following)
            or _of_another_time(stretch, year)
        ):
            continue
        if found is not None and found.assessment is Status.EJ_BEDOMT and following.startswith("när "):
            continue  # "det går inte att säga när skolan kan gå med"
        if done and found is not None and _ONLY_PARTLY.match(following):
            found = replace(found, assessment=Status.DELVIS_GENOMFORT)
        if found is not None and (n == 0 or not found.opens) and ((first and n == 0) or not found.first):
            single = len(named) == 1 and _OBJECT.search(stretch) is None
            doer = len(named) > 1 and _DOER.match(stretch) is not None
            board = named[0] if (single or doer) and found.assessment is not Status.UTGAR else ""
            board = "" if board == FULLMAKTIGE else board  # "Antagande i fullmäktige kan ske …"
            board = board or (names[0] if stretches[0].startswith(BOARD) and _BARE.match(stretch) else "")
            told = Verdict(board, found.assessment, found.modality, Deviation.NONE, found.confidence, 0.85)
            yield told
            if single and board and stretch.startswith((BOARD, f"och {BOARD}", f"samt {BOARD}")):
                yield from (replace(told, board=fellow) for fellow in fellows)


_ASIDE: Final = re.compile(
    r"^([a-zåäö]++(?: [a-zåäö]++){0,3}+), "
    r"(?:främst|särskilt|framför allt|i första hand|huvudsakligen) [^,§]{3,40}, "
)
"""What is put into a sentence to single something out: "det som är kvar, främst i norr, hinns inte med"."""
_PARAGRAPH: Final = re.compile(
    r"(?: \(?\d{4}-\d\d-\d\d)?,? \(?§§? \d+(?:[–-]\d+)?\)?(?:,(?= (?:att|om)\b))?(?= )"
)
"""Where in the minutes it stands: "beslutade den 17 juni, § 60, att uppdraget ska utgå"."""
_OBJECT: Final = re.compile(
    rf"(?:avvaktar|inväntar|på|till|åt|med|(?:presenter|redovis)\w+ (?:för|i)|läggas fram för) {BOARD}|"
    rf"\bbeslut .*\b(?:i|av) {BOARD}"
)
"""A board that something is waited for from, or sent to, says nothing: "nämnden avvaktar KS rutin"."""
_DOER: Final = re.compile(rf"(?:och |men )?{BOARD} (?!och|samt|,)")
_BARE: Final = re.compile(r"(?:och |men )?(?:har|är|kommer|hinner|anser|ser|avvaktar|räknar|bedömer)\b")
"""How a stretch begins whose doer stands before: "SN:s del, att bygga, har inte startat"."""


def _of_another_time(stretch: str, year: int | None) -> bool:
    """Whether what was done was so long ago, or is yet to be: "antogs 2012", "gäller från och med 2026"."""
    years = [int(found) for found in _YEAR.findall(stretch)]
    return year is not None and any(not year - 1 <= one <= year for one in years) and year not in years


_YEAR: Final = re.compile(r"(?<!från )(?<![\d–-])(?:19|20)\d\d(?![\d–-])")


def _speaks_of(stretch: str, matter: Matter | None) -> bool:
    """Whether what goes on after an insertion is of the item: it or its noun opens the sentence."""
    opening = stretch.split()[:2]
    if any(word in word_list("turns: saken") for word in opening) or matter is None:
        return True
    about = profile(matter.title, matter.kind)
    return any(about.noun(word, near=matter.near) is not None for word in opening)


def _hangs(rest: Iterable[str]) -> bool:
    """Whether a condition comes after: "saken är klar, om nämnden säger ja"."""
    return any(_ON.match(part) is not None for part in rest)


_ON: Final = re.compile(r"(?:om (?!än )|ifall |såvida |förutsatt att |under förutsättning)")


_ONLY_PARTLY: Final = re.compile(
    r"(?:låt vara |om än |fast |men |dock )*(?:att |(?:bara|endast|enbart|ännu så länge) )*"
    r"(?:delvis|till viss del|till en del|i huvudsak|inte helt)$"
)
"""What takes some of it back: "räknar uppdraget som utfört, låt vara bara delvis"."""
_NOT: Final = re.compile(r"\b(?:icke|ej)\b")
_INVERTED: Final = re.compile(
    r"^(?P<who>(?!(?:så|det|detta|målet|uppdraget|aktiviteten) (?!inte (?:går|kan|hinner)\b))"
    r"[\w§ -]{2,30}?) inte "
    r"(?P<verb>har|är|kommer|hinner|kan|blir|når|klarar|går)\b"
)
"""The order of words in a subordinate clause: "att man inte kommer att hinna i mål"."""


def _one(stretch: str, year: int | None, matter: Matter | None) -> Turn | None:
    """The turn that a stretch is, from end to end."""
    plain = _JOINT.sub("", " ".join(stretch.split()))
    then = stretch.startswith(("då ", "och då ", "sedan är"))
    plain = _SAYS.sub("", plain, count=1) if " att " in plain or plain.startswith("enligt ") else plain
    plain = _NOT.sub("inte", plain) if "ej" in plain or "icke" in plain else plain
    plain = _INVERTED.sub(r"\g<who> \g<verb> inte", plain) if " inte " in plain else plain
    plain = _fill().sub("", plain).strip()
    whole = plain
    while True:
        known, wide = _known(of_body=_BODY_FIRST.match(plain) is not None)
        if any(turn.pattern.fullmatch(plain) for turn in known.told(plain)) or wide.fullmatch(plain):
            later = _is_later(whole, year)
            turn = next((t for t in known.of(plain) if t.later <= later and t.match(plain, matter)), None)
            if turn is not None:
                break
        shorter = _TIME.sub("", plain)
        if shorter == plain:
            return None
        plain = shorter
    if later and turn.assessment is Status.GENOMFORT and turn.modality is Modality.PROGNOS:
        return None
    if then and (turn.assessment, turn.modality) == (Status.GENOMFORT, Modality.UTFALL):
        return replace(turn, modality=Modality.PROGNOS)  # "beslut i november, då är vi i hamn"
    return turn


def _is_later(text: str, year: int | None) -> bool:
    """Whether a time after the report's own year is named."""
    if any(pattern.search(text) for pattern in times()["later"]):
        return True
    return year is not None and any(int(match[0][:4]) > year for match in YEAR.finditer(text))
