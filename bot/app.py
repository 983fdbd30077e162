"""The composition of the bot: which commands, buttons and listeners there are."""

from collections.abc import Iterable
from functools import partial
from typing import Any

import discord
import structlog
from discord import InteractionType, app_commands
from discord.ext import commands

from bot.account.buttons import ConfirmForget
from bot.account.cog import AccountCog
from bot.account.hidden import ShowAgain, TurnHidden
from bot.account.opt_out import ConfirmOptOut
from bot.affinity.cog import AffinityCog
from bot.bans.buttons import BanTitle, ban_items
from bot.bans.reaction_cog import ReactionsCog
from bot.bans.reaction_question import ConfirmReaction
from bot.bans.similar_users import BanUsers, ShowNeighbours
from bot.bans.undo import UndoBan, WithdrawVote
from bot.card.buttons import BanHere, HideTitle, ShowTitleAgain
from bot.card.menu import MoreAbout, card_items
from bot.client import Interaction, RekoBot
from bot.digest.buttons import EndDigest
from bot.digest.cog import DigestCog
from bot.digest.subscription import SubscribeDigest
from bot.draw.cog import DrawCog
from bot.draw.drawn_title import DrawAgain
from bot.group.buttons import GROUP_ITEMS
from bot.group.cog import GroupCog
from bot.help.cog import HelpCog
from bot.i18n.texts import Texts
from bot.interactions.connecting import ConnectAccount
from bot.interactions.forms import FormsCog
from bot.interactions.respond import respond_with_error
from bot.interactions.unanswered import UnansweredCog
from bot.like.cog import LikeCog
from bot.like.like_page import TurnLike
from bot.like.title_choice import ChooseLike
from bot.own_list.buttons import (
    PlanFromPage,
    PlanTitle,
    RateTitle,
    ScoreTitle,
    UndoWrite,
    plan_items,
)
from bot.people.cog import PeopleCog
from bot.people.neighbours import TurnNeighbours
from bot.people.title_people import ChooseWho, TurnWho
from bot.recommend.buttons import Refresh, TurnPage
from bot.recommend.cog import RekoCog
from bot.recommend.deletion_cog import DeletionCog
from bot.recommend.filter_form import FilterForm, OpenFilters
from bot.recommend.link_buttons import LinkForm, LinkList, ShowRecommendations, error_items
from bot.recommend.page import page_message
from bot.results.page_view import PageView
from bot.season.cog import SeasonCog
from bot.season.season_message import TurnSeason
from bot.services import Services
from bot.settings.ban_list import RemoveBans, ShowBans, TurnBanList
from bot.settings.buttons import (
    ChooseLogChannel,
    ChooseTitleLanguage,
    EditSettings,
    Reset,
    SettingsForm,
    ToggleSetting,
)
from bot.settings.cog import SettingsCog
from bot.start.cog import StartCog
from bot.start.question import KeepAnswers, RateShown
from bot.taste.cog import TasteCog
from bot.welcome.cog import WelcomeCog
from bot.why.cog import WhyCog
from bot.why.title_menu import ChooseTitle
from reko_core.observability.exceptions import exception_fields

__all__ = ["PERSISTENT_ITEMS", "make_bot"]

PERSISTENT_ITEMS = (
    *(MoreAbout, HideTitle, ShowTitleAgain, BanHere, ShowAgain, TurnHidden),
    *(SubscribeDigest, EndDigest),
    *(ConnectAccount, PlanFromPage, PlanTitle, RateTitle, ScoreTitle, UndoWrite),
    *(
        LinkList,
        ShowRecommendations,
        OpenFilters,
        TurnPage,
        Refresh,
        BanTitle,
        ShowNeighbours,
        BanUsers,
        UndoBan,
        WithdrawVote,
    ),
    *(
        ConfirmReaction,
        EditSettings,
        *(ChooseTitleLanguage, ChooseLogChannel, ChooseTitle, TurnSeason),
        ShowBans,
        TurnBanList,
        RemoveBans,
        Reset,
        *(TurnNeighbours, TurnWho, ChooseWho, ToggleSetting),
        *(TurnLike, ChooseLike, DrawAgain, RateShown, KeepAnswers),
        ConfirmForget,
        ConfirmOptOut,
    ),
    *GROUP_ITEMS,
)

_log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)


class RekoTree(app_commands.CommandTree[RekoBot]):
    """The commands. `respond` handles errors inside a command; those before it are handled here."""

    async def on_error(
        self, interaction: Interaction, error: app_commands.AppCommandError, /
    ) -> None:
        """Reply to an error before a command started: in its options, its checks, its name."""
        cause = error.original if isinstance(error, app_commands.CommandInvokeError) else error
        if interaction.type is InteractionType.autocomplete:
            _log.warning("autocomplete failed", **exception_fields(cause))
            return
        await respond_with_error(interaction, cause)


def make_bot(
    services: Services, *, shard_count: int | None = None, forces_sync: bool = False
) -> RekoBot:
    """Return the bot with all of its commands, buttons and listeners, not yet logged in."""
    return RekoBot(
        services,
        tree_class=RekoTree,
        persistent_items=PERSISTENT_ITEMS,
        make_cogs=_make_cogs,
        render_page=partial(
            page_message,
            extra_items=partial(_page_items, plans=services.connections is not None),
        ),
        error_items=partial(error_items, can_connect=services.connections is not None),
        shard_ids=services.settings.shard_ids,
        shard_count=shard_count or services.settings.shard_count or None,
        forces_sync=forces_sync,
    )


def _page_items(page: PageView, texts: Texts, *, plans: bool) -> Iterable[discord.ui.Item[Any]]:
    """Return the buttons and menus of a page; `plans`: accounts can be connected."""
    yield from ban_items(page, texts)
    yield from card_items(page, texts)
    if plans:
        yield from plan_items(page, texts)


def _make_cogs(client: RekoBot) -> Iterable[commands.Cog]:
    templates = [item.__discord_ui_compiled_template__ for item in PERSISTENT_ITEMS]
    yield from (
        RekoCog(),
        DeletionCog(client.tree),
        AffinityCog(client.tree),
        GroupCog(client.tree),
    )
    yield from (AccountCog(client), TasteCog(), WhyCog(), SeasonCog(), SettingsCog(), HelpCog())
    yield from (LikeCog(), DrawCog(), StartCog())
    yield from (ReactionsCog(client), WelcomeCog(client), DigestCog(client))
    yield PeopleCog(client.services.store)
    yield FormsCog((FilterForm, LinkForm, SettingsForm))
    yield UnansweredCog(templates)
