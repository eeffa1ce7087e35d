"""The outbox as moderators see it: what failed comes first, what reached nobody goes out again, what would mislead does not."""

from datetime import timedelta
from typing import Any

import pytest
from house import House
from sqlalchemy import insert, select, update

from akevents import clock
from akevents.domain import my_registration, participants
from akevents.domain.audiences import Audience
from akevents.domain.events import EventDetails
from akevents.domain.messages import MessageDraft, queue_message
from akevents.domain.outbox import MailKind, queue_for_moderators
from akevents.domain.outbox_log import (
    PAGE_SIZE,
    LoggedMail,
    MailQuery,
    ResentMails,
    count_by_status,
    get_mail,
    list_mails,
    resend,
    resend_all_failed,
    show,
    stop_mail,
)
from akevents.errors import EventNotFound, MailNotFound, MailNotPossible, MailPointless
from akevents.store.tables import MailStatus, OutboxMail, RegistrationStatus


@pytest.fixture
def evening(house: House) -> EventDetails:
    """Anna and Bernd have a place, each with a mail that waits."""
    event = house.event(title="Smart City")
    house.register(event, "Anna", last_name="Zeisig")
    house.register(event, "Bernd", last_name="Äpfel")
    return event


def rows(house: House, event: EventDetails) -> list[OutboxMail]:
    with house.db.reading() as session:
        return list(session.scalars(select(OutboxMail).where(OutboxMail.event_id == event.id).order_by(OutboxMail.id)))


def mail_id(house: House, event: EventDetails, name: str, kind: str = "registered") -> int:
    registration_id = house.registration_id(event, name)
    return next(each.id for each in rows(house, event) if (each.registration_id, each.kind) == (registration_id, kind))


def note(house: House, mail: int, status: MailStatus, **values: Any) -> None:
    """What a worker notes."""
    with house.db.writing() as session:
        session.execute(update(OutboxMail).where(OutboxMail.id == mail).values(status=status, **values))


def listed(house: House, event: EventDetails, **query: Any) -> list[tuple[str, str]]:
    page = list_mails(house.db, house.mona, event.id, MailQuery(**query))
    return [(each.name, each.kind.value) for each in page.rows]


# The list


def test_list_mails_shows_what_failed_then_what_waits_then_the_newest(house: House, evening: EventDetails) -> None:
    house.register(evening, "Chiara")
    house.register(evening, "Dora")
    sent_at = clock.utc_now()
    note(house, mail_id(house, evening, "Anna"), MailStatus.FAILED, attempts=3, last_error="550 5.1.1")
    note(house, mail_id(house, evening, "Chiara"), MailStatus.SENT, sent_at=sent_at)
    note(house, mail_id(house, evening, "Dora"), MailStatus.KEPT)

    page = list_mails(house.db, house.mona, evening.id, MailQuery())

    assert [each.name for each in page.rows] == [
        "Zeisig, Anna", "Äpfel, Bernd", "Beispiel, Dora", "Beispiel, Chiara",
    ]  # fmt: skip
    first = rows(house, evening)[0]
    assert page.rows[0] == LoggedMail(
        id=first.id,
        kind=MailKind.REGISTERED,
        name="Zeisig, Anna",
        status=MailStatus.FAILED,
        queued_at=first.queued_at,
        due_at=first.due_at,
        sent_at=None,
        attempts=3,
        last_error="550 5.1.1",
    )
    counts = {MailStatus.FAILED: 1, MailStatus.QUEUED: 1, MailStatus.SENT: 1, MailStatus.KEPT: 1}
    assert page.counts == dict.fromkeys(MailStatus, 0) | counts
    assert page.counts == count_by_status(house.db, house.mona, evening.id)
    assert (page.total, page.page, page.pages, page.kinds) == (4, 1, 1, (MailKind.REGISTERED,))


def test_list_mails_finds_by_name_status_and_kind(house: House, evening: EventDetails) -> None:
    my_registration.cancel(house.db, house.token(evening, "Anna"))
    with house.db.writing() as session:
        queue_for_moderators(
            session, MailKind.DELIVERY_FAILED, working_group_id=house.group_id, event_id=evening.id, at=clock.utc_now()
        )
    note(house, mail_id(house, evening, "Bernd"), MailStatus.SENT)

    assert listed(house, evening, search="apfel") == [("Äpfel, Bernd", "registered")]
    assert listed(house, evening, search="MONA") == [("Mona", "delivery_failed")]
    assert listed(house, evening, search="anna zeisig", kind="registered") == [("Zeisig, Anna", "registered")]
    assert listed(house, evening, status="sent") == [("Äpfel, Bernd", "registered")]
    assert listed(house, evening, search="%") == []
    assert len(listed(house, evening, search="\0")) == 4


def test_list_mails_comes_in_pages(house: House, evening: EventDetails) -> None:
    now = clock.utc_now()
    common = {"event_id": evening.id, "kind": "registered", "status": "sent", "queued_at": now, "due_at": now}
    anna = house.registration_id(evening, "Anna")
    with house.db.writing() as session:
        session.execute(insert(OutboxMail), [{**common, "registration_id": anna} for _ in range(PAGE_SIZE)])

    last = list_mails(house.db, house.mona, evening.id, MailQuery(page=9))

    assert (last.total, last.page, last.pages, len(last.rows)) == (PAGE_SIZE + 2, 2, 2, 2)


def test_list_mails_names_nobody_whose_data_are_gone(house: House, evening: EventDetails) -> None:
    now = clock.utc_now()
    values = {
        "event_id": evening.id,
        "kind": "data_deleted",
        "queued_at": now,
        "due_at": now,
        "address": "a@example.org",
    }
    with house.db.writing() as session:
        session.execute(insert(OutboxMail), [values])

    assert listed(house, evening, kind="data_deleted") == [("", "data_deleted")]


def test_mails_of_another_group_do_not_exist(house: House, evening: EventDetails) -> None:
    anna = mail_id(house, evening, "Anna")
    for stranger in (house.olaf, house.helper()):
        for whole in (count_by_status, resend_all_failed):
            with pytest.raises(EventNotFound):
                whole(house.db, stranger, evening.id)
        with pytest.raises(EventNotFound):
            list_mails(house.db, stranger, evening.id, MailQuery())
        for step in (get_mail, show, resend, stop_mail):
            with pytest.raises(MailNotFound):
                step(house.db, stranger, anna)
    with pytest.raises(MailNotFound):
        show(house.db, house.mona, 0)
    assert get_mail(house.db, house.mona, anna).status == MailStatus.QUEUED


def test_show_reads_as_the_mail_reads_now_without_the_persons_link(house: House, evening: EventDetails) -> None:
    seen = show(house.db, house.mona, mail_id(house, evening, "Anna"))

    assert seen.subject.startswith("Angemeldet: Smart City")
    assert "Guten Tag Anna Zeisig," in seen.text
    assert "/meine-anmeldung?token=…" in seen.text
    assert house.token(evening, "Anna") not in seen.text + seen.html
    house.set(evening, title="Smart Country")
    assert "Smart Country" in show(house.db, house.mona, mail_id(house, evening, "Anna")).text


def test_show_of_a_late_request_does_not_hand_over_another_moderators_decision(house: House) -> None:
    event = house.event()
    house.set(event, allows_late_requests=True, deadline_at=clock.utc_now() - timedelta(hours=1))
    house.register(event, "Anna", request_reason="Erst heute gelesen")

    mail = next(each for each in rows(house, event) if each.kind == "late_request_for_moderator")
    seen = show(house.db, house.mona, mail.id)

    assert "/nachmeldung?token=…" in seen.text
    assert listed(house, event, kind="late_request_for_moderator") == [("Mona", "late_request_for_moderator")]


# Sending again


@pytest.mark.parametrize("status", [MailStatus.FAILED, MailStatus.STOPPED])
def test_resend_lets_what_reached_nobody_go_out_as_it_stands(
    house: House, evening: EventDetails, status: MailStatus
) -> None:
    anna = mail_id(house, evening, "Anna")
    later = clock.utc_now() + timedelta(hours=2)
    note(house, anna, status, attempts=15, last_error="unreachable", due_at=later)

    again = resend(house.db, house.mona, anna)

    assert (again.id, again.status, again.attempts, again.last_error) == (anna, MailStatus.QUEUED, 0, None)
    assert again.due_at <= clock.utc_now()
    assert len(rows(house, evening)) == 2
    who = house.registration_id(evening, "Anna")
    assert house.protocol(evening)[-1] == ("mail_resent", house.mona.id, who)


@pytest.mark.parametrize("status", [MailStatus.SENT, MailStatus.KEPT])
def test_resend_makes_another_mail_of_what_went_out(house: House, evening: EventDetails, status: MailStatus) -> None:
    written = queue_message(house.db, house.mona, MessageDraft("s1", Audience(evening.id), "Raum", "Raum 7"), 2)
    anna = mail_id(house, evening, "Anna", "message")
    note(house, anna, status, attempts=1, sent_at=clock.utc_now(), occasion="once")

    again = resend(house.db, house.mona, anna)

    *_, before, new = rows(house, evening)
    assert (before.id, before.status) == (anna, status)
    assert (again.id, again.status) == (new.id, MailStatus.QUEUED)
    assert (new.kind, new.registration_id, new.message_id, new.occasion, new.attempts) == (
        "message", house.registration_id(evening, "Anna"), written.id, None, 0,
    )  # fmt: skip


@pytest.mark.parametrize("status", [MailStatus.QUEUED, MailStatus.SENDING])
def test_resend_of_what_is_under_way_is_refused(house: House, evening: EventDetails, status: MailStatus) -> None:
    anna = mail_id(house, evening, "Anna")
    note(house, anna, status)

    with pytest.raises(MailNotPossible) as refused:
        resend(house.db, house.mona, anna)

    assert refused.value == MailNotPossible(status)
    assert len(rows(house, evening)) == 2


def test_resend_of_what_is_too_late_is_refused(house: House, evening: EventDetails) -> None:
    anna = mail_id(house, evening, "Anna")
    note(house, anna, MailStatus.FAILED, useless_after=clock.utc_now())

    with pytest.raises(MailPointless) as refused:
        resend(house.db, house.mona, anna)

    assert refused.value == MailPointless("too_late")
    assert get_mail(house.db, house.mona, anna).status == MailStatus.FAILED


def test_resend_tells_nobody_who_cancelled_that_they_have_a_place(house: House, evening: EventDetails) -> None:
    anna = mail_id(house, evening, "Anna")
    note(house, anna, MailStatus.SENT)
    my_registration.cancel(house.db, house.token(evening, "Anna"))

    with pytest.raises(MailPointless) as refused:
        resend(house.db, house.mona, anna)

    assert refused.value == MailPointless("no_longer_registered")
    cancelled = mail_id(house, evening, "Anna", "cancelled_by_participant")
    note(house, cancelled, MailStatus.SENT)
    assert resend(house.db, house.mona, cancelled).status == MailStatus.QUEUED


def test_resend_tells_nobody_who_comes_that_they_cancelled_or_wait(house: House) -> None:
    event = house.event(capacity=1)
    house.register(event, "Anna")
    house.register(event, "Bernd")
    waiting = mail_id(house, event, "Bernd", "waitlisted")
    note(house, waiting, MailStatus.FAILED)
    my_registration.cancel(house.db, house.token(event, "Anna"))  # Bernd moves up
    cancelled = mail_id(house, event, "Anna", "cancelled_by_participant")
    note(house, cancelled, MailStatus.FAILED)
    house.set_registration(event, "Anna", status=RegistrationStatus.CONFIRMED)

    for mail in (waiting, cancelled):
        with pytest.raises(MailPointless) as refused:
            resend(house.db, house.mona, mail)
        assert refused.value == MailPointless("no_longer_needed")


def test_resend_of_a_message_reaches_cancelled_people_only_if_it_was_for_them(
    house: House, evening: EventDetails
) -> None:
    everybody = Audience(evening.id, statuses=frozenset(RegistrationStatus))
    for number, audience in enumerate((Audience(evening.id), everybody)):
        queue_message(house.db, house.mona, MessageDraft(f"s{number}", audience, "Raum", "Raum 7"), 2)
    anna = house.registration_id(evening, "Anna")
    first, second = [each.id for each in rows(house, evening) if (each.kind, each.registration_id) == ("message", anna)]
    note(house, first, MailStatus.SENT)
    note(house, second, MailStatus.SENT)
    participants.cancel(house.db, house.mona, anna)

    with pytest.raises(MailPointless):
        resend(house.db, house.mona, first)
    assert resend(house.db, house.mona, second).status == MailStatus.QUEUED


def test_resend_of_a_mail_whose_address_is_forgotten_is_refused(house: House, evening: EventDetails) -> None:
    now = clock.utc_now()
    values = {"event_id": evening.id, "kind": "data_deleted", "status": "failed", "queued_at": now, "due_at": now}
    with house.db.writing() as session:
        session.execute(insert(OutboxMail), [values])
    gone = rows(house, evening)[-1].id

    with pytest.raises(MailPointless) as refused:
        resend(house.db, house.mona, gone)

    assert refused.value == MailPointless("no_recipient")


def test_resend_all_failed_takes_up_what_still_helps(house: House, evening: EventDetails) -> None:
    house.register(evening, "Chiara")
    for name in ("Anna", "Bernd"):
        note(house, mail_id(house, evening, name), MailStatus.FAILED, attempts=15)
    note(house, mail_id(house, evening, "Chiara"), MailStatus.STOPPED)
    house.set_registration(evening, "Bernd", status=RegistrationStatus.CANCELLED)

    assert resend_all_failed(house.db, house.mona, evening.id) == ResentMails(resent=1, left_out=1)

    assert [each.status for each in rows(house, evening)] == ["queued", "failed", "stopped"]
    assert house.protocol(evening)[1:] == [("mail_resent", house.mona.id, None)]
    assert resend_all_failed(house.db, house.mona, evening.id) == ResentMails(resent=0, left_out=1)
    assert len(house.protocol(evening)) == 2


# Holding back


def test_stop_mail_holds_back_what_waits_once(house: House, evening: EventDetails) -> None:
    anna = mail_id(house, evening, "Anna")
    note(house, anna, MailStatus.QUEUED, attempts=2, last_error="unreachable")

    stopped = stop_mail(house.db, house.mona, anna)

    assert (stopped.status, stopped.last_error) == (MailStatus.STOPPED, None)
    assert stop_mail(house.db, house.mona, anna) == stopped
    assert house.protocol(evening)[1:] == [("mail_stopped", house.mona.id, house.registration_id(evening, "Anna"))]


@pytest.mark.parametrize("status", [MailStatus.SENDING, MailStatus.SENT, MailStatus.FAILED, MailStatus.KEPT])
def test_stop_mail_of_what_left_or_failed_is_refused(house: House, evening: EventDetails, status: MailStatus) -> None:
    anna = mail_id(house, evening, "Anna")
    note(house, anna, status)

    with pytest.raises(MailNotPossible) as refused:
        stop_mail(house.db, house.mona, anna)

    assert refused.value == MailNotPossible(status)
    assert get_mail(house.db, house.mona, anna).status == status
