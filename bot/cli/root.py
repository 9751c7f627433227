"""python -m bot: all commands under one name, and how it ends when something is wrong."""

from __future__ import annotations

import sys

import click

from .. import __version__
from ..errors import VerbatimError
from ..settings import limit_threads
from .developers import bench, evaluate, tune
from .gaps import gaps
from .newcomers import draft, new
from .operators import audit, backup, check, fingerprint, refresh, restore, run, schema, sync
from .people import ask, chat, check_figures
from .reviewing import review

__all__ = ["main"]


@click.group(invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="verbatim")
@click.pass_context
def bot(context: click.Context) -> None:
    """Answer questions about a published report: the figure, the words it rests on, and where they stand.

    Without a command: on Discord if DISCORD_TOKEN is set, otherwise in a channel of your own in this terminal.
    """
    if context.invoked_subcommand is None:
        from ..settings import Settings

        context.invoke(run if Settings.read().discord_token else chat)


for _command in (
    *(ask, chat, check_figures),
    *(new, draft, review),
    *(run, sync, check, gaps, refresh, audit, backup, restore, fingerprint, schema),
    *(evaluate, tune, bench),
):
    bot.add_command(_command)


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and leave with its exit code: 2 for a mistake of the caller's, said in one line."""
    limit_threads()
    try:
        sys.exit(bot.main(args=arguments, prog_name="python -m bot", standalone_mode=False) or 0)
    except VerbatimError as error:
        message = str(error)
    except click.ClickException as error:
        message = f"{error.format_message()} (see python -m bot --help)"
    except click.Abort:
        sys.exit(130)
    click.echo(f"error: {message}", err=True)
    sys.exit(2)
