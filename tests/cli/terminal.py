"""How tests call the command: in this process, and as a process of its own."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from click.testing import CliRunner, Result

from akevents import settings
from akevents.cli import main

Run = Callable[..., Result]
Process = Callable[..., subprocess.CompletedProcess[str]]


def invoke(*arguments: object) -> Result:
    """The result has exit_code, stdout and stderr."""
    return CliRunner().invoke(main, [str(each) for each in arguments], prog_name="akevents")


def start(folder: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    """Runs `python -m akevents.cli` in this folder."""
    command = [sys.executable, "-m", "akevents.cli", *(str(each) for each in arguments)]
    return subprocess.run(
        command, cwd=folder, env=process_environment(), capture_output=True, text=True, check=False, timeout=120
    )


def process_environment() -> dict[str, str]:
    return os.environ | {"PYTHONPATH": str(settings.ROOT)}
