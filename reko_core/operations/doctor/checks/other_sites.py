"""AniList and Kitsu: whether they answer. Without them, Reko works for the users of MAL."""

from collections.abc import Callable

from yarl import URL

from reko_core.clients.anilist import responses as anilist
from reko_core.clients.http.http_request import HttpRequest, HttpResponse
from reko_core.clients.kitsu import responses as kitsu
from reko_core.clients.parsing.json_objects import json_object
from reko_core.domain.sites import Site
from reko_core.errors import SiteError
from reko_core.operations.doctor.finding import Finding, ok, skipped, warning
from reko_core.operations.doctor.probe import Unreachable, send
from reko_core.settings import AniListSettings, KitsuSettings

__all__ = ["check_anilist", "check_kitsu"]


async def check_anilist(settings: AniListSettings, *, is_offline: bool) -> list[Finding]:
    """Request one title of AniList."""
    body = {"query": "{ Media(id: 1) { id } }"}
    request = HttpRequest(URL(settings.base_url), method="POST", json=body)
    return [await _check(Site.ANILIST, request, anilist.response_error, is_offline=is_offline)]


async def check_kitsu(settings: KitsuSettings, *, is_offline: bool) -> list[Finding]:
    """Request one title of Kitsu, with its mappings."""
    query = {"filter[id]": "1", "page[limit]": "1", "include": "mappings"}
    url = (URL(settings.base_url.rstrip("/")) / "anime").with_query(query)
    request = HttpRequest(url, {"Accept": "application/vnd.api+json"})
    return [await _check(Site.KITSU, request, kitsu.response_error, is_offline=is_offline)]


async def _check(
    site: Site,
    request: HttpRequest,
    response_error: Callable[[HttpResponse], SiteError | None],
    *,
    is_offline: bool,
) -> Finding:
    if is_offline:
        return skipped(site, f"{site.label} was not contacted: --offline.")
    later = f"Lists of {site.label} cannot be read; all others can."
    try:
        result = await send(request)
    except Unreachable as error:
        where = request.url.origin()
        return warning(site, f"{where} is unreachable ({error}). {later} Check {site}.base_url.")
    facts = {"status": result.response.status, "duration_ms": result.duration_ms}
    if (fault := response_error(result.response)) is not None:
        return warning(site, f"It is failing ({fault}). {later}", **facts)
    if "data" not in (json_object(result.response.body) or {}):
        message = f"What answers is not the API of {site.label}. {later} Check {site}.base_url."
        return warning(site, message, **facts)
    return ok(site, f"It responds in {result.duration_ms:.0f} ms.", **facts)
