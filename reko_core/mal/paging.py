"""Following `paging.next`, which is an address that somebody else wrote."""

from yarl import URL

from reko_core.errors import MalUnavailable

__all__ = ["next_url"]


def next_url(address: str | None, base_url: URL, asked: set[URL]) -> URL | None:
    """Return the address of the next page, None after the last one.

    It must lie under `base_url` (same scheme, host, port, path prefix), because the client
    id goes with the request, and must not be one of those `asked` already. Raises
    MalUnavailable otherwise.
    """
    if address is None:
        return None
    try:
        url = URL(address)
        is_ours = url.origin() == base_url.origin() and url.user is None
    except ValueError:
        raise MalUnavailable("paging.next is no address") from None
    if not is_ours or not url.path.startswith(base_url.path.rstrip("/") + "/"):
        raise MalUnavailable("paging.next leads elsewhere")
    if url in asked:
        raise MalUnavailable("paging.next leads in a circle")
    return url
