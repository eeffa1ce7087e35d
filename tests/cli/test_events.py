"""Events on the command line."""

import json
from datetime import UTC, datetime

from cli.terminal import Run
from house import House

EVENING = datetime(2030, 3, 2, 16, 0, tzinfo=UTC)


def test_list_shows_drafts_and_places(run: Run, cli_house: House) -> None:
    event = cli_house.event(slug="smart-city", title="Smart City", starts_at=EVENING, capacity=1)
    cli_house.event(slug="entwurf", title="Noch\x1b[2J geheim", starts_at=EVENING, publish=False)
    for name in ("Anna", "Bernd"):
        cli_house.register(event, name)

    result = run("event", "list")

    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "SLUG        STARTS                STATE                   PLACES             TITLE",
        "smart-city  2030-03-02 17:00 CET  full_with_waiting_list  1 of 1, 1 waiting  Smart City",
        "entwurf     2030-03-02 17:00 CET  draft                   0 of unlimited     Noch\ufffd[2J geheim",
    ]


def test_list_as_json_holds_iso_instants(run: Run, cli_house: House) -> None:
    cli_house.event(slug="smart-city", starts_at=EVENING, capacity=5)

    (found,) = json.loads(run("event", "list", "--json").stdout)

    assert found["slug"] == "smart-city"
    assert found["starts_at"] == "2030-03-02T16:00:00+00:00"
    assert found["deleted_on"] == "2030-04-02"
    assert (found["places_left"], found["status"], found["speakers"]) == (5, "published", [])


def test_show_tells_one_event(run: Run, cli_house: House) -> None:
    cli_house.event(slug="smart-city", title="Smart City", starts_at=EVENING, text="Erste Zeile\nzweite Zeile")

    lines = run("event", "show", "smart-city").stdout.splitlines()

    assert lines[0] == "Title                Smart City"
    assert "Starts               2030-03-02 17:00 CET" in lines
    assert lines[-2:] == ["Text                 Erste Zeile", "                     zweite Zeile"]


def test_show_as_json_is_the_entry_of_the_list(run: Run, cli_house: House) -> None:
    cli_house.event(slug="smart-city")

    assert (
        json.loads(run("event", "show", "smart-city", "--json").stdout)
        == json.loads(run("event", "list", "--json").stdout).pop()
    )


def test_show_refuses_an_unknown_event(run: Run, cli_house: House) -> None:
    result = run("event", "show", "nirgends")

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "There is no event with the address name 'nirgends'; see 'akevents event list'.\n"


def test_publish_shows_a_draft_and_says_where(run: Run, cli_house: House) -> None:
    event = cli_house.event(slug="smart-city", starts_at=EVENING, text="Worum es geht", publish=False)

    for _ in range(2):
        result = run("event", "publish", "smart-city")
        assert (result.exit_code, result.stderr) == (0, "")
        assert result.stdout == "smart-city is published: http://localhost:8501/e/smart-city\n"
    assert cli_house.read(event).status == "published"
    assert cli_house.protocol(event)[1:] == [("event_published", None, None)]


def test_publish_says_what_is_missing(run: Run, cli_house: House) -> None:
    event = cli_house.event(slug="smart-city", starts_at=EVENING, location="", publish=False)

    result = run("event", "publish", "smart-city")

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "These values cannot be used: text (missing text), location (missing location).\n"
    assert cli_house.read(event).status == "draft"


def test_cancel_queues_a_mail_for_everybody_once(run: Run, cli_house: House) -> None:
    event = cli_house.event(slug="smart-city", starts_at=EVENING)
    for name in ("Anna", "Bernd"):
        cli_house.register(event, name)

    first, second = (run("event", "cancel", "smart-city", "--reason", "Krank.") for _ in range(2))

    assert (first.exit_code, first.stdout) == (0, "smart-city is cancelled. Mails queued: 2\n")
    assert (second.exit_code, second.stdout) == (0, "smart-city is cancelled. Mails queued: 0\n")
    assert cli_house.read(event).cancellation_reason == "Krank."
    assert cli_house.mails(event)[2:] == [("event_cancelled", "Anna"), ("event_cancelled", "Bernd")]


def test_cancel_refuses_a_draft_an_empty_reason_and_none(run: Run, cli_house: House) -> None:
    cli_house.event(slug="entwurf", publish=False)
    cli_house.event(slug="smart-city")

    draft = run("event", "cancel", "entwurf", "--reason", "Krank.")
    empty = run("event", "cancel", "smart-city", "--reason", " ")

    assert (draft.exit_code, draft.stderr) == (1, "Event 'entwurf' is draft; this step is not possible.\n")
    assert (empty.exit_code, empty.stderr) == (1, "These values cannot be used: reason (missing reason).\n")
    assert run("event", "cancel", "smart-city").exit_code == 2
