"""The titles of each season, as MAL said last."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "seasons",
        sa.Column("year", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("season", sa.Text, primary_key=True),
        sa.Column("anime_ids", sa.JSON, nullable=False),
        sa.Column("new_ids", sa.JSON, nullable=False),
        sa.Column("fetched_at", sa.Float, nullable=False),
    )
