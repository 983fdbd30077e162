"""Tables of SQLAlchemy Core; migrations create them."""

from reko_core.store.database.tables.community_tables import (
    catalogue,
    import_staging,
    imports,
    lists,
    mal_users,
    opt_outs,
    seasons,
    site_ids,
    synopses,
    title_visits,
)
from reko_core.store.database.tables.connection_tables import (
    connections,
    list_changes,
    oauth_states,
)
from reko_core.store.database.tables.coordination_tables import (
    api_keys,
    bot_state,
    gateway_identifies,
    list_fetches,
    processes,
    request_budgets,
)
from reko_core.store.database.tables.discord_tables import (
    accounts,
    asked_names,
    ban_votes,
    guild_people,
    guild_settings,
    title_bans,
    title_languages,
    user_bans,
)
from reko_core.store.database.tables.message_tables import (
    digest_subscriptions,
    digest_titles,
    outbox,
    results,
    watch_group_members,
    watch_groups,
)
from reko_core.store.database.tables.table_metadata import metadata

__all__ = [
    "accounts",
    "api_keys",
    "asked_names",
    "ban_votes",
    "bot_state",
    "catalogue",
    "connections",
    "digest_subscriptions",
    "digest_titles",
    "gateway_identifies",
    "guild_people",
    "guild_settings",
    "import_staging",
    "imports",
    "list_changes",
    "list_fetches",
    "lists",
    "mal_users",
    "metadata",
    "oauth_states",
    "opt_outs",
    "outbox",
    "processes",
    "request_budgets",
    "results",
    "seasons",
    "site_ids",
    "synopses",
    "title_bans",
    "title_languages",
    "title_visits",
    "user_bans",
    "watch_group_members",
    "watch_groups",
]
