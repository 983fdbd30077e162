import json

import pytest

from reko_api.openapi.examples import example_request, example_response
from reko_core.contract.recommend import Request, Response
from tests.reko_api.conftest import Api, FakeRecommender

TOO_MANY = "is not valid JSON of a request: over"
NO_ARRAY = "must be an array"


async def test_a_response_has_exactly_the_fields_of_the_contract(api: Api) -> None:
    response, body = await api.ask()

    assert response.status == 200
    assert response.content_type == "application/json"
    assert Response.model_validate_json(body, strict=False) == example_response()
    assert body == example_response().model_dump_json().encode()


async def test_the_same_request_gets_the_same_bytes(api: Api) -> None:
    assert (await api.ask())[1] == (await api.ask())[1]


async def test_the_recommender_receives_the_clients_request(
    api: Api, recommender: FakeRecommender
) -> None:
    asked = example_request().model_dump(mode="json")

    await api.send("POST", "/recommendations", json=asked)

    assert recommender.asked == [example_request()]


async def test_whole_numbers_may_be_written_as_floats(
    api: Api, recommender: FakeRecommender
) -> None:
    response, _ = await api.ask_raw(b'{"user_name": " Some_User ", "banned_ids": [65432.0]}')

    assert response.status == 200
    assert recommender.asked == [Request(user_name="Some_User", banned_ids=(65432,))]


@pytest.mark.parametrize(
    ("fields", "wrong", "reason"),
    [
        ({"user_name": "a"}, "user_name", "must be 2-16 letters, digits, - or _"),
        ({"user_name": None}, "user_name", "must be a string"),
        ({"accuracy": 101}, "accuracy", "must be at most 100"),
        ({"accuracy": -1}, "accuracy", "must be at least 0"),
        ({"accuracy": "90"}, "accuracy", "must be a number"),
        ({"popularity": 1.5}, "popularity", "must be at most 1"),
        ({"banned_ids": 5}, "banned_ids", "must be an array"),
        ({"banned_ids": [1, "2"]}, "banned_ids.1", "must be a whole number"),
        ({"banned_ids": [1] * 10_001}, "banned_ids", "must have at most 10000 items"),
        (
            {"banned_users": ["someone"]},
            "banned_users.0",
            "must be 32 characters of 0-9 and a-f, like users[].hash in a response",
        ),
        ({"force_list_update": 1}, "force_list_update", "must be true or false"),
        ({"genres": ["a" * 51]}, "genres.0", "must have at most 50 characters"),
        ({"genres": [""]}, "genres.0", "must not be empty"),
        ({"genres": ["Drama"] * 11}, "genres", "must have at most 10 items"),
        ({"types": ["tv", "cm"]}, "types.1", "must be 'tv', 'movie', 'ova', 'ona' or 'special'"),
        ({"max_episodes": 0}, "max_episodes", "must be at least 1"),
        ({"max_episodes": "12"}, "max_episodes", "must be a whole number"),
        ({"exclude_genres": ["Drama", ""]}, "exclude_genres.1", "must not be empty"),
        ({"year_from": 1899}, "year_from", "must be at least 1900"),
        ({"year_to": 2101}, "year_to", "must be at most 2100"),
        ({"year_to": "2000"}, "year_to", "must be a whole number"),
        ({"year_from": 2001, "year_to": 2000}, "year_to", "must not be before year_from"),
        (
            {"age_ratings": ["PG-13"]},
            "age_ratings.0",
            "must be 'g', 'pg', 'pg_13', 'r', 'r+' or 'rx'",
        ),
        ({"age_ratings": ["g"] * 7}, "age_ratings", "must have at most 6 items"),
        ({"include_planned": 1}, "include_planned", "must be true or false"),
        ({"only_planned": "yes"}, "only_planned", "must be true or false"),
        ({"offset": -1}, "offset", "must be at least 0"),
        ({"offset": 1001}, "offset", "must be at most 1000"),
        ({"offset": 1.5}, "offset", "must be a whole number"),
        ({"usr": "x"}, "usr", "is not a known field"),
    ],
)
async def test_a_wrong_field_is_named_with_its_reason(
    api: Api, recommender: FakeRecommender, fields: dict[str, object], wrong: str, reason: str
) -> None:
    response, body = await api.ask(**fields)

    assert response.status == 400
    assert json.loads(body)["errors"] == [{"field": wrong, "reason": reason}]
    assert recommender.asked == []


async def test_every_wrong_field_is_named(api: Api) -> None:
    _, body = await api.ask(accuracy=101, banned_ids=[0], limit=0)

    fields = [error["field"] for error in json.loads(body)["errors"]]
    assert fields == ["accuracy", "limit", "banned_ids.0"]


async def test_a_missing_name_is_required(api: Api) -> None:
    _, body = await api.send("POST", "/recommendations", json={})

    assert json.loads(body)["errors"] == [{"field": "user_name", "reason": "is required"}]


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"banned_ids": [0] * 5000}, ("banned_ids.0", "must be at least 1")),
        ({"banned_ids": [0] * 300_000}, ("banned_ids", "must have at most 10000 items")),
        ({str(n): 0 for n in range(1500)}, ("body", "has 1500 unknown fields")),
        ({str(n): 0 for n in range(50_000)}, ("body", "has 50000 unknown fields")),
        ({str(n): 0 for n in range(83_000)}, ("body", f"{TOO_MANY} 82000 colons")),
        ({"banned_ids": [[[]]] * 50_000}, ("body", f"{TOO_MANY} 2000 closing brackets")),
        ({"banned_ids": [{}] * 50_000}, ("body", f"{TOO_MANY} 22000 closing braces")),
        ({"banned_users": {str(n): 0 for n in range(50_000)}}, ("banned_users", NO_ARRAY)),
    ],
)
async def test_thousands_of_wrong_values_are_one_error(
    api: Api, fields: dict[str, object], error: tuple[str, str]
) -> None:
    response, body = await api.ask(**fields)

    assert response.status == 400
    assert json.loads(body)["errors"] == [{"field": error[0], "reason": error[1]}]


async def test_a_response_names_at_most_20_errors(api: Api) -> None:
    wrong = {name: {"a": 1} for name in set(Request.model_fields) - {"user_name"}}
    _, body = await api.ask(**wrong | {f"unknown{n}": 1 for n in range(10)})

    errors = json.loads(body)["errors"]
    assert len(errors) == 21
    n_more = len(wrong) + 10 - 20
    assert errors[-1] == {"field": "body", "reason": f"has {n_more} more errors, not listed here"}


async def test_a_byte_order_mark_is_skipped(api: Api) -> None:
    response, _ = await api.ask_raw(b'\xef\xbb\xbf{"user_name": "Some_User"}')

    assert response.status == 200


async def test_the_name_of_an_unknown_field_is_truncated(api: Api) -> None:
    _, body = await api.ask(**{"x" * 1000: 1})

    assert json.loads(body)["errors"][0]["field"] == "x" * 64


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"{} {}",
        b"NaN",
        b'{"user_name": "ab", "accuracy": NaN}',
        b'{"user_name": "ab", "accuracy": Infinity}',
        b'{"user_name": "\\ud800"}',
        b'{"\\udfff": 1}',
        b'{"user_name": "\xff"}',
        '{"user_name": "ab"}'.encode("utf-16"),
        b"[" * 100_000,
        b'{"a":' * 20_000,
        b'{"user_name": "ab", "limit": ' + b"9" * 10_000 + b"}",
    ],
)
async def test_invalid_json_is_reported(api: Api, body: bytes) -> None:
    response, answer = await api.ask_raw(body)

    assert response.status == 400
    (error,) = json.loads(answer)["errors"]
    assert error["field"] == "body"
    assert error["reason"].startswith("is not valid JSON")


@pytest.mark.parametrize("body", [b"[]", b"null", b'"name"', b"1", b"true"])
async def test_json_other_than_an_object_is_refused(api: Api, body: bytes) -> None:
    response, answer = await api.ask_raw(body)

    assert response.status == 400
    assert json.loads(answer)["errors"] == [{"field": "body", "reason": "must be a JSON object"}]


@pytest.mark.parametrize(
    "body", [b'{"user_name": "ab", "accuracy": 1e999}', b'{"user_name": "ab", "accuracy": -1e999}']
)
async def test_a_huge_number_is_refused(api: Api, body: bytes) -> None:
    response, answer = await api.ask_raw(body)

    assert response.status == 400
    assert json.loads(answer)["errors"][0]["field"] == "accuracy"


async def test_the_last_of_repeated_fields_counts(api: Api, recommender: FakeRecommender) -> None:
    response, _ = await api.ask_raw(b'{"user_name": "first", "user_name": "last"}')

    assert response.status == 200
    assert recommender.asked[0].user_name == "last"


@pytest.mark.parametrize(
    "content_type",
    ["text/plain", "application/x-www-form-urlencoded", "application/json; charset=latin-1"],
)
async def test_another_content_type_is_refused(api: Api, content_type: str) -> None:
    response, _ = await api.ask_raw(b'{"user_name": "ab"}', content_type)

    assert response.status == 415
    assert response.headers["Accept"] == "application/json"


async def test_a_content_type_is_required(api: Api) -> None:
    response, _ = await api.send(
        "POST",
        "/recommendations",
        data=b'{"user_name": "ab"}',
        skip_auto_headers=["Content-Type"],
    )

    assert response.status == 415


async def test_charset_utf_8_is_accepted(api: Api) -> None:
    response, _ = await api.ask_raw(b'{"user_name": "ab"}', "application/json; charset=UTF-8")

    assert response.status == 200


@pytest.mark.parametrize("encoding", ["gzip", "br", "nonsense"])
async def test_a_compressed_body_is_refused(api: Api, encoding: str) -> None:
    response, _ = await api.ask_raw(b"\x1f\x8b\x08", **{"Content-Encoding": encoding})

    assert response.status == 415
