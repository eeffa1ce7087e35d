"""Sixty people want ten places at the same time, from twelve processes and from thirty threads."""

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from threading import Barrier

import pytest
from house import House
from sqlalchemy import select

from akevents.domain import my_registration, tokens
from akevents.domain.events import EventDetails
from akevents.domain.registrations import register
from akevents.errors import AkeventsError, EventFull
from akevents.formats import places
from akevents.settings import ROOT
from akevents.store.tables import Registration

PLACES, PROCESSES, PEOPLE_EACH, THREADS = 10, 12, 5, 30
PEOPLE = PROCESSES * PEOPLE_EACH
SCRIPT = Path(__file__).with_name("contestant.py")


@dataclass(frozen=True)
class Contestants:
    """Processes that wait at the starting line."""

    processes: list[subprocess.Popen[str]]

    def run(self, house: House, event: EventDetails) -> Counter[str]:
        """Everybody registers at once; how often each outcome happened."""
        database = house.db.engine.url.render_as_string(hide_password=False)
        for number, process in enumerate(self.processes):
            assert process.stdin
            names = [f"Person{number}x{each}" for each in range(PEOPLE_EACH)]
            process.stdin.write(json.dumps({"database": database, "event": event.id, "names": names}) + "\n")
        for process in self.processes:  # all have their line before the first may start
            assert process.stdin
            process.stdin.flush()
        return Counter(outcome for process in self.processes for outcome in answer(process))


def answer(process: subprocess.Popen[str]) -> list[str]:
    assert process.stdout
    line = process.stdout.readline()
    assert line, "a contestant broke down; its traceback is above"
    outcomes: list[str] = json.loads(line)
    return outcomes


@pytest.fixture(scope="module", autouse=True)
def municipalities() -> None:
    """Read once, as the server does before it opens its doors; else each of thirty threads would read them."""
    places.load()


@pytest.fixture(scope="module")
def contestants(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Contestants]:
    """Started once for all contests, since starting takes longer than the contest."""
    environment = os.environ | {
        "PYTHONPATH": str(ROOT),
        "AKEVENTS_DATA_DIR": str(tmp_path_factory.mktemp("contest")),
        "AKEVENTS_SECRET_KEY": "the same key for every contestant",
    }
    processes = [
        subprocess.Popen(
            [sys.executable, str(SCRIPT)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
        )
        for _ in range(PROCESSES)
    ]
    for process in processes:
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
    yield Contestants(processes)
    for process in processes:
        process.communicate()


def numbers(house: House, event: EventDetails) -> list[int]:
    with house.db.reading() as session:
        return list(session.scalars(select(Registration.number).where(Registration.event_id == event.id)))


def test_sixty_people_from_twelve_processes_get_exactly_ten_places_and_fifty_wait(
    house: House, contestants: Contestants
) -> None:
    event = house.event(capacity=PLACES)

    outcomes = contestants.run(house, event)

    assert outcomes == {"confirmed": PLACES, "waitlisted": PEOPLE - PLACES}
    assert Counter(house.statuses(event).values()) == outcomes
    assert house.counters_and_recount(event) == ((10, 50, 60), (10, 50, 60))
    assert sorted(numbers(house, event)) == list(range(1, PEOPLE + 1))
    assert house.read(event).change_counter == event.change_counter + PEOPLE
    assert Counter(kind for kind, _ in house.mails(event)) == {"registered": 10, "waitlisted": 50}


def test_sixty_people_from_twelve_processes_get_exactly_ten_places_and_fifty_are_told_it_is_full(
    house: House, contestants: Contestants
) -> None:
    event = house.event(capacity=PLACES, has_waiting_list=False)

    outcomes = contestants.run(house, event)

    assert outcomes == {"confirmed": PLACES, "EventFull": PEOPLE - PLACES}
    assert Counter(house.statuses(event).values()) == {"confirmed": PLACES}
    assert house.counters_and_recount(event) == ((10, 0, 10), (10, 0, 10))
    assert sorted(numbers(house, event)) == list(range(1, PLACES + 1))
    assert house.read(event).change_counter == event.change_counter + PLACES
    assert Counter(kind for kind, _ in house.mails(event)) == {"registered": 10}


def test_the_places_go_to_those_who_were_first(house: House, contestants: Contestants) -> None:
    event = house.event(capacity=PLACES)

    contestants.run(house, event)

    in_order = list(house.statuses(event).values())
    assert in_order == ["confirmed"] * PLACES + ["waitlisted"] * (PEOPLE - PLACES)


def test_thirty_threads_get_exactly_ten_places(house: House) -> None:
    event = house.event(capacity=PLACES, has_waiting_list=False)
    start = Barrier(THREADS)

    def outcome(number: int) -> str:
        request = house.request(event, f"Person{number}")
        start.wait()
        try:
            return register(house.db, request).status.value
        except AkeventsError as refusal:
            return type(refusal).__name__

    with ThreadPoolExecutor(THREADS) as pool:
        outcomes = Counter(pool.map(outcome, range(THREADS)))

    assert outcomes == {"confirmed": PLACES, EventFull.__name__: THREADS - PLACES}
    assert house.counters_and_recount(event) == ((10, 0, 10), (10, 0, 10))
    assert house.read(event).change_counter == event.change_counter + PLACES


def test_thirty_clicks_on_the_same_form_give_one_registration_and_one_answer(house: House) -> None:
    event = house.event(capacity=PLACES)
    request = house.request(event)
    start = Barrier(THREADS)

    def click(_: int) -> object:
        start.wait()
        return register(house.db, request)

    with ThreadPoolExecutor(THREADS) as pool:
        receipts = list(pool.map(click, range(THREADS)))

    assert receipts == [receipts[0]] * THREADS
    assert house.statuses(event) == {"Anna": "confirmed"}
    assert house.mails(event) == [("registered", "Anna")]


def test_registering_and_cancelling_at_once_keeps_the_counters_and_every_place(house: House) -> None:
    event = house.event(capacity=PLACES)
    first = [house.request(event, f"Erste{number}") for number in range(PLACES)]
    for request in first:
        register(house.db, request)
    start = Barrier(2 * PLACES)

    def leave(number: int) -> None:
        token = tokens.manage_token(first[number].submission_id)
        start.wait()
        my_registration.cancel(house.db, token)

    def come(number: int) -> None:
        request = house.request(event, f"Zweite{number}")
        start.wait()
        register(house.db, request)

    with ThreadPoolExecutor(2 * PLACES) as pool:
        steps = [pool.submit(leave, number) for number in range(PLACES)]
        steps += [pool.submit(come, number) for number in range(PLACES)]
        for step in steps:
            step.result()

    assert Counter(house.statuses(event).values()) == {"confirmed": PLACES, "cancelled": PLACES}
    assert house.counters_and_recount(event) == ((10, 0, 20), (10, 0, 20))
