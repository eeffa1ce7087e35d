"""Bearbeiten: every field, kept while somebody types; review, save, conflict, publish, cancel and undo."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from house import House
from pages.conftest import Open
from pages.reading import errors, facts, labels, says, texts
from sqlalchemy import select
from streamlit.testing.v1 import AppTest

from akevents import clock
from akevents.domain import drafts, event_editor, event_life
from akevents.domain.event_change import EventChange
from akevents.domain.events import EventDetails
from akevents.store.tables import ProtocolEntry, QuestionKind

FILE = "edit.py"
EVENING = datetime(2031, 3, 5, 16, 0, tzinfo=UTC)  # a Wednesday, 17:00 in Berlin


@pytest.fixture
def evening(house: House) -> EventDetails:
    """A published evening for which Anna and Bernd are registered; Bernd waits."""
    event = house.event(slug="abend", text="Worum es geht", starts_at=EVENING, capacity=1)
    house.register(event, "Anna")
    house.register(event, "Bernd")
    return house.read(event)


@pytest.fixture
def draft(house: House) -> EventDetails:
    return house.event(slug="entwurf", publish=False, text="Worum es geht", starts_at=EVENING)


def fill(at: AppTest, **fields: Any) -> AppTest:
    """Type into fields, as people do: one after the other."""
    for name, value in fields.items():
        at.get_by_key(f"edit_{name}").set_value(value)
        at.run()
        assert not at.exception, at.exception
    return at


def press(at: AppTest, name: str) -> AppTest:
    at.button(key=f"edit_{name}").click().run()
    assert not at.exception, at.exception
    return at


def said(at: AppTest) -> list[str]:
    return [each.value for each in at.success]


def test_fields_hold_what_is_stored(house: House, screen: Open, mona: str, evening: EventDetails) -> None:
    at = screen(FILE, event="abend")
    assert at.text_input(key="edit_title").value == "Ein Abend"
    assert at.date_input(key="edit_start_day").value == date(2031, 3, 5)
    assert [at.time_input(key=f"edit_{name}_time").value for name in ("start", "end", "deadline")] == [
        time(17, 0), time(18, 30), time(17, 0),
    ]  # fmt: skip
    assert at.date_input(key="edit_end_day").value is None
    assert says(at, "Mittwoch, 5. März 2031, 17:00–18:30 Uhr")
    assert says(at, "Dienstag, 4. März 2031, 17:00 Uhr")
    assert not says(at, "Entwurf gesichert")
    assert drafts.find(house.db, house.mona, "abend") is None


def test_what_is_not_set_stays_so_without_being_touched(
    house: House, screen: Open, mona: str, draft: EventDetails
) -> None:
    at = screen(FILE, event="entwurf").run()
    assert at.number_input(key="edit_capacity").value is None
    assert at.date_input(key="edit_opens_day").value is None
    assert says(at, "Ohne Angabe: ab der Veröffentlichung")
    assert not says(at, "Entwurf gesichert")


def test_change_of_time_is_reviewed_then_saved(house: House, screen: Open, mona: str, evening: EventDetails) -> None:
    at = fill(screen(FILE, event="abend"), start_time=time(18, 0), end_time=time(19, 0), location="Rathaus")
    press(at, "review")
    assert says(at, "Zeit\nMittwoch, 5. März 2031, 17:00–18:30 Uhr → Mittwoch, 5. März 2031, 18:00–19:00 Uhr")
    assert says(at, "Ort\nOnline → Rathaus")
    assert says(at, "Benachrichtigt: 2 Personen (1 mit Platz, 1 auf der Warteliste).")
    assert says(at, "SEQUENCE 0 → 1")
    assert house.read(evening) == evening
    press(at, "save")
    assert said(at) == ["Gespeichert. 2 Personen werden benachrichtigt."]
    assert (house.read(evening).starts_at, house.read(evening).location) == (EVENING + timedelta(hours=1), "Rathaus")
    assert house.mails(evening)[-2:] == [("event_changed", "Anna"), ("event_changed", "Bernd")]
    assert drafts.find(house.db, house.mona, "abend") is None
    assert at.text_input(key="edit_location").value == "Rathaus"


def test_mail_about_a_change_is_shown_before_it_goes(
    house: House, screen: Open, mona: str, evening: EventDetails
) -> None:
    at = press(fill(screen(FILE, event="abend"), location="Rathaus"), "review")
    assert says(at, "Geändert: Ein Abend, 05.03.2031")
    text = at.code[0].value
    assert "Guten Tag Anna Beispiel," in text
    assert "Ort\nbisher: Online\njetzt: Rathaus" in text


def test_change_that_nobody_is_told_of_says_so(house: House, screen: Open, mona: str, evening: EventDetails) -> None:
    at = press(fill(screen(FILE, event="abend"), title="Smart City", capacity=2), "review")
    assert says(at, "Es geht keine Mail hinaus.")
    assert says(at, "Von der Warteliste nachrücken: eine Person.")
    assert [each.label for each in at.button if each.key == "edit_save"] == ["Speichern"]
    press(at, "save")
    assert said(at) == ["Gespeichert. Eine Person rückt nach."]
    assert house.statuses(evening) == {"Anna": "confirmed", "Bernd": "confirmed"}


def test_review_without_a_change_says_so(house: House, screen: Open, mona: str, evening: EventDetails) -> None:
    at = press(screen(FILE, event="abend"), "review")
    assert says(at, "Bisher ist nichts anders als gespeichert.")
    assert "edit_save" not in [each.key for each in at.button]


def test_every_field_is_saved(house: House, screen: Open, mona: str, draft: EventDetails) -> None:
    at = fill(
        screen(FILE, event="entwurf"), title="Smart City", kind="Vortrag", summary="Kurz", text="Lang",
        start_day=date(2031, 7, 1), start_time=time(22, 0), end_day=date(2031, 7, 2), end_time=time(1, 0),
        timezone="Europe/London", format="hybrid", location="Rathaus", address="Domplatz 1",
        joining_url="https://raum.example/1", dial_in="+49 30 1234, PIN 7", joining_day=date(2031, 7, 1),
        joining_time=time(21, 30), categories="Digitales, Klima, Digitales", moderation="Mona, Sprecherin",
        opens_day=date(2031, 6, 1), opens_time=time(8, 0), deadline_day=date(2031, 6, 30), deadline_time=time(18, 0),
        capacity=40, has_waiting_list=False, confirms_addresses="no", shows_places=True, allows_late_requests=True,
        participant_list="consenting", is_recorded=True, recording_purpose="Archiv", materials="Folien",
        reminds_day_before=False, reminds_hour_before=False, retention_days=14, announcement="Smart City, 1. Juli 2031",
        joining_opens_minutes=45,
    )  # fmt: skip
    press(at, "save_draft")
    assert said(at) == ["Gespeichert."]
    event, shown = house.read(draft), event_editor.get_editable(house.db, house.mona, "entwurf")
    assert {name: getattr(event, name) for name in EXPECTED} == EXPECTED
    assert (shown.joining_url, shown.dial_in, shown.joining_link_at, shown.announcement) == (
        "https://raum.example/1", "+49 30 1234, PIN 7", datetime(2031, 7, 1, 20, 30, tzinfo=UTC),
        "Smart City, 1. Juli 2031",
    )  # fmt: skip


EXPECTED = {
    "title": "Smart City", "kind": "Vortrag", "summary": "Kurz", "text": "Lang",
    "starts_at": datetime(2031, 7, 1, 21, 0, tzinfo=UTC), "ends_at": datetime(2031, 7, 2, 0, 0, tzinfo=UTC),
    "timezone": "Europe/London", "format": "hybrid", "location": "Rathaus", "address": "Domplatz 1",
    "categories": ("Digitales", "Klima"), "moderation": "Mona, Sprecherin",
    "registration_opens_at": datetime(2031, 6, 1, 7, 0, tzinfo=UTC),
    "deadline_at": datetime(2031, 6, 30, 17, 0, tzinfo=UTC), "capacity": 40, "has_waiting_list": False,
    "confirms_addresses": False, "shows_places": True, "allows_late_requests": True,
    "participant_list": "consenting", "is_recorded": True, "recording_purpose": "Archiv", "materials": "Folien",
    "reminds_day_before": False, "reminds_hour_before": False, "retention_days": 14, "joining_opens_minutes": 45,
}  # fmt: skip


# The draft that is kept


def test_what_is_typed_is_kept_and_goes_when_it_is_typed_back(
    house: House, screen: Open, mona: str, evening: EventDetails
) -> None:
    at = fill(screen(FILE, event="abend"), title="Smart City")
    assert says(at, "Entwurf gesichert um ")
    kept = drafts.find(house.db, house.mona, "abend")
    assert kept is not None
    assert (kept.fields["form"]["title"], kept.based_on) == ("Smart City", evening.changed_at)
    fill(at, title="Ein Abend")
    assert not says(at, "Entwurf gesichert um ")
    assert drafts.find(house.db, house.mona, "abend") is None
    assert house.read(evening) == evening


def test_draft_of_an_earlier_visit_is_taken_up(house: House, screen: Open, mona: str, evening: EventDetails) -> None:
    at = fill(screen(FILE, event="abend"), title="Smart City", start_time=time(18, 0), end_time=time(19, 30))
    fill(press(at, "speaker_add"), speaker_1_name="Olaf")
    again = screen(FILE, event="abend")
    assert says(again, "Nicht gespeicherte Änderungen von ")
    assert not again.text_input
    press(again, "take_up")
    assert again.text_input(key="edit_title").value == "Smart City"
    assert again.time_input(key="edit_start_time").value == time(18, 0)
    assert again.text_input(key="edit_speaker_1_name").value == "Olaf"
    assert says(again, "Entwurf gesichert um ")
    assert house.read(evening) == evening


@pytest.mark.parametrize("name", ["discard", "discard_changes"])
def test_draft_is_thrown_away(house: House, screen: Open, mona: str, evening: EventDetails, name: str) -> None:
    at = fill(screen(FILE, event="abend"), title="Smart City")
    if name == "discard":
        at = screen(FILE, event="abend")
    press(at, name)
    assert at.text_input(key="edit_title").value == "Ein Abend"
    assert drafts.find(house.db, house.mona, "abend") is None
    assert not says(at, "Nicht gespeicherte Änderungen")


def test_what_is_typed_stays_while_another_page_is_looked_at(
    house: House, screen: Open, mona: str, evening: EventDetails
) -> None:
    at = fill(screen(FILE, event="abend"), title="Smart City")
    at.switch_page("pages/participants.py").run()
    at.switch_page("pages/edit.py").run()
    assert at.text_input(key="edit_title").value == "Smart City"


# Conflict


def changed_by_another(house: House, event: EventDetails, **fields: Any) -> None:
    at = house.read(event).changed_at
    event_life.change(house.db, house.mona, event.slug, EventChange(**fields), expected_changed_at=at)


def test_conflict_shows_both_versions_and_keeps_what_others_changed(
    house: House, screen: Open, mona: str, evening: EventDetails
) -> None:
    at = fill(screen(FILE, event="abend"), title="Meine", kind="Vortrag")
    changed_by_another(house, evening, title="Ihre", location="Rathaus")
    stored = house.read(evening)
    at.run()
    assert at.header[0].value == "Jemand anderes hat diese Veranstaltung inzwischen gespeichert"
    assert says(at, "Titel\ngespeichert: Ihre\nmeine: Meine")
    assert says(at, "Art\ngespeichert: keine Angabe\nmeine: Vortrag")
    assert not says(at, "meine: Online")
    assert at.button(key="edit_review").disabled
    assert house.read(evening) == stored

    press(at, "insist")
    assert at.text_input(key="edit_location").value == "Rathaus"
    assert says(at, "Titel\nIhre → Meine")
    press(at, "save")
    after = house.read(evening)
    assert (after.title, after.kind, after.location) == ("Meine", "Vortrag", "Rathaus")


def test_conflict_can_end_with_what_is_stored(house: House, screen: Open, mona: str, evening: EventDetails) -> None:
    at = fill(screen(FILE, event="abend"), title="Meine")
    changed_by_another(house, evening, title="Ihre")
    press(at.run(), "reload")
    assert at.text_input(key="edit_title").value == "Ihre"
    assert drafts.find(house.db, house.mona, "abend") is None
    assert house.read(evening).title == "Ihre"


def test_change_by_another_in_the_very_moment_of_saving_is_not_overwritten(
    house: House, screen: Open, mona: str, evening: EventDetails, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = press(fill(screen(FILE, event="abend"), title="Meine"), "review")
    save = event_editor.save

    def late(*arguments: Any, **named: Any) -> object:
        monkeypatch.setattr(event_editor, "save", save)
        changed_by_another(house, evening, title="Ihre")
        return save(*arguments, **named)

    monkeypatch.setattr(event_editor, "save", late)
    press(at, "save")
    assert [text for text in errors(at) if "Jemand anderes hat das inzwischen geändert" in text]
    assert says(at.run(), "Titel\ngespeichert: Ihre\nmeine: Meine")


def test_kept_draft_of_an_older_state_meets_the_conflict(
    house: House, screen: Open, mona: str, evening: EventDetails
) -> None:
    fill(screen(FILE, event="abend"), title="Meine")
    changed_by_another(house, evening, title="Ihre")
    at = screen(FILE, event="abend")
    assert says(at, "Die Veranstaltung wurde seitdem geändert.")
    press(at, "take_up")
    assert says(at, "Titel\ngespeichert: Ihre\nmeine: Meine")


def test_without_anything_typed_the_fields_follow_what_others_save(
    house: House, screen: Open, mona: str, evening: EventDetails
) -> None:
    at = screen(FILE, event="abend")
    changed_by_another(house, evening, title="Ihre")
    at.run()
    assert at.text_input(key="edit_title").value == "Ihre"


# Problems


def test_problems_are_told_at_once_and_nothing_typed_is_lost(
    house: House, screen: Open, mona: str, evening: EventDetails
) -> None:
    at = fill(screen(FILE, event="abend"), title=" ", joining_url="raum", end_time=time(16, 0))
    assert not errors(at)
    press(at, "review")
    assert errors(at) == [
        "Bitte prüfen Sie drei Angaben. Es ist noch nichts gespeichert.\n"
        "- Wann und wo · Titel: Es fehlt der Titel.\n"
        "- Wann und wo · Ende: Das Ende liegt vor dem Beginn.\n"
        "- Wann und wo · Link zum Raum: Bitte geben Sie eine Adresse ein, die mit https:// beginnt."
    ]
    assert texts(at).count("Das Ende liegt vor dem Beginn.") == 1
    assert at.text_input(key="edit_joining_url").value == "raum"
    fill(at, joining_url="", title="Smart City", end_time=time(19, 0))
    assert not errors(at)
    assert says(at, "Titel\nEin Abend → Smart City")


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"start_day": None}, "Wann und wo · Beginn: Bitte wählen Sie den Tag."),
        ({"end_time": None}, "Wann und wo · Ende: Bitte nennen Sie die Uhrzeit."),
        ({"deadline_time": None}, "Anmeldung · Anmeldeschluss: Bitte nennen Sie die Uhrzeit."),
        ({"is_recorded": True}, "Anmeldung · Zweck der Aufzeichnung: Es fehlt der Zweck der Aufzeichnung; ohne ihn"),
        ({"retention_days": 99}, "Danach · Tage bis zur Löschung: Den Angemeldeten ist eine frühere Löschung zugesagt"),
        (
            {"start_day": date(2031, 3, 30), "start_time": time(2, 30), "end_time": time(4, 0)},
            "Wann und wo · Beginn: Diese Uhrzeit gibt es an diesem Tag nicht",
        ),
    ],
)
def test_each_problem_has_one_sentence_and_its_field(
    house: House, screen: Open, mona: str, evening: EventDetails, fields: dict[str, Any], sentence: str
) -> None:
    at = press(fill(screen(FILE, event="abend"), **fields), "review")
    assert len(errors(at)) == 1
    assert sentence in errors(at)[0]
    assert house.read(evening) == evening


def test_hour_that_comes_twice_is_explained(house: House, screen: Open, mona: str, evening: EventDetails) -> None:
    at = fill(screen(FILE, event="abend"), start_day=date(2031, 10, 26), start_time=time(2, 30))
    assert says(at, "Diese Uhrzeit gibt es an diesem Tag zweimal")


# Publish


def test_draft_is_published_with_what_was_typed(house: House, screen: Open, mona: str, draft: EventDetails) -> None:
    at = fill(screen(FILE, event="entwurf"), title="Smart City")
    press(at, "publish")
    assert said(at) == ["Veröffentlicht. Die Veranstaltung steht auf der Seite."]
    assert (house.read(draft).status, house.read(draft).title) == ("published", "Smart City")
    assert drafts.find(house.db, house.mona, "entwurf") is None
    assert "Änderungen prüfen" in labels(at, "button")


def test_publishing_lists_what_is_missing_and_waits_for_another_click(
    house: House, screen: Open, mona: str, draft: EventDetails
) -> None:
    at = press(fill(screen(FILE, event="entwurf"), text="", location=""), "publish")
    assert errors(at) == [
        "Bitte prüfen Sie zwei Angaben. Es ist noch nichts veröffentlicht.\n"
        "- Wann und wo · Ort: Es fehlt der Ort; bei Online-Veranstaltungen zum Beispiel „Online“.\n"
        "- Worum es geht · Text: Es fehlt der Text, der sagt, worum es geht."
    ]
    fill(at, text="Worum es geht", location="Online")
    assert not errors(at)
    assert house.read(draft).status == "draft"
    assert house.read(press(at, "publish") and draft).status == "published"


def noted(house: House, event: EventDetails, action: str) -> dict[str, Any]:
    query = select(ProtocolEntry.details).where(ProtocolEntry.event_id == event.id, ProtocolEntry.action == action)
    with house.db.reading() as session:
        details: dict[str, Any] = session.scalars(query).one()
        return details


def test_publishing_despite_a_contradiction_asks_once_and_is_noted(house: House, screen: Open, mona: str) -> None:
    text = "Wir treffen uns am Mittwoch, den 5.3.2030, ab 17 Uhr."
    event = house.event(slug="entwurf", publish=False, text=text, starts_at=EVENING)
    at = screen(FILE, event="entwurf")
    assert says(at, "Widerspruch")
    press(at, "publish")
    assert "Trotzdem veröffentlichen" in labels(at, "button")
    assert house.read(event).status == "draft"
    press(at, "publish_despite")
    assert house.read(event).status == "published"
    details = noted(house, event, "event_published")
    assert details["status"] == "Entwurf → veröffentlicht"
    assert "weekday_mismatch" in details["despite"]


def test_text_is_brought_into_line_by_a_button(house: House, screen: Open, mona: str) -> None:
    text = "Wir treffen uns am Mittwoch, den 5.3.2030, ab 17 Uhr."
    event = house.event(slug="entwurf", publish=False, text=text, starts_at=EVENING)
    at = press(screen(FILE, event="entwurf"), "mend_text")
    assert at.text_area(key="edit_text").value == "Wir treffen uns am Mittwoch, den 5.3.2031, ab 17 Uhr."
    assert not says(at, "Widerspruch")
    assert house.read(event).text == text
    press(at, "publish")
    assert (house.read(event).status, house.read(event).text[-20:]) == ("published", "5.3.2031, ab 17 Uhr.")


def test_field_follows_the_text_by_a_button(house: House, screen: Open, mona: str) -> None:
    text = "Wir treffen uns am Mittwoch, 5. März 2031, um 18:00 Uhr."
    house.event(slug="entwurf", publish=False, text=text, starts_at=EVENING)
    at = screen(FILE, event="entwurf")
    assert says(at, "Die Veranstaltung beginnt um 17:00 Uhr, der Text nennt 18:00 Uhr.")
    press(at, "take_text_other_start")
    assert at.time_input(key="edit_start_time").value == time(18, 0)
    assert not says(at, "der Text nennt 18:00 Uhr")


# Cancel


def test_event_is_cancelled_with_a_reason_and_comes_back(
    house: House, screen: Open, mona: str, evening: EventDetails
) -> None:
    mails = house.mails(evening)
    at = press(screen(FILE, event="abend"), "cancel_open")
    assert says(at, "Eine Mail mit dem Grund bekommen: 2 Personen (1 mit Platz, 1 auf der Warteliste).")
    press(at, "cancel")
    assert [text for text in errors(at) if "Bitte nennen Sie den Grund" in text]
    at.text_area(key="edit_cancel_reason").set_value("Die Referentin ist krank.")
    press(at, "cancel")
    assert said(at) == ["Die Veranstaltung ist abgesagt. 2 Personen werden benachrichtigt."]
    assert house.read(evening).cancellation_reason == "Die Referentin ist krank."
    assert says(at, "Die Referentin ist krank.")
    assert not at.text_input

    press(at, "undo_cancel")
    assert said(at) == ["Die Absage ist zurückgenommen. Die Mails, die noch warteten, gehen nicht hinaus."]
    assert (house.read(evening).status, house.mails(evening)) == ("published", mails)
    assert at.text_input(key="edit_title").value == "Ein Abend"


def test_draft_and_past_event_are_not_called_off(house: House, screen: Open, mona: str, draft: EventDetails) -> None:
    house.event(slug="vorbei", starts_at=clock.utc_now() - timedelta(days=3))
    for slug in ("entwurf", "vorbei"):
        assert "Veranstaltung absagen" not in labels(screen(FILE, event=slug), "button")


def test_materials_of_a_past_event_are_saved_without_mail(house: House, screen: Open, mona: str) -> None:
    event = house.event(slug="vorbei")
    house.register(event, "Anna")
    now, day = clock.utc_now(), timedelta(days=1)
    house.set(event, starts_at=now - 3 * day, ends_at=now - 2 * day, deadline_at=now - 4 * day)
    at = press(fill(screen(FILE, event="vorbei"), materials="Die Folien"), "review")
    assert says(at, "Es geht keine Mail hinaus.")
    press(at, "save")
    assert house.read(event).materials == "Die Folien"


# Rows


def test_speakers_come_and_go(house: House, screen: Open, mona: str, draft: EventDetails) -> None:
    at = press(press(screen(FILE, event="entwurf"), "speaker_add"), "speaker_add")
    fill(at, speaker_1_name="Olaf", speaker_1_institution="Stadt Köln", speaker_2_name="Anna")
    press(at, "speaker_1_remove")
    press(at, "speaker_add")
    fill(at, speaker_3_name="Bernd")
    press(at, "save_draft")
    assert [(each.name, each.institution) for each in house.read(draft).speakers] == [("Anna", ""), ("Bernd", "")]


def questions(house: House, slug: str) -> list[tuple[Any, ...]]:
    shown = event_editor.get_editable(house.db, house.mona, slug)
    return [(each.kind, each.label, each.is_required, each.choices, each.shown_if) for each in shown.questions]


def test_questions_of_every_kind_with_a_condition(house: House, screen: Open, mona: str, draft: EventDetails) -> None:
    at = screen(FILE, event="entwurf")
    for row, kind in enumerate(QuestionKind, 1):
        press(at, "question_add")
        fill(at, **{f"question_{row}_label": f"Frage {kind}", f"question_{row}_kind": kind.value})
    fill(at, question_3_choices="rot\n blau \n\n", question_4_choices="Mo\nDi", question_1_is_required=True)
    fill(at, question_4_needs=3)
    fill(at, question_4_answer="blau")
    press(at, "save_draft")
    assert questions(house, "entwurf") == [
        ("text", "Frage text", True, (), None),
        ("long_text", "Frage long_text", False, (), None),
        ("single_choice", "Frage single_choice", False, ("rot", "blau"), None),
        ("multiple_choice", "Frage multiple_choice", False, ("Mo", "Di"), (2, "blau")),
        ("yes_no", "Frage yes_no", False, (), None),
        ("number", "Frage number", False, (), None),
        ("date", "Frage date", False, (), None),
    ]
    assert at.selectbox(key="edit_question_4_needs").value == 3


def test_questions_are_moved_and_deleted(house: House, screen: Open, mona: str) -> None:
    event = house.event(slug="entwurf", publish=False, text="Worum", starts_at=EVENING)
    house.question(event, QuestionKind.YES_NO, label="Kommen Sie?")
    house.question(event, label="Womit?")
    house.question(event, label="Wozu?")
    at = fill(screen(FILE, event="entwurf"), question_2_needs=1)
    fill(at, question_2_answer="ja")
    press(at, "question_3_up")
    assert not says(at, "Die Bedingung")
    press(at, "question_1_remove")
    assert says(at, "Die Bedingung von „Womit?“ ist entfallen: Sie braucht eine Frage, die vorher steht.")
    press(at, "save_draft")
    assert [each[1] for each in questions(house, "entwurf")] == ["Wozu?", "Womit?"]


# Preview


def test_preview_shows_page_mail_and_calendar_of_what_is_typed(
    house: House, screen: Open, mona: str, draft: EventDetails
) -> None:
    at = press(fill(screen(FILE, event="entwurf"), title="Smart *City*", location="Rathaus"), "preview")
    assert [each.label for each in at.tabs] == ["Seite", "Mail", "Kalender"]
    assert says(at, "Anmeldung offen")
    assert facts(at)["Ort"].startswith("Rathaus")
    mail, calendar = (each.value for each in at.code)
    assert says(at, "Angemeldet: Smart *City*, 05.03.2031")
    assert "Guten Tag Anna Beispiel," in mail
    assert "SUMMARY:Smart *City*" in calendar
    assert house.read(draft) == draft


def test_text_is_shown_beside_its_markdown(house: House, screen: Open, mona: str, draft: EventDetails) -> None:
    at = fill(screen(FILE, event="entwurf"), text="Ein **fettes** Wort <script>alert(1)</script>")
    shown = [each.value for each in at.get("html") if "fettes" in str(each.value)]
    assert shown == ["<p>Ein <strong>fettes</strong> Wort </p>"]


# Who may


def test_event_of_another_group_is_not_found(
    house: House, screen: Open, sign_in: Callable[[str], str], evening: EventDetails
) -> None:
    sign_in("olaf@example.org")
    at = screen(FILE, event="abend")
    assert [each.value for each in at.title] == ["Nicht gefunden"]
    assert not at.text_input


def test_stranger_is_asked_to_sign_in(house: House, screen: Open, evening: EventDetails) -> None:
    at = screen(FILE, event="abend")
    assert [each.value for each in at.title] == ["Bitte melden Sie sich an"]
    assert not at.text_input


def test_what_speaks_against_the_day_is_said_as_it_is_chosen(screen: Open, mona: str, draft: EventDetails) -> None:
    at = screen(FILE, event="entwurf")
    assert "Tag der Deutschen Einheit" not in " ".join(texts(at))

    fill(at, start_day=date(2031, 10, 3))

    assert "Tag der Deutschen Einheit" in " ".join(texts(at))
