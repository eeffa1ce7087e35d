"""`python -m bench [NAME ...] [--quick] [--list]`. A NAME also stands for every name that begins with it and a hyphen."""

import argparse
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from bench import addresses, announcements, learning, registering, screens, starting, workbooks, workshop
from bench.measuring import Figure

Bench = Callable[[Path, bool], Iterator[Figure]]

BENCHES: dict[str, Bench] = {
    "register-sqlite": registering.sqlite_alone,
    "register-sqlite-8-processes": registering.sqlite_processes,
    "register-postgresql": registering.postgresql,
    "register-large": registering.large_event,
    "contest-sqlite": registering.contest_sqlite,
    "contest-postgresql": registering.contest_postgresql,
    "form-websocket": screens.form_over_websocket,
    "live-tick": screens.live_tick,
    "live-large": screens.large_screens,
    "plain-page": addresses.plain_page,
    "calendar-file": addresses.calendar_file,
    "workbook": workbooks.workbook,
    "reader-accuracy": announcements.accuracy,
    "reader-crossed": learning.crossed,
    "reader-speed": announcements.speed,
    "start": starting.start,
}


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measured comparisons with their baselines.")
    parser.add_argument("names", nargs="*", metavar="NAME", help="what to measure; nothing: everything")
    parser.add_argument("--quick", action="store_true", help="fewer rounds, smaller numbers: does it still work?")
    parser.add_argument("--list", action="store_true", help="print the names and end")
    chosen = parser.parse_args(arguments)
    if chosen.list:
        print("\n".join(BENCHES))
        return 0
    wanted = [name for name in BENCHES if not chosen.names or any(_means(each, name) for each in chosen.names)]
    for each in chosen.names:
        if not any(_means(each, name) for name in BENCHES):
            parser.error(f"there is no measurement {each}; choose from {', '.join(BENCHES)}")
    for name in wanted:
        with workshop.open_workshop() as folder:
            for figure in BENCHES[name](folder, chosen.quick):
                print(figure.line(), flush=True)
    return 0


def _means(said: str, name: str) -> bool:
    return name == said or name.startswith(f"{said}-")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
