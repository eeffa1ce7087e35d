"""Verwaltung: people, roles, one-time links, working groups, the protocol."""

from collections.abc import Callable

import pytest
from house import House
from pages.conftest import Open
from pages.reading import errors, labels, says, tables
from streamlit.testing.v1 import AppTest

from akevents.domain import moderators, participants
from akevents.domain.administration import list_people
from akevents.domain.working_groups import list_groups
from akevents.store.tables import Role

FILE = "administration.py"


@pytest.fixture
def ada(house: House, sign_in: Callable[[str], str]) -> str:
    """Ada, who administers, is signed in."""
    moderators.add_moderator(house.db, "ada@example.org", "Ada", is_administrator=True)
    return sign_in("ada@example.org")


def press(at: AppTest, key: str) -> AppTest:
    at.button(key=key).click().run()
    assert not at.exception, at.exception
    return at


def test_administrator_sees_people_groups_and_protocol(house: House, screen: Open, ada: str) -> None:
    house.helper()
    at = screen(FILE)
    assert [each.value for each in at.header] == ["Personen", "Arbeitskreise", "Protokoll"]
    for words in (
        "Ada\nada@example.org\nVerwaltung",
        "Hanna\nhanna@example.org\nAK Wirtschaftsförderung (Check-in) · noch ohne Passwort",
        "AK Verkehr\nkeine Adresse für Antworten\nnur bundesweite Feiertage",
    ):
        assert says(at, words)
    assert labels(at, "button").count("Ändern") == 6
    assert "Arbeitskreis anlegen" in labels(at, "button")


def test_people_are_searched(house: House, screen: Open, ada: str) -> None:
    at = screen(FILE)
    at.text_input(key="administration_search").set_value("verkehr moderation").run()
    assert (says(at, "olaf@example.org"), says(at, "mona@example.org")) == (True, False)
    at.text_input(key="administration_search").set_value("xyz").run()
    assert says(at, "Niemand passt zur Suche.")


def test_invitation_shows_the_link_until_it_is_put_away(house: House, screen: Open, ada: str) -> None:
    at = press(screen(FILE), "administration_open_invite")
    at.text_input(key="administration_name").set_value("Nora *Neu*")
    at.text_input(key="administration_email").set_value("nora@example.org")
    at.radio(key=f"administration_role_new_{house.group_id}").set_value("moderator")
    press(at, "administration_invite")

    link = at.code[0].value
    assert link.startswith("http://localhost:8501/login/")
    assert moderators.link_owner(house.db, link.rpartition("/")[2]) == "Nora *Neu*"
    assert says(at, "Anmeldelink für Nora *Neu*")
    assert says(at, "Der Link gilt zwei Tage, einmal.")
    assert moderators.get_moderator(house.db, "nora@example.org").moderates == {house.group_id}
    press(at, "administration_link_hide")
    assert not at.code


def test_invitation_with_mistakes_says_them_and_keeps_what_was_typed(house: House, screen: Open, ada: str) -> None:
    at = press(screen(FILE), "administration_open_invite")
    at.text_input(key="administration_email").set_value("nora@example")
    press(at, "administration_invite")
    assert errors(at) == [
        "Bitte prüfen Sie Ihre Angaben. Es ist noch nichts gespeichert.\n- Name: Bitte geben Sie einen Namen ein.\n"
        "- E-Mail: Nach dem @ fehlt die Endung, zum Beispiel „.de“."
    ]
    assert at.text_input(key="administration_email").value == "nora@example"
    assert [each.name for each in moderators.list_moderators(house.db)] == ["Ada", "Mona", "Olaf"]


def test_roles_are_changed_in_a_dialog(house: House, screen: Open, ada: str) -> None:
    at = press(screen(FILE), f"administration_person_{house.mona.id}")
    at.radio(key=f"administration_role_{house.mona.id}_{house.group_id}").set_value("helper")
    press(at, "administration_save_roles")
    assert moderators.get_moderator(house.db, "mona@example.org").helps_in == {house.group_id}
    assert says(at, "Die Rollen von Mona sind geändert und gelten sofort.")


def test_person_gets_a_new_link_and_is_removed(house: House, screen: Open, ada: str) -> None:
    at = press(screen(FILE), f"administration_person_{house.mona.id}")
    press(at, "administration_new_link")
    assert moderators.link_owner(house.db, at.code[0].value.rpartition("/")[2]) == "Mona"
    press(at, f"administration_person_{house.mona.id}")
    press(at, "administration_remove")
    assert says(at, "Mona ist entfernt.")
    assert [each.name for each in moderators.list_moderators(house.db)] == ["Ada", "Olaf"]


def test_last_administrator_is_told_why_they_stay(house: House, screen: Open, ada: str) -> None:
    who = moderators.get_moderator(house.db, "ada@example.org").id
    at = press(screen(FILE), f"administration_person_{who}")
    press(at, "administration_remove")
    assert errors(at) == ["Eine Person muss die Verwaltung behalten. Bitte geben Sie sie zuerst jemand anderem."]
    at.checkbox(key=f"administration_administrator_{who}").set_value(False)
    at.radio(key=f"administration_role_{who}_{house.group_id}").set_value("helper")
    press(at, "administration_save_roles")
    assert moderators.get_moderator(house.db, "ada@example.org").is_administrator


def test_group_is_made_and_changed(house: House, screen: Open, ada: str) -> None:
    at = press(screen(FILE), "administration_open_group")
    at.text_input(key="administration_group_name_new").set_value("AK Boden")
    at.selectbox(key="administration_group_state_new").set_value("NW")
    press(at, "administration_save_group")
    assert says(at, "Der Arbeitskreis ist gespeichert.")
    group = list_groups(house.db, moderators.operator())[0]
    assert (group.slug, group.name, group.email, group.state) == ("ak-boden", "AK Boden", None, "NW")
    press(at, f"administration_group_{group.id}")
    at.text_input(key=f"administration_group_email_{group.id}").set_value("kein Postfach")
    press(at, "administration_save_group")
    assert "- E-Mail: In der Adresse fehlt das @." in errors(at)[0]


def test_protocol_says_who_did_what_and_is_searched(house: House, screen: Open, ada: str) -> None:
    event = house.event(title="Smart City")
    house.register(event, "Anna")
    participants.check_in(house.db, house.mona, house.registration_id(event))
    at = screen(FILE)
    (rows,) = tables(at)
    assert [cells[1] for cells in rows] == [
        "Mona: hat eine Person eingecheckt (Nr. 1)\nSmart City",
        "Betrieb oder entfernte Person: hat die Veranstaltung angelegt\nSmart City",
    ]
    at.text_input(key="administration_protocol").set_value("eingecheckt").run()
    assert len(tables(at)[0]) == 1
    assert says(at, "1 Eintrag")


def test_moderator_lets_helpers_in_and_changes_nothing_else(house: House, screen: Open, mona: str) -> None:
    hanna = house.helper()
    house.event(title="Fremd", working_group_id=house.other_group_id)
    at = screen(FILE)
    assert (says(at, "hanna@example.org"), says(at, "olaf@example.org"), says(at, "AK Verkehr")) == (True, False, False)
    assert not says(at, "Fremd")
    assert [each.key for each in at.button if each.label == "Ändern"] == [f"administration_person_{hanna.id}"]
    assert "Arbeitskreis anlegen" not in labels(at, "button")
    press(at, "administration_open_invite")
    assert at.radio[0].options == ["keine Rolle", "Check-in"]
    at.text_input(key="administration_name").set_value("Nora")
    at.text_input(key="administration_email").set_value("nora@example.org")
    at.radio(key=f"administration_role_new_{house.group_id}").set_value("helper")
    press(at, "administration_invite")
    assert [(each.name, each.roles) for each in list_people(house.db, house.mona)] == [
        ("Hanna", {house.group_id: Role.HELPER}),
        ("Mona", {house.group_id: Role.MODERATOR}),
        ("Nora", {house.group_id: Role.HELPER}),
    ]


def test_moderator_who_invites_somebody_known_hands_out_no_link(house: House, screen: Open, mona: str) -> None:
    at = press(screen(FILE), "administration_open_invite")
    at.text_input(key="administration_name").set_value("Olaf")
    at.text_input(key="administration_email").set_value("olaf@example.org")
    at.radio(key=f"administration_role_new_{house.group_id}").set_value("helper")
    press(at, "administration_invite")
    assert says(at, "Olaf hat schon ein Konto und jetzt auch diese Rollen.")
    assert not at.code
