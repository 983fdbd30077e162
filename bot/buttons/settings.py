"""The settings of a server: form, ban list, reset. Rights are looked at on every use."""

import re
from typing import Any, Self

import discord

from bot.answer import Answer, Interaction, answering
from bot.buttons.neighbours import require_manager
from bot.buttons.press import Choose, Press
from bot.embeds.bans import BanPage, ban_options, bans_embed
from bot.embeds.settings import settings_embed
from bot.errors import WrongInput
from bot.texts import Texts
from reko_core.guilds import GuildSettings, Scope

__all__ = [
    "BanListTurn",
    "EditSettings",
    "LiftBans",
    "Reset",
    "ShowBans",
    "bans_message",
    "managed_guild",
    "overview",
]

_VOTES = (1, 2, 3, 4, 5, 7, 10, 15, 25)
_FORM_OPEN_S = 3600.0
_MAX_NUMBER = 30
_MAX_PERCENT = 100


def managed_guild(interaction: Interaction) -> Scope:
    """Return the server that the person manages. Raises NotAllowed."""
    require_manager(interaction)
    guild_id = interaction.guild_id
    if guild_id is None or interaction.client.get_guild(guild_id) is None:
        raise discord.app_commands.NoPrivateMessage
    return Scope.guild(guild_id)


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


async def bans_message(answer: Answer, page: int) -> dict[str, Any]:
    """Return the parts of the message that shows a page of the ban list."""
    scope = managed_guild(answer.interaction)
    bans = answer.interaction.client.services.store.bans
    shown = BanPage.of([*await bans.titles(scope), *await bans.users(scope)], page)
    view = discord.ui.View(timeout=None)
    if shown.bans:
        view.add_item(LiftBans(shown, placeholder=answer.texts("bans-lift")))
    if shown.n_pages > 1:
        view.add_item(BanListTurn("prev", shown.page, is_off=shown.page == 0))
        view.add_item(BanListTurn("next", shown.page, is_off=shown.page == shown.n_pages - 1))
    return {"embed": bans_embed(shown, answer.texts), "view": view}


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
        await answer.show_form(SettingsForm(settings, answer.texts))


class SettingsForm(discord.ui.Modal):
    """All settings at once; those that the person changes are kept.

    Each form has a custom_id of its own, which discord.py makes up: it takes two forms of one
    custom_id that are open at once, even in two servers, for one.
    """

    def __init__(self, settings: GuildSettings, texts: Texts) -> None:
        super().__init__(title=texts("settings-title"), timeout=_FORM_OPEN_S)
        self._before = settings
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
            await answer.update(**await overview(answer))

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


class ShowBans(Press, template=r"reko:bans"):
    """Opens the ban list."""

    def __init__(self, *, label: str = "…") -> None:
        super().__init__(discord.ui.Button(label=label, custom_id="reko:bans", emoji="🚫"))

    @classmethod
    def parse(cls, match: re.Match[str]) -> Self:
        """Make the button from the match of its template."""
        del match
        return cls()

    async def press(self, answer: Answer) -> None:
        """Show the first page. Raises NotAllowed."""
        await answer.reply(**await bans_message(answer, 0))


class BanListTurn(Press, template=r"reko:bans:(?P<verb>prev|next):(?P<page>\d{1,4})"):
    """Turns the ban list."""

    def __init__(self, verb: str, page: int, *, is_off: bool = False) -> None:
        self.verb, self.page = verb, page
        super().__init__(
            discord.ui.Button(
                emoji="◀️" if verb == "prev" else "▶️",
                custom_id=f"reko:bans:{verb}:{page}",
                disabled=is_off,
                row=1,
            )
        )

    @classmethod
    def parse(cls, match: re.Match[str]) -> Self:
        """Make the button from the match of its template."""
        return cls(match["verb"], int(match["page"]))

    async def press(self, answer: Answer) -> None:
        """Show the other page. Raises NotAllowed."""
        page = self.page + (1 if self.verb == "next" else -1)
        await answer.update(content=None, **await bans_message(answer, page))


class LiftBans(Choose, template=r"reko:lift:(?P<page>\d{1,4})"):
    """Lifts the chosen bans."""

    def __init__(self, shown: BanPage, *, placeholder: str = "") -> None:
        self.page = shown.page
        options = ban_options(shown)
        super().__init__(
            discord.ui.Select(
                custom_id=f"reko:lift:{shown.page}",
                placeholder=placeholder or None,
                options=options,
                max_values=max(1, len(options)),
                row=0,
            )
        )

    @classmethod
    def parse(cls, match: re.Match[str]) -> Self:
        """Make the menu from the match of its template."""
        return cls(BanPage((), int(match["page"]), 1, 0))

    async def choose(self, answer: Answer, values: tuple[str, ...]) -> None:
        """Lift them, and show what is left. Raises NotAllowed."""
        scope = managed_guild(answer.interaction)
        bans = answer.interaction.client.services.store.bans
        ids = tuple(int(value[1:]) for value in values if value.startswith("t"))
        hashes = tuple(value[1:] for value in values if value.startswith("u"))
        n_lifted = len(await bans.unban_titles(scope, ids))
        n_lifted += len(await bans.unban_users(scope, hashes))
        told = answer.texts("bans-lifted", n=n_lifted)
        await answer.update(content=told, **await bans_message(answer, self.page))


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
