"""What a site lets the owner of an account do through Reko."""

from typing import Protocol

from reko_core.clients.accounts.own_title import OwnEntry, OwnTitle
from reko_core.clients.accounts.tokens import Tokens
from reko_core.domain.models import UserList
from reko_core.domain.sites import Site

__all__ = ["AccountSite"]


class AccountSite(Protocol):
    """A site with OAuth 2.

    Every request may raise SiteUnavailable, SiteRateLimited and SiteRefused; of status 401 if the
    access token is not accepted.
    """

    site: Site

    def authorize_url(self, state: str, verifier: str, redirect_uri: str) -> str:
        """Return the address where a person allows access; the site adds the state and a code."""

    async def exchange(self, code: str, verifier: str, redirect_uri: str) -> Tokens:
        """Return the tokens for a code, once. Raises SiteRefused if it is not valid."""

    async def refresh(self, tokens: Tokens) -> Tokens:
        """Return new tokens; the old ones are void. Raises SiteRefused if that is not possible."""

    async def own_name(self, access_token: str) -> str:
        """Return the name of the account, as `reko_core.domain.sites` qualifies it."""

    async def own_list(self, access_token: str, user_name: str) -> UserList:
        """Return the list of the account, which may be private."""

    async def title(self, access_token: str, anime_id: int) -> OwnTitle:
        """Return a title with its entry on the list. Raises AnimeNotFound."""

    async def save(self, access_token: str, title: OwnTitle, entry: OwnEntry) -> OwnEntry:
        """Write an entry; return it as the site has stored it. Repeating it changes nothing."""

    async def delete(self, access_token: str, title: OwnTitle) -> None:
        """Take a title off the list; one that is not on it is no error."""
