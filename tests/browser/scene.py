"""The seed's evening as it stood on 15 February 2022, with people who registered for it. All of them are invented."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from server import SEED, Server

from akevents import clock
from akevents.domain import discussion, feedback, my_registration, participants
from akevents.domain.events import EventDetails
from akevents.domain.feedback import FeedbackForm
from akevents.store.tables import ConsentPurpose

BERLIN = ZoneInfo("Europe/Berlin")
AS_OF = datetime(2022, 2, 15, 12, 0, tzinfo=BERLIN)
CAPACITY = 40
CHOSEN = "Wiesner"  # stands in the panel of the participants' list

# Day of February and time, first name, last name, institution, function, what they want to discuss.
PEOPLE = (
    ("01 09:12", "Ulrike", "Sommerfeld", "Südwestfalen Agentur GmbH", "Projektleitung", ""),
    ("01 10:40", "Jens-Peter", "Grothe", "Gemeinde Ascheberg", "Wirtschaftsförderung", ""),
    ("01 16:05", "Dirk", "Saalfeld", "Stadt Arnsberg", "Stadtmarketing", ""),
    ("02 08:31", "Ines", "Lorenz", "Kreis Bergstraße", "Stabsstelle Digitales", "Reicht eine Stelle für fünf Kommunen?"),
    ("02 11:27", "Paul", "Wegener", "Stadt Kiel", "Wirtschaftsförderung", ""),
    ("03 09:50", "Claudia", "Neuhaus", "Stadt Soest", "Digitalisierung", "Wer trägt den Betrieb nach der Förderung?"),
    ("03 14:18", "Matthias", "Kühn", "Stadt Suhl", "Amt für Wirtschaft", ""),
    ("04 10:02", "Anja", "Richter-Voß", "Wirtschaftsförderung Sachsen GmbH", "Referentin", ""),
    ("04 15:44", "Stefan", "Böhm", "Stadt Pirmasens", "Stadtentwicklung", ""),
    ("07 08:20", "Henrike", "Claaßen", "Stadt Emden", "Wirtschaftsförderung", "Offene Daten: Wer pflegt sie?"),
    ("07 09:33", "Florian", "Obermaier", "Stadt Rosenheim", "Smart-City-Büro", ""),
    ("07 13:09", "Sabine", "Thielmann", "Stadt Iserlohn", "Wirtschaftsinitiative", ""),
    ("08 10:15", "Yusuf", "Demirel", "Stadt Gelsenkirchen", "Stabsstelle Vernetzte Stadt", ""),
    ("08 11:48", "Karoline", "Busch", "Technische Universität Dortmund", "Raumplanung", ""),
    ("08 17:20", "Georg", "Habermann", "Landkreis Kelheim", "Regionalmanagement", ""),
    ("09 09:05", "Lena", "Petersen", "Stadt Flensburg", "Klimaschutz", ""),
    ("09 10:55", "Thomas", "Eichinger", "Stadt Bamberg", "Wirtschaftsförderung", "Sensoren in der Fußgängerzone"),
    ("09 15:30", "Miriam", "Hoffmann", "Stadt Mainz", "Amt für Wirtschaft", ""),
    ("10 08:47", "Robert", "Kaczmarek", "Stadt Görlitz", "Projektbüro", ""),
    ("10 12:12", "Britta", "Jansen", "Kreis Steinfurt", "Wirtschaftsförderung", ""),
    ("10 16:38", "Andrej", "Weiß", "Stadt Esslingen", "Stadtplanung", ""),
    ("11 09:26", "Petra", "Ostermann", "Stadt Olpe", "Stadtmarketing", ""),
    ("11 11:51", "Christoph", "Rademacher", "Hochschule Bochum", "Geodäsie", ""),
    ("14 08:15", "Franziska", "Lindner", "Stadt Cottbus", "Digitale Stadt", ""),
    ("14 09:42", "Holger", "Brandt", "Stadt Bad Berleburg", "Smart City", ""),
    ("14 11:30", "Nadine", "Krüger", "Stadt Potsdam", "Wirtschaftsförderung", ""),
    ("14 15:09", "Rolf", "Stegemann", "Kreis Gütersloh", "pro Wirtschaft", ""),
    ("15 08:24", "Meryem", "Aydın", "Stadt Heilbronn", "Digitalisierung", ""),
    ("15 09:37", "Tobias", "Ehlers", "Landkreis Osnabrück", "Wirtschaftsförderung", ""),
    ("15 10:58", "Elif", "Sander", "Stadt Saarbrücken", "Stadtentwicklung", ""),
    ("15 11:46", "Karin", "Wiesner", "Stadt Menden (Sauerland)", "Wirtschaftsförderung",
     "Wie gewinnen wir den Mittelstand für Sensordaten?"),
)  # fmt: skip
CANCELLED = ("Wegener", "Brandt")

# An evening in each state that the demo's own two are not in.
STATES = {
    "not_open_yet": "spaeter", "full_with_waiting_list": "warteliste", "full": "ausgebucht", "closed": "beendet",
    "running": "laeuft", "past": "vorbei", "cancelled": "abgesagt",
}  # fmt: skip
LATE = {"Jette": "jette@gmail.com", "JETTE": "jette+ak@gmail.com"}  # one person asks after the closed one's deadline
TITLES = {state: f"Ein Abend, der so steht: {slug}" for state, slug in STATES.items()}


@contextmanager
def at_the_scene() -> Iterator[None]:
    """What the test does itself happens on that day, too."""
    clock.start_at(AS_OF)
    try:
        yield
    finally:
        clock.start_at(None)


def furnish(server: Server) -> dict[str, str]:
    """Everybody registers, each at their time; some cancel. Returns personal link tokens by last name."""
    server.change_event(SEED, capacity=CAPACITY, shows_places=True, allows_late_requests=True)
    tokens = {}
    for when, first, last, institution, function, topic in PEOPLE:
        clock.start_at(datetime.strptime(f"2022-02-{when}", "%Y-%m-%d %H:%M").replace(tzinfo=BERLIN))
        needs = "Untertitel, wenn möglich" if last == CHOSEN else ""
        consents = frozenset({ConsentPurpose.NAME_ON_LIST}) if len(last) % 2 else frozenset()
        plain = last.lower().translate(str.maketrans({"ß": "ss", "ö": "oe", "ü": "ue", "ı": "i", "-": "."}))
        receipt = server.register(
            first, SEED, last_name=last, email=f"{plain}@example.org", institution=institution, function=function,
            topic=topic, accessibility_needs=needs, consents=consents, is_member=len(first) % 3 == 0,
        )  # fmt: skip
        assert receipt.manage_token is not None
        tokens[last] = receipt.manage_token
    with at_the_scene():
        for last in CANCELLED:
            my_registration.cancel(server.db, tokens[last])
        chosen = server.registration_id("Karin")
        note = "Bringt ein Beispiel mit, fünf Minuten."
        participants.change_note(server.db, server.moderator(), chosen, note, instead_of=None)
    return tokens


def add_every_state(server: Server) -> None:
    """An evening in each of STATES."""
    hour, day = timedelta(hours=1), timedelta(days=1)
    fields: dict[str, dict[str, Any]] = {
        "not_open_yet": {"registration_opens_at": AS_OF + day},
        "full_with_waiting_list": {"capacity": 1},
        "full": {"capacity": 1, "has_waiting_list": False},
        "closed": {"more": {"allows_late_requests": True}},
        "running": {"starts_at": AS_OF - hour},
        "past": {"starts_at": AS_OF - 30 * day},
        "cancelled": {},
    }
    with at_the_scene():
        for state, slug in STATES.items():
            server.add_event(slug, title=TITLES[state], **fields[state])
        for state in ("full_with_waiting_list", "full"):
            server.register("Gast", STATES[state])
    server.change_event(STATES["closed"], deadline_at=AS_OF - hour)
    with at_the_scene():
        for late, email in LATE.items():
            server.register(
                late, STATES["closed"], last_name="Nachtigall", email=email, institution="Stadt Unna",
                request_reason="Die Einladung kam erst gestern bei mir an. Geht es noch?",
            )  # fmt: skip
    server.change_event(STATES["cancelled"], status="cancelled", cancellation_reason="Die Referentin ist erkrankt.")


# Evenings of the group that are over: weeks ago, people with a place, how many of them came.
HISTORY = ((4, 18, 12), (8, 24, 15), (12, 21, 15))
OVER = "gerade-vorbei"
GUESTS = (
    "Adelheid",
    "Balthasar",
    "Cosima",
    "Dankmar",
    "Edeltraud",
    "Friedhelm",
    "Gunhild",
    "Hartwig",
    "Isolde",
    "Jobst",
)
QUESTIONS = (
    ("Neuhaus", "Wer trägt den Betrieb, wenn die Förderung ausläuft?", ("Böhm", "Busch", "Demirel", "Lorenz")),
    ("Eichinger", "Darf man Sensoren in der Fußgängerzone ohne Beschluss des Rates aufstellen?", ("Busch", "Lorenz")),
    ("Claaßen", "Offene Daten: Wer pflegt sie im zweiten Jahr?", ()),
)


def add_evenings(server: Server, tokens: dict[str, str]) -> None:
    """Earlier evenings with attendance, one that has just ended with everything that comes after it, and questions for the
    next one."""
    with at_the_scene():
        for weeks, people, came in HISTORY:
            slug = f"vor-{weeks}-wochen"
            _past(
                server,
                slug,
                AS_OF - timedelta(weeks=weeks),
                [f"Gast{weeks}x{number}" for number in range(people)],
                came,
            )
        event = _past(server, OVER, AS_OF - timedelta(days=1), GUESTS, 7)
        for number, rating in enumerate((5, 5, 4, 4, 2)):
            words = FeedbackForm(f"{OVER}-{number}", rating, "Die Beispiele aus kleinen Städten." if number % 2 else "")
            feedback.give(server.db, event.id, words)
        for last, text, voters in QUESTIONS:
            discussion.ask(server.db, tokens[last], f"scene-{last}", text)
            number = server.question(text)
            for voter in voters:
                discussion.set_vote(server.db, tokens[voter], number, is_for=True)


def _past(server: Server, slug: str, starts_at: datetime, guests: Sequence[str], came: int) -> EventDetails:
    """Guests registered one a day; the first of them came."""
    server.add_event(slug, title="Innenstadt", more={"materials": "[Folien](https://example.org/folien.pdf)"})
    for number, guest in enumerate(guests):
        server.register(guest, slug)
        if number < came:
            participants.check_in(server.db, server.moderator(), server.registration_id(guest))
        server.change_registration(guest, slug, registered_at=starts_at - timedelta(days=len(guests) - number))
    server.change_event(slug, starts_at=starts_at, ends_at=starts_at + timedelta(minutes=90), deadline_at=None)
    return server.event(slug)
