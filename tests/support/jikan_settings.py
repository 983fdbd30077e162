"""Settings for requests to a fake Jikan, without rate limits."""

from typing import Any

from reko_core.settings import JikanSettings


def fast_jikan_settings(base_url: str, **changes: Any) -> JikanSettings:
    """Return settings beyond the limits of the real Jikan, hence not validated."""
    fast = {
        "base_url": base_url,
        "requests_per_second": 1000.0,
        "requests_per_minute": 100_000,
        "timeout_s": 5.0,
        "max_attempts": 2,
        "max_wait_s": 0.05,
    }
    return JikanSettings().model_copy(update={**fast, **changes})
