"""What a mail says beyond its registration: before and after of a change, the reason of a cancellation.

The default stays in the database: the version that is still running while this migrates writes no details.

Revision: 0002
After: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("outbox_mails", sa.Column("details", sa.JSON(), server_default="{}", nullable=False))


def downgrade() -> None:
    op.drop_column("outbox_mails", "details")
