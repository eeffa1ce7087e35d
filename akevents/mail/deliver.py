"""Delivery: claim what is due, send it, note what became of it. Several workers may run; none sends what another holds.

Sending and noting cannot be one step. A worker that dies between them sends once more, under the same Message-ID."""

import logging
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

from sqlalchemy.exc import DBAPIError

from akevents import clock
from akevents.domain.mail_facts import OwedMail
from akevents.domain.mail_reasons import Reason
from akevents.errors import DatabaseBusy, StorageFull
from akevents.mail.claiming import Claim, claim, take_up
from akevents.mail.compose import compose
from akevents.mail.connection import Connection, NotTaken, Unreachable
from akevents.mail.keeping import Folder
from akevents.mail.noting import ASKS_TO_CONFIRM, TRIES, hold, note_again, note_failed, note_kept, note_sent
from akevents.settings import Settings
from akevents.store.database import Database
from akevents.store.tables import MailStatus, RegistrationStatus

ROUND = 20  # mails before the worker looks whether it should end; a connection lasts one round
BATCH = 100  # rows put off together while the server is out of reach
NOTE_PAUSES_S = (0.5, 2.0, 5.0)  # a mail that went out is worth some waiting for a busy database
DATABASE_TROUBLE = (DatabaseBusy, StorageFull, DBAPIError)  # no mail's fault

Way = Connection | Folder
log = logging.getLogger("akevents.mail")


def deliver_due(db: Database, settings: Settings, may_go_on: Callable[[], bool] = lambda: True) -> Counter[MailStatus]:
    """Send what is due, one round; returns how many mails came to which status, QUEUED for those to be tried again.

    Where no mail server is set they become files. `may_go_on` is asked before each mail: the one in hand is finished."""
    outcomes: Counter[MailStatus] = Counter()
    way: Way = Connection(settings) if settings.sends_mail else Folder(settings.data_dir)
    with way:
        for _ in range(ROUND):
            claimed = claim(db) if may_go_on() else []
            if not claimed:
                break
            try:
                way.open()
                outcomes.update(status for each in claimed if (status := _deliver(db, way, each, settings)))
            except Unreachable as error:
                log.warning("no mail can leave: %s", error.reason)
                outcomes.update(_put_off(db, claimed, error.reason))
                break
    return outcomes


def _put_off(db: Database, claimed: list[Claim], reason: str) -> Iterator[MailStatus]:
    """Everything that is due shares the try that this mail had, so that a server out of reach tires no mail sooner than
    another."""
    while claimed:
        for each in claimed:
            yield note_again(db, each, reason)
        claimed = claim(db, BATCH)


def _deliver(db: Database, way: Way, claimed: Claim, settings: Settings) -> MailStatus | None:
    """What became of one claimed mail; None if it is not ours any more. Raises Unreachable."""
    if claimed.attempts > TRIES:
        return _given_up(db, claimed, Reason.WORKER_LOST)
    try:
        became = _send(db, way, claimed, settings)
    except NotTaken as error:
        if error.is_permanent:
            return _given_up(db, claimed, error.reason)
        log.warning("mail %d: %s, try %d", claimed.id, error.reason, claimed.attempts)
        return note_again(db, claimed, error.reason)
    except (Unreachable, *DATABASE_TROUBLE):
        raise
    except Exception:
        log.exception("mail %d cannot be composed", claimed.id)
        return _given_up(db, claimed, Reason.NOT_COMPOSED)
    if became == way.done:  # outside the block above: what went out must never be noted as failed
        _surely(partial(note_sent if way.done == MailStatus.SENT else note_kept, db, claimed))
    return became


def _send(db: Database, way: Way, claimed: Claim, settings: Settings) -> MailStatus | None:
    owed = take_up(db, claimed)
    if owed is None:
        return None
    if isinstance(owed, Reason):
        log.info("mail %d is stopped: %s", claimed.id, owed)
        return MailStatus.STOPPED
    if not owed.recipients:
        return _given_up(db, claimed, Reason.NO_RECIPIENT)
    way.send(claimed.id, compose(_promising(owed), settings), owed.recipients)
    return way.done


def _promising(owed: OwedMail) -> OwedMail:
    """Whoever is asked to confirm reads until when there is time for it, counted from now: note_sent keeps the word."""
    if owed.kind not in ASKS_TO_CONFIRM or owed.mine is None or owed.mine.status != RegistrationStatus.PENDING:
        return owed
    return replace(owed, mine=replace(owed.mine, expires_at=clock.utc_now() + hold()))


def _given_up(db: Database, claimed: Claim, reason: str) -> MailStatus:
    log.warning("mail %d is given up: %s", claimed.id, reason)
    return note_failed(db, claimed, reason)


def _surely(note: Callable[[], MailStatus]) -> MailStatus:
    for pause in NOTE_PAUSES_S:
        try:
            return note()
        except DatabaseBusy:
            time.sleep(pause)
    return note()
