"""/e/SLUG and its QR code."""

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from house import House
from starlette.testclient import TestClient

from akevents import clock
from akevents.domain.events import EventDetails
from akevents.store.tables import EventFormat
from akevents.web import structured_data

Cancel = Callable[[EventDetails, str], EventDetails]
SUMMER = datetime(2031, 7, 2, 15, 0, tzinfo=UTC)


def structured(page: str) -> dict[str, object]:
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert len(found) == 1
    return json.loads(found[0])


def test_page_says_everything_and_leads_to_the_form(client: TestClient, house: House) -> None:
    event = house.event(
        title="Smart City", slug="smart-city", starts_at=SUMMER, moderation="Mona Muster", kind="Erfahrungsaustausch",
        text="**Worum** es geht", capacity=20, speakers=({"name": "Sara", "institution": "Stadt Ulm"},),
        categories=("Daten",), more={"shows_places": True},
    )  # fmt: skip

    answer = client.get("/e/smart-city")

    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert '<html lang="de">' in answer.text
    assert "<title>Smart City · akevents</title>" in answer.text
    for words in (
        "Mittwoch, 2. Juli 2031", "17:00–18:30 Uhr", "Mona Muster", "Sara", "Stadt Ulm", "Daten", "20 von 20 frei",
        "AK Wirtschaftsförderung · Erfahrungsaustausch", "<strong>Worum</strong> es geht", "Dienstag, 1. Juli 2031",
        'href="/veranstaltung?event=smart-city"', 'href="/e/smart-city.ics"',
        '<link rel="canonical" href="http://localhost:8501/e/smart-city">',
        '<meta property="og:title" content="Smart City">',
    ):  # fmt: skip
        assert words in answer.text
    assert event.state == "open"


def test_structured_data_is_complete(client: TestClient, house: House) -> None:
    house.event(
        title="Smart City", slug="smart-city", starts_at=SUMMER, text="Worum *es* geht",
        speakers=({"name": "Sara", "institution": "Stadt Ulm"}, {"name": "Tim"}),
    )  # fmt: skip

    assert structured(client.get("/e/smart-city").text) == {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": "Smart City",
        "description": "Worum es geht",
        "startDate": "2031-07-02T17:00:00+02:00",
        "endDate": "2031-07-02T18:30:00+02:00",
        "eventStatus": "https://schema.org/EventScheduled",
        "eventAttendanceMode": "https://schema.org/OnlineEventAttendanceMode",
        "location": {"@type": "VirtualLocation", "url": "http://localhost:8501/e/smart-city"},
        "organizer": {
            "@type": "Organization",
            "name": "DVAG, AK Wirtschaftsförderung",
            "url": "http://localhost:8501",
        },
        "performer": [
            {"@type": "Person", "name": "Sara", "affiliation": {"@type": "Organization", "name": "Stadt Ulm"}},
            {"@type": "Person", "name": "Tim"},
        ],
        "url": "http://localhost:8501/e/smart-city",
        "inLanguage": "de",
    }


def test_structured_data_of_other_formats_names_the_place(client: TestClient, house: House) -> None:
    place = {"@type": "Place", "name": "Rathaus", "address": "Markt 1"}
    for kind, mode in ((EventFormat.ON_SITE, "Offline"), (EventFormat.HYBRID, "Mixed")):
        event = house.event(format=kind, location="Rathaus", more={"address": "Markt 1"})
        online = {"@type": "VirtualLocation", "url": f"http://localhost:8501/e/{event.slug}"}

        data = structured(client.get(f"/e/{event.slug}").text)

        assert data["eventAttendanceMode"] == f"https://schema.org/{mode}EventAttendanceMode"
        assert data["location"] == (place if kind == EventFormat.ON_SITE else [place, online])


def test_what_people_typed_is_text(client: TestClient, house: House) -> None:
    evil = "</script><script>alert(1)</script>\u2028"
    house.event(title=evil, slug="boese", text=f"Hallo {evil}", moderation=evil, kind=evil, location=evil)

    page = client.get("/e/boese").text

    assert "<script>alert" not in page
    assert page.count("<script") == 1
    assert structured(page)["name"] == evil


def test_a_long_text_is_cut_between_words(house: House) -> None:
    event = house.event(text="Wort " * 200)

    summary = structured_data.summary_of(event)

    assert summary == ("Wort " * 59).strip() + " …"
    assert len(summary) <= structured_data.DESCRIPTION_LENGTH


@pytest.mark.parametrize(
    ("fields", "words", "has_form"),
    [
        ({"deadline_at": datetime(2020, 1, 1, tzinfo=UTC)}, "Buchungen sind für diese Veranstaltung", False),
        (
            {"deadline_at": datetime(2020, 1, 1, tzinfo=UTC), "more": {"allows_late_requests": True}},
            "Nachmeldung anfragen",
            True,
        ),
        ({"capacity": 0}, "auf die Warteliste setzen lassen", True),
        ({"capacity": 0, "has_waiting_list": False}, "Die Veranstaltung ist ausgebucht.", False),
    ],
)
def test_each_state_has_its_sentence(
    client: TestClient, house: House, fields: dict[str, object], words: str, has_form: bool
) -> None:
    event = house.event(**fields)

    page = client.get(f"/e/{event.slug}").text

    assert words in page
    assert ("/veranstaltung?event=" in page) == has_form


def test_a_cancelled_event_says_why(client: TestClient, house: House, cancel: Cancel) -> None:
    event = cancel(house.event(), "Krank.")

    page = client.get(f"/e/{event.slug}").text

    assert "Die Veranstaltung wurde abgesagt. Krank." in page
    assert structured(page)["eventStatus"] == "https://schema.org/EventCancelled"
    assert "/veranstaltung?event=" not in page


def test_materials_are_shown_afterwards_only(client: TestClient, house: House) -> None:
    event = house.event(more={"materials": "[Folien](https://example.org/folien)"})
    assert "Unterlagen" not in client.get(f"/e/{event.slug}").text

    clock.start_at(event.ends_at + timedelta(hours=1))

    page = client.get(f"/e/{event.slug}").text
    assert "Unterlagen" in page
    assert 'href="https://example.org/folien"' in page


def test_an_unchanged_page_is_not_sent_again(client: TestClient, house: House) -> None:
    event = house.event(text="Worum es geht. " * 100)
    first = client.get(f"/e/{event.slug}")
    again = client.get(f"/e/{event.slug}", headers={"if-none-match": first.headers["etag"]})
    packed = client.get(f"/e/{event.slug}", headers={"accept-encoding": "gzip"})
    packed_again = client.get(
        f"/e/{event.slug}", headers={"accept-encoding": "gzip", "if-none-match": f"W/{packed.headers['etag']}"}
    )

    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", first.headers["etag"])
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.headers["etag"] != first.headers["etag"]
    assert packed.text == first.text
    assert packed_again.status_code == 304
    assert first.headers["vary"] == "Accept-Encoding"

    clock.start_at(event.ends_at)
    later = client.get(f"/e/{event.slug}", headers={"if-none-match": first.headers["etag"]})
    assert later.status_code == 200


def test_drafts_and_unknown_events_are_not_found(client: TestClient, house: House) -> None:
    draft = house.event(publish=False, title="Geheimer Entwurf")
    for slug in (draft.slug, "gibt-es-nicht", "a%00b", "%F0%9F%92%A9"):
        for path in (f"/e/{slug}", f"/e/{slug}/qr.svg", f"/e/{slug}.ics"):
            answer = client.get(path)
            assert answer.status_code == 404
            assert "Diese Veranstaltung gibt es nicht oder nicht mehr." in answer.text
            assert "Geheimer Entwurf" not in answer.text


def test_head_has_the_headers_and_no_body(client: TestClient, house: House) -> None:
    event = house.event()

    full, head = client.get(f"/e/{event.slug}"), client.head(f"/e/{event.slug}")

    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-length"] == full.headers["content-length"]


def test_qr_code_is_a_picture_of_the_share_address(client: TestClient, house: House) -> None:
    import io

    import segno

    event = house.event(slug="smart-city")
    drawn = io.BytesIO()
    segno.make_qr("http://localhost:8501/e/smart-city", error="m").save(
        drawn, kind="svg", scale=8, border=4, dark="#000", light="#fff", xmldecl=False
    )

    answer = client.get(f"/e/{event.slug}/qr.svg")

    assert answer.headers["content-type"] == "image/svg+xml"
    assert answer.content == drawn.getvalue()
    assert client.get(f"/e/{event.slug}/qr.svg", headers={"if-none-match": answer.headers["etag"]}).status_code == 304
