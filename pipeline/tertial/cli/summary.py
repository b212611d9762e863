"""What a run found, at a glance: documents, statements of status, flags, what to do next."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from rich.markup import escape
from rich.table import Table

from tertial.codebook import vocabularies
from tertial.dataset import report_label
from tertial.errors import counted

if TYPE_CHECKING:
    from rich.console import Console

    from tertial.run import Finished
    from tertial.tables import Rows

LINES: Final = 16
"""Documents that are told one by one; more are told by municipality."""

WORST: Final = 5
"""Flags whose message is printed."""

COLOURS: Final = {"error": "red", "warning": "yellow", "info": "cyan"}


def tell(finished: Finished, console: Console) -> None:
    """Prints the summary of a run."""
    tables, counts = finished.tables, finished.counts
    apart = [
        counted(counts[key], one, more)
        for key, one, more in (
            ("duplicates", "duplicate", "duplicates"),
            ("other_formats", "of another format", "of other formats"),
            ("skipped", "skipped", "skipped"),
            ("failed", "failed", "failed"),
        )
        if counts[key]
    ]
    console.print(
        f"\n[bold]{counts['read']} of {counted(counts['found'], 'file')} read[/]"
        + (f" ({', '.join(apart)})" if apart else "")
        + (f", archives opened: {counts['containers']}" if counts["containers"] else "")
    )
    said = _Said.of(tables["observations"])
    _tell_documents(tables["documents"], said, console)
    _tell_statuses(said, console)
    _tell_flags(tables["flags"], tables["items"], console)
    links, matters = counted(counts["links"], "link"), counted(counts["threads"], "matter")
    figures = counted(counts["measures"], "figure")
    console.print(f"\n{links} from report to report, {matters} followed, {figures} from tables.")
    _tell_next(finished, console)


def _rows(table: Rows, *columns: str) -> Iterator[dict[str, Any]]:
    """The rows with some of the columns, however many there are."""
    for batch in table.to_batches():
        yield from batch.select(list(columns)).to_pylist()


@dataclass(frozen=True, slots=True)
class _Said:
    """What the observations come to."""

    by_source: Counter[str]
    by_status: Counter[tuple[str, str]]
    without: int
    """Items without any statement; each has one row."""

    @classmethod
    def of(cls, observations: Rows) -> _Said:
        said = Counter[str](), Counter[tuple[str, str]]()
        without = 0
        for row in _rows(observations, "source", "assessment", "modality"):
            if row["assessment"]:
                said[0][row["source"]] += 1
                said[1][row["assessment"], row["modality"]] += 1
            else:
                without += 1
        return cls(*said, without)


def _tell_documents(documents: Rows, said: _Said, console: Console) -> None:
    table = Table(box=None, pad_edge=False, header_style="dim")
    rows = _rows(documents, "municipality", "year", "period", "document_type", "n_items", "source")
    if documents.num_rows <= LINES:
        for name in ("municipality", "period", "type"):
            table.add_column(name)
        for name in ("items", "statements"):
            table.add_column(name, justify="right")
        table.add_column("source", overflow="fold")
        for d in sorted(rows, key=lambda d: (d["municipality"] or "", d["year"] or 0, d["period"] or "")):
            table.add_row(
                escape(d["municipality"] or "?"),
                report_label(str(d["year"] or ""), d["period"] or ""),
                d["document_type"],
                str(d["n_items"]),
                str(said.by_source[d["source"]]),
                escape(d["source"]),
            )
    else:
        groups: dict[str, _Group] = defaultdict(_Group)
        for d in rows:
            group = groups[d["municipality"] or "?"]
            group.labels.add(report_label(str(d["year"] or ""), d["period"] or ""))
            group.documents += 1
            group.items += d["n_items"]
            group.statements += said.by_source[d["source"]]
        for name in ("municipality", "periods"):
            table.add_column(name)
        for name in ("documents", "items", "statements"):
            table.add_column(name, justify="right")
        for municipality, group in sorted(groups.items()):
            first, last = min(group.labels), max(group.labels)
            table.add_row(
                escape(municipality),
                first if first == last else f"{first} – {last}",
                *(str(n) for n in (group.documents, group.items, group.statements)),
            )
    console.print(table)


@dataclass(slots=True)
class _Group:
    """A municipality's documents."""

    labels: set[str] = field(default_factory=set)
    documents: int = 0
    items: int = 0
    statements: int = 0


def _tell_statuses(said: _Said, console: Console) -> None:
    table = Table(
        box=None, pad_edge=False, header_style="dim", title="Statements of status", title_justify="left"
    )
    table.add_column("")
    for name in ("as it is", "as expected"):
        table.add_column(name, justify="right")
    for value in vocabularies()["assessment"]:
        outcome, forecast = said.by_status[value.value, "utfall"], said.by_status[value.value, "prognos"]
        if outcome or forecast:
            table.add_row(value.value, str(outcome or "–"), str(forecast or "–"))
    if said.without:
        table.add_row("[dim]items without any[/]", str(said.without), "")
    if table.row_count:
        console.print()
        console.print(table)


def _tell_flags(flags: Rows, items: Rows, console: Console) -> None:
    if not flags.num_rows:
        return
    ranks = [value.value for value in vocabularies()["severity"]][::-1]
    by_severity: Counter[str] = Counter()
    nth: Counter[str] = Counter()
    worst: list[tuple[int, int, int, dict[str, Any]]] = []
    for n, flag in enumerate(_rows(flags, "item_id", "code", "severity", "message")):
        by_severity[flag["severity"]] += 1
        # One of each kind before a second of any, so that a common kind does not hide a rare one.
        nth[flag["code"]] += 1
        worst.append((ranks.index(flag["severity"]), nth[flag["code"]], n, flag))
        worst = sorted(worst)[:WORST]
    told = ", ".join(f"[{COLOURS[rank]}]{by_severity[rank]} {rank}[/]" for rank in ranks if by_severity[rank])
    console.print(f"\nTo look at: {told}")
    console.print("  " + ", ".join(f"{code} {n}" for code, n in nth.most_common()), style="dim")
    wanted = {flag["item_id"] for _, _, _, flag in worst}
    titles = {
        row["item_id"]: row["title"] for row in _rows(items, "item_id", "title") if row["item_id"] in wanted
    }
    for _, _, _, flag in worst:
        title = titles.get(flag["item_id"], "")
        console.print(
            f"  [{COLOURS[flag['severity']]}]{flag['severity']}[/] {escape(flag['message'])}"
            + (f" [dim]{escape(_short(title))} ({flag['item_id']})[/]" if title else ""),
            soft_wrap=True,
        )
    if flags.num_rows > WORST:
        console.print(f"  … and {flags.num_rows - WORST} more in flags.csv", style="dim")


def _tell_next(finished: Finished, console: Console) -> None:
    out, tables = finished.out, finished.tables
    console.print(
        f"\n[bold]The dataset is in {escape(str(out))}[/]: observations.csv is the table to begin with."
    )
    console.print("Next:")
    if tables["items"].num_rows:
        flagged = (row["item_id"] for row in _rows(tables["flags"], "item_id") if row["item_id"])
        first = (row["item_id"] for row in _rows(tables["items"], "item_id"))
        console.print(f"  tertial show {escape(str(out))} {next(flagged, None) or next(first)}")
    followed = Counter(
        d["municipality"]
        for d in _rows(tables["documents"], "municipality", "n_items")
        if d["municipality"] and d["n_items"]
    )
    if followed:
        name = followed.most_common(1)[0][0]
        quoted = f'"{name}"' if " " in name else name
        console.print(f"  tertial compare {escape(str(out))} --municipality {escape(quoted)}")
    console.print("  tertial vocabulary observations")


def _short(title: str) -> str:
    return title if len(title) <= 60 else title[:59].rstrip() + "…"
