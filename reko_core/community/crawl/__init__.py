"""Growing the community: names are found through Jikan, lists are fetched from MAL."""

from reko_core.community.crawl.crawler import Crawler
from reko_core.community.crawl.limits import CrawlLimits
from reko_core.community.crawl.progress import CrawlProgress, CrawlState

__all__ = ["CrawlLimits", "CrawlProgress", "CrawlState", "Crawler"]
