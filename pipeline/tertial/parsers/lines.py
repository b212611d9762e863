"""The lines of a document in reading order, each with what it is: a heading, a label, a title over text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import repeat

from tertial import wording
from tertial.boards import Register
from tertial.document import Block, Document, Table
from tertial.parsers.chapter_names import with_chapters
from tertial.parsers.decisions import decided
from tertial.parsers.facts import in_parts, read_facts
from tertial.parsers.furniture import is_furniture
from tertial.parsers.givers import RESPONSIBLE, given_line, nothing_else
from tertial.parsers.headings import CAPTIONED, COUNTED, area_label
from tertial.parsers.kinds import tells_of_orders
from tertial.parsers.legends import legend_of
from tertial.parsers.outline import LONGEST_HEADING, Line
from tertial.parsers.references import reference_first
from tertial.parsers.roles import Label, Role, bare_label, column, counting_labels, label, names_columns
from tertial.parsers.run_in import (
    coloned,
    glued,
    judged_between,
    judged_last,
    judged_on,
    ordered,
    parted,
    who_ends,
)
from tertial.parsers.scales import steps_of_scales
from tertial.parsers.signed import signatures
from tertial.parsers.states import in_state
from tertial.parsers.title_parts import sign_of, take_apart
from tertial.parsers.titles import is_order, split_number
from tertial.parsers.who_and_how import state_at, who_and_how
from tertial.swedish.numbers import parse_number
from tertial.swedish.words import fold

STATUS = Role("status", None, 2)
OFTEN = 3
"""Bold words that so many lines begin with are a label of the house's own, and no title."""
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
        if n in scaled or is_furniture(text) or names_columns(text):
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
    raw += [(t.span.start, None, t) for t in tables if not wording.explains(legend_of(document, t, None))]
    raw.sort(key=lambda entry: (entry[0], entry[2] is not None))
    apart = _set_apart(document, [b for _, b, _ in raw if b is not None])
    texts = [document.cut(block.span) for _, block, _ in raw if block is not None]
    leads = _repeated_leads(document, [block for _, block, _ in raw if block is not None], register)
    signed_titles = _signed_titles(texts)
    counted = _counted_things(texts)
    counts = counting_labels(texts)
    orders = iter(ordered(texts))
    concerned = tells_of_orders(document)
    account = iter(decided(texts, register, of_orders=concerned))
    of_list = [_is_listed(block, document.cut(block.span)) for _, block, _ in raw if block is not None]
    told = (
        next(filter(None, ends), 0)
        for ends in zip(
            coloned(texts),
            judged_last(texts),
            parted(texts),
            judged_on(texts, of_list),
            judged_between(texts),
            strict=True,
        )
    )
    ends = iter(signatures(texts, register))
    joints = iter(glued(texts) if tells_of_orders(document, widely=True) else repeat(0))
    result = []
    for index, (_, block, table) in enumerate(raw):
        if block is None:
            assert table is not None
            result.append(Line(index, table.span, "", table=table))
            continue
        text = document.cut(block.span)
        title_end, order_end, ending = next(told), next(orders), next(ends)
        order, joint = next(account), next(joints)
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
        bears_sign = text in signed_titles and (
            found_label is None or wording.sign_first(text) is not None  # `Läge: ●`
        )
        if bears_sign:
            found_label, title_end = None, 0
            order_end = order_end if wording.sign_first(text) is not None else 0
        labelled = found_label is not None and found_label.role.name not in ("title", "area")
        judged = who_and_how(text, register)
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
                and (thing := COUNTED.match(text)) is not None
                and thing[1] in counted,
                run_in=block.lead
                if found_label is not None
                and found_label.role.name == "title"
                and not separator
                and found_label.value_start < block.lead < len(text)
                else 0
                if found_label is not None or separator
                else (0 if repeated or bears_sign else block.lead)
                or (
                    title_end
                    if ending is not None
                    else who_ends(text, register) or title_end or order_end or joint
                ),
                says_all=title_end > 0 and found_label is None,
                signed=ending if found_label is None and not separator else None,
                who_and_how=judged if found_label is None else None,
                facts=facts,
                order=order,
                sign=bears_sign,
                listed=not bears_sign and _is_listed(block, text),
            )
        )
    return tuple(with_chapters(_with_who_alone(_under_headings(result)), register))


def _is_listed(block: Block, text: str) -> bool:
    """Whether a line is an entry of a list without numbers, by its style or by a typed bullet."""
    return (block.kind == "list" and not block.number[:1].isdigit()) or _BULLET.match(text) is not None


def _under_headings(found: list[Line]) -> list[Line]:
    """The lines; what only numbers from 1 show to be headings is lower than the real heading over it."""
    typed = [
        ln for ln in found if ln.level and ln.block and ln.block.kind != "heading" and _DEPTH.match(ln.text)
    ]
    real = (
        [ln.level for ln in found[1 : typed[0].index] if ln.block and ln.block.kind == "heading"]
        if typed
        else []
    )
    lower = real[-1] - 1 if real and re.match(r"1\b", typed[0].text) else 0
    if lower < 1:
        return found
    numbered = {line.index for line in typed}
    return [replace(ln, level=min(ln.level + lower, 8)) if ln.index in numbered else ln for ln in found]


def _signed_titles(texts: Sequence[str]) -> frozenset[str]:
    """The lines that hold a title and a sign that the report explains, where several do; no label is one."""
    titles = {
        text: text[found[2] :] if found[0] == "first" else text[: found[2]]
        for text in texts
        if (found := sign_of(text)) is not None
    }
    often = Counter(titles.values())
    kept = frozenset(text for text, title in titles.items() if often[title] == 1)
    return kept if len(kept) >= OFTEN else frozenset()


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


def _counted_things(texts: Sequence[str]) -> frozenset[str]:
    """Words that count headings of a kind of their own: `Kontrollområde 1: Inköp`, `Kontrollområde 2: …`."""
    numbers: dict[str, set[str]] = {}
    for text in texts:
        found = COUNTED.match(text) if len(text) <= LONGEST_HEADING else None
        if found is not None and split_number(text)[2] is None and not CAPTIONED.match(text):
            numbers.setdefault(found.group(1), set()).add(found.group(2))
    return frozenset(word for word, seen in numbers.items() if len(seen) >= 2)


def _counts(text: str, counted: frozenset[str]) -> bool:
    thing = COUNTED.match(text)
    return thing is not None and thing.group(1) in counted


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
