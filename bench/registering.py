"""register() beside the same rows written by the driver alone: one hot event, one by one, in threads, in processes."""

import os
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from statistics import median
from typing import Any

from sqlalchemy import event as sqlalchemy_event

from akevents.store.database import Database
from bench import crowd, workshop
from bench.crowd import POOLED, Outcome, Processes
from bench.measuring import Figure, at_least, at_most, in_turns, rounded
from bench.raw import Take

PLACES, PEOPLE = 50, 200
EXPECTED = {"confirmed": PLACES, "waitlisted": PEOPLE - PLACES}
PROCESSES, QUICK_PROCESSES = 8, 2  # starting one takes longer than its work
Opened = Callable[[Path], AbstractContextManager[Database]]


class InThreads:
    """Rounds of one kind in this process; remembers what processor time they took."""

    def __init__(self, take: Take, event_id: int, people: int, threads: int = 1) -> None:
        self._round = (take, event_id, people, threads)
        self._cpu_ms: list[float] = []

    def __call__(self) -> float:
        take, event_id, people, threads = self._round
        outcome = crowd.in_threads(take, event_id, workshop.names(people), threads)
        self._cpu_ms.append(outcome.cpu_ms)
        return outcome.per_second

    @property
    def cpu_ms(self) -> float:
        """For one registration; the first round, in which statements are compiled, does not count."""
        return rounded(median(self._cpu_ms[1:]))


def sqlite_alone(folder: Path, quick: bool) -> Iterator[Figure]:
    """One thread, one event."""
    rounds, people = (3, 100) if quick else (9, 300)
    with workshop.sqlite(folder) as db:
        event_id, address = workshop.new_event(db), workshop.address_of(db)
        with crowd.taker("raw", address) as plain:
            ours, raw = InThreads(crowd.ours(db), event_id, people), InThreads(plain, event_id, people)
            mine, theirs = in_turns(rounds, ours, raw)
    note = "register() beside plain sqlite3: WAL, synchronous=FULL, BEGIN IMMEDIATE, the same rows"
    more = {"cpu_ms": ours.cpu_ms, "cpu_ms_baseline": raw.cpu_ms, "disk_flush_ms": rounded(_flush_ms(folder))}
    yield Figure("register-sqlite", "registrations/s", mine, theirs, at_least(0.5), note, more)


def _flush_ms(folder: Path) -> float:
    """How long this disk takes to make one page durable; the slower it is, the closer the ratio comes to 1."""
    times = []
    with (folder / "flush").open("wb", buffering=0) as file:
        for _ in range(50):
            file.write(bytes(4096))
            start = time.perf_counter()
            os.fdatasync(file.fileno())
            times.append(1000 * (time.perf_counter() - start))
    return median(times)


def sqlite_processes(folder: Path, quick: bool) -> Iterator[Figure]:
    """Eight processes at the same file and the same event."""
    rounds, people, count = (3, 160, QUICK_PROCESSES) if quick else (7, 800, PROCESSES)
    with workshop.sqlite(folder) as db, Processes(count) as processes:
        event_id, address = workshop.new_event(db), workshop.address_of(db)
        mine, theirs = in_turns(
            rounds,
            lambda: processes.run("ours", address, event_id, workshop.names(people)).per_second,
            lambda: processes.run("raw", address, event_id, workshop.names(people)).per_second,
        )
    note = f"{count} processes each; between processes SQLite's own busy handler decides who is next"
    yield Figure("register-sqlite-8-processes", "registrations/s", mine, theirs, at_least(0.5), note)


def postgresql(folder: Path, quick: bool) -> Iterator[Figure]:
    """8 and 32 threads that want the same event."""
    rounds, people = (2, 96) if quick else (7, 480)
    with workshop.postgresql(folder) as db:
        event_id, address = workshop.new_event(db), workshop.address_of(db)
        for threads in (8, 32):
            with crowd.taker("raw", address, threads) as plain:
                ours = InThreads(crowd.ours(db), event_id, people, threads)
                raw = InThreads(plain, event_id, people, threads)
                mine, theirs = in_turns(rounds, ours, raw)
            note = "register() beside plain psycopg: the event's row locked, the same statements, fsync on"
            more = {"cpu_ms": ours.cpu_ms, "cpu_ms_baseline": raw.cpu_ms}
            yield Figure(f"register-postgresql-{threads}", "registrations/s", mine, theirs, at_least(0.8), note, more)


def contest_sqlite(folder: Path, quick: bool) -> Iterator[Figure]:
    yield from _contest("contest-sqlite", workshop.sqlite, folder, quick)


def contest_postgresql(folder: Path, quick: bool) -> Iterator[Figure]:
    yield from _contest("contest-postgresql", workshop.postgresql, folder, quick)


def _contest(name: str, opened: Opened, folder: Path, quick: bool) -> Iterator[Figure]:
    """200 people want 50 places at the same moment: from 200 threads, then from processes."""
    rounds, count = (2, QUICK_PROCESSES) if quick else (5, PROCESSES)
    with opened(folder) as db, Processes(count) as processes:
        address = workshop.address_of(db)

        def from_threads(kind: crowd.Kind) -> Outcome:
            take = crowd.ours(db) if kind == "ours" else plain
            return crowd.in_threads(take, workshop.new_event(db, PLACES), workshop.names(PEOPLE), PEOPLE)

        def from_processes(kind: crowd.Kind) -> Outcome:
            return processes.run(kind, address, workshop.new_event(db, PLACES), workshop.names(PEOPLE))

        with crowd.taker("raw", address, POOLED) as plain:
            yield _contest_figure(f"{name}-threads", from_threads, rounds)
        yield _contest_figure(f"{name}-processes", from_processes, rounds)


def _contest_figure(name: str, run: Callable[[crowd.Kind], Outcome], rounds: int) -> Figure:
    waits: dict[crowd.Kind, list[float]] = {"ours": [], "raw": []}

    def seconds(kind: crowd.Kind) -> float:
        outcome = run(kind)
        assert kind == "raw" or outcome.answers == EXPECTED, f"{name}: {Counter(outcome.answers)}"
        waits[kind].append(max(outcome.waits))
        return outcome.seconds

    mine, theirs = in_turns(rounds, lambda: seconds("ours"), lambda: seconds("raw"))
    longest = {kind: rounded(max(some[1:])) for kind, some in waits.items()}
    return Figure(
        name,
        "s",
        mine,
        theirs,
        at_most(2.0),
        f"{PEOPLE} people for {PLACES} places: {PLACES} confirmed, {PEOPLE - PLACES} waiting, no error (asserted); "
        "nobody may wait over 1 s",
        {"longest_wait_s": longest["ours"], "longest_wait_baseline_s": longest["raw"]},
    )


def large_event(folder: Path, quick: bool) -> Iterator[Figure]:
    """An event with 100,000 registrations against one with 100, each in a database of its own."""
    rounds, people, size = (3, 60, 20_000) if quick else (9, 200, 100_000)
    with workshop.sqlite(folder) as small, workshop.sqlite(folder) as large:
        runs = {}
        for db, registered in ((small, 100), (large, size)):
            event_id = workshop.new_event(db)
            workshop.fill_event(db, event_id, registered)
            runs[db] = InThreads(crowd.ours(db), event_id, people)
        mine, theirs = in_turns(rounds, lambda: 1000 / runs[large](), lambda: 1000 / runs[small]())
        counts = {db: _statements(db, run) / people for db, run in runs.items()}
    assert counts[small] == counts[large], counts
    note = f"register() into an event with {size} registrations beside one with 100; as many SQL statements (asserted)"
    yield Figure("register-large", "ms", mine, theirs, at_most(1.2), note, {"statements": counts[large]})


def _statements(db: Database, run: Callable[[], object]) -> int:
    """How many SQL statements this takes, BEGIN and COMMIT included, as SQLite itself counts them."""
    count = 0

    def see(_: str) -> None:
        nonlocal count
        count += 1

    def watch(connection: Any, *_: Any) -> None:
        connection.set_trace_callback(see)

    sqlalchemy_event.listen(db.engine, "checkout", watch)
    run()
    sqlalchemy_event.remove(db.engine, "checkout", watch)
    return count
