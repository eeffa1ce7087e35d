"""Registrations on the command line."""

import json
from datetime import timedelta

from cli.terminal import Run
from click.testing import Result
from house import House

from akevents import clock


def add(run: Run, *more: str, email: str = "anna@example.org") -> Result:
    who = ("--first-name", "Anna", "--last-name", "Beispiel", "--email", email, "--institution", "Stadt Köln")
    return run("registration", "add", "smart-city", *who, *more)


def test_add_registers_by_hand_and_prints_the_personal_link(run: Run, cli_house: House) -> None:
    event = cli_house.event(slug="smart-city")

    result = add(run, "--function", "Amtsleitung", "--topic", "Sensoren", "--no-member")

    stored = cli_house.registration(event)
    link = f"http://localhost:8501/meine-anmeldung?token={cli_house.token(event)}"
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == f"Number         1\nStatus         confirmed\nPersonal link  {link}\n"
    assert (stored.function, stored.topic, stored.is_member, stored.added_by) == (
        "Amtsleitung",
        "Sensoren",
        False,
        None,
    )
    assert cli_house.protocol(event)[-1] == ("added", None, stored.id)


def test_add_without_a_word_about_membership_leaves_it_open(run: Run, cli_house: House) -> None:
    event = cli_house.event(slug="smart-city")

    add(run)

    assert cli_house.registration(event).is_member is None


def test_add_as_json(run: Run, cli_house: House) -> None:
    event = cli_house.event(slug="smart-city")

    found = json.loads(add(run, "--json").stdout)

    assert found == {
        "number": 1,
        "status": "confirmed",
        "registered_at": cli_house.registration(event).registered_at.isoformat(),
        "personal_link": f"http://localhost:8501/meine-anmeldung?token={cli_house.token(event)}",
    }


def test_add_waits_when_full_unless_told_otherwise(run: Run, cli_house: House) -> None:
    event = cli_house.event(slug="smart-city", capacity=0)

    first = add(run, "--json")
    second = add(run, "--json", "--even-if-full", email="bernd@example.org")

    assert [json.loads(each.stdout)["status"] for each in (first, second)] == ["waitlisted", "confirmed"]
    assert cli_house.read(event).places_taken == 1


def test_add_refuses_in_one_sentence_and_stores_nothing(run: Run, cli_house: House) -> None:
    cli_house.event(slug="smart-city")
    past = clock.utc_now() - timedelta(days=9)
    over = cli_house.event(slug="vorbei", starts_at=past, deadline_at=past)
    assert add(run).exit_code == 0

    twice, wrong = add(run), add(run, email="anna")
    late = run("registration", "add", "vorbei", "--first-name", "A", "--last-name", "B", "--email", "a@example.org",
               "--institution", "C")  # fmt: skip

    assert [each.exit_code for each in (twice, wrong, late)] == [1, 1, 1]
    assert "registered for event 1 already" in twice.stderr
    assert wrong.stderr == "These values cannot be used: email (email without at).\n"
    assert late.stderr.startswith(f"Registration for event {over.id} has been closed since")
    assert cli_house.read(over).places_taken == 0


def test_add_without_a_name_is_wrong_usage(run: Run, cli_house: House) -> None:
    result = run("registration", "add", "smart-city", "--first-name", "Anna")

    assert result.exit_code == 2
    assert "Missing option '--last-name'" in result.stderr


def test_list_shows_everyone_by_number_and_notes_it(run: Run, cli_house: House) -> None:
    event = cli_house.event(slug="smart-city", capacity=1)
    for name in ("Bernd", "Anna"):
        cli_house.register(event, name)

    lines = run("registration", "list", "smart-city").stdout.splitlines()

    assert [line.split()[:3] for line in lines] == [
        ["NR", "NAME", "INSTITUTION"], ["1", "Beispiel,", "Bernd"], ["2", "Beispiel,", "Anna"],
    ]  # fmt: skip
    assert cli_house.protocol(event)[-1] == ("exported", None, None)


def test_list_of_one_status_as_json_leaves_free_texts_out(run: Run, cli_house: House) -> None:
    event = cli_house.event(slug="smart-city", capacity=1)
    cli_house.register(event, "Anna")
    cli_house.register(event, "Bernd", accessibility_needs="Gebärdensprache")

    (found,) = json.loads(run("registration", "list", "smart-city", "--status", "waitlisted", "--json").stdout)

    assert (found["number"], found["email"], found["status"]) == (2, "bernd@example.org", "waitlisted")
    assert found["registered_at"] == cli_house.registration(event, "Bernd").registered_at.isoformat()
    assert "accessibility_needs" not in found


def test_list_refuses_an_unknown_event(run: Run, cli_house: House) -> None:
    assert run("registration", "list", "nirgends").exit_code == 1
