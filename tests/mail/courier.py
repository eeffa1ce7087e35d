"""Workers in processes of their own, told by tests what to do, a line at a time, and killed where the test wants it.

It says "ready" when everything is loaded. A line in: {"workers": how many, "dies": a step or "", "environment": {...}}. Each
worker is a fork, so that none has to load anything again. A line out: how each of them ended, as returncode, in JSON."""

import json
import os
import select
import signal
import smtplib
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

from akevents import settings
from akevents.formats import places
from akevents.mail import connection, deliver
from akevents.store.database import Database, open_database

Steps = dict[str, Callable[[], None]]


def die() -> NoReturn:
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError("still alive")


def dying_after(owner: Any, name: str) -> Callable[[], None]:
    """The first call does its work and is the last thing that happens."""
    original = getattr(owner, name)

    def do_and_die(*arguments: Any, **named: Any) -> NoReturn:
        original(*arguments, **named)
        die()

    return lambda: setattr(owner, name, do_and_die)


def dying_before(owner: Any, name: str) -> Callable[[], None]:
    return lambda: setattr(owner, name, lambda *_, **__: die())


def dying_before_commit(number: int) -> Callable[[], None]:
    """Everything of this transaction (counted from 1) is done, but not stored."""
    original, count = Database.writing, iter(range(1, number + 1))

    @contextmanager
    def writing(db: Database) -> Iterator[Any]:
        is_last = next(count) == number
        with original(db) as session:
            yield session
            session.flush()
            if is_last:
                die()

    return lambda: setattr(Database, "writing", writing)


def dying_in_the_mail(*, whole: bool) -> Callable[[], None]:
    """After half of it; or after all of it, when the answer has come and nobody has read it."""
    original = smtplib.SMTP.send

    def send(server: smtplib.SMTP, data: bytes | str) -> None:
        if data[-3:] != b".\r\n":
            original(server, data)
        elif whole:
            original(server, data)
            select.select([server.sock], [], [], 30)
            die()
        else:
            original(server, data[: len(data) // 2])
            die()

    return lambda: setattr(smtplib.SMTP, "send", send)


STEPS: Steps = {
    "before the claim is stored": dying_before_commit(1),
    "after the claim": dying_after(deliver, "claim"),
    "after connecting": dying_after(connection, "connect"),
    "before taking up is stored": dying_before_commit(2),
    "after taking up": dying_after(deliver, "take_up"),
    "after composing": dying_after(deliver, "compose"),
    "after MAIL": dying_after(smtplib.SMTP, "mail"),
    "after RCPT": dying_after(smtplib.SMTP, "rcpt"),
    "after DATA": dying_after(smtplib.SMTP, "docmd"),
    "in the middle of the mail": dying_in_the_mail(whole=False),
    "after the mail, before the answer": dying_in_the_mail(whole=True),
    "after the answer, before noting": dying_before(deliver, "note_sent"),
    "before the note is stored": dying_before_commit(3),
    "after noting": dying_after(deliver, "note_sent"),
    "before the file has its name": dying_before(Path, "replace"),
    "after the file, before noting": dying_before(deliver, "note_kept"),
    "": lambda: None,
}


def work(step: str, environment: dict[str, str], starting_line: int) -> None:
    os.environ.update(environment)
    settings.current.cache_clear()
    settings.secret.cache_clear()
    db = open_database(settings.current())
    STEPS[step]()
    os.read(starting_line, 1)  # ends when the other end is closed
    while deliver.deliver_due(db, settings.current()):
        pass
    db.close()


def forked(step: str, environment: dict[str, str], line: tuple[int, int]) -> int:
    child = os.fork()
    if child:
        return child
    code = 1
    try:
        os.close(line[1])
        work(step, environment, line[0])
        code = 0
    except BaseException:
        sys.excepthook(*sys.exc_info())
    finally:
        os._exit(code)


def main() -> None:
    places.load()
    print("ready", flush=True)
    for words in sys.stdin:
        job = json.loads(words)
        line = os.pipe()
        children = [forked(job["dies"], job["environment"], line) for _ in range(job["workers"])]
        os.close(line[1])  # off they go
        codes = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
        os.close(line[0])
        print(json.dumps(codes), flush=True)


if __name__ == "__main__":
    main()
