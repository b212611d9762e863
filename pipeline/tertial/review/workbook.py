"""Reads back what people have filled in on the sheet of what to look at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from tertial.corrections.ledger import CONTEXT, Decision
from tertial.dataset import Dataset, Row, report_label
from tertial.errors import UsageError
from tertial.report.names import LANGS, Lang, column_name
from tertial.report.queue import KEYS, digest
from tertial.resources import read_toml
from tertial.vocabulary import Modality, Status, What

_ASKED: Final = ("decision", "new_status", "new_modality", "new_board", "note")


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """What a workbook gave."""

    decisions: tuple[Decision, ...]
    refused: tuple[str, ...]
    """A sentence for each row that can't be taken, in Swedish."""


def read_workbook(path: Path, dataset: Dataset, who: str, when: str) -> Filled:
    """The decisions of the rows that somebody has filled in.

    Args:
        path: The workbook; it is only read.
        dataset: What it was made of, or a newer run of the same reports.
        who: Who filled it in.
        when: Now, UTC, ISO.

    Raises:
        UsageError: It is no workbook, or has no such sheet.
    """
    import openpyxl

    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except Exception as error:  # openpyxl raises whatever the parts of a file make it stumble over
        raise UsageError(
            f"{path} can't be read as a workbook: {error}.", "Name the .xlsx file that was filled in."
        ) from error
    names = read_toml("workbook.toml")
    for lang in LANGS:
        if names["sheets"]["review"][lang] in book.sheetnames:
            rows = book[names["sheets"]["review"][lang]].iter_rows(values_only=True)
            return _Reader(dataset, names, lang, who, when).filled(rows)
    raise UsageError(
        f"{path} has no sheet {names['sheets']['review']['sv']}.", "Name a workbook made by `tertial export`."
    )


class _Reader:
    """Makes decisions of rows."""

    def __init__(self, dataset: Dataset, names: Mapping[str, Any], lang: Lang, who: str, when: str) -> None:
        self._dataset = dataset
        heads = (*_ASKED, "key", "says_now", "modality_now")
        self._heads = {name: names["heads"][name][lang] for name in heads}
        self._heads["message"] = column_name("message", lang)
        self._decisions = {words[lang]: name for name, words in names["decisions"].items()}
        self._who, self._when = who, when
        self._documents = {row["document_id"]: row for row in dataset.rows("documents")}

    def filled(self, rows: Iterator[tuple[Any, ...]]) -> Filled:
        """All rows under the head."""
        head = [str(cell or "") for cell in next(rows, ())]
        missing = [name for name in (*self._heads.values(), *KEYS) if name not in head]
        if missing:
            raise UsageError(
                f"The sheet lacks the columns {', '.join(missing)}.",
                "Fill in a workbook made by `tertial export`.",
            )
        told = [
            (n, row)
            for n, cells in enumerate(rows, start=2)
            if any((row := self._texts(head, cells))[self._heads[name]] for name in _ASKED)
        ]
        wanted = {row["item_id"] for _, row in told}
        items = {row["item_id"]: row for row in self._dataset.rows("items") if row["item_id"] in wanted}
        taken: dict[tuple[str, ...], dict[int, Decision]] = defaultdict(dict)
        refused = {}
        for n, row in told:
            try:
                decision = self._decision(row, items)
            except ValueError as why:
                refused[n] = f"Rad {n}: {why}"
            else:
                taken[decision.place][n] = decision
        decisions: dict[int, Decision] = {}
        for several in taken.values():
            if len({decision.verdict for decision in several.values()}) > 1:
                rows_of = ", ".join(map(str, several))
                refused[min(several)] = f"Rad {rows_of}: de gäller samma sak men säger olika."
            else:
                decisions |= several
        return Filled(
            decisions=tuple(decisions[n] for n in sorted(decisions)),
            refused=tuple(refused[n] for n in sorted(refused)),
        )

    def _texts(self, head: list[str], cells: tuple[Any, ...]) -> dict[str, str]:
        found = dict.fromkeys(head, "")
        for name, cell in zip(head, cells, strict=False):
            found[name] = "" if cell is None else str(cell).strip() if not _whole(cell) else str(int(cell))
        return found

    def _decision(self, row: dict[str, str], items: Mapping[str, Row]) -> Decision:
        """What a row decides.

        Raises:
            ValueError: It can't be taken, with why in Swedish.
        """
        if digest(row[name] for name in KEYS) != row[self._heads["key"]]:
            raise ValueError("nycklarna längst till höger är ändrade, så vad raden gäller går inte att veta.")
        document = self._documents.get(row["document_id"])
        item = items.get(row["item_id"])
        if document is None or (row["item_id"] and item is None):
            raise ValueError("rapporten eller posten finns inte i datamängden.")
        asked = {name: row[self._heads[name]] for name in _ASKED}
        written = asked["decision"].casefold()
        if written and written not in self._decisions:
            raise ValueError(f"beslutet ”{asked['decision']}” är inget av {', '.join(self._decisions)}.")
        decision = self._decisions.get(written, "")
        new = {
            "assessment": asked["new_status"].casefold(),
            "modality": asked["new_modality"].casefold(),
            "board": asked["new_board"],
        }
        if new["assessment"] and new["assessment"] not in {*Status}:
            raise ValueError(f"”{new['assessment']}” är ingen status.")
        if new["modality"] and new["modality"] not in {*Modality}:
            raise ValueError(f"”{new['modality']}” är varken utfall eller prognos.")
        flag = row["code"] not in ("inferred", "unsure")
        now = {
            "assessment": row[self._heads["says_now"]],
            "modality": row[self._heads["modality_now"]],
            "board": row["board"],
        }
        if decision == "right" and any(new.values()):
            raise ValueError("beslutet är rätt, men en ändring är ifylld.")
        if any(new.values()):
            if not item:
                raise ValueError("raden gäller ingen post, så det finns ingen status att ändra.")
            told = {name: value or now[name] for name, value in new.items()}
            if not told["assessment"]:
                raise ValueError("det står ingen status på raden; välj en i Ny status.")
            told["modality"] = told["modality"] or Modality.UTFALL
            return self._made(What.STATUS, row, document, item, now if now["assessment"] else {}, told, asked)
        if not decision:
            raise ValueError("det finns en anmärkning men inget beslut; välj ett, om så vet inte.")
        old = {"code": row["code"], "message": row[self._heads["message"]]} if flag else now
        if decision == "unknown":
            return self._made(What.UNKNOWN, row, document, item, old, {}, asked)
        if flag:
            what = What.CONFIRM if decision == "right" else What.DISMISS
            return self._made(what, row, document, item, old, {}, asked)
        if decision == "right":
            return self._made(What.CONFIRM, row, document, item, now, {}, asked)
        return self._made(What.STATUS, row, document, item, now, {}, asked)

    def _made(
        self,
        what: What,
        row: dict[str, str],
        document: Row,
        item: Row | None,
        old: Mapping[str, str],
        new: Mapping[str, str],
        asked: Mapping[str, str],
    ) -> Decision:
        text = self._dataset.text(document["document_id"]) or ""
        start = int(row["start"]) if row["start"] else None
        end = int(row["end"]) if row["end"] else None
        quoted = start is not None and end is not None
        return Decision(
            what=what,
            who=self._who,
            when=self._when,
            why=asked["note"],
            document_id=document["document_id"],
            source=document["source"],
            municipality=document["municipality"],
            report=report_label(document["year"], document["period"]),
            item_id=row["item_id"],
            title=item["title"] if item else "",
            board=row["board"],
            start=start,
            end=end,
            quote=text[start:end] if quoted else "",
            before=text[max(0, (start or 0) - CONTEXT) : start] if quoted else "",
            after=text[end : (end or 0) + CONTEXT] if quoted else "",
            old=old,
            new=new,
        )


def _whole(cell: Any) -> bool:
    """Whether a cell is a number without decimals, as a program may have made of a key's text."""
    return isinstance(cell, int | float) and not isinstance(cell, bool) and cell == int(cell)
