"""How the server logs: one line per record, ids instead of names, no addresses, no secrets.

Messages of exceptions are never written: a database error carries the values of its statement, and with them people's
addresses. What is written is the type of the error and the frames it passed."""

import json
import logging
import re
import sys
import traceback
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, Literal

ExceptionInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]

_SECRET_IN_PATH = re.compile(r"^/(login|anmeldung|abbestellen|bescheinigung|teilnehmen|ticket)/[^/?]+")
_WITH_CLIENT = 2  # a websocket record of uvicorn: client, path
_ACCESS = 5  # an access record of uvicorn: client, method, path, version, status


def set_up(form: Literal["text", "json"]) -> None:
    """Every logger of this process writes to stderr in this form, uvicorn's and Streamlit's included."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines() if form == "json" else TextLines())
    logging.root.handlers = [handler]
    logging.root.setLevel(logging.WARNING)
    logging.getLogger("akevents").setLevel(logging.INFO)
    for name in list(logging.root.manager.loggerDict):
        if name.split(".")[0] in {"uvicorn", "streamlit", "websockets"}:
            logger = logging.getLogger(name)
            logger.handlers, logger.propagate = [], True
    for name in ("uvicorn.access", "uvicorn.error"):
        logging.getLogger(name).filters = [without_visitors]


def redacted(path: str) -> str:
    """A path fit for a log: no query, no personal or one-time token."""
    return _SECRET_IN_PATH.sub(r"/\1/…", path.partition("?")[0])


def without_visitors(record: logging.LogRecord) -> bool:
    """A filter for uvicorn's records: the client's address goes, the path loses what identifies people."""
    args = record.args
    if isinstance(args, tuple) and len(args) == _ACCESS:
        record.args = ("-", args[1], redacted(str(args[2])), args[3], args[4])
    elif isinstance(args, tuple) and len(args) >= _WITH_CLIENT and "WebSocket" in str(record.msg):
        record.args = ("-", redacted(str(args[1])), *args[2:])
    return True


def frames(info: ExceptionInfo) -> list[str]:
    """Type of the error and where it passed, innermost last; causes come first. No message, no values."""
    error = info[1]
    if error is None:
        return []
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    earlier = frames((type(cause), cause, cause.__traceback__)) if cause else []
    kind = type(error)
    found = traceback.extract_tb(error.__traceback__)
    return [
        *earlier,
        f"{kind.__module__}.{kind.__qualname__}",
        *(f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in found),
    ]


class TextLines(logging.Formatter):
    """For people."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)-7s %(name)s: %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        record.exc_text = None  # another handler's formatter may have left its own there, message included
        return super().format(record)

    def formatException(self, ei: Any) -> str:  # noqa: N802 - logging's own name
        return "\n".join(frames(ei))


class JsonLines(logging.Formatter):
    """For machines: one object per line."""

    def format(self, record: logging.LogRecord) -> str:
        entry: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            entry["error"] = frames(record.exc_info)
        return json.dumps(entry, ensure_ascii=False)
