"""Validation of `paging.next`, an untrusted URL."""

from yarl import URL

from reko_core.errors import SiteUnavailable

__all__ = ["next_url"]

MAX_LENGTH = 2000


def next_url(next_page: str | None, current: URL, visited: set[URL]) -> URL | None:
    """Return the URL of the page after `current`, None after the last one.

    Only the query may differ, because the client id is sent with the request, and the URL must
    not be one of those `visited`. Raises SiteUnavailable otherwise.
    """
    if next_page is None:
        return None
    if len(next_page) > MAX_LENGTH:
        raise SiteUnavailable("paging.next is too long")
    try:
        url = URL(next_page).with_fragment(None)
        is_same_server = _server(url) == _server(current) and url.user is url.password is None
    except (ValueError, UnicodeError):
        raise SiteUnavailable("paging.next is not a URL") from None
    # User names are case-insensitive, and MAL may change the case.
    if not is_same_server or url.raw_path.lower() != current.raw_path.lower():
        raise SiteUnavailable("paging.next leads to another path or server")
    if url in visited:
        raise SiteUnavailable("paging.next repeats a page")
    return url


def _server(url: URL) -> tuple[str, str | None, int | None]:
    return url.scheme, url.host, url.port
