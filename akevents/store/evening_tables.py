"""What the moderator's evening adds: questions and votes, certificates, feedback, what was seen last, what remains."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from akevents.store.base import Base, one_of
from akevents.store.statuses import DiscussionStatus


class DiscussionQuestion(Base):
    """What somebody wants to discuss. Retention: with the registrations of its event. One of an event is current at most:
    the one on the projector."""

    __tablename__ = "discussion_questions"
    __table_args__ = (
        one_of("status", DiscussionStatus),
        Index(None, "event_id", "status"),
        Index(
            "uq_discussion_questions_current",
            "event_id",
            unique=True,
            sqlite_where=text("is_current"),
            postgresql_where=text("is_current"),
        ),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"))
    # None: written down by a moderator. Whoever is erased takes their questions along.
    registration_id: Mapped[int | None] = mapped_column(ForeignKey("registrations.id", ondelete="CASCADE"), index=True)
    submission_id: Mapped[str] = mapped_column(unique=True)  # one form on one screen: a second click finds the first
    text: Mapped[str]
    shows_name: Mapped[bool] = mapped_column(default=False)  # the author allowed it for this question
    status: Mapped[str]
    is_current: Mapped[bool] = mapped_column(default=False)
    position: Mapped[int | None]  # as the moderator ordered them; None: by votes, after those
    merged_into: Mapped[int | None]  # its id. No foreign key: a backup brings rows back in the order of their ids
    asked_at: Mapped[datetime]


class QuestionVote(Base):
    """One person's one vote for one question."""

    __tablename__ = "question_votes"
    question_id: Mapped[int] = mapped_column(
        ForeignKey("discussion_questions.id", ondelete="CASCADE"), primary_key=True
    )
    registration_id: Mapped[int] = mapped_column(
        ForeignKey("registrations.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    voted_at: Mapped[datetime]


class Certificate(Base):
    """A certificate of attendance that was given out. It stays when the person is forgotten: its number is still good, and
    says nothing about them."""

    __tablename__ = "certificates"
    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(unique=True)  # unguessable; printed, and asked for on the public page
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"), index=True)
    registration_id: Mapped[int | None] = mapped_column(
        ForeignKey("registrations.id", ondelete="SET NULL"), unique=True
    )
    issued_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]


class Feedback(Base):
    """What somebody said afterwards, without who or when exactly. Retention: with the registrations of its event."""

    __tablename__ = "feedback"
    __table_args__ = (CheckConstraint("rating BETWEEN 1 AND 5", name="rating"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"), index=True)
    submission_id: Mapped[str] = mapped_column(unique=True)
    rating: Mapped[int]  # 1 not at all to 5 very useful
    useful: Mapped[str | None]  # what was useful
    wishes: Mapped[str | None]  # what should be different, or come next
    given_on: Mapped[date]  # a day of the event's zone; the hour would tell too much


class EventTally(Base):
    """What remains of an evening when its people are forgotten: counts. Written in the transaction that deletes them."""

    __tablename__ = "event_tallies"
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"), primary_key=True)
    taken_at: Mapped[datetime]
    confirmed: Mapped[int]
    present: Mapped[int | None]  # None: attendance was not noted
    cancelled: Mapped[int]
    waitlisted: Mapped[int]
    questions: Mapped[int]
    by_kind: Mapped[dict[str, Any]]  # institution kind: people with a place
    by_state: Mapped[dict[str, Any]]  # Land: people with a place
    curve: Mapped[dict[str, Any]]  # days before the start: people with a place at the end of that day
    ratings: Mapped[dict[str, Any]]  # feedback rating: how many gave it


class InstitutionPlace(Base):
    """A moderator's word on what an institution is and where; the next registration from there follows it."""

    __tablename__ = "institution_places"
    working_group_id: Mapped[int] = mapped_column(ForeignKey("working_groups.id", ondelete="CASCADE"), primary_key=True)
    institution: Mapped[str] = mapped_column(primary_key=True)  # folded (formats/german.py)
    institution_kind: Mapped[str]
    municipality: Mapped[str | None]
    state: Mapped[str | None]
    corrected_by: Mapped[int | None] = mapped_column(ForeignKey("moderators.id", ondelete="SET NULL"))
    corrected_at: Mapped[datetime]


class LastLook(Base):
    """Which figures a moderator saw last on the live screen of an event."""

    __tablename__ = "last_looks"
    moderator_id: Mapped[int] = mapped_column(ForeignKey("moderators.id", ondelete="CASCADE"), primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"), primary_key=True, index=True)
    looked_at: Mapped[datetime]
    figures: Mapped[dict[str, Any]]


class ExportProfile(Base):
    """A choice of columns, people and sheets that a working group saved under a name."""

    __tablename__ = "export_profiles"
    __table_args__ = (UniqueConstraint("working_group_id", "name"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    working_group_id: Mapped[int] = mapped_column(ForeignKey("working_groups.id", ondelete="CASCADE"))
    name: Mapped[str]
    choice: Mapped[dict[str, Any]]  # columns, statuses, sheets
    saved_by: Mapped[int | None] = mapped_column(ForeignKey("moderators.id", ondelete="SET NULL"))
    saved_at: Mapped[datetime]
