"""The `reko` command: its subcommands and the options that all of them take."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache, partial
from importlib.metadata import version
from pathlib import Path
from typing import Annotated

from cyclopts import App, Group, Parameter

from reko_cli.arguments.file_path import check_path
from reko_cli.commands.api import api
from reko_cli.commands.backup import backup
from reko_cli.commands.bot import bot
from reko_cli.commands.build import build
from reko_cli.commands.crawl import crawl
from reko_cli.commands.demo import demo
from reko_cli.commands.doctor import doctor
from reko_cli.commands.evaluate import evaluate
from reko_cli.commands.group import group
from reko_cli.commands.import_files import import_files
from reko_cli.commands.key import add_key, list_keys, revoke_key
from reko_cli.commands.like import like
from reko_cli.commands.migrate import migrate
from reko_cli.commands.move_database import move_database
from reko_cli.commands.opt_out import add_opt_out, list_opt_outs, remove_opt_out
from reko_cli.commands.random_titles import random_titles
from reko_cli.commands.recommend import recommend
from reko_cli.commands.restore import restore
from reko_cli.commands.run import run
from reko_cli.commands.season import season
from reko_cli.commands.sync import sync
from reko_cli.commands.taste import taste
from reko_cli.commands.why import why
from reko_cli.configuration import IS_VERBOSE
from reko_cli.exit_codes import run_command, run_command_line

__all__ = ["main", "make_app"]

HELP = "Recommend anime to users of MyAnimeList, AniList and Kitsu, by the lists of similar users."
EPILOGUE = "To try everything offline, with synthetic users: reko demo"
COMMANDS: Mapping[str, Callable[..., int | None]] = {
    "import": import_files,
    "crawl": crawl,
    "build": build,
    "recommend": recommend,
    "group": group,
    "like": like,
    "random": random_titles,
    "why": why,
    "season": season,
    "taste": taste,
    "evaluate": evaluate,
    "api": api,
    "bot": bot,
    "run": run,
    "sync": sync,
    "migrate": migrate,
    "move-database": move_database,
    "doctor": doctor,
    "backup": backup,
    "restore": restore,
    "demo": demo,
}
GROUPS: Mapping[str, tuple[str, Mapping[str, Callable[..., None]]]] = {
    "key": (
        "Create, list and revoke API keys.",
        {"add": add_key, "list": list_keys, "revoke": revoke_key},
    ),
    "opt-out": (
        "Exclude users who do not want their list stored.",
        {"add": add_opt_out, "remove": remove_opt_out, "list": list_opt_outs},
    ),
}


def main(tokens: Sequence[str] | None = None) -> int:
    """Run the command line (of this process by default) and return the exit code.

    0 done, 1 failed, 2 usage error, 130 interrupted.
    """
    return run_command_line(partial(_run, make_app(), tokens))


@cache
def make_app() -> App:
    """Build the command line, once. Commands import heavy modules only when they run."""
    app = App(
        name="reko",
        help=HELP,
        help_epilogue=EPILOGUE,
        help_format="markdown",
        version=partial(version, "reko"),
        # A file may be called [Group] dump.csv: JSON is not for command lines.
        default_parameter=Parameter(
            negative="", show_default=False, json_list=False, json_dict=False
        ),
    )
    for name, command in COMMANDS.items():
        app.command(command, name=name)
    for group_name, (about, commands) in GROUPS.items():
        group = App(name=group_name, help=about)
        for name, command in commands.items():
            group.command(command, name=name)
        app.command(group)
    app.meta.group_parameters = Group("Global options")

    @app.meta.default
    def launch(
        *tokens: Annotated[str, Parameter(show=False, allow_leading_hyphen=True)],
        config: Annotated[Path | None, Parameter(show_default=False, validator=check_path)] = None,
        debug: Annotated[bool, Parameter(negative="", show_default=False)] = False,
        verbose: Annotated[bool, Parameter(negative="", show_default=False)] = False,
    ) -> int:
        """Run a subcommand with the global options.

        Parameters
        ----------
        config
            The configuration file; by default config.toml, if it exists.
        debug
            Show tracebacks of errors.
        verbose
            Log what log.level says to standard error; by default, only servers do.

        """
        IS_VERBOSE.set(verbose)
        command, bound, hidden = app.parse_args(tokens, exit_on_error=False, print_error=False)
        shared = {"config": config} if "config" in hidden else {}
        return run_command(partial(command, *bound.args, **bound.kwargs, **shared), is_debug=debug)

    return app


def _run(app: App, tokens: Sequence[str] | None) -> int:
    command, bound, _ = app.meta.parse_args(tokens, exit_on_error=False, print_error=False)
    return int(command(*bound.args, **bound.kwargs) or 0)
