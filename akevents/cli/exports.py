"""`akevents export`: one event's registrations as an Excel or CSV file."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from akevents.cli.files import FILE, complete_file
from akevents.cli.foundation import example, opened

if TYPE_CHECKING:
    from akevents.domain.export_files import FileForm, Report

PROFILES = ("moderation", "referent", "teilnehmendenliste", "vollstaendig")
_FOR_WHOM = f"For whom: {', '.join(PROFILES)}, or the name of a saved one."
WORTH_A_BAR = 2000  # rows; fewer are written before anybody looks


@click.command(epilog=example("akevents export smart-city --output smart-city.xlsx --profile referent"))
@click.argument("slug")
@click.option("--output", required=True, type=FILE, help="The file; a name ending in .csv makes it CSV, else xlsx.")
@click.option("--profile", default="moderation", show_default=True, help=_FOR_WHOM)
def export(slug: str, output: Path, profile: str) -> None:
    """Write an event's registrations into a file that only you can read.

    A file of that name is replaced once the new one is complete. The protocol notes the export."""
    with opened() as db, complete_file(output) as target, progress() as report:
        from akevents.domain import moderators
        from akevents.domain.export_files import write_export

        form: FileForm = "csv" if output.suffix.lower() == ".csv" else "xlsx"
        write_export(db, moderators.operator(), slug, profile, target, form=form, on_progress=report)
    click.echo(f"Written: {output}")


@contextmanager
def progress() -> "Iterator[Report | None]":
    """A bar on a terminal's stderr once there is much to write; None where nobody looks."""
    if not sys.stderr.isatty():
        yield None
        return
    bar = click.progressbar(length=1, label="Writing", file=sys.stderr)
    shown = False

    def report(done: int, total: int) -> None:
        nonlocal shown
        if total > WORTH_A_BAR:
            bar.length, shown = total, True
            bar.update(done - bar.pos)

    try:
        yield report
    finally:
        if shown:
            bar.render_finish()
