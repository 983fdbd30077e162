import pytest

from reko_core.runtime.consecutive_failures import ConsecutiveFailures


def test_the_failure_at_the_limit_is_raised_and_the_count_starts_again() -> None:
    failures = ConsecutiveFailures(3)
    error = RuntimeError("down")
    for _ in range(2):
        failures.record(error)
        failures.record(error)
        with pytest.raises(RuntimeError) as raised:
            failures.record(error)
        assert raised.value is error


def test_a_success_resets_the_count() -> None:
    failures = ConsecutiveFailures(2)
    failures.record(RuntimeError("down"))
    failures.reset()
    failures.record(RuntimeError("down"))
    with pytest.raises(RuntimeError):
        failures.record(RuntimeError("down"))
