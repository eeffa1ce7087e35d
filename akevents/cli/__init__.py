"""The command `akevents`: everything an operator does without a browser. Heavy imports wait inside the commands."""

import click

from akevents import __version__
from akevents.cli.announcement import announcement
from akevents.cli.events import event
from akevents.cli.examination import doctor
from akevents.cli.exports import export
from akevents.cli.foundation import Commands, example
from akevents.cli.importing import import_list
from akevents.cli.mail import mail
from akevents.cli.measuring import bench
from akevents.cli.people import moderator
from akevents.cli.registrations import registration
from akevents.cli.safekeeping import backup, restore
from akevents.cli.serving import demo, serve

__all__ = ["main"]


@click.group(cls=Commands, epilog=example("akevents serve --demo"), context_settings={"max_content_width": 100})
@click.version_option(__version__, prog_name="akevents")
def main() -> None:
    """Event registration for working groups.

    Settings come from the environment (AKEVENTS_...) or from .env in the folder of the installation; relative paths in
    them start there, wherever you call this from.

    Exit codes: 0 done, 1 refused (the reason is on stderr), 2 wrong usage."""


for command in (
    serve,
    demo,
    event,
    announcement,
    registration,
    export,
    import_list,
    mail,
    moderator,
    backup,
    restore,
    doctor,
    bench,
):
    main.add_command(command)
