"""Which failed requests are retried, and when."""

from reko_core.errors import JikanRateLimited, JikanUnavailable, SiteRateLimited, SiteUnavailable

__all__ = ["should_retry"]

_TEMPORARY = (SiteRateLimited, SiteUnavailable, JikanRateLimited, JikanUnavailable)


def should_retry(error: Exception, max_wait_s: float) -> bool | float:
    """Return whether to retry, or after how many seconds (`Retry-After`, up to `max_wait_s`).

    This is what stamina takes as its predicate.
    """
    if not isinstance(error, _TEMPORARY):
        return False
    if error.retry_after_s is None:
        return True
    return error.retry_after_s <= max_wait_s and error.retry_after_s
