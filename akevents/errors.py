"""Everything that can be refused. Errors carry facts, never prose: their sentences are in `akevents.wording`."""

from dataclasses import dataclass
from datetime import datetime


class AkeventsError(Exception):
    """A refusal that a person can understand and act on. Anything else that is raised is a bug."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One wrong field: its name as in the request, what is wrong (a key of wording.PROBLEMS), the limit if there is one,
    and which part of the field, where the sentence names it."""

    field: str
    code: str
    limit: int | None = None
    detail: str | None = None


@dataclass
class InvalidRequest(AkeventsError):
    """Some fields cannot be taken as they are; all problems at once, in the order of the form."""

    problems: tuple[Problem, ...]


@dataclass
class EventNotFound(AkeventsError):
    """No such event, or none that this person may know of."""

    slug: str


@dataclass
class RegistrationNotOpenYet(AkeventsError):
    event_id: int
    opens_at: datetime
    timezone: str


@dataclass
class RegistrationClosed(AkeventsError):
    """The deadline has passed, or the event has begun."""

    event_id: int
    since: datetime
    timezone: str


@dataclass
class EventFull(AkeventsError):
    """No place is left and there is no waiting list."""

    event_id: int


@dataclass
class EventCancelled(AkeventsError):
    event_id: int


@dataclass
class AlreadyRegistered(AkeventsError):
    """Only where no mail can be sent: there the screen says plainly that the address is taken."""

    event_id: int


@dataclass
class RegistrationNotFound(AkeventsError):
    """A personal link that is unknown, foreign, truncated or no longer valid, or a registration of another group."""


@dataclass
class LinkExpired(AkeventsError):
    """A personal link whose time is over; it may still ask for a new one."""


@dataclass
class MailNotSetUp(AkeventsError):
    """What was asked for goes by mail, and no mail can leave the house."""


@dataclass
class NotPossibleNow(AkeventsError):
    """The registration has another status by now than this step needs."""

    status: str


@dataclass
class NotPossibleForEvent(AkeventsError):
    """The event is in a state that this step does not start from; `status` is an EventState."""

    slug: str
    status: str


@dataclass
class CancellationSent(AkeventsError):
    """At least one person has been told that the event is cancelled, or is being told right now."""

    slug: str


@dataclass
class ContradictoryText(AkeventsError):
    """The public text contradicts itself or the fields; `codes` are the findings' codes, separated by commas."""

    slug: str
    codes: str


@dataclass
class ChangedMeanwhile(AkeventsError):
    """Somebody else changed the same thing since it was shown."""


@dataclass
class AudienceChanged(AkeventsError):
    """The people whom a message is for are not as many as were shown; `count` is how many there are now."""

    count: int


@dataclass
class MailNotFound(AkeventsError):
    """No such mail or message, or one of another working group."""


@dataclass
class MailNotPossible(AkeventsError):
    """The mail has another status by now than this step needs."""

    status: str


@dataclass
class MailPointless(AkeventsError):
    """The mail would help nobody any more; `reason` is a Reason of domain/mail_reasons.py."""

    reason: str


@dataclass
class DraftTooLarge(AkeventsError):
    """More was typed into an editor than is kept between two saves."""

    limit_bytes: int


@dataclass
class NotSignedIn(AkeventsError):
    """No session, or one that has ended."""


@dataclass
class NotAllowed(AkeventsError):
    """Signed in, but this step belongs to another role."""


@dataclass
class WrongPassword(AkeventsError):
    """Address or password is wrong; which of them is not told."""


@dataclass
class SignInLinkExpired(AkeventsError):
    """The one-time link was used, is too old, or never existed."""


@dataclass
class FormExpired(AkeventsError):
    """The form came without its token, or with one of another session."""


@dataclass
class TooManyAttempts(AkeventsError):
    """Asked more often than a person would."""

    retry_after_seconds: int


@dataclass
class UnknownModerator(AkeventsError):
    email: str


@dataclass
class UnknownWorkingGroup(AkeventsError):
    slug: str


@dataclass
class UnknownCategory(AkeventsError):
    """No published event has a category whose address this is."""

    slug: str


@dataclass
class PersonNotFound(AkeventsError):
    """Nobody who signs in has this number, or nobody that this person may know of."""

    person_id: int


@dataclass
class LastAdministrator(AkeventsError):
    """Without this person nobody could administer any more."""


@dataclass
class DiscussionClosed(AkeventsError):
    """Nobody can ask or vote: "off", "status", "over" or "not_published"."""

    reason: str


@dataclass
class QuestionNotFound(AkeventsError):
    """The question is gone, hidden, answered or part of another one."""


@dataclass
class FeedbackClosed(AkeventsError):
    """The evening is not over yet, or it is too long ago."""

    event: str


@dataclass
class CertificateNotYet(AkeventsError):
    """The evening is not over, or this person was not there."""

    event: str


@dataclass
class CertificateNotFound(AkeventsError):
    """Nobody was given one yet."""


@dataclass
class TicketNotFound(AkeventsError):
    """What was typed or scanned at the door is no code of a ticket for this event."""


@dataclass
class TicketForAnotherEvent(AkeventsError):
    """A scanned ticket that says itself that it belongs elsewhere."""


@dataclass
class SpeakerLinkNotFound(AkeventsError):
    """A speaker's link that is unknown, truncated, revoked or expired."""


@dataclass
class UnknownProfile(AkeventsError):
    """An export profile nobody has defined."""

    profile: str


@dataclass
class DatabaseBusy(AkeventsError):
    """The database was locked, out of reach or out of connections for longer than people wait."""


@dataclass
class StorageFull(AkeventsError):
    """The disk has no room for what was to be written."""


@dataclass
class PortInUse(AkeventsError):
    port: int


@dataclass
class UnreadableSettings(AkeventsError):
    variable: str
    reason: str


@dataclass
class UnreadableFile(AkeventsError):
    """A file that is missing, or is not what it should be."""

    path: str
    reason: str


@dataclass
class FileTooBig(AkeventsError):
    """An uploaded file holds more than anybody's list would."""

    limit_mb: int


@dataclass
class TooManyRows(AkeventsError):
    """An uploaded list has more people than one import takes."""

    limit: int


@dataclass
class NoListInFile(AkeventsError):
    """An uploaded file has no header with names and addresses, or is no table at all."""


@dataclass
class ListRefused(AkeventsError):
    """An uploaded file cannot be taken as it is; `reason` is a key of wording.imports.FILES, the rest says where. Rows count
    as a spreadsheet does; 0 and "" where it is about the whole file. `detail` is what stands there, `expected` what should."""

    reason: str
    sheet: str = ""
    row: int = 0
    column: str = ""
    detail: str = ""
    expected: str = ""


@dataclass
class WrongDatabase(AkeventsError):
    """The database answers, but cannot be used as it is: wrong engine, newer schema, not empty."""

    reason: str


@dataclass
class NotWithMail(AkeventsError):
    """--as-of is refused where mail can really be sent."""
