"""Demo content, the address, the clock and the socket; the server itself runs in test_processes.py."""

import os
import socket

import click
import pytest
from cli.terminal import Run
from house import House

from akevents import clock, settings
from akevents.cli import serving
from akevents.domain import moderators
from akevents.errors import PortInUse
from akevents.store.database import Database


def test_demo_fills_an_empty_database_and_prints_the_link(run: Run, sqlite_db: Database) -> None:
    result = run("demo")

    token = result.stdout.strip().removeprefix("http://localhost:8501/login/")
    assert (result.exit_code, result.stderr) == (0, "")
    assert moderators.link_owner(sqlite_db, token) == "Andreas Haubrichs"
    assert "smart-city" in run("event", "list").stdout


def test_demo_leaves_other_content_alone(run: Run, cli_house: House) -> None:
    result = run("demo")

    assert (result.exit_code, result.stderr) == (1, "The database cannot be used: it is not empty.\n")
    assert run("event", "list", "--json").stdout == "[]\n"


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("2022-02-20T18:00", "needs an offset such as +01:00 or Z."),
        ("morgen", "is no ISO 8601 instant such as 2022-02-20T18:00+01:00."),
        ("0001-01-01T00:00+14:00", "is too far from today."),
    ],
)
def test_serve_wants_a_whole_instant(value: str, words: str, run: Run) -> None:
    result = run("serve", "--as-of", value)

    assert result.exit_code == 2
    assert result.stderr.splitlines()[-1] == f"Error: Invalid value for '--as-of': '{value}' {words}"


@pytest.mark.usefixtures("with_mail")
def test_serve_refuses_another_time_where_mail_is_sent(run: Run) -> None:
    result = run("serve", "--as-of", "2022-02-20T18:00+01:00")

    assert result.exit_code == 1
    assert result.stderr == "--as-of is refused while AKEVENTS_SMTP_URL is set: mail would go out with wrong dates.\n"
    assert not clock.is_shifted()


def test_serve_on_a_port_in_use_touches_nothing(run: Run) -> None:
    with serving.listen("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]

        result = run("serve", "--port", port)

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == f"Port {port} is in use; choose another with --port.\n"
    assert not settings.current().data_dir.exists()


def test_serve_on_an_address_that_is_not_ours_is_wrong_usage(run: Run) -> None:
    result = run("serve", "--host", "192.0.2.1", "--port", "0")

    assert result.exit_code == 2
    assert "Cannot listen on 192.0.2.1" in result.stderr


def test_listen_names_the_protocol_and_blocks_a_second_one() -> None:
    with serving.listen("127.0.0.1", 0) as listener:
        assert listener.proto == socket.IPPROTO_TCP
        with pytest.raises(PortInUse), serving.listen(*listener.getsockname()):
            pass


def test_listen_refuses_a_name_nobody_has() -> None:
    with pytest.raises(click.UsageError):
        serving.listen("nobody.invalid", 0)


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("127.0.0.1", "http://127.0.0.1:80"),
        ("0.0.0.0", "http://localhost:80"),
        ("::", "http://localhost:80"),
        ("::1", "http://[::1]:80"),
    ],
)
def test_address_can_be_typed_into_a_browser(host: str, address: str) -> None:
    assert serving.address_of(host, 80) == address


def test_address_of_the_server_is_used_for_links_unless_one_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "environ", dict(os.environ))
    assert serving.adopt_address("http://127.0.0.1:9999") == "http://127.0.0.1:9999"

    monkeypatch.setattr(os, "environ", os.environ | {"AKEVENTS_BASE_URL": "https://events.example.org"})
    settings.current.cache_clear()
    assert serving.adopt_address("http://127.0.0.1:9999") == "https://events.example.org"


def test_links_are_printed_for_those_who_have_no_password(cli_house: House, capsys: pytest.CaptureFixture[str]) -> None:
    token = moderators.new_sign_in_link(cli_house.db, "mona@example.org")
    moderators.set_password(cli_house.db, token, "ein langes Passwort", "ein langes Passwort")

    serving.print_links(cli_house.db)

    (line,) = capsys.readouterr().out.splitlines()
    start = "Sign in as olaf@example.org, once within two days: http://localhost:8501/login/"
    assert moderators.link_owner(cli_house.db, line.removeprefix(start)) == "Olaf"
