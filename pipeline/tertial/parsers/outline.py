"""A document as a sequence of lines with marks, and the headings that stand over each of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from tertial import wording
from tertial.boards import Register
from tertial.document import Block, Document, Span, Table
from tertial.parsers.decisions import decided
from tertial.parsers.facts import Facts, in_parts, read_facts
from tertial.parsers.furniture import is_furniture
from tertial.parsers.givers import RESPONSIBLE, given_line, nothing_else
from tertial.parsers.kinds import tells_of_orders
from tertial.parsers.references import reference_first
from tertial.parsers.roles import Label, Role, bare_label, column, counting_labels, is_column_only, label
from tertial.parsers.run_in import judged_last, ordered, parted, who_ends
from tertial.parsers.scales import steps_of_scales
from tertial.parsers.signed import Signature, signatures
from tertial.parsers.states import in_state
from tertial.parsers.titles import is_order, split_number, take_apart
from tertial.parsers.who_and_how import WhoAndHow, state_at, who_and_how
from tertial.resources import read_table
from tertial.swedish.numbers import parse_number
from tertial.swedish.words import fold

LONGEST_HEADING = 140
STATUS = Role("status", None, 2)
SHORTEST_SIGNED = 12
"""Fewer characters after a sign are its explanation."""
OFTEN = 3
"""Bold words that so many lines begin with are a label of the house's own, and no title."""
PLAIN = 9
"""Level of a heading that nothing marks but that it is short and stands alone."""


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """A paragraph outside tables, a paragraph of a one-column table, or a table (`table` is set)."""

    index: int
    span: Span
    text: str
    block: Block | None = None
    table: Table | None = None
    level: int = 0
    """Rank as a heading: 1 the highest, `PLAIN` the lowest; 0 where it is no heading."""
    separator: bool = False
    label: Label | None = None
    bare: Label | None = None
    is_board: bool = False
    """The whole line is the name of a board."""
    answer: int = 0
    """Where it goes on after a board's name that is its label: `KS: Klart.`; 0 where it has none."""
    listed: bool = False
    counted: bool = False
    """It counts groups by a word of the house's own: `Kontrollområde 1: Inköp`."""
    sign: str = ""
    """The sign that it begins with and that the report explains: ✔, ►, ○."""
    caption: bool = False
    """It names the table of figures after it."""
    run_in: int = 0
    """Length of the title that its comment follows on the same line; 0 where the line holds no two things."""

    says_all: bool = False
    """It is one of a row of lines that hold a title, a comment and mostly a status."""
    signed: Signature | None = None
    """Who is asked and how it goes, where lines end in that again and again."""
    who_and_how: WhoAndHow | None = None
    """It is nothing but who an item is given to and how that goes."""
    facts: Facts | None = None
    """It is nothing but who an item is given to, until when and whence it comes."""

    order: tuple[int, int] | None = None
    """Where it names what a board was to do, in an account that tells of a decision in each paragraph."""

    @property
    def apart(self) -> tuple[int, int] | None:
        """Where the only words stand that are set apart inside a paragraph, as a title in running text is."""
        if self.order is not None:
            return self.order
        if self.block is None or self.block.apart is None or self.level:
            return None
        if "\n" in self.text[: self.block.apart.start - self.span.start]:
            return None  # a line of its own under the title
        lead = self.text[: self.run_in].rstrip()
        if lead.endswith((".", ":")) or len(lead.split()) > 3:
            return None  # what it begins with is more of a title; `Klart` and `Sprucket` are none
        return self.block.apart.start - self.span.start, self.block.apart.end - self.span.start

    @property
    def head(self) -> str:
        """What may be a title: all of the line, or what stands before its comment, or is set apart in it."""
        if self.apart is not None:
            return self.text[slice(*self.apart)]
        return self.text[: self.run_in] if self.run_in else self.text

    @property
    def gap(self) -> int:
        return self.block.gap if self.block is not None else 1


_SEPARATOR = re.compile(r"^[\s.\-–—*=_•·~#+<>|/\\]{1,200}$")
_PAGE_NUMBER = re.compile(r"(?:sida\s*)?\d{1,3}\s*(?:\(\d{1,3}\)|av \d{1,3})", re.IGNORECASE)
_LED = re.compile(r"\s(?:…|\.{3,})\s*[^.…]{3,60}\.?$|(?:\.\s?){4,}\s*[^.…]{3,60}\.?$")
_TOC = re.compile(r"(?:\.{4,}|…{2,}|\t)\s*\d{1,3}$")
_DEPTH = re.compile(r"^(\d{1,3}(?:\.\d{1,3})*)\.?\s")
_PATH = re.compile(r"[^\W\d][^.!?<>»›]+(?:\s[>»›]\s[^.!?<>»›]+)+")
"""Where a page of a follow-up system stands in it: `Kommunplan > Miljö > Fler ska cykla`."""
_BULLET = re.compile(r"^[•*–▪◦○●■►➢✓-]\s")


def is_separator(text: str) -> bool:
    """Whether a line holds nothing but signs, as "." or "----"."""
    return _SEPARATOR.match(text) is not None


def lines(document: Document, register: Register) -> tuple[Line, ...]:
    """All lines in reading order; tables of contents left out."""
    frames = {table.index for table in document.tables if table.width == 1}
    body_size = _body_size(document)
    raw: list[tuple[int, Block | None, Table | None]] = []
    body = [b for b in document.body if b.place is None or b.place.table in frames]
    scaled = steps_of_scales([document.cut(block.span) for block in body])
    for n, found in enumerate(body):
        text = document.cut(found.span)
        if n in scaled or is_furniture(text):
            continue
        if not text or found.kind == "toc" or _TOC.search(text) or _PAGE_NUMBER.fullmatch(text):
            continue
        if len(text) <= LONGEST_HEADING and _PATH.fullmatch(text):
            continue
        if wording.explains(text):
            if raw and (before := raw[-1][1]) is not None and document.cut(before.span).endswith(":"):
                raw.pop()  # `Så läser du färgerna:`
            continue
        raw.append((found.span.start, found, None))
    tables = [t for t in document.tables if t.index not in frames]
    raw += [(t.span.start, None, t) for t in tables if not wording.explains(_legend_of(document, t, None))]
    raw.sort(key=lambda entry: (entry[0], entry[2] is not None))
    apart = _set_apart(document, [b for _, b, _ in raw if b is not None])
    texts = [document.cut(block.span) for _, block, _ in raw if block is not None]
    leads = _repeated_leads(document, [block for _, block, _ in raw if block is not None], register)
    legends = [text for block in document.body if wording.explains(text := document.cut(block.span))]
    signs = explained_signs([*legends, *texts])
    counted = _counted_things(texts)
    counts = counting_labels(texts)
    orders = iter(ordered(texts))
    account = iter(decided(texts, register, of_orders=tells_of_orders(document)))
    told = iter(one or other for one, other in zip(judged_last(texts), parted(texts), strict=True))
    ends = iter(signatures(texts, register))
    result = []
    for index, (_, block, table) in enumerate(raw):
        if block is None:
            assert table is not None
            result.append(Line(index, table.span, "", table=table))
            continue
        text = document.cut(block.span)
        title_end, order_end, ending = next(told), next(orders), next(ends)
        order = next(account)
        title_end = ending.title_end if ending is not None else title_end
        if order_end and take_apart(text, register).responsible:
            order_end = 0  # the second sentence says who: `Bygg en bro. TN (KS)`
        if title_end and nothing_else(text[title_end:].strip(" –—-."), register):
            title_end = 0  # `Se över taxan – KS`
        if title_end and _LED.search(text):
            title_end = 0  # `Se över taxan … Bordlagt`
        separator = is_separator(text)
        short = len(text) <= LONGEST_HEADING
        found_label = (label(text) or (area_label(text) if short else None)) if not separator else None
        named = short and not separator and register.heading(text) is not None
        at = split_number(text)[1] if block.kind == "heading" else 0
        given = given_line(text[at:], register) if short and not separator and not named else None
        if given is not None and not given.name and block.kind == "heading":
            given, named = None, True  # a chapter of those who have what stands in it: `KS och SN`
        if found_label is not None and found_label.role.name == "decided" and reference_first(text):
            found_label = None  # `Kf § 45 Se över taxan`
        if short and not separator and (said := in_state(text, register)) is not None:
            found_label = Label(STATUS, said[0], 0)
        found_label = found_label or given
        apt = not separator and (found_label is None or not found_label.name or in_parts(text))
        facts = read_facts(text, register) if apt else None
        facts = facts if facts is not None and facts.sure else None
        if facts is not None:
            found_label = None
        if found_label is None and _lead(text, block) in leads and (role := column(_lead(text, block))):
            found_label = Label(role, text[: block.lead].strip(), _value_start(text, block))
        labelled = found_label is not None and found_label.role.name not in ("title", "area")
        judged = who_and_how(text, register)
        signed = text[:1] in signs and len(text) > SHORTEST_SIGNED and text.count("=") < 2
        repeated = _lead(text, block) in leads
        alone = block.kind != "heading" and (wording.cell(text) is not None or state_at(text) > 0)
        under = raw[index + 1][2] if index + 1 < len(raw) else None
        caption = short and block.kind != "heading" and under is not None and _is_of_figures(document, under)
        caption = caption and not is_order(text)
        result.append(
            Line(
                index,
                block.span,
                text,
                block=block,
                level=0
                if separator
                or labelled
                or alone
                or caption
                or facts is not None
                or (named and _GROUPED.match(text) is not None and not block.bold)
                or judged is not None
                else _level(block, text, body_size, counted) or (8 if id(block) in apart else 0),
                separator=separator,
                caption=caption,
                label=found_label,
                bare=counts.get(text) or bare_label(text)
                if short and not separator and not reference_first(text)
                else None,
                is_board=named,
                answer=opening.body_start
                if ":" in text[:LONGEST_HEADING]
                and found_label is None
                and not separator
                and (opening := register.opening(text)) is not None
                and opening.label
                and "(" not in opening.heading  # `Lokalplanen (KS): …` may be a title
                else 0,
                counted=block.kind != "list"
                and (thing := _COUNTED.match(text)) is not None
                and thing[1] in counted,
                run_in=block.lead
                if found_label is not None
                and found_label.role.name == "title"
                and not separator
                and found_label.value_start < block.lead < len(text)
                else 0
                if found_label is not None or separator
                else (0 if repeated else block.lead)
                or (title_end if ending is not None else who_ends(text, register) or title_end or order_end),
                says_all=title_end > 0 and found_label is None,
                signed=ending if found_label is None and not separator else None,
                who_and_how=judged if found_label is None else None,
                facts=facts,
                order=order,
                sign=text[0] if signed else "",
                listed=not signed
                and (
                    (block.kind == "list" and not block.number[:1].isdigit())
                    or _BULLET.match(text) is not None
                ),
            )
        )
    return tuple(_with_who_alone(result))


def _with_who_alone(found: list[Line]) -> list[Line]:
    """The lines; a board's name alone says who has the title over it where others name several boards there.

    `BSN (TN)` and `Samtliga nämnder` under titles make `KS` under another no answer, if no text and no other
    board stands before any such name.
    """
    listing = [n for n, ln in enumerate(found[:-1]) if ln.label is not None and not ln.label.name]
    listing = [n for n in listing if found[n].text[:1] not in "(["]
    alone = [n for n, line in enumerate(found[:-1]) if n and line.is_board]
    if len(listing) < 2 or not alone or any(found[n + 1].is_board for n in (*listing, *alone)):
        return found
    over = [found[n - 1] for n in alone]
    if any(ln.table is not None or ln.label or ln.text[-1:] in ".!?:" or ln.separator for ln in over):
        return found
    who = {n: Label(RESPONSIBLE, "", 0) for n in alone}
    return [replace(line, label=who[n], level=0) if n in who else line for n, line in enumerate(found)]


def _is_of_figures(document: Document, table: Table) -> bool:
    """Whether a table of more than a row holds mostly numbers under and beside names, and says no status."""
    if len(table.rows) < 3:
        return False
    body = [document.cut(cell.span) for row in table.rows[1:] for cell in row if cell.column]
    filled = [text for text in body if text]
    numbers = sum(parse_number(text) is not None for text in filled)
    worded = any(any(map(str.isalpha, text)) and wording.cell(text) is not None for text in filled)
    return len(filled) >= 2 and numbers >= 0.5 * len(filled) and not worded


def _repeated_leads(document: Document, blocks: Sequence[Block], register: Register) -> frozenset[str]:
    """What many lines begin with in bold, as with a label; a title in several boards' chapters is none."""
    counts: Counter[str] = Counter()
    chapters: Counter[tuple[str, int]] = Counter()
    chapter = 0
    for n, block in enumerate(blocks):
        text = document.cut(block.span)
        if block.lead:
            counts[_lead(text, block)] += 1
            chapters[_lead(text, block), chapter] += 1
        elif len(text) <= LONGEST_HEADING and register.heading(text) is not None:
            chapter = n
    often = {lead for lead, count in counts.items() if count >= OFTEN}
    return frozenset(
        lead for lead, _ in (key for key, count in chapters.items() if count > 1) if lead in often
    )


def _value_start(text: str, block: Block) -> int:
    """Where the value of a label in bold begins."""
    rest = text[block.lead :]
    return block.lead + len(rest) - len(rest.lstrip(" :.\t\u00a0"))


def _lead(text: str, block: Block) -> str:
    return fold(text[: block.lead]).rstrip(" .:")


_LED_BY = re.compile(r"^[^\W\d_][^:=]{2,40}:\s+")
_IN_A_ROW = re.compile(r"\s*[,;|]\s+")
_EXPLAINED = re.compile(r"([^\w\s\"'()\[\]–—-])\ufe0f?\s*(?:[=:–—-]\s*)?(\S.{1,40})$")


def explained_signs(texts: Sequence[str]) -> frozenset[str]:
    """The signs that a report explains as statuses, on own lines or in a row: `✖ = nej, ► = klart`."""
    rows = [_LED_BY.sub("", text) if text.count("=") > 1 else text for text in texts]
    said = [part for text in rows for part in (_IN_A_ROW.split(text) if text.count("=") > 1 else (text,))]
    found = [_EXPLAINED.match(text) if len(text) <= 48 else None for text in said]
    sure = [m is not None and wording.cell(m[2]) is not None for m in found]
    # What stands in a row with those whose words are known is one of them.
    signs = {m[1] for n, m in enumerate(found) if m is not None and any(sure[max(n - 1, 0) : n + 2])}
    return frozenset(signs) if sum(sure) >= 2 else frozenset()


def _body_size(document: Document) -> float:
    sizes: Counter[float] = Counter()
    for block in document.body:
        if block.size:
            sizes[block.size] += len(block.span)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _set_apart(document: Document, blocks: Sequence[Block]) -> frozenset[int]:
    """Headings of a text that marks none: short lines after two empty lines, as most such lines are."""
    if any(block.kind == "heading" or _DEPTH.match(document.cut(block.span)) for block in blocks):
        return frozenset()
    wide = [block for block in blocks if block.gap >= 2 and block.place is None]
    short = [block for block in wide if _is_short(document.cut(block.span))]
    if len(short) < 3 or len(short) < 0.7 * len(wide):
        return frozenset()
    return frozenset(id(block) for block in short)


def _is_short(text: str) -> bool:
    if bare_label(text) is not None:
        return False
    return len(text) <= 90 and text[-1:] not in ".,;:!?" and text[:1].isalnum() and "\t" not in text


_COUNTED = re.compile(r"([A-ZÅÄÖ][^\W\d_]{2,30})\s+(\d{1,2}|[A-F])\s*[:.–-]\s+(?=\S)")


def _counted_things(texts: Sequence[str]) -> frozenset[str]:
    """Words that count headings of a kind of their own: `Kontrollområde 1: Inköp`, `Kontrollområde 2: …`."""
    numbers: dict[str, set[str]] = {}
    for text in texts:
        found = _COUNTED.match(text) if len(text) <= LONGEST_HEADING else None
        if found is not None and split_number(text)[2] is None and not _CAPTIONED.match(text):
            numbers.setdefault(found.group(1), set()).add(found.group(2))
    return frozenset(word for word, seen in numbers.items() if len(seen) >= 2)


def _counts(text: str, counted: frozenset[str]) -> bool:
    thing = _COUNTED.match(text)
    return thing is not None and thing.group(1) in counted


def is_caption(text: str) -> bool:
    """Whether a line names a table, a figure or an appendix: `Bilaga 3 till bokslutet`."""
    return _NUMBERED_CAPTION.match(text) is not None


_CAPTIONED = re.compile(r"(?:tabell|diagram|figur|bilaga|bild|sida|graf)\b", re.IGNORECASE)
_NUMBERED_CAPTION = re.compile(rf"{_CAPTIONED.pattern} \d", re.IGNORECASE)


def _level(block: Block, text: str, body_size: float, counted: frozenset[str]) -> int:
    if block.kind == "heading":
        return max(1, min(block.level or 1, 8))
    if block.kind in ("footnote",) or len(text) > LONGEST_HEADING or "\t" in text:
        return 0
    ends_open = text.rstrip()[-1:] not in ".,;!?"
    depth = _DEPTH.match(text)
    if depth is not None and block.kind != "list":
        dots = depth.group(1).count(".")
        if dots or (ends_open and text[depth.end() : depth.end() + 1].isupper()):
            return min(2 + dots, 6)
    if block.kind != "list" and _counts(text, counted) and text.rstrip(". ").count(". ") < 2:
        return 5
    if text != text.strip(" :.") and wording.status_over(text) is not None:
        return 0
    letters = [c for c in text if c.isalpha()]
    in_capitals = len(letters) >= 4 and all(c.isupper() for c in letters)
    if block.bold is False and wording.over_group(text) is not None:
        # A status over a group of decisions, unmarked as such headings are in plain text.
        return 5 if in_capitals else 7
    if block.kind != "list" and ends_open and block.gap and _GROUPED.match(text):
        return 7
    if _BULLET.match(text) or not ends_open:
        return 6 if block.bold and not _BULLET.match(text) and len(text) <= 110 else 0
    if body_size and block.size >= body_size * 1.15:
        return 3 if block.size >= body_size * 1.5 else 4
    if block.bold:
        return 6
    return 5 if in_capitals else 0


_GROUPED = re.compile(
    r"(?:övriga |nya |följande )?(?:beslut|uppdrag|mål|aktiviteter|åtgärder|insatser|motioner|ärenden)"
    r" (?:som|där|vars)\b",
    re.IGNORECASE,
)
"""A group of items by what they have in common: `Uppdrag som ligger på is`."""


@lru_cache(maxsize=1)
def _generic() -> tuple[frozenset[str], frozenset[str]]:
    rows = read_table("generic_headings.csv")
    chapter = frozenset(row["word"] for row in rows if row["use"] == "chapter")
    return chapter, chapter | frozenset(row["word"] for row in rows if row["use"] == "frame")


_AGED = re.compile(r"\b(?:äldre|tidigare|gamla|nyare)\s+(?=(?:beslut|uppdrag|motioner|ärenden|åtgärder)\b)")
"""`Äldre uppdrag` is a chapter of a report; `Äldre` are whom it is about."""
_WORD = re.compile(r"[^\W\d_]+[^\W_]*(?:[-:][^\W_]+)*-?")


def _bare_words(text: str, known: Sequence[str]) -> list[str]:
    _, start, _ = split_number(text)
    names = {form for name in known if name for form in (fold(name), fold(name) + "s")}
    bare = _AGED.sub("", fold(text[start:]))
    return [w for w in _WORD.findall(bare) if (w not in names and len(w) > 1) or w == "i"]


def is_chapter_name(text: str, known: Sequence[str] = ()) -> bool:
    """Whether a heading only says that uppdrag, mål or a report follow, and names no subject.

    Args:
        known: Names that say nothing of a subject, as the municipality's own.
    """
    words = _bare_words(text, known)
    other = [word for word in words if word not in _generic()[0]]
    return not other or (_beside().issuperset(other) and any(map(_ITEMS.match, words)))


@lru_cache(maxsize=1)
def _beside() -> frozenset[str]:
    """Words that name no subject beside uppdrag or mål: `Uppdrag som gäller flera nämnder`."""
    return frozenset(row["word"] for row in read_table("generic_headings.csv") if row["use"] == "beside")


_ITEMS = re.compile(r"(?:uppdrag|mål|aktivitet|beslut|beställning)(?:en|er|et|s|ar)*$")


def is_frame_name(text: str, known: Sequence[str] = ()) -> bool:
    """Whether a heading is one that every report has, or a table's: Inledning, Investeringar, tkr."""
    return _IN_UNITS.search(text) is not None or all(
        word in _generic()[1] for word in _bare_words(text, known)
    )


_IN_UNITS = re.compile(r"[(,] ?(?:i )?(?:tkr|mnkr|mkr|kkr|kronor)\)?[\s.:]*$", re.IGNORECASE)


@lru_cache(maxsize=1)
def _subjects() -> frozenset[str]:
    return frozenset(row["word"] for row in read_table("generic_headings.csv") if row["use"] == "subject")


def may_be_subject(text: str) -> bool:
    """Whether a name that every report has a chapter of may as well be what an item is about: `Budget`."""
    return fold(text[split_number(text)[1] :]).strip(" .:") in _subjects()


def is_chapter(text: str, known: Sequence[str] = ()) -> bool:
    """Whether a heading names no subject of its own."""
    return is_chapter_name(text, known) or is_frame_name(text, known)


def explaining(document: Document, meaning: wording.Meaning = wording.plain_status) -> Iterator[str]:
    """The lines of a document that may say what its codes mean: in its text, margins and small tables."""
    for block in (*document.body, *document.margins):
        if block.kind == "toc":
            continue
        text = document.cut(block.span)
        yield text
        if "\n" in text:
            yield from text.split("\n")
    for table in document.tables:
        yield ""
        if legend := _legend_of(document, table, meaning):
            yield legend
            continue
        for row in table.rows:
            said = [document.cut(cell.span) for cell in row]
            if len(row) == 2:
                yield "\t".join(said)
            elif len(row) % 2 == 0 and len(table.rows) <= 2:  # code, meaning, code, meaning
                yield from ("\t".join(said[n : n + 2]) for n in range(0, len(said), 2))


_MEANING = re.compile(r"betyd|inneb(?:är|örd)|förklar|definition|mening|står för")


def _legend_of(document: Document, table: Table, meaning: wording.Meaning | None) -> str:
    """A small table that says what the codes of its first column mean, as a line; empty for any other.

    It says so in its head; or its codes are numbers from one on, or words used elsewhere, and all it says of
    them are statuses.

    Args:
        meaning: What the words mean that explain a code; None where that was asked before.
    """
    if not 2 <= table.width <= 4 or not 2 <= len(table.rows) <= 12:
        return ""
    rows = [[document.cut(cell.span) for cell in row] for row in table.rows]
    heads = enumerate(map(fold, rows[0]))
    at = next((n for n, head in heads if n and len(head) < 40 and _MEANING.search(head)), 0)
    pairs = [(row[0], row[at]) for row in rows[1:] if at and len(row) > at and row[0]]
    if not at and table.width % 2 == 0:
        full = [row for row in rows if len(row) == table.width]  # not a head over both columns of a pair
        pairs = [(row[n], row[n + 1]) for row in full for n in range(0, table.width, 2) if row[n]]
        signs = bool(pairs) and not any(any(map(str.isalnum, code.strip("[]"))) for code, _ in pairs[::2])
        worded = all(code.isdigit() or _SUBJECT.match(fold(said)) for code, said in pairs)
        fewest = (0.7 if signs else 1) * len(pairs)
        if fewest < 3 or not (signs or worded) or not _are_codes(document, [code for code, _ in pairs]):
            return ""
        if meaning is not None and sum(meaning(said) is not None for _, said in pairs) < fewest:
            return ""
    return "; ".join(f"{code} = {said}" for code, said in pairs)


_SUBJECT = re.compile(r"(?:arbetet|uppdraget|målet|åtgärden|aktiviteten|insatsen) ")


def _are_codes(document: Document, codes: list[str]) -> bool:
    """Whether words are codes: numbers from nought or one on, or short ones that most stand elsewhere too."""
    if all(map(str.isdigit, codes)):
        return sorted(map(int, codes)) in (list(range(len(codes))), list(range(1, len(codes) + 1)))
    short = all(len(code) <= 24 for code in codes) and len(set(codes)) == len(codes)
    return short and sum(document.text.count(code) > 1 for code in codes) > 0.6 * len(codes)


@lru_cache(maxsize=1)
def _colours() -> frozenset[str]:
    return frozenset(word for row in read_table("shades.csv") for word in row["word"].split(" eller "))


def is_legend(text: str) -> bool:
    """Whether a line explains colours or signs: `Grön = klart, gul = pågår`, `Rött: inte påbörjat`."""
    named = [word for word in _WORD.findall(fold(text)) if word.removesuffix("t") in _colours()]
    return text.count("=") >= 2 or len(set(named)) >= 2 or (bool(named) and "=" in text)


_AREA_PREFIX = re.compile(
    r"^(?:(?:över(?:gripande|siktligt)\s+)?(?:(?:mål|uppdrag|aktiviteter|åtgärder)\s+)?(?:inom|för|under|i)\s+)?"
    r"(?:(?:strategiskt?|prioriterat|målområde|mål|fokusområde|fokus|politikområde|insatsområde|utvecklingsområde"
    r"|inriktningsmål|inriktning|område|perspektiv|delområde|kf-mål|övergripande|område)(?:et|en|t)?\b\s*)+"
    r"(?:nr\s*)?(?:[A-Z]?\d{1,2}(?:[.:]\d{1,2})*|[IVX]{1,4}\b|[A-F]\b)?\s*[.:)–—-]*\s*",
    re.IGNORECASE,
)


_ROMAN = re.compile(r"^(?:[IVX]{2,5}|[VX]|I(?=\s{2}|\t|\u00a0))\s+(?=[A-ZÅÄÖ])")
"""A Roman number before a name without a stop; `I` before a single space may be a word."""
_NAMED_AREA = re.compile(
    r"(?P<name>[^\W\d_]{4,}(?: [^\W\d_]{4,})?)"
    r"(?:\s+(?:nr\s*)?(?:\d{1,2}(?:\.\d{1,2})*|[IVX]{1,4}|[A-F])\s*[.:)–—-]*\s+|\s*[:–—]\s*|\s+-\s+)(?=[A-ZÅÄÖ\"”])"
)


def area_label(text: str) -> Label | None:
    """The label of a line that says by word and number or dash which area follows: `Målområde 2 Miljö`."""
    start = split_number(text)[1]
    found = _NAMED_AREA.match(text, start) if text.rstrip()[-1:] not in ".;,!?" else None
    role = column(found["name"]) if found is not None else None
    if found is None or role is None or role.name != "area" or is_column_only(found["name"]):
        return None
    return Label(role, found["name"], found.end())


def area_name(text: str) -> str:
    """A heading as the name of an area: without numbering, without `Målområde:` or `Mål inom målområde`."""
    _, start, _ = split_number(text)
    rest = _ROMAN.sub("", text[start:].strip(" \t:*"))
    thing = _COUNTED.match(rest)
    if thing is not None and not start:
        rest = rest[thing.end() :]
    found = _AREA_PREFIX.match(rest)
    if found is not None and len(rest) > found.end() + 2:
        prefix = found.group()
        if re.search(r"[\d:–—-]\s*$", prefix) or re.match(r"[A-ZÅÄÖ\"”]", rest[found.end() :]):
            rest = rest[found.end() :]
    return rest.strip(" \t\n:*–—-")


_GOAL = re.compile(
    r"\b(?:ska|skall|bör|öka[rs]?|minska[rs]?|stärk[as]?|förbättra[rs]?|utveckla[rs]?)\b", re.IGNORECASE
)


def is_goal(text: str) -> bool:
    """Whether a heading or line is worded as a mål: something shall be, rise or fall, or it says `Mål`."""
    _, start, kind = split_number(text)
    if kind is not None and kind.value == "mål":
        return True
    role = column(text.partition(":")[0]) if ":" in text else None
    if role is not None and role.name == "title" and role.kind is not None and role.kind.value == "mål":
        return True
    return _GOAL.search(text[start:]) is not None and len(text) > 12


def outline(all_lines: Sequence[Line]) -> list[tuple[Line, ...]]:
    """For each line the headings over it, the highest first. A board's name ranks half a level higher."""
    result: list[tuple[Line, ...]] = []
    stack: list[tuple[float, Line]] = []
    for line in all_lines:
        level = rank(line)
        if level:
            while stack and stack[-1][0] >= level:
                stack.pop()
            result.append(tuple(entry for _, entry in stack))
            stack.append((level, line))
        else:
            result.append(tuple(entry for _, entry in stack))
    return result


_LARGE = frozenset({3, 4})
"""Levels of lines that only the size of their letters shows to be headings."""


def rank(line: Line) -> float:
    """The level of a heading as a number to compare; 0.0 for a line that is none.

    Of lines set in large letters, which no style tells apart, the larger is the higher.
    """
    if line.level:
        large = line.block is not None and line.block.kind != "heading" and line.level in _LARGE
        smaller = max(0.0, 0.4 - int(line.block.size) / 100) if large and line.block is not None else 0.0
        return line.level + smaller - (0.5 if line.is_board else 0.0)
    return PLAIN - 0.5 if line.is_board else 0.0
