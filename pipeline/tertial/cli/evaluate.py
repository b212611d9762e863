"""`tertial evaluate`: how well a dataset agrees with gold."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from tertial.score import DocumentScore, Interval, Scores, Tally


class _Minimum(click.ParamType[tuple[str, float]]):
    name = "metric=value"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, float]:
        metric, _, least = str(value).rpartition("=")
        try:
            return metric.strip(), float(least)
        except ValueError:
            self.fail(f"{value} is not of the form METRIC=VALUE, such as items=0.98.", param, ctx)


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.argument("gold", type=click.Path(path_type=Path))
@click.option(
    "--show", type=click.IntRange(min=0), default=0, metavar="N", help="N cases behind each figure."
)
@click.option(
    "--by",
    type=click.Choice(["municipality", "layout", "family", "format", "period"]),
    multiple=True,
    help="The figures of each, beside the total.",
)
@click.option(
    "--families",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="CSV",
    help="For --by family: a table with the columns municipality and family.",
)
@click.option("--metric", "only", multiple=True, metavar="METRIC", help="Tell this figure alone.")
@click.option("--interval", "intervals", is_flag=True, help="With 90 % intervals.")
@click.option("--json", "as_json", is_flag=True, help="The figures as JSON.")
@click.option(
    "--min",
    "least",
    type=_Minimum(),
    multiple=True,
    metavar="METRIC=VALUE",
    help="Exit with 1 where it is less.",
)
def evaluate(
    folder: Path,
    gold: Path,
    show: int,
    by: tuple[str, ...],
    families: Path | None,
    only: tuple[str, ...],
    intervals: bool,
    as_json: bool,
    least: tuple[tuple[str, float], ...],
) -> None:
    """Tell how well the dataset in DIR agrees with GOLD: a folder of gold files, or a ledger of decisions.

    Every figure is a share of 1. F1 counts what is missing and what is invented; a share counts what is
    right of what gold has. What gold calls doubtful counts neither way, and a gold file without a list of
    flags or measures says nothing of them. With a ledger (corrections.jsonl) only what people decided on
    counts.

    An interval is the wider of Wilson's over the cases and a bootstrap over the documents (1,000 draws).

    \b
    Examples:
      tertial evaluate out corpus/gold --show 5
      tertial evaluate alone out/corrections.jsonl --show 5
      tertial evaluate out corpus/gold --by layout --min items=0.98
      tertial evaluate out corpus/gold --by period --interval --metric items
    """
    from tertial.dataset import open_dataset
    from tertial.errors import UsageError, counted
    from tertial.score import F1, NO_ITEMS, score, values

    if not gold.exists():
        raise UsageError(f"{gold} is not there.", "Name the folder that holds the gold files, or a ledger.")
    scores = score(open_dataset(folder), gold)
    if gold.is_file() and not scores.documents:
        raise UsageError(f"{gold} holds no decision in force.", "Name the ledger of a dataset under review.")
    if scores.made_with:
        click.echo(
            f"{folder} was made with {counted(scores.made_with, 'decision')} of {gold}, and agrees with them "
            "by itself. To see how well tertial does alone, run over the reports with another --out, and "
            "evaluate that.",
            err=True,
        )
    total = scores.total()
    unknown = sorted({*(metric for metric, _ in least), *set(only) - F1 - {NO_ITEMS}} - total.keys())
    if unknown:
        raise UsageError(f"There is no figure called {unknown[0]}.", f"There are {', '.join(total)}.")
    if scores.documents and not total["documents read"].hit:
        click.echo(
            "No report in the dataset has a name that gold asks for: was it read from another folder?",
            err=True,
        )
    groups = {"total": _figures(scores, lambda _: True, intervals, only)}
    for kind in by:
        label = _labels(kind, families)
        for name in sorted({label(document) for document in scores.documents}):
            groups[f"{kind} {name}"] = _figures(scores, _labelled(label, name), intervals, only)
    if as_json:
        told: object = {name.partition(" ")[2] or name: _rounded(told) for name, told in groups.items()}
        click.echo(json.dumps(told if by else _rounded(groups["total"]), ensure_ascii=False, indent=1))
    else:
        for name, told in groups.items():
            if name != "total":
                click.echo(f"\n{name}")
            _tell(told, show)
    figures = values(total)
    low = [(metric, value) for metric, value in least if (figures.get(metric) or 0.0) < value]
    for metric, value in low:
        click.echo(f"below {metric}={value:g}: {figures.get(metric)}", err=True)
    raise SystemExit(1 if low else 0)


def _labels(kind: str, families: Path | None) -> Callable[[DocumentScore], str]:
    """What the documents are grouped by."""
    from tertial.errors import UsageError

    match kind:
        case "municipality":
            return lambda document: document.municipality
        case "layout":
            return lambda document: document.parser or "(not read)"
        case "format":
            return lambda document: document.format
        case "period":
            return lambda document: document.period or "(none)"
    if families is None:
        raise UsageError("The families of layouts are not known.", "Name their table with --families.")
    with families.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    if not rows or not {"municipality", "family"} <= rows[0].keys():
        raise UsageError(f"{families} has no columns municipality and family.", "Name another table.")
    known = {row["municipality"]: row["family"] for row in rows}
    return lambda document: known.get(document.municipality, "(none)")


def _labelled(label: Callable[[DocumentScore], str], name: str) -> Callable[[DocumentScore], bool]:
    return lambda document: label(document) == name


def _figures(
    scores: Scores, chosen: Callable[[DocumentScore], bool], intervals: bool, only: tuple[str, ...]
) -> dict[str, tuple[Tally, Interval | None]]:
    """The tally of each figure of some documents, and its interval where it is asked for."""
    from tertial.score import interval, together

    parts = scores.parts(chosen) if intervals else []
    tallies = together(parts) if intervals else scores.total(chosen)
    return {
        metric: (tally, interval(parts, metric) if intervals else None)
        for metric, tally in tallies.items()
        if not only or metric in only
    }


def _rounded(figures: Mapping[str, tuple[Tally, Interval | None]]) -> dict[str, object]:
    told: dict[str, object] = {}
    for metric, (tally, interval) in figures.items():
        value = tally.value(metric)
        figure = value and round(value, 4)
        told[metric] = [figure, *(round(end, 4) for end in interval)] if interval else figure
    return told


def _tell(figures: Mapping[str, tuple[Tally, Interval | None]], show: int) -> None:
    from tertial.score import F1

    for metric, (tally, interval) in figures.items():
        value = tally.value(metric)
        if value is None:
            continue
        kind = "F1   " if metric in F1 else "share"
        between = f"{interval[0]:.3f}–{interval[1]:.3f}   " if interval else ""
        invented = f", {tally.extra} invented" if metric in F1 else ""
        click.echo(
            f"{metric:24} {kind} {value:.3f}   {between}{tally.hit} right, "
            f"{tally.miss} missed or wrong{invented}"
        )
        for case in tally.cases[:show]:
            click.echo(f"    {case}")
