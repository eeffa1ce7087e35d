"""The words for every state that is stored. Their German names are in akevents/wording."""

from enum import StrEnum


class EventStatus(StrEnum):
    """What the moderator decided. What visitors meet also depends on the clock: domain/event_state.py."""

    DRAFT = "draft"
    PUBLISHED = "published"
    CANCELLED = "cancelled"


class EventFormat(StrEnum):
    ONLINE = "online"
    ON_SITE = "on_site"
    HYBRID = "hybrid"


class RegistrationStatus(StrEnum):
    """pending: address not confirmed, holds its place. requested: late request that waits for the moderator."""

    PENDING = "pending"
    REQUESTED = "requested"
    CONFIRMED = "confirmed"
    WAITLISTED = "waitlisted"
    CANCELLED = "cancelled"


HOLDING = (RegistrationStatus.PENDING, RegistrationStatus.CONFIRMED)  # each of them takes one place


class Role(StrEnum):
    """What a person may do in one working group. Administrators may do everything everywhere."""

    MODERATOR = "moderator"
    HELPER = "helper"


class MailStatus(StrEnum):
    """kept: written to a file, because no mail server is set. stopped: a moderator held it back, or its moment is over."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    KEPT = "kept"
    STOPPED = "stopped"


class Language(StrEnum):
    """In which a person reads mails."""

    GERMAN = "de"
    ENGLISH = "en"


class ConsentPurpose(StrEnum):
    """What a person may allow beyond the registration itself, each by its own unticked box."""

    NAME_ON_LIST = "name_on_list"
    EMAIL_ON_LIST = "email_on_list"
    INVITATIONS = "invitations"
    RECORDING = "recording"


class ParticipantList(StrEnum):
    """Who sees who else takes part: nobody, or those who consented to being on the list see each other."""

    NOBODY = "nobody"
    CONSENTING = "consenting"


class QuestionKind(StrEnum):
    TEXT = "text"
    LONG_TEXT = "long_text"
    SINGLE_CHOICE = "single_choice"
    MULTIPLE_CHOICE = "multiple_choice"
    YES_NO = "yes_no"
    NUMBER = "number"
    DATE = "date"


class Arrival(StrEnum):
    """How it became known that a person was there: ticked by name, by the code of their ticket, by their own click into
    the room, or written down afterwards."""

    DOOR = "door"
    CODE = "code"
    LINK = "link"
    AFTERWARDS = "afterwards"


class Discussion(StrEnum):
    """Whether participants bring questions, and whether the others read them at once or when a moderator has."""

    OFF = "off"
    OPEN = "open"
    MODERATED = "moderated"


class DiscussionStatus(StrEnum):
    """waiting: nobody but its author and the moderators reads it yet. merged: its votes count for another one."""

    WAITING = "waiting"
    SHOWN = "shown"
    HIDDEN = "hidden"
    MERGED = "merged"
    ANSWERED = "answered"
