"""How the users of any site are called in messages."""

from bot.formatting.markdown import plain
from reko_core.domain.sites import Site, bare_name, privacy_url, site_of

__all__ = ["user_label", "user_values"]


def user_label(user_name: str) -> str:
    """Return the name of a user, and outside of MAL its site; not escaped."""
    site, name = site_of(user_name), bare_name(user_name)
    return name if site is Site.MAL else f"{name} ({site.label})"


def user_values(user_name: str) -> dict[str, str]:
    """Return the values of texts that name a user's site, too.

    user: the name alone, escaped; site; privacy: where a list is made public.
    """
    return {
        "user": plain(bare_name(user_name)),
        "site": site_of(user_name).label,
        "privacy": privacy_url(user_name),
    }
