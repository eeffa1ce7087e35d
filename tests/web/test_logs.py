"""What reaches the log, and what does not."""

import json
import logging
import sys
from collections.abc import Iterator

import pytest

from akevents import logs
from akevents.logs import JsonLines, TextLines, redacted, without_visitors


@pytest.fixture
def own_logging() -> Iterator[None]:
    """Logging as it was before the test."""
    before = logging.root.handlers, logging.root.level
    yield
    logging.root.handlers, level = before
    logging.root.setLevel(level)


def failed() -> logging.LogRecord:
    try:
        try:
            {}["anna@example.org"]
        except KeyError as cause:
            raise ValueError("bernd@example.org") from cause
    except ValueError:
        return logging.LogRecord("akevents", logging.ERROR, __file__, 1, "failed %s", (7,), sys.exc_info())


@pytest.mark.parametrize("formatter", [TextLines(), JsonLines()])
def test_errors_are_written_without_their_messages(formatter: logging.Formatter) -> None:
    line = formatter.format(failed())

    assert "example.org" not in line
    for words in ("failed 7", "builtins.KeyError", "builtins.ValueError", "test_logs.py"):
        assert words in line


def test_json_is_one_object_per_line() -> None:
    record = logging.LogRecord("akevents.web", logging.WARNING, __file__, 1, "two\nlines", (), None)

    line = JsonLines().format(record)

    assert "\n" not in line
    entry = json.loads(line)
    assert (entry["level"], entry["logger"], entry["message"]) == ("warning", "akevents.web", "two\nlines")


@pytest.mark.parametrize(
    ("path", "written"),
    [
        ("/e/smart-city", "/e/smart-city"),
        ("/meine-anmeldung?token=geheim", "/meine-anmeldung"),
        ("/login", "/login"),
        ("/login/geheim", "/login/…"),
        ("/login?next=/x", "/login"),
        ("/anmeldung/geheim.ics", "/anmeldung/…"),
    ],
)
def test_paths_lose_their_secrets(path: str, written: str) -> None:
    assert redacted(path) == written


def test_uvicorns_records_lose_the_visitor() -> None:
    access = logging.LogRecord(
        "uvicorn.access",
        20,
        "",
        1,
        '%s - "%s %s HTTP/%s" %d',
        ("192.0.2.7:1", "GET", "/login/geheim", "1.1", 200),
        None,
    )
    socket = logging.LogRecord(
        "uvicorn.error", 20, "", 1, '%s - "WebSocket %s" [accepted]', ("192.0.2.7:1", "/_stcore/stream?a=b"), None
    )
    started = logging.LogRecord("uvicorn.error", 20, "", 1, "Started server process [%d]", (7,), None)

    for record in (access, socket, started):
        without_visitors(record)

    assert access.getMessage() == '- - "GET /login/… HTTP/1.1" 200'
    assert socket.getMessage() == '- - "WebSocket /_stcore/stream" [accepted]'
    assert started.getMessage() == "Started server process [7]"


@pytest.mark.usefixtures("own_logging")
def test_set_up_gathers_every_logger(capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up("json")

    logging.getLogger("akevents.web").info("hello")
    logging.getLogger("streamlit").error("from Streamlit")

    messages = [json.loads(line)["message"] for line in capsys.readouterr().err.splitlines()]
    assert messages == ["hello", "from Streamlit"]
