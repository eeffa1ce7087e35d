"""Moderators on the command line."""

import json

from cli.terminal import Run
from house import House

from akevents.domain import moderators

LINK = "http://localhost:8501/login/"


def test_add_prints_a_link_that_works(run: Run, cli_house: House) -> None:
    result = run(
        "moderator", "add", "Nora@Example.org", "--name", "Nora", "--group", "wirtschaft", "--group", "verkehr"
    )

    nora = moderators.get_moderator(cli_house.db, "nora@example.org")
    assert (result.exit_code, result.stderr) == (0, "")
    assert moderators.link_owner(cli_house.db, result.stdout.strip().removeprefix(LINK)) == "Nora"
    assert nora.moderates == {cli_house.group_id, cli_house.other_group_id}
    assert not nora.is_administrator


def test_add_makes_the_first_group_and_an_administrator(run: Run, cli_house: House) -> None:
    run("moderator", "add", "nora@example.org", "--name", "Nora", "--new-group", "neu", "AK Neu", "--admin")

    nora = moderators.get_moderator(cli_house.db, "nora@example.org")
    assert (nora.groups, nora.is_administrator) == (("AK Neu",), True)


def test_add_says_that_a_known_person_keeps_their_rights(run: Run, cli_house: House) -> None:
    result = run("moderator", "add", "mona@example.org", "--name", "Mona", "--group", "verkehr", "--admin")

    assert result.exit_code == 0
    assert result.stderr == "mona@example.org was known already and did not become an administrator.\n"
    assert moderators.get_moderator(cli_house.db, "mona@example.org").groups == (
        "AK Verkehr",
        "AK Wirtschaftsförderung",
    )


def test_add_refuses_and_stores_nothing(run: Run, cli_house: House) -> None:
    unknown = run("moderator", "add", "nora@example.org", "--name", "Nora", "--group", "nirgends")
    wrong = run("moderator", "add", "nora", "--name", "Nora", "--new-group", "neu", "AK Neu")

    assert (unknown.exit_code, unknown.stderr) == (1, "There is no working group 'nirgends'.\n")
    assert (wrong.exit_code, wrong.stderr) == (1, "These values cannot be used: email (email without at).\n")
    assert [each.name for each in moderators.list_moderators(cli_house.db)] == ["Mona", "Olaf"]


def test_link_is_fresh_each_time(run: Run, cli_house: House) -> None:
    first, second = (run("moderator", "link", "mona@example.org").stdout.strip() for _ in range(2))

    assert first != second
    for link in (first, second):
        assert moderators.link_owner(cli_house.db, link.removeprefix(LINK)) == "Mona"


def test_link_for_a_stranger_is_refused(run: Run, cli_house: House) -> None:
    result = run("moderator", "link", "nora@example.org")

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "Nobody moderates here with that address; see 'akevents moderator list'.\n"


def test_list_tells_who_cannot_sign_in_yet(run: Run, cli_house: House) -> None:
    token = moderators.new_sign_in_link(cli_house.db, "mona@example.org")
    moderators.set_password(cli_house.db, token, "ein langes Passwort", "ein langes Passwort")

    plain, found = run("moderator", "list").stdout, json.loads(run("moderator", "list", "--json").stdout)

    assert plain.splitlines()[1:] == [
        "mona@example.org  Mona  AK Wirtschaftsförderung",
        "olaf@example.org  Olaf  AK Verkehr               no password yet",
    ]
    assert found[0] == {
        "email": "mona@example.org",
        "name": "Mona",
        "is_administrator": False,
        "groups": ["AK Wirtschaftsförderung"],
        "has_password": True,
    }
