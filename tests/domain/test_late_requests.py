"""Late requests, decided by the link in a moderator's mail."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from house import House

from akevents import clock
from akevents.domain import (
    administration,
    event_life,
    late_requests,
    moderators,
    my_registration,
    participants,
    tokens,
    undoing,
)
from akevents.domain.events import EventDetails
from akevents.domain.late_requests import Decision, LateRequest, decide, find_request
from akevents.errors import EventCancelled, NotPossibleNow, RegistrationClosed, RegistrationNotFound
from akevents.store.tables import RegistrationStatus


@pytest.fixture
def evening(house: House) -> EventDetails:
    """The one place is taken, the deadline is over, and Bernd asks."""
    event = house.event(capacity=1, more={"allows_late_requests": True})
    house.register(event, "Anna")
    clock.start_at(event.closes_at + timedelta(minutes=1))
    house.register(event, "Bernd", request_reason="Kam erst gestern.", function="Referent", institution="Kreis Soest")
    return event


def link(house: House, event: EventDetails, name: str = "Bernd", moderator_id: int | None = None) -> str:
    return tokens.decision_token(house.registration_id(event, name), moderator_id or house.mona.id)


def everything(house: House, event: EventDetails) -> tuple[object, ...]:
    return house.read(event), house.statuses(event), house.mails(event), house.protocol(event)


# Looking


def test_find_request_shows_who_asks_and_why_and_changes_nothing(house: House, evening: EventDetails) -> None:
    before = everything(house, evening)

    found = find_request(house.db, link(house, evening))

    bernd = house.registration(evening, "Bernd")
    assert found == LateRequest(
        id=bernd.id,
        event=house.read(evening),
        status=RegistrationStatus.REQUESTED,
        first_name="Bernd",
        last_name="Beispiel",
        institution="Kreis Soest",
        function="Referent",
        reason="Kam erst gestern.",
        registered_at=bernd.registered_at,
        decision=None,
    )
    assert found.can_be_decided
    assert everything(house, evening) == before


WRONG: dict[str, Callable[[str], str]] = {
    "empty": lambda token: "",
    "shortened": lambda token: token[:-1],
    "another registration": lambda token: "1" + token[token.index(".") :],
    "another moderator": lambda token: token.split(".")[0] + ".2." + token.split(".")[2],
    "no number": lambda token: "²" + token[token.index(".") :],
    "huge": lambda token: "9" * 30 + token[token.index(".") :],
    "half a surrogate": lambda token: token + "\ud800",
    "longer": lambda token: token + "\n",
}


@pytest.mark.parametrize("wrong", WRONG)
def test_link_that_was_not_made_here_leads_nowhere(house: House, evening: EventDetails, wrong: str) -> None:
    token = WRONG[wrong](link(house, evening))
    before = everything(house, evening)

    with pytest.raises(RegistrationNotFound):
        find_request(house.db, token)
    with pytest.raises(RegistrationNotFound):
        decide(house.db, token, accept=True)

    assert everything(house, evening) == before


def test_personal_link_of_the_person_decides_nothing(house: House, evening: EventDetails) -> None:
    with pytest.raises(RegistrationNotFound):
        decide(house.db, house.token(evening, "Bernd"), accept=True)


def test_link_ends_with_the_role(house: House, evening: EventDetails) -> None:
    moderators.add_moderator(house.db, "max@example.org", "Max", ("wirtschaft",))
    administrator = moderators.operator()
    max_id = moderators.get_moderator(house.db, "max@example.org").id
    token = link(house, evening, moderator_id=max_id)
    assert find_request(house.db, token).can_be_decided
    administration.remove_person(house.db, administrator, max_id)

    for wrong in (token, link(house, evening, moderator_id=house.olaf.id)):
        with pytest.raises(RegistrationNotFound):
            find_request(house.db, wrong)
        with pytest.raises(RegistrationNotFound):
            decide(house.db, wrong, accept=True)
    with pytest.raises(RegistrationNotFound):
        find_request(house.db, link(house, evening, moderator_id=house.helper().id))
    assert house.statuses(evening) == {"Anna": "confirmed", "Bernd": "requested"}


def test_link_of_a_deleted_registration_leads_nowhere(house: House, evening: EventDetails) -> None:
    with pytest.raises(RegistrationNotFound):
        find_request(house.db, tokens.decision_token(987_654, house.mona.id))


# Deciding


@pytest.mark.parametrize(
    ("accept", "status", "kind", "counters"),
    [
        (True, RegistrationStatus.CONFIRMED, "late_request_accepted", (2, 0, 2)),
        (False, RegistrationStatus.CANCELLED, "late_request_declined", (1, 0, 2)),
    ],
)
def test_decide_answers_once_and_the_same_answer_again_changes_nothing(
    house: House,
    evening: EventDetails,
    accept: bool,
    status: RegistrationStatus,
    kind: str,
    counters: tuple[int, int, int],
) -> None:
    token, counter, mails = link(house, evening), house.read(evening).change_counter, house.mails(evening)
    who = house.registration_id(evening, "Bernd")

    answered = decide(house.db, token, accept=accept)

    assert answered.status == status
    assert not answered.can_be_decided
    assert answered.decision == Decision(accept, "Mona", answered.decision.at if answered.decision else clock.utc_now())
    assert house.mails(evening) == [*mails, (kind, "Bernd")]
    assert house.protocol(evening)[-1] == (kind, house.mona.id, who)
    assert house.read(evening).change_counter == counter + 1
    assert house.counters_and_recount(evening) == (counters, counters)
    after = everything(house, evening)
    assert decide(house.db, token, accept=accept) == answered == find_request(house.db, token)
    with pytest.raises(NotPossibleNow) as refusal:
        decide(house.db, token, accept=not accept)
    assert refusal.value == NotPossibleNow(status)
    assert everything(house, evening) == after


def test_link_and_screen_decide_the_same_request_only_once(house: House, evening: EventDetails) -> None:
    participants.decide_late_request(house.db, house.mona, house.registration_id(evening, "Bernd"), accept=False)

    with pytest.raises(NotPossibleNow):
        decide(house.db, link(house, evening), accept=True)

    found = find_request(house.db, link(house, evening))
    assert (found.status, found.decision and found.decision.by) == ("cancelled", "Mona")


def test_withdrawn_request_cannot_be_decided(house: House, evening: EventDetails) -> None:
    my_registration.cancel(house.db, house.token(evening, "Bernd"))

    with pytest.raises(NotPossibleNow):
        decide(house.db, link(house, evening), accept=True)
    found = find_request(house.db, link(house, evening))
    assert (found.status, found.decision, found.can_be_decided) == ("cancelled", None, False)


@pytest.mark.parametrize("accept", [True, False])
def test_nothing_is_decided_once_the_event_is_over_or_off(house: House, evening: EventDetails, accept: bool) -> None:
    token = link(house, evening)
    event_life.cancel(house.db, house.mona, evening.slug, "krank")

    with pytest.raises(EventCancelled):
        decide(house.db, token, accept=accept)
    house.set(evening, status="published")
    clock.start_at(evening.ends_at)
    with pytest.raises(RegistrationClosed) as refusal:
        decide(house.db, token, accept=accept)

    assert refusal.value == RegistrationClosed(evening.id, evening.ends_at, evening.timezone)
    assert not find_request(house.db, token).can_be_decided
    assert house.statuses(evening)["Bernd"] == "requested"


def test_who_asks_again_after_an_answer_waits_for_a_new_one(house: House, evening: EventDetails) -> None:
    token = link(house, evening)
    decide(house.db, token, accept=False)
    undoing.rejoin(house.db, house.token(evening, "Bernd"), reason="Noch ein Versuch.")
    found = find_request(house.db, token)
    assert (found.decision, found.reason, found.can_be_decided) == (None, "Noch ein Versuch.", True)

    again = decide(house.db, token, accept=False)

    assert (again.status, again.decision and again.decision.is_accepted) == ("cancelled", False)
    assert [kind for kind, name in house.mails(evening) if name == "Bernd"] == [
        "late_request_received", "late_request_for_moderator", "late_request_declined",
        "late_request_received", "late_request_for_moderator", "late_request_declined",
    ]  # fmt: skip


# Counted apart


def test_accepted_ids_are_those_of_this_event(house: House, evening: EventDetails) -> None:
    decide(house.db, link(house, evening), accept=True)

    with house.db.reading() as session:
        assert list(session.scalars(late_requests.accepted_ids(evening.id))) == [
            house.registration_id(evening, "Bernd")
        ]
        assert list(session.scalars(late_requests.accepted_ids(evening.id + 1))) == []
