"""Which board says what under an item: as headings, signatures and the openings of sentences tell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from tertial import wording
from tertial.boards import Register
from tertial.parsers.givers import nothing_else, said_given, signature
from tertial.parsers.pieces import Piece, cut
from tertial.parsers.roles import column
from tertial.parsers.states import ALL_BOARDS
from tertial.records import PassageRole
from tertial.swedish.sentences import split


@dataclass(slots=True)
class Speaker:
    """A board that says something, and where the stretch begins and ends that it says."""

    board: str
    heading: str
    start: int = -1
    end: int = -1


class Stretch(NamedTuple):
    """A piece with who says it, None where that is the report, and as what."""

    speaker: Speaker | None
    piece: Piece
    role: PassageRole
    name: str
    """The label before it."""


class _Opening(NamedTuple):
    """Where in a paragraph a board begins to speak, or the report again, the board then empty."""

    start: int
    board: str
    heading: str
    body: int
    by_label: bool
    turned: bool = False
    """The verb stands before the name: `Däremot har socialnämnden …`."""


def of_the_whole(name: str) -> bool:
    """Whether a label asks for what is to be said of all boards together: `Samlad bedömning`."""
    return _OF_ALL_LABEL.search(name) is not None


def each_signed(piece: Piece, register: Register) -> list[Stretch]:
    """The parts of a paragraph in which one board after another signs what it says, to its end."""
    signs = _SIGNS.finditer(piece.text) if piece.text.rstrip()[-2:].strip(".")[-1:] in (")", "]") else ()
    found = [m for m in signs if nothing_else(m["who"], register)]
    boards = [register.responsible(m["who"]).boards for m in found]
    alone = all(len(named) == 1 for named in boards)
    if len(set(boards)) < 2 or not alone or piece.text[found[-1].end() :].strip():
        return []
    starts = [0, *(m.end() for m in found)]
    return [
        Stretch(Speaker(board, m["who"]), cut(piece, start, m.start()), "comment", "")
        for start, m, (board,) in zip(starts, found, boards, strict=False)
    ]


def signed_apart(
    stretches: list[Stretch], boards: tuple[str, ...], responsible: str, register: Register
) -> tuple[list[Stretch], tuple[str, ...], str]:
    """The stretches, a paragraph that one board signs as that board's; and who has the item, as printed too.

    `… är klar. /TN` under an item that nobody else is named for says who has it; so does
    `(KS, SN)`. Of several signed paragraphs each is the signer's own.
    """
    signed = {
        n: found
        for n, (speaker, piece, role, _) in enumerate(stretches)
        if role == "comment" and speaker is None and (found := signature(piece.text, register))
    }
    who = {n: register.responsible(printed).boards for n, (printed, _) in signed.items()}
    first = next((n for n, stretch in enumerate(stretches) if stretch.role == "comment"), -1)
    whole = next((n for n in signed if len(who[n]) > 1 or (len(signed) == 1 and n == first)), None)
    if whole is not None and not boards and not responsible:
        responsible, boards = signed[whole][0], who[whole]
    own = {n for n in signed if len(who[n]) == 1 and n != whole}
    if len({who[n] for n in own}) < 2 and not (len(boards) > 1 and own):
        return stretches, boards, responsible
    result = list(stretches)
    for n in own:
        speaker = Speaker(who[n][0], signed[n][0])
        result[n] = stretches[n]._replace(speaker=speaker, piece=cut(stretches[n].piece, 0, signed[n][1]))
    return result, boards, responsible


def answered_before(stretches: Sequence[Stretch], register: Register) -> bool:
    """Whether two boards answer by labels before the first that has a heading, as of the whole report."""
    told = (piece.text for speaker, piece, role, _ in stretches if role == "comment" and speaker is None)
    openings = map(register.opening, told)
    return len({one.board for one in openings if one is not None and one.label}) > 1


def opened(stretches: list[Stretch], boards: tuple[str, ...], register: Register, text: str) -> list[Stretch]:
    """Give each board what it says where boards open paragraphs or sentences instead of having headings.

    One board that opens a paragraph is no regularity, unless it answers by a label ("VON: …") or is
    one of several that the item is given to.

    Args:
        text: The document's.
    """
    openings = [_openings(stretch, register) for stretch in stretches]
    several = len(boards) > 1
    first_in_paragraph = {
        here[0].board
        for here, (_, piece, *_) in zip(openings, stretches, strict=True)
        if here
        and here[0].board
        and (not here[0].turned or here[0].board in boards)
        and (not here[0].start or _states(piece.text[: here[0].start]))
    }
    regular = _regular(stretches, openings, boards, first_in_paragraph)
    if not regular and not (several and any(board in boards for board in first_in_paragraph)):
        return stretches
    allowed = first_in_paragraph if not several or regular else set(boards)
    result: list[Stretch] = []
    speaker: Speaker | None = None
    in_turn = 0  # where a paragraph ends in which one board after another answers
    verdicts = sum(_is_verdict(role, name) for _, _, role, name in stretches)
    for (own, piece, role, name), here in zip(stretches, openings, strict=True):
        if piece.heading and not here:
            speaker = None
        if own is not None:
            result.append(Stretch(own, piece, role, name))
            continue
        if (verdicts == 1 and _is_verdict(role, name)) or of_the_whole(name):
            speaker = None  # the one labelled verdict is the item's, wherever it stands
        apart = "\n" in text[in_turn : piece.span.start] if in_turn else False
        if apart and not here and wording.sentence(piece.text):
            speaker = None  # after a paragraph in which one board after another answers
        if apart or here:
            in_turn = piece.span.end if len({one.board for one in here if one.board}) > 1 else 0
        at = 0
        for start, board, heading, body, by_label, turned in here:
            opens_paragraph = start == 0
            if turned and not (ALL_BOARDS in boards or board in boards or (regular and opens_paragraph)):
                continue
            if board and not by_label and not turned and opens_paragraph and board not in allowed:
                continue
            asked = not board or not boards or ALL_BOARDS in boards or board in boards
            if not by_label and not opens_paragraph and not asked:
                continue
            if start > at:
                result.append(Stretch(speaker, cut(piece, at, start), role, name))
            speaker = Speaker(board, heading) if board else None
            at = body if by_label else start
        if at < len(piece.text):
            result.append(Stretch(speaker, cut(piece, at, len(piece.text)), role, name))
    return result


def _openings(stretch: Stretch, register: Register) -> list[_Opening]:
    """Where sentences of a comment begin with a board, or turn to all of them again."""
    here: list[_Opening] = []
    text = stretch.piece.text
    if stretch.role != "comment" or stretch.speaker is not None or of_the_whole(stretch.name):
        return here
    for start, end in split(text):
        sentence = text[start:end]
        opening = register.opening(sentence)
        sums_up = opening is not None and _SUMS_UP.match(sentence, opening.heading_span.end) is not None
        if sums_up or _OF_ALL.search(sentence) or _OF_THE_WHOLE.match(sentence):
            here.append(_Opening(start, "", "", start, by_label=False))
        elif opening is not None and not said_given(sentence, register):
            body = start + opening.body_start
            here.append(_Opening(start, opening.board, opening.heading, body, opening.label))
        elif opening is None and (turned := _TURNED.match(sentence)) is not None:
            after = register.opening(sentence[turned.end() :])
            if after is not None and not after.label and not after.heading_span.start:
                turns = not sentence.startswith("Däremot")  # which tells of another than the one before
                here.append(_Opening(start, after.board, after.heading, start, by_label=False, turned=turns))
    return here


def _states(before: str) -> bool:
    """Whether what stands before a board in its paragraph only says how the item goes."""
    return wording.sentence(before.strip())


def _regular(
    stretches: Sequence[Stretch],
    openings: Sequence[Sequence[_Opening]],
    boards: tuple[str, ...],
    first_in_paragraph: set[str],
) -> bool:
    """Whether boards open what they say often enough that each opening is the begin of an answer."""
    if len(first_in_paragraph) >= 2 or any(one.by_label for here in openings for one in here):
        return True
    together = [{one.board for one in here if one.board} for here in openings]
    if ALL_BOARDS in boards:
        return any(len(told) >= 2 for told in together)
    if len(boards) > 1:  # several are asked, and two answer in one paragraph, each in a sentence of its own
        return any(len(told & set(boards)) >= 2 for told in together)
    if boards:
        return False
    return any(  # nobody is named, and two answer in a paragraph that the first of them opens
        len({one.board for one in here if one.board and not one.turned}) >= 2
        and (not here[0].start or _states(piece.text[: here[0].start]))
        and not any(_DEALT_WITH.search(piece.text, one.start, one.start + LONGEST_DEALT) for one in here)
        for here, (_, piece, *_) in zip(openings, stretches, strict=True)
    )


_SIGNS = re.compile(r"\s*[(\[](?P<who>[^()\[\]\n]{2,60})[)\]](?:\.(?=\s|$)|(?=\s+[A-ZÅÄÖ]|$))")
_OF_THE_WHOLE = re.compile(
    r"(?:(?:uppdraget |målet |beslutet |för kommunen )?(?:som|i sin) helhet|för kommunen i stort|sammantaget"
    r"|sammanfattningsvis|sammanvägt|totalt sett|på det hela taget|övriga nämnder"
    r"|(?:kommun(?:styrelsen|ledningen)s )?(?:sammanta?g(?:en|na)|samlade?|sammanvägda?|sammanfattande) "
    r"(?:bedömning|bild)"
    r"|helhetsbedömning|samlat omdöme|(?=[^:.!?\n]{3,60}:\s)[^:]*\b(?:helheten?|hela kommunen)\b)"
    r"(?!\w)",
    re.IGNORECASE,
)
"""What begins a statement after the boards' own that is of them all again."""
_OF_ALL_LABEL = re.compile(r"samla[dt]|sammanta|sammanväg|sammanfatt|helhet|hela kommunen", re.IGNORECASE)
_TURNED = re.compile(
    r"(?!Frågan|Ärende|Beslut|Möte)[A-ZÅÄÖ]\w+(?:n|et|na)\s+(?:inom|i|hos|på|vid)\s+(?=[^\W\d_])"
    r"|(?:Däremot|Samtidigt|Dessutom|Vidare|Också|Dock|Nu|I år|Hittills|(?:Under|Sedan|I)\s+[a-zåäö]+)\s+"
    r"[a-zåäö]+(?:r|de|t|g)\s+(?=[^\W\d_])"
)
"""What may stand before a board in a sentence of its own: `Däremot har nämnden …`, `Arbetet i SN …`."""
_SUMS_UP = re.compile(
    r"\s+(?:bedömer|anser|menar|konstaterar|gör)\s+(?:sammantaget|samlat|sammanvägt|sammanfattningsvis"
    r"|den (?:samlade|sammantagna|sammanvägda) bedömningen)\b"
)
"""What a board says of all: `Kommunstyrelsen bedömer sammantaget att …`."""
_DEALT_WITH = re.compile(
    r"\b(?:behandla|beslut|yttra|remitter|återremitter|bordl[aä]|avslog|godkän|fastställ|överläm|anslog|anslagit)"
)
"""What a board does with a matter that is no answer of its own: `Kommunstyrelsen behandlade planen`."""
LONGEST_DEALT = 80
"""Characters of a sentence that may say so."""
_OF_ALL = re.compile(
    r"\b(?:hela (?:uppdraget|målet|beslutet)|(?:uppdraget|målet|beslutet) (?:som|i sin) helhet"
    r"|(?:uppdraget|målet|beslutet) (?:\w+ )?sammantaget"
    r"|(?:för|hos) (?:båda|bägge|samtliga|alla)(?: \w+)? nämnder(?:na)?)(?!\w)",
    re.IGNORECASE,
)
"""What makes a statement one of all boards, whoever makes it: `KLK räknar med att hela uppdraget …`."""


def _is_verdict(role: PassageRole, name: str) -> bool:
    """Whether a stretch stands after a label that asks for a status, in one word or in sentences."""
    if not name or role in ("status", "forecast"):
        return bool(name)
    asked = column(name)
    return asked is not None and asked.name in ("status", "forecast")
