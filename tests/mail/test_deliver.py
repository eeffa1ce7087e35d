"""Delivery against a real SMTP server on a free port: what goes out, what is tried again, what is given up and who hears."""

import logging
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from conftest import forget_settings
from house import House
from mail.conftest import pass_time
from mail.outbox_rows import change_row, evening, progress, rows, statuses
from mail.postbox import Postbox
from sqlalchemy import update

from akevents import clock, settings
from akevents.domain import calendar_entries, moderators, my_registration, outbox, tokens
from akevents.domain.outbox import MailKind
from akevents.domain.registrations import register
from akevents.domain.reminders import moment
from akevents.errors import DatabaseBusy
from akevents.mail import deliver
from akevents.mail.claiming import LEASE, claim, take_up
from akevents.mail.deliver import deliver_due
from akevents.mail.noting import RETRY_AFTER, TRIES, note_again, note_sent
from akevents.store.tables import OutboxMail


def test_a_registration_leaves_the_house_as_one_mail_with_its_link(house: House, postbox: Postbox) -> None:
    event = house.event(title="Smart City")
    request = house.request(event, "Anna")
    register(house.db, request)

    assert deliver_due(house.db, settings.current()) == {"sent": 1}
    assert deliver_due(house.db, settings.current()) == {}

    (mail,) = postbox.mails
    assert mail["To"] == "anna@example.org"
    assert mail["Subject"].startswith("Bitte bestätigen: Smart City, ")
    assert mail["Auto-Submitted"] == "auto-generated"
    body = mail.get_body(("plain",))
    assert body is not None
    assert f"/meine-anmeldung?token={tokens.manage_token(request.submission_id)}" in body.get_content()
    (row,) = rows(house)
    assert (row.status, row.attempts, row.last_error, row.leased_until, row.sent_at is None) == (
        "sent", 1, None, None, False,
    )  # fmt: skip


def test_the_calendar_part_and_the_attachment_are_the_bytes_of_the_route(house: House, postbox: Postbox) -> None:
    event = evening(house, "Anna")
    deliver_due(house.db, settings.current())

    mine = my_registration.get_my_registration(house.db, house.token(event))
    expected, method = calendar_entries.personal_file(mine, settings.current())
    (mail,) = postbox.mails
    parts = [part for part in mail.walk() if part.get_content_type() == "text/calendar"]
    assert [part.get_payload(decode=True) for part in parts] == [expected, expected]
    assert parts[0].get_param("method") == method == "PUBLISH"


def test_what_people_typed_cannot_add_a_header(house: House, postbox: Postbox) -> None:
    evening(house, "Anna", title="Abend\r\nBcc: olaf@example.org")

    deliver_due(house.db, settings.current())

    (mail,) = postbox.mails
    assert mail["Bcc"] is None
    assert "Abend Bcc: olaf@example.org" in mail["Subject"]
    assert postbox.people == ["anna@example.org"]


def test_lines_that_begin_with_a_dot_arrive_as_they_were_written(house: House, postbox: Postbox) -> None:
    evening(house, "Anna", location=".\r\n.")

    assert deliver_due(house.db, settings.current()) == {"sent": 1}


def test_whoever_waits_in_front_of_a_screen_gets_their_mail_before_the_many(house: House, postbox: Postbox) -> None:
    event = evening(house, "Anna", "Bernd")
    deliver_due(house.db, settings.current())
    people = [house.registration_id(event, name) for name in ("Anna", "Bernd")]
    values: dict[str, Any] = {"occasion": "ready", "at": clock.utc_now()}
    with house.db.writing() as session:
        outbox.queue_once(session, MailKind.MATERIALS, people, event_id=event.id, **values)

    house.register(event, "Chiara")
    deliver_due(house.db, settings.current())

    assert postbox.people[2:] == ["chiara@example.org", "anna@example.org", "bernd@example.org"]


def test_a_reminder_answers_the_mail_that_confirmed_the_place(house: House, postbox: Postbox) -> None:
    event = evening(house, "Anna", "Bernd")
    values: dict[str, Any] = {"event_id": event.id, "at": clock.utc_now(), "details": {"ahead": "day"}}
    with house.db.writing() as session:
        whose = [house.registration_id(event, "Bernd")]
        outbox.queue_once(session, MailKind.REMINDER, whose, occasion=f"day {moment(event)}", **values)
    deliver_due(house.db, settings.current())

    first, reminder = (each for each in postbox.delivered if each.recipients == ("bernd@example.org",))
    assert (reminder.message["In-Reply-To"], reminder.message["References"]) == (first.message_id, first.message_id)
    assert first.message["In-Reply-To"] is None


# Again and again, then no more


def test_tries_are_spread_over_a_day(house: House, postbox: Postbox) -> None:
    """1, 5, 30 minutes, 2 hours …; a last one at 24 hours."""
    start = datetime(2031, 3, 5, 12, 0, tzinfo=UTC)
    clock.start_at(start)
    evening(house, "Anna", starts_at=start + timedelta(days=14))
    postbox.answers["RCPT"] = "451 4.7.1 later"
    pauses = []

    while statuses(house) == ["queued"]:
        deliver_due(house.db, settings.current())
        waiting = rows(house)[0].due_at - clock.utc_now()
        pauses.append(round(waiting / timedelta(minutes=1)))
        pass_time(seconds=waiting.total_seconds() + 0.5)

    assert pauses[:-1] == [1, 5, 30, *[120] * 11, 84]
    assert sum(RETRY_AFTER, timedelta()) == timedelta(hours=24)
    assert progress(house) == [("failed", TRIES, "451 4.7.1")]
    assert postbox.people == []


def test_a_mail_that_waited_while_our_own_server_was_off_has_all_its_tries(house: House, postbox: Postbox) -> None:
    evening(house, "Anna")
    pass_time(days=3)
    postbox.answers["RCPT"] = "450 4.2.0 greylisted"

    deliver_due(house.db, settings.current())
    assert progress(house) == [("queued", 1, "450 4.2.0")]

    postbox.answers = {}
    pass_time(minutes=1.1)
    assert deliver_due(house.db, settings.current()) == {"sent": 1}


def test_a_mail_server_that_was_down_all_day_gets_everything_when_it_is_back(house: House, postbox: Postbox) -> None:
    names = [f"Person{number}" for number in range(25)]  # more than one round
    event = evening(house, *names[:24])
    postbox.stop()

    for _ in range(23):
        deliver_due(house.db, settings.current())
        pass_time(hours=1)
    assert set(progress(house)) == {
        ("queued", rows(house)[0].attempts, "unreachable")
    }  # nobody's patience suffers alone
    house.register(event, names[24])
    postbox.start()
    pass_time(hours=2)
    while deliver_due(house.db, settings.current()):
        pass

    assert statuses(house) == ["sent"] * 25
    assert sorted(postbox.people) == sorted(f"{name.lower()}@example.org" for name in names)


def test_a_server_out_of_reach_costs_every_mail_that_is_due_one_try(
    house: House, postbox: Postbox, caplog: pytest.LogCaptureFixture
) -> None:
    evening(house, *(f"Person{number}" for number in range(30)))
    postbox.stop()

    with caplog.at_level(logging.INFO, "akevents.mail"):
        assert deliver_due(house.db, settings.current()) == {"queued": 30}
    assert deliver_due(house.db, settings.current()) == {}

    assert progress(house) == [("queued", 1, "unreachable")] * 30
    assert [record.getMessage() for record in caplog.records] == ["no mail can leave: unreachable"]


# One bad mail


def test_a_mail_that_cannot_be_composed_fails_visibly_and_the_others_go_out(
    house: House, postbox: Postbox, caplog: pytest.LogCaptureFixture
) -> None:
    evening(house, "Anna", "Bernd", "Chiara")
    mail_id = change_row(house, 1, kind="unheard_of")

    assert deliver_due(house.db, settings.current()) == {"sent": 3, "failed": 1}

    assert postbox.people == ["anna@example.org", "chiara@example.org", "mona@example.org"]
    assert progress(house)[1] == ("failed", 1, "not_composed")
    assert [record.getMessage() for record in caplog.records if record.exc_info] == [
        f"mail {mail_id} cannot be composed"
    ]


def test_a_mail_whose_details_are_nonsense_harms_no_other(house: House, postbox: Postbox) -> None:
    evening(house, "Anna", "Bernd")
    change_row(house, 0, kind=MailKind.EVENT_CHANGED, details={"changes": [{"key": 7}, None]})

    deliver_due(house.db, settings.current())

    assert statuses(house)[0] in {"sent", "failed"}
    assert statuses(house)[1] == "sent"


def test_a_mail_that_ends_every_worker_is_given_up(house: House, postbox: Postbox) -> None:
    """As if the workers had been killed each time: nothing is ever noted."""
    evening(house, "Anna")
    for _ in range(TRIES):
        assert len(claim(house.db)) == 1
        pass_time(seconds=LEASE.total_seconds() + 1)

    deliver_due(house.db, settings.current())

    assert postbox.people == ["mona@example.org"]
    assert progress(house) == [("failed", TRIES + 1, "worker_lost")]


def test_a_mail_to_nobody_fails_with_its_reason(house: House, postbox: Postbox) -> None:
    evening(house, "Anna")
    change_row(house, 0, kind=MailKind.DATA_DELETED, registration_id=None)

    deliver_due(house.db, settings.current())

    assert postbox.people == ["mona@example.org"]
    assert progress(house) == [("failed", 1, "no_recipient")]


def test_one_moderator_of_several_is_enough(house: House, postbox: Postbox) -> None:
    """Late requests of old have one mail for all of them."""
    event = evening(house, "Anna")
    moderators.add_moderator(house.db, "milan@example.org", "Milan", ("wirtschaft",))
    house.set_registration(event, "Anna", status="requested")
    change_row(house, 0, kind=MailKind.LATE_REQUEST_FOR_MODERATOR)
    postbox.answers["mona@example.org"] = "550 5.1.1 unknown"

    assert deliver_due(house.db, settings.current()) == {"sent": 1}
    assert postbox.people == ["milan@example.org"]


def test_logs_name_ids_and_never_addresses(house: House, postbox: Postbox, caplog: pytest.LogCaptureFixture) -> None:
    evening(house, "Anna", "Bernd")
    postbox.answers = {"anna@example.org": "550 5.1.1 no anna@example.org here", "bernd@example.org": "451 bernd later"}

    with caplog.at_level(logging.DEBUG, "akevents"):
        deliver_due(house.db, settings.current())

    first, second = (row.id for row in rows(house)[:2])
    said = [record.getMessage() for record in caplog.records if record.name == "akevents.mail"]
    assert said == [f"mail {first} is given up: 550 5.1.1", f"mail {second}: 451, try 1"]
    assert [row.last_error for row in rows(house)[:2]] == ["550 5.1.1", "451"]


# Whose mail is it


def test_a_mail_that_was_erased_or_stopped_after_the_claim_is_not_sent(house: House, postbox: Postbox) -> None:
    event = evening(house, "Anna", "Bernd")
    anna, bernd = claim(house.db, 2)
    change_row(house, 1, status="stopped")
    with house.db.writing() as session:
        session.delete(session.get_one(OutboxMail, anna.id))

    assert [take_up(house.db, each) for each in (anna, bernd)] == [None, None]
    assert deliver_due(house.db, settings.current()) == {}
    assert (postbox.people, statuses(house)) == ([], ["stopped"])
    assert house.statuses(event) == {"Anna": "confirmed", "Bernd": "confirmed"}


def test_a_slow_worker_does_not_send_what_another_has_taken(house: House, postbox: Postbox) -> None:
    evening(house, "Anna")
    (slow,) = claim(house.db)
    pass_time(seconds=LEASE.total_seconds() + 1)
    (fast,) = claim(house.db)

    assert take_up(house.db, slow) is None
    note_again(house.db, slow, "421")  # changes nothing: it is not his any more
    assert progress(house) == [("sending", 2, None)]
    assert take_up(house.db, fast) is not None


def test_a_worker_whose_lease_is_nearly_over_leaves_the_mail_to_the_next(house: House, postbox: Postbox) -> None:
    evening(house, "Anna")
    (slow,) = claim(house.db)
    pass_time(seconds=LEASE.total_seconds() - 1)

    assert take_up(house.db, slow) is None


def test_what_went_out_is_noted_even_if_the_lease_ran_out(house: House, postbox: Postbox) -> None:
    evening(house, "Anna")
    (slow,) = claim(house.db)
    pass_time(seconds=LEASE.total_seconds() + 1)
    (fast,) = claim(house.db)

    note_sent(house.db, slow)

    assert take_up(house.db, fast) is None
    assert statuses(house) == ["sent"]


def test_a_busy_database_is_asked_again_when_a_mail_went_out(
    house: House, postbox: Postbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    evening(house, "Anna")
    moods = iter([DatabaseBusy(), None])

    def busy_once(*arguments: Any) -> object:
        if mood := next(moods):
            raise mood
        return note_sent(*arguments)

    monkeypatch.setattr(deliver, "note_sent", busy_once)
    monkeypatch.setattr(deliver, "NOTE_PAUSES_S", (0.0,))

    assert deliver_due(house.db, settings.current()) == {"sent": 1}
    assert (postbox.people, statuses(house)) == (["anna@example.org"], ["sent"])


def test_what_went_out_is_never_noted_as_failed(
    house: House, postbox: Postbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    evening(house, "Anna")

    def broken(*_: Any) -> None:
        raise ValueError("kaputt")

    monkeypatch.setattr(deliver, "note_sent", broken)

    with pytest.raises(ValueError, match="kaputt"):
        deliver_due(house.db, settings.current())
    assert (postbox.people, progress(house)) == (["anna@example.org"], [("sending", 1, None)])


def test_a_worker_that_is_to_end_finishes_the_mail_in_hand_and_holds_no_other(house: House, postbox: Postbox) -> None:
    evening(house, "Anna", "Bernd")

    assert deliver_due(house.db, settings.current(), may_go_on=lambda: not postbox.people) == {"sent": 1}
    assert progress(house) == [("sent", 1, None), ("queued", 0, None)]


# What follows


def test_the_hold_starts_anew_when_the_confirming_mail_goes_out(house: House, postbox: Postbox) -> None:
    event = house.event()
    house.register(event)
    pass_time(hours=30)
    counter = house.read(event).change_counter

    deliver_due(house.db, settings.current())

    (row,) = rows(house)
    anna = house.registration(event)
    assert (anna.status, anna.expires_at) == ("pending", (row.sent_at or clock.utc_now()) + timedelta(hours=48))
    assert house.read(event).change_counter == counter + 1
    body = postbox.mails[0].get_body(("plain",))
    assert body is not None
    assert wall_time(anna.expires_at) in body.get_content()


def wall_time(instant: datetime | None) -> str:
    assert instant is not None
    from zoneinfo import ZoneInfo

    return f"{instant.astimezone(ZoneInfo('Europe/Berlin')):%H:%M}"


def test_the_hold_stays_where_the_address_was_confirmed_meanwhile(house: House, postbox: Postbox) -> None:
    event = house.event()
    house.register(event)
    (claimed,) = claim(house.db)
    my_registration.confirm(house.db, house.token(event))

    note_sent(house.db, claimed)

    anna = house.registration(event)
    assert (anna.status, anna.expires_at) == ("confirmed", None)


def test_the_hold_of_somebody_else_stays(house: House, postbox: Postbox) -> None:
    event = house.event()
    house.register(event, "Anna")
    deliver_due(house.db, settings.current())
    pass_time(hours=1)
    before = house.registration(event, "Anna").expires_at
    house.register(event, "Bernd")

    deliver_due(house.db, settings.current())

    assert house.registration(event, "Anna").expires_at == before


def failures(house: House) -> list[tuple[int | None, str, str | None, dict[str, Any]]]:
    found = [row for row in rows(house) if row.kind == MailKind.DELIVERY_FAILED]
    return [(row.moderator_id, row.status, row.occasion, row.details) for row in found]


def test_moderators_hear_once_an_hour_of_mails_that_were_given_up(house: House, postbox: Postbox) -> None:
    clock.start_at(datetime(2031, 3, 5, 12, 10, tzinfo=UTC))
    event = evening(house, "Anna", "Bernd", "Chiara", starts_at=clock.utc_now() + timedelta(days=14))
    postbox.answers = {f"{name}@example.org": "550 5.1.1 unknown" for name in ("anna", "bernd", "doris", "emil")}

    assert deliver_due(house.db, settings.current()) == {"failed": 2, "sent": 2}  # the second one to Mona
    details = {"failed_kind": "registered", "count": 2}
    first = (house.mona.id, "sent", f"{event.id} 2031-03-05T12", details)
    assert failures(house) == [first]
    assert postbox.people == ["chiara@example.org", "mona@example.org"]

    house.register(event, "Doris")
    deliver_due(house.db, settings.current())
    assert failures(house) == [first]  # within the same hour no other

    pass_time(hours=1)
    house.register(event, "Emil")
    deliver_due(house.db, settings.current())
    second = (house.mona.id, "sent", f"{event.id} 2031-03-05T13", {"failed_kind": "registered", "count": 1})
    assert failures(house) == [first, second]


def test_nobody_hears_of_a_moderators_mail_that_was_given_up(house: House, postbox: Postbox) -> None:
    evening(house, "Anna")
    postbox.answers["RCPT"] = "550 5.1.1 unknown"

    while deliver_due(house.db, settings.current()):
        pass

    assert [(status, details["count"]) for _, status, _, details in failures(house)] == [("failed", 1)]


@pytest.mark.parametrize("answer", ["250 OK", "550 5.1.1 unknown"])
def test_an_address_is_emptied_when_the_mail_is_sent_or_given_up(house: House, postbox: Postbox, answer: str) -> None:
    evening(house, "Anna")
    change_row(house, 0, kind=MailKind.DATA_DELETED, registration_id=None, address="doris@example.org")
    postbox.answers["RCPT"] = "451 4.3.0 later"
    deliver_due(house.db, settings.current())
    assert rows(house)[0].address == "doris@example.org"  # still needed

    postbox.answers["RCPT"] = answer
    pass_time(minutes=2)
    deliver_due(house.db, settings.current())

    assert (rows(house)[0].status, rows(house)[0].address) == ("sent" if "OK" in answer else "failed", None)
    assert "doris@example.org" in postbox.people or "OK" not in answer


def test_kept_mails_stay_in_the_house_when_a_server_is_set_later(
    house: House, postbox: Postbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    event = evening(house, "Anna")
    server = settings.current().smtp_url
    monkeypatch.setenv("AKEVENTS_SMTP_URL", "")
    forget_settings()
    assert deliver_due(house.db, settings.current()) == {"kept": 1}

    monkeypatch.setenv("AKEVENTS_SMTP_URL", server)
    forget_settings()
    house.register(event, "Bernd")
    pass_time(days=1)
    deliver_due(house.db, settings.current())

    assert (postbox.people, statuses(house)) == (["bernd@example.org"], ["kept", "sent"])


def test_a_mail_that_is_too_late_is_stopped(house: House, postbox: Postbox) -> None:
    evening(house, "Anna", "Bernd")
    now = clock.utc_now()
    with house.db.writing() as session:
        session.execute(update(OutboxMail).values(useless_after=now + timedelta(minutes=30)))
    postbox.answers["anna@example.org"] = "451 4.3.0 later"
    deliver_due(house.db, settings.current())
    postbox.answers = {}
    pass_time(minutes=31)

    assert deliver_due(house.db, settings.current()) == {"stopped": 1}
    assert progress(house) == [("stopped", 2, "too_late"), ("sent", 1, None)]
