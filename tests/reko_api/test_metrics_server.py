import asyncio
import socket

import aiohttp
import pytest

from reko_api import running_metrics_server
from reko_core.errors import ConfigurationError
from reko_core.observability.metrics import Metrics
from reko_core.settings import OperationsSettings


@pytest.fixture
def settings() -> OperationsSettings:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return OperationsSettings(metrics_port=taken.getsockname()[1])


async def test_metrics_are_served_on_a_separate_port(settings: OperationsSettings) -> None:
    metrics = Metrics()
    metrics.lists.used.labels("mal").inc(3)
    url = f"http://127.0.0.1:{settings.metrics_port}"
    async with running_metrics_server(settings, metrics), aiohttp.ClientSession() as session:
        async with session.get(f"{url}/metrics") as response:
            assert response.status == 200
            assert 'reko_lists_total{origin="mal"} 3.0' in await response.text()
        async with session.get(f"{url}/healthz") as response:
            assert await response.json() == {"status": "ok"}
        for n_connected, status in ((0, 503), (1, 503), (2, 200)):
            metrics.discord.shards.set(2)
            metrics.discord.connected_shards.set(n_connected)
            async with session.get(f"{url}/readyz") as response:
                assert response.status == status
        async with session.get(f"{url}/recommendations") as response:
            assert response.status == 404
            assert response.content_type == "application/problem+json"

    with pytest.raises(OSError, match=r"refused|Connect"):
        socket.create_connection(("127.0.0.1", settings.metrics_port)).close()


async def test_nothing_is_served_where_no_port_is_set() -> None:
    nowhere = OperationsSettings(metrics_host="no such host")

    async with asyncio.timeout(10), running_metrics_server(nowhere, Metrics()):
        assert not nowhere.metrics_port


async def test_a_port_in_use_is_named(settings: OperationsSettings) -> None:
    async with running_metrics_server(settings, Metrics()):
        with pytest.raises(
            ConfigurationError, match=r"metrics_port: cannot listen on 127"
        ) as error:
            async with running_metrics_server(settings, Metrics()):
                pytest.fail("two servers on one port")
    assert error.value.key == "operations.metrics_port"
