"""`tertial show`: one item as it stands, with its evidence, boards and links."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from rich.console import Console

    from tertial.dataset import Dataset, Row
    from tertial.linking.explain import Candidate


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.argument("words", nargs=-1, required=True, metavar="ITEM_OR_WORDS...")
def show(folder: Path, words: tuple[str, ...]) -> None:
    """Show one item of the dataset in DIR: statements with evidence and place, sections, links, flags.

    ITEM_OR_WORDS is an item_id, or words that all stand in its title; where several items have them,
    these are listed by municipality, the oldest report first.

    \b
    Examples:
      tertial show out 5aedfdcedcf42afb-0004
      tertial show out ny simhall
    """
    from rich.console import Console

    from tertial.dataset import open_dataset
    from tertial.errors import UsageError

    dataset = open_dataset(folder)
    console = Console(highlight=False, width=None if sys.stdout.isatty() else 120)
    found = _find(dataset, words)
    if not found:
        raise UsageError(
            f"No item in {folder} has {' '.join(words)!r} as its id, or all the words in its title.",
            "Try fewer words, or part of a word.",
        )
    if len(found) > 1:
        _tell_hits(dataset, found, console)
    else:
        _tell_item(dataset, found[0], console)


def _find(dataset: Dataset, words: Sequence[str]) -> list[Row]:
    from tertial.swedish.words import fold

    rows = list(dataset.rows("items"))
    exact = [row for row in rows if [row["item_id"]] == list(words)]
    if exact:
        return exact
    wanted = [fold(part) for word in words for part in word.split()]
    found = [row for row in rows if all(part in fold(row["title"]) for part in wanted)]
    same = [row for row in found if fold(row["title"]) == " ".join(wanted)]
    return same if len(same) == 1 else found


def _tell_hits(dataset: Dataset, found: Sequence[Row], console: Console) -> None:
    from rich.markup import escape
    from rich.table import Table

    from tertial.dataset import report_label, report_order
    from tertial.errors import counted

    documents = {row["document_id"]: row for row in dataset.rows("documents")}
    places = {key: (row["municipality"], *report_order(row)) for key, row in documents.items()}
    table = Table(box=None, pad_edge=False, header_style="dim")
    for name in ("item_id", "report", "title"):
        table.add_column(name, no_wrap=name != "title")
    for row in sorted(found, key=lambda row: (*places[row["document_id"]], int(row["ordinal"]))):
        document = documents[row["document_id"]]
        label = report_label(document["year"], document["period"])
        table.add_row(
            row["item_id"], escape(f"{document['municipality'] or '?'} {label}"), escape(row["title"])
        )
    console.print(table)
    click.echo(f"{counted(len(found), 'item')}; show one of them by its item_id.", err=True)


def _tell_item(dataset: Dataset, item: Row, console: Console) -> None:
    from rich.markup import escape

    from tertial.dataset import report_label

    document = next(row for row in dataset.rows("documents") if row["document_id"] == item["document_id"])
    label = report_label(document["year"], document["period"])
    number = f"{item['number']} " if item["number"] else ""
    console.print(f"[bold]{escape(number + item['title'])}[/]")
    place = f"{document['municipality'] or '?'} {label}, {document['source']}"
    console.print(escape(f"{item['kind']} {item['ordinal']} in {place}"), style="dim")
    for name in ("item_id", "area", "theme", "responsible", "boards"):
        if item[name]:
            console.print(f"{name:<12} {escape(item[name].replace(';', '; '))}", soft_wrap=True)
    if item["start_date"] or item["end_date"]:
        console.print(f"{'dates':<12} {item['start_date'] or '…'} – {item['end_date'] or '…'}")
    _tell_statements(dataset, item, console)
    _tell_sections(dataset, item, console)
    _tell_links(dataset, item, console)
    flags = [row for row in dataset.rows("flags") if row["item_id"] == item["item_id"]]
    if flags:
        console.print("\n[bold]Flags[/]")
    for flag in flags:
        console.print(escape(f"  {flag['severity']} {flag['code']}: {flag['message']}"))
    console.print("\n[bold]Text[/]")
    console.print(escape(item["text"]))


def _tell_statements(dataset: Dataset, item: Row, console: Console) -> None:
    from rich.markup import escape

    rows = [row for row in dataset.rows("assessments") if row["item_id"] == item["item_id"]]
    console.print("\n[bold]Statements of status[/]" + ("" if rows else ": none"))
    for row in rows:
        status = " ".join(part for part in (row["assessment"], row["deviation"]) if part)
        console.print(
            f"  {escape(row['board'] or 'as a whole')}: [bold]{escape(status)}[/], {row['modality']} "
            f"[dim]({row['basis']}, {row['method']}, {float(row['confidence']):.2f})[/]"
        )
        console.print(f"    ”{escape(' '.join(row['evidence'].split()))}”")
        console.print(f"    [dim]{escape(row['address'])}[/]")


def _tell_sections(dataset: Dataset, item: Row, console: Console) -> None:
    from rich.markup import escape

    rows = [row for row in dataset.rows("sections") if row["item_id"] == item["item_id"]]
    if rows:
        console.print("\n[bold]Sections[/]")
    for row in rows:
        words = " ".join(row["text"].split())
        console.print(f"  {escape(row['board'])} [dim](as printed: {escape(row['heading'])})[/]")
        console.print(f"    {escape(words if len(words) <= 300 else words[:299] + '…')}")


def _tell_links(dataset: Dataset, item: Row, console: Console) -> None:
    from rich.markup import escape

    from tertial.dataset import municipality_reports, report_label
    from tertial.linking.explain import explain

    items = {row["item_id"]: row for row in dataset.rows("items")}
    documents = {row["document_id"]: row for row in dataset.rows("documents")}
    links = {
        (row["from_item_id"], row["to_item_id"]): row
        for row in dataset.rows("links")
        if item["item_id"] in (row["from_item_id"], row["to_item_id"])
    }
    weighed = explain(
        municipality_reports(dataset, documents[item["document_id"]]["municipality"]), item["item_id"]
    )
    told = {
        (one.item_id, item["item_id"]) if one.direction == "earlier" else (item["item_id"], one.item_id): one
        for one in weighed
    }

    def line(item_id: str, direction: str, note: str) -> None:
        document = documents[items[item_id]["document_id"]]
        label = report_label(document["year"], document["period"])
        console.print(f"  {direction} {label}: {escape(items[item_id]['title'])} [dim]({item_id}, {note})[/]")

    if links:
        console.print("\n[bold]The same matter in other reports[/]")
    for (before, after), row in links.items():
        direction, other = ("later", after) if before == item["item_id"] else ("earlier", before)
        line(other, direction, f"{row['relation']}, {float(row['score']):.2f}")
        if (before, after) in told:
            _tell_reasons(told[before, after], console)
    others = [one for pair, one in told.items() if pair not in links]
    if others:
        console.print("\n[bold]Not taken for the same matter[/]")
    for one in others:
        line(
            one.item_id,
            one.direction,
            (f"{one.score:.2f}" if one.score else "ruled out")
            + (", doubtful: please look" if one.tie else ""),
        )
        _tell_reasons(one, console)


def _tell_reasons(one: Candidate, console: Console) -> None:
    from rich.markup import escape

    for label, reasons in (("for", one.speaks_for), ("against", one.speaks_against)):
        if reasons:
            console.print(f"    [dim]{label + ':':<9}{escape('; '.join(reasons))}[/]", soft_wrap=True)
