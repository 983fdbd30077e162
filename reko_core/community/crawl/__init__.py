"""Crawl: names are discovered through Jikan, lists are fetched from MAL."""

from reko_core.community.crawl.crawler import Crawler
from reko_core.community.crawl.progress import CrawlLimits, CrawlProgress, CrawlState

__all__ = ["CrawlLimits", "CrawlProgress", "CrawlState", "Crawler"]
