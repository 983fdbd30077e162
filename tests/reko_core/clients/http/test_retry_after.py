import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reko_core.clients.http.retry_after import parse_retry_after


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
