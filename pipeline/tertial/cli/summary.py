"""What a run found, at a glance: documents, statements of status, flags, what to do next."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any, Final

from rich.markup import escape
from rich.table import Table

from tertial.codebook import vocabularies
from tertial.dataset import report_label

if TYPE_CHECKING:
    from rich.console import Console

    from tertial.run import Finished

LINES: Final = 16
"""Documents that are told one by one; more are told by municipality."""

WORST: Final = 5
"""Flags whose message is printed."""

COLOURS: Final = {"error": "red", "warning": "yellow", "info": "cyan"}


def tell(finished: Finished, console: Console) -> None:
    """Prints the summary of a run."""
    tables = {
        name: finished.tables[name].to_pylist() for name in ("documents", "observations", "flags", "items")
    }
    counts = finished.counts
    apart = [
        f"{counts[key]} {name}"
        for key, name in (
            ("duplicates", "duplicates"),
            ("other_formats", "of other formats"),
            ("skipped", "skipped"),
            ("failed", "failed"),
        )
        if counts[key]
    ]
    console.print(
        f"\n[bold]{counts['read']} of {counts['found']} files read[/]"
        + (f" ({', '.join(apart)})" if apart else "")
        + (f", {counts['containers']} archives opened" if counts["containers"] else "")
    )
    _tell_documents(tables["documents"], tables["observations"], console)
    _tell_statuses(tables["observations"], console)
    _tell_flags(tables["flags"], tables["items"], console)
    console.print(
        f"\n{counts['links']} links from report to report, {counts['threads']} matters followed, "
        f"{counts['measures']} figures from tables."
    )
    _tell_next(finished, tables, console)


def _tell_documents(documents: list[dict[str, Any]], rows: list[dict[str, Any]], console: Console) -> None:
    stated = Counter(row["source"] for row in rows if row["assessment"])
    table = Table(box=None, pad_edge=False, header_style="dim")
    if len(documents) <= LINES:
        for name in ("municipality", "period", "type"):
            table.add_column(name)
        for name in ("items", "statements"):
            table.add_column(name, justify="right")
        table.add_column("source", overflow="fold")
        for d in sorted(
            documents, key=lambda d: (d["municipality"] or "", d["year"] or 0, d["period"] or "")
        ):
            table.add_row(
                escape(d["municipality"] or "?"),
                report_label(str(d["year"] or ""), d["period"] or ""),
                d["document_type"],
                str(d["n_items"]),
                str(stated[d["source"]]),
                escape(d["source"]),
            )
    else:
        groups: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for d in documents:
            groups[d["municipality"] or "?"].append(d)
        for name in ("municipality", "periods"):
            table.add_column(name)
        for name in ("documents", "items", "statements"):
            table.add_column(name, justify="right")
        for municipality, members in sorted(groups.items()):
            labels = sorted(report_label(str(d["year"] or ""), d["period"] or "") for d in members)
            table.add_row(
                escape(municipality),
                labels[0] if labels[0] == labels[-1] else f"{labels[0]} – {labels[-1]}",
                str(len(members)),
                str(sum(d["n_items"] for d in members)),
                str(sum(stated[d["source"]] for d in members)),
            )
    console.print(table)


def _tell_statuses(rows: list[dict[str, Any]], console: Console) -> None:
    counted = Counter((row["assessment"], row["modality"]) for row in rows if row["assessment"])
    table = Table(
        box=None, pad_edge=False, header_style="dim", title="Statements of status", title_justify="left"
    )
    table.add_column("")
    for name in ("as it is", "as expected"):
        table.add_column(name, justify="right")
    for value in vocabularies()["assessment"]:
        outcome, forecast = counted[value.value, "utfall"], counted[value.value, "prognos"]
        if outcome or forecast:
            table.add_row(value.value, str(outcome or "–"), str(forecast or "–"))
    without = len({row["item_id"] for row in rows if not row["assessment"]})
    if without:
        table.add_row("[dim]items without any[/]", str(without), "")
    if table.row_count:
        console.print()
        console.print(table)


def _tell_flags(flags: list[dict[str, Any]], items: list[dict[str, Any]], console: Console) -> None:
    if not flags:
        return
    by_severity = Counter(flag["severity"] for flag in flags)
    ranks = [value.value for value in vocabularies()["severity"]][::-1]
    told = ", ".join(f"[{COLOURS[rank]}]{by_severity[rank]} {rank}[/]" for rank in ranks if by_severity[rank])
    console.print(f"\nTo look at: {told}")
    codes = Counter(flag["code"] for flag in flags)
    console.print("  " + ", ".join(f"{code} {n}" for code, n in codes.most_common()), style="dim")
    titles = {item["item_id"]: item["title"] for item in items}
    # One of each kind before a second of any, so that a common kind does not hide a rare one.
    nth: Counter[str] = Counter()
    ranked: list[tuple[int, int, int, dict[str, Any]]] = []
    for flag in flags:
        nth[flag["code"]] += 1
        ranked.append((ranks.index(flag["severity"]), nth[flag["code"]], len(ranked), flag))
    for _, _, _, flag in sorted(ranked)[:WORST]:
        title = titles.get(flag["item_id"], "")
        console.print(
            f"  [{COLOURS[flag['severity']]}]{flag['severity']}[/] {escape(flag['message'])}"
            + (f" [dim]{escape(_short(title))} ({flag['item_id']})[/]" if title else ""),
            soft_wrap=True,
        )
    if len(flags) > WORST:
        console.print(f"  … and {len(flags) - WORST} more in flags.csv", style="dim")


def _tell_next(finished: Finished, tables: dict[str, list[dict[str, Any]]], console: Console) -> None:
    out = finished.out
    console.print(
        f"\n[bold]The dataset is in {escape(str(out))}[/]: observations.csv is the table to begin with."
    )
    console.print("Next:")
    if tables["items"]:
        flagged = next((flag["item_id"] for flag in tables["flags"] if flag["item_id"]), "")
        console.print(f"  tertial show {escape(str(out))} {flagged or tables['items'][0]['item_id']}")
    followed = Counter(d["municipality"] for d in tables["documents"] if d["municipality"] and d["n_items"])
    if followed:
        name = followed.most_common(1)[0][0]
        quoted = f'"{name}"' if " " in name else name
        console.print(f"  tertial compare {escape(str(out))} --municipality {escape(quoted)}")
    console.print("  tertial vocabulary observations")


def _short(title: str) -> str:
    return title if len(title) <= 60 else title[:59].rstrip() + "…"
