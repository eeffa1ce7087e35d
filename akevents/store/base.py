"""What every table shares: its base, how constraints are named, which Python type becomes which column."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, MetaData, Text
from sqlalchemy.orm import DeclarativeBase

from akevents.store.types import UTCDateTime

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {  # noqa: RUF012 - read once by SQLAlchemy
        datetime: UTCDateTime,
        str: Text,
        list[str]: JSON,
        list[dict[str, str]]: JSON,
        list[dict[str, Any]]: JSON,
        dict[str, Any]: JSON,
    }


def one_of(column: str, kinds: type[StrEnum]) -> CheckConstraint:
    """The rule that a column holds one of these words."""
    values = ", ".join(f"'{kind.value}'" for kind in kinds)
    return CheckConstraint(f"{column} IN ({values})", name=column)
