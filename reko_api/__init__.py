"""The HTTP API of Reko: recommendations, their documentation, health and metrics."""

from reko_api.app import make_app
from reko_api.metrics_server import running_metrics_server
from reko_api.protocols import ApiKeys, Readiness, Recommender
from reko_api.server import running_api

__all__ = [
    "ApiKeys",
    "Readiness",
    "Recommender",
    "make_app",
    "running_api",
    "running_metrics_server",
]
