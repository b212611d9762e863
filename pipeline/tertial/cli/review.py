"""`tertial review`: what people have decided about a dataset, into its ledger."""

from __future__ import annotations

import getpass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tertial.errors import UsageError, counted

if TYPE_CHECKING:
    from tertial.corrections.ledger import Ledger


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.option(
    "--import",
    "filled",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="WORKBOOK",
    help="Take over what is filled in on the sheet Att granska.",
)
@click.option("--who", default="", help="Who filled it in.  [default: your user name]")
@click.option(
    "--merge",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="LEDGER",
    help="Take over another person's decisions; those that differ from yours are shown.",
)
@click.option(
    "--agreement",
    "other",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="LEDGER",
    help="How far two people agree on what both have decided.",
)
@click.option("--take-back", metavar="ID", help="Take a decision back; the table corrections has its id.")
def review(
    folder: Path, filled: Path | None, who: str, merge: Path | None, other: Path | None, take_back: str | None
) -> None:
    """Keep what people have decided about DIR in its ledger, corrections.jsonl, which `tertial run` applies.

    Without an option it tells what the ledger holds, how often what was looked at was right, and where
    people differ.

    \b
    Examples:
      tertial review out --import granskad.xlsx --who "Anna Berg"
      tertial run reports --out out
      tertial review out --merge bertils.jsonl
    """
    from tertial.corrections import ledger
    from tertial.corrections.ledger import Decision
    from tertial.dataset import open_dataset
    from tertial.vocabulary import What

    dataset = open_dataset(folder)
    own = folder / ledger.FILE
    known = ledger.read([own] if own.is_file() else [])
    person = who.strip() or getpass.getuser()
    now = datetime.now(UTC).isoformat(timespec="seconds")
    if filled is not None:
        from tertial.review.workbook import read_workbook

        told = read_workbook(filled, dataset, person, now)
        fresh = ledger.new(told.decisions, known)
        ledger.append(own, fresh)
        for refused in told.refused:
            click.echo(refused, err=True)
        again = len(told.decisions) - len(fresh)
        click.echo(
            f"{counted(len(fresh), 'decision')} added to {own}"
            + (f", {again} were there already" if again else "")
            + (f", {counted(len(told.refused), 'row')} refused" if told.refused else "")
            + ". Run `tertial run` again to apply them.",
            err=True,
        )
        raise SystemExit(1 if told.refused else 0)
    if merge is not None:
        theirs = ledger.read([merge])
        there = {one.id for one in known.decisions}
        fresh = [one for one in theirs.decisions if one.id not in there]
        ledger.append(own, fresh)
        for problem in theirs.problems:
            click.echo(problem, err=True)
        click.echo(f"{counted(len(fresh), 'decision')} added to {own}.", err=True)
        known = ledger.read([own])
    elif take_back is not None:
        if take_back not in {one.id for one in known.decisions}:
            raise UsageError(
                f"There is no decision {take_back} in {own}.", "The table corrections has the ids of all."
            )
        back = Decision(what=What.TAKE_BACK, who=person, when=now, of=(take_back,))
        ledger.append(own, [back])
        click.echo(f"Taken back: {take_back}. Run `tertial run` again.", err=True)
        return
    elif other is not None:
        _tell_agreement(known, ledger.read([other]))
        return
    _tell(known, own)


def _tell(known: Ledger, own: Path) -> None:
    from tertial.corrections.ledger import in_force
    from tertial.review.agreement import right

    for problem in known.problems:
        click.echo(problem, err=True)
    counting, differing = in_force(known)
    click.echo(f"{own}: {counted(len(known.decisions), 'decision')}, {len(counting)} in force.")
    for one in right(known):
        click.echo(
            f"Of {one.n} {one.what} that were looked at {one.right:.0%} were right"
            f" (95 % interval {one.low:.0%}–{one.high:.0%})."
        )
    for several in differing:
        first = several[0]
        click.echo(f"People differ on {first.report} {first.title or first.source}, ”{first.quote}”:")
        for decision in several:
            said = ", ".join(filter(None, decision.new.values())) or decision.what.value
            click.echo(f"  {decision.who}, {decision.when}: {said} ({decision.id})")
    if differing:
        click.echo("None of these is applied until one of each is taken back: --take-back ID.")


def _tell_agreement(mine: Ledger, theirs: Ledger) -> None:
    from tertial.review.agreement import agreement

    found = agreement(mine.decisions, theirs.decisions)
    if not found:
        raise UsageError(
            "The two ledgers have no place in common.",
            "Let two people fill in workbooks of the same dataset.",
        )
    for one in found:
        kappa, alpha = (f"{value:.3f}" if value is not None else "–" for value in (one.kappa, one.alpha))
        click.echo(
            f"{one.column}: {one.same:.1%} of {one.n} the same,"
            f" Cohen's kappa {kappa}, Krippendorff's alpha {alpha}"
        )
