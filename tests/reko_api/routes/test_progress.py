import asyncio
import json
from typing import Any

from reko_api.openapi.examples import example_response
from reko_core.contract.recommend import Request, Response
from reko_core.errors import ListPrivate, SiteRateLimited, UserNotFound
from reko_core.runtime.list_progress import current_listener, progress_scope
from tests.reko_api.conftest import Api, FakeRecommender

LINES = "application/x-ndjson, application/json"


def read(n_read: int, key: str = "some_user") -> None:
    listener = current_listener(key)
    if listener is not None:
        listener(n_read)


async def reading(_: Request) -> Response:
    read(300)
    await asyncio.sleep(0.3)
    read(600)
    await asyncio.sleep(0.3)
    return example_response()


async def ask(api: Api, accept: str = LINES) -> tuple[Any, list[Any]]:
    response, body = await api.send(
        "POST", "/recommendations", json={"user_name": "Some_User"}, headers={"Accept": accept}
    )
    return response, [json.loads(line) for line in body.decode().splitlines()]


async def test_the_lines_tell_how_far_a_list_is_read(
    api: Api, recommender: FakeRecommender
) -> None:
    recommender.answer = reading

    response, lines = await ask(api)

    assert (response.status, response.content_type) == (200, "application/x-ndjson")
    assert response.headers["X-Request-ID"]
    assert lines[:-1] == [{"read": 300}, {"read": 600}]
    assert lines[-1] == {"response": example_response().model_dump(mode="json")}


async def test_an_answer_that_reads_no_list_is_plain_json(api: Api) -> None:
    response, lines = await ask(api)

    assert response.content_type == "application/json"
    assert lines == [example_response().model_dump(mode="json")]


async def test_who_does_not_ask_for_lines_gets_none(api: Api, recommender: FakeRecommender) -> None:
    recommender.answer = reading

    response, lines = await ask(api, "application/json")

    assert response.content_type == "application/json"
    assert len(lines) == 1


async def test_an_error_before_the_first_line_keeps_its_status(
    api: Api, recommender: FakeRecommender
) -> None:
    recommender.error = UserNotFound("Some_User")

    response, lines = await ask(api)

    assert (response.status, response.content_type) == (404, "application/problem+json")
    assert lines[0]["type"] == "/problems/user-not-found"


async def test_an_error_after_the_first_line_is_the_last_one(
    api: Api, recommender: FakeRecommender
) -> None:
    for error, slug, retry_after in (
        (ListPrivate("Some_User"), "list-private", None),
        (SiteRateLimited(retry_after_s=7), "mal-rate-limited", 7),
        (RuntimeError("a bug"), "internal-error", None),
    ):

        async def fails(_: Request, error: Exception = error) -> Response:
            read(300)
            await asyncio.sleep(0.01)
            raise error

        recommender.answer = fails
        response, lines = await ask(api)

        assert (response.status, lines[0]) == (200, {"read": 300})
        assert lines[-1]["problem"]["type"].endswith(slug), lines
        assert lines[-1]["retry_after"] == retry_after
        assert lines[-1]["problem"]["instance"] == response.headers["X-Request-ID"]


async def test_who_leaves_stops_the_work(api: Api, recommender: FakeRecommender) -> None:
    stopped = asyncio.Event()

    async def forever(_: Request) -> Response:
        read(300)
        try:
            await asyncio.sleep(60)
        finally:
            stopped.set()
        return example_response()

    recommender.answer = forever
    async with api.session.post(
        f"{api.url}/recommendations", json={"user_name": "Some_User"}, headers={"Accept": LINES}
    ) as response:
        assert await response.content.readline() == b'{"read": 300}\n'
        response.close()

    async with asyncio.timeout(5):
        await stopped.wait()


async def test_the_lists_of_a_group_are_counted_together() -> None:
    heard: list[int] = []
    with progress_scope(heard.append):
        for n_read, key in ((300, "a"), (200, "b"), (450, "a")):
            read(n_read, key)
    read(1, "a")
    assert heard == [300, 500, 650]
