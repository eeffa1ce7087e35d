"""A message on its way, against a real mail server: what was previewed arrives, what was stopped does not, nor what nobody
is meant to get any more."""

import itertools
from email.message import EmailMessage

from house import House
from mail.outbox_rows import change_row, evening, rows
from mail.postbox import Postbox

from akevents import settings
from akevents.domain import my_registration, outbox_log
from akevents.domain.audiences import Audience
from akevents.domain.events import EventDetails
from akevents.domain.invitations import unsubscribe
from akevents.domain.messages import MessageDraft, Stopped, WrittenMessage, preview, progress, queue_message, stop
from akevents.mail.deliver import deliver_due
from akevents.store.tables import ConsentPurpose, MailStatus, RegistrationStatus

INVITE = frozenset({ConsentPurpose.INVITATIONS})


def settled(house: House, postbox: Postbox, *names: str) -> EventDetails:
    """An evening whose first mails have arrived and are forgotten."""
    event = evening(house, *names)
    deliver_due(house.db, settings.current())
    postbox.delivered.clear()
    return event


def message(event: EventDetails, **audience: object) -> MessageDraft:
    meant = Audience(event.id, **audience)  # type: ignore[arg-type]
    return MessageDraft("s1", meant, "Raum für {Vorname}", "Guten Abend {Vorname} {Nachname} aus {Institution}.")


def words_of(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n").rstrip("\n")


def counts(written: WrittenMessage) -> dict[str, int]:
    return {status.value: count for status, count in written.counts.items() if count}


def test_what_was_previewed_arrives_at_each_person_once(house: House, postbox: Postbox) -> None:
    event = settled(house, postbox, "Anna", "Bernd")
    seen = {
        name: preview(house.db, house.mona, message(event), house.registration_id(event, name))
        for name in ("Anna", "Bernd")
    }
    written = queue_message(house.db, house.mona, message(event), 2)

    assert deliver_due(house.db, settings.current()) == {"sent": 2}

    assert postbox.people == ["anna@example.org", "bernd@example.org"]
    for mail, (name, expected) in zip(postbox.mails, seen.items(), strict=True):
        assert mail["Subject"] == expected.subject
        assert words_of(mail).replace(house.token(event, name), "…") == expected.text.rstrip("\n")
        assert f"Guten Abend {name} Beispiel aus Stadt Köln." in expected.text
    assert counts(progress(house.db, house.mona, written.id)) == {"sent": 2}


def test_a_message_that_is_stopped_reaches_nobody_more(house: House, postbox: Postbox) -> None:
    event = settled(house, postbox, "Anna", "Bernd", "Chiara")
    written = queue_message(house.db, house.mona, message(event), 3)
    first_only = itertools.chain([True], itertools.repeat(False))
    deliver_due(house.db, settings.current(), may_go_on=lambda: next(first_only))

    assert stop(house.db, house.mona, written.id) == Stopped(stopped=2, left=1)

    assert deliver_due(house.db, settings.current()) == {}
    assert postbox.people == ["anna@example.org"]
    assert counts(progress(house.db, house.mona, written.id)) == {"sent": 1, "stopped": 2}


def test_who_cancels_before_their_turn_gets_no_message(house: House, postbox: Postbox) -> None:
    event = settled(house, postbox, "Anna", "Bernd")
    written = queue_message(house.db, house.mona, message(event), 2)
    my_registration.cancel(house.db, house.token(event, "Anna"))

    deliver_due(house.db, settings.current())

    assert [mail["To"] for mail in postbox.mails if "Raum für" in mail["Subject"]] == ["bernd@example.org"]
    assert counts(progress(house.db, house.mona, written.id)) == {"sent": 1, "stopped": 1}


def test_a_message_for_those_who_cancelled_reaches_them(house: House, postbox: Postbox) -> None:
    event = settled(house, postbox, "Anna", "Bernd")
    my_registration.cancel(house.db, house.token(event, "Anna"))
    cancelled = frozenset({RegistrationStatus.CANCELLED})
    queue_message(house.db, house.mona, message(event, statuses=cancelled), 1)

    deliver_due(house.db, settings.current())

    assert [mail["To"] for mail in postbox.mails if "Raum für" in mail["Subject"]] == ["anna@example.org"]


def test_an_invitation_ends_invitations_by_its_own_header(house: House, postbox: Postbox) -> None:
    earlier = house.event(more={"confirms_addresses": False})
    for name in ("Anna", "Bernd"):
        house.register(earlier, name, consents=INVITE)
    deliver_due(house.db, settings.current())
    postbox.delivered.clear()
    event = house.event(title="Smart City")
    queue_message(house.db, house.mona, message(event, whole_group=True), 2)
    first_only = itertools.chain([True], itertools.repeat(False))
    deliver_due(house.db, settings.current(), may_go_on=lambda: next(first_only))
    (mail,) = postbox.mails
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "Smart City" in words_of(mail)

    token = mail["List-Unsubscribe"].strip("<>").rpartition("/abbestellen/")[2]
    assert unsubscribe(house.db, token)
    unsubscribe(house.db, _token_of(house, earlier, "Bernd"))  # his invitation still waits

    assert deliver_due(house.db, settings.current()) == {"stopped": 1}
    assert postbox.people == ["anna@example.org"]


def _token_of(house: House, event: EventDetails, name: str) -> str:
    from akevents.domain import tokens

    return tokens.unsubscribe_token(house.registration_id(event, name))


def test_what_failed_arrives_when_it_is_sent_again(house: House, postbox: Postbox) -> None:
    event = evening(house, "Anna")
    postbox.answers["anna@example.org"] = "550 5.1.1 no such user"
    deliver_due(house.db, settings.current())
    assert outbox_log.count_by_status(house.db, house.mona, event.id)[MailStatus.FAILED] == 1
    postbox.answers.clear()

    again = outbox_log.resend(house.db, house.mona, rows(house)[0].id)

    assert again.status == MailStatus.QUEUED
    deliver_due(house.db, settings.current())
    assert "anna@example.org" in postbox.people
    assert rows(house)[0].status == "sent"


def test_what_had_arrived_arrives_once_more_under_another_id(house: House, postbox: Postbox) -> None:
    evening(house, "Anna")
    deliver_due(house.db, settings.current())

    outbox_log.resend(house.db, house.mona, change_row(house, 0, attempts=1))
    deliver_due(house.db, settings.current())

    assert postbox.people == ["anna@example.org"] * 2
    assert len(set(postbox.message_ids)) == 2
