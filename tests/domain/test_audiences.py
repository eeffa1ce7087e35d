"""Who a message is for: exactly those whom the filter means, each address once."""

from datetime import timedelta

import pytest
from house import House
from sqlalchemy import update

from akevents import clock
from akevents.domain import my_registration, participants
from akevents.domain.audiences import (
    AnsweredQuestion,
    Attendance,
    Audience,
    Recipient,
    answered_questions,
    find_recipients,
)
from akevents.domain.events import EventDetails
from akevents.errors import EventNotFound
from akevents.store.tables import Consent, ConsentPurpose, QuestionKind, RegistrationStatus

EVERYBODY = frozenset(RegistrationStatus)
INVITE = frozenset({ConsentPurpose.INVITATIONS})


def names(house: House, event: EventDetails, **values: object) -> list[str]:
    """First names, in the order in which they are shown."""
    audience = Audience(event.id, **values)  # type: ignore[arg-type]
    return [each.name.split()[0] for each in find_recipients(house.db, house.mona, audience)]


def test_find_recipients_names_everybody_with_a_place_in_the_order_of_a_directory(house: House) -> None:
    event = house.event(capacity=2)
    house.register(event, "Bernd", institution="Kreis Soest")
    house.register(event, "Anna")
    house.register(event, "Chiara")  # waits

    assert find_recipients(house.db, house.mona, Audience(event.id)) == (
        Recipient(house.registration_id(event, "Anna"), "Anna Beispiel", "Stadt Köln", RegistrationStatus.CONFIRMED),
        Recipient(house.registration_id(event, "Bernd"), "Bernd Beispiel", "Kreis Soest", RegistrationStatus.CONFIRMED),
    )


def test_find_recipients_means_cancelled_people_only_if_the_filter_says_so(house: House) -> None:
    event = house.event(capacity=2)
    for name in ("Anna", "Bernd", "Chiara"):
        house.register(event, name)
    my_registration.cancel(house.db, house.token(event, "Anna"))

    assert names(house, event) == ["Bernd", "Chiara"]
    assert names(house, event, statuses=frozenset({RegistrationStatus.CANCELLED})) == ["Anna"]
    assert names(house, event, statuses=EVERYBODY) == ["Anna", "Bernd", "Chiara"]
    assert names(house, event, statuses=frozenset()) == []


def test_find_recipients_takes_who_came_back_for_somebody_who_comes(house: House) -> None:
    event = house.event()
    house.register(event, "Anna")
    my_registration.cancel(house.db, house.token(event, "Anna"))
    house.register(event, "Anna", institution="Stadt Bonn")

    assert names(house, event, statuses=frozenset({RegistrationStatus.CANCELLED})) == []
    people = find_recipients(house.db, house.mona, Audience(event.id, statuses=EVERYBODY))
    assert [(each.id, each.institution) for each in people] == [(house.registration_id(event, "Anna"), "Stadt Bonn")]


def test_find_recipients_restricts_to_who_came_or_did_not(house: House) -> None:
    event = house.event()
    for name in ("Anna", "Bernd"):
        house.register(event, name)
    participants.check_in(house.db, house.mona, house.registration_id(event, "Anna"))

    assert names(house, event, attendance=Attendance.CAME) == ["Anna"]
    assert names(house, event, attendance=Attendance.MISSED) == ["Bernd"]


def test_find_recipients_restricts_to_an_answer_or_one_of_several_choices(house: House) -> None:
    event = house.event()
    meal = house.question(event, QuestionKind.SINGLE_CHOICE, label="Essen?", choices=("mit", "mit Fisch"))
    days = house.question(event, QuestionKind.MULTIPLE_CHOICE, label="Tage?", choices=("Mo", "Di"))
    text = house.question(event, QuestionKind.LONG_TEXT, label="Woran?")
    house.register(event, "Anna", answers={meal: "mit", days: "Mo\nDi", text: "Mo\nDi"})
    house.register(event, "Bernd", answers={meal: "mit Fisch", days: "Di"})

    assert names(house, event, question_id=meal, answer="mit") == ["Anna"]
    assert names(house, event, question_id=days, answer="Di") == ["Anna", "Bernd"]
    assert names(house, event, question_id=days, answer="Mo") == ["Anna"]
    assert names(house, event, question_id=text, answer="Di") == []
    assert names(house, event, question_id=days, answer="%") == []
    assert names(house, event, question_id=days, answer="\0Di") == ["Anna", "Bernd"]
    assert answered_questions(house.db, house.mona, event.id) == (
        AnsweredQuestion(meal, "Essen?", (("mit", 1), ("mit Fisch", 1))),
        AnsweredQuestion(days, "Tage?", (("Di", 2), ("Mo", 1))),
        AnsweredQuestion(text, "Woran?", (("Mo\nDi", 1),)),
    )


# The whole working group


@pytest.fixture
def earlier(house: House) -> EventDetails:
    """An evening at which Anna and Bernd allowed invitations, and Chiara did not."""
    event = house.event()
    house.register(event, "Anna", consents=INVITE)
    house.register(event, "Bernd", consents=INVITE)
    house.register(event, "Chiara")
    return event


def test_find_recipients_of_the_group_allowed_invitations_at_any_of_its_events(
    house: House, earlier: EventDetails
) -> None:
    event = house.event()
    foreign = house.event(working_group_id=house.other_group_id)
    house.register(foreign, "Dora", consents=INVITE)

    people = find_recipients(house.db, house.mona, Audience(event.id, whole_group=True))

    assert [each.id for each in people] == [house.registration_id(earlier, name) for name in ("Anna", "Bernd")]


def test_find_recipients_of_the_group_has_each_address_once_by_its_newest_registration(
    house: House, earlier: EventDetails
) -> None:
    between = house.event()
    house.register(between, "Anna", email="ANNA@example.org", consents=INVITE)
    house.register(between, "Bernd")  # without a word about invitations: what he allowed before still stands
    event = house.event()

    people = find_recipients(house.db, house.mona, Audience(event.id, whole_group=True))

    newest = house.registration_id(between, "Anna"), house.registration_id(earlier, "Bernd")
    assert [each.id for each in people] == list(newest)


def test_find_recipients_of_the_group_leaves_out_who_is_coming_anyway(house: House, earlier: EventDetails) -> None:
    event = house.event()
    house.register(event, "Anna")

    assert names(house, event, whole_group=True) == ["Bernd"]


def test_find_recipients_of_the_group_respects_a_withdrawal_at_any_event(house: House, earlier: EventDetails) -> None:
    between, event = house.event(), house.event()
    house.register(between, "Anna", consents=INVITE)
    with house.db.writing() as session:
        here = Consent.registration_id == house.registration_id(between, "Anna")
        session.execute(update(Consent).where(here).values(withdrawn_at=clock.utc_now() + timedelta(seconds=1)))

    assert names(house, event, whole_group=True) == ["Bernd"]


def test_find_recipients_of_the_group_are_neither_cancelled_nor_unproved(
    house: House, earlier: EventDetails, with_mail: None
) -> None:
    between, event = house.event(), house.event()
    house.register(between, "Dora", consents=INVITE)  # pending: nobody has shown that it is her address
    my_registration.cancel(house.db, house.token(earlier, "Anna"))

    assert names(house, event, whole_group=True) == ["Bernd"]
    assert names(house, event, whole_group=True, statuses=EVERYBODY) == ["Anna", "Bernd"]
    participants.cancel(house.db, house.mona, house.registration_id(between, "Dora"))
    assert names(house, event, whole_group=True, statuses=EVERYBODY) == ["Anna", "Bernd"]


@pytest.mark.parametrize("whole_group", [False, True])
def test_find_recipients_of_another_group_do_not_exist(house: House, earlier: EventDetails, whole_group: bool) -> None:
    for event_id in (earlier.id, 0):
        with pytest.raises(EventNotFound):
            find_recipients(house.db, house.olaf, Audience(event_id, whole_group=whole_group))
        with pytest.raises(EventNotFound):
            answered_questions(house.db, house.olaf, event_id)
