"""What commands print: tables for people, one JSON document for programs."""

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import click


def print_json(value: object) -> None:
    """One document; instants and days in ISO 8601."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, default=_as_json))


def _as_json(value: object) -> object:
    if isinstance(value, date):  # a datetime is one, too
        return value.isoformat()
    if isinstance(value, set | frozenset):
        return sorted(value)
    raise TypeError(f"{type(value).__name__} is no JSON value")


def print_table(headers: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Columns under headers, as wide as their longest cell."""
    lines = [list(headers), *([harmless(cell) for cell in row] for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(headers))]
    for line in lines:
        click.echo("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())


def print_facts(facts: Mapping[str, Any]) -> None:
    """One fact a line, None left out; further lines of a text are indented."""
    width = max(len(name) for name in facts)
    for name, value in facts.items():
        if value is not None:
            first, *others = [harmless(line) for line in str(value).split("\n")]
            click.echo(f"{name.ljust(width)}  {first}".rstrip())
            for line in others:
                click.echo(f"{' ' * width}  {line}".rstrip())


def harmless(value: object) -> str:
    """The value on one line, without characters that a terminal would obey."""
    text = "" if value is None else str(value)
    return "".join(char if char.isprintable() else " " if char in "\r\n\t" else "\ufffd" for char in text)


def shown_instant(instant: datetime | None, timezone: str) -> str | None:
    """ "2022-03-02 17:00 CET", in the event's zone."""
    return None if instant is None else f"{instant.astimezone(ZoneInfo(timezone)):%Y-%m-%d %H:%M %Z}"
