"""/api/v1: what it answers, and that its description is true."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import jsonschema
import pytest
from house import House
from starlette.testclient import TestClient

from akevents import clock, settings
from akevents.domain.events import EventDetails
from akevents.web import api, openapi

Cancel = Callable[[EventDetails, str], EventDetails]


def check(value: Any, schema: str) -> None:
    """Raises if the answer breaks the promise."""
    document = openapi.document(settings.current().base_url)
    resolved = {**document["components"]["schemas"][schema], "components": document["components"]}
    validator = jsonschema.Draft202012Validator(resolved, format_checker=jsonschema.FormatChecker())
    validator.validate(value)


def test_one_event_is_complete(client: TestClient, house: House) -> None:
    starts_at = datetime(2031, 1, 8, 16, 0, tzinfo=UTC)
    event = house.event(
        slug="smart-city", title="Smart City", text="**Hallo**", starts_at=starts_at, capacity=20, moderation="Mona",
        speakers=({"name": "Sara", "institution": "Stadt Ulm"},), categories=("Daten",), kind="Austausch",
        more={"shows_places": True},
    )  # fmt: skip

    answer = client.get("/api/v1/events/smart-city")

    check(answer.json(), "Event")
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.json() == {
        "slug": "smart-city",
        "title": "Smart City",
        "kind": "Austausch",
        "summary": None,
        "text_markdown": "**Hallo**",
        "text_html": "<p><strong>Hallo</strong></p>\n",
        "status": "published",
        "state": "open",
        "state_sentence": "Anmeldung bis Dienstag, 7. Januar 2031, 17:00 Uhr, 20 Plätze frei.",
        "cancellation_reason": None,
        "starts_at": "2031-01-08T17:00:00+01:00",
        "ends_at": "2031-01-08T18:30:00+01:00",
        "timezone": "Europe/Berlin",
        "format": "online",
        "location": "Online",
        "address": None,
        "working_group": {"slug": "wirtschaft", "name": "AK Wirtschaftsförderung"},
        "categories": ["Daten"],
        "moderation": "Mona",
        "speakers": [{"name": "Sara", "institution": "Stadt Ulm"}],
        "registration": {
            "is_open": True,
            "opens_at": None,
            "closes_at": "2031-01-07T17:00:00+01:00",
            "has_waiting_list": True,
            "capacity": 20,
            "places_left": 20,
            "url": "http://localhost:8501/veranstaltung?event=smart-city",
        },
        "changed_at": answer.json()["changed_at"],
        "url": "http://localhost:8501/e/smart-city",
        "calendar_url": "http://localhost:8501/e/smart-city.ics",
    }
    assert datetime.fromisoformat(answer.json()["changed_at"]) == event.changed_at


def test_numbers_stay_secret_unless_shown(client: TestClient, house: House) -> None:
    event = house.event(capacity=2)
    house.register(event)

    answer = client.get(f"/api/v1/events/{event.slug}")

    check(answer.json(), "Event")
    assert (answer.json()["registration"]["capacity"], answer.json()["registration"]["places_left"]) == (None, None)
    assert "anna" not in answer.text.lower()


def test_list_has_upcoming_or_past_events_of_all_groups_or_one(
    client: TestClient, house: House, cancel: Cancel
) -> None:
    now = clock.utc_now()
    here = house.event(starts_at=now + timedelta(days=20))
    there = house.event(starts_at=now + timedelta(days=10), working_group_id=house.other_group_id)
    old = house.event(starts_at=now - timedelta(days=10))
    cancelled = cancel(house.event(starts_at=now + timedelta(days=30)), "Krank.")
    house.event(publish=False)

    def slugs(query: str) -> list[str]:
        answer = client.get(f"/api/v1/events{query}")
        check(answer.json(), "EventList")
        return [each["slug"] for each in answer.json()["events"]]

    assert slugs("") == slugs("?archive=0") == [there.slug, here.slug, cancelled.slug]
    assert slugs("?archive=true") == [old.slug]
    assert slugs("?group=verkehr") == [there.slug]
    assert slugs("?group=verkehr&archive=1") == []


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/api/v1/events/gibt-es-nicht", 404, "event_not_found"),
        ("/api/v1/events?group=gibt-es-nicht", 404, "unknown_working_group"),
        ("/api/v1/events?archive=vielleicht", 422, "invalid_request"),
        ("/api/v1/gibt-es-nicht", 404, "not_found"),
    ],
)
def test_refusals_are_json(client: TestClient, path: str, status: int, code: str) -> None:
    answer = client.get(path)

    check(answer.json(), "Error")
    assert (answer.status_code, answer.json()["error"]) == (status, code)
    assert answer.headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize("path", ["/api/v1/events", "/api/v1/events/smart-city", "/api/v1/openapi.json"])
def test_unchanged_answers_are_not_sent_again(client: TestClient, house: House, path: str) -> None:
    house.event(slug="smart-city")
    first = client.get(path)

    assert client.get(path, headers={"if-none-match": first.headers["etag"]}).status_code == 304
    assert client.get(path, headers={"if-none-match": '"andere"'}).status_code == 200


def test_description_names_every_route_and_every_parameter(client: TestClient) -> None:
    document = client.get("/api/v1/openapi.json").json()

    jsonschema.Draft202012Validator.check_schema(document["components"]["schemas"]["Event"])
    assert document == openapi.document("http://localhost:8501")
    described = {f"/api/v1{path}" for path in document["paths"]}
    assert described | {"/api/v1/openapi.json"} == {route.path for route in api.ROUTES}
    assert [each["name"] for each in document["paths"]["/events"]["get"]["parameters"]] == ["archive", "group"]
