"""Lists: how many entries of another site have no title on MAL."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("lists", sa.Column("n_unmapped", sa.Integer))
