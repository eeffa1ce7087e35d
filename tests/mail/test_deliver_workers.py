"""Several workers at once: each mail goes out once, whoever sends it."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from house import House
from mail.couriers import Couriers
from mail.outbox_rows import evening, progress
from mail.postbox import Postbox
from sqlalchemy import insert

from akevents import clock, settings
from akevents.domain.events import EventDetails
from akevents.domain.outbox import MailKind
from akevents.mail.deliver import deliver_due
from akevents.store.tables import OutboxMail

MAILS, THREADS = 200, 4


def owe_many(house: House, event: EventDetails) -> None:
    """Two hundred mails to Anna; who they are for makes no difference to a worker."""
    now, whose = clock.utc_now(), house.registration_id(event)
    row = {"event_id": event.id, "registration_id": whose, "kind": MailKind.NEW_LINK, "queued_at": now, "due_at": now}
    with house.db.writing() as session:
        session.execute(insert(OutboxMail), [row | {"status": "queued"} for _ in range(MAILS - 1)])


@pytest.mark.parametrize("workers", [2, 4])
def test_processes_send_every_mail_once(house: House, postbox: Postbox, couriers: Couriers, workers: int) -> None:
    owe_many(house, evening(house, "Anna"))

    assert couriers.work(house, workers=workers) == [0] * workers

    assert progress(house) == [("sent", 1, None)] * MAILS
    assert len(postbox.delivered) == len(set(postbox.message_ids)) == MAILS
    assert postbox.connections >= MAILS / 20


def test_threads_send_every_mail_once(house: House, postbox: Postbox) -> None:
    owe_many(house, evening(house, "Anna"))
    start = Barrier(THREADS)

    def work(_: int) -> int:
        start.wait()
        sent = 0
        while outcomes := deliver_due(house.db, settings.current()):
            sent += outcomes.total()
        return sent

    with ThreadPoolExecutor(THREADS) as pool:
        assert sum(pool.map(work, range(THREADS))) == MAILS

    assert progress(house) == [("sent", 1, None)] * MAILS
    assert len(postbox.delivered) == len(set(postbox.message_ids)) == MAILS
