"""The whole way of a registration through the mailbox: what a person reads there, opens and presses, in a real browser, with
a real mail server. And what a mail scanner opens before them, which must change nothing."""

import re
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import icalendar
import pytest
from browser.conftest import Come
from browser.visitor import PATIENCE_MS, fill_in, settled, submit
from mail.postbox import Postbox, open_postbox
from playwright.sync_api import Page, expect
from server import Server
from sqlalchemy import select

from akevents import clock
from akevents.domain.digests import choose_digest
from akevents.store.tables import Base, OutboxMail

pytestmark = pytest.mark.browser

PASSING = {"moderator_sessions"}  # signing somebody in is the test's own doing
LINK = re.compile(r"https?://[^\s<>\"']+")


@pytest.fixture(scope="module")
def postbox() -> Iterator[Postbox]:
    with open_postbox() as box:
        yield box


@pytest.fixture(scope="module")
def server(postbox: Postbox) -> Iterator[Server]:
    """The demo content, with mail that really leaves the house: to the postbox of this test."""
    with with_mail(postbox) as started:
        choose_digest(started.db, started.moderator(), wants=False)  # it would come in between in the morning
        yield started


@contextmanager
def with_mail(postbox: Postbox) -> Iterator[Server]:
    with TemporaryDirectory(prefix="akevents-server-") as folder:
        server = Server.start(
            Path(folder) / "var",
            AKEVENTS_SMTP_URL=f"smtp://{postbox.host}:{postbox.port}",
            AKEVENTS_MAIL_FROM="anmeldung@akevents.example",
        )
        try:
            yield server
        finally:
            server.stop()


def evening(server: Server, slug: str, **fields: Any) -> str:
    server.add_event(slug, title="Wärme für die Altstadt", **fields)
    return slug


def register(page: Page, slug: str, server: Server, name: str) -> None:
    page.goto(server.url("/veranstaltung", event=slug))
    settled(page)
    fill_in(page, first_name=name, last_name="Beispiel", email=address(name, slug), institution="Stadt Köln")
    submit(page)
    page.locator(".st-key-receipt").wait_for()


def address(name: str, slug: str) -> str:
    return f"{name.lower()}@{slug}.example.org"


def mail_to(postbox: Postbox, address: str, subject: str) -> EmailMessage:
    """The newest mail to this address whose subject begins so; waited for, since a worker sends it in its own time."""
    until = time.monotonic() + PATIENCE_MS / 1000
    while time.monotonic() < until:
        for each in reversed(postbox.delivered):
            if each.recipients == (address,) and str(each.message["Subject"]).startswith(subject):
                return each.message
        time.sleep(0.1)
    raise AssertionError(f"no mail {subject!r} to {address}; there are {[str(m['Subject']) for m in postbox.mails]}")


def words(mail: EmailMessage) -> str:
    part = mail.get_body(("plain",))
    assert part is not None
    return str(part.get_content())


def personal_link(mail: EmailMessage) -> str:
    return next(link for link in LINK.findall(words(mail)) if "/meine-anmeldung?token=" in link)


def calendar(mail: EmailMessage) -> tuple[str, str, int]:
    """Method, status and revision of the file in the mail."""
    part = next(part for part in mail.walk() if part.get_content_type() == "text/calendar")
    read = icalendar.Calendar.from_ical(part.get_payload(decode=True))
    entry: Any = read.walk("VEVENT")[0]
    return str(read["METHOD"]), str(entry["STATUS"]), int(entry["SEQUENCE"])


def everything(server: Server) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, except what the test itself brings; once the mail worker has nothing in hand."""
    in_hand = select(OutboxMail.id).where(OutboxMail.status.in_(("queued", "sending")))
    until = time.monotonic() + PATIENCE_MS / 1000
    while time.monotonic() < until:
        with server.db.reading() as session:
            if not session.scalars(in_hand).all():
                break
        time.sleep(0.1)
    with server.db.reading() as session:
        return {
            name: sorted((tuple(row) for row in session.execute(select(table))), key=repr)
            for name, table in Base.metadata.tables.items()
            if name not in PASSING
        }


def scan(come: Come, server: Server, mail: EmailMessage) -> None:
    """What a mail scanner does: fetch every link twice, once as plain HTTP and once in a browser that runs scripts."""
    html = mail.get_body(("html",))
    links = {*LINK.findall(words(mail)), *(LINK.findall(html.get_content()) if html else ())}
    own = sorted(link.rstrip(".,)") for link in links if link.startswith(server.address))
    assert own
    before = everything(server)
    visitor = come()
    for link in own:
        for _ in range(2):
            with urllib.request.urlopen(link, timeout=30) as answer:
                assert answer.status == 200
            visitor.page.goto(link)
            settled(visitor.page)
    assert everything(server) == before


def test_from_confirmation_by_mail_over_the_waiting_list_to_a_place(
    come: Come, server: Server, postbox: Postbox
) -> None:
    slug = evening(server, "altstadt", capacity=1)
    anna, bernd = come().page, come().page

    # Anna registers. The screen shows neither number nor link; the mail holds the place for two days.
    register(anna, slug, server, "Anna")
    expect(anna.get_by_text("Bitte bestätigen Sie Ihre Adresse")).to_be_visible()
    assert anna.locator("a[href*='token=']").count() == 0
    asked = mail_to(postbox, address("Anna", slug), "Bitte bestätigen")
    scan(come, server, asked)
    assert server.registered(slug) == [("Anna", "pending")]

    # She opens the link in another browser and presses the button; the calendar file comes by mail.
    phone = come(width=320, height=568).page
    phone.goto(personal_link(asked))
    settled(phone)
    phone.get_by_role("button", name="Adresse bestätigen").click()
    expect(phone.get_by_text("Angemeldet").first).to_be_visible()
    confirmed = mail_to(postbox, address("Anna", slug), "Angemeldet")
    assert calendar(confirmed)[:2] == ("PUBLISH", "CONFIRMED")
    scan(come, server, confirmed)

    # Bernd comes too late for a place and reads where he stands.
    register(bernd, slug, server, "Bernd")
    waits = mail_to(postbox, address("Bernd", slug), "Warteliste")
    scan(come, server, waits)
    bernd.goto(personal_link(waits))
    settled(bernd)
    expect(bernd.get_by_text("Stelle 1")).to_be_visible()

    # Anna cancels; in the same moment the place is Bernd's, and both calendars are told.
    phone.get_by_role("button", name="Teilnahme absagen").click()
    expect(phone.get_by_text("Abgemeldet").first).to_be_visible()
    assert server.registered(slug) == [("Anna", "cancelled"), ("Bernd", "confirmed")]
    promoted = mail_to(postbox, address("Bernd", slug), "Sie haben einen Platz")
    gone = mail_to(postbox, address("Anna", slug), "Abgemeldet")
    assert calendar(promoted)[:2] == ("PUBLISH", "CONFIRMED")
    assert calendar(gone)[:2] == ("CANCEL", "CANCELLED")
    assert calendar(gone)[2] > calendar(confirmed)[2]
    scan(come, server, gone)
    scan(come, server, promoted)
    bernd.reload()
    settled(bernd)
    expect(bernd.get_by_text("Angemeldet").first).to_be_visible()
    assert server.registered(slug) == [("Anna", "cancelled"), ("Bernd", "confirmed")]

    # Anna has second thoughts: her place is Bernd's, so she waits; when he declines it is hers again.
    expect(phone.get_by_text("Ihren Platz hat schon die nächste Person.")).to_be_visible()
    phone.get_by_role("button", name="Absage zurücknehmen").click()
    expect(phone.get_by_text("Stelle 1")).to_be_visible()
    mail_to(postbox, address("Anna", slug), "Warteliste")
    bernd.get_by_role("button", name="Teilnahme absagen").click()
    expect(bernd.get_by_text("Abgemeldet").first).to_be_visible()
    back = mail_to(postbox, address("Anna", slug), "Sie haben einen Platz")
    assert calendar(back)[:2] == ("PUBLISH", "CONFIRMED")
    assert calendar(back)[2] > calendar(gone)[2]
    assert server.registered(slug) == [("Anna", "confirmed"), ("Bernd", "cancelled")]


def test_a_late_request_is_decided_from_the_moderators_mail(come: Come, server: Server, postbox: Postbox) -> None:
    slug = evening(server, "nachzuegler", more={"allows_late_requests": True})
    server.change_event(slug, deadline_at=clock.utc_now() - timedelta(hours=1))
    chiara = come().page

    chiara.goto(server.url("/veranstaltung", event=slug))
    settled(chiara)
    fill_in(chiara, first_name="Chiara", last_name="Beispiel", email=address("Chiara", slug),
            institution="Stadt Köln", request_reason="Ich habe es eben erst erfahren.")  # fmt: skip
    submit(chiara)
    chiara.locator(".st-key-receipt").wait_for()
    mail_to(postbox, address("Chiara", slug), "Nachmeldung angefragt")

    # The moderator is signed out and reads the mail. Whatever opens its links decides nothing.
    asked = mail_to(postbox, server.moderator().email, "Bitte entscheiden")
    assert "Chiara Beispiel" in words(asked)
    scan_decision = [link for link in LINK.findall(words(asked)) if "/nachmeldung?token=" in link]
    assert len(scan_decision) == 1
    before = everything(server)
    mona = come().page
    for _ in range(2):
        mona.goto(scan_decision[0])
        settled(mona)
    assert everything(server) == before

    expect(mona.get_by_text("Ich habe es eben erst erfahren.")).to_be_visible()
    mona.get_by_role("button", name="Annehmen").click()
    expect(mona.get_by_text("angenommen").first).to_be_visible()
    assert server.registered(slug) == [("Chiara", "confirmed")]
    accepted = mail_to(postbox, address("Chiara", slug), "Nachmeldung angenommen")
    assert calendar(accepted)[:2] == ("PUBLISH", "CONFIRMED")

    mona.reload()
    settled(mona)
    expect(mona.get_by_role("button", name="Annehmen")).to_have_count(0)
