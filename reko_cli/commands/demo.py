"""`reko demo`: the whole product, offline, on a synthetic community."""

import asyncio
import socket
import sys
from contextlib import AsyncExitStack, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from reko_cli.arguments.file_path import FilePath

if TYPE_CHECKING:
    from rich.console import Console

    from reko_core.app import Core
    from reko_core.contract.recommend import Response
    from reko_core.observability.metrics import Metrics
    from reko_core.settings import Settings

__all__ = ["demo"]

USER = "demo_sports"
N_PORTS = 50


def demo(
    *,
    directory: Annotated[FilePath, Parameter(show_default=True)] = Path(".demo"),
    serve: Annotated[bool | None, Parameter(negative="--once")] = None,
) -> None:
    """Try Reko: a synthetic community, the API, and the Discord bot in a browser page.

    Needs no network, database, API key or token, and reads no configuration.

    Parameters
    ----------
    directory
        Where the synthetic community is stored.
    serve
        Serve until Ctrl-C, or exit after the first recommendation. The default is to serve
        when run in a terminal.

    """
    is_at_terminal = sys.stdin.isatty() and sys.stdout.isatty()
    asyncio.run(_demo(directory, serve=is_at_terminal if serve is None else serve))


async def _demo(directory: Path, *, serve: bool) -> None:
    from rich.console import Console

    from reko_cli.commands.recommend import print_recommendation
    from reko_cli.process import stop_signals
    from reko_cli.views.progress import step_progress
    from reko_core.app import open_core
    from reko_core.observability.logging import configure_logging
    from reko_core.observability.metrics import Metrics
    from reko_core.settings import LogSettings
    from reko_demo.environment import prepare_demo, serve_fake_sites, with_covers

    configure_logging(LogSettings(level="warning"))
    console = Console(highlight=False, soft_wrap=True)
    with step_progress(Console(stderr=True)) as report:
        settings = await prepare_demo(directory, report)
    with stop_signals() as stop:
        async with AsyncExitStack() as stack:
            settings = await stack.enter_async_context(serve_fake_sites(settings))
            settings = await stack.enter_async_context(with_covers(settings))
            settings = _with_free_port(settings)
            metrics = Metrics()
            core = await stack.enter_async_context(open_core(settings, metrics))
            url = await _start_api(stack, core, settings, metrics)
            print_recommendation(await _request(url), USER)
            _explain(console, url)
            if serve:
                _explain_commands(console, settings)
            await _show_bot(stack, console, core, settings, with_page=serve)
            if serve:
                console.print("\nServing until Ctrl-C.", style="bold")
                await stop.wait()


def _with_free_port(settings: "Settings") -> "Settings":
    """Choose the first free port for the API, from the default one up: links lead to it."""
    port = _free_port(settings.api.host, settings.api.port)
    api = settings.api.model_copy(update={"port": port})
    url = {"public_url": f"http://{api.host}:{port}"}
    return settings.model_copy(update={"api": api, "oauth": settings.oauth.model_copy(update=url)})


def _free_port(host: str, first: int) -> int:
    for port in (*range(first, first + N_PORTS), 0):
        with socket.socket() as one, suppress(OSError):
            one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            one.bind((host, port))
            return int(one.getsockname()[1])
    return 0


async def _start_api(
    stack: AsyncExitStack, core: "Core", settings: "Settings", metrics: "Metrics"
) -> str:
    """Start the API; return its base URL."""
    from reko_api import running_api
    from reko_core.api_keys.key_cache import ApiKeyCache

    keys = ApiKeyCache(core.store.api_keys.find)
    connecting = core.connections.connecting if core.connections else None
    api = running_api(core.recommender, settings.api, metrics, keys, connecting=connecting)
    return await stack.enter_async_context(api)


async def _show_bot(
    stack: AsyncExitStack,
    console: "Console",
    core: "Core",
    settings: "Settings",
    *,
    with_page: bool,
) -> None:
    """Let the bot reply in a simulated Discord, and print where to see it."""
    from reko_demo.bot_page import is_installed, open_page, start_bot

    if not is_installed():
        hint = "To try the Discord bot in a browser page: pip install 'reko[demo]'"
        console.print(f"\n{hint}", markup=False)
        return
    server = await start_bot(stack, core, settings)
    n_titles = await server.recommend(USER)
    console.print(
        f"\nDiscord bot, in a simulated server: /reko user:{USER} shows {n_titles} titles."
    )
    if with_page:
        page = await open_page(stack, server, core)
        console.print("Open it in a browser on this machine and type /reko:")
        console.print(f"  {page}", style="bold", markup=False)
    else:
        console.print(f"To use it in a browser: {sys.argv[0]} demo --serve", markup=False)


async def _request(url: str) -> "Response":
    """Request a recommendation as any client would."""
    from aiohttp import ClientSession

    from reko_core.contract.recommend import Response

    async with (
        ClientSession(raise_for_status=True) as session,
        session.post(f"{url}/recommendations", json={"user_name": USER}) as response,
    ):
        return Response.model_validate_json(await response.read())


def _explain(console: "Console", url: str) -> None:
    """Print what was shown and what to try next."""
    from reko_demo.community.demo_users import DEMO_USERS

    console.print(
        "\nThe users and their lists are synthetic; the titles are real. Other users to try:"
    )
    for name, taste in DEMO_USERS.items():
        console.print(f"  {name:<15} {taste}", markup=False)
    console.print("All of them are also on AniList and Kitsu: anilist:demo_dark, kitsu:demo_dark")
    body = '{"user_name": "demo_mecha"}'
    header = "Content-Type: application/json"
    console.print("\nWeb page, in a browser on this machine:")
    console.print(f"  {url}/#/recommendations?user={USER}", style="bold", markup=False)
    console.print(f"\nAPI, documented at {url}/docs", markup=False)
    console.print(f"  curl -s {url}/recommendations -H '{header}' -d '{body}'", markup=False)


def _explain_commands(console: "Console", settings: "Settings") -> None:
    """Print what makes commands in another terminal use the demo."""
    hash_secret = settings.community.hash_secret
    variables = {
        "DATABASE__URL": settings.database.url,
        "COMMUNITY__SNAPSHOT_DIR": settings.community.snapshot_dir,
        "COMMUNITY__HASH_SECRET": hash_secret.get_secret_value() if hash_secret else "",
        "MAL__CLIENT_ID": settings.mal.client_id.get_secret_value(),
        "MAL__BASE_URL": settings.mal.base_url,
        "ANILIST__BASE_URL": settings.anilist.base_url,
        "KITSU__BASE_URL": settings.kitsu.base_url,
    }
    console.print("\nCommand line, in another terminal, in this directory:")
    for name, value in variables.items():
        console.print(f"  export REKO_{name}={value}", markup=False)
    console.print(f"  {sys.argv[0]} group demo_sports demo_dark", markup=False)
