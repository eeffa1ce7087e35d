"""Demo content for an empty database: the first real event as it was announced, and an evening to practise with."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from akevents import clock
from akevents.domain.event_creation import NewEvent, create_event
from akevents.domain.moderators import add_moderator, add_working_group, operator
from akevents.settings import ROOT
from akevents.store.database import Database
from akevents.store.tables import Event, EventFormat, ModeratorRecord

BERLIN = ZoneInfo("Europe/Berlin")
ANNOUNCEMENT = ROOT / "data" / "reference" / "demo-smart-city-2022-03-02.txt"
MODERATOR_EMAIL = "moderation@akevents.example"
PRACTICE_AHEAD = timedelta(weeks=3)
PRACTICE_CAPACITY = 30

PRACTICE_TEXT = """\
Immer mehr Kommunen fragen sich, wie leere Ladenlokale wieder zu Orten werden, an denen Menschen gern sind.

Eine Einführung zeigt drei Wege:

- Zwischennutzung mit klaren Regeln,
- ein Leerstandsmanagement, das Eigentümer früh einbindet,
- Fördermittel, die auch kleine Städte erreichen.

Danach tauschen wir uns aus. Bringen Sie gern ein Beispiel aus Ihrer Kommune mit.

Dies ist eine Übungsveranstaltung: Melden Sie sich an, ändern Sie, sagen Sie ab. Sie findet nicht statt.
"""


def is_empty(db: Database) -> bool:
    """True while there is neither an event nor a moderator."""
    with db.reading() as session:
        return not session.scalar(select(func.count(Event.id))) and not session.scalar(
            select(func.count(ModeratorRecord.id))
        )


def fill(db: Database) -> str:
    """Add the demo content; returns the moderator's one-time sign-in token. Call it on an empty database only."""
    group_id = add_working_group(db, "wirtschaftsfoerderung", "AK Wirtschaftsförderung")
    token = add_moderator(db, MODERATOR_EMAIL, "Andreas Haubrichs", ("wirtschaftsfoerderung",), is_administrator=True)
    for event in (smart_city(group_id), practice(group_id)):
        create_event(db, operator(), event, publish=True)
    return token


def smart_city(group_id: int) -> NewEvent:
    """The seed, every fact as announced."""
    return NewEvent(
        working_group_id=group_id,
        slug="smart-city",
        title="Smart City",
        kind="Erfahrungsaustausch",
        text=announced_text(),
        starts_at=datetime(2022, 3, 2, 17, 0, tzinfo=BERLIN),
        ends_at=datetime(2022, 3, 2, 18, 30, tzinfo=BERLIN),
        deadline_at=datetime(2022, 3, 1, 18, 0, tzinfo=BERLIN),
        location="DVAG Online-Veranstaltung",
        moderation="Andreas Haubrichs, Sprecher des Arbeitskreises Wirtschaftsförderung",
        speakers=({"name": "Matthias Barutowicz", "institution": "Smart Cities: 5 für Südwestfalen"},),
    )


def announced_text() -> str:
    """The announcement's prose: what stands between its header and its facts, one paragraph a line."""
    lines = ANNOUNCEMENT.read_text(encoding="utf-8").splitlines()
    prose = lines[lines.index("Kategorien") + 1 : lines.index("–")]
    return "\n\n".join(prose)


def practice(group_id: int) -> NewEvent:
    """An evening three weeks ahead, with 30 places and a waiting list."""
    day = clock.utc_now().astimezone(BERLIN).date() + PRACTICE_AHEAD
    starts_at = datetime.combine(day, time(17, 0), BERLIN)
    return NewEvent(
        working_group_id=group_id,
        slug="leerstand-in-der-innenstadt",
        title="Leerstand in der Innenstadt: Was hat gewirkt?",
        kind="Übungsveranstaltung",
        summary="Drei Wege aus dem Leerstand, und was die anderen daraus gemacht haben.",
        text=PRACTICE_TEXT,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=90),
        deadline_at=datetime.combine(day - timedelta(days=1), time(18, 0), BERLIN),
        format=EventFormat.ONLINE,
        location="Online",
        moderation="Andreas Haubrichs",
        categories=("Innenstadt",),
        capacity=PRACTICE_CAPACITY,
        has_waiting_list=True,
        more={"shows_places": True, "allows_late_requests": True},
    )
