"""Everything stored in SQLite or PostgreSQL: lists, titles, Discord's data. All SQL is here."""

from reko_core.store.api_keys import ApiKeyStore
from reko_core.store.community.catalogue import CatalogueStore, TitleOutline, TitleRank
from reko_core.store.community.imports import Fragment, ImportConflict, ImportStore, RunningImport
from reko_core.store.community.lists import ListStore, StoredList
from reko_core.store.community.mal_users import MalUserStore
from reko_core.store.community.opt_outs import OptOutStore
from reko_core.store.community.seasons import SeasonStore, SeasonTitles
from reko_core.store.community.title_visits import TitleVisit, TitleVisitStore
from reko_core.store.database.changes import Changes
from reko_core.store.database.migrate import Migration, migrate
from reko_core.store.database.packing import Packed, pack
from reko_core.store.discord.accounts import Account, AccountStore
from reko_core.store.discord.bans import BanStore
from reko_core.store.discord.guilds import GuildStore
from reko_core.store.discord.people import PeopleStore, Person
from reko_core.store.discord.recent_names import NameStore
from reko_core.store.discord.results import ResultStore, StoredResult
from reko_core.store.discord.votes import Vote, VoteStore
from reko_core.store.discord.watch_groups import (
    GROUP_LIFETIME,
    MAX_MEMBERS,
    GroupMember,
    GroupStore,
    Membership,
    WatchGroup,
)
from reko_core.store.state import StateStore
from reko_core.store.store import Store

__all__ = [
    "GROUP_LIFETIME",
    "MAX_MEMBERS",
    "Account",
    "AccountStore",
    "ApiKeyStore",
    "BanStore",
    "CatalogueStore",
    "Changes",
    "Fragment",
    "GroupMember",
    "GroupStore",
    "GuildStore",
    "ImportConflict",
    "ImportStore",
    "ListStore",
    "MalUserStore",
    "Membership",
    "Migration",
    "NameStore",
    "OptOutStore",
    "Packed",
    "PeopleStore",
    "Person",
    "ResultStore",
    "RunningImport",
    "SeasonStore",
    "SeasonTitles",
    "StateStore",
    "Store",
    "StoredList",
    "StoredResult",
    "TitleOutline",
    "TitleRank",
    "TitleVisit",
    "TitleVisitStore",
    "Vote",
    "VoteStore",
    "WatchGroup",
    "migrate",
    "pack",
]
