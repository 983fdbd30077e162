"""`python reko_in_haste.py BASE ARGUMENTS...`: the command `reko`, with Discord at BASE.

Its jobs rest for seconds where those of a deployment rest for minutes, so that a short run sees
them fail and recover. No session leads out of this machine, not even an invalid one.
"""

import asyncio
import faulthandler
import signal
import sys
from datetime import timedelta

from discord.gateway import DiscordWebSocket
from discord.http import Route
from yarl import URL

from reko_cli.app import main
from reko_core.jobs import list_refresh, rebuild, runner, title_upkeep
from reko_core.runtime import backoff as growing_pause

IDLE_S = 1.0
PAUSE_S = 0.5


def tell_where(*_: object) -> None:
    """Tell on standard error what everything is waiting for."""
    faulthandler.dump_traceback()
    for task in asyncio.all_tasks():
        task.print_stack(file=sys.stderr)


if __name__ == "__main__":
    signal.signal(signal.SIGUSR1, tell_where)
    Route.BASE, *arguments = sys.argv[1:]
    DiscordWebSocket.DEFAULT_GATEWAY = URL(Route.BASE).with_scheme("ws").with_path("/gateway/")
    growing_pause.FIRST_S = PAUSE_S
    growing_pause.LONGEST_S = runner.STANDBY_S = 4 * PAUSE_S
    for job in (list_refresh, rebuild, title_upkeep):
        job.IDLE_S = IDLE_S  # type: ignore[attr-defined]
    title_upkeep._LOOK_AGAIN = timedelta(seconds=5)
    sys.exit(main(arguments))
