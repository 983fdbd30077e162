"""The sites that keep lists, and how their users are named.

Everywhere in Reko a user is one string: `name` for MAL, `anilist:name` and `kitsu:name` for the
others, `own:id` for a list that Reko keeps for one person on Discord, as an uploaded one. MAL names
have no colon.
"""

from enum import StrEnum

__all__ = [
    "SITES",
    "OwnListName",
    "Site",
    "bare_name",
    "display_name",
    "own_list_name",
    "privacy_url",
    "profile_url",
    "qualified_name",
    "site_of",
    "stored_user_name",
]

_SEPARATOR = ":"


class Site(StrEnum):
    """What keeps a list of anime; its value is the prefix of its users' names.

    OWN: Reko itself, for one person alone. Such lists are of no community, no request can name
    them, and nothing fetches them.
    """

    MAL = "mal"
    ANILIST = "anilist"
    KITSU = "kitsu"
    OWN = "own"

    @property
    def label(self) -> str:
        """The name that the site calls itself."""
        return _LABELS[self]


SITES = (Site.MAL, Site.ANILIST, Site.KITSU)
"""The sites that people have their lists on."""

_LABELS = {
    Site.MAL: "MyAnimeList",
    Site.ANILIST: "AniList",
    Site.KITSU: "Kitsu",
    Site.OWN: "Reko",
}
_PROFILES = {
    Site.MAL: "https://myanimelist.net/profile/",
    Site.ANILIST: "https://anilist.co/user/",
    Site.KITSU: "https://kitsu.app/users/",
}
_PRIVACY = {
    Site.MAL: "https://myanimelist.net/editprofile.php?go=listpreferences",
    Site.ANILIST: "https://anilist.co/settings",
    Site.KITSU: "https://kitsu.app/settings/privacy",
}


def site_of(user_name: str) -> Site:
    """Return the site of a user; a name without the prefix of another site is of MAL."""
    prefix, separator, _ = user_name.partition(_SEPARATOR)
    try:
        return Site(prefix.strip().lower()) if separator else Site.MAL
    except ValueError:
        return Site.MAL


def bare_name(user_name: str) -> str:
    """Return the name that a user has on their site."""
    site = site_of(user_name)
    return user_name if site is Site.MAL else user_name.partition(_SEPARATOR)[2].strip()


def qualified_name(site: Site, name: str) -> str:
    """Return the one string that names a user of a site."""
    return name if site is Site.MAL else f"{site}{_SEPARATOR}{name}"


class OwnListName(str):
    """The name of a list that Reko keeps for one person.

    Anybody can type it, so requests take it as this type only: from what Reko has stored.
    """

    __slots__ = ()


def own_list_name(discord_id: int) -> OwnListName:
    """Return the name of the list that Reko keeps for a person on Discord."""
    return OwnListName(qualified_name(Site.OWN, str(discord_id)))


def stored_user_name(name: str) -> str:
    """Return a name that Reko itself has stored, as requests take it."""
    return OwnListName(name) if site_of(name) is Site.OWN else name


def display_name(user_name: str) -> str:
    """Return how people read the name of a user: with the site, unless that is MAL."""
    site = site_of(user_name)
    return user_name if site is Site.MAL else f"{bare_name(user_name)} ({site.label})"


def profile_url(user_name: str) -> str:
    """Return the address of a user's profile on their site, which must be one of SITES."""
    return _PROFILES[site_of(user_name)] + bare_name(user_name)


def privacy_url(user_name: str) -> str:
    """Return where a user makes their list public; "" for a list that Reko keeps itself."""
    return _PRIVACY.get(site_of(user_name), "")
