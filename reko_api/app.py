"""The aiohttp application: middleware and routes, put together."""

from functools import cache
from typing import Any

from aiohttp import web

from reko_api.middleware.authentication import AccessControl
from reko_api.middleware.compression import compression_middleware
from reko_api.middleware.cors import cors_middleware
from reko_api.middleware.etags import etag_middleware
from reko_api.middleware.header_timeout import header_timeout_middleware
from reko_api.middleware.problems import problems_middleware
from reko_api.middleware.request_log import request_log_middleware
from reko_api.oauth.callback import OAuthCallback
from reko_api.openapi.document import openapi_document, render_document
from reko_api.openapi.page import render_page
from reko_api.protocols import ApiKeys, Connecting, Recommender
from reko_api.routes.documentation import DocumentationHandlers
from reko_api.routes.health import HealthHandlers, ReadinessHandler
from reko_api.routes.json_endpoint import JsonEndpoint, Limits
from reko_api.routes.list_upload import MAX_UPLOAD_BYTES, MULTIPART_MEDIA_TYPE
from reko_api.routes.pictures import picture_endpoints
from reko_api.routes.web_page import WebPage
from reko_core.contract.affinity import AffinityRequest
from reko_core.contract.explain import WhyRequest
from reko_core.contract.genres import GenreQuery
from reko_core.contract.group import GroupRequest
from reko_core.contract.recommend import Request
from reko_core.contract.season import SeasonRequest
from reko_core.contract.similar import SimilarRequest
from reko_core.contract.taste import TasteRequest
from reko_core.contract.title_query import TitleQuery
from reko_core.contract.titles_to_rate import TitlesToRateRequest
from reko_core.observability.metrics import Metrics
from reko_core.runtime.shutdown import GracefulShutdown
from reko_core.service.connections.account_connecting import callback_path
from reko_core.settings import ApiSettings

__all__ = ["SHUTDOWN", "make_app"]

SHUTDOWN = web.AppKey("shutdown", GracefulShutdown)


def make_app(
    recommender: Recommender,
    settings: ApiSettings,
    metrics: Metrics,
    keys: ApiKeys | None = None,
    docs_url: str = "",
    *,
    connecting: Connecting | None = None,
) -> web.Application:
    """Build the application; `app[SHUTDOWN]` shuts it down gracefully.

    Without `keys` every key is unknown; `docs_url` is where terms and privacy policy can be read.
    Without `connecting` nobody can connect an account.
    """
    app = web.Application(
        middlewares=[
            header_timeout_middleware(),
            request_log_middleware(metrics),
            compression_middleware(),
            etag_middleware(),
            cors_middleware(settings.cors_origins),
            problems_middleware(),
        ],
        client_max_size=settings.max_body_bytes,
    )
    shutdown = app[SHUTDOWN] = GracefulShutdown()
    limits = Limits(AccessControl(settings, keys), shutdown, settings.request_timeout_s)
    groups, seasons = recommender.groups, recommender.seasons
    titles = JsonEndpoint(TitleQuery, recommender.find_titles, limits)
    genres = JsonEndpoint(GenreQuery, recommender.find_genres, limits)
    health, readiness = HealthHandlers(metrics), ReadinessHandler(recommender, shutdown)
    documentation = DocumentationHandlers(*_documentation(docs_url))
    page = WebPage(settings.covers_url, docs_url)
    tastes, affinities = recommender.tastes, recommender.affinities
    endpoints: dict[str, JsonEndpoint[Any]] = {
        "/recommendations": JsonEndpoint(Request, recommender.recommend, limits),
        "/recommendations/why": JsonEndpoint(WhyRequest, recommender.why, limits),
        "/recommendations/group": JsonEndpoint(GroupRequest, groups.recommend, limits),
        "/recommendations/season": JsonEndpoint(SeasonRequest, seasons.recommend, limits),
        "/recommendations/similar": JsonEndpoint(SimilarRequest, recommender.similar.find, limits),
        "/titles/to-rate": JsonEndpoint(
            TitlesToRateRequest, recommender.titles_to_rate.find, limits
        ),
        "/taste": JsonEndpoint(TasteRequest, tastes.describe, limits),
        "/affinity": JsonEndpoint(AffinityRequest, affinities.compare, limits),
        **dict(picture_endpoints(recommender, limits)),
    }
    for path, endpoint in endpoints.items():
        app.router.add_post(path, endpoint.post, expect_handler=handle_expect)
    for path, handler in (
        ("/titles", titles.get),
        ("/genres", genres.get),
        ("/", page.page),
        ("/assets/{version}/{name:.+}", page.asset),
        ("/docs", documentation.page),
        ("/openapi.json", documentation.openapi),
        ("/problems/{slug}", documentation.problem),
        ("/healthz", health.live),
        ("/readyz", readiness.ready),
        ("/metrics", health.metrics),
    ):
        app.router.add_get(path, handler, expect_handler=handle_expect)
    if connecting is not None:
        callback = OAuthCallback(connecting, limits.access, limits.shutdown, limits.timeout_s)
        app.router.add_get(callback_path("{site}"), callback.ask)
        app.router.add_post(callback_path("{site}"), callback.connect)
    return app


@cache
def _documentation(docs_url: str) -> tuple[bytes, bytes, str]:
    """Return OpenAPI document, page and the page's policy: the same in each application."""
    document = openapi_document(docs_url)
    return render_document(document), *render_page(document)


async def handle_expect(request: web.Request) -> None:
    """Send `100 Continue` if it is expected; other expectations are ignored (RFC 9110).

    A body that will be refused for its size is not asked for.
    """
    is_expected = request.headers["Expect"].lower() == "100-continue"
    is_upload = request.content_type == MULTIPART_MEDIA_TYPE
    max_bytes = MAX_UPLOAD_BYTES if is_upload else request.client_max_size
    if is_expected and (request.content_length or 0) <= max_bytes:
        await request.writer.write(b"HTTP/1.1 100 Continue\r\n\r\n")
        # The interim response does not count as the start of the final one.
        request.writer.output_size = 0
