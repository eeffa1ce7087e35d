"""What the editor needs: pasted announcements, drafts not saved yet, conditional questions, dial-in, participant list,
links for speakers, the Land whose holidays count.

The defaults stay in the database: the version that is still running while this migrates does not know these columns.

Revision: 0003
After: 0002
"""

import sqlalchemy as sa
from alembic import op

from akevents.store.types import UTCDateTime

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

NEW_COLUMNS = (
    ("events", "announcement"),
    ("events", "dial_in"),
    ("events", "participant_list"),
    ("questions", "shown_if_question_id"),
    ("questions", "shown_if_answer"),
    ("working_groups", "state"),
)


def upgrade() -> None:
    op.add_column("events", sa.Column("announcement", sa.Text()))
    op.add_column("events", sa.Column("dial_in", sa.Text()))
    # In words of both databases: with its rule inside, the column can come and go without rebuilding the table.
    op.execute(
        "ALTER TABLE events ADD COLUMN participant_list TEXT DEFAULT 'nobody' NOT NULL"
        " CONSTRAINT ck_events_participant_list CHECK (participant_list IN ('nobody', 'consenting'))"
    )
    op.add_column("questions", sa.Column("shown_if_question_id", sa.Integer()))
    op.add_column("questions", sa.Column("shown_if_answer", sa.Text()))
    op.add_column("working_groups", sa.Column("state", sa.Text()))
    op.create_table(
        "event_drafts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("moderator_id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=True),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("based_on", UTCDateTime(timezone=True), nullable=True),
        sa.Column("saved_at", UTCDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["events.id"], name=op.f("fk_event_drafts_event_id_events"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["moderator_id"],
            ["moderators.id"],
            name=op.f("fk_event_drafts_moderator_id_moderators"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_drafts")),
        sa.UniqueConstraint("moderator_id", "event_id", name=op.f("uq_event_drafts_moderator_id_event_id")),
    )
    op.create_table(
        "speaker_links",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.Column("created_at", UTCDateTime(timezone=True), nullable=False),
        sa.Column("expires_at", UTCDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["created_by"], ["moderators.id"], name=op.f("fk_speaker_links_created_by_moderators"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["event_id"], ["events.id"], name=op.f("fk_speaker_links_event_id_events"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_speaker_links")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_speaker_links_token_hash")),
    )
    op.create_index(op.f("ix_speaker_links_event_id"), "speaker_links", ["event_id"])


def downgrade() -> None:
    op.drop_table("speaker_links")
    op.drop_table("event_drafts")
    for table, column in NEW_COLUMNS:
        op.drop_column(table, column)
