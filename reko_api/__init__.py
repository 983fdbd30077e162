"""The HTTP API of Reko: one endpoint, its documentation, health and metrics."""

from reko_api.app import make_app
from reko_api.metrics_server import running_metrics_server
from reko_api.protocols import Keys, Readiness, Recommender
from reko_api.server import running_api

__all__ = ["Keys", "Readiness", "Recommender", "make_app", "running_api", "running_metrics_server"]
