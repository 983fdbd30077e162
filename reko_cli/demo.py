"""`reko demo`: the whole of Reko on made-up users, without a network."""

import socket
from pathlib import Path

import aiohttp
from rich.console import Console

from reko_api import running_api
from reko_cli.progress import reporting
from reko_cli.serving import wait_for_stop
from reko_cli.table import print_response
from reko_core.contract import Response
from reko_core.demo.demo_users import DEMO_USERS
from reko_core.demo.offline import offline_mal, prepare_demo
from reko_core.logs import configure_logging
from reko_core.metrics import Metrics
from reko_core.program import open_recommender
from reko_core.settings import LogSettings

__all__ = ["run"]

_FIRST_USER = "demo_sports"


async def run(directory: Path, *, serve: bool) -> int:
    """Prepare the demo, answer a first request over HTTP, and go on serving if asked to."""
    configure_logging(LogSettings(level="error"))
    console = Console(highlight=False)
    console.print(
        "[bold]Reko's demo.[/] The titles are real; every user and every list is made up."
    )
    with reporting() as reporter:
        settings = await prepare_demo(directory, reporter.show)
    metrics = Metrics()
    api = settings.api.model_copy(update={"port": _free_port(settings.api.port)})
    async with (
        offline_mal(settings) as offline,
        open_recommender(offline, metrics) as recommender,
        running_api(recommender, api, metrics) as url,
    ):
        response = await _ask(url, _FIRST_USER)
        print_response(console, _FIRST_USER, response)
        _print_invitation(console, url)
        if serve:
            console.print("Press Ctrl-C to stop.")
            await wait_for_stop()
    return 0


async def _ask(url: str, user_name: str) -> Response:
    body = {"user_name": user_name, "limit": 12}
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{url}/recommendations", json=body) as answer,
    ):
        answer.raise_for_status()
        return Response.model_validate_json(await answer.text())


def _print_invitation(console: Console, url: str) -> None:
    console.print(f"\nThe API answered at [bold]{url}[/]; its documentation is at {url}/docs. Ask:")
    console.print(
        f"  curl {url}/recommendations -H 'Content-Type: application/json'"
        ' -d \'{"user_name": "demo_mecha"}\'',
        soft_wrap=True,
        markup=False,
    )
    console.print("Made-up users to ask for:")
    for name, taste in DEMO_USERS.items():
        console.print(f"  [bold]{name:15}[/] {taste}")


def _free_port(wanted: int) -> int:
    """Return the wanted port, or 0 (any) if somebody listens there."""
    with socket.socket() as probe:
        return 0 if probe.connect_ex(("127.0.0.1", wanted)) == 0 else wanted
