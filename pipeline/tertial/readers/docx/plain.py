"""Takes the paragraphs that are nothing but letters out of a part's source, so that they are never parsed.

Between two stretches of letters stands the same markup again and again: `</w:r><w:r><w:rPr><w:b/></w:rPr>`.
What it means is asked once, of the reader of paragraphs, and remembered with the template. A paragraph with
anything else in it (fields, notes, symbols, text boxes, links, tracked changes) is left to the tree.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final
from xml.sax.saxutils import quoteattr

from lxml import etree

from tertial.readers.docx import names, symbols
from tertial.readers.docx.fields import Fields
from tertial.readers.docx.inline import MARK, Lines, Paragraph, complete
from tertial.readers.docx.styles import Look, Styles
from tertial.readers.docx.visible import TRIMMED

_MOST: Final = 4_000
"""Stretches of markup that are remembered of one root; a report has some dozens."""
_LONGEST: Final = 4_000
"""Characters of markup that is remembered; longer markup holds pictures, and no two are alike."""
_PROLOG: Final = re.compile(
    rb"""(?:\xef\xbb\xbf)?(?:<\?xml\b(?![^>]*\bencoding=["'](?!utf-8["']))[^>]*\?>)?\s*<w:""", re.I
)
_ROOT: Final = re.compile(r"<(w:[\w.-]+)(?:\s[^<>]*[^<>/])?>")
_MAIN: Final = f'xmlns:w="{names.MAIN}"'
_IDS: Final = re.compile(r' w:rsid[A-Za-z]*="[^"<>]*"(?=[^<>]{0,300}>)')
_MORE_IDS: Final = re.compile(r' w14:(?:para|text)Id="[^"<>]*"(?=[^<>]{0,300}>)')
_BOOKMARKS: Final = re.compile(r"<w:bookmark[^<>]*/>")
_TEXT: Final = re.compile(r'<w:t(?: xml:space="preserve")?>([^<]+)</w:t>')
_NEVER: Final = ("<!", "<?", "<w:del", "<w:moveFrom", "xmlns")
"""What may make something else of what stands round it: such a part is parsed as a whole."""
_FIELD: Final = re.compile(r"""fldCharType\s*=\s*["'](begin|end)""")
_LETTERS: Final = f"{names.R}/{names.T}"
_X: Final = "<w:t>x</w:t>"
_ODD: Final = frozenset(
    {
        *TRIMMED, names.SHD, names.SECTION, names.TBL, names.SDT, names.MATH_T, names.TAB, names.PTAB,
        names.BR, names.CR, names.NO_BREAK_HYPHEN, names.SYM, names.FOOTNOTE_REFERENCE,
        names.ENDNOTE_REFERENCE, names.FIELD_CHAR, names.FIELD_CODE,
    }
)  # fmt: skip
"""Elements that say more than how letters look."""


class _Unfit(Exception):
    """The part has to be parsed as a whole."""


@dataclass(frozen=True, slots=True)
class _Joint:
    """The markup between one paragraph's last letters and the next one's first."""

    closing: str
    between: str
    opening: str
    closes: bool
    """The first paragraph ends in nothing that matters."""
    paragraph: Paragraph | None
    """The next paragraph as far as its markup tells; None where there is none, or it is no plain one."""
    fields: int
    """So many more fields begin in the markup than end."""


@dataclass(slots=True)
class Moulds:
    """What markup means in parts with the same root."""

    root: str
    tail: str
    styles: Styles
    joints: dict[str, _Joint] = field(default_factory=dict)
    looks: dict[str, dict[str, Look | None]] = field(default_factory=dict)
    """How letters look, by their paragraph's style and the markup before them; None where it says more."""
    n_known: int = 0
    _openings: dict[str, Paragraph | None] = field(default_factory=dict)
    _closings: dict[str, bool] = field(default_factory=dict)
    _lines: Lines = field(init=False)

    def __post_init__(self) -> None:
        self._lines = Lines(self.styles)

    def joint(self, markup: str) -> _Joint:
        """What the markup between two paragraphs says."""
        _check(markup)
        closing, end, rest = markup.partition("</w:p>")
        at = max(rest.rfind("<w:p>"), rest.rfind("<w:p "))
        between, opening = (rest[:at], rest[at:]) if at >= 0 else (rest, "")
        closing += end
        if closing not in self._closings:
            self._closings[closing] = self._read(f"<w:p><w:r>{_X}{closing}") is not None
        closes = self._closings[closing]
        found = _Joint(closing, between, opening, closes, self.opening(opening), _n_fields(markup))
        if len(markup) <= _LONGEST:
            self.joints[markup] = found
            self.n_known += 1
        return found

    def opening(self, markup: str) -> Paragraph | None:
        """The paragraph that begins with `markup`; None where it is no plain one."""
        if not 0 < len(markup) <= _LONGEST:
            return None
        if markup not in self._openings:
            self._openings[markup] = self._read(f"{markup}{_X}</w:r></w:p>")
        return self._openings[markup]

    def look(self, style: str, markup: str) -> Look | None:
        """How the letters after `markup` look, in a paragraph of a style; None where it says more."""
        _check(markup)
        found = None
        if markup.lstrip().startswith("</w:r>"):
            begin = f"<w:p><w:pPr><w:pStyle w:val={quoteattr(style)}/></w:pPr><w:r>"
            found = self._read(f"{begin}{markup}{_X}</w:r></w:p>")
        look = None if found is None else found.look
        if len(markup) <= _LONGEST:
            self.looks[style][markup] = look
        return look

    def _read(self, source: str) -> Paragraph | None:
        """The paragraph with the letters x that a source is, or None where it is no plain one."""
        self.n_known += 1
        try:
            parts = list(etree.fromstring(f"{self.root}{source}{self.tail}"))
        except etree.XMLSyntaxError:
            return None
        if len(parts) != 1:
            return None
        p = parts[0]
        tags = [element.tag for element in p.iter()]
        if p.tag != names.P or tags.count(names.P) + tags.count(names.T) != 2 or not _ODD.isdisjoint(tags):
            return None
        if p.find(_LETTERS) is None:
            return None
        self._lines.read(p, Fields(drop_pages=False, balanced=True))
        paragraph = self._lines.found.pop(p)[0]
        paragraph.element = None
        return paragraph if paragraph.text == "x" and not paragraph.look.font else None


MouldsByRoot = dict[str, Moulds]


def take_out(blob: bytes, styles: Styles, moulds: MouldsByRoot) -> tuple[bytes, list[Paragraph]]:
    """A part's bytes without its plain paragraphs, and these; `MARK` and numbers stand for them.

    Args:
        moulds: What is known of markup; it grows.
    """
    if not _PROLOG.match(blob):
        return blob, []
    try:
        source = blob.decode("utf-8")
        if MARK in source:
            return blob, []
        source = _IDS.sub("", source)
        if " w14:" in source:
            source = _MORE_IDS.sub("", source)
        if "<w:bookmark" in source:
            source = _BOOKMARKS.sub("", source)
        parts = _TEXT.split(source)
        taking = _Taking(_moulds(parts[0], styles, moulds), parts)
        taking.run()
    except (_Unfit, UnicodeDecodeError):
        return blob, []
    return "".join(taking.rest).encode("utf-8"), taking.found


def _moulds(begin: str, styles: Styles, moulds: MouldsByRoot) -> Moulds:
    root = _ROOT.search(begin)
    if root is None or _MAIN not in root[0] or "<!" in begin[: root.start()]:
        raise _Unfit
    _check(begin[root.end() :])
    found = moulds.get(root[0])
    if found is None or found.n_known > _MOST:
        found = moulds[root[0]] = Moulds(root[0], f"</{root[1]}>", styles)
    return found


class _Taking:
    """The walk over a source, markup and letters in turn."""

    def __init__(self, moulds: Moulds, parts: list[str]) -> None:
        self.rest: list[str] = []
        self.found: list[Paragraph] = []
        self._moulds = moulds
        self._parts = parts
        self._n_stood_in = 0

    def run(self) -> None:
        moulds, parts = self._moulds, self._parts
        joints, found = moulds.joints, self.found
        at = max(parts[0].rfind("<w:p>"), parts[0].rfind("<w:p "))
        if at < 0:
            raise _Unfit
        self.rest.append(parts[0][:at])
        opening, begin, depth = parts[0][at:], 1, _n_fields(parts[0])
        made = None if depth else moulds.opening(opening)
        current, look = None, None if made is None else made.look
        known: dict[str, Look | None] = {} if made is None else moulds.looks.setdefault(made.style, {})
        before: list[tuple[Look, str]] = []
        letters = ""
        for n in range(1, len(parts), 2):
            markup = parts[n + 1]
            if look is not None:
                if look is current:
                    letters += parts[n]
                else:
                    if current is not None:
                        before.append((current, letters))
                    current, letters = look, parts[n]
                look = known.get(markup)
                if look is not None:
                    continue
            joint = joints.get(markup)
            if joint is None:
                if "</w:p>" not in markup:
                    if current is not None and made is not None and markup not in known:
                        look = moulds.look(made.style, markup)
                    else:
                        _check(markup)
                    if look is None:
                        current = None
                        depth += _n_fields(markup)
                    continue
                joint = moulds.joint(markup)
            if current is not None and made is not None and joint.closes and _is_plain(before, letters):
                paragraph = Paragraph()
                paragraph.__dict__.update(made.__dict__)
                complete(paragraph, before, current, letters, moulds.styles)
                found.append(paragraph)
            else:
                self._leave(opening, begin, n + 1)
                self.rest.append(joint.closing)
            if joint.between:
                self._stand_in()
                self.rest.append(joint.between)
            opening, begin = joint.opening, n + 2
            depth += joint.fields
            made = None if depth else joint.paragraph
            current, look = None, None
            if made is not None:
                look, known = made.look, moulds.looks.setdefault(made.style, {})
            if before:
                before = []
        self._leave(opening, begin, len(parts))

    def _stand_in(self) -> None:
        """Puts one element for the paragraphs taken out since the last."""
        if len(self.found) > self._n_stood_in:
            self.rest.append(f"<w:p>{MARK}{self._n_stood_in}:{len(self.found)}</w:p>")
            self._n_stood_in = len(self.found)

    def _leave(self, opening: str, begin: int, end: int) -> None:
        """Leaves the markup and the letters from one place to another as they are."""
        self._stand_in()
        self.rest.append(opening)
        for n in range(begin, end, 2):
            self.rest += ("<w:t>", self._parts[n], "</w:t>")
            if n + 1 < end:
                self.rest.append(self._parts[n + 1])


def _is_plain(before: list[tuple[Look, str]], letters: str) -> bool:
    """Whether letters are nothing else; a sign alone has a colour, and a line end may stand for a space."""
    text = "".join([text for _, text in before]) + letters if before else letters
    if "&" in text or ">" in text or not (text.isprintable() or text.replace("\u00a0", " ").isprintable()):
        return False
    return len(text) > 2 * symbols.LONGEST_SIGN or not symbols.is_sign(text.strip(" \t\n"))


def _check(markup: str) -> None:
    if any(what in markup for what in _NEVER):
        raise _Unfit


def _n_fields(markup: str) -> int:
    if "fldChar" not in markup:
        return 0
    return sum(1 if which == "begin" else -1 for which in _FIELD.findall(markup))
