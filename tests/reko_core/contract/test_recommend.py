import json
from typing import Any, get_origin

import numpy as np
import pytest
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from reko_core.contract.explain import WhyRequest
from reko_core.contract.fields import RequestModel
from reko_core.contract.list_entries import MAX_LIST_ENTRIES
from reko_core.contract.parsing import parse_user_name
from reko_core.contract.recommend import (
    Algorithm,
    AnimeInfo,
    Expected,
    Metadata,
    NeighbourRekos,
    Recommendation,
    RekoCounts,
    RelatedAnime,
    Request,
    Response,
    SimilarUser,
    Titles,
    UserCounts,
    parse_request,
)
from reko_core.domain.models import Entries
from reko_core.errors import BadInput

HASH = "0cc175b9c0f1b6a831c399e269772661"

ANSWER = {
    "metadata": {
        "user_last_analyzed": "2022-12-31T12:00:00.000Z",
        "users": {"found": 1, "banned": [HASH]},
        "rekos": {"sent": 1, "found": 107, "banned": [65432]},
        "algorithm": {"passages": 1, "accuracy": 100},
    },
    "users": [{"hash": HASH, "affinity": 88, "rekos": {"sent": 1, "found": 43}}],
    "rekos": [
        {
            "id": 33337,
            "info": {
                "id": 33337,
                "mean": 7.67,
                "title": "ACCA: 13-ku Kansatsu-ka",
                "titles": {
                    "romaji": "ACCA: 13-ku Kansatsu-ka",
                    "english": None,
                    "japanese": "ACCA13区監察課",
                },
                "airing_date": "2017-04-12",
                "main_image": "https://cdn.example/33337.jpg",
                "rating": "r+",
                "num_episodes": 12,
                "genres": ["Police", "Seinen"],
                "related": [{"id": 44403, "relation": "sequel"}],
                "media_type": "tv",
            },
            "match": 93,
            "expected": {"score": 8.23, "enjoyment": 95},
            "users": [0],
        }
    ],
}


def refusal(data: Any) -> BadInput:
    with pytest.raises(BadInput) as caught:
        parse_request(data)
    return caught.value


def test_only_the_name_is_required() -> None:
    request = parse_request({"user_name": "Some_User"})

    assert request == Request(user_name="Some_User")
    assert (request.accuracy, request.popularity, request.limit) == (100, 0, 24)
    assert (request.banned_ids, request.banned_users) == ((), ())
    assert not request.force_list_update
    assert (request.genres, request.types, request.max_episodes) == ((), (), None)
    assert (request.exclude_genres, request.age_ratings, request.offset) == ((), (), 0)
    assert (request.year_from, request.year_to) == (None, None)
    assert (request.include_planned, request.only_planned) == (False, False)


def test_every_field_of_the_contract_is_accepted() -> None:
    data = {
        "user_name": "Some-User_1",
        "site": "mal",
        "entries": None,
        "accuracy": 87.5,
        "popularity": -0.25,
        "banned_ids": [65432, 1],
        "banned_users": [HASH],
        "force_list_update": True,
        "include_adult": True,
        "continue_franchises": True,
        "limit": 100,
        "offset": 1000,
        "genres": ["Comedy", "School"],
        "exclude_genres": ["Horror"],
        "types": ["tv", "special"],
        "max_episodes": 26,
        "year_from": 1900,
        "year_to": 2100,
        "age_ratings": ["g", "r+", "rx"],
        "include_planned": True,
        "only_planned": True,
        "from_user": "other_user",
        "random_seed": 7,
    }

    assert set(data) == set(Request.model_fields)
    assert json.loads(parse_request(data).model_dump_json()) == data


@pytest.mark.parametrize("name", ["ab", "a" * 16, "A-b_9", "  Some_User\t\r\n"])
def test_names_are_stripped_of_whitespace(name: str) -> None:
    assert parse_request({"user_name": name}).user_name == name.strip()


@pytest.mark.parametrize(
    "typed",
    [
        "Some\u200b_User\ufeff",
        "\u202aSome_User\u202c",
        "\u2066Some_User\u2069",
        "Some_User\ufe0f",
        "\uff33\uff4f\uff4d\uff45\uff3f\uff35\uff53\uff45\uff52",
        "\u3000Some_User\u00a0",
        "@Some_User",
        "\uff20Some_User",
        "\u200b@ Some_User",
        "https://myanimelist.net/profile/Some_User",
        "<https://myanimelist.net/profile/Some_User>",
        "http://www.myanimelist.net/animelist/Some_User?status=2&tag=#top",
        "MyAnimeList.net/profile/Some_User/reviews",
        " https://myanimelist.net/profile/Some_User\u200b\n",
    ],
)
def test_names_are_understood_as_people_type_and_paste_them(typed: str) -> None:
    assert parse_request({"user_name": typed}).user_name == "Some_User"
    assert WhyRequest(user_name=typed, anime_id=1).user_name == "Some_User"
    assert parse_user_name(typed) == "Some_User"


@pytest.mark.parametrize(
    "name",
    [
        *("", "a", "a" * 17, "a b", "a/b", "名前", "ab\x00", "a\u00a0b", None, 12, ["ab"]),
        *("@", "@@ab", "\u200b", "a" * 2**20, "\uff41" * 2**20, "@a/b", "ab/profile/ab"),
        *("https://myanimelist.net/profile/", "https://example.org/profile/Some_User"),
        *("https://myanimelist.net/profile/a b", "https://myanimelist.net/anime/1/Some_User"),
    ],
)
def test_other_names_are_refused(name: Any) -> None:
    assert refusal({"user_name": name}).field == "user_name"


@pytest.mark.parametrize("popularity", [-1.01, 1.5, float("nan"), float("inf"), "1", None, True])
def test_other_popularities_are_refused(popularity: Any) -> None:
    assert refusal({"user_name": "ab", "popularity": popularity}).field == "popularity"


@pytest.mark.parametrize("accuracy", [0, 0.5, 99, 100, 100.0])
def test_accuracy_is_any_number_up_to_100(accuracy: float) -> None:
    assert parse_request({"user_name": "ab", "accuracy": accuracy}).accuracy == accuracy


@pytest.mark.parametrize(
    "accuracy", [-1, 100.1, float("nan"), float("inf"), "90", None, True, [90]]
)
def test_other_accuracies_are_refused(accuracy: Any) -> None:
    assert refusal({"user_name": "ab", "accuracy": accuracy}).field == "accuracy"


def test_integral_floats_are_ids() -> None:
    assert parse_request({"user_name": "ab", "banned_ids": [65432.0]}).banned_ids == (65432,)


@pytest.mark.parametrize("anime_id", [0, -5, 2**31, 1.5, "1", None, True, float("inf")])
def test_a_wrong_id_is_refused_with_its_index(anime_id: Any) -> None:
    assert refusal({"user_name": "ab", "banned_ids": [1, anime_id]}).field == "banned_ids.1"


@pytest.mark.parametrize("user_hash", [HASH.upper(), HASH[:-1], HASH + "0", "g" * 32, 1, None])
def test_a_wrong_hash_is_refused_with_its_index(user_hash: Any) -> None:
    assert refusal({"user_name": "ab", "banned_users": [user_hash]}).field == "banned_users.0"


@pytest.mark.parametrize(("field", "item"), [("banned_ids", 1), ("banned_users", HASH)])
def test_the_number_of_bans_is_limited(field: str, item: Any) -> None:
    assert len(getattr(parse_request({"user_name": "ab", field: [item] * 10_000}), field)) == 10_000
    assert refusal({"user_name": "ab", field: [item] * 10_001}).field == field


@pytest.mark.parametrize("value", [1, "true", None])
def test_flags_are_booleans_only(value: Any) -> None:
    flags = {name for name, field in Request.model_fields.items() if field.annotation is bool}

    assert len(flags) == 5
    for flag in flags:
        assert refusal({"user_name": "ab", flag: value}).field == flag


@pytest.mark.parametrize("limit", [0, 101, 2.5, "24", None])
def test_other_limits_are_refused(limit: Any) -> None:
    assert refusal({"user_name": "ab", "limit": limit}).field == "limit"


@pytest.mark.parametrize(
    ("genres", "place"),
    [
        (["Comedy", ""], ".1"),
        (["a" * 51], ".0"),
        ([1], ".0"),
        (["Comedy"] * 11, ""),
        ("Comedy", ""),
        (None, ""),
    ],
)
@pytest.mark.parametrize("field", ["genres", "exclude_genres"])
def test_other_genres_are_refused(field: str, genres: Any, place: str) -> None:
    assert refusal({"user_name": "ab", field: genres}).field == field + place


@pytest.mark.parametrize(
    ("types", "field"),
    [(["tv", "music"], "types.1"), (["TV"], "types.0"), ("tv", "types"), (["tv"] * 6, "types")],
)
def test_other_types_are_refused(types: Any, field: str) -> None:
    assert refusal({"user_name": "ab", "types": types}).field == field


@pytest.mark.parametrize("max_episodes", [1, 26.0, 10_000, None])
def test_max_episodes_is_an_integer_or_absent(max_episodes: Any) -> None:
    request = parse_request({"user_name": "ab", "max_episodes": max_episodes})

    assert request.max_episodes == max_episodes


@pytest.mark.parametrize("max_episodes", [0, -1, 1.5, 10_001, "12", True])
def test_other_numbers_of_episodes_are_refused(max_episodes: Any) -> None:
    assert refusal({"user_name": "ab", "max_episodes": max_episodes}).field == "max_episodes"


@pytest.mark.parametrize("offset", [-1, 1001, 0.5, "24", None, True])
def test_other_offsets_are_refused(offset: Any) -> None:
    assert refusal({"user_name": "ab", "offset": offset}).field == "offset"


@pytest.mark.parametrize("year", [1899, 2101, 2000.5, "2000", True])
@pytest.mark.parametrize("field", ["year_from", "year_to"])
def test_other_years_are_refused(field: str, year: Any) -> None:
    assert refusal({"user_name": "ab", field: year}).field == field


@pytest.mark.parametrize("years", [(2000, 2000), (1999.0, 2001), (None, 1900), (2100, None)])
def test_years_in_order_are_accepted(years: tuple[Any, Any]) -> None:
    request = parse_request({"user_name": "ab", "year_from": years[0], "year_to": years[1]})

    assert (request.year_from, request.year_to) == years


def test_years_in_the_wrong_order_are_refused() -> None:
    error = refusal({"user_name": "ab", "year_from": 2001, "year_to": 2000})

    assert (error.field, error.reason) == ("year_to", "must not be before year_from")


def test_two_wrong_years_are_refused_separately() -> None:
    assert refusal({"user_name": "ab", "year_from": 3000, "year_to": 2000}).field == "year_from"


@pytest.mark.parametrize(
    ("ratings", "field"),
    [
        (["g", "pg-13"], "age_ratings.1"),
        (["R"], "age_ratings.0"),
        ("rx", "age_ratings"),
        (["g"] * 7, "age_ratings"),
    ],
)
def test_other_age_ratings_are_refused(ratings: Any, field: str) -> None:
    assert refusal({"user_name": "ab", "age_ratings": ratings}).field == field


def test_a_single_name_must_match_the_same_pattern() -> None:
    assert parse_user_name(" Some_User\n") == "Some_User"
    with pytest.raises(BadInput) as caught:
        parse_user_name("some/body", "user_b")
    assert caught.value.field == "user_b"
    assert "body" not in str(caught.value)


def test_an_unknown_field_is_refused_by_name() -> None:
    assert refusal({"user_name": "ab", "acuracy": 90}).field == "acuracy"


def test_a_missing_name_is_named() -> None:
    assert refusal({}).field == "user_name"


@pytest.mark.parametrize("data", [None, [], "user", 7, True])
def test_a_body_that_is_no_object_is_refused(data: Any) -> None:
    assert refusal(data).field == "body"


def test_a_refusal_gives_a_reason_and_not_the_value() -> None:
    error = refusal({"user_name": "somebody/private"})

    assert error.reason
    assert "somebody" not in str(error)


def test_a_response_has_exactly_the_fields_and_types_of_the_contract() -> None:
    info = AnimeInfo(
        id=33337,
        mean=7.67,
        title="ACCA: 13-ku Kansatsu-ka",
        titles=Titles(romaji="ACCA: 13-ku Kansatsu-ka", english=None, japanese="ACCA13区監察課"),
        airing_date="2017-04-12",
        main_image="https://cdn.example/33337.jpg",
        rating="r+",
        num_episodes=12,
        genres=("Police", "Seinen"),
        related=(RelatedAnime(id=44403, relation="sequel"),),
        media_type="tv",
    )
    response = Response(
        metadata=Metadata(
            user_last_analyzed="2022-12-31T12:00:00.000Z",
            users=UserCounts(found=1, banned=(HASH,)),
            rekos=RekoCounts(sent=1, found=107, banned=(65432,)),
            algorithm=Algorithm(passages=1, accuracy=100),
        ),
        users=(SimilarUser(hash=HASH, affinity=88, rekos=NeighbourRekos(sent=1, found=43)),),
        rekos=(
            Recommendation(
                id=33337,
                info=info,
                match=93,
                expected=Expected(score=8.23, enjoyment=95),
                users=(0,),
            ),
        ),
    )

    assert json.loads(response.model_dump_json()) == ANSWER


def test_a_response_round_trips() -> None:
    text = json.dumps(ANSWER, separators=(",", ":"), ensure_ascii=False)

    assert Response.model_validate_json(text).model_dump_json() == text


def array_fields() -> list[tuple[type[RequestModel], str]]:
    return [
        (model, name)
        for model in (Request, WhyRequest)
        for name, field in model.model_fields.items()
        if get_origin(field.annotation) is tuple
    ]


def errors_of(model: type[RequestModel], data: object) -> list[ErrorDetails]:
    with pytest.raises(ValidationError) as caught:
        model.model_validate(data)
    return caught.value.errors()


@pytest.mark.parametrize(("model", "field"), array_fields())
@pytest.mark.parametrize("item", [0, 1, None, "", "x", [], {}, 1.5, HASH, "tv"])
def test_an_array_is_measured_before_its_items(
    model: type[RequestModel], field: str, item: object
) -> None:
    errors = errors_of(model, {"user_name": "ab", "anime_id": 1, field: [item] * 200_000})

    (error,) = [one for one in errors if one["loc"][0] == field]
    assert (error["type"], error["loc"]) == ("too_long", (field,))


@pytest.mark.parametrize(("model", "field"), array_fields())
def test_one_wrong_item_of_an_array_is_named(model: type[RequestModel], field: str) -> None:
    errors = errors_of(model, {"user_name": "ab", "anime_id": 1, field: [[], [], []]})

    assert [one["loc"] for one in errors if one["loc"][0] == field] == [(field, 0)]


@pytest.mark.parametrize("model", [Request, WhyRequest])
def test_many_unknown_fields_are_one_error(model: type[RequestModel]) -> None:
    unknown = {str(n): n for n in range(50_000)}

    (error,) = errors_of(model, {"user_name": "", "banned_users": [0]} | unknown)

    assert (error["loc"], error["msg"]) == ((), "has 50000 unknown fields")


@pytest.mark.parametrize(
    "fields", [{"user_name": "a b"}, {"user_name": "ab", "banned_users": ["x"]}]
)
def test_a_reason_is_no_regular_expression(fields: dict[str, object]) -> None:
    assert "^" not in refusal(fields).reason
    assert "pattern" not in refusal(fields).reason


@pytest.mark.parametrize(
    ("site", "typed", "meant"),
    [
        ("anilist", "Some_User", "anilist:Some_User"),
        ("kitsu", "anilist:Some_User", "anilist:Some_User"),
        ("anilist", "https://myanimelist.net/profile/Some_User", "Some_User"),
        ("mal", "https://kitsu.app/users/Some_User", "kitsu:Some_User"),
    ],
)
def test_the_site_is_part_of_the_name(site: str, typed: str, meant: str) -> None:
    assert parse_request({"user_name": typed, "site": site}).user_name == meant


@pytest.mark.parametrize("name", ["own:7", "other:Some_User", "anilist:", "kitsu:a b"])
def test_a_name_of_no_site_is_refused(name: str) -> None:
    assert refusal({"user_name": name}).field == "user_name"


def test_a_list_may_come_with_the_request() -> None:
    entries = [
        {"anime_id": 5, "score": 9},
        {"anime_id": 1, "status": "plan_to_watch"},
        {"anime_id": 5, "score": 3, "status": "dropped", "episodes": 4},
    ]
    request = parse_request({"entries": entries, "site": "anilist"})

    assert request.user_name == ""
    assert request.entries is not None
    assert request.inline_list is not None
    assert request.inline_list.entries == Entries.build(
        np.array([1, 5]), np.array([0, 3]), np.array([6, 4]), np.array([-1, 4])
    )


def test_an_empty_list_is_a_list() -> None:
    assert parse_request({"entries": []}).entries == ()


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({}, "user_name"),
        ({"user_name": "", "entries": None}, "user_name"),
        ({"user_name": "Some_User", "entries": []}, "body"),
        ({"user_name": "", "entries": []}, "user_name"),
        ({"entries": [{"anime_id": 0}]}, "entries.0.anime_id"),
        ({"entries": [{"anime_id": 1, "score": 11}]}, "entries.0.score"),
        ({"entries": [{"anime_id": 1, "status": "seen"}]}, "entries.0.status"),
        ({"entries": [{"anime_id": 1}] * (MAX_LIST_ENTRIES + 1)}, "entries"),
        ({"user_name": "Some_User", "site": "own"}, "site"),
    ],
)
def test_there_is_exactly_one_valid_list(data: Any, field: str) -> None:
    assert refusal(data).field == field
