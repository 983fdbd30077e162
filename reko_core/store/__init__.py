"""What is kept: lists and titles, in SQLite or PostgreSQL. SQL stands here and nowhere else."""

from reko_core.store.catalogue import CatalogueStore, TitleRank
from reko_core.store.changes import Changes
from reko_core.store.imports import Fragment, ImportStore, RunningImport
from reko_core.store.lists import ListStore, StoredList
from reko_core.store.migrate import Migration, migrate
from reko_core.store.packing import Packed, pack
from reko_core.store.store import Store

__all__ = [
    "CatalogueStore",
    "Changes",
    "Fragment",
    "ImportStore",
    "ListStore",
    "Migration",
    "Packed",
    "RunningImport",
    "Store",
    "StoredList",
    "TitleRank",
    "migrate",
    "pack",
]
