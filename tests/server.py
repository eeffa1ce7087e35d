"""The real server in a process of its own, on a free loopback port, with a data folder of its own.

The database is one file, so a test can act on it beside the server: register people, sign somebody in, move a deadline.
The server and its open pages see that as they would see another visitor's doing."""

import hmac
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Self

from ports import free_port
from sqlalchemy import delete, select, update

from akevents import clock
from akevents.domain import events, moderators, participants, tokens
from akevents.domain.demo import MODERATOR_EMAIL
from akevents.domain.event_creation import NewEvent, create_event
from akevents.domain.events import EventDetails
from akevents.domain.moderators import Moderator
from akevents.domain.registration_form import RegistrationRequest
from akevents.domain.registrations import RegistrationReceipt, register
from akevents.settings import ROOT, Settings
from akevents.store.database import Database, open_database
from akevents.store.tables import DiscussionQuestion, Event, ModeratorSession, Registration
from akevents.ui.access import SESSION_COOKIE

PRACTICE = "leerstand-in-der-innenstadt"  # the demo's evening that is open for registration
SEED = "smart-city"
PASSWORD = "korrekt pferd batterie"
START_SECONDS = 60
STOP_SECONDS = 20


@dataclass
class Server:
    """A running server with the demo content, and the way to its data."""

    address: str
    data_dir: Path
    db: Database
    process: subprocess.Popen[bytes]

    def url(self, path: str = "/", **query: str) -> str:
        joined = "&".join(f"{name}={value}" for name, value in query.items())
        return f"{self.address}{path}" + (f"?{joined}" if joined else "")

    def sign_in(self, email: str = MODERATOR_EMAIL) -> str:
        """A new session's token, as the sign-in page would put it into the cookie. Earlier sessions stay."""
        if email in moderators.without_password(self.db):
            link = moderators.new_sign_in_link(self.db, email)
            return moderators.set_password(self.db, link, PASSWORD, PASSWORD)
        return moderators.sign_in(self.db, email, PASSWORD)

    def session_cookie(self, token: str) -> dict[str, Any]:
        """The cookie as Playwright's `add_cookies` takes it."""
        return {"name": SESSION_COOKIE, "value": token, "url": self.address, "httpOnly": True, "sameSite": "Lax"}

    def end_session(self, token: str) -> None:
        """What signing out on another machine does."""
        with self.db.writing() as session:
            session.execute(delete(ModeratorSession).where(ModeratorSession.token_hash == tokens.digest(token)))

    def moderator(self, email: str = MODERATOR_EMAIL) -> Moderator:
        return moderators.get_moderator(self.db, email)

    def event(self, slug: str = PRACTICE) -> EventDetails:
        return events.get_moderated_event(self.db, moderators.operator(), slug)

    def change_event(self, slug: str = PRACTICE, **columns: Any) -> None:
        """Change columns of the event's row directly, for what has no use case yet."""
        with self.db.writing() as session:
            session.execute(update(Event).where(Event.slug == slug).values(**columns))

    def add_event(self, slug: str, *, publish: bool = True, **fields: Any) -> EventDetails:
        """One more evening of the demo's working group, in two weeks unless it says otherwise."""
        starts_at: datetime = fields.pop("starts_at", clock.utc_now() + timedelta(days=14))
        values = {
            "working_group_id": self.event(SEED).working_group_id,
            "slug": slug,
            "title": "Ein Abend",
            "starts_at": starts_at,
            "ends_at": starts_at + timedelta(minutes=90),
            "deadline_at": starts_at - timedelta(days=1),
        }
        create_event(self.db, moderators.operator(), NewEvent(**values | fields), publish=publish)
        return self.event(slug)

    def change_registration(self, first_name: str, slug: str, **columns: Any) -> None:
        """Change columns of one person's row directly."""
        here = (Registration.event_id == self.event(slug).id, Registration.first_name == first_name)
        with self.db.writing() as session:
            session.execute(update(Registration).where(*here).values(**columns))

    def question(self, text: str) -> int:
        """The id of the question with these words."""
        with self.db.reading() as session:
            return session.scalars(select(DiscussionQuestion.id).where(DiscussionQuestion.text == text)).one()

    def register(self, first_name: str, slug: str = PRACTICE, **fields: Any) -> RegistrationReceipt:
        values = {
            "submission_id": tokens.fresh(),
            "first_name": first_name,
            "last_name": "Beispiel",
            "email": f"{first_name.lower()}@example.org",
            "institution": "Stadt Köln",
        }
        return register(self.db, RegistrationRequest(event_id=self.event(slug).id, **values | fields))

    def decision_token(self, first_name: str) -> str:
        """What the moderator's mail about this late request would link to, under the server's own key."""
        identity = self.registration_id(first_name), self.moderator().id
        key = Settings(data_dir=self.data_dir).key()
        seal = hmac.digest(key, "decide:{}:{}".format(*identity).encode(), "sha256")
        return "{}.{}.{}".format(*identity, urlsafe_b64encode(seal[:18]).decode())

    def arrival_token(self, manage_token: str) -> str:
        """What this person's joining page and ticket end in, under the server's own key: their calendar file says it."""
        with urllib.request.urlopen(f"{self.address}/anmeldung/{manage_token}.ics", timeout=START_SECONDS) as answer:
            file = answer.read().decode().replace("\r\n ", "")
        return file.partition("/teilnehmen/")[2].partition("\\n")[0].split()[0]

    def arrival(self, first_name: str, slug: str) -> str | None:
        """How it was noted that this person is there; None if it was not."""
        here = Registration.event_id == self.event(slug).id, Registration.first_name == first_name
        with self.db.reading() as session:
            return session.scalars(select(Registration.arrival).where(*here)).one()

    def check_in(self, first_name: str) -> None:
        participants.check_in(self.db, moderators.operator(), self.registration_id(first_name))

    def registered(self, slug: str = PRACTICE) -> list[tuple[str, str]]:
        """First name and status of everyone, in the order of registration."""
        query = select(Registration.first_name, Registration.status).where(Registration.event_id == self.event(slug).id)
        with self.db.reading() as session:
            return [(name, status) for name, status in session.execute(query.order_by(Registration.number))]

    def registration_id(self, first_name: str) -> int:
        query = select(Registration.id).where(Registration.first_name == first_name)
        with self.db.reading() as session:
            return session.scalars(query.order_by(Registration.id.desc())).one()

    @classmethod
    def start(cls, data_dir: Path, *arguments: str, **environment: str) -> Self:
        """`akevents serve --demo` with these further arguments; returns when it answers."""
        port = free_port()
        address = f"http://127.0.0.1:{port}"
        own = {name: value for name, value in os.environ.items() if not name.startswith("AKEVENTS_")}
        own |= {"AKEVENTS_DATA_DIR": str(data_dir), "AKEVENTS_BASE_URL": address} | environment
        data_dir.mkdir(parents=True, exist_ok=True)
        with (data_dir / "server.log").open("wb") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "akevents.cli", "serve", "--port", str(port), "--demo", *arguments],
                cwd=ROOT, env=own, stdout=log, stderr=subprocess.STDOUT,
            )  # fmt: skip
        _wait_until_it_answers(process, address, data_dir)
        return cls(address, data_dir, open_database(Settings(data_dir=data_dir)), process)

    def stop(self) -> None:
        self.db.close()
        self.process.terminate()
        try:
            self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(STOP_SECONDS)

    def log(self) -> str:
        """What the server said so far."""
        return (self.data_dir / "server.log").read_text(encoding="utf-8", errors="replace")


def _wait_until_it_answers(process: subprocess.Popen[bytes], address: str, data_dir: Path) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=5) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    process.kill()
    process.wait(STOP_SECONDS)
    raise RuntimeError("The server did not start:\n" + (data_dir / "server.log").read_text(encoding="utf-8"))


@contextmanager
def running(*arguments: str, **environment: str) -> Iterator[Server]:
    """A server for as long as the block lasts."""
    with TemporaryDirectory(prefix="akevents-server-") as folder:
        server = Server.start(Path(folder) / "var", *arguments, **environment)
        try:
            yield server
        finally:
            server.stop()
