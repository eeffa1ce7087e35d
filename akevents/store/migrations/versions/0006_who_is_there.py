"""An index of those who are there, so that nobody else is looked at to count them.

Revision: 0006
After: 0005
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

PRESENT = sa.text("checked_in_at IS NOT NULL")


def upgrade() -> None:
    op.create_index(
        "ix_registrations_present",
        "registrations",
        ["event_id", "status"],
        sqlite_where=PRESENT,
        postgresql_where=PRESENT,
    )


def downgrade() -> None:
    op.drop_index("ix_registrations_present", table_name="registrations")
