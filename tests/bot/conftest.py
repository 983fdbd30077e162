"""The real bot in a simulated Discord, with a real core: store, snapshot, fake MAL."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import discord
import pytest
import simcord
from community import TITLES, entries_of, working_copy
from connected_accounts import KEY, PUBLIC_URL
from discord_rules import violations
from gated_recommender import GatedRecommender
from pydantic import SecretStr
from raw_sql import RawSql
from simcord.actors import MemberActor
from simcord.backend.serializers import channel_payload
from simcord.builders import ChannelHandle, GuildHandle
from simcord.results import InteractionResult
from simcord_internals import patch_settling, press_unoffered, raise_swallowed_errors

from bot import RekoBot, Services, make_bot
from bot.command_sync import _payload as payload_of
from bot.i18n.translator import RekoTranslator
from reko_core.app import open_core
from reko_core.domain.models import Entries, Status
from reko_core.guilds.models import Scope
from reko_core.observability.metrics import Metrics
from reko_core.runtime.shutdown import GracefulShutdown
from reko_core.settings import DatabaseSettings, KitsuSettings, OAuthSettings, Settings
from reko_core.snapshots.scoped_hashes import ScopedHashes
from reko_core.store import Store
from reko_demo.community.demo_users import demo_lists
from reko_demo.fake_mal.accounts import AccountLists, FakeMalAccounts
from reko_demo.fake_mal.lists import MappingLists
from reko_demo.fake_mal.server import FakeMal
from reko_demo.fake_server import Fault

NOWHERE = "http://127.0.0.1:9"
LISTS: Mapping[str, Entries] = {
    **demo_lists(TITLES),
    "seen_everything": entries_of(list(TITLES), 7),
    "only_planned": entries_of(list(TITLES)[:20], 0, Status.PLAN_TO_WATCH),
    "_under_score_": entries_of(list(TITLES)[:20], 7),
}
FAULTS = {
    "mal_is_down": Fault(502, "<html></html>", "text/html"),
    "slowed_down": Fault(429, "{}", retry_after="100"),
    "slow_list": Fault(delay_s=3.6),
    "slowish_list": Fault(delay_s=0.5),
    "slow_private": Fault(403, '{"message": "", "error": "not_permitted"}', delay_s=0.5),
}


@dataclass
class World:
    """A server with members and the bot.

    ann, bob and cleo are members; mod may manage messages, boss the server.
    """

    env: simcord.Env
    services: Services
    mal: FakeMal
    guild: GuildHandle
    channel: ChannelHandle
    ann: MemberActor
    bob: MemberActor
    cleo: MemberActor
    mod: MemberActor
    boss: MemberActor

    @property
    def bot(self) -> RekoBot:
        assert isinstance(self.env.bot, RekoBot)
        return self.env.bot

    @property
    def store(self) -> Store:
        return self.services.store

    @property
    def scope(self) -> Scope:
        return Scope.guild(self.guild.id)

    @property
    def hashes(self) -> ScopedHashes:
        """How users are shown in the server."""
        return self.services.recommender.hashes_in(self.scope)

    async def banned_ids(self) -> list[int]:
        return list(await self.store.bans.title_ids(self.scope))

    async def reko(
        self, actor: MemberActor | None = None, user: str | None = "demo_sports", **options: Any
    ) -> InteractionResult:
        named = {} if user is None else {"user": user}
        return await (actor or self.ann).slash(self.channel, "reko", **named, **options)

    async def filter(
        self, message: Any, actor: MemberActor | None = None, **changes: Any
    ) -> InteractionResult:
        """Submit the form of filters under an answer, with only `changes` to what it shows."""
        actor = actor or self.ann
        form = await self.press(actor, message, "filters")
        return await actor.submit_modal(form, filled(form, **changes))

    async def press(self, actor: Any, message: Any, start: str) -> InteractionResult:
        """Press the button whose custom_id begins with `reko:<start>`."""
        return await actor.click(message, custom_id=custom_id_of(message, start))

    async def settings(self, command: str, **options: Any) -> InteractionResult:
        """Use a command of `/reko-settings` as boss."""
        return await self.boss.slash(self.channel, f"reko-settings {command}", **options)

    async def change(self, **settings: Any) -> None:
        """Change settings of the server."""
        await self.store.guilds.change(self.guild.id, **settings)

    async def account(
        self, command: str, actor: MemberActor | None = None, **options: Any
    ) -> InteractionResult:
        return await (actor or self.ann).slash(self.channel, f"reko-account {command}", **options)

    async def forge(
        self, actor: MemberActor, message: Any, custom_id: str, values: Sequence[str] | None = None
    ) -> InteractionResult:
        """Press a button that this person's client does not show, as a tampered client can."""
        stored = self.env.backend.get_message(message.channel_id, message.id)
        data: dict[str, Any] = {"custom_id": custom_id, "component_type": 2}
        if values is not None:
            data |= {"component_type": 3, "values": list(values)}
        return await press_unoffered(actor, stored, data)

    def demote_boss(self) -> None:
        """Remove boss's permission to manage the server."""
        self.env.backend.remove_member_role(
            self.guild.id, self.boss.id, self.guild.roles["Bosses"].id
        )

    def speak(self, locale: str) -> None:
        """Change everybody's Discord language."""
        backend = self.env.backend
        emit = type(backend).emit

        def localised(event: str, payload: Any) -> None:
            if event == "INTERACTION_CREATE":
                payload["locale"] = locale
            emit(backend, event, payload)

        backend.emit = localised

    def elsewhere(self) -> tuple[ChannelHandle, MemberActor]:
        """Create another server; return a channel of it, and ann as its administrator."""
        guild = self.env.create_guild("Elsewhere")
        admins = guild.create_role("Admins", permissions=discord.Permissions.all())
        return guild.create_text_channel("hall"), guild.add_member(self.ann.user, roles=[admins])

    def give_list(
        self, user: str, entries: Entries | None = None, fault: Fault | None = None
    ) -> None:
        """Change a user's list on MAL, or make it unavailable."""
        if entries is not None:
            self.mal._lists._lists[user] = entries
        if fault is not None:
            self.mal._faults[user] = fault

    async def age_list(self, user: str = "demo_sports") -> None:
        """Make a stored list two minutes old: a newer one is not fetched again."""
        known = await self.store.lists.get(user)
        assert known is not None
        older = replace(known, fetched_at=known.fetched_at - timedelta(minutes=2))
        await self.store.lists.put(older)

    async def restrict(self, *, is_adult: bool) -> None:
        """Set whether the channel is age-restricted; SimCord has no such channels."""
        payload = channel_payload(self.env.backend, self.env.backend.get_channel(self.channel.id))
        self.env.backend.emit("CHANNEL_UPDATE", {**payload, "nsfw": is_adult})
        await self.env.settle()

    def hold_up(self) -> GatedRecommender:
        """Make MAL slow from now on."""
        core = GatedRecommender(self.services.recommender, self.env)
        self.bot.results._recommender = core
        return core

    async def pass_days(self, days: float) -> None:
        """Advance the clock by days, with the bot running."""
        await self.env.advance_time(days * 86_400)

    async def restart(self) -> None:
        """Restart the bot; only the store persists."""
        self.services = Services(
            self.services.recommender,
            self.services.store,
            self.services.settings,
            GracefulShutdown(),
            connections=self.services.connections,
        )
        await self.env.restart_bot(make_bot(self.services, shard_count=1))


def components_of(message: Any) -> list[dict[str, Any]]:
    """Return all buttons and menus of a message."""
    rows = getattr(message, "components", message)
    found: list[dict[str, Any]] = []
    for row in rows:
        plain = row if isinstance(row, dict) else row.to_dict()
        found += plain.get("components", [])
    return found


def custom_id_of(message: Any, start: str) -> str:
    found = [
        one["custom_id"]
        for one in components_of(message)
        if one["custom_id"].startswith(f"reko:{start}")
    ]
    assert found, [one.get("custom_id") for one in components_of(message)]
    return str(found[0])


def controls(shown: InteractionResult) -> dict[str, dict[str, Any]]:
    """Return the inputs and menus of a form."""
    assert shown.modal is not None
    return {
        label["component"]["custom_id"]: label["component"] for label in shown.modal["components"]
    }


def filled(shown: InteractionResult, **changes: Any) -> dict[str, Any]:
    """Return the values of a form as it is shown, with only `changes` applied."""
    values: dict[str, Any] = {}
    for name, control in controls(shown).items():
        if "options" in control:
            values[name] = [one["value"] for one in control["options"] if one.get("default")]
        else:
            values[name] = control.get("value") or ""
    return values | {name.replace("_", "-"): value for name, value in changes.items()}


def reply_text(result: InteractionResult) -> str:
    """Return the text of a reply: content, and the texts of all embeds."""
    message = result.followups[-1] if result.followups else result.response
    assert message is not None, "no answer"
    parts = [message.content]
    for embed in message.embeds:
        parts += [embed.title, embed.description, embed.footer.text]
        parts += [text for field in embed.fields for text in (field.name, field.value)]
    return "\n".join(part for part in parts if part)


Make = Callable[..., Awaitable[World]]


@pytest.fixture
def world_database(
    database_kind: str, built: Settings, tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[DatabaseSettings]:
    """Return the settings of a database with the community."""
    if database_kind == "sqlite":
        yield working_copy(built, tmp_path).database
    else:
        with request.getfixturevalue("postgres").create(like=built.database) as settings:
            yield settings


# What is sent to Discord when the bot starts: to translate it takes longer than many a test.
_COMMANDS: dict[Any, list[dict[str, Any]]] = {}


async def _payload_once(client: RekoBot) -> list[dict[str, Any]]:
    translate = RekoTranslator.translate
    if translate not in _COMMANDS:
        _COMMANDS[translate] = await payload_of(client)
    return _COMMANDS[translate]


@pytest.fixture
async def make_world(
    built: Settings, world_database: DatabaseSettings, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Make]:
    """Create a world, with other settings of the bot or a failing Discord."""
    patch_settling(monkeypatch)
    monkeypatch.setattr("bot.command_sync._payload", _payload_once)
    # The simulation goes through all waits.
    monkeypatch.setattr("bot.outbox.sender._POLL_S", 1e8)
    async with AsyncExitStack() as stack:

        async def make(
            *,
            check_errors: bool = True,
            mal_settings: Mapping[str, Any] | None = None,
            has_accounts: bool = False,
            kitsu_url: str = NOWHERE,
            **fields: Any,
        ) -> World:
            lists: Any = MappingLists(LISTS)
            accounts = None
            if has_accounts:
                lists = AccountLists(lists)
                client_id = built.mal.client_id.get_secret_value()
                accounts = FakeMalAccounts(lists, [*LISTS], client_id=client_id)
            # A keep-alive connection would leave a timer, which the simulation would wait for.
            mal = FakeMal(lists, TITLES, FAULTS, keeps_alive=False, accounts=accounts)
            base_url = await stack.enter_async_context(mal.serve())
            changes = {"base_url": base_url, **(mal_settings or {})}
            settings = built.model_copy(
                update={
                    "database": world_database,
                    "mal": built.mal.model_copy(update=changes),
                    "kitsu": KitsuSettings(base_url=kitsu_url, requests_per_second=1000),
                }
            )
            if has_accounts:
                oauth_url = base_url.removesuffix("/v2") + "/v1/oauth2"
                oauth = OAuthSettings(
                    public_url=PUBLIC_URL, token_keys=SecretStr(KEY), mal_url=oauth_url
                )
                settings = settings.model_copy(update={"oauth": oauth})
            core = await stack.enter_async_context(open_core(settings, Metrics()))
            recommender, store = core.recommender, core.store
            services = Services(
                recommender,
                store,
                settings.discord.model_copy(update=fields),
                GracefulShutdown(),
                connections=core.connections,
            )
            bot = make_bot(services, shard_count=1)
            env = simcord.Env(bot, check_errors=check_errors, settle_timeout=12)
            await env.start()
            stack.push_async_callback(_end, env)
            return _people(env, services, mal)

        yield make


async def _end(env: simcord.Env) -> None:
    """Stop the bot; errors that it swallowed fail the test."""
    await env.shutdown()
    assert violations(env.http_requests) == []
    if env.check_errors:
        raise_swallowed_errors(env)


def _people(env: simcord.Env, services: Services, mal: FakeMal) -> World:
    guild = env.create_guild("Anime Night")
    channel = guild.create_text_channel("recommendations")
    mods = guild.create_role("Mods", permissions=discord.Permissions(manage_messages=True))
    bosses = guild.create_role("Bosses", permissions=discord.Permissions(manage_guild=True))

    def member(name: str, *roles: Any) -> MemberActor:
        return guild.add_member(env.create_user(name), roles=list(roles))

    return World(
        env=env,
        services=services,
        mal=mal,
        guild=guild,
        channel=channel,
        ann=member("ann"),
        bob=member("bob"),
        cleo=member("cleo"),
        mod=member("mod", mods),
        boss=member("boss", bosses),
    )


@pytest.fixture
async def world(make_world: Make) -> World:
    return await make_world()


@pytest.fixture
def break_table(world_database: DatabaseSettings) -> Callable[..., None]:
    """Make the database refuse writes to a table: every row, or those matching a condition."""

    def refuse(table: str, when: str = "true") -> None:
        for verb in ("INSERT", "UPDATE", "DELETE"):
            row = "OLD" if verb == "DELETE" else "NEW"
            RawSql(world_database).refuse(table, verb, when.replace("ROW", row))

    return refuse


@pytest.fixture
def drop_table(world_database: DatabaseSettings) -> Callable[[str], None]:
    """Drop a table."""
    return lambda table: RawSql(world_database).run(f"DROP TABLE {table}") and None
