"""Live: the figures, the arrivals, the charts in words, and that the screen follows what happens."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import streamlit as st
from house import House
from pages.conftest import Open
from pages.reading import labels, links, says, table, tables
from streamlit.testing.v1 import AppTest

from akevents import clock
from akevents.domain import my_registration, participants, statistics
from akevents.domain.events import EventDetails
from akevents.domain.moderators import Moderator
from akevents.errors import DatabaseBusy
from akevents.formats import places
from akevents.ui import live_gate
from akevents.wording import dates


def figures(at: AppTest) -> dict[str, tuple[str, str]]:
    return {each.label: (each.value, each.delta) for each in at.metric}


def again(at: AppTest) -> AppTest:
    """The next look, once the half second has passed for which one look serves everybody."""
    st.cache_resource.clear()
    at.run()
    assert not at.exception
    return at


def people(at: AppTest, index: int) -> list[str]:
    return [row[-1].split("\n")[0] for row in table(at, index)]


@pytest.fixture
def evening(house: House) -> EventDetails:
    """Three places: two people from two Länder, one who cancelled, and nobody who waits."""
    event = house.event(title="Smart City", capacity=3)
    house.register(event, "Anna", institution="Stadt Köln")
    house.register(event, "Bernd", institution="Landkreis Rosenheim")
    house.register(event, "Chiara", institution="Irgendwo")
    my_registration.cancel(house.db, house.token(event, "Chiara"))
    return event


def test_figures_add_up(house: House, screen: Open, mona: str, evening: EventDetails) -> None:
    at = screen("live_screen.py", event=evening.slug)
    closes = dates.local(evening.closes_at, evening.timezone)
    assert figures(at) == {
        "Zugesagt": ("2", "+2 heute"),
        "Freie Plätze": ("1", "von 3"),
        "Warteliste": ("0", "noch Platz"),
        "Abgemeldet": ("1", "insgesamt"),
        "Schluss in": ("12 Tage", closes.strftime("%d.%m. %H:%M")),
    }
    for key in ("live_confirmed", "live_waitlisted", "live_cancelled", "live_places_left"):
        assert len(at.container(key=key).metric) == 1


def test_screen_follows_what_happens(house: House, screen: Open, mona: str, evening: EventDetails) -> None:
    at = screen("live_screen.py", event=evening.slug)
    assert people(at, 0) == ["Bernd Beispiel", "Anna Beispiel"]
    house.register(evening, "Doris", institution="Stadt Soest")
    house.register(evening, "Emil")
    again(at)
    assert figures(at)["Zugesagt"] == ("3", "+3 heute")
    assert figures(at)["Freie Plätze"] == ("0", "von 3")
    assert figures(at)["Warteliste"] == ("1", "wartet")
    assert people(at, 0) == ["Emil Beispiel", "Doris Beispiel", "Bernd Beispiel", "Anna Beispiel"]
    my_registration.cancel(house.db, house.token(evening, "Anna"))
    again(at)
    assert figures(at)["Zugesagt"] == ("3", "+3 heute")  # Emil moved up
    assert figures(at)["Warteliste"] == ("0", "niemand")
    assert figures(at)["Abgemeldet"] == ("2", "insgesamt")


def tick(moderator: "Moderator", event: "EventDetails", meanwhile: "Callable[[], object]") -> None:
    """What a tick draws while the charts wait for their turn. Runs as a script, which knows nothing of this module."""
    import streamlit as st

    from akevents import ui

    figures, seen = ui.live_figures(moderator, event)
    newest = ui.newest(moderator, figures, seen, st.container(), st.container())
    meanwhile()
    st.cache_resource.clear()
    newest(ui.seen_now(event.id))


def ticked(house: House, event: EventDetails, meanwhile: Callable[[], object]) -> AppTest:
    at = AppTest.from_function(tick, kwargs={"moderator": house.mona, "event": event, "meanwhile": meanwhile}).run()
    assert not at.exception, at.exception
    return at


def test_newest_comes_before_the_charts(house: House, evening: EventDetails) -> None:
    at = ticked(house, evening, lambda: house.register(evening, "Doris"))
    assert figures(at)["Zugesagt"] == ("3", "+3 heute")
    assert people(at, 0) == ["Doris Beispiel", "Bernd Beispiel", "Anna Beispiel"]


def test_busy_database_leaves_the_figures_where_they_are(
    house: House, evening: EventDetails, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_: object) -> None:
        raise DatabaseBusy

    def meanwhile() -> None:
        house.register(evening, "Doris")
        monkeypatch.setattr(statistics, "live_figures", busy)

    at = ticked(house, evening, meanwhile)
    assert figures(at)["Zugesagt"] == ("2", "+2 heute")
    assert people(at, 0) == ["Bernd Beispiel", "Anna Beispiel"]


def test_screens_take_turns(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]
    monkeypatch.setattr(live_gate.time, "monotonic", lambda: now[0])
    turns = live_gate._Turns()
    first = [turns.take() for _ in range(3)]
    now[0] += live_gate.TURN_S
    assert first == [True, False, False]
    assert [turns.take() for _ in range(2)] == [True, False]


def test_check_in_is_counted(house: House, screen: Open, mona: str, evening: EventDetails) -> None:
    participants.check_in(house.db, house.mona, house.registration_id(evening, "Anna"))
    assert figures(screen("live_screen.py", event=evening.slug))["Da"] == ("1", "von 2")


@pytest.mark.usefixtures("with_mail")
def test_unconfirmed_people_are_counted_apart(house: House, screen: Open, mona: str) -> None:
    event = house.event(capacity=5)
    house.register(event, "Anna")
    at = screen("live_screen.py", event=event.slug)
    assert figures(at)["Zugesagt"][0] == "0"
    assert figures(at)["Unbestätigt"] == ("1", "bis 48 h")
    assert figures(at)["Freie Plätze"] == ("4", "von 5")


def test_unlimited_event_has_no_limit(house: House, screen: Open, mona: str) -> None:
    assert figures(screen("live_screen.py", event=house.event().slug))["Freie Plätze"] == ("∞", "unbegrenzt")


@pytest.mark.parametrize(
    ("moment", "label", "value"),
    [
        (lambda event: event.closes_at - timedelta(hours=22, minutes=18), "Schluss in", "22:18 h"),
        (lambda event: event.starts_at - timedelta(minutes=5), "Beginn in", "0:05 h"),
        (lambda event: event.ends_at - timedelta(minutes=20), "Ende in", "0:20 h"),
        (lambda event: event.ends_at + timedelta(minutes=5), "Schluss", "vorbei"),
    ],
)
def test_clock_shows_what_comes_next(
    house: House, screen: Open, sign_in: Any, moment: Any, label: str, value: str
) -> None:
    event = house.event()
    clock.start_at(moment(event) - timedelta(seconds=30))  # whole minutes are shown; half of one for a slow machine
    sign_in()
    assert figures(screen("live_screen.py", event=event.slug))[label][0] == value


def test_charts_say_their_finding_in_words(house: House, screen: Open, mona: str, evening: EventDetails) -> None:
    house.register(evening, "Doris", institution="Stadt Soest")
    at = screen("live_screen.py", event=evening.slug)
    alts = [each.proto.alt for each in at.get("vega_lite_chart")]
    today = dates.day(dates.local(clock.utc_now(), evening.timezone))
    assert alts == [
        f"Zugesagt seit {today}: am ersten Tag 3, am {today} 3 von 3 Plätzen.",
        "Nordrhein-Westfalen 2, Bayern 1. Kommunen: Köln 1, Soest 1",
        "Stadt oder Gemeinde 2, Kreis 1",
    ]
    assert says(at, "2 von 16 Ländern")
    assert table(at, 1) == [["Nordrhein-Westfalen", "2"], ["Bayern", "1"]]
    assert table(at, 2) == [["Köln", "1 · Nordrhein-Westfalen"], ["Soest", "1 · Nordrhein-Westfalen"]]


def test_empty_screen_says_what_will_appear(house: House, screen: Open, mona: str) -> None:
    at = screen("live_screen.py", event=house.event(capacity=3).slug)
    for words in (
        "Hier wächst die Kurve, sobald sich jemand anmeldet.",
        "Hier erscheint jede Anmeldung, sobald sie eingeht.",
        "Hier färbt sich die Karte, sobald Institutionen einem Land zugeordnet sind.",
        "Hier steht, woher die Leute kommen",
        "Niemand wartet. Sind alle 3 Plätze vergeben, erscheinen hier die Nächsten nach Eingang.",
    ):
        assert says(at, words)


def test_long_waiting_list_shows_the_next_and_counts_the_rest(house: House, screen: Open, mona: str) -> None:
    event = house.event(capacity=1)
    for number in range(8):
        house.register(event, f"Gast{number}")
    at = screen("live_screen.py", event=event.slug)
    waiting = next(people(at, index) for index in range(len(tables(at))) if people(at, index)[0] == "Gast1 Beispiel")
    assert waiting == [f"Gast{number} Beispiel" for number in range(1, 6)]
    assert says(at, "und 2 weitere")


def test_names_with_markdown_are_shown_as_typed(house: House, screen: Open, mona: str) -> None:
    event = house.event()
    house.register(event, "*Anna*", email="anna@example.org", institution="# Amt :red[x]")
    at = screen("live_screen.py", event=event.slug)
    assert table(at)[0][1] == "*Anna* Beispiel\n# Amt :red[x]"


def test_screen_keeps_its_event_between_pages(house: House, screen: Open, mona: str) -> None:
    house.event(title="Der nächste")
    event = house.event(title="Gewählt", slug="gewaehlt")
    at = screen("live_screen.py", event=event.slug)
    at.switch_page("pages/participants.py").run()
    assert says(at, "Gewählt")
    assert at.query_params["event"] == "gewaehlt"


def test_excel_and_public_page_are_one_step_away(house: House, screen: Open, mona: str, evening: EventDetails) -> None:
    at = screen("live_screen.py", event=evening.slug)
    assert links(at) == {
        "Projektor": f"/projektor?event={evening.slug}",
        "Excel": f"/export/{evening.slug}.xlsx",
    }
    assert labels(at, "button") == ["Institutionen zuordnen"]


def test_public_page_is_in_the_menu(house: House, screen: Open, mona: str, evening: EventDetails) -> None:
    at = screen("live_screen.py", event=evening.slug)
    at.menu_button(key="live_more").click("Öffentliche Seite").run()
    assert [each.value for each in at.title] == ["Smart City"]
    assert "Anmelden" in [each.value for each in at.header]


def test_shifted_clock_is_said(house: House, screen: Open, sign_in: Any) -> None:
    clock.start_at(clock.utc_now() + timedelta(days=1))
    sign_in()
    assert says(screen("live_screen.py", event=house.event().slug), "Die Uhr ist gestellt")


def press(at: AppTest, key: str) -> AppTest:
    at.button(key=key).click().run()
    assert not at.exception, at.exception
    return at


def field(at: AppTest, label: str) -> Any:
    """The field of the dialog with this label; its key tells what is stored."""
    return next(each for each in [*at.selectbox, *at.text_input] if each.label == label)


def typed(at: AppTest, label: str, value: Any) -> AppTest:
    field(at, label).set_value(value).run()
    assert not at.exception, at.exception
    return at


def map_layers(at: AppTest) -> list[dict[str, Any]]:
    chart = next(each for each in at.get("vega_lite_chart") if "laender.json" in each.proto.spec)
    layers: list[dict[str, Any]] = json.loads(chart.proto.spec)["layer"]
    return layers


def test_dots_lie_under_the_numbers_and_name_their_municipality(
    house: House, screen: Open, mona: str, evening: EventDetails
) -> None:
    house.register(evening, "Doris", institution="Stadt Köln, Amt 80")
    layers = map_layers(screen("live_screen.py", event=evening.slug))
    assert [each["mark"]["type"] for each in layers] == ["geoshape", "circle", "text", "text"]
    assert [(each["name"], each["people"]) for each in layers[1]["data"]["values"]] == [("Köln: 2", 2)]


def test_map_without_municipalities_has_no_dots(house: House, screen: Open, mona: str) -> None:
    event = house.event()
    house.register(event, institution="Landkreis Rosenheim")
    layers = map_layers(screen("live_screen.py", event=event.slug))
    assert [each["mark"]["type"] for each in layers] == ["geoshape", "text", "text"]


def test_nobody_can_be_placed_before_somebody_registers(house: House, screen: Open, mona: str) -> None:
    at = screen("live_screen.py", event=house.event().slug)
    assert "Institutionen zuordnen" not in labels(at, "button")


def test_moderator_places_an_institution_and_takes_it_back(house: House, screen: Open, mona: str) -> None:
    event = house.event()
    house.register(event, "Anna", institution="Stadt Köln")
    house.register(event, "Bernd", institution="Büro *Nord*")
    at = press(screen("live_screen.py", event=event.slug), "live_places")
    assert field(at, "Institution").options == ["Büro *Nord* (1): nicht zugeordnet", "Stadt Köln (1): Köln"]

    typed(at, "Stadt oder Gemeinde suchen", "menden")
    assert field(at, "Stadt oder Gemeinde").options[0] == "Menden (Sauerland) (Nordrhein-Westfalen)"
    typed(at, "Art", "development_agency")
    press(at, "live_places_save")

    row = house.registration(event, "Bernd")
    assert (row.institution_kind, row.municipality, row.state) == ("development_agency", "05962040", "NW")
    assert says(at, "„Büro *Nord*“ ist zugeordnet: eine Person.")
    assert field(at, "Institution").options == ["Büro *Nord* (1): Menden (Sauerland)", "Stadt Köln (1): Köln"]
    again(at)
    assert says(at, "1 von 16 Ländern")
    typed(at, "Institution", "buro *nord*")
    assert field(at, "Stadt oder Gemeinde").value == "05962040"  # what is known is kept unless somebody changes it

    press(at, "live_places_remove")
    row = house.registration(event, "Bernd")
    assert (row.institution_kind, row.municipality, row.state) == ("other", None, None)
    assert says(at, "„Büro *Nord*“ gilt wieder als das, was der Name sagt: eine Person.")


def test_only_a_land_is_enough(house: House, screen: Open, mona: str) -> None:
    event = house.event()
    house.register(event, institution="Irgendwo")
    at = press(screen("live_screen.py", event=event.slug), "live_places")

    typed(at, "Stadt oder Gemeinde suchen", "Kleinkleckersdorf")
    assert says(at, "Keine Stadt oder Gemeinde heißt so. Kleine Gemeinden können fehlen, dann wählen Sie nur das Land.")
    assert field(at, "Stadt oder Gemeinde suchen").value == "Kleinkleckersdorf"
    typed(at, "Land", "SH")
    press(at, "live_places_save")

    row = house.registration(event)
    assert (row.institution_kind, row.municipality, row.state) == ("other", None, "SH")


def test_namesakes_in_one_land_say_how_large_they_are(house: House, screen: Open, mona: str) -> None:
    event = house.event()
    house.register(event, institution="Irgendwo")
    at = press(screen("live_screen.py", event=event.slug), "live_places")

    options = typed(at, "Stadt oder Gemeinde suchen", "bergen") and field(at, "Stadt oder Gemeinde").options
    assert len(set(options)) == len(options)
    assert "Bergen (Niedersachsen)" in options


def test_place_that_is_gone_is_one_sentence(
    house: House, screen: Open, mona: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    event = house.event()
    house.register(event, institution="Irgendwo")
    at = press(screen("live_screen.py", event=event.slug), "live_places")
    typed(at, "Stadt oder Gemeinde suchen", "Soest")
    monkeypatch.setattr(places, "municipality_by_key", lambda _: None)

    press(at, "live_places_save")

    assert says(at, "Bitte wählen Sie eine der Möglichkeiten.")
    assert field(at, "Stadt oder Gemeinde suchen").value == "Soest"
