"""`python reko_fast_jobs.py BASE ARGUMENTS...`: the command `reko`, with Discord at BASE.

Its jobs pause for seconds instead of minutes, so that a short run sees them fail and
recover. Every gateway session stays on this machine, even an invalid one.
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
from reko_core.jobs import paced_job, rebuild, runner, title_upkeep
from reko_core.runtime.backoff import ExponentialBackoff

IDLE_S = 1.0
PAUSE_S = 0.5


def dump_stacks(*_: object) -> None:
    """Print the stacks of all threads and tasks to standard error."""
    faulthandler.dump_traceback()
    for task in asyncio.all_tasks():
        task.print_stack(file=sys.stderr)


if __name__ == "__main__":
    signal.signal(signal.SIGUSR1, dump_stacks)
    Route.BASE, *arguments = sys.argv[1:]
    DiscordWebSocket.DEFAULT_GATEWAY = URL(Route.BASE).with_scheme("ws").with_path("/gateway/")
    ExponentialBackoff.__init__.__defaults__ = (PAUSE_S, 4 * PAUSE_S)
    runner.STANDBY_S = 4 * PAUSE_S
    paced_job.IDLE_S = rebuild.IDLE_S = IDLE_S
    title_upkeep._QUEUE_AGE = timedelta(seconds=5)
    sys.exit(main(arguments))
