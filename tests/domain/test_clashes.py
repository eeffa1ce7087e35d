"""What speaks against a date: each kind of clash, alone, and what of another group's events may be said."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from house import House
from sqlalchemy import event as sqlalchemy_event
from sqlalchemy import update

from akevents.domain.clashes import Clash, Span, clashes_of_all, find_clashes
from akevents.errors import EventNotFound
from akevents.store.tables import WorkingGroup
from akevents.wording import clashes as wording

BERLIN = ZoneInfo("Europe/Berlin")
NOTHING = "2031-03-05"  # an ordinary Wednesday


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN)


def clashes(house: House, day: str, *, deadline: str | None = None, **given: Any) -> tuple[Clash, ...]:
    """For an evening on this day, 17:00 to 18:30."""
    values = {"starts_at": at(f"{day}T17:00"), "ends_at": at(f"{day}T18:30"), "by": house.mona} | given
    ignoring = values.pop("ignoring_event_id", None)
    return find_clashes(
        house.db,
        deadline_at=at(deadline) if deadline else None,
        timezone=values.pop("timezone", "Europe/Berlin"),
        working_group_id=house.group_id,
        ignoring_event_id=ignoring,
        **values,
    )


def words(house: House, day: str, **given: Any) -> list[str]:
    return [each.words for each in clashes(house, day, **given)]


def in_land(house: House, state: str) -> None:
    with house.db.writing() as session:
        session.execute(update(WorkingGroup).where(WorkingGroup.id == house.group_id).values(state=state))


def test_ordinary_day_has_none(house: House) -> None:
    assert clashes(house, NOTHING, deadline="2031-03-04T18:00") == ()


@pytest.mark.parametrize(
    ("day", "sentences"),
    [
        ("2031-05-01", ["Der 1. Mai 2031 ist bundesweit Feiertag (Tag der Arbeit)."]),
        ("2031-03-08", [
            "Der 8. März 2031 ist ein Samstag.",
            "Der 8. März 2031 ist in Berlin und Mecklenburg-Vorpommern Feiertag (Internationaler Frauentag).",
        ]),
        ("2031-03-09", ["Der 9. März 2031 ist ein Sonntag."]),
        ("2031-08-08", ["Der 8. August 2031 ist in Teilen von Bayern Feiertag (Augsburger Friedensfest)."]),
        ("2031-11-19", ["Der 19. November 2031 ist in Sachsen Feiertag (Buß- und Bettag)."]),
        ("2031-12-24", ["Der 24. Dezember 2031 ist Heiligabend."]),
        ("2031-12-31", ["Der 31. Dezember 2031 ist Silvester."]),
        ("2031-03-30", [
            "Der 30. März 2031 ist ein Sonntag.",
            "In der Nacht zum 30. März 2031 werden die Uhren vorgestellt, die Sommerzeit beginnt.",
        ]),
        ("2031-10-26", [
            "Der 26. Oktober 2031 ist ein Sonntag.",
            "In der Nacht zum 26. Oktober 2031 werden die Uhren zurückgestellt, die Sommerzeit endet.",
        ]),
        ("2022-03-02", ["Der 2. März 2022 liegt schon zurück."]),
    ],
)  # fmt: skip
def test_day_is_judged_by_the_calendar(house: House, day: str, sentences: list[str]) -> None:
    assert words(house, day) == sentences


@pytest.mark.parametrize(
    ("state", "day", "clash"),
    [
        ("NW", "2031-06-12", Clash("holiday", {"states": ("Nordrhein-Westfalen",)})),
        ("HH", "2031-06-12", Clash("holiday_elsewhere", {"states": (
            "Baden-Württemberg", "Bayern", "Hessen", "Nordrhein-Westfalen", "Rheinland-Pfalz", "Saarland")})),
        ("TH", "2031-06-12", Clash("holiday_partly", {"states": ("Thüringen",)})),
        ("BY", "2031-08-15", Clash("holiday_partly", {"states": ("Bayern",)})),
        ("SL", "2031-08-15", Clash("holiday", {"states": ("Saarland",)})),
    ],
)  # fmt: skip
def test_holiday_of_the_groups_own_land_counts_and_of_others_is_a_hint(
    house: House, state: str, day: str, clash: Clash
) -> None:
    in_land(house, state)
    (found,) = clashes(house, day)
    assert (found.code, found.facts["states"], found.is_hint) == (
        clash.code,
        clash.facts["states"],
        clash.code != "holiday",
    )


def test_summer_time_is_that_of_the_events_zone(house: House) -> None:
    there = {"timezone": "America/New_York"}
    assert words(house, "2031-03-30", **there) == ["Der 30. März 2031 ist ein Sonntag."]
    assert words(house, "2031-03-09", **there) == [
        "Der 9. März 2031 ist ein Sonntag.",
        "In der Nacht zum 9. März 2031 werden die Uhren vorgestellt, die Sommerzeit beginnt.",
    ]


def test_day_is_that_of_the_events_zone(house: House) -> None:
    late = {"starts_at": at("2031-04-30T23:30"), "ends_at": at("2031-05-01T00:00")}  # ends before Labour Day begins
    assert words(house, NOTHING, **late) == []
    assert words(house, NOTHING, **late, timezone="Asia/Tokyo") == [
        "Der 1. Mai 2031 ist bundesweit Feiertag (Tag der Arbeit)."
    ]


def test_event_of_several_days_is_judged_by_each_of_them(house: House) -> None:
    assert words(house, NOTHING, starts_at=at("2031-04-30T09:00"), ends_at=at("2031-05-03T16:00")) == [
        "Der 1. Mai 2031 ist bundesweit Feiertag (Tag der Arbeit).",
        "Der 3. Mai 2031 ist ein Samstag.",
    ]


@pytest.mark.parametrize(
    ("deadline", "sentences"),
    [
        ("2031-03-05T18:00", ["Der Anmeldeschluss liegt nach dem Beginn."]),
        ("2031-03-02T18:00", ["Der Anmeldeschluss fällt auf einen Sonntag, den 2. März 2031."]),
        ("2031-01-01T18:00", ["Der Anmeldeschluss fällt auf einen Feiertag (Neujahr), den 1. Januar 2031."]),
        (
            "2031-01-06T18:00",
            ["Der Anmeldeschluss fällt auf einen Feiertag (Heilige Drei Könige), den 6. Januar 2031."],
        ),
        ("2030-11-20T18:00", []),  # a holiday in Saxony
        ("2031-03-01T18:00", []),  # a Saturday
    ],
)
def test_deadline_is_judged_too(house: House, deadline: str, sentences: list[str]) -> None:
    in_land(house, "BY")
    assert words(house, NOTHING, deadline=deadline) == sentences


def test_other_events_of_the_day_are_named_with_their_time(house: House) -> None:
    house.event(title="Radwege *und* Brücken", starts_at=at("2031-03-05T18:00"), working_group_id=house.other_group_id)
    house.event(title="Frühstück", starts_at=at("2031-03-05T08:00"), publish=False)
    house.event(title="Gestern", starts_at=at("2031-03-04T17:00"))
    house.event(title="Danach", starts_at=at("2031-03-05T18:30"), ends_at=at("2031-03-05T19:00"))
    house.set(house.event(title="Abgesagt", starts_at=at("2031-03-05T17:00")), status="cancelled")
    assert [(each.code, each.is_hint, each.words) for each in clashes(house, NOTHING)] == [
        ("overlap", False, "Zur selben Zeit: AK Verkehr, „Radwege *und* Brücken“ (18:00–19:30 Uhr)."),
        ("same_day", True, "Am selben Tag: AK Wirtschaftsförderung, „Frühstück“ (08:00–09:30 Uhr)."),
        ("same_day", True, "Am selben Tag: AK Wirtschaftsförderung, „Danach“ (18:30–19:00 Uhr)."),
    ]


def test_draft_of_another_group_is_only_another_event(house: House) -> None:
    secret = house.event(
        title="Geheim", starts_at=at("2031-03-05T17:30"), working_group_id=house.other_group_id, publish=False
    )
    assert clashes(house, NOTHING) == (Clash("overlap", {}),)
    assert words(house, NOTHING) == ["Zur selben Zeit: eine andere Veranstaltung."]
    house.set(secret, status="published")
    assert words(house, NOTHING) == ["Zur selben Zeit: AK Verkehr, „Geheim“ (17:30–19:00 Uhr)."]


def test_event_does_not_clash_with_itself(house: House) -> None:
    event = house.event(starts_at=at("2031-03-05T17:00"))
    assert clashes(house, NOTHING, ignoring_event_id=event.id) == ()


def test_end_before_the_start_is_no_reason_to_fall(house: House) -> None:
    assert clashes(house, NOTHING, ends_at=at("2031-03-01T17:00")) == ()


def test_foreign_group_is_not_looked_at(house: House) -> None:
    with pytest.raises(EventNotFound):
        clashes(house, NOTHING, by=house.olaf)


@pytest.mark.parametrize("count", [1, 40])
def test_many_times_take_as_many_queries_as_one(house: House, count: int) -> None:
    spans = [
        Span(start, start + timedelta(hours=1), None)
        for start in (at("2031-03-04T17:00") + timedelta(days=number) for number in range(count))
    ]
    house.event(title="Mittwoch", starts_at=at("2031-03-05T17:00"))
    queries: list[str] = []
    sqlalchemy_event.listen(house.db.engine, "before_cursor_execute", lambda *facts: queries.append(facts[2]))
    found = clashes_of_all(house.db, house.mona, spans, "Europe/Berlin", house.group_id)
    assert len(found) == count
    assert len([each for each in queries if each.startswith("SELECT")]) == 2
    assert [each.code for each in found[1]] == ["overlap"] if count > 1 else found == ((),)


def test_no_times_have_no_clashes(house: House) -> None:
    assert clashes_of_all(house.db, house.mona, (), "Europe/Berlin", house.group_id) == ()


def test_every_sentence_is_one_that_can_be_said() -> None:
    source = wording.SENTENCES
    assert all(sentence.endswith(".") and sentence[0].isupper() for sentence in source.values())
