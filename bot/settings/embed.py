"""The overview of a server's settings."""

import discord

from bot.formatting.closeness import ACCURACIES
from bot.formatting.mal import BRAND
from bot.i18n.texts import Texts
from reko_core.guilds.models import GuildSettings

__all__ = ["ban_rule", "describe_changes", "settings_embed"]


def settings_embed(
    settings: GuildSettings, n_titles: int, n_users: int, texts: Texts
) -> discord.Embed:
    """Return the overview; n_titles and n_users are the numbers of bans."""
    embed = discord.Embed(
        title=texts("settings-title"), description=texts("settings-about"), colour=BRAND
    )
    bans = texts("settings-n-bans", titles=n_titles, users=n_users)
    for key, value in {**_values(settings, texts), "settings-bans": bans}.items():
        embed.add_field(name=texts(key), value=value)
    return embed


def describe_changes(before: GuildSettings, after: GuildSettings, texts: Texts) -> str:
    """Return a line for each setting that changed, from what to what."""
    old, new = _values(before, texts), _values(after, texts)
    lines = [
        texts(
            "settings-change",
            setting=texts(key),
            # Without what explains a choice in a menu.
            before=old[key].partition(":")[0],
            after=new[key].partition(":")[0],
        )
        for key in old
        if old[key] != new[key]
    ]
    return "\n".join(lines) or texts("reset-no")


def _values(settings: GuildSettings, texts: Texts) -> dict[str, str]:
    """Return the name of each setting (a key) -> its value in words."""
    adult = texts("settings-adult-on") if settings.allow_adult else texts("settings-off")
    accuracy_key = ACCURACIES.get(settings.accuracy)
    accuracy = texts(accuracy_key) if accuracy_key else f"{settings.accuracy:g}"
    log_id = settings.log_channel_id
    answers = texts("settings-private") if settings.is_private else texts("settings-public")
    return {
        "settings-accuracy": accuracy,
        "settings-per-page": str(settings.titles_per_page),
        "settings-answers": answers,
        "settings-ban-rule": ban_rule(settings, texts),
        "settings-adult": adult,
        "settings-titles": texts(f"titles-{settings.title_language or 'reader'}"),
        "settings-people": texts("settings-people-on" if settings.lists_people else "settings-off"),
        "settings-pictures": texts(
            "settings-pictures-on" if settings.shows_pictures else "settings-off"
        ),
        "settings-log": f"<#{log_id}>" if log_id else texts("settings-off"),
    }


def ban_rule(settings: GuildSettings, texts: Texts) -> str:
    """Describe who may ban, in a few words."""
    if settings.who_may_ban == "moderators":
        return texts("rule-moderators")
    if settings.votes_needed == 1:
        return texts("rule-anyone")
    return texts("rule-votes", n=settings.votes_needed)
