"""Nächste Sitzung: a proposal in words, live clashes, one draft or a series of them."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from house import House
from pages.conftest import Open
from pages.reading import errors, says
from sqlalchemy import select
from streamlit.testing.v1 import AppTest

from akevents.domain.events import EventDetails
from akevents.store.tables import Event, EventStatus

FILE = "next_session.py"
BERLIN = ZoneInfo("Europe/Berlin")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN)


def met(house: House, *days: str, **fields: Any) -> EventDetails:
    """The group's evenings, 17:00 to 18:30; the last one."""
    for day in days:
        deadline = at(f"{day}T18:00") - timedelta(days=1)
        values = {"title": "Smart City", "deadline_at": deadline} | fields
        event = house.event(starts_at=at(f"{day}T17:00"), **values)
    return event


@pytest.fixture
def evening(house: House) -> EventDetails:
    """Every second month on the first Wednesday, the last time on 5 March 2031."""
    return met(house, "2030-11-06", "2031-01-01", "2031-03-05")


def drafts(house: House) -> list[tuple[str, str]]:
    """Begin and end of every draft, as clocks in Berlin show them."""
    query = select(Event.starts_at, Event.ends_at).where(Event.status == EventStatus.DRAFT).order_by(Event.starts_at)
    with house.db.reading() as session:
        return [
            (f"{starts.astimezone(BERLIN):%Y-%m-%d %H:%M}", f"{ends.astimezone(BERLIN):%H:%M}")
            for starts, ends in session.execute(query)
        ]


def press(at: AppTest, key: str) -> AppTest:
    at.button(key=key).click().run()
    assert not at.exception, at.exception
    return at


def listed(at: AppTest) -> list[date]:
    """The days in the series' list."""
    return [each.value for each in at.date_input if each.key.startswith("next_session_date_")]


def test_proposal_stands_there_in_words(house: House, evening: EventDetails, screen: Open, mona: str) -> None:
    at = screen(FILE, event=evening.slug)
    assert says(at, "AK Wirtschaftsförderung traf sich zuletzt alle zwei Monate am ersten Mittwoch, 17:00–18:30 Uhr.")
    assert says(at, "Mittwoch, 7. Mai 2031, 17:00–18:30 Uhr")
    assert says(at, "Anmeldeschluss: Dienstag, 6. Mai 2031, 18:00 Uhr")
    assert says(at, "Gegen diesen Termin spricht nichts.")
    assert at.date_input(key="next_session_day").value == date(2031, 5, 7)
    assert not [each for each in at.checkbox if each.key == "next_session_joining"]


def test_without_a_rhythm_the_page_says_what_it_proposes(house: House, screen: Open, mona: str) -> None:
    at = screen(FILE, event=met(house, "2031-03-05").slug)
    assert says(
        at, "lässt sich kein Rhythmus ablesen. Vorgeschlagen ist derselbe Wochentag, frühestens vier Wochen nach"
    )
    assert says(at, "Mittwoch, 2. April 2031, 17:00–18:30 Uhr")


def test_clashes_follow_the_date(house: House, evening: EventDetails, screen: Open, mona: str) -> None:
    met(house, "2031-05-01", title="Radwege *und* Brücken", working_group_id=house.other_group_id)
    at = screen(FILE, event=evening.slug)
    at.date_input(key="next_session_day").set_value(date(2031, 5, 1)).run()
    assert says(at, "Donnerstag, 1. Mai 2031, 17:00–18:30 Uhr")
    assert says(at, "Zur selben Zeit: AK Verkehr, „Radwege *und* Brücken“ (17:00–18:30 Uhr).")
    assert says(at, "Der 1. Mai 2031 ist bundesweit Feiertag (Tag der Arbeit).")
    assert not says(at, "Gegen diesen Termin spricht nichts.")


def test_draft_is_made_and_shown_next(house: House, evening: EventDetails, screen: Open, mona: str) -> None:
    at = screen(FILE, event=evening.slug)
    at.date_input(key="next_session_day").set_value(date(2031, 5, 14))
    at.time_input(key="next_session_begin").set_value(time(18, 0))
    at.time_input(key="next_session_end").set_value(time(20, 0)).run()
    press(at, "next_session_create")
    assert drafts(house) == [("2031-05-14 18:00", "20:00")]
    assert [each.value for each in at.title] != ["Nächste Sitzung"]
    assert not errors(at)


def test_link_is_kept_unless_the_box_is_cleared(house: House, screen: Open, mona: str) -> None:
    event = met(house, "2031-03-05", more={"joining_url": "https://raum.example.org/7"})
    at = screen(FILE, event=event.slug)
    assert at.checkbox(key="next_session_joining").value is True
    at.checkbox(key="next_session_joining").uncheck().run()
    press(at, "next_session_create")
    query = select(Event.joining_url).where(Event.status == EventStatus.DRAFT)
    with house.db.reading() as session:
        assert session.scalars(query).all() == [None]


def test_end_before_the_start_is_said_and_kept(house: House, evening: EventDetails, screen: Open, mona: str) -> None:
    at = screen(FILE, event=evening.slug)
    at.time_input(key="next_session_end").set_value(time(16, 0)).run()
    assert says(at, "Das Ende liegt vor dem Beginn.")
    press(at, "next_session_create")
    assert errors(at) == ["Das Ende liegt vor dem Beginn."]
    assert at.time_input(key="next_session_end").value == time(16, 0)
    assert drafts(house) == []


def test_day_in_the_past_is_refused(house: House, evening: EventDetails, screen: Open, mona: str) -> None:
    at = screen(FILE, event=evening.slug)
    at.date_input(key="next_session_day").set_value(date(2022, 3, 2)).run()
    assert says(at, "Der 2. März 2022 liegt schon zurück.")
    press(at, "next_session_create")
    assert errors(at) == ["Der Beginn liegt in der Vergangenheit."]


# The series


def test_series_follows_the_groups_rhythm(house: House, evening: EventDetails, screen: Open, mona: str) -> None:
    at = screen(FILE, event=evening.slug)
    assert listed(at) == [
        date(2031, 5, 7), date(2031, 7, 2), date(2031, 9, 3), date(2031, 11, 5), date(2032, 1, 7), date(2032, 3, 3)
    ]  # fmt: skip
    at.number_input(key="next_session_count").set_value(2).run()
    press(at, "next_session_create_series")
    assert drafts(house) == [("2031-05-07 17:00", "18:30"), ("2031-07-02 17:00", "18:30")]


def test_series_by_another_rule_until_a_day(house: House, evening: EventDetails, screen: Open, mona: str) -> None:
    at = screen(FILE, event=evening.slug)
    at.selectbox(key="next_session_rule").set_value("alle zwei Wochen am Mittwoch").run()
    at.radio(key="next_session_ends_by").set_value("Letzter Tag").run()
    at.date_input(key="next_session_until").set_value(date(2031, 6, 4)).run()
    assert listed(at) == [date(2031, 5, 7), date(2031, 5, 21), date(2031, 6, 4)]
    at.date_input(key="next_session_until").set_value(date(2031, 5, 1)).run()
    assert listed(at) == []
    assert says(at, "Die Liste ist leer.")
    assert not [each for each in at.button if each.key == "next_session_create_series"]
    press(at, "next_session_add")
    assert listed(at) == [date(2031, 5, 7)]


def test_series_begins_with_the_day_above_even_off_the_rhythm(
    house: House, evening: EventDetails, screen: Open, mona: str
) -> None:
    at = screen(FILE, event=evening.slug)
    at.date_input(key="next_session_day").set_value(date(2031, 5, 8))
    at.number_input(key="next_session_count").set_value(2).run()
    assert listed(at) == [date(2031, 5, 8), date(2031, 7, 2)]


def test_days_of_the_series_are_changed_removed_and_added(
    house: House, evening: EventDetails, screen: Open, mona: str
) -> None:
    at = screen(FILE, event=evening.slug)
    at.number_input(key="next_session_count").set_value(3).run()
    rows = [each.key for each in at.date_input if each.key.startswith("next_session_date_")]
    at.date_input(key=rows[0]).set_value(date(2031, 5, 1)).run()
    assert says(at, "Der 1. Mai 2031 ist bundesweit Feiertag (Tag der Arbeit).")
    press(at, rows[1].replace("date", "remove"))
    press(at, "next_session_add")
    assert listed(at) == [date(2031, 5, 1), date(2031, 9, 3), date(2031, 11, 5)]
    assert at.button(key="next_session_create_series").label == "3 Entwürfe anlegen"
    press(at, "next_session_create_series")
    assert [begin for begin, _ in drafts(house)] == ["2031-05-01 17:00", "2031-09-03 17:00", "2031-11-05 17:00"]


def test_same_day_twice_is_refused_and_nothing_is_made(
    house: House, evening: EventDetails, screen: Open, mona: str
) -> None:
    at = screen(FILE, event=evening.slug)
    rows = [each.key for each in at.date_input if each.key.startswith("next_session_date_")]
    at.date_input(key=rows[1]).set_value(date(2031, 5, 7)).run()
    press(at, "next_session_create_series")
    assert errors(at) == ["Ein Tag steht zweimal in der Liste. Bitte ändern oder entfernen Sie einen davon."]
    assert drafts(house) == []


# The ways here


def link_to_here(at: AppTest, label: str) -> list[str]:
    return [each.proto.query_string for each in at.get("page_link") if each.value == label]


def test_overview_leads_here_from_every_event(house: House, evening: EventDetails, screen: Open, mona: str) -> None:
    assert f"event={evening.slug}" in link_to_here(screen("overview.py"), "Nächste Sitzung")


def test_event_that_is_over_offers_it_to_its_moderator_only(
    house: House, screen: Open, sign_in: Callable[[str], str]
) -> None:
    over, ahead = met(house, "2022-03-02"), met(house, "2031-03-05")
    assert link_to_here(screen("event.py", event=over.slug), "Nächste Sitzung anlegen") == []
    sign_in("olaf@example.org")
    assert link_to_here(screen("event.py", event=over.slug), "Nächste Sitzung anlegen") == []
    sign_in("mona@example.org")
    assert link_to_here(screen("event.py", event=over.slug), "Nächste Sitzung anlegen") == [f"event={over.slug}"]
    assert link_to_here(screen("event.py", event=ahead.slug), "Nächste Sitzung anlegen") == []
