"""Taking over a list: what is shown before is what happens, and a second time nothing does."""

import inspect
import io
import re
from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from house import House
from openpyxl import load_workbook
from sqlalchemy import select

from akevents import clock
from akevents.domain import import_plan, participants
from akevents.domain.email_addresses import normalized_email
from akevents.domain.events import EventDetails
from akevents.domain.export_files import write_export
from akevents.domain.exports import opened_export
from akevents.domain.import_preview import (
    ChangedPerson,
    Difference,
    ImportOptions,
    ImportPreview,
    ImportResult,
    LineNote,
    NewPerson,
)
from akevents.domain.registration_import import apply_import, preview_import
from akevents.errors import ChangedMeanwhile, EventNotFound, ListRefused
from akevents.formats.imported_rows import ImportedRow
from akevents.formats.registration_table import read_list
from akevents.store.tables import Answer, ProtocolEntry, QuestionKind, RegistrationStatus
from akevents.wording import imports

SLUG = "abend"
CONFIRMED, WAITLISTED, REQUESTED = (
    RegistrationStatus.CONFIRMED, RegistrationStatus.WAITLISTED, RegistrationStatus.REQUESTED,
)  # fmt: skip


def row(name: str = "Anna", line: int = 2, **fields: Any) -> ImportedRow:
    values: dict[str, Any] = {
        "first_name": name, "last_name": "Beispiel", "email": f"{name.lower()}@example.org",
        "institution": "Stadt Köln", "status": "confirmed",
    }  # fmt: skip
    return ImportedRow(line, **values | fields)


def known(house: House, name: str = "Anna", line: int = 2, **fields: Any) -> ImportedRow:
    """A line of our own list as it leaves the house now, edited."""
    with opened_export(house.db, house.mona, SLUG) as found:
        mine = next(each for each in found.people.of_every_status() if each["first_name"] == name)
    return row(name, line, number=mine["number"], check=mine["check"], status=mine["status"], **fields)


def preview(house: House, *rows: ImportedRow, **options: Any) -> ImportPreview:
    return preview_import(house.db, house.mona, SLUG, rows, ImportOptions(**options))


def apply(house: House, *rows: ImportedRow, **options: Any) -> ImportResult:
    return apply_import(house.db, house.mona, SLUG, rows, ImportOptions(**options))


def codes(notes: tuple[LineNote, ...]) -> list[tuple[int, str]]:
    return [(note.line, note.code) for note in notes]


# New people


def test_new_people_are_shown_and_then_taken_without_mail(house: House) -> None:
    event = house.event(slug=SLUG)
    rows = (row("Anna", registered_at=datetime(2022, 2, 15, 10, 23), topic="Wer zahlt?", note="alt"), row("Bernd", 3))

    shown = preview(house, *rows)

    assert shown == ImportPreview(
        new=(
            NewPerson(2, "", "Anna Beispiel", "anna@example.org", "Stadt Köln", CONFIRMED),
            NewPerson(3, "", "Bernd Beispiel", "bernd@example.org", "Stadt Köln", CONFIRMED),
        ),
        changed=(), unchanged=0, refused=(), repeated=(), left_out=(), remarks=(), columns_left_out=(),
    )  # fmt: skip
    assert house.statuses(event) == {}
    assert apply_import(house.db, house.mona, SLUG, rows, expected=shown.fingerprint) == ImportResult(2, 0, 0, 0)
    anna = house.registration(event, "Anna")
    assert (anna.number, anna.registered_at, anna.topic, anna.note, anna.added_by, anna.state) == (
        1, datetime(2022, 2, 15, 9, 23, tzinfo=UTC), "Wer zahlt?", "alt", house.mona.id, "NW",
    )  # fmt: skip
    assert house.mails(event) == []
    assert house.counters_and_recount(event) == ((2, 0, 2), (2, 0, 2))
    with house.db.reading() as session:
        entry = session.scalars(select(ProtocolEntry).where(ProtocolEntry.action == "imported")).one()
        assert (entry.event_id, entry.moderator_id, entry.details) == (
            event.id, house.mona.id, {"added": 2, "changed": 0, "refused": 0},
        )  # fmt: skip


def test_a_second_time_changes_nothing(house: House) -> None:
    event = house.event(slug=SLUG)
    shown = preview(house, row())
    first = apply(house, row())
    counter = house.protocol(event)

    again = apply_import(house.db, house.mona, SLUG, [row()], expected=shown.fingerprint)

    assert (first.added, again) == (1, ImportResult(0, 0, 0, 0))
    assert preview(house, row()).unchanged == 1
    assert house.protocol(event) == counter


def test_places_go_in_the_order_of_the_file_then_people_wait(house: House) -> None:
    event = house.event(slug=SLUG, capacity=2)
    rows = (
        row("Anna", 2, status="waitlisted"),
        row("Bernd", 3),
        row("Chiara", 4),
        row("Doris", 5),
        row("Emil", 6, status="requested"),
    )

    assert [person.status for person in preview(house, *rows).new] == [
        WAITLISTED,
        CONFIRMED,
        CONFIRMED,
        WAITLISTED,
        REQUESTED,
    ]
    assert apply(house, *rows) == ImportResult(5, 2, 0, 0)
    assert list(house.statuses(event).values()) == ["waitlisted", "confirmed", "confirmed", "waitlisted", "requested"]
    assert house.counters_and_recount(event) == ((2, 2, 5), (2, 2, 5))


def test_moderator_may_give_places_beyond_the_capacity(house: House) -> None:
    event = house.event(slug=SLUG, capacity=1)

    apply(house, row("Anna"), row("Bernd", 3), even_if_full=True)

    assert house.counters_and_recount(event) == ((2, 0, 2), (2, 0, 2))


def test_without_waiting_list_nobody_comes_in_beyond_the_capacity(house: House) -> None:
    event = house.event(slug=SLUG, capacity=1, has_waiting_list=False)

    shown = preview(house, row("Anna"), row("Bernd", 3))

    assert codes(shown.refused) == [(3, "no_place")]
    assert apply(house, row("Anna"), row("Bernd", 3)) == ImportResult(1, 0, 0, 1)
    assert house.statuses(event) == {"Anna": "confirmed"}


def test_mails_go_out_only_when_asked_for(house: House) -> None:
    event = house.event(slug=SLUG, capacity=1)

    apply(house, row("Anna"), row("Bernd", 3), sends_mails=True)

    assert house.mails(event) == [("registered", "Anna"), ("waitlisted", "Bernd")]


def test_old_waiting_list_keeps_its_order(house: House) -> None:
    event = house.event(slug=SLUG, capacity=1)
    apply(
        house, row("Anna"), row("Bernd", 3, registered_at=datetime(2022, 2, 2)),
        row("Chiara", 4, registered_at=datetime(2022, 2, 1)),
    )  # fmt: skip

    participants.cancel(house.db, house.mona, house.registration_id(event, "Anna"))

    assert house.statuses(event) == {"Anna": "cancelled", "Bernd": "waitlisted", "Chiara": "confirmed"}


def test_time_in_the_future_is_now(house: House) -> None:
    event = house.event(slug=SLUG)

    apply(house, row(registered_at=datetime(2999, 1, 1)))

    assert house.registration(event).registered_at <= clock.utc_now()


def test_person_written_below_the_printed_list_is_there(house: House) -> None:
    event = house.event(slug=SLUG)

    apply(house, row(is_present=True))

    assert house.registration(event).checked_in_at is not None


@pytest.mark.parametrize(
    ("fields", "note"),
    [
        ({"first_name": None}, ("missing_first_name", "first_name", None, "")),
        ({"email": "anna"}, ("email_without_at", "email", None, "")),
        ({"email": None}, ("missing_email", "email", None, "")),
        ({"institution": None}, ("missing_institution", "institution", None, "")),
        ({"last_name": "x" * 101}, ("too_long", "last_name", 100, "")),
        ({"last_name": "Bei\x07spiel"}, ("control_characters", "last_name", None, "")),
        ({"note": "x\x00"}, ("control_characters", "note", None, "")),
        ({"note": "x" * 2001}, ("too_long", "note", 2000, "")),
        ({"status": None, "unknown_status": "Vielleicht"}, ("unknown_status", "", None, "Vielleicht")),
        ({"number": 7}, ("unknown_number", "", None, "7")),
    ],
)
def test_line_that_cannot_be_taken_is_refused_with_one_reason(
    house: House, fields: dict[str, Any], note: tuple[str, str, int | None, str]
) -> None:
    event = house.event(slug=SLUG)
    wrong = row(**fields)

    shown = preview(house, wrong, row("Bernd", 3))

    assert shown.refused == (LineNote(2, "", wrong.name, *note),)
    assert apply(house, wrong, row("Bernd", 3)) == ImportResult(1, 0, 0, 1)
    assert house.statuses(event) == {"Bernd": "confirmed"}


def test_institution_can_stand_in_where_the_file_names_none(house: House) -> None:
    event = house.event(slug=SLUG)

    apply(house, row(institution=None), row("Bernd", 3), institution="keine Angabe")

    assert [house.registration(event, name).institution for name in ("Anna", "Bernd")] == ["keine Angabe", "Stadt Köln"]


def test_formulas_are_text(house: House) -> None:
    event = house.event(slug=SLUG)

    apply(house, row(institution='=HYPERLINK("x")'))

    assert house.registration(event).institution == '=HYPERLINK("x")'


def test_who_cancelled_is_not_brought_back(house: House) -> None:
    event = house.event(slug=SLUG)
    house.register(event, "Anna")
    participants.cancel(house.db, house.mona, house.registration_id(event))

    shown = preview(house, row("Anna"), row("Bernd", 3, status="cancelled"))

    assert codes(shown.left_out) == [(2, "cancelled_here"), (3, "cancelled_there")]
    assert apply(house, row("Anna"), row("Bernd", 3, status="cancelled")) == ImportResult(0, 0, 0, 0)


def test_imported_person_with_a_new_address_does_not_come_twice(house: House) -> None:
    event = house.event(slug=SLUG)
    apply(house, row())
    new = "neu@example.org"
    house.set_registration(event, "Anna", email=new, email_normalized=normalized_email(new))

    assert codes(preview(house, row()).left_out) == [(2, "taken_before")]


def test_repeated_address_counts_once_and_a_live_booking_before_a_cancelled_one(house: House) -> None:
    event = house.event(slug=SLUG)
    rows = (row(status="cancelled"), row(line=3, email="ANNA@example.org"), row(line=4, spaces=3))

    shown = preview(house, *rows)

    assert [person.line for person in shown.new] == [3]
    assert [(note.line, note.detail) for note in shown.repeated] == [(2, "Zeile 3"), (4, "Zeile 3")]
    apply(house, *rows)
    assert house.statuses(event) == {"Anna": "confirmed"}


def test_several_places_are_one_registration_and_said(house: House) -> None:
    event = house.event(slug=SLUG)

    assert preview(house, row(spaces=3)).remarks == (LineNote(2, "", "Anna Beispiel", "several_places", detail="3"),)
    apply(house, row(spaces=3))
    assert house.counters_and_recount(event)[0] == (1, 0, 1)


def test_answers_are_taken_for_questions_of_the_event(house: House) -> None:
    event = house.event(slug=SLUG)
    question = house.question(
        event, QuestionKind.SINGLE_CHOICE, label="Ihre Farbe", required=True, choices=("rot", "blau")
    )
    rows = (
        row(extras={"Ihre Farbe": "rot", "Telefon": "1"}),
        row("Bernd", 3, extras={"Ihre Farbe": "grau"}),
        row("Chiara", 4, extras={"Ihre Farbe": ""}),
    )

    shown = preview(house, *rows)

    assert shown.columns_left_out == ("Telefon",)
    assert shown.refused == (LineNote(3, "", "Bernd Beispiel", "not_a_choice", "Ihre Farbe"),)
    apply(house, *rows)
    with house.db.reading() as session:
        assert session.execute(select(Answer.question_id, Answer.value)).all() == [(question, "rot")]


@pytest.mark.parametrize("over", ["event_is_over", "event_is_cancelled"])
def test_nobody_new_comes_to_an_event_that_is_over(house: House, over: str) -> None:
    event = house.event(slug=SLUG)
    house.register(event, "Anna")
    if over == "event_is_cancelled":
        house.set(event, status="cancelled")
    else:
        past = clock.utc_now() - timedelta(days=1)
        house.set(event, starts_at=past - timedelta(hours=1), ends_at=past)

    shown = preview(house, row("Anna", note="kam später"), row("Bernd", 3))

    assert (len(shown.changed), codes(shown.refused)) == (1, [(3, over)])


# Known people


def test_known_person_is_shown_before_and_after_and_then_changed(house: House) -> None:
    event = house.event(slug=SLUG)
    house.register(event, "Anna", function="Referentin", is_member=True)
    edited = known(
        house, last_name="Muster", function="", note="ruft an", has_member=True, member=None, is_present=True
    )

    shown = preview(house, edited)

    assert shown.changed == (
        ChangedPerson(2, "", 1, "Anna Beispiel", (
            Difference("Nachname", "Beispiel", "Muster"), Difference("Funktion", "Referentin", "leer"),
            Difference("Notiz", "leer", "ruft an"), Difference("Mitglied", "ja", "leer"),
            Difference("Anwesend", "nein", "ja"),
        )),
    )  # fmt: skip
    assert apply(house, edited, takes_changes=False) == ImportResult(0, 0, 0, 0)
    assert apply(house, edited) == ImportResult(0, 0, 1, 0)
    anna = house.registration(event)
    assert (anna.last_name, anna.function, anna.note, anna.is_member, anna.status, anna.arrival) == (
        "Muster", None, "ruft an", None, "confirmed", "afterwards",
    )  # fmt: skip
    assert anna.checked_in_at is not None
    assert "muster" in anna.search_text and "ruft an" in anna.search_text
    assert preview(house, edited).unchanged == 1


def test_file_of_another_system_empties_nothing(house: House) -> None:
    event = house.event(slug=SLUG)
    house.register(event, "Anna", function="Referentin", topic="Wer zahlt?")

    assert preview(house, row(institution=None, function=None, topic=None)).unchanged == 1
    assert preview(house, row(function="")).unchanged == 1


def test_status_and_consent_stay_and_that_is_said(house: House) -> None:
    event = house.event(slug=SLUG)
    house.register(event, "Anna")

    shown = preview(house, replace(known(house, list_consent=True), status="cancelled"))

    assert (shown.unchanged, codes(shown.remarks)) == (1, [(2, "status_stays"), (2, "consent_stays")])


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"check": "k123"}, "other_check"),
        ({"check": ""}, "check_missing"),
        ({"number": None}, "number_missing"),
        ({"number": None, "unclear": (("number", "sieben"),)}, "number_unreadable"),
        ({"unclear": (("is_present", "kam zu spät"),)}, "not_yes_no"),
        ({"email": "bernd@example.org"}, "address_taken"),
        ({"last_name": ""}, "missing_last_name"),
        ({"note": "x" * 2001}, "too_long"),
    ],
)
def test_change_that_cannot_be_made_is_refused(house: House, fields: dict[str, Any], code: str) -> None:
    event = house.event(slug=SLUG)
    house.register(event, "Anna")
    house.register(event, "Bernd")

    assert codes(preview(house, replace(known(house), **fields)).refused) == [(2, code)]


def test_corrected_address_is_a_change(house: House) -> None:
    event = house.event(slug=SLUG)
    house.register(event, "Anna")

    apply(house, known(house, email="a.beispiel@example.org"))

    assert house.registration(event).email_normalized == "a.beispiel@example.org"


def test_person_who_waits_cannot_be_there(house: House) -> None:
    event = house.event(slug=SLUG, capacity=0)
    house.register(event, "Anna")

    assert codes(preview(house, known(house, is_present=True)).refused) == [(2, "without_place")]


def test_answers_of_known_people_change_too(house: House) -> None:
    event = house.event(slug=SLUG)
    question, other = house.question(event, label="Ihre Farbe"), house.question(event, label="Ihr Ort")
    house.register(event, "Anna", answers={question: "rot", other: "Köln"})
    edited = known(house, extras={"Ihre Farbe": "blau", "Ihr Ort": ""})

    assert preview(house, edited).changed[0].differences == (
        Difference("Ihre Farbe", "rot", "blau"), Difference("Ihr Ort", "Köln", "leer"),
    )  # fmt: skip
    apply(house, edited)
    with house.db.reading() as session:
        assert session.execute(select(Answer.question_id, Answer.value)).all() == [(question, "blau")]


def test_what_only_others_changed_meanwhile_stays(house: House) -> None:
    event = house.event(slug=SLUG)
    house.register(event, "Anna", function="Leitung")
    mine = known(house, note="kommt später", function="Leitung", is_present=False)
    participants.check_in(house.db, house.mona, house.registration_id(event))
    house.set_registration(
        event, "Anna", function="Amtsleitung", last_name="Neu", institution_kind="district", language="en"
    )

    shown = preview(house, mine)

    assert shown.changed == (ChangedPerson(2, "", 1, "Anna Neu", (Difference("Notiz", "leer", "kommt später"),)),)
    assert (shown.conflicts, shown.unchanged) == ((), 0)
    apply(house, mine)
    anna = house.registration(event)
    assert (anna.note, anna.function, anna.last_name, anna.institution_kind, anna.language, anna.checked_in_at is None) == (
        "kommt später", "Amtsleitung", "Neu", "district", "en", False,
    )  # fmt: skip


def test_what_both_changed_is_a_conflict_and_what_stands_here_counts(house: House) -> None:
    event = house.event(slug=SLUG)
    house.register(event, "Anna", function="Leitung")
    mine = known(house, note="aus der Datei", function="Referat")
    participants.change_note(house.db, house.mona, house.registration_id(event), "von der anderen", instead_of=None)

    shown = preview(house, mine)

    assert shown.changed == (ChangedPerson(2, "", 1, "Anna Beispiel", (Difference("Funktion", "Leitung", "Referat"),)),)
    conflict = Difference("Notiz", "von der anderen", "aus der Datei")
    assert shown.conflicts == (ChangedPerson(2, "", 1, "Anna Beispiel", (conflict,)),)
    assert apply_import(house.db, house.mona, SLUG, [mine], expected=shown.fingerprint) == ImportResult(0, 0, 1, 0)
    assert (house.registration(event).note, house.registration(event).function) == ("von der anderen", "Referat")
    assert apply(house, mine, takes_conflicts=True) == ImportResult(0, 0, 1, 0)
    assert house.registration(event).note == "aus der Datei"


def test_line_with_nothing_but_a_conflict_changes_nothing(house: House) -> None:
    event = house.event(slug=SLUG)
    house.register(event, "Anna")
    mine = known(house, note="aus der Datei")
    participants.change_note(house.db, house.mona, house.registration_id(event), "von der anderen", instead_of=None)

    shown = preview(house, mine)

    assert (shown.changed, shown.unchanged, len(shown.conflicts), shown.taken(ImportOptions())) == ((), 0, 1, 0)
    assert apply(house, mine) == ImportResult(0, 0, 0, 0)


def test_same_number_twice_is_refused_with_both_lines_unless_both_say_the_same(house: House) -> None:
    event = house.event(slug=SLUG)
    house.register(event, "Anna")

    twice = preview(house, known(house, note="a"), known(house, line=9, note="b"))
    copied = preview(house, known(house, note="a"), known(house, line=9, note="a"))

    assert [(each.line, imports.told(each.code, limit=each.limit, detail=each.detail)) for each in twice.refused] == [
        (
            line,
            "Die Nr. 1 steht mehrmals mit verschiedenen Angaben: Zeile 2 und Zeile 9. Bitte lassen Sie eine Zeile stehen.",
        )
        for line in (2, 9)
    ]
    assert (len(copied.changed), [(each.line, each.code, each.detail) for each in copied.repeated]) == (
        1, [(9, "repeated", "Zeile 2")],
    )  # fmt: skip


def test_line_is_not_taken_for_another_person_or_event(house: House) -> None:
    event, other = house.event(slug=SLUG), house.event(slug="anderer")
    house.register(event, "Anna")
    house.register(event, "Bernd")
    house.register(other, "Anna")
    anna, bernd = known(house), known(house, "Bernd")

    assert codes(preview(house, replace(anna, number=2), replace(bernd, line=3, number=1)).refused) == [
        (2, "other_check"), (3, "other_check"),
    ]  # fmt: skip
    assert codes(preview_import(house.db, house.mona, "anderer", [anna]).refused) == [(2, "other_check")]


def test_people_who_are_not_in_the_list_are_counted_and_stay(house: House) -> None:
    event = house.event(slug=SLUG, capacity=3)
    for name in ("Anna", "Bernd", "Chiara", "Doris"):
        house.register(event, name)

    shown = preview(house, known(house, note="neu"))

    assert (shown.missing, len(shown.changed)) == (2, 1)
    assert preview(house, row("Emil")).missing == 0
    apply(house, known(house, note="neu"))
    assert list(house.statuses(event).values()) == ["confirmed"] * 3 + ["waitlisted"]


def test_one_wrong_line_keeps_the_list_out_unless_it_is_left_out(house: House) -> None:
    event = house.event(slug=SLUG)
    house.register(event, "Anna")
    rows = (known(house, note="neu"), row("Bernd", 3, email="bernd"))
    strict = ImportOptions(leaves_out_refused=False)

    assert preview(house, *rows).taken(strict) == 0
    with pytest.raises(ListRefused) as refusal:
        apply_import(house.db, house.mona, SLUG, rows, strict)
    assert (refusal.value, house.registration(event).note) == (ListRefused("wrong_lines", detail="1"), None)
    assert apply(house, *rows) == ImportResult(0, 0, 1, 1)


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_sorted_and_shortened_list_is_understood(house: House, evening: EventDetails, form: str) -> None:
    rows = read_list(exported(house, form).getvalue()).rows

    shown = preview(house, *reversed(rows[1:]))

    assert shown == ImportPreview((), (), 2, (), (), (), (), (), missing=1)


# Who, and when


def test_change_since_the_preview_is_not_overwritten(house: House) -> None:
    event = house.event(slug=SLUG)
    house.register(event, "Anna")
    edited = known(house, note="neu")
    shown = preview(house, edited)
    participants.change_note(house.db, house.mona, house.registration_id(event), "von der anderen", instead_of=None)

    with pytest.raises(ChangedMeanwhile):
        apply_import(house.db, house.mona, SLUG, [edited], expected=shown.fingerprint)

    assert house.registration(event).note == "von der anderen"


def test_event_of_another_group_does_not_exist(house: House) -> None:
    event = house.event(slug=SLUG)

    for by, slug in ((house.olaf, SLUG), (house.helper(), SLUG), (house.mona, "nirgends"), (house.mona, "a\x00b")):
        with pytest.raises(EventNotFound):
            preview_import(house.db, by, slug, [row()])
        with pytest.raises(EventNotFound):
            apply_import(house.db, by, slug, [row()])
    assert house.statuses(event) == {}


def test_thousands_of_people_come_in_at_once(house: House) -> None:
    event = house.event(slug=SLUG, capacity=600)
    rows = [row(f"Gast{number}", number) for number in range(2, 1002)]

    assert apply(house, *rows) == ImportResult(1000, 400, 0, 0)
    assert house.counters_and_recount(event) == ((600, 400, 1000), (600, 400, 1000))


# Our own workbook, there and back


def exported(house: House, form: Any = "xlsx") -> io.BytesIO:
    target = io.BytesIO()
    write_export(house.db, house.mona, SLUG, "vollstaendig", target, form=form)
    return target


@pytest.fixture
def evening(house: House) -> EventDetails:
    event = house.event(slug=SLUG, capacity=2)
    question = house.question(event, label="Ihre Farbe")
    house.register(event, "Anna", institution="=Amt & Söhne", topic="Wer\r\nzahlt?", answers={question: "rot\nblau"})
    house.register(event, "Bernd", function="-1 &amp; mehr", is_member=False)
    house.register(event, "Chiara")
    participants.change_note(house.db, house.mona, house.registration_id(event, "Bernd"), "a\nb", instead_of=None)
    participants.check_in(house.db, house.mona, house.registration_id(event, "Anna"))
    return event


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_untouched_export_changes_nothing(house: House, evening: EventDetails, form: str) -> None:
    shown = preview(house, *read_list(exported(house, form).getvalue()).rows)

    assert shown == ImportPreview((), (), 3, (), (), (), (), ())


@pytest.mark.parametrize(
    ("column", "value", "difference"),
    [
        ("Nachname", "Muster", Difference("Nachname", "Beispiel", "Muster")),
        ("Anwesend", "nein", Difference("Anwesend", "ja", "nein")),
        ("Notiz", "ruft an", Difference("Notiz", "leer", "ruft an")),
        ("Mitglied", "ja", Difference("Mitglied", "leer", "ja")),
        ("Ihre Farbe", "rot", Difference("Ihre Farbe", "rot\nblau", "rot")),
        ("Möchte besprechen", None, Difference("Besprechungswunsch", "Wer\r\nzahlt?", "leer")),
    ],
)
def test_one_edited_cell_is_exactly_one_difference(
    house: House, evening: EventDetails, column: str, value: str | None, difference: Difference
) -> None:
    book = load_workbook(exported(house))
    sheet = book["Teilnehmende"]
    place = [cell.value for cell in sheet[1]].index(column) + 1
    sheet.cell(2, place).value = value
    edited = io.BytesIO()
    book.save(edited)

    shown = preview(house, *read_list(edited.getvalue()).rows)

    changed = ChangedPerson(2, "Teilnehmende", 1, "Anna Beispiel", (difference,))
    assert shown == ImportPreview((), (changed,), 2, (), (), (), (), ())
    assert apply(house, *read_list(edited.getvalue()).rows) == ImportResult(0, 0, 1, 0)
    assert preview(house, *read_list(edited.getvalue()).rows).unchanged == 3


def test_list_of_another_event_changes_nobody(house: House, evening: EventDetails) -> None:
    other = house.event(slug="anderer")
    house.register(other, "Doris")

    shown = preview_import(house.db, house.mona, "anderer", read_list(exported(house).getvalue()).rows)

    assert [(note.line, note.code) for note in shown.refused] == [
        (2, "other_check"),
        (3, "unknown_number"),
        (2, "unknown_number"),  # on the sheet Warteliste
    ]
    assert replace(shown, refused=()) == ImportPreview((), (), 0, (), (), (), (), ("Ihre Farbe",))


def test_result_is_plain_data() -> None:
    assert asdict(ImportResult(1, 2, 3, 4)) == {"added": 1, "waiting": 2, "changed": 3, "refused": 4}


@pytest.mark.parametrize("code", [*imports.REASONS, *imports.LEFT_OUT, *imports.REMARKS])
def test_every_note_is_a_whole_sentence(code: str) -> None:
    words = imports.told(code, field="note", limit=99, detail="storniert")

    assert words[0].isupper() or words.startswith("storniert")
    assert words.endswith(".")
    assert "{" not in words


def test_every_reason_in_the_code_has_its_words() -> None:
    used = set(re.findall(r'RefusedLine\(\s*"(\w+)"', inspect.getsource(import_plan)))

    assert "no_place" in used
    assert used <= set(imports.REASONS)
