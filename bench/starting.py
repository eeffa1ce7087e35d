"""From nothing to the first answer, and what a server that nobody talks to keeps in memory."""

import asyncio
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from akevents.domain import demo
from bench import servers, workshop
from bench.browser import Browser
from bench.measuring import Figure, at_most
from bench.servers import Server

RESTING_S = 3.0  # akevents loads what tables need in the background after its first answer
WARMING = 10


@dataclass(frozen=True, slots=True)
class Start:
    """One start: seconds, megabytes, kilobytes a session."""

    seconds: float
    megabytes: float
    per_session: float


def start(folder: Path, quick: bool) -> Iterator[Figure]:
    """Starts in turns; the first of each, which reads from a cold disk, does not count."""
    rounds, sessions = (1, 20) if quick else (3, 50)
    home = folder / "start"
    with servers.its_database(home) as db:
        demo.fill(db)
        workshop.new_event(db)
    ours, bare = [], []
    for number in range(rounds + (not quick)):
        pair = (_start(servers.OURS, home, sessions), _start(servers.ONE_LINE, folder, sessions))
        if number or quick:
            ours.append(pair[0])
            bare.append(pair[1])
    mine, theirs = [each.seconds for each in ours], [each.seconds for each in bare]
    note = "from the command to the first 200 of the health address, migrations looked at, beside one line of Streamlit"
    yield Figure("start", "s", mine, theirs, at_most(1.5), note)
    mine, theirs = [each.megabytes for each in ours], [each.megabytes for each in bare]
    note = f"resident memory {RESTING_S:g} s after the first answer, tables' library loaded in advance"
    yield Figure("start-memory", "MB", mine, theirs, at_most(1.5), note)
    mine, theirs = [each.per_session for each in ours], [each.per_session for each in bare]
    note = f"growth for each of {sessions} tabs that opened the front page and stay connected, after {WARMING} others"
    yield Figure("start-memory-session", "kB/session", mine, theirs, at_most(60, "ours"), note)


def _start(application: str, folder: Path, sessions: int) -> Start:
    with servers.running(application, folder) as server:
        time.sleep(RESTING_S)
        resting = server.megabytes()
        return Start(server.seconds_to_start, resting, asyncio.run(_kilobytes_per_session(server, sessions)))


async def _kilobytes_per_session(server: Server, sessions: int) -> float:
    tabs: list[Browser] = []

    async def open_more(count: int) -> float:
        for _ in range(count):
            tab = Browser(server.port)
            await tab.__aenter__()
            tabs.append(tab)
            await tab.open()
        await asyncio.sleep(1.0)
        return median([server.megabytes() for _ in range(5)])

    async with asyncio.timeout(120):
        before = await open_more(WARMING)
        after = await open_more(sessions)
        for tab in tabs:
            await tab.__aexit__(None, None, None)
    return 1000 * (after - before) / sessions
