"""`akevents bench`: measured comparisons with their baselines, from the folder bench/."""

import os
import sys

import click

from akevents.cli.foundation import example, go_home
from akevents.errors import UnreadableFile


@click.command(epilog=example("akevents bench register-sqlite"))
@click.argument("name", required=False)
@click.option("--quick", is_flag=True, help="Fewer rounds.")
def bench(name: str | None, *, quick: bool) -> None:
    """Run the measurement NAME; without a name, list what can be measured."""
    if not (go_home() / "bench" / "__main__.py").exists():
        raise UnreadableFile("bench", "the measurements are not part of this installation")
    arguments = [name or "--list", *(["--quick"] if quick else [])]
    # The measurement takes this process over: a child would go on measuring when this one is ended.
    os.execv(sys.executable, [sys.executable, "-m", "bench", *arguments])  # noqa: S606 - our own module
