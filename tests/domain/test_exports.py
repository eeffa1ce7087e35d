"""What leaves the house as a file."""

import pytest
from house import House
from sqlalchemy import select

from akevents.domain import my_registration
from akevents.domain.exports import LastExport, export_rows, last_export
from akevents.domain.participants import change_note, check_in
from akevents.domain.row_checks import read_check, said_of
from akevents.errors import EventNotFound, UnknownProfile
from akevents.formats.columns import PROFILES, QuestionColumn
from akevents.formats.profiles import columns_for
from akevents.store.tables import ConsentPurpose, ProtocolEntry

LIST, ADDRESS = ConsentPurpose.NAME_ON_LIST, ConsentPurpose.EMAIL_ON_LIST


def test_export_rows_hold_everything_about_everybody_in_the_order_of_registration(house: House) -> None:
    event = house.event(capacity=1)
    topic = house.question(event)
    anna = house.register(
        event,
        function="Leitung",
        is_member=True,
        topic="Wie fangen wir an?",
        accessibility_needs="Untertitel",
        consents=frozenset({LIST, ADDRESS}),
        answers={topic: "Leerstand"},
    )
    bernd = house.register(event, "Bernd", institution="Büro für morgen")
    change_note(house.db, house.mona, house.registration_id(event), "ruft zurück", instead_of=None)
    check_in(house.db, house.mona, house.registration_id(event))

    exported, rows, questions = export_rows(house.db, house.mona, event.slug)

    assert exported == house.read(event)
    assert questions == (QuestionColumn(topic, "Woran arbeiten Sie?"),)
    ids = [house.registration_id(event, name) for name in ("Anna", "Bernd")]
    checks = [read_check(row.pop("check"), event.id, who, row["number"]) for who, row in zip(ids, rows, strict=True)]
    assert [check and {name for name, words in said_of(row).items() if not check.said(name, words)}
            for check, row in zip(checks, rows, strict=True)] == [set(), set()]  # fmt: skip
    assert rows == [
        {
            "number": 1,
            "last_name": "Beispiel",
            "first_name": "Anna",
            "institution": "Stadt Köln",
            "function": "Leitung",
            "email": "anna@example.org",
            "status": "confirmed",
            "registered_at": anna.registered_at,
            "confirmed_at": anna.registered_at,
            "cancelled_at": None,
            "note": "ruft zurück",
            "topic": "Wie fangen wir an?",
            "accessibility_needs": "Untertitel",
            "state": "Nordrhein-Westfalen",
            "institution_kind": "Stadt oder Gemeinde",
            "member": True,
            "waitlisted_at": None,
            "is_present": True,
            f"question_{topic}": "Leerstand",
            "list_consent": True,
            "consents_list_email": True,
        },
        {
            "number": 2,
            "last_name": "Beispiel",
            "first_name": "Bernd",
            "institution": "Büro für morgen",
            "function": None,
            "email": "bernd@example.org",
            "status": "waitlisted",
            "registered_at": bernd.registered_at,
            "confirmed_at": None,
            "cancelled_at": None,
            "note": None,
            "topic": None,
            "accessibility_needs": None,
            "state": None,
            "institution_kind": "Sonstige",
            "member": None,
            "waitlisted_at": bernd.registered_at,
            "is_present": False,
            f"question_{topic}": "",
            "list_consent": False,
            "consents_list_email": False,
        },
    ]


def test_export_rows_have_a_value_for_every_column_of_the_fullest_profile(house: House) -> None:
    event = house.event()
    house.register(event)

    _, rows, questions = export_rows(house.db, house.mona, event.slug, "vollstaendig")

    assert {column.key for column in columns_for("vollstaendig", questions)} <= set(rows[0])


def test_export_rows_forget_a_consent_that_was_withdrawn(house: House) -> None:
    event = house.event()
    house.register(event, consents=frozenset({LIST, ADDRESS}))
    my_registration.change(house.db, house.token(event), house.request(event, consents=frozenset({ADDRESS})))

    _, rows, _ = export_rows(house.db, house.mona, event.slug)

    assert (rows[0]["list_consent"], rows[0]["consents_list_email"]) == (False, True)


def test_export_rows_show_cancelled_people_with_the_time(house: House) -> None:
    event = house.event()
    house.register(event)
    mine = my_registration.cancel(house.db, house.token(event))

    _, rows, _ = export_rows(house.db, house.mona, event.slug)

    assert (rows[0]["status"], rows[0]["cancelled_at"]) == ("cancelled", mine.cancelled_at)


def test_export_rows_hold_only_their_own_event(house: House) -> None:
    event, other = house.event(), house.event()
    house.question(other)
    house.register(other)

    _, rows, questions = export_rows(house.db, house.mona, event.slug)

    assert (rows, questions) == ([], ())


@pytest.mark.parametrize("profile", PROFILES)
def test_export_is_noted_in_the_protocol_with_its_profile(house: House, profile: str) -> None:
    event = house.event()
    assert last_export(house.db, house.mona, event.slug) is None

    export_rows(house.db, house.mona, event.slug, profile)

    with house.db.reading() as session:
        entry = session.scalars(select(ProtocolEntry).where(ProtocolEntry.action == "exported")).one()
    assert (entry.event_id, entry.moderator_id, entry.registration_id, entry.details) == (
        event.id,
        house.mona.id,
        None,
        {"profile": profile},
    )
    label = PROFILES[profile].partition(" (")[0]
    assert last_export(house.db, house.mona, event.slug) == LastExport(entry.at, "Mona", label)


def test_export_of_another_group_or_of_nothing_is_not_found_and_not_noted(house: House) -> None:
    event = house.event()

    for by, slug in (
        (house.olaf, event.slug),
        (house.helper(), event.slug),
        (house.mona, "none"),
        (house.mona, "\x00"),
    ):
        with pytest.raises(EventNotFound) as refusal:
            export_rows(house.db, by, slug)
        assert refusal.value == EventNotFound(slug)

    assert last_export(house.db, house.mona, event.slug) is None


def test_export_with_an_unknown_profile_is_refused(house: House) -> None:
    event = house.event()

    with pytest.raises(UnknownProfile) as refusal:
        export_rows(house.db, house.mona, event.slug, "alles")

    assert refusal.value == UnknownProfile("alles")
    assert last_export(house.db, house.mona, event.slug) is None
