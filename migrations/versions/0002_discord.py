"""Data of the Discord bot: settings, bans, votes, accounts, recent names and results."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _guilds()
    _people()
    op.create_table(
        "results",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("owner_id", sa.BigInteger, nullable=False),
        sa.Column("scope", sa.Text, nullable=False),
        sa.Column("channel_id", sa.BigInteger),
        sa.Column("message_id", sa.BigInteger),
        sa.Column("locale", sa.Text, nullable=False),
        sa.Column("request", sa.JSON, nullable=False),
        sa.Column("answer", sa.LargeBinary, nullable=False),
        sa.Column("page", sa.Integer, nullable=False),
        sa.Column("created_at", sa.Float, nullable=False),
    )
    op.create_index("ix_results_message_id", "results", ["message_id"])
    op.create_index("ix_results_created_at", "results", ["created_at"])
    op.create_table(
        "bot_state",
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("value", sa.Text, nullable=False),
    )


def _guilds() -> None:
    op.create_table(
        "guild_settings",
        sa.Column("guild_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("accuracy", sa.Float),
        sa.Column("titles_per_page", sa.Integer),
        sa.Column("allow_adult", sa.Boolean),
        sa.Column("who_may_ban", sa.Text),
        sa.Column("votes_needed", sa.Integer),
        sa.Column("is_private", sa.Boolean),
        sa.Column("updated_at", sa.Float, nullable=False),
    )
    op.create_table(
        "title_bans",
        sa.Column("scope", sa.Text, primary_key=True),
        sa.Column("anime_id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("banned_by", sa.BigInteger),
        sa.Column("banned_at", sa.Float, nullable=False),
    )
    op.create_table(
        "user_bans",
        sa.Column("scope", sa.Text, primary_key=True),
        sa.Column("user_hash", sa.Text, primary_key=True),
        sa.Column("banned_by", sa.BigInteger),
        sa.Column("banned_at", sa.Float, nullable=False),
    )
    op.create_table(
        "ban_votes",
        sa.Column("scope", sa.Text, primary_key=True),
        sa.Column("anime_id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("voter_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("origin", sa.Text, nullable=False),
        sa.Column("voted_at", sa.Float, nullable=False),
    )


def _people() -> None:
    op.create_table(
        "accounts",
        sa.Column("discord_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("mal_name", sa.Text, nullable=False),
        sa.Column("linked_at", sa.Float, nullable=False),
    )
    op.create_index("ix_accounts_name", "accounts", ["name"])
    op.create_table(
        "asked_names",
        sa.Column("scope", sa.Text, primary_key=True),
        sa.Column("discord_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("display_name", sa.Text, nullable=False),
        sa.Column("asked_at", sa.Float, nullable=False),
    )
