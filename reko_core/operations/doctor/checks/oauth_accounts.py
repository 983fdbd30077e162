"""Connected accounts: whether people can connect them, and where the sites must lead back to."""

from yarl import URL

from reko_core.domain.sites import Site
from reko_core.errors import ConfigurationError
from reko_core.operations.doctor.finding import Finding, failure, ok, skipped, warning
from reko_core.service.connections.account_connecting import callback_path
from reko_core.service.connections.open_connections import token_cipher
from reko_core.settings import Settings

__all__ = ["check_accounts"]

_NAME = "accounts"


def check_accounts(settings: Settings) -> list[Finding]:
    """Check address, keys and client ids; the sites are not asked."""
    oauth = settings.oauth
    if not oauth.public_url:
        return [skipped(_NAME, "oauth.public_url is not set: nobody can connect an account.")]
    try:
        token_cipher(oauth)
    except ConfigurationError as error:
        return [failure(_NAME, f"{str(error).rstrip('.')}.", key=error.key)]
    sites = [
        site
        for site, client_id in (
            (Site.MAL, settings.mal.client_id.get_secret_value().strip()),
            (Site.ANILIST, oauth.anilist_client_id),
        )
        if client_id
    ]
    if not sites:
        message = "mal.client_id and oauth.anilist_client_id are missing: there is no site."
        return [failure(_NAME, message)]
    base = oauth.public_url.rstrip("/")
    urls = " and ".join(f"{base}{callback_path(site)} at {site.label}" for site in sites)
    message = f"People can connect accounts. The redirect URLs to register are {urls}."
    if URL(base).scheme != "https":
        return [warning(_NAME, f"{message} oauth.public_url is http: use https.")]
    return [ok(_NAME, message)]
