"""Parsing MAL's JSON, valid and invalid."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reko_core.clients.mal.pages import read_anime, read_last_update, read_list_page, read_titles
from reko_core.clients.parsing.list_builder import ListBuilder
from reko_core.domain.models import Anime, Status

NOW = datetime(2024, 1, 1, tzinfo=UTC)

# Invalid values, many of them nearly valid.
garbage = (
    st.integers()
    | st.floats()
    | st.text(max_size=5)
    | st.sampled_from([None, True, 0, -1, 11, 10**30, "2017-13-40", "completed", "unknown", "r+"])
    | st.sampled_from([[], {}, [None], [[1]], [{"name": 1}], [{"name": "Drama"}, "Drama"]])
    | st.sampled_from([{"en": []}, {"year": -1}, {"year": 2019}, {"large": 1, "medium": None}])
    | st.sampled_from([[{"node": {"id": 0}}], [{"node": {"id": 5}, "relation_type": {}}]])
)
NODE_KEYS = [
    "title",
    "alternative_titles",
    "media_type",
    "num_episodes",
    "start_date",
    "end_date",
    "start_season",
    "status",
    "mean",
    "num_scoring_users",
    "num_list_users",
    "rating",
    "genres",
    "source",
    "studios",
    "main_picture",
    "average_episode_duration",
    "related_anime",
]
STATUS_KEYS = ["status", "score", "num_episodes_watched", "is_rewatching", "updated_at"]
nodes = st.fixed_dictionaries(
    {"id": st.integers(1, 2**31 - 1)}, optional=dict.fromkeys(NODE_KEYS, garbage)
)
statuses = st.fixed_dictionaries({}, optional=dict.fromkeys(STATUS_KEYS, garbage))
items = st.fixed_dictionaries({"node": nodes}, optional={"list_status": statuses | garbage})


def as_bytes(document: Any) -> bytes:
    return json.dumps(document).encode()


def title_of(**fields: Any) -> Anime:
    return read_anime(as_bytes({"id": 1, "title": "A Title", **fields}))


def row_of(**status: Any) -> tuple[int, int, int, int]:
    (row,) = read_list_page(as_bytes({"data": [{"node": {"id": 1}, "list_status": status}]})).rows
    return row


@given(st.lists(items, max_size=5))
def test_entry_with_an_id_is_never_lost_however_bad_the_rest(data: list[Any]) -> None:
    page = read_list_page(as_bytes({"data": data}))
    ids = {item["node"]["id"] for item in data}
    titles = read_titles(page.body, ids)
    builder = ListBuilder(1000)
    builder.add(page.rows, titles, n_skipped=page.n_skipped)

    entries = builder.build("ab", NOW).user_list.entries

    assert page.n_skipped == 0
    assert set(entries.anime_ids.tolist()) == ids
    assert ((entries.scores >= 0) & (entries.scores <= 10)).all()
    assert (entries.episodes >= -1).all()
    assert all(title.year is None or title.year > 0 for title in titles)


@given(st.lists(garbage | items))
def test_invalid_entries_are_skipped(data: list[Any]) -> None:
    page = read_list_page(as_bytes({"data": data}))

    assert len(page.rows) + page.n_skipped == len(data)
    assert len(read_titles(page.body, {row[0] for row in page.rows})) <= len(page.rows)


@given(garbage.map(as_bytes) | st.binary() | nodes.map(as_bytes))
def test_malformed_response_is_a_value_error(body: bytes) -> None:
    errors: list[Exception] = []
    for read in (read_list_page, read_last_update, read_anime):
        try:
            read(body)
        except Exception as error:  # noqa: BLE001 - which ones is what is tested
            errors.append(error)

    assert [error for error in errors if not isinstance(error, ValueError)] == []


def test_deep_nesting_is_a_value_error() -> None:
    with pytest.raises(ValueError, match="recursion"):
        read_list_page(b"[" * 100_000)


@pytest.mark.parametrize("text", ["2017", "2017-10", "2017-10-23"])
def test_partial_dates_are_kept_as_they_are(text: str) -> None:
    assert title_of(start_date=text).start_date == text


@pytest.mark.parametrize("text", ["", "0000", "2017-13", "2017-02-30", "2017-1-1", "23.10.2017", 5])
def test_impossible_dates_are_unknown(text: Any) -> None:
    assert title_of(start_date=text).start_date is None


def test_season_gives_the_year_where_the_date_is_unknown() -> None:
    season = {"year": 1984, "season": "fall"}

    assert title_of(start_season=season).start_date == "1984"
    assert title_of(start_season=season, start_date="1984-10").start_date == "1984-10"


def test_all_fields_of_a_title_are_read() -> None:
    title = title_of(
        alternative_titles={"synonyms": ["AT", 5, ""], "en": "English Title", "ja": "題名"},
        media_type="tv",
        num_episodes=109,
        start_date="1984-10-11",
        end_date="1988",
        status="finished_airing",
        mean=7.98,
        num_scoring_users=25_000,
        num_list_users=80_000,
        rating="r",
        genres=[{"id": 1, "name": "Action"}, {"id": 27, "name": "Shounen"}],
        source="manga",
        studios=[{"id": 18, "name": "Some Studio"}],
        main_picture={"medium": "https://pictures.example/1.jpg"},
        average_episode_duration=1500,
    )

    assert title == Anime(
        id=1,
        title="A Title",
        title_english="English Title",
        title_japanese="題名",
        synonyms=("AT",),
        media_type="tv",
        n_episodes=109,
        start_date="1984-10-11",
        end_date="1988",
        airing="finished_airing",
        mean=7.98,
        scored_by=25_000,
        members=80_000,
        age_rating="r",
        genres=("Action", "Shounen"),
        origin="manga",
        studios=("Some Studio",),
        picture="https://pictures.example/1.jpg",
        duration_min=25,
    )


def test_zero_and_empty_mean_unknown() -> None:
    empty = title_of(
        alternative_titles={"en": ""},
        media_type="unknown",
        num_episodes=0,
        mean=0,
        num_list_users=0,
        rating="",
        genres=[],
        main_picture={},
        average_episode_duration=0,
    )

    assert empty == Anime(id=1, title="A Title")


def test_picture_without_a_web_url_is_unknown() -> None:
    assert title_of(main_picture={"large": "javascript:alert(1)"}).picture is None


def test_title_is_not_related_to_itself() -> None:
    assert title_of(related_anime=[{"node": {"id": 1}, "relation_type": "other"}]).relations == ()


def test_title_without_a_name_stays_on_the_list_but_is_no_title() -> None:
    page = read_list_page(as_bytes({"data": [{"node": {"id": 9}}]}))

    assert page.rows == ((9, 0, Status.UNKNOWN, -1),)
    assert read_titles(page.body, {9}) == ()


def test_only_the_requested_titles_are_parsed() -> None:
    nodes = [{"node": {"id": number, "title": f"Title {number}"}} for number in range(1, 5)]
    body = as_bytes({"data": [*nodes, {"node": {"title": "Nobody knows"}}, None, 17]})

    assert read_titles(body, {2, 4, 6}) == (Anime(2, "Title 2"), Anime(4, "Title 4"))


def test_error_about_a_response_does_not_quote_it() -> None:
    with pytest.raises(ValueError, match="data") as refused:
        read_list_page(as_bytes({"data": "a secret"}))

    assert "secret" not in str(refused.value)


@pytest.mark.parametrize(("score", "kept"), [(10, 10), (0, 0), (11, 0), (-1, 0), ("x", 0)])
def test_impossible_scores_are_no_scores(score: Any, kept: int) -> None:
    assert row_of(score=score)[1] == kept


@pytest.mark.parametrize(
    ("status", "kept"),
    [("on_hold", Status.ON_HOLD), ("pondering", Status.UNKNOWN), (4, Status.UNKNOWN)],
)
def test_unknown_statuses_are_unknown(status: Any, kept: Status) -> None:
    assert row_of(status=status)[2] == kept


def test_title_watched_again_was_completed() -> None:
    row = row_of(status="watching", is_rewatching=True, num_episodes_watched=0)

    assert row[2] == Status.COMPLETED


@pytest.mark.parametrize(("watched", "kept"), [(-3, 0), (10**12, 32_767), (None, -1), (12, 12)])
def test_episodes_are_clamped(watched: Any, kept: int) -> None:
    assert row_of(num_episodes_watched=watched)[3] == kept


def test_last_update_is_the_newest_in_utc() -> None:
    moments = ["2021-03-15T09:00:58+00:00", "2021-03-15T12:00:00+09:00", "yesterday"]
    data = [{"node": {"id": 1}, "list_status": {"updated_at": moment}} for moment in moments]

    assert read_last_update(as_bytes({"data": data})) == datetime(2021, 3, 15, 9, 0, 58, tzinfo=UTC)


@pytest.mark.parametrize(
    ("nsfw", "is_adult"), [("black", True), ("gray", False), ("white", False), (None, False)]
)
def test_a_title_that_mal_calls_black_is_adult(nsfw: str | None, *, is_adult: bool) -> None:
    assert title_of(nsfw=nsfw).is_adult == is_adult
