"""A client of Reko's HTTP API for Python: typed, asynchronous, with nothing but aiohttp below it.

docs/python-client.md shows how to use it.
"""

from reko_client.client import RekoClient
from reko_client.errors import RekoError, RekoProblem, RekoUnreachable

__all__ = ["RekoClient", "RekoError", "RekoProblem", "RekoUnreachable"]
