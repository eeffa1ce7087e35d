"""Writing to many: checked while it is written, previewed as it will arrive, queued once, stopped while it waits."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from house import House
from sqlalchemy import select, update

from akevents import clock, settings
from akevents.domain import my_registration, outbox_log
from akevents.domain.audiences import Audience
from akevents.domain.events import EventDetails
from akevents.domain.mail_samples import SampleMail, as_read
from akevents.domain.messages import (
    BODY_LIMIT,
    SUBJECT_LIMIT,
    MessageDraft,
    Stopped,
    list_messages,
    preview,
    progress,
    queue_message,
    stop,
)
from akevents.domain.owed_mails import owed_mail
from akevents.errors import (
    AudienceChanged,
    EventNotFound,
    InvalidRequest,
    MailNotFound,
    NotPossibleForEvent,
    Problem,
    RegistrationNotFound,
)
from akevents.store.tables import ConsentPurpose, MailStatus, Message, OutboxMail, RegistrationStatus

EVERYBODY = frozenset(RegistrationStatus)
INVITE = frozenset({ConsentPurpose.INVITATIONS})


@pytest.fixture
def evening(house: House) -> EventDetails:
    """Anna and Bernd come, Chiara cancelled."""
    event = house.event(title="Smart City")
    for name in ("Anna", "Bernd", "Chiara"):
        house.register(event, name)
    my_registration.cancel(house.db, house.token(event, "Chiara"))
    return event


def draft(event: EventDetails, **values: object) -> MessageDraft:
    fields = {"submission_id": "s1", "audience": Audience(event.id), "subject": "Raum", "body": "Wir sind in Raum 7."}
    return MessageDraft(**fields | values)  # type: ignore[arg-type]


def messages_owed(house: House, event: EventDetails) -> list[tuple[str, str]]:
    return [each for each in house.mails(event) if each[0] in {"message", "invitation"}]


def set_status(house: House, event: EventDetails, name: str, status: MailStatus) -> None:
    """What a worker notes about this person's message."""
    here = (OutboxMail.registration_id == house.registration_id(event, name), OutboxMail.kind == "message")
    with house.db.writing() as session:
        session.execute(update(OutboxMail).where(*here).values(status=status))


def stored(house: House) -> list[Message]:
    with house.db.reading() as session:
        return list(session.scalars(select(Message)))


# The words


@pytest.mark.parametrize(
    ("values", "problems"),
    [
        ({}, ()),
        (
            {"subject": "Für {Vorname}: {Veranstaltung}", "body": "{ Vorname } {INSTITUTION} {Datum} {Uhrzeit} {Link}"},
            (),
        ),
        ({"subject": " ", "body": ""}, (Problem("subject", "missing_subject"), Problem("body", "missing_body"))),
        ({"subject": "x" * (SUBJECT_LIMIT + 1)}, (Problem("subject", "too_long", SUBJECT_LIMIT),)),
        ({"body": "x" * (BODY_LIMIT + 1)}, (Problem("body", "too_long", BODY_LIMIT),)),
        ({"subject": "Raum\nBcc: alle@example.org"}, (Problem("subject", "control_characters"),)),
        ({"body": "Zwei\nZeilen\tund\u0007"}, (Problem("body", "control_characters"),)),
        ({"body": "{Nmae}"}, (Problem("body", "unknown_placeholder", detail="{Nmae}"),)),
        ({"body": "{Frist}"}, (Problem("body", "unknown_placeholder", detail="{Frist}"),)),
        ({"body": "Hallo {Vorname"}, (Problem("body", "single_brace"),)),
        ({"subject": "{Link}"}, (Problem("subject", "unknown_placeholder", detail="{Link}"),)),
    ],
)
def test_draft_says_what_is_wrong_while_it_is_written(values: dict[str, str], problems: tuple[Problem, ...]) -> None:
    made = MessageDraft("s1", Audience(1), values.get("subject", "Raum"), values.get("body", "Raum 7."))

    assert made.problems() == problems


def test_draft_is_stored_without_outer_blanks_and_with_one_kind_of_line_end() -> None:
    assert MessageDraft("s1", Audience(1), " Raum ", "\n Eins \r\nzwei\n\n").validated() == ("Raum", "Eins\nzwei")


# The preview


def test_preview_is_what_this_person_will_get_but_for_their_link(house: House, evening: EventDetails) -> None:
    written = draft(
        evening, subject="Raum für {Vorname}", body="Guten Tag {Vorname} {Nachname}, {Institution}.\n{Link}"
    )
    anna = house.registration_id(evening, "Anna")

    seen = preview(house.db, house.mona, written, anna)
    queue_message(house.db, house.mona, written, 2)

    with house.db.reading() as session:
        owed = owed_mail(session, session.scalars(select(OutboxMail).where(OutboxMail.kind == "message")).all()[0])
    sent, token = as_read(owed, settings.current()), house.token(evening, "Anna")
    assert seen == SampleMail(sent.subject, sent.text.replace(token, "…"), sent.html.replace(token, "…"))
    assert seen.subject.startswith("Raum für Anna")
    assert "Guten Tag Anna Beispiel, Stadt Köln." in seen.text
    assert token in sent.text
    assert token not in seen.text + seen.html


def test_preview_of_words_with_mistakes_shows_them_as_they_stand(house: House, evening: EventDetails) -> None:
    seen = preview(house.db, house.mona, draft(evening, body="{Nmae} {"), house.registration_id(evening, "Anna"))

    assert "{Nmae} {" in seen.text


def test_preview_belongs_to_the_group(house: House, evening: EventDetails) -> None:
    foreign = house.event(working_group_id=house.other_group_id)
    house.register(foreign, "Dora")

    with pytest.raises(RegistrationNotFound):
        preview(house.db, house.mona, draft(evening), house.registration_id(foreign, "Dora"))
    with pytest.raises(RegistrationNotFound):
        preview(house.db, house.mona, draft(evening), 0)
    for stranger in (house.olaf, house.helper()):
        with pytest.raises(EventNotFound):
            preview(house.db, stranger, draft(evening), house.registration_id(evening, "Anna"))


# The queue


def test_queue_message_owes_everybody_who_is_meant_one_mail(house: House, evening: EventDetails) -> None:
    written = queue_message(house.db, house.mona, draft(evening), 2)

    assert messages_owed(house, evening) == [("message", "Anna"), ("message", "Bernd")]
    assert (written.total, written.waiting, written.is_under_way) == (2, 2, True)
    (row,) = stored(house)
    assert (row.id, row.working_group_id, row.event_id, row.written_by) == (
        written.id, house.group_id, evening.id, house.mona.id,
    )  # fmt: skip
    assert (row.subject, row.body) == ("Raum", "Wir sind in Raum 7.")
    assert row.audience == {
        "whole_group": False, "statuses": ["confirmed"], "question_id": None, "answer": "", "attendance": "all",
    }  # fmt: skip
    with house.db.reading() as session:
        mails = session.scalars(select(OutboxMail).where(OutboxMail.message_id == written.id)).all()
        assert [(each.details, each.useless_after, each.address) for each in mails] == [({}, None, None)] * 2
    assert house.protocol(evening)[-1] == ("message_queued", house.mona.id, None)
    assert list_messages(house.db, house.mona, evening.id) == (written,)


def test_queue_message_reaches_cancelled_people_only_if_the_filter_says_so(house: House, evening: EventDetails) -> None:
    queue_message(house.db, house.mona, draft(evening, audience=Audience(evening.id, statuses=EVERYBODY)), 3)

    assert messages_owed(house, evening) == [("message", "Anna"), ("message", "Bernd"), ("message", "Chiara")]


def test_queue_message_twice_is_one_message(house: House, evening: EventDetails) -> None:
    first = queue_message(house.db, house.mona, draft(evening), 2)
    house.register(evening, "Dora")

    assert queue_message(house.db, house.mona, draft(evening, body="Anders"), 3) == first
    assert len(messages_owed(house, evening)) == 2
    assert house.protocol(evening).count(("message_queued", house.mona.id, None)) == 1


def test_queue_message_refuses_when_the_people_are_not_as_many_as_were_shown(
    house: House, evening: EventDetails
) -> None:
    house.register(evening, "Dora")

    with pytest.raises(AudienceChanged) as refused:
        queue_message(house.db, house.mona, draft(evening), 2)

    assert refused.value == AudienceChanged(3)
    assert (stored(house), messages_owed(house, evening)) == ([], [])
    assert queue_message(house.db, house.mona, draft(evening), 3).total == 3  # the same submission, looked at again


def test_queue_message_refuses_wrong_words_and_nobody(house: House, evening: EventDetails) -> None:
    nobody = Audience(evening.id, statuses=frozenset())
    for wrong, count, problem in (
        (draft(evening, body="{Nmae}"), 2, Problem("body", "unknown_placeholder", detail="{Nmae}")),
        (draft(evening, audience=nobody), 0, Problem("audience", "nobody_chosen")),
    ):
        with pytest.raises(InvalidRequest) as refused:
            queue_message(house.db, house.mona, wrong, count)
        assert refused.value.problems == (problem,)
    assert (stored(house), messages_owed(house, evening)) == ([], [])


def test_queue_message_belongs_to_the_group(house: House, evening: EventDetails) -> None:
    for stranger in (house.olaf, house.helper()):
        with pytest.raises(EventNotFound):
            queue_message(house.db, stranger, draft(evening), 2)
    foreign = house.event(working_group_id=house.other_group_id)
    queue_message(house.db, house.mona, draft(evening), 2)
    with pytest.raises(MailNotFound):
        queue_message(house.db, house.olaf, draft(foreign), 0)  # somebody else's submission


# Invitations


def test_invitation_goes_to_the_group_until_nobody_can_register_any_more(house: House) -> None:
    earlier = house.event(title="Früher")
    house.register(earlier, "Anna", consents=INVITE)
    house.register(earlier, "Bernd")
    event = house.event(title="Smart City")
    invitation = draft(event, audience=Audience(event.id, whole_group=True), body="{Veranstaltung}, {Link}")

    seen = preview(house.db, house.mona, invitation, house.registration_id(earlier, "Anna"))
    written = queue_message(house.db, house.mona, invitation, 1)

    assert messages_owed(house, event) == [("invitation", "Anna")]
    assert written.whole_group
    with house.db.reading() as session:
        row = session.scalars(select(OutboxMail).where(OutboxMail.message_id == written.id)).one()
        assert row.useless_after == event.closes_at
    assert f"Smart City, http://localhost:8501/e/{event.slug}" in seen.text
    assert "http://localhost:8501/abbestellen/…" in seen.text
    assert outbox_log.show(house.db, house.mona, row.id) == seen


@pytest.mark.parametrize("state", ["draft", "closed", "cancelled"])
def test_invitation_to_what_nobody_can_register_for_is_refused(house: House, state: str) -> None:
    house.register(house.event(), "Anna", consents=INVITE)
    event = house.event(publish=state != "draft")
    if state == "closed":
        house.set(event, deadline_at=clock.utc_now() - timedelta(hours=1))
    elif state == "cancelled":
        house.set(event, status="cancelled")

    with pytest.raises(NotPossibleForEvent) as refused:
        queue_message(house.db, house.mona, draft(event, audience=Audience(event.id, whole_group=True)), 1)

    assert refused.value == NotPossibleForEvent(event.slug, state)
    assert stored(house) == []


# Stopping


def test_stop_holds_back_what_waits_and_says_what_had_left(house: House, evening: EventDetails) -> None:
    house.register(evening, "Dora")
    written = queue_message(house.db, house.mona, draft(evening), 3)
    set_status(house, evening, "Anna", MailStatus.SENT)
    set_status(house, evening, "Bernd", MailStatus.SENDING)

    assert stop(house.db, house.mona, written.id) == Stopped(stopped=1, left=2)

    nobody = dict.fromkeys(MailStatus, 0)
    counts = nobody | {MailStatus.SENT: 1, MailStatus.SENDING: 1, MailStatus.STOPPED: 1}
    assert progress(house.db, house.mona, written.id) == replace(written, counts=counts)
    assert house.protocol(evening)[-1] == ("message_stopped", house.mona.id, None)
    entries = len(house.protocol(evening))
    assert stop(house.db, house.mona, written.id) == Stopped(stopped=0, left=2)
    assert len(house.protocol(evening)) == entries


def test_message_of_another_group_does_not_exist(house: House, evening: EventDetails) -> None:
    written = queue_message(house.db, house.mona, draft(evening), 2)

    for stranger in (house.olaf, house.helper()):
        for step in (stop, progress):
            with pytest.raises(MailNotFound):
                step(house.db, stranger, written.id)
        with pytest.raises(EventNotFound):
            list_messages(house.db, stranger, evening.id)
    with pytest.raises(MailNotFound):
        progress(house.db, house.mona, 0)
    assert progress(house.db, house.mona, written.id) == written


def test_two_clicks_at_once_are_one_message(house: House, evening: EventDetails) -> None:
    with ThreadPoolExecutor(2) as hands:
        clicks = [hands.submit(queue_message, house.db, house.mona, draft(evening), 2) for _ in range(2)]

    assert len({click.result().id for click in clicks}) == 1
    assert messages_owed(house, evening) == [("message", "Anna"), ("message", "Bernd")]
