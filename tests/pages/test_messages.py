"""Nachrichten: write to many, follow what goes out, change what the mails say."""

from typing import Any

import pytest
from house import House
from pages.conftest import Open
from pages.reading import errors, facts, labels, plain, says, tables, texts
from sqlalchemy import select, update
from streamlit.testing.v1 import AppTest

from akevents.domain.audiences import Audience
from akevents.domain.events import EventDetails
from akevents.domain.mail_templates import list_texts
from akevents.domain.messages import MessageDraft, queue_message
from akevents.domain.outbox import MailKind
from akevents.store.tables import ConsentPurpose, Language, Message, OutboxMail, QuestionKind

FILE = "messages.py"


@pytest.fixture
def evening(house: House) -> EventDetails:
    """Anna and Bernd come, Chiara waits."""
    event = house.event(slug="abend", title="Smart City", capacity=2)
    for name in ("Anna", "Bernd", "Chiara"):
        house.register(event, name)
    return event


def key(event: EventDetails, name: str) -> str:
    return f"messages_{name}_{event.id}"


def press(at: AppTest, name: str) -> AppTest:
    at.button(key=name).click().run()
    assert not at.exception, at.exception
    return at


def write(at: AppTest, event: EventDetails, subject: str = "Raum", body: str = "Wir sind in Raum 7.") -> AppTest:
    at.text_input(key=key(event, "subject")).set_value(subject)
    at.text_area(key=key(event, "body")).set_value(body).run()
    assert not at.exception, at.exception
    return at


def mail(at: AppTest) -> str:
    """The mail that is shown."""
    return str(at.code[0].value)


def owed(house: House, **values: Any) -> list[str]:
    """Kinds of the mails that wait, newest last."""
    with house.db.reading() as session:
        return list(
            session.scalars(select(OutboxMail.kind).where(OutboxMail.status == "queued").order_by(OutboxMail.id))
        )


def note(house: House, event: EventDetails, name: str, **values: Any) -> None:
    """What a worker notes about this person's mails."""
    here = OutboxMail.registration_id == house.registration_id(event, name)
    with house.db.writing() as session:
        session.execute(update(OutboxMail).where(here).values(**values))


def choose(at: AppTest, row: int) -> AppTest:
    """Select a row, as a click on its box does; AppTest cannot click into the drawn table."""
    at.session_state[at.dataframe[0].key] = {"selection": {"rows": [row], "columns": [], "cells": []}}
    at.run()
    assert not at.exception, at.exception
    return at


# Schreiben


def test_stranger_sees_nothing(screen: Open, evening: EventDetails) -> None:
    at = screen(FILE, event="abend")

    assert [each.value for each in at.title] == ["Bitte melden Sie sich an"]
    assert not at.text_area


def test_moderator_of_another_group_finds_nothing(screen: Open, sign_in: Any, evening: EventDetails) -> None:
    sign_in("olaf@example.org")
    at = screen(FILE, event="abend")

    assert [each.value for each in at.title] == ["Nicht gefunden"]
    assert not at.text_area


def test_choice_names_exactly_who_gets_it(screen: Open, mona: str, evening: EventDetails) -> None:
    at = screen(FILE, event="abend")

    assert labels(at, "expander") == ["2 Personen bekommen die Nachricht"]
    assert facts(at) == {"Anna Beispiel": "Stadt Köln\nbestätigt", "Bernd Beispiel": "Stadt Köln\nbestätigt"}
    assert at.button(key="messages_send").label == "An 2 Personen senden"
    at.multiselect(key=key(evening, "statuses")).set_value(["waitlisted"]).run()
    assert facts(at) == {"Chiara Beispiel": "Stadt Köln\nauf der Warteliste"}
    assert at.button(key="messages_send").label == "An eine Person senden"
    at.multiselect(key=key(evening, "statuses")).set_value([]).run()
    assert says(at, "Auf diese Auswahl trifft niemand zu.")


def test_choice_by_an_answer(house: House, screen: Open, mona: str) -> None:
    event = house.event(slug="abend")
    meal = house.question(event, QuestionKind.SINGLE_CHOICE, label="Essen?", choices=("mit", "ohne"))
    house.register(event, "Anna", answers={meal: "mit"})
    house.register(event, "Bernd", answers={meal: "ohne"})
    at = screen(FILE, event="abend")

    at.selectbox(key=key(event, "question")).set_value(meal).run()
    assert list(facts(at)) == ["Anna Beispiel"]
    at.selectbox(key=key(event, "answer")).set_value("ohne").run()
    assert list(facts(at)) == ["Bernd Beispiel"]
    at.selectbox(key=key(event, "question")).set_value(0).run()
    assert list(facts(at)) == ["Anna Beispiel", "Bernd Beispiel"]


def test_mistakes_are_named_while_writing_and_empty_fields_only_when_sending(
    house: House, screen: Open, mona: str, evening: EventDetails
) -> None:
    at = screen(FILE, event="abend")
    assert not says(at, "Bitte schreiben Sie")
    write(at, evening, subject="", body="Guten Tag {Nmae}")
    assert says(at, "Den Platzhalter {Nmae} gibt es in dieser Mail nicht.")
    assert errors(at) == []

    press(at, "messages_send")

    assert errors(at) == [
        "Bitte prüfen Sie zwei Angaben. Es ist noch nichts gesendet.\n"
        "- Betreff: Bitte schreiben Sie einen Betreff.\n- Text: Den Platzhalter {Nmae} gibt es in dieser Mail nicht."
    ]
    assert at.text_area(key=key(evening, "body")).value == "Guten Tag {Nmae}"
    assert "message" not in owed(house)


def test_preview_steps_through_the_people(screen: Open, mona: str, evening: EventDetails) -> None:
    at = write(screen(FILE, event="abend"), evening, "Für {Vorname}", "Guten Tag {Vorname} aus {Institution}.")

    assert says(at, "Anna Beispiel · 1 von 2")
    assert "Guten Tag Anna aus Stadt Köln." in mail(at)
    assert any(text.startswith("Für Anna") for text in texts(at))
    press(at, "messages_chevron_right")
    assert says(at, "Bernd Beispiel · 2 von 2")
    assert "Guten Tag Bernd aus" in mail(at)
    assert at.button(key="messages_chevron_right").disabled
    at.multiselect(key=key(evening, "statuses")).set_value(["waitlisted"]).run()
    assert says(at, "Chiara Beispiel · 1 von 1")


def test_sending_asks_once_more_with_the_number(house: House, screen: Open, mona: str, evening: EventDetails) -> None:
    at = press(write(screen(FILE, event="abend"), evening), "messages_send")
    assert says(at, "Soll die Nachricht an 2 Personen gehen?")
    assert "message" not in owed(house)
    press(at, "messages_not_yet")
    assert not says(at, "Soll die Nachricht")

    press(press(at, "messages_send"), "messages_send_now")

    assert owed(house).count("message") == 2
    assert (at.text_input(key=key(evening, "subject")).value, at.text_area(key=key(evening, "body")).value) == ("", "")
    assert not says(at, "Soll die Nachricht")
    with house.db.reading() as session:
        assert session.scalars(select(Message.body)).all() == ["Wir sind in Raum 7."]


def test_change_after_the_question_takes_it_back(house: House, screen: Open, mona: str, evening: EventDetails) -> None:
    at = press(write(screen(FILE, event="abend"), evening), "messages_send")

    at.text_area(key=key(evening, "body")).set_value("Doch Raum 8.")
    press(at, "messages_send_now")

    assert not says(at, "Soll die Nachricht")
    assert "message" not in owed(house)
    assert at.text_area(key=key(evening, "body")).value == "Doch Raum 8."


def test_people_who_came_meanwhile_are_shown_first(
    house: House, screen: Open, mona: str, evening: EventDetails
) -> None:
    house.set(evening, capacity=None)
    at = press(write(screen(FILE, event="abend"), evening), "messages_send")
    house.register(evening, "Dora")

    press(at, "messages_send_now")

    assert errors(at) == [
        "Ihre Auswahl trifft inzwischen auf drei Personen zu. Es ist noch nichts gesendet; Ihr Text steht noch da."
    ]
    assert "message" not in owed(house)
    assert at.text_area(key=key(evening, "body")).value == "Wir sind in Raum 7."
    press(press(at, "messages_send"), "messages_send_now")
    assert owed(house).count("message") == 3


def test_progress_is_seen_and_what_waits_can_be_stopped(
    house: House, screen: Open, mona: str, evening: EventDetails
) -> None:
    written = queue_message(house.db, house.mona, MessageDraft("s1", Audience(evening.id), "Raum", "Raum 7"), 2)
    note(house, evening, "Anna", status="sent")
    at = screen(FILE, event="abend")
    (bar,) = at.get("progress")
    assert (bar.proto.value, plain(bar.proto.text)) == (50, "Raum · 1 wartet, 1 gesendet")

    press(at, f"messages_stop_{written.id}")

    assert says(at, "1 E-Mail angehalten, 1 E-Mail schon bearbeitet.")
    assert not at.get("progress")
    assert [each.value for each in at.header][-1] == "Schon geschrieben"
    ((day, words),) = tables(at)[-1]
    assert (len(day), words) == (12, "Raum\n1 gesendet, 1 angehalten")


def test_typed_words_outlast_a_look_at_another_part(screen: Open, mona: str, evening: EventDetails) -> None:
    at = write(screen(FILE, event="abend"), evening)
    at.multiselect(key=key(evening, "statuses")).set_value(["confirmed", "waitlisted"]).run()
    for part in ("outbox", "texts", "write"):
        at.radio(key="messages_part").set_value(part).run()
        assert not at.exception, at.exception

    assert at.text_area(key=key(evening, "body")).value == "Wir sind in Raum 7."
    assert at.button(key="messages_send").label == "An 3 Personen senden"


def test_words_for_one_event_are_not_offered_to_the_people_of_another(
    house: House, screen: Open, mona: str, evening: EventDetails
) -> None:
    other = house.event(slug="anderer")
    at = write(screen(FILE, event="abend"), evening)

    at.query_params["event"] = "anderer"
    at.run()

    assert at.text_area(key=key(other, "body")).value == ""


def test_invitation_goes_to_the_group(house: House, screen: Open, mona: str, evening: EventDetails) -> None:
    earlier = house.event()
    house.register(earlier, "Dora", consents=frozenset({ConsentPurpose.INVITATIONS}))
    at = screen(FILE, event="abend")

    at.radio(key=key(evening, "who")).set_value("group").run()
    write(at, evening, "Einladung", "Kommen Sie zu {Veranstaltung}.")
    assert list(facts(at)) == ["Dora Beispiel"]
    assert "Kommen Sie zu Smart City." in mail(at)
    press(press(at, "messages_send"), "messages_send_now")

    assert owed(house)[-1] == "invitation"


def test_invitation_to_what_is_over_says_so_and_keeps_the_words(
    house: House, screen: Open, mona: str, evening: EventDetails
) -> None:
    house.register(house.event(), "Dora", consents=frozenset({ConsentPurpose.INVITATIONS}))
    house.set(evening, status="cancelled")
    at = screen(FILE, event="abend")
    at.radio(key=key(evening, "who")).set_value("group").run()
    assert says(at, "Einladen können Sie, solange zu dieser Veranstaltung die Anmeldung offen ist.")

    press(press(write(at, evening), "messages_send"), "messages_send_now")

    assert errors(at)[0].startswith("Das ist beim jetzigen Stand dieser Veranstaltung nicht möglich.")
    assert at.text_area(key=key(evening, "body")).value == "Wir sind in Raum 7."


# Postausgang


def outbox(screen: Open) -> AppTest:
    return screen(FILE, event="abend", messages_part="Postausgang")


def test_outbox_says_where_the_mails_lie_while_nothing_leaves_the_house(
    screen: Open, mona: str, evening: EventDetails
) -> None:
    (notice,) = outbox(screen).warning
    assert plain(notice.value).startswith("Nichts verlässt das Haus. Es ist kein Mailserver eingestellt")
    assert plain(notice.value).endswith("/var/mail.")


@pytest.mark.usefixtures("with_mail")
def test_outbox_shows_what_failed_first_and_why(house: House, screen: Open, mona: str) -> None:
    event = house.event(slug="abend")
    for name in ("Anna", "Bernd"):
        house.register(event, name)
    note(house, event, "Anna", status="failed", attempts=2, last_error="550 5.1.1")
    at = outbox(screen)

    assert not at.warning
    rows = at.dataframe[0].value
    assert list(rows["An"]) == ["Beispiel, Anna", "Beispiel, Bernd"]
    assert list(rows["Art"]) == ["Adresse bestätigen"] * 2
    assert list(rows["Stand"]) == [["nicht zustellbar"], ["wartet"]]
    assert says(at, "1 E-Mail ist nicht angekommen.")
    choose(at, 0)
    assert [each.value for each in at.header] == ["Beispiel, Anna"]
    assert says(at, "Grund\ndiese Adresse gibt es nicht (550 5.1.1)")
    assert says(at, "Versuche\n2")
    assert "Guten Tag Anna Beispiel," in mail(at)
    assert house.token(event, "Anna") not in mail(at)

    press(at, "messages_resend_all")

    assert says(at, "1 E-Mail wartet wieder auf den Versand.")
    assert list(at.dataframe[0].value["Stand"]) == [["wartet"], ["wartet"]]


def test_one_mail_is_held_back_and_sent_again(house: House, screen: Open, mona: str, evening: EventDetails) -> None:
    at = choose(outbox(screen), 0)
    assert [each.value for each in at.header] == ["Beispiel, Chiara"]

    press(at, "messages_stop")
    assert says(at, "Die E-Mail ist angehalten.")
    assert [each.value for each in at.header] == ["Beispiel, Chiara"]  # still the chosen one, in another row
    press(at, "messages_resend")
    assert says(at, "Die E-Mail wartet auf den Versand.")
    assert owed(house) == ["registered", "registered", "waitlisted"]


def test_what_would_mislead_is_refused_in_words(house: House, screen: Open, mona: str, evening: EventDetails) -> None:
    at = choose(outbox(screen), 0)
    note(house, evening, "Chiara", status="sent")
    house.set_registration(evening, "Chiara", status="cancelled")
    at.run()

    press(at, "messages_resend")

    assert errors(at) == ["Diese E-Mail geht nicht noch einmal hinaus: die Anmeldung ist inzwischen storniert."]


def test_outbox_is_searched_and_filtered(screen: Open, mona: str, evening: EventDetails) -> None:
    at = outbox(screen)
    assert says(at, "3 warten")
    at.text_input(key="messages_search").set_value("anna").run()
    assert list(at.dataframe[0].value["An"]) == ["Beispiel, Anna"]
    at.text_input(key="messages_search").set_value("").run()
    at.selectbox(key="messages_kind").set_value("waitlisted").run()
    assert list(at.dataframe[0].value["An"]) == ["Beispiel, Chiara"]
    at.selectbox(key="messages_status").set_value("sent").run()
    assert says(at, "keine passt zur Suche")


# Texte


def own_text(house: House, kind: MailKind = MailKind.CONFIRM_ADDRESS) -> str | None:
    views = list_texts(house.db, house.mona, house.group_id)
    return next((each.body for each in views if (each.kind, each.language, each.is_own) == (kind, "de", True)), None)


def test_text_of_the_house_is_changed_and_comes_back(
    house: House, screen: Open, mona: str, evening: EventDetails
) -> None:
    at = screen(FILE, event="abend", messages_part="Texte")
    house_words = at.text_area[0].value
    assert says(at, "Das ist der Text des Hauses.")
    assert house_words.splitlines()[0] in mail(at)

    at.text_area[0].set_value("willkommen im {Arbeitskreis}.").run()
    assert "willkommen im AK Wirtschaftsförderung." in mail(at)
    assert "Ein Abend zum Beispiel" in mail(at)  # the facts are there whatever the text says
    assert own_text(house) is None
    press(at, "messages_text_save")
    assert own_text(house) == "willkommen im {Arbeitskreis}."
    assert says(at, "Der Text ist gespeichert und gilt auch für E-Mails, die noch warten.")

    press(at, "messages_text_reset")
    assert own_text(house) is None
    assert at.text_area[0].value == house_words


def test_text_with_a_mistake_is_named_while_writing_and_not_saved(
    house: House, screen: Open, mona: str, evening: EventDetails
) -> None:
    at = screen(FILE, event="abend", messages_part="Texte")
    at.text_area[0].set_value("willkommen {Nmae}").run()
    assert says(at, "Den Platzhalter {Nmae} gibt es in dieser Mail nicht.")
    assert "{Nmae}" in mail(at)

    press(at, "messages_text_save")

    assert errors(at) == ["Bitte prüfen Sie den Text. Es ist noch nichts gespeichert."]
    assert at.text_area[0].value == "willkommen {Nmae}"
    assert own_text(house) is None


def test_texts_are_of_one_kind_and_language_each(screen: Open, mona: str, evening: EventDetails) -> None:
    at = screen(FILE, event="abend", messages_part="Texte")
    german = at.text_area[0].value
    at.radio(key="messages_text_language").set_value(Language.ENGLISH).run()
    english = at.text_area[0].value
    at.selectbox(key="messages_text_kind").set_value(MailKind.EVENT_CANCELLED).run()

    assert len({german, english, at.text_area[0].value}) == 3
    assert says(at, "{Grund}")


def test_typed_text_outlasts_a_look_at_another(screen: Open, mona: str, evening: EventDetails) -> None:
    at = screen(FILE, event="abend", messages_part="Texte")
    at.text_area[0].set_value("willkommen.").run()
    assert says(at, "Noch nicht gespeichert.")
    for part in ("write", "texts"):
        at.radio(key="messages_part").set_value(part).run()
    at.selectbox(key="messages_text_kind").set_value(MailKind.REGISTERED).run()
    at.selectbox(key="messages_text_kind").set_value(MailKind.CONFIRM_ADDRESS).run()

    assert at.text_area[0].value == "willkommen."
