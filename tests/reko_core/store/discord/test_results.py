import json
import zlib
from dataclasses import replace
from datetime import timedelta

import pytest
from raw_sql import RawSql

from reko_core.contract.recommend import Request
from reko_core.domain.sites import own_list_name
from reko_core.errors import StoreError
from reko_core.guilds.models import Scope
from reko_core.store import Store, StoredResult

MESSAGE = 2**62 + 1


async def test_a_stored_result_is_read_unchanged(store: Store, result: StoredResult) -> None:
    await store.results.put(result)
    assert await store.results.get("abc") == result
    assert await store.results.get("abd") is None


async def test_a_result_replaces_the_one_of_its_id(store: Store, result: StoredResult) -> None:
    await store.results.put(result)
    other = replace(result, scope=Scope.person(42), locale="de", page=0)
    await store.results.put(other)
    assert await store.results.get("abc") == other


async def test_result_is_found_by_its_message(store: Store, result: StoredResult) -> None:
    await store.results.put(result)
    assert await store.results.by_message(MESSAGE) is None
    assert await store.results.set_message("abc", 7, MESSAGE)
    found = replace(result, channel_id=7, message_id=MESSAGE)
    assert await store.results.by_message(MESSAGE) == found


async def test_newest_result_of_a_message_is_found(store: Store, result: StoredResult) -> None:
    older = replace(result, message_id=MESSAGE)
    newer = replace(older, id="abd", created_at=result.created_at + timedelta(seconds=1))
    await store.results.put(newer)
    await store.results.put(older)
    assert await store.results.by_message(MESSAGE) == newer


async def test_the_page_is_stored(store: Store, result: StoredResult) -> None:
    await store.results.put(result)
    assert await store.results.set_page("abc", 5)
    assert await store.results.get("abc") == replace(result, page=5)


async def test_a_replaced_response_is_shown_from_its_first_page(
    store: Store, result: StoredResult
) -> None:
    await store.results.put(result)
    later = result.created_at + timedelta(hours=1)
    request = result.request.model_copy(update={"accuracy": 50.0})
    response = result.response.model_copy(update={"rekos": ()})
    assert await store.results.replace("abc", request, response, later)
    assert await store.results.get("abc") == replace(
        result, request=request, response=response, page=0, created_at=later
    )


async def test_a_deleted_result_cannot_be_changed(store: Store, result: StoredResult) -> None:
    await store.results.put(result)
    assert await store.results.delete("abc")
    assert not await store.results.delete("abc")
    assert not await store.results.set_message("abc", 7, MESSAGE)
    assert not await store.results.set_page("abc", 1)
    assert not await store.results.replace(
        "abc", result.request, result.response, result.created_at
    )
    assert await store.results.get("abc") is None


async def test_older_results_are_pruned(store: Store, result: StoredResult) -> None:
    await store.results.put(result)
    await store.results.put(replace(result, id="old", created_at=result.created_at - timedelta(1)))
    assert await store.results.prune(result.created_at) == 1
    assert await store.results.get("old") is None
    assert await store.results.get("abc") == result


@pytest.mark.parametrize(
    "later",
    [
        (
            *("offset", "exclude_genres", "year_from", "year_to", "age_ratings"),
            *("include_planned", "only_planned"),
        ),
        ("popularity", "genres", "types", "max_episodes"),
    ],
)
async def test_a_result_of_an_earlier_version_has_the_defaults_of_newer_fields(
    store: Store, result: StoredResult, sql: RawSql, later: tuple[str, ...]
) -> None:
    await store.results.put(result)
    old = {
        name: value
        for name, value in result.request.model_dump(mode="json").items()
        if name not in later
    }
    sql.run("UPDATE results SET request = :old", old=json.dumps(old))
    loaded = await store.results.get("abc")
    assert loaded is not None
    kept = result.request.model_dump(exclude=set(later))
    assert loaded.request == Request(**kept)


async def test_a_result_is_read_with_every_filter_of_its_request(
    store: Store, result: StoredResult
) -> None:
    request = Request(
        user_name="Some_User",
        exclude_genres=("Horror",),
        year_from=1990,
        year_to=2000,
        age_ratings=("r+", "rx"),
        include_planned=True,
        only_planned=True,
        offset=24,
    )
    await store.results.put(replace(result, request=request))
    loaded = await store.results.get("abc")
    assert loaded is not None
    assert loaded.request == request


async def test_a_response_of_an_earlier_version_counts_as_gone(
    store: Store, result: StoredResult, sql: RawSql
) -> None:
    await store.results.put(replace(result, message_id=MESSAGE))
    response = result.response.model_dump(mode="json")
    del response["rekos"][0]["match"]
    packed = zlib.compress(json.dumps(response).encode())
    sql.run("UPDATE results SET answer = :packed", packed=packed)

    assert await store.results.get("abc") is None
    assert await store.results.by_message(MESSAGE) is None


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("answer", b"\x00\xff\x00"),
        ("answer", b""),
        ("answer", zlib.compress(b"{}" * 9)[:-9]),
        ("answer", b"x\x9c\x03\x00\x00\x00\x00\x01"),
        ("request", "{}"),
        ("request", "[1]"),
        ("scope", "nobody"),
    ],
)
async def test_damaged_result_is_a_store_error(
    store: Store, result: StoredResult, sql: RawSql, column: str, value: str | bytes
) -> None:
    await store.results.put(replace(result, message_id=MESSAGE))
    sql.run(f"UPDATE results SET {column} = :value", value=value)
    for failing in (store.results.get("abc"), store.results.by_message(MESSAGE)):
        with pytest.raises(StoreError) as failed:
            await failing
        assert "some_user" not in str(failed.value).lower()


async def test_result_about_a_list_kept_for_a_person_is_read_again(
    store: Store, result: StoredResult
) -> None:
    name = own_list_name(result.owner_id)
    request = result.request.model_copy(update={"user_name": name, "from_user": own_list_name(7)})
    await store.results.put(replace(result, request=request))
    found = await store.results.get("abc")
    assert found is not None
    assert found.request == request
