"""Meine Anmeldung: second thoughts, colleagues, consents, and the life of the personal link."""

from datetime import timedelta

import pytest
from house import House
from pages.conftest import Open
from pages.reading import errors, facts, says, texts
from pages.test_my_registration import mine, press
from sqlalchemy import select
from streamlit.testing.v1 import AppTest

from akevents import clock
from akevents.domain import my_registration, tokens
from akevents.domain.events import EventDetails
from akevents.store.tables import Consent, ConsentPurpose, Registration

FILE = "my_registration.py"
COLLEAGUE = {"first_name": "Chiara", "last_name": "Beispiel", "email": "chiara@example.org"}


def later(**span: float) -> None:
    clock.start_at(clock.utc_now() + timedelta(**span))


def keys(at: AppTest) -> set[str]:
    return {each.key or "" for each in at.button} & {"undo_cancel", "rejoin", "cancel", "renew_link"}


def fill(at: AppTest, prefix: str, fields: dict[str, str]) -> AppTest:
    for name, value in fields.items():
        at.text_input(key=f"{prefix}_{name}").set_value(value)
    return at


# A cancellation taken back.


def test_cancellation_can_be_taken_back_for_ten_minutes(house: House, screen: Open) -> None:
    event = house.event(capacity=1)
    house.register(event)
    at = press(mine(house, screen, event), "cancel")
    assert says(at, "können Sie das zurücknehmen. Dann haben Sie Ihren Platz wieder.")
    press(at, "undo_cancel")
    assert [each.value for each in at.success] == ["Ihre Absage ist zurückgenommen. Sie sind wieder angemeldet."]
    assert says(at, "Sie haben einen Platz.")
    assert house.statuses(event) == {"Anna": "confirmed"}


def test_whoever_lost_the_place_reads_that_before_the_button_is_pressed(house: House, screen: Open) -> None:
    event = house.event(capacity=1)
    house.register(event, "Anna")
    house.register(event, "Bernd")
    at = press(mine(house, screen, event), "cancel")
    assert says(at, "Ihren Platz hat schon die nächste Person. Dann stehen Sie am Ende der Warteliste.")
    press(at, "undo_cancel")
    assert says(at, "Sie stehen an Stelle 1 der Warteliste.")
    assert house.statuses(event) == {"Anna": "waitlisted", "Bernd": "confirmed"}


def test_button_pressed_too_late_says_so_and_offers_what_is_left(house: House, screen: Open) -> None:
    event = house.event()
    house.register(event)
    at = press(mine(house, screen, event), "cancel")
    later(minutes=11)
    press(at, "undo_cancel")
    assert house.statuses(event) == {"Anna": "cancelled"}
    assert keys(at) == {"rejoin"}
    press(at, "rejoin")
    assert [each.value for each in at.success] == ["Sie sind wieder angemeldet."]
    assert house.statuses(event) == {"Anna": "confirmed"}


def test_late_return_asks_for_a_reason_and_keeps_it(house: House, screen: Open) -> None:
    event = house.event(more={"allows_late_requests": True})
    house.register(event)
    my_registration.cancel(house.db, house.token(event))
    clock.start_at(event.closes_at + timedelta(minutes=11))
    at = press(mine(house, screen, event), "rejoin")
    assert says(at, "Bitte sagen Sie der Moderation kurz, warum Sie sich erst jetzt anmelden.")
    at.text_area(key="rejoin_reason").set_value("x" * 501)
    press(at, "rejoin")
    assert at.text_area(key="rejoin_reason").value == "x" * 501
    at.text_area(key="rejoin_reason").set_value("Nun geht es doch.")
    press(at, "rejoin")
    assert says(at, "Ihre Anfrage ist bei der Moderation.")
    assert house.statuses(event) == {"Anna": "requested"}


def test_event_that_closed_meanwhile_takes_nobody_back(house: House, screen: Open) -> None:
    event = house.event()
    house.register(event)
    my_registration.cancel(house.db, house.token(event))
    later(minutes=11)
    at = mine(house, screen, event)
    clock.start_at(event.closes_at)
    press(at, "rejoin")
    assert says(at, "Sie sind abgemeldet.")
    assert keys(at) == set()
    assert house.statuses(event) == {"Anna": "cancelled"}


def test_whoever_moved_up_is_told_so_and_may_decline(house: House, screen: Open) -> None:
    event = house.event(capacity=1)
    house.register(event, "Anna")
    house.register(event, "Bernd")
    my_registration.cancel(house.db, house.token(event, "Anna"))
    at = mine(house, screen, event, "Bernd")
    assert says(at, "Sie sind nachgerückt: Sie haben einen Platz.")
    assert says(at, "Sie sind nachgerückt und können doch nicht?")
    press(at, "cancel")
    assert house.statuses(event) == {"Anna": "cancelled", "Bernd": "cancelled"}


# Consents and language.


def test_consent_is_revoked_in_one_step_also_after_the_deadline(house: House, screen: Open) -> None:
    event = house.event()
    house.register(event, consents=frozenset({ConsentPurpose.INVITATIONS}))
    clock.start_at(event.closes_at + timedelta(hours=1))
    at = press(mine(house, screen, event), "withdraw_invitations")
    assert [each.value for each in at.success] == ["Widerrufen: Einladungen."]
    assert facts(at)["Einwilligungen"] == "keine"


def test_language_of_mails_can_be_changed(house: House, screen: Open) -> None:
    event = house.event()
    house.register(event)
    at = mine(house, screen, event)
    assert at.radio(key="change_language").value == "Deutsch"
    at.radio(key="change_language").set_value("English")
    press(at, "change_submit")
    assert house.registration(event).language == "en"
    assert facts(at)["Sprache"] == "E-Mails auf Englisch"


# Somebody else of the same office.


@pytest.mark.usefixtures("with_mail")
def test_colleague_is_registered_and_told_by_mail(house: House, screen: Open) -> None:
    event = house.event()
    house.register(event)
    my_registration.confirm(house.db, house.token(event))
    at = mine(house, screen, event)
    assert at.text_input(key="colleague_institution").value == "Stadt Köln"
    assert not [box for box in at.checkbox if "colleague" in (box.key or "")]
    press(fill(at, "colleague", COLLEAGUE), "colleague_submit")
    assert says(at, "Wir haben Chiara Beispiel an chiara@example.org geschrieben.")
    assert at.text_input(key="colleague1_first_name").value == ""
    assert house.statuses(event) == {"Anna": "confirmed", "Chiara": "pending"}
    with house.db.reading() as session:
        assert session.scalars(select(Consent.id)).all() == []


@pytest.mark.usefixtures("with_mail")
def test_known_colleague_gets_the_same_answer(house: House, screen: Open) -> None:
    event = house.event()
    for name in ("Anna", "Chiara"):
        house.register(event, name)
        my_registration.confirm(house.db, house.token(event, name))
    at = press(fill(mine(house, screen, event), "colleague", COLLEAGUE), "colleague_submit")
    assert says(at, "Wir haben Chiara Beispiel an chiara@example.org geschrieben.")
    assert house.statuses(event) == {"Anna": "confirmed", "Chiara": "confirmed"}


def test_colleague_with_mistakes_is_told_and_keeps_what_was_typed(house: House, screen: Open) -> None:
    event = house.event()
    house.register(event)
    at = press(fill(mine(house, screen, event), "colleague", COLLEAGUE | {"email": "chiara@"}), "colleague_submit")
    assert len(errors(at)) == 1
    assert at.text_input(key="colleague_first_name").value == "Chiara"
    assert house.statuses(event) == {"Anna": "confirmed"}


def test_without_mail_the_link_of_the_colleague_is_handed_over_on_screen(house: House, screen: Open) -> None:
    event = house.event()
    house.register(event)
    at = press(fill(mine(house, screen, event), "colleague", COLLEAGUE), "colleague_submit")
    assert says(at, f"/meine-anmeldung?token={house.token(event, 'Chiara')}")


# The link.


def expire(event: EventDetails) -> None:
    clock.start_at(event.ends_at + timedelta(days=14, seconds=1))


@pytest.mark.usefixtures("with_mail")
def test_expired_link_tells_nothing_and_gets_a_new_one(house: House, screen: Open) -> None:
    event = house.event()
    house.register(event)
    my_registration.confirm(house.db, house.token(event))
    expire(event)
    at = mine(house, screen, event)
    assert [each.value for each in at.title] == ["Der Link ist abgelaufen"]
    assert not [text for text in texts(at) if "Anna" in text or event.title in text]
    press(at, "renew_link")
    assert [each.value for each in at.title] == ["Ein neuer Link ist unterwegs"]
    assert house.mails(event)[-1] == ("new_link", "Anna")
    fresh = tokens.manage_token(house.registration(event).submission_id, 1)
    assert [each.value for each in screen(FILE, token=fresh).title] == ["Ihre Anmeldung"]


def test_without_mail_an_expired_link_says_plainly_that_nothing_comes(house: House, screen: Open) -> None:
    event = house.event()
    house.register(event)
    expire(event)
    at = mine(house, screen, event)
    assert says(at, "Dieser Link gilt nicht mehr. Hier ist kein Mailversand eingerichtet.")
    assert keys(at) == set()


@pytest.mark.usefixtures("with_mail")
def test_new_link_makes_the_old_one_worthless(house: House, screen: Open) -> None:
    event = house.event()
    house.register(event)
    old = house.token(event)
    at = press(screen(FILE, token=old), "renew_link")
    assert [each.value for each in at.title] == ["Ein neuer Link ist unterwegs"]
    assert [each.value for each in screen(FILE, token=old).title] == ["Kein gültiger Link"]


@pytest.mark.usefixtures("with_mail")
@pytest.mark.parametrize("name", ["anna", "niemand"])
def test_lost_link_is_answered_the_same_whoever_asks(house: House, screen: Open, name: str) -> None:
    event = house.event()
    house.register(event)
    at = press(screen("event.py", event=event.slug), "lost_link")
    at.text_input(key="lost_link_email").set_value(f"{name}@example.org")
    press(at, "lost_link_send")
    assert says(at, "Wenn diese Adresse angemeldet ist, kommt der Link in den nächsten Minuten.")
    assert len(house.mails(event)) == (2 if name == "anna" else 1)


@pytest.mark.usefixtures("with_mail")
@pytest.mark.parametrize(
    "broken", ["", "anna", "anna@example.org\r\nBcc: b@example.org", "a" * 10_000, "a\0@example.org"]
)
def test_lost_link_for_what_is_no_address_is_told(house: House, screen: Open, broken: str) -> None:
    event = house.event()
    at = press(screen("event.py", event=event.slug), "lost_link")
    at.text_input(key="lost_link_email").set_value(broken)
    press(at, "lost_link_send")
    assert not says(at, "Wenn diese Adresse")
    assert len([each for each in at.markdown if each.value.startswith(":red[")]) == 1
    assert house.mails(event) == []


# The address that looks mistyped.

TYPO = {"first_name": "Anna", "last_name": "Beispiel", "email": "anna@gmx.ed", "institution": "Stadt Köln"}


def stored(house: House) -> list[str]:
    with house.db.reading() as session:
        return list(session.scalars(select(Registration.email)))


def test_mistyped_address_is_asked_about_before_anything_is_sent(house: House, screen: Open) -> None:
    event = house.event()
    at = press(fill(screen("event.py", event=event.slug), "register", TYPO), "register_submit")
    assert says(at, "Meinten Sie anna@gmx.de? Es ist noch nichts gesendet.")
    assert {name: at.text_input(key=f"register_{name}").value for name in TYPO} == TYPO
    assert stored(house) == []
    press(at, "register_email_take")
    assert says(at, "Danke, Anna Beispiel.")
    assert stored(house) == ["anna@gmx.de"]


@pytest.mark.parametrize("button", ["register_email_keep", "register_submit"])
def test_whoever_insists_keeps_the_address(house: House, screen: Open, button: str) -> None:
    event = house.event()
    at = press(fill(screen("event.py", event=event.slug), "register", TYPO), "register_submit")
    press(at, button)
    assert stored(house) == ["anna@gmx.ed"]


def test_address_corrected_by_hand_is_taken_without_another_question(house: House, screen: Open) -> None:
    event = house.event()
    at = press(fill(screen("event.py", event=event.slug), "register", TYPO), "register_submit")
    press(fill(at, "register", {"email": "anna@web.de"}), "register_submit")
    assert stored(house) == ["anna@web.de"]


def test_other_mistakes_are_told_before_the_question(house: House, screen: Open) -> None:
    event = house.event()
    at = press(fill(screen("event.py", event=event.slug), "register", TYPO | {"last_name": ""}), "register_submit")
    assert len(errors(at)) == 1
    assert not says(at, "Meinten Sie")
    press(fill(at, "register", {"last_name": "Beispiel"}), "register_submit")
    assert says(at, "Meinten Sie anna@gmx.de?")


@pytest.mark.usefixtures("with_mail")
def test_question_does_not_tell_who_is_registered(house: House, screen: Open) -> None:
    event = house.event()
    house.register(event, email="anna@gmx.ed")
    house.register(event, "Bernd", email="anna@gmx.de")
    at = press(fill(screen("event.py", event=event.slug), "register", TYPO), "register_submit")
    assert says(at, "Meinten Sie anna@gmx.de?")
    assert len(stored(house)) == 2


# What was typed elsewhere.

NAMES = ["Ä", "\u202eanna", "👩‍💼", "e\u0301" * 40, "عبد الله"]


@pytest.mark.parametrize("name", NAMES)
def test_names_of_every_kind_are_registered_and_shown(house: House, screen: Open, name: str) -> None:
    event = house.event()
    fields = TYPO | {"email": "anna@example.org", "first_name": name}
    at = press(fill(screen("event.py", event=event.slug), "register", fields), "register_submit")
    assert (errors(at), len(stored(house))) == ([], 1)


@pytest.mark.parametrize(
    "wrong",
    [
        {"first_name": "x" * 10_000},
        {"first_name": "Anna\nBcc: b@example.org"},
        {"first_name": "\u200b"},
        {"email": "anna@example.org\r\nBcc: b@example.org"},
        {"email": "a" * 10_000 + "@example.org"},
        {"last_name": "\0"},
    ],
)
def test_nonsense_gets_one_sentence_and_stays_in_its_field(house: House, screen: Open, wrong: dict[str, str]) -> None:
    event = house.event()
    fields = TYPO | {"email": "anna@example.org"} | wrong
    at = press(fill(screen("event.py", event=event.slug), "register", fields), "register_submit")
    assert len(errors(at)) == 1
    assert {name: at.text_input(key=f"register_{name}").value for name in fields} == fields
    assert stored(house) == []
