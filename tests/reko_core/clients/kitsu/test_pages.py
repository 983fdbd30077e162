"""Kitsu's JSON:API is read leniently."""

import json
from typing import Any

import pytest

from reko_core.clients.kitsu.pages import (
    read_last_update,
    read_library_page,
    read_mal_ids,
    read_user,
)
from reko_core.domain.models import Status


def entry(site_id: Any = "1", **attributes: Any) -> dict[str, Any]:
    return {
        "type": "libraryEntries",
        "id": "77",
        "attributes": attributes,
        "relationships": {"anime": {"data": {"type": "anime", "id": site_id}}},
    }


def page(*data: Any, **more: Any) -> bytes:
    return json.dumps({"data": data, **more}).encode()


def test_statuses_are_those_of_mal_and_rewatched_titles_are_completed() -> None:
    names = ("current", "planned", "completed", "on_hold", "dropped", "CURRENT", "odd", None, 5)
    entries = [entry(str(n), status=name) for n, name in enumerate(names, 1)]
    again = entry("50", status="current", reconsuming=True)

    rows = read_library_page(page(*entries, again)).rows

    assert [Status(status).name for _, _, status, _ in rows] == [
        *("WATCHING", "PLAN_TO_WATCH", "COMPLETED", "ON_HOLD", "DROPPED", "WATCHING"),
        *("UNKNOWN", "UNKNOWN", "UNKNOWN", "COMPLETED"),
    ]


def test_twentieths_are_halved_and_rounded_up_and_others_are_no_score() -> None:
    ratings = [2, 3, 4, 14, 15, 19, 20, None, 0, 1, 21, -2, 7.5, "x", 2**70]

    rows = read_library_page(page(*(entry(ratingTwenty=one) for one in ratings))).rows

    assert [score for _, score, _, _ in rows] == [1, 2, 2, 7, 8, 10, 10, 0, 0, 1, 0, 0, 0, 0, 0]


def test_private_entries_are_left_out_and_invalid_ones_skipped() -> None:
    odd = [entry("0"), entry("x"), entry(None), entry(str(2**31)), {}, None, 3, "entry", []]
    private, good = entry("8", private=True), entry("9", progress=70_000)

    read = read_library_page(page(*odd, private, good))

    assert read.rows == ((9, 0, Status.UNKNOWN, 32_767),)
    assert read.n_skipped == len(odd)
    assert read.n_items == len(odd) + 2


@pytest.mark.parametrize(
    ("links", "has_next"),
    [({"next": "https://kitsu.app/x"}, True), ({"next": ""}, False), ({}, False), ([1], False)],
)
def test_a_next_page_is_told_by_its_link(links: Any, *, has_next: bool) -> None:
    assert read_library_page(page(entry(), links=links)).has_next == has_next


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b'{"data": {}}', b'{"errors": []}', b"\xff"])
def test_what_is_no_page_is_malformed(body: bytes) -> None:
    for read in (read_user, read_library_page, read_last_update, read_mal_ids):
        with pytest.raises(ValueError, match=r"(?s)."):
            read(body)


def test_the_latest_change_counts() -> None:
    times = ("2024-01-02T03:04:05.678Z", "2024-05-01T00:00:00.000+09:00", "soon", None)

    changed_at = read_last_update(page(*({"attributes": {"updatedAt": time}} for time in times)))

    assert changed_at is not None
    assert changed_at.isoformat() == "2024-04-30T15:00:00+00:00"
    assert read_last_update(page()) is None


def test_only_one_user_is_the_user() -> None:
    one = {"id": "5", "attributes": {"slug": "some-one", "name": "Some One"}}

    found = read_user(page(one))

    assert found is not None
    assert (found.id, found.slug, found.name) == (5, "some-one", "Some One")
    assert read_user(page(one, one)) is read_user(page()) is read_user(page({"id": "x"})) is None


def test_ids_of_mal_are_found_among_all_mappings() -> None:
    def title(site_id: str, *mappings: str) -> dict[str, Any]:
        references = [{"type": "mappings", "id": one} for one in mappings]
        return {"id": site_id, "relationships": {"mappings": {"data": references}}}

    def mapping(number: str, site: str, external: Any) -> dict[str, Any]:
        return {"id": number, "attributes": {"externalSite": site, "externalId": external}}

    included = [
        mapping("1", "myanimelist/anime", "30"),
        mapping("2", "anilist/anime", "31"),
        mapping("3", "myanimelist/manga", "32"),
        mapping("4", "myanimelist/anime", "20"),
        mapping("5", "myanimelist/anime", "x"),
        {},
        None,
    ]
    titles = [title("7", "1", "2", "4"), title("8", "2", "3"), title("9", "5", "99"), {}, None]

    assert read_mal_ids(page(*titles, included=included)) == {7: 20}
