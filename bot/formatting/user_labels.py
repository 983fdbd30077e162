"""How the users of any site are called in messages."""

from bot.formatting.markdown import plain
from bot.i18n.texts import Texts
from reko_core.domain.sites import Site, bare_name, display_name, privacy_url, profile_url, site_of

__all__ = ["user_label", "user_link", "user_url", "user_values"]


def user_label(user_name: str, texts: Texts) -> str:
    """Return the name of a user, and outside of MAL its site; not escaped."""
    is_own = site_of(user_name) is Site.OWN
    return texts("own-list") if is_own else display_name(user_name)


def user_url(user_name: str) -> str | None:
    """Return the address of a user's profile, None for a list that Reko keeps itself."""
    return None if site_of(user_name) is Site.OWN else profile_url(user_name)


def user_link(user_name: str, label: str) -> str:
    """Return a label, as Markdown, that leads to the profile of a user if there is one."""
    url = user_url(user_name)
    return label if url is None else f"[{label}]({url})"


def user_values(user_name: str) -> dict[str, str]:
    """Return the values of texts about a user.

    user: the name alone, escaped; site; privacy: where a list is made public. Of a list that Reko
    keeps itself, which is never waited for, there is no name.
    """
    if site_of(user_name) is Site.OWN:
        return {"user": "", "site": Site.OWN.label, "privacy": ""}
    return {
        "user": plain(bare_name(user_name)),
        "site": site_of(user_name).label,
        "privacy": privacy_url(user_name),
    }
