"""The client with a scripted local server."""

import asyncio
import threading
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import numpy as np
import pytest
import structlog

from reko_core.clients.http.site_requests import THREAD_BYTES
from reko_core.clients.mal import MalClient
from reko_core.clients.mal.client import MAX_RESPONSE_BYTES
from reko_core.domain.models import Anime, Relation, Status
from reko_core.errors import (
    AnimeNotFound,
    ListPrivate,
    MalAddressWrong,
    RekoError,
    SiteRateLimited,
    SiteRefused,
    SiteUnavailable,
    StoreError,
    UserNotFound,
)
from reko_core.observability.metrics import Metrics
from reko_core.settings import MalSettings

StartMal = Callable[..., Awaitable[Any]]

FORBIDDEN = (403, {"message": "", "error": "forbidden"})
NOT_FOUND = (404, {"message": "", "error": "not_found"})
PUBLIC_TITLE = (200, {"id": 1, "title": "Title 1"})
NO_ENTRIES = (200, {"data": [], "paging": {}})
GATEWAY_PAGE = (502, "<html>Bad Gateway</html>")


def entry(anime_id: int, **status: Any) -> dict[str, Any]:
    return {"node": {"id": anime_id, "title": f"Title {anime_id}"}, "list_status": status}


def page(*entries: Any, next_url: str | None = None) -> tuple[int, Any]:
    return 200, {"data": list(entries), "paging": {"next": next_url} if next_url else {}}


async def test_list_is_read_over_all_its_pages(start_mal: StartMal) -> None:
    mal = await start_mal()
    mal.answers = [
        page(
            entry(7, status="completed", score=9, num_episodes_watched=12),
            entry(3, status="plan_to_watch", score=0, num_episodes_watched=0),
            next_url=f"{mal.base_url}/users/Somebody/animelist?offset=2",
        ),
        page(entry(5, status="dropped", score=2, num_episodes_watched=1)),
    ]
    progress: list[int] = []

    fetched = await mal.client.fetch_list("Somebody", on_page=progress.append)

    entries = fetched.user_list.entries
    assert entries.anime_ids.tolist() == [3, 5, 7]
    assert entries.scores.tolist() == [0, 2, 9]
    assert entries.statuses.tolist() == [Status.PLAN_TO_WATCH, Status.DROPPED, Status.COMPLETED]
    assert entries.episodes.tolist() == [0, 1, 12]
    assert fetched.user_list.user_name == "Somebody"
    assert {title.id for title in fetched.titles} == {3, 5, 7}
    assert progress == [2, 3]


async def test_list_is_requested_with_all_fields_at_once(start_mal: StartMal) -> None:
    mal = await start_mal(NO_ENTRIES, page_size=250)

    await mal.client.fetch_list("Somebody")

    request = mal.requests[0]
    assert request.path == "/v2/users/Somebody/animelist"
    assert request.headers["X-MAL-CLIENT-ID"] == "a-secret-client-id"
    assert request.query["nsfw"] == "true"
    assert request.query["limit"] == "250"
    assert request.query["sort"] == "list_updated_at"
    assert "list_status{status,score,num_episodes_watched" in request.query["fields"]
    assert "related_anime" not in request.query["fields"]


async def test_title_on_two_pages_is_counted_once(start_mal: StartMal) -> None:
    mal = await start_mal()
    again = page(entry(1, score=8), next_url=f"{mal.base_url}/users/ab/animelist?offset=1")
    mal.answers = [again, page(entry(1, score=8), entry(2, score=5))]

    fetched = await mal.client.fetch_list("ab")

    assert fetched.user_list.entries.anime_ids.tolist() == [1, 2]
    assert [title.id for title in fetched.titles] == [1, 2]


async def test_only_the_requested_titles_of_each_page_are_parsed(start_mal: StartMal) -> None:
    mal = await start_mal()
    mal.answers = [
        page(entry(1), entry(2), next_url=f"{mal.base_url}/users/ab/animelist?offset=2"),
        page(entry(3), entry(4)),
    ]
    asked: list[Sequence[int]] = []

    async def even_ones(ids: Sequence[int]) -> list[int]:
        asked.append(ids)
        return [anime_id for anime_id in ids if anime_id % 2 == 0]

    fetched = await mal.client.fetch_list("ab", wanted=even_ones)

    assert asked == [[1, 2], [3, 4]]
    assert [title.title for title in fetched.titles] == ["Title 2", "Title 4"]
    assert fetched.user_list.entries.anime_ids.tolist() == [1, 2, 3, 4]


async def test_error_in_selecting_titles_is_raised_unchanged(start_mal: StartMal) -> None:
    mal = await start_mal(page(entry(1)))

    async def fail(ids: Sequence[int]) -> list[int]:
        raise StoreError(f"{len(ids)} ids")

    with pytest.raises(StoreError):
        await mal.client.fetch_list("ab", wanted=fail)
    assert len(mal.requests) == 1


async def test_large_responses_are_parsed_in_a_thread_one_at_a_time(
    start_mal: StartMal,
) -> None:
    mal = await start_mal()
    names: set[str] = set()
    reading = threading.Lock()

    def read(body: bytes) -> int:
        assert reading.acquire(blocking=False)
        names.add(threading.current_thread().name)
        time.sleep(0.001)
        reading.release()
        return len(body)

    body = bytes(THREAD_BYTES)
    results = await asyncio.gather(*(mal.client.requests.parse(read, body) for _ in range(20)))

    assert results == [len(body)] * 20
    assert threading.current_thread().name not in names


async def test_invalid_entries_are_skipped_and_counted(start_mal: StartMal) -> None:
    mal = await start_mal(page(entry(4, score=6), {"node": {"id": "what"}}, None, 17))

    fetched = await mal.client.fetch_list("ab")

    assert fetched.user_list.entries.anime_ids.tolist() == [4]
    assert fetched.n_skipped == 3


async def test_list_is_read_up_to_the_configured_length(start_mal: StartMal) -> None:
    mal = await start_mal(max_entries=1000)
    mal.answers = [
        page(
            *(entry(600 * number + i + 1) for i in range(600)),
            next_url=f"{mal.base_url}/users/ab/animelist?offset={600 * (number + 1)}",
        )
        for number in range(3)
    ]

    fetched = await mal.client.fetch_list("ab")

    assert len(fetched.user_list.entries) == 1000
    assert len(mal.requests) == 2


async def test_page_too_large_to_decode_in_the_event_loop_is_still_read(
    start_mal: StartMal,
) -> None:
    mal = await start_mal(page(*(entry(i, score=i % 11) for i in range(1, 1001))))

    fetched = await mal.client.fetch_list("ab")

    np.testing.assert_array_equal(
        fetched.user_list.entries.scores, np.arange(1, 1001, dtype=np.int32) % 11
    )


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://mal.example/v2/users/ab/animelist?offset=1",
        "http://127.0.0.1:1/v2/users/ab/animelist?offset=1",
        "{origin}/v3/users/ab/animelist",
        "{origin}/v2/../admin",
        "{origin}/v2evil/users",
        "http://[broken",
        "/v2/users/ab/animelist?offset=1",
    ],
)
async def test_next_page_on_another_host_is_refused(start_mal: StartMal, elsewhere: str) -> None:
    mal = await start_mal()
    address = elsewhere.replace("{origin}", mal.base_url.removesuffix("/v2"))
    mal.answers = [page(entry(1), next_url=address)]

    with pytest.raises(SiteUnavailable):
        await mal.client.fetch_list("ab")

    assert len(mal.requests) == 1


async def test_cyclic_pages_are_detected(start_mal: StartMal) -> None:
    mal = await start_mal()
    mal.answers = [page(entry(1), next_url=f"{mal.base_url}/users/ab/animelist?offset=1")]

    with pytest.raises(SiteUnavailable):
        await mal.client.fetch_list("ab")

    assert len(mal.requests) == 2


async def test_empty_page_ends_the_list(start_mal: StartMal) -> None:
    mal = await start_mal()
    mal.answers = [page(next_url=f"{mal.base_url}/users/ab/animelist?offset=1")]

    assert len((await mal.client.fetch_list("ab")).user_list.entries) == 0


async def test_title_comes_with_its_typed_relations(start_mal: StartMal) -> None:
    mal = await start_mal(
        (
            200,
            {
                "id": 20,
                "title": "Second Series",
                "start_season": {"year": 2019, "season": "fall"},
                "average_episode_duration": 1450,
                "related_anime": [
                    {"node": {"id": 10, "title": "First"}, "relation_type": "prequel"},
                    {"node": {"id": 30, "title": "Film"}},
                    {"relation_type": "sequel"},
                ],
            },
        )
    )

    title = await mal.client.fetch_anime(20)

    assert title == Anime(
        id=20,
        title="Second Series",
        start_date="2019",
        duration_min=24,
        relations=(Relation(10, "prequel"), Relation(30, "unknown")),
    )
    assert "related_anime" in mal.requests[0].query["fields"]


async def test_last_update_is_a_small_request(start_mal: StartMal) -> None:
    mal = await start_mal(page(entry(1, updated_at="2023-05-01T12:00:00+02:00")))

    assert await mal.client.last_update("ab") == datetime(2023, 5, 1, 10, tzinfo=UTC)
    assert mal.requests[0].query["limit"] == "1"


async def test_empty_list_has_no_last_update(start_mal: StartMal) -> None:
    mal = await start_mal(NO_ENTRIES)

    assert await mal.client.last_update("ab") is None


async def test_private_list_is_reported_as_private_after_a_second_look(start_mal: StartMal) -> None:
    mal = await start_mal(FORBIDDEN, (200, {"id": 1}), FORBIDDEN)

    with pytest.raises(ListPrivate) as raised:
        await mal.client.fetch_list("Somebody")

    assert raised.value.user_name == "Somebody"
    assert mal.tries("animelist", "forbidden") == 2


async def test_no_list_is_private_while_mal_forbids_everything(start_mal: StartMal) -> None:
    mal = await start_mal(FORBIDDEN)

    with pytest.raises(SiteUnavailable):
        await mal.client.fetch_list("Somebody")

    assert mal.tries("control", "forbidden") == 1


async def test_list_forbidden_only_once_is_not_private(start_mal: StartMal) -> None:
    mal = await start_mal(FORBIDDEN, (200, {"id": 1}), page(entry(1)))

    assert len((await mal.client.fetch_list("ab")).user_list.entries) == 1


async def test_a_bot_protection_page_does_not_mean_a_private_list(
    start_mal: StartMal,
) -> None:
    mal = await start_mal((403, "<html>Forbidden</html>"))

    with pytest.raises(SiteUnavailable):
        await mal.client.fetch_list("ab")

    assert mal.tries("animelist", "unavailable") == 3


async def test_missing_client_id_is_not_taken_for_a_private_list(start_mal: StartMal) -> None:
    mal = await start_mal(FORBIDDEN, client_id="")

    with pytest.raises(SiteRefused):
        await mal.client.fetch_list("ab")

    assert "X-MAL-CLIENT-ID" not in mal.requests[0].headers


async def test_unknown_user_is_reported_as_unknown(start_mal: StartMal) -> None:
    mal = await start_mal(NOT_FOUND, PUBLIC_TITLE, NOT_FOUND)

    for _ in range(2):
        with pytest.raises(UserNotFound):
            await mal.client.fetch_list("ab")

    assert mal.tries("animelist", "not_found") == 2
    assert mal.tries("control", "ok") == 1, "the address is checked once"


@pytest.mark.parametrize(
    ("answer", "fault"),
    [
        (NOT_FOUND, "has no users and no titles"),
        ((200, "\n<!DOCTYPE html><title>Anime</title>"), "answers with a web page"),
        ((404, "<html>"), "answers that there is nothing (404)"),
        ((404, b"404: Not Found"), "answers that there is nothing (404)"),
        ((301, "", {"Location": "https://other.example/users/ab"}), "redirects to https://other."),
        ((308, "", {"Location": "//user:word@other.example/x"}), "redirects to http://other.ex"),
        ((302, "", {"Location": "/v2/users/ab/animelist"}), "redirects to http://127.0.0.1:"),
    ],
)
async def test_a_wrong_base_url_is_named(start_mal: StartMal, answer: Any, fault: str) -> None:
    mal = await start_mal(answer, max_attempts=1)

    with pytest.raises(MalAddressWrong) as of_list:
        await mal.client.fetch_list("ab")
    with pytest.raises(MalAddressWrong) as of_title:
        await mal.client.fetch_anime(7)

    for raised in (of_list, of_title):
        assert raised.value.reason.startswith(f"mal.base_url {fault}")
        assert "/v2" in raised.value.reason
        assert "ab" not in raised.value.reason.split("; ")[0].split()
        assert "word" not in raised.value.reason


async def test_a_web_page_of_a_known_address_is_a_failure_of_mal(start_mal: StartMal) -> None:
    mal = await start_mal(NO_ENTRIES, (200, "<html>"), max_attempts=1)
    await mal.client.fetch_list("ab")

    with pytest.raises(SiteUnavailable) as raised:
        await mal.client.fetch_list("ab")

    assert type(raised.value) is SiteUnavailable


async def test_no_redirect_is_followed(start_mal: StartMal) -> None:
    other = await start_mal(NO_ENTRIES)
    mal = await start_mal((307, "", {"Location": f"{other.base_url}/users/ab/animelist"}))

    with pytest.raises(MalAddressWrong):
        await mal.client.fetch_list("ab")

    assert mal.requests
    assert other.requests == []


@pytest.mark.parametrize("name", ["", "a", "@me", "a/b", "..", "x" * 17, "ab\n", "ab?fields=x"])
async def test_invalid_name_is_not_requested(start_mal: StartMal, name: str) -> None:
    mal = await start_mal(NO_ENTRIES)

    with pytest.raises(UserNotFound):
        await mal.client.fetch_list(name)

    assert mal.requests == []


async def test_unknown_title_is_reported_as_unknown(start_mal: StartMal) -> None:
    mal = await start_mal(NOT_FOUND, PUBLIC_TITLE)

    with pytest.raises(AnimeNotFound) as raised:
        await mal.client.fetch_anime(404)

    assert raised.value.anime_id == 404


@pytest.mark.parametrize("status", [400, 401])
async def test_refusal_does_not_quote_the_response(start_mal: StartMal, status: int) -> None:
    body = {"message": "bad id a-secret-client-id", "error": "a-secret-client-id"}
    mal = await start_mal((status, body))

    with pytest.raises(SiteRefused) as raised:
        await mal.client.fetch_list("ab")

    assert raised.value.status == status
    assert "a-secret" not in str(raised.value)
    assert mal.tries("animelist", "refused") == 1


async def test_unregistered_client_id_is_named_as_the_reason(start_mal: StartMal) -> None:
    mal = await start_mal((400, {"message": "Invalid client id", "error": "bad_request"}))

    with pytest.raises(SiteRefused, match="invalid client id"):
        await mal.client.fetch_anime(1)


@pytest.mark.parametrize(
    "hiccup",
    [
        GATEWAY_PAGE,
        (500, {"message": "mal is down", "error": "internal"}),
        (503, "", {"Retry-After": "0.01"}),
        (429, ""),
        (429, "", {"Retry-After": "0.01"}),
        (429, "", {"Retry-After": "Fri, 31 Dec 1999 23:59:59 GMT"}),
        (404, "<html>Not here</html>"),
        (200, "<html>Maintenance</html>"),
        (200, b'{"data": [{"node": {"id"'),
        (200, b'{"data": "none"}'),
        (200, b"\xff\xfe"),
        (200, ["no", "object"]),
    ],
    ids=repr,
)
async def test_temporary_failure_is_retried(start_mal: StartMal, hiccup: Any) -> None:
    mal = await start_mal(hiccup, page(entry(1)))

    assert len((await mal.client.fetch_list("ab")).user_list.entries) == 1
    assert mal.tries("animelist", "ok") == 1
    assert len(mal.requests) == 2


async def test_invalid_title_is_an_outage(start_mal: StartMal) -> None:
    mal = await start_mal((200, {"id": 0}))

    with pytest.raises(SiteUnavailable):
        await mal.client.fetch_anime(1)


async def test_a_lasting_gateway_error_is_raised(start_mal: StartMal) -> None:
    mal = await start_mal(GATEWAY_PAGE)

    with pytest.raises(SiteUnavailable):
        await mal.client.last_update("ab")

    assert mal.tries("last_update", "unavailable") == 3


@pytest.mark.parametrize(
    ("status", "error"), [(429, SiteRateLimited), (503, SiteUnavailable), (502, SiteUnavailable)]
)
async def test_too_long_a_retry_after_is_raised_at_once(
    start_mal: StartMal, status: int, error: type[RekoError]
) -> None:
    mal = await start_mal((status, "", {"Retry-After": "120"}))

    with pytest.raises(error) as raised:
        await mal.client.fetch_list("ab")

    assert getattr(raised.value, "retry_after_s", None) == 120
    assert len(mal.requests) == 1


async def test_rate_limit_pauses_all_requests(start_mal: StartMal) -> None:
    mal = await start_mal((429, "", {"Retry-After": "120"}), NO_ENTRIES)
    with pytest.raises(SiteRateLimited):
        await mal.client.fetch_list("ab")

    with pytest.raises(SiteRateLimited) as raised:
        await mal.client.fetch_anime(1)

    assert raised.value.retry_after_s == pytest.approx(120, abs=60)
    assert len(mal.requests) == 1


async def test_outage_of_one_request_does_not_pause_the_others(start_mal: StartMal) -> None:
    mal = await start_mal((503, "", {"Retry-After": "120"}), NO_ENTRIES)
    with pytest.raises(SiteUnavailable):
        await mal.client.fetch_list("ab")

    assert await mal.client.last_update("cd") is None


async def test_redirect_is_not_followed(start_mal: StartMal) -> None:
    elsewhere = await start_mal(NO_ENTRIES)
    mal = await start_mal((302, "", {"Location": f"{elsewhere.base_url}/users/ab/animelist"}))

    with pytest.raises(SiteUnavailable):
        await mal.client.fetch_list("ab")

    assert elsewhere.requests == []


async def test_too_large_a_response_is_rejected(start_mal: StartMal) -> None:
    mal = await start_mal((200, b" " * (MAX_RESPONSE_BYTES + 1)))

    with pytest.raises(SiteUnavailable, match="too large"):
        await mal.client.fetch_list("ab")


async def test_refused_connection_is_an_outage(unused_tcp_port: int) -> None:
    values: Mapping[str, Any] = {
        "base_url": f"http://127.0.0.1:{unused_tcp_port}/v2",
        "max_attempts": 2,
        "max_wait_s": 0.01,
        "requests_per_second": 1000,
    }

    async with MalClient.open(MalSettings.model_validate(values), Metrics()) as client:
        with pytest.raises(SiteUnavailable):
            await client.fetch_list("ab")


async def test_concurrent_requests_share_one_client(start_mal: StartMal) -> None:
    mal = await start_mal(page(entry(1)))

    lists = await asyncio.gather(*(mal.client.fetch_list(f"user_{i}") for i in range(20)))

    assert all(len(fetched.user_list.entries) == 1 for fetched in lists)
    assert mal.tries("animelist", "ok") == 20


async def test_names_and_client_ids_are_never_logged(start_mal: StartMal) -> None:
    mal = await start_mal(GATEWAY_PAGE, FORBIDDEN, (200, {}), FORBIDDEN, page(None))

    with structlog.testing.capture_logs() as logs:
        with pytest.raises(ListPrivate):
            await mal.client.fetch_list("Somebody")
        await mal.client.fetch_list("Somebody")

    assert logs
    assert "Somebody" not in repr(logs)
    assert "a-secret-client-id" not in repr(logs)
