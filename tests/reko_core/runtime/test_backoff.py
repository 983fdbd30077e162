from reko_core.runtime.backoff import ExponentialBackoff


def test_pauses_double_to_an_hour_and_are_never_shorter_than_retry_after() -> None:
    backoff = ExponentialBackoff()
    assert [backoff.next() for _ in range(9)] == [30, 60, 120, 240, 480, 960, 1920, 3600, 3600]
    assert backoff.next(5000) == 5000
    assert backoff.next(10**9) == 24 * 3600
    backoff.reset()
    assert backoff.next(5) == 30
