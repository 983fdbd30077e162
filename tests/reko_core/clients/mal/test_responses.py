"""Responses translated to errors."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reko_core.clients.http.http_get import HttpResponse
from reko_core.clients.mal.responses import outcome_label, response_error
from reko_core.errors import MalError, MalRateLimited, MalRefused, MalUnavailable


@pytest.mark.parametrize(
    ("status", "body", "error", "outcome"),
    [
        (400, b'{"error": "bad_request"}', MalRefused, "refused"),
        (403, b'{"error": "forbidden"}', MalRefused, "forbidden"),
        (404, b'{"error": "not_found"}', MalRefused, "not_found"),
        (499, b"{}", MalRefused, "refused"),
        (403, b"<html>", MalUnavailable, "unavailable"),
        (404, b"", MalUnavailable, "unavailable"),
        (403, b"[]", MalUnavailable, "unavailable"),
        (429, b"{}", MalRateLimited, "rate_limited"),
        (500, b'{"error": "internal"}', MalUnavailable, "unavailable"),
        (302, b"{}", MalUnavailable, "unavailable"),
        (204, b"", MalUnavailable, "unavailable"),
    ],
)
def test_failed_response_is_one_of_three_errors(
    status: int, body: bytes, error: type[MalError], outcome: str
) -> None:
    found = response_error(HttpResponse(status, body))

    assert type(found) is error
    assert found is not None
    assert outcome_label(found) == outcome


@given(st.integers(100, 999), st.binary() | st.dictionaries(st.text(), st.text()).map(json.dumps))
def test_any_response_is_a_success_or_an_error(status: int, body: bytes | str) -> None:
    found = response_error(HttpResponse(status, body if isinstance(body, bytes) else body.encode()))

    assert (found is None) == (status == 200)
    assert found is None or outcome_label(found)
