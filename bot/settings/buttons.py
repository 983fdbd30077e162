"""The settings of a server: overview and reset. Rights are looked at on every use."""

import re
from typing import Any, Self

import discord

from bot.bans.ban_list import ShowBans
from bot.interactions.components import Press
from bot.interactions.reply import Answer
from bot.rules.managers import managed_guild
from bot.settings.embed import settings_embed
from bot.settings.form import SettingsForm

__all__ = ["EditSettings", "Reset", "overview", "reset_question"]


async def overview(answer: Answer) -> dict[str, Any]:
    """Return the parts of the message that shows the settings."""
    scope = managed_guild(answer.interaction)
    store = answer.interaction.client.services.store
    assert scope.guild_id is not None
    settings = await store.guilds.settings(scope.guild_id)
    n_titles = len(await store.bans.title_ids(scope))
    n_users = len(await store.bans.user_hashes(scope))
    view = discord.ui.View(timeout=None)
    view.add_item(EditSettings(label=answer.texts("button-edit")))
    view.add_item(ShowBans(label=answer.texts("button-bans")))
    view.add_item(Reset("ask", label=answer.texts("button-reset")))
    return {"embed": settings_embed(settings, n_titles, n_users, answer.texts), "view": view}


class EditSettings(Press, template=r"reko:settings"):
    """Opens the form."""

    def __init__(self, *, label: str = "…") -> None:
        super().__init__(
            discord.ui.Button(
                style=discord.ButtonStyle.primary, label=label, custom_id="reko:settings", emoji="⚙️"
            )
        )

    @classmethod
    def parse(cls, match: re.Match[str]) -> Self:
        """Make the button from the match of its template."""
        del match
        return cls()

    async def press(self, answer: Answer) -> None:
        """Show the form with what holds now. Raises NotAllowed."""
        scope = managed_guild(answer.interaction)
        assert scope.guild_id is not None
        store = answer.interaction.client.services.store
        settings = await store.guilds.settings(scope.guild_id)
        await answer.show_form(SettingsForm(settings, answer.texts, overview))


class Reset(Press, template=r"reko:reset:(?P<verb>ask|settings|all|no)"):
    """Asks, and then puts the settings back, or the bans, too."""

    def __init__(self, verb: str, *, label: str = "…") -> None:
        self.verb = verb
        is_harmless = verb in {"ask", "no"}
        super().__init__(
            discord.ui.Button(
                style=discord.ButtonStyle.secondary if is_harmless else discord.ButtonStyle.danger,
                label=label,
                custom_id=f"reko:reset:{verb}",
            )
        )

    @classmethod
    def parse(cls, match: re.Match[str]) -> Self:
        """Make the button from the match of its template."""
        return cls(match["verb"])

    async def press(self, answer: Answer) -> None:
        """Ask or do it. Raises NotAllowed."""
        scope = managed_guild(answer.interaction)
        if self.verb == "ask":
            await answer.reply(**await reset_question(answer))
            return
        store = answer.interaction.client.services.store
        if self.verb in {"settings", "all"}:
            assert scope.guild_id is not None
            await store.guilds.reset(scope.guild_id, lifts_bans=self.verb == "all")
        await answer.update(content=answer.texts(f"reset-{self.verb}"), embed=None, view=None)


async def reset_question(answer: Answer) -> dict[str, Any]:
    """Return the parts of the message that asks whether to reset. Raises NotAllowed."""
    scope = managed_guild(answer.interaction)
    bans = answer.interaction.client.services.store.bans
    n_bans = len(await bans.title_ids(scope)) + len(await bans.user_hashes(scope))
    view = discord.ui.View(timeout=None)
    view.add_item(Reset("settings", label=answer.texts("button-reset-settings")))
    if n_bans:
        view.add_item(Reset("all", label=answer.texts("button-reset-all", n=n_bans)))
    view.add_item(Reset("no", label=answer.texts("button-cancel")))
    return {"content": answer.texts("reset-ask"), "view": view}
