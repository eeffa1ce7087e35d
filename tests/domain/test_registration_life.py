"""The whole life of registrations, in any order that anybody can think of: on both databases, against a plain model.

Every step is done to a real event and to the model of life_model.py. After it both must say the same, and what must hold
in any case is checked from the stored rows alone. Where CI is set the steps are the same each time; elsewhere they are new
ones, and a failure prints what repeats it."""

import os
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, ClassVar

import pytest
from domain.life_model import Model, Person, Phase
from house import House
from hypothesis import HealthCheck, settings
from hypothesis import Phase as Stage
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import func, select, update

from akevents import clock
from akevents.domain import (
    event_life,
    late_requests,
    merging,
    my_registration,
    participants,
    statistics,
    tokens,
    undoing,
)
from akevents.domain.event_change import EventChange
from akevents.domain.events import EventDetails
from akevents.domain.expiry import expire_pending
from akevents.domain.outbox import MailKind
from akevents.domain.registration_form import RegistrationRequest
from akevents.domain.registrations import hold, register
from akevents.domain.undo_rules import UNDO_FOR
from akevents.errors import AkeventsError
from akevents.store.tables import HOLDING, Event, MailStatus, OutboxMail, ProtocolEntry, Registration
from akevents.store.tables import RegistrationStatus as Status

EXAMPLES, STEPS = {"sqlite": 90, "postgresql": 45}, 50
FAR = timedelta(days=300)  # pauses alone never lead to the evening
SETTLED = (14, 8, 8)  # steps before the evening comes nearer, by phase; else most runs would be about closed doors
names = st.sampled_from(("Anna", "Bernd", "Chiara", "Dora", "Emil", "Frida"))
crowds = st.lists(names, min_size=2, max_size=5, unique=True)
people = st.integers(0, 9)  # which of those who are there, counted round
capacities = st.sampled_from((2, 1, 3, 2, 1, 4, 0, None))
mostly = st.sampled_from((True, True, True, False))
UNDER_WAY = {(MailKind.CONFIRM_ADDRESS, MailStatus.QUEUED)}
pauses = st.sampled_from(
    (timedelta(minutes=3), timedelta(minutes=13), timedelta(hours=3, minutes=7), timedelta(hours=49))
)


@dataclass(frozen=True)
class Row:
    """What one registration is in the database."""

    id: int
    number: int
    name: str
    status: Status
    status_at: datetime
    expires_at: datetime | None
    cancelled_at: datetime | None
    submission_id: str
    link_version: int


@dataclass(frozen=True)
class Look:
    """Everything that a step may change, read at one moment."""

    event: tuple[Any, ...]
    rows: tuple[Row, ...]
    mails: tuple[tuple[int, int, str, str], ...]
    recorded: int

    @property
    def capacity(self) -> int | None:
        capacity: int | None = self.event[0]
        return capacity

    @property
    def change_counter(self) -> int:
        counter: int = self.event[-1]
        return counter

    @property
    def holding(self) -> int:
        return sum(each.status in HOLDING for each in self.rows)

    @property
    def beyond(self) -> int:
        """People with a place although there are not so many places."""
        return 0 if self.capacity is None else max(0, self.holding - self.capacity)

    @property
    def queue(self) -> list[Row]:
        waiting = (each for each in self.rows if each.status == Status.WAITLISTED)
        return sorted(waiting, key=lambda each: (each.status_at, each.id))


def look(house: House, event_id: int) -> Look:
    columns = (Event.capacity, Event.has_waiting_list, Event.status, Event.places_taken, Event.waiting,
               Event.last_number, Event.change_counter)  # fmt: skip
    people = select(
        Registration.id, Registration.number, Registration.first_name, Registration.status, Registration.status_at,
        Registration.expires_at, Registration.cancelled_at, Registration.submission_id, Registration.link_version,
    ).where(Registration.event_id == event_id)  # fmt: skip
    mails = (
        select(OutboxMail.id, Registration.number, OutboxMail.kind, OutboxMail.status)
        .join(Registration, Registration.id == OutboxMail.registration_id)
        .where(OutboxMail.event_id == event_id)
    )
    recorded = select(func.count()).where(ProtocolEntry.event_id == event_id)
    with house.db.reading() as session:
        return Look(
            tuple(session.execute(select(*columns).where(Event.id == event_id)).one()),
            tuple(
                Row(*row[:3], Status(row[3]), *row[4:]) for row in session.execute(people.order_by(Registration.number))
            ),
            tuple((row[0], row[1], row[2], row[3]) for row in session.execute(mails.order_by(OutboxMail.id))),
            session.scalar(recorded) or 0,
        )


class Life(RuleBasedStateMachine):
    """One evening and six people who do what they like."""

    house: ClassVar[House]

    def teardown(self) -> None:
        clock.start_at(None)

    @initialize(capacity=capacities, waits=mostly, late=mostly, confirms=mostly, crowd=crowds)
    def an_evening(self, capacity: int | None, waits: bool, late: bool, confirms: bool, crowd: list[str]) -> None:
        clock.start_at(None)
        more = {"allows_late_requests": late, "confirms_addresses": confirms}
        self.event: EventDetails = self.house.event(
            starts_at=clock.utc_now() + FAR, capacity=capacity, has_waiting_list=waits, more=more
        )
        self.model = Model(capacity, waits, late, confirms)
        self.sent: dict[str, RegistrationRequest] = {}
        self.after = look(self.house, self.event.id)
        self.steps = 0
        self.some_register(crowd)

    # What people do

    @rule(crowd=crowds)
    def some_register(self, crowd: list[str]) -> None:
        for name in crowd:
            self.sent[name] = self.house.request(self.event, name, request_reason="Urlaub")
            self.send(self.sent[name])

    @rule(name=names)
    def somebody_sends_the_form_again(self, name: str) -> None:
        if name in self.sent:
            self.send(self.sent[name])

    def send(self, request: RegistrationRequest) -> None:
        self.step(
            lambda: register(self.house.db, request),
            lambda: self.model.register(request.first_name, request.submission_id, self.phase),
        )

    @rule(who=people, name=names)
    def somebody_corrects_their_address(self, who: int, name: str) -> None:
        person = self.chosen(who, Status.PENDING)
        if person and self.phase in {Phase.OPEN, Phase.CLOSED}:
            wrong = self.row(person).submission_id
            request = self.house.request(self.event, name, request_reason="Urlaub")
            self.step(
                lambda: register(self.house.db, request, instead_of=wrong),
                lambda: self.model.correct(person, name, request.submission_id, self.phase),
                replaces=self.row(person).id,
            )

    @rule(who=people)
    def somebody_confirms(self, who: int) -> None:
        self.by_link(who, my_registration.confirm, self.model.confirm)

    @rule(who=people)
    def somebody_cancels(self, who: int) -> None:
        self.by_link(who, my_registration.cancel, lambda person: self.model.cancel(person, self.phase))

    @precondition(lambda self: any(each.before for each in self.model.people))
    @rule(who=people, clicks=st.integers(1, 2))
    def somebody_takes_it_back(self, who: int, clicks: int) -> None:
        own = [each for each in self.model.people if each.before]
        person = own[who % len(own)]
        row = self.row(person)
        in_time = row.cancelled_at is not None and clock.utc_now() < row.cancelled_at + UNDO_FOR
        token = tokens.manage_token(row.submission_id, row.link_version)
        for _ in range(clicks):
            self.step(
                lambda: undoing.undo_cancel(self.house.db, token),
                lambda: self.model.undo(person, self.phase, in_time=in_time),
            )

    @rule(who=people)
    def somebody_comes_back(self, who: int) -> None:
        def rejoin(*what: Any) -> object:
            return undoing.rejoin(*what, reason="Urlaub")

        self.by_link(who, rejoin, lambda person: self.model.rejoin(person, self.phase), Status.CANCELLED)

    # What moderators do

    @rule(name=names, even_if_full=st.booleans(), clicks=st.integers(1, 2))
    def a_moderator_adds(self, name: str, even_if_full: bool, clicks: int) -> None:
        request = self.house.request(self.event, name)
        for _ in range(clicks):
            self.step(
                lambda: participants.add_participant(
                    self.house.db, self.house.mona, request, even_if_full=even_if_full
                ),
                lambda: self.model.add(name, request.submission_id, self.phase, even_if_full=even_if_full),
                let_in=int(even_if_full),
            )

    @rule(who=people)
    def a_moderator_cancels(self, who: int) -> None:
        if person := self.chosen(who):
            registration_id = self.row(person).id
            self.step(
                lambda: participants.cancel(self.house.db, self.house.mona, registration_id),
                lambda: self.model.cancel_by_moderator(person, self.phase),
            )

    @precondition(lambda self: any(each.request_was_made for each in self.model.people))
    @rule(who=people, accept=st.booleans(), by_mail=st.booleans())
    def a_moderator_decides(self, who: int, accept: bool, by_mail: bool) -> None:
        person = self.chosen(who, Status.REQUESTED)
        if person is None:
            return
        db, mona, row = self.house.db, self.house.mona, self.row(person)
        token = tokens.decision_token(row.id, mona.id)
        if by_mail:
            self.step(
                lambda: late_requests.decide(db, token, accept=accept),
                lambda: self.model.decide_by_link(person, self.phase, accept=accept),
                let_in=int(accept),
            )
        else:
            self.step(
                lambda: participants.decide_late_request(db, mona, row.id, accept=accept),
                lambda: self.model.decide(person, self.phase, accept=accept),
                let_in=int(accept),
            )

    @rule(who=people, other=people)
    def a_moderator_merges(self, who: int, other: int) -> None:
        keep, drop = self.chosen(who), self.chosen(other)
        if keep and drop:
            ids = self.row(keep).id, self.row(drop).id
            self.step(
                lambda: merging.merge(self.house.db, self.house.mona, *ids),
                lambda: self.model.merge(keep, drop, self.phase),
                replaces=ids[0],
            )

    @rule(capacity=capacities, waits=mostly)
    def a_moderator_changes_the_event(self, capacity: int | None, waits: bool) -> None:
        change = EventChange(capacity=capacity, has_waiting_list=waits)
        shown = self.house.read(self.event)
        beyond = 0 if capacity is None else max(0, self.after.holding - capacity)

        def change_it() -> None:
            event_life.change(
                self.house.db, self.house.mona, self.event.slug, change, expected_changed_at=shown.changed_at
            )

        self.step(change_it, lambda: self.model.change(capacity, waits, self.phase), let_in=beyond - self.after.beyond)

    # What time does

    @precondition(lambda self: self.phase < Phase.OVER and self.steps >= SETTLED[self.phase])
    @rule()
    def the_evening_comes_nearer(self) -> None:
        """To the deadline, to the beginning, to the end."""
        moments = (self.event.closes_at, self.event.starts_at, self.event.ends_at)
        clock.start_at(moments[self.phase] + timedelta(minutes=1))
        self.steps = 0

    @rule(pause=pauses, sent=mostly)
    def unconfirmed_places_run_out(self, pause: timedelta, sent: bool) -> None:
        if sent:
            self.mails_go_out()
        clock.start_at(clock.utc_now() + pause)
        now = clock.utc_now()
        under_way = {number for _, number, kind, status in self.after.mails if (kind, status) in UNDER_WAY}
        overdue = {each.number for each in self.after.rows if each.expires_at and each.expires_at <= now} - under_way
        self.step(lambda: expire_pending(self.house.db), lambda: self.model.expire(overdue, self.phase))

    @rule()
    def mails_go_out(self) -> None:
        """All at once; whoever is asked to confirm has the full time from now on."""
        now = clock.utc_now()
        asked = [number for _, number, kind, status in self.after.mails if (kind, status) in UNDER_WAY]
        mails = update(OutboxMail).where(OutboxMail.event_id == self.event.id, OutboxMail.status == MailStatus.QUEUED)
        held = update(Registration).where(
            Registration.event_id == self.event.id,
            Registration.number.in_(asked),
            Registration.status == Status.PENDING,
        )
        with self.house.db.writing() as session:
            session.execute(mails.values(status=MailStatus.SENT, sent_at=now))
            session.execute(held.values(expires_at=now + hold()))
        self.after = look(self.house, self.event.id)

    # How a step is made and compared

    @property
    def phase(self) -> Phase:
        now = clock.utc_now()
        return Phase(sum(now >= each for each in (self.event.closes_at, self.event.starts_at, self.event.ends_at)))

    def chosen(self, who: int, status: Status | None = None) -> Person | None:
        """Mostly somebody who is still there, or in this status; sometimes anybody; None if nobody ever came."""
        everybody = self.model.people
        wanted = [each for each in everybody if (each.status == status if status else each.status != Status.CANCELLED)]
        among = wanted if wanted and who % 4 != 3 else everybody
        return among[who % len(among)] if among else None

    def row(self, person: Person) -> Row:
        return self.after.rows[person.number - 1]

    def by_link(
        self, who: int, act: Callable[..., object], expect: Callable[[Person], Any], status: Status | None = None
    ) -> None:
        """A person's own step by their personal link."""
        if person := self.chosen(who, status):
            row = self.row(person)
            token = tokens.manage_token(row.submission_id, row.link_version)
            self.step(lambda: act(self.house.db, token), lambda: expect(person))

    def step(
        self, act: Callable[[], object], expect: Callable[[], Any], *, let_in: int = 0, replaces: int | None = None
    ) -> None:
        """Do it here and there, and compare. `let_in`: so many more than there are places the moderator allows with it;
        `replaces`: of two registrations of one person, of which one gets the place of the other."""
        before = self.after
        self.steps += 1
        self.model.begin()
        expected = expect()
        refusal = None
        try:
            act()
        except AkeventsError as error:
            refusal = type(error)
        self.after = look(self.house, self.event.id)
        assert refusal is expected
        if refusal:
            assert self.after == before  # protocol, mails and change counter too
        self.compare(before)
        check_step(before, self.after, let_in, replaces)
        if self.after.event != before.event:
            self.compare_figures()

    def compare(self, before: Look) -> None:
        """Statuses, waiting list and new mails are what the model says."""
        assert {each.number: each.status for each in self.after.rows} == {
            each.number: each.status for each in self.model.people
        }
        assert [each.number for each in self.after.queue] == [each.number for each in self.model.queue]
        assert sorted(new_mails(before, self.after)) == sorted(self.model.mails)

    def compare_figures(self) -> None:
        """Counters and the live screen's figures equal a recount."""
        kept, counted = self.house.counters_and_recount(self.event)
        assert kept == counted
        figures = statistics.live_figures(self.house.db, self.house.mona, self.event.id)
        counts = Counter(each.status for each in self.after.rows)
        assert (figures.confirmed, figures.pending, figures.requested, figures.waitlisted, figures.cancelled) == tuple(
            counts[each]
            for each in (Status.CONFIRMED, Status.PENDING, Status.REQUESTED, Status.WAITLISTED, Status.CANCELLED)
        )

    # What holds at every moment

    @invariant()
    def no_place_is_free_while_somebody_waits(self) -> None:
        if self.phase < Phase.RUNNING and self.after.queue:
            assert self.after.capacity is not None
            assert self.after.holding >= self.after.capacity


def check_step(before: Look, after: Look, let_in: int, replaces: int | None) -> None:
    """What holds of every step, whatever the model thinks."""
    assert after.beyond <= before.beyond + let_in
    had = {each.id for each in before.rows}
    now = {each.id: each.status for each in after.rows}
    passed_over = [each for each in before.queue if now[each.id] == Status.WAITLISTED]
    if passed_over:
        first = before.queue.index(passed_over[0])
        behind = [now[each.id] for each in before.queue[first:] if each.id != replaces]
        newcomers = [each.status for each in after.rows if each.id not in had]
        assert Status.CONFIRMED not in behind
        assert let_in > 0 or replaces is not None or not set(HOLDING) & set(newcomers)
    is_changed = (before.rows, before.event[:-1]) != (after.rows, after.event[:-1])
    assert (after.change_counter > before.change_counter) == is_changed


def new_mails(before: Look, after: Look) -> list[tuple[int, str]]:
    had = {mail_id for mail_id, *_ in before.mails}
    return [(number, kind) for mail_id, number, kind, _ in after.mails if mail_id not in had]


# Found by it


@pytest.mark.parametrize("waits", [True, False])
@pytest.mark.usefixtures("with_mail")
def test_correcting_the_address_keeps_the_held_place_though_others_wait(house: House, waits: bool) -> None:
    event = house.event(capacity=1)
    house.register(event, "Anna")
    house.register(event, "Bernd")
    house.set(event, has_waiting_list=waits)
    wrong = house.registration(event, "Anna").submission_id

    register(house.db, house.request(event, "Chiara"), instead_of=wrong)

    assert house.statuses(event) == {"Anna": "cancelled", "Bernd": "waitlisted", "Chiara": "pending"}
    assert house.counters_and_recount(event) == ((1, 1, 3), (1, 1, 3))


@pytest.mark.usefixtures("with_mail")
def test_correcting_to_an_address_that_is_registered_hands_the_place_to_whoever_waits(house: House) -> None:
    event = house.event(capacity=2)
    for name in ("Anna", "Bernd", "Chiara"):
        house.register(event, name)
    wrong = house.registration(event, "Anna").submission_id

    register(house.db, house.request(event, "Bernd"), instead_of=wrong)

    assert house.statuses(event) == {"Anna": "cancelled", "Bernd": "pending", "Chiara": "confirmed"}
    assert house.mails(event)[-2:] == [("promoted", "Chiara"), ("already_registered", "Bernd")]


@pytest.mark.usefixtures("with_mail")
def test_registrations_keep_the_rules_of_the_house_whatever_happens(house: House) -> None:
    Life.house = house
    run_state_machine_as_test(
        Life,
        settings=settings(
            max_examples=EXAMPLES[house.db.engine.dialect.name],
            stateful_step_count=STEPS,
            deadline=None,
            phases=[Stage.generate],  # shortening a failure takes minutes; add Stage.shrink when you look for one
            derandomize=bool(os.environ.get("CI")),
            database=None,
            print_blob=True,
            report_multiple_bugs=False,
            suppress_health_check=list(HealthCheck),
        ),
    )
