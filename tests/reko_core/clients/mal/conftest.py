"""A scripted MAL: a local server that sends the responses of a test, one after the other."""

from collections.abc import AsyncIterator, Callable, Coroutine, Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiohttp import web

from reko_core.clients.mal import MalClient
from reko_core.observability.metrics import Metrics
from reko_core.settings import MalSettings

# Status, body (text is HTML, bytes and others are JSON), headers.
Answer = tuple[int, Any] | tuple[int, Any, Mapping[str, str]]

SETTINGS: Mapping[str, Any] = {
    "client_id": "a-secret-client-id",
    "requests_per_second": 1000,
    "burst": 1000,
    "max_attempts": 3,
    "max_wait_s": 0.05,
    "timeout_s": 5,
}


@dataclass
class Mal:
    """The requests received by the server, and its client."""

    answers: Sequence[Answer]
    requests: list[web.BaseRequest] = field(default_factory=list)
    metrics: Metrics = field(default_factory=Metrics)
    base_url: str = ""
    client: MalClient = field(init=False)

    async def answer(self, request: web.BaseRequest) -> web.Response:
        """Return the next response; the last one is repeated."""
        index = min(len(self.requests), len(self.answers) - 1)
        self.requests.append(request)
        status, body, *headers = self.answers[index]
        if isinstance(body, str):
            return web.Response(
                status=status, text=body, content_type="text/html", headers=dict(*headers)
            )
        if isinstance(body, bytes):
            return web.Response(status=status, body=body, content_type="application/json")
        return web.json_response(body, status=status, headers=dict(*headers))

    def tries(self, endpoint: str, outcome: str) -> float:
        """Return the number of attempts counted."""
        labels = {"site": "mal", "endpoint": endpoint, "outcome": outcome}
        return self.metrics.registry.get_sample_value("reko_site_requests_total", labels) or 0


StartMal = Callable[..., Coroutine[Any, Any, Mal]]


@pytest.fixture
async def start_mal() -> AsyncIterator[StartMal]:
    async with AsyncExitStack() as stack:

        async def start(*answers: Answer, **settings: Any) -> Mal:
            mal = Mal(answers)
            runner = web.ServerRunner(web.Server(mal.answer))
            await runner.setup()
            stack.push_async_callback(runner.cleanup)
            await web.TCPSite(runner, "127.0.0.1", 0).start()
            mal.base_url = f"http://127.0.0.1:{runner.addresses[0][1]}/v2"
            values = MalSettings.model_validate({**SETTINGS, "base_url": mal.base_url, **settings})
            mal.client = await stack.enter_async_context(MalClient.open(values, mal.metrics))
            return mal

        yield start
