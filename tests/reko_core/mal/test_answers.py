"""What answers mean."""

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reko_core.errors import MalError, MalRateLimited, MalRefused, MalUnavailable
from reko_core.mal.answers import Answer, error_of, outcome_of, parse_retry_after


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
def test_answer_that_is_not_fine_is_one_of_three_errors(
    status: int, body: bytes, error: type[MalError], outcome: str
) -> None:
    found = error_of(Answer(status, body))

    assert type(found) is error
    assert found is not None
    assert outcome_of(found) == outcome


@given(st.integers(100, 999), st.binary() | st.dictionaries(st.text(), st.text()).map(json.dumps))
def test_any_answer_has_a_meaning(status: int, body: bytes | str) -> None:
    found = error_of(Answer(status, body if isinstance(body, bytes) else body.encode()))

    assert (found is None) == (status == 200)
    assert found is None or outcome_of(found)


@pytest.mark.parametrize(
    ("value", "wait_s"),
    [
        (None, None),
        ("0", 0),
        ("17", 17),
        ("-5", 0),
        ("soon", None),
        ("inf", None),
        ("nan", None),
        ("Fri, 31 Dec 1999 23:59:59 GMT", 0),
    ],
)
def test_retry_after_is_seconds_or_a_date(value: str | None, wait_s: float | None) -> None:
    assert parse_retry_after(value) == wait_s


def test_retry_after_in_the_future_is_a_positive_wait() -> None:
    wait_s = parse_retry_after("Fri, 31 Dec 2999 23:59:59 GMT")

    assert wait_s is not None
    assert wait_s > 0


@given(st.text())
def test_any_retry_after_is_a_wait_or_nothing(value: str) -> None:
    wait_s = parse_retry_after(value)

    assert wait_s is None or (wait_s >= 0 and math.isfinite(wait_s))
