"""One file that restores everything, from either database to either: a zip with one JSON-lines member per table.

Beside the tables it holds the secret key, without which the personal links in mails already sent would be dead, and a
manifest that says which schema the rows belong to. Whoever has the file has everybody's data."""

import io
import json
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

from alembic.script import ScriptDirectory
from sqlalchemy import (
    JSON,
    Column,
    Connection,
    Date,
    DateTime,
    Integer,
    MetaData,
    Table,
    func,
    insert,
    inspect,
    select,
    text,
)
from sqlalchemy.exc import DataError, IntegrityError

from akevents import clock
from akevents.errors import UnreadableFile, WrongDatabase
from akevents.store import migrate
from akevents.store.database import Database
from akevents.store.types import UTCDateTime

FORMAT = "akevents-backup-1"
MANIFEST, KEY = "manifest.json", "secret.key"
CHUNK = 500  # rows that are in memory together
NOT_DATA = "alembic_version"
DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, KeyError, ValueError, NotImplementedError, RuntimeError)


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says about itself. `tables`: rows by table, parents before children."""

    format: str
    made_at: str
    revision: str
    tables: dict[str, int]


def backup(db: Database, target: BinaryIO, key: bytes) -> Manifest:
    """Write all tables as they stood at one moment, and the key, into `target`, a file open for writing.

    People may go on registering meanwhile. Raises WrongDatabase for a database without tables, StorageFull or
    DatabaseBusy; what is in the file then is no backup."""
    with db.reading() as session, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as box:
        connection = session.connection()
        revision = migrate.current_revision(connection)
        if revision is None:
            raise WrongDatabase("it has no tables yet")
        counts = {table.name: _dump(connection, table, box) for table in _tables(connection)}
        manifest = Manifest(FORMAT, clock.utc_now().isoformat(timespec="seconds"), revision, counts)
        box.writestr(KEY, key)
        box.writestr(MANIFEST, json.dumps(asdict(manifest), indent=2))
    return manifest


def restore(db: Database, source: Path) -> bytes:
    """Fill an empty database with a backup and bring it to today's schema; returns the backup's secret key.

    All rows or none. Raises UnreadableFile for what is no whole backup or one of a newer akevents, WrongDatabase for a
    database that holds anything already."""
    with _unpacked(source) as box:
        manifest, key = _manifest(box, source), box.read(KEY)
        _make_ready(db, manifest.revision)
        with db.writing() as session:
            connection = session.connection()
            tables = _tables(connection)
            _require_empty(connection, tables)
            if set(manifest.tables) != {table.name for table in tables}:
                raise UnreadableFile(str(source), "its tables are not those of its schema")
            for table in tables:
                _load(connection, table, box, source, manifest.tables[table.name])
            if not db.is_sqlite:
                _set_sequences(connection, tables)
    migrate.upgrade(db)
    return key


def _tables(connection: Connection) -> list[Table]:
    """The tables as they are in this database, parents before children. Read from it, so that older schemas fit too."""
    found = MetaData()
    found.reflect(connection, only=lambda name, _: name != NOT_DATA)
    for table in found.tables.values():
        for column in table.columns:
            if isinstance(column.type, DateTime):
                column.type = UTCDateTime()
            elif isinstance(column.type, JSON):
                column.type = JSON(none_as_null=True)
    return found.sorted_tables


def _dump(connection: Connection, table: Table, box: zipfile.ZipFile) -> int:
    rows = 0
    query = select(table).order_by(*table.primary_key)
    with box.open(_member(table), "w", force_zip64=True) as file:
        for row in connection.execute(query, execution_options={"yield_per": CHUNK}):
            line = json.dumps(row._asdict(), ensure_ascii=False, default=_moment_as_text)
            file.write(line.encode() + b"\n")
            rows += 1
    return rows


def _moment_as_text(value: object) -> str:
    """Everything else in our tables is a JSON value by itself; a new kind of column must be thought of here."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    raise TypeError(f"a backup cannot hold a {type(value).__name__}")


@contextmanager
def _unpacked(source: Path) -> Iterator[zipfile.ZipFile]:
    try:
        box = zipfile.ZipFile(source)
    except (OSError, *DAMAGED) as error:
        missing = isinstance(error, FileNotFoundError)
        raise UnreadableFile(str(source), "it does not exist" if missing else "it is not a backup") from error
    with box:
        yield box


def _manifest(box: zipfile.ZipFile, source: Path) -> Manifest:
    """Raises UnreadableFile unless manifest and key are there and this akevents knows the schema."""
    try:
        manifest = Manifest(**json.loads(box.read(MANIFEST)))
        is_ours = manifest.format == FORMAT and bool(box.read(KEY))
    except (TypeError, *DAMAGED) as error:
        raise UnreadableFile(str(source), "it is not a backup") from error
    if not is_ours:
        raise UnreadableFile(str(source), "it is not a backup")
    if manifest.revision not in _known_revisions():
        raise UnreadableFile(str(source), "it was made by a newer version of akevents")
    return manifest


def _known_revisions() -> set[str]:
    return {script.revision for script in ScriptDirectory(str(migrate.FOLDER)).walk_revisions()}


def _make_ready(db: Database, revision: str) -> None:
    """Give an empty database the schema that the rows were written under. Raises WrongDatabase if it is not empty."""
    with db.reading() as session:
        connection = session.connection()
        present = migrate.current_revision(connection)
        if present is None and inspect(connection).get_table_names():
            raise WrongDatabase("it is not empty")
        if present is not None:
            _require_empty(connection, _tables(connection))
    if present not in {None, revision}:
        if present not in _known_revisions():
            raise WrongDatabase("it was last used by a newer version of akevents")
        migrate.downgrade(db)
    migrate.upgrade(db, revision)


def _require_empty(connection: Connection, tables: list[Table]) -> None:
    if any(connection.execute(select(table).limit(1)).first() for table in tables):
        raise WrongDatabase("it is not empty")


def _load(connection: Connection, table: Table, box: zipfile.ZipFile, source: Path, expected: int) -> None:
    rows = _rows(table, box, source)
    loaded = 0
    try:
        while chunk := list(islice(rows, CHUNK)):
            connection.execute(insert(table), chunk)
            loaded += len(chunk)
    except (IntegrityError, DataError) as error:
        raise UnreadableFile(str(source), f"rows of {table.name} contradict the schema") from error
    if loaded != expected:
        raise UnreadableFile(str(source), f"rows of {table.name} are missing")


def _rows(table: Table, box: zipfile.ZipFile, source: Path) -> Iterator[dict[str, Any]]:
    """The member's rows as column values. The zip's checksum is compared when the last one is read."""
    names = {column.name for column in table.columns}
    readers = {column.name: _reader(column) for column in table.columns if isinstance(column.type, UTCDateTime | Date)}
    try:
        with box.open(_member(table)) as file:
            for line in io.TextIOWrapper(file, encoding="utf-8", newline="\n"):
                row = json.loads(line)
                if set(row) != names:
                    raise ValueError(table.name)
                yield row | {name: read(row[name]) for name, read in readers.items() if row[name] is not None}
    except (TypeError, *DAMAGED) as error:
        raise UnreadableFile(str(source), f"its part {_member(table)} is damaged") from error


def _reader(column: Column[Any]) -> Callable[[str], date]:
    """How a moment of this column is read back; an instant is a date too."""
    return date.fromisoformat if isinstance(column.type, Date) else datetime.fromisoformat


def _member(table: Table) -> str:
    return f"tables/{table.name}.jsonl"


def _set_sequences(connection: Connection, tables: list[Table]) -> None:
    """The next number of every table comes after its highest; nothing happens to keys that are not counted."""
    statement = text("SELECT setval(CAST(pg_get_serial_sequence(:table, :column) AS regclass), :next, false)")
    for table in tables:
        for column in table.primary_key:
            if isinstance(column.type, Integer):
                highest = connection.scalar(select(func.max(column))) or 0
                connection.execute(statement, {"table": table.name, "column": column.name, "next": highest + 1})
