"""Many people at once, from threads or from processes, by register() or by the driver alone."""

import multiprocessing
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from types import TracebackType
from typing import Literal, Self

from akevents import settings
from akevents.domain.registrations import register
from akevents.store.database import Database, open_database
from bench import raw, workshop
from bench.raw import Take

Kind = Literal["ours", "raw"]
POOLED = 30  # connections that SQLAlchemy's pool opens at most with our settings; the baseline gets as many
PATIENCE_S = 120.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """How it went for everybody together."""

    seconds: float
    waits: tuple[float, ...]
    answers: Counter[str]
    cpu_seconds: float = 0.0  # of this process; other processes are not counted

    @property
    def per_second(self) -> float:
        """Registrations a second; if anybody was refused, the figure would be worth nothing."""
        assert set(self.answers) <= {"confirmed", "waitlisted"}, self.answers
        return len(self.waits) / self.seconds

    @property
    def cpu_ms(self) -> float:
        return 1000 * self.cpu_seconds / len(self.waits)


def ours(db: Database) -> Take:
    return lambda event_id, name: register(db, workshop.request(event_id, name)).status.value


@contextmanager
def taker(kind: Kind, address: str, connections: int = 1) -> Iterator[Take]:
    """Opened in the process that will use it."""
    if kind == "raw":
        with raw.taker(address, connections) as take:
            yield take
    else:
        db = open_database(settings.load(database_url=address))
        yield ours(db)
        db.close()


def one_by_one(take: Take, event_id: int, people: Sequence[str]) -> tuple[list[float], list[str]]:
    """How long each had to wait, and what each was told; a refusal is told by its name."""
    waits, answers = [], []
    for name in people:
        start = time.perf_counter()
        try:
            answers.append(take(event_id, name))
        except Exception as error:
            answers.append(type(error).__name__)
        waits.append(time.perf_counter() - start)
    return waits, answers


def in_threads(take: Take, event_id: int, people: Sequence[str], threads: int) -> Outcome:
    """The people in equal shares, all threads let go at once."""
    start_line = threading.Barrier(threads + 1)
    results: list[tuple[list[float], list[str]]] = []

    def run(share: Sequence[str]) -> None:
        start_line.wait()
        results.append(one_by_one(take, event_id, share))

    running = [threading.Thread(target=run, args=(people[each::threads],)) for each in range(threads)]
    for thread in running:
        thread.start()
    cpu, start = time.process_time(), time.perf_counter()
    start_line.wait()
    for thread in running:
        thread.join()
    return _together(time.perf_counter() - start, results, time.process_time() - cpu)


def _together(seconds: float, results: Sequence[tuple[list[float], list[str]]], cpu_seconds: float = 0.0) -> Outcome:
    waits = tuple(wait for some, _ in results for wait in some)
    answers = Counter(answer for _, some in results for answer in some)
    return Outcome(seconds, waits, answers, cpu_seconds)


class Processes:
    """Workers that are started once, since starting takes longer than working."""

    def __init__(self, count: int) -> None:
        context = multiprocessing.get_context("spawn")
        self._pipes: list[Connection] = []
        self._workers = []
        for _ in range(count):
            here, there = context.Pipe()
            worker = context.Process(target=_work, args=(there,), daemon=True)
            worker.start()
            self._pipes.append(here)
            self._workers.append(worker)
        for pipe in self._pipes:
            _answer(pipe)  # whoever is still importing would be in the way of what is measured

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for pipe, worker in zip(self._pipes, self._workers, strict=True):
            pipe.send(None)
            worker.join(10)
            if worker.is_alive():
                worker.terminate()

    def run(self, kind: Kind, address: str, event_id: int, people: Sequence[str]) -> Outcome:
        """The people in equal shares, all processes let go at once."""
        for number, pipe in enumerate(self._pipes):
            pipe.send((kind, address, event_id, list(people[number :: len(self._pipes)])))
        for pipe in self._pipes:
            _answer(pipe)  # everybody stands at the line
        start = time.perf_counter()
        for pipe in self._pipes:
            pipe.send("go")
        results = [_answer(pipe) for pipe in self._pipes]
        return _together(time.perf_counter() - start, results)


def _answer(pipe: Connection) -> tuple[list[float], list[str]]:
    if not pipe.poll(PATIENCE_S):
        raise TimeoutError("a worker does not answer")
    answer: tuple[list[float], list[str]] = pipe.recv()
    return answer


def _work(pipe: Connection) -> None:
    workshop.settle()
    pipe.send(([], []))
    takers: dict[tuple[Kind, str], Take] = {}
    with ExitStack() as stack:
        while job := pipe.recv():
            kind, address, event_id, people = job
            if (kind, address) not in takers:
                takers[kind, address] = stack.enter_context(taker(kind, address))
            pipe.send(([], []))
            pipe.recv()
            pipe.send(one_by_one(takers[kind, address], event_id, people))
