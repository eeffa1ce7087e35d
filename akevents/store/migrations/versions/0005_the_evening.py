"""What the moderator's evening needs: questions and votes, certificates, feedback, running order, how people arrived, what
was seen last, saved exports, and the counts that remain.

The defaults stay in the database: the version that is still running while this migrates does not know these columns.

Revision: 0005
After: 0004
"""

import sqlalchemy as sa
from alembic import op

from akevents.store.types import UTCDateTime

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

# With its rule inside, a column can come and go without rebuilding the table, in words of both databases.
COLUMNS = (
    ("events", "discussion", "TEXT DEFAULT 'open' NOT NULL CONSTRAINT ck_events_discussion"
     " CHECK (discussion IN ('off', 'open', 'moderated'))"),
    ("events", "joining_opens_minutes", "INTEGER DEFAULT 15 NOT NULL"),
    ("events", "running_order", "JSON"),
    ("events", "speaker_introduction", "TEXT"),
    ("events", "head_count", "INTEGER"),
    ("events", "closing_checks", "JSON DEFAULT '[]' NOT NULL"),
    ("events", "discussion_counter", "INTEGER DEFAULT 0 NOT NULL"),
    ("registrations", "arrival", "TEXT CONSTRAINT ck_registrations_arrival"
     " CHECK (arrival IN ('door', 'code', 'link', 'afterwards'))"),
)  # fmt: skip
TABLES = (
    "question_votes", "discussion_questions", "certificates", "feedback", "event_tallies", "institution_places",
    "last_looks", "export_profiles",
)  # fmt: skip
OLD_INDEX = "ix_registrations_event_id_status_institution_kind_state"
ORIGINS = ["event_id", "status", "institution_kind", "state", "municipality"]


def upgrade() -> None:
    for table, column, words in COLUMNS:
        op.execute(f"ALTER TABLE {table} ADD COLUMN {column} {words}")
    op.drop_index(OLD_INDEX, table_name="registrations")
    op.create_index("ix_registrations_origins", "registrations", ORIGINS)
    _discussion()
    _afterwards()
    _memory()


def _discussion() -> None:
    op.create_table(
        "discussion_questions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=True),
        sa.Column("submission_id", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("shows_name", sa.Boolean(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("is_current", sa.Boolean(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=True),
        sa.Column("merged_into", sa.Integer(), nullable=True),
        sa.Column("asked_at", UTCDateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "status IN ('waiting', 'shown', 'hidden', 'merged', 'answered')",
            name=op.f("ck_discussion_questions_status"),
        ),
        sa.ForeignKeyConstraint(
            ["event_id"], ["events.id"], name=op.f("fk_discussion_questions_event_id_events"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registrations.id"],
            name=op.f("fk_discussion_questions_registration_id_registrations"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_discussion_questions")),
        sa.UniqueConstraint("submission_id", name=op.f("uq_discussion_questions_submission_id")),
    )
    op.create_index(op.f("ix_discussion_questions_event_id_status"), "discussion_questions", ["event_id", "status"])
    op.create_index(op.f("ix_discussion_questions_registration_id"), "discussion_questions", ["registration_id"])
    op.create_index(
        "uq_discussion_questions_current",
        "discussion_questions",
        ["event_id"],
        unique=True,
        sqlite_where=sa.text("is_current"),
        postgresql_where=sa.text("is_current"),
    )
    op.create_table(
        "question_votes",
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("voted_at", UTCDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["question_id"],
            ["discussion_questions.id"],
            name=op.f("fk_question_votes_question_id_discussion_questions"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registrations.id"],
            name=op.f("fk_question_votes_registration_id_registrations"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("question_id", "registration_id", name=op.f("pk_question_votes")),
    )
    op.create_index(op.f("ix_question_votes_registration_id"), "question_votes", ["registration_id"])


def _afterwards() -> None:
    op.create_table(
        "certificates",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=True),
        sa.Column("issued_at", UTCDateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", UTCDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["event_id"], ["events.id"], name=op.f("fk_certificates_event_id_events"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registrations.id"],
            name=op.f("fk_certificates_registration_id_registrations"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certificates")),
        sa.UniqueConstraint("number", name=op.f("uq_certificates_number")),
        sa.UniqueConstraint("registration_id", name=op.f("uq_certificates_registration_id")),
    )
    op.create_index(op.f("ix_certificates_event_id"), "certificates", ["event_id"])
    op.create_table(
        "feedback",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("submission_id", sa.Text(), nullable=False),
        sa.Column("rating", sa.Integer(), nullable=False),
        sa.Column("useful", sa.Text(), nullable=True),
        sa.Column("wishes", sa.Text(), nullable=True),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.CheckConstraint("rating BETWEEN 1 AND 5", name=op.f("ck_feedback_rating")),
        sa.ForeignKeyConstraint(
            ["event_id"], ["events.id"], name=op.f("fk_feedback_event_id_events"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feedback")),
        sa.UniqueConstraint("submission_id", name=op.f("uq_feedback_submission_id")),
    )
    op.create_index(op.f("ix_feedback_event_id"), "feedback", ["event_id"])
    op.create_table(
        "event_tallies",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("taken_at", UTCDateTime(timezone=True), nullable=False),
        sa.Column("confirmed", sa.Integer(), nullable=False),
        sa.Column("present", sa.Integer(), nullable=True),
        sa.Column("cancelled", sa.Integer(), nullable=False),
        sa.Column("waitlisted", sa.Integer(), nullable=False),
        sa.Column("questions", sa.Integer(), nullable=False),
        sa.Column("by_kind", sa.JSON(), nullable=False),
        sa.Column("by_state", sa.JSON(), nullable=False),
        sa.Column("curve", sa.JSON(), nullable=False),
        sa.Column("ratings", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["events.id"], name=op.f("fk_event_tallies_event_id_events"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_event_tallies")),
    )


def _memory() -> None:
    op.create_table(
        "institution_places",
        sa.Column("working_group_id", sa.Integer(), nullable=False),
        sa.Column("institution", sa.Text(), nullable=False),
        sa.Column("institution_kind", sa.Text(), nullable=False),
        sa.Column("municipality", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=True),
        sa.Column("corrected_by", sa.Integer(), nullable=True),
        sa.Column("corrected_at", UTCDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["corrected_by"],
            ["moderators.id"],
            name=op.f("fk_institution_places_corrected_by_moderators"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["working_group_id"],
            ["working_groups.id"],
            name=op.f("fk_institution_places_working_group_id_working_groups"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("working_group_id", "institution", name=op.f("pk_institution_places")),
    )
    op.create_table(
        "last_looks",
        sa.Column("moderator_id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("looked_at", UTCDateTime(timezone=True), nullable=False),
        sa.Column("figures", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["events.id"], name=op.f("fk_last_looks_event_id_events"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["moderator_id"], ["moderators.id"], name=op.f("fk_last_looks_moderator_id_moderators"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("moderator_id", "event_id", name=op.f("pk_last_looks")),
    )
    op.create_index(op.f("ix_last_looks_event_id"), "last_looks", ["event_id"])
    op.create_table(
        "export_profiles",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("working_group_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("choice", sa.JSON(), nullable=False),
        sa.Column("saved_by", sa.Integer(), nullable=True),
        sa.Column("saved_at", UTCDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["saved_by"], ["moderators.id"], name=op.f("fk_export_profiles_saved_by_moderators"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["working_group_id"],
            ["working_groups.id"],
            name=op.f("fk_export_profiles_working_group_id_working_groups"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_export_profiles")),
        sa.UniqueConstraint("working_group_id", "name", name=op.f("uq_export_profiles_working_group_id_name")),
    )


def downgrade() -> None:
    for name in TABLES:
        op.drop_table(name)
    op.drop_index("ix_registrations_origins", table_name="registrations")
    op.create_index(OLD_INDEX, "registrations", ORIGINS[:-1])
    for table, column, _ in reversed(COLUMNS):
        op.drop_column(table, column)
