"""The aiohttp application, put together."""

from aiohttp import web

from reko_api.middleware.authentication import AccessControl
from reko_api.middleware.cors import cors_middleware
from reko_api.middleware.middlewares import answer_problems, observe
from reko_api.openapi.docs_page import render_page
from reko_api.openapi.document import openapi_document, render_document
from reko_api.protocols import Keys, Recommender
from reko_api.routes.handlers import Documents, Figures, Readiness
from reko_api.routes.json_endpoint import JsonEndpoint
from reko_core.contract.explain import WhyRequest
from reko_core.contract.recommend import Request
from reko_core.observability.metrics import Metrics
from reko_core.runtime.shutdown import GracefulShutdown
from reko_core.settings import ApiSettings

__all__ = ["SHUTDOWN", "make_app"]

SHUTDOWN = web.AppKey("shutdown", GracefulShutdown)


def make_app(
    recommender: Recommender,
    settings: ApiSettings,
    metrics: Metrics,
    keys: Keys | None = None,
) -> web.Application:
    """Build the application; `app[SHUTDOWN]` stops it gently. Without `keys` none is known."""
    app = web.Application(
        middlewares=[observe(metrics), cors_middleware(settings.cors_origins), answer_problems()],
        client_max_size=settings.max_body_bytes,
    )
    shutdown = app[SHUTDOWN] = GracefulShutdown()
    document = openapi_document()
    page, policy = render_page(document)

    admission, timeout_s = AccessControl(settings, keys), settings.request_timeout_s
    recommendations = JsonEndpoint(Request, recommender.recommend, admission, shutdown, timeout_s)
    why = JsonEndpoint(WhyRequest, recommender.why, admission, shutdown, timeout_s)
    figures, readiness = Figures(metrics), Readiness(recommender, shutdown)
    documents = Documents(render_document(document), page, policy)
    app.router.add_post("/recommendations", recommendations.post, expect_handler=ask_for_body)
    app.router.add_post("/recommendations/why", why.post, expect_handler=ask_for_body)
    for path, handler in (
        ("/", documents.home),
        ("/docs", documents.page),
        ("/openapi.json", documents.openapi),
        ("/problems/{slug}", documents.problem),
        ("/healthz", figures.live),
        ("/readyz", readiness.ready),
        ("/metrics", figures.metrics),
    ):
        app.router.add_get(path, handler, expect_handler=ask_for_body)
    return app


async def ask_for_body(request: web.Request) -> None:
    """Answer `Expect: 100-continue`; other expectations are ignored, as RFC 9110 allows.

    A body that will be refused for its size is not asked for.
    """
    is_expected = request.headers["Expect"].lower() == "100-continue"
    if is_expected and (request.content_length or 0) <= request.client_max_size:
        await request.writer.write(b"HTTP/1.1 100 Continue\r\n\r\n")
        # The interim answer is no part of the real one.
        request.writer.output_size = 0
