"""The list: what is coming up, the archive, search and filters, which all stand in the address."""

from datetime import timedelta

import pytest
from house import House
from pages.conftest import Open
from pages.reading import says
from streamlit.testing.v1 import AppTest

from akevents import clock
from akevents.store.tables import EventFormat


@pytest.fixture
def three(house: House) -> None:
    """Two evenings ahead, of two groups and two kinds, and one that is over."""
    house.event(slug="stadt", title="Smart City", categories=("Digitales",), location="Online")
    house.event(
        slug="bahn", title="Bahnhöfe", working_group_id=house.other_group_id, format=EventFormat.ON_SITE,
        location="Köln, Rathaus", starts_at=clock.utc_now() + timedelta(days=40),
    )  # fmt: skip
    house.event(slug="vorbei", title="Gewerbeflächen", starts_at=clock.utc_now() - timedelta(days=40))


def shown(at: AppTest) -> list[str]:
    assert not at.exception
    return [each.value for each in at.subheader]


def test_list_shows_what_is_coming_up_soonest_first(three: None, screen: Open) -> None:
    at = screen("events.py")
    assert shown(at) == ["Smart City", "Bahnhöfe"]
    assert len(at.header) == 2  # one heading for each month
    assert says(at, "Anmeldung offen")
    assert [each.value for each in at.get("page_link")][:2] == ["Zur Anmeldung", "Zur Anmeldung"]


def test_archive_shows_what_is_over(three: None, screen: Open) -> None:
    at = screen("events.py")
    at.radio(key="events_when").set_value("Archiv").run()
    assert shown(at) == ["Gewerbeflächen"]
    assert says(at, "Vorbei")


def test_search_finds_words_of_title_place_and_group_however_written(three: None, screen: Open) -> None:
    at = screen("events.py")
    for words, found in {
        "bahnhofe": ["Bahnhöfe"], "KÖLN rathaus": ["Bahnhöfe"], "wirtschafts": ["Smart City"], "  ": ["Smart City", "Bahnhöfe"],
    }.items():  # fmt: skip
        at.text_input(key="events_search").set_value(words).run()
        assert shown(at) == found, words


def test_search_that_finds_nothing_says_what_will_appear(three: None, screen: Open) -> None:
    at = screen("events.py", events_search="Quantenphysik")
    assert shown(at) == []
    assert says(at, "Hier erscheinen Veranstaltungen, sobald eine zu Ihrer Suche passt.")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"events_group": "AK Verkehr"}, ["Bahnhöfe"]),
        ({"events_category": "Digitales"}, ["Smart City"]),
        ({"events_format": "Vor Ort"}, ["Bahnhöfe"]),
        ({"events_when": "Archiv"}, ["Gewerbeflächen"]),
        ({"events_search": "city", "events_format": "Vor Ort"}, []),
    ],
)
def test_address_carries_search_and_filters(three: None, screen: Open, query: dict[str, str], found: list[str]) -> None:
    at = screen("events.py", **query)
    assert shown(at) == found
    assert at.query_params == query


def test_nonsense_in_the_address_restricts_nothing(three: None, screen: Open) -> None:
    at = screen("events.py", events_group="gibt-es-nicht", events_when="Morgen", events_format="\U0001f600")
    assert shown(at) == ["Smart City", "Bahnhöfe"]


def test_free_places_are_told_only_where_the_moderator_wants_it(house: House, screen: Open) -> None:
    house.event(title="Verschwiegen", capacity=7)
    assert not says(screen("events.py"), "7 Plätze")
    house.event(title="Offen", capacity=8, more={"shows_places": True})
    assert says(screen("events.py"), "8 Plätze frei")


def test_full_event_leads_to_the_waiting_list(house: House, screen: Open) -> None:
    event = house.event(capacity=1)
    house.register(event)
    at = screen("events.py")
    assert says(at, "Ausgebucht")
    assert says(at, "Warteliste ist offen")
    assert next(each.value for each in at.get("page_link")) == "Zur Warteliste"


def test_markdown_in_a_title_is_shown_as_typed(house: House, screen: Open) -> None:
    house.event(title="2. März: *Smart* <b>City</b> $x$ :red[rot]")
    at = screen("events.py")
    assert "<b>" not in at.subheader[0].value
    assert "\\*Smart\\*" in at.subheader[0].value
    assert "\\$x\\$" in at.subheader[0].value


def test_drafts_are_not_listed(house: House, screen: Open) -> None:
    house.event(publish=False)
    assert shown(screen("events.py")) == []
