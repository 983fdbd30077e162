"""How far and how fast a crawl goes."""

from dataclasses import dataclass

__all__ = ["CrawlLimits"]


@dataclass(frozen=True, slots=True)
class CrawlLimits:
    """When a crawl ends, and how fast it goes; None = no limit.

    n_lists: so many lists kept. max_hours: so long. lists_per_hour: so many lists asked for in
    an hour, whatever comes of them, beside the pace that MAL's client keeps.
    """

    n_lists: int | None = None
    max_hours: float | None = None
    lists_per_hour: float | None = None
