"""The schema's way forward and back. `python -m akevents.store.migrate "what changes"` drafts the next step.

Alembic is loaded only when there is something to do: at most starts there is not, and it costs a sixth of a second."""

import sys
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text

from akevents import settings
from akevents.errors import WrongDatabase
from akevents.store.database import Database, open_database, refusals
from akevents.store.tables import Base

if TYPE_CHECKING:
    from alembic.config import Config

FOLDER = Path(__file__).parent / "migrations"
ADVISORY_LOCK = 7_218_553  # any number that is ours: two processes that start at once migrate one after the other


def upgrade(db: Database, revision: str = "head") -> None:
    """Bring the schema forward; nothing happens if it is there already.

    Raises WrongDatabase if the database was migrated by a newer akevents."""
    with refusals(), _writing(db) as connection:
        if not db.is_sqlite:
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": ADVISORY_LOCK})
        if current_revision(connection) == newest_revision() and revision == "head":
            return
        _require_known_revision(connection)
        from alembic import command  # noqa: PLC0415

        command.upgrade(_config(connection), revision)


def downgrade(db: Database, revision: str = "base") -> None:
    """Take the schema back, data of what is dropped included."""
    from alembic import command  # noqa: PLC0415

    with refusals(), _writing(db) as connection:
        command.downgrade(_config(connection), revision)


def _writing(db: Database) -> AbstractContextManager[Connection]:
    """On SQLite begun IMMEDIATE: a process that starts at the same time waits, and then finds nothing left to do."""
    return db.engine.execution_options(immediate=True).begin()


def current_revision(connection: Connection) -> str | None:
    """The database's step, None for an empty one."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def newest_revision() -> str | None:
    """The last step there is; files are named by their number."""
    return max(_revisions(), default=None)


def _revisions() -> set[str]:
    return {path.name.partition("_")[0] for path in (FOLDER / "versions").glob("[0-9]*_*.py")}


def differences(connection: Connection) -> list[object]:
    """What the tables in code have and the migrated database has not, or the other way round; empty when they agree."""
    from alembic.autogenerate import compare_metadata  # noqa: PLC0415
    from alembic.migration import MigrationContext  # noqa: PLC0415

    return list(compare_metadata(MigrationContext.configure(connection), Base.metadata))


def _require_known_revision(connection: Connection) -> None:
    revision = current_revision(connection)
    if revision and revision not in _revisions():
        raise WrongDatabase("it was last used by a newer version of akevents")


def _config(connection: Connection) -> "Config":
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def draft(message: str) -> None:
    """Write the next migration from the difference between tables and the database of the current settings."""
    from alembic import command  # noqa: PLC0415

    db = open_database(settings.current())
    upgrade(db)
    with db.engine.begin() as connection:
        newest = newest_revision()
        number = f"{int(newest or 0) + 1:04}"
        command.revision(_config(connection), message=message, autogenerate=True, rev_id=number)


if __name__ == "__main__":
    draft(sys.argv[1])
