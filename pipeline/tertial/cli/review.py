"""`tertial review`: a page to look at what is doubtful, and what people have decided, into the ledger."""

from __future__ import annotations

import getpass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tertial.errors import UsageError, counted

if TYPE_CHECKING:
    from tertial.corrections.ledger import Ledger
    from tertial.dataset import Dataset
    from tertial.report.names import Lang


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
    "others",
    type=click.Path(path_type=Path, dir_okay=False),
    multiple=True,
    metavar="LEDGER",
    help="How far two people agree: this ledger and that of DIR, or two that are named.",
)
@click.option("--sample", type=click.IntRange(1), metavar="N", help="Ask of N statements drawn by chance.")
@click.option("--blind", is_flag=True, help="With --sample: don't show what tertial read; needs --who.")
@click.option("--ledger", "told", is_flag=True, help="Tell what the ledger holds, and open no page.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=0, help="Of the page; by default any that is free."
)
@click.option("--no-browser", is_flag=True, help="Only print the address of the page.")
@click.option("--lang", type=click.Choice(["sv", "en"]), default="sv", help="Language of the page.")
@click.option("--take-back", metavar="ID", help="Take a decision back; the table corrections has its id.")
def review(
    folder: Path,
    filled: Path | None,
    who: str,
    merge: Path | None,
    others: tuple[Path, ...],
    sample: int | None,
    blind: bool,
    told: bool,
    port: int,
    no_browser: bool,
    lang: str,
    take_back: str | None,
) -> None:
    """Look at what is doubtful in DIR, on a page in the browser, beside the reports' own words.

    What is decided is kept in the ledger, corrections.jsonl in DIR, which `tertial run` applies. The page is
    served to this computer alone. Instead of it decisions can come from a workbook or from another ledger.

    \b
    Examples:
      tertial review out
      tertial review out --import granskad.xlsx --who "Anna Berg"
      tertial run reports --out out
      tertial review out --merge bertils.jsonl
      tertial review out --sample 200 --blind --who Anna
      tertial review out --agreement out/blind-anna.jsonl --agreement out/blind-bo.jsonl
    """
    from tertial.corrections import ledger
    from tertial.corrections.ledger import Decision
    from tertial.dataset import open_dataset
    from tertial.swedish.words import fold
    from tertial.vocabulary import What

    dataset = open_dataset(folder)
    own = folder / ledger.FILE
    known = ledger.read([own] if own.is_file() else [])
    person = who.strip() or getpass.getuser()
    now = datetime.now(UTC).isoformat(timespec="microseconds")
    if filled is not None:
        from tertial.review.workbook import read_workbook

        given = read_workbook(filled, dataset, person, now)
        fresh = ledger.new(given.decisions, known)
        ledger.append(own, fresh)
        for refused in given.refused:
            click.echo(refused, err=True)
        again = len(given.decisions) - len(fresh)
        click.echo(
            f"{counted(len(fresh), 'decision')} added to {own}"
            + (f", {again} were there already" if again else "")
            + (f", {counted(len(given.refused), 'row')} refused" if given.refused else "")
            + ". Run `tertial run` again to apply them.",
            err=True,
        )
        raise SystemExit(1 if given.refused else 0)
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
        if take_back not in {one.id for one in ledger.standing(known.decisions)}:
            raise UsageError(
                f"There is no decision {take_back} that stands in {own}.",
                "The table corrections has the ids of all.",
            )
        back = Decision(what=What.TAKE_BACK, who=person, when=now, of=(take_back,))
        ledger.append(own, [back])
        click.echo(f"Taken back: {take_back}. Run `tertial run` again.", err=True)
        return
    elif others:
        if len(others) > 2:
            raise UsageError("Agreement is between two people.", "Name one ledger or two.")
        ledgers = [ledger.read([path]) for path in others]
        _tell_agreement(*(ledgers if len(ledgers) == 2 else [known, ledgers[0]]))
        return
    elif not told:
        path = None
        if blind:
            if sample is None or not who.strip():
                raise UsageError(
                    "Blind coding is of a sample, by somebody with a name.",
                    "Say --sample 200 --who NAME, too.",
                )
            path = folder / f"blind-{fold(who).replace(' ', '-')}.jsonl"
        _serve(
            dataset,
            "en" if lang == "en" else "sv",
            who.strip(),
            port,
            browser=not no_browser,
            sample=sample,
            path=path,
        )
        return
    _tell(known, own)


def _serve(
    dataset: Dataset,
    lang: Lang,
    who: str,
    port: int,
    *,
    browser: bool,
    sample: int | None,
    path: Path | None,
) -> None:
    import secrets
    import webbrowser

    from tertial.report.queue import sample as draw

    try:
        from tertial.review.app import create_app, serve
    except ImportError as error:
        raise UsageError(
            "What serves the page is not installed.", "Install it: pip install 'tertial[review]'."
        ) from error

    token = secrets.token_urlsafe(24)

    def ready(at: int) -> None:
        address = f"http://127.0.0.1:{at}/?token={token}"
        click.echo(address)
        click.echo(
            "The page is open to this computer alone. Ctrl-C ends it; what is decided is kept.", err=True
        )
        if browser:
            webbrowser.open(address)

    hosts: set[str] = set()
    drawn = draw(dataset, sample) if sample else None
    app = create_app(dataset, token, lang, hosts, who, sample=drawn, path=path, blind=path is not None)
    try:
        serve(app, port, hosts, ready)
    except OSError as error:
        raise UsageError(
            f"Port {port} can't be used: {error.strerror}.", "Leave out --port, or name another."
        ) from error


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
    from tertial.review.agreement import of_people

    pairs = {people: told for people, told in of_people(mine, theirs).items() if told}
    if not pairs:
        raise UsageError(
            "No two people have decided on the same place.",
            "Let two people fill in workbooks of the same dataset.",
        )
    for people, told in pairs.items():
        click.echo(f"{' and '.join(people)}:")
        for one in told:
            kappa, alpha = (f"{value:.3f}" if value is not None else "–" for value in (one.kappa, one.alpha))
            click.echo(
                f"  {one.column}: {one.same:.1%} of {one.n} the same,"
                f" Cohen's kappa {kappa}, Krippendorff's alpha {alpha}"
            )
