"""`reko api`: the HTTP API, until it is stopped."""

import asyncio
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter
from cyclopts.validators import Number

from reko_cli.configuration import ConfigPath, configure

if TYPE_CHECKING:
    from reko_core.app import Core
    from reko_core.observability.metrics import Metrics
    from reko_core.settings import Settings

__all__ = ["api", "serve_api"]


def api(
    *,
    host: str | None = None,
    port: Annotated[int | None, Parameter(validator=Number(gte=0, lte=65_535))] = None,
    config: ConfigPath = None,
) -> None:
    """Serve recommendations over HTTP until SIGTERM or Ctrl-C.

    Running requests are finished before it exits. The API is documented at /docs, for programs at
    /openapi.json.

    Parameters
    ----------
    host
        The address to listen on, instead of api.host.
    port
        The port to listen on, instead of api.port; 0 = any free port.

    """
    from reko_cli.process import run_servers

    settings = configure(config, is_server=True)
    given = {"host": host, "port": port}
    changes = {key: value for key, value in given.items() if value is not None}
    api_settings = settings.api.model_copy(update=changes)
    asyncio.run(run_servers(settings.model_copy(update={"api": api_settings}), serve_api))


async def serve_api(
    stop: asyncio.Event, core: "Core", settings: "Settings", metrics: "Metrics"
) -> None:
    """Serve the API until the event is set, and print its URL. Raises ConfigurationError."""
    from rich.console import Console

    from reko_api import running_api
    from reko_core.api_keys.key_cache import ApiKeyCache

    keys = ApiKeyCache(core.store.api_keys.find)
    console = Console(highlight=False, soft_wrap=True)
    async with running_api(
        core.recommender,
        settings.api,
        metrics,
        keys,
        settings.discord.docs_url,
        connecting=core.connections.connecting if core.connections else None,
    ) as url:
        console.print(f"Listening on {url}", markup=False)
        console.print(f"Documentation: {url}/docs", markup=False)
        await stop.wait()
        console.print("Stopping: finishing running requests first.")
