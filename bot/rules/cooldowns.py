"""How often one person may ask: a token bucket each, as the HTTP API has for its clients."""

from bot.errors import OnCooldown
from reko_core.runtime.rate_limit import TokenBuckets

__all__ = ["Cooldowns"]


class Cooldowns:
    """Holds a person to some questions a minute, over all servers."""

    def __init__(self, buckets: TokenBuckets) -> None:
        self._buckets = buckets

    def take(self, discord_id: int) -> None:
        """Count a question. Raises OnCooldown with the time to wait."""
        if wait_s := self._buckets.take(str(discord_id)):
            raise OnCooldown(wait_s)
