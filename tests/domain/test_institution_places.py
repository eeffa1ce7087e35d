"""A moderator's word on what an institution is: applied, remembered, followed, taken back."""

import pytest
from house import House

from akevents.domain import colleagues, institution_places, my_registration, participants, statistics
from akevents.domain.events import EventDetails
from akevents.domain.institution_places import Correction
from akevents.errors import EventNotFound, InvalidRequest, Problem
from akevents.formats.places import InstitutionKind

SOEST, NOWHERE = "05974040", "Regionalbüro Börde"
AGENCY = Correction(InstitutionKind.DEVELOPMENT_AGENCY, SOEST)


@pytest.fixture
def evening(house: House) -> EventDetails:
    event = house.event(slug="abend")
    house.register(event, "Anna", institution=NOWHERE)
    house.register(event, "Bernd", institution="Stadt Köln")
    return event


def placed(house: House, event: EventDetails, name: str) -> tuple[str, str | None, str | None]:
    row = house.registration(event, name)
    return row.institution_kind, row.municipality, row.state


def correct(house: House, institution: str = NOWHERE, correction: Correction = AGENCY) -> None:
    institution_places.correct(house.db, house.mona, "abend", institution, correction)


AS_SAID = ("development_agency", SOEST, "NW")


def test_correction_holds_for_everybody_from_there_in_all_events_of_the_group(
    house: House, evening: EventDetails
) -> None:
    other = house.event(slug="anderer")
    house.register(other, "Chiara", institution="  REGIONALBÜRO börde ")
    assert placed(house, evening, "Anna") == ("other", None, None)
    before = house.read(other).change_counter

    correct(house)

    assert (placed(house, evening, "Anna"), placed(house, other, "Chiara")) == (AS_SAID, AS_SAID)
    assert placed(house, evening, "Bernd")[2] == "NW"
    assert house.read(other).change_counter == before + 1
    assert house.protocol(evening)[-1] == ("institution_corrected", house.mona.id, None)


def test_next_one_from_there_follows_however_they_come(house: House, evening: EventDetails) -> None:
    correct(house)

    house.register(evening, "Chiara", institution="regionalbüro  Börde")
    participants.add_participant(house.db, house.mona, house.request(evening, "Doris", institution=NOWHERE))
    colleagues.register_colleague(
        house.db, house.token(evening, "Anna"), house.request(evening, "Emil", institution=NOWHERE)
    )
    changed = house.request(evening, "Bernd", institution=NOWHERE)
    my_registration.change(house.db, house.token(evening, "Bernd"), changed)

    assert {name: placed(house, evening, name) for name in ("Chiara", "Doris", "Emil", "Bernd")} == dict.fromkeys(
        ("Chiara", "Doris", "Emil", "Bernd"), AS_SAID
    )


def test_correction_is_taken_back(house: House, evening: EventDetails) -> None:
    correct(house, "Stadt Köln", Correction(InstitutionKind.OTHER, state="BY"))
    assert placed(house, evening, "Bernd") == ("other", None, "BY")

    institution_places.forget_correction(house.db, house.mona, "abend", "Stadt Köln")
    house.register(evening, "Chiara", institution="Stadt Köln")

    assert placed(house, evening, "Bernd") == placed(house, evening, "Chiara") == ("municipality", "05315000", "NW")


def test_correcting_again_replaces(house: House, evening: EventDetails) -> None:
    correct(house)
    correct(house, correction=Correction(InstitutionKind.DISTRICT))
    assert placed(house, evening, "Anna") == ("district", None, None)


def test_list_shows_first_what_nobody_could_place(house: House, evening: EventDetails) -> None:
    found = institution_places.list_institutions(house.db, house.mona, "abend")
    assert [(each.name, each.people, each.state, each.is_corrected) for each in found] == [
        (NOWHERE, 1, None, False), ("Stadt Köln", 1, "NW", False),
    ]  # fmt: skip

    correct(house)
    assert {each.name: each.is_corrected for each in institution_places.list_institutions(house.db, house.mona, "abend")} == {
        NOWHERE: True, "Stadt Köln": False,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("correction", "problem"),
    [
        (Correction(InstitutionKind.OTHER, "99999999"), Problem("municipality", "not_a_choice")),
        (Correction(InstitutionKind.OTHER, state="XX"), Problem("state", "not_a_choice")),
    ],
)
def test_place_that_does_not_exist_is_refused(
    house: House, evening: EventDetails, correction: Correction, problem: Problem
) -> None:
    with pytest.raises(InvalidRequest) as refused:
        correct(house, correction=correction)
    assert refused.value.problems == (problem,)


def test_other_groups_neither_correct_nor_follow(house: House, evening: EventDetails) -> None:
    for step in (
        lambda: institution_places.list_institutions(house.db, house.olaf, "abend"),
        lambda: institution_places.correct(house.db, house.olaf, "abend", NOWHERE, AGENCY),
        lambda: institution_places.forget_correction(house.db, house.olaf, "abend", NOWHERE),
    ):
        with pytest.raises(EventNotFound):
            step()
    correct(house)
    other = house.event(working_group_id=house.other_group_id)
    house.register(other, "Chiara", institution=NOWHERE)
    assert placed(house, other, "Chiara") == ("other", None, None)


def test_municipalities_are_counted_with_their_place_on_the_map(house: House, evening: EventDetails) -> None:
    house.register(evening, "Chiara", institution="Stadt Köln")
    correct(house)
    found = statistics.live_figures(house.db, house.mona, evening.id).by_municipality

    assert [(each.name, each.state, each.count) for each in found] == [("Köln", "NW", 2), ("Soest", "NW", 1)]
    assert found[0].x < found[1].x and found[0].y > found[1].y  # Soest lies to the north-east
