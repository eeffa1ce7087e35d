"""Days and times as people type them, and the instants they mean."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from akevents.formats.local_times import SkippedTime, comes_twice, instant_at, local_parts

BERLIN = "Europe/Berlin"
ZONES = (BERLIN, "Europe/London", "America/New_York", "Asia/Kolkata", "UTC")


@pytest.mark.parametrize(
    ("day", "clock", "timezone", "expected"),
    [
        (date(2022, 3, 2), time(17, 0), BERLIN, datetime(2022, 3, 2, 16, 0, tzinfo=UTC)),
        (date(2022, 7, 2), time(17, 0), BERLIN, datetime(2022, 7, 2, 15, 0, tzinfo=UTC)),
        (date(2022, 7, 2), time(0, 0), BERLIN, datetime(2022, 7, 1, 22, 0, tzinfo=UTC)),
        (date(2022, 3, 2), time(17, 0), "Asia/Kolkata", datetime(2022, 3, 2, 11, 30, tzinfo=UTC)),
        (date(2022, 3, 2), time(17, 0, 59), "UTC", datetime(2022, 3, 2, 17, 0, tzinfo=UTC)),
    ],
)
def test_local_time_names_one_instant(day: date, clock: time, timezone: str, expected: datetime) -> None:
    assert instant_at(day, clock, timezone) == expected


@pytest.mark.parametrize("clock", [time(2, 0), time(2, 30), time(2, 59)])
def test_hour_that_summer_time_skips_is_refused(clock: time) -> None:
    with pytest.raises(SkippedTime):
        instant_at(date(2031, 3, 30), clock, BERLIN)
    assert instant_at(date(2031, 3, 30), time(3, 0), BERLIN) == datetime(2031, 3, 30, 1, 0, tzinfo=UTC)


def test_hour_that_comes_twice_is_the_first_and_known_as_such() -> None:
    first = instant_at(date(2031, 10, 26), time(2, 30), BERLIN)

    assert first == datetime(2031, 10, 26, 0, 30, tzinfo=UTC)
    assert (comes_twice(first, BERLIN), comes_twice(first + timedelta(hours=1), BERLIN)) == (True, True)
    assert not comes_twice(first + timedelta(hours=2), BERLIN)
    assert not comes_twice(datetime(2031, 3, 30, 1, 0, tzinfo=UTC), BERLIN)


@given(
    st.datetimes(datetime(2000, 1, 1), datetime(2099, 12, 31), timezones=st.just(UTC)), st.sampled_from(ZONES)
)  # fmt: skip
def test_there_and_back_is_the_same_minute(instant: datetime, timezone: str) -> None:
    minute = instant.replace(second=0, microsecond=0)
    day, clock = local_parts(instant, timezone)

    back = instant_at(date.fromisoformat(day), time.fromisoformat(clock), timezone)

    assert back in {minute, minute - timedelta(hours=1)}
    assert back == minute or comes_twice(minute, timezone)
    assert back.astimezone(ZoneInfo(timezone)).isoformat()[:16] == f"{day}T{clock}"
