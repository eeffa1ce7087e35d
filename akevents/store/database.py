"""The one way to the database: `reading()` and `writing()`. What differs between SQLite and PostgreSQL ends here."""

import errno
import sqlite3
import sys
import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import Session

from akevents.errors import DatabaseBusy, StorageFull, UnreadableSettings
from akevents.settings import Settings

BUSY_TIMEOUT_MS = (
    10_000  # longer than the slowest honest queue (200 people at once: under a second), shorter than patience
)
SQLITE_MAPPED = 256 * 2**20  # bytes of the file that are read where the system keeps them, not copied page by page
TURN_PAUSE_S = 0.001
WAL_PAUSE_S = 0.01  # between two attempts at what SQLite does not wait for by itself
POOL_SIZE = 20  # scripts run in threads; more than this many at once wait for a connection
POOL_TIMEOUT_S = 10
NESTED = "writing() inside writing(): a use case has exactly one transaction"


class Turnstile:
    """A lock that is fair: whoever waits longest goes next. SQLite's own busy handler lets the unlucky wait for seconds."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._queue: deque[threading.Lock] = deque()
        self._owner: int | None = None

    def __enter__(self) -> None:
        me = threading.get_ident()
        if self._owner == me:
            raise RuntimeError(NESTED)
        with self._guard:
            if self._owner is None:
                self._owner = me
                return
            ticket = threading.Lock()
            ticket.acquire()
            self._queue.append(ticket)
        ticket.acquire()  # released by the one before us, who leaves the turnstile occupied
        self._owner = me

    def __exit__(self, *_: object) -> None:
        with self._guard:
            if self._queue:
                self._owner = -1  # handed over, not free
                self._queue.popleft().release()
            else:
                self._owner = None


class Database:
    """An open database. Safe to share between threads; it holds no state of the application."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.is_sqlite = engine.dialect.name == "sqlite"
        self._reader = engine if self.is_sqlite else engine.execution_options(isolation_level="REPEATABLE READ")
        self._writer = engine.execution_options(immediate=True)
        self._turnstile = Turnstile()
        self._thread = threading.local()

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """One consistent look. Nothing that is changed in it is kept. Raises DatabaseBusy."""
        with refusals(), Session(self._reader, autoflush=False) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """One transaction: kept whole when the block ends, dropped whole when it is left by any exception.

        On SQLite writers of this process take turns in order of arrival and begin IMMEDIATE, so that nobody's place is
        counted twice. Raises DatabaseBusy or StorageFull; then nothing is stored."""
        if self.is_sqlite:
            with self._turnstile, self._transaction() as session:
                yield session
        else:
            with self._once_per_thread(), self._transaction() as session:
                yield session

    @contextmanager
    def _once_per_thread(self) -> Iterator[None]:
        """PostgreSQL would let the inner transaction wait for the outer one's locks for ever."""
        if getattr(self._thread, "is_writing", False):
            raise RuntimeError(NESTED)
        self._thread.is_writing = True
        try:
            yield
        finally:
            self._thread.is_writing = False

    @contextmanager
    def _transaction(self) -> Iterator[Session]:
        with refusals(), Session(self._writer, expire_on_commit=False, autoflush=False) as session, session.begin():
            yield session

    def close(self) -> None:
        self.engine.dispose()


@contextmanager
def refusals() -> Iterator[None]:
    """Turns the drivers' words for "busy" and "full" into ours; every other error passes unchanged."""
    try:
        yield
    except PoolTimeout as error:
        raise DatabaseBusy from error
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise StorageFull from error
        raise
    except _errors_of_databases() as error:
        refused = error.orig if isinstance(error, DBAPIError) else error
        words = str(refused).lower()
        if "disk is full" in words or "no space left" in words:
            raise StorageFull from error
        if _is_operational(refused) and _is_passing(refused, words):
            raise DatabaseBusy from error
        raise


def _errors_of_databases() -> tuple[type[Exception], ...]:
    """SQLAlchemy's, and those of the drivers: some statements go to them by themselves (store/prepared.py)."""
    psycopg = sys.modules.get("psycopg")  # loaded with the first engine that speaks to PostgreSQL
    return (DBAPIError, sqlite3.Error, psycopg.Error) if psycopg else (DBAPIError, sqlite3.Error)


def _is_operational(error: object) -> bool:
    """Whether it is about the database at work and not about what was asked of it (PEP 249 names it so in every driver)."""
    return any(kind.__name__ == "OperationalError" for kind in type(error).__mro__)


def _is_passing(error: object, words: str) -> bool:
    """SQLite says "locked" or "busy"; every operational error of psycopg is about the connection or resources."""
    return "locked" in words or "busy" in words or not isinstance(error, sqlite3.Error)


def open_database(settings: Settings) -> Database:
    """The database these settings name; the data folder is made if it is missing. Does not migrate."""
    url = _url(settings)
    if url.get_backend_name() == "sqlite":
        settings.data_dir.mkdir(parents=True, exist_ok=True)
        if url.database and url.database != ":memory:":
            Path(url.database).touch(mode=0o600)  # personal data; SQLite's own files beside it follow
        return Database(_sqlite_engine(url))
    return Database(create_engine(url, pool_size=POOL_SIZE, pool_timeout=POOL_TIMEOUT_S, pool_pre_ping=True))


def _url(settings: Settings) -> URL:
    if not settings.database_url:
        return URL.create("sqlite", database=str(settings.data_dir / "akevents.db"))
    try:
        url = make_url(settings.database_url)
    except ArgumentError as error:
        raise UnreadableSettings("AKEVENTS_DATABASE_URL", "is not a database address") from error
    if url.drivername in {"postgresql", "postgres"}:
        return url.set(drivername="postgresql+psycopg")
    if url.get_backend_name() in {"sqlite", "postgresql"}:
        return url
    raise UnreadableSettings("AKEVENTS_DATABASE_URL", "must begin with sqlite:// or postgresql://")


def _sqlite_engine(url: URL) -> Engine:
    engine = create_engine(
        url, pool_size=POOL_SIZE, pool_timeout=POOL_TIMEOUT_S, connect_args={"timeout": BUSY_TIMEOUT_MS / 1000}
    )
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _: object) -> None:
    """Per connection. FULL: a confirmed registration survives a power cut. The file is mapped into memory, because each
    change by somebody else empties a connection's cache, and then a very large event is counted again. The driver must not
    begin by itself."""
    connection.isolation_level = None
    _switch_to_wal(connection)
    for pragma in ("synchronous=FULL", "foreign_keys=ON", f"mmap_size={SQLITE_MAPPED}"):
        connection.execute(f"PRAGMA {pragma}").close()


def _switch_to_wal(connection: sqlite3.Connection) -> None:
    """Wait for others as for any lock: SQLite itself refuses at once when two processes change the mode of a new file
    together (4 of 100 connections, measured with six at a time), whatever its busy timeout."""
    until = time.monotonic() + BUSY_TIMEOUT_MS / 1000
    is_switched = False
    while not is_switched:
        try:
            connection.execute("PRAGMA journal_mode=WAL").close()
            is_switched = True
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
            time.sleep(WAL_PAUSE_S)


def _begin_sqlite(connection: Connection) -> None:
    """Without SQLAlchemy's own way of executing: every transaction begins here."""
    driver: Any = connection.connection.dbapi_connection
    if connection.get_execution_options().get("immediate", False):
        _begin_immediately(driver)
    else:
        driver.execute("BEGIN").close()


def _begin_immediately(driver: sqlite3.Connection) -> None:
    """Wait for writers of other processes by asking each millisecond. SQLite's own handler sleeps up to 100 ms between two
    looks, so that the unlucky waited for seconds."""
    until = time.monotonic() + BUSY_TIMEOUT_MS / 1000
    driver.execute("PRAGMA busy_timeout=0").close()
    try:
        while not driver.in_transaction:
            try:
                driver.execute("BEGIN IMMEDIATE").close()
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                    raise
                time.sleep(TURN_PAUSE_S)
    finally:
        driver.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}").close()
