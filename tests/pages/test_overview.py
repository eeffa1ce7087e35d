"""Übersicht: my events, and what needs me today."""

from collections.abc import Callable
from datetime import timedelta

from house import House
from pages.conftest import Open
from pages.reading import says
from streamlit.testing.v1 import AppTest

from akevents import clock


def headings(at: AppTest) -> dict[str, list[str]]:
    return {"headings": [each.value for each in at.header], "events": [each.value for each in at.subheader]}


def test_overview_lists_the_events_of_my_groups_drafts_included(house: House, screen: Open, mona: str) -> None:
    house.event(title="Bald", starts_at=clock.utc_now() + timedelta(days=5))
    house.event(title="Später", starts_at=clock.utc_now() + timedelta(days=9), publish=False)
    house.event(title="Neulich", starts_at=clock.utc_now() - timedelta(days=5))
    house.event(title="Lange her", starts_at=clock.utc_now() - timedelta(days=50))
    house.event(title="Fremd", working_group_id=house.other_group_id)
    at = screen("overview.py")
    assert headings(at) == {
        "headings": ["Kommende", "Vergangene"],
        "events": ["Bald", "Später", "Neulich", "Lange her"],
    }
    assert says(at, "Entwurf")


def test_overview_counts_places_and_waiting_people(house: House, screen: Open, mona: str) -> None:
    event = house.event(capacity=1)
    house.register(event, "Anna")
    house.register(event, "Bernd")
    at = screen("overview.py")
    assert says(at, "Ein Platz vergeben von 1")
    assert says(at, "1 auf der Warteliste")


def test_overview_names_late_requests_and_leads_to_them(house: House, screen: Open, mona: str) -> None:
    event = house.event(title="Smart City", more={"allows_late_requests": True})
    house.register(event, "Bernd")
    house.set(event, deadline_at=clock.utc_now() - timedelta(hours=1))
    house.register(event, "Anna", request_reason="Kam erst gestern.")
    at = screen("overview.py")
    assert says(at, "Smart City: eine Nachmeldung wartet auf Ihre Entscheidung.")
    way = next(each for each in at.get("page_link") if each.value == "Ansehen")
    query = dict(part.split("=") for part in way.proto.query_string.split("&"))
    found = screen("participants.py", **query)
    assert list(found.dataframe[0].value["Name"]) == ["Beispiel, Anna"]


def test_overview_without_events_says_what_will_appear(
    house: House, screen: Open, sign_in: Callable[[str], str]
) -> None:
    house.event()
    sign_in("olaf@example.org")
    at = screen("overview.py")
    assert headings(at) == {"headings": [], "events": []}
    assert says(at, "Hier erscheinen die Veranstaltungen Ihrer Arbeitskreise.")
