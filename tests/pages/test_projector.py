"""The projector, and what Live says about what is to come and what is new."""

import json
from datetime import timedelta
from typing import Any

import pytest
import streamlit as st
from house import House
from pages.conftest import Open
from pages.reading import says, table, texts
from streamlit.testing.v1 import AppTest

from akevents import clock
from akevents.domain import discussion, discussion_moderation, last_looks, participants, statistics
from akevents.domain.events import EventDetails

WALL, LIVE = "projector.py", "live_screen.py"
IN_NRW = ("Stadt Köln", "Stadt Soest", "Stadt Bonn")


@pytest.fixture
def evening(house: House) -> EventDetails:
    event = house.event(slug="abend", title="Smart *City*", capacity=40)
    for number, institution in enumerate((*IN_NRW, "Stadt Kiel")):
        house.register(event, f"Gast{number}", institution=institution)
    return event


def wall_map(at: AppTest) -> list[tuple[str, int]]:
    """The Länder that have a number on the map; no map, no numbers."""
    found = []
    for chart in at.get("vega_lite_chart"):
        layers = json.loads(chart.proto.spec)["layer"]
        assert {each["mark"]["type"] for each in layers} == {"geoshape", "text"}  # no dots: each would be somebody
        found += [(each["code"], each["count"]) for each in layers[0]["transform"][0]["from"]["data"]["values"]]
    return found


def metrics(at: AppTest) -> list[tuple[str, str]]:
    return [(each.label, each.value) for each in at.metric]


def test_wall_shows_counts_and_nobody(house: House, screen: Open, mona: str, evening: EventDetails) -> None:
    discussion.ask(house.db, house.token(evening, "Gast0"), "form", "Was kostet das?", shows_name=True)
    at = screen(WALL, event="abend")

    assert metrics(at) == [("Angemeldet", "4"), ("Länder", "2"), ("Beginn in", "13 Tage")]
    assert wall_map(at) == []  # three and one: the one would be somebody
    assert says(at, "Hier stehen Länder, aus denen mindestens 3 Personen kommen.")
    assert says(at, "Was kostet das?")
    assert not [text for text in texts(at) if "Gast" in text]


def test_wall_shows_a_land_that_many_come_from(house: House, screen: Open, mona: str, evening: EventDetails) -> None:
    for number in range(3):
        house.register(evening, f"Nord{number}", institution="Stadt Kiel")
    at = screen(WALL, event="abend")
    assert wall_map(at) == [("SH", 4), ("NW", 3)]
    assert [each.proto.alt for each in at.get("vega_lite_chart")] == ["Schleswig-Holstein 4, Nordrhein-Westfalen 3"]
    assert not says(at, "weitere")


def test_people_without_a_land_are_no_small_number_either(
    house: House, screen: Open, mona: str, evening: EventDetails
) -> None:
    for number in range(3):
        house.register(evening, f"Nord{number}", institution="Stadt Kiel")
    house.register(evening, "Chiara", institution="Irgendwo")
    at = screen(WALL, event="abend")
    assert wall_map(at) == [("SH", 4)]  # 8 less 4 and 3 would be one person
    assert says(at, "4 weitere aus anderen Ländern oder ohne Angabe")


def test_wall_says_of_one_or_two_people_only_that_they_are_few(house: House, screen: Open, mona: str) -> None:
    event = house.event(slug="klein")
    house.register(event, "Anna")
    participants.check_in(house.db, house.mona, house.registration_id(event, "Anna"))
    assert metrics(screen(WALL, event="klein"))[:2] == [("Angemeldet", "unter 3"), ("Da", "unter 3")]


def test_wall_leads_telephones_to_the_public_page(house: House, screen: Open, mona: str, evening: EventDetails) -> None:
    assert says(screen(WALL, event="abend"), "http://localhost:8501/e/abend")
    house.set(evening, status="draft")
    assert not says(screen(WALL, event="abend"), "/e/abend")


@pytest.mark.parametrize("who", ["", "olaf@example.org"])
def test_wall_is_for_moderators_of_the_group(
    house: House, screen: Open, sign_in: Any, evening: EventDetails, who: str
) -> None:
    if who:
        sign_in(who)
    at = screen(WALL, event="abend")
    assert metrics(at) == []
    assert not says(at, "City")


def test_wall_shows_the_question_that_is_up_alone(house: House, screen: Open, mona: str, evening: EventDetails) -> None:
    for number, text in enumerate(("Erste Frage", "Zweite Frage")):
        discussion.ask(house.db, house.token(evening, "Gast0"), f"form-{number}", text)
    found = discussion_moderation.list_for_moderator(house.db, house.mona, "abend").questions
    discussion_moderation.put_up(house.db, house.mona, "abend", found[1].question.id)
    at = screen(WALL, event="abend")

    assert says(at, "## Zweite Frage")
    assert not says(at, "Erste Frage")


def test_live_says_that_three_evenings_are_needed(house: House, screen: Open, mona: str, evening: EventDetails) -> None:
    assert says(screen(LIVE, event="abend"), "4 angemeldet. Zu wenig Daten für eine Erwartung: keine Abende")


def test_live_expects_from_the_groups_own_evenings(
    house: House, screen: Open, mona: str, evening: EventDetails
) -> None:
    now = clock.utc_now()
    for week in range(1, 4):
        past = house.event(title=f"Vor {week} Wochen")
        for number in range(4):
            house.register(past, f"W{week}x{number}")
            participants.check_in(house.db, house.mona, house.registration_id(past, f"W{week}x{number}"))
        starts = now - timedelta(weeks=week)
        house.set(past, starts_at=starts, ends_at=starts + timedelta(hours=2), deadline_at=None)
    at = screen(LIVE, event="abend")

    assert says(at, "4 angemeldet, erwartet 3–4 kommen")


def test_live_says_what_is_new_since_the_last_look(
    house: House, screen: Open, mona: str, evening: EventDetails
) -> None:
    figures = statistics.live_figures(house.db, house.mona, evening.id)
    last_looks.note_look(house.db, house.mona, figures)
    assert says(screen(LIVE, event="abend"), "Nichts Neues seit Ihrem letzten Blick")

    house.register(evening, "Bernd")
    assert says(screen(LIVE, event="abend"), "1 Zusage mehr")
    assert not says(screen(LIVE, event="abend"), "1 Zusage mehr")  # seen by now


def test_live_marks_by_a_word_who_came_while_it_was_open(
    house: House, screen: Open, mona: str, evening: EventDetails
) -> None:
    at = screen(LIVE, event="abend")
    assert [row[0].endswith("neu") for row in table(at)] == [False] * 4

    house.register(evening, "Bernd")
    st.cache_resource.clear()
    at.run()
    assert [row[0].endswith(" · neu") for row in table(at)] == [True, *[False] * 4]
    assert table(at)[0][1] == "Bernd Beispiel\nStadt Köln"


def test_live_counts_who_did_not_come(house: House, screen: Open, mona: str, evening: EventDetails) -> None:
    participants.check_in(house.db, house.mona, house.registration_id(evening, "Gast0"))
    house.set(evening, starts_at=clock.utc_now() - timedelta(hours=3), ends_at=clock.utc_now() - timedelta(hours=1))
    at = screen(LIVE, event="abend")

    assert ("Nicht da", "3") in [(each.label, each.value) for each in at.metric]
