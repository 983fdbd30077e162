"""The overview of a server's settings, and their reset. Rights are checked on every use."""

import re
from typing import Any, get_args

import discord

from bot.i18n.texts import Texts
from bot.interactions.components import PersistentButton, PersistentSelect
from bot.interactions.context import Context
from bot.interactions.forms import FormValues
from bot.interactions.text_channels import known_text_channel, writable_text_channel
from bot.settings.ban_list import ShowBans
from bot.settings.changes import change_settings
from bot.settings.embed import settings_embed
from bot.settings.form import SettingsInputs
from reko_core.guilds.models import TitleLanguage

__all__ = [
    "ChooseLogChannel",
    "ChooseTitleLanguage",
    "EditSettings",
    "Reset",
    "SettingsForm",
    "ToggleSetting",
    "overview",
    "reset_question",
]

BY_READER = "reader"
TOGGLES = {"people": "lists_people", "pictures": "shows_pictures"}
"""The word of a setting that is on or off, in custom_ids and texts -> its name."""


async def overview(ctx: Context) -> dict[str, Any]:
    """Return the parts of the message that shows the settings."""
    scope = ctx.managed_scope()
    settings = await ctx.store.guilds.settings(ctx.managed_guild())
    n_titles = len(await ctx.store.bans.title_ids(scope))
    n_users = len(await ctx.store.bans.user_hashes(scope))
    view = discord.ui.View(timeout=None)
    view.add_item(ChooseTitleLanguage(settings.title_language, ctx.texts))
    view.add_item(ChooseLogChannel(known_text_channel(ctx, settings.log_channel_id), ctx.texts))
    for word, name in TOGGLES.items():
        value = "off" if getattr(settings, name) else "on"
        view.add_item(ToggleSetting(word, value, label=ctx.texts(f"settings-{word}")))
    view.add_item(EditSettings(label=ctx.texts("button-edit")))
    view.add_item(ShowBans(label=ctx.texts("button-bans")))
    view.add_item(Reset("ask", label=ctx.texts("button-reset")))
    return {"embed": settings_embed(settings, n_titles, n_users, ctx.texts), "view": view}


class EditSettings(PersistentButton, template=r"reko:settings"):
    """Opens the form."""

    def __init__(self, *, label: str = "…") -> None:
        super().__init__(
            discord.ui.Button(
                style=discord.ButtonStyle.primary, label=label, custom_id="reko:settings", emoji="⚙️"
            )
        )

    async def press(self, ctx: Context) -> None:
        """Show the form with the current settings. Raises NotAllowed."""
        settings = await ctx.store.guilds.settings(ctx.managed_guild())
        await ctx.reply.show_form(SettingsForm(settings, ctx.texts))


class SettingsForm(SettingsInputs):
    """Saves what was changed, all of it or nothing, and shows the settings."""

    @staticmethod
    async def submit(ctx: Context, state: re.Match[str], values: FormValues) -> None:
        """Save and show. Raises NotAllowed."""
        message = await change_settings(ctx, **SettingsInputs.changes(state, values))
        await ctx.reply.update(content=message, **await overview(ctx))


class ChooseTitleLanguage(PersistentSelect, template=r"reko:titles"):
    """Sets the language of titles; a form has no room for a sixth setting."""

    def __init__(self, chosen: TitleLanguage | None = None, texts: Texts | None = None) -> None:
        options = [
            discord.SelectOption(
                label=f"{texts('settings-titles')}: {texts(f'titles-{name}')}",
                value=name,
                default=name == (chosen or BY_READER),
            )
            for name in (*get_args(TitleLanguage), BY_READER)
            if texts is not None
        ]
        super().__init__(discord.ui.Select(custom_id="reko:titles", options=options, row=1))

    async def choose(self, ctx: Context, values: tuple[str, ...]) -> None:
        """Save the language, and show the settings. Raises NotAllowed."""
        language = values[0] if values[0] in get_args(TitleLanguage) else None
        message = await change_settings(ctx, title_language=language)
        await ctx.reply.update(content=message, **await overview(ctx))


class ChooseLogChannel(PersistentSelect, template=r"reko:log"):
    """Sets the log channel, or removes it if none is chosen."""

    def __init__(
        self, chosen: discord.TextChannel | None = None, texts: Texts | None = None
    ) -> None:
        super().__init__(
            discord.ui.ChannelSelect(
                custom_id="reko:log",
                channel_types=[discord.ChannelType.text, discord.ChannelType.news],
                placeholder=texts("settings-log-choose") if texts else None,
                min_values=0,
                default_values=[chosen] if chosen else [],
                row=2,
            )
        )

    async def choose(self, ctx: Context, values: tuple[str, ...]) -> None:
        """Save the channel, and show the settings. Raises NotAllowed, WrongInput."""
        channel_id = int(values[0]) if values and values[0].isdecimal() else None
        channel = writable_text_channel(ctx, channel_id) if values else None
        message = await change_settings(ctx, log_channel_id=channel.id if channel else None)
        await ctx.reply.update(content=message, **await overview(ctx))


class ToggleSetting(
    PersistentButton, template=rf"reko:toggle:(?P<word>{'|'.join(TOGGLES)}):(?P<value>on|off)"
):
    """Switches a setting on or off; a form has no room for it."""

    def __init__(self, word: str, value: str, *, label: str = "…") -> None:
        self.word, self.value = word, value
        super().__init__(
            discord.ui.Button(
                label=label,
                emoji="✅" if value == "off" else "⬜",
                custom_id=f"reko:toggle:{word}:{value}",
                row=3,
            )
        )

    async def press(self, ctx: Context) -> None:
        """Save, and show the settings. Raises NotAllowed."""
        changes: dict[str, object] = {TOGGLES[self.word]: self.value == "on"}
        message = await change_settings(ctx, **changes)
        await ctx.reply.update(content=message, **await overview(ctx))


class Reset(PersistentButton, template=r"reko:reset:(?P<verb>ask|settings|all|no)"):
    """Asks to confirm, then resets the settings, or the settings and the bans."""

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

    async def press(self, ctx: Context) -> None:
        """Ask, cancel or reset. Raises NotAllowed."""
        guild_id = ctx.managed_guild()
        if self.verb == "ask":
            await ctx.reply.send(**await reset_question(ctx))
            return
        if self.verb in {"settings", "all"}:
            before = await ctx.store.guilds.settings(guild_id)
            await ctx.store.guilds.reset(guild_id, lifts_bans=self.verb == "all")
            ctx.client.server_log.write(
                ctx.managed_scope(),
                "log-reset-all" if self.verb == "all" else "log-reset-settings",
                by=ctx.user_id,
                channel_ids=(before.log_channel_id,),
            )
        await ctx.reply.update(content=ctx.texts(f"reset-{self.verb}"), embed=None, view=None)


async def reset_question(ctx: Context) -> dict[str, Any]:
    """Return the parts of the message that asks whether to reset. Raises NotAllowed."""
    scope = ctx.managed_scope()
    bans = ctx.store.bans
    n_bans = len(await bans.title_ids(scope)) + len(await bans.user_hashes(scope))
    view = discord.ui.View(timeout=None)
    view.add_item(Reset("settings", label=ctx.texts("button-reset-settings")))
    if n_bans:
        view.add_item(Reset("all", label=ctx.texts("button-reset-all", n=n_bans)))
    view.add_item(Reset("no", label=ctx.texts("button-cancel")))
    return {"content": ctx.texts("reset-ask"), "view": view}
