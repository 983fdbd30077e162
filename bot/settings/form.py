"""The form of the settings of a server. Rights are looked at again when it is sent."""

from collections.abc import Awaitable, Callable
from typing import Any

import discord

from bot.errors import WrongInput
from bot.i18n.texts import Texts
from bot.interactions.reply import Answer, Interaction, answering
from bot.rules.managers import managed_guild
from reko_core.guilds.models import GuildSettings

__all__ = ["SettingsForm"]

_VOTES = (1, 2, 3, 4, 5, 7, 10, 15, 25)
_FORM_OPEN_S = 3600.0
_MAX_NUMBER = 30
_MAX_PERCENT = 100


class SettingsForm(discord.ui.Modal):
    """All settings at once; those that the person changes are kept.

    Each form has a custom_id of its own, which discord.py makes up: it takes two forms of one
    custom_id that are open at once, even in two servers, for one. `overview` makes what is shown
    afterwards.
    """

    def __init__(
        self,
        settings: GuildSettings,
        texts: Texts,
        overview: Callable[[Answer], Awaitable[dict[str, Any]]],
    ) -> None:
        super().__init__(title=texts("settings-title"), timeout=_FORM_OPEN_S)
        self._before = settings
        self._overview = overview
        # In full, so that what nobody touches comes back as it was.
        accuracy = repr(settings.accuracy).removesuffix(".0")
        self.accuracy = discord.ui.TextInput[Any](
            custom_id="accuracy", default=accuracy, min_length=1, max_length=_MAX_NUMBER
        )
        self.per_page = _menu(
            "per-page", {str(n): str(n) for n in (3, 4, 5)}, str(settings.titles_per_page)
        )
        rules = {"moderators": texts("rule-moderators"), "1": texts("rule-anyone")}
        needed = sorted({*_VOTES, settings.votes_needed} - {1})
        rules |= {str(n): texts("rule-votes", n=n) for n in needed}
        is_closed = settings.who_may_ban == "moderators"
        self.rule = _menu("rule", rules, "moderators" if is_closed else str(settings.votes_needed))
        self.answers = _menu(
            "answers",
            {"public": texts("settings-public"), "private": texts("settings-private")},
            "private" if settings.is_private else "public",
        )
        self.adult = _menu(
            "adult",
            {"off": texts("settings-off"), "on": texts("settings-adult-on")},
            "on" if settings.allow_adult else "off",
        )
        for key, component in (
            ("settings-accuracy", self.accuracy),
            ("settings-per-page", self.per_page),
            ("settings-ban-rule", self.rule),
            ("settings-answers", self.answers),
            ("settings-adult", self.adult),
        ):
            about = texts("form-accuracy-about") if component is self.accuracy else None
            self.add_item(discord.ui.Label(text=texts(key), component=component, description=about))

    async def on_submit(  # type: ignore[override] # our client, not any
        self, interaction: Interaction
    ) -> None:
        """Keep what was changed, all of it or nothing, and show what holds."""
        async with answering(interaction) as answer:
            scope = managed_guild(interaction)
            assert scope.guild_id is not None
            changes = self._changes()
            await interaction.client.services.store.guilds.change(scope.guild_id, **changes)
            await answer.update(**await self._overview(answer))

    def _changes(self) -> dict[str, object]:
        """Return what differs from what the form showed. Raises WrongInput.

        The rest may have been changed by somebody else while the form was open.
        """
        rule = self.rule.values[0]
        chosen: dict[str, object] = {
            "accuracy": _percent(self.accuracy.value),
            "titles_per_page": int(self.per_page.values[0]),
            "who_may_ban": "moderators" if rule == "moderators" else "everyone",
            "is_private": self.answers.values[0] == "private",
            "allow_adult": self.adult.values[0] == "on",
        }
        if rule != "moderators":
            chosen["votes_needed"] = int(rule)
        return {
            name: value for name, value in chosen.items() if value != getattr(self._before, name)
        }


def _menu(name: str, labels: dict[str, str], chosen: str) -> discord.ui.Select[Any]:
    options = [
        discord.SelectOption(label=label, value=value, default=value == chosen)
        for value, label in labels.items()
    ]
    return discord.ui.Select(custom_id=name, options=options)


def _percent(text: str) -> float:
    """Read a number from 0 to 100 as people write it. Raises WrongInput."""
    try:
        number = float(text.strip().rstrip("%").strip().replace(",", "."))
    except ValueError:
        raise WrongInput("error-accuracy") from None
    if not 0 <= number <= _MAX_PERCENT:
        raise WrongInput("error-accuracy")
    return number
