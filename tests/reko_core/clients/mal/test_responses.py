"""Responses translated to errors."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reko_core.clients.http.http_request import HttpResponse
from reko_core.clients.http.site_requests import outcome_label
from reko_core.clients.mal.responses import response_error
from reko_core.errors import SiteError, SiteRateLimited, SiteRefused, SiteUnavailable


@pytest.mark.parametrize(
    ("status", "body", "error", "outcome"),
    [
        (400, b'{"error": "bad_request"}', SiteRefused, "refused"),
        (403, b'{"error": "forbidden"}', SiteRefused, "forbidden"),
        (404, b'{"error": "not_found"}', SiteRefused, "not_found"),
        (499, b"{}", SiteRefused, "refused"),
        (403, b"<html>", SiteUnavailable, "unavailable"),
        (404, b"", SiteUnavailable, "unavailable"),
        (403, b"[]", SiteUnavailable, "unavailable"),
        (429, b"{}", SiteRateLimited, "rate_limited"),
        (500, b'{"error": "internal"}', SiteUnavailable, "unavailable"),
        (302, b"{}", SiteUnavailable, "unavailable"),
        (204, b"", SiteUnavailable, "unavailable"),
    ],
)
def test_failed_response_is_one_of_three_errors(
    status: int, body: bytes, error: type[SiteError], outcome: str
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
