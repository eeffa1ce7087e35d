"""The other end of courier.py."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from house import House

from akevents.settings import ROOT

SCRIPT = Path(__file__).with_name("courier.py")


@dataclass(frozen=True)
class Couriers:
    process: subprocess.Popen[str]

    def work(self, house: House, *, workers: int = 1, dies: str = "") -> list[int]:
        """So many workers deliver what is due in this database until nothing is; returns how each of them ended."""
        environment = {name: value for name, value in os.environ.items() if name.startswith("AKEVENTS_")}
        if not house.db.is_sqlite:
            environment["AKEVENTS_DATABASE_URL"] = house.db.engine.url.render_as_string(hide_password=False)
        assert self.process.stdin
        self.process.stdin.write(json.dumps({"workers": workers, "dies": dies, "environment": environment}) + "\n")
        self.process.stdin.flush()
        codes: list[int] = json.loads(self._line())
        return codes

    def _line(self) -> str:
        assert self.process.stdout
        line = self.process.stdout.readline()
        assert line, "the couriers broke down; their traceback is above"
        return line


@contextmanager
def hired() -> Iterator[Couriers]:
    """A process that has loaded everything and waits for work; it ends with the block."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("AKEVENTS_")}
    own["PYTHONPATH"] = os.pathsep.join([str(ROOT), own.get("PYTHONPATH", "")])
    process = subprocess.Popen(
        [sys.executable, str(SCRIPT)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=own
    )
    couriers = Couriers(process)
    try:
        assert couriers._line() == "ready\n"
        yield couriers
    finally:
        process.communicate(timeout=60)
