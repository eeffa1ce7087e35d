"""One file restores everything, between all databases."""

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from databases import Databases
from house import House
from sqlalchemy import insert, select, text, update
from sqlalchemy.orm import Session

from akevents import clock
from akevents.domain import moderators
from akevents.errors import StorageFull, UnreadableFile, WrongDatabase
from akevents.store import migrate
from akevents.store.backup import KEY, MANIFEST, backup, restore
from akevents.store.database import Database
from akevents.store.tables import (
    Answer,
    Base,
    Certificate,
    Consent,
    DiscussionQuestion,
    Event,
    EventDraft,
    EventTally,
    ExportProfile,
    Feedback,
    InstitutionPlace,
    LastLook,
    MailText,
    Message,
    ProtocolEntry,
    QuestionKind,
    QuestionVote,
    Registration,
    SpeakerLink,
    ToldApart,
)

SECRET = b"the secret key of the house, 43 letters...."
ENGINES = ("sqlite", "postgresql")


def contents(db: Database) -> dict[str, list[Any]]:
    """Every row of every table."""
    with db.reading() as session:
        return {
            table.name: [tuple(row) for row in session.execute(select(table).order_by(*table.primary_key))]
            for table in Base.metadata.sorted_tables
        }


def fill(db: Database) -> House:
    """At least one row in nearly every table, with texts and values that could get lost on the way."""
    house = House.build(db)
    event = house.event(title="Größe „☂“ 😀 'x' \\ \"", text="Zeile\nZeile\r\n\ttab\u2028Ende", capacity=1)
    speakers = [{"name": "Zoë", "institution": "«Ämter»"}]
    house.set(event, speakers=speakers, categories=["a", "ä"], cancellation_reason="")
    question = house.question(event, QuestionKind.SINGLE_CHOICE, choices=("ja, gern", "nein"))
    for name in ("Anna", "Bernd", "Chiara"):
        house.register(event, name, is_member={"Anna": True, "Bernd": False}.get(name), topic="=1+1\nZweite Zeile")
    now = clock.utc_now()
    anna = house.registration_id(event)
    token = moderators.new_sign_in_link(db, "mona@example.org")
    moderators.set_password(db, token, "ein langes Passwort", "ein langes Passwort")
    with db.writing() as session:
        session.execute(insert(Answer).values(registration_id=anna, question_id=question, value="ja, gern"))
        consent = {"registration_id": anna, "purpose": "recording", "text_version": "1", "given_at": now}
        session.execute(insert(Consent).values(**consent))
        details = {"größe": 3, "none": None, "list": [1, "zwei", {"drei": False}]}
        draft = {"moderator_id": house.mona.id, "event_id": event.id, "based_on": now, "saved_at": now}
        session.execute(insert(EventDraft).values(fields=details, **draft))
        link = {"token_hash": "☂", "event_id": event.id, "label": "Zoë", "created_by": house.mona.id, "created_at": now}
        session.execute(insert(SpeakerLink).values(expires_at=now, **link))
        own = {"working_group_id": house.group_id, "kind": "registered", "language": "en", "body": "„☂“ {Vorname}\n"}
        session.execute(insert(MailText).values(changed_at=now, changed_by=house.mona.id, **own))
        words = {
            "submission_id": "☂",
            "working_group_id": house.group_id,
            "event_id": None,
            "subject": "S",
            "body": "B",
        }
        session.execute(insert(Message).values(audience=details, written_by=None, queued_at=now, **words))
        bernd = house.registration_id(event, "Bernd")
        session.execute(insert(ToldApart).values(first_id=anna, second_id=bernd))
        was = {"status": "waitlisted", "status_at": now.isoformat(), "confirmed_at": None}
        here = update(Registration).where(Registration.id == bernd)
        session.execute(here.values(before_cancelling=was, registered_by=anna, link_version=2, link_renewed_at=now))
        session.execute(insert(ProtocolEntry).values(at=now, action="exported", event_id=event.id, details=details))
        fill_the_evening(session, house, event.id, anna)
    return house


def fill_the_evening(session: Session, house: House, event_id: int, anna: int) -> None:
    """A row in every table of the evening; the first question counts for one that came after it."""
    now, group, counts = clock.utc_now(), house.group_id, {"stadt": 3, "größe": None}
    asked = {"event_id": event_id, "registration_id": anna, "asked_at": now, "status": "merged"}
    for number, into in ((1, 2), (2, None)):
        words = {"id": number, "submission_id": f"☂{number}", "text": "Warum?\n„☂“", "merged_into": into}
        session.execute(insert(DiscussionQuestion).values(**asked, **words))
    session.execute(insert(QuestionVote).values(question_id=2, registration_id=anna, voted_at=now))
    proof = {"number": "☂", "event_id": event_id, "registration_id": anna, "issued_at": now}
    session.execute(insert(Certificate).values(**proof))
    said = {"event_id": event_id, "submission_id": "☂", "rating": 5, "useful": "„☂“", "given_on": now.date()}
    session.execute(insert(Feedback).values(**said))
    left = dict.fromkeys(("confirmed", "cancelled", "waitlisted", "questions"), 3) | {"present": None, "taken_at": now}
    kinds = dict.fromkeys(("by_kind", "by_state", "curve", "ratings"), counts)
    session.execute(insert(EventTally).values(event_id=event_id, **left, **kinds))
    place = {"working_group_id": group, "institution": "größe", "institution_kind": "city", "state": "NW"}
    session.execute(insert(InstitutionPlace).values(corrected_at=now, **place))
    look = {"moderator_id": house.mona.id, "event_id": event_id, "looked_at": now, "figures": counts}
    session.execute(insert(LastLook).values(**look))
    choice = {"working_group_id": group, "name": "☂", "choice": counts, "saved_at": now}
    session.execute(insert(ExportProfile).values(**choice))


def saved(db: Database, folder: Path) -> Path:
    target = folder / "alles.zip"
    with target.open("wb") as file:
        backup(db, file, SECRET)
    return target


@pytest.mark.parametrize("target_engine", ENGINES)
@pytest.mark.parametrize("source_engine", ENGINES)
def test_backup_restores_every_row_between_all_engines(
    source_engine: str, target_engine: str, databases: Databases, tmp_path: Path
) -> None:
    with databases.fresh(source_engine, tmp_path) as source, databases.empty(target_engine, tmp_path) as target:
        fill(source)
        before = contents(source)

        key = restore(target, saved(source, tmp_path))

        assert key == SECRET
        assert contents(target) == before
        assert [name for name, rows in before.items() if not rows] == []


@pytest.mark.parametrize("engine", ENGINES)
def test_restored_database_goes_on_counting(engine: str, databases: Databases, tmp_path: Path) -> None:
    with databases.fresh("sqlite", tmp_path) as source, databases.empty(engine, tmp_path) as target:
        house = fill(source)
        restore(target, saved(source, tmp_path))
        here = House(target, house.group_id, house.other_group_id, house.mona, house.olaf)

        event = here.event(title="Danach")
        here.register(event, "Anna")

        assert here.statuses(event) == {"Anna": "confirmed"}


def test_restore_into_a_migrated_empty_database(db: Database, databases: Databases, tmp_path: Path) -> None:
    with databases.empty("sqlite", tmp_path) as source:
        migrate.upgrade(source)
        fill(source)

        restore(db, saved(source, tmp_path))

        assert contents(db) == contents(source)


def test_restored_schema_is_the_newest(db: Database, databases: Databases, tmp_path: Path) -> None:
    with databases.empty("sqlite", tmp_path) as target:
        restore(target, saved(db, tmp_path))

        with target.engine.connect() as connection:
            assert migrate.current_revision(connection) == migrate.newest_revision()
            assert migrate.differences(connection) == []


def test_backup_says_what_it_holds(db: Database, tmp_path: Path) -> None:
    House.build(db)

    with zipfile.ZipFile(saved(db, tmp_path)) as box:
        manifest = json.loads(box.read(MANIFEST))
        lines = box.read("tables/working_groups.jsonl").decode().splitlines()

    assert manifest["format"] == "akevents-backup-1"
    assert manifest["revision"] == migrate.newest_revision()
    assert set(manifest["tables"]) == set(Base.metadata.tables)
    assert [json.loads(line)["name"] for line in lines] == ["AK Wirtschaftsförderung", "AK Verkehr"]
    assert manifest["tables"]["working_groups"] == 2


def test_backup_shows_one_moment(db: Database, tmp_path: Path) -> None:
    """A registration that arrives while the file is being written is in none of its tables."""
    house = House.build(db)
    event = house.event()

    class Busy(io.BytesIO):
        """Registers somebody at the first byte that is written."""

        arrived = False

        def write(self, data: Any) -> int:
            if not self.arrived:
                self.arrived = True
                house.register(event, "Anna")
            return super().write(data)

    backup(db, target := Busy(), SECRET)

    with zipfile.ZipFile(target) as box:
        rows = [json.loads(line) for line in box.read("tables/events.jsonl").splitlines()]
        assert box.read("tables/registrations.jsonl") == b""
    assert [row["places_taken"] for row in rows] == [0]
    assert house.statuses(event) == {"Anna": "confirmed"}


def test_backup_on_a_full_disk_is_refused(sqlite_db: Database) -> None:
    device = Path("/dev/full")
    if not device.exists():
        pytest.skip("this system has no device that is always full")
    House.build(sqlite_db)

    with pytest.raises(StorageFull), device.open("wb", buffering=0) as full:
        backup(sqlite_db, full, SECRET)


def test_backup_of_a_database_without_tables_is_refused(databases: Databases, tmp_path: Path) -> None:
    with databases.empty("sqlite", tmp_path) as nothing, pytest.raises(WrongDatabase):
        backup(nothing, io.BytesIO(), SECRET)


def test_restore_refuses_what_is_not_empty(db: Database, tmp_path: Path) -> None:
    House.build(db)
    file, before = saved(db, tmp_path), contents(db)

    with pytest.raises(WrongDatabase) as caught:
        restore(db, file)

    assert caught.value.reason == "it is not empty"
    assert contents(db) == before


@pytest.mark.parametrize("engine", ENGINES)
def test_restore_refuses_a_database_of_somebody_else(
    engine: str, sqlite_db: Database, databases: Databases, tmp_path: Path
) -> None:
    file = saved(sqlite_db, tmp_path)
    with databases.empty(engine, tmp_path) as other:
        with other.writing() as session:
            session.execute(text("CREATE TABLE recipes (name TEXT)"))

        with pytest.raises(WrongDatabase):
            restore(other, file)


def rewritten(file: Path, **parts: bytes | None) -> Path:
    """The same backup with other contents of the named parts; None leaves a part out."""
    target = file.with_name("anders.zip")
    named = {name.replace("__", "/").replace("_json", ".json"): content for name, content in parts.items()}
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            content = named.get(name, old.read(name))
            if content is not None:
                new.writestr(name, content)
    return target


def with_manifest(file: Path, **changes: object) -> Path:
    with zipfile.ZipFile(file) as box:
        return rewritten(file, manifest_json=json.dumps(json.loads(box.read(MANIFEST)) | changes).encode())


def refusal(db: Database, file: Path) -> str:
    """Why this file was refused; nothing must have been stored."""
    with pytest.raises(UnreadableFile) as caught:
        restore(db, file)
    assert caught.value.path == str(file)
    if db.is_sqlite:  # never migrated before a file is known to be good
        with db.reading() as session:
            held = session.execute(text("SELECT count(*) FROM sqlite_master WHERE name = 'events'")).scalar()
            assert not held or session.execute(select(Event.id)).first() is None
    return caught.value.reason


@pytest.fixture
def file(sqlite_db: Database, tmp_path: Path) -> Path:
    fill(sqlite_db)
    return saved(sqlite_db, tmp_path)


@pytest.mark.parametrize("engine", ENGINES)
def test_restore_of_damaged_files_is_refused_whole(
    engine: str, file: Path, databases: Databases, tmp_path: Path
) -> None:
    whole = file.read_bytes()
    with databases.empty(engine, tmp_path) as target:
        assert refusal(target, tmp_path / "nirgends.zip") == "it does not exist"
        for cut in (whole[: len(whole) // 2], b"", b"not a zip at all"):
            (tmp_path / "kaputt.zip").write_bytes(cut)
            assert refusal(target, tmp_path / "kaputt.zip") == "it is not a backup"

        assert refusal(target, rewritten(file, manifest_json=None)) == "it is not a backup"
        assert refusal(target, rewritten(file, manifest_json=b"[]")) == "it is not a backup"
        assert refusal(target, rewritten(file, manifest_json=b"{}")) == "it is not a backup"
        assert refusal(target, rewritten(file, **{KEY: b""})) == "it is not a backup"
        assert refusal(target, with_manifest(file, format="other")) == "it is not a backup"
        assert refusal(target, with_manifest(file, revision="9999")) == "it was made by a newer version of akevents"
        assert refusal(target, with_manifest(file, tables={})) == "its tables are not those of its schema"

        reason = "its part tables/events.jsonl is damaged"
        assert refusal(target, rewritten(file, tables__events_jsonl=None)) == reason
        assert refusal(target, rewritten(file, tables__events_jsonl=b'{"id": 1}\n')) == reason
        assert refusal(target, rewritten(file, tables__events_jsonl=b"\xff\xfe")) == reason
        assert refusal(target, rewritten(file, tables__events_jsonl=b"7\n")) == reason
        # Read last, after every other table was filled: what stands before must be gone again.
        assert refusal(target, rewritten(file, tables__answers_jsonl=b"")) == "rows of answers are missing"
        orphan = b'{"registration_id": 999, "question_id": 999, "value": "x"}\n'
        assert refusal(target, rewritten(file, tables__answers_jsonl=orphan)) == "rows of answers contradict the schema"

        restore(target, file)
        assert len(contents(target)["events"]) == 1


def test_restore_notices_a_flipped_byte(file: Path, databases: Databases, tmp_path: Path) -> None:
    with zipfile.ZipFile(file) as box:
        place = box.getinfo("tables/registrations.jsonl")
    content = bytearray(file.read_bytes())
    content[place.header_offset + 60 + place.compress_size // 2] ^= 0x20
    (tmp_path / "kaputt.zip").write_bytes(content)

    with databases.empty("sqlite", tmp_path) as target:
        assert refusal(target, tmp_path / "kaputt.zip") == "its part tables/registrations.jsonl is damaged"


def test_restore_refuses_a_text_that_the_engine_cannot_hold(
    sqlite_db: Database, databases: Databases, tmp_path: Path
) -> None:
    house = House.build(sqlite_db)
    house.set(house.event(), text="a\0b")

    with databases.empty("postgresql", tmp_path) as target:
        assert refusal(target, saved(sqlite_db, tmp_path)) == "rows of events contradict the schema"
