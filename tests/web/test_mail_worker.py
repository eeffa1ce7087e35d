"""The mail worker of the server: it looks by itself, survives failures, and finishes the mail in hand."""

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from house import House
from mail.conftest import use
from mail.outbox_rows import evening, progress
from mail.postbox import Postbox, open_postbox
from web.test_real_server import running

from akevents.store.tables import MailStatus
from akevents.web import application

PATIENCE_SECONDS = 60  # of the tests with another thread or process


@pytest.fixture
def box(monkeypatch: pytest.MonkeyPatch) -> Iterator[Postbox]:
    with open_postbox() as box:
        use(box, monkeypatch)
        yield box


class Worker:
    """The server's worker in a thread of the test, on the test's database, without its pauses."""

    def __init__(self, house: House, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(application, "database", lambda: house.db)
        monkeypatch.setattr(application, "MAIL_SECONDS", 0.01)
        self.stopping = threading.Event()
        self._thread = threading.Thread(target=application._deliver, args=(self.stopping,))

    def start(self) -> None:
        self._thread.start()

    def end(self) -> bool:
        """Whether it ended when it was asked to."""
        self.stopping.set()
        self._thread.join(PATIENCE_SECONDS)
        return not self._thread.is_alive()


def wait_until(is_so: Callable[[], bool]) -> None:
    pause = threading.Event()
    for _ in range(PATIENCE_SECONDS * 100):
        if is_so():
            return
        pause.wait(0.01)
    pytest.fail("it did not happen")


def test_the_worker_sends_what_is_due_and_ends_when_asked(
    house: House, box: Postbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    evening(house, *(f"Person{number}" for number in range(25)))
    worker = Worker(house, monkeypatch)
    worker.start()
    wait_until(lambda: len(box.delivered) == 25)

    assert worker.end()
    assert progress(house) == [("sent", 1, None)] * 25


def test_the_worker_keeps_mails_where_no_server_is_set(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    evening(house, "Anna")
    worker = Worker(house, monkeypatch)
    worker.start()
    wait_until(lambda: progress(house) == [("kept", 1, None)])

    assert worker.end()


def test_a_failing_round_is_logged_and_does_not_end_the_worker(
    house: House, box: Postbox, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    evening(house, "Anna")
    moods = iter([ValueError("kaputt")])
    deliver_due = application.deliver_due

    def failing_once(*arguments: Any, **named: Any) -> Counter[MailStatus]:
        for error in moods:
            raise error
        return deliver_due(*arguments, **named)

    monkeypatch.setattr(application, "deliver_due", failing_once)
    worker = Worker(house, monkeypatch)
    worker.start()
    wait_until(lambda: bool(box.delivered))

    assert worker.end()
    assert [record.getMessage() for record in caplog.records] == ["the mail worker failed"]
    assert progress(house) == [("sent", 1, None)]


def test_the_worker_finishes_the_mail_in_hand(house: House, box: Postbox, monkeypatch: pytest.MonkeyPatch) -> None:
    evening(house, "Anna", "Bernd")
    worker = Worker(house, monkeypatch)
    box.delay = 1.0
    worker.start()
    wait_until(lambda: progress(house)[0][0] == "sending")

    assert worker.end()
    assert progress(house) == [("sent", 1, None), ("queued", 0, None)]
    assert box.people == ["anna@example.org"]


def test_a_server_that_is_told_to_end_finishes_the_mail_in_hand(house: House, box: Postbox, tmp_path: Path) -> None:
    evening(house, "Anna", "Bernd")
    box.delay = 1.0

    with running(tmp_path / "var"):
        wait_until(lambda: progress(house)[0][0] == "sending")  # ends while the server of mails thinks about it

    assert progress(house) == [("sent", 1, None), ("queued", 0, None)]
    assert box.people == ["anna@example.org"]
