"""Resolver: one name or code → the board it stands for, by the report, the municipality, the common table."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final, Literal

from rapidfuzz.distance import OSA

from tertial.boards import names, own, scan, tables
from tertial.boards.tables import Key
from tertial.swedish.words import fold

Via = Literal["document", "municipality", "national", "form", "misspelling"]
"""What a name was resolved by; `form`: by nothing but its being formed like a board's name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """A board that a name stands for."""

    name: str
    """Canonical."""
    confidence: float
    via: Via


_GATE: Final = re.compile(
    r"n[äa]m|förval|kontor|styre|fullmäkt|revis|överförmynd|tjänsten|stab|kansli|kommunled|stadsled"
    r"|(?<!\w)ab(?!\w)|enhet|område|avdelning|sektor|utskott"
)
COMPANY: Final = re.compile(
    r"AB\s+[A-ZÅÄÖ][\w&.-]*(?:\s+[\w&.-]+){0,3}|[A-ZÅÄÖ][\w&.-]*(?:\s+[\w&.-]+){0,4}\s+AB"
)
OWN_OFFICE: Final = re.compile(
    r"(?P<board>.+(?:nämndens|styrelsens))\s+(?:\w+\s+)?(?P<what>\w*(?:förvaltning|kontor|stab|kansli|utskott))(?:en|et)?"
)
CODE_AT_END: Final = re.compile(r"\s*\(([A-ZÅÄÖ][^\W\d_]{1,5}|(?!klar)[a-zåäö]{2,4})\)$")
_WORDS: Final = frozenset({"Son", "Sen", "Vän", "Ton", "Ren", "Fin", "Hån", "Lån"})
"""Words of the language that codes look like in small letters."""
_NUMBER: Final = re.compile(
    r"^(?:[#*_•·–-]+\s*)*(?:[Bb]ilaga \d{1,2}[.:,]?\s+(?:[–—-]\s+)?"
    r"|\d{1,2}(?:\.\d{1,2})*[.)]?\s+|[a-zA-Z]\)\s+)?"
)
_SPACE: Final = re.compile(r"\s+")
_TRAIL: Final = re.compile(r"[\s.:;,*_–-]+$")


def gate(text: str) -> bool:
    """Whether a text holds what a name has, codes aside; any other is worth no look."""
    return _GATE.search(text.lower()) is not None  # far cheaper than to search with re.IGNORECASE


class Resolver:
    """Resolves names; the report's own go before the municipality's, these before the common."""

    def __init__(self, found: own.Own, pack: tables.Pack) -> None:
        self.own = found
        self.pack = replace(pack, names=pack.names | found.served) if found.served else pack
        self._keys: dict[Key, tuple[str, Via]] = {}
        self._add(found.boards, "document")
        self._add(pack.boards, "municipality")
        self._add(tables.national().boards.values(), "national")
        self._known = {tables.key_of(board): board for board in found.boards}
        self._tabled = tables.real() | set(map(tables.key_of, pack.boards))
        self.local = _local_names(pack.names)
        """Names of the municipality's table that don't show by their form that they are of a body."""
        self._letters = _letter_forms(board for board, _ in self._keys.values())
        self._named: dict[str, Board | None] = {}
        self._coded: dict[str, Board | None] = {}
        self._initials: dict[str, tuple[str, ...]] | None = None

    def _add(self, boards: Iterable[str], via: Via) -> None:
        for board in boards:
            self._keys.setdefault(tables.key_of(board), (board, via))

    def knows(self, key: Key) -> bool:
        """Whether a board of this key is in the report, the municipality's table or the common one."""
        return key in self._keys

    def near_home(self, key: Key) -> bool:
        """Whether a board of this key is the report's or the municipality's own."""
        return key in self._keys and self._keys[key][1] != "national"

    def real(self, subject: str, _rest: str) -> bool:
        """Whether there is a "nämnden för" this subject, here or elsewhere in Sweden."""
        key = names.key(names.parts_of(subject))
        return self.knows(key) or key in tables.real()

    def unknown(self, board: str) -> bool:
        """Whether nothing but one mention in the report speaks for there being a board of this name.

        Known are those of the tables, those made up of parts that the common table has, those of a part of
        the municipality, those that the report speaks of elsewhere, and companies.
        """
        name = names.parse(board)
        if name is None or name.shared or (name.after and not name.after.startswith("för ")):
            return False
        if name.key in self._tabled or name.key in self.own.vouched:
            return False
        return any(all(part not in key for key in tables.real()) for part in name.key)

    def resolve(self, text: str) -> Board | None:
        """The board that a name or code stands for, or None."""
        if text not in self._named:
            self._named[text] = self._resolve(text)
        return self._named[text]

    def _resolve(self, text: str) -> Board | None:
        cleaned = clean(text)
        if not cleaned or len(cleaned) > 120:
            return None
        code = CODE_AT_END.search(cleaned)
        if code is not None:
            named = self.resolve(cleaned[: code.start()])
            return named if named is not None or not gate(cleaned) else self.code(code[1])
        if tables.is_code(cleaned) or (cleaned[0].isupper() and fold(cleaned) in self.own.codes):
            found = self.code(cleaned)
            if found is not None or not gate(cleaned):
                return found
        folded = fold(cleaned)
        if folded in self.pack.names:
            return Board(name=self.pack.names[folded], confidence=0.97, via="municipality")
        body = tables.bodies().get(folded) or tables.bodies().get(folded.removesuffix("s"))
        if body:
            return Board(name=body, confidence=0.98, via="national")
        office = OWN_OFFICE.fullmatch(folded)
        if office is not None:
            return self.resolve(office["board"])
        name = names.parse(cleaned)
        if name is not None and (name.plural or scan.excluded(cleaned)):
            return None
        found = (
            self._by_board(folded, name)
            if name is not None and name.head == "board"
            else self._department(folded, name)
        )
        if found is None and COMPANY.fullmatch(cleaned):
            return Board(name=cleaned, confidence=0.8, via="form")
        return found or self._misspelt(folded)

    # --- names ----------------------------------------------------------------------------------

    def _by_board(self, folded: str, name: names.Name) -> Board | None:
        if name.after or name.key == ("gemensam",):
            return Board(name=names.canonical(name), confidence=0.9, via="form")
        found = self._by_key(name.key) or self._near(name.key)
        if found is None and not tables.common_parts().issuperset(name.key):
            found = self._misspelt(folded)
        if found is None and not name.loose:
            return Board(name=names.canonical(name), confidence=0.8, via="form")
        return found

    def _by_key(self, key: Key) -> Board | None:
        found = self._keys.get(key)
        if found is None:
            return None
        return Board(name=found[0], confidence=0.93 if found[1] == "national" else 0.98, via=found[1])

    def _department(self, folded: str, name: names.Name | None) -> Board | None:
        """The board that a department, an office or a unit serves."""
        boards = tables.departments().get(folded) or tables.departments().get(folded.removesuffix("s"))
        if name is None:
            return self._first_known(boards)
        boards = boards or tables.departments_by_key().get((name.head, name.key))
        found = self._served(name)
        if found is None and self.near_home(name.key):
            found = self._by_key(name.key)
        if found is not None:
            return found
        if boards:
            return self._first_known(boards)
        return self._by_likeness(name)

    def _by_likeness(self, name: names.Name) -> Board | None:
        near = self._near(name.key)
        tabled = tables.departments_by_key().get((name.head, tables.key_of(near.name))) if near else None
        if tabled:
            return self._first_known(tabled)
        if near is not None and self.near_home(tables.key_of(near.name)):
            return near
        home = [board for key, board in self._known.items() if _within(name.key, key)]
        if len(home) == 1 and name.head != "unit":
            return Board(name=home[0], confidence=0.75, via="document")
        common = self._by_key(name.key) or near
        if common is not None and name.head != "unit":
            return Board(name=common.name, confidence=0.85, via=common.via)
        home = [board for key, board in self._known.items() if _within(key, name.key)]
        if len(home) == 1 and name.head != "unit":
            return Board(name=home[0], confidence=0.7, via="document")
        # an office of two things answers for a nämnd: "Hamn- och gatukontoret", never "Turistkontoret"
        several = name.head == "office" and len(name.parts) > 1
        if (name.head == "department" or several) and not name.loose:
            return Board(name=names.canonical(name), confidence=0.75, via="form")
        return None

    def _first_known(self, boards: tuple[str, ...] | None) -> Board | None:
        if not boards:
            return None
        for board in boards:
            if board and tables.key_of(board) in self._known:
                return Board(name=board, confidence=0.92, via="document")
        return Board(name=boards[-1], confidence=0.85, via="national") if boards[-1] else None

    def _served(self, name: names.Name) -> Board | None:
        """The board that the municipality's own table gives a department of this name, misprinted or not."""
        near: Board | None = None
        for written, board in self.pack.names.items():
            other = names.parse(written)
            key = other.key if other is not None else names.key(names.parts_of(written))
            if key == name.key:
                return Board(name=board, confidence=0.97, via="municipality")
            if own.close(name.key, key):
                near = Board(name=board, confidence=0.9, via="misspelling")
        return near

    def _near(self, key: Key) -> Board | None:
        """The one board of which the key is a misprint; those at home go before the common ones."""
        found = [(board, via) for other, (board, via) in self._keys.items() if own.close(key, other)]
        home = [board for board, via in found if via != "national"]
        first = home or [board for board, _ in found]
        return Board(name=first[0], confidence=0.85, via="misspelling") if len(first) == 1 else None

    def _misspelt(self, folded: str) -> Board | None:
        """A misprint that breaks the form itself: a head, a hyphen or a space is lost."""
        if any(map(str.isdigit, folded)):
            return None
        mended = names.mended(folded)
        name = names.parse(mended) if mended else None
        if name is not None and not name.loose and self.knows(name.key):
            board = self.resolve(mended)
            return Board(name=board.name, confidence=0.8, via="misspelling") if board is not None else None
        letters = "".join(filter(str.isalpha, folded))
        if len(letters) < 12 or not (gate(folded) or "mnd" in folded):
            return None
        near = range(len(letters) - _MOST_WRONG, len(letters) + _MOST_WRONG + 1)
        found = {board for n in near for form, board in self._letters.get(n, ()) if _like(letters, form)}
        return Board(name=found.pop(), confidence=0.8, via="misspelling") if len(found) == 1 else None

    def area(self, text: str) -> Board | None:
        """A board named by its area alone: "Samhällsbyggnad", "Kultur och fritid"."""
        cleaned = clean(text)
        if not cleaned or len(cleaned) > 60 or not cleaned[0].isupper():
            return None
        if fold(cleaned) in self.pack.names:
            return Board(name=self.pack.names[fold(cleaned)], confidence=0.9, via="municipality")
        key = names.key(names.parts_of(cleaned))
        if any(" " in part for part in key) or (len(key) < 2 and not self.near_home(key)):
            return None
        found = self._by_key(key)
        return Board(name=found.name, confidence=0.7, via=found.via) if found is not None else None

    def typed(self, word: str) -> bool:
        """Whether a word is a code in small letters, by its own form or as others of the report are: Bun."""
        if own.is_typed(word):
            return True
        written = 3 <= len(word) <= 4 and word.istitle() and word[-1] in "nu" and word not in _WORDS
        return self.own.typed and written and fold(word) in tables.national().codes

    # --- codes ----------------------------------------------------------------------------------

    def code(self, code: str) -> Board | None:
        """The board that an abbreviation stands for, or None."""
        folded = fold(code)
        if folded not in self._coded:
            self._coded[folded] = self._code(folded)
        return self._coded[folded]

    def _code(self, code: str) -> Board | None:
        if code in self.own.codes:
            named = self.resolve(self.own.codes[code])
            if named is not None:
                return Board(name=named.name, confidence=0.98, via="document")
        meanings = tables.national().codes.get(code, ())
        if code in self.own.others or (code in tables.no_codes() and code not in self.pack.codes):
            return None
        initials = self._by_initials().get(code, ())
        if len(initials) == 1 and not (initials[0] not in meanings and self.pack.codes.get(code)):
            return Board(name=initials[0], confidence=0.93, via="document")
        if code in self.pack.codes:
            return Board(name=self.pack.codes[code], confidence=0.96, via="municipality")
        named_here = [board for board in meanings if tables.key_of(board) in self._known]
        if len(named_here) == 1 and not initials:
            return Board(name=named_here[0], confidence=0.9, via="document")
        default = tables.national().defaults.get(code)
        if default is None and not meanings and not initials:
            return self._beginning(code)
        if default is None or (initials and default not in initials):
            return None
        return Board(name=default, confidence=0.75 if len(meanings) == 1 else 0.6, via="national")

    def _beginning(self, code: str) -> Board | None:
        """The only board of the report whose name begins as the code does: "SamN" beside Samhällsnämnden."""
        if len(code) < 3:
            return None
        served = [self.resolve(printed) for printed in self.own.departments]
        named = {*self.own.boards, *(board.name for board in served if board is not None)}
        begun = code[:-1] if len(code) > 3 and code.endswith("n") else code  # `SamN`, `TEK`
        found = [board for board in named if fold(board).startswith(begun)]
        return Board(name=found[0], confidence=0.85, via="document") if len(found) == 1 else None

    def _by_initials(self) -> dict[str, tuple[str, ...]]:
        """Codes that the initials of the report's own boards and departments make."""
        if self._initials is None:
            made: dict[str, dict[str, None]] = {}
            for board in self.own.boards:
                name = names.parse(board)
                for code in own.initials(name.parts) if name is not None else ():
                    made.setdefault(code, {}).setdefault(board)
            for printed in self.own.departments:
                name, served = names.parse(printed), self.resolve(printed)
                if name is not None and served is not None:
                    for code in own.initials(name.parts, "f" if name.head == "department" else "k"):
                        made.setdefault(code, {}).setdefault(served.name)
            self._initials = {code: tuple(boards) for code, boards in made.items()}
        return self._initials


@lru_cache(maxsize=1 << 11)
def clean(text: str) -> str:
    """A name without its number, marks of emphasis, enclosing parentheses and closing punctuation."""
    text = _NUMBER.sub("", text.replace("\u00a0", " ").strip())
    text = _TRAIL.sub("", text).strip("*_ ")
    if text.startswith("(") and text.endswith(")") and text.count("(") == 1:
        text = text[1:-1].strip()
    return _SPACE.sub(" ", text)


def _local_names(written: Iterable[str]) -> re.Pattern[str]:
    formless = sorted((name for name in written if not scan.may_name(name)), key=len, reverse=True)
    spaced = (re.escape(name).replace(r"\ ", r"\s+") for name in formless)
    return re.compile(rf"(?<![\w-])({'|'.join(spaced) or '(?!)'})(s?)(?![\w-])", re.IGNORECASE)


def _letter_forms(boards: Iterable[str]) -> dict[int, list[tuple[str, str]]]:
    """The letters of each board's name and the board, by the number of letters."""
    forms = {"kommunstyrelsen": "Kommunstyrelsen", "kommunfullmäktige": "Kommunfullmäktige"}
    for board in boards:
        letters = "".join(filter(str.isalpha, fold(board)))
        forms.setdefault(letters, board)
        if letters.endswith("nämnden"):
            forms.setdefault(letters.removesuffix("nämnden") + "förvaltningen", board)
    by_length: dict[int, list[tuple[str, str]]] = {}
    for form, board in forms.items():
        if len(form) >= 14:
            by_length.setdefault(len(form), []).append((form, board))
    return by_length


_MOST_WRONG: Final = 2
"""Letters that may be wrong in a long name."""


def _like(letters: str, form: str) -> bool:
    limit = min(len(form) // 10, _MOST_WRONG)
    return abs(len(form) - len(letters)) <= limit and OSA.distance(letters, form, score_cutoff=limit) <= limit


def _within(part: Key, whole: Key) -> bool:
    """Whether each root of the one begins, or is the beginning of, a root of the other."""
    return all(
        any(
            min(len(one), len(other)) > 3 and (one.startswith(other) or other.startswith(one))
            for other in whole
        )
        for one in part
    )
