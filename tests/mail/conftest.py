"""A mail server that really listens, and what the outbox says after it was tried."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from conftest import forget_settings
from mail.couriers import Couriers, hired
from mail.postbox import Postbox, open_postbox

from akevents import clock


@pytest.fixture
def postbox(monkeypatch: pytest.MonkeyPatch) -> Iterator[Postbox]:
    """A server on a free port that the settings name."""
    with open_postbox() as box:
        use(box, monkeypatch)
        yield box


def use(box: Postbox, monkeypatch: pytest.MonkeyPatch, credentials: str = "") -> None:
    monkeypatch.setenv("AKEVENTS_SMTP_URL", f"smtp://{credentials}{box.host}:{box.port}")
    monkeypatch.setenv("AKEVENTS_MAIL_FROM", "anmeldung@dvag.example")
    forget_settings()


def pass_time(**spans: float) -> None:
    """The application's clock moves on; no time passes."""
    clock.start_at(clock.utc_now() + timedelta(**spans))


@pytest.fixture(scope="session")
def couriers() -> Iterator[Couriers]:
    """Started once, since starting takes longer than delivering."""
    with hired() as found:
        yield found
