"""A list as a file: flat in memory however many people stand in it, in the same order as everywhere, stopped when told to."""

import gc
import io
import tempfile
import tracemalloc
from datetime import timedelta
from typing import Any

import openpyxl
import pytest
from house import House
from sqlalchemy import insert, select

from akevents import clock
from akevents.domain import participants
from akevents.domain.events import EventDetails
from akevents.domain.export_files import write_export
from akevents.domain.exports import PORTION, opened_export
from akevents.formats.columns import german_order
from akevents.formats.people import ListedPeople
from akevents.formats.profiles import SHEETS
from akevents.store.tables import (
    DiscussionQuestion,
    DiscussionStatus,
    Event,
    ProtocolEntry,
    QuestionVote,
    Registration,
    RegistrationStatus,
)

STATUSES = ("confirmed",) * 8 + ("waitlisted", "cancelled")
FEW, MANY = 1_000, 6_000
MEGABYTE = 1024 * 1024


def fill(house: House, event: EventDetails, count: int) -> None:
    """Many people at once, written straight into the table."""
    now = clock.utc_now()
    with house.db.writing() as session:
        for start in range(1, count + 1, 1000):
            people = [_person(event, number, now) for number in range(start, min(start + 1000, count + 1))]
            session.execute(insert(Registration), people)


def _person(event: EventDetails, number: int, now: Any) -> dict[str, Any]:
    name, at = f"Müller {number * 7919 % 100_003:06}", now - timedelta(minutes=number % 40_000)
    return {
        "event_id": event.id, "number": number, "submission_id": f"s-{event.id}-{number}",
        "manage_token_hash": f"t-{event.id}-{number}", "status": STATUSES[number % 10], "status_at": at,
        "registered_at": at, "first_name": "Anna", "last_name": name, "email": f"p{number}@example.org",
        "email_normalized": f"p{number}@example.org", "institution": f"Stadt Musterstadt {number % 700}",
        "institution_kind": "municipality", "state": "NW", "search_text": f"muller {number * 7919 % 100_003:06}  anna",
        "note": "Bringt ein Beispiel mit.\nUnd Fragen." if number % 20 == 0 else None,
    }  # fmt: skip


def peak(house: House, slug: str, form: Any) -> float:
    """Megabytes of Python's own memory that the writing needs at most."""
    with tempfile.TemporaryFile() as target:
        gc.collect()
        tracemalloc.start()
        write_export(house.db, house.mona, slug, "vollstaendig", target, form=form)
        found = tracemalloc.get_traced_memory()[1] / MEGABYTE
        tracemalloc.stop()
        return found


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_memory_does_not_grow_with_the_number_of_people(house: House, form: str) -> None:
    small, large = house.event(slug="klein"), house.event(slug="gross")
    fill(house, small, FEW)
    fill(house, large, MANY)
    peak(house, "klein", form)  # what is imported and cached on the way is no growth

    few, many = peak(house, "klein", form), peak(house, "gross", form)

    assert many < few + 2, (few, many)  # the rows themselves are 15 MB


def test_progress_is_heard_by_the_portion_and_ends_whole(house: House) -> None:
    event = house.event()
    fill(house, event, 3 * PORTION)
    for form in ("xlsx", "csv"):
        heard: list[tuple[int, int]] = []
        write_export(house.db, house.mona, event.slug, "moderation", io.BytesIO(), form=form,  # type: ignore[arg-type]
                     on_progress=lambda done, total, heard=heard: heard.append((done, total)))  # type: ignore[misc]  # fmt: skip
        assert len(heard) >= 3
        assert heard == sorted(heard)
        assert heard[-1][0] == heard[-1][1]


def test_writing_that_is_stopped_is_not_in_the_protocol(house: House) -> None:
    class Enough(Exception):
        pass

    def report(done: int, total: int) -> None:
        raise Enough

    event = house.event()
    fill(house, event, 2 * PORTION)
    before = house.protocol(event)

    with pytest.raises(Enough):
        write_export(house.db, house.mona, event.slug, "moderation", io.BytesIO(), on_progress=report)

    assert house.protocol(event) == before


def test_people_stand_in_the_order_of_the_specification_on_each_sheet(house: House) -> None:
    event = house.event(capacity=5)
    for first, last in (
        ("Özlem", "Zander"),
        ("Anna", "Müller Meier"),
        ("Bernd", "Müller"),
        ("Émile", "Ähren"),
        ("Ida", "Muller"),
    ):
        house.register(event, first, last_name=last, email=f"{first.encode().hex()}@example.org")
    for name in ("Chiara", "Doris"):
        house.register(event, name)
    with opened_export(house.db, house.mona, event.slug) as found:
        rows = list(found.people.of_every_status())
        listed = ListedPeople(found.profile, rows)
        for sheet in ("Teilnehmende", "Warteliste", "Abgemeldet", "Anwesenheitsliste"):
            stored, at_hand = ([row["number"] for row in people.on(sheet)] for people in (found.people, listed))
            assert (sheet, stored) == (sheet, at_hand)
        assert [row["number"] for row in found.people.everybody()] == [row["number"] for row in german_order(rows)]
    assert [row["last_name"] for row in german_order(rows)][1:] == [
        "Beispiel",
        "Beispiel",
        "Müller",
        "Muller",
        "Müller Meier",
        "Zander",
    ]


def sheet(house: House, slug: str, name: str, profile: str = "moderation") -> list[list[Any]]:
    target = io.BytesIO()
    write_export(house.db, house.mona, slug, profile, target)
    return [list(row) for row in openpyxl.load_workbook(target)[name].iter_rows(values_only=True)]


def ask(house: House, event: EventDetails, text: str, status: DiscussionStatus, **fields: Any) -> int:
    values = {"event_id": event.id, "submission_id": text, "text": text, "status": status, "asked_at": clock.utc_now()}
    with house.db.writing() as session:
        return session.scalars(insert(DiscussionQuestion).returning(DiscussionQuestion.id), values | fields).one()


def vote(house: House, question: int, *names: int) -> None:
    with house.db.writing() as session:
        values = [{"question_id": question, "registration_id": each, "voted_at": clock.utc_now()} for each in names]
        session.execute(insert(QuestionVote), values)


def test_questions_stand_with_their_votes_without_addresses_and_with_names_by_consent(house: House) -> None:
    event = house.event()
    for name in ("Anna", "Bernd", "Chiara"):
        house.register(event, name, topic=f"Wunsch an {name.lower()}@example.org")
    anna, bernd, chiara = (house.registration_id(event, name) for name in ("Anna", "Bernd", "Chiara"))
    few = ask(house, event, "Wer zahlt?", DiscussionStatus.SHOWN, registration_id=anna, shows_name=True)
    most = ask(house, event, "=Schreiben Sie an anna@example.org", DiscussionStatus.ANSWERED, registration_id=bernd)
    merged = ask(house, event, "Dasselbe", DiscussionStatus.MERGED, merged_into=most)
    ask(house, event, "Verborgen", DiscussionStatus.HIDDEN)
    ask(house, event, "Neu", DiscussionStatus.WAITING)
    vote(house, few, anna)
    vote(house, most, anna, bernd)
    vote(house, merged, bernd, chiara)

    usual, complete = sheet(house, event.slug, "Fragen"), sheet(house, event.slug, "Fragen", "vollstaendig")

    assert [row[:3] + row[4:] for row in usual] == [
        ["Stimmen", "Frage", "Stand", "Von"],
        [1, "Wer zahlt?", "offen", "Anna Beispiel"],
        [0, "Neu", "noch nicht gezeigt", None],
        [3, "=Schreiben Sie an (Adresse entfernt)", "beantwortet", None],
    ]
    assert [row[:3] + row[4:] for row in complete[4:]] == [
        [None, "Wunsch an (Adresse entfernt)", "bei der Anmeldung", None]
    ] * 3


def test_every_sheet_is_there_for_an_event_without_anybody(house: House) -> None:
    event = house.event()
    target = io.BytesIO()
    write_export(house.db, house.mona, event.slug, "moderation", target)
    assert tuple(openpyxl.load_workbook(target).sheetnames) == SHEETS


def test_arrivals_and_late_requests_are_in_the_file(house: House) -> None:
    event = house.event(more={"allows_late_requests": True})
    house.register(event)
    house.set(event, deadline_at=clock.utc_now() - timedelta(hours=1))
    house.register(event, "Bernd", request_reason="Kam erst gestern.")
    participants.decide_late_request(house.db, house.mona, house.registration_id(event, "Bernd"), accept=True)
    participants.check_in(house.db, house.mona, house.registration_id(event))

    header, *rows = sheet(house, event.slug, "Teilnehmende")
    summary = [row[:2] for row in sheet(house, event.slug, "Zusammenfassung")]

    assert [row[header.index("Anwesend")] for row in rows] == ["ja", "nein"]
    assert ["angenommen", 1] in summary
    with house.db.reading() as session:
        assert session.scalars(select(Event.last_number)).all() == [2]
        assert (
            session.scalars(select(ProtocolEntry.action).where(ProtocolEntry.action == "exported")).all()
            == ["exported"] * 2
        )
        assert set(session.scalars(select(Registration.status))) == {RegistrationStatus.CONFIRMED}
