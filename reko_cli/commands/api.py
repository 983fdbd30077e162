"""`reko api`: the HTTP API, until it is told to stop."""

import asyncio
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter
from cyclopts.validators import Number

from reko_cli.configuration import ConfigPath, configure

if TYPE_CHECKING:
    from reko_core.app import Core
    from reko_core.observability.metrics import Metrics
    from reko_core.settings import ApiSettings, Settings

__all__ = ["serve_api", "serve_until"]


def serve_api(
    *,
    host: str | None = None,
    port: Annotated[int | None, Parameter(validator=Number(gte=0, lte=65_535))] = None,
    config: ConfigPath = None,
) -> None:
    """Serve recommendations over HTTP until SIGTERM or Ctrl-C.

    Running requests are finished before it ends. The description of the API is served too,
    at /docs for people and at /openapi.json for programs.

    Parameters
    ----------
    host
        The address to listen on, instead of api.host.
    port
        The port to listen on, instead of api.port; 0 = any free one.

    """
    settings = configure(config, is_server=True)
    given = {"host": host, "port": port}
    api = settings.api.model_copy(
        update={key: value for key, value in given.items() if value is not None}
    )
    asyncio.run(_serve(settings.model_copy(update={"api": api})))


async def serve_until(
    stop: asyncio.Event, core: "Core", settings: "ApiSettings", metrics: "Metrics"
) -> None:
    """Serve the API until the event is set, and tell where. Raises ConfigurationError."""
    from rich.console import Console

    from reko_api import running_api
    from reko_core.api_keys.cache import ApiKeyCache

    keys = ApiKeyCache(core.store.api_keys.find)
    console = Console(highlight=False, soft_wrap=True)
    async with running_api(core.recommender, settings, metrics, keys) as url:
        console.print(f"Listening on {url}", markup=False)
        console.print(f"Documentation: {url}/docs", markup=False)
        await stop.wait()
        console.print("Stopping: running requests are finished first.")


async def _serve(settings: "Settings") -> None:
    from reko_api import running_metrics_server
    from reko_cli.signals import stop_signals
    from reko_core.app import open_core
    from reko_core.observability.metrics import Metrics

    metrics = Metrics()
    with stop_signals() as stop:
        async with (
            running_metrics_server(settings.operations, metrics),
            open_core(settings, metrics, runs_jobs=True) as core,
        ):
            await serve_until(stop, core, settings.api, metrics)
