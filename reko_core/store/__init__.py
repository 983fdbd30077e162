"""What is kept, in SQLite or PostgreSQL: lists, titles and what Discord needs. All SQL is here."""

from reko_core.store.accounts import Account, AccountStore, Forgotten
from reko_core.store.api_keys import ApiKeyStore
from reko_core.store.bans import BanStore
from reko_core.store.catalogue import CatalogueStore, TitleOutline, TitleRank
from reko_core.store.changes import Changes
from reko_core.store.guilds import GuildStore
from reko_core.store.imports import Fragment, ImportStore, RunningImport
from reko_core.store.lists import ListStore, StoredList
from reko_core.store.mal_users import MalUserStore
from reko_core.store.migrate import Migration, migrate
from reko_core.store.names import NameStore
from reko_core.store.opt_outs import OptOutStore
from reko_core.store.packing import Packed, pack
from reko_core.store.results import ResultStore, StoredResult
from reko_core.store.state import StateStore
from reko_core.store.store import Store
from reko_core.store.title_visits import TitleVisit, TitleVisitStore
from reko_core.store.votes import Vote

__all__ = [
    "Account",
    "AccountStore",
    "ApiKeyStore",
    "BanStore",
    "CatalogueStore",
    "Changes",
    "Forgotten",
    "Fragment",
    "GuildStore",
    "ImportStore",
    "ListStore",
    "MalUserStore",
    "Migration",
    "NameStore",
    "OptOutStore",
    "Packed",
    "ResultStore",
    "RunningImport",
    "StateStore",
    "Store",
    "StoredList",
    "StoredResult",
    "TitleOutline",
    "TitleRank",
    "TitleVisit",
    "TitleVisitStore",
    "Vote",
    "migrate",
    "pack",
]
