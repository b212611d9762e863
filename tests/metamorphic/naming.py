"""Ways in which reports show who has an uppdrag, and ways in which those who have it answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

Content = Mapping[str, Any]
"""A report of naming.toml or contents.toml."""


@dataclass(frozen=True, slots=True)
class Who:
    """The boards that a matter is given to, by code and by name, in the order in which they are given."""

    codes: tuple[str, ...]
    names: tuple[str, ...]
    offices: tuple[str, ...]
    """Their förvaltningar."""

    @property
    def listed(self) -> str:
        return ", ".join(self.codes)

    @property
    def slashed(self) -> str:
        return "/".join(self.codes)

    @property
    def spelt(self) -> str:
        return ", ".join(self.names)

    @property
    def told(self) -> str:
        return joined(self.names)

    @property
    def running(self) -> str:
        """As the names stand inside a sentence."""
        return joined([name[0].lower() + name[1:] for name in self.names])


def joined(names: list[str] | tuple[str, ...]) -> str:
    """Names with `och` before the last."""
    return " och ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


@dataclass(frozen=True, slots=True)
class Giving:
    """Where and how it stands; each takes a Who, and what is None is not printed."""

    title: Callable[[str, Who], str] = lambda title, who: title
    under: Callable[[Who], str] | None = None
    """A paragraph of its own under the title."""
    told: Callable[[str, Who], str] = lambda told, who: told
    """The comment, with who has it in it."""
    last: Callable[[Who], str] | None = None
    """A paragraph of its own after the answers."""
    above: Callable[[Who], str] | None = None
    """A heading above a group; the matters are sorted by who has them."""
    elsewhere: Callable[[list[tuple[int, str, Who]]], list[str]] | None = None
    """A list or table after all matters, which are numbered."""
    marks: frozenset[str] = frozenset({"heading", "bold", "numbered", "plain", "labelled"})
    """The ways of marking a title that it goes with."""


def _line(form: Callable[[Who], str]) -> Giving:
    return Giving(under=form)


def _title(form: Callable[[str, Who], str], **more: Any) -> Giving:
    return Giving(title=form, **more)


def _in_text(form: Callable[[Who], str]) -> Giving:
    return Giving(told=lambda told, who: f"{form(who)} {told}")


_MARKED: Final = frozenset({"heading", "bold", "numbered", "labelled"})

GIVINGS: Final[Mapping[str, Giving]] = {
    "codes in parentheses": _title(lambda t, w: f"{t} ({w.listed})"),
    "codes with a slash": _title(lambda t, w: f"{t} ({w.slashed})"),
    "names in parentheses": _title(lambda t, w: f"{t} ({w.told})"),
    "codes after a dash": _title(lambda t, w: f"{t} – {w.listed}"),
    "codes in brackets": _title(lambda t, w: f"{t} [{w.listed}]"),
    "codes after a slash": _title(lambda t, w: f"{t} / {w.listed}"),
    "codes before": _title(lambda t, w: f"{w.listed}: {t}"),
    "slashed codes before": _title(lambda t, w: f"{w.slashed}: {t}"),
    "till before": _title(lambda t, w: f"Till {w.listed}: {t}"),
    "names before": _title(lambda t, w: f"{w.told}: {t}"),
    "codes before in parentheses": _title(lambda t, w: f"({w.listed}) {t}"),
    "margin": _title(lambda t, w: f"{t}&tab;{w.listed}"),
    "codes after a stop": _title(lambda t, w: f"{t}. {w.listed}"),
    "names after a dash": _title(lambda t, w: f"{t} – {w.told}"),
    "ansvar in parentheses": _title(lambda t, w: f"{t} (ansvar: {w.told})"),
    "till in parentheses": _title(lambda t, w: f"{t} (till {w.running})"),
    "till": _line(lambda w: f"Till: {w.listed}"),
    "lämnat till": _line(lambda w: f"Lämnat till {w.told}"),
    "svar från": _line(lambda w: f"Svar från {joined(w.codes)}."),
    "besvaras av": _line(lambda w: f"Besvaras av {w.told}"),
    "uppdrag till": _line(lambda w: f"Uppdrag till {joined(w.codes)}"),
    "nämnd": _line(lambda w: f"Nämnd: {w.listed}"),
    "nämnd, names": _line(lambda w: f"Nämnd: {w.told}"),
    "line in parentheses": _line(lambda w: f"({w.listed})"),
    "names in parentheses below": _line(lambda w: f"({w.told})"),
    "codes alone": _line(lambda w: w.listed),
    "slashed codes alone": _line(lambda w: w.slashed),
    "ansvar without a colon": _line(lambda w: f"Ansvar {w.slashed}"),
    "ansvarig nämnd": _line(lambda w: f"Ansvarig nämnd: {w.told}"),
    "names alone": _line(lambda w: w.spelt),
    "names and och": _line(lambda w: w.told),
    "offices alone": _line(lambda w: joined(w.offices)),
    "offices": _line(lambda w: f"Ansvarig förvaltning: {joined(w.offices)}"),
    "berörda": _line(lambda w: f"Berörda nämnder: {w.told}"),
    "uppdragstagare": _line(lambda w: f"Uppdragstagare: {w.listed}"),
    "mottagare": _line(lambda w: f"Mottagare – {w.told}"),
    "riktas till": _line(lambda w: f"Riktas till {w.running}."),
    "given to, bold": _line(lambda w: f"**Ges till** {w.told}"),
    "italic": _line(lambda w: f"*{w.told}*"),
    "har lämnats till": _in_text(lambda w: f"Uppdraget har lämnats till {w.running}."),
    "ansvarig är": _in_text(
        lambda w: f"Ansvarig{'a' if len(w.codes) > 1 else ''} nämnd{'er' if len(w.codes) > 1 else ''} är "
        f"{w.running}."
    ),
    "ligger på": _in_text(lambda w: f"Uppdraget ligger på {w.running}."),
    "har fått": _in_text(lambda w: f"{w.told} har fått uppdraget."),
    "gavs till": _in_text(lambda w: f"Uppdraget gavs till {w.running} i budgeten."),
    "group": Giving(above=lambda w: f"Uppdrag till {w.running}", marks=_MARKED),
    "group, names": Giving(above=lambda w: w.told, marks=_MARKED),
    "last line": Giving(last=lambda w: f"Ansvarig: {w.told}"),
    "signed": Giving(told=lambda told, w: f"{told} /{w.slashed}"),
    "ansvarar": Giving(told=lambda told, w: f"{told} {w.told} ansvarar."),
    "end of the comment": Giving(told=lambda told, w: f"{told} ({w.listed})"),
    "table elsewhere": Giving(
        elsewhere=lambda all_: [
            "## Ansvar", "", "| Nr | Uppdrag | Ansvarig nämnd |", "|---|---|---|",
            *(f"| {n} | {t} | {w.told} |" for n, t, w in all_),
        ],
        marks=frozenset({"numbered", "labelled"}),
    ),
}  # fmt: skip

_INVERTED: Final = {
    "Uppdraget är ": "är uppdraget ", "Uppdraget pågår": "pågår uppdraget", "Arbetet pågår": "pågår arbetet",
    "Uppdraget har ": "har uppdraget ",
}  # fmt: skip


def _after(text: str) -> str:
    """The text as it goes on after an adverbial."""
    return next(new + text[len(old) :] for old, new in _INVERTED.items() if text.startswith(old))


def _small(text: str) -> str:
    return text[0].lower() + text[1:]


@dataclass(frozen=True, slots=True)
class Answer:
    """Who answers, by code, name and förvaltning, and what."""

    code: str
    name: str
    office: str
    text: str


Answering = Callable[[list[Answer]], list[str]]
"""The paragraphs of all answers to a matter."""


def _each(form: Callable[[Answer], str]) -> Answering:
    return lambda answers: [form(one) for one in answers]


ANSWERINGS: Final[Mapping[str, Answering]] = {
    "code and colon": _each(lambda a: f"{a.code}: {a.text}"),
    "name and colon": _each(lambda a: f"{a.name}: {a.text}"),
    "code and hyphen": _each(lambda a: f"{a.code} - {a.text}"),
    "name and dash": _each(lambda a: f"{a.name} – {a.text}"),
    "reports": _each(lambda a: f"{a.name} rapporterar att {_small(a.text)}"),
    "says": _each(lambda a: f"{a.name} uppger att {_small(a.text)}"),
    "för … del": _each(lambda a: f"För {_small(a.name)}s del {_after(a.text)}"),
    "för KS:s del": _each(lambda a: f"För {a.code}:s del {_after(a.text)}"),
    "enligt": _each(lambda a: f"Enligt {_small(a.name)} {_after(a.text)}"),
    "inom": _each(lambda a: f"Inom {_small(a.office)} {_after(a.text)}"),
    "bullets": lambda answers: ["\n".join(f"- {a.code}: {a.text}" for a in answers)],
    "bullets, names": lambda answers: ["\n".join(f"- {a.name} – {a.text}" for a in answers)],
    "bold": _each(lambda a: f"**{a.name}** {a.text}"),
    "bold code": _each(lambda a: f"**{a.code}:** {a.text}"),
    "italic": _each(lambda a: f"*{a.name}:* {a.text}"),
    "italic, no sign": _each(lambda a: f"*{a.name}* {a.text}"),
    "heading": _each(lambda a: f"#### {a.name}\n\n{a.text}"),
    "bold heading": _each(lambda a: f"**{a.name}**\n\n{a.text}"),
    "heading of a code": _each(lambda a: f"**{a.code}**\n\n{a.text}"),
    "plain name": _each(lambda a: f"{a.name}\n\n{a.text}"),
    "plain code": _each(lambda a: f"{a.code}\n\n{a.text}"),
    "plain name and colon": _each(lambda a: f"{a.name}:\n\n{a.text}"),
    "soft line break": _each(lambda a: f"{a.name}\\\n{a.text}"),
    "svar från": _each(lambda a: f"Svar från {_small(a.name)}: {a.text}"),
    "kommentar": _each(lambda a: f"Kommentar {a.code}: {a.text}"),
    "heading svar": _each(lambda a: f"**{a.name}s svar**\n\n{a.text}"),
    "code in parentheses": _each(lambda a: f"({a.code}) {a.text}"),
    "signed": _each(lambda a: f"{a.text} /{a.code}"),
    "code last": _each(lambda a: f"{a.text} ({a.code})"),
    "rows": lambda answers: [
        "\n".join(["| Nämnd | Svar |", "|---|---|", *(f"| {a.name} | {a.text} |" for a in answers)])
    ],
    "rows of codes": lambda answers: [
        "\n".join(["| Nämnd | Kommentar |", "|---|---|", *(f"| {a.code} | {a.text} |" for a in answers)])
    ],
    "columns": lambda answers: [
        "\n".join([
            f"| {' | '.join(a.name for a in answers)} |", "|" + "---|" * len(answers),
            f"| {' | '.join(a.text for a in answers)} |",
        ])
    ],
    "office": _each(lambda a: f"{a.office}: {a.text}"),
    "mixed": lambda answers: [
        f"{a.code}: {a.text}" if n % 2 else f"{a.name} rapporterar att {_small(a.text)}"
        for n, a in enumerate(answers)
    ],
    "one paragraph": lambda answers: [" ".join(f"{a.code}: {a.text}" for a in answers)],
    "lines": lambda answers: ["\\\n".join(f"{a.name}: {a.text}" for a in answers)],
}  # fmt: skip

MARKS: Final[Mapping[str, Callable[[int, str], str]]] = {
    "heading": lambda n, title: f"## {title}",
    "bold": lambda n, title: f"**{title}**",
    "numbered": lambda n, title: f"**{n}. {title}**",
    "plain": lambda n, title: title,
    "labelled": lambda n, title: f"## Uppdrag {n}: {title}",
}


def who(content: Content, matter: Content) -> Who:
    """The boards that a matter is given to."""
    codes = matter["boards"]
    return Who(
        tuple(codes),
        tuple(content["boards"][code] for code in codes),
        tuple(office(content["boards"][code]) for code in codes),
    )


def office(board: str) -> str:
    """The förvaltning of a board, as its name tells."""
    return "Kommunledningsförvaltningen" if board == "Kommunstyrelsen" else _of_nämnd(board)


def _of_nämnd(board: str) -> str:
    return board.removesuffix(" nämnden").removesuffix("nämnden") + (
        " förvaltningen" if board.endswith(" nämnden") else "förvaltningen"
    )


def write(
    content: Content, giving: Giving, answering: Answering, mark: str, *, decoy: bool = False
) -> Iterator[str]:
    """The lines of a report's body.

    Args:
        decoy: Each comment names a board in another role.
    """
    matters = list(content["matter"])
    if giving.above is not None:
        matters.sort(key=lambda matter: tuple(matter["boards"]))
    over: tuple[str, ...] = ()
    numbered = []
    for n, matter in enumerate(matters, start=1):
        has = who(content, matter)
        numbered.append((n, matter["title"], has))
        if giving.above is not None and has.codes != over:
            over = has.codes
            yield from (f"# {giving.above(has)}", "")
        yield MARKS[mark](n, giving.title(matter["title"], has))
        yield ""
        if giving.under is not None:
            yield from (giving.under(has), "")
        told = f"{matter['sentence']} {matter['told']}"
        if decoy:
            told += f" {content['decoys'][n % len(content['decoys'])]}"
        yield giving.told(told, has)
        yield ""
        answers = [
            Answer(code, content["boards"][code], office(content["boards"][code]), text)
            for code, text in matter.get("answers", {}).items()
        ]
        for paragraph in answering(answers) if answers else []:
            yield from (*paragraph.split("\n"), "")
        if giving.last is not None:
            yield from (giving.last(has), "")
    if giving.elsewhere is not None:
        yield from giving.elsewhere(numbered)
