"""What goes out at its time, once, and not when it is of no use any more."""

from datetime import UTC, datetime, timedelta

import pytest
from house import House
from sqlalchemy import select

from akevents import clock
from akevents.domain import event_life, moderators, my_registration, reminders
from akevents.domain.event_change import EventChange
from akevents.domain.events import EventDetails
from akevents.domain.reminders import MATERIALS_PAUSE, MATERIALS_UNTIL, queue_due
from akevents.store.tables import OutboxMail

ROOM = {"joining_url": "https://video.example/j/1"}
TIMELY = ("reminder", "joining_link", "materials")


def owed(house: House, event: EventDetails) -> list[tuple[str, str]]:
    """Kind and person of the mails that the clock caused."""
    return [(kind, name) for kind, name in house.mails(event) if kind in TIMELY]


def rows(house: House) -> list[tuple[str, str | None, datetime | None]]:
    query = select(OutboxMail.kind, OutboxMail.occasion, OutboxMail.useless_after).where(OutboxMail.kind.in_(TIMELY))
    with house.db.reading() as session:
        return [(kind, occasion, until) for kind, occasion, until in session.execute(query.order_by(OutboxMail.id))]


def test_everybody_with_a_place_is_reminded_a_day_and_an_hour_before_and_once(house: House) -> None:
    event = house.event(capacity=2)
    for name in ("Anna", "Bernd", "Chiara"):
        house.register(event, name)
    my_registration.cancel(house.db, house.token(event, "Bernd"))  # Chiara moves up

    clock.start_at(event.starts_at - timedelta(days=1, minutes=1))
    assert queue_due(house.db) == 0
    clock.start_at(event.starts_at - timedelta(days=1) + timedelta(seconds=30))
    assert (queue_due(house.db), queue_due(house.db)) == (2, 0)
    clock.start_at(event.starts_at - timedelta(minutes=59))
    assert (queue_due(house.db), queue_due(house.db)) == (2, 0)

    assert owed(house, event) == [("reminder", "Anna"), ("reminder", "Chiara")] * 2
    starts = f"{event.starts_at:%Y-%m-%dT%H:%M}+00:00"
    hour_before = event.starts_at - timedelta(hours=1)
    assert rows(house)[::2] == [
        ("reminder", f"day {starts}", hour_before),
        ("reminder", f"hour {starts}", event.starts_at),
    ]


@pytest.mark.parametrize(
    ("until_start", "expected"),
    [
        (timedelta(hours=5), ["day"]),  # late, and still of use
        (timedelta(minutes=30), ["hour"]),  # two at once would be one too many
        (timedelta(0), []),
        (-timedelta(minutes=5), []),
    ],
)
def test_a_server_that_was_off_sends_what_still_helps(
    house: House, until_start: timedelta, expected: list[str]
) -> None:
    event = house.event()
    house.register(event)

    clock.start_at(event.starts_at - until_start)
    queue_due(house.db)

    with house.db.reading() as session:
        found = session.scalars(select(OutboxMail.details).where(OutboxMail.kind == "reminder")).all()
    assert [each["ahead"] for each in found] == expected


def test_whoever_came_after_the_moment_of_a_reminder_has_just_read_the_facts(house: House) -> None:
    event = house.event(deadline_at=None)
    house.register(event, "Anna")
    clock.start_at(event.starts_at - timedelta(hours=20))
    house.register(event, "Bernd")

    queue_due(house.db)
    assert owed(house, event) == [("reminder", "Anna")]

    clock.start_at(event.starts_at - timedelta(minutes=50))
    queue_due(house.db)
    assert owed(house, event) == [("reminder", "Anna"), ("reminder", "Anna"), ("reminder", "Bernd")]


@pytest.mark.parametrize("off", ["reminds_day_before", "reminds_hour_before"])
def test_an_event_chooses_its_reminders(house: House, off: str) -> None:
    event = house.event(more={off: False})
    house.register(event)

    clock.start_at(event.starts_at - timedelta(hours=20))
    queue_due(house.db)
    clock.start_at(event.starts_at - timedelta(minutes=20))
    queue_due(house.db)

    left = "hour" if off == "reminds_day_before" else "day"
    with house.db.reading() as session:
        found = session.scalars(select(OutboxMail.details).where(OutboxMail.kind == "reminder")).all()
    assert [each["ahead"] for each in found] == [left]


def test_a_moved_event_reminds_again_and_a_cancelled_one_does_not(house: House) -> None:
    event = house.event()
    house.register(event)
    clock.start_at(event.starts_at - timedelta(hours=20))
    queue_due(house.db)

    by = moderators.operator()
    later = timedelta(days=7)
    change = EventChange(starts_at=event.starts_at + later, ends_at=event.ends_at + later)
    moved = event_life.change(house.db, by, event.slug, change, expected_changed_at=house.read(event).changed_at).event
    assert queue_due(house.db) == 0
    clock.start_at(moved.starts_at - timedelta(hours=20))
    assert queue_due(house.db) == 1

    event_life.cancel(house.db, by, event.slug, "Krankheit")
    clock.start_at(moved.starts_at - timedelta(minutes=20))
    assert queue_due(house.db) == 0
    assert [kind for kind, _ in owed(house, event)] == ["reminder", "reminder"]


@pytest.mark.parametrize(
    ("starts_at", "remind_at", "hours"),
    [
        ("2027-03-28T15:00", "2027-03-27T16:00", 23),  # the Sunday on which summer time begins
        ("2027-10-31T16:00", "2027-10-30T15:00", 25),  # and the one on which it ends
        ("2027-03-29T15:00", "2027-03-28T15:00", 24),
    ],
)
def test_the_day_before_is_counted_by_the_clock_on_the_wall(
    house: House, starts_at: str, remind_at: str, hours: int
) -> None:
    clock.start_at(datetime(2027, 2, 1, tzinfo=UTC))
    event = house.event(starts_at=datetime.fromisoformat(starts_at).replace(tzinfo=UTC))

    expected = datetime.fromisoformat(remind_at).replace(tzinfo=UTC)
    assert (reminders.day_before(event), event.starts_at - expected) == (expected, timedelta(hours=hours))


def test_the_way_into_the_room_goes_out_when_it_is_released_and_to_latecomers_too(house: House) -> None:
    event = house.event(more=ROOM | {"allows_late_requests": True})
    house.register(event, "Anna")
    clock.start_at(event.closes_at - timedelta(minutes=1))
    assert queue_due(house.db) == 0

    clock.start_at(event.closes_at)
    assert queue_due(house.db) == 2  # the reminder of the day before is due at the same moment
    assert owed(house, event) == [("reminder", "Anna"), ("joining_link", "Anna")]

    from akevents.domain import participants

    house.register(event, "Bernd", request_reason="Erst jetzt erfahren.")
    participants.decide_late_request(
        house.db, moderators.operator(), house.registration_id(event, "Bernd"), accept=True
    )
    queue_due(house.db)
    assert owed(house, event)[2:] == [("joining_link", "Bernd")]

    clock.start_at(event.ends_at)
    assert queue_due(house.db) == 0


@pytest.mark.parametrize("more", [{}, ROOM | {"format": "on_site"}])
def test_without_a_room_online_there_is_no_way_to_send(house: House, more: dict[str, str]) -> None:
    event = house.event(more={"reminds_day_before": False, **{k: v for k, v in more.items() if k != "format"}})
    if "format" in more:
        house.set(event, format=more["format"])
    house.register(event)

    clock.start_at(event.closes_at + timedelta(minutes=1))
    assert queue_due(house.db) == 0


def test_materials_go_out_once_a_while_after_they_were_last_changed(house: House) -> None:
    event = house.event()
    house.register(event, "Anna")
    clock.start_at(event.ends_at + timedelta(hours=3))
    by = moderators.operator()
    step = EventChange(materials="[Folien](https://example.org/folien)")
    event_life.change(house.db, by, event.slug, step, expected_changed_at=house.read(event).changed_at)

    assert queue_due(house.db) == 0
    clock.start_at(event.ends_at + timedelta(hours=3) + MATERIALS_PAUSE + timedelta(seconds=5))
    assert (queue_due(house.db), queue_due(house.db)) == (1, 0)
    assert owed(house, event) == [("materials", "Anna")]

    step = EventChange(materials="[Folien](https://example.org/folien), zweite Fassung")
    event_life.change(house.db, by, event.slug, step, expected_changed_at=house.read(event).changed_at)
    clock.start_at(event.ends_at + timedelta(days=1))
    assert queue_due(house.db) == 0


def test_materials_are_not_sent_weeks_later(house: House) -> None:
    event = house.event(more={"materials": "Folien"})
    house.register(event)

    clock.start_at(event.ends_at + MATERIALS_UNTIL)
    assert queue_due(house.db) == 0
