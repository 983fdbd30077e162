"""The store: one database, one repository an attribute."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from functools import partial

from sqlalchemy import select

from reko_core.observability.metrics import StoreMetrics
from reko_core.settings import DatabaseSettings
from reko_core.store.api_keys import ApiKeyStore
from reko_core.store.community.catalogue import CatalogueStore
from reko_core.store.community.imports import ImportStore
from reko_core.store.community.lists import ListStore
from reko_core.store.community.mal_users import MalUserStore
from reko_core.store.community.opt_outs import OptOutStore
from reko_core.store.community.seasons import SeasonStore
from reko_core.store.community.site_ids import SiteIdStore
from reko_core.store.community.synopses import SynopsisStore
from reko_core.store.community.title_visits import TitleVisitStore
from reko_core.store.coordination.budgets import RequestBudget, open_budgets
from reko_core.store.coordination.list_leases import ListLeases
from reko_core.store.database.connection import Database, parse_url
from reko_core.store.database.migrate import migrate
from reko_core.store.discord.accounts import AccountStore
from reko_core.store.discord.bans import BanStore
from reko_core.store.discord.connections import ConnectionStore
from reko_core.store.discord.digest_subscriptions import DigestStore
from reko_core.store.discord.guilds import GuildStore
from reko_core.store.discord.identifies import IdentifyStore
from reko_core.store.discord.list_changes import ListChangeStore
from reko_core.store.discord.oauth_states import OAuthStateStore
from reko_core.store.discord.outbox import OutboxStore
from reko_core.store.discord.people import PeopleStore
from reko_core.store.discord.recent_names import NameStore
from reko_core.store.discord.results import ResultStore
from reko_core.store.discord.title_languages import TitleLanguageStore
from reko_core.store.discord.votes import VoteStore
from reko_core.store.discord.watch_groups import GroupStore
from reko_core.store.sqlite.files import file_bytes, sqlite_path
from reko_core.store.state import StateStore

__all__ = ["Store"]


class Store:
    """All repositories of one database."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.exclusive = database.exclusive
        self.is_shared = database.dialect == "postgresql"
        self.list_leases = ListLeases(database)
        self.lists = ListStore(database)
        self.catalogue = CatalogueStore(database)
        self.imports = ImportStore(database)
        self.guilds = GuildStore(database)
        self.bans = BanStore(database)
        self.votes = VoteStore(database)
        self.accounts = AccountStore(database)
        self.connections = ConnectionStore(database)
        self.oauth_states = OAuthStateStore(database)
        self.list_changes = ListChangeStore(database)
        self.people = PeopleStore(database)
        self.names = NameStore(database)
        self.results = ResultStore(database)
        self.groups = GroupStore(database)
        self.identifies = IdentifyStore(database)
        self.outbox = OutboxStore(database)
        self.digests = DigestStore(database)
        self.title_languages = TitleLanguageStore(database)
        self.state = StateStore(database)
        self.mal_users = MalUserStore(database)
        self.opt_outs = OptOutStore(database)
        self.title_visits = TitleVisitStore(database)
        self.seasons = SeasonStore(database)
        self.site_ids = SiteIdStore(database)
        self.synopses = SynopsisStore(database)
        self.api_keys = ApiKeyStore(database)

    @classmethod
    @asynccontextmanager
    async def open(
        cls, settings: DatabaseSettings, metrics: StoreMetrics | None = None
    ) -> AsyncIterator["Store"]:
        """Migrate the database to the newest schema and open it. Raises StoreError."""
        await asyncio.to_thread(migrate, settings)
        path = sqlite_path(parse_url(settings))
        if metrics is not None and path is not None:
            metrics.n_bytes.set_function(partial(file_bytes, path))
        async with Database.open(settings, metrics) as database:
            yield cls(database)

    def request_budgets(
        self, metrics: StoreMetrics | None = None
    ) -> AbstractAsyncContextManager[Callable[[str], RequestBudget | None]]:
        """Share request budgets with other processes, as `open_budgets` does."""
        return open_budgets(self._database, metrics)

    async def ping(self) -> None:
        """Check that the database responds. Raises StoreError."""
        async with self._database.read() as connection:
            await connection.execute(select(1))
