"""Own choices of columns, people and sheets: saved for the group, renamed, deleted, and unknown to every other group."""

import pytest
from house import House

from akevents.domain.events import EventDetails
from akevents.domain.export_profiles import Choice, SavedProfile, delete_profile, list_profiles, save_profile
from akevents.domain.exports import LastExport, export_rows, last_export, opened_export
from akevents.errors import EventNotFound, InvalidRequest, Problem, UnknownProfile
from akevents.formats.profiles import columns_for
from akevents.store.tables import RegistrationStatus

DOOR = Choice(("number", "last_name", "first_name"), ("confirmed",), ("Teilnehmende", "Anwesenheitsliste"))
NAMES = Choice(("last_name", "questions"), ("confirmed", "waitlisted"), ("Teilnehmende",))


@pytest.fixture
def evening(house: House) -> EventDetails:
    event = house.event(capacity=1)
    house.register(event, "Anna")
    house.register(event, "Bernd")
    return event


def save(house: House, event: EventDetails, name: str = "Empfang", choice: Choice = DOOR, **more: int) -> SavedProfile:
    return save_profile(house.db, house.mona, event.slug, name, choice, **more)


def test_profile_is_saved_for_every_event_of_its_group(house: House, evening: EventDetails) -> None:
    later = house.event()

    saved = save(house, evening, "  Empfang \n")

    assert saved == SavedProfile(saved.id, "Empfang", DOOR)
    assert list_profiles(house.db, house.mona, later.slug) == (saved,)
    assert ("profile_saved", house.mona.id, None) in house.protocol(evening)


def test_saved_profile_decides_what_is_taken_away(house: House, evening: EventDetails) -> None:
    saved = save(house, evening, "Alle Namen", NAMES)

    for key in (saved.key, "Alle Namen"):
        with opened_export(house.db, house.mona, evening.slug, key) as found:
            assert [column.header for column in columns_for(found.profile, found.questions)] == ["Nachname"]
            assert {row["status"] for row in found.people.everybody()} == {
                RegistrationStatus.CONFIRMED, RegistrationStatus.WAITLISTED,
            }  # fmt: skip


def test_profile_is_changed_and_renamed(house: House, evening: EventDetails) -> None:
    first, second = save(house, evening), save(house, evening, "Namen", NAMES)

    changed = save(house, evening, "An der Tür", NAMES, instead_of=first.id)
    same = save(house, evening, "Namen", DOOR, instead_of=second.id)

    assert list_profiles(house.db, house.mona, evening.slug) == (changed, same)
    assert changed == SavedProfile(first.id, "An der Tür", NAMES)


def test_profile_is_deleted_and_what_was_taken_with_it_keeps_a_name(house: House, evening: EventDetails) -> None:
    saved = save(house, evening)
    export_rows(house.db, house.mona, evening.slug, saved.key)
    before = last_export(house.db, house.mona, evening.slug)

    delete_profile(house.db, house.mona, evening.slug, saved.id)

    assert list_profiles(house.db, house.mona, evening.slug) == ()
    after = last_export(house.db, house.mona, evening.slug)
    assert before and after == LastExport(before.at, "Mona", "eigene Zusammenstellung")
    assert before.profile == "Empfang"
    with pytest.raises(UnknownProfile):
        delete_profile(house.db, house.mona, evening.slug, saved.id)


@pytest.mark.parametrize(
    ("name", "choice", "problems"),
    [
        (" ", DOOR, [("profile_name", "missing_profile_name")]),
        ("x" * 61, DOOR, [("profile_name", "too_long")]),
        ("a\x07b", DOOR, [("profile_name", "control_characters")]),
        ("moderation", DOOR, [("profile_name", "profile_name_taken")]),
        ("own-7", DOOR, [("profile_name", "profile_name_taken")]),
        ("A", Choice((), ("confirmed",), ("Teilnehmende",)), [("profile_columns", "missing_columns")]),
        ("A", Choice(("gone",), (), ("Nichts",)),
         [("profile_columns", "missing_columns"), ("profile_sheets", "missing_sheets")]),
        ("A", Choice(("email",), (), ("Teilnehmende",)), [("profile_statuses", "missing_statuses")]),
    ],
)  # fmt: skip
def test_profile_that_shows_nothing_or_has_no_name_is_refused(
    house: House, evening: EventDetails, name: str, choice: Choice, problems: list[tuple[str, str]]
) -> None:
    with pytest.raises(InvalidRequest) as refusal:
        save(house, evening, name, choice)

    assert [(each.field, each.code) for each in refusal.value.problems] == problems
    assert list_profiles(house.db, house.mona, evening.slug) == ()


def test_two_profiles_of_a_group_have_two_names(house: House, evening: EventDetails) -> None:
    save(house, evening)
    other = save(house, evening, "Namen")

    for more in ({}, {"instead_of": other.id}):
        with pytest.raises(InvalidRequest) as refusal:
            save(house, evening, "EMPFANG", **more)
        assert refusal.value == InvalidRequest((Problem("profile_name", "profile_name_taken"),))


def test_profile_of_another_group_does_not_exist(house: House, evening: EventDetails) -> None:
    saved = save(house, evening)
    foreign = house.event(working_group_id=house.other_group_id)

    assert list_profiles(house.db, house.olaf, foreign.slug) == ()
    for key in (saved.key, "Empfang"):
        with pytest.raises(UnknownProfile), opened_export(house.db, house.olaf, foreign.slug, key):
            pass
    with pytest.raises(UnknownProfile):
        save_profile(house.db, house.olaf, foreign.slug, "Meins", DOOR, instead_of=saved.id)
    with pytest.raises(UnknownProfile):
        delete_profile(house.db, house.olaf, foreign.slug, saved.id)
    for by in (house.olaf, house.helper()):
        with pytest.raises(EventNotFound):
            list_profiles(house.db, by, evening.slug)
        with pytest.raises(EventNotFound):
            save_profile(house.db, by, evening.slug, "Meins", DOOR)
        with pytest.raises(EventNotFound):
            delete_profile(house.db, by, evening.slug, saved.id)
    assert list_profiles(house.db, house.mona, evening.slug) == (saved,)
