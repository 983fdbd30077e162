from hypothesis import given
from hypothesis import strategies as st

from reko_core.runtime.rate_limit import Limit, TokenBuckets


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_a_burst_is_let_through_and_then_the_rate_holds() -> None:
    clock = Clock()
    buckets = TokenBuckets(60, 3, clock=clock)

    assert [buckets.take("a") for _ in range(4)] == [0, 0, 0, 1]
    clock.now += 1
    assert buckets.take("a") == 0
    assert buckets.take("a") == 1


def test_clients_do_not_share_a_bucket() -> None:
    buckets = TokenBuckets(60, 1, clock=Clock())

    assert buckets.take("a") == 0
    assert buckets.take("b") == 0
    assert buckets.take("a") > 0


def test_a_client_may_have_a_limit_of_its_own() -> None:
    clock = Clock()
    buckets = TokenBuckets(60, 1, clock=clock)

    assert [buckets.take("a", Limit(6, 2)) for _ in range(3)] == [0, 0, 10]
    clock.now += 10
    assert buckets.take("a", Limit(6, 2)) == 0


def test_a_quiet_client_saves_no_more_than_a_burst() -> None:
    clock = Clock()
    buckets = TokenBuckets(60, 2, clock=clock)
    buckets.take("a")
    clock.now += 1e6

    assert [buckets.take("a") for _ in range(3)] == [0, 0, 1]


def test_least_recently_used_buckets_are_evicted() -> None:
    buckets = TokenBuckets(60, 1, max_clients=2, clock=Clock())
    for client in ("a", "b", "a", "c"):
        buckets.take(client)

    assert len(buckets) == 2
    assert buckets.take("a") > 0
    assert buckets.take("b") == 0


@given(
    per_minute=st.floats(0.1, 10_000),
    burst=st.integers(1, 50),
    steps_s=st.lists(st.floats(0, 30), max_size=60),
)
def test_no_client_ever_gets_more_than_burst_and_rate(
    per_minute: float, burst: int, steps_s: list[float]
) -> None:
    clock = Clock()
    buckets = TokenBuckets(per_minute, burst, clock=clock)
    granted = 0
    for step_s in steps_s:
        clock.now += step_s
        wait_s = buckets.take("a")
        granted += wait_s == 0
        assert wait_s >= 0

    assert granted <= burst + (clock.now - 1000) * per_minute / 60 + 1e-6
