"""What is remembered. Every rule that a database can keep is written here and not only in the use cases."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, UniqueConstraint, text, true
from sqlalchemy.orm import Mapped, mapped_column, relationship

from akevents.store.base import Base, one_of
from akevents.store.evening_tables import (
    Certificate,
    DiscussionQuestion,
    EventTally,
    ExportProfile,
    Feedback,
    InstitutionPlace,
    LastLook,
    QuestionVote,
)
from akevents.store.statuses import (
    HOLDING,
    Arrival,
    ConsentPurpose,
    Discussion,
    DiscussionStatus,
    EventFormat,
    EventStatus,
    Language,
    MailStatus,
    ParticipantList,
    QuestionKind,
    RegistrationStatus,
    Role,
)

# Statuses and the evening's tables are imported from here as well: whoever reads a table reads its words.
__all__ = [
    "HOLDING", "LIVE", "Answer", "Arrival", "Base", "Certificate", "Consent", "ConsentPurpose", "Discussion",
    "DiscussionQuestion", "DiscussionStatus", "Event", "EventDraft", "EventFormat", "EventStatus", "EventTally",
    "ExportProfile", "Feedback", "InstitutionPlace", "Language", "LastLook", "MailStatus", "MailText", "Membership",
    "Message", "ModeratorRecord", "ModeratorSession", "OutboxMail", "ParticipantList", "ProtocolEntry", "Question",
    "QuestionKind", "QuestionVote", "Registration", "RegistrationStatus", "Role", "SignInLink", "SpeakerLink",
    "ToldApart", "WorkingGroup",
]  # fmt: skip


class WorkingGroup(Base):
    """An Arbeitskreis. Everything a moderator may see or do belongs to one."""

    __tablename__ = "working_groups"
    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    email: Mapped[str | None]  # Reply-To of its mails and organizer in its calendar files
    state: Mapped[str | None]  # Land whose public holidays count (formats.places.STATES); None: only nationwide ones
    created_at: Mapped[datetime]


class ModeratorRecord(Base):
    """A person who signs in. The name `Moderator` belongs to the signed-in person in domain/moderators.py."""

    __tablename__ = "moderators"
    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(unique=True)  # normalised
    name: Mapped[str]
    password_hash: Mapped[str | None]  # argon2id; None until the one-time link was used
    is_administrator: Mapped[bool] = mapped_column(default=False)
    wants_digest: Mapped[bool] = mapped_column(default=True, server_default=true())  # one mail a day, if there is news
    created_at: Mapped[datetime]


class Membership(Base):
    __tablename__ = "memberships"
    __table_args__ = (one_of("role", Role),)
    moderator_id: Mapped[int] = mapped_column(ForeignKey("moderators.id", ondelete="CASCADE"), primary_key=True)
    working_group_id: Mapped[int] = mapped_column(ForeignKey("working_groups.id", ondelete="CASCADE"), primary_key=True)
    role: Mapped[str]


class ModeratorSession(Base):
    """One signed-in browser. Deleting the row signs it out at once."""

    __tablename__ = "moderator_sessions"
    token_hash: Mapped[str] = mapped_column(primary_key=True)
    moderator_id: Mapped[int] = mapped_column(ForeignKey("moderators.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]


class SignInLink(Base):
    """A one-time link with which a person sets a password. Deleted when used."""

    __tablename__ = "sign_in_links"
    token_hash: Mapped[str] = mapped_column(primary_key=True)
    moderator_id: Mapped[int] = mapped_column(ForeignKey("moderators.id", ondelete="CASCADE"), index=True)
    expires_at: Mapped[datetime]


class Event(Base):
    """One evening. The four counters at the end are kept by the transactions that change its registrations; tests
    compare them with a recount."""

    __tablename__ = "events"
    __table_args__ = (
        one_of("status", EventStatus),
        one_of("format", EventFormat),
        one_of("participant_list", ParticipantList),
        one_of("discussion", Discussion),
        CheckConstraint("ends_at > starts_at", name="ends_after_start"),
        CheckConstraint("capacity IS NULL OR capacity >= 0", name="capacity"),
        CheckConstraint("places_taken >= 0 AND waiting >= 0", name="counters"),
        Index(None, "status", "starts_at"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(unique=True)  # calendar identity (RFC 5545 UID), never changes
    sequence: Mapped[int] = mapped_column(default=0)  # calendar revision: time, place, link or status changed
    slug: Mapped[str] = mapped_column(unique=True)
    working_group_id: Mapped[int] = mapped_column(ForeignKey("working_groups.id"), index=True)
    status: Mapped[str] = mapped_column(default=EventStatus.DRAFT)
    cancellation_reason: Mapped[str | None]
    title: Mapped[str]
    kind: Mapped[str | None]  # "Erfahrungsaustausch"; one word or two beside the group's name
    summary: Mapped[str | None]
    text: Mapped[str] = mapped_column(default="")  # Markdown, sanitised when shown
    announcement: Mapped[str | None]  # as it was pasted; every save compares it with the fields
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    timezone: Mapped[str] = mapped_column(default="Europe/Berlin")  # IANA name, in which its times are shown
    format: Mapped[str] = mapped_column(default=EventFormat.ONLINE)
    location: Mapped[str] = mapped_column(default="Online")
    address: Mapped[str | None]
    joining_url: Mapped[str | None]  # secret: shown to confirmed people only, never before joining_link_at
    dial_in: Mapped[str | None]  # telephone number and PIN, as secret as the link
    joining_link_at: Mapped[datetime | None]  # link and dial-in are shown from then on; None: after the deadline
    categories: Mapped[list[str]] = mapped_column(default=list)
    moderation: Mapped[str | None]  # name as shown, with function
    speakers: Mapped[list[dict[str, str]]] = mapped_column(default=list)  # name, institution
    registration_opens_at: Mapped[datetime | None]  # None: as soon as it is published
    deadline_at: Mapped[datetime | None]  # None: until the start
    capacity: Mapped[int | None]  # None: unlimited
    has_waiting_list: Mapped[bool] = mapped_column(default=True)
    confirms_addresses: Mapped[bool | None]  # None: where mail can be sent
    shows_places: Mapped[bool] = mapped_column(default=False)
    allows_late_requests: Mapped[bool] = mapped_column(default=False)
    is_recorded: Mapped[bool] = mapped_column(default=False)
    recording_purpose: Mapped[str | None]
    participant_list: Mapped[str] = mapped_column(default=ParticipantList.NOBODY, server_default="nobody")
    materials: Mapped[str | None]  # Markdown, shown afterwards
    discussion: Mapped[str] = mapped_column(default=Discussion.OPEN, server_default="open")
    joining_opens_minutes: Mapped[int] = mapped_column(default=15, server_default="15")  # before the start
    running_order: Mapped[list[dict[str, Any]] | None] = mapped_column(
        JSON(none_as_null=True)
    )  # domain/running_order.py
    speaker_introduction: Mapped[str | None]  # what the moderator says about the speaker
    head_count: Mapped[int | None]  # as the moderator counted; None: not counted
    closing_checks: Mapped[list[str]] = mapped_column(default=list, server_default="[]")  # ticked by hand
    reminds_day_before: Mapped[bool] = mapped_column(default=True, server_default=true())
    reminds_hour_before: Mapped[bool] = mapped_column(default=True, server_default=true())
    retention_days: Mapped[int] = mapped_column(default=30)  # after the end, then registrations are deleted
    published_at: Mapped[datetime | None]
    changed_at: Mapped[datetime]  # last change that readers of page, feed or file can see
    places_taken: Mapped[int] = mapped_column(default=0)
    waiting: Mapped[int] = mapped_column(default=0)
    last_number: Mapped[int] = mapped_column(default=0)
    change_counter: Mapped[int] = mapped_column(default=0)
    discussion_counter: Mapped[int] = mapped_column(default=0, server_default="0")  # +1 with each question and vote

    working_group: Mapped[WorkingGroup] = relationship(lazy="raise")
    questions: Mapped[list["Question"]] = relationship(lazy="raise", order_by="Question.position")


class Question(Base):
    """An extra form field of one event."""

    __tablename__ = "questions"
    __table_args__ = (one_of("kind", QuestionKind),)
    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    kind: Mapped[str]
    label: Mapped[str]
    is_required: Mapped[bool] = mapped_column(default=False)
    choices: Mapped[list[str]] = mapped_column(default=list)
    # Shown only if an earlier question of this event (by id) got this answer; None: always. No foreign key, because SQLite
    # could not take the column back; domain/questions.py keeps it right.
    shown_if_question_id: Mapped[int | None]
    shown_if_answer: Mapped[str | None]


class EventDraft(Base):
    """What a moderator has typed into an editor and not saved yet. Gone once saved, thrown away or a month old."""

    __tablename__ = "event_drafts"
    __table_args__ = (UniqueConstraint("moderator_id", "event_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    moderator_id: Mapped[int] = mapped_column(ForeignKey("moderators.id", ondelete="CASCADE"))
    event_id: Mapped[int | None] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"))  # None: a new event
    fields: Mapped[dict[str, Any]]  # values of the editor's widgets, ready for JSON
    based_on: Mapped[datetime | None]  # changed_at of the event as it was shown then
    saved_at: Mapped[datetime]


class SpeakerLink(Base):
    """A link with which a speaker sees head count and questions of one event, and no person, until it expires."""

    __tablename__ = "speaker_links"
    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"), index=True)
    label: Mapped[str]  # for whom, as the moderator calls them
    created_by: Mapped[int | None] = mapped_column(ForeignKey("moderators.id", ondelete="SET NULL"))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]


# The conditions that make a registration live and a person present; written once for index and queries.
PRESENT = "checked_in_at IS NOT NULL"
LIVE = "status IN ('pending', 'requested', 'confirmed', 'waitlisted')"


class Registration(Base):
    """One participant's claim to one place. Retention: `Event.retention_days` after the end; the free texts at the end
    carry their own (formats/columns.py)."""

    __tablename__ = "registrations"
    __table_args__ = (
        one_of("status", RegistrationStatus),
        one_of("language", Language),
        one_of("arrival", Arrival),
        UniqueConstraint("event_id", "number"),
        Index(
            "uq_registrations_live_email",
            "event_id",
            "email_normalized",
            unique=True,
            sqlite_where=text(LIVE),
            postgresql_where=text(LIVE),
        ),
        Index(None, "event_id", "status", "registered_at"),
        Index(None, "event_id", "search_text"),
        Index("ix_registrations_origins", "event_id", "status", "institution_kind", "state", "municipality"),
        Index(
            "ix_registrations_present",
            "event_id",
            "status",
            sqlite_where=text(PRESENT),
            postgresql_where=text(PRESENT),
        ),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"))
    number: Mapped[int]  # friendly, counts from 1 within the event
    submission_id: Mapped[str] = mapped_column(unique=True)  # one form on one screen: a second click finds the first
    manage_token_hash: Mapped[str] = mapped_column(unique=True)
    link_version: Mapped[int] = mapped_column(
        default=0, server_default="0"
    )  # +1 with each renewal of the personal link
    link_renewed_at: Mapped[datetime | None]
    status: Mapped[str]
    status_at: Mapped[datetime]  # when this status began; the order of the waiting list
    registered_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]
    cancelled_at: Mapped[datetime | None]
    # What the person's own cancellation can be undone to, for ten minutes: {status, status_at, ...}; None: not their own.
    before_cancelling: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    expires_at: Mapped[datetime | None]  # pending only: until then the place is held
    checked_in_at: Mapped[datetime | None]
    arrival: Mapped[str | None]  # how that was noted
    added_by: Mapped[int | None] = mapped_column(ForeignKey("moderators.id", ondelete="SET NULL"))
    # The registration of the colleague who registered this person. No foreign key: see questions.
    registered_by: Mapped[int | None]
    language: Mapped[str] = mapped_column(default=Language.GERMAN, server_default="de")
    first_name: Mapped[str]
    last_name: Mapped[str]
    email: Mapped[str]  # as typed
    email_normalized: Mapped[str]
    institution: Mapped[str]
    institution_kind: Mapped[str]  # formats.places.InstitutionKind
    municipality: Mapped[str | None]  # official key (AGS)
    state: Mapped[str | None]  # two letters, formats.places.STATES
    function: Mapped[str | None]
    is_member: Mapped[bool | None]  # None: no answer
    search_text: Mapped[str]  # names, institution, address, note, folded (formats/german.py): order and search
    note: Mapped[str | None]  # the moderator's own
    topic: Mapped[str | None]  # what they want to discuss
    accessibility_needs: Mapped[str | None]
    request_reason: Mapped[str | None]  # why so late


class Answer(Base):
    __tablename__ = "answers"
    registration_id: Mapped[int] = mapped_column(ForeignKey("registrations.id", ondelete="CASCADE"), primary_key=True)
    question_id: Mapped[int] = mapped_column(ForeignKey("questions.id", ondelete="CASCADE"), primary_key=True)
    value: Mapped[str]  # as shown; several choices separated by line breaks


class Consent(Base):
    """Given once, withdrawn at most once; given again it is a new row."""

    __tablename__ = "consents"
    __table_args__ = (one_of("purpose", ConsentPurpose),)
    id: Mapped[int] = mapped_column(primary_key=True)
    registration_id: Mapped[int] = mapped_column(ForeignKey("registrations.id", ondelete="CASCADE"), index=True)
    purpose: Mapped[str]
    text_version: Mapped[str]
    given_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]


class ToldApart(Base):
    """Two registrations that look like one person and, as a moderator said, are two. The lower id stands first."""

    __tablename__ = "told_apart"
    first_id: Mapped[int] = mapped_column(ForeignKey("registrations.id", ondelete="CASCADE"), primary_key=True)
    second_id: Mapped[int] = mapped_column(ForeignKey("registrations.id", ondelete="CASCADE"), primary_key=True)


class MailText(Base):
    """A working group's own words for one kind of mail; without a row the house's words go out."""

    __tablename__ = "mail_texts"
    __table_args__ = (one_of("language", Language),)
    working_group_id: Mapped[int] = mapped_column(ForeignKey("working_groups.id", ondelete="CASCADE"), primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    language: Mapped[str] = mapped_column(primary_key=True)
    body: Mapped[str]  # with placeholders that were checked when it was saved
    changed_at: Mapped[datetime]
    changed_by: Mapped[int | None] = mapped_column(ForeignKey("moderators.id", ondelete="SET NULL"))


class Message(Base):
    """What a moderator wrote to many: the words once, and one outbox mail for each person."""

    __tablename__ = "messages"
    id: Mapped[int] = mapped_column(primary_key=True)
    submission_id: Mapped[str] = mapped_column(unique=True)  # one form on one screen: a second click finds the first
    working_group_id: Mapped[int] = mapped_column(ForeignKey("working_groups.id", ondelete="CASCADE"), index=True)
    event_id: Mapped[int | None] = mapped_column(
        ForeignKey("events.id", ondelete="CASCADE"), index=True
    )  # None: the group
    subject: Mapped[str]
    body: Mapped[str]
    audience: Mapped[dict[str, Any]]  # the filter by which the people were chosen
    written_by: Mapped[int | None] = mapped_column(ForeignKey("moderators.id", ondelete="SET NULL"))
    queued_at: Mapped[datetime]


class OutboxMail(Base):
    """A mail that is owed to a participant or to a moderator. It is composed from the registration when it is sent;
    `details` holds only what cannot be read there any more, and nothing about the person."""

    __tablename__ = "outbox_mails"
    __table_args__ = (
        one_of("status", MailStatus),
        Index("ix_outbox_mails_status_due_at", "status", "due_at"),
        Index("uq_outbox_mails_registration_occasion", "registration_id", "kind", "occasion", unique=True),
        Index("uq_outbox_mails_moderator_occasion", "moderator_id", "kind", "occasion", unique=True),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int | None] = mapped_column(ForeignKey("events.id"), index=True)  # None: about no single event
    registration_id: Mapped[int | None] = mapped_column(ForeignKey("registrations.id", ondelete="CASCADE"), index=True)
    moderator_id: Mapped[int | None] = mapped_column(
        ForeignKey("moderators.id", ondelete="CASCADE")
    )  # to whom, if to one
    message_id: Mapped[int | None] = mapped_column(ForeignKey("messages.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str]
    occasion: Mapped[str | None]  # what happens once only ("one day before <start>"); None: as often as it is caused
    address: Mapped[str | None]  # only where the registration is gone by then; emptied when sent or given up
    status: Mapped[str] = mapped_column(default=MailStatus.QUEUED)
    queued_at: Mapped[datetime]
    due_at: Mapped[datetime]  # not tried before
    useless_after: Mapped[datetime | None]  # not sent any more then: a reminder of what has begun
    leased_until: Mapped[datetime | None]  # a worker has it; after that another may take it
    sent_at: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    last_error: Mapped[str | None]  # the server's answer without addresses
    details: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")  # what was before, why cancelled


class ProtocolEntry(Base):
    """Append-only: who viewed, changed or exported what, in words, with ids instead of names."""

    __tablename__ = "protocol"
    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    moderator_id: Mapped[int | None] = mapped_column(ForeignKey("moderators.id", ondelete="SET NULL"))
    event_id: Mapped[int | None] = mapped_column(ForeignKey("events.id"), index=True)
    registration_id: Mapped[int | None]
    action: Mapped[str]
    details: Mapped[dict[str, Any]] = mapped_column(default=dict)
