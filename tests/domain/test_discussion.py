"""Questions for the discussion: who may, how often, votes that are not lost, and what moderators do with them."""

import random
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from house import House
from sqlalchemy import delete, func, select

from akevents import clock
from akevents.domain import discussion, my_registration, retention
from akevents.domain import discussion_moderation as moderation
from akevents.domain.discussion import AT_ONCE, IN_ALL, VOTES, WINDOW
from akevents.domain.events import EventDetails
from akevents.errors import DiscussionClosed, EventNotFound, InvalidRequest, Problem, QuestionNotFound, TooManyAttempts
from akevents.store.tables import DiscussionQuestion, DiscussionStatus, Event, QuestionVote, Registration

NAMES = ("Anna", "Bernd", "Chiara", "Doris", "Emil")


@pytest.fixture
def evening(house: House) -> EventDetails:
    event = house.event(slug="abend")
    for name in NAMES:
        house.register(event, name)
    return event


def ask(house: House, event: EventDetails, text: str = "Was kostet das?", name: str = "Anna", **more: Any) -> int:
    """The new question's id."""
    discussion.ask(house.db, house.token(event, name), f"{name}-{text}", text, **more)
    with house.db.reading() as session:
        return session.scalars(select(DiscussionQuestion.id).where(DiscussionQuestion.text == text.strip())).one()


def vote(house: House, event: EventDetails, question: int, *names: str, is_for: bool = True) -> None:
    for name in names:
        discussion.set_vote(house.db, house.token(event, name), question, is_for=is_for)


def votes(house: House) -> dict[str, int]:
    """Text to votes of every question that stands by itself, in order."""
    found = moderation.list_for_moderator(house.db, house.mona, "abend").questions
    return {each.question.text: each.question.votes for each in found}


def read(house: House, event: EventDetails, name: str) -> list[tuple[str, str | None, bool, bool]]:
    found = discussion.list_for_participant(house.db, house.token(event, name)).questions
    return [(each.question.text, each.question.name, each.is_mine, each.has_my_vote) for each in found]


def counter(house: House, event: EventDetails) -> int:
    with house.db.reading() as session:
        return session.scalars(select(Event.discussion_counter).where(Event.id == event.id)).one()


def test_question_is_read_by_all_with_a_name_only_where_allowed(house: House, evening: EventDetails) -> None:
    ask(house, evening, " Was kostet das? ")
    ask(house, evening, "Wer macht mit?", "Bernd", shows_name=True)

    assert read(house, evening, "Anna") == [
        ("Was kostet das?", None, True, False), ("Wer macht mit?", "Bernd Beispiel", False, False),
    ]  # fmt: skip
    assert counter(house, evening) == 2


def test_same_submission_is_one_question(house: House, evening: EventDetails) -> None:
    for _ in range(3):
        discussion.ask(house.db, house.token(evening), "form", "Was kostet das?")

    assert (votes(house), counter(house, evening)) == ({"Was kostet das?": 0}, 1)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", Problem("text", "missing_question")),
        (" \n\t ", Problem("text", "missing_question")),
        ("x" * 1001, Problem("text", "question_too_long", 1000, detail="1001")),
        ("x" * 100_000, Problem("text", "question_too_long", 1000, detail="100000")),
        ("a\x07b", Problem("text", "control_characters")),
    ],
)
def test_nonsense_is_refused_and_nothing_is_stored(
    house: House, evening: EventDetails, text: str, problem: Problem
) -> None:
    with pytest.raises(InvalidRequest) as refused:
        discussion.ask(house.db, house.token(evening), "form", text)

    assert refused.value.problems == (problem,)
    assert (votes(house), counter(house, evening)) == ({}, 0)


def test_who_asks_too_much_waits_and_loses_nothing(house: House, evening: EventDetails) -> None:
    with time_machine.travel(clock.utc_now(), tick=False) as time:
        for number in range(AT_ONCE):
            ask(house, evening, f"Frage {number}")
        with pytest.raises(TooManyAttempts) as refused:
            ask(house, evening, "Noch eine")
        assert refused.value.retry_after_seconds == WINDOW.total_seconds()
        ask(house, evening, "Von jemand anderem", "Bernd")
        time.shift(WINDOW + timedelta(seconds=1))
        ask(house, evening, "Noch eine")

    assert len(votes(house)) == AT_ONCE + 2


def test_nobody_fills_the_list_alone(house: House, evening: EventDetails) -> None:
    house.set(evening, starts_at=clock.utc_now() + timedelta(days=9), ends_at=clock.utc_now() + timedelta(days=10))
    with time_machine.travel(clock.utc_now(), tick=False) as time:
        for number in range(IN_ALL):
            time.shift(WINDOW / 2)
            ask(house, evening, f"Frage {number}")
        with pytest.raises(InvalidRequest) as refused:
            ask(house, evening, "Zu viel")

    assert refused.value.problems == (Problem("text", "too_many_questions", IN_ALL),)


def test_votes_by_script_are_refused(house: House, evening: EventDetails) -> None:
    for number in range(VOTES.amount + 1):
        moderation.add(house.db, house.mona, "abend", f"form-{number}", f"Frage {number}")
    with house.db.reading() as session:
        numbers = list(session.scalars(select(DiscussionQuestion.id)))
    for number in numbers[: VOTES.amount]:
        vote(house, evening, number, "Anna")
    with pytest.raises(TooManyAttempts):
        vote(house, evening, numbers[VOTES.amount], "Anna")
    vote(house, evening, numbers[VOTES.amount], "Bernd")

    assert sum(votes(house).values()) == VOTES.amount + 1


def test_taking_back_and_voting_again_is_no_way_round(house: House, evening: EventDetails) -> None:
    moderation.add(house.db, house.mona, "abend", "form", "Was kostet das?")
    with house.db.reading() as session:
        (number,) = session.scalars(select(DiscussionQuestion.id))
    for time in range(VOTES.amount):
        vote(house, evening, number, "Anna", is_for=time % 2 == 0)
    with pytest.raises(TooManyAttempts):
        vote(house, evening, number, "Anna")


def test_vote_counts_once_however_often_it_is_pressed(house: House, evening: EventDetails) -> None:
    number = ask(house, evening)
    vote(house, evening, number, "Anna", "Anna", "Bernd", "Bernd")
    before = counter(house, evening)
    vote(house, evening, number, "Bernd")

    assert (votes(house), counter(house, evening)) == ({"Was kostet das?": 2}, before)
    vote(house, evening, number, "Bernd", is_for=False)
    assert votes(house) == {"Was kostet das?": 1}


def test_everybody_votes_at_once_and_no_vote_is_lost(house: House) -> None:
    event = house.event(slug="abend")
    people = [f"Person{number}" for number in range(50)]
    tokens = []
    for name in people:
        house.register(event, name)
        tokens.append(house.token(event, name))
    number = ask(house, event, name="Person0")
    with ThreadPoolExecutor(10) as pool:
        list(pool.map(lambda token: discussion.set_vote(house.db, token, number, is_for=True), tokens * 2))

    assert votes(house) == {"Was kostet das?": 50}
    assert counter(house, event) == 51


@pytest.mark.parametrize(
    ("columns", "reason"),
    [
        ({"discussion": "off"}, "off"),
        ({"status": "cancelled"}, "not_published"),
        ({"starts_at": timedelta(days=-3), "ends_at": timedelta(days=-2)}, "over"),
    ],
)
def test_closed_discussion_takes_nothing(
    house: House, evening: EventDetails, columns: dict[str, Any], reason: str
) -> None:
    number = ask(house, evening)
    now = clock.utc_now()
    house.set(
        evening, **{name: now + value if isinstance(value, timedelta) else value for name, value in columns.items()}
    )
    for step in (lambda: ask(house, evening, "Zu spät"), lambda: vote(house, evening, number, "Bernd")):
        with pytest.raises(DiscussionClosed) as refused:
            step()
        assert refused.value.reason == reason

    assert discussion.list_for_participant(house.db, house.token(evening)).closed == reason


def test_who_is_not_coming_neither_asks_nor_reads(house: House, evening: EventDetails) -> None:
    ask(house, evening)
    my_registration.cancel(house.db, house.token(evening, "Bernd"))

    with pytest.raises(DiscussionClosed):
        ask(house, evening, "Eine Frage", "Bernd")
    assert read(house, evening, "Bernd") == []


def test_merged_questions_count_each_person_once_and_fall_apart_again(house: House, evening: EventDetails) -> None:
    first, second, third = (ask(house, evening, text) for text in ("Eins", "Zwei", "Drei"))
    vote(house, evening, first, "Anna", "Bernd")
    vote(house, evening, second, "Bernd", "Chiara")
    vote(house, evening, third, "Doris")

    moderation.merge(house.db, house.mona, "abend", third, second)
    moderation.merge(house.db, house.mona, "abend", second, first)
    assert votes(house) == {"Eins": 4}
    assert read(house, evening, "Chiara") == [("Eins", None, False, True)]
    vote(house, evening, first, "Chiara", is_for=False)
    assert votes(house) == {"Eins": 3}

    moderation.take_apart(house.db, house.mona, "abend", third)
    assert votes(house) == {"Eins": 2, "Drei": 1}


def test_what_was_merged_into_a_forgotten_question_stands_again(house: House, evening: EventDetails) -> None:
    first, second = ask(house, evening, "Eins"), ask(house, evening, "Zwei", "Bernd")
    vote(house, evening, second, "Chiara")
    moderation.merge(house.db, house.mona, "abend", second, first)
    my_registration.cancel(house.db, house.token(evening, "Anna"))

    with time_machine.travel(evening.ends_at + timedelta(days=16)):
        retention.forget_due(house.db)
        assert votes(house) == {"Zwei": 1}


def test_questions_go_with_the_registrations(house: House, evening: EventDetails) -> None:
    ask(house, evening)
    moderation.add(house.db, house.mona, "abend", "form", "Aus dem Chat")
    with time_machine.travel(evening.ends_at + timedelta(days=evening.retention_days + 2)):
        retention.forget_due(house.db)

    with house.db.reading() as session:
        assert session.scalar(select(func.count()).select_from(DiscussionQuestion)) == 0
        assert session.scalar(select(func.count()).select_from(QuestionVote)) == 0


def test_moderator_orders_and_votes_order_again(house: House, evening: EventDetails) -> None:
    first, second, third = (ask(house, evening, text) for text in ("Eins", "Zwei", "Drei"))
    vote(house, evening, third, "Anna", "Bernd")
    assert list(votes(house)) == ["Drei", "Eins", "Zwei"]

    moderation.move(house.db, house.mona, "abend", second, up=True)
    moderation.move(house.db, house.mona, "abend", third, up=True)  # already first
    assert list(votes(house)) == ["Drei", "Zwei", "Eins"]
    moderation.set_status(house.db, house.mona, "abend", third, DiscussionStatus.ANSWERED)
    assert list(votes(house)) == ["Zwei", "Eins", "Drei"]
    moderation.order_by_votes(house.db, house.mona, "abend")
    assert list(votes(house)) == ["Eins", "Zwei", "Drei"]
    assert first


def test_only_one_question_is_up_and_never_a_hidden_one(house: House, evening: EventDetails) -> None:
    first, second = ask(house, evening, "Eins"), ask(house, evening, "Zwei")

    def up() -> list[str]:
        found = moderation.list_for_moderator(house.db, house.mona, "abend").questions
        return [each.question.text for each in found if each.question.is_current]

    moderation.put_up(house.db, house.mona, "abend", first)
    moderation.put_up(house.db, house.mona, "abend", second)
    assert up() == ["Zwei"]
    moderation.set_status(house.db, house.mona, "abend", second, DiscussionStatus.HIDDEN)
    assert up() == []
    with pytest.raises(QuestionNotFound):
        moderation.put_up(house.db, house.mona, "abend", second)
    moderation.put_up(house.db, house.mona, "abend", None)


def test_topic_is_adopted_once_and_without_a_name(house: House) -> None:
    event = house.event(slug="abend")
    house.register(event, "Anna", topic="Leerstand")
    anna = house.registration_id(event)
    assert [each.text for each in moderation.list_for_moderator(house.db, house.mona, "abend").topics] == ["Leerstand"]

    for _ in range(2):
        moderation.adopt_topic(house.db, house.mona, "abend", anna)

    assert moderation.list_for_moderator(house.db, house.mona, "abend").topics == ()
    assert read(house, event, "Anna") == [("Leerstand", None, True, False)]
    with pytest.raises(QuestionNotFound):
        moderation.adopt_topic(house.db, house.mona, "abend", 987_654)


def test_event_of_another_group_does_not_exist(house: House, evening: EventDetails) -> None:
    number = ask(house, evening)
    steps: list[Any] = [
        lambda: moderation.list_for_moderator(house.db, house.olaf, "abend"),
        lambda: moderation.add(house.db, house.olaf, "abend", "form", "Frage"),
        lambda: moderation.set_status(house.db, house.olaf, "abend", number, DiscussionStatus.HIDDEN),
        lambda: moderation.put_up(house.db, house.olaf, "abend", number),
        lambda: moderation.move(house.db, house.olaf, "abend", number, up=True),
        lambda: moderation.merge(house.db, house.olaf, "abend", number, number),
        lambda: moderation.take_apart(house.db, house.olaf, "abend", number),
        lambda: moderation.order_by_votes(house.db, house.olaf, "abend"),
        lambda: moderation.adopt_topic(house.db, house.olaf, "abend", 1),
    ]
    for step in steps:
        with pytest.raises(EventNotFound):
            step()
    assert votes(house) == {"Was kostet das?": 0}


def test_question_of_another_event_is_not_there(house: House, evening: EventDetails) -> None:
    other = house.event(slug="anderer")
    house.register(other, "Anna")
    number = ask(house, evening)

    with pytest.raises(QuestionNotFound):
        discussion.set_vote(house.db, house.token(other, "Anna"), number, is_for=True)
    with pytest.raises(QuestionNotFound):
        moderation.set_status(house.db, house.mona, "anderer", number, DiscussionStatus.HIDDEN)


@pytest.mark.parametrize("seed", range(3))
def test_votes_equal_a_plain_model_whatever_happens(house: House, evening: EventDetails, seed: int) -> None:
    """Asking, voting, taking back, merging, taking apart and forgetting people, in random order."""
    chance = random.Random(seed)
    model: dict[int, set[str]] = {}  # question: who voted for it itself
    merged: dict[int, int] = {}
    asked_by: dict[int, str] = {}
    people = list(NAMES)

    def alone() -> list[int]:
        return sorted(set(model) - set(merged))

    def group(question: int) -> list[int]:
        return [question, *(each for each, into in merged.items() if into == question)]

    for step in range(60):
        name, free = chance.choice(people), alone()
        match chance.choice(["ask", "vote", "vote", "take_back", "merge", "apart", "forget"]):
            case "ask" if sum(1 for each in asked_by.values() if each == name) < AT_ONCE:
                number = ask(house, evening, f"Frage {step}", name)
                model[number], asked_by[number] = set(), name
            case "vote" if free:
                question = chance.choice(free)
                vote(house, evening, question, name)
                if not any(name in model[each] for each in group(question)):
                    model[question].add(name)
            case "take_back" if free:
                question = chance.choice(free)
                vote(house, evening, question, name, is_for=False)
                for each in group(question):
                    model[each].discard(name)
            case "merge" if len(free) > 1:
                question, into = chance.sample(free, 2)
                moderation.merge(house.db, house.mona, "abend", question, into)
                merged |= dict.fromkeys(group(question), into)
            case "apart" if merged:
                question = chance.choice(sorted(merged))
                moderation.take_apart(house.db, house.mona, "abend", question)
                del merged[question]
            case "forget" if len(people) > 2:
                people.remove(name)
                with house.db.writing() as session:
                    session.execute(delete(Registration).where(Registration.id == house.registration_id(evening, name)))
                    discussion.free_orphans(session, evening.id)
                gone = {number for number, author in asked_by.items() if author == name}
                model = {number: who - {name} for number, who in model.items() if number not in gone}
                asked_by = {number: author for number, author in asked_by.items() if number not in gone}
                merged = {number: into for number, into in merged.items() if number not in gone and into not in gone}
        expected = {f"{each}": len(set().union(*(model[one] for one in group(each)))) for each in alone()}
        found = moderation.list_for_moderator(house.db, house.mona, "abend").questions
        assert {f"{each.question.id}": each.question.votes for each in found} == expected
