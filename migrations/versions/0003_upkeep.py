"""MAL users, opt-outs, title visits; API keys."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "mal_users",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("display_name", sa.Text, nullable=False),
        sa.Column("standing", sa.Text, nullable=False),
        sa.Column("found_at", sa.Float, nullable=False),
        sa.Column("due_at", sa.Float, nullable=False),
        sa.Column("checked_at", sa.Float),
        sa.Column("fetched_at", sa.Float),
        sa.Column("asked_at", sa.Float),
        sa.Column("friends_at", sa.Float),
        sa.Column("missing_since", sa.Float),
        sa.Column("n_failures", sa.Integer, nullable=False),
    )
    op.create_index("ix_mal_users_standing_due_at", "mal_users", ["standing", "due_at"])
    op.create_index("ix_mal_users_asked_at", "mal_users", ["asked_at"])
    op.create_index("ix_mal_users_checked_at", "mal_users", ["checked_at"])
    op.create_table(
        "opt_outs",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("since", sa.Float, nullable=False),
    )
    op.create_table(
        "title_visits",
        sa.Column("anime_id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("visited_at", sa.Float, nullable=False),
        sa.Column("is_found", sa.Boolean, nullable=False),
    )
    op.create_index("ix_title_visits_visited_at", "title_visits", ["visited_at"])
    op.create_table(
        "api_keys",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("digest", sa.LargeBinary, nullable=False, unique=True),
        sa.Column("requests_per_minute", sa.Float, nullable=False),
        sa.Column("burst", sa.Integer, nullable=False),
        sa.Column("created_at", sa.Float, nullable=False),
    )
