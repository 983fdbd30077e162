import json
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import aiohttp
import pytest
import structlog
from structlog.testing import capture_logs

from reko_api import running_api
from reko_api.openapi.examples import example_response
from reko_core.api_keys.key_cache import ApiKeyCache
from reko_core.api_keys.models import ApiKey, digest_of, make_key
from reko_core.contract.recommend import Request, Response
from reko_core.errors import StoreError
from reko_core.observability.metrics import Metrics
from reko_core.runtime.client_scope import current_client
from reko_core.settings import ApiSettings
from tests.reko_api.conftest import Answer, Api, FakeRecommender

QUESTION = {"user_name": "Some_User"}


@dataclass
class Known:
    """The existing keys, by digest."""

    keys: dict[bytes, ApiKey] = field(default_factory=dict)
    error: Exception | None = None

    def add(self, name: str, per_minute: float = 1, burst: int = 3) -> str:
        key = make_key()
        self.keys[digest_of(key)] = ApiKey(name, per_minute, burst, datetime.now(UTC))
        return key

    async def find(self, digest: bytes) -> ApiKey | None:
        if self.error is not None:
            raise self.error
        return self.keys.get(digest)


@pytest.fixture
def known() -> Known:
    return Known()


@pytest.fixture
async def start(known: Known, recommender: FakeRecommender) -> AsyncIterator[Any]:
    async with AsyncExitStack() as stack:

        async def start(**settings: Any) -> Api:
            limits = {"requests_per_minute": 1, "burst": 2} | settings
            serving = running_api(
                recommender, ApiSettings(port=0, **limits), Metrics(), ApiKeyCache(known.find)
            )
            session = await stack.enter_async_context(aiohttp.ClientSession())
            return Api(await stack.enter_async_context(serving), session, Metrics())

        yield start


async def ask(api: Api, **headers: str) -> Answer:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return await api.send("POST", "/recommendations", json=QUESTION, headers=named)


def kind(answer: Answer) -> str:
    return str(json.loads(answer[1])["type"]).removeprefix("/problems/")


async def statuses(api: Api, n: int, **headers: str) -> list[int]:
    return [(await ask(api, **headers))[0].status for _ in range(n)]


@pytest.mark.parametrize("form", ["bearer", "BEARER", "header"])
async def test_a_known_key_has_its_own_rate_limit(start: Any, known: Known, form: str) -> None:
    api, key = await start(), known.add("partner", burst=4)
    sent = {"X_API_Key": key} if form == "header" else {"Authorization": f"{form}  {key}"}

    assert await statuses(api, 5, **sent) == [200, 200, 200, 200, 429]
    # Requests with the key are counted under the key; only its first use counted as a guess.
    assert await statuses(api, 2) == [200, 429]


async def test_two_keys_have_separate_rate_limits(start: Any, known: Known) -> None:
    api, one, two = await start(), known.add("one", burst=1), known.add("two", burst=1)

    assert await statuses(api, 2, X_API_Key=one) == [200, 429]
    assert await statuses(api, 2, X_API_Key=two) == [200, 429]


async def test_requests_are_handled_for_their_key_or_the_network_of_their_address(
    start: Any, known: Known, recommender: FakeRecommender
) -> None:
    api, key = await start(trusted_proxies=1, burst=5), known.add("partner")
    clients = []

    async def answer(_: Request) -> Response:
        clients.append(current_client())
        return example_response()

    recommender.answer = answer
    await ask(api, X_Forwarded_For="2001:db8::1")
    await ask(api, X_Forwarded_For="2001:db8::2", X_API_Key=key)
    await ask(api, X_Forwarded_For="192.0.2.7")
    await ask(api, X_Forwarded_For="2001:db8:0:ffff::3")

    network = "address 2001:db8::/48"
    assert clients == [network, "key partner", "address 192.0.2.7", network]
    assert current_client() == "local"


async def test_unknown_keys_are_refused_and_rate_limited(start: Any, known: Known) -> None:
    api = await start()
    first = await ask(api, X_API_Key=make_key())

    assert (first[0].status, kind(first)) == (401, "unknown-key")
    assert first[0].headers["WWW-Authenticate"].startswith("Bearer")
    assert (await ask(api, Authorization="Bearer nonsense"))[0].status == 401
    # After too many guesses even a valid key is refused.
    right = await ask(api, X_API_Key=known.add("partner"))
    assert (right[0].status, kind(right)) == (429, "too-many-requests")
    assert right[0].headers["Retry-After"]


async def test_a_valid_key_is_not_limited_by_failed_guesses_from_its_address(
    start: Any, known: Known
) -> None:
    api, key = await start(), known.add("partner", burst=10)

    assert await statuses(api, 1, X_API_Key=key) == [200]
    assert await statuses(api, 3, X_API_Key=make_key()) == [401, 429, 429]
    assert await statuses(api, 3, X_API_Key=key) == [200, 200, 200]


async def test_without_a_key_the_api_answers_unless_one_is_required(
    start: Any, known: Known, recommender: FakeRecommender
) -> None:
    free, closed = await start(), await start(require_key=True)

    assert (await ask(free))[0].status == 200
    refused = await ask(closed)
    assert (refused[0].status, kind(refused)) == (401, "key-required")
    assert refused[0].headers["WWW-Authenticate"] == 'Bearer realm="reko"'
    assert (await ask(closed, X_API_Key=known.add("partner")))[0].status == 200
    assert (await closed.send("GET", "/healthz"))[0].status == 200
    assert len(recommender.asked) == 2


async def test_credentials_of_another_scheme_are_no_key(start: Any, known: Known) -> None:
    api = await start()

    assert (await ask(api, Authorization="Basic dXNlcjpwYXNz"))[0].status == 200
    with_both = await ask(api, Authorization="Basic dXNlcjpwYXNz", X_API_Key=known.add("partner"))
    assert with_both[0].status == 200


@pytest.mark.parametrize("sent", ["", "Bearer", "reko_é", "x" * 4000])
async def test_malformed_keys_are_unknown_keys(start: Any, sent: str) -> None:
    assert kind(await ask(await start(), X_API_Key=sent)) == "unknown-key"


async def test_a_database_failure_denies_access(
    start: Any, known: Known, recommender: FakeRecommender
) -> None:
    api, key = await start(), known.add("partner")
    known.error = StoreError("locked")

    answer = await ask(api, X_API_Key=key)

    assert (answer[0].status, kind(answer)) == (503, "store-failed")
    assert recommender.asked == []


async def test_the_log_holds_the_name_of_the_key_and_never_the_key(
    start: Any, known: Known
) -> None:
    api, key, wrong = await start(), known.add("partner"), make_key()

    with capture_logs(processors=[structlog.contextvars.merge_contextvars]) as logs:
        # One connection, whose requests must not be mixed up.
        answers = [await ask(api, X_API_Key=key), await ask(api, X_API_Key=wrong), await ask(api)]

    assert [log.get("api_key") for log in logs if log["event"] == "request"] == [
        "partner",
        None,
        None,
    ]
    output = json.dumps(logs) + "".join(f"{one.headers}{body!r}" for one, body in answers)
    assert not [secret for secret in (key, wrong) if secret[5:] in output]


async def test_an_api_without_keys_accepts_none(recommender: FakeRecommender) -> None:
    async with (
        running_api(recommender, ApiSettings(port=0), Metrics()) as url,
        aiohttp.ClientSession() as session,
    ):
        answer = await ask(Api(url, session, Metrics()), X_API_Key=make_key())

    assert kind(answer) == "unknown-key"
