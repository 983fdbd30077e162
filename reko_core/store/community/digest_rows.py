"""Rows of the digests of people: they go with the list that they are made from."""

from sqlalchemy import Delete, Select, delete

from reko_core.store.database.tables import digest_subscriptions, outbox

__all__ = ["DIGEST_KIND", "deletions_of_digests"]

DIGEST_KIND = "digest"
"""The kind of their messages in the outbox."""


def deletions_of_digests(people: Select[tuple[int]]) -> list[Delete]:
    """Return what ends the digests of people, by direct message, and takes back unsent ones."""
    columns = digest_subscriptions.c
    return [
        delete(outbox).where(outbox.c.kind == DIGEST_KIND, outbox.c.discord_id.in_(people)),
        delete(digest_subscriptions).where(
            columns.guild_id.is_(None), columns.discord_id.in_(people)
        ),
    ]
