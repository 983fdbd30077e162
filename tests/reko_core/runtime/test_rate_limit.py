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


def test_only_full_buckets_are_forgotten() -> None:
    clock = Clock()
    buckets = TokenBuckets(60, 2, max_clients=2, clock=clock)
    for client in ("a", "a", "b"):
        assert buckets.take(client) == 0

    clock.now += 1  # that of b is full, that of a is not
    assert [buckets.take("c") for _ in range(3)] == [0, 0, 1]
    assert len(buckets) == 2
    assert [buckets.take("a"), buckets.take("a")] == [0, 1]


def test_filling_the_table_gives_no_tokens_back() -> None:
    buckets = TokenBuckets(60, 3, max_clients=10, clock=Clock())
    for n in range(10):
        assert [buckets.take(f"{n}") for _ in range(4)] == [0, 0, 0, 1]

    granted = sum(buckets.take(f"other {n}") == 0 for n in range(1000))

    assert granted == 3, "those without a bucket share one"
    assert len(buckets) == 10
    assert all(buckets.take(f"{n}") == 1 for n in range(10))


@given(
    steps=st.lists(st.tuples(st.integers(0, 6), st.floats(0, 3)), max_size=80),
    max_clients=st.integers(1, 8),
)
def test_no_client_gets_more_in_a_small_table(
    steps: list[tuple[int, float]], max_clients: int
) -> None:
    clock = Clock()
    small = TokenBuckets(60, 2, max_clients=max_clients, clock=clock)
    unbounded = TokenBuckets(60, 2, clock=clock)
    n_small, n_unbounded = [0] * 7, [0] * 7
    for client, step_s in steps:
        clock.now += step_s
        n_small[client] += small.take(str(client)) == 0
        n_unbounded[client] += unbounded.take(str(client)) == 0
        assert len(small) <= max_clients

    if max_clients >= 7:
        assert n_small == n_unbounded
    for count in n_small:
        assert count <= 2 * (2 + clock.now - 1000) + 1e-6, "its own bucket and the shared one"


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
