"""`/docs`, `/openapi.json` and the URIs of problem types."""

from aiohttp import web

from reko_api.problem_types import ProblemType
from reko_api.routes.body import JSON_MEDIA_TYPE

__all__ = ["DocumentationHandlers"]

# Caches ask whether it has changed, which they find out by the ETag.
REVALIDATED = "no-cache"
SLUGS = frozenset(one.slug for one in ProblemType)


class DocumentationHandlers:
    """Serves the OpenAPI document and its page, both rendered once."""

    def __init__(self, openapi: bytes, page: bytes, page_policy: str) -> None:
        self._openapi = openapi
        self._page = page
        self._page_policy = page_policy

    async def openapi(self, _: web.Request) -> web.Response:
        """Serve the OpenAPI document."""
        return web.Response(
            body=self._openapi, content_type=JSON_MEDIA_TYPE, headers={"Cache-Control": REVALIDATED}
        )

    async def page(self, _: web.Request) -> web.Response:
        """Serve the documentation page."""
        return web.Response(
            body=self._page,
            content_type="text/html",
            charset="utf-8",
            headers={"Content-Security-Policy": self._page_policy, "Cache-Control": REVALIDATED},
        )

    async def problem(self, request: web.Request) -> web.Response:
        """Redirect from the URI of a problem type to its explanation."""
        slug = request.match_info["slug"]
        if slug not in SLUGS:
            raise web.HTTPNotFound
        return web.Response(status=302, headers={"Location": f"/docs#problem-{slug}"})
