"""Catalogue: an index to find the titles that have changed since."""

from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_catalogue_updated_at", "catalogue", ["updated_at"])
