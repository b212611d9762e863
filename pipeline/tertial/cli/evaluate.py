"""`tertial evaluate`: how well a dataset agrees with gold."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from tertial.score import Tallies


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


@click.command(short_help="Tell how well it agrees with gold.")
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.argument("gold", type=click.Path(path_type=Path))
@click.option(
    "--show", type=click.IntRange(min=0), default=0, metavar="N", help="N cases behind each figure."
)
@click.option(
    "--by", type=click.Choice(["municipality", "layout"]), help="The figures of each, beside the total."
)
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
    folder: Path, gold: Path, show: int, by: str | None, as_json: bool, least: tuple[tuple[str, float], ...]
) -> None:
    """Tell how well the dataset in DIR agrees with the folder of GOLD files.

    Every figure is a share of 1. F1 counts what is missing and what is invented; a share counts what is
    right of what gold has. What gold calls doubtful counts neither way.

    \b
    Examples:
      tertial evaluate out corpus/gold --show 5
      tertial evaluate out corpus/gold --by layout --min items=0.98
    """
    from tertial.dataset import open_dataset
    from tertial.errors import UsageError
    from tertial.score import DocumentScore, score, values

    if not gold.is_dir():
        raise UsageError(f"{gold} is no folder.", "Name the folder that holds the gold files.")
    scores = score(open_dataset(folder), gold)
    total = scores.total()
    unknown = sorted({metric for metric, _ in least} - total.keys())
    if unknown:
        raise UsageError(f"There is no figure called {unknown[0]}.", f"There are {', '.join(total)}.")
    if scores.documents and not total["documents read"].hit:
        click.echo(
            "No report in the dataset has a name that gold asks for: was it read from another folder?",
            err=True,
        )

    def group(document: DocumentScore) -> str:
        return document.municipality if by == "municipality" else document.parser

    names = sorted({group(document) for document in scores.documents}) if by else []
    groups = {name: scores.total(lambda document, name=name: group(document) == name) for name in names}  # type: ignore[misc]
    if as_json:
        told: dict[str, object] = _rounded(total)
        if by:
            told = {"total": told, **{name or "?": _rounded(tallies) for name, tallies in groups.items()}}
        click.echo(json.dumps(told, ensure_ascii=False, indent=1))
    else:
        _tell(total, show)
        for name, tallies in groups.items():
            click.echo(f"\n{by} {name or '(not read)'}")
            _tell(tallies, show)
    figures = values(total)
    low = [(metric, value) for metric, value in least if (figures.get(metric) or 0.0) < value]
    for metric, value in low:
        click.echo(f"below {metric}={value:g}: {figures.get(metric)}", err=True)
    raise SystemExit(1 if low else 0)


def _rounded(tallies: Tallies) -> dict[str, object]:
    from tertial.score import values

    return {metric: value and round(value, 4) for metric, value in values(tallies).items()}


def _tell(tallies: Tallies, show: int) -> None:
    from tertial.score import F1

    for metric, tally in tallies.items():
        value = tally.value(metric)
        if value is None:
            continue
        kind = "F1   " if metric in F1 else "share"
        invented = f", {tally.extra} invented" if metric in F1 else ""
        click.echo(
            f"{metric:24} {kind} {value:.3f}   {tally.hit} right, {tally.miss} missed or wrong{invented}"
        )
        for case in tally.cases[:show]:
            click.echo(f"    {case}")
