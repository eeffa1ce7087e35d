"""Every way in which a mail server behaves: what arrives, what the outbox says, and what arrives once the trouble is over."""

from dataclasses import dataclass, field
from typing import Any

import pytest
from house import House
from mail.conftest import pass_time
from mail.outbox_rows import Progress, evening, progress
from mail.postbox import Postbox

from akevents import settings
from akevents.mail.deliver import deliver_due

ANNA, BERND = "anna@example.org", "bernd@example.org"
BOTH, NOBODY = [ANNA, BERND], []
SENT: Progress = ("sent", 1, None)


def waits(reason: str) -> Progress:
    return ("queued", 1, reason)


def failed(reason: str) -> Progress:
    return ("failed", 1, reason)


@dataclass(frozen=True)
class Case:
    """`arrives`: at the first try. `says`: the rows of Anna's and Bernd's mails then. `copies`: all that has arrived when
    the server behaves again and the mails were tried again."""

    name: str
    trouble: dict[str, Any]
    arrives: list[str]
    says: list[Progress]
    copies: list[str] = field(default_factory=lambda: BOTH)


CASES = [
    Case("it accepts", {}, BOTH, [SENT, SENT]),
    Case("it takes its time", {"delay": 0.1}, BOTH, [SENT, SENT]),
    Case("it greets with 421", {"answers": {"GREETING": "421 4.3.2 later"}}, NOBODY, [waits("421 4.3.2")] * 2),
    Case("it greets with 554", {"answers": {"GREETING": "554 5.3.2 no mail"}}, NOBODY, [waits("554 5.3.2")] * 2),
    Case("421 after a greeting", {"answers": {"MAIL": "421 4.3.2 closing"}}, NOBODY, [waits("421 4.3.2")] * 2),
    Case("4xx after MAIL", {"answers": {"MAIL": "451 4.3.0 later"}}, NOBODY, [waits("451 4.3.0")] * 2),
    Case(
        "4xx for one", {"answers": {ANNA: "450 4.2.1 greylisted"}}, [BERND], [waits("450 4.2.1"), SENT], [BERND, ANNA]
    ),
    Case("4xx after DATA", {"answers": {"DATA": "451 4.3.0 later"}}, NOBODY, [waits("451 4.3.0")] * 2),
    Case("4xx after the mail", {"answers": {"BODY": "452 full, without code"}}, NOBODY, [waits("452")] * 2),
    Case("5xx after MAIL", {"answers": {"MAIL": "553 5.1.8 who"}}, NOBODY, [failed("553 5.1.8")] * 2, NOBODY),
    Case("5xx for one", {"answers": {ANNA: f"550 5.1.1 no {ANNA}"}}, [BERND], [failed("550 5.1.1"), SENT], [BERND]),
    Case("5xx after DATA", {"answers": {"DATA": "554 5.5.1 no"}}, NOBODY, [failed("554 5.5.1")] * 2, NOBODY),
    Case("5xx after the mail", {"answers": {"BODY": "554 5.7.1 spam"}}, NOBODY, [failed("554 5.7.1")] * 2, NOBODY),
    Case("530 after MAIL", {"answers": {"MAIL": "530 5.7.0 sign in"}}, NOBODY, [waits("530 5.7.0")] * 2),
    Case("it ends before MAIL", {"drops": "before MAIL"}, NOBODY, [waits("connection_lost")] * 2),
    Case("it ends after the mail", {"drops": "without taking"}, NOBODY, [waits("unknown")] * 2),
    Case("it takes the mail and ends", {"drops": "before answer"}, BOTH, [waits("unknown")] * 2, BOTH * 2),
    Case("it answers and ends", {"drops": "after answer"}, BOTH, [SENT, SENT]),
    Case("one mail a connection", {"lasts": 1}, BOTH, [SENT, SENT]),
    Case("it dies between two", {"dies_after": 1}, [ANNA], [SENT, waits("unreachable")]),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_what_arrives_and_what_the_outbox_says(house: House, postbox: Postbox, case: Case) -> None:
    evening(house, "Anna", "Bernd")
    for name, value in case.trouble.items():
        setattr(postbox, name, value)

    deliver_due(house.db, settings.current())
    assert (people(postbox), progress(house)) == (case.arrives, case.says)

    for name in case.trouble:
        setattr(postbox, name, type(getattr(postbox, name))())
    postbox.stop()
    postbox.start()
    pass_time(minutes=2)
    deliver_due(house.db, settings.current())

    assert people(postbox) == case.copies
    assert len(set(participants_ids(postbox))) == len(set(case.copies))  # a second copy has the first one's Message-ID
    assert [status for status, *_ in progress(house)] == [
        "failed" if before[0] == "failed" else "sent" for before in case.says
    ]


def people(postbox: Postbox) -> list[str]:
    return [address for address in postbox.people if address in BOTH]


def participants_ids(postbox: Postbox) -> list[str]:
    return [each.message_id for each in postbox.delivered if each.recipients[0] in BOTH]
