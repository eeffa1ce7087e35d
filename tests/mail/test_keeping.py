"""Without a mail server: every mail becomes a file that only the server's user can read, and goes with its person."""

import email
import stat
from datetime import timedelta
from email import policy
from pathlib import Path

import pytest
from house import House
from mail.conftest import pass_time
from mail.outbox_rows import change_row, evening, progress, rows
from sqlalchemy import delete

from akevents import clock, settings
from akevents.domain import retention
from akevents.domain.outbox import MailKind
from akevents.mail.deliver import deliver_due
from akevents.mail.keeping import KEPT_FOR, forget_kept
from akevents.store.tables import Registration


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "var" / "mail"


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []


def test_a_mail_becomes_a_file_for_its_owner_alone(house: House, folder: Path) -> None:
    event = evening(house, "Anna")

    assert deliver_due(house.db, settings.current()) == {"kept": 1}
    assert deliver_due(house.db, settings.current()) == {}

    (row,) = rows(house)
    assert (row.status, row.attempts, row.last_error, row.leased_until, row.sent_at) == ("kept", 1, None, None, None)
    assert names(folder) == [f"{row.id}.eml"]
    modes = [stat.S_IMODE(path.stat().st_mode) for path in (folder, folder / f"{row.id}.eml")]
    assert modes == [0o700, 0o600]
    mail = email.message_from_bytes((folder / f"{row.id}.eml").read_bytes(), policy=policy.default)
    assert (mail["To"], mail["Message-ID"]) == (
        "anna@example.org", f"<reg-{house.registration_id(event)}.registered.{row.id}@akevents.invalid>",
    )  # fmt: skip


def test_the_hold_does_not_start_anew_when_nothing_left_the_house(house: House) -> None:
    event = house.event(more={"confirms_addresses": True})
    house.register(event)
    before = house.registration(event).expires_at
    pass_time(hours=1)

    deliver_due(house.db, settings.current())

    assert house.registration(event).expires_at == before


def test_a_draft_that_a_crash_left_is_written_anew(house: House, folder: Path) -> None:
    evening(house, "Anna")
    folder.mkdir(parents=True)
    mail_id = rows(house)[0].id
    (folder / f"{mail_id}.eml.new").write_text("half a ma")

    deliver_due(house.db, settings.current())

    assert names(folder) == [f"{mail_id}.eml"]
    assert b"half a ma" not in (folder / f"{mail_id}.eml").read_bytes()


def test_a_folder_that_cannot_be_made_loses_nothing(house: House, folder: Path) -> None:
    evening(house, "Anna", "Bernd")
    folder.write_text("a file where the folder should be")

    assert deliver_due(house.db, settings.current()) == {"queued": 2}
    assert progress(house) == [("queued", 1, "not_written")] * 2

    folder.unlink()
    pass_time(minutes=2)
    assert deliver_due(house.db, settings.current()) == {"kept": 2}


def test_a_file_that_cannot_be_written_is_tried_again(house: House, folder: Path) -> None:
    evening(house, "Anna", "Bernd")
    (folder / f"{rows(house)[0].id}.eml").mkdir(parents=True)

    assert deliver_due(house.db, settings.current()) == {"queued": 1, "kept": 1}
    assert progress(house) == [("queued", 1, "not_written"), ("kept", 1, None)]


def test_files_go_with_the_people_whose_data_are_deleted(house: House, folder: Path) -> None:
    event = evening(house, "Anna", "Bernd")
    deliver_due(house.db, settings.current())
    with house.db.writing() as session:
        session.execute(delete(Registration).where(Registration.id == house.registration_id(event, "Anna")))

    assert forget_kept(house.db) == 1
    assert forget_kept(house.db) == 0

    assert names(folder) == [f"{row.id}.eml" for row in rows(house)]
    assert len(rows(house)) == 1


def test_files_are_gone_when_the_promised_day_has_come(house: House, folder: Path) -> None:
    event = evening(house, "Anna")
    house.set(event, retention_days=10)
    deliver_due(house.db, settings.current())

    clock.start_at(event.ends_at + timedelta(days=12))
    retention.forget_due(house.db)
    forget_kept(house.db)

    assert [row for row in rows(house) if row.registration_id] == []
    assert names(folder) == []


def test_a_mail_to_somebody_whose_data_are_gone_is_not_kept_for_ever(house: House, folder: Path) -> None:
    evening(house, "Anna")
    change_row(house, 0, kind=MailKind.DATA_DELETED, registration_id=None, address="anna@example.org")
    deliver_due(house.db, settings.current())
    assert (forget_kept(house.db), len(names(folder)), rows(house)[0].address) == (0, 1, None)

    pass_time(seconds=KEPT_FOR.total_seconds() + 1)

    assert (forget_kept(house.db), names(folder)) == (1, [])


def test_what_others_put_there_stays(house: House, folder: Path) -> None:
    folder.mkdir(parents=True)
    for name in ("notes.txt", "7.txt", "seven.eml", "7.eml", "8.eml.new"):
        (folder / name).write_text("")

    assert forget_kept(house.db) == 2
    assert names(folder) == ["7.txt", "notes.txt", "seven.eml"]


def test_nothing_is_made_where_nothing_was_kept(house: House, folder: Path) -> None:
    assert forget_kept(house.db) == 0
    assert deliver_due(house.db, settings.current()) == {}
    assert not folder.exists()
