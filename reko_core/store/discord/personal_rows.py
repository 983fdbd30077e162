"""What is stored about a Discord user: one definition, for showing it and for deleting it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Delete,
    LargeBinary,
    Select,
    Table,
    Update,
    and_,
    delete,
    exists,
    false,
    or_,
    select,
    update,
)

from reko_core.guilds.models import Scope
from reko_core.store.community.list_owners import is_owned_by_mal_user
from reko_core.store.database.tables import (
    accounts,
    asked_names,
    ban_votes,
    connections,
    digest_subscriptions,
    digest_titles,
    guild_people,
    list_changes,
    lists,
    mal_users,
    oauth_states,
    opt_outs,
    outbox,
    results,
    title_bans,
    title_languages,
    user_bans,
    watch_group_members,
    watch_groups,
)
from reko_core.store.discord.own_lists import is_own_list

__all__ = ["PersonalRows", "as_json", "personal_rows"]

# A name can be linked by somebody else than its owner: what others have asked is not shown.
_LEFT_OUT = {lists.c.id, mal_users.c.asked_at}
_MAX_JSON_INT = 2**53


@dataclass(frozen=True, slots=True)
class PersonalRows:
    """Rows of one table about a person.

    kept: those of them that are not deleted, since they are about somebody else, too.
    signature: the column that names the person in rows that belong to somebody else; it is emptied,
    and the rows stay.
    """

    kind: str
    table: Table
    condition: ColumnElement[bool]
    kept: ColumnElement[bool] | None = None
    signature: str | None = None

    @property
    def query(self) -> Select[Any]:
        """The query of the rows, without lists and answers themselves."""
        shown = [
            column
            for column in self.table.c
            if column not in _LEFT_OUT and not isinstance(column.type, LargeBinary)
        ]
        return select(*shown).where(self.condition)

    @property
    def deletion(self) -> Delete | Update:
        """The statement after which no row is about the person."""
        condition = self.condition if self.kept is None else and_(self.condition, ~self.kept)
        if self.signature is not None:
            return update(self.table).where(condition).values({self.signature: None})
        return delete(self.table).where(condition)


def as_json(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of a row for JSON: times as text, and ids that JavaScript would round."""
    return {key: _json_value(key, value) for key, value in row.items()}


def _json_value(key: str, value: object) -> object:
    if isinstance(value, float) and key.endswith("_at"):
        value = datetime.fromtimestamp(value, UTC)
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    return str(value) if isinstance(value, int) and value > _MAX_JSON_INT else value


def personal_rows(discord_id: int, mal_name: str | None) -> tuple[PersonalRows, ...]:
    """Return where rows about a person may be, who is linked to a user or to none.

    mal_name: in lower case.
    """
    own = Scope.person(discord_id).key

    def of_name(table: Table) -> ColumnElement[bool]:
        return false() if mal_name is None else table.c.name == mal_name

    def bans(table: Table) -> tuple[PersonalRows, PersonalRows]:
        signed = and_(table.c.banned_by == discord_id, table.c.scope != own)
        return (
            PersonalRows("bans", table, table.c.scope == own),
            PersonalRows("signatures", table, signed, signature="banned_by"),
        )

    subscriptions = digest_subscriptions.c
    is_subscriber = subscriptions.discord_id == discord_id
    to_them = and_(is_subscriber, subscriptions.guild_id.is_(None))
    told_to_them = digest_titles.c.subscription_id.in_(select(subscriptions.id).where(to_them))
    others = exists().where(accounts.c.name == mal_name, accounts.c.discord_id != discord_id)
    members = watch_group_members.c
    own_groups = select(watch_groups.c.id).where(watch_groups.c.owner_id == discord_id)
    typed = and_(members.discord_id.is_(None), members.group_id.in_(own_groups))
    is_theirs = and_(of_name(lists), is_owned_by_mal_user(lists))
    return (
        # The database deletes these together with the link.
        PersonalRows("servers", guild_people, guild_people.c.discord_id == discord_id),
        PersonalRows("list-changes", list_changes, list_changes.c.discord_id == discord_id),
        PersonalRows("connection", connections, connections.c.discord_id == discord_id),
        PersonalRows("connecting", oauth_states, oauth_states.c.discord_id == discord_id),
        # The deletion of the others does not need the link.
        PersonalRows("link", accounts, accounts.c.discord_id == discord_id),
        PersonalRows("lists", lists, is_theirs, kept=others),
        PersonalRows("lists", lists, and_(is_own_list(discord_id), ~is_theirs)),
        PersonalRows("visits", mal_users, of_name(mal_users), kept=others),
        PersonalRows("results", results, results.c.owner_id == discord_id),
        PersonalRows("votes", ban_votes, ban_votes.c.voter_id == discord_id),
        PersonalRows("language", title_languages, title_languages.c.discord_id == discord_id),
        PersonalRows("messages", outbox, outbox.c.discord_id == discord_id),
        PersonalRows("digest-titles", digest_titles, told_to_them),
        PersonalRows("digests", digest_subscriptions, to_them),
        PersonalRows(
            "server-digests",
            digest_subscriptions,
            and_(is_subscriber, subscriptions.guild_id.is_not(None)),
            signature="discord_id",
        ),
        PersonalRows("names", asked_names, asked_names.c.discord_id == discord_id),
        PersonalRows(
            "memberships", watch_group_members, or_(members.discord_id == discord_id, typed)
        ),
        PersonalRows("groups", watch_groups, watch_groups.c.owner_id == discord_id),
        *bans(title_bans),
        *bans(user_bans),
        PersonalRows(
            "opt-outs", opt_outs, opt_outs.c.requested_by == discord_id, signature="requested_by"
        ),
    )
