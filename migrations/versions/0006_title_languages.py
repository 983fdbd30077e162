"""Languages in which titles are named: of a person, and of a guild."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "title_languages",
        sa.Column("discord_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("language", sa.Text, nullable=False),
    )
    op.add_column("guild_settings", sa.Column("title_language", sa.Text))
