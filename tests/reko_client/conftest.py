"""The fake recommender behind a running API, as in the tests of the API."""

from tests.reko_api.conftest import api, recommender, start_api

__all__ = ["api", "recommender", "start_api"]
