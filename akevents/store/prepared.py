"""Statements that everybody waits for: written once as SQLAlchemy expressions, handed to the driver as text.

Between taking an event's lock and giving it back, each microsecond is waited for by all who want a place of the same event.
A statement's text, the way its values go in and the way its columns come out are the same every time, so they are worked out
once per kind of database; then a statement costs a fifth of what it costs otherwise. Types are treated as everywhere else."""

from collections import namedtuple
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Dialect
from sqlalchemy.orm import Session
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.dml import Insert, Update
from sqlalchemy.sql.selectable import Select

Convert = Callable[[Any], Any]
Values = Mapping[str, Any]


class Prepared:
    """One statement. Its values are its `bindparam()`s; an INSERT takes columns by name, others get their defaults, which
    must be the same for every row.

    What it sends is seen by the driver alone and not by SQLAlchemy's events; errors are the driver's own, which
    `Database.writing()` knows."""

    def __init__(self, statement: Select[*tuple[Any, ...]] | Insert | Update) -> None:
        self._statement = statement
        self._ready: dict[tuple[str, ...], _Ready] = {}

    def rows(self, session: Session, values: Values) -> list[Any]:
        """The rows as named tuples, in the session's transaction."""
        ready, cursor = self._execute(session, values)
        try:
            return [ready.row(found) for found in cursor.fetchall()]
        finally:
            cursor.close()

    def run(self, session: Session, values: Values) -> None:
        """For statements that return nothing."""
        self._execute(session, values)[1].close()

    def _execute(self, session: Session, values: Values) -> tuple["_Ready", Any]:
        connection = session.connection()
        ready = self._for(connection.dialect, values)
        cursor = connection.connection.cursor()
        cursor.execute(ready.text, ready.parameters(values))
        return ready, cursor

    def _for(self, dialect: Dialect, values: Values) -> "_Ready":
        columns = tuple(values) if isinstance(self._statement, Insert) else ()
        ready = self._ready.get((dialect.name, *columns))
        if ready is None:
            compiled = self._statement.compile(dialect=dialect, column_keys=columns or None)
            ready = self._ready[(dialect.name, *columns)] = _Ready(compiled, dialect)
        return ready


class _Ready:
    """A statement's text for one kind of database, and the ways of its values in and out."""

    def __init__(self, compiled: Any, dialect: Dialect) -> None:
        assert isinstance(compiled, SQLCompiler)
        self.text = str(compiled)
        self._places = compiled.positiontup  # None where the driver wants names
        self._ways_in = {name: _way_in(bind.type, dialect) for name, bind in compiled.binds.items()}
        fixed = {name: bind.value for name, bind in compiled.binds.items() if not bind.required}
        fixed |= {column.key: _default(column.default) for column in compiled.insert_prefetch}
        self._fixed = {name: self._bound(name, value) for name, value in fixed.items()}
        columns = compiled._result_columns  # has no public name; the same since SQLAlchemy 1.4
        self._row = _row_of(each.keyname for each in columns)
        ways = [_way_out(each.type, dialect) for each in columns]
        self._ways_out = [(place, way) for place, way in enumerate(ways) if way]

    def parameters(self, values: Values) -> Any:
        every = self._fixed | {name: self._bound(name, value) for name, value in values.items()}
        return every if self._places is None else [every.get(name) for name in self._places]

    def _bound(self, name: str, value: Any) -> Any:
        way = self._ways_in.get(name)
        return value if way is None else way(value)

    def row(self, found: Sequence[Any]) -> Any:
        cells = list(found)
        for place, way in self._ways_out:
            cells[place] = way(cells[place])
        return self._row._make(cells)


def _row_of(names: Iterable[str]) -> Any:
    """A class for rows of these columns, read by name as those of SQLAlchemy are."""
    return namedtuple("Row", names)


def _default(default: Any) -> Any:
    """What a column holds that nobody names; the same for every row, and bound once."""
    return default.arg(None) if default.is_callable else default.arg


def _way_in(kind: Any, dialect: Dialect) -> Convert | None:
    way: Convert | None = kind.dialect_impl(dialect).bind_processor(dialect)
    return way


def _way_out(kind: Any, dialect: Dialect) -> Convert | None:
    way: Convert | None = kind.dialect_impl(dialect).result_processor(dialect, None)
    return way
