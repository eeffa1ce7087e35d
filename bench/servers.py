"""Servers that are measured: uvicorn on a free loopback port, with data of its own, ended when the measurement is."""

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil  # type: ignore[import-untyped]

from akevents import settings
from akevents.settings import ROOT
from akevents.store import migrate
from akevents.store.database import Database, open_database

OURS = "streamlit_app:app"
FORM_PAGE = "bench.baseline_app.application:form"
ONE_LINE = "bench.baseline_app.application:line"
HEALTH = {OURS: "/healthz"}  # Streamlit's own for the others
PATIENCE_S = 60.0


@dataclass(frozen=True, slots=True)
class Server:
    """A running server."""

    port: int
    process: subprocess.Popen[bytes]
    seconds_to_start: float

    def cpu_seconds(self) -> float:
        """User and system time of the process so far."""
        times = psutil.Process(self.process.pid).cpu_times()
        return float(times.user + times.system)

    def megabytes(self) -> float:
        """Resident memory."""
        return float(psutil.Process(self.process.pid).memory_info().rss) / 1e6


@contextmanager
def running(application: str, folder: Path) -> Iterator[Server]:
    """Started from the project's folder, so that all of them read the same .streamlit/config.toml."""
    port = _free_port()
    command = [sys.executable, "-m", "uvicorn", application, "--host", "127.0.0.1", "--port", str(port)]
    environment = os.environ | {"AKEVENTS_DATA_DIR": str(folder), "AKEVENTS_BASE_URL": f"http://127.0.0.1:{port}"}
    start = time.perf_counter()
    with (folder / "server.log").open("wb") as log:
        process = subprocess.Popen(
            [*command, "--log-level", "warning", "--no-access-log"], cwd=ROOT, env=environment, stdout=log, stderr=log
        )
    try:
        _wait_until_it_answers(process, port, HEALTH.get(application, "/_stcore/health"), folder / "server.log")
        yield Server(port, process, time.perf_counter() - start)
    finally:
        process.terminate()
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_until_it_answers(process: subprocess.Popen[bytes], port: int, path: str, log: Path) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", path)
            if connection.getresponse().status == 200:
                return
        except OSError:
            if process.poll() is not None:
                break
        finally:
            connection.close()
        time.sleep(0.01)
    raise RuntimeError(f"the server did not answer: {log.read_text(errors='replace')[-2000:]}")


@contextmanager
def its_database(folder: Path) -> Iterator[Database]:
    """The SQLite file that a server with this folder will open, migrated."""
    folder.mkdir(parents=True, exist_ok=True)
    db = open_database(settings.load(data_dir=folder, database_url=""))
    migrate.upgrade(db)
    yield db
    db.close()
