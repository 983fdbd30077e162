"""Hostile responses of MAL are truncated, sanitized or rejected."""

import json
from typing import Any

import numpy as np
import pytest
from aiohttp import web

from reko_core.clients.http.retry_after import parse_retry_after
from reko_core.clients.mal import MalClient
from reko_core.clients.mal.client import MAX_RESPONSE_BYTES
from reko_core.domain.text import clean
from reko_core.errors import SiteUnavailable
from reko_core.observability.metrics import Metrics
from reko_core.settings import MalSettings
from tests.reko_core.clients.mal.conftest import SETTINGS, StartMal

DEEP = "[" * 10_000 + "]" * 10_000
EVIL = "@everyone <@1> \u202e\u200b\x00\x1b[31m**x**\n"


def entry(anime_id: Any, score: Any = 7, **node: Any) -> dict[str, Any]:
    status = {"status": "completed", "score": score, "num_episodes_watched": 3}
    return {"node": {"id": anime_id, "title": f"Title {anime_id}"} | node, "list_status": status}


def page(*data: Any, next_url: Any = None) -> bytes:
    paging = {} if next_url is None else {"next": next_url}
    return json.dumps({"data": list(data), "paging": paging}).encode()


@pytest.mark.parametrize(
    ("score", "kept"),
    [(-1, 0), (11, 0), (1e300, 0), ("x", 0), (None, 0), (2**70, 0), ([], 0), ({}, 0), (7.5, 0)],
)
async def test_an_impossible_score_is_no_score(start_mal: StartMal, score: Any, kept: int) -> None:
    mal = await start_mal((200, page(entry(1, score), entry(2, 9))))

    fetched = await mal.client.fetch_list("ab")

    assert fetched.user_list.entries.scores.tolist() == [kept, 9]


async def test_entries_with_impossible_ids_are_skipped(start_mal: StartMal) -> None:
    odd = (0, -5, 2**31, 2**63, 2**64, 1e300, 1.5, None, "x", [1], {"id": 1})
    mal = await start_mal((200, page(*map(entry, odd), entry(2**31 - 1), 1, None, "x", [])))

    fetched = await mal.client.fetch_list("ab")

    assert fetched.user_list.entries.anime_ids.tolist() == [2**31 - 1]
    assert fetched.n_skipped == len(odd) + 4


async def test_the_last_of_duplicates_counts(start_mal: StartMal) -> None:
    mal = await start_mal((200, page(*(entry(5, n % 11) for n in range(1000)), entry(5, 3))))

    fetched = await mal.client.fetch_list("ab")

    assert fetched.user_list.entries.anime_ids.tolist() == [5]
    assert fetched.user_list.entries.scores.tolist() == [3]
    assert len(fetched.titles) == 1


class Endless:
    """An endless list with a given number of entries per page."""

    def __init__(self, n_a_page: int) -> None:
        self.n_a_page = n_a_page
        self.n_requests = 0

    async def answer(self, request: web.BaseRequest) -> web.Response:
        start = self.n_requests * self.n_a_page
        self.n_requests += 1
        data = (entry(start + n + 1) for n in range(self.n_a_page))
        address = str(request.url.update_query(offset=start + self.n_a_page))
        return web.Response(body=page(*data, next_url=address), content_type="application/json")


@pytest.mark.parametrize(("n_a_page", "n_requests"), [(1000, 100), (2000, 50)])
async def test_a_list_of_endless_pages_is_truncated(n_a_page: int, n_requests: int) -> None:
    endless = Endless(n_a_page)

    fetched = await fetch_from(endless, max_entries=100_000)

    assert endless.n_requests == n_requests
    np.testing.assert_array_equal(fetched, np.arange(1, 100_001))


async def test_endless_small_pages_are_not_followed_forever() -> None:
    endless = Endless(1)

    with pytest.raises(SiteUnavailable, match="does not end"):
        await fetch_from(endless, max_entries=50_000)

    assert endless.n_requests == 110


async def fetch_from(endless: Endless, max_entries: int) -> Any:
    runner = web.ServerRunner(web.Server(endless.answer))
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        base_url = f"http://127.0.0.1:{runner.addresses[0][1]}/v2"
        values = {**SETTINGS, "base_url": base_url, "max_entries": max_entries}
        async with MalClient.open(MalSettings.model_validate(values), Metrics()) as client:

            async def nothing(_: Any) -> tuple[int, ...]:
                return ()

            fetched = await client.fetch_list("ab", wanted=nothing)
            return fetched.user_list.entries.anime_ids
    finally:
        await runner.cleanup()


@pytest.mark.parametrize(
    "body",
    [
        f'{{"data": {DEEP}}}',
        f'{{"data": [{{"node": {{"id": 1, "title": "x", "more": {DEEP}}}}}]}}',
        f'{{"data": [], "paging": {{"next": null, "more": {DEEP}}}}}',
        '{"data": [' + "{}," * 150_000 + "{}]}",
        '{"data": [{"node": {"id": ' + "9" * 5000 + "}}]}",
        '{"data": [{"node": {"id": 1, "title": "\\ud800"}}]}',
        '{"data": [], "paging": [1]}',
        '{"data": [], "paging": {"next": 1}}',
        '{"data": {}}',
        "[]",
        "null",
        "",
    ],
)
async def test_responses_that_are_no_pages_are_refused(start_mal: StartMal, body: str) -> None:
    mal = await start_mal((200, body.encode()), max_attempts=1)

    with pytest.raises(SiteUnavailable):
        await mal.client.fetch_list("ab")


@pytest.mark.parametrize("status", [200, 404])
async def test_endless_responses_are_aborted(start_mal: StartMal, status: int) -> None:
    mal = await start_mal((status, b" " * (MAX_RESPONSE_BYTES + 1)), max_attempts=1)

    with pytest.raises(SiteUnavailable, match="too large"):
        await mal.client.fetch_list("ab")


async def test_titles_are_sanitized_and_bounded(start_mal: StartMal) -> None:
    hostile = entry(
        1,
        title=EVIL + "x" * 1_000_000,
        alternative_titles={"en": EVIL},
        media_type=EVIL,
        rating="r\n",
        genres=[{"name": EVIL}] + [{"name": f"G{n}"} for n in range(1000)],
        studios=[{"name": "\u200b"}],
        main_picture={"large": "http://127.0.0.1/a.png", "medium": "http://cdn.example/a.png"},
    )
    mal = await start_mal((200, page(hostile)))

    (title,) = (await mal.client.fetch_list("ab")).titles

    texts = (title.title, title.title_english or "", *title.genres)
    assert all(text == clean(text) and 0 < len(text) <= 300 for text in texts)
    assert len(title.genres) == 50
    assert (title.media_type, title.age_rating, title.studios) == (None, "r", ())
    assert title.picture == "https://cdn.example/a.png"


@pytest.mark.parametrize(
    "value", ["1e400", "nan", "Wed, 21 Oct " + "9" * 30 + " 07:28:00 GMT", "\x00", "9" * 5000]
)
def test_an_absurd_retry_after_is_ignored(value: str) -> None:
    assert parse_retry_after(value) is None
