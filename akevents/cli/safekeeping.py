"""`akevents backup` and `akevents restore`: everything in one file, and back."""

from pathlib import Path

import click

from akevents.cli.files import FILE, complete_file
from akevents.cli.foundation import example, opened
from akevents.errors import UnreadableFile


@click.command(epilog=example("akevents backup akevents-2022-03-02.zip"))
@click.argument("file", type=FILE)
def backup(file: Path) -> None:
    """Write all data and the secret key into one new FILE that only you can read.

    The server may go on running. The file restores into SQLite and PostgreSQL alike; keep it as safe as the data."""
    if file.exists():
        raise UnreadableFile(str(file), "it exists already; a backup never replaces another")
    with opened() as db, complete_file(file) as target:
        from akevents import settings
        from akevents.store import backup as store

        rows = sum(store.backup(db, target, settings.secret()).tables.values())
    click.echo(f"Written: {file} ({rows} rows)")


@click.command(epilog=example("akevents restore akevents-2022-03-02.zip"))
@click.argument("file", type=FILE)
def restore(file: Path) -> None:
    """Fill an empty database from FILE, a backup; stop the server first.

    All or nothing. The backup's secret key replaces the one in the data folder, so that links in mails keep working."""
    with opened(migrated=False) as db:
        from akevents import settings
        from akevents.store import backup as store

        chosen = settings.current()
        if chosen.secret_key:
            _say_if_other(store.restore(db, file), chosen.key())
        else:
            with complete_file(chosen.data_dir / "secret.key") as key_file:  # opened first: must not fail afterwards
                key_file.write(store.restore(db, file))
    click.echo(f"Restored from {file}")


def _say_if_other(restored: bytes, chosen: bytes) -> None:
    if restored != chosen:
        click.echo("AKEVENTS_SECRET_KEY is not the backup's key: links in mails sent earlier will not work.", err=True)
