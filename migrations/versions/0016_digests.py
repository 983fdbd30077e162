"""Digests: who is sent one where and when, and which titles they have had."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    key = sa.BigInteger().with_variant(sa.Integer, "sqlite")
    op.create_table(
        "digest_subscriptions",
        sa.Column("id", key, primary_key=True),
        sa.Column("channel_id", sa.BigInteger, nullable=False, unique=True),
        sa.Column("guild_id", sa.BigInteger),
        sa.Column("discord_id", sa.BigInteger),
        sa.Column("frequency", sa.Text, nullable=False),
        sa.Column("weekday", sa.SmallInteger, nullable=False),
        sa.Column("hour", sa.SmallInteger, nullable=False),
        sa.Column("timezone", sa.Text, nullable=False),
        sa.Column("locale", sa.Text, nullable=False),
        sa.Column("due_at", sa.Float, nullable=False),
        sa.Column("attempted_at", sa.Float),
        sa.Column("last_at", sa.Float),
        sa.Column("ranking", sa.JSON),
    )
    op.create_index("ix_digest_subscriptions_due_at", "digest_subscriptions", ["due_at"])
    op.create_index("ix_digest_subscriptions_discord_id", "digest_subscriptions", ["discord_id"])
    op.create_table(
        "digest_titles",
        sa.Column(
            "subscription_id",
            key,
            sa.ForeignKey("digest_subscriptions.id", ondelete="CASCADE"),
            primary_key=True,
        ),
        sa.Column("anime_id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("kind", sa.Text, nullable=False),
    )
