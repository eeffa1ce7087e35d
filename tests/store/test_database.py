"""The one way to the database: whole transactions, fair turns, honest refusals, and rules that it keeps by itself."""

import errno
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
import pytest
from house import House
from sqlalchemy import event as sqlalchemy_event
from sqlalchemy import func, insert, select, text, update
from sqlalchemy.exc import IntegrityError, OperationalError

from akevents import clock
from akevents.errors import DatabaseBusy, StorageFull, UnreadableSettings
from akevents.settings import Settings
from akevents.store import database
from akevents.store.database import Database, Turnstile, open_database, refusals
from akevents.store.tables import (
    Answer,
    Consent,
    ConsentPurpose,
    Event,
    EventFormat,
    EventStatus,
    MailStatus,
    Membership,
    OutboxMail,
    Question,
    QuestionKind,
    Registration,
    RegistrationStatus,
    Role,
    WorkingGroup,
)


def groups(db: Database) -> list[str]:
    with db.reading() as session:
        return list(session.scalars(select(WorkingGroup.slug).order_by(WorkingGroup.slug)))


def group(slug: str) -> Any:
    return insert(WorkingGroup).values(slug=slug, name=slug, created_at=clock.utc_now())


@contextmanager
def another(db: Database) -> Iterator[Database]:
    """Somebody else at the same database."""
    other = open_database(Settings(database_url=db.engine.url.render_as_string(hide_password=False)))
    yield other
    other.close()


# Writing


def test_writing_keeps_everything_when_the_block_ends(db: Database) -> None:
    with db.writing() as session:
        session.execute(group("eins"))
        session.execute(group("zwei"))

    with another(db) as other:
        assert groups(other) == ["eins", "zwei"]


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, SystemExit])
def test_writing_drops_everything_when_the_block_is_left_by_an_exception(
    db: Database, error: type[BaseException]
) -> None:
    with pytest.raises(error), db.writing() as session:
        session.execute(group("eins"))
        session.flush()
        raise error

    assert groups(db) == []


def test_writing_is_not_seen_by_others_before_it_ends(db: Database) -> None:
    with db.writing() as session:
        session.execute(group("eins"))
        seen = groups(db)

    assert (seen, groups(db)) == ([], ["eins"])


def test_writing_inside_writing_is_refused_and_drops_both(db: Database) -> None:
    with pytest.raises(RuntimeError, match="exactly one transaction"), db.writing() as outer:
        outer.execute(group("außen"))
        with db.writing() as inner:
            inner.execute(group("innen"))

    assert groups(db) == []


def test_writing_works_again_after_it_was_refused(db: Database) -> None:
    with pytest.raises(RuntimeError), db.writing(), db.writing():
        pass

    with db.writing() as session:
        session.execute(group("eins"))

    assert groups(db) == ["eins"]


def test_writing_gives_objects_that_can_be_read_afterwards(db: Database) -> None:
    with db.writing() as session:
        kept = WorkingGroup(slug="eins", name="Eins", created_at=clock.utc_now())
        session.add(kept)

    assert (kept.slug, kept.name) == ("eins", "Eins")


# Reading


def test_reading_keeps_nothing(db: Database) -> None:
    with db.reading() as session:
        session.execute(group("eins"))
        session.add(WorkingGroup(slug="zwei", name="Zwei", created_at=clock.utc_now()))
        session.flush()
        assert session.scalar(select(func.count(WorkingGroup.id))) == 2

    assert groups(db) == []


def test_reading_is_one_consistent_look(db: Database) -> None:
    count = select(func.count(WorkingGroup.id))
    with db.reading() as session:
        before = session.scalar(count)
        with another(db) as other, other.writing() as writer:
            writer.execute(group("eins"))
        after = session.scalar(count)

    assert (before, after) == (0, 0)
    assert groups(db) == ["eins"]


def test_reading_inside_writing_is_possible(db: Database) -> None:
    with db.writing() as session:
        session.execute(group("eins"))
        assert groups(db) == []


# Refusals


def test_writing_while_another_connection_holds_the_lock_raises_database_busy(
    sqlite_db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "BUSY_TIMEOUT_MS", 20)
    with another(sqlite_db) as db:
        holder = sqlite3.connect(str(db.engine.url.database), isolation_level=None)
        holder.execute("BEGIN IMMEDIATE")

        with pytest.raises(DatabaseBusy), db.writing() as session:
            session.execute(group("eins"))
        seen = groups(db)  # readers need not wait

        holder.execute("ROLLBACK")
        holder.close()
        with db.writing() as session:
            session.execute(group("zwei"))

    assert (seen, groups(sqlite_db)) == ([], ["zwei"])


def test_more_readers_than_connections_raise_database_busy(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "POOL_SIZE", 2)
    monkeypatch.setattr(database, "POOL_TIMEOUT_S", 0.01)
    with another(db) as crowded, pytest.raises(DatabaseBusy), ExitStack() as readers:
        for _ in range(100):
            readers.enter_context(crowded.reading()).execute(text("SELECT 1"))

    assert groups(db) == []


def test_server_that_is_out_of_reach_raises_database_busy() -> None:
    db = open_database(Settings(database_url="postgresql://nobody@127.0.0.1:9/nothing"))

    with pytest.raises(DatabaseBusy), db.reading() as session:
        session.execute(text("SELECT 1"))
    with pytest.raises(DatabaseBusy), db.writing() as session:
        session.execute(text("SELECT 1"))


def test_full_disk_raises_storage_full_and_leaves_nothing_halfway(sqlite_db: Database) -> None:
    with another(sqlite_db) as db:

        @sqlalchemy_event.listens_for(db.engine, "connect")
        def allow_ten_more_pages(connection: Any, _: object) -> None:
            pages = connection.execute("PRAGMA page_count").fetchone()[0]
            connection.execute(f"PRAGMA max_page_count = {pages + 10}")

        with pytest.raises(StorageFull), db.writing() as session:
            session.execute(group("klein"))
            for number in range(100):
                session.execute(group(f"{number}-{'x' * 10_000}"))

        assert groups(db) == []
        with db.writing() as session:
            session.execute(group("danach"))  # there is room again
    assert groups(sqlite_db) == ["danach"]


@pytest.mark.parametrize(
    ("cause", "refusal"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), StorageFull),
        (
            OperationalError("", {}, psycopg.errors.DiskFull("could not extend file: No space left on device")),
            StorageFull,
        ),
        (OperationalError("", {}, sqlite3.OperationalError("database or disk is full")), StorageFull),
        (OperationalError("", {}, sqlite3.OperationalError("database is locked")), DatabaseBusy),
        (OperationalError("", {}, psycopg.errors.DeadlockDetected("deadlock detected")), DatabaseBusy),
        (OperationalError("", {}, psycopg.errors.AdminShutdown("terminating connection")), DatabaseBusy),
    ],
)
def test_refusals_say_busy_and_full_in_our_words(cause: Exception, refusal: type[Exception]) -> None:
    with pytest.raises(refusal) as raised, refusals():
        raise cause

    assert raised.value.__cause__ is cause


@pytest.mark.parametrize(
    "bug",
    [
        ValueError("a bug"),
        OSError(errno.EACCES, "Permission denied"),
        OperationalError("", {}, sqlite3.OperationalError("no such table: events")),
        IntegrityError("", {}, sqlite3.IntegrityError("UNIQUE constraint failed")),
    ],
)
def test_refusals_let_every_other_error_pass_unchanged(bug: Exception) -> None:
    with pytest.raises(type(bug)) as raised, refusals():
        raise bug

    assert raised.value is bug


@pytest.mark.parametrize("address", ["nonsense", "mysql://localhost/akevents", "http://localhost", "://"])
def test_open_database_refuses_an_address_of_no_known_database(address: str) -> None:
    with pytest.raises(UnreadableSettings) as refusal:
        open_database(Settings(database_url=address))

    assert refusal.value.variable == "AKEVENTS_DATABASE_URL"


@pytest.mark.parametrize("scheme", ["postgresql", "postgres", "postgresql+psycopg"])
def test_open_database_takes_every_spelling_of_a_postgresql_address(scheme: str) -> None:
    assert open_database(Settings(database_url=f"{scheme}://host/name")).engine.driver == "psycopg"


def test_open_database_makes_the_data_folder(tmp_path: Path) -> None:
    db = open_database(Settings(data_dir=tmp_path / "new" / "folder"))

    assert db.is_sqlite
    assert (tmp_path / "new" / "folder").is_dir()


def test_sqlite_connections_are_durable_and_keep_foreign_keys(sqlite_db: Database) -> None:
    with sqlite_db.reading() as session:
        pragmas = {
            name: session.scalar(text(f"PRAGMA {name}"))
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }

    assert pragmas == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 10_000}


# Turns


def waiting_at(turnstile: Turnstile, people: int) -> None:
    """Returns when so many stand in the queue."""
    while len(turnstile._queue) < people:
        time.sleep(0.001)


def test_turnstile_lets_people_through_in_the_order_of_their_arrival() -> None:
    turnstile, passed = Turnstile(), []

    def pass_through(number: int) -> None:
        with turnstile:
            passed.append(number)

    threads = [threading.Thread(target=pass_through, args=(number,)) for number in range(20)]
    with turnstile:
        for number, thread in enumerate(threads):
            thread.start()
            waiting_at(turnstile, number + 1)
    for thread in threads:
        thread.join()

    assert passed == list(range(20))


def test_turnstile_lets_the_next_one_through_after_a_failure() -> None:
    turnstile, passed = Turnstile(), []

    def pass_through() -> None:
        with turnstile:
            passed.append("next")

    thread = threading.Thread(target=pass_through)
    with pytest.raises(ValueError, match="broken"), turnstile:
        thread.start()
        waiting_at(turnstile, 1)
        raise ValueError("broken")
    thread.join()

    assert passed == ["next"]
    with turnstile:
        passed.append("free again")
    assert passed == ["next", "free again"]


def test_turnstile_lets_only_one_in_at_a_time() -> None:
    turnstile, inside, most = Turnstile(), [], []

    def pass_through() -> None:
        for _ in range(50):
            with turnstile:
                inside.append(1)
                most.append(len(inside))
                inside.pop()

    threads = [threading.Thread(target=pass_through) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert set(most) == {1}
    assert len(most) == 400


def test_writers_of_one_process_wait_for_each_other_and_all_get_their_turn(db: Database) -> None:
    def write(number: int) -> None:
        with db.writing() as session:
            session.execute(group(f"{number:02}"))

    threads = [threading.Thread(target=write, args=(number,)) for number in range(25)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert groups(db) == [f"{number:02}" for number in range(25)]


# What the schema refuses by itself


def registration(event_id: int, number: int, **columns: Any) -> dict[str, Any]:
    now = clock.utc_now()
    return {
        "event_id": event_id,
        "number": number,
        "submission_id": f"submission-{number}",
        "manage_token_hash": f"hash-{number}",
        "status": "confirmed",
        "status_at": now,
        "registered_at": now,
        "first_name": "Anna",
        "last_name": "Beispiel",
        "email": "anna@example.org",
        "email_normalized": "anna@example.org",
        "institution": "Stadt Köln",
        "institution_kind": "municipality",
        "search_text": "",
    } | columns


def refused(db: Database, statement: Any) -> None:
    with pytest.raises(IntegrityError), db.writing() as session:
        session.execute(statement)


LIVE = sorted(set(RegistrationStatus) - {"cancelled"})


@pytest.mark.parametrize("first", LIVE)
@pytest.mark.parametrize("second", LIVE)
def test_schema_allows_one_live_registration_per_event_and_address(
    sqlite_db: Database, first: str, second: str
) -> None:
    event = House.build(sqlite_db).event()
    with sqlite_db.writing() as session:
        session.execute(insert(Registration).values(registration(event.id, 1, status=first)))

    refused(sqlite_db, insert(Registration).values(registration(event.id, 2, status=second)))


def test_schema_refuses_a_second_live_registration_and_takes_any_number_of_cancelled_ones(house: House) -> None:
    event, other = house.event(), house.event()
    rows = [registration(event.id, number, status="cancelled") for number in (1, 2)]
    rows += [registration(event.id, 3), registration(other.id, 4)]
    with house.db.writing() as session:
        session.execute(insert(Registration), rows)

    refused(house.db, insert(Registration).values(registration(event.id, 5, status="waitlisted")))
    refused(house.db, update(Registration).where(Registration.number == 2).values(status="pending"))


REGISTRATION_RULES: dict[str, dict[str, Any]] = {
    "number": {"number": 1},
    "submission id": {"submission_id": "submission-1"},
    "personal link": {"manage_token_hash": "hash-1"},
    "unknown status": {"status": "parked"},
    "status in capitals": {"status": "CONFIRMED"},
    "no name": {"first_name": None},
    "unknown event": {"event_id": 987_654},
    "unknown moderator": {"added_by": 987_654},
}


@pytest.mark.parametrize("rule", REGISTRATION_RULES)
def test_schema_refuses_a_registration_that_breaks_a_rule(house: House, rule: str) -> None:
    event = house.event()
    second = registration(event.id, 2, email_normalized="bernd@example.org")
    with house.db.writing() as session:
        session.execute(insert(Registration).values(registration(event.id, 1)))

    refused(house.db, insert(Registration).values(second | REGISTRATION_RULES[rule]))

    with house.db.writing() as session:
        session.execute(insert(Registration).values(second))  # without the mistake it is taken


EVENT_RULES: dict[str, dict[str, Any]] = {
    "unknown status": {"status": "open"},
    "unknown format": {"format": "by letter"},
    "capacity below zero": {"capacity": -1},
    "places taken below zero": {"places_taken": -1},
    "waiting below zero": {"waiting": -1},
    "ends when it starts": {"ends_at": Event.starts_at},
    "ends before it starts": {"ends_at": datetime(2022, 3, 2, tzinfo=UTC)},
    "no title": {"title": None},
    "unknown group": {"working_group_id": 987_654},
}


@pytest.mark.parametrize("rule", EVENT_RULES)
def test_schema_refuses_an_event_that_breaks_a_rule(house: House, rule: str) -> None:
    event = house.event()

    refused(house.db, update(Event).where(Event.id == event.id).values(**EVENT_RULES[rule]))

    assert house.read(event) == event


@pytest.mark.parametrize("column", ["slug", "uid"])
def test_schema_gives_each_event_its_own_slug_and_calendar_identity(house: House, column: str) -> None:
    first, second = house.event(), house.event()

    refused(house.db, update(Event).where(Event.id == second.id).values({column: getattr(first, column)}))


CHILDREN: dict[str, Callable[[int, int], Any]] = {
    "mail status": lambda event, _: insert(OutboxMail).values(
        event_id=event, kind="registered", status="lost", queued_at=clock.utc_now(), due_at=clock.utc_now()
    ),
    "consent purpose": lambda _, person: insert(Consent).values(
        registration_id=person, purpose="everything", text_version="1", given_at=clock.utc_now()
    ),
    "question kind": lambda event, _: insert(Question).values(event_id=event, position=0, kind="song", label="?"),
    "answer to nothing": lambda _, person: insert(Answer).values(
        registration_id=person, question_id=987_654, value="!"
    ),
    "role": lambda _, __: update(Membership).values(role="king"),
}


@pytest.mark.parametrize("rule", CHILDREN)
def test_schema_refuses_what_belongs_to_an_event_and_breaks_a_rule(house: House, rule: str) -> None:
    event = house.event()
    house.register(event)

    refused(house.db, CHILDREN[rule](event.id, house.registration_id(event)))


def test_schema_knows_every_value_of_every_list_in_the_code(house: House) -> None:
    event = house.event()
    house.register(event)
    person, now = house.registration_id(event), clock.utc_now()
    mail = {"event_id": event.id, "kind": "registered", "queued_at": now, "due_at": now}
    consent = {"registration_id": person, "text_version": "1", "given_at": now}
    question = {"event_id": event.id, "position": 0, "label": "?"}

    with house.db.writing() as session:
        for status in EventStatus:
            session.execute(update(Event).values(status=status))
        for kind in EventFormat:
            session.execute(update(Event).values(format=kind))
        for state in RegistrationStatus:
            session.execute(update(Registration).values(status=state))
        for role in Role:
            session.execute(update(Membership).values(role=role))
        session.execute(insert(OutboxMail), [mail | {"status": each} for each in MailStatus])
        session.execute(insert(Consent), [consent | {"purpose": each} for each in ConsentPurpose])
        session.execute(insert(Question), [question | {"kind": each} for each in QuestionKind])
        count = session.scalar(select(func.count(Question.id)))

    assert count == len(QuestionKind)


def test_deleting_a_registration_takes_with_it_what_belongs_to_it(house: House) -> None:
    event = house.event()
    topic = house.question(event)
    house.register(event, consents=frozenset(ConsentPurpose), answers={topic: "Leerstand"})

    with house.db.writing() as session:
        session.delete(session.get_one(Registration, house.registration_id(event)))

    with house.db.reading() as session:
        left = [session.scalar(select(func.count()).select_from(each)) for each in (Answer, Consent, OutboxMail)]
    assert left == [0, 0, 0]


def test_connections_that_open_a_new_file_at_once_wait_for_each_other(tmp_path: Path) -> None:
    """SQLite refuses some of them within a millisecond; in a hundred rounds of eight that shows."""
    refused: list[DatabaseBusy | OperationalError] = []

    def connect(folder: Path, gate: threading.Barrier) -> None:
        with closing(open_database(Settings(data_dir=folder))) as db:
            gate.wait()
            try:
                db.engine.connect().close()
            except (DatabaseBusy, OperationalError) as error:
                refused.append(error)

    for number in range(100):
        gate = threading.Barrier(8)
        people = [threading.Thread(target=connect, args=(tmp_path / str(number), gate)) for _ in range(8)]
        for person in people:
            person.start()
        for person in people:
            person.join()

    assert refused == []
