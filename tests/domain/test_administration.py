"""People, roles and working groups: who may give what to whom, and that it holds at once."""

from dataclasses import replace

import pytest
from house import House
from sqlalchemy import select, update

from akevents.domain import moderators
from akevents.domain.administration import (
    Invitation,
    Person,
    invite,
    list_people,
    new_link,
    remove_person,
    set_roles,
)
from akevents.domain.moderators import Moderator, get_moderator, get_signed_in, link_owner, set_password
from akevents.domain.protocol_pages import PAGE_SIZE, list_protocol
from akevents.domain.working_groups import Group, add_group, change_group, list_groups
from akevents.errors import (
    InvalidRequest,
    LastAdministrator,
    NotAllowed,
    NotSignedIn,
    PersonNotFound,
    Problem,
    UnknownWorkingGroup,
)
from akevents.store.tables import ProtocolEntry, Role

PASSWORD = "Ein langes Passwort für alle"
NOBODY = 987_654


@pytest.fixture
def ada(house: House) -> Moderator:
    """The only administrator."""
    moderators.add_moderator(house.db, "ada@example.org", "Ada", is_administrator=True)
    return get_moderator(house.db, "ada@example.org")


def recorded(house: House) -> list[tuple[str, int | None, dict[str, object]]]:
    """Action, who and details of every entry that is about no event, oldest first."""
    query = select(ProtocolEntry).where(ProtocolEntry.event_id.is_(None)).order_by(ProtocolEntry.id)
    with house.db.reading() as session:
        return [(each.action, each.moderator_id, each.details) for each in session.scalars(query)]


def read(house: House, email: str) -> Moderator:
    return get_moderator(house.db, email)


# People


def test_administrator_sees_everybody_with_their_roles(house: House, ada: Moderator) -> None:
    hanna = house.helper()

    people = list_people(house.db, ada)

    assert [(each.name, each.groups, each.roles, each.is_administrator) for each in people] == [
        ("Ada", {}, {}, True),
        ("Hanna", {house.group_id: "AK Wirtschaftsförderung"}, {house.group_id: Role.HELPER}, False),
        ("Mona", {house.group_id: "AK Wirtschaftsförderung"}, {house.group_id: Role.MODERATOR}, False),
        ("Olaf", {house.other_group_id: "AK Verkehr"}, {house.other_group_id: Role.MODERATOR}, False),
    ]
    assert people[1] == Person(
        id=hanna.id, name="Hanna", email="hanna@example.org", is_administrator=False, has_password=False,
        roles={house.group_id: Role.HELPER}, groups={house.group_id: "AK Wirtschaftsförderung"}, may_change=True,
        may_link=True,
    )  # fmt: skip


def test_moderator_sees_the_own_groups_people_and_only_their_roles_there(house: House, ada: Moderator) -> None:
    hanna = house.helper()
    set_roles(house.db, ada, hanna.id, {house.group_id: Role.HELPER, house.other_group_id: Role.MODERATOR})

    people = list_people(house.db, house.mona)

    assert [(each.name, each.roles, each.may_change, each.may_link) for each in people] == [
        ("Hanna", {house.group_id: Role.HELPER}, True, False),
        ("Mona", {house.group_id: Role.MODERATOR}, False, False),
    ]


def test_helper_administers_nothing(house: House) -> None:
    hanna = house.helper()
    for step in (
        lambda: list_people(house.db, hanna),
        lambda: list_groups(house.db, hanna),
        lambda: list_protocol(house.db, hanna),
        lambda: invite(house.db, hanna, "nora@example.org", "Nora", {house.group_id: Role.HELPER}),
        lambda: set_roles(house.db, hanna, hanna.id, {house.group_id: Role.MODERATOR}),
        lambda: new_link(house.db, hanna, house.mona.id),
        lambda: remove_person(house.db, hanna, house.mona.id),
        lambda: add_group(house.db, hanna, name="AK Neu"),
        lambda: change_group(house.db, hanna, house.group_id, name="AK Neu"),
    ):
        with pytest.raises(NotAllowed):
            step()
    assert recorded(house) == []
    assert read(house, "hanna@example.org") == hanna


# Inviting


def test_administrator_invites_somebody_new(house: House, ada: Moderator) -> None:
    roles = {house.group_id: Role.MODERATOR, house.other_group_id: Role.HELPER}

    done = invite(house.db, ada, " Nora@Example.org ", " Nora  Neu ", roles)

    nora = read(house, "nora@example.org")
    assert done == Invitation(nora.id, "Nora Neu", done.link_token)
    assert link_owner(house.db, done.link_token or "") == "Nora Neu"
    assert (nora.moderates, nora.helps_in) == ({house.group_id}, {house.other_group_id})
    words = "keine Rolle → AK Wirtschaftsförderung: Moderation, AK Verkehr: Check-in"
    assert recorded(house) == [("person_invited", ada.id, {"person": nora.id, "roles": words})]


def test_known_address_gains_roles_and_gets_no_link(house: House, ada: Moderator) -> None:
    done = invite(house.db, ada, "mona@example.org", "Jemand", {house.group_id: Role.HELPER}, is_administrator=True)

    mona = read(house, "mona@example.org")
    assert done == Invitation(house.mona.id, "Mona", None)
    assert (mona.name, mona.is_administrator, mona.moderates, mona.helps_in) == ("Mona", True, {house.group_id}, set())


def test_invitation_says_everything_that_is_wrong(house: House, ada: Moderator) -> None:
    with pytest.raises(InvalidRequest) as refusal:
        invite(house.db, ada, "", "", {house.group_id: Role.HELPER})
    assert refusal.value == InvalidRequest((Problem("name", "missing_name"), Problem("email", "missing_their_email")))
    for name, problem in (
        ("x" * 101, Problem("name", "too_long", 100)),
        ("a\x00b", Problem("name", "control_characters")),
    ):
        with pytest.raises(InvalidRequest) as refusal:
            invite(house.db, ada, "nora@example.org", name, {house.group_id: Role.HELPER})
        assert refusal.value == InvalidRequest((problem,))


def test_invitation_without_a_role_leaves_nobody_behind(house: House, ada: Moderator) -> None:
    with pytest.raises(InvalidRequest) as refusal:
        invite(house.db, ada, "nora@example.org", "Nora", {})
    assert refusal.value == InvalidRequest((Problem("roles", "missing_role"),))
    with pytest.raises(UnknownWorkingGroup):
        invite(house.db, ada, "nora@example.org", "Nora", {NOBODY: Role.HELPER})
    assert [each.name for each in list_people(house.db, ada)] == ["Ada", "Mona", "Olaf"]
    assert recorded(house) == []


def test_moderator_invites_helpers_of_the_own_group_and_nobody_else(house: House) -> None:
    done = invite(house.db, house.mona, "nora@example.org", "Nora", {house.group_id: Role.HELPER})

    assert link_owner(house.db, done.link_token or "") == "Nora"
    for roles, is_administrator in (
        ({house.group_id: Role.MODERATOR}, False),
        ({house.other_group_id: Role.HELPER}, False),
        ({house.group_id: Role.HELPER}, True),
    ):
        with pytest.raises(NotAllowed):
            invite(house.db, house.mona, "eva@example.org", "Eva", roles, is_administrator=is_administrator)
    assert [each.name for each in moderators.list_moderators(house.db)] == ["Mona", "Nora", "Olaf"]


def test_moderator_gets_no_link_to_an_account_that_can_do_more(house: House, ada: Moderator) -> None:
    for email in ("ada@example.org", "olaf@example.org"):
        assert invite(house.db, house.mona, email, "X", {house.group_id: Role.HELPER}).link_token is None
    for person in (ada, house.olaf, house.mona):
        with pytest.raises(NotAllowed):
            new_link(house.db, house.mona, person.id)


# Roles


def test_roles_hold_at_once_in_a_running_session(house: House, ada: Moderator) -> None:
    session = set_password(house.db, new_link(house.db, ada, house.mona.id), PASSWORD, PASSWORD)
    assert get_signed_in(house.db, session).may_moderate(house.group_id)

    set_roles(house.db, ada, house.mona.id, {house.group_id: Role.HELPER})

    mona = get_signed_in(house.db, session)
    assert (mona.may_moderate(house.group_id), mona.may_check_in(house.group_id)) == (False, True)
    words = "AK Wirtschaftsförderung: Moderation → AK Wirtschaftsförderung: Check-in"
    assert recorded(house)[-1] == ("roles_changed", ada.id, {"person": house.mona.id, "roles": words})


def test_same_roles_again_change_nothing(house: House, ada: Moderator) -> None:
    set_roles(house.db, ada, house.mona.id, {house.group_id: Role.MODERATOR})

    assert (read(house, "mona@example.org"), recorded(house)) == (house.mona, [])


def test_somebody_keeps_at_least_one_role(house: House, ada: Moderator) -> None:
    with pytest.raises(InvalidRequest) as refusal:
        set_roles(house.db, ada, house.mona.id, {})
    assert refusal.value == InvalidRequest((Problem("roles", "missing_role"),))
    assert read(house, "mona@example.org") == house.mona


def test_last_administrator_stays(house: House, ada: Moderator) -> None:
    for step in (
        lambda: set_roles(house.db, ada, ada.id, {house.group_id: Role.MODERATOR}, is_administrator=False),
        lambda: remove_person(house.db, ada, ada.id),
    ):
        with pytest.raises(LastAdministrator):
            step()
    assert (read(house, "ada@example.org"), recorded(house)) == (ada, [])
    set_roles(house.db, ada, house.mona.id, {}, is_administrator=True)
    remove_person(house.db, ada, ada.id)
    assert [each.name for each in moderators.list_moderators(house.db)] == ["Mona", "Olaf"]


def test_moderator_changes_helpers_and_leaves_other_groups_alone(house: House, ada: Moderator) -> None:
    hanna = house.helper()
    set_roles(house.db, ada, hanna.id, {house.group_id: Role.HELPER, house.other_group_id: Role.MODERATOR})

    for roles in ({house.group_id: Role.MODERATOR}, {house.other_group_id: Role.HELPER}):
        with pytest.raises(NotAllowed):
            set_roles(house.db, house.mona, hanna.id, roles)
    set_roles(house.db, house.mona, hanna.id, {})

    after = read(house, "hanna@example.org")
    assert (after.moderates, after.helps_in) == ({house.other_group_id}, set())


def test_moderator_demotes_no_moderator_and_no_administrator(house: House, ada: Moderator) -> None:
    invite(house.db, ada, "nora@example.org", "Nora", {house.group_id: Role.MODERATOR})
    invite(house.db, ada, "ada@example.org", "Ada", {house.group_id: Role.HELPER})
    nora = read(house, "nora@example.org")
    for step in (
        lambda: set_roles(house.db, house.mona, nora.id, {house.group_id: Role.HELPER}),
        lambda: set_roles(house.db, house.mona, nora.id, {}),
        lambda: set_roles(house.db, house.mona, ada.id, {house.group_id: Role.HELPER}, is_administrator=False),
        lambda: remove_person(house.db, house.mona, nora.id),
        lambda: remove_person(house.db, house.mona, house.mona.id),
    ):
        with pytest.raises(NotAllowed):
            step()
    assert (read(house, "nora@example.org"), read(house, "ada@example.org").is_administrator) == (nora, True)


def test_person_of_another_group_does_not_exist(house: House, ada: Moderator) -> None:
    for person_id in (house.olaf.id, ada.id, NOBODY):
        for step in (
            lambda who: set_roles(house.db, house.mona, who, {house.group_id: Role.HELPER}),
            lambda who: new_link(house.db, house.mona, who),
            lambda who: remove_person(house.db, house.mona, who),
        ):
            with pytest.raises(PersonNotFound) as refusal:
                step(person_id)
            assert refusal.value == PersonNotFound(person_id)
    with pytest.raises(PersonNotFound):
        remove_person(house.db, ada, NOBODY)


# Leaving


def test_removed_person_is_signed_out_everywhere_and_their_link_is_dead(house: House, ada: Moderator) -> None:
    token = new_link(house.db, ada, house.mona.id)
    session = set_password(house.db, token, PASSWORD, PASSWORD)

    remove_person(house.db, ada, house.mona.id)

    with pytest.raises(NotSignedIn):
        get_signed_in(house.db, session)
    assert [each.name for each in list_people(house.db, ada)] == ["Ada", "Olaf"]
    words = "AK Wirtschaftsförderung: Moderation → keine Rolle"
    assert recorded(house)[-1] == ("person_removed", ada.id, {"person": house.mona.id, "roles": words})


def test_moderator_removes_a_helper_but_not_what_they_are_elsewhere(house: House, ada: Moderator) -> None:
    hanna = house.helper()
    invite(house.db, ada, "eva@example.org", "Eva", {house.group_id: Role.HELPER, house.other_group_id: Role.HELPER})
    eva = read(house, "eva@example.org")

    remove_person(house.db, house.mona, hanna.id)
    remove_person(house.db, house.mona, eva.id)

    assert [each.name for each in moderators.list_moderators(house.db)] == ["Ada", "Eva", "Mona", "Olaf"]
    assert read(house, "eva@example.org").helps_in == {house.other_group_id}


def test_moderator_hands_a_helper_a_new_link(house: House) -> None:
    hanna = house.helper()

    assert link_owner(house.db, new_link(house.db, house.mona, hanna.id)) == "Hanna"
    assert recorded(house) == [("sign_in_link_made", house.mona.id, {"person": hanna.id})]


# Working groups


def test_administrator_makes_and_changes_a_group(house: House, ada: Moderator) -> None:
    group_id = add_group(house.db, ada, name=" AK  Übergänge ", email="Ak@Example.org", state="NW")

    assert list_groups(house.db, ada)[0] == Group(group_id, "ak-uebergaenge", "AK Übergänge", "ak@example.org", "NW")
    change_group(house.db, ada, group_id, name="AK Übergänge", email="neu@example.org", state="")
    assert list_groups(house.db, ada)[0] == Group(group_id, "ak-uebergaenge", "AK Übergänge", "neu@example.org", None)
    change_group(house.db, ada, group_id, name="AK Übergänge", email="neu@example.org", state="")
    changed = {"group": group_id, "group_email": "geändert", "group_state": "NW → –"}
    assert recorded(house) == [("group_added", ada.id, {"group": group_id}), ("group_changed", ada.id, changed)]


def test_slug_that_is_taken_gets_a_number(house: House, ada: Moderator) -> None:
    for _ in range(2):
        add_group(house.db, ada, name="Verkehr")
    assert [each.slug for each in list_groups(house.db, ada)] == ["verkehr", "wirtschaft", "verkehr-2", "verkehr-3"]
    with pytest.raises(InvalidRequest) as refusal:
        add_group(house.db, ada, name="Neu", slug="verkehr")
    assert refusal.value == InvalidRequest((Problem("slug", "slug_taken"),))


def test_group_says_everything_that_is_wrong(house: House, ada: Moderator) -> None:
    for step in (
        lambda: add_group(house.db, ada, name=" ", email="ak", state="XX"),
        lambda: change_group(house.db, ada, house.group_id, name=" ", email="ak", state="XX"),
    ):
        with pytest.raises(InvalidRequest) as refusal:
            step()
        assert refusal.value.problems == (
            Problem("name", "missing_name"),
            Problem("email", "email_without_at"),
            Problem("state", "not_a_choice"),
        )
    with pytest.raises(UnknownWorkingGroup):
        change_group(house.db, ada, NOBODY, name="AK Neu")


def test_moderator_sees_the_own_groups_and_changes_none(house: House) -> None:
    assert [each.slug for each in list_groups(house.db, house.mona)] == ["wirtschaft"]
    for step in (
        lambda: add_group(house.db, house.mona, name="AK Neu"),
        lambda: change_group(house.db, house.mona, house.group_id, name="AK Neu"),
    ):
        with pytest.raises(NotAllowed):
            step()


# The protocol


def test_moderator_reads_what_happened_to_the_own_events_only(house: House, ada: Moderator) -> None:
    mine, theirs = house.event(title="Smart City"), house.event(working_group_id=house.other_group_id, title="Radwege")
    invite(house.db, ada, "nora@example.org", "Nora", {house.group_id: Role.HELPER})

    assert [line.event for line in list_protocol(house.db, house.mona).lines] == [mine.title]
    assert [(line.who, line.action, line.event, line.about) for line in list_protocol(house.db, ada).lines] == [
        ("Ada", "person_invited", None, "Nora"),
        (None, "event_created", theirs.title, None),
        (None, "event_created", mine.title, None),
    ]


def test_protocol_is_searched_by_who_what_and_which_event(house: House, ada: Moderator) -> None:
    house.event(title="Über Grün")
    invite(house.db, ada, "nora@example.org", "Nora", {house.group_id: Role.HELPER})
    found = {words: [line.action for line in list_protocol(house.db, ada, words).lines]
             for words in ("uber", "ada", "eingeladen", "ada eingeladen", "ada grün", "%", "")}  # fmt: skip
    assert found == {
        "uber": ["event_created"],
        "ada": ["person_invited"],
        "eingeladen": ["person_invited"],
        "ada eingeladen": ["person_invited"],
        "ada grün": [],
        "%": [],
        "": ["person_invited", "event_created"],
    }


def test_protocol_comes_in_pages_and_forgets_the_names_of_removed_people(house: House, ada: Moderator) -> None:
    for _ in range(PAGE_SIZE + 1):
        house.event()
    done = invite(house.db, ada, "nora@example.org", "Nora", {house.group_id: Role.HELPER})
    remove_person(house.db, ada, done.person_id)

    first, last = list_protocol(house.db, ada), list_protocol(house.db, ada, page=99)

    assert (first.total, first.pages, len(first.lines)) == (PAGE_SIZE + 3, 2, PAGE_SIZE)
    assert (last.page, len(last.lines)) == (2, 3)
    assert [line.about for line in first.lines[:2]] == [None, None]
    with house.db.writing() as session:
        session.execute(update(ProtocolEntry).values(moderator_id=None))
    assert first.lines[0].details["person"] == done.person_id
    assert list_protocol(house.db, ada).lines[0] == replace(first.lines[0], who=None)
