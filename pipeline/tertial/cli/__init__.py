"""The command `tertial`: a module a subcommand, light until it runs."""

from __future__ import annotations

import os
import sys
from typing import Any

import click

from tertial import __version__
from tertial.cli.compare import compare
from tertial.cli.evaluate import evaluate
from tertial.cli.formats import formats
from tertial.cli.load import load
from tertial.cli.run import run
from tertial.cli.show import show
from tertial.cli.vocabulary import vocabulary
from tertial.errors import TertialError


class _Group(click.Group):
    """Tells what tertial refuses as a message, without a traceback; lists its commands in order of use."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except TertialError as error:
            click.echo(f"tertial: {error.problem}", err=True)
            if error.remedy:
                click.echo(error.remedy, err=True)
            ctx.exit(2)
        except BrokenPipeError:
            # The reader of our output has had enough (`| head`); Python would complain again at the end.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(0)


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="tertial", message="%(prog)s %(version)s")
def main() -> None:
    """Swedish municipal follow-up reports as a tidy dataset, each row with its words and its place.

    \b
    Begin with a folder of reports in Word or text:
      tertial run reports --out out
      tertial show out simhall
      tertial compare out --municipality Almvik

    Exit status: 0 all is well; 1 some files could not be read, or a figure asked for was not reached;
    2 the call was wrong, or nothing could be read.
    """


for _command in (run, show, compare, load, evaluate, formats, vocabulary):
    main.add_command(_command)
