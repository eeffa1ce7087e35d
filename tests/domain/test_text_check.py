"""The text of a stored event beside its fields."""

from datetime import UTC, datetime

import pytest
import time_machine
from house import House

from akevents.domain import event_life
from akevents.domain.text_check import check_text, contradictions, correct_text
from akevents.errors import ContradictoryText
from akevents.store.tables import EventStatus

TEXT = "Wir laden ein zum Erfahrungsaustausch am Mittwoch, den 2.3.2021, ab 17 Uhr."
STARTS = datetime(2022, 3, 2, 16, tzinfo=UTC)


def test_stored_text_is_compared_with_the_stored_fields(house: House) -> None:
    with time_machine.travel("2022-02-01T12:00:00+00:00", tick=False):
        event = house.event(starts_at=STARTS, text=TEXT)

        assert contradictions(event) == ("weekday_mismatch", "other_date")
        assert correct_text(event).passages == (("Mittwoch, den 2.3.2021", "Mittwoch, den 2.3.2022"),)


def test_event_that_is_over_is_read_as_of_its_own_time(house: House) -> None:
    with time_machine.travel("2022-02-01T12:00:00+00:00", tick=False):
        event = house.event(starts_at=STARTS, text="Wir treffen uns am Mittwoch, 2. März, um 17 Uhr.")
    with time_machine.travel("2026-02-01T12:00:00+00:00", tick=False):
        assert [each.code for each in check_text(house.read(event)) if each.severity == "error"] == []


def test_publish_refuses_a_text_that_contradicts_the_fields_and_records_who_insists(house: House) -> None:
    with time_machine.travel("2022-02-01T12:00:00+00:00", tick=False):
        event = house.event(starts_at=STARTS, text=TEXT, publish=False)

        with pytest.raises(ContradictoryText) as refusal:
            event_life.publish(house.db, house.mona, event.slug, despite=("weekday_mismatch",))
        assert house.read(event).status == EventStatus.DRAFT
        step = event_life.publish(house.db, house.mona, event.slug, despite=("weekday_mismatch", "other_date"))

    assert refusal.value == ContradictoryText(event.slug, "other_date")
    assert step.event.status == EventStatus.PUBLISHED
