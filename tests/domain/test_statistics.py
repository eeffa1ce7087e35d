"""The figures of the live screen, compared with a recount."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from house import House
from sqlalchemy import select, update

from akevents import clock
from akevents.domain import my_registration
from akevents.domain.events import EventDetails
from akevents.domain.participants import cancel, check_in, decide_late_request
from akevents.domain.statistics import (
    AFTERMATH,
    ARRIVALS,
    WAITING_SHOWN,
    Arrival,
    DayCount,
    LateCounts,
    LiveFigures,
    OpenRequest,
    late_counts,
    live_figures,
    undelivered,
    waiting_for_moderator,
)
from akevents.errors import EventNotFound
from akevents.store.tables import HOLDING, MailStatus, OutboxMail, Registration, RegistrationStatus

NAMES = ("Anna", "Bernd", "Chiara", "Dora", "Emil", "Frida", "Gustav", "Hatice", "Igor", "Jana", "Kemal", "Lotte")
PLACES = ("Stadt Köln", "Stadt München", "Stadt Köln", "Kreis Olpe", "Universität Köln", "Büro für morgen")


def evening(house: House, **fields: object) -> EventDetails:
    """An event with people in every status."""
    event = house.event(capacity=5, more={"allows_late_requests": True}, **fields)
    for name, institution in zip(NAMES[:10], PLACES * 2, strict=False):
        house.register(event, name, institution=institution)
    my_registration.cancel(house.db, house.token(event, "Anna"))
    cancel(house.db, house.mona, house.registration_id(event, "Jana"))
    check_in(house.db, house.mona, house.registration_id(event, "Bernd"))
    house.set_registration(event, "Chiara", status="pending", expires_at=clock.utc_now() + timedelta(hours=1))
    clock.start_at(event.closes_at)
    house.register(event, "Kemal", request_reason="Urlaub")
    clock.start_at(None)
    return event


def stored(house: House, event: EventDetails) -> list[Registration]:
    query = select(Registration).where(Registration.event_id == event.id).order_by(Registration.number)
    with house.db.reading() as session:
        return list(session.scalars(query))


def counts(pairs: Iterator[str | None]) -> list[tuple[str | None, int]]:
    return sorted(Counter(pairs).items(), key=str)


def test_live_figures_equal_a_recount(house: House) -> None:
    event = evening(house)

    figures = live_figures(house.db, house.mona, event.id)

    people = stored(house, event)
    by_status = Counter(each.status for each in people)
    with_place = [each for each in people if each.status in HOLDING]
    assert (figures.confirmed, figures.pending, figures.requested, figures.waitlisted, figures.cancelled) == tuple(
        by_status[each] for each in ("confirmed", "pending", "requested", "waitlisted", "cancelled")
    )
    assert dict(by_status) == {"confirmed": 4, "pending": 1, "requested": 1, "waitlisted": 3, "cancelled": 2}
    assert figures.present == 1
    assert sorted(figures.by_kind, key=str) == counts(each.institution_kind for each in with_place)
    assert sorted(figures.by_state, key=str) == counts(each.state for each in with_place)
    assert figures.event == house.read(event)
    assert (figures.event.places_taken, figures.event.waiting) == (5, 3)


def test_live_figures_list_most_first(house: House) -> None:
    event = house.event()
    for name, institution in zip(NAMES, PLACES, strict=False):
        house.register(event, name, institution=institution)

    figures = live_figures(house.db, house.mona, event.id)

    assert figures.by_kind[0] == ("municipality", 3)
    assert figures.by_state[0] == ("NW", 4)
    assert dict(figures.by_state) == {"NW": 4, "BY": 1, None: 1}


def test_live_figures_show_the_newest_arrivals_and_who_waits_longest(house: House) -> None:
    event = house.event(capacity=2)
    receipts = {name: house.register(event, name) for name in NAMES}
    cancel(house.db, house.mona, house.registration_id(event, "Lotte"))

    figures = live_figures(house.db, house.mona, event.id)

    def arrival(name: str, status: RegistrationStatus = RegistrationStatus.WAITLISTED) -> Arrival:
        who = house.registration_id(event, name)
        return Arrival(who, f"{name} Beispiel", "Stadt Köln", receipts[name].registered_at, status)

    assert figures.arrivals == tuple(arrival(name) for name in reversed(NAMES[-1 - ARRIVALS : -1]))
    assert figures.waiting == tuple(arrival(name) for name in NAMES[2 : 2 + WAITING_SHOWN])


def test_live_figures_of_an_event_without_registrations_are_zero(house: House) -> None:
    event = house.event()

    assert live_figures(house.db, house.mona, event.id) == LiveFigures(
        event=event,
        confirmed=0,
        confirmed_late=0,
        pending=0,
        requested=0,
        waitlisted=0,
        cancelled=0,
        present=0,
        new_today=0,
        by_kind=(),
        by_state=(),
        by_municipality=(),
        arrivals=(),
        waiting=(),
        requests=(),
        over_time=(),
    )


def test_live_figures_count_only_their_own_event(house: House) -> None:
    event, other = house.event(), house.event()
    house.register(other)

    assert live_figures(house.db, house.mona, event.id).confirmed == 0


# Late requests


def test_late_requests_are_counted_apart_and_within_the_rest(house: House) -> None:
    event = evening(house)
    for name in ("Lotte", "Moritz"):
        clock.start_at(event.closes_at)
        house.register(event, name, request_reason="Kam erst gestern.")
    decide_late_request(house.db, house.mona, house.registration_id(event, "Lotte"), accept=True)
    decide_late_request(house.db, house.mona, house.registration_id(event, "Moritz"), accept=False)

    figures = live_figures(house.db, house.mona, event.id)

    assert (figures.confirmed, figures.confirmed_late, figures.requested) == (5, 1, 1)
    kemal = house.registration_id(event, "Kemal")
    assert figures.requests == (OpenRequest(kemal, "Kemal Beispiel", "Stadt Köln", "Urlaub"),)
    assert late_counts(house.db, house.mona, event.id) == LateCounts(waiting=1, confirmed=1)
    cancel(house.db, house.mona, house.registration_id(event, "Lotte"))
    assert late_counts(house.db, house.mona, event.id) == LateCounts(waiting=1, confirmed=0)
    with pytest.raises(EventNotFound):
        late_counts(house.db, house.olaf, event.id)


# Over time


def registered(house: House, event: EventDetails, name: str, at: datetime) -> None:
    house.register(event, name)
    house.set_registration(event, name, registered_at=at)


def test_over_time_counts_days_of_the_events_zone_without_gaps_across_the_change_to_summer_time(house: House) -> None:
    event = house.event(starts_at=datetime(2032, 4, 20, 15, 0, tzinfo=UTC))
    registered(house, event, "Anna", datetime(2032, 3, 26, 22, 59, 59, tzinfo=UTC))  # Friday, a minute to midnight
    registered(house, event, "Bernd", datetime(2032, 3, 26, 23, 0, tzinfo=UTC))  # Saturday, midnight, winter time
    registered(house, event, "Chiara", datetime(2032, 3, 28, 21, 59, tzinfo=UTC))  # Sunday of 23 hours
    registered(house, event, "Dora", datetime(2032, 3, 28, 22, 0, tzinfo=UTC))  # Monday, midnight, summer time
    registered(house, event, "Emil", datetime(2032, 3, 31, 12, 0, tzinfo=UTC))

    figures = live_figures(house.db, house.mona, event.id)

    assert figures.over_time == (
        DayCount(date(2032, 3, 25), 0),
        DayCount(date(2032, 3, 26), 1),
        DayCount(date(2032, 3, 27), 2),
        DayCount(date(2032, 3, 28), 3),
        DayCount(date(2032, 3, 29), 4),
        DayCount(date(2032, 3, 30), 4),
        DayCount(date(2032, 3, 31), 5),
    )


def test_over_time_gives_both_hours_of_the_change_to_winter_time_to_their_day(house: House) -> None:
    event = house.event(starts_at=datetime(2032, 11, 20, 15, 0, tzinfo=UTC))
    for name, hour in zip(NAMES, (22, 23), strict=False):
        registered(house, event, name, datetime(2032, 10, 30, hour - 1, 59, tzinfo=UTC))
    registered(house, event, "Chiara", datetime(2032, 10, 31, 0, 30, tzinfo=UTC))  # 02:30 the first time
    registered(house, event, "Dora", datetime(2032, 10, 31, 1, 30, tzinfo=UTC))  # 02:30 the second time
    registered(house, event, "Emil", datetime(2032, 10, 31, 22, 59, tzinfo=UTC))
    registered(house, event, "Frida", datetime(2032, 10, 31, 23, 0, tzinfo=UTC))

    figures = live_figures(house.db, house.mona, event.id)

    assert figures.over_time == (
        DayCount(date(2032, 10, 29), 0),
        DayCount(date(2032, 10, 30), 1),
        DayCount(date(2032, 10, 31), 5),
        DayCount(date(2032, 11, 1), 6),
    )


def test_over_time_ends_with_everybody_who_holds_a_place(house: House) -> None:
    event = evening(house)

    figures = live_figures(house.db, house.mona, event.id)

    assert figures.over_time[-1].total == figures.event.places_taken == 5
    assert figures.new_today == 5


def test_new_today_means_the_day_of_the_events_zone(house: House) -> None:
    event = house.event(starts_at=datetime(2032, 4, 20, 15, 0, tzinfo=UTC))
    registered(house, event, "Anna", datetime(2032, 4, 1, 21, 59, tzinfo=UTC))
    registered(house, event, "Bernd", datetime(2032, 4, 1, 22, 1, tzinfo=UTC))
    clock.start_at(datetime(2032, 4, 1, 22, 30, tzinfo=UTC))  # half past midnight in Berlin

    assert live_figures(house.db, house.mona, event.id).new_today == 1


# Whose


def test_live_figures_of_another_group_do_not_exist(house: House) -> None:
    event = house.event()

    for by, event_id in ((house.olaf, event.id), (house.helper(), event.id), (house.mona, 987_654)):
        with pytest.raises(EventNotFound):
            live_figures(house.db, by, event_id)


def test_waiting_for_moderator_names_late_requests_nobody_answered(house: House) -> None:
    event = evening(house, title="Smart City")

    assert waiting_for_moderator(house.db, house.mona) == (
        ("Smart City: eine Nachmeldung wartet auf Ihre Entscheidung.", event.slug),
    )
    assert waiting_for_moderator(house.db, house.olaf) == ()
    clock.start_at(event.ends_at)
    assert waiting_for_moderator(house.db, house.mona) == ()


def test_undelivered_mails_are_named_to_whoever_moderates_the_event(house: House) -> None:
    event = house.event(title="Smart City")
    house.register(event, "Anna")
    house.register(event, "Bernd")
    house.post()
    assert undelivered(house.db, house.mona) == ()
    with house.db.writing() as session:
        session.execute(update(OutboxMail).values(status=MailStatus.FAILED))

    assert undelivered(house.db, house.mona) == (("Smart City: zwei E-Mails sind nicht angekommen.", event.slug),)
    assert undelivered(house.db, house.olaf) == ()
    clock.start_at(event.ends_at + AFTERMATH)
    assert undelivered(house.db, house.mona) == ()
