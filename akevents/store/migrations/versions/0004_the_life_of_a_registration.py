"""What registrations and their mails need for a whole life: renewed links, undone cancellations, colleagues, languages,
mails to moderators, mails that happen once, messages to many, texts of working groups.

The defaults stay in the database: the version that is still running while this migrates does not know these columns.

Revision: 0004
After: 0003
"""

import sqlalchemy as sa
from alembic import op

from akevents.store.types import UTCDateTime

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

BEFORE = "'queued', 'sending', 'sent', 'failed'"
AFTER = f"{BEFORE}, 'kept', 'stopped'"
NEW_COLUMNS = (
    ("events", "reminds_day_before"),
    ("events", "reminds_hour_before"),
    ("moderators", "wants_digest"),
    ("registrations", "link_version"),
    ("registrations", "link_renewed_at"),
    ("registrations", "before_cancelling"),
    ("registrations", "registered_by"),
    ("registrations", "language"),
)


def upgrade() -> None:
    for table, column in NEW_COLUMNS[:3]:
        op.add_column(table, sa.Column(column, sa.Boolean(), server_default=sa.true(), nullable=False))
    op.add_column("registrations", sa.Column("link_version", sa.Integer(), server_default="0", nullable=False))
    op.add_column("registrations", sa.Column("link_renewed_at", UTCDateTime(timezone=True)))
    op.add_column("registrations", sa.Column("before_cancelling", sa.JSON()))
    op.add_column("registrations", sa.Column("registered_by", sa.Integer()))
    # In words of both databases: with its rule inside, the column can come and go without rebuilding the table.
    op.execute(
        "ALTER TABLE registrations ADD COLUMN language TEXT DEFAULT 'de' NOT NULL"
        " CONSTRAINT ck_registrations_language CHECK (language IN ('de', 'en'))"
    )
    _new_tables()
    _wider_outbox()


def _new_tables() -> None:
    op.create_table(
        "told_apart",
        sa.Column("first_id", sa.Integer(), nullable=False),
        sa.Column("second_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["first_id"], ["registrations.id"], name=op.f("fk_told_apart_first_id_registrations"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["second_id"], ["registrations.id"], name=op.f("fk_told_apart_second_id_registrations"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("first_id", "second_id", name=op.f("pk_told_apart")),
    )
    op.create_table(
        "mail_texts",
        sa.Column("working_group_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("changed_at", UTCDateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.Integer(), nullable=True),
        sa.CheckConstraint("language IN ('de', 'en')", name=op.f("ck_mail_texts_language")),
        sa.ForeignKeyConstraint(
            ["changed_by"], ["moderators.id"], name=op.f("fk_mail_texts_changed_by_moderators"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["working_group_id"],
            ["working_groups.id"],
            name=op.f("fk_mail_texts_working_group_id_working_groups"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("working_group_id", "kind", "language", name=op.f("pk_mail_texts")),
    )
    op.create_table(
        "messages",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("submission_id", sa.Text(), nullable=False),
        sa.Column("working_group_id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=True),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("audience", sa.JSON(), nullable=False),
        sa.Column("written_by", sa.Integer(), nullable=True),
        sa.Column("queued_at", UTCDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["events.id"], name=op.f("fk_messages_event_id_events"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["working_group_id"],
            ["working_groups.id"],
            name=op.f("fk_messages_working_group_id_working_groups"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["written_by"], ["moderators.id"], name=op.f("fk_messages_written_by_moderators"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_messages")),
        sa.UniqueConstraint("submission_id", name=op.f("uq_messages_submission_id")),
    )
    op.create_index(op.f("ix_messages_event_id"), "messages", ["event_id"])
    op.create_index(op.f("ix_messages_working_group_id"), "messages", ["working_group_id"])


def _wider_outbox() -> None:
    with op.batch_alter_table("outbox_mails") as table:
        table.add_column(sa.Column("moderator_id", sa.Integer(), nullable=True))
        table.add_column(sa.Column("message_id", sa.Integer(), nullable=True))
        table.add_column(sa.Column("occasion", sa.Text(), nullable=True))
        table.add_column(sa.Column("address", sa.Text(), nullable=True))
        table.add_column(sa.Column("useless_after", UTCDateTime(timezone=True), nullable=True))
        table.alter_column("event_id", existing_type=sa.Integer(), nullable=True)
        table.drop_constraint(op.f("ck_outbox_mails_status"), type_="check")
        table.create_check_constraint(op.f("ck_outbox_mails_status"), f"status IN ({AFTER})")
        table.create_foreign_key(
            op.f("fk_outbox_mails_moderator_id_moderators"), "moderators", ["moderator_id"], ["id"], ondelete="CASCADE"
        )
        table.create_foreign_key(
            op.f("fk_outbox_mails_message_id_messages"), "messages", ["message_id"], ["id"], ondelete="CASCADE"
        )
    op.create_index(op.f("ix_outbox_mails_message_id"), "outbox_mails", ["message_id"])
    for column in ("registration", "moderator"):
        columns = [f"{column}_id", "kind", "occasion"]
        op.create_index(f"uq_outbox_mails_{column}_occasion", "outbox_mails", columns, unique=True)


def downgrade() -> None:
    """Mails that the schema before cannot hold are removed: those about no event, and those kept or stopped."""
    op.execute("DELETE FROM outbox_mails WHERE event_id IS NULL OR status IN ('kept', 'stopped')")
    for name in ("uq_outbox_mails_moderator_occasion", "uq_outbox_mails_registration_occasion"):
        op.drop_index(name, table_name="outbox_mails")
    op.drop_index(op.f("ix_outbox_mails_message_id"), table_name="outbox_mails")
    with op.batch_alter_table("outbox_mails") as table:
        table.drop_constraint(op.f("fk_outbox_mails_message_id_messages"), type_="foreignkey")
        table.drop_constraint(op.f("fk_outbox_mails_moderator_id_moderators"), type_="foreignkey")
        table.drop_constraint(op.f("ck_outbox_mails_status"), type_="check")
        table.create_check_constraint(op.f("ck_outbox_mails_status"), f"status IN ({BEFORE})")
        table.alter_column("event_id", existing_type=sa.Integer(), nullable=False)
        for column in ("useless_after", "address", "occasion", "message_id", "moderator_id"):
            table.drop_column(column)
    for name in ("messages", "mail_texts", "told_apart"):
        op.drop_table(name)
    for table_name, column in NEW_COLUMNS:
        op.drop_column(table_name, column)
