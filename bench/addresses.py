"""Plain addresses over HTTP: the event's page and its calendar file, beside a route that answers with a constant."""

import asyncio
import time
from collections.abc import Iterator
from pathlib import Path

from bench import servers, workshop
from bench.measuring import Budget, Figure, at_least, in_turns
from bench.servers import Server

CLIENTS = 8
SLUG = "abend"


def plain_page(folder: Path, quick: bool) -> Iterator[Figure]:
    """/e/SLUG, read whole."""
    yield from _compare("plain-page", f"/e/{SLUG}", at_least(0.3), folder, quick)


def calendar_file(folder: Path, quick: bool) -> Iterator[Figure]:
    """/e/SLUG.ics, read whole and found unchanged."""
    yield from _compare("calendar-file", f"/e/{SLUG}.ics", at_least(0.6), folder, quick)


def _compare(name: str, path: str, budget: Budget, folder: Path, quick: bool) -> Iterator[Figure]:
    rounds, requests = (2, 160) if quick else (7, 1500)
    home = folder / name
    with servers.its_database(home) as db:
        workshop.new_event(db, slug=SLUG)
    with servers.running(servers.OURS, home) as ours, servers.running(servers.FORM_PAGE, folder) as bare:
        status, etag, length = asyncio.run(_look(ours, path))
        assert (status, bool(etag)) == (200, True), f"{path} answers {status}"
        for kind, known, size in (("", "", length), ("-unchanged", etag, 0)):
            cpu: dict[int, list[float]] = {ours.port: [], bare.port: []}

            def rate(server: Server, path: str, etag: str) -> float:
                before, start = server.cpu_seconds(), time.perf_counter()
                asyncio.run(_many(server, path, etag, requests))
                cpu[server.port].append(1000 * (server.cpu_seconds() - before) / requests)  # noqa: B023
                return requests / (time.perf_counter() - start)

            mine, theirs = in_turns(
                rounds,
                lambda: rate(ours, path, known),  # noqa: B023
                lambda: rate(bare, f"/constant?bytes={size}", ""),  # noqa: B023
            )
            what = f"{path} with its ETag: 304" if known else f"{path}, {length} bytes"
            note = f"{what}; beside a constant of the same length from a Starlette route in bare Streamlit"
            more = {"cpu_ms": min(cpu[ours.port][1:]), "cpu_ms_baseline": min(cpu[bare.port][1:])}
            more = {key: round(value, 2) for key, value in more.items()}
            yield Figure(name + kind, "requests/s", mine, theirs, budget, note, more)


async def _look(server: Server, path: str) -> tuple[int, str, int]:
    reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
    writer.write(_request(server, path, ""))
    answer = await _answer(reader)
    writer.close()
    return answer


async def _many(server: Server, path: str, etag: str, requests: int) -> None:
    """Eight connections that stay open, each asking again when it has its answer."""
    question = _request(server, path, etag)

    async def one_client() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
        for _ in range(requests // CLIENTS):
            writer.write(question)
            status, _, _ = await _answer(reader)
            assert status in {200, 304}, status
        writer.close()

    async with asyncio.timeout(120):
        await asyncio.gather(*(one_client() for _ in range(CLIENTS)))


def _request(server: Server, path: str, etag: str) -> bytes:
    lines = [f"GET {path} HTTP/1.1", f"Host: 127.0.0.1:{server.port}"]
    if etag:
        lines.append(f"If-None-Match: {etag}")
    return "\r\n".join([*lines, "", ""]).encode()


async def _answer(reader: asyncio.StreamReader) -> tuple[int, str, int]:
    """Status, ETag and length; the body is read and thrown away."""
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    first, *lines = head.split("\r\n")
    headers = dict(line.lower().split(": ", 1) for line in lines if ": " in line)
    tags = [line.split(": ", 1)[1] for line in lines if line.lower().startswith("etag: ")]
    status = int(first.split()[1])
    length = 0 if status == 304 else int(headers["content-length"])
    await reader.readexactly(length)
    return status, tags[0] if tags else "", length
