"""Screens over the real websocket: opening the event page and registering there, and watching the live screen."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from akevents.domain import demo, moderators, registrations
from akevents.ui.access import SESSION_COOKIE
from bench import servers, workshop
from bench.browser import Browser
from bench.measuring import Figure, at_least, at_most, in_turns, percentile
from bench.servers import Server

CLIENTS = 8
VIEWERS = 50
SLUG, LARGE = "abend", "grosser-abend"
LOOKED_AT_AGAIN_S = 0.15  # the counter that all screens share may be a tenth of a second old
PASSWORD = "ein langes Passwort zum Messen"
SUBMITTED = b"Sie sind angemeldet"

Visit = Callable[[Server, str], Awaitable[int]]


@dataclass(frozen=True, slots=True)
class Round:
    """One round of visits."""

    runs: int
    visits: int
    seconds: float
    cpu_seconds: float


def form_over_websocket(folder: Path, quick: bool) -> Iterator[Figure]:
    """Open, fill in, submit, read the receipt; eight people at a time, each with a tab of their own."""
    rounds, visits = (2, 16) if quick else (5, 80)
    home = folder / "form"
    with servers.its_database(home) as db:
        demo.fill(db)
        workshop.new_event(db, slug=SLUG)
    with servers.running(servers.OURS, home) as ours, servers.running(servers.FORM_PAGE, folder) as bare:
        taken: dict[str, list[Round]] = {"ours": [], "bare": []}

        def runs_per_second(whose: str, server: Server, visit: Visit) -> float:
            done = asyncio.run(_round(server, visit, visits))
            taken[whose].append(done)
            return done.runs / done.seconds

        mine, theirs = in_turns(
            rounds,
            lambda: runs_per_second("ours", ours, _register),
            lambda: runs_per_second("bare", bare, _send_the_form),
        )
    mine_taken, bare_taken = taken["ours"][1:], taken["bare"][1:]
    yield Figure(
        "form-websocket",
        "runs/s",
        mine,
        theirs,
        at_least(0.8),
        f"{CLIENTS} tabs at a time open the event page, submit and see the receipt, beside an empty Streamlit form; the "
        "client shares the cores",
        {"registrations_per_s": round(sum(r.visits for r in mine_taken) / sum(r.seconds for r in mine_taken), 1)},
    )
    note = "the server's processor time for one run of the script"
    yield Figure("form-websocket-cpu", "ms CPU/run", _cpu(mine_taken), _cpu(bare_taken), note=note)


def _cpu(taken: list[Round]) -> list[float]:
    return [1000 * each.cpu_seconds / each.runs for each in taken]


async def _round(server: Server, visit: Visit, visits: int) -> Round:
    waiting = iter(workshop.names(visits))
    runs = 0

    async def one_client() -> None:
        nonlocal runs
        for name in waiting:
            done = await visit(server, name)
            runs += done

    cpu, start = server.cpu_seconds(), time.perf_counter()
    async with asyncio.timeout(120):
        await asyncio.gather(*(one_client() for _ in range(CLIENTS)))
    return Round(runs, visits, time.perf_counter() - start, server.cpu_seconds() - cpu)


async def _register(server: Server, name: str) -> int:
    typed = {
        "register_first_name": "Anna",
        "register_last_name": name,
        "register_email": f"{name.lower()}@example.org",
        "register_institution": "Stadt Köln",
    }
    async with Browser(server.port, "veranstaltung", f"event={SLUG}") as tab:
        await tab.open()
        shown = await tab.press("register_submit", typed)
        assert SUBMITTED in shown, "the page did not show a receipt"
        return tab.runs


async def _send_the_form(server: Server, name: str) -> int:
    async with Browser(server.port) as tab:
        await tab.open()
        shown = await tab.press("form_submit", {"form_name": name, "form_email": f"{name.lower()}@example.org"})
        assert b"Danke" in shown
        return tab.runs


def live_tick(folder: Path, quick: bool) -> Iterator[Figure]:
    """Fifty signed-in viewers: what an idle tick costs, and when a registration is seen."""
    seconds, people = (2, 2) if quick else (12, 12)
    home = folder / "live"
    with servers.its_database(home) as db:
        event_id = workshop.new_event(db, slug=SLUG)
        workshop.fill_event(db, event_id, 100)
        link = moderators.add_moderator(db, "mona@example.org", "Mona", is_administrator=True)
        cookie = f"{SESSION_COOKIE}={moderators.set_password(db, link, PASSWORD, PASSWORD)}"
        with servers.running(servers.OURS, home) as ours, servers.running(servers.FORM_PAGE, folder) as bare:
            watched = Browser(ours.port, "live", f"event={SLUG}", cookie)

            def arrive(name: str) -> None:
                registrations.register(db, workshop.request(event_id, name))

            idle, seen = asyncio.run(_watch(ours, watched, seconds, workshop.names(people), arrive))
            floor, _ = asyncio.run(_watch(bare, Browser(bare.port, "", "live=1"), seconds, [], arrive))
    yield Figure(
        "live-tick",
        "ms CPU/tick",
        idle,
        floor,
        at_most(10.0, "ours"),
        f"an idle tick of one of {VIEWERS} viewers, one a second each, beside a bare Streamlit fragment",
    )
    more = {"p50_s": round(percentile(seen, 0.5), 3), "p95_s": round(percentile(seen, 0.95), 3)}
    note = f"from the end of register() until a viewer's screen shows the name; {VIEWERS} viewers, {people} people"
    yield Figure("live-visible-p95", "s", [percentile(seen, 0.95)], (), at_most(1.1, "ours"), note, more)


def large_screens(folder: Path, quick: bool) -> Iterator[Figure]:
    """The first view of Live and Teilnehmende right after somebody registered: an event with 100,000 people beside one with
    100. Everything is counted anew, because the change counter was raised."""
    rounds, size = (2, 20_000) if quick else (15, 100_000)
    home = folder / "large"
    with servers.its_database(home) as db:
        events = {SLUG: 100, LARGE: size}
        ids = {slug: workshop.new_event(db, slug=slug) for slug in events}
        for slug, people in events.items():
            workshop.fill_event(db, ids[slug], people)
        link = moderators.add_moderator(db, "mona@example.org", "Mona", is_administrator=True)
        cookie = f"{SESSION_COOKIE}={moderators.set_password(db, link, PASSWORD, PASSWORD)}"
        with servers.running(servers.OURS, home) as ours:
            for name, page in (("live-large", "live"), ("participants-large", "teilnehmende")):
                sent: dict[str, list[int]] = {slug: [] for slug in events}

                def milliseconds(slug: str, page: str = page, sent: dict[str, list[int]] = sent) -> float:
                    (person,) = workshop.names(1)
                    registrations.register(db, workshop.request(ids[slug], person))
                    time.sleep(LOOKED_AT_AGAIN_S)
                    taken, received = asyncio.run(_first_view(ours, page, slug, cookie))
                    sent[slug].append(received)
                    return taken

                mine, theirs = in_turns(rounds, lambda: milliseconds(LARGE), lambda: milliseconds(SLUG))
                more = {"bytes": sent[LARGE][-1], "bytes_baseline": sent[SLUG][-1]}
                note = f"first view of /{page}, just after a registration, with {size} people beside 100"
                yield Figure(name, "ms", mine, theirs, at_most(1.5), note, more)


async def _first_view(server: Server, page: str, slug: str, cookie: str) -> tuple[float, int]:
    """Milliseconds until the page is drawn, and the bytes that were sent for it."""
    async with Browser(server.port, page, f"event={slug}", cookie) as tab:
        start = time.perf_counter()
        await tab.open()
        return 1000 * (time.perf_counter() - start), tab.bytes_received


async def _watch(
    server: Server, pattern: Browser, seconds: int, people: list[str], arrive: Callable[[str], None]
) -> tuple[list[float], list[float]]:
    """CPU milliseconds of an idle tick in each of so many seconds, and how long each viewer took to see each person."""
    tabs = [Browser(pattern.port, pattern.page, pattern.query, pattern.cookie) for _ in range(VIEWERS)]
    seen: dict[tuple[int, str], float] = {}
    ticks = 0

    async def view(number: int, tab: Browser) -> None:
        async def beat() -> None:
            nonlocal ticks
            await asyncio.sleep(number / VIEWERS)  # people do not all look in the same millisecond
            while True:
                assert tab.clock, "the page does not tick"
                await asyncio.sleep(tab.clock[0])
                await tab.tick()
                ticks += 1

        beating = asyncio.ensure_future(beat())
        try:
            while True:
                _, data = await tab.listen()
                for name in people:
                    if name.encode() in data:
                        seen.setdefault((number, name), time.perf_counter())
        finally:
            beating.cancel()

    async with asyncio.timeout(180):
        for tab in tabs:
            await tab.__aenter__()
            await tab.open()
        viewers = [asyncio.ensure_future(view(number, tab)) for number, tab in enumerate(tabs)]
        await asyncio.sleep(2.5)
        idle = []
        for _ in range(
            seconds
        ):  # the median leaves out the second in which the minute, and so the whole screen, changes
            cpu, ticks_before = server.cpu_seconds(), ticks
            await asyncio.sleep(1.0)
            idle.append(1000 * (server.cpu_seconds() - cpu) / max(1, ticks - ticks_before))
        waits = []
        for number, name in enumerate(people):
            await asyncio.to_thread(arrive, name)
            start = time.perf_counter()
            await asyncio.sleep(2.0 + 0.13 * (number % 7))  # at ever different moments between two ticks
            waits += [moment - start for (_, who), moment in seen.items() if who == name]
        for viewer in viewers:
            viewer.cancel()
        await asyncio.gather(*viewers, return_exceptions=True)
        for tab in tabs:
            await tab.__aexit__(None, None, None)
    assert len(waits) == len(people) * VIEWERS, f"{len(waits)} of {len(people) * VIEWERS} sightings"
    return idle, waits
