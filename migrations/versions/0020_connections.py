"""Accounts at the sites that people have connected, and changes of their lists."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "connections",
        sa.Column(
            "discord_id",
            sa.BigInteger,
            sa.ForeignKey("accounts.discord_id", ondelete="CASCADE"),
            primary_key=True,
            autoincrement=False,
        ),
        sa.Column("name", sa.Text, nullable=False, unique=True),
        sa.Column("tokens", sa.LargeBinary, nullable=False),
        sa.Column("expires_at", sa.Float),
        sa.Column("connected_at", sa.Float, nullable=False),
        sa.Column("refreshing_until", sa.Float),
    )
    op.create_table(
        "oauth_states",
        sa.Column("digest", sa.LargeBinary, primary_key=True),
        sa.Column("discord_id", sa.BigInteger, nullable=False, unique=True),
        sa.Column("discord_name", sa.Text, nullable=False),
        sa.Column("site", sa.Text, nullable=False),
        sa.Column("verifier", sa.LargeBinary, nullable=False),
        sa.Column("locale", sa.Text, nullable=False),
        sa.Column("channel_id", sa.BigInteger),
        sa.Column("created_at", sa.Float, nullable=False),
    )
    op.create_index("ix_oauth_states_created_at", "oauth_states", ["created_at"])
    op.create_table(
        "list_changes",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column(
            "discord_id",
            sa.BigInteger,
            sa.ForeignKey("connections.discord_id", ondelete="CASCADE"),
            nullable=False,
        ),
        sa.Column("anime_id", sa.Integer, nullable=False),
        sa.Column("before", sa.JSON),
        sa.Column("after", sa.JSON, nullable=False),
        sa.Column("changed_at", sa.Float, nullable=False),
    )
    op.create_index("ix_list_changes_discord_id", "list_changes", ["discord_id"])
    op.create_index("ix_list_changes_changed_at", "list_changes", ["changed_at"])
