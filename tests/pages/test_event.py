"""The event's page in every state: the sentence of that state, the step it offers, and the form where there is one."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from house import House
from pages.conftest import Open
from pages.reading import facts, labels, links, says, texts
from streamlit.testing.v1 import AppTest

from akevents import clock
from akevents.domain.event_state import EventState
from akevents.domain.events import EventDetails
from akevents.store.tables import EventStatus
from akevents.wording import dates

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@dataclass(frozen=True)
class Case:
    """How to bring an event into a state, and what its page then says and offers."""

    fields: dict[str, Any]
    badge: str
    sentence: Callable[[EventDetails], str]
    button: str = ""
    step: str = "Weitere Veranstaltungen"
    taken: int = 0


def at(**span: float) -> Any:
    return clock.utc_now() + timedelta(**span)


def cases() -> dict[EventState, Case]:
    return {
        EventState.NOT_OPEN_YET: Case(
            {"registration_opens_at": at(days=2)},
            "Öffnet am",
            lambda event: f"Die Anmeldung öffnet am {dates.instant(event.registration_opens_at, event.timezone)}.",  # type: ignore[arg-type]
            step="Termin in den Kalender",
        ),
        EventState.OPEN: Case({}, "Anmeldung offen", lambda _: "Die Angaben mit * brauchen wir.", "Jetzt anmelden", ""),
        EventState.FULL_WITH_WAITING_LIST: Case(
            {"capacity": 1},
            "Ausgebucht",
            lambda _: "Die Veranstaltung ist ausgebucht. Sie können sich auf die Warteliste setzen lassen.",
            "Auf die Warteliste setzen",
            "",
            taken=1,
        ),
        EventState.FULL: Case(
            {"capacity": 1, "has_waiting_list": False},
            "Ausgebucht",
            lambda _: "Die Veranstaltung ist ausgebucht.",
            taken=1,
        ),
        EventState.CLOSED: Case(
            {"deadline_at": at(hours=-1)},
            "Anmeldung beendet",
            lambda _: "Buchungen sind für diese Veranstaltung nicht mehr möglich.",
        ),
        EventState.RUNNING: Case(
            {"starts_at": at(minutes=-10)}, "Läuft gerade", lambda _: "Die Veranstaltung läuft gerade."
        ),
        EventState.PAST: Case({"starts_at": at(days=-10)}, "Vorbei", lambda _: "Die Veranstaltung ist vorbei."),
    }


STATES = [EventState(state) for state in cases()]


def made(house: House, case: Case) -> EventDetails:
    fields = dict(case.fields)
    wanted_deadline = fields.pop("deadline_at", None)
    event = house.event(**fields)
    for number in range(case.taken):
        house.register(event, f"Gast{number}")
    if wanted_deadline:
        house.set(event, deadline_at=wanted_deadline)
    return house.read(event)


def has_form(screen: AppTest) -> bool:
    return any(field.key == "register_email" for field in screen.text_input)


@pytest.mark.parametrize("state", STATES)
def test_page_says_the_state_and_offers_the_next_step(house: House, screen: Open, state: EventState) -> None:
    case = cases()[state]
    event = made(house, case)
    assert event.state == state
    page = screen("event.py", event=event.slug)
    assert says(page, case.badge)
    assert says(page, case.sentence(event))
    assert has_form(page) == bool(case.button)
    feedback = ["Rückmeldung abschicken"] if state == EventState.PAST else []
    assert labels(page, "button") == ([case.button] if case.button else feedback)
    steps = [*links(page), *(each.value for each in page.get("page_link"))]
    assert not case.step or case.step in steps


def test_every_public_state_has_a_case() -> None:
    assert {*STATES, EventState.CANCELLED, EventState.DRAFT} == set(EventState)


def test_cancelled_event_says_why_and_where_to_go_on(house: House, screen: Open) -> None:
    event = house.event()
    house.set(event, status=EventStatus.CANCELLED, cancellation_reason="Die Referentin ist erkrankt.")
    following = house.event(slug="danach", starts_at=at(days=30))
    page = screen("event.py", event=event.slug)
    assert says(page, "Abgesagt")
    assert says(page, "Die Veranstaltung wurde abgesagt. Die Referentin ist erkrankt.")
    assert not has_form(page)
    assert labels(page, "button") == [f"Nächster Abend: {dates.short_day(following.starts_at, following.timezone)}"]


def test_past_event_shows_its_materials(house: House, screen: Open) -> None:
    event = house.event(starts_at=at(days=-10))
    house.set(event, materials="Die [Folien](https://example.org/folien.pdf)")
    page = screen("event.py", event=event.slug)
    assert says(page, "Unterlagen")
    assert any('href="https://example.org/folien.pdf"' in each.value for each in page.get("html"))


def test_running_event_tells_registered_people_where_the_link_is(house: House, screen: Open) -> None:
    event = house.event(starts_at=at(minutes=-10))
    page = screen("event.py", event=event.slug)
    assert says(page, "Wer angemeldet ist, findet den Zugang auf der Seite hinter dem persönlichen Link.")


def test_closed_event_offers_a_late_request_where_the_moderator_allows_it(house: House, screen: Open) -> None:
    event = house.event(more={"allows_late_requests": True})
    house.set(event, deadline_at=at(hours=-1))
    page = screen("event.py", event=event.slug)
    assert says(page, "Buchungen sind für diese Veranstaltung nicht mehr möglich.")
    assert says(page, "Sie können die Moderation um eine Nachmeldung bitten.")
    assert labels(page, "button") == ["Nachmeldung anfragen"]
    assert "Warum erst jetzt? Die Moderation entscheidet. *" in labels(page, "text_area")


def test_facts_show_what_one_needs_to_know(house: House, screen: Open) -> None:
    event = house.event(
        capacity=40, location="Rathaus, Saal 2. Stock", format="on_site", categories=("Innenstadt", "Handel"),
        moderation="Andreas Haubrichs, Sprecher", speakers=({"name": "Eva *Stern*", "institution": "Stadt Soest"},),
        more={"shows_places": True, "address": "Am Markt 1, 50667 Köln"},
    )  # fmt: skip
    house.register(event)
    page = screen("event.py", event=event.slug)
    starts, ends, zone = event.starts_at, event.ends_at, event.timezone
    assert facts(page) == {
        "Wann": f"{dates.weekday_and_day(starts, zone)}\n{dates.hours(starts, ends, zone)}",
        "Ort": "Rathaus, Saal 2. Stock\nAm Markt 1, 50667 Köln",
        "Einführung": "Eva *Stern*\nStadt Soest",
        "Moderation": "Andreas Haubrichs\nSprecher",
        "Thema": "Innenstadt, Handel",
        "Schluss": f"{dates.weekday_and_day(event.closes_at, zone)}\n{dates.clock(event.closes_at, zone)} Uhr",
        "Plätze": "39 von 40 frei",
    }


def test_places_stay_untold_unless_the_moderator_wants_it(house: House, screen: Open) -> None:
    event = house.event(capacity=4321)  # a number that no day and no time of day contains
    page = screen("event.py", event=event.slug)
    assert "Plätze" not in facts(page)
    assert not [text for text in texts(page) if "4321" in text]


def test_text_is_shown_without_its_scripts(house: House, screen: Open) -> None:
    event = house.event(text="**Fett** <script>alert(1)</script> [böse](javascript:alert(1))")
    page = screen("event.py", event=event.slug)
    shown = " ".join(each.value for each in page.get("html"))
    assert "<strong>Fett</strong>" in shown
    assert "<script" not in shown
    assert "javascript:" not in shown.replace("(javascript:alert(1))", "")


def test_calendar_and_share_link_name_this_event(house: House, screen: Open) -> None:
    event = house.event(slug="abend")
    page = screen("event.py", event=event.slug)
    assert links(page)["In den Kalender"] == "/e/abend.ics"
    assert [each.value for each in page.code] == ["http://localhost:8501/e/abend"]
    assert any('src="/e/abend/qr.svg"' in each.value for each in page.get("html"))


def test_nobody_who_registered_is_named(house: House, screen: Open) -> None:
    event = house.event(capacity=1)
    house.register(event, "Chiara")
    page = screen("event.py", event=event.slug)
    assert not [text for text in texts(page) if "Chiara" in text or "chiara" in text]


@pytest.mark.parametrize("slug", ["", "gibt-es-nicht", "abend\0", "ab%20end", "\U0001f600", "a" * 5000])
def test_unknown_event_is_not_found(house: House, screen: Open, slug: str) -> None:
    house.event(slug="abend")
    page = screen("event.py", event=slug)
    assert [each.value for each in page.title] == ["Nicht gefunden"]
    assert says(page, "Diese Veranstaltung gibt es nicht oder nicht mehr.")
    assert says(page, "Impressum")  # a page that ends early still ends like every page
