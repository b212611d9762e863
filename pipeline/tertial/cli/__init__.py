"""The command `tertial`: a module a subcommand, light until it runs."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import Any, Final

import click

from tertial import __version__
from tertial.errors import TertialError

COMMANDS: Final = {
    "run": "Read reports and write the dataset.",
    "show": "Show one item as it stands.",
    "compare": "Put a municipality's reports side by side.",
    "export": "Write a workbook, or files for other programs.",
    "report": "Write a page with pictures for auditors.",
    "review": "Look at what is doubtful, and keep what you decide.",
    "load": "Load a dataset into a database.",
    "evaluate": "Tell how well it agrees with gold.",
    "formats": "List the formats that can be read.",
    "vocabulary": "Tell what tables, columns and values mean.",
}
"""What there is, in order of use. Help tells it from here; a command's module is loaded when it is called."""


class _Group(click.Group):
    """Tells what tertial refuses as a message, without a traceback; loads a command when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = getattr(import_module(f"tertial.cli.{cmd_name}"), cmd_name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

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
    2 the call was wrong, or nothing could be read; 130 stopped by Ctrl-C.
    """
