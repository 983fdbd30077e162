"""The ids of titles on other sites."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "site_ids",
        sa.Column("site", sa.Text, primary_key=True),
        sa.Column("site_id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("anime_id", sa.Integer, nullable=False),
    )
