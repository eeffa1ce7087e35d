"""People who sign in: one-time link, password, session."""

from datetime import timedelta

import pytest
from house import House
from sqlalchemy import select

from akevents import clock
from akevents.domain import moderators
from akevents.domain.moderators import (
    LINK_LENGTH,
    PASSWORD_MAX,
    PASSWORD_MIN,
    SESSION_LENGTH,
    Moderator,
    get_signed_in,
    link_owner,
    new_sign_in_link,
    set_password,
    sign_in,
    sign_out,
    sign_out_everywhere,
)
from akevents.errors import (
    AkeventsError,
    EventNotFound,
    InvalidRequest,
    NotSignedIn,
    Problem,
    SignInLinkExpired,
    UnknownModerator,
    UnknownWorkingGroup,
    WrongPassword,
)
from akevents.store.database import Database
from akevents.store.tables import Base

PASSWORD = "Ein langes Passwort für Mona"
MONA = "mona@example.org"


def with_password(house: House) -> str:
    """Mona sets her password by a one-time link; the session that begins."""
    return set_password(house.db, new_sign_in_link(house.db, MONA), PASSWORD, PASSWORD)


def everything_written(db: Database) -> str:
    """Every value of every column of every table."""
    with db.reading() as session:
        return "\n".join(
            str(value)
            for table in Base.metadata.sorted_tables
            for row in session.execute(select(table))
            for value in row
        )


# From the link to the session


def test_one_time_link_leads_to_a_password_and_a_session(house: House) -> None:
    link = new_sign_in_link(house.db, MONA)

    owner = link_owner(house.db, link)
    session = set_password(house.db, link, PASSWORD, PASSWORD)

    assert owner == "Mona"
    assert get_signed_in(house.db, session) == house.mona


def test_add_moderator_gives_a_link_at_once(house: House) -> None:
    link = moderators.add_moderator(house.db, "nora@example.org", "Nora", ("wirtschaft", "verkehr", "verkehr"))

    assert link_owner(house.db, link) == "Nora"
    assert moderators.get_moderator(house.db, "Nora@Example.org") == Moderator(
        id=moderators.get_moderator(house.db, "nora@example.org").id,
        name="Nora",
        email="nora@example.org",
        is_administrator=False,
        moderates=frozenset({house.group_id, house.other_group_id}),
        helps_in=frozenset(),
        groups=("AK Verkehr", "AK Wirtschaftsförderung"),
    )


def test_add_moderator_with_a_known_address_only_adds_groups(house: House) -> None:
    moderators.add_moderator(house.db, "MONA@example.org", "Jemand anderes", ("verkehr",))

    mona = moderators.get_moderator(house.db, MONA)
    assert (mona.id, mona.name, mona.moderates) == (
        house.mona.id,
        "Mona",
        frozenset({house.group_id, house.other_group_id}),
    )


def test_add_moderator_to_an_unknown_group_leaves_nothing(house: House) -> None:
    with pytest.raises(UnknownWorkingGroup) as refusal:
        moderators.add_moderator(house.db, "nora@example.org", "Nora", ("wirtschaft", "gibt-es-nicht"))

    assert refusal.value == UnknownWorkingGroup("gibt-es-nicht")
    assert [each.name for each in moderators.list_moderators(house.db)] == ["Mona", "Olaf"]


def test_add_moderator_refuses_what_is_no_address(house: House) -> None:
    with pytest.raises(InvalidRequest) as refusal:
        moderators.add_moderator(house.db, "nora", "Nora")

    assert refusal.value == InvalidRequest((Problem("email", "email_without_at"),))


def test_add_working_group_twice_gives_the_same_group(house: House) -> None:
    assert moderators.add_working_group(house.db, "wirtschaft", "Ein anderer Name") == house.group_id


def test_one_time_link_works_once(house: House) -> None:
    link = new_sign_in_link(house.db, MONA)
    set_password(house.db, link, PASSWORD, PASSWORD)

    with pytest.raises(SignInLinkExpired):
        set_password(house.db, link, PASSWORD + "!", PASSWORD + "!")
    with pytest.raises(SignInLinkExpired):
        link_owner(house.db, link)
    sign_in(house.db, MONA, PASSWORD)


def test_setting_a_password_ends_all_other_links_and_sessions_of_this_person(house: House) -> None:
    old_session = with_password(house)
    other_link, link = new_sign_in_link(house.db, MONA), new_sign_in_link(house.db, MONA)

    set_password(house.db, link, PASSWORD + " neu", PASSWORD + " neu")

    with pytest.raises(NotSignedIn):
        get_signed_in(house.db, old_session)
    with pytest.raises(SignInLinkExpired):
        link_owner(house.db, other_link)
    with pytest.raises(WrongPassword):
        sign_in(house.db, MONA, PASSWORD)


def test_one_time_link_expires(house: House) -> None:
    link = new_sign_in_link(house.db, MONA)
    start = clock.utc_now()
    clock.start_at(start + LINK_LENGTH - timedelta(minutes=1))
    assert link_owner(house.db, link) == "Mona"
    clock.start_at(start + LINK_LENGTH + timedelta(minutes=1))

    with pytest.raises(SignInLinkExpired):
        set_password(house.db, link, PASSWORD, PASSWORD)


@pytest.mark.parametrize("link", ["", "unknown", "x" * 10_000, "ümläut", "\ud800", "\x00"])
def test_link_of_nobody_leads_nowhere(house: House, link: str) -> None:
    with pytest.raises(SignInLinkExpired):
        link_owner(house.db, link)
    with pytest.raises(SignInLinkExpired):
        set_password(house.db, link, PASSWORD, PASSWORD)
    with pytest.raises(SignInLinkExpired):
        set_password(house.db, link, "kurz", "kurz")


@pytest.mark.parametrize(
    ("password", "repeated", "problem"),
    [
        ("x" * (PASSWORD_MIN - 1), "x" * (PASSWORD_MIN - 1), Problem("password", "password_short", PASSWORD_MIN)),
        ("x" * (PASSWORD_MAX + 1), "x" * (PASSWORD_MAX + 1), Problem("password", "password_long", PASSWORD_MAX)),
        (PASSWORD, PASSWORD + "!", Problem("password", "passwords_differ")),
    ],
)
def test_password_that_is_refused_keeps_the_link_good(
    house: House, password: str, repeated: str, problem: Problem
) -> None:
    link = new_sign_in_link(house.db, MONA)

    with pytest.raises(InvalidRequest) as refusal:
        set_password(house.db, link, password, repeated)

    assert refusal.value == InvalidRequest((problem,))
    assert link_owner(house.db, link) == "Mona"


def test_new_sign_in_link_is_only_for_people_who_moderate(house: House) -> None:
    with pytest.raises(UnknownModerator) as refusal:
        new_sign_in_link(house.db, "anna@example.org")

    assert refusal.value == UnknownModerator("anna@example.org")


def test_without_password_lists_those_who_have_none_yet(house: House) -> None:
    assert moderators.without_password(house.db) == (MONA, "olaf@example.org")

    with_password(house)

    assert moderators.without_password(house.db) == ("olaf@example.org",)


# Signing in and out


@pytest.mark.parametrize("typed", [MONA, " Mona@Example.ORG "])
def test_sign_in_begins_a_session(house: House, typed: str) -> None:
    with_password(house)

    assert get_signed_in(house.db, sign_in(house.db, typed, PASSWORD)) == house.mona


def test_sign_in_knows_an_address_of_an_international_domain_in_every_spelling(house: House) -> None:
    link = moderators.add_moderator(house.db, "nora@rathaus.köln", "Nora")
    set_password(house.db, link, PASSWORD, PASSWORD)

    sessions = [sign_in(house.db, typed, PASSWORD) for typed in ("Nora@Rathaus.KÖLN", "nora@rathaus.xn--kln-sna")]

    assert [get_signed_in(house.db, session).name for session in sessions] == ["Nora", "Nora"]


WRONG = {
    "another password": (MONA, PASSWORD + "!"),
    "the password in small letters": (MONA, PASSWORD.lower()),
    "no password": (MONA, ""),
    "an endless password": (MONA, "x" * 10_000),
    "an address nobody moderates with": ("anna@example.org", PASSWORD),
    "somebody who has no password yet": ("olaf@example.org", PASSWORD),
    "somebody who has no password yet, and none typed": ("olaf@example.org", ""),
    "nothing": ("", ""),
    "no address": ("mona", PASSWORD),
    "a character that cannot be stored": ("mona\x00@example.org", PASSWORD),
    "a wildcard": ("%", PASSWORD),
}


def test_sign_in_refuses_all_else_with_the_same_error(house: House) -> None:
    with_password(house)
    refusals = {}

    for case, (email, password) in WRONG.items():
        with pytest.raises(AkeventsError) as refusal:
            sign_in(house.db, email, password)
        refusals[case] = refusal.value

    assert refusals == dict.fromkeys(WRONG, WrongPassword())


def test_sign_out_ends_this_session_alone_and_may_be_repeated(house: House) -> None:
    here, there = with_password(house), sign_in(house.db, MONA, PASSWORD)

    sign_out(house.db, here)
    sign_out(house.db, here)

    with pytest.raises(NotSignedIn):
        get_signed_in(house.db, here)
    assert get_signed_in(house.db, there) == house.mona


def test_sign_out_everywhere_ends_all_sessions_of_this_person_at_once(house: House) -> None:
    here, there = with_password(house), sign_in(house.db, MONA, PASSWORD)
    olaf = set_password(house.db, new_sign_in_link(house.db, "olaf@example.org"), PASSWORD, PASSWORD)

    sign_out_everywhere(house.db, house.mona)

    for session in (here, there):
        with pytest.raises(NotSignedIn):
            get_signed_in(house.db, session)
    assert get_signed_in(house.db, olaf) == house.olaf


def test_session_ends_by_itself(house: House) -> None:
    session = with_password(house)
    start = clock.utc_now()
    clock.start_at(start + SESSION_LENGTH - timedelta(minutes=1))
    assert get_signed_in(house.db, session) == house.mona
    clock.start_at(start + SESSION_LENGTH + timedelta(minutes=1))

    with pytest.raises(NotSignedIn):
        get_signed_in(house.db, session)


@pytest.mark.parametrize("token", [None, "", "unknown", "x" * 10_000, "ümläut", "\ud800", "\x00"])
def test_get_signed_in_wants_a_session(house: House, token: str | None) -> None:
    with pytest.raises(NotSignedIn):
        get_signed_in(house.db, token)


def test_database_holds_hashes_and_no_secret(house: House) -> None:
    event = house.event()
    receipt = house.register(event)
    used, open_link = new_sign_in_link(house.db, MONA), new_sign_in_link(house.db, "olaf@example.org")
    session = set_password(house.db, used, PASSWORD, PASSWORD)

    written = everything_written(house.db)

    for secret in (PASSWORD, used, open_link, session, receipt.manage_token or ""):
        assert secret not in written
    assert "$argon2id$" in written
    assert "anna@example.org" in written  # the search does find what is there


# What each may touch


def test_moderator_may_touch_only_what_belongs_to_their_groups(house: House) -> None:
    hanna = house.helper()

    assert [each.may_moderate(house.group_id) for each in (house.mona, house.olaf, hanna)] == [True, False, False]
    assert [each.may_check_in(house.group_id) for each in (house.mona, house.olaf, hanna)] == [True, False, True]
    with pytest.raises(EventNotFound) as refusal:
        house.olaf.require(house.group_id, "abend")
    assert refusal.value == EventNotFound("abend")


def test_administrator_and_operator_may_touch_everything(house: House) -> None:
    moderators.add_moderator(house.db, "ada@example.org", "Ada", is_administrator=True)

    for person in (moderators.get_moderator(house.db, "ada@example.org"), moderators.operator()):
        person.require(house.group_id)
        person.require(house.other_group_id)
        assert person.may_check_in(house.group_id)
