"""Events on the command line."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cli.terminal import Run
from house import House

from akevents import settings
from akevents.domain import events, moderators
from akevents.store.database import Database

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


SEED = settings.ROOT / "data" / "reference" / "demo-smart-city-2022-03-02.txt"
PLAIN = """\
Offene Daten in kleinen Städten

Wann: Donnerstag, 12. Juni 2031, 17:00 bis 18:30 Uhr
Wo: Rathaus Soest, Domplatz 1
Moderation: Mona Beispiel
Anmeldeschluss: 10. Juni 2031

Kleine Städte haben viele Daten und wenig Leute, die sich darum kümmern. Wir sehen uns drei Wege an.
"""


@pytest.fixture
def small_house(sqlite_db: Database) -> int:
    """A house with one working group."""
    return moderators.add_working_group(sqlite_db, "wirtschaft", "AK Wirtschaftsförderung")


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    path = tmp_path / "plain.txt"
    path.write_text(PLAIN, encoding="utf-8")
    return path


def test_create_makes_a_draft_of_an_announcement_once(
    run: Run, sqlite_db: Database, small_house: int, plain: Path
) -> None:
    first, second = (run("event", "create", "--announcement", plain) for _ in range(2))

    assert (first.exit_code, first.stdout, first.stderr) == (0, "offene-daten-in-kleinen-staedten\n", "")
    assert second.stdout == first.stdout
    (event,) = events.list_moderated_events(sqlite_db, moderators.operator())
    facts = ("title", "status", "location", "format", "moderation", "starts_at", "ends_at", "deadline_at", "text")
    assert {name: getattr(event, name) for name in facts} == {
        "title": "Offene Daten in kleinen Städten",
        "status": "draft",
        "location": "Rathaus Soest, Domplatz 1",
        "format": "on_site",
        "moderation": "Mona Beispiel",
        "starts_at": datetime(2031, 6, 12, 15, 0, tzinfo=UTC),
        "ends_at": datetime(2031, 6, 12, 16, 30, tzinfo=UTC),
        "deadline_at": datetime(2031, 6, 10, 21, 59, tzinfo=UTC),
        "text": PLAIN.splitlines()[-1],
    }


def test_create_refuses_contradictions_unless_told_otherwise(run: Run, small_house: int) -> None:
    words = ("event", "create", "--announcement", SEED, "--reference-date", "2022-02-01")
    refused, made = run(*words), run(*words, "--despite-contradictions")

    assert (refused.exit_code, refused.stdout) == (1, "")
    assert refused.stderr == (
        "The announcement contradicts itself: year conflict (2. März 2022 / Mittwoch, den 2.3.2021), weekday mismatch "
        "(Mittwoch, den 2.3.2021 / 2. März 2022); correct it or use --despite-contradictions.\n"
    )
    assert (made.exit_code, made.stderr) == (0, "")
    assert made.stdout.splitlines()[0] == "smart-city"
    assert [line.split(":")[0] for line in made.stdout.splitlines()[1:]] == [
        "Widerspruch", "Widerspruch", "Hinweis", "Zur Kenntnis", "Zur Kenntnis",
    ]  # fmt: skip


def test_create_as_json_is_the_event_and_its_findings(run: Run, small_house: int, plain: Path) -> None:
    created = json.loads(run("event", "create", "--announcement", plain, "--title", "Daten", "--json").stdout)
    shown = json.loads(run("event", "show", "daten", "--json").stdout)

    assert created == shown | {"findings": []}
    assert created["title"] == "Daten"


def test_create_publishes_what_is_complete(
    run: Run, sqlite_db: Database, small_house: int, plain: Path, tmp_path: Path
) -> None:
    bare = tmp_path / "bare.txt"
    bare.write_text("Stammtisch\nWann: Donnerstag, 12. Juni 2031, 19:00 bis 20:00 Uhr\nWo: Rathaus Soest", "utf-8")

    done, refused = (run("event", "create", "--announcement", each, "--publish") for each in (plain, bare))

    assert (done.exit_code, done.stdout) == (0, "offene-daten-in-kleinen-staedten\n")
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert refused.stderr == (
        "stammtisch is a draft and cannot be published: These values cannot be used: text (missing text).\n"
    )
    found = events.list_moderated_events(sqlite_db, moderators.operator())
    assert {each.slug: each.status for each in found} == {
        "offene-daten-in-kleinen-staedten": "published",
        "stammtisch": "draft",
    }


def test_create_asks_for_the_group_where_there_are_several(run: Run, cli_house: House, plain: Path) -> None:
    words = ("event", "create", "--announcement", plain)
    unnamed, unknown, named = run(*words), run(*words, "--group", "x"), run(*words, "--group", "verkehr")

    assert (unnamed.exit_code, unnamed.stderr) == (1, "Name the working group by --group: verkehr, wirtschaft.\n")
    assert unknown.exit_code == 1
    assert named.exit_code == 0
    (event,) = events.list_moderated_events(cli_house.db, cli_house.olaf)
    assert event.slug == named.stdout.strip()


def test_create_refuses_what_names_no_time(run: Run, small_house: int, tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    path.write_text("bla bla", encoding="utf-8")

    refused, missing = (run("event", "create", "--announcement", each) for each in (path, tmp_path / "none.txt"))

    assert (refused.exit_code, refused.stdout) == (1, "")
    assert refused.stderr == "These values cannot be used: starts_at (missing day).\n"
    assert (missing.exit_code, missing.stdout) == (1, "")


def test_create_reads_a_saved_page(run: Run, sqlite_db: Database, small_house: int, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    lines = "".join(f"<p>{line}</p>" for line in PLAIN.splitlines()[1:])
    page.write_text(
        f"<!DOCTYPE html><html><head><title>DVAG</title></head><body><nav><a>Start</a></nav><main><h1>{PLAIN.splitlines()[0]}"
        f"</h1>{lines}<form><label>Name</label></form></main><footer>Impressum 1. Januar 2020</footer></body></html>",
        encoding="utf-8",
    )

    result = run("event", "create", "--announcement", page)

    assert (result.exit_code, result.stdout) == (0, "offene-daten-in-kleinen-staedten\n")
    (event,) = events.list_moderated_events(sqlite_db, moderators.operator())
    assert (event.location, event.text) == ("Rathaus Soest, Domplatz 1", PLAIN.splitlines()[-1])
