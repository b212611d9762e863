"""Where a report names boards: in a heading, at the opening of a paragraph, inside a sentence."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import Final

from tertial.boards import names, scan, tables
from tertial.boards.resolver import CODE_AT_END, COMPANY, OWN_OFFICE, Board, Resolver, clean, gate
from tertial.document import Covered, Span
from tertial.resources import read_table
from tertial.swedish.words import fold


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """A board that a paragraph begins with."""

    board: str
    heading: str
    """The name as printed."""
    heading_span: Span
    """Relative to the paragraph."""
    body_start: int
    """Where the text after a label begins; 0 where the name is part of the sentence."""
    label: bool
    """The name is set off by a colon, a dash or a full stop."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A board named in running text."""

    board: str
    span: Span
    """Relative to the text."""
    genitive: bool = False


CODE: Final = re.compile(r"(?<![^\W_])[A-ZÅÄÖ][A-Za-zÅÄÖåäö]{1,5}(?![^\W_]|-\w)")
_IN_CONTENTS: Final = re.compile(r"\.{3,}|…{2,}|\t\s*\d+\s*$")
_ALIKE: Final = re.compile(r"\s*/\s*|\s+[–-]\s+|,\s*")
_LEAD: Final = re.compile(
    r"\s*(?:(?:[•·▪*–-]|\d{1,2}(?:\.\d{1,2})*\s?[a-z]?[.)]?|[a-z][.)])\s+)?(?:(?:Även|Också|Likaså)\s+)?"
    r"(?:(?i:I fråga om|Vad gäller|När det gäller|Vad beträffar|Vad avser|Beträffande|Gällande|Angående"
    r"|I|Inom|För|På|Hos|Från|Vid|Enligt|Av)\s+)?[*_]*"
)
_LABEL: Final = re.compile(
    r"\s*(?:\([^()]{2,8}\)\s*|\([^()\n]{2,60}\)(?=:))?[*_]*(?::|\t|\s?(?:[–-]|→|->)(?=\s)|\.(?=\s|$))[*_]*\s*"
)
_NEW_SENTENCE: Final = re.compile(
    r"\s+(?=(?:Uppdraget|Arbetet|Målet|Därmed|Nu|Efter|Eftersom|Här|Det|Detta|Vi|En|Ett|Ej|Inte|Inget|Inga|Genomfört|Pågår|Pågående|Klart|Alla|Samtliga"
    r"|Under|Nämnden|Förvaltningen|Planen|Åtgärden|Insatsen|Aktiviteten|Beslut|Frågan|Som|För|I|På)\s)"
)
"""A sentence that begins after a name in another type, with no sign between."""
_NOT_ITS_OWN: Final = re.compile(
    r"\s+(?:har\s+)?(?:(?:även|också|nu|sedan)\s+)?(?:beslut\w*|uppdrog|uppdrar|gav|gett|ger"
    r"|får i uppdrag|fick i uppdrag|fått i uppdrag|i uppdrag|ges|gavs|ansvarar|är ansvarig\w*"
    r"|ålägg\w*)(?!\w)"
)
_ITS_CODE: Final = re.compile(r"\s*\([^()\d]{2,8}\)(?=\s+[^\W\d_]|,)")
_SAYS_ON: Final = re.compile(r",?\s+[^\W\d_]")
_OF_ITS_OWN: Final = re.compile(
    r"\s+(?:(?:arbete|del|insatser|verksamhet|aktiviteter|bedömning|uppdrag|svar|rapport|redovisning|yttrande"
    r"|underlag|lägesrapport|förvaltning|kontor|kansli|stab|handläggare|medarbetare|chefer)\w*"
    r"|fall|räkning|vidkommande"
    r"|(?:\w+\s+){0,2}(?:lokaler|enheter|skolor|boenden|objekt))(?!\w)"
)
_CODES_GENITIVE: Final = re.compile(r":s(?!\w)")
_ANOTHER: Final = re.compile(
    r"\s*(?:,|/|och(?!\w)|samt(?!\w)|&)\s*(?:samt\s+|och\s+)?(?:[Ii]nom\s+|[Ii]\s+)?"
)
_SHARED: Final = re.compile(r"(?:\bden\s+)?\bgemensam(?:ma)?\s+$", re.IGNORECASE)
_DISTRICT: Final = re.compile(r"(?<=n)\s+([A-ZÅÄÖ][a-zåäö]+)(?![\w-])")
_SUBJECTS_WORD: Final = re.compile(r"(?<![\w-])(?!(?:och|samt)\b)[\w-]*\w(?![\w-])")
_BRACKETED: Final = re.compile(r"[(\[]([^()\[\]\n]{2,60})[)\]]:?\s+(?=[A-ZÅÄÖ])")
_UNIT: Final = re.compile(r"[A-ZÅÄÖ]\w{6,}(?:en|an|et)")
_AREA_LABEL: Final = re.compile(r"([A-ZÅÄÖ][^\W\d_][^:.;\n]{2,45}):\s+(?=\S)")


def heading(resolver: Resolver, line: str) -> Board | None:
    """The board that a line names and says nothing else of; not a genitive, not an area."""
    if len(line) > 140 or _IN_CONTENTS.search(line) or _REFERS.match(line):
        return None
    cleaned = clean(line)
    if not cleaned or not cleaned[0].isupper() or len(cleaned.split()) > 10:
        return None
    if (tables.is_code(cleaned) or resolver.typed(cleaned)) and not gate(cleaned):
        return resolver.code(cleaned)
    if not gate(cleaned) and fold(cleaned) not in resolver.pack.names:
        printed = ordered(resolver, cleaned) if "uppdrag" in cleaned.lower() else ""
        return _all_named(resolver, printed) if printed else None
    whole = _heading(resolver, cleaned) or _speaker(resolver, cleaned)
    if whole is not None:
        return whole
    if name := ordered(resolver, cleaned):
        return _all_named(resolver, name)
    parts = _ALIKE.split(cleaned)
    if len(parts) != 2:
        return None
    one, other = (_heading(resolver, part) for part in parts)
    return one if one is not None and other is not None and one.name == other.name else None


_REFERS: Final = re.compile(r"\s*(?:Se|Jfr|Jämför|Hänvisas till)\s")
"""What sends the reader to another board's words: `Se socialnämndens svar`."""
_SPEAKS: Final = re.compile(
    r"(?P<board>\S.*?\w)s?(?:\s?[:–-])?\s+(?:(?:särskilda|egna|nya|givna|tilldelade) )?"
    r"(?:svar|svarar|redovisning|redovisar|rapport|rapportering|rapporterar|berättar"
    r"|uppdrag|återrapportering|har ordet|yttrande|kommentar|kommentarer|lägesrapport|uppföljning"
    r"|beställningar|åtaganden|ord|egen redovisning|ansvarsområde|verksamhetsområde|verksamhet|del)"
    r"|(?P<leading>\S.*?\w)(?: och dess \w+|,? (?:inkl\.?|inklusive) \S.{2,40})",
    re.IGNORECASE,
)
_FROM: Final = re.compile(
    r"(?:(?:svar|redovisning|rapport|återrapportering|yttrande|kommentar|lägesrapport|uppföljning)"
    r"(?:\s+(?:från|av|för|hos)|(?=\s+[A-ZÅÄÖ]))"
    r"|(?:uppdrag|beställningar)(?:\s+(?:till|för|hos)|(?=\s+[A-ZÅÄÖ])))\s+(?P<board>\S.*)(?P<leading>)",
    re.IGNORECASE,
)
"""Whose words follow, or whose uppdrag; who gave these (`Uppdrag från KS`) or gets those has no chapter."""


_EVERYBODY: Final = re.compile(
    r"(?:alla|samtliga)(?: kommunens)? (?:styrelser och )?(?:nämnder|förvaltningar|sektorer)(?:na)?",
    re.IGNORECASE,
)
_JOINED: Final = re.compile(r",\s*|(?<!-)\s+(?:och|samt)\s+")


@lru_cache(maxsize=1)
def _order_openings() -> tuple[re.Pattern[str], ...]:
    rows = read_table("order_openings.csv")
    return tuple(
        re.compile(row["pattern"].replace("{board}", r"(?P<board>\S.*?\w)"), re.IGNORECASE) for row in rows
    )


def ordered(resolver: Resolver, line: str) -> str:
    """The boards as printed in a line that only says that they were given what follows; empty for others."""
    cleaned = clean(line) if len(line) <= 140 else ""
    for pattern in _order_openings() if cleaned else ():
        found = pattern.fullmatch(cleaned)
        if found is not None and _all_named(resolver, found["board"]) is not None:
            return found["board"]
    return ""


def _all_named(resolver: Resolver, printed: str) -> Board | None:
    """The first of the boards that a text names and says nothing else of."""
    if _EVERYBODY.fullmatch(printed):
        return Board(name=tables.ALL_BOARDS, confidence=0.95, via="form")
    whole = _heading(resolver, printed[:1].upper() + printed[1:])
    if whole is not None:
        return whole
    several = [_heading(resolver, part[:1].upper() + part[1:]) for part in _JOINED.split(printed)]
    return several[0] if len(several) > 1 and all(several) else None


def _speaker(resolver: Resolver, cleaned: str) -> Board | None:
    """The board of a heading that says that the board's own words follow: `Socialnämnden berättar`."""
    for pattern in (_SPEAKS, _FROM):
        found = pattern.fullmatch(cleaned)
        if found is None:
            continue
        printed = found["board"] or found["leading"]
        for name in (printed, printed.removesuffix("s")):
            board = _heading(resolver, name[:1].upper() + name[1:])
            if board is not None and board.name != tables.FULLMAKTIGE:
                return board
    return None


def _heading(resolver: Resolver, cleaned: str) -> Board | None:
    bare = CODE_AT_END.sub("", cleaned)
    folded = fold(bare)
    name = names.parse(bare)
    if name is not None:
        return None if name.genitive else resolver.resolve(cleaned)
    if folded.endswith("s") and folded.removesuffix("s") in tables.bodies():
        return None
    formed = folded in tables.bodies() or folded in tables.departments() or OWN_OFFICE.fullmatch(folded)
    if formed or COMPANY.fullmatch(bare) or len(bare.split()) <= 5:
        if bare != cleaned and not formed and resolver.resolve(bare) is None:
            return None  # "Utred ny förvaltning (KS)" is a title, and names who is responsible
        return resolver.resolve(cleaned)
    return None


def mentions(resolver: Resolver, text: str) -> list[Mention]:
    """The boards named in running text, by name or by a code that is sure, in order."""
    found = named(resolver, text)
    taken = Covered(mention.span for mention in found)
    for match in CODE.finditer(text):
        if (tables.is_code(match[0]) and match[0].isupper()) or resolver.typed(match[0]):
            board = resolver.code(match[0])
            if board is None or match.start() in taken:
                continue
            if board.confidence >= 0.75 or len(match[0]) > 2:
                found.append(Mention(board=board.name, span=Span(match.start(), match.end())))
    return sorted(found, key=lambda mention: mention.span)


def named(resolver: Resolver, text: str) -> list[Mention]:
    """The boards and departments named in full, in order."""
    found = [
        Mention(board=resolver.pack.names[fold(match[1])], span=Span(*match.span(1)), genitive=bool(match[2]))
        for match in resolver.local.finditer(text)
        if match[1][0].isupper()
    ]
    if not scan.may_name(text):
        return found
    found += for_a_subject(text, resolver.real)
    for chain in scan.scan(text):
        if not any(mention.span.start <= chain.start < mention.span.end for mention in found):
            found += (_whole(resolver, mention, text) for mention in _in_chain(resolver, chain))
    for match in scan.STYRELSE.finditer(text):
        board = tables.bodies().get(fold(match["word"]), "")
        if board:
            span = Span(match.start(), match.end())
            found.append(Mention(board=board, span=span, genitive=match["genitive"] is not None))
    return sorted(found, key=lambda mention: mention.span)


def for_a_subject(text: str, ends: Callable[[str, str], bool]) -> Iterator[Mention]:
    """The boards named "nämnden för" something.

    Args:
        ends: Whether the name can end where the subject is its first and the rest its second argument;
            of several the longest is the name.
    """
    for match in scan.FOR_A_SUBJECT.finditer(text):
        start, stops = match.start("subject"), [m.end() for m in _SUBJECTS_WORD.finditer(match["subject"])]
        for stop in reversed(stops):
            subject = match["subject"][:stop]
            name = names.parse(text[match.start() : start + stop])
            if name is not None and name.head == "board" and ends(subject, text[start + stop :]):
                yield Mention(board=names.canonical(name), span=Span(match.start(), start + stop))
                break


def _whole(resolver: Resolver, mention: Mention, text: str) -> Mention:
    """A mention with "gemensamma" before it, and the part of the municipality that it is the board of."""
    lead = _SHARED.search(text[: mention.span.start])
    after = _DISTRICT.match(text, mention.span.end)
    span = Span(lead.start() if lead else mention.span.start, after.end() if after else mention.span.end)
    board = resolver.resolve(text[span.start : span.end]) if after else None
    if after is not None and (board is None or not board.name.endswith(after[1])):
        return mention
    return replace(mention, board=board.name if board else mention.board, span=span)


def _in_chain(resolver: Resolver, chain: scan.Chain) -> Iterator[Mention]:
    last = names.parse(chain.name(len(chain.parts)))
    if last is None:
        return
    several = last.plural or any("samt" in part.joint for part in chain.parts)
    if not several:
        for first in chain.firsts:
            name = names.parse(chain.name(first))
            if name is None or scan.excluded(chain.name(first)):
                continue
            sure = resolver.knows(name.key)
            if not sure and (not chain.hyphens(first) or name.loose):
                continue
            if not sure and len(name.parts) > 1 and _divisible(resolver, name.key):
                several = True
                break
            board = resolver.resolve(chain.name(first))
            if board is not None:
                yield Mention(board=board.name, span=chain.span(first), genitive=name.genitive)
            return
    if several and chain.parts:
        yield from _divided(resolver, chain, last)


def _divisible(resolver: Resolver, key: tables.Key) -> bool:
    """Whether an unknown name is several known ones: "Barn- och utbildnings- och socialnämnden"."""
    return any(
        (resolver.near_home(key[:n]) and resolver.near_home(key[n:]))
        or (len(key) > 2 and resolver.knows(key[:n]) and resolver.knows(key[n:]))
        for n in range(1, len(key))
    )


def _divided(resolver: Resolver, chain: scan.Chain, last: names.Name) -> Iterator[Mention]:
    """The boards of a coordination with one head: "social- och tekniska nämnderna"."""
    words = [part.word for part in chain.parts]
    cuts = [n + 1 for n, part in enumerate(chain.parts) if "samt" in part.joint]
    begin = next((n for n in chain.firsts if chain.hyphens(n)), len(words))
    stops = [begin, *(cut for cut in cuts if cut > begin), len(words) + 1]
    roots = names.key((*words, last.parts[-1]))
    for start, stop in pairwise(stops):
        at = start
        while at < stop:
            end = next((n for n in range(stop, at, -1) if resolver.knows(roots[at:n])), None)
            if end is None:
                end = at + 1 if last.plural else stop
            yield from _one(resolver, chain, last, at, end)
            at = end


def _one(resolver: Resolver, chain: scan.Chain, last: names.Name, at: int, end: int) -> Iterator[Mention]:
    words = [part.word for part in chain.parts[at:end]]
    if end > len(chain.parts):
        span, parts, glued = Span(chain.begin(at), chain.end), (*words, last.parts[-1]), last.glued
    else:
        final = chain.parts[end - 1]
        span, parts, glued = Span(chain.begin(at), final.start + len(final.word)), tuple(words), True
    name = names.Name(parts=tuple(fold(part) for part in parts), head="board", glued=glued)
    board = resolver.resolve(names.canonical(name))
    if board is not None:
        yield Mention(board=board.name, span=span, genitive=last.genitive)


def opening(resolver: Resolver, paragraph: str) -> Opening | None:
    """The board that a paragraph begins with, alone and on its own behalf."""
    lead = _LEAD.match(paragraph)
    offset = lead.end() if lead else 0
    window = paragraph[offset : offset + 160]
    if not window or not (window[0].isalpha() or window[0] in "(["):
        return None
    spoken = _AREA_LABEL.match(window)
    speaker = _speaker(resolver, clean(spoken[1])) if spoken is not None else None
    if spoken is not None and speaker is not None:
        return _labelled(speaker, spoken, offset)
    code = CODE.match(window)
    if code is not None and (tables.is_code(code[0]) or resolver.typed(code[0])):
        board = resolver.code(code[0])
        if board is not None:
            ending = _CODES_GENITIVE.match(window, code.end())
            end = ending.end() if ending is not None else code.end()
            return _opened(
                resolver, paragraph, board.name, Span(offset, offset + end), genitive=end - code.end()
            )
    if scan.may_name(window) or resolver.local.match(window):
        first = next(iter(named(resolver, window)), None)
        if first is not None and first.span.start == 0:
            span = Span(offset, offset + first.span.end)
            return _opened(resolver, paragraph, first.board, span, genitive=int(first.genitive))
    bracketed = _BRACKETED.match(window)
    label = _AREA_LABEL.match(window)
    said = bracketed or label
    board = _by_name(resolver, said[1]) if said is not None else None
    if said is not None and board is not None:
        return _labelled(board, said, offset)
    if label is not None and resolver.near_home(names.key(names.parts_of(label[1]))):
        board = resolver.area(label[1])
        if board is not None:
            span = Span(offset, offset + label.end(1))
            return _opened(resolver, paragraph, board.name, span, genitive=0)
    return None


def _labelled(board: Board, said: re.Match[str], offset: int) -> Opening:
    return Opening(
        board=board.name,
        heading=said[1],
        heading_span=Span(offset + said.start(1), offset + said.end(1)),
        body_start=offset + said.end(),
        label=True,
    )


def _by_name(resolver: Resolver, said: str) -> Board | None:
    """The board that a label before its answer names: `Svar från socialnämnden:`, `(SN)`."""
    cleaned = clean(said)
    if tables.is_code(cleaned):
        return resolver.code(cleaned)
    unit = CODE_AT_END.search(cleaned)
    if unit is not None and _UNIT.fullmatch(cleaned, 0, unit.start()) is not None:
        return resolver.code(unit[1])  # `Vuxenutbildningen (BUN): …`
    return _speaker(resolver, cleaned) or _heading(resolver, cleaned[:1].upper() + cleaned[1:])


def _opened(resolver: Resolver, paragraph: str, board: str, span: Span, *, genitive: int) -> Opening | None:
    """The opening that a name at the beginning of a paragraph makes.

    Args:
        genitive: Characters of the name's genitive, as 2 of `SBN:s`; 0 where it stands in none.
    """
    rest = paragraph[span.end : span.end + 120]
    label = _LABEL.match(rest) or (None if genitive else _NEW_SENTENCE.match(rest))
    if label is None:
        if genitive:
            if not _OF_ITS_OWN.match(rest):
                return None
            span = Span(span.start, span.end - genitive)
        code = _ITS_CODE.match(rest)
        rest = rest[code.end() :] if code is not None else rest
        if _NOT_ITS_OWN.match(rest) or board == "Kommunfullmäktige" or not _SAYS_ON.match(rest):
            return None
        another = _ANOTHER.match(rest)
        if another is not None and _begins_with_board(resolver, rest[another.end() :]):
            return None
    elif genitive:
        return None
    return Opening(
        board=board,
        heading=paragraph[span.start : span.end],
        heading_span=span,
        body_start=span.end + label.end() if label is not None else 0,
        label=label is not None,
    )


def _begins_with_board(resolver: Resolver, text: str) -> bool:
    code = CODE.match(text)
    written = code is not None and (tables.is_code(code[0]) or resolver.typed(code[0]))
    if code is not None and written and resolver.code(code[0]) is not None:
        return True
    first = next(iter(named(resolver, text[:100])), None)
    return first is not None and first.span.start == 0
