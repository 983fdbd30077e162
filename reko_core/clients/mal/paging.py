"""Following `paging.next`, which is an address that somebody else wrote."""

from yarl import URL

from reko_core.errors import MalUnavailable

__all__ = ["next_url"]

MAX_LENGTH = 2000


def next_url(address: str | None, current: URL, asked: set[URL]) -> URL | None:
    """Return the address of the page after `current`, None after the last one.

    It may differ from the one before in its query alone, because the client id goes with the
    request, and must not be one of those `asked` already. Raises MalUnavailable otherwise.
    """
    if address is None:
        return None
    if len(address) > MAX_LENGTH:
        raise MalUnavailable("paging.next is too long")
    try:
        url = URL(address).with_fragment(None)
        is_ours = _server(url) == _server(current) and url.user is url.password is None
    except (ValueError, UnicodeError):
        raise MalUnavailable("paging.next is no address") from None
    # Names of users ignore case, and MAL may spell one in its own way.
    if not is_ours or url.raw_path.lower() != current.raw_path.lower():
        raise MalUnavailable("paging.next leads elsewhere")
    if url in asked:
        raise MalUnavailable("paging.next leads in a circle")
    return url


def _server(url: URL) -> tuple[str, str | None, int | None]:
    return url.scheme, url.host, url.port
