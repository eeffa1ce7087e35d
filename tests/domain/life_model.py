"""The rules of the house once more, as plainly as they can be said: no database, no clock, no mails but their names.

tests/domain/test_registration_life.py does the same things to this model and to a real event and compares them. A method
changes the model and returns None, or returns the error with which the real thing must refuse, and changes nothing."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import IntEnum

from akevents.domain.outbox import MailKind
from akevents.errors import (
    AkeventsError,
    AlreadyRegistered,
    EventFull,
    NotPossibleNow,
    RegistrationClosed,
    RegistrationNotFound,
)
from akevents.store.tables import RegistrationStatus as Status

Refusal = type[AkeventsError] | None
HOLDING = {Status.PENDING, Status.CONFIRMED}
BETTER = (Status.CONFIRMED, Status.PENDING, Status.WAITLISTED, Status.REQUESTED)


class Phase(IntEnum):
    """How far the evening has come."""

    OPEN = 0
    CLOSED = 1
    RUNNING = 2
    OVER = 3


@dataclass
class Person:
    """One registration. `since` orders the waiting list: a later step has a higher number."""

    name: str
    number: int
    status: Status
    since: int
    before: tuple[Status, int] | None = None  # what their own cancellation can be undone to
    is_accepted: bool | None = None  # what a moderator decided of their late request

    @property
    def request_was_made(self) -> bool:
        return self.status == Status.REQUESTED or self.is_accepted is not None


@dataclass
class Model:
    """One published event. `mails` are those of the last step, by number of registration."""

    capacity: int | None
    has_waiting_list: bool
    allows_late_requests: bool
    confirms: bool
    people: list[Person] = field(default_factory=list)
    submissions: set[str] = field(default_factory=set)
    merged: set[tuple[int, int]] = field(default_factory=set)
    told: set[tuple[int, str]] = field(default_factory=set)
    mails: list[tuple[int, MailKind]] = field(default_factory=list)
    steps: int = 0

    # What can be asked

    @property
    def taken(self) -> int:
        return sum(each.status in HOLDING for each in self.people)

    @property
    def queue(self) -> list[Person]:
        """Who waits, the first first."""
        return sorted((each for each in self.people if each.status == Status.WAITLISTED), key=lambda each: each.since)

    @property
    def has_place(self) -> bool:
        return self.capacity is None or (not self.queue and self.taken < self.capacity)

    def live(self, name: str) -> Person | None:
        return next((each for each in self.people if each.name == name and each.status != Status.CANCELLED), None)

    def newest(self, name: str) -> Person | None:
        return next((each for each in reversed(self.people) if each.name == name), None)

    # What can happen

    def begin(self) -> None:
        """Before each step."""
        self.mails = []
        self.steps += 1

    def register(self, name: str, submission: str, phase: Phase) -> Refusal:
        """The same submission again is a second click: it gets the first answer again."""
        if submission in self.submissions:
            return None
        status = self._next_status(phase)
        if not isinstance(status, Status):
            return status
        if twin := self.live(name):
            self._tell_twin(twin, submission)
        else:
            self._arrive(name, status, submission)
        return None

    def _tell_twin(self, twin: Person, submission: str) -> None:
        """Once for each form that was sent off, however often its button was pressed."""
        if (twin.number, submission) not in self.told:
            self._mail(twin, MailKind.ALREADY_REGISTERED)
        self.told.add((twin.number, submission))

    def _next_status(self, phase: Phase) -> Status | type[AkeventsError]:
        if phase == Phase.CLOSED and self.allows_late_requests:
            return Status.REQUESTED
        if phase != Phase.OPEN:
            return RegistrationClosed
        if self.has_place:
            return Status.PENDING if self.confirms else Status.CONFIRMED
        return Status.WAITLISTED if self.has_waiting_list else EventFull

    def _arrive(self, name: str, status: Status, submission: str) -> None:
        self.submissions.add(submission)
        person = Person(name, len(self.people) + 1, status, self.steps)
        self.people.append(person)
        self._first_mails(person)

    def _first_mails(self, person: Person) -> None:
        self._mail(person, FIRST_MAIL[person.status])
        if person.status == Status.REQUESTED:
            self._mail(person, MailKind.LATE_REQUEST_FOR_MODERATOR)

    def add(self, name: str, submission: str, phase: Phase, *, even_if_full: bool) -> Refusal:
        """By a moderator."""
        if submission in self.submissions:
            return None
        if phase == Phase.OVER:
            return RegistrationClosed
        if self.live(name):
            return AlreadyRegistered
        if not (self.has_place or even_if_full or self.has_waiting_list):
            return EventFull
        self._arrive(name, Status.CONFIRMED if self.has_place or even_if_full else Status.WAITLISTED, submission)
        return None

    def confirm(self, person: Person) -> Refusal:
        if person.status == Status.PENDING:
            self._become(person, Status.CONFIRMED, MailKind.REGISTERED)
        return None if person.status == Status.CONFIRMED else NotPossibleNow

    def cancel(self, person: Person, phase: Phase) -> Refusal:
        """By the person."""
        if person.status == Status.CANCELLED:
            return None
        if phase >= Phase.RUNNING:
            return RegistrationClosed
        person.before = person.status, person.since
        self._become(person, Status.CANCELLED, MailKind.CANCELLED_BY_PARTICIPANT)
        self.promote(phase)
        return None

    def undo(self, person: Person, phase: Phase, *, in_time: bool) -> Refusal:
        """Take one's own cancellation back: what one had, if nobody has got it meanwhile."""
        if person.status != Status.CANCELLED:
            return None
        if person.before is None or not in_time:
            return NotPossibleNow
        if phase >= Phase.RUNNING:
            return RegistrationClosed
        if self.live(person.name):
            return AlreadyRegistered
        before, since = person.before
        if before == Status.REQUESTED:
            after = before
        elif self.has_place:
            after = before if before in HOLDING else Status.CONFIRMED
        elif self.has_waiting_list:
            after = Status.WAITLISTED
        else:
            return EventFull
        person.before = None
        self._become(person, after, MailKind.CANCELLATION_UNDONE if after == Status.CONFIRMED else FIRST_MAIL[after])
        if after == before:
            person.since = since
        return None

    def rejoin(self, person: Person, phase: Phase) -> Refusal:
        """Come back later, like a newcomer whose address is known."""
        if person.status != Status.CANCELLED:
            return NotPossibleNow
        if self.live(person.name):
            return AlreadyRegistered
        status = self._next_status(phase)
        if not isinstance(status, Status):
            return status
        person.before = person.is_accepted = None
        self._become(person, Status.CONFIRMED if status == Status.PENDING else status, None)
        self._first_mails(person)
        return None

    def cancel_by_moderator(self, person: Person, phase: Phase) -> Refusal:
        if person.status != Status.CANCELLED:
            self._become(person, Status.CANCELLED, MailKind.CANCELLED_BY_MODERATOR)
            self.promote(phase)
        return None

    def decide(self, person: Person, phase: Phase, *, accept: bool) -> Refusal:
        if person.status != Status.REQUESTED:
            return NotPossibleNow
        if accept and phase == Phase.OVER:
            return RegistrationClosed
        person.is_accepted = accept
        if accept:
            self._become(person, Status.CONFIRMED, MailKind.LATE_REQUEST_ACCEPTED)
        else:
            self._become(person, Status.CANCELLED, MailKind.LATE_REQUEST_DECLINED)
        return None

    def decide_by_link(self, person: Person, phase: Phase, *, accept: bool) -> Refusal:
        """The same answer again is no error there, and an evening that is over needs none at all."""
        if person.status != Status.REQUESTED and person.is_accepted == accept:
            return None
        return RegistrationClosed if phase == Phase.OVER else self.decide(person, phase, accept=accept)

    def merge(self, keep: Person, drop: Person, phase: Phase) -> Refusal:
        """Two registrations of one person."""
        if keep is drop:
            return RegistrationNotFound
        if drop.status == Status.CANCELLED and (keep.number, drop.number) in self.merged:
            return None
        if Status.CANCELLED in {keep.status, drop.status}:
            return NotPossibleNow
        self.merged.add((keep.number, drop.number))
        keep.status, keep.since = min(
            (keep.status, keep.since), (drop.status, drop.since), key=lambda each: (BETTER.index(each[0]), each[1])
        )
        drop.status = Status.CANCELLED
        self._mail(keep, MailKind.MERGED)
        self.promote(phase)
        return None

    def correct(self, person: Person, name: str, submission: str, phase: Phase) -> Refusal:
        """The place that is held for a mistyped address is held for the right one now; nobody else comes into it."""
        if person.status != Status.PENDING or phase not in {Phase.OPEN, Phase.CLOSED}:
            return self.register(name, submission, phase)
        twin = self.live(name)
        person.status, person.since = Status.CANCELLED, self.steps
        if twin and twin is not person:
            self._tell_twin(twin, submission)
            self.promote(phase)
        else:
            self._arrive(name, Status.PENDING, submission)
        return None

    def expire(self, numbers: set[int], phase: Phase) -> None:
        """These places were not confirmed in time."""
        for person in self.people:
            if person.number in numbers and person.status == Status.PENDING:
                self._become(person, Status.CANCELLED, MailKind.EXPIRED)
        if numbers:
            self.promote(phase)

    def change(self, capacity: int | None, has_waiting_list: bool, phase: Phase) -> None:
        self.capacity, self.has_waiting_list = capacity, has_waiting_list
        self.promote(phase)

    def promote(self, phase: Phase) -> None:
        """Free places go to the first who wait."""
        if phase >= Phase.RUNNING:
            return
        for person in self.queue:
            if self.capacity is not None and self.taken >= self.capacity:
                return
            self._become(person, Status.CONFIRMED, MailKind.PROMOTED)

    def _become(self, person: Person, status: Status, kind: MailKind | None) -> None:
        person.status, person.since = status, self.steps
        if kind:
            self._mail(person, kind)

    def _mail(self, person: Person, kind: MailKind) -> None:
        self.mails.append((person.number, kind))

    def statuses(self) -> Iterator[tuple[int, str]]:
        return ((each.number, each.status.value) for each in self.people)


FIRST_MAIL = {
    Status.PENDING: MailKind.CONFIRM_ADDRESS,
    Status.CONFIRMED: MailKind.REGISTERED,
    Status.WAITLISTED: MailKind.WAITLISTED,
    Status.REQUESTED: MailKind.LATE_REQUEST_RECEIVED,
}
