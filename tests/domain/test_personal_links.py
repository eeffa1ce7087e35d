"""Mail that does not arrive, and addresses that were mistyped. Neither tells who is registered."""

from dataclasses import replace
from datetime import timedelta

import pytest
from conftest import forget_settings
from house import House

from akevents import clock
from akevents.domain import moderators, my_registration, participants, tokens
from akevents.domain.events import EventDetails, event_in
from akevents.domain.my_registration import get_my_registration
from akevents.domain.my_view import LINK_LIFE
from akevents.domain.personal_links import LIMIT, renew, resend, send_again
from akevents.domain.registrations import register
from akevents.errors import InvalidRequest, LinkExpired, MailNotSetUp, RegistrationNotFound, TooManyAttempts

pytestmark = pytest.mark.usefixtures("with_mail")


def test_resend_owes_the_first_mail_again(house: House) -> None:
    event = house.event()
    request = house.request(event)
    register(house.db, request)

    resend(house.db, request)

    assert house.mails(event) == [("confirm_address", "Anna"), ("confirm_address", "Anna")]


def test_resend_passes_over_a_stranger_in_silence(house: House) -> None:
    event = house.event()

    resend(house.db, house.request(event))

    assert house.mails(event) == []


def test_resend_fills_nobodys_mailbox(house: House) -> None:
    event = house.event()
    request = house.request(event)
    register(house.db, request)

    for _ in range(10):
        resend(house.db, request)

    assert len(house.mails(event)) == LIMIT


def test_a_corrected_address_takes_over_the_place(house: House) -> None:
    event = house.event(capacity=1, has_waiting_list=False)
    typo = house.request(event, email="anna@exampel.org")
    register(house.db, typo)
    right = replace(house.request(event), submission_id="corrected")

    receipt = register(house.db, right, instead_of=typo.submission_id)

    assert receipt.status == "pending"
    assert house.mails(event) == [("confirm_address", "Anna"), ("confirm_address", "Anna")]
    assert house.counters_and_recount(event) == ((1, 0, 2), (1, 0, 2))


def test_only_an_unconfirmed_registration_of_the_same_event_can_be_corrected(house: House) -> None:
    first, second = house.event(), house.event()
    elsewhere = house.request(second, "Bernd")
    register(house.db, elsewhere)

    register(house.db, house.request(first), instead_of=elsewhere.submission_id)

    assert house.statuses(second) == {"Bernd": "pending"}


def test_a_refused_correction_leaves_the_first_registration(house: House) -> None:
    event = house.event()
    first = house.request(event)
    register(house.db, first)

    with pytest.raises(InvalidRequest):
        register(house.db, replace(first, submission_id="second", email="anna@"), instead_of=first.submission_id)

    assert house.statuses(event) == {"Anna": "pending"}


def test_a_correction_with_the_same_address_keeps_the_place(house: House) -> None:
    event = house.event(capacity=1, has_waiting_list=False)
    first = house.request(event, "Ana", email="anna@example.org")
    register(house.db, first)

    receipt = register(
        house.db, replace(first, submission_id="corrected", first_name="Anna"), instead_of=first.submission_id
    )

    assert (receipt.status, receipt.first_name) == ("pending", "Anna")
    assert house.statuses(event) == {"Ana": "cancelled", "Anna": "pending"}
    assert house.mails(event) == [("confirm_address", "Ana"), ("confirm_address", "Anna")]
    assert house.counters_and_recount(event) == ((1, 0, 2), (1, 0, 2))


# Valid until, and then a new one


def confirmed(house: House) -> tuple[int, str]:
    """Anna's event and her link."""
    event = house.event()
    house.register(event)
    my_registration.confirm(house.db, house.token(event))
    return event.id, house.token(event)


def test_a_link_lives_two_weeks_longer_than_its_event(house: House) -> None:
    _, token = confirmed(house)
    ends_at = get_my_registration(house.db, token).event.ends_at

    clock.start_at(ends_at + LINK_LIFE - timedelta(minutes=1))
    assert get_my_registration(house.db, token).link_until == ends_at + LINK_LIFE
    clock.start_at(ends_at + LINK_LIFE)
    for use_case in (get_my_registration, my_registration.confirm, my_registration.cancel):
        with pytest.raises(LinkExpired):
            use_case(house.db, token)


def test_an_expired_link_gets_a_new_one_by_mail_and_dies(house: House) -> None:
    event_id, old = confirmed(house)
    ends_at = get_my_registration(house.db, old).event.ends_at
    later = ends_at + LINK_LIFE + timedelta(days=1)
    clock.start_at(later)

    renew(house.db, old)

    row = house.registration(event_of(house, event_id))
    new = tokens.manage_token(row.submission_id, row.link_version)
    assert (row.link_version, new != old) == (1, True)
    until = get_my_registration(house.db, new).link_until
    assert until is not None
    assert timedelta(0) <= until - (later + LINK_LIFE) < timedelta(minutes=5)
    with pytest.raises(RegistrationNotFound):
        get_my_registration(house.db, old)
    with pytest.raises(RegistrationNotFound):
        renew(house.db, old)
    assert house.mails(event_of(house, event_id))[-1] == ("new_link", "Anna")


def event_of(house: House, event_id: int) -> EventDetails:
    with house.db.reading() as session:
        return event_in(session, event_id)


def test_a_valid_link_may_be_renewed_and_not_without_end(house: House) -> None:
    event_id, token = confirmed(house)
    clock.start_at(clock.utc_now() + timedelta(hours=2))  # the first mails are long past
    event = event_of(house, event_id)
    for version in range(1, LIMIT + 1):
        renew(house.db, token)
        token = tokens.manage_token(house.registration(event).submission_id, version)

    with pytest.raises(TooManyAttempts):
        renew(house.db, token)
    assert get_my_registration(house.db, token).status == "confirmed"


def test_without_mail_a_link_is_not_renewed(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    _, token = confirmed(house)
    monkeypatch.delenv("AKEVENTS_SMTP_URL")
    forget_settings()

    with pytest.raises(MailNotSetUp):
        renew(house.db, token)
    assert get_my_registration(house.db, token).status == "confirmed"


def test_whoever_lost_the_link_asks_by_the_address_alone(house: House) -> None:
    event_id, _ = confirmed(house)
    event = event_of(house, event_id)
    before = house.mails(event)

    send_again(house.db, event_id, "ANNA@example.org ")
    send_again(house.db, event_id, "niemand@example.org")
    with pytest.raises(InvalidRequest):
        send_again(house.db, event_id, "anna")

    assert house.mails(event) == [*before, ("registered", "Anna")]


def test_a_lost_link_that_has_expired_is_replaced(house: House) -> None:
    event_id, old = confirmed(house)
    event = event_of(house, event_id)
    clock.start_at(event.ends_at + LINK_LIFE + timedelta(days=1))

    send_again(house.db, event_id, "anna@example.org")

    assert house.mails(event)[-1] == ("new_link", "Anna")
    with pytest.raises(RegistrationNotFound):
        get_my_registration(house.db, old)


def test_whoever_cancelled_gets_no_link_from_strangers(house: House) -> None:
    event_id, _ = confirmed(house)
    event = event_of(house, event_id)
    participants.cancel(house.db, moderators.operator(), house.registration_id(event))
    before = house.mails(event)

    send_again(house.db, event_id, "anna@example.org")

    assert house.mails(event) == before


@pytest.mark.parametrize("token", ["", "fremd", "x" * 10_000, "Ä\x00🎉", "\ud800"])
def test_what_is_no_link_is_none(house: House, token: str) -> None:
    for use_case in (get_my_registration, renew, my_registration.cancel):
        with pytest.raises(RegistrationNotFound):
            use_case(house.db, token)


def test_a_truncated_link_is_none(house: House) -> None:
    _, token = confirmed(house)
    with pytest.raises(RegistrationNotFound):
        get_my_registration(house.db, token[:-1])
