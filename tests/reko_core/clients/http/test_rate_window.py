"""Pauses from the header `X-RateLimit-Remaining`."""

import pytest

from reko_core.clients.http.rate_window import PERIOD_S, RateWindow
from reko_core.clients.http.retry_after import parse_count


async def test_no_request_left_means_a_pause_until_the_minute_is_over(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    window = RateWindow()
    pauses = []
    for now, n_remaining in [(0, 2), (5, 1), (20, 0), (61, 29), (80, 0)]:
        monkeypatch.setattr("asyncio.get_running_loop", lambda now=now: _Loop(now))
        pauses.append(window.observe(n_remaining))

    assert pauses == [0, 0, PERIOD_S - 20, 0, PERIOD_S - 19]


class _Loop:
    def __init__(self, now: float) -> None:
        self._now = now

    def time(self) -> float:
        return self._now


@pytest.mark.parametrize(("value", "count"), [("0", 0), ("29", 29), ("-1", None), (None, None)])
def test_header_is_a_number_or_unknown(value: str | None, count: int | None) -> None:
    assert parse_count(value) == count
