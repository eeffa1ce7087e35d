"""Without a mail server nothing leaves the house: each mail becomes a file that a mail program can open."""

import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import timedelta
from email.message import EmailMessage
from email.policy import EmailPolicy
from pathlib import Path
from typing import Self, cast

from sqlalchemy import or_, select

from akevents import clock, settings
from akevents.domain.mail_reasons import Reason
from akevents.mail.connection import NotTaken, Unreachable
from akevents.store.database import Database
from akevents.store.tables import MailStatus, OutboxMail

FOLDER, ENDING, DRAFT = "mail", ".eml", ".eml.new"
KEPT_FOR = timedelta(days=14)  # a mail to somebody whose data are deleted already, which no deletion takes along
AT_ONCE = 500  # files looked up in one query


class Folder:
    """`<data_dir>/mail`, one file for each mail, readable for the server's user alone."""

    done = MailStatus.KEPT

    def __init__(self, data_dir: Path) -> None:
        self._path = data_dir / FOLDER

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing is open."""

    def open(self) -> None:
        """Make the folder if it is missing. Raises Unreachable."""
        try:
            self._path.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise Unreachable(Reason.NOT_WRITTEN, str(error)) from error

    def send(self, mail_id: int, message: EmailMessage, _: Sequence[str]) -> str:
        """Write the file; it appears complete or not at all. Raises NotTaken."""
        try:
            return self._write(mail_id, message)
        except OSError as error:
            raise NotTaken(Reason.NOT_WRITTEN, False, "file", str(error)) from error

    def _write(self, mail_id: int, message: EmailMessage) -> str:
        draft = self._path / f"{mail_id}{DRAFT}"
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(message.as_bytes(policy=cast(EmailPolicy, message.policy).clone(utf8=True)))
            file.flush()
            os.fsync(file.fileno())
        return str(draft.replace(self._path / f"{mail_id}{ENDING}"))

    def files(self) -> Iterator[tuple[int, Path]]:
        """Files of ours by mail; drafts that a crash left are among them, what others put there is not."""
        if self._path.is_dir():
            for path in sorted(self._path.iterdir()):
                stem, _, rest = path.name.partition(".")
                if stem.isdecimal() and f".{rest}" in {ENDING, DRAFT}:
                    yield int(stem), path


def forget_kept(db: Database) -> int:
    """Remove the files of mails that are gone, because a person's data were deleted; returns how many."""
    files = list(Folder(settings.current().data_dir).files())
    removed = 0
    for start in range(0, len(files), AT_ONCE):
        batch = files[start : start + AT_ONCE]
        there = _still_there(db, [mail_id for mail_id, _ in batch])
        for mail_id, path in batch:
            if mail_id not in there:
                with suppress(FileNotFoundError):  # another process was faster
                    path.unlink()
                    removed += 1
    return removed


def _still_there(db: Database, mail_ids: list[int]) -> set[int]:
    belongs = or_(OutboxMail.registration_id.is_not(None), OutboxMail.moderator_id.is_not(None))
    is_new = OutboxMail.queued_at > clock.utc_now() - KEPT_FOR
    with db.reading() as session:
        return set(session.scalars(select(OutboxMail.id).where(OutboxMail.id.in_(mail_ids), or_(belongs, is_new))))
