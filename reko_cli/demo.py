"""`reko demo`: everything at work, offline, with a community that is made up."""

import asyncio
import sys
from contextlib import AsyncExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

if TYPE_CHECKING:
    from rich.console import Console

    from reko_core.contract import Response
    from reko_core.settings import Settings

__all__ = ["demo"]

USER = "demo_sports"
N_PORTS = 50


def demo(
    *,
    directory: Annotated[Path, Parameter(show_default=True)] = Path(".demo"),
    serve: Annotated[bool | None, Parameter(negative="--once")] = None,
) -> None:
    """Try Reko out: a made-up community, the API, and a first recommendation.

    Needs no network, no database, no key. It reads no configuration.

    Parameters
    ----------
    directory
        Where the made-up community is kept.
    serve
        Go on serving until Ctrl-C, or end after the first recommendation. It goes on when
        it is run in a terminal.

    """
    is_at_terminal = sys.stdin.isatty() and sys.stdout.isatty()
    asyncio.run(_demo(directory, goes_on=is_at_terminal if serve is None else serve))


async def _demo(directory: Path, *, goes_on: bool) -> None:
    from rich.console import Console

    from reko_cli.progress import step_progress
    from reko_cli.recommend import print_recommendation
    from reko_cli.stopping import stop_signals
    from reko_core.demo.offline import offline_mal, prepare_demo
    from reko_core.logs import configure_logging
    from reko_core.settings import LogSettings

    configure_logging(LogSettings(level="warning"))
    console = Console(highlight=False, soft_wrap=True)
    with step_progress(Console(stderr=True)) as report:
        settings = await prepare_demo(directory, report)
    with stop_signals() as stop:
        async with AsyncExitStack() as stack:
            settings = await stack.enter_async_context(offline_mal(settings))
            url = await _start_api(stack, settings)
            print_recommendation(await _ask(url), USER)
            _explain(console, url)
            if goes_on:
                console.print("\nServing until Ctrl-C.", style="bold")
                await stop.wait()


async def _start_api(stack: AsyncExitStack, settings: "Settings") -> str:
    """Start the API on the first free port from the usual one on; return its base URL."""
    from reko_api import running_api
    from reko_core.errors import ConfigurationError
    from reko_core.metrics import Metrics
    from reko_core.program import open_recommender

    metrics = Metrics()
    recommender = await stack.enter_async_context(open_recommender(settings, metrics))
    first = settings.api.port
    for port in (*range(first, first + N_PORTS), 0):
        api = settings.api.model_copy(update={"port": port})
        try:
            return await stack.enter_async_context(running_api(recommender, api, metrics))
        except ConfigurationError:
            if port == 0:
                raise
    raise AssertionError("the last port is 0")


async def _ask(url: str) -> "Response":
    """Ask the API as any client would."""
    from aiohttp import ClientSession

    from reko_core.contract import Response

    async with (
        ClientSession(raise_for_status=True) as session,
        session.post(f"{url}/recommendations", json={"user_name": USER}) as answer,
    ):
        return Response.model_validate_json(await answer.read())


def _explain(console: "Console", url: str) -> None:
    """Say what was shown and what to try next."""
    from reko_core.demo.demo_users import DEMO_USERS

    console.print(
        "\nThe community and the users of this demo are made up; only the titles are real."
    )
    console.print("Others to ask for:")
    for name, taste in DEMO_USERS.items():
        console.print(f"  {name:<15} {taste}", markup=False)
    body = '{"user_name": "demo_mecha"}'
    header = "Content-Type: application/json"
    console.print(f"\ncurl -s {url}/recommendations -H '{header}' -d '{body}'", markup=False)
    console.print(f"Documentation: {url}/docs", markup=False)
