"""Every command explains itself, and what it shows as an example can be typed."""

import shlex
import subprocess
import sys
from collections.abc import Iterator

import click
import pytest
from cli.terminal import Run

from akevents import settings
from akevents.cli import main
from akevents.cli.exports import PROFILES
from akevents.cli.mail import STATUSES as MAIL_STATUSES
from akevents.cli.registrations import STATUSES
from akevents.formats import columns
from akevents.store.tables import MailStatus, RegistrationStatus


def every_command(command: click.Command = main, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    yield path
    if isinstance(command, click.Group):
        for name, each in command.commands.items():
            yield from every_command(each, (*path, name))


COMMANDS = list(every_command())


def test_commands_are_those_that_others_build_on() -> None:
    assert {" ".join(path) for path in COMMANDS} == {
        "", "serve", "demo", "event", "event list", "event show", "event publish", "event cancel", "event create", "announcement",
        "announcement check", "registration", "registration add", "registration list", "export", "import", "moderator",
        "mail", "mail test", "mail deliver", "mail list", "moderator add", "moderator link", "moderator list",
        "backup", "restore", "doctor", "bench",
    }  # fmt: skip


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_help_ends_with_an_example_of_this_command(path: tuple[str, ...], run: Run) -> None:
    result = run(*path, "--help")

    usage, example = result.stdout.splitlines()[0], result.stdout.splitlines()[-1]
    assert (result.exit_code, result.stderr) == (0, "")
    assert usage.startswith(" ".join(["Usage: akevents", *path]))
    assert example.startswith(" ".join(["  Example: akevents", *path]))


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_help_example_can_be_typed(path: tuple[str, ...], run: Run) -> None:
    example = run(*path, "--help").stdout.splitlines()[-1].strip().removeprefix("Example: akevents ")
    command: click.Command = main
    context, words = click.Context(main), shlex.split(example)

    while isinstance(command, click.Group):
        command = command.commands[words.pop(0)]
    context = command.make_context(command.name, words, parent=context)

    assert context.args == []


@pytest.mark.parametrize(
    "path",
    [
        "event list",
        "event show",
        "registration add",
        "registration list",
        "mail list",
        "moderator list",
        "doctor",
        "import",
    ],
)
def test_help_offers_json_where_data_are_printed(path: str, run: Run) -> None:
    assert "--json" in run(*path.split(), "--help").stdout


def test_help_starts_without_the_heavy_libraries() -> None:
    code = (
        "import sys\nfrom akevents.cli import main\nmain(['--help'], standalone_mode=False)\n"
        "print(sorted({'sqlalchemy', 'streamlit', 'pandas', 'pydantic', 'alembic', 'uvicorn'} & set(sys.modules)))"
    )
    command = [sys.executable, "-c", code]
    result = subprocess.run(command, cwd=settings.ROOT, capture_output=True, text=True, check=True)

    assert result.stdout.splitlines()[-1] == "[]"


def test_lists_in_help_are_those_of_the_code() -> None:
    assert tuple(columns.PROFILES) == PROFILES
    assert tuple(RegistrationStatus) == STATUSES
    assert tuple(MailStatus) == MAIL_STATUSES


def test_version_is_told(run: Run) -> None:
    assert run("--version").stdout == "akevents, version 0.1.0\n"
