"""Certificates: for whom, once, checked by anybody, good when the person is forgotten."""

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from house import House
from sqlalchemy import select

from akevents.domain import certificates, papers, participants, retention
from akevents.domain.certificates import CertificateCounts
from akevents.domain.events import EventDetails
from akevents.errors import CertificateNotFound, CertificateNotYet, EventNotFound, RegistrationNotFound
from akevents.store.tables import Certificate

NUMBER = re.compile(r"[2-9A-HJKMNP-Z]{4}(-[2-9A-HJKMNP-Z]{4}){2}")


@pytest.fixture
def evening(house: House) -> Iterator[EventDetails]:
    """The morning after: Anna and Chiara were there, Bernd was not."""
    event = house.event(capacity=10)
    for name in ("Anna", "Bernd", "Chiara"):
        house.register(event, name)
    for name in ("Anna", "Chiara"):
        participants.check_in(house.db, house.mona, house.registration_id(event, name))
    with time_machine.travel(event.ends_at + timedelta(hours=12)):
        yield event


def test_who_was_there_gets_one_and_the_same_again(house: House, evening: EventDetails) -> None:
    first = certificates.issue_mine(house.db, house.token(evening, "Anna"))
    again = certificates.issue_mine(house.db, house.token(evening, "Anna"))

    assert first == again
    assert NUMBER.fullmatch(first)
    assert papers.my_certificate(house.db, house.token(evening, "Anna")).content.startswith(b"%PDF-")


def test_who_asks_many_times_at_once_gets_one(house: House, evening: EventDetails) -> None:
    token = house.token(evening, "Anna")
    with ThreadPoolExecutor(8) as pool:
        numbers = set(pool.map(lambda _: certificates.issue_mine(house.db, token), range(8)))

    assert len(numbers) == 1


def test_who_was_not_there_gets_none(house: House, evening: EventDetails) -> None:
    with pytest.raises(CertificateNotYet):
        certificates.issue_mine(house.db, house.token(evening, "Bernd"))
    with pytest.raises(CertificateNotFound):
        papers.my_certificate(house.db, house.token(evening, "Bernd"))


def test_nobody_gets_one_before_the_end_or_for_a_cancelled_evening(house: House) -> None:
    event = house.event()
    house.register(event)
    participants.check_in(house.db, house.mona, house.registration_id(event))

    with pytest.raises(CertificateNotYet):
        certificates.issue_mine(house.db, house.token(event))
    with pytest.raises(CertificateNotYet):
        certificates.issue_for_all(house.db, house.mona, event.slug)
    house.set(event, status="cancelled")
    with time_machine.travel(event.ends_at + timedelta(hours=1)), pytest.raises(CertificateNotYet):
        certificates.issue_mine(house.db, house.token(event))


def test_moderator_issues_for_all_who_were_there_and_only_once(house: House, evening: EventDetails) -> None:
    mine = certificates.issue_mine(house.db, house.token(evening, "Chiara"))
    before = certificates.counts(house.db, house.mona, evening.slug)

    new = [certificates.issue_for_all(house.db, house.mona, evening.slug) for _ in range(2)]

    assert (before, new) == (CertificateCounts(present=2, issued=1), [1, 0])
    assert certificates.counts(house.db, house.mona, evening.slug) == CertificateCounts(present=2, issued=2)
    assert certificates.issue_mine(house.db, house.token(evening, "Chiara")) == mine
    assert house.protocol(evening)[-1] == ("certificates_issued", house.mona.id, None)
    assert papers.all_certificates(house.db, house.mona, evening.slug).content.startswith(b"%PDF-")


def test_number_is_good_however_it_is_typed_and_others_are_not(house: House, evening: EventDetails) -> None:
    number = certificates.issue_mine(house.db, house.token(evening, "Anna"))

    typed = [
        number,
        number.lower(),
        number.replace("-", ""),
        f"  {number.replace('-', ' ')} ",
        number.replace("-", "–"),
    ]
    assert [certificates.is_good(house.db, each) for each in typed] == [True] * 5
    wrong = ["", "-", number[:-1], number + "A", "2222-2222-2222", "' OR 1=1 --", "☂", "\x00"]
    assert [certificates.is_good(house.db, each) for each in wrong] == [False] * len(wrong)


def test_number_is_not_good_while_attendance_is_taken_back(house: House, evening: EventDetails) -> None:
    number = certificates.issue_mine(house.db, house.token(evening, "Anna"))
    anna = house.registration_id(evening, "Anna")

    participants.undo_check_in(house.db, house.mona, anna)
    taken_back = certificates.is_good(house.db, number)
    participants.check_in(house.db, house.mona, anna)

    assert (taken_back, certificates.is_good(house.db, number)) == (False, True)


def test_number_is_good_when_the_person_is_forgotten(house: House, evening: EventDetails) -> None:
    token = house.token(evening, "Anna")
    number = certificates.issue_mine(house.db, token)

    with time_machine.travel(evening.ends_at + timedelta(days=evening.retention_days + 2)):
        retention.forget_due(house.db)
        assert house.statuses(evening) == {}
        assert certificates.is_good(house.db, number)
        with pytest.raises(RegistrationNotFound):
            papers.my_certificate(house.db, token)


def test_event_of_another_group_does_not_exist(house: House, evening: EventDetails) -> None:
    for use_case in (
        certificates.issue_for_all, certificates.counts, papers.all_certificates, papers.attendance_list,
    ):  # fmt: skip
        with pytest.raises(EventNotFound):
            use_case(house.db, house.olaf, evening.slug)
    with house.db.reading() as session:
        assert session.scalars(select(Certificate)).all() == []


def test_attendance_list_is_noted_in_the_protocol(house: House, evening: EventDetails) -> None:
    made = papers.attendance_list(house.db, house.mona, evening.slug)

    assert (made.slug, made.content[:5]) == (evening.slug, b"%PDF-")
    assert house.protocol(evening)[-1] == ("paper_taken", house.mona.id, None)
