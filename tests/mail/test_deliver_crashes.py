"""A worker is killed at every step, and another takes over. Every mail arrives, and none twice without saying so."""

import signal
from pathlib import Path

import pytest
from house import House
from mail.conftest import pass_time
from mail.couriers import Couriers
from mail.outbox_rows import evening, rows, statuses
from mail.postbox import Postbox

from akevents import settings
from akevents.mail.claiming import LEASE
from akevents.mail.deliver import deliver_due

KILLED = -signal.SIGKILL
PEOPLE = ["anna@example.org", "bernd@example.org", "chiara@example.org"]
# Between the end of the mail and the stored note nobody can know whether it arrived: it comes once more.
TWICE = ["after the mail, before the answer", "after the answer, before noting", "before the note is stored"]
ONCE = [
    "before the claim is stored", "after the claim", "after connecting", "before taking up is stored", "after taking up",
    "after composing", "after MAIL", "after RCPT", "after DATA", "in the middle of the mail", "after noting",
]  # fmt: skip


@pytest.mark.parametrize("step", [*ONCE, *TWICE])
def test_a_worker_that_is_killed_loses_no_mail(house: House, postbox: Postbox, couriers: Couriers, step: str) -> None:
    evening(house, "Anna", "Bernd", "Chiara")

    assert couriers.work(house, dies=step) == [KILLED]
    until_all_is_sent(house)
    pass_time(seconds=LEASE.total_seconds() + 1)
    until_all_is_sent(house)

    assert sorted(postbox.people) == sorted(PEOPLE + PEOPLE[:1] * (step in TWICE))
    assert len(set(postbox.message_ids)) == len(PEOPLE)


def until_all_is_sent(house: House) -> None:
    """A few rounds: PostgreSQL takes a moment to notice that a client was killed, and its locks stand until then."""
    for _ in range(200):
        deliver_due(house.db, settings.current())
        if set(statuses(house)) <= {"sent", "sending"}:
            break


@pytest.mark.parametrize("step", ["before the file has its name", "after the file, before noting"])
def test_a_worker_that_is_killed_while_keeping_leaves_one_whole_file(
    house: House, couriers: Couriers, tmp_path: Path, step: str
) -> None:
    evening(house, "Anna")

    assert couriers.work(house, dies=step) == [KILLED]
    assert deliver_due(house.db, settings.current()) == {}
    pass_time(seconds=LEASE.total_seconds() + 1)

    assert deliver_due(house.db, settings.current()) == {"kept": 1}
    (row,) = rows(house)
    assert (row.status, row.attempts) == ("kept", 2)
    assert [path.name for path in (tmp_path / "var" / "mail").iterdir()] == [f"{row.id}.eml"]
