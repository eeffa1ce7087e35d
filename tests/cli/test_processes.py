"""The command as a process of its own, started in a folder that is not the project's."""

import os
import pty
import resource
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path
from typing import Any

import pytest
from cli.terminal import Process, process_environment
from house import House
from sqlalchemy import insert, select

from akevents.cli.serving import listen
from akevents.store.tables import Registration


def test_refusal_is_one_line_and_code_1(process: Process, cli_house: House) -> None:
    result = process("event", "show", "nirgends")

    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr == "There is no event with the address name 'nirgends'; see 'akevents event list'.\n"


def test_wrong_usage_is_code_2(process: Process) -> None:
    result = process("event", "shw")

    assert result.returncode == 2
    assert "No such command 'shw'" in result.stderr


def test_file_names_are_meant_from_where_the_caller_stands(process: Process, cli_house: House, tmp_path: Path) -> None:
    cli_house.event(slug="smart-city")

    result = process("export", "smart-city", "--output", "liste.csv")

    assert (result.returncode, result.stderr) == (0, "")
    assert (tmp_path / "liste.csv").exists()


def test_settings_start_in_the_installation_wherever_the_caller_stands(
    process: Process, cli_house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".env").write_text("AKEVENTS_BASE_URL=nonsense\n")

    assert process("event", "list").returncode == 0


def test_port_in_use_is_one_line(process: Process) -> None:
    with listen("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]

        result = process("serve", "--port", port)

    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr == f"Port {port} is in use; choose another with --port.\n"


def test_server_answers_and_ends_well_with_ctrl_c(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "akevents.cli", "serve", "--port", "0", "--demo"]
    command += ["--as-of", "2022-02-20T18:00+01:00"]
    environment = process_environment() | {"PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        command, cwd=tmp_path, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as server:
        try:
            assert server.stdout is not None
            told = [server.stdout.readline() for _ in range(3)]
            address = told[1].removeprefix("akevents listens on ").strip()
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=60) as answer:
                health = answer.read()
                headers = {name.lower() for name in answer.headers}
            server.send_signal(signal.SIGINT)
            _, complaints = server.communicate(timeout=60)
        finally:
            server.kill()

    assert told[0] == "The clock starts at 2022-02-20T18:00:00+01:00\n"
    assert told[2].startswith(f"Sign in as moderation@akevents.example, once within two days: {address}/login/")
    assert (health, server.returncode, complaints) == (b"ok", 0, "")
    assert "server" not in headers


def fill(house: House, people: int) -> None:
    """An event with so many people, each with 1,000 characters to discuss; all but the first are copies."""
    event = house.event(slug="smart-city")
    house.register(event, "Anna", topic="x" * 1000)
    table = Registration.__table__
    with house.db.writing() as session:
        anna = session.execute(select(table)).one()._asdict()
        session.execute(insert(table), [copy_of(anna, number) for number in range(2, people + 1)])


def copy_of(row: dict[str, Any], number: int) -> dict[str, Any]:
    other = {"id": number, "number": number, "submission_id": f"copy-{number}", "manage_token_hash": f"copy-{number}"}
    return row | other | {"email_normalized": f"anna{number}@example.org"}


@pytest.mark.parametrize("name", ["liste.csv", "liste.xlsx"])
def test_export_without_room_is_one_line_and_leaves_the_older_file(name: str, cli_house: House, tmp_path: Path) -> None:
    """No file of this process may grow past 1 MB, as under a quota; the list takes three."""
    fill(cli_house, 3000)
    (tmp_path / name).write_text("alt")
    command = [sys.executable, "-m", "akevents.cli", "export", "smart-city", "--profile", "vollstaendig"]

    result = subprocess.run(
        [*command, "--output", name],
        cwd=tmp_path,
        env=process_environment(),
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, 1_000_000)),
    )

    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr == "The disk is full; nothing was written.\n"
    assert (tmp_path / name).read_text() == "alt"
    assert {each.name for each in tmp_path.iterdir()} == {name, "var"}


def test_progress_is_shown_on_a_terminal_only(cli_house: House, tmp_path: Path) -> None:
    fill(cli_house, 3000)
    command = [sys.executable, "-m", "akevents.cli", "export", "smart-city", "--output", "liste.xlsx"]
    ours, theirs = pty.openpty()

    result = subprocess.run(
        command, cwd=tmp_path, env=process_environment(), stdout=subprocess.PIPE, stderr=theirs, check=False
    )
    os.close(theirs)
    shown = os.read(ours, 100_000).decode()
    os.close(ours)

    assert result.returncode == 0
    assert shown.count("\n") == 1  # one line, drawn again and again
    assert "Writing" in shown
    assert "100%" in shown
