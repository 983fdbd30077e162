"""Parsing AniList's JSON, valid and invalid."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reko_core.clients.anilist.chunks import read_chunk, read_last_update
from reko_core.clients.anilist.responses import response_error
from reko_core.clients.http.http_request import HttpResponse
from reko_core.domain.models import Status


def body(*entries: object, **fields: object) -> bytes:
    collection = {"lists": [{"entries": [*entries]}], "hasNextChunk": False, **fields}
    return json.dumps({"data": {"MediaListCollection": collection}}).encode()


@pytest.mark.parametrize(
    ("score", "rounded"),
    [(0, 0), (0.1, 1), (3.5, 4), (6, 6), (8.5, 9), (8.4, 8), (10, 10), (85, 0), (None, 0)],
)
def test_scores_are_rounded_half_up_to_at_least_1(score: float | None, rounded: int) -> None:
    (row,) = read_chunk(body({"mediaId": 1, "score": score, "status": "PAUSED"})).rows

    assert row == (1, rounded, Status.ON_HOLD, -1)


def test_invalid_entries_are_skipped_and_counted() -> None:
    media = {"idMal": "no number"}
    chunk = read_chunk(
        body(
            {"mediaId": 1, "status": "SOME_NEW_ONE", "progress": 10**6, "media": media},
            {"mediaId": None},
            "no entry",
            {"mediaId": 2, "media": None},
        )
    )

    assert chunk.rows == ((1, 0, Status.UNKNOWN, 2**15 - 1), (2, 0, Status.UNKNOWN, -1))
    assert (chunk.n_skipped, dict(chunk.mal_ids), chunk.user_name) == (2, {}, None)


@pytest.mark.parametrize(
    "malformed",
    [
        b"",
        b"[]",
        b'{"data": null}',
        b'{"data": {"MediaListCollection": null}}',
        b'{"data": {"MediaListCollection": {"lists": null}}}',
        b'{"errors": [{"status": 500}], "data": {"MediaListCollection": {"lists": []}}}',
        b"[" + b"{}," * 160_000 + b"{}]",
    ],
)
def test_anything_else_is_malformed(malformed: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  of pydantic, too
        read_chunk(malformed)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["mediaId", "score", "status", "progress", "media", "idMal", "updatedAt"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=8,
)


@settings(max_examples=40)
@given(st.lists(JSON, max_size=3), JSON)
def test_any_entries_are_read_or_skipped(entries: list[Any], following: Any) -> None:
    content = body(*entries, hasNextChunk=following)
    chunk = read_chunk(content)

    assert len(chunk.rows) + chunk.n_skipped <= len(entries)
    assert all(0 <= score <= 10 and episodes >= -1 for _, score, _, episodes in chunk.rows)
    read_last_update(content)


@settings(max_examples=40)
@given(st.integers(100, 599), JSON | st.binary(max_size=20), JSON)
def test_any_response_is_a_success_or_an_error(status: int, content: Any, error: Any) -> None:
    text = content if isinstance(content, bytes) else json.dumps(content).encode()
    listed = json.dumps({"errors": [error]}).encode()

    assert (response_error(HttpResponse(status, text)) is None) == (status == 200)
    assert response_error(HttpResponse(status, listed)) is not None or status == 200
