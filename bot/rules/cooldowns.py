"""Rate limit of each person: a token bucket, as the HTTP API has for its clients."""

from bot.errors import OnCooldown
from reko_core.runtime.rate_limit import TokenBuckets

__all__ = ["Cooldowns"]


class Cooldowns:
    """Limits the requests per minute of a person, over all servers."""

    def __init__(self, buckets: TokenBuckets) -> None:
        self._buckets = buckets

    def take(self, discord_id: int) -> None:
        """Count a request. Raises OnCooldown with the time to wait."""
        if wait_s := self._buckets.take(str(discord_id)):
            raise OnCooldown(wait_s)
