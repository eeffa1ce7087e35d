"""A moderator says what an institution is and where: at once, for everybody who comes later, and never in another group."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

import pytest
from house import House
from sqlalchemy import func, select

from akevents.domain import my_registration, participants
from akevents.domain.colleagues import register_colleague
from akevents.domain.events import EventDetails
from akevents.domain.institution_places import (
    Correction,
    KnownInstitution,
    correct,
    list_institutions,
    remove_correction,
)
from akevents.domain.registration_import import apply_import
from akevents.domain.statistics import live_figures
from akevents.errors import EventNotFound, InvalidRequest, Problem
from akevents.formats.imported_rows import ImportedRow
from akevents.formats.places import InstitutionKind
from akevents.store.tables import InstitutionPlace, ProtocolEntry, Registration

MENDEN = "05962040"
AGENCY = Correction(InstitutionKind.DEVELOPMENT_AGENCY, MENDEN)
AS_AGENCY = ("development_agency", MENDEN, "NW")
UNKNOWN = ("other", None, None)
TEXT = "Büro für morgen"


def place(house: House, event: EventDetails, name: str = "Anna") -> tuple[str, str | None, str | None]:
    row = house.registration(event, name)
    return row.institution_kind, row.municipality, row.state


def corrections(house: House) -> int:
    with house.db.reading() as session:
        return session.scalar(select(func.count()).select_from(InstitutionPlace)) or 0


def test_what_nobody_could_place_stands_first(house: House) -> None:
    event = house.event(capacity=6)
    people = ("Stadt Köln", "Kreis Olpe", "Stadt Köln", TEXT, "BÜRO  für morgen", TEXT, "Waltons Mühle")
    for number, institution in enumerate(people):
        house.register(event, f"Gast{number}", institution=institution)

    assert list_institutions(house.db, house.mona, event.slug) == (
        KnownInstitution(TEXT, 3, InstitutionKind.OTHER, None, None, is_corrected=False),
        KnownInstitution("Kreis Olpe", 1, InstitutionKind.DISTRICT, None, "NW", is_corrected=False),
        KnownInstitution("Stadt Köln", 2, InstitutionKind.MUNICIPALITY, "05315000", "NW", is_corrected=False),
    )  # the mill waits for a place


def test_correction_holds_at_once_in_every_event_of_the_group(house: House) -> None:
    event, earlier = house.event(), house.event()
    elsewhere = house.event(working_group_id=house.other_group_id)
    for each in (event, earlier, elsewhere):
        house.register(each, "Anna", institution=TEXT)
        house.register(each, "Bernd", institution="Buro für  MORGEN")
        house.register(each, "Chiara", institution="Büro für morgen und gestern")
    before = [house.read(each).change_counter for each in (event, earlier, elsewhere)]

    assert correct(house.db, house.mona, event.slug, TEXT, AGENCY) == 4

    for each in (event, earlier):
        assert [place(house, each, name) for name in ("Anna", "Bernd", "Chiara")] == [AS_AGENCY, AS_AGENCY, UNKNOWN]
    assert place(house, elsewhere) == UNKNOWN
    after = [house.read(each).change_counter for each in (event, earlier, elsewhere)]
    assert after == [before[0] + 1, before[1] + 1, before[2]]
    assert [(each.name, each.count) for each in live_figures(house.db, house.mona, event.id).by_municipality] == [
        ("Menden (Sauerland)", 2)
    ]


def test_protocol_names_no_institution(house: House) -> None:
    event = house.event()
    house.register(event, institution=TEXT)

    correct(house.db, house.mona, event.slug, TEXT, AGENCY)
    remove_correction(house.db, house.mona, event.slug, TEXT)

    query = select(ProtocolEntry.moderator_id, ProtocolEntry.details).where(
        ProtocolEntry.action == "institution_corrected", ProtocolEntry.event_id == event.id
    )
    with house.db.reading() as session:
        assert [tuple(row) for row in session.execute(query.order_by(ProtocolEntry.id))] == [
            (
                house.mona.id,
                {"people": 1, "institution_kind": "development_agency", "municipality": MENDEN, "state": "NW"},
            ),
            (house.mona.id, {"people": 1, "removed": 1}),
        ]


def test_next_registration_follows(house: House) -> None:
    event, elsewhere = house.event(), house.event(working_group_id=house.other_group_id)
    correct(house.db, house.mona, event.slug, TEXT, AGENCY)

    house.register(event, "Anna", institution="büro für Morgen")
    house.register(elsewhere, "Anna", institution=TEXT)
    participants.add_participant(house.db, house.mona, house.request(event, "Bernd", institution=TEXT))
    register_colleague(house.db, house.token(event, "Anna"), house.request(event, "Chiara", institution=TEXT))
    row = ImportedRow(2, first_name="Dora", last_name="Beispiel", email="dora@example.org", institution=TEXT)
    apply_import(house.db, house.mona, event.slug, [row])
    house.register(event, "Emil", institution="Stadt Köln")
    my_registration.change(house.db, house.token(event, "Emil"), house.request(event, "Emil", institution=TEXT))

    names = ("Anna", "Bernd", "Chiara", "Dora", "Emil")
    assert [place(house, event, name) for name in names] == [AS_AGENCY] * 5
    assert place(house, elsewhere) == UNKNOWN


def test_a_correction_can_say_nowhere(house: House) -> None:
    event = house.event()
    nowhere = Correction(InstitutionKind.OTHER)
    correct(house.db, house.mona, event.slug, "Stadt Köln", nowhere)

    house.register(event)

    assert place(house, event) == UNKNOWN
    known = KnownInstitution("Stadt Köln", 1, InstitutionKind.OTHER, None, None, is_corrected=True)
    assert list_institutions(house.db, house.mona, event.slug) == (known,)


def test_same_submission_and_same_address_are_found_as_before(house: House) -> None:
    event = house.event()
    correct(house.db, house.mona, event.slug, TEXT, AGENCY)
    request = house.request(event, institution=TEXT)

    first = house.register(event, submission_id=request.submission_id, institution=TEXT)

    assert house.register(event, submission_id=request.submission_id, institution=TEXT) == first
    assert house.counters_and_recount(event) == ((1, 0, 1), (1, 0, 1))


def test_second_word_replaces_the_first(house: House) -> None:
    event = house.event()
    house.register(event, institution=TEXT)
    correct(house.db, house.mona, event.slug, TEXT, AGENCY)

    correct(house.db, house.mona, event.slug, TEXT.upper(), Correction(InstitutionKind.UNIVERSITY, state="BY"))

    assert place(house, event) == ("university", None, "BY")
    assert corrections(house) == 1


def test_removed_correction_gives_each_spelling_what_it_says(house: House) -> None:
    event = house.event()
    house.register(event, "Anna", institution="Stadt München")
    house.register(
        event, "Bernd", institution="Stadt Munchen"
    )  # not the same town to whoever reads it letter by letter
    before = [place(house, event, name) for name in ("Anna", "Bernd")]
    correct(house.db, house.mona, event.slug, "Stadt München", AGENCY)
    assert [place(house, event, name) for name in ("Anna", "Bernd")] == [AS_AGENCY, AS_AGENCY]

    assert remove_correction(house.db, house.mona, event.slug, "Stadt München") == 2

    assert [place(house, event, name) for name in ("Anna", "Bernd")] == before
    house.register(event, "Chiara", institution="Stadt München")
    assert place(house, event, "Chiara") == ("municipality", "09162000", "BY")
    assert corrections(house) == 0


def test_nothing_is_removed_where_nothing_was_said(house: House) -> None:
    event = house.event()
    house.register(event)
    before = house.protocol(event)

    assert remove_correction(house.db, house.mona, event.slug, "Stadt Köln") == 0

    assert house.protocol(event) == before


@pytest.mark.parametrize(
    ("correction", "field"),
    [
        (replace(AGENCY, municipality="00000000"), "municipality"),
        (Correction(InstitutionKind.OTHER, state="XX"), "state"),
    ],
)
def test_what_is_not_on_the_map_is_refused(house: House, correction: Correction, field: str) -> None:
    event = house.event()
    house.register(event, institution=TEXT)

    with pytest.raises(InvalidRequest) as refusal:
        correct(house.db, house.mona, event.slug, TEXT, correction)

    assert refusal.value.problems == (Problem(field, "not_a_choice"),)
    assert (place(house, event), corrections(house)) == (UNKNOWN, 0)


def test_municipality_brings_its_own_land(house: House) -> None:
    event = house.event()
    house.register(event, institution=TEXT)

    correct(house.db, house.mona, event.slug, TEXT, replace(AGENCY, state="BY"))

    assert place(house, event) == AS_AGENCY


def test_event_of_another_group_does_not_exist(house: House) -> None:
    event = house.event()
    house.register(event, institution=TEXT)

    with pytest.raises(EventNotFound):
        list_institutions(house.db, house.olaf, event.slug)
    with pytest.raises(EventNotFound):
        correct(house.db, house.olaf, event.slug, TEXT, AGENCY)
    with pytest.raises(EventNotFound):
        remove_correction(house.db, house.olaf, event.slug, TEXT)
    assert place(house, event) == UNKNOWN


def test_whoever_registers_in_the_same_moment_follows_too(house: House) -> None:
    """Half of them wait for the lock that the correction holds, half come before it."""
    event, people = house.event(), 12
    start = Barrier(people + 1)

    def register(number: int) -> None:
        start.wait()
        house.register(event, f"Gast{number}", institution=TEXT)

    with ThreadPoolExecutor(people) as pool:
        waiting = [pool.submit(register, number) for number in range(people)]
        start.wait()
        correct(house.db, house.mona, event.slug, TEXT, AGENCY)
        for each in waiting:
            each.result()

    query = select(Registration.municipality, func.count()).group_by(Registration.municipality)
    with house.db.reading() as session:
        assert dict(session.execute(query).all()) == {MENDEN: people}
