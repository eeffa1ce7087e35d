"""From an announcement to a form, from the form to a draft."""

from dataclasses import asdict, replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from house import House
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from akevents.domain import events, moderators
from akevents.domain.demo import ANNOUNCEMENT, announced_text
from akevents.domain.event_from_announcement import (
    LIMITS,
    NewEventForm,
    create_from_announcement,
    effects,
    facts_from,
    groups_of,
    proposed_title,
)
from akevents.domain.events import Speaker
from akevents.domain.working_groups import Group
from akevents.errors import EventNotFound, InvalidRequest, Problem
from akevents.formats.announcements import read
from akevents.store.tables import Event, EventFormat

SEED = ANNOUNCEMENT.read_text(encoding="utf-8")
FOUND = read(SEED, date(2022, 2, 1))
FORM = NewEventForm(title="Ein Abend", start_day="2030-03-02", start_time="17:00")
OPTIONAL = st.none() | st.sampled_from(["2030-03-02", "2030-03-31"])


def stored(house: House, slug: str) -> dict[str, Any]:
    """The columns of the event as they are in the database."""
    table = Event.__table__
    with house.db.reading() as session:
        return dict(session.connection().execute(select(table).where(table.c.slug == slug)).one()._mapping)


def problems(house: House, form: NewEventForm, announcement: str | None = None) -> tuple[Problem, ...]:
    with pytest.raises(InvalidRequest) as refused:
        create_from_announcement(house.db, house.mona, house.group_id, announcement, form)
    return refused.value.problems


# The form


def test_seed_fills_the_form() -> None:
    assert asdict(facts_from(FOUND, SEED)) == {
        "title": "",
        "start_day": "2022-03-02",
        "start_time": "17:00",
        "end_day": None,
        "end_time": "18:30",
        "location": "DVAG Online-Veranstaltung",
        "format": "online",
        "deadline_day": "2022-03-01",
        "deadline_time": "18:00",
        "moderation": "Andreas Haubrichs",
        "speakers": "Matthias Barutowicz",
        "categories": "",
        "text": announced_text(),
    }
    assert proposed_title(FOUND) == "Smart City"


def test_nonsense_fills_nothing() -> None:
    assert facts_from(read("...", date(2022, 2, 1)), "...") == NewEventForm()


def test_days_without_times_and_several_days() -> None:
    text = "Tagung\nWann: 5. bis 7. Mai 2031\nWo: Soest\nAnmeldeschluss: 1. Mai 2031"
    form = facts_from(read(text, date(2031, 1, 1)), text)

    assert (form.start_day, form.start_time, form.end_day, form.end_time) == ("2031-05-05", None, "2031-05-07", None)
    assert (form.deadline_day, form.deadline_time) == ("2031-05-01", "23:59")


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ("Rathaus Soest, Ratssaal", EventFormat.ON_SITE),
        ("Zoom", EventFormat.ONLINE),
        ("Online (MS Teams)", EventFormat.ONLINE),
        ("Rathaus Menden, Ratssaal, und online über Webex", EventFormat.HYBRID),
        ("Haus der Wissenschaft & Livestream", EventFormat.HYBRID),
    ],
)
def test_form_of_the_event_follows_from_its_place(place: str, expected: EventFormat) -> None:
    text = f"Ein Abend\nWann: 5. Mai 2031, 17 bis 18 Uhr\nWo: {place}"
    assert facts_from(read(text, date(2031, 1, 1)), text).format == expected


def test_proposals_set_what_they_differ_in() -> None:
    by_code = {each.code: effects(FOUND, each) for each in FOUND.findings}

    assert by_code == {
        "year_conflict": ({"start_day": "2022-03-02"}, {"start_day": "2021-03-02"}),
        "weekday_mismatch": ({"start_day": "2022-03-02"}, {"start_day": "2021-03-02"}),
        "title_missing": ({"title": "Smart City"},),
        "approx_time": (),
        "registration_closed": (),
    }


# The draft


def test_draft_of_the_seed_holds_every_fact_and_the_announcement(house: House) -> None:
    form = replace(facts_from(FOUND, SEED), title="Smart City")

    slug = create_from_announcement(house.db, house.mona, house.group_id, SEED, form)

    event = events.get_moderated_event(house.db, house.mona, slug)
    expected = {
        "slug": "smart-city",
        "status": "draft",
        "working_group_id": house.group_id,
        "title": "Smart City",
        "starts_at": datetime(2022, 3, 2, 16, 0, tzinfo=UTC),
        "ends_at": datetime(2022, 3, 2, 17, 30, tzinfo=UTC),
        "deadline_at": datetime(2022, 3, 1, 17, 0, tzinfo=UTC),
        "timezone": "Europe/Berlin",
        "location": "DVAG Online-Veranstaltung",
        "format": "online",
        "moderation": "Andreas Haubrichs",
        "speakers": (Speaker("Matthias Barutowicz", ""),),
        "categories": (),
        "text": announced_text(),
        "retention_days": 30,
    }
    assert {name: getattr(event, name) for name in expected} == expected
    assert stored(house, slug)["announcement"] == SEED.strip()
    assert house.protocol(event) == [("event_created", house.mona.id, None)]


def test_second_click_finds_the_first_draft_and_another_text_makes_another(house: House) -> None:
    made = [create_from_announcement(house.db, house.mona, house.group_id, None, FORM) for _ in range(2)]
    other = create_from_announcement(house.db, house.mona, house.group_id, None, replace(FORM, text="Mehr dazu"))

    assert made == ["ein-abend", "ein-abend"]
    assert other == "ein-abend-2030-03-02"
    assert len(events.list_moderated_events(house.db, house.mona)) == 2


def test_draft_without_an_end_lasts_ninety_minutes_and_a_bare_deadline_the_day(house: House) -> None:
    slug = create_from_announcement(
        house.db, house.mona, house.group_id, None, replace(FORM, deadline_day="2030-03-01")
    )

    event = events.get_moderated_event(house.db, house.mona, slug)
    assert event.ends_at == datetime(2030, 3, 2, 17, 30, tzinfo=UTC)
    assert event.deadline_at == datetime(2030, 3, 1, 22, 59, tzinfo=UTC)


def test_people_and_categories_are_taken_apart(house: House) -> None:
    form = replace(
        FORM, speakers="Anna Muster, Stadt Soest, Amt 7\n\n , Hochschule\nBernd", categories="Daten, , Stadt,Daten "
    )
    slug = create_from_announcement(house.db, house.mona, house.group_id, None, form)

    event = events.get_moderated_event(house.db, house.mona, slug)
    assert event.speakers == (
        Speaker("Anna Muster", "Stadt Soest, Amt 7"), Speaker("Hochschule", ""), Speaker("Bernd", ""),
    )  # fmt: skip
    assert event.categories == ("Daten", "Stadt")


def test_everything_that_is_wrong_is_told_at_once_and_nothing_is_stored(house: House) -> None:
    form = NewEventForm(location="a\x00b", end_time="18:00", deadline_time="12:00", text="x" * (LIMITS["text"] + 1))

    assert problems(house, form, "y" * (LIMITS["announcement"] + 1)) == (
        Problem("title", "missing_title"),
        Problem("starts_at", "missing_day"),
        Problem("location", "control_characters"),
        Problem("deadline_at", "missing_day"),
        Problem("text", "too_long", LIMITS["text"]),
        Problem("announcement", "too_long", LIMITS["announcement"]),
    )
    assert events.list_moderated_events(house.db, house.mona) == ()


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"title": "  "}, Problem("title", "missing_title")),
        ({"title": "Zwei\nZeilen"}, Problem("title", "control_characters")),
        ({"start_time": None}, Problem("starts_at", "missing_time")),
        ({"start_day": "2030-03-31", "start_time": "02:30"}, Problem("starts_at", "skipped_time")),
        ({"end_time": "16:00"}, Problem("ends_at", "ends_before_start")),
        ({"end_day": "2030-03-04"}, Problem("ends_at", "missing_time")),
        ({"deadline_day": "2030-03-03"}, Problem("deadline_at", "deadline_after_start")),
        ({"speakers": "Anna\x07"}, Problem("speakers", "control_characters")),
    ],
)
def test_each_wrong_field_is_named(house: House, changes: dict[str, Any], expected: Problem) -> None:
    assert problems(house, replace(FORM, **changes)) == (expected,)


def test_title_without_letters_gets_an_address_too(house: House) -> None:
    assert create_from_announcement(house.db, house.mona, house.group_id, None, replace(FORM, title="会议")) == (
        "veranstaltung"
    )


# Whose groups


def test_groups_are_the_moderators_own_and_all_of_them_for_the_operator(house: House) -> None:
    economy = Group(house.group_id, "wirtschaft", "AK Wirtschaftsförderung", None, None)
    traffic = Group(house.other_group_id, "verkehr", "AK Verkehr", None, None)

    assert groups_of(house.db, house.mona) == (economy,)
    assert groups_of(house.db, house.helper()) == ()
    assert groups_of(house.db, moderators.operator()) == (traffic, economy)


def test_foreign_group_does_not_exist_and_none_must_be_chosen(house: House) -> None:
    with pytest.raises(EventNotFound):
        create_from_announcement(house.db, house.olaf, house.group_id, None, FORM)
    with pytest.raises(InvalidRequest) as refused:
        create_from_announcement(house.db, house.mona, None, None, FORM)
    assert refused.value.problems == (Problem("working_group", "missing_working_group"),)
    assert events.list_moderated_events(house.db, moderators.operator()) == ()


@given(st.text(max_size=200))
def test_any_text_gives_a_form_and_each_proposal_its_fields(text: str) -> None:
    found = read(text, date(2022, 2, 1))

    assert facts_from(found, text).format in set(EventFormat)
    assert [len(effects(found, each)) for each in found.findings] == [len(each.proposals) for each in found.findings]
