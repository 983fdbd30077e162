"""`reko doctor`: what is wrong with this installation, and how to fix it."""

import asyncio
import json
import sys
from collections import Counter
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from reko_cli.configuration import ConfigPath
from reko_cli.exit_codes import DONE, FAILED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reko_core.operations.doctor import Finding

__all__ = ["doctor"]


def doctor(
    *,
    offline: bool = False,
    as_json: Annotated[bool, Parameter(name="--json")] = False,
    config: ConfigPath = None,
) -> int:
    """Check everything that Reko needs, and change nothing.

    Configuration, secrets, permissions of files, database, snapshot, MyAnimeList, clock, Discord
    and versions. The exit code is 1 if a check fails; warnings and what was not checked do not
    count. Commands that correct what was found, and the address that invites the bot to a server,
    are printed last.

    Parameters
    ----------
    offline
        Do not contact MyAnimeList and Discord; check everything else.
    as_json
        Print the findings as JSON.

    """
    from discord.http import Route
    from rich.console import Console

    from bot import invite_url
    from reko_cli.views.progress import step_progress
    from reko_core.observability.logging import configure_logging
    from reko_core.operations.doctor import Plan, State, run_doctor
    from reko_core.settings import LogSettings

    configure_logging(LogSettings(level="error"))
    plan = Plan(config, Route.BASE, invite_url, is_offline=offline)
    with step_progress(Console(stderr=True)) as report:
        findings = asyncio.run(run_doctor(plan, lambda done, total: report("checks", done, total)))
    has_errors = any(finding.state is State.ERROR for finding in findings)
    if as_json:
        _print_json(findings, has_errors=has_errors)
    else:
        _print_table(findings)
    return FAILED if has_errors else DONE


def _print_json(findings: "Sequence[Finding]", *, has_errors: bool) -> None:
    message = [
        {
            "check": one.check,
            "state": one.state,
            "message": one.message,
            "action": one.action,
            "facts": one.facts,
        }
        for one in findings
    ]
    state = "error" if has_errors else "ok"
    counts = dict(sorted(Counter(one.state.value for one in findings).items()))
    report = {"state": state, "counts": counts, "findings": message}
    sys.stdout.write(json.dumps(report, indent=1) + "\n")


def _print_table(findings: "Sequence[Finding]") -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from reko_core.domain.text import clean
    from reko_core.operations.doctor import State

    colours = {"ok": "green", "warning": "yellow", "error": "bold red", "skipped": "dim"}
    table = Table(show_header=False, box=None, padding=(0, 2, 0, 0))
    for one in findings:
        state = Text(one.state.value, colours[one.state])
        table.add_row(state, Text(one.check), Text(clean(one.message)))
    console = Console(highlight=False)
    console.print(table)
    if actions := [one for one in findings if one.action]:
        console.print("\nTo run or to open:")
        # On a line each, as they are to be copied: the table would break them.
        for one in actions:
            console.print(Text(f"  {clean(f'{one.check}: {one.action}')}"), soft_wrap=True)
        console.print()
    n = Counter(one.state for one in findings)
    warnings, errors = n[State.WARNING], n[State.ERROR]
    console.print(
        f"{n[State.OK]} ok, {warnings} warning{'s' * (warnings != 1)}, "
        f"{errors} error{'s' * (errors != 1)}, {n[State.SKIPPED]} not checked"
    )
