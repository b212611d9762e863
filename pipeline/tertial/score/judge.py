"""Compares gold files with a dataset's rows, one document at a time, and the links between them."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any, Final

from tertial.dataset import Dataset, Row
from tertial.score.claims import judge_claims
from tertial.score.matching import Gold, bare, boards_of, fold, match_items, number
from tertial.score.tally import Tallies, Tally

FIELDS: Final = ("municipality", "document_type", "year", "period")

TABLE_FLAGS: Final = ("sum_mismatch", "claim_mismatch")
"""Flags on a table or a figure carry no item; they are compared by code and number."""

OVER_YEARS: Final = ("target_moved", "unchanged_text", "dropped_promised")
"""Flags that gold lists under `more_flags`, in documents that were read with the report before at hand."""


@dataclass(frozen=True, kw_only=True)
class DocumentScore:
    """What one gold file was compared with, and how it went."""

    source: str
    municipality: str
    """As gold has it."""
    parser: str
    """The layout it was read as; empty where it was not read."""
    period: str
    """As gold has it."""
    empty: bool
    """Whether gold has no items in it."""
    tallies: Tallies

    @property
    def format(self) -> str:
        """The file's suffix, without its point."""
        return Path(self.source).suffix.lower().removeprefix(".")


def nfc(text: str) -> str:
    """A source's name as it is looked up; file systems decompose."""
    return unicodedata.normalize("NFC", text)


def grouped(rows: Iterable[Row], column: str) -> dict[str, list[Row]]:
    """The rows by the value of a column."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row[column]].append(row)
    return found


def _statement(row: Mapping[str, Any]) -> tuple[str, str, str]:
    return fold(row.get("board")), fold(row.get("assessment")), fold(row.get("modality"))


class Judge:
    """Holds the dataset's rows by what they belong to, and compares one gold file at a time."""

    def __init__(self, dataset: Dataset, codes: frozenset[str]) -> None:
        self._dataset = dataset
        self._codes = codes
        documents = list(dataset.rows("documents"))
        self._by_source = {nfc(row["source"]): row for row in documents}
        self._by_name = {Path(source).name: row for source, row in self._by_source.items()}
        self._items = grouped(dataset.rows("items"), "document_id")
        self._assessments = grouped(dataset.rows("assessments"), "item_id")
        self._sections = grouped(dataset.rows("sections"), "item_id")
        self._measures = grouped(dataset.rows("measures"), "document_id")
        self._flags = grouped(dataset.rows("flags"), "document_id")
        self._claims = grouped(dataset.rows("claims"), "document_id")
        self._known: dict[tuple[str, str], str] = {}  # (source, gold's id) -> item_id
        self._judged: dict[str, str] = {}  # item_id -> source, of the documents that gold knows

    def document(self, gold: Gold) -> DocumentScore:
        """Compares one gold file with what there is of its document."""
        t: Tallies = defaultdict(Tally)
        source = nfc(gold["source"])
        found = self._by_source.get(source) or self._by_name.get(Path(source).name)
        t["documents read"].check(found is not None, source)
        self._fields(t, gold, source, found or dict.fromkeys(FIELDS, ""))
        items = self._items.get(found["document_id"], []) if found else []
        self._judged |= {item["item_id"]: source for item in items}
        gold_items = gold.get("items", [])
        pairs = match_items(gold_items, items)
        self._count_items(t, source, gold_items, items, pairs)
        for g, wanted in enumerate(gold_items):
            if g in pairs or not wanted.get("doubtful"):
                self._item(t, source, wanted, items[pairs[g]] if g in pairs else None)
        if found:
            self._evidence(t, source, found["document_id"], items)
        document_id = found["document_id"] if found else ""
        # Gold that has no list of measures or of flags says nothing of them, and is not held to have none.
        if "measures" in gold:
            self._figures(t, gold, source, self._measures.get(document_id, []))
        if any("right" in claim for claim in gold.get("claims", ())):
            judge_claims(t["claims"], source, gold["claims"], self._claims.get(document_id, []))
        if "flags" in gold:
            ids = {str(gold_items[g]["id"]): items[p]["item_id"] for g, p in pairs.items()}
            self._flagged(t, gold, source, ids, self._flags.get(document_id, []))
        return DocumentScore(
            source=source,
            municipality=gold["document"].get("municipality") or "",
            parser=found["parser"] if found else "",
            period=gold["document"].get("period") or "",
            empty=not gold_items,
            tallies=t,
        )

    def _fields(self, t: Tallies, gold: Gold, source: str, found: Row) -> None:
        doubtful = {*gold.get("doubtful_fields", []), *gold["document"].get("doubtful_fields", [])}
        for name in FIELDS:
            if name in doubtful or f"document.{name}" in doubtful:
                continue
            want, got = gold["document"].get(name), found.get(name)
            same = fold(str(want or "")) == fold(str(got or "")).removesuffix(".0")
            t[f"document {name}"].check(same, f"{source}: {want!r} got {got!r}")

    def _count_items(
        self, t: Tallies, source: str, wanted: list[Gold], items: list[Row], pairs: dict[int, int]
    ) -> None:
        tally = t["items"]
        for g, item in enumerate(wanted):
            if g in pairs:
                tally.hit += 1
            elif not item.get("doubtful"):
                tally.miss += 1
                tally.cases.append(f"missing  {source}: {item['title']!r}")
        for p, row in enumerate(items):
            if p not in pairs.values():
                tally.extra += 1
                tally.cases.append(f"invented {source}: {row['title']!r}")

    def _item(self, t: Tallies, source: str, wanted: Gold, got: Row | None) -> None:
        where = f"{source} #{wanted['id']} {wanted['title'][:40]!r}"
        if got:
            self._known[source, str(wanted["id"])] = got["item_id"]
            for name in ("kind", "area", "start_date", "end_date"):
                if name == "kind" or wanted.get(name) or got.get(name):
                    same = fold(wanted.get(name)) == fold(got.get(name))
                    t[f"item {name}"].check(same, f"{where}: {wanted.get(name)!r} got {got.get(name)!r}")
            if wanted.get("themes"):
                right = fold(got.get("theme")) in {fold(theme) for theme in wanted["themes"]}
                t["item theme"].check(right, f"{where}: {wanted['themes']} got {got.get('theme')!r}")
            t["item boards"].add(
                {(board,) for board in boards_of(wanted.get("boards"))},
                {(board,) for board in boards_of(got.get("boards"))},
                where=where,
            )
        self._statements(t, where, wanted, got)
        self._parts(t, where, wanted, got)

    def _statements(self, t: Tallies, where: str, wanted: Gold, got: Row | None) -> None:
        stated = [a for a in wanted.get("assessments", []) if a.get("assessment")]
        sure = {_statement(a) for a in stated if not a.get("doubtful")}
        doubt = {_statement(a) for a in stated if a.get("doubtful")}
        explicit = {_statement(a) for a in stated if not a.get("doubtful") and a.get("basis") != "inferred"}
        found = [a for a in (self._assessments.get(got["item_id"], []) if got else []) if a.get("assessment")]
        t["assessments"].add(sure, {_statement(a) for a in found}, doubt, where)
        said = {_statement(a) for a in found if a.get("basis") != "inferred"}
        t["assessments explicit"].add(explicit, said, doubt | sure, where)
        for want in stated:
            if want.get("basis") == "inferred" or not want.get("evidence"):
                continue
            for have in found:
                if _statement(want) != _statement(have):
                    continue
                t["assessment deviation"].check(
                    fold(want.get("deviation")) == fold(have.get("deviation")), where
                )
                x, y = fold(want["evidence"]), fold(have.get("evidence"))
                same = bool(y) and (
                    x in y or y in x or SequenceMatcher(None, x, y, autojunk=False).ratio() > 0.6
                )
                t["evidence agrees"].check(same, f"{where}: {x[:60]!r} got {y[:60]!r}")

    def _parts(self, t: Tallies, where: str, wanted: Gold, got: Row | None) -> None:
        sections = wanted.get("sections", [])
        sure = {fold(s["board"]): s for s in sections if not s.get("doubtful")}
        doubt = {(fold(s["board"]),) for s in sections if s.get("doubtful")}
        found: dict[str, list[Row]] = defaultdict(list)
        for row in self._sections.get(got["item_id"], []) if got else []:
            found[fold(row["board"])].append(row)
        t["sections"].add({(board,) for board in sure}, {(board,) for board in found}, doubt, where)
        for board, section in sure.items():
            texts = [fold(row["text"]) for row in found.get(board, [])]
            if texts and section.get("begins"):
                # A label before the text may be taken as heading or as text: both are fine.
                begins, ends = fold(section["begins"]), fold(section["ends"])
                ok = any(begins in x[: len(section["begins"]) + 80] or x[:12] in begins for x in texts)
                ok = ok and any(ends in x[-len(section["ends"]) - 40 :] for x in texts)
                t["section bounds"].check(ok, f"{where} [{board}]")

    def _evidence(self, t: Tallies, source: str, document_id: str, items: list[Row]) -> None:
        text = self._dataset.text(document_id)
        for item in items:
            for row in self._assessments.get(item["item_id"], []):
                if row.get("evidence"):
                    ok = (
                        text is not None
                        and row["start"] != ""
                        and text[int(float(row["start"])) : int(float(row["end"]))] == row["evidence"]
                    )
                    t["evidence re-slices"].check(ok, f"{source}: {row['evidence'][:60]!r}")

    def _figures(self, t: Tallies, gold: Gold, source: str, found: list[Row]) -> None:
        def key(row: Mapping[str, Any]) -> tuple[str, str, str, float | None]:
            return (
                fold(row.get("group")),
                bare(row.get("row")),
                bare(str(row.get("column"))),
                number(row["value"]),
            )

        measures = gold["measures"]
        sure = {key(m) for m in measures if not m.get("doubtful")}
        doubt = {key(m) for m in measures if m.get("doubtful")}
        got = {key(row) for row in found if number(row.get("value")) is not None}
        if sure or got:
            t["measures"].add(sure, got, doubt, source)

    def _flagged(self, t: Tallies, gold: Gold, source: str, ids: Mapping[str, str], rows: list[Row]) -> None:
        def key(item: str, flag: Mapping[str, Any]) -> tuple[str, str, str]:
            return item, fold(flag.get("board")), flag["code"]

        # Gold that has no list of what only shows over years is not held to have none of it.
        codes = self._codes if "more_flags" in gold else self._codes - {*OVER_YEARS}
        marked = (*gold["flags"], *gold.get("more_flags", ()))
        wanted = [flag for flag in marked if flag["code"] in codes]
        sure, doubt = set(), set()
        for flag in wanted:
            item = str(flag.get("item"))
            if flag.get("doubtful"):
                doubt.add(key(ids.get(item, ""), flag))
            else:
                sure.add(key(ids.get(item, f"?{flag.get('item')}" if flag.get("item") else ""), flag))
        got = {key(row.get("item_id") or "", row) for row in rows if row["code"] in codes}
        t["flags"].add({f for f in sure if f[0]}, {f for f in got if f[0]}, doubt, source)
        for code in TABLE_FLAGS:
            want = sum(flag["code"] == code and not flag.get("doubtful") for flag in wanted)
            maybe = sum(flag["code"] == code and bool(flag.get("doubtful")) for flag in wanted)
            _count_flags(
                t["flags"], source, code, want=want, maybe=maybe, have=sum(f[2] == code for f in got)
            )

    def links(self, gold: list[Gold] | None) -> Callable[[Collection[str]], Tallies]:
        """How the links from the documents of some sources agree with gold's."""
        titles = {item["item_id"]: item["title"] for items in self._items.values() for item in items}
        found = {
            (row["from_item_id"], row["to_item_id"]): row["relation"] for row in self._dataset.rows("links")
        }

        def item(place: list[str]) -> str:
            return self._known.get((nfc(place[0]), str(place[1])), f"?{place[0]}#{place[1]}")

        def name(pair: tuple[str, str]) -> tuple[str, ...]:
            return tuple(titles.get(end, end)[:60] for end in pair)

        def tally(sources: Collection[str]) -> Tallies:
            t: Tallies = defaultdict(Tally)
            if gold is None:
                return t
            chosen = [entry for entry in gold if nfc(entry["from"][0]) in sources]
            sure = {(item(e["from"]), item(e["to"])): e["relation"] for e in chosen if not e.get("doubtful")}
            doubt = {(item(e["from"]), item(e["to"])) for e in chosen if e.get("doubtful")}
            got = {
                pair: relation
                for pair, relation in found.items()
                if self._judged.get(pair[0]) in sources and pair[1] in self._judged
            }
            t["links"].add(set(sure), set(got), doubt)
            t["links"].cases = [f"missing  {name(p)}" for p in sorted(set(sure) - set(got))] + [
                f"invented {name(p)}" for p in sorted(set(got) - set(sure) - doubt)
            ]
            for pair in sorted(set(sure) & set(got)):
                t["link relation"].check(
                    sure[pair] == got[pair], f"{name(pair)}: {sure[pair]} got {got[pair]}"
                )
            return t

        return tally


def _count_flags(tally: Tally, source: str, code: str, *, want: int, maybe: int, have: int) -> None:
    tally.hit += min(want, have)
    if want > have:
        tally.miss += want - have
        tally.cases.append(f"missing  {source}: {want - have} {code}")
    spare = have - want - maybe
    if spare > 0:
        tally.extra += spare
        tally.cases.append(f"invented {source}: {spare} {code}")
