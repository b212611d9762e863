"""A memo in the manner of municipal audit: findings by board, with the reports' words in footnotes."""

from __future__ import annotations

import json
import tempfile
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from tertial import __version__
from tertial.bounds import choose
from tertial.dataset import Dataset, Row, report_label, report_order
from tertial.report.names import Lang, column_name, value_name
from tertial.report.overview import GONE
from tertial.report.parts import Part, parts
from tertial.report.queue import Entry, entries
from tertial.report.word import Memo
from tertial.resources import read_toml
from tertial.views import forecasts, gaps, long_runners
from tertial.vocabulary import Change, FlagCode, Result, Severity
from tertial.workspace import MANIFEST

_LOCALES: Final = {"sv": "sv-SE", "en": "en-GB"}


def write_memo(dataset: Dataset, municipality: str, path: Path, lang: Lang = "sv") -> None:
    """The memo on a municipality's reports; the same dataset gives the same bytes.

    Raises:
        UsageError: There are no reports of the municipality.
    """
    name = choose(dataset, municipality).reports[0]["municipality"]
    with tempfile.TemporaryDirectory() as place:
        part = next(one for one in parts(dataset, Path(place)) if one.name == name)
        path.parent.mkdir(parents=True, exist_ok=True)
        _Writer(part, lang).memo().save(path)


class _Writer:
    """Writes a memo from one municipality's rows."""

    def __init__(self, part: Part, lang: Lang) -> None:
        self._part = part
        self._lang = lang
        self._documents = sorted(part.rows("documents"), key=report_order)
        self._items = {row["item_id"]: row for row in part.rows("items")}
        self._flags = [one for one in entries(part) if one.severity]
        self._warnings = [one for one in self._flags if one.severity != Severity.INFO]
        self._addresses = {
            (row["item_id"], row["evidence"]): row["address"] for row in part.rows("assessments")
        }
        title = self._say("title")
        self._memo = Memo(f"{title}, {part.name}", _LOCALES[lang], self._say("table"))

    def _say(self, key: str, **values: object) -> str:
        return str(read_toml("memo.toml")[key][self._lang]).format(**values)

    def memo(self) -> Memo:
        """All of it."""
        memo, say = self._memo, self._say
        memo.document.add_heading(say("title"), 0)
        labels = [report_label(row["year"], row["period"]) for row in self._documents]
        periods = "–".join(dict.fromkeys((labels[0], labels[-1])))
        memo.paragraph(say("place", municipality=self._part.name, periods=periods), "Subtitle")
        memo.paragraph(say("draft", version=self._version()))
        memo.contents(say("contents"), self._headings())
        self._summary()
        self._background()
        self._findings()
        self._forecasts()
        self._old()
        self._gone()
        memo.heading(say("judgement"))
        memo.paragraph(say("judgement_text"), mark=True)
        memo.header(f"{say('title')}, {self._part.name}", say("page"))
        memo.across()
        self._appendix()
        return memo

    def _version(self) -> str:
        path = self._part.whole.folder / MANIFEST
        return str(json.loads(path.read_text(encoding="utf-8"))["tertial"]) if path.is_file() else __version__

    def _headings(self) -> list[tuple[int, str]]:
        first = [(1, self._say(key)) for key in ("summary", "background", "findings")]
        boards = [(2, board or self._say("no_board")) for board in self._by_board()]
        rest = ("forecasts", "old", "gone", "judgement", "appendix")
        return [*first, *boards, *((1, self._say(key)) for key in rest)]

    def _by_board(self) -> dict[str, list[Entry]]:
        """The warnings of each board that has items; of an item of several under each, of none last."""
        found: dict[str, list[Entry]] = defaultdict(list)
        for item in self._items.values():
            for board in filter(None, item["boards"].split(";")):
                found[board] = []
        for one in self._warnings:
            own = one.board or self._items.get(one.item_id, {"boards": ""})["boards"]
            for board in own.split(";"):
                found[board].append(one)
        return dict(sorted(found.items(), key=lambda pair: (not pair[0], pair[0])))

    def _quoted(self, quote: str, source: str, address: str) -> str:
        if not quote:
            return ""
        short = " ".join(quote.split())
        if address:
            return self._say("footnote", quote=short, source=source, address=address)
        return self._say("footnote_plain", quote=short, source=source)

    def _source(self, item_id: str) -> str:
        document_id = self._items[item_id]["document_id"]
        return next(row["source"] for row in self._documents if row["document_id"] == document_id)

    def _summary(self) -> None:
        memo, say = self._memo, self._say
        memo.heading(say("summary"))
        became = Counter(row["change"] for row in self._part.rows("threads"))
        n = len(self._documents)
        memo.paragraph(
            say(
                "summary_text",
                reports=say("reports_one") if n == 1 else say("reports_many", n=n),
                items=len(self._items),
                matters=became.total(),
                done=became[Change.COMPLETED],
                open=became[Change.NEW] + became[Change.CONTINUED],
                gone=became[Change.DROPPED],
            )
        )
        codes = Counter(one.code for one in self._warnings)
        if codes:
            told = ", ".join(
                f"{value_name('code', code.value, self._lang).lower()} ({codes[code]})"
                for code in FlagCode
                if codes[code]
            )
            memo.paragraph(say("summary_flags", warnings=len(self._warnings), codes=told))
        else:
            memo.paragraph(say("summary_none"))
        figures = self._figures("municipality")
        known = sum(one["hits"] + one["misses"] for one in figures)
        if known:
            from tertial.score.intervals import wilson

            hits = sum(one["hits"] for one in figures)
            low, high = wilson(hits / known, known, 1.96)
            memo.paragraph(
                say(
                    "summary_forecasts",
                    known=known,
                    hits=hits,
                    rate=_percent(hits / known),
                    low=_percent(low),
                    high=_percent(high),
                    unresolved=sum(one["unresolved"] for one in figures),
                )
            )

    def _background(self) -> None:
        memo, say = self._memo, self._say
        memo.heading(say("background"))
        memo.paragraph(say("background_text"))
        memo.heading(say("questions"), 2)
        memo.paragraph(say("questions_text"), mark=True)
        labels = [report_label(row["year"], row["period"]) for row in self._documents]
        rows = [
            [label, row["source"], row["n_items"]] for label, row in zip(labels, self._documents, strict=True)
        ]
        heads = [say("head_report"), say("head_file"), say("head_items")]
        memo.table(say("sources_caption"), heads, rows, (3, 11, 2.4))
        missing = [f"{row[1]}-{row[2]}" for row in gaps(self._part, self._documents).rows]
        if missing:
            memo.paragraph(say("gaps_text", gaps=", ".join(missing)))

    def _findings(self) -> None:
        memo, say = self._memo, self._say
        memo.heading(say("findings"))
        memo.paragraph(say("findings_text"))
        for board, several in self._by_board().items():
            memo.heading(board or say("no_board"), 2)
            if not several:
                memo.paragraph(say("board_none"))
            for one in several:
                what = value_name("code", one.code, self._lang)
                about = f" ”{one.title}”" if one.title else ""
                text = f"{one.report}{about}. {what}: {one.message}"
                memo.paragraph(text, "List Bullet", quote=self._quoted(one.evidence, one.source, one.address))

    def _figures(self, by: Any) -> list[dict[str, Any]]:
        listing = forecasts(self._part, self._documents, by)
        return [dict(zip(listing.head, row, strict=True)) for row in listing.rows]

    def _forecasts(self) -> None:
        memo, say = self._memo, self._say
        memo.heading(say("forecasts"))
        figures = self._figures("board")
        if not figures:
            memo.paragraph(say("none"))
            return
        rows = [
            [
                f"{one['board'] or say('no_board')}, {one['period']}",
                str(one["n"]),
                str(one["hits"]),
                str(one["misses"]),
                str(one["unresolved"]),
                f"{_percent(one['hit_rate'])} ({_percent(one['low'])}–{_percent(one['high'])})"
                if one["hit_rate"] is not None
                else "–",
            ]
            for one in figures
        ]
        heads = [say(f"head_{name}") for name in ("board", "n", "hits", "misses", "unresolved", "rate")]
        memo.table(say("forecasts_caption"), heads, rows, (4.4, 2.4, 1.7, 2.1, 2.4, 3.6))
        memo.heading(say("missed"), 2)
        missed = [
            row
            for row in self._part.rows("forecasts")
            if row["result"] == Result.MISS and row["forecast"] == "genomfört"
        ]
        if not missed:
            memo.paragraph(say("none"))
            return
        heads = [say("head_matter"), say("head_board"), say("head_forecast"), say("head_outcome")]
        memo.table(say("missed_caption"), heads, [self._missed(row) for row in missed], (6.4, 4.2, 3, 3))

    def _missed(self, row: Row) -> list[str | tuple[str, str]]:
        promised = self._quoted(
            row["evidence"],
            self._source(row["item_id"]),
            self._addresses.get((row["item_id"], row["evidence"]), ""),
        )
        became = ""
        if row["outcome_item_id"]:
            key = row["outcome_item_id"], row["outcome_evidence"]
            became = self._quoted(key[1], self._source(key[0]), self._addresses.get(key, ""))
        board = row["board"] or self._items[row["item_id"]]["boards"].replace(";", ", ")
        return [
            self._items[row["item_id"]]["title"],
            board,
            (report_label(row["year"], row["period"]), promised),
            (row["outcome"], became),
        ]

    def _old(self) -> None:
        memo, say = self._memo, self._say
        memo.heading(say("old"))
        listing = long_runners(self._part, self._documents, "municipality")
        told = [dict(zip(listing.head, row, strict=True)) for row in listing.rows]
        if not told:
            memo.paragraph(say("none"))
            return
        rows = [
            [str(one["title"]), str(one["first_period"]), str(one["n_reports"]), str(one["outcome"])]
            for one in told
        ]
        heads = [say(f"head_{name}") for name in ("matter", "since", "reports", "status")]
        memo.table(say("old_caption"), heads, rows, (8.6, 2.4, 2.4, 3.2))

    def _gone(self) -> None:
        memo, say = self._memo, self._say
        memo.heading(say("gone"))
        gone = [one for one in self._flags if one.code in GONE]
        if not gone:
            memo.paragraph(say("none"))
        for one in gone:
            text = f"{one.report} ”{one.title}”. {one.message}"
            memo.paragraph(text, "List Bullet", quote=self._quoted(one.evidence, one.source, one.address))

    def _appendix(self) -> None:
        memo, say = self._memo, self._say
        memo.heading(say("appendix"))
        rows: Sequence[Sequence[str | tuple[str, str]]] = [
            [
                one.report,
                value_name("severity", one.severity, self._lang),
                value_name("code", one.code, self._lang),
                one.title,
                one.board,
                (one.message, self._quoted(one.evidence, one.source, one.address)),
            ]
            for one in self._flags
        ]
        if not rows:
            memo.paragraph(say("none"))
            return
        heads = [
            say("head_report"),
            column_name("severity", self._lang),
            say("head_what"),
            say("head_matter"),
            say("head_board"),
            say("head_why"),
        ]
        memo.table(say("appendix_caption"), heads, rows, (2, 2.2, 3.4, 6, 4, 7.6))


def _percent(share: float) -> str:
    return f"{share:.0%}".replace("%", " %")
