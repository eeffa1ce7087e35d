"""Filling in the form: what is wrong with it, what the receipt says, and what happens when things change meanwhile."""

from datetime import timedelta
from typing import Any

import pytest
from house import House
from pages.conftest import Open
from pages.reading import errors, facts, labels, links, plain, says, texts
from sqlalchemy import select
from streamlit.testing.v1 import AppTest

from akevents import clock
from akevents.domain.events import EventDetails
from akevents.store.tables import Answer, Consent, EventStatus, ParticipantList, QuestionKind
from akevents.wording import dates

ANNA = {"first_name": "Anna", "last_name": "Beispiel", "email": "anna@example.org", "institution": "Stadt Köln"}
FURTHER = {"function": "Referentin", "topic": "Wer trägt den Betrieb?\nUnd wie lange?", "accessibility": "Untertitel"}


def fill(at: AppTest, **fields: str) -> None:
    for name, value in fields.items():
        at.get_by_key(f"register_{name}").set_value(value)


def submit(at: AppTest, **fields: str) -> AppTest:
    """Type these fields and press the button."""
    fill(at, **fields)
    at.button(key="register_submit").click().run()
    assert not at.exception, at.exception
    return at


def typed(at: AppTest, names: Any) -> dict[str, str]:
    return {name: at.get_by_key(f"register_{name}").value for name in names}


def stored(house: House, event: EventDetails, name: str = "Anna") -> dict[str, Any]:
    row = house.registration(event, name)
    names = (
        "first_name", "last_name", "email", "institution", "function", "is_member", "topic", "accessibility_needs",
        "status",
    )  # fmt: skip
    return {each: getattr(row, each) for each in names}


def consents(house: House) -> list[str]:
    with house.db.reading() as session:
        return sorted(session.scalars(select(Consent.purpose)))


def test_form_preselects_nothing(house: House, screen: Open) -> None:
    at = screen("event.py", event=house.event().slug)
    assert typed(at, ANNA | FURTHER) == dict.fromkeys(ANNA | FURTHER, "")
    assert at.radio(key="register_member").value is None
    assert [box.value for box in at.checkbox] == [False]
    assert labels(at, "text_input") == [
        "Vorname *", "Nachname *", "E-Mail *", "Institution oder Kommune *", "Funktion",
        "Brauchen Sie etwas, um gut teilnehmen zu können?",
    ]  # fmt: skip


def test_form_says_who_reads_it_and_when_it_is_deleted(house: House, screen: Open) -> None:
    event = house.event()
    at = screen("event.py", event=event.slug)
    assert says(at, f"Ihre Angaben sieht nur die Moderation. Sie werden am {dates.day(event.deleted_on)} gelöscht.")


def test_every_error_is_told_at_once_and_the_input_stays(house: House, screen: Open) -> None:
    event = house.event()
    at = submit(screen("event.py", event=event.slug), first_name="Anna", email="anna@menden", topic="x" * 1001)
    assert errors(at) == [
        "Bitte prüfen Sie vier Angaben. Es ist noch nichts gesendet.\n"
        "- Nachname: Bitte geben Sie Ihren Nachnamen ein.\n"
        "- E-Mail: Nach dem @ fehlt die Endung, zum Beispiel „.de“.\n"
        "- Institution: Bitte geben Sie an, woher Sie kommen.\n"
        "- Besprechungswunsch: Bitte kürzen Sie auf höchstens 1000 Zeichen."
    ]
    said_in_red = [plain(each.value) for each in at.markdown if each.value.startswith(":red[")]
    assert len(said_in_red) == 4 + 1  # at each field, and once at the button for whoever has scrolled down to it
    assert "Bitte prüfen Sie vier Angaben. Es ist noch nichts gesendet." in said_in_red
    assert typed(at, ["first_name", "last_name", "email", "topic"]) == {
        "first_name": "Anna", "last_name": "", "email": "anna@menden", "topic": "x" * 1001,
    }  # fmt: skip
    assert house.statuses(event) == {}


def test_corrected_form_is_taken_and_the_errors_are_gone(house: House, screen: Open) -> None:
    event = house.event()
    at = submit(screen("event.py", event=event.slug), **ANNA | {"email": "anna@menden"})
    submit(at, email="anna@menden.de")
    assert errors(at) == []
    assert house.statuses(event) == {"Anna": "confirmed"}


def test_receipt_without_mail_shows_number_and_link(house: House, screen: Open) -> None:
    event = house.event()
    at = submit(screen("event.py", event=event.slug), **ANNA | FURTHER)
    assert says(at, "Danke, Anna Beispiel. Sie sind angemeldet.")
    receipt = facts(at, 1)
    assert list(receipt) == ["Nummer", "Eingang", "Abend", "Ihre Daten"]
    assert receipt["Nummer"] == "1"
    assert receipt["Ihre Daten"] == f"werden am {dates.day(event.deleted_on)} gelöscht"
    assert "Meine Anmeldung" in [each.value for each in at.get("page_link")]
    assert says(at, "Hier ist kein Mailversand eingerichtet")
    token = house.token(event)
    assert f"/anmeldung/{token}.ics" in [each.url for each in at.get("link_button")]
    assert not at.text_input  # the form is gone
    assert stored(house, event) == {
        **{name: ANNA[name] for name in ANNA}, "function": "Referentin", "is_member": None, "topic": FURTHER["topic"],
        "accessibility_needs": "Untertitel", "status": "confirmed",
    }  # fmt: skip
    assert consents(house) == []


def test_membership_and_consents_are_stored_as_given(house: House, screen: Open) -> None:
    event = house.event(more={"participant_list": ParticipantList.CONSENTING})
    at = screen("event.py", event=event.slug)
    at.radio(key="register_member").set_value("Nein")
    at.checkbox(key="register_consent_name_on_list").check()
    at.checkbox(key="register_consent_invitations").check()
    submit(at, **ANNA)
    assert stored(house, event)["is_member"] is False
    assert consents(house) == ["invitations", "name_on_list"]


def test_recording_is_asked_only_where_it_is_recorded(house: House, screen: Open) -> None:
    more = {"is_recorded": True, "recording_purpose": "Protokoll"}
    at = screen("event.py", event=house.event(more=more).slug)
    assert "Ich bin mit der Aufzeichnung einverstanden. Zweck: Protokoll" in labels(at, "checkbox")
    assert len(screen("event.py", event=house.event().slug).checkbox) == 1


def test_participant_list_is_asked_about_and_explained_only_where_there_is_one(house: House, screen: Open) -> None:
    listed = screen("event.py", event=house.event(more={"participant_list": ParticipantList.CONSENTING}).slug)
    unlisted = screen("event.py", event=house.event().slug)
    assert [box.key for box in listed.checkbox] == [
        "register_consent_name_on_list", "register_consent_email_on_list", "register_consent_invitations",
    ]  # fmt: skip
    assert [box.value for box in listed.checkbox] == [False, False, False]
    assert [box.key for box in unlisted.checkbox] == ["register_consent_invitations"]
    for words in ("was Sie für die Teilnahmeliste erlauben, auch wer selbst darauf steht.", "sieht darauf die Namen"):
        assert (says(listed, words), says(unlisted, words)) == (True, False)


def test_receipt_stays_after_a_reload_of_the_script_and_registers_once(house: House, screen: Open) -> None:
    event = house.event()
    at = submit(screen("event.py", event=event.slug), **ANNA).run()
    assert says(at, "Danke, Anna Beispiel. Sie sind angemeldet.")
    assert house.statuses(event) == {"Anna": "confirmed"}


def test_another_person_gets_an_empty_form_and_a_registration_of_their_own(house: House, screen: Open) -> None:
    event = house.event()
    at = submit(screen("event.py", event=event.slug), **ANNA)
    at.button(key="register_another").click().run()
    assert typed(at, ANNA) == dict.fromkeys(ANNA, "")
    submit(at, **ANNA | {"first_name": "Bernd", "email": "bernd@example.org"})
    assert says(at, "Danke, Bernd Beispiel.")
    assert house.statuses(event) == {"Anna": "confirmed", "Bernd": "confirmed"}


def test_names_with_markdown_are_shown_as_typed(house: House, screen: Open) -> None:
    at = submit(
        screen("event.py", event=house.event().slug), **ANNA | {"first_name": "*A* :red[x] $y$", "last_name": "<b>"}
    )
    heading = next(each.value for each in at.header if "Danke" in each.value)
    assert heading.count("\\*A\\*") == 1
    assert "<b>" not in heading


def test_suggestion_fills_the_institution(house: House, screen: Open) -> None:
    at = screen("event.py", event=house.event().slug)
    at.text_input(key="register_institution").set_value("Mende").run()
    suggested = [each for each in at.button if (each.key or "").startswith("register_institution_")]
    assert 1 <= len(suggested) <= 3
    suggested[0].click().run()
    assert at.text_input(key="register_institution").value == suggested[0].label


# Where mail can be sent, the screen tells nobody who is registered.


def same_for_everyone(at: AppTest, event: EventDetails) -> list[str]:
    """What the screen says, without the minute in which it says it and without the event's address."""
    return [text.replace(event.slug, "…") for text in texts(at) if "Uhr" not in text]


@pytest.mark.usefixtures("with_mail")
def test_receipt_with_mail_is_neutral(house: House, screen: Open) -> None:
    event = house.event()
    at = submit(screen("event.py", event=event.slug), **ANNA)
    assert says(at, "Danke, Anna Beispiel. Ihr Platz ist reserviert.")
    assert says(
        at, "Ein Schritt fehlt: Bitte bestätigen Sie Ihre Adresse. Wir haben Ihnen an anna@example.org geschrieben."
    )
    assert list(facts(at, 1)) == ["Eingang", "Abend", "Ihre Daten"]
    assert "Meine Anmeldung" not in [each.value for each in at.get("page_link")]
    assert house.token(event) not in " ".join([*texts(at), *(each.url for each in at.get("link_button"))])
    assert house.statuses(event) == {"Anna": "pending"}


@pytest.mark.usefixtures("with_mail")
@pytest.mark.parametrize("fields", [{}, {"capacity": 5}, {"capacity": 1, "has_waiting_list": True}])
def test_repeated_address_sees_what_a_new_one_sees(house: House, screen: Open, fields: dict[str, Any]) -> None:
    first, second = house.event(**fields), house.event(**fields)
    for event in (first, second):
        house.register(event, "Chiara")
    house.register(second, "Anna")
    new = submit(screen("event.py", event=first.slug), **ANNA)
    repeated = submit(screen("event.py", event=second.slug), **ANNA)
    assert same_for_everyone(repeated, second) == same_for_everyone(new, first)
    assert labels(repeated, "button") == labels(new, "button")
    assert list(facts(repeated, 1)) == list(facts(new, 1))
    assert set(links(repeated)) == set(links(new))
    assert house.statuses(second) == house.statuses(first)
    assert house.mails(second)[-1] == ("already_registered", "Anna")


@pytest.mark.usefixtures("with_mail")
def test_resending_says_the_same_to_everyone(house: House, screen: Open) -> None:
    first, second = house.event(), house.event()
    house.register(second, "Anna")
    said = []
    for event in (first, second):
        at = submit(screen("event.py", event=event.slug), **ANNA)
        at.button(key="receipt_resend").click().run()
        assert says(at, "Die Nachricht kommt in den nächsten Minuten noch einmal.")
        said.append(same_for_everyone(at, event))
    assert said[0] == said[1]


@pytest.mark.usefixtures("with_mail")
def test_mistyped_address_can_be_corrected(house: House, screen: Open) -> None:
    event = house.event()
    at = submit(screen("event.py", event=event.slug), **ANNA | {"email": "ana@example.org"})
    at.button(key="receipt_correct").click().run()
    assert typed(at, ANNA) == ANNA | {"email": "ana@example.org"}
    submit(at, email="anna@example.org")
    assert says(at, "an anna@example.org geschrieben")
    assert house.registration(event).email == "anna@example.org"


def test_without_mail_a_taken_address_is_told_plainly(house: House, screen: Open) -> None:
    event = house.event()
    house.register(event, "Anna")
    at = submit(screen("event.py", event=event.slug), **ANNA)
    assert errors(at) == [
        "Diese Adresse ist für diese Veranstaltung schon angemeldet. Ändern oder absagen können Sie über Ihren "
        "persönlichen Link."
    ]
    assert typed(at, ANNA) == ANNA


# What changes while somebody types.


def test_deadline_that_passes_meanwhile_keeps_what_was_typed(house: House, screen: Open) -> None:
    event = house.event()
    at = screen("event.py", event=event.slug)
    fill(at, **ANNA | FURTHER)
    clock.start_at(event.closes_at + timedelta(seconds=1))
    submit(at)
    assert errors(at) == [
        "Buchungen sind für diese Veranstaltung nicht mehr möglich. Anmeldeschluss war am "
        f"{dates.instant(event.closes_at, event.timezone)}. Ihre Eingaben stehen noch im Formular."
    ]
    assert typed(at, ANNA | FURTHER) == ANNA | FURTHER
    assert house.statuses(event) == {}


def test_deadline_that_passes_meanwhile_may_leave_the_late_request(house: House, screen: Open) -> None:
    event = house.event(more={"allows_late_requests": True})
    at = screen("event.py", event=event.slug)
    fill(at, **ANNA | FURTHER)
    clock.start_at(event.closes_at + timedelta(seconds=1))
    submit(at)
    assert errors(at) == [
        "Bitte prüfen Sie eine Angabe. Es ist noch nichts gesendet.\n"
        "- Begründung: Bitte sagen Sie der Moderation kurz, warum Sie sich erst jetzt anmelden."
    ]
    assert typed(at, ANNA | FURTHER) == ANNA | FURTHER
    submit(at, request_reason="Die Einladung kam erst gestern.")
    assert says(at, "Danke, Anna Beispiel. Ihre Anfrage ist bei der Moderation.")
    assert house.statuses(event) == {"Anna": "requested"}


def test_last_place_that_goes_meanwhile_keeps_what_was_typed(house: House, screen: Open) -> None:
    event = house.event(capacity=1, has_waiting_list=False)
    at = screen("event.py", event=event.slug)
    fill(at, **ANNA)
    house.register(event, "Bernd")
    submit(at)
    assert errors(at) == ["Die Veranstaltung ist inzwischen ausgebucht. Ihre Eingaben stehen noch im Formular."]
    assert typed(at, ANNA) == ANNA
    assert house.statuses(event) == {"Bernd": "confirmed"}


def test_last_place_that_goes_meanwhile_leaves_the_waiting_list(house: House, screen: Open) -> None:
    event = house.event(capacity=1)
    at = screen("event.py", event=event.slug)
    fill(at, **ANNA)
    house.register(event, "Bernd")
    submit(at)
    assert says(at, "Danke, Anna Beispiel. Sie stehen auf der Warteliste.")
    assert says(at, "Wird ein Platz frei, bekommt ihn, wer am längsten wartet.")
    assert house.statuses(event) == {"Bernd": "confirmed", "Anna": "waitlisted"}


def test_event_called_off_meanwhile_says_so(house: House, screen: Open) -> None:
    event = house.event()
    at = screen("event.py", event=event.slug)
    fill(at, **ANNA)
    house.set(event, status=EventStatus.CANCELLED)
    submit(at)
    assert errors(at) == ["Die Veranstaltung wurde abgesagt. Eine Anmeldung ist nicht mehr nötig."]
    assert house.statuses(event) == {}


def test_late_request_needs_its_reason(house: House, screen: Open) -> None:
    event = house.event(more={"allows_late_requests": True})
    house.set(event, deadline_at=clock.utc_now() - timedelta(hours=1))
    at = submit(screen("event.py", event=event.slug), **ANNA)
    assert len(errors(at)) == 1
    submit(at, request_reason="Die Einladung kam erst gestern.")
    assert says(at, "Danke, Anna Beispiel. Ihre Anfrage ist bei der Moderation.")
    assert house.registration(event).request_reason == "Die Einladung kam erst gestern."


# The event's own questions.


def test_questions_of_every_kind_are_asked_and_answered(house: House, screen: Open) -> None:
    event = house.event()
    ids = {kind: house.question(event, kind, label=f"Frage {kind}", choices=("rot", "blau")) for kind in QuestionKind}
    at = screen("event.py", event=event.slug)

    def widget(kind: QuestionKind) -> Any:
        return at.get_by_key(f"register_question_{ids[kind]}")

    assert widget(QuestionKind.SINGLE_CHOICE).value is None
    assert widget(QuestionKind.DATE).value is None
    widget(QuestionKind.TEXT).set_value("kurz")
    widget(QuestionKind.LONG_TEXT).set_value("lang\nund länger")
    widget(QuestionKind.SINGLE_CHOICE).set_value("blau")
    widget(QuestionKind.MULTIPLE_CHOICE).set_value(["rot", "blau"])
    widget(QuestionKind.YES_NO).set_value("ja")
    widget(QuestionKind.NUMBER).set_value("3,5")
    widget(QuestionKind.DATE).set_value(event.starts_at.date())
    submit(at, **ANNA)
    assert errors(at) == []
    with house.db.reading() as session:
        answers = dict(session.execute(select(Answer.question_id, Answer.value)).all())
    assert answers == {
        ids[QuestionKind.TEXT]: "kurz",
        ids[QuestionKind.LONG_TEXT]: "lang\nund länger",
        ids[QuestionKind.SINGLE_CHOICE]: "blau",
        ids[QuestionKind.MULTIPLE_CHOICE]: "rot\nblau",
        ids[QuestionKind.YES_NO]: "ja",
        ids[QuestionKind.NUMBER]: "3,5",
        ids[QuestionKind.DATE]: event.starts_at.strftime("%d.%m.%Y"),
    }


def test_questions_are_checked_with_everything_else(house: House, screen: Open) -> None:
    event = house.event()
    house.question(event, label="Ihr *Thema*", required=True)
    number = house.question(event, QuestionKind.NUMBER, label="Wie viele?")
    at = screen("event.py", event=event.slug)
    fill(at, **{f"question_{number}": "viele"})
    submit(at, **ANNA | {"last_name": ""})
    assert errors(at) == [
        "Bitte prüfen Sie drei Angaben. Es ist noch nichts gesendet.\n"
        "- Nachname: Bitte geben Sie Ihren Nachnamen ein.\n"
        "- Ihr *Thema*: Bitte beantworten Sie diese Frage.\n"
        "- Wie viele?: Bitte geben Sie eine Zahl ein."
    ]


def keys(at: AppTest) -> list[str]:
    """The questions that are on the screen."""
    found = [each.key or "" for kind in ("radio", "text_input", "multiselect") for each in at.get(kind)]
    return sorted(key.removeprefix("register_question_") for key in found if "question" in key)


def answers(house: House) -> dict[int, str]:
    with house.db.reading() as session:
        return dict(session.execute(select(Answer.question_id, Answer.value)).all())


@pytest.mark.parametrize(
    ("kind", "meets", "misses"),
    [
        (QuestionKind.YES_NO, "ja", "nein"),
        (QuestionKind.SINGLE_CHOICE, "rot", "blau"),
        (QuestionKind.MULTIPLE_CHOICE, ["blau", "rot"], ["blau"]),
        (QuestionKind.TEXT, " rot ", "gelb"),
    ],
)
def test_question_appears_with_the_answer_it_waits_for(
    house: House, screen: Open, kind: QuestionKind, meets: Any, misses: Any
) -> None:
    event = house.event()
    expected = "ja" if kind == QuestionKind.YES_NO else "rot"
    first = house.question(event, kind, label="Zuerst", choices=("rot", "blau"))
    second = house.question(event, label="Dann", required=True, shown_if=(first, expected))
    at = screen("event.py", event=event.slug)
    assert keys(at) == [str(first)]
    at.get_by_key(f"register_question_{first}").set_value(meets)
    assert keys(at.run()) == sorted([str(first), str(second)])
    at.get_by_key(f"register_question_{first}").set_value(misses)
    assert keys(at.run()) == [str(first)]
    submit(at, **ANNA)
    assert errors(at) == []
    assert answers(house) == {first: misses if isinstance(misses, str) else "blau"}


def test_question_that_comes_back_still_holds_its_answer_and_must_be_answered(house: House, screen: Open) -> None:
    event = house.event()
    first = house.question(event, QuestionKind.YES_NO, label="Essen Sie mit?")
    second = house.question(event, label="Was?", required=True, shown_if=(first, "ja"))
    third = house.question(event, label="Womit?", shown_if=(second, "Salat"))
    at = screen("event.py", event=event.slug)
    at.radio(key=f"register_question_{first}").set_value("ja").run()
    submit(at, **ANNA)
    assert errors(at) == [
        "Bitte prüfen Sie eine Angabe. Es ist noch nichts gesendet.\n- Was?: Bitte beantworten Sie diese Frage."
    ]
    at.get_by_key(f"register_question_{second}").set_value("Salat").run()
    at.get_by_key(f"register_question_{third}").set_value("Brot").run()
    at.radio(key=f"register_question_{first}").set_value("nein").run()
    assert keys(at) == [str(first)]
    at.radio(key=f"register_question_{first}").set_value("ja").run()
    assert at.get_by_key(f"register_question_{second}").value == "Salat"
    submit(at)
    assert answers(house) == {first: "ja", second: "Salat", third: "Brot"}


def test_next_person_does_not_find_the_answers_of_the_one_before(house: House, screen: Open) -> None:
    event = house.event()
    first = house.question(event, QuestionKind.YES_NO, label="Essen Sie mit?")
    second = house.question(event, label="Was?", shown_if=(first, "ja"))
    at = screen("event.py", event=event.slug)
    at.radio(key=f"register_question_{first}").set_value("ja").run()
    submit(at, **ANNA | {f"question_{second}": "Diät"})
    at.button(key="register_another").click().run()
    assert at.radio(key=f"register_question_{first}").value is None
    at.radio(key=f"register_question_{first}").set_value("ja").run()
    assert at.get_by_key(f"register_question_{second}").value == ""
