"""Every error has a status, a sentence and no secrets."""

import errno
import logging

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from akevents import errors, wording
from akevents.errors import AkeventsError, DatabaseBusy, NotSignedIn, StorageFull, TooManyAttempts
from akevents.logs import TextLines
from akevents.web.refusals import STATUS, Refusals


def browser(error: Exception) -> TestClient:
    """A server whose every address raises this."""

    def raising(_: Request) -> Response:
        raise error

    app = Starlette(routes=[Route("/{path:path}", raising)], middleware=[Middleware(Refusals)])
    return TestClient(app, follow_redirects=False)


def every_error() -> set[type[AkeventsError]]:
    return {each for each in vars(errors).values() if isinstance(each, type) and issubclass(each, AkeventsError)} - {
        AkeventsError
    }


def test_every_error_has_a_status() -> None:
    assert set(STATUS) == every_error()


@pytest.mark.parametrize(
    "error", [errors.EventNotFound("x"), errors.RegistrationNotFound(), errors.NotAllowed(), errors.UnknownProfile("x")]
)
def test_a_refusal_is_a_page_with_its_sentence(error: AkeventsError) -> None:
    answer = browser(error).get("/e/x")

    assert (answer.status_code, wording.sentence(error) in answer.text) == (STATUS[type(error)], True)
    assert answer.headers["cache-control"] == "no-store"


def test_strangers_are_sent_to_sign_in_and_back() -> None:
    answer = browser(NotSignedIn()).get("/export/x.xlsx?profile=a b")

    assert answer.status_code == 303
    assert answer.headers["location"] == "/login?next=%2Fexport%2Fx.xlsx%3Fprofile%3Da%2520b"


def test_busy_and_hasty_are_told_when_to_come_back() -> None:
    busy, hasty = browser(DatabaseBusy()).get("/"), browser(TooManyAttempts(42)).get("/")

    assert (busy.status_code, busy.headers["retry-after"]) == (503, "5")
    assert (hasty.status_code, hasty.headers["retry-after"]) == (429, "42")


@pytest.mark.parametrize("error", [StorageFull(), OSError(errno.ENOSPC, "No space left on device")])
def test_a_full_disk_is_told(error: Exception) -> None:
    answer = browser(error).get("/export/x.xlsx")

    assert (answer.status_code, wording.sentence(StorageFull()) in answer.text) == (507, True)


def test_a_bug_is_a_number_in_page_and_log(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR, "akevents.web"):
        answer = browser(ValueError("anna@example.org")).get("/e/x")

    (record,) = caplog.records
    number = record.getMessage().removeprefix("unexpected error ")
    assert answer.status_code == 500
    assert wording.UNEXPECTED.format(number=number) in answer.text
    written = TextLines().format(record)
    assert "builtins.ValueError" in written
    assert "raising" in written
    for leak in (answer.text, written):
        assert "anna@example.org" not in leak
    assert "Traceback" not in answer.text


def test_machines_get_json() -> None:
    answer = browser(errors.EventNotFound("x")).get("/api/v1/events/x")

    assert answer.json() == {
        "error": "event_not_found",
        "message": "Diese Veranstaltung gibt es nicht oder nicht mehr.",
    }


def test_an_answer_that_has_begun_breaks_off(caplog: pytest.LogCaptureFixture) -> None:
    def breaking(_: Request) -> Response:
        def parts():
            yield b"Anfang"
            raise ValueError("mitten darin")

        return StreamingResponse(parts())

    with pytest.raises(ValueError, match="mitten"):
        TestClient(Starlette(routes=[Route("/", breaking)], middleware=[Middleware(Refusals)])).get("/")
    assert "unexpected error" in caplog.text
